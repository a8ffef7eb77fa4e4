"""The card of what changed since the last meeting: each line opens its place, and it can be printed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.plans import NOW, TODAY, make_jo, still_clock
from workwell_desktop.casework import papers
from workwell_desktop.clock import Clock
from workwell_desktop.errors import PaperProblem
from workwell_desktop.models.contacts import Contact
from workwell_desktop.models.employment import FitNote
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.doors import ReadyDoors
from workwell_desktop.ui.hand import Hand
from workwell_desktop.ui.parts.layouts import column, holder
from workwell_desktop.ui.since_card import SinceCard

Show = Callable[[QWidget], Hand]


@pytest.fixture
def clock() -> Clock:
    return still_clock()


@pytest.fixture
def jo(desk: Desk) -> int:
    person = make_jo(desk.vault)
    with desk.vault.transaction() as transaction:
        transaction.session.add_all(
            [
                Contact(episode_id=1, starts_at=NOW - timedelta(days=12), state="attended"),
                FitNote(episode_id=1, ends_on=TODAY + timedelta(days=12)),
            ]
        )
    return person


def test_it_says_when_and_what_and_each_line_opens_its_place(desk: Desk, jo: int, shown: Show, qtbot: QtBot) -> None:
    card = SinceCard(desk)
    hand = shown(card)
    card.show_for(jo)
    assert "Since you last met, Thursday 12 November" in hand.texts()
    assert "Ends Sunday 6 December, 12 days from today" in hand.texts()
    with qtbot.waitSignal(card.opened) as asked:
        hand.press_first("Fit note: Ends Sunday")
    assert asked.args == [0, "fit_notes"]


def test_it_is_printed_kept_and_put_on_record(desk: Desk, jo: int, shown: Show) -> None:
    card = SinceCard(desk)
    hand = shown(card)
    card.show_for(jo)
    hand.press("Print as a card")
    assert isinstance(desk.doors, ReadyDoors)
    doors = desk.doors
    hand.wait_for(lambda: bool(doors.printed), "the printed card")
    (line,) = papers.papers_of(desk.vault, jo, "card")
    assert doors.printed[0].read_bytes() == papers.paper_bytes(desk.vault, line.id)
    assert hand.find(QWidget, "Print as a card").isEnabled()


def test_what_cannot_be_printed_is_said(desk: Desk, jo: int, shown: Show, monkeypatch) -> None:
    from workwell_desktop.casework import since_paper

    def refuse(*_args: object) -> int:
        raise PaperProblem("This sign cannot be printed.", "Write it in letters.")

    monkeypatch.setattr(since_paper, "issue_card", refuse)
    card = SinceCard(desk)
    hand = shown(card)
    card.show_for(jo)
    hand.press("Print as a card")
    assert isinstance(desk.doors, ReadyDoors)
    doors = desk.doors
    hand.wait_for(lambda: bool(doors.told), "the sentence")
    assert doors.told == [("This sign cannot be printed.", "Write it in letters.")]


def test_it_is_read_again_for_another_person(desk: Desk, jo: int, shown: Show) -> None:
    card = SinceCard(desk)
    hand = shown(card)
    card.show_for(jo)
    card.show_for(make_jo(desk.vault))
    assert "You have not met yet" in hand.texts()
    assert not any("12 days from today" in text for text in hand.texts())


def test_on_todays_page_it_comes_into_sight_once_they_met_before(desk: Desk, jo: int, shown: Show) -> None:
    new, known = SinceCard(desk), SinceCard(desk)
    hand = shown(holder(column(desk.look, new, known)))
    new.show_if_met(make_jo(desk.vault))
    known.show_if_met(jo)
    assert not known.isVisible(), "it is read once the page stands"
    hand.wait_for(known.isVisible, "the card")
    assert not new.isVisible()
    assert "Since you last met, Thursday 12 November" in hand.texts()
