"""What waits for the coach on the start page, and what of it is about nobody in the caseload yet."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from workwell_desktop.casework.drafts import NOBODY_YET
from workwell_desktop.casework.service_profile import profile_in
from workwell_desktop.models.drafts import Draft

SETTINGS = -1  # in place of a tab: it is settled there
MOST_TOLD = 100  # more of one kind are not counted one by one
PAGE = -2  # in place of a tab: it waits on a page of the workspace
_REFERRAL = "referral"  # the screen whose draft is about nobody yet, and the code of its page


@dataclass(frozen=True)
class WaitingRow:
    """One thing that waits for the coach: why in a sentence, a kind of badge with its word, and the deed.

    ``participant_id`` is 0 for what is about nobody in the caseload; ``tab`` is 0 to 3, ``SETTINGS``, or ``PAGE`` for
    the page of the workspace whose code ``section`` is. Otherwise ``section`` is one of that tab, or nothing.
    """

    participant_id: int
    name: str
    reason: str
    short: str
    badge: str
    kind: str
    deed: str
    tab: int
    section: str = ""


def own_rows(session: Session, member_id: int) -> Iterator[WaitingRow]:
    """Give what waits and is about nobody in the caseload: places of help to check, and a referral half typed.

    For use inside the caller's transaction only.
    """
    if profile_in(session).crisis_confirmed_on is None:
        yield WaitingRow(
            participant_id=NOBODY_YET,
            name="Help in a crisis",
            reason="The places of help in a crisis are not checked yet.",
            short="Not checked yet",
            badge="To check",
            kind="warn",
            deed="Open Settings",
            tab=SETTINGS,
        )
    words = session.scalar(
        select(Draft.content).where(
            Draft.created_by == member_id, Draft.screen == _REFERRAL, Draft.participant_id == NOBODY_YET
        )
    )
    typed = json.loads(words)["typed"] if words is not None else {}
    if any(typed.values()):
        yield WaitingRow(
            participant_id=NOBODY_YET,
            name=typed_name(typed) or "Somebody new",
            reason="A referral you began is not saved yet.",
            short="Not saved yet",
            badge="Not saved",
            kind="warn",
            deed="Go on with it",
            tab=PAGE,
            section=_REFERRAL,
        )


def typed_name(typed: Mapping[str, Any]) -> str:
    """Return the name in a referral that is not saved yet, as far as it was typed."""
    names = (typed.get("known_as", "").strip() or typed.get("first_name", "").strip(), typed.get("last_name", ""))
    return " ".join(name.strip() for name in names if name.strip())
