"""Where the frozen program starts: one program with two names, so that its modules are there once.

Called ``workwell-admin`` it is the console program, by any other name the window.
"""

from __future__ import annotations

import os
import sys
from pathlib import PurePath


def clean_environment() -> None:
    """Take back what the starter of the frozen program told the environment.

    Our own libraries know their neighbours without it. Programs that we start would take our libraries for theirs.
    """
    before = os.environ.pop("LD_LIBRARY_PATH_ORIG", None)
    if before is None:
        os.environ.pop("LD_LIBRARY_PATH", None)
    else:
        os.environ["LD_LIBRARY_PATH"] = before
    for name in [one for one in os.environ if one.startswith("_PYI_")]:
        del os.environ[name]


def main() -> int:
    """Start the program that this was called as, and return its exit code."""
    if getattr(sys, "frozen", False):
        clean_environment()
    if PurePath(sys.argv[0]).name == "workwell-admin":
        from workwell_desktop.admin import main as admin  # noqa: PLC0415 - the console program needs no window

        return admin()
    from workwell_desktop.__main__ import main as window  # noqa: PLC0415 - as above

    return window()


if __name__ == "__main__":
    sys.exit(main())
