"""Which district and which care board a postcode lies in, as far as its sector or outcode can say."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from workwell_desktop.places.boards import CHECK, Area, board_on
from workwell_desktop.places.points import PlaceTable, place_of

SURE = 0.995  # of the postcodes; below that a few streets belong to a neighbour


@dataclass(frozen=True)
class BoardFound:
    """The care board that most of a sector or an outcode belonged to on a day, with its share of the English part.

    ``used`` says which of them was looked up, ``over_the_border`` that most of it lies in Scotland or Wales.
    """

    area: Area
    share: float
    used: str
    over_the_border: bool = False

    @property
    def check(self) -> bool:
        """Whether somebody should ask before relying on it.

        Its name waits for the register, or a part belongs to a neighbour.
        """
        return self.area.provisional or self.share < SURE or self.over_the_border

    @property
    def label(self) -> str:
        """The board's name, with "(check before use)" where that is needed."""
        return f"{self.area.label} ({CHECK})" if self.check else self.area.label


def board_of(postcode: str, day: date, table: PlaceTable | None = None) -> BoardFound | None:
    """Return the care board of England for a postcode on a day; nothing elsewhere, or before the boards began."""
    place = place_of(postcode, table)
    if place is None or not place.board:
        return None
    area = board_on(place.board, day, place.district)
    return None if area is None else BoardFound(area, place.board_share, place.used, place.country != "England")
