"""The door through which other people's lists of services come in: what a file is, what its columns are, reading it.

Nothing that stands on screen changes before ``directory_live.make_live``; what is read here waits beside it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from zipfile import is_zipfile

from sqlalchemy import select
from sqlalchemy.orm import Session

from workwell_desktop.casework.directory_staging import Reading, stage
from workwell_desktop.casework.directory_totals import Stopped
from workwell_desktop.casework.service_words import fold
from workwell_desktop.directory import opening
from workwell_desktop.directory.columns import (
    LIST_LIMITS,
    NO_HEADS,
    PREVIEW_ROWS,
    SheetMapping,
    from_json,
    guess,
    titles,
)
from workwell_desktop.directory.hsds_tables import read_hsds_tables
from workwell_desktop.directory.json_stream import read_json, read_packed_json
from workwell_desktop.directory.opening import Offer
from workwell_desktop.directory.reading import Piece, Told
from workwell_desktop.directory.record import ServiceRecord
from workwell_desktop.directory.starter import FORMAT, ListAbout
from workwell_desktop.directory.table_rows import read_table
from workwell_desktop.directory.table_source import open_table
from workwell_desktop.errors import InputProblem
from workwell_desktop.models.services import DirMapping, DirRelease, DirSource
from workwell_desktop.sheets.limits import SheetProblem
from workwell_desktop.sheets.reading import Source, each_row
from workwell_desktop.vault.store import Vault

__all__ = [
    "NO_HEADS", "ListWords", "Offered", "SheetMapping", "SheetTop", "Stopped", "check_words", "look", "read_list",
    "titles",
]  # fmt: skip

_LOOK_AT = 225  # rows of a sheet: 25 in which the heads may stand, and 200 to see how the cells look
_TRUST = 50  # a list that a place brings in knows more about it than the one that ships (90)
_MOST_NAME = 80
_NO_LETTER = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True)
class ListWords:
    """What the coach says of a list: its name; who publishes it and under which licence, where they know."""

    name: str
    publisher: str = ""
    licence: str = ""
    attribution: str = ""


@dataclass(frozen=True)
class SheetTop:
    """One sheet of a table: what its columns are taken for, and its first rows as they stand."""

    mapping: SheetMapping
    rows: tuple[tuple[str, ...], ...]

    @property
    def preview(self) -> tuple[tuple[str, ...], ...]:
        """Return the first rows below the heads, every one as long as the heads, without empty ones."""
        width = len(self.mapping.fields)
        filled = [row for row in self.rows[self.mapping.head + 1 :] if any(row)]
        return tuple((row + ("",) * width)[:width] for row in filled[:PREVIEW_ROWS])

    def with_head(self, head: int) -> SheetTop:
        """Return the same with another row of heads (from 0, or ``NO_HEADS``), its columns guessed afresh."""
        return replace(self, mapping=guess(self.mapping.sheet, self.rows, head))

    def with_field(self, column: int, code: str) -> SheetTop:
        """Return the same with another field for a column."""
        return replace(self, mapping=self.mapping.with_field(column, code))

    def with_month_first(self, month_first: bool) -> SheetTop:
        """Return the same with days written the other way."""
        return replace(self, mapping=replace(self.mapping, month_first=month_first))


@dataclass(frozen=True)
class Offered:
    """A file or folder that was chosen and looked at.

    ``said`` says in a sentence what it is; ``size`` is in bytes, ``written_on`` the day of its newest file. ``sheets``
    are those of a table with their columns as they were guessed or said before (``remembered``); a list that names its
    own fields has none. ``words`` is what the list is probably called; ``earlier`` are the lists that are here.
    """

    offer: Offer
    said: str
    written_on: date | None
    words: ListWords
    earlier: tuple[ListWords, ...] = ()
    sheets: tuple[SheetTop, ...] = ()
    remembered: bool = False
    source: Source | None = None

    @property
    def name(self) -> str:
        """Return the name of the file or folder."""
        return self.offer.root.name

    @property
    def size(self) -> int:
        """Return how many bytes it has."""
        return self.offer.size

    @property
    def usable(self) -> bool:
        """Say whether a name is known for the services: a table needs a column for it."""
        return not self.sheets or any(top.mapping.usable for top in self.sheets)

    def with_sheet(self, top: SheetTop) -> Offered:
        """Return the same with other columns for a sheet."""
        tops = tuple(top if one.mapping.sheet == top.mapping.sheet else one for one in self.sheets)
        return replace(self, sheets=tops)


def look(vault: Vault, path: Path, told: Told | None = None) -> Offered:
    """Look what a file or folder is, without taking anything in. ``told`` gets bytes of bytes.

    Raises ``WorkwellError`` for what cannot be read.
    """
    offer = opening.look(path, told)
    source = open_table(offer.files[0], LIST_LIMITS) if offer.format == "table" else None
    tops = _tops(source) if source is not None else ()
    with vault.reading() as session:
        said = [_remembered(session, one.mapping) for one in tops]
        name = next((known[1] for known in said if known and known[1]), "") or _named_by(session, path)
        words, earlier = _words(session, name), _earlier(session)
    return Offered(
        offer=offer,
        said=_what(source, tops) if source is not None else offer.title,
        written_on=_written(offer.files),
        words=words,
        earlier=earlier,
        sheets=tuple(replace(top, mapping=known[0]) if known else top for top, known in zip(tops, said, strict=True)),
        remembered=any(said),
        source=source,
    )


def _tops(source: Source) -> tuple[SheetTop, ...]:
    """Return the sheets that hold anything. Raises ``SheetProblem`` when none does."""
    made = []
    for sheet in source.sheets:
        rows = tuple(tuple(row) for row in islice(each_row(source, sheet, LIST_LIMITS), _LOOK_AT))
        if any(any(row) for row in rows):
            made.append(SheetTop(guess(sheet, rows), rows))
    if not made:
        raise SheetProblem("There is nothing in this file.", "Choose another file.")
    return tuple(made)


def read_list(
    vault: Vault,
    offered: Offered,
    *,
    words: ListWords,
    partial: bool,
    prepare: Callable[[ServiceRecord], ServiceRecord] = lambda record: record,
    told: Told | None = None,
    stopped: Callable[[], bool] = lambda: False,
) -> int:
    """Read a list beside what is live, and return the id of its release. ``told`` gets bytes of bytes.

    Raises ``InputProblem`` (``name``), ``Stopped``, ``NotKept`` and what the reader of the file raises.
    """
    words = check_words(words)
    about = _about(vault, offered, words)
    reading = Reading(offered.offer.format, _TRUST, partial)
    with closing(_pieces(vault, offered, told)) as pieces:  # here and now: its scratch database is of this thread
        release_id = stage(vault, about, pieces, reading, prepare=prepare, stopped=stopped)
    _remember(vault, [top.mapping for top in offered.sheets], words.name)
    return release_id


def check_words(words: ListWords) -> ListWords:
    """Return what the coach said of a list, tidied. Raises ``InputProblem`` (``name``)."""
    tidy = ListWords(**{field: " ".join(said.split()) for field, said in vars(words).items()})
    if not tidy.name:
        raise InputProblem({"name": "Give the list a name, so that you know it again."})
    if len(tidy.name) > _MOST_NAME:
        raise InputProblem({"name": f"This is too long. Use at most {_MOST_NAME} letters."})
    return tidy


def _pieces(vault: Vault, offered: Offered, told: Told | None) -> Generator[Piece, None, None]:
    """Give the pieces of the list from the reader of its format; close it to stop reading."""
    offer, today = offered.offer, vault.clock.today()
    if offered.source is not None:
        mappings = [top.mapping for top in offered.sheets]
        yield from read_table(offered.source, offer.root.name, mappings, today=today, told=told)
    elif offer.format == "hsds_tabular":
        packed = len(offer.files) == 1 and is_zipfile(offer.files[0])  # it may be all that the chosen folder holds
        yield from read_hsds_tables(offer.files[0] if packed else offer.root, today, told)
    elif offer.packed:
        yield from read_packed_json(offer.files[0], offer.packed, today, told)
    else:
        yield from read_json(offer.files, offer.root, today, told)


def _about(vault: Vault, offered: Offered, words: ListWords) -> ListAbout:
    with vault.reading() as session:
        known = {fold(row.name): row for row in session.scalars(select(DirSource))}
        same = known.get(fold(words.name))
        if same is not None and same.format == FORMAT:
            raise InputProblem({"name": "This list comes with WorkWell. Give yours another name."})
        keys = {row.key for row in known.values()}
        key = same.key if same is not None else _new_key(words.name, keys)
    listed = [day for top in offered.sheets if (day := top.mapping.listed_on)]
    released = max(listed) if listed else offered.written_on or vault.clock.today()
    return ListAbout(
        key=key, name=words.name, publisher=words.publisher, licence=words.licence, attribution=words.attribution,
        released=released, file_name=offered.name, sha256=offered.offer.sha256,
    )  # fmt: skip


def _new_key(name: str, keys: set[str]) -> str:
    plain = _NO_LETTER.sub("-", fold(name)).strip("-") or "list"
    return next(
        key for number in range(1, len(keys) + 2) if (key := plain if number == 1 else f"{plain}-{number}") not in keys
    )


def _remembered(session: Session, guessed: SheetMapping) -> tuple[SheetMapping, str] | None:
    """Return what was said of a table with these heads before, and of which list that was."""
    row = session.scalar(select(DirMapping.mapping).where(DirMapping.fingerprint == guessed.fingerprint))
    if row is None or guessed.head == NO_HEADS:  # without heads there is nothing to know it by
        return None
    try:
        said = replace(from_json(row), sheet=guessed.sheet, head=guessed.head, listed_on=guessed.listed_on)
    except SheetProblem:
        return None
    return said, str(json.loads(row).get("list", ""))


def _remember(vault: Vault, mappings: Sequence[SheetMapping], name: str) -> None:
    """Keep what the columns are, by the heads of the table, for the next release of the list."""
    wanted: Mapping[str, str] = {
        one.fingerprint: json.dumps(json.loads(one.to_json()) | {"list": name}, ensure_ascii=False, sort_keys=True)
        for one in mappings
        if one.head != NO_HEADS and one.usable
    }
    if not wanted:
        return
    with vault.transaction() as transaction:
        session = transaction.session
        there = {
            row.fingerprint: row
            for row in session.scalars(select(DirMapping).where(DirMapping.fingerprint.in_(wanted)))
        }
        for mark, said in wanted.items():
            if mark in there:
                there[mark].mapping = said
            else:
                session.add(DirMapping(fingerprint=mark, mapping=said))
        transaction.record("map", "dir_mapping", 0, {"tables": len(wanted)})


def _named_by(session: Session, path: Path) -> str:
    """Return the name of the list that last had a file of this name, but for numbers; else what the name says."""
    rows = session.execute(
        select(DirRelease.file_name, DirSource.name)
        .join(DirSource, DirRelease.source_id == DirSource.id)
        .where(DirSource.format != FORMAT, DirSource.last_import.is_not(None))
        .order_by(DirRelease.id.desc())
    )
    plain = _plain(path.name)
    found = next((row.name for row in rows if _plain(row.file_name) == plain), "")
    return found or (plain[:1].upper() + plain[1:])[:_MOST_NAME]


def _plain(name: str) -> str:
    """Return the words of a file's name without its kind, and without days and versions, which change each time."""
    words = re.sub(r"[\W\d_]+", " ", Path(name).stem).strip()
    return words or Path(name).stem


def _words(session: Session, name: str) -> ListWords:
    """Return what is known of a list of this name."""
    return next((one for one in _earlier(session) if fold(one.name) == fold(name)), ListWords(name))


def _earlier(session: Session) -> tuple[ListWords, ...]:
    """Return what is known of the lists that were brought in before, by name."""
    rows = session.scalars(
        select(DirSource).where(DirSource.format != FORMAT, DirSource.last_import.is_not(None)).order_by(DirSource.name)
    )
    return tuple(ListWords(row.name, row.publisher, row.licence, row.attribution) for row in rows)


def _what(source: Source, sheets: Sequence[SheetTop]) -> str:
    kind = "An Excel workbook" if source.is_workbook else "A CSV table"
    many = f" with {len(sheets)} sheets" if len(sheets) > 1 else ""
    return f"{kind}{many}, one service a row."


def _written(files: Sequence[Path]) -> date | None:
    """Return the day the newest file was last written, where the stick says so."""
    try:
        newest = max(path.stat().st_mtime for path in files)
        return datetime.fromtimestamp(newest).date()  # noqa: DTZ006 - the day here, as a file chooser says it
    except (OSError, OverflowError, ValueError):
        return None
