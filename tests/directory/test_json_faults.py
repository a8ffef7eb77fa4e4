"""Thousands of damaged lists: each is read as far as it goes or refused in a sentence, and none ends in a bug."""

from __future__ import annotations

import contextlib
import json
import random
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.directory.json_lists import TODAY, full, page, pieces, thin, version_1, written
from workwell_desktop.directory import json_stream
from workwell_desktop.directory.json_scan import Scan, scan_entries
from workwell_desktop.directory.json_stream import read_json
from workwell_desktop.directory.open_referral import read_service
from workwell_desktop.directory.opening import ListRefused, look
from workwell_desktop.directory.reading import Alarm, Found, Refused
from workwell_desktop.directory.record import from_json, to_json

SEEDS = (
    page(full(1), thin(2)).encode(),
    json.dumps([version_1(1)], indent=1, ensure_ascii=False).encode(),
    "\n".join(json.dumps(one) for one in (full(1), version_1(2))).encode(),
    json.dumps({"id": "o", "name": "Example Trust", "services": [full(1)]}).encode(),
)
JUNK = (
    b"null", b"true", b"[]", b"{}", b"-1e999", b'"\\ud800"', b'"\\u0000"', b"\xff\xfe", b'"', b"\\", b"\n", b"[[[[[[",
    b"}", b"]", b",", "“".encode(), b"9" * 5000, b'"contents":[', b'"id":', b"\xc3", b"\x00", b"NaN", b"//",
)  # fmt: skip
VALUE = re.compile(rb':\s*("[^"]*"|\d+|\[|\{)')


def damaged(chance: random.Random) -> bytes:
    data = bytearray(chance.choice(SEEDS))
    for _ in range(chance.randint(1, 6)):
        here = chance.randrange(len(data) + 1)
        there = min(len(data), here + chance.randint(1, 80))
        match chance.randrange(7):
            case 0 if here < len(data):
                data[here] ^= 1 << chance.randrange(8)
            case 1:
                del data[here:there]
            case 2:
                data[here:here] = data[here:there]
            case 3:
                data[here:there] = chance.choice(JUNK)
            case 4:
                del data[there:]
            case 5:
                data = data[here:] + data[:here]
            case _:
                values = list(VALUE.finditer(bytes(data)))
                if values:
                    start, end = chance.choice(values).span(1)
                    data[start:end] = chance.choice(JUNK)
        data = data or bytearray(b"{")
    return bytes(data)


@pytest.mark.parametrize("seed", range(20))
def test_damaged_files_end_in_no_bug(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - a test that plays the same game every time
    whole = 0
    for _ in range(300):
        path = written(tmp_path / "list.json", damaged(chance))
        with contextlib.suppress(ListRefused):
            look(path)
        for piece in pieces(path):
            if isinstance(piece, Found):
                assert from_json(to_json(piece.record)) == piece.record
                whole += 1
    assert whole > 40


FIELDS = st.sampled_from(sorted(full() | version_1()))
LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20) | st.just("M21 9AQ")
JSON = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(FIELDS, inner, max_size=3),
    max_leaves=12,
)


@given(FIELDS, JSON)
@settings(max_examples=400, deadline=None)
def test_any_value_in_any_field(key: str, value: Any) -> None:
    for entry in (full(), version_1()):
        record = read_service(entry | {key: value}, "key", TODAY)
        assert record.key == "key"
        assert from_json(to_json(record)) == record


@given(st.text(alphabet='{}[]",:\\\n a1“contents', max_size=200), st.integers(1, 50))
@settings(max_examples=400, deadline=None)
def test_any_text_is_scanned_the_same_however_it_is_cut(text: str, size: int) -> None:
    parts = (text[at : at + size] for at in range(0, len(text), size))
    assert list(scan_entries(parts, Scan())) == list(scan_entries(iter([text]), Scan()))


@pytest.mark.parametrize("count", [1, 20_000])
@pytest.mark.parametrize(
    "unit", ["[", "{", '{"a":', '"', '"\\"', '"\\"\n', "[]", '{"contents":[', "\\", ",", "[1,", "“", '["a,']
)
def test_hostile_texts_come_to_an_end(tmp_path: Path, unit: str, count: int) -> None:
    pieces(written(tmp_path / "list.json", unit * count))
    found = pieces(written(tmp_path / "list.json", json.dumps([thin(1)])[:-1] + "," + unit * count))
    assert [one.record.key for one in found if isinstance(one, Found)] == ["service-1"]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ('[{"id": "a", "name": "A"}, null, 5, "words", {"id": "b"}, true, {"id": "c", "name": "C"}]', [2, 3, 4, 5, 6]),
        ('{"id": "a", "name": "A"}\n\n{"id": "b", "name": "B"}\n\n\n{"id": "c"}\n', [6]),
    ],
)
def test_refused_entries_are_named_by_where_they_stand(tmp_path: Path, text: str, rows: list[int]) -> None:
    path = tmp_path / "list.json"
    path.write_text(text, encoding="utf-8")
    told = [(type(piece), piece.row) for piece in read_json((path,), path, TODAY) if not isinstance(piece, Alarm)]
    assert [row for kind, row in told if kind is Refused] == rows
    assert sum(kind is Found for kind, _row in told) == 2


def test_more_entries_than_a_list_has_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_stream, "MOST_ENTRIES", 50)
    path = written(tmp_path / "list.json", "[" + "[]," * 50 + "[]]")
    with pytest.raises(ListRefused, match="200,000"):
        list(read_json((path,), path, TODAY))
