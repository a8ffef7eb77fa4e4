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
)
from workwell_desktop.casework.service_topics import topics
from workwell_desktop.datafiles import DataFileProblem
from workwell_desktop.directory.record import RecordPlace, ServiceRecord, Term


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


@settings(deadline=None)
@given(st.text(max_size=200), st.text(max_size=200), st.text(max_size=50))
def test_anything_may_stand_in_a_record(name: str, text: str, label: str) -> None:
    one = record(name, text, label)
    assert set(topics_of(one)) <= set(topics())
    assert set(accessibility_of(one)) <= set(getting_in_labels())


FILE = """source = "Ours"
licence = "MIT"
[[topics]]
id = "housing"
words = ["housing"]
[[getting_in]]
id = "lift"
label = "A lift"
words = ["lift"]
"""


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (('"housing"\n', '"houses"\n'), "“houses” is no topic"),
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
