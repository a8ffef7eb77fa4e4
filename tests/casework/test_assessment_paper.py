"""The finished assessment on paper: printed as it was signed, kept, and never with an answer about safety."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from random import Random
from unittest import mock

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.casework.test_plan_paper import words_of
from tests.documents.samples import assessment_paper as sample
from tests.documents.samples import words_but_code
from tests.measures import line
from tests.plans import TODAY, make_jo, still_clock
from workwell_desktop import forms
from workwell_desktop.casework import assessment_content, measure_series, papers, safety_due
from workwell_desktop.casework.assessment import new_version, save_assessment, sign_assessment
from workwell_desktop.casework.assessment_content import AssessmentEntry, InTheWay, Task, sheet
from workwell_desktop.casework.assessment_paper import assessment_paper, charts_for_paper, issue_assessment
from workwell_desktop.casework.held_back import held_items, off_paper, score_for_paper
from workwell_desktop.casework.measures import begin_measure, finish_measure, save_measure
from workwell_desktop.casework.needs import cannot_print
from workwell_desktop.casework.questionnaire_paper import items_on_paper
from workwell_desktop.casework.scoring import score
from workwell_desktop.clock import Clock
from workwell_desktop.documents.assessment import PaperSection, assessment_document, assessment_pdf
from workwell_desktop.documents.model import all_texts
from workwell_desktop.errors import WorkwellError
from workwell_desktop.forms import Answer, Item, Section
from workwell_desktop.models.papers import Paper
from workwell_desktop.vault.store import Vault

PHQ9 = forms.questionnaire("phq9")
SCORED = PHQ9.items[:9]
LAST = SCORED[-1]
ENTRY = AssessmentEntry(
    {"makes_work_hard": "Standing all day.", "good_at": "Making people laugh.", "safe_at_home": "not_always"},
    (Task("Serve at the till", "stand", 8, 2, "I have a stool"),),
    (InTheWay("My back goes if I stand.", "job", "SIT", "a_lot"),),
)


@pytest.fixture
def clock() -> Clock:
    return still_clock()


@pytest.fixture
def jo(open_vault: Vault) -> int:
    return make_jo(open_vault)


def signed(vault: Vault, person: int, entry: AssessmentEntry = ENTRY) -> None:
    save_assessment(vault, person, entry)
    if entry.answers.get(LAST.id, "not_at_all") != "not_at_all":
        safety_due.defer_all(vault, person, "We write it down tomorrow.")
    sign_assessment(vault, person, method="said", signed_on="today")


@contextmanager
def with_phq9() -> Iterator[None]:
    """Ask the PHQ-9 on the page about mood, as a service may wish to."""

    def joined(section: Section) -> tuple[forms.Questionnaire, ...]:
        return (PHQ9,) if section.id == "mood_and_sleep" else ()

    with mock.patch.object(assessment_content, "joined", joined):
        yield


def test_the_paper_says_who_when_how_and_what(open_vault: Vault, jo: int) -> None:
    signed(open_vault, jo)
    paper = assessment_paper(open_vault, jo, 1, "A-TEST")
    assert (paper.participant, paper.coach, paper.number, paper.signed_on, paper.how) == (
        "Jo Example", "Sam Example", 1, TODAY, "Said so in the meeting",
    )  # fmt: skip
    assert [part.title for part in paper.after] == ["What helps"]
    said = words_of(papers.paper_bytes(open_vault, issue_assessment(open_vault, jo, 1)))
    for words in (
        "Standing all day.",
        "Making people laugh.",
        "“My back goes if I stand.”",
        "Serve at the till 8 of 10 2 of 10",
    ):
        assert words in said
    for flag in ("red", "orange", "yellow", "blue", "black", "pink"):
        assert f"{flag} flag" not in said.lower()


def test_a_questionnaire_is_named_with_its_time_above_its_answers_and_one_number_is_said_once(
    open_vault: Vault, jo: int
) -> None:
    items = forms.questionnaire("phq4").items
    answers = {item.id: "several_days" for item in items} | {"was_total": 7, "want_by": "2027-01-08"}
    signed(open_vault, jo, AssessmentEntry(answers))
    said = words_of(papers.paper_bytes(open_vault, issue_assessment(open_vault, jo, 1)))
    assert said.index("Over the last 2 weeks") < said.index(items[0].text)
    assert said.count("Over the last 2 weeks") == 1
    assert said.count("Work Ability Score") == 1
    assert "8 January 2027" in said
    assert "It does not name an illness." in said


def test_without_a_score_nothing_is_said_of_scores(open_vault: Vault, jo: int) -> None:
    signed(open_vault, jo)
    said = words_of(papers.paper_bytes(open_vault, issue_assessment(open_vault, jo, 1)))
    assert "It does not name an illness." not in said


def test_whether_somebody_feels_safe_at_home_is_not_carried_home(open_vault: Vault, jo: int) -> None:
    signed(open_vault, jo)
    said = words_of(papers.paper_bytes(open_vault, issue_assessment(open_vault, jo, 1)))
    assert "feel safe" not in said
    assert "Not always" not in said
    assert "Some answers are not on this paper." in said
    with open_vault.reading() as session:
        (kept,) = session.query(Paper).all()
        assert "safe_at_home" not in kept.content
        assert "Not always" not in kept.content


def test_nothing_is_said_to_be_missing_when_nothing_is(open_vault: Vault, jo: int) -> None:
    signed(open_vault, jo, AssessmentEntry({"makes_work_hard": "Standing."}))
    assert not assessment_paper(open_vault, jo, 1, "A-TEST").held_back


@pytest.mark.parametrize(
    ("needs", "size"), [((), "standard"), (("format_large",), "large"), (("format_giant",), "giant")]
)
def test_the_needs_choose_the_size(open_vault: Vault, needs: tuple[str, ...], size: str) -> None:
    person = make_jo(open_vault, needs)
    signed(open_vault, person)
    assert assessment_paper(open_vault, person, 1, "A-TEST").size == size


def test_what_cannot_be_printed_is_told_as_for_the_person_themselves(open_vault: Vault) -> None:
    person = make_jo(open_vault, ("format_braille",))
    signed(open_vault, person)
    told = cannot_print(open_vault, issue_assessment(open_vault, person, 1))
    assert [one.what for one in told if "Somebody else reads this" in one.what] == []


def test_printing_twice_makes_one_paper_and_each_version_its_own(open_vault: Vault, jo: int) -> None:
    signed(open_vault, jo)
    first = issue_assessment(open_vault, jo, 1)
    assert issue_assessment(open_vault, jo, 1) == first
    new_version(open_vault, jo, "A word was wrong")
    signed(open_vault, jo, AssessmentEntry({"makes_work_hard": "Lifting."}))
    second = issue_assessment(open_vault, jo, 2)
    third = issue_assessment(open_vault, jo, 1)
    assert len({first, second, third}) == 3
    assert [line.number for line in papers.papers_of(open_vault, jo, "assessment")] == [1, 2, 1]
    assert "Standing all day." in words_of(papers.paper_bytes(open_vault, third))
    with open_vault.reading() as session:
        assert session.get_one(Paper, first).version_id == session.get_one(Paper, third).version_id is not None
    with pytest.raises(WorkwellError, match="no such version"):
        issue_assessment(open_vault, jo, 3)


def test_of_a_form_with_a_safety_question_the_band_alone_is_printed(open_vault: Vault, jo: int) -> None:
    answers = dict.fromkeys((item.id for item in SCORED), "several_days") | {"phq9_difficulty": "very"}
    with with_phq9():
        signed(open_vault, jo, AssessmentEntry(answers))
        said = words_but_code(papers.paper_bytes(open_vault, issue_assessment(open_vault, jo, 1)))
    assert "The published band is “mild”." in said
    assert "9 of 27" not in said
    assert "27" not in said
    for item in SCORED:
        assert item.text not in said
    assert "Several days" not in said
    assert "1 + 1" not in said


def some_answer(item: Item) -> st.SearchStrategy[Answer]:
    """Return any answer to an item, and any way of having none."""
    nothing = st.sampled_from([None, *forms.NON_ANSWERS])
    if item.options:
        codes = st.sampled_from(item.codes)
        return st.one_of(nothing, codes if item.kind == "choice" else st.lists(codes, unique=True, min_size=1))
    if item.kind in {"scale", "number"}:
        return st.one_of(nothing, st.integers(item.low, item.high))
    return st.one_of(nothing, st.sampled_from(["2026-11-21"] if item.kind == "date" else ["Some words.", "More."]))


ALL = st.fixed_dictionaries({item.id: some_answer(item) for item in (*sheet().items, *PHQ9.items)})


def on_paper(answers: Mapping[str, Answer]) -> list[PaperSection]:
    with with_phq9():
        said = assessment_content.said(AssessmentEntry(answers))
    return [
        PaperSection(part["section"], tuple((line[0], line[2]) for line in part["lines"] if line[2])) for part in said
    ]


def texts_of(answers: Mapping[str, Answer]) -> list[str]:
    document = assessment_document(sample(before=tuple(on_paper(answers)), held_back=True))
    return [text.words for text in all_texts(document)]


@pytest.mark.parametrize("total", [20, 24, 25, 26, 27])
def test_no_total_tells_that_the_last_question_was_answered_above_nothing(total: int) -> None:
    """Eight questions come to 24 at most: a total of 25 would say what the ninth was."""
    values = [min(3, max(0, total - 3 * place)) for place in range(9)]
    answers = {item.id: item.codes[value] for item, value in zip(SCORED, values, strict=True)}
    assert score_for_paper(PHQ9, score(PHQ9, answers)) == "The published band is “severe”."


def test_a_chart_of_totals_with_a_safety_question_stays_off_paper(open_vault: Vault, jo: int) -> None:
    lines = [line(1, "phq9", 26), line(2, "phq9", 8, week=2), line(3, "gad7", 11), line(4, "gone", 7)]
    lines.append(line(5, "other_score", 26, of=27, title="PHQ-9 from the surgery"))
    drawn = measure_series.charts(lines, forms.read_shelf().forms, "Jo")
    assert len(drawn) == 4, "on the screen all of them are seen"
    signed(open_vault, jo, AssessmentEntry({"makes_work_hard": "Standing."}))
    paper = assessment_paper(open_vault, jo, 1, "A-TEST", drawn)
    assert [chart.title for chart in paper.charts] == ["Worry over 2 weeks (GAD-7), 0 to 21"]
    said = words_but_code(papers.paper_bytes(open_vault, issue_assessment(open_vault, jo, 1, drawn)))
    assert "Jo scored 11" in said
    assert "PHQ" not in said
    assert "26" not in said.replace(f"{TODAY.year}", "")


def own_form(*bands: forms.Band) -> forms.Questionnaire:
    """Return a service's own form of two questions, 0 to 3 each, the second of them about safety."""
    often = tuple(forms.Option(f"c{value}", f"Answer {value}", value) for value in range(4))
    items = (Item("a", "A?", "choice", options=often), Item("b", "B?", "choice", options=often, safety_from=1))
    rule = forms.Scoring("Own", "items", ("a", "b"), 0, 6, bands, (), "Ours", "")
    return forms.Questionnaire("own", 1, "Own", "", "Ours", "", "Ours", (Section("s", "S", "", items),), rule)


