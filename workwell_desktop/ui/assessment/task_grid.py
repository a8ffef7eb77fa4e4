"""The job's tasks, 0 to 10 on a good and a bad day: a table where there is room, else one task under the other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from workwell_desktop.casework.assessment_content import Task
from workwell_desktop.casework.task_days import day_of, words_of_days
from workwell_desktop.ui.assessment.line_form import place_of
from workwell_desktop.ui.assessment.task_form import TaskForm
from workwell_desktop.ui.parts.buttons import quiet_button
from workwell_desktop.ui.parts.empty import Empty
from workwell_desktop.ui.parts.fields import Field
from workwell_desktop.ui.parts.labels import Label
from workwell_desktop.ui.parts.layouts import column, holder, line, reveal, row
from workwell_desktop.ui.parts.line import Line
from workwell_desktop.ui.parts.notice import Notice
from workwell_desktop.ui.parts.slide import Slide, SlideEnds
from workwell_desktop.ui.plan.rows import OpenRow
from workwell_desktop.ui.style.theme import Look

GOOD, BAD, CAN_IF = "On a good day", "On a bad day", "Can, if…"
EXPLAINED = "0 means I can’t, 10 means I can."
_NEW = -1
_LIMIT = 200
_GAP = 16
_TASK_LEAST, _IF_LEAST = 150, 260  # pixels at 100 % text
_ROWS = 9  # lines of the grid for each task
# The form of the grid, and the shares of its columns.
_SHARES = {"table": (20, 1, 1, 32), "lines": (22, 22, 33), "pairs": (1, 1), "stacked": (1,)}
_DAYS = {"table": (1, 2), "lines": (0, 1), "pairs": (0, 1), "stacked": ()}  # the columns of the two days


@dataclass
class _Line:
    """The widgets of one task, and the task as it was put here."""

    task: Task
    title: OpenRow
    good: Slide
    bad: Slide
    can_if: Line
    heads: tuple[Label, Label, Label]
    below: QWidget

    def now(self) -> Task:
        """Return the task with what is chosen and typed."""
        return replace(self.task, good_day=self.good.value(), bad_day=self.bad.value(), can_if=self.can_if.value())

    def widgets(self) -> tuple[QWidget, ...]:
        """Return everything that is seen of this task."""
        return (self.title, self.good, self.bad, self.can_if, *self.heads, self.below)


class TaskGrid(QWidget):
    """The job's tasks. ``edited`` is sent when one changed, and while one is written."""

    edited = Signal()

    def __init__(self, look: Look, name: str, kinds: Sequence[tuple[str, str]]) -> None:
        """Show no tasks yet. ``name`` is the participant's, ``kinds`` the codes and labels of the usual tasks."""
        super().__init__()
        self._look, self._kinds = look, kinds
        self._words = words_of_days()
        self._lines: list[_Line] = []
        self._form: TaskForm | None = None
        self._mode = ""
        self.setAccessibleName("Your job’s tasks")
        self._heads = [self._head(word, ends=word in (GOOD, BAD)) for word in ("Task", GOOD, BAD, CAN_IF)]
        self._head_line = line(look, "head_line")
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._undo: Notice | None = None
        self._empty = Empty(look, f"No tasks yet. Ask {name} what fills most of the week.", "Add a task", self.begin)
        self.more = quiet_button(look, "Add a task", "plus")  # stands beside the heading of the page
        self.more.clicked.connect(self.begin)
        self._box = column(look, gap=12)
        self._box.addLayout(self._grid)
        self._box.addWidget(self._empty)
        self.setLayout(self._box)
        for widget in (*self._heads, self._head_line):
            widget.setParent(self)
        self._arrange()
        look.changed.connect(self._arrange)

    def tasks(self) -> tuple[Task, ...]:
        """Return the tasks in their order."""
        return tuple(one.now() for one in self._lines)

    def show_tasks(self, tasks: Sequence[Task]) -> None:
        """Show these tasks; nothing is sent."""
        self._close_form()
        for one in self._lines:
            self._drop(one)
        self._lines = [self._line(task) for task in tasks]
        self._arrange()

    def half_typed(self) -> dict[str, Any]:
        """Return the task that is being written, or nothing."""
        return {} if self._form is None else {"at": self._form_at, **self._form.value()}

    def unfinished(self) -> str:
        """Return what to do first with words that are typed but not in the list yet, or nothing."""
        return "" if self._form is None else self._form.unfinished()

    def show_unfinished(self, sentence: str) -> list[Field]:
        """Put a sentence beside the words that are being written, and return their field."""
        return [] if self._form is None else [self._form.show_unfinished(sentence)]

    def pick_up(self, typed: Mapping[str, Any]) -> Field | None:
        """Go on with a task that was being written, and return its words."""
        if typed and -1 <= typed["at"] < len(self._lines):
            self._open(typed["at"], typed)
        return self._form.words if self._form is not None else None

    def begin(self) -> None:
        """Ask for another task."""
        if self._finish_form():
            self._open(_NEW, {})
            self._begin_form()

    def minimumSizeHint(self) -> QSize:
        """Return the width of the widest control: with no room beside each other they stack (called by Qt)."""
        parts: list[QWidget] = [control for one in self._lines for control in (one.good, one.bad, one.can_if)]
        parts += [self._form] if self._form is not None else []
        widest = max((part.minimumSizeHint().width() for part in parts), default=0)
        return QSize(widest, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take the form that fits the room."""
        super().resizeEvent(event)
        if self._fitting() != self._mode:
            self._arrange()

    @property
    def _form_at(self) -> int:
        return _NEW if self._form is None else self._form.place_in(self._lines)

    def _ends(self) -> tuple[str, str]:
        """Return the words of 0 and of 10."""
        return self._words[0], self._words[-1]

    def _head(self, word: str, *, ends: bool) -> QWidget:
        """Return the head of a column; over the slides it also says what their ends mean."""
        head = Label(self._look, word, "small_strong", ink="ink2")
        below = SlideEnds(self._look, *self._ends(), words=self._words) if ends else None
        return holder(column(self._look, head, below, gap=0)) if below is not None else head

    def _line(self, task: Task) -> _Line:
        look = self._look
        words = Label(look, task.task, "medium")
        title = OpenRow(look, task.task, "Change this task", row(look, words, gap=0), title=words)
        made = _Line(
            task=task,
            title=title,
            good=Slide(look, *self._ends(), name=f"{task.task}: on a good day", words=self._words),
            bad=Slide(look, *self._ends(), name=f"{task.task}: on a bad day", words=self._words),
            can_if=Line(look, name=f"{task.task}: can, if…", limit=_LIMIT),
            heads=(Label(look, GOOD, "hint"), Label(look, BAD, "hint"), Label(look, CAN_IF, "hint")),
            below=line(look),
        )
        for widget in made.widgets():
            widget.setParent(self)  # so that none is ever a window of its own
        made.good.set_value(day_of(task.good_day))
        made.bad.set_value(day_of(task.bad_day))
        made.can_if.set_value(task.can_if)
        made.can_if.setCursorPosition(0)
        for control in (made.good, made.bad, made.can_if):
            control.edited.connect(self.edited)
        title.clicked.connect(partial(self._change, made))
        return made

    def _change(self, one: _Line) -> None:
        if self._finish_form():
            self._open(place_of(one, self._lines), {})
            self._begin_form()

    def _finish_form(self) -> bool:
        """Keep what is being written, and say whether another line can be opened."""
        return self._form is None or self._form.finish()

    def _open(self, at: int, typed: Mapping[str, Any]) -> None:
        """Open the form for a new task, or in the place of one."""
        self._close_form()
        self._form = TaskForm(self._look, self._kinds, new=at == _NEW)
        line = None if at == _NEW else self._lines[at]
        task = line.task if line is not None else Task("")
        self._form.stand_for(line, {"task": task.task, "code": task.code, "difficulty": task.difficulty}, typed)
        self._form.edited.connect(self.edited)
        self._form.kept.connect(self._keep)
        self._form.left.connect(self._leave)
        self._form.taken_out.connect(self._take_out)
        self._arrange()
        self._form.show()

    def _begin_form(self) -> None:
        if self._form is not None:
            self._form.begin()

    def _keep(self) -> None:
        if self._form is None:
            return
        typed: dict[str, Any] = {**self._form.value()}
        at = self._form_at
        self._close_form()
        if at == _NEW:
            self._lines.append(self._line(Task(**typed)))
        else:
            old = self._lines[at]
            self._lines[at] = self._line(replace(old.now(), **typed))
            self._drop(old)
        self._settle(len(self._lines) - 1 if at == _NEW else at, first_day=at == _NEW)

    def _leave(self) -> None:
        at = self._form_at
        self._close_form()
        self._settle(at)

    def _take_out(self) -> None:
        """Take a task out, and offer to put it back."""
        at = self._form_at
        gone = self._lines.pop(at)
        task = gone.now()
        self._close_form()
        self._drop(gone)
        self._settle(at - 1 if at else 0)
        self._undo = Notice(
            self._look, "note", f"Taken out: {task.task}.", deeds=[("Put it back", partial(self._put_back, at, task))]
        )
        self._box.insertWidget(0, self._undo)

    def _put_back(self, at: int, task: Task) -> None:
        self._lines.insert(at, self._line(task))
        self._settle(at)

    def _settle(self, at: int, *, first_day: bool = False) -> None:
        """Draw everything in its place, and keep the focus beside what was done."""
        if self._undo is not None:
            self._undo.hide()
            self._undo.deleteLater()
            self._undo = None
        self._arrange()
        if 0 <= at < len(self._lines):
            one = self._lines[at]
            (one.good if first_day else one.title).setFocus()
        else:
            self.more.setFocus()
        self.edited.emit()

    def _close_form(self) -> None:
        if self._form is not None:
            self._grid.removeWidget(self._form)
            self._form.hide()
            self._form.deleteLater()
            self._form = None

    def _drop(self, one: _Line) -> None:
        for widget in one.widgets():
            self._grid.removeWidget(widget)
            widget.hide()
            widget.deleteLater()

    def _fitting(self) -> str:
        """Say which form fits: a table, two lines a task, both days side by side, or all one under the other."""
        days = 2 * self._day() + self._look.space(_GAP)
        more = self._look.px(_IF_LEAST) + self._look.space(_GAP)
        if self._look.large:
            return "pairs" if self.width() >= days else "stacked"
        if self.width() >= days + more + self._look.px(_TASK_LEAST) + self._look.space(_GAP):
            return "table"
        return "lines" if self.width() >= days + more else "pairs" if self.width() >= days else "stacked"

    def _day(self) -> int:
        """Return the width of a day with its places well apart, in pixels."""
        return self._lines[0].good.sizeHint().width() if self._lines else self._look.px(232)

    def _arrange(self) -> None:
        """Put everything in its place, in the form that fits."""
        self._mode = self._fitting()
        grid, look = self._grid, self._look
        grid.setHorizontalSpacing(look.space(_GAP))
        grid.setVerticalSpacing(0)
        for number in range(grid.rowCount()):
            grid.setRowMinimumHeight(number, 0)
        shares = _SHARES[self._mode]
        for number, share in enumerate((*shares, 0, 0, 0)[:4]):
            grid.setColumnStretch(number, share)
            grid.setColumnMinimumWidth(number, self._day() if number in _DAYS[self._mode] else 0)
        shown = self._heads if self._mode == "table" else self._heads[1:] if self._mode == "lines" else []
        for head in self._heads:
            reveal(head, head in shown and bool(self._lines))
            head.setContentsMargins(0, 0, 0, look.space(8))
        for number, head in enumerate(shown):
            grid.addWidget(head, 0, number, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self._head_line, 1, 0, 1, len(shares))
        reveal(self._head_line, bool(self._lines))
        for number, one in enumerate(self._lines):
            self._place(2 + _ROWS * number, one, open_=number == self._form_at)
        if self._form is not None and self._form_at == _NEW:
            grid.addWidget(self._form, 2 + _ROWS * len(self._lines), 0, 1, len(shares))
        reveal(self._empty, not self._lines and self._form is None)
        reveal(self.more, bool(self._lines) and not (self._form is not None and self._form_at == _NEW))
        self._order_tabs()
        self.updateGeometry()

    def _place(self, top: int, one: _Line, *, open_: bool) -> None:
        """Put one task, or the form that changes it, into the grid from line ``top``."""
        grid, pad, wide = self._grid, self._look.space(9), len(_SHARES[self._mode])
        small = self._mode in ("pairs", "stacked")
        for widget in one.widgets():
            reveal(widget, not open_)
        reveal(one.below, True)
        for head in one.heads:
            reveal(head, small and not open_)
            head.setContentsMargins(0, pad, 0, self._look.space(2))
        grid.addWidget(one.below, top + _ROWS - 1, 0, 1, wide)
        if open_:
            if self._form is not None:
                grid.addWidget(self._form, top, 0, 1, wide)
            return
        middle = Qt.AlignmentFlag.AlignVCenter
        grid.addWidget(one.title, top, 0, 1, 1 if self._mode == "table" else wide)
        grid.setRowMinimumHeight(top, self._look.height("control") + (0 if small else pad))
        for slide in (one.good, one.bad):
            slide.show_ends(small)
        for number, (head, control) in enumerate(zip(one.heads, (one.good, one.bad, one.can_if), strict=True)):
            if self._mode == "table":
                grid.setRowMinimumHeight(top, self._look.height("control") + 2 * pad)
                grid.addWidget(control, top, 1 + number, middle)
            elif self._mode == "lines":
                grid.addWidget(control, top + 1, number, middle)
            else:
                beside = self._mode == "pairs" and number < 2
                at = top + 1 + 2 * (max(0, number - 1) if self._mode == "pairs" else number)
                grid.addWidget(head, at, number if beside else 0, 1, 1 if beside else wide)
                grid.addWidget(control, at + 1, number if beside else 0, 1, 1 if beside else wide)
        if self._mode != "table":
            grid.setRowMinimumHeight(top + _ROWS - 2, pad if self._mode == "lines" else 2 * pad)

    def _order_tabs(self) -> None:
        """Let Tab go task by task, whatever order the widgets were made in."""
        last: QWidget | None = None
        for number, one in enumerate(self._lines):
            stops = [one.title, one.good, one.bad, one.can_if]
            if number == self._form_at and self._form is not None:
                stops = [field.control for field in self._form.fields()]
            for stop in stops:
                if last is not None:
                    QWidget.setTabOrder(last, stop)
                last = stop
        if last is not None:
            QWidget.setTabOrder(last, self.more)
