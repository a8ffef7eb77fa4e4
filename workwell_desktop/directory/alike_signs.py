"""The signs by which a list itself tells two services apart, or shows that they hang on little. Pure.

Each is a thing that a coach would notice: one hand wrote both, the names are of a series, one is the line or the body.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from workwell_desktop.directory.alike_facts import Entry, Facts
from workwell_desktop.directory.alike_names import Side, among, in_series
from workwell_desktop.directory.alike_rules import AlikeRules

_CONTACTS = ("organisation", "address", "postcode", "phones", "email")  # each may have a web page of its own
_LEAST_IN_HAND = 3


def signs(
    first: Facts, second: Facts, sides: tuple[Side, Side], apart: frozenset[str], said: Mapping[str, float],
    same: Sequence[str], rules: AlikeRules,
) -> dict[str, float]:  # fmt: skip
    """Return the signs that two entries give, by name.

    ``apart`` are words that say where; ``said`` and ``same`` is what else was found out.
    """
    found = dict.fromkeys((*_of_both(first, second), *_of_links(said, same)), 1.0)
    if in_series(first, second, sides, apart, rules):
        found["series"] = 1.0
    differ = any(word not in rules.weak for side in sides for word in (*side.own, *side.told))
    if (differ or "day_other" in said) and _by_one_hand(first.entry, second.entry):
        found["one_hand"] = 1.0
    if _meets_in(first, second, rules) or _meets_in(second, first, rules):
        found["venue"] = 1.0
    if first.placed != second.placed:
        if first.wide != second.wide:
            found["wide_other"] = 1.0
        if "is_body" in said and _part_of(*((second, first) if first.placed else (first, second))):
            found["whole_part"] = 1.0
        # One that is nowhere, reached as several others are, is the body of them all.
        found["whole_busy"] = max(said.get(name, 0.0) for name in ("phone_busy", "email_busy", "web_busy"))
    return found


def _meets_in(one: Facts, other: Facts, rules: AlikeRules) -> bool:
    """Say whether an entry is the house in which the other is: called as its address or its name says where it is."""
    called = set(one.name)
    more = set(other.name) - called - one.known - rules.weak
    within = called <= other.place or (
        called <= other.place | set(other.name) and not called <= set(other.name) | other.organisation
    )
    return len(called) > 1 and within and bool(more)


def _part_of(whole: Facts, part: Facts) -> bool:
    """Say whether an entry is called as a body with a word more, be it a plain one or a town: "Larder, Aston"."""
    named = set(whole.name)
    return not named - part.known and bool(set(part.name) - named - part.organisation)


def _page_of_its_own(one: Facts, other: Facts) -> bool:
    """Say whether one entry has a page that is called as its name is and the other's is not; both are on one site."""
    if other.pages or not one.domains & other.domains:
        return False
    path = {word for page in one.pages for word in page.partition("/")[2].replace("/", "-").split("-")}
    return any(among(word, path - {""}) for word in set(one.name) - other.known)


def _of_links(said: Mapping[str, float], same: Sequence[str]) -> Iterator[str]:
    if "body_other" in said and "web_other" in said:
        yield "bodies_apart"
    if same and not {"phone", "email", "web"} & said.keys():
        yield "place_alone"
    if same == ["web site"]:
        yield "web_alone"


def _of_both(first: Facts, second: Facts) -> Iterator[str]:
    if _line_and_place(first, second) or _line_and_place(second, first):
        yield "line_other"
    if _page_of_its_own(first, second) or _page_of_its_own(second, first):
        yield "page_part"
    if _rules_out(first, second) or _rules_out(second, first):
        yield "ruled_out"
    if first.times and second.times and not first.times & second.times:
        yield "time_other"
    if first.grown and second.grown and not first.grown & second.grown:
        yield "grown_other"


def _by_one_hand(first: Entry, second: Entry) -> bool:
    """Say whether all that both give to reach them by is the same to the letter, and not little.

    Two lists write one service in two ways; one list that writes two names over one block of contacts means two.
    """
    cells = [(getattr(first, name), getattr(second, name)) for name in _CONTACTS]
    return all(one == other for one, other in cells) and sum(bool(one) for one, _ in cells) >= _LEAST_IN_HAND


def _line_and_place(one: Facts, other: Facts) -> bool:
    """Say whether one is a phone line that is nowhere and the other a place that speaks of no line."""
    return one.line and not one.placed and not other.line and other.placed


def _rules_out(one: Facts, other: Facts) -> bool:
    """Say whether an entry says that it is not, or not for, what the other is; both may say it of a third thing."""
    there = (other.known | other.said) - frozenset(word for words in other.ruled_out for word in words)
    return any(2 * sum(among(word, there) for word in words) >= len(words) for words in one.ruled_out)
