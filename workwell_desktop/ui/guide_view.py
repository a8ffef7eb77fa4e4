"""The short guide: four pages for somebody who opens WorkWell for the first time. Nobody has to read it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from workwell_desktop.casework.help_words import short_guide
from workwell_desktop.ui.parts.dialog import Deed, Dialog
from workwell_desktop.ui.parts.labels import Label
from workwell_desktop.ui.parts.layouts import column, empty_out
from workwell_desktop.ui.style.theme import Look

_NEXT = "Next"


class GuideDialog(Dialog):
    """One page at a time; Esc and *Close* leave it, from any page."""

    def __init__(self, look: Look, parent: QWidget | None) -> None:
        """Begin at the first page, over ``parent``."""
        super().__init__(look, parent, "A short guide")
        self._place = 0
        self._page = column(look, gap=12)
        self.body.addLayout(self._page, 1)
        self.stays = True
        self.set_deeds((Deed("close", "Close", safe=True), Deed("back", "Back"), Deed("next", _NEXT, kind="main")))
        self.chosen.connect(self._turn)
        self._draw()

    def _turn(self, code: str) -> None:
        if code not in {"next", "back"}:
            return
        last = len(short_guide()) - 1
        if code == "next" and self._place == last:
            self.reject()
            return
        self._place = max(0, min(last, self._place + (1 if code == "next" else -1)))
        self._draw()

    def _draw(self) -> None:
        pages = short_guide()
        page = pages[self._place]
        empty_out(self._page)
        for label in (
            Label(self._look, f"{self._place + 1} of {len(pages)}", "small", ink="ink2"),
            Label(self._look, page.title, "lead"),
            *(Label(self._look, sentence) for sentence in page.sentences),
        ):
            self._page.addWidget(label)
        self._page.addStretch(1)
        self.setAccessibleDescription(" ".join((page.title, *page.sentences)))
        self.button("back").setEnabled(self._place > 0)
        self.button("next").set_text(_NEXT if self._place < len(pages) - 1 else "Done")
