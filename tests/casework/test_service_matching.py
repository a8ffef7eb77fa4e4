"""Which services fit, in which order, why, and what is said of the others. Made-up services around Sale."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date, timedelta

import pytest

from workwell_desktop.casework.service_matching import FIRST, Matches, Person, candidate, match
from workwell_desktop.casework.service_need_rules import FoundNeed
from workwell_desktop.casework.service_reasons import Candidate, freshness_of
from workwell_desktop.casework.service_terms import TermScore, term_scores
from workwell_desktop.casework.service_where import Where, where_of
from workwell_desktop.directory.record import Area, RecordPlace, ServiceRecord, Term

TODAY = date(2026, 11, 27)
SALE = where_of("M33 7", TODAY)
FRESH = TODAY - timedelta(days=20)


def service(number: int, need: str = "debt_money", worth: float = 6.0, **more: object) -> Candidate:
    row = TermScore(need, worth, ("debt advice",), "name")
    plain: dict[str, object] = {"vouched_on": FRESH, "provider": f"p{number}"}
    return Candidate(number, f"Service {number}", (row,), **{**plain, **more})


def found(*services: Candidate, needs: tuple[str, ...] = ("debt_money",), limit: int = 10, **person: object) -> Matches:
    asked = [FoundNeed(need, f"You said: “{need}”") for need in needs]
    return match(asked, services, SALE, Person(**person), limit, today=TODAY)


def ids(matches: Matches) -> list[int]:
    return [one.id for one in matches.suggestions]


def north(km: float) -> tuple[tuple[float, float], ...]:
    assert SALE.latitude is not None
    return ((SALE.latitude + km / 111.195, SALE.longitude or 0.0),)


# ---- scores, as the design has them


@pytest.mark.parametrize(
    ("more", "score"),
    [
        ({}, 6.0),
        ({"points": north(0)}, 8.0),
        ({"points": north(6)}, 6 + 2 * math.exp(-1)),
        ({"points": (*north(30), *north(6))}, 6 + 2 * math.exp(-1)),
        ({"national": True, "points": north(0)}, 6.6),
        ({"modes": ("phone",), "points": north(0)}, 6.6),
        ({"vouched_on": None}, 5.3 + 0.12 * 20 / 365.25),
        ({"vouched_on": date(1970, 1, 1)}, 5.3 + 0.12 * 20 / 365.25),
        ({"vouched_on": TODAY + timedelta(days=1)}, 5.3 + 0.12 * 20 / 365.25),
        ({"vouched_on": date(2001, 1, 1)}, 6 - 0.72 + 0.12 * 20 / 365.25),
        ({"starred": True}, 6.5),
        ({"used": 4, "taken": 4}, 6.0),
        ({"used": 5, "taken": 5}, 6.5),
        ({"reported": True}, 4.5),
        ({"status": "paused"}, 4.5),
    ],
)
def test_what_a_service_scores(more: dict[str, object], score: float) -> None:
    fresh = 0.12 * 20 / 365.25
    assert found(service(1, **more)).suggestions[0].score == pytest.approx(score - fresh, abs=0.02)


def test_each_word_against_it_takes_two_and_a_half_points_off() -> None:
    row = TermScore("debt_money", 8.0, ("debt",), "name", against=("childcare",), audiences=("refugees",))
    one = service(1)._replace(scores=(row,))
    assert found(one).suggestions[0].score == pytest.approx(3.0, abs=0.01)
    belongs = match([FoundNeed("debt_money")], [one], SALE, Person(belongs=frozenset({"refugees"})), 5, today=TODAY)
    assert belongs.suggestions[0].score == pytest.approx(5.5, abs=0.01)


# ---- what leaves a service out


@pytest.mark.parametrize(
    ("more", "person", "why"),
    [
        ({"status": "withdrawn"}, {}, "It is no longer on its list."),
        ({"minimum_age": 65}, {"age": 40}, "For people of 65 and over."),
        ({"minimum_age": 13, "maximum_age": 25}, {"age": 40}, "For people from 13 to 25 years."),
        ({"maximum_age": 25}, {"age": 40}, "For people up to 25 years."),
        ({"maximum_age": 16}, {}, "For children and young people."),
        ({"minimum_age": 67}, {}, "For people of 67 and over."),
        ({"only_for": ("women",)}, {"gender": "man"}, "For women."),
        ({"areas": (Area("Leeds"),)}, {}, "Only for people who live in Leeds."),
        ({"areas": (Area("Leeds"), Area("Glasgow"))}, {}, "Only for people who live in Leeds or Glasgow."),
        ({"areas": (Area("", "E08000035"),)}, {}, "Only for people who live in E08000035."),
        ({"areas": (Area("NHS West Yorkshire ICB"),)}, {}, "Only for people who live in NHS West Yorkshire ICB."),
        ({"points": north(300), "scores": (TermScore("debt_money", 3.0, ("debt",), "name"),)}, {},
         "It is about 186 miles from home."),
    ],
)  # fmt: skip
def test_stated_facts_leave_a_service_out_and_it_is_told(
    more: dict[str, object], person: dict[str, object], why: str
) -> None:
    matches = found(service(1)._replace(**more), **person)
    assert ids(matches) == []
    assert [(one.id, one.need, one.why) for one in matches.excluded] == [(1, "debt_money", why)]
    assert matches.excluded_total == 1
    assert matches.unmet[0].need == "debt_money"


@pytest.mark.parametrize(
    ("more", "person"),
    [
        ({"minimum_age": 65}, {}),
        ({"maximum_age": 18}, {}),
        ({"maximum_age": 16}, {"age": 16}),
        ({"minimum_age": 16, "maximum_age": 40}, {"age": 40}),
        ({"hinted_minimum_age": 13, "hinted_maximum_age": 25}, {"age": 40}),
        ({"only_for": ("women",)}, {"gender": "woman"}),
        ({"hinted_only_for": ("women",)}, {"gender": "man"}),
        ({"only_for": ("women",)}, {"gender": "non_binary"}),
        ({"only_for": ("women",)}, {"gender": "rather_not_say"}),
        ({"only_for": ("women",)}, {}),
        ({"areas": (Area("Old Moat ward"),)}, {}),
        ({"areas": (Area("Leeds"), Area("Old Moat ward"))}, {}),
        ({"areas": (Area("Leeds"), Area("Trafford Metropolitan Borough Council"))}, {}),
        ({"areas": (Area("", "E08000009"),)}, {}),
        ({"areas": (Area("Greater Manchester"),)}, {}),
        ({"areas": (Area("North West"),)}, {}),
        ({"areas": (Area("United Kingdom"),)}, {}),
        ({"closed_words": "It has closed."}, {}),
    ],
)
def test_what_is_not_stated_or_not_recorded_leaves_nothing_out(
    more: dict[str, object], person: dict[str, object]
) -> None:
    assert ids(found(service(1, **more), **person)) == [1]


def test_an_area_that_nobody_has_heard_of_costs_points_and_is_told() -> None:
    here, there = service(1, areas=(Area("Trafford"),)), service(2, areas=(Area("Capetown"), Area("Leeds")))
    first, second = found(there, here).suggestions
    assert (first.id, second.id) == (1, 2)
    assert first.score - second.score == pytest.approx(1.5, abs=0.01)
    assert "Its list says it serves Capetown: ask if that includes you." in second.reasons
    assert not any("ask if that includes" in said for said in first.reasons)
    everywhere = service(3, areas=(Area("Capetown"),), national=True)
    assert not any("Capetown" in said for said in found(everywhere).suggestions[0].reasons)


@pytest.mark.parametrize("points", [north(61), ((-33.92, 18.42),), ((50.95, 1.86),)])
def test_a_service_of_an_unknown_area_and_given_far_away_is_left_out(points: tuple[tuple[float, float], ...]) -> None:
    one = service(1, worth=8, areas=(Area("Capetown"),), points=points)
    (why,) = found(one).excluded
    assert why.why.startswith("It is about ")
    assert ids(found(one._replace(modes=("phone",)))) == [1]
    assert ids(found(one._replace(points=north(20)))) == [1]


def test_without_a_home_no_area_leaves_anything_out() -> None:
    one = service(1, areas=(Area("Leeds"),))
    matches = match([FoundNeed("debt_money")], [one], Where(), Person(), 5, today=TODAY)
    assert "We do not know how far it is from home." in matches.suggestions[0].reasons


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (TermScore("debt_money", 4.0, ("debt",), "name", audiences=("refugees",)),
         "It speaks of refugees or people seeking asylum."),
        (TermScore("debt_money", 4.0, ("debt",), "name", against=("childcare",)),
         "It mentions “childcare”, so it may be for something else."),
    ],
)  # fmt: skip
def test_words_that_speak_against_it_are_told(row: TermScore, why: str) -> None:
    matches = found(service(1)._replace(scores=(row,)))
    assert ids(matches) == []
    assert matches.excluded[0].why == why


def test_only_the_nearest_misses_are_told_and_all_are_counted() -> None:
    many = [service(number, worth=2 + number / 10, status="withdrawn") for number in range(30)]
    matches = found(*many)
    assert matches.excluded_total == 30
    assert [one.id for one in matches.excluded] == list(range(29, 9, -1))


# ---- order


def test_nothing_is_padded_and_where_nothing_fits_it_is_said_with_what_there_is() -> None:
    matches = found(service(1, worth=1.9), service(2, "food"))
    assert matches.suggestions == ()
    assert matches.excluded == ()
    (unmet,) = matches.unmet
    assert unmet.sentence.startswith("Nothing in your lists fits here for debt and money worries. National Debtline")
    assert unmet.fallback[0] == "national-debtline"
    assert found(needs=("unheard_of",)).unmet == ()


def test_the_first_five_are_not_branches_of_one_provider() -> None:
    branches = [service(number, worth=8, provider="big") for number in range(8)]
    others = [service(number, worth=3) for number in (20, 21, 22)]
    first = found(*branches, *others, limit=20)
    assert ids(first)[:FIRST] == [0, 1, 20, 21, 22]
    assert sorted(ids(first)) == sorted([*range(8), 20, 21, 22])
    assert ids(found(*branches)) == list(range(8))
    assert len(ids(found(*branches, limit=3))) == 3


def test_one_name_stands_once_among_the_first_five_while_there_are_others() -> None:
    twins = [service(number)._replace(name="Food for all") for number in (1, 2)]
    assert ids(found(*twins, service(3, worth=3))) == [1, 3, 2]


@pytest.mark.parametrize(
    ("name", "provider", "order"),
    [
        ("Urmston Work Centre", "one", [1, 3, 2]),
        ("Work Centre", "one", [1, 3, 2]),
        ("Urmston Work Centre", "two", [1, 2, 3]),
        ("Urmston Help Centre", "one", [1, 2, 3]),
    ],
)
def test_branches_of_one_provider_stand_once_among_the_first_five(name: str, provider: str, order: list[int]) -> None:
    first = service(1, provider="one")._replace(name="Sale Work Centre")
    second = service(2, worth=5, provider=provider)._replace(name=name)
    assert ids(found(first, second, service(3, worth=3))) == order


def test_several_needs_are_covered_together_before_one_is_covered_twice() -> None:
    debt = [service(number, worth=8) for number in (1, 2, 3)]
    food = service(4, "food", worth=3)
    both = service(5)._replace(
        scores=(TermScore("debt_money", 4, ("debt",), "name"), TermScore("food", 5, ("food",), "name"))
    )
    assert ids(found(*debt, food, needs=("debt_money", "food")))[:2] == [1, 4]
    first = found(*debt, food, both, needs=("food", "debt_money"))
    assert ids(first)[:2] == [5, 1]
    assert first.suggestions[0].needs == ("food", "debt_money")
    assert first.suggestions[0].because == "You said: “food”"
    assert [one.need for one in found(*debt, needs=("debt_money", "food")).unmet] == ["food"]


@pytest.mark.parametrize("shut", [{"status": "paused"}, {"closed_words": "It is no longer running."}])
def test_what_may_be_shut_stands_behind_what_is_open_however_well_it_fits(shut: dict[str, object]) -> None:
    best = [service(number, worth=8, points=north(0), **shut) for number in (1, 2)]
    poor = [service(number, worth=2.5, vouched_on=None, provider="one") for number in (3, 4, 5)]
    matches = found(*best, *poor)
    assert ids(matches) == [3, 4, 5, 1, 2]
    assert any(word in " ".join(matches.suggestions[3].reasons) for word in ("paused", "may have closed"))
    food = service(6, "food", worth=3, **shut)
    assert ids(found(*best, *poor, food, needs=("debt_money", "food"))).index(6) < FIRST


def test_the_order_does_not_hang_on_the_order_of_the_rows() -> None:
    many = [service(number, worth=4 + number % 3) for number in range(40)]
    assert ids(found(*many)) == ids(found(*reversed(many)))


# ---- reasons


def test_a_suggestion_says_why_in_plain_words() -> None:
    record = ServiceRecord(
        "a", "Sale Debt Advice", "Sale Trust", access=("self",), assured_on=date(2018, 7, 20),
        places=(RecordPlace("", "", 53.4046, -2.326),), terms=(Term("Money"),),
    )  # fmt: skip
    one = candidate(7, record, term_scores(record).values())
    assert found(one).suggestions[0].reasons == (
        "Helps with debt and money worries.",
        "About 1½ miles from home.",
        "People can go by themselves.",
        "Last checked over 8 years ago: ring first.",
    )


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (FRESH, "Last checked in November 2026."),
        (date(2026, 4, 27), "Last checked 7 months ago: ring first."),
        (date(2024, 11, 27), "Last checked over 2 years ago: ring first."),
        (date(1970, 1, 1), "Nobody has said when it was last checked: ring first."),
        (date(2027, 1, 1), "Nobody has said when it was last checked: ring first."),
        (None, "Nobody has said when it was last checked: ring first."),
    ],
)
def test_how_fresh_its_details_are(day: date | None, said: str) -> None:
    assert freshness_of(day, TODAY) == said


def test_a_record_becomes_a_candidate_with_what_is_known_here() -> None:
    record = ServiceRecord(
        "a", "Debt Advice", "Sale Trust", assured_on=FRESH, minimum_age=18, areas=(Area("Trafford"),)
    )
    one = candidate(3, record, term_scores(record).values(), starred=True)
    assert (one.provider, one.vouched_on, one.minimum_age, one.starred) == ("sale trust", FRESH, 18, True)
    keyed = candidate(3, replace(record, organisation_key="o-1"), ())
    assert keyed.provider == "o-1"
