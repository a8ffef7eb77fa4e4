"""A document in a file without pages of its own, Word's or a web page: the same texts in the same order.

Both writers take their blocks and their words from here, so that they cannot differ in what they say.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from types import MappingProxyType

from workwell_desktop.documents.compose import table_as_list
from workwell_desktop.documents.house_style import EASY_READ, LETTER, PRESETS, SHORTLISTS, HouseStyle
from workwell_desktop.documents.model import (
    Block,
    Box,
    Document,
    Heading,
    Paragraph,
    PictureRow,
    Run,
    Table,
    Text,
    all_texts,
)
from workwell_desktop.documents.text import clean
from workwell_desktop.errors import PaperProblem

STYLES = MappingProxyType(
    {
        **PRESETS,
        **{f"easy_read_{size}": style for size, style in EASY_READ.items()},
        **{f"shortlist_{size}": style for size, style in SHORTLISTS.items()},
        "letter": LETTER,
    }
)
"""The house styles by the names under which a paper's document is kept."""

_NO_LETTERS = re.compile("[\ud800-\udfff\ufffe\uffff]")  # halves and marks that are no letters: XML holds none of them
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefe]")


def flowing(document: Document, style: HouseStyle) -> Document:
    """Return a document without its empty headings and paragraphs; large print has its tables as lists."""
    return replace(document, blocks=_flowing(document.blocks, style))


def _flowing(blocks: Iterable[Block], style: HouseStyle) -> tuple[Block, ...]:
    ready: list[Block] = []
    for block in blocks:
        if isinstance(block, Heading | Paragraph) and not block.text.words.strip():
            continue
        if isinstance(block, Table) and style.tables_as_lists:
            ready.append(table_as_list(block))
        elif isinstance(block, PictureRow):
            ready.append(replace(block, texts=tuple(text for text in block.texts if text.words.strip())))
        elif isinstance(block, Box):
            ready.append(Box(_flowing(block.blocks, style)))
        else:
            ready.append(block)
    return tuple(ready)


def words_of(run: Run) -> str:
    """Return the words of a run as they are written, through the one gateway.

    Raises ``PaperProblem`` naming the field for half a letter, which no file can hold.
    """
    ready = clean(run.words)
    if _NO_LETTERS.search(ready):
        raise PaperProblem(
            f"There is a letter or sign that cannot be written in: {run.field}.",
            "Write it with plain letters, then make the paper again.",
        )
    return ready


def said(text: Text) -> str:
    """Return a whole text as it is written."""
    return "".join(words_of(run) for run in text.runs)


def in_order(document: Document, style: HouseStyle) -> tuple[str, ...]:
    """Return every text that a reader meets, in reading order, the foot last; none that is empty."""
    return tuple(words for text in all_texts(flowing(document, style)) if (words := said(text)))


def reads_from_right(words: str) -> bool:
    """Say whether there is a letter of a script that is read from right to left."""
    return _RIGHT_TO_LEFT.search(words) is not None
