"""With a screen the windows are seen: the program starts on a real display server, not only in memory."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.needs import programs
from tests.tree import ROOT

START = """
import sys
from pathlib import Path
from workwell_desktop.app import make_application, make_window
from workwell_desktop.clock import Clock
from workwell_desktop.paths import Places
places = Places.under(Path(sys.argv[1]))
app, look = make_application(places)
window = make_window(app, look, places, Clock())
window.show()
for _ in range(200):
    app.processEvents()
    if window.windowHandle().isExposed():
        break
print(app.platformName(), window.windowHandle().isExposed(), window.width() <= 1024, window.height() <= 700)
window.close()
"""


def test_the_window_is_seen_on_a_screen_and_fits_a_small_one(tmp_path: Path) -> None:
    programs("xvfb-run", "xauth")
    environment = {name: value for name, value in os.environ.items() if name != "QT_QPA_PLATFORM"}
    command = ["xvfb-run", "-a", "-s", "-screen 0 1024x700x24", sys.executable, "-c", START, str(tmp_path)]
    ran = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=60)
    assert ran.stdout.split() == ["xcb", "True", "True", "True"], ran.stderr
