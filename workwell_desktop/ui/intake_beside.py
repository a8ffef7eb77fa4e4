"""What stands beside the Intake form while a referral is not decided: can this person join, and Accept."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from workwell_desktop.casework.triage import Panel, join_panel
from workwell_desktop.casework.triage_deeds import accept
from workwell_desktop.errors import WorkwellError
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.join_panel import JoinPanel
from workwell_desktop.ui.parts.buttons import second_button
from workwell_desktop.ui.parts.columns import Page
from workwell_desktop.ui.parts.layouts import STRETCH, column, holder, line, reveal, row
from workwell_desktop.ui.parts.notice import Notice

_PANEL, _FORM = 304, 560  # pixels at 100 % text: the panel and the least that a form needs


class IntakeBeside(QWidget):
    """The form, with the panel at its right; without room for both, one of them and a button for the other.

    ``decided`` says that the referral was accepted, ``asked`` carries the field that would answer a rule.
    """

    decided = Signal()
    asked = Signal(str)

    def __init__(self, desk: Desk, form: QWidget) -> None:
        super().__init__()
        self._desk, self._form = desk, form
        self._person = self._referral = 0
        self._panel: Panel | None = None
        self._turned = False
        look = desk.look
        self.panel = JoinPanel(desk, accepts=True)
        self.panel.changed.connect(self.read)
        self.panel.accept_wanted.connect(self._accept)
        self.panel.asked.connect(self._ask)
        self._page = Page(look, self.panel, name="Can they join?")
        self._line = line(look, "upright")
        self._other = second_button(look, "Can they join?")
        self._other.clicked.connect(self._turn)
        self._above = holder(column(look, row(look, self._other, STRETCH), margins=(24, 8, 24, 8)))
        sides = row(look, form, self._line, self._page, gap=0)
        sides.setStretch(0, 1)
        whole = column(look, self._above, gap=0)
        whole.addLayout(sides, 1)
        self.setLayout(whole)
        look.changed.connect(self._fit)
        self._fit()

    def show_participant(self, participant_id: int) -> None:
        """Show whether this participant can join, if nobody has decided yet."""
        self._person, self._turned = participant_id, False
        self._page.to_top()
        self.read()

    def read(self) -> None:
        """Answer the rules again from what is saved now."""
        found = join_panel(self._desk.vault, self._person) if self._person else None
        self._panel = found[1] if found else None
        if found is not None:
            self._referral = found[0]
            self.panel.show_panel(self._referral, self._person, found[1])
        else:
            self._referral = 0
            self.panel.show_nobody()
        self._fit()

    def asks(self) -> tuple[str, ...]:
        """Return the fields that would answer a rule which is not answered yet."""
        if self._panel is None:
            return ()
        return tuple(one.asks for one in self._panel.judged.lines if one.asks)

    def keep(self) -> bool:
        """Keep a reason that is being typed. Return whether all is kept."""
        return self.panel.keep()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show both where there is room."""
        super().resizeEvent(event)
        self._fit()

    def _ask(self, field: str) -> None:
        self._turned = False
        self._fit()
        self.asked.emit(field)

    def _turn(self) -> None:
        self._turned = not self._turned
        self._fit()

    def _accept(self) -> None:
        if not self.panel.settled():
            return
        look = self._desk.look
        try:
            accept(self._desk.vault, self._referral)
        except WorkwellError as problem:
            self.panel.say(Notice(look, "bad", problem.sentence, problem.next_step, announce_it=True))
        else:
            self._turned = False
            self.read()
            self.decided.emit()

    def _fit(self) -> None:
        look, shown = self._desk.look, self._panel is not None
        beside = not look.large and self.width() >= look.px(_PANEL + _FORM)
        self._page.setMinimumWidth(look.px(_PANEL) if beside else 0)
        self._page.setMaximumWidth(look.px(_PANEL) if beside else 16_777_215)
        reveal(self._page, shown and (beside or self._turned))
        reveal(self._line, shown and beside)
        reveal(self._form, beside or not shown or not self._turned)
        reveal(self._above, shown and not beside)
        name = self._panel.call_name if self._panel else "they"
        self._other.set_text("Back to the form" if self._turned else f"Can {name} join?")
