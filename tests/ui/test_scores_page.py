"""Scores over time as a coach sees them: pictures, figures, words, and one reading to open."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.measures import line, of_items
from tests.ui.showing import shown
from workwell_desktop import forms
from workwell_desktop.casework.measure_state import MeasureLine, MeasuresState
from workwell_desktop.casework.measures import begin_measure, finish_measure, save_measure
from workwell_desktop.forms.readings import table
from workwell_desktop.ui.assessment.measure_reading import MeasureReading
from workwell_desktop.ui.assessment.scores_page import ScoresPage
from workwell_desktop.ui.assessment_tab import AssessmentTab
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.hand import Hand
from workwell_desktop.ui.parts.chart import ChartPicture, ChartView
from workwell_desktop.ui.parts.chart_table import ChartTable
from workwell_desktop.ui.parts.columns import Columns
from workwell_desktop.ui.parts.labels import Label
from workwell_desktop.ui.style.theme import Look

SHIPPED = {name: forms.questionnaire(name) for name in forms.questionnaire_names()}
SOME = (line(1, "phq9", 18), line(2, "phq9", 11, week=4), line(3, "phq9", 15, week=4, view="coach"))


def page(look: Look, *lines: MeasureLine) -> ScoresPage:
    return ScoresPage(look, MeasuresState(1, "Jo", "Sam", lines), SHIPPED)


def texts(view: QWidget) -> list[str]:
    return [one.text() for one in view.findChildren(Label) if one.isVisible()]


def button(view: QWidget, name: str) -> QAbstractButton:
    (found,) = [one for one in view.findChildren(QAbstractButton) if one.isVisible() and one.accessibleName() == name]
    return found


@pytest.mark.parametrize("scale", [100, 200])
def test_no_picture_makes_the_page_wider_than_a_small_window(qtbot: QtBot, look: Look, scale: int) -> None:
    look.set_scale(scale)
    scores = page(look, *SOME, line(4, "wsas", 25))
    shown(qtbot, scores, 450 if scale == 100 else 640, 500)
    inside = scores.widget()
    assert inside.width() <= scores.viewport().width()


def test_a_measure_has_its_picture_its_figures_and_what_changed(qtbot: QtBot, look: Look) -> None:
    scores = page(look, *SOME)
    shown(qtbot, scores, 1200, 800)
    there = texts(scores)
    assert "Mood over 2 weeks (PHQ-9), 0 to 27" in there
    assert any(one.startswith("Since the last time: 18 then, 11 now: 7 lower.") for one in there)
    assert "Jo’s own view is 11. The coach’s view is 15. They are 4 apart." in there
    assert {"Day", "Number", "Published band"} <= set(there), "a table with heads, where there is room for one"
    assert {"1 Sep 2037", "29 Sep 2037", "29 Sep 2037 (coach’s view)", "18", "11", "15"} <= set(there)
    assert not any(word in one.lower() for one in there for word in ("better", "worse", "improve"))
    (picture,) = scores.findChildren(ChartPicture)
    assert picture.isVisible()
    (beside,) = scores.findChildren(Columns)
    assert beside.beside


@pytest.mark.parametrize(("scale", "wide"), [(100, 760), (200, 1300)])
def test_the_table_goes_under_the_picture_where_there_is_no_room(
    qtbot: QtBot, look: Look, scale: int, wide: int
) -> None:
    look.set_scale(scale)
    scores = page(look, *SOME)
    shown(qtbot, scores, wide, 900)
    (columns,) = scores.findChildren(Columns)
    assert not columns.beside
    (picture,), (table,) = scores.findChildren(ChartPicture), scores.findChildren(ChartTable)
    assert table.mapTo(scores, table.rect().topLeft()).y() > picture.mapTo(scores, picture.rect().bottomLeft()).y()
    inside = scores.widget()
    assert inside is not None
    assert inside.width() <= scores.viewport().width()


def test_one_reading_is_opened_by_key(qtbot: QtBot, look: Look) -> None:
    scores = page(look, *SOME)
    shown(qtbot, scores, 1200, 800)
    with qtbot.waitSignal(scores.measure_wanted) as sent:
        QTest.keyClick(button(scores, "Open: Mood over 2 weeks (PHQ-9), 0 to 27, 1 Sep 2037"), Qt.Key.Key_Space)
    assert sent.args == [1]


def test_without_a_score_it_says_what_to_do_first(qtbot: QtBot, look: Look) -> None:
    scores = page(look)
    shown(qtbot, scores, 900, 500)
    assert "No scores yet. Fill in a questionnaire with Jo first. Each time is then drawn here." in texts(scores)
    with qtbot.waitSignal(scores.begin_wanted):
        QTest.keyClick(_by_word(scores), Qt.Key.Key_Space)


def _by_word(view: QWidget) -> QAbstractButton:
    (found,) = [one for one in view.findChildren(QAbstractButton) if one.text() == "Choose a questionnaire"]
    return found


def test_every_question_of_ons4_has_its_own_chart(qtbot: QtBot, look: Look) -> None:
    scores = page(look, of_items(1, ons4_satisfied=4, ons4_anxious=6), of_items(2, week=2, ons4_satisfied=6))
    shown(qtbot, scores, 1200, 900)
    assert [one.picture.accessibleName()[:11] for one in scores.charts] == ["Jo scored 4", "Jo scored 6"]


def test_two_hundred_readings_cost_no_more_than_a_few(qtbot: QtBot, look: Look) -> None:
    lines = [line(n, "phq9", n % 28, week=n) for n in range(1, 201)]
    view = page(look, *lines)
    (table,) = view.findChildren(ChartTable)
    assert table.rows.count() == 6
    shown(qtbot, view, 1100, 800)
    assert table.more.text() == "Show 20 earlier"
    QTest.keyClick(table.more, Qt.Key.Key_Space)
    assert table.rows.count() == 26
    assert isinstance(view.charts[0], ChartView)


def test_the_focus_goes_on_when_the_last_rows_are_shown(qtbot: QtBot, look: Look) -> None:
    view = page(look, *[line(n, "phq9", n, week=n) for n in range(1, 9)])
    shown(qtbot, view, 1100, 800)
    (table,) = view.findChildren(ChartTable)
    assert table.more.text() == "Show the other 2"
    table.more.setFocus()
    QTest.keyClick(table.more, Qt.Key.Key_Space)
    assert table.more.isHidden()
    QApplication.processEvents()
    assert button(view, "Open: Mood over 2 weeks (PHQ-9), 0 to 27, 15 Sep 2037").hasFocus()


def test_the_section_of_the_assessment_shows_them_and_opens_one(
    desk: Desk, jo: int, shown: Callable[[QWidget], Hand]
) -> None:
    form = SHIPPED["work_ability_score"]
    measure = begin_measure(desk.vault, jo, form)
    save_measure(desk.vault, measure, form, {"was_total": 3})
    finish_measure(desk.vault, measure, form, on="yesterday")
    tab = AssessmentTab(desk)
    tab.show_participant(jo)
    hand = shown(tab)
    hand.press("Scores over time")
    (view,) = tab.findChildren(ChartView)
    assert view.isVisible()
    hand.press(f"Open: Work Ability Score, 0 to 10, {table(view.picture.chart)[0][0]}")
    assert tab.findChildren(MeasureReading)
