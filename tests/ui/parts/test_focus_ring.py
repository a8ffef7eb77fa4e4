"""The focus ring: seen when it has to be, whole, and following the window that has the focus."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.showing import count_colour, shown
from workwell_desktop.ui.parts.buttons import main_button, second_button
from workwell_desktop.ui.parts.choices import Check, Segments
from workwell_desktop.ui.parts.columns import Page
from workwell_desktop.ui.parts.combo import Combo
from workwell_desktop.ui.parts.fields import Field
from workwell_desktop.ui.parts.focus_ring import FocusRing
from workwell_desktop.ui.parts.layouts import column, holder
from workwell_desktop.ui.parts.line import Line
from workwell_desktop.ui.parts.tabs import Tabs
from workwell_desktop.ui.parts.text_area import TextArea
from workwell_desktop.ui.style.theme import Look


def ring_pixels(window: QWidget, control: QWidget, look: Look) -> int:
    """Return how many pixels of the ring stand around a control: 3 to 5 pixels outside its edge."""
    QApplication.processEvents()  # the control may just have been scrolled
    box = QRect(control.mapTo(window, QPoint(0, 0)), control.size()).adjusted(-5, -5, 5, 5)
    return count_colour(window, look.colour("focus"), box)


@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
def test_every_kind_of_control_shows_a_whole_ring_when_reached_by_tab(
    qtbot: QtBot, look: Look, ring: FocusRing, theme: str
) -> None:
    look.set_theme(theme)
    controls = [
        main_button(look, "Main"),
        second_button(look, "Second"),
        Line(look, name="Line"),
        Combo(look, [("a", "A")], name="Combo"),
        TextArea(look, name="Area"),
        Check(look, "Tick"),
    ]
    window = shown(qtbot, Page(look, *controls, name="Page"))
    controls[-1].setFocus()
    for control in controls:
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, Qt.Key.Key_Tab)
        assert control.hasFocus()
        found = ring_pixels(window, control, look)
        perimeter = 2 * (control.width() + control.height())
        assert found >= 2 * perimeter, control  # at least 2 px thick all around


def test_a_button_pressed_with_the_mouse_shows_none_and_a_field_always_does(
    qtbot: QtBot, look: Look, ring: FocusRing
) -> None:
    button, line, choice = (
        second_button(look, "Second"),
        Line(look, name="Line"),
        Segments(look, [("a", "A"), ("b", "B")]),
    )
    window = shown(qtbot, holder(column(look, line, button, Field(look, "Choice", choice), margins=20)))
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert button.hasFocus()
    assert not ring_pixels(window, button, look)
    QTest.mouseClick(line, Qt.MouseButton.LeftButton)
    assert ring_pixels(window, line, look)
    QTest.mouseClick(choice.buttons()[0], Qt.MouseButton.LeftButton)
    assert not ring_pixels(window, choice, look)


def test_the_ring_goes_on_in_the_next_window_when_its_own_is_deleted(
    qtbot: QtBot, qapp: QApplication, look: Look, ring: FocusRing
) -> None:
    first = holder(column(look, Line(look, name="One"), margins=20))
    with qtbot.waitActive(first):
        first.show()
    first.findChildren(Line)[0].setFocus()
    assert ring.frame() is not None
    first.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    line = Line(look, name="Two")
    window = shown(qtbot, holder(column(look, line, margins=20)))
    line.setFocus()
    assert ring_pixels(window, line, look)
    look.set_theme("dark")
    assert ring_pixels(window, line, look)


def test_the_ring_follows_its_control_when_the_page_scrolls(qtbot: QtBot, look: Look, ring: FocusRing) -> None:
    lines = [Line(look, name=f"Line {number}") for number in range(30)]
    page = Page(look, *lines, name="Page")
    shown(qtbot, page)
    lines[3].setFocus()
    before = ring_pixels(page, lines[3], look)
    page.verticalScrollBar().setValue(60)
    assert ring_pixels(page, lines[3], look) == before > 0


def test_the_ring_stays_when_an_error_appears(qtbot: QtBot, look: Look, ring: FocusRing) -> None:
    field = Field(look, "Mobile number", Line(look))
    window = shown(qtbot, holder(column(look, field, margins=20)))
    field.take_focus()
    field.set_error("A mobile number has 11 digits.")
    assert ring_pixels(window, field.control, look)


def test_the_ring_of_the_tabs_stands_around_the_present_word_alone(
    qtbot: QtBot, qapp: QApplication, look: Look, ring: FocusRing
) -> None:
    tabs = Tabs(look, "Participant")
    for word in ("Intake", "Assessment", "Plan"):
        tabs.add(word, QWidget())
    window = shown(qtbot, tabs)
    tabs.bar.setFocus(Qt.FocusReason.TabFocusReason)
    for number in range(3):
        if number:
            QTest.keyClick(tabs.bar, Qt.Key.Key_Right)
        QApplication.processEvents()
        frame = ring.frame()
        assert frame is not None
        word = tabs.bar.tabRect(number)
        box = QRect(frame.mapTo(window, QPoint(0, 0)), frame.size())
        place = QRect(tabs.bar.mapTo(window, word.topLeft()), word.size())
        assert box.left() == place.left() - 5
        assert box.width() < word.width()  # the room between the words is not in it
        assert place.top() <= box.top()
        assert box.bottom() <= place.bottom() - 3  # above the underline
        assert count_colour(window, look.colour("focus"), box) >= 2 * (box.width() + box.height())
