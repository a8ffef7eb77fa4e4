"""A file that is being added or changed: its words and the file itself are there again after anything in between."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QWidget

from tests.plans import NOW, make_jo
from tests.vaults import FakeTime
from workwell_desktop.casework import attachments, file_drafts, new_files
from workwell_desktop.casework.attachment_bin import remove_file
from workwell_desktop.casework.attachments import FileEntry
from workwell_desktop.casework.drafts import load_draft
from workwell_desktop.casework.today import waiting_of
from workwell_desktop.clock import Clock
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.doors import ReadyDoors
from workwell_desktop.ui.hand import Hand
from workwell_desktop.ui.records.files_page import FilesPage
from workwell_desktop.ui.workspace import Workspace

Show = Callable[[QWidget], Hand]


@pytest.fixture
def time() -> FakeTime:
    return FakeTime(now=NOW)


@pytest.fixture
def clock(time: FakeTime) -> Clock:
    return time.clock


@pytest.fixture
def scan(desk: Desk, tmp_path: Path) -> Path:
    path = tmp_path / "letter.txt"
    path.write_text("Dear Jo", "utf-8")
    assert isinstance(desk.doors, ReadyDoors)
    desk.doors.opens.append(path)
    return path


def begun(desk: Desk, person: int) -> tuple[int, ...]:
    return file_drafts.begun(desk.vault, person)


def kept_file(desk: Desk, person: int) -> int:
    new = new_files.new_file(desk.vault, "plan.txt", b"A plan")
    return attachments.add_file(desk.vault, person, new, FileEntry("other"))


def test_a_file_that_is_being_added_waits_while_somebody_else_is_shown(
    desk: Desk, jo: int, scan: Path, shown: Show
) -> None:
    workspace = Workspace(desk, 0)
    hand = shown(workspace)
    workspace.open_person(jo, 0, "files")
    hand.press("Add a file")
    hand.wait_for_button("Save this file")
    hand.write("Note", "The scan of Monday")
    workspace.open_person(make_jo(desk.vault), 0, "files")
    assert not hand.sees_field("Note")
    scan.unlink()
    workspace.open_person(jo, 0, "files")
    hand.wait_for_button("Save this file")
    assert hand.reads("Note") == "The scan of Monday"
    hand.pick("What is this file?", "Letter")
    hand.press("Save this file")
    hand.wait_for_button("Open: letter.txt")
    (row,) = attachments.files_of(desk.vault, jo)
    assert attachments.look_at(desk.vault, row.id) == b"Dear Jo"
    assert begun(desk, jo) == ()
    assert load_draft(desk.vault, "file_bytes", jo) is None, "its bytes are held no more beside the file"


def test_a_pasted_picture_is_there_after_a_lock(desk: Desk, jo: int, shown: Show) -> None:
    picture = QImage(20, 10, QImage.Format.Format_RGB32)
    picture.fill(0x336699)
    QGuiApplication.clipboard().setImage(picture)
    first = FilesPage(desk)
    first.show_participant(jo)
    hand = shown(first)
    hand.press("Paste a picture")
    hand.wait_for_button("Save this file")
    QGuiApplication.clipboard().clear()
    first.hide()
    again = FilesPage(desk)  # what an unlock builds
    hand = shown(again)
    again.show_participant(jo)
    hand.wait_for_button("Save this file")
    assert "Pasted picture.png" in hand.texts()


def test_the_start_page_names_it_once_and_not_by_its_name(desk: Desk, jo: int, scan: Path, shown: Show) -> None:
    page = FilesPage(desk)
    page.show_participant(jo)
    hand = shown(page)
    hand.press("Add a file")
    hand.wait_for_button("Save this file")
    rows = waiting_of(desk.vault, "drafts", 60)
    assert [(one.reason.partition(" at ")[0], one.section) for one in rows] == [("A file was left open", "files.0")]


def test_do_not_keep_it_leaves_nothing_behind(desk: Desk, jo: int, scan: Path, shown: Show) -> None:
    page = FilesPage(desk)
    page.show_participant(jo)
    hand = shown(page)
    hand.press("Add a file")
    hand.wait_for_button("Save this file")
    hand.write("Note", "Not this one")
    assert page.keep()
    hand.press("Do not keep it")
    assert begun(desk, jo) == ()
    assert load_draft(desk.vault, "file_bytes", jo) is None
    page.show_participant(jo)
    assert "No files yet. A scan of a fit note or a signed plan can be kept here." in hand.texts()


def test_one_too_large_to_be_held_is_chosen_again_with_its_words(
    desk: Desk, jo: int, scan: Path, shown: Show, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(file_drafts, "MOST_HELD", 3)
    page = FilesPage(desk)
    page.show_participant(jo)
    hand = shown(page)
    hand.press("Add a file")
    hand.wait_for_button("Save this file")
    hand.write("Note", "Mine")
    assert page.keep()
    assert "Your words are kept. The file itself is not saved yet." in hand.texts()
    page.show_participant(make_jo(desk.vault))
    page.show_participant(jo)
    hand.wait_for_button("Do not keep it")
    assert any("letter.txt was being added and is not kept yet." in text for text in hand.texts())
    assert isinstance(desk.doors, ReadyDoors)
    desk.doors.opens.append(scan)
    hand.press("Add a file")
    hand.wait_for_button("Save this file")
    assert hand.reads("Note") == "Mine"
    page.show_participant(make_jo(desk.vault))
    page.show_participant(jo)
    hand.wait_for_button("Do not keep it")
    hand.press("Do not keep it")
    assert begun(desk, jo) == ()


def test_a_change_that_is_typed_comes_back_with_its_day_or_is_let_go(
    desk: Desk, jo: int, shown: Show, time: FakeTime
) -> None:
    number = kept_file(desk, jo)
    page = FilesPage(desk)
    page.show_participant(jo)
    hand = shown(page)
    hand.press("Change: plan.txt")
    hand.write("Note", "Better words")
    hand.write("The day it is from", "yesterday")
    page.show_participant(make_jo(desk.vault))
    time.go(days=2)
    page.show_participant(jo)
    assert (hand.reads("Note"), hand.reads("The day it is from")) == ("Better words", "23 November 2037")
    hand.press("Leave it as it was")
    assert begun(desk, jo) == ()
    assert attachments.file_entry(desk.vault, number).note == ""


def test_deleted_words_about_a_file_stay_deleted(desk: Desk, jo: int, shown: Show) -> None:
    kept_file(desk, jo)
    page = FilesPage(desk)
    page.show_participant(jo)
    hand = shown(page)
    hand.press("Change: plan.txt")
    hand.write("Note", "Do not keep this")
    assert page.keep()
    hand.write("Note", "")
    assert page.keep()
    assert begun(desk, jo) == ()


def test_a_saved_or_removed_file_has_no_words_waiting(desk: Desk, jo: int, shown: Show) -> None:
    number = kept_file(desk, jo)
    page = FilesPage(desk)
    page.show_participant(jo)
    hand = shown(page)
    hand.press("Change: plan.txt")
    hand.write("Note", "One")
    hand.press("Save")
    hand.wait_for_button("Change: plan.txt")
    assert begun(desk, jo) == ()
    hand.press("Change: plan.txt")
    hand.write("Note", "Two")
    assert page.keep()
    remove_file(desk.vault, number)
    assert begun(desk, jo) == ()


def test_words_stay_when_it_cannot_be_kept(desk: Desk, jo: int, scan: Path, shown: Show) -> None:
    page = FilesPage(desk)
    page.show_participant(jo)
    hand = shown(page)
    hand.press("Add a file")
    hand.wait_for_button("Save this file")
    hand.write("Note", "About this")
    hand.press("Save this file")
    hand.wait_for(lambda: any("Choose what this file is" in text for text in hand.texts()), "the reason")
    assert page.keep()
    kept = load_draft(desk.vault, file_drafts.screen(0), jo)
    assert kept is not None
    assert kept.content["values"]["note"] == "About this"
