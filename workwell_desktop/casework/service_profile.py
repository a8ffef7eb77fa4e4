"""The coach's own service: what stands on its letters, how to ring, and whom people ring in a crisis."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from workwell_desktop.casework.training_mark import refuse_real_letterhead
from workwell_desktop.models.profile import ServiceProfile
from workwell_desktop.vault.store import Vault


@dataclass(frozen=True)
class CrisisContact:
    """Whom to ring when it cannot wait: name, number, and when it helps. Checked by the service itself."""

    name: str
    contact: str
    when: str = ""


@dataclass(frozen=True)
class Profile:
    """The service's name, letterhead (lines), the coach's role and phone, the usual place, and crisis contacts."""

    name: str = ""
    letterhead: str = ""
    coach_role: str = "Work and Health Coach"
    coach_phone: str = ""
    meeting_place: str = ""
    area: str = ""
    crisis: tuple[CrisisContact, ...] = ()
    crisis_confirmed_on: date | None = None


def load_profile(vault: Vault) -> Profile:
    """Return the service's profile; an empty one before it was first saved."""
    with vault.reading() as session:
        return profile_in(session)


def profile_in(session: Session) -> Profile:
    """Return the service's profile inside the caller's transaction."""
    row = session.scalar(select(ServiceProfile).order_by(ServiceProfile.id).limit(1))
    if row is None:
        return Profile()
    return Profile(
        name=row.name,
        letterhead=row.letterhead,
        coach_role=row.coach_role,
        coach_phone=row.coach_phone,
        meeting_place=row.meeting_place,
        area=row.area,
        crisis=tuple(CrisisContact(**one) for one in json.loads(row.crisis)),
        crisis_confirmed_on=row.crisis_confirmed_on,
    )


def save_profile(vault: Vault, profile: Profile) -> None:
    """Keep the service's profile. Raises ``NotKept`` when the disk refuses, ``TrainingOnly`` in a training vault."""
    with vault.transaction() as transaction:
        session = transaction.session
        refuse_real_letterhead(session)
        row = session.scalar(select(ServiceProfile).order_by(ServiceProfile.id).limit(1)) or ServiceProfile()
        for name in ("name", "letterhead", "coach_role", "coach_phone", "meeting_place", "area"):
            setattr(row, name, getattr(profile, name).strip())
        row.crisis = json.dumps([asdict(one) for one in profile.crisis], ensure_ascii=False)
        row.crisis_confirmed_on = profile.crisis_confirmed_on
        session.add(row)
        session.flush()
        transaction.record("change", "service_profile", row.id)
