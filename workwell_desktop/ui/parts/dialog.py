"""A choice that cannot wait: a question, one paragraph, buttons named by the deed.

ask(look, window, "Put this backup in place of your work?", "Your work of today is kept beside it.",
    [Deed("stay", "Keep my work", safe=True), Deed("restore", "Put the backup in place", "final")], chosen)
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShortcut, QShowEvent
from PySide6.QtWidgets import QDialog, QWidget

from workwell_desktop.ui.parts.buttons import Button
from workwell_desktop.ui.parts.labels import Label
from workwell_desktop.ui.parts.layouts import Column, Row, column, row
from workwell_desktop.ui.style.theme import Look

LOCK_KEY = "lock"  # the name of the window's shortcut that locks
WINDOW_TITLE = "WorkWell"
_WIDTH = 520  # pixels at 100 % text, between 480 and 560


class Deed(NamedTuple):
    """What a button of a dialog does: its code, its words, its kind; exactly one of them is the safe one."""

    code: str
    word: str
    kind: str = "second"
    safe: bool = False


def ask(
    look: Look,
    parent: QWidget | None,
    title: str,
    paragraph: str,
    deeds: Sequence[Deed],
    on_choice: Callable[[str], object],
) -> Dialog:
    """Open a question and return its dialog; ``on_choice`` gets the code of the deed once it has closed."""
    dialog = Dialog(look, parent, title)
    if paragraph:
        dialog.body.addWidget(Label(look, paragraph))
        dialog.setAccessibleDescription(paragraph)
    dialog.set_deeds(deeds)
    dialog.on_choice = on_choice
    dialog.open()
    return dialog


def pass_on_lock(dialog: QWidget) -> None:
    """Let the keys that lock the window below do so from this dialog too: the window's own sleep while it is open."""
    below = dialog.parentWidget()
    while below is not None:
        key = below.findChild(QShortcut, LOCK_KEY, Qt.FindChildOption.FindDirectChildrenOnly)
        if key is not None:
            QShortcut(key.key(), dialog).activated.connect(key.activated)
            return
        below = below.parentWidget()


class Dialog(QDialog):
    """A question with room for a screen's own content in ``body``. Esc is always the safe deed.

    ``chosen`` carries the code of the deed. With ``stays`` a deed other than the safe one does not close it.
    """

    chosen = Signal(str)

    def __init__(self, look: Look, parent: QWidget | None, title: str) -> None:
        """Prepare a dialog over ``parent``; it is deleted when it closes."""
        super().__init__(parent)
        self._look = look
        self.stays = False
        self.on_choice: Callable[[str], object] | None = None
        self._answer = ""
        self._safe: Button | None = None
        self._safe_code = ""
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setWindowTitle(WINDOW_TITLE)  # the question itself may hold a name; the system shows titles to everybody
        self.setAccessibleName(title)
        self.body: Column = column(look, gap=16)
        self._deeds: Row = row(look, gap=12)
        box = column(look, Label(look, title, "section"), gap=16, margins=(32, 28, 32, 24))
        box.addLayout(self.body, 1)
        box.addSpacing(8)
        box.addLayout(self._deeds)
        self.setLayout(box)
        self.finished.connect(self._tell)
        pass_on_lock(self)

    def set_deeds(self, deeds: Sequence[Deed]) -> None:
        """Show these buttons. Raises ``ValueError`` unless exactly one deed is safe."""
        if sum(deed.safe for deed in deeds) != 1:
            raise ValueError("exactly one deed is the safe one")
        self._deeds.addStretch(1)
        for deed in deeds:
            button = Button(self._look, deed.word, deed.kind)
            button.setProperty("deed", deed.code)
            button.clicked.connect(self._pressed)
            self._deeds.addWidget(button)
            if deed.safe:
                self._safe, self._safe_code = button, deed.code

    def button(self, code: str) -> Button:
        """Return the button of a deed. Raises ``KeyError`` for an unknown one."""
        for place in range(self._deeds.count()):
            item = self._deeds.itemAt(place)
            widget = item.widget() if item is not None else None
            if isinstance(widget, Button) and widget.property("deed") == code:
                return widget
        raise KeyError(code)

    def showEvent(self, event: QShowEvent) -> None:
        """Take a readable width, never more than the screen, and give the safe deed the focus."""
        self.setMinimumWidth(min(self._look.px(_WIDTH), self.screen().availableGeometry().width() - 32))
        width = max(self.minimumWidth(), self.sizeHint().width())
        box = self.layout()
        self.resize(width, box.heightForWidth(width) if box is not None else self.height())
        super().showEvent(event)
        if self._safe is not None and self.focusWidget() in (None, self, self._safe):
            self._safe.setFocus(Qt.FocusReason.OtherFocusReason)

    def reject(self) -> None:
        """Take the safe deed, as Esc and the window's cross do."""
        self._answer = self._safe_code
        super().reject()

    def _pressed(self) -> None:
        code = str(self.sender().property("deed"))
        if code == self._safe_code:
            self.reject()
        elif self.stays:
            self.chosen.emit(code)
        else:
            self._answer = code
            self.accept()

    def _tell(self) -> None:
        """Tell the answer once, after the dialog is gone from the screen."""
        answer, call = self._answer, self.on_choice
        self.on_choice = None
        if answer:
            self.chosen.emit(answer)
            if call is not None:
                call(answer)
