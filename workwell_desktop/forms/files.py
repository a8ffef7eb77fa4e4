"""Reads a questionnaire's file strictly into frozen dataclasses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from workwell_desktop.datafiles import Table, read_table
from workwell_desktop.forms.ids import ID, RESERVED, read_id
from workwell_desktop.forms.parts import KINDS, LEANS, Item, Lean, Option, Questionnaire, Section, ShowIf
from workwell_desktop.forms.scoring_files import read_scoring

_MOST_DECIMALS = 2
# Parts of a page that are drawn by hand, beside other questionnaires (``questionnaire:<id>``).
_DRAWN = {"job_tasks", "obstacles", "abilities"}
OTHER = "questionnaire:"


def read_questionnaire(path: Path) -> Questionnaire:
    """Read and check a questionnaire's file. Raises ``DataFileProblem`` naming file, entry, line and reason."""
    return questionnaire_of(read_table(path), path.stem)


def questionnaire_of(top: Table, name: str) -> Questionnaire:
    """Check the outermost table of a file that is called ``name``. Raises ``DataFileProblem``."""
    if top.text("id") != name:
        raise top.problem("“id” must be the name of the file.", "id")
    if not ID.fullmatch(name):
        raise top.problem("an id has small letters, digits and low lines, and starts with a letter.", "id")
    sets = _option_sets(top)
    earlier: dict[str, Item] = {}
    sections: list[Section] = []
    for table in top.tables("sections", at_least=1):
        section = _section(table, sets, earlier)
        if section.id in {other.id for other in sections}:
            raise table.problem("this id is used twice.", "id")
        sections.append(section)
    _check_held_numbers(top, earlier)
    scoring = top.table("scoring")
    form = Questionnaire(
        id=name,
        version=top.whole("version"),
        title=top.text("title"),
        intro=top.text("intro", ""),
        source=top.text("source"),
        compared_with=top.text("compared_with", ""),
        licence=top.text("licence"),
        sections=tuple(sections),
        scoring=read_scoring(scoring, earlier) if scoring else None,
        own_words=top.flag("own_words", default=False),
    )
    if form.version < 1:
        raise top.problem("“version” must be 1 or more.", "version")
    top.done()
    _check_compared(top, form)
    return form


def _check_compared(top: Table, form: Questionnaire) -> None:
    """Refuse a published instrument whose wording was not compared with a second source."""
    if form.scoring is None or form.scoring.entry not in {"items", "each"} or form.own_words:
        return
    if not form.compared_with:
        raise top.problem(
            "“compared_with” is missing: where the wording was read a second time. "
            "For questions of your own, say own_words = true."
        )
    if form.compared_with == form.source:
        raise top.problem("“compared_with” must be another place than “source”.", "compared_with")


def _option_sets(top: Table) -> Mapping[str, tuple[Option, ...]]:
    sets: dict[str, tuple[Option, ...]] = {}
    for table in top.tables("option_sets"):
        name = read_id(table)
        if name in sets:
            raise table.problem("this id is used twice.", "id")
        sets[name] = _options(table)
        table.done()
    return sets


def _options(table: Table) -> tuple[Option, ...]:
    options = []
    for entry in table.tables("options", at_least=2):
        value = entry.whole("value") if "value" in entry.values else None
        options.append(Option(entry.text("code"), entry.text("label"), value))
        if not ID.fullmatch(options[-1].code) or options[-1].code in RESERVED:
            raise entry.problem("a code has small letters, digits and low lines, and is not a non-answer.", "code")
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
        if name not in _DRAWN and not name.startswith(OTHER):
            raise table.problem(f"“includes” does not know {name}.", "includes")
    if not items and not includes:
        raise table.problem("there is nothing to ask.")
    section = Section(read_id(table), table.text("title"), table.text("intro", ""), tuple(items), includes)
    table.done()
    return section


