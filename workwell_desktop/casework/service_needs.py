"""Which services are in a participant's plan already."""

from __future__ import annotations

from sqlalchemy import select

from workwell_desktop.casework.people import current_episode
from workwell_desktop.models.plans import Plan, PlanAction
from workwell_desktop.vault.store import Vault


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
