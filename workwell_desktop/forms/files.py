"""Reads a questionnaire's file strictly into frozen dataclasses."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Literal, cast

from workwell_desktop.datafiles import Table, read_table
from workwell_desktop.forms.parts import (
    KINDS,
    Band,
    Item,
    Option,
    Questionnaire,
    Scoring,
    Section,
    ShowIf,
    Subscale,
)

_ID = re.compile(r"[a-z][a-z0-9_]{0,47}")
_NON_ANSWERS = {"not_asked", "rather_not_say", "does_not_apply"}  # no option may have one of these codes
# Parts of a page that are drawn by hand, beside other questionnaires (``questionnaire:<id>``).
_DRAWN = {"job_tasks", "obstacles"}


def read_questionnaire(path: Path) -> Questionnaire:
    """Read and check a questionnaire's file. Raises ``DataFileProblem`` naming the file, the entry and the reason."""
    top = read_table(path)
    if top.text("id") != path.stem:
        raise top.problem("“id” must be the name of the file.")
    sets = _option_sets(top)
    earlier: dict[str, Item] = {}
    sections: list[Section] = []
    for table in top.tables("sections", at_least=1):
        section = _section(table, sets, earlier)
        if section.id in {other.id for other in sections}:
            raise table.problem("this id is used twice.")
        sections.append(section)
    scoring = top.table("scoring")
    form = Questionnaire(
        id=path.stem,
        version=top.whole("version"),
        title=top.text("title"),
        intro=top.text("intro", ""),
        source=top.text("source"),
        compared_with=top.text("compared_with", ""),
        licence=top.text("licence"),
        sections=tuple(sections),
        scoring=_scoring(scoring, earlier) if scoring else None,
    )
    if form.version < 1:
        raise top.problem("“version” must be 1 or more.")
    top.done()
    return form


def _id(table: Table) -> str:
    found = table.text("id")
    if not _ID.fullmatch(found):
        raise table.problem("an id has small letters, digits and low lines, and starts with a letter.")
    return found


def _option_sets(top: Table) -> Mapping[str, tuple[Option, ...]]:
    sets: dict[str, tuple[Option, ...]] = {}
    for table in top.tables("option_sets"):
        sets[_id(table)] = _options(table)
        table.done()
    return sets


def _options(table: Table) -> tuple[Option, ...]:
    options = []
    for entry in table.tables("options", at_least=2):
        value = entry.whole("value") if "value" in entry.values else None
        options.append(Option(entry.text("code"), entry.text("label"), value))
        if not _ID.fullmatch(options[-1].code) or options[-1].code in _NON_ANSWERS:
            raise entry.problem("a code has small letters, digits and low lines, and is not a non-answer.")
        entry.done()
    for part in ("code", "label"):
        if len({getattr(option, part) for option in options}) != len(options):
            raise table.problem(f"two options have the same {part}.")
    return tuple(options)


def _section(table: Table, sets: Mapping[str, tuple[Option, ...]], earlier: dict[str, Item]) -> Section:
    """Read one section; its items are added to ``earlier``, where later items may look."""
    items = []
    for entry in table.tables("items"):
        item = _item(entry, sets, earlier)
        earlier[item.id] = item
        items.append(item)
    includes = table.texts("includes", ())
    for name in includes:
        if name not in _DRAWN and not name.startswith("questionnaire:"):
            raise table.problem(f"“includes” does not know {name}.")
    if not items and not includes:
        raise table.problem("there is nothing to ask.")
    section = Section(_id(table), table.text("title"), table.text("intro", ""), tuple(items), includes)
    table.done()
    return section


