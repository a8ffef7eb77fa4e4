"""Lay out all pictures without words, for somebody who has not seen them.

``python -m tests.tools.picture_sheet FOLDER`` writes ``sheet_1.png`` and so on (sixteen a sheet, each with its number
alone), ``grey_1.png`` as a grey printer would print them, ``size_1.png`` at the size of paper on a screen, and
``key.txt`` with the names for whoever asks.
"""

from __future__ import annotations

import io
import sys
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from workwell_desktop import paths
from workwell_desktop.documents.pictures import entries, picture, png

ACROSS, ON_A_SHEET, SIDE, MARGIN, LABEL = 4, 16, 300, 30, 44
PAPER_SIDE = 123  # pixels: 92 points on a screen of 96 to the inch


def sheet(first: int, names: list[str], side: int = SIDE) -> Image.Image:
    """Return a sheet of some pictures; the first one has the number ``first``."""
    step, tall = side + MARGIN, side + MARGIN + LABEL
    made = Image.new("RGB", (ACROSS * step + MARGIN, -(-len(names) // ACROSS) * tall + MARGIN), "white")
    pencil = ImageDraw.Draw(made)
    faces = sorted((paths.resources() / "fonts").rglob("*SemiBold.ttf"))
    face = ImageFont.truetype(str(faces[0]), 26)
    for place, name in enumerate(names):
        x, y = MARGIN + place % ACROSS * step, MARGIN + place // ACROSS * tall
        pencil.text((x, y), str(first + place), fill="black", font=face)
        made.paste(Image.open(io.BytesIO(png(picture(name), side))), (x, y + LABEL - 8))
    return made


def key() -> str:
    """Return a line for each picture: its number, name, idea, and what else is right."""
    lines = (
        f"{number}\t{entry.name}\t{entry.idea}\t{'; '.join(entry.accepted)}"
        for number, entry in enumerate(entries().values(), start=1)
    )
    return "\n".join(lines) + "\n"


def main(folder: Path) -> None:
    """Write sheets and key."""
    folder.mkdir(parents=True, exist_ok=True)
    names = list(entries())
    for number, first in enumerate(range(0, len(names), ON_A_SHEET), start=1):
        some = names[first : first + ON_A_SHEET]
        made = sheet(first + 1, some)
        made.save(folder / f"sheet_{number}.png", optimize=True)
        made.convert("L").save(folder / f"grey_{number}.png", optimize=True)
        sheet(first + 1, some, PAPER_SIDE).save(folder / f"size_{number}.png", optimize=True)
    (folder / "key.txt").write_text(key(), "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "build/pictures"))
