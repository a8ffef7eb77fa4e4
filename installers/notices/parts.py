"""What of other people's work is inside an installer: Python packages by the lock file, and what they carry inside.

The lock file says which packages and which versions; the packages as they were installed for the build say their
licences; ``inside.toml`` says what no package tells: libraries that were compiled into one, and Python itself.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageMetadata, distributions
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from workwell_desktop.datafiles import Table, read_table

EVERYWHERE = "all"  # carried by the program itself on every kind of PC
HERE = Path(__file__).parent
INSIDE = HERE / "inside.toml"
TEXTS = HERE / "texts"
TARGETS: Mapping[str, Mapping[str, str]] = {  # what a marker of the lock file asks about the PC it is installed on
    "linux": {"sys_platform": "linux", "platform_system": "Linux", "os_name": "posix", "python": "3.11"},
    "windows": {"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt", "python": "3.12"},
}
_LICENCE_FILE = re.compile(r"(licen[cs]e|copying|notice|copyright|authors)", re.IGNORECASE)
_CODE = (".py", ".pyc", ".pyi", ".so", ".pyd")
_PINNED = re.compile(r"^([A-Za-z0-9][A-Za-z0-9._-]*)==([^\s;\\]+)\s*(?:;\s*([^\\]+?))?\s*\\?$", re.MULTILINE)


class NoticeMissing(Exception):
    """Something that would be shipped has no licence that we can show. The text names it."""


@dataclass(frozen=True)
class Part:
    """One piece of other people's work: its name, version, licence (SPDX where there is one), and the licence's text.

    ``carried_by`` names the package that holds it, empty for a package itself; ``said`` is a sentence about how it is
    held, such as where its source lies.
    """

    name: str
    version: str
    licence: str
    texts: tuple[tuple[str, str], ...]
    purl: str
    carried_by: str = ""
    copyright: str = ""
    said: str = ""


def what_is_inside(
    lock: Path, site: Path, target: str, inside: Path = INSIDE, left_out: Sequence[str] = ()
) -> tuple[Part, ...]:
    """Return every part of an installer for ``target`` (``linux`` or ``windows``), packages first, by name.

    ``lock`` is the file of pinned packages, ``site`` the folder they were installed in. ``left_out`` are packages
    that the build leaves out. Raises ``NoticeMissing`` where a package is not there in the locked version, or has
    no licence.
    """
    table = read_table(inside)
    known = tuple(_said_by_hand(table))
    told = set(_not_inside(table))
    table.done()
    there = {canonicalize_name(one.name): one for one in distributions(path=[str(site)])}
    packages = []
    for name, version in locked(lock, target):
        if name in left_out:
            continue
        found = there.get(canonicalize_name(name))
        if found is None or found.version != version:
            raise NoticeMissing(f"{name} {version} is not installed in {site.name}, so its licence cannot be shown.")
        packages.append(_package(found, [one for one in known if one.name == name and not one.carried_by]))
    names = {one.name for one in packages}
    by_hand = [one for one in known if one.carried_by in {*names, target, EVERYWHERE}]
    told |= {(one.carried_by, one.name.lower()) for one in by_hand}
    by_package = [part for name in sorted(names) for part in _said_by_package(there[canonicalize_name(name)])]
    return (*packages, *by_hand, *(one for one in by_package if (one.carried_by, one.name.lower()) not in told))


def locked(lock: Path, target: str) -> tuple[tuple[str, str], ...]:
    """Return the packages and versions that a lock file names for ``target``, by name."""
    facts = dict(TARGETS[target])
    python = facts.pop("python")
    facts |= {
        "python_version": python,
        "python_full_version": f"{python}.99",
        "implementation_name": "cpython",
        "platform_python_implementation": "CPython",
        "platform_machine": "x86_64" if target == "linux" else "AMD64",
    }
    found = []
    for name, version, marker in _PINNED.findall(lock.read_text("utf-8")):
        asked = Requirement(f"{name} ; {marker}" if marker else name).marker
        if asked is None or asked.evaluate(facts):
            found.append((name, version))
    return tuple(sorted(found))


def _package(found: Distribution, by_hand: Sequence[Part]) -> Part:
    name, version = found.name, found.version
    said = by_hand[0] if by_hand else None
    texts = tuple(_licence_texts(found)) + (said.texts if said else ())
    licence = said.licence if said else _licence_name(found)
    if not licence:
        raise NoticeMissing(f"{name} {version} does not say its licence; say it in {INSIDE.name}.")
    if not texts:
        raise NoticeMissing(f"{name} {version} brings no text of its licence ({licence}); give one in {INSIDE.name}.")
    purl = f"pkg:pypi/{canonicalize_name(name)}@{version}"
    return Part(
        canonicalize_name(name),
        version,
        licence,
        texts,
        purl,
        copyright=said.copyright if said else "",
        said=said.said if said else "",
    )


def _licence_name(found: Distribution) -> str:
    """Return what a package says of its licence: the SPDX words where it has them, else one short line."""
    facts = found.metadata
    expression = _said_once(facts, "License-Expression")
    if expression:
        return expression
    classed = [str(one).rsplit("::", 1)[-1].strip() for one in facts.get_all("Classifier") or () if "License ::" in one]
    line = _said_once(facts, "License").splitlines()[:1]
    return line[0] if line and len(line[0]) <= 60 else " or ".join(one for one in classed if one)


def _said_once(facts: PackageMetadata, field: str) -> str:
    return str((facts.get_all(field) or [""])[0]).strip()


def _licence_texts(found: Distribution) -> Iterator[tuple[str, str]]:
    for file in sorted(found.files or (), key=str):
        inside = "/licenses/" in f"/{file}" or bool(_LICENCE_FILE.search(file.name))
        if not inside or file.suffix in _CODE or "__pycache__" in str(file):
            continue
        path = Path(str(file.locate()))
        if path.is_file():
            yield str(file), path.read_text("utf-8", "replace").replace("\r\n", "\n").strip()


def _said_by_package(found: Distribution) -> Iterator[Part]:
    """What a package's own bill of materials says was compiled into it. Its texts stand with the package."""
    carrier = canonicalize_name(found.name)
    seen: set[tuple[str, str]] = set()
    for file in sorted(found.files or (), key=str):
        if "/sboms/" not in str(file) or file.suffix != ".json":
            continue
        bill = json.loads(Path(str(file.locate())).read_text("utf-8"))
        for one in bill.get("components", ()):
            name, version = str(one["name"]), str(one.get("version", ""))
            if canonicalize_name(name).startswith(carrier) or name.startswith("PIL.") or (name, version) in seen:
                continue
            seen.add((name, version))
            yield Part(name, version, _licences_of(one), (), str(one.get("purl", "")), carrier)


def _licences_of(component: Mapping[str, Any]) -> str:
    said = [
        one.get("expression") or one["license"].get("id") or one["license"].get("name", "")
        for one in component.get("licenses", ())
    ]
    return " AND ".join(said) or "as its package says"


def _said_by_hand(table: Table) -> Iterator[Part]:
    for one in table.tables("part", at_least=1):
        files = one.texts("texts", ())
        yield Part(
            one.text("name"),
            one.text("version", ""),
            one.text("licence"),
            tuple((file, (TEXTS / file).read_text("utf-8").strip()) for file in files),
            one.text("purl", ""),
            one.text("carried_by", ""),
            one.text("copyright", ""),
            one.text("said", ""),
        )
        one.done()


def _not_inside(table: Table) -> Iterator[tuple[str, str]]:
    for one in table.tables("not_inside"):
        one.text("why")
        yield one.text("carried_by"), one.text("name").lower()
        one.done()
