"""Lists of many tables, of each version of the standard, are joined into whole services."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, time
from pathlib import Path

import pytest

from tests.directory.hsds_lists import OHANA, VERSION_1, VERSION_2, VERSION_3, as_zip, described
from workwell_desktop.datafiles import DataFileProblem
from workwell_desktop.directory.hsds_names import file_kinds, read_kinds
from workwell_desktop.directory.hsds_tables import read_hsds_tables
from workwell_desktop.directory.reading import ORGANISATION, Alarm, Found, Piece, Refused
from workwell_desktop.directory.record import Area, RecordPlace, RecordTimes, ServiceRecord, Term
from workwell_desktop.errors import WorkwellError

TODAY = date(2026, 11, 27)

TEA_CLUB = ServiceRecord(
    key="s1",
    name="Tea Club",
    organisation="Example Trust",
    description="Tea & talk",
    phone="01204 496 001",
    email="bo@example.org",
    web="https://example.org",
    eligibility="For adults",
    minimum_age=18,
    cost="free",
    cost_note="free",
    assured_on=date(2026, 1, 2),
    modes=("in_person",),
    places=(RecordPlace("1 High Street, Bolton", "BL1 1AA", 53.5, -2.4, "l1", "The Hall", "Ramp"),),
    times=(RecordTimes("Mornings best", "MO,TU", time(9), time(17), freq="WEEKLY", place="l1"),),
    organisation_key="o1",
    organisation_ids=("GB-CHC-1234567",),
    wait="3 seats free",
    languages=("Urdu",),
    terms=(Term("Befriending", "esdServiceType:242"),),
    areas=(Area("Bolton", "E08000001"),),
    contact_name="Bo Example",
)


def pieces_of(folder: Path, files: Mapping[str, str]) -> list[Piece]:
    path = folder / "list.zip"
    path.write_bytes(as_zip(files))
    return list(read_hsds_tables(path, TODAY))


def records_of(folder: Path, files: Mapping[str, str]) -> dict[str, ServiceRecord]:
    pieces = pieces_of(folder, files)
    assert [piece for piece in pieces if not isinstance(piece, Found)] == []
    return {piece.record.key: piece.record for piece in pieces if isinstance(piece, Found)}


def refused_of(folder: Path, files: Mapping[str, str]) -> list[Refused]:
    return [piece for piece in pieces_of(folder, files) if isinstance(piece, Refused)]


def without(files: Mapping[str, str], *names: str) -> dict[str, str]:
    return {name: text for name, text in files.items() if name not in names}


def test_version_3_gives_whole_services(tmp_path: Path) -> None:
    records = records_of(tmp_path, VERSION_3)
    assert records["s1"] == TEA_CLUB
    assert (records["s2"].status, records["s2"].phone) == ("paused", "01204 496 002")
    assert list(records) == ["s1", "s2", f"{ORGANISATION}o2"]
    assert records[f"{ORGANISATION}o2"].name == "Quiet Trust"


def test_version_2_gives_the_same(tmp_path: Path) -> None:
    assert records_of(tmp_path, VERSION_2)["s1"] == replace(TEA_CLUB, wait="")


def test_version_1_gives_what_it_can_say(tmp_path: Path) -> None:
    record = records_of(tmp_path, VERSION_1)["s1"]
    days = tuple(RecordTimes("", day, time(9), time(17), freq="WEEKLY", place="l1") for day in ("MO", "TU"))
    assert record == replace(
        TEA_CLUB,
        wait="",
        times=days,
        terms=(Term("Befriending"),),
        areas=(Area("Bolton"),),
        eligibility="For adults\nWomen and men",
    )


def test_ohanas_comma_lists_are_parted(tmp_path: Path) -> None:
    record = records_of(tmp_path, OHANA)["1"]
    assert (record.organisation, record.phone, record.web) == ("Example Trust", "01204 496 000", "https://example.org")
    assert record.places == (
        RecordPlace("1 High Street, Bolton", "BL1 1AA", 53.5, -2.4, "1", "The Hall", "ramp\nwheelchair"),
    )
    assert record.times == (RecordTimes("", "MO", time(8), time(17), freq="WEEKLY", place="1"),)
    assert [term.label for term in record.terms] == ["Emergency", "Disaster Response"]
    assert record.areas == (Area("Bolton"), Area("Bury"))
    assert "Polish" in record.languages


def test_a_folder_a_folder_in_a_zip_and_names_from_the_description_are_the_same(tmp_path: Path) -> None:
    folder = tmp_path / "list"
    folder.mkdir()
    for name, text in VERSION_3.items():
        (folder / name).write_text(text, "utf-8")
    (tmp_path / "deep.zip").write_bytes(as_zip(VERSION_3, "lists/2026/"))
    (tmp_path / "named.zip").write_bytes(as_zip(described(VERSION_3)))
    for path in (folder, tmp_path / "deep.zip", tmp_path / "named.zip"):
        found = [piece for piece in read_hsds_tables(path, TODAY) if isinstance(piece, Found)]
        assert found[0].record == TEA_CLUB
        assert found[0].row == 2


def test_tables_are_not_read_twice_from_a_copy(tmp_path: Path) -> None:
    copies = {f"old/{name}": text for name, text in VERSION_3.items()}
    assert len(records_of(tmp_path, VERSION_3 | copies)) == 3


def test_rows_that_belong_to_nothing_are_told_and_the_service_is_kept(tmp_path: Path) -> None:
    spoilt = VERSION_3 | {
        "services.csv": VERSION_3["services.csv"] + "s3,o9,Lone Service,,active,,,,\n",
        "phones.csv": VERSION_3["phones.csv"] + "p3,,s9,,01204 496 003\np4,,,,01204 496 004\n",
        "schedules.csv": VERSION_3["schedules.csv"] + "h9,s9,,WEEKLY,MO,9:00,10:00,\n",
        "service_at_location.csv": VERSION_3["service_at_location.csv"] + "sl3,s1,l9\n",
        "attributes.csv": VERSION_3["attributes.csv"] + "t3,s9,service,x1\n",
    }
    pieces = pieces_of(tmp_path, spoilt)
    assert {(one.where, one.row) for one in pieces if isinstance(one, Refused)} == {
        ("services.csv", 4), ("phones.csv", 4), ("phones.csv", 5), ("schedules.csv", 3), ("service_at_location.csv", 4),
        ("attributes.csv", 4),
    }  # fmt: skip
    found = {one.record.key: one.record for one in pieces if isinstance(one, Found)}
    assert found["s1"] == TEA_CLUB
    assert (found["s3"].name, found["s3"].organisation) == ("Lone Service", "")


def test_times_without_an_id_are_kept_and_told_once(tmp_path: Path) -> None:
    bare = "id,service_id,weekday,opens_at,closes_at\n" + "".join(
        f",s1,{day},9:00,22:00\n" for day in ("Monday", "Tue")
    )
    bare += ",,Friday,9:00,22:00\n"
    pieces = pieces_of(tmp_path, without(VERSION_3, "schedules.csv") | {"regular_schedules.csv": bare})
    told, lost = (one for one in pieces if isinstance(one, Refused))
    assert (lost.row, lost.reason) == (4, "It belongs to nothing in the list.")
    assert (told.row, told.reason) == (2, "This row has no id, nor has one other. What it says was kept.")
    (record,) = (one.record for one in pieces if isinstance(one, Found) and one.record.key == "s1")
    assert [(one.byday, one.opens_at, one.closes_at) for one in record.times] == [
        ("MO", time(9), time(22)), ("TU", time(9), time(22)),
    ]  # fmt: skip


def test_letters_that_were_garbled_before_raise_an_alarm_for_each_file(tmp_path: Path) -> None:
    spoilt = VERSION_3 | {"services.csv": VERSION_3["services.csv"] + "s3,o1,BoGÇÖs Club,Tea,active,,,,\n"}
    pieces = pieces_of(tmp_path, spoilt)
    (alarm,) = (one for one in pieces if isinstance(one, Alarm))
    assert (alarm.kind, alarm.sentence.split(" were ")[0]) == ("encoding", "Letters in 1 row of the file services.csv")
    assert "Bo’s Club" in {one.record.name for one in pieces if isinstance(one, Found)}


def test_a_service_is_given_once(tmp_path: Path) -> None:
    rows = (
        "s1,o1,Tea Club,Tea &amp; talk,active,For adults,18,2026-01-02,\ns2,o1,Something else,,active,,,,\n,,,x,,,,,\n"
    )
    told = refused_of(tmp_path, VERSION_3 | {"services.csv": VERSION_3["services.csv"] + rows})
    assert [(one.row, one.reason) for one in told] == [
        (4, "It stands there twice."),
        (5, "Its id was used before, in row 3, for something else."),
        (6, "This service has no name."),
    ]


def test_what_names_one_service_is_not_its_neighbours(tmp_path: Path) -> None:
    files = without(VERSION_3, "contacts.csv") | {
        "phones.csv": "id,location_id,service_id,number\np2,l1,s2,01204 496 002\n"
    }
    records = records_of(tmp_path, files)
    assert (records["s1"].phone, records["s2"].phone) == ("", "01204 496 002")
    files["phones.csv"] = "id,location_id,organization_id,number\np2,l1,,01204 496 002\n"
    assert {record.phone for record in records_of(tmp_path, files).values()} == {"01204 496 002", ""}


def test_a_damaged_table_is_told_and_the_rest_is_read(tmp_path: Path) -> None:
    spoilt = VERSION_3 | {"phones.csv": VERSION_3["phones.csv"] + 'p3,"open\n'}
    (told,) = refused_of(tmp_path, spoilt)
    assert (told.where, "Row 4" in told.reason) == ("phones.csv", True)
    (told,) = refused_of(tmp_path, VERSION_3 | {"services.csv": VERSION_3["services.csv"] + 's3,"open\n'})
    assert (told.where, told.row, "Row 4" in told.reason) == ("services.csv", 4, True)
    with pytest.raises(WorkwellError, match="no table of services"):
        pieces_of(tmp_path, without(VERSION_3, "services.csv"))


def test_a_short_row_whose_cells_have_moved_is_no_service(tmp_path: Path) -> None:
    table = "id,name,description,email,status\ns1,Bo's,Tea,a@example.org,active\no1,Long words,b@example.org,active\n"
    told, _found = pieces_of(tmp_path, {"services.csv": table, "locations.csv": "id,name\nl1,Hall\n"})
    assert isinstance(told, Refused)
    assert (told.row, "fewer cells" in told.reason) == (3, True)


def test_letters_that_cannot_be_read_raise_an_alarm(tmp_path: Path) -> None:
    folder = tmp_path / "list"
    folder.mkdir()
    (folder / "services.csv").write_bytes(b"id,name\ns1,Caf\xe9 \x81\n")
    alarm, found = read_hsds_tables(folder, TODAY)
    assert isinstance(alarm, Alarm)
    assert alarm.kind == "encoding"
    assert isinstance(found, Found)
    assert found.record.name == "Café"


def test_a_description_that_lies_is_passed_over(tmp_path: Path) -> None:
    strange = '{"resources": [3, {"path": 1, "name": 2}, {"path": "../x", "name": "services"}]}'
    for about in ("{", "[]", '{"resources": 3}', strange, "[" * 100_000):
        assert len(records_of(tmp_path, VERSION_3 | {"datapackage.json": about})) == 3


def test_how_far_it_is_is_told(tmp_path: Path) -> None:
    (tmp_path / "list.zip").write_bytes(as_zip(VERSION_3))
    told: list[tuple[int, int]] = []
    list(read_hsds_tables(tmp_path / "list.zip", TODAY, lambda done, total: told.append((done, total))))
    assert told == sorted(told)
    assert told[-1][0] == told[-1][1] == sum(map(len, VERSION_3.values()))


def test_a_reader_that_is_closed_stops(tmp_path: Path) -> None:
    (tmp_path / "list.zip").write_bytes(as_zip(VERSION_3))
    reading = read_hsds_tables(tmp_path / "list.zip", TODAY)
    assert isinstance(next(reading), Found)
    reading.close()  # type: ignore[attr-defined]  # it is a generator
    (tmp_path / "list.zip").unlink()
    assert list(reading) == []


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (('files = ["programs", "program"]', 'files = ["services"]'), "same name"),
        (('url = "website"', 'url = "webpage"'), "none of its columns"),
        (('"language.name"', '"language"'), "point"),
        (('into = "unit"', ""), "into"),
    ],
)
def test_a_data_file_that_is_not_sound_is_named(tmp_path: Path, change: tuple[str, str], reason: str) -> None:
    shipped = (Path(__file__).parents[2] / "resources" / "directory" / "hsds.toml").read_text("utf-8")
    assert change[0] in shipped
    (tmp_path / "hsds.toml").write_text(shipped.replace(*change, 1), "utf-8")
    with pytest.raises(DataFileProblem, match=reason):
        read_kinds(tmp_path / "hsds.toml")
    assert file_kinds()


def test_a_table_that_breaks_off_inside_a_row_is_told(tmp_path: Path) -> None:
    text = VERSION_3["services.csv"]
    files = dict(VERSION_3) | {"services.csv": text[: text.index("temporarily")]}
    pieces = pieces_of(tmp_path, files)
    assert [one.kind for one in pieces if isinstance(one, Alarm)] == ["truncated"]
    assert [one.record.name for one in pieces if isinstance(one, Found)][:1] == ["Tea Club"]
    assert ("services.csv", 3) in [(one.where, one.row) for one in pieces if isinstance(one, Refused)]
