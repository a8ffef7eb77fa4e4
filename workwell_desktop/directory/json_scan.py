"""Finds the entries in a JSON text that comes in parts, without reading it whole, and goes on after a broken one. Pure.

Knows list pages (an object with its entries under "contents", "data" ...), one array, one object, objects one after the
other, and mixtures. A parser of the whole text would stop at the first fault; here only the faulty entry is lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

PAGE_KEYS = frozenset(
    {"contents", "content", "data", "items", "results", "result", "records", "providers", "services", "organizations",
     "organisations", "service_at_locations", "hydra:member", "value", "payload"}
)  # fmt: skip
LARGEST_ENTRY = 2_000_000
"""The most letters of one entry: a service of a council has two to twenty thousand."""
DEEPEST = 60
"""How many brackets may be open inside each other in one entry."""

_TOTALS = frozenset({"total_items", "totalElements", "total_elements", "totalItems"})
_IDENTITY = frozenset({"id", "name"})
_MOST_OPEN = 1000  # brackets inside each other: no list is like that
_MOST_IDLE = 3_000_000  # brackets and strings one after the other without an entry
_EDGE = 4096  # letters at the end of what is read so far that are looked at again with what follows
# A string; one with line breaks in it, when what follows shows that it ends there; one that never ends: its line.
_TOKEN = re.compile(
    r'("(?:[^"\\\n]++|\\.)*+")(\s*+:)?'
    r'|("(?:[^"\\]++|\\[\s\S]){0,200}+"(?=\s*+[,:}\]]))'
    r'|"[^\n]*+'
    r"|[{}\[\]]"
)
_QUOTED = re.compile(r'[^"\\]*+(?:\\[\s\S][^"\\]*+)*+"')
_BARE = re.compile(r"[^\s,:\[\]{}\"]+")  # null, true, a number
_NUMBER = re.compile(r"\s*(\d{1,9})\b")


@dataclass(frozen=True)
class ScannedEntry:
    """The text of one entry and the line it begins on.

    ``fault`` is empty, or "large", "deep", or "cut" when the text ends inside the entry. ``blank`` counts the empty
    lines before it, where each line is an entry.
    """

    text: str
    line: int
    fault: str = ""
    blank: int = 0


@dataclass
class Scan:
    """What a scan has seen so far: how many entries the pages say there are, and the line where it stands.

    ``bare`` counts the numbers and the like that stand where an entry should and were not given yet, ``blank`` the
    empty lines since the last entry.
    """

    total: int = 0
    line: int = 1
    bare: int = 0
    blank: int = 0


@dataclass
class _State:
    """Where a scan stands: how deep, which object may be a page, at which depth the entries of a page lie."""

    depth: int = 0
    lists: list[int] = field(default_factory=list)  # depths at which elements are entries
    wraps: list[int] = field(default_factory=list)  # depths of objects that may still be pages
    named: bool = False  # the object that may be a page has an id or a name: it is an entry itself
    key_end: int = -1  # where a key that may open a page ends
    start: int = -1  # where the entry that is being read begins
    base: int = 0  # the depth at which it began
    fault: str = ""
    quoted: bool = False  # inside a string that is longer than any entry may be


def scan_entries(parts: Iterator[str], scan: Scan) -> Iterator[ScannedEntry]:
    """Give the entries of a JSON text in their order. ``scan`` is told what is seen on the way.

    A text that ends inside an entry gives that entry with the fault "cut"; one that ends inside a list that has no
    open entry gives an empty one.
    """
    state, held, at, counted = _State(), "", 0, 0
    ended = False
    idle = 0
    while not ended and state.depth < _MOST_OPEN and idle < _MOST_IDLE:
        part = next(parts, None)
        ended = part is None
        if part is not None:
            keep = state.start if state.start >= 0 else at
            scan.line += held.count("\n", counted, max(keep, counted))
            counted = max(counted, keep) - keep
            held, at = held[keep:] + part, at - keep
            state.start, state.key_end = (0 if state.start >= 0 else -1), state.key_end - keep
        safe = len(held) if ended else len(held) - _EDGE
        if state.quoted:
            close = _QUOTED.match(held, at)
            state.quoted, at = close is None, close.end() if close else max(at, len(held) - 2)
        for token in _TOKEN.finditer(held, at):
            if token.end() > safe and not ended and len(held) - token.start() < LARGEST_ENTRY:
                at = token.start()
                break
            if state.lists and state.depth == state.lists[-1]:
                scan.bare += len(_BARE.findall(held, at, token.start()))
            at, idle = token.end(), idle + 1
            state.quoted = not ended and at == len(held) and token[0][0] == '"' and not (token[1] or token[3])
            for start, end, fault in _step(state, token, held, scan):
                scan.line += held.count("\n", counted, start)
                counted, idle = max(counted, start), 0
                yield ScannedEntry(held[start:end], scan.line, fault)
        else:
            at = max(at, safe)
        if state.start >= 0 and len(held) - state.start > LARGEST_ENTRY:
            held, at, counted = _let_go(state, held, at, counted, scan)
    if state.depth > 0:
        begin = max(state.start, 0) if state.base or state.start >= 0 else len(held)
        scan.line += held.count("\n", counted, begin)
        yield ScannedEntry("" if state.fault or state.start < 0 else held[begin:], scan.line, state.fault or "cut")


def _let_go(state: _State, held: str, at: int, counted: int, scan: Scan) -> tuple[str, int, int]:
    """Stop keeping an entry that is too large; its end is still looked for."""
    scan.line += held.count("\n", counted, at)
    state.fault, state.start = "large", 0
    state.key_end -= at
    return held[at:], 0, 0


def _step(state: _State, token: re.Match[str], held: str, scan: Scan) -> Iterator[tuple[int, int, str]]:
    sign = token[0]
    if sign in "{[":
        _opens(state, sign, token.start(), held)
    elif sign in "}]":
        yield from _closes(state, token.end())
    elif state.start < 0 or state.depth == state.base + 1:
        yield from _says(state, token, held, scan)


def _opens(state: _State, sign: str, at: int, held: str) -> None:
    if state.lists and state.depth == state.lists[-1]:
        state.start, state.base = at, state.depth  # an element of a page's list: an entry
    elif state.start < 0 and state.depth == 0:
        if sign == "[":
            state.lists.append(1)
        else:  # an entry, or a page: its keys will say
            state.start, state.base, state.named = at, 0, False
            state.wraps = [1]
    elif state.wraps and state.depth == state.wraps[-1] and state.key_end >= 0 and not held[state.key_end : at].strip():
        if sign == "[":
            state.lists.append(state.depth + 1)
        elif len(state.wraps) < 3:
            state.wraps.append(state.depth + 1)
        state.start, state.fault = -1, ""
    state.key_end = -1
    state.depth += 1
    if state.start >= 0 and state.depth - state.base > DEEPEST:
        state.fault = state.fault or "deep"


def _closes(state: _State, end: int) -> Iterator[tuple[int, int, str]]:
    state.key_end = -1
    if state.depth == 0:
        return
    state.depth -= 1
    if state.start >= 0 and state.depth == state.base:
        yield state.start, end, state.fault
        state.start, state.base, state.fault = -1, 0, ""
    while state.lists and state.depth < state.lists[-1]:
        state.lists.pop()
    while state.wraps and state.depth < state.wraps[-1]:
        state.wraps.pop()


def _says(state: _State, token: re.Match[str], held: str, scan: Scan) -> Iterator[tuple[int, int, str]]:
    """Look at a string outside the entries: a key of what may be a page, or an entry that is only a text."""
    if state.lists and state.depth == state.lists[-1]:
        yield token.start(), token.end(), ""
    elif token[2] and state.wraps and state.depth == state.wraps[-1]:
        key = token[1][1:-1]
        state.named = state.named or key in _IDENTITY
        if key in PAGE_KEYS and not state.named:
            state.key_end = token.end()
        elif key in _TOTALS and (number := _NUMBER.match(held, token.end())):
            scan.total = max(scan.total, int(number[1]))
