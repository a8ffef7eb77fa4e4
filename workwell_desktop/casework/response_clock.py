"""How long there is to answer a referral, in words. Working days count, by the service's own limit."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from workwell_desktop.casework.dates import full, short
from workwell_desktop.casework.working_days import working_days_between

_SOON = 1  # working days left from which the clock is worth a look
_THIS_WEEK = 6  # days for which the name of the day is enough


@dataclass(frozen=True)
class ResponseClock:
    """How long there is to answer: whole sentences, a few words for a badge, and how the badge looks.

    ``sentence`` says by which day; the badge beside it says how many days that is. ``short`` is the last of the
    sentences alone, the one about the service's own limit. ``late`` says how late the answer is by it, whatever the
    badge says; nothing while it is not. ``days`` are the working days left or gone over, where there are any.
    """

    sentence: str
    badge: str
    state: str
    late: str = ""
    days: str = ""

    @property
    def short(self) -> str:
        """Return the sentence about the service's own limit, for a narrow place."""
        return self.sentence.rpartition(". ")[2]

    @property
    def counted(self) -> str:
        """Return the sentences with their working days, for a place where no badge stands beside them."""
        return f"{self.sentence}, {self.days}" if self.days else self.sentence


def response_clock(state: str, answer_by: date, today: date, until: date | None = None) -> ResponseClock:
    """Say in words how long there is to answer: ``Answer by Friday``, and ``2 days left``, which are working days.

    Letting a referral wait ``until`` a day moves no limit: both are told.
    """
    limit = _limit(answer_by, today)
    if state != "waiting" or until is None:
        return limit
    if until > today:
        waits = f"Waits until {day_near(until, today)}. {limit.sentence}"
        return replace(limit, sentence=waits, badge="Waiting", state="draft")
    over = f"Waited until {'today' if until == today else day_near(until, today)}. {limit.sentence}"
    return replace(limit, sentence=over, badge=limit.late or "Look again", state="late" if limit.late else "waiting")


def day_near(day: date, today: date) -> str:
    """Return a day near by its name, and one farther away by its date."""
    if abs((day - today).days) <= _THIS_WEEK:
        return full(day).split()[0]
    return short(day, today)


def _limit(answer_by: date, today: date) -> ResponseClock:
    left = working_days_between(today, answer_by)
    number, day = abs(left), f"day{'' if abs(left) == 1 else 's'}"
    if answer_by < today:
        # from a Saturday to the Sunday after it no working day has passed, and the answer is late all the same
        late = f"{number} {day} late" if left else "Late"
        days = f"{number} working {day} late" if left else ""
        return ResponseClock(f"Answer was due on {day_near(answer_by, today)}", late, "late", late, days)
    if left == 0:
        return ResponseClock("Answer is due today", "Today", "waiting")
    tone = "waiting" if left <= _SOON else "soon"
    words = f"{number} {day} left"
    return ResponseClock(f"Answer by {day_near(answer_by, today)}", words, tone, days=f"{number} working {day} left")