@pytest.mark.parametrize("first", range(4))
@pytest.mark.parametrize("second", range(4))
def test_where_one_band_tells_the_answer_about_safety_none_is_printed(first: int, second: int) -> None:
    """A line that is missing only in the band that tells would tell as much."""
    answers = {"a": f"c{first}", "b": f"c{second}"}
    half = own_form(forms.Band(0, 2, "Some"), forms.Band(3, 6, "Much"))
    said = "some" if first + second < 3 else "much"
    assert score_for_paper(half, score(half, answers)) == f"The published band is “{said}”."
    for bands in (
        (forms.Band(0, 3, "Some"), forms.Band(4, 6, "Much")),  # 4 cannot be reached without the second
        (forms.Band(0, 0, "None"), forms.Band(1, 6, "Some")),  # 0 says that the second was 0
    ):
        assert score_for_paper(own_form(*bands), score(own_form(*bands), answers)) == ""


def test_without_bands_nothing_of_the_sum_is_printed() -> None:
    assert score_for_paper(own_form(), score(own_form(), {"a": "c1", "b": "c2"})) == ""


@given(ALL, st.randoms(use_true_random=False))
def test_no_paper_depends_on_an_answer_about_safety(answers: dict[str, Answer], chance: Random) -> None:
    """Two people whose sums are in one band have the same paper, whoever of them said what about harm or home."""
    codes = [answers[item.id] for item in SCORED]
    chance.shuffle(codes)
    mixed = answers | dict(zip((item.id for item in SCORED), codes, strict=True))
    if answers["safe_at_home"] is not None:
        mixed["safe_at_home"] = chance.choice(["yes", "no", "not_always", "rather_not_say"])
    found = texts_of(answers)
    assert found == texts_of(mixed)
    held = {LAST.text, sheet().item("safe_at_home").text, *(item.text for item in SCORED)}
    assert not held & set(found)


