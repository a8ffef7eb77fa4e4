"""Which services are which, as sets of bits: so that many filters with their counts are told while somebody types.

The vault keeps the truth; this is read from it when it has changed, and then asked many times. Each set is one whole
number whose bit n stands for the n-th service in the order of names.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from operator import itemgetter

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from workwell_desktop.casework.service_need_rules import NeedRules
from workwell_desktop.casework.service_own_needs import rules_in
from workwell_desktop.casework.service_text import freshness
from workwell_desktop.models.services import (
    DirRelease,
    OwnNeedRules,
    Service,
    ServiceCheck,
    ServiceFace,
    ServiceNote,
)
from workwell_desktop.places.distance import KM_IN_A_MILE, Spot, flat_around
from workwell_desktop.vault.service_search import service_words
from workwell_desktop.vault.store import Vault

MILES = (1, 2, 5, 10, 20)
AWAY_KM = 60 * KM_IN_A_MILE
_ONE = ord("1")
_BITS = [[bit for bit in range(8) if mark >> bit & 1] for mark in range(256)]  # by byte, which are set
_FEW_OF = 5  # a fifth of all, or more, are sooner told by going through all
_TAGS = text(
    "SELECT t.kind, t.code, group_concat(s.id) FROM service_tag AS t CROSS JOIN service AS s ON s.face_id = t.face_id "
    "GROUP BY t.kind, t.code"
)
_NEEDS = text(
    "SELECT 'need', n.need, group_concat(s.id) FROM service_need AS n CROSS JOIN service AS s ON s.face_id = n.face_id "
    "WHERE n.points >= :least GROUP BY n.need"
)
_LISTS = text(
    "SELECT 'list', r.source_id, group_concat(DISTINCT k.service_id) FROM service_link AS k "
    "JOIN dir_record AS r ON r.id = k.record_id WHERE r.status = 'listed' GROUP BY r.source_id"
)
_NOTED = text("SELECT 'noted', 'yes', group_concat(DISTINCT service_id) FROM service_note HAVING count(*)")
_WHERE = text(
    "SELECT s.id, l.at_latitude, l.at_longitude, l.unsure_km FROM service_location AS l "
    "CROSS JOIN service AS s ON s.face_id = l.face_id "
    "WHERE l.at_latitude IS NOT NULL"
)

Key = tuple[str, str]  # a kind of filter and one of its codes: ("topic", "housing"), ("fresh", "yes")


@dataclass(frozen=True)
class ServiceIndex:
    """Every service that has a live face. ``stamp`` says of which state of the vault this was read.

    ``ids`` are service ids by place, ``places`` the other way about; ``faces`` gives the place of a face. ``shown`` are
    those that are not withdrawn. ``ages`` are place, least and greatest age where a list gives one. ``spots`` are
    place, latitude and longitude, a line for each place where a service is given. ``unsure_km`` says by place in the
    index how far off that may be, where it is more than a front door. ``words`` are all that a service can be found by,
    from A to Z. ``rules`` say what helps with what here, and from how many points on.
    """

    stamp: tuple[object, ...]
    ids: tuple[int, ...]
    places: Mapping[int, int]
    faces: Mapping[int, int]
    shown: int
    bits: Mapping[Key, int]
    ages: tuple[tuple[int, int | None, int | None], ...]
    spots: tuple[array[int], array[float], array[float]]
    unsure_km: Mapping[int, float]
    words: tuple[str, ...]
    rules: NeedRules

    def codes(self, kind: str) -> tuple[str, ...]:
        """Return the codes of one kind that some service has, from A to Z."""
        return tuple(sorted(code for one, code in self.bits if one == kind))

    @cached_property
    def face_ids(self) -> tuple[int, ...]:
        """The ids of the live faces by place."""
        return tuple(sorted(self.faces, key=self.faces.__getitem__))

    @cached_property
    def by_face(self) -> tuple[int, ...]:
        """All places in the order of their face ids."""
        return tuple(self.faces[face] for face in sorted(self.faces))

    @cached_property
    def by_age(self) -> dict[int, int]:
        """What was worked out for some ages already (:func:`for_age`)."""
        return {}

    def spots_of(self, place: int) -> tuple[tuple[float, float], ...]:
        """Return where one service is given: latitude and longitude of each of its places."""
        places, lines = self._lines
        _places, latitudes, longitudes = self.spots
        here = lines[bisect_left(places, place) : bisect_right(places, place)]
        return tuple([(latitudes[line], longitudes[line]) for line in here])

    @cached_property
    def _lines(self) -> tuple[array[int], array[int]]:
        """The places of the spots in order, and the line of each among the spots."""
        places = self.spots[0]
        lines = array("l", sorted(range(len(places)), key=places.__getitem__))
        return array("l", [places[line] for line in lines]), lines

    def of_faces(self, faces: Sequence[int]) -> int:
        """Return the services with these live faces, as a set; other ids are passed over. Quick for many thousand."""
        size = len(self.ids)
        if len(faces) * _FEW_OF < size or size < 2:
            return set_of([place for face in faces if (place := self.faces.get(face)) is not None], size)
        held = bytearray(b"0") * (max(max(faces), self._most_face) + 1)  # noqa: PLW3301 - quicker than a list of both
        for face in faces:
            held[face] = _ONE
        return int(bytes(self._backwards(held)), 2)

    @cached_property
    def _most_face(self) -> int:
        return max(self.faces)

    @cached_property
    def _backwards(self) -> Callable[[bytearray], tuple[int, ...]]:
        """What picks the mark of each live face, the last place first, as the digits of a number stand."""
        return itemgetter(*self.face_ids[::-1])

    def any_of(self, kind: str, codes: Iterable[str]) -> int:
        """Return the services that have at least one of these codes."""
        found = 0
        for code in codes:
            found |= self.bits.get((kind, code), 0)
        return found


@dataclass(frozen=True)
class Near:
    """How far services are from a spot: km by place in the index (the nearest of several), and who is within miles.

    ``order`` has every service: the nearest first, then what is given everywhere, then what nobody can place.
    ``unsure_km`` is how far the spot itself may be off.
    """

    km: Mapping[int, float]
    known: int
    within: Mapping[int, int]
    order: tuple[int, ...]
    unsure_km: float = 0.0

    @cached_property
    def away(self) -> int:
        """The services whose nearest place lies more than 60 miles off."""
        size = max(self.order, default=0) + 1
        return set_of([place for place, km in self.km.items() if km > AWAY_KM], size)


def index_stamp(session: Session, today: date) -> tuple[object, ...]:
    """Return what changes whenever an index has to be read again, even when the PC's clock was put back. Quick."""
    shown = ("live", "undone")  # the first becomes the second, which no release leaves
    live = [session.scalar(select(func.count()).where(DirRelease.state == state)) for state in shown]
    own = session.execute(
        select(func.max(Service.touched_in), func.max(Service.updated_at), func.max(Service.checked_on), func.count())
    ).one()
    starred = session.scalars(select(Service.id).where(Service.starred).order_by(Service.id)).all()
    notes, checks = (session.scalar(select(func.count()).select_from(table)) for table in (ServiceNote, ServiceCheck))
    rules = session.execute(select(func.max(OwnNeedRules.scored_at), func.max(OwnNeedRules.updated_at))).one()
    return (*live, *own, *starred, notes, checks, *rules, today)


