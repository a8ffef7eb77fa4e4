"""The keys that work in every view of the window, before the vault is open too: text size, and F1 for help."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from workwell_desktop.later import Later
from workwell_desktop.ui.style.theme import Look

if TYPE_CHECKING:
    from workwell_desktop.ui import help_place, help_view
else:
    help_view, help_place = Later("workwell_desktop.ui.help_view"), Later("workwell_desktop.ui.help_place")


def add_window_keys(window: QWidget, look: Look) -> None:
    """Give a window Ctrl with plus, minus and 0, and F1."""
    deeds = {
        "Ctrl++": look.bigger,
        "Ctrl+=": look.bigger,
        "Ctrl+-": look.smaller,
        "Ctrl+0": look.usual_size,
        "F1": lambda: _help_unless_turned(look, window),
    }
    for keys, deed in deeds.items():
        QShortcut(QKeySequence(keys), window).activated.connect(deed)


def _help_unless_turned(look: Look, window: QWidget) -> None:
    """Open the help, but not over what a participant sees: it is the coach's."""
    workspace = getattr(window, "workspace", None)  # there is none before a vault is open
    if workspace is None or workspace.turning.view is None:
        open_help(look, window)


def open_help(look: Look, window: QWidget, screen: str = "") -> None:
    """Open the help over a window, at the part of ``screen``, or of what is in sight."""
    help_view.HelpDialog(look, window, screen or help_place.screen_in_sight(window)).open()
