"""What is typed in a safety record, or began it, is on no paper, in no other room, in no search, and in no log."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import asdict

import pytest

from tests.casework.test_letter_yes import all_agreed
from tests.casework.test_letters import words_on
from tests.plans import TODAY, make_jo, say, still_clock, write_plan
from workwell_desktop import forms
from workwell_desktop.casework import (
    agreements,
    finding,
    history,
    measure_state,
    measures,
    needs,
    planning,
    safety,
    safety_due,
    today,
)
from workwell_desktop.casework.agreements import load_agreements
from workwell_desktop.casework.assessment_state import load_assessment
from workwell_desktop.casework.banner import banner
from workwell_desktop.casework.caseload import today_page as caseload_page
from workwell_desktop.casework.drafts import keep_draft
from workwell_desktop.casework.history_rows import KINDS
from workwell_desktop.casework.intake import load_intake
from workwell_desktop.casework.letter_issue import issue_letter
from workwell_desktop.casework.letters import load_letter
from workwell_desktop.casework.papers import paper_bytes
from workwell_desktop.casework.plan_paper import issue_plan
from workwell_desktop.casework.plan_state import load_plan
from workwell_desktop.casework.planning import ChangeEntry
from workwell_desktop.casework.safety import SafetyEntry, ToldEntry
from workwell_desktop.casework.since_last import since_last
from workwell_desktop.casework.since_paper import issue_card
from workwell_desktop.clock import Clock
from workwell_desktop.errors import InputProblem, WorkwellError
from workwell_desktop.vault.store import Vault

CANARIES = tuple(
    f"canary{word}" for word in ("seen", "done", "why", "who", "note", "closing", "draft", "again", "putoff")
)


PHQ9 = forms.questionnaire("phq9")
LAST = PHQ9.items[8]
ALL_KINDS = frozenset(kind for kind, _word in KINDS)


@pytest.fixture
def clock() -> Clock:
    return still_clock()


@pytest.fixture
def jo(open_vault: Vault) -> int:
    """Jo with a plan and a letter, and a safety record with a canary in every field."""
    person = make_jo(open_vault)
    write_plan(open_vault, person)
    planning.save_change(open_vault, person, ChangeEntry("Start at nine", "Mornings are slow", "in 3 months"))
    say(open_vault, person)
    first = SafetyEntry("adult", "yesterday", f"{CANARIES[0]} words", CANARIES[1], "in 3 days")
    record = safety.begin_safety(open_vault, person, first)
    safety.correct_safety(open_vault, record, SafetyEntry(**{**asdict(first), "reason": CANARIES[2]}))
    told = ToldEntry(CANARIES[3], "today", "10:00", "phone", "no", "other", CANARIES[4])
    safety.tell(open_vault, record, told)
    safety.close_safety(open_vault, record, CANARIES[5])
    safety.reopen_safety(open_vault, record, CANARIES[7])
    keep_draft(open_vault, safety.SCREEN, person, {"about": 0, "values": {"words": CANARIES[6]}})
    answered(open_vault, person)
    safety_due.defer_all(open_vault, person, CANARIES[8])
    measures.finish_measure(open_vault, 1, PHQ9, on="today")
    answered(open_vault, person, "coach")  # and one that stands
    return person


def answered(vault: Vault, person: int, view: str = "person") -> None:
    """Answer the PHQ-9 in full, the last question above 0: no other question of it has that answer."""
    measure = measures.begin_measure(vault, person, PHQ9, view=view)
    values = {one.id: one.options[0].code for one in PHQ9.items if one.options} | {LAST.id: LAST.options[2].code}
    measures.save_measure(vault, measure, PHQ9, values)


def leaked(said: object) -> list[str]:
    """Return what is said of the worry: a canary, the last question of the PHQ-9, its answer, or what is due."""
    words = (*CANARIES, LAST.id, LAST.text, LAST.options[2].label, LAST.options[2].code, "SafetyDue")
    return [one for one in words if one in str(said)]


def test_the_record_itself_holds_every_canary(open_vault: Vault, jo: int) -> None:
    held = leaked(safety.load_safety(open_vault, jo))
    assert set(held) == set(CANARIES) - {CANARIES[6]}, "so that the others can be looked for in earnest"


def test_no_paper_holds_it(open_vault: Vault, jo: int) -> None:
    letter = issue_letter(open_vault, all_agreed(open_vault, jo), agreed_on=TODAY, method="said")
    for paper in (issue_plan(open_vault, jo), letter, issue_card(open_vault, jo)):
        assert leaked(words_on(paper_bytes(open_vault, paper))) == []
        assert leaked(paper_bytes(open_vault, paper)) == []


ROOMS: dict[str, Callable[[Vault, int], object]] = {
    "banner": banner,
    "intake": load_intake,
    "assessment": load_assessment,
    "plan": load_plan,
    "letter": load_letter,
    "agreements": load_agreements,
    "today": lambda vault, _jo: caseload_page(vault),
    "start page": lambda vault, _jo: [(one.first, one.more) for one in today.today_page(vault).people],
    "history": lambda vault, jo: history.history_page(vault, jo, kinds=ALL_KINDS),
    "what changed": since_last,
    "measures": lambda vault, jo: measure_state.load_measures(vault, jo, forms.read_shelf()),
}


@pytest.mark.parametrize("room", ROOMS)
def test_no_other_room_shows_it(open_vault: Vault, jo: int, room: str) -> None:
    assert leaked(ROOMS[room](open_vault, jo)) == []


def test_what_waits_and_the_search_say_nothing_of_it(open_vault: Vault, jo: int) -> None:
    with open_vault.reading() as session:
        for give in (safety.waiting, safety_due.waiting, needs.waiting, agreements.waiting):
            assert leaked(list(give(session, open_vault.member_id, TODAY))) == []
    for canary in CANARIES:
        assert finding.find_people(open_vault, canary) == (), "not to be found by it either"
        assert history.history_page(open_vault, jo, kinds=ALL_KINDS, find=canary) == ()
    for words in (LAST.text, LAST.options[2].label, "put off", "deferred"):
        assert history.history_page(open_vault, jo, kinds=ALL_KINDS, find=words) == ()


def test_no_log_and_no_error_holds_it(open_vault: Vault, jo: int, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    record = safety.load_safety(open_vault, jo).records[0].id
    with pytest.raises(InputProblem) as typed:
        safety.begin_safety(open_vault, jo, SafetyEntry("", "tomorrow", CANARIES[0], CANARIES[1], "1 Nov 2037"))
    safety.close_safety(open_vault, record, CANARIES[5])
    with pytest.raises(WorkwellError) as closed:
        safety.tell(open_vault, record, ToldEntry(CANARIES[3], "today", "10:00", "phone", "yes"))
    for said in (str(typed.value), typed.value.fields, str(closed.value), caplog.text):
        assert leaked(said) == []


def test_the_record_of_what_was_done_holds_no_word_of_it(open_vault: Vault, jo: int) -> None:
    with open_vault.reading() as session:
        rows = session.connection().exec_driver_sql("SELECT * FROM audit_event").all()
    assert rows
    assert leaked(rows) == []
