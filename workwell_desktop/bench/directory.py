"""What it takes to bring a large list of services in, to search and match in it, and to take it back.

Each size runs in a process of its own, so that its memory is its own. Where a real list is at hand, it is counted in
each of the forms in which it is published: the same list must give the same directory.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from workwell_desktop.bench.figures import Figure
from workwell_desktop.bench.made_services import write_services
from workwell_desktop.bench.talk import Asker

NOT_HERE = "A real list in several forms: not measured: data not here."
SIZES = (5_000, 50_000)
SECONDS = {5_000: 15.0, 50_000: 150.0}
PEAK_MB, LIVE_MS, SEARCH_MS, MATCH_MS = 300.0, 1_000.0, 30.0, 100.0
SEARCHES, MATCHES = 300, 20
FORMS = {"oruk3": "pages", "oruk1": "pages of version 1", "gm_hsds3_datapackage.zip": "zip of tables"}
TRUE = {"services": 520, "organisations": 304, "locations": 449}
TABLE, TABLE_SERVICES = "gm_services_3sheets.xlsx", 257


def pack_folder() -> Path:
    """Return where the forms of the real list lie, if they are there."""
    beside = Path(__file__).resolve().parents[3] / "shared" / "data"
    return Path(os.environ.get("WORKWELL_SHARED_DATA", beside)) / "directory" / "uk_gm_pack"


def measure_directory(
    into: Path, asker: Asker, told: Callable[[str], None], sizes: Sequence[int] = SIZES
) -> list[Figure]:
    """Return the figures of made-up lists of these sizes, and how much of the real list came in, where it is there."""
    figures = []
    for size in sizes:
        told(f"a list of {size:,} services")
        with tempfile.TemporaryDirectory(dir=into) as folder:
            path = Path(folder) / "made.json"
            write_services(path, size)
            ours = asker.ask(
                "directory_child", deed="bring_in", vaults=str(Path(folder) / "vaults"), path=str(path),
                typed=SEARCHES, rounds=MATCHES,
            )  # fmt: skip
            least = asker.ask("directory_child", deed="plainly", path=str(path), typed=SEARCHES)
        figures += _of_size(size, ours, least)
    if not pack_folder().is_dir():
        told(NOT_HERE)
        return figures
    return [*figures, *_of_pack(pack_folder(), into, asker)]


def _of_size(size: int, ours: Mapping[str, Any], least: Mapping[str, Any]) -> list[Figure]:
    """Return the figures of one size; the floor is the same done plainly, of memory what the process had before."""
    many = f"{size:,} services"
    figures = [
        Figure(f"{many}: read, tried out and shown", None, "s", ours["s"], least["s"], SECONDS.get(size)),
        Figure(f"{many}: of this, tried out with doubles looked for", None, "s", ours["tried_s"], least["s"]),
        Figure(f"{many}: shown at once, longest", None, "ms", ours["live_ms"], least["live_ms"], LIVE_MS),
        Figure(f"{many}: taken back", None, "ms", ours["undo_ms"], least["live_ms"], LIVE_MS),
        Figure(f"{many}: longest transaction while reading", None, "ms", ours["longest_ms"], least["live_ms"]),
        Figure(f"{many}: index read", None, "ms", ours["index_ms"], least["index_ms"]),
        Figure(f"{many}: keystroke to rows, p95", None, "ms", ours["search_ms"], least["search_ms"], SEARCH_MS),
        Figure(f"{many}: three needs matched, p95", None, "ms", ours["match_ms"], least["index_ms"], MATCH_MS),
    ]
    if ours["peak_mb"] is not None:
        figures.append(Figure(f"{many}: memory at most", None, "MB", ours["peak_mb"], ours["before_mb"], PEAK_MB))
    return figures


def _of_pack(pack: Path, into: Path, asker: Asker) -> list[Figure]:
    figures = []
    for name, form in FORMS.items():
        found = _counts(pack / name, into, asker)
        figures += [
            Figure(f"real list, {form}: {what}", None, "share", _share(found[what], true), None, 1.0, at_least=True)
            for what, true in TRUE.items()
        ]
    found = _counts(pack / TABLE, into, asker)
    share = _share(found["services"], TABLE_SERVICES)
    return [*figures, Figure("real list, workbook: services", None, "share", share, None, 1.0, at_least=True)]


def _share(found: int, true: int) -> float:
    """Return 1 for exactly what is there, less for too few and for too many."""
    return 1 - abs(found - true) / true


def _counts(path: Path, into: Path, asker: Asker) -> dict[str, Any]:
    with tempfile.TemporaryDirectory(dir=into) as folder:
        return asker.ask("directory_child", deed="counts", vaults=folder, path=str(path))
