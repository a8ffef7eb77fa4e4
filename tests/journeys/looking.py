"""What has to hold on every view: names, targets, Tab, the wheel, room for words, and no page wider than the window.

Each function looks through one view and returns what is wrong there, in words.
"""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QStyle,
    QStyleOptionComboBox,
    QTabBar,
    QWidget,
)

from tests.journeys.stage import in_sight
from workwell_desktop.ui.parts.badge import Badge

INPUTS = (QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit, QTabBar)
LEAST_TARGET = 24  # pixels each way: WCAG 2.2, 2.5.8
MOST_STOPS = 400


def controls(view: QWidget) -> list[QWidget]:
    """Return everything in sight that a person can work or reach by key."""
    return [
        one
        for one in in_sight(view, QWidget)
        if one.window() is view.window() and (isinstance(one, INPUTS) or one.focusPolicy() & Qt.FocusPolicy.TabFocus)
    ]


def called(one: QWidget) -> str:
    """Name a widget in a finding: its kind, its name and where it lies."""
    over = one.parentWidget()
    return f"{type(one).__name__} {one.accessibleName()!r} in {type(over).__name__ if over is not None else 'nothing'}"


def without_name(view: QWidget) -> list[str]:
    """Return the controls that a screen reader would have no name for."""
    found = []
    for one in controls(view):
        spoken = QAccessible.queryAccessibleInterface(one).text(QAccessible.Text.Name)
        if not spoken.strip():
            found.append(called(one))
    return found


def too_small(view: QWidget) -> list[str]:
    """Return the targets of a pointer that are smaller than 24 by 24 pixels."""
    return [
        f"{called(one)}: {one.width()} by {one.height()}"
        for one in controls(view)
        if isinstance(one, INPUTS) and min(one.width(), one.height()) < LEAST_TARGET
    ]


def tab_troubles(view: QWidget) -> list[str]:
    """Press Tab until it comes round; return the places where it sticks and the controls that it never reaches."""
    window = view.window()
    window.activateWindow()  # as a click on it would
    QApplication.processEvents()
    start = QApplication.focusWidget()
    if start is None or not window.isAncestorOf(start):
        QTest.keyClick(window, Qt.Key.Key_Tab)
        start = QApplication.focusWidget()
    if start is None:
        return ["nothing has the focus"]
    reached: list[QWidget] = [start]
    while len(reached) < MOST_STOPS:
        after, trouble = _press_tab(reached)
        if trouble:
            return [trouble]
        if after is None or after is start:
            break
        reached.append(after)
    else:
        return ["Tab does not come round"]
    return [f"Tab never reaches {called(one)}" for one in controls(view) if not _is_reached(one, reached)]


def _press_tab(reached: list[QWidget]) -> tuple[QWidget | None, str]:
    """Press Tab once more; return where it leads, and what is wrong about that."""
    now = reached[-1]
    typed = now.toPlainText() if isinstance(now, QPlainTextEdit) else ""
    QTest.keyClick(now, Qt.Key.Key_Tab)
    after = QApplication.focusWidget()
    if after is None:
        return None, f"Tab loses the focus after {called(now)}"
    if isinstance(now, QPlainTextEdit) and now.toPlainText() != typed:
        return after, f"Tab writes into {called(now)}"
    if after is now and len(reached) > 1:
        return after, f"Tab sticks in {called(now)}"
    if after in reached[1:]:
        return after, f"Tab goes round from {called(now)} to {called(after)}, not to {called(reached[0])}"
    return after, ""


def _is_reached(one: QWidget, reached: list[QWidget]) -> bool:
    if not one.isEnabled() or not one.focusPolicy() & Qt.FocusPolicy.TabFocus:
        return True
    if one in reached or any(one.isAncestorOf(other) for other in reached):
        return True
    group = one.group() if isinstance(one, QAbstractButton) else None  # Tab stops once; the arrows do the rest
    return group is not None and group.exclusive() and any(other in reached for other in group.buttons())


