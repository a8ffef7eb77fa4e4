"""Today while somebody is in the room with the coach: their meeting alone, and a choice to see the others."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import NamedTuple

from PySide6.QtWidgets import QWidget

from workwell_desktop.casework.today import Today
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.parts.buttons import second_button
from workwell_desktop.ui.parts.columns import Page
from workwell_desktop.ui.parts.labels import Label
from workwell_desktop.ui.parts.layouts import STRETCH, column, flow, holder
from workwell_desktop.ui.parts.notice import Notice


class Parting(NamedTuple):
    """What Today says once a meeting was closed: a point and the rest, and who may still be there (or nobody)."""

    point: str
    rest: str = ""
    here: str = ""


class Company(NamedTuple):
    """Who is in the room, and whether their meeting is still under way."""

    call_name: str
    meets: bool

    @property
    def sentence(self) -> str:
        """Why nobody else is shown."""
        if self.meets:
            return f"Other people are hidden while you meet {self.call_name}."
        return f"Other people are hidden until {self.call_name} has left."


def company(day: Today, now: datetime, was_here: str) -> Company | None:
    """Return who is in the room: the one whose meeting runs, or whose meeting was just closed; or nobody."""
    if day.running is not None and day.running.in_the_room(now):
        return Company(day.running.call_name, meets=True)
    return Company(was_here, meets=False) if was_here else None


def parting_notice(desk: Desk, parting: Parting) -> Notice:
    """Return what is said of the meeting that was closed."""
    return Notice(desk.look, "good", parting.point, parting.rest, announce_it=True)


def page_in_company(desk: Desk, company: Company, notices: Sequence[QWidget], on_show: Callable[[], object]) -> Page:
    """Return the page: the day, what is said of the meeting, and the way to everybody else."""
    look, now = desk.look, desk.clock.local()
    show = second_button(look, "Show them", "people")
    show.clicked.connect(on_show)
    day = Label(look, f"{now:%A} {now.day} {now:%B}", "display")
    hidden = Label(look, company.sentence, "lead", ink="ink2")
    top = column(look, day, *notices, gap=16)
    below = column(look, hidden, holder(flow(look, show)), STRETCH, gap=12)
    return Page(look, holder(top), holder(below), gap=32, name="Today")
