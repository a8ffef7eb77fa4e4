"""Talking it through: the joint assessment is kept as it is typed, signed, and corrected in a new version.

The working copy lies in rows. Once it is signed, its words stay in ``record_version`` for good, and the working copy
refuses to change until a new version is begun with a reason.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from workwell_desktop.casework import assessment_content, dates, lists, safety_due
from workwell_desktop.casework.assessment_content import DRAFT, SIGNED, AssessmentEntry
from workwell_desktop.casework.drafts import drop_draft, put_draft
from workwell_desktop.casework.measures import take_from_assessment
from workwell_desktop.casework.people import current_episode
from workwell_desktop.casework.sittings import note_change
from workwell_desktop.errors import InputProblem, WorkwellError
from workwell_desktop.models.assessments import Assessment
from workwell_desktop.vault.store import Transaction, Vault
from workwell_desktop.vault.versions import add_version

SCREEN = "assessment"
ENTITY = "assessment"


def save_assessment(
    vault: Vault, participant_id: int, entry: AssessmentEntry, *, place: Mapping[str, Any] | None = None
) -> None:
    """Keep everything that was said so far, as it stands, in one transaction. Nothing is refused for being unfinished.

    ``place`` (JSON values) is where the coach is on the screen and what is half typed there; it comes back with
    ``load_draft``. Raises ``WorkwellError`` when the assessment is signed; ``NotKept``.
    """
    with vault.transaction() as transaction:
        if place is not None:
            put_draft(transaction, SCREEN, participant_id, place)
        row = assessment_of(transaction.session, participant_id)
        if row is None and entry.empty:
            return
        row = row or _begun(transaction, participant_id)
        _writable(row)
        assessment_content.write_entry(transaction.session, row, entry)
        _raise_safety(transaction, participant_id, row, entry)
        note_change(transaction, ENTITY, row.id)


def sign_assessment(vault: Vault, participant_id: int, *, method: str, signed_on: str) -> int:
    """Make the assessment final and return the number of its version, from 1.

    ``method`` is a code of the list ``agreement_method``, ``signed_on`` the day as it is typed. Raises ``InputProblem``
    for method, signed_on and, by the ids of their items, answers that need another look; ``WorkwellError`` when there
    is nothing in it, it is signed already, or something about safety is not written down yet; ``NotKept``.
    """
    day, problems = _signing_day(signed_on, vault.clock.today())
    if lists.find("agreement_method", method) is None:
        problems["method"] = "Choose how this was agreed."
    with vault.transaction() as transaction:  # kept also where signing is refused: it has to be in sight
        row = assessment_of(transaction.session, participant_id)
        if row is not None and row.state != SIGNED:
            _raise_safety(transaction, participant_id, row, assessment_content.read_entry(transaction.session, row))
    with vault.transaction() as transaction:
        row = assessment_of(transaction.session, participant_id)
        if row is None:
            raise WorkwellError("There is nothing to sign yet.", "Talk about one of the sections first.")
        _writable(row)
        entry = assessment_content.read_entry(transaction.session, row)
        if entry.empty:
            raise WorkwellError("There is nothing to sign yet.", "Talk about one of the sections first.")
        problems = assessment_content.problems(entry) | problems
        if problems or day is None:
            raise InputProblem(problems)
        safety_due.refuse_while_due(transaction, participant_id)
        row.state = SIGNED
        number = add_version(
            transaction, ENTITY, row.id, assessment_content.snapshot(entry),
            reason=row.new_version_reason, method=method, signed_on=day,
        )  # fmt: skip
        take_from_assessment(transaction, row, assessment_content.questionnaires(), entry.answers, day)
        drop_draft(transaction, SCREEN, participant_id)
        transaction.record("sign", ENTITY, row.id, {"number": number, "on": day.isoformat(), "how": method})
        return number


def new_version(vault: Vault, participant_id: int, reason: str, *, again: bool = False) -> None:
    """Open a signed assessment to put something right, or to talk it through ``again``. What was signed stays.

    Talked through again, it is a new round: the questions that are scored are asked afresh, and everything else begins
    as it was said last. Raises ``InputProblem`` for reason; ``WorkwellError`` when it is not signed; ``NotKept``.
    """
    if not reason.strip():
        raise InputProblem({"reason": "Write in a few words why this changes."})
    with vault.transaction() as transaction:
        row = assessment_of(transaction.session, participant_id)
        if row is None or row.state != SIGNED:
            raise WorkwellError("This assessment is not signed yet.", "You can change it as it is.")
        row.state, row.new_version_reason = DRAFT, reason.strip()
        if again:
            row.round += 1
            assessment_content.forget_scored(row)
        drop_draft(transaction, SCREEN, participant_id)
        transaction.record("change", ENTITY, row.id, {"state": DRAFT, "round": row.round})


def assessment_of(session: Session, participant_id: int) -> Assessment | None:
    """Return the assessment of the present episode, or nothing, for use inside the caller's transaction only."""
    episode = current_episode(session, participant_id)
    return session.scalar(select(Assessment).where(Assessment.episode_id == episode.id))


def _begun(transaction: Transaction, participant_id: int) -> Assessment:
    row = Assessment(episode_id=current_episode(transaction.session, participant_id).id, state=DRAFT, answers="{}")
    transaction.session.add(row)
    transaction.session.flush()
    transaction.record("add", ENTITY, row.id)
    return row


def _raise_safety(transaction: Transaction, participant_id: int, row: Assessment, entry: AssessmentEntry) -> None:
    occasion = f"{ENTITY} {row.id} round {row.round}"
    for form in assessment_content.questionnaires():
        safety_due.raise_for_answers(transaction, participant_id, form, entry.answers, of=occasion)


def _writable(row: Assessment) -> None:
    if row.state == SIGNED:
        raise WorkwellError("This assessment is signed.", "Choose “Make a new version” to change it.")


def _signing_day(typed: str, today: date) -> tuple[date | None, dict[str, str]]:
    """Return the day something was signed, and what is wrong with it as it was typed."""
    understood = dates.read_date(typed, today, lean="past")
    if understood.problem or understood.when is None:
        return None, {"signed_on": understood.problem or "Type the day this was signed."}
    if understood.when > today:
        return None, {"signed_on": "This day is still to come. Type the day it was signed."}
    return understood.when, {}
