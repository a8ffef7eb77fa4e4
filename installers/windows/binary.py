"""Reads the little that we ask of a Windows binary: for which processor, what it asks for, what it gives, its version.

The layout is Microsoft's "PE Format". Only 64-bit files are read.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

AMD64 = 0x8664
_EXPORTS, _IMPORTS, _DELAYED = 0, 1, 13
_VERSION_MARK = struct.pack("<I", 0xFEEF04BD)  # how a VS_FIXEDFILEINFO begins


class NotABinary(Exception):
    """These bytes are no 64-bit binary of Windows."""


@dataclass(frozen=True)
class Binary:
    """A binary's bytes, its processor (``AMD64``), its tables (where in memory, size) and its sections.

    A section is where it begins in memory, its length, and where it begins in the file.
    """

    body: bytes
    machine: int
    tables: tuple[tuple[int, int], ...]
    sections: tuple[tuple[int, int, int], ...]

    def imports(self) -> list[str]:
        """Return the libraries that it asks for, at once or when they are needed, in small letters."""
        at_once = self._names(_IMPORTS, entry=20, name_at=12)
        return sorted({*at_once, *self._names(_DELAYED, entry=32, name_at=4)})

    def exports(self) -> list[str]:
        """Return the names that it gives to others."""
        where, _ = self._table(_EXPORTS)
        if not where:
            return []
        count, names = self._numbers(where + 24, "<I")[0], self._numbers(where + 32, "<I")[0]
        return sorted(self._text(self._numbers(names + 4 * index, "<I")[0]) for index in range(count))

    def version(self) -> tuple[int, int, int, int]:
        """Return the version of the product that it is part of; four noughts where it says none."""
        at = self.body.find(_VERSION_MARK)
        if at < 0:
            return (0, 0, 0, 0)
        high, low = struct.unpack_from("<II", self.body, at + 16)
        return (high >> 16, high & 0xFFFF, low >> 16, low & 0xFFFF)

    def _names(self, table: int, entry: int, name_at: int) -> Iterator[str]:
        where, _ = self._table(table)
        while where:
            (name,) = self._numbers(where + name_at, "<I")
            if not name:
                return
            yield self._text(name).lower()
            where += entry

    def _table(self, number: int) -> tuple[int, int]:
        return self.tables[number] if number < len(self.tables) else (0, 0)

    def _numbers(self, where: int, form: str) -> tuple[int, ...]:
        return struct.unpack_from(form, self.body, self._in_file(where))

    def _text(self, where: int) -> str:
        start = self._in_file(where)
        return self.body[start : self.body.index(b"\0", start)].decode("ascii")

    def _in_file(self, where: int) -> int:
        for begins, length, in_file in self.sections:
            if begins <= where < begins + length:
                return where - begins + in_file
        raise NotABinary("A table points outside the file.")


def read_binary(source: Path | bytes) -> Binary:
    """Read a .dll, .pyd or .exe. Raises ``NotABinary``."""
    body = source if isinstance(source, bytes) else source.read_bytes()
    try:
        (start,) = struct.unpack_from("<I", body, 0x3C)
        machine, count, optional, kind = (
            *struct.unpack_from("<HH", body, start + 4),
            *struct.unpack_from("<HxxH", body, start + 20),
        )
        if body[:2] != b"MZ" or body[start : start + 4] != b"PE\0\0" or kind != 0x20B:
            raise NotABinary("This is not a 64-bit binary of Windows.")
        (tables,) = struct.unpack_from("<I", body, start + 24 + 108)
        table = [struct.unpack_from("<II", body, start + 24 + 112 + 8 * index) for index in range(tables)]
        first = start + 24 + optional
        found = [struct.unpack_from("<IIII", body, first + 40 * index + 8) for index in range(count)]
    except struct.error:
        raise NotABinary("This is not a 64-bit binary of Windows.") from None
    sections = tuple((begins, max(length, raw), in_file) for length, begins, raw, in_file in found)
    return Binary(body, machine, tuple((where, size) for where, size in table), sections)
