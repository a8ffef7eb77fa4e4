"""What was agreed, with whom and when stands in the record: the check of the vault finds a change."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import update

from tests.plans import TODAY, make_jo, say, still_clock, write_plan
from workwell_desktop.casework import letters, planning
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
def answers(open_vault: Vault) -> dict[tuple[str, str], int]:
    """Answers written down one after the other, by purpose and state."""
    person = make_jo(open_vault)
    gp = ("gp", "Elm Street Surgery", "plan")
    return {
        ("take_part", "agreed"): say(open_vault, person),
        ("share", "agreed"): say(open_vault, person, "agreed", *gp, expires_on="in 3 months"),
        ("share", "withdrawn"): say(open_vault, person, "withdrawn", *gp),
    }


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
        ("aim", "talk"),
        ("expires_on", date(2038, 1, 1)),
        ("shared", "condition"),
    ],
)
def test_a_changed_agreement_is_found(open_vault: Vault, letter: int, field: str, value: object) -> None:
    with open_vault.transaction() as transaction:
        setattr(transaction.session.get_one(Agreement, letter), field, value)
    assert not sound(open_vault)


def test_answers_as_they_were_are_sound(open_vault: Vault, answers: dict[tuple[str, str], int]) -> None:
    assert len(answers) == 3
    assert sound(open_vault)


@pytest.mark.parametrize("which", [("take_part", "agreed"), ("share", "agreed"), ("share", "withdrawn")])
def test_a_changed_answer_is_found(
    open_vault: Vault, answers: dict[tuple[str, str], int], which: tuple[str, str]
) -> None:
    with open_vault.transaction() as transaction:
        transaction.session.get_one(Agreement, answers[which]).state = "refused"
    assert not sound(open_vault)


def test_an_agreement_that_is_gone_is_found(open_vault: Vault, letter: int) -> None:
    with open_vault.transaction() as transaction:
        transaction.session.execute(update(Paper).values(agreement_id=None))
        transaction.session.delete(transaction.session.get_one(Agreement, letter))
    assert not sound(open_vault)
