"""Reading a note that is signed: its words, its versions, what was added; lock it, change it, add to it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from workwell_desktop.casework import lists, notes
from workwell_desktop.casework.dates import full, plain
from workwell_desktop.casework.drafts import discard_draft, keep_draft, load_draft
from workwell_desktop.casework.notes import NoteState
from workwell_desktop.errors import InputProblem, WorkwellError
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.history.view import HistoryView
from workwell_desktop.ui.keeper import Keeper, Words
from workwell_desktop.ui.parts.badge import Badge
from workwell_desktop.ui.parts.bottom_bar import BottomBar
from workwell_desktop.ui.parts.buttons import main_button, quiet_button, second_button
from workwell_desktop.ui.parts.columns import Columns, Page
from workwell_desktop.ui.parts.dialog import Deed
from workwell_desktop.ui.parts.fields import Field
from workwell_desktop.ui.parts.labels import Label
from workwell_desktop.ui.parts.layouts import STRETCH, Thing, column, holder, reveal, row
from workwell_desktop.ui.parts.text_area import TextArea
from workwell_desktop.ui.spelling import check_spelling

_SHORT = 4000  # letters that are shown on the page itself


class NoteReader(HistoryView):
    """One signed or locked note."""

    def __init__(self, desk: Desk, participant_id: int, bar: BottomBar, note_id: int) -> None:
        """Show the note; a locked one with room to add to it when words for it were begun."""
        super().__init__(desk, participant_id, bar)
        self._note = notes.read_note(desk.vault, note_id)
        look = desk.look
        self._more = TextArea(look, lines=4)
        self._adding = Field(look, "Add to this note", self._more, hint="The note itself stays.", width="full")
        reveal(self._adding, False)
        self._keeper = Keeper(self._words, desk, self)
        self._keeper.told.connect(bar.set_kept)
        self._keeper.failed.connect(lambda words: bar.set_kept(words, "octagon-alert"))
        self._adding.edited.connect(self._keeper.touch)
        check_spelling(desk, participant_id, self._more)
        self._build()
        self._bar.set_kept(_stands(self._note))
        draft = load_draft(desk.vault, notes.screen(note_id), participant_id) if self._locked else None
        if draft is not None:
            self._more.set_value(draft.content.get("words", ""))
            self._add()

    @property
    def _locked(self) -> bool:
        return self._note.state == notes.LOCKED

    def begin(self) -> None:
        """Begin in the words to add, or at the first deed."""
        if self._adding.isVisible():
            self._more.setFocus()
        else:
            self._first.setFocus()

    def keep(self) -> bool:
        """Keep the words to add."""
        return self._keeper.keep_now()

    def _build(self) -> None:
        look, note = self._desk.look, self._note
        back = quiet_button(look, "Back to the history", "back")
        back.clicked.connect(self.closed)
        pin = quiet_button(look, "Take the pin off" if note.pinned else "Pin to the top", "star")
        pin.clicked.connect(self._pin)
        kind = lists.label("note_kind", note.kind)
        about = f"{kind}. Written by {note.by}." if kind else f"Written by {note.by}."
        self._first: QWidget = back
        head = column(
            look,
            row(look, back, STRETCH, pin),
            Label(look, f"Note of {full(note.happened_on)}", "page"),
            row(look, Badge(look, *_badge(note)), Label(look, about, ink="ink2", wrap=False), STRETCH),
            gap=8,
        )
        things: list[Thing] = [self._said(note.words)]
        if notes.still_copied(note.words, note.copied):
            things.append(Label(look, "Some lines were copied from an earlier note and not changed.", "hint"))
        for one in note.addenda:
            when = f"Added on {full(one.added_at.date())} at {one.added_at:%H:%M} by {one.by}"
            things.append(column(look, Label(look, when, "small_strong", ink="ink2"), Label(look, one.words), gap=4))
        things.append(self._adding)
        right = self._versions() if len(note.versions) > 1 else QWidget()
        parts = Columns(look, holder(column(look, *things, gap=16)), right, shares=(5, 3), at=860)
        page = Page(look, holder(head), parts, gap=16, name="Note")
        self.setLayout(column(look, page, gap=0))
        self._fill_bar()

    def _said(self, words: str) -> QWidget:
        """Return the words to be read: a long note scrolls in a room of its own."""
        look = self._desk.look
        if len(words) <= _SHORT:
            return Label(look, words)
        area = TextArea(look, name="Note", lines=8, most=30)
        area.set_value(words)
        area.setReadOnly(True)
        return area

    def _versions(self) -> QWidget:
        look = self._desk.look
        whole = column(look, Label(look, "What was signed before", "section"), gap=12)
        for one in self._note.versions[-2::-1]:
            line = f"Version {one.number}, signed by {one.by} on {plain(one.signed_on)}."
            later = self._note.versions[one.number]
            whole.addLayout(
                column(
                    look, Label(look, line, "small_strong", ink="ink2"),
                    Label(look, f"Changed because: {later.reason}", "hint"), Label(look, one.words), gap=4,
                )
            )  # fmt: skip
        return holder(whole)

    def _fill_bar(self) -> None:
        look = self._desk.look
        if self._locked:
            words = "Sign what is added" if self._adding.isVisibleTo(self) else "Add to this note"
            add = main_button(look, words)
            add.clicked.connect(self._sign_more if self._adding.isVisibleTo(self) else self._add)
            self._bar.set_buttons(add)
            return
        change, lock = second_button(look, "Change this note", "pencil"), main_button(look, "Lock this note", "lock")
        change.clicked.connect(lambda: self.wanted.emit(f"change.{self._note.id}"))
        lock.clicked.connect(self._ask_to_lock)
        self._bar.set_buttons(change, lock)

    def _words(self) -> Words | None:
        screen, person, words = notes.screen(self._note.id), self._person, self._more.words()
        if not words.strip():
            return lambda vault: discard_draft(vault, screen, person)
        return lambda vault: keep_draft(vault, screen, person, {"words": words})

    def _ask_to_lock(self) -> None:
        deeds = [Deed("leave", "Not yet", safe=True), Deed("lock", "Lock it")]
        paragraph = "Nobody can change it then. You can still add to it, with the day and your name."
        self._desk.doors.ask(self, "Lock this note?", paragraph, deeds, self._lock)

    def _lock(self, code: str) -> None:
        if code == "lock":
            self._write(lambda: notes.lock_note(self._desk.vault, self._note.id), "The note is locked.")

    def _add(self) -> None:
        reveal(self._adding, True)
        self._fill_bar()
        self._more.setFocus()

    def _sign_more(self) -> None:
        self._write(
            lambda: notes.add_addendum(self._desk.vault, self._note.id, self._more.words()), "It is added and signed."
        )

    def _pin(self) -> None:
        """Pin the note, or take the pin off; words that are being added are kept first and stay."""
        if self.keep():
            self._write(lambda: notes.pin_note(self._desk.vault, self._note.id, pinned=not self._note.pinned))

    def _write(self, deed: Callable[[], object], said: str = "") -> None:
        try:
            deed()
        except InputProblem as problem:
            self._adding.set_error(problem.fields["words"])
            self._adding.take_focus()
            return
        except WorkwellError as problem:
            self._bar.set_kept(f"Not saved yet. {problem.sentence} {problem.next_step}", "octagon-alert")
            return
        self._keeper.forget()
        if said:
            self.done.emit(said)
        else:
            self.wanted.emit(f"note.{self._note.id}")


def _badge(note: NoteState) -> tuple[str, str]:
    return lists.label("note_state", note.state), "done"


def _stands(note: NoteState) -> str:
    if note.state == notes.LOCKED:
        return "Locked. What was signed stays as it is."
    return f"Signed on {plain(note.versions[-1].signed_on)}." if note.versions else "Signed."
