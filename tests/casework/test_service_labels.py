"""What a record of another list is about, what its building has, and how people get in."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workwell_desktop.casework.service_labels import (
    accessibility_of,
    getting_in_labels,
    read_term_map,
    term_map,
    topics_of,
    way_hints,
)
from workwell_desktop.casework.service_topics import topics
from workwell_desktop.datafiles import DataFileProblem
from workwell_desktop.directory.record import ACCESS, COSTS, MODES, RecordPlace, ServiceRecord, Term


def record(name: str = "Hilltop", text: str = "", *labels: str, **more: object) -> ServiceRecord:
    return ServiceRecord("a", name, description=text, terms=tuple(map(Term, labels)), **more)


@pytest.mark.parametrize(
    ("labels", "about"),
    [
        (("Mental health support",), ("mood_and_worry",)),
        (("Carers", "Welfare rights"), ("money_and_debt", "caring")),
        (("Housing support", "Benefit advice"), ("money_and_debt", "housing")),
        (("Physiotherapists",), ("back_and_joints",)),
        (("Peer support groups",), ("isolation",)),
        (("Deaf people", "Sight loss"), ("sight_and_hearing",)),
        (("Domestic abuse",), ("safety",)),
        (("Refugees",), ()),
        (("Childcare", "Swimming"), ()),
        (("Toy library",), ()),
        (("Foster carers",), ()),
        ((), ()),
    ],
)
def test_categories_lead_to_topics(labels: tuple[str, ...], about: tuple[str, ...]) -> None:
    assert topics_of(record("Hilltop", "", *labels)) == about


def test_a_name_counts_as_a_category_does_and_sentences_only_by_twos() -> None:
    assert topics_of(record("Sale Debt Advice")) == ("money_and_debt",)
    assert topics_of(record(text="Counselling on Mondays.")) == ()
    assert topics_of(record(text="Counselling on Mondays. Help with anxiety.")) == ("mood_and_worry",)
    assert topics_of(record(text="We swim. We sing. Counselling. Anxiety.")) == ()
    assert topics_of(record("Debt Advice", "Counselling for anxiety.")) == ("money_and_debt",)
    assert topics_of(record(text="We do not offer counselling or help with anxiety.")) == ()


def test_its_own_topics_stay_and_there_are_never_many() -> None:
    assert topics_of(record("Debt Advice", topics=("caring",))) == ("caring",)
    labels = ["Debt", "Carers", "Housing", "Alcohol", "Counselling", "Jobcentre", "Stroke"]
    assert len(topics_of(record("Hilltop", "", *labels))) == 4


@pytest.mark.parametrize(
    ("said", "has"),
    [
        ("Step-free access, a hearing loop and an accessible toilet.", ("step_free", "toilet", "hearing_loop")),
        ("Lifts to all floors. Free parking.", ("lift", "parking")),
        ("BSL interpreters on request. A quiet room.", ("interpreter", "quiet_space")),
        ("There are no steps.", ("step_free",)),
        ("There is no lift and no parking.", ()),
        ("The hall is not wheelchair accessible.", ()),
        ("Volunteers give you a lift home. Toilet training.", ()),
        ("Come to our BSL course.", ()),
    ],
)
def test_what_a_building_has(said: str, has: tuple[str, ...]) -> None:
    assert accessibility_of(record(text=said)) == has
    assert accessibility_of(record(getting_in=said)) == has
    assert accessibility_of(record(places=(RecordPlace("1 Road", getting_in=said),))) == has
    assert set(has) <= set(getting_in_labels())


@pytest.mark.parametrize(
    ("said", "modes", "access", "cost"),
    [
        ("Drop in on Mondays. It is free.", ("in_person",), ("drop_in",), "free"),
        ("Helpline and web chat. Self-referral, or a GP referral.", ("phone", "online"), ("self", "gp"), ""),
        ("No referral needed. We visit you at home.", ("home_visit",), ("self",), ""),
        ("By appointment only. A small charge.", (), ("appointment",), "low"),
        ("Free of charge. There is a charge for lunch.", (), (), ""),
        ("By referral partners with a voucher.", (), ("adviser",), ""),
        ("Apply online. Shop online. Free parking.", (), (), ""),
        ("We do not take self-referrals.", (), (), ""),
    ],
)
def test_ways_are_guessed_from_words(said: str, modes: tuple[str, ...], access: tuple[str, ...], cost: str) -> None:
    hints = way_hints(record(text=said))
    assert (hints.modes, hints.access, hints.cost) == (modes, access, cost)


def test_what_a_list_states_is_not_guessed() -> None:
    said = "Helpline. Self-referral. It is free."
    hints = way_hints(record(text=said, modes=("in_person",), cost="paid"))
    assert (hints.modes, hints.access, hints.cost) == ((), ("self",), "")
    whole = way_hints(record(text=said, modes=("in_person",), access=("gp",), cost="paid"))
    assert (whole.modes, whole.access, whole.cost) == ((), (), "")


@settings(deadline=None)
@given(st.text(max_size=200), st.text(max_size=200), st.text(max_size=50))
def test_anything_may_stand_in_a_record(name: str, text: str, label: str) -> None:
    one = record(name, text, label)
    hints = way_hints(one)
    assert set(topics_of(one)) <= set(topics())
    assert set(accessibility_of(one)) <= set(getting_in_labels())
    assert set(hints.modes) <= set(MODES)
    assert set(hints.access) <= set(ACCESS)
    assert hints.cost in COSTS


FILE = """source = "Ours"
licence = "MIT"
[[topics]]
id = "housing"
words = ["housing"]
[[getting_in]]
id = "lift"
label = "A lift"
words = ["lift"]
[[ways]]
kind = "cost"
id = "free"
words = ["is free"]
"""


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (('"housing"\n', '"houses"\n'), "“houses” is no topic"),
        (('"cost"', '"price"'), "no way of a service"),
        (('id = "free"', 'id = "gratis"'), "no way of a service"),
        (('["lift"]', '["Lift"]'), "lower case"),
        (('label = "A lift"\n', ""), "“label” is missing"),
        (("[[getting_in]]", '[[topics]]\nid = "housing"\nwords = ["x"]\n[[getting_in]]'), "twice"),
        (('licence = "MIT"\n', ""), "“licence” is missing"),
    ],
)
def test_a_wrong_file_is_refused(tmp_path: Path, change: tuple[str, str], reason: str) -> None:
    path = tmp_path / "term_map.toml"
    path.write_text(FILE.replace(*change), "utf-8")
    with pytest.raises(DataFileProblem) as caught:
        read_term_map(path, {"housing"})
    assert reason in caught.value.sentence
    path.write_text(FILE, "utf-8")
    assert list(read_term_map(path, {"housing"}).labels) == ["lift"]


def test_every_topic_can_be_reached() -> None:
    assert {one.owner for held in term_map().topics.words.values() for one in held} == set(topics())
