"""Crisis contacts: every suggestion is offered with its page, and none is taken over that nobody checked."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QLabel, QWidget

from workwell_desktop.casework.crisis import crisis_suggestions
from workwell_desktop.casework.service_profile import load_profile
from workwell_desktop.ui.crisis_fields import CrisisFields
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.hand import Hand
from workwell_desktop.ui.settings_view import SettingsDialog

Show = Callable[[QWidget], Hand]


@pytest.fixture
def window(shown: Show) -> QWidget:
    window = QWidget()
    shown(window)
    return window


def test_every_suggestion_is_offered_with_its_page_and_one_row_is_left(desk: Desk, shown: Show) -> None:
    fields = CrisisFields(desk.look)
    shown(fields)
    assert [one.name for one in fields.value()] == [one.name for one in crisis_suggestions()]
    said = {label.text() for label in fields.findChildren(QLabel)}
    assert {one.source for one in crisis_suggestions()} <= said
    assert f"Contact {len(crisis_suggestions()) + 1}" in said, "for the local crisis team"


def test_a_suggestion_that_nobody_checked_does_not_slip_into_the_plans(
    desk: Desk, window: QWidget, qapp: object
) -> None:
    hand = Hand(qapp)  # type: ignore[arg-type]  # the application of the tests
    SettingsDialog(desk, window).open()
    hand.write("Name of your service", "Elm Street Clinic")
    hand.press("Save these settings")
    assert load_profile(desk.vault).name == "Elm Street Clinic"
    assert load_profile(desk.vault).crisis == ()
    SettingsDialog(desk, window).open()
    hand.press("We checked these contacts today")
    hand.press("Save these settings")
    assert len(load_profile(desk.vault).crisis) == len(crisis_suggestions())
