"""Writing a plan: what is kept, what is refused with a sentence, and what goes on after an agreement."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from tests.plans import NEXT_WEEK, NOW, TODAY, make_jo, say, still_clock, write_plan
from workwell_desktop.casework import plan_agreement, plan_review, planning, services
from workwell_desktop.casework.drafts import keep_draft, load_draft
from workwell_desktop.casework.people import current_episode
from workwell_desktop.casework.plan_ideas import put_aside, take_proposal, take_up_again
from workwell_desktop.casework.plan_register import StandEntry, move_on
from workwell_desktop.casework.plan_review import ReviewEntry
from workwell_desktop.casework.plan_state import load_plan, read_version
from workwell_desktop.casework.planning import ChangeEntry, GoalEntry, StepEntry
from workwell_desktop.casework.sharing import SharingStopped
from workwell_desktop.clock import Clock
from workwell_desktop.errors import InputProblem, WorkwellError
from workwell_desktop.models.assessments import Assessment, JobTask, Obstacle
from workwell_desktop.models.audit import AuditEvent, RecordVersion
from workwell_desktop.models.contacts import Contact
from workwell_desktop.models.plans import Plan, PlanAction
from workwell_desktop.vault.store import Vault


@pytest.fixture
def clock() -> Clock:
    return still_clock()


@pytest.fixture
def jo(open_vault: Vault) -> int:
    return make_jo(open_vault)


def test_before_anything_is_written_the_plan_is_an_empty_draft(open_vault: Vault, jo: int) -> None:
    plan = load_plan(open_vault, jo)
    assert (plan.title, plan.status, plan.number, plan.agreed) == ("Jo’s plan", "Draft 1, not agreed yet", 1, False)
    assert (plan.goals, plan.steps, plan.changes, plan.ideas, plan.versions) == ((), (), (), (), ())
    assert not plan.written
    with open_vault.reading() as session:
        assert session.scalar(select(func.count()).select_from(Plan)) == 0, "looking writes nothing"


def test_what_is_written_is_shown_as_it_is_said(open_vault: Vault, jo: int) -> None:
    write_plan(open_vault, jo)
    plan = load_plan(open_vault, jo)
    assert plan.title == "Jo’s plan to return to work"
    assert plan.coach == "Sam"
    (goal,), (step,), (change,) = plan.goals, plan.steps, plan.changes
    assert (goal.words, goal.confidence, goal.before) == ("I want to be back on the shop floor.", 4, None)
    assert goal.by_line == "By Tuesday 5 January", "less than half a year away, no year is needed"
    assert (step.what, step.who, step.by, step.by_line, step.state_word) == (
        "Walk ten minutes a day", "Jo", NEXT_WEEK, "1 December", "Doing",
    )  # fmt: skip
    assert (change.title, change.second, change.state_word) == (
        "A stool at the till, until 24 February", "Standing is hard", "Agreed",
    )  # fmt: skip


def test_a_step_whose_day_is_past_says_how_long_ago_until_it_is_done(open_vault: Vault, jo: int) -> None:
    step = planning.save_step(open_vault, jo, StepEntry("Ring the GP", "Jo", "2 days ago"))
    assert load_plan(open_vault, jo).steps[0].by_line == "22 November, 2 days ago"
    planning.change_step_state(open_vault, jo, step, "done")
    assert load_plan(open_vault, jo).steps[0].by_line == "22 November"


def test_quotation_marks_around_a_goal_are_taken_off_but_not_inside(open_vault: Vault, jo: int) -> None:
    planning.save_goal(open_vault, jo, GoalEntry("“I want to sleep.”"))
    planning.save_goal(open_vault, jo, GoalEntry('"Hello" is what I want to say, not "Help"'))
    words = [goal.words for goal in load_plan(open_vault, jo).goals]
    assert words == ["I want to sleep.", '"Hello" is what I want to say, not "Help"']


@pytest.mark.parametrize(
    ("entry", "fields"),
    [
        (StepEntry(""), {"what"}),
        (StepEntry("Walk", by="31 november"), {"by"}),
        (StepEntry("Walk", state="gone"), {"state"}),
        (StepEntry("Smile \N{GRINNING FACE}"), {"what"}),
        (StepEntry("Walk", who="Jo\u202eoJ"), {"who"}),
        (StepEntry(" ", by="soonish"), {"what", "by"}),
    ],
)
def test_a_step_that_cannot_be_kept_says_why_beside_each_field(
    open_vault: Vault, jo: int, entry: StepEntry, fields: set[str]
) -> None:
    with pytest.raises(InputProblem) as caught:
        planning.save_step(open_vault, jo, entry)
    assert set(caught.value.fields) == fields
    assert all(sentence.endswith(".") for sentence in caught.value.fields.values())
    assert load_plan(open_vault, jo).steps == ()


def test_goals_and_changes_are_checked_too(open_vault: Vault, jo: int) -> None:
    with pytest.raises(InputProblem) as goal:
        planning.save_goal(open_vault, jo, GoalEntry("", "never", 11))
    assert set(goal.value.fields) == {"words", "by", "confidence"}
    with pytest.raises(InputProblem) as change:
        planning.save_change(open_vault, jo, ChangeEntry("", until="32/1", state="maybe"))
    assert set(change.value.fields) == {"helps", "until", "state"}


def test_saving_a_line_forgets_its_draft_in_the_same_breath(open_vault: Vault, jo: int) -> None:
    keep_draft(open_vault, planning.SCREEN, jo, {"kind": "step", "id": 0, "values": {}})
    planning.save_step(open_vault, jo, StepEntry("Walk"))
    assert load_draft(open_vault, planning.SCREEN, jo) is None


def test_what_comes_from_another_tab_leaves_the_draft_alone(open_vault: Vault, jo: int) -> None:
    keep_draft(open_vault, planning.SCREEN, jo, {"kind": "step", "id": 0, "values": {}})
    planning.add_adjustment(open_vault, jo, ChangeEntry("Short breaks"))
    assert load_draft(open_vault, planning.SCREEN, jo) is not None
    planning.forget_typed(open_vault, jo)
    assert load_draft(open_vault, planning.SCREEN, jo) is None


def test_a_removed_line_can_be_put_back_where_it_stood(open_vault: Vault, jo: int) -> None:
    ids = [planning.save_step(open_vault, jo, StepEntry(word, "Jo", "tomorrow")) for word in ("one", "two", "three")]
    before = load_plan(open_vault, jo).steps
    removed = planning.remove(open_vault, jo, "step", ids[1])
    assert [step.what for step in load_plan(open_vault, jo).steps] == ["one", "three"]
    planning.put_back(open_vault, jo, removed)
    after = load_plan(open_vault, jo).steps
    assert [(s.what, s.who, s.by, s.state) for s in after] == [(s.what, s.who, s.by, s.state) for s in before]


def test_a_line_of_somebody_else_cannot_be_reached(open_vault: Vault, jo: int) -> None:
    other = make_jo(open_vault)
    step = planning.save_step(open_vault, other, StepEntry("Theirs"))
    planning.save_step(open_vault, jo, StepEntry("Mine"))
    for deed in (
        lambda: planning.save_step(open_vault, jo, StepEntry("Taken"), step),
        lambda: planning.remove(open_vault, jo, "step", step),
        lambda: planning.change_step_state(open_vault, jo, step, "done"),
    ):
        with pytest.raises(WorkwellError, match="not in the plan any more"):
            deed()
    assert load_plan(open_vault, other).steps[0].what == "Theirs"


def test_agreeing_keeps_a_version_and_then_only_progress_goes_on(open_vault: Vault, jo: int) -> None:
    goal, step, change = write_plan(open_vault, jo)
    assert plan_agreement.agree_plan(open_vault, jo, agreed_on="today", how="said") == 1
    plan = load_plan(open_vault, jo)
    assert (plan.agreed, plan.number, plan.status) == (True, 1, "Agreed 24 November 2037")
    for deed in (
        lambda: planning.save_goal(open_vault, jo, GoalEntry("Other words"), goal),
        lambda: planning.save_step(open_vault, jo, StepEntry("More")),
        lambda: planning.save_change(open_vault, jo, ChangeEntry("More"), change),
        lambda: planning.add_adjustment(open_vault, jo, ChangeEntry("More")),
        lambda: planning.remove(open_vault, jo, "goal", goal),
        lambda: planning.set_plan_type(open_vault, jo, "seek"),
        lambda: put_aside(open_vault, jo, "sit_stool"),
        lambda: plan_agreement.agree_plan(open_vault, jo, agreed_on="today", how="said"),
    ):
        with pytest.raises(WorkwellError, match="This plan is agreed"):
            deed()
    planning.change_step_state(open_vault, jo, step, "done")
    move_on(open_vault, jo, change, StandEntry("in_place", words="Lena Example said so"))
    plan = load_plan(open_vault, jo)
    assert (plan.steps[0].state, plan.changes[0].state_word, plan.changes[0].second) == (
        "done", "In place", "Lena Example said so",
    )  # fmt: skip
    old = read_version(open_vault, jo, 1)
    assert (old.steps[0].state, old.changes[0].state_word) == ("doing", "Agreed"), "what was agreed never changes"
    assert old.old


def test_changing_an_agreed_plan_begins_the_next_draft_with_a_reason(open_vault: Vault, jo: int) -> None:
    goal, *_ = write_plan(open_vault, jo)
    plan_agreement.agree_plan(open_vault, jo, agreed_on="yesterday", how="signed")
    with pytest.raises(InputProblem):
        plan_agreement.change_plan(open_vault, jo, "  ")
    assert plan_agreement.change_plan(open_vault, jo, "New hours") == 2
    planning.save_goal(open_vault, jo, GoalEntry("I want four days a week.", "", 6), goal)
    plan = load_plan(open_vault, jo)
    assert (plan.status, plan.reason) == ("Draft 2, not agreed yet", "New hours")
    assert (plan.goals[0].confidence, plan.goals[0].before) == (6, 4)
    assert plan_agreement.agree_plan(open_vault, jo, agreed_on="today", how="phone") == 2
    lines = load_plan(open_vault, jo).versions
    assert [(one.number, one.how, one.reason) for one in lines] == [
        (1, "Signed on paper", ""), (2, "By phone", "New hours"),
    ]  # fmt: skip
    assert lines[0].line == "Plan 1, agreed 23 November 2037"
    assert read_version(open_vault, jo, 1).goals[0].words == "I want to be back on the shop floor."
    with pytest.raises(WorkwellError, match="no such version"):
        read_version(open_vault, jo, 3)


def test_agreeing_asks_for_a_day_that_came_and_a_known_way(open_vault: Vault, jo: int) -> None:
    write_plan(open_vault, jo)
    with pytest.raises(InputProblem) as caught:
        plan_agreement.agree_plan(open_vault, jo, agreed_on="tomorrow", how="")
    assert set(caught.value.fields) == {"agreed_on", "how"}
    with pytest.raises(InputProblem):
        plan_agreement.agree_plan(open_vault, jo, agreed_on="", how="said")
    assert not load_plan(open_vault, jo).agreed


def test_an_empty_plan_cannot_be_agreed(open_vault: Vault, jo: int) -> None:
    with pytest.raises(WorkwellError, match="nothing in this plan"):
        plan_agreement.agree_plan(open_vault, jo, agreed_on="today", how="said")
    assert load_plan(open_vault, jo).number == 1


def test_only_an_agreed_plan_is_begun_anew(open_vault: Vault, jo: int) -> None:
    with pytest.raises(WorkwellError, match="not agreed yet"):
        plan_agreement.change_plan(open_vault, jo, "why not")


def test_every_deed_is_written_down_and_the_versions_too(open_vault: Vault, jo: int) -> None:
    write_plan(open_vault, jo)
    plan_agreement.agree_plan(open_vault, jo, agreed_on="today", how="said")
    with open_vault.reading() as session:
        actions = session.scalars(select(AuditEvent.action).where(AuditEvent.entity == "plan")).all()
        assert actions[0] == "add"
        assert actions[-1] == "agree"
        assert actions.count("change") == 4
        assert session.scalar(select(func.count()).select_from(RecordVersion)) == 1


def test_a_service_becomes_a_step_once(open_vault: Vault, jo: int) -> None:
    form = services.ServiceForm(name="Elm Street Physio Example", topics=("back_and_joints",), phone="01632 960114")
    service = services.add_service(open_vault, form)
    step = planning.add_service_step(open_vault, jo, service, how="details")
    assert planning.add_service_step(open_vault, jo, service, how="refer") == step
    (shown,) = load_plan(open_vault, jo).steps
    assert (shown.what, shown.who, shown.service_id) == ("Ring Elm Street Physio Example", "Jo", service)
    planning.remove(open_vault, jo, "step", step)
    planning.add_service_step(open_vault, jo, service, how="refer")
    (shown,) = load_plan(open_vault, jo).steps
    assert (shown.what, shown.who) == ("Send the referral to Elm Street Physio Example", "Sam")


QUAY = "Quay Advice Example"


@pytest.fixture
def quay(open_vault: Vault) -> int:
    return services.add_service(
        open_vault, services.ServiceForm(name=QUAY, topics=("back_and_joints",), phone="01632 960114")
    )


def agreed_to_quay(vault: Vault, person: int, state: str = "agreed") -> None:
    say(vault, person, state, "service", QUAY, "refer")


@pytest.mark.parametrize("state", ["doing", "waiting", "booked", "done"])
def test_a_referral_goes_only_with_an_agreement_in_force_for_that_service(
    open_vault: Vault, jo: int, quay: int, state: str
) -> None:
    step = planning.add_service_step(open_vault, jo, quay, how="refer")
    assert load_plan(open_vault, jo).not_agreed == (
        f"The referral to {QUAY} needs Jo’s agreement first. It is not asked for yet.",
    )
    with pytest.raises(SharingStopped) as caught:
        planning.change_step_state(open_vault, jo, step, state)
    assert caught.value.sentence == f"Jo has not agreed to a referral to {QUAY} yet."
    with pytest.raises(SharingStopped):
        planning.save_step(open_vault, jo, StepEntry("Refer Jo", "Sam", "", state), step)
    assert load_plan(open_vault, jo).steps[0].state == "todo"
    agreed_to_quay(open_vault, jo)
    assert load_plan(open_vault, jo).not_agreed == ()
    planning.change_step_state(open_vault, jo, step, state)
    assert load_plan(open_vault, jo).steps[0].state == state


def test_a_withdrawal_stops_the_next_referral_and_the_one_before_stays_readable(
    open_vault: Vault, jo: int, quay: int
) -> None:
    agreed_to_quay(open_vault, jo)
    step = planning.add_service_step(open_vault, jo, quay, how="refer")
    planning.change_step_state(open_vault, jo, step, "waiting")
    agreed_to_quay(open_vault, jo, "withdrawn")
    plan = load_plan(open_vault, jo)
    assert [one.state for one in plan.steps] == ["waiting"]
    assert plan.not_agreed == (), "it went before"
    planning.change_step_state(open_vault, jo, step, "booked")  # what became of it is still written down
    planning.change_step_state(open_vault, jo, step, "todo")
    with pytest.raises(SharingStopped, match="took back"):
        planning.change_step_state(open_vault, jo, step, "doing")
    planning.change_step_state(open_vault, jo, step, "stopped")
    with pytest.raises(WorkwellError, match="has gone"):
        planning.remove(open_vault, jo, "step", step)
    assert [one.state for one in load_plan(open_vault, jo).steps] == ["stopped"], "what was shared stays known"


def test_a_withdrawal_stops_a_new_step_too(open_vault: Vault, jo: int, quay: int) -> None:
    agreed_to_quay(open_vault, jo)
    agreed_to_quay(open_vault, jo, "withdrawn")
    with pytest.raises(SharingStopped, match="took back"):
        planning.add_service_step(open_vault, jo, quay, how="refer")
    assert load_plan(open_vault, jo).steps == ()


def test_who_does_not_take_part_is_referred_nowhere(open_vault: Vault, jo: int, quay: int) -> None:
    agreed_to_quay(open_vault, jo)
    step = planning.add_service_step(open_vault, jo, quay, how="refer")
    say(open_vault, jo, "withdrawn")
    with pytest.raises(SharingStopped, match="do not take part"):
        planning.change_step_state(open_vault, jo, step, "doing")
    assert load_plan(open_vault, jo).not_agreed == (
        f"The referral to {QUAY} cannot go. Jo said on 24 November 2037 that they do not take part.",
    )


def test_the_details_of_a_service_need_no_agreement(open_vault: Vault, jo: int, quay: int) -> None:
    agreed_to_quay(open_vault, jo, "withdrawn")
    step = planning.add_service_step(open_vault, jo, quay, how="details")
    planning.change_step_state(open_vault, jo, step, "doing")
    plan = load_plan(open_vault, jo)
    assert (plan.steps[0].state, plan.not_agreed) == ("doing", ())


def test_a_referral_step_that_is_put_back_is_still_one(open_vault: Vault, jo: int, quay: int) -> None:
    step = planning.add_service_step(open_vault, jo, quay, how="refer")
    again = planning.put_back(open_vault, jo, planning.remove(open_vault, jo, "step", step))
    with pytest.raises(SharingStopped):
        planning.change_step_state(open_vault, jo, again, "doing")


def test_the_next_review_is_not_today_once_they_met_today(open_vault: Vault, jo: int) -> None:
    plan_review.set_review(open_vault, jo, ReviewEntry("today", "", ""))
    assert load_plan(open_vault, jo).review_line == "Next review Tuesday 24 November"
    with open_vault.transaction() as transaction:
        transaction.session.add(Contact(episode_id=1, starts_at=NOW, began_at=NOW, state="attended"))
    assert load_plan(open_vault, jo).review_line == "", "the next one is not set yet"


def test_a_review_books_moves_and_cancels_one_meeting(open_vault: Vault, jo: int) -> None:
    plan_review.set_review(open_vault, jo, ReviewEntry("8 december", "2", "Elm Street, room 4"))
    plan = load_plan(open_vault, jo)
    assert plan.review_line == "Next review Tuesday 8 December"
    assert plan.meeting is not None
    assert (f"{plan.meeting.starts_at:%H:%M}", plan.meeting.place) == ("14:00", "Elm Street, room 4")
    plan_review.set_review(open_vault, jo, ReviewEntry("10 december", "9:30", "By phone"))
    with open_vault.reading() as session:
        (row,) = session.scalars(select(Contact))
        assert (row.state, row.place, row.purpose) == ("booked", "By phone", "Review")
        assert f"{row.starts_at.astimezone():%d %H:%M}" == "10 09:30"
    plan_review.set_review(open_vault, jo, ReviewEntry("10 december"))
    plan = load_plan(open_vault, jo)
    assert (plan.review_on, plan.meeting) == (TODAY + timedelta(days=16), None)


def test_a_review_can_be_moved_after_the_plan_was_agreed(open_vault: Vault, jo: int) -> None:
    write_plan(open_vault, jo)
    plan_agreement.agree_plan(open_vault, jo, agreed_on="today", how="said")
    plan_review.set_review(open_vault, jo, ReviewEntry("in 2 weeks"))
    plan = load_plan(open_vault, jo)
    assert (plan.agreed, plan.review_on) == (True, TODAY + timedelta(days=14))
    assert read_version(open_vault, jo, 1).review_on is None


@pytest.mark.parametrize(
    ("entry", "fields"),
    [
        (ReviewEntry(), {"on"}),
        (ReviewEntry("yesterday"), {"on"}),
        (ReviewEntry("tomorrow", "25:00"), {"at"}),
        (ReviewEntry("soonish", "noonish", "room \N{GRINNING FACE}"), {"on", "at", "place"}),
    ],
)
def test_a_review_that_cannot_be_says_why(open_vault: Vault, jo: int, entry: ReviewEntry, fields: set[str]) -> None:
    with pytest.raises(InputProblem) as caught:
        plan_review.set_review(open_vault, jo, entry)
    assert set(caught.value.fields) == fields
    assert load_plan(open_vault, jo).review_on is None


def test_ideas_come_from_the_assessment_and_are_taken_or_put_aside(open_vault: Vault, jo: int) -> None:
    with open_vault.transaction() as transaction:
        session = transaction.session
        assessment = Assessment(episode_id=current_episode(session, jo).id)
        session.add(assessment)
        session.flush()
        session.add(JobTask(assessment_id=assessment.id, position=1, code="stand", task="Serve", bad_day=2, can_if=""))
        session.add(Obstacle(assessment_id=assessment.id, position=1, words="My back goes.", difficulty="SIT"))
    ideas = load_plan(open_vault, jo).ideas
    assert len(ideas) >= 2
    assert all(idea.why for idea in ideas)
    taken, later = ideas[0], ideas[1]
    change = take_proposal(open_vault, jo, taken.proposal)
    assert take_proposal(open_vault, jo, taken.proposal) == change, "not twice"
    put_aside(open_vault, jo, later.key)
    plan = load_plan(open_vault, jo)
    assert [one.helps for one in plan.changes] == [taken.helps]
    assert (plan.changes[0].catalogue_key, plan.changes[0].reason) == (taken.key, taken.proposal.reason)
    assert not {taken.key, later.key} & {idea.key for idea in plan.ideas}
    take_up_again(open_vault, jo, later.key)
    assert later.key in {idea.key for idea in load_plan(open_vault, jo).ideas}


def test_an_order_once_given_stays(open_vault: Vault, jo: int) -> None:
    words = [f"Step {number}" for number in range(12)]
    for word in words:
        planning.save_step(open_vault, jo, StepEntry(word))
    assert [step.what for step in load_plan(open_vault, jo).steps] == words
    with open_vault.reading() as session:
        assert session.scalars(select(PlanAction.position)).all() == list(range(1, 13))
