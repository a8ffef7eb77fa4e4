"""Every sentence that may stand at a suggestion, and what has to be true of the service there. Generated services."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from workwell_desktop.casework.service_matching import Person, match
from workwell_desktop.casework.service_need_rules import FoundNeed, needs
from workwell_desktop.casework.service_reasons import Candidate
from workwell_desktop.casework.service_terms import DESCRIPTION, NAME_ALONE, TermScore
from workwell_desktop.casework.service_topics import topics
from workwell_desktop.casework.service_where import where_of
from workwell_desktop.directory.record import Area
from workwell_desktop.places.distance import Point, distance_km

TODAY = date(2026, 11, 27)
SALE = where_of("M33 7", TODAY)
AGES_SAID = r"For people (?:of (\d+) and over|up to (\d+) years|from (\d+) to (\d+) years)"

Check = Callable[[Candidate, re.Match[str]], bool]


def day_of(one: Candidate) -> date:
    assert one.vouched_on is not None
    return one.vouched_on


def months_since(one: Candidate) -> int:
    return (TODAY.year - day_of(one).year) * 12 + TODAY.month - day_of(one).month


def ages_are(lowest: int | None, highest: int | None, said: re.Match[str]) -> bool:
    low, high = said[1] or said[3], said[2] or said[4]
    return ((lowest or None), highest) == (int(low) if low else None, int(high) if high else None)


def miles(one: Candidate) -> float:
    home = Point(SALE.latitude or 0, SALE.longitude or 0)
    return min(distance_km(home, Point(*point)) for point in one.points) / 1.609344


# Every sentence that may stand at a service, and what has to be true of it there.
TRUE: dict[str, Check] = {
    r"Helps with (.+)\.": lambda one, said: any(
        row.where in {"name", "category"} and needs().needs[row.need].helps == said[1] for row in one.scores
    ),
    r"Its details mention (.+)\.": lambda one, said: any(
        row.where == DESCRIPTION and tuple(re.findall("“(.+?)”", said[1])) == row.words for row in one.scores
    ),
    r"Its name mentions (.+)\.": lambda one, said: any(
        row.where == NAME_ALONE and tuple(re.findall("“(.+?)”", said[1])) == row.words for row in one.scores
    ),
    r"Its list says it serves (.+): ask if that includes you\.": lambda one, said: (
        not one.national and [area.name for area in one.areas] == [said[1]] == ["Capetown"]
    ),
    r"Listed under “(.+)”\.": lambda one, said: any(
        row.where == "topic" and topics()[needs().needs[row.need].topics[0]].label == said[1] for row in one.scores
    ),
    r"Less than 1 mile from home\.": lambda one, _: miles(one) < 1.01,
    r"About (\d*)(½?) miles? from home\.": lambda one, said: (
        abs(miles(one) - int(said[1] or 0) - (0.5 if said[2] else 0)) < 0.6
    ),
    r"We do not know how far it is from home\.": lambda one, _: not one.points,
    r"Helps people everywhere(, (.+))?\.": lambda one, said: one.national and ways_are(one, said[2]),
    r"People get help (.+)\.": lambda one, said: not one.national and ways_are(one, said[1]),
    r"People can go by themselves\.": lambda one, _: "self" in one.access,
    r"People can drop in\.": lambda one, _: "drop_in" in one.access,
    r"People need an appointment\.": lambda one, _: one.access == ("appointment",),
    r"Through a GP or through an adviser\.": lambda one, _: {"gp", "adviser"} <= set(one.access),
    r"Through a GP\.": lambda one, _: "gp" in one.access,
    r"Through an adviser\.": lambda one, _: "adviser" in one.access,
    rf"{AGES_SAID}\.": lambda one, said: ages_are(one.minimum_age, one.maximum_age, said),
    rf"{AGES_SAID}, as far as its details say: ask first\.": lambda one, said: ages_are(
        one.hinted_minimum_age, one.hinted_maximum_age, said
    ),
    r"For women\.": lambda one, _: one.only_for == ("women",),
    r"For men\.": lambda one, _: one.only_for == ("men",),
    r"For (women|men), as far as its details say: ask first\.": lambda one, said: (
        one.hinted_only_for == (said[1],) and not one.only_for
    ),
    r"It is paused at the moment\.": lambda one, _: one.status == "paused",
    r"Its details say that it may have closed: ring first\.": lambda one, _: bool(one.closed_words),
    r"Somebody here said that its details are wrong\.": lambda one, _: one.reported,
    r"Its details speak of (.+): ask if it is for others too\.": lambda one, said: any(
        needs().audiences[name].label == said[1] for row in one.scores for name in row.audiences
    ),
    r"It also mentions (.+): ask first\.": lambda one, said: set(re.findall("“(.+?)”", said[1])) <= {
        words for row in one.scores for words in row.against
    },
    r"Last checked in (\w+) (\d+)\.": lambda one, said: f"{day_of(one):%B %Y}" == f"{said[1]} {said[2]}",
    r"Last checked (\d+) months ago: ring first\.": lambda one, said: months_since(one) - int(said[1]) in {0, 1},
    r"Last checked over (\d+) years ago: ring first\.": lambda one, said: (
        day_of(one) <= TODAY.replace(year=TODAY.year - int(said[1]))
    ),
    r"Nobody has said when it was last checked: ring first\.": lambda one, _: (
        one.vouched_on is None or not date(2000, 1, 1) <= one.vouched_on <= TODAY
    ),
    r"It has a star here\.": lambda one, _: one.starred,
    r"It took (\d+) of the last (\d+) people from here\.": lambda one, said: (
        (one.taken, one.used) == (int(said[1]), int(said[2]))
    ),
}  # fmt: skip


def ways_are(one: Candidate, said: str | None) -> bool:
    names = {"phone": "by phone", "online": "online", "home_visit": "at home"}
    return set(re.split(", | or ", said or "")) - {""} == {names[mode] for mode in one.modes if mode in names}


def a_choice(*codes: str) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(codes), unique=True).map(tuple)


AGES = st.none() | st.integers(1, 99)
ROWS = st.builds(
    TermScore,
    st.sampled_from(["debt_money", "food"]),
    st.floats(2, 8),
    st.sampled_from([("debt",), ("debt", "food"), ("a", "b", "c")]),
    st.sampled_from(["name", "name alone", "category", "description", "topic"]),
    st.sampled_from([(), ("pet",)]),
    st.sampled_from([(), ("young",), ("refugees", "refugees")]),
)
CANDIDATES = st.builds(
    Candidate,
    id=st.integers(0, 10_000),
    name=st.sampled_from(["Alpha", "Beta", "Gamma"]),
    scores=st.lists(ROWS, min_size=1, max_size=2, unique_by=lambda row: row.need).map(tuple),
    provider=st.sampled_from(["", "one", "two"]),
    status=st.sampled_from(["active", "paused", "withdrawn"]),
    national=st.booleans(),
    points=st.lists(st.tuples(st.floats(53.0, 53.9), st.floats(-2.9, -1.8)), max_size=2).map(tuple),
    areas=st.sampled_from([(), (Area("Trafford"),), (Area("Leeds"),), (Area("Capetown"),)]),
    minimum_age=AGES,
    maximum_age=AGES,
    only_for=st.sampled_from([(), ("women",), ("men",), ("women", "men")]),
    modes=a_choice("in_person", "phone", "online", "home_visit"),
    access=a_choice("self", "gp", "adviser", "drop_in", "appointment"),
    vouched_on=st.none() | st.dates(date(1969, 1, 1), date(2027, 6, 1)),
    hinted_minimum_age=AGES,
    hinted_maximum_age=AGES,
    hinted_only_for=st.sampled_from([(), ("women",), ("men",), ("women", "men")]),
    closed_words=st.sampled_from(["", "It has closed."]),
    starred=st.booleans(),
    used=st.integers(0, 9),
    taken=st.just(0),
    reported=st.booleans(),
)


@settings(max_examples=200, deadline=None)
@given(
    st.lists(CANDIDATES, max_size=12, unique_by=lambda one: one.id),
    st.builds(Person, AGES, st.sampled_from(["", "man", "woman", "non_binary"])),
    st.integers(1, 8),
)
def test_every_reason_is_true_of_the_service_it_stands_at(many: list[Candidate], person: Person, limit: int) -> None:
    asked = [FoundNeed("debt_money"), FoundNeed("food", "You said: “hungry”")]
    matches = match(asked, many, SALE, person, limit, today=TODAY)
    held = {one.id: one for one in many}
    suggested = [one.id for one in matches.suggestions]
    assert len(suggested) == len(set(suggested)) <= limit
    assert set(suggested).isdisjoint(one.id for one in matches.excluded)
    for suggestion in matches.suggestions:
        one = held[suggestion.id]
        assert suggestion.needs
        assert len(suggestion.reasons) >= 3
        for reason in suggestion.reasons:
            told = [check(one, said) for text, check in TRUE.items() if (said := re.fullmatch(text, reason))]
            assert told == [True], reason
        assert one.status != "withdrawn"
        assert person.age is None or (one.minimum_age or 0) <= person.age <= (one.maximum_age or 200)
    for unmet in matches.unmet:
        assert all(unmet.need not in suggestion.needs for suggestion in matches.suggestions)
