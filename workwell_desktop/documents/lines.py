"""Breaks texts into lines: left aligned, at blanks only, no hyphens, at most so many points and letters a line."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from workwell_desktop.documents.house_style import MOST_LETTERS
from workwell_desktop.documents.text import Piece

# Returns the width in points of words in a face (its name) at a size in points.
Measure = Callable[[str, str, float], float]

_SLACK = 0.01  # points: sums of widths are not exact


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


@dataclass(frozen=True)
class _Word:
    """Pieces without a blank between them. ``end`` is what follows: a blank, a line end or nothing."""

    pieces: tuple[Piece, ...]
    width: float
    end: str

    @property
    def letters(self) -> int:
        return sum(len(piece.words) for piece in self.pieces)


@dataclass
class _Held:
    """The line that is being filled: its words, each with the blank before it. ``face`` is for blanks that lead."""

    face: str
    size: float
    measure: Measure
    entries: list[tuple[Piece | None, _Word]] = field(default_factory=list)
    width: float = 0.0
    letters: int = 0

    def blank(self, word: _Word) -> Piece | None:
        """Return the blank that would stand before a word, in the face of what is beside it."""
        if not self.entries:
            return None
        beside = (*self.entries[-1][1].pieces[-1:], *word.pieces[:1], Piece(self.face, ""))
        return Piece(beside[0].face, " ")

    def has_room(self, word: _Word, width: float, most: int) -> bool:
        """Say whether a word fits behind what is held."""
        needed = self.width + self._wide(self.blank(word)) + word.width
        return needed <= width + _SLACK and self.letters + 1 + word.letters <= most

    def add(self, word: _Word) -> None:
        """Put a word at the end of the line."""
        blank = self.blank(word)
        self.entries.append((blank, word))
        self.width += self._wide(blank) + word.width
        self.letters += (blank is not None) + word.letters

    def line(self) -> Line:
        """Return what is held as a line."""
        pieces = [piece for blank, word in self.entries for piece in ((blank,) if blank else ()) + word.pieces]
        return Line(_merged(pieces), self.width, soft=bool(self.entries[-1][1].end))

    def part_before(self, word: _Word, width: float, most: int) -> tuple[_Held, _Held]:
        """Part the line before a word that does not fit: what stays, and what goes on with that word.

        A number goes with the word that it counts, where there is room: ``24 November`` and ``5 kg`` stay whole.
        """
        cut = len(self.entries)
        while cut > 1 and _is_number(self.entries[cut - 1][1]):
            cut -= 1
        goes = self._fresh(self.entries[cut:])
        if goes.entries and not goes.has_room(word, width, most):
            cut, goes = len(self.entries), self._fresh(())
        return self._fresh(self.entries[:cut]), goes

    def _fresh(self, entries: Sequence[tuple[Piece | None, _Word]]) -> _Held:
        held = _Held(self.face, self.size, self.measure)
        for _blank, word in entries:
            held.add(word)
        return held

    def _wide(self, blank: Piece | None) -> float:
        return self.measure(blank.face, " ", self.size) if blank else 0.0


def break_lines(
    pieces: Sequence[Piece], size: float, width: float, measure: Measure, most: int = MOST_LETTERS
) -> tuple[Line, ...]:
    """Break pieces into lines of at most ``width`` points and ``most`` letters. There is always one line.

    A word that is wider than a whole line is broken between letters. Blanks inside a line stay as typed.
    """
    lines: list[Line] = []
    face = pieces[0].face if pieces else ""
    held = _Held(face, size, measure)
    for word in _words(pieces, size, measure):
        for part in _parts(word, size, width, measure, most):
            if held.entries and held.entries[-1][1].end != " ":
                lines.append(held.line())
                held = _Held(face, size, measure)
            elif held.entries and not held.has_room(part, width, most):
                stays, held = held.part_before(part, width, most)
                lines.append(stays.line())
            held.add(part)
    return (*lines, held.line())


def _is_number(word: _Word) -> bool:
    return word.letters > 0 and all(piece.words.isdigit() for piece in word.pieces)


def widest(pieces: Sequence[Piece], size: float, measure: Measure) -> float:
    """Return how many points wide a text would like to be: its longest line when nothing is broken."""
    return max(line.width for line in break_lines(pieces, size, float("inf"), measure, most=10**9))


def _words(pieces: Sequence[Piece], size: float, measure: Measure) -> Iterator[_Word]:
    """Yield the words of a text in order. Two blanks beside each other have an empty word between them."""
    parts: list[Piece] = []
    for face, words in pieces:
        for part in re.split("([ \n])", words):
            if part in {" ", "\n"}:
                yield _word(parts, size, measure, part)
                parts = []
            elif part:
                parts.append(Piece(face, part))
    yield _word(parts, size, measure, "")


def _word(parts: Sequence[Piece], size: float, measure: Measure, end: str) -> _Word:
    return _Word(tuple(parts), sum(measure(piece.face, piece.words, size) for piece in parts), end)


def _parts(word: _Word, size: float, width: float, measure: Measure, most: int) -> Iterator[_Word]:
    """Yield a word that fits a line as it is, and a longer one in parts that each fill a line."""
    if word.width <= width + _SLACK and word.letters <= most:
        yield word
        return
    letters = [Piece(piece.face, letter) for piece in word.pieces for letter in piece.words]
    part: list[Piece] = []
    part_width = 0.0
    for letter in letters:
        letter_width = measure(letter.face, letter.words, size)
        if part and (part_width + letter_width > width or len(part) == most):
            yield _Word(_merged(part), part_width, "")
            part, part_width = [], 0.0
        part.append(letter)
        part_width += letter_width
    yield _Word(_merged(part), part_width, word.end)


def _merged(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """Join neighbours of one face, so that each stretch of a face is drawn at once."""
    merged: list[Piece] = []
    for piece in pieces:
        if merged and merged[-1].face == piece.face:
            merged[-1] = Piece(piece.face, merged[-1].words + piece.words)
        else:
            merged.append(piece)
    return tuple(merged)
