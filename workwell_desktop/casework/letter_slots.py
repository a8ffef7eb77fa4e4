"""The groups of lines that a letter may hold: changes at work, abilities, dates, goals, and what else is written down.

Each group is one small reader of the record. Which reader may see which group stands in ``letter_kinds.SLOTS``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from types import MappingProxyType

from sqlalchemy import select
from sqlalchemy.orm import Session

from workwell_desktop.casework import dates, lists
from workwell_desktop.casework.abilities import change_for, signed_lines
from workwell_desktop.casework.assessment_content import AVOID, CAN_NOW, WITH_HELP, CanDo
from workwell_desktop.casework.catalogue import catalogue
from workwell_desktop.casework.letter_facts import Facts
from workwell_desktop.casework.letter_kinds import AGAIN, DAYS, LINES, OFFER, LetterKind, PartKind
from workwell_desktop.casework.letter_line import (
    ABLE,
    HELPED,
    HELPS,
    NOW,
    REPLY,
    REVIEW,
    SPARED,
    STAGE,
    LetterLine,
    as_first,
)
from workwell_desktop.casework.people import fold, participant
from workwell_desktop.casework.phased_return import weeks_in
from workwell_desktop.casework.phased_return_rows import AGREED as AGREED_STAGES
from workwell_desktop.casework.phased_return_rows import stages_row
from workwell_desktop.casework.phased_return_rules import week_cells, week_line
from workwell_desktop.casework.plan_content import OPEN_STEPS, rows
from workwell_desktop.casework.plan_rows import plan_of
from workwell_desktop.models.participants import CommunicationNeed, Condition
from workwell_desktop.models.plans import Adjustment, Plan, PlanAction, PlanGoal

CAN_BE_ASKED = ("idea", "in_letter", "asked")
SETTLED = ("agreed", "in_place")
EMPLOYERS = "employer"  # whose step it is (``step_who``)
_WHOLE_WEEK = timedelta(days=7)
_MINE = ("employer", "my employer", "the employer", "manager", "my manager")


@dataclass(frozen=True)
class Source:
    """What the readers of groups read from, for one letter; ``plan`` is nothing while there is none."""

    session: Session
    facts: Facts
    plan: Plan | None
    recipient_id: int
    today: date


Reader = Callable[[Source], Iterator[LetterLine]]


def lines_of(
    session: Session, kind: LetterKind, facts: Facts, recipient_id: int, today: date
) -> tuple[LetterLine, ...]:
    """Return every line that could be shared in a letter of this kind, in its order; for the caller's transaction."""
    source = Source(session, facts, plan_of(session, facts.episode_id), recipient_id, today)
    lines = [
        replace(line, part=part.code, of_health=part.sort == LINES and part.words in OF_HEALTH)
        for part in kind.parts
        for line in _of_part(part, source)
    ]
    return tuple(as_first(line, today) for line in lines)


def _of_part(part: PartKind, source: Source) -> Iterator[LetterLine]:
    facts = source.facts
    if part.sort == OFFER:
        words = facts.fill(part.words, part.other)
        if words:
            yield LetterLine(part.code, part.code, words, part.about)
    elif part.sort in DAYS:
        words = facts.fill(part.words)
        if words and part.sort == AGAIN:
            yield LetterLine(REVIEW, REVIEW, words, "When to look again", until=facts.days.get("review_on"))
        elif words:
            yield LetterLine(REPLY, REPLY, words, "A date to reply by", until=facts.days.get("reply_by"))
    elif part.sort == LINES:
        yield from READERS[part.words](source)


def _changes(source: Source) -> Iterator[LetterLine]:
    yield from _adjustments(source, CAN_BE_ASKED, "What would help")


def _agreed(source: Source) -> Iterator[LetterLine]:
    yield from _adjustments(source, SETTLED, "What was agreed")


