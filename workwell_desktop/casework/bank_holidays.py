"""England's bank holidays, with their substitute days, worked out without a network for any year."""

from __future__ import annotations

from datetime import date
from functools import cache


@cache
def bank_holidays(year: int) -> frozenset[date]:
    """Return the bank holidays of a year, and the days that stand in for those at a weekend.

    Slow the first time (a tenth of a second), because the library is loaded then. A day that the government has not
    announced yet is not among them.
    """
    from holidays import country_holidays  # noqa: PLC0415 - a tenth of a second that only going back in stages needs

    return frozenset(country_holidays("GB", subdiv="ENG", years=year))


def between(first: date, last: date) -> frozenset[date]:
    """Return the bank holidays from one day to another, both counted."""
    years = range(first.year, last.year + 1)
    return frozenset(day for year in years for day in bank_holidays(year) if first <= day <= last)
