"""A page of records whose lines open into fields, one at a time, and what is typed in them kept within two seconds.

A page of this kind says what it shows (``_fill``), which fields a line opens into (``_editor``), and how they are kept
(``_save``).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, ClassVar

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from workwell_desktop.casework.dates import Lean, Understood, lasting, plain, read_date
from workwell_desktop.casework.drafts import discard_draft, keep_draft, load_draft
from workwell_desktop.casework.entry_check import read_end, read_near
from workwell_desktop.errors import InputProblem, WorkwellError
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.keeper import Keeper, Words
from workwell_desktop.ui.parts.bottom_bar import BottomBar
from workwell_desktop.ui.parts.buttons import main_button, second_button
from workwell_desktop.ui.parts.columns import Page
from workwell_desktop.ui.parts.date_field import DateField
from workwell_desktop.ui.parts.fields import Field
from workwell_desktop.ui.parts.labels import Label
from workwell_desktop.ui.parts.layouts import Thing, column
from workwell_desktop.ui.parts.notice import Notice
from workwell_desktop.ui.parts.stops import keep_place
from workwell_desktop.ui.plan.editors import Editor
from workwell_desktop.ui.records.page import RecordPage
from workwell_desktop.ui.records.pieces import measured
from workwell_desktop.ui.style.theme import Look

At = tuple[str, int]
NEW = 0


class LineForm(Editor):
    """The fields of a line; the deeds that keep and close it stand in the bar below the page, always in sight.

    ``keep`` says what happens when they are kept; *Not now* leaves everything as it was.
    """

    def __init__(
        self, look: Look, fields: Mapping[str, Field], lines: Sequence[Thing], keep: str, remove: str = ""
    ) -> None:
        super().__init__(look, fields, lines, remove=remove)
        self.keep_words = keep


class LinePage(RecordPage):
    """A page with at most one line open. ``drafts`` is the name its draft is kept under.

    ``leans`` says of each typed date which way it leans; ``near`` names those that may be past or still to come, and
    ``ends`` those that are the last day of something, with the field of its first.
    """

    drafts = ""
    leans: ClassVar[Mapping[str, Lean]] = {}
    near: tuple[str, ...] = ()
    ends: ClassVar[Mapping[str, str]] = {}

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._person = 0
        self._at: At | None = None
        self._open: LineForm | None = None
        self._fields: Mapping[str, Field] = {}
        self._typed: Mapping[str, Any] = {}
        self._as_kept: Mapping[str, Any] = {}
        self._notice: Callable[[], Notice] | None = None
        self._writing = False
        self._page: Page | None = None
        self.lines: dict[At, QWidget] = {}
        self._keeper = Keeper(self._words, desk, self)
        self._bar = BottomBar(desk.look)
        self._keeper.told.connect(self._bar.set_kept)
        self._keeper.failed.connect(lambda words: self._bar.set_kept(words, "octagon-alert"))
        self._body = column(desk.look, self._bar, gap=0)
        self.setLayout(self._body)
        self._scale = desk.look.scale
        desk.look.changed.connect(self._look_changed)

    # What each page says for itself

    def _load(self, participant_id: int) -> None:
        """Read what the page shows."""
        raise NotImplementedError

    def _title(self) -> str:
        raise NotImplementedError

    def _fill(self, page: Page) -> None:
        """Put everything below the title into the page; ``self._editor_here`` gives the open fields."""
        raise NotImplementedError

    def _editor(self, at: At) -> LineForm:
        """Return the fields of a line."""
        raise NotImplementedError

    def _first_values(self, at: At) -> Mapping[str, Any]:
        """Return what the fields of a line show when it is opened."""
        raise NotImplementedError

    def _save(self, at: At, values: Mapping[str, Any]) -> None:
        """Keep the fields of a line. Raises ``InputProblem`` by field, ``WorkwellError``."""
        raise NotImplementedError

    def _still_there(self, at: At) -> bool:
        """Say whether a line that was left half written can be written on."""
        raise NotImplementedError

    # What the shelf asks for

    def show_participant(self, participant_id: int) -> None:
        """Show this participant's records, with the line that was being written when they were last left."""
        same = participant_id == self._person
        self._person = participant_id
        self._load(participant_id)
        if not same:
            self._shut()
        if not self._writing:  # what was just done is said until the page is left
            self._notice = None
        said = "Everything here is kept."
        if self._at is None:
            said = self._take_up_draft() or said
        if self._at is None or not same:
            self._bar.set_kept(said, "pencil" if self._at is not None else "tick-circle")
        self._draw()

    def keep(self) -> bool:
        """Keep what is typed as a draft. Return whether all is kept."""
        return self._keeper.keep_now()

    # Drawing

    def _draw(self) -> None:
        """Draw the page afresh, as far down as it was scrolled before."""
        look = self._desk.look
        keep_place(self)
        scrolled = self._page.verticalScrollBar().value() if self._page is not None else 0
        typed = self._open.values() if self._open is not None else self._typed
        focused = self._focused_field()
        self.lines, self._open = {}, None
        if self._at is not None:
            self._open = self._made(self._at, typed)
        page = Page(look, gap=20, name=self._title())
        self._fill_page(page)
        if self._page is not None:
            self._page.hide()
            self._body.removeWidget(self._page)
            self._page.deleteLater()
        self._page = page
        self._body.insertWidget(0, page, 1)
        self._put_buttons()
        QTimer.singleShot(0, page, partial(self._settle, page, scrolled))
        if focused and self._open is not None:
            self._open.fields[focused].take_focus()

    def _fill_page(self, page: Page) -> None:
        page.add(Label(self._desk.look, self._title(), "page"))
        if self._notice is not None:
            page.add(measured(self._desk.look, self._notice()))
        self._fill(page)

    def _put_buttons(self) -> None:
        """Put the deeds of the open line into the bar, the main one last."""
        if self._open is None:
            self._bar.set_buttons()
            return
        close = second_button(self._desk.look, "Not now")
        close.clicked.connect(self._close_line)
        keep = main_button(self._desk.look, self._open.keep_words)
        keep.clicked.connect(self._keep_line)
        self._bar.set_buttons(close, keep)

    def _settle(self, page: Page, scrolled: int) -> None:
        bar = page.verticalScrollBar()
        bar.setValue(scrolled)
        inside = page.widget()
        if self._open is None or inside is None or not inside.isAncestorOf(self._open):
            return
        air = self._desk.look.space(16)
        top = self._open.mapTo(inside, self._open.rect().topLeft()).y() - air
        bottom = top + self._open.height() + 2 * air
        bar.setValue(min(max(bar.value(), bottom - page.viewport().height()), top))

    def _made(self, at: At, typed: Mapping[str, Any]) -> LineForm:
        """Make the fields of a line afresh; what was typed in them stays."""
        editor = self._editor(at)
        self._fields = editor.fields
        editor.set_values(self._first_values(at))
        self._as_kept = editor.values()
        editor.set_values(typed)
        editor.edited.connect(self._keeper.touch)
        editor.kept.connect(self._keep_line)
        editor.closed.connect(self._close_line)
        editor.removed.connect(self._remove_line)
        return editor

    def _editor_here(self, kind: str, line_id: int = NEW) -> list[QWidget]:
        """Return the fields of this line when it stands open, else nothing."""
        return [self._open] if self._open is not None and self._at == (kind, line_id) else []

    def _is_open(self, kind: str, line_id: int = NEW) -> bool:
        return self._at == (kind, line_id)

    def _look_changed(self) -> None:
        if self._scale != self._desk.look.scale:
            self._scale = self._desk.look.scale
            if self._person:
                self._draw()

    def _focused_field(self) -> str:
        fields = self._open.fields if self._open is not None else {}
        return next((name for name, field in fields.items() if field.focus_target().hasFocus()), "")

    # The line that stands open

    def open_line(self, kind: str, line_id: int = NEW, typed: Mapping[str, Any] | None = None) -> None:
        """Open a line. Words in the one that stands open are kept first, or stay with what needs another look."""
        if self._changed() and not self._keep_line():
            return
        self._shut()
        self._notice = None
        self._at, self._typed = (kind, line_id), typed or {}
        self._draw()
        if self._open is not None:
            self._open.take_focus()

    def _changed(self) -> bool:
        return self._open is not None and self._open.values() != self._as_kept

    def _shut(self) -> None:
        self._at = self._open = None
        self._typed = {}
        self._keeper.forget()

    def _keep_line(self) -> bool:
        """Keep the open line, or show beside its fields what needs another look."""
        at, editor = self._at, self._open
        if at is None or editor is None:
            return True
        try:
            self._save(at, editor.values())
        except InputProblem as problem:
            editor.show_problem(problem)
            self._keeper.touch()
            self._keeper.keep_now()
            self._bar.set_kept("Not saved yet. See the sentences beside the fields.", "octagon-alert")
            return False
        except WorkwellError as problem:
            self._refuse(problem)
            return False
        self._shut()
        self._written(at)
        return True

    def _close_line(self) -> None:
        """Shut the open line without keeping it; what was typed can be brought back."""
        at = self._at
        if at is None or self._open is None:
            return
        typed = self._open.values() if self._changed() else None
        try:
            discard_draft(self._desk.vault, self.drafts, self._person)
        except WorkwellError as problem:
            self._refuse(problem)
            return
        self._shut()
        self._notice = None
        if typed is not None:
            self._notice = self._undo(
                "What you typed is not saved.", "Bring it back", partial(self._bring_back, at, typed)
            )
        self._draw()
        self._focus_line(at)

    def _bring_back(self, at: At, typed: Mapping[str, Any]) -> None:
        self.open_line(*at, typed)
        self._keeper.touch()

    def _remove_line(self) -> None:
        """Take out the open line; a page that can do so says how."""

    def _do(self, deed: Callable[[], object], undo: Callable[[], Notice] | None = None) -> bool:
        """Do something and show the page as it is then; what casework refuses is said at the top."""
        try:
            deed()
        except WorkwellError as problem:
            self._refuse(problem)
            return False
        self._shut()
        self._written(None, undo)
        return True

    def _written(self, at: At | None, undo: Callable[[], Notice] | None = None) -> None:
        """Show the page as it is now, say that it is kept, and tell the other tabs."""
        self._notice = undo
        self._load(self._person)
        self._draw()
        self._writing = True
        self.saved.emit(self._person)
        self._writing = False
        self._bar.set_kept(f"Kept at {self._desk.clock.local():%H:%M}. Nothing is lost if you lock or close.")
        if at is not None:
            self._focus_line(at)

    def _refuse(self, problem: WorkwellError) -> None:
        self._notice = lambda: Notice(self._desk.look, "bad", problem.sentence, problem.next_step, announce_it=True)
        self._draw()
        if self._page is not None:
            self._page.to_top()

    def _undo(self, point: str, word: str, deed: Callable[[], object]) -> Callable[[], Notice]:
        return lambda: Notice(self._desk.look, "note", point, icon="undo", deeds=[(word, deed)], announce_it=True)

    def _focus_line(self, at: At) -> None:
        if at in self.lines:
            self.lines[at].setFocus()

    # Drafts and dates

    def _words(self) -> Words | None:
        if self._at is None or self._open is None:
            return None
        person, content = self._person, {"kind": self._at[0], "id": self._at[1], "values": self._open.values()}
        return lambda vault: keep_draft(vault, self.drafts, person, content)

    def _take_up_draft(self) -> str:
        """Open the line that was being written when this page was last left; say when it was kept, or nothing."""
        draft = load_draft(self._desk.vault, self.drafts, self._person)
        if draft is None or not self._still_there((draft.content["kind"], draft.content["id"])):
            return ""
        kept = draft.kept_at.astimezone(self._desk.clock.local().tzinfo)
        today = self._desk.clock.today()
        values = {
            name: lasting(value, kept.date(), today, lean=self.leans[name]) if name in self.leans and value else value
            for name, value in draft.content["values"].items()
        }
        self._at, self._typed = (draft.content["kind"], draft.content["id"]), values
        return f"Kept at {kept:%H:%M}. What stands open is not saved yet."

    def _reader(self, name: str) -> Callable[[str], Understood]:
        """Return how a date field of this page is read."""

        def read(typed: str) -> Understood:
            today = self._desk.clock.today()
            if name in self.near:
                return read_near(typed, today)
            if name in self.ends:
                first = self._fields.get(self.ends[name])
                return read_end(typed, today, first.when() if isinstance(first, DateField) else None)
            return read_date(typed, today, lean=self.leans[name])

        return read

    def _today(self) -> str:
        return plain(self._desk.clock.today())
