"""What stands in a plan: from its rows to plain content (JSON), and from content to what a screen or a paper shows.

The present draft and an agreed version take the same way, so that both are shown by the same code.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from workwell_desktop.casework import dates, lists
from workwell_desktop.models.episodes import Episode
from workwell_desktop.models.plans import Adjustment, Plan, PlanAction, PlanGoal

OPEN_STEPS = ("todo", "doing", "waiting", "booked")
ACCESS_TO_WORK = "Access to Work may help"
_TIMES = {1: "once", 2: "twice"}
_NEAR = timedelta(days=183)  # within half a year nobody wonders which January is meant

Row = TypeVar("Row", PlanGoal, PlanAction, Adjustment)


@dataclass(frozen=True)
class Goal:
    """One goal in the participant's words. ``confidence`` is 0 to 10, ``before`` what it was when last agreed."""

    id: int
    words: str
    by: date | None
    by_line: str
    confidence: int | None
    before: int | None


@dataclass(frozen=True)
class Step:
    """One step. ``by_line`` is the day as it is shown, with how long ago when it is past and the step still open.

    ``kind`` says whose it is (a code of ``step_who``), ``about`` what it is about in the words of that day; ``note`` is
    the coach's. ``carried`` is how often a review carried it forward, ``carried_line`` the same in words.
    """

    id: int
    what: str
    who: str
    by: date | None
    by_line: str
    state: str
    state_word: str
    service_id: int | None
    kind: str = ""
    note: str = ""
    about: str = ""
    obstacle_id: int | None = None
    goal_id: int | None = None
    carried: int = 0

    @property
    def who_said(self) -> str:
        """Say who does it: the name, else whose step it is; nothing where neither was said."""
        known = lists.find("step_who", self.kind)
        return self.who or (known.label if known else "")

    @property
    def carried_line(self) -> str:
        """Say how often it was carried forward, or nothing."""
        return carried_words(self.carried)


@dataclass(frozen=True)
class Change:
    """One change at work. ``title`` and ``second`` are its two lines as they are shown.

    ``about``, ``obstacle_id``, ``goal_id`` and ``carried`` are as those of a step; ``facts`` says for how long it is,
    what it might cost and whether Access to Work may help, in words.
    """

    id: int
    helps: str
    now: str
    until: date | None
    reason: str
    note: str
    state: str
    state_word: str
    difficulty: str
    catalogue_key: str
    title: str
    second: str
    lasting: str = ""
    cost: str = ""
    access_to_work: bool = False
    about: str = ""
    obstacle_id: int | None = None
    goal_id: int | None = None
    carried: int = 0

    @property
    def facts(self) -> tuple[str, ...]:
        """What is known about it besides its words, a few words each."""
        return change_facts(self.lasting, self.cost, access_to_work=self.access_to_work)


def change_facts(lasting: str, cost: str, *, access_to_work: bool) -> tuple[str, ...]:
    """Say for how long a change is, what it might cost, and that Access to Work may help; unknown codes say nothing."""
    known = (lists.find("lasting", lasting), lists.find("cost", cost))
    access = (ACCESS_TO_WORK,) if access_to_work else ()
    return (*(one.label for one in known if one), *access)


def carried_words(times: int) -> str:
    """Say how often something was carried forward: ``Carried forward twice``; nothing for never."""
    return f"Carried forward {_TIMES.get(times, f'{times} times')}" if times else ""


def near_day(day: date, today: date) -> str:
    """Return a day without its year when it is less than half a year away: ``8 December``."""
    return _year_if_far(dates.plain(day), day, today)


def week_day(day: date, today: date) -> str:
    """Return a day as :func:`near_day` does, with its day of the week: ``Tuesday 8 December``."""
    return _year_if_far(dates.full(day), day, today)


def _year_if_far(said: str, day: date, today: date) -> str:
    return said if abs(day - today) > _NEAR else said.rsplit(" ", 1)[0]


def title(plan_type: str, name: str = "") -> str:
    """Return the heading of a plan: ``My plan to return to work`` on paper, with a name ``Jo’s plan to ...``."""
    found = lists.find("plan_type", plan_type)
    mine = found.hint if found else "My plan"
    return f"{name}’s {mine.removeprefix('My ')}" if name else mine


