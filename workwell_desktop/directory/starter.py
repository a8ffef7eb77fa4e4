"""Reads the lists that come with the program: national services, and whom to ring in a crisis.

Strict on purpose: a number, an address, an opening time or a web address is only read together with the page it
came from and a date, and none may hide in a sentence. An error names the file, the entry and the reason.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from workwell_desktop.datafiles import DataFileProblem, Table, read_table
from workwell_desktop.directory.record import (
    ACCESS,
    COSTS,
    FACTS,
    MODES,
    FactSource,
    RecordPlace,
    RecordTimes,
    ServiceRecord,
)

FORMAT = "workwell-starter/1"
_LARGEST_FILE = 2_000_000  # bytes
_MOST_ENTRIES = 2_000
_LONGEST = 2_000  # letters of one value
# Five digits in a row (spaces allowed), a web or an e-mail address: a fact that has strayed into a sentence.
_STRAY_FACT = re.compile(r"\d(?:[ -]?\d){4}|https?:|www\.|\S+@\S+\.\S+|\.(?:org|com|gov|nhs)\b")


@dataclass(frozen=True)
class ListAbout:
    """What a list says of itself. ``sha256`` is that of the file's bytes."""

    key: str
    name: str
    publisher: str
    licence: str
    attribution: str
    released: date
    file_name: str
    sha256: str


@dataclass(frozen=True)
class StarterList:
    """A shipped list of services."""

    about: ListAbout
    records: tuple[ServiceRecord, ...]


@dataclass(frozen=True)
class SuggestedContact:
    """Whom to ring in a crisis, suggested: a service confirms it before anybody relies on it."""

    key: str
    name: str
    helps: str
    phone: str
    text_number: str
    when: str
    sources: Mapping[str, FactSource]


def read_starter(path: Path, topics: frozenset[str]) -> StarterList:
    """Read a shipped list of services. ``topics`` are the codes that an entry may use.

    Raises ``DataFileProblem`` naming the file, the entry and the reason.
    """
    top, about = _open(path)
    entries = _entries(top, "services")
    records = tuple(_service(entry, about.released, topics) for entry in entries)
    top.done()
    return StarterList(about, records)


def read_suggested_contacts(path: Path) -> tuple[SuggestedContact, ...]:
    """Read the shipped crisis contacts. Raises ``DataFileProblem`` naming the file, the entry and the reason."""
    top, about = _open(path)
    contacts = tuple(_contact(entry, about.released) for entry in _entries(top, "contacts"))
    top.done()
    return contacts


def _open(path: Path) -> tuple[Table, ListAbout]:
    if path.is_file() and path.stat().st_size > _LARGEST_FILE:
        raise DataFileProblem(f"The file {path.name} is too large.", "Install WorkWell again.")
    top = read_table(path)
    head = top.table("list")
    if head is None:
        raise top.problem("“list” is missing.")
    about = ListAbout(
        key=head.text("key"),
        name=head.text("name"),
        publisher=head.text("publisher"),
        licence=head.text("licence"),
        attribution=head.text("attribution"),
        released=head.day("released"),
        file_name=path.name,
        sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
    )
    head.done()
    return top, about


def _entries(top: Table, key: str) -> tuple[Table, ...]:
    entries = top.tables(key, at_least=1)
    if len(entries) > _MOST_ENTRIES:
        raise top.problem(f"“{key}” holds more than {_MOST_ENTRIES} entries.")
    seen: set[str] = set()
    for entry in entries:
        if entry.text("id") in seen:
            raise entry.problem("this id stands there twice.")
        seen.add(entry.text("id"))
    return entries


def _service(entry: Table, released: date, topics: frozenset[str]) -> ServiceRecord:
    facts = {name: fact for name in FACTS if (fact := _fact(entry, name, released))}
    value = {name: fact[0] for name, fact in facts.items()}
    record = ServiceRecord(
        key=entry.text("id"),
        name=_sentence(entry, "name"),
        organisation=_sentence(entry, "organisation"),
        summary=_sentence(entry, "summary"),
        description=_sentence(entry, "description"),
        how_to_refer=_sentence(entry, "how_to_refer"),
        cost=_one_of(entry, "cost", COSTS),
        topics=_codes(entry, "topics", topics),
        modes=_codes(entry, "modes", frozenset(MODES)),
        access=_codes(entry, "access", frozenset(ACCESS)),
        phone=value.get("phone", ""),
        text_number=value.get("text_number", ""),
        email=value.get("email", ""),
        web=value.get("web", ""),
        places=_places(value),
        times=(RecordTimes(value["when"]),) if "when" in value else (),
        national=True,
        sources={name: fact[1] for name, fact in facts.items()},
    )
    entry.done()
    return record


def _contact(entry: Table, released: date) -> SuggestedContact:
    facts = {name: fact for name in ("phone", "text_number", "when") if (fact := _fact(entry, name, released))}
    contact = SuggestedContact(
        key=entry.text("id"),
        name=_sentence(entry, "name"),
        helps=_sentence(entry, "helps"),
        phone=facts["phone"][0] if "phone" in facts else "",
        text_number=facts["text_number"][0] if "text_number" in facts else "",
        when=facts["when"][0] if "when" in facts else "",
        sources={name: fact[1] for name, fact in facts.items()},
    )
    entry.done()
    return contact


def _fact(entry: Table, name: str, released: date) -> tuple[str, FactSource] | None:
    """Read a value with the page it came from; nothing when the entry leaves it out."""
    table = entry.table(name)
    if table is None:
        return None
    value, address = table.text("value"), table.text("source")
    source = FactSource(table.text("publisher"), address, table.day("source_date"), table.text("dated"))
    if not address.startswith(("https://", "http://")) or " " in address:
        raise table.problem("“source” must be the address of a published page.")
    if source.dated not in {"page", "read"}:
        raise table.problem("“dated” must be page or read.")
    if source.day > released:
        raise table.problem("“source_date” is later than the list itself.")
    if len(value) > _LONGEST:
        raise table.problem("“value” is too long.")
    table.done()
    return value, source


def _places(value: Mapping[str, str]) -> tuple[RecordPlace, ...]:
    if "address" not in value and "postcode" not in value:
        return ()
    return (RecordPlace(value.get("address", ""), value.get("postcode", "")),)


def _sentence(entry: Table, key: str) -> str:
    text = entry.text(key)
    if len(text) > _LONGEST:
        raise entry.problem(f"“{key}” is too long.")
    if _STRAY_FACT.search(text):
        raise entry.problem(f"“{key}” holds a number or an address that has no source of its own.")
    return text


def _one_of(entry: Table, key: str, allowed: tuple[str, ...]) -> str:
    value = entry.text(key, "")
    if value not in allowed:
        raise entry.problem(f"“{key}” must be one of: {', '.join(filter(None, allowed))}.")
    return value


def _codes(entry: Table, key: str, allowed: frozenset[str]) -> tuple[str, ...]:
    codes = entry.texts(key)
    if not codes or not allowed.issuperset(codes):
        raise entry.problem(f"“{key}” must hold some of: {', '.join(sorted(allowed))}.")
    return codes
