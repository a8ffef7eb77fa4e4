"""What gets in the way, in the participant's words, each with what could help and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QWidget

from workwell_desktop.casework.assessment_content import InTheWay
from workwell_desktop.casework.assessment_ideas import Help, Helps
from workwell_desktop.casework.in_the_way import about_said, change_said, effect_said, in_order, moved
from workwell_desktop.ui.assessment.line_form import place_of
from workwell_desktop.ui.assessment.obstacle_form import ObstacleForm
from workwell_desktop.ui.assessment.obstacle_row import ObstacleRow, placed
from workwell_desktop.ui.parts.badge import Badge
from workwell_desktop.ui.parts.buttons import Button, quiet_button
from workwell_desktop.ui.parts.empty import Empty
from workwell_desktop.ui.parts.fields import Field, announce
from workwell_desktop.ui.parts.labels import Label
from workwell_desktop.ui.parts.layouts import STRETCH, column, holder, reveal, row
from workwell_desktop.ui.parts.notice import Notice
from workwell_desktop.ui.parts.rows import Cell, Col, RowList
from workwell_desktop.ui.parts.stops import draw_around
from workwell_desktop.ui.plan.rows import OpenRow
from workwell_desktop.ui.style.theme import Look

_NEW = -1
_COLUMNS = 720  # pixels at 100 % text that the columns need
_LEAST_TARGET = 24  # pixels: what can still be hit, and keeps the words in line with those beside them


class ObstacleList(QWidget):
    """The list, a form in place for the one that is written, and *Add to plan* beside each idea.

    ``edited`` is sent when the list changed or one is being written; ``add_wanted`` carries a ``Help``.
    """

    edited = Signal()
    add_wanted = Signal(object)
    plan_wanted = Signal()

    def __init__(self, look: Look, name: str, *, read_only: bool = False) -> None:
        """Show an empty list. ``name`` is the participant's; ``read_only`` leaves only *Add to plan*."""
        super().__init__()
        self._look, self._name, self._read_only = look, name, read_only
        self._obstacles: list[InTheWay] = []
        self._helps = Helps((), 0)
        self._open: set[int] = set()
        self._form: ObstacleForm | None = None
        self._undo: Notice | None = None
        self._stacked = look.large
        self.more = quiet_button(look, f"Add in {name}’s words", "plus")
        self.more.clicked.connect(self.begin)
        head = row(look, Label(look, "What gets in the way", "section", wrap=False), STRETCH, self.more)
        keys = "" if read_only else " Agree the order together. Alt and an arrow key move a line."
        self._order = Label(look, f"{in_order(name)}{keys}", "hint")
        self._order.setContentsMargins(0, 0, 0, look.space(8))
        self._lists: list[RowList] = []
        self._body = QWidget()
        self._rest = quiet_button(look, "")
        self._rest.clicked.connect(self.plan_wanted)
        self._box = column(look, head, self._order, self._body, row(look, self._rest, STRETCH), gap=4)
        self.setLayout(self._box)
        self._draw()
        look.changed.connect(self._turn)

    def obstacles(self) -> tuple[InTheWay, ...]:
        """Return what gets in the way, in its order."""
        return tuple(self._obstacles)

    def show_obstacles(self, obstacles: Sequence[InTheWay]) -> None:
        """Show these; nothing is sent."""
        self._close_form()
        self._obstacles = list(obstacles)
        self._open = set()
        self._draw()

    def show_helps(self, helps: Helps) -> None:
        """Show what could help with each."""
        if helps != self._helps:
            self._helps = helps
            self._draw_again()

    def half_typed(self) -> dict[str, Any]:
        """Return the one that is being written, or nothing."""
        return {} if self._form is None else {"at": self._form_at, **asdict(self._form.value())}

    def unfinished(self) -> str:
        """Return what to do first with words that are typed but not in the list yet, or nothing."""
        return "" if self._form is None else self._form.unfinished()

    def show_unfinished(self, sentence: str) -> list[Field]:
        """Put a sentence beside the words that are being written, and return their field."""
        return [] if self._form is None else [self._form.show_unfinished(sentence)]

    def pick_up(self, typed: Mapping[str, Any]) -> Field | None:
        """Go on with one that was being written, and return its words."""
        if typed and -1 <= typed["at"] < len(self._obstacles):
            self._open_form(typed["at"], typed)
        return self._form.words if self._form is not None else None

    def begin(self) -> None:
        """Ask for one more."""
        if self._finish_form():
            self._open_form(_NEW, {})
            self._begin_form()

    def focus_row(self, place: int) -> None:
        """Give the focus to the words of one, or to what begins a new one."""
        rows = self._body.findChildren(ObstacleRow)
        opener = next((found for found in rows if found.property("place") == place), None)
        if opener is not None:
            opener.setFocus()
        elif self.more.isVisible():
            self.more.setFocus()

    @property
    def _form_at(self) -> int:
        return _NEW if self._form is None else self._form.place_in(self._obstacles)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the cells of a row one under the other when there is no room for columns."""
        super().resizeEvent(event)
        self._turn()

    def _turn(self) -> None:
        stacked = self._look.large or self.width() < self._look.px(_COLUMNS)
        if stacked != self._stacked:
            self._stacked = stacked
            self._draw_again()

    def _draw_again(self) -> None:
        """Draw anew, and leave the focus in its row."""
        focus = QApplication.focusWidget()
        here = focus.property("place") if focus is not None and self.isAncestorOf(focus) else None
        draw_around(self._form, self._draw)
        if here is not None:
            self.focus_row(here)

    def _draw(self) -> None:
        """Build the rows anew, the form in the place of the one it changes: they are few, and every one may differ."""
        look, old = self._look, self._body
        box = column(look, gap=0)
        self._body = holder(box)
        at = self._form_at if self._form is not None and self._form_at != _NEW else len(self._obstacles)
        self._lists = [self._rows(range(at), heads=True)]
        box.addWidget(self._lists[0])
        reveal(self._lists[0], at > 0)
        if self._form is not None:
            box.addWidget(self._form)
            self._form.show()
        elif not self._obstacles and not self._read_only:
            sentence = f"Nothing yet. Ask {self._name} what makes work hard."
            box.addWidget(Empty(look, sentence, f"Add in {self._name}’s words", self.begin))
        if at + 1 < len(self._obstacles):
            self._lists.append(self._rows(range(at + 1, len(self._obstacles)), heads=False))
            box.addWidget(self._lists[1])
        self._box.replaceWidget(old, self._body)
        old.hide()
        old.deleteLater()
        more = self._helps.more
        self._rest.set_text(f"See {more} more {'idea' if more == 1 else 'ideas'} on the Plan tab")
        reveal(self._rest, more > 0)
        reveal(self._order, len(self._obstacles) > 1)
        reveal(self.more, not self._read_only and bool(self._obstacles) and self._form is None)

    def _rows(self, places: range, *, heads: bool) -> RowList:
        words = ("", f"In {self._name}’s words", "About", "What could help", "")
        columns = [Col(word if heads else "", share) for word, share in zip(words, (0, 34, 17, 39, 0), strict=True)]
        columns[-1] = columns[-1]._replace(right=True)
        made = RowList(self._look, "What gets in the way", () if self._stacked else columns)
        for place in places:
            self._add_row(made, place)
        return made

    def _add_row(self, rows: RowList, place: int) -> None:
        """Add one thing in the way with its first idea, and the other ideas below when they are asked for."""
        one = self._obstacles[place]
        helps = self._helps.each[place] if place < len(self._helps.each) else ()
        first, *others = helps or (None,)
        shown = place in self._open
        deed = self._deed(place, first)
        idea = self._idea(place, first, len(others), shown=shown)
        if self._stacked:
            rows.add(str(place), self._stack(self._words(place, one), idea, deed))
        else:
            number = self._stack(Label(self._look, str(place + 1), "medium"))
            about = self._stack(Label(self._look, about_said(one), ink="ink2"))
            rows.add(str(place), number, self._stack(self._words(place, one)), about, self._stack(idea), deed)
        for count, other in enumerate(others if shown else (), start=1):
            idea, deed = self._idea(place, other, 0, shown=False), self._deed(place, other)
            cells: tuple[Cell, ...] = (
                (self._stack(idea, deed),) if self._stacked else ("", "", "", self._stack(idea), deed)
            )
            rows.add(f"{place}.{count}", *cells)

    def _stack(self, *things: QWidget, gap: int = 8) -> QWidget:
        """Return things one under the other, at the top of their cell; a button keeps its own width."""
        box = column(self._look, gap=gap, margins=(0, 10, 0, 10))
        for thing in things:
            own = isinstance(thing, (Button, Badge))
            box.addWidget(thing, 0, Qt.AlignmentFlag.AlignLeft if own else Qt.AlignmentFlag(0))
        box.addStretch(1)
        return holder(box)

    def _words(self, place: int, one: InTheWay) -> QWidget:
        """Return the words with what was said about them below; pressing them opens their form."""
        look, quoted, count = self._look, f"“{one.words}”", len(self._obstacles)
        about = about_said(one) if self._stacked else ""  # else it has a column of its own
        below = " · ".join(part for part in (about, effect_said(one), change_said(one)) if part)
        words = Label(look, f"{place + 1}  {quoted}" if self._stacked else quoted, "medium")
        second = Label(look, below, "hint") if below else None
        if self._read_only:
            words.setAccessibleName(placed(words.text(), place, count))
            return holder(column(look, *(part for part in (words, second) if part is not None), gap=2))
        opener = ObstacleRow(look, words, second, place, count)
        opener.setProperty("place", place)
        opener.clicked.connect(partial(self._change, place))
        opener.moved.connect(partial(self._shift, place))
        return opener

    def _idea(self, place: int, one: Help | None, others: int, *, shown: bool) -> QWidget:
        """Return an idea and its reason; pressing it shows the other ideas, where there are any."""
        look = self._look
        if one is None:
            return Label(look, "Nothing suggested yet.", ink="ink2")
        title, why = Label(look, one.title, "medium"), Label(look, one.why, "hint")
        if not others:
            return holder(column(look, title, why, gap=2))
        count = "Fewer ideas" if shown else "1 more idea" if others == 1 else f"{others} more ideas"
        below = row(look, gap=12)
        below.addWidget(why, 1)
        below.addWidget(Label(look, count, "small", ink="accent", wrap=False), 0, Qt.AlignmentFlag.AlignTop)
        opener = OpenRow(look, f"{count}: {self._obstacles[place].words}", count, column(look, title, below, gap=2))
        opener.setMinimumHeight(_LEAST_TARGET)
        opener.setProperty("place", place)
        opener.clicked.connect(partial(self._show_others, place))
        return opener

    def _deed(self, place: int, one: Help | None) -> QWidget:
        if one is None:
            return QWidget()
        if one.in_plan:
            return Badge(self._look, "In the plan", "done")
        add = Button(self._look, "Add to plan", "compact")
        add.setAccessibleDescription(one.title)
        add.setProperty("place", place)
        add.clicked.connect(partial(self._add, place, one))
        return add

    def _add(self, place: int, one: Help) -> None:
        self.add_wanted.emit(one)
        self.focus_row(place)

    def _show_others(self, place: int) -> None:
        self._open ^= {place}
        self._draw()
        self.focus_row(place)

    def _change(self, place: int) -> None:
        one = self._obstacles[place]
        if self._finish_form():
            self._open_form(place_of(one, self._obstacles), {})
            self._begin_form()

    def _finish_form(self) -> bool:
        """Keep what is being written, and say whether another line can be opened."""
        return self._form is None or self._form.finish()

    def _open_form(self, at: int, typed: Mapping[str, Any]) -> None:
        self._close_form()
        line, last = None if at == _NEW else self._obstacles[at], at == len(self._obstacles) - 1
        self._form = ObstacleForm(self._look, self._name, new=at == _NEW, first=at == 0, last=last)
        self._form.stand_for(line, {} if line is None else asdict(line), typed)
        self._form.edited.connect(self.edited)
        self._form.join(self._keep, self._leave, self._take_out, self._move)
        self._draw()

    def _begin_form(self) -> None:
        if self._form is not None:
            self._form.begin()

    def _close_form(self) -> None:
        if self._form is not None:
            self._form.hide()
            self._form.deleteLater()
            self._form = None

    def _keep(self) -> None:
        if self._form is None:
            return
        at, value = self._form_at, self._form.value()
        self._close_form()
        if at == _NEW:
            self._obstacles.append(value)
            at = len(self._obstacles) - 1
        else:
            self._obstacles[at] = value
        self._settle(at)

    def _leave(self) -> None:
        at = self._form_at
        self._close_form()
        self._settle(at)

    def _move(self, by: int) -> None:
        """Move the one that is open up or down the list, with what was changed in it."""
        if self._form is None:
            return
        at, value = self._form_at, self._form.value()
        self._obstacles[at] = value
        self._close_form()
        self._shift(at, by)

    def _shift(self, place: int, by: int) -> None:
        """Move one up or down the line with its ideas; one that is being written moves out of its way."""
        to = place + by
        if not 0 <= to < len(self._obstacles):
            announce(self, "It is the first already." if by < 0 else "It is the last already.")
            return
        self._obstacles = moved(self._obstacles, place, by)
        each = list(self._helps.each)
        if max(place, to) < len(each):  # the rules come a little later: until then ideas stay with their words
            each[place], each[to] = each[to], each[place]
            self._helps = replace(self._helps, each=tuple(each))
        self._open = set()
        if self._form is not None and self._form_at == place:  # made anew: other ways to move are open to it now
            self._open_form(place, asdict(self._form.value()))
        self._settle(to)

    def _take_out(self) -> None:
        """Take one out, and offer to put it back."""
        at = self._form_at
        gone = self._obstacles.pop(at)
        self._close_form()
        self._open = set()
        self._settle(max(0, at - 1))
        self._undo = Notice(
            self._look, "note", f"Taken out: “{gone.words}”", deeds=[("Put it back", partial(self._put_back, at, gone))]
        )
        self._box.insertWidget(1, self._undo)

    def _put_back(self, at: int, gone: InTheWay) -> None:
        self._obstacles.insert(at, gone)
        self._open = set()
        self._settle(at)

    def _settle(self, at: int) -> None:
        if self._undo is not None:
            self._undo.hide()
            self._undo.deleteLater()
            self._undo = None
        self._draw()
        self.edited.emit()
        self.focus_row(at)
