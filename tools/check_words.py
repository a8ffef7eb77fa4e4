#!/usr/bin/env python3
"""Check that what participants read is easy to read: ``python -m tools.check_words``, a part of ``make check``.

What is checked stands in ``resources/words/read_by_participants.toml``: each group is held to a reading index of 6, to
15 words a sentence and 25 at most, and to no hard words. Prints a line for each group; returns 1 when one fails.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from workwell_desktop.casework.readability import (
    MOST_INDEX,
    MOST_MEAN,
    MOST_WORDS,
    Reading,
    hard_words_in,
    reading,
    sentences_in,
)
from workwell_desktop.datafiles import Table, read_table

ROOT = Path(__file__).resolve().parents[1]
LIST = Path("words") / "read_by_participants.toml"
_ENOUGH = 5  # whole sentences: fewer say little about a group
_LEAST_WORDS = 4  # a text in code with fewer words, or without a full stop, is a label: its words are looked at alone


@dataclass(frozen=True)
class Group:
    """Texts that are measured together, by the id of each."""

    id: str
    what: str
    texts: Mapping[str, str]
    faults: tuple[str, ...] = ()

    @property
    def reading(self) -> Reading:
        """Measure its whole sentences together (labels are short and would flatter it), or its labels alone."""
        every = [sentence for text in self.texts.values() for sentence in sentences_in(text)]
        whole = [sentence for sentence in every if sentence.rstrip('”’")').endswith((".", "?", "!"))]
        return reading(whole if len(whole) >= _ENOUGH else every)


@dataclass
class _Exempt:
    """Ids that are left out, and which of them were met: one that names nothing is a fault."""

    ids: set[str]
    met: set[str] = field(default_factory=set)

    def covers(self, text_id: str) -> bool:
        found = {one for one in self.ids if one == text_id or text_id.startswith(f"{one}:")}
        self.met |= found
        return bool(found)


def groups(resources: Path, package: Path) -> list[Group]:
    """Return every group of the list, with its faults. Raises ``DataFileProblem`` when a file is not sound."""
    top = read_table(resources / LIST)
    top.text("source")
    top.text("licence")
    exempt = _Exempt({_exempt(entry) for entry in top.tables("exempt")})
    found = [_read(entry, resources, exempt) for entry in top.tables("read", at_least=1)]
    found += [_code(entry, package) for entry in top.tables("code")]
    top.done()
    unmet = sorted(exempt.ids - exempt.met)
    if unmet:
        found.append(Group("exempt", "What is left out", {}, tuple(f"{one}: there is no such text." for one in unmet)))
    return found


def _exempt(entry: Table) -> str:
    entry.text("why")
    named = entry.text("id")
    entry.done()
    return named


def _read(entry: Table, resources: Path, exempt: _Exempt) -> Group:
    pattern, keys = entry.text("file"), entry.texts("keys")
    texts: dict[str, str] = {}
    for path in sorted(resources.glob(pattern)):
        name = path.relative_to(resources).as_posix()
        for place, text in _flat(read_table(path).values):
            if any(_fits(place, key) for key in keys) and not exempt.covers(f"{name}:{place}"):
                texts[f"{name}:{place}"] = text
    return _held(entry, texts)


def _code(entry: Table, package: Path) -> Group:
    texts: dict[str, str] = {}
    for pattern in entry.texts("files"):
        for path in sorted(package.glob(pattern)):
            for line, text in _sentences_of_code(path):
                texts[f"{path.relative_to(package).as_posix()}:{line}"] = text
    return _held(entry, texts)


def _held(entry: Table, texts: Mapping[str, str]) -> Group:
    """Hold a group to the measures. One that is empty measures nothing, and that is a fault too."""
    group = Group(entry.text("id"), entry.text("what"), texts)
    entry.done()
    if not texts:
        return Group(group.id, group.what, texts, ("nothing was found to read.",))
    faults = []
    whole = group.reading
    if whole.index > MOST_INDEX:
        faults.append(f"the index is {whole.index:.1f}; {MOST_INDEX:g} is the most.")
    if whole.mean_words > MOST_MEAN:
        faults.append(f"a sentence has {whole.mean_words:.1f} words on average; {MOST_MEAN:g} is the most.")
    for text_id, text in texts.items():
        faults += [f"{text_id}: “{hard.word}” is a hard word; say “{hard.instead}”." for hard in hard_words_in(text)]
        longest = reading(sentences_in(text)).most_words
        if longest > MOST_WORDS:
            faults.append(f"{text_id}: a sentence of {longest} words; {MOST_WORDS} are the most.")
    return Group(group.id, group.what, texts, tuple(faults))


def _flat(values: Any, place: str = "") -> Iterator[tuple[str, str]]:
    """Yield every text of a file with its place: keys joined by dots, list entries by their code, id or number."""
    if isinstance(values, str):
        yield place, values
    elif isinstance(values, dict):
        for key, value in values.items():
            yield from _flat(value, f"{place}.{key}" if place else key)
    elif isinstance(values, list):
        for number, value in enumerate(values, start=1):
            name = (value.get("code") or value.get("id") or number) if isinstance(value, dict) else number
            yield from _flat(value, f"{place}.{name}")


def _fits(place: str, key: str) -> bool:
    """Say whether a place fits a pattern, part by part: a star stands for one part, not for many."""
    parts, wanted = place.split("."), key.split(".")
    return len(parts) == len(wanted) and all(fnmatchcase(part, want) for part, want in zip(parts, wanted, strict=True))


def _sentences_of_code(path: Path) -> Iterator[tuple[int, str]]:
    """Yield the whole sentences that a module says, with their lines: not its docstrings."""
    tree = ast.parse(path.read_text("utf-8"))
    quiet = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    inside = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in ast.walk(node)}
    for node in ast.walk(tree):
        if id(node) in quiet:
            continue
        if isinstance(node, ast.JoinedStr):
            text = "".join(str(part.value) if isinstance(part, ast.Constant) else "Jo" for part in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in inside:
            text = node.value
        else:
            continue
        if len(text.split()) >= _LEAST_WORDS and text.rstrip().endswith((".", "?", "!")):
            yield node.lineno, text


def main(arguments: Sequence[str] = ()) -> int:
    """Print each group and its faults; return how it went: 0, or 1 with a fault."""
    failed = False
    for group in groups(ROOT / "resources", ROOT / "workwell_desktop"):
        failed = failed or bool(group.faults)
        if "--all" in arguments or group.faults:
            measured = group.reading
            print(
                f"{group.what}: index {measured.index:.1f}, {measured.mean_words:.1f} words a sentence, "
                f"at most {measured.most_words}, {len(group.texts)} texts"
            )
        for fault in group.faults:
            print(f"  {fault}")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
