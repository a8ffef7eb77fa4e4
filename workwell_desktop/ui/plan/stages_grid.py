"""The weeks of going back in stages: a row a week with its days, its hours, and what is worth a look in it.

Tab goes to one day; arrows go on from there. Where there is no room for seven days beside each other, they stand one
under the other.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from workwell_desktop.casework.date_readers import WEEKDAYS
from workwell_desktop.casework.phased_return import StagesState
from workwell_desktop.casework.phased_return_checks import Worry
from workwell_desktop.casework.phased_return_rules import Week, day_words, week_title
from workwell_desktop.casework.shift_times import Shift, hours_words, read_shift, shift_words
from workwell_desktop.ui.parts.fields import Field
from workwell_desktop.ui.parts.labels import Label, Picture
from workwell_desktop.ui.parts.layouts import Column, column, empty_out, holder, line, reveal, row, show_in_page
from workwell_desktop.ui.parts.line import Line
from workwell_desktop.ui.plan.stages_day import DayBar
from workwell_desktop.ui.style.theme import Look

TYPE_HINT = "Type 9-1 or 09:00 to 13:00. Leave it empty for a rest day."
_DAYS = 7
_ALL = _DAYS + 2  # columns: which week, its days, its hours
_LINES = _DAYS + 3  # lines of the grid for each week
_PAD = 7  # the words of a day begin so far inside
_LEAST = 280  # pixels at 100 % text
_SHORT = tuple(name[:3] for name in WEEKDAYS)
_AROUND = 60  # minutes: how far the bars can be pulled beyond the usual day
_TITLE, _HOURS, _DAY = 70, 84, 92  # pixels at 100 % text: the least widths of the columns
_PLAIN = {"holiday_off", "holiday_on"}  # facts, and no warnings


@dataclass
class _Row:
    """The widgets of one week; ``below`` holds the hours that are being typed and what is worth a look."""

    title: Label
    hours: Label
    bars: list[DayBar]
    below: QWidget
    words: Column
    end: QWidget
    worries: tuple[Worry, ...] = ()

    def widgets(self) -> tuple[QWidget, ...]:
        """Return everything that is seen of this week."""
        return (self.title, self.hours, *self.bars, self.below, self.end)


class WeekGrid(QWidget):
    """The weeks. ``day_changed`` carries a day and the hours that somebody wants for it (nothing for a rest day)."""

    day_changed = Signal(object, object)

    def __init__(self, look: Look) -> None:
        """Show no weeks yet."""
        super().__init__()
        self._look = look
        self._rows: list[_Row] = []
        self._field: Field | None = None
        self._typed_for: DayBar | None = None
        self._named = False
        self._axis = (0, 1)
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setVerticalSpacing(0)
        self._heads = [Label(look, word, "small_strong", ink="ink2", wrap=False) for word in ("", *_SHORT, "Hours")]
        self._head_line = line(look, "head_line")
        for widget in (*self._heads, self._head_line):
            widget.setParent(self)
        self.setLayout(self._grid)
        self.setAccessibleName("The weeks, day by day")
        look.changed.connect(self._arrange)

    def show_state(self, state: StagesState) -> None:
        """Show the weeks of a state; where they are the same ones, the focus and what is typed stay."""
        if [one.bars[0].day for one in self._rows] != [week.monday for week in state.weeks]:
            self._build(state)
        self._axis = _axis(state)
        for week, shown in zip(state.weeks, self._rows, strict=True):
            shown.hours.set_text(hours_words(week.minutes))
            shown.hours.setAccessibleName(f"Week {week.number}: {hours_words(week.minutes)}")
            hours = dict(week.days)
            for bar in shown.bars:
                usual = state.content.pattern.get(bar.day.weekday()) if state.content else None
                free = bar.day in state.holidays
                bar.show_shift(hours.get(bar.day), usual=usual, holiday=free, live=not state.agreed)
                bar.set_axis(*self._axis, named=self._named)
            self._show_worries(shown, tuple(one for one in state.worries if one.week == week.number))

    def bar_of(self, day: date) -> DayBar:
        """Return the bar of a day. Raises ``KeyError`` for one that is not in these weeks."""
        return {bar.day: bar for one in self._rows for bar in one.bars}[day]

    def take_focus(self) -> None:
        """Give the focus to the day to which Tab goes."""
        for one in self._rows:
            for bar in one.bars:
                if bar.focusPolicy() == Qt.FocusPolicy.StrongFocus:
                    bar.setFocus(Qt.FocusReason.TabFocusReason)

    def finish_typing(self) -> bool:
        """Keep the hours that are being typed. Return whether nothing waits any more."""
        return self._field is None or self._keep_typed(go_back=False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave the hours that are being typed with Esc."""
        if event.key() == Qt.Key.Key_Escape and self._field is not None:
            self._stop_typing(go_back=True)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Turn when the room for seven days beside each other comes or goes."""
        super().resizeEvent(event)
        if self._wants_names() != self._named:
            self._arrange()

    def minimumSizeHint(self) -> QSize:
        """Return the room for one day under the other: with no more room the week turns so (called by Qt)."""
        bars = [bar.minimumSizeHint().width() for one in self._rows[:1] for bar in one.bars]
        least = max(bars, default=0) if self._named else self._look.px(_TITLE + _HOURS + _DAYS * _DAY)
        return QSize(min(least, self._look.px(_LEAST)), super().minimumSizeHint().height())

    def _wants_names(self) -> bool:
        return self._look.large or self.width() < self._look.px(_TITLE + _HOURS + _DAYS * _DAY)

    def _build(self, state: StagesState) -> None:
        """Make the widgets of these weeks; Tab goes to the first day that is worked."""
        self._stop_typing(go_back=False)
        for one in self._rows:
            for widget in one.widgets():
                self._grid.removeWidget(widget)
                widget.hide()
                widget.deleteLater()
        self._rows = [self._week(row, week) for row, week in enumerate(state.weeks)]
        first = min(state.content.days, default=None) if state.content else None
        if self._rows:
            self._stand(self.bar_of(first) if first is not None else self._rows[0].bars[0])
        self._arrange()

    def _week(self, row: int, week: Week) -> _Row:
        look = self._look
        words = column(look, gap=4)
        title = Label(look, f"Week {week.number}", "medium", wrap=False)
        title.setAccessibleName(week_title(week))
        bars = [DayBar(look, week.monday + timedelta(days=day), week.number) for day in range(_DAYS)]
        made = _Row(title, Label(look, "", "medium"), bars, holder(words), words, line(look))
        for place, bar in enumerate(bars):
            bar.changed.connect(partial(self._changed, bar))
            bar.typing.connect(partial(self._begin_typing, bar, made))
            bar.left_by.connect(partial(self._go, row, place))
            bar.caught.connect(partial(self._stand, bar))
        for widget in made.widgets():
            widget.setParent(self)
        return made

    def _arrange(self) -> None:
        """Put the widgets where they go: seven days beside each other, or one under the other."""
        self._named, grid, look = self._wants_names(), self._grid, self._look
        grid.setHorizontalSpacing(look.space(4))
        for number in range(_DAYS + 2):
            grid.setColumnStretch(number, 0 if number in {0, _DAYS + 1} and not self._named else 1)
        for number, head in enumerate(self._heads):
            grid.addWidget(head, 0, number)
            head.setContentsMargins(look.space(_PAD) if 0 < number <= _DAYS else 0, 0, 0, look.space(4))
            reveal(head, not self._named and bool(self._rows))
        grid.addWidget(self._head_line, 1, 0, 1, _ALL)
        reveal(self._head_line, bool(self._rows))
        for number, one in enumerate(self._rows):
            self._place(2 + number * _LINES, one)
            for bar in one.bars:
                bar.set_axis(*self._axis, named=self._named)
        self.updateGeometry()

    def _place(self, top: int, one: _Row) -> None:
        """Put one week into the grid from line ``top``."""
        grid, middle = self._grid, Qt.AlignmentFlag.AlignVCenter
        wide = _ALL - 2 if self._named else 1
        one.title.setMinimumWidth(self._look.px(_TITLE) if not self._named else 0)
        one.hours.setMinimumWidth(self._look.px(_HOURS) if not self._named else 0)
        grid.addWidget(one.title, top, 0, 1, wide, middle)
        grid.addWidget(one.hours, top, wide if self._named else _ALL - 1, 1, 2 if self._named else 1, middle)
        for number, bar in enumerate(one.bars):
            if self._named:
                grid.addWidget(bar, top + 1 + number, 0, 1, _ALL)
            else:
                grid.addWidget(bar, top, 1 + number)
        grid.addWidget(one.below, top + _LINES - 2, 0, 1, _ALL)
        grid.addWidget(one.end, top + _LINES - 1, 0, 1, _ALL)
        for widget in one.widgets():
            reveal(widget, True)
        reveal(one.below, one.words.count() > 0)

    def _show_worries(self, shown: _Row, found: tuple[Worry, ...]) -> None:
        """Write what is worth a look below its week, unless it stands there already."""
        if found == shown.worries:
            return
        shown.worries = found
        for bar in shown.bars:
            mine = [f"{one.words} {one.why}" for one in found if day_words(bar.day) in one.words]
            bar.setAccessibleDescription(" ".join(mine))
        typed = self._field if self._field is not None and shown.below.isAncestorOf(self._field) else None
        if typed is not None:
            shown.words.removeWidget(typed)
        empty_out(shown.words)
        if typed is not None:
            shown.words.addWidget(typed)
        for one in found:
            shown.words.addWidget(worry_line(self._look, one))
        self._pad(shown)

    def _pad(self, shown: _Row) -> None:
        pad = self._look.space(8)
        shown.words.setContentsMargins(0, 0, 0, pad if shown.words.count() else 0)
        reveal(shown.below, shown.words.count() > 0)

    # Going from day to day

    def _go(self, row: int, place: int, days: int, weeks: int) -> None:
        """Go on by some days or weeks; from Sunday to the Monday after."""
        if self._named and weeks:  # one under the other, up and down is the day before and after
            days, weeks = weeks, 0
        at = row * _DAYS + place + days + weeks * _DAYS
        if 0 <= at < len(self._rows) * _DAYS:
            bar = self._rows[at // _DAYS].bars[at % _DAYS]
            self._stand(bar)
            bar.setFocus(Qt.FocusReason.TabFocusReason)
            show_in_page(bar)

    def _stand(self, bar: DayBar) -> None:
        """Let Tab come back to this day."""
        for one in self._rows:
            for other in one.bars:
                other.setFocusPolicy(Qt.FocusPolicy.StrongFocus if other is bar else Qt.FocusPolicy.ClickFocus)

    def _changed(self, bar: DayBar, shift: Shift | None) -> None:
        self.day_changed.emit(bar.day, shift)

    # Typing the hours of a day

    def _begin_typing(self, bar: DayBar, shown: _Row, first: str) -> None:
        """Open the line in which the hours of a day are typed, with the first letter in it or with its hours."""
        self._stop_typing(go_back=False)
        field = Field(self._look, day_words(bar.day), Line(self._look), hint=TYPE_HINT, width="name")
        field.set_value(first or (shift_words(bar.shift) if bar.shift is not None else ""))
        field.left.connect(self._left)
        self._field, self._typed_for = field, bar
        shown.words.insertWidget(0, field)
        self._pad(shown)
        field.take_focus()
        if first:
            field.control.end(False)
        else:
            field.control.selectAll()

    def _left(self) -> None:
        """Keep what was typed when the focus goes elsewhere, or on Enter, which leaves a line too."""
        if self._field is not None and self.isVisible():
            self._keep_typed(go_back=self._field.control.hasFocus())

    def _keep_typed(self, *, go_back: bool) -> bool:
        """Have the typed hours kept; what is not understood stays, with what to do about it."""
        field, bar = self._field, self._typed_for
        if field is None or bar is None:
            return True
        understood = read_shift(field.value())
        if understood.problem:
            field.set_error(understood.problem)
            return False
        self._stop_typing(go_back=go_back)
        if understood.shift != bar.shift:
            self.day_changed.emit(bar.day, understood.shift)
        return True

    def _stop_typing(self, *, go_back: bool) -> None:
        field, bar = self._field, self._typed_for
        self._field = self._typed_for = None
        if field is None or bar is None:
            return
        shown = next(one for one in self._rows if bar in one.bars)
        if go_back:
            bar.setFocus(Qt.FocusReason.TabFocusReason)
        shown.words.removeWidget(field)
        field.hide()
        field.deleteLater()
        self._pad(shown)


def worry_line(look: Look, worry: Worry) -> QWidget:
    """Return one thing that is worth a look, with its reason."""
    known = worry.rule in _PLAIN
    picture = Picture(look, "info" if known else "triangle-alert", "ink2" if known else "warn", 16)
    words = Label(look, f"{worry.words} {worry.why}", "small")
    inside = row(look, gap=8)
    inside.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
    inside.addWidget(words, 1)
    return holder(inside)


def _axis(state: StagesState) -> tuple[int, int]:
    """Return from when to when the bars reach: an hour beyond the earliest start and the latest end."""
    shifts = [*state.content.days.values(), *state.content.pattern.values()] if state.content else []
    first = min((shift.starts for shift in shifts), default=9 * 60)
    last = max((shift.ends for shift in shifts), default=17 * 60)
    return max(0, first - _AROUND), last + _AROUND
