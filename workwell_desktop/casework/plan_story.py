"""How the plan went, told from what was written down: by days and states, never more than that.

Each sentence is a fixed one of ``resources/words/story.toml`` with recorded words filled in. What gets in the way
comes first, then what was done about it in the order in which it happened; what is about nothing else comes last.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from functools import cache
from types import MappingProxyType

from sqlalchemy import select
from sqlalchemy.orm import Session

from workwell_desktop.casework import papers, plan_content
from workwell_desktop.casework.date_readers import MONTHS
from workwell_desktop.casework.needs import print_format
from workwell_desktop.casework.people import call_name, coach_name, current_episode, full_name, participant
from workwell_desktop.casework.plan_content import Change, Step, near_day
from workwell_desktop.casework.plan_register import ENDED, REFUSED, REVIEWED
from workwell_desktop.casework.plan_reviewing import SURE
from workwell_desktop.casework.plan_rows import DONE, IN_PLACE, events_of, obstacles_of, plan_of
from workwell_desktop.casework.plan_threads import obstacle_words, threads
from workwell_desktop.casework.service_profile import profile_in
from workwell_desktop.datafiles import read_table
from workwell_desktop.documents.kept import KeptDocument
from workwell_desktop.documents.story import StoryPaper, StoryPaperPart, story_document, story_pdf
from workwell_desktop.models.plans import AdjustmentEvent, Plan, PlanAction, PlanGoal, PlanReview, PlanReviewLine
from workwell_desktop.paths import resources
from workwell_desktop.vault.store import Vault

STORY = "story"
_STEP_STATES = ("doing", "todo", "waiting", "booked")
_WITH_REASON = (REFUSED, ENDED)
_NEAR_DAYS = 183  # within half a year nobody wonders which November is meant


@dataclass(frozen=True)
class StoryPart:
    """One part: what it is about, in the participant's words or ours, and its sentences."""

    about: str
    sentences: tuple[str, ...]


@dataclass(frozen=True)
class Story:
    """The whole story, a part for each thing that gets in the way and is answered, then the rest."""

    participant_id: int
    title: str
    parts: tuple[StoryPart, ...]


class _Teller:
    """Fills the fixed sentences with what was recorded, as it is said ``today``."""

    def __init__(self, session: Session, name: str, today: date) -> None:
        self._session, self._name, self._today, self._fixed = session, name, today, told_in()

    def hard(self, words: str, since: date | None) -> str:
        """Say what was hard, and in which month it was written down."""
        if since is None:
            return self._say("hard_no_day", obstacle=words)
        near = abs((self._today - since).days) <= _NEAR_DAYS
        month = MONTHS[since.month] if near else f"{MONTHS[since.month]} {since.year}"
        return self._say("hard", month=month, obstacle=words)

    def change(self, one: Change) -> list[str]:
        """Tell a change at work from its events: the first sentence names it."""
        told: list[str] = []
        events = [event for event in events_of(self._session, one.id) if event.state != "idea"]
        for place, event in enumerate(events):
            last = place == len(events) - 1 or all(later.state == REVIEWED for later in events[place + 1 :])
            told += self._event(event, one.helps, again=bool(told), last=last)
        return told or ([self._say("idea", change=_bare(one.helps))] if one.state == "idea" else [])

    def step(self, row: PlanAction) -> list[str]:
        """Tell how a step stands; one that was left out is not told, nor one whose day of doing is not known."""
        what = _bare(row.what)
        if row.state == DONE and row.done_on is not None:
            return [self._by("step_done", row.who, date=near_day(row.done_on, self._today), step=what)]
        if row.state == "doing":
            return [self._by("step_doing", row.who, step=what)]
        return [self._say(f"step_{row.state}", step=what)] if row.state in _STEP_STATES else []

    def sure(self, goal: PlanGoal, first: int | None) -> list[str]:
        """Tell how sure somebody was about a goal at first, and is now."""
        words = goal.words.strip().strip('“”"')
        words = words if words.endswith((".", "!", "?")) else f"{words}."
        if goal.confidence is None:
            return []
        if first is None or first == goal.confidence:
            return [self._say("sure_now", goal=words, now=str(goal.confidence))]
        return [self._say("sure_then_now", goal=words, before=str(first), now=str(goal.confidence))]

    def _event(self, event: AdjustmentEvent, helps: str, *, again: bool, last: bool) -> list[str]:
        day = near_day(event.happened_on, self._today)
        name = "was_in_place" if event.state == IN_PLACE and not last else event.state
        name = f"{name}_again" if again else name
        if event.state == REVIEWED:
            return [self._say("reviewed_again", date=day, words=_ended(event.words))] if again else []
        said = [self._by(name, event.who, date=day, change=_bare(helps))]
        if event.words and event.state in _WITH_REASON:
            said.append(self._say("reason", words=_ended(event.words)))
        return said

    def sure_heading(self) -> str:
        """Say what the part about how sure somebody was is called."""
        return self._say("sure")

    def _by(self, name: str, who: str, **values: str) -> str:
        """Say who did it where that is known and there is a sentence for it."""
        if who.strip() and "{who}" in self._fixed[name]:
            return self._say(name, who=who.strip(), **values)
        return self._say(f"{name}_nobody" if f"{name}_nobody" in self._fixed else name, **values)

    def _say(self, name: str, **values: str) -> str:
        return self._fixed[name].format_map(values | {"name": self._name})


