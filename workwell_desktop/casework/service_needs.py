"""Which services a participant may need: read from what gets in the way of work in their assessment."""

from __future__ import annotations

from sqlalchemy import select

from workwell_desktop.casework import service_need_rules
from workwell_desktop.casework.people import current_episode
from workwell_desktop.casework.service_need_rules import FoundNeed
from workwell_desktop.casework.service_own_needs import rules_in
from workwell_desktop.casework.service_topics import ServiceNeed, needs_from
from workwell_desktop.models.assessments import Assessment, Obstacle
from workwell_desktop.models.plans import Plan, PlanAction
from workwell_desktop.vault.store import Vault


def needs_of(vault: Vault, participant_id: int) -> tuple[ServiceNeed, ...]:
    """Return the topics this participant needs help with, the most important obstacle first; perhaps none."""
    with vault.reading() as session:
        episode = current_episode(session, participant_id)
        rows = session.execute(
            select(Obstacle.words, Obstacle.difficulty)
            .join(Assessment, Assessment.id == Obstacle.assessment_id)
            .where(Assessment.episode_id == episode.id)
            .order_by(Obstacle.position)
        )
        return needs_from([(row.words, row.difficulty) for row in rows])


def found_needs_of(vault: Vault, participant_id: int) -> tuple[FoundNeed, ...]:
    """Return what this participant needs help with, by the rules that hold here, the most important obstacle first."""
    with vault.reading() as session:
        episode = current_episode(session, participant_id)
        rows = session.execute(
            select(Obstacle.words, Obstacle.difficulty)
            .join(Assessment, Assessment.id == Obstacle.assessment_id)
            .where(Assessment.episode_id == episode.id)
            .order_by(Obstacle.position)
        )
        return service_need_rules.needs_from([(row.words, row.difficulty) for row in rows], rules_in(session))


def services_in_plan(vault: Vault, participant_id: int) -> frozenset[int]:
    """Return the ids of the services that are in this participant's plan already."""
    with vault.reading() as session:
        episode = current_episode(session, participant_id)
        rows = session.scalars(
            select(PlanAction.service_id)
            .join(Plan, Plan.id == PlanAction.plan_id)
            .where(Plan.episode_id == episode.id, PlanAction.service_id.is_not(None))
        )
        return frozenset(found for found in rows if found is not None)