def still_true(vault: Vault, index: ServiceIndex) -> bool:
    """Say whether nothing has changed since an index was read. Quick."""
    with vault.reading() as session:
        return index_stamp(session, vault.clock.today()) == index.stamp


def how_many(vault: Vault) -> int:
    """Return how many services there are, those that their list dropped too. Quick."""
    with vault.reading() as session:
        return session.scalar(select(func.count()).select_from(Service)) or 0


def read_index(vault: Vault) -> ServiceIndex:
    """Read the index afresh. It takes longer than a window may stand still when there are many thousand services."""
    today = vault.clock.today()
    with vault.reading() as session:
        stamp = index_stamp(session, today)
        rows = session.execute(
            select(
                Service.id, Service.face_id, Service.starred, Service.checked_on, Service.own, ServiceFace.status,
                ServiceFace.cost, ServiceFace.national, ServiceFace.minimum_age, ServiceFace.maximum_age,
                ServiceFace.assured_on, ServiceFace.closed_words,
            )
            .join(ServiceFace, ServiceFace.id == Service.face_id)
            .order_by(ServiceFace.sort_name, Service.id)
        ).all()  # fmt: skip
        tags = [(kind, str(code), ids) for kind, code, ids in session.execute(_TAGS)]
        for query in (_LISTS, _NOTED):
            tags += [(kind, str(code), ids) for kind, code, ids in session.execute(query)]
        rules = rules_in(session)
        tags += [tuple(row) for row in session.execute(_NEEDS, {"least": rules.least})]
        spots = session.execute(_WHERE).all()
        words = tuple(service_words(session))
    places = {row.id: place for place, row in enumerate(rows)}
    sets: dict[Key, list[int]] = {
        (kind, code): [places[int(one)] for one in ids.split(",") if int(one) in places] for kind, code, ids in tags
    }
    fresh: dict[tuple[date | None, date | None], bool] = {}
    ages = []
    withdrawn = []
    for place, row in enumerate(rows):
        if row.status == "withdrawn":
            withdrawn.append(place)
        if row.cost:
            sets.setdefault(("cost", row.cost), []).append(place)
        if row.minimum_age is not None or row.maximum_age is not None:
            ages.append((place, row.minimum_age, row.maximum_age))
        days = (row.checked_on, row.assured_on)
        if days not in fresh:
            fresh[days] = freshness(days, today)[1] == "good"
        marks = (
            ("everywhere", row.national),
            ("fresh", fresh[days] and not row.closed_words),
            ("starred", row.starred),
            ("own", row.own),
        )
        for kind, holds in marks:
            if holds:
                sets.setdefault((kind, "yes"), []).append(place)
    placed = [(places[one], latitude, longitude) for one, latitude, longitude, _ in spots if one in places]
    size = len(rows)
    bits = {key: set_of(found, size) for key, found in sets.items()}
    where = (
        array("l", [one[0] for one in placed]),
        array("d", [one[1] for one in placed]),
        array("d", [one[2] for one in placed]),
    )
    _add_afar(bits, set_of(where[0], size))
    return ServiceIndex(
        stamp,
        tuple(row.id for row in rows),
        places,
        {row.face_id: place for place, row in enumerate(rows)},
        ((1 << size) - 1) & ~set_of(withdrawn, size),
        bits,
        tuple(ages),
        where,
        _unsure((places[one], off) for one, _latitude, _longitude, off in spots if off and one in places),
        words,
        rules,
    )


