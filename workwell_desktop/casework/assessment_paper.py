"""The finished assessment on paper: what may stand on it, in which size, and keeping what was issued."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict

from sqlalchemy import select
from sqlalchemy.orm import Session

from workwell_desktop.casework import lists, papers
from workwell_desktop.casework.assessment import ENTITY, assessment_of
from workwell_desktop.casework.assessment_content import ABILITIES_PAGE, InTheWay, Task, introduced, scores_in
from workwell_desktop.casework.assessment_state import SaidSection, SignedVersion, read_version
from workwell_desktop.casework.catalogue import MOST
from workwell_desktop.casework.held_back import held_items
from workwell_desktop.casework.in_the_way import SECTION as WHAT_HELPS
from workwell_desktop.casework.in_the_way import about_said, change_word, effect_word
from workwell_desktop.casework.measure_series import charts
from workwell_desktop.casework.measure_state import load_measures
from workwell_desktop.casework.needs import print_format
from workwell_desktop.casework.people import coach_name, current_episode, full_name, participant
from workwell_desktop.casework.service_profile import profile_in
from workwell_desktop.documents.assessment import (
    AssessmentPaper,
    PaperAbility,
    PaperObstacle,
    PaperSection,
    PaperTask,
    assessment_pdf,
)
from workwell_desktop.forms import Shelf
from workwell_desktop.forms.readings import PERSON, Chart
from workwell_desktop.models.audit import RecordVersion
from workwell_desktop.models.papers import Paper
from workwell_desktop.vault.store import Vault

# Strengths, and what somebody wants, stand right after what gets in the way.
_AFTER = (WHAT_HELPS, "what_you_want")


def assessment_paper(
    vault: Vault, participant_id: int, number: int, reference: str, over_time: Iterable[Chart] = ()
) -> AssessmentPaper:
    """Return a signed version as the data of its paper. Answers about safety are not on it.

    Raises ``WorkwellError`` when there is no such version.
    """
    version = read_version(vault, participant_id, number)
    with vault.reading() as session:
        return AssessmentPaper(
            service_name=profile_in(session).name,
            participant=full_name(participant(session, participant_id)),
            coach=coach_name(session, current_episode(session, participant_id)),
            made_on=vault.clock.today(),
            number=version.line.number,
            signed_on=version.line.signed_on,
            how=lists.label("agreement_method", version.line.method),
            before=tuple(_section(part) for part in version.sections if part.id not in (*_AFTER, ABILITIES_PAGE)),
            tasks=tuple(_task(task) for task in version.entry.tasks),
            obstacles=tuple(_obstacle(one) for one in version.entry.obstacles),
            after=tuple(_section(part) for part in version.sections if part.id in _AFTER),
            abilities=_abilities(version),
            charts=tuple(over_time),
            scored=bool(scores_in(version.entry.answers, version.asked)),
            held_back=any(part.held_back for part in version.sections),
            size=print_format(session, participant_id).size,
            reference=reference,
        )


def charts_for_paper(vault: Vault, participant_id: int, shelf: Shelf) -> tuple[Chart, ...]:
    """Return the participant's own scores over time that may stand on paper: those with two numbers or more.

    A questionnaire with a question about safety is left out: at its ends, the number tells that answer.
    """
    state = load_measures(vault, participant_id, shelf)
    known = {line.form_id: shelf.forms[line.form_id] for line in state.lines if line.form_id in shelf.forms}
    own = [line for line in state.lines if line.view == PERSON and line.form_id in known]
    kept = [line for line in own if not held_items(known[line.form_id])]
    found = charts(kept, known, state.call_name)
    return tuple(one for one in found if sum(reading.value is not None for reading in one.readings) > 1)


def issue_assessment(vault: Vault, participant_id: int, number: int, over_time: Iterable[Chart] = ()) -> int:
    """Make the paper of a signed version, keep it in the vault and return its id.

    When the last one says the same and was made today, that one is the answer. Raises ``PaperProblem`` when a text
    cannot be printed, ``WorkwellError`` when there is no such version; ``NotKept``.
    """
    reference = papers.fresh_reference(papers.ASSESSMENT, vault.clock)
    paper = assessment_paper(vault, participant_id, number, reference, over_time)
    content = asdict(paper)
    with vault.reading() as session:
        last = session.scalar(
            select(Paper)
            .where(Paper.participant_id == participant_id, Paper.kind == papers.ASSESSMENT)
            .order_by(Paper.id.desc())
            .limit(1)
        )
        if last is not None and papers.content_text(content | {"reference": last.reference}) == last.content:
            return last.id
    pdf = assessment_pdf(paper)
    with vault.transaction() as transaction:
        return papers.keep_paper(
            transaction,
            participant_id=participant_id,
            kind=papers.ASSESSMENT,
            number=paper.number,
            reference=paper.reference,
            pdf=pdf,
            content=content,
            recipient=paper.participant,
            version_id=_version_id(transaction.session, participant_id, number),
        )


def _section(part: SaidSection) -> PaperSection:
    return PaperSection(part.title, introduced(part.id, part.on_paper))


def _task(task: Task) -> PaperTask:
    return PaperTask(task.task, _day(task.good_day), _day(task.bad_day), task.can_if)


def _day(number: int | None) -> str:
    """Return how much of a task can be done on a day, as it is to be read; nothing where nobody said."""
    return "" if number is None else f"{number} of {MOST}"


def _obstacle(one: InTheWay) -> PaperObstacle:
    return PaperObstacle(one.words, about_said(one), effect_word(one), change_word(one))


def _abilities(version: SignedVersion) -> tuple[PaperAbility, ...]:
    return tuple(PaperAbility(one.kind, one.words, one.help, one.until_on) for one in version.entry.abilities)


def _version_id(session: Session, participant_id: int, number: int) -> int | None:
    row = assessment_of(session, participant_id)
    if row is None:
        return None
    mine = (RecordVersion.entity == ENTITY, RecordVersion.entity_id == row.id, RecordVersion.number == number)
    return session.scalar(select(RecordVersion.id).where(*mine))
