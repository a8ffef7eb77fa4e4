"""From needs to services, each with its reasons; what was left out, and why; and an honest word where nothing fits.

Pure: rules, candidates and facts about the participant go in. Only facts that a list states in a field of their own
leave a service out; what sentences say takes points off and warns. Scores are those of the design of the directory
(section 5.5).
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache, partial
from typing import NamedTuple

from workwell_desktop.casework import service_reasons as reasons
from workwell_desktop.casework.service_match_order import FIRST, Fit, in_order
from workwell_desktop.casework.service_need_rules import FoundNeed, NeedRules
from workwell_desktop.casework.service_need_rules import needs as shipped_needs
from workwell_desktop.casework.service_reasons import Candidate
from workwell_desktop.casework.service_terms import TermScore
from workwell_desktop.casework.service_where import Where, lives_elsewhere, unknown_areas
from workwell_desktop.casework.service_words import fold
from workwell_desktop.directory.record import Area, ServiceRecord
from workwell_desktop.places.distance import Flat, Point, flat_around

AGAINST = 2.5  # points for each word that speaks against it
NEAR, REACH_KM = 2.0, 6.0  # points at the door, and how fast they fall
NATIONAL = 0.6
YEAR, MOST_YEARS, UNKNOWN_AGE = 0.12, 6.0, 0.7
STAR, REPORTED = 0.5, 1.5
LEAST_USED = 5  # referrals from here before their outcome counts
FAR_KM = 40.0  # few people go 25 miles to a group: it takes off as much as a word against it
WORKING_AGE = (18, 66)  # years: taken for somebody whose age is not recorded
EDGES = (25, 60)  # years: up to the first, and from the second, a service takes few of working age
UNSURE_AREA = 1.5  # points for an area that nobody here has heard of: as much as a report that it is wrong
NOWHERE = 1.0  # more, where no place says that it is given within reach
ELSEWHERE_KM = 60.0
SOUTH, NORTH, WEST, EAST = 49.8, 60.9, -8.7, 1.8  # degrees around Great Britain
_MOST_EXCLUDED = 20


__all__ = [
    "FIRST", "Candidate", "Excluded", "Matches", "Person", "Suggestion", "TermScore", "Unmet", "candidate", "match",
]  # fmt: skip


@dataclass(frozen=True)
class Person:
    """What is recorded of the participant: age in years, gender as in the list of genders, audiences they belong to."""

    age: int | None = None
    gender: str = ""
    belongs: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Suggestion:
    """A service that fits, and why, in whole sentences. ``needs`` are those it fits, the most important first.

    ``because`` is the participant's own reason for the first of them. ``km`` is a straight line, where known.
    ``row`` says the most important of it in a list that shows distance and freshness beside it.
    """

    id: int
    needs: tuple[str, ...]
    score: float
    reasons: tuple[str, ...]
    because: str = ""
    km: float | None = None
    row: str = ""


@dataclass(frozen=True)
class Excluded:
    """A service that has the words for a need and is not suggested, and why not, in a whole sentence."""

    id: int
    need: str
    why: str


@dataclass(frozen=True)
class Unmet:
    """A need that no service fits: a sentence that says so and what there is instead; keys of the national list."""

    need: str
    sentence: str
    fallback: tuple[str, ...]


@dataclass(frozen=True)
class Matches:
    """What was found for the needs that were asked for. ``excluded`` are the nearest misses of ``excluded_total``."""

    suggestions: tuple[Suggestion, ...]
    excluded: tuple[Excluded, ...]
    excluded_total: int
    unmet: tuple[Unmet, ...]


class _Miss(NamedTuple):
    """A candidate that does not fit: its row with the most points, and what says why not (nothing: its words)."""

    points: float
    id: int
    one: Candidate
    best: TermScore
    why: Callable[[Candidate], str] | None

    def told(self, missing: frozenset[str], rules: NeedRules) -> Excluded:
        if self.why is not None:
            return Excluded(self.id, self.best.need, self.why(self.one))
        audiences = [name for name in self.best.audiences if name in missing]
        return Excluded(self.id, self.best.need, reasons.why_not_by_words(self.best, audiences, rules))


def match(
    needs: Sequence[FoundNeed],
    candidates: Iterable[Candidate],
    where: Where,
    person: Person,
    limit: int,
    *,
    today: date,
    rules: NeedRules | None = None,
) -> Matches:
    """Return the services that fit these needs (the most important first), at most ``limit``, the best first.

    With several needs the first services together cover all of them as well as can be. Needs that the rules do not
    know are passed over. ``candidates`` need only be those with a row for one of the needs; a thousand for each, those
    with the most points and among these the nearest, are enough.
    """
    held = rules or shipped_needs()
    asked = {need.need: need for need in needs if need.need in held.needs}
    missing = frozenset(
        name for name, one in held.audiences.items() if name not in person.belongs and not one.takes(person.age)
    )
    beside = _other_points(where, person, today)
    fits, missed = _sift(candidates, frozenset(asked), _stated(where, person), missing, beside, held)
    chosen = in_order(fits, tuple(asked), limit)
    met = {need for fit in fits for need in fit.left}
    return Matches(
        suggestions=tuple(_suggestion(fit, asked, missing, person.age, where, held, today) for fit in chosen),
        excluded=tuple(
            one.told(missing, held)
            for one in heapq.nsmallest(_MOST_EXCLUDED, missed, key=lambda one: (-one.points, one.id))
        ),
        excluded_total=len(missed),
        unmet=tuple(
            Unmet(need, reasons.nothing_for(need, held), held.needs[need].fallback) for need in asked if need not in met
        ),
    )


def _sift(
    candidates: Iterable[Candidate],
    asked: frozenset[str],
    stated: Callable[[Candidate], Callable[[Candidate], str] | None],
    missing: frozenset[str],
    beside: Callable[[Candidate], tuple[float, float | None]],
    rules: NeedRules,
) -> tuple[list[Fit], list[_Miss]]:
    """Part the candidates into those that fit and those that do not."""
    fits: list[Fit] = []
    missed: list[_Miss] = []
    least = rules.least
    for one in candidates:
        scores = [score for score in one.scores if score.need in asked and score.points >= least]
        if not scores:
            continue
        left = {score.need: left for score in scores if (left := _left(score, missing)) >= least}
        why = stated(one)
        if left and why is None:
            others, km = beside(one)
            if km is None or km <= FAR_KM or max(left.values()) - AGAINST >= least:
                fits.append(Fit(one, left, others, km, sum(left.values()) + others))
                continue
            why = partial(_too_far, km)
        best = max(scores, key=_points)
        missed.append(_Miss(best.points, one.id, one, best, why))
    return fits, missed


def _too_far(km: float, _one: Candidate) -> str:
    return reasons.why_not_by_distance(km)


def _points(score: TermScore) -> float:
    return score.points


def candidate(service_id: int, record: ServiceRecord, scores: Iterable[TermScore], **known: object) -> Candidate:
    """Return a record as a candidate. ``known`` are further fields: what is known of the service here, its points."""
    fields: dict[str, object] = {
        "provider": record.organisation_key or fold(record.organisation),
        "vouched_on": record.assured_on,
        "points": tuple(
            (place.latitude, place.longitude)
            for place in record.places
            if place.latitude is not None and place.longitude is not None
        ),
        **{name: getattr(record, name) for name in Candidate._fields if name in _OF_RECORD},
        **known,
    }
    return Candidate(service_id, record.name, tuple(scores), **fields)  # type: ignore[arg-type]  # fields of a candidate


_OF_RECORD = frozenset({
    "status", "national", "areas", "minimum_age", "maximum_age", "only_for", "modes", "access", "hinted_minimum_age",
    "hinted_maximum_age", "closed_words", "hinted_only_for",
})  # fmt: skip


def _left(score: TermScore, missing: frozenset[str]) -> float:
    """Return what is left of a need's points when everything that speaks against it is taken off."""
    if not score.against and not score.audiences:
        return score.points
    return score.points - AGAINST * (len(score.against) + sum(name in missing for name in score.audiences))


