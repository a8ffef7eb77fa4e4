"""Going back in stages on paper: a calendar for the person's own wall, and one for their manager.

Plain data in, PDF bytes out. The manager's has no field for a note, a need or a word about health, and none without
the day on which the person agreed that it goes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from workwell_desktop.documents.model import (
    Block,
    Column,
    Document,
    Foot,
    Heading,
    ListBlock,
    ListItem,
    Paragraph,
    Role,
    Row,
    Run,
    Size,
    Table,
    Text,
)
from workwell_desktop.documents.wording import full_date, plain_date, runs, sentences, text

_AIRY = 4  # weeks that leave air on one page; up to six still fit, set a little closer in letters of the same size
WORK_STYLE = "letter"  # the house style of the manager's calendar, by its name in flow.STYLES
_ROOMY = 5  # days beside each other that have room for whole words
_SHORT_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True)
class StagesDay:
    """One day: its times as ``09:00`` and the minutes of a break that is not paid. Without times it is a free day.

    ``holiday``: it is a bank holiday.
    """

    on: date
    starts: str = ""
    ends: str = ""
    pause: int = 0
    holiday: bool = False


@dataclass(frozen=True)
class StagesWeek:
    """One week from its Monday: the days that are worked, the free bank holidays, and its hours in words."""

    number: int
    monday: date
    days: tuple[StagesDay, ...]
    hours: str


@dataclass(frozen=True)
class OwnStages:
    """All that stands on the person's own calendar. ``note`` is theirs; ``pay`` is what is said about pay."""

    participant: str
    coach: str
    coach_called: str
    coach_phone: str
    made_on: date
    agreed_on: date | None
    weeks: tuple[StagesWeek, ...]
    reviews: tuple[date, ...]
    pay: str
    note: str
    size: Size
    reference: str


@dataclass(frozen=True)
class WorkStages:
    """All that stands on the manager's calendar. ``agreed_on`` is when the person agreed that it goes to them."""

    participant: str
    employer: str
    coach: str
    coach_phone: str
    service: str
    made_on: date
    agreed_on: date
    weeks: tuple[StagesWeek, ...]
    reviews: tuple[date, ...]
    pay: str
    reference: str


def own_stages_pdf(paper: OwnStages) -> bytes:
    """Return the person's own calendar as PDF bytes: A4, in the size that they need. The same paper, the same bytes.

    Raises ``PaperProblem`` naming the field when a text has letters that cannot be printed.
    """
    from workwell_desktop.documents.flow import STYLES  # noqa: PLC0415 - nothing of paper is loaded before
    from workwell_desktop.documents.render import to_pdf  # noqa: PLC0415 - ReportLab is loaded when paper is made

    return to_pdf(own_stages_document(paper), STYLES[own_stages_style(paper)])


def own_stages_style(paper: OwnStages) -> str:
    """Return the name of the house style of the person's own calendar: many weeks are set closer in the usual size."""
    return WORK_STYLE if paper.size == "standard" and len(paper.weeks) > _AIRY else paper.size


def work_stages_pdf(paper: WorkStages) -> bytes:
    """Return the manager's calendar as PDF bytes: A4, in the usual size. Raises ``PaperProblem`` as above."""
    from workwell_desktop.documents.flow import STYLES  # noqa: PLC0415 - nothing of paper is loaded before
    from workwell_desktop.documents.render import to_pdf  # noqa: PLC0415 - ReportLab is loaded when paper is made

    return to_pdf(work_stages_document(paper), STYLES[WORK_STYLE])


