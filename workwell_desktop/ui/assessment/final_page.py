"""A page of something that is final: it is read, and why it changes is asked at its top."""

from __future__ import annotations

from PySide6.QtCore import Signal

from workwell_desktop.ui.assessment.signing import AGAIN, RIGHT, ReasonForm
from workwell_desktop.ui.parts.columns import Page
from workwell_desktop.ui.style.theme import Look


class FinalPage(Page):
    """What was signed or finished. ``typed`` is sent while a reason is typed, and when the question is taken away."""

    typed = Signal()

    def __init__(self, look: Look, name: str, *, rounds: bool = False) -> None:
        """Show nothing yet. ``rounds``: it can be talked through again, and so the reason says which change it is."""
        super().__init__(look, name=name, gap=32)
        self._rounds = rounds
        self.reason: ReasonForm | None = None

    def ask_reason(self, typed: str = "", *, again: bool = False) -> None:
        """Ask why this changes; with what was half typed there before."""
        if self.reason is not None:
            return
        self.reason = ReasonForm(self._look, again=self._rounds)
        self.reason.reason.set_value(typed)
        self.reason.kind.set_value(AGAIN if again else RIGHT)
        self.reason.edited.connect(self.typed)
        self.say(self.reason)
        self.reason.reason.take_focus()

    def leave_reason(self) -> None:
        """Take the question away again."""
        if self.reason is not None:
            self.reason.hide()
            self.reason.deleteLater()
            self.reason = None
            self.typed.emit()
