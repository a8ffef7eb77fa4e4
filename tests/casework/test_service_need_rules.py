"""The rules of what somebody can need: what ships, a service's own file over it, and files that are refused."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from workwell_desktop.casework.service_need_rules import Audience, needs, needs_from, read_needs
from workwell_desktop.casework.service_topics import topics
from workwell_desktop.datafiles import DataFileProblem
from workwell_desktop.paths import resources

PERMANENT = [
    "mental_health_common", "peer_support", "debt_money", "benefits", "employment_support", "workplace_rights",
    "workplace_adjustment", "digital", "domestic_abuse", "substance", "housing", "food", "caring", "neurodiversity",
    "musculoskeletal",
]  # fmt: skip
HEAD = 'source = "Ours"\nlicence = "MIT"\nleast = 2.0\n'
NEED = """[[needs]]
id = "bikes"
label = "Bicycles"
helps = "bicycles"
topics = ["housing"]
types = ["Workshop"]
codes = []
words = ["bicycle"]
terms = [{ points = 3, words = ["bicycle", "bike repair*"] }]
fallback = ["acas"]
instead = "Ask a friend."
"""


def test_the_fifteen_needs_keep_their_ids_and_order() -> None:
    assert list(needs().needs) == PERMANENT


def test_every_difficulty_leads_to_a_need_or_to_a_topic_of_its_own() -> None:
    codes = set(re.findall(r'code = "([A-Z]+)"', (resources() / "rules" / "difficulties.toml").read_text("utf-8")))
    of_needs = [code for need in needs().needs.values() for code in need.codes]
    assert len(of_needs) == len(set(of_needs))
    assert codes == {code for topic in topics().values() for code in topic.codes}
    assert set(of_needs) < codes


def test_what_gets_in_the_way_becomes_needs_in_order_with_the_persons_words() -> None:
    found = needs_from([("My back goes when I lift", "LIFT"), ("The  foodbank, and no WiFi", ""), ("The backlog", "")])
    assert [one.need for one in found] == ["musculoskeletal", "digital", "food"]
    assert found[0].why == "You said: “My back goes when I lift”"
    assert found[1].why == "You said: “The foodbank, and no WiFi”"
    assert (
        needs_from([("", "ND")])[0].why == "On the list of what gets in the way: autism, ADHD and thinking differently."
    )
    assert needs_from([("The backlog at the office", "")]) == ()
    assert len(needs_from([(word, "") for need in needs().needs.values() for word in need.words])) == 6


def test_a_services_own_file_lies_over_the_shipped_one() -> None:
    own = HEAD.replace("2.0", "3.5") + NEED + NEED.replace('"bikes"', '"food"')
    rules = needs(own)
    assert list(rules.needs) == [*PERMANENT, "bikes"]
    assert rules.needs["food"].label == "Bicycles"
    assert rules.needs["housing"] == needs().needs["housing"]
    assert rules.least == 3.5
    assert rules.audiences == needs().audiences
    assert needs(own) is rules
    assert needs("  \n") is needs(None)


@pytest.mark.parametrize(
    ("change", "reason", "line"),
    [
        (('"housing"', '"houses"'), "“houses” is no topic", 8),
        (('"acas"', '"acme"'), "“acme” is no service of the national list", 13),
        (("points = 3", "points = 9"), "at most 8", 12),
        (("points = 3", "points = true"), "must be a number", 12),
        (('"bike repair*"', '"Bike"'), "lower case", 12),
        (('"bike repair*"', '"bi* ke"'), "a star only at the end", 12),
        (('"bike repair*"', '"ref*"'), "too short for a star", 12),
        (('"bike repair*"', '"bicycle"'), "twice", 12),
        (('["bicycle"]\nterms', '["Bicycle"]\nterms'), "words in lower case", 11),
        (('topics = ["housing"]', "topics = []"), "at least one", 8),
        (('label = "Bicycles"', 'lable = "Bicycles"'), "“label” is missing", 4),
        (('id = "bikes"', 'id = "Bikes!"'), "small letters", 5),
        (('instead = "Ask a friend."', 'instead = "Ask."\nwebsite = "x"'), "“website” is not known", 15),
        ((NEED, NEED + NEED), "stands there twice", 16),
        (('licence = "MIT"\n', ""), "“licence” is missing", 0),
        (("[[needs]]", "[[needs]"), "cannot be read", 0),
    ],
)
def test_a_wrong_file_is_refused_with_its_line_and_the_reason(
    tmp_path: Path, change: tuple[str, str], reason: str, line: int
) -> None:
    path = tmp_path / "needs.toml"
    path.write_text((HEAD + NEED).replace(*change), "utf-8")
    with pytest.raises(DataFileProblem) as caught:
        read_needs(path, {"housing"}, {"acas"})
    assert "needs.toml" in caught.value.sentence
    assert reason in caught.value.sentence
    assert f"line {line}" in caught.value.sentence or not line
    path.write_text(HEAD + NEED, "utf-8")
    assert list(read_needs(path, {"housing"}, {"acas"}).needs) == ["bikes"]


def test_an_own_file_that_is_wrong_or_far_too_large_is_refused() -> None:
    with pytest.raises(DataFileProblem, match="with your needs"):
        needs(HEAD + NEED.replace('"housing"', '"houses"'))
    with pytest.raises(DataFileProblem, match="200 KB"):
        needs(HEAD + NEED + "#" * 300_000)


def test_somebody_belongs_to_an_audience_by_age_only_where_it_has_one() -> None:
    young, forces = Audience("young", "young people", (), to_age=25), Audience("forces", "veterans", ())
    assert [young.takes(age) for age in (None, 18, 25, 26)] == [False, True, True, False]
    assert not forces.takes(30)
