"""What an assessment holds, and how it lies in its rows: answers, tasks, what gets in the way, what can be done."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields, replace
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from workwell_desktop import forms
from workwell_desktop.casework.dates import plain
from workwell_desktop.casework.held_back import answer_for_paper, score_for_paper
from workwell_desktop.casework.plain_words import paper_problem
from workwell_desktop.casework.scoring import Score, score
from workwell_desktop.casework.task_days import day_of
from workwell_desktop.forms import Answer, Questionnaire, Section
from workwell_desktop.models.assessments import Ability, Assessment, JobTask, Obstacle

QUESTIONNAIRE = "assessment"
DRAFT, SIGNED = "draft", "signed"
TASKS, OBSTACLES, ABILITIES = "job_tasks", "obstacles", "abilities"
ABILITIES_PAGE = "can_do"
CAN_NOW, WITH_HELP, AVOID = "now", "with_help", "avoid"
CAN_DO = {CAN_NOW: "I can do this now", WITH_HELP: "I could do this with help", AVOID: "Best avoided for now"}
_OTHER = "questionnaire:"

Row = TypeVar("Row", JobTask, Obstacle, Ability)


@dataclass(frozen=True)
class Task:
    """One task of the job. ``code`` is one of ``job_tasks.toml``, ``difficulty`` of ``difficulties.toml``, or nothing.

    Days run from 0 (can’t) to 10 (can), or are nothing while nobody said.
    """

    task: str
    code: str = ""
    good_day: int | None = None
    bad_day: int | None = None
    can_if: str = ""
    difficulty: str = ""


@dataclass(frozen=True)
class InTheWay:
    """One thing that gets in the way, in the participant's words; its place in line is its priority.

    ``about`` is a code of the list ``obstacle_about``, ``difficulty`` one of ``difficulties.toml``, ``effect`` one
    of the list ``effect_on_work``, ``can_change`` one of the list of that name; each may be empty.
    """

    words: str
    about: str = ""
    difficulty: str = ""
    effect: str = ""
    can_change: str = ""


@dataclass(frozen=True)
class CanDo:
    """One line of what can be done at work. ``kind`` is one of ``CAN_DO``.

    ``help`` says with what, of a line that needs help; ``until`` is the last day (YYYY-MM-DD) of one that is best
    avoided: without it, it holds until it is looked at again.
    """

    kind: str
    words: str
    help: str = ""
    until: str = ""

    @property
    def until_on(self) -> date | None:
        """Return its last day, or nothing where there is none."""
        try:
            return date.fromisoformat(self.until)
        except ValueError:
            return None

    @property
    def rest(self) -> str:
        """Say what would help, or until when it is best avoided; nothing for what can be done now."""
        if self.kind == AVOID:
            return f"Until {plain(self.until_on)}" if self.until_on else "Until we look again"
        return f"What would help: {self.help}" if self.kind == WITH_HELP and self.help else ""

    @property
    def sentence(self) -> str:
        """Say the whole line."""
        return f"{self.words.rstrip('. ')}. {self.rest.rstrip('. ')}." if self.rest else self.words


@dataclass(frozen=True)
class AssessmentEntry:
    """Everything on the Assessment tab. Answers go by the ids of the questionnaires' items."""

    answers: Mapping[str, Answer] = field(default_factory=dict)
    tasks: tuple[Task, ...] = ()
    obstacles: tuple[InTheWay, ...] = ()
    abilities: tuple[CanDo, ...] = ()

    @property
    def empty(self) -> bool:
        """Say whether nothing was said yet."""
        if self.tasks or self.obstacles or self.abilities:
            return False
        return not any(forms.is_answered(said) for said in self.answers.values())


@dataclass(frozen=True)
class SectionMark:
    """One section as the rail shows it. ``state`` is ``none``, ``part`` or ``done``."""

    id: str
    title: str
    state: str


def sheet() -> Questionnaire:
    """Return the questionnaire of the assessment."""
    return forms.questionnaire(QUESTIONNAIRE)


def joined(section: Section) -> tuple[Questionnaire, ...]:
    """Return the published questionnaires that stand on a section's page."""
    names = [name.removeprefix(_OTHER) for name in section.includes if name.startswith(_OTHER)]
    return tuple(forms.questionnaire(name) for name in names)


def questionnaires() -> tuple[Questionnaire, ...]:
    """Return the assessment's questionnaire and every one that stands on its pages."""
    return (sheet(), *(other for section in sheet().sections for other in joined(section)))


def scores_in(answers: Mapping[str, Answer], versions: Mapping[str, int] | None = None) -> tuple[Score, ...]:
    """Return the score of each published questionnaire that was answered in full.

    ``versions`` says which versions were asked, where that was kept. One that has changed since is left out: its
    answers cannot be added up by today's rules.
    """
    asked = versions or {}
    scored = (
        score(form, answers)
        for form in questionnaires()
        if form.scoring is not None and asked.get(form.id, form.version) == form.version
    )
    return tuple(found for found in scored if found.complete)


