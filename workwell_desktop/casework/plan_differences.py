"""What changed between two versions of a plan: what is new, what changed, what is gone, in plain words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from workwell_desktop.casework import lists
from workwell_desktop.casework.dates import plain
from workwell_desktop.casework.plan_content import day_in

NEW, CHANGED, GONE = "New", "Changed", "Gone"
_KINDS = (("goals", "goal", "words"), ("steps", "step", "what"), ("changes", "change at work", "helps"))
# What is compared, and how each is called; the words themselves are told first.
_FIELDS: Mapping[str, Mapping[str, str]] = {
    "goals": {"by": "day", "confidence": "how sure"},
    "steps": {"who": "who", "by": "day", "state": "how it stands", "about": "what it is about"},
    "changes": {"now": "what is hard", "until": "until", "state": "how it stands", "about": "what it is about"},
}
_LISTS = {"steps": "step_state", "changes": "adjustment_state"}


@dataclass(frozen=True)
class Difference:
    """One line: new, changed or gone; which kind of thing; its words; and of what changed, from what to what."""

    sign: str
    kind: str
    words: str
    details: tuple[str, ...] = ()

    @property
    def line(self) -> str:
        """Say it in one line."""
        said = f"{self.sign} {self.kind}: {self.words.rstrip('.')}"
        return f"{said} ({'; '.join(self.details)})" if self.details else said


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[Difference, ...]:
    """Return what differs from one content of a plan to the next: goals first, then steps, changes and the review.

    A line is the same one by its number, else by its words: one that was removed and put back has another number.
    """
    found: list[Difference] = []
    for name, kind, key in _KINDS:
        found += _of_kind(name, kind, key, before[name], after[name])
    if before["review_on"] != after["review_on"] and after["review_on"]:
        sign = CHANGED if before["review_on"] else NEW
        found.append(Difference(sign, "review", plain(date.fromisoformat(after["review_on"]))))
    return tuple(found)


def _of_kind(
    name: str, kind: str, key: str, before: Sequence[Mapping[str, Any]], after: Sequence[Mapping[str, Any]]
) -> Iterator[Difference]:
    left = list(before)
    for now in after:
        was = next((one for one in left if one["id"] == now["id"]), None)
        was = was or next((one for one in left if one[key] == now[key]), None)
        if was is None:
            yield Difference(NEW, kind, now[key])
            continue
        left.remove(was)
        details = tuple(_details(name, key, was, now))
        if details:
            yield Difference(CHANGED, kind, now[key], details)
    for was in left:
        yield Difference(GONE, kind, was[key])


def _details(name: str, key: str, was: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[str]:
    if was[key] != now[key]:
        yield f"was: {was[key].rstrip('.')}"
    for field, called in _FIELDS[name].items():
        if was[field] != now[field]:
            yield f"{called} was {_said(name, field, was) or 'nothing'}, now {_said(name, field, now) or 'nothing'}"


def _said(name: str, field: str, one: Mapping[str, Any]) -> str:
    if field in {"by", "until"}:
        day = day_in(one, field)
        return plain(day) if day else ""
    if field == "state":
        return lists.label(_LISTS[name], one[field]).lower()
    return "" if one[field] is None else str(one[field])
