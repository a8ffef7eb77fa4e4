"""Reads JSON files of Open Referral entry by entry, and gives services, refused entries and alarms."""

from __future__ import annotations

import json
import re
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO

from workwell_desktop.directory.json_scan import DEEPEST, PAGE_KEYS, Scan, ScannedEntry, scan_entries
from workwell_desktop.directory.json_store import JsonStore
from workwell_desktop.directory.open_referral import read_organisation, read_service
from workwell_desktop.directory.open_referral_shapes import NotAService, parts_of
from workwell_desktop.directory.opening import MOST_ENTRIES, ListRefused
from workwell_desktop.directory.reading import Alarm, Found, Piece, Pieces, Refused, Told
from workwell_desktop.directory.safe_zip import open_members
from workwell_desktop.directory.text import LONGEST_TEXT, encoding_of, is_garbled, text_decoder

_CHUNK = 256 * 1024
_SMALL = 20_000_000  # bytes of a file whose quotes are put right
_CURLY = re.compile(r"[\[{,:]\s*[“”„]")
_CURLY_BEGINS, _CURLY_ENDS = re.compile(r"([\[{,:]\s*)[“”„]"), re.compile(r"[“”](?=\s*[,:}\]])")
_SPARE_COMMA = re.compile(r'("(?:[^"\\]++|\\[\s\S])*+"?)|,(?=\s*+[}\]])')
_FAULTS = {
    "large": "it is larger than 2 million letters.",
    "deep": "its parts lie too deep inside each other.",
}


@dataclass
class _Reading:
    """What is known of the whole list while it is read."""

    told: Told | None
    size: int
    done: int = 0
    rows: int = 0
    entries: int = 0
    total: int = 0
    garbled: bool = False


@dataclass(frozen=True)
class _File:
    """One file of a list: its name on screen, its size in bytes, and how it is opened."""

    where: str
    size: int
    open: Callable[[], AbstractContextManager[BinaryIO]]


def read_json(files: tuple[Path, ...], root: Path, today: date, told: Told | None = None) -> Pieces:
    """Read the files of one list. ``root`` is the folder (or the file) that names are said from.

    Gives alarms and refused entries as they are met, and the services when all is read, in the order of the files: a
    later file may hold the full form of a service that an earlier one only names. A file that cannot be opened is
    refused. Raises :class:`ListRefused` for more than 200,000 entries, or when this PC has no room for the scratch.
    """
    yield from _read([_loose(path, root) for path in files], today, told)


def read_packed_json(path: Path, pages: Sequence[str], today: date, told: Told | None = None) -> Pieces:
    """Read those pages of a zip file as :func:`read_json` reads files. Raises what it raises, and ``ZipProblem``."""
    with open_members(path) as members:
        if not members.sizes.keys() >= set(pages):
            raise ListRefused(f"{path.name} is another file now.", "Choose it again.")
        yield from members.refused
        files = [_File(page, members.sizes[page], partial(members.open, page)) for page in pages]
        yield from _read(files, today, told)


def _loose(path: Path, root: Path) -> _File:
    return _File(_name(path, root), _size(path), lambda: path.open("rb"))


def _read(files: Sequence[_File], today: date, told: Told | None) -> Pieces:
    try:
        yield from _services(_Reading(told, sum(file.size for file in files)), files, today)
    except sqlite3.Error as problem:
        raise ListRefused(
            "There is no room on this PC to read the list.", "Free some space, then try again."
        ) from problem


def _services(reading: _Reading, files: Sequence[_File], today: date) -> Pieces:
    with JsonStore() as store:
        for file in files:
            yield from _read_file(reading, store, file)
        yield from _whole(reading)
        for kept in store.services():
            yield Found(read_service(kept.value, kept.key, today), kept.where, kept.row)
        for kept in store.lone_organisations():
            yield Found(read_organisation(kept.value, kept.key, today), kept.where, kept.row)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _name(path: Path, root: Path) -> str:
    name = path.relative_to(root).as_posix() if path != root and path.is_relative_to(root) else path.name
    return name.encode("utf-8", "replace").decode()


