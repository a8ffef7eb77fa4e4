"""Questionnaires that are asked again over time: kept as they are typed, finished, and corrected in a new version.

One filling-in is one row of ``measure``. Once it is finished its text stays in ``record_version`` for good; a
correction opens the row again with a reason and becomes the next version.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from workwell_desktop import forms
from workwell_desktop.casework import dates, safety_due
from workwell_desktop.casework.measure_figures import figures_of, figures_text
from workwell_desktop.casework.people import current_episode
from workwell_desktop.casework.sittings import note_change
from workwell_desktop.errors import InputProblem, WorkwellError
from workwell_desktop.forms import Answer, Questionnaire
from workwell_desktop.forms.readings import PERSON
from workwell_desktop.models.assessments import Assessment, Measure
from workwell_desktop.models.audit import RecordVersion
from workwell_desktop.models.episodes import Episode
from workwell_desktop.vault.store import Transaction, Vault
from workwell_desktop.vault.versions import add_version

ENTITY = "measure"
GIVEN, OPEN, DONE, LEFT_OUT = "given", "open", "done", "left"
TOGETHER, HAND_OVER, PAPER, ASSESSMENT = "together", "hand_over", "paper", "assessment"


def begin_measure(
    vault: Vault, participant_id: int, form: Questionnaire, *, view: str = PERSON, way: str = TOGETHER
) -> int:
    """Begin to fill in a questionnaire and return its id; one that was begun and is not finished is gone on with.

    A paper that is being keyed is not: it was filled in on another day, and its code leads to it.
    ``view`` is person or coach, ``way`` together or hand_over. Raises ``NotKept``.
    """
    with vault.transaction() as transaction:
        episode = current_episode(transaction.session, participant_id)
        row = transaction.session.scalar(
            select(Measure).where(
                Measure.episode_id == episode.id, Measure.form == form.id, Measure.version == form.version,
                Measure.view == view, Measure.state == OPEN, Measure.asked_on.is_(None), Measure.way != PAPER,
            )
        )  # fmt: skip
        if row is not None:
            row.way = way
            return row.id
        row = Measure(episode_id=episode.id, form=form.id, version=form.version, view=view, way=way, state=OPEN)
        transaction.session.add(row)
        transaction.session.flush()
        transaction.record("add", ENTITY, row.id, {"form": form.id, "version": form.version, "view": view})
        return row.id


def save_measure(
    vault: Vault, measure_id: int, form: Questionnaire, answers: Mapping[str, Answer], *, place: str = ""
) -> None:
    """Keep the answers as they stand, and ``place``, the id of the question where the coach is, in one transaction.

    Raises ``WorkwellError`` when they are finished, or were begun with another version of the form; ``NotKept``.
    """
    with vault.transaction() as transaction:
        row = transaction.session.get_one(Measure, measure_id)
        if row.state == DONE:
            raise WorkwellError("These answers are finished.", "Choose “Correct it” to change them.")
        _same_version(row, form)
        row.answers, row.place = _as_text(form, answers), place
        row.state = OPEN
        _raise_safety(transaction, row, form, answers)
        note_change(transaction, ENTITY, row.id)


def finish_measure(vault: Vault, measure_id: int, form: Questionnaire, *, on: str) -> int:
    """Make the answers final and return the number of this version, from 1. ``on`` is the day as it is typed.

    Raises ``InputProblem`` for ``on`` and, by the ids of their items, answers that need another look;
    ``WorkwellError`` when there is no answer, they are finished already, or something about safety is not written
    down yet; ``NotKept``.
    """
    day, problems = _day(on, vault.clock.today())
    with vault.transaction() as transaction:  # kept also where finishing is refused: it has to be in sight
        row = transaction.session.get_one(Measure, measure_id)
        if row.state != DONE and (row.form, row.version) == (form.id, form.version):
            _raise_safety(transaction, row, form, forms.read_answers(row.answers))
    with vault.transaction() as transaction:
        row = transaction.session.get_one(Measure, measure_id)
        if row.state == DONE:
            raise WorkwellError("These answers are finished already.", "You can read them under “Filled in before”.")
        _same_version(row, form)
        answers = forms.read_answers(row.answers)
        if not answers:
            raise WorkwellError("Nothing is answered yet.", "Answer one question first, or leave it out.")
        problems = forms.check(form, answers) | problems
        if problems or day is None:
            raise InputProblem(problems)
        safety_due.refuse_while_due(transaction, participant_of(transaction.session, row))
        return _finish(transaction, row, form, answers, day)


def correct_measure(vault: Vault, measure_id: int, reason: str) -> None:
    """Open finished answers for a correction; what was finished stays.

    Raises ``InputProblem`` for reason; ``WorkwellError`` when they are not finished, or stand in an assessment that can
    still be corrected itself: corrected in two places, they would come to differ.
    """
    if not reason.strip():
        raise InputProblem({"reason": "Write in a few words why this changes."})
    with vault.transaction() as transaction:
        row = transaction.session.get_one(Measure, measure_id)
        _correctable(transaction.session, row)
        row.state, row.reason, row.place = OPEN, reason.strip(), ""
        transaction.record("change", ENTITY, row.id, {"state": OPEN})


def refuse_correction(vault: Vault, measure_id: int) -> None:
    """Raise the ``WorkwellError`` of :func:`correct_measure` where there is one, before a reason is asked for."""
    with vault.reading() as session:
        _correctable(session, session.get_one(Measure, measure_id))


def leave_out(vault: Vault, measure_id: int) -> None:
    """Leave out what was begun, or put a correction back to the last finished version. ``take_up`` undoes the first."""
    with vault.transaction() as transaction:
        row = transaction.session.get_one(Measure, measure_id)
        content = _last_version(transaction.session, row.id)
        if row.state not in {OPEN, GIVEN}:
            return
        if content is None:
            row.state = LEFT_OUT
        else:
            left = forms.read_answers(row.answers)
            row.answers, row.state, row.reason = json.dumps(content["answers"], ensure_ascii=False), DONE, ""
            safety_due.stand_again(transaction, f"{ENTITY} {row.id}", left, forms.read_answers(row.answers))
        transaction.record("change", ENTITY, row.id, {"state": row.state})


def take_up(vault: Vault, measure_id: int) -> None:
    """Take up again what was left out, where it was."""
    with vault.transaction() as transaction:
        row = transaction.session.get_one(Measure, measure_id)
        if row.state == LEFT_OUT:
            row.state = GIVEN if row.code and not forms.read_answers(row.answers) else OPEN
            transaction.record("change", ENTITY, row.id, {"state": row.state})


def take_from_assessment(
    transaction: Transaction,
    row: Assessment,
    asked: tuple[Questionnaire, ...],
    answers: Mapping[str, Answer],
    day: date,
) -> None:
    """Keep the scored questionnaires of an assessment that is being signed as measures: nothing is keyed twice.

    A correction in the same round is the next version of the same measure, also where it takes every answer away; a
    new round is a new one.
    """
    for form in asked:
        mine = _answers_of(form, answers)
        if form.scoring is None:
            continue
        measure = transaction.session.scalar(
            select(Measure).where(
                Measure.assessment_id == row.id, Measure.round == row.round, Measure.form == form.id,
                Measure.episode_id == row.episode_id,  # one may have stayed with another record when a merge was undone
            )
        )  # fmt: skip
        if measure is None:
            if all(isinstance(answer, str) and answer in forms.NON_ANSWERS for answer in mine.values()):
                continue
            measure = Measure(
                episode_id=row.episode_id, form=form.id, version=form.version, way=ASSESSMENT, assessment_id=row.id,
                round=row.round,
            )  # fmt: skip
            transaction.session.add(measure)
            transaction.session.flush()
            transaction.record("add", ENTITY, measure.id, {"form": form.id, "version": form.version, "view": PERSON})
        elif forms.read_answers(measure.answers) == mine and measure.version == form.version:
            continue
        measure.version, measure.answers = form.version, _as_text(form, mine)
        measure.reason = row.new_version_reason if measure.asked_on is not None else ""
        _finish(transaction, measure, form, mine, measure.asked_on or day)


def participant_of(session: Session, measure: Measure) -> int:
    """Return whose answers these are, for use inside the caller's transaction only."""
    return session.get_one(Episode, measure.episode_id).participant_id


