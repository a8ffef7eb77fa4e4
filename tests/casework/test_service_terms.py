"""A record's words and the needs they fit: traps of words, what is denied, and what is true of every record."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workwell_desktop.casework.service_need_rules import MOST_POINTS, needs
from workwell_desktop.casework.service_phrases import forms, tokens_of
from workwell_desktop.casework.service_terms import (
    CATEGORY,
    DESCRIPTION,
    NAME,
    NAME_ALONE,
    TOPIC,
    TermScore,
    term_scores,
)
from workwell_desktop.directory.record import ServiceRecord, Term


def score(need: str, name: str = "The Corner House", text: str = "", *labels: str, **more: object) -> TermScore | None:
    record = ServiceRecord("a", name, description=text, terms=tuple(map(Term, labels)), **more)
    return term_scores(record).get(need)


@pytest.mark.parametrize(
    ("need", "text"),
    [
        ("domestic_abuse", "A club for refugees. Stalking."),
        ("domestic_abuse", "A wildlife refuge for hedgehogs and a refuge collection on Mondays."),
        ("housing", "Animal shelter. Please wait in the bus shelter, or shelter from the rain."),
        ("housing", "The housing association and the housing group run a choir."),
        ("substance", "Prescription drugs at the drug store. Drinking water and alcohol free beer."),
        ("peer_support", "For every age group, by a group practice and a working group of a limited company."),
        ("food", "Pet food, food hygiene and food safety courses for a food business."),
        ("caring", "Kind and caring staff. Ask our foster carers, home carers and paid carers."),
        ("mental_health_common", "Speech and language therapy, occupational therapy and beauty therapy."),
        ("benefits", "The health benefits of walking. Your dog benefits from it."),
        ("digital", "A toy library, a tool library and a library of things."),
        ("musculoskeletal", "Exercise your right to vote. Take an exercise book. Social mobility."),
        ("workplace_adjustment", "Hire of sports equipment and play equipment."),
        ("debt_money", "We do not give debt advice. We cannot help with arrears or bailiffs."),
        ("debt_money", "We no longer offer money advice."),
        ("neurodiversity", "The author signs books."),
        ("employment_support", "Employment law and the employment tribunal."),
        ("debt_money", "We owe a debt to the volunteers. The county has an enormous debt to those who served."),
        ("debt_money", "Bring a voucher from Citizens Advice or your doctor."),
        ("caring", "Messy play for under fives. Parents and carers stay. Parents/carers welcome."),
        ("caring", "Care workers for your home. Carers wanted."),
        ("domestic_abuse", "A bat refuge in the woods. Testing of domestic appliances."),
        ("housing", "A picnic shelter. Plant a shelter belt. The smoking shelter. Sheltered housing."),
        ("substance", "Drugs returns and drugs disposal. Alcohol wipes."),
        ("substance", "We do not offer counselling, debt advice, housing advice or drug and alcohol work."),
        ("digital", "The stage has digital sound. Digital photographs."),
        ("benefits", "The benefits include a discount. The employee benefits of our staff."),
        ("workplace_adjustment", "Sports hall with equipment for people with a disability."),
        ("musculoskeletal", "Chest physio on the ward."),
        ("food", "Food growing. A food diary. The food festival."),
    ],
)
def test_words_that_mean_something_else_do_not_count(need: str, text: str) -> None:
    assert score(need, text=text) is None


@pytest.mark.parametrize(
    ("need", "text"),
    [
        ("domestic_abuse", "Domestic abuse: refuges and outreach."),
        ("housing", "Housing advice of the housing association."),
        ("substance", "Help with drugs and alcohol."),
        ("peer_support", "Drop-in groups where you meet others."),
        ("food", "Food-bank, and pantries in three towns."),
        ("caring", "For unpaid carers. A carer’s assessment."),
        ("mental_health_common", "Talking therapies and counselling."),
        ("benefits", "Universal Credit and PIP."),
        ("debt_money", "Not only debt advice. Not sure where to start?"),
        ("debt_money", "We do not judge. Debt advice for all."),
        ("neurodiversity", "An autistic-led space; neurodivergent people and ADHD."),
        ("musculoskeletal", "Physio for back-pain."),
        ("workplace_rights", "Unfair dismissals and problems at work."),
        ("substance", "If you cannot stop, drugs or drink: our recovery workers see you."),
        ("food", "This is no advice service, but we give food parcels."),
        ("domestic_abuse", "For anyone frightened at home, of a former partner who hits you. We have safe houses."),
        ("substance", "D&A team."),
        ("substance", "For those hurt by someone else's drinking."),
        ("debt_money", "We speak to the people you owe and your creditors."),
        ("housing", "You may lose your home, had a notice to quit, or sleep rough."),
        ("musculoskeletal", "Bad backs, sore knees and stiff shoulders."),
        ("employment_support", "Help for people who are out of work and looking for a job."),
    ],
)
def test_words_that_mean_it_count_whole_and_in_one_or_many(need: str, text: str) -> None:
    assert score(need, text=text) is not None


def test_a_name_weighs_more_than_a_category_and_that_more_than_a_description() -> None:
    by_name = score("caring", "Carers centre")
    by_label = score("caring", "Hilltop", "", "Carers centre")
    by_text = score("caring", "Hilltop", "A carers centre.")
    assert (by_name.points, by_label.points, by_text.points) == (4.8, 3.9, 3.0)
    assert (by_name.where, by_label.where, by_text.where) == (NAME, CATEGORY, DESCRIPTION)
    everywhere = score("caring", "Carers centre", "A carers centre. A carers centre.", "Carers centre")
    assert everywhere.points == by_name.points


@pytest.mark.parametrize(
    ("need", "name", "text", "labels"),
    [
        ("debt_money", "Technical Debt Meetup", "Programmers talk of technical debt in old code.", ("Hobbies",)),
        ("digital", "Library Lane Dairy", "We sell milk and cheese.", ("Shops",)),
        ("musculoskeletal", "Back Pain Press", "A publisher of novels.", ()),
    ],
)
def test_a_name_that_nothing_bears_out_counts_half(need: str, name: str, text: str, labels: tuple[str, ...]) -> None:
    bare = score(need, name)
    assert bare is not None
    assert bare.where == NAME
    told = score(need, name, text, *labels, organisation=f"{name} Limited")
    if told is None:
        assert bare.points / 2 < needs().least
    else:
        assert (told.points, told.where) == (bare.points / 2, NAME_ALONE)


def test_whoever_stands_in_the_first_sentence_counts_for_two_words_more() -> None:
    first = score("food", "Food parcels", "Food parcels for refugees. Ring us.")
    later = score("food", "Food parcels", "Food parcels every day. We know some refugees. Ring us.")
    assert first is not None
    assert later is not None
    assert (first.audiences, later.audiences) == (("refugees",) * 3, ("refugees",))
    assert first.points == later.points


@pytest.mark.parametrize(
    ("audience", "name", "text"),
    [
        ("staff", "Debt advice training", "Awareness training for professionals about debt advice."),
        (
            "staff",
            "County Voluntary Action",
            "Our member organisations offer debt advice. We do not work directly with you.",
        ),
        ("animals", "Canine Debt Advice", "Debt advice for dogs."),
        ("young", "Debt advice", "Debt advice in secondary schools, for looked after children."),
    ],
)
def test_whom_else_a_service_is_for(audience: str, name: str, text: str) -> None:
    found = score("debt_money", name, text)
    assert found is not None
    assert audience in found.audiences


def test_a_house_that_takes_pets_is_for_people() -> None:
    hostel = score("housing", "Northfield Night Hostel", "A hostel for homeless people with kennels for pets. Advice.")
    walk = score("peer_support", "Moor Walkers", "Walk on the Stray and make friends in the parish hall.")
    assert hostel is not None
    assert walk is not None
    assert (hostel.audiences, walk.audiences, walk.against) == ((), (), ())


@pytest.mark.parametrize("text", ["A group for mothers.", "For mums who feel low.", "Postnatal depression: a group."])
def test_a_group_for_mothers_is_for_an_audience(text: str) -> None:
    found = score("peer_support", "Peer support", text)
    assert found is not None
    assert "pregnancy" in found.audiences


@pytest.mark.parametrize(
    ("need", "name", "text"),
    [
        ("neurodiversity", "Adult Autism Pathway", "Assessment for grown-ups who may be autistic."),
        ("debt_money", "A Way out of Debt", "Somebody visits you when debt is too much."),
    ],
)
def test_a_word_of_the_name_among_other_words_of_the_description_bears_it_out(need: str, name: str, text: str) -> None:
    found = score(need, name, text)
    assert found is not None
    assert found.where == NAME


def test_a_topic_that_may_come_from_the_name_bears_nothing_out() -> None:
    found = score("debt_money", "Technical Debt Meetup", "About old code.", topics=("money_and_debt",))
    assert found is not None
    assert found.where == NAME_ALONE


@pytest.mark.parametrize(
    ("text", "labels"),
    [("We help with arrears.", ()), ("Debt advice on Mondays.", ()), ("We are here on Mondays.", ("Debt",))],
)
def test_a_name_counts_whole_where_another_term_a_phrase_or_a_category_bears_it_out(
    text: str, labels: tuple[str, ...]
) -> None:
    found = score("debt_money", "Sale Debt Advice", text, *labels)
    assert found is not None
    assert found.where == NAME


def test_a_word_inside_a_longer_one_is_counted_once() -> None:
    assert score("food", "Hilltop", "A food bank.").points == 3.0
    assert score("food", "Hilltop", "A food bank and a food club.").words == ("food bank", "food club")


def test_points_end_at_eight() -> None:
    every = " ".join(term.words.removesuffix("*") + "." for term in needs().needs["debt_money"].terms)
    assert score("debt_money", every).points == MOST_POINTS


def test_what_speaks_against_it_is_kept_with_its_words() -> None:
    found = score("substance", "Alcohol and drugs", "Needle exchange at the pharmacy.")
    assert found.against == ("pharmacy",)
    refugees = score("mental_health_common", "Counselling", "For refugees and people seeking asylum.")
    assert refugees.audiences == ("refugees",) * 3


def test_others_are_welcome_too_where_the_text_says_so() -> None:
    young = "Counselling for young people."
    assert score("mental_health_common", "Hilltop", young).audiences == ("young",) * 3  # the first sentence
    assert score("mental_health_common", "Hilltop", f"{young} Adults come on Fridays.").audiences == ()
    assert score("mental_health_common", "Hilltop", "Counselling for young adults.").audiences == ("young",) * 3


def test_who_can_use_it_says_nothing_about_what_it_does() -> None:
    assert score("caring", "Swimming", "Lessons.", eligibility="Carers and people on benefits") is None
    assert score("debt_money", "Debt advice", eligibility="For students").audiences == ("students",)


def test_a_topic_that_a_coach_gave_counts_where_one_need_stands_for_it() -> None:
    assert score("caring", "Rainbow Centre", "Tea on Fridays.", topics=("caring",)).where == TOPIC
    assert score("caring", "Rainbow Centre", "For carers.", topics=("caring",)).where == DESCRIPTION
    assert score("domestic_abuse", "Hilltop", "Tea on Fridays.", topics=("safety",)) is None


TERMS = [term.words.removesuffix("*") for need in needs().needs.values() for term in need.terms]
OTHER = [words for need in needs().needs.values() for words in (*need.against, *need.not_meant)]
PIECES = st.sampled_from([*TERMS, *OTHER, "and", "not", "the", ".", "refugees", "young people", "Adults", "é’s", "\n"])


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=25), st.lists(PIECES, max_size=3), st.lists(PIECES, max_size=3))
def test_what_is_told_stands_in_the_record(text: list[str], name: list[str], label: list[str]) -> None:
    record = ServiceRecord("a", " ".join(name), description=" ".join(text), terms=(Term(" ".join(label)),))
    whole = " ".join(tokens_of("\n".join((record.name, record.terms[0].label, record.description))))
    for need, found in term_scores(record).items():
        assert found.need == need
        assert needs().least <= found.points <= MOST_POINTS
        assert bool(found.words) is (found.where != TOPIC)
        assert all(re.search(rf"\b{words}\b", whole) for words in (*found.words, *found.against))
        assert set(found.audiences) <= set(needs().audiences)


@settings(deadline=None)
@given(st.text(max_size=300), st.text(max_size=300))
def test_anything_may_stand_in_a_record(name: str, text: str) -> None:
    assert set(term_scores(ServiceRecord("a", name, description=text))) <= set(needs().needs)


@pytest.mark.parametrize(
    ("word", "one"), [("therapies", "therapy"), ("carers", "carer"), ("classes", "class"), ("gps", "gps"), ("is", "is")]
)
def test_one_of_many(word: str, one: str) -> None:
    assert one in forms(word)
    assert "refuge" not in forms("refugees")