def _read_file(reading: _Reading, store: JsonStore, file: _File) -> Iterator[Piece]:
    where, row, scan, beside = file.where, 0, Scan(), Counter[str]()
    try:
        encoding = encoding_of(_bytes(file))
        if encoding == "cp1252":
            sentence = (
                f"The file {where} is not in UTF-8. It was read as Windows-1252: look at letters such as £ and ’."
            )
            yield Alarm("encoding", sentence)
        parts = _parts(reading, file, encoding)
        first = next(parts, "")
        if curly := _CURLY.search(first[:_CHUNK]):
            begins = first.count("\n", 0, curly.end()) + 1
            yield _about_curly(where, begins, mended=file.size <= _SMALL)
            if file.size <= _SMALL:
                first, parts = _straight("".join([first, *parts])), iter(())
        for entry in _entries(first, parts, scan):
            for _ in range(scan.bare):
                row += 1
                yield Refused(where, row, _sentence("it is not an object with fields."))
            scan.bare = 0
            row += 1 + entry.blank
            _count(reading)
            yield from _take(reading, store, entry, where, row, beside)
    except OSError:
        yield Refused(where, row + 1, "The file cannot be opened, or the stick was taken out.")
    for what, count in (+beside).items():
        yield Refused(where, 1, f"This file holds {what}, not services ({count:,}).")
    if row == 0:
        yield Refused(where, 1, "There is no service in this file.")
    reading.total = max(reading.total, scan.total)


def _bytes(file: _File) -> Iterator[bytes]:
    with file.open() as opened:
        while chunk := opened.read(_CHUNK):
            yield chunk


def _parts(reading: _Reading, file: _File, encoding: str) -> Iterator[str]:
    decoder = text_decoder(encoding)
    for chunk in _bytes(file):
        reading.done += len(chunk)
        if reading.told:
            reading.told(min(reading.done, reading.size), reading.size)
        yield decoder.decode(chunk)
    yield decoder.decode(b"", final=True)


def _about_curly(where: str, line: int, *, mended: bool) -> Alarm:
    what = "They were put right: look at some entries." if mended else "It is too large to be put right here."
    return Alarm(
        "encoding", f"The file {where} has curly quotes (“) where JSON has straight ones, from line {line}. {what}"
    )


def _straight(text: str) -> str:
    return _CURLY_ENDS.sub('"', _CURLY_BEGINS.sub(r'\1"', text))


def _entries(first: str, parts: Iterator[str], scan: Scan) -> Iterator[ScannedEntry]:
    """Give the entries: line by line where each line is an object, so that a broken line spoils no other one."""
    chained = _chain(first, parts)
    if not _is_lines(first):
        yield from scan_entries(chained, scan)
        return
    held = ""
    for part in chained:
        *lines, held = (held + part).split("\n")
        for line in lines:
            yield from _line_entry(line, scan, last=False)
    yield from _line_entry(held, scan, last=True)


def _chain(first: str, parts: Iterator[str]) -> Iterator[str]:
    yield first
    yield from parts


def _is_lines(first: str) -> bool:
    """Say whether a text is one object a line: one of its first lines is a whole object, and another one begins so.

    A page or an array that has its entries on lines of their own is none: its lines open a list, or have commas.
    """
    lines = [line.strip() for line in first[: _CHUNK * 2].split("\n")[:6] if line.strip()]
    if any(line[0] in "[," or line[-1] in "[," for line in lines):
        return False
    objects = [line for line in lines if line.startswith("{")]
    return len(objects) > 1 and any(_is_entry(_loaded(line)[0]) for line in objects[:3])


def _is_entry(value: object) -> bool:
    """Say whether an object on a line of its own is an entry, not a page of them."""
    return isinstance(value, dict) and (bool(value.keys() & {"id", "name"}) or not value.keys() & PAGE_KEYS)