def problems(entry: AssessmentEntry) -> dict[str, str]:
    """Return one plain sentence for each answer that needs another look, by the id of its item.

    One for ``abilities`` is about the first line there that could not be printed.
    """
    found: dict[str, str] = {}
    wrong = next(filter(None, map(line_problem, entry.abilities)), "")
    if wrong:
        found[ABILITIES] = wrong
    for form in questionnaires():
        found |= forms.check(form, entry.answers)
    return found


def line_problem(one: CanDo) -> str:
    """Return what is wrong with a line that may stand in a letter one day, as a sentence, or nothing."""
    return paper_problem(one.words) or paper_problem(one.help)


def marks(entry: AssessmentEntry) -> tuple[SectionMark, ...]:
    """Return how far each section is: nothing said, begun, or everything dealt with."""
    return tuple(SectionMark(part.id, part.title, _mark(part, entry)) for part in sheet().sections)


def _mark(section: Section, entry: AssessmentEntry) -> str:
    done, asked = forms.progress(sheet(), section, entry.answers)
    for other in joined(section):
        for part in other.sections:
            more = forms.progress(other, part, entry.answers)
            done, asked = done + more[0], asked + more[1]
    begun = done > 0
    if TASKS in section.includes:
        done += sum(None not in (task.good_day, task.bad_day) for task in entry.tasks)
        asked += max(1, len(entry.tasks))
        begun = begun or bool(entry.tasks)
    if OBSTACLES in section.includes:
        begun = begun or bool(entry.obstacles)
    if ABILITIES in section.includes:
        begun = begun or bool(entry.abilities)
    if not begun:
        return "none"
    return "done" if done == asked else "part"


def rows(session: Session, table: type[Row], assessment_id: int) -> list[Row]:
    """Return rows of an assessment in their order, for use inside the caller's transaction only."""
    found = select(table).where(table.assessment_id == assessment_id).order_by(table.position, table.id)
    return list(session.scalars(found))


def read_entry(session: Session, assessment: Assessment) -> AssessmentEntry:
    """Return what an assessment's rows hold."""
    return AssessmentEntry(
        answers=forms.read_answers(assessment.answers),
        tasks=tuple(
            _sound(Task(row.task, row.code, row.good_day, row.bad_day, row.can_if, row.difficulty))
            for row in rows(session, JobTask, assessment.id)
        ),
        obstacles=tuple(
            InTheWay(row.words, row.domain, row.difficulty, row.effect, row.can_change)
            for row in rows(session, Obstacle, assessment.id)
        ),
        abilities=abilities_of(session, assessment.id),
    )


def abilities_of(session: Session, assessment_id: int) -> tuple[CanDo, ...]:
    """Return the lines of what can be done, for use inside the caller's transaction only."""
    return tuple(
        CanDo(row.kind, row.words, row.help, row.until_on.isoformat() if row.until_on else "")
        for row in rows(session, Ability, assessment_id)
    )


def write_entry(session: Session, assessment: Assessment, entry: AssessmentEntry) -> None:
    """Write everything into the rows. A row that stays as it was keeps who wrote it and when."""
    said = {key: answer for key, answer in entry.answers.items() if forms.is_answered(answer)}
    assessment.answers = json.dumps(said, ensure_ascii=False, sort_keys=True)
    tasks = [asdict(_sound(task)) for task in entry.tasks]
    obstacles = [
        {
            "words": one.words,
            "domain": one.about,
            "difficulty": one.difficulty,
            "effect": one.effect,
            "can_change": one.can_change,
        }
        for one in entry.obstacles
    ]
    abilities = [
        {"kind": one.kind, "words": one.words, "help": one.help, "until_on": one.until_on} for one in entry.abilities
    ]
    _write_rows(session, JobTask, assessment.id, tasks)
    _write_rows(session, Obstacle, assessment.id, obstacles)
    _write_rows(session, Ability, assessment.id, abilities)


def forget_scored(assessment: Assessment) -> None:
    """Take away the answers to every questionnaire that is scored, because it is asked afresh."""
    asked = {item.id for form in questionnaires() if form.scoring is not None for item in form.items}
    kept = {key: answer for key, answer in json.loads(assessment.answers).items() if key not in asked}
    assessment.answers = json.dumps(kept, ensure_ascii=False, sort_keys=True)


def _write_rows(session: Session, table: type[Row], assessment_id: int, wanted: Sequence[Mapping[str, Any]]) -> None:
    stored = rows(session, table, assessment_id)
    places = _places(stored, wanted) if table.__tablename__ == Obstacle.__tablename__ else range(len(stored))
    of_place = dict(zip(places, stored, strict=False))
    for position, values in enumerate(wanted):
        row = of_place.get(position) or table(assessment_id=assessment_id)
        row.position = position + 1
        for name, value in values.items():
            setattr(row, name, value)
        session.add(row)
    for place, row in of_place.items():
        if place >= len(wanted):
            session.delete(row)


