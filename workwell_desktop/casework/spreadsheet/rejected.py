"""The file of the rows that could not be brought in: their columns as they came, their number, and the reason."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path

from workwell_desktop.casework.spreadsheet import columns
from workwell_desktop.casework.spreadsheet.checking import Trial
from workwell_desktop.casework.spreadsheet.columns import NO_HEADS, Taken
from workwell_desktop.policy import refuse_export, write_export
from workwell_desktop.sheets.reading import REJECTED_HEADS, RUN_STARTS, Sheet
from workwell_desktop.vault.store import Vault


def rejected_csv(sheet: Sheet, taken: Taken, trial: Trial) -> bytes:
    """Return the rejected rows as CSV (UTF-8 with a mark, so that every spreadsheet program reads it).

    A cell that a spreadsheet program would take for a formula begins with an apostrophe, which goes when the mended
    file comes back. One that came back has its old numbers and reasons replaced.
    """
    out, kept = io.StringIO(newline=""), sheet.own_width
    heads = _heads(sheet, taken)[:kept]
    writer = csv.writer(out)
    writer.writerow([_safe(cell) for cell in (*heads, *REJECTED_HEADS)])
    for row in trial.rejected:
        cells = (*sheet.rows[row.number - 1][:kept], str(row.number), row.reason)
        writer.writerow([_safe(cell) for cell in cells])
    return out.getvalue().encode("utf-8-sig")


def _heads(sheet: Sheet, taken: Taken) -> Sequence[str]:
    """Return the heads of the columns; of a sheet without them what a spreadsheet program calls its columns."""
    if taken.head != NO_HEADS:
        return sheet.rows[taken.head]
    return [columns.letters(number) for number in range(sheet.width)]


def save_rejected(vault: Vault, path: Path, sheet: Sheet, taken: Taken, trial: Trial) -> None:
    """Write down that a readable copy leaves the vault, then write it to the file that was chosen.

    Raises ``NotKept`` when the disk refuses.
    """
    refuse_export(path)
    with vault.transaction() as transaction:
        transaction.record("export", "spreadsheet", 0, {"sha256": sheet.sha256, "rows": len(trial.rejected)})
    write_export(path, rejected_csv(sheet, taken, trial))


def _safe(cell: str) -> str:
    return f"'{cell}" if cell.startswith(RUN_STARTS) else cell
