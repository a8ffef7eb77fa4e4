"""Looks for planted words in bytes, whatever way they were written.

Four encodings: UTF-8, UTF-16, UTF-32 and base64 (at each of its three offsets). The planted words are plain ASCII
letters, so Latin-1, JSON, XML, percent-escapes, quoted-printable and SQL text write them as UTF-8 does. Large and small
letters are one. Compressed streams (zlib, gzip, raw deflate in zip members) are inflated and looked through as well.
Pictures and PDF pages hide words from a search for bytes: ``pictures`` says where one begins.
"""

from __future__ import annotations

import base64
import re
import struct
import zlib
from collections.abc import Iterable, Iterator

from tests.journeys.story import STEM

_ENDING = 4  # letters after the stem
_ZLIB = re.compile(rb"\x78[\x01\x5e\x9c\xda]|\x1f\x8b\x08")
_MEMBER = re.compile(rb"PK\x03\x04.{22}(.{4})", re.DOTALL)  # of a zip: the lengths of name and extra field end it
_ZLIB_OR_GZIP, _BARE = 47, -15  # for zlib's wbits
_LEAST, _MOST = 16, 64 * 1024 * 1024  # bytes of a stream that is worth looking into
_PICTURES = {
    "PDF": b"%PDF-",
    "PNG": b"\x89PNG\r\n\x1a\n",
    "JPEG": b"\xff\xd8\xff\xe0",
    "TIFF": b"II*\x00\x08\x00",
}


def planted_in(data: bytes, *, deep: bool = True) -> set[str]:
    """Return the planted words that stand in these bytes; ``deep`` looks into compressed streams as well."""
    found = _in_wide(data, 1) | _in_wide(data, 2) | _in_wide(data, 4) | _in_base64(data)
    if deep:
        for inflated in streams(data):
            found |= planted_in(inflated, deep=False)
    return found


def _in_wide(data: bytes, width: int) -> set[str]:
    """Find words with ``width`` bytes a letter, the others zero: the byte orders differ only at the edges."""
    gap = b"\x00" * (width - 1)
    stem = gap.join(bytes([letter]) for letter in STEM.encode())
    wanted = re.compile(re.escape(stem) + (re.escape(gap) + b"([a-z])") * _ENDING, re.IGNORECASE)
    return {STEM + b"".join(match.groups()).decode().lower() for match in wanted.finditer(data)}


def _in_base64(data: bytes) -> set[str]:
    """Find words inside base64 text: the stem begins at one of three places of a group of four letters."""
    found: set[str] = set()
    for stem in {STEM, STEM.capitalize(), STEM.upper()}:
        for offset in range(3):
            whole = base64.b64encode(b"\x00" * offset + stem.encode())
            # The letters that depend on the stem alone: not those that share bits with what stands before and after.
            first, last = -(-offset * 4 // 3), (offset + len(stem)) * 4 // 3
            inner = whole[first:last]
            for match in re.finditer(re.escape(inner), data):
                near = data[match.start() - first : match.start() - first + 40]
                text = base64.b64decode(re.sub(rb"[^A-Za-z0-9+/]", b"", near)[:32] + b"==", validate=False)
                found |= _in_wide(text, 1)
    return found


def streams(data: bytes) -> Iterator[bytes]:
    """Yield what inflates: every zlib and gzip stream wherever it begins, and the members of zips, whole or not."""
    begins = [(match.start(), _ZLIB_OR_GZIP) for match in _ZLIB.finditer(data)]
    for match in _MEMBER.finditer(data):
        name, extra = struct.unpack("<HH", match[1])
        begins.append((match.end() + name + extra, _BARE))
    for start, kind in begins:
        inflated = _inflate(data[start : start + _MOST], kind)
        if len(inflated) >= _LEAST:
            yield inflated


def _inflate(data: bytes, kind: int) -> bytes:
    try:
        return zlib.decompressobj(wbits=kind).decompress(data, _MOST)
    except zlib.error:
        return b""


def pictures(data: bytes) -> set[str]:
    """Return the kinds of pages and pictures that begin in these bytes."""
    return {kind for kind, beginning in _PICTURES.items() if beginning in data}


def plain_in(data: bytes, secrets: Iterable[str]) -> set[str]:
    """Return the secrets that stand in these bytes as UTF-8, UTF-16 or UTF-32, whole."""
    return {
        secret for secret in secrets if any(secret.encode(way) in data for way in ("utf-8", "utf-16-le", "utf-32-le"))
    }
