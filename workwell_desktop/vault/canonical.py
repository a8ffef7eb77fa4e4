"""One way, and one way only, to write a value as bytes: what is hashed, sealed or signed goes through here."""

from __future__ import annotations

import base64
import binascii
import json
from datetime import date
from typing import Any


def canonical(value: object) -> bytes:
    """Write a JSON value as ASCII bytes: keys sorted, no spaces, no NaN.

    The same value always gives the same bytes. Raises ``ValueError`` or ``TypeError`` for what JSON cannot hold.
    """
    return json.dumps(value, ensure_ascii=True, allow_nan=False, separators=(",", ":"), sort_keys=True).encode("ascii")


def with_dates(value: object) -> Any:
    """Return ``value`` with its dates and moments as ISO text and its tuples as lists, ready for :func:`canonical`."""
    if isinstance(value, date):  # a datetime is a date too
        return value.isoformat()
    if isinstance(value, dict):
        return {key: with_dates(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [with_dates(inner) for inner in value]
    return value


def to_text(data: bytes) -> str:
    """Write bytes as base64 text."""
    return base64.b64encode(data).decode("ascii")


def from_text(text: str, size: int) -> bytes:
    """Read base64 text that must hold exactly ``size`` bytes, written in the one proper way.

    Raises ``ValueError`` for anything else, also for base64 that another text could stand for.
    """
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as problem:
        raise ValueError("not base64") from problem
    if len(data) != size or to_text(data) != text:
        raise ValueError("wrong length or not canonical")
    return data
