"""What the database side costs: the first page, finding people while a name is typed, and saving an intake."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, timedelta
from random import Random
from typing import Any

from workwell_desktop.bench import bare
from workwell_desktop.bench.figures import Figure, median, p95, timed
from workwell_desktop.bench.people import Caseload, database_key
from workwell_desktop.bench.typed import entries, typed_again, typed_numbers, typed_texts
from workwell_desktop.casework import banner, caseload, duplicates, finding, intake, match_score, today
from workwell_desktop.vault.box import Vault
from workwell_desktop.vault.opened import Opened

PAGE = 60
FIRST_PAGE_MS, KEYSTROKE_MS, DUPLICATES_MS, SAVE_MS, TODAY_MS, OPENING_MS = 300.0, 16.0, 30.0, 50.0, 150.0, 100.0
MOST_PEOPLE = 250_000  # with so many, a keystroke is held to its floor, too
KEYSTROKE_TIMES_FLOOR = 2.0
GROWTH = 1.2  # the first page may be no more than this times slower at the next size
SAVE_TIMES_FLOOR = 2.0
_MOST_ALIKE = 200  # of one key


@dataclass(frozen=True)
class Effort:
    """How often each deed is done: rounds of opening, names that are typed, intakes that are saved, people again."""

    rounds: int = 9
    names: int = 16
    saves: int = 60
    again: int = 200


def measure_database(people: Caseload, size: int, effort: Effort) -> list[Figure]:
    """Return the figures of the database for one caseload."""
    opened = people.unwrap()
    return [
        _first_page(people, size, opened, effort),
        _keystrokes(people, size, opened, effort),
        _today(people, size, opened, effort),
        _duplicates(people, size, opened, effort),
        _opening(people, size, opened, effort),
        _saving(people, size, opened, effort),
    ]


def _first_page(people: Caseload, size: int, opened: Opened, effort: Effort) -> Figure:
    """From the unwrapped key to the rows of Today and of the first page, each time on fresh connections."""
    database, key = people.folder / opened.header.db_file, database_key(opened)

    def ours() -> Vault:
        vault = people.open(opened)
        today.today_page(vault)
        caseload.everyone_else(vault, None, PAGE)
        return vault

    def floor() -> Any:
        connection = bare.connect(database, key)
        bare.first_page(connection, PAGE)
        return connection

    taken: dict[Callable[[], Any], list[float]] = {ours: [], floor: []}
    for _ in range(effort.rounds):
        for deed, times in taken.items():
            opener, milliseconds = timed(deed)
            times.append(milliseconds)
            opener.close()
    least = median(taken[floor])
    return Figure("first page: data key to rows", size, "ms", median(taken[ours]), least, FIRST_PAGE_MS)


def _keystrokes(people: Caseload, size: int, opened: Opened, effort: Effort) -> Figure:
    """One search and its rows for each state of what is typed."""
    texts = list(dict.fromkeys([*typed_texts(effort.names), *typed_numbers(effort.names)]))
    Random(size).shuffle(texts)  # noqa: S311 - an order, not a secret
    vault = people.open(opened)
    connection = bare.connect(vault.database, database_key(opened))
    try:
        for text in texts[: len(texts) // 5]:  # the caches are warm after a fifth of them
            finding.find_people(vault, text)
            bare.begins(connection, text, finding.MOST)
        ours = [timed(finding.find_people, vault, text)[1] for text in texts]
        floor = [timed(bare.begins, connection, text, finding.MOST)[1] for text in texts]
    finally:
        connection.close()
        vault.close()
    aim = min(KEYSTROKE_MS, KEYSTROKE_TIMES_FLOOR * p95(floor)) if size >= MOST_PEOPLE else KEYSTROKE_MS
    return Figure("search: keystroke to rows, p95", size, "ms", p95(ours), p95(floor), aim)


def _duplicates(people: Caseload, size: int, opened: Opened, effort: Effort) -> Figure:
    """Who may be somebody that is known, typed again with a slip; the floor only reads who shares one of the keys."""
    vault = people.open(opened)
    connection = bare.connect(vault.database, database_key(opened))
    ours, floor = [], []
    try:
        for place, facts in enumerate(typed_again(vault, size, effort.again)):
            keys = sorted(match_score.keys(facts))
            taken = timed(duplicates.candidates, vault, facts)[1]
            least = timed(bare.alike, connection, keys, _MOST_ALIKE)[1]
            if place >= effort.again // 5:  # the caches are warm after a fifth of them
                ours.append(taken)
                floor.append(least)
    finally:
        connection.close()
        vault.close()
    return Figure("duplicates: likely people, p95", size, "ms", p95(ours), p95(floor), DUPLICATES_MS)


def _today(people: Caseload, size: int, opened: Opened, effort: Effort) -> Figure:
    """Everything that the start page shows; the floor reads a day's meetings and the fit notes that end next."""
    vault = people.open(opened)
    connection = bare.connect(vault.database, database_key(opened))
    now = vault.clock.local().replace(hour=0, minute=0, second=0, microsecond=0)
    start, end = ((now + timedelta(days=days)).astimezone(UTC).replace(tzinfo=None) for days in (0, 1))
    given = (start.isoformat(" "), end.isoformat(" "), vault.clock.today().isoformat())
    try:
        today.today_page(vault)  # the first of a day loads more; the figure of the first page has that in it
        times = [
            (timed(today.today_page, vault)[1], timed(bare.today, connection, *given)[1]) for _ in range(effort.saves)
        ]
    finally:
        connection.close()
        vault.close()
    ours, floor = zip(*times, strict=True)
    return Figure("Today: everything on the page, p95", size, "ms", p95(ours), p95(floor), TODAY_MS)


