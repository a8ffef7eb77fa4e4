"""The weights and lists of words by which two entries of the directory are held against each other; they are data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from workwell_desktop.datafiles import Table, read_table
from workwell_desktop.paths import resources

_WEIGHTS = ("address", "phone", "email", "topic", "domain", "name")


@dataclass(frozen=True)
class AlikeRules:
    """What ``resources/rules/duplicates.toml`` says: shares from 0 to 1, metres, counts, and words.

    ``same`` maps a way of writing to the word that is compared, ``apart`` a word to its list, ``one`` a word of such a
    list to the one it means.
    """

    suggest_from: float
    name_alone_from: float
    far_metres: float
    near_metres: float
    most_sites: int
    most_names: int
    most_in_block: int
    weights: Mapping[str, float]
    small: frozenset[str]
    legal: frozenset[str]
    weak: frozenset[str]
    plain: frozenset[str]
    same: Mapping[str, str]
    address: frozenset[str]
    streets: frozenset[str]
    lettered: frozenset[str]
    apart: Mapping[str, str]
    one: Mapping[str, str]
    numbers: Mapping[str, int]
    anybody: frozenset[str]
    men: frozenset[str]
    meanings: Mapping[str, frozenset[int]]

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
    weights, words = _inner(top, "weights"), _inner(top, "words")
    same, apart, one = _inner(top, "same"), _inner(top, "apart"), _inner(top, "one")
    numbers, mail, men = _inner(top, "numbers"), _inner(top, "mail"), _inner(top, "men")
    rules = AlikeRules(
        suggest_from=top.whole("suggest_from") / 100,
        name_alone_from=top.whole("name_alone_from") / 100,
        far_metres=top.whole("far_metres"),
        near_metres=top.whole("near_metres"),
        most_sites=top.whole("most_sites"),
        most_names=top.whole("most_names"),
        most_in_block=top.whole("most_in_block"),
        weights={name: weights.whole(name) / 100 for name in _WEIGHTS},
        small=frozenset(words.texts("small")),
        legal=frozenset(words.texts("legal")),
        weak=frozenset(words.texts("weak")),
        plain=frozenset(words.texts("plain")),
        same={way: word for word in same.values for way in same.texts(word)},
        address=frozenset(words.texts("address")),
        streets=frozenset(words.texts("streets")),
        lettered=frozenset(words.texts("lettered")),
        apart={word: kind for kind in apart.values for word in apart.texts(kind)},
        one={word: meant for meant in one.values for word in one.texts(meant)},
        numbers={word: numbers.whole(word) for word in numbers.values},
        anybody=frozenset(mail.texts("anybody")),
        men=frozenset(men.texts("words")),
        meanings=_meanings(top),
    )
    for table in (weights, words, same, apart, one, numbers, mail, men, top):
        table.done()
    return rules


def _inner(top: Table, key: str) -> Table:
    found = top.table(key)
    if found is None:
        raise top.problem(f"“{key}” is missing.")
    return found


def _meanings(top: Table) -> dict[str, frozenset[int]]:
    """Return for each word the groups of [[alike]] it stands in."""
    found: dict[str, frozenset[int]] = {}
    for number, row in enumerate(top.tables("alike")):
        for word in row.texts("words"):
            found[word] = found.get(word, frozenset()) | {number}
        row.done()
    return found
