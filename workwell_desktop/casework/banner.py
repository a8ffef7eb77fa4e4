"""The few facts about a participant that never scroll away: name, needs, and how the days stand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from workwell_desktop.casework import episodes, fit_notes, identifiers
from workwell_desktop.casework.lists import label
from workwell_desktop.casework.people import age_on, call_name, current_episode, full_name, participant
from workwell_desktop.casework.work_history import days_off
from workwell_desktop.models.episodes import Episode
from workwell_desktop.models.participants import CommunicationNeed, Participant
from workwell_desktop.vault.store import Vault


@dataclass(frozen=True)
class Need:
    """One thing to mind, with the name of its icon; ``alert`` ones stand first, with the octagon."""

    icon: str
    words: str
    alert: bool = False


@dataclass(frozen=True)
class Count:
    """A number of days in words (19 days) and what it counts (off work)."""

    number: str
    about: str


@dataclass(frozen=True)
class Banner:
    """What stands above the tabs. No condition and no score ever does."""

    participant_id: int
    name: str
    call_name: str
    born: str
    nhs_number: str
    needs: tuple[Need, ...]
    counts: tuple[Count, ...]


def banner(vault: Vault, participant_id: int) -> Banner:
    """Return the banner of one participant, with numbers counted to today."""
    today = vault.clock.today()
    with vault.reading() as session:
        person = participant(session, participant_id)
        born = person.birth_date
        return Banner(
            participant_id=participant_id,
            name=full_name(person),
            call_name=call_name(session, participant_id),
            born="" if born is None else f"Born {born.day} {born:%B %Y} ({age_on(born, today)})",
            nhs_number=identifiers.check_nhs_number(person.nhs_number).shown,
            needs=tuple(_needs(session, person)),
            counts=tuple(_counts(session, current_episode(session, participant_id), today)),
        )


def _needs(session: Session, person: Participant) -> list[Need]:
    needs = []
    if person.safe_to_message == "no":
        needs.append(Need("octagon-alert", "Do not leave a message", alert=True))
    elif person.safe_to_message == "ask_first":
        needs.append(Need("speech", "Ask before leaving a message"))
    codes = session.scalars(
        select(CommunicationNeed.code)
        .where(CommunicationNeed.participant_id == person.id)
        .order_by(CommunicationNeed.id)
    )
    needs += [
        Need("text-size" if code.startswith("format_") else "speech", label("communication_need", code))
        for code in codes
    ]
    if person.interpreter not in {"", "none"}:
        how = label("interpreter", person.interpreter).removeprefix("Yes, ")
        needs.append(Need("interpreter", f"{person.language or 'An'} interpreter, {how}"))
    if person.best_time:
        needs.append(Need("clock", f"Best time to call: {person.best_time}"))
    return needs


def _counts(session: Session, episode: Episode, today: date) -> list[Count]:
    """Count the days off work, how the fit notes stand, and how long support goes on."""
    counts = []
    away = days_off(session, episode.participant_id, episode.id, today)
    if away is not None:
        counts.append(Count(_days(away), "off work"))
    note = fit_notes.standing_in(session, episode.participant_id, today)
    if note.kind == "covered" and note.day is not None:
        counts.append(Count(_days((note.day - today).days), "left on fit note"))
    elif note.kind == "ended" and note.day is not None:
        counts.append(Count(_days((today - note.day).days), "since fit note ended"))
    if episode.state == episodes.REFERRED:
        counts.append(Count(_days((today - episode.opened_on).days), "since referred"))
    else:
        counts.append(Count(*episodes.banner_count(session, episode, today)))
    return counts


def _days(number: int) -> str:
    return f"{number} day{'' if number == 1 else 's'}"
