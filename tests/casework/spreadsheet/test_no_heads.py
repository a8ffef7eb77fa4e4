"""A list that begins with its first person: nobody is lost, and whoever knows better says so."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from tests.plans import still_clock
from workwell_desktop.casework.spreadsheet import columns
from workwell_desktop.casework.spreadsheet.checking import try_out
from workwell_desktop.casework.spreadsheet.columns import NO_HEADS
from workwell_desktop.casework.spreadsheet.rejected import rejected_csv
from workwell_desktop.clock import Clock
from workwell_desktop.sheets.reading import Sheet, open_source, read_sheet
from workwell_desktop.vault.store import Vault

PEOPLE = """Tomek Example,13/04/1976,YO1 7HH
Amara Example,23/04/1980,YO1 7HH
Bill Example,31/04/1980,YO1 7HH
"""


@pytest.fixture
def clock() -> Clock:
    return still_clock()


def sheet_of(folder: Path, text: str) -> Sheet:
    path = folder / "list.csv"
    path.write_text(text, "utf-8")
    return read_sheet(open_source(path), "")


def test_the_first_row_is_a_person_where_it_names_no_column(open_vault: Vault, tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path, PEOPLE)
    taken = columns.guess(sheet)
    assert taken.head == NO_HEADS
    assert taken.fields == ("name", "birth_date", "postcode"), "columns are still known by their looks"
    trial = try_out(open_vault, sheet, taken)
    assert (trial.rows, [row.name for row in trial.new]) == (3, ["Tomek Example", "Amara Example"])
    assert [row.number for row in trial.new] == [1, 2], "numbered as the spreadsheet numbers them"
    assert [row.number for row in trial.rejected] == [3]


def test_columns_and_rejected_rows_are_called_by_their_letters(open_vault: Vault, tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path, PEOPLE)
    taken = columns.guess(sheet)
    shown = columns.shown(sheet, taken.head)
    assert [(one.head, one.filled) for one in shown] == [("Column A", 3), ("Column B", 3), ("Column C", 3)]
    assert shown[0].samples[0] == "Tomek Example"
    assert columns.left_out(sheet, taken) == ()
    rows = list(
        csv.reader(io.StringIO(rejected_csv(sheet, taken, try_out(open_vault, sheet, taken)).decode("utf-8-sig")))
    )
    assert rows[0] == ["Column A", "Column B", "Column C", "Row", "Reason"]
    assert rows[1][:4] == ["Bill Example", "31/04/1980", "YO1 7HH", "3"]


@pytest.mark.parametrize("head", ["Name,Born,Shoe size\n", "List of 2037,,\nWho,DOB,Shoe size\n"])
def test_a_row_with_one_known_name_is_the_heads(tmp_path: Path, head: str) -> None:
    sheet = sheet_of(tmp_path, head + "Amara Example,3/4/1980,39\n")
    assert columns.guess(sheet).head == head.count("\n") - 1


def test_heads_that_nobody_knows_are_left_when_somebody_says_so(open_vault: Vault, tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path, "Klient,Geboren\nAmara Example,23/04/1980\n")
    assert columns.guess(sheet).head == NO_HEADS
    taken = columns.guess(sheet, columns.first_row(sheet)).with_field(0, "name")
    assert taken.head == 0
    assert [row.name for row in try_out(open_vault, sheet, taken).new] == ["Amara Example"]
