"""The words of the help, read strictly from ``resources/words/help.toml``; the intended purpose stands first."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from workwell_desktop.casework.intended_purpose import intended_purpose
from workwell_desktop.datafiles import Table, read_table
from workwell_desktop.paths import resources

_PURPOSE = "purpose"  # the part whose sentences are those of the intended purpose


@dataclass(frozen=True)
class HelpPart:
    """One part of the help: its title, its sentences, and keys with what they do."""

    id: str
    title: str
    sentences: tuple[str, ...]
    keys: tuple[tuple[str, str], ...] = ()


@cache
def help_parts() -> tuple[HelpPart, ...]:
    """Return the parts of the help in their order. Raises ``DataFileProblem``."""
    return read_help(resources() / "words" / "help.toml")


def read_help(path: Path) -> tuple[HelpPart, ...]:
    """Read the help from a file. Raises ``DataFileProblem`` naming file, entry, line and reason."""
    top = read_table(path)
    found: list[HelpPart] = []
    for entry in top.tables("parts", at_least=1):
        part = _part(entry)
        if part.id in {other.id for other in found}:
            raise entry.problem("this id is used twice.", "id")
        found.append(part)
    for key in ("source", "licence"):
        top.text(key)
    top.done()
    if found[0].id != _PURPOSE:
        raise top.problem(f"the first part must be {_PURPOSE}.", "parts")
    return tuple(found)


def _part(entry: Table) -> HelpPart:
    name, title = entry.text("id"), entry.text("title")
    sentences = intended_purpose() if name == _PURPOSE else entry.texts("sentences", ())
    keys: dict[str, str] = {}
    for line in entry.tables("keys"):
        pressed = line.text("keys")
        if pressed in keys:
            raise line.problem(f"{pressed} stands here twice.", "keys")
        keys[pressed] = line.text("does")
        line.done()
    entry.done()
    if not sentences and not keys:
        raise entry.problem("there is nothing to say.")
    return HelpPart(name, title, sentences, tuple(keys.items()))
