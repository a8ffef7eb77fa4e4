"""The program on a bus of its own, which says what a desktop says: the screen is locked, the PC goes to sleep.

Started by ``test_system_lock.py`` under ``dbus-run-session`` with a home folder; says on standard output what came.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["DBUS_SYSTEM_BUS_ADDRESS"] = os.environ["DBUS_SESSION_BUS_ADDRESS"]  # one bus stands for both

from PySide6.QtDBus import QDBusConnection, QDBusMessage

from tests.journeys.stage import Stage
from tests.vaults import PASSPHRASE

SAVER = ("org.gnome.ScreenSaver", "/org/gnome/ScreenSaver", "org.gnome.ScreenSaver", "ActiveChanged")
SLEEP = ("org.freedesktop.login1", "/org/freedesktop/login1", "org.freedesktop.login1.Manager", "PrepareForSleep")
SESSION = ("org.freedesktop.login1", "/org/freedesktop/login1/session/c1", "org.freedesktop.login1.Session", "Lock")


def main(home: Path) -> None:
    desktop = QDBusConnection.connectToBus(QDBusConnection.BusType.SessionBus, "desktop")
    for service in (SAVER[0], SLEEP[0]):
        assert desktop.registerService(service)

    def say(signal: tuple[str, str, str, str], *words: bool) -> None:
        _, path, interface, name = signal
        message = QDBusMessage.createSignal(path, interface, name)
        message.setArguments(list(words))
        assert desktop.send(message)

    stage = Stage(home)
    stage.unlock_template()
    for name, signal, words in (("screen", SAVER, [True]), ("sleep", SLEEP, [True]), ("session", SESSION, [])):
        if words:
            say(signal, False)  # its end locks nothing: what follows it on the same bus comes after it
        assert stage.window.workspace is not None
        say(signal, *words)
        stage.wait_for_way_in()
        locked = stage.window.workspace is None and stage.says("as this PC was.")
        print(name, "locked" if locked else "open", flush=True)  # noqa: T201 - the test reads it
        stage.hand.write("Passphrase", PASSPHRASE)
        stage.hand.press("Unlock")
        stage.past_the_sheet()
    stage.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
