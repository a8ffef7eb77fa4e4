"""Writes needs as the text of a file that ``service_need_rules`` reads, so that people can review what was changed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from workwell_desktop.casework.service_need_rules import Audience, Need, NeedRules

_HEAD = (
    "# What this service changed in “What helps with what”. An entry takes the place of the shipped one with its id."
)
_DELETE = "\x7f"  # the one letter that JSON leaves as it is and TOML does not take


def own_text(rules: NeedRules, shipped: NeedRules, *, source: str, licence: str) -> str:
    """Return the text of what differs from the shipped rules; nothing where nothing does."""
    needs = [need for need in rules.needs.values() if need != shipped.needs.get(need.id)]
    audiences = [one for one in rules.audiences.values() if one != shipped.audiences.get(one.id)]
    if not needs and not audiences and rules.least == shipped.least:
        return ""
    head = [_HEAD, f"source = {_quoted(source)}", f"licence = {_quoted(licence)}"]
    if rules.least != shipped.least:
        head.append(f"least = {rules.least!r}")
    return "\n".join([*head, *_audiences(audiences), *_needs(needs), ""])


def whole_text(rules: NeedRules) -> str:
    """Return the text of all these rules, as a copy to keep or to hand on."""
    head = [
        _HEAD,
        f"source = {_quoted(rules.source)}",
        f"licence = {_quoted(rules.licence)}",
        f"least = {rules.least!r}",
    ]
    return "\n".join([*head, *_audiences(rules.audiences.values()), *_needs(rules.needs.values()), ""])


def _audiences(audiences: Iterable[Audience]) -> Iterator[str]:
    for one in audiences:
        yield from ("", "[[audiences]]", f"id = {_quoted(one.id)}", f"label = {_quoted(one.label)}")
        yield from (
            f"{name} = {age}" for name, age in (("from_age", one.from_age), ("to_age", one.to_age)) if age is not None
        )
        yield from (f"words = {_list(one.words)}", f"for_all = {_list(one.for_all)}")


def _needs(needs: Iterable[Need]) -> Iterator[str]:
    for need in needs:
        yield from ("", "[[needs]]")
        yield from (f"{name} = {_quoted(getattr(need, name))}" for name in ("id", "label", "helps"))
        yield f"topics = {_list(need.topics)}"
        if need.by_topic:
            yield f"by_topic = {need.by_topic!r}"
        yield from (f"types = {_list(need.types)}", f"codes = {_list(sorted(need.codes))}")
        yield from (f"words = {_list(sorted(need.words))}", "terms = [")
        for points, terms in groupby(need.terms, key=lambda term: term.points):
            yield f"  {{ points = {points!r}, words = {_list([term.words for term in terms])} }},"
        yield from ("]", f"not_meant = {_list(need.not_meant)}", f"against = {_list(need.against)}")
        yield from (f"fallback = {_list(need.fallback)}", f"instead = {_quoted(need.instead)}")


def _list(words: Sequence[str]) -> str:
    return f"[{', '.join(map(_quoted, words))}]"


def _quoted(words: str) -> str:
    """Write words as TOML does. JSON quotes alike, but for one letter."""
    return json.dumps(words, ensure_ascii=False).replace(_DELETE, "\\u007f")