def _adjustments(source: Source, states: tuple[str, ...], what: str) -> Iterator[LetterLine]:
    """Give both sides of each change at work in these states, in the order of the plan."""
    if source.plan is None:
        return
    for change in rows(source.session, Adjustment, source.plan.id):
        if change.state not in states:
            continue
        if change.now_words:
            yield LetterLine(f"now-{change.id}", NOW, change.now_words, "At work now", adjustment_id=change.id)
        helps, caution = _for_employer(change)
        until = f"{what}, until {dates.plain(change.until)}" if change.until else what
        about = f"{until}. {caution}." if caution else until
        yield LetterLine(f"helps-{change.id}", HELPS, helps, about, until=change.until, adjustment_id=change.id)


def _for_employer(change: Adjustment) -> tuple[str, str]:
    """Return a change as it is said to an employer, and "Check before use" where nobody has checked it.

    One from the catalogue has words of its own for that (``employer`` in ``adjustments.toml``), as long as nobody has
    reworded it in the plan: then those words count.
    """
    idea = catalogue().adjustments.get(change.catalogue_key)
    if idea is None or idea.plain != change.helps_words:
        return change.helps_words, ""
    return idea.employer.removesuffix("."), idea.caution  # a date may follow: "…, until 5 March"


def _stages(source: Source) -> Iterator[LetterLine]:
    """Give the weeks of going back in stages, agreed or not, each with its columns (``cells``); none that is over."""
    row = stages_row(source.session, source.facts.episode_id)
    if row is None:
        return
    about = "Your hours in this week" if row.state == AGREED_STAGES else "Your hours in this week, not agreed yet"
    for week in weeks_in(source.session, source.facts.episode_id):
        if week.monday + _WHOLE_WEEK > source.today:
            words = week_line(week)
            yield LetterLine(_key(STAGE, words), STAGE, words, about, cells=week_cells(week))


def _agreed_stages(source: Source) -> Iterator[LetterLine]:
    """Give the weeks as they were agreed: a letter that confirms them holds no others."""
    row = stages_row(source.session, source.facts.episode_id)
    if row is not None and row.state == AGREED_STAGES:
        yield from _stages(source)


def _abilities(source: Source, wanted: str) -> Iterator[LetterLine]:
    """Give a line for each ability: not for one that is a change in the plan, nor for one whose last day is over."""
    taken: set[str] = set()
    if source.plan is not None:
        keys = select(Adjustment.catalogue_key).where(Adjustment.plan_id == source.plan.id)
        taken = set(source.session.scalars(keys))
    seen = set()
    for one in signed_lines(source.session, source.facts.episode_id):
        change, words = change_for(one), one.words.strip().rstrip(".")
        is_over = one.until_on is not None and one.until_on < source.today
        if one.kind != wanted or not words or (change and change.key in taken) or is_over:
            continue
        line = _ability(one, words)
        if line.key not in seen:
            seen.add(line.key)
            yield line


def _ability(one: CanDo, words: str) -> LetterLine:
    kind, about, text = ABLE, "What you can do at work now", words
    if one.kind == AVOID:
        until = dates.plain(one.until_on) if one.until_on else "we look at this again"
        kind, about, text = SPARED, "What is best avoided for now", f"{words}, until {until}"
    elif one.kind == WITH_HELP:
        help_ = one.help.strip().rstrip(".")
        kind, about = HELPED, "What you could do at work with help"
        text = f"{words}. What would help: {help_}" if help_ else f"{words}, with some help"
    return LetterLine(_key(kind, text), kind, text, about)


def _goals(source: Source) -> Iterator[LetterLine]:
    if source.plan is not None:
        for goal in rows(source.session, PlanGoal, source.plan.id):
            yield LetterLine(f"goal-{goal.id}", "goals", goal.words, "What you want")


