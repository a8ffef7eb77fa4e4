"""A page of records with one form open at a time: what is typed is kept within two seconds and comes back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from PySide6.QtWidgets import QWidget

from workwell_desktop.casework.dates import Lean, Understood, lasting, read_date
from workwell_desktop.casework.drafts import discard_draft, keep_draft, load_draft
from workwell_desktop.errors import InputProblem, NotKept, WorkwellError
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.keeper import Keeper, Words
from workwell_desktop.ui.parts.bottom_bar import BottomBar
from workwell_desktop.ui.parts.buttons import main_button, second_button
from workwell_desktop.ui.parts.columns import Fold, Page
from workwell_desktop.ui.parts.fields import Field
from workwell_desktop.ui.parts.layouts import Thing, column, empty_out
from workwell_desktop.ui.parts.notice import Notice
from workwell_desktop.ui.parts.stops import keep_place
from workwell_desktop.ui.plan.editors import Editor
from workwell_desktop.ui.records.page import RecordPage
from workwell_desktop.ui.style.theme import Look


@dataclass(frozen=True)
class Form:
    """A form that can be open: its ``screen`` (where its draft is kept), the record it is about, and its words.

    ``make`` draws the fields, ``first`` is what they show at first, ``save`` writes them and gives a sentence for the
    bar, and ``leans`` says which fields are dates and which way they are read.
    """

    screen: str
    about: int
    main: str
    make: Callable[[], Editor]
    save: Callable[[Mapping[str, Any]], str]
    first: Mapping[str, Any] = field(default_factory=dict)
    leans: Mapping[str, Lean] = field(default_factory=dict)


def beside(look: Look, *fields: tuple[Field, str]) -> QWidget:
    """Put fields that belong together in one line, each as wide as is named; below each other where text is large."""
    widths = [look.width(width) for _one, width in fields]
    both = Fold(look, *(one for one, _width in fields), shares=widths)
    if not look.large:
        both.setMaximumWidth(sum(widths) + look.space(24) * (len(fields) - 1))
    return both


class FormPage(RecordPage):
    """One page with a list, a bar at the foot, and at most one form. What a subclass draws stands in ``things``."""

    screens: tuple[str, ...] = ()
    title = ""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        look = desk.look
        self.person = 0
        self._form: Form | None = None
        self.editor: Editor | None = None
        self._left: tuple[Form, Mapping[str, Any]] | None = None  # a form that was closed with words in it
        self._as_first: Mapping[str, Any] = {}
        self._keeper = Keeper(self._words, desk, self)
        self.bar = BottomBar(look)
        self._keeper.told.connect(self.bar.set_kept)
        self._keeper.failed.connect(lambda words: self.bar.set_kept(words, "octagon-alert"))
        self._box = column(look, gap=0)
        self._page: Page | None = None
        look.changed.connect(self._on_look)
        whole = column(look, self._box, self.bar, gap=0)
        whole.setStretchFactor(self._box, 1)
        self.setLayout(whole)

    # -- what a page of records says --------------------------------------------------------------------------

    def read(self) -> None:
        """Read the records of ``person`` from the vault. Raises ``WorkwellError``."""
        raise NotImplementedError

    def things(self) -> list[Thing]:
        """Return what stands on the page, from the top; ``editor`` where the open form belongs."""
        raise NotImplementedError

    def first_deed(self) -> tuple[str, Callable[[], object]]:
        """Return the words and the deed of the main button while no form is open."""
        raise NotImplementedError

    def form_of(self, screen: str, about: int) -> Form | None:
        """Return the form of a draft, or nothing when it can no longer be written on."""
        raise NotImplementedError

    # -- showing ------------------------------------------------------------------------------------------------

    def show_participant(self, participant_id: int) -> None:
        """Read and show the records; a form that stands open stays open with its words."""
        if participant_id != self.person:
            self.keep()
            self._shut()
            self._left = None
            self.person = participant_id
            self.somebody_else()
            self.bar.set_kept("Everything here is saved.")
        try:
            self.read()
        except WorkwellError as problem:
            self._cannot(problem)
            return
        if self._form is None and self._left is None:
            self._take_up_draft()
        self.draw()

    def somebody_else(self) -> None:
        """Forget what was shown about the person before."""

    def keep(self) -> bool:
        """Keep what is typed now. Return whether all is kept."""
        return self._keeper.keep_now()

    def draw(self) -> None:
        """Draw the page afresh; what is typed stays, and the focus where it was."""
        look = self._desk.look
        keep_place(self)
        at = self._page.verticalScrollBar().value() if self._page is not None else 0
        if self._form is not None:
            self._make_editor(self._form)
        empty_out(self._box)
        page = Page(look, *self._on_top(), *self.things(), gap=16, name=self.title)
        self._page = page
        self._box.addWidget(page)
        page.show()
        page.verticalScrollBar().setValue(at)
        self._show_bar()

    def _on_look(self) -> None:
        """Draw again for another text size."""
        if self._page is not None:
            self.draw()

    def _cannot(self, problem: WorkwellError) -> None:
        empty_out(self._box)
        self._page = None
        notice = Notice(self._desk.look, "warn", problem.sentence, problem.next_step)
        self._box.addWidget(Page(self._desk.look, notice, name=self.title))
        self.bar.set_buttons()

    def _on_top(self) -> list[Thing]:
        if self._left is None:
            return []
        deeds = [("Go on with it", self._go_on), ("Throw it away", self._throw_away)]
        return [Notice(self._desk.look, "note", "You began to write something here. It is kept.", deeds=deeds)]

    def _show_bar(self) -> None:
        look = self._desk.look
        if self._form is None:
            words, deed = self.first_deed()
            main = main_button(look, words)
            main.clicked.connect(lambda: deed())  # noqa: PLW0108 - clicked carries a flag that the deed does not take
            self.bar.set_buttons(main)
            return
        close = second_button(look, "Close")
        close.clicked.connect(self.close_form)
        main = main_button(look, self._form.main)
        main.clicked.connect(self._save)
        self.bar.set_buttons(close, main)

    # -- the form -----------------------------------------------------------------------------------------------

    def open_form(self, form: Form, typed: Mapping[str, Any] | None = None) -> None:
        """Open a form, with ``typed`` over what it shows at first, and begin in it."""
        self.keep()
        self._shut()
        self._left = None
        self._form = form
        self._make_editor(form, typed or {})
        self.draw()
        self._begin_form()

    def _begin_form(self) -> None:
        if self.editor is not None and self._page is not None:
            self.editor.take_focus()
            self._page.show_part(self.editor)

    def is_open(self, screen: str, about: int = 0) -> bool:
        """Say whether the form of this screen about this record stands open."""
        return self._form is not None and (self._form.screen, self._form.about) == (screen, about)

    def close_form(self) -> None:
        """Close the form; words in it are kept, and can be gone on with or thrown away."""
        if self._form is None or self.editor is None:
            return
        values = self.editor.values()
        if values != self._as_first:
            self._keeper.touch()
            if not self._keeper.keep_now():
                return
            self._left = (self._form, values)
        self._shut()
        self.draw()

    def read_day(self, lean: Lean) -> Callable[[str], Understood]:
        """Return how a typed date is read today."""
        return lambda typed: read_date(typed, self._desk.clock.today(), lean=lean)

    def _make_editor(self, form: Form, typed: Mapping[str, Any] | None = None) -> None:
        values = typed if typed is not None else self.editor.values() if self.editor is not None else {}
        editor = form.make()
        editor.set_values(form.first)
        self._as_first = editor.values()
        editor.set_values(values)
        editor.edited.connect(self._keeper.touch)
        editor.kept.connect(self._save)
        editor.closed.connect(self.close_form)
        self.editor = editor

    def _shut(self) -> None:
        self._form = self.editor = None
        self._keeper.forget()

    def _save(self) -> None:
        if self._form is None or self.editor is None:
            return
        for one in self.editor.fields.values():
            if one.error:
                one.clear()
        try:
            sentence = self._form.save(self.editor.values())
        except InputProblem as problem:
            self.editor.show_problem(problem)
            self._keeper.touch()
            self.bar.set_kept("Not saved yet. See the sentences beside the fields.", "octagon-alert")
            return
        except NotKept as problem:
            self.bar.set_kept(f"Not saved yet. {problem.next_step}", "octagon-alert")
            return
        except WorkwellError as problem:
            self.bar.set_kept(f"{problem.sentence} {problem.next_step}", "octagon-alert")
            return
        self._shut()
        now = self._desk.clock.local()
        self.bar.set_kept(f"{sentence} Saved at {now:%H:%M}.".strip())
        self.saved.emit(self.person)
        self.show_participant(self.person)

    def _words(self) -> Words | None:
        if self._form is None or self.editor is None:
            return None
        person, form = self.person, self._form
        content = {"about": form.about, "values": self.editor.values()}
        return lambda vault: keep_draft(vault, form.screen, person, content)

    def _take_up_draft(self) -> None:
        """Open the form that was being written when this page was last left."""
        for screen in self.screens:
            draft = load_draft(self._desk.vault, screen, self.person)
            form = self.form_of(screen, draft.content["about"]) if draft is not None else None
            if draft is not None and form is not None:
                self._form, self.editor = form, None
                self._make_editor(form, self._meant(form, draft.content["values"], draft.kept_at))
                kept = draft.kept_at.astimezone(self._desk.clock.local().tzinfo)
                self.bar.set_kept(f"Kept on {kept.day} {kept:%B} at {kept:%H:%M}, not saved yet.", "pencil")
                return

    def _meant(self, form: Form, values: Mapping[str, Any], kept_at: datetime) -> dict[str, Any]:
        """Return what was typed, with dates that mean the day they meant when they were typed."""
        kept_on, today = kept_at.astimezone(self._desk.clock.local().tzinfo).date(), self._desk.clock.today()
        return {
            name: lasting(value, kept_on, today, lean=form.leans[name]) if name in form.leans and value else value
            for name, value in values.items()
        }

    def _go_on(self) -> None:
        if self._left is not None:
            form, values = self._left
            self.open_form(form, values)

    def _throw_away(self) -> None:
        if self._left is None:
            return
        try:
            discard_draft(self._desk.vault, self._left[0].screen, self.person)
        except NotKept as problem:
            self.bar.set_kept(f"The words are still here. {problem.next_step}", "octagon-alert")
            return
        self._left = None
        self.bar.set_kept("Everything here is saved.")
        self.draw()
