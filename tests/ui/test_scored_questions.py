"""Every shipped form on the screen: filled in by keys alone, read as a sum anybody can follow, open to odd answers."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.showing import shown, wait_for_questions
from workwell_desktop import forms
from workwell_desktop.casework.scoring import score
from workwell_desktop.forms import Item, Option, Questionnaire, Section
from workwell_desktop.forms.parts import ShowIf
from workwell_desktop.ui.assessment.questions import Questions
from workwell_desktop.ui.assessment.scores import ScoredQuestions
from workwell_desktop.ui.parts.choices import Radios
from workwell_desktop.ui.parts.columns import Page
from workwell_desktop.ui.parts.fields import Field
from workwell_desktop.ui.parts.line import Number
from workwell_desktop.ui.parts.segment import Segment
from workwell_desktop.ui.parts.together import OneOf
from workwell_desktop.ui.style.theme import Look

SCORED = tuple(name for name in forms.questionnaire_names() if forms.questionnaire(name).scoring)
TYPED = {"other_name": "MSK-HQ", "other_total": "22.35", "other_out_of": "56", "other_on": "3 November 2026"}
KEPT = {"other_name": "MSK-HQ", "other_total": 22.35, "other_out_of": 56, "other_on": "2026-11-03"}


def opened(qtbot: QtBot, look: Look, form: Questionnaire, width: int = 1000) -> ScoredQuestions:
    questions = just_opened(qtbot, look, form, width)
    wait_for_questions(questions)
    return questions


def just_opened(qtbot: QtBot, look: Look, form: Questionnaire, width: int = 1000) -> ScoredQuestions:
    questions = ScoredQuestions(look, form, lambda: date(2026, 11, 26))
    shown(qtbot, Page(look, questions), width, 800)
    return questions


def words(questions: ScoredQuestions) -> list[str]:
    return [one.text() for one in questions.result.findChildren(QLabel) if one.isVisible()]


def field_of(questions: ScoredQuestions, item: str) -> Field:
    return next(found for group in questions.groups if (found := group.field_of(item)) is not None)


def tab_into(field: Field) -> QWidget:
    """Press Tab until the focus is in the control of this field, as somebody without a mouse does."""
    for _ in range(4):  # past an answer and what else can be said in its place, and not around the page
        focused = QApplication.focusWidget()
        if (focused is not None and field.control.isAncestorOf(focused)) or focused is field.control:
            return focused
        QTest.keyClick(focused or field.window(), Qt.Key.Key_Tab)
    raise AssertionError(field.label())


def answer_by_keys(field: Field, item: Item, place: int) -> Any:
    """Answer one question by keys and return what should be kept; ``place`` counts from the first answer."""
    target = tab_into(field)
    if isinstance(field.control, OneOf):
        QTest.keyClick(target, Qt.Key.Key_Space)
        onward = Qt.Key.Key_Down if isinstance(field.control, Radios) else Qt.Key.Key_Right
        for _ in range(place):
            QTest.keyClick(QApplication.focusWidget(), onward)
        return item.low + place if item.kind == "scale" else item.codes[place]
    assert isinstance(target, QLineEdit)
    QTest.keyClicks(target, TYPED.get(item.id, "7"))
    QTest.keyClick(target, Qt.Key.Key_Tab)
    return KEPT.get(item.id, 7 if item.kind == "number" else "7")


@pytest.mark.parametrize("name", SCORED)
@pytest.mark.parametrize("scale", [100, 200])
def test_every_shipped_form_is_filled_in_by_keys_and_says_its_sum(
    qtbot: QtBot, look: Look, name: str, scale: int
) -> None:
    look.set_scale(scale)
    form = forms.questionnaire(name)
    questions = opened(qtbot, look, form)
    answers = {}
    for number, item in enumerate(form.items):
        places = len(item.options) or (item.high - item.low + 1)
        answers[item.id] = answer_by_keys(field_of(questions, item.id), item, (number + 1) % places)
    assert questions.answers() == answers
    found = score(form, answers)
    assert found.complete
    said = words(questions)
    if found.readings:
        assert said[0] == f"{found.title}: These are never added up."
        assert said[1].splitlines() == [reading.sentence for reading in found.readings]
        assert not any(" + " in one or " = " in one for one in said)
    else:
        assert said[0] == f"{found.title}: {found.arithmetic}"
    assert form.scoring is not None
    for quiet in (form.scoring.note, form.scoring.no_bands):
        assert not quiet or quiet in said
    assert said[-1].endswith(f"Licence: {form.licence}")
    assert "http" not in said[-1].split("\nLicence")[0]


def test_the_words_of_the_wsas_stand_at_its_numbers(qtbot: QtBot, look: Look) -> None:
    questions = opened(qtbot, look, forms.questionnaire("wsas"))
    control = field_of(questions, "wsas_home").control
    marks = [one.text() for one in control.findChildren(QLabel) if one.isVisible()]
    assert marks == ["0 not at all", "2 slightly", "4 definitely", "6 markedly", "8 very severely"]
    said = [button.accessibleDescription() for button in control.buttons()]
    assert said[2:7:2] == ["Slightly", "Definitely", "Markedly"]


def test_what_is_missing_is_named_once_it_is_little(qtbot: QtBot, look: Look) -> None:
    form = forms.questionnaire("gad7")
    questions = opened(qtbot, look, form)
    assert words(questions)[0] == "GAD-7: 0 of 7 answered. A total needs all 7."
    answers = {item.id: "several_days" for item in form.items} | {"gad7_relax": None, "gad7_afraid": "rather_not_say"}
    questions.show_answers(answers)
    assert words(questions)[:2] == [
        "GAD-7: 5 of 7 answered. A total needs all 7. Would rather not say: 1.",
        "No answer yet: “Trouble relaxing”.",
    ]


def test_each_answer_of_the_ons4_has_its_own_line_and_band(qtbot: QtBot, look: Look) -> None:
    questions = opened(qtbot, look, forms.questionnaire("ons4"))
    questions.show_answers({"ons4_satisfied": 7, "ons4_anxious": 6, "ons4_happy": "not_asked"})
    assert words(questions)[:3] == [
        "ONS4: 2 of 4 answered. Not asked: 1. These are never added up.",
        "Satisfied with life: 7 of 10, “high”.\nAnxious yesterday: 6 of 10, “high”.",
        "No answer yet: “Overall, to what extent do you feel that the things you do …”.",
    ]


def test_a_decimal_that_was_typed_is_kept_as_a_number(qtbot: QtBot, look: Look) -> None:
    questions = opened(qtbot, look, forms.questionnaire("other_score"))
    line = tab_into(field_of(questions, "other_total"))
    QTest.keyClicks(line, "22,35")
    assert questions.answers()["other_total"] == 22.35
    QTest.keyClicks(line, "5")
    assert questions.answers()["other_total"] == 22.355
    QTest.keyClick(line, Qt.Key.Key_Tab)
    assert "at most two places" in field_of(questions, "other_total").error


def test_the_free_list_of_names_stands_beside_the_question(qtbot: QtBot, look: Look) -> None:
    questions = opened(qtbot, look, forms.questionnaire("other_score"))
    field = field_of(questions, "other_name")
    assert field.hint().startswith("Any name can stand here, such as AUDIT-C, EQ-5D, ")
    assert field.hint().endswith("Work Ability Index.")
    QTest.keyClicks(tab_into(field), "Our own form")
    assert questions.answers()["other_name"] == "Our own form"


@pytest.mark.parametrize("typed", ["many", "1e9999", "3.5", "--4"])
def test_a_number_that_is_none_stays_as_it_was_typed_and_is_said_to_be_none(
    qtbot: QtBot, look: Look, typed: str
) -> None:
    questions = opened(qtbot, look, forms.questionnaire("work_ability_score"))
    line = tab_into(field_of(questions, "was_total"))
    QTest.keyClicks(line, typed)
    QTest.keyClick(line, Qt.Key.Key_Tab)
    assert questions.answers()["was_total"] == typed
    assert field_of(questions, "was_total").error == "Give a whole number from 0 to 10."
    assert words(questions)[0].endswith("What stands here is not a number of this form, so there is no number.")


def long_form(count: int, options: tuple[Option, ...]) -> Questionnaire:
    items = tuple(Item(f"item_{n}", f"Question {n}?", "choice", options=options) for n in range(count))
    scored = forms.Scoring(
        "Long", "items", tuple(i.id for i in items), 0, 3 * count, (), (), "Ours", "", no_bands="None"
    )
    return Questionnaire("long", 1, "Long", "", "Ours", "", "Ours", (Section("long", "Long", "", items),), scored, True)


@pytest.mark.parametrize(("scale", "width"), [(100, 900), (150, 1100), (200, 760)])
def test_four_wide_answers_fit(qtbot: QtBot, look: Look, scale: int, width: int) -> None:
    look.set_scale(scale)
    labels = ("Not at all, or hardly ever", "On several days of the week", "On more than half of the days", "Every day")
    form = long_form(2, tuple(Option(f"a{n}", label, n) for n, label in enumerate(labels)))
    questions = opened(qtbot, look, form, width)
    control = field_of(questions, "item_0").control
    for button in control.buttons():
        assert button.height() >= button.minimumSizeHint().height()
        assert button.mapTo(questions, button.rect().topRight()).x() <= questions.width()
        if isinstance(button, Segment):
            assert button.heightForWidth(button.width()) <= button.height()


def test_a_form_of_sixty_questions_opens_soon_and_is_added_up(qtbot: QtBot, look: Look) -> None:
    options = tuple(Option(f"a{n}", f"Answer {n}", n) for n in range(4))
    form = long_form(60, options)
    questions = just_opened(qtbot, look, form)
    assert len(questions.groups[0].fields) < 60, "those below the edge are made later"
    questions.show_answers({item.id: "a2" for item in form.items})
    assert words(questions)[0].endswith("= 120 of 180.")


ODD = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=8),
    st.sampled_from(sorted(forms.NON_ANSWERS)),
    st.sampled_from(["7", "several_days", "old_code", 10**90, -(10**90), "9" * 5000]),
    st.recursive(st.integers() | st.text(max_size=3), lambda part: st.lists(part) | st.dictionaries(st.text(), part)),
)  # fmt: skip


def across_sections() -> Questionnaire:
    """Return a form of two sections: an answer in the first decides what is asked in the second, and how much fits."""
    yes_no = (Option("yes", "Yes"), Option("no", "No"))
    first = Section("first", "First", "", (Item("waits", "Waiting?", "choice", options=yes_no),
                                           Item("most", "At most?", "number", low=0, high=99)))  # fmt: skip
    asked = ShowIf("waits", ("yes",))
    many = tuple(Item(f"q{n}", f"Question {n}", "text", show_if=asked) for n in range(20))
    second = Section("second", "Second", "", (
        Item("weeks", "How many weeks?", "number", low=0, high=99, at_most="most", show_if=asked), *many))  # fmt: skip
    return Questionnaire("across", 1, "Across", "", "Us", "", "MIT", (first, second), None, own_words=True)


def test_an_answer_in_one_section_decides_what_is_asked_in_another(qtbot: QtBot, look: Look) -> None:
    questions = opened(qtbot, look, across_sections())
    waits, weeks = field_of(questions, "waits"), field_of(questions, "weeks")
    most = field_of(questions, "most")
    assert isinstance(weeks.control, Number)
    assert isinstance(most.control, Number)
    assert weeks.isHidden()
    QTest.mouseClick(next(one for one in waits.findChildren(Segment) if one.text() == "Yes"), Qt.MouseButton.LeftButton)
    assert not weeks.isHidden()
    QTest.keyClicks(weeks.control.line, "7")
    assert not weeks.isHidden()
    qtbot.waitUntil(lambda: len(questions.groups[1].fields) == 21)
    qtbot.waitUntil(field_of(questions, "q19").isVisible)
    QTest.keyClicks(most.control.line, "5")
    weeks.control.left.emit()
    assert weeks.error
    QTest.mouseClick(next(one for one in waits.findChildren(Segment) if one.text() == "No"), Qt.MouseButton.LeftButton)
    assert weeks.isHidden()


def test_what_was_kept_in_one_section_asks_in_another_while_it_is_made(qtbot: QtBot, look: Look) -> None:
    questions = opened(qtbot, look, across_sections())
    questions.show_answers({"waits": "yes", "q0": "words"})
    qtbot.waitUntil(lambda: len(questions.groups[1].fields) == 21)
    qtbot.waitUntil(lambda: all(field.isVisible() for field in questions.groups[1].fields.values()))


def test_a_question_that_is_made_early_stays_away_while_it_is_not_asked(qtbot: QtBot, look: Look) -> None:
    questions = opened(qtbot, look, across_sections())
    far = field_of(questions, "q19")
    QApplication.processEvents()
    assert not far.isVisible()


def same(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    return all(one[name] is other[name] or one[name] == other[name] for name in one) and one.keys() == other.keys()


@pytest.mark.parametrize("name", ["phq4", "wsas", "ucla3", "other_score"])
def test_whatever_was_put_in_behind_the_screen_opens_is_said_and_is_kept(qtbot: QtBot, look: Look, name: str) -> None:
    form = forms.questionnaire(name)
    questions = ScoredQuestions(look, form, lambda: date(2026, 11, 26))
    qtbot.addWidget(questions)

    @settings(max_examples=15, deadline=None, phases=[Phase.generate])
    @given(st.fixed_dictionaries({item.id: ODD for item in form.items}))
    def holds(answers: dict[str, Any]) -> None:
        questions.show_answers(answers)
        assert same(questions.answers(), answers)
        for item in form.items:
            kept = answers[item.id]
            strange = forms.is_answered(kept) and not forms.fits(item, kept)
            left_out = isinstance(kept, str) and kept in forms.NON_ANSWERS
            if item.kind in {"choice", "scale"} and not left_out:
                said = field_of(questions, item.id).understood
                assert ("not an answer to this question" in said) == strange
        found = score(form, answers)
        assert found.total is None or math.isfinite(found.total)
        assert questions.arithmetic.text() == f"{found.title}: {found.closing or found.arithmetic}"

    holds()


def test_an_answer_on_another_page_of_the_talk_decides_too(qtbot: QtBot, look: Look) -> None:
    form = across_sections()
    alone = Questions(look, form, form.sections[1], lambda: date(2026, 11, 26))
    shown(qtbot, Page(look, alone), 1000, 800)
    alone.hear({"waits": "yes"})
    weeks = alone.fields["weeks"]
    assert not weeks.isHidden()
    assert isinstance(weeks.control, Number)
    QTest.keyClicks(weeks.control.line, "7")
    assert not weeks.isHidden()
    assert set(alone.answers()) == {item.id for item in form.sections[1].items}  # nothing of the other page
    alone.hear({"waits": "no"})
    assert weeks.isHidden()
