"""Where the program that runs lies, how large it is, and how long it has been running."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import workwell_desktop
from workwell_desktop.own_program import is_installed_program
from workwell_desktop.paths import resources

_STARTED = time.monotonic()
_FROM_1601_TO_1970_MS = 11_644_473_600_000


def program_folder() -> Path:
    """Return the folder that holds everything the program consists of; in a checkout, our own package."""
    if is_installed_program():
        return Path(sys.executable).resolve().parent
    return Path(workwell_desktop.__file__).resolve().parent


def size_of(folder: Path) -> int:
    """Return how many bytes the files below a folder hold, links not counted; a checkout's resources are added."""
    places = {folder} if is_installed_program() else {folder, resources()}
    files = {file for place in places for file in place.rglob("*") if file.is_file() and not file.is_symlink()}
    return sum(file.stat().st_size for file in files)


def age_ms() -> int:
    """Return for how many milliseconds this process has been running, as the system counts it."""
    if sys.platform == "linux":
        # The 22nd field of the line: when it began, in ticks since the PC was started. A name may hold blanks.
        fields = Path("/proc/self/stat").read_text("ascii", "replace").rpartition(")")[2].split()
        return round((time.clock_gettime(time.CLOCK_BOOTTIME) - int(fields[19]) / os.sysconf("SC_CLK_TCK")) * 1000)
    elif sys.platform == "win32":  # noqa: RET505 - the type checker looks at one branch alone
        import ctypes  # noqa: PLC0415 - no other system has what is asked of it
        from ctypes import wintypes  # noqa: PLC0415 - as above

        began, ended, system, own = (wintypes.FILETIME() for _ in range(4))
        kernel = ctypes.WinDLL("kernel32")
        kernel.GetCurrentProcess.restype = wintypes.HANDLE
        process = wintypes.HANDLE(kernel.GetCurrentProcess())
        kernel.GetProcessTimes(process, *map(ctypes.byref, (began, ended, system, own)))
        ticks = (began.dwHighDateTime << 32) + began.dwLowDateTime  # of 100 ns, since the year 1601
        return round(time.time() * 1000 - (ticks / 10_000 - _FROM_1601_TO_1970_MS))
    else:
        return round((time.monotonic() - _STARTED) * 1000)
