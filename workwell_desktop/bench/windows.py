"""What is seen in the windows, and the memory they hold: each in processes of its own, ours and the floor by turns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from workwell_desktop.bench import bare
from workwell_desktop.bench.database import FIRST_PAGE_MS, OPENING_MS, PAGE
from workwell_desktop.bench.figures import Figure, median, p95
from workwell_desktop.bench.people import Caseload, database_key
from workwell_desktop.bench.talk import Asker
from workwell_desktop.bench.typed import texts_to_type
from workwell_desktop.casework.finding import MOST
from workwell_desktop.ui.caseload_column import FIND_AFTER_MS
from workwell_desktop.vault.header import PassphraseSlot
from workwell_desktop.vault.opened import Opened

START_TIMES_FLOOR = 1.5
PASSPHRASE_MS, PAINTED_MS, BLOCK_MS = 1500.0, 100.0, 50.0
MEMORY_MB = 200.0


@dataclass(frozen=True)
class Patience:
    """How often each window is opened; how many texts are typed and people opened; steps of a scroll; searches; rest.

    The rest after the searches is in seconds.
    """

    starts: int = 9
    opens: int = 5
    texts: int = 24
    steps: int = 400
    searches: int = 500
    rest: float = 60.0
    people: int = 40


def measure_start(people: Caseload, asker: Asker, patience: Patience) -> Figure:
    """Return the figure of a start: from the process to the first paint, the program's window beside a bare one."""
    ours, floor = [], []
    for _ in range(patience.starts + 1):
        ours.append(asker.start("own_start", home=str(people.home)))
        floor.append(asker.start("bare_start"))
    least = median(floor[1:])  # the first of each compiles modules and fills the system's cache
    return Figure("start: process to first paint", None, "ms", median(ours[1:]), least, START_TIMES_FLOOR * least)


def measure_windows(people: Caseload, size: int, asker: Asker, patience: Patience) -> list[Figure]:
    """Return the figures of the first page and of the search in a window, for one caseload."""
    opened = people.unwrap()
    home, floor = str(people.home), _floor(people, opened)
    (cost,) = [[slot.kdf.m, slot.kdf.t, slot.kdf.p] for slot in opened.header.slots if isinstance(slot, PassphraseSlot)]
    first, first_floor, whole, whole_floor = [], [], [], []
    for _ in range(patience.opens):
        first.append(asker.ask("child", deed="first_page", home=home))
        first_floor.append(asker.ask("bare_window", deed="first_page", rows=PAGE, **floor))
        whole.append(asker.ask("child", deed="passphrase", home=home))
        whole_floor.append(asker.ask("bare_window", deed="passphrase", rows=PAGE, cost=cost, **floor))
    typed = asker.ask("child", deed="search", home=home, texts=patience.texts)["ms"]
    typed_floor = asker.ask(
        "bare_window",
        deed="search",
        rows=MOST,
        texts=list(texts_to_type(patience.texts)),
        wait_ms=FIND_AFTER_MS,
        **floor,
    )["ms"]
    return [
        Figure("first page: data key to painted list", size, "ms", _mid(first), _mid(first_floor), FIRST_PAGE_MS),
        Figure("first page: passphrase to painted list", size, "ms", _mid(whole), _mid(whole_floor), PASSPHRASE_MS),
        Figure("first page: rows read for the list", size, "rows", max(one["rows"] for one in first), None, 4.0 * PAGE),
        Figure("search: keystroke to painted list, p95", size, "ms", p95(typed), p95(typed_floor), PAINTED_MS),
        *_opening(people, size, opened, asker, patience),
        _scrolling(people, size, opened, asker, patience),
        *_peak(size, whole, whole_floor),
    ]


def _opening(people: Caseload, size: int, opened: Opened, asker: Asker, patience: Patience) -> list[Figure]:
    """Return what it takes to see a participant, and then their history; the first one of a day stands apart."""
    with people.copied("opened") as copy:  # that somebody was looked at is written down
        ours = asker.ask("child", deed="opening", home=str(copy.home), people=patience.people)
    floor = _floor(people, opened)
    least, history = (
        asker.ask("bare_window", deed="opening", ids=ours["ids"], tables=tables, **floor)["ms"]
        for tables in ((), bare.HISTORY)
    )
    seen, known = p95(ours["ms"]), p95(least)
    return [
        Figure("opening a participant: click to painted Intake, p95", size, "ms", seen, known, OPENING_MS),
        Figure("opening a participant: the first since the start", size, "ms", ours["first"], known),
        Figure("opening a history: click to painted lines, p95", size, "ms", p95(ours["history_ms"]), p95(history)),
    ]


def _scrolling(people: Caseload, size: int, opened: Opened, asker: Asker, patience: Patience) -> Figure:
    """Return the longest time that the list of everybody holds the window up, from end to end."""
    ours = asker.ask("child", deed="scroll", home=str(people.home), steps=patience.steps)
    floor = asker.ask("bare_window", deed="scroll", rows=ours["rows"], steps=patience.steps, **_floor(people, opened))[
        "ms"
    ]
    return Figure("everybody, end to end: longest block", size, "ms", max(ours["ms"]), max(floor), BLOCK_MS)


def measure_memory(people: Caseload, size: int, asker: Asker, patience: Patience) -> list[Figure]:
    """Return the figure of what stays in memory; none where the system does not say."""
    opened = people.unwrap()
    typed = [text[:letters] for text in texts_to_type(patience.searches) for letters in range(1, len(text) + 1)]
    texts = typed[: patience.searches]
    with people.copied("memory") as copy:
        home, bare_file = str(copy.home), _floor(copy, opened)
        ours = asker.ask("child", deed="memory", home=home, searches=patience.searches, rest=patience.rest)["mb"]
        floor = asker.ask("bare_window", deed="memory", rows=MOST, texts=texts, rest=patience.rest, **bare_file)["mb"]
    if ours is None:
        return []
    name = f"memory: {patience.rest:g} s after unlock and {patience.searches} searches"
    return [Figure(name, size, "MB", ours, floor, MEMORY_MB)]


def _floor(people: Caseload, opened: Opened) -> dict[str, str]:
    return {"database": str(people.folder / opened.header.db_file), "key": database_key(opened).hex()}


def _mid(answers: list[dict[str, Any]]) -> float:
    return median([one["ms"] for one in answers])


def _peak(size: int, ours: list[dict[str, Any]], floor: list[dict[str, Any]]) -> list[Figure]:
    if ours[0]["peak_mb"] is None:
        return []
    peaks = [median([one["peak_mb"] for one in answers]) for answers in (ours, floor)]
    return [Figure("memory: peak of the key derivation", size, "MB", peaks[0], peaks[1])]