def _stated(where: Where, person: Person) -> Callable[[Candidate], Callable[[Candidate], str] | None]:
    """Return what finds the fact, stated by its list, that leaves a candidate out: what says so, or nothing."""
    elsewhere: dict[tuple[Area, ...], bool] = {(): False}  # the same areas come again and again
    home = _home(where)

    def lives_elsewhere_of(areas: tuple[Area, ...]) -> bool:
        if areas not in elsewhere:
            elsewhere[areas] = lives_elsewhere(areas, where)
        return elsewhere[areas]

    def stated(one: Candidate) -> Callable[[Candidate], str] | None:
        if one.status == "withdrawn":
            return reasons.why_not_listed
        if why := _other_age(one, person.age):
            return why
        if one.only_for and _other_gender(one.only_for, person.gender):
            return reasons.why_not_by_gender
        if one.areas and lives_elsewhere_of(one.areas):
            return reasons.why_not_by_area
        return _out_of_reach(one, home) if _unsure_areas(one, where) else None

    return stated


def _other_age(one: Candidate, age: int | None) -> Callable[[Candidate], str] | None:
    """Return what says that a service is for another age; somebody whose age is not recorded is of working age."""
    if age is not None:
        return None if reasons.within(age, one.minimum_age, one.maximum_age) else reasons.why_not_by_age
    if one.maximum_age is not None and one.maximum_age < WORKING_AGE[0]:
        return reasons.why_not_for_the_young
    if one.minimum_age is not None and one.minimum_age > WORKING_AGE[1]:
        return reasons.why_not_for_the_old
    return None


