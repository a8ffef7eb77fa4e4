"""The calendars of going back in stages: one page up to six weeks, every day on it, and nothing of the person's own."""

from __future__ import annotations

from dataclasses import fields
from datetime import date

import pytest

from tests.documents.samples import own_stages, pages_of, stages_weeks, words_of, work_stages
from workwell_desktop.documents.stages import StagesDay, StagesWeek, WorkStages, own_stages_pdf, work_stages_pdf
from workwell_desktop.errors import PaperProblem


@pytest.mark.parametrize("weeks", [2, 4, 6])
@pytest.mark.parametrize("weekdays", [3, 5, 7])
def test_up_to_six_weeks_stand_on_one_page(weeks: int, weekdays: int) -> None:
    planned = stages_weeks(weeks, weekdays)
    for pdf in (own_stages_pdf(own_stages(weeks=planned)), work_stages_pdf(work_stages(weeks=planned))):
        (page,) = pages_of(pdf)
        assert "Page 1 of 1" in page
        assert "This is not a fit note." in page


@pytest.mark.parametrize("size", ["standard", "large", "giant"])
def test_every_day_with_its_times_stands_on_the_own_calendar(size: str) -> None:
    said = words_of(own_stages_pdf(own_stages(size=size)))
    for words in (
        "Going back in stages",
        "Monday 7 December 2026",
        "Friday 18 December and Thursday 31 December",
        "Your pay in these weeks depends on your employer’s rules.",
        "Bring the cushion.",
        "ring Ruth on 01632 960120",
        "We agreed these days on 24 November 2026.",
        "This is not a fit note.",
        "S-7F3K2-M9Q4T",
        "* With a break of 30 minutes that is not paid.",
    ):
        assert words in said
    assert said.count("09:00 to 13:15") == 4
    assert said.count("09:00 to 14:15*") == 5
    assert said.count("Bank holiday") == 3


def test_large_print_names_every_day_in_full_and_numbers_its_pages() -> None:
    pages = pages_of(own_stages_pdf(own_stages(size="giant")))
    said = " ".join(" ".join(pages).split())
    assert "Week 2: 23 hours 45 minutes" in said
    assert "Monday 14 December: 09:00 to 14:15*" in said
    assert "Friday 25 December: Bank holiday" in said
    for number, page in enumerate(pages, start=1):
        assert f"Page {number} of {len(pages)}" in page


def test_the_managers_calendar_says_whose_it_is_and_that_it_was_agreed() -> None:
    said = words_of(work_stages_pdf(work_stages()))
    for words in (
        "For Jo Example, Harbour Foods.",
        "Jo Example and Ruth Example of WorkWell, Elm Street Clinic worked out these days and times.",
        "Look together at how it goes on Friday 18 December and Thursday 31 December",
        "Pay in these weeks depends on your own policy.",
        "Ruth Example is a coach, not a clinician.",
        "Jo Example agreed to share it with you on Tuesday 24 November 2026.",
        "9 Dec Off",
        "25 Dec Bank holiday",
    ):
        assert words in said


def test_the_managers_paper_has_no_place_for_a_note_or_a_size() -> None:
    names = {field.name for field in fields(WorkStages)}
    assert names == {
        "participant", "employer", "coach", "coach_phone", "service", "made_on", "agreed_on", "weeks", "reviews",
        "pay", "reference",
    }  # fmt: skip


def test_what_is_missing_leaves_no_gap() -> None:
    said = words_of(own_stages_pdf(own_stages(note="", coach_phone="", reviews=(), agreed_on=None)))
    assert "These days are not agreed yet." in said
    assert "Then tell Ruth." in said
    for words in ("To remember", "We look at", "None"):
        assert words not in said
    bare = words_of(work_stages_pdf(work_stages(coach_phone="", reviews=())))
    assert "Questions" not in bare
    assert "Look together" not in bare


def test_hours_with_minutes_and_weeks_without_work() -> None:
    odd = (
        StagesWeek(1, date(2026, 12, 7), (StagesDay(date(2026, 12, 7), "22:00", "06:00", 45),), "7 hours 15 minutes"),
        StagesWeek(2, date(2026, 12, 14), (), "no hours"),
        StagesWeek(3, date(2026, 12, 21), (StagesDay(date(2026, 12, 21), "09:00", "09:45"),), "45 minutes"),
    )
    said = words_of(own_stages_pdf(own_stages(weeks=odd)))
    for words in ("22:00 to 06:00* 7:15", "14 Dec Rest 0", "09:00 to 09:45 0:45"):
        assert words in said
    assert "No work in this week." in words_of(own_stages_pdf(own_stages(weeks=odd, size="large")))


def test_a_letter_that_cannot_be_printed_names_its_field() -> None:
    with pytest.raises(PaperProblem, match="the note"):
        own_stages_pdf(own_stages(note="\N{GRINNING FACE}"))
    with pytest.raises(PaperProblem, match="the employer's name"):
        work_stages_pdf(work_stages(employer="\N{GRINNING FACE}"))


def test_typed_words_stay_words_and_the_file_names_nobody() -> None:
    pdf = own_stages_pdf(own_stages(participant="Zebedee <b>Unusual</b>", note="**{date}** & <img src='x'>"))
    assert "Zebedee <b>Unusual</b>" in words_of(pdf)
    assert "**{date}** & <img src='x'>" in words_of(pdf)
    assert b"Zebedee" not in pdf
    assert own_stages_pdf(own_stages()) == own_stages_pdf(own_stages())
