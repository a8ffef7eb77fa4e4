"""Brings a made-up list into a vault of its own, in a process of its own, and works with it as a coach does."""

from __future__ import annotations

import gc
import json
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from workwell_desktop.bench.figures import median, p95, timed
from workwell_desktop.bench.made_services import searches
from workwell_desktop.bench.memory import peak_mb
from workwell_desktop.bench.talk import answer_and_leave
from workwell_desktop.casework import directory_import, directory_live, directory_report
from workwell_desktop.casework.service_finding import Asked, find_services
from workwell_desktop.casework.service_index import near, read_index
from workwell_desktop.casework.service_matching import Person
from workwell_desktop.casework.service_need_rules import FoundNeed
from workwell_desktop.casework.service_suggesting import suggest
from workwell_desktop.casework.service_where import where_of
from workwell_desktop.clock import Clock
from workwell_desktop.models.services import DirRelease
from workwell_desktop.places.points import place_of
from workwell_desktop.vault.kdf import FLOOR
from workwell_desktop.vault.store import Vault, create_vault

HOME = "M33 7AB"
NEEDS = ("debt_money", "mental_health_common", "musculoskeletal")
NAME = "Made-up list"


def bring_in(vaults: str, path: str, typed: int, rounds: int) -> dict[str, float | None]:
    """Bring the list at ``path`` in, search it letter by letter, match needs, and take it back.

    Returns seconds, milliseconds and megabytes by name; ``before_mb`` is what the process held before it began.
    """
    vault = _vault(Path(vaults))
    try:
        before = peak_mb()
        began = time.perf_counter()
        with _longest(vault) as written:
            release, _ms = timed(_read, vault, Path(path))
        _trial, tried = timed(directory_report.dry_run, vault, release)
        _result, live = timed(directory_live.make_live, vault, release)
        taken = time.perf_counter() - began
        peak = peak_mb()
        return {
            "s": taken, "before_mb": before, "peak_mb": peak, "longest_ms": max(written), "live_ms": live,
            "tried_s": tried / 1000,
            **_worked(vault, typed, rounds), "undo_ms": timed(_undo, vault, release)[1],
        }  # fmt: skip
    finally:
        vault.close()


def plainly(path: str, typed: int) -> dict[str, float]:
    """Do the least that could be called the same: parse the file, write its words into a bare index, ask that."""
    with closing(sqlite3.connect("")) as base:
        base.execute("CREATE TABLE service (id INTEGER PRIMARY KEY, face INTEGER, words TEXT)")
        base.execute("CREATE VIRTUAL TABLE found USING fts5(words, content='', prefix='1 2 3')")
        base.commit()
        began = time.perf_counter()
        rows = json.loads(Path(path).read_bytes())["contents"]
        said = [(number, json.dumps(row)) for number, row in enumerate(rows, start=1)]
        base.executemany("INSERT INTO service (id, words) VALUES (?, ?)", said)
        base.executemany("INSERT INTO found (rowid, words) VALUES (?, ?)", said)
        base.commit()
        taken = time.perf_counter() - began
        _done, turned = timed(base.execute, "UPDATE service SET face = id")
        asked = [timed(_first_rows, base, words)[1] for words in searches(typed)]
        _rows, read = timed(base.execute("SELECT id, face FROM service ORDER BY words").fetchall)
        return {"s": taken, "live_ms": turned, "search_ms": p95(asked), "index_ms": read}


def counts(vaults: str, path: str) -> dict[str, int]:
    """Bring a list in and return how many services, organisations and places it has."""
    vault = _vault(Path(vaults))
    try:
        release = _read(vault, Path(path))
        with vault.reading() as session:
            report: dict[str, Any] = json.loads(session.get_one(DirRelease, release).report)
        return {name: int(report[name]) for name in ("services", "organisations", "locations")}
    finally:
        vault.close()


def _vault(vaults: Path) -> Vault:
    words = "orbit candle velvet maple"
    return create_vault(vaults, coach="Sam Example", passphrase=words, clock=Clock(), cost=FLOOR)[0]


def _read(vault: Vault, path: Path) -> int:
    offered = directory_import.look(vault, path)
    return directory_import.read_list(vault, offered, words=directory_import.ListWords(NAME), partial=False)


def _undo(vault: Vault, release: int) -> None:
    with vault.reading() as session:
        source = session.get_one(DirRelease, release).source_id
    directory_live.undo_last(vault, source)


def _worked(vault: Vault, typed: int, rounds: int) -> dict[str, float]:
    gc.freeze()  # as the program does with what it has loaded (workwell_desktop.later)
    index, read = timed(read_index, vault)
    place = place_of(HOME)
    assert place is not None  # noqa: S101 - a sector that ships
    distances, measured = timed(near, index, place)
    asked = [
        timed(find_services, vault, Asked(words), index=index, distances=distances)[1] for words in searches(typed)
    ]
    where = where_of(HOME, vault.clock.today())
    needs = [FoundNeed(one) for one in NEEDS]
    matched = [timed(suggest, vault, needs, index, where, Person(40), distances=distances)[1] for _ in range(rounds)]
    return {
        "index_ms": read, "near_ms": measured, "search_ms": p95(asked), "search_mid_ms": median(asked),
        "match_ms": p95(matched),
    }  # fmt: skip


def _first_rows(base: sqlite3.Connection, words: str) -> list[tuple[int]]:
    question = " ".join(f'"{word}"*' for word in words.split())
    return base.execute("SELECT rowid FROM found WHERE found MATCH ? LIMIT 50", (question,)).fetchall()


@contextmanager
def _longest(vault: Vault) -> Iterator[list[float]]:
    """Note how many milliseconds each transaction holds the vault, for as long as this lasts."""
    taken = [0.0]
    whole = vault.transaction

    @contextmanager
    def watched() -> Iterator[Any]:
        with whole() as transaction:
            began = time.perf_counter()
            yield transaction
        taken.append((time.perf_counter() - began) * 1000)

    vault.transaction = watched  # type: ignore[method-assign]  # only here, to look on
    try:
        yield taken
    finally:
        del vault.transaction  # the class has its own again


DEEDS: dict[str, Callable[..., object]] = {"bring_in": bring_in, "plainly": plainly, "counts": counts}


if __name__ == "__main__":
    answer_and_leave(DEEDS)