def _at_the_edge(one: Candidate) -> bool:
    """Say whether a service takes only the youngest or the oldest of working age: few whose age is not recorded."""
    return (one.maximum_age is not None and one.maximum_age <= EDGES[0]) or (
        one.minimum_age is not None and one.minimum_age >= EDGES[1]
    )


def _other_gender(only_for: Sequence[str], gender: str) -> bool:
    """Say whether a service is for others alone. Only a recorded man or woman is ever left out."""
    return gender in {"man", "woman"} and {"man": "men", "woman": "women"}[gender] not in only_for


def _other_points(where: Where, person: Person, today: date) -> Callable[[Candidate], tuple[float, float | None]]:
    """Return what gives a candidate's points beside its words (distance, age, what is known here), and its distance."""
    home = _home(where)

    def beside(one: Candidate) -> tuple[float, float | None]:
        km, found = None, 0.0
        if reasons.goes_far(one):
            found += NATIONAL
        elif (km := _nearest(home, one.points)) is not None:
            found += NEAR * math.exp(-km / REACH_KM)
            if km > FAR_KM:
                found -= AGAINST
        if person.age is not None and not reasons.within(person.age, one.hinted_minimum_age, one.hinted_maximum_age):
            found -= AGAINST
        if person.age is None and _at_the_edge(one):
            found -= AGAINST
        if _unsure_areas(one, where):
            found -= UNSURE_AREA if one.points else UNSURE_AREA + NOWHERE
        return found - _age_costs(one.vouched_on, today) + _known_here(one), km

    return beside


def _home(where: Where) -> Flat | None:
    if where.latitude is None or where.longitude is None:
        return None
    return flat_around(Point(where.latitude, where.longitude))


def _unsure_areas(one: Candidate, where: Where) -> tuple[Area, ...]:
    """Return the areas of a service that nobody here has heard of, where nothing says that it takes this person."""
    return () if one.national or not one.areas else unknown_areas(one.areas, where)


def _out_of_reach(one: Candidate, home: Flat | None) -> Callable[[Candidate], str] | None:
    """Return what says that a service of an area nobody has heard of is given far away; nothing where it is not."""
    if reasons.goes_far(one):
        return None
    km = _nearest(home, one.points)
    abroad = bool(one.points) and not any(
        SOUTH <= latitude <= NORTH and WEST <= longitude <= EAST for latitude, longitude in one.points
    )
    return partial(_too_far, km) if km is not None and (km > ELSEWHERE_KM or abroad) else None


def _nearest(home: Flat | None, points: Sequence[tuple[float, float]]) -> float | None:
    """Return how many km the nearest of these points is away."""
    if home is None or not points:
        return None
    square = home.square_km(*points[0])
    for point in points[1:]:
        square = min(square, home.square_km(*point))
    return math.sqrt(square)


@lru_cache(maxsize=20_000)
def _age_costs(vouched_on: date | None, today: date) -> float:
    if vouched_on is None or not reasons.is_real(vouched_on, today):
        return UNKNOWN_AGE
    return YEAR * min((today - vouched_on).days / 365.25, MOST_YEARS)


def _known_here(one: Candidate) -> float:
    """Return the points of what is known of a service here. Few referrals say little, so their share is drawn in."""
    found = STAR if one.starred else 0.0
    if one.used >= LEAST_USED:
        found += one.taken / (one.used + LEAST_USED)
    if one.reported or one.closed_words:
        found -= REPORTED
    return found - (REPORTED if one.status == "paused" else 0.0)


def _suggestion(
    fit: Fit,
    asked: dict[str, FoundNeed],
    missing: frozenset[str],
    age: int | None,
    where: Where,
    rules: NeedRules,
    today: date,
) -> Suggestion:
    one = fit.one
    found = tuple(need for need in asked if need in fit.left)
    rows = {score.need: score for score in one.scores}
    first = rows[found[0]]
    against = tuple(dict.fromkeys(words for need in found for words in rows[need].against))
    helps = [reasons.helps_with(rows[need], rules) for need in found]
    way_in = reasons.way_in(one.access)
    warnings = [
        *reasons.warnings(one, [name for name in first.audiences if name in missing], against, age, rules),
        *reasons.unsure_of_area(_unsure_areas(one, where)),
    ]
    said = [
        *helps,
        reasons.how_far(one, fit.km, where.radius_km),
        way_in,
        *reasons.who_for(one),
        *warnings,
        reasons.freshness_of(one.vouched_on, today),
        *reasons.used_here(one),
    ]
    because = next((asked[need].why for need in found if asked[need].why), "")
    row = " ".join(filter(None, (because, helps[0], *(warnings or [way_in]))))
    kept = tuple(dict.fromkeys(filter(None, said)))
    return Suggestion(one.id, found, round(fit.total, 2), kept, because, fit.km, row)
