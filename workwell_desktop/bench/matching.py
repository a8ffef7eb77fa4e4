"""How often a right service stands among the first five for a need, and what finding it costs.

Measured on a real list that somebody judged by reading before any program had suggested a service
(``needs/gm_pack.toml``). The list itself is no part of the project: it lies in the folder that
``WORKWELL_SHARED_DATA`` names, or in ``shared/data`` beside the project. Where it is not, nothing is claimed.
"""

from __future__ import annotations

import os
import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from workwell_desktop.bench.figures import Figure, p95, timed
from workwell_desktop.casework.service_matching import Matches, Person, candidate, match
from workwell_desktop.casework.service_need_rules import FoundNeed, needs
from workwell_desktop.casework.service_reasons import Candidate
from workwell_desktop.casework.service_terms import term_scores
from workwell_desktop.casework.service_where import Where, where_of
from workwell_desktop.datafiles import read_table
from workwell_desktop.directory.json_stream import read_json
from workwell_desktop.directory.reading import Found
from workwell_desktop.directory.record import ServiceRecord, Term

NOT_HERE = "Needs and services: not measured: data not here."
LABELS = Path(__file__).parent / "needs" / "gm_pack.toml"
HOME, DAY, AGE = "M33 7", date(2026, 11, 27), 40
FIRST = 5
RIGHT = 13 / 15
MANY, MATCH_MS = 50_000, 100.0
SOME, SCORES_MS = 2_000, 1_000.0  # 25 seconds for 50,000
_FILLER = (
    "we meet on tuesdays in the hall and everybody is welcome please ring before you come there is tea the entrance is",
    "at the side of the building buses stop close by our team has worked here for many years with local partners",
)


@dataclass(frozen=True)
class Judged:
    """What a reader found right for one need, by keys of the list. ``none``: there is nothing right in it."""

    need: str
    right: frozenset[str]
    traps: frozenset[str]
    none: bool


@dataclass(frozen=True)
class Counted:
    """Of ``needs``, how many have a right service among the first five, or rightly none; which do not; and traps."""

    needs: int
    right: int
    missed: tuple[str, ...]
    traps: int


def pack_folder() -> Path:
    """Return where the pages of the list lie, if they are there."""
    beside = Path(__file__).resolve().parents[3] / "shared" / "data"
    return Path(os.environ.get("WORKWELL_SHARED_DATA", beside)) / "directory" / "uk_gm_pack" / "oruk3"


def measure_matching(rounds: int, told: Callable[[str], None]) -> list[Figure]:
    """Return how often a right service is among the first five, where the list is there, and what matching takes."""
    figures = []
    if pack_folder().is_dir():
        counted = count(read_labels(LABELS), read_pack(pack_folder()))
        for need in counted.missed:
            told(f"No right service among the first {FIRST} for {need}.")
        what = f"needs with a right service in the first {FIRST}"
        figures.append(Figure(what, None, "share", counted.right / counted.needs, None, RIGHT, at_least=True))
        figures.append(Figure(f"wrong services that look right in the first {FIRST}", None, "rows", counted.traps))
    else:
        told(NOT_HERE)
    return [*figures, *_times(rounds)]


def read_pack(folder: Path) -> tuple[ServiceRecord, ...]:
    """Return the services of a folder of JSON pages."""
    pieces = read_json(tuple(sorted(folder.glob("services_page_*.json"))), folder, DAY)
    return tuple(piece.record for piece in pieces if isinstance(piece, Found))


def read_labels(path: Path) -> tuple[Judged, ...]:
    """Read what was judged. Raises ``DataFileProblem`` naming the file, the entry, the line and the reason."""
    top = read_table(path)
    top.text("source")
    found = []
    for entry in top.tables("needs", at_least=1):
        right = (*entry.texts("right"), *entry.texts("right_more"))
        if entry.whole("right_total") != len(right):
            raise entry.problem(f"“right_total” is not {len(right)}.", "right_total")
        entry.texts("conditional")
        entry.text("note")
        judged = Judged(entry.text("id"), frozenset(right), frozenset(entry.texts("traps")), entry.flag("none"))
        if judged.need not in needs().needs:
            raise entry.problem(f"“{judged.need}” is no need.", "id")
        found.append(judged)
        entry.done()
    top.done()
    return tuple(found)