def _correctable(session: Session, row: Measure) -> None:
    if row.state != DONE:
        raise WorkwellError("These answers are not finished yet.", "You can change them as they are.")
    if row.assessment_id is None:
        return
    there = session.get_one(Assessment, row.assessment_id)
    present = current_episode(session, participant_of(session, row)).id
    if (there.round, there.episode_id) == (row.round, present):
        raise WorkwellError(
            "These answers stand in the assessment.", "Correct them there: make a new version of the assessment."
        )


def _raise_safety(transaction: Transaction, row: Measure, form: Questionnaire, answers: Mapping[str, Answer]) -> None:
    participant_id = participant_of(transaction.session, row)
    safety_due.raise_for_answers(transaction, participant_id, form, answers, of=f"{ENTITY} {row.id}")


def _finish(
    transaction: Transaction, row: Measure, form: Questionnaire, answers: Mapping[str, Answer], day: date
) -> int:
    figures = figures_text(figures_of(form, answers))
    number = add_version(
        transaction, ENTITY, row.id, _content(row, form, answers, figures, day),
        reason=row.reason, method=row.way, signed_on=day,
    )  # fmt: skip
    row.state, row.asked_on, row.figures, row.place, row.reason = DONE, day, figures, "", ""
    return number


def _content(
    row: Measure, form: Questionnaire, answers: Mapping[str, Answer], figures: str, day: date
) -> dict[str, Any]:
    """Return what a finished version holds; the questions and answers stand there in words too."""
    return {
        "form": form.id,
        "version": form.version,
        "view": row.view,
        "way": row.way,
        "on": day,
        "answers": dict(answers),
        "figures": json.loads(figures),
        "said": [
            [item.id, item.text, forms.in_words(item, answers[item.id])]
            for item in forms.shown_items(form, answers)
            if forms.is_answered(answers.get(item.id))
        ],
    }


