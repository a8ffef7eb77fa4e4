"""Looks at a file or a folder that somebody chose, and says which kind of list of services it is, within limits.

Nothing is opened for writing, so a read-only stick will do; no more is read than it takes to tell, and to sum up.
"""

from __future__ import annotations

import hashlib
import os
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Literal

from workwell_desktop.directory.hsds_names import files_of
from workwell_desktop.directory.reading import Told
from workwell_desktop.directory.safe_zip import open_members
from workwell_desktop.errors import WorkwellError

MOST_BYTES = 200_000_000
"""The most bytes of a list, of all its files together, and of what a zip file holds when unpacked."""
MOST_FILES = 60_000
"""The most files of a list: one for each service of a large area."""
MOST_ENTRIES = 200_000
"""The most services, refused rows and entries that a reader gives."""
_DEEPEST_FOLDER = 6
_MOST_UNPACKED = 100  # times its packed size: text packs ten to twenty times
_HEAD = 64 * 1024  # bytes that are looked at to tell what a JSON file is
_LOOKED_INTO = 5  # files, where there are many
_CHUNK = 1024 * 1024

Format = Literal["oruk3", "oruk1", "hsds3_json", "hsds_tabular", "table"]
TITLES: dict[Format, str] = {
    "oruk3": "A list of services in Open Referral UK, version 3.",
    "oruk1": "A list of services in Open Referral UK, version 1.",
    "hsds3_json": "A list of services in the Human Services Data Specification (JSON).",
    "hsds_tabular": "A list of services in the Human Services Data Specification (tables that belong together).",
    "table": "A table: you say which column holds what.",
}
_JSON_FORMATS: tuple[Format, ...] = ("oruk3", "oruk1", "hsds3_json")
_JSON, _TABLES = {".json", ".ndjson", ".jsonl", ".geojson"}, {".csv", ".tsv", ".xlsx", ".xlsm", ".xls", ".ods"}
_HSDS_TABLES = {"services.csv", "organizations.csv", "datapackage.json"}
_JSON_BEGINS = re.compile(rb"\[\s*\{|\{\s*\"\w+\"\s*:")  # no head of a column is like that
_WRAPS = re.compile(r'"total(?:Pages|Elements)"')  # how version 1 counts its pages
_VERSION_1 = re.compile(
    r'"(?:totalElements|service_taxonomys|eligibilitys|regular_schedules|physical_addresses|attending_type'
    r'|attending_access|fundings|accessibility_for_disabilities|deliverable_type)"\s*:'
)
_UK_3 = re.compile(r'"(?:profile"\s*:\s*"HSDS-UK|total_items|service_area|accessibility|attending_type)"?')
_HSDS_ONLY = re.compile(
    r'"(?:alternate_name|interpretation_services|fees_description|eligibility_description|application_process'
    r'|wait_time|licenses|address_2|timezone|legal_status|tax_status|year_incorporated)"\s*:'
)


class ListRefused(WorkwellError):
    """A file or a folder cannot be taken as a list of services: it is too large, too deep, or something else."""


@dataclass(frozen=True)
class Offer:
    """What was chosen, before it is read.

    ``title`` is a sentence for the screen; ``root`` the file or folder that was chosen; ``files`` those that belong to
    the list, in the order they are read; ``sha256`` is that of the names and bytes of them all, ``size`` in bytes.
    ``packed`` are the pages inside, in the order they are read, where the only file is a zip of JSON.
    """

    format: Format
    title: str
    root: Path
    files: tuple[Path, ...]
    sha256: str
    size: int
    packed: tuple[str, ...] = ()


def look(path: Path, told: Told | None = None) -> Offer:
    """Say what a file or a folder is. Reads it once for the sum, in small parts.

    Raises :class:`ListRefused` with a sentence and a next step: it is not there or not to be opened, holds no list,
    is larger than 200 MB, holds more than 60,000 files, or is a zip file that unpacks to more than it should. Raises
    ``ZipProblem`` for a zip of pages that breaks another limit.
    """
    try:
        files = _files(path)
        size = sum(one.stat().st_size for one in files)
        if size > MOST_BYTES:
            raise _too_large(path)
        format_, chosen = _told_apart(path, files)
        packed = _packed(chosen[0]) if format_ in _JSON_FORMATS and len(chosen) == 1 else ()
        title = _title(format_, _packed_heads(chosen[0], packed) if packed else _heads(chosen))
        return Offer(format_, title, path, chosen, _sum(path, chosen, told), _size(chosen), packed)
    except OSError as problem:
        raise ListRefused(
            f"{path.name} cannot be opened.", "See that the stick is in and that you may read the file."
        ) from problem


