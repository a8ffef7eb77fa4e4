"""The start of our own program: its window over a home folder, painted for the first time. Nothing else is loaded."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

from workwell_desktop.app import make_application, make_window
from workwell_desktop.bench.watch import painted
from workwell_desktop.clock import Clock
from workwell_desktop.paths import Places


def main() -> None:
    """Show the window and say when it was painted, on the clock that all processes share."""
    places = Places.under(Path(json.load(sys.stdin)["home"]))
    app, look = make_application(places)
    window = make_window(app, look, places, Clock())
    window.resize(1440, 900)  # as the floor, whatever the screen
    at = painted(window, first=window.show)
    sys.stdout.write(json.dumps({"at": at}) + "\n")
    sys.stdout.flush()
    os._exit(0)


if __name__ == "__main__":
    main()
