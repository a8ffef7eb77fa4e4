"""Reading a spreadsheet: every usual form, and files that no spreadsheet program would write."""

from __future__ import annotations

import csv
import io
import os
import struct
import tracemalloc
import zipfile
import zlib
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.spreadsheets import sheet_xml, workbook
from workwell_desktop.sheets.limits import MOST_BYTES, MOST_CELL, MOST_COLUMNS, MOST_ROWS, PEOPLE, Limits, SheetProblem
from workwell_desktop.sheets.reading import each_row, open_source, read_sheet, source_of

ROWS = (("First name", "Last name", "Notes"), ("Zoë", "Example", "“Back in\ntwo weeks”"), ("Łukasz", "O’Example", ""))
SLOW = settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])


def rows_of(data: bytes, folder: Path, sheet: str = "") -> tuple[tuple[str, ...], ...]:
    path = folder / "list"
    path.write_bytes(data)
    return read_sheet(open_source(path), sheet).rows


def refused(data: bytes, folder: Path, sheet: str = "") -> str:
    with pytest.raises(SheetProblem) as caught:
        rows_of(data, folder, sheet)
    assert caught.value.next_step
    return caught.value.sentence


def as_csv(rows: object, mark: str) -> str:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=mark).writerows(rows)  # type: ignore[arg-type]  # rows of text
    return out.getvalue()