def _size(files: tuple[Path, ...]) -> int:
    return sum(one.stat().st_size for one in files)


def _too_large(path: Path) -> ListRefused:
    return ListRefused(f"{path.name} is larger than 200 MB.", "Ask its publisher for a smaller list, for your area.")


def _files(path: Path) -> tuple[Path, ...]:
    """Return the files that may belong to a list: pages in the order of their numbers. Links are not followed."""
    if path.is_file():
        return (path,)
    if not path.is_dir():
        raise ListRefused(f"{path.name} is not there any more.", "Put the stick in again, or choose another file.")
    found = []
    for one in _below(path, 0):
        found.append(one)
        if len(found) > MOST_FILES:
            raise ListRefused(f"{path.name} holds more than 60,000 files.", "Choose the folder of the list itself.")
    return tuple(sorted(found, key=lambda one: _in_order(one.relative_to(path).as_posix())))


def _below(folder: Path, depth: int) -> Iterator[Path]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith((".", "~$", "__MACOSX")) or entry.is_symlink():
                continue
            if entry.is_dir() and depth < _DEEPEST_FOLDER:
                yield from _below(Path(entry.path), depth + 1)
            elif entry.is_file() and Path(entry.name).suffix.lower() in _JSON | _TABLES | {".zip"}:
                yield Path(entry.path)


def _in_order(name: str) -> list[tuple[int, str]]:
    """Return what sorts "page_2" before "page_10"."""
    return [(int(part), "") if part.isdecimal() and len(part) < 10 else (-1, part) for part in re.split(r"(\d+)", name)]


def _told_apart(path: Path, files: tuple[Path, ...]) -> tuple[Format, tuple[Path, ...]]:
    """Say what the files are, and which of them belong to the list."""
    names = {one.name.lower() for one in files}
    if path.is_file():
        return _one_file(path), files
    tables = files_of((one.relative_to(path).as_posix() for one in files), {})
    if (tables and len(files) > 1) or ("datapackage.json" in names and any(one.endswith(".csv") for one in names)):
        return "hsds_tabular", tuple(one for one in files if one.suffix.lower() in {".csv", ".txt", ".tsv", ".json"})
    pages = tuple(one for one in files if one.suffix.lower() in _JSON)
    if pages:
        return _json_format(_heads(pages)), pages
    others = tuple(one for one in files if one.suffix.lower() not in _JSON)
    if len(others) == 1:
        return _one_file(others[0]), others
    if others:
        raise ListRefused(f"{path.name} holds several tables.", "Choose one of them.")
    raise ListRefused(
        f"There is no list of services in {path.name}.", "Choose a file that ends in .json, .csv, .xlsx or .zip."
    )


