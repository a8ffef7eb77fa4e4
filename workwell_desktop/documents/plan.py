"""The participant's plan: plain data in, PDF bytes out. Their words, their steps, in the size that they need."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from workwell_desktop.documents.model import (
    Block,
    Box,
    Column,
    Document,
    Foot,
    Heading,
    ListBlock,
    ListItem,
    NewPage,
    Paragraph,
    Quote,
    Role,
    Row,
    Run,
    Signature,
    Size,
    Table,
    Text,
)
from workwell_desktop.documents.wording import full_date, plain_date, runs, sentences, table_date, text

TALL = 320  # the height of a signature, in thousandths of its width


@dataclass(frozen=True)
class PlanGoal:
    """What the participant wants, in their words; how sure they are from 0 to 10."""

    words: str
    by: date | None
    confidence: int | None


@dataclass(frozen=True)
class PlanStep:
    """One step: what, who does it, by when."""

    what: str
    who: str
    by: date | None
    done: bool = False


@dataclass(frozen=True)
class PlanChange:
    """One change at work. ``state`` is shown as it is: "Idea", "Asked", "Agreed"."""

    now: str
    what_helps: str
    until: date | None
    state: str


@dataclass(frozen=True)
class PlanService:
    """One service. ``contact`` is a line each; ``checked`` is a sentence such as "Checked 3 November 2026"."""

    name: str
    what: str
    contact: tuple[str, ...]
    checked: str


@dataclass(frozen=True)
class NextMeeting:
    """When and where to meet next, as it is to be read, and a note below it."""

    when: str
    where: str
    note: str


@dataclass(frozen=True)
class PlanPaper:
    """All that stands on a plan. ``coach_called`` is the name used in a sentence; empty means ``coach``.

    ``crisis`` holds ready sentences about where to get help; ``number`` counts the versions of the plan. ``agreed_how``
    is ``drawn`` with the strokes of a ``signature``, ``signed`` on paper, or another way that is not said here.
    """

    service_name: str
    title: str
    participant: str
    coach: str
    made_on: date
    number: int
    agreed_on: date | None
    goals: tuple[PlanGoal, ...]
    steps: tuple[PlanStep, ...]
    changes: tuple[PlanChange, ...]
    services: tuple[PlanService, ...]
    next_meeting: NextMeeting | None
    review_on: date | None
    coach_phone: str
    crisis: tuple[str, ...]
    size: Size
    reference: str
    coach_called: str = ""
    agreed_how: str = ""
    signature: tuple[tuple[int, ...], ...] = ()


def plan_pdf(paper: PlanPaper) -> bytes:
    """Return the plan as PDF bytes: A4, in the size of the paper. The same paper gives the same bytes.

    Raises ``PaperProblem`` naming the field when a text has letters that cannot be printed.
    """
    from workwell_desktop.documents.house_style import PRESETS  # noqa: PLC0415 - nothing of paper is loaded before
    from workwell_desktop.documents.render import to_pdf  # noqa: PLC0415 - ReportLab is loaded when paper is made

    return to_pdf(plan_document(paper), PRESETS[paper.size])


def plan_document(paper: PlanPaper) -> Document:
    """Return the plan as a document, in reading order."""
    fixed = sentences("plan")
    blocks: list[Block] = [
        *_opening(paper, fixed),
        *_goals(paper, fixed),
        *_steps(paper, fixed),
        *_meeting(paper, fixed),
        *_harder(paper, fixed),
    ]
    if paper.changes or paper.services:
        blocks.append(NewPage())
    blocks += [*_changes(paper, fixed), *_services(paper, fixed), *_again(paper, fixed)]
    return Document(
        title=paper.title,
        language=fixed["language"],
        made_on=paper.made_on,
        foot=_foot(paper, fixed),
        page_words=fixed["page"],
        blocks=tuple(blocks),
    )


def _opening(paper: PlanPaper, fixed: Mapping[str, str]) -> list[Block]:
    made = text(
        Role.PARAGRAPH,
        fixed["made"],
        participant=Run(paper.participant, field="the participant's name"),
        coach=Run(paper.coach, field="the coach's name"),
        date=full_date(paper.made_on),
    )
    return [
        Paragraph(Text(Role.LEAD, (Run(paper.service_name, field="the service's name"),)), keep=True),
        Heading(Text(Role.TITLE, (Run(paper.title, field="the plan's title"),)), level=1),
        Paragraph(made),
    ]


def _heading(words: str) -> Heading:
    return Heading(Text(Role.HEADING, (Run(words),)))


def _goals(paper: PlanPaper, fixed: Mapping[str, str]) -> list[Block]:
    blocks: list[Block] = [_heading(fixed["want"])]
    if not paper.goals:
        blocks.append(Paragraph(text(Role.PARAGRAPH, fixed["want_empty"])))
    for number, goal in enumerate(paper.goals, start=1):
        notes = [fixed["by"].format(date=full_date(goal.by))] if goal.by else []
        if goal.confidence is not None:
            notes.append(fixed["sure"].format(number=goal.confidence))
        note = Text(Role.NOTE, (Run(" ".join(notes)),)) if notes else None
        blocks.append(Quote(Text(Role.QUOTE, _quoted(goal.words, f"goal {number}")), note))
    return blocks


def _quoted(words: str, field: str) -> tuple[Run, ...]:
    """Put quotation marks around a person's words, unless they stand there already."""
    if words.startswith(("“", "‘", '"')):
        return (Run(words, field=field),)
    return Run("“"), Run(words, field=field), Run("”")


