"""A week of opening times: a row for each day with from and to, and below it the same in plain English."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QWidget

from workwell_desktop.casework.service_times import DAYS, clock_words, day_problem, read_clock
from workwell_desktop.casework.service_typing import read_week
from workwell_desktop.ui.parts.buttons import Button, does, quiet_button
from workwell_desktop.ui.parts.fields import announce
from workwell_desktop.ui.parts.labels import IconText, Label, restyle
from workwell_desktop.ui.parts.layouts import (
    STRETCH,
    Column,
    column,
    flow,
    holder,
    put,
    reveal,
    row,
    show_in_page,
)
from workwell_desktop.ui.parts.line import Line
from workwell_desktop.ui.style.theme import Look

_NTH = ("", "second time, ", "third time, ", "fourth time, ")
_WEEKDAYS = 5
_LEAST = 480  # pixels at 100 % text in which a day stands in one row


class _Pair(QWidget):
    """From when to when. A time that is understood is shown as it was understood when it is left."""

    def __init__(self, look: Look, name: str) -> None:
        super().__init__()
        self._look = look
        self.start, self.end = (Line(look, name=f"{name}{which}", limit=12) for which in ("from", "to"))
        self.lines = (self.start, self.end)
        for one in self.lines:
            one.left.connect(partial(self._left, one))
        self.setLayout(row(look, self.start, Label(look, "to", wrap=False), self.end, STRETCH, gap=8))
        self.fit()

    def value(self) -> list[str]:
        """Return what is typed: from and to."""
        return [self.start.value(), self.end.value()]

    def fit(self) -> None:
        """Take the width that a time needs."""
        for one in self.lines:
            one.setFixedWidth(self._look.px(72))

    @staticmethod
    def _left(one: Line) -> None:
        found = read_clock(one.value()) if one.value() else None
        if found is not None:
            one.set_value(clock_words(found))


class DayRow(QWidget):
    """The times of one day. An empty pair of fields is a day on which it is closed."""

    edited = Signal()
    left = Signal()

    def __init__(self, look: Look, day: str, deeds: Sequence[QWidget] = ()) -> None:
        """Show a day without times; ``deeds`` are further buttons at its end."""
        super().__init__()
        self._look, self.day = look, day
        self._name = Label(look, day, "medium", wrap=False)
        self._closed = Label(look, "Closed", ink="ink2", wrap=False)
        self.more = quiet_button(look, "another time", "plus")
        self.more.setAccessibleName(f"Another time on {day}")
        self.shut = quiet_button(look, "Closed", "cross")
        self.shut.setAccessibleName(f"Closed on {day}")
        does(self.more, self._add_time)
        does(self.shut, self._close)
        self._deeds = tuple(deeds)
        self._spans: Column = column(look, gap=4)
        self._pairs: list[_Pair] = []
        self._pair()  # always there, and before the buttons: so Tab goes along the row
        self._error = IconText(look, "octagon-alert", "", ink="bad", role="small_strong")
        reveal(self._error, False)
        self.error = ""
        around = holder(flow(look, self._closed, self.more, self.shut, *self._deeds, gap=8, lines=4))
        pairs = holder(self._spans)
        self._pieces = (self._name, pairs, around)
        self._head = row(look, *self._pieces, gap=16)
        self._head.setStretch(2, 1)
        for one in (self._name, around):  # beside the first of several times
            self._head.setAlignment(one, Qt.AlignmentFlag.AlignTop)
        self.setLayout(column(look, self._head, self._error, gap=4))
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        look.changed.connect(self._fit)
        self._fit()
        self.show_times([])

    def minimumSizeHint(self) -> QSize:
        """Return the size of the widest piece: a narrow page has them one under the other (called by Qt)."""
        widest = max(one.minimumSizeHint().width() for one in self._pieces)
        return QSize(widest, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Turn when the room for a row comes or goes (called by Qt)."""
        super().resizeEvent(event)
        self._fit()

    def times(self) -> list[list[str]]:
        """Return what is typed: from and to, without pairs that are empty."""
        return [pair.value() for pair in self._pairs if any(pair.value())]

    def show_times(self, times: Sequence[Sequence[str]]) -> None:
        """Show other times."""
        wanted = times or [("", "")]
        while len(self._pairs) < len(wanted):
            self._pair()
        for pair in self._pairs[len(wanted) :]:
            self._spans.removeWidget(pair)
            pair.hide()
            pair.deleteLater()
        del self._pairs[len(wanted) :]
        for pair, (start, end) in zip(self._pairs, wanted, strict=True):
            pair.start.set_value(start)
            pair.end.set_value(end)
        self.set_error("")
        self._tell()

    def set_error(self, sentence: str) -> None:
        """Say what is wrong with this day, or that nothing is."""
        if sentence == self.error:
            return
        self.error = sentence
        self._error.set("octagon-alert", sentence, "bad")
        reveal(self._error, bool(sentence))
        for one in (line for pair in self._pairs for line in pair.lines):
            one.setProperty("invalid", "true" if sentence else "false")
            restyle(one)
            one.setAccessibleDescription(sentence)
        if sentence and self.isVisible():
            announce(self.first_focus(), f"{self.day}. {sentence}")

    def first_focus(self) -> QWidget:
        """Return the field of the first time."""
        return self._pairs[0].start

    def take_focus(self) -> None:
        """Give the focus to the first time of the day and scroll to it."""
        self.first_focus().setFocus()
        show_in_page(self)

    def _pair(self) -> None:
        """Add an empty from and to below the last one."""
        pair = _Pair(self._look, f"{self.day}, {_NTH[min(len(self._pairs), len(_NTH) - 1)]}")
        for one in pair.lines:
            one.edited.connect(self._tell)
            one.edited.connect(self.edited)
            one.left.connect(self.left)
        put(self._spans, pair)
        if self._pairs:
            QWidget.setTabOrder(self._pairs[-1].end, pair.start)
            QWidget.setTabOrder(pair.start, pair.end)
        self._pairs.append(pair)

    def _add_time(self) -> None:
        self._pair()
        self._tell()
        self._pairs[-1].start.setFocus()
        show_in_page(self)

    def _close(self) -> None:
        self.show_times([])
        self.first_focus().setFocus()
        self.edited.emit()

    def _tell(self) -> None:
        """Say that it is closed, or offer another time, as there is something in the fields."""
        there = bool(self.times())
        full = all(all(pair.value()) for pair in self._pairs)
        reveal(self._closed, not there)
        for button, shown in ((self.shut, there), (self.more, there and full and len(self._pairs) < len(_NTH))):
            reveal(button, shown)

    def _fit(self) -> None:
        look, ways = self._look, QBoxLayout.Direction
        below = look.large or self.width() < look.px(_LEAST)
        self._head.setDirection(ways.TopToBottom if below else ways.LeftToRight)
        self._head.set_spaces(4 if below else 16, 0)
        self._name.setMinimumSize(0 if below else look.px(96), 0 if below else look.height("control"))
        for pair in self._pairs:
            pair.fit()


