"""One line to write in: words, a secret, a search, a number.

name = Line(look)
find = SearchLine(look, "Find a person", keys="Ctrl+F")
"""

from __future__ import annotations

import re
from decimal import Decimal

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QPushButton, QSizePolicy, QWidget

from workwell_desktop.ui.parts.buttons import Button
from workwell_desktop.ui.parts.labels import Label
from workwell_desktop.ui.parts.layouts import reveal, row
from workwell_desktop.ui.style.theme import Look

_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")


class Line(QLineEdit):
    """One line of words. ``left`` is sent when the focus goes or Enter is pressed."""

    edited = Signal()
    left = Signal()

    def __init__(
        self, look: Look, *, name: str = "", secret: bool = False, limit: int = 0, roomy: bool = False
    ) -> None:
        """Show an empty line; ``secret`` hides the letters; ``limit`` is the most letters, 0 for Qt's own limit."""
        super().__init__()
        self._look = look
        self.setAccessibleName(name)
        if secret:
            self.setEchoMode(QLineEdit.EchoMode.Password)
        if limit:
            self.setMaxLength(limit)
        if roomy:
            self.setProperty("roomy", "true")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.textEdited.connect(self._edited)
        self.returnPressed.connect(self.left)

    def value(self) -> str:
        """Return what is written, without spaces at its ends. A secret keeps them."""
        return self.text() if self.echoMode() != QLineEdit.EchoMode.Normal else self.text().strip()

    def set_value(self, text: str) -> None:
        """Show other words."""
        self.setText(text)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that the focus left, whether or not anything was typed."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()

    def _edited(self, _text: str) -> None:
        self.edited.emit()


class SecretLine(QWidget):
    """A passphrase: letters hidden, and a button beside it that shows them. Paste is allowed."""

    edited = Signal()
    left = Signal()
    entered = Signal()

    def __init__(self, look: Look, *, name: str = "", roomy: bool = False) -> None:
        """Show an empty hidden line and *Show*."""
        super().__init__()
        self.line = Line(look, name=name, secret=True, roomy=roomy)
        self.line.setInputMethodHints(Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhHiddenText)
        self.line.setContextMenuPolicy(Qt.ContextMenuPolicy.DefaultContextMenu)
        self.show_button = Button(look, "Show", "second", "eye", roomy=roomy)
        self.show_button.clicked.connect(self._turn)
        box = row(look, gap=12)
        box.addWidget(self.line, 1)
        box.addWidget(self.show_button)
        self.setLayout(box)
        self.line.edited.connect(self.edited)
        self.line.left.connect(self.left)
        self.line.returnPressed.connect(self.entered)

    def value(self) -> str:
        """Return what is written, with every space."""
        return self.line.text()

    def set_value(self, text: str) -> None:
        """Write other words, or none."""
        self.line.setText(text)

    def first_focus(self) -> QWidget:
        """Return the line: it takes the focus for the whole."""
        return self.line

    def hide_letters(self) -> None:
        """Hide the letters again."""
        self._show(shown=False)

    def _turn(self) -> None:
        self._show(shown=self.line.echoMode() == QLineEdit.EchoMode.Password)

    def _show(self, *, shown: bool) -> None:
        # A line that shows its letters is still a secret: NoEcho and Password alone would trim nothing.
        self.line.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)
        self.show_button.set_text("Hide" if shown else "Show")
        self.show_button.set_icon("eye-off" if shown else "eye")


class SearchLine(Line):
    """A line to search with: an icon, the keys that lead here while it is empty, a cross to clear it."""

    typed = Signal(str)
    down = Signal()

    def __init__(self, look: Look, name: str, *, keys: str = "") -> None:
        """Show an empty search named ``name``; ``keys`` are words such as ``Ctrl+F``."""
        super().__init__(look, name=name)
        self._keys = keys
        self._cross = QPushButton(self)
        self._cross.setProperty("kind", "bare")
        self._cross.setAccessibleName("Clear the search")
        self._cross.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Esc does the same from the keyboard
        self._cross.setCursor(Qt.CursorShape.ArrowCursor)
        self._cross.clicked.connect(self.clear_search)
        self._cross.hide()
        self._fit()
        self.textChanged.connect(self._changed)
        look.changed.connect(self._fit)

    def clear_search(self) -> None:
        """Empty the line, as a person does with the cross or Esc."""
        if self.text():
            self.clear()
            self.edited.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc empties the line; the down arrow asks to go to what was found."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear_search()
        elif event.key() == Qt.Key.Key_Down:
            self.down.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the cross at the right end."""
        super().resizeEvent(event)
        self._cross.setGeometry(self.width() - self.height(), 1, self.height() - 1, self.height() - 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the line, its icon, and the keys at its right end while it is empty."""
        super().paintEvent(event)
        look, size = self._look, self._look.px(20)
        painter = QPainter(self)
        lens = look.pixmap("search", "ink", 20, self.devicePixelRatio())
        painter.drawPixmap(look.space(10), (self.height() - size) // 2, lens)
        if self._keys and not self.text():
            painter.setFont(look.font("small"))
            painter.setPen(look.colour("ink2"))
            room = self.rect().adjusted(0, 0, -look.space(12), 0)
            painter.drawText(room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, self._keys)
        painter.end()

    def _changed(self, text: str) -> None:
        reveal(self._cross, bool(text))
        self.typed.emit(text)

    def _fit(self) -> None:
        size = self._look.px(20)
        self._cross.setIcon(self._look.icon("cross", "ink"))
        self._cross.setIconSize(QSize(size, size))
        self.setTextMargins(size + self._look.space(10), 0, self._look.height("target"), 0)


class Number(QWidget):
    """A number that is typed: no arrows and no wheel that could change it unseen."""

    edited = Signal()
    left = Signal()

    def __init__(self, look: Look, *, name: str = "", unit: str = "") -> None:
        """Show a short line and its unit."""
        super().__init__()
        self.line = Line(look, name=name, limit=8)
        self.line.setMaximumWidth(look.width("postcode"))
        box = row(look, self.line, gap=8)
        if unit:
            box.addWidget(Label(look, unit, wrap=False))
        box.addStretch(1)
        self.setLayout(box)
        self.line.edited.connect(self.edited)
        self.line.left.connect(self.left)

    def value(self) -> str:
        """Return what is typed."""
        return self.line.value()

    def set_value(self, text: str) -> None:
        """Show other digits."""
        self.line.set_value(text)

    def number(self) -> Decimal | None:
        """Return the number, or nothing when it is empty or not one."""
        typed = self.value().replace(",", ".")
        return Decimal(typed) if _NUMBER.fullmatch(typed) else None  # 1e9999 would be one too, with 10,000 digits

    def first_focus(self) -> QWidget:
        """Return the line: it takes the focus for the whole."""
        return self.line