def own_stages_document(paper: OwnStages) -> Document:
    """Return the person's own calendar as a document, in reading order."""
    fixed = sentences("stages")
    coach = Run(paper.coach, field="the coach's name")
    made = {"participant": Run(paper.participant, field="the participant's name"), "coach": coach}
    first = next((day.on for week in paper.weeks for day in week.days if day.starts), None)
    blocks: list[Block] = [
        Heading(text(Role.TITLE, fixed["own_title"]), level=1),
        Paragraph(text(Role.PARAGRAPH, fixed["own_made"], date=full_date(paper.made_on), **made)),
    ]
    if first is not None:
        blocks.append(Paragraph(text(Role.PARAGRAPH, fixed["own_first"], date=full_date(first)), space=0.0))
    blocks.append(_said(fixed["pay"], pay=paper.pay))  # to be asked before the first day, so it stands above the days
    if paper.size == "standard":
        blocks += _calendar(paper.weeks, fixed, fixed["rest"])
    else:
        blocks += _day_by_day(paper.weeks, fixed)
    blocks += _stars(paper.weeks, fixed)
    if paper.reviews:
        blocks.append(_said(fixed["own_review"], dates=_days_in_words(paper.reviews)))
    if paper.note:
        blocks.append(_said(fixed["own_note"], note=Run(paper.note, field="the note")))
    phone = Run(paper.coach_phone, field="the coach's phone number")
    called = Run(paper.coach_called or paper.coach, field="the coach's name")
    harder = "own_harder" if paper.coach_phone else "own_harder_no_phone"
    blocks.append(_said(fixed[harder], coach=called, phone=phone))
    how = fixed["own_agreed"].format(date=plain_date(paper.agreed_on)) if paper.agreed_on else fixed["own_not_agreed"]
    return Document(
        title=fixed["own_title"],
        language=fixed["language"],
        made_on=paper.made_on,
        foot=_foot(fixed["own_foot"], paper.made_on, paper.reference, f"{fixed['own_not_fit_note']} {how}"),
        page_words=fixed["page"],
        blocks=tuple(blocks),
    )


def work_stages_document(paper: WorkStages) -> Document:
    """Return the manager's calendar as a document, in reading order."""
    fixed = sentences("stages")
    who = Run(paper.participant, field="the participant's name")
    coach = Run(paper.coach, field="the coach's name")
    employer = Run(paper.employer, field="the employer's name")
    service = Run(paper.service, field="the service's name")
    agreed = full_date(paper.agreed_on)
    blocks: list[Block] = [
        Heading(text(Role.TITLE, fixed["work_title"]), level=1),
        Paragraph(text(Role.PARAGRAPH, fixed["work_for"], participant=who, employer=employer)),
        Paragraph(text(Role.PARAGRAPH, fixed["work_made"], participant=who, coach=coach, service=service)),
        *_calendar(paper.weeks, fixed, fixed["work_rest"]),
        *_stars(paper.weeks, fixed),
    ]
    if paper.reviews:
        blocks.append(_said(fixed["work_review"], dates=_days_in_words(paper.reviews)))
    blocks.append(_said(fixed["pay"], pay=paper.pay))
    if paper.coach_phone:
        phone = Run(paper.coach_phone, field="the coach's phone number")
        blocks.append(_said(fixed["work_ask"], coach=coach, phone=phone))
    return Document(
        title=fixed["work_title"],
        language=fixed["language"],
        made_on=paper.made_on,
        foot=Foot(
            Text(Role.FOOT, _foot_runs(fixed["work_foot"], paper.made_on, paper.reference)),
            standing=text(Role.NOTE, fixed["work_standing"], participant=who, coach=coach, date=agreed),
        ),
        page_words=fixed["page"],
        blocks=tuple(blocks),
    )


def _said(sentence: str, **values: Run | str) -> Paragraph:
    return Paragraph(text(Role.PARAGRAPH, sentence, **values), space=8.0)


def _head(words: str) -> Text:
    return Text(Role.TABLE_HEAD, (Run(words),))


def _foot(sentence: str, made_on: date, reference: str, standing: str) -> Foot:
    return Foot(Text(Role.FOOT, _foot_runs(sentence, made_on, reference)), standing=text(Role.NOTE, standing))


def _foot_runs(sentence: str, made_on: date, reference: str) -> tuple[Run, ...]:
    return runs(sentence, date=plain_date(made_on), reference=Run(reference, field="the reference"))


