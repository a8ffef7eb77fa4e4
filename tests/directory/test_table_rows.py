"""Rows of any table become services: what cells mix is parted, doubles collapse, and nothing vanishes in silence."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Sequence
from datetime import date, time
from pathlib import Path

import pytest

from tests.spreadsheets import workbook
from workwell_desktop.directory.columns import LIST_LIMITS, guess_sheets
from workwell_desktop.directory.columns_known import columns_known
from workwell_desktop.directory.columns_looks import share
from workwell_desktop.directory.reading import Alarm, Found, Piece, Refused
from workwell_desktop.directory.record import Area, RecordPlace, RecordTimes, ServiceRecord, Term
from workwell_desktop.directory.table_rows import read_table
from workwell_desktop.directory.table_source import open_table
from workwell_desktop.errors import WorkwellError
from workwell_desktop.sheets.limits import Limits, SheetProblem
from workwell_desktop.sheets.reading import Source, source_of

TODAY = date(2026, 11, 27)


def as_source(*rows: Sequence[str], encoding: str = "utf-8") -> Source:
    out = io.StringIO(newline="")
    csv.writer(out).writerows(rows)
    return source_of(out.getvalue().encode(encoding), LIST_LIMITS)


def read(*rows: Sequence[str]) -> list[Piece]:
    return list(read_table(as_source(*rows), "list.csv", today=TODAY))


def one(*rows: Sequence[str]) -> ServiceRecord:
    (found,) = read(*rows)
    assert isinstance(found, Found)
    return found.record


def services(pieces: Sequence[Piece]) -> list[ServiceRecord]:
    return [piece.record for piece in pieces if isinstance(piece, Found)]


def test_a_usual_row_becomes_a_service() -> None:
    record = one(
        ("Name", "Provider", "What they do", "Address 1", "Address 2", "Town", "Post Code", "Tel. No", "E-mail", "Web",
         "Opening times", "Referral method", "Who for", "Age range", "Cost", "Type", "lat", "lon", "Last checked",
         "Status", "Languages", "Borough", "Area code", "Waiting time", "Charity number", "Parking"),
        ("Bo's Café", "Example Trust", "Tea &amp; talk", "The Hall", "1 High Street", "Bolton", "bl1 1aa.",
         "01204 496 000", "bo@example.org", "www.example.org", "Mon-Fri 9-5", "Self-referral or GP", "Adults", "18-25",
         "Free", "Advice; Food", "53.5", "-2.4", "01/02/2026", "Open", "English, Urdu", "Bolton", "E08000001",
         "2 weeks", "1234567", "At the back"),
    )  # fmt: skip
    assert record == ServiceRecord(
        key="bos cafe|bl11aa",
        name="Bo's Café",
        organisation="Example Trust",
        organisation_key="example trust",
        description="Tea & talk",
        phone="01204 496 000",
        email="bo@example.org",
        web="www.example.org",
        how_to_refer="Self-referral or GP",
        access=("self", "gp"),
        modes=("in_person",),
        getting_in="At the back",
        eligibility="Adults\n\nAges: 18-25",
        minimum_age=18,
        maximum_age=25,
        cost="free",
        cost_note="Free",
        assured_on=date(2026, 2, 1),
        places=(RecordPlace("The Hall, 1 High Street, Bolton", "BL1 1AA", 53.5, -2.4),),
        times=(RecordTimes("Mon-Fri 9-5", "MO,TU,WE,TH,FR", time(9), time(17), freq="WEEKLY"),),
        terms=(Term("Advice"), Term("Food")),
        languages=("English", "Urdu"),
        areas=(Area("Bolton", "E08000001"),),
        wait="2 weeks",
        organisation_ids=("GB-CHC-1234567",),
    )


def test_cells_that_mix_contacts_are_parted() -> None:
    heads = ("Name", "Contact", "Phone")
    mixed = one(heads, ("A", "0161 496 0001 / a@example.org", "O161 496 0002"))
    assert (mixed.phone, mixed.email) == ("0161 496 0002 or 0161 496 0001", "a@example.org")
    assert one(heads, ("A", "Not known", "test tel")).phone == ""
    assert one(heads, ("A", "Ask at the desk", "")).how_to_refer == "Ask at the desk"
    assert one(heads, ("A", "www.example.org", "")).web == "www.example.org"
    assert one(("Name", "Phone"), ("A", "1614960001")).phone == "01614960001"  # the zero was taken by a spreadsheet


def test_a_service_without_a_name_takes_that_of_its_organisation_or_is_refused() -> None:
    heads = ("Service name", "Organisation", "Postcode")
    first, second = read(heads, ("", "Example Trust", "M1 1AA"), ("", "", "M1 1AA"))
    assert isinstance(first, Found)
    assert first.record.name == "Example Trust"
    assert second == Refused("list.csv", 3, "It has no name.")


def test_exact_doubles_collapse_and_are_told_with_their_row() -> None:
    heads = ("Name", "Postcode", "Shoe size")
    pieces = read(heads, ("A", "M1 1AA", "1"), ("B", "M1 1AA", ""), ("A", "M1 1AA", "2"), ("", "", ""))
    assert [record.name for record in services(pieces)] == ["A", "B"]
    assert pieces[2] == Refused("list.csv", 4, "It stands there twice.")
    assert len(pieces) == 3


def test_keys_are_ids_or_names_with_postcodes_and_never_doubled() -> None:
    heads = ("Name", "Postcode", "Phone")
    alike = read(
        heads, ("Tea Club", "M1 1AA", "0161 496 0001"), ("TEA club ", "m1 1aa", "0161 496 0002"), ("Tea Club", "", "")
    )
    assert [record.key for record in services(alike)] == ["tea club|m11aa", "tea club|m11aa/2", "tea club|"]
    numbered = read(("ID", "Name"), ("7", "A"), ("7", "B"), ("8", "A"))
    assert [record.key for record in services(numbered)] == ["7", "7/2", "8"]


def test_all_sheets_are_read_each_in_its_own_way() -> None:
    source = source_of(
        workbook(
            {
                "Food": [["Last updated 20 July 2018"], ["Name", "Post Code"], ["A", "M1 1AA"], ["A", "M1 1AA"]],
                "Numbers": [["Sum"], [3]],
                "Read me": [["Directory of services"], ["Made by the council"], ["Ask us first"]],
                "Lookups": [["Name", "Code"], ["Food", "1"], ["Jobs", "2"]],
                "Jobs": [["Tel", "Group"], ["0161 496 0001", "B"]],
            }
        )
    )
    pieces = list(read_table(source, "all.xlsx", today=TODAY))
    assert [(type(piece).__name__, piece.where, piece.row) for piece in pieces if not isinstance(piece, Alarm)] == [
        ("Refused", "all.xlsx, sheet Numbers", 1),
        ("Refused", "all.xlsx, sheet Read me", 1),
        ("Refused", "all.xlsx, sheet Lookups", 1),
        ("Found", "all.xlsx, sheet Food", 3),
        ("Refused", "all.xlsx, sheet Food", 4),
        ("Found", "all.xlsx, sheet Jobs", 2),
    ]
    assert [record.updated_on for record in services(pieces)] == [date(2018, 7, 20), None]


def test_what_is_no_table_is_refused() -> None:
    for nothing in (b"hello", b"hello\nthere\nyou\n", b"one,two\nthree,four\n"):
        with pytest.raises(SheetProblem, match="No column"):
            list(read_table(source_of(nothing, LIST_LIMITS), "list.csv", today=TODAY))


def test_a_corrected_mapping_is_used() -> None:
    source = as_source(("Alpha", "Name"), ("Bo's Café", "Bolton"))
    made = guess_sheets(source)[0].with_field(0, "name").with_field(1, "address")
    (found,) = read_table(source, "list.csv", [made], today=TODAY)
    assert isinstance(found, Found)
    assert (found.record.name, found.record.places) == ("Bo's Café", (RecordPlace("Bolton"),))
    with pytest.raises(SheetProblem, match="name of a service"):
        list(read_table(source, "list.csv", [made.with_field(0, "")], today=TODAY))


def test_repeated_heads_are_told() -> None:
    pieces = read(("Name", "Postcode"), ("A", "M1 1AA"), ("NAME", "Post code"), ("B", "M1 1AB"))
    assert [type(piece).__name__ for piece in pieces] == ["Found", "Refused", "Found"]


def test_a_list_without_heads_keeps_all_its_rows() -> None:
    rows = [
        (f"Group {number}", "Free advice", "Counselling" if number % 5 else "Support", f"BL1 {number % 9}AA",
         f"01204 4960{number:02d}", f"g{number}@example.org", "Contact")
        for number in range(30)
    ]  # fmt: skip
    rows[22] = ("Talking support", "Description of services", "Address", "BL1 1AA", "01204 496000", "a@b.org", "Phone")
    assert len(services(read(*rows))) == 30


def test_a_full_row_above_the_heads_is_told() -> None:
    pieces = read(
        ("List of 2026", "", ""), ("Bo's", "Tea", "Bolton"), ("Name", "Description", "Town"), ("Al's", "", "")
    )
    assert [(piece.row, piece.reason[:16]) for piece in pieces if isinstance(piece, Refused)] == [
        (2, "It stands above ")
    ]
    assert [record.name for record in services(pieces)] == ["Al's"]


@pytest.mark.parametrize(
    "bad", ['Bad,"Open,Bolton', f"Bad,{'long' * 30_000},Bolton", f"Bad,{'a' * 200_000},", "Bad,\0,"]
)
def test_one_bad_row_is_refused_and_the_others_come_in(bad: str) -> None:
    lines = [f'Group {number},"Tea, talk",Bolton' for number in range(40)]
    text = "\n".join(["Name,Description,Town", *lines[:20], bad, *lines[20:]])
    pieces = list(read_table(source_of(text.encode(), LIST_LIMITS), "list.csv", today=TODAY))
    assert [record.name for record in services(pieces)] == [f"Group {number}" for number in range(40)]
    assert [piece.row for piece in pieces if isinstance(piece, Refused)] == [22]


def test_of_too_many_columns_the_first_are_read_and_it_is_told_once() -> None:
    wide = LIST_LIMITS.most_columns
    pieces = read(("Name", *("x",) * wide), ("Bo's", *("1",) * wide), ("Al's", *("2",) * wide))
    assert [record.name for record in services(pieces)] == ["Bo's", "Al's"]
    assert [piece.row for piece in pieces if isinstance(piece, Refused)] == [1]


def wide_rows(columns: int) -> list[list[str]]:
    """Return a sheet whose heads stand in its third row, the known ones at the far right; one row holds no name."""
    left = columns - 4
    heads = [*(f"X{number}" for number in range(left)), "Name", "Postcode", "Phone", "Description"]
    rows = [["Services of 2026"], [], heads]
    for number in range(30):
        said = [f"Group {number}", f"BL1 {number % 9}AA", f"01204 4960{number:02d}", "Tea and talk"]
        rows.append([*(str(number * place) for place in range(left)), *said])
    rows[10][left] = ""
    return rows


@pytest.mark.parametrize("columns", [201, 1_000])
def test_columns_far_to_the_right_are_read_and_a_row_without_a_name_is_told(columns: int) -> None:
    rows = wide_rows(columns)
    for source in (as_source(*rows), source_of(workbook({"Services": rows}), LIST_LIMITS)):
        pieces = list(read_table(source, "list", today=TODAY))
        found = services(pieces)
        assert [record.name for record in found] == [f"Group {number}" for number in range(30) if number != 7]
        assert (found[0].phone, found[0].places[0].postcode) == ("01204 496000", "BL1 0AA")
        assert [(piece.row, piece.reason) for piece in pieces if isinstance(piece, Refused)] == [
            (11, "It has no name."),
        ]


def test_beyond_the_limit_of_columns_a_workbook_too_is_read_as_far_and_it_is_told() -> None:
    many = ["x"] * LIST_LIMITS.most_columns
    rows = [["Name", "Postcode", *many], ["Bo's", "M1 1AA", *many], ["Al's", "M1 1AB", *many]]
    pieces = list(read_table(source_of(workbook({"Services": rows}), LIST_LIMITS), "list.xlsx", today=TODAY))
    assert [record.name for record in services(pieces)] == ["Bo's", "Al's"]
    assert [(piece.row, piece.reason) for piece in pieces if isinstance(piece, Refused)] == [
        (1, "This sheet has more than 1,000 columns. The rest was left out.")
    ]


def test_a_huge_cell_of_a_workbook_refuses_its_row_alone() -> None:
    rows = [["Name", "Description"], *([f"Group {number}", "Tea"] for number in range(30))]
    rows[21][1] = "long" * 30_000
    pieces = list(read_table(source_of(workbook({"Services": rows}), LIST_LIMITS), "list.xlsx", today=TODAY))
    assert [record.name for record in services(pieces)] == [f"Group {number}" for number in range(30) if number != 20]
    assert [(piece.row, piece.reason) for piece in pieces if isinstance(piece, Refused)] == [
        (22, "A cell in row 22 has more than 100,000 letters. It was left out.")
    ]


def test_a_workbook_whose_empty_cells_would_fill_the_memory_is_refused() -> None:
    few = Limits(most_columns=4, most_area=20, forgiving=True)
    rows = [["Name", "Postcode"], *([f"Group {number}", "M1 1AA"] for number in range(5))]
    assert len(services(list(read_table(source_of(workbook({"A": rows}), few), "a", today=TODAY, limits=few)))) == 5
    rows[3] += ["", "", "far away"]
    with pytest.raises(SheetProblem, match="far too large"):
        source_of(workbook({"A": rows}), few)


def test_heads_of_the_lowest_and_highest_age_are_known() -> None:
    record = one(("Name", "Ages from", "Ages to"), ("Bo's", "16", "25"))
    assert (record.minimum_age, record.maximum_age) == (16, 25)


def test_ages_in_a_column_are_facts_and_ages_in_a_sentence_are_hints() -> None:
    heads = ("Name", "Ages", "Description")
    read_ages = {
        "16-25": (16, 25), "18+": (18, None), "over 50": (50, None), "16 to 24 years": (16, 24),
        "aged 18 and over": (18, None), "25-16": (None, None), "all": (None, None), "16": (None, None),
        "u18": (None, 17), "Under 25s": (None, 24), "up to 65": (None, 65), "Under 16 only": (None, 15),
        "U-18": (None, 17),
    }  # fmt: skip
    for words, limits in read_ages.items():
        record = one(heads, ("A", words, ""))
        assert (record.minimum_age, record.maximum_age) == limits
    hinted = one(heads, ("A", "", "For young people aged 13 to 25"))
    assert (hinted.minimum_age, hinted.hinted_minimum_age, hinted.hinted_maximum_age) == (None, 13, 25)
    told = one(("Name", "Min age", "Max age"), ("A", "16.0", "999"))
    assert (told.minimum_age, told.maximum_age) == (16, None)


@pytest.mark.parametrize(
    ("status", "code"),
    [("Open", "active"), ("Temporarily closed", "paused"), ("CLOSED", "withdrawn"), ("inactive", "withdrawn"),
     ("Something else", "active"), ("", "active")],
)  # fmt: skip
def test_a_status_is_read(status: str, code: str) -> None:
    assert one(("Name", "Status"), ("A", status)).status == code


def test_closed_in_a_sentence_is_kept_apart() -> None:
    record = one(("Name", "Description"), ("A", "Food. We have been told that this is no longer open."))
    assert record.status == "active"
    assert "no longer open" in record.closed_words


def test_a_column_for_each_day_gives_times_of_that_day() -> None:
    record = one(("Name", "Monday", "Tues"), ("A", "9-12", "Closed"))
    assert [(line.description, line.byday, line.opens_at) for line in record.times] == [
        ("Monday: 9-12", "MO", time(9)),
        ("Tues: Closed", "", None),
    ]


def test_days_that_lie_ahead_or_far_back_are_unknown() -> None:
    heads = ("Name", "Last checked")
    rows = [("A", "1/1/2031"), ("B", "1970-01-01"), ("C", "3/4/2025"), ("D", "03/2025"), ("E", "March 2025")]
    days = [record.assured_on for record in services(read(heads, *rows))]
    assert days == [None, None, date(2025, 4, 3), date(2025, 3, 1), date(2025, 3, 1)]
    months = read(heads, ("A", "7/19/2018"), ("B", "3/4/2025"))
    assert [record.assured_on for record in services(months)] == [date(2018, 7, 19), date(2025, 3, 4)]


def test_rows_that_add_to_a_row_give_one_service() -> None:
    heads = ("import_id", "import_id_reference", "name", "location_name", "location_address_1", "location_postcode",
             "scheduled_weekday", "schedules_opens_at", "schedules_closes_at", "service_taxonomies", "needs_referral",
             "free", "temporarily_closed", "mask_exact_address", "contact_name", "contact_visible",
             "contact_phone")  # fmt: skip
    pieces = read(
        heads,
        ("1", "", "A", "Hall", "1 High Street", "M1 1AA", "monday", "09:00:00", "18:00:00", "Food; Advice", "TRUE",
         "TRUE", "TRUE", "TRUE", "Bo Example", "TRUE", "0161 496 0001"),
        ("2", "1", "", "Club", "2 High Street", "M1 1AB", "tuesday", "10:00", "12:00", "", "", "", "", "", "Ada",
         "FALSE", "0161 496 0002"),
        ("3", "9", "", "Nowhere", "", "", "", "", "", "", "", "", "", "", "", "", ""),
    )  # fmt: skip
    (record,) = services(pieces)
    assert [place.name for place in record.places] == ["Hall", "Club"]
    assert [(line.byday, line.opens_at) for line in record.times] == [("MO", time(9)), ("TU", time(10))]
    assert (record.access, record.cost, record.status, record.sensitive) == (("adviser",), "free", "paused", True)
    assert (record.contact_name, record.contact_public, record.phone) == ("Bo Example", True, "0161 496 0001")
    assert pieces[1] == Refused("list.csv", 4, "It adds to a row that is not the one before it.")


def test_a_place_is_made_of_what_there_is() -> None:
    heads = ("Name", "Address", "Town", "Postcode", "Lat", "Lon")
    places = [one(heads, ("A", *cells)).places for cells in (
        ("1 High Street, Bolton BL1 1AA", "Bolton", "", "", ""), ("", "", "N/A", "0", "0"),
        ("", "", "WA15 OHF", "x", "-2"),
        ("", "", "", "53.5", "-2.4"), ("", "Bolton", "not sure", "99", "-2"),
    )]  # fmt: skip
    assert places == [
        (RecordPlace("1 High Street, Bolton", "BL1 1AA"),),
        (),
        (RecordPlace("", "WA15 0HF"),),
        (RecordPlace("", "", 53.5, -2.4),),
        (RecordPlace("Bolton", "not sure"),),
    ]


def test_the_address_of_a_refuge_is_not_given_out() -> None:
    heads = ("Name", "Type", "What they do", "Refuge")
    rows = [("Bolton Refuge", "", "", ""), ("A", "Women's refuge", "", ""), ("B", "", "Confidential address.", ""),
            ("C", "", "", "yes"), ("D", "Refugee support", "Help for refugees", "no")]  # fmt: skip
    assert [record.sensitive for record in services(read(heads, *rows))] == [True, True, True, True, False]


def test_yes_and_no_keep_the_head_they_answer() -> None:
    record = one(("Name", "Wheelchair access?", "Parking", "Access"), ("A", "Yes", "n/a", "Self"))
    assert (record.getting_in, record.access) == ("Wheelchair access: Yes", ("self",))


@pytest.mark.parametrize(
    ("head", "said", "ways"),
    [
        ("Self Referral?", "Yes", ("self",)),
        ("Self Referral?", "No", ()),
        ("How to refer", "Self or GP referral", ("self", "gp")),
        ("How to refer", "Self, GP", ("self", "gp")),
        ("How to refer", "Referred by GP or self", ("self", "gp", "adviser")),
        ("How to refer", "GP referral for those at risk to self or others", ("gp",)),
        ("How to refer", "No self referral", ()),
        ("How to refer", "You cannot self-refer", ()),
        ("How to refer", "Self-referral is not accepted", ()),
        ("How to refer", "Referral by professional or self harm team", ("adviser",)),
        ("How to refer", "You can self-refer", ("self",)),
    ],
)
def test_the_ways_in_are_read_from_what_the_column_asks(head: str, said: str, ways: tuple[str, ...]) -> None:
    assert one(("Name", "Postcode", head), ("Example", "M1 1AE", said)).access == ways


@pytest.mark.parametrize(
    ("days", "hours", "byday"),
    [("Tuesday", "10:00 - 12:00", "TU"), ("Mon;Wed", "10-12", "MO,WE"), ("Weekdays", "10am to 12", "MO,TU,WE,TH,FR")],
)
def test_days_and_hours_in_two_columns_are_one_line(days: str, hours: str, byday: str) -> None:
    for heads, cells in ((("Days", "Times"), (days, hours)), (("Times", "Days"), (hours, days))):
        (times,) = one(("Name", "Postcode", *heads), ("Example", "M1 1AE", *cells)).times
        assert (times.byday, times.opens_at, times.closes_at) == (byday, time(10), time(12))


def test_two_columns_of_times_that_do_not_belong_together_stay_two() -> None:
    found = one(("Name", "Postcode", "Days", "Times"), ("Example", "M1 1AE", "Term time only", "10-12")).times
    assert [times.description for times in found] == ["Term time only", "10-12"]


@pytest.mark.parametrize(
    "remark", ["Totals: 3", "Grand total", "Source: the council", "Last updated 3 May 2026", "© Us"]
)
def test_a_remark_below_the_list_is_no_service(remark: str) -> None:
    found = read(("Name", "Postcode", "Phone"), ("Example", "M1 1AE", "0161 496 0000"), (remark, "", ""))
    assert [piece.reason for piece in found if isinstance(piece, Refused)] == [
        "It is a sum or a remark, and no service."
    ]
    assert len(services(found)) == 1


def test_a_service_that_is_called_as_a_remark_comes_in() -> None:
    heads = ("Name", "Postcode", "Phone")
    assert one(heads, ("Total Fitness", "M1 1AE", "")).name == "Total Fitness"
    assert one(heads, ("Total Recovery", "", "")).name == "Total Recovery"
    assert one(heads, ("Key: Changes", "", "")).name == "Key: Changes"
    assert one(heads, ("Walkers", "", "")).name == "Walkers"


@pytest.mark.parametrize(
    ("heads", "cells", "address"),
    [
        (("Postal address", "Venue address"), ("PO Box 1 Leeds", "Hall Street Leeds"), "Hall Street Leeds"),
        (("Correspondence address", "Meeting address"), ("4 Home Road", "Hall Street Leeds"), "Hall Street Leeds"),
        (("Street", "Registered address"), ("Hall Street Leeds", "1 Far Road London"), "Hall Street Leeds"),
        (("Registered address",), ("1 Far Road London",), "1 Far Road London"),
    ],
)
def test_the_address_is_where_it_is_given(heads: tuple[str, ...], cells: tuple[str, ...], address: str) -> None:
    (place,) = one(("Name", *heads, "Phone"), ("Example", *cells, "0161 496 0000")).places
    assert place.address == address


def test_of_a_long_cell_only_the_beginning_is_looked_through() -> None:
    long = "a" * 90_000
    assert share("email", ["a@b.org"]) == 1
    assert share("email", [f"{long} a@b.org"]) == 0
    assert columns_known().ways_in("Self-referral.") == ("self",)
    assert columns_known().ways_in(f"{long}. Self-referral.") == ()
    for head, cell in (("Notes", long), ("How to refer", "referral, " * 9_000)):
        assert one(("Name", "Postcode", head), ("Example", "M1 1AE", cell)).name == "Example"


def test_a_list_of_heads_alone_is_told() -> None:
    (told,) = read(("Name", "Postcode", "Phone"))
    assert isinstance(told, Refused)
    assert told.reason == "There is no service in this file."


def test_a_day_that_a_spreadsheet_counted_is_that_day() -> None:
    heads = ("Name", "Postcode", "Last checked")
    assert one(heads, ("Example", "M1 1AE", "44927")).assured_on == date(2023, 1, 1)
    assert one(heads, ("Example", "M1 1AE", "49927")).assured_on is None  # it lies ahead


def test_a_formula_is_its_value() -> None:
    source = source_of(workbook({"A": [["Name", "Postcode"], ["=HYPERLINK(1)", "M1 1AA"]]}))
    (found,) = read_table(source, "a.xlsx", today=TODAY)
    assert isinstance(found, Found)
    assert found.record.name == "2"


def test_letters_that_were_read_in_the_wrong_way_are_mended_and_told() -> None:
    pieces = read(("Name", "Description"), ("Zoë’s", "Donâ€™t worry"), ("B", "fine"))
    assert services(pieces)[0].description == "Don’t worry"
    assert [piece.kind for piece in pieces if isinstance(piece, Alarm)] == ["encoding"]
    windows = list(read_table(as_source(("Name", "Web"), ("Café – £5", "x"), encoding="cp1252"), "a", today=TODAY))
    assert [record.name for record in services(windows)] == ["Café – £5"]


def test_a_letter_that_cannot_be_seen_refuses_no_list() -> None:
    source = source_of(b"Name,Web\r\nTea\x02 Club,x\r\n\x81 Zo\xeb,y\r\n", LIST_LIMITS)
    assert [record.name for record in services(list(read_table(source, "a", today=TODAY)))] == ["Tea Club", "Zoë"]


def test_limits_are_said_and_how_far_it_is_is_told() -> None:
    rows = [("Name", "Postcode"), *((f"Group {number}", "M1 1AA") for number in range(1_200))]
    told: list[tuple[int, int]] = []
    source = as_source(*rows)
    pieces = list(read_table(source, "a", today=TODAY, told=lambda done, total: told.append((done, total))))
    assert len(pieces) == 1_200
    assert told[-1] == (len(source.data), len(source.data))
    assert [done for done, _total in told] == sorted(done for done, _total in told)
    reading = read_table(source, "a", today=TODAY, limits=Limits(most_rows=1_000))
    with pytest.raises(SheetProblem, match="1,000 rows"):
        list(reading)


def test_a_reader_that_is_closed_stops() -> None:
    reading = read_table(as_source(("Name", "Web"), ("A", "x"), ("B", "y")), "a", today=TODAY)
    assert isinstance(next(reading), Found)
    reading.close()  # type: ignore[attr-defined]  # it is a generator
    assert list(reading) == []


def test_a_table_is_opened_from_a_file_or_from_the_zip_that_holds_it_alone(tmp_path: Path) -> None:
    book = workbook({"A": [["Name"], ["Bo's"]]})
    (tmp_path / "a.csv").write_bytes(b"Name,Web\r\nBo's,x\r\n")
    (tmp_path / "a.xlsx").write_bytes(book)
    for name, files in {
        "one.zip": {"lists/a.csv": b"Name,Web\r\nBo's,x\r\n", "licence.txt": b"free"},
        "book.zip": {"a.xlsx": book},
        "none.zip": {"a.pdf": b"%PDF"},
        "two.zip": {"a.csv": b"Name", "b.csv": b"Name"},
    }.items():
        with zipfile.ZipFile(tmp_path / name, "w") as archive:
            for inside, data in files.items():
                archive.writestr(inside, data)
    for name in ("a.csv", "a.xlsx", "one.zip", "book.zip"):
        source = open_table(tmp_path / name)
        assert [record.name for record in services(list(read_table(source, name, today=TODAY)))] == ["Bo's"]
    for name, reason in (("none.zip", "no table"), ("two.zip", "several"), ("missing.csv", "cannot be read")):
        with pytest.raises(WorkwellError, match=reason):
            open_table(tmp_path / name)


def test_numbers_that_a_spreadsheet_took_the_zero_or_the_plus_from_can_be_rung() -> None:
    rows = [("Name", "Tel", "Mobile"), ("A", "1614960001", "441614960002"), ("B", "8081570001", "447700900003")]
    assert [one.phone for one in services(read(*rows))] == [
        "01614960001 or 01614960002", "08081570001 or 07700900003",
    ]  # fmt: skip


def test_a_sum_with_its_count_is_no_service_and_a_name_that_begins_so_is_one() -> None:
    pieces = read(
        ("Name", "Phone", "Description", "Postcode"),
        ("Total Fitness", "01614960001", "", ""),
        ("Walks", "0161 496 0002", "Every day", "M1 1AA"),
        ("Total", "", "2", ""),
    )
    assert [one.name for one in services(pieces)] == ["Total Fitness", "Walks"]
    assert [piece.row for piece in pieces if isinstance(piece, Refused)] == [4]


def test_days_beside_a_start_and_an_end_are_one_time() -> None:
    rows = [("Name", "Day", "Start time", "End time"), ("A", "Mon & Wed", "10:00", "11:30")]
    rows.append(("B", "Every other Friday", "10:00", "11:30"))
    first, second = services(read(*rows))
    assert first.times == (
        RecordTimes("Mon & Wed 10:00–11:30", byday="MO,WE", opens_at=time(10), closes_at=time(11, 30), freq="WEEKLY"),
    )
    assert second.times == (RecordTimes("Every other Friday 10:00–11:30"),)


def test_a_column_of_notes_is_read_so_that_what_is_closed_is_seen() -> None:
    (found,) = services(read(("Name", "Phone", "Notes"), ("A", "0161 496 0001", "We are closed until further notice.")))
    assert found.closed_words == "We are closed until further notice."


def test_a_day_on_which_it_is_closed_does_not_close_a_service() -> None:
    rows = [("Name", "Mon", "Tue", "Opening times"), ("A", "9-5", "CLOSED", ""), ("B", "", "", "Sat & Sun: Closed")]
    rows.append(("C", "", "", "Temporarily closed"))
    assert [one.closed_words for one in services(read(*rows))] == ["", "", "Temporarily closed"]


def test_what_a_column_of_yes_or_no_says_in_words_is_kept() -> None:
    rows = [("Name", "Phone", "Referral required?"), *((f"S{n}", "0161 496 0001", "No") for n in range(4))]
    found = services(read(*rows, ("Pain clinic", "111", "GP referral only")))[-1]
    assert (found.phone, found.how_to_refer, found.access) == ("111", "GP referral only", ("gp",))


@pytest.mark.parametrize(
    ("said", "ways"), [("GP, professional or self", ("self", "gp", "adviser")), ("GP or yourself", ("gp",))]
)
def test_self_at_the_end_of_a_list_of_ways_in(said: str, ways: tuple[str, ...]) -> None:
    (found,) = services(read(("Name", "Phone", "Referral route"), ("A", "0161 496 0001", said)))
    assert found.access == ways


@pytest.mark.parametrize(("said", "code"), [("3.50", "paid"), ("0.00", "free"), ("It is free", "free"), ("Ask", "")])
def test_a_cost_that_is_a_bare_number_is_a_price(said: str, code: str) -> None:
    (found,) = services(read(("Name", "Phone", "Cost (£)"), ("A", "0161 496 0001", said)))
    assert found.cost == code


@pytest.mark.parametrize(
    ("said", "day"), [("Mar-25", date(2025, 3, 1)), ("March 2025", date(2025, 3, 1)), ("06/2025", date(2025, 6, 1)),
                      ("Mar-70", None), ("Spring 2025", None)]
)  # fmt: skip
def test_a_month_alone_is_its_first_day(said: str, day: date | None) -> None:
    rows = [("Name", "Phone", "Last updated"), *((f"S{n}", "0161 496 0001", said) for n in range(5))]
    assert services(read(*rows))[0].updated_on == day


def test_a_remark_below_a_list_is_no_service() -> None:
    foot = ("For more information ring the council on 0161 496 0000", "", "")
    pieces = read(("Name", "Phone", "Postcode"), ("A", "0161 496 0001", "M1 1AA"), ("", "", ""), foot)
    assert [one.name for one in services(pieces)] == ["A"]
    assert [piece.row for piece in pieces if isinstance(piece, Refused)] == [4]


@pytest.mark.parametrize(
    "end", ["B,In Sale,0161", "B,In Sale", 'B,"In Sale, near the', "B,In Sale,0161 496 0002,M1 1A"]
)
@pytest.mark.parametrize("whole", [True, False])
def test_a_file_that_breaks_off_inside_a_row_is_told(end: str, whole: bool) -> None:
    lines = ["Name,Description,Phone,Postcode", *(f"S{n},Tea,0161 496 000{n},M1 1AA" for n in range(4)), end]
    text = "\n".join(lines) + ("\n" if whole else "")
    pieces = list(read_table(source_of(text.encode(), LIST_LIMITS), "a.csv", today=TODAY))
    full = end.count(",") == 3
    told = [(one.kind, one.sentence) for one in pieces if isinstance(one, Alarm)]
    sentence = "The file a.csv breaks off in row 6. What stands before it was read."
    assert told == ([] if whole or full else [("truncated", sentence)])
    assert [one.name for one in services(pieces)][:4] == ["S0", "S1", "S2", "S3"]
    assert ("B" in [one.name for one in services(pieces)]) is (full or (whole and '"' not in end))


def test_a_sum_without_a_line_end_does_not_break_a_list_off() -> None:
    text = "Name,Phone,Postcode\nA,0161 496 0001,M1 1AA\nB,0161 496 0002,M1 1AB\nTotal,2"
    pieces = list(read_table(source_of(text.encode(), LIST_LIMITS), "a.csv", today=TODAY))
    assert [type(one).__name__ for one in pieces] == ["Found", "Found", "Refused"]
