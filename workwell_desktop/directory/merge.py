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

# What a coach may put over a list. An address and opening times are typed as one line each.
OVERRIDABLE = (
    "name", "organisation", "summary", "description", "phone", "text_number", "email", "web", "how_to_refer",
    "getting_in", "eligibility", "cost", "cost_note", "topics", "modes", "access", "address", "postcode", "when",
)  # fmt: skip

# What a coach found out about a service as a whole. It stays as closed as its list says it is.
STANDING = ("status", "alert")

_NOT_MERGED = {"key", "status", "national", "sources", "assured_on"}


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

    Status, national and the key are the first record's; the day of assurance is the latest. Raises ``ValueError``
    when there is no record, or an override names another field: both are bugs.
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
    where = {"address": "places", "postcode": "places", "when": "times"}
    return {
        fact: givers[where.get(fact, fact)].sources[fact]
        for fact in FACTS
        if fact not in overridden and fact in givers[where.get(fact, fact)].sources
    }


def _override(values: ServiceRecord, overrides: Mapping[str, Any]) -> ServiceRecord:
    plain = {name: value for name, value in overrides.items() if name not in {"address", "postcode", "when"}}
    for name in ("topics", "modes", "access"):
        if name in plain:
            plain[name] = tuple(plain[name])
    if "status" in plain:
        plain["status"] = max(values.status, plain["status"], key=STATUSES.index)
    if "address" in overrides or "postcode" in overrides:
        first = values.places[0] if values.places else RecordPlace("")
        place = RecordPlace(overrides.get("address", first.address), overrides.get("postcode", first.postcode))
        plain["places"] = (place, *values.places[1:]) if place.address or place.postcode else values.places[1:]
    if "when" in overrides:
        plain["times"] = (RecordTimes(overrides["when"]),) if overrides["when"] else ()
    return replace(values, **plain)
