"""The questionnaires of a participant as they are shown: what was filled in when, and what is begun."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from workwell_desktop import forms
from workwell_desktop.casework.measure_figures import Figures, read_figures
from workwell_desktop.casework.measures import ASSESSMENT, DONE, ENTITY, HAND_OVER, LEFT_OUT, OPEN, PAPER, TOGETHER
from workwell_desktop.casework.people import call_name, coach_first_name, current_episode
from workwell_desktop.errors import WorkwellError
from workwell_desktop.forms import Answer, Questionnaire, Shelf, progress
from workwell_desktop.forms.readings import PERSON
from workwell_desktop.models.assessments import Measure
from workwell_desktop.models.audit import RecordVersion
from workwell_desktop.models.episodes import Episode
from workwell_desktop.vault.store import Vault

WAYS = {
    TOGETHER: "Asked together",
    HAND_OVER: "Answered on this screen",
    PAPER: "Filled in on paper",
    ASSESSMENT: "In the assessment",
}


@dataclass(frozen=True)
class MeasureLine:
    """One filling-in. ``figures`` is the score as it was last finished, or nothing; ``number`` counts its versions.

    ``state`` is given (a paper is out), open or done; ``on`` is the day it was asked, once it was finished. ``reason``
    says why a correction is open. ``answered`` and ``asked`` count the questions. ``outdated``: the questionnaire is
    another one now, or gone, or the answers cannot be read. ``earlier``: it belongs to an earlier spell of support.
    ``place`` is the id of the question where the coach was.
    """

    id: int
    form_id: str
    version: int
    title: str
    on: date | None
    view: str
    way: str
    state: str
    figures: Figures | None
    answered: int
    asked: int
    number: int
    reason: str
    code: str
    begun_at: datetime
    outdated: bool
    place: str = ""
    earlier: bool = False

    @property
    def stuck(self) -> bool:
        """Say whether it was begun, and cannot be gone on with. A paper belongs to where it was given."""
        return self.state == "open" and (self.outdated or (self.earlier and not self.number and not self.code))


@dataclass(frozen=True)
class MeasuresState:
    """All questionnaires of a participant, from every spell of support, the oldest first."""

    participant_id: int
    call_name: str
    coach: str
    lines: tuple[MeasureLine, ...]

    def line(self, measure_id: int) -> MeasureLine | None:
        """Return one of them, or nothing."""
        return next((line for line in self.lines if line.id == measure_id), None)

    def latest(self, form_id: str) -> MeasureLine | None:
        """Return the last one of a form that was finished, or nothing."""
        return next((line for line in reversed(self.lines) if line.form_id == form_id and line.figures), None)

    def begun(self, form_id: str) -> tuple[MeasureLine, ...]:
        """Return those of a form that were begun and can be gone on with, own view first. A correction is none."""
        mine = (line for line in self.lines if line.form_id == form_id and line.state == OPEN)
        found = (line for line in mine if not line.stuck and not line.number)
        return tuple(sorted(found, key=lambda line: (line.view != PERSON, line.way == PAPER)))


@dataclass(frozen=True)
class MeasureVersion:
    """One finished version of a filling-in: its day, why it was made, and what was said in words."""

    number: int
    on: date
    reason: str
    figures: Figures | None
    said: tuple[tuple[str, str, str], ...]
    """The id of each question, the question, and the answer."""


@dataclass(frozen=True)
class MeasureEntry:
    """One filling-in with its answers as they stand, and every version that was finished, the latest first."""

    line: MeasureLine
    call_name: str
    answers: Mapping[str, Answer]
    versions: tuple[MeasureVersion, ...]
    participant_id: int


def load_measures(vault: Vault, participant_id: int, shelf: Shelf) -> MeasuresState:
    """Return all questionnaires of a participant, by the day they were asked."""
    with vault.reading() as session:
        counts = _counts(session, participant_id)
        rows = session.scalars(
            select(Measure)
            .where(Measure.episode_id.in_(_spells(participant_id)), Measure.state != LEFT_OUT)
            .order_by(func.coalesce(Measure.asked_on, func.date(Measure.created_at)), Measure.id)
        )
        present = current_episode(session, participant_id)
        return MeasuresState(
            participant_id=participant_id,
            call_name=call_name(session, participant_id),
            coach=coach_first_name(session, present),
            lines=tuple(_line(row, shelf, counts.get(row.id, 0), present.id) for row in rows),
        )


def load_measure(vault: Vault, measure_id: int, shelf: Shelf) -> MeasureEntry:
    """Return one filling-in with its answers and versions.

    Raises ``WorkwellError`` when there is none of this id, or one that is begun cannot be read.
    """
    with vault.reading() as session:
        row = session.get(Measure, measure_id)
        if row is None:
            raise WorkwellError("These questions are not here any more.", "Choose them from the list.")
        versions = tuple(_versions(session, row))
        person = session.get_one(Episode, row.episode_id).participant_id
        answers = forms.read_answers(row.answers) if row.state != DONE else _read(row) or {}
        line = _line(row, shelf, len(versions), current_episode(session, person).id)
        return MeasureEntry(line, call_name(session, person), answers, versions, person)


def _spells(participant_id: int) -> Any:
    return select(Episode.id).where(Episode.participant_id == participant_id)


def _counts(session: Session, participant_id: int) -> dict[int, int]:
    mine = select(Measure.id).where(Measure.episode_id.in_(_spells(participant_id)))
    found = session.execute(
        select(RecordVersion.entity_id, func.count().label("versions"))
        .where(RecordVersion.entity == ENTITY, RecordVersion.entity_id.in_(mine))
        .group_by(RecordVersion.entity_id)
    )
    return {row.entity_id: row.versions for row in found}


def _line(row: Measure, shelf: Shelf, number: int, present: int) -> MeasureLine:
    form = shelf.forms.get(row.form)
    figures = read_figures(row.figures)
    answers = _read(row)
    answered, asked = _progress(form, answers or {})
    return MeasureLine(
        id=row.id,
        form_id=row.form,
        version=row.version,
        title=form.title if form else figures.title if figures else row.form,
        on=row.asked_on,
        view=row.view,
        way=row.way,
        state=row.state,
        figures=figures,
        answered=answered,
        asked=asked,
        number=number,
        reason=row.reason,
        code=row.code,
        begun_at=row.created_at,
        outdated=form is None or form.version != row.version or answers is None,
        place=row.place,
        earlier=row.episode_id != present,
    )


def _read(row: Measure) -> Mapping[str, Answer] | None:
    """Return the answers as they stand, or nothing where the text holds none: the others are shown all the same."""
    try:
        return forms.read_answers(row.answers)
    except WorkwellError:
        return None


def _progress(form: Questionnaire | None, answers: Mapping[str, Answer]) -> tuple[int, int]:
    if form is None:
        return len(answers), len(answers)
    counts = [progress(form, section, answers) for section in form.sections]
    return sum(done for done, _asked in counts), sum(asked for _done, asked in counts)


def _versions(session: Session, row: Measure) -> list[MeasureVersion]:
    found = session.scalars(
        select(RecordVersion)
        .where(RecordVersion.entity == ENTITY, RecordVersion.entity_id == row.id)
        .order_by(RecordVersion.number.desc())
    )
    return [_version(one) for one in found]


def _version(row: RecordVersion) -> MeasureVersion:
    content: dict[str, Any] = json.loads(row.content)
    said = tuple((part[0], part[1], part[2]) for part in content["said"])
    return MeasureVersion(row.number, row.signed_on, row.reason, read_figures(content["figures"]), said)
