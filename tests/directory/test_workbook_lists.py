"""Workbooks as offices really make them: cells merged, links behind words, clock times, days that are bare numbers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time

from tests.spreadsheets import Cell, sheet_xml, workbook
from workwell_desktop.directory.columns import LIST_LIMITS, guess_sheets
from workwell_desktop.directory.reading import Found, Piece, Refused
from workwell_desktop.directory.record import ServiceRecord
from workwell_desktop.directory.table_rows import read_table
from workwell_desktop.sheets.reading import Source, source_of

TODAY = date(2026, 11, 27)
_LINKED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def book(rows: Sequence[Sequence[Cell]], merged: Sequence[str] = (), links: dict[str, str] | None = None) -> Source:
    """Return a workbook of one sheet with merged cells ("A2:A4") and links by the place of their cell."""
    places = links or {}
    named = "".join(f'<hyperlink ref="{place}" r:id="h{n}"/>' for n, place in enumerate(places))
    inside = "".join(f'<mergeCell ref="{one}"/>' for one in merged)
    parts = (f"<mergeCells>{inside}</mergeCells>" if merged else "") + (
        f'<hyperlinks xmlns:r="{_LINKED}">{named}</hyperlinks>' if places else ""
    )
    xml = sheet_xml(rows).replace("</worksheet>", f"{parts}</worksheet>")
    targets = "".join(
        f'<Relationship Id="h{n}" Type="{_LINKED}/hyperlink" Target="{target}" TargetMode="External"/>'
        for n, target in enumerate(places.values())
    )
    more = {
        "xl/worksheets/_rels/sheet1.xml.rels": (f'<Relationships xmlns="{_PACKAGE}">{targets}</Relationships>'.encode())
    }
    return source_of(workbook({"Services": xml}, more if places else None), LIST_LIMITS)


def read(source: Source) -> list[Piece]:
    return list(read_table(source, "list.xlsx", today=TODAY))


def services(pieces: Sequence[Piece]) -> list[ServiceRecord]:
    return [piece.record for piece in pieces if isinstance(piece, Found)]


def test_a_cell_merged_over_several_rows_holds_for_each_of_them() -> None:
    rows = [
        ["Organisation", "Service", "Phone", "Postcode"],
        ["Oak Trust", "Walks", "0161 496 0001", "M1 1AA"],
        ["", "Debt advice", "0161 496 0002", "M1 1AB"],
        ["", "Art", "0161 496 0003", "M1 1AD"],
        ["", "Choir", "0161 496 0004", "M1 1AE"],
    ]
    found = services(read(book(rows, ["A2:A4"])))
    assert [(one.name, one.organisation) for one in found] == [
        ("Walks", "Oak Trust"), ("Debt advice", "Oak Trust"), ("Art", "Oak Trust"), ("Choir", ""),
    ]  # fmt: skip


def test_a_line_merged_across_the_columns_is_a_heading_and_no_service() -> None:
    rows = [
        ["Services in Example Town 2026", "", ""],
        ["Service", "Phone", "Postcode"],
        ["Sale", "", ""],
        ["Walks", "0161 496 0001", "M1 1AA"],
        ["Stretford", "", ""],
        ["Art", "0161 496 0002", "M1 1AB"],
        ["A choir with nothing else", "", ""],
    ]
    pieces = read(book(rows, ["A1:C1", "A3:C3", "A5:C5"]))
    assert [one.name for one in services(pieces)] == ["Walks", "Art", "A choir with nothing else"]
    assert [(one.row, one.reason) for one in pieces if isinstance(one, Refused)] == [
        (3, "It is a heading inside the list, and no service."),
        (5, "It is a heading inside the list, and no service."),
    ]


def test_a_merge_that_claims_every_row_of_a_sheet_is_read_as_far_as_there_are_rows() -> None:
    rows = [["Organisation", "Service", "Phone"], ["Oak", "Walks", "0161 496 0001"], ["", "Art", "0161 496 0002"]]
    found = services(read(book(rows, ["A2:A1048576"])))
    assert [(one.name, one.organisation) for one in found] == [("Walks", "Oak"), ("Art", "Oak")]


def test_what_a_link_leads_to_is_read_where_its_words_say_nothing() -> None:
    heads = ["Service", "Email", "Website", "Phone"]
    lines = [[f"Group {n}", "Click to email", "Visit us", f"0161 496 000{n}"] for n in range(5)]
    lines[4] = ["Group 4", "four@example.org", "www.four.example.org", "0161 496 0004"]
    links = {f"B{n + 2}": f"mailto:g{n}@example.org?subject=Hello%20there" for n in range(5)}
    links |= {f"C{n + 2}": f"https://www.example.org/g?n={n}&amp;m=1" for n in range(5)}
    found = services(read(book([heads, *lines], links=links)))
    assert [(one.email, one.web) for one in found] == [
        *((f"g{n}@example.org", f"https://www.example.org/g?n={n}&m=1") for n in range(4)),
        ("four@example.org", "www.four.example.org"),
    ]


def test_a_link_behind_a_name_gives_the_page_and_leaves_the_name() -> None:
    rows = [["Service", "Phone"], ["Walks", "0161 496 0001"], ["Art", "0161 496 0002"]]
    found = services(read(book(rows, links={"A2": "https://walks.example.org/", "A3": "file:///c:/art.docx"})))
    assert [(one.name, one.web) for one in found] == [("Walks", "https://walks.example.org/"), ("Art", "")]


def test_a_clock_time_is_said_as_people_say_it() -> None:
    rows: list[list[Cell]] = [
        ["Service", "Day", "Start time", "End time"],
        ["Walks", "Tuesdays", time(9), time(17, 30)],
    ]
    (found,) = services(read(book(rows)))
    assert [(one.byday, one.opens_at, one.closes_at, one.description) for one in found.times] == [
        ("TU", time(9), time(17, 30), "Tuesdays 09:00–17:30")
    ]


def test_days_that_are_bare_numbers_are_days_under_a_head_that_says_so() -> None:
    rows: list[list[Cell]] = [["Service", "Phone", "Date checked"]]
    rows += [[f"Group {n}", f"0161 496 000{n}", 45700 + n] for n in range(6)]
    (mapping,) = guess_sheets(book(rows))
    assert mapping.fields == ("name", "phone", "checked")
    assert services(read(book(rows)))[0].assured_on == date(2025, 2, 12)


def test_a_workbook_of_names_and_organisations_alone_is_a_list() -> None:
    rows = [("Organisation", "Name"), ("Aston Trust", "Choir"), ("Aston Trust", "Lunch"), ("Moor Trust", "Walks")]
    found = list(read_table(book(rows), "list.xlsx", today=TODAY))
    assert [piece.record.name for piece in found if isinstance(piece, Found)] == ["Choir", "Lunch", "Walks"]
