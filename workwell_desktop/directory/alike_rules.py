"""The weights and lists of words by which two entries of the directory are held against each other; they are data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from workwell_desktop.datafiles import Table, read_table
from workwell_desktop.paths import resources

_EVIDENCE = (
    "start",
    "linked",
    *("phone", "phone_busy", "phone_slip", "phone_other"),
    *("email", "email_busy", "email_plain", "email_other", "email_away"),
    *("web", "web_busy", "web_other", "page", "page_other"),
    *("door", "door_busy", "far", "address", "address_other", "town", "town_other", "house_other", "door_other"),
    *("name_least", "name_most", "name_same", "name_none", "own_both", "own_most", "own_subject", "core"),
    *("body", "body_other", "rest", "rest_other", "rest_one", "is_body", "body_busy", "kind", "kind_other", "was"),
    *(
        "bodies_apart",
        "place_alone",
        "web_alone",
        "wide_other",
        "whole_busy",
        "whole_part",
        "page_part",
        "ruled_out",
        "series",
        "line_other",
        "time_other",
        "grown_other",
        "one_hand",
        "rest_busy",
        "venue",
        "whom_one",
    ),
    *(
        "topic",
        "topic_cross",
        "topic_other",
        "told",
        "told_other",
        "long_other",
        "subject",
        "subject_other",
        "day",
        "day_other",
        "session",
        "session_other",
        "for_one",
    ),
)


@dataclass(frozen=True)
class AlikeRules:
    """What ``resources/rules/duplicates.toml`` says: shares from 0 to 1, metres, counts, and words.

    ``same`` maps a way of writing to the word that is compared, ``apart`` a word to its list, ``one`` a word of such a
    list to the one it means. ``forms`` keeps the forms of words that were asked for, since they come again and again.
    """

    suggest_from: float
    two_below: float
    better_by: float
    far_metres: float
    near_metres: float
    most_sites: int
    town_from: int
    most_in_block: int
    most_in_named: int
    evidence: Mapping[str, float]
    kinds: Mapping[str, str]
    small: frozenset[str]
    legal: frozenset[str]
    weak: frozenset[str]
    plain: frozenset[str]
    same: Mapping[str, str]
    address: frozenset[str]
    streets: frozenset[str]
    lettered: frozenset[str]
    regions: frozenset[str]
    apart: Mapping[str, str]
    one: Mapping[str, str]
    numbers: Mapping[str, int]
    anybody: frozenset[str]
    inboxes: frozenset[str]
    men: frozenset[str]
    times: Mapping[str, str]
    grown: Mapping[str, str]
    lines: frozenset[str]
    wide: frozenset[str]
    nowhere: frozenset[str]
    several: frozenset[str]
    meanings: Mapping[str, frozenset[int]]
    forms: dict[str, str] = field(default_factory=dict, repr=False, compare=False)

    def synonym(self, word: str) -> frozenset[int]:
        """Return the numbers of the groups of words that mean the same to which a word belongs."""
        return self.meanings.get(word, frozenset())


@cache
def alike_rules() -> AlikeRules:
    """Return the rules that ship."""
    return read_alike_rules(resources() / "rules" / "duplicates.toml")


def read_alike_rules(path: Path) -> AlikeRules:
    """Read rules. Raises ``DataFileProblem`` naming the file, the entry and the reason."""
    top = read_table(path)
    top.text("source")
    top.text("licence")
    evidence, words = _inner(top, "evidence"), _inner(top, "words")
    kinds = _inner(top, "kinds")
    same, apart, one = _inner(top, "same"), _inner(top, "apart"), _inner(top, "one")
    numbers, mail, men = _inner(top, "numbers"), _inner(top, "mail"), _inner(top, "men")
    times, grown = _inner(top, "times"), _inner(top, "grown")
    rules = AlikeRules(
        suggest_from=top.whole("suggest_from") / 100,
        two_below=top.whole("two_below") / 100,
        better_by=top.whole("better_by") / 100,
        far_metres=top.whole("far_metres"),
        near_metres=top.whole("near_metres"),
        most_sites=top.whole("most_sites"),
        town_from=top.whole("town_from"),
        most_in_block=top.whole("most_in_block"),
        most_in_named=top.whole("most_in_named"),
        evidence={name: evidence.whole(name) / 100 for name in _EVIDENCE},
        kinds={word: kind for kind in kinds.values for word in kinds.texts(kind)},
        small=frozenset(words.texts("small")),
        legal=frozenset(words.texts("legal")),
        weak=frozenset(words.texts("weak")),
        plain=frozenset(words.texts("plain")),
        same={way: word for word in same.values for way in same.texts(word)},
        address=frozenset(words.texts("address")),
        streets=frozenset(words.texts("streets")),
        regions=frozenset(words.texts("regions")),
        lettered=frozenset(words.texts("lettered")),
        apart={word: kind for kind in apart.values for word in apart.texts(kind)},
        one={word: meant for meant in one.values for word in one.texts(meant)},
        numbers={word: numbers.whole(word) for word in numbers.values},
        inboxes=frozenset(mail.texts("inboxes")),
        anybody=frozenset(mail.texts("anybody")),
        men=frozenset(men.texts("words")),
        times={word: time for time in times.values for word in times.texts(time)},
        grown={word: age for age in grown.values for word in grown.texts(age)},
        lines=frozenset(words.texts("lines")),
        wide=frozenset(words.texts("wide")),
        nowhere=frozenset(words.texts("nowhere")),
        several=frozenset(words.texts("several")),
        meanings=_meanings(top),
    )
    for table in (evidence, kinds, words, same, apart, one, numbers, mail, men, times, grown, top):
        table.done()
    return rules


def stem_of(word: str) -> str:
    """Return a word without the ending of its plural or its -ing."""
    if len(word) > 6 and word.endswith("ing"):
        return word[:-3]
    if len(word) > 5 and word.endswith(("thes", "ches", "shes", "xes", "sses")):
        return word[:-2]
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def _inner(top: Table, key: str) -> Table:
    found = top.table(key)
    if found is None:
        raise top.problem(f"“{key}” is missing.")
    return found


def _meanings(top: Table) -> dict[str, frozenset[int]]:
    """Return for each word the groups of [[alike]] it stands in."""
    found: dict[str, frozenset[int]] = {}
    for number, row in enumerate(top.tables("alike")):
        words = row.texts("words")
        for form in {*words, *map(stem_of, words)}:
            found[form] = found.get(form, frozenset()) | {number}
        row.done()
    return found
