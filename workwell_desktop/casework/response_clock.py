"""How long there is to answer a referral, in words. Working days count, by the service's own limit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from workwell_desktop.casework.dates import full, short
from workwell_desktop.casework.working_days import working_days_between

_SOON = 1  # working days left from which the clock is worth a look
_THIS_WEEK = 6  # days for which the name of the day is enough


@dataclass(frozen=True)
class ResponseClock:
    """How long there is to answer: whole sentences, a few words for a badge, and how the badge looks.

    ``short`` is the last of the sentences alone, the one about the service's own limit. ``late`` says how late the
    answer is by it, whatever the badge says; nothing while it is not.
    """

    sentence: str
    badge: str
    state: str
    late: str = ""

    @property
    def short(self) -> str:
        """Return the sentence about the service's own limit, for a narrow place."""
        return self.sentence.rpartition(". ")[2]


def response_clock(state: str, answer_by: date, today: date, until: date | None = None) -> ResponseClock:
    """Say in words how long there is to answer: ``Answer by Friday, 2 days left``; the days are working days.

    Letting a referral wait ``until`` a day moves no limit: both are told.
    """
    limit = _limit(answer_by, today)
    if state != "waiting" or until is None:
        return limit
    if until > today:
        return ResponseClock(f"Waits until {day_near(until, today)}. {limit.sentence}", "Waiting", "draft", limit.late)
    over = f"Waited until {'today' if until == today else day_near(until, today)}. {limit.sentence}"
    return ResponseClock(over, limit.late or "Look again", "late" if limit.late else "waiting", limit.late)


def day_near(day: date, today: date) -> str:
    """Return a day near by its name, and one farther away by its date."""
    if abs((day - today).days) <= _THIS_WEEK:
        return full(day).split()[0]
    return short(day, today)


def _limit(answer_by: date, today: date) -> ResponseClock:
    left = working_days_between(today, answer_by)
    days = f"{abs(left)} day{'' if abs(left) == 1 else 's'}"
    if answer_by < today:
        # from a Saturday to the Sunday after it no working day has passed, and the answer is late all the same
        late = f"{days} late" if left else "Late"
        return ResponseClock(f"Answer was due on {day_near(answer_by, today)}, {late.lower()}", late, "late", late)
    if left == 0:
        return ResponseClock("Answer by today", "Today", "waiting")
    tone = "waiting" if left <= _SOON else "soon"
    return ResponseClock(f"Answer by {day_near(answer_by, today)}, {days} left", f"{days} left", tone)