def _item(entry: Table, sets: Mapping[str, tuple[Option, ...]], earlier: Mapping[str, Item]) -> Item:
    kind = entry.text("kind")
    if kind not in KINDS:
        raise entry.problem(f"“kind” must be one of {', '.join(KINDS)}.", "kind")
    options: tuple[Option, ...] = ()
    if kind in {"choice", "multi"}:
        name = entry.text("options_from", "")
        if name and name not in sets:
            raise entry.problem(f"there are no options named {name}.", "options_from")
        options = sets[name] if name else _options(entry)
    bounded = kind in {"scale", "number"}
    low, high = (entry.whole("low", 0), entry.whole("high", 10)) if bounded else (0, 10)
    if low >= high:
        raise entry.problem("“low” must be smaller than “high”.", "low")
    decimals = entry.whole("decimals", 0) if kind == "number" else 0
    if not 0 <= decimals <= _MOST_DECIMALS:
        raise entry.problem(f"“decimals” must be from 0 to {_MOST_DECIMALS}.", "decimals")
    item = Item(
        id=read_id(entry),
        text=entry.text("text"),
        kind=kind,
        hint=entry.text("hint", ""),
        options=options,
        low=low,
        high=high,
        low_words=entry.text("low_words") if kind == "scale" else "",
        high_words=entry.text("high_words") if kind == "scale" else "",
        show_if=_show_if(entry, earlier),
        decimals=decimals,
        at_most=entry.text("at_most", "") if kind == "number" else "",
        suggestions=entry.texts("suggestions", ()) if kind == "text" else (),
        marks=_marks(entry, low, high) if kind == "scale" else (),
        off_paper=entry.flag("off_paper", default=False),
        lean=_lean(entry) if kind == "date" else "past",
    )
    if item.id in earlier:
        raise entry.problem("this id is used twice.", "id")
    found = replace(item, safety_from=_safety(entry, item))
    entry.done()
    return found


def _marks(entry: Table, low: int, high: int) -> tuple[tuple[int, str], ...]:
    """Read the words for numbers between the ends of a scale, the lowest first."""
    found: list[tuple[int, str]] = []
    for part in entry.tables("marks"):
        at, words = part.whole("at"), part.text("words")
        if not (found[-1][0] if found else low) < at < high:
            raise part.problem("“at” must lie between the ends of the scale, and above the one before.", "at")
        found.append((at, words))
        part.done()
    return tuple(found)


def _lean(entry: Table) -> Lean:
    """Read on which side of today a day lies."""
    lean = entry.text("lean", "past")
    if lean not in LEANS:
        raise entry.problem(f"“lean” must be one of {', '.join(LEANS)}.", "lean")
    return lean


def _safety(entry: Table, item: Item) -> int | None:
    """Return the least value that opens a safety record, for an item that is marked so."""
    if not entry.flag("safety", default=False):
        if "safety_from" in entry.values:
            raise entry.problem("“safety_from” needs safety = true.", "safety_from")
        return None
    least = entry.whole("safety_from")
    if not item.values or not item.values[0] < least <= item.values[1]:
        raise entry.problem(
            "“safety_from” must be one of the numbers of this item's answers, and not the lowest.", "safety_from"
        )
    return least


def _show_if(entry: Table, earlier: Mapping[str, Item]) -> ShowIf | None:
    rule = entry.table("show_if")
    if rule is None:
        return None
    found = ShowIf(rule.text("field"), rule.texts("is"))
    if found.field not in earlier:
        raise rule.problem(
            f"{found.field} is not asked before this item. A question waits only for an earlier one, so that no two "
            "can wait for each other.",
            "field",
        )
    unknown = set(found.answers) - set(earlier[found.field].codes)
    if unknown or not found.answers:
        raise rule.problem(f"“is” must name answers of {found.field}.", "is")
    rule.done()
    return found


def _check_held_numbers(top: Table, items: Mapping[str, Item]) -> None:
    """Refuse a number that is held to something other than another number of the form."""
    for section in top.tables("sections"):
        for entry in section.tables("items"):
            held = items[entry.text("id")].at_most
            if held and (held == entry.text("id") or held not in items or items[held].kind != "number"):
                raise entry.problem(f"{held} is not another item of the kind number.", "at_most")
            if held and items[held].at_most:  # and so no two are held to each other
                raise entry.problem(f"{held} is itself held to a number.", "at_most")
