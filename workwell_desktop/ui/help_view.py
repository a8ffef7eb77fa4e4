"""Help: first for the screen that somebody is on, then for the whole program; a search goes over all of it.

It names nobody, so that it can stand open before the vault is, and while somebody sits at the screen.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from workwell_desktop.casework.help_words import HelpPart, help_for, help_screens
from workwell_desktop.ui.guide_view import GuideDialog
from workwell_desktop.ui.parts.columns import Fold, Page
from workwell_desktop.ui.parts.combo import Combo
from workwell_desktop.ui.parts.dialog import Deed, Dialog
from workwell_desktop.ui.parts.fields import Field
from workwell_desktop.ui.parts.labels import Label
from workwell_desktop.ui.parts.layouts import Column, column, empty_out, holder
from workwell_desktop.ui.parts.line import SearchLine
from workwell_desktop.ui.parts.rows import Col, RowList, Words
from workwell_desktop.ui.style.theme import Look

_SIZE = 760
_NOTHING = "No part of the help has all of these words. Try fewer, or other ones."


class HelpDialog(Dialog):
    """The help on one page that scrolls; Esc and *Close* lead back. ``screen`` is the one whose part stands first."""

    def __init__(self, look: Look, parent: QWidget | None, screen: str = "") -> None:
        """Draw the help over ``parent``."""
        super().__init__(look, parent, "Help")
        known = [(part.id, part.title) for part in help_screens()]
        self.screen_choice = Combo(look, known, empty="WorkWell as a whole")
        self.screen_choice.set_value(screen if screen in dict(known) else "")
        self.search = SearchLine(look, "Look in the help")
        self._parts = column(look, gap=24)
        self.page = Page(look, holder(self._parts), gap=24, name="Help")
        self.page.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # nothing in it takes the focus, and it has to scroll
        choose = Field(look, "Help about", self.screen_choice, width="name")
        self.body.addWidget(Fold(look, choose, Field(look, "Words to look for", self.search, width="name")))
        self.body.addWidget(self.page, 1)
        self.stays = True
        self.set_deeds((Deed("guide", "A short guide"), Deed("close", "Close", kind="main", safe=True)))
        self.chosen.connect(self._guide)
        self.screen_choice.edited.connect(self._choose)
        self.search.textChanged.connect(self._draw)
        self._draw()

    def showEvent(self, event: QShowEvent) -> None:
        """Take the room that a page of words needs, never more than the screen has; begin where it is read."""
        super().showEvent(event)
        room = self.screen().availableGeometry()
        self.resize(min(self._look.px(_SIZE), room.width() - 32), min(self._look.px(_SIZE), room.height() - 64))
        self.page.setFocus()  # the arrow keys and Page Down scroll at once; Esc closes

    def _guide(self, code: str) -> None:
        if code == "guide":
            GuideDialog(self._look, self).open()

    def _choose(self) -> None:
        self.search.clear()
        self._draw()

    def _draw(self) -> None:
        """Show the parts that are wanted, from the top."""
        empty_out(self._parts)
        shown = help_for(self.search.text().split(), self.screen_choice.value())
        for part in shown:
            self._parts.addWidget(holder(_part(self._look, part)))
        if not shown:
            self._parts.addWidget(Label(self._look, _NOTHING))
        self.page.to_top()


def _part(look: Look, part: HelpPart) -> Column:
    words = [Label(look, sentence) for sentence in part.sentences]
    box = column(look, Label(look, part.title, "section"), *words, gap=8)
    if part.keys:
        keys = RowList(look, part.title, (Col("Keys", stretch=2), Col("What they do", stretch=5)))
        for pressed, does in part.keys:
            keys.add(pressed, Words(pressed), does)
        box.addWidget(keys)
    return box
