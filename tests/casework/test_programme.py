"""The programme clock: days paused never count, used and left make the limit, and no day gets lost."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workwell_desktop.casework.programme import (
    Pause,
    in_words,
    not_paused,
    overlapping,
    paused_days,
    programme,
    used_up_on,
)

BEGAN = date(2037, 9, 1)
DAYS = st.integers(0, 400).map(lambda days: BEGAN + timedelta(days=days))


@st.composite
def pauses(draw: st.DrawFn) -> list[Pause]:
    """Draw pauses that do not overlap, in any order; perhaps the last of them runs on."""
    marks = sorted(draw(st.sets(DAYS, max_size=8)))
    found = [Pause(marks[n], marks[n + 1]) for n in range(0, len(marks) - 1, 2)]
    if len(marks) % 2:
        found.append(Pause(marks[-1]))
    return draw(st.permutations(found))


@given(pauses(), DAYS)
def test_a_paused_day_never_counts_and_every_other_day_does(rests: list[Pause], day: date) -> None:
    days = [BEGAN + timedelta(days=n) for n in range((day - BEGAN).days)]
    counted = [one for one in days if not any(rest.holds(one) for rest in rests)]
    clock = programme(BEGAN, day, 8, rests)
    assert clock.days_used == len(counted)
    assert clock.days_used + clock.days_paused == len(days)


@given(pauses(), DAYS, st.integers(1, 104))
def test_used_and_left_make_the_limit(rests: list[Pause], day: date, limit: int) -> None:
    clock = programme(BEGAN, day, limit, rests)
    assert clock.weeks_left is not None
    assert clock.days_left is not None
    assert clock.weeks_used + clock.weeks_left == limit
    assert clock.days_used + clock.days_left == limit * 7


@given(pauses(), DAYS, st.randoms())
def test_the_order_of_pauses_does_not_matter(rests: list[Pause], day: date, chance: object) -> None:
    other = list(rests)
    chance.shuffle(other)  # type: ignore[attr-defined]  # a Random of hypothesis
    assert programme(BEGAN, day, 8, rests) == programme(BEGAN, day, 8, other)


@given(DAYS, st.integers(0, 200), st.integers(0, 200))
def test_going_on_loses_no_day(starts: date, length: int, after: int) -> None:
    """What was left when the pause began is left on the day somebody comes back, and runs on from there."""
    back = starts + timedelta(days=length)
    before = programme(BEGAN, starts, 16)
    assert programme(BEGAN, back, 16, [Pause(starts, back)]).days_left == before.days_left
    later = programme(BEGAN, back + timedelta(days=after), 16, [Pause(starts, back)])
    assert later.days_used == before.days_used + after


@given(pauses(), st.integers(1, 40))
def test_the_weeks_are_used_up_on_the_day_when_none_is_left(rests: list[Pause], limit: int) -> None:
    ends = used_up_on(BEGAN, limit, rests)
    endless = next((rest for rest in rests if rest.ends_on is None), None)
    if endless is not None and programme(BEGAN, endless.starts_on, limit, rests).days_left > 0:
        assert ends is None, "nobody knows while a pause has no end"
        return
    assert ends is not None
    assert programme(BEGAN, ends, limit, rests).days_left == 0
    assert programme(BEGAN, ends - timedelta(days=1), limit, rests).days_left == 1


def test_days_paused_twice_are_one() -> None:
    rests = [Pause(date(2037, 9, 3), date(2037, 9, 10)), Pause(date(2037, 9, 5), date(2037, 9, 12))]
    assert paused_days(rests, BEGAN, date(2037, 10, 1)) == 9


@pytest.mark.parametrize(
    ("day", "limit", "words"),
    [
        (BEGAN, 8, "Week 1 of 8"),
        (BEGAN + timedelta(days=6), 8, "Week 1 of 8"),
        (BEGAN + timedelta(days=7), 8, "Week 2 of 8"),
        (BEGAN + timedelta(days=56), 8, "Week 9 of 8"),
        (BEGAN, None, "New this week"),
        (BEGAN + timedelta(days=13), None, "With us 1 week"),
        (BEGAN - timedelta(days=3), 8, "Week 1 of 8"),
    ],
)
def test_where_the_clock_stands_is_said_calmly(day: date, limit: int | None, words: str) -> None:
    assert in_words(programme(BEGAN, day, limit)) == words


@given(pauses(), DAYS, st.integers(0, 60))
def test_every_day_of_some_is_paused_once_or_given_back(rests: list[Pause], starts: date, length: int) -> None:
    free = tuple(not_paused(rests, starts, starts + timedelta(days=length)))
    for number in range(-1, length + 2):
        day = starts + timedelta(days=number)
        wanted = 0 <= number < length and not any(one.holds(day) for one in rests)
        assert sum(one.holds(day) for one in free) == wanted


@pytest.mark.parametrize(
    ("starts", "ends", "found"),
    [
        ("2037-09-01", "2037-09-03", False),
        ("2037-09-01", "2037-09-04", True),
        ("2037-09-09", "2037-09-20", True),
        ("2037-09-10", "2037-09-20", False),
        ("2037-09-10", "", False),
        ("2037-09-09", "", True),
        ("2037-08-01", "2037-09-30", True),
    ],
)
def test_pauses_overlap_when_they_share_a_day(starts: str, ends: str, found: bool) -> None:
    rests = [Pause(date(2037, 9, 3), date(2037, 9, 10)), Pause(date(2037, 9, 2), date(2037, 9, 2))]
    last = date.fromisoformat(ends) if ends else None
    assert (overlapping(rests, date.fromisoformat(starts), last) is not None) == found
