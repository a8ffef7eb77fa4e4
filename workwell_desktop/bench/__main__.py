"""Takes every figure and prints one table; the same stands in ``build/bench/bench.json``."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from workwell_desktop.bench.assessment import measure_assessment
from workwell_desktop.bench.database import GROWTH, Effort, measure_database
from workwell_desktop.bench.directory import SIZES as DIRECTORIES
from workwell_desktop.bench.directory import measure_directory
from workwell_desktop.bench.duplicates import MANY as MANY_ENTRIES
from workwell_desktop.bench.duplicates import measure_duplicates
from workwell_desktop.bench.figures import Figure, as_json, as_table, growth_lines
from workwell_desktop.bench.guard import measure_guard
from workwell_desktop.bench.letters import MANY, measure_letters
from workwell_desktop.bench.matching import measure_matching
from workwell_desktop.bench.paper import measure_paper
from workwell_desktop.bench.people import caseload
from workwell_desktop.bench.places import measure_places
from workwell_desktop.bench.scores import measure_scores
from workwell_desktop.bench.talk import Asker
from workwell_desktop.bench.windows import Patience, measure_memory, measure_start, measure_windows
from workwell_desktop.files import write_whole
from workwell_desktop.vault.kdf import FLOOR

SIZES = (1_000, 59_000, 250_000)  # a trial, the pilots, the national programme
FIRST_PAGE = "first page: data key to"
FOOT = """
A figure meets its aim when it is at most the aim, or at least that where >= stands before it. Some aims are worked out
from other figures: the start may take 1.5 times its floor; the first page 300 ms, and with the most people no more than
1.2 times what it takes at the size before; saving 50 ms and twice its floor; many letters twice what ReportLab alone
takes for the same words, and half of what LibreOffice takes for the same letters in one run; one letter 0.12 of a fresh
LibreOffice. With 250,000 people a keystroke may also take no more than twice its floor.
All people of a caseload are one coach's, and four in five have an open case: the hardest list there could be."""


def main(argv: Sequence[str] | None = None) -> int:
    """Measure, print the table, write the JSON, and return 0. A miss is a figure, not a failure."""
    arguments = _parser().parse_args(argv)
    into: Path = arguments.into
    into.mkdir(parents=True, exist_ok=True)
    figures = measure(into, arguments.sizes, hurried=arguments.hurried, told=_tell)
    write_whole(into / "bench.json", as_json(figures))
    sys.stdout.write("\n".join([as_table(figures), *growth_lines(figures), FOOT, ""]))
    return 0


def measure(into: Path, sizes: Sequence[int], *, hurried: bool, told: Callable[[str], None]) -> list[Figure]:
    """Take every figure for caseloads of these sizes, made below ``into`` where they are not there yet."""
    effort, patience = (Effort(3, 2, 5, 10), Patience(1, 1, 2, 9, 12, 0.2, 1)) if hurried else (Effort(), Patience())
    asker = Asker(into / "compiled")
    made = {size: caseload(into, size, told, FLOOR if hurried else None) for size in sizes}
    told("the start")
    figures = [measure_start(made[sizes[0]], asker, patience)]
    for size, people in made.items():
        told(f"the database with {size:,} people")
        figures += measure_database(people, size, effort)
        told(f"the windows with {size:,} people")
        figures += measure_windows(people, size, asker, patience)
    told(f"the Assessment with {sizes[0]:,} people")
    figures += measure_assessment(made[sizes[0]], sizes[0], asker, patience.opens * 4)
    told("the plan on paper")
    figures += measure_paper(effort.saves)
    told("letters, and the first page of a preview")
    figures += measure_letters(effort.saves, told, 5 if hurried else MANY)
    told("the scores")
    figures += measure_scores(effort.saves)
    told("the diagnosis guard")
    figures += measure_guard(effort.saves, told)
    told("distances and boards")
    figures += measure_places(effort.saves, told)
    told("duplicates in the service directory")
    figures += measure_duplicates(into, told, 2_000 if hurried else MANY_ENTRIES)
    figures += measure_directory(into, asker, told, (200,) if hurried else DIRECTORIES)
    told("needs and services")
    figures += measure_matching(effort.saves, told)
    told(f"memory with {sizes[-1]:,} people, which rests for {patience.rest:g} seconds twice")
    figures += measure_memory(made[sizes[-1]], sizes[-1], asker, patience)
    return held_to_growth(figures, sizes)


def held_to_growth(figures: Sequence[Figure], sizes: Sequence[int]) -> list[Figure]:
    """Hold the first page of the largest caseload to what it takes at the size before, too."""
    if len(sizes) < 2:
        return list(figures)
    before, largest = sizes[-2:]
    at_before = {figure.name: figure.ours for figure in figures if figure.size == before}
    return [
        replace(figure, aim=min(figure.aim, GROWTH * at_before[figure.name]))
        if figure.size == largest and figure.name.startswith(FIRST_PAGE) and figure.aim is not None
        else figure
        for figure in figures
    ]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m workwell_desktop.bench", description="Our figures beside their floors, taken in one run."
    )
    parser.add_argument("--into", type=Path, default=Path("build/bench"), help="where caseloads and bench.json go")
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, help=argparse.SUPPRESS)
    parser.add_argument("--hurried", action="store_true", help=argparse.SUPPRESS)  # tests of the form, not the figures
    return parser


def _tell(words: str) -> None:
    sys.stderr.write(f"{time.strftime('%H:%M:%S')} {words}\n")


if __name__ == "__main__":
    sys.exit(main())
