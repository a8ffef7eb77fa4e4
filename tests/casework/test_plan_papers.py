"""One plan, four papers: the recorded need chooses, another form needs a reason, and each is kept once."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from tests.plans import TODAY, make_jo, still_clock, write_plan
from workwell_desktop.casework import needs, papers, plan_agreement, plan_review, planning, services
from workwell_desktop.casework.close_papers import make_papers, papers_to_print
from workwell_desktop.casework.easy_paper import easy_read_plan, left_off_the_card, pocket_card
from workwell_desktop.casework.history import history_page
from workwell_desktop.casework.intake import load_intake, save_intake
from workwell_desktop.casework.plan_papers import (
    ALL_IN_ONE_GO,
    REASONS,
    issue_papers,
    issue_recorded,
    plan_papers,
)
from workwell_desktop.casework.plan_review import ReviewEntry
from workwell_desktop.casework.planning import ChangeEntry, StepEntry
from workwell_desktop.casework.service_profile import CrisisContact, Profile, save_profile
from workwell_desktop.clock import Clock
from workwell_desktop.errors import InputProblem
from workwell_desktop.models.papers import Paper
from workwell_desktop.models.participants import Participant
from workwell_desktop.vault.store import Vault

FORMS = ("standard", "large", "giant", "spaced", "easy_read", "pocket_card")
NEEDS = {
    (): "standard",
    ("contact_text",): "standard",
    ("format_large",): "large",
    ("format_giant", "format_large"): "giant",
    ("format_spaced",): "spaced",
    ("format_spaced", "format_large"): "large",
    ("format_easy_read",): "easy_read",
    ("format_easy_read", "format_giant"): "easy_read",
}


@pytest.fixture
def clock() -> Clock:
    return still_clock()


def kinds(vault: Vault, person: int) -> list[tuple[str, str]]:
    return [(line.kind, line.reason) for line in reversed(papers.papers_of(vault, person))]


def sizes(vault: Vault, ids: Sequence[int]) -> list[str]:
    with vault.reading() as session:
        return [json.loads(session.get_one(Paper, paper_id).content)["size"] for paper_id in ids]


@pytest.mark.parametrize(("recorded", "form"), NEEDS.items())
def test_what_is_recorded_is_chosen_by_itself(open_vault: Vault, recorded: tuple[str, ...], form: str) -> None:
    jo = make_jo(open_vault, recorded)
    offered = plan_papers(open_vault, jo)
    assert offered.recorded == form
    assert [one.code for one in offered.forms if one.recorded] == [form]
    assert sorted(one.code for one in offered.forms) == sorted(FORMS)
    assert form in offered.also
    assert set(offered.also) == {form, *ALL_IN_ONE_GO}
    line = papers.paper_line(open_vault, issue_recorded(open_vault, jo))
    assert (line.kind, line.reason) == ("easy_read" if form == "easy_read" else "plan", "")


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(codes=st.lists(st.sampled_from(FORMS), unique=True), recorded=st.sampled_from(list(NEEDS)), why=st.booleans())
def test_another_form_is_made_only_with_a_reason_and_keeps_it(
    open_vault: Vault, codes: list[str], recorded: tuple[str, ...], why: bool
) -> None:
    jo = make_jo(open_vault, recorded)
    reason = REASONS[0] if why else "  "
    others = set(codes) - {NEEDS[recorded], "pocket_card"}
    if not codes or (others and not why):
        with pytest.raises(InputProblem) as caught:
            issue_papers(open_vault, jo, codes, reason)
        assert set(caught.value.fields) == ({"reason"} if codes else {"codes"})
        assert papers.papers_of(open_vault, jo) == ()
        return
    made = issue_papers(open_vault, jo, codes, reason)
    assert [papers.paper_line(open_vault, one).reason for one in made] == [
        REASONS[0] if code in others else "" for code in codes
    ]
    for code, size in zip(codes, sizes(open_vault, made), strict=True):
        assert size == (code if code in {"standard", "large", "giant", "spaced"} else recorded_size(recorded))


def recorded_size(recorded: tuple[str, ...]) -> str:
    return next((one for one in ("giant", "large", "spaced") if f"format_{one}" in recorded), "standard")


def test_all_four_in_one_go_and_the_same_again_makes_no_second_record(open_vault: Vault) -> None:
    jo = make_jo(open_vault, ("format_easy_read",))
    write_plan(open_vault, jo)
    plan_agreement.agree_plan(open_vault, jo, agreed_on="today", how="said")
    made = issue_papers(open_vault, jo, ALL_IN_ONE_GO, "To look at together")
    assert kinds(open_vault, jo) == [
        ("plan", "To look at together"), ("plan", "To look at together"), ("easy_read", ""), ("pocket_card", ""),
    ]  # fmt: skip
    assert sizes(open_vault, made)[:2] == ["standard", "large"]
    assert issue_papers(open_vault, jo, ALL_IN_ONE_GO, "To look at together") == made
    again = issue_papers(open_vault, jo, ["standard"], "Another reason")
    assert again[0] not in made
    assert all(papers.paper_bytes(open_vault, one).startswith(b"%PDF-1.7") for one in made)
    with open_vault.reading() as session:
        assert all(session.get_one(Paper, one).version_id is not None for one in made)
    planning.change_step_state(open_vault, jo, load_step(open_vault, jo), "done")
    assert not set(issue_papers(open_vault, jo, ALL_IN_ONE_GO, "To look at together")) & set(made)


def load_step(vault: Vault, jo: int) -> int:
    from workwell_desktop.casework.plan_state import load_plan

    return load_plan(vault, jo).steps[0].id


def test_the_reason_is_shown_in_the_history(open_vault: Vault) -> None:
    jo = make_jo(open_vault, ("format_large",))
    issue_papers(open_vault, jo, ["standard", "pocket_card"], "They asked for it this time")
    lines = {(line.title, line.second) for line in history_page(open_vault, jo)}
    assert ("Plan printed", "They asked for it this time") in lines
    assert ("Pocket card printed", "") in lines


def test_yellow_paper_is_told_before_printing_and_on_each_paper(open_vault: Vault) -> None:
    jo = make_jo(open_vault, ("format_easy_read", "format_yellow"))
    (told,) = plan_papers(open_vault, jo).undone
    assert told.instead == "Print this on yellow paper. Put it into the printer first."
    easy, card, plan = issue_papers(open_vault, jo, ["easy_read", "pocket_card", "standard"], "They asked for it")
    assert [one.what for one in needs.cannot_print(open_vault, easy)] == ["Jo needs this as: on yellow paper."]
    for other in (card, plan):
        said = " ".join(one.what for one in needs.cannot_print(open_vault, other))
        assert "on yellow paper" in said
        assert "easy read" in said


def test_the_meeting_s_papers_follow_the_need(open_vault: Vault) -> None:
    jo = make_jo(open_vault, ("format_easy_read",))
    write_plan(open_vault, jo)
    plan_agreement.agree_plan(open_vault, jo, agreed_on="today", how="said")
    (choice,) = papers_to_print(open_vault, jo)
    assert (choice.code, choice.second, choice.wanted) == ("plan", "In easy read", True)
    (made,) = make_papers(open_vault, jo, [choice.code])
    assert papers.paper_line(open_vault, made.paper_id).kind == "easy_read"
    assert papers_to_print(open_vault, jo)[0].wanted, "made is not printed yet"
    papers.note_printed(open_vault, made.paper_id)
    assert not papers_to_print(open_vault, jo)[0].wanted


def test_easy_read_says_the_plan_as_it_stands(open_vault: Vault) -> None:
    jo = make_jo(open_vault)
    write_plan(open_vault, jo)
    save_profile(
        open_vault,
        Profile(
            coach_phone="07700 900118", crisis=(CrisisContact("Example line", "Ring 01632 960111", "Day and night"),)
        ),
    )
    planning.save_step(open_vault, jo, StepEntry("Send the letter", "Sam", "in 2 days", "done"))
    planning.save_step(open_vault, jo, StepEntry("Not for now", "Jo", state="stopped"))
    planning.save_change(open_vault, jo, ChangeEntry("Not possible", note="There is no room", state="refused"))
    planning.save_change(
        open_vault, jo, ChangeEntry("A stool at the counter or till", catalogue_key="sit_stool", difficulty="SIT")
    )
    plan_review.set_review(open_vault, jo, ReviewEntry("8 december", "11", "Elm Street, room 4"))
    service = services.add_service(
        open_vault,
        services.ServiceForm(
            name="Elm Street Physio", topics=("help_at_work", "back_and_joints"), phone="01632 960114"
        ),
    )
    planning.add_service_step(open_vault, jo, service, how="details")
    plan = easy_read_plan(open_vault, jo, "E-TEST")
    assert [(step.what, step.who, step.done) for step in plan.steps] == [
        ("Walk ten minutes a day", "Me", False),
        ("Send the letter", "Sam", True),
        ("Ring Elm Street Physio", "Me", False),
    ]
    assert [(change.words, change.key, change.state) for change in plan.changes] == [
        ("A stool at the till", "", "agreed"),
        ("", "sit_stool", "idea"),
    ]
    assert [(one.name, one.topics, one.phone) for one in plan.services] == [
        ("Elm Street Physio", ("back_and_joints", "help_at_work"), "01632 960114")
    ]
    assert plan.meets_at is not None
    assert (f"{plan.meets_at:%d %B %H:%M}", plan.place) == ("08 December 11:00", "Elm Street, room 4")
    assert [(line.name, line.how) for line in plan.help_lines] == [("Example line", "01632 960111")]
    assert (plan.name, plan.coach, plan.made_on, plan.plan_type) == ("Jo", "Sam", TODAY, "return")


def test_the_card_takes_three_next_steps_their_own_first_and_no_last_name(open_vault: Vault) -> None:
    jo = make_jo(open_vault)
    for what, who, by, state in (
        ("Say yes or no", "Harbour Foods", "in 1 day", "todo"),
        ("Read the book", "Jo", "", "todo"),
        ("Walk", "Jo", "in 9 days", "doing"),
        ("Swim", "", "in 5 days", "todo"),
        ("Done already", "Jo", "in 1 day", "done"),
        ("Left out", "Jo", "in 1 day", "stopped"),
    ):
        planning.save_step(open_vault, jo, StepEntry(what, who, by, state))
    card = pocket_card(open_vault, jo, "P-TEST")
    assert [step.what for step in card.steps] == ["Swim", "Walk", "Read the book"]
    assert {step.who for step in card.steps} == {""}
    for name in ("Jo", "Jo Example"):
        with open_vault.transaction() as t:
            t.session.get_one(Participant, jo).known_as = name
        assert pocket_card(open_vault, jo, "P-TEST").name == "Jo"
    assert "Example" not in repr(pocket_card(open_vault, jo, "P-TEST"))


def test_a_step_that_names_their_health_stays_off_the_card_and_is_told(open_vault: Vault) -> None:
    jo = make_jo(open_vault)
    entry = load_intake(open_vault, jo)
    save_intake(open_vault, jo, replace(entry, conditions_words="Fibromyalgia since spring"))
    planning.save_step(open_vault, jo, StepEntry("Go to the fibromyalgia group", "Jo", "in 1 day"))
    planning.save_step(open_vault, jo, StepEntry("Walk", "Jo", "in 2 days"))
    assert [step.what for step in pocket_card(open_vault, jo, "P-TEST").steps] == ["Walk"]
    assert left_off_the_card(open_vault, jo) == ("Go to the fibromyalgia group",)
    assert plan_papers(open_vault, jo).left_off == ("Go to the fibromyalgia group",)
    assert "fibromyalgia" in repr(easy_read_plan(open_vault, jo, "E-TEST")).lower(), "their own plan keeps their words"


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(last=st.text(st.characters(categories=["Lu", "Ll"], max_codepoint=0x17F), min_size=5, max_size=12))
def test_no_last_name_ever_reaches_the_card(open_vault: Vault, last: str) -> None:
    jo = make_jo(open_vault)
    write_plan(open_vault, jo)
    with open_vault.transaction() as t:
        t.session.get_one(Participant, jo).last_name = f"Zq{last}"
    (paper_id,) = issue_papers(open_vault, jo, ["pocket_card"])
    with open_vault.reading() as session:
        content = session.scalars(select(Paper.content).where(Paper.id == paper_id)).one()
    assert f"Zq{last}" not in content
