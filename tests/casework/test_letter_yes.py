"""A yes is for one employer and one day: it does not hold for another employer, nor after a no."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from tests.casework.test_letters import words_on
from tests.plans import TODAY, make_jo, say, still_clock, write_plan
from workwell_desktop.casework import letters, planning
from workwell_desktop.casework.intake import load_intake, save_intake
from workwell_desktop.casework.letter_issue import issue_letter
from workwell_desktop.casework.letters import AGREED, OPENING, LetterDraft
from workwell_desktop.casework.papers import paper_bytes
from workwell_desktop.casework.planning import ChangeEntry
from workwell_desktop.casework.service_profile import Profile, save_profile
from workwell_desktop.casework.sharing import SharingStopped
from workwell_desktop.clock import Clock
from workwell_desktop.errors import WorkwellError
from workwell_desktop.models.papers import Paper
from workwell_desktop.vault.store import Vault

NO_ON = date(2037, 11, 23)


@pytest.fixture
def clock() -> Clock:
    return still_clock()


@pytest.fixture
def jo(open_vault: Vault) -> int:
    person = make_jo(open_vault)
    write_plan(open_vault, person)
    planning.save_change(open_vault, person, ChangeEntry("Start at nine", "Mornings are slow", "in 3 months"))
    return person


def all_agreed(vault: Vault, person: int) -> LetterDraft:
    draft = letters.reword(letters.load_letter(vault, person), OPENING, "Could we meet on Friday?")
    for line in draft.lines:
        draft = letters.settle(draft, line.key, AGREED)
    letters.keep_letter(vault, draft)
    return draft


def move_to_another_employer(vault: Vault, person: int) -> None:
    save_intake(vault, person, replace(load_intake(vault, person), employer="Hill Mill Example"))


def say_no(vault: Vault, person: int, **more: str) -> None:
    say(vault, person, "withdrawn", "employer", **({"decided_on": "23 November 2037"} | more))


def say_yes(vault: Vault, person: int) -> None:
    say(vault, person, "agreed", "employer", "Harbour Foods Example", "letter")


def papers(vault: Vault) -> list[Paper]:
    with vault.reading() as session:
        return list(session.scalars(select(Paper)))


def test_what_was_agreed_for_one_employer_is_asked_again_for_another(open_vault: Vault, jo: int) -> None:
    all_agreed(open_vault, jo)
    move_to_another_employer(open_vault, jo)
    draft = letters.load_letter(open_vault, jo)
    assert draft.recipient == "Hill Mill Example"
    assert {line.choice for line in draft.lines} == {""}
    assert draft.lines[0].text == "Could we meet on Friday?", "the words need not be written twice"


def test_what_was_agreed_before_a_no_is_asked_again_after_it(open_vault: Vault, jo: int) -> None:
    all_agreed(open_vault, jo)
    say_no(open_vault, jo)
    say_yes(open_vault, jo)
    draft = letters.load_letter(open_vault, jo)
    assert draft.last_no == NO_ON
    assert {line.choice for line in draft.lines} == {""}
    letters.keep_letter(open_vault, letters.settle(draft, OPENING, AGREED))
    assert letters.load_letter(open_vault, jo).settled == 1, "what is agreed after it holds"


def test_a_letter_is_not_issued_to_an_employer_who_was_not_read_out(open_vault: Vault, jo: int) -> None:
    draft = all_agreed(open_vault, jo)
    move_to_another_employer(open_vault, jo)
    with pytest.raises(WorkwellError, match="employer is another one now"):
        issue_letter(open_vault, draft, agreed_on=TODAY, method="said")
    assert papers(open_vault) == []


@pytest.mark.parametrize("agreed_on", [NO_ON - timedelta(days=1), TODAY + timedelta(days=1)])
def test_a_letter_is_not_issued_on_a_yes_before_a_no_or_in_the_future(
    open_vault: Vault, jo: int, agreed_on: date
) -> None:
    draft = all_agreed(open_vault, jo)
    say_no(open_vault, jo)
    say_yes(open_vault, jo)
    with pytest.raises(WorkwellError, match="agreed"):
        issue_letter(open_vault, draft, agreed_on=agreed_on, method="said")
    assert papers(open_vault) == []
    assert issue_letter(open_vault, draft, agreed_on=NO_ON, method="said"), "a yes may follow on the same day"


@pytest.mark.parametrize(
    "no",
    [
        {"state": "refused", "name": "", "aim": ""},
        {"state": "withdrawn", "name": "harbour foods example", "aim": "letter"},
        {"state": "withdrawn", "name": "Harbour Foods Example", "aim": ""},
        {"state": "agreed", "name": "Harbour Foods Example", "aim": "letter", "expires_on": "yesterday"},
    ],
)
def test_no_letter_is_read_or_issued_while_a_no_or_an_end_stands(
    open_vault: Vault, jo: int, no: dict[str, str]
) -> None:
    draft = all_agreed(open_vault, jo)
    say(open_vault, jo, recipient="employer", **{"decided_on": "20 November 2037", **no})
    with pytest.raises(SharingStopped, match="Ask again"):
        letters.load_letter(open_vault, jo)
    with pytest.raises(SharingStopped, match=r"Harbour Foods Example.*November 2037"):
        issue_letter(open_vault, draft, agreed_on=TODAY, method="said")
    assert papers(open_vault) == []
    say_yes(open_vault, jo)
    assert letters.load_letter(open_vault, jo).settled == 0, "each line is asked for anew"


def test_no_letter_goes_while_somebody_does_not_take_part(open_vault: Vault, jo: int) -> None:
    say(open_vault, jo, "withdrawn", decided_on="20 November 2037")
    with pytest.raises(SharingStopped, match="said on 20 November 2037 that they do not take part"):
        letters.load_letter(open_vault, jo)
    say(open_vault, jo, "agreed")
    assert issue_letter(open_vault, all_agreed(open_vault, jo), agreed_on=TODAY, method="said")


def test_a_no_to_another_employer_or_another_purpose_stops_no_letter(open_vault: Vault, jo: int) -> None:
    say(open_vault, jo, "refused", "employer", "Hill Mill Example")
    say(open_vault, jo, "refused", "employer", "Harbour Foods Example", "talk")
    assert issue_letter(open_vault, all_agreed(open_vault, jo), agreed_on=TODAY, method="said")


@pytest.mark.parametrize("method", ["", "telepathy"])
def test_a_letter_is_not_issued_on_a_yes_said_in_no_known_way(open_vault: Vault, jo: int, method: str) -> None:
    with pytest.raises(ValueError, match="no such way of agreeing"):
        issue_letter(open_vault, all_agreed(open_vault, jo), agreed_on=TODAY, method=method)
    assert papers(open_vault) == []


def test_the_letter_says_the_role_that_the_coach_has(open_vault: Vault, jo: int) -> None:
    save_profile(open_vault, Profile(coach_role="Employment Adviser"))
    paper = issue_letter(open_vault, all_agreed(open_vault, jo), agreed_on=TODAY, method="said")
    assert "Written with Sam Example, Employment Adviser." in words_on(paper_bytes(open_vault, paper))
