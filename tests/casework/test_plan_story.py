"""How the plan went: told from what was recorded, and never more than that."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.plans import TODAY, make_jo, still_clock, write_plan
from workwell_desktop.casework import planning
from workwell_desktop.casework.assessment import save_assessment
from workwell_desktop.casework.assessment_content import AssessmentEntry, InTheWay
from workwell_desktop.casework.dates import plain
from workwell_desktop.casework.needs import cannot_print
from workwell_desktop.casework.papers import paper_line
from workwell_desktop.casework.plan_content import near_day
from workwell_desktop.casework.plan_register import LookEntry, StandEntry, look_at, move_on
from workwell_desktop.casework.plan_reviewing import ReviewedEntry, hold_review
from workwell_desktop.casework.plan_state import load_plan
from workwell_desktop.casework.plan_story import issue_story, load_story, told_in
from workwell_desktop.casework.planning import ChangeEntry, GoalEntry, StepEntry
from workwell_desktop.casework.readability import hard_words_in, reading, sentences_in
from workwell_desktop.clock import Clock
from workwell_desktop.vault.store import Vault

TILL = "Standing at the till"


@pytest.fixture
def clock() -> Clock:
    return still_clock()


@pytest.fixture
def jo(open_vault: Vault) -> int:
    jo = make_jo(open_vault)
    save_assessment(open_vault, jo, AssessmentEntry(obstacles=(InTheWay(TILL), InTheWay("The queue"))))
    return jo


def about(vault: Vault, person: int) -> str:
    return str(load_plan(vault, person).threads[0].obstacle_id)


def test_the_story_goes_from_what_was_hard_to_how_it_is_now(open_vault: Vault, jo: int) -> None:
    goal = planning.save_goal(open_vault, jo, GoalEntry("I want to go back.", confidence=4))
    step = planning.save_step(
        open_vault, jo, StepEntry("Ring the shop", "Sam", state="todo", about=about(open_vault, jo))
    )
    stool = planning.save_change(open_vault, jo, ChangeEntry("a stool", about=about(open_vault, jo)))
    move_on(open_vault, jo, stool, StandEntry("asked", "1 nov", "Jo"))
    move_on(open_vault, jo, stool, StandEntry("agreed", "3 nov", "Harbour Foods"))
    move_on(open_vault, jo, stool, StandEntry("in_place", "10 nov"))
    look_at(open_vault, jo, stool, LookEntry("20 nov", "A good height"))
    planning.change_step_state(open_vault, jo, step, "done")
    hold_review(open_vault, jo, ReviewedEntry(sure={goal: 6}))
    hold_review(open_vault, jo, ReviewedEntry(sure={goal: 7}))
    till, sure = load_story(open_vault, jo).parts
    assert till.about == TILL
    assert till.sentences == (
        "In November this was hard: “Standing at the till”.",
        "Jo asked for this on 1 November: a stool.",
        "Harbour Foods agreed to it on 3 November.",
        "It has been in place since 10 November.",
        "We looked at it on 20 November: “A good height.”",
        "Sam did this on 24 November: Ring the shop.",
    )
    assert sure.about == "How sure Jo was"
    assert sure.sentences == ("“I want to go back.” At first Jo was 4 of 10 sure. Now it is 7.",)


def test_nobody_is_named_who_was_not_and_a_refusal_gives_its_reason(open_vault: Vault, jo: int) -> None:
    stool = planning.save_change(open_vault, jo, ChangeEntry("a stool"))
    move_on(open_vault, jo, stool, StandEntry("asked", "1 nov"))
    move_on(open_vault, jo, stool, StandEntry("refused", "3 nov", "Lena", "No room"))
    (part,) = load_story(open_vault, jo).parts
    assert part.about == "What we did"
    assert part.sentences == (
        "This was asked for on 1 November: a stool.",
        "On 3 November it was not possible.",
        "What was said: “No room.”",
    )


def test_an_obstacle_that_nobody_answered_is_not_told_nor_what_was_left_out(open_vault: Vault, jo: int) -> None:
    planning.save_step(open_vault, jo, StepEntry("Swim", "Jo", state="stopped"))
    assert load_story(open_vault, jo).parts == ()
    assert load_story(open_vault, make_jo(open_vault)).parts == (), "before a plan is begun"


WORDS = st.sampled_from(["a stool", "Later start, for a while", "{who} in braces", "Breaks <b>", "  a desk. "])
STATES = st.sampled_from(["idea", "in_letter", "asked", "agreed", "in_place", "refused", "ended"])
WHO = st.sampled_from(["", "Jo", "Lena at work", "{change}"])


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    helps=WORDS,
    way=st.lists(st.tuples(STATES, st.integers(0, 300), WHO), max_size=5),
    step=st.tuples(WORDS, WHO, st.sampled_from(["todo", "doing", "waiting", "booked", "done", "stopped"])),
    sure=st.one_of(st.none(), st.integers(0, 10)),
)
def test_each_sentence_is_a_fixed_one_filled_with_what_was_recorded(
    open_vault: Vault, helps: str, way: list[tuple[str, int, str]], step: tuple[str, str, str], sure: int | None
) -> None:
    jo = make_jo(open_vault)
    goal = GoalEntry("I want to go back.", confidence=sure)
    planning.save_goal(open_vault, jo, goal)
    planning.save_step(open_vault, jo, StepEntry(*step[:2], state=step[2]))
    change = planning.save_change(open_vault, jo, ChangeEntry(helps))
    for state, days, who in way:
        move_on(open_vault, jo, change, StandEntry(state, plain(TODAY - timedelta(days=days)), who, "a reason"))
    days_known = {near_day(TODAY - timedelta(days=days), TODAY) for _state, days, _who in way}
    recorded = {
        "who": {who for _s, _d, who in way} | {step[1]},
        "name": {"Jo"},
        "date": days_known | {near_day(TODAY, TODAY)},
        "change": {helps.strip().rstrip(".")},
        "step": {step[0].strip().rstrip(".")},
        "words": {"a reason."},
        "goal": {goal.words},
        "now": {str(sure)},
    }
    for part in load_story(open_vault, jo).parts:
        for sentence in part.sentences:
            assert any(_filled(text, sentence, recorded) for text in told_in().values()), sentence


def _filled(template: str, sentence: str, recorded: dict[str, set[str]]) -> bool:
    """Say whether a sentence is this template, filled with recorded words only."""
    pieces = re.split(r"\{([a-z]+)\}", template)
    pattern = "".join(
        f"(?P<{piece}>{'|'.join(re.escape(one) for one in recorded.get(piece, ())) or '(?!)'})"
        if place % 2
        else re.escape(piece)
        for place, piece in enumerate(pieces)
    )
    return re.fullmatch(pattern, sentence) is not None


def test_each_thing_that_happened_to_a_change_is_told_once(open_vault: Vault, jo: int) -> None:
    stool = planning.save_change(open_vault, jo, ChangeEntry("a stool"))
    for place, state in enumerate(("in_letter", "asked", "agreed", "in_place", "ended"), start=1):
        move_on(open_vault, jo, stool, StandEntry(state, f"{place} nov", words="said"))
    (part,) = load_story(open_vault, jo).parts
    days = [day for one in part.sentences for day in re.findall(r"\d+ November", one)]
    assert days == [f"{place} November" for place in range(1, 6)]
    assert "It was put in place on 4 November." in part.sentences, "it is not in place any more"


def test_a_year_is_said_where_it_would_be_asked(open_vault: Vault, jo: int) -> None:
    stool = planning.save_change(open_vault, jo, ChangeEntry("a stool"))
    move_on(open_vault, jo, stool, StandEntry("asked", "3 november 2036"))
    (part,) = load_story(open_vault, jo).parts
    assert part.sentences == ("This was asked for on 3 November 2036: a stool.",)


def test_the_story_is_kept_when_it_is_printed(open_vault: Vault, jo: int) -> None:
    write_plan(open_vault, jo)
    line = paper_line(open_vault, issue_story(open_vault, jo))
    assert (line.kind, line.number, line.reference[:2]) == ("story", 1, "S-")
    assert paper_line(open_vault, issue_story(open_vault, jo)).number == 2


def test_the_story_is_their_own_and_can_be_saved_for_other_programs(open_vault: Vault) -> None:
    jo = make_jo(open_vault, ("format_large", "format_yellow"))
    write_plan(open_vault, jo)
    paper_id = issue_story(open_vault, jo)
    assert paper_line(open_vault, paper_id).copies
    assert [one.what for one in cannot_print(open_vault, paper_id)] == ["Jo needs this as: on yellow paper."]


def test_the_sentences_of_a_story_are_easy_to_read() -> None:
    whole = [part for words in told_in().values() for part in sentences_in(words)]
    measured = reading(whole)
    assert measured.index <= 6
    assert measured.most_words <= 15
    assert not [words for words in told_in().values() if hard_words_in(words)]
