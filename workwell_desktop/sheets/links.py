"""Finds where the cells of a workbook's sheet lead: "Click here" is the only word that many lists have for a page.

The library that reads the cells gives their words alone. Only web and e-mail addresses are taken; none is followed.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping
from html import unescape
from urllib.parse import unquote

_PIECE = 256 * 1024
_KEEP = 8 * 1024  # letters carried over, so that a mark that is cut by the end of a piece is seen
_MOST_LINKS = 200_000
_MOST_LETTERS = 2_000  # of an address
_MARK = re.compile(rb"<(?:\w{1,8}:)?(sheet|hyperlink|Relationship)\s([^<>]{1,6000})>")
_SAYS = re.compile(rb"(?<![\w:])([\w:]{1,40})\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_PLACE = re.compile(r"\$?([A-Za-z]{1,3})\$?([1-9]\d{0,6})(?::.*)?")
_BOOK = "xl/workbook.xml"

Links = Mapping[tuple[int, int], str]
"""Addresses by the row and the column of their cell, both from 0."""


def links_of(archive: zipfile.ZipFile, name: str) -> Links:
    """Return where the cells of a sheet lead, as an address of the web ("https://...") or of e-mail ("a@b.org").

    ``archive`` was looked through before, so that its parts are within the limits.
    """
    part = next((target for said, target in _sheets(archive) if said == name), "")
    targets = {mark["id"]: mark.get("target", "") for mark in _related(archive, part) if "id" in mark}
    if not any(map(_address, targets.values())):
        return {}
    found: dict[tuple[int, int], str] = {}
    for mark in _marks(archive, part, b"hyperlink"):
        place = _PLACE.fullmatch(mark.get("ref", ""))
        address = _address(targets.get(mark.get("id", ""), ""))
        if place and address and len(found) < _MOST_LINKS:
            found[int(place[2]) - 1, _number_of(place[1])] = address
    return found


def _sheets(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """Give the name of each sheet and the part that holds it."""
    targets = {mark["id"]: mark.get("target", "") for mark in _related(archive, _BOOK) if "id" in mark}
    for mark in _marks(archive, _BOOK, b"sheet"):
        target = targets.get(mark.get("id", ""), "")
        yield mark.get("name", ""), target.lstrip("/") if target.startswith("/") else posixpath.join("xl", target)


def _related(archive: zipfile.ZipFile, part: str) -> Iterator[Mapping[str, str]]:
    folder, _stroke, name = part.rpartition("/")
    return _marks(archive, f"{folder}/_rels/{name}.rels", b"Relationship")


def _marks(archive: zipfile.ZipFile, part: str, kind: bytes) -> Iterator[Mapping[str, str]]:
    """Give what each mark of a kind says, by the last part of its names; nothing where there is no such part."""
    if part not in archive.namelist():
        return
    held = b""
    with archive.open(part) as opened:
        while piece := opened.read(_PIECE):
            held += piece
            seen = 0
            for found in _MARK.finditer(held):
                seen = found.end()
                if found[1] == kind:
                    yield {
                        says[1].rpartition(b":")[2].decode().lower(): unescape(
                            (says[2] or says[3] or b"").decode("utf-8", "replace")
                        )
                        for says in _SAYS.finditer(found[2])
                    }
            held = held[max(seen, len(held) - _KEEP) :]


def _address(target: str) -> str:
    """Return an address as a list would write it, or nothing where a link leads to anything else."""
    kind, _colon, rest = target.strip().partition(":")
    if len(target) > _MOST_LETTERS or not unquote(target).isprintable():
        return ""
    if kind.lower() == "mailto":
        return unquote(rest.partition("?")[0]).strip()
    return target.strip() if kind.lower() in {"http", "https"} else ""


def _number_of(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number - 1
