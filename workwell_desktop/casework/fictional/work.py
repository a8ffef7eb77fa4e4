"""Work over time, made up: the present work, jobs before it, spells off work, and the fit notes of a spell."""

from __future__ import annotations

from datetime import date, timedelta

from workwell_desktop.casework.fictional.pad import HAS_JOB, Pad
from workwell_desktop.models.employment import Absence, Employment, FitNote, PastJob

_DAYS_A_NOTE = (7, 14, 21, 28, 56, 84)
_HOURS = (16.0, 20.0, 24.0, 30.0, 35.0, 37.5, 40.0)
_CERTIFIERS = ("doctor", "doctor", "doctor", "nurse", "physiotherapist", "occupational_therapist", "pharmacist")


def work(pad: Pad, person: int, episode: int, status: str, opened: date, closed: date | None) -> None:
    """Make up where somebody works or worked, since when they are off, and what certifies it."""
    chance = pad.chance
    job = status in HAS_JOB
    away = {"off_sick": (5, 120), "out_of_work": (40, 900)}.get(status)
    last_worked = opened - timedelta(days=chance.randint(*away)) if away else None
    began = opened - timedelta(days=chance.randint(150, 4000)) if job else None
    pad.add(
        Employment,
        episode_id=episode,
        work_status=status,
        employer=pad.word("employers") if job else "",
        employer_size=chance.choice(("1_9", "10_49", "50_249", "250_plus", "not_known")) if job else "",
        employer_address=f"{chance.randint(1, 99)} {pad.word('streets')}, {pad.word('towns')}" if job else "",
        manager_name=pad.word("referrers") if job else "",
        manager_role=pad.word("managers") if job else "",
        job_title=pad.word("jobs") if job or chance.random() < 0.5 else "",
        hours_per_week=chance.choice(_HOURS) if job else None,
        started_on=began,
        last_worked_on=last_worked,
    )
    _before(pad, person, began or last_worked or opened)
    if status == "off_sick" and last_worked is not None:
        _off(pad, person, last_worked + timedelta(days=1), closed)
    if chance.random() < 0.3:
        first = opened - timedelta(days=chance.randint(200, 700))
        _off(pad, person, first, first + timedelta(days=chance.randint(2, 40)))
    if chance.random() <= {"off_sick": 0.9, "out_of_work": 0.35, "in_work": 0.15}.get(status, 0.0):
        _fit_notes(pad, episode, closed, chance.choice((1, 1, 2, 3)) if status == "off_sick" else 1)


def _before(pad: Pad, person: int, until: date) -> None:
    """Make up to three jobs up that ended before a day, the last one first."""
    chance = pad.chance
    for _ in range(chance.choice((0, 1, 1, 2, 3))):
        ended = until - timedelta(days=chance.randint(10, 400))
        until = ended - timedelta(days=chance.randint(90, 2500))
        pad.add(
            PastJob,
            participant_id=person,
            employer=pad.word("employers"),
            job_title=pad.word("jobs"),
            hours_per_week=chance.choice(_HOURS),
            started_on=until,
            ended_on=ended,
            why_ended="",
        )


def _off(pad: Pad, person: int, first: date, last: date | None) -> None:
    pad.add(Absence, participant_id=person, first_day=first, last_day=last, note="")


def _fit_notes(pad: Pad, episode: int, closed: date | None, number: int) -> None:
    """Make notes up that follow one another without a gap; the last ends about today, or when support closed."""
    chance = pad.chance
    ends = (closed or pad.setting.today) + timedelta(days=int(chance.triangular(-60, 40, 5)))
    for _ in range(number):
        starts = ends - timedelta(days=chance.choice(_DAYS_A_NOTE) - 1)  # both days inclusive
        may_be_fit = chance.random() < 0.07  # of a year's fit notes in England, 93 % say not fit for work
        seen = min(starts, pad.setting.today)
        pad.add(
            FitNote,
            episode_id=episode,
            starts_on=starts,
            ends_on=ends,
            advice="may_be_fit" if may_be_fit else "not_fit",
            phased_return=may_be_fit,
            altered_hours=may_be_fit and chance.random() < 0.6,
            amended_duties=may_be_fit and chance.random() < 0.5,
            workplace_adaptations=may_be_fit and chance.random() < 0.3,
            comment="",
            assessed_on=seen,
            issued_on=seen,
            certifier_name=pad.word("referrers"),
            certifier_profession=chance.choice(_CERTIFIERS),
        )
        ends = starts - timedelta(days=1)