@pytest.mark.parametrize("mark", [",", ";", "\t", "|", "¬"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_every_usual_csv_is_read_alike(tmp_path: Path, mark: str, encoding: str) -> None:
    assert rows_of(as_csv(ROWS, mark).encode(encoding), tmp_path) == ROWS


def test_a_bar_inside_cells_parts_no_columns(tmp_path: Path) -> None:
    rows = "Name,Kinds\n" + "".join(f"Group {number},Food|Advice{',' * (number % 3)}\n" for number in range(9))
    assert rows_of(rows.encode(), tmp_path)[1][:2] == ("Group 0", "Food|Advice")


@pytest.mark.parametrize("mark", [",", ";"])
def test_a_space_before_a_quotation_mark_is_no_cell_of_its_own(tmp_path: Path, mark: str) -> None:
    rows = f'"Name"{mark} "Address"{mark}  "Notes"\n"Tea Club"{mark} "1 High Street, Bolton"{mark} "Ask for ""Jo"""\n'
    assert rows_of(rows.encode(), tmp_path)[1] == ("Tea Club", "1 High Street, Bolton", 'Ask for "Jo"')
    stay = f'Name{mark}Street{mark}Post\n"The Hub{mark} "{mark}High St{mark}M1 1AE\nHub{mark} "Stay" group{mark}M1\n'
    assert rows_of(stay.encode(), tmp_path)[2] == ("Hub", '"Stay" group', "M1")
    words = f'Name{mark}Notes\nTea Club{mark}Say "hello" to Jo\n"A"{mark}"or, ""B"""\n'
    assert rows_of(words.encode(), tmp_path)[1:] == (("Tea Club", 'Say "hello" to Jo'), ("A", 'or, "B"'))


def test_what_windows_wrote_is_read(tmp_path: Path) -> None:
    rows = (("Name", "Note"), ("Zoë Example", "“£20 – today”"))
    assert rows_of(as_csv(rows, ";").encode("cp1252"), tmp_path) == rows


def test_a_workbook_is_read_as_a_person_would_type_it(tmp_path: Path) -> None:
    data = workbook(
        {
            "About": [["Nothing here"]],
            "Clients": [
                ["Name", "Born", "Phone", "Hours", "Sum"],
                ["Zoë Example", date(1976, 4, 3), 7700900123, 37.5, "=1+1"],
                ["", "", "", "", ""],
                ["Łukasz Example & Son <x>", "3/4/76", "", 30.0, ""],
            ],
        }
    )
    path = tmp_path / "clients.xlsx"
    path.write_bytes(data)
    source = open_source(path)
    assert source.sheets == ("About", "Clients")
    assert read_sheet(source, "Clients").rows == (
        ("Name", "Born", "Phone", "Hours", "Sum"),
        ("Zoë Example", "1976-04-03", "7700900123", "37.5", "2"),
        ("", "", "", "", ""),
        ("Łukasz Example & Son <x>", "3/4/76", "", "30", ""),
    )
    assert read_sheet(source).rows == (("Nothing here",),)


def test_a_file_that_is_something_else_is_named(tmp_path: Path) -> None:
    assert "a picture" in refused(b"\x89PNG\r\n\x1a\n" + b"\x00" * 40, tmp_path)
    assert "a picture" in refused(b"\xff\xd8\xff\xe0JFIF", tmp_path)
    assert "a PDF" in refused(b"%PDF-1.7\n", tmp_path)
    assert "a web page" in refused(b"<html><body><table><tr><td>Name</td></tr></table></body></html>", tmp_path)
    assert "a web page" in refused(b"\xef\xbb\xbf\n<!DOCTYPE html>", tmp_path)
    assert "older Excel" in refused(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, tmp_path)
    zipped = io.BytesIO()
    with zipfile.ZipFile(zipped, "w") as archive:
        archive.writestr("letter.docx", "words")
    assert "not a workbook" in refused(zipped.getvalue(), tmp_path)
    for nothing in (b"", b"  \r\n", b"\xef\xbb\xbf", b"\x00" * 5000):
        assert "nothing" in refused(nothing, tmp_path)


def test_what_is_no_text_is_refused(tmp_path: Path) -> None:
    assert "more than text" in refused(b"Name,Note\r\nZo\x00e,hi\r\n", tmp_path)
    assert "more than text" in refused(b"Name,Note\r\nJo,\x07\x1b[2J\r\n", tmp_path)
    assert "more than text" in refused(b"Name,Note\r\n\x81\x8d,\xff\r\n", tmp_path)
    assert "more than text" in refused("Name,Note\r\n".encode("utf-16") + b"\x00", tmp_path)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le"])
def test_the_mark_that_old_programs_end_a_file_with_is_no_cell(tmp_path: Path, encoding: str) -> None:
    assert rows_of("Name,Note\r\nJo,x\r\n\x1a".encode(encoding), tmp_path) == (("Name", "Note"), ("Jo", "x"))


def test_rows_come_one_at_a_time_and_a_broken_limit_is_said_where_it_stands() -> None:
    rows = each_row(source_of(b"Name,Note\r\nJo,x\r\nAda,y\r\n"), "", Limits(most_rows=1))
    assert next(rows) == ["Name", "Note"]
    assert next(rows) == ["Jo", "x"]
    with pytest.raises(SheetProblem, match="more than 1 rows"):
        next(rows)


def test_an_open_quotation_mark_swallows_nothing(tmp_path: Path) -> None:
    assert "Row 2" in refused(b'Name,Note\r\nJo,"never closed\r\nAda,second\r\n', tmp_path)


def test_limits_are_said_in_words(tmp_path: Path) -> None:
    many = "Name,Note\r\n" + "Jo,x\r\n" * (MOST_ROWS + 1)
    assert f"{MOST_ROWS:,} rows" in refused(many.encode(), tmp_path)
    assert f"{MOST_COLUMNS} columns" in refused(b",".join([b"x"] * (MOST_COLUMNS + 1)), tmp_path)
    assert "row 2" in refused(b"Name,Note\r\nJo," + b"x" * (MOST_CELL + 1), tmp_path)
    assert "row 2" in refused(b"Name,Note\r\nJo," + b"x" * 200_000, tmp_path)
    (tmp_path / "large").write_bytes(b"x" * (1024 * 1024 + 1))
    with pytest.raises(SheetProblem, match="1 MB"):
        open_source(tmp_path / "large", Limits(most_bytes=1024 * 1024))
    assert PEOPLE.most_bytes == MOST_BYTES == 20 * 1024 * 1024
    exactly = "Name,Note\r\n" + "Jo,x\r\n" * MOST_ROWS
    assert len(rows_of(exactly.encode(), tmp_path)) == MOST_ROWS + 1


def far(*cells: str) -> str:
    head = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    return head + "".join(cells) + "</sheetData></worksheet>"


@pytest.mark.parametrize(
    "sheet",
    [
        far('<row r="1"><c r="A1"><v>1</v></c></row>', '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'),
        far('<row r="1"><c r="A1"><v>1</v></c><c r = "XFD1"><v>1</v></c></row>'),
        far('<row r="1">' + "<c><v>1</v></c>" * 200 + "</row>"),
        far("<row><c><v>1</v></c></row>" * (MOST_ROWS + 2)),
        far("<row r='99999999999'><c><v>1</v></c></row>"),
        far('<row r="1"><c r="ZZZZZZ1"><v>1</v></c></row>'),
    ],
)
def test_one_cell_at_the_far_corner_costs_no_memory(tmp_path: Path, sheet: str) -> None:
    """The library would ask for the memory of every cell between the first and the last."""
    tracemalloc.start()
    try:
        assert refused(workbook({"S": sheet}), tmp_path)
        assert tracemalloc.get_traced_memory()[1] < 60_000_000
    finally:
        tracemalloc.stop()


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    bomb = workbook({"S": [["Name"]]}, {"xl/media/x.bin": b"\x00" * 50_000_000})
    assert len(bomb) < 100_000
    assert "far too large" in refused(bomb, tmp_path)


def test_a_part_that_lies_about_its_size_is_refused(tmp_path: Path) -> None:
    data = bytearray(workbook({"S": [["Name"]]}, {"xl/lie.xml": b"<a>" + b" " * 3_000_000 + b"</a>"}))
    said = struct.pack("<L", 3_000_007)
    assert data.count(said) == 2
    assert refused(bytes(data).replace(said, struct.pack("<L", 100)), tmp_path)


def test_places_in_letters_that_are_not_seen_are_refused(tmp_path: Path) -> None:
    hidden = sheet_xml([["Name"]]).encode("utf-16").decode("latin-1")
    data = workbook({"S": [["Name"]]}, {"xl/hidden.xml": hidden.encode("latin-1")})
    assert refused(data, tmp_path)


def test_entities_are_not_taken_apart(tmp_path: Path) -> None:
    bomb = (
        '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
        '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>'
    )
    xml = bomb + sheet_xml([["Name"], ["x"]]).replace('<t xml:space="preserve">x<', "<t>&c;<")
    try:
        rows = rows_of(workbook({"S": xml}), tmp_path)
    except SheetProblem:
        return
    assert all(len(cell) < 100 for row in rows for cell in row)


GOOD_BOOK = workbook({"S": [["First name", "Last name"], ["Jo", "Example"]]})


@SLOW
@given(st.data())
def test_a_damaged_workbook_is_read_or_refused_and_never_falls(tmp_path: Path, data: st.DataObject) -> None:
    bad = bytearray(GOOD_BOOK)
    for _ in range(data.draw(st.integers(1, 6))):
        place = data.draw(st.integers(0, len(bad) - 1))
        bad[place] = data.draw(st.integers(0, 255))
    bad = bad[: data.draw(st.integers(1, len(bad)))]
    try:
        rows_of(bytes(bad), tmp_path)
    except SheetProblem as problem:
        assert problem.sentence.endswith(".")  # noqa: PT017 - both ends are good ones


@SLOW
@given(st.binary(max_size=600))
@example(b"\xff\xfe\x00")
@example(b"PK\x03\x04" + zlib.compress(os.urandom(50)))
def test_any_bytes_are_read_or_refused(tmp_path: Path, data: bytes) -> None:
    try:
        rows = rows_of(data, tmp_path)
    except SheetProblem as problem:
        assert problem.sentence.endswith(".")  # noqa: PT017 - both ends are good ones
        return
    assert len({len(row) for row in rows}) == 1


CELLS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=12).map(str.strip)


@SLOW
@given(st.lists(st.tuples(CELLS, CELLS, CELLS), min_size=1, max_size=8), st.sampled_from([",", ";", "\t", "|"]))
def test_what_was_written_is_what_is_read(tmp_path: Path, rows: list[tuple[str, str, str]], mark: str) -> None:
    whole = [("First name", "Last name", "Notes"), *rows]
    while len(whole) > 1 and not any(whole[-1]):
        whole.pop()
    assert rows_of(as_csv(whole, mark).encode("utf-8-sig"), tmp_path) == tuple(whole)


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(SheetProblem, match="cannot be read"):
        open_source(tmp_path / "gone.csv")
