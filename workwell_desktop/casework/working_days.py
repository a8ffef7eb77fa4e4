"""Working days: the days on which a service answers.

Monday to Friday. Bank holidays count as working days here: a list of them has to be renewed every year, and one that
has run out would be worse than none. A service that wants more time over Christmas gives itself more days.
"""

from __future__ import annotations

from datetime import date, timedelta

_FRIDAY = 4


def is_working_day(day: date) -> bool:
    """Say whether a day is one from Monday to Friday."""
    return day.weekday() <= _FRIDAY


def after_working_days(day: date, number: int) -> date:
    """Return the working day that is ``number`` working days after ``day``, which itself is not counted."""
    found = day
    for _ in range(number):
        found += timedelta(days=1)
        while not is_working_day(found):
            found += timedelta(days=1)
    return found


def working_days_between(day: date, later: date) -> int:
    """Return how many working days come after ``day``, up to and with ``later``; negative when it is before."""
    if later < day:
        return -working_days_between(later, day)
    weeks, rest = divmod((later - day).days, 7)
    return weeks * 5 + sum(1 for step in range(1, rest + 1) if is_working_day(day + timedelta(days=step)))
