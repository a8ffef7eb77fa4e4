"""What we show of a service when several lists and our own coaches speak of it. Pure: no vault, no files.

The effective value is the local override, else that of the most trusted record, among equals the most recently
assured one, else the next that has one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

from workwell_desktop.directory.record import FACTS, STATUSES, FactSource, RecordPlace, RecordTimes, ServiceRecord

FORM_FIELDS = (
    "name", "organisation", "summary", "description", "phone", "text_number", "email", "web", "how_to_refer",
    "getting_in", "eligibility", "cost", "cost_note", "topics", "modes", "access", "places", "times", "minimum_age",
    "maximum_age", "only_for", "languages", "areas", "wait", "wait_said_on", "alert", "status", "sensitive",
)  # fmt: skip
"""The fields of a record that a coach may write in."""

SAID_HERE = {"status": "said_status", "alert": "said_alert"}
"""What a coach writes in these is kept under another name: under their own stands what corrections found out."""

# An address, a postcode or opening times may also be put right alone, as one line each.
SINGLE = {"address": "places", "postcode": "places", "when": "times"}

OVERRIDABLE = (*(SAID_HERE.get(name, name) for name in FORM_FIELDS), *SINGLE)
"""What a coach may put over a list."""

NO_TEXT = frozenset(
    ["topics", "modes", "access", "places", "times", "minimum_age", "maximum_age", "only_for", "languages", "areas",
     "wait_said_on", "said_status", "sensitive"]
)  # fmt: skip
"""Those of them whose value is no text."""

# What a coach found out about a service as a whole. It stays as closed as its list says it is.
STANDING = ("status", "alert")

_NOT_MERGED = {"key", "status", "national", "sources", "assured_on", "sensitive"}


@dataclass(frozen=True)
class Listed:
    """A record with the trust of its list: the lower number wins."""

    trust: int
    record: ServiceRecord


@dataclass(frozen=True)
class Merged:
    """The effective values of a service, and which of them a coach here has put over the lists."""

    values: ServiceRecord
    overridden: frozenset[str]


def merge(listed: Sequence[Listed], overrides: Mapping[str, Any]) -> Merged:
    """Work out the effective values. ``overrides`` maps names of :data:`OVERRIDABLE` or :data:`STANDING` to values.

    Values are those of the record's field; lists may stand for tuples. Status, national and the key are the first
    record's; the day of assurance is the latest. Raises ``ValueError`` when there is no record, or an override names
    another field: both are bugs.
    """
    unknown = set(overrides) - {*OVERRIDABLE, *STANDING}
    if not listed or unknown:
        raise ValueError(f"nothing to merge, or unknown fields: {sorted(unknown)}")
    ordered = [one.record for one in sorted(listed, key=_rank)]
    values: dict[str, Any] = {}
    givers: dict[str, ServiceRecord] = {}
    for one in fields(ServiceRecord):
        if one.name not in _NOT_MERGED:
            giver = next((record for record in ordered if _says(getattr(record, one.name))), ordered[0])
            values[one.name] = getattr(giver, one.name)
            givers[one.name] = giver
    merged = replace(
        ordered[0],
        **values,
        sensitive=any(record.sensitive for record in ordered),  # one list that keeps an address secret is enough
        assured_on=max((r.assured_on for r in ordered if r.assured_on), default=None),
        sources=_sources(givers, frozenset(overrides)),
    )
    return Merged(_override(merged, overrides), frozenset(overrides))


def _rank(one: Listed) -> tuple[int, int, str]:
    assured = one.record.assured_on or date.min
    return one.trust, -assured.toordinal(), one.record.key


def _says(value: Any) -> bool:
    return value not in (None, "", ())


def _sources(givers: Mapping[str, ServiceRecord], overridden: frozenset[str]) -> dict[str, FactSource]:
    """Keep for each fact the page of the record that gave it; an overridden fact is the coach's own."""
    return {
        fact: givers[SINGLE.get(fact, fact)].sources[fact]
        for fact in FACTS
        if not overridden & {fact, SINGLE.get(fact, fact)} and fact in givers[SINGLE.get(fact, fact)].sources
    }


def _override(values: ServiceRecord, overrides: Mapping[str, Any]) -> ServiceRecord:
    plain = {name: value for name, value in overrides.items() if name in FORM_FIELDS and name not in SAID_HERE}
    plain = {name: tuple(value) if isinstance(value, list) else value for name, value in plain.items()}
    values = replace(values, **plain)
    if "address" in overrides or "postcode" in overrides:
        values = replace(values, places=_first_place(values.places, overrides))
    if "when" in overrides:
        values = replace(values, times=(RecordTimes(overrides["when"]),) if overrides["when"] else ())
    closed = [overrides[name] for name in ("said_status", "status") if name in overrides]
    alert = overrides.get("alert") or overrides.get("said_alert", values.alert)
    return replace(values, alert=alert, status=max([values.status, *closed], key=STATUSES.index))


def _first_place(places: tuple[RecordPlace, ...], overrides: Mapping[str, Any]) -> tuple[RecordPlace, ...]:
    """Put another address or postcode over the first place. Its position is that of the old one, and goes."""
    first = places[0] if places else RecordPlace("")
    said = overrides.get("address", first.address), overrides.get("postcode", first.postcode)
    if said == (first.address, first.postcode):
        return places
    if not any(said):
        return places[1:]
    moved = said[0] != first.address
    inside = {"name": "", "getting_in": ""} if moved else {}
    there = replace(first, address=said[0], postcode=said[1], latitude=None, longitude=None, **inside)
    return (there, *places[1:])
