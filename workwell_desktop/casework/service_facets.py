"""Which filters a directory offers: in groups, in plain words, and only what some service has.

A group says how many of its filters are seen at first; the first groups are always in sight.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from workwell_desktop.casework.service_faces import area_of
from workwell_desktop.casework.service_finding import MARKS, TICKED, WEEK, Asked
from workwell_desktop.casework.service_index import MILES, Key, ServiceIndex
from workwell_desktop.casework.service_labels import getting_in_labels
from workwell_desktop.casework.service_need_rules import Need
from workwell_desktop.casework.service_order import EVERYWHERE, NEAR, UNKNOWN
from workwell_desktop.casework.service_text import ACCESS_LABELS, COST_LABELS, MODE_LABELS
from workwell_desktop.casework.service_topics import topics
from workwell_desktop.directory.hours import LONG, PARTS
from workwell_desktop.models.services import DirSource
from workwell_desktop.vault.store import Vault

FEW = 6  # filters of a long group that are seen at first
GROUP_LABELS = {
    NEAR: "Near",
    EVERYWHERE: "From anywhere: by phone, online, national",
    UNKNOWN: "Nobody knows where",
}
"""What the groups are called that come from distances."""

_PART_LABELS = {"morning": "Mornings", "afternoon": "Afternoons", "evening": "Evenings"}
_ONLY_LABELS = {"women": "Women only", "men": "Men only"}
_EXACTLY_ONE = {"miles"}


@dataclass(frozen=True)
class Facet:
    """One filter: its kind and code, the words beside its box, and what it is called when it stands alone."""

    kind: str
    code: str
    label: str
    alone: str

    @property
    def key(self) -> Key:
        """The kind and the code."""
        return self.kind, self.code


@dataclass(frozen=True)
class FacetGroup:
    """Filters under one heading. ``more`` groups wait behind "More filters"; ``few`` are seen at first."""

    title: str
    facets: tuple[Facet, ...]
    few: int
    more: bool


@dataclass(frozen=True)
class ForWhom:
    """Whom filters are offered for: their call name, age in years, and the ids of what they need; empty for nobody."""

    name: str = ""
    age: int | None = None
    needs: Sequence[str] = ()


def exclusive(kind: str) -> bool:
    """Say whether only one filter of this kind can be ticked."""
    return kind in _EXACTLY_ONE


def asked_of(words: str, keys: Collection[Key], age: int | None = None) -> Asked:
    """Return what is asked for by words and ticked filters; ``age`` is the participant's in years, where known."""
    ticked: dict[str, list[str]] = {}
    for kind, code in keys:
        if kind in TICKED:
            ticked.setdefault(kind, []).append(code)
    return Asked(
        words,
        ticked,
        frozenset(kind for kind, _ in keys if kind in MARKS),
        miles=next((int(code) for kind, code in keys if kind == "miles"), 0),
        age=age,
        by_age=("age", "yes") in keys,
        withdrawn=("withdrawn", "yes") in keys,
    )


def list_names(vault: Vault) -> dict[str, str]:
    """Return the names of the lists by the code of their filter."""
    with vault.reading() as session:
        return {str(row.id): row.name for row in session.execute(select(DirSource.id, DirSource.name))}


def facet_groups(
    index: ServiceIndex,
    lists: Mapping[str, str],
    whom: ForWhom,
    *,
    distances: bool,
) -> tuple[FacetGroup, ...]:
    """Return the groups of filters in the order they are shown. ``distances`` says whether any are known."""
    found = _groups(index, lists, whom, distances, index.rules.needs)
    return tuple(group for group in found if group.facets)