def _work_steps(source: Source) -> Iterator[LetterLine]:
    """Give the open steps that the employer takes: those of others are not about work.

    Whose step it is was chosen (``who_kind``); where nothing was, the name beside it says so.
    """
    names = {fold(name) for name in (*_MINE, source.facts.recipient, source.facts.values["manager"]) if name}
    for row in _open_steps(source):
        if row.who_kind == EMPLOYERS or (not row.who_kind and fold(row.who) in names):
            yield _step(row, "What the employer does next")


def _own_steps(source: Source) -> Iterator[LetterLine]:
    yield from (_step(row, "What you do next") for row in _open_steps(source))


def _step(row: PlanAction, about: str) -> LetterLine:
    by = f", by {dates.plain(row.due_on)}" if row.due_on else ""
    return LetterLine(f"step-{row.id}", "step", f"{row.what.rstrip('.')}{by}", about)


def _open_steps(source: Source) -> list[PlanAction]:
    if source.plan is None:
        return []
    return [row for row in rows(source.session, PlanAction, source.plan.id) if row.state in OPEN_STEPS]


def _health(source: Source) -> Iterator[LetterLine]:
    """Give what they ticked and said about their health: for a GP or a service, and only what they agree to."""
    person = source.facts.participant_id
    ticked = select(Condition.code).where(Condition.participant_id == person).order_by(Condition.id)
    about = "About your health"
    for code in source.session.scalars(ticked):
        if code != "other":
            yield LetterLine(f"health-{code}", "health", lists.label("condition", code), about)
    said = participant(source.session, person).conditions_words.strip()
    if said:
        yield LetterLine(_key("health", said), "health", said, "What you said about your health")


def _needs(source: Source) -> Iterator[LetterLine]:
    mine = CommunicationNeed.participant_id == source.facts.participant_id
    for code in source.session.scalars(select(CommunicationNeed.code).where(mine).order_by(CommunicationNeed.id)):
        words = lists.label("communication_need", code)
        yield LetterLine(f"need-{code}", "needs", words, "What helps when they talk with you")


def _reach(source: Source) -> Iterator[LetterLine]:
    """Give phone, e-mail and the best time. Where a message is not safe, that stands in one line with the number."""
    person, facts = participant(source.session, source.facts.participant_id), source.facts
    careful = {"no": ". Please leave no message", "ask_first": ". Please ask before you leave a message"}
    if facts.values["own_phone"]:
        words = f"Phone: {facts.values['own_phone']}{careful.get(person.safe_to_message, '')}"
        yield LetterLine(_key("reach", words), "reach", words, "Your phone")
    if person.email:
        yield LetterLine(_key("reach", person.email), "reach", f"E-mail: {person.email}", "Your e-mail")
    if person.best_time:
        words = f"Best time: {person.best_time}"
        yield LetterLine(_key("reach", words), "reach", words, "When to reach you")


def _why(source: Source) -> Iterator[LetterLine]:
    """Give what gets in the way, from the steps with this service."""
    said = (row.obstacle_words.strip() for row in _open_steps(source) if row.service_id == source.recipient_id)
    for words in dict.fromkeys(words for words in said if words):
        yield LetterLine(_key("why", words), "why", words, "What gets in the way")


def _key(kind: str, text: str) -> str:
    """Return a key that other words change, so that a choice never holds for words that nobody read."""
    return f"{kind}-{hashlib.sha256(text.encode()).hexdigest()[:16]}"


OF_HEALTH = frozenset({"health", "needs"})
"""The groups whose lines may tell about health: they can stand in no letter to an employer (``AgreedText``)."""
READERS: Mapping[str, Reader] = MappingProxyType(
    {
        "changes": _changes,
        "agreed": _agreed,
        "stages": _stages,
        "agreed_stages": _agreed_stages,
        "able": lambda source: _abilities(source, CAN_NOW),
        "helped": lambda source: _abilities(source, WITH_HELP),
        "avoid": lambda source: _abilities(source, AVOID),
        "work_steps": _work_steps,
        "own_steps": _own_steps,
        "goals": _goals,
        "health": _health,
        "needs": _needs,
        "reach": _reach,
        "why": _why,
    }
)
