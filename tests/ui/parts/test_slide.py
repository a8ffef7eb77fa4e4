"""The slide: keys, mouse, the wheel, what a screen reader hears, and whether its drawing can be seen."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QAccessible, QColor, QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.showing import count_colour, shown
from tests.ui.style.test_tokens import ratio
from workwell_desktop.ui.hand import Hand, NothingThere
from workwell_desktop.ui.parts.columns import Page
from workwell_desktop.ui.parts.fields import Field
from workwell_desktop.ui.parts.focus_ring import FocusRing
from workwell_desktop.ui.parts.layouts import column, holder
from workwell_desktop.ui.parts.slide import Slide, SlideEnds
from workwell_desktop.ui.style.theme import Look

WORDS = (*["Can’t"] * 3, *["Can, if"] * 5, *["Can"] * 3)
NAME = "Lift: on a bad day"


@pytest.fixture
def slide(qtbot: QtBot, look: Look) -> Slide:
    """A slide that nobody used yet, in an active window with room to spare."""
    slide = Slide(look, "Can’t", "Can", name=NAME, words=WORDS)
    window = shown(qtbot, holder(column(look, slide)), 400, 120)
    slide.setProperty("window", window)
    slide.setFocus(Qt.FocusReason.TabFocusReason)
    return slide


def heard(slide: Slide) -> str:
    return QAccessible.queryAccessibleInterface(slide).text(QAccessible.Text.Description)


def press_at(slide: Slide, number: int) -> None:
    QTest.mouseClick(slide, Qt.MouseButton.LeftButton, pos=slide.place_of(number).toPoint())


def test_nothing_is_chosen_at_first_and_it_says_so(slide: Slide, look: Look) -> None:
    assert slide.value() is None
    assert slide.word() == "Not said"
    assert heard(slide).startswith("Not said yet.")
    assert not count_colour(slide, look.colour("accent")), "hollow"
    slide.set_value(0)
    assert count_colour(slide, look.colour("accent")) > 100, "0 is an answer, and is seen"


def test_it_is_a_slider_with_a_name_and_a_value(slide: Slide) -> None:
    face = QAccessible.queryAccessibleInterface(slide)
    assert face.role() == QAccessible.Role.Slider
    assert face.text(QAccessible.Text.Name) == NAME
    slide.set_value(7)
    assert face.valueInterface().currentValue() == 7
    assert heard(slide) == "7 of 10, Can, if."
    told: list[int | None] = []
    slide.edited.connect(lambda: told.append(slide.value()))
    face.valueInterface().setCurrentValue(2)  # as by voice
    assert told == [2]


def test_it_tells_only_what_a_person_chose(slide: Slide) -> None:
    told: list[int | None] = []
    slide.edited.connect(lambda: told.append(slide.value()))
    slide.set_value(3)
    slide.set_value(None)
    assert told == []
    QTest.keyClicks(slide, "44")  # the same again says nothing
    press_at(slide, 4)
    press_at(slide, 9)
    assert told == [4, 9]
    for number in (-1, 11):
        with pytest.raises(ValueError, match=str(number)):
            slide.set_value(number)
    assert slide.value() == 9


@pytest.mark.parametrize(
    ("keys", "number"),
    [
        ([Qt.Key.Key_Right], 0),
        ([Qt.Key.Key_Left], 10),
        ([Qt.Key.Key_5, Qt.Key.Key_Right, Qt.Key.Key_Up], 7),
        ([Qt.Key.Key_5, Qt.Key.Key_Left, Qt.Key.Key_Down], 3),
        ([Qt.Key.Key_Home, Qt.Key.Key_Left], 0),
        ([Qt.Key.Key_End, Qt.Key.Key_Right], 10),
        ([Qt.Key.Key_0], 0),
        ([Qt.Key.Key_9], 9),
        ([Qt.Key.Key_1], 1),
        ([Qt.Key.Key_1, Qt.Key.Key_0], 10),
        ([Qt.Key.Key_1, Qt.Key.Key_0, Qt.Key.Key_0], 0),
        ([Qt.Key.Key_1, Qt.Key.Key_Right, Qt.Key.Key_0], 0),
        ([Qt.Key.Key_7, Qt.Key.Key_Delete], None),
        ([Qt.Key.Key_7, Qt.Key.Key_Backspace], None),
        ([Qt.Key.Key_7, Qt.Key.Key_X, Qt.Key.Key_Space, Qt.Key.Key_PageUp], 7),
    ],
)
def test_keys_choose_and_take_away(slide: Slide, keys: list[Qt.Key], number: int | None) -> None:
    for key in keys:
        QTest.keyClick(slide, key)
    assert slide.value() == number


def test_keys_of_the_number_pad_count_and_those_of_the_window_are_left_to_it(slide: Slide) -> None:
    QTest.keyClick(slide, Qt.Key.Key_6, Qt.KeyboardModifier.KeypadModifier)
    assert slide.value() == 6
    QTest.keyClick(slide, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(slide, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert slide.value() == 6


@pytest.mark.parametrize("scale", [100, 200])
def test_the_mouse_presses_anywhere_on_the_track_and_pulls(slide: Slide, look: Look, scale: int) -> None:
    look.set_scale(scale)
    slide.window().resize(look.px(400), look.px(120))
    QApplication.processEvents()
    for number in (0, 7, 10):
        press_at(slide, number)
        assert slide.value() == number
    at = slide.place_of(3).toPoint()
    QTest.mouseClick(slide, Qt.MouseButton.LeftButton, pos=at + QPoint(2, look.px(14)))
    assert slide.value() == 3
    QTest.mouseClick(slide, Qt.MouseButton.RightButton, pos=slide.place_of(8).toPoint())
    QTest.mouseClick(slide, Qt.MouseButton.LeftButton, pos=QPoint(slide.width() - 4, at.y()))  # on the word
    assert slide.value() == 3
    QTest.mousePress(slide, Qt.MouseButton.LeftButton, pos=at)
    far = QPointF(slide.width() + 90, at.y())
    pull = QMouseEvent(
        QEvent.Type.MouseMove, far, slide.mapToGlobal(far), Qt.MouseButton.NoButton, Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    QApplication.sendEvent(slide, pull)
    QTest.mouseRelease(slide, Qt.MouseButton.LeftButton)
    assert slide.value() == 10


def test_the_wheel_is_left_to_the_page(slide: Slide) -> None:
    slide.set_value(4)
    middle = QPointF(slide.rect().center())
    turn = QWheelEvent(
        middle, slide.mapToGlobal(middle), QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(slide, turn)
    assert slide.value() == 4
    assert not turn.isAccepted()


@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
def test_its_drawing_can_be_seen(slide: Slide, look: Look, theme: str) -> None:
    look.set_theme(theme)
    ground, colour = look.colour("surface"), look.colour

    def apart(one: QColor, other: QColor) -> float:
        return ratio(one.name(), other.name())

    slide.set_value(None)
    assert count_colour(slide, colour("control")) > 20, "the edge of the empty track"
    slide.set_value(5)
    filled = slide.place_of(2).toPoint()
    assert count_colour(slide, colour("accent"), QRect(filled.x() - 6, filled.y() - 4, 12, 8)) > 20
    empty = slide.place_of(8).toPoint()
    assert not count_colour(slide, colour("accent"), QRect(empty.x() - 6, empty.y() - 4, 12, 8))
    here = slide.place_of(5).toPoint()
    assert count_colour(slide, colour("on_accent"), QRect(here.x() - 12, here.y() - 12, 24, 24)), "the number"
    assert apart(colour("control"), ground) >= 3
    assert apart(colour("accent"), ground) >= 3
    assert apart(colour("on_accent"), colour("accent")) >= 7


@pytest.mark.parametrize("scale", [100, 125, 200, 250])
def test_it_keeps_room_for_its_words_and_its_target(qtbot: QtBot, look: Look, scale: int) -> None:
    look.set_scale(scale)
    slide = Slide(look, "Can’t", "Can", name=NAME, words=WORDS)
    bare = Slide(look, "Can’t", "Can", name="Bare", words=WORDS)
    bare.show_ends(False)
    head = SlideEnds(look, "Can’t", "Can", words=WORDS)
    shown(qtbot, Page(look, head, slide, bare), slide.minimumSizeHint().width() + look.space(80))
    for number in (None, 0, 4, 10):
        slide.set_value(number)
        edge = QRect(slide.width() - 1, 0, 1, slide.height())
        assert not count_colour(slide, look.colour("ink"), edge), "no word is cut off"
    assert bare.height() >= look.height("control")
    assert slide.height() > bare.height(), "the words of the ends stand under the track"
    assert count_colour(head, look.colour("ink2"))


def test_the_ring_comes_with_a_key_and_not_with_a_press(qtbot: QtBot, look: Look, ring: FocusRing) -> None:
    slide, other = (Slide(look, "Can’t", "Can", name=name) for name in ("One", "Two"))
    shown(qtbot, Page(look, other, slide))
    other.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(other, Qt.Key.Key_Tab)
    frame = ring.frame()
    assert frame is not None
    assert frame.widget() is slide
    press_at(other, 2)
    assert frame.widget() is None or not frame.isVisible()


def test_a_field_says_its_hint_after_the_number(qtbot: QtBot, look: Look) -> None:
    field = Field(look, "How much?", Slide(look, "Can’t", "Can", words=WORDS), hint="As it is today.", width="full")
    shown(qtbot, field)
    field.set_value(2)
    field.set_error("Say a number first.", announce_it=False)
    assert heard(field.control) == "2 of 10, Can’t. As it is today. Say a number first."


def test_the_hand_types_a_number_by_its_name(slide: Slide, qapp: QApplication) -> None:
    hand = Hand(qapp)
    hand.pick(NAME, "10")
    assert slide.value() == 10
    hand.pick(NAME, "3")
    assert slide.value() == 3
    with pytest.raises(NothingThere):
        hand.pick("Another", "3")
