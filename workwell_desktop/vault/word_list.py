"""A list of words as a table inside a query: one parameter, however many words there are."""

from __future__ import annotations

import json
from collections.abc import Iterable

from sqlalchemy import ColumnElement, String, func, type_coerce


def word_list(words: Iterable[str]) -> ColumnElement[str]:
    """Return the column of a table that holds these words, to select from and to compare with.

    SQLite reads it with ``json_each``. A ``VALUES`` list of 300 words would cost 15 ms to write down for each query.
    """
    table = func.json_each(json.dumps(list(words))).table_valued("value", name="words")
    return type_coerce(table.c.value, String)
