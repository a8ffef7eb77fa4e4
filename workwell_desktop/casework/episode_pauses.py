"""Pausing the programme clock and letting it run on: days paused do not count, and no day is paused twice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from workwell_desktop.casework import programme
from workwell_desktop.casework.dates import plain
from workwell_desktop.casework.entry_check import Check
from workwell_desktop.casework.episode_deeds import episode_of, only_open, recorded
from workwell_desktop.casework.episodes import pauses_of
from workwell_desktop.casework.programme import Pause
from workwell_desktop.errors import WorkwellError
from workwell_desktop.models.episodes import Episode, EpisodePause
from workwell_desktop.vault.store import Transaction, Vault

BACK_FIRST = "They come back before the pause begins. Check both dates."


@dataclass(frozen=True)
class PauseEntry:
    """A pause as typed: its first day, the day they are expected back, and why."""

    starts_on: str = ""
    back_on: str = ""
    reason: str = ""


def save_pause(vault: Vault, participant_id: int, entry: PauseEntry, pause_id: int = 0) -> int:
    """Pause the clock (``pause_id`` 0), or change a pause; return its id. One whose last day is past has ended.

    Raises ``InputProblem`` for a day that cannot be, a pause that overlaps another, and a missing reason;
    ``WorkwellError`` when support is closed; ``NotKept``.
    """
    today = vault.clock.today()
    check = Check(today)
    starts = check.near(entry.starts_on, "starts_on", "Write the first day of the pause.")
    back = check.end(entry.back_on, "back_on", starts)
    check.words(entry.reason, "reason", "Write in a few words why support is paused.")
    if starts and back and back <= starts:
        check.problems["back_on"] = BACK_FIRST
    ends = back if back is not None and back <= today else None
    with vault.transaction() as transaction:
        episode = episode_of(transaction, participant_id)
        only_open(episode)
        others = [row for row in pauses_of(transaction.session, episode.id) if row.id != pause_id]
        row = _own_pause(transaction, episode, pause_id) if pause_id else EpisodePause(episode_id=episode.id)
        if starts is not None:
            _not_twice(check, others, starts, ends)
            row.starts_on = starts
        check.done()
        row.back_on, row.ends_on, row.reason = back, ends, entry.reason.strip()
        transaction.session.add(row)
        recorded(transaction, episode, participant_id, {"pause": starts})
        return row.id


def resume(vault: Vault, participant_id: int, back_on: str) -> None:
    """Let the clock run on from the day somebody came back. That day counts again; no day before it does.

    Raises ``InputProblem`` for resumed_on; ``WorkwellError`` when nothing is paused; ``NotKept``.
    """
    check = Check(vault.clock.today())
    day = check.past(back_on, "resumed_on", "Write the day they came back.")
    with vault.transaction() as transaction:
        episode = episode_of(transaction, participant_id)
        row = next((one for one in pauses_of(transaction.session, episode.id) if one.ends_on is None), None)
        if row is None:
            raise WorkwellError("Support is not paused.", "Look at the page again.")
        if day is not None and day < row.starts_on:
            check.problems["resumed_on"] = f"The pause began on {plain(row.starts_on)}. Check the day."
        check.done()
        row.ends_on = day
        recorded(transaction, episode, participant_id, {"resumed": day})


def remove_pause(vault: Vault, participant_id: int, pause_id: int) -> Mapping[str, Any]:
    """Take out a pause that was a mistake, and return what it takes to put it back."""
    with vault.transaction() as transaction:
        episode = episode_of(transaction, participant_id)
        row = _own_pause(transaction, episode, pause_id)
        gone = {name: getattr(row, name) for name in ("starts_on", "back_on", "ends_on", "reason")}
        transaction.session.delete(row)
        transaction.session.flush()
        recorded(transaction, episode, participant_id, {"pause_removed": pause_id})
        return gone


def put_pause_back(vault: Vault, participant_id: int, gone: Mapping[str, Any]) -> None:
    """Put back a pause that was taken out."""
    with vault.transaction() as transaction:
        episode = episode_of(transaction, participant_id)
        check = Check(transaction.clock.today())
        _not_twice(check, pauses_of(transaction.session, episode.id), gone["starts_on"], gone["ends_on"])
        check.done()
        transaction.session.add(EpisodePause(episode_id=episode.id, **gone))
        recorded(transaction, episode, participant_id, {"pause_back": gone["starts_on"]})


def _own_pause(transaction: Transaction, episode: Episode, pause_id: int) -> EpisodePause:
    row = transaction.session.get(EpisodePause, pause_id)
    if row is None or row.episode_id != episode.id:
        raise WorkwellError("This pause is not here any more.", "Look at the page again.")
    return row


def _not_twice(check: Check, others: list[EpisodePause], starts: date, ends: date | None) -> None:
    """Refuse days that are paused already, and say by which pause."""
    known = [Pause(row.starts_on, row.ends_on) for row in others]
    other = programme.overlapping(known, starts, ends)
    if other is None:
        return
    if other.ends_on is None:
        check.problems["starts_on"] = f"Support is paused from {plain(other.starts_on)}. Go on with it first."
    else:
        check.problems["starts_on"] = (
            f"These days are paused already, from {plain(other.starts_on)} to "
            f"{plain(other.ends_on - timedelta(days=1))}."
        )
