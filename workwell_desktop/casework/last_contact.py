"""Cases gone quiet, read at once: the day of the last contact is kept with the episode (``vault/case_columns.py``)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import Row, Select, exists, select
from sqlalchemy.orm import Session

from workwell_desktop.casework.local_rules import rules_in
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
    known = _mine(member_id).where(Episode.created_at < datetime.combine(before, time()).astimezone())
    never = known.where(Episode.last_contact_on.is_(None), Episode.opened_on < before)
    long_ago = known.where(Episode.last_contact_on < before)
    rows = [
        *session.execute(never.order_by(Episode.opened_on).limit(MOST_TOLD)),
        *session.execute(long_ago.order_by(Episode.last_contact_on).limit(MOST_TOLD)),
    ]
    for row in sorted(rows, key=_since)[:MOST_TOLD]:
        days = (today - _since(row)).days
        short = f"No contact for {days} days" if row.last_contact_on else f"Not met in {days} days"
        yield WaitingRow(
            participant_id=row.participant_id,
            name=f"{row.known_as or row.first_name} {row.last_name}".strip(),
            reason=f"{short}. Ring, write or book a meeting.",
            short=short,
            badge="Quiet",
            kind="warn",
            deed="Look at the history",
            tab=0,
            section=HISTORY,
        )


def _since(row: Row[Any]) -> date:
    """Return the day from which the quiet days count."""
    last: date = row.last_contact_on or row.opened_on
    came: date = row.created_at.astimezone().date()
    return max(last, came)


def _mine(member_id: int) -> Select[*tuple[object, ...]]:
    paused = exists().where(EpisodePause.episode_id == Episode.id, EpisodePause.ends_on.is_(None))
    booked = exists().where(Contact.episode_id == Episode.id, Contact.state == "booked")
    columns = (Episode.participant_id, Episode.opened_on, Episode.last_contact_on, Episode.created_at)
    return (
        select(*columns, Participant.known_as, Participant.first_name, Participant.last_name)
        .join(Participant, Participant.id == Episode.participant_id)
        .where(Episode.owner_id == member_id, Episode.state == "open", ~paused, ~booked)
    )