def _item(entry: Table, sets: Mapping[str, tuple[Option, ...]], earlier: Mapping[str, Item]) -> Item:
    kind = entry.text("kind")
    if kind not in KINDS:
        raise entry.problem(f"“kind” must be one of {', '.join(KINDS)}.")
    options: tuple[Option, ...] = ()
    if kind in {"choice", "multi"}:
        name = entry.text("options_from", "")
        if name and name not in sets:
            raise entry.problem(f"there are no options named {name}.")
        options = sets[name] if name else _options(entry)
    bounded = kind in {"scale", "number"}
    low, high = (entry.whole("low", 0), entry.whole("high", 10)) if bounded else (0, 10)
    if low >= high:
        raise entry.problem("“low” must be smaller than “high”.")
    item = Item(
        id=_id(entry),
        text=entry.text("text"),
        kind=kind,
        hint=entry.text("hint", ""),
        options=options,
        low=low,
        high=high,
        low_words=entry.text("low_words") if kind == "scale" else "",
        high_words=entry.text("high_words") if kind == "scale" else "",
        show_if=_show_if(entry, earlier),
    )
    if item.id in earlier:
        raise entry.problem("this id is used twice.")
    entry.done()
    return item


def _show_if(entry: Table, earlier: Mapping[str, Item]) -> ShowIf | None:
    rule = entry.table("show_if")
    if rule is None:
        return None
    found = ShowIf(rule.text("field"), rule.texts("is"))
    if found.field not in earlier:
        raise rule.problem(f"{found.field} is not asked before this item.")
    unknown = set(found.answers) - set(earlier[found.field].codes)
    if unknown or not found.answers:
        raise rule.problem(f"“is” must name answers of {found.field}.")
    rule.done()
    return found


def _scoring(table: Table, items: Mapping[str, Item]) -> Scoring:
    entry = table.text("entry", "items")
    if entry not in {"items", "total"}:
        raise table.problem("“entry” must be items or total.")
    if table.text("missing") != "no_total":
        raise table.problem("“missing” must be no_total: no other rule is built.")
    scored = table.texts("items")
    low, high = _reach(table, scored, items)
    if (low, high) != (table.whole("low"), table.whole("high")):
        raise table.problem(f"the items add up to {low} to {high}.")
    scoring = Scoring(
        title=table.text("title"),
        entry=cast("Literal['items', 'total']", entry),
        items=scored,
        low=low,
        high=high,
        bands=_bands(table, low, high),
        subscales=tuple(_subscale(part, scored, items) for part in table.tables("subscales")),
        source=table.text("source"),
        note=table.text("note", ""),
    )
    table.done()
    return scoring


def _reach(table: Table, scored: tuple[str, ...], items: Mapping[str, Item]) -> tuple[int, int]:
    """Return the lowest and the highest sum of these items; each must exist and have a number for every answer."""
    if not scored:
        raise table.problem("“items” names nothing.")
    for name in scored:
        if name not in items or not items[name].values:
            raise table.problem(f"{name} is not an item whose every answer has a number.")
    return sum(items[name].values[0] for name in scored), sum(items[name].values[1] for name in scored)


def _bands(table: Table, low: int, high: int) -> tuple[Band, ...]:
    """Read the bands; together they must cover the whole range, each number once."""
    bands = []
    follows = low
    for entry in table.tables("bands", at_least=1):
        band = Band(entry.whole("low"), entry.whole("high"), entry.text("label"))
        if band.low != follows or band.high < band.low:
            raise entry.problem(f"this band must begin at {follows} and not end before it begins.")
        follows = band.high + 1
        bands.append(band)
        entry.done()
    if follows != high + 1:
        raise table.problem(f"the bands must end at {high}.")
    return tuple(bands)


def _subscale(table: Table, scored: tuple[str, ...], items: Mapping[str, Item]) -> Subscale:
    names = table.texts("items")
    if not set(names) <= set(scored):
        raise table.problem("“items” must be items of the score.")
    low, high = _reach(table, names, items)
    threshold = table.whole("threshold")
    if not low < threshold <= high:
        raise table.problem(f"“threshold” must lie above {low} and not above {high}.")
    found = Subscale(_id(table), table.text("title"), names, high, threshold, table.text("label"))
    table.done()
    return found
