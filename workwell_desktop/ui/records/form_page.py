"""A page of records with at most one form open: what is typed is kept within two seconds, and offered again.

A page of this kind says what it shows (``fill``), which forms there are (``form_of``), and where each stands when it is
open (``form_here``).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from workwell_desktop.casework.dates import Understood, plain
from workwell_desktop.casework.drafts import discard_draft, keep_draft, load_draft
from workwell_desktop.errors import InputProblem, WorkwellError
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.keeper import Keeper, Words
from workwell_desktop.ui.parts import stops
from workwell_desktop.ui.parts.buttons import does, main_button, second_button
from workwell_desktop.ui.parts.columns import Page
from workwell_desktop.ui.parts.date_field import DateField
from workwell_desktop.ui.parts.labels import Label
from workwell_desktop.ui.parts.notice import Notice
from workwell_desktop.ui.records.drawn_page import DrawnPage
from workwell_desktop.ui.records.forms import NEW, At, Days, Form, FormFields, Unfinished, as_draft, from_draft
from workwell_desktop.ui.records.pieces import left_notice, measured

ALL_SAVED = "Everything here is saved."


class FormPage(DrawnPage):
    """One page with its records, a bar at the foot, and at most one form. Its drafts are kept under ``drafts``.

    ``openers`` holds, by form, what opened it: the focus goes back there when the form is gone.
    """

    drafts = ""
    days = Days()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.editor: FormFields | None = None
        self.openers: dict[At, QWidget] = {}
        self._at: At | None = None
        self._form: Form | None = None
        self._typed: Mapping[str, Any] = {}
        self._as_first: Mapping[str, Any] = {}
        self._left: dict[At, Unfinished] = {}  # forms that were left with words in them
        self._just_left: At | None = None
        self._taken_up = 0  # whose drafts were read
        self._notice: Callable[[], Notice] | None = None
        self._said: Notice | None = None  # the one that is in sight
        self._main: QWidget | None = None
        self._writing = False
        self._keeper = Keeper(self._words, desk, self)
        self._keeper.told.connect(self.bar.set_kept)
        self._keeper.failed.connect(lambda words: self.bar.set_kept(words, "octagon-alert"))

    # -- what each page says of its forms -------------------------------------------------------------------

    def form_of(self, at: At) -> Form | None:
        """Return a form, or nothing when its record can no longer be written on."""
        raise NotImplementedError

    def remove(self, at: At) -> None:
        """Take out the record that a form is about; a page that can do so says how."""

    # -- what the shelf asks for ----------------------------------------------------------------------------

    def show_participant(self, participant_id: int) -> None:
        """Read and show the records, with the form that was being written when they were last left."""
        if participant_id != self.person:
            self.keep()
            self._left = {}
            self._shut()
            self.person, self._taken_up = participant_id, 0
            self.somebody_else()
        if not self._writing:  # what was just done is said until the page is left
            self._notice = None
        try:
            self.read()
        except WorkwellError as problem:
            self._put_aside()
            self._refused(problem)
            return
        if self._taken_up != self.person:
            self.bar.set_kept(ALL_SAVED)
            self._take_up_drafts()
        self.draw()

    def keep(self) -> bool:
        """Keep what is typed as a draft. Return whether all is kept."""
        return self._keeper.keep_now()

    # -- drawing --------------------------------------------------------------------------------------------

    def draw(self) -> None:
        """Draw the page afresh, as far down as it was scrolled before; what is typed stays, and the focus."""
        stops.keep_place(self)
        typed = self.editor.values() if self.editor is not None else self._typed
        focused = self._focused_field()
        self.openers, self.editor = {}, None
        self._form = self.form_of(self._at) if self._at is not None else None
        if self._form is None:
            self._at = None
        else:
            self.editor = self._made(self._form, typed)
        page = Page(self._desk.look, gap=16, name=self.title())
        page.add(Label(self._desk.look, self.title(), "page"))
        for notice in self._notices():
            page.add(measured(self._desk.look, notice))
        self.fill(page)
        self._put_page(page, self.editor)
        self._put_buttons()
        if focused and self.editor is not None:
            self.editor.fields[focused].take_focus()

    def _notices(self) -> list[Notice]:
        """Return what was just done or refused, and a way back to each form that was left with words in it."""
        self._said = self._notice() if self._notice is not None else None
        found = [self._said] if self._said is not None else []
        for at, left in self._left.items():
            if self.form_of(at) is not None:
                go_on, drop = partial(self.open_form, *at), partial(self._drop, at)
                found.append(left_notice(self._desk.look, left.words, go_on, drop, new=at == self._just_left))
        return found

    def _put_buttons(self) -> None:
        """Put the deeds of the open form into the bar, the main one last; else the page's own main deed."""
        look, self._main = self._desk.look, None
        if self.editor is not None:
            close, keep = second_button(look, "Not now"), main_button(look, self.editor.keep_words)
            close.clicked.connect(self.close_form)
            keep.clicked.connect(self._save)
            self.bar.set_buttons(close, keep)
        elif (first := self.first_deed()) is not None:
            words, deed = first
            self._main = main = does(main_button(look, words), deed)
            self.bar.set_buttons(main)
        else:
            self.bar.set_buttons()

    def _made(self, form: Form, typed: Mapping[str, Any]) -> FormFields:
        """Make the fields of a form afresh; what was typed in them stays."""
        self.editor = fields = form.make()
        fields.set_values(form.first)
        self._as_first = fields.values()
        fields.set_values(typed)
        form.shown(fields)
        fields.edited.connect(self._keeper.touch)
        fields.kept.connect(self._save)
        fields.closed.connect(self.close_form)
        fields.removed.connect(self._remove)
        return fields

    def form_here(self, kind: str, about: int = NEW) -> list[QWidget]:
        """Return the fields of this form when it stands open, else nothing."""
        here = self.editor if self._at == (kind, about) else None
        return [measured(self._desk.look, here)] if here is not None else []

    def is_open(self, kind: str, about: int = NEW) -> bool:
        """Say whether this form stands open."""
        return self._at == (kind, about)

    def _focused_field(self) -> str:
        fields = self.editor.fields if self.editor is not None else {}
        return next((name for name, one in fields.items() if one.focus_target().hasFocus()), "")

    # -- the form that stands open --------------------------------------------------------------------------

    def open_form(self, kind: str, about: int = NEW, typed: Mapping[str, Any] | None = None) -> None:
        """Open a form, with the words that were left in it, and begin in it.

        Words in the one that stands open are saved first, stay with what needs another look, or are offered again.
        """
        at = (kind, about)
        if at != self._at:
            if self._form is not None and self._form.by_the_way and self._changed() and not self._save():
                return
            self._put_aside()
            left = self._left.pop(at, None)
            words = self.days.meant(left, self._desk.clock.today()) if left is not None else {}
            self._at, self._typed = at, {**(typed or {}), **words}
        self._notice = None
        self.draw()
        if self.editor is not None:
            self.editor.take_focus()

    def close_form(self) -> None:
        """Shut the open form without saving it; what was typed is kept, and offered again."""
        at = self._at
        if at is None:
            return
        self._put_aside()
        self._keep_rest()
        self._notice, self._just_left = None, at
        self.draw()
        self._just_left = None
        self._go_on_at(at)

    def _put_aside(self) -> None:
        """Shut the open form; words in it can be gone on with or thrown away."""
        self._left |= self._begun()
        self._shut()

    def _begun(self) -> dict[At, Unfinished]:
        """Return the words in the open form that are not saved, by form."""
        if self._at is None or self.editor is None or not self._changed():
            return {}
        return {self._at: Unfinished(self.editor.values(), self._desk.clock.today(), self.editor.keep_words)}

    def _drop(self, at: At) -> None:
        """Throw the words away that were left in a form."""
        del self._left[at]
        self._keep_rest()
        self.draw()
        self._go_on_at(at)

    def _changed(self) -> bool:
        return self.editor is not None and self.editor.values() != self._as_first

    def _shut(self) -> None:
        self._at = self._form = self.editor = None
        self._typed = {}
        if not self._left:
            self._keeper.forget()

    def _save(self) -> bool:
        """Save the open form, or show beside its fields what needs another look."""
        at, form, fields = self._at, self._form, self.editor
        if at is None or form is None or fields is None:
            return True
        try:
            sentence = form.save(fields.values())
        except InputProblem as problem:
            fields.show_problem(problem)
            self._keeper.touch()
            self._keeper.keep_now()
            self.bar.set_kept("Not saved yet. See the sentences beside the fields.", "octagon-alert")
            return False
        except WorkwellError as problem:
            self._keeper.touch()
            self._refuse(problem)
            self.bar.set_kept(f"Not saved yet. {problem.next_step}".strip(), "octagon-alert")
            return False
        self._shut()
        self._written(at, sentence or "")
        return True

    def _remove(self) -> None:
        if self._at is not None:
            self.remove(self._at)

    def do(self, deed: Callable[[], object], undo: Callable[[], Notice] | None = None, *, closes: bool = False) -> bool:
        """Do something and show the page as it is then; what casework refuses is said at the top.

        ``closes``: the open form goes with it, because its record does.
        """
        try:
            deed()
        except WorkwellError as problem:
            self._refuse(problem)
            return False
        if closes:
            self._shut()
        self._written(None, "", undo)
        return True

    def _written(self, at: At | None, sentence: str, undo: Callable[[], Notice] | None = None) -> None:
        """Show the page as it is now, say that it is saved, and tell the other tabs."""
        self._keep_rest()
        self._notice, self._writing = undo, True
        self.show_participant(self.person)
        self.saved.emit(self.person)
        self._writing = False
        self.bar.set_kept(f"{sentence} Saved at {self._desk.clock.local():%H:%M}.".strip())
        self._go_on_at(at)

    def _refuse(self, problem: WorkwellError) -> None:
        self._notice = lambda: Notice(self._desk.look, "bad", problem.sentence, problem.next_step, announce_it=True)
        self.draw()
        if self._page is not None:
            self._page.to_top()

    def _go_on_at(self, at: At | None) -> None:
        """Give the focus to where somebody goes on: what opened the form, the way back, or the main deed."""
        if self.editor is not None:
            return  # another form stands open
        ways = [self.openers.get(at) if at is not None else None]
        ways += self._said.buttons[:1] if self._said is not None else []
        there = next((one for one in (*ways, self._main) if one is not None), None)
        if there is not None:
            there.setFocus()
        else:
            stops.begin(self._page if self._page is not None else self)

    # -- drafts and dates -----------------------------------------------------------------------------------

    def _words(self) -> Words:
        """Return what is written and not saved, on all forms of the page."""
        drafts, person, content = self.drafts, self.person, as_draft(self._at, self._left | self._begun())
        if not content["forms"]:
            return lambda vault: discard_draft(vault, drafts, person)
        return lambda vault: keep_draft(vault, drafts, person, content)

    def _keep_rest(self) -> None:
        """Keep what is not saved yet as it is now."""
        self._keeper.touch()
        if self._keeper.keep_now() and not self._left and self._at is None:
            self.bar.set_kept(ALL_SAVED)

    def _take_up_drafts(self) -> None:
        """Open the form that was being written when this page was last left; offer the others."""
        self._taken_up = self.person
        draft = load_draft(self._desk.vault, self.drafts, self.person)
        if draft is None:
            return
        at, self._left = from_draft(draft.content)
        if not any(self.form_of(one) for one in self._left):
            return
        if at in self._left and self.form_of(at) is not None:
            self._at, self._typed = at, self.days.meant(self._left.pop(at), self._desk.clock.today())
        kept = draft.kept_at.astimezone(self._desk.clock.local().tzinfo)
        self.bar.set_kept(f"Kept on {kept.day} {kept:%B} at {kept:%H:%M}, not saved yet.", "pencil")

    def reader(self, name: str) -> Callable[[str], Understood]:
        """Return how a typed date of a field is read today."""

        def read(typed: str) -> Understood:
            fields = self.editor.fields if self.editor is not None else {}
            first = fields.get(self.days.ends.get(name, ""))
            starts = first.when() if isinstance(first, DateField) else None
            found = self.days.read(name, typed, self._desk.clock.today(), starts)
            early = starts is not None and found.when is not None and found.when < starts
            return Understood(None, problem=self.days.ends_first) if early else found

        return read

    def today(self) -> str:
        """Return today as it is written into a field."""
        return plain(self._desk.clock.today())
