"""The way through a questionnaire in somebody's hands: nothing is lost, and what is said holds for everybody."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.generated_forms import answers_to, forms_of_any_kind
from tests.vaults import FakeTime
from workwell_desktop import forms
from workwell_desktop.casework import hand_over
from workwell_desktop.casework.hand_over import Walk, help_now, read_aloud, said_back
from workwell_desktop.casework.service_profile import CrisisContact, Profile, save_profile
from workwell_desktop.clock import Clock
from workwell_desktop.forms import RATHER_NOT, RATHER_NOT_SAY, Questionnaire
from workwell_desktop.vault.store import Vault

PHQ9 = forms.questionnaire("phq9")


@pytest.fixture
def fake_time() -> FakeTime:
    return FakeTime()


@pytest.fixture
def clock(fake_time: FakeTime) -> Clock:
    return fake_time.clock


@given(data=st.data(), form=forms_of_any_kind())
def test_going_forward_and_back_never_loses_an_answer(data: st.DataObject, form: Questionnaire) -> None:
    walk, given_answers = Walk(form), {}
    for _ in range(data.draw(st.integers(0, 25))):
        deed = data.draw(st.sampled_from(["forward", "back", "answer"]))
        if deed == "answer" and walk.item is not None:
            answer = data.draw(answers_to(walk.item))
            walk.put(answer)
            given_answers[walk.at] = answer
        elif deed == "forward":
            walk.forward()
        else:
            walk.back()
        assert walk.answers == given_answers
        assert walk.at == "" or walk.at in [item.id for item in forms.shown_items(form, walk.answers)]
    again = Walk(form, dict(given_answers), walk.at)
    assert again.at == walk.at, "it goes on at the same question"


@given(form=forms_of_any_kind())
def test_forward_comes_by_every_question_that_is_shown_and_back_by_the_same(form: Questionnaire) -> None:
    walk, there = Walk(form), []
    while walk.forward():
        there.append(walk.at)
    assert there == [item.id for item in forms.shown_items(form, {})]
    back = [walk.at]
    while walk.back():
        back.append(walk.at)
    assert back == there[::-1]


def test_a_question_is_asked_after_the_answer_that_asks_for_it() -> None:
    yes = forms.Option("yes", "Yes")
    first = forms.Item("a", "Do you drive?", "choice", options=(yes, forms.Option("no", "No")))
    then = forms.Item("b", "How far?", "text", show_if=forms.ShowIf("a", ("yes",)))
    form = replace(PHQ9, sections=(forms.Section("s", "Driving", "", (first, then)),), scoring=None)
    walk = Walk(form)
    assert walk.welcome()[0] == "These are up to 2 questions."
    walk.begin()
    assert walk.progress() == "Question 1 of 1"
    walk.put("yes")
    assert walk.progress() == "Question 1 of 2"
    walk.forward()
    walk.put("Ten miles")
    walk.back()
    walk.put("no")
    assert not walk.forward()
    assert walk.answers == {"a": "no", "b": "Ten miles"}, "what was answered stays, should the way lead there again"


def test_what_the_coach_did_not_ask_is_asked_now_and_skipped_it_is_unanswered() -> None:
    first, second, third = PHQ9.items[:3]
    kept = {first.id: forms.NOT_ASKED, second.id: RATHER_NOT_SAY, third.id: "several_days"}
    walk = Walk(PHQ9, hand_over.starting_answers(kept))
    walk.begin()
    walk.forward()
    assert walk.answers == {second.id: RATHER_NOT_SAY, third.id: "several_days"}


def test_an_unknown_place_begins_at_the_welcome() -> None:
    walk = Walk(PHQ9, {}, "gone_with_version_1")
    assert (walk.at, walk.progress(), walk.item) == ("", "", None)
    assert not walk.back()


def test_what_is_read_aloud_is_the_question_and_never_the_answer() -> None:
    walk = Walk(PHQ9, {PHQ9.items[0].id: "nearly_every_day"}, PHQ9.items[0].id)
    plain = read_aloud(Walk(PHQ9, {}, PHQ9.items[0].id), "Ruth")
    assert read_aloud(walk, "Ruth") == plain
    assert plain.startswith("Over the last 2 weeks")
    assert "Little interest or pleasure in doing things. You can answer: Not at all; Several days;" in plain
    assert plain.endswith(f"{RATHER_NOT}.")


def test_a_choice_is_said_back_in_words_and_no_number_stands_for_it() -> None:
    item = PHQ9.items[0]
    assert said_back(item, "several_days") == "Your answer: Several days."
    assert said_back(item, RATHER_NOT_SAY) == "Your answer: I’d rather not say."
    assert said_back(item, None) == ""
    text = forms.Item("t", "What?", "text")
    assert said_back(text, "My back") == "", "it stands in the field"


def test_help_is_the_same_whatever_was_answered_and_the_services_own_once_confirmed(open_vault: Vault) -> None:
    shipped = help_now(open_vault, "Ruth")
    assert shipped[0] == "If you feel unsafe now, tell Ruth, or ring 999."
    assert shipped[1] == "NHS 111 (choose the mental health option): ring 111."
    own = (CrisisContact("Harbour crisis team", "Ring 01632 960 001"), CrisisContact("Samaritans", "Ring 116 123"))
    save_profile(open_vault, Profile(crisis=own))
    assert help_now(open_vault, "Ruth") == shipped, "not before the service has confirmed them"
    save_profile(open_vault, Profile(crisis=own, crisis_confirmed_on=open_vault.clock.today()))
    assert help_now(open_vault, "Ruth")[1:] == ("Harbour crisis team: ring 01632 960 001.", "Samaritans: ring 116 123.")


def test_unlocking_leads_back_once_and_only_on_the_same_day(open_vault: Vault, fake_time: FakeTime) -> None:
    assert hand_over.take_place(open_vault) == 0
    hand_over.remember_place(open_vault, 7)
    assert hand_over.take_place(open_vault) == 7
    assert hand_over.take_place(open_vault) == 0
    hand_over.remember_place(open_vault, 7)
    fake_time.go(days=1)
    assert hand_over.take_place(open_vault) == 0


def test_all_words_of_a_scale_are_said_in_their_order() -> None:
    item = forms.questionnaire("wsas").item("wsas_home")
    assert hand_over.scale_ends(item) == (
        "0 means: Not at all. 2 means: Slightly. 4 means: Definitely. 6 means: Markedly. 8 means: Very severely."
    )


def test_a_contact_that_is_a_name_keeps_its_capitals(open_vault: Vault) -> None:
    contacts = (CrisisContact("First response", "NHS 111, option 2"), CrisisContact("Shout", "Text SHOUT to 85258."))
    save_profile(open_vault, Profile(crisis=contacts, crisis_confirmed_on=open_vault.clock.today()))
    assert help_now(open_vault, "Ruth")[1:] == (
        "First response: NHS 111, option 2.", "Shout: text SHOUT to 85258.",
    )  # fmt: skip
