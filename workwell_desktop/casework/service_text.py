"""What is said about a service in one line: how to reach it, how fresh its details are, where a fact is from."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Literal

from workwell_desktop.casework.dates import plain, short
from workwell_desktop.directory.record import FactSource

NOT_CHECKED = "Not checked yet"
STALE_AFTER_MONTHS = 6  # WellAware Bristol hides after 3; we warn later, and hide nothing
FIRST_REAL_DAY = date(2000, 1, 1)  # lists hold days of 1969 and 1970 that mean "unknown"

CheckedState = Literal["good", "warn", "list"]
"""Fresh, not fresh, or not checked by anybody but that a list that ships was looked at lately."""

MODE_LABELS = {"in_person": "In person", "phone": "By phone", "online": "Online", "home_visit": "At home"}
ACCESS_LABELS = {
    "self": "People can go by themselves",
    "gp": "Through a GP",
    "adviser": "Through an adviser",
    "drop_in": "People can drop in",
    "appointment": "With an appointment",
}
COST_LABELS = {"free": "Free", "low": "Low cost", "paid": "Costs money", "": ""}
METHOD_LABELS = {"phone": "by phone", "website": "on their website", "visit": "in person", "email": "by e-mail"}


def line_of(modes: Collection[str], cost: str, place: str = "") -> str:
    """Return the small line of a row: where, how, and what it costs, as "By phone or online · Free"."""
    ways = [label for code, label in MODE_LABELS.items() if code in modes]
    said = [ways[0], *(way.lower() for way in ways[1:])] if ways else []
    how = " or ".join(filter(None, [", ".join(said[:-1]), *said[-1:]]))
    return " · ".join(filter(None, [place, how, COST_LABELS.get(cost, "")]))


def freshness(days: Collection[date | None], today: date, listed_on: date | None = None) -> tuple[str, CheckedState]:
    """Say how fresh details are from the days somebody vouched for them, and whether to warn.

    A day in the future or before 2000 counts as unknown. ``listed_on`` is the day of the list that ships, for a
    service on it: it says no more than that the list was looked at, and only where nobody vouched for the details.
    """
    known = [day for day in days if day is not None and FIRST_REAL_DAY <= day <= today]
    if not known and listed_on is not None and listed_on <= today and _months(listed_on, today) < STALE_AFTER_MONTHS:
        return f"Listed {short(listed_on, today)}", "list"
    if not known:
        return NOT_CHECKED, "warn"
    day = max(known)
    months = _months(day, today)
    if months < STALE_AFTER_MONTHS:
        return f"Checked {short(day, today)}", "good"
    if months < 24:
        return f"Not checked for {months} months", "warn"
    return f"Not checked for {months // 12} years", "warn"


def _months(day: date, today: date) -> int:
    return (today.year - day.year) * 12 + today.month - day.month - (today.day < day.day)


def source_sentence(source: FactSource) -> str:
    """Say which page a value was read from, and of which day; of an undated page only a stored copy was at hand."""
    if source.dated == "page":
        return f"From {source.publisher}, {plain(source.day)}."
    read = f"a stored copy of it was read on {plain(source.day)} and may be older"
    return f"From {source.publisher}. The page has no date; {read}."
