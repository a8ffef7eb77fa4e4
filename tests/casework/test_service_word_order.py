"""What is found and suggested in a large directory, against plain ways to work it out that take much longer."""

from __future__ import annotations

import math
import random
from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from tests.service_lists import a_service, brought_in
from workwell_desktop.casework import service_order, service_suggesting, service_word_order
from workwell_desktop.casework.service_index import MILES, Near, ServiceIndex, members, near, read_index, set_of
from workwell_desktop.casework.service_matching import Person, match
from workwell_desktop.casework.service_need_rules import FoundNeed, NeedRules, needs
from workwell_desktop.casework.service_order import by_words_and_distance, ordered
from workwell_desktop.casework.service_suggesting import candidates_of, suggest
from workwell_desktop.casework.service_terms import TermScore
from workwell_desktop.casework.service_where import Where
from workwell_desktop.casework.service_word_order import WordOrder, first_by_words, most_first, word_order
from workwell_desktop.directory.record import RecordPlace
from workwell_desktop.models.services import ServiceFace, ServiceNeed
from workwell_desktop.places.distance import KM_IN_A_MILE, Point
from workwell_desktop.vault import service_search
from workwell_desktop.vault.service_search import InParts, find_faces, find_in_parts, find_more
from workwell_desktop.vault.store import Vault

SIZE = 40
HOME = Point(53.48, -2.24)
KM = (0.0, 1.0, 1.0, 5.0, 10 * KM_IN_A_MILE, 17.0, 60 * KM_IN_A_MILE, 100.0)
sets = st.sets(st.integers(0, SIZE - 1))


def an_index(
    face_ids: Sequence[int],
    bits: Mapping[tuple[str, str], int],
    spots: Sequence[tuple[int, float, float]] = (),
    rules: NeedRules | None = None,
) -> ServiceIndex:
    """Return an index of services with these faces, in the order of their places."""
    ids = tuple(range(100, 100 + len(face_ids)))
    lines = (
        array("l", [one[0] for one in spots]),
        array("d", [s[1] for s in spots]),
        array("d", [s[2] for s in spots]),
    )
    places, faces = ({key: place for place, key in enumerate(keys)} for keys in (ids, face_ids))
    every = (1 << len(ids)) - 1
    return ServiceIndex((), ids, places, faces, every, bits, (), lines, {}, (), rules or needs())


@st.composite
def indexes(draw: st.DrawFn) -> ServiceIndex:
    """Return an index of services whose faces stand in any order, with stars, and some given everywhere."""
    faces = draw(st.permutations(range(1, 2 * SIZE, 2)))
    kinds = ("everywhere", "starred", "fresh")
    return an_index(faces, {(kind, "yes"): set_of(draw(sets), SIZE) for kind in kinds})


@st.composite
def distances(draw: st.DrawFn) -> Near:
    """Return distances that are often the same, and unknown of some services."""
    km = draw(st.dictionaries(st.integers(0, SIZE - 1), st.sampled_from(KM)))
    order = (*sorted(km, key=km.__getitem__), *(place for place in range(SIZE) if place not in km))
    within = {miles: set_of([p for p, far in km.items() if far <= miles * KM_IN_A_MILE], SIZE) for miles in MILES}
    return Near(km, set_of(km, SIZE), within, order)


found_faces = st.lists(st.integers(1, 2 * SIZE + 20), unique=True)  # some of them of no service
in_parts = st.builds(
    lambda named, others, ranked: InParts((), others, ranked=True)
    if ranked
    else InParts(sorted(set(named) & set(others)), sorted(others)),
    found_faces, found_faces, st.booleans(),
)  # fmt: skip


@given(st.lists(sets, max_size=4))
def test_what_is_in_most_sets_stands_first_and_nothing_is_lost(found: list[set[int]]) -> None:
    parts = [set(members(bits)) for bits in most_first([set_of(one, SIZE) for one in found])]
    order = list(dict.fromkeys(place for part in parts for place in sorted(part)))
    counts = [sum(place in one for one in found) for place in order]
    assert counts == sorted(counts, reverse=True)
    assert set(order) == set().union(*found)


def plainly(index: ServiceIndex, found: Sequence[InParts]) -> list[int]:
    """Return all places that were found, in the order of the words."""
    faces = [face for one in found for face in (*one.named, *one.others)]
    return list(dict.fromkeys(index.faces[face] for face in faces if face in index.faces))


