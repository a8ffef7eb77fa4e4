"""Agreements: an answer is a row for ever, the newest counts, and what ends or is unanswered waits."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import func, select

from tests.plans import TODAY, make_jo, say, still_clock
from workwell_desktop.casework import agreements
from workwell_desktop.casework.agreements import AnswerEntry, load_agreements, write_answer
from workwell_desktop.casework.drafts import keep_draft, load_draft
from workwell_desktop.casework.intake import load_intake, save_intake
from workwell_desktop.casework.letters import stop_letter
from workwell_desktop.casework.people import current_episode, wants_to_take_part
from workwell_desktop.casework.sharing import SharingStopped
from workwell_desktop.clock import Clock
from workwell_desktop.errors import InputProblem
from workwell_desktop.models.agreements import Agreement
from workwell_desktop.models.audit import AuditEvent
from workwell_desktop.vault.store import Vault

HARBOUR = ("employer", "Harbour Foods Example", "talk")
YES = AnswerEntry(
    recipient="employer",
    recipient_name="Harbour Foods Example",
    aim="talk",
    state="agreed",
    decided_on="20 Nov 2037",
    method="phone",
    shared=("changes", "progress"),
)


@pytest.fixture
def clock() -> Clock:
    return still_clock()


@pytest.fixture
def jo(open_vault: Vault) -> int:
    return make_jo(open_vault)


def waiting(vault: Vault) -> list[str]:
    with vault.reading() as session:
        return [row.reason for row in agreements.waiting(session, vault.member_id, TODAY)]


def test_an_answer_is_read_again_with_all_that_was_said(open_vault: Vault, jo: int) -> None:
    write_answer(open_vault, jo, replace(YES, expires_on="in 3 months", note="Only the store manager"))
    (row,) = load_agreements(open_vault, jo).rows
    assert (row.about, row.name, row.aim_words) == (
        "Employer", "Harbour Foods Example", "Talk about work and changes at work",
    )  # fmt: skip
    assert (row.standing, row.until) == ("agreed", date(2038, 2, 24))
    (answer,) = row.answers
    assert (answer.said, answer.said_on, answer.method) == ("Said yes", date(2037, 11, 20), "By phone")
    assert answer.shared == ("Changes at work that would help", "How it is going")
    assert (answer.note, answer.coach) == ("Only the store manager", "Sam Example")


def test_an_employer_written_another_way_is_one_recipient(open_vault: Vault, jo: int) -> None:
    for state, name in (("agreed", "Acme Ltd"), ("agreed", "The Acme"), ("withdrawn", "ACME Limited")):
        say(open_vault, jo, state, "employer", name, "letter")
    (row,) = load_agreements(open_vault, jo).rows
    assert (row.standing, len(row.answers)) == ("withdrawn", 3)
    with open_vault.reading() as session, pytest.raises(SharingStopped, match="took back"):
        stop_letter(session, jo, "Jo", "Acme p.l.c.", TODAY)


def test_an_answer_is_never_written_over(open_vault: Vault, jo: int) -> None:
    first = write_answer(open_vault, jo, YES)
    say(open_vault, jo, "refused", *HARBOUR)
    say(open_vault, jo, "agreed", *HARBOUR)
    say(open_vault, jo, "withdrawn", *HARBOUR)
    (row,) = load_agreements(open_vault, jo).rows
    assert [one.said for one in row.answers] == ["Took it back", "Said yes", "Said no", "Said yes"]
    assert row.answers[-1].id == first
    assert row.standing == "withdrawn"
    with open_vault.reading() as session:
        assert session.scalar(select(func.count()).select_from(Agreement)) == 4
        sealed = session.scalars(select(AuditEvent.entity_id).where(AuditEvent.entity == "agreement")).all()
    assert len(sealed) == 4


def test_a_wider_no_shows_on_every_purpose_it_stops(open_vault: Vault, jo: int) -> None:
    write_answer(open_vault, jo, YES)
    say(open_vault, jo, "agreed", "employer", "Harbour Foods Example", "plan")
    say(open_vault, jo, "withdrawn", "employer")
    rows = load_agreements(open_vault, jo).rows
    assert {row.standing for row in rows} == {"withdrawn"}
    wide, *narrow = rows
    assert (wide.name, wide.aim_words, wide.decided_by) == ("", "For any purpose", "")
    assert all(row.decided_by == "Took it back on 24 November 2037, for more than this." for row in narrow)


def test_taking_part_stands_apart_and_the_latest_day_counts(open_vault: Vault, jo: int) -> None:
    assert not load_agreements(open_vault, jo).takes_part
    say(open_vault, jo, "refused", decided_on="22 Nov 2037")
    say(open_vault, jo, "agreed", decided_on="20 Nov 2037")
    assert not load_agreements(open_vault, jo).takes_part, "a yes of an earlier day, written down late"
    say(open_vault, jo, "agreed")
    say(open_vault, jo, "asked")
    state = load_agreements(open_vault, jo)
    assert state.takes_part, "a question takes nothing away"
    assert [one.said for one in state.take_part] == ["Asked, no answer yet", "Said yes", "Said no", "Said yes"]
    assert state.rows == ()
    with open_vault.reading() as session:
        assert wants_to_take_part(session, jo)


@pytest.mark.parametrize(
    ("change", "field", "sentence"),
    [
        ({"state": ""}, "state", "Choose what was said."),
        ({"decided_on": ""}, "decided_on", "Write the day this was said, so that it can be shown later."),
        ({"decided_on": "tomorrow"}, "decided_on", "This day is still to come. Check the date."),
        ({"decided_on": "31 Nov"}, "decided_on", "31 November does not exist. November has 30 days."),
        ({"method": ""}, "method", "Choose how this was said."),
        ({"method": "telepathy"}, "method", "Choose how this was said."),
        ({"recipient": ""}, "recipient", "Choose who this may be shared with."),
        ({"recipient_name": " "}, "recipient_name", "Write who: one employer, one service or one person."),
        ({"aim": ""}, "aim", "Choose what the sharing is for."),
        ({"shared": ()}, "shared", "Tick what may be shared."),
        ({"expires_on": "19 Nov 2037"}, "expires_on", "This ends before it was said. Check both dates."),
        ({"expires_on": "soonish"}, "expires_on", "This date was not understood."),
        ({"aim": "other"}, "note", "Write what the sharing is for."),
    ],
)
def test_what_is_missing_is_said_beside_its_field_and_nothing_is_kept(
    open_vault: Vault, jo: int, change: dict[str, Any], field: str, sentence: str
) -> None:
    keep_draft(open_vault, agreements.SCREEN, jo, {"about": 0, "values": {}})
    with pytest.raises(InputProblem) as caught:
        write_answer(open_vault, jo, replace(YES, **change))
    assert set(caught.value.fields) == {field}
    assert caught.value.fields[field].startswith(sentence)
    assert load_agreements(open_vault, jo).rows == ()
    assert load_draft(open_vault, agreements.SCREEN, jo) is not None


@pytest.mark.parametrize("state", ["refused", "withdrawn"])
def test_a_no_may_be_wide_and_needs_no_items(open_vault: Vault, jo: int, state: str) -> None:
    entry = AnswerEntry(recipient="gp", state=state, decided_on="today", method="said")
    assert write_answer(open_vault, jo, entry)


def test_known_names_are_proposed(open_vault: Vault, jo: int) -> None:
    save_intake(open_vault, jo, replace(load_intake(open_vault, jo), gp_practice="Elm Street Surgery"))
    assert load_agreements(open_vault, jo).names == {"employer": "Harbour Foods Example", "gp": "Elm Street Surgery"}


@pytest.mark.parametrize(
    ("ends", "waits"),
    [("today", True), ("in 14 days", True), ("in 15 days", False), ("yesterday", False), ("", False)],
)
def test_an_agreement_that_ends_within_two_weeks_waits(open_vault: Vault, jo: int, ends: str, waits: bool) -> None:
    write_answer(open_vault, jo, replace(YES, expires_on=ends, decided_on="1 Nov 2037"))
    found = waiting(open_vault)
    assert bool(found) is waits
    assert not waits or found[0].startswith("The agreement to share with Harbour Foods Example ends ")
    say(open_vault, jo, "agreed", *HARBOUR)
    assert waiting(open_vault) == [], "it was given anew"


@pytest.mark.parametrize(("asked", "waits"), [("14 days ago", True), ("13 days ago", False)])
def test_a_question_without_an_answer_waits_after_two_weeks(
    open_vault: Vault, jo: int, asked: str, waits: bool
) -> None:
    say(open_vault, jo, "asked", *HARBOUR, decided_on=asked)
    say(open_vault, jo, "asked", decided_on=asked)
    assert len(waiting(open_vault)) == (2 if waits else 0)
    say(open_vault, jo, "refused", "employer")
    say(open_vault, jo, "agreed")
    assert waiting(open_vault) == [], "both were answered"


def test_only_open_cases_of_this_coach_wait(open_vault: Vault, jo: int) -> None:
    say(open_vault, jo, "asked", *HARBOUR, decided_on="3 weeks ago")
    with open_vault.reading() as session:
        assert list(agreements.waiting(session, open_vault.member_id + 1, TODAY)) == []
    with open_vault.transaction() as t:
        current_episode(t.session, jo).state = "closed"
    assert waiting(open_vault) == []
