"""Builds every part and joins them: the one place that knows them all."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from workwell_desktop import __version__
from workwell_desktop.build_facts import TellVersion
from workwell_desktop.clock import Clock
from workwell_desktop.crash import catch_bugs
from workwell_desktop.own_program import SELF_TEST, again
from workwell_desktop.paths import Places, resources
from workwell_desktop.policy import policy_in_force
from workwell_desktop.settings import load_settings

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from workwell_desktop.ui.doors import Doors
    from workwell_desktop.ui.style.theme import Look
    from workwell_desktop.ui.window import Window


def main(argv: Sequence[str] | None = None) -> int:
    """Open WorkWell Desktop and return the exit code once its window is closed."""
    arguments = _arguments(argv)
    places = Places.under(arguments.home.absolute()) if arguments.home else Places.for_this_person()
    catch_bugs(places.config)
    from workwell_desktop.ui.fresh_start import NEW_PROCESS  # noqa: PLC0415 - so that --version answers without Qt

    app, look = make_application(places)
    window = make_window(app, look, places, Clock())
    catch_bugs(places.config, window.bug_met.emit)
    if load_settings(places.config).window_maximised:
        window.showMaximized()
    else:
        window.show()
    code = app.exec()
    if code == NEW_PROCESS:
        return _start_again()
    return code


def _start_again() -> int:
    """Start this program anew with the same words on its command line, in a process that has held no secret."""
    command = again()
    if os.name == "posix":
        os.execv(command[0], command)  # noqa: S606 - our own program, no shell
    subprocess.Popen(command)  # noqa: S603 - as above; Windows has no exec
    return 0


def make_application(places: Places) -> tuple[QApplication, Look]:
    """Build the Qt application and its look from this PC's settings."""
    from PySide6.QtGui import QIcon  # noqa: PLC0415 - so that --version answers without Qt
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415 - as above

    from workwell_desktop.ui.doors import remember_no_folders  # noqa: PLC0415 - as above
    from workwell_desktop.ui.parts.focus_ring import FocusRing  # noqa: PLC0415 - as above
    from workwell_desktop.ui.style.theme import Look  # noqa: PLC0415 - as above

    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)  # noqa: S101 - nobody else makes one
    app.setApplicationName("WorkWell")
    app.setApplicationVersion(__version__)
    app.setDesktopFileName("workwell-desktop")  # by which a Linux desktop finds our name and icon
    app.setWindowIcon(QIcon(str(resources() / "icon" / "workwell.svg")))
    remember_no_folders()
    settings = load_settings(places.config)
    look = Look(settings.theme, settings.text_scale)
    look.apply(app)
    app.setProperty("focus_ring", FocusRing(look, app))  # lives as long as the application
    return app, look


def make_window(app: QApplication, look: Look, places: Places, clock: Clock, doors: Doors | None = None) -> Window:
    """Build the main window over these places. ``doors`` are given by tests and the demo."""
    from workwell_desktop.ui.doors import Doors  # noqa: PLC0415 - as above
    from workwell_desktop.ui.window import Window  # noqa: PLC0415 - as above
    from workwell_desktop.ui.worker import Worker  # noqa: PLC0415 - as above

    settings, policy = load_settings(places.config), policy_in_force()
    if not policy.screen_capture:
        from workwell_desktop.ui.screen_capture import HideFromCapture  # noqa: PLC0415 - where IT asks for it

        app.setProperty("hidden_from_capture", HideFromCapture(app))  # lives as long as the application
    worker = Worker()
    window = Window(app, look, places, settings, worker, doors or Doors(look), clock, policy.idle)
    window.destroyed.connect(worker.close)
    worker.setParent(window)
    return window


def _arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="workwell-desktop", description="One program for work and health coaches.")
    parser.add_argument(
        "--version", action=TellVersion, nargs=0, const="WorkWell Desktop", help="say which version this is, and end"
    )
    parser.add_argument(
        "--home", type=Path, help="keep vault and settings below this folder instead of the usual places"
    )
    parser.add_argument(
        SELF_TEST, action="store_true", help="try the program in a private folder, say how each part did, and end"
    )
    return parser.parse_args(argv)


if __name__ == "__main__":
    sys.exit(main())