def wheel_changes(view: QWidget) -> list[str]:
    """Turn the wheel over everything that has a value; return what changed."""
    found = []
    for one in controls(view):
        if not isinstance(one, INPUTS) or not one.isEnabled():
            continue
        before = value_of(one)
        for way in (120, -120):
            middle = QPointF(one.rect().center())
            turned = QWheelEvent(
                middle,
                QPointF(one.mapToGlobal(middle.toPoint())),
                QPoint(0, 0),
                QPoint(0, way),
                Qt.MouseButton.NoButton,
                Qt.KeyboardModifier.NoModifier,
                Qt.ScrollPhase.NoScrollPhase,
                False,
            )
            QApplication.sendEvent(one, turned)
            if value_of(one) != before:
                found.append(f"the wheel changes {called(one)}")
                break
    return found


def value_of(one: QWidget) -> object:
    """Return what a control says or holds."""
    if isinstance(one, QComboBox):
        return one.currentIndex()
    if isinstance(one, QTabBar):
        return one.currentIndex()
    if isinstance(one, QAbstractButton):
        return one.isChecked()
    if isinstance(one, QLineEdit):
        return one.text()
    return one.toPlainText() if isinstance(one, QPlainTextEdit) else None


def cut_off(view: QWidget) -> list[str]:
    """Return the words that have less room than they need, and what lies outside of what holds it."""
    found = []
    for one in in_sight(view, QWidget):
        if one.window() is not view.window() or one.size().isEmpty():
            continue
        if isinstance(one, QLabel) and one.text():
            tall = one.heightForWidth(one.width()) if one.wordWrap() else one.sizeHint().height()
            wide = 0 if one.wordWrap() else one.sizeHint().width()
            if one.height() < tall or one.width() < wide:
                found.append(f"label {one.text()[:40]!r}: {one.width()} by {one.height()}, needs {wide} by {tall}")
        elif isinstance(one, (QAbstractButton, QComboBox, QLineEdit, Badge)):
            least = one.minimumSizeHint()
            tall = max(least.height(), one.heightForWidth(one.width()))
            if one.width() < least.width() or one.height() < tall:
                found.append(f"{called(one)}: {one.width()} by {one.height()}, needs {least.width()} by {tall}")
            if isinstance(one, QComboBox):
                found += _cut_choice(one)
        over = one.parentWidget()
        if over is not None and not isinstance(over.parentWidget(), QAbstractScrollArea) and isinstance(one, INPUTS):
            inside = over.rect().adjusted(-1, -1, 1, 1)
            if not inside.contains(one.geometry()):
                found.append(f"{called(one)} lies outside of what holds it")
    return found


def _cut_choice(one: QComboBox) -> list[str]:
    """Return what is wrong when the chosen words of a list that opens are shortened."""
    asked = QStyleOptionComboBox()
    one.initStyleOption(asked)
    part = QStyle.SubControl.SC_ComboBoxEditField
    room = one.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, asked, part, one).width()
    need = one.fontMetrics().horizontalAdvance(one.currentText())
    return [f"{called(one)}: {one.currentText()!r} needs {need}, has {room}"] if need > room else []


def wider_than_window(view: QWidget) -> list[str]:
    """Return the pages that would have to be scrolled sideways, and the windows that are larger than asked for."""
    found = []
    for area in in_sight(view, QScrollArea):
        if area.window() is not view.window() or area.widget() is None:
            continue
        need, room = area.widget().minimumSizeHint().width(), area.viewport().width()
        if need > room or area.widget().width() > room:
            found.append(f"{called(area)} needs {max(need, area.widget().width())}, has {room}")
    found += [
        f"{called(area)} scrolls sideways"
        for area in in_sight(view, QAbstractScrollArea)
        if area.horizontalScrollBar().maximum() > 0 and not isinstance(area, QScrollArea)
    ]
    return found
