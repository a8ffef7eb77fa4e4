"""The measures of paper: sizes in points, colours as red, green and blue from 0 to 1.

Black on white, left aligned, no hyphens, no italics; nothing below 12 points. All sense survives a grey printer.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from workwell_desktop.documents.model import Role
from workwell_desktop.documents.text import REGULAR, STRONG

MM = 72 / 25.4
PAGE_WIDTH, PAGE_HEIGHT = 210 * MM, 297 * MM
MARGIN = 20 * MM
TOP = 18 * MM  # the first line's own leading brings its letters to 20 mm
HEAD = 12 * MM  # where the words above a page begin, on papers that have some
FOOT = 15 * MM
WIDTH = PAGE_WIDTH - 2 * MARGIN
MOST_LETTERS = 70  # a line, blanks included (RNIB Clear Print: 60 to 70)

Colour = tuple[float, float, float]
INK: Colour = (0.0, 0.0, 0.0)
QUIET: Colour = (0.2, 0.2, 0.2)  # 12.6 to 1 on white
RULE: Colour = (0.463, 0.463, 0.463)  # #767676
BAR: Colour = (0.027, 0.325, 0.353)  # the one accent, 8.8 to 1 on white

THICK, THIN, FRAME, FOOT_RULE, BAR_WIDTH = 1.25, 0.5, 1.0, 0.75, 2.5


@dataclass(frozen=True)
class Face:
    """How a role is set: size and leading in points, weight 400 to 700, colour."""

    size: float
    leading: float
    weight: int = REGULAR
    colour: Colour = INK


@dataclass(frozen=True)
class HouseStyle:
    """One preset. ``air`` scales the space between parts; ``tables_as_lists`` is for large print.

    ``above_title``, ``row_above`` and ``row_below`` are air in points, ``box_to_tick`` the side of the box.
    """

    faces: Mapping[Role, Face]
    air: float
    tables_as_lists: bool
    above_title: float
    row_above: float
    row_below: float
    box_to_tick: float

    def face(self, role: Role) -> Face:
        """Return how a role is set."""
        return self.faces[role]


def _preset(
    body: tuple[float, float],
    heads: tuple[float, float],
    small: tuple[float, float],
    *,
    air: float = 1.0,
    as_lists: bool = False,
    above_title: float = 2.0,
    rows: tuple[float, float] = (4.75, 5.5),
) -> HouseStyle:
    """Build a preset from body and small text (size, leading) and the sizes of title and headings."""
    title, heading = heads
    text, note = Face(*body), Face(*small, colour=QUIET)
    faces = {
        Role.TITLE: Face(title, title * 1.21, STRONG),
        Role.HEADING: Face(heading, heading * 1.29, STRONG),
        Role.LEAD: note,
        Role.PARAGRAPH: text,
        Role.NOTE: note,
        Role.QUOTE: text,
        Role.LIST_ITEM: text,
        Role.TABLE_HEAD: Face(*small, weight=STRONG),
        Role.TABLE_CELL: text,
        Role.CODE: Face(26, 32, STRONG),
        Role.ADDRESS: Face(*small),
        Role.SMALL_PRINT: Face(*small),
        Role.FOOT: Face(*small),
    }
    return HouseStyle(MappingProxyType(faces), air, as_lists, above_title, *rows, box_to_tick=body[0] * 13 / 14)


STANDARD = _preset((14, 20), (24, 17), (12, 16))
LARGE = _preset((18, 26), (28, 21), (18, 26), air=1.2, as_lists=True)
GIANT = _preset((24, 34), (34, 28), (24, 34), air=1.4, as_lists=True)
LETTER = _preset((14, 18.5), (18, 15), (12, 15.5), air=0.9, above_title=5.0, rows=(4.25, 4.75))
PRESETS: Mapping[str, HouseStyle] = MappingProxyType({"standard": STANDARD, "large": LARGE, "giant": GIANT})

PANEL_WIDTH, PANEL_HEIGHT = PAGE_WIDTH / 2, PAGE_HEIGHT / 2  # A6: a quarter of the sheet
PANEL_MARGIN = 11 * MM
CARDS: Mapping[str, HouseStyle] = MappingProxyType(
    {
        "standard": _preset((14, 18.5), (23, 16), (14, 18.5), air=0.7),
        "large": _preset((18, 24), (26, 20), (18, 24), air=0.7, as_lists=True),
        "giant": _preset((24, 31), (30, 26), (24, 31), air=0.7, as_lists=True),
    }
)
