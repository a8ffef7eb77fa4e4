"""Rows as CSV that every spreadsheet program opens without running anything in it."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence

from workwell_desktop.sheets.reading import RUN_STARTS

_NUMBER = re.compile(r"-?\d{1,15}(?:\.\d{1,15})?", re.ASCII)
_UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


def csv_rows(rows: Iterable[Sequence[str]]) -> Iterator[bytes]:
    """Write rows one at a time as UTF-8 with a mark, by which every spreadsheet program knows the letters.

    A cell that a spreadsheet program would take for a formula begins with an apostrophe instead. A plain
    number stays one, also below nought.
    """
    yield codecs.BOM_UTF8
    for row in rows:
        out = io.StringIO(newline="")
        csv.writer(out).writerow([_safe(cell) for cell in row])
        yield out.getvalue().encode("utf-8", "replace")


def _safe(cell: str) -> str:
    plain = _UNSEEN.sub("", cell).replace("\r\n", "\n").replace("\r", "\n").strip()
    return f"'{plain}" if plain.startswith(RUN_STARTS) and not _NUMBER.fullmatch(plain) else plain
