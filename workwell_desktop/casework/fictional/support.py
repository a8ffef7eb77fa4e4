"""An assessment, a plan and meetings as they would stand after some weeks of support, made up."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta

from workwell_desktop.casework.catalogue import catalogue
from workwell_desktop.casework.fictional.pad import HAS_JOB, HOURS, Pad, Row, local
from workwell_desktop.models.assessments import Assessment, JobTask, Obstacle
from workwell_desktop.models.contacts import Contact, Note
from workwell_desktop.models.episodes import ContactAttempt
from workwell_desktop.models.plans import Adjustment, AdjustmentEvent, Plan, PlanAction, PlanGoal

_NOTED = 2  # meetings of a person that have a note
_CAN_CHANGE = ("yes", "partly", "not_sure", "not_now")  # in turn


def assess(pad: Pad, episode: int) -> list[str]:
    """Make an assessment up and return the codes of what is hard."""
    chance = pad.chance
    known = catalogue()
    hard = chance.sample(tuple(known.difficulties), chance.choice((1, 2, 2, 3)))
    row = pad.add(
        Assessment,
        episode_id=episode,
        state="draft",
        answers=json.dumps(_answers(pad), ensure_ascii=False, sort_keys=True),
        new_version_reason="",
    )
    for place, code in enumerate(chance.sample(tuple(known.tasks), chance.randint(3, 5)), start=1):
        pad.add(
            JobTask,
            assessment_id=row,
            position=place,
            code=code,
            task=known.tasks[code].label,
            good_day=chance.choice((6, 8, 9, 10)),
            bad_day=chance.choice((1, 2, 2, 4)),
            can_if="",
            difficulty=known.tasks[code].difficulties[0],
        )
    for place, code in enumerate(hard, start=1):
        pad.add(
            Obstacle,
            assessment_id=row,
            position=place,
            words=known.difficulties[code].now,
            domain=known.difficulties[code].about,
            difficulty=code,
            effect=chance.choice(("little", "some", "a_lot", "stops")),
            can_change=_CAN_CHANGE[place % len(_CAN_CHANGE)],
        )
    return hard


def _answers(pad: Pad) -> Row:
    chance = pad.chance
    how_often = ("not_at_all", "several_days", "more_than_half", "nearly_every_day")
    return {
        "makes_work_hard": pad.word("reasons"),
        "bad_days_a_week": chance.randint(0, 7),
        "started": chance.choice(("weeks", "months", "year", "comes_and_goes")),
        "was_total": chance.randint(0, 10),
        "sure_4_weeks": chance.randint(0, 10),
        "sleep": chance.randint(0, 10),
        "want_words": pad.word("goals"),
        **{item: chance.choice(how_often) for item in ("phq4_nervous", "phq4_worry", "phq4_interest", "phq4_down")},
    }


def plan(
    pad: Pad, episode: int, called: str, status: str, hard: list[str], *, opened: date, closed: date | None
) -> None:
    """Make a plan up, with changes at work for what is hard where there is a job; a closed one has no next review."""
    chance, today = pad.chance, pad.setting.today
    review = today + timedelta(days=chance.randint(-6, 42))
    row = pad.add(
        Plan,
        episode_id=episode,
        state="draft",
        review_on=None if closed else review,
        agreed_on=None,
        agreed_how="",
        new_version_reason="",
        set_aside="[]",
    )
    pad.add(
        PlanGoal,
        plan_id=row,
        position=1,
        words=pad.word("goals"),
        by_date=opened + timedelta(days=112),
        confidence=chance.randint(2, 9),
        confidence_before=None,
    )
    for place, what in enumerate(chance.sample(pad.words.words["steps"], chance.randint(2, 4)), start=1):
        who, due_on = (
            chance.choice((called, called, pad.setting.coach)),
            opened + timedelta(days=chance.randint(14, 90)),
        )
        state = chance.choice(("todo", "todo", "doing", "booked", "waiting", "done"))
        pad.add(
            PlanAction,
            plan_id=row,
            position=place,
            what=what,
            who=who,
            who_kind="participant" if who == called else "coach",
            due_on=due_on,
            state=state,
            done_on=min(due_on, today) if state == "done" else None,
            service_id=None,
            refers=False,
            obstacle_words="",
        )
    if status in HAS_JOB:
        _changes(pad, row, hard, opened)


def _changes(pad: Pad, row: int, hard: list[str], opened: date) -> None:
    begun = min(opened + timedelta(days=14), pad.setting.today)
    for place, code in enumerate(hard, start=1):
        idea = pad.chance.choice(catalogue().for_difficulty(code))
        state = pad.chance.choice(("idea", "idea", "asked", "agreed", "in_place"))
        change = pad.add(
            Adjustment,
            plan_id=row,
            position=place,
            difficulty=code,
            catalogue_key=idea.key,
            now_words=idea.now,
            helps_words=idea.plain,
            until=None,
            reason="",
            note="",
            state=state,
            lasting=idea.lasting,
            cost=idea.cost,
            access_to_work=idea.access_to_work,
            review_on=begun + timedelta(days=182) if state == "in_place" else None,
        )
        pad.add(AdjustmentEvent, adjustment_id=change, happened_on=begun, state=state, who="", words="")


def tries(pad: Pad, episode: int, opened: date) -> None:
    """Make up to three tries to reach somebody up, the last of which came through."""
    number = pad.chance.choice((0, 0, 1, 1, 2, 3))
    for place in range(number):
        day = opened + timedelta(days=1 + 2 * place)
        if day >= pad.setting.today:
            break
        pad.add(
            ContactAttempt,
            episode_id=episode,
            tried_at=local(day, pad.chance.choice(HOURS)),
            way=pad.chance.choice(("phone", "phone", "text")),
            outcome="spoke" if place == number - 1 else "no_answer",
            note="",
        )


def meetings(pad: Pad, person: int, episode: int, opened: date, held: int, *, open_now: bool) -> date | None:
    """Make up to ``held`` past meetings up, one a fortnight; half of those still with us have a next one booked.

    Return the day of the first that took place.
    """
    chance, today = pad.chance, pad.setting.today
    first: date | None = None
    for place in range(held):
        day = opened + timedelta(days=7 + 14 * place)
        if day >= today:
            break
        at = local(day, chance.choice(HOURS))
        came = chance.random() < 0.9
        missed = "cancelled" if chance.random() < 0.4 else "did_not_attend"
        contact = _meeting(pad, episode, at, place, "attended" if came else missed)
        if came and first is None:
            first = day
        if came and place < _NOTED:
            _note(pad, person, episode, contact, at)
    if open_now and chance.random() < 0.5:
        at_next = next(pad.diary, None)
        if at_next is not None:
            _meeting(pad, episode, at_next, held, "booked")
    return first


def _note(pad: Pad, person: int, episode: int, contact: int, at: datetime) -> None:
    """Make the note of a meeting up, locked a day later. What was signed stands in no version: too many to sign."""
    pad.add(
        Note,
        participant_id=person,
        episode_id=episode,
        contact_id=contact,
        kind="meeting",
        happened_on=at.date(),
        words=pad.word("notes"),
        copied="",
        state="locked",
        pinned=False,
        signed_at=at + timedelta(hours=1),
        locked_at=at + timedelta(days=1),
    )


def _meeting(pad: Pad, episode: int, at: datetime, place: int, state: str) -> int:
    purposes = pad.words.words["purposes"]
    where = pad.word("places")
    return pad.add(
        Contact,
        episode_id=episode,
        starts_at=at,
        mode={"By phone": "phone", "By video": "video"}.get(where, "community"),
        place=where,
        purpose=purposes[min(place, len(purposes) - 1)],
        state=state,
        cancelled_by="participant" if state == "cancelled" else "",
        began_at=at if state == "attended" else None,
        closed_at=at + timedelta(minutes=45) if state == "attended" else None,
    )
