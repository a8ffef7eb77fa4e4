"""What gets in the way and what helps, in words: domains, can it change, the agreed order, codes that are not ours."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import update

from workwell_desktop import forms
from workwell_desktop.casework import in_the_way
from workwell_desktop.casework.assessment import save_assessment, sign_assessment
from workwell_desktop.casework.assessment_content import AssessmentEntry, InTheWay, entry_of, sheet, snapshot
from workwell_desktop.casework.assessment_ideas import Known, helps_for
from workwell_desktop.casework.assessment_state import load_assessment, read_version
from workwell_desktop.casework.catalogue import catalogue
from workwell_desktop.casework.in_the_way import Strength, about_said, change_said, effect_said, moved, strengths
from workwell_desktop.casework.intake import IntakeEntry, save_intake
from workwell_desktop.casework.lists import choices
from workwell_desktop.models.assessments import Obstacle
from workwell_desktop.vault.store import Vault

BACK = InTheWay("My back goes if I stand too long.", "work", "SIT", "a_lot", "partly")
SUMS = InTheWay("I lie awake doing sums about money.", "home_money", "", "stops", "not_sure")
BUS = InTheWay("The bus is full.")
ODD = st.text(max_size=24)
OBSTACLES = st.builds(InTheWay, st.text(), ODD, ODD, ODD, ODD)


@pytest.fixture
def jo(open_vault: Vault) -> int:
    return save_intake(open_vault, 0, IntakeEntry(first_name="Jo", last_name="Example", source="gp"))


def test_there_are_five_domains_and_every_kind_of_difficulty_belongs_to_one():
    assert [choice.code for choice in choices("obstacle_about")] == [
        "health",
        "beliefs",
        "work",
        "home_money",
        "skills",
    ]
    assert "getting there" in about_said(BACK)
    assert {kind.about for kind in catalogue().difficulties.values()} <= {c.code for c in choices("obstacle_about")}


def test_the_codes_fit_their_columns():
    for name, most in (("obstacle_about", 24), ("can_change", 16)):
        assert max(len(choice.code) for choice in choices(name)) <= most


def test_each_is_understood_without_its_question():
    assert (effect_said(BACK), change_said(BACK)) == ("Gets in the way a lot", "Can it change? Partly")
    assert (effect_said(SUMS), change_said(SUMS)) == ("It stops me", "Can it change? Not sure yet")
    assert (about_said(BUS), effect_said(BUS), change_said(BUS)) == ("", "", "")


@given(OBSTACLES)
def test_a_code_that_is_not_ours_is_said_as_nothing_and_kept_as_it_is(one):
    for name, code, said in (
        ("obstacle_about", one.about, about_said(one)),
        ("effect_on_work", one.effect, effect_said(one)),
        ("can_change", one.can_change, change_said(one)),
    ):
        assert bool(said) == (code in {choice.code for choice in choices(name)})
    entry = AssessmentEntry(obstacles=(one, BACK))
    assert len(helps_for(entry, Known()).each) == 2
    assert entry_of(json.loads(json.dumps(snapshot(entry)))).obstacles == (one, BACK)


@pytest.mark.parametrize("code", ["moon", "", " ", "NOT_NOW", "'; drop", "\u202e", "x" * 300])
def test_codes_put_in_behind_the_screen_are_read_signed_and_read_again(open_vault, jo, code):
    save_assessment(open_vault, jo, AssessmentEntry(obstacles=(BACK, SUMS)))
    with open_vault.transaction() as transaction:
        transaction.session.execute(
            update(Obstacle).where(Obstacle.position == 1).values(domain=code, effect=code, can_change=code)
        )
    found = load_assessment(open_vault, jo).entry.obstacles
    assert found == (InTheWay(BACK.words, code, "SIT", code, code), SUMS)
    sign_assessment(open_vault, jo, method="said", signed_on="today")
    signed = read_version(open_vault, jo, 1).entry.obstacles
    assert signed == found
    assert [about_said(signed[0]), effect_said(signed[0]), change_said(signed[0])] == ["", "", ""]


def test_what_was_signed_before_this_was_asked_can_be_read():
    content = snapshot(AssessmentEntry(obstacles=(BACK,)))
    del content["obstacles"][0]["can_change"]
    (one,) = entry_of(content).obstacles
    assert one.can_change == ""


@given(st.lists(OBSTACLES, min_size=1, max_size=8), st.data())
def test_moving_changes_places_with_the_neighbour_and_nothing_else(line, data):
    place = data.draw(st.integers(0, len(line) - 1))
    by = data.draw(st.sampled_from([-1, 1]))
    found = moved(line, place, by)
    to = place + by
    if 0 <= to < len(line):
        assert (found[to], found[place]) == (line[place], line[to])
        assert [one for n, one in enumerate(found) if n not in (place, to)] == [
            one for n, one in enumerate(line) if n not in (place, to)
        ]
    else:
        assert found == line


def test_the_order_that_was_agreed_is_kept(open_vault, jo):
    save_assessment(open_vault, jo, AssessmentEntry(obstacles=(BACK, SUMS, BUS)))
    save_assessment(open_vault, jo, AssessmentEntry(obstacles=tuple(moved((BACK, SUMS, BUS), 2, -1))))
    assert load_assessment(open_vault, jo).entry.obstacles == (BACK, BUS, SUMS)


def test_strengths_are_what_was_answered_in_the_order_of_the_questions():
    answers = {"who_helps": "My sister", "worked_before": "Walking", "good_at": "  ", "already_tried": "A chair"}
    assert strengths(answers) == (
        Strength("What has helped before?", "Walking"),
        Strength("Who helps you?", "My sister"),
    )
    assert strengths({"good_at": forms.RATHER_NOT_SAY}) == (Strength("What are you good at?", "Would rather not say"),)
    assert strengths({}) == ()


def test_the_questions_of_what_helps_stand_in_its_section():
    section = next(part for part in sheet().sections if part.id == in_the_way.SECTION)
    assert set(in_the_way.ASKED) < {item.id for item in section.items}
