"""The answer to one question for somebody who is handed the screen: big keys or a large field, and not answering."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from workwell_desktop.casework.dates import Understood, plain, read_date
from workwell_desktop.casework.hand_over import scale_ends, ways_of_not_saying
from workwell_desktop.forms import NON_ANSWERS, Answer, Item
from workwell_desktop.ui.parts.big_key import BigKey
from workwell_desktop.ui.parts.labels import Label
from workwell_desktop.ui.parts.layouts import column, flow, holder, show_in_page
from workwell_desktop.ui.parts.line import Line, Number
from workwell_desktop.ui.parts.text_area import TextArea
from workwell_desktop.ui.style.theme import Look

Today = Callable[[], date]

_TEXT_LIMIT = 300
_ON = {Qt.Key.Key_Down, Qt.Key.Key_Right}
_BACK = {Qt.Key.Key_Up, Qt.Key.Key_Left}


class AnswerKeys(QWidget):
    """What can be answered. ``edited`` is sent when a person changed the answer, ``left`` when a field was left."""

    edited = Signal()
    left = Signal()

    def __init__(self, look: Look, item: Item, today: Today) -> None:
        """Show no answer yet. The accessible name of the whole is the question."""
        super().__init__()
        self._look, self._item, self._today = look, item, today
        self._put_away: Answer = None  # what was there before not answering was chosen
        self._after_one = False  # a 0 that comes now makes it ten
        self._values: list[Answer] = _values(item)
        several, short = item.kind == "multi", item.kind == "scale"
        self.keys = [BigKey(look, word, several=several, short=short) for word in _words(item)]
        self.field = None if self.keys else _field(look, item)
        self.nones = {
            code: BigKey(look, words, several=several or not self.keys)
            for code, words in ways_of_not_saying(item).items()
        }
        for key in self.keys:
            key.clicked.connect(partial(self._pressed, key))
        for code, none in self.nones.items():
            none.clicked.connect(partial(self._not_said, code))
        if self.field is not None:
            self.field.edited.connect(self._typed)
            self.field.left.connect(self.left)
        self.setAccessibleName(item.text)
        self._lay_out()

    def value(self) -> Answer:
        """Return the answer as it is kept, or nothing."""
        if (none := self._none()) is not None:
            return none
        if self.field is not None:
            return self._written(self.field)
        chosen = [value for value, key in zip(self._values, self.keys, strict=True) if key.isChecked()]
        if self._item.kind == "multi":
            return [code for code in chosen if isinstance(code, str)] or None
        return chosen[0] if chosen else None

    def set_value(self, answer: Answer) -> None:
        """Show an answer; nothing is sent. One that these keys do not have is shown by none of them."""
        for code, none in self.nones.items():
            none.setChecked(answer == code)
        given = None if isinstance(answer, str) and answer in NON_ANSWERS else answer
        for value, key in zip(self._values, self.keys, strict=True):
            among = given if isinstance(given, (list, tuple)) else (given,)
            key.setChecked(value in among)
        if self.field is not None:
            self.field.set_value(_typed_words(self._item, given))

    def understood(self) -> str:
        """Return how a typed day is understood, or nothing."""
        if self._item.kind != "date" or self._none() is not None or not isinstance(self.field, Line):
            return ""
        found = self._read(self.field.value())
        return found.sentence if found.when else ""

    def first_focus(self) -> QWidget:
        """Return what takes the focus: the chosen key, else the first or the field."""
        if (none := self._none()) is not None:
            return self.nones[none]
        if self.field is not None:
            return self.field.line if isinstance(self.field, Number) else self.field
        return next((key for key in self.keys if key.isChecked()), self.keys[0])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the next answer with an arrow, or take the answer of a number key."""
        if not self.take_key(event):
            super().keyPressEvent(event)

    def take_key(self, event: QKeyEvent) -> bool:
        """Do what a key asks for here. Return whether it was one of ours."""
        if event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier):
            return False
        after_one = self._after_one
        self._after_one = after_one and event.isAutoRepeat()  # a 1 that is held a little long is still a 1
        if event.key() in _ON | _BACK:
            self._step(1 if event.key() in _ON else -1)
            return True
        if self.keys and event.text().isdecimal() and not event.isAutoRepeat():
            ten = event.text() == "0" and after_one and self._item.kind == "scale" and 10 in self._values
            place = self._place_of(10 if ten else int(event.text()))
            if 0 <= place < len(self.keys):
                _go_to(self.keys[place])
                self.keys[place].click()
            self._after_one = event.text() == "1"
            return True
        return False

    def _place_of(self, number: int) -> int:
        """Return which key a number stands for: on a scale its own number, else the first, second and so on."""
        if self._item.kind != "scale":
            return number - 1
        return self._values.index(number) if number in self._values else -1

    def _step(self, by: int) -> None:
        """Go on by one; where one answer is chosen of several, the arrow chooses it, as with radio buttons."""
        ring = [*self.keys, *self.nones.values()]
        now = QApplication.focusWidget()
        place = ring.index(now) + by if isinstance(now, BigKey) and now in ring else 0
        key = ring[max(0, min(place, len(ring) - 1))]
        _go_to(key)
        if self.keys and self._item.kind != "multi" and not key.isChecked():
            key.click()

    def _pressed(self, key: BigKey) -> None:
        self._after_one = False
        if self._item.kind != "multi":
            for one in self.keys:
                one.setChecked(one is key)
        self._take_back()
        self._put_away = None
        self.edited.emit()

    def _not_said(self, code: str, _checked: bool = False) -> None:
        """Take what was answered away; pressed again beside ticks or a field, bring it back."""
        self._after_one = False
        one_of = bool(self.keys) and self._item.kind != "multi"
        if self.nones[code].isChecked() or one_of:
            self._take_back()  # to read what is there without it
            now = self.value()
            self._put_away = self._put_away if now is None else now
            self.set_value(code)
        else:
            self.set_value(self._put_away)
        self.edited.emit()

    def _none(self) -> str | None:
        """Return which way of not answering is chosen, or nothing."""
        return next((code for code, none in self.nones.items() if none.isChecked()), None)

    def _take_back(self) -> None:
        for none in self.nones.values():
            none.setChecked(False)

    def _typed(self) -> None:
        self._take_back()
        self._put_away = None
        self.edited.emit()

    def _written(self, field: Line | Number | TextArea) -> Answer:
        if isinstance(field, Number):
            number = field.number()
            if number is None:
                return field.value() or None
            return int(number) if number == int(number) else float(number)
        if self._item.kind == "date":
            when = self._read(field.value()).when if field.value() else None
            return when.isoformat() if when else field.value() or None
        return field.value() or None

    def _read(self, typed: str) -> Understood:
        return read_date(typed, self._today(), lean=self._item.lean)

    def _lay_out(self) -> None:
        look, item = self._look, self._item
        if self.field is not None:
            answers: QWidget = self.field
        elif item.kind == "scale":
            ends = scale_ends(item)
            self.keys[0].setAccessibleDescription(ends)
            keys = holder(flow(look, *self.keys, gap=8))
            answers = holder(column(look, Label(look, ends, "turned"), keys, gap=8)) if ends else keys
        else:
            answers = holder(column(look, *self.keys, gap=8))
        self.setLayout(column(look, answers, *self.nones.values(), gap=20))


