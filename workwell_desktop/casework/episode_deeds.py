"""What changes a spell of support while it is open: its level, what the plan is for, its first day and its weeks.

What is typed arrives as text; it is checked first and then kept in one transaction, or not at all. Pauses are in
``episode_pauses.py``, the end and a new beginning in ``episode_closing.py``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from workwell_desktop.casework.dates import plain
from workwell_desktop.casework.drafts import drop_draft
from workwell_desktop.casework.entry_check import Check
from workwell_desktop.casework.episodes import CLOSED, OPEN, SCREEN, recount, referral_of
from workwell_desktop.casework.people import current_episode
from workwell_desktop.casework.plan_rows import AGREED, plan_of
from workwell_desktop.errors import InputProblem, WorkwellError
from workwell_desktop.models.episodes import Episode, EpisodeChange
from workwell_desktop.vault.store import Transaction, Vault

ENTITY = "episode"
MOST_WEEKS = 104


@dataclass(frozen=True)
class DetailsEntry:
    """How much support, what the plan is for (codes of the lists), and the day of the first appointment as typed."""

    support_level: str = ""
    plan_type: str = ""
    started_on: str = ""


@dataclass(frozen=True)
class WeeksEntry:
    """The weeks agreed for this person as typed, nothing for the service's own; and why."""

    weeks: str = ""
    reason: str = ""


def save_details(vault: Vault, participant_id: int, entry: DetailsEntry) -> None:
    """Keep the level of support, what the plan is for, and the first appointment.

    Raises ``InputProblem`` by field (an agreed plan goes on being for what it was agreed for); ``NotKept``.
    """
    check = Check(vault.clock.today())
    started = check.past(entry.started_on, "started_on")
    check.code(entry.support_level, "support_level", "support_level")
    check.code(entry.plan_type, "plan_type", "plan_type")
    check.done()
    with vault.transaction() as transaction:
        episode = episode_of(transaction, participant_id)
        if started != episode.started_on:
            _in_its_spell(transaction, episode, started)
        plan = plan_of(transaction.session, episode.id)
        if entry.plan_type != episode.plan_type:
            if plan is not None and plan.state == AGREED:
                raise InputProblem(
                    {"plan_type": "This plan is agreed. Choose “Change this plan” on the Plan tab first."}
                )
            episode.plan_type = entry.plan_type
        episode.support_level, episode.started_on = entry.support_level, started
        recorded(transaction, episode, participant_id, {"started_on": started})


def _in_its_spell(transaction: Transaction, episode: Episode, started: date | None) -> None:
    """Raise ``InputProblem`` for a first appointment before the referral arrived, or after support was closed."""
    referral = referral_of(transaction.session, episode.id)
    arrived = referral.received_on if referral is not None else None
    if started is not None and arrived is not None and started < arrived:
        raise InputProblem({"started_on": f"The referral arrived on {plain(arrived)}. Check both dates."})
    if started is not None and episode.closed_on is not None and started > episode.closed_on:
        raise InputProblem({"started_on": f"Support was closed on {plain(episode.closed_on)}. Check both dates."})


def save_weeks(vault: Vault, participant_id: int, entry: WeeksEntry) -> None:
    """Agree how many weeks of support this person has, or go back to the service's own number.

    Raises ``InputProblem`` for weeks and reason; ``NotKept``.
    """
    check = Check(vault.clock.today())
    typed = entry.weeks.strip().casefold().removesuffix("weeks").removesuffix("week").strip()
    weeks = int(typed) if typed.isascii() and typed.isdigit() and len(typed) <= 4 else None
    if typed and (weeks is None or not 1 <= weeks <= MOST_WEEKS):
        check.problems["weeks"] = f"Write the weeks as a number from 1 to {MOST_WEEKS}."
    check.words(entry.reason, "reason", "Write in a few words why this person has another number of weeks.")
    check.done()
    with vault.transaction() as transaction:
        episode = episode_of(transaction, participant_id)
        episode.weeks = weeks
        note_change(transaction, episode, "weeks", number=weeks, reason=entry.reason)
        recorded(transaction, episode, participant_id, {"weeks": weeks, "reason": entry.reason.strip()})


def episode_of(transaction: Transaction, participant_id: int) -> Episode:
    """Return the present spell of support, for use inside this transaction only."""
    return current_episode(transaction.session, participant_id)


def only_open(episode: Episode) -> None:
    """Raise ``WorkwellError`` unless support is open."""
    if episode.state != OPEN:
        raise WorkwellError("Support is not open.", "Open it again first.")


def only_closed(episode: Episode) -> None:
    """Raise ``WorkwellError`` unless support is closed."""
    if episode.state != CLOSED:
        raise WorkwellError("Support is not closed.", "Look at the page again.")


def note_change(
    transaction: Transaction,
    episode: Episode,
    kind: str,
    *,
    reason: str = "",
    code: str = "",
    number: int | None = None,
    day: date | None = None,
) -> None:
    """Keep what changed the course of an episode, with its reason, so that it can be read later."""
    transaction.session.add(
        EpisodeChange(
            episode_id=episode.id,
            happened_on=day or transaction.clock.today(),
            kind=kind,
            code=code,
            number=number,
            reason=reason.strip(),
        )
    )


def recorded(transaction: Transaction, episode: Episode, participant_id: int, detail: Mapping[str, object]) -> None:
    """Work out the end of the weeks anew, forget what was being typed, and put the deed on record."""
    transaction.session.flush()
    recount(transaction.session, episode)
    drop_draft(transaction, SCREEN, participant_id)
    transaction.record("change", ENTITY, episode.id, detail)
