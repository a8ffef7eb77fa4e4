"""Hears from the system that this PC is being locked, switched to somebody else, or put to sleep.

On Linux the desktop and logind say so on D-Bus. Where there is no bus, as on Windows, nothing is heard and the idle
time alone locks.
"""

from __future__ import annotations

from PySide6.QtCore import SLOT, QObject, Signal, Slot
from PySide6.QtDBus import QDBusConnection

_SLEEP = ("org.freedesktop.login1", "/org/freedesktop/login1", "org.freedesktop.login1.Manager", "PrepareForSleep")
_LOCK = ("org.freedesktop.login1", "", "org.freedesktop.login1.Session", "Lock")
_SAVERS = (
    ("org.gnome.ScreenSaver", "/org/gnome/ScreenSaver", "org.gnome.ScreenSaver", "ActiveChanged"),
    ("org.freedesktop.ScreenSaver", "/org/freedesktop/ScreenSaver", "org.freedesktop.ScreenSaver", "ActiveChanged"),
    ("org.cinnamon.ScreenSaver", "/org/cinnamon/ScreenSaver", "org.cinnamon.ScreenSaver", "ActiveChanged"),
    ("org.mate.ScreenSaver", "/org/mate/ScreenSaver", "org.mate.ScreenSaver", "ActiveChanged"),
    ("org.xfce.ScreenSaver", "/org/xfce/ScreenSaver", "org.xfce.ScreenSaver", "ActiveChanged"),
)


class SystemLock(QObject):
    """``locking`` is sent when the system locks its screen or goes to sleep."""

    locking = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        """Listen on the buses that there are."""
        super().__init__(parent)
        system, own = QDBusConnection.systemBus(), QDBusConnection.sessionBus()
        if system.isConnected():
            system.connect(*_SLEEP, self, _slot("begins(bool)"))
            system.connect(*_LOCK, self, _slot("locks()"))
        if own.isConnected():
            for saver in _SAVERS:
                own.connect(*saver, self, _slot("begins(bool)"))

    @Slot(bool)
    def begins(self, begun: bool) -> None:
        """Hear of a screen lock or sleep that begins, or of its end, which changes nothing (called by D-Bus)."""
        if begun:
            self.locking.emit()

    @Slot()
    def locks(self) -> None:
        """Hear of a session that is being locked (called by D-Bus)."""
        self.locking.emit()


def _slot(signature: str) -> bytes:
    """Return a slot's name in the form that Qt connects by."""
    name: bytes = SLOT(signature)  # type: ignore[assignment]  # a string, which connect wants; the stubs say bytes
    return name
