"""Services beside each other: what differs is marked, and what nobody says of any of them is left out."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.casework.test_shortlist import service
from tests.plans import TODAY, make_jo, still_clock
from workwell_desktop.casework import planning
from workwell_desktop.casework.service_compare import NOT_KNOWN, compare
from workwell_desktop.casework.service_facts import ServiceFacts, service_facts
from workwell_desktop.clock import Clock
from workwell_desktop.directory.record import RecordPlace
from workwell_desktop.errors import WorkwellError
from workwell_desktop.models.service_referrals import ServiceReferral
from workwell_desktop.vault.store import Vault


@pytest.fixture
def clock() -> Clock:
    return still_clock()


def facts(vault: Vault, *ids: int) -> list[ServiceFacts]:
    known = service_facts(vault, ids, None)
    return [known[one] for one in ids]


def test_what_differs_is_marked(open_vault: Vault) -> None:
    one = service(open_vault, "One", cost="free", phone="01632 960101", modes=("phone",))
    other = service(open_vault, "Other", cost="free", email="a@b.example")
    found = compare(facts(open_vault, one, other))
    assert found.names == ("One", "Other")
    rows = {row.label: (row.values, row.differs) for row in found.rows}
    assert rows["Cost"] == (("It is free.", "It is free."), False)
    assert rows["How to go"] == (("By phone", NOT_KNOWN), True)
    assert rows["How to reach them"] == (("01632 960101", "a@b.example"), True)
    assert "When" not in rows
    assert "Waits people really had" not in rows


def test_what_is_kept_secret_is_not_compared(open_vault: Vault) -> None:
    refuge = service(
        open_vault, "Refuge", sensitive=True, phone="01632 960101", places=(RecordPlace("7 Quay Road", "NF1 1QA"),)
    )
    other = service(open_vault, "Other", places=(RecordPlace("1 High Street", "NF1 2AA"),))
    found = compare(facts(open_vault, refuge, other))
    where = next(row for row in found.rows if row.label == "Where")
    assert where.values == (NOT_KNOWN, "1 High Street, NF1 2AA")


def test_waits_that_people_had_are_compared(open_vault: Vault) -> None:
    one, other = service(open_vault, "One"), service(open_vault, "Other")
    step = planning.add_service_step(open_vault, make_jo(open_vault), one, how="refer")
    with open_vault.transaction() as transaction:
        row = transaction.session.query(ServiceReferral).filter_by(step_id=step).one()
        row.state, row.sent_on = "started", TODAY - timedelta(days=21)
        row.started_on = TODAY - timedelta(days=7)
    waits = next(row for row in compare(facts(open_vault, one, other)).rows if row.label.startswith("Waits"))
    assert waits.values == ("About 2 weeks, from 1 person", NOT_KNOWN)


@pytest.mark.parametrize("count", [1, 5])
def test_two_to_four_can_be_compared(open_vault: Vault, count: int) -> None:
    ids = [service(open_vault, f"Service {number}") for number in range(count)]
    with pytest.raises(WorkwellError, match="Two to four"):
        compare(facts(open_vault, *ids))
