"""The typefaces that paper is set in, and which of them has which letters.

Three families stand in ``resources/fonts/fonts.toml``, in the order in which they are tried. Their character
maps are read here with the standard library, so that a field can be checked while the coach types without
loading the PDF library.
"""

from __future__ import annotations

import struct
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from workwell_desktop import paths
from workwell_desktop.datafiles import Table, read_table

# Letters that join, stack or change places need a shaping engine, which we do not have: printed one by one they
# would be wrong, so they count as missing. Private use and characters beyond the first plane count as missing too.
# Arabic was tried with a shaping engine (docs/architecture.md, "Choices and their price").
_NOT_SET = (
    range(0x0020),
    range(0x007F, 0x00A0),
    range(0x0590, 0x1E00),  # Hebrew to Vedic; the phonetic letters at 0x1D00 are let in again below
    range(0xA800, 0xAB30),
    range(0xD800, 0xFB00),
    range(0xFB1D, 0x10000),
)
_LET_IN = range(0x1D00, 0x1E00)


@dataclass(frozen=True)
class Family:
    """One family of static TrueType files. ``files`` are pairs of a weight (400 to 700) and its file.

    ``marks`` are the code points of the accents that the family draws over the letter before them.
    """

    name: str
    files: tuple[tuple[int, Path], ...]
    marks: frozenset[int]

    def face(self, weight: int) -> str:
        """Return the face nearest to a weight, named after its file: ``Lexend-SemiBold``."""
        return min(self.files, key=lambda entry: abs(entry[0] - weight))[1].stem

    @cached_property
    def letters(self) -> frozenset[int]:
        """The code points that this family can print, in any weight."""
        return _letters(self.files[0][1]) | self.marks


@cache
def families() -> tuple[Family, ...]:
    """Return the shipped families in the order in which they are tried. Raises ``DataFileProblem``."""
    folder = paths.resources() / "fonts"
    return tuple(_family(folder, entry) for entry in read_table(folder / "fonts.toml").tables("family", at_least=1))


@cache
def face_files() -> dict[str, Path]:
    """Return where the file of each face lies, by the face's name."""
    return {path.stem: path for family in families() for _weight, path in family.files}


def _family(folder: Path, entry: Table) -> Family:
    weights = entry.table("weights")
    if weights is None:
        raise entry.problem("“weights” is missing.")
    place = folder / entry.text("folder")
    files = tuple((int(weight), place / weights.text(weight)) for weight in sorted(weights.values))
    marks = frozenset(int(mark.removeprefix("U+"), 16) for mark in entry.texts("marks", ()))
    return Family(entry.text("name"), files, marks)


@cache
def _letters(path: Path) -> frozenset[int]:
    """Read the code points of a TrueType file that are seen, stand alone and need no shaping."""
    refused = {code for block in _NOT_SET for code in block} - set(_LET_IN)
    found = frozenset(_mapped(path.read_bytes())) - refused
    return frozenset(code for code in found if unicodedata.category(chr(code))[0] not in "MC")


def _mapped(font: bytes) -> Iterator[int]:
    """Yield every code point of the first plane that the font's Unicode map (format 4) gives a glyph."""
    start = _unicode_map(font)
    doubled = struct.unpack_from(">H", font, start + 6)[0]
    half = doubled // 2
    ends = struct.unpack_from(f">{half}H", font, start + 14)
    starts = struct.unpack_from(f">{half}H", font, start + 16 + doubled)
    deltas = struct.unpack_from(f">{half}H", font, start + 16 + 2 * doubled)
    offsets_at = start + 16 + 3 * doubled
    offsets = struct.unpack_from(f">{half}H", font, offsets_at)
    for place, (first, last, delta, offset) in enumerate(zip(starts, ends, deltas, offsets, strict=True)):
        for code in range(first, min(last, 0xFFFE) + 1):
            glyph = code
            if offset:
                glyph = struct.unpack_from(">H", font, offsets_at + 2 * place + offset + 2 * (code - first))[0]
                if not glyph:
                    continue
            if (glyph + delta) & 0xFFFF:
                yield code


def _unicode_map(font: bytes) -> int:
    """Return where the format 4 map of platform 3, encoding 1 begins. Every TrueType file we ship has one."""
    tables = struct.unpack_from(">H", font, 4)[0]
    cmap = next(
        struct.unpack_from(">I", font, 20 + 16 * n)[0] for n in range(tables) if font[12 + 16 * n :][:4] == b"cmap"
    )
    for n in range(struct.unpack_from(">H", font, cmap + 2)[0]):
        platform, encoding, offset = struct.unpack_from(">HHI", font, cmap + 4 + 8 * n)
        if (platform, encoding) == (3, 1) and struct.unpack_from(">H", font, cmap + offset)[0] == 4:
            start: int = cmap + offset
            return start
    raise ValueError("no Unicode map in a shipped font")
