"""Answers as they lie in the vault (JSON), read so that nothing in them can keep a page from opening."""

from __future__ import annotations

import json
from typing import Any

from workwell_desktop.errors import WorkwellError

_MOST_DIGITS = 100


def read_answers(text: str) -> dict[str, Any]:
    """Return kept answers by the ids of their items. Raises ``WorkwellError`` for a text that holds none.

    Whatever stands for an answer is returned as it is, to be checked by its form. A number with more than a hundred
    digits comes back as those digits: it is nobody's answer, and nothing could count with it.
    """
    try:
        found = json.loads(text, parse_int=_whole)
    except (ValueError, RecursionError) as problem:
        raise _unreadable() from problem
    if not isinstance(found, dict):
        raise _unreadable()
    return found


def _whole(digits: str) -> int | str:
    return int(digits) if len(digits) <= _MOST_DIGITS else digits


def _unreadable() -> WorkwellError:
    return WorkwellError(
        "The answers that are kept here cannot be read.", "Put back a backup of a day on which they could."
    )
