"""What a file is, the day it is from, and a note: asked when one is added, and again when that is changed."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from workwell_desktop.casework import attachments, file_drafts, lists, new_files
from workwell_desktop.casework.attachments import FIT_NOTE, FileEntry, FileRow
from workwell_desktop.casework.dates import Understood, lasting, read_date
from workwell_desktop.casework.drafts import discard_draft, keep_draft, load_draft
from workwell_desktop.casework.new_files import NewFile
from workwell_desktop.errors import InputProblem, WorkwellError
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.keeper import Keeper, Words
from workwell_desktop.ui.parts import stops
from workwell_desktop.ui.parts.bottom_bar import BottomBar
from workwell_desktop.ui.parts.buttons import main_button, second_button
from workwell_desktop.ui.parts.choices import Radios
from workwell_desktop.ui.parts.columns import Page
from workwell_desktop.ui.parts.combo import Combo
from workwell_desktop.ui.parts.date_field import DateField
from workwell_desktop.ui.parts.fields import Field, first_error
from workwell_desktop.ui.parts.labels import Label
from workwell_desktop.ui.parts.layouts import column, holder, reveal
from workwell_desktop.ui.parts.line import Line
from workwell_desktop.ui.parts.notice import Notice

ORIGINAL = "The original still lies where it was, and can be read there. Delete it there if it should not stay."


class FileForm(QWidget):
    """Asks about one file, new or kept. ``kept`` carries a sentence and its number; ``left``: nothing was changed.

    What is typed is kept as a draft; a new file itself is held beside it (``casework/file_drafts.py``).
    """

    kept = Signal(str, int)
    left = Signal()

    def __init__(
        self,
        desk: Desk,
        person: int,
        *,
        new: NewFile | None = None,
        row_: FileRow | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """Ask about ``new``, or change what is kept about ``row_``."""
        super().__init__(parent)
        self._desk, self._person, self._new, self._row = desk, person, new, row_
        look = desk.look
        about = [(one.code, one.label) for one in lists.choices("attachment_about")]
        self._about = Field(look, "What is this file?", Radios(look, about, name="What is this file?"))
        notes = [(str(number), words) for number, words in attachments.fit_note_choices(desk.vault, person)]
        combo = Combo(look, notes, name="Which fit note is it?", empty="None of these")
        self._fit_note = Field(look, "Which fit note is it?", combo, width="name")
        self._notes = {number for number, _words in notes}
        self._dated = DateField(
            look,
            "The day it is from",
            self._read,
            hint="Leave blank if it has none. Type it as you would say it: 5 nov, last Tuesday.",
        )
        self._note = Field(look, "Note", Line(look, limit=500), hint="Leave blank if its name says enough.")
        fields = holder(column(look, self._about, self._fit_note, self._dated, self._note))
        page = Page(look, *self._top(), fields, name="About this file")
        self._bar = BottomBar(look)
        leave = second_button(look, "Do not keep it" if new else "Leave it as it was")
        leave.clicked.connect(self._leave)
        self._keep = main_button(look, "Save this file" if new else "Save")
        self._keep.clicked.connect(self._save)
        self._bar.set_buttons(leave, self._keep)
        self._bar.set_kept("Not saved yet." if new else "", "pencil")
        whole = column(look, page, self._bar, gap=0)
        whole.setStretch(0, 1)
        self.setLayout(whole)
        self._about.edited.connect(self._ask_which)
        self._saving = False
        self._keeper = Keeper(self._words, desk, self)
        self._keeper.told.connect(self._say_kept)
        self._keeper.failed.connect(lambda words: self._bar.set_kept(words, "octagon-alert"))
        self._fill()
        self._as_first = self._values()
        self._take_up()
        for field in self._fields():
            field.edited.connect(self._keeper.touch)

    def begin(self) -> None:
        """Give the focus to the first question."""
        stops.begin(self)

    def keep(self) -> bool:
        """Keep what is typed as a draft. Return whether all is kept."""
        return self._keeper.keep_now()

    # -- what is typed --------------------------------------------------------------------------------------

    @property
    def number(self) -> int:
        """The number of the kept file, or that of a new one."""
        return self._row.id if self._row is not None else file_drafts.NEW

    def _values(self) -> dict[str, Any]:
        return {"about": self._about.value(), "fit_note": self._fit_note.value(), "dated": self._dated.value(),
                "note": self._note.value()}  # fmt: skip

    def _words(self) -> Words | None:
        if self._saving:  # its draft goes with what is being written beside the window
            return None
        screen, person, values = file_drafts.screen(self.number), self._person, self._values()
        if self._new is None and values == self._as_first:
            return lambda vault: discard_draft(vault, screen, person)
        name = self._new.name if self._new is not None else ""
        return lambda vault: keep_draft(vault, screen, person, {"name": name, "values": values})

    def _take_up(self) -> None:
        """Show what was being typed about this file when it was last left."""
        draft = load_draft(self._desk.vault, file_drafts.screen(self.number), self._person)
        if draft is None or not draft.content["values"]:
            return
        if self._new is not None and draft.content["name"] != self._new.name:
            return
        values, kept = draft.content["values"], draft.kept_at.astimezone(self._desk.clock.local().tzinfo)
        self._about.set_value(values["about"])
        if values["fit_note"] in self._notes:
            self._fit_note.set_value(values["fit_note"])
        if values["dated"]:
            meant = lasting(values["dated"], kept.date(), self._desk.clock.today(), lean="past")
            self._dated.set_value(meant)
        self._note.set_value(values["note"])
        self._ask_which()
        self._bar.set_kept(f"You typed this on {kept.day} {kept:%B} at {kept:%H:%M}. It is not saved yet.", "pencil")

    def _say_kept(self, words: str) -> None:
        """Say what is kept: the words, and a new file itself where it is small enough to be held."""
        if self._new is None:
            self._bar.set_kept(words)
        elif file_drafts.is_held(self._new):
            self._bar.set_kept("Not finished yet. Nothing is lost if you lock or close.", "pencil")
        else:
            self._bar.set_kept("Your words are kept. The file itself is not saved yet.", "pencil")

    def _leave(self) -> None:
        """Let go of a new file, or of what was typed about a kept one."""
        try:
            file_drafts.forget(self._desk.vault, self._person, self.number)
        except WorkwellError as problem:
            self._bar.set_kept(f"The words are still here. {problem.next_step}", "octagon-alert")
            return
        self._keeper.forget()
        self.left.emit()

    # -- drawing and saving ---------------------------------------------------------------------------------

    def _top(self) -> list[QWidget]:
        """Return the name of the file and what it is; for a new one also its weight, and where its original lies."""
        look = self._desk.look
        if self._row is not None:
            return [Label(look, self._row.name, "page")]
        new = self._new
        assert new is not None  # noqa: S101 - one of the two is given
        head = column(look, Label(look, new.name, "page"), Label(look, new_files.about_words(new), ink="ink2"), gap=4)
        notices: list[QWidget] = []
        point, rest = new_files.weight_words(self._desk.vault, new)
        if point:
            notices.append(Notice(look, "warn", point, rest))
        if new.known:
            notices.append(Notice(look, "note", "These very bytes are in the vault already. They take no more room."))
        return [holder(head), *notices, Label(look, ORIGINAL, "hint")]

    def _fill(self) -> None:
        entry = attachments.file_entry(self._desk.vault, self._row.id) if self._row else self._guess()
        self._about.set_value(entry.about)
        self._dated.set_value(entry.dated_on)
        self._note.set_value(entry.note)
        if entry.fit_note_id:
            self._fit_note.set_value(str(entry.fit_note_id))
        self._ask_which()

    def _guess(self) -> FileEntry:
        return FileEntry("email") if self._new is not None and self._new.kind == "mail" else FileEntry()

    def _ask_which(self) -> None:
        reveal(self._fit_note, self._about.value() == FIT_NOTE and bool(self._notes))

    def _read(self, typed: str) -> Understood:
        return read_date(typed, self._desk.clock.today(), lean="past")

    def _entry(self) -> FileEntry:
        which = int(self._fit_note.value() or 0) if self._about.value() == FIT_NOTE else 0
        return FileEntry(self._about.value(), self._dated.value(), self._note.value(), which)

    def _save(self) -> None:
        """Keep the file, or what is written about it, beside the window."""
        if self._saving:
            return
        for field in self._fields():
            field.clear()
        vault, entry, new, row_ = self._desk.vault, self._entry(), self._new, self._row
        self._keeper.keep_now()
        self._saving = True
        self._keep.set_text("Saving it …")  # it stays live: a button that is switched off gives its focus away

        def job() -> int:
            if new is not None:
                return attachments.add_file(vault, self._person, new, entry)
            assert row_ is not None  # noqa: S101 - one of the two is given
            attachments.change_file(vault, row_.id, entry)
            return row_.id

        self._desk.worker.run(self, job, self._done, self._failed)

    def _done(self, file_id: int) -> None:
        self._keeper.forget()
        name = self._new.name if self._new else self._row.name if self._row else ""
        self.kept.emit(f"{name} is saved.", file_id)

    def _failed(self, problem: Exception) -> None:
        self._saving = False
        self._keeper.touch()
        self._keep.set_text("Save this file" if self._new else "Save")
        if isinstance(problem, InputProblem):
            named = {"about": self._about, "dated_on": self._dated, "fit_note": self._fit_note}
            for name, sentence in problem.fields.items():
                named[name].set_error(sentence)
            first_error(self._fields())
            self._bar.set_kept("Not saved yet. See the sentences beside the fields.", "octagon-alert")
        elif isinstance(problem, WorkwellError):
            self._bar.set_kept(f"{problem.sentence} {problem.next_step}".strip(), "octagon-alert")
        else:
            raise problem

    def _fields(self) -> list[Field]:
        return [self._about, self._fit_note, self._dated, self._note]
