"""Says on which line of a TOML file a value stands, so that whoever mends the file need not search.

The standard reader keeps no lines. This one is asked only when something is wrong, and only about text that the
standard reader took; it therefore checks nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

Place = tuple[str | int, ...]
"""Where a value stands: the keys that lead to it, and the place (from 0) in each list on the way."""

_SPACE = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_BLANK = re.compile(r"[ \t]*")
_BARE = re.compile(r"[A-Za-z0-9_-]+")
_STRINGS = (
    re.compile(r'"""(?:[^\\]|\\.)*?"{3,5}', re.DOTALL),
    re.compile(r"'''.*?'{3,5}", re.DOTALL),
    re.compile(r'"(?:[^"\\\n]|\\.)*"'),
    re.compile(r"'[^'\n]*'"),
)
_SCALAR = re.compile(r"[^,\]}#\n]*")


def lines_of(text: str) -> Mapping[Place, int]:
    """Return the line, counted from 1, of every key, table and list entry of a sound TOML text."""
    return _Walk(text).lines


class _Walk:
    """One walk through a text. ``at`` is how far it came; ``tables`` counts the entries of each list of tables."""

    def __init__(self, text: str) -> None:
        self.text, self.at = text, 0
        self.lines: dict[Place, int] = {}
        self.tables: dict[Place, int] = {}
        table: Place = ()
        self._pass(_SPACE)
        while self.at < len(text):
            if text[self.at] == "[":
                table = self._header()
            else:
                self._pair(table)
            self._pass(_SPACE)

    def _pass(self, pattern: re.Pattern[str]) -> str:
        found = pattern.match(self.text, self.at)
        if found is None:
            return ""
        self.at = found.end()
        return found.group()

    def _note(self, place: Place) -> None:
        self.lines.setdefault(place, self.text.count("\n", 0, self.at) + 1)

    def _string(self) -> str | None:
        for pattern in _STRINGS:
            found = self._pass(pattern)
            if found:
                return found
        return None

    def _keys(self) -> list[str]:
        """Pass a key with its dots: ``a.b."c d"``."""
        keys = []
        while True:
            self._pass(_BLANK)
            quoted = self._string()
            keys.append(self._pass(_BARE) if quoted is None else quoted[1:-1])
            self._pass(_BLANK)
            if self.text[self.at : self.at + 1] != ".":
                return keys
            self.at += 1

    def _header(self) -> Place:
        """Pass ``[a.b]`` or ``[[a.b]]`` and return where the lines below it belong."""
        many = self.text.startswith("[[", self.at)
        began = self.at
        self.at += 2 if many else 1
        keys = self._keys()
        self.at += 2 if many else 1
        place: Place = ()
        for number, key in enumerate(keys, start=1):
            place = (*place, key)
            if many and number == len(keys):
                self.tables[place] = self.tables.get(place, 0) + 1
            if place in self.tables:
                place = (*place, self.tables[place] - 1)
        self.lines.setdefault(place, self.text.count("\n", 0, began) + 1)
        return place

    def _pair(self, table: Place) -> None:
        began = self.at
        place = (*table, *self._keys())
        self.lines.setdefault(place, self.text.count("\n", 0, began) + 1)
        self.at += 1  # the equals sign
        self._pass(_BLANK)
        self._value(place)

    def _value(self, place: Place) -> None:
        self._note(place)
        opens = self.text[self.at : self.at + 1]
        if opens == "[":
            self._within("]", lambda number: self._value((*place, number)))
        elif opens == "{":
            self._within("}", lambda _number: self._pair(place))
        elif self._string() is None:
            self._pass(_SCALAR)

    def _within(self, closes: str, entry: Callable[[int], None]) -> None:
        """Pass a list or an inline table, entry by entry."""
        self.at += 1
        number = 0
        self._pass(_SPACE)
        while self.at < len(self.text) and self.text[self.at] != closes:
            entry(number)
            number += 1
            self._pass(_SPACE)
            if self.text[self.at : self.at + 1] == ",":
                self.at += 1
                self._pass(_SPACE)
        self.at += 1
