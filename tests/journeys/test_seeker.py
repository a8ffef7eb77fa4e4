"""The search for planted words sees them: in a plain database, in each encoding, and inside compressed streams."""

from __future__ import annotations

import base64
import gzip
import io
import os
import sqlite3
import zipfile
import zlib
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.journeys.seeker import pictures, planted_in
from tests.journeys.story import Story, planted_words

WORDS = planted_words(200)
TEXT = " ".join(WORDS)


def zipped(data: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as members:
        members.writestr("a", data)
    return file.getvalue()


def test_every_word_is_found_in_a_plain_database(tmp_path: Path) -> None:
    path = tmp_path / "plain.db"
    with closing(sqlite3.connect(path)) as plain, plain:
        plain.execute("CREATE TABLE participant (name TEXT, note TEXT)")
        plain.executemany("INSERT INTO participant VALUES (?, ?)", [(w.capitalize(), f"says {w} now") for w in WORDS])
    assert planted_in(path.read_bytes()) == set(WORDS)


@pytest.mark.parametrize("offset", range(6))
@pytest.mark.parametrize("shown", [str, str.capitalize, str.upper], ids=["small", "name", "large"])
@pytest.mark.parametrize(
    "written",
    [
        lambda text: text.encode(),
        lambda text: text.encode("utf-16-le"),
        lambda text: text.encode("utf-16-be"),
        lambda text: text.encode("utf-32-le"),
        lambda text: text.encode("utf-32-be"),
        lambda text: base64.b64encode(text.encode()),
        lambda text: zlib.compress(text.encode() * 3),
        lambda text: gzip.compress(text.encode("utf-16-le") * 3),
        lambda text: zipped(base64.b64encode(text.encode()) * 3),
    ],
    ids=["utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be", "base64", "zlib", "gzip", "zip"],
)
def test_a_word_is_found_however_it_is_written(
    written: Callable[[str], bytes], shown: Callable[[str], str], offset: int
) -> None:
    for word in WORDS[:20]:
        text = f"{'.' * offset}{shown(word)}, then {offset}"
        assert planted_in(written(text)) == {word}, text
        assert planted_in(b"\x00\xff" * 9 + written(text)) == {word}, text


def test_what_was_never_planted_is_not_found() -> None:
    assert planted_in(os.urandom(1 << 20)) == set()
    assert planted_in(Story().say("quixote drives quietly").encode()) == set()


def test_two_hundred_words_are_two_hundred_words() -> None:
    assert len(set(WORDS)) == 200
    assert planted_in(TEXT.encode()) == set(WORDS)


def test_pages_and_pictures_are_named() -> None:
    assert pictures(b"....%PDF-1.7") == {"PDF"}
    assert pictures(b"\x89PNG\r\n\x1a\n") == {"PNG"}
    assert pictures(TEXT.encode()) == set()
