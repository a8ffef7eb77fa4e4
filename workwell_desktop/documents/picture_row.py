"""A picture of easy read with its sentences beside it, as a piece that pages are filled with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from workwell_desktop.documents import pictures
from workwell_desktop.documents.house_style import RULE, THIN
from workwell_desktop.documents.model import PictureRow, Text
from workwell_desktop.documents.pictures import SIDE, Picture
from workwell_desktop.documents.pieces import WHOLE, Pen, Words

_BESIDE = SIDE + 36.0  # points from the left: where the words begin
_BETWEEN = 4.0  # points between two sentences

Setter = Callable[[Text, float], Words]


@dataclass(frozen=True)
class Pictured:
    """A picture at the left, words in the middle of the height at its right, and a thin line below both.

    It stays whole. Only words that are higher than a page may have room for go on without picture, and the line
    (``ruled``) then stands below their end. ``tag`` is the element that the picture is.
    """

    shown: Picture | None
    words: tuple[Words, ...]
    width: float
    pad: float
    above: float = 0.0
    keep: bool = False
    ruled: bool = True
    tag: int | None = None

    @property
    def height(self) -> float:
        """Height in points with the air inside the row."""
        return 2 * self.pad + max(SIDE if self.shown else 0.0, self._words_height)

    @property
    def _words_height(self) -> float:
        return sum(words.height for words in self.words) + _BETWEEN * max(len(self.words) - 1, 0)

    def parted(self, room: float) -> tuple[Pictured, Pictured] | None:
        """Stay whole unless no page may have the room; then the picture stands beside the first words."""
        if self.height <= WHOLE or room < 2 * self.pad + SIDE:
            return None
        first: list[Words] = []
        left = room - 2 * self.pad
        for place, words in enumerate(self.words):
            if words.height > left:
                halves = words.parted(left)
                first += halves[:1] if halves else ()
                rest = (halves[1] if halves else words, *self.words[place + 1 :])
                if not first:
                    return None
                return replace(self, words=tuple(first), ruled=False), replace(self, shown=None, words=rest, above=0.0)
            first.append(words)
            left -= words.height + _BETWEEN
        return None

    def draw(self, pen: Pen, x: float, top: float) -> None:
        """Draw the picture, then its words, then the line below."""
        if self.shown:
            lower = (self.height - SIDE) / 2 if self.height <= WHOLE else self.pad
            with pen.inside(self.tag, x, top + lower, SIDE, SIDE):
                pictures.draw(pen, self.shown, x, top + lower)
        place = top + (self.height - self._words_height) / 2
        for words in self.words:
            words.draw(pen, x + _BESIDE, place)
            place += words.height + _BETWEEN
        if self.ruled:
            pen.rule(x, top + self.height, self.width, THIN, RULE)


def pictured(row: PictureRow, width: float, set_words: Setter, pad: float) -> Pictured:
    """Set a row to a width in points, with ``pad`` points of air above and below.

    ``set_words`` breaks a text in the house style. Raises ``PictureProblem``.
    """
    words = tuple(set_words(text, width - _BESIDE) for text in row.texts if text.words.strip())
    return Pictured(pictures.picture(row.picture), words, width, pad, tag=row.tag)
