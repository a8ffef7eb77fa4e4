"""What stands with an episode for the lists, worked out in plain Python, to hold the columns against."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from workwell_desktop.models.contacts import Contact, Note
from workwell_desktop.models.employment import Employment, FitNote
from workwell_desktop.models.episodes import ContactAttempt, Episode, Referral
from workwell_desktop.models.participants import CommunicationNeed, Participant
from workwell_desktop.models.plans import Plan
from workwell_desktop.vault.store import Vault


def truth(session: Session, episode: Episode) -> dict[str, Any]:
    """Work out what stands with an episode from the tables it comes from, in plain Python."""

    def of(table: Any) -> list[Any]:
        return list(session.scalars(select(table).where(table.episode_id == episode.id)))

    person = session.get_one(Participant, episode.participant_id)
    codes = session.scalars(select(CommunicationNeed.code).where(CommunicationNeed.participant_id == person.id)).all()
    contacts = of(Contact)
    days = [one.starts_at.astimezone().date() for one in contacts if one.state == "attended"]
    days += [one.tried_at.astimezone().date() for one in of(ContactAttempt)] + [one.happened_on for one in of(Note)]
    received = [one.received_on for one in of(Referral) if one.received_on]
    notes = select(FitNote).join(Episode).where(Episode.participant_id == person.id)  # they run on from spell to spell
    interpreters = {"person_bsl", "person_deafblind", "person_lipspeaker", "person_language"}
    return {
        "work_status": next((one.work_status for one in of(Employment)), ""),
        "area": person.area,
        "needs_format": person.interpreter not in {"", "none"}
        or any(code.startswith("format_") or code in interpreters for code in codes),
        "referred_on": max(received, default=episode.opened_on),
        "fit_note_ends_on": max(
            (one.ends_on for one in session.scalars(notes) if one.ends_on and not one.withdrawn_on), default=None
        ),
        "next_contact_at": min((one.starts_at for one in contacts if one.state == "booked"), default=None),
        "last_contact_on": max(days, default=None),
        "quiet_since": max(max(days, default=episode.opened_on), episode.created_at.astimezone().date()),
        "review_on": max((one.review_on for one in of(Plan) if one.review_on), default=None),
    }


def assert_true(vault: Vault) -> None:
    """Fail when a column of an episode is not what the tables say."""
    with vault.reading() as session:
        for episode in session.scalars(select(Episode)):
            told = truth(session, episode)
            assert {name: getattr(episode, name) for name in told} == told, episode.id
