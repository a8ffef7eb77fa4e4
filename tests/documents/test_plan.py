"""The participant's plan: everything that was agreed is on it, in words and sizes that can be read."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.documents.samples import MADE, NOTHING, PLAN, pages_of, plan, words_of
from workwell_desktop.documents.plan import (
    NextMeeting,
    PlanChange,
    PlanGoal,
    PlanPaper,
    PlanStep,
    plan_document,
    plan_pdf,
)
from workwell_desktop.documents.wording import full_date, plain_date, sentences, table_date
from workwell_desktop.errors import PaperProblem

SIZES = ("standard", "large", "giant")


def said(paper: PlanPaper) -> list[str]:
    """Return every typed text of a plan."""
    goals = [goal.words for goal in paper.goals]
    steps = [text for step in paper.steps for text in (step.what, step.who)]
    changes = [text for change in paper.changes for text in (change.now, change.what_helps, change.state)]
    services = [text for service in paper.services for text in (service.name, service.what, *service.contact)]
    meeting = [paper.next_meeting.when, paper.next_meeting.where, paper.next_meeting.note] if paper.next_meeting else []
    return [
        paper.service_name,
        paper.title,
        paper.participant,
        paper.coach,
        *goals,
        *steps,
        *changes,
        *services,
        *meeting,
    ]


@pytest.mark.parametrize("size", SIZES)
def test_everything_on_the_plan_is_printed_in_every_size(size: str) -> None:
    paper = plan(size=size)
    found = "".join(words_of(plan_pdf(paper)).split())
    for text in said(paper):
        assert "".join(text.split()) in found
    for day in (date(2027, 1, 4), date(2026, 12, 22), MADE, date(2027, 1, 8)):
        assert "".join(full_date(day).split()) in found
    assert "Thisplanisyours.Youcanchangeitorstop.Itisnotafitnote." in found
    assert "Howsureɪam" not in found


@pytest.mark.parametrize("size", SIZES)
def test_each_page_says_what_it_is_its_date_reference_and_number(size: str) -> None:
    pages = pages_of(plan_pdf(plan(size=size)))
    for number, page in enumerate(pages, start=1):
        words = " ".join(page.split())
        assert f"Page {number} of {len(pages)}" in words
        assert "Jo Example, plan 2, agreed" in words
        assert "P-7F3K2-M9Q4T" in words


def test_large_print_has_no_columns_and_names_each_fact() -> None:
    large = words_of(plan_pdf(plan(size="large")))
    assert "Walk ten minutes a day, then a bit more Who: Me By: 1 December" in large
    assert "What would help: A stool at the till So far: Asked Until 26 February" in large
    assert "Tick when done" not in large


def test_a_step_that_is_done_says_so_beside_its_tick() -> None:
    assert "Send the letter once I agree it Ruth Done" in words_of(plan_pdf(plan()))
    assert "Send the letter once I agree it Who: Ruth Done" in words_of(plan_pdf(plan(size="giant")))
    ticked = plan_pdf(plan())
    empty = plan_pdf(plan(steps=tuple(replace(step, done=False) for step in PLAN["steps"])))
    assert ticked != empty


def test_the_front_page_holds_goals_steps_meeting_and_help() -> None:
    front, back = pages_of(plan_pdf(plan()))
    for heading in ("What I want", "My steps", "Next meeting", "If things get harder before then"):
        assert heading in front
    for heading in ("Changes at work", "Services that can help", "Looking at my plan again"):
        assert heading in back


def test_an_empty_plan_is_one_page_that_says_what_comes() -> None:
    (page,) = pages_of(plan_pdf(plan(**NOTHING)))
    assert "Nothing here yet. We can talk about it when we meet." in page
    assert "No steps yet." in page
    assert "I have not agreed this plan yet." in page
    assert "plan 2, not agreed yet" in page
    for heading in ("Changes at work", "Services that can help", "Next meeting", "If things get harder"):
        assert heading not in page


def test_a_plan_with_nothing_typed_at_all_is_still_a_page() -> None:
    blank = plan(**NOTHING, service_name="", participant="", coach="", coach_called="", title="My plan")
    assert len(pages_of(plan_pdf(blank))) == 1


def test_eighty_steps_go_over_pages_with_their_head_on_each() -> None:
    steps = tuple(PlanStep(f"Step {n} is to walk a little further than before", "Me", MADE) for n in range(80))
    pages = pages_of(plan_pdf(plan(steps=steps)))
    assert len(pages) >= 4
    with_steps = [page for page in pages if "Step " in page]
    assert all("Tick when done" in page for page in with_steps)
    found = words_of(plan_pdf(plan(steps=steps)))
    assert all(f"Step {n} is" in found for n in range(80))


@pytest.mark.parametrize("size", SIZES)
def test_very_long_texts_go_over_pages_and_lose_nothing(size: str) -> None:
    long = " ".join(f"word{n}" for n in range(1500))
    paper = plan(
        size=size,
        goals=(PlanGoal(long, None, None),),
        steps=(PlanStep(long, "x" * 200, None),),
        changes=(PlanChange(long, long, None, "Idea"),),
        next_meeting=NextMeeting("Soon", "Here", long),
    )
    found = "".join("".join(pages_of(plan_pdf(paper))).split())
    for number in (0, 700, 1499):
        assert found.count(f"word{number}word" if number < 1499 else "word1499") >= 5
    assert "x" * 20 in found


def test_the_coach_is_texted_only_on_a_mobile_number() -> None:
    assert "ring or text Ruth on 07700 900118." in words_of(plan_pdf(plan()))
    assert "then, ring Ruth on 01632 960 120." in words_of(plan_pdf(plan(coach_phone="01632 960 120")))
    assert "If things get harder, ring or text Ruth Example on" in words_of(
        plan_pdf(plan(next_meeting=None, coach_called=""))
    )


def test_several_places_of_help_stand_on_a_line_each() -> None:
    two = ("Example line: ring 01632 960111, day and night.", "Example text: text 01632 960112.")
    pages = pages_of(plan_pdf(plan(crisis=two)))
    lines = [line.strip("• ") for page in pages for line in page.splitlines()]
    assert "on 07700 900118. Or:" in " ".join(lines)
    assert all(one in lines for one in two)
    for steps in range(6, 16):  # wherever the page ends, the list is not parted
        long = plan(crisis=two, steps=tuple(PlanStep(f"Step {n}", "Me", None) for n in range(steps)))
        pages = pages_of(plan_pdf(long))
        assert sum(two[0] in page and two[1] in page and "harder before then" in page for page in pages) == 1
    alone = words_of(plan_pdf(plan(crisis=two, coach_phone="")))
    assert "If things get harder, you can get help here:" in alone


def test_the_participant_s_words_stand_in_quotation_marks_once() -> None:
    goals = (PlanGoal("“Already quoted.”", None, None), PlanGoal("Not quoted", None, 0))
    found = words_of(plan_pdf(plan(goals=goals)))
    assert "““" not in found
    assert "“Not quoted” How sure I am: 0 out of 10." in found


def test_a_foot_too_long_for_the_page_is_refused_by_name() -> None:
    with pytest.raises(PaperProblem, match="foot of the page"):
        plan_pdf(plan(participant="Jo " * 900))


def test_dates_stand_in_full_and_in_columns_without_the_year_for_ten_months() -> None:
    assert full_date(date(2026, 12, 8)) == "Tuesday 8 December 2026"
    assert plain_date(date(2024, 2, 29)) == "29 February 2024"
    assert table_date(date(2027, 1, 4), MADE) == "4 January"
    assert table_date(MADE + timedelta(days=301), MADE) == "21 September 2027"
    assert table_date(MADE - timedelta(days=1), MADE) == "23 November 2026"


def test_the_document_has_one_title_and_its_language() -> None:
    document = plan_document(plan())
    assert document.language == "en-GB"
    assert document.title == "My plan to return to work"
    assert [block.level for block in document.blocks if hasattr(block, "level")].count(1) == 1


def test_fixed_sentences_are_read_from_the_shipped_data() -> None:
    assert sentences("plan")["yours"].replace("\u00a0", " ").endswith("It is not a fit note.")
