"""The measures of paper: sizes in points, colours as red, green and blue from 0 to 1.

Black on white, left aligned, no hyphens, no italics; nothing below 12 points. All sense survives a grey printer.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
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

    ``above_title``, ``row_above`` and ``row_below`` are air in points, ``box_to_tick`` the side of the box,
    ``line`` how long a line of running text may be, ``picture_pad`` the air above and below a picture.
    """

    faces: Mapping[Role, Face]
    air: float
    tables_as_lists: bool
    above_title: float
    row_above: float
    row_below: float
    box_to_tick: float
    line: float = WIDTH
    picture_pad: float = 15.0

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
    line: float = WIDTH,
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
        Role.BIG: Face(26, 33, STRONG),
        Role.ADDRESS: Face(*small),
        Role.SMALL_PRINT: Face(*small),
        Role.FOOT: Face(*small),
    }
    return HouseStyle(MappingProxyType(faces), air, as_lists, above_title, *rows, body[0] * 13 / 14, line)


STANDARD = _preset((14, 20), (24, 17), (12, 16))
LARGE = _preset((18, 26), (28, 21), (18, 26), air=1.2, as_lists=True)
GIANT = _preset((24, 34), (34, 28), (24, 34), air=1.4, as_lists=True)
# Dyslexia-friendly: lines one and a half times as high as the letters, shorter (about 55 letters), with more air.
SPACED = _preset((14, 21), (24, 18), (14, 21), air=1.5, as_lists=True, line=400.0)
LETTER = _preset((14, 18.5), (18, 15), (12, 15.5), air=0.9, above_title=5.0, rows=(4.25, 4.75))
CLOSE_LETTER = replace(LETTER, air=0.45, row_above=2.5, row_below=3.25)  # the same letters, to keep to one page
PRESETS: Mapping[str, HouseStyle] = MappingProxyType(
    {"standard": STANDARD, "large": LARGE, "giant": GIANT, "spaced": SPACED}
)

PANEL_WIDTH, PANEL_HEIGHT = PAGE_WIDTH / 2, PAGE_HEIGHT / 2  # A6: a quarter of the sheet
PANEL_MARGIN = 11 * MM
CARDS: Mapping[str, HouseStyle] = MappingProxyType(
    {
        "standard": _preset((14, 18.5), (23, 16), (14, 18.5), air=0.7),
        "large": _preset((18, 24), (26, 20), (18, 24), air=0.7, as_lists=True),
        "giant": _preset((24, 31), (30, 26), (24, 31), air=0.7, as_lists=True),
        "spaced": _preset((14, 21), (23, 16), (14, 21), air=0.9, as_lists=True),
    }
)
_CARD_FOOT = Face(14, 18.5)  # what the card is, for the coach: never larger than the least size on a card


def _with(style: HouseStyle, faces: Mapping[Role, Face]) -> HouseStyle:
    return replace(style, faces=MappingProxyType({**style.faces, **faces}))


# Easy read: picture and words in rows, so that there is one size for nearly everybody, and one for giant print.
_EASY = replace(_preset((18, 27), (30, 23), (14, 19)), picture_pad=25.5)  # a page has room for four pictures, not five
EASY_READ: Mapping[str, HouseStyle] = MappingProxyType(
    {
        "standard": _EASY,
        "large": _EASY,
        "spaced": _EASY,
        "giant": replace(
            _with(_preset((24, 36), (36, 29), (14, 19)), {Role.BIG: Face(30, 40, STRONG)}), picture_pad=25.5
        ),
    }
)

# The card for the pocket: fewer words than a card of news, so that its headings and numbers stand larger.
POCKET: Mapping[str, HouseStyle] = MappingProxyType(
    {
        "standard": _with(_preset((14, 18.5), (26, 20), (14, 18.5)), {Role.BIG: Face(22, 28, STRONG)}),
        "large": _with(
            _preset((18, 24), (30, 23), (18, 24)), {Role.BIG: Face(25, 32, STRONG), Role.SMALL_PRINT: _CARD_FOOT}
        ),
        "giant": _with(
            _preset((24, 31), (34, 28), (24, 31), air=0.8),
            {Role.BIG: Face(28, 35, STRONG), Role.SMALL_PRINT: _CARD_FOOT},
        ),
        "spaced": _with(_preset((14, 21), (26, 20), (14, 21), air=1.1), {Role.BIG: Face(22, 30, STRONG)}),
    }
)

# A list of services: of all that stands on it, the number to ring is the largest below the title.
SHORTLISTS: Mapping[str, HouseStyle] = MappingProxyType(
    {
        "standard": _with(STANDARD, {Role.BIG: Face(20, 25, STRONG)}),
        "large": _with(LARGE, {Role.BIG: Face(26, 33, STRONG)}),
        "giant": _with(GIANT, {Role.BIG: Face(32, 41, STRONG)}),
        "spaced": _with(SPACED, {Role.BIG: Face(20, 28, STRONG)}),
    }
)
# The same letters a little closer, where that saves a page.
CLOSE_SHORTLIST = _with(
    _preset((14, 17.5), (22, 16), (12, 15), air=0.4, above_title=0.0), {Role.BIG: Face(18, 22, STRONG)}
)
