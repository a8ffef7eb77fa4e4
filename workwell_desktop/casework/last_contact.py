"""Cases gone quiet, read at once: the day of the last contact is kept with the episode (``vault/case_columns.py``)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from sqlalchemy import Select, exists, select
from sqlalchemy.orm import Session

from workwell_desktop.casework.local_rules import rules_in
from workwell_desktop.casework.tabs import INTAKE
from workwell_desktop.casework.waiting import MOST_TOLD, WaitingRow
from workwell_desktop.models.contacts import Contact
from workwell_desktop.models.episodes import Episode, EpisodePause
from workwell_desktop.models.participants import Participant

HISTORY = "history"


def waiting(session: Session, member_id: int, today: date) -> Iterator[WaitingRow]:
    """Give the open cases of a coach that nobody was in touch with for longer than the service allows.

    The longest first, at most a hundred, straight from an index. Somebody who is paused or has a meeting booked is not
    quiet. Days count from the one on which the record came to us at the earliest: who was brought in from a
    spreadsheet waits for nobody yet. For use inside the caller's transaction only.
    """
    before = today - timedelta(days=rules_in(session).quiet_days)
    for row in session.execute(quiet_cases(member_id, before)):
        days = (today - row.quiet_since).days
        short = f"No contact for {days} days" if row.last_contact_on else f"Not met in {days} days"
        yield WaitingRow(
            participant_id=row.participant_id,
            name=f"{row.known_as or row.first_name} {row.last_name}".strip(),
            reason=f"{short}. Ring, write or book a meeting.",
            short=short,
            badge="Quiet",
            kind="warn",
            deed="Look at the history",
            tab=INTAKE,
            section=HISTORY,
        )


def quiet_cases(member_id: int, before: date) -> Select[*tuple[object, ...]]:
    """Return the question for the open cases of a coach that are quiet since before a day, the longest first."""
    paused = exists().where(EpisodePause.episode_id == Episode.id, EpisodePause.ends_on.is_(None))
    booked = exists().where(Contact.episode_id == Episode.id, Contact.state == "booked")
    columns = (Episode.participant_id, Episode.last_contact_on, Episode.quiet_since)
    return (
        select(*columns, Participant.known_as, Participant.first_name, Participant.last_name)
        .join(Participant, Participant.id == Episode.participant_id)
        .where(Episode.owner_id == member_id, Episode.state == "open", Episode.quiet_since < before, ~paused, ~booked)
        .order_by(Episode.quiet_since)
        .limit(MOST_TOLD)
    )
