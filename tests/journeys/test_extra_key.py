"""This PC's extra key with a real Secret Service: on, restart, unlock, lost, and in with the recovery sheet."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.needs import programs
from tests.tree import ROOT
from tests.vaults import Template

SESSION = 'printf "the keyring\'s own\\n" | gnome-keyring-daemon --unlock --components=secrets >/dev/null && exec "$@"'


def in_keyring_session(room: Path, home: Path, *deeds: tuple[str, ...]) -> list[str]:
    """Run deeds of ``keys.py`` one after the other in one session with an unlocked Secret Service; return the lines."""
    for name in ("user", "run"):
        (room / name).mkdir(mode=0o700)
    env = {name: value for name, value in os.environ.items() if not name.startswith(("XDG_", "DBUS_", "PYTHON_KEYR"))}
    env |= {"HOME": str(room / "user"), "XDG_RUNTIME_DIR": str(room / "run"), "QT_QPA_PLATFORM": "offscreen"}
    script = " && ".join(
        " ".join([f"'{sys.executable}'", "-m", "tests.journeys.keys", deed, f"'{home}'", *(f"'{one}'" for one in rest)])
        for deed, *rest in deeds
    )
    command = ["dbus-run-session", "--", "bash", "-c", SESSION, "bash", "bash", "-c", script]
    ran = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran.stdout.splitlines()


def test_the_extra_key_is_switched_on_lost_and_gone_round(template: Template, tmp_path: Path) -> None:
    programs("dbus-run-session", "gnome-keyring-daemon")
    home = tmp_path / "WorkWell"
    template.copy(home / "vaults")
    said = in_keyring_session(
        tmp_path, home, ("on",), ("again",), ("lose",), ("without",), ("sheet", "".join(template.sheet.groups))
    )
    assert said[:3] == ["on", "opened", "lost"]
    assert said[3].startswith("This PC's extra key is missing.")
    assert "recovery sheet" in said[3]
    assert said[4:] == ["opened with the sheet"]
