"""The command that brings participants in from a spreadsheet. It prints numbers of rows and reasons, never a name."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from workwell_desktop.admin.console import Answer, WrongUse, opened
from workwell_desktop.casework.spreadsheet import columns
from workwell_desktop.casework.spreadsheet.checking import Trial, try_out
from workwell_desktop.casework.spreadsheet.columns import Taken
from workwell_desktop.casework.spreadsheet.fields import known
from workwell_desktop.casework.spreadsheet.writing import bring_in
from workwell_desktop.sheets.reading import Sheet, open_source, read_sheet


def import_participants(arguments: argparse.Namespace) -> Answer:
    """Bring participants in from a CSV or XLSX file, or only try it out. Likely duplicates are left out."""
    file: Path = arguments.file
    source = open_source(file)
    if arguments.sheet and arguments.sheet not in source.sheets:
        raise WrongUse("There is no sheet of that name in the file.", "Without --sheet the first one is read.")
    sheet = read_sheet(source, arguments.sheet or "")
    taken = columns.guess(sheet, columns.NO_HEADS if arguments.no_heads else None)
    open_ways = [column for column, order in columns.orders(sheet, taken).items() if not order.way]
    for column in open_ways:
        taken = taken.with_order(column, "mdy" if arguments.month_first else "dmy")
    with opened(arguments) as vault:
        trial = try_out(vault, sheet, taken)
        if trial.brought_in_on and not arguments.dry_run and not arguments.again:
            raise WrongUse("This very file was brought in before.", "Say --again to bring it in once more.")
        figures = _figures(sheet, taken, trial, open_ways) | {"dry_run": bool(arguments.dry_run)}
        if not arguments.dry_run:
            done = bring_in(vault, sheet, trial, {})
            figures |= {"new": done.new, "import": done.import_id}
    return Answer(_lines(figures), figures)


def _figures(sheet: Sheet, taken: Taken, trial: Trial, open_ways: list[int]) -> dict[str, Any]:
    heads = [name or columns.letters(n) for n, name in enumerate(columns.heads(sheet, taken.head))]
    return {
        "rows": trial.rows,
        "empty": trial.empty,
        "no_heads": taken.head == columns.NO_HEADS,
        "new": len(trial.new),
        "duplicates": [
            {"row": one.row.number, "reason": _why(one.like.row, one.like.reason)} for one in trial.duplicates
        ],
        "rejected": [{"row": one.number, "reason": one.reason} for one in trial.rejected],
        "columns": {heads[n]: code for n, code in enumerate(taken.fields) if code},
        "not_taken": list(columns.left_out(sheet, taken)),
        "either_way": [heads[column] for column in open_ways],
        "brought_in_before": trial.brought_in_on is not None,
    }


def _why(row: int, reason: str) -> str:
    return f"row {row} has {reason}" if row else f"a participant in this vault has {reason}"


def _lines(figures: dict[str, Any]) -> list[str]:
    deed = "would be new" if figures["dry_run"] else "were brought in"
    titles = {one.code: one.title for one in known().fields}
    lines = [f"{figures['rows']:,} rows, {figures['empty']:,} of them empty."]
    lines += ["The first row is taken for a person: it names no column that we know."] if figures["no_heads"] else []
    lines += [f"Column “{head}”: {titles[code]}" for head, code in figures["columns"].items()]
    lines += [f"Column “{head}” is not taken." for head in figures["not_taken"]]
    lines += [f"Column “{head}”: nothing shows whether day or month comes first." for head in figures["either_way"]]
    if figures["brought_in_before"]:
        lines.append("This very file was brought in before.")
    lines.append(f"{figures['new']:,} people {deed}.")
    lines.append(f"{len(figures['duplicates']):,} are likely duplicates and left out.")
    lines += [f"  Row {one['row']}: {one['reason']}." for one in figures["duplicates"]]
    lines.append(f"{len(figures['rejected']):,} rows are rejected.")
    lines += [f"  Row {one['row']}: {one['reason']}" for one in figures["rejected"]]
    return lines
