"""IT's file of a test, where the program looks for it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from workwell_desktop import policy
from workwell_desktop.policy import read_policy

ME = os.getuid() if os.name == "posix" else 0


def file_in_force(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return where IT's file may be written, which the user of the test owns; the program then goes by it."""
    inside = folder / "etc"
    inside.mkdir(mode=0o755)
    made = inside / "policy.toml"
    monkeypatch.setattr(policy, "policy_in_force", lambda: read_policy(made, owner=ME))
    for name in ("workwell_desktop.app", "workwell_desktop.ui.settings_view"):
        monkeypatch.setattr(f"{name}.policy_in_force", lambda: read_policy(made, owner=ME))
    return made
