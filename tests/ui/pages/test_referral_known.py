"""A referral of somebody who is known already: seen while it is typed, and no second record of them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import func, select

from tests.plans import still_clock
from tests.ui.showing import notices
from workwell_desktop.casework import meeting
from workwell_desktop.casework.drafts import NOBODY_YET, load_draft
from workwell_desktop.casework.duplicates import Facts, candidates
from workwell_desktop.casework.episode_closing import CloseEntry, close_episode
from workwell_desktop.casework.intake import IntakeEntry, load_intake, save_intake
from workwell_desktop.casework.referral import SCREEN
from workwell_desktop.casework.triage import queue_page
from workwell_desktop.clock import Clock
from workwell_desktop.models.participants import Participant
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.duplicate_notice import AGAIN, IN_COMPANY, LOOK_AFTER_MS, POINT
from workwell_desktop.ui.hand import Hand
from workwell_desktop.ui.pages.compare_page import ComparePage
from workwell_desktop.ui.pages.referral_page import ReferralPage
from workwell_desktop.ui.workspace import Workspace

Show = Callable[[QWidget], Hand]
THOMAS = IntakeEntry(
    first_name="Thomas", last_name="Exampel", birth_date="2 June 1991", received_on="1 June 2037",
    work_status="in_work", employer="Harbour Foods Example", mobile="07700 900118",
)  # fmt: skip
WHO = "Thomas Exampel, born 2 June 1991"
WHY = "Same birth date, and the name sounds alike."


@pytest.fixture
def clock() -> Clock:
    return still_clock()


@pytest.fixture
def thomas(desk: Desk) -> int:
    return save_intake(desk.vault, 0, THOMAS)


@pytest.fixture
def closed(desk: Desk, thomas: int) -> int:
    close_episode(desk.vault, thomas, CloseEntry("1 October 2037", "back_at_work"))
    return thomas


@pytest.fixture
def work(desk: Desk, shown: Show) -> Workspace:
    work = Workspace(desk, 0)
    shown(work)
    work.show_page("referral")
    return work


def on(work: Workspace) -> ReferralPage:
    page = work.pages["referral"]
    assert isinstance(page, ReferralPage)
    return page


def type_tomek(work: Workspace, hand: Hand) -> None:
    hand.write("First name", "Tomek")
    hand.write("Last name", "Example")
    hand.write("Date of birth", "2/6/91")
    on(work).likely.look_now()


@pytest.fixture
def hand(qapp: QApplication) -> Hand:
    return Hand(qapp)


def people(desk: Desk) -> int:
    with desk.vault.reading() as session:
        return session.scalar(select(func.count()).select_from(Participant)) or 0


def test_it_appears_while_a_name_and_a_birth_date_are_typed(
    thomas: int, work: Workspace, hand: Hand, qtbot: QtBot
) -> None:
    hand.write("First name", "Tomek")
    hand.write("Last name", "Example")
    hand.write("Date of birth", "2/6/91")
    said = f"{POINT} {WHO}, with us since 1 June 2037. {WHY}"
    qtbot.waitUntil(lambda: said in notices(on(work)), timeout=20 * LOOK_AFTER_MS)


def test_a_phone_that_is_typed_finds_somebody_too(thomas: int, work: Workspace, hand: Hand) -> None:
    hand.write("First name", "Tom")
    hand.write("Last name", "Exampel")
    hand.write("Phone", "07700900118")
    on(work).likely.look_now()
    assert any("phone" in text for text in notices(on(work))), notices(on(work))


def test_compare_and_back_keeps_what_is_typed(thomas: int, work: Workspace, hand: Hand) -> None:
    type_tomek(work, hand)
    hand.press("Compare")
    page = work.pages["compare"]
    assert isinstance(page, ComparePage)
    assert page.isVisible()
    assert {"Tomek Example", "Thomas Exampel"} <= set(hand.texts())
    hand.press("Back")
    assert on(work).isVisible()
    assert on(work).fields["first_name"].value() == "Tomek"
    on(work).likely.look_now()
    assert on(work).likely.likely


def test_not_the_same_person_holds_until_it_is_saved(thomas: int, work: Workspace, hand: Hand, desk: Desk) -> None:
    type_tomek(work, hand)
    hand.press("Not the same person")
    assert on(work).likely.likely == ()
    focused = QApplication.focusWidget()
    assert focused is not None
    assert on(work).isAncestorOf(focused), "the focus stays in the form"
    work.show_today()
    work.show_page("referral")
    hand.write("First name", "Tomasz")
    on(work).likely.look_now()
    assert on(work).likely.likely == (), "also after another page was looked at"
    hand.choose("Where did it come from?", "GP or GP practice")
    hand.press("Save and take the next one")
    facts = Facts("Tomasz", "Example", birth_date=load_born(desk, thomas))
    assert candidates(desk.vault, facts, without=thomas + 1) == ()
    type_tomek(work, hand)
    assert on(work).likely.likely, "the next one is somebody else"


def load_born(desk: Desk, person: int) -> object:
    with desk.vault.reading() as session:
        return session.get_one(Participant, person).birth_date


def test_with_a_meeting_running_it_names_nobody(thomas: int, work: Workspace, hand: Hand, desk: Desk) -> None:
    ada = save_intake(desk.vault, 0, IntakeEntry(first_name="Ada", last_name="Other", received_on="yesterday"))
    work.meet_now(ada)
    work.show_page("referral")
    type_tomek(work, hand)
    assert notices(on(work)) == [" ".join(IN_COMPANY)]
    assert not any("Exampel" in text for text in hand.texts())
    assert meeting.running_meeting(desk.vault) is not None


def test_the_column_that_closes_takes_the_name_away(thomas: int, work: Workspace, hand: Hand) -> None:
    type_tomek(work, hand)
    assert any("Thomas" in text for text in notices(on(work)))
    work.turn_column()
    assert notices(on(work)) == [" ".join(IN_COMPANY)]
    work.turn_column()
    assert any("Thomas" in text for text in notices(on(work)))


def test_the_same_person_is_referred_again_with_what_was_typed(
    closed: int, work: Workspace, hand: Hand, desk: Desk
) -> None:
    hand.choose("Where did it come from?", "GP or GP practice")
    hand.write("What does this person want help with?", "My back hurts again.")
    hand.write("When did it arrive?", "yesterday")
    hand.pick("What is this person doing now?", "Off sick, has a job")
    type_tomek(work, hand)
    hand.press(AGAIN)
    assert people(desk) == 1, "no second record"
    (row,), _more = queue_page(desk.vault, None, 10)
    assert (row.participant_id, row.name) == (closed, "Thomas Exampel")
    entry = load_intake(desk.vault, closed)
    assert (entry.source, entry.received_on, entry.work_status) == ("gp", "23 November 2037", "off_sick")
    assert (entry.reason, entry.employer) == ("My back hurts again.", "Harbour Foods Example")
    assert load_draft(desk.vault, SCREEN, NOBODY_YET) is None
    assert work.pane is not None
    assert work.pane.participant_id == closed, "their record is open"


def test_what_still_needs_a_look_is_said_beside_its_field(closed: int, work: Workspace, hand: Hand, desk: Desk) -> None:
    type_tomek(work, hand)
    hand.press(AGAIN)
    assert on(work).fields["source"].error == "Choose who sent them."
    assert queue_page(desk.vault, None, 10)[0] == ()


def test_who_has_an_open_case_is_not_referred_twice_and_it_says_so(
    thomas: int, work: Workspace, hand: Hand, desk: Desk
) -> None:
    hand.choose("Where did it come from?", "GP or GP practice")
    type_tomek(work, hand)
    hand.press(AGAIN)
    assert notices(on(work))[0].startswith("Thomas Exampel has an open case, since 1 June 2037.")
    assert on(work).fields["first_name"].value() == "Tomek", "what was typed is still there"
    assert queue_page(desk.vault, None, 10)[0] == ()
    hand.press("Open their record")
    assert work.pane is not None
    assert work.pane.participant_id == thomas
