"""Printing one safety record: as the coach wrote it, on record, and kept nowhere."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import func, select

from tests.casework.test_plan_paper import words_of
from tests.plans import make_jo, still_clock
from workwell_desktop.casework import safety
from workwell_desktop.casework.safety import SafetyEntry, ToldEntry
from workwell_desktop.casework.safety_paper import print_safety
from workwell_desktop.clock import Clock
from workwell_desktop.errors import PaperProblem
from workwell_desktop.models.audit import AuditEvent
from workwell_desktop.models.papers import Paper
from workwell_desktop.vault.store import Vault

WORRY = SafetyEntry("self", "yesterday", "Some mornings Jo does not want to wake up.", "We rang the GP.", "in 3 days")


@pytest.fixture
def clock() -> Clock:
    return still_clock()


@pytest.fixture
def jo(open_vault: Vault) -> int:
    return make_jo(open_vault)


def prints(vault: Vault) -> list[int | None]:
    with vault.reading() as session:
        asked = select(AuditEvent.entity_id).where(AuditEvent.entity == "safety_record", AuditEvent.action == "print")
        return list(session.scalars(asked))


def test_one_record_is_printed_and_no_other(open_vault: Vault, jo: int) -> None:
    record = safety.begin_safety(open_vault, jo, WORRY)
    safety.begin_safety(open_vault, jo, replace(WORRY, words="Another worry."))
    safety.tell(open_vault, record, ToldEntry("Hana Example", "today", "10:00", "phone", "no", "emergency", "At once"))
    said = words_of(print_safety(open_vault, record))
    for words in ("Jo Example", "Sam Example", WORRY.words, WORRY.done, "Hana Example", "At once"):
        assert words in said
    assert "An emergency: somebody’s life was at risk" in said
    assert "Another worry" not in said
    assert prints(open_vault) == [record]


def test_it_is_kept_among_no_papers(open_vault: Vault, jo: int) -> None:
    print_safety(open_vault, safety.begin_safety(open_vault, jo, WORRY))
    with open_vault.reading() as session:
        assert session.scalar(select(func.count()).select_from(Paper)) == 0


def test_a_closed_record_can_be_printed_with_its_reason(open_vault: Vault, jo: int) -> None:
    record = safety.begin_safety(open_vault, jo, WORRY)
    safety.close_safety(open_vault, record, "The crisis team has taken over.")
    assert "The crisis team has taken over." in words_of(print_safety(open_vault, record))


def test_what_cannot_be_printed_says_where_and_is_not_put_on_record(open_vault: Vault, jo: int) -> None:
    record = safety.begin_safety(open_vault, jo, replace(WORRY, words="A sign \U0001f9ff that no typeface has"))
    with pytest.raises(PaperProblem, match="what was seen or heard"):
        print_safety(open_vault, record)
    assert prints(open_vault) == []