def _places(stored: Sequence[Row], wanted: Sequence[Mapping[str, Any]]) -> list[int]:
    """Return the place of each stored row among those wanted: the one with its words, else the next one left over.

    A step of the plan names the row of what it is about, so a row goes with its words when the order changes, and
    keeps its number while its words are put right. A place past the end is none.
    """
    free: dict[int, str] = dict(enumerate(values["words"] for values in wanted))
    found: dict[int, int] = {}
    for number, row in enumerate(stored):
        same = next((place for place, words in free.items() if words == getattr(row, "words", None)), None)
        if same is not None:
            found[number] = same
            del free[same]
    left = [*free, *range(len(wanted), len(wanted) + len(stored))]
    return [found[number] if number in found else left.pop(0) for number in range(len(stored))]


def _sound(task: Task) -> Task:
    """Return a task without days off the scale: they were put in behind the screen, and nobody said them."""
    return replace(task, good_day=day_of(task.good_day), bad_day=day_of(task.bad_day))


def snapshot(entry: AssessmentEntry) -> dict[str, Any]:
    """Return an assessment as it is kept when it is signed (JSON values only).

    The questions and answers stand there in words too, so that it can be read when the questions have changed.
    """
    return {
        "questionnaires": {form.id: form.version for form in questionnaires()},
        "answers": dict(entry.answers),
        "tasks": [asdict(task) for task in entry.tasks],
        "obstacles": [asdict(one) for one in entry.obstacles],
        "abilities": [asdict(one) for one in entry.abilities],
        "said": said(entry),
    }


def entry_of(content: Mapping[str, Any]) -> AssessmentEntry:
    """Return the entry that a snapshot was made of."""
    return AssessmentEntry(
        answers=content["answers"],
        tasks=tuple(_sound(_made(Task, one)) for one in content["tasks"]),
        obstacles=tuple(_made(InTheWay, one) for one in content["obstacles"]),
        abilities=tuple(_made(CanDo, one) for one in content.get("abilities", ())),
    )


Made = TypeVar("Made", Task, InTheWay, CanDo)


def _made(kind: type[Made], values: Mapping[str, Any]) -> Made:
    known = {f.name for f in fields(kind)}
    return kind(**{name: value for name, value in values.items() if name in known})


def said(entry: AssessmentEntry) -> list[dict[str, Any]]:
    """Return the questions that were dealt with and their answers in words, section by section.

    Each line has the question, the answer, and the answer as it may stand on paper: empty where it is held back.
    A score stands there with its arithmetic once it is complete. The section of the job's tasks is there, without
    lines, when there are tasks or obstacles.
    """
    found = []
    for section in sheet().sections:
        lines = _answered(sheet(), section, entry.answers)
        for other in joined(section):
            found_score = score(other, entry.answers)
            for part in other.sections:
                lines += [] if _says_it_all(other, found_score) else _answered(other, part, entry.answers)
            if found_score.complete:
                on_paper = score_for_paper(other, found_score)
                lines.append([found_score.title, found_score.arithmetic, on_paper])
        if ABILITIES in section.includes:
            lines += _can_do(entry)
        drawn = TASKS in section.includes and bool(entry.tasks or entry.obstacles)
        if lines or drawn:
            found.append({"id": section.id, "section": section.title, "lines": lines})
    return found


def _says_it_all(form: Questionnaire, found: Score) -> bool:
    """Say whether the score is the one number that was typed in: it is not read out twice."""
    return found.complete and form.scoring is not None and form.scoring.entry == "total"


def introduced(section_id: str, lines: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Return what was said in a section, with its name and lead above the questions of a published questionnaire.

    Answers such as *Several days* say nothing without the time that was asked about.
    """
    section = next((part for part in sheet().sections if part.id == section_id), None)
    forms_here = [form for form in joined(section) if len(form.items) > 1] if section is not None else []
    found: list[tuple[str, str]] = []
    for question, answer in lines:
        form = next((form for form in forms_here if any(item.text == question for item in form.items)), None)
        if form is not None:
            forms_here.remove(form)
            found.append((form.title, form.intro))
        found.append((question, answer))
    return tuple(found)


def _can_do(entry: AssessmentEntry) -> list[list[str]]:
    """Return each list of abilities that has a line: its heading, and its lines one under the other."""
    found = []
    for kind, heading in CAN_DO.items():
        said_so = [one.sentence for one in entry.abilities if one.kind == kind]
        if said_so:
            found.append([heading, "\n".join(said_so), "\n".join(said_so)])
    return found


def _answered(form: Questionnaire, section: Section, answers: Mapping[str, Answer]) -> list[list[str]]:
    mine = {item.id for item in section.items}
    return [
        [item.text, forms.in_words(item, answers[item.id]), answer_for_paper(form, item, answers[item.id])]
        for item in forms.shown_items(form, answers)
        if item.id in mine and forms.is_answered(answers.get(item.id))
    ]
