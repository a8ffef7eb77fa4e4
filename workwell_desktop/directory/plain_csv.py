"""Rows as CSV that every spreadsheet program opens without running anything in it."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence

# No cell holds what cannot be seen; a tab goes too, for a cell that begins with one runs as a formula somewhere.
_UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


def csv_rows(rows: Iterable[Sequence[str]], formula_starts: tuple[str, ...]) -> Iterator[bytes]:
    """Write rows one at a time as UTF-8 with a mark, by which every spreadsheet program knows the letters.

    A cell that begins with one of ``formula_starts`` begins with an apostrophe instead, which our own reader takes
    away again.
    """
    yield codecs.BOM_UTF8
    for row in rows:
        out = io.StringIO(newline="")
        csv.writer(out).writerow([_safe(cell, formula_starts) for cell in row])
        yield out.getvalue().encode("utf-8", "replace")


def _safe(cell: str, formula_starts: tuple[str, ...]) -> str:
    plain = _UNSEEN.sub("", cell).replace("\r\n", "\n").replace("\r", "\n").strip()
    return f"'{plain}" if plain.startswith(formula_starts) else plain
