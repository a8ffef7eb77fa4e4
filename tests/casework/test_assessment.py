"""The assessment in a real vault: kept as it is typed, signed, corrected in a new version, and its ideas."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import func, select

from tests.vaults import FakeTime
from workwell_desktop import forms
from workwell_desktop.casework import assessment_content
from workwell_desktop.casework.assessment import SCREEN, new_version, save_assessment, sign_assessment
from workwell_desktop.casework.assessment_content import AssessmentEntry, InTheWay, SectionMark, Task, marks
from workwell_desktop.casework.assessment_ideas import Help, Known, add_to_plan, helps_for, load_known
from workwell_desktop.casework.assessment_state import load_assessment, read_version
from workwell_desktop.casework.drafts import load_draft
from workwell_desktop.casework.intake import IntakeEntry, save_intake
from workwell_desktop.casework.lists import choices
from workwell_desktop.casework.plan_agreement import agree_plan
from workwell_desktop.casework.plan_state import load_plan
from workwell_desktop.casework.planning import GoalEntry, save_goal
from workwell_desktop.casework.service_import import load_starter
from workwell_desktop.clock import Clock
from workwell_desktop.errors import InputProblem, WorkwellError
from workwell_desktop.models.assessments import JobTask, Obstacle
from workwell_desktop.models.audit import AuditEvent
from workwell_desktop.vault.store import Vault

TILL = Task("Serve at the till, standing", "stand", 8, 2, "I have a stool, and a swap every 20 minutes")
STOCK = Task("Lift and put out stock", "lift", 6, 2, "boxes are under 5 kg and on a trolley")
BACK = InTheWay("My back goes if I stand too long.", "work", "SIT", "a_lot")
MONEY = InTheWay("I lie awake doing sums about money.", "home_money", "", "some")
ENTRY = AssessmentEntry(
    answers={"makes_work_hard": "Standing. And “the queue”.", "treatment": "waiting", "sleep": 3,
             "getting_there": ["bus_train", "walk"], "manager_knows": forms.RATHER_NOT_SAY},
    tasks=(TILL, STOCK), obstacles=(BACK, MONEY),
)  # fmt: skip


@pytest.fixture
def fake_time() -> FakeTime:
    return FakeTime()


@pytest.fixture
def clock(fake_time: FakeTime) -> Clock:
    return fake_time.clock


@pytest.fixture
def jo(open_vault: Vault) -> int:
    return save_intake(
        open_vault,
        0,
        IntakeEntry(
            first_name="Joanna", known_as="Jo", last_name="Example", received_on="1 November 2026", source="gp"
        ),
    )


def _events(vault: Vault) -> list[tuple[str, str]]:
    with vault.reading() as session:
        rows = session.execute(select(AuditEvent.action, AuditEvent.entity).order_by(AuditEvent.seq))
        return [(action, entity) for action, entity in rows if entity == "assessment"]


def _sign(vault: Vault, person: int, day: str = "today") -> int:
    return sign_assessment(vault, person, method="said", signed_on=day)


def test_an_assessment_nobody_began_is_an_empty_draft(open_vault: Vault, jo: int) -> None:
    state = load_assessment(open_vault, jo)
    assert (state.call_name, state.state, state.number, state.versions, state.kept_at) == ("Jo", "draft", 1, (), None)
    assert state.entry.empty
    assert {mark.state for mark in state.sections} == {"none"}
    assert [mark.title for mark in state.sections] == [
        "Health day to day", "Your job’s tasks", "Hours and people", "What you expect",
        "Mood and sleep", "Home and money", "What helps", "What you want", "What you can do",
    ]  # fmt: skip


def test_what_was_said_comes_back_as_it_was_said(open_vault: Vault, jo: int) -> None:
    save_assessment(open_vault, jo, ENTRY)
    assert load_assessment(open_vault, jo).entry == ENTRY


def test_nothing_is_written_for_somebody_about_whom_nothing_was_said(open_vault: Vault, jo: int) -> None:
    save_assessment(open_vault, jo, AssessmentEntry(answers={"sleep": None, "expect_words": "  "}))
    assert load_assessment(open_vault, jo).kept_at is None
    assert _events(open_vault) == []


def test_an_answer_that_is_emptied_is_gone(open_vault: Vault, jo: int) -> None:
    save_assessment(open_vault, jo, ENTRY)
    save_assessment(open_vault, jo, replace(ENTRY, answers={**ENTRY.answers, "makes_work_hard": ""}))
    assert "makes_work_hard" not in load_assessment(open_vault, jo).entry.answers


def test_the_three_ways_of_not_answering_stay_apart(open_vault: Vault, jo: int) -> None:
    said = {"makes_work_hard": forms.NOT_ASKED, "good_day": forms.RATHER_NOT_SAY, "bad_day": forms.DOES_NOT_APPLY}
    save_assessment(open_vault, jo, AssessmentEntry(answers=said))
    assert load_assessment(open_vault, jo).entry.answers == said
    _sign(open_vault, jo)
    lines = dict(read_version(open_vault, jo, 1).sections[0].lines)
    assert list(lines.values()) == ["Not asked", "Would rather not say", "Does not apply"]


def test_tasks_and_obstacles_are_rewritten_in_place(open_vault: Vault, jo: int) -> None:
    save_assessment(open_vault, jo, ENTRY)
    changed = replace(ENTRY, tasks=(STOCK,), obstacles=(MONEY, BACK, InTheWay("The bus is full.")))
    save_assessment(open_vault, jo, changed)
    assert load_assessment(open_vault, jo).entry == changed
    with open_vault.reading() as session:
        assert session.scalar(select(func.count()).select_from(JobTask)) == 1
        assert [row.position for row in session.scalars(select(Obstacle).order_by(Obstacle.position))] == [1, 2, 3]


def test_a_row_that_stays_keeps_its_stamps(open_vault: Vault, jo: int, fake_time: FakeTime) -> None:
    save_assessment(open_vault, jo, ENTRY)
    fake_time.go(minutes=3)
    save_assessment(open_vault, jo, replace(ENTRY, obstacles=(BACK, replace(MONEY, effect="a_lot"))))
    with open_vault.reading() as session:
        first, second = session.scalars(select(Obstacle).order_by(Obstacle.position))
        assert first.updated_at == first.created_at
        assert second.updated_at > second.created_at


def test_the_place_on_the_page_is_kept_with_the_words(open_vault: Vault, jo: int) -> None:
    save_assessment(open_vault, jo, ENTRY, place={"section": "mood_and_sleep", "pages": {}})
    draft = load_draft(open_vault, SCREEN, jo)
    assert draft is not None
    assert draft.content["section"] == "mood_and_sleep"
    _sign(open_vault, jo)
    assert load_draft(open_vault, SCREEN, jo) is None


def test_typing_leaves_one_line_a_sitting_in_the_record(open_vault: Vault, jo: int, fake_time: FakeTime) -> None:
    for word in ("I", "I am", "I am tired"):
        save_assessment(open_vault, jo, AssessmentEntry(answers={"bad_day": word}))
        fake_time.go(seconds=2)
    assert _events(open_vault) == [("add", "assessment")]
    fake_time.go(minutes=10)
    save_assessment(open_vault, jo, AssessmentEntry(answers={"bad_day": "I am tired at noon"}))
    assert _events(open_vault) == [("add", "assessment"), ("change", "assessment")]


def test_each_section_says_how_far_it_is() -> None:
    def of(entry: AssessmentEntry, section: str) -> str:
        return next(mark.state for mark in marks(entry) if mark.id == section)

    assert of(AssessmentEntry(), "job_tasks") == "none"
    assert of(AssessmentEntry(tasks=(TILL, Task("Drive"))), "job_tasks") == "part"
    assert of(AssessmentEntry(tasks=(TILL, STOCK)), "job_tasks") == "done"
    assert of(AssessmentEntry(obstacles=(BACK,)), "job_tasks") == "part"
    helps = {"worked_before": "Heat", "good_at": "People", "who_helps": "Mum", "already_tried": forms.NOT_ASKED}
    assert of(AssessmentEntry(answers=helps), "what_helps") == "done"
    assert of(AssessmentEntry(answers=dict(list(helps.items())[:3])), "what_helps") == "part"
    mood = {"sleep": 3, "sleep_words": "Sums", "mood_words": "Rain"}
    assert of(AssessmentEntry(answers=mood), "mood_and_sleep") == "part"
    phq4 = {item.id: "not_at_all" for item in forms.questionnaire("phq4").items}
    assert of(AssessmentEntry(answers=mood | phq4), "mood_and_sleep") == "done"


def test_a_question_that_is_not_asked_now_does_not_hold_its_section_open() -> None:
    section = assessment_content.sheet().sections[0]
    said = {item.id: forms.NOT_ASKED for item in section.items if item.show_if is None}
    assert marks(AssessmentEntry(answers=said))[0] == SectionMark(section.id, section.title, "done")


def test_signing_makes_it_final(open_vault: Vault, jo: int) -> None:
    save_assessment(open_vault, jo, ENTRY)
    assert _sign(open_vault, jo) == 1
    state = load_assessment(open_vault, jo)
    assert (state.state, state.number, state.entry) == ("signed", 1, ENTRY)
    assert state.versions[0].line.endswith("Said so in the meeting.")
    with pytest.raises(WorkwellError, match="This assessment is signed"):
        save_assessment(open_vault, jo, replace(ENTRY, tasks=()))
    with pytest.raises(WorkwellError, match="This assessment is signed"):
        _sign(open_vault, jo)
    assert load_assessment(open_vault, jo).entry == ENTRY
    assert ("sign", "assessment") in _events(open_vault)


def test_a_signed_version_is_read_in_words(open_vault: Vault, jo: int) -> None:
    save_assessment(open_vault, jo, ENTRY)
    _sign(open_vault, jo)
    version = read_version(open_vault, jo, 1)
    words = {question: answer for part in version.sections for question, answer in part.lines}
    assert words["What makes work hard?"] == "Standing. And “the queue”."
    assert words["Are you having treatment, or waiting for it?"] == "Waiting for it"
    assert words["How is your sleep?"] == "3 of 10"
    assert words["How do you get to work?"] == "By bus or train, On foot"
    assert words["Does your manager know what is hard for you?"] == "Would rather not say"
    assert version.entry == ENTRY
    assert "job_tasks" in [part.id for part in version.sections]
    with pytest.raises(WorkwellError, match="no such version"):
        read_version(open_vault, jo, 2)


def test_a_correction_is_a_new_version_with_its_reason(open_vault: Vault, jo: int, fake_time: FakeTime) -> None:
    save_assessment(open_vault, jo, ENTRY)
    with pytest.raises(WorkwellError, match="not signed yet"):
        new_version(open_vault, jo, "Too early")
    _sign(open_vault, jo)
    with pytest.raises(InputProblem) as problem:
        new_version(open_vault, jo, "  ")
    assert list(problem.value.fields) == ["reason"]
    new_version(open_vault, jo, "The hours were written down wrong.")
    state = load_assessment(open_vault, jo)
    assert (state.state, state.number, state.reason) == ("draft", 2, "The hours were written down wrong.")
    fake_time.go(days=3)
    later = replace(ENTRY, answers={**ENTRY.answers, "hours_fit": "too_many"})
    save_assessment(open_vault, jo, later)
    assert _sign(open_vault, jo, "yesterday") == 2
    assert read_version(open_vault, jo, 1).entry == ENTRY
    assert read_version(open_vault, jo, 2).entry == later
    assert [(line.number, line.reason) for line in load_assessment(open_vault, jo).versions] == [
        (1, ""), (2, "The hours were written down wrong."),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("method", "day", "field"),
    [("", "today", "method"), ("telepathy", "today", "method"), ("said", "", "signed_on"),
     ("said", "31 november 2025", "signed_on"), ("said", "tomorrow", "signed_on")],
)  # fmt: skip
def test_signing_asks_how_and_when(open_vault: Vault, jo: int, method: str, day: str, field: str) -> None:
    save_assessment(open_vault, jo, ENTRY)
    with pytest.raises(InputProblem) as problem:
        sign_assessment(open_vault, jo, method=method, signed_on=day)
    assert list(problem.value.fields) == [field]
    assert load_assessment(open_vault, jo).state == "draft"


def test_an_answer_that_was_not_understood_is_kept_but_not_signed(open_vault: Vault, jo: int) -> None:
    typed = {"waiting_since": "a while", "treatment": "waiting", "was_total": "seven"}
    save_assessment(open_vault, jo, AssessmentEntry(answers=typed))
    assert load_assessment(open_vault, jo).entry.answers == typed
    with pytest.raises(InputProblem) as problem:
        _sign(open_vault, jo)
    assert set(problem.value.fields) == {"waiting_since", "was_total"}


def test_an_empty_assessment_cannot_be_signed(open_vault: Vault, jo: int) -> None:
    with pytest.raises(WorkwellError, match="nothing to sign"):
        _sign(open_vault, jo)
    save_assessment(open_vault, jo, ENTRY)
    save_assessment(open_vault, jo, AssessmentEntry())
    with pytest.raises(WorkwellError, match="nothing to sign"):
        _sign(open_vault, jo)


def test_no_exception_repeats_what_was_said(open_vault: Vault, jo: int) -> None:
    secret = AssessmentEntry(answers={"bad_day": "planted-word", "want_by": "planted-word"})
    save_assessment(open_vault, jo, secret)
    with pytest.raises(InputProblem) as problem:
        _sign(open_vault, jo)
    assert "planted-word" not in f"{problem.value} {problem.value.fields}"


def test_each_obstacle_has_ideas_and_their_reason() -> None:
    found = helps_for(ENTRY, Known()).each
    assert len(found) == 2
    assert found[0][0].why == "Why: Standing is 2 of 10 on a bad day"
    assert all(not one.in_plan for helps in found for one in helps)
    own = [one for one in found[0] if one.proposal and one.proposal.own]
    assert [one.title for one in own] == ["A stool, and a swap every 20 minutes"]


def test_an_idea_goes_into_the_plan_once_and_says_so(open_vault: Vault, jo: int) -> None:
    save_assessment(open_vault, jo, ENTRY)
    idea = helps_for(ENTRY, load_known(open_vault, jo)).each[0][0]
    change = add_to_plan(open_vault, jo, idea)
    assert add_to_plan(open_vault, jo, idea) == change
    assert [(row.helps, row.reason) for row in load_plan(open_vault, jo).changes] == [
        (idea.title, "Standing is 2 of 10 on a bad day")
    ]
    first = helps_for(ENTRY, load_known(open_vault, jo)).each[0][0]
    assert (first.title, first.in_plan) == (idea.title, True)


def test_what_is_in_the_plan_stays_with_its_obstacle_when_the_rules_show_others(open_vault: Vault, jo: int) -> None:
    save_assessment(open_vault, jo, ENTRY)
    helps = [one for one in helps_for(ENTRY, Known()).each[0] if one.proposal and not one.proposal.own]
    key = helps[-1].proposal.key if helps[-1].proposal else ""
    without_tasks = replace(ENTRY, tasks=())
    first = helps_for(without_tasks, Known(changes=frozenset({key}))).each[0][0]
    assert first.in_plan
    assert first.proposal is not None
    assert first.proposal.key == key


def test_a_worry_about_money_leads_to_a_service(open_vault: Vault, jo: int) -> None:
    assert helps_for(ENTRY, load_known(open_vault, jo)).each[1] == ()
    load_starter(open_vault)
    found = helps_for(ENTRY, load_known(open_vault, jo)).each[1]
    assert len(found) == 1
    assert found[0].service_id
    assert found[0].why == "Why: It helps with money and debt"
    step = add_to_plan(open_vault, jo, found[0])
    assert [(row.id, row.service_id) for row in load_plan(open_vault, jo).steps] == [(step, found[0].service_id)]
    assert helps_for(ENTRY, load_known(open_vault, jo)).each[1][0].in_plan


def test_an_agreed_plan_takes_no_idea_without_being_asked(open_vault: Vault, jo: int) -> None:
    save_goal(open_vault, jo, GoalEntry(words="I want to go back."))
    agree_plan(open_vault, jo, agreed_on="today", how="said")
    idea: Help = helps_for(ENTRY, Known()).each[0][0]
    with pytest.raises(WorkwellError, match="agreed"):
        add_to_plan(open_vault, jo, idea)


def test_ideas_that_answer_no_obstacle_are_counted() -> None:
    alone = AssessmentEntry(tasks=(Task("Queues", "people", 9, 2),))
    found = helps_for(alone, Known())
    assert found.each == ()
    assert found.more > 0


def test_the_lists_offer_what_the_rows_can_hold() -> None:
    assert [choice.code for choice in choices("can")] == ["can", "can_if", "cannot"]
    assert max(len(choice.code) for choice in choices("obstacle_about")) <= 24


def test_nobody_is_sent_to_a_crisis_line_because_a_queue_builds_up(open_vault: Vault, jo: int) -> None:
    load_starter(open_vault)
    panic = AssessmentEntry(obstacles=(InTheWay("I panic when the queue builds up.", "work", "ANX", "a_lot"),))
    titles = [one.title for one in helps_for(panic, load_known(open_vault, jo)).each[0] if one.service_id]
    assert titles
    assert titles[0] not in {"NHS 111", "Samaritans", "Shout"}
