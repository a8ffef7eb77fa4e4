"""What a file is, by what stands in it and never by its name, and the words for it."""

from __future__ import annotations

import codecs
import re
from pathlib import PurePath

PDF, PNG, JPEG, TEXT, MAIL, OTHER = "pdf", "png", "jpeg", "text", "mail", "other"
SHOWN = frozenset({PDF, PNG, JPEG, TEXT, MAIL})

WORDS = {
    PDF: "PDF",
    PNG: "Picture",
    JPEG: "Picture",
    TEXT: "Plain text",
    MAIL: "E-mail",
    OTHER: "Another kind of file",
}
_ENDINGS = {
    PDF: {".pdf"},
    PNG: {".png"},
    JPEG: {".jpg", ".jpeg", ".jfif"},
    MAIL: {".eml"},
    TEXT: {".txt", ".csv", ".md", ".log", ".text"},
}
_HEADER = re.compile(rb"(?:[A-Za-z][A-Za-z0-9-]{1,60}:[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*\r?\n){2,}")
_MAIL_NEEDS = re.compile(rb"^(?:from|to|subject|date|message-id|received|mime-version):", re.IGNORECASE | re.MULTILINE)
_LOOK_AT = 64 * 1024
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))


def kind_of(data: bytes) -> str:
    """Return the kind of some bytes: one of those that can be shown, or ``other``."""
    if data.startswith(b"%PDF-"):
        return PDF
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if data.startswith(b"\xff\xd8\xff"):
        return JPEG
    found = _HEADER.match(data[:_LOOK_AT])
    if found and len(_MAIL_NEEDS.findall(found[0])) >= 2:
        return MAIL
    if b"%PDF-" in data[:1024]:  # some programs write a few bytes before it
        return PDF
    return OTHER if text_of(data) is None else TEXT


def text_of(data: bytes, most: int = _LOOK_AT) -> str | None:
    """Return the first ``most`` bytes as text, or nothing where they are none.

    By its mark, as UTF-8, or as Windows wrote it. A letter that is cut at the end is left out.
    """
    start, whole = data[:most], len(data) <= most
    for mark, encoding in _MARKS:
        if start.startswith(mark):
            return _plain(start[len(mark) :], encoding, whole=whole)
    said = _plain(start, "utf-8", whole=whole)
    return said if said is not None else _plain(start, "cp1252", whole=whole)


def _plain(data: bytes, encoding: str, *, whole: bool) -> str | None:
    """Return the text, or nothing for bytes that are none. Only where it goes on may a letter be cut at the end."""
    try:
        text = codecs.getincrementaldecoder(encoding)("strict").decode(data, final=whole)
    except UnicodeDecodeError:
        return None
    return None if _CONTROLS.search(text) else text


def mismatch(name: str, kind: str) -> str:
    """Return a sentence where a file is not what its name says, or nothing."""
    ending = PurePath(name).suffix.casefold()
    meant = next((said for said, endings in _ENDINGS.items() if ending in endings), "")
    if not meant or meant == kind or {meant, kind} == {TEXT, MAIL}:
        return ""
    if kind == OTHER:
        return f"Its name ends in {ending}, but it is no {_noun(meant)}. It can only be saved out."
    return f"Its name ends in {ending}, but it is a {_noun(kind)}. It is shown as what it is."


def _noun(kind: str) -> str:
    names = {PDF: "PDF", PNG: "PNG picture", JPEG: "JPEG picture", TEXT: "plain text", MAIL: "e-mail"}
    return names[kind].replace("plain text", "text file")


def size_words(size: int) -> str:
    """Return a size in bytes as people say it: ``12 KB``, ``3.4 MB``."""
    if size < 1000 * 1000:
        return f"{max(1, round(size / 1000)):,} KB"
    return f"{size / 1_000_000:,.1f} MB" if size < 1_000_000_000 else f"{size / 1_000_000_000:,.1f} GB"
