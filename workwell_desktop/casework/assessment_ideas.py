"""What could help with each thing that gets in the way: changes at work by the rules, and a service that fits.

The page asks again whenever a word or an answer changed, so the rules are pure; what has to be read from the vault
is read once and handed in as :class:`Known`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from sqlalchemy import exists, select
from sqlalchemy.orm import Session, aliased

from workwell_desktop.casework.abilities import change_for, changes_for, offers
from workwell_desktop.casework.assessment_content import AssessmentEntry, CanDo, InTheWay
from workwell_desktop.casework.catalogue import AdjustmentIdea, catalogue
from workwell_desktop.casework.diagnosis_guard import HealthFacts
from workwell_desktop.casework.guard_facts import facts_in
from workwell_desktop.casework.people import current_episode
from workwell_desktop.casework.plan_ideas import take_proposal
from workwell_desktop.casework.plan_rows import obstacles_of, plan_of
from workwell_desktop.casework.planning import add_service_step
from workwell_desktop.casework.proposals import ObstacleSaid, Proposal, TaskAnswer, propose, suggest_difficulties
from workwell_desktop.casework.service_topics import needs_from, topics
from workwell_desktop.models.plans import Adjustment, PlanAction
from workwell_desktop.models.services import Service, ServiceFace, ServiceTag
from workwell_desktop.vault.store import Vault

_ACTIVE = "active"
_URGENT = "safety"  # the topic of services for urgent help


@dataclass(frozen=True)
class ServiceFound:
    """A service that helps with a topic: its id and its name as it is shown."""

    id: int
    name: str


@dataclass(frozen=True)
class Known:
    """What the rules need from the vault: what is in the plan already, and one service for each topic.

    ``health`` is what the record says about the participant's health.
    """

    changes: frozenset[str] = frozenset()
    steps: frozenset[int] = frozenset()
    services: Mapping[str, ServiceFound] = field(default_factory=dict)
    health: HealthFacts = field(default_factory=HealthFacts)


@dataclass(frozen=True)
class Help:
    """One thing that could help: a change at work (``proposal``) or a service (``service_id``), and why.

    ``about`` are the words of what it helps with.
    """

    title: str
    why: str
    in_plan: bool
    proposal: Proposal | None = None
    service_id: int = 0
    about: str = ""


@dataclass(frozen=True)
class Helps:
    """What could help with each obstacle, in the order of the obstacles, and how many more ideas the plan holds.

    ``offers`` are lines for the page of abilities, from the job's tasks; ``known`` is what they stand on.
    """

    each: tuple[tuple[Help, ...], ...]
    more: int
    offers: tuple[CanDo, ...] = ()
    known: Known = field(default_factory=Known)


def load_known(vault: Vault, participant_id: int) -> Known:
    """Read what is in the plan of the present episode, and which services there are for each topic."""
    with vault.reading() as session:
        plan = plan_of(session, current_episode(session, participant_id).id)
        plan_id = plan.id if plan else 0
        keys = session.scalars(select(Adjustment.catalogue_key).where(Adjustment.plan_id == plan_id))
        steps = session.scalars(select(PlanAction.service_id).where(PlanAction.plan_id == plan_id))
        return Known(
            changes=frozenset(key for key in keys if key),
            steps=frozenset(service_id for service_id in steps if service_id),
            services=_services(session),
            health=facts_in(session, participant_id),
        )


def helps_for(entry: AssessmentEntry, known: Known) -> Helps:
    """Return what could help with each obstacle: what is in the plan first, then the rules' own order."""
    tasks = [
        TaskAnswer(task.code, task.task, task.good_day, task.bad_day, task.can_if, task.difficulty)
        for task in entry.tasks
    ]
    said = [ObstacleSaid(place, one.words, one.difficulty) for place, one in enumerate(entry.obstacles)]
    found = propose(tasks, said)
    each: list[list[Help]] = [[] for _ in said]
    more = 0
    for one in found:
        place = one.obstacle if one.obstacle is not None else _same_kind(one, said)
        if place is None:
            more += one.key not in known.changes
        else:
            each[place].append(_change(one, known))
    shown = {one.proposal.key for helps in each for one in helps if one.proposal}
    for place, obstacle in enumerate(said):
        each[place] += _taken_before(obstacle, known, shown)
        each[place] += _service(entry.obstacles[place], known)
        each[place] = [
            replace(one, about=obstacle.words) for one in sorted(each[place], key=lambda one: not one.in_plan)
        ]
    more += len(changes_for(entry.abilities, known.changes | {one.key for one in found}))
    return Helps(tuple(tuple(helps) for helps in each), more, offers(entry.tasks), known)


