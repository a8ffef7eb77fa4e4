"""The plan in easy read: each step has its row, each sentence its picture, and easy words for all that is shipped."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime, time

import pypdfium2 as pdfium
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.documents.samples import MADE, NOTHING, easy_read, pages_of, words_of
from workwell_desktop.casework import lists
from workwell_desktop.casework.catalogue import catalogue
from workwell_desktop.casework.readability import hard_words_in, reading, sentences_in
from workwell_desktop.casework.service_topics import topics
from workwell_desktop.documents import pictures
from workwell_desktop.documents.easy_read import EasyChange, EasyService, easy_read_document, easy_read_pdf
from workwell_desktop.documents.easy_words import EasyWords, easy_words
from workwell_desktop.documents.house_style import MARGIN, PAGE_WIDTH
from workwell_desktop.documents.model import PictureRow
from workwell_desktop.documents.plan import PlanGoal, PlanStep
from workwell_desktop.documents.pocket_card import HelpLine
from workwell_desktop.documents.wording import easy_time

MOST_WORDS = 12
WORDS = st.text(st.sampled_from("abcdeéfgß ąłŁöü0123456789-,?"), min_size=1, max_size=120).filter(str.strip)
LONG = st.integers(1, 12).map(lambda times: "Rindfleischetikettierungsüberwachung" * times)


def rows(**other: object) -> list[PictureRow]:
    return [block for block in easy_read_document(easy_read(**other)).blocks if isinstance(block, PictureRow)]


def bare(words: str) -> str:
    return "".join(words.split())


def shown(easy: EasyWords) -> dict[str, set[str]]:
    """Return every picture that some shipped sentence shows, made by writing plans with all of what is shipped."""
    found: dict[str, set[str]] = {}
    plans = [easy_read(plan_type=code) for code in easy.plans]
    plans += [easy_read(changes=tuple(EasyChange("", key, "idea") for key in catalogue().adjustments))]
    plans += [easy_read(services=tuple(EasyService(code, (code,)) for code in topics()))]
    plans += [easy_read(meeting_way=code) for code in easy.meetings]
    plans += [easy_read(steps=tuple(PlanStep(words[0].strip(), "Me", None) for words, _picture in easy.steps))]
    plans += [easy_read(goals=tuple(PlanGoal(words[0], None, None) for words, _picture in easy.goals))]
    plans += [easy_read(help_lines=tuple(HelpLine(words[0], "1") for words, _picture in easy.help_lines))]
    plans += [easy_read(steps=tuple(PlanStep(word.find[0], "Me", None) for word in easy.words))]
    plans += [
        easy_read(
            **{name: NOTHING[name] for name in ("goals", "steps", "agreed_on")}, meets_at=None, changes=(), services=()
        ),
        easy_read(plan_type="", meeting_way="", goals=(PlanGoal("I want to be happy.", None, None),)),
    ]
    for plan in plans:
        for block in easy_read_document(plan).blocks:
            if isinstance(block, PictureRow):
                found.setdefault(block.picture, set()).add(block.texts[0].words)
    return found


def test_every_picture_is_shown_by_a_sentence_of_a_plan_and_there_are_sixty() -> None:
    found = shown(easy_words())
    assert set(found) == set(pictures.entries())
    assert len(found) >= 60


def test_every_row_of_the_table_can_be_reached() -> None:
    """A row whose words always meet an earlier row first would be a picture that nobody ever sees."""
    easy = easy_words()
    for words, picture in easy.steps:
        assert any(easy.step_picture(word) == picture for word in words), words
    for words, picture in easy.goals:
        assert easy.goal_picture(words[0]) == picture
    for words, picture in easy.help_lines:
        assert easy.help_picture(words[0]) == picture
    assert easy.step_picture("Xyzzy") == easy.fixed["step"]


def test_all_that_is_shipped_has_easy_words() -> None:
    easy = easy_words()
    assert set(easy.changes) == set(catalogue().adjustments)
    assert set(easy.topics) == set(topics())
    assert set(easy.plans) == {choice.code for choice in lists.choices("plan_type")}
    assert set(easy.meetings) == {choice.code for choice in lists.choices("meeting_way")}


def test_the_easy_words_are_easy() -> None:
    easy = easy_words()
    lines = [line.words for part in (easy.changes, easy.topics, easy.plans, easy.meetings) for line in part.values()]
    lines += [word.means for word in easy.words]
    each = [sentence for line in lines for sentence in sentences_in(line)]
    assert len(each) >= len(lines), "a line without its full stop"
    measured = reading(each)
    assert measured.index <= 4
    assert measured.most_words <= MOST_WORDS
    assert not [line for line in lines if hard_words_in(line)]


def test_the_fixed_sentences_are_short() -> None:
    for row in rows() + rows(meets_at=None, goals=(), steps=(), agreed_on=None):
        for text in row.texts:
            for sentence in sentences_in(text.words):
                if sentence not in {goal.words for goal in easy_read().goals}:
                    assert len(sentence.split()) <= 14, sentence


def test_it_says_who_does_what_by_when_in_easy_words() -> None:
    said = words_of(easy_read_pdf(easy_read()))
    for words in (
        "My name is Jo. Ruth helped me make this plan.",
        "I want to go back to work.",
        "“I want to sleep through most nights.” I want this by Tuesday 22 December. How sure am I? 5 out of 10.",
        "Ring Talking Therapies for a first call. I will do this by Friday 27 November.",
        "Send the letter once I agree it. This is done.",
        "Harbour Foods will do this by Thursday 3 December.",
        "It helps me to sit on a stool at work. I asked for this. Work will say yes or no.",
        "Work will say yes or no. It is until Friday 26 February.",
        "Start at 09:00. My work said yes.",
        "Elm Street Physio. They help when your back or knees hurt. 01632 960 131",
        "I will meet Ruth on Tuesday 8 December. It is at 11 in the morning.",
        "We meet in the room where Ruth works. The place is Elm Street Clinic, room 4.",
        "I can ring or text Ruth. 07700 900118",
        "If somebody is in danger, ring: 999",
        "Physio A physio helps my body to move.",
        "This plan is mine. I can change it. I can stop.",
    ):  # fmt: skip
        assert words in said, words


def test_an_empty_plan_says_what_comes() -> None:
    nothing = {"goals": (), "steps": (), "changes": (), "services": (), "meets_at": None, "agreed_on": None}
    said = words_of(easy_read_pdf(easy_read(**nothing, review_on=None, coach_phone="", help_lines=(), reference="")))
    for words in (
        "Nothing is here yet. We can talk about it when we meet.",
        "I have no steps yet.",
        "We have no day to meet yet. I can ring Ruth to find a day.",
        "I have not said yes to this plan yet. I can say yes or no.",
        "If somebody is in danger, ring: 999",
    ):
        assert words in said, words
    assert "Changes at work" not in said


def test_four_rows_stand_on_a_page_at_most() -> None:
    texts = [bare("".join(text.words for text in row.texts)) for row in rows()]
    counted = [sum(text in bare(page) for text in texts) for page in pages_of(easy_read_pdf(easy_read()))]
    assert sum(counted) == len(texts)
    assert max(counted) == 4


@settings(max_examples=25, deadline=None)
@given(steps=st.lists(WORDS | LONG, min_size=1, max_size=6), size=st.sampled_from(["standard", "giant"]))
def test_every_step_stands_in_easy_read_and_inside_the_page(steps: list[str], size: str) -> None:
    plan = easy_read(steps=tuple(PlanStep(words, "Me", MADE) for words in steps), size=size)
    pdf = easy_read_pdf(plan)
    foot = re.compile(r"Jo’seasyreadplan,24November2026,E-7F3K2-M9Q4TPage\d+of\d+")
    found = "".join(foot.sub("", bare(page)) for page in pages_of(pdf))
    assert all(bare(words) in found for words in steps)
    document = pdfium.PdfDocument(pdf)
    try:
        for page in document:
            text = page.get_textpage()
            for number in range(text.count_chars()):
                if text.get_text_range(number, 1).strip():
                    _left, bottom, right, _top = text.get_charbox(number)
                    assert right <= PAGE_WIDTH - MARGIN + 1
                    assert bottom > MARGIN / 2
    finally:
        document.close()


def test_very_long_steps_go_over_pages_and_lose_nothing() -> None:
    long = " ".join(f"word{n}" for n in range(400))
    found = bare(words_of(easy_read_pdf(easy_read(steps=(PlanStep(long, "Me", None),)))))
    assert "word0word1" in found
    assert "word398word399" in found


@pytest.mark.parametrize(
    ("at", "said"),
    [
        (time(11), "11 in the morning"),
        (time(9, 15), "quarter past 9 in the morning"),
        (time(11, 45), "quarter to 12 in the morning"),
        (time(12), "12 in the middle of the day"),
        (time(12, 30), "half past 12 in the afternoon"),
        (time(12, 45), "quarter to 1 in the afternoon"),
        (time(14, 20), "2:20 in the afternoon"),
        (time(18), "6 in the evening"),
        (time(22, 5), "10:05 at night"),
        (time(0), "12 at night"),
        (time(0, 45), "quarter to 1 at night"),
        (time(23, 45), "quarter to 12 at night"),
    ],
)
def test_times_are_said_as_people_say_them(at: time, said: str) -> None:
    assert easy_time(at) == said


def test_a_step_of_nobody_in_particular_and_one_without_a_day() -> None:
    steps = (PlanStep("Walk", "", MADE), PlanStep("Swim", "", None), PlanStep("Read", "Me", None))
    said = words_of(easy_read_pdf(easy_read(steps=steps)))
    assert "Walk. This is for Tuesday 24 November." in said
    assert "Swim. We will see who does this." in said
    assert "Read. I will do this." in said


def test_a_meeting_by_phone_says_so_and_a_place_alone_has_its_row() -> None:
    said = words_of(easy_read_pdf(easy_read(meeting_way="phone", place="")))
    assert "Ruth rings me." in said
    assert "The place is" not in said
    assert "The place is Elm Street Clinic, room 4." in words_of(easy_read_pdf(easy_read(meeting_way="")))


def test_a_day_far_away_has_its_year_and_the_same_plan_gives_the_same_bytes() -> None:
    far = easy_read(review_on=date(2028, 1, 8), meets_at=datetime(2026, 12, 8, 11, 0))  # noqa: DTZ001 - as it is printed
    assert "Saturday 8 January 2028" in words_of(easy_read_pdf(far))
    assert easy_read_pdf(far) == easy_read_pdf(replace(far))


def test_a_service_without_a_phone_shows_a_short_address_and_never_a_long_one() -> None:
    long = "nhs.uk/nhs-services/mental-health-services/find-nhs-talking-therapies"
    services = (EasyService("One", (), "", "help@one.example"), EasyService("Two", (), "", long), EasyService("Three"))
    said = words_of(easy_read_pdf(easy_read(services=services)))
    assert "One. help@one.example" in said
    assert "Two. I can ask Ruth how to reach them." in said
    assert "Three. I can ask Ruth how to reach them." in said
    assert long not in bare(said)
