"""Two signed assessments side by side, reached from the page of a signed one and worked by keys."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from workwell_desktop.casework.assessment import new_version, save_assessment, sign_assessment
from workwell_desktop.casework.assessment_content import AssessmentEntry, InTheWay
from workwell_desktop.ui.assessment.side_by_side import SideBySide
from workwell_desktop.ui.assessment_tab import AssessmentTab
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.hand import Hand
from workwell_desktop.ui.parts.labels import Label

BACK = InTheWay("My back goes if I stand.", "work", "SIT", "a_lot")


def settle() -> None:
    for _ in range(3):
        QApplication.processEvents()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def texts(view: QWidget) -> list[str]:
    settle()
    return [one.text() for one in view.findChildren(Label) if one.isVisible()]


@pytest.fixture
def tab(desk: Desk, jo: int, shown: Callable[[QWidget], Hand]) -> Iterator[AssessmentTab]:
    """The tab of Jo, who signed twice: one answer changed, one is new, one stayed."""
    first = {"makes_work_hard": "Standing all day.", "good_day": "I walk."}
    save_assessment(desk.vault, jo, AssessmentEntry(first, obstacles=(BACK,)))
    sign_assessment(desk.vault, jo, method="said", signed_on="yesterday")
    new_version(desk.vault, jo, "More was said.")
    second = {"makes_work_hard": "Standing, and lifting.", "good_day": "I walk.", "bad_day": "I lie down."}
    save_assessment(desk.vault, jo, AssessmentEntry(second, obstacles=(BACK,)))
    sign_assessment(desk.vault, jo, method="said", signed_on="today")
    tab = AssessmentTab(desk)
    tab.show_participant(jo)
    shown(tab)
    return tab


def compare(tab: AssessmentTab) -> SideBySide:
    settle()
    (button,) = [
        one for one in tab.findChildren(QAbstractButton) if one.isVisible() and one.text() == "Compare with version 1"
    ]
    QTest.keyClick(button, Qt.Key.Key_Space)
    settle()
    (page,) = tab.findChildren(SideBySide)
    return page


def test_a_signed_assessment_is_compared_with_the_one_before(tab: AssessmentTab) -> None:
    page = compare(tab)
    there = texts(page)
    assert page.said.text() == "2 of 4 answers are different."
    assert "Why version 2 was made: More was said." in there
    for words in ("Standing all day.", "Standing, and lifting.", "Changed", "I lie down.", "Not in this version"):
        assert words in there
    assert any(one.startswith("Only in version 2, ") for one in there)
    assert "I walk." not in there, "what is the same stands there when it is asked for"
    heads = [one for one in there if one.startswith("Version 1, ")]
    assert heads
    assert all(one.focusPolicy() & Qt.FocusPolicy.TabFocus for one in (page, page.first, page.second, page.only))


def test_what_is_the_same_comes_with_one_key(tab: AssessmentTab) -> None:
    page = compare(tab)
    QTest.keyClick(page.only, Qt.Key.Key_Space)
    there = texts(page)
    assert there.count("I walk.") == 2
    assert "“My back goes if I stand.”" in there
    assert "The same" in there


def test_the_earlier_one_stands_left_whatever_is_chosen_first(tab: AssessmentTab) -> None:
    page = compare(tab)
    codes = page.first.value(), page.second.value()
    page.first.set_value(codes[1])
    page.second.set_value(codes[0])
    page.second.edited.emit()
    there = texts(page)
    assert there.index("Standing all day.") < there.index("Standing, and lifting.")
    page.second.set_value(codes[1])
    page.second.edited.emit()
    assert page.said.text() == "Choose two versions that are not the same one."


@pytest.mark.parametrize("scale", [100, 200])
def test_it_goes_under_each_other_where_there_is_no_room(tab: AssessmentTab, desk: Desk, scale: int) -> None:
    page = compare(tab)
    desk.look.set_scale(scale)
    tab.resize(760 if scale == 100 else 1300, 700)
    settle()
    (then,) = [one for one in page.findChildren(Label) if one.isVisible() and one.text() == "Standing all day."]
    (now,) = [one for one in page.findChildren(Label) if one.isVisible() and one.text() == "Standing, and lifting."]
    assert now.mapTo(page, now.rect().topLeft()).y() > then.mapTo(page, then.rect().bottomLeft()).y()
    inside = page.widget()
    assert inside is not None
    assert inside.width() <= page.viewport().width()


def test_the_way_back_leads_to_the_present_version(tab: AssessmentTab) -> None:
    compare(tab)
    tab.open_section("health_day_to_day")
    settle()
    (back,) = [
        one for one in tab.findChildren(QAbstractButton) if one.isVisible() and one.text() == "Back to the assessment"
    ]
    QTest.keyClick(back, Qt.Key.Key_Space)
    settle()
    assert not [one for one in tab.findChildren(SideBySide) if one.isVisible()]
    assert tab.keep()
