"""Going back in stages in a letter: a line for each week, in columns on paper, for an employer alone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.casework.test_letters import words_on
from tests.plans import TODAY, make_jo, still_clock, write_plan
from tests.stages import agree, plan_stages
from workwell_desktop.casework import letters, phased_return
from workwell_desktop.casework.drafts import keep_draft
from workwell_desktop.casework.intake import load_intake, save_intake
from workwell_desktop.casework.letter_issue import issue_letter
from workwell_desktop.casework.letter_kinds import EMPLOYER, letter_kinds
from workwell_desktop.casework.letter_line import AGREED, LEFT_OUT, STAGE, LetterLine
from workwell_desktop.casework.letters import LetterDraft
from workwell_desktop.casework.papers import paper_bytes
from workwell_desktop.casework.phased_return_rules import week_line
from workwell_desktop.clock import Clock
from workwell_desktop.errors import WorkwellError
from workwell_desktop.vault.store import Vault

EMPLOYERS = [code for code, kind in letter_kinds().items() if kind.to == EMPLOYER]


@pytest.fixture
def clock() -> Clock:
    return still_clock()


@pytest.fixture
def jo(open_vault: Vault) -> int:
    person = make_jo(open_vault)
    write_plan(open_vault, person)
    plan_stages(open_vault, person)
    return person


def weeks_of(draft: LetterDraft) -> list[LetterLine]:
    return [line for line in draft.lines if line.kind == STAGE]


def settled(draft: LetterDraft, *out: str) -> LetterDraft:
    for line in draft.lines:
        draft = letters.settle(draft, line.key, LEFT_OUT if line.key in out else AGREED)
    return draft


@pytest.mark.parametrize("kind", EMPLOYERS)
def test_every_letter_to_an_employer_offers_the_agreed_weeks_line_by_line(
    open_vault: Vault, jo: int, kind: str
) -> None:
    agree(open_vault, jo)
    lines = weeks_of(letters.load_letter(open_vault, jo, kind))
    assert [line.text for line in lines] == [week_line(week) for week in phased_return.weeks_planned(open_vault, jo)]
    assert len({line.key for line in lines}) == len(lines) == 4
    assert lines[0].cells == ("Monday 7 December", "Monday to Friday, 09:00 to 12:45", "18 hours 45 minutes")
    assert {line.about for line in lines} == {"Your hours in this week"}


def test_weeks_that_are_not_agreed_are_said_to_be_so_and_stand_in_no_confirmation(open_vault: Vault, jo: int) -> None:
    draft = letters.load_letter(open_vault, jo, "support")
    assert {line.about for line in weeks_of(draft)} == {"Your hours in this week, not agreed yet"}
    assert weeks_of(letters.load_letter(open_vault, jo, "confirm")) == []


def test_a_week_that_is_over_is_not_offered(open_vault: Vault, jo: int) -> None:
    plan_stages(open_vault, jo, starts_on="9 November 2037")
    assert [line.cells[0] for line in weeks_of(letters.load_letter(open_vault, jo))] == [
        "Monday 23 November", "Monday 30 November",
    ]  # fmt: skip


def test_a_gp_reads_no_weeks(open_vault: Vault, jo: int) -> None:
    save_intake(open_vault, jo, replace(load_intake(open_vault, jo), gp_practice="Elm Street Surgery"))
    assert weeks_of(letters.load_letter(open_vault, jo, "gp")) == []


def test_the_paper_has_the_agreed_weeks_in_columns_and_no_other(open_vault: Vault, jo: int) -> None:
    draft = letters.load_letter(open_vault, jo, "summary")
    first, *rest = weeks_of(draft)
    draft = settled(draft, first.key)
    paper = issue_letter(open_vault, draft, agreed_on=TODAY, method="said")
    words = words_on(paper_bytes(open_vault, paper))
    assert "Week from Days and times Hours" in words
    for line in rest:
        assert " ".join(line.cells[0].split()) in words
        assert line.cells[2] in words
    assert "Monday 7 December" not in words
    assert "18 hours 45 minutes" not in words


def test_a_week_is_kept_or_left_out_but_never_reworded(open_vault: Vault, jo: int) -> None:
    """Its columns are what is printed, and would not say what was agreed."""
    draft = letters.load_letter(open_vault, jo)
    line = weeks_of(draft)[0]
    assert weeks_of(letters.reword(draft, line.key, "Half days only"))[0].text == line.text
    kept = {line.key: {"text": "Half days only", "choice": AGREED, "plan_words": line.plan_words, "yes_for": ""}}
    keep_draft(open_vault, draft.screen, jo, kept)
    assert weeks_of(letters.load_letter(open_vault, jo))[0].text == line.text


def test_a_week_that_changed_since_is_asked_about_again_and_not_issued(open_vault: Vault, jo: int) -> None:
    draft = settled(letters.load_letter(open_vault, jo))
    letters.keep_letter(open_vault, draft)
    plan_stages(open_vault, jo, share="60")
    with pytest.raises(WorkwellError, match="The plan is another one now"):
        issue_letter(open_vault, draft, agreed_on=TODAY, method="said")
    again = weeks_of(letters.load_letter(open_vault, jo))
    assert [line.choice for line in again][:1] == [""]
