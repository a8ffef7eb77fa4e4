"""Questionnaires asked over time, in a real vault: kept as typed, finished, corrected, taken from the assessment."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, update

from tests.plans import make_jo
from tests.vaults import FakeTime
from workwell_desktop import forms
from workwell_desktop.casework import measures
from workwell_desktop.casework.assessment import new_version, save_assessment, sign_assessment
from workwell_desktop.casework.assessment_content import AssessmentEntry
from workwell_desktop.casework.assessment_state import load_assessment
from workwell_desktop.casework.episode_closing import CloseEntry, begin_again, close_episode
from workwell_desktop.casework.measure_figures import Figures, figures_of, figures_text, read_figures
from workwell_desktop.casework.measure_state import MeasureLine, load_measure, load_measures
from workwell_desktop.casework.merging import merge, unmerge
from workwell_desktop.casework.people import current_episode
from workwell_desktop.clock import Clock
from workwell_desktop.errors import InputProblem, WorkwellError
from workwell_desktop.forms import Shelf
from workwell_desktop.models.assessments import Measure
from workwell_desktop.models.audit import AuditEvent
from workwell_desktop.vault.store import Vault

SHELF = forms.read_shelf()
PHQ9 = SHELF.forms["phq9"]
PHQ4 = SHELF.forms["phq4"]
ITEMS = [item.id for item in PHQ9.items[:9]]
SEVERAL = dict.fromkeys(ITEMS, "several_days") | {ITEMS[-1]: "not_at_all"}


@pytest.fixture
def fake_time() -> FakeTime:
    return FakeTime()


@pytest.fixture
def clock(fake_time: FakeTime) -> Clock:
    return fake_time.clock


@pytest.fixture
def jo(open_vault: Vault) -> int:
    return make_jo(open_vault)


def lines(vault: Vault, person: int) -> tuple[MeasureLine, ...]:
    return load_measures(vault, person, SHELF).lines


def filled(vault: Vault, person: int, on: str = "today", view: str = "person", **changed: str) -> int:
    number = measures.begin_measure(vault, person, PHQ9, view=view)
    measures.save_measure(vault, number, PHQ9, SEVERAL | changed)
    measures.finish_measure(vault, number, PHQ9, on=on)
    return number


def test_what_was_typed_comes_back_with_the_place(open_vault: Vault, jo: int) -> None:
    number = measures.begin_measure(open_vault, jo, PHQ9)
    measures.save_measure(open_vault, number, PHQ9, {ITEMS[0]: "several_days"}, place=ITEMS[1])
    entry = load_measure(open_vault, number, SHELF)
    assert entry.answers == {ITEMS[0]: "several_days"}
    assert (entry.line.place, entry.line.state, entry.line.answered, entry.line.figures) == (ITEMS[1], "open", 1, None)


def test_one_that_was_begun_is_gone_on_with(open_vault: Vault, jo: int) -> None:
    first = measures.begin_measure(open_vault, jo, PHQ9)
    assert measures.begin_measure(open_vault, jo, PHQ9, way="hand_over") == first
    assert measures.begin_measure(open_vault, jo, PHQ9, view="coach") != first
    measures.save_measure(open_vault, first, PHQ9, SEVERAL)
    measures.finish_measure(open_vault, first, PHQ9, on="today")
    assert measures.begin_measure(open_vault, jo, PHQ9) != first


def test_a_finished_one_has_its_score_and_stays(open_vault: Vault, jo: int) -> None:
    number = filled(open_vault, jo)
    (line,) = lines(open_vault, jo)
    assert line.figures is not None
    assert (line.figures.total, line.figures.band, line.number, line.state) == (8, "Mild", 1, "done")
    assert line.figures.line == "8 of 27, “mild”"
    with pytest.raises(WorkwellError, match="finished"):
        measures.save_measure(open_vault, number, PHQ9, {})
    with pytest.raises(WorkwellError, match="finished already"):
        measures.finish_measure(open_vault, number, PHQ9, on="today")


def test_a_correction_is_a_new_version_and_both_are_read(open_vault: Vault, jo: int) -> None:
    number = filled(open_vault, jo)
    with pytest.raises(InputProblem):
        measures.correct_measure(open_vault, number, "  ")
    measures.correct_measure(open_vault, number, "One answer was misread.")
    (line,) = lines(open_vault, jo)
    assert (line.state, line.reason, line.figures and line.figures.total) == ("open", "One answer was misread.", 8)
    measures.save_measure(open_vault, number, PHQ9, SEVERAL | {ITEMS[0]: "nearly_every_day"})
    assert measures.finish_measure(open_vault, number, PHQ9, on="today") == 2
    entry = load_measure(open_vault, number, SHELF)
    assert [(one.number, one.figures and one.figures.total, one.reason) for one in entry.versions] == [
        (2, 10, "One answer was misread."), (1, 8, ""),
    ]  # fmt: skip
    assert (ITEMS[0], PHQ9.items[0].text, "Several days") in entry.versions[1].said


def test_a_correction_that_is_left_leaves_everything_as_it_was(open_vault: Vault, jo: int) -> None:
    number = filled(open_vault, jo)
    measures.correct_measure(open_vault, number, "By mistake")
    measures.save_measure(open_vault, number, PHQ9, {})
    measures.leave_out(open_vault, number)
    entry = load_measure(open_vault, number, SHELF)
    assert (entry.line.state, entry.answers, len(entry.versions)) == ("done", SEVERAL, 1)


def test_what_is_left_out_can_be_taken_up_again(open_vault: Vault, jo: int) -> None:
    number = measures.begin_measure(open_vault, jo, PHQ9)
    measures.save_measure(open_vault, number, PHQ9, SEVERAL)
    measures.leave_out(open_vault, number)
    assert lines(open_vault, jo) == ()
    measures.take_up(open_vault, number)
    assert load_measure(open_vault, number, SHELF).answers == SEVERAL


def test_a_day_to_come_and_a_wrong_answer_are_refused_beside_their_fields(open_vault: Vault, jo: int) -> None:
    number = measures.begin_measure(open_vault, jo, PHQ9)
    with pytest.raises(WorkwellError, match="Nothing is answered"):
        measures.finish_measure(open_vault, number, PHQ9, on="today")
    measures.save_measure(open_vault, number, PHQ9, {ITEMS[0]: "four_times"})
    with pytest.raises(InputProblem) as caught:
        measures.finish_measure(open_vault, number, PHQ9, on="in 3 days")
    assert set(caught.value.fields) == {"on", ITEMS[0]}


def test_missing_answers_make_no_total_and_are_kept_all_the_same(open_vault: Vault, jo: int) -> None:
    filled(open_vault, jo, **{ITEMS[3]: forms.RATHER_NOT_SAY})
    (line,) = lines(open_vault, jo)
    assert line.figures is not None
    assert (line.figures.total, line.figures.line) == (None, "No total")


def test_another_version_of_the_form_is_never_written_over(open_vault: Vault, jo: int) -> None:
    number = measures.begin_measure(open_vault, jo, PHQ9)
    measures.save_measure(open_vault, number, PHQ9, SEVERAL)
    newer = replace(PHQ9, version=PHQ9.version + 1)
    with pytest.raises(WorkwellError, match="another version"):
        measures.save_measure(open_vault, number, newer, {})
    shelf = Shelf({**SHELF.forms, "phq9": newer})
    assert load_measures(open_vault, jo, shelf).lines[0].outdated
    assert measures.begin_measure(open_vault, jo, newer) != number


def test_a_finished_one_is_read_when_its_form_is_gone(open_vault: Vault, jo: int) -> None:
    number = filled(open_vault, jo)
    entry = load_measure(open_vault, number, Shelf({}))
    assert (entry.line.title, entry.line.figures and entry.line.figures.total) == ("PHQ-9", 8)
    assert len(entry.versions[0].said) == 9


def test_readings_stand_in_the_order_of_their_days(open_vault: Vault, jo: int) -> None:
    later = filled(open_vault, jo, on="today")
    earlier = filled(open_vault, jo, on="3 weeks ago", view="coach")
    assert [line.id for line in lines(open_vault, jo)] == [earlier, later]


def test_a_signed_assessment_leaves_its_scores_without_keying_twice(open_vault: Vault, jo: int) -> None:
    mood = {item.id: "several_days" for item in PHQ4.items}
    save_assessment(open_vault, jo, AssessmentEntry(answers=mood | {"sleep": 3}))
    sign_assessment(open_vault, jo, method="said", signed_on="today")
    (line,) = lines(open_vault, jo)
    assert (line.form_id, line.way, line.figures and line.figures.total) == ("phq4", "assessment", 4)

    new_version(open_vault, jo, "One answer was misread.")
    save_assessment(open_vault, jo, AssessmentEntry(answers=mood | {PHQ4.items[0].id: "not_at_all"}))
    sign_assessment(open_vault, jo, method="said", signed_on="today")
    (line,) = lines(open_vault, jo)
    assert (line.number, line.figures and line.figures.total) == (2, 3)


def test_talking_it_through_again_is_a_new_reading(open_vault: Vault, jo: int, fake_time: FakeTime) -> None:
    mood = {item.id: "several_days" for item in PHQ4.items}
    save_assessment(open_vault, jo, AssessmentEntry(answers=mood | {"sleep": 3}))
    sign_assessment(open_vault, jo, method="said", signed_on="today")
    fake_time.go(minutes=60 * 24 * 42)
    new_version(open_vault, jo, "Six weeks on.", again=True)
    assert load_assessment(open_vault, jo).entry.answers == {"sleep": 3}
    save_assessment(open_vault, jo, AssessmentEntry(answers=dict.fromkeys(mood, "not_at_all")))
    sign_assessment(open_vault, jo, method="said", signed_on="today")
    assert [line.figures and line.figures.total for line in lines(open_vault, jo)] == [4, 0]


def test_an_assessment_without_such_answers_leaves_none(open_vault: Vault, jo: int) -> None:
    save_assessment(open_vault, jo, AssessmentEntry(answers={"sleep": 3, PHQ4.items[0].id: forms.NOT_ASKED}))
    sign_assessment(open_vault, jo, method="said", signed_on="today")
    assert lines(open_vault, jo) == ()


def test_typing_leaves_one_line_a_sitting_in_the_record(open_vault: Vault, jo: int, fake_time: FakeTime) -> None:
    number = measures.begin_measure(open_vault, jo, PHQ9)
    for item in ITEMS[:3]:
        measures.save_measure(open_vault, number, PHQ9, {item: "several_days"})
        fake_time.go(seconds=2)
    with open_vault.reading() as session:
        found = session.scalars(select(AuditEvent.action).where(AuditEvent.entity == "measure"))
        assert list(found) == ["add"]


def test_item_by_item_is_never_a_total(open_vault: Vault, jo: int) -> None:
    ons4 = SHELF.forms["ons4"]
    number = measures.begin_measure(open_vault, jo, ons4)
    measures.save_measure(open_vault, number, ons4, {item.id: 7 for item in ons4.items})
    measures.finish_measure(open_vault, number, ons4, on="today")
    figures = lines(open_vault, jo)[0].figures
    assert figures is not None
    assert (figures.total, [one.value for one in figures.items]) == (None, [7, 7, 7, 7])


ODD = st.one_of(
    st.none(), st.text(max_size=20), st.integers(), st.floats(), st.lists(st.text(max_size=5), max_size=3),
    st.just("several_days"),
)  # fmt: skip


@given(st.dictionaries(st.sampled_from([*ITEMS, "unknown"]), ODD))
def test_figures_are_read_back_as_they_were(answers: dict[str, object]) -> None:
    figures = figures_of(PHQ9, answers)  # type: ignore[arg-type]  # odd values on purpose
    assert read_figures(figures_text(figures)) == figures


@given(st.text(max_size=60))
@settings(suppress_health_check=[HealthCheck.too_slow])
def test_figures_that_cannot_be_read_are_none(kept: str) -> None:
    found = read_figures(kept)
    assert found is None or isinstance(found, Figures)


def signed(vault: Vault, person: int, answers: dict[str, str]) -> None:
    save_assessment(vault, person, AssessmentEntry(answers | {"good_day": "Quiet."}))
    sign_assessment(vault, person, method="said", signed_on="today")


def test_a_score_that_a_correction_takes_away_does_not_stay_as_if_it_were_given(open_vault: Vault, jo: int) -> None:
    signed(open_vault, jo, {item.id: "several_days" for item in PHQ4.items})
    new_version(open_vault, jo, "These were another person's answers.")
    signed(open_vault, jo, {})
    (line,) = lines(open_vault, jo)
    assert line.figures is not None
    assert (line.figures.total, line.number, line.state) == (None, 2, "done")
    versions = load_measure(open_vault, line.id, SHELF).versions
    assert [one.figures and one.figures.total for one in versions] == [None, 4], "both can be read"
    new_version(open_vault, jo, "A comma.")
    signed(open_vault, jo, {})
    assert lines(open_vault, jo)[0].number == 2


def test_what_stands_in_the_assessment_is_corrected_there(open_vault: Vault, jo: int) -> None:
    answers = {item.id: "several_days" for item in PHQ4.items}
    signed(open_vault, jo, answers)
    (line,) = lines(open_vault, jo)
    with pytest.raises(WorkwellError, match="assessment"):
        measures.correct_measure(open_vault, line.id, "One was misread.")
    new_version(open_vault, jo, "Talked through again.", again=True)
    measures.correct_measure(open_vault, line.id, "One was misread.")  # the talk has gone on: it is only here now
    measures.save_measure(open_vault, line.id, PHQ4, answers | {PHQ4.items[0].id: "not_at_all"})
    measures.finish_measure(open_vault, line.id, PHQ4, on="today")
    signed(open_vault, jo, answers)
    assert [one.figures and one.figures.total for one in lines(open_vault, jo)] == [3, 4]


@pytest.mark.parametrize("odd", ["[]", "{", "null", "7"])
def test_one_that_cannot_be_read_does_not_hide_the_others(open_vault: Vault, jo: int, odd: str) -> None:
    first, second = filled(open_vault, jo), measures.begin_measure(open_vault, jo, PHQ4)
    with open_vault.transaction() as transaction:
        transaction.session.execute(update(Measure).where(Measure.id == second).values(answers=odd))
    found = {line.id: line for line in lines(open_vault, jo)}
    assert found[first].figures is not None
    assert found[second].outdated
    with pytest.raises(WorkwellError, match="cannot be read"):
        load_measure(open_vault, second, SHELF)
    measures.leave_out(open_vault, second)
    assert [line.id for line in lines(open_vault, jo)] == [first]


def test_an_open_correction_stops_nobody_from_asking_anew(open_vault: Vault, jo: int) -> None:
    number = filled(open_vault, jo)
    measures.correct_measure(open_vault, number, "One was misread.")
    assert load_measures(open_vault, jo, SHELF).begun("phq9") == ()
    again = measures.begin_measure(open_vault, jo, PHQ9)
    assert again != number
    assert [line.id for line in load_measures(open_vault, jo, SHELF).begun("phq9")] == [again]


def test_signing_never_writes_into_another_persons_answers(open_vault: Vault, jo: int) -> None:
    signed(open_vault, jo, {item.id: "several_days" for item in PHQ4.items})
    (line,) = lines(open_vault, jo)
    other = make_jo(open_vault)
    with open_vault.transaction() as transaction:  # as when a merge is undone: what was added since stays behind
        theirs = current_episode(transaction.session, other).id
        transaction.session.execute(update(Measure).where(Measure.id == line.id).values(episode_id=theirs))
    new_version(open_vault, jo, "One was misread.")
    signed(open_vault, jo, {item.id: "not_at_all" for item in PHQ4.items})
    assert [one.figures and one.figures.total for one in lines(open_vault, other)] == [4]
    assert [one.figures and one.figures.total for one in lines(open_vault, jo)] == [0]


def test_a_score_goes_back_with_the_assessment_it_was_given_in(open_vault: Vault, jo: int) -> None:
    other = make_jo(open_vault)
    signed(open_vault, other, {item.id: "not_at_all" for item in PHQ4.items})
    merge(open_vault, jo, other, {}, "first", "second")
    new_version(open_vault, jo, "Talked through again.", again=True)
    signed(open_vault, jo, {item.id: "nearly_every_day" for item in PHQ4.items})
    assert [one.figures and one.figures.total for one in lines(open_vault, jo)] == [0, 12]
    unmerge(open_vault, 1)
    assert load_assessment(open_vault, other).number == 2
    assert [one.figures and one.figures.total for one in lines(open_vault, other)] == [0, 12]
    assert lines(open_vault, jo) == ()


def test_what_was_begun_in_an_earlier_support_is_not_gone_on_with(open_vault: Vault, jo: int) -> None:
    first = measures.begin_measure(open_vault, jo, PHQ9)
    done = filled(open_vault, jo, view="coach")
    measures.correct_measure(open_vault, done, "One was misread.")
    close_episode(open_vault, jo, CloseEntry("today", "completed"))
    with open_vault.transaction() as transaction:
        begin_again(transaction, jo, open_vault.clock.today())
    state = load_measures(open_vault, jo, SHELF)
    assert state.begun("phq9") == ()
    assert {line.id: (line.earlier, line.stuck) for line in state.lines} == {first: (True, True), done: (True, False)}
    assert measures.begin_measure(open_vault, jo, PHQ9) not in {first, done}
    measures.finish_measure(open_vault, done, PHQ9, on="today")  # a correction stays where it was asked
