"""The bin as a coach uses it: put in, undo, restore by one press, and removed only with the name typed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from tests.vaults import FakeTime
from workwell_desktop.casework import attachments, finding, new_files
from workwell_desktop.casework.attachment_bin import remove_file, removed_files
from workwell_desktop.casework.attachments import FileEntry
from workwell_desktop.casework.bin import in_bin, put_in_bin
from workwell_desktop.clock import Clock
from workwell_desktop.models.attachments import StoredFile
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.doors import ReadyDoors
from workwell_desktop.ui.hand import Hand
from workwell_desktop.ui.pages.bin_page import LEAD, BinPage
from workwell_desktop.ui.parts.badge import Badge
from workwell_desktop.ui.record_deeds import ALONE, RecordDeeds
from workwell_desktop.ui.workspace import Workspace

Show = Callable[[QWidget], Hand]


@pytest.fixture
def time() -> FakeTime:
    return FakeTime()


@pytest.fixture
def clock(time: FakeTime) -> Clock:
    return time.clock


def opened_bin(desk: Desk, shown: Show) -> tuple[BinPage, Hand]:
    page = BinPage(desk)
    hand = shown(page)
    page.show_now()
    return page, hand


def badges(page: BinPage) -> list[str]:
    QApplication.processEvents()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return [one.accessibleName() for one in page.findChildren(Badge)]


def test_an_empty_bin_says_so_and_leads_on(desk: Desk, shown: Show, qtbot: QtBot) -> None:
    page, hand = opened_bin(desk, shown)
    assert {"The bin is empty.", LEAD} <= set(hand.texts())
    with qtbot.waitSignal(page.page_wanted) as wanted:
        hand.press("Back to Everybody")
    assert wanted.args == ["people"], "where the bin was opened"


def test_it_says_whose_since_when_and_how_many_days_are_left(desk: Desk, jo: int, shown: Show, time: FakeTime) -> None:
    put_in_bin(desk.vault, jo)
    time.go(days=3)
    page, hand = opened_bin(desk, shown)
    assert {"Jo Example", "1 referral"} <= set(hand.texts())
    assert badges(page) == ["27 days left"]
    assert not hand.sees(QAbstractButton, "Remove for good: Jo Example"), "not before 30 days"
    time.go(days=26)
    page.show_now()
    assert badges(page)[-1:] == ["1 day left"]


def test_one_press_restores_and_opens(desk: Desk, jo: int, shown: Show, qtbot: QtBot) -> None:
    put_in_bin(desk.vault, jo)
    page, hand = opened_bin(desk, shown)
    with qtbot.waitSignals([page.changed, page.opened]):
        hand.press("Restore Jo Example")
    assert in_bin(desk.vault) == ()
    assert [row.participant_id for row in finding.find_people(desk.vault, "jo")] == [jo]


def test_from_the_record_into_the_bin_and_undone_at_once(desk: Desk, jo: int, shown: Show, qapp: QApplication) -> None:
    workspace = Workspace(desk, 0)
    hand = shown(workspace)
    workspace.open_person(jo, 0, "about")
    hand.press("Put this record in the bin")
    assert [row.participant_id for row in in_bin(desk.vault)] == [jo]
    said = " ".join(hand.texts())
    assert "Jo Example’s record is in the bin." in said
    hand.press("Undo")
    assert in_bin(desk.vault) == ()
    assert workspace.pane is not None
    assert workspace.pane.participant_id == jo
    assert workspace.pane.isVisible()
    workspace.show_page("bin")
    assert "is in the bin" not in " ".join(hand.texts()), "the notice is settled"


def test_with_somebody_beside_the_coach_nothing_is_binned(desk: Desk, jo: int, shown: Show) -> None:
    deeds = RecordDeeds(desk, jo, lambda: True)
    hand = shown(deeds)
    hand.press("Put this record in the bin")
    assert ALONE in hand.texts()
    assert in_bin(desk.vault) == ()


def test_removing_for_good_asks_for_the_name_and_then_once_more(
    desk: Desk, jo: int, shown: Show, time: FakeTime
) -> None:
    put_in_bin(desk.vault, jo)
    time.go(days=30)
    page, hand = opened_bin(desk, shown)
    assert isinstance(desk.doors, ReadyDoors)
    assert badges(page) == ["Kept 30 days"]
    hand.press("Remove for good: Jo Example")
    assert any(text.startswith("The list of who did what and when stays.") for text in hand.texts())
    assert any(text.startswith("Backups from before") for text in hand.texts())
    hand.press("Remove for good")
    assert "Type the last name first." in hand.texts()
    assert desk.doors.asked == []
    hand.write("Last name on this record", "Exampel")
    desk.doors.choices = ["remove"]
    hand.press("Remove for good")
    assert "This is not the last name on the record. Check whose record this is." in hand.texts()
    assert len(in_bin(desk.vault)) == 1
    hand.write("Last name on this record", "example")
    hand.press("Remove for good")
    assert len(in_bin(desk.vault)) == 1, "the safe answer leaves it"
    desk.doors.choices = ["remove"]
    hand.press("Remove for good")
    assert in_bin(desk.vault) == ()
    assert [title for title, _paragraph in desk.doors.asked] == 3 * ["Remove Jo Example’s record for good?"]
    assert "The bin is empty." in hand.texts()


def test_one_may_think_again(desk: Desk, jo: int, shown: Show, time: FakeTime) -> None:
    put_in_bin(desk.vault, jo)
    time.go(days=31)
    _page, hand = opened_bin(desk, shown)
    hand.press("Remove for good: Jo Example")
    hand.press("Keep it in the bin")
    assert not hand.sees_field("Last name on this record")
    assert len(in_bin(desk.vault)) == 1


# -- single files ---------------------------------------------------------------------------------------------


@pytest.fixture
def scan(desk: Desk, jo: int, tmp_path: Path) -> int:
    path = tmp_path / "Scan.txt"
    path.write_text("An example.", "utf-8")
    made = attachments.add_file(desk.vault, jo, new_files.read_new(desk.vault, path), FileEntry("letter"))
    remove_file(desk.vault, made)
    return made


def test_a_file_that_was_taken_away_is_in_the_bin_and_restored(desk: Desk, jo: int, scan: int, shown: Show) -> None:
    page, hand = opened_bin(desk, shown)
    assert {"Files that were taken away", "Scan.txt", "About Jo Example"} <= set(hand.texts())
    assert badges(page) == ["30 days left"]
    assert not hand.sees(QAbstractButton, "Remove for good: Scan.txt"), "not before 30 days"
    hand.press("Restore Scan.txt")
    assert [row.id for row in attachments.files_of(desk.vault, jo)] == [scan]
    assert "Files that were taken away" not in hand.texts()


def test_after_thirty_days_a_file_goes_for_good_with_its_bytes(
    desk: Desk, jo: int, scan: int, shown: Show, time: FakeTime
) -> None:
    time.go(days=31)
    _page, hand = opened_bin(desk, shown)
    assert isinstance(desk.doors, ReadyDoors)
    hand.press("Remove for good: Scan.txt")
    assert [row.id for row in removed_files(desk.vault)] == [scan], "the safe answer leaves it"
    desk.doors.choices = ["remove"]
    hand.press("Remove for good: Scan.txt")
    assert removed_files(desk.vault) == ()
    with desk.vault.reading() as session:
        assert session.scalars(select(StoredFile.id)).all() == []


def test_the_files_of_a_case_in_the_bin_stand_with_their_case(desk: Desk, jo: int, scan: int, shown: Show) -> None:
    put_in_bin(desk.vault, jo)
    _page, hand = opened_bin(desk, shown)
    assert "Files that were taken away" not in hand.texts()
    assert removed_files(desk.vault) == ()
