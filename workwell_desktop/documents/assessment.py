"""The finished assessment: plain data in, PDF bytes out. What was talked through, in words, for the person it is about.

What stays off paper is held back before it comes here (``casework/held_back.py``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from workwell_desktop.documents.model import (
    Block,
    Column,
    Document,
    Figure,
    Foot,
    Heading,
    ListBlock,
    ListItem,
    Paragraph,
    Quote,
    Role,
    Row,
    Run,
    Size,
    Table,
    Text,
)
from workwell_desktop.documents.wording import plain_date, runs, sentences, text
from workwell_desktop.forms import readings
from workwell_desktop.forms.readings import Chart

_BEFORE = 9.0  # points above a question


@dataclass(frozen=True)
class PaperSection:
    """Questions and their answers under one heading."""

    title: str
    lines: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class PaperTask:
    """One task of the job: how it goes on a good and a bad day, as it is to be read, and the if."""

    task: str
    good_day: str
    bad_day: str
    can_if: str


@dataclass(frozen=True)
class PaperObstacle:
    """One thing that gets in the way, in the participant's words; what else is known of it, as it is to be read."""

    words: str
    about: str
    effect: str
    can_change: str


@dataclass(frozen=True)
class PaperAbility:
    """One line of what can be done. ``kind`` is now, with_help or avoid; ``help`` and ``until`` may be empty."""

    kind: str
    words: str
    help: str = ""
    until: date | None = None


@dataclass(frozen=True)
class AssessmentPaper:
    """All that stands on an assessment's paper. ``before`` and ``after`` are the sections around what gets in the way.

    ``after`` begins with the strengths. ``held_back``: some answers stay off this paper. ``scored``: some were
    added up.
    """

    service_name: str
    participant: str
    coach: str
    made_on: date
    number: int
    signed_on: date
    how: str
    before: tuple[PaperSection, ...]
    tasks: tuple[PaperTask, ...]
    obstacles: tuple[PaperObstacle, ...]
    after: tuple[PaperSection, ...]
    abilities: tuple[PaperAbility, ...] = ()
    charts: tuple[Chart, ...] = ()
    held_back: bool = False
    scored: bool = False
    size: Size = "standard"
    reference: str = ""


def assessment_pdf(paper: AssessmentPaper) -> bytes:
    """Return the assessment as PDF bytes: A4, in the size of the paper. The same paper gives the same bytes.

    Raises ``PaperProblem`` naming the field when a text has letters that cannot be printed.
    """
    from workwell_desktop.documents.house_style import PRESETS  # noqa: PLC0415 - nothing of paper is loaded before
    from workwell_desktop.documents.render import to_pdf  # noqa: PLC0415 - ReportLab is loaded when paper is made

    return to_pdf(assessment_document(paper), PRESETS[paper.size])


def assessment_document(paper: AssessmentPaper) -> Document:
    """Return the assessment as a document, in reading order."""
    fixed = sentences("assessment")
    blocks: list[Block] = [*_opening(paper, fixed), *_abilities(paper, fixed)]
    for section in paper.before:
        blocks += _section(section)
    blocks += [*_tasks(paper, fixed), *_obstacles(paper, fixed)]
    for section in paper.after:
        blocks += _section(section)
    blocks += _over_time(paper, fixed)
    return Document(
        title=fixed["title"],
        language=fixed["language"],
        made_on=paper.made_on,
        foot=_foot(paper, fixed),
        page_words=fixed["page"],
        blocks=tuple(blocks),
    )


def _opening(paper: AssessmentPaper, fixed: Mapping[str, str]) -> list[Block]:
    who = text(
        Role.PARAGRAPH,
        fixed["who"],
        participant=Run(paper.participant, field="the participant's name"),
        coach=Run(paper.coach, field="the coach's name"),
    )
    signed = text(
        Role.PARAGRAPH,
        fixed["signed"],
        number=str(paper.number),
        date=plain_date(paper.signed_on),
        how=f"{paper.how[:1].lower()}{paper.how[1:]}",
    )
    blocks: list[Block] = [
        Paragraph(Text(Role.LEAD, (Run(paper.service_name, field="the service's name"),)), keep=True),
        Heading(text(Role.TITLE, fixed["title"]), level=1),
        Paragraph(who),
        Paragraph(signed, space=0.0),
    ]
    if paper.held_back:
        blocks.append(Paragraph(text(Role.NOTE, fixed["held_back"]), space=6.0))
    if paper.scored and not paper.charts:  # else it stands beside the charts
        blocks.append(Paragraph(text(Role.NOTE, fixed["number_note"]), space=0.0 if paper.held_back else 6.0))
    return blocks


def _heading(words: str, level: int = 2, field: str = "a fixed sentence") -> Heading:
    return Heading(Text(Role.HEADING, (Run(words, field=field),)), level)