@pytest.fixture(params=[0, 1_000], ids=["many", "few"])
def ways(request: pytest.FixtureRequest) -> Iterator[None]:
    """Take each of the two ways to bring a set into an order."""
    with patch.object(service_order, "_FEW", request.param), patch.object(service_word_order, "_FEW", request.param):
        yield


two_ways = pytest.mark.usefixtures("ways")
many_examples = settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)


@two_ways
@given(indexes(), st.lists(in_parts, max_size=2), sets)
@many_examples
def test_the_order_of_words_is_that_of_one_long_list(
    index: ServiceIndex, found: list[InParts], wanted: set[int]
) -> None:
    order = sum((word_order(index, one) for one in found), WordOrder())
    whole = plainly(index, found)
    assert set(members(order.found)) == set(whole)
    assert list(first_by_words(index, order, set_of(wanted, SIZE))) == [place for place in whole if place in wanted]


@given(st.integers(0, 30), st.lists(st.integers(1, 60), unique=True), st.randoms())
def test_faces_are_told_alike_whether_few_or_many(size: int, asked: list[int], dice: random.Random) -> None:
    index = an_index(dice.sample(range(1, 61), size), {})
    wanted = {index.faces[face] for face in asked if face in index.faces}
    assert set(members(index.of_faces(asked))) == wanted


@given(st.lists(st.tuples(st.integers(0, 9), st.floats(49, 60), st.floats(-8, 2))))
def test_each_service_has_its_own_spots_in_their_order(spots: list[tuple[int, float, float]]) -> None:
    index = an_index(range(1, 11), {}, spots)
    for place in range(10):
        assert index.spots_of(place) == tuple((one[1], one[2]) for one in spots if one[0] == place)


@two_ways
@given(
    indexes(), distances(), st.lists(in_parts, min_size=1, max_size=2), sets, sets, sets,
    st.lists(st.integers(0, SIZE - 1)), sets, st.sampled_from((1, 3, 10, SIZE)),
)  # fmt: skip
@many_examples
def test_by_words_and_distance_is_one_plain_sorting(
    index: ServiceIndex,
    far: Near,
    found: list[InParts],
    kept: set[int],
    named: set[int],
    begun: set[int],
    suggested: list[int],
    suits: set[int],
    most: int,
) -> None:
    order = sum((word_order(index, one) for one in found), WordOrder())
    everywhere, starred = (set(members(index.bits[kind, "yes"])) for kind in ("everywhere", "starred"))

    def standing(place: int) -> tuple[bool, int, int, bool, float]:
        km = None if place in everywhere else far.km.get(place)
        fit = 2 if place in begun else 0 if place in named else 1
        band = 1 if place in everywhere else 3 if km is None else 0 if km <= 10 * KM_IN_A_MILE else 2
        later = place not in starred and place not in suggested and place not in suits
        return (km or 0.0) > 60 * KM_IN_A_MILE, fit, band, later, km or 0.0

    wanted = sorted([place for place in plainly(index, found) if place in kept], key=standing)
    fits = set_of(named, SIZE), set_of(begun, SIZE)
    helps = set_of(suits, SIZE)
    told = by_words_and_distance(index, set_of(kept, SIZE), order, fits, far, most, suggested, suits=helps)
    assert told.places == [(place, "") for place in wanted[:most]]


@two_ways
@given(indexes(), in_parts, sets, sets, sets, sets, sets, st.sampled_from((1, 5, SIZE)))
@many_examples
def test_by_words_alone_a_star_lifts_and_what_is_only_begun_follows(
    index: ServiceIndex,
    found: InParts,
    kept: set[int],
    named: set[int],
    begun: set[int],
    lifted: set[int],
    suits: set[int],
    most: int,
) -> None:
    order = word_order(index, found)
    fresh, starred = (set(members(index.bits[kind, "yes"])) for kind in ("fresh", "starred"))
    first = [place for place in plainly(index, [found]) if place in kept][: most + 20]

    def moved(number: int) -> int:
        place = first[number]
        up = (place in starred) + (place in lifted | suits) - (place not in fresh)
        return number - 10 * up + (1_000 if place in begun else -30 if place in named else 0)

    wanted = [first[number] for number in sorted(range(len(first)), key=moved)][:most]
    bits = set_of(kept & set(members(order.found)), SIZE)
    rest, helps = set_of(begun, SIZE), set_of(suits, SIZE)
    told = ordered(index, bits, order, None, sorted(lifted), most, named=named, begun=rest, suits=helps)
    assert [place for place, _group in told.places] == wanted


