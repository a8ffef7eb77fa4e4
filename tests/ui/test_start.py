"""The first window comes before what stands behind it is loaded; that follows while somebody types."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.tree import ROOT

LATER = (
    "sqlalchemy", "sqlcipher3", "alembic", "cryptography", "argon2", "reportlab", "keyring", "pypdfium2", "zxcvbn",
    "phonenumbers", "rapidfuzz",
)  # fmt: skip

LOOK = """
import json, sys
from pathlib import Path
from workwell_desktop.app import make_application, make_window
from workwell_desktop.bench.watch import linger, painted
from workwell_desktop.clock import Clock
from workwell_desktop.paths import Places

def loaded():
    return sorted({name.split(".")[0] for name in sys.modules})

places = Places.under(Path(sys.argv[1]))
app, look = make_application(places)
window = make_window(app, look, places, Clock())
first = []
painted(window, lambda: first or first.extend(loaded()) or True, window.show)
while window._worker.busy or "sqlalchemy" not in sys.modules:
    linger(0.05)
print(json.dumps([first, loaded(), type(window._stack.currentWidget()).__name__]))
sys.stdout.flush()
import os; os._exit(0)
"""


def test_the_way_in_is_painted_before_the_database_is_loaded(vault_folder: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", LOOK, str(vault_folder.parent.parent)],
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    first, later, view = json.loads(ran.stdout.splitlines()[-1])
    assert view == "UnlockView"
    assert set(LATER) & set(first) == set()
    assert {"sqlalchemy", "sqlcipher3", "cryptography"} <= set(later)
