"""What the person chose for their whole PC: light or dark, and a contrast palette of their own."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication, QPalette


class System(QObject):
    """The system's choices, and a signal when they change. Tests hand in one with answers of their own."""

    changed = Signal()

    def watch(self) -> None:
        """Listen to the running application from now on."""
        hints = QGuiApplication.styleHints()
        hints.colorSchemeChanged.connect(self._tell)
        hints.accessibility().contrastPreferenceChanged.connect(self._tell)

    def is_dark(self) -> bool:
        """Say whether the system shows dark windows."""
        return QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark

    def has_own_contrast(self) -> bool:
        """Say whether the person turned on a contrast palette for the whole PC."""
        hints = QGuiApplication.styleHints()  # held: what hangs on it dies with it in Python
        return hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast

    def palette(self) -> QPalette:
        """Return the system's own palette, without anything that this program has set."""
        QGuiApplication.setPalette(QPalette())
        return QGuiApplication.palette()

    def _tell(self) -> None:
        self.changed.emit()
