"""What somebody's record says about their health, gathered for the diagnosis guard.

Of every episode, because a letter today can tell what was so two years ago. What was written down about their safety
is not read: it is used for nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from workwell_desktop import forms
from workwell_desktop.casework.diagnosis_guard import HealthFacts
from workwell_desktop.casework.people import participant
from workwell_desktop.errors import WorkwellError
from workwell_desktop.forms import read_answers
from workwell_desktop.models.assessments import Assessment, Measure, Obstacle
from workwell_desktop.models.contacts import Note, NoteAddendum
from workwell_desktop.models.employment import FitNote
from workwell_desktop.models.episodes import Episode
from workwell_desktop.models.participants import Condition
from workwell_desktop.vault.store import Vault

_TREATMENTS = ("waiting_for", "medicine_words")  # answers of the assessment in their own words
_NAMED = "other_name"  # the answer that names a form of somebody else's
_ANY = "other"  # the code that says nothing


def load_facts(vault: Vault, participant_id: int) -> HealthFacts:
    """Read what a record says about somebody's health."""
    with vault.reading() as session:
        return facts_in(session, participant_id)


def facts_in(session: Session, participant_id: int) -> HealthFacts:
    """Read what a record says about somebody's health, inside the caller's transaction."""
    episodes = select(Episode.id).where(Episode.participant_id == participant_id)
    codes = session.scalars(select(Condition.code).where(Condition.participant_id == participant_id))
    said = [
        _read(answers)
        for answers in session.scalars(select(Assessment.answers).where(Assessment.episode_id.in_(episodes)))
    ]
    treatments = [str(answers[name]) for answers in said for name in _TREATMENTS if answers.get(name)]
    notes = list(session.scalars(select(Note.words).where(Note.participant_id == participant_id)))
    notes += session.scalars(
        select(NoteAddendum.words)
        .join(Note, Note.id == NoteAddendum.note_id)
        .where(Note.participant_id == participant_id)
    )
    notes += session.scalars(select(FitNote.comment).where(FitNote.episode_id.in_(episodes)))
    notes += session.scalars(
        select(Obstacle.words)
        .join(Assessment, Assessment.id == Obstacle.assessment_id)
        .where(Assessment.episode_id.in_(episodes))
    )
    notes += [text for answers in said for name, text in answers.items() if isinstance(text, str) and " " in text]
    measures = session.execute(select(Measure.form, Measure.answers).where(Measure.episode_id.in_(episodes))).all()
    return HealthFacts(
        conditions=frozenset(codes) - {_ANY},
        condition_words=participant(session, participant_id).conditions_words,
        treatments=tuple(treatments),
        instruments=tuple(dict.fromkeys(title for form, answers in measures for title in _titles(form, answers))),
        notes=tuple(dict.fromkeys(filter(None, notes))),
    )


def _titles(form: str, answers: str) -> Iterator[str]:
    """Yield how a questionnaire is called; one of a service's own that is gone has no other name than its file's."""
    named = _read(answers).get(_NAMED)
    if named:
        yield str(named)
    elif form in forms.questionnaire_names():
        yield forms.questionnaire(form).title
    else:
        yield form


def _read(answers: str) -> dict[str, Any]:
    """Return kept answers, or none where they cannot be read: that stands in the way of their own page, not of this."""
    try:
        return read_answers(answers)
    except WorkwellError:
        return {}
