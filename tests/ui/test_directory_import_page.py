"""The page that brings lists of services in, worked by hand from the file to undoing it, while coaches go on saving."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QScrollArea, QWidget
from sqlalchemy import select

from tests.directory_lists import CLUBS, pages, service, table
from tests.plans import still_clock
from tests.ui.showing import notices
from workwell_desktop.casework import directory_import, service_twins
from workwell_desktop.casework.directory_lists import lists, releases
from workwell_desktop.casework.directory_report import dry_run
from workwell_desktop.casework.directory_totals import Stopped
from workwell_desktop.casework.service_finding import Asked
from workwell_desktop.casework.services import ServiceForm, add_note, add_service, find_services
from workwell_desktop.clock import Clock
from workwell_desktop.models.services import DirRelease
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.directory_tab import DirectoryTab
from workwell_desktop.ui.doors import ReadyDoors
from workwell_desktop.ui.hand import Hand
from workwell_desktop.ui.pages.directory_import_page import DirectoryImportPage
from workwell_desktop.ui.parts.combo import Combo
from workwell_desktop.ui.workspace import Workspace

Show = Callable[[QWidget], Hand]


@pytest.fixture
def clock() -> Clock:
    return still_clock()


@pytest.fixture
def page(desk: Desk) -> DirectoryImportPage:
    """The page as the directory opens it."""
    made = DirectoryImportPage(desk)
    made.aim("")
    made.show_now()
    return made


def doors(desk: Desk) -> ReadyDoors:
    assert isinstance(desk.doors, ReadyDoors)
    return desk.doors


def reads(hand: Hand, words: str) -> None:
    hand.wait_for(lambda: any(words in text for text in hand.texts()), words)


def found(desk: Desk, words: str) -> list[str]:
    return [row.name for row in find_services(desk.vault, Asked(words=words)).rows]


def waiting(desk: Desk) -> list[int]:
    """Return the ids of what was read and is not shown yet."""
    with desk.vault.reading() as session:
        return list(session.scalars(select(DirRelease.id).where(DirRelease.state == "staged")))


def choose(desk: Desk, hand: Hand, path: Path, deed: str = "Choose a file") -> None:
    (doors(desk).folders if path.is_dir() else doors(desk).opens).append(path)
    hand.press(deed)


def bring(desk: Desk, hand: Hand, path: Path, *, name: str = "") -> None:
    """Bring a table in, from the lists to what would change."""
    choose(desk, hand, path)
    hand.wait_for_button("Next: its columns")
    if name:
        hand.write("Name of the list", name)
    hand.press("Next: its columns")
    hand.wait_for_button("See what would change")
    hand.press("See what would change")
    hand.wait_for_button("Show these services")


def show_it(hand: Hand, name: str) -> None:
    hand.press("Show these services")
    hand.wait_for_button(f"Undo this import: {name}")


def test_a_table_from_its_file_to_undoing_it(
    desk: Desk, page: DirectoryImportPage, shown: Show, tmp_path: Path
) -> None:
    hand = shown(page)
    reads(hand, "There is no list of services on this PC yet.")
    choose(desk, hand, table(tmp_path / "clubs_2037.csv"))
    hand.wait_for_button("Next: its columns")
    reads(hand, "A CSV table, one service a row.")
    reads(hand, "clubs_2037.csv: 1 kB, written ")
    assert hand.reads("Name of the list") == "Clubs"
    hand.write("Name of the list", "")
    hand.press("Next: its columns")
    reads(hand, "Give the list a name, so that you know it again.")
    hand.write("Name of the list", "Clubs of Exampleton")
    hand.write("Who publishes it?", "Exampleton Council")
    hand.write("Under which licence?", "Open Government Licence")
    hand.press("Next: its columns")
    hand.wait_for_button("See what would change")
    assert hand.find(QComboBox, "Which row names the columns?").currentText().startswith("Row 3: Service Name")
    assert hand.find(QComboBox, "Goes into: Tel. No").currentText() == "Phone"
    reads(hand, "Every filled column is taken.")
    reads(hand, "Phone: 0161 496 0101")
    hand.choose("Goes into: Email", "Not taken")
    reads(hand, "Not taken: Email.")
    hand.press("See what would change")
    hand.wait_for_button("Show these services")
    reads(hand, "Clubs of Exampleton: 5 services of 2 organisations in 5 places.")
    hand.wait_for(lambda: "Harbour Walks Example" in hand.texts(), "the first service")
    assert found(desk, "walks") == []
    show_it(hand, "Clubs of Exampleton")
    assert notices(page) == ["Clubs of Exampleton is in the directory now. 5 new."]
    reads(hand, "5 services · Exampleton Council")
    reads(hand, "Licence: Open Government Licence.")
    assert found(desk, "walks") == ["Harbour Walks Example"]
    hand.press("Undo this import")  # the safe answer leaves it
    assert found(desk, "walks") == ["Harbour Walks Example"]
    doors(desk).choices.append("undo")
    hand.press("Undo this import: Clubs of Exampleton")
    reads(hand, "There is no list of services on this PC yet.")
    assert notices(page) == ["The last import of Clubs of Exampleton was undone."]
    assert found(desk, "walks") == []


def test_a_list_that_names_its_own_fields_needs_no_columns(
    desk: Desk, page: DirectoryImportPage, shown: Show, tmp_path: Path
) -> None:
    folder = tmp_path / "stick"
    folder.mkdir()
    pages(folder / "page_1.json", service("1", "Harbour Walks Example"))
    pages(folder / "page_2.json", service("2", "Rest Easy Example"))
    hand = shown(page)
    choose(desk, hand, folder, "Choose a folder")
    hand.wait_for_button("See what would change")
    reads(hand, "Step 1 of 2")
    reads(hand, "Open Referral UK, version 3")
    hand.press("See what would change")
    hand.wait_for_button("Show these services")
    reads(hand, "Step 2 of 2")
    assert not hand.sees(QAbstractButton, "Back to the columns")
    show_it(hand, "Stick")
    assert found(desk, "rest easy") == ["Rest Easy Example"]


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("picture.csv", b"\x89PNG\r\n\x1a\n" + b"\x00" * 30, "This file is a picture"),
        ("list.json", b"", "list.json is empty."),
        ("list.zip", b"PK\x03\x04 broken", "list.zip is damaged"),
        ("notes.docx", b"some words", "is not a list that WorkWell can read."),
    ],
)
def test_a_file_that_is_no_list_is_refused_in_a_sentence(
    desk: Desk, page: DirectoryImportPage, shown: Show, tmp_path: Path, name: str, data: bytes, words: str
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    hand = shown(page)
    choose(desk, hand, path)
    hand.wait_for(lambda: bool(notices(page)), "the sentence")
    assert words in notices(page)[0]
    hand.wait_for_button("Choose a file")


def test_stop_leaves_nothing_and_the_columns_stand_again(
    desk: Desk, page: DirectoryImportPage, shown: Show, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hand = shown(page)
    choose(desk, hand, table(tmp_path / "clubs.csv"))
    hand.wait_for_button("Next: its columns")
    hand.press("Next: its columns")
    hand.wait_for_button("See what would change")
    go_on, really = threading.Event(), directory_import.read_table

    def slowly(*args: Any, **more: Any) -> Iterator[Any]:
        for piece in really(*args, **more):
            go_on.wait(20)
            yield piece

    monkeypatch.setattr(directory_import, "read_table", slowly)
    hand.press("See what would change")
    hand.wait_for_button("Stop")
    reads(hand, "Everybody can go on working meanwhile.")
    add_service(desk.vault, ServiceForm(name="Our own Example", topics=("back_and_joints",)))  # a coach saves meanwhile
    hand.press("Stop")
    go_on.set()
    hand.wait_for_button("See what would change")
    assert page.bar.kept() == "Stopped. Nothing of the list was kept."
    assert (lists(desk.vault), releases(desk.vault)) == ((), ())
    assert found(desk, "own") == ["Our own Example"]
    hand.press("See what would change")
    hand.wait_for_button("Show these services")


@pytest.mark.parametrize("late", [False, True])
def test_stop_while_doubles_are_looked_for_throws_the_list_away(
    desk: Desk, page: DirectoryImportPage, shown: Show, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, late: bool
) -> None:
    """Pressed while the last service is kept, or while the list is held against the directory."""
    hand = shown(page)
    choose(desk, hand, pages(tmp_path / "clubs.json", service("1", "Rest Easy Example")))
    hand.wait_for_button("See what would change")
    begun, go_on, really = threading.Event(), threading.Event(), service_twins.suggest_for

    def slowly(*args: Any, **more: Any) -> Iterator[Any]:
        begun.set()
        go_on.wait(20)
        yield from really(*args, **more)

    monkeypatch.setattr(service_twins, "suggest_for", slowly)
    hand.press("See what would change")
    hand.wait_for(begun.is_set if late else lambda: bool(waiting(desk)), "that it was read")
    hand.press("Stop")
    go_on.set()
    hand.wait_for_button("See what would change")
    assert page.bar.kept() == "Stopped. Nothing of the list was kept."
    hand.wait_for(lambda: not waiting(desk), "that it is gone")
    hand.press("See what would change")
    hand.wait_for_button("Show these services")
    reads(hand, "Rest Easy Example")
    assert len(waiting(desk)) == 1


def test_what_waited_waits_on_where_the_look_at_it_is_stopped(
    desk: Desk, page: DirectoryImportPage, shown: Show, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hand = shown(page)
    choose(desk, hand, pages(tmp_path / "clubs.json", service("1", "Rest Easy Example")))
    hand.wait_for_button("See what would change")
    hand.press("See what would change")
    hand.wait_for_button("Show these services")
    (there,) = waiting(desk)
    told: list[tuple[int, int]] = []
    stop = iter([False, True])
    with pytest.raises(Stopped):
        dry_run(desk.vault, there, lambda done, of: told.append((done, of)), lambda: next(stop, True))
    assert waiting(desk) == [there]
    monkeypatch.setattr(service_twins, "_TELL_EVERY", 1)
    assert dry_run(desk.vault, there, lambda done, of: told.append((done, of))).added == 1
    assert told == [(1, 1)]


def test_a_lock_stops_the_reading(
    desk: Desk, shown: Show, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qapp: QApplication
) -> None:
    page, window = DirectoryImportPage(desk), QWidget()
    page.setParent(window)
    page.show_now()
    hand = shown(window)
    choose(desk, hand, pages(tmp_path / "clubs.json", service("1", "Rest Easy Example")))
    hand.wait_for_button("See what would change")
    begun, go_on, really = threading.Event(), threading.Event(), directory_import.read_json

    def slowly(*args: Any) -> Iterator[Any]:
        begun.set()
        go_on.wait(20)
        yield from really(*args)

    monkeypatch.setattr(directory_import, "read_json", slowly)
    hand.press("See what would change")
    hand.wait_for(begun.is_set, "the reader")
    page.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    go_on.set()
    assert desk.worker.wait(20)
    assert releases(desk.vault) == ()


def test_a_coach_who_saves_meanwhile_keeps_what_was_saved(
    desk: Desk, page: DirectoryImportPage, shown: Show, tmp_path: Path
) -> None:
    hand = shown(page)
    bring(desk, hand, table(tmp_path / "clubs.csv"))
    show_it(hand, "Clubs")
    bring(desk, hand, table(tmp_path / "clubs.csv", [CLUBS[0].replace("gentle", "brisk"), *CLUBS[1:]]))
    (walks,) = find_services(desk.vault, Asked(words="walks")).rows
    add_note(desk.vault, walks.id, "Ring Ruth before the zebra crossing is built.")
    hand.press_first("Changed")
    reads(hand, "Now: A brisk walking group")
    show_it(hand, "Clubs")
    assert found(desk, "brisk") == ["Harbour Walks Example"]
    assert found(desk, "zebra") == ["Harbour Walks Example"]


def test_alarms_ask_for_a_yes_before_anything_is_shown(
    desk: Desk, page: DirectoryImportPage, shown: Show, tmp_path: Path
) -> None:
    hand = shown(page)
    bring(desk, hand, table(tmp_path / "clubs.csv"))
    show_it(hand, "Clubs")
    bring(desk, hand, table(tmp_path / "clubs.csv", CLUBS[:2]))
    assert notices(page)[0].startswith("3 of 5 services are not in this file any more.")
    hand.press_first("Not in this file")
    hand.wait_for(lambda: "Job Bench Example" in hand.texts(), "what would go")
    hand.press("Show these services")
    assert page.bar.kept().startswith("Say yes to the notice first")
    assert page.focusWidget().accessibleName() == "Yes, take them off the list"
    assert found(desk, "job bench") == ["Job Bench Example"]
    hand.press("Read it as a part")
    hand.wait_for(lambda: any("Read as a part of the list" in text for text in hand.texts()), "the part")
    assert notices(page) == []
    hand.press("Throw away")
    hand.wait_for_button("Choose a file")
    assert notices(page) == ["The list was thrown away. Nothing changed."]
    assert [one.state for one in releases(desk.vault)] == ["live"]
    bring(desk, hand, table(tmp_path / "clubs.csv", CLUBS[:2]))
    hand.press("Yes, take them off the list")
    show_it(hand, "Clubs")
    assert found(desk, "job bench") == []


def test_the_rejected_rows_are_saved(desk: Desk, page: DirectoryImportPage, shown: Show, tmp_path: Path) -> None:
    hand, out = shown(page), tmp_path / "rejected.csv"
    bring(desk, hand, table(tmp_path / "clubs.csv", [*CLUBS, ",,Nobody knows,M1 1AA,,"]))
    hand.press_first("Rejected")
    reads(hand, "Row 9")
    doors(desk).saves[:] = [out]
    hand.press("Save these rows as a file")
    hand.wait_for(out.exists, "the file")
    reads(hand, "Saved as rejected.csv.")
    assert "clubs.csv,9," in out.read_text("utf-8-sig")


def test_what_was_read_waits_until_somebody_looks_at_it(
    desk: Desk, page: DirectoryImportPage, shown: Show, tmp_path: Path
) -> None:
    hand = shown(page)
    bring(desk, hand, table(tmp_path / "clubs.csv"))
    page.hide()
    later = DirectoryImportPage(desk)  # as after a lock
    later.show_now()
    hand = shown(later)
    hand.wait_for_button("Look at it")
    assert notices(later) == ["Clubs was read and waits. Nobody sees it yet."]
    hand.press("Look at it")
    hand.wait_for_button("Show these services")
    hand.press("Throw away")
    hand.wait_for_button("Choose a file")
    assert lists(desk.vault) == ()


def test_many_services_are_shown_page_by_page(
    desk: Desk, page: DirectoryImportPage, shown: Show, tmp_path: Path
) -> None:
    hand = shown(page)
    rows = [f"Club {number:02} Example,,A club,M1 {number % 9}AA,," for number in range(45)]
    bring(desk, hand, table(tmp_path / "clubs.csv", rows))
    reads(hand, "1 to 20 of 45")
    hand.press("Later rows: New")
    reads(hand, "21 to 40 of 45")
    hand.press("Later rows: New")
    reads(hand, "41 to 45 of 45")
    assert hand.count("Later rows") == 0
    assert "Club 44 Example" in hand.texts()


def test_another_row_of_heads_and_no_name_at_all(
    desk: Desk, page: DirectoryImportPage, shown: Show, tmp_path: Path
) -> None:
    hand = shown(page)
    choose(desk, hand, table(tmp_path / "clubs.csv"))
    hand.wait_for_button("Next: its columns")
    hand.press("Next: its columns")
    hand.wait_for_button("See what would change")
    hand.choose("Which row names the columns?", "None: the first row is a service")
    hand.wait_for(lambda: hand.sees(QComboBox, "Goes into: Column 1"), "columns without heads")
    hand.choose("Which row names the columns?", hand.find(QComboBox, "Which row names the columns?").itemText(2))
    hand.wait_for(lambda: hand.sees(QComboBox, "Goes into: Service Name"), "the heads again")
    hand.choose("Goes into: Email", "Name of the service")
    assert hand.find(QComboBox, "Goes into: Service Name").currentText() == "Not taken"
    hand.choose("Goes into: Email", "Not taken")
    hand.choose("Goes into: Organisation", "Not taken")
    hand.press("See what would change")
    reads(hand, "Say which column holds the name of the service.")
    hand.press("Back")
    hand.wait_for_button("Next: its columns")
    assert hand.reads("Name of the list") == "Clubs"


def test_a_newer_file_finds_its_list(desk: Desk, page: DirectoryImportPage, shown: Show, tmp_path: Path) -> None:
    hand = shown(page)
    bring(desk, hand, table(tmp_path / "clubs.csv"), name="Clubs of Exampleton")
    show_it(hand, "Clubs of Exampleton")
    choose(desk, hand, pages(tmp_path / "other.json", service("1", "Harbour Walks Example")))
    hand.wait_for_button("See what would change")
    assert hand.reads("Name of the list") == "Other"
    hand.choose("Is it a newer file of a list that is here?", "Clubs of Exampleton")
    assert hand.reads("Name of the list") == "Clubs of Exampleton"
    hand.choose("Is it a newer file of a list that is here?", "No, it is a new list")
    assert hand.reads("Name of the list") == ""


def test_it_is_worked_by_keys_alone(desk: Desk, page: DirectoryImportPage, shown: Show, tmp_path: Path) -> None:
    doors(desk).opens.append(table(tmp_path / "clubs.csv"))
    hand = shown(page)
    page.begin()

    def go_to(name: str) -> None:
        for _ in range(60):
            if hand.focused() == name:
                return
            hand.leave()
        raise AssertionError(f"Tab does not lead to {name}")

    hand.wait_for(lambda: hand.focused() == "Choose a file", "the beginning")
    hand.key(Qt.Key.Key_Space)
    hand.wait_for(lambda: hand.focused() == "Name of the list", "the first field")
    go_to("Next: its columns")
    hand.key(Qt.Key.Key_Space)
    hand.wait_for(lambda: hand.focused() == "Goes into: Service Name", "the first column")
    go_to("See what would change")
    hand.key(Qt.Key.Key_Space)
    hand.wait_for_button("Show these services")
    hand.wait_for(lambda: hand.focused() == "New: 5", "the first number")
    for _ in range(3):
        hand.key(Qt.Key.Key_Right)
    reads(hand, "Rejected (0)")
    go_to("Show these services")
    hand.key(Qt.Key.Key_Space)
    hand.wait_for_button("Undo this import: Clubs")


def test_of_a_very_wide_table_the_columns_that_are_taken_are_seen_and_others_when_asked(
    desk: Desk, page: DirectoryImportPage, shown: Show, tmp_path: Path
) -> None:
    heads = [*(f"X{number}" for number in range(298)), "Name", "Postcode"]
    rows = [[*map(str, range(number, 298 + number)), f"Group {number}", "BL1 1AA"] for number in range(5)]
    path = tmp_path / "wide.csv"
    path.write_text("\n".join(map(",".join, [heads, *rows])), "utf-8")
    hand = shown(page)
    choose(desk, hand, path)
    hand.wait_for_button("Next: its columns")
    hand.press("Next: its columns")
    hand.wait_for_button("Show 100 more columns, of 200")
    boxes = [box for box in page.findChildren(Combo) if box.accessibleName().startswith("Goes into")]
    assert [one.accessibleName() for one in boxes[:3]] == [f"Goes into: {head}" for head in ("Name", "Postcode", "X0")]
    hand.press("Show 100 more columns, of 200")
    hand.wait_for_button("Show 100 more columns, of 100")
    hand.press("Show 100 more columns, of 100")
    hand.wait_for(lambda: "Goes into: X297" in {one.accessibleName() for one in page.findChildren(Combo)}, "X297")
    assert not any(button.isVisible() for button in page.findChildren(QAbstractButton) if "more col" in button.text())


@pytest.mark.parametrize(("width", "scale"), [(440, 100), (1152, 200)])
def test_nothing_is_cut_off_at_the_side(
    desk: Desk, page: DirectoryImportPage, shown: Show, tmp_path: Path, width: int, scale: int
) -> None:
    def fits() -> bool:
        area = next(one for one in page.findChildren(QScrollArea) if one.isVisible())
        inside = area.widget()
        return inside is not None and inside.width() <= area.viewport().width()

    desk.look.set_scale(scale)
    hand = shown(page)
    page.resize(width, 700)
    hand.wait_for(fits, "lists that fit")
    choose(desk, hand, table(tmp_path / "clubs.csv"))
    hand.wait_for_button("Next: its columns")
    hand.wait_for(fits, "fields that fit")
    hand.press("Next: its columns")
    hand.wait_for_button("See what would change")
    hand.wait_for(fits, "columns that fit")
    hand.press("See what would change")
    hand.wait_for_button("Show these services")
    reads(hand, "Harbour Walks Example")
    hand.wait_for(fits, "numbers that fit")


def test_the_directory_leads_to_its_lists_and_back(desk: Desk, jo: int, shown: Show) -> None:
    wanted: list[str] = []
    tab = DirectoryTab(desk)
    tab.page_wanted.connect(wanted.append)
    tab.show_participant(jo)
    hand = shown(tab)
    hand.press("Look after the directory")
    assert wanted == ["lists"]
    tab.hide()
    page = DirectoryImportPage(desk)
    page.aim(str(jo))
    page.show_now()
    opened: list[tuple[int, int, str]] = []
    page.opened.connect(lambda *where: opened.append(where))
    hand = shown(page)
    hand.press("Back to the directory")
    assert opened == [(jo, 3, "")]


def test_the_workspace_has_the_page(desk: Desk) -> None:
    workspace = Workspace(desk, 0)
    workspace.show_page("lists")
    assert isinstance(workspace.pages["lists"], DirectoryImportPage)
    workspace.deleteLater()
