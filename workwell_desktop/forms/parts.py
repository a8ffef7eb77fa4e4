"""What a questionnaire is made of: frozen dataclasses, with the small questions one can put to them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, get_args

Kind = Literal["text", "longtext", "choice", "multi", "scale", "date", "number"]
KINDS: tuple[Kind, ...] = get_args(Kind)
Lean = Literal["past", "future"]
LEANS: tuple[Lean, ...] = get_args(Lean)


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
    """One question. ``low`` and ``high`` bound a scale or number; the words stand under both ends of a scale.

    ``marks`` are words for numbers between the ends, where a scale has them.

    A number may have ``decimals`` and may be held to another number of the form (``at_most``); a text may have
    ``suggestions``, a free list. ``lean`` says on which side of today the day of a date lies, where it was typed
    without a year. At ``safety_from`` or more an answer opens a safety record. One that is ``off_paper`` stands on no
    paper that is carried home.
    """

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
    decimals: int = 0
    at_most: str = ""
    suggestions: tuple[str, ...] = ()
    safety_from: int | None = None
    marks: tuple[tuple[int, str], ...] = ()
    off_paper: bool = False
    lean: Lean = "past"

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

    def opens_safety(self, answer: object) -> bool:
        """Say whether this answer opens a safety record, whatever the total."""
        value = self.value(answer)
        return self.safety_from is not None and value is not None and value >= self.safety_from

    @property
    def values(self) -> tuple[int, ...]:
        """The lowest and highest number that this item can count for, or nothing when it is not scored."""
        if self.decimals:
            return ()
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
class ItemReading:
    """One item that is read by itself, with its own bands and never added to another."""

    item: str
    title: str
    bands: tuple[Band, ...]


@dataclass(frozen=True)
class ReliableChange:
    """How far two scores have to lie apart for the change to be a published reliable one, and where that stands."""

    points: int
    source: str


@dataclass(frozen=True)
class NamedScore:
    """Which items of a form hold a score that was worked out elsewhere: its name, total, highest total and day."""

    name: str
    total: str
    out_of: str
    on: str


Entry = Literal["items", "total", "each", "named"]
Missing = Literal["no_total", "mean_of_rest"]


@dataclass(frozen=True)
class Scoring:
    """How a questionnaire is scored. ``source`` says where bands and thresholds were published.

    ``entry`` is one of four. "items": the sum of the named items, from ``low`` to ``high``. "total": the wording is not
    shipped, and the one item takes a total that was worked out on paper. "each": every item is read by itself
    (``each``) and nothing is added up. "named": any score at all is typed in with its name (``named``).

    ``missing`` says what happens while an item has no number: there is no total, or, where the instrument's own rule
    allows it (``missing_source``), the mean of the rest stands in for one. Without bands, ``no_bands`` says why.
    """

    title: str
    entry: Entry
    items: tuple[str, ...]
    low: int
    high: int
    bands: tuple[Band, ...]
    subscales: tuple[Subscale, ...]
    source: str
    note: str
    missing: Missing = "no_total"
    missing_source: str = ""
    no_bands: str = ""
    each: tuple[ItemReading, ...] = ()
    named: NamedScore | None = None
    change: ReliableChange | None = None


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
    own_words: bool = False

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """All items in order."""
        return tuple(item for section in self.sections for item in section.items)

    @cached_property
    def _by_id(self) -> Mapping[str, Item]:
        return {item.id: item for item in self.items}

    def item(self, item_id: str) -> Item:
        """Return an item by its id. An unknown id is a bug (``KeyError``)."""
        return self._by_id[item_id]