def _go_to(key: BigKey) -> None:
    key.setFocus(Qt.FocusReason.TabFocusReason)
    show_in_page(key)


def _words(item: Item) -> list[str]:
    if item.kind == "scale":
        return [str(number) for number in range(item.low, item.high + 1)]
    return [option.label for option in item.options] if item.kind in {"choice", "multi"} else []


def _values(item: Item) -> list[Answer]:
    if item.kind == "scale":
        return list(range(item.low, item.high + 1))
    return list(item.codes) if item.kind in {"choice", "multi"} else []


def _field(look: Look, item: Item) -> Line | Number | TextArea:
    """Return a field with large letters; its accessible name is the question."""
    if item.kind == "longtext":
        field: Line | Number | TextArea = TextArea(look, lines=4, role="key")
        inside: QWidget = field
    elif item.kind == "number":
        field = Number(look)
        inside = field.line
        inside.setMaximumWidth(look.width("date"))
    else:
        field = inside = Line(look, limit=_TEXT_LIMIT)
    inside.setProperty("big", "true")
    inside.setAccessibleName(item.text)
    return field


def _typed_words(item: Item, answer: Answer) -> str:
    """Return an answer as it is typed: a day in full."""
    if item.kind == "date":
        try:
            day = date.fromisoformat(str(answer))
        except ValueError:
            return str(answer or "")
        return plain(day)
    return "" if answer is None else str(answer)
