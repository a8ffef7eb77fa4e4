"""A date that was typed as "yesterday" before midnight means the same day after it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from tests.journeys import views
from tests.journeys.stage import Stage
from tests.vaults import NOW, FakeTime, Template
from workwell_desktop.casework.dates import read_date
from workwell_desktop.models.contacts import Contact, Note
from workwell_desktop.ui.parts.date_field import DateField
from workwell_desktop.ui.style.theme import Look


def tomorrow_at(hour: int, minute: int) -> datetime:
    """Return that time of this PC on the day after the home was furnished."""
    return NOW.astimezone().replace(hour=hour, minute=minute) + timedelta(days=1)


def test_a_day_that_was_saved_before_midnight_is_saved_again_after_it(
    start: Callable[..., Stage], template: Template, home: Path
) -> None:
    evening = tomorrow_at(23, 58)
    time = FakeTime(now=evening)
    stage = start(home, clock=time.clock)
    stage.let_in(template, time.clock)
    views.open_person(stage, "Jo Example")
    stage.hand.open_tab("Intake")
    views.go(stage, "work")
    stage.hand.write("Last day worked", "yesterday")
    stage.hand.press("Save and go to Health")
    stage.wait_for(lambda: stage.says("Saved at"), "that it is saved")
    time.go(minutes=4)
    views.go(stage, "work")
    stage.hand.write("Job", "Supervisor")
    stage.hand.press("Save and go to Health")
    views.go(stage, "contact")
    stage.hand.open_tab("Assessment")
    stage.hand.key(Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    views.open_person(stage, "Jo Example")
    stage.hand.open_tab("Intake")
    views.go(stage, "work")
    day = (evening - timedelta(days=1)).date()
    assert stage.typed("Job") == "Supervisor"
    assert stage.typed("Last day worked") == f"{day.day} {day:%B %Y}"


def test_a_meeting_that_goes_past_midnight_is_closed_for_the_day_it_began(
    start: Callable[..., Stage], template: Template, home: Path
) -> None:
    evening = tomorrow_at(23, 57)
    time = FakeTime(now=evening)
    stage = start(home, clock=time.clock)
    stage.let_in(template, time.clock)
    views.open_person(stage, "Jo Example")
    stage.hand.press("Start meeting")
    time.go(minutes=4)
    stage.hand.key(Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    assert stage.says("began at 23:57"), "it still runs"
    stage.hand.press("Close the meeting")
    yesterday = evening.date()
    assert stage.says(f"Your meeting with Jo on {yesterday:%A} {yesterday.day} {yesterday:%B}")
    stage.hand.write("What you talked about", "We met late.")
    stage.hand.write("Which day", "tomorrow")
    stage.hand.write("What time", "11")
    stage.hand.press("Save and sign")
    stage.wait_for_button("Show them")  # Jo may be in the room still: nobody else is shown
    vault = stage.window._vault
    assert vault is not None
    with vault.reading() as session:
        assert session.scalars(select(Note.happened_on)).all() == [yesterday]
        booked = session.scalars(select(Contact.starts_at).order_by(Contact.id.desc())).first()
    assert booked is not None
    assert booked.astimezone().date() == yesterday + timedelta(days=2), "tomorrow is counted from after midnight"


def test_a_field_that_is_left_again_after_midnight_shows_the_day_that_it_meant(qtbot: QtBot) -> None:
    days = [date(2037, 3, 4)]
    look = Look("light", 100)
    field = DateField(look, "Last day worked", lambda typed: read_date(typed, days[-1], lean="past"))
    qtbot.addWidget(field)
    field.set_value("yesterday")
    assert (field.value(), field.when()) == ("yesterday", date(2037, 3, 3))
    days.append(date(2037, 3, 5))
    assert (field.value(), field.when()) == ("3 March 2037", date(2037, 3, 3))
    field.read()
    assert field.control.value() == "3 March 2037"
    field.set_value("yesterday")  # typed anew, on the new day
    assert field.when() == date(2037, 3, 4)
    look.deleteLater()
