"""What a letter takes from the record besides its lines: who writes to whom, and the names that its words hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from workwell_desktop.casework import dates, identifiers
from workwell_desktop.casework.letter_kinds import EMPLOYER, GP, NAME, LetterKind, names_in
from workwell_desktop.casework.people import call_name, current_episode, full_name, participant
from workwell_desktop.casework.plan_rows import plan_of
from workwell_desktop.casework.service_profile import profile_in
from workwell_desktop.casework.service_rows import effective
from workwell_desktop.casework.sharing_rule import same_name
from workwell_desktop.models.agreements import Shared
from workwell_desktop.models.employment import Employment
from workwell_desktop.models.participants import Participant
from workwell_desktop.models.plans import Plan
from workwell_desktop.models.services import Service

DAYS_TO_REPLY = 10  # a working week and a weekend on each side; the date stands on the screen and can be left out
_TITLES = ("mr", "mrs", "ms", "miss", "mx", "dr", "prof")


@dataclass(frozen=True)
class Facts:
    """What is known for one letter. ``values`` holds each name that can be filled in, ``days`` those that are a day.

    ``recipient`` is empty while nobody is known to write to; ``episode_id`` names the spell of support.
    """

    participant_id: int
    episode_id: int
    plan_type: str
    call_name: str
    full_name: str
    recipient: str
    to_lines: tuple[str, ...]
    from_lines: tuple[str, ...]
    values: Mapping[str, str]
    days: Mapping[str, date]

    def fill(self, words: str, other: str = "") -> str:
        """Return words with their names filled in; ``other`` words, or nothing, where one of them is not known."""
        for said in (words, other):
            if said and all(self.values.get(name) for name in names_in(said)):
                return self.fill_any(said)
        return ""

    def fill_any(self, words: str) -> str:
        """Return words with each name filled in that is known; of one that is not, nothing is left."""
        return NAME.sub(lambda found: self.values.get(found[1], ""), words)


@dataclass(frozen=True)
class _Reader:
    name: str
    lines: tuple[str, ...]
    greeted: str = ""


def facts_of(
    session: Session, kind: LetterKind, participant_id: int, recipient_id: int, today: date, coach: str
) -> Facts:
    """Return what is known for a letter of this kind, inside the caller's transaction.

    ``recipient_id`` is the id of the service it goes to, else 0.
    """
    person = participant(session, participant_id)
    episode = current_episode(session, participant_id)
    job = session.scalar(select(Employment).where(Employment.episode_id == episode.id)) or Employment()
    reader = _reader(session, kind, person, job, recipient_id)
    profile = profile_in(session)
    days = _days(plan_of(session, episode.id), _met_on(session, participant_id, kind.to, reader.name), today)
    values = {
        "participant": call_name(session, participant_id),
        "full_name": full_name(person),
        "recipient": reader.name,
        "reader": reader.greeted,
        "manager": job.manager_name or "",
        "employer": job.employer or "",
        "job": job.job_title or "",
        "hours": f"{job.hours_per_week:g}" if job.hours_per_week else "",
        "coach": coach,
        "service": profile.name,
        "phone": profile.coach_phone,
        "born": dates.plain(person.birth_date) if person.birth_date else "",
        "nhs_number": identifiers.check_nhs_number(person.nhs_number).shown,
        "own_phone": _phone(person),
        "address": job.employer_address or "",
        "reader_address": "\n".join(reader.lines[1:]),
        **{name: dates.full(day) for name, day in days.items()},
    }
    care_of = f"c/o {profile.name}" if profile.name and kind.voice == "participant" else profile.name
    letterhead = (care_of, *profile.letterhead.splitlines()) if kind.sender == "service" else ()
    own = (full_name(person),) if kind.voice == "participant" else ()
    return Facts(
        participant_id=participant_id,
        episode_id=episode.id,
        plan_type=episode.plan_type,
        call_name=values["participant"],
        full_name=values["full_name"],
        recipient=reader.name,
        to_lines=_tidy(reader.lines),
        from_lines=_tidy((*own, *letterhead)),
        values=values,
        days=days,
    )


def greeting(kind: LetterKind, facts: Facts) -> str:
    """Return the first words of a letter, such as ``Dear Lena,``."""
    return facts.fill(kind.salutation, kind.salutation_else) or kind.salutation_else


def heading(kind: LetterKind, facts: Facts) -> str:
    """Return the heading of a letter: that of the kind of plan, where there is one."""
    return facts.fill_any(kind.headings.get(facts.plan_type, kind.heading))


def above_lines(kind: LetterKind, facts: Facts) -> tuple[str, ...]:
    """Return what stands above the lines of a letter and is nobody's choice: to whom it goes, greeting and heading."""
    return f"To: {', '.join(facts.to_lines)}", greeting(kind, facts), heading(kind, facts)


def reply_day(today: date) -> date:
    """Return the day a letter of today asks to be answered by: never at a weekend."""
    day = today + timedelta(days=DAYS_TO_REPLY)
    return day + timedelta(days=7 - day.weekday() if day.weekday() > 4 else 0)


def greeted(manager: str) -> str:
    """Return how somebody is greeted: by first name as the papers of the service do, or by title and name."""
    words = manager.split()
    if not words:
        return ""
    return manager if words[0].rstrip(".").casefold() in _TITLES else words[0]


def _reader(session: Session, kind: LetterKind, person: Participant, job: Employment, recipient_id: int) -> _Reader:
    """Return who reads the letter: name, lines of the address, and how they are greeted."""
    if kind.to == EMPLOYER:
        who = ", ".join(part for part in (job.manager_name, job.manager_role) if part)
        employer = job.employer or ""
        return _Reader(employer, (who, employer, *_split(job.employer_address)), greeted(job.manager_name or ""))
    if kind.to == GP:
        return _Reader(person.gp_practice, (person.gp_practice,))
    service = session.get(Service, recipient_id)
    if service is None:
        return _Reader("", ())
    values = effective(session, service.id).values
    place = next(iter(values.places), None)
    address = (*_split(place.address), place.postcode) if place and not values.sensitive else ()
    return _Reader(service.face.name, (service.face.name, *address))


def _days(plan: Plan | None, met_on: date | None, today: date) -> dict[str, date]:
    days = {"reply_by": reply_day(today)}
    if plan is not None and plan.review_on is not None:
        days["review_on"] = plan.review_on
    return days if met_on is None else {**days, "met_on": met_on}


def _met_on(session: Session, participant_id: int, to: str, name: str) -> date | None:
    """Return the last day on which something was told to this reader face to face, as it is written in Agreements."""
    met = session.scalars(
        select(Shared)
        .where(Shared.participant_id == participant_id, Shared.recipient == to, Shared.way == "meeting")
        .order_by(Shared.shared_on.desc())
    )
    return next((row.shared_on for row in met if same_name(row.recipient_name, name)), None)


def _phone(person: Participant) -> str:
    number = person.mobile or person.phone
    return (identifiers.check_phone(number).shown or number) if number else ""


def _split(text: str | None) -> tuple[str, ...]:
    return tuple((text or "").splitlines())


def _tidy(lines: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(line.strip() for line in lines if line and line.strip())
