"""Questionnaires asked over time, by keyboard through the real Assessment tab and a real vault."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QWidget

from tests.plans import make_jo
from tests.ui.showing import field, notices, wait_for_questions
from tests.ui.test_window import full_disk
from workwell_desktop import forms
from workwell_desktop.casework import dates, measures
from workwell_desktop.casework.assessment import save_assessment, sign_assessment
from workwell_desktop.casework.assessment_content import AssessmentEntry, sheet
from workwell_desktop.casework.drafts import keep_draft
from workwell_desktop.casework.measure_state import load_measure, load_measures
from workwell_desktop.casework.paper_codes import give_paper
from workwell_desktop.forms.readings import COACH, PERSON
from workwell_desktop.ui.assessment.begin_page import BeginPage
from workwell_desktop.ui.assessment.fill_page import FillPage
from workwell_desktop.ui.assessment.here import SCREEN
from workwell_desktop.ui.assessment.measure_reading import MeasureReading
from workwell_desktop.ui.assessment.section_page import SectionPage
from workwell_desktop.ui.assessment_tab import AssessmentTab
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.hand import Hand
from workwell_desktop.ui.parts.answers import Answers
from workwell_desktop.ui.parts.fields import Field
from workwell_desktop.ui.style.theme import Look

PHQ9 = "Mood over 2 weeks (PHQ-9)"


@pytest.fixture
def tab(desk: Desk, jo: int, shown: Callable[[QWidget], Hand]) -> AssessmentTab:
    tab = AssessmentTab(desk)
    tab.hand = shown(tab)  # type: ignore[attr-defined]  # the test's own
    tab.show_participant(jo)
    return tab


@pytest.fixture
def hand(tab: AssessmentTab) -> Hand:
    return tab.hand  # type: ignore[attr-defined, no-any-return]  # set above


def begin(hand: Hand, title: str = PHQ9) -> None:
    hand.press("Questionnaires")
    hand.press(f"Begin: {title}")
    hand.press("Ask it together")


def answer(hand: Hand, desk: Desk, label: str, form: str = "phq9") -> None:
    for item in desk.shelf().forms[form].items[:8]:
        hand.pick(item.text, label)


def test_a_questionnaire_is_asked_finished_and_read(tab: AssessmentTab, hand: Hand, desk: Desk, jo: int) -> None:
    begin(hand)
    answer(hand, desk, "Several days")
    hand.pick("Thoughts that you would be better off dead or of hurting yourself in some way", "Not at all")
    hand.press("These answers are right")
    (line,) = load_measures(desk.vault, jo, desk.shelf()).lines
    assert line.figures is not None
    assert line.figures.line == "8 of 27, “mild”"
    hand.press("Back to all questionnaires")
    assert hand.count("Read: ") == 1
    hand.press(f"Begin: {PHQ9}")


def test_what_is_asked_comes_back_at_the_same_question(tab: AssessmentTab, hand: Hand, desk: Desk, jo: int) -> None:
    begin(hand)
    item = desk.shelf().forms["phq9"].items[4]
    hand.pick(item.text, "Several days")
    assert tab.keep()
    tab.show_participant(None)
    tab.show_participant(jo)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    (page,) = [one for one in tab.findChildren(FillPage) if one.isVisible()]
    assert page.answers()[item.id] == "several_days"
    wait_for_questions(page)
    assert page.pick_up() is next(
        one for one in tab.findChildren(Field) if one.label() == item.text and one.isVisible()
    )


def test_another_section_puts_it_away_and_the_list_goes_on_with_it(
    tab: AssessmentTab, hand: Hand, desk: Desk, jo: int
) -> None:
    begin(hand)
    hand.pick(desk.shelf().forms["phq9"].items[0].text, "Several days")
    hand.press("What helps")
    hand.press("Questionnaires")
    hand.press(f"Go on: {PHQ9}")
    (page,) = [one for one in tab.findChildren(FillPage) if one.isVisible()]
    assert page.answers()["phq9_interest"] == "several_days"


def test_a_correction_needs_a_reason_and_keeps_both(tab: AssessmentTab, hand: Hand, desk: Desk, jo: int) -> None:
    begin(hand, "Well-being (ONS4)")
    for item in desk.shelf().forms["ons4"].items:
        hand.pick(item.text, "7")
    hand.press("These answers are right")
    hand.press("Correct it")
    hand.press("Correct it")
    assert any(one.error for one in tab.findChildren(Field) if one.label() == "Why does this change?")
    hand.write("Why does this change?", "One answer was misread.")
    hand.press("Correct it")
    hand.pick(desk.shelf().forms["ons4"].items[0].text, "3")
    hand.press("These answers are right")
    (line,) = load_measures(desk.vault, jo, desk.shelf()).lines
    versions = load_measure(desk.vault, line.id, desk.shelf()).versions
    assert [(one.number, one.reason) for one in versions] == [(2, "One answer was misread."), (1, "")]


def test_what_is_left_out_can_be_taken_up_again(tab: AssessmentTab, hand: Hand, desk: Desk, jo: int) -> None:
    begin(hand)
    hand.pick(desk.shelf().forms["phq9"].items[0].text, "Several days")
    hand.press("Leave it out")
    assert any("was left out" in said for said in notices(tab))
    hand.press("Take it up again")
    (page,) = [one for one in tab.findChildren(FillPage) if one.isVisible()]
    assert page.answers()["phq9_interest"] == "several_days"


def test_a_day_to_come_is_refused_beside_the_day(tab: AssessmentTab, hand: Hand, desk: Desk, jo: int) -> None:
    begin(hand)
    hand.pick(desk.shelf().forms["phq9"].items[0].text, "Several days")
    hand.write("When was this asked?", "in 3 days")
    hand.press("These answers are right")
    (day,) = [one for one in tab.findChildren(Field) if one.label() == "When was this asked?" and one.isVisible()]
    assert "still to come" in day.error


def test_the_coachs_view_stands_beside_the_persons(tab: AssessmentTab, hand: Hand, desk: Desk, jo: int) -> None:
    hand.press("Questionnaires")
    hand.press("Begin: Well-being (ONS4)")
    hand.pick("Whose view is it?", "The coach’s")
    assert hand.count("Hand the screen to Jo") == 0
    assert hand.count("Ask it together") == 0
    hand.press("Fill in the coach’s view")
    hand.pick(desk.shelf().forms["ons4"].items[0].text, "7")
    hand.press("These answers are right")
    (line,) = load_measures(desk.vault, jo, desk.shelf()).lines
    assert line.view == COACH


def test_a_view_that_is_begun_keeps_nobody_from_the_other(tab: AssessmentTab, hand: Hand, desk: Desk, jo: int) -> None:
    """Each that is begun has its own way on, and says whose it is; another can be begun beside it."""
    form = desk.shelf().forms["phq9"]
    coachs = measures.begin_measure(desk.vault, jo, form, view=COACH)
    measures.save_measure(desk.vault, coachs, form, {"phq9_interest": "not_at_all"})
    paper = give_paper(desk.vault, jo, form)
    measures.save_measure(desk.vault, paper.measure_id, form, dict.fromkeys([form.items[0].id], "not_at_all"))
    begin(hand)
    hand.pick(form.items[0].text, "Several days")
    hand.press("Back to all questionnaires")
    said = set(hand.texts())
    assert {
        "Jo’s own view. 1 of 10 answered so far",
        "The coach’s view. 1 of 10 answered so far",
        f"Jo’s own view, on paper with the code {paper.code}. 1 of 10 answered so far",
    } <= said
    assert hand.count("Go on: ") == 3
    assert hand.count(f"Begin: {PHQ9}") == 1  # another paper
    hand.press(f"Go on: {PHQ9}, the coach’s view")
    (page,) = [one for one in tab.findChildren(FillPage) if one.isVisible()]
    assert page.line.id == coachs


def test_where_every_way_is_taken_nothing_can_be_begun(tab: AssessmentTab, hand: Hand, desk: Desk, jo: int) -> None:
    form = desk.shelf().forms["other_score"]
    for view in (PERSON, COACH):
        hand.press("Questionnaires")
        assert hand.count(f"Begin: {form.title}") == 1
        measures.begin_measure(desk.vault, jo, form, view=view)
        hand.press("What helps")
    hand.press("Questionnaires")
    assert hand.count(f"Begin: {form.title}") == 0
    assert hand.count("Go on: ") == 2


def test_the_rail_reaches_it_by_key(tab: AssessmentTab, hand: Hand) -> None:
    for _ in range(20):
        hand.key(Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    hand.key(Qt.Key.Key_PageUp, Qt.KeyboardModifier.ControlModifier)
    assert hand.count("Begin: ") > 3


@pytest.mark.parametrize("view", ["person", "coach"])
def test_a_score_from_elsewhere_is_typed_by_the_coach_and_never_handed_over(look: Look, view: str) -> None:
    page = BeginPage(look, forms.questionnaire("other_score"), "Jo")
    page.view.set_value(view)
    page.view.edited.emit()
    assert page.hand_over.isHidden()
    assert page.paper.isHidden()
    page.deleteLater()


def test_what_cannot_be_corrected_here_says_so_before_a_reason_is_asked(
    tab: AssessmentTab, hand: Hand, desk: Desk, jo: int
) -> None:
    phq4 = desk.shelf().forms["phq4"]
    save_assessment(desk.vault, jo, AssessmentEntry({item.id: "several_days" for item in phq4.items}))
    sign_assessment(desk.vault, jo, method="said", signed_on="today")
    tab.show_participant(jo)
    hand.press("Questionnaires")
    hand.press(f"Read: {phq4.title}, {dates.plain(desk.clock.today())}")
    hand.press("Correct it")
    assert any("Correct them there" in said for said in notices(tab))
    assert hand.count("Leave it as it is") == 0


def test_one_of_other_questions_is_read_and_not_taken_apart(
    tab: AssessmentTab, hand: Hand, desk: Desk, jo: int
) -> None:
    shelf = desk.shelf()
    was = replace(shelf.forms["phq9"], version=shelf.forms["phq9"].version + 1)
    number = measures.begin_measure(desk.vault, jo, was)
    measures.save_measure(desk.vault, number, was, {"phq9_interest": "several_days"})
    measures.finish_measure(desk.vault, number, was, on="today")
    hand.press("Questionnaires")
    hand.press(f"Read: {PHQ9}, {dates.plain(desk.clock.today())}")
    hand.press("Correct it")
    assert any("The questions have changed since." in said for said in notices(tab))
    assert load_measure(desk.vault, number, shelf).line.state == "done"


def test_the_day_that_was_typed_comes_back_too(tab: AssessmentTab, hand: Hand, desk: Desk, jo: int) -> None:
    begin(hand)
    hand.pick(desk.shelf().forms["phq9"].items[0].text, "Several days")
    hand.write("When was this asked?", "3 november 2025")
    assert tab.keep()
    tab.show_participant(None)
    tab.show_participant(jo)
    (page,) = [one for one in tab.findChildren(FillPage) if one.isVisible()]
    assert page.on.value() == "3 november 2025"
    hand.press("These answers are right")
    (line,) = load_measures(desk.vault, jo, desk.shelf()).lines
    assert line.on == date(2025, 11, 3)


@pytest.mark.parametrize("order", [("sleep", "phq4_nervous"), ("phq4_nervous", "sleep")])
def test_the_place_is_the_question_that_was_answered_last(
    tab: AssessmentTab, desk: Desk, jo: int, order: tuple[str, str]
) -> None:
    section = next(part for part in sheet().sections if part.id == "mood_and_sleep")
    names = {"sleep": section.items[0].id, "phq4_nervous": "phq4_nervous"}
    tab.open_section(section.id)
    (page,) = [one for one in tab.findChildren(SectionPage) if one.isVisible()]
    for name in order:
        field = page.pick_up({"item": names[name]})
        assert field is not None
        field.edited.emit()
    assert page.place()["item"] == names[order[-1]]


def test_a_reason_that_is_half_typed_comes_back(tab: AssessmentTab, hand: Hand, desk: Desk, jo: int) -> None:
    begin(hand)
    hand.pick(desk.shelf().forms["phq9"].items[0].text, "Several days")
    hand.press("These answers are right")
    hand.press("Correct it")
    hand.write("Why does this change?", "One answer was")
    assert tab.keep()
    tab.show_participant(None)
    tab.show_participant(jo)
    QApplication.processEvents()
    assert field(tab, "Why does this change?").value() == "One answer was"
    hand.press("Correct it")
    hand.press("Leave the correction")
    hand.press("Back to all questionnaires")
    tab.show_participant(None)
    tab.show_participant(jo)
    hand.press("Questionnaires")
    assert hand.count("Begin: ") > 3


def test_what_keeps_it_from_being_finished_is_said_once(tab: AssessmentTab, hand: Hand, desk: Desk, jo: int) -> None:
    begin(hand)
    hand.pick("Thoughts that you would be better off dead or of hurting yourself in some way", "Several days")
    hand.press("These answers are right")
    hand.press("These answers are right")
    assert len(notices(tab)) == 1
    (page,) = [one for one in tab.findChildren(FillPage) if one.isVisible()]
    assert page.answers()["phq9_better_off_dead"] == "several_days", "and no answer is lost"


@pytest.mark.parametrize("draft", [{}, {"reason": "half"}])
def test_somebody_elses_answers_never_come_up_here(
    tab: AssessmentTab, hand: Hand, desk: Desk, jo: int, draft: dict[str, str]
) -> None:
    form = desk.shelf().forms["phq9"]
    theirs = measures.begin_measure(desk.vault, make_jo(desk.vault), form)
    measures.save_measure(desk.vault, theirs, form, {"phq9_interest": "several_days"})
    keep_draft(desk.vault, SCREEN, jo, {"measure": theirs} | draft)
    tab.show_participant(jo)
    assert not [one for one in tab.findChildren(FillPage) if one.isVisible()]
    assert any("not here any more" in said for said in notices(tab))
    assert hand.count("Begin: ") > 3


def test_a_full_disk_keeps_nobody_from_what_was_begun(tab: AssessmentTab, hand: Hand, desk: Desk, jo: int) -> None:
    begin(hand)
    hand.pick(desk.shelf().forms["phq9"].items[0].text, "Several days")
    hand.press("What helps")
    with full_disk():
        hand.press("Questionnaires")
        hand.press(f"Go on: {PHQ9}")
        (page,) = [one for one in tab.findChildren(FillPage) if one.isVisible()]
        hand.pick(desk.shelf().forms["phq9"].items[1].text, "Several days")
        assert not tab.keep()
        hand.press("These answers are right")
        assert page.isVisible()
    assert tab.keep()
    (line,) = load_measures(desk.vault, jo, desk.shelf()).lines
    assert line.answered == 2


def test_a_score_from_another_form_asks_for_its_day_once(tab: AssessmentTab, hand: Hand, desk: Desk, jo: int) -> None:
    begin(hand, "A score from another form")
    assert not hand.sees_field("When was this asked?")
    hand.write("Which form is it?", "EQ VAS")
    hand.write("What is the total?", "60")
    hand.write("What is the highest it can be?", "100")
    hand.write("On which day was it filled in?", "3 weeks ago")
    hand.press("These answers are right")
    (line,) = load_measures(desk.vault, jo, desk.shelf()).lines
    assert line.on == desk.clock.today() - timedelta(weeks=3)


def test_a_finished_one_takes_the_keys_that_scroll_it(tab: AssessmentTab, hand: Hand, desk: Desk, jo: int) -> None:
    begin(hand, "Well-being (ONS4)")
    hand.pick(desk.shelf().forms["ons4"].items[0].text, "7")
    hand.press("These answers are right")
    hand.press("Back to all questionnaires")
    hand.press_first("Read: Well-being")
    hand.wait_for(lambda: isinstance(QApplication.focusWidget(), MeasureReading), "the focus on the page")


def test_the_ways_of_not_answering_stand_in_one_column(tab: AssessmentTab, hand: Hand, desk: Desk) -> None:
    begin(hand)
    hand.pick(desk.shelf().forms["phq9"].items[9].text, "Very difficult")  # all of it stands there now
    ends = {one.mapTo(tab, one.rect().topRight()).x() for one in tab.findChildren(Answers) if one.isVisible()}
    assert len(ends) == 1
