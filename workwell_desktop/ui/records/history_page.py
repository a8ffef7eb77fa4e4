"""Notes and history: everything about one participant in one line of time, and what opens in its place."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QMenu, QStackedWidget, QWidget

from workwell_desktop.casework import appointments, notes, tries
from workwell_desktop.casework.banner import call_name_of
from workwell_desktop.casework.drafts import discard_draft, load_draft
from workwell_desktop.casework.history import HistoryLine, pinned_lines
from workwell_desktop.casework.waiting import PAGE
from workwell_desktop.errors import WorkwellError
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.history.meeting_form import MeetingForm
from workwell_desktop.ui.history.note_editor import NoteEditor
from workwell_desktop.ui.history.note_reader import NoteReader
from workwell_desktop.ui.history.timeline import Timeline
from workwell_desktop.ui.history.try_form import TryForm
from workwell_desktop.ui.history.view import HistoryView
from workwell_desktop.ui.parts import stops
from workwell_desktop.ui.parts.bottom_bar import BottomBar
from workwell_desktop.ui.parts.buttons import main_button, quiet_button, second_button
from workwell_desktop.ui.parts.columns import Columns, Page
from workwell_desktop.ui.parts.labels import Label
from workwell_desktop.ui.parts.layouts import STRETCH, column, empty_out, holder, line, reveal, row
from workwell_desktop.ui.parts.notice import Notice
from workwell_desktop.ui.records.page import RecordPage
from workwell_desktop.ui.records.shelf import RECORDS
from workwell_desktop.ui.since_card import SinceCard

_LEAST_LIST = 176  # pixels at 100 % text, however small the window is: three lines under the head of their day
_BRIEF, _LEAST_BRIEF = 420, 72  # pixels at 100 % text: in a window so low each entry has one line; two of them
_LOW = 480  # pixels at 100 % text: a page that is lower shows no title
# The form's own section where a page of records is not there.
_INSTEAD = {"support": "who", "jobs": "work", "fit_notes": "work", "agreements": "agreements"}
_BEGUN = (
    ("note", notes.screen(0), "a note", "signed"),
    ("meeting", appointments.screen(0), "to book a meeting", "booked"),
    ("try", tries.SCREEN, "to write down a try", "written down"),
)  # the part where it goes on, the screen of its draft, what it is called, and what it is not yet


class HistoryPage(RecordPage):
    """The line of time with the card and the pins beside it, or one note, meeting or try in its place."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Show nobody yet."""
        super().__init__(desk, parent)
        look = desk.look
        self._person = 0
        self._view: HistoryView | None = None
        self._bar = BottomBar(look)
        self._title = Label(look, "Notes and history", "page")
        self._told = column(look, gap=8)
        self.timeline = Timeline(desk)
        self.card = SinceCard(desk)
        self._pins = column(look, gap=4)
        right = holder(column(look, self.card, self._pins, STRETCH, gap=32))
        parts = Columns(look, self.timeline, right, shares=(3, 2), at=860)
        self._page = Page(look, self._title, self._told, parts, gap=16, name="Notes and history")
        self._stack = QStackedWidget()
        self._stack.addWidget(self._page)
        whole = column(look, self._stack, self._bar, gap=0)
        whole.setStretchFactor(self._stack, 1)
        self.setLayout(whole)
        self.timeline.opened.connect(self._open_line)
        self.timeline.resized.connect(self._fill_later)
        self.card.opened.connect(self._open_place)
        look.changed.connect(self._turn_size)

    def show_participant(self, participant_id: int) -> None:
        """Show the history of this participant; what stands open about the same one stays open."""
        if participant_id != self._person:
            self.keep()
            self._shut()
            self._person = participant_id
            empty_out(self._told)
            self._title.set_text(f"{call_name_of(self._desk.vault, participant_id)}’s history")
        elif isinstance(self._view, NoteEditor) and self._view.went_elsewhere():
            self._shut()
        self._read()
        if self._view is None:
            self._own_bar()

    def open_part(self, part: str) -> None:
        """Open a new note (``note``), one note (``note.12``), a meeting (``meeting.5``) or a try (``try``)."""
        kind, _dot, rest = part.partition(".")
        first, _dot, second = rest.partition(".")
        number, about = int(first or 0), int(second or 0)
        makers: dict[str, Callable[[], HistoryView]] = {
            "note": lambda: self._note_view(number, about),
            "change": lambda: NoteEditor(self._desk, self._person, self._bar, number),
            "meeting": lambda: MeetingForm(self._desk, self._person, self._bar, number),
            "try": lambda: TryForm(self._desk, self._person, self._bar),
        }
        if kind in makers and self.keep():
            self._shut()
            empty_out(self._told)
            self._open(makers[kind]())

    def begin(self) -> None:
        """Begin in what stands open, or in the line of time."""
        if self._view is not None:
            QTimer.singleShot(0, self._view, self._view.begin)
        else:
            stops.begin(self.timeline)

    def keep(self) -> bool:
        """Keep the words of what stands open."""
        return self._view is None or self._view.keep()

    def showEvent(self, event: QShowEvent) -> None:
        """Let the line of time fill the page, which is there from its first showing on."""
        super().showEvent(event)
        self._fill_later()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the line of time fill the page."""
        super().resizeEvent(event)
        self._fill_later()

    # -- the history ----------------------------------------------------------------------------------------

    def _read(self) -> None:
        self.timeline.show_person(self._person)
        self.card.show_for(self._person)
        self._show_pins()
        self._say_begun()
        self._fill_later()

    def _show_pins(self) -> None:
        look = self._desk.look
        empty_out(self._pins)
        found = pinned_lines(self._desk.vault, self._person)
        if found:
            self._pins.addWidget(Label(look, "Pinned", "section"))
        for one in found:
            open_it = quiet_button(look, f"{one.title}, {one.day.day} {one.day:%B %Y}", "star")
            open_it.clicked.connect(lambda _checked=False, line_=one: self._open_line(line_))
            self._pins.addLayout(row(look, open_it, STRETCH))
            self._pins.addWidget(Label(look, one.second, "hint"))
            self._pins.addWidget(line(look))

    def _say_begun(self) -> None:
        """Say what new was begun and not finished, from when it is, and offer to go on."""
        if self._view is not None:
            return
        clear = True
        for part, screen, what, state in _BEGUN:
            draft = load_draft(self._desk.vault, screen, self._person)
            if draft is None or (part == "note" and not draft.content.get("words", "").strip()):
                continue
            kept = draft.kept_at.astimezone(self._desk.clock.local().tzinfo)
            begun = f"You began {what} on {kept.day} {kept:%B} at {kept:%H:%M}. It is not {state} yet."
            deeds = [("Go on with it", partial(self._go_to, part))]
            if part != "note":
                deeds.append(("Throw it away", partial(self._throw_away, screen)))
            if clear:
                empty_out(self._told)
                clear = False
            self._told.addWidget(Notice(self._desk.look, "note", begun, deeds=deeds))

    def _throw_away(self, screen: str) -> None:
        """Forget a meeting or a try that was begun."""
        try:
            discard_draft(self._desk.vault, screen, self._person)
        except WorkwellError as problem:
            self._tell(Notice(self._desk.look, "warn", problem.sentence, problem.next_step))
            return
        empty_out(self._told)
        self._read()
        self.begin()

    def _tell(self, notice: Notice) -> None:
        empty_out(self._told)
        self._told.addWidget(notice)

    def _own_bar(self) -> None:
        """Offer what can be written; with large text all but the note stand in a menu, so that the bar is one line."""
        look = self._desk.look
        write = main_button(look, "Write a note", "pencil")
        write.setToolTip("Write a note (Ctrl+M)")
        write.clicked.connect(lambda: self._go_to("note"))
        others = {"Write down a try": "try", "Book a meeting": "meeting"}
        if look.large:
            more = second_button(look, "More", "chevron-down")
            menu = QMenu(more)
            menu.setAccessibleName("More")
            menu.addAction("Show or find").triggered.connect(self.timeline.turn)
            for word, part in others.items():
                menu.addAction(word).triggered.connect(partial(self._go_to, part))
            more.setMenu(menu)
            buttons = [more]
        else:
            buttons = [second_button(look, word) for word in others]
            for button, part in zip(buttons, others.values(), strict=True):
                button.clicked.connect(partial(self._go_to, part))
        self._bar.set_kept("Everything here is saved.")
        self._bar.set_buttons(*buttons, write)

    def _turn_size(self) -> None:
        """Offer the deeds as the size of the text asks for, where they are offered now."""
        if self._person and self._view is None:
            self._own_bar()
        self._fill_later()

    def _fill_later(self) -> None:
        QTimer.singleShot(0, self, self._fill)

    def _fill(self) -> None:
        """Give the list the height that is left on the page, so that it scrolls and the page need not.

        In a low window the title goes: the rail and the banner say the same. Where even then only a line or two would
        be left, the list is as tall as the page, so that one scroll of the page shows nothing else.
        """
        look, inside = self._desk.look, self._page.widget()
        if inside is None:
            return
        low = look.large or self._page.viewport().height() < look.px(_LOW)
        brief = look.large and self.window().height() < look.px(_BRIEF)
        self.timeline.set_brief(brief)
        if low != self._title.isHidden():
            reveal(self._title, not low)
            self._fill_later()  # once it is laid out
            return
        if (box := inside.layout()) is not None:
            box.activate()  # what is told above it takes its room first
        top = self.timeline.list.mapTo(inside, self.timeline.list.rect().topLeft()).y()
        room = self._page.viewport().height() - top - look.space(24) - 2  # a page that just fits has no bar
        whole = self._page.viewport().height() - 2 * look.space(24)
        least = look.px(_LEAST_BRIEF if brief else _LEAST_LIST)
        wanted = room if room >= least else max(least, whole)
        if self.timeline.list.minimumHeight() != wanted:
            self.timeline.list.setMinimumHeight(wanted)

    # -- what opens -----------------------------------------------------------------------------------------

    def _open_line(self, one: HistoryLine) -> None:
        if one.kind in {"note", "meeting"}:
            self._go_to(f"{one.kind}.{one.id}")
        elif one.section or one.tab > 0:
            self._open_place(one.tab, one.section)

    def _open_place(self, tab: int, section: str) -> None:
        """Ask for another place about the same participant; a page that is not there has a section of the form."""
        there = {record.code for record in RECORDS}
        if section == "history":
            return
        if tab == PAGE:
            self.opened.emit(tab, section)
            return
        self.opened.emit(tab, section if section in there else _INSTEAD.get(section, section and "who"))

    def _go_to(self, part: str) -> None:
        self.open_part(part)
        self.begin()

    def _note_view(self, number: int, contact_id: int) -> HistoryView:
        state = notes.read_note(self._desk.vault, number).state if number else notes.DRAFT
        typed = load_draft(self._desk.vault, notes.screen(number), self._person)
        if state == notes.LOCKED or (state == notes.SIGNED and typed is None):
            return NoteReader(self._desk, self._person, self._bar, number)
        return NoteEditor(self._desk, self._person, self._bar, number, contact_id)

    def _open(self, view: HistoryView) -> None:
        self._view = view
        view.done.connect(self._done)
        view.closed.connect(self._closed)
        view.wanted.connect(self._wanted)
        self._stack.addWidget(view)
        self._stack.setCurrentWidget(view)

    def _wanted(self, part: str) -> None:
        if part.startswith("place."):
            _word, tab, section = part.split(".", 2)
            self._open_place(int(tab), section)
        else:
            self._read()
            self._go_to(part)

    def _shut(self) -> None:
        view, self._view = self._view, None
        if view is not None:
            self._stack.setCurrentWidget(self._page)
            self._stack.removeWidget(view)
            view.deleteLater()

    def _closed(self) -> None:
        if self.keep():
            self._shut()
            self._own_bar()
            self._read()
            self.begin()

    def _done(self, said: str) -> None:
        """Show the history again with what was written, and offer to take it back where that can be."""
        undo = self._view.undo if self._view is not None else None
        self._shut()
        self._own_bar()
        deeds = [("Take it back", lambda: self._undo(undo))] if undo is not None else []
        self._tell(Notice(self._desk.look, "good", said, deeds=deeds, announce_it=True))
        self._read()
        self.saved.emit(self._person)
        self.begin()

    def _undo(self, deed: Callable[[], object]) -> None:
        try:
            deed()
        except WorkwellError as problem:
            self._tell(Notice(self._desk.look, "warn", problem.sentence, problem.next_step))
            return
        self._tell(Notice(self._desk.look, "note", "It is as it was before."))
        self._read()
        self.saved.emit(self._person)
        self.begin()
