"""Ability to work on one page: what can be done now, what could be done with help, and what is best avoided."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from workwell_desktop.casework.abilities import still_offered
from workwell_desktop.casework.assessment_content import AVOID, CAN_DO, CAN_NOW, WITH_HELP, CanDo, line_problem
from workwell_desktop.casework.assessment_ideas import Helps, help_with
from workwell_desktop.casework.diagnosis_guard import HealthFacts
from workwell_desktop.ui.assessment.ability_form import AbilityForm
from workwell_desktop.ui.assessment.line_form import place_of
from workwell_desktop.ui.parts.badge import Badge
from workwell_desktop.ui.parts.buttons import Button, quiet_button
from workwell_desktop.ui.parts.fields import Field
from workwell_desktop.ui.parts.labels import Label
from workwell_desktop.ui.parts.layouts import Column, column, holder, row
from workwell_desktop.ui.parts.notice import Notice
from workwell_desktop.ui.parts.rows import Col, RowList
from workwell_desktop.ui.parts.stops import draw_around
from workwell_desktop.ui.plan.rows import OpenRow
from workwell_desktop.ui.style.theme import Look

_NEW = -1
_KINDS = tuple(CAN_DO)
_ADD = {
    CAN_NOW: "Add what {name} can do now",
    WITH_HELP: "Add what {name} could do with help",
    AVOID: "Add what is best avoided",
}


class AbilityLists(QWidget):
    """The three lists, a form in place for the line that is written, and ideas from the job's tasks.

    ``edited`` is sent when a list changed or a line is being written; ``add_wanted`` carries a ``Help``.
    """

    edited = Signal()
    add_wanted = Signal(object)

    def __init__(self, look: Look, name: str, today: Callable[[], date], *, read_only: bool = False) -> None:
        """Show empty lists. ``name`` is the participant's; ``read_only`` leaves only *Add to plan*."""
        super().__init__()
        self._look, self._name, self._today, self._read_only = look, name, today, read_only
        self._lines: list[CanDo] = []
        self._helps: Helps | None = None
        self._form: AbilityForm | None = None
        self._kind = CAN_NOW
        self._undo: Notice | None = None
        self._body = QWidget()
        self._box = column(look, self._body, gap=16)
        self.setLayout(self._box)
        self._draw()

    def lines(self) -> tuple[CanDo, ...]:
        """Return the lines, list by list."""
        return tuple(self._lines)

    def show_lines(self, lines: Sequence[CanDo]) -> None:
        """Show these; nothing is sent."""
        self._close_form()
        self._lines = list(lines)
        self._sort()
        self._draw()

    def show_helps(self, helps: Helps) -> None:
        """Show which lines are in the plan, and what the job's tasks hint at."""
        old, self._helps = self._helps, helps
        if old is None or (old.offers, old.known) != (helps.offers, helps.known):
            draw_around(self._form, self._draw)

    def half_typed(self) -> dict[str, Any]:
        """Return the line that is being written, or nothing."""
        return {} if self._form is None else {"at": self._form_at, **self._form.typed()}

    def unfinished(self) -> str:
        """Return what to do first with words that are typed but not in the list yet, or nothing."""
        return "" if self._form is None else self._form.unfinished()

    def show_unfinished(self, sentence: str) -> list[Field]:
        """Put a sentence beside the words that are being written, and return their field."""
        return [] if self._form is None else [self._form.show_unfinished(sentence)]

    def pick_up(self, typed: Mapping[str, Any]) -> Field | None:
        """Go on with a line that was being written, and return its words."""
        at, kind = typed.get("at", len(self._lines)), typed.get("kind")
        if -1 <= at < len(self._lines) and kind in CAN_DO:
            self._open_form(at, kind, typed)
        return self._form.words if self._form is not None else None

    def show_problem(self, sentence: str) -> list[Field]:
        """Open the first line that could not be printed, with the sentence beside it, and return its field."""
        at = next((place for place, one in enumerate(self._lines) if line_problem(one)), None)
        if at is None:
            return []
        self._change(at)
        return [] if self._form is None else [self._form.show_problem(sentence)]

    def _draw(self) -> None:
        """Build the lists anew, the form in the place of the line it changes: there are few lines."""
        look, old = self._look, self._body
        box = column(look, gap=20)
        for kind in _KINDS:
            group = self._group(kind)
            if group is not None:
                box.addWidget(group)
        self._body = holder(box)
        self._box.replaceWidget(old, self._body)
        if self._form is not None:
            self._form.show()  # once it stands in the page: it would be a window of its own before
        old.hide()
        old.deleteLater()

    def _group(self, kind: str) -> QWidget | None:
        """Return one list with its heading; nothing for an empty one that is only read."""
        look = self._look
        places = [place for place, one in enumerate(self._lines) if one.kind == kind]
        if self._read_only and not places:
            return None
        head = row(look)
        head.addWidget(Label(look, CAN_DO[kind], "strong" if self._read_only else "section"), 1)
        here = self._form is not None and (self._kind if self._form_at == _NEW else self._at_kind()) == kind
        if not self._read_only and not (here and self._form_at == _NEW):
            more = quiet_button(look, "Add", "plus")
            more.setAccessibleName(_ADD[kind].format(name=self._name))
            more.clicked.connect(partial(self.begin, kind))
            head.addWidget(more)
        box = column(look, head, gap=4)
        offered = self._offered(kind)
        at = self._form_at if here and self._form_at != _NEW else len(self._lines)
        self._put_rows(box, kind, [place for place in places if place < at])
        if here and self._form is not None:
            box.addWidget(self._form)
        self._put_rows(box, kind, [place for place in places if place > at])
        if offered:
            box.addSpacing(look.space(8))
            box.addWidget(self._ideas(offered))
        elif not places and not here:
            box.addWidget(Label(look, "Nothing here yet.", ink="ink2"))
        return holder(box)

    @property
    def _form_at(self) -> int:
        return _NEW if self._form is None else self._form.place_in(self._lines)

    def _at_kind(self) -> str:
        return self._lines[self._form_at].kind

    def _put_rows(self, box: Column, kind: str, places: Sequence[int]) -> None:
        if not places:
            return
        made = RowList(self._look, CAN_DO[kind], [Col("", 1), Col("", 0, right=True)])
        for place in places:
            made.add(str(place), self._words(place, self._lines[place]), self._deed(place, self._lines[place]))
        box.addWidget(made)

    def _words(self, place: int, one: CanDo) -> QWidget:
        look = self._look
        words = Label(look, one.words, "lead")
        said = column(look, words, gap=2, margins=(0, 8, 0, 8))
        if one.rest:
            said.addWidget(Label(look, one.rest, ink="ink2"))
        if self._read_only:
            return holder(said)
        opener = OpenRow(look, one.words, "Change this", said, title=words)
        opener.setProperty("place", place)
        opener.clicked.connect(partial(self._change, place))
        return opener

    def _deed(self, place: int, one: CanDo) -> QWidget:
        help_ = help_with(one, self._helps.known) if self._helps is not None else None
        if help_ is None:
            return QWidget()
        if help_.in_plan:
            return Badge(self._look, "In the plan", "done")
        add = Button(self._look, "Add to plan", "compact")
        add.setAccessibleDescription(help_.title)
        add.clicked.connect(partial(self._add, place, help_))
        return add

    def _offered(self, kind: str) -> list[CanDo]:
        if self._read_only or self._helps is None:
            return []
        return [one for one in still_offered(self._helps.offers, self._lines) if one.kind == kind]

    def _ideas(self, offered: Sequence[CanDo]) -> QWidget:
        """Return the ideas of one list, each to be taken with one press."""
        look = self._look
        name = "Ideas from your job’s tasks"
        made = RowList(look, name, [Col(name, 1), Col("", 0, right=True)])
        for place, one in enumerate(offered):
            take = Button(look, "Use this", "compact")
            take.setAccessibleName(f"Use this: {one.words}")
            take.clicked.connect(partial(self._take, one))
            made.add(str(place), one.sentence, take)
        return made

    def begin(self, kind: str) -> None:
        """Ask for one more line of a list."""
        if self._finish_form():
            self._open_form(_NEW, kind, {})
            self._begin_form()

    def focus_row(self, place: int) -> None:
        """Give the focus to the words of a line, or to what begins a new one."""
        openers = self._body.findChildren(OpenRow)  # not those of the body before, which still waits to be deleted
        opener = next((one for one in openers if one.property("place") == place), None)
        adds = [one for one in self._body.findChildren(Button) if one.accessibleName().startswith("Add what")]
        if opener is not None:
            opener.setFocus()
        elif adds:
            adds[0].setFocus()

    def _add(self, place: int, help_: object) -> None:
        self.add_wanted.emit(help_)
        self.focus_row(place)

    def _take(self, one: CanDo) -> None:
        self._lines.append(one)
        self._settle(one)

    def _change(self, place: int) -> None:
        one = self._lines[place]
        if self._finish_form():  # which may move the others
            self._open_form(place_of(one, self._lines), one.kind, {})
            self._begin_form()

    def _finish_form(self) -> bool:
        """Keep what is being written, and say whether another line can be opened."""
        return self._form is None or self._form.finish()

    def _open_form(self, at: int, kind: str, typed: Mapping[str, Any]) -> None:
        self._close_form()
        line = None if at == _NEW else self._lines[at]
        same = [place for place, one in enumerate(self._lines) if line is not None and one.kind == line.kind]
        health = self._helps.known.health if self._helps is not None else HealthFacts()
        self._form = AbilityForm(
            self._look, self._name, kind if line is None else line.kind, self._today, health,
            new=at == _NEW, first=same[:1] == [at], last=same[-1:] == [at],
        )  # fmt: skip
        self._kind = kind
        self._form.stand_for(line, {} if line is None else {**asdict(line), "until": line.until_on}, typed)
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
        if at != _NEW and self._lines[at].kind == value.kind:
            self._lines[at] = value
        else:
            if at != _NEW:
                self._lines.pop(at)
            self._lines.append(value)
        self._settle(value)

    def _leave(self) -> None:
        at = self._form_at
        self._close_form()
        self._settle(self._lines[at] if at != _NEW else None)

    def _move(self, by: int) -> None:
        """Move the line that is open up or down its list, with what was changed in it."""
        if self._form is None:
            return
        at, value = self._form_at, self._form.value()
        self._close_form()
        self._lines.pop(at)
        self._lines.insert(at + by, value)
        self._settle(value)

    def _take_out(self) -> None:
        """Take a line out, and offer to put it back."""
        at = self._form_at
        gone = self._lines.pop(at)
        self._close_form()
        self._settle(None)
        deeds = [("Put it back", partial(self._put_back, at, gone))]
        self._undo = Notice(self._look, "note", f"Taken out: {gone.words}", deeds=deeds)
        self._box.insertWidget(0, self._undo)

    def _put_back(self, at: int, gone: CanDo) -> None:
        self._lines.insert(at, gone)
        self._settle(gone)

    def _sort(self) -> None:
        """Keep the lines list by list, each in its own order; a kind that is not known comes last."""
        self._lines.sort(key=lambda one: _KINDS.index(one.kind) if one.kind in CAN_DO else len(_KINDS))

    def _settle(self, focus: CanDo | None) -> None:
        if self._undo is not None:
            self._undo.hide()
            self._undo.deleteLater()
            self._undo = None
        self._sort()
        self._draw()
        self.edited.emit()
        self.focus_row(next((place for place, one in enumerate(self._lines) if one is focus), _NEW))
