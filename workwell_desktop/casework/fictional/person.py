"""The person, the referral, work and agreements as an intake would keep them, made up."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from workwell_desktop.casework.fictional import support
from workwell_desktop.casework.fictional.pad import HAS_JOB, PLAN_TYPES, Pad
from workwell_desktop.casework.local_rules import EXAMPLE, shipped_rules
from workwell_desktop.casework.people import sort_name
from workwell_desktop.casework.programme import used_up_on
from workwell_desktop.models.agreements import Agreement
from workwell_desktop.models.employment import Employment, FitNote
from workwell_desktop.models.episodes import Episode, Referral
from workwell_desktop.models.participants import CommunicationNeed, Condition, Participant

_NEEDS = ("contact_text", "contact_email", "format_large", "support_more_time", "support_read_aloud", "support_quiet")


def make_people(pad: Pad, number: int) -> list[int]:
    """Make ``number`` people up on the pad; return the ids of those who have an assessment and a plan."""
    words, chance = pad.words, pad.chance
    firsts = words.first_names.some(chance, number)
    starts, ends = words.last_starts.some(chance, number), words.last_ends.some(chance, number)
    lasts = [start + end for start, end in zip(starts, ends, strict=True)]
    for place in range(0, number, 40):  # one in forty goes by two last names
        lasts[place] = f"{lasts[place]}-{chance.choice(lasts)}"
    statuses = words.shares["work_status"].some(chance, number)
    made = (_make(pad, *facts) for facts in zip(firsts, lasts, statuses, strict=True))
    return [person for person in made if person]


def _make(pad: Pad, first: str, last: str, status: str) -> int:
    """Make one person up and return their id when they have got as far as a plan, else 0."""
    chance, today = pad.chance, pad.setting.today
    opened = today - timedelta(days=int(chance.triangular(0, 240, 20)))
    away = timedelta(days=chance.randint(70, 180))
    closed = opened + away if opened + away < today and chance.random() < 0.7 else None
    called = pad.words.called.get(first, "") if chance.random() < 0.5 else ""
    person = _participant(pad, first, last, called, opened)
    episode = pad.add(
        Episode,
        uid=pad.setting.new_uid(),
        participant_id=person,
        owner_id=pad.setting.coach_id,
        sort_name=sort_name(first, last, called),
        opened_on=opened,
        state="open" if closed is None else "closed",
        closed_on=closed,
        plan_type=PLAN_TYPES.get(status, "seek"),
        weeks_end_on=used_up_on(opened, shipped_rules(EXAMPLE).weeks.get(status)) if closed is None else None,
    )
    _referral(pad, episode, opened)
    _work(pad, episode, status, opened, closed)
    _agreements(pad, person, status, opened)
    weeks = ((closed or today) - opened).days // 7
    begun = weeks >= 1 and chance.random() < 0.9
    support.tries(pad, episode, opened)
    held = min(weeks // 2 + 1, 5) if begun else 0
    support.meetings(pad, person, episode, opened, held, open_now=closed is None)
    if not begun:
        return 0
    hard = support.assess(pad, episode)
    if weeks < 2:
        return 0
    support.plan(pad, episode, called or first, status, hard, opened=opened, closed=closed)
    return person


def _participant(pad: Pad, first: str, last: str, called: str, opened: date) -> int:
    chance, words = pad.chance, pad.words
    sex = words.shares["sex"].one(chance)
    born = opened - timedelta(days=int(chance.triangular(16.5, 66, 46) * 365.25))
    speaks = chance.choice(words.words["languages"]) if chance.random() < 0.05 else ""
    asked = chance.random() < 0.9
    person = pad.add(
        Participant,
        uid=pad.setting.new_uid(),
        first_name=first,
        last_name=last,
        known_as=called,
        sort_name=sort_name(first, last, called),
        birth_date=born,
        sex=sex,
        gender={"female": "woman", "male": "man"}.get(sex, sex),
        ethnic_group=words.shares["ethnic_group"].one(chance),
        nhs_number=next(pad.numbers),
        nino="",
        mobile=f"07700900{chance.randrange(1000):03}",
        phone=f"01632960{chance.randrange(1000):03}" if chance.random() < 0.3 else "",
        email=f"person{chance.randrange(10**6)}@example.org" if chance.random() < 0.6 else "",
        safe_to_message=words.shares["safe_to_message"].one(chance),
        best_time=chance.choice(words.words["best_times"]) if chance.random() < 0.2 else "",
        address=f"{chance.randint(1, 199)} {pad.word('streets')}, {pad.word('towns')}",
        postcode=f"{pad.word('post_areas')}99 {chance.randrange(10)}{chance.choice('ABDEFGHJLNPQRSTUWXYZ')}Z",
        area=pad.area(opened),
        gp_practice=pad.word("gp_practices"),
        language=speaks,
        interpreter=chance.choice(("phone", "here")) if speaks else "none",
        needs_note="",
        needs_asked="person" if asked else "",
        needs_checked_on=opened if asked else None,
        needs_review_on=opened + timedelta(days=365) if asked else None,
        conditions_words="",
    )
    if chance.random() < 0.12:
        pad.add(CommunicationNeed, participant_id=person, code=chance.choice(_NEEDS))
    for code in dict.fromkeys(words.shares["condition"].some(chance, chance.choice((1, 1, 2, 3)))):
        pad.add(Condition, participant_id=person, code=code)
    return person


def _referral(pad: Pad, episode: int, opened: date) -> None:
    source = pad.words.shares["source"].one(pad.chance)
    named = source != "self"
    pad.add(
        Referral,
        episode_id=episode,
        source=source,
        referrer_name=pad.word("referrers") if named else "",
        referrer_organisation=pad.word("gp_practices") if source == "gp" else "",
        received_on=opened,
        reason=pad.word("reasons"),
    )


def _work(pad: Pad, episode: int, status: str, opened: date, closed: date | None) -> None:
    chance, today = pad.chance, pad.setting.today
    job = status in HAS_JOB
    away = {"off_sick": (5, 120), "out_of_work": (40, 900)}.get(status)
    pad.add(
        Employment,
        episode_id=episode,
        work_status=status,
        employer=pad.word("employers") if job else "",
        employer_address=f"{chance.randint(1, 99)} {pad.word('streets')}, {pad.word('towns')}" if job else "",
        manager_name=pad.word("referrers") if job else "",
        manager_role=pad.word("managers") if job else "",
        job_title=pad.word("jobs") if job or chance.random() < 0.5 else "",
        hours_per_week=chance.choice((16.0, 20.0, 24.0, 30.0, 35.0, 37.5, 40.0)) if job else None,
        last_worked_on=opened - timedelta(days=chance.randint(*away)) if away else None,
    )
    if chance.random() > {"off_sick": 0.9, "out_of_work": 0.35, "in_work": 0.15}.get(status, 0.0):
        return
    ends = (closed or today) + timedelta(days=int(chance.triangular(-60, 40, 5)))
    may_be_fit = chance.random() < 0.07  # of a year's fit notes in England, 93 % say not fit for work
    pad.add(
        FitNote,
        episode_id=episode,
        starts_on=ends - timedelta(days=chance.choice((6, 13, 20, 27, 55, 83))),
        ends_on=ends,
        advice="may_be_fit" if may_be_fit else "not_fit",
        phased_return=may_be_fit,
        altered_hours=may_be_fit and chance.random() < 0.6,
        amended_duties=may_be_fit and chance.random() < 0.5,
        workplace_adaptations=may_be_fit and chance.random() < 0.3,
        comment="",
    )


_NAMED: dict[str, Callable[[Pad], str]] = {
    "employer": lambda pad: str(pad.rows[Employment][-1]["employer"]),
    "gp": lambda pad: str(pad.rows[Participant][-1]["gp_practice"]),
    "jobcentre": lambda pad: f"{pad.word('towns')} Jobcentre",
}
_AIMS = {"employer": "talk", "gp": "plan", "jobcentre": "progress"}


def _agreements(pad: Pad, person: int, status: str, opened: date) -> None:
    chance = pad.chance
    asked = [("take_part", "", 0.97)]
    asked += [("share", "employer", 0.5)] if status in HAS_JOB else [("share", "jobcentre", 0.3)]
    asked += [("share", "gp", 0.6)]
    for purpose, recipient, share in asked:
        if chance.random() < share:
            agreed = purpose == "take_part" or chance.random() < 0.85
            pad.add(
                Agreement,
                participant_id=person,
                purpose=purpose,
                recipient=recipient,
                recipient_name=_NAMED[recipient](pad) if recipient else "",
                aim=_AIMS.get(recipient, ""),
                state="agreed" if agreed else "refused",
                decided_on=opened,
                method=chance.choice(("said", "said", "signed", "phone")),
                items="",
            )
