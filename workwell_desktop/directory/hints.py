"""What only a sentence says of a service: ages, for women or men only, that it is closed. It warns, never excludes."""

from __future__ import annotations

import re

from workwell_desktop.directory.list_words import list_words
from workwell_desktop.directory.text import compared

_LONGEST = 20_000  # letters of a description that are looked at
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+|\n+")
_DIGIT = re.compile(r"\d")
_MOST_SENTENCE = 400  # letters of a sentence that are kept
_CLOSED_SIGNS = ("clos", "no longer", "suspend", "ceased", "shut", "not ", "disband", "folded", "unavailable")

_DAY = r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*|weekends?|(?:bank|public) holidays?)"
_DAY_OFF = re.compile(rf"{_DAY}(?:\s*(?:,|&|and|to|-|–|/)\s*{_DAY})*\s*[:–-]?\s*closed\W*", re.IGNORECASE)

_YEARS = r"(?: ?(?:years?|yrs?|y/?o)(?:[ -]olds?| of age)?)?"
_UNIT = r"(?:'?s\b|[ -]years?[ -]olds?\b| years of age\b| (?:years?|yrs)\b(?! (?:of|in|experience)))"
_NO_AGE = r"(?! ?(?:people|places|min|mile|members|weeks|%|volunteers|sessions))"
_RANGE = re.compile(
    r"\b(?P<cue>ages?(?: range| group)?|aged|between|people|adults|children|those|from)?:? ?(?:of |between |from )?"
    rf"(?P<low>\d{{1,2}}){_YEARS} ?(?:to|-|–|and|until|up to) ?(?P<high>\d{{2}}){_YEARS}(?![\d:.]\d)\b{_NO_AGE}"
)
_PEOPLE = ("between", "people", "adults", "those")
_AGE_UNIT = re.compile(r"year|yr|y/?o\b|age")
_WHO = r"\b(?:adults?|aged?|people|those|anyone|children|men|women) (?:aged )?"
_MINIMUM = (
    re.compile(
        r"\b(?:age[ds]?|over(?: the age of)?|from(?: age| the age of)?)"
        rf" ?(\d{{2}}){_YEARS} ?(?:and|or|&) ?(?:over|above|older|up)\b"
    ),
    re.compile(rf"\b(\d{{2}}){_YEARS} ?(?:(?:and|or|&) ?(?:over|above|older)\b|\+(?!\d))"),
    re.compile(rf"{_WHO}over (?:the age of )?(\d{{2}})s?\b"),
    re.compile(rf"\bover[ -](\d{{2}}){_UNIT}"),
    re.compile(r"\bover the age of (\d{2})\b"),
)
_MAXIMUM = (
    re.compile(rf"\b(?:aged? )?(\d{{2}}){_YEARS} ?(?:(?:and|or|&) ?(?:under|below|younger)\b)"),
    re.compile(rf"\bunder[ -](\d{{2}}){_UNIT}"),
    re.compile(rf"{_WHO}under (?:the age of )?(\d{{2}})\b"),
    re.compile(r"\bunder the age of (\d{2})\b"),
    re.compile(r"\bup to (?:the )?age (?:of )?(\d{2})\b"),
)


def hinted_ages(*texts: str) -> tuple[int | None, int | None]:
    """Return the lowest and the highest age in years that texts name; the first that names any decides.

    Knows "aged 13 to 25", "16-24 year olds", "16 and over", "18+", "over 50s" (50) and "under 18s" (17).
    """
    for text in texts:
        if _DIGIT.search(text):
            found = _ages(compared(text[:_LONGEST]))
            if found != (None, None):
                return found
    return None, None


def _ages(text: str) -> tuple[int | None, int | None]:
    for found in _RANGE.finditer(text):
        low, high = int(found["low"]), int(found["high"])
        cue = found["cue"] or ""
        grown = cue in _PEOPLE and low >= 10 and high >= 25  # no times of day: "between 9 and 12"
        if low < high and (grown or cue.startswith("age") or _AGE_UNIT.search(found[0].removeprefix(cue))):
            return low, high
    low_only = next((int(one[1]) for pattern in _MINIMUM if (one := pattern.search(text))), None)
    high_only = next((_highest(one) for pattern in _MAXIMUM if (one := pattern.search(text))), None)
    if low_only is not None and high_only is not None and low_only > high_only:
        return None, None
    return low_only, high_only


def _highest(found: re.Match[str]) -> int:
    below = "under" in found[0] and not re.search(r"(?:and|or|&) ?under", found[0])
    return int(found[1]) - below


def hinted_only_for(*texts: str) -> tuple[str, ...]:
    """Return ("women",) or ("men",) where a text says that the service is for them alone; empty when it says both."""
    words = list_words()
    whole = compared(" . ".join(texts)[:_LONGEST])
    found = [
        code
        for code, pattern in (("women", words.women_only), ("men", words.men_only))
        if "only" in whole or "exclusively" in whole or "solely" in whole
        if pattern.search(whole)
    ]
    return tuple(found) if len(found) == 1 else ()


def closed_sentence(*texts: str) -> str:
    """Return the first sentence that says the service is closed, suspended or no longer there; empty when none does."""
    pattern = list_words().closed
    for text in texts:
        low = text[:_LONGEST].casefold()
        if not any(sign in low for sign in _CLOSED_SIGNS):
            continue
        for sentence in _SENTENCE_END.split(text[:_LONGEST]):
            if pattern.search(compared(sentence)) and not _DAY_OFF.fullmatch(sentence.strip()):
                return sentence.strip()[:_MOST_SENTENCE]
    return ""


def is_national(text: str) -> bool:
    """Say whether the name or the code of an area means the whole country: "England", "UK", "nationwide"."""
    return compared(text).strip(" .") in list_words().national
