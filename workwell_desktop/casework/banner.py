"""The few facts about a participant that never scroll away: name, needs, and how the days stand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from workwell_desktop.casework import episodes, fit_notes, identifiers, needs
from workwell_desktop.casework.lists import choices, label
from workwell_desktop.casework.people import age_on, call_name, current_episode, full_name, participant
from workwell_desktop.casework.safety import SECTION as SAFETY
from workwell_desktop.casework.safety import is_open
from workwell_desktop.casework.work_history import days_off
from workwell_desktop.models.episodes import Episode
from workwell_desktop.models.participants import Participant
from workwell_desktop.vault.store import Vault

SAFETY_LINE = "Read this first"  # says nothing to somebody who looks at the screen too, the person least of all
_IN_BANNER = ("information_format", "communication_professional", "contact_method", "communication_support")
_ICONS = {
    "information_format": "text-size",
    "communication_professional": "interpreter",
    "contact_method": "speech",
    "communication_support": "speech",
}
# Needs that say the same as a way in which somebody likes to be reached: one line is enough.
_SAID_BY = {
    "text": "contact_text",
    "email": "contact_email",
    "phone": "contact_phone",
    "letter": "contact_letter",
    "someone_else": "contact_carer",
}


@dataclass(frozen=True)
class Need:
    """One thing to mind, with the name of its icon; ``alert`` ones stand first, with the octagon.

    One with a ``section`` (of the Intake, or a page of records) opens it when it is pressed.
    """

    icon: str
    words: str
    alert: bool = False
    section: str = ""


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
            needs=to_mind(session, person, today),
            counts=tuple(_counts(session, current_episode(session, participant_id), today)),
        )


def call_name_of(vault: Vault, participant_id: int) -> str:
    """Return only the name by which a participant is called."""
    with vault.reading() as session:
        return call_name(session, participant_id)


def to_mind(session: Session, person: Participant, today: date) -> tuple[Need, ...]:
    """Return what to mind, in the order in which it is missed most: alerts, what is to be asked, then the needs.

    For use inside the caller's transaction.
    """
    found = _alerts(session, person)
    if needs.never_asked(session, person):
        found.append(Need("speech", "Ask about talking and reading", section=needs.SECTION))
    elif needs.is_due(person.needs_review_on, today):
        found.append(Need("speech", "Check the needs again", section=needs.SECTION))
    if person.interpreter not in {"", "none"}:
        how = label("interpreter", person.interpreter).removeprefix("Yes, ")
        found.append(Need("interpreter", f"{person.language or 'An'} interpreter, {how}"))
    elif person.language and person.language.strip().casefold() not in needs.ENGLISH:
        found.append(Need("interpreter", f"Language: {person.language}"))
    codes = needs.codes_of(session, person.id)
    known = [one for one in choices(needs.LIST) if one.code in codes]
    for category in _IN_BANNER:
        found += [Need(_ICONS[category], one.label) for one in known if one.category == category]
    if person.contact_way and _SAID_BY.get(person.contact_way) not in codes:
        way = label("contact_way", person.contact_way)
        found.append(Need("phone", f"Best reached: {way[0].lower()}{way[1:]}"))
    if person.best_time:
        found.append(Need("clock", f"Best time to call: {person.best_time}"))
    return tuple(found)


def _alerts(session: Session, person: Participant) -> list[Need]:
    """Return what has to be known before anything else is done."""
    found = []
    if is_open(session, person.id):
        found.append(Need("octagon-alert", SAFETY_LINE, alert=True, section=SAFETY))
    if person.safe_to_message == "no":
        found.append(Need("octagon-alert", "Do not leave a message", alert=True))
    elif person.safe_to_message == "ask_first":
        found.append(Need("speech", "Ask before leaving a message"))
    return found


def _counts(session: Session, episode: Episode, today: date) -> list[Count]:
    """Count the days off work, how the fit notes stand, and how long support goes on; that none does comes first."""
    counts = []
    if episode.state == episodes.DECLINED:
        counts.append(Count(*episodes.banner_count(session, episode, today)))
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
    elif episode.state != episodes.DECLINED:
        counts.append(Count(*episodes.banner_count(session, episode, today)))
    return counts


def _days(number: int) -> str:
    return f"{number} day{'' if number == 1 else 's'}"