@settings(max_examples=8)
@given(ALL)
def test_no_byte_of_the_pdf_depends_on_it_either(answers: dict[str, Answer]) -> None:
    first, last = SCORED[0].id, LAST.id
    turned = answers | {first: answers[last], last: answers[first]}
    made = [assessment_pdf(sample(before=tuple(on_paper(one)))) for one in (answers, turned)]
    assert made[0] == made[1]
    assert LAST.text not in words_of(made[0])


def test_what_is_asked_because_of_a_held_back_answer_is_held_back_too() -> None:
    home = sheet().item("safe_at_home")
    follower = Item("why", "What happened?", "text", show_if=forms.ShowIf("safe_at_home", ("no",)))
    section = Section("home", "Home", "", (home, follower, Item("other", "Anything else?", "text")))
    form = forms.Questionnaire("own", 1, "Own", "", "Ours", "", "Ours", (section,), None)
    assert off_paper(form) == held_items(form) == {"safe_at_home", "why"}
    assert [item.id for item in items_on_paper(form)] == ["other"]


def test_a_score_without_a_safety_question_keeps_its_sum() -> None:
    phq4 = forms.questionnaire("phq4")
    answers = {item.id: item.codes[1] for item in phq4.items}
    found = score(phq4, answers)
    assert score_for_paper(phq4, found) == found.arithmetic
    assert held_items(phq4) == frozenset()
    assert held_items(PHQ9) == {item.id for item in SCORED}


def test_scores_over_time_stand_on_paper_but_none_that_could_tell_an_answer_about_safety(
    open_vault: Vault, jo: int
) -> None:
    shelf = forms.read_shelf()
    for form_id, days in (("gad7", ("3 weeks ago", "today")), ("phq9", ("3 weeks ago", "today")), ("wsas", ("today",))):
        form = shelf.forms[form_id]
        for day in days:
            number = begin_measure(open_vault, jo, form)
            answers = {item.id: item.options[1].code if item.options else item.low for item in form.items}
            answers["phq9_better_off_dead"] = "not_at_all"
            save_measure(open_vault, number, form, answers)
            finish_measure(open_vault, number, form, on=day)
    assert [chart.title for chart in charts_for_paper(open_vault, jo, shelf)] == ["Worry over 2 weeks (GAD-7), 0 to 21"]