def _steps(paper: PlanPaper, fixed: Mapping[str, str]) -> list[Block]:
    if not paper.steps:
        return [_heading(fixed["steps"]), Paragraph(text(Role.PARAGRAPH, fixed["steps_empty"]))]
    rows = []
    for number, step in enumerate(paper.steps, start=1):
        when = table_date(step.by, paper.made_on) if step.by else ""
        cells = (
            Run(step.what, field=f"step {number}"),
            Run(step.who, field=f"who does step {number}"),
            Run(fixed["done"] if step.done else when),
        )
        rows.append(
            Row(tuple(Text(Role.TABLE_CELL, (cell,)) for cell in cells), step.done, alone=(2,) if step.done else ())
        )
    columns = (
        Column(_head(fixed["head_step"])),
        Column(_head(fixed["head_who"]), snug=True),
        Column(_head(fixed["head_by"]), snug=True),
    )
    return [_heading(fixed["steps"]), Table(columns, tuple(rows))]


def _head(words: str) -> Text:
    return Text(Role.TABLE_HEAD, (Run(words),))


def _meeting(paper: PlanPaper, fixed: Mapping[str, str]) -> list[Block]:
    meeting = paper.next_meeting
    if meeting is None:
        return []
    when = Run(_ended(meeting.when), field="when we meet next")
    line = runs(fixed["meeting_time"], when=when)
    if meeting.where:
        line += (Run(" "), Run(_ended(meeting.where), field="where we meet next"))
    blocks: list[Block] = [_heading(fixed["next_meeting"]), Paragraph(Text(Role.PARAGRAPH, line))]
    if meeting.note:
        note = Text(Role.PARAGRAPH, (Run(meeting.note, field="the note about the next meeting"),))
        blocks.append(Paragraph(note, space=0.0))
    return [Box(tuple(blocks))]


def _ended(words: str) -> str:
    """End words with a full stop, unless they have an end already or are none."""
    return words if not words or words.rstrip().endswith((".", "!", "?")) else f"{words.rstrip()}."


