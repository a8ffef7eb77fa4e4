"""A pad on which the rows of fictional people are gathered, table by table, until they are kept in bulk."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from nhs_number.validate import calculate_checksum

from workwell_desktop.casework import areas
from workwell_desktop.casework.fictional.words import FictionalWords
from workwell_desktop.errors import WorkwellError
from workwell_desktop.models.agreements import Agreement
from workwell_desktop.models.assessments import Assessment, JobTask, Obstacle
from workwell_desktop.models.base import Base
from workwell_desktop.models.contacts import Contact, Note
from workwell_desktop.models.employment import Absence, Employment, FitNote, PastJob
from workwell_desktop.models.episodes import ContactAttempt, Episode, EpisodePause, Referral
from workwell_desktop.models.participants import CommunicationNeed, Condition, Participant
from workwell_desktop.models.plans import Adjustment, AdjustmentEvent, Plan, PlanAction, PlanGoal

NUMBERED: tuple[type[Base], ...] = (
    Participant, CommunicationNeed, Condition, PastJob, Absence, Episode, EpisodePause, Referral, Employment, FitNote,
    Agreement, Assessment, JobTask, Obstacle, Plan, PlanGoal, PlanAction, Adjustment, AdjustmentEvent, Contact, Note,
    ContactAttempt,
)  # fmt: skip
"""Every table that a fictional person has numbered rows in, parents before children."""

HAS_JOB = ("in_work", "off_sick")
PLAN_TYPES = {"in_work": "thrive", "self_employed": "thrive", "off_sick": "return"}
HOURS = (9, 10, 11, 12, 13, 14, 15, 16)  # a full diary: eight meetings on a working day

_DIARY_DAYS = 60
_NUMBERS = 1_000_000  # 999 000 000 to 999 999 999, without the check digit
_STRIDE = 387_421  # shares no factor with a million, so it steps through all of them in no visible order

Row = dict[str, Any]
Rows = dict[type[Base], list[Row]]


@dataclass(frozen=True)
class Setting:
    """What the making needs to know: today, the coach, where random identifiers come from, numbers in use already.

    ``last_booked`` is the last day on which the coach's diary has a meeting, or nothing.
    """

    today: date
    coach_id: int
    coach: str
    new_uid: Callable[[], str]
    nhs_numbers_in_use: frozenset[str] = frozenset()
    last_booked: date | None = None


class Pad:
    """Gathers rows. Ids are given here, so that a child can name its parent before either is kept."""

    def __init__(self, words: FictionalWords, setting: Setting, chance: Random) -> None:
        """Begin an empty pad; the same ``chance`` makes the same people, but for their random identifiers."""
        self.words, self.setting, self.chance = words, setting, chance
        self.numbers = nhs_numbers(chance.randrange(_NUMBERS), setting.nhs_numbers_in_use)
        self.diary = _diary(setting)
        self.rows: Rows = {}
        self._areas: dict[date, tuple[str, ...]] = {}
        self._ids: dict[type[Base], int] = {}
        self.turn({})

    def turn(self, last_ids: dict[type[Base], int]) -> Rows:
        """Return what was gathered, parents before children, and go on with an empty pad behind these ids."""
        gathered = self.rows
        self.rows = {table: [] for table in NUMBERED}
        self._ids |= last_ids
        return gathered

    def add(self, table: type[Base], **values: Any) -> int:
        """Note a row and return its id."""
        number = self._ids[table] = self._ids.get(table, 0) + 1
        values["id"] = number
        self.rows[table].append(values)
        return number

    def word(self, name: str) -> str:
        """Choose one of the words of a list."""
        return self.chance.choice(self.words.words[name])

    def area(self, day: date) -> str:
        """Choose one of the care boards that stood on a day."""
        if day not in self._areas:
            self._areas[day] = tuple(area.key for area in areas.areas_on(day))
        return self.chance.choice(self._areas[day])


def nhs_numbers(start: int, in_use: frozenset[str] | set[str]) -> Iterator[str]:
    """Give NHS numbers of the range for trials, 999 000 0000 to 999 999 9999, in no visible order, each once.

    The range is the one that the library nhs-number calls synthetic. Numbers ``in_use`` are left out.
    Raises ``WorkwellError`` when all 909,091 are used up.
    """
    for place in range(_NUMBERS):
        nine = f"999{(start + place * _STRIDE) % _NUMBERS:06}"
        check = str(calculate_checksum(nine))
        if len(check) == 1 and nine + check not in in_use:  # a check digit of 10 means: never given out
            yield nine + check
    raise WorkwellError("There are no NHS numbers for trials left in this vault.", "Use a new vault.")


def local(day: date, hour: int) -> datetime:
    """Return an hour of a day in this PC's own time zone."""
    return datetime.combine(day, time(hour)).astimezone()


def _diary(setting: Setting) -> Iterator[datetime]:
    """Give the free hours of the coach's diary from today on, or from behind the last booked day, eight a day."""
    first = setting.today
    if setting.last_booked is not None:
        first = max(first, setting.last_booked + timedelta(days=1))
    for days in range((first - setting.today).days, _DIARY_DAYS):
        day = setting.today + timedelta(days=days)
        if day.weekday() < 5 or days == 0:
            yield from (local(day, hour) for hour in HOURS)