def _days_in_words(days: Sequence[date]) -> str:
    """Return days without their years, which the calendar beside them makes plain."""
    said = [_no_year(day) for day in days]
    return " and ".join([", ".join(said[:-1]), said[-1]] if len(said) > 1 else said)


def _no_year(day: date) -> str:
    return full_date(day).rsplit(" ", 1)[0]


def _calendar(weeks: Sequence[StagesWeek], fixed: Mapping[str, str], rest: str) -> list[Block]:
    """Return a calendar: a row a week, a column for each weekday on which somebody works, and the hours.

    ``rest`` is what stands on a day without work. With a weekend there is less room for each day.
    """
    used = sorted({day.on.weekday() for week in weeks for day in week.days if day.starts})
    narrow = len(used) > _ROOMY
    columns = [Column(_head(fixed["week"]), snug=True)]
    for weekday in used:
        name = full_date(_on(weeks[0], weekday)).split()[0]
        columns.append(Column(_head(name[:3] if narrow else name)))
    columns.append(Column(_head(fixed["hours"]), snug=True))
    rows = []
    for week in weeks:
        there = {day.on.weekday(): day for day in week.days}
        cells: list[tuple[Run, ...]] = [(Run(str(week.number), strong=True),)]
        for weekday in used:
            on, day = _on(week, weekday), there.get(weekday)
            said = Run(rest) if day is None else _times(day, fixed, "\n" if narrow else " to\n")
            cells.append((Run(f"{on.day} {_SHORT_MONTHS[on.month - 1]}\n"), said))
        cells.append((Run(_hours_in_short(week.hours)),))
        rows.append(Row(tuple(Text(Role.TABLE_CELL, cell) for cell in cells)))
    return [Table(tuple(columns), tuple(rows))]


def _on(week: StagesWeek, weekday: int) -> date:
    return week.monday + timedelta(days=weekday)


def _times(day: StagesDay, fixed: Mapping[str, str], between: str) -> Run:
    """Return the times of a day, with a star where there is a break that is not paid; or that it is a bank holiday."""
    if not day.starts:
        return Run(fixed["holiday"])
    return Run(f"{day.starts}{between}{day.ends}{'*' if day.pause else ''}", strong=True)


def _hours_in_short(hours: str) -> str:
    """Return hours for a narrow column: ``26 hours 15 minutes`` is ``26:15``, ``12 hours`` is ``12``."""
    parts = hours.split()
    whole = parts[0] if "hour" in hours and parts[0].isdigit() else "0"
    rest = parts[-2] if "minute" in hours else ""
    return f"{whole}:{int(rest):02}" if rest else whole


def _day_by_day(weeks: Sequence[StagesWeek], fixed: Mapping[str, str]) -> list[Block]:
    """Return the days one below the other, week by week, as large print wants it."""
    blocks: list[Block] = []
    for week in weeks:
        title = fixed["week_line"].format(number=week.number, hours=week.hours)
        blocks.append(Heading(Text(Role.HEADING, (Run(title),))))
        items = []
        for day in week.days:
            said = text(Role.LIST_ITEM, fixed["day_line"], day=_no_year(day.on), times=_times(day, fixed, " to "))
            items.append(ListItem((said,)))
        if items:
            blocks.append(ListBlock(tuple(items), together=True))
        else:
            blocks.append(Paragraph(text(Role.PARAGRAPH, fixed["no_work"])))
    return blocks


def _stars(weeks: Sequence[StagesWeek], fixed: Mapping[str, str]) -> list[Block]:
    """Say what the star beside a time means: how long the break is that is not paid."""
    pauses = sorted({day.pause for week in weeks for day in week.days if day.pause})
    if not pauses:
        return []
    minutes = f"{' or '.join(str(pause) for pause in pauses)} minutes"
    return [Paragraph(text(Role.NOTE, fixed["star"], minutes=minutes))]
