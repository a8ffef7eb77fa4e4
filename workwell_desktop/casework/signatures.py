"""A signature that was drawn on the screen: its strokes, as plain numbers that a version keeps and a paper prints.

One stroke is a row of numbers x, y, x, y ... in thousandths of the width of the pad, from its top left corner. The pad
is ``TALL`` thousandths tall, whatever its size on the screen was.
"""

from __future__ import annotations

from collections.abc import Sequence

TALL = 320
_WIDE = 1000
_MOST_POINTS = 4000  # a long name, drawn slowly, has some hundreds


Strokes = list[list[int]]


def sound(strokes: Sequence[Sequence[float]]) -> Strokes:
    """Return strokes as whole numbers inside the pad: what is no stroke is left out, and a dot stays a dot.

    A drawing with more points than any name has is thinned out, so that a version stays small.
    """
    points = sum(len(one) // 2 for one in strokes)
    step = max(1, -(-points // _MOST_POINTS))
    return [_stroke(one, step) for one in strokes if len(one) >= 2]


def _stroke(stroke: Sequence[float], step: int) -> list[int]:
    pairs = list(zip(stroke[::2], stroke[1::2], strict=False))
    kept = [pair for place, pair in enumerate(pairs) if place % step == 0 or place == len(pairs) - 1]
    return [number for x, y in kept for number in (_between(x, _WIDE), _between(y, TALL))]


def _between(number: float, most: int) -> int:
    return min(max(round(number), 0), most)
