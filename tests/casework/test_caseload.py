"""The caseload: everybody page by page, and that opening somebody is written down."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from tests.casework.test_today import someone
from tests.plans import still_clock
from workwell_desktop.casework.caseload import PersonRow, everyone_else, open_person
from workwell_desktop.casework.episode_pauses import PauseEntry, save_pause
from workwell_desktop.casework.people import current_episode
from workwell_desktop.clock import Clock
from workwell_desktop.models.audit import AuditEvent
from workwell_desktop.vault.store import Vault


@pytest.fixture
def clock() -> Clock:
    return still_clock()


def test_who_was_closed_is_not_there(open_vault: Vault) -> None:
    jo = someone(open_vault)
    with open_vault.transaction() as t:
        current_episode(t.session, jo).state = "closed"
    assert everyone_else(open_vault, None, 10) == ((), None)


@pytest.mark.parametrize("size", [1, 2, 3, 7, 50])
def test_every_page_joins_the_one_before_and_nobody_is_twice(open_vault: Vault, size: int) -> None:
    """Names that are the same, and people who stand in another group already, are where pages tear."""
    people = [someone(open_vault, last) for last in ("Same", "Same", "Same", "Abel", "Zeta", "Öz", "Same", "Mid")]
    left_out = [people[1], people[4]]
    found: list[PersonRow] = []
    place = None
    for _ in range(20):
        rows, place = everyone_else(open_vault, place, size, left_out)
        found += rows
        if place is None:
            break
    assert [row.participant_id for row in found] == [people[n] for n in (3, 7, 5, 0, 2, 6)]
    assert found[0].reason == "With us 25 weeks"


def test_a_page_says_of_each_how_far_they_are(open_vault: Vault) -> None:
    someone(open_vault, "Abel", work_status="in_work", received_on="1 Nov 2037")
    paused = someone(open_vault, "Mid", work_status="in_work", received_on="1 Nov 2037")
    save_pause(open_vault, paused, PauseEntry("10 Nov 2037", "1 Dec 2037", "In hospital"))
    rows, _place = everyone_else(open_vault, None, 10)
    assert [row.reason for row in rows] == ["Week 4 of 8", "Paused until 1 December"]


def test_opening_somebody_is_written_down(open_vault: Vault) -> None:
    jo = someone(open_vault)
    open_person(open_vault, jo)
    with open_vault.reading() as session:
        last = session.execute(
            select(AuditEvent.action, AuditEvent.entity, AuditEvent.entity_id).order_by(AuditEvent.seq.desc()).limit(1)
        ).one()
    assert tuple(last) == ("view", "participant", jo)
