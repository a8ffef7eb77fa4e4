"""How often a passphrase may be guessed at this screen.

Four tries are free; then 30 seconds, 1, 2, 4, 8 and at most 15 minutes; and never more than ten tries in any five
minutes, whoever signs in. Nothing is ever wiped or locked for good. The counters lie in a plain file: deleting it
starts them anew, so what protects a stolen copy is Argon2 and the passphrase, not this.
"""

from __future__ import annotations

import json
import math
import secrets
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from workwell_desktop.clock import Clock
from workwell_desktop.errors import NotKept, TooManyTries
from workwell_desktop.files import write_whole

NAME = "throttle.json"
FREE = 4
DELAYS_S = (30, 60, 120, 240, 480, 900)
WINDOW_S = 300
WINDOW_TRIES = 10
_MAX_BYTES = 64 * 1024
_MAX_FAILS = 1_000_000
_RUN = secrets.token_hex(8)  # tells this run of the program from others, whose clock that never goes back was another


@dataclass(frozen=True)
class _Moment:
    """When a try was made: on the wall clock (seconds since 1970), and on the steady clock of one run."""

    wall: float
    steady: float
    run: str


class Throttle:
    """The counters of one vault folder. ``run`` names this run of the program."""

    def __init__(self, folder: Path, clock: Clock, *, run: str = _RUN) -> None:
        """Read the counters; what cannot be read counts as none."""
        self._file = folder / NAME
        self._clock = clock
        self._run = run
        self._fails: dict[str, int] = {}
        self._last: dict[str, _Moment] = {}
        self._recent: list[_Moment] = []
        self._load()

    def begin(self, slot_id: str) -> None:
        """Count one try before it is made, so that a killed program cannot try for nothing.

        Raises ``TooManyTries`` with the seconds to wait; a try that is refused does not count.
        """
        seconds = self.wait(slot_id)
        if seconds > 0:
            raise TooManyTries("Too many tries.", f"Try again in {in_words(seconds)}.", seconds=seconds)
        now = self._now()
        self._fails[slot_id] = min(self._fails.get(slot_id, 0) + 1, _MAX_FAILS)
        self._last[slot_id] = now
        self._recent = [*self._recent, now][-WINDOW_TRIES:]
        self._keep()

    def succeeded(self, slot_id: str) -> None:
        """Start this slot's count anew: the passphrase was right."""
        self._fails.pop(slot_id, None)
        self._last.pop(slot_id, None)
        self._recent = []
        self._keep()

    def wait(self, slot_id: str) -> int:
        """Return how many whole seconds are left before the next try."""
        self._mend_clock()
        left = 0.0
        fails = self._fails.get(slot_id, 0)
        if fails >= FREE and slot_id in self._last:
            delay = DELAYS_S[min(fails - FREE, len(DELAYS_S) - 1)]
            left = delay - self._since(self._last[slot_id])
        if len(self._recent) >= WINDOW_TRIES:
            left = max(left, WINDOW_S - self._since(self._recent[-WINDOW_TRIES]))
        return max(0, math.ceil(left))

    def _now(self) -> _Moment:
        return _Moment(self._clock.utc().timestamp(), self._clock.monotonic(), self._run)

    def _since(self, moment: _Moment) -> float:
        """Return the seconds since a moment: on the steady clock within this run, else on the wall clock."""
        now = self._now()
        return max(0.0, now.steady - moment.steady if moment.run == self._run else now.wall - moment.wall)

    def _mend_clock(self) -> None:
        """Take moments that lie ahead (the wall clock was put back) as now, or nobody could sign in for years."""
        now = self._now()

        def mended(moment: _Moment) -> _Moment:
            return now if moment.run != self._run and moment.wall > now.wall else moment

        before = (self._last, self._recent)
        self._last = {slot: mended(moment) for slot, moment in self._last.items()}
        self._recent = [mended(moment) for moment in self._recent]
        if (self._last, self._recent) != before:
            self._keep()

    def _load(self) -> None:
        with suppress(OSError, ValueError, KeyError, TypeError, RecursionError, AttributeError):
            if self._file.stat().st_size > _MAX_BYTES:
                return
            found = json.loads(self._file.read_bytes())
            fails = {str(slot): max(0, min(int(n), _MAX_FAILS)) for slot, n in found["fails"].items()}
            last = {str(slot): _moment(m) for slot, m in found["last"].items()}
            recent = [_moment(m) for m in found["recent"]]
            self._fails, self._last, self._recent = fails, last, recent

    def _keep(self) -> None:
        content: dict[str, Any] = {
            "fails": self._fails,
            "last": {slot: list(vars(moment).values()) for slot, moment in self._last.items()},
            "recent": [list(vars(moment).values()) for moment in self._recent],
        }
        with suppress(NotKept):  # a full disk must not keep a coach from reading
            write_whole(self._file, json.dumps(content).encode("ascii"))


def in_words(seconds: int) -> str:
    """Say how long to wait: "30 seconds", "1 minute", "15 minutes"; rounded up to whole minutes from 90 seconds."""
    if seconds < 90:
        return "1 minute" if seconds == 60 else f"{seconds} second{'s' if seconds != 1 else ''}"
    return f"{-(-seconds // 60)} minutes"


def _moment(found: Any) -> _Moment:
    wall, steady, run = found
    if not (math.isfinite(wall) and math.isfinite(steady)):
        raise ValueError("not a moment")
    return _Moment(float(wall), float(steady), str(run))
