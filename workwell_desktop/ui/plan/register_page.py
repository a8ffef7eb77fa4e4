"""The register of changes at work: how each stands and what happened to it, and the catalogue to choose more from."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from workwell_desktop.casework import plan_register
from workwell_desktop.casework.dates import Understood, plain, read_date
from workwell_desktop.casework.plan_register import LookEntry, Register, RegisterLine, StandEntry, load_register
from workwell_desktop.casework.plan_rows import IN_PLACE
from workwell_desktop.casework.plan_state import PlanState
from workwell_desktop.errors import InputProblem, WorkwellError
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.parts.badge import Badge
from workwell_desktop.ui.parts.buttons import Button, does, main_button, quiet_button
from workwell_desktop.ui.parts.choices import Segments
from workwell_desktop.ui.parts.columns import Page
from workwell_desktop.ui.parts.labels import IconText, Label
from workwell_desktop.ui.parts.layouts import STRETCH, column, flow, holder, line, row
from workwell_desktop.ui.parts.notice import Notice
from workwell_desktop.ui.plan.catalogue_page import CataloguePage
from workwell_desktop.ui.plan.editors import Editor, change_state_editor, look_editor
from workwell_desktop.ui.plan.one_open import At, OneOpen
from workwell_desktop.ui.plan.rooms import PlanRoom
from workwell_desktop.ui.plan.rows import CHANGE_BADGES

OPEN, ALL = "open", "all"
STAND, LOOK = "stand", "look"
SAY, LOOK_AGAIN = "Say how it stands", "Look at it again"
_MEASURE = 800  # pixels at 100 % text: longer lines are hard to follow
_TITLE = "{name}’s changes at work"


class RegisterRoom(PlanRoom):
    """Shows every change at work with its history; one can be brought up to date in place."""

    def __init__(self, desk: Desk, state: PlanState) -> None:
        """Show the register of the present plan, with what was left half written."""
        super().__init__(desk, state)
        self._person = state.participant_id
        self._which = OPEN
        self._notice: Callable[[], Notice] | None = None
        self._catalogue: CataloguePage | None = None
        self._lines: dict[tuple[str, int], Button] = {}
        self._open = OneOpen(desk, plan_register.SCREEN, self._person, self)
        self._open.save_wanted.connect(self._save)
        self._open.close_wanted.connect(self._close)
        self._open.keeper.told.connect(self._bar.set_kept)
        self._open.keeper.failed.connect(lambda words: self._bar.set_kept(words, "octagon-alert"))
        self._bar.set_kept("Everything here is kept.")
        self.draw()

    def keep(self) -> bool:
        """Keep what is typed as a draft."""
        return self._open.keeper.keep_now()

    def go_back(self) -> None:
        """Go back: from the catalogue to the register, from there to the plan."""
        if self._catalogue is not None:
            self._leave_catalogue()
        else:
            super().go_back()

    def draw(self) -> None:
        """Draw the list, or the catalogue where that is looked through."""
        if self._catalogue is not None:
            self._show_catalogue(self._catalogue.words(), self._catalogue.difficulty())
            return
        look, register = self._look, load_register(self._desk.vault, self._person)
        at = self._open.at
        if at is not None and not self._still_there(register):
            self._open.shut()
        elif at is not None and not any(one.open for one in register.lines if one.change.id == at.id):
            self._which = ALL
        page = Page(look, gap=20, name=_TITLE.format(name=register.call_name))
        page.add(Label(look, _TITLE.format(name=register.call_name), "page"))
        page.add(Label(look, _hint(register), "hint"))
        if self._notice is not None:
            page.add(self._notice())
        which = Segments(look, [(OPEN, "Still open"), (ALL, "All of them")], name="Which changes")
        which.set_value(self._which)
        which.setMaximumWidth(look.width("name"))
        which.edited.connect(lambda: self._show_which(which.value()))
        page.add(which)
        page.add(self._list(register))
        page.add(STRETCH)
        self.show_page(page)
        more = does(main_button(look, "Find a change", "search"), self._find)
        self._bar.set_buttons(self.back_button(), more)

    def _still_there(self, register: Register) -> bool:
        at = self._open.at
        if at is None:
            return False
        line_ = next((one for one in register.lines if one.change.id == at.id), None)
        return line_ is not None and (at.kind != LOOK or line_.change.state == IN_PLACE)

    def _list(self, register: Register) -> QWidget:
        look = self._look
        self._lines = {}
        shown = [one for one in register.lines if one.open or self._which == ALL]
        body = column(look, gap=0)
        for one in shown:
            body.addWidget(self._line(one))
            body.addWidget(line(look))
        if not shown:
            none = "No changes at work are open." if register.lines else "No changes at work yet."
            body.addWidget(Label(look, f"{none} “Find a change” shows what can help.", ink="ink2"))
        whole = holder(body)
        whole.setMaximumWidth(look.px(_MEASURE))
        return whole

    def _line(self, one: RegisterLine) -> QWidget:
        look, change = self._look, one.change
        badge = Badge(look, change.state_word, CHANGE_BADGES.get(change.state, "idea"))
        title = Label(look, change.title, "medium")
        head = row(look, gap=12)
        head.addWidget(title, 1)
        head.addWidget(badge, 0, Qt.AlignmentFlag.AlignTop)
        inside = column(look, head, gap=4, margins=(0, 12, 0, 12))
        for words in _facts(one):
            inside.addWidget(Label(look, words, "hint"))
        if one.caution:
            inside.addWidget(IconText(look, "triangle-alert", f"{one.caution}.", ink="warn", role="small_strong"))
        for event in one.events:
            said = f"{event.line}: {event.words}" if event.words else f"{event.line}."
            inside.addWidget(IconText(look, "chevron-right", said, ink="ink2", role="small"))
        if one.open and one.review_line:
            inside.addWidget(IconText(look, "calendar", f"{one.review_line}.", ink="ink", role="small_strong"))
        if self._open.at is not None and self._open.at.id == change.id:
            inside.addWidget(self._editor(one))
        else:
            inside.put(flow(look, *self._deeds(one)))
        return holder(inside)

    def _deeds(self, one: RegisterLine) -> list[Button]:
        deeds = [(STAND, SAY, "pencil")]
        if one.change.state == IN_PLACE:
            deeds.append((LOOK, LOOK_AGAIN, "eye"))
        buttons = []
        for kind, words, icon in deeds:
            button = quiet_button(self._look, words, icon)
            button.setAccessibleName(f"{words}: {one.change.helps}")
            does(button, partial(self._begin, At(kind, one.change.id)))
            self._lines[kind, one.change.id] = button
            buttons.append(button)
        return buttons

    def _editor(self, one: RegisterLine) -> Editor:
        today = plain(self._desk.clock.today())
        if self._open.at is not None and self._open.at.kind == LOOK:
            return self._open.make(look_editor(self._look, self._read_past, self._read_ahead), {"on": today})
        first = {"state": one.change.state, "on": today, "note": one.change.note}
        return self._open.make(change_state_editor(self._look, self._read_past), first)

    def _begin(self, at: At) -> None:
        """Open the fields of a line. Words in those that stand open are saved first."""
        if self._open.changed and not self._save():
            return
        self._notice = None
        self._open.open(at)
        self.draw()
        if self._open.editor is not None:
            self._open.editor.take_focus()

    def _save(self) -> bool:
        at, editor = self._open.at, self._open.editor
        if at is None or editor is None:
            return True
        try:
            self._write(at, editor.values())
        except InputProblem as problem:
            editor.show_problem(_as_in_editor(problem) if at.kind == STAND else problem)
            self._bar.set_kept("Not saved yet. See the sentences beside the fields.", "octagon-alert")
            return False
        except WorkwellError as problem:
            self._refuse(problem)
            return False
        self._open.shut()
        self._notice = None
        self.changed.emit()
        self.draw()
        self._bar.set_kept(f"Kept at {self._desk.clock.local():%H:%M}. Nothing is lost if you lock or close.")
        self._focus(at)
        return True

    def _write(self, at: At, values: dict[str, Any]) -> None:
        vault = self._desk.vault
        if at.kind == LOOK:
            plan_register.look_at(
                vault, self._person, at.id, LookEntry(values["on"], values["found"], values["next_on"])
            )
            return
        said = StandEntry(values["state"], values["on"], values["who"], values["note"])
        plan_register.move_on(vault, self._person, at.id, said)

    def _close(self) -> None:
        """Shut the fields without saving."""
        at = self._open.at
        try:
            self._open.drop()
        except WorkwellError as problem:
            self._refuse(problem)
            return
        self.draw()
        if at is not None:
            self._focus(at)

    def _focus(self, at: At) -> None:
        """Give the focus to the line that was open, or to what there is of it."""
        button = self._lines.get((at.kind, at.id)) or self._lines.get((STAND, at.id))
        if button is not None:
            button.setFocus(Qt.FocusReason.TabFocusReason)

    def _refuse(self, problem: WorkwellError) -> None:
        self._notice = lambda: Notice(self._look, "bad", problem.sentence, problem.next_step, announce_it=True)
        self.draw()

    def _show_which(self, which: str) -> None:
        self._which = which
        self.draw()

    # The catalogue

    def _find(self) -> None:
        if self._open.changed and not self._save():
            return
        self._open.shut()
        self._notice = None
        self._show_catalogue("", "")
        if self._catalogue is not None:
            self._catalogue.take_focus()

    def _show_catalogue(self, words: str, difficulty: str) -> None:
        self._catalogue = CataloguePage(self._desk, self._person, words, difficulty)
        self._catalogue.added.connect(self.changed)
        self._catalogue.told.connect(self._bar.set_kept)
        self.show_page(self._catalogue)
        self._bar.set_buttons(does(main_button(self._look, "Back to the register", "back"), self._leave_catalogue))

    def _leave_catalogue(self) -> None:
        self._catalogue = None
        self.draw()

    def _read_past(self, typed: str) -> Understood:
        return read_date(typed, self._desk.clock.today(), lean="past")

    def _read_ahead(self, typed: str) -> Understood:
        return read_date(typed, self._desk.clock.today(), lean="future")


def _as_in_editor(problem: InputProblem) -> InputProblem:
    return InputProblem({"note" if name == "words" else name: said for name, said in problem.fields.items()})


def _hint(register: Register) -> str:
    months = "month" if register.months == 1 else f"{register.months} months"
    return f"Look at what is in place again at least every {months}: does it still help?"


def _facts(one: RegisterLine) -> list[str]:
    change = one.change
    found = [f"What is hard: {change.now}"] if change.now else []
    if change.about:
        found.append(f"This is about: {change.about}")
    known = [one.difficulty, *change.facts] if one.difficulty else list(change.facts)
    if known:
        found.append(" · ".join(known))
    if one.source:
        found.append(f"Where the idea comes from: {one.source}")
    return found
