"""The page of agreements as a coach uses it: taking part first, one answer a row, and a no that shows what is out."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.plans import make_jo, say, still_clock
from tests.ui.showing import field, notices
from workwell_desktop.casework.agreements import SCREEN, load_agreements
from workwell_desktop.casework.drafts import load_draft
from workwell_desktop.casework.shared_things import SharedEntry, write_shared
from workwell_desktop.clock import Clock
from workwell_desktop.errors import NotKept
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.hand import Hand, said
from workwell_desktop.ui.parts.badge import Badge
from workwell_desktop.ui.parts.fields import Field
from workwell_desktop.ui.records.agreements_page import AgreementsPage

Show = Callable[[QWidget], Hand]
HARBOUR = ("employer", "Harbour Foods Example", "talk")
ABOUT = "Write down an answer about sharing"


@pytest.fixture
def clock() -> Clock:
    return still_clock()


@pytest.fixture
def page(desk: Desk) -> AgreementsPage:
    return AgreementsPage(desk)


@pytest.fixture
def hand(page: AgreementsPage, shown: Show, jo: int) -> Hand:
    hand = shown(page)
    page.show_participant(jo)
    return hand


def badges(page: QWidget) -> list[str]:
    return [one.accessibleName() for one in page.findChildren(Badge) if one.isVisible()]


def test_taking_part_comes_first_and_is_written_down(
    page: AgreementsPage, hand: Hand, desk: Desk, jo: int, qtbot: QtBot
) -> None:
    assert "It is not written down yet whether Jo wants to take part." in hand.texts()
    hand.press("Write down whether Jo takes part")
    hand.pick("Does Jo want to take part?", "Said yes")
    hand.choose("How did they say so?", "Said so in the meeting")
    with qtbot.waitSignal(page.saved) as saved:
        hand.press("Write this answer down")
    assert saved.args == [jo]
    assert load_agreements(desk.vault, jo).takes_part
    assert "Jo takes part" in hand.texts()
    assert hand.count(ABOUT) == 1, "sharing comes next"
    with qtbot.waitSignal(page.opened) as opened:
        hand.press("Go to the assessment")
    assert opened.args == [1, ""]


def test_an_answer_about_sharing_is_asked_for_piece_by_piece(
    page: AgreementsPage, hand: Hand, desk: Desk, jo: int
) -> None:
    say(desk.vault, jo)
    page.show_participant(jo)
    hand.press(ABOUT)
    hand.pick("Who would we share with?", "Employer")
    assert hand.reads("Which one?") == "Harbour Foods Example", "the employer is known"
    hand.press("Write this answer down")
    assert field(page, "What did Jo say?").error == "Choose what was said."
    hand.pick("What did Jo say?", "Said yes")
    hand.choose("How was this said?", "By phone")
    hand.press("Write this answer down")
    assert field(page, "What is the sharing for?").error == "Choose what the sharing is for."
    assert field(page, "What may be shared?").error == "Tick what may be shared."
    hand.choose("What is the sharing for?", "Talk about work and changes at work")
    hand.pick("What may be shared?", "Changes at work that would help")
    hand.write("Until when?", "in 3 months")
    hand.press("Write this answer down")
    (row,) = load_agreements(desk.vault, jo).rows
    assert (row.standing, row.answers[0].shared) == ("agreed", ("Changes at work that would help",))
    assert any(one.startswith("Until 24 February 2038. Said yes on 24 November 2037") for one in hand.texts())
    assert badges(page) == ["Said yes", "Agreed"]


def test_only_what_belongs_to_the_answer_is_asked(page: AgreementsPage, hand: Hand, desk: Desk, jo: int) -> None:
    say(desk.vault, jo)
    page.show_participant(jo)
    hand.press(ABOUT)
    for answer, there in (("Said yes", True), ("Said no", False), ("Asked, no answer yet", False)):
        hand.pick("What did Jo say?", answer)
        labels = {one.label() for one in page.findChildren(Field) if one.isVisible()}
        assert ("What may be shared?" in labels) is there
        assert ("Until when?" in labels) is there


def test_a_withdrawal_shows_at_once_what_is_out_and_stays_readable(
    page: AgreementsPage, hand: Hand, desk: Desk, jo: int
) -> None:
    say(desk.vault, jo)
    say(desk.vault, jo, "agreed", *HARBOUR)
    write_shared(
        desk.vault, jo, SharedEntry(*HARBOUR[:2], "talk", "yesterday", "phone", "A stool would help", "other", "x")
    )
    page.show_participant(jo)
    hand.press("New answer")
    assert (hand.reads("Which one?"), field(page, "What is the sharing for?").value()) == (HARBOUR[1], "talk")
    hand.pick("What did Jo say?", "Took it back")
    hand.choose("How was this said?", "By phone")
    hand.press("Write this answer down")
    (notice,) = notices(page)
    assert notice.startswith("From now on nothing more goes to Harbour Foods Example for this.")
    assert "We cannot call back a letter that has been sent." in notice
    now = QApplication.focusWidget()
    assert now is not None
    assert said(now) == "I have read this", "it is read before anything else"
    assert hand.texts().count("A stool would help") == 2, "beside the notice, and in what was shared"
    hand.press("I have read this")
    assert notices(page) == []
    assert badges(page) == ["Said yes", "Took it back"]
    hand.press("1 earlier answer")
    assert any(
        one.startswith("Said yes on 24 November 2037") and "They may know: that they take part." in one
        for one in hand.texts()
    )
    hand.press("Hide them")
    assert hand.count("1 earlier answer") == 1


def test_a_no_to_taking_part_shows_all_that_is_out(page: AgreementsPage, hand: Hand, desk: Desk, jo: int) -> None:
    say(desk.vault, jo)
    page.show_participant(jo)
    hand.press("New answer about taking part")
    hand.pick("Does Jo want to take part?", "Took it back")
    hand.choose("How did they say so?", "By phone")
    hand.press("Write this answer down")
    assert notices(page) == ["From now on nothing more goes to anybody. Nothing was shared with them before."]
    assert "Jo does not take part" in hand.texts()


def test_something_told_is_written_down_only_with_a_ground(
    page: AgreementsPage, hand: Hand, desk: Desk, jo: int
) -> None:
    hand.press("Write down something that was shared")
    hand.pick("Who has it now?", "Employer")
    hand.choose("What was it for?", "Talk about work and changes at work")
    hand.write("What was shared?", "That a stool would help")
    hand.choose("How?", "By phone")
    hand.press("Write this down")
    reason = field(page, "Why, if Jo did not agree?")
    assert reason.error.startswith("Nobody agreed to this.")
    hand.choose("Why, if Jo did not agree?", "It was not safe to ask them")
    hand.press("Write this down")
    (thing,) = load_agreements(desk.vault, jo).shared
    assert thing.why == "It was not safe to ask them"
    assert "Without agreement: It was not safe to ask them" in hand.texts()


def test_words_are_kept_and_come_back_after_a_lock(
    page: AgreementsPage, hand: Hand, desk: Desk, jo: int, shown: Show
) -> None:
    hand.press("Write down something that was shared")
    hand.write("What was shared?", "That a stool would help")
    hand.write("When?", "yesterday")
    assert page.keep()
    page.hide()
    again = AgreementsPage(desk)
    other = shown(again)
    again.show_participant(jo)
    assert other.reads("What was shared?") == "That a stool would help"
    assert "not saved yet" in again.bar.kept()


def test_a_form_that_is_closed_keeps_its_words_until_they_are_thrown_away(
    page: AgreementsPage, hand: Hand, desk: Desk, jo: int
) -> None:
    hand.press("Write down whether Jo takes part")
    hand.write("Anything to add", "Asked twice")
    hand.key(Qt.Key.Key_Escape)
    begun = "You began to write something here: “Write this answer down”. It is kept, not saved yet."
    assert notices(page) == [begun]
    hand.press("Go on with it")
    assert hand.reads("Anything to add") == "Asked twice"
    hand.press("Not now")
    hand.press("Throw it away")
    assert notices(page) == []
    assert load_draft(desk.vault, SCREEN, jo) is None


def test_on_a_full_disk_it_says_so_and_the_words_stay(
    page: AgreementsPage, hand: Hand, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_any: object) -> None:
        raise NotKept("This PC could not write to the disk.", "Make some room.")

    hand.press("Write down whether Jo takes part")
    hand.pick("Does Jo want to take part?", "Said yes")
    monkeypatch.setattr("workwell_desktop.casework.agreements.write_answer", refuse)
    hand.press("Write this answer down")
    assert page.bar.kept() == "Not saved yet. Make some room."
    assert field(page, "Does Jo want to take part?").value() == "agreed"


def test_somebody_else_gets_a_page_of_their_own(page: AgreementsPage, hand: Hand, desk: Desk, jo: int) -> None:
    say(desk.vault, jo)
    hand.press("Write down something that was shared")
    hand.write("What was shared?", "About Jo alone")
    other = make_jo(desk.vault)
    page.show_participant(other)
    assert not hand.sees_field("What was shared?")
    page.show_participant(jo)
    assert hand.reads("What was shared?") == "About Jo alone", "kept for her"


def test_every_control_has_a_name(page: AgreementsPage, hand: Hand, desk: Desk, jo: int) -> None:
    say(desk.vault, jo)
    say(desk.vault, jo, "agreed", *HARBOUR)
    page.show_participant(jo)
    hand.press(ABOUT)
    for button in page.findChildren(QAbstractButton):
        assert not button.isVisible() or said(button)
