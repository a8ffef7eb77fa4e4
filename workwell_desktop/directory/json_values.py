"""Takes values out of JSON whatever stands there: a list where a text should be is nothing, never an error. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from workwell_desktop.directory.text import one_line, paragraphs

Entry = Mapping[str, Any]
MOST_PARTS = 500
"""How many phones, places, times of one service are read."""


def table(value: object) -> Entry:
    """Return an object as it is; empty for anything else."""
    return value if isinstance(value, dict) else {}


def tables(entry: Entry, *keys: str) -> list[Entry]:
    """Return the objects in the lists under the keys (a lone object counts as a list of one), at most 500."""
    found: list[Entry] = []
    for key in keys:
        value = entry.get(key)
        if isinstance(value, dict):
            found.append(value)
        elif isinstance(value, list):
            found += [one for one in value[:MOST_PARTS] if isinstance(one, dict)]
    return found[:MOST_PARTS]


def line(entry: Entry, *keys: str) -> str:
    """Return the first of the keys' values that says something, as clean text in one line."""
    for key in keys:
        if (value := entry.get(key)) is not None and (text := one_line(value)):
            return text
    return ""


def prose(entry: Entry, *keys: str) -> str:
    """Return the first of the keys' values that says something, as clean text that may have several lines."""
    for key in keys:
        if (value := entry.get(key)) is not None and (text := paragraphs(value)):
            return text
    return ""


def words(entry: Entry, *keys: str) -> Iterator[str]:
    """Give each text under the keys, in lower case: a text with commas, or a list of texts or of objects."""
    for key in keys:
        value = entry.get(key)
        for one in value[:MOST_PARTS] if isinstance(value, list) else [value]:
            inner = one.get(key.removesuffix("s"), one.get("name")) if isinstance(one, dict) else one
            for part in one_line(inner).lower().replace(";", ",").split(","):
                if part.strip():
                    yield part.strip()


def key_of(value: object) -> str:
    """Return an id as a text: texts and whole numbers are ids, at most 200 letters; anything else is none."""
    text = one_line(value)
    return text if len(text) <= 200 and not isinstance(value, float) else ""


def flag(value: object) -> bool | None:
    """Return yes or no where a value says so (true, "yes", 1), else nothing."""
    if isinstance(value, bool):
        return value
    text = one_line(value).lower()
    return True if text in {"true", "yes", "y", "1"} else False if text in {"false", "no", "n", "0"} else None


def number(value: object) -> float | None:
    """Return a number, also one written as text ("12", "£2.50"); nothing for anything else."""
    if isinstance(value, bool):
        return None
    text = one_line(value).lstrip("£$€").replace(",", "")
    if len(text) > 30:
        return None
    try:
        found = float(text)
    except ValueError:
        return None
    return found if abs(found) < 1e12 else None
