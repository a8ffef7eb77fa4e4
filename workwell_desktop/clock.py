"""What time it is and fresh identifiers, handed in so that tests can give their own."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime


def _steady() -> float:
    """Return seconds that go on while the PC sleeps: on Linux the usual clock stands still then."""
    boot = getattr(time, "CLOCK_BOOTTIME", None)
    return time.monotonic() if boot is None else time.clock_gettime(boot)


@dataclass(frozen=True)
class Clock:
    """The wall clock (UTC), a clock that never goes back nor sleeps (seconds), and a source of identifiers (32 hex)."""

    utc: Callable[[], datetime] = field(default=lambda: datetime.now(UTC))
    monotonic: Callable[[], float] = _steady
    new_uid: Callable[[], str] = field(default=lambda: os.urandom(16).hex())

    def local(self) -> datetime:
        """Return the present moment in this PC's own time zone."""
        return self.utc().astimezone()

    def today(self) -> date:
        """Return today's date in this PC's own time zone."""
        return self.local().date()
