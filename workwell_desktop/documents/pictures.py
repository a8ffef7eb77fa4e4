"""The pictures of easy read: our own drawings, one idea each, to be recognised without words at 92 points square.

``resources/pictures/pictures.toml`` lists them with what each shows and what it says; the drawings lie beside it. A
picture is read when it is first wanted, and drawn from the same shapes on paper, in a web page and as a PNG.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from io import BytesIO
from types import MappingProxyType

from workwell_desktop import paths
from workwell_desktop.datafiles import DataFileProblem, limited_text, read_table
from workwell_desktop.documents.drawings import (
    BOX,
    COLOURS,
    MOST_CHARACTERS,
    OPENING,
    PictureProblem,
    Shape,
    Step,
    Stroke,
    read_drawing,
)
from workwell_desktop.documents.house_style import Colour
from workwell_desktop.documents.model import PictureRow, Text
from workwell_desktop.documents.pieces import Pen

SIDE = 92.0  # points: how wide and high a picture stands in easy read

_FOLDER, _LIST = "pictures", "pictures.toml"
_NAME = re.compile(r"[a-z][a-z0-9_]{1,40}")
_MEND = "Mend the file or install WorkWell again."
_FINER = 6  # a PNG is drawn this many times larger, so that its edges come out soft


@dataclass(frozen=True)
class Entry:
    """One picture of the list. ``alt`` is what it shows, ``idea`` what it says; ``accepted`` are other right names.

    ``sentence`` is one that it can stand beside. Which change at work it stands for is said in ``easy_words.toml``.
    """

    name: str
    alt: str
    idea: str
    accepted: tuple[str, ...]
    sentence: str


@dataclass(frozen=True)
class Picture:
    """A picture with its shapes, in units of a box of 100 by 100."""

    name: str
    alt: str
    idea: str
    shapes: tuple[Shape, ...]


@cache
def entries() -> Mapping[str, Entry]:
    """Return the list of shipped pictures by name, in its order. Raises ``DataFileProblem``."""
    data = read_table(paths.resources() / _FOLDER / _LIST)
    for key in ("source", "licence"):
        data.text(key)
    found: dict[str, Entry] = {}
    for row in data.tables("picture", at_least=1):
        said = row.texts("accepted", ()), row.text("sentence")
        entry = Entry(row.text("name"), row.text("alt"), row.text("idea"), *said)
        if not _NAME.fullmatch(entry.name) or entry.name in found:
            raise row.problem("“name” must be small letters joined by _, and stand once.", "name")
        row.done()
        found[entry.name] = entry
    data.done()
    return MappingProxyType(found)


@cache
def picture(name: str) -> Picture:
    """Return a shipped picture. Raises ``PictureProblem`` naming the file when there is none, or it cannot be used."""
    entry = entries().get(name)
    if entry is None:
        raise PictureProblem(f"There is no picture named {name} in {_LIST}.", _MEND)
    file = f"{name}.svg"
    try:
        text = limited_text(paths.resources() / _FOLDER / file, MOST_CHARACTERS // 1000, _MEND)
    except DataFileProblem as problem:
        raise PictureProblem(problem.sentence, problem.next_step) from problem
    return Picture(name, entry.alt, entry.idea, read_drawing(text, file))


def row(name: str, texts: Sequence[Text]) -> PictureRow:
    """Return a picture with its texts as a block of a paper. Raises ``PictureProblem`` as :func:`picture` does."""
    return PictureRow(name, picture(name).alt, tuple(texts))


def draw(pen: Pen, shown: Picture, x: float, top: float, side: float = SIDE) -> None:
    """Draw a picture in a square of ``side`` points whose upper left corner is at ``x`` and ``top``."""
    scale = side / BOX
    for shape in shown.shapes:
        lines = [_moved(line, scale, x, top) for line in shape.lines]
        pen.shape(lines, shape.fill, shape.stroke, shape.thickness * scale)


def _moved(line: Stroke, scale: float, x: float, top: float) -> Stroke:
    def step(points: Step) -> Step:
        return tuple((x + a * scale, top + b * scale) for a, b in points)

    return Stroke(step((line.start,))[0], tuple(step(points) for points in line.steps), line.closed)


def svg(shown: Picture, side: float = SIDE) -> str:
    """Return a picture to stand inside a web page, ``side`` points wide, with what it shows as its name."""
    shapes = "".join(_svg_shape(shape) for shape in shown.shapes)
    opening = OPENING.replace(
        "<svg ", f'<svg role="img" aria-label="{escape(shown.alt)}" width="{side:g}pt" height="{side:g}pt" '
    )
    return f"{opening}{shapes}</svg>"


def _svg_shape(shape: Shape) -> str:
    names = {colour: name for name, colour in COLOURS.items()}
    d = "".join(_svg_line(line) for line in shape.lines)
    return (
        f'<path d="{d}" fill="{names[shape.fill]}" stroke="{names[shape.stroke]}" stroke-width="{shape.thickness:g}"/>'
    )


def _svg_line(line: Stroke) -> str:
    steps = "".join(("L" if len(step) == 1 else "C") + _svg_points(step) for step in line.steps)
    return f"M{_svg_points((line.start,))}{steps}{'Z' if line.closed else ''}"


def _svg_points(points: Step) -> str:
    return " ".join(f"{way:.2f}".rstrip("0").rstrip(".") for point in points for way in point)


@cache  # a tenth of a second each, and the same few stand on one paper again and again
def png(shown: Picture, side: int = 384) -> bytes:
    """Return a picture as a PNG of ``side`` pixels each way: 384 are 92 points at 300 dots an inch."""
    from PIL import Image, ImageDraw  # noqa: PLC0415 - only papers for other programs need it

    scale = side * _FINER / BOX
    sheet = Image.new("RGB", (side * _FINER, side * _FINER), "white")
    pencil = ImageDraw.Draw(sheet)
    for shape in shown.shapes:
        for line in shape.lines:
            points = [(x * scale, y * scale) for x, y in line.points()]
            if line.closed:
                points.append(points[0])
            if shape.fill and len(points) > 2:
                pencil.polygon(points, fill=_bytes(shape.fill))
            if shape.stroke:
                colour, half = _bytes(shape.stroke), round(shape.thickness * scale) / 2
                pencil.line(points, fill=colour, width=round(2 * half))
                for x, y in points:
                    pencil.ellipse((x - half, y - half, x + half - 1, y + half - 1), fill=colour)
    out = BytesIO()
    sheet.resize((side, side), Image.Resampling.BOX).save(out, "PNG", optimize=True)
    return out.getvalue()


def _bytes(colour: Colour) -> tuple[int, int, int]:
    red, green, blue = (round(255 * share) for share in colour)
    return red, green, blue
