"""How this program starts itself: from a checkout by Python, from an installer by the program's own file.

An installed program is one file beside its libraries. That file takes no ``-m`` and no script, so a part that wants a
process of its own is named to it by a word.
"""

from __future__ import annotations

import sys
from pathlib import Path

READ_ALOUD = "--read-aloud"  # an installed program given this word alone is the voice, and opens no window
SELF_TEST = "--self-test"  # with this word the program tries itself and ends
_LAUNCHED = "workwell"  # what the launcher of the Windows build tells Python with -X


def is_installed_program() -> bool:
    """Say whether we run inside the program's own file: frozen, or started by the launcher of the Windows build."""
    return bool(getattr(sys, "frozen", False)) or _LAUNCHED in sys._xoptions


def again() -> tuple[str, ...]:
    """Return the command that starts this program anew with the same words."""
    return (sys.executable, *(sys.argv[1:] if is_installed_program() else sys.orig_argv[1:]))


def read_aloud(script: Path) -> tuple[str, ...]:
    """Return the command that starts the voice; ``script`` is its file, which only a checkout runs as it is."""
    if is_installed_program():
        return (sys.executable, READ_ALOUD)
    return (sys.executable, "-P", str(script))  # -P: the modules beside this file are not taken for Python's own
