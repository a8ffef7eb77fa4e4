"""The start page by itself: how much of what waits it shows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtWidgets import QAbstractButton, QWidget

from workwell_desktop.casework.today import Today, WaitingPerson
from workwell_desktop.casework.waiting import WaitingRow
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.hand import Hand
from workwell_desktop.ui.today_view import MOST_PEOPLE, TodayView

Show = Callable[[QWidget], Hand]
ROW = WaitingRow(1, "Wim", "Referred today.", "Referred today", "To do", "todo", "Begin", 0)


def people(number: int) -> tuple[WaitingPerson, ...]:
    """Return this many people who wait."""
    rows = (replace(ROW, participant_id=n, name=f"Wim Waiting{n:02}") for n in range(1, number + 1))
    return tuple(WaitingPerson(row) for row in rows)


def test_it_shows_the_first_who_wait_and_the_way_to_the_others(desk: Desk, shown: Show) -> None:
    view = TodayView(desk)
    hand, asked = shown(view), list[str]()
    view.page_wanted.connect(asked.append)
    view.show_today(Today(people=people(MOST_PEOPLE)))
    assert not hand.sees(QAbstractButton, "Show everything that waits")
    view.show_today(Today(people=people(MOST_PEOPLE + 1)))
    assert f"Wim Waiting{MOST_PEOPLE:02}" in hand.texts()
    assert f"Wim Waiting{MOST_PEOPLE + 1:02}" not in hand.texts()
    hand.press("Show everything that waits")
    assert asked == ["waiting"]


def test_the_other_reasons_are_made_when_they_are_asked_for(desk: Desk, shown: Show) -> None:
    view = TodayView(desk)
    hand = shown(view)
    second = replace(ROW, reason="The fit note ends.", deed="Look at it")
    view.show_today(Today(people=(WaitingPerson(ROW, (second,)),)))
    assert "The fit note ends." not in hand.texts()
    hand.press("and 1 more: Wim")
    assert "The fit note ends." in hand.texts()
    opened: list[int] = []
    view.opened.connect(lambda person, _tab, _section: opened.append(person))
    hand.press("Look at it: Wim")
    assert opened == [1]
    hand.press("Show fewer: Wim")
    assert "The fit note ends." not in hand.texts()
    hand.press("and 1 more: Wim")
    assert hand.texts().count("The fit note ends.") == 1