def _one_file(path: Path) -> Format:
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if not head.strip():
        raise ListRefused(f"{path.name} is empty.", "Ask for the list again.")
    if head.startswith(b"PK"):
        return _zipped(path)
    if _is_json(head.replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n"), path.suffix.lower()):
        return _json_format([head])
    if path.suffix.lower() in _JSON | _TABLES | {".txt"} or head.startswith(b"\xd0\xcf\x11\xe0"):
        return "table"
    raise ListRefused(
        f"{path.name} is not a list that WorkWell can read.", "Choose a file that ends in .json, .csv, .xlsx or .zip."
    )


def _is_json(start: bytes, suffix: str) -> bool:
    """Say whether a file is JSON: what it begins with says more than the end of its name."""
    if suffix in _JSON:  # a page of an error and a table are none, whatever they were saved as
        return start[:1] != b"<" and (b"{" in start or b"[" in start)
    return bool(_JSON_BEGINS.match(start)) if suffix in _TABLES else start[:1] in {b"{", b"["}


def _zipped(path: Path) -> Format:
    """Tell a workbook from a packed set of tables. Raises :class:`ListRefused` for what unpacks to too much."""
    try:
        with zipfile.ZipFile(path) as packed:
            inside = packed.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as problem:
        raise ListRefused(f"{path.name} is damaged: it cannot be unpacked.", "Copy it to the stick again.") from problem
    names = {PurePosixPath(one.filename).name.lower() for one in inside}
    total = sum(one.file_size for one in inside)
    if len(inside) > MOST_FILES or total > MOST_BYTES or total > _MOST_UNPACKED * max(path.stat().st_size, 10_000):
        raise ListRefused(f"{path.name} unpacks to more than a list of services holds.", "Ask its publisher about it.")
    if "[content_types].xml" in names or "content.xml" in names:
        return "table"
    tables = files_of((one.filename for one in inside), {})
    if len(tables) > 1 or names & _HSDS_TABLES or sum(name.endswith(".csv") for name in names) > 1:
        return "hsds_tabular"
    alone = sum(name.endswith((".csv", ".xlsx")) for name in names) == 1
    if pages := _packed(path):
        heads = _packed_heads(path, pages)
        if not alone or any(map(_is_of_a_list, heads)):  # else it tells about the table
            return _json_format(heads)
    if alone:
        return "table"
    raise ListRefused(f"{path.name} holds no list of services.", "Unpack it first, then choose the list itself.")


def _is_of_a_list(head: bytes) -> bool:
    """Say whether JSON begins as a list of services does, by the names of its fields."""
    text = head.decode("utf-8", "replace")
    return any(one.search(text) for one in (_VERSION_1, _UK_3, _HSDS_ONLY))


def _packed(path: Path) -> tuple[str, ...]:
    """Return the names of the JSON pages in a zip file, in the order they are read. Raises ``ZipProblem``."""
    with path.open("rb") as file:
        if file.read(2) != b"PK":
            return ()
    with open_members(path) as members:
        pages = [name for name in members.sizes if _is_page(PurePosixPath(name))]
    return tuple(sorted(pages, key=_in_order))


def _is_page(name: PurePosixPath) -> bool:
    """Say whether a file inside a zip may be a page of the list: JSON, and not hidden."""
    return name.suffix.lower() in _JSON and not any(part.startswith((".", "~$")) for part in name.parts)


def _packed_heads(path: Path, pages: Sequence[str]) -> list[bytes]:
    """Return how the first pages in a zip begin. Raises ``ZipProblem``."""
    with open_members(path) as members:
        heads = []
        for page in pages[:_LOOKED_INTO]:
            with members.open(page) as file:
                heads.append(file.read(_HEAD))
        return heads


def _heads(files: Sequence[Path]) -> list[bytes]:
    """Return how the first files begin."""
    heads = []
    for path in files[:_LOOKED_INTO]:
        with path.open("rb") as file:
            heads.append(file.read(_HEAD))
    return heads


def _json_format(heads: Sequence[bytes]) -> Format:
    """Tell the versions of Open Referral apart by the names of fields at the beginning of some files."""
    text = "".join(head.replace(b"\x00", b"").decode("utf-8", "replace") for head in heads)
    old, uk, plain = (len(set(one.findall(text))) for one in (_VERSION_1, _UK_3, _HSDS_ONLY))
    paged = '"total_pages"' in text and not _WRAPS.search(text)  # only version 3 counts so
    if not paged and (
        old > 1 or '"totalElements"' in text or (old and '"attending_type"' in text and '"schedules"' not in text)
    ):
        return "oruk1"
    return "hsds3_json" if plain > 3 or (plain and not uk) else "oruk3"


def _title(format_: Format, heads: Sequence[bytes]) -> str:
    """Return what the list is in a sentence; of a publisher with a shape of its own, its name."""
    if format_ in _JSON_FORMATS and b'"serviceProviderName"' in heads[0]:
        return "A list of services from StreetSupport."
    return TITLES[format_]


def _sum(root: Path, files: tuple[Path, ...], told: Told | None) -> str:
    """Return the SHA-256 of the bytes of one file; of several, that of their names and sums in order."""
    whole = _size(files)
    done = 0
    sums = []
    for path in files:
        one = hashlib.sha256()
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                one.update(chunk)
                done += len(chunk)
                if told:
                    told(min(done, whole), whole)
        sums.append(one.hexdigest())
    if root.is_file():
        return sums[0]
    lines = (f"{path.relative_to(root).as_posix()} {sum_}\n" for path, sum_ in zip(files, sums, strict=True))
    return hashlib.sha256("".join(lines).encode("utf-8", "surrogateescape")).hexdigest()
