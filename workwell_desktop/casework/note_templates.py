"""What a note can begin with, and short pieces for it: data, shown before they go in, never put in by themselves."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from workwell_desktop.datafiles import Table, read_table
from workwell_desktop.paths import resources


@dataclass(frozen=True)
class NoteText:
    """One template or snippet: its code, its title, and its words with ``{name}`` and ``{day}`` still open."""

    code: str
    title: str
    words: str

    def filled(self, name: str, day: str) -> str:
        """Return the words with the name somebody goes by and a day in full. Nothing else in them is a field."""
        return self.words.replace("{name}", name).replace("{day}", day)


@dataclass(frozen=True)
class NoteTexts:
    """All of them, where they come from and under which licence."""

    templates: tuple[NoteText, ...]
    snippets: tuple[NoteText, ...]
    source: str
    licence: str

    def find(self, code: str) -> NoteText | None:
        """Return the template or snippet with this code, or nothing."""
        return next((one for one in (*self.templates, *self.snippets) if one.code == code), None)


@cache
def note_texts() -> NoteTexts:
    """Return the shipped templates and snippets. Raises ``DataFileProblem``."""
    return read_note_texts(resources() / "words" / "note_templates.toml")


def read_note_texts(path: Path) -> NoteTexts:
    """Read templates and snippets from a file. Raises ``DataFileProblem`` naming the file, the entry and the reason."""
    top = read_table(path)
    found = NoteTexts(
        templates=tuple(_text(entry) for entry in top.tables("templates", at_least=1)),
        snippets=tuple(_text(entry) for entry in top.tables("snippets", at_least=1)),
        source=top.text("source"),
        licence=top.text("licence"),
    )
    top.done()
    codes = [one.code for one in (*found.templates, *found.snippets)]
    if len(set(codes)) != len(codes):
        raise top.problem("two texts have the same code.")
    return found


def _text(entry: Table) -> NoteText:
    words = str(entry.values.get("words", "")).strip("\n")
    entry.used.add("words")
    if not words.strip():
        raise entry.problem("“words” is missing.")
    found = NoteText(entry.text("code"), entry.text("title"), words)
    entry.done()
    return found
