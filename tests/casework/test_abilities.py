"""Ability to work: lines that are kept and signed, ideas from the job's tasks, and what they feed."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from tests.documents.samples import pages_of
from tests.plans import TODAY, make_jo, still_clock, write_plan
from workwell_desktop.casework import letters
from workwell_desktop.casework.abilities import change_for, offers, still_offered
from workwell_desktop.casework.assessment import new_version, save_assessment, sign_assessment
from workwell_desktop.casework.assessment_content import (
    ABILITIES,
    AssessmentEntry,
    CanDo,
    Task,
    entry_of,
    marks,
    problems,
    said,
    snapshot,
)
from workwell_desktop.casework.assessment_ideas import Known, add_to_plan, help_with, helps_for, load_known
from workwell_desktop.casework.assessment_state import load_assessment, read_version
from workwell_desktop.casework.intake import load_intake, save_intake
from workwell_desktop.casework.letter_issue import issue_letter
from workwell_desktop.casework.letter_line import ABLE, AGREED, HELPED, LEFT_OUT, OF_ABILITIES, SPARED
from workwell_desktop.casework.letters import LetterDraft
from workwell_desktop.casework.papers import paper_bytes
from workwell_desktop.casework.plan_state import load_plan
from workwell_desktop.clock import Clock
from workwell_desktop.errors import InputProblem
from workwell_desktop.models.assessments import Ability
from workwell_desktop.vault.store import Vault

TILL = CanDo("now", "Serve at the till, sitting")
STOCK = CanDo("with_help", "Put out stock", "a trolley")
LIFT = CanDo("avoid", "Lift boxes over 5 kg", until="2038-03-05")
VAN = CanDo("avoid", "Drive the van")
LINES = (TILL, STOCK, LIFT, VAN)
ENTRY = AssessmentEntry(abilities=LINES)

LINE = st.builds(
    CanDo,
    st.sampled_from(["now", "with_help", "avoid"]),
    st.text(max_size=20),
    st.text(max_size=20),
    st.one_of(st.just(""), st.dates().map(date.isoformat)),
)


@pytest.fixture
def clock() -> Clock:
    return still_clock()


@pytest.fixture
def jo(open_vault: Vault) -> int:
    return make_jo(open_vault)


def sign(vault: Vault, person: int, *lines: CanDo) -> None:
    """Keep these lines and sign them."""
    save_assessment(vault, person, AssessmentEntry(abilities=lines))
    sign_assessment(vault, person, method="said", signed_on="today")


def test_lines_come_back_as_they_were_written(open_vault: Vault, jo: int) -> None:
    save_assessment(open_vault, jo, ENTRY)
    assert load_assessment(open_vault, jo).entry == ENTRY
    save_assessment(open_vault, jo, replace(ENTRY, abilities=(VAN, TILL)))
    assert load_assessment(open_vault, jo).entry.abilities == (VAN, TILL)
    with open_vault.reading() as session:
        assert session.scalar(select(func.count()).select_from(Ability)) == 2


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lines=st.lists(LINE, max_size=5).map(tuple))
def test_odd_words_and_days_come_back_from_the_vault_and_from_what_was_signed(
    open_vault: Vault, jo: int, lines: tuple[CanDo, ...]
) -> None:
    entry = AssessmentEntry(answers={"sleep": 3}, abilities=lines)
    save_assessment(open_vault, jo, entry)
    assert load_assessment(open_vault, jo).entry == entry
    assert entry_of(json.loads(json.dumps(snapshot(entry)))) == entry


@given(until=st.text(max_size=12))
def test_a_day_that_is_none_is_until_we_look_again(until: str) -> None:
    one = CanDo("avoid", "Ladders", until=until)
    assert one.rest.startswith("Until ")
    assert (one.until_on is None) == (one.rest == "Until we look again")


def test_what_was_signed_before_there_were_abilities_is_still_read() -> None:
    content = snapshot(ENTRY)
    del content["abilities"]
    assert entry_of(content).abilities == ()


def test_the_section_counts_and_says_its_lists_in_words() -> None:
    assert not ENTRY.empty
    assert next(mark.state for mark in marks(AssessmentEntry()) if mark.id == "can_do") == "none"
    assert next(mark.state for mark in marks(ENTRY) if mark.id == "can_do") == "done"
    (section,) = said(ENTRY)
    assert all(line[1] == line[2] for line in section["lines"]), "on paper as on the screen"
    assert section | {"lines": [line[:2] for line in section["lines"]]} == {
        "id": "can_do",
        "section": "What you can do",
        "lines": [
            [heading, words]
            for heading, words in (
                ("I can do this now", "Serve at the till, sitting"),
                ("I could do this with help", "Put out stock. What would help: a trolley."),
                (
                    "Best avoided for now",
                    "Lift boxes over 5 kg. Until 5 March 2038.\nDrive the van. Until we look again.",
                ),
            )
        ],
    }


@pytest.mark.parametrize("line", [CanDo("now", "Lift \ue000 boxes"), CanDo("with_help", "Lift", "a \u200btrolley")])
def test_words_that_no_paper_can_hold_stop_the_signing(open_vault: Vault, jo: int, line: CanDo) -> None:
    assert set(problems(AssessmentEntry(abilities=(TILL, line)))) == {ABILITIES}
    with pytest.raises(InputProblem) as caught:
        sign(open_vault, jo, TILL, line)
    assert set(caught.value.fields) == {ABILITIES}


def test_no_day_does_not_stop_the_signing(open_vault: Vault, jo: int) -> None:
    sign(open_vault, jo, VAN)
    assert read_version(open_vault, jo, 1).entry.abilities == (VAN,)


@pytest.mark.parametrize(
    ("task", "offered"),
    [
        (Task("Serve", "", 9, 9), CanDo("now", "Serve")),
        (Task("Serve", "", 9, 9, "I have a stool"), CanDo("now", "Serve")),
        (Task("Serve", "", 9, 1, "Someone steps in"), CanDo("with_help", "Serve", "Someone steps in")),
        (Task("Serve", "", 9, 1, "I have a stool"), CanDo("with_help", "Serve", "a stool")),
        (Task("Serve", "", 1, 1, "I have a stool"), CanDo("with_help", "Serve", "a stool")),
        (Task("Serve", "", 1, 1), CanDo("avoid", "Serve")),
        (Task("Serve", "", 1), CanDo("avoid", "Serve")),
        (Task("Serve", "", 9, 1), None),
        (Task("Serve", "", 9), None),
        (Task("Serve"), None),
        (Task("  ", "", 9, 9), None),
    ],
)
def test_each_task_offers_at_most_one_line(task: Task, offered: CanDo | None) -> None:
    assert offers([task, task]) == (() if offered is None else (offered,))


def test_what_stands_in_a_list_is_not_offered_again() -> None:
    found = (CanDo("avoid", "Drive  the VAN"), CanDo("now", "Serve"))
    assert still_offered(found, [VAN]) == (CanDo("now", "Serve"),)


def test_nothing_that_is_offered_is_written_by_itself(open_vault: Vault, jo: int) -> None:
    save_assessment(open_vault, jo, AssessmentEntry(tasks=(Task("Serve", "", 9, 9),)))
    entry = load_assessment(open_vault, jo).entry
    assert helps_for(entry, Known()).offers == (CanDo("now", "Serve"),)
    assert entry.abilities == ()


@pytest.mark.parametrize("line", [TILL, CanDo("with_help", "Put out stock"), CanDo("avoid", " ")])
def test_a_line_that_asks_for_nothing_is_no_change(line: CanDo) -> None:
    assert change_for(line) is None


def test_a_line_goes_into_the_plan_once_with_its_day(open_vault: Vault, jo: int) -> None:
    save_assessment(open_vault, jo, ENTRY)
    for line in (STOCK, LIFT, STOCK, LIFT):
        help_ = help_with(line, load_known(open_vault, jo))
        assert help_ is not None
        add_to_plan(open_vault, jo, help_)
    plan = load_plan(open_vault, jo)
    assert [(one.helps, one.until) for one in plan.changes] == [
        ("A trolley", None), ("Avoid for now: Lift boxes over 5 kg", date(2038, 3, 5)),
    ]  # fmt: skip
    known = load_known(open_vault, jo)
    helps = [help_with(line, known) for line in (STOCK, LIFT, VAN)]
    assert [help_ is not None and help_.in_plan for help_ in helps] == [True, True, False]
    assert [idea.helps for idea in plan.ideas] == ["Avoid for now: Drive the van"], "the plan offers what is left"
    assert helps_for(ENTRY, known).more == 1


def test_the_help_a_task_asked_for_is_the_same_change(open_vault: Vault, jo: int) -> None:
    entry = AssessmentEntry(tasks=(Task("Put out stock", "lift", 9, 1, "A trolley"),), abilities=(STOCK,))
    save_assessment(open_vault, jo, entry)
    ideas = load_plan(open_vault, jo).ideas
    assert [idea.helps for idea in ideas if idea.proposal.own] == ["A trolley"]


@pytest.mark.parametrize("said", ["I have a trolley", " i have  a trolley ", "A trolley", "a trolley."])
def test_help_that_was_said_as_i_have_is_the_same_change_too(open_vault: Vault, jo: int, said: str) -> None:
    """From the task and from the list of abilities: one idea in one wording, and once in the plan."""
    task = Task("Put out stock", "lift", 9, 1, said)
    (line,) = offers([task])
    save_assessment(open_vault, jo, AssessmentEntry(tasks=(task,), abilities=(line,)))
    assert [idea.helps for idea in load_plan(open_vault, jo).ideas if idea.proposal.own] == ["A trolley"]
    help_ = help_with(line, load_known(open_vault, jo))
    assert help_ is not None
    add_to_plan(open_vault, jo, help_)
    assert [idea for idea in load_plan(open_vault, jo).ideas if idea.proposal.own] == []


def lines_in(draft: LetterDraft) -> list[tuple[str, str]]:
    return [(line.kind, line.text) for line in draft.lines if line.kind in OF_ABILITIES]


def test_the_letter_offers_what_was_signed_and_not_the_draft(open_vault: Vault, jo: int) -> None:
    write_plan(open_vault, jo)
    planned = help_with(STOCK, Known())
    assert planned is not None
    add_to_plan(open_vault, jo, planned)
    save_assessment(open_vault, jo, ENTRY)
    assert lines_in(letters.load_letter(open_vault, jo)) == [], "nothing is signed yet"
    sign(open_vault, jo, TILL, STOCK, CanDo("with_help", "Open up", "a second person."), LIFT, VAN)
    expected = [
        (ABLE, "Serve at the till, sitting"),
        (HELPED, "Open up. What would help: a second person"),
        (SPARED, "Lift boxes over 5 kg, until 5 March 2038"),
        (SPARED, "Drive the van, until we look at this again"),
    ]
    assert lines_in(letters.load_letter(open_vault, jo)) == expected, "what is a change in the plan stands there"
    new_version(open_vault, jo, "Things are different.")
    save_assessment(open_vault, jo, AssessmentEntry(abilities=(CanDo("now", "Everything"),)))
    assert lines_in(letters.load_letter(open_vault, jo)) == expected
    sign_assessment(open_vault, jo, method="said", signed_on="today")
    assert lines_in(letters.load_letter(open_vault, jo)) == [(ABLE, "Everything")]


def test_what_is_over_is_not_offered(open_vault: Vault, jo: int) -> None:
    write_plan(open_vault, jo)
    help_ = help_with(STOCK, Known())
    assert help_ is not None
    add_to_plan(open_vault, jo, help_)
    sign(open_vault, jo, replace(LIFT, until="2037-11-23"), replace(LIFT, until=TODAY.isoformat()))
    assert lines_in(letters.load_letter(open_vault, jo)) == [(SPARED, "Lift boxes over 5 kg, until 24 November 2037")]


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(choices=st.lists(st.sampled_from([AGREED, LEFT_OUT]), min_size=4, max_size=4))
def test_a_letter_never_holds_a_line_that_was_left_out(open_vault: Vault, choices: list[str]) -> None:
    jo = make_jo(open_vault)
    save_intake(open_vault, jo, replace(load_intake(open_vault, jo), employer="Harbour Foods Example"))
    planned = help_with(CanDo("with_help", "Stand", "a stool"), Known())
    assert planned is not None
    add_to_plan(open_vault, jo, planned)
    sign(open_vault, jo, *LINES)
    draft = letters.load_letter(open_vault, jo)
    chosen = dict(zip([line.key for line in draft.lines if line.kind in OF_ABILITIES], choices, strict=True))
    for line in draft.lines:
        draft = letters.settle(draft, line.key, chosen.get(line.key, AGREED))
    words = words_on(paper_bytes(open_vault, issue_letter(open_vault, draft, agreed_on=TODAY, method="said")))
    for line in draft.lines:
        if line.key in chosen:
            assert (line.text in words) == (line.choice == AGREED), line.text
    heads = {
        ABLE: "What I can do at work now",
        HELPED: "What I could do at work with help",
        SPARED: "What is best avoided for now",
    }
    agreed = {line.kind for line in draft.lines if line.choice == AGREED}
    assert {kind: head in words for kind, head in heads.items()} == {kind: kind in agreed for kind in heads}


def test_what_needs_help_never_stands_under_what_can_be_done_now(open_vault: Vault, jo: int) -> None:
    """An employer who reads it there may have it done alone, which may not be safe."""
    write_plan(open_vault, jo)
    planned = help_with(STOCK, Known())
    assert planned is not None
    add_to_plan(open_vault, jo, planned)
    sign(open_vault, jo, CanDo("with_help", "Open up", "a second person"), VAN, CanDo("with_help", "Ladders"), TILL)
    draft = letters.load_letter(open_vault, jo)
    found = [(line.kind, line.about, line.text) for line in draft.lines if line.kind in OF_ABILITIES]
    assert found == [
        (ABLE, "What you can do at work now", "Serve at the till, sitting"),
        (HELPED, "What you could do at work with help", "Open up. What would help: a second person"),
        (HELPED, "What you could do at work with help", "Ladders, with some help"),
        (SPARED, "What is best avoided for now", "Drive the van, until we look at this again"),
    ]
    for line in draft.lines:
        draft = letters.settle(draft, line.key, AGREED)
    words = words_on(paper_bytes(open_vault, issue_letter(open_vault, draft, agreed_on=TODAY, method="said")))
    read = [
        "What I can do at work now", "Serve at the till, sitting", "What I could do at work with help",
        "Open up. What would help: a second person", "Ladders, with some help", "What is best avoided for now",
        "Drive the van",
    ]  # fmt: skip
    places = [words.index(one) for one in read]
    assert places == sorted(places)


def words_on(pdf: bytes) -> str:
    return " ".join(" ".join(pages_of(pdf)).split())
