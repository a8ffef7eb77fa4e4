"""What the text of an entry says of itself: other names, a move, whom it is for, and what it is not. Pure."""

from __future__ import annotations

import re

from workwell_desktop.directory.alike_rules import AlikeRules
from workwell_desktop.directory.alike_words import words_of

_FROM_TO = re.compile(
    r"\b(?:age[ds]?|ages of|people)\s+(?:from\s+|between\s+)?(\d{1,2})\s*(?:to|-|–|and)\s*(\d{1,2})\b"
    r"|\b(\d{1,2})\s*(?:to|-|–)\s*(\d{1,2})(?:s\b|[- ](?:years?|yrs?)\b)"
)
_OVER = re.compile(r"\bage[ds]?\s+(\d{1,2})\s*(?:and over|or over|and above|plus|\+)|\bover[- ](?:the )?(\d{2})s?\b")
_UNDER = re.compile(r"\bunder[- ](?:the )?(?:age of )?(\d{1,2})s?\b")
# What leads a name that the service had or has. "Formerly at", "previously run by" lead none.
_NAMED = re.compile(
    r"(?:\b(?:formerly|previously|originally|once|was|were|now|also|used to be|were once|better|sometimes|still)\s+"
    r"(?:known as|called|named)|\bknown (?:locally )?as|\btrading as|\bt/a|\baka|\ba\.k\.a\.?"
    r"|\bchanged (?:its|our|their|the) name (?:from|to)|\b(?:old|former|previous|new) name(?: is| was)?)[:\s]+"
    r"(?P<told>[^).;,]{3,60})"
    r"|(?P<bare>\b(?:formerly|previously|originally|used to be|renamed(?: as| from| to)?"
    r"|(?<=\()(?:was|now|ex|once)))[:\s]+"
    r"(?P<name>[^).;,]{3,60})",
    re.IGNORECASE,
)
_NAME_ENDS = re.compile(
    r"\s(?:until|till|before|but|which|who|when|since|and (?:is|was|has|now)|in (?:19|20)\d\d)\b.*", re.IGNORECASE
)
_QUOTES = "\"'“”‘’ "
_MOVED = re.compile(
    r"\b(?:(?:have |has )?moved (?:to|from|in|last|this|out|here)|(?:have|has) moved|we(?:re| were) at|relocated"
    r"|(?:old|new|former|previous) (?:address|premises|venue|home|building|location|offices?|site)"
    r"|(?:formerly|previously) (?:based |held |met )?(?:at|in)"
    r"|(?:we|group|club|class|service|charity|it) (?:have |has )?left (?:the|our|its)"
    r"|used to (?:be|meet) (?:at|in)|no longer (?:at|in)|now (?:at|based|held at|meets? (?:at|in)|in (?:the|our)))\b",
    re.IGNORECASE,
)
# What an entry says it is not, or sends to another service for.
_NOT = re.compile(
    r"\b(?:not (?:for|open to|suitable for|aimed at|the same as|connected (?:to|with)|linked (?:to|with)|part of"
    r"|to be confused with|a branch of)|separate (?:from|to)|different (?:from|to)|unlike|other than"
    r"|(?:does|do) not (?:offer|run|provide|cover|give))\s+([^.;,()]{3,80})"
    r"|\bfor ([^.;,()]{3,60}?),?\s+(?:please )?(?:see|ask for|ring|contact|call|try|go to|use) (?:our|the|their)\b",
    re.IGNORECASE,
)
_HOURS = re.compile(r"\b24\s*(?:/\s*7|-?\s*h(?:ou)?rs?)\b|\b7 days\b|\b365\b|\bfreephone\b", re.IGNORECASE)


def called_now(name: str) -> str:
    """Return a name without a former one that it states, and without "24 hours", which tells no two lines apart."""
    plain = _HOURS.sub(" ", name)
    now = _NAMED.sub(" ", plain)
    return now if now.strip(" ()[]-–:;,.") else plain


def former_names(name: str, words: str, rules: AlikeRules) -> tuple[frozenset[str], ...]:
    """Return the other names that an entry says it had or has, each as its words."""
    found = []
    for match in _NAMED.finditer(f"{name} ; {words}"):
        other = _NAME_ENDS.sub("", match["name"] or match["told"]).strip(_QUOTES)
        if match["bare"] and not other[:1].isupper() and not other[:1].isdigit():
            continue  # "previously in care" is no name
        found.append(frozenset(words_of(other, rules)) - rules.weak)
    return tuple(filter(None, found))


def has_moved(text: str) -> bool:
    """Say whether a text says that the service has moved, or where it was before."""
    return bool(_MOVED.search(text))


def ruled_out(words: str, rules: AlikeRules) -> tuple[frozenset[str], ...]:
    """Return what an entry says it is not, or not for, each as its words: "not for those off sick"."""
    usual = rules.weak | rules.plain | {"those", "other", "another"}
    found = (frozenset(words_of(one or other, rules)) - usual for one, other in _NOT.findall(words))
    return tuple(filter(None, found))


def ages_of(low: int | None, high: int | None, text: str) -> tuple[int, int]:
    """Return the youngest and the oldest it is for, as fields (years) or else words say; 0 and 999 where none does."""
    if low is None and high is None:
        text = text.casefold()
        for one, two, three, four in _FROM_TO.findall(text):
            youngest, oldest = int(one or three), int(two or four)
            if youngest < oldest:
                return youngest, oldest
        over, under = _OVER.search(text), _UNDER.search(text)
        low = int(over.group(1) or over.group(2)) if over else None
        high = int(under.group(1)) - 1 if under else None
    return low or 0, 999 if high is None else high
