"""The papers look and read as they did when somebody last looked at them (see ``renew_golden``)."""

from __future__ import annotations

import pytest
from PIL import Image, ImageChops

from tests.documents.renew_golden import GOLDEN, PAPERS, picture_of, text_of

KINDS = pytest.mark.parametrize("kind", PAPERS)


@KINDS
def test_the_paper_reads_as_expected(kind: str) -> None:
    assert text_of(PAPERS[kind]()) == (GOLDEN / f"{kind}.txt").read_text("utf-8")


@KINDS
def test_the_paper_looks_as_expected(kind: str) -> None:
    with Image.open(GOLDEN / f"{kind}.png") as stored:
        expected = stored.convert("L")
    found = picture_of(PAPERS[kind]())
    assert found.size == expected.size
    # Another version of the renderer smooths edges a little differently; a moved line changes far more than that.
    off = ImageChops.difference(found, expected).histogram()
    assert sum(off[96:]) / sum(off) < 0.001


def test_a_line_that_moved_would_be_noticed() -> None:
    picture = picture_of(PAPERS["letter"]())
    moved = ImageChops.offset(picture, 0, 2)
    off = ImageChops.difference(picture, moved).histogram()
    assert sum(off[96:]) / sum(off) > 0.01
