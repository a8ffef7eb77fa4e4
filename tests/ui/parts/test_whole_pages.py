"""What holds for every part at once, seen on the gallery's pages: names, Tab, the wheel, room for words, freedom."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTabBar,
    QWidget,
)
from pytestqt.qtbot import QtBot

from tests.ui.showing import shown
from workwell_desktop.ui.parts.badge import Badge
from workwell_desktop.ui.parts.columns import Columns, Page
from workwell_desktop.ui.parts.fields import Field
from workwell_desktop.ui.style.gallery_pages import PAGES
from workwell_desktop.ui.style.theme import Look

INPUTS = (QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit, QTabBar)


@pytest.fixture(params=PAGES)
def make(request: pytest.FixtureRequest) -> Callable[[Look], QWidget]:
    return PAGES[request.param]


def said(widget: QWidget, what: QAccessible.Text = QAccessible.Text.Name) -> str:
    return QAccessible.queryAccessibleInterface(widget).text(what)


def controls(page: QWidget) -> list[QWidget]:
    return [
        widget
        for widget in page.findChildren(QWidget)
        if widget.isVisible() and (isinstance(widget, INPUTS) or widget.focusPolicy() != Qt.FocusPolicy.NoFocus)
    ]


def test_every_control_has_a_name(qtbot: QtBot, look: Look, make: Callable[[Look], QWidget]) -> None:
    page = shown(qtbot, make(look), 1366, 768)
    found = controls(page)
    assert len(found) >= 5
    assert [repr(widget) for widget in found if not said(widget).strip()] == []


def test_a_buttons_name_is_its_visible_word(qtbot: QtBot, look: Look, make: Callable[[Look], QWidget]) -> None:
    page = shown(qtbot, make(look), 1366, 768)
    for button in page.findChildren(QAbstractButton):
        if button.text():
            assert said(button) == button.text().replace("&&", "\0").replace("&", "").replace("\0", "&")


def test_every_label_above_a_control_leads_to_it(qtbot: QtBot, look: Look, make: Callable[[Look], QWidget]) -> None:
    page = shown(qtbot, make(look), 1366, 768)
    for field in page.findChildren(Field):
        labels = [label for label in field.findChildren(QLabel) if label.buddy() is not None]
        assert [label.buddy() for label in labels] in ([field.focus_target()], [field.control])


def test_tab_goes_through_everything_and_comes_back(qtbot: QtBot, look: Look, make: Callable[[Look], QWidget]) -> None:
    page = shown(qtbot, make(look), 1366, 768)
    start = QApplication.focusWidget()
    assert start is not None
    assert page.isAncestorOf(start)
    seen: list[QWidget | None] = []
    for _ in range(120):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        seen.append(QApplication.focusWidget())
        if seen[-1] is start:
            break
    assert seen[-1] is start
    assert len(set(seen)) == len(seen)
    back: list[QWidget | None] = []
    for _ in seen:
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Backtab)
        back.append(QApplication.focusWidget())
    assert back == [*reversed(seen[:-1]), start]


def test_every_control_is_reached_by_tab_or_arrows(qtbot: QtBot, look: Look, make: Callable[[Look], QWidget]) -> None:
    page = shown(qtbot, make(look), 1366, 768)
    for field in page.findChildren(Field):
        target = field.focus_target()
        assert target.focusPolicy() & Qt.FocusPolicy.TabFocus, field.label()


def test_the_wheel_changes_nothing(qtbot: QtBot, look: Look, make: Callable[[Look], QWidget]) -> None:
    page = shown(qtbot, make(look), 1366, 768)
    fields = page.findChildren(Field)
    before = [field.value() for field in fields]
    for widget in controls(page):
        widget.setFocus()
        for way in (120, -120):
            middle = QPointF(widget.rect().center())
            event = QWheelEvent(
                middle,
                QPointF(widget.mapToGlobal(middle.toPoint())),
                QPoint(0, 0),
                QPoint(0, way),
                Qt.MouseButton.NoButton,
                Qt.KeyboardModifier.NoModifier,
                Qt.ScrollPhase.NoScrollPhase,
                False,
            )
            QApplication.sendEvent(widget, event)
    assert [field.value() for field in fields] == before
    for bar in page.findChildren(QTabBar):
        assert bar.currentIndex() == 0


def wear(look: Look, scale: int) -> None:
    """Put a text size on all that is made from now on, however many widgets other tests have left about."""
    look.set_scale(scale)
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    look.apply(app)


@pytest.mark.parametrize("scale", [100, 150, 200, 250])
def test_no_words_are_cut_off(qtbot: QtBot, look: Look, make: Callable[[Look], QWidget], scale: int) -> None:
    wear(look, scale)
    page = shown(qtbot, make(look), 1366, 768)
    cut = []
    for widget in page.findChildren(QWidget):
        if not widget.isVisible() or widget.window() is not page:
            continue
        if isinstance(widget, QLabel) and widget.text():
            need = widget.heightForWidth(widget.width()) if widget.wordWrap() else widget.sizeHint().height()
            wide = 0 if widget.wordWrap() else widget.sizeHint().width()
            if widget.height() < need or widget.width() < wide:
                cut.append(f"{widget.text()}: {widget.size().toTuple()} of {(wide, need)}")
        elif isinstance(widget, (QAbstractButton, QComboBox, QLineEdit, Badge)):
            least = widget.minimumSizeHint()
            tall = max(least.height(), widget.heightForWidth(widget.width()))
            if widget.width() < least.width() or widget.height() < tall:
                cut.append(f"{widget.accessibleName()}: {widget.size().toTuple()} of {least.toTuple()}, {tall}")
    assert cut == []


@pytest.mark.parametrize("scale", [100, 200])
def test_siblings_do_not_lie_on_each_other(
    qtbot: QtBot, look: Look, make: Callable[[Look], QWidget], scale: int
) -> None:
    wear(look, scale)
    page = shown(qtbot, make(look), 1366, 768)
    for parent in page.findChildren(QWidget):
        box = parent.layout()
        if box is None or not parent.isVisible():
            continue
        inside = [w for w in parent.children() if isinstance(w, QWidget) and w.isVisible() and w.height() > 1]
        held = [w for w in inside if box.indexOf(w) >= 0]
        for number, one in enumerate(held):
            for other in held[number + 1 :]:
                assert not one.geometry().intersects(other.geometry()), f"{one!r} {other!r}"


def test_every_target_is_large_enough(qtbot: QtBot, look: Look, make: Callable[[Look], QWidget]) -> None:
    page = shown(qtbot, make(look), 1366, 768)
    small = [
        f"{widget.accessibleName()} {widget.size().toTuple()}"
        for widget in page.findChildren(QWidget)
        if isinstance(widget, INPUTS) and widget.isVisible() and min(widget.width(), widget.height()) < 32
    ]
    assert small == []


def test_a_page_is_gone_when_it_was_deleted(
    qtbot: QtBot, qapp: QApplication, look: Look, make: Callable[[Look], QWidget]
) -> None:
    page = make(look)
    page.show()
    kept = [weakref.ref(widget) for widget in [page, *page.findChildren(QWidget)]]
    gone: list[bool] = []
    page.destroyed.connect(lambda: gone.append(True))
    page.hide()
    page.deleteLater()
    del page
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    assert gone == [True]
    assert [ref() for ref in kept if ref() is not None] == []
    look.set_scale(125)  # nothing that is gone may answer


def test_a_page_that_was_wide_becomes_narrow_again(qtbot: QtBot, look: Look) -> None:
    left, right = QWidget(), QWidget()
    for side in (left, right):
        side.setMinimumWidth(600)
    columns = Columns(look, left, right)
    page = Page(look, columns)
    qtbot.addWidget(page)
    page.resize(1500, 400)
    page.show()
    QApplication.processEvents()
    assert columns.beside
    page.resize(900, 400)
    QApplication.processEvents()
    assert not columns.beside
    assert page.widget().width() <= page.viewport().width()
