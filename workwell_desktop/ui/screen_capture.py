"""Keeps our windows out of pictures of the screen, where IT asks for it. Windows alone can do this."""

from __future__ import annotations

import sys

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget

_EXCLUDE = 0x11  # WDA_EXCLUDEFROMCAPTURE, Windows 10 version 2004 and later; older ones show black


def can_hide() -> bool:
    """Say whether this system can keep a window out of pictures of the screen."""
    return sys.platform == "win32"


class HideFromCapture(QObject):
    """Tells Windows about each window as it is shown; on other systems it does nothing, which the IT guide says."""

    def __init__(self, app: QApplication) -> None:
        """Watch the windows of the application from now on."""
        super().__init__(app)
        if can_hide():
            app.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hide a window once it has been shown."""
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            hide(int(watched.winId()))
        return False


def hide(window: int) -> bool:
    """Ask Windows to leave a window, by its handle, out of pictures. Returns whether it did."""
    if not can_hide():
        return False
    import ctypes  # noqa: PLC0415 - Windows alone

    windows = ctypes.windll  # type: ignore[attr-defined,unused-ignore]  # Windows alone has it
    return bool(windows.user32.SetWindowDisplayAffinity(window, _EXCLUDE))
