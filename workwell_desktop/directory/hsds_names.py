"""What the tables of the Human Services Data Specification and their columns are called (``resources/directory``)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from workwell_desktop.datafiles import Table, read_table
from workwell_desktop.paths import resources


@dataclass(frozen=True)
class FileKind:
    """One kind of file of the specification.

    ``into`` is our name of its table and ``columns`` are ours; ``names`` maps other names of a column to ours,
    ``lists`` a column of several values to the table and column where each goes, ``always`` what every row is.
    ``owners`` say what a row belongs to. ``asks_id`` says that a row without an id is told, though it is used.
    ``id_else`` is the column that stands for a missing "id".
    """

    into: str
    files: tuple[str, ...]
    columns: tuple[str, ...]
    names: Mapping[str, str]
    lists: Mapping[str, tuple[str, str]]
    always: Mapping[str, str]
    owners: tuple[str, ...] = ()
    asks_id: bool = False
    id_else: str = ""

    def column(self, head: str) -> str:
        """Return our name of a column, or nothing when we do not read it."""
        plain = head.strip().casefold().replace(" ", "_")
        ours = self.names.get(plain, plain)
        return ours if ours in self.columns else ""


@cache
def file_kinds() -> tuple[FileKind, ...]:
    """Return the kinds of files that are known. Raises ``DataFileProblem`` when the data file cannot be used."""
    return read_kinds(resources() / "directory" / "hsds.toml")


def read_kinds(path: Path) -> tuple[FileKind, ...]:
    """Read the kinds of files from a data file. Raises ``DataFileProblem`` naming the entry and the reason."""
    top = read_table(path)
    top.text("source")
    top.text("licence")
    found = tuple(_kind(entry) for entry in top.tables("tables", at_least=1))
    top.done()
    files = [name for one in found for name in one.files]
    if len(files) != len(set(files)):
        raise top.problem("two tables have a file of the same name.")
    return found


def columns_of(into: str) -> tuple[str, ...]:
    """Return all columns that one of our tables has, of whichever file they come."""
    kinds = [one for one in file_kinds() if one.into == into]
    listed = [column for one in file_kinds() for table, column in one.lists.values() if table == into]
    named = [name for one in kinds for name in (*one.columns, *one.always)]
    return tuple(dict.fromkeys([*named, *listed]))


def files_of(names: Iterable[str], described: Mapping[str, str]) -> Mapping[str, FileKind]:
    """Return which files of a zip or folder are tables of the specification.

    ``described`` maps names of files to names of tables as a datapackage.json says them. Only the folder that holds
    the services counts: copies in other folders would give everything twice. Empty where there are no services.
    """
    known = {name: one for one in file_kinds() for name in one.files}
    found: dict[str, FileKind] = {}
    for name in names:
        stem = described.get(name) or (_stem(name) if name.casefold().endswith((".csv", ".txt", ".tsv")) else "")
        kind = known.get(stem.casefold().replace("-", "_").replace(" ", "_"))
        if kind is not None:
            found[name] = kind
    homes = sorted((_folder(name) for name, kind in found.items() if kind.into == "service"), key=_depth)
    return {name: kind for name, kind in found.items() if homes and _folder(name) == homes[0]}


def _stem(name: str) -> str:
    return name.rsplit("/", 1)[-1].rsplit(".", 1)[0]


def _folder(name: str) -> str:
    return name.rpartition("/")[0]


def _depth(folder: str) -> tuple[int, str]:
    return folder.count("/") + bool(folder), folder


def _kind(entry: Table) -> FileKind:
    lists = {}
    for column, target in _texts(entry, "lists").items():
        table, dot, inside = target.partition(".")
        if not dot:
            raise entry.problem(f"“{column}” must say a table and a column, with a point between.", "lists")
        lists[column] = (table, inside)
    made = FileKind(
        into=entry.text("into"),
        files=entry.texts("files"),
        columns=entry.texts("columns"),
        names=_texts(entry, "names"),
        lists=lists,
        always=_texts(entry, "always"),
        owners=entry.texts("owners", ()),
        asks_id=entry.flag("asks_id", default=False),
        id_else=entry.text("id_else", ""),
    )
    entry.done()
    strange = [name for name in (*made.names.values(), *made.owners) if name not in made.columns]
    if strange:
        raise entry.problem(f"“{strange[0]}” is none of its columns.")
    return made


def _texts(entry: Table, key: str) -> dict[str, str]:
    inside = entry.table(key)
    if inside is None:
        return {}
    texts = {name: inside.text(name) for name in inside.values}
    inside.done()
    return texts
