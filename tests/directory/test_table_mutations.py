"""Thousands of spoilt lists: whatever stands in a zip, a CSV file or a workbook, only our own error is raised."""

from __future__ import annotations

import csv
import io
import random
import zipfile
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from tests.directory.hsds_lists import VERSION_3, as_zip
from tests.spreadsheets import workbook
from workwell_desktop.directory.columns import LIST_LIMITS, guess_sheets, preview
from workwell_desktop.directory.hsds_tables import read_hsds_tables
from workwell_desktop.directory.reading import Found, Piece, Refused
from workwell_desktop.directory.record import from_json, to_json
from workwell_desktop.directory.table_rows import read_table
from workwell_desktop.errors import WorkwellError
from workwell_desktop.sheets.reading import source_of

TODAY = date(2026, 11, 27)
HEADS = ["Name", "What they do", "Address", "Post Code", "Tel. No", "Email", "Web", "Opening times", "Ages", "Lat",
         "Lon", "Last checked", "Status", "Cost"]  # fmt: skip
ROW = ["Bo's Café", "Tea &amp; talk for <b>all</b> aged 18+", "1 High Street, Bolton", "BL1 1AA", "01204 496 000",
       "bo@example.org", "www.example.org", "Mon-Fri 9-5, Sat 10am-1pm", "18-25", "53.5", "-2.4", "01/02/2026", "Open",
       "£2"]  # fmt: skip
BITS = [b"\x00", b"\xff", b'"', b",", b"\n", b"\r", b"\x1a", b"=1+1", b"9" * 40, b"-", b"'", b"\xef\xbb\xbf", b"<",
        b"&#", b"1e999", b"NaN", b"0000-00-00", b"99/99/9999", b"\xc3", b"\t" * 30, b"(" * 50, b"1:1:1:",
        b"\xe2\x80\x8f"]  # fmt: skip


def as_csv() -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out).writerows([["A list of 1 May 2024"], HEADS, ROW, ROW[::-1], ROW[:3]])
    return out.getvalue().encode()


def spoilt(data: bytes, chance: random.Random) -> bytes:
    """Return the bytes with one to four of them changed, cut out, doubled, or with others put between."""
    made = bytearray(data)
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(made) + 1)
        to = min(len(made), at + chance.choice((1, 2, 5, 40)))
        made[at:to] = chance.choice((bytes([chance.randrange(256)]), b"", bytes(made[at:to]) * 2, chance.choice(BITS)))
    return bytes(made)


def spoilt_part(data: bytes, chance: random.Random) -> bytes:
    """Return a zip of which one file is spoilt inside, so that its checksum holds again."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        names = archive.namelist()
        wanted = chance.choice(names)
        for name in names:
            inside = archive.read(name)
            made.writestr(name, spoilt(inside, chance) if name == wanted else inside)
    return out.getvalue()


def read_table_of(data: bytes) -> Iterator[Piece]:
    source = source_of(data, LIST_LIMITS)
    mappings = guess_sheets(source)
    for mapping in mappings:
        assert len(preview(source, mapping).rows) <= 20
    yield from read_table(source, "list", mappings, today=TODAY)


def check(pieces: Iterator[Piece]) -> str:
    """Read as far as it goes: what comes is sound, what is refused has a sentence. Returns what stopped it, if any."""
    try:
        for piece in pieces:
            if isinstance(piece, Found):
                assert piece.record.key
                assert from_json(to_json(piece.record)) == piece.record
            else:
                assert (piece.reason if isinstance(piece, Refused) else piece.sentence).endswith(".")
    except WorkwellError as problem:
        return problem.sentence
    return ""


@pytest.mark.parametrize(
    ("whole", "spoil", "times"),
    [
        (as_csv(), spoilt, 1_700),
        (as_csv().decode().encode("utf-16"), spoilt, 200),
        (workbook({"A": [["Title"], HEADS, ROW], "B": [HEADS, ROW]}), spoilt, 1_400),
        (workbook({"A": [["Title"], HEADS, ROW]}), spoilt_part, 400),
    ],
    ids=["csv", "utf-16", "xlsx", "xlsx parts"],
)
def test_a_spoilt_table_raises_nothing_but_our_own_error(
    whole: bytes, spoil: Callable[[bytes, random.Random], bytes], times: int
) -> None:
    chance = random.Random(20_261_127)  # noqa: S311 - the same spoilt lists every time
    assert check(read_table_of(whole)) == ""
    stops = {check(read_table_of(spoil(whole, chance))) for _ in range(times)}
    assert all(stop.endswith(".") for stop in stops if stop)
    assert len(stops) > 1  # some were refused


@pytest.mark.parametrize(("spoil", "times"), [(spoilt, 900), (spoilt_part, 600)], ids=["zip", "tables"])
def test_a_spoilt_zip_of_tables_raises_nothing_but_our_own_error(
    tmp_path: Path, spoil: Callable[[bytes, random.Random], bytes], times: int
) -> None:
    chance = random.Random(20_261_127)  # noqa: S311 - the same spoilt lists every time
    path = tmp_path / "list.zip"
    path.write_bytes(as_zip(VERSION_3))
    assert check(read_hsds_tables(path, TODAY)) == ""
    whole, stops = path.read_bytes(), set()
    for _ in range(times):
        path.write_bytes(spoil(whole, chance))
        stops.add(check(read_hsds_tables(path, TODAY)))
    assert all(stop.endswith(".") for stop in stops if stop)
    assert len(stops) > 1
