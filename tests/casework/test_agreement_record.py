"""What was agreed, with whom and when stands in the record: the check of the vault finds a change."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select, update

from tests.plans import TODAY, make_jo, still_clock, write_plan
from workwell_desktop.casework import letters, planning
from workwell_desktop.casework.intake import Sharing, load_intake, save_intake
from workwell_desktop.casework.letter_issue import issue_letter
from workwell_desktop.casework.planning import ChangeEntry
from workwell_desktop.clock import Clock
from workwell_desktop.models.agreements import Agreement
from workwell_desktop.models.papers import Paper
from workwell_desktop.vault.doctor import verify
from workwell_desktop.vault.store import Vault


@pytest.fixture
def clock() -> Clock:
    return still_clock()


@pytest.fixture
def letter(open_vault: Vault) -> int:
    """The agreement of one letter to an employer."""
    person = make_jo(open_vault)
    write_plan(open_vault, person)
    planning.save_change(open_vault, person, ChangeEntry("Start at nine", "Mornings are slow", "in 3 months"))
    draft = letters.load_letter(open_vault, person)
    for line in draft.lines:
        draft = letters.settle(draft, line.key, letters.AGREED)
    paper = issue_letter(open_vault, draft, agreed_on=TODAY, method="said")
    with open_vault.reading() as session:
        return session.get_one(Paper, paper).agreement_id or 0


@pytest.fixture
def intake(open_vault: Vault) -> dict[tuple[str, str], int]:
    """The agreements of an intake, by purpose and state: two said at first, one taken back later."""
    shared = Sharing("gp", "Elm Street Surgery", "agreed", "20 November 2037", "said")
    person = make_jo(open_vault)
    entry = replace(load_intake(open_vault, person), take_part="agreed", take_part_on="today", take_part_method="said")
    new = save_intake(open_vault, 0, replace(entry, sharing=(shared,)))
    taken_back = replace(shared, state="withdrawn", decided_on="today")
    save_intake(open_vault, new, replace(load_intake(open_vault, new), sharing=(taken_back,)))
    with open_vault.reading() as session:
        return {(row.purpose, row.state): row.id for row in session.scalars(select(Agreement))}


def sound(vault: Vault) -> bool:
    return next(finding.ok for finding in verify(vault) if finding.check == "agreements")


def test_an_agreement_as_it_was_is_sound(open_vault: Vault, letter: int) -> None:
    assert sound(open_vault)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("state", "withdrawn"),
        ("decided_on", date(2037, 11, 1)),
        ("items", '["all"]'),
        ("recipient_name", "Anybody"),
        ("method", "phone"),
    ],
)
def test_a_changed_agreement_is_found(open_vault: Vault, letter: int, field: str, value: object) -> None:
    with open_vault.transaction() as transaction:
        setattr(transaction.session.get_one(Agreement, letter), field, value)
    assert not sound(open_vault)


def test_an_intake_as_it_was_is_sound(open_vault: Vault, intake: dict[tuple[str, str], int]) -> None:
    assert len(intake) == 3
    assert sound(open_vault)


@pytest.mark.parametrize("which", [("take_part", "agreed"), ("share", "agreed"), ("share", "withdrawn")])
def test_a_changed_agreement_of_an_intake_is_found(
    open_vault: Vault, intake: dict[tuple[str, str], int], which: tuple[str, str]
) -> None:
    with open_vault.transaction() as transaction:
        transaction.session.get_one(Agreement, intake[which]).state = "refused"
    assert not sound(open_vault)


def test_an_agreement_that_is_gone_is_found(open_vault: Vault, letter: int) -> None:
    with open_vault.transaction() as transaction:
        transaction.session.execute(update(Paper).values(agreement_id=None))
        transaction.session.delete(transaction.session.get_one(Agreement, letter))
    assert not sound(open_vault)
