"""What was said about safety stands until it is written down or put off, and what refuses meanwhile."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from tests.plans import NOW, TODAY, make_jo
from tests.vaults import FakeTime
from workwell_desktop import forms
from workwell_desktop.casework import assessment, assessment_content, measures, safety, safety_due, today
from workwell_desktop.casework.assessment_content import AssessmentEntry
from workwell_desktop.casework.lists import choices
from workwell_desktop.casework.safety import SafetyEntry, load_safety
from workwell_desktop.casework.safety_due import Due, open_due
from workwell_desktop.clock import Clock
from workwell_desktop.errors import InputProblem, WorkwellError
from workwell_desktop.forms.shelf import read_shelf
from workwell_desktop.models.audit import AuditEvent, RecordVersion
from workwell_desktop.models.contacts import SafetyDue
from workwell_desktop.vault.doctor import verify
from workwell_desktop.vault.store import Vault

WORRY = SafetyEntry("self", "today", "He said “I would rather not be here.”", "", "in 3 days")
ITEM = forms.questionnaire("phq9").items[8]
SHELF = read_shelf()


@pytest.fixture
def time() -> FakeTime:
    return FakeTime(now=NOW)


@pytest.fixture
def clock(time: FakeTime) -> Clock:
    return time.clock


@pytest.fixture
def jo(open_vault: Vault) -> int:
    return make_jo(open_vault)


def answer(vault: Vault, person: int, value: str | int, of: str = "measure 12") -> None:
    """Keep an answer to the last question of the PHQ-9, as an autosave does."""
    with vault.transaction() as transaction:
        safety_due.raise_for_answers(transaction, person, forms.questionnaire("phq9"), {ITEM.id: value}, of=of)


def rows(vault: Vault) -> list[tuple[str, str]]:
    with vault.reading() as session:
        return [(row.source, row.state) for row in session.scalars(select(SafetyDue).order_by(SafetyDue.id))]


def refused(vault: Vault, person: int) -> bool:
    with vault.transaction() as transaction:
        try:
            safety_due.refuse_while_due(transaction, person)
        except WorkwellError:
            return True
    return False


GIVEN = {option.code: ITEM.opens_safety(option.code) for option in ITEM.options}


@pytest.mark.parametrize("code", GIVEN)
def test_every_answer_above_0_raises_it_and_0_does_not(open_vault: Vault, jo: int, code: str) -> None:
    assert list(GIVEN.values()) == [False, True, True, True]
    answer(open_vault, jo, code)
    assert [(one.answered, one.said_on, one.stands) for one in open_due(open_vault, jo)] == (
        [(True, TODAY, True)] if GIVEN[code] else []
    )


def test_it_is_raised_once_an_occasion_however_often_it_is_kept(open_vault: Vault, jo: int) -> None:
    low, *above = GIVEN
    for code in (*above, *above, low):
        answer(open_vault, jo, code)
    assert rows(open_vault) == [("answer", "open")], "a lowered answer takes nothing back: it was said"
    answer(open_vault, jo, above[0], of="measure 13")
    assert rows(open_vault) == [("answer", "open"), ("answer", "open")]


def test_no_answer_and_the_ways_of_not_answering_raise_nothing(open_vault: Vault, jo: int) -> None:
    for said in ("", *forms.NON_ANSWERS):
        answer(open_vault, jo, said)
    assert rows(open_vault) == []


def test_it_is_lost_with_the_answer_that_could_not_be_kept(open_vault: Vault, jo: int) -> None:
    def fail() -> None:
        with open_vault.transaction() as transaction:
            given = {ITEM.id: list(GIVEN)[-1]}
            safety_due.raise_for_answers(transaction, jo, forms.questionnaire("phq9"), given, of="measure 1")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert rows(open_vault) == []


def test_each_press_is_its_own_and_a_mistake_takes_back_that_one_alone(open_vault: Vault, jo: int) -> None:
    first = safety_due.raise_disclosure(open_vault, jo)
    second = safety_due.raise_disclosure(open_vault, jo)
    assert second != first
    safety_due.say_mistake(open_vault, second)
    assert [one.id for one in open_due(open_vault, jo)] == [first], "what was said before it still stands"


def test_an_answer_was_not_pressed_by_mistake(open_vault: Vault, jo: int) -> None:
    answer(open_vault, jo, list(GIVEN)[-1])
    (due,) = open_due(open_vault, jo)
    with pytest.raises(WorkwellError, match="not pressed"):
        safety_due.say_mistake(open_vault, due.id)
    assert open_due(open_vault, jo) == (due,)


def test_a_record_settles_what_it_was_written_about_and_nothing_else(open_vault: Vault, jo: int) -> None:
    ada = make_jo(open_vault)
    due, other = safety_due.raise_disclosure(open_vault, jo), safety_due.raise_disclosure(open_vault, ada)
    answer(open_vault, jo, list(GIVEN)[-1])
    record = safety.begin_safety(open_vault, jo, WORRY, due=[due, other])
    assert [one.answered for one in open_due(open_vault, jo)] == [True], "the answer still stands"
    assert len(open_due(open_vault, ada)) == 1, "hers is not his"
    with open_vault.reading() as session:
        settled = session.get_one(SafetyDue, due)
        assert (settled.state, settled.safety_id) == ("filled", record)
    with pytest.raises(WorkwellError, match="written down already"):
        safety_due.defer(open_vault, due, "Not now")


def test_a_record_that_is_refused_settles_nothing(open_vault: Vault, jo: int) -> None:
    due = safety_due.raise_disclosure(open_vault, jo)
    with pytest.raises(InputProblem):
        safety.begin_safety(open_vault, jo, replace(WORRY, words=""), due=[due])
    assert len(open_due(open_vault, jo)) == 1


@pytest.mark.parametrize(
    ("reason", "until", "problems"),
    [
        ("", "tomorrow", {"reason": "Write why this is put off."}),
        ("  ", "", {"reason": "Write why this is put off.", "until": "Write the day on which this comes back."}),
        ("Jo had to go", "today", {"until": "Choose a day after today."}),
        ("Jo had to go", "yesterday", {"until": "Choose a day after today."}),
        ("Jo had to go", "in 15 days", {"until": "Choose a day in the next two weeks."}),
    ],
)
def test_it_is_not_put_off_without_a_reason_and_a_near_day(
    open_vault: Vault, jo: int, reason: str, until: str, problems: dict[str, str]
) -> None:
    due = safety_due.raise_disclosure(open_vault, jo)
    for deed in (
        lambda: safety_due.defer(open_vault, due, reason, until),
        lambda: safety_due.defer_all(open_vault, jo, reason, until),
    ):
        with pytest.raises(InputProblem) as caught:
            deed()
        assert caught.value.fields == problems
    assert refused(open_vault, jo)


def test_what_was_put_off_stands_again_on_its_day_and_each_reason_is_kept(
    open_vault: Vault, jo: int, time: FakeTime
) -> None:
    due = safety_due.raise_disclosure(open_vault, jo)
    safety_due.defer(open_vault, due, "Jo had to go")
    assert (open_due(open_vault, jo), refused(open_vault, jo)) == ((), False)
    (off,) = load_safety(open_vault, jo).due
    assert off == Due(due, TODAY, answered=False, stands=False, until=date(2037, 11, 25), reason="Jo had to go")
    time.go(days=1)
    assert [one.id for one in open_due(open_vault, jo)] == [due]
    assert refused(open_vault, jo)
    safety_due.defer_all(open_vault, jo, "Jo did not answer", "in 2 days")
    assert not refused(open_vault, jo)
    with open_vault.reading() as session:
        kept = session.scalars(select(RecordVersion).where(RecordVersion.entity == safety_due.ENTITY)).all()
        assert [one.reason for one in kept] == ["Jo had to go", "Jo did not answer"]
        done = select(AuditEvent.action).where(AuditEvent.entity == safety_due.ENTITY).order_by(AuditEvent.seq)
        assert list(session.scalars(done)) == ["add", "version", "defer", "version", "defer"]
    assert all(one.ok for one in verify(open_vault))


def test_a_mistake_comes_back_on_no_day_but_with_the_answer(open_vault: Vault, jo: int, time: FakeTime) -> None:
    low, *above = GIVEN
    form = forms.questionnaire("phq9")
    measure = measures.begin_measure(open_vault, jo, form)
    measures.save_measure(open_vault, measure, form, {ITEM.id: above[0]})
    (due,) = open_due(open_vault, jo)
    measures.save_measure(open_vault, measure, form, {ITEM.id: low})
    safety_due.take_back_answer(open_vault, due.id, SHELF)
    time.go(days=30)
    assert (open_due(open_vault, jo), load_safety(open_vault, jo).due) == ((), ())
    measures.save_measure(open_vault, measure, form, {ITEM.id: above[1]})
    assert [one.id for one in open_due(open_vault, jo)] == [due.id]


def test_an_assessment_is_not_signed_over_it(open_vault: Vault, jo: int) -> None:
    item = next(one for one in forms.questionnaire("assessment").items if one.kind == "longtext")
    assessment.save_assessment(open_vault, jo, AssessmentEntry(answers={item.id: "Mornings are slow"}))
    due = safety_due.raise_disclosure(open_vault, jo)
    with pytest.raises(WorkwellError, match="Something was said about safety") as caught:
        assessment.sign_assessment(open_vault, jo, method="said", signed_on="today")
    assert caught.value.sentence == "Something was said about safety that is not written down yet."
    assert caught.value.next_step == "Write it down, or put it off with a reason."
    safety_due.defer(open_vault, due, "Jo had to go")
    assert assessment.sign_assessment(open_vault, jo, method="said", signed_on="today") == 1


def test_an_answer_of_a_measure_raises_it_and_the_measure_is_not_finished_over_it(open_vault: Vault, jo: int) -> None:
    form = forms.questionnaire("phq9")
    measure = measures.begin_measure(open_vault, jo, form)
    measures.save_measure(open_vault, measure, form, {ITEM.id: list(GIVEN)[1]})
    (due,) = open_due(open_vault, jo)
    with pytest.raises(WorkwellError, match="Something was said about safety"):
        measures.finish_measure(open_vault, measure, form, on="today")
    with pytest.raises(WorkwellError, match="Put the answer right first"):
        safety_due.take_back_answer(open_vault, due.id, SHELF)
    assert [one.id for one in open_due(open_vault, jo)] == [due.id]
    measures.save_measure(open_vault, measure, form, {ITEM.id: next(iter(GIVEN))})
    safety_due.take_back_answer(open_vault, due.id, SHELF)
    assert measures.finish_measure(open_vault, measure, form, on="today") == 1
    assert open_due(open_vault, jo) == ()


def called_a_mistake(vault: Vault) -> None:
    """Leave every answer as one that was said to be a mistake while it is still given."""
    with vault.transaction() as transaction:
        for row in transaction.session.scalars(select(SafetyDue)):
            row.state, row.until_on, row.reason = safety_due.DEFERRED, None, safety_due.BY_MISTAKE


def test_nothing_is_finished_over_an_answer_that_is_given_all_the_same(open_vault: Vault, jo: int) -> None:
    form = forms.questionnaire("phq9")
    measure = measures.begin_measure(open_vault, jo, form)
    measures.save_measure(open_vault, measure, form, {ITEM.id: list(GIVEN)[1]})
    called_a_mistake(open_vault)
    with pytest.raises(WorkwellError, match="Something was said about safety"):
        measures.finish_measure(open_vault, measure, form, on="today")
    assert len(open_due(open_vault, jo)) == 1, "and it can be seen what is to be written down"
    safety_due.defer_all(open_vault, jo, "Jo had to go")
    assert measures.finish_measure(open_vault, measure, form, on="today") == 1


def test_no_assessment_is_signed_over_an_answer_that_is_given_all_the_same(
    open_vault: Vault, jo: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = (assessment_content.sheet(), forms.questionnaire("phq9"))  # as if the assessment asked it, too
    monkeypatch.setattr(assessment_content, "questionnaires", lambda: asked)
    low, *above = GIVEN
    assessment.save_assessment(open_vault, jo, AssessmentEntry(answers={ITEM.id: above[0]}))
    (due,) = open_due(open_vault, jo)
    with pytest.raises(WorkwellError, match="Put the answer right first"):
        safety_due.take_back_answer(open_vault, due.id, SHELF)
    called_a_mistake(open_vault)
    with pytest.raises(WorkwellError, match="Something was said about safety"):
        assessment.sign_assessment(open_vault, jo, method="said", signed_on="today")
    assert [one.id for one in open_due(open_vault, jo)] == [due.id]
    assessment.save_assessment(open_vault, jo, AssessmentEntry(answers={ITEM.id: low}))
    safety_due.take_back_answer(open_vault, due.id, SHELF)
    assert assessment.sign_assessment(open_vault, jo, method="said", signed_on="today") == 1


def test_a_correction_that_is_left_out_brings_back_what_it_put_right(open_vault: Vault, jo: int) -> None:
    form = forms.questionnaire("phq9")
    measure = measures.begin_measure(open_vault, jo, form)
    measures.save_measure(open_vault, measure, form, {ITEM.id: list(GIVEN)[1]})
    safety_due.defer_all(open_vault, jo, "Jo had to go")
    measures.finish_measure(open_vault, measure, form, on="today")
    measures.correct_measure(open_vault, measure, "The wrong line")
    measures.save_measure(open_vault, measure, form, {ITEM.id: next(iter(GIVEN))})
    (due,) = load_safety(open_vault, jo).due
    safety_due.take_back_answer(open_vault, due.id, SHELF)
    measures.leave_out(open_vault, measure)
    assert [one.id for one in open_due(open_vault, jo)] == [due.id]


def test_it_waits_above_everything_and_says_nothing_of_it(open_vault: Vault, jo: int, time: FakeTime) -> None:
    before = today.today_page(open_vault).people
    assert before[0].first.name == "Help in a crisis", "which was first so far"
    due = safety_due.raise_disclosure(open_vault, jo)
    answer(open_vault, jo, list(GIVEN)[-1])
    page = today.today_page(open_vault)
    first = page.people[0]
    assert (first.first.participant_id, first.first.reason) == (jo, "Something is to be written down first.")
    assert (first.first.tab, first.first.section) == (0, "safety.due")
    assert [row for row in first.more if row.section == safety_due.PLACE] == [], "once, however many there are"
    assert len(page.people) == len({*(one.key for one in before), str(jo)})
    safety_due.defer_all(open_vault, jo, "Jo had to go")
    assert today.today_page(open_vault).people == before
    time.go(days=1)
    assert today.today_page(open_vault).people[0].first.section == safety_due.PLACE
    safety.begin_safety(open_vault, jo, WORRY, due=[due])
    with open_vault.reading() as session:
        assert list(safety_due.waiting(session, open_vault.member_id + 1, TODAY)) == [], "somebody else's people"


def test_what_to_ask_is_there_in_its_order() -> None:
    asked = [one.code for one in choices("safety_questions")]
    assert asked == ["now", "plan", "means", "intent", "before", "keeps_safe", "who_knows"]
