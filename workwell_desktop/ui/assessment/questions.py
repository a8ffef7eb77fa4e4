"""The questions of a questionnaire as fields: the one kind of page that is made from data and not drawn by hand."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from itertools import count
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from workwell_desktop import forms
from workwell_desktop.casework.dates import Understood, read_date
from workwell_desktop.forms import Answer, Item, Questionnaire, Section
from workwell_desktop.ui.parts.answers import Answers
from workwell_desktop.ui.parts.choices import Checks, Radios, Segments
from workwell_desktop.ui.parts.date_field import DateField
from workwell_desktop.ui.parts.drawn import line_width
from workwell_desktop.ui.parts.fields import Field
from workwell_desktop.ui.parts.layouts import column, reveal
from workwell_desktop.ui.parts.line import Line, Number
from workwell_desktop.ui.parts.scale import Scale
from workwell_desktop.ui.parts.stops import go_behind, last_stop
from workwell_desktop.ui.parts.text_area import TextArea
from workwell_desktop.ui.style.theme import Look

Today = Callable[[], date]

_MOST_SEGMENTS = 4
_LONGEST = 1000  # wider than this in one line each, and they stand one under the other
_BESIDE_WORDS = 44  # what a segment needs beside its words: padding and the tick
_TEXT_LIMIT = 300
_TYPED = {"text", "longtext", "number"}
_MOST_NOTED = 60  # letters
_AT_ONCE, _AT_A_TIME = 4, 2  # questions: as many as a window shows, and what is made in one turn after that
_FIRST_MS, _BETWEEN_MS = 150, 10  # the window is painted before the rest is made, and stays live meanwhile
_turns = count(1)


class Questions(QWidget):
    """The items of one section of a questionnaire. ``edited`` is sent when an answer changed.

    The first ones stand there at once. Those below the edge of the window follow, two at a time, so that a long
    questionnaire opens as soon as a short one; :meth:`field_of` does not wait for them.
    """

    edited = Signal()

    def __init__(self, look: Look, form: Questionnaire, section: Section, today: Today) -> None:
        """Make fields for the first items; nothing is answered yet."""
        super().__init__()
        self._look, self._form, self._section, self._today = look, form, section, today
        self.fields: dict[str, Field] = {}  # those that stand there by now
        self._form_groups: tuple[Questions, ...] = (self,)  # those that ask the other sections of this form
        self._elsewhere: Mapping[str, Answer] = {}  # what was said on other pages
        self._stored: dict[str, Answer] = {}
        self._as_shown: dict[str, Answer] = {}
        self._end: QWidget | None = None  # the last control that Tab reaches here
        self.last = ""  # the item that was answered last
        self.turn = 0  # and when, among those of all groups
        self._below = column(look, gap=24)
        self.setLayout(self._below)
        self._rest = QTimer(self)
        self._rest.setInterval(_FIRST_MS)
        self._rest.timeout.connect(self._make_more)
        self._row_width = self._widest()
        self._make(_AT_ONCE)
        look.changed.connect(self._fit)
        self.show_answers({})

    @property
    def whole(self) -> bool:
        """Say whether every question stands there by now."""
        return len(self.fields) == len(self._section.items)

    def field_of(self, item_id: str) -> Field | None:
        """Return the field of an item, made now if it was not yet; nothing for an item of another page."""
        places = [item.id for item in self._section.items]
        if item_id in places and item_id not in self.fields:
            self._make(places.index(item_id) + 1)
            self._show_asked(self._whole())
        return self.fields.get(item_id)

    def answers(self) -> dict[str, Answer]:
        """Return every answer on this page by its item's id; nothing said is nothing.

        An answer that was not touched comes back exactly as it was kept.
        """
        found: dict[str, Answer] = {}
        for item in self._section.items:
            found[item.id] = self._stored.get(item.id)
            if item.id in self.fields:
                said = _said(item, self.fields[item.id])
                found[item.id] = found[item.id] if said == self._as_shown[item.id] else said
        return found

    def join(self, groups: Sequence[Questions]) -> None:
        """Ask after the answers in these groups too: they are of the same form, and an answer may decide on others."""
        self._form_groups = tuple(groups)

    def hear(self, answers: Mapping[str, Answer]) -> None:
        """Ask after these answers too, given on other pages; what stands here or in a joined group counts first."""
        self._elsewhere = dict(answers)
        self._show_asked(self._whole())

    def show_answers(self, answers: Mapping[str, Answer]) -> None:
        """Show these answers; nothing is sent."""
        self._elsewhere = dict(answers)
        self._stored = {item.id: answers.get(item.id) for item in self._section.items}
        for item in self._section.items:
            if item.id in self.fields:
                self._show(item)
        self._show_asked(answers)

    def show_problems(self, problems: Mapping[str, str]) -> list[Field]:
        """Put each sentence beside its field and return those fields."""
        found = [(self.field_of(name), sentence) for name, sentence in problems.items()]
        wrong = [(field, sentence) for field, sentence in found if field is not None]
        for field, sentence in wrong:
            field.set_error(sentence)
        return [field for field, _sentence in wrong]

    def _make(self, count: int) -> None:
        """Make the fields of the first ``count`` items, where they are not there yet."""
        for item in self._section.items[len(self.fields) : count]:
            field = self.fields[item.id] = _field(self._look, item, self._today)
            field.edited.connect(partial(self._edited, item.id))
            if item.kind != "date":  # a date says by itself what was understood
                field.left.connect(partial(self._check, item))
            self._fit_one(item)
            self._below.addWidget(field)
            self._show(item)
            # What is made later stands behind what follows it on the page, until it is told better.
            self._end = go_behind(self._end, field) if self._end is not None else last_stop(field)
        if self.whole:
            self._rest.stop()
        elif not self._rest.isActive():
            self._rest.start()

    def _make_more(self) -> None:
        self._rest.setInterval(_BETWEEN_MS)
        self._make(len(self.fields) + _AT_A_TIME)
        self._show_asked(self._whole())

    def _show(self, item: Item) -> None:
        field = self.fields[item.id]
        _show(item, field, self._stored.get(item.id))
        self._as_shown[item.id] = _said(item, field)
        self._note_what_is_strange(item, field)

    def _edited(self, name: str) -> None:
        self.last, self.turn = name, next(_turns)
        whole = self._whole()
        for group in self._form_groups:
            group._show_asked(whole)
        self.edited.emit()

    def _note_what_is_strange(self, item: Item, field: Field) -> None:
        """Say what is kept where the field cannot show it: another version asked for it, or it came another way."""
        kept = self._stored.get(item.id)
        if forms.is_answered(kept) and _plain(kept) != _plain(self._as_shown[item.id]):
            words = forms.in_words(item, kept)
            words = words if len(words) <= _MOST_NOTED else f"{words[:_MOST_NOTED]} …"
            field.set_note(
                f"This is kept, but it is not an answer to this question: “{words}”. Give another, or leave it."
            )

    def _whole(self) -> dict[str, Answer]:
        """Return the answers of the whole form, as far as they are known here."""
        whole = dict(self._elsewhere)
        for group in self._form_groups:
            whole |= group.answers()
        return whole

    def _show_asked(self, answers: Mapping[str, Answer]) -> None:
        """Show the questions to ask after these answers, and only those."""
        asked = {item.id for item in forms.shown_items(self._form, answers)}
        for name, field in self.fields.items():
            reveal(field, name in asked)

    def _check(self, item: Item) -> None:
        field = self.fields[item.id]
        problem = forms.check(self._form, self._whole()).get(item.id, "")
        if problem:
            field.set_error(problem)
        else:
            field.clear()

    def _fit(self) -> None:
        self._row_width = self._widest()
        for item in self._section.items[: len(self.fields)]:
            self._fit_one(item)

    def _fit_one(self, item: Item) -> None:
        """Give joined choices the measure of a sentence, or what their words need in one line each."""
        field = self.fields[item.id]
        if isinstance(field.control, Segments):
            field.setMaximumWidth(max(self._look.width("sentence"), self._row_width))

    def _widest(self) -> int:
        """Return what the widest row of joined choices here needs: all are as wide, so that they are in line."""
        sets = {item.options: item for item in self._section.items if item.kind == "choice"}  # most share one set
        rows = (item for item in sets.values() if _fit_side_by_side(self._look, item))
        return max((_side_by_side(self._look, item) for item in rows), default=0)


def last_answered(groups: Sequence[Questions]) -> str:
    """Return the id of the question that was answered last in any of these groups, or nothing."""
    return max(groups, key=lambda group: group.turn).last if groups else ""


def _field(look: Look, item: Item, today: Today) -> Field:
    """Return the field for an item, with the three ways of not answering at its right."""
    answers = Answers(look, name=item.text)
    if item.kind == "date":
        return DateField(look, item.text, _reader(item, today), answers=answers)
    control = _control(look, item)
    width = "full" if isinstance(control, Segments) else "sentence"
    hint = f"{item.hint} {', '.join(item.suggestions)}.".lstrip() if item.suggestions else item.hint
    return Field(look, item.text, control, hint=hint, width=width, answers=answers)


def _control(look: Look, item: Item) -> QWidget:
    if item.kind == "text":
        return Line(look, limit=_TEXT_LIMIT)
    if item.kind == "longtext":
        return TextArea(look, lines=2)
    if item.kind == "number":
        return Number(look)
    if item.kind == "scale":
        return Scale(look, item.low_words, item.high_words, least=item.low, most=item.high, marks=item.marks)
    options = [(option.code, option.label) for option in item.options]
    if item.kind == "multi":
        return Checks(look, options)
    return Segments(look, options) if _fit_side_by_side(look, item) else Radios(look, options)


def _fit_side_by_side(look: Look, item: Item) -> bool:
    """Say whether the answers stand in one row: few, and each in no more than two lines of an equal share."""
    return len(item.options) <= _MOST_SEGMENTS and not look.large and _side_by_side(look, item) <= look.px(_LONGEST)


def _side_by_side(look: Look, item: Item) -> int:
    """Return the width of the answers in one row, each as wide as the widest, in pixels."""
    widest = max((line_width(look.font(weight=600), option.label) for option in item.options), default=0)
    return len(item.options) * (widest + look.px(_BESIDE_WORDS))


def _reader(item: Item, today: Today) -> Callable[[str], Understood]:
    def read(typed: str) -> Understood:
        return read_date(typed, today(), lean=item.lean)

    return read


def _said(item: Item, field: Field) -> Answer:
    """Return what a field says, as an answer is kept."""
    if field.answers is not None and field.answers.value():
        return field.answers.value()
    if isinstance(field, DateField):
        when = field.when()
        return when.isoformat() if when else str(field.value())
    if isinstance(field.control, Number):
        number = field.control.number()
        if number is None or (number != int(number) and not item.decimals):
            return field.control.value()
        return int(number) if number == int(number) else float(number)
    said: Any = field.value()
    return tuple(said) if item.kind == "multi" else said


def _show(item: Item, field: Field, answer: Answer) -> None:
    """Show an answer; one that this item cannot hold (kept by another version) is left as it is kept."""
    none = isinstance(answer, str) and answer in forms.NON_ANSWERS
    if field.answers is not None:
        field.answers.set_value(str(answer) if none else "")
    field.clear()
    field.set_value(_shown(item, None if none else answer))


def _plain(answer: Answer) -> Any:
    return list(answer) if isinstance(answer, (list, tuple)) else answer


def _shown(item: Item, answer: Answer) -> Any:
    """Return what a field can show of an answer: all of it, or nothing."""
    if item.kind == "multi":
        return [code for code in answer if code in item.codes] if isinstance(answer, (list, tuple)) else []
    if item.kind == "scale":
        return answer if item.value(answer) is not None else None
    if item.kind == "date":
        try:
            return date.fromisoformat(str(answer))
        except ValueError:
            return str(answer or "")
    fits = isinstance(answer, str) if item.kind in _TYPED else forms.fits(item, answer)
    if item.kind == "number" and not fits:
        fits = forms.fits(item, answer)
    return str(answer) if fits and answer is not None else ""