def _groups(
    index: ServiceIndex, lists: Mapping[str, str], whom: ForWhom, distances: bool, held: Mapping[str, Need]
) -> Iterator[FacetGroup]:
    wanted = list(dict.fromkeys(held[need].topics[0] for need in whom.needs if need in held))
    labels = {code: topic.label for code, topic in topics().items()}
    first = {code: labels[code] for code in wanted}
    yield _group(index, "Topic", "topic", {**first, **labels}, few=max(FEW, len(wanted)), more=False)
    yield _group(index, "How to go", "mode", MODE_LABELS, more=False)
    yield FacetGroup(
        f"Good for {whom.name}" if whom.name else "Good to know", (*_good(index, whom, distances),), 9, False
    )
    needed = {need: held[need].label for need in whom.needs if need in held}
    every = {code: need.label for code, need in held.items()}
    yield _group(index, "Need", "need", {**needed, **every}, few=len(needed) or FEW)
    yield _group(index, "How to get in", "access", ACCESS_LABELS)
    yield _group(index, "Cost", "cost", {code: label for code, label in COST_LABELS.items() if code})
    if distances:
        far = [Facet("miles", str(miles), words := _within(miles), words) for miles in MILES]
        far += [Facet("place", code, label, label) for code, label in GROUP_LABELS.items()]
        yield FacetGroup("Distance", tuple(far), len(far), True)
    yield FacetGroup("Day", tuple(_days(index)), len(WEEK), True)
    yield FacetGroup("Time of day", tuple(_parts(index, _PART_LABELS)), len(PARTS), True)
    yield _group(index, "Language", "language", {code: code for code in index.codes("language")})
    yield _group(index, "Steps, lifts, parking", "accessibility", getting_in_labels())
    yield _group(index, "Who it is for", "only_for", _ONLY_LABELS)
    areas = {code: area_of(code).name or area_of(code).code for code in index.codes("area")}
    yield _group(index, "Area", "area", dict(sorted(areas.items(), key=lambda pair: pair[1].casefold())))
    yield FacetGroup("How fresh", tuple(_fresh(index)), 9, True)
    known = (("starred", "With a star"), ("noted", "Something known here"), ("own", "Added here"))
    here = [Facet(kind, "yes", label, label) for kind, label in known if _some(index, kind, "yes")]
    yield FacetGroup("Known here", tuple(here), 9, True)
    if len(lists) > 1:
        yield _group(index, "List", "list", lists)


def _group(
    index: ServiceIndex, title: str, kind: str, labels: Mapping[str, str], *, few: int = FEW, more: bool = True
) -> FacetGroup:
    found = [Facet(kind, code, label, label) for code, label in labels.items() if _some(index, kind, code)]
    return FacetGroup(title, tuple(found), few, more)


def _some(index: ServiceIndex, kind: str, code: str) -> bool:
    """Say whether a service has this, other than those that their list dropped."""
    return bool(index.bits.get((kind, code), 0) & index.shown)


def _good(index: ServiceIndex, whom: ForWhom, distances: bool) -> Iterator[Facet]:
    if _some(index, "cost", "free"):
        yield Facet("cost", "free", "Free", "Free")
    if distances:
        yield Facet("miles", "5", _within(5), _within(5))
    if _some(index, "access", "self"):
        yield Facet("access", "self", "No GP needed", ACCESS_LABELS["self"])
    yield from _parts(index, {"evening": "Open evenings"})
    if whom.age is not None and index.ages:
        yield Facet("age", "yes", words := f"Takes people of {whom.age}", words)


def _days(index: ServiceIndex) -> Iterator[Facet]:
    for code, label in zip(WEEK, LONG, strict=True):
        if any(_some(index, "slot", f"{code}-{part}") for part in PARTS):
            yield Facet("day", code, label, label)


def _parts(index: ServiceIndex, labels: Mapping[str, str]) -> Iterator[Facet]:
    for code, label in labels.items():
        if any(_some(index, "slot", f"{day}-{code}") for day in WEEK):
            yield Facet("part", code, label, f"Open {_PART_LABELS[code].lower()}")


def _fresh(index: ServiceIndex) -> Iterator[Facet]:
    if _some(index, "fresh", "yes"):
        yield Facet("fresh", "yes", words := "Checked in the last 6 months", words)
    if index.shown.bit_count() < len(index.ids):
        yield Facet("withdrawn", "yes", words := "Also what is on no list any more", words)


def _within(miles: int) -> str:
    return f"Within {miles} mile{'' if miles == 1 else 's'}"
