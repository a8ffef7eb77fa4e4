"""Three ways of not answering, each different, in a quiet menu at the right of a question.

Field(look, "Ethnic group", Combo(look, groups), answers=Answers(look))
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from workwell_desktop.ui.parts.buttons import Button
from workwell_desktop.ui.style.theme import Look

NOT_ASKED, RATHER_NOT_SAY, DOES_NOT_APPLY = "not_asked", "rather_not_say", "does_not_apply"
WORDS = {NOT_ASKED: "Not asked", RATHER_NOT_SAY: "Would rather not say", DOES_NOT_APPLY: "Does not apply"}
BACK = "Give an answer"
CLOSED = "No answer"


class Answers(Button):
    """A quiet button that says which of the three it is, or *No answer* while there is none of them."""

    edited = Signal()

    def __init__(self, look: Look, *, name: str = "") -> None:
        """Show the closed menu; ``name`` says which question it belongs to."""
        super().__init__(look, CLOSED, "quiet", "chevron-down")
        self.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the arrow follows the words
        self._code = ""
        self.setAccessibleDescription(name)
        menu = QMenu(self)
        menu.setAccessibleName(CLOSED)
        self._back = QAction(BACK, menu)
        self._back.setData("")
        menu.addAction(self._back)
        for code, word in WORDS.items():
            action = QAction(word, menu)
            action.setData(code)
            menu.addAction(action)
        menu.triggered.connect(self._chosen)
        self.setMenu(menu)
        self._tell()

    def value(self) -> str:
        """Return ``not_asked``, ``rather_not_say``, ``does_not_apply``, or ``""``."""
        return self._code

    def set_value(self, code: str) -> None:
        """Show one of the three, or none for ``""``. Raises ``ValueError`` for another code."""
        if code and code not in WORDS:
            raise ValueError(code)
        if code != self._code:  # a page of sixty questions is filled in at once
            self._code = code
            self._tell()

    def _chosen(self, action: QAction) -> None:
        code = str(action.data())
        if code != self._code:
            self.set_value(code)
            self.edited.emit()

    def _tell(self) -> None:
        self.set_text(WORDS.get(self._code, CLOSED))
        self.set_icon("dash" if self._code else "chevron-down")
        self._back.setVisible(bool(self._code))
