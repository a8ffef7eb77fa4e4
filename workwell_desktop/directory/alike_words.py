"""The words of names and texts in the one form in which they are compared. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from itertools import pairwise

from workwell_desktop.directory.alike_rules import AlikeRules, stem_of

_WORD = re.compile(r"[a-z0-9]+")
_DOTTED = re.compile(r"\b(?:[a-z]\.){2,}(?:[a-z]\b)?")
_TOGETHER = str.maketrans(dict.fromkeys("'’`´."))
_ORDINAL = re.compile(r"^(\d+)(st|nd|rd|th|s)$")
_FOR_TO = re.compile(r"\b([a-z]{2,}) ([24]) (?=[a-z])")
# After these a digit is a number: "Hub 2 Aston".
_NUMBERED = {
    "age", "aged", "block", "bus", "class", "course", "day", "every", "first", "flat", "floor", "grade", "group",
    "hall", "hub", "last", "level", "module", "no", "number", "option", "part", "phase", "press", "room", "stage",
    "step", "team", "tier", "type", "unit", "week", "year",
}  # fmt: skip
MOST_WORDS = 60
_MOST_FORMS = 100_000  # kept; the words of a directory come again and again


def words_of(text: str, rules: AlikeRules) -> list[str]:
    """Return the words of a text in the form that is compared, without small words and what a body is in law."""
    return compared(plain_words(text), rules)


def compared(words: Iterable[str], rules: AlikeRules) -> list[str]:
    """Return words in the form that is compared, without small ones and what a body is in law."""
    return [form_of(word, rules) for word in words if word not in rules.small and word not in rules.legal]


def plain_words(text: str) -> list[str]:
    """Return the words of a text, folded; what an apostrophe or dots part stays one word."""
    plain = fold(text).replace("&", " and ")
    if "." in plain:
        plain = _DOTTED.sub(lambda match: match.group().replace(".", ""), plain)
    plain = plain.translate(_TOGETHER)
    if " 4 " in plain or " 2 " in plain:
        plain = _FOR_TO.sub(_spelt, plain)
    return _WORD.findall(plain)[: MOST_WORDS * 6]


def _spelt(match: re.Match[str]) -> str:
    """Return "for" and "to" where a name has a digit for them: "Fit 4 Work"."""
    return match.group() if match[1] in _NUMBERED else f"{match[1]} {'for' if match[2] == '4' else 'to'} "


def form_of(word: str, rules: AlikeRules) -> str:
    """Return the form of a word that is compared: one for its ways of writing, numbers as digits, without endings."""
    known = rules.forms.get(word)
    if known is None:
        known = _form_of(word, rules)
        if len(rules.forms) < _MOST_FORMS:
            rules.forms[word] = known
    return known


def _form_of(word: str, rules: AlikeRules) -> str:
    for form in (word, word[:-1] if len(word) > 3 and word.endswith("s") else word):
        if form in rules.same:
            return rules.same[form]
        if form in rules.numbers and len(form) > 1:
            return str(rules.numbers[form])
        if form in rules.weak or form in rules.apart or form in rules.one:
            return rules.one.get(form, form)
    ordinal = _ORDINAL.match(word)
    return ordinal.group(1) if ordinal else stem_of(word)


def fold(text: str) -> str:
    """Return a text in lower case without accents."""
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def initials(text: str, rules: AlikeRules) -> set[str]:
    """Return what a name may be shortened to: the first letters of two to six of its words in a row."""
    words = [word for word in plain_words(text) if word not in rules.small]
    return {
        "".join(word[0] for word in words[start : start + length])
        for start in range(min(len(words), MOST_WORDS))
        for length in range(2, 7)
        if start + length <= len(words)
    }


def joined(text: str, rules: AlikeRules) -> dict[str, tuple[str, str]]:
    """Return two words in a row as one, with the form of each: "food bank" may be written as "foodbank"."""
    words = [word for word in plain_words(text) if word not in rules.small]
    return {form_of(one + other, rules): (form_of(one, rules), form_of(other, rules)) for one, other in pairwise(words)}
