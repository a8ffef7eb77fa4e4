"""Filters, their counts, distances, order and pages of the directory, each against a plain recount."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.service_lists import brought_in
from tests.vaults import FakeTime, Template
from workwell_desktop.casework import services
from workwell_desktop.casework.directory_live import undo_last
from workwell_desktop.casework.service_finding import Asked, ServicePage, find_services
from workwell_desktop.casework.service_index import (
    MILES,
    Near,
    ServiceIndex,
    index_stamp,
    members,
    near,
    read_index,
    set_of,
)
from workwell_desktop.casework.service_need_rules import needs
from workwell_desktop.casework.service_order import EVERYWHERE, NEAR, UNKNOWN
from workwell_desktop.casework.service_own_needs import keep_text
from workwell_desktop.casework.service_scoring import score_again
from workwell_desktop.directory.record import RecordPlace, ServiceRecord
from workwell_desktop.models.services import DirSource, Service
from workwell_desktop.places.distance import KM_IN_A_MILE, Point
from workwell_desktop.vault.store import Vault

_FOOD = 'source = "Ours"\nlicence = "MIT"\nleast = 6.0\n'
HOME = Point(53.48, -2.24)
TODAY = date(2026, 11, 27)


def made(number: int, today: date) -> ServiceRecord:
    """Return one of many services that differ in everything that can be ticked."""
    angle, far = number * 2.4, 0.004 * number
    spot = RecordPlace(
        f"{number} High Street", latitude=53.48 + far * math.sin(angle), longitude=-2.24 + far * math.cos(angle)
    )
    second = RecordPlace("Other hall", latitude=53.6 + number / 1000, longitude=-2.0)
    places = [(spot,), (), (spot, second), ()][number % 4]
    return ServiceRecord(
        str(number), f"{'ABCDE'[number % 5]} Service {number:03d}",
        description="Debt advice and walking" if number % 3 else "Walking and tea",
        topics=[("money_and_debt",), ("work_and_jobs", "money_and_debt"), ()][number % 3],
        modes=[("in_person",), ("phone", "online"), (), ("online",)][(number // 2) % 4],
        access=[("self",), ("gp", "self"), ()][number % 3],
        cost=("free", "low", "paid", "")[number % 4],
        languages=[("Urdu",), (), ("Polish", "Urdu")][number % 3],
        only_for=("women",) if number % 7 == 0 else (),
        national=number % 11 == 0,
        minimum_age=(None, 16, 18, 50)[number % 4],
        maximum_age=(None, 25, 65)[number % 3],
        assured_on=(today - timedelta(days=30) if number % 2 else date(2019, 1, 1)) if number % 5 else None,
        places=places,
        closed_words="It is closed." if number % 13 == 0 else "",
    )  # fmt: skip


COUNT = 120


@dataclass(frozen=True, repr=False)
class Directory:
    """A vault with many services, and all that is asked of it."""

    vault: Vault
    index: ServiceIndex
    distances: Near
    records: tuple[ServiceRecord, ...]
    by_name: dict[str, ServiceRecord]
    starred: frozenset[str]

    def find(self, asked: Asked, *, far: bool = True, page: int = 0, size: int = 500) -> ServicePage:
        return find_services(
            self.vault, asked, index=self.index, distances=self.distances if far else None, page=page, page_size=size
        )

    def facts(self, record: ServiceRecord) -> dict[str, set[str]]:
        """Return what a record can be ticked by, worked out from the record alone."""
        return {
            "mode": set(record.modes), "access": set(record.access), "cost": {record.cost} - {""},
            "language": set(record.languages), "only_for": set(record.only_for),
        }  # fmt: skip


@pytest.fixture(scope="module")
def directory(template: Template, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Directory]:
    clock = FakeTime().clock
    vault = template.open(template.copy(tmp_path_factory.mktemp("index")), clock)
    records = tuple(made(number, clock.today()) for number in range(COUNT))
    brought_in(vault, "made", records)
    with vault.transaction() as transaction:
        for service in transaction.session.query(Service).filter(Service.id % 17 == 0):
            service.starred = True
        transaction.record("star", "service", 0)
    index = read_index(vault)
    rows = find_services(vault, Asked(), index=index, page_size=500).rows
    starred = frozenset(row.name for row in rows if row.starred)
    assert starred
    yield Directory(vault, index, near(index, HOME), records, {one.name: one for one in records}, starred)
    vault.close()


TICKS = st.fixed_dictionaries(
    {},
    optional={
        "mode": st.sets(st.sampled_from(("in_person", "phone", "online")), min_size=1),
        "access": st.sets(st.sampled_from(("self", "gp")), min_size=1),
        "cost": st.sets(st.sampled_from(("free", "low", "paid")), min_size=1),
        "language": st.sets(st.sampled_from(("Urdu", "Polish")), min_size=1),
        "only_for": st.just({"women"}),
    },
)


def haversine(one: Point, latitude: float, longitude: float) -> float:
    a = math.sin(math.radians(latitude - one.latitude) / 2) ** 2
    b = math.cos(math.radians(one.latitude)) * math.cos(math.radians(latitude))
    b *= math.sin(math.radians(longitude - one.longitude) / 2) ** 2
    return 2 * 6371.0088 * math.asin(math.sqrt(a + b))


def km_of(record: ServiceRecord) -> float | None:
    spots = [(one.latitude, one.longitude) for one in record.places]
    return min((haversine(HOME, lat, lon) for lat, lon in spots if lat is not None and lon is not None), default=None)


def everywhere(record: ServiceRecord) -> bool:
    afar = bool({"phone", "online"} & set(record.modes)) and "in_person" not in record.modes
    return record.national or (afar and not record.places)


def fits(directory: Directory, record: ServiceRecord, asked: Asked, *, without: str = "") -> bool:
    """Say by the plain rules whether a record is what was asked for, apart from one kind of filter."""
    facts = directory.facts(record)
    far = km_of(record)
    return (
        all(kind == without or facts[kind] & set(codes) for kind, codes in asked.ticked.items())
        and ("starred" not in asked.marks or record.name in directory.starred)
        and (asked.age is None or ((record.minimum_age or 0) <= asked.age and asked.age <= (record.maximum_age or 200)))
        and (
            not asked.miles
            or without == "miles"
            or everywhere(record)
            or far is None
            or far <= asked.miles * KM_IN_A_MILE
        )
        and ("debt" not in asked.words or "Debt" in record.description)
    )


@given(
    ticked=TICKS, starred=st.booleans(), age=st.none() | st.integers(10, 80), miles=st.sampled_from((0, *MILES)),
    words=st.sampled_from(("", "debt advice")),
)  # fmt: skip
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_filters_and_their_counts_are_those_of_a_plain_recount(
    directory: Directory, ticked: dict[str, set[str]], starred: bool, age: int | None, miles: int, words: str
) -> None:
    asked = Asked(words, ticked, frozenset({"starred"} if starred else ()), miles, age)
    found = directory.find(asked)
    wanted = {one.name for one in directory.records if fits(directory, one, asked)}
    assert {row.name for row in found.rows} == wanted
    assert found.total == len(wanted)
    for kind in ("mode", "access", "cost", "language", "only_for"):
        for code in directory.index.codes(kind):
            left = [one for one in directory.records if fits(directory, one, asked, without=kind)]
            assert found.counts[kind, code] == sum(code in directory.facts(one)[kind] for one in left), (kind, code)
    for each in MILES:
        nearer = replace(asked, miles=each)
        assert found.counts["miles", str(each)] == sum(fits(directory, one, nearer) for one in directory.records)
    if not wanted:
        assert found.notice.startswith("No service fits")


def test_distances_are_those_along_the_globe(directory: Directory) -> None:
    for row in directory.find(Asked()).rows:
        record = directory.by_name[row.name]
        true = km_of(record)
        assert (row.km is None) == (true is None)
        if true is not None and row.km is not None:
            assert row.km == pytest.approx(true, rel=0.002, abs=0.01)
        assert row.group == (EVERYWHERE if everywhere(record) else UNKNOWN if true is None else NEAR)


def test_the_order_of_distances_has_every_service_once(directory: Directory) -> None:
    index, distances = directory.index, directory.distances
    assert sorted(distances.order) == list(range(COUNT))
    placed = [place for place in distances.order if place in distances.km]
    assert list(distances.order[: len(placed)]) == placed
    assert [distances.km[place] for place in placed] == sorted(distances.km.values())
    rest = distances.order[len(placed) :]
    from_all = [bool(index.bits["everywhere", "yes"] >> place & 1) for place in rest]
    assert from_all == sorted(from_all, reverse=True)
    for miles in MILES:
        inside = {place for place, km in distances.km.items() if km <= miles * KM_IN_A_MILE}
        assert set(members(distances.within[miles])) == inside


@given(
    far=st.booleans(), size=st.sampled_from((1, 7, 10, 25, 50, 119, 120)), words=st.sampled_from(("", "walking")),
    some_costs=st.booleans(),
)  # fmt: skip
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_pages_follow_each_other_without_gap_or_double(
    directory: Directory, far: bool, size: int, words: str, some_costs: bool
) -> None:
    asked = Asked(words, {"cost": {"free", "low", "paid"}} if some_costs else {})
    count = sum(fits(directory, one, asked) for one in directory.records)
    whole = [row.id for row in directory.find(asked, far=far).rows]
    assert len(whole) == len(set(whole)) == count
    pages: list[int] = []
    for page in range(COUNT // size + 2):
        rows = [row.id for row in directory.find(asked, far=far, page=page, size=size).rows]
        assert len(rows) == min(size, max(0, count - page * size))
        pages += rows
    assert pages == whole


def test_what_nobody_vouches_for_stands_ten_places_further_down_and_a_star_ten_further_up(
    directory: Directory,
) -> None:
    rows = directory.find(Asked()).rows
    far = {row.name: row.km or 0 for row in rows}  # which are those along the globe but for a few metres
    today = directory.vault.clock.today()

    def lift(record: ServiceRecord) -> int:
        fresh = record.assured_on is not None and (today - record.assured_on).days < 60 and not record.closed_words
        return 10 * ((not fresh) - (record.name in directory.starred))

    groups = {
        NEAR: lambda one: km_of(one) is not None and not everywhere(one),
        EVERYWHERE: everywhere,
        UNKNOWN: lambda one: km_of(one) is None and not everywhere(one),
    }
    wanted = []
    for name, inside in groups.items():
        mine = [one for one in directory.records if inside(one)]
        mine.sort(key=lambda one: (far[one.name] if name == NEAR else 0, one.name))
        moved = sorted(enumerate(mine), key=lambda pair: pair[0] + lift(pair[1]))
        wanted += [(one.name, name) for _number, one in moved]
    assert [(row.name, row.group) for row in rows] == wanted


def test_words_with_a_place_to_count_from_are_one_list_stars_and_the_nearest_first(directory: Directory) -> None:
    found = directory.find(Asked("walking"))
    far = {row.name: row.km or 0 for row in found.rows}

    def standing(record: ServiceRecord) -> tuple[bool, int, bool, float]:
        unstarred = record.name not in directory.starred
        if everywhere(record):
            return False, 1, unstarred, 0.0
        if km_of(record) is None:
            return False, 3, unstarred, 0.0
        km = far[record.name]
        return km > 60 * KM_IN_A_MILE, 0 if km <= 10 * KM_IN_A_MILE else 2, unstarred, km

    standings = [standing(directory.by_name[row.name]) for row in found.rows]
    assert standings == sorted(standings)
    assert len({standing[:2] for standing in standings}) == 4
    assert found.groups == {}
    assert found.best_first
    assert all(row.how_far for row in found.rows if not everywhere(directory.by_name[row.name]) and row.km is not None)


@given(st.sets(st.integers(0, 300)))
def test_sets_of_bits_are_sets(places: set[int]) -> None:
    assert list(members(set_of(places, 301))) == sorted(places)
    assert set_of(places, 301).bit_count() == len(places)


@pytest.mark.parametrize("minutes", [1, 0, -10])
def test_the_stamp_changes_with_whatever_the_index_holds(template: Template, tmp_path: Path, minutes: int) -> None:
    """Whether the clock goes on, is slow, or is put back."""
    time = FakeTime()
    vault = template.open(template.copy(tmp_path), time.clock)

    def stamp() -> tuple[object, ...]:
        with vault.reading() as session:
            found = index_stamp(session, vault.clock.today())
        assert read_index(vault).stamp == found
        return found

    seen = [stamp()]

    def changed(what: str) -> None:
        now = stamp()
        assert now not in seen, what
        assert stamp() == now
        seen.append(now)
        time.now += timedelta(minutes=minutes)

    brought_in(vault, "made", [made(number, time.clock.today()) for number in range(4)])
    changed("an import")
    brought_in(vault, "made", [made(number, time.clock.today()) for number in range(3)])
    changed("another import")
    with vault.reading() as session:
        source = session.query(DirSource.id).scalar()
        ids = [row.id for row in session.query(Service.id).order_by(Service.id)]
    undo_last(vault, source)
    changed("an undo")
    services.add_note(vault, ids[0], "Ask for Kim.")
    changed("a note")
    keep_text(vault, _FOOD)
    changed("rules of our own")
    form = services.service_details(vault, ids[0]).form
    services.change_service(vault, ids[0], replace(form, cost="paid", topics=("money_and_debt",)))
    changed("a change")
    for number in ids[:3]:
        services.check_today(vault, number, "phone")
        changed("a check, though not the first of this day")
    for stars in ({0}, {1}, {1, 2}, {0, 3}, set()):
        with vault.transaction() as transaction:
            for place, number in enumerate(ids):
                transaction.session.get_one(Service, number).starred = place in stars
            transaction.record("star", "service", 0)
        if stars:
            changed("other stars")
    services.add_service(vault, services.ServiceForm(name="Own", topics=("money_and_debt",), phone="0161 4960000"))
    changed("a service of our own")
    time.go(days=1)
    changed("another day")
    vault.close()


def test_how_many_points_a_need_takes_is_as_the_services_own_rules_say(template: Template, tmp_path: Path) -> None:
    vault = template.open(template.copy(tmp_path), FakeTime().clock)
    brought_in(vault, "made", [replace(made(1, date(2026, 1, 1)), name="Debt Advice", topics=())])
    brought_in(vault, "other", [replace(made(1, date(2026, 1, 1)), name="Advice", description="Debts.", topics=())])
    assert read_index(vault).any_of("need", ["debt_money"]).bit_count() == 2
    assert read_index(vault).rules == needs()
    keep_text(vault, _FOOD)
    index = read_index(vault)  # nothing is scored again yet
    assert index.any_of("need", ["debt_money"]).bit_count() == 1
    score_again(vault)
    assert read_index(vault).any_of("need", ["debt_money"]).bit_count() == 1
    assert read_index(vault).rules.least == 6.0
    vault.close()
