"""Reads how a questionnaire is scored, strictly: bands without a gap, rules with a source, items that are there."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import cast, get_args

from workwell_desktop.datafiles import Table
from workwell_desktop.forms.ids import read_id
from workwell_desktop.forms.parts import (
    Band,
    Entry,
    Item,
    ItemReading,
    Missing,
    NamedScore,
    ReliableChange,
    Scoring,
    Subscale,
)

Items = Mapping[str, Item]


def read_scoring(table: Table, items: Items) -> Scoring:
    """Read the table ``scoring`` of a form with these items. Raises ``DataFileProblem``."""
    entry = table.text("entry", "items")
    if entry not in get_args(Entry):
        raise table.problem(f"“entry” must be one of {', '.join(get_args(Entry))}.", "entry")
    if entry == "each":
        scoring = _each(table, items)
    elif entry == "named":
        scoring = _named(table, items)
    else:
        scoring = _sum(table, cast("Entry", entry), items)
    table.done()
    return scoring


def _sum(table: Table, entry: Entry, items: Items) -> Scoring:
    scored = table.texts("items")
    low, high = _reach(table, scored, items)
    if (low, high) != (table.whole("low"), table.whole("high")):
        raise table.problem(f"the items add up to {low} to {high}.", "low")
    if entry == "total" and [items[name].kind for name in scored] != ["number"]:
        raise table.problem("a total that is typed in is one item of the kind number.", "items")
    missing = table.text("missing")
    if missing not in get_args(Missing):
        raise table.problem(
            f"“missing” must be one of {', '.join(get_args(Missing))}: no other rule is built.", "missing"
        )
    if missing == "mean_of_rest" and len(scored) < 2:
        raise table.problem("the mean of the rest needs at least two items.", "missing")
    bands, no_bands = _bands_or_why(table, low, high)
    if missing == "mean_of_rest":
        _no_total_between_bands(table, scored, items, bands)
    return Scoring(
        title=table.text("title"),
        entry=entry,
        items=scored,
        low=low,
        high=high,
        bands=bands,
        subscales=_subscales(table, scored, items),
        source=table.text("source"),
        note=table.text("note", ""),
        missing=cast("Missing", missing),
        missing_source=table.text("missing_source") if missing == "mean_of_rest" else "",
        no_bands=no_bands,
        change=_change(table, high - low),
    )


def _each(table: Table, items: Items) -> Scoring:
    """Read items that stand by themselves. A rule for a sum has no place here: these are never added up."""
    parts: list[ItemReading] = []
    for entry in table.tables("each", at_least=1):
        name = entry.text("item")
        if name in {part.item for part in parts}:
            raise entry.problem(f"{name} is read twice.", "item")
        low, high = _reach(entry, (name,), items, "item")
        bands = _bands(entry, low, high) if "bands" in entry.values else ()
        parts.append(ItemReading(name, entry.text("title"), bands))
        entry.done()
    banded = [part for part in parts if part.bands]
    if banded and len(banded) != len(parts):
        raise table.problem("either every item has bands or none.", "each")
    return Scoring(
        title=table.text("title"),
        entry="each",
        items=tuple(part.item for part in parts),
        low=0,
        high=0,
        bands=(),
        subscales=(),
        source=table.text("source"),
        note=table.text("note", ""),
        no_bands="" if banded else table.text("no_bands"),
        each=tuple(parts),
    )


def _named(table: Table, items: Items) -> Scoring:
    """Read which items hold the name, the total, the highest total and the day of a score from elsewhere."""
    found = {}
    for key, kind in (("name", "text"), ("total", "number"), ("out_of", "number"), ("on", "date")):
        found[key] = table.text(key)
        if found[key] not in items or items[found[key]].kind != kind:
            raise table.problem(f"{found[key]} is not an item of the kind {kind}.", key)
    if items[found["total"]].at_most != found["out_of"]:
        raise table.problem(f"{found['total']} must be held to {found['out_of']} by “at_most”.", "total")
    return Scoring(
        title=table.text("title"),
        entry="named",
        items=(found["total"],),
        low=0,
        high=0,
        bands=(),
        subscales=(),
        source=table.text("source"),
        note=table.text("note", ""),
        no_bands=table.text("no_bands"),
        named=NamedScore(**found),
    )


def _reach(table: Table, scored: tuple[str, ...], items: Items, key: str = "items") -> tuple[int, int]:
    """Return the lowest and the highest sum of these items; each must exist and have a number for every answer."""
    if not scored:
        raise table.problem(f"“{key}” names nothing.", key)
    for name in scored:
        if name not in items or not items[name].values:
            raise table.problem(f"{name} is not an item whose every answer has a number.", key)
    return sum(items[name].values[0] for name in scored), sum(items[name].values[1] for name in scored)


def _bands_or_why(table: Table, low: int, high: int) -> tuple[tuple[Band, ...], str]:
    if "bands" in table.values:
        return _bands(table, low, high), ""
    if "no_bands" not in table.values:
        raise table.problem("“bands” is missing. Where none are published, “no_bands” says so.")
    return (), table.text("no_bands")


def _bands(table: Table, low: int, high: int) -> tuple[Band, ...]:
    """Read the bands; together they must cover the whole range, each number once."""
    bands: list[Band] = []
    follows = low
    for entry in table.tables("bands", at_least=1):
        band = Band(entry.whole("low"), entry.whole("high"), entry.text("label"))
        if band.low != follows or band.high < band.low:
            raise entry.problem(f"this band must begin at {follows} and not end before it begins.")
        if band.label in {other.label for other in bands}:
            raise entry.problem(f"two bands are called {band.label}.", "label")
        follows = band.high + 1
        bands.append(band)
        entry.done()
    if follows != high + 1:
        raise entry.problem(f"the bands must end at {high}.", "high")
    return tuple(bands)


def _no_total_between_bands(table: Table, scored: tuple[str, ...], items: Items, bands: tuple[Band, ...]) -> None:
    """Refuse a replacing rule whose totals can fall between two bands, where no published band holds them."""
    low, high = min(items[name].values[0] for name in scored), max(items[name].values[1] for name in scored)
    if {items[name].values for name in scored} != {(low, high)}:
        raise table.problem("the mean of the rest needs items that all have the same range.", "missing")
    rest = len(scored) - 1
    for total in range(low * rest, high * rest + 1):
        reached = Fraction(total * len(scored), rest)
        if bands and not any(band.low <= reached <= band.high for band in bands):
            raise table.problem(f"a total of {float(reached):g} would fall between two bands.", "bands")


def _subscales(table: Table, scored: tuple[str, ...], items: Items) -> tuple[Subscale, ...]:
    found: list[Subscale] = []
    for part in table.tables("subscales"):
        subscale = _subscale(part, scored, items)
        if subscale.id in {other.id for other in found}:
            raise part.problem("this id is used twice.", "id")
        found.append(subscale)
    return tuple(found)


def _subscale(table: Table, scored: tuple[str, ...], items: Items) -> Subscale:
    names = table.texts("items")
    if not set(names) <= set(scored):
        raise table.problem("“items” must be items of the score.", "items")
    low, high = _reach(table, names, items)
    threshold = table.whole("threshold")
    if not low < threshold <= high:
        raise table.problem(f"“threshold” must lie above {low} and not above {high}.", "threshold")
    found = Subscale(read_id(table), table.text("title"), names, high, threshold, table.text("label"))
    table.done()
    return found


def _change(table: Table, reach: int) -> ReliableChange | None:
    """Read the published reliable change, where there is one; it must lie within the range."""
    entry = table.table("reliable_change")
    if entry is None:
        return None
    found = ReliableChange(entry.whole("points"), entry.text("source"))
    if not 0 < found.points <= reach:
        raise entry.problem(f"“points” must be from 1 to {reach}.", "points")
    entry.done()
    return found