def _section(section: PaperSection) -> list[Block]:
    if not section.lines:
        return []
    blocks: list[Block] = [_heading(section.title, field="a section's title")]
    for question, answer in section.lines:
        blocks += [
            Paragraph(Text(Role.NOTE, (Run(question, field="a question"),)), keep=True, space=_BEFORE),
            Paragraph(Text(Role.PARAGRAPH, (Run(answer, field=f"the answer to “{question}”"),)), space=0.0),
        ]
    return blocks


def _abilities(paper: AssessmentPaper, fixed: Mapping[str, str]) -> list[Block]:
    kinds = (("now", "can_now"), ("with_help", "with_help"), ("avoid", "avoid"))
    blocks: list[Block] = []
    for kind, name in kinds:
        mine = [one for one in paper.abilities if one.kind == kind]
        if mine:
            blocks.append(Paragraph(Text(Role.PARAGRAPH, (Run(fixed[name], strong=True),)), keep=True, space=_BEFORE))
            blocks.append(ListBlock(tuple(ListItem((_ability(one, fixed),)) for one in mine)))
    return [_heading(fixed["can_do"]), *blocks] if blocks else []


def _ability(one: PaperAbility, fixed: Mapping[str, str]) -> Text:
    field = "what can be done at work"
    words = Run(_ended(one.words) if one.help or one.until else one.words, field=field)
    if one.kind == "with_help" and one.help:
        return text(Role.LIST_ITEM, fixed["with_help_line"], words=words, help=Run(one.help, field=field))
    if one.kind == "avoid" and one.until:
        return text(Role.LIST_ITEM, fixed["avoid_line"], words=words, date=plain_date(one.until))
    return Text(Role.LIST_ITEM, (words,))


def _tasks(paper: AssessmentPaper, fixed: Mapping[str, str]) -> list[Block]:
    if not paper.tasks:
        return []
    rows = []
    for number, task in enumerate(paper.tasks, start=1):
        cells = (task.task, task.good_day, task.bad_day, task.can_if)
        field = f"task {number}"
        rows.append(Row(tuple(Text(Role.TABLE_CELL, (Run(cell, field=field),)) for cell in cells)))
    heads = (("head_task", False), ("head_good", True), ("head_bad", True), ("head_if", False))
    columns = tuple(Column(Text(Role.TABLE_HEAD, (Run(fixed[name]),)), snug) for name, snug in heads)
    blocks: list[Block] = [_heading(fixed["tasks"])]
    if any(day[:1].isdigit() for task in paper.tasks for day in (task.good_day, task.bad_day)):
        blocks.append(Paragraph(text(Role.NOTE, fixed["scale"]), keep=True))
    return [*blocks, Table(columns, tuple(rows))]


def _obstacles(paper: AssessmentPaper, fixed: Mapping[str, str]) -> list[Block]:
    if not paper.obstacles:
        return []
    blocks: list[Block] = [_heading(fixed["in_the_way"])]
    for number, one in enumerate(paper.obstacles, start=1):
        facts = (("about", one.about), ("effect", one.effect), ("can_change", one.can_change))
        note = " ".join(fixed[name].format(words=words) for name, words in facts if words)
        words = Text(Role.QUOTE, (Run("“"), Run(one.words, field=f"what gets in the way, {number}"), Run("”")))
        blocks.append(Quote(words, Text(Role.NOTE, (Run(note),)) if note else None))
    return blocks


def _over_time(paper: AssessmentPaper, fixed: Mapping[str, str]) -> list[Block]:
    if not paper.charts:
        return []
    blocks: list[Block] = [
        _heading(fixed["over_time"]),
        Paragraph(text(Role.PARAGRAPH, fixed["number_note"]), keep=True),
    ]
    for chart in paper.charts:
        name = Text(Role.PARAGRAPH, (Run(chart.title, strong=True, field="the name of a score"),))
        said = " ".join((readings.sentence(chart), *readings.key(chart)))
        blocks += [
            Paragraph(name, keep=True, space=_BEFORE),
            Paragraph(Text(Role.PARAGRAPH, (Run(said, field="a chart"),)), keep=True, space=0.0),
            Figure(chart),
        ]
    return blocks


def _foot(paper: AssessmentPaper, fixed: Mapping[str, str]) -> Foot:
    left = runs(
        fixed["foot"],
        participant=Run(paper.participant, field="the participant's name"),
        number=str(paper.number),
        date=plain_date(paper.signed_on),
    )
    if paper.reference:
        left += runs(fixed["foot_reference"], reference=Run(paper.reference, field="the reference"))
    return Foot(Text(Role.FOOT, left), standing=text(Role.NOTE, fixed["yours"]))


def _ended(words: str) -> str:
    """End words with a full stop, unless they have an end already."""
    return words if words.rstrip().endswith((".", "!", "?")) else f"{words.rstrip()}."