class WeekField(QWidget):
    """Seven days. ``value()`` is what is typed, ``edited`` is sent while typing; ``said`` puts it in plain English."""

    edited = Signal()

    def __init__(self, look: Look, said: Callable[[list[list[list[str]]]], str]) -> None:
        super().__init__()
        self._said = said
        self.setAccessibleName("When it is open, day by day")
        self.copy: Button = quiet_button(look, "Copy to all weekdays")
        does(self.copy, self._copy)
        self.days = [DayRow(look, day, [self.copy] if not number else []) for number, day in enumerate(DAYS)]
        self.plain = Label(look, "", "medium")
        for number, day in enumerate(self.days):
            day.edited.connect(self._tell)
            day.edited.connect(self.edited)
            day.left.connect(partial(self._look_at, number))
        hint = Label(look, "Type times like 9, 9:30 or 2pm. Leave a day blank if it is closed.", "hint")
        self.setLayout(column(look, hint, *self.days, self.plain, gap=8))
        self._tell()

    def value(self) -> list[list[list[str]]]:
        """Return what is typed, day by day."""
        return [day.times() for day in self.days]

    def set_value(self, days: Sequence[Sequence[Sequence[str]]]) -> None:
        """Show another week; days that are the same stay as they are, with the focus."""
        for row_of_day, times in zip(self.days, days, strict=True):
            if row_of_day.times() != [list(span) for span in times]:
                row_of_day.show_times(times)
        self._tell()

    def show_problems(self, problems: dict[str, str]) -> None:
        """Say beside each day what needs another look: "week.0" is Monday."""
        for number, day in enumerate(self.days):
            day.set_error(problems.get(f"week.{number}", ""))

    def first_error(self) -> None:
        """Give the focus to the first day that has an error, if one has."""
        day = next((one for one in self.days if one.error), None)
        if day is not None:
            day.take_focus()

    def _copy(self) -> None:
        """Give all weekdays the times of Monday."""
        for day in self.days[1:_WEEKDAYS]:
            day.show_times(self.days[0].times())
        self._tell()
        self.edited.emit()

    def _look_at(self, number: int) -> None:
        """Look at a day that was left. A pair that is half typed is looked at when all is saved."""
        week, problems = read_week([self.days[number].times()] + [[]] * 6)
        half = any(bool(start) != bool(end) for start, end in self.days[number].times())
        self.days[number].set_error("" if half else problems.get(0, "") or day_problem(week.days[0]))

    def _tell(self) -> None:
        self.plain.set_text(self._said(self.value()))
        reveal(self.copy, bool(self.days[0].times()))
