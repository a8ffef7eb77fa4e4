"""The page of papers: what went to whom, when and how; each opens as it was issued."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from workwell_desktop.casework import dates, paper_register
from workwell_desktop.casework.paper_register import Register, RegisterLine, Sent, SentEntry, usual_entry
from workwell_desktop.errors import WorkwellError
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.parts.badge import Badge
from workwell_desktop.ui.parts.buttons import quiet_button
from workwell_desktop.ui.parts.columns import Page
from workwell_desktop.ui.parts.empty import Empty
from workwell_desktop.ui.parts.labels import Label
from workwell_desktop.ui.parts.layouts import STRETCH, Thing, holder, row
from workwell_desktop.ui.preview import Preview
from workwell_desktop.ui.records.form_page import FormPage
from workwell_desktop.ui.records.forms import At, Days, Form
from workwell_desktop.ui.records.paper_forms import SENT, sent_form
from workwell_desktop.ui.records.pieces import measured, record_row, undo_notice

_NOT_SENT = "Nobody has it yet, as far as it is written down."


class PapersPage(FormPage):
    """Lists the papers of one person, the newest first. Enter opens one in place of the list."""

    drafts = paper_register.SCREEN
    days = Days({"sent_on": "past"})

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._state: Register | None = None
        self._preview: Preview | None = None
        self._opened_from = 0

    # -- what the page says of itself ---------------------------------------------------------------------------

    def read(self) -> None:
        """Read the register."""
        self._state = paper_register.load_register(self._desk.vault, self.person)

    def title(self) -> str:
        """Return the title of the page."""
        return "Papers"

    def show_participant(self, participant_id: int) -> None:
        """Show the papers of this person. A paper of somebody else that is open closes first."""
        if self._preview is not None and participant_id != self.person:
            self._shut_paper()
        if self._preview is None:
            super().show_participant(participant_id)

    def form_of(self, at: At) -> Form | None:
        """Return the form that says how a paper went."""
        line = next((one for one in self._present().lines if one.id == at[1]), None)
        if at[0] != SENT or line is None:
            return None
        look, vault = self._desk.look, self._desk.vault
        return Form(
            lambda: sent_form(look, self.reader),
            partial(self._save_sent, line),
            asdict(usual_entry(vault, line.id)),
        )

    def fill(self, page: Page) -> None:
        """Put every paper into the page, with where it went."""
        look, state = self._desk.look, self._present()
        if not state.lines:
            page.add(Empty(look, f"No paper was made for {state.call_name} yet.", "Go to the plan", self._to_plan))
        for line in state.lines:
            for thing in self._paper(line):
                page.add(thing)

    # -- one paper ----------------------------------------------------------------------------------------------

    def _paper(self, line: RegisterLine) -> list[Thing]:
        look = self._desk.look
        made = f"Made on {dates.plain(line.issued_on)} for {line.recipient}. Reference {line.reference}."
        badge = Badge(look, "Stopped", "left_out") if line.stopped else None
        notes = [line.stopped] if line.stopped else []
        opener = record_row(look, line.title, [made], deed="Open this paper", badge=badge, notes=notes)
        opener.clicked.connect(partial(self._open_paper, line))
        self.openers["paper", line.id] = opener
        things: list[Thing] = [measured(look, opener)]
        things += [self._sent(one) for one in line.sent] or [Label(look, _NOT_SENT, "hint")]
        things += self.form_here(SENT, line.id)
        if not self.is_open(SENT, line.id):
            add = quiet_button(look, "Write down how it was sent", "plus")
            add.setAccessibleDescription(f"{line.title}, {line.reference}")
            add.clicked.connect(lambda: self.open_form(SENT, line.id))
            self.openers[SENT, line.id] = add
            things.append(row(look, add, STRETCH))
        return things

    def _sent(self, one: Sent) -> QWidget:
        look = self._desk.look
        words = f"{one.how}: {one.to_whom}, {dates.plain(one.on)}."
        words = f"{words} {one.note}" if one.note else words
        out = quiet_button(look, "Take this out", "trash")
        out.setAccessibleDescription(words)
        out.clicked.connect(partial(self._take_out, one))
        line = row(look, gap=12)
        line.addWidget(Label(look, words), 1)
        line.addWidget(out)
        return measured(look, holder(line))

    def _save_sent(self, line: RegisterLine, values: Mapping[str, Any]) -> str:
        paper_register.write_sent(self._desk.vault, line.id, SentEntry(**values))
        return "It is written down."

    def _take_out(self, one: Sent, _checked: bool = False) -> None:
        line = next(paper for paper in self._present().lines if one in paper.sent)
        taken: list[SentEntry] = []
        vault = self._desk.vault

        def put_back() -> None:
            self.do(lambda: paper_register.write_sent(vault, line.id, taken[0]))

        self.do(
            lambda: taken.append(paper_register.remove_sent(vault, one.id)),
            lambda: undo_notice(self._desk.look, f"{line.title}: one line was taken out.", "Put it back", put_back),
        )

    # -- the paper itself ---------------------------------------------------------------------------------------

    def open_part(self, part: str) -> None:
        """Open the paper with this id."""
        line = next((one for one in self._present().lines if str(one.id) == part), None)
        if line is not None:
            self._open_paper(line)

    def _open_paper(self, line: RegisterLine, _checked: bool = False) -> None:
        if not self.keep():
            return
        try:
            preview = Preview(self._desk, line.id, f"{line.title}, {self._present().call_name}")
        except WorkwellError as problem:
            self._refuse(problem)
            return
        preview.closed.connect(self._turn_back)
        preview.handed_out.connect(lambda _words: self.saved.emit(self.person))
        self._preview, self._opened_from = preview, line.id
        if self._page is not None:
            self._page.hide()
        self.bar.hide()
        self._body.addWidget(preview, 1)
        preview.show()
        preview.setFocus()

    def _turn_back(self) -> None:
        """Show the list again, as it is now, at the paper that was open."""
        self._shut_paper()
        super().show_participant(self.person)
        opener = self.openers.get(("paper", self._opened_from))
        if opener is not None:
            opener.setFocus()

    def _shut_paper(self) -> None:
        if self._preview is not None:
            preview, self._preview = self._preview, None
            preview.hide()
            self._body.removeWidget(preview)
            preview.deleteLater()
            self.bar.show()

    def keep(self) -> bool:
        """Keep what is typed, beside the open paper too."""
        return super().keep() and (self._preview is None or self._preview.keep())

    def _to_plan(self) -> None:
        self.opened.emit(2, "")

    def _present(self) -> Register:
        assert self._state is not None  # noqa: S101 - read before anything is drawn
        return self._state
