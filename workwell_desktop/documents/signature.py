"""A signature on paper: the strokes that were drawn on the screen, above a line. Words before it say what it is."""

from __future__ import annotations

from collections.abc import Sequence

from workwell_desktop.documents.figure import Drawing, Stroke
from workwell_desktop.documents.house_style import INK, RULE

WIDTH = 210.0  # points, at most: about the room that a form gives
_THICK, _LINE = 1.4, 0.75
_WHOLE = 1000  # strokes are in thousandths of the width of the pad
_DOT = 0.8


def signature(strokes: Sequence[Sequence[int]], tall: int, width: float, above: float) -> Drawing:
    """Set strokes (x, y, x, y ... in thousandths of the pad's width) to points; ``tall`` is the pad's height."""
    wide = min(width, WIDTH)
    scale = wide / _WHOLE
    height = tall * scale
    drawn = tuple(Stroke(_points(one, scale), _THICK, INK) for one in strokes)
    foot = Stroke(((0.0, height), (wide, height)), _LINE, RULE)
    return Drawing(height, (), (*drawn, foot), (), (), above)


def _points(stroke: Sequence[int], scale: float) -> tuple[tuple[float, float], ...]:
    """Return the points of a stroke; a single one becomes a short dash, so that a dot is seen."""
    points = [(x * scale, y * scale) for x, y in zip(stroke[::2], stroke[1::2], strict=True)]
    if len(points) == 1:
        points.append((points[0][0] + _DOT, points[0][1]))
    return tuple(points)
