"""The page that brings people in from a spreadsheet, worked by hand from the file to taking it back."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QScrollArea, QWidget

from tests.plans import still_clock
from tests.spreadsheets import workbook
from tests.ui.showing import notices
from workwell_desktop.casework.finding import find_people
from workwell_desktop.casework.intake import IntakeEntry, load_intake, save_intake
from workwell_desktop.casework.spreadsheet import undoing
from workwell_desktop.clock import Clock
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.doors import ReadyDoors
from workwell_desktop.ui.hand import Hand
from workwell_desktop.ui.pages import import_page
from workwell_desktop.ui.pages.import_page import ImportPage
from workwell_desktop.ui.pages.page import PAGES
from workwell_desktop.ui.workspace import Workspace

Show = Callable[[QWidget], Hand]

LIST = """Client Name,DOB,Referral date,Work status,Shoe size,Case notes
"Example, Tomek",13/04/1976,3/11/2037,off sick,41,Likes mornings.
Amara Example,03/04/1980,4/11/2037,employed,39,Rang twice.
Bill Example,31/11/1980,5/11/2037,employed,42,
"""


@pytest.fixture
def clock() -> Clock:
    return still_clock()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "clients.csv"
    path.write_text(LIST, "utf-8")
    return path


def doors(desk: Desk) -> ReadyDoors:
    assert isinstance(desk.doors, ReadyDoors)
    return desk.doors


def reads(hand: Hand, words: str) -> None:
    hand.wait_for(lambda: any(words in text for text in hand.texts()), words)


def found(desk: Desk, name: str) -> list[int]:
    return [one.participant_id for one in find_people(desk.vault, name)]


def with_file(desk: Desk, shown: Show, path: Path) -> tuple[ImportPage, Hand]:
    """Show the page with a file that will be chosen, and give the hands to work it."""
    doors(desk).opens.append(path)
    page = ImportPage(desk)
    page.show_now()
    return page, shown(page)


def test_the_page_has_no_word_in_the_column(desk: Desk) -> None:
    assert [(kind.code, kind.word) for kind in PAGES if kind.code == "import"] == [("import", "")]
    workspace = Workspace(desk, 0)
    workspace.show_page("import")
    assert isinstance(workspace.pages["import"], ImportPage)
    workspace.deleteLater()


def test_from_the_file_to_taking_it_back(desk: Desk, file: Path, shown: Show) -> None:
    amara = save_intake(desk.vault, 0, IntakeEntry(first_name="Amara", last_name="Example", birth_date="3 April 1980"))
    doors(desk).opens.append(file)
    page = ImportPage(desk)
    page.show_now()
    changes: list[None] = []
    page.changed.connect(lambda: changes.append(None))
    hand = shown(page)
    assert "Nothing was brought in yet." in hand.texts()
    hand.press("Choose a file")
    hand.wait_for_button("See what would happen")
    assert "Not taken, and so not brought in: Shoe size." in hand.texts()
    assert hand.find(QComboBox, "Goes into: DOB").currentText() == "Date of birth"
    assert "13/04/1976 is read as 13 April 1976" in hand.texts()
    assert "31/11/1980: this day does not exist" in hand.texts()
    hand.choose("Goes into: Shoe size", "The name they go by")
    assert "Every filled column is taken." in hand.texts()
    hand.choose("Goes into: Shoe size", "Date of birth")
    assert hand.find(QComboBox, "Goes into: DOB").currentText() == "Date of birth"  # keys go past many on their way
    hand.press("See what would happen")
    reads(hand, "Two columns are taken for “Date of birth”.")
    hand.choose("Goes into: Shoe size", "Not taken")
    hand.press("See what would happen")
    reads(hand, "Choose whether the day or the month comes first.")
    hand.press("Day first: 3/4 is 3 April")
    assert "3/11/2037 is read as 3 November 2037" in hand.texts()
    hand.press("See what would happen")
    hand.wait_for_button("Bring in 1 person")
    assert "3 rows: 1 new, 1 likely known, 1 cannot be brought in." in hand.texts()
    assert "Date of birth: this day does not exist." in hand.texts()
    assert "Has the same birth date, the same name" in hand.texts()
    hand.choose("What to do with row 3", "Take as somebody new")
    hand.wait_for_button("Bring in 2 people")
    hand.choose("What to do with row 3", "Add the notes to the person we know")
    assert found(desk, "tomek") == []
    hand.press("Bring in 1 person")
    reads(hand, "1 person came in.")
    reads(hand, "Notes were added to 1 person.")
    assert changes == [None]
    (tomek,) = found(desk, "tomek")
    entry = load_intake(desk.vault, tomek)
    assert (entry.received_on, entry.work_status) == ("3 November 2037", "off_sick")
    assert found(desk, "amara") == [amara]
    hand.press("Take it back")  # the safe answer leaves them
    assert found(desk, "tomek") == [tomek]
    doors(desk).choices.append("undo")
    hand.press("Take it back: 24 November at 11:18")
    reads(hand, "1 person taken back.")
    assert found(desk, "tomek") == []
    assert [one.undone for one in undoing.imports(desk.vault)] == [True]
    assert "Taken back" in hand.texts()


def test_the_rejected_rows_are_saved_after_a_question(desk: Desk, file: Path, shown: Show, tmp_path: Path) -> None:
    doors(desk).opens.append(file)
    out = tmp_path / "rejected.csv"
    doors(desk).saves[:] = [out]
    page = ImportPage(desk)
    page.show_now()
    hand = shown(page)
    hand.press("Choose a file")
    hand.wait_for_button("See what would happen")
    hand.press("Month first: 3/4 is 4 March")
    hand.press("See what would happen")
    hand.wait_for_button("Save these rows as a file")
    hand.press("Save these rows as a file")
    assert not out.exists()
    doors(desk).choices.append("save")
    hand.press("Save these rows as a file")
    hand.wait_for(out.exists, "the file")
    assert "this day does not exist" in out.read_text("utf-8-sig")
    assert all("readable copy leaves the vault" in title for title, _words in doors(desk).asked)
    hand.press("Back to the columns")
    hand.wait_for_button("See what would happen")


def test_a_sheet_of_a_workbook_is_chosen(desk: Desk, shown: Show, tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    path.write_bytes(workbook({"Front": [["Welcome"]], "Clients": [["First name", "Surname"], ["Jo", "Example"]]}))
    _page, hand = with_file(desk, shown, path)
    hand.press("Choose a file")
    hand.wait_for_button("See what would happen")
    hand.press("See what would happen")
    reads(hand, "Say which column holds the names.")
    hand.choose("Sheet", "Clients")
    hand.wait_for(lambda: hand.sees(QComboBox, "Goes into: Surname"), "the other sheet")
    hand.press("See what would happen")
    hand.wait_for_button("Bring in 1 person")


def test_what_is_no_spreadsheet_is_said(desk: Desk, shown: Show, tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + b"\x00" * 30)
    _page, hand = with_file(desk, shown, path)
    hand.press("Choose a file")
    reads(hand, "This file is a picture, not a spreadsheet.")
    reads(hand, "Choose a CSV or XLSX file.")


def test_many_rows_are_shown_page_by_page(desk: Desk, shown: Show, tmp_path: Path) -> None:
    path = tmp_path / "many.csv"
    path.write_text("Name,Job\n" + "".join(f"P{n} Example,cook\n" for n in range(45)), "utf-8")
    _page, hand = with_file(desk, shown, path)
    hand.press("Choose a file")
    hand.wait_for_button("See what would happen")
    hand.press("See what would happen")
    hand.wait_for_button("Bring in 45 people")
    assert "1 to 20 of 45" in hand.texts()
    hand.press("Later rows: New")
    hand.press("Later rows: New")
    assert "41 to 45 of 45" in hand.texts()
    assert hand.count("Later rows") == 0
    hand.press("Earlier rows: New")
    assert "P20 Example" in hand.texts()


def test_stop_keeps_nothing_and_the_window_says_so(
    desk: Desk, shown: Show, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "many.csv"
    path.write_text("Name,Job\n" + "".join(f"P{n} Example,cook\n" for n in range(120)), "utf-8")
    _page, hand = with_file(desk, shown, path)
    hand.press("Choose a file")
    hand.wait_for_button("See what would happen")
    hand.press("See what would happen")
    hand.wait_for_button("Bring in 120 people")
    go_on, really = threading.Event(), import_page.bring_in

    def slowly(*args: object, told: Callable[[int, int], object], **more: object) -> object:
        def tell(done: int, whole: int) -> None:
            told(done, whole)
            if done:
                go_on.wait(20)

        return really(*args, told=tell, **more)  # type: ignore[arg-type]  # handed through

    monkeypatch.setattr(import_page, "bring_in", slowly)
    hand.press("Bring in 120 people")
    hand.wait_for_button("Stop")
    reads(hand, "Bringing people in: 50 of 120")
    hand.press("Stop")
    go_on.set()
    reads(hand, "Stopped. Nothing was brought in.")
    assert found(desk, "p1") == []
    hand.press("Bring in 120 people")
    reads(hand, "120 people came in.")


def test_with_large_text_every_box_has_its_own_label(desk: Desk, file: Path, shown: Show) -> None:
    _page, hand = with_file(desk, shown, file)
    assert "Step 1 of 3" in hand.texts()
    hand.press("Choose a file")
    hand.wait_for_button("See what would happen")
    assert "Step 2 of 3" in hand.texts()
    hand.choose("Goes into: Shoe size", "The name they go by")
    assert hand.texts().count("Goes into") == 1, "one head for all"
    desk.look.set_scale(200)
    hand.wait_for(lambda: hand.texts().count("Goes into") == 6, "a label for each box")
    assert hand.find(QComboBox, "Goes into: Shoe size").currentText() == "The name they go by"
    desk.look.set_scale(100)
    hand.wait_for(lambda: hand.texts().count("Goes into") == 1, "the head again")
    hand.pick("Referral date", "Day first: 3/4 is 3 April")
    hand.press("See what would happen")
    reads(hand, "What would happen")
    assert "Step 3 of 3" in hand.texts()


def test_it_is_worked_by_keys_alone(desk: Desk, file: Path, shown: Show) -> None:
    page, hand = with_file(desk, shown, file)
    page.begin()
    hand.key(Qt.Key.Key_Space)
    hand.wait_for_button("See what would happen")
    focused = page.focusWidget()
    assert focused.accessibleName() == "Goes into: Client Name"
    for _ in range(6):
        hand.leave()
    hand.key(Qt.Key.Key_Space)
    hand.wait_for(lambda: any("3/11/2037 is read as" in one.text() for one in page.findChildren(QLabel)), "an answer")


def test_a_list_without_a_row_of_heads_loses_nobody(desk: Desk, tmp_path: Path, shown: Show) -> None:
    path = tmp_path / "bare.csv"
    path.write_text("Tomek Example,13/04/1976\nAmara Example,23/04/1980\n", "utf-8")
    doors(desk).opens.append(path)
    page = ImportPage(desk)
    hand = shown(page)
    page.show_now()
    hand.press("Choose a file")
    reads(hand, "2 rows from the first one on.")
    hand.pick("What is the first row?", "It names the columns")
    reads(hand, "1 row below the heads in row 1.")
    hand.pick("What is the first row?", "It is a person")
    reads(hand, "2 rows from the first one on.")
    hand.press("See what would happen")
    hand.wait_for_button("Bring in 2 people")


@pytest.mark.parametrize("width", [440, 800])
def test_nothing_is_cut_off_at_the_side_of_a_narrow_page(desk: Desk, file: Path, shown: Show, width: int) -> None:
    def fits() -> bool:
        area = next(one for one in page.findChildren(QScrollArea) if one.isVisible())
        inside = area.widget()
        return inside is not None and inside.width() <= area.viewport().width()

    save_intake(desk.vault, 0, IntakeEntry(first_name="Amara", last_name="Example", birth_date="3 April 1980"))
    page, hand = with_file(desk, shown, file)
    page.resize(width, 600)
    hand.press("Choose a file")
    hand.wait_for_button("See what would happen")
    hand.wait_for(fits, "columns that fit")
    assert ("Their column" in hand.texts()) == (width == 800)
    hand.press("Day first: 3/4 is 3 April")
    hand.press("See what would happen")
    hand.wait_for_button("Save these rows as a file")
    hand.wait_for(fits, "a trial that fits")


def test_a_whole_list_that_is_rejected_says_why_once_and_points_back(desk: Desk, tmp_path: Path, shown: Show) -> None:
    path = tmp_path / "clients.csv"
    rows = "".join(f"Person{n} Example,{n},31/11/1980\n" for n in range(30))
    path.write_text(f"Client Name,Usual hours,DOB\n{rows}Late Example,none,30/11/1980\n", "utf-8")
    page, hand = with_file(desk, shown, path)
    hand.press("Choose a file")
    hand.wait_for_button("See what would happen")
    hand.press("See what would happen")
    hand.wait_for_button("Back to the columns")
    texts = hand.texts()
    assert "30 rows: Date of birth: this day does not exist." in texts
    assert "Person0 Example" in texts
    assert any(said.startswith("No row can be brought in like this.") for said in notices(page))
