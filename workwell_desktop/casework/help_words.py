"""The words of the help, read strictly from ``resources/words``: of the whole program, and of each screen."""

from __future__ import annotations

from collections.abc import Sequence
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

    def holds(self, words: Sequence[str]) -> bool:
        """Say whether every word stands somewhere in this part, whatever its capitals."""
        text = " ".join((self.title, *self.sentences, *(said for line in self.keys for said in line))).casefold()
        return all(word.casefold() in text for word in words)


@cache
def help_parts() -> tuple[HelpPart, ...]:
    """Return the parts about the whole program in their order. Raises ``DataFileProblem``."""
    return read_help(resources() / "words" / "help.toml")


@cache
def help_screens() -> tuple[HelpPart, ...]:
    """Return the parts about one screen each, in the order in which a coach meets them. Raises ``DataFileProblem``."""
    return read_screens(resources() / "words" / "help_screens.toml")[0]


@cache
def short_guide() -> tuple[HelpPart, ...]:
    """Return the pages of the short guide in their order. Raises ``DataFileProblem``."""
    return read_screens(resources() / "words" / "help_screens.toml")[1]


def read_help(path: Path) -> tuple[HelpPart, ...]:
    """Read the help from a file. Raises ``DataFileProblem`` naming file, entry, line and reason."""
    top = read_table(path)
    found = _parts(top, "parts")
    _end(top)
    if found[0].id != _PURPOSE:
        raise top.problem(f"the first part must be {_PURPOSE}.", "parts")
    return found


def read_screens(path: Path) -> tuple[tuple[HelpPart, ...], tuple[HelpPart, ...]]:
    """Read the help of the screens, and the short guide. Raises ``DataFileProblem`` naming file, entry and reason."""
    top = read_table(path)
    found = _parts(top, "screens"), _parts(top, "guide")
    _end(top)
    return found


def help_for(words: Sequence[str], screen: str) -> tuple[HelpPart, ...]:
    """Return what is shown: the part of ``screen`` and all general ones; with ``words``, all parts that hold them."""
    if words:
        return tuple(part for part in (*help_screens(), *short_guide(), *help_parts()) if part.holds(words))
    return (*(part for part in help_screens() if part.id == screen), *help_parts())


def _parts(top: Table, key: str) -> tuple[HelpPart, ...]:
    found: list[HelpPart] = []
    for entry in top.tables(key, at_least=1):
        part = _part(entry)
        if part.id in {other.id for other in found}:
            raise entry.problem("this id is used twice.", "id")
        found.append(part)
    return tuple(found)


def _end(top: Table) -> None:
    for name in ("source", "licence"):
        top.text(name)
    top.done()


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