@cache
def told_in() -> Mapping[str, str]:
    """Return the sentences that a story is told in, by name. Raises ``DataFileProblem``."""
    data = read_table(resources() / "words" / "story.toml")
    for key in ("source", "licence"):
        data.text(key)
    table = data.table("sentences")
    if table is None:
        raise data.problem("“sentences” is missing.")
    data.done()
    return MappingProxyType({name: table.text(name) for name in table.values})


def load_story(vault: Vault, participant_id: int) -> Story:
    """Return how the present plan went so far."""
    today = vault.clock.today()
    with vault.reading() as session:
        episode = current_episode(session, participant_id)
        plan = plan_of(session, episode.id)
        parts = (
            _parts(session, plan, _Teller(session, call_name(session, participant_id), today), today)
            if plan is not None
            else ()
        )
        return Story(participant_id, told_in()["title"], tuple(parts))


def issue_story(vault: Vault, participant_id: int) -> int:
    """Make the story's paper, keep it in the vault and return its id. Raises ``PaperProblem``; ``NotKept``."""
    story = load_story(vault, participant_id)
    with vault.reading() as session:
        episode = current_episode(session, participant_id)
        paper = StoryPaper(
            service_name=profile_in(session).name,
            participant=full_name(participant(session, participant_id)),
            coach=coach_name(session, episode),
            made_on=vault.clock.today(),
            parts=tuple(StoryPaperPart(part.about, part.sentences) for part in story.parts),
            size=print_format(session, participant_id).size,
            reference=papers.fresh_reference(STORY, vault.clock),
        )
    pdf = story_pdf(paper)
    with vault.transaction() as transaction:
        number = papers.next_number(transaction.session, participant_id, STORY)
        return papers.keep_paper(
            transaction,
            participant_id=participant_id,
            kind=STORY,
            number=number,
            reference=paper.reference,
            pdf=pdf,
            content=asdict(paper),
            document=KeptDocument(story_document(paper), paper.size),
            recipient=paper.participant,
        )


def _parts(session: Session, plan: Plan, teller: _Teller, today: date) -> list[StoryPart]:
    content = plan_content.content_of(session, plan)
    steps, changes = plan_content.steps_in(content, today), plan_content.changes_in(content, today)
    rows = {row.id: row for row in plan_content.rows(session, PlanAction, plan.id)}
    known = obstacles_of(session, plan.episode_id)
    since = {row.id: row.created_at.astimezone().date() for row in known}
    fixed = told_in()
    parts, told = [], set()
    for thread in threads(obstacle_words(known), steps, changes):
        lines = _lines(teller, thread.steps, thread.changes, rows)
        told |= {("step", step.id) for step in thread.steps} | {("change", one.id) for one in thread.changes}
        if lines:
            hard = teller.hard(thread.words, since[thread.obstacle_id])
            parts.append(StoryPart(thread.words, (hard, *lines)))
    rest_steps = tuple(step for step in steps if ("step", step.id) not in told)
    rest_changes = tuple(one for one in changes if ("change", one.id) not in told)
    rest = _lines(teller, rest_steps, rest_changes, rows)
    if rest:
        parts.append(StoryPart(fixed["other" if parts else "all"], tuple(rest)))
    first = _first_sure(session, plan)
    goals = plan_content.rows(session, PlanGoal, plan.id)
    sure = [line for goal in goals for line in teller.sure(goal, first.get(goal.id, goal.confidence_before))]
    return [*parts, StoryPart(teller.sure_heading(), tuple(sure))] if sure else parts


def _lines(
    teller: _Teller, steps: Sequence[Step], changes: Iterable[Change], rows: Mapping[int, PlanAction]
) -> list[str]:
    """Return the sentences about some changes at work, then those about some steps, the done ones first."""
    in_order = sorted((rows[step.id] for step in steps), key=lambda row: (row.state != DONE, row.done_on or date.max))
    told = [line for change in changes for line in teller.change(change)]
    return told + [line for row in in_order for line in teller.step(row)]


def _first_sure(session: Session, plan: Plan) -> dict[int, int]:
    """Return how sure somebody was about each goal before it was first asked anew in a review."""
    lines = (
        select(PlanReviewLine)
        .join(PlanReview, PlanReview.id == PlanReviewLine.review_id)
        .where(PlanReview.plan_id == plan.id, PlanReviewLine.answer == SURE)
        .order_by(PlanReviewLine.id.desc())
    )
    return {line.line_id: int(line.before) for line in session.scalars(lines) if line.before}


def _bare(words: str) -> str:
    return words.strip().rstrip(".")


def _ended(words: str) -> str:
    said = words.strip()
    return said if said.endswith((".", "!", "?")) else f"{said}."
