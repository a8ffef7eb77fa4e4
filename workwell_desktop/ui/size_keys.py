"""The keys that make the text larger and smaller, in every view of a window."""

from __future__ import annotations

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from workwell_desktop.ui.style.theme import Look


def add_size_keys(window: QWidget, look: Look) -> None:
    """Give a window Ctrl with plus, minus and 0."""
    deeds = {"Ctrl++": look.bigger, "Ctrl+=": look.bigger, "Ctrl+-": look.smaller, "Ctrl+0": look.usual_size}
    for keys, deed in deeds.items():
        QShortcut(QKeySequence(keys), window).activated.connect(deed)
