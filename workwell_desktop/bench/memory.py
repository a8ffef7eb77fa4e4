"""How much memory this process holds, in megabytes, where the system says so without a library."""

from __future__ import annotations

from pathlib import Path

_STATUS = Path("/proc/self/status")


def resident_mb() -> float | None:
    """Return what is in memory now, or None where this cannot be told."""
    return _kib("VmRSS")


def peak_mb() -> float | None:
    """Return the most that was in memory at once, or None where this cannot be told."""
    return _kib("VmHWM")


def _kib(name: str) -> float | None:
    try:
        lines = _STATUS.read_text("ascii").splitlines()
    except OSError:
        return None
    return next((int(line.split()[1]) * 1024 / 1e6 for line in lines if line.startswith(f"{name}:")), None)
