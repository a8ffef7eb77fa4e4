"""How well duplicates in the service directory are suggested, and how long that takes in a large one.

Measured on made-up directories with labelled pairs. The weights of the evidence are fitted to eight of them, so that
there it is measured how well they are known. Another, held out, was written by somebody who had seen neither the
rules nor the other labels: that is how another directory will do, for as long as nobody fits anything to it. Where a
real directory is at hand, what is suggested there is written down to be read by a person.
"""

from __future__ import annotations

import json
import os
import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz

from workwell_desktop.bench.figures import Figure
from workwell_desktop.bench.guard import Counted
from workwell_desktop.datafiles import read_table
from workwell_desktop.directory.alike_blocks import suggest
from workwell_desktop.directory.alike_facts import Entry
from workwell_desktop.files import write_whole

FOLDER = Path(__file__).parent / "duplicates"
_NAMES = ("known", "more", "wider", "third", "fourth", "fifth", "sixth", "seventh")
FITTED = tuple((name, FOLDER / f"{name}.toml") for name in _NAMES)
KNOWN, HELD_OUT = FOLDER / "known.toml", FOLDER / "held_out.toml"
PRECISION, RECALL = 0.95, 0.85
MANY = 50_000
NOT_HERE = "There is no held-out directory here: nothing is said about how duplicates are found in it."
SHARED = "WORKWELL_SHARED_DATA"
_PACK = Path("directory") / "uk_gm_pack" / "oruk3"
_SHOWN = 20


@dataclass(frozen=True)
class Labelled:
    """A directory, and which pairs of it are one service; any other pair is not."""

    entries: tuple[Entry, ...]
    same: frozenset[tuple[int, int]]


def measure_duplicates(into: Path, told: Callable[[str], None], many: int = MANY) -> list[Figure]:
    """Return precision and recall on each labelled directory that is there, and the time for ``many`` entries."""
    figures = []
    for name, path in (*FITTED, ("held out", HELD_OUT)):
        if not path.exists():
            told(NOT_HERE)
            continue
        counted = count(read_directory(path))
        for what, share, aim in (("precision", counted.precision, PRECISION), ("recall", counted.recall, RECALL)):
            figures.append(Figure(f"duplicates: {what}, {name}", None, "share", share, None, aim, at_least=True))
    pack = Path(os.environ.get(SHARED, "")) / _PACK
    if os.environ.get(SHARED) and pack.is_dir():
        figures.append(_real(pack, into))
    entries = many_entries(KNOWN, many)
    started = time.perf_counter()
    found = sum(1 for _pair in suggest(entries))
    taken = time.perf_counter() - started
    told(f"{found:,} pairs suggested among {len(entries):,} entries")
    name = f"duplicates: {len(entries):,} services looked through"
    return [*figures, Figure(name, None, "s", taken, _floor(entries))]


def _floor(entries: Sequence[Entry]) -> float:
    """Return the seconds that it takes to sort the entries by name and to compare each name with the next fifty."""
    started = time.perf_counter()
    names = sorted(one.name for one in entries)
    sum(fuzz.ratio(one, other) for place, one in enumerate(names) for other in names[place + 1 : place + 51])
    return time.perf_counter() - started


def read_directory(path: Path) -> Labelled:
    """Read a labelled directory. Raises ``DataFileProblem`` naming the file, the entry and the reason."""
    top = read_table(path)
    top.text("source")
    top.text("licence")
    numbers: dict[str, int] = {}
    entries: list[Entry] = []
    for row in top.tables("services", at_least=1):
        numbers[row.text("id")] = len(entries)
        phone = row.text("phone", "")
        entries.append(
            Entry(
                id=len(entries),
                name=row.text("name"),
                organisation=row.text("organisation", ""),
                address=row.text("address", ""),
                postcode=row.text("postcode", ""),
                phones=(phone,) if phone else (),
                email=row.text("email", ""),
                web=row.text("web", ""),
                topics=frozenset(row.texts("topics", ())),
                words=row.text("description", ""),
            )
        )
        row.done()
    same = set()
    for row in top.tables("pairs", at_least=1):
        ids = [row.text(name) for name in ("a", "b")]
        for name in ids:
            if name not in numbers:
                raise row.problem(f"There is no entry “{name}”.")
        if row.flag("same"):
            first, second = sorted(numbers[name] for name in ids)
            same.add((first, second))
        row.text("why")
        row.done()
    top.done()
    return Labelled(tuple(entries), frozenset(same))


