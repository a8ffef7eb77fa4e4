"""Writing a note: the day, what it is about, words to begin with; kept as it is typed, signed when it is done."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Any

from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit

from workwell_desktop.casework import lists, notes
from workwell_desktop.casework.banner import call_name_of
from workwell_desktop.casework.dates import Understood, full, lasting, plain, read_date
from workwell_desktop.casework.drafts import discard_draft, keep_draft, load_draft
from workwell_desktop.casework.notes import NoteEntry, NoteState
from workwell_desktop.errors import InputProblem, WorkwellError
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.history.ready_words import ReadyWords
from workwell_desktop.ui.history.view import HistoryView
from workwell_desktop.ui.keeper import Keeper, Words
from workwell_desktop.ui.parts.bottom_bar import BottomBar
from workwell_desktop.ui.parts.buttons import main_button, quiet_button, second_button
from workwell_desktop.ui.parts.choices import Segments
from workwell_desktop.ui.parts.columns import Columns, Page
from workwell_desktop.ui.parts.date_field import DateField
from workwell_desktop.ui.parts.fields import Field, first_error
from workwell_desktop.ui.parts.labels import Label
from workwell_desktop.ui.parts.layouts import STRETCH, column, holder, reveal, row
from workwell_desktop.ui.parts.line import Line
from workwell_desktop.ui.parts.spell_marks import units
from workwell_desktop.ui.parts.text_area import TextArea
from workwell_desktop.ui.since_card import SinceCard
from workwell_desktop.ui.spelling import check_spelling

_HINT = "F7 goes to the next underlined word. Shift and F10 show other spellings."


class NoteEditor(HistoryView):
    """One note, new (``note_id`` 0) or begun, or a signed one that is changed with a reason."""

    def __init__(self, desk: Desk, participant_id: int, bar: BottomBar, note_id: int = 0, contact_id: int = 0) -> None:
        """Show the note, or the words that were being typed about it when it was last left."""
        super().__init__(desk, participant_id, bar)
        look = desk.look
        self._id = note_id
        self._name = call_name_of(desk.vault, participant_id)
        self._state: NoteState | None = notes.read_note(desk.vault, note_id) if note_id else None
        entry = self._state.entry if self._state else self._new_entry(contact_id)
        self._copied, self._contact = entry.copied, entry.contact_id
        self._build(look)
        self._show(entry)
        self._as_kept = self._values()
        self._keeper = Keeper(self._words, desk, self)
        self._keeper.told.connect(bar.set_kept)
        self._keeper.failed.connect(lambda words: bar.set_kept(words, "octagon-alert"))
        self._take_up_draft()
        for field in self._fields.values():
            field.edited.connect(self._touched)
        check_spelling(desk, participant_id, self.area)
        self._fill_bar()

    def begin(self) -> None:
        """Begin in the words, behind what is written."""
        self.area.moveCursor(QTextCursor.MoveOperation.End)
        self.area.setFocus()

    def keep(self) -> bool:
        """Keep what is typed as a draft of this note."""
        return self._keeper.keep_now()

    def went_elsewhere(self) -> bool:
        """Say whether what was typed here is kept no more: it went into the note of a meeting that was closed."""
        if self._keeper.unkept or self._values() == self._as_kept:
            return False
        return load_draft(self._desk.vault, notes.screen(self._id), self._person) is None

    # -- drawing --------------------------------------------------------------------------------------------

    def _build(self, look: Any) -> None:
        kinds = [(choice.code, choice.label) for choice in lists.choices("note_kind")]
        self._kind = Field(look, "What is this note about?", Segments(look, kinds))
        self._on = DateField(look, "Which day", self._read)
        self.area = TextArea(look, lines=14, most=28)
        self._said = Field(look, "Note", self.area, hint=_HINT, width="full")
        self._why = Field(look, "Why does it change?", Line(look), hint="What was signed stays.", width="sentence")
        self._fields = {"kind": self._kind, "on": self._on, "words": self._said, "reason": self._why}
        again = self._state is not None and self._state.state == notes.SIGNED
        reveal(self._why, again)
        last = notes.last_note(self._desk.vault, self._person, without=self._id)
        copied = (f"The note of {plain(last.happened_on)}", last.words) if last else ("", "")
        ready = ReadyWords(look, self._name, full(self._desk.clock.today()), copied)
        ready.taken.connect(self._put_in)
        self._copied_line = Label(look, "", "hint")
        back = quiet_button(look, "Back to the history", "back")
        back.clicked.connect(self.closed)
        title = f"Change the note about {self._name}" if again else f"A note about {self._name}"
        day = row(look, self._on)
        left = column(look, day, self._kind, self._said, self._copied_line, self._why, gap=16)
        card = SinceCard(self._desk)
        card.show_for(self._person)
        card.opened.connect(lambda tab, section: self.wanted.emit(f"place.{tab}.{section}"))
        right = column(look, ready, card, STRETCH, gap=32)
        parts = Columns(look, holder(left), holder(right), shares=(5, 3), at=860)
        head = column(look, row(look, back, STRETCH), Label(look, title, "page"), gap=4)
        page = Page(look, holder(head), parts, gap=16, name="Note")
        self.setLayout(column(look, page, gap=0))

    def _fill_bar(self) -> None:
        look = self._desk.look
        later, sign = second_button(look, "Keep, sign later"), main_button(look, "Sign this note")
        later.clicked.connect(self._later)
        sign.clicked.connect(self._sign)
        if self._state is None:
            self._bar.set_buttons(later, sign)
        elif self._state.state == notes.DRAFT:
            remove = quiet_button(look, "Take it out", "trash")
            remove.clicked.connect(self._remove)
            self._bar.set_buttons(remove, later, sign)
        else:
            undo = second_button(look, "Leave it as it was signed")
            undo.clicked.connect(self._leave)
            sign.set_text("Sign it again")
            self._bar.set_buttons(undo, sign)

    def _show(self, entry: NoteEntry) -> None:
        self._kind.set_value(entry.kind)
        self._on.set_value(entry.on)
        self.area.set_value(entry.words)
        self._mark_copied()

    def _mark_copied(self) -> None:
        """Tint the lines that stand as they were copied, and say so in words."""
        words = self.area.words()
        marks = notes.still_copied(words, self._copied) if self._copied else ()
        tint = QTextCharFormat()
        look = self._desk.look
        tint.setBackground(look.colour("selected" if look.edged else "warn_tint"))  # a tint says nothing in contrast
        drawn, at, done = [], 0, 0
        for start, end in marks:
            one = QTextEdit.ExtraSelection()
            cursor = QTextCursor(self.area.document())
            at += units(words[done:start])
            cursor.setPosition(at)
            at += units(words[start:end])
            cursor.setPosition(at, QTextCursor.MoveMode.KeepAnchor)
            done = end
            one.cursor, one.format = cursor, tint
            drawn.append(one)
        self.area.set_marks("copied", drawn)
        count = len(marks)
        lines = "One line is" if count == 1 else f"{count} lines are"
        self._copied_line.set_text(f"{lines} copied and not changed yet. They are tinted." if count else "")
        reveal(self._copied_line, bool(count))

    # -- what is typed --------------------------------------------------------------------------------------

    def _new_entry(self, contact_id: int) -> NoteEntry:
        today = self._desk.clock.today()
        if not contact_id:
            return NoteEntry(on=plain(today))
        from workwell_desktop.casework.appointments import meeting  # noqa: PLC0415 - only from a meeting

        day = meeting(self._desk.vault, contact_id).starts_at.date()
        return NoteEntry(on=plain(min(day, today)), kind="meeting", contact_id=contact_id)

    def _values(self) -> dict[str, Any]:
        return asdict(self._entry()) | {"reason": self._why.value()}

    def _entry(self) -> NoteEntry:
        return NoteEntry(self.area.words(), self._on.value(), self._kind.value(), self._copied, self._contact)

    def _words(self) -> Words | None:
        screen, person, values = notes.screen(self._id), self._person, self._values()
        if values == self._as_kept:
            return lambda vault: discard_draft(vault, screen, person)
        return lambda vault: keep_draft(vault, screen, person, values)

    def _take_up_draft(self) -> None:
        """Show the words that were being typed, and say from when they are."""
        draft = load_draft(self._desk.vault, notes.screen(self._id), self._person)
        if draft is None:
            self._bar.set_kept("Nothing typed yet." if not self._id else "Everything here is kept.")
            return
        kept = draft.kept_at.astimezone(self._desk.clock.local().tzinfo)
        values = dict(draft.content)
        self._why.set_value(values.pop("reason", ""))
        values["on"] = lasting(values["on"], kept.date(), self._desk.clock.today(), lean="past")
        entry = NoteEntry(**values)
        self._copied, self._contact = entry.copied, entry.contact_id
        self._show(entry)
        self._bar.set_kept(_when(kept), "pencil")

    def _touched(self) -> None:
        if self._copied:
            self._mark_copied()
        self._keeper.touch()

    def _put_in(self, words: str, copied: bool) -> None:
        """Put words in where the cursor stands, on lines of their own; it can be undone as typing can."""
        cursor = self.area.textCursor()
        before = "" if cursor.atBlockStart() else "\n"
        cursor.insertText(f"{before}{words}\n")
        if copied:
            self._copied = f"{self._copied}\n{words}".strip("\n")
            self._mark_copied()
        self._keeper.touch()
        self.area.setFocus()

    def _read(self, typed: str) -> Understood:
        return read_date(typed, self._desk.clock.today(), lean="past")

    # -- deeds ----------------------------------------------------------------------------------------------

    def _later(self) -> None:
        self._save(
            lambda: notes.save_note(self._desk.vault, self._person, self._entry(), self._id), "The note is kept."
        )

    def _sign(self) -> None:
        reason = self._why.value()
        self._save(
            lambda: notes.sign_note(self._desk.vault, self._person, self._entry(), self._id, reason),
            "The note is signed.",
        )

    def _save(self, deed: Any, said: str) -> None:
        try:
            deed()
        except InputProblem as problem:
            for name, field in self._fields.items():
                field.set_error(problem.fields[name]) if name in problem.fields else field.clear()
            first_error(self._fields.values())
            self._keeper.touch()
            return
        except WorkwellError as problem:
            self._bar.set_kept(f"Not saved yet. {problem.sentence} {problem.next_step}", "octagon-alert")
            self._keeper.touch()
            return
        self._keeper.forget()
        self._as_kept = self._values()
        self.done.emit(said)

    def _leave(self) -> None:
        """Forget what was typed over a signed note."""
        try:
            discard_draft(self._desk.vault, notes.screen(self._id), self._person)
        except WorkwellError as problem:
            self._bar.set_kept(f"The words are still here. {problem.next_step}", "octagon-alert")
            return
        self._keeper.forget()
        self._as_kept = self._values()
        self.wanted.emit(f"note.{self._id}")

    def _remove(self) -> None:
        try:
            entry = notes.remove_note(self._desk.vault, self._id)
        except WorkwellError as problem:
            self._bar.set_kept(f"{problem.sentence} {problem.next_step}", "octagon-alert")
            return
        self._keeper.forget()
        self._as_kept = self._values()
        self.undo = lambda: notes.save_note(self._desk.vault, self._person, entry)
        self.done.emit("The note was taken out.")


def _when(kept: datetime) -> str:
    return f"You typed this on {kept.day} {kept:%B} at {kept:%H:%M}. It is not signed yet."
