"""What a column of a list of services can be, and the words that people use for it (``resources/directory``)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from workwell_desktop.datafiles import Table, read_table
from workwell_desktop.directory.record import ACCESS
from workwell_desktop.paths import resources

LOOKS = (
    "",
    "postcode",
    "phone",
    "email",
    "web",
    "contact",
    "latitude",
    "longitude",
    "day",
    "yes_no",
    "age",
    "area_code",
    "status",
)
WORDS = ("yes", "no", "active", "paused", "withdrawn")
STRONG, FAIR = 1.0, 0.7
_AT_END, _WITHIN = 0.7, 0.4  # where the name is only a part of the head; within it, the cells have to say so as well
_JOINING = ("of ", "in ", "for ", "at ", "to ", "on ", "or ", "and ", "with ", "including ", "if ")
_MOST_WORDS = 12  # of a head
_MOST_SENTENCE = 2_000  # letters on how to refer that are looked at
_MOST_HEAD = 60  # letters; a longer cell is a sentence
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_PARTED = re.compile(r"[/&+]|\b(?:and|or)\b", re.IGNORECASE)
_OF_A_PART = 0.9
_NUMBERED = re.compile(r"(?<=[^\W\d]) \d{1,2}(?=$| [^\W\d])")
_STANDS_BACK = 0.8  # times: the address for post beside that of the place
_LONGER = 0.01  # for each word: the longer name fits better


@dataclass(frozen=True)
class ColumnField:
    """One thing that a column can be. ``names`` maps folded heads to their weight; ``looks`` is how its cells look."""

    code: str
    title: str
    names: Mapping[str, float]
    looks: str = ""
    several: bool = False


@dataclass(frozen=True)
class ColumnsKnown:
    """All fields in the order they are offered, the words of cells, and the patterns for the way in and for remarks.

    ``index`` says for each folded name which fields it may be, with its weight. ``elsewhere`` and ``not_names`` are the
    words that make a head the name of something else, ``nothing`` the heads that are never read.
    """

    fields: tuple[ColumnField, ...]
    words: Mapping[str, frozenset[str]]
    access: Mapping[str, tuple[re.Pattern[str], ...]]
    remarks: tuple[re.Pattern[str], ...]
    index: Mapping[str, tuple[tuple[str, float], ...]]
    elsewhere: tuple[str, ...] = ()
    not_names: tuple[str, ...] = ()
    nothing: tuple[str, ...] = ()

    def weights(self, head: str) -> dict[str, float]:
        """Return how well a folded head names each field that it names at all, from 0 to about 1, by its code."""
        words = head.split()
        found: dict[str, float] = {}
        for first in range(min(len(words), _MOST_WORDS)):
            for last in range(first + 1, min(len(words), _MOST_WORDS) + 1):
                name = " ".join(words[first:last])
                for code, weight in self.index.get(name, ()):
                    found[code] = max(found.get(code, 0.0), self._weight(head, name, weight, code))
        return found

    def _weight(self, head: str, name: str, weight: float, code: str) -> float:
        """Return the weight of a name for a head, less where the words before it make it another's."""
        before = head.removesuffix(name).strip() if head != name and head.endswith(f" {name}") else ""
        if code == "name" and not set(self.not_names).isdisjoint(before.split()):
            return 0.0
        return _weight(head, name, weight) * (_STANDS_BACK if before in self.elsewhere else 1.0)

    def named(self, head: str) -> dict[str, float]:
        """Return the same for a head as it is written; each part of "Group / Activity" counts where the whole does not.

        A part alone is worth a little less than a whole head.
        """
        found = self.weights(head_words(head))
        if max(found.values(), default=0.0) > _WITHIN + _LONGER * _MOST_WORDS or len(head) > _MOST_HEAD:
            return found
        for part in _PARTED.split(head)[:_MOST_WORDS]:
            for code, weight in self.weights(head_words(part)).items():
                found[code] = max(found.get(code, 0.0), weight * _OF_A_PART)
        return found

    def is_nothing(self, head: str) -> bool:
        """Say whether a column of this head is never read: a fax is no phone. "Tel/Fax" is read."""
        parts = [words for part in _PARTED.split(head) if (words := head_words(part))]
        return bool(parts) and all(any(f" {words}".endswith(f" {one}") for one in self.nothing) for words in parts)

    def field(self, code: str) -> ColumnField | None:
        """Return a field by its code, or nothing when there is none of it."""
        return next((one for one in self.fields if one.code == code), None)

    def says(self, word: str, cell: str) -> bool:
        """Say whether a cell is one of the words for something, such as "yes" or "paused"."""
        return " ".join(cell.casefold().split()).rstrip(".") in self.words[word]

    def is_remark(self, cell: str) -> bool:
        """Say whether a cell that stands alone in its row is a sum or a remark, as below a list."""
        plain = cell.casefold()
        return any(one.search(plain) for one in self.remarks)

    def ways_in(self, sentence: str) -> tuple[str, ...]:
        """Return the codes of :data:`record.ACCESS` that a sentence on how to refer names."""
        plain = sentence[:_MOST_SENTENCE].casefold().replace("’", "'")
        return tuple(code for code in ACCESS if any(one.search(plain) for one in self.access[code]))