def _opening(people: Caseload, size: int, opened: Opened, effort: Effort) -> Figure:
    """What opening a participant writes and reads: that it was opened, the banner, and the whole intake.

    People with a full history, from all over the caseload; the floor reads every row about them and writes nothing.
    """
    ours, floor = [], []
    with people.copied("opened") as copy:
        vault = copy.open(opened)
        connection = bare.connect(vault.database, database_key(opened))
        full = bare.with_history(connection)
        chance = Random(size)  # noqa: S311 - which people does not matter
        try:
            for _ in range(effort.saves):
                person = chance.choice(full)
                ours.append(timed(_open, vault, person)[1])
                floor.append(timed(bare.everything_of, connection, chance.choice(full))[1])
        finally:
            connection.close()
            vault.close()
    return Figure("opening a participant: what is written and read, p95", size, "ms", p95(ours), p95(floor), OPENING_MS)


def _open(vault: Vault, person: int) -> None:
    caseload.open_person(vault, person)
    banner.banner(vault, person)
    intake.load_intake(vault, person)


def _saving(people: Caseload, size: int, opened: Opened, effort: Effort) -> Figure:
    """Full intakes of new people; the floor writes the very same rows into a copy of the same database."""
    ours, floor = [], []
    key = database_key(opened)
    with people.copied("saved") as saved, people.copied("floor") as least:
        if hasattr(os, "sync"):
            os.sync()  # what the copying left to be written must not be paid for by the first saves
        vault = saved.open(opened)
        reader = bare.connect(vault.database, key)
        writer = bare.connect(least.folder / opened.header.db_file, key, writing=True)
        try:
            for entry in entries(effort.saves):
                (event,) = reader.execute("SELECT max(seq) FROM audit_event").fetchone()
                participant, milliseconds = timed(intake.save_intake, vault, 0, entry)
                ours.append(milliseconds)
                floor.append(timed(bare.write, writer, bare.rows_of(reader, participant, event))[1])
        finally:
            writer.close()
            reader.close()
            vault.close()
    aim = min(SAVE_MS, SAVE_TIMES_FLOOR * p95(floor))
    return Figure("saving an intake, p95", size, "ms", p95(ours), p95(floor), aim)
