"""The notice that somebody may be known: it comes with the typing, says why, and names nobody in company."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.plans import still_clock
from workwell_desktop.casework.duplicates import Facts, candidates
from workwell_desktop.casework.intake import IntakeEntry, save_intake
from workwell_desktop.clock import Clock
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.duplicate_notice import IN_COMPANY, LOOK_AFTER_MS, POINT, SEE_ABOVE, DuplicateNotice
from workwell_desktop.ui.hand import Hand
from workwell_desktop.ui.intake_tab import IntakeTab
from workwell_desktop.ui.parts.columns import Page
from workwell_desktop.ui.parts.notice import Notice

Show = Callable[[QWidget], Hand]
BORN = date(1991, 6, 2)
TOMEK = Facts("Tomek", "Example", birth_date=BORN)
THOMAS = IntakeEntry(first_name="Thomas", last_name="Exampel", birth_date="2 June 1991", received_on="1 June 2037")
WHO = "Thomas Exampel, born 2 June 1991, with us since 1 June 2037."
WHY = "Same birth date, and the name sounds alike."


@pytest.fixture
def clock() -> Clock:
    return still_clock()


@pytest.fixture
def thomas(desk: Desk) -> int:
    return save_intake(desk.vault, 0, THOMAS)


def said(widget: QWidget) -> list[str]:
    QApplication.processEvents()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # what was shown before is gone
    return [one.text() for one in widget.findChildren(Notice) if one.isVisibleTo(widget)]


def test_it_names_the_person_and_the_reason(desk: Desk, thomas: int, shown: Show) -> None:
    notice = DuplicateNotice(desk)
    shown(notice)
    notice.look_for(TOMEK)
    assert said(notice) == [], "not while somebody is still typing"
    notice.look_now()
    assert said(notice) == [f"{POINT} {WHO} {WHY}"]
    assert [button.text() for button in notice.findChildren(Notice)[0].buttons] == ["Compare", "Not the same person"]


def test_it_looks_by_itself_when_the_typing_rests(desk: Desk, thomas: int, shown: Show, qtbot: QtBot) -> None:
    notice = DuplicateNotice(desk)
    shown(notice)
    notice.look_for(TOMEK)
    qtbot.waitUntil(lambda: bool(notice.likely), timeout=20 * LOOK_AFTER_MS)
    notice.look_for(Facts("Anna", "Other"))
    qtbot.waitUntil(lambda: not notice.likely, timeout=20 * LOOK_AFTER_MS)
    assert not notice.isVisible(), "nothing is left of it"


def test_in_company_it_names_nobody_and_again_when_alone(desk: Desk, thomas: int, shown: Show) -> None:
    company = [True]
    notice = DuplicateNotice(desk, lambda: company[0])
    shown(notice)
    notice.look_for(TOMEK)
    notice.look_now()
    assert said(notice) == [" ".join(IN_COMPANY)]
    everything = " ".join(one.accessibleName() + one.accessibleDescription() for one in notice.findChildren(QWidget))
    assert "Thomas" not in everything
    assert "Exampel" not in everything
    assert not notice.findChildren(Notice)[0].buttons, "and leads to nobody"
    company[0] = False
    notice.show_again()
    assert said(notice)[-1].startswith(POINT)


def test_compare_says_whom(desk: Desk, thomas: int, shown: Show, qtbot: QtBot) -> None:
    notice = DuplicateNotice(desk)
    hand = shown(notice)
    notice.look_for(TOMEK)
    notice.look_now()
    with qtbot.waitSignal(notice.compare_wanted) as wanted:
        hand.press("Compare")
    assert wanted.args == [thomas]


def test_somebody_known_is_settled_at_once_and_for_ever(desk: Desk, thomas: int, shown: Show, qtbot: QtBot) -> None:
    tomek = save_intake(desk.vault, 0, IntakeEntry(first_name="Tomek", last_name="Example", birth_date="2 June 1991"))
    notice = DuplicateNotice(desk)
    hand = shown(notice)
    notice.look_for(TOMEK, tomek)
    notice.look_now()
    with qtbot.waitSignal(notice.settled):
        hand.press("Not the same person")
    assert notice.likely == ()
    assert candidates(desk.vault, TOMEK, without=tomek) == ()


def test_somebody_new_is_settled_once_they_are_kept(desk: Desk, thomas: int, shown: Show) -> None:
    notice = DuplicateNotice(desk)
    hand = shown(notice)
    notice.look_for(TOMEK)
    notice.look_now()
    hand.press("Not the same person")
    notice.look_for(Facts("Tomek", "Exampel", birth_date=BORN))
    notice.look_now()
    assert notice.likely == (), "not asked again while they are typed"
    tomek = save_intake(desk.vault, 0, IntakeEntry(first_name="Tomek", last_name="Exampel", birth_date="2 June 1991"))
    notice.kept_as(tomek)
    assert candidates(desk.vault, TOMEK, without=tomek) == ()


def test_two_are_named_and_the_others_counted(desk: Desk, shown: Show) -> None:
    for name in ("Thomas", "Tomasz", "Tom", "Tommy"):
        save_intake(desk.vault, 0, IntakeEntry(first_name=name, last_name="Exampel", birth_date="2 June 1991"))
    notice = DuplicateNotice(desk)
    hand = shown(notice)
    notice.look_for(Facts("Tomek", "Exampel", birth_date=BORN))
    notice.look_now()
    assert len(said(notice)) == 2
    assert any("2 more people look alike too" in text for text in hand.texts())
    hand.press("Not the same person")
    assert len(said(notice)) == 2
    assert any("One more person looks alike too" in text for text in hand.texts())


# -- in the Intake -------------------------------------------------------------------------------------------


def test_it_is_there_when_somebody_known_is_opened(desk: Desk, thomas: int, shown: Show) -> None:
    tomek = save_intake(desk.vault, 0, IntakeEntry(first_name="Tomek", last_name="Example", birth_date="2 June 1991"))
    tab = IntakeTab(desk)
    shown(tab)
    tab.show_participant(tomek)
    tab.likely.look_now()
    assert said(tab.likely) == [f"{POINT} {WHO} {WHY}"]


def test_compare_leads_from_the_one_to_the_other(desk: Desk, thomas: int, shown: Show, qtbot: QtBot) -> None:
    tomek = save_intake(desk.vault, 0, IntakeEntry(first_name="Tomek", last_name="Example", birth_date="2 June 1991"))
    tab = IntakeTab(desk)
    hand = shown(tab)
    tab.show_participant(tomek)
    tab.likely.look_now()
    with qtbot.waitSignal(tab.compare_wanted) as wanted:
        hand.press("Compare")
    assert wanted.args == [tomek, thomas]


def test_with_large_text_it_stands_in_the_page_that_scrolls(desk: Desk, thomas: int, shown: Show) -> None:
    tomek = save_intake(desk.vault, 0, IntakeEntry(first_name="Tomek", last_name="Example", birth_date="2 June 1991"))
    tab = IntakeTab(desk)
    hand = shown(tab)
    tab.show_participant(tomek)
    tab.open_section("about")
    tab.likely.look_now()
    assert not any(one.isAncestorOf(tab.likely) for one in tab.findChildren(Page))
    desk.look.set_scale(200)
    (inside,) = [one for one in tab.findChildren(Page) if one.isAncestorOf(tab.likely)]
    assert inside.accessibleName() == "About Tomek"
    assert SEE_ABOVE not in hand.texts(), "it can be seen"
    inside.verticalScrollBar().setValue(inside.verticalScrollBar().maximum())
    assert SEE_ABOVE in hand.texts(), "it is scrolled out of sight"
    desk.look.set_scale(100)
    assert SEE_ABOVE not in hand.texts()
    assert not any(one.isAncestorOf(tab.likely) for one in tab.findChildren(Page))
