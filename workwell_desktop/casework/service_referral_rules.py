"""The rules of referrals to services: when to ask again, and from what figures are counted. Pure, over a data file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from types import MappingProxyType

from workwell_desktop.datafiles import read_table
from workwell_desktop.paths import resources

TO_SEND, SENT, RECEIVED, WAITING, ACCEPTED = "to_send", "sent", "received", "waiting", "accepted"
STARTED, FINISHED, DECLINED = "started", "finished", "declined"
NO_REPLY, DID_NOT_COME, TAKEN_BACK = "no_reply", "did_not_come", "taken_back"

STEP_STATES: Mapping[str, str] = MappingProxyType(
    {
        TO_SEND: "todo", SENT: "doing", RECEIVED: "doing", WAITING: "waiting", ACCEPTED: "booked", STARTED: "doing",
        FINISHED: "done", DECLINED: "stopped", NO_REPLY: "waiting", DID_NOT_COME: "doing", TAKEN_BACK: "stopped",
    }
)  # fmt: skip
"""How the step of a plan stands (``step_state``) while its referral stands so (``service_referral_state``)."""

OF_STEP: Mapping[str, str] = MappingProxyType(
    {"todo": TO_SEND, "doing": SENT, "waiting": WAITING, "booked": ACCEPTED, "done": FINISHED, "stopped": TAKEN_BACK}
)
"""How a referral stands when its step came to stand so, and nothing finer was said."""

NOT_GONE = frozenset({TO_SEND, DECLINED, TAKEN_BACK})
"""States that a referral can come to without ever having gone: a service may say no before anything is sent."""

OVER = frozenset({FINISHED, DECLINED, TAKEN_BACK})
TAKEN_UP = (ACCEPTED, STARTED, FINISHED)
FORMAL, SUPPORTED, SIGNPOST = "formal", "supported", "signpost"


@dataclass(frozen=True)
class ReferralRules:
    """``ask_after`` gives days by state, 0 for never; figures count ``months`` back and speak from ``at_least`` on.

    ``pull`` is how many referrals, half of them taken up, are added before the share is worked out.
    """

    ask_after: Mapping[str, int]
    months: int
    at_least: int
    pull: int


def read_referral_rules(path: Path) -> ReferralRules:
    """Read the rules of a file. Raises ``DataFileProblem`` naming the file, the entry and the reason."""
    top = read_table(path)
    top.text("source")
    top.text("licence")
    days, figures = top.table("ask_after_days"), top.table("figures")
    if days is None or figures is None:
        raise top.problem("“ask_after_days” and “figures” must be there.")
    ask_after = {state: days.whole(state) for state in STEP_STATES}
    found = ReferralRules(
        MappingProxyType(ask_after), figures.whole("months"), figures.whole("at_least"), figures.whole("pull")
    )
    if min(*ask_after.values(), found.pull) < 0 or min(found.months, found.at_least) < 1:
        raise top.problem("no number may be below nothing, and figures need at least one.")
    for one in (days, figures, top):
        one.done()
    return found


@cache
def referral_rules() -> ReferralRules:
    """Return the shipped rules."""
    return read_referral_rules(resources() / "rules" / "service_referrals.toml")


def ask_on(state: str, since: date) -> date | None:
    """Return the day to ask about a referral that stands in a state since a day; nothing where nobody has to ask."""
    days = referral_rules().ask_after[state]
    return since + timedelta(days=days) if days else None
