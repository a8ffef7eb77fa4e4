"""A date that was typed as "yesterday" before midnight means the same day after it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.journeys import views
from tests.journeys.stage import Stage
from tests.vaults import FakeTime, Template
from workwell_desktop.casework.dates import read_date
from workwell_desktop.ui.parts.date_field import DateField
from workwell_desktop.ui.style.theme import Look


def test_a_day_that_was_saved_before_midnight_is_saved_again_after_it(
    start: Callable[..., Stage], template: Template, home: Path
) -> None:
    tomorrow = datetime.now().astimezone().replace(hour=23, minute=58, second=0, microsecond=0) + timedelta(days=1)
    time = FakeTime(now=tomorrow)
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
    day = (tomorrow - timedelta(days=1)).date()
    assert stage.typed("Job") == "Supervisor"
    assert stage.typed("Last day worked") == f"{day.day} {day:%B %Y}"


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
