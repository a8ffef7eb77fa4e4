"""The Assessment over a vault whose answers were changed behind the screen: it opens, says so, and loses nothing."""

from __future__ import annotations

import json
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel
from pytestqt.qtbot import QtBot
from sqlalchemy import update

from workwell_desktop import forms
from workwell_desktop.casework.assessment import save_assessment
from workwell_desktop.casework.assessment_content import AssessmentEntry, sheet
from workwell_desktop.casework.assessment_state import load_assessment
from workwell_desktop.models.assessments import Assessment
from workwell_desktop.ui.assessment.section_page import SectionPage
from workwell_desktop.ui.assessment_tab import AssessmentTab
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.parts.rail import Rail

EVERY = [item for name in ("assessment", "phq4", "work_ability_score") for item in forms.questionnaire(name).items]
KINDS: dict[str, Any] = {
    "text for numbers": "7",
    "floats": 3.5,
    "none that is a number": float("nan"),
    "huge": 10**80,
    "lists": ["several_days", 3, None],
    "nested": {"deep": [{"er": [1, 2]}]},
    "nothing": None,
    "yes": True,
    "a code of another version": "code_of_before",
}


@pytest.mark.parametrize("turn", [0, 3])
def test_the_tab_opens_is_gone_through_and_keeps_what_is_there(desk: Desk, jo: int, qtbot: QtBot, turn: int) -> None:
    kinds = list(KINDS.values())
    odd = {item.id: kinds[(place + turn) % len(kinds)] for place, item in enumerate(EVERY)}
    odd["an_item_that_is_gone"] = "kept"
    save_assessment(desk.vault, jo, AssessmentEntry({"good_day": "Quiet."}))
    with desk.vault.transaction() as transaction:
        transaction.session.execute(update(Assessment).values(answers=json.dumps(odd)))
    tab = AssessmentTab(desk)
    qtbot.addWidget(tab)
    tab.resize(1368, 760)
    tab.show_participant(jo)
    with qtbot.waitActive(tab):
        tab.show()
        tab.activateWindow()
    (rail,) = tab.findChildren(Rail)
    for section in sheet().sections:
        rail.chosen.emit(section.id)
        QApplication.processEvents()
    words = [one.text() for one in tab.findChildren(QLabel)]
    assert not any("= " in one and " of 12." in one for one in words), "no sum of answers that are none"
    assert len([one for one in words if "not an answer to this question" in one]) > 10
    assert any("Not an answer of this form, so not counted: " in one for one in words)
    page = next(one for one in tab.findChildren(SectionPage) if one.section.id == "mood_and_sleep")
    rail.chosen.emit("mood_and_sleep")
    nervous = page.scored[0].groups[0].fields["phq4_nervous"]
    first = nervous.control.buttons()[1]
    assert isinstance(first, QAbstractButton)
    QTest.mouseClick(first, Qt.MouseButton.LeftButton)
    assert tab.keep()
    kept = load_assessment(desk.vault, jo).entry.answers
    there = {name: answer for name, answer in odd.items() if forms.is_answered(answer)}
    assert json.dumps(kept, sort_keys=True) == json.dumps(there | {"phq4_nervous": "several_days"}, sort_keys=True)
