"""What a questionnaire is made of: frozen dataclasses, with the small questions one can put to them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

Kind = Literal["text", "longtext", "choice", "multi", "scale", "date", "number"]
KINDS: tuple[Kind, ...] = get_args(Kind)


@dataclass(frozen=True)
class Option:
    """One answer to choose: its permanent code, its label and, where it is scored, its value."""

    code: str
    label: str
    value: int | None = None


@dataclass(frozen=True)
class ShowIf:
    """An item is asked only if an earlier one was answered with one of these codes."""

    field: str
    answers: tuple[str, ...]

    def fits(self, answer: object) -> bool:
        """Say whether this answer to the earlier item makes the later one appear."""
        if isinstance(answer, str):
            return answer in self.answers
        return isinstance(answer, (list, tuple)) and any(code in self.answers for code in answer)


@dataclass(frozen=True)
class Item:
    """One question. ``low`` and ``high`` bound a scale or number; the words stand under both ends of a scale."""

    id: str
    text: str
    kind: Kind
    hint: str = ""
    options: tuple[Option, ...] = ()
    low: int = 0
    high: int = 10
    low_words: str = ""
    high_words: str = ""
    show_if: ShowIf | None = None

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of the options."""
        return tuple(option.code for option in self.options)

    def label(self, code: str) -> str:
        """Return the label of an option; anything else as it stands."""
        return next((option.label for option in self.options if option.code == code), code)

    def value(self, answer: object) -> int | None:
        """Return the number that an answer counts for, or nothing when it has none."""
        if isinstance(answer, bool):
            return None
        if isinstance(answer, int) and self.kind in {"scale", "number"}:
            return answer if self.low <= answer <= self.high else None
        return next((option.value for option in self.options if option.code == answer), None)

    @property
    def values(self) -> tuple[int, ...]:
        """The lowest and highest number that this item can count for, or nothing when it is not scored."""
        if self.kind in {"scale", "number"}:
            return (self.low, self.high)
        found = [option.value for option in self.options if option.value is not None]
        return (min(found), max(found)) if found and len(found) == len(self.options) else ()


@dataclass(frozen=True)
class Section:
    """One page. ``includes`` names what else stands on it: a part drawn by hand, or ``questionnaire:<id>``."""

    id: str
    title: str
    intro: str
    items: tuple[Item, ...]
    includes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Band:
    """A published band of a score, both ends included, in the source's own word."""

    low: int
    high: int
    label: str


@dataclass(frozen=True)
class Subscale:
    """A part of a score with its published threshold: at ``threshold`` or more, ``label`` is said."""

    id: str
    title: str
    items: tuple[str, ...]
    high: int
    threshold: int
    label: str


@dataclass(frozen=True)
class Scoring:
    """A score: the sum of the named items, from ``low`` to ``high``. No total while one of them is missing.

    ``source`` says where bands and thresholds were published.

    With ``entry`` "total" the wording is not shipped: the one item takes a total that was worked out on paper.
    """

    title: str
    entry: Literal["items", "total"]
    items: tuple[str, ...]
    low: int
    high: int
    bands: tuple[Band, ...]
    subscales: tuple[Subscale, ...]
    source: str
    note: str


@dataclass(frozen=True)
class Questionnaire:
    """A questionnaire with where its wording comes from, what it was compared with, and its licence."""

    id: str
    version: int
    title: str
    intro: str
    source: str
    compared_with: str
    licence: str
    sections: tuple[Section, ...]
    scoring: Scoring | None

    @property
    def items(self) -> tuple[Item, ...]:
        """All items in order."""
        return tuple(item for section in self.sections for item in section.items)

    def item(self, item_id: str) -> Item:
        """Return an item by its id. An unknown id is a bug (``KeyError``)."""
        for item in self.items:
            if item.id == item_id:
                return item
        raise KeyError(item_id)