def _harder(paper: PlanPaper, fixed: Mapping[str, str]) -> list[Block]:
    """Say whom to turn to when things get harder: the coach, then where help is near."""
    said: tuple[Run, ...] = ()
    if paper.coach_phone:
        mobile = paper.coach_phone.replace(" ", "").startswith(("07", "+447"))
        said = runs(
            fixed["harder_before" if paper.next_meeting else "harder"],
            ring=fixed["ring_or_text" if mobile else "ring"],
            coach=Run(paper.coach_called or paper.coach, field="the coach's name"),
            phone=Run(paper.coach_phone, field="the coach's phone number"),
        )
    help_near = [Run(sentence, field="where to get help") for sentence in paper.crisis]
    if len(help_near) > 1:  # somebody in need finds a number faster on a line of its own
        also = runs(fixed["also_here"]) if said else runs(fixed["harder_here"])
        items = tuple(ListItem((Text(Role.LIST_ITEM, (one,)),)) for one in help_near)
        lead = (*said, Run(" "), *also) if said else also
        return [Paragraph(Text(Role.PARAGRAPH, lead), keep=True, space=15.0), ListBlock(items, together=True)]
    for one in help_near:
        said += (Run(" "), one) if said else (one,)
    return [Paragraph(Text(Role.PARAGRAPH, said), space=15.0)] if said else []


def _changes(paper: PlanPaper, fixed: Mapping[str, str]) -> list[Block]:
    if not paper.changes:
        return []
    rows = []
    for number, change in enumerate(paper.changes, start=1):
        state = Run(change.state, field=f"how far change {number} is")
        so_far: tuple[Run, ...] = (state,)
        if change.until:
            template = fixed["state_until" if change.state else "until"]
            so_far = runs(template, state=state, date=table_date(change.until, paper.made_on))
        cells = (
            (Run(change.now, field=f"what is hard now, change {number}"),),
            (Run(change.what_helps, field=f"what would help, change {number}"),),
            so_far,
        )
        rows.append(Row(tuple(Text(Role.TABLE_CELL, cell) for cell in cells)))
    columns = (
        Column(_head(fixed["head_now"])),
        Column(_head(fixed["head_helps"])),
        Column(_head(fixed["head_state"]), snug=True),
    )
    return [_heading(fixed["changes"]), Table(columns, tuple(rows))]


def _services(paper: PlanPaper, fixed: Mapping[str, str]) -> list[Block]:
    if not paper.services:
        return []
    items = []
    for service in paper.services:
        field = "a service in the plan"
        lines = [Text(Role.LIST_ITEM, (Run(service.name, strong=True, field=field),))]
        lines += [Text(Role.LIST_ITEM, (Run(line, field=field),)) for line in (service.what, *service.contact) if line]
        if service.checked:
            lines.append(Text(Role.NOTE, (Run(_ended(service.checked), field=field),)))
        items.append(ListItem(tuple(lines)))
    return [_heading(fixed["services"]), ListBlock(tuple(items), bullets=False)]


def _again(paper: PlanPaper, fixed: Mapping[str, str]) -> list[Block]:
    """Say when the plan was agreed and when it is looked at again."""
    how = {"drawn": "signed", "signed": "signed_on_paper"}.get(paper.agreed_how, "agreed")
    said = fixed[how].format(date=full_date(paper.agreed_on)) if paper.agreed_on else fixed["not_agreed"]
    if paper.review_on:
        said = f"{said} {fixed['review'].format(date=full_date(paper.review_on))}"
    signed = bool(paper.agreed_on and paper.signature)
    blocks: list[Block] = [_heading(fixed["again"]), Paragraph(Text(Role.PARAGRAPH, (Run(said),)), keep=signed)]
    if signed:
        blocks.append(Paragraph(text(Role.NOTE, fixed["signature"]), keep=True))
        blocks.append(Signature(paper.signature, TALL))
    return blocks


def _foot(paper: PlanPaper, fixed: Mapping[str, str]) -> Foot:
    left = runs(
        fixed["foot_agreed" if paper.agreed_on else "foot_not_agreed"],
        participant=Run(paper.participant, field="the participant's name"),
        number=str(paper.number),
        date=plain_date(paper.agreed_on) if paper.agreed_on else "",
    )
    if paper.reference:
        left += runs(fixed["foot_reference"], reference=Run(paper.reference, field="the reference"))
    return Foot(Text(Role.FOOT, left), standing=text(Role.NOTE, fixed["yours"]))
