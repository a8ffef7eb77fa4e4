"""When a service is open, in the shape of Open Referral UK 3: a rule where there is one, and the words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, time
from typing import Any

from workwell_desktop.directory.oruk_parts import given, one_uid
from workwell_desktop.directory.record import RecordTimes

_RULES = ("WEEKLY", "MONTHLY")


def schedules(times: Iterable[RecordTimes], service: str, places: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return each line of opening times once. ``places`` maps keys of places to ids of the service there."""
    found = {}
    for one in times:
        rule = given(_rule(one) | {"service_at_location_id": places.get(one.place, "")})
        if rule.keys() - {"service_at_location_id"}:
            uid = one_uid("schedule", service, repr(sorted(rule.items())))
            found[uid] = {"id": uid, "service_id": service} | rule
    return list(found.values())


def _rule(one: RecordTimes) -> dict[str, Any]:
    freq = one.freq if one.freq in _RULES else "WEEKLY" if one.byday else ""
    return {
        "valid_from": _day(one.valid_from),
        "valid_to": _day(one.valid_to),
        "dtstart": _day(one.starts),
        "until": _day(one.until),
        "freq": freq,
        "interval": one.interval if freq else None,
        "byday": one.byday,
        "bymonthday": one.bymonthday,
        "description": one.description,
        "opens_at": _clock(one.opens_at),
        "closes_at": _clock(one.closes_at),
    }


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _clock(when: time | None) -> str:
    return f"{when:%H:%M}" if when else ""
