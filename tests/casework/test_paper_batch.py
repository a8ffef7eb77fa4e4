"""The papers of a week: whole ones only, one that cannot be made is named, and no letter is made without a yes."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.plans import TODAY, make_jo, say, still_clock, write_plan
from workwell_desktop.casework import letters, paper_batch, papers, planning
from workwell_desktop.casework.letter_issue import issue_letter
from workwell_desktop.casework.paper_register import SentEntry, load_register, write_sent
from workwell_desktop.casework.people import current_episode, participant
from workwell_desktop.casework.plan_rows import plan_of
from workwell_desktop.casework.planning import ChangeEntry
from workwell_desktop.casework.sharing import STOPPED_STEP, SharingStopped
from workwell_desktop.clock import Clock
from workwell_desktop.models.audit import AuditEvent
from workwell_desktop.models.papers import Paper
from workwell_desktop.vault.doctor import verify
from workwell_desktop.vault.store import Vault


@pytest.fixture
def clock() -> Clock:
    return still_clock()


def somebody(vault: Vault, last_name: str, review_in: int | None = 3) -> int:
    person = make_jo(vault)
    write_plan(vault, person)
    with vault.transaction() as t:
        participant(t.session, person).last_name = last_name
        plan = plan_of(t.session, current_episode(t.session, person).id)
        assert plan is not None
        plan.review_on = None if review_in is None else TODAY + timedelta(days=review_in)
    return person


def a_letter(vault: Vault, person: int) -> int:
    planning.save_change(vault, person, ChangeEntry("Start at nine", "Mornings are slow", "in 3 months"))
    draft = letters.load_letter(vault, person)
    for line in draft.lines:
        draft = letters.settle(draft, line.key, letters.AGREED)
    return issue_letter(vault, draft, agreed_on=TODAY, method="said")


def due(vault: Vault) -> list[tuple[str, str]]:
    return [(one.name, one.what) for one in paper_batch.due_this_week(vault)]


def kept_papers(vault: Vault) -> list[str]:
    with vault.reading() as session:
        return list(session.scalars(select(Paper.kind).order_by(Paper.id)))


def test_plans_of_this_week_and_letters_that_nobody_has_are_due(open_vault: Vault) -> None:
    somebody(open_vault, "Soon", 7)
    somebody(open_vault, "Later", 8)
    somebody(open_vault, "Never", None)
    somebody(open_vault, "Late", -2)
    writing = somebody(open_vault, "Writing", None)
    letter = a_letter(open_vault, writing)
    assert due(open_vault) == [
        ("Jo Late", "Plan"),
        ("Jo Soon", "Plan"),
        ("Jo Writing", "Letter to Harbour Foods Example"),
    ]
    write_sent(open_vault, letter, SentEntry("posted", "Harbour Foods Example", "today"))
    assert ("Jo Writing", "Letter to Harbour Foods Example") not in due(open_vault)


def test_a_letter_that_was_not_agreed_is_never_made(open_vault: Vault) -> None:
    person = somebody(open_vault, "Waiting", 1)
    planning.save_change(open_vault, person, ChangeEntry("Start at nine", "Mornings are slow", "in 3 months"))
    letters.load_letter(open_vault, person)  # begun, and no line is agreed
    batch = paper_batch.make_all(open_vault, paper_batch.due_this_week(open_vault))
    assert [one.due.what for one in batch.made] == ["Plan"]
    assert kept_papers(open_vault) == ["plan"]


def test_one_that_cannot_be_made_is_named_and_the_others_go_on(open_vault: Vault) -> None:
    for name in ("One", "Two \N{GRINNING FACE}", "Three"):
        somebody(open_vault, name)
    told: list[tuple[int, int]] = []
    batch = paper_batch.make_all(
        open_vault, paper_batch.due_this_week(open_vault), lambda done, whole: told.append((done, whole))
    )
    assert [one.due.name for one in batch.made] == ["Jo One", "Jo Three"]
    (left,) = batch.left
    assert left.due.name == "Jo Two \N{GRINNING FACE}"
    assert "cannot be printed in" in left.reason
    assert told == [(1, 3), (2, 3), (3, 3)]
    assert all(one.pdf == papers.paper_bytes(open_vault, one.paper_id) for one in batch.made)


def test_a_letter_that_was_stopped_is_named_and_stays(open_vault: Vault) -> None:
    person = somebody(open_vault, "Example", 2)
    a_letter(open_vault, person)
    say(open_vault, person, "withdrawn", "employer", "Harbour Foods Example", "letter")
    batch = paper_batch.make_all(open_vault, paper_batch.due_this_week(open_vault))
    assert [one.due.what for one in batch.made] == ["Plan"]
    (left,) = batch.left
    assert left.due.what == "Letter to Harbour Foods Example"
    assert "took back the agreement" in left.reason
    assert left.reason.endswith(STOPPED_STEP), "what to do is said as everywhere"


def test_a_letter_that_was_stopped_after_it_was_made_is_not_printed_with_the_others(open_vault: Vault) -> None:
    person = somebody(open_vault, "Example", 2)
    a_letter(open_vault, person)
    batch = paper_batch.make_all(open_vault, paper_batch.due_this_week(open_vault))
    assert paper_batch.still_whole(open_vault, batch) == batch
    say(open_vault, person, "withdrawn", "employer", "Harbour Foods Example", "letter")
    now = paper_batch.still_whole(open_vault, batch)
    assert [one.due.what for one in now.made] == ["Plan"]
    assert "took back the agreement" in now.left[0].reason


def test_stopping_leaves_whole_papers_and_says_what_was_not_begun(open_vault: Vault) -> None:
    for name in ("One", "Two", "Three", "Four"):
        somebody(open_vault, name)
    done: list[int] = []
    batch = paper_batch.make_all(
        open_vault, paper_batch.due_this_week(open_vault), lambda n, _whole: done.append(n), lambda: len(done) == 2
    )
    assert [one.due.name for one in batch.made] == ["Jo One", "Jo Two"]
    assert [one.name for one in batch.not_begun] == ["Jo Three", "Jo Four"]
    assert kept_papers(open_vault) == ["plan", "plan"]
    assert all(finding.ok for finding in verify(open_vault))


def test_the_plan_is_made_in_the_form_that_is_recorded_as_needed(open_vault: Vault) -> None:
    easy = make_jo(open_vault, ("format_easy_read", "format_yellow"))
    write_plan(open_vault, easy)
    with open_vault.transaction() as t:
        plan = plan_of(t.session, current_episode(t.session, easy).id)
        assert plan is not None
        plan.review_on = TODAY
    (made,) = paper_batch.make_all(open_vault, paper_batch.due_this_week(open_vault)).made
    assert kept_papers(open_vault) == ["easy_read"]
    assert [one.what for one in made.undone] == ["Jo needs this as: on yellow paper."]


def test_whom_each_is_about_and_where_it_goes_is_known_before_printing(open_vault: Vault) -> None:
    person = somebody(open_vault, "Example", 2)
    a_letter(open_vault, person)
    plan, letter = paper_batch.make_all(open_vault, paper_batch.due_this_week(open_vault)).made
    assert (plan.release.who, plan.release.to_lines) == ("Jo Example", ())
    assert letter.release.to_lines[-1] == letter.release.to_lines[-1].strip() != ""
    assert "Harbour Foods Example" in letter.release.to_lines


def test_a_letter_that_is_stopped_after_it_was_made_is_not_printed(open_vault: Vault) -> None:
    person = somebody(open_vault, "Example", 2)
    a_letter(open_vault, person)
    batch = paper_batch.make_all(open_vault, paper_batch.due_this_week(open_vault))
    assert paper_batch.still_whole(open_vault, batch) == batch
    say(open_vault, person, "withdrawn", "employer", "Harbour Foods Example", "letter")
    now = paper_batch.still_whole(open_vault, batch)
    assert [one.due.what for one in now.made] == ["Plan"]
    assert [(one.due.what, "took back the agreement" in one.reason) for one in now.left] == [
        ("Letter to Harbour Foods Example", True)
    ]


def test_that_all_went_is_written_down_in_one_go_and_can_be_taken_back(open_vault: Vault) -> None:
    person = somebody(open_vault, "Example", 2)
    a_letter(open_vault, person)
    batch = paper_batch.make_all(open_vault, paper_batch.due_this_week(open_vault))
    lines = paper_batch.write_batch_sent(open_vault, batch.made, "posted")
    register = load_register(open_vault, person)
    sent = {(line.kind, one.way, one.to_whom, one.on) for line in register.lines for one in line.sent}
    assert sent == {
        ("plan", "posted", "Jo Example", TODAY),
        ("letter", "posted", "Harbour Foods Example", TODAY),
    }
    paper_batch.take_back_sent(open_vault, lines)
    assert [one.sent for one in load_register(open_vault, person).lines] == [(), ()]
    say(open_vault, person, "withdrawn", "employer", "Harbour Foods Example", "letter")
    with pytest.raises(SharingStopped):
        paper_batch.write_batch_sent(open_vault, batch.made, "posted")
    assert [one.sent for one in load_register(open_vault, person).lines] == [(), ()]


def test_printing_them_is_written_down_for_each(open_vault: Vault) -> None:
    somebody(open_vault, "One")
    somebody(open_vault, "Two")
    batch = paper_batch.make_all(open_vault, paper_batch.due_this_week(open_vault))
    paper_batch.note_batch_printed(open_vault, batch.made)
    with open_vault.reading() as session:
        printed = session.scalars(
            select(AuditEvent.entity_id).where(AuditEvent.entity == "paper", AuditEvent.action == "print")
        ).all()
    assert list(printed) == [one.paper_id for one in batch.made]