def help_with(one: CanDo, known: Known) -> Help | None:
    """Return the change at work that a line of the abilities asks for, or nothing where it asks for none."""
    change = change_for(one)
    return None if change is None else Help(change.helps, change.reason, change.key in known.changes, change)


def add_to_plan(vault: Vault, participant_id: int, help_: Help) -> int:
    """Put what could help into the plan, and return the id of its change or step. Nothing is added twice.

    Raises ``WorkwellError`` when the plan is agreed; ``NotKept``.
    """
    about = _number_of(vault, participant_id, help_.about)
    if help_.proposal is not None:
        return take_proposal(vault, participant_id, help_.proposal, about)
    return add_service_step(vault, participant_id, help_.service_id, how="details", about=about)


def _number_of(vault: Vault, participant_id: int, words: str) -> int:
    """Return the number of the obstacle with these words, or 0 where it is not kept yet."""
    with vault.reading() as session:
        rows = obstacles_of(session, current_episode(session, participant_id).id) if words else []
        return next((row.id for row in rows if row.words.strip() == words.strip()), 0)


def difficulty_for(words: str) -> str:
    """Return the kind of difficulty that these words hint at most, or nothing: a first offer for the coach."""
    return next(iter(suggest_difficulties(words)), "")


def _same_kind(proposal: Proposal, said: list[ObstacleSaid]) -> int | None:
    """Return the first obstacle of the same kind as the participant's own idea, or nothing."""
    if not (proposal.own and proposal.difficulty):
        return None
    return next((one.position for one in said if one.difficulty == proposal.difficulty), None)


def _change(proposal: Proposal, known: Known) -> Help:
    why = f"Why: {proposal.reason}"
    why = f"{why}. {proposal.caution}." if proposal.caution else why
    return Help(proposal.helps, why, proposal.key in known.changes, proposal)


def _taken_before(obstacle: ObstacleSaid, known: Known, shown: set[str]) -> list[Help]:
    """Return rows of the catalogue for this obstacle that are in the plan, though the rules show others now."""
    rows = [row for row in catalogue().for_difficulty(obstacle.difficulty) if row.key in known.changes - shown]
    shown.update(row.key for row in rows)
    return [_change(_as_proposal(row, obstacle), known) for row in rows]


def _as_proposal(row: AdjustmentIdea, obstacle: ObstacleSaid) -> Proposal:
    return Proposal(
        row.key, row.difficulty, row.now, row.plain, row.employer, row.lasting, row.cost, row.access_to_work,
        row.caution, f"You said: “{obstacle.words.strip()}”", obstacle.position,
    )  # fmt: skip


def _service(one: InTheWay, known: Known) -> list[Help]:
    """Return a service for the first need that the words and the kind of difficulty point to."""
    for need in needs_from([(one.words, one.difficulty)]):
        service = known.services.get(need.topic)
        if service is not None:
            label = topics()[need.topic].label
            why = f"Why: It helps with {label[0].lower()}{label[1:]}"
            return [Help(service.name, why, service.id in known.steps, service_id=service.id)]
    return []


def _services(session: Session) -> dict[str, ServiceFound]:
    """Return one service for each topic: our own first, then one with a number, the one that was checked last.

    One for urgent help comes last for any other topic: nobody is sent to a crisis line because a queue builds up.
    """
    tag = aliased(ServiceTag)
    urgent = exists().where(tag.face_id == Service.face_id, tag.kind == "topic", tag.code == _URGENT)
    found = session.execute(
        select(ServiceTag.code, Service.id, ServiceFace.name)
        .join(Service, Service.face_id == ServiceTag.face_id)
        .join(ServiceFace, ServiceFace.id == Service.face_id)
        .where(ServiceTag.kind == "topic", ServiceFace.status == _ACTIVE)
        .order_by(
            ServiceTag.code,
            urgent & (ServiceTag.code != _URGENT),
            Service.own.desc(),
            (ServiceFace.phone != "").desc(),
            Service.checked_on.desc(),
            ServiceFace.assured_on.desc(),
            ServiceFace.sort_name,
        )
    )
    services: dict[str, ServiceFound] = {}
    for topic, service_id, name in found:
        services.setdefault(topic, ServiceFound(service_id, name))
    return services
