"""From a passphrase to a key: Argon2id, slow on purpose.

Nothing lowers the floor: no flag, no setting, no environment variable.
"""

from __future__ import annotations

import os
import sys
import time
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

MIB = 1024  # Argon2 counts memory in KiB
KEY_BYTES = 32
SALT_BYTES = 16
_SMALL_PC_BYTES = 5 * 1024**3  # PCs sold with 4 GB report a little less; they use the floor
_AIM_S = 0.9


@dataclass(frozen=True)
class Cost:
    """How hard a guess is: ``m`` KiB of memory, ``t`` passes, ``p`` lanes.

    Raises ``ValueError`` outside 64 to 256 MiB, 3 to 10 passes and 1 to 8 lanes: less would be weak, more
    could be a file made to choke this PC.
    """

    m: int
    t: int
    p: int

    def __post_init__(self) -> None:
        """Refuse what is below the floor or above the ceiling."""
        if not (64 * MIB <= self.m <= 256 * MIB and 3 <= self.t <= 10 and 1 <= self.p <= 8):
            raise ValueError("Argon2 cost out of bounds")


FLOOR = Cost(m=64 * MIB, t=3, p=4)  # RFC 9106, second recommended choice


def normalised(passphrase: str) -> bytes:
    """Return the passphrase as NFKC text in UTF-8, so that every keyboard gives the same bytes."""
    return unicodedata.normalize("NFKC", passphrase).encode("utf-8", "surrogatepass")


def stretch(passphrase: str, salt: bytes, cost: Cost) -> bytes:
    """Return 32 bytes from a passphrase. Takes up to a second or so: run it beside the window's own thread."""
    from argon2.low_level import Type, hash_secret_raw  # noqa: PLC0415 - 53 ms that the first window need not wait for

    return hash_secret_raw(
        normalised(passphrase), salt, time_cost=cost.t, memory_cost=cost.m, parallelism=cost.p,
        hash_len=KEY_BYTES, type=Type.ID,
    )  # fmt: skip


def calibrate(
    timer: Callable[[], float] = time.perf_counter,
    memory: Callable[[], int] | None = None,
    trial: Callable[[str, bytes, Cost], bytes] = stretch,
) -> Cost:
    """Choose a cost that takes this PC 0.8 to 1.0 seconds, and never less than the floor.

    128 MiB and 4 lanes, from 3 passes upwards; on a PC with 4 GB of memory or less, the floor's 64 MiB.
    """
    small = (memory or physical_memory)() < _SMALL_PC_BYTES
    first = FLOOR if small else Cost(m=128 * MIB, t=3, p=4)
    began = timer()
    trial("a trial, kept nowhere", bytes(SALT_BYTES), first)
    per_pass = max((timer() - began) / first.t, 1e-3)
    return Cost(m=first.m, t=min(10, max(3, int(_AIM_S / per_pass))), p=first.p)


def physical_memory() -> int:
    """Return how many bytes of memory this PC has; a large figure when it will not say."""
    if sys.platform == "win32":
        return _windows_memory()
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (ValueError, OSError):
        return 1 << 62


def _windows_memory() -> int:
    """Ask Windows for the installed memory in bytes."""
    import ctypes  # noqa: PLC0415 - Windows only

    kib = ctypes.c_ulonglong(0)
    windll = getattr(ctypes, "windll")  # noqa: B009 - the attribute exists on Windows alone, which mypy would call an error
    return kib.value * 1024 if windll.kernel32.GetPhysicallyInstalledSystemMemory(ctypes.byref(kib)) else 1 << 62
