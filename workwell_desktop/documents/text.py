"""The one gateway that every text passes on its way to paper.

What was typed is what is printed, equal after Unicode normalisation (form C). Nothing here or behind it
reads markup: the PDF library's paragraph language swallows ``x<y`` and opens the files of an ``<img>``.
So texts go to the page as words and typefaces, never as markup, and there is nothing to escape. Three things can
stand in the way of a text, and each has a function that a field can ask while the coach types: :func:`hidden` (marks
that nobody sees, taken out and named), :func:`unprintable` (letters that no shipped typeface has) and :func:`clean`
(the text as it will be printed).
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import NamedTuple

from workwell_desktop.documents.faces import Family, families
from workwell_desktop.errors import PaperProblem

REGULAR, STRONG = 400, 600

_LINE_ENDS = re.compile("\r\n|[\r\n\x0b\x0c\x85\u2028\u2029]")
_AS_IT_IS = re.compile("[ -~\n]*")  # what most texts are made of: nothing to take out, nothing to compose
_PLAIN_NAMES = {
    "\u00ad": "soft hyphen",
    "\u200b": "space without width",
    "\u202a": "left-to-right mark",
    "\u202b": "right-to-left mark",
    "\u202d": "left-to-right override",
    "\u202e": "right-to-left override",
    "\ufeff": "byte order mark",
}


class Piece(NamedTuple):
    """Words that are set in one face. ``face`` is the name of a shipped font file without its ending."""

    face: str
    words: str


def clean(text: str) -> str:
    """Return a text as it is printed: form C, every line end as one newline, other white space as one blank each.

    Control characters, bidirectional overrides and other marks that nobody sees are taken out;
    :func:`hidden` names them. Nothing else is changed.
    """
    if _AS_IT_IS.fullmatch(text):
        return text
    one_kind = _LINE_ENDS.sub("\n", text)
    return unicodedata.normalize("NFC", "".join(_shown(mark) for mark in one_kind))


def hidden(text: str) -> tuple[str, ...]:
    """Return the plain names of the marks that :func:`clean` takes out, each once, in order of appearance."""
    found = (mark for mark in _LINE_ENDS.sub("\n", text) if not _shown(mark))
    return tuple(dict.fromkeys(_name(mark) for mark in found))


def unprintable(text: str) -> tuple[str, ...]:
    """Return the characters of a text that no shipped typeface can print, each once, in order of appearance.

    Emoji, Chinese, and scripts whose letters join or stack (Arabic, Devanagari and so on) are among them.
    """
    known = _every_letter()
    missing = (mark for mark in clean(text) if mark != "\n" and ord(mark) not in known)
    return tuple(dict.fromkeys(missing))


def set_text(text: str, field: str, weight: int = REGULAR) -> tuple[Piece, ...]:
    """Clean a text and choose its typeface: a whole text in the first family that has all its letters.

    Where no family has them all, each word, and at last each letter, gets the first family that has it.
    Newlines stay in the words. Raises ``PaperProblem`` naming the field, never its words, when a
    letter is in no family.
    """
    ready = clean(text)
    family = _family_for(ready)
    if family is not None:
        return (Piece(family.face(weight), ready),)
    if unprintable(ready):
        raise PaperProblem(
            f"There is a letter or sign that cannot be printed in: {field}.",
            "Write it with plain letters, without emoji, then make the paper again.",
        )
    return _joined(_in_faces(ready, weight))


def _in_faces(words: str, weight: int) -> tuple[Piece, ...]:
    family = _family_for(words)
    if family is not None:
        return (Piece(family.face(weight), words),)
    parts = re.split(r"(?<=[ \n])", words) if re.search(r"[ \n].", words) else list(words)
    return tuple(piece for part in parts if part for piece in _in_faces(part, weight))


def _joined(pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """Join neighbours that stand in the same face."""
    joined: list[Piece] = []
    for piece in pieces:
        if joined and joined[-1].face == piece.face:
            piece = Piece(piece.face, joined.pop().words + piece.words)  # noqa: PLW2901 - the piece as it is kept
        joined.append(piece)
    return tuple(joined)


def _family_for(words: str) -> Family | None:
    needed = set(map(ord, words)) - {10}
    return next((family for family in families() if needed <= family.letters), None)


@cache
def _every_letter() -> frozenset[int]:
    return frozenset().union(*(family.letters for family in families()))


def _shown(mark: str) -> str:
    """Return what stands for one character in print: itself, a blank, or nothing."""
    if mark == "\n" or "!" <= mark <= "~":
        return mark
    if mark == "\t" or (mark != "\u00a0" and unicodedata.category(mark) == "Zs"):
        return " "
    # Variation selectors and the grapheme joiner are marks by category, but only ever ask for another shape.
    unseen = unicodedata.category(mark) in {"Cc", "Cf"} or "\ufe00" <= mark <= "\ufe0f" or mark == "\u034f"
    return "" if unseen else mark


def _name(mark: str) -> str:
    if mark in _PLAIN_NAMES:
        return _PLAIN_NAMES[mark]
    if unicodedata.category(mark) == "Cc":
        return "control character"
    return unicodedata.name(mark, "hidden character").lower()
