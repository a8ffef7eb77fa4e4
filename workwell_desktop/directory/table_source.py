"""Opens a CSV or XLSX file of services, also where it lies alone in a zip."""

from __future__ import annotations

from pathlib import Path

from workwell_desktop.directory.columns import LIST_LIMITS
from workwell_desktop.directory.safe_zip import LIMITS, Members, ZipLimits, ZipProblem, open_members
from workwell_desktop.sheets.limits import Limits
from workwell_desktop.sheets.reading import Source, open_source, source_of

_TABLES = (".csv", ".tsv", ".txt", ".xlsx", ".xlsm")
_WORKBOOK = "[content_types].xml"


def open_table(path: Path, limits: Limits = LIST_LIMITS, zip_limits: ZipLimits = LIMITS) -> Source:
    """Read a file into memory, or the one table that a zip holds. Raises ``WorkwellError`` in words.

    What it is, is seen from its bytes: a workbook is a zip as well.
    """
    if not _is_zip(path):
        return open_source(path, limits)
    with open_members(path, zip_limits) as members:
        if _WORKBOOK in map(str.casefold, members.sizes):
            return open_source(path, limits)
        return source_of(members.read(_only_table(members), limits.most_bytes), limits)


def _only_table(members: Members) -> str:
    found = [name for name in members.sizes if name.casefold().endswith(_TABLES)]
    tables = [name for name in found if not name.casefold().endswith(".txt")] or found
    if len(tables) != 1:
        what = "no table" if not tables else "several tables"
        raise ZipProblem(f"This zip holds {what}.", "Unpack it, then choose one file of it.")
    return tables[0]


def _is_zip(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(4) == b"PK\x03\x04"
    except OSError:
        return False  # the reader of tables says what is wrong