# -- with a vault ---------------------------------------------------------------------------------------------

_WORDS = ("debt", "debts", "debtor", "advice", "food", "money help", "cafe")
_SPOTS = ((53.48, -2.24), (53.5, -2.2), (53.9, -2.0), (51.5, -0.1))


@pytest.fixture
def directory(open_vault: Vault) -> Vault:
    """Return a vault with services of much the same words, some with the words in their names."""
    records = []
    for n in range(60):
        name, said = f"{_WORDS[n % 7].title()} {'ABC'[n % 3]}{n // 9}", f"{_WORDS[n * 3 % 7]} and advice on money"
        topics = ("money_and_debt",) if n % 2 else ()
        one = a_service(str(n), name, description=said, topics=topics, national=n % 11 == 0)
        spot = RecordPlace("Hall", latitude=_SPOTS[n % 4][0], longitude=_SPOTS[n % 4][1])
        records.append(replace(one, places=(spot,) if n % 5 else ()))
    brought_in(open_vault, "one", records)
    return open_vault


@pytest.mark.parametrize("most_ranked", [0, 12, 3_000])
def test_a_word_that_is_still_typed_finds_what_two_questions_would(directory: Vault, most_ranked: int) -> None:
    index = read_index(directory)
    with patch.object(service_search, "_MOST_RANKED", most_ranked), directory.reading() as session:
        for whole in (["debt"], ["de"], ["advice", "deb"], ["mo"], ["food", "advice"], ["nothing"]):
            words = [{word} for word in whole]
            begun = [*words[:-1], {whole[-1], f"{whole[-1]}*"}]
            wanted = dict.fromkeys([*find_faces(session, words), *find_faces(session, begun)])
            first = find_in_parts(session, words, names=True)
            order = word_order(index, first) + word_order(index, find_more(session, begun, words, first))
            found = [index.face_ids[place] for place in first_by_words(index, order, order.found)]
            assert found == [face for face in wanted if face in index.faces], whole
            named = {face for face in find_faces(session, words) if _named(directory, face, whole)}
            assert set(first.named) == named, whole


def _named(vault: Vault, face: int, words: Sequence[str]) -> bool:
    with vault.reading() as session:
        name = session.get_one(ServiceFace, face).name.casefold().split()
    return all(word in name for word in words)


@pytest.mark.parametrize("looked_at", [1, 4, 17, 250])
@pytest.mark.parametrize("placed", [True, False])
def test_what_is_looked_at_for_each_need_is_the_best_of_all_by_points_and_nearness(
    directory: Vault, looked_at: int, placed: bool
) -> None:
    index, today = read_index(directory), directory.clock.today()
    far = near(index, HOME) if placed else None
    asked = [FoundNeed("debt_money"), FoundNeed("food")]
    where = Where(HOME.latitude, HOME.longitude) if placed else Where()

    def weight(row: ServiceNeed) -> float:
        km = far.km.get(index.faces[row.face_id]) if far is not None else None
        return row.points + (0.6 if km is None else 2 * math.exp(-km / 6))

    with directory.reading() as session:
        rows = [row for row in session.scalars(select(ServiceNeed)) if row.points > 0 and row.face_id in index.faces]
        chosen: set[int] = set()
        for one in asked:
            mine = sorted((row for row in rows if row.need == one.need), key=lambda row: (weight(row), row.face_id))
            chosen.update(row.face_id for row in mine[-looked_at:])
        scores: dict[int, list[TermScore]] = {}
        for row in sorted(rows, key=lambda row: row.need):
            if row.face_id in chosen and row.need in {one.need for one in asked}:
                scores.setdefault(row.face_id, []).append(service_suggesting.score_of(row.need, row.points, row.found))
        wanted = match(asked, candidates_of(session, scores, index, today), where, Person(40), 30, today=today)
    assert wanted.suggestions
    with (
        patch.object(service_suggesting, "_LOOKED_AT", looked_at),
        patch.object(service_suggesting, "_WIDELY", looked_at),
    ):
        assert suggest(directory, asked, index, where, Person(40), distances=far).matches == wanted
