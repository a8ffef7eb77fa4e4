"""What a coach does with a referral: accept, decline, signpost, let it wait, and take it back.

Nothing here happens by itself. Each deed is one transaction with its entry in the audit. Tries to reach them are in
``tries.py``.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from workwell_desktop.casework import lists
from workwell_desktop.casework.dates import read_date
from workwell_desktop.casework.eligibility import as_record, facts_in, judge
from workwell_desktop.casework.episodes import recount
from workwell_desktop.casework.local_rules import rules_in
from workwell_desktop.casework.people import current_episode
from workwell_desktop.casework.triage import UNDECIDED, has_begun
from workwell_desktop.errors import InputProblem, WorkwellError
from workwell_desktop.models.episodes import Episode, Referral
from workwell_desktop.vault.store import Transaction, Vault

NO_REASON = "Choose the reason, so that it can be told."
NO_WORDS = "Write the reason in a few words, so that it can be shown later."
_LONGEST_WAIT = timedelta(days=366)  # a year typed wrong would take a referral out of sight for ever
_DECISION = ("decided_on", "decided_by", "decided_reason", "decided_note", "signposted_to")
_KEPT = ("state", "answer_by", "waiting_until", *_DECISION, "rules", "override_reason")
_STANDS = tuple(name for name in _KEPT if name not in {"rules", "override_reason"})
_DAYS = {"answer_by", "waiting_until", "decided_on"}


class AlreadyDecided(WorkwellError):
    """This referral was answered before, here or in another window."""


class CannotUndo(WorkwellError):
    """The last decision cannot be taken back any more."""


class RulesSayNo(WorkwellError):
    """The rules say no and nobody decided another way."""


def accept(vault: Vault, referral_id: int) -> int:
    """Accept a referral: the spell of support is open from today. Return the participant's id.

    Raises :class:`RulesSayNo` where the rules say no and the coach did not decide another way, ``AlreadyDecided``.
    """
    with vault.transaction() as transaction:
        referral, episode = _undecided(transaction, referral_id)
        kept = _answered(transaction, referral, episode)
        if (kept.get("decided") or kept["answer"]) == "no":
            if kept.get("decided"):
                raise RulesSayNo(
                    "You decided that they cannot join.", "Decide another way, with a reason, or decline the referral."
                )
            raise RulesSayNo(
                "By these rules the answer is no.", "Decide another way, with a reason, or decline the referral."
            )
        _decide(transaction, referral, episode, {"state": "accepted"})
        episode.state, episode.opened_on = "open", transaction.clock.today()
        recount(transaction.session, episode)
        return _done(transaction, referral, episode)


def decline(vault: Vault, referral_id: int, reason: str, note: str = "") -> int:
    """Decline a referral for a reason of the list ``decline_reason``. Raises ``InputProblem``, ``AlreadyDecided``."""
    _need({"reason": "" if lists.find("decline_reason", reason) else NO_REASON})
    with vault.transaction() as transaction:
        referral, episode = _undecided(transaction, referral_id)
        _decide(
            transaction,
            referral,
            episode,
            {"state": "declined", "decided_reason": reason, "decided_note": note.strip()},
        )
        episode.state = "declined"
        return _done(transaction, referral, episode)


def signpost(vault: Vault, referral_id: int, where: str, reason: str, note: str = "") -> int:
    """Send somebody on to better help: where to, and why. Raises ``InputProblem``, ``AlreadyDecided``."""
    _need(
        {
            "where": "" if where.strip() else "Write where they can go, so that it can be told.",
            "reason": "" if lists.find("decline_reason", reason) else NO_REASON,
        }
    )
    with vault.transaction() as transaction:
        referral, episode = _undecided(transaction, referral_id)
        said = {"decided_reason": reason, "decided_note": note.strip(), "signposted_to": where.strip()}
        _decide(transaction, referral, episode, {"state": "signposted", **said})
        episode.state = "declined"
        return _done(transaction, referral, episode)


def wait(vault: Vault, referral_id: int, until: str, reason: str, note: str = "") -> int:
    """Let a referral wait until a day as it is typed, for a reason; the day its answer is due stays as it was.

    Raises ``InputProblem`` and ``AlreadyDecided``.
    """
    today = vault.clock.today()
    understood = read_date(until, today, lean="future")
    problem = understood.problem
    if not problem and understood.when is None:
        problem = "Write the day on which you look at it again."
    elif understood.when == today:
        problem = "Choose a day after today."
    elif understood.when is not None and understood.when < today:
        problem = "This day has passed. Choose one that is still to come."
    elif understood.when is not None and understood.when - today > _LONGEST_WAIT:
        problem = "This is more than a year away, and nothing comes up before. Check the date."
    _need({"until": problem, "reason": "" if lists.find("waiting_reason", reason) else NO_REASON})
    with vault.transaction() as transaction:
        referral, episode = _undecided(transaction, referral_id)
        said = {"decided_reason": reason, "decided_note": note.strip()}
        _decide(transaction, referral, episode, {"state": "waiting", "waiting_until": understood.when, **said})
        return _done(transaction, referral, episode)


def decide_another_way(vault: Vault, referral_id: int, answer: str, reason: str) -> None:
    """Put the coach's own answer (yes or no) and its reason in place of the rules'; an empty answer takes it back.

    The rules stay readable as they were answered. Raises ``InputProblem`` and ``AlreadyDecided``.
    """
    if answer:
        _need(
            {
                "answer": "" if answer in {"yes", "no"} else "Choose yes or no.",
                "reason": "" if reason.strip() else NO_WORDS,
            }
        )
    with vault.transaction() as transaction:
        referral, episode = _undecided(transaction, referral_id)
        kept = _answered(transaction, referral, episode) | {"decided": answer}
        referral.rules = json.dumps(kept, ensure_ascii=False) if answer else ""
        referral.override_reason = reason.strip() if answer else ""
        transaction.record("change", "referral", referral_id, {"decided": answer})


def undo(vault: Vault, referral_id: int) -> int:
    """Take back the last decision about a referral and return the participant's id.

    Raises :class:`CannotUndo` once something was begun with the person, or the spell of support has ended.
    """
    with vault.transaction() as transaction:
        session = transaction.session
        referral = session.get_one(Referral, referral_id)
        episode = session.get_one(Episode, referral.episode_id)
        if not referral.before or episode.state not in {"referred", "open", "declined"}:
            raise CannotUndo(
                "There is no decision here that can be taken back.", "Open the person to see how it stands."
            )
        if current_episode(session, episode.participant_id).id != episode.id:
            raise CannotUndo(
                "There is a newer referral, so this one stays as it was answered.", "Answer the newer one instead."
            )
        if episode.state == "open" and has_begun(session, episode.id):
            raise CannotUndo(
                "Work with this person has begun, so accepting cannot be taken back.", "Close the case instead."
            )
        before = json.loads(referral.before)
        for name in _KEPT if _as_answered(referral, before) else _STANDS:
            value = before[name]
            setattr(referral, name, date.fromisoformat(value) if value and name in _DAYS else value)
        referral.before = ""
        episode.state, episode.opened_on = before["episode_state"], date.fromisoformat(before["opened_on"])
        recount(session, episode)
        transaction.record("undo", "referral", referral_id, {"state": referral.state})
        return episode.participant_id


def _need(problems: Mapping[str, str]) -> None:
    found = {name: sentence for name, sentence in problems.items() if sentence}
    if found:
        raise InputProblem(found)


def _undecided(transaction: Transaction, referral_id: int) -> tuple[Referral, Episode]:
    referral = transaction.session.get_one(Referral, referral_id)
    episode = transaction.session.get_one(Episode, referral.episode_id)
    if referral.state not in UNDECIDED or episode.state != "referred":
        raise AlreadyDecided("This referral has its answer already.", "Look at the list again.")
    return referral, episode


def _answered(transaction: Transaction, referral: Referral, episode: Episode) -> dict[str, Any]:
    """Return the rules as they are answered now, with what the coach decided in their place."""
    rules = rules_in(transaction.session)
    facts = facts_in(transaction.session, episode.participant_id, episode.id)
    kept = json.loads(referral.rules) if referral.rules else {}
    record = as_record(rules, judge(rules, facts, transaction.clock.today()))
    return record | ({"decided": kept["decided"]} if kept.get("decided") else {})


def _as_answered(referral: Referral, before: Mapping[str, Any]) -> bool:
    """Say whether the coach's own answer is the one that stood before: while somebody waits, it can be another one."""
    was = json.loads(before["rules"]) if before["rules"] else {}
    now = json.loads(referral.rules) if referral.rules else {}
    said = (was.get("decided", ""), before["override_reason"])
    return said == (now.get("decided", ""), referral.override_reason)


def _decide(transaction: Transaction, referral: Referral, episode: Episode, values: Mapping[str, Any]) -> None:
    """Write a decision with who and when, the rules as they were answered, and how it stood before."""
    before = {name: getattr(referral, name) for name in _KEPT}
    before |= {"episode_state": episode.state, "opened_on": episode.opened_on}
    as_texts = {name: value.isoformat() if isinstance(value, date) else value for name, value in before.items()}
    referral.before = json.dumps(as_texts, ensure_ascii=False)
    referral.rules = json.dumps(_answered(transaction, referral, episode), ensure_ascii=False)
    blank = {"decided_reason": "", "decided_note": "", "signposted_to": "", "waiting_until": None}
    who = {"decided_on": transaction.clock.today(), "decided_by": transaction.member_id}
    for name, value in {**blank, **who, **values}.items():
        setattr(referral, name, value)


def _done(transaction: Transaction, referral: Referral, episode: Episode) -> int:
    transaction.record("decide", "referral", referral.id, {"state": referral.state, "reason": referral.decided_reason})
    return episode.participant_id
