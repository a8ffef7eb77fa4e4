"""The support page as a coach uses it: pausing, going on, closing with what is known, and beginning again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QWidget

from tests.plans import make_jo, still_clock, write_plan
from tests.ui.showing import field, notices
from workwell_desktop.casework import plan_agreement, triage_deeds
from workwell_desktop.casework.drafts import load_draft
from workwell_desktop.casework.episode_closing import (
    CloseEntry,
    OutcomeEntry,
    ReferralEntry,
    close_episode,
    refer_again,
)
from workwell_desktop.casework.episode_deeds import DetailsEntry, save_details
from workwell_desktop.casework.episode_history import load_support
from workwell_desktop.casework.episodes import SCREEN
from workwell_desktop.casework.referral import ReferralEntry as NewReferral
from workwell_desktop.casework.referral import save_referral
from workwell_desktop.casework.triage import queue_page
from workwell_desktop.clock import Clock
from workwell_desktop.errors import NotKept
from workwell_desktop.ui.banner_view import BannerView
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.hand import Hand
from workwell_desktop.ui.intake_tab import IntakeTab
from workwell_desktop.ui.parts.fields import Field
from workwell_desktop.ui.records.support_page import SupportPage
from workwell_desktop.ui.workspace import Workspace

Show = Callable[[QWidget], Hand]


@pytest.fixture
def clock() -> Clock:
    return still_clock()


@pytest.fixture
def page(desk: Desk, jo: int, shown: Show) -> SupportPage:
    page = SupportPage(desk)
    shown(page)
    page.show_participant(jo)
    return page


@pytest.fixture
def hand(page: SupportPage, qapp: Any) -> Hand:
    return Hand(qapp)


def test_level_plan_and_first_day_are_kept_and_shown(hand: Hand, desk: Desk, jo: int, page: SupportPage) -> None:
    saved: list[int] = []
    page.saved.connect(saved.append)
    hand.press("Change what this support is")
    hand.pick("How much support?", "Regular")
    hand.pick("What is the plan for?", "To return to work")
    hand.write("First appointment", "today")
    hand.press("Save this")
    assert {"Regular", "To return to work", "24 November 2037"} <= set(hand.texts())
    assert saved == [jo], "the other tabs are told"
    assert load_support(desk.vault, jo).started_on == "24 November 2037"


def test_support_is_paused_and_goes_on(hand: Hand, desk: Desk, jo: int) -> None:
    hand.press("Pause support")
    assert hand.reads("Paused from") == "24 November 2037"
    hand.write("Back on", "1 dec")
    hand.press("Pause support")
    assert hand.sees_field("Why?"), "a reason is asked for"
    hand.write("Why?", "Looking after family")
    hand.press("Pause support")
    assert "Paused until 1 December" in hand.texts()
    hand.press("Jo is back")
    hand.press("Go on with support")
    assert "Week 1 of 8" in hand.texts()
    assert "Looking after family" in str(load_support(desk.vault, jo).pauses)


def test_a_pause_that_overlaps_is_refused_beside_its_field(hand: Hand, page: SupportPage) -> None:
    for _ in range(2):
        hand.press("Pause support")
        hand.write("Paused from", "10 nov")
        hand.write("Back on", "12 nov")
        hand.write("Why?", "Away")
        hand.press("Pause support")
    error = field(page, "Paused from").error
    assert error == "These days are paused already, from 10 November 2037 to 11 November 2037."
    assert hand.reads("Why?") == "Away", "what was typed stays"
    assert field(page, "Paused from").focus_target().hasFocus()


def test_a_pause_is_taken_out_and_put_back(hand: Hand, desk: Desk, jo: int) -> None:
    hand.press("Pause support")
    hand.write("Why?", "A mistake")
    hand.press("Pause support")
    hand.press("Change this pause")
    hand.press("Take this pause out")
    assert load_support(desk.vault, jo).pauses == ()
    hand.press("Put it back")
    assert load_support(desk.vault, jo).running is not None


def test_weeks_for_one_person_need_a_reason(hand: Hand, page: SupportPage) -> None:
    hand.press("Change the weeks")
    hand.write("Weeks agreed", "12")
    hand.press("Save these weeks")
    assert field(page, "Why?").error == "Write in a few words why this person has another number of weeks."
    hand.write("Why?", "An operation in December")
    hand.press("Save these weeks")
    assert "Week 1 of 12" in hand.texts()
    assert "12 weeks agreed for this person: An operation in December" in hand.texts()


def test_closing_asks_about_the_job_only_where_there_is_one_and_says_what_is_missing(hand: Hand) -> None:
    hand.press("Close Jo’s support")
    assert not hand.sees_field("Hours a week now")
    hand.choose("Why does support end?", "Back at work")
    hand.pick("What is Jo doing now?", "In work")
    hand.pick("Is it the same employer?", "The same")
    hand.write("Hours a week now", "20")
    hand.press("Close Jo’s support")
    texts = hand.texts()
    assert "In work, same employer, 20 hours a week" in texts
    assert any("Not known yet: whether changes at work are in place." in words for words in texts)
    hand.press("Add how it ended")
    hand.pick("Are changes at work in place?", "Yes, all that were agreed")
    hand.press("Save how it ended")
    assert "Changes at work in place: Yes, all that were agreed" in hand.texts()
    assert hand.sees(QAbstractButton, "Change how it ended")


def test_closed_support_is_opened_again_with_a_reason(hand: Hand, desk: Desk, jo: int, page: SupportPage) -> None:
    close_episode(desk.vault, jo, CloseEntry("today", "completed"))
    page.show_participant(jo)
    assert "Support closed on 24 November 2037. The plan is done." in notices(page)
    hand.press("Reopen support")
    hand.press("Open support again")
    assert field(page, "Why is support opened again?").error
    hand.write("Why is support opened again?", "It was too soon")
    hand.press("Open support again")
    assert load_support(desk.vault, jo).state == "open"
    assert "It was too soon" in hand.texts()


def test_a_new_beginning_keeps_the_old_support_to_be_read(hand: Hand, desk: Desk, jo: int, page: SupportPage) -> None:
    write_plan(desk.vault, jo)
    plan_agreement.agree_plan(desk.vault, jo, agreed_on="today", how="said")
    close_episode(desk.vault, jo, CloseEntry("today", "completed", "Went well"))
    page.show_participant(jo)
    hand.press("Take a new referral")
    hand.pick("Where did this referral come from?", "Jobcentre Plus")
    hand.write("What does Jo want help with now?", "A new start")
    hand.press("Save this referral")
    waits = "This referral is not answered yet. It stands in Referrals. Support begins once it is accepted."
    assert waits in hand.texts()
    (row,), _more = queue_page(desk.vault, None, 10)
    triage_deeds.accept(desk.vault, row.referral_id)
    page.show_participant(jo)
    assert "Week 1 of 8" in hand.texts()
    hand.press_first("23 November 2037 to 24 November 2037")
    texts = hand.texts()
    assert "The plan is done. Went well" in texts
    assert "My plan to return to work" in texts
    assert "I want to be back on the shop floor." in texts
    hand.press("Add how it ended")
    hand.pick("What is Jo doing now?", "Out of work")
    hand.press("Save how it ended")
    assert "Out of work" in hand.texts()


def test_a_declined_referral_says_so_and_a_new_one_is_answered_first(desk: Desk, page: SupportPage, hand: Hand) -> None:
    tomek = save_referral(desk.vault, NewReferral("Tomek", "Example", source="gp"))
    (row,), _more = queue_page(desk.vault, None, 10)
    triage_deeds.decline(desk.vault, row.referral_id, "full", "We told them on the phone")
    page.show_participant(tomek)
    said = "Referral declined on 24 November 2037, because this service is full."
    assert f"{said} We told them on the phone" in notices(page)
    assert not [words for words in hand.texts() if "not answered" in words or "Week" in words]
    hand.press("Take a new referral")
    hand.pick("Where did this referral come from?", "Jobcentre Plus")
    hand.press("Save this referral")
    assert any("It stands in Referrals." in words for words in hand.texts())
    assert [one.participant_id for one in queue_page(desk.vault, None, 10)[0]] == [tomek]


def test_how_it_ended_stays_readable_once_it_is_opened_again(
    hand: Hand, desk: Desk, jo: int, page: SupportPage
) -> None:
    outcome = OutcomeEntry("in_work", "same", "20", "all")
    close_episode(desk.vault, jo, CloseEntry("today", "completed", "", outcome))
    page.show_participant(jo)
    hand.press("Reopen support")
    hand.write("Why is support opened again?", "It was too soon")
    hand.press("Open support again")
    assert "How things stood when it closed on 24 November 2037" in hand.texts()
    assert any(words.startswith("In work, same employer, 20 hours a week.") for words in hand.texts())


def test_words_are_kept_within_two_seconds_and_come_back(
    hand: Hand, page: SupportPage, desk: Desk, jo: int, qtbot: Any, shown: Show
) -> None:
    hand.press("Change the weeks")
    with qtbot.waitSignal(page._keeper.told, timeout=2000):
        hand.write("Why?", "An operation")
    page.hide()
    again = SupportPage(desk)
    other = shown(again)
    again.show_participant(jo)
    assert other.reads("Why?") == "An operation"
    other.press("Not now")
    assert notices(again) == ["You began to write something here: “Save these weeks”. It is kept, not saved yet."]
    other.press("Go on with it")
    assert other.reads("Why?") == "An operation"
    other.press("Not now")
    other.press("Throw it away")
    assert load_draft(desk.vault, SCREEN, jo) is None
    assert notices(again) == []


def test_an_agreed_plan_goes_on_being_for_what_it_was_agreed_for(
    hand: Hand, page: SupportPage, desk: Desk, jo: int
) -> None:
    write_plan(desk.vault, jo)
    plan_agreement.agree_plan(desk.vault, jo, agreed_on="today", how="said")
    page.show_participant(jo)
    hand.press("Change what this support is")
    hand.pick("What is the plan for?", "To find work")
    hand.press("Save this")
    assert field(page, "What is the plan for?").error.startswith("This plan is agreed.")


def test_a_full_disk_is_said_and_the_words_stay(hand: Hand, page: SupportPage, monkeypatch: pytest.MonkeyPatch) -> None:
    from workwell_desktop.casework import episode_deeds

    def full(*_: object) -> None:
        raise NotKept("The disk is full.", "Make some room.")

    monkeypatch.setattr(episode_deeds, "save_weeks", full)
    hand.press("Change the weeks")
    hand.write("Why?", "An operation")
    hand.press("Save these weeks")
    assert "The disk is full. Make some room." in notices(page)
    assert hand.reads("Why?") == "An operation"


def test_esc_closes_and_enter_keeps(hand: Hand, desk: Desk, jo: int) -> None:
    hand.press("Change the weeks")
    hand.write("Why?", "One more week")
    hand.write("Weeks agreed", "9")
    hand.key(Qt.Key.Key_Return)
    assert load_support(desk.vault, jo).weeks == "9"
    hand.press("Change the weeks")
    hand.key(Qt.Key.Key_Escape)
    assert not hand.sees_field("Weeks agreed")


def test_what_was_done_is_in_the_banner_and_the_intake_stays_on_its_page(
    desk: Desk, jo: int, shown: Show, qapp: Any
) -> None:
    workspace = Workspace(desk, 0)
    hand = shown(workspace)
    workspace.open_person(jo, 0, "health")
    hand.write("In Jo’s words", "Not saved yet")
    hand.press("Jo’s support")
    hand.press("Pause support")
    hand.write("Why?", "Away")
    hand.press("Pause support")
    (banner,) = workspace.findChildren(BannerView)
    assert any("Paused" in words for words in hand.texts())
    assert hand.sees(QAbstractButton, "Jo is back"), "the page is still there, though words wait in the form"
    assert banner.isVisible()
    (tab,) = workspace.findChildren(IntakeTab)
    tab.open_section("health")
    assert hand.reads("In Jo’s words") == "Not saved yet"


def test_large_text_puts_one_thing_under_the_other(page: SupportPage, hand: Hand, desk: Desk) -> None:
    hand.press("Close Jo’s support")
    desk.look.set_scale(200)
    hand.choose("Why does support end?", "Moved away")
    for one in page.findChildren(Field):
        assert not one.isVisible() or one.width() <= page.width()
    assert hand.sees(QAbstractButton, "Close Jo’s support")


def test_two_people_in_turn_do_not_share_words(page: SupportPage, hand: Hand, desk: Desk) -> None:
    other = make_jo(desk.vault)
    save_details(desk.vault, other, DetailsEntry("close", "", "yesterday"))
    hand.press("Change the weeks")
    hand.write("Why?", "About Jo")
    page.keep()
    page.show_participant(other)
    assert not hand.sees_field("Why?")
    assert "Close" in hand.texts()
    close_episode(desk.vault, other, CloseEntry("today", "completed"))
    refer_again(desk.vault, other, ReferralEntry("self", received_on="today"))
    (row,), _more = queue_page(desk.vault, None, 10)
    triage_deeds.accept(desk.vault, row.referral_id)
    page.show_participant(other)
    assert "Not said yet" in hand.texts()
