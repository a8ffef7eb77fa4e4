"""Words on the page, each in its type role, shown exactly as they are.

Label(look, "Steps", "section")
Quote(look, "I want to sleep through most nights.", "By Tuesday 22 December")
"""

from __future__ import annotations

import re

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from workwell_desktop.ui.parts.layouts import Row, column, row
from workwell_desktop.ui.style.theme import Look

ROLES = (
    "display", "name", "page", "section", "turned", "lead", "body", "medium", "strong", "small", "small_strong", "hint",
    "question", "key",
)  # fmt: skip


_LONGEST = 20  # letters of a word that no line of ours is too short for
BREAK = "\u200b"  # takes no room; a line may end there


def breakable(text: str) -> str:
    """Return words with places to break inside those that are too long for a line, such as a very long name.

    An address breaks behind its marks, where a reader would.
    """
    return re.sub(rf"\S{{{_LONGEST + 1},}}", _broken, text)


def _broken(word: re.Match[str]) -> str:
    marked = re.sub(r"(?<=[@._/-])(?=\S)", BREAK, word.group())
    whole = rf"[^{BREAK}]{{{_LONGEST}}}(?=[^{BREAK}])"
    return re.sub(whole, lambda part: part.group() + BREAK, marked)


def restyle(widget: QWidget) -> None:
    """Read the style sheet again for one widget whose properties changed, if it was read before."""
    if not widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
        return  # it will be read when the widget is first shown: doing it twice doubles the time to build a page
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()


class Label(QLabel):
    """Words in a type role. Never read as markup: what is given is what is shown."""

    def __init__(self, look: Look, text: str, role: str = "body", *, ink: str = "", wrap: bool = True) -> None:
        """Show ``text`` in ``role``; ``ink`` is another text token. Raises ``ValueError`` for an unknown role."""
        super().__init__()
        if role not in ROLES:
            raise ValueError(role)
        self.look = look
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        self.setProperty("role", role)
        self.set_text(text)
        if ink:
            self.setProperty("ink", ink)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(wrap)
        self.setSizePolicy(policy)

    def text(self) -> str:
        """Return the words as they were given."""
        return super().text().replace(BREAK, "")

    def setText(self, text: str) -> None:
        """Show other words; one that is too long for a line goes on in the next."""
        before = self.text()
        super().setText(breakable(text) if self.wordWrap() else text)
        if super().text() != text:
            self.setAccessibleName(text)  # a screen reader says it as one word
        elif before and self.accessibleName() == before:
            self.setAccessibleName("")

    def set_text(self, text: str) -> None:
        """Show other words, in a typeface that has all of their letters."""
        self.setText(text)
        letters = str(self.look.letters.place(text))
        if (self.property("letters") or "0") != letters:
            self.setProperty("letters", letters)
            restyle(self)

    def set_ink(self, ink: str) -> None:
        """Show the words in another text token."""
        self.setProperty("ink", ink)
        restyle(self)


class Picture(QLabel):
    """One icon beside words. It says nothing to a screen reader: the words do."""

    def __init__(self, look: Look, icon: str, ink: str = "ink", size: int = 20) -> None:
        """Show an icon in a token's colour, ``size`` pixels square at 100 % text."""
        super().__init__()
        self._look, self._icon, self._ink, self._size = look, icon, ink, size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._draw()
        look.changed.connect(self._draw)

    def set(self, icon: str, ink: str) -> None:
        """Show another icon."""
        self._icon, self._ink = icon, ink
        self._draw()

    def _draw(self) -> None:
        self.setPixmap(self._look.pixmap(self._icon, self._ink, self._size, self.devicePixelRatio()))


class IconText(QWidget):
    """An icon and words in one line."""

    def __init__(self, look: Look, icon: str, text: str, *, ink: str = "ink", role: str = "body") -> None:
        """Show ``icon`` and ``text``, both in ``ink``."""
        super().__init__()
        self._picture = Picture(look, icon, ink, 18 if role in {"small", "small_strong", "hint"} else 20)
        self.words = Label(look, text, role, ink=ink)
        box = row(look, self._picture, gap=8)
        box.addWidget(self.words, 1)
        box.setAlignment(self._picture, Qt.AlignmentFlag.AlignTop)
        self.setLayout(box)

    def set(self, icon: str, text: str, ink: str | None = None) -> None:
        """Show another icon and other words, in another token if one is given."""
        kept = ink or str(self.words.property("ink"))
        self._picture.set(icon, kept)
        self.words.set_text(text)
        self.words.set_ink(kept)

    def text(self) -> str:
        """Return the words."""
        return self.words.text()


class Quote(QWidget):
    """A participant's own words in quotation marks, with the bar at their left."""

    def __init__(
        self, look: Look, words: str, second: str = "", *, beside: QWidget | None = None, turned: bool = False
    ) -> None:
        """Show ``words`` in ``lead``; ``second`` is a small line below, with ``beside`` at its end.

        ``turned`` sets both larger, for the turned screen.
        """
        super().__init__()
        self._look = look
        self.words = Label(look, f"“{words}”", "turned" if turned else "lead")
        box = column(look, self.words, gap=4, margins=(18, 2, 0, 2))
        if second or beside is not None:
            below: Row = row(look, gap=12)
            if second:
                size = ("lead", "ink2") if turned else ("hint", "")
                below.addWidget(Label(look, second, size[0], ink=size[1], wrap=False))
            if beside is not None:
                below.addWidget(beside)
            below.addStretch(1)
            box.addLayout(below)
        self.setLayout(box)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the bar."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.fillRect(0, 0, self._look.px(3), self.height(), self._look.colour("accent"))
        painter.end()
