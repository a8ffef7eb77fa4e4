"""The plan in easy read: a picture and two short sentences a row, one idea each, four rows a page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from workwell_desktop.documents.easy_words import EasyWords, easy_words
from workwell_desktop.documents.model import (
    Block,
    Document,
    Foot,
    Heading,
    Paragraph,
    PictureRow,
    Role,
    Run,
    Size,
    Text,
    all_texts,
)
from workwell_desktop.documents.pictures import row
from workwell_desktop.documents.plan import PlanGoal, PlanStep
from workwell_desktop.documents.pocket_card import HelpLine
from workwell_desktop.documents.wording import easy_date, easy_time, plain_date, runs, sentences, text

ME = "Me"  # who does a step, where the participant does
_EMERGENCY = "999"
_SHORT = 36  # letters: a longer address of a web page is no easy read, and breaks over lines
_STATES = {
    "idea": "idea",
    "in_letter": "in_letter",
    "asked": "asked",
    "agreed": "state_agreed",
    "in_place": "in_place",
}


@dataclass(frozen=True)
class EasyChange:
    """One change at work. ``key`` is its row of the catalogue, or empty; ``state`` a code of ``adjustment_state``.

    ``words`` are said as they are; where they are empty, the easy words of the row are.
    """

    words: str
    key: str
    state: str
    until: date | None = None


@dataclass(frozen=True)
class EasyService:
    """One service: its name, the codes of what it helps with, its phone number, and how else to reach it."""

    name: str
    topics: tuple[str, ...] = ()
    phone: str = ""
    other: str = ""


@dataclass(frozen=True)
class EasyReadPlan:
    """All that stands on a plan in easy read. ``name`` is what the participant is called, ``coach`` a first name.

    ``plan_type`` and ``meeting_way`` are codes of the lists of these names; ``meets_at`` is this PC's own time.
    """

    name: str
    coach: str
    coach_phone: str
    made_on: date
    agreed_on: date | None
    plan_type: str
    goals: tuple[PlanGoal, ...]
    steps: tuple[PlanStep, ...]
    changes: tuple[EasyChange, ...]
    services: tuple[EasyService, ...]
    meets_at: datetime | None
    place: str
    meeting_way: str
    review_on: date | None
    help_lines: tuple[HelpLine, ...]
    size: Size
    reference: str


def easy_read_pdf(plan: EasyReadPlan) -> bytes:
    """Return the plan in easy read as PDF bytes. The same plan gives the same bytes.

    Raises ``PaperProblem`` naming the field when a text has letters that cannot be printed; ``DataFileProblem``.
    """
    from workwell_desktop.documents.house_style import EASY_READ  # noqa: PLC0415 - nothing of paper is loaded before
    from workwell_desktop.documents.render import to_pdf  # noqa: PLC0415 - ReportLab is loaded when paper is made

    return to_pdf(easy_read_document(plan), EASY_READ[plan.size])


def easy_read_document(plan: EasyReadPlan) -> Document:
    """Return the plan in easy read as a document, in reading order."""
    page = _Page(plan, sentences("easy_read"), easy_words())
    blocks = list(page.blocks())
    blocks[-1:-1] = page.hard_words(blocks)
    return Document(
        title=page.fixed["title"],
        language=page.fixed["language"],
        made_on=plan.made_on,
        foot=page.foot(),
        page_words=page.fixed["page"],
        blocks=tuple(_flat(blocks)),
    )


Part = list[Block]


def _flat(parts: Iterable[Part]) -> Iterator[Block]:
    for part in parts:
        yield from part


@dataclass(frozen=True)
class _Page:
    """Writes one plan, part by part. ``fixed`` are the sentences, ``easy`` the easy words and their pictures."""

    plan: EasyReadPlan
    fixed: Mapping[str, str]
    easy: EasyWords

    def blocks(self) -> Iterator[Part]:
        """Yield the parts of the paper in reading order; the last says whose plan it is."""
        yield self._opening()
        yield self._goals()
        yield self._steps()
        yield self._changes()
        yield self._services()
        yield self._meeting()
        yield self._help()
        yield self._mine()

    def foot(self) -> Foot:
        """Return what stands at the bottom of every page."""
        plan = self.plan
        left = runs(
            self.fixed["foot" if plan.name else "plain_foot"],
            name=Run(plan.name, field="the participant’s name"),
            date=plain_date(plan.made_on),
        )
        if plan.reference:
            left += runs(self.fixed["foot_reference"], reference=Run(plan.reference, field="the reference"))
        return Foot(Text(Role.FOOT, left))

    def hard_words(self, parts: Iterable[Part]) -> Iterator[Part]:
        """Explain the hard words that stand on the paper."""
        said = "\n".join(one.words for one in all_texts(tuple(_flat(parts))))
        found = self.easy.hard_words(said)
        if found:
            rows = [self._row(one.picture, (Run(one.word, strong=True),), (Run(one.means),)) for one in found]
            yield [self._heading("words"), *rows]

    def _opening(self) -> Part:
        plan, fixed = self.plan, self.fixed
        lead: tuple[Run, ...] = ()
        if plan.name:
            lead += runs(fixed["name"], name=Run(plan.name, field="the participant’s name"))
        if plan.coach:
            made = runs(fixed["made"], coach=self._coach)
            lead += (Run(" "), *made) if lead else made
        kind = self.easy.plans.get(plan.plan_type)
        return [
            Heading(Text(Role.TITLE, (Run(fixed["title"]),)), level=1),
            Paragraph(Text(Role.PARAGRAPH, lead), space=6.0),
            self._fixed_row("what"),
            self._fixed_row("bold"),
            *([self._row(kind.picture, (Run(kind.words, strong=True),))] if kind else ()),
        ]

    def _goals(self) -> Part:
        fixed, made_on = self.fixed, self.plan.made_on
        rows: Part = [self._heading("want")]
        if not self.plan.goals:
            rows.append(self._fixed_row("goal_none"))
        for number, goal in enumerate(self.plan.goals, start=1):
            notes = [fixed["by"].format(date=easy_date(goal.by, made_on))] if goal.by else []
            if goal.confidence is not None:
                notes.append(fixed["sure"].format(number=goal.confidence))
            quoted = _quoted(goal.words, f"goal {number}")
            rows.append(self._row(self.easy.goal_picture(goal.words), quoted, *((Run(note),) for note in notes)))
        return rows

    def _steps(self) -> Part:
        rows: Part = [self._heading("steps")]
        if not self.plan.steps:
            rows.append(self._fixed_row("step_none"))
        for number, step in enumerate(self.plan.steps, start=1):
            what = (Run(_ended(step.what), strong=True, field=f"step {number}"),)
            rows.append(self._row(self.easy.step_picture(step.what), what, self._who(step, number)))
        return rows

    def _who(self, step: PlanStep, number: int) -> tuple[Run, ...]:
        """Say who does a step and by when, or that it is done."""
        if step.done:
            return runs(self.fixed["done"])
        kind = "me" if step.who == ME else "who" if step.who else "nobody"
        who = Run(step.who, field=f"who does step {number}")
        if step.by is None:
            return runs(self.fixed[kind], who=who)
        return runs(self.fixed[f"{kind}_by"], who=who, date=easy_date(step.by, self.plan.made_on))

    def _changes(self) -> Part:
        if not self.plan.changes:
            return []
        rows: Part = [self._heading("changes")]
        for number, change in enumerate(self.plan.changes, start=1):
            known = self.easy.changes.get(change.key)
            said = change.words or (known.words if known else "")
            picture = known.picture if known else self.easy.step_picture(said)
            if picture == self.easy.fixed["step"]:
                picture = self.easy.fixed["change"]
            stands = [self.fixed[_STATES[change.state]]] if change.state in _STATES else []
            if change.until:
                stands.append(self.fixed["until"].format(date=easy_date(change.until, self.plan.made_on)))
            what = (Run(_ended(said), strong=True, field=f"what would help, change {number}"),)
            rows.append(self._row(picture, what, *((Run(one),) for one in stands)))
        return rows

    def _services(self) -> Part:
        if not self.plan.services:
            return []
        rows: Part = [self._heading("services")]
        for service in self.plan.services:
            field = "a service in the plan"
            line = next((self.easy.topics[one] for one in service.topics if one in self.easy.topics), None)
            texts = [Text(Role.PARAGRAPH, (Run(_ended(service.name), strong=True, field=field),))]
            if line:
                texts.append(Text(Role.PARAGRAPH, (Run(line.words),)))
            if service.phone:
                texts.append(Text(Role.BIG, (Run(service.phone, field=field),)))
            elif 0 < len(service.other) <= _SHORT:
                texts.append(Text(Role.PARAGRAPH, (Run(service.other, field=field),)))
            else:
                texts.append(text(Role.PARAGRAPH, self.fixed["ask_coach"], coach=self._coach))
            picture = line.picture if line else self.easy.fixed["service"]
            rows.append(row(picture, texts))
        return rows

    def _meeting(self) -> Part:
        plan, fixed = self.plan, self.fixed
        rows: Part = [self._heading("meet")]
        if plan.meets_at is None:
            rows.append(self._fixed_row("day_none", coach=self._coach))
        else:
            day = runs(fixed["day"], coach=self._coach, date=easy_date(plan.meets_at.date(), plan.made_on))
            at = runs(fixed["time"], time=easy_time(plan.meets_at.time()))
            rows.append(self._row(self.easy.fixed["day"], day, at))
            rows += self._where()
        if plan.review_on:
            date_ = easy_date(plan.review_on, plan.made_on)
            rows.append(self._fixed_row("review", date=date_))
        return rows

    def _where(self) -> Part:
        plan = self.plan
        way = self.easy.meetings.get(plan.meeting_way)
        place = runs(self.fixed["where"], place=Run(_unended(plan.place), field="where we meet next"))
        if way:
            said = runs(f"**{way.words}**", coach=self._coach)
            return [self._row(way.picture, said, place if plan.place else ())]
        strong = tuple(Run(run.words, strong=True, field=run.field) for run in place)
        return [self._row(self.easy.fixed["where"], strong)] if plan.place else []

    def _help(self) -> Part:
        plan = self.plan
        rows: Part = [self._heading("help")]
        if plan.coach_phone:
            mobile = plan.coach_phone.replace(" ", "").startswith(("07", "+447"))
            said = runs(self.fixed["coach_text" if mobile else "coach"], coach=self._coach)
            rows.append(self._number(self.easy.fixed["coach"], said, plan.coach_phone, "the coach’s phone number"))
        for line in plan.help_lines:
            field = "where to get help"
            picture = self.easy.help_picture(f"{line.name} {line.how}")
            rows.append(self._number(picture, (Run(_ended(line.name), strong=True, field=field),), line.how, field))
        rows.append(self._number(self.easy.fixed["danger"], runs(self.fixed["danger"]), _EMERGENCY, "999"))
        return rows

    def _mine(self) -> Part:
        said = self._fixed_row("not_agreed")
        if self.plan.agreed_on:
            said = self._fixed_row("agreed", date=easy_date(self.plan.agreed_on, self.plan.made_on))
        return [self._heading("mine_head"), said, self._fixed_row("mine"), self._fixed_row("private")]

    @property
    def _coach(self) -> Run:
        return Run(self.plan.coach, field="the coach’s name")

    def _heading(self, name: str) -> Heading:
        return Heading(Text(Role.HEADING, (Run(self.fixed[name]),)))

    def _fixed_row(self, name: str, **values: Run | str) -> PictureRow:
        """Return a row of fixed sentences: the strong one, and the further one of that name."""
        more = self.fixed.get(f"{name}_more", "")
        return self._row(self.easy.fixed[name], runs(self.fixed[name], **values), runs(more, **values))

    def _row(self, picture: str, *lines: tuple[Run, ...]) -> PictureRow:
        return row(picture, tuple(Text(Role.PARAGRAPH, line) for line in lines if line))

    def _number(self, picture: str, said: tuple[Run, ...], number: str, field: str) -> PictureRow:
        return row(picture, (Text(Role.PARAGRAPH, said), Text(Role.BIG, (Run(number, field=field),))))


def _quoted(words: str, field: str) -> tuple[Run, ...]:
    """Put quotation marks around a person's words, unless they stand there already."""
    if words.startswith(("“", "‘", '"')):
        return (Run(words, strong=True, field=field),)
    return Run("“", strong=True), Run(words, strong=True, field=field), Run("”", strong=True)


def _ended(words: str) -> str:
    """End words with a full stop, unless they have an end already or are none."""
    return words if not words or words.rstrip().endswith((".", "!", "?")) else f"{words.rstrip()}."


def _unended(words: str) -> str:
    return words.rstrip().rstrip(".")
