#!/usr/bin/env python3
"""Make the tables of centre points in ``resources/places`` from the tables they were drawn from.

``python -m tools.make_places FOLDER`` reads ``sectors_gb.csv``, ``outcodes_gb.csv`` and ``lad_icb.csv`` there. What
they are made of stands in ``resources/places/about.toml``. The same tables always give the same files.
"""

from __future__ import annotations

import argparse
import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

_INTO = Path(__file__).resolve().parents[1] / "resources" / "places"
_POINTS = ("latitude", "longitude", "radius_km", "district", "board", "board_share")


def main(argv: Sequence[str] | None = None) -> int:
    """Write ``sectors.csv``, ``outcodes.csv`` and ``districts.csv``, say how large they are, and return 0."""
    parser = argparse.ArgumentParser(prog="python -m tools.make_places", description="Make the tables of places.")
    parser.add_argument("folder", type=Path, help="where the tables lie that these are made from")
    parser.add_argument("--into", type=Path, default=_INTO, help="where they go")
    given = parser.parse_args(argv)
    for name, lines in made_from(given.folder).items():
        whole = "\n".join([*lines, ""]).encode("utf-8")
        (given.into / name).write_bytes(whole)
        print(f"{name}: {len(lines) - 1:,} rows, {len(whole) / 1024:.0f} KB")
    return 0


def made_from(folder: Path) -> dict[str, list[str]]:
    """Return the lines of each file, its header first, from the tables in a folder."""
    outcodes, sectors = _rows(folder / "outcodes_gb.csv"), _rows(folder / "sectors_gb.csv")
    names = {row["main_lad_code"]: row["main_lad_name"] for row in outcodes}
    names |= {row["lad_code"]: row["lad_name"] for row in _rows(folder / "lad_icb.csv")}
    names.pop("", None)
    return {
        "sectors.csv": [",".join(("sector", *_POINTS)), *_points("sector", sectors)],
        "outcodes.csv": [",".join(("outcode", *_POINTS)), *_points("outcode", outcodes)],
        "districts.csv": ["code,name", *(f"{code},{_quoted(name)}" for code, name in sorted(names.items()))],
    }


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def _points(kind: str, rows: Iterable[dict[str, str]]) -> list[str]:
    """Return a line for each place, by its name. Four decimals of a degree are 11 m: more than a centre point is worth.

    What goes without saying is left out: the share of a board that has the whole place.
    """
    lines = []
    for row in sorted(rows, key=lambda row: row[kind]):
        share = float(row["main_icb_share"] or 1)
        values = (
            row[kind],
            f"{float(row['latitude']):.4f}",
            f"{float(row['longitude']):.4f}",
            f"{float(row['radius_km_p90']):.1f}",
            row["main_lad_code"],
            row["main_icb_ods"],
            "" if share > 0.9995 else f"{share:.3f}",
        )
        lines.append(",".join(values))
    return lines


def _quoted(name: str) -> str:
    return f'"{name}"' if "," in name else name


if __name__ == "__main__":
    raise SystemExit(main())
