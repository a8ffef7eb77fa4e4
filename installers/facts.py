"""What every builder shares: which commit is built and when it was made, the key of updates, and what a build says.

All of it comes from git and from files that whoever builds names, so that one commit gives one build.
"""

from __future__ import annotations

import base64
import binascii
import os
import shutil
import subprocess
from datetime import UTC, date, datetime
from pathlib import Path

from workwell_desktop.build_facts import KEY_BYTES
from workwell_desktop.errors import WorkwellError

ROOT = Path(__file__).resolve().parents[1]


class CannotBuild(WorkwellError):
    """Something that a build needs is not there, or a tool refused. The sentence is for the person who builds."""


def commit_time() -> int:
    """Return when the last commit was made, in seconds since 1970; ``SOURCE_DATE_EPOCH`` says otherwise."""
    told = os.environ.get("SOURCE_DATE_EPOCH")
    if told:
        return int(told)
    return int(_git("log", "-1", "--format=%ct") or 0)


def made_on() -> date:
    """Return the day of the last commit, in UTC."""
    return datetime.fromtimestamp(commit_time(), UTC).date()


def commit() -> str:
    """Return the commit that is built, with a plus sign behind it where files were changed since; empty outside git."""
    name = _git("rev-parse", "HEAD")
    return name + "+" * bool(name and _git("status", "--porcelain", "--untracked-files=no"))


def read_update_key(file: Path) -> str:
    """Return the public key of updates: base64 of a raw Ed25519 key. Raises ``CannotBuild`` for anything else."""
    try:
        text = file.read_text("ascii").strip()
        right = len(base64.b64decode(text, validate=True)) == KEY_BYTES
    except OSError as problem:
        raise CannotBuild(f"The file with the key of updates cannot be read: {file.name}.") from problem
    except (UnicodeDecodeError, binascii.Error):
        right = False
    if not right:
        raise CannotBuild(
            f"{file.name} does not hold an Ed25519 public key.", "It is 32 bytes as base64, and nothing else."
        )
    return text


def build_toml(version: str, from_commit: str, day: date, kind: str, update_key: str) -> str:
    """Return the file in which an installed program reads what it is: see ``workwell_desktop.build_facts``.

    ``from_commit`` and ``update_key`` (as :func:`read_update_key` gives it) may be empty, and are then left out.
    """
    facts = {"version": version, "commit": from_commit, "kind": kind, "update_key": update_key}
    lines = [f'{name} = "{value}"\n' for name, value in facts.items() if value]
    return "".join([*lines, f"made_on = {day.isoformat()}\n"])


def _git(*words: str) -> str:
    git = shutil.which("git")
    if git is None:
        return ""
    ran = subprocess.run([git, *words], cwd=ROOT, capture_output=True, text=True, check=False)
    return ran.stdout.strip() if ran.returncode == 0 else ""