def _weight(head: str, name: str, weight: float) -> float:
    """Return the weight of a name for a head. One that is only a part of it counts less, and must mean this alone."""
    longer = _LONGER * name.count(" ")
    if name == head:
        return weight + longer
    if weight < STRONG:
        return 0.0
    if head.endswith(f" {name}") or (head.startswith(f"{name} ") and head[len(name) + 1 :].startswith(_JOINING)):
        return _AT_END + longer  # "charity postcode", "name of the group"
    return _WITHIN


@cache
def columns_known() -> ColumnsKnown:
    """Return the shipped fields. Raises ``DataFileProblem`` when the data file cannot be used."""
    return read_columns_known(resources() / "directory" / "columns.toml")


def read_columns_known(path: Path) -> ColumnsKnown:
    """Read what columns can be from a data file. Raises ``DataFileProblem`` naming the entry and the reason."""
    top = read_table(path)
    top.text("source")
    top.text("licence")
    fields = tuple(_field(entry) for entry in top.tables("fields", at_least=1))
    if len({one.code for one in fields}) != len(fields):
        raise top.problem("two fields have the same code.")
    words = _lists(top, "words", WORDS)
    access = _patterns(top, "access", ACCESS)
    (remarks,) = _patterns(top, "rows", ("remarks",)).values()
    heads = _lists(top, "heads", ("elsewhere", "not_names", "nothing"))
    top.done()
    index: dict[str, tuple[tuple[str, float], ...]] = {}
    for one in fields:
        for name, weight in one.names.items():
            index[name] = (*index.get(name, ()), (one.code, weight))
    said = {code: frozenset(texts) for code, texts in words.items()}
    return ColumnsKnown(fields, said, access, remarks, index, **heads)


def folded(head: str) -> str:
    """Return a head as it is compared: lower case, joined words parted, no signs ("Tel. No" and "TelNo" are alike)."""
    plain = unicodedata.normalize("NFKD", re.sub("['’`]", "", head))
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    parted = re.sub(r"(?<=[a-z])(?=[A-Z])|(?<=[^\W\d_])(?=\d)", " ", plain)
    return " ".join(re.sub(r"[\W_]+", " ", parted).casefold().split())


def head_words(head: str) -> str:
    """Return a folded head without what stands in brackets, and without its number: "Telephone 2 (daytime)"."""
    if len(head) > _MOST_HEAD:
        return ""
    return _NUMBERED.sub("", folded(_BRACKETS.sub(" ", head)) or folded(head))


def _field(entry: Table) -> ColumnField:
    names = dict.fromkeys(entry.texts("fair", ()), FAIR) | dict.fromkeys(entry.texts("strong"), STRONG)
    made = ColumnField(
        code=entry.text("code"),
        title=entry.text("title"),
        names={folded(name): weight for name, weight in names.items()},
        looks=entry.text("looks", ""),
        several=entry.flag("several", default=False),
    )
    if made.looks not in LOOKS:
        raise entry.problem("“looks” is none of those that are known.", "looks")
    entry.done()
    return made


def _patterns(top: Table, key: str, codes: Sequence[str]) -> dict[str, tuple[re.Pattern[str], ...]]:
    found = {}
    for code, texts in _lists(top, key, codes).items():
        try:
            found[code] = tuple(re.compile(text) for text in texts)
        except re.error as problem:
            raise top.problem(f"a pattern of “{key}.{code}” cannot be read: {problem}.", key) from problem
    return found


def _lists(top: Table, key: str, codes: Sequence[str]) -> dict[str, tuple[str, ...]]:
    table = top.table(key)
    if table is None:
        raise top.problem(f"“{key}” is missing.")
    found = {code: table.texts(code) for code in codes}
    table.done()
    return found