def _same_version(row: Measure, form: Questionnaire) -> None:
    if (row.form, row.version) != (form.id, form.version):
        raise WorkwellError(
            "This was begun with another version of the questionnaire.", "Leave it out, and begin it anew."
        )


def _last_version(session: Session, measure_id: int) -> dict[str, Any] | None:
    text = session.scalar(
        select(RecordVersion.content)
        .where(RecordVersion.entity == ENTITY, RecordVersion.entity_id == measure_id)
        .order_by(RecordVersion.number.desc())
        .limit(1)
    )
    return None if text is None else json.loads(text)


def _answers_of(form: Questionnaire, answers: Mapping[str, Answer]) -> dict[str, Answer]:
    mine = {item.id for item in form.items}
    return {key: answer for key, answer in answers.items() if key in mine and forms.is_answered(answer)}


def _as_text(form: Questionnaire, answers: Mapping[str, Answer]) -> str:
    return json.dumps(_answers_of(form, answers), ensure_ascii=False, sort_keys=True)


def _day(typed: str, today: date) -> tuple[date | None, dict[str, str]]:
    """Return the day these were asked, and what is wrong with it as it was typed."""
    understood = dates.read_date(typed, today, lean="past")
    if understood.problem or understood.when is None:
        return None, {"on": understood.problem or "Type the day this was asked."}
    if understood.when > today:
        return None, {"on": "This day is still to come. Type the day it was asked."}
    return understood.when, {}
