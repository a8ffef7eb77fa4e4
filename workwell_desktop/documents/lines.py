"""Breaks texts into lines: left aligned, at blanks only, no hyphens, at most so many points and letters a line."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from workwell_desktop.documents.house_style import MOST_LETTERS
from workwell_desktop.documents.text import Piece

# Returns the width in points of words in a face (its name) at a size in points.
Measure = Callable[[str, str, float], float]

_BLANKS = re.compile("([ \n])")
_SLACK = 0.01  # points: sums of widths are not exact
_NO_BLANK = (Piece("", ""), 0.0)  # of a text that has no pieces, and so one empty word


@dataclass(frozen=True)
class Line:
    """One line as it is drawn. ``soft`` says that a blank or line end of the text fell away at the end of this line.

    ``tag`` is that of the text.
    """

    pieces: tuple[Piece, ...]
    width: float
    soft: bool = False
    tag: int | None = None

    @property
    def words(self) -> str:
        """The words of the line, whatever face they stand in."""
        return "".join(piece.words for piece in self.pieces)


class _Word(NamedTuple):
    """Pieces without a blank between them. ``end`` is what follows: a blank, a line end or nothing.

    ``blank`` is the blank that stands before it inside a line, in the face of what is beside it.
    """

    pieces: tuple[Piece, ...]
    width: float
    letters: int
    end: str
    blank: Piece
    blank_width: float


@dataclass(frozen=True)
class Measured:
    """A text as words with their widths: measured once, however often it is broken into lines."""

    words: tuple[_Word, ...]
    size: float
    measure: Measure


class _Held:
    """The line that is being filled: its words, each but the first with the blank before it."""

    def __init__(self, words: Sequence[_Word] = ()) -> None:
        self.words: list[_Word] = []
        self.width = 0.0
        self.letters = 0
        for word in words:
            self.add(word)

    def has_room(self, word: _Word, width: float, most: int) -> bool:
        """Say whether a word fits behind what is held."""
        needed = self.width + word.blank_width + word.width
        return needed <= width + _SLACK and self.letters + 1 + word.letters <= most

    def add(self, word: _Word) -> None:
        """Put a word at the end of the line."""
        if self.words:
            self.width += word.blank_width + word.width
            self.letters += 1 + word.letters
        else:
            self.width, self.letters = word.width, word.letters
        self.words.append(word)

    def line(self, tag: int | None) -> Line:
        """Return what is held as a line."""
        pieces = [*self.words[0].pieces]
        for word in self.words[1:]:
            pieces += (word.blank, *word.pieces)
        return Line(_merged(pieces), self.width, bool(self.words[-1].end), tag)

    def part_before(self, word: _Word, width: float, most: int) -> tuple[_Held, _Held]:
        """Part the line before a word that does not fit: what stays, and what goes on with that word.

        A number goes with the word that it counts, where there is room: ``24 November`` and ``5 kg`` stay whole.
        """
        cut = len(self.words)
        while cut > 1 and _is_number(self.words[cut - 1]):
            cut -= 1
        if cut == len(self.words):
            return self, _Held()
        goes = _Held(self.words[cut:])
        return (_Held(self.words[:cut]), goes) if goes.has_room(word, width, most) else (self, _Held())


def measured(pieces: Sequence[Piece], size: float, measure: Measure) -> Measured:
    """Cut a text into words at a size in points and measure them. Of blanks that lead, the first piece has the face."""
    return Measured(tuple(_words(pieces, size, measure)), size, measure)


def break_lines(text: Measured, width: float, most: int = MOST_LETTERS, tag: int | None = None) -> tuple[Line, ...]:
    """Break a text into lines of at most ``width`` points and ``most`` letters. There is always one line.

    A word that is wider than a whole line is broken between letters. Blanks inside a line stay as typed.
    ``tag`` is what the lines are to a screen reader.
    """
    lines: list[Line] = []
    held = _Held()
    for word in text.words:
        for part in _parts(word, text, width, most):
            if held.words and held.words[-1].end != " ":
                lines.append(held.line(tag))
                held = _Held()
            elif held.words and not held.has_room(part, width, most):
                stays, held = held.part_before(part, width, most)
                lines.append(stays.line(tag))
            held.add(part)
    return (*lines, held.line(tag))


def _is_number(word: _Word) -> bool:
    return word.letters > 0 and all(piece.words.isdigit() for piece in word.pieces)


def widest(text: Measured) -> float:
    """Return how many points wide a text would like to be: its longest line when nothing is broken."""
    longest = line = 0.0
    end = "\n"
    for word in text.words:
        line = line + (word.blank_width + word.width) if end == " " else word.width
        longest, end = max(longest, line), word.end
    return longest


def _words(pieces: Sequence[Piece], size: float, measure: Measure) -> Iterator[_Word]:
    """Yield the words of a text in order. Two blanks beside each other have an empty word between them."""
    first_face = pieces[0].face if pieces else ""
    blanks = {face: (Piece(face, " "), measure(face, " ", size)) for face in {face for face, _words in pieces}}
    before: tuple[Piece, ...] = ()
    for parts, end in _cut(pieces):
        face = (*before[-1:], *parts[:1], Piece(first_face, ""))[0].face
        blank, blank_width = blanks.get(face, _NO_BLANK)
        width = sum([measure(face, words, size) for face, words in parts])
        yield _Word(parts, width, sum([len(words) for _face, words in parts]), end, blank, blank_width)
        before = parts


def _cut(pieces: Sequence[Piece]) -> Iterator[tuple[tuple[Piece, ...], str]]:
    """Cut pieces at blanks and line ends; give what stands between them, each with what follows it."""
    parts: list[Piece] = []
    for face, words in pieces:
        for part in _BLANKS.split(words):
            if part in {" ", "\n"}:
                yield tuple(parts), part
                parts = []
            elif part:
                parts.append(Piece(face, part))
    yield tuple(parts), ""


def _parts(word: _Word, text: Measured, width: float, most: int) -> Iterator[_Word]:
    """Yield a word that fits a line as it is, and a longer one in parts that each fill a line."""
    if word.width <= width + _SLACK and word.letters <= most:
        yield word
        return
    letters = [Piece(piece.face, letter) for piece in word.pieces for letter in piece.words]
    part: list[Piece] = []
    part_width = 0.0
    for letter in letters:
        letter_width = text.measure(letter.face, letter.words, text.size)
        if part and (part_width + letter_width > width or len(part) == most):
            yield word._replace(pieces=_merged(part), width=part_width, letters=len(part), end="")
            part, part_width = [], 0.0
        part.append(letter)
        part_width += letter_width
    yield word._replace(pieces=_merged(part), width=part_width, letters=len(part))


def _merged(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """Join neighbours of one face, so that each stretch of a face is drawn at once."""
    stretches = groupby(pieces, key=attrgetter("face"))
    return tuple(Piece(face, "".join([piece.words for piece in stretch])) for face, stretch in stretches)
