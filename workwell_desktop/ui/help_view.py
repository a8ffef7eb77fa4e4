"""Help: what the program is for and not for, its keys, how things are kept, and what to do when something fails.

It names nobody, so that it can stand open before the vault is, and while somebody sits at the screen.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from workwell_desktop.casework.help_words import HelpPart, help_parts
from workwell_desktop.ui.parts.columns import Page
from workwell_desktop.ui.parts.dialog import Deed, Dialog
from workwell_desktop.ui.parts.labels import Label
from workwell_desktop.ui.parts.layouts import Column, column, holder
from workwell_desktop.ui.parts.rows import Col, RowList, Words
from workwell_desktop.ui.style.theme import Look

_SIZE = 760


class HelpDialog(Dialog):
    """All of the help on one page that scrolls; Esc and *Close* lead back."""

    def __init__(self, look: Look, parent: QWidget | None) -> None:
        """Draw the help over ``parent``."""
        super().__init__(look, parent, "Help")
        self.page = Page(look, *(holder(_part(look, part)) for part in help_parts()), gap=24, name="Help")
        self.page.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # nothing in it takes the focus, and it has to scroll
        self.body.addWidget(self.page, 1)
        self.set_deeds((Deed("close", "Close", kind="main", safe=True),))

    def showEvent(self, event: QShowEvent) -> None:
        """Take the room that a page of words needs, never more than the screen has; begin where it is read."""
        super().showEvent(event)
        room = self.screen().availableGeometry()
        self.resize(min(self._look.px(_SIZE), room.width() - 32), min(self._look.px(_SIZE), room.height() - 64))
        self.page.setFocus()  # the arrow keys and Page Down scroll at once; Esc closes


def _part(look: Look, part: HelpPart) -> Column:
    words = [Label(look, sentence) for sentence in part.sentences]
    box = column(look, Label(look, part.title, "section"), *words, gap=8)
    if part.keys:
        keys = RowList(look, part.title, (Col("Keys", stretch=2), Col("What they do", stretch=5)))
        for pressed, does in part.keys:
            keys.add(pressed, Words(pressed), does)
        box.addWidget(keys)
    return box
