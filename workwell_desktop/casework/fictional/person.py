"""The person and their agreements as an intake would keep them, made up, and all that follows from them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from workwell_desktop.casework.fictional import course, support
from workwell_desktop.casework.fictional.pad import HAS_JOB, PLAN_TYPES, Pad
from workwell_desktop.casework.fictional.work import work
from workwell_desktop.casework.people import sort_name
from workwell_desktop.models.agreements import Agreement
from workwell_desktop.models.employment import Employment
from workwell_desktop.models.episodes import Episode
from workwell_desktop.models.participants import CommunicationNeed, Condition, Participant

_NEEDS = ("contact_text", "contact_email", "format_large", "support_more_time", "support_read_aloud", "support_quiet")
_LEVELS = ("light", "regular", "regular", "close")


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
    referred = course.still_referred(pad, opened)
    person = _participant(pad, first, last, called, opened, asked=not referred and chance.random() < 0.9)
    episode = pad.add(
        Episode,
        uid=pad.setting.new_uid(),
        participant_id=person,
        owner_id=pad.setting.coach_id,
        sort_name=sort_name(first, last, called),
        opened_on=opened,
        started_on=None,
        state="referred" if referred else "open" if closed is None else "closed",
        closed_on=closed,
        plan_type=PLAN_TYPES.get(status, "seek"),
        support_level="" if referred else chance.choice(_LEVELS),
        weeks_end_on=None,
        close_reason="",
        outcome_work_status="",
        outcome_employer="",
        outcome_hours=None,
        outcome_adjustments="",
    )
    row = pad.rows[Episode][-1]
    course.referral(pad, episode, opened, answered=not referred)
    work(pad, person, episode, status, opened, closed)
    support.tries(pad, episode, opened)
    if referred:
        return 0
    _agreements(pad, person, status, opened)
    if closed is not None:
        course.end(pad, row, status)
    weeks = ((closed or today) - opened).days // 7
    begun = weeks >= 1 and chance.random() < 0.9
    held = min(weeks // 2 + 1, 5) if begun else 0
    first_met = support.meetings(pad, person, episode, opened, held, open_now=closed is None)
    course.run_weeks(pad, row, status, first_met)
    if not begun:
        return 0
    hard = support.assess(pad, episode)
    if weeks < 2:
        return 0
    support.plan(pad, episode, called or first, status, hard, opened=opened, closed=closed)
    return person


def _participant(pad: Pad, first: str, last: str, called: str, opened: date, *, asked: bool) -> int:
    chance, words = pad.chance, pad.words
    sex = words.shares["sex"].one(chance)
    born = opened - timedelta(days=int(chance.triangular(16.5, 66, 46) * 365.25))
    speaks = chance.choice(words.words["languages"]) if chance.random() < 0.05 else ""
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
