"""A signature on paper: the strokes that were drawn on the screen, above a line. Words before it say what it is."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

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


def signature_svg(strokes: Sequence[Sequence[int]], tall: int) -> str:
    """Return strokes and the line below them to stand inside a web page. It says nothing: the words before it do."""
    wide = round(WIDTH)
    paths = "".join(
        "<path d='M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in _points(one, wide / _WHOLE)) + "'/>" for one in strokes
    )
    height = tall * wide / _WHOLE
    foot = f"<path d='M0 {height:.1f}L{wide} {height:.1f}'/>"
    return (
        f"<svg xmlns='http://www.w3.org/2000/svg' aria-hidden='true' width='{wide}pt' height='{height + 1:.1f}pt' "
        f"viewBox='0 0 {wide} {height + 1:.1f}' fill='none' stroke='black' stroke-width='{_THICK}'>{paths}{foot}</svg>"
    )


def signature_png(strokes: Sequence[Sequence[int]], tall: int) -> bytes:
    """Return strokes and the line below them as a PNG, 300 dots to the inch when it is ``WIDTH`` points wide."""
    from PIL import Image, ImageDraw  # noqa: PLC0415 - only papers for other programs need it

    scale = WIDTH / 72 * 300 / _WHOLE
    size = (round(_WHOLE * scale), max(round(tall * scale), 1) + 4)
    sheet = Image.new("L", size, 255)
    pencil = ImageDraw.Draw(sheet)
    for stroke in strokes:
        pencil.line(list(_points(stroke, scale)), fill=0, width=6, joint="curve")
    pencil.line([(0, size[1] - 2), (size[0], size[1] - 2)], fill=0, width=3)
    out = BytesIO()
    sheet.save(out, "PNG", optimize=True)
    return out.getvalue()


def _points(stroke: Sequence[int], scale: float) -> tuple[tuple[float, float], ...]:
    """Return the points of a stroke; a single one becomes a short dash, so that a dot is seen."""
    points = [(x * scale, y * scale) for x, y in zip(stroke[::2], stroke[1::2], strict=True)]
    if len(points) == 1:
        points.append((points[0][0] + _DOT, points[0][1]))
    return tuple(points)
