"""The two calendars in the vault: the own one in the needed size, the manager's only with a yes to its very lines."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pypdfium2
import pytest
from sqlalchemy import select

from tests.plans import TODAY, make_jo, say, still_clock
from tests.stages import agree, plan_stages
from workwell_desktop.casework import needs, papers, phased_return
from workwell_desktop.casework.agreements import load_agreements
from workwell_desktop.casework.history import history_page
from workwell_desktop.casework.phased_return_paper import (
    Release,
    issue_own_stages,
    issue_work_stages,
    load_release,
    own_stages,
)
from workwell_desktop.casework.sharing import SharingStopped
from workwell_desktop.clock import Clock
from workwell_desktop.errors import InputProblem, WorkwellError
from workwell_desktop.models.agreements import Agreement
from workwell_desktop.models.employment import Employment
from workwell_desktop.models.papers import Paper
from workwell_desktop.vault.doctor import verify
from workwell_desktop.vault.store import Vault

SECRET = "Bring the fibromyalgia tablets"
EMPLOYER = "Harbour Foods Example"


@pytest.fixture
def clock() -> Clock:
    return still_clock()


@pytest.fixture
def jo(open_vault: Vault) -> int:
    person = make_jo(open_vault, ("format_large",))
    plan_stages(open_vault, person, note=SECRET)
    return person


def text_of(vault: Vault, paper_id: int) -> str:
    document = pypdfium2.PdfDocument(papers.paper_bytes(vault, paper_id))
    try:
        return " ".join(" ".join(page.get_textpage().get_text_bounded().split()) for page in document)
    finally:
        document.close()


def release(vault: Vault, person: int) -> Release:
    agree(vault, person)
    return load_release(vault, person)


def test_the_own_calendar_has_the_size_the_note_and_what_is_said_about_pay(open_vault: Vault, jo: int) -> None:
    paper = own_stages(open_vault, jo, "S-1")
    assert (paper.size, paper.note) == ("large", SECRET)
    assert "since 6 April 2026" in paper.pay
    assert paper.agreed_on is None
    assert [day.on for week in paper.weeks for day in week.days if day.holiday and not day.starts] == [
        date(2037, 12, 25),
        date(2037, 12, 28),
        date(2038, 1, 1),
    ]
    paper_id = issue_own_stages(open_vault, jo)
    assert SECRET in text_of(open_vault, paper_id)
    assert needs.cannot_print(open_vault, paper_id) == ()
    assert papers.paper_line(open_vault, paper_id).copies


def test_printing_twice_makes_one_record_and_another_day_makes_another(open_vault: Vault, jo: int) -> None:
    first = issue_own_stages(open_vault, jo)
    assert issue_own_stages(open_vault, jo) == first
    phased_return.change_day(open_vault, jo, date(2037, 12, 8), None)
    second = issue_own_stages(open_vault, jo)
    assert second != first
    assert [line.number for line in papers.papers_of(open_vault, jo)] == [2, 1]


def test_the_managers_calendar_holds_days_times_and_nothing_of_the_persons_own(open_vault: Vault, jo: int) -> None:
    agreed = release(open_vault, jo)
    paper_id = issue_work_stages(open_vault, agreed, agreed_on="today", how="signed")
    said = text_of(open_vault, paper_id)
    with open_vault.reading() as session:
        kept = session.get_one(Paper, paper_id).document
    assert "09:00" in kept, "it can be saved for other programs"
    assert SECRET not in said + kept + json.dumps(agreed.lines)
    assert "fibromyalgia" not in said
    assert "09:00 to 12:45" in said
    (undone,) = needs.cannot_print(open_vault, paper_id)
    assert "usual form" in undone.what, "an unusual one would tell what Jo needs"
    with open_vault.reading() as session:
        row = session.scalars(select(Agreement).where(Agreement.purpose == "share")).one()
        assert (row.recipient_name, row.state, row.decided_on, row.method) == (EMPLOYER, "agreed", TODAY, "signed")
        assert tuple(json.loads(row.items)) == agreed.lines
    assert [one.check for one in verify(open_vault) if not one.ok] == []


def test_what_went_is_seen_with_the_agreements_and_in_the_history(open_vault: Vault, jo: int) -> None:
    issue_work_stages(open_vault, release(open_vault, jo), agreed_on="today", how="said")
    (shared,) = load_agreements(open_vault, jo).shared
    assert (shared.name, shared.what) == (EMPLOYER, "Calendar of going back in stages number 1")
    titles = {line.title for line in history_page(open_vault, jo)}
    assert {"Going back in stages printed", "Going back in stages agreed"} <= titles


def test_weeks_that_are_not_agreed_go_to_nobody(open_vault: Vault, jo: int) -> None:
    with pytest.raises(WorkwellError, match="not agreed yet"):
        load_release(open_vault, jo)


def test_nothing_is_planned_nothing_is_printed(open_vault: Vault) -> None:
    other = make_jo(open_vault)
    deeds: list[Callable[[Vault, int], object]] = [issue_own_stages, load_release]
    for deed in deeds:
        with pytest.raises(WorkwellError, match="No work is planned"):
            deed(open_vault, other)


def test_without_an_employer_there_is_nobody_to_send_it_to(open_vault: Vault, jo: int) -> None:
    with open_vault.transaction() as transaction:
        transaction.session.scalars(select(Employment)).one().employer = ""
    agree(open_vault, jo)
    with pytest.raises(WorkwellError, match="no employer"):
        load_release(open_vault, jo)


@pytest.mark.parametrize("state", ["refused", "withdrawn"])
@pytest.mark.parametrize("aim", ["letter", ""])
def test_a_no_stops_it_before_and_after_the_lines_were_read(open_vault: Vault, jo: int, state: str, aim: str) -> None:
    agreed = release(open_vault, jo)
    say(open_vault, jo, state, "employer", EMPLOYER, aim)
    with pytest.raises(SharingStopped):
        load_release(open_vault, jo)
    with pytest.raises(SharingStopped):
        issue_work_stages(open_vault, agreed, agreed_on="today", how="said")
    assert papers.papers_of(open_vault, jo) == ()


def test_who_takes_no_part_any_more_stops_it(open_vault: Vault, jo: int) -> None:
    agreed = release(open_vault, jo)
    say(open_vault, jo, "withdrawn")
    with pytest.raises(SharingStopped):
        issue_work_stages(open_vault, agreed, agreed_on="today", how="said")


def test_a_yes_from_before_a_no_does_not_count(open_vault: Vault, jo: int) -> None:
    say(open_vault, jo, "refused", "employer", EMPLOYER, "letter")
    say(open_vault, jo, "agreed", "employer", EMPLOYER, "letter")
    agreed = release(open_vault, jo)
    with pytest.raises(WorkwellError, match="said no to sharing"):
        issue_work_stages(open_vault, agreed, agreed_on="yesterday", how="said")
    assert papers.papers_of(open_vault, jo) == ()


def test_lines_that_changed_since_they_were_read_go_to_nobody(open_vault: Vault, jo: int) -> None:
    agreed = release(open_vault, jo)
    phased_return.change_stages(open_vault, jo)
    phased_return.change_day(open_vault, jo, date(2037, 12, 8), None)
    agree(open_vault, jo)
    with pytest.raises(WorkwellError, match="others now"):
        issue_work_stages(open_vault, agreed, agreed_on="today", how="said")
    with pytest.raises(WorkwellError, match="others now"):
        issue_work_stages(open_vault, replace(agreed, employer="Acme"), agreed_on="today", how="said")
    assert papers.papers_of(open_vault, jo) == ()


@pytest.mark.parametrize(("agreed_on", "how"), [("", "said"), ("tomorrow", "said"), ("today", ""), ("today", "sung")])
def test_a_yes_has_its_day_and_its_way(open_vault: Vault, jo: int, agreed_on: str, how: str) -> None:
    agreed = release(open_vault, jo)
    with pytest.raises(InputProblem):
        issue_work_stages(open_vault, agreed, agreed_on=agreed_on, how=how)
    assert papers.papers_of(open_vault, jo) == ()