def _line_entry(line: str, scan: Scan, *, last: bool) -> Iterator[ScannedEntry]:
    text = line.strip()
    if text:
        cut = last and isinstance(_loaded(text)[0], _Broken)
        fault = "large" if len(text) > 2_000_000 else "cut" if cut else ""
        yield ScannedEntry(text, scan.line, fault, scan.blank)
    scan.blank = 0 if text else scan.blank + 1
    scan.line += 1


class _Broken:
    """Stands for a text that is no JSON."""


def _loaded(text: str) -> tuple[Any, str]:
    """Return what a JSON text holds, or :class:`_Broken` and where it breaks."""
    for attempt in (text, None):
        try:
            tried = text if attempt else _SPARE_COMMA.sub(lambda found: found[1] or "", text)
            return json.loads(tried, strict=False), ""
        except json.JSONDecodeError as problem:
            where = f"line {problem.lineno} of it, letter {problem.colno}"
        except (ValueError, RecursionError):  # a number of thousands of digits; brackets without end
            return _Broken(), "a number or a nesting that is too long"
    return _Broken(), where


def _take(
    reading: _Reading, store: JsonStore, entry: ScannedEntry, where: str, row: int, beside: Counter[str]
) -> Iterator[Piece]:
    if entry.fault == "cut":
        sentence = (
            f"The file {where} breaks off in line {entry.line}. What stands before it was read, the rest is missing."
        )
        yield Alarm("truncated", sentence)
        return
    value, breaks = (_Broken(), "") if entry.fault else _loaded(entry.text)
    reason = _FAULTS.get(entry.fault, "") or _unfit(value, entry, breaks)
    if not reason and not reading.garbled and _looks_garbled(value, entry.text):
        reading.garbled = True
        yield Alarm("encoding", f"Letters in {where} were garbled before, as in “donâ€™t”. They were put right.")
    try:
        for part in [] if reason else list(parts_of(value)):
            if again := store.add(part, where, row):
                yield Refused(where, row, _sentence(again))
            reading.entries += not again
    except NotAService as problem:
        reason = "" if problem.beside else str(problem)
        beside[problem.beside] += bool(problem.beside)
    if reason:
        yield Refused(where, row, _sentence(reason))


def _sentence(reason: str) -> str:
    return f"This entry was left out: {reason}"


def _count(reading: _Reading) -> None:
    reading.rows += 1
    if reading.rows > MOST_ENTRIES:
        raise ListRefused("This list has more than 200,000 entries.", "Ask its publisher for a list for your area.")


def _looks_garbled(value: object, text: str) -> bool:
    return is_garbled(json.dumps(value, ensure_ascii=False) if "\\u00" in text else text)


def _unfit(value: object, entry: ScannedEntry, breaks: str) -> str:
    if isinstance(value, _Broken):
        return f"it is not sound JSON ({breaks}; it begins in line {entry.line} of the file)."
    if _is_deep(value):
        return _FAULTS["deep"]
    if len(entry.text) > LONGEST_TEXT and _longest(value) > LONGEST_TEXT:
        return "one of its texts is longer than 200,000 letters."
    return ""


def _is_deep(value: object) -> bool:
    """Say whether parts lie deeper inside each other than a service's do. Does not call itself: it may be very deep."""
    level: list[object] = [value]
    for _ in range(DEEPEST):
        level = [
            inner
            for one in level
            for inner in (one.values() if isinstance(one, dict) else one if isinstance(one, list) else ())
            if isinstance(inner, dict | list)
        ]
        if not level:
            return False
    return True


def _longest(value: object) -> int:
    if isinstance(value, str):
        return len(value)
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return max(map(_longest, inner), default=0)


def _whole(reading: _Reading) -> Iterator[Piece]:
    """Compare what was read with how many entries the pages say there are."""
    if reading.total > reading.entries > 0:
        counted = f"The list counts {reading.total:,} entries; {reading.entries:,} were found."
        yield Alarm("truncated", f"{counted} Some of its pages may be missing.")
