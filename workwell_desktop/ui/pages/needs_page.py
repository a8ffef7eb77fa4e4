"""What helps with what: the needs that services are suggested for, each to be changed, tried, saved and put back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from workwell_desktop.casework import service_own_needs
from workwell_desktop.casework.dates import plain
from workwell_desktop.casework.drafts import NOBODY_YET, discard_draft, keep_draft, load_draft
from workwell_desktop.casework.service_need_form import NeedForm, form_of, need_from
from workwell_desktop.casework.service_need_trial import Stopped, Tried, try_need
from workwell_desktop.casework.service_own_needs import OwnNeeds
from workwell_desktop.casework.service_scoring import due
from workwell_desktop.casework.tabs import DIRECTORY
from workwell_desktop.casework.where import where_typed
from workwell_desktop.errors import InputProblem, WorkwellError
from workwell_desktop.policy import write_export
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.keeper import Keeper, Words
from workwell_desktop.ui.pages.need_part import NeedPart
from workwell_desktop.ui.pages.step_page import StepPage
from workwell_desktop.ui.parts import rows as lists
from workwell_desktop.ui.parts import stops
from workwell_desktop.ui.parts.buttons import Button, main_button, second_button
from workwell_desktop.ui.parts.dialog import Deed
from workwell_desktop.ui.parts.labels import Label
from workwell_desktop.ui.parts.layouts import STRETCH, Thing, flow, holder, row
from workwell_desktop.ui.parts.notice import Notice
from workwell_desktop.ui.parts.progress import Busy
from workwell_desktop.ui.parts.rows import Col, RowList
from workwell_desktop.ui.scoring_beside import ScoringBeside

SCREEN = "needs"  # of the draft that holds what is typed over a lock
_KINDS = (("Rules", "*.toml"),)
_LEAD = (
    "WorkWell suggests services by their words. Here you can say which words lead to which help. Words that people say "
    "lead to a need; words of a service speak for it."
)
_SCORING = "Services are being looked through again"
_LATER = "Until then some still stand as before."


class NeedsPage(StepPage):
    """Lists the needs, and opens one of them to change. What is typed is kept over a lock."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, "What helps with what", stopped=Stopped, said="Stopped.", ends=True, parent=parent)
        self._person = 0
        self._open: NeedPart | None = None
        self._need = ""
        self._scoring = ScoringBeside(desk, self)
        self._looking = Busy(desk.look)  # while services are scored again; a trial has a line of its own
        self._box.addWidget(self._looking)
        self._scoring.told.connect(self._looking.step)
        self._scoring.ended.connect(self._scored)
        self._scoring.failed.connect(self._not_scored)
        self._keeper = Keeper(self._words, desk, self)

    def aim(self, about: str) -> None:
        """Remember whose Service directory this was opened from: it is gone back to."""
        self._person = int(about) if about.isdigit() else 0

    def show_now(self) -> None:
        """Show the needs, unless one is open; what was typed before a lock is opened again."""
        if self._open is not None:
            return
        draft = load_draft(self._desk.vault, SCREEN, NOBODY_YET)
        held = service_own_needs.own_needs(self._desk.vault)
        if draft is not None and draft.content["need"] in held.rules.needs:
            self._edit(str(draft.content["need"]), _form(draft.content["form"]))
            self._page.say(Notice(self._desk.look, "note", "What you typed before is here.", "It is not saved yet."))
        else:
            self._list()

    def begin(self) -> None:
        """Give the focus to where the step in sight begins."""
        if self._open is not None:
            self._open.begin()
        elif self._part is not None:
            stops.begin(self._part)

    def keep(self) -> bool:
        """Keep what is typed now. Return whether all is kept."""
        return self._keeper.keep_now()

    # -- the list -------------------------------------------------------------------------------------------

    def _list(self, notice: Notice | None = None) -> None:
        look, vault = self._desk.look, self._desk.vault
        self._open, self._need = None, ""
        held = service_own_needs.own_needs(vault)
        things: list[Thing] = [Label(look, "What helps with what", "page"), Label(look, _LEAD, "lead")]
        things += [one for one in (notice, self._broken(held), self._waiting()) if one is not None]
        if held.on is not None and held.changed:
            by = f" by {held.by}" if held.by else ""
            things.append(Label(look, f"Last changed on {plain(held.on)}{by}.", "small", ink="ink2"))
        rows = RowList(look, "What people can need help with", [Col("Help with", 3), Col("How it stands", 2), Col("")])
        for need in held.rules.needs.values():
            stands = "Changed here" if need.id in held.changed else "As it came"
            change = Button(look, "Change", "compact")
            change.setAccessibleName(f"Change: {need.label}")
            change.clicked.connect(partial(self._opened, need.id))
            rows.add(need.id, lists.Words(need.label), stands, holder(row(look, change, STRETCH)))
        things.append(rows)
        load = second_button(look, "Load a file", "folder")
        load.clicked.connect(lambda: self._desk.doors.open_file(self, "Load what helps with what", _KINDS, self._load))
        copy = second_button(look, "Save a copy", "sheet")
        copy.clicked.connect(self._copy)
        files = "All of it is one file of plain text. Save a copy, change it in any editor, and load it again."
        things += [Label(look, "As a file", "section"), Label(look, files), holder(flow(look, load, copy))]
        back = second_button(look, "Back to the directory" if self._person else "Back to the lists", "back")
        back.clicked.connect(self._back)
        all_back = second_button(look, "Put everything back", "undo")
        all_back.clicked.connect(self._ask_all_back)
        self.put("", things, back, *([all_back] if held.changed or held.problem else []))
        self.bar.set_kept("Everything here is kept.")

    def _broken(self, held: OwnNeeds) -> Notice | None:
        if not held.problem:
            return None
        return Notice(self._desk.look, "warn", "What was changed here cannot be used any more.", held.problem)

    def _waiting(self) -> Notice | None:
        number = due(self._desk.vault)
        if not number or self._scoring.running:
            return None
        what = "1 service still stands" if number == 1 else f"{number:,} services still stand"
        return Notice(
            self._desk.look, "note", f"{what} by older rules.", "It goes on where it stopped.",
            deeds=[("Go on", self._score)],
        )  # fmt: skip

    def _back(self) -> None:
        if self._person:
            self.opened.emit(self._person, DIRECTORY, "")
        else:
            self.page_wanted.emit("lists")

    # -- one need -------------------------------------------------------------------------------------------

    def _opened(self, need_id: str, _checked: object = None) -> None:
        self._edit(need_id)

    def _edit(self, need_id: str, form: NeedForm | None = None) -> None:
        look = self._desk.look
        held = service_own_needs.own_needs(self._desk.vault)
        part = NeedPart(look, form or form_of(held.rules.needs[need_id]))
        part.edited.connect(self._touched)
        part.try_wanted.connect(self._try)
        self._open, self._need = part, need_id
        back = second_button(look, "Back", "back")
        back.clicked.connect(self._leave)
        put_back = second_button(look, "Put back", "undo")
        put_back.clicked.connect(self._ask_back)
        save = main_button(look, "Save")
        save.clicked.connect(self._save)
        self.put("", [part], back, *([put_back] if need_id in held.changed else []), save)
        self.bar.set_kept("Nothing is changed yet." if form is None else "Not saved yet.", "info")
        self.begin()

    def _touched(self) -> None:
        self.bar.set_kept("Not saved yet.", "info")
        self._keeper.touch()

    def _words(self) -> Words | None:
        if self._open is None:
            return None
        content: dict[str, Any] = {"need": self._need, "form": asdict(self._open.form())}
        return lambda vault: keep_draft(vault, SCREEN, NOBODY_YET, content)

    def _typed(self) -> Any:
        """Return the need as it is typed; nothing where something needs another look, which is said beside it."""
        assert self._open is not None  # noqa: S101 - the buttons that lead here stand below an open need
        need = service_own_needs.need_rules(self._desk.vault).needs[self._need]
        try:
            typed = need_from(need, self._open.form())
        except InputProblem as problem:
            self._open.say_problems(dict(problem.fields))
            return None
        self._open.say_problems({})
        return typed

    def _save(self) -> None:
        typed = self._typed()
        if typed is not None:
            said = f"“{typed.label}” holds from now on."
            self._do(partial(service_own_needs.keep_need, self._desk.vault, typed), said)

    def _ask_back(self) -> None:
        deeds = (Deed("stay", "Leave it as it is", safe=True), Deed("back", "Put back", "danger"))
        words = "It stands again as it came with WorkWell. What was changed here in it is gone."
        self._desk.doors.ask(self, "Put this need back?", words, deeds, partial(self._put_back, self._need))

    def _ask_all_back(self) -> None:
        deeds = (Deed("stay", "Leave it as it is", safe=True), Deed("back", "Put everything back", "danger"))
        words = "All needs stand again as they came with WorkWell. Save a copy first to keep what was changed."
        self._desk.doors.ask(self, "Put everything back?", words, deeds, partial(self._put_back, ""))

    def _put_back(self, need_id: str, code: str) -> None:
        if code == "back":
            said = "It stands as it came with WorkWell." if need_id else "All stand as they came with WorkWell."
            self._do(partial(service_own_needs.put_back, self._desk.vault, need_id), said)

    def _leave(self) -> None:
        """Go back to the list without saving; what was typed can be brought back."""
        assert self._open is not None  # noqa: S101 - only an open need has this button
        need_id, form = self._need, self._open.form()
        same = form == form_of(service_own_needs.need_rules(self._desk.vault).needs[need_id])
        if not self._forget():
            return
        bring = [("Bring it back", partial(self._edit, need_id, form))]
        words = "What you typed is not saved."
        self._list(None if same else Notice(self._desk.look, "note", words, deeds=bring, announce_it=True))
        self.begin()

    # -- trying it ------------------------------------------------------------------------------------------

    def _try(self) -> None:
        typed, part = self._typed(), self._open
        if typed is None or part is None:
            return
        near = part.near()
        where = where_typed(near)
        part.say_near(where.why_not if where else "")
        if where is not None and where.why_not:
            return
        vault, progress = self._desk.vault, self._progress

        def job() -> Tried:
            return try_need(vault, typed, near_to=near, told=progress.tell, stopped=progress.stopped)

        def done(tried: Tried) -> None:
            if self._open is part:
                part.show_tried(tried)
                self._page.show_part_soon(part.tried)
                self.bar.set_kept("Tried. Nothing is saved by it.", "info")

        self.run("Trying it", job, done, self._tell, stop=True)

    # -- files ----------------------------------------------------------------------------------------------

    def _load(self, path: Path) -> None:
        def load() -> object:
            return service_own_needs.keep_text(self._desk.vault, service_own_needs.text_of(path))

        self._do(load, "What the file says holds from now on.")

    def _copy(self) -> None:
        text = service_own_needs.needs_text(self._desk.vault)

        def write(path: Path) -> None:
            try:
                write_export(path, text.encode("utf-8"))
            except WorkwellError as problem:
                self.bar.set_kept(f"{problem.sentence} {problem.next_step}", "octagon-alert")
            else:
                self.bar.set_kept("The copy is saved. It holds rules, and nobody’s details.")

        self._desk.doors.save_file(self, "Save a copy", "what-helps-with-what.toml", _KINDS, write)

    # -- what is done, and said -----------------------------------------------------------------------------

    def _do(self, deed: Callable[[], object], said: str) -> None:
        """Change the rules, show the list, and have services looked through again; or say why it cannot be done."""
        try:
            deed()
        except WorkwellError as problem:
            self._tell(problem)
            return
        self._forget()
        self._scoring.start()
        self._looking.start(_SCORING, self._scoring.stop)
        self._list(Notice(self._desk.look, "good", said, f"{_SCORING}. {_LATER}", announce_it=True))
        self.begin()

    def _score(self) -> None:
        self._scoring.start()
        self._looking.start(_SCORING, self._scoring.stop)
        self._list()

    def _scored(self, all_done: bool) -> None:
        self._looking.finish()
        self.changed.emit()
        if self._open is None:
            words = "Every service stands by these rules now." if all_done else "Stopped. It can go on later."
            self._list(Notice(self._desk.look, "good" if all_done else "note", words, announce_it=True))

    def _not_scored(self, sentence: str) -> None:
        self._looking.finish()
        self.bar.set_kept(sentence, "octagon-alert")

    def _tell(self, problem: WorkwellError) -> None:
        self._page.say(Notice(self._desk.look, "bad", problem.sentence, problem.next_step, announce_it=True))

    def _forget(self) -> bool:
        """Drop what was kept of what is typed. Return whether there is nothing any more."""
        self._keeper.forget()
        vault = self._desk.vault
        try:
            if load_draft(vault, SCREEN, NOBODY_YET) is not None:
                discard_draft(vault, SCREEN, NOBODY_YET)
        except WorkwellError as problem:
            self._tell(problem)
            return False
        return True


def _form(kept: dict[str, Any]) -> NeedForm:
    """Return a form as a draft has it."""
    whole: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in kept.items()}
    whole["terms"] = tuple((str(words), float(points)) for words, points in kept["terms"])
    return NeedForm(**whole)
