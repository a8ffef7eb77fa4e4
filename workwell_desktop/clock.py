"""What time it is and fresh identifiers, handed in so that tests can give their own."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime


@dataclass(frozen=True)
class Clock:
    """The wall clock (UTC), a clock that never goes back (seconds), and a source of identifiers (32 hex)."""

    utc: Callable[[], datetime] = field(default=lambda: datetime.now(UTC))
    monotonic: Callable[[], float] = time.monotonic
    new_uid: Callable[[], str] = field(default=lambda: os.urandom(16).hex())

    def local(self) -> datetime:
        """Return the present moment in this PC's own time zone."""
        return self.utc().astimezone()

    def today(self) -> date:
        """Return today's date in this PC's own time zone."""
        return self.local().date()
