"""Services as CSV: a row each that reads back, no cell that runs, and nothing that may not leave."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from tests.directory.records import RECORDS, RICH, SECRETS, kept_secret
from workwell_desktop.directory.export_csv import HEADS, services_csv
from workwell_desktop.directory.reading import ORGANISATION, Found
from workwell_desktop.directory.record import Area, ServiceRecord
from workwell_desktop.directory.table_rows import read_table
from workwell_desktop.directory.table_source import open_table
from workwell_desktop.sheets.reading import RUN_STARTS

TODAY = date(2026, 11, 27)
NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")  # a number below nought is no formula
LABELS = {"mood_and_worry": "Mood and worry"}


def table(data: Iterable[bytes]) -> list[list[str]]:
    whole = b"".join(data)
    assert whole.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(whole.decode("utf-8-sig"), newline=""), strict=True))


def rows(*records: ServiceRecord) -> list[dict[str, str]]:
    heads, *found = table(services_csv(records, LABELS, TODAY))
    assert tuple(heads) == HEADS
    return [dict(zip(heads, row, strict=True)) for row in found]


@given(st.lists(RECORDS, max_size=3))
def test_every_service_is_a_row_and_no_cell_runs(records: list[ServiceRecord]) -> None:
    heads, *found = table(services_csv(records, LABELS, TODAY))
    assert [len(row) for row in found] == [len(heads)] * len(records)
    cells = [cell for row in (heads, *found) for cell in row]
    assert not [cell for cell in cells if cell.lstrip().startswith(RUN_STARTS) and not NUMBER.fullmatch(cell)]


def test_a_rich_service_reads_back() -> None:
    (row,) = rows(RICH)
    assert row == {
        "Name": "Quiet Room",
        "Organisation": "Example Wellbeing",
        "Description": (
            "Talking in small groups.\n\nGroups for people with low mood. Ring a member of staff first."
        ),
        "Status": "Temporarily closed",
        "Alert": "Moved upstairs for now.",
        "Venue": "Sample Hall",
        "Address": "2nd floor, 12 Sample Street, Exampleton",
        "Postcode": "ZZ1 1AA",
        "Latitude": "53.500000",
        "Longitude": "-2.200000",
        "Phone": "01632 960001 or 01632 960002",
        "Email": "hello@quiet.example.org",
        "Website": "quiet.example.org/groups and more",
        "Contact name": "",
        "Contact public": "",
        "Opening times": (
            "Mon to Fri 09:00 to 17:00; Annexe: First Saturday of the month, 10:00 to 12:30, until 1 January 2027; "
            "Every other Sunday from 4 January, from 14:00; Ring before you come"
        ),
        "How to refer": "Ring, or ask your GP.\n\nTo text: 07700 900123",
        "How it is given": "In person; By phone",
        "Who it is for": "Women only.\n\nAdults who live in Exampleshire.",
        "Minimum age": "0",
        "Maximum age": "99",
        "Free": "Yes",
        "Cost": "Tea is 50p.",
        "Waiting time": "about 6 weeks",
        "Category": "Mental health; Groups; Mood and worry; caring",
        "Languages": "Welsh; BSL",
        "Area covered": "National; Exampleshire; E08000009",
        "Area code": "",
        "Accessibility": "Step-free from the car park.\n\nA lift.",
        "Charity number": "1234567",
        "Company number": "",
        "Hide address": "",
        "Also at": "Annexe, The Annexe, ZZ1 1AB",
        "Last checked": "2026-03-02",
        "Last updated": "2026-03-01",
        "ID": "outpost-17",
    }  # fmt: skip


def test_another_coach_reads_it_with_the_guess_of_columns(tmp_path: Path) -> None:
    path = tmp_path / "services.csv"
    record = replace(RICH, phone="+44 1632 960001", cost="paid", status="withdrawn", areas=(Area("A", "E08000003"),))
    path.write_bytes(b"".join(services_csv([record, replace(record, key="b", sensitive=True)], LABELS, TODAY)))
    shown, hidden = [
        piece.record for piece in read_table(open_table(path), path.name, today=TODAY) if isinstance(piece, Found)
    ]
    for name in (
        "key", "name", "organisation", "status", "email", "phone", "minimum_age", "maximum_age", "cost",
        "cost_note", "national", "assured_on", "updated_on", "languages", "alert", "wait",
    ):  # fmt: skip
        assert getattr(shown, name) == getattr(record, name), name
    assert shown.hinted_only_for == record.only_for  # it goes out as words, and words only warn
    assert shown.how_to_refer == "Ring, or ask your GP.\n\nTo text: 07700 900123"
    assert shown.places[0] == replace(RICH.places[0], key="", getting_in="")
    assert (hidden.sensitive, hidden.places) == (True, ())
    assert {term.label for term in shown.terms} >= {"Mental health", "Groups", "Mood and worry"}


def test_what_may_not_leave_is_not_in_a_row() -> None:
    secret = replace(RICH, sensitive=True, how_to_refer="Write to 12 Sample Street.")
    (row,) = rows(secret)
    written = " ".join(row.values())
    for words in ("Sample Street", "ZZ1", "Exampleton", "53.5", "Ann Example", "The Annexe"):
        assert words not in written
    assert row["Hide address"] == "Yes"
    (named,) = rows(replace(RICH, contact_public=True))
    assert (named["Contact name"], named["Contact public"]) == ("Ann Example", "Yes")


@given(RECORDS, st.booleans())
def test_no_secret_leaves_in_a_row(record: ServiceRecord, public: bool) -> None:
    (row,) = rows(kept_secret(record, public=public))
    written = " ".join(row.values()).casefold()
    assert not [words for words in SECRETS if words in written]
    assert ("quux" in written) == public


def test_one_area_keeps_its_code_and_an_organisation_alone_has_no_service_name() -> None:
    (row,) = rows(ServiceRecord(f"{ORGANISATION}7", "Example Trust", "Example Trust", areas=(Area("A", "E1"),)))
    assert (row["Name"], row["Organisation"], row["Area covered"], row["Area code"]) == ("", "Example Trust", "A", "E1")


def test_the_way_in_is_said_in_words_where_the_list_has_none() -> None:
    (row,) = rows(ServiceRecord("k", "A", access=("self", "drop_in")))
    assert row["How to refer"] == "Self-referral; Drop in"