def count(labelled: Labelled) -> Counted:
    """Look the directory through, and count pairs that were suggested rightly, wrongly, and missed."""
    found = {(pair.first, pair.second) for pair in suggest(labelled.entries)}
    right = len(found & labelled.same)
    return Counted(right, len(found) - right, len(labelled.same) - right)


def many_entries(path: Path, many: int) -> list[Entry]:
    """Return ``many`` entries: those of a labelled directory over and over, each time in a town of its own."""
    kinds, rng = read_directory(path).entries, random.Random(7)  # noqa: S311 - a test set, no secret
    made: list[Entry] = []
    while len(made) < many:
        town, area = len(made) // len(kinds), f"{rng.choice('ABCDEFGH')}{rng.choice('ABCDEFGH')}{rng.randint(1, 99)}"
        for one in kinds[: many - len(made)]:
            made.append(
                replace(
                    one,
                    id=len(made),
                    postcode=f"{area} {one.postcode[-3:]}" if one.postcode else "",
                    phones=tuple(
                        f"0{int(phone[-6:].replace(' ', '') or 0) + town * 7919:010d}" for phone in one.phones
                    ),
                    email=one.email.replace("@", f"@t{town}."),
                    web=one.web and f"t{town}.{one.web.removeprefix('https://').removeprefix('www.')}",
                )
            )
    return made


def _real(pack: Path, into: Path) -> Figure:
    """Count what is suggested in a real directory, and write some of it down to be read."""
    entries = list(_pack_entries(pack))
    pairs = sorted(suggest(entries), key=lambda pair: (-pair.likeness.score, pair.first, pair.second))
    step = max(1, len(pairs) // _SHOWN)
    lines = [f"{len(pairs)} pairs suggested among {len(entries)} services", ""]
    for pair in pairs[::step][:_SHOWN]:
        lines += [f"{pair.likeness.score:.2f}  {' '.join(pair.likeness.reasons)}"]
        for one in (entries[pair.first], entries[pair.second]):
            lines.append(
                f"      {one.name} | {one.organisation} | {one.address} {one.postcode} | {' '.join(one.phones)}"
            )
    write_whole(into / "duplicates.txt", ("\n".join(lines) + "\n").encode())
    return Figure("duplicates: suggested in a real directory", None, "rows", len(pairs))


def _pack_entries(pack: Path) -> Iterator[Entry]:
    """Give the services of saved Open Referral UK pages, numbered as they come."""
    number = 0
    for path in sorted(pack.rglob("*.json")):
        page = json.loads(path.read_text("utf-8"))
        for row in page.get("contents", ()) if isinstance(page, dict) else ():
            yield _pack_entry(number, row)
            number += 1


def _pack_entry(number: int, row: dict[str, Any]) -> Entry:
    place: dict[str, Any] = next(
        (one["location"] for one in row.get("service_at_locations", ()) if "location" in one), {}
    )
    address: dict[str, Any] = next(iter(place.get("addresses", ())), {})
    phones = [phone.get("number", "") for one in (row, *row.get("contacts", ())) for phone in one.get("phones", ())]
    inboxes = [row.get("email"), *(one.get("email") for one in row.get("contacts", ()))]
    known = place.get("latitude") is not None and place.get("longitude") is not None
    return Entry(
        id=number,
        name=row["name"],
        organisation=row.get("organization", {}).get("name", ""),
        address=", ".join(filter(None, [address.get("address_1"), address.get("city")])),
        postcode=address.get("postal_code", ""),
        position=(place["latitude"], place["longitude"]) if known else None,
        phones=tuple(phones),
        email=next(filter(None, inboxes), ""),
        web=row.get("url", ""),
        topics=frozenset(one["taxonomy_term"]["name"] for one in row.get("attributes", ()) if "taxonomy_term" in one),
        words=row.get("description", ""),
    )
