"""The filters of the directory: what is offered, and that every count is what counting by hand gives."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.made_services import BACK, LEEDS, SALE, made, put
from tests.plans import TODAY, still_clock
from tests.vaults import Template
from workwell_desktop.casework.service_faces import face_rows
from workwell_desktop.casework.service_facets import ForWhom, asked_of, exclusive, facet_groups, list_names
from workwell_desktop.casework.service_finding import PARTS, WEEK, find_services
from workwell_desktop.casework.service_index import Key, ServiceIndex, near, read_index, still_true
from workwell_desktop.casework.service_order import EVERYWHERE, NEAR, UNKNOWN
from workwell_desktop.casework.services import add_note, change_service, check_today, give_star, service_details
from workwell_desktop.clock import Clock
from workwell_desktop.directory.record import ServiceRecord
from workwell_desktop.models.services import ServiceTag
from workwell_desktop.places.distance import KM_IN_A_MILE, Point, distance_km
from workwell_desktop.vault.store import Vault

HOME = Point(SALE[1], SALE[2])
MADE = made(60)
STARRED, NOTED = {3, 8}, {5, 8}
AGE = 47


@pytest.fixture(scope="module")
def full(template: Template, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Vault]:
    """A vault that nobody changes, with sixty services of all kinds."""
    vault = template.open(template.copy(tmp_path_factory.mktemp("full")), still_clock())
    ids = put(vault, *MADE)
    for number in STARRED:
        give_star(vault, ids[number], starred=True)
    for number in NOTED:
        add_note(vault, ids[number], "Ask for the side door.")
    yield vault
    vault.close()


@pytest.fixture(scope="module")
def index(full: Vault) -> ServiceIndex:
    return read_index(full)


@pytest.fixture
def clock() -> Clock:
    return still_clock()


# -- counting by hand ---------------------------------------------------------------------------------------


@cache
def _tags(number: int) -> frozenset[Key]:
    return frozenset((row["kind"], row["code"]) for row in face_rows(MADE[number]).children[ServiceTag])


def _afar(record: ServiceRecord) -> bool:
    by_wire = bool({"phone", "online"} & set(record.modes))
    return record.national or (by_wire and "in_person" not in record.modes and not record.places)


def _km(record: ServiceRecord) -> float | None:
    return min(
        (
            distance_km(HOME, Point(one.latitude, one.longitude))
            for one in record.places
            if one.latitude and one.longitude
        ),
        default=None,
    )


def _where(record: ServiceRecord) -> str:
    return EVERYWHERE if _afar(record) else UNKNOWN if _km(record) is None else NEAR


def _is_fresh(record: ServiceRecord) -> bool:
    return bool(record.assured_on and record.assured_on > TODAY - timedelta(days=180)) and not record.closed_words


def _takes(record: ServiceRecord, age: int) -> bool:
    return (record.minimum_age or 0) <= age <= (record.maximum_age or 200)


def _has(number: int, kind: str, codes: Collection[str]) -> bool:
    record = MADE[number]
    plain: Mapping[str, Callable[[], bool]] = {
        "cost": lambda: record.cost in codes,
        "fresh": lambda: _is_fresh(record),
        "starred": lambda: number in STARRED,
        "noted": lambda: number in NOTED,
        "own": lambda: True,
        "age": lambda: _takes(record, AGE),
        "place": lambda: _where(record) in codes,
        "miles": lambda: _where(record) != NEAR or (_km(record) or 0.0) <= float(min(codes)) * KM_IN_A_MILE,
    }
    return plain[kind]() if kind in plain else any((kind, code) in _tags(number) for code in codes)


def _by_hand(keys: Collection[Key]) -> set[int]:
    ticked: dict[str, list[str]] = {}
    for kind, code in keys:
        ticked.setdefault(kind, []).append(code)
    withdrawn = ticked.pop("withdrawn", None)
    days, parts = ticked.pop("day", []), ticked.pop("part", [])
    if days or parts:
        ticked["slot"] = [f"{day}-{part}" for day in days or WEEK for part in parts or PARTS]
    return {
        number
        for number, record in enumerate(MADE)
        if (withdrawn or record.status != "withdrawn") and all(_has(number, *one) for one in ticked.items())
    }


KEYS = st.lists(
    st.sampled_from([
        ("topic", "housing"), ("topic", "caring"), ("mode", "phone"), ("mode", "in_person"), ("access", "self"),
        ("cost", "free"), ("cost", "low"), ("language", "Polish"), ("only_for", "women"), ("area", "Leeds|E08000035"),
        ("accessibility", "lift"), ("day", "MO"), ("day", "SA"), ("part", "evening"), ("part", "morning"),
        ("fresh", "yes"), ("starred", "yes"), ("noted", "yes"), ("own", "yes"), ("age", "yes"), ("withdrawn", "yes"),
        ("miles", "5"), ("place", NEAR), ("place", EVERYWHERE), ("place", UNKNOWN),
    ]),
    max_size=4,
    unique=True,
)  # fmt: skip


@given(KEYS)
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_found_and_counted_is_what_counting_by_hand_gives(full: Vault, index: ServiceIndex, keys: list[Key]) -> None:
    distances = near(index, HOME)
    page = find_services(full, asked_of("", keys, AGE), index=index, distances=distances, page_size=500)
    assert {row.name for row in page.rows} == {MADE[number].name for number in _by_hand(keys)}
    assert page.total == len(page.rows)
    for kind, code in page.counts:
        if kind in {"slot", "need", "everywhere"}:  # no filters themselves, or counted by words alone
            continue
        if kind == "withdrawn":
            left = {number for number in _by_hand([*keys, (kind, code)]) if MADE[number].status == "withdrawn"}
        else:
            left = _by_hand([*(key for key in keys if key[0] != kind), (kind, code)])
        assert page.counts[kind, code] == len(left), (kind, code)


def test_each_part_of_distance_is_a_group_in_order(full: Vault, index: ServiceIndex) -> None:
    page = find_services(full, index=index, distances=near(index, HOME), page_size=500)
    groups = [row.group for row in page.rows]
    assert list(dict.fromkeys(groups)) == [NEAR, EVERYWHERE, UNKNOWN] == list(page.groups)
    assert {group: groups.count(group) for group in page.groups} == page.groups
    assert groups == sorted(groups, key=[NEAR, EVERYWHERE, UNKNOWN].index)
    assert all(bool(row.how_far) == (row.group == NEAR) for row in page.rows)
    assert all(row.line.startswith(row.how_far[:1].upper()) for row in page.rows)


def test_a_line_says_the_miles_first_and_no_finer_than_they_are_known(open_vault: Vault) -> None:
    put(open_vault, BACK)
    index = read_index(open_vault)
    (row,) = find_services(open_vault, index=index, distances=near(index, Point(LEEDS[1], LEEDS[2]))).rows
    assert row.line == "41 miles · Free · In person"
    (row,) = find_services(open_vault, index=index, distances=near(index, Point(LEEDS[1], LEEDS[2]), 12.0)).rows
    assert row.line == "40 miles · Free · In person"
    (row,) = find_services(open_vault).rows
    assert row.line == "M33 7AB · In person · Free"


# -- what is offered ----------------------------------------------------------------------------------------


def test_only_what_some_service_has_is_offered(full: Vault, index: ServiceIndex) -> None:
    groups = facet_groups(index, list_names(full), ForWhom("Jo", AGE), distances=True)
    counts = find_services(full, asked_of("", [], AGE), index=index, distances=near(index, HOME)).counts
    shown = [facet for group in groups for facet in group.facets if facet.kind != "need"]
    assert all(counts[facet.key] for facet in shown)
    assert ("topic", "money_and_debt") not in {facet.key for facet in shown}
    titles = [group.title for group in groups if not group.more]
    assert titles == ["Topic", "How to go", "Good for Jo"]
    good = next(group for group in groups if group.title == "Good for Jo")
    assert [facet.label for facet in good.facets] == [
        "Free", "Within 5 miles", "No GP needed", "Open evenings", "Takes people of 47",
    ]  # fmt: skip


def test_nobody_is_offered_nothing_about_somebody(full: Vault, index: ServiceIndex) -> None:
    groups = facet_groups(index, {}, ForWhom(), distances=False)
    kinds = {facet.kind for group in groups for facet in group.facets}
    assert not kinds & {"age", "miles", "place"}
    assert "Good to know" in [group.title for group in groups]


def test_what_somebody_needs_stands_first(full: Vault, index: ServiceIndex) -> None:
    (topics, *_) = facet_groups(index, {}, ForWhom("Jo", None, ("caring",)), distances=False)
    assert topics.facets[0].code in {"caring", "housing"}
    assert len({facet.key for facet in topics.facets}) == len(topics.facets)


def test_only_one_distance_can_be_ticked() -> None:
    assert exclusive("miles")
    assert not exclusive("topic")


# -- demoted, and read again --------------------------------------------------------------------------------


def test_what_nobody_vouches_for_stands_below_and_says_so(open_vault: Vault) -> None:
    put(
        open_vault,
        replace(BACK, name="A stale Example", assured_on=date(2020, 1, 1)),
        replace(BACK, name="B closed Example", closed_words="We closed in May."),
        replace(BACK, name="C fresh Example"),
    )
    rows = find_services(open_vault).rows
    assert [row.name for row in rows] == ["C fresh Example", "A stale Example", "B closed Example"]
    assert rows[2].checked == "May be closed: ring first"
    assert rows[2].checked_state == "warn"
    assert "We closed in May." in service_details(open_vault, rows[2].id).warning


def test_an_index_says_when_it_is_not_true_any_more(open_vault: Vault) -> None:
    first, second = put(open_vault, BACK, replace(BACK, name="Other Example"))
    deeds: list[Callable[[], object]] = [
        lambda: give_star(open_vault, first, starred=True),
        lambda: add_note(open_vault, first, "Ring twice."),
        lambda: check_today(open_vault, first, "phone"),
        lambda: check_today(open_vault, second, "visit"),
        lambda: change_service(open_vault, second, replace(service_details(open_vault, second).form, cost="paid")),
        lambda: give_star(open_vault, first, starred=False),
    ]
    for number, deed in enumerate(deeds):
        index = read_index(open_vault)
        assert still_true(open_vault, index)
        deed()
        assert not still_true(open_vault, index), number


def test_a_star_lifts_a_service_and_goes_again(open_vault: Vault) -> None:
    put(open_vault, *(replace(BACK, name=f"{letter} Example") for letter in "ABC"))
    last = find_services(open_vault).rows[-1]
    give_star(open_vault, last.id, starred=True)
    assert find_services(open_vault).rows[0].id == last.id
    assert find_services(open_vault).rows[0].starred
    give_star(open_vault, last.id, starred=False)
    assert find_services(open_vault).rows[-1].id == last.id