def count(judged: Sequence[Judged], records: Sequence[ServiceRecord]) -> Counted:
    """Match each need by itself for an adult near Manchester, of whom nothing else is known, and count."""
    where = where_of(HOME, DAY)
    candidates = [candidate(place, one, term_scores(one).values()) for place, one in enumerate(records)]
    missed, traps = [], 0
    for one in judged:
        first = [records[found.id].key for found in first_five(one.need, candidates, where).suggestions]
        traps += len(one.traps.intersection(first))
        if first if one.none else one.right.isdisjoint(first):
            missed.append(one.need)
    return Counted(len(judged), len(judged) - len(missed), tuple(missed), traps)


def first_five(need: str, candidates: Iterable[Candidate], where: Where) -> Matches:
    """Match one need."""
    return match([FoundNeed(need)], candidates, where, Person(AGE), FIRST, today=DAY)


def made_up(many: int) -> list[ServiceRecord]:
    """Return so many made-up services: the words of one need each, among words that every service uses."""
    chance = random.Random(20261127)  # noqa: S311 - the same services in every run
    rules = list(needs().needs.values())
    found = []
    for number in range(many):
        need = rules[number % len(rules)]
        said = [chance.choice(need.terms).words.removesuffix("*") for _ in range(3)]
        words = chance.choices(" ".join(_FILLER).split(), k=60)
        words[10:10], words[40:40] = [said[0]], [said[1]]
        label, name = (Term(need.label),), f"{said[2].title()} {number}"
        found.append(ServiceRecord(str(number), name, f"Trust {number % 900}", "", " ".join(words), terms=label))
    return found


def _times(rounds: int) -> list[Figure]:
    """Measure scoring a record's words, and matching among 50,000 services once their rows are at hand."""
    records = made_up(SOME)
    for one in records:
        term_scores(one)  # the first time a word is met it is looked up
    scored = [timed(score_all, records)[1] for _ in range(rounds)]
    plain = frozenset(word for need in needs().needs.values() for term in need.terms for word in term.words.split())
    floor = [timed(bare, records, plain)[1] for _ in range(rounds)]
    where = where_of(HOME, DAY)
    rows = rows_for("debt_money", records, MANY)
    matched = [timed(first_five, "debt_money", rows, where)[1] for _ in range(rounds)]
    ordered = [timed(sorted, [one.scores[0].points for one in rows])[1] for _ in range(rounds)]
    return [
        Figure(f"words of {SOME:,} services scored for all needs, p95", None, "ms", p95(scored), p95(floor), SCORES_MS),
        Figure(f"matching a need among {MANY:,} services, p95", None, "ms", p95(matched), p95(ordered), MATCH_MS),
    ]


def score_all(records: Iterable[ServiceRecord]) -> int:
    """Score all records; return how many rows there are to keep."""
    return sum(len(term_scores(one)) for one in records)


def bare(records: Iterable[ServiceRecord], words: frozenset[str]) -> int:
    """Look for each word of the records in a set: no phrases, no word forms, no sentences."""
    return sum(word in words for one in records for word in f"{one.name} {one.description}".casefold().split())


def rows_for(need: str, records: Sequence[ServiceRecord], many: int) -> list[Candidate]:
    """Return the candidates with a row for a need among so many services around Manchester, made of these records."""
    chance = random.Random(7)  # noqa: S311 - the same places in every run
    held = [(one, found[need]) for one in records if need in (found := term_scores(one))]
    share = len(held) / len(records)
    return [
        candidate(number, one, (score,), points=((53.4 + chance.gauss(0, 0.3), -2.3 + chance.gauss(0, 0.3)),))
        for number in range(int(many * share))
        for one, score in (held[number % len(held)],)
    ]
