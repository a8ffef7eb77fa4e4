"""Real tables, where they are present: beside the project, or where WORKWELL_SHARED_DATA says."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.directory.json_lists import TODAY
from tests.tree import ROOT
from workwell_desktop.directory.columns import guess_sheets
from workwell_desktop.directory.hsds_tables import read_hsds_tables
from workwell_desktop.directory.json_stream import read_json
from workwell_desktop.directory.reading import Found, Piece, Refused
from workwell_desktop.directory.record import ServiceRecord
from workwell_desktop.directory.table_rows import read_table
from workwell_desktop.directory.table_source import open_table

SHARED = Path(os.environ.get("WORKWELL_SHARED_DATA", ROOT.parent / "shared" / "data")) / "directory"
pytestmark = pytest.mark.skipif(not SHARED.is_dir(), reason="the shared lists are not here")


def records(pieces: list[Piece]) -> list[ServiceRecord]:
    return [piece.record for piece in pieces if isinstance(piece, Found)]


def table(name: str) -> list[Piece]:
    return list(read_table(open_table(SHARED / name), Path(name).name, today=TODAY))


def tables(name: str) -> list[Piece]:
    return list(read_hsds_tables(SHARED / name, TODAY))


def test_the_pack_of_tables_gives_the_same_directory_as_its_pages() -> None:
    found = records(tables("uk_gm_pack/gm_hsds3_datapackage.zip"))
    assert len(found) == 520
    assert len({one.organisation_key for one in found}) == 304
    assert len({place.key for one in found for place in one.places}) == 449
    folder = SHARED / "uk_gm_pack" / "oruk3"
    pages = records(list(read_json(tuple(folder.glob("services_*.json")), folder, TODAY)))
    assert {one.key: one for one in found} == {one.key: one for one in pages}


def test_the_workbook_of_three_sheets_needs_no_hand() -> None:
    pieces = table("uk_gm_pack/gm_services_3sheets.xlsx")
    found = records(pieces)
    assert len(found) == len(pieces) == 257
    assert all(one.name and one.places and (one.places[0].postcode or one.places[0].address) for one in found)
    assert len({one.key for one in found}) == 257
    assert sum(bool(one.times) for one in found) > 140
    assert sum(one.phone != "" for one in found) >= 60


@pytest.mark.parametrize(
    ("name", "fields", "count"),
    [
        ("uk_gm_raw/gm_food_banks.csv", "name how_to_refer times address postcode contact web area area_code", 171),
        ("uk_gm_raw/gm_jobcentreplus.csv", "name address postcode area area_code longitude latitude", 26),
        ("uk_gm_raw/gm_libraries.csv", "name address postcode terms email web area area_code longitude latitude", 141),
        ("uk_gm_raw/trafford_mental_health_services.csv", "name description address postcode phone web", 60),
        ("refresh/charities_trafford_2021-05-27.csv",
         "charity_number company_number name terms description - - - - address postcode phone email web", 739),
        ("refresh/charities_trafford_2021-06-07.csv",
         "charity_number company_number name terms description - address postcode phone email web", 739),
    ],
)  # fmt: skip
def test_published_tables_are_guessed_right(name: str, fields: str, count: int) -> None:
    (mapping,) = guess_sheets(open_table(SHARED / name))
    assert [code or "-" for code in mapping.fields] == fields.split()
    assert len(records(table(name))) == count


@pytest.mark.parametrize(
    ("name", "count"),
    [
        ("samples/hsds11_sample_datapackage/all_resources", 13), ("samples/hsds11_sample_datapackage/simple", 13),
        ("samples/hsds3_examples/csv", 1), ("samples/oruk3_examples/csv", 1), ("samples/ohana_sample_csv", 23),
        ("samples/hsds3_examples/field-guidance/schedules", 1),
    ],
)  # fmt: skip
def test_the_samples_of_each_version_are_read(name: str, count: int) -> None:
    pieces = tables(name)
    assert len(records(pieces)) == count
    assert all(piece.reason for piece in pieces if isinstance(piece, Refused))


def test_a_row_for_each_place_of_outpost_is_one_service() -> None:
    (first, second) = records(table("samples/outpost_csv/services_valid.csv"))
    assert first.name == "Example service 1"
    assert [place.name for place in first.places] == ["Venue or building name", "Second Venue or building name"]
    assert second.name