def _unsure(spots: Iterable[tuple[int, float]]) -> dict[int, float]:
    """Return by place how far off the worst of its spots may be."""
    unsure: dict[int, float] = {}
    for place, off in spots:
        unsure[place] = max(off, unsure.get(place, 0.0))
    return unsure


def _add_afar(bits: dict[Key, int], placed: int) -> None:
    """Count what is only given by phone or online among what can be used from everywhere."""
    afar = bits.get(("mode", "phone"), 0) | bits.get(("mode", "online"), 0)
    bits["everywhere", "yes"] = bits.get(("everywhere", "yes"), 0) | (
        afar & ~bits.get(("mode", "in_person"), 0) & ~placed
    )


def near(index: ServiceIndex, spot: Spot, unsure_km: float = 0.0) -> Near:
    """Work out how far every service is from a spot, in a straight line; ``unsure_km`` is how far that may be off."""
    flat = flat_around(spot)
    north, east = flat.km_north, flat.km_east
    latitude, longitude = spot.latitude, spot.longitude
    squared: dict[int, float] = {}
    for place, one, other in zip(*index.spots, strict=True):
        far = ((one - latitude) * north) ** 2 + ((other - longitude) * east) ** 2
        if far < squared.get(place, float("inf")):
            squared[place] = far
    size = len(index.ids)
    km = {place: far**0.5 for place, far in squared.items()}
    within = {miles: set_of([p for p, far in km.items() if far <= miles * KM_IN_A_MILE], size) for miles in MILES}
    known, everywhere = set_of(km, size), index.bits.get(("everywhere", "yes"), 0)
    every = (1 << size) - 1
    order = (*sorted(km, key=km.__getitem__), *members(everywhere & ~known), *members(every & ~everywhere & ~known))
    return Near(km, known, within, order, unsure_km)


def for_age(index: ServiceIndex, age: int) -> int:
    """Return the services that a list's own limits do not close to somebody of this age in years."""
    if age not in index.by_age:  # each letter that is typed asks again
        closed = [
            place
            for place, least, most in index.ages
            if (least is not None and age < least) or (most is not None and age > most)
        ]
        index.by_age[age] = ((1 << len(index.ids)) - 1) & ~set_of(closed, len(index.ids))
    return index.by_age[age]


def set_of(places: Iterable[int], size: int) -> int:
    """Return a set of bits from places (0 to ``size`` - 1)."""
    marks = bytearray(size // 8 + 1)
    for place in places:
        marks[place >> 3] |= 1 << (place & 7)
    return int.from_bytes(marks, "little")


def marks_of(bits: int, size: int) -> bytes:
    """Return a set of bits as bytes: to look into them for each of many places is quicker than to shift the whole."""
    return bits.to_bytes(size // 8 + 1, "little")


def members(bits: int) -> Iterator[int]:
    """Give the places in a set of bits, the first first."""
    marks = bits.to_bytes((bits.bit_length() + 7) // 8, "little")
    for byte, mark in enumerate(marks):
        if mark:
            start = byte * 8
            for bit in _BITS[mark]:
                yield start + bit
