"""Times of the day as people type them: 11, 11:30, 2.15 pm, 1400, noon. Always shown back on the 24-hour clock."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import time

_TIME = re.compile(r"(\d{1,2})(?:[:.h ]?(\d{2}))?\s*([ap])?\.?(?:m\.?)?(?:\s*o['’]?clock)?", re.IGNORECASE | re.ASCII)
_NAMED = {"noon": time(12), "midday": time(12)}
_WORKING_DAY_FROM = 7  # "2" is two in the afternoon, "8" eight in the morning: no meeting is at night
_HELP = "Type a time as you would say it: 11, 2.15 pm or 14:15."


@dataclass(frozen=True)
class UnderstoodTime:
    """What was made of a typed time: ``when`` and ``sentence`` (11:00), or a ``problem`` in a sentence."""

    when: time | None = None
    sentence: str = ""
    problem: str = ""


def read_time(text: str) -> UnderstoodTime:
    """Read a time of the day as somebody would type or say it. Nothing typed gives nothing, without a problem.

    An hour from 1 to 6 without *am*, *pm* or a leading nought is taken for the afternoon.
    """
    said = text.strip().casefold()
    if not said:
        return UnderstoodTime()
    if said in _NAMED:
        return _understood(_NAMED[said])
    match = _TIME.fullmatch(said)
    if match is None:
        return UnderstoodTime(problem=_HELP)
    hour, minute, half = int(match[1]), int(match[2] or 0), match[3]
    if half and not 1 <= hour <= 12:
        return UnderstoodTime(problem="With am or pm, the hour is from 1 to 12.")
    if hour > 23 or minute > 59:
        return UnderstoodTime(problem="A day has 24 hours of 60 minutes. Check the time.")
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    elif 0 < hour < _WORKING_DAY_FROM and not match[1].startswith("0"):
        hour += 12
    return _understood(time(hour, minute))


def _understood(when: time) -> UnderstoodTime:
    return UnderstoodTime(when, f"{when:%H:%M}")
