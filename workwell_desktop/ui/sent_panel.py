"""How a paper went, written down where it was just handed out. What is typed is kept where the register finds it."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from workwell_desktop.casework import paper_register
from workwell_desktop.casework.dates import Understood
from workwell_desktop.casework.drafts import discard_draft, keep_draft, load_draft
from workwell_desktop.casework.paper_register import SentEntry, usual_entry
from workwell_desktop.errors import InputProblem, WorkwellError
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.keeper import Keeper, Words
from workwell_desktop.ui.parts.layouts import column
from workwell_desktop.ui.records.forms import Days, Unfinished, as_draft, from_draft
from workwell_desktop.ui.records.paper_forms import SENT, WRITE_DOWN, sent_form

if TYPE_CHECKING:
    from workwell_desktop.casework.access import Vault

DAYS = Days({"sent_on": "past"})


class SentPanel(QWidget):
    """The form for one paper. ``written``: it is saved. ``refused`` carries why it is not, in a sentence."""

    written = Signal()
    refused = Signal(str)

    def __init__(self, desk: Desk, paper_id: int, person_id: int, way: str) -> None:
        """Show the usual way filled in."""
        super().__init__()
        self._desk, self._paper_id, self._person_id = desk, paper_id, person_id
        self.form = sent_form(desk.look, lambda _name: self._read)
        self.form.set_values(asdict(usual_entry(desk.vault, paper_id, way)))
        self.form.edited.connect(self._touch)
        self.form.kept.connect(self.save)
        self.setLayout(column(desk.look, self.form, gap=0, margins=(32, 8, 32, 8)))
        self._keeper = Keeper(self._words, desk, self)
        self._keeper.failed.connect(self.refused)

    def save(self) -> None:
        """Write it down, or say beside the fields what needs another look."""
        try:
            paper_register.write_sent(self._desk.vault, self._paper_id, SentEntry(**self.form.values()))
        except InputProblem as problem:
            self.form.show_problem(problem)
            self._touch()
            return
        except WorkwellError as problem:
            self.refused.emit(f"{problem.sentence} {problem.next_step}")
            return
        self._keeper.forget()
        self.written.emit()

    def keep(self) -> bool:
        """Keep what is typed at once. Return whether it is kept."""
        return self._keeper.keep_now()

    def drop(self) -> None:
        """Leave it: nothing is written down."""
        self._keeper.forget()
        discard_draft(self._desk.vault, paper_register.SCREEN, self._person_id)

    def _touch(self) -> None:
        self._keeper.touch()

    def _read(self, typed: str) -> Understood:
        return DAYS.read("sent_on", typed, self._desk.clock.today())

    def _words(self) -> Words:
        at = (SENT, self._paper_id)
        mine = Unfinished(self.form.values(), self._desk.clock.today(), WRITE_DOWN)
        person = self._person_id

        def keep(vault: Vault) -> None:
            draft = load_draft(vault, paper_register.SCREEN, person)
            others = from_draft(draft.content)[1] if draft is not None else {}
            keep_draft(vault, paper_register.SCREEN, person, as_draft(at, {**others, at: mine}))

        return keep
