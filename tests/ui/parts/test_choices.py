"""Choosing: what is told, what is refused, what can be reached."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QStyle, QStyleOptionComboBox
from pytestqt.qtbot import QtBot

from tests.ui.showing import count_colour, shown
from workwell_desktop.ui.parts.choices import Check, Checks, Radios, Segments
from workwell_desktop.ui.parts.columns import Fold, Page
from workwell_desktop.ui.parts.combo import Combo
from workwell_desktop.ui.parts.fields import Field
from workwell_desktop.ui.parts.layouts import column, holder
from workwell_desktop.ui.parts.line import Line
from workwell_desktop.ui.parts.scale import Scale
from workwell_desktop.ui.style.theme import Look

CHOOSERS = {
    "segments": lambda look: Segments(look, [("a", "A"), ("b", "B")], name="S"),
    "radios": lambda look: Radios(look, [("a", "A"), ("b", "B")], name="R"),
    "combo": lambda look: Combo(look, [("a", "A"), ("b", "B")], name="C"),
}


@pytest.mark.parametrize("kind", CHOOSERS)
def test_one_of_several_is_told_only_when_a_person_chooses(qtbot: QtBot, look: Look, kind: str) -> None:
    part = CHOOSERS[kind](look)
    qtbot.addWidget(part)
    part.show()
    told: list[str] = []
    part.edited.connect(lambda: told.append(part.value()))
    assert part.value() == ""
    part.set_value("b")
    assert (part.value(), told) == ("b", [])
    if isinstance(part, Combo):
        part.setFocus()
        QTest.keyClick(part, Qt.Key.Key_Up)
    else:
        QTest.mouseClick(part.buttons()[0], Qt.MouseButton.LeftButton)
        QTest.mouseClick(part.buttons()[0], Qt.MouseButton.LeftButton)  # the same again says nothing
    assert (part.value(), told) == ("a", ["a"])
    part.set_value("")
    assert part.value() == ""
    with pytest.raises(ValueError, match="zz"):
        part.set_value("zz")


@pytest.mark.parametrize("kind", ["segments", "radios"])
def test_a_choice_that_was_taken_away_can_still_be_reached(qtbot: QtBot, look: Look, kind: str) -> None:
    part = CHOOSERS[kind](look)
    qtbot.addWidget(part)
    part.show()
    part.set_value("b")
    part.set_value("")
    assert part.first_focus().focusPolicy() & Qt.FocusPolicy.TabFocus
    QTest.mouseClick(part.buttons()[1], Qt.MouseButton.LeftButton)
    assert part.value() == "b"


def test_arrows_choose_among_segments(qtbot: QtBot, look: Look) -> None:
    part = Segments(look, [("a", "A"), ("b", "B"), ("c", "C")], name="S")
    qtbot.addWidget(part)
    with qtbot.waitActive(part):
        part.show()
    part.set_value("a")
    part.setFocus()  # hands the focus on
    QTest.keyClick(part.first_focus(), Qt.Key.Key_Right)
    assert part.value() == "b"


def test_a_code_that_stands_twice_is_refused(look: Look) -> None:
    with pytest.raises(ValueError, match="twice"):
        Segments(look, [("a", "A"), ("a", "B")])


def test_ticks_are_told_one_by_one(qtbot: QtBot, look: Look) -> None:
    part = Checks(look, [("a", "A"), ("b", "B"), ("c", "C")], name="T")
    alone = Check(look, "Agreed")
    for widget in (part, alone):
        qtbot.addWidget(widget)
        widget.show()
    told: list[object] = []
    part.edited.connect(lambda: told.append(part.value()))
    alone.edited.connect(lambda: told.append(alone.value()))
    part.set_value(["c", "a"])
    alone.set_value(False)
    assert told == []
    QTest.mouseClick(part.boxes()[1], Qt.MouseButton.LeftButton)
    QTest.keyClick(alone, Qt.Key.Key_Space)
    assert told == [["a", "b", "c"], True]
    with pytest.raises(ValueError, match="zz"):
        part.set_value(["zz"])


def test_the_words_of_a_tick_are_its_target(qtbot: QtBot, look: Look) -> None:
    alone = Check(look, "Agreed, and the whole sentence counts", "Also this line")
    qtbot.addWidget(alone)
    alone.resize(300, alone.heightForWidth(300))
    alone.show()
    QTest.mouseClick(alone, Qt.MouseButton.LeftButton, pos=QPoint(290, alone.height() - 4))
    assert alone.value()


WORDS = "This place is safe for post, and somebody there can be asked about it before a letter is sent"


@pytest.mark.parametrize("scale", [100, 125, 200])
@pytest.mark.parametrize("width", [230, 330, 480])
def test_words_that_wrap_get_all_their_lines(qtbot: QtBot, look: Look, scale: int, width: int) -> None:
    look.set_scale(scale)
    options = [("a", "Short"), ("b", WORDS), ("c", "A service in the plan"), ("d", "A carer or supporter")]
    across, below = Radios(look, options, name="A", across=True), Radios(look, options, name="B")
    several, alone = Checks(look, options, name="C"), Check(look, WORDS, "A second line that is said as well")
    page = Page(look, *(Field(look, "Q", one, width="full") for one in (across, below, several)), alone)
    shown(qtbot, page, look.px(width))
    for one in [*across.buttons(), *below.buttons(), *several.boxes(), alone]:
        assert one.height() >= one.heightForWidth(one.width())
        assert one.geometry().bottom() < one.parentWidget().height()
        one.resize(one.width(), one.height() + 40)  # with more room, nothing more of the words is seen
        assert not count_colour(one, look.colour("ink"), QRect(0, one.height() - 40, one.width(), 40))
        assert not count_colour(one, look.colour("ink2"), QRect(0, one.height() - 40, one.width(), 40))


def test_a_scale_has_no_number_until_one_is_pressed(qtbot: QtBot, look: Look) -> None:
    part = Scale(look, "Not sure", "Very sure", name="How sure")
    qtbot.addWidget(part)
    part.show()
    told: list[int | None] = []
    part.edited.connect(lambda: told.append(part.value()))
    assert part.value() is None
    part.set_value(0)
    assert (part.value(), told) == (0, [])
    ten = next(b for b in part.findChildren(QAbstractButton) if b.text() == "10")
    QTest.mouseClick(ten, Qt.MouseButton.LeftButton)
    assert told == [10]
    part.set_value(None)
    assert part.value() is None
    with pytest.raises(ValueError, match="11"):
        part.set_value(11)


def test_an_alt_letter_leads_to_a_choice_without_choosing(qtbot: QtBot, look: Look) -> None:
    field = Field(look, "Safe to call", Segments(look, [("a", "A"), ("b", "B")]), alt="s")
    qtbot.addWidget(field)
    with qtbot.waitActive(field):
        field.show()
    field.control.set_value("b")
    QTest.keyClick(field, Qt.Key.Key_S, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(field.control.buttons()[1].hasFocus)
    assert field.value() == "b"


@pytest.mark.parametrize("scale", [100, 125, 200])
@pytest.mark.parametrize("width", [360, 560, 700])
def test_a_list_that_opens_shows_its_words_beside_another_field(
    qtbot: QtBot, look: Look, scale: int, width: int
) -> None:
    look.set_scale(scale)
    words = "Said so in the meeting"
    box = Combo(look, [("said", words)], name="How")
    pair = Fold(look, Field(look, "When", Line(look), width="date"), Field(look, "How", box))
    qtbot.addWidget(pair)
    pair.resize(max(width, look.px(300)), 300)
    pair.show()
    QApplication.processEvents()
    asked = QStyleOptionComboBox()
    box.initStyleOption(asked)
    kind, part = QStyle.ComplexControl.CC_ComboBox, QStyle.SubControl.SC_ComboBoxEditField
    room = box.style().subControlRect(kind, asked, part, box).width()
    assert room >= box.fontMetrics().horizontalAdvance(words)


class _Widths(QObject):
    """Writes down every width that a widget is given."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[int] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QResizeEvent):
            self.seen.append(event.size().width())
        return super().eventFilter(watched, event)


def test_a_list_never_jumps_to_another_width_and_back(qtbot: QtBot, look: Look) -> None:
    combo = Combo(look, [("a", "A")], name="C")
    window = shown(qtbot, holder(column(look, combo)))
    widths = _Widths()
    combo.installEventFilter(widths)
    hint = combo.sizeHint().width()
    combo.set_options([("a", "A"), ("b", "A word that is a good deal longer than the first one")])
    later = QTimer(singleShot=True, interval=40)  # Qt's own clock for this stands at 20 ms and so rings first
    with qtbot.waitSignal(later.timeout):
        later.start()
    QApplication.processEvents()
    assert combo.sizeHint().width() > hint  # the longer words are known
    assert set(widths.seen) <= {window.width()}
