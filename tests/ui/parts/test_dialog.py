"""Dialogs: the safe deed has the focus and Esc, and the answer comes once."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.ui.showing import deleted, shown
from workwell_desktop.ui.parts.dialog import Deed, Dialog, ask
from workwell_desktop.ui.parts.line import Line
from workwell_desktop.ui.style.theme import Look

DEEDS = [Deed("stay", "Keep my work", safe=True), Deed("go", "Put the backup in place", "final")]


@pytest.fixture
def window(qtbot: QtBot, look: Look) -> QWidget:
    return shown(qtbot, QWidget())


def opened(qtbot: QtBot, look: Look, window: QWidget, answers: list[str]) -> Dialog:
    dialog = ask(look, window, "Put this backup in place?", "Today’s work is kept.", DEEDS, answers.append)
    qtbot.waitUntil(dialog.button("stay").hasFocus)
    return dialog


def test_the_safe_deed_has_the_focus_and_nothing_waits(qtbot: QtBot, look: Look, window: QWidget) -> None:
    answers: list[str] = []
    dialog = opened(qtbot, look, window, answers)
    assert dialog.button("stay").hasFocus()
    assert (dialog.accessibleName(), answers) == ("Put this backup in place?", [])
    assert 480 <= dialog.width() <= 560
    with pytest.raises(KeyError):
        dialog.button("other")
    dialog.close()


@pytest.mark.parametrize("way", ["esc", "close", "enter"])
def test_esc_the_cross_and_enter_take_the_safe_deed_once(qtbot: QtBot, look: Look, window: QWidget, way: str) -> None:
    answers: list[str] = []
    dialog = opened(qtbot, look, window, answers)
    with deleted(qtbot, dialog):
        if way == "close":
            dialog.close()
        else:
            QTest.keyClick(dialog.button("stay"), Qt.Key.Key_Escape if way == "esc" else Qt.Key.Key_Space)
    assert answers == ["stay"]


def test_the_other_deed_is_told_once(qtbot: QtBot, look: Look, window: QWidget) -> None:
    answers: list[str] = []
    dialog = opened(qtbot, look, window, answers)
    with deleted(qtbot, dialog):
        QTest.mouseClick(dialog.button("go"), Qt.MouseButton.LeftButton)
    assert answers == ["go"]


@pytest.mark.parametrize("safe", [0, 2])
def test_exactly_one_deed_is_the_safe_one(look: Look, safe: int) -> None:
    dialog = Dialog(look, None, "A question?")
    with pytest.raises(ValueError, match="safe"):
        dialog.set_deeds([Deed("a", "A", safe=safe > 0), Deed("b", "B", safe=safe > 1)])
    dialog.deleteLater()


def test_a_dialog_with_content_can_stay_open(qtbot: QtBot, look: Look, window: QWidget) -> None:
    dialog, told = Dialog(look, window, "Who is it for?"), []
    line = Line(look, name="Name")
    dialog.body.addWidget(line)
    dialog.set_deeds([Deed("save", "Save", "main"), Deed("leave", "Leave it", safe=True)])
    dialog.stays = True
    dialog.chosen.connect(told.append)
    dialog.open()
    QTest.mouseClick(dialog.button("save"), Qt.MouseButton.LeftButton)
    assert dialog.isVisible()
    assert told == ["save"]
    with deleted(qtbot, dialog):
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert told == ["save", "leave"]
