"""Marks below words: where they stand, when they do not, and how a person gets at the suggestions."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QContextMenuEvent, QTextCharFormat, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from tests.plans import make_jo, still_clock
from workwell_desktop.casework.spelling import known_words
from workwell_desktop.clock import Clock
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.hand import Hand
from workwell_desktop.ui.parts.spell_marks import SpellMarks
from workwell_desktop.ui.parts.text_area import TextArea
from workwell_desktop.ui.spelling import SpellCheck, check_spelling

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # a menu takes keyboard and mouse

Show = Callable[[QWidget], Hand]


@pytest.fixture
def clock() -> Clock:
    return still_clock()


@pytest.fixture
def area(desk: Desk, shown: Show, qtbot: QtBot) -> TextArea:
    area = TextArea(desk.look, name="Note", lines=8)
    shown(area)
    spelling = check_spelling(desk, make_jo(desk.vault), area)
    assert spelling is not None
    qtbot.waitUntil(lambda: spelling.ready)
    area.setFocus()
    return area


def marks(area: TextArea) -> list[str]:
    (found,) = area.findChildren(SpellMarks)
    found.look_again()
    return [one.cursor.selectedText() for one in area.extraSelections()]


def menu(area: TextArea, qtbot: QtBot) -> QMenu:
    place = area.rect().center()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, place, area.mapToGlobal(place))
    QApplication.sendEvent(area, event)
    qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
    found = QApplication.activePopupWidget()
    assert isinstance(found, QMenu)
    return found


def words(found: QMenu) -> list[str]:
    return [action.text().replace("&&", "&") for action in found.actions()]


def test_wrong_words_get_a_wave_and_right_ones_none(area: TextArea) -> None:
    area.set_value("Joanne will recieve teh letter")
    assert marks(area) == ["recieve", "teh"]
    selections = area.extraSelections()
    assert selections[0].format.underlineStyle() == QTextCharFormat.UnderlineStyle.WaveUnderline


def test_marks_stand_right_behind_an_emoji_and_other_scripts(area: TextArea) -> None:
    area.set_value("🌊👩‍👧 recieve\nשלום teh 🌊 wrod")
    assert marks(area) == ["recieve", "teh", "wrod"]


def test_the_word_being_typed_is_not_marked(area: TextArea, qtbot: QtBot) -> None:
    QTest.keyClicks(area, "recieve teh")
    assert marks(area) == ["recieve"]
    QTest.keyClick(area, Qt.Key.Key_Space)
    assert marks(area) == ["recieve", "teh"]


def test_marks_come_after_a_pause_by_themselves(area: TextArea, qtbot: QtBot) -> None:
    QTest.keyClicks(area, "recieve it")
    assert area.extraSelections() == [], "not while typing"
    qtbot.waitUntil(lambda: len(area.extraSelections()) == 1)


def test_f7_goes_round_and_says_when_there_is_nothing(area: TextArea) -> None:
    area.set_value("recieve the letter and teh card")
    area.moveCursor(QTextCursor.MoveOperation.Start)
    seen = []
    for _ in range(3):
        QTest.keyClick(area, Qt.Key.Key_F7)
        seen.append(area.textCursor().selectedText())
    assert seen == ["recieve", "teh", "recieve"]
    area.set_value("All is well")
    QTest.keyClick(area, Qt.Key.Key_F7)
    assert area.textCursor().selectedText() == ""


def test_a_suggestion_is_taken_by_keyboard_and_undone(area: TextArea, qtbot: QtBot) -> None:
    area.set_value("I recieve it")
    area.moveCursor(QTextCursor.MoveOperation.Start)
    QTest.keyClick(area, Qt.Key.Key_F7)
    QTest.keyClick(area, Qt.Key.Key_F10, Qt.KeyboardModifier.ShiftModifier)
    found = QApplication.activePopupWidget()
    assert isinstance(found, QMenu)
    assert words(found)[0] == "Looking for other spellings ..."
    qtbot.waitUntil(lambda: "receive" in words(found))
    while found.activeAction() is None or found.activeAction().text() != "receive":
        QTest.keyClick(found, Qt.Key.Key_Down)
    QTest.keyClick(found, Qt.Key.Key_Return)
    assert area.words() == "I receive it"
    area.undo()
    assert area.words() == "I recieve it"


def test_a_word_is_added_and_taken_back_from_the_menu(area: TextArea, desk: Desk, qtbot: QtBot) -> None:
    area.set_value("Exampel")
    found = menu(area, qtbot)
    next(a for a in found.actions() if a.text() == "Add “Exampel” to the words we know").trigger()
    found.close()
    assert known_words(desk.vault) == ("exampel",)
    assert marks(area) == []
    found = menu(area, qtbot)
    next(a for a in found.actions() if a.text() == "Mark “Exampel” again").trigger()
    found.close()
    assert known_words(desk.vault) == ()
    assert marks(area) == ["Exampel"]


def test_a_right_word_has_the_usual_menu(area: TextArea, qtbot: QtBot) -> None:
    area.set_value("Well")
    found = menu(area, qtbot)
    assert not any("know" in one for one in words(found))
    found.close()


@pytest.mark.parametrize("text", ["recieve teh letter " * 2632, "recieve teh letter.\n" * 2500, "x" * 50_000])
def test_fifty_thousand_letters_hold_nothing_up(area: TextArea, text: str) -> None:
    area.set_value(text)
    marks(area)  # the first look knows no word yet
    (found,) = area.findChildren(SpellMarks)
    found.look_again()
    assert all(mark.end < 10_000 for mark in found.marks), "only what is in sight"


def test_what_is_written_is_given_back_exactly(area: TextArea) -> None:
    text = "  Two  blanks\u00a0hard\n\nשלום 🌊\t "
    area.set_value(text)
    assert area.words() == text


def test_nothing_is_left_behind_when_the_area_goes(desk: Desk, qapp: QApplication) -> None:
    area = TextArea(desk.look)
    area.show()
    jo = make_jo(desk.vault)
    spelling = SpellCheck(desk, jo, qapp)
    SpellMarks(desk.look, area, spelling)
    area.close()
    area.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    desk.look.set_scale(125)
    spelling.changed.emit()
    spelling.deleteLater()
