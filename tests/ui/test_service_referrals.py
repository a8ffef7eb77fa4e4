"""Referrals to services as a coach uses them: from the directory into the plan, on by keyboard, and corrections."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QWidget

from tests.plans import make_jo, still_clock
from tests.service_steps import QUAY, add_quay, agree, bring_in, listed_quay, quay_record
from workwell_desktop.casework.drafts import NOBODY_YET, load_draft
from workwell_desktop.casework.plan_state import load_plan
from workwell_desktop.casework.service_corrections import SCREEN as WRONG
from workwell_desktop.casework.service_corrections import WrongEntry, corrections, report, to_send
from workwell_desktop.casework.service_referrals import SCREEN, WAY, MoveEntry, load_referrals, make, move_on
from workwell_desktop.casework.services import service_details
from workwell_desktop.casework.tabs import DIRECTORY, PLAN
from workwell_desktop.clock import Clock
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.directory_tab import DirectoryTab
from workwell_desktop.ui.doors import ReadyDoors
from workwell_desktop.ui.hand import Hand
from workwell_desktop.ui.pages.page import WorkPage, make_page
from workwell_desktop.ui.plan_tab import PlanTab

Show = Callable[[QWidget], Hand]


@pytest.fixture
def clock() -> Clock:
    return still_clock()


@pytest.fixture
def jo(desk: Desk) -> int:
    bring_in(desk.vault, quay_record())
    return make_jo(desk.vault)


@pytest.fixture
def quay(desk: Desk, jo: int) -> int:
    return listed_quay(desk.vault)


def focus() -> QWidget:
    QApplication.processEvents()
    found = QApplication.focusWidget()
    assert found is not None
    return found


def tab_to(name: str) -> QWidget:
    """Press Tab until a control of this name has the focus; where none has in sixty, that is a failure."""
    for _ in range(60):
        if focus().accessibleName() == name:
            return focus()
        QTest.keyClick(focus(), Qt.Key.Key_Tab)
    raise AssertionError(f"Tab does not lead to {name}")


def type_into(name: str, words: str) -> None:
    """Go to a field with Tab, put these words into it, and stay there."""
    field = tab_to(name)
    QTest.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(field, words)


def choose(name: str, word: str) -> None:
    """Go to a list that opens with Tab, and choose with the arrow keys."""
    combo = tab_to(name)
    assert isinstance(combo, QComboBox)
    for _ in range(combo.count()):
        QTest.keyClick(combo, Qt.Key.Key_Up)
    while combo.currentText() != word:
        before = combo.currentIndex()
        QTest.keyClick(combo, Qt.Key.Key_Down)
        assert combo.currentIndex() != before, f"no {word}"


# -- in the directory


@pytest.fixture
def directory(desk: Desk, jo: int, shown: Show) -> tuple[DirectoryTab, Hand]:
    tab = DirectoryTab(desk)
    hand = shown(tab)
    tab.show_participant(jo)
    hand.pick_row(QUAY)
    return tab, hand


@pytest.mark.parametrize(
    ("button", "kind"),
    [("Refer Jo", "formal"), ("Help Jo to refer themself", "supported"), ("Give Jo the details only", "signpost")],
)
def test_three_ways_to_send_somebody(
    directory: tuple[DirectoryTab, Hand], desk: Desk, jo: int, button: str, kind: str
) -> None:
    tab, hand = directory
    saved, places = [], []
    tab.saved.connect(saved.append)
    tab.place_wanted.connect(lambda number, section: places.append((number, section)))
    hand.press(button)
    (line,) = load_referrals(desk.vault, jo).lines
    assert (line.kind, saved) == (kind, [jo])
    assert len(load_plan(desk.vault, jo).steps) == 1
    assert not hand.count("Refer Jo")
    hand.press("Say how it goes on")
    assert places == [(PLAN, WAY)]


def test_a_service_that_takes_nobody_is_asked_about(
    directory: tuple[DirectoryTab, Hand], desk: Desk, jo: int, quay: int
) -> None:
    tab, hand = directory
    report(desk.vault, quay, WrongEntry("not_taking", until="in 10 days"))
    tab.reload()
    assert any("until 4 December" in words for words in hand.texts())
    doors = desk.doors
    assert isinstance(doors, ReadyDoors)
    hand.press("Refer Jo")
    assert "until 4 December" in doors.asked[0][1]
    assert load_referrals(desk.vault, jo).lines == (), "the safe answer was to leave it"
    doors.choices.append("all_the_same")
    hand.press("Refer Jo")
    assert len(load_referrals(desk.vault, jo).lines) == 1


def test_the_details_say_what_our_own_referrals_showed(
    directory: tuple[DirectoryTab, Hand], desk: Desk, jo: int, quay: int
) -> None:
    tab, hand = directory
    assert "Taken up" not in hand.texts()
    agree(desk.vault, jo)
    step = make(desk.vault, jo, quay, "formal")
    move_on(desk.vault, jo, step, MoveEntry("sent"))
    move_on(desk.vault, jo, step, MoveEntry("started"))
    tab.reload()
    words = hand.texts()
    assert words[words.index("Taken up") + 1] == "1 of 1 took it up. Last used 24 November."
    assert words[words.index("Waits people really had") + 1] == "Less than a day, from 1 person"
    assert words[words.index("Checked by the publisher") + 1] == "4 May 2037"
    assert words[words.index("Checked by us") + 1] == "Not checked yet"


def test_what_is_wrong_is_said_by_keyboard(directory: tuple[DirectoryTab, Hand], desk: Desk, quay: int) -> None:
    _tab, hand = directory
    QTest.keyClick(tab_to("Something here is wrong"), Qt.Key.Key_Space)
    assert focus().accessibleName() == "A detail is wrong"
    QTest.keyClick(focus(), Qt.Key.Key_Space)
    choose("Which detail", "Phone")
    QTest.keyClick(tab_to("Save what is wrong"), Qt.Key.Key_Space)
    assert any(words.startswith("Write what is right") for words in hand.texts())
    type_into("What is right", "01632 960199")
    QTest.keyClick(tab_to("Save what is wrong"), Qt.Key.Key_Space)
    assert service_details(desk.vault, quay).form.phone == "01632 960199"
    assert to_send(desk.vault) == 1


def test_what_is_not_wrong_is_left_with_esc(directory: tuple[DirectoryTab, Hand], desk: Desk) -> None:
    _tab, hand = directory
    hand.press("Something here is wrong")
    hand.pick("What is wrong?", "It has closed")
    QTest.keyClick(focus(), Qt.Key.Key_Escape)
    assert not hand.count("Save what is wrong")
    assert corrections(desk.vault) == ()


def test_half_typed_words_about_a_service_come_back(
    directory: tuple[DirectoryTab, Hand], desk: Desk, jo: int, shown: Show
) -> None:
    tab, hand = directory
    hand.press("Something here is wrong")
    hand.pick("What is wrong?", "Something else")
    hand.write("What else the keeper should know", "The door is at the")
    assert tab.keep()
    again = DirectoryTab(desk)
    other = shown(again)
    again.show_participant(jo)
    assert other.reads("What else the keeper should know") == "The door is at the"
    other.press("Close these fields")
    assert load_draft(desk.vault, WRONG, NOBODY_YET) is None


def test_a_closed_service_leaves_the_list(directory: tuple[DirectoryTab, Hand], desk: Desk, jo: int) -> None:
    tab, hand = directory
    add_quay(desk.vault, "Another Example")
    tab.show_participant(jo)
    hand.pick_row(QUAY)
    hand.press("Something here is wrong")
    hand.pick("What is wrong?", "It has closed")
    hand.press("Save what is wrong")
    titles = [tab.list.rows.facts(row).title for row in range(tab.list.rows.rowCount())]
    assert titles == ["Another Example"]


def test_the_whole_entry_can_still_be_changed(directory: tuple[DirectoryTab, Hand], desk: Desk, quay: int) -> None:
    _tab, hand = directory
    hand.press("Something here is wrong")
    hand.press("Change the whole entry")
    hand.write("Phone", "01632 960177")
    hand.press("Save this service")
    assert service_details(desk.vault, quay).form.phone == "01632 960177"


# -- behind the plan


@pytest.fixture
def plan(desk: Desk, jo: int, quay: int, shown: Show) -> tuple[PlanTab, Hand, int]:
    step = make(desk.vault, jo, quay, "formal")
    tab = PlanTab(desk)
    hand = shown(tab)
    tab.show_participant(jo)
    tab.open_section(WAY)
    return tab, hand, step


def test_a_referral_is_moved_on_by_keyboard_and_the_plan_says_the_same(
    plan: tuple[PlanTab, Hand, int], desk: Desk, jo: int
) -> None:
    tab, hand, _step = plan
    agree(desk.vault, jo)
    saved: list[int] = []
    tab.saved.connect(saved.append)
    QTest.keyClick(tab_to(f"Say how it stands: {QUAY}"), Qt.Key.Key_Space)
    assert focus().accessibleName() == "How it stands"
    choose("How it stands", "On their waiting list")
    type_into("Who said so", "Kim")
    type_into("Ask again on", "in 3 weeks")
    QTest.keyClick(focus(), Qt.Key.Key_Return)
    (line,) = load_referrals(desk.vault, jo).lines
    assert (line.state, line.chase) == ("waiting", "Ask how it goes on 15 December 2037")
    assert focus().accessibleName() == f"Say how it stands: {QUAY}", "the focus is where it was"
    assert saved == [jo]
    assert any("said Kim, 24 November" in words for words in hand.texts())
    QTest.keyClick(focus(), Qt.Key.Key_Escape)
    assert load_plan(desk.vault, jo).steps[0].state == "waiting"
    assert hand.sees_field("How it stands") is False


def test_without_an_agreement_it_does_not_go_and_the_way_there_is_shown(
    plan: tuple[PlanTab, Hand, int], desk: Desk, jo: int
) -> None:
    tab, hand, _step = plan
    sections: list[str] = []
    tab.section_wanted.connect(sections.append)
    hand.press(f"Say how it stands: {QUAY}")
    hand.choose("How it stands", "Sent")
    hand.press("Save how it stands")
    assert any("has not agreed" in words for words in hand.texts())
    assert load_referrals(desk.vault, jo).lines[0].state == "to_send"
    hand.press("Go to Agreements")
    assert sections == ["agreements"]


def test_a_no_needs_its_reason_and_is_then_not_open_any_more(
    plan: tuple[PlanTab, Hand, int], desk: Desk, jo: int
) -> None:
    _tab, hand, _step = plan
    hand.press(f"Say how it stands: {QUAY}")
    hand.choose("How it stands", "It was a no")
    hand.press("Save how it stands")
    assert any("Choose why it was a no" in words for words in hand.texts())
    hand.choose("If it was a no: why", "No room")
    hand.press("Save how it stands")
    assert load_referrals(desk.vault, jo).lines[0].state == "declined"
    assert "Nothing is open any more." in hand.texts()
    hand.press("All of them")
    assert hand.count(f"Say how it stands: {QUAY}") == 1


def test_half_typed_words_come_back(plan: tuple[PlanTab, Hand, int], desk: Desk, jo: int, shown: Show) -> None:
    tab, hand, _step = plan
    hand.press(f"Say how it stands: {QUAY}")
    hand.write("What was said about it", "They ring on Monday")
    assert tab.keep()
    assert load_draft(desk.vault, SCREEN, jo) is not None
    again = PlanTab(desk)
    other = shown(again)
    again.show_participant(jo)
    again.open_section(WAY)
    assert other.reads("What was said about it") == "They ring on Monday"


def test_the_letter_is_one_press_away(plan: tuple[PlanTab, Hand, int]) -> None:
    tab, hand, _step = plan
    pages: list[str] = []
    tab.page_wanted.connect(pages.append)
    hand.press("Write the letter")
    assert pages == ["letters"]


# -- corrections


@pytest.fixture
def page(desk: Desk, quay: int, shown: Show) -> tuple[WorkPage, Hand]:
    report(desk.vault, quay, WrongEntry("detail", "phone", "01632 960199"))
    page = make_page("corrections", desk)
    hand = shown(page)
    page.aim("1")
    page.show_now()
    return page, hand


def test_a_file_is_saved_and_marked_as_sent(
    page: tuple[WorkPage, Hand], desk: Desk, tmp_path: Path, tab_path: Path
) -> None:
    _page, hand = page
    hand.press("Save as a table")
    assert b"01632 960199" in tab_path.read_bytes()
    assert corrections(desk.vault)[0].to_send, "saved is not sent"
    hand.press("Mark as sent")
    assert corrections(desk.vault)[0].sent == "Sent 24 November"
    assert not hand.count("Save as a table"), "nothing is left to send"
    hand.press("Take it back")
    assert corrections(desk.vault)[0].to_send
    hand.press("Save as Open Referral UK")
    assert b"workwell_corrections" in (tmp_path / "page.json").read_bytes()


@pytest.fixture
def tab_path(desk: Desk, tmp_path: Path) -> Path:
    """Where the first file goes; the second one goes beside it."""
    doors = desk.doors
    assert isinstance(doors, ReadyDoors)
    doors.saves[:] = [tmp_path / "table.csv", tmp_path / "page.json"]
    return tmp_path / "table.csv"


def test_what_is_right_again_is_shown_so(page: tuple[WorkPage, Hand], desk: Desk, quay: int) -> None:
    shown_page, hand = page
    opened: list[tuple[int, int, str]] = []
    shown_page.opened.connect(lambda *place: opened.append(place))
    hand.press_first("It is right again")
    assert service_details(desk.vault, quay).form.phone == "01632 960114"
    assert not hand.count("It is right again")
    hand.press("Back")
    assert opened == [(1, DIRECTORY, "")]
    pages: list[str] = []
    shown_page.page_wanted.connect(pages.append)
    shown_page.aim("")
    hand.press("Back")
    assert pages == ["lists"]


def test_a_disk_that_refuses_is_said(page: tuple[WorkPage, Hand], desk: Desk, tmp_path: Path) -> None:
    _page, hand = page
    doors = desk.doors
    assert isinstance(doors, ReadyDoors)
    doors.saves[:] = [tmp_path / "no folder" / "table.csv"]
    hand.press("Save as a table")
    assert any("could not write" in words for words in hand.texts())
    assert not hand.count("Mark as sent")


def test_nothing_found_says_where_to_begin(desk: Desk, shown: Show) -> None:
    page = make_page("corrections", desk)
    hand = shown(page)
    page.show_now()
    assert any("Nothing was found wrong yet" in words for words in hand.texts())
