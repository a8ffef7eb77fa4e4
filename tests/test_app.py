"""The one place that joins the parts: what the command line answers, and what the first window is."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.tree import ROOT
from workwell_desktop import __version__
from workwell_desktop.clock import Clock
from workwell_desktop.paths import Places

_START = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from workwell_desktop.app import main
app = QApplication(sys.argv[:1])
def look():
    (window,) = [w for w in app.topLevelWidgets() if w.isVisible()]
    print(window.windowTitle(), type(window.centralWidget().currentWidget()).__name__, window.size().toTuple())
    window.resize(780, 700)
    window.close()
QTimer.singleShot(0, look)
sys.exit(main(["--home", "here"]))
"""


def run(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        [sys.executable, *arguments],
        check=False, capture_output=True, text=True, cwd=cwd, env=environment, timeout=60,
    )  # fmt: skip


def test_the_version_is_told_without_loading_qt(tmp_path: Path) -> None:
    without_qt = "import sys; sys.modules['PySide6'] = None; from workwell_desktop.app import main; main(['--version'])"
    done = run("-c", without_qt, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, f"WorkWell Desktop {__version__}\n"), done.stderr


def test_a_new_home_opens_the_guide_and_remembers_the_window_alone(tmp_path: Path) -> None:
    first = run("-c", _START, cwd=tmp_path)
    assert (first.returncode, first.stdout) == (0, "WorkWell FirstRun (800, 800)\n"), first.stderr  # all of that screen
    assert [str(file.relative_to(tmp_path)) for file in tmp_path.rglob("*") if file.is_file()] == [
        str(Path("here", "config", "settings.json"))
    ]
    again = run("-c", _START, cwd=tmp_path)
    assert again.stdout == "WorkWell FirstRun (780, 700)\n", again.stderr


def test_an_unknown_word_on_the_command_line_is_refused(tmp_path: Path) -> None:
    done = run("-m", "workwell_desktop", "--vaults", cwd=tmp_path)
    assert done.returncode == 2
    assert "--vaults" in done.stderr


def test_the_clock_counts_on_and_every_identifier_is_new() -> None:
    clock = Clock()
    assert clock.utc().utcoffset() is not None
    assert clock.local() >= clock.utc().astimezone().replace(microsecond=0)
    assert clock.today() == clock.local().date()
    made = {clock.new_uid() for _ in range(100)}
    assert len(made) == 100
    assert all(len(uid) == 32 and int(uid, 16) >= 0 for uid in made)


def test_places_below_a_home_lie_below_it(tmp_path: Path) -> None:
    places = Places.under(tmp_path)
    assert places == Places(vaults=tmp_path / "vaults", config=tmp_path / "config")
    usual = Places.for_this_person()
    assert usual.vaults.name == "vaults"
    assert usual.vaults.is_absolute()


_AGAIN = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from workwell_desktop.app import main
from workwell_desktop.ui.fresh_start import NEW_PROCESS
app = QApplication(sys.argv[:1])
again = len(list(Path("seen").iterdir()))
Path("seen", str(again)).touch()
print("started", again, flush=True)
QTimer.singleShot(0, lambda: app.exit(0 if again else NEW_PROCESS))
sys.exit(main(["--home", "here"]))
"""


def test_a_new_process_takes_the_place_of_one_that_held_secrets(tmp_path: Path) -> None:
    (tmp_path / "seen").mkdir()
    done = run("-c", "from pathlib import Path\n" + _AGAIN, cwd=tmp_path)
    assert (done.returncode, done.stdout.splitlines()) == (0, ["started 0", "started 1"]), done.stderr
