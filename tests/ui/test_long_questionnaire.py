"""A questionnaire longer than a window: opened at once, made below the edge, and worked by keys in its order."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.showing import shown
from workwell_desktop.forms.parts import Item, Option, Questionnaire, Section
from workwell_desktop.ui.assessment.questions import Questions
from workwell_desktop.ui.parts.fields import Field
from workwell_desktop.ui.style.theme import Look

OFTEN = (Option("no", "No", 0), Option("yes", "Yes", 1))
ITEMS = tuple(Item(f"q{n}", f"Question {n}", "text" if n % 3 == 0 else "choice", options=OFTEN) for n in range(60))
SECTION = Section("long", "Long", "", ITEMS)
FORM = Questionnaire("long", 1, "Long", "", "Us", "", "MIT", (SECTION,), None, own_words=True)


@pytest.fixture
def questions(look: Look) -> Questions:
    return Questions(look, FORM, SECTION, lambda: date(2037, 11, 24))


def test_only_what_is_in_sight_is_made_at_once_and_nothing_is_lost(questions: Questions, qtbot: QtBot) -> None:
    qtbot.addWidget(questions)
    answers = {"q1": "yes", "q59": "no", "q33": "words"}
    questions.show_answers(answers)
    assert len(questions.fields) < 15
    assert {name: said for name, said in questions.answers().items() if said} == answers
    qtbot.waitUntil(lambda: len(questions.fields) == 60)
    assert {name: said for name, said in questions.answers().items() if said} == answers
    assert list(questions.fields) == [item.id for item in ITEMS]


def test_a_question_far_down_does_not_have_to_be_waited_for(questions: Questions, qtbot: QtBot) -> None:
    qtbot.addWidget(questions)
    found = questions.field_of("q41")
    assert found is not None
    assert found.label() == "Question 41"
    assert questions.field_of("elsewhere") is None
    assert [one.label() for one in questions.show_problems({"q50": "Look again."})] == ["Question 50"]


def test_tab_goes_through_all_of_them_in_their_order_and_then_on(
    look: Look, questions: Questions, qtbot: QtBot
) -> None:
    page, last = QWidget(), QLineEdit()
    box = QVBoxLayout(page)
    box.addWidget(questions)
    box.addWidget(last)
    last.setAccessibleName("Below")
    shown(qtbot, page, 700, 500)
    qtbot.waitUntil(lambda: len(questions.fields) == 60)
    first = questions.fields["q0"]
    first.take_focus()
    met: list[str] = []
    for _ in range(400):
        now = QApplication.focusWidget()
        assert now is not None
        if now is last:
            break
        field = next(one for one in questions.fields.values() if one.isAncestorOf(now))
        if not met or met[-1] != field.label():
            met.append(field.label())
        QTest.keyClick(now, Qt.Key.Key_Tab)
    assert met == [item.text for item in ITEMS]
    assert QApplication.focusWidget() is last


def test_a_question_that_depends_on_another_is_hidden_also_when_it_is_made_later(look: Look, qtbot: QtBot) -> None:
    from workwell_desktop.forms.parts import ShowIf

    items = (*ITEMS[:30], Item("after", "After", "text", show_if=ShowIf("q1", ("yes",))))
    section = Section("long", "Long", "", items)
    form = Questionnaire("long", 1, "Long", "", "Us", "", "MIT", (section,), None, own_words=True)
    questions = Questions(look, form, section, lambda: date(2037, 11, 24))
    qtbot.addWidget(questions)
    qtbot.waitUntil(lambda: len(questions.fields) == 31)
    field: Field = questions.fields["after"]
    assert field.isHidden()
    questions.show_answers({"q1": "yes"})
    assert not field.isHidden()