def content_of(session: Session, plan: Plan) -> dict[str, Any]:
    """Return everything that stands in a plan as JSON values; days are YYYY-MM-DD."""
    return {
        "plan_type": session.get_one(Episode, plan.episode_id).plan_type,
        "review_on": _iso(plan.review_on),
        "goals": [
            {
                "id": row.id,
                "words": row.words,
                "by": _iso(row.by_date),
                "confidence": row.confidence,
                "before": row.confidence_before,
            }
            for row in rows(session, PlanGoal, plan.id)
        ],
        "steps": [
            {
                "id": row.id,
                "what": row.what,
                "who": row.who,
                "by": _iso(row.due_on),
                "state": row.state,
                "service_id": row.service_id,
                "kind": row.who_kind,
                "note": row.note,
                "about": row.obstacle_words,
                "obstacle_id": row.obstacle_id,
                "goal_id": row.goal_id,
                "carried": row.carried,
            }
            for row in rows(session, PlanAction, plan.id)
        ],
        "changes": [
            {
                "id": row.id,
                "helps": row.helps_words,
                "now": row.now_words,
                "until": _iso(row.until),
                "reason": row.reason,
                "note": row.note,
                "state": row.state,
                "difficulty": row.difficulty,
                "catalogue_key": row.catalogue_key,
                "lasting": row.lasting,
                "cost": row.cost,
                "access_to_work": row.access_to_work,
                "about": row.obstacle_words,
                "obstacle_id": row.obstacle_id,
                "goal_id": row.goal_id,
                "carried": row.carried,
            }
            for row in rows(session, Adjustment, plan.id)
        ],
    }


def as_agreed(content: Mapping[str, Any]) -> dict[str, Any]:
    """Return the content that a participant agrees: all of it but the notes on steps, which are the coach's own."""
    return {**content, "steps": [{**step, "note": ""} for step in content["steps"]]}


def rows(session: Session, table: type[Row], plan_id: int) -> list[Row]:
    """Return the goals, steps or changes of a plan in their order, for use inside the caller's transaction only."""
    return list(session.scalars(select(table).where(table.plan_id == plan_id).order_by(table.position, table.id)))


def goals_in(content: Mapping[str, Any], today: date) -> tuple[Goal, ...]:
    """Return the goals of some content, with their days as they are said ``today``."""
    return tuple(_goal(one, today) for one in content["goals"])


def steps_in(content: Mapping[str, Any], today: date) -> tuple[Step, ...]:
    """Return the steps of some content, with their days as they are said ``today``."""
    return tuple(_step(one, today) for one in content["steps"])


def changes_in(content: Mapping[str, Any], today: date) -> tuple[Change, ...]:
    """Return the changes at work of some content, with their days as they are said ``today``."""
    return tuple(_change(one, today) for one in content["changes"])


def day_in(content: Mapping[str, Any], name: str) -> date | None:
    """Return a day of some content, or nothing where there is none."""
    return date.fromisoformat(content[name]) if content[name] else None


def _goal(one: Mapping[str, Any], today: date) -> Goal:
    by = day_in(one, "by")
    line = f"By {week_day(by, today)}" if by else ""
    return Goal(one["id"], one["words"], by, line, one["confidence"], one["before"])


def _step(one: Mapping[str, Any], today: date) -> Step:
    by = day_in(one, "by")
    line = near_day(by, today) if by else ""
    if by and by < today and one["state"] in OPEN_STEPS:
        line = f"{line}, {dates.ago(by, today)}"
    word = lists.label("step_state", one["state"])
    return Step(
        id=one["id"],
        what=one["what"],
        who=one["who"],
        by=by,
        by_line=line,
        state=one["state"],
        state_word=word,
        service_id=one["service_id"],
        kind=one["kind"],
        note=one["note"],
        about=one["about"],
        obstacle_id=one["obstacle_id"],
        goal_id=one["goal_id"],
        carried=one["carried"],
    )


def _change(one: Mapping[str, Any], today: date) -> Change:
    until = day_in(one, "until")
    return Change(
        id=one["id"],
        helps=one["helps"],
        now=one["now"],
        until=until,
        reason=one["reason"],
        note=one["note"],
        state=one["state"],
        state_word=lists.label("adjustment_state", one["state"]),
        difficulty=one["difficulty"],
        catalogue_key=one["catalogue_key"],
        title=f"{one['helps']}, until {near_day(until, today)}" if until else one["helps"],
        second=one["note"] or one["now"] or one["reason"],
        lasting=one["lasting"],
        cost=one["cost"],
        access_to_work=one["access_to_work"],
        about=one["about"],
        obstacle_id=one["obstacle_id"],
        goal_id=one["goal_id"],
        carried=one["carried"],
    )


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
