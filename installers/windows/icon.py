"""Makes the .ico that Windows shows, in all its sizes, from the program's one drawing."""

from __future__ import annotations

import io
import struct
from collections.abc import Sequence
from pathlib import Path

from PIL import Image

from installers.artwork import png_sizes

SIZES = (16, 20, 24, 32, 40, 48, 64, 96, 128, 256)  # what Windows asks for at 100 to 400 % of text
_SIDE_COLOUR = "#EFECE5"  # as `side` in resources/style/tokens.toml
_PACKED_FROM = 128  # pixels: smaller ones are kept unpacked, as old parts of Windows expect them


def write_ico(drawing: Path, into: Path) -> None:
    """Draw an SVG in every size and write them into one .ico file."""
    into.write_bytes(ico([_picture(png) for png in png_sizes(drawing, SIZES).values()]))


def write_side(drawing: Path, into: Path) -> None:
    """Draw the picture beside the setup's first and last page, at twice its size for sharp screens."""
    side = Image.new("RGB", (328, 628), _SIDE_COLOUR)
    icon = _picture(png_sizes(drawing, (192,))[192])
    side.paste(icon, (68, 72), icon)
    side.save(into, "BMP")


def ico(pictures: Sequence[Image.Image]) -> bytes:
    """Return square RGBA pictures of up to 256 pixels as the bytes of one .ico file."""
    offset = 6 + 16 * len(pictures)
    entries, bodies = [], []
    for picture in pictures:
        side = picture.width
        body = _packed(picture) if side >= _PACKED_FROM else _unpacked(picture)
        entries.append(struct.pack("<BBBBHHII", side % 256, side % 256, 0, 0, 1, 32, len(body), offset))
        bodies.append(body)
        offset += len(body)
    return struct.pack("<HHH", 0, 1, len(pictures)) + b"".join(entries + bodies)


def _picture(png: bytes) -> Image.Image:
    with Image.open(io.BytesIO(png)) as picture:
        return picture.convert("RGBA")


def _packed(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def _unpacked(picture: Image.Image) -> bytes:
    """Return a picture as Windows' own bitmap: a header, the points from the bottom up, and a mask that hides none."""
    side = picture.width
    points = picture.transpose(Image.Transpose.FLIP_TOP_BOTTOM).tobytes("raw", "BGRA")
    mask = bytes((side + 31) // 32 * 4 * side)
    header = struct.pack("<IiiHHIIiiII", 40, side, side * 2, 1, 32, 0, len(points) + len(mask), 0, 0, 0, 0)
    return header + points + mask
