"""Reads what a folder offers: the signature first, then the manifest, then whether it is for this program.

The manifest is ``workwell-update.toml``; its Ed25519 signature over exactly those bytes is ``workwell-update.sig``, 64
bytes in base64. Whoever has the private key decides what a PC may take; the public one is part of the build.
"""

from __future__ import annotations

import base64
import binascii
import os
import re
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import BinaryIO

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from workwell_desktop.build_facts import BuildFacts
from workwell_desktop.datafiles import DataFileProblem, read_text
from workwell_desktop.errors import WorkwellError
from workwell_desktop.policy import Policy, refuse_update

MANIFEST, SIGNATURE = "workwell-update.toml", "workwell-update.sig"
FORMAT = 1
MOST_BYTES = 64 * 1024  # of the manifest
MOST_PACKAGE = 1024 * 1024 * 1024
_VERSION = re.compile(r"[0-9]{1,6}(\.[0-9]{1,6}){1,3}")
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._+~-]{0,120}")
_SUM = re.compile(r"[0-9a-f]{64}")
_ASK = "Take nothing from this stick. Ask whoever gave it to you for a new one."


class UpdateRefused(WorkwellError):
    """An update cannot be taken. Says why, and what to do next."""


@dataclass(frozen=True)
class Package:
    """The file for this kind of installation: its plain name, its size in bytes, its SHA-256 in hexadecimal digits."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True)
class Offer:
    """An update whose signature is right and that this program may take."""

    folder: Path
    version: str
    released_on: date
    news: tuple[str, ...]
    package: Package


def read_offer(folder: Path, facts: BuildFacts, *, policy: Policy | None = None) -> Offer:
    """Return what a folder offers to this build. ``policy`` may name the only folder that updates may come from.

    Raises ``UpdateRefused``: no key in this build, nothing there, another signature, an older or the same version, a
    version that cannot be reached from this one, or nothing for this kind of installation. Raises ``NotAllowed`` for a
    folder that IT does not allow.
    """
    if not facts.update_key:
        raise UpdateRefused("This WorkWell takes no updates from a stick.", "Ask your IT for a new installer.")
    refuse_update(folder, policy)
    said = _signed(folder, facts.update_key)
    try:
        version, oldest, released, news, packages = read_manifest(said)
    except (UnicodeDecodeError, DataFileProblem) as problem:
        raise UpdateRefused("What this stick says of its update cannot be read.", _ASK) from problem
    ours = numbers(facts.version)
    if numbers(version) <= ours:
        raise UpdateRefused(
            f"This stick holds WorkWell {version}; here is {facts.version} already.", "There is nothing to do."
        )
    if ours < numbers(oldest):
        raise UpdateRefused(
            f"WorkWell {version} can follow on {oldest} or later; here is {facts.version}.",
            f"Ask your IT for {oldest} first.",
        )
    if facts.kind not in packages:
        raise UpdateRefused("This stick holds nothing for the way in which WorkWell is installed here.", "Ask your IT.")
    return Offer(folder, version, released, news, packages[facts.kind])


def numbers(version: str) -> tuple[int, ...]:
    """Return a version such as ``1.2.3`` as numbers to compare by, without noughts at its end.

    Raises ``UpdateRefused`` for any other text.
    """
    if _VERSION.fullmatch(version) is None:
        raise UpdateRefused("This stick names a version that is none.", _ASK)
    found = [int(one) for one in version.split(".")]
    while found and not found[-1]:
        found.pop()
    return tuple(found)


@contextmanager
def opened(file: Path) -> Iterator[BinaryIO]:
    """Open a file of the stick: a plain file, never a link to somewhere else. Raises ``UpdateRefused``."""
    flags = os.O_RDONLY | getattr(os, "O_BINARY", 0)
    flags |= getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)  # a pipe is not waited for
    try:
        handle = os.open(file, flags)
    except OSError as problem:
        raise UpdateRefused(f"There is no file {file.name} that can be read.", "Choose another folder.") from problem
    if not stat.S_ISREG(os.fstat(handle).st_mode) or file.is_symlink():
        os.close(handle)
        raise UpdateRefused(f"{file.name} is not a plain file.", _ASK)
    with os.fdopen(handle, "rb") as read:
        yield read


def _signed(folder: Path, key: bytes) -> bytes:
    """Return the bytes of the manifest once its signature is proved."""
    try:
        with opened(folder / MANIFEST) as file:
            said = file.read(MOST_BYTES + 1)
        with opened(folder / SIGNATURE) as file:
            signature = file.read(1024)
    except OSError as problem:
        raise UpdateRefused("The stick cannot be read.", "Put it in again, then try again.") from problem
    if len(said) > MOST_BYTES:
        raise UpdateRefused("What this stick says of its update is far too long.", _ASK)
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(base64.b64decode(signature.strip(), validate=True), said)
    except (InvalidSignature, binascii.Error, ValueError) as problem:
        raise UpdateRefused(
            "This update was not signed by those who make your WorkWell, or was changed since.", _ASK
        ) from problem
    return said


def read_manifest(said: bytes) -> tuple[str, str, date, tuple[str, ...], dict[str, Package]]:
    """Read a manifest strictly: version, the oldest it can follow on, the day, what is new, the package of each kind.

    Raises ``DataFileProblem``, and ``UnicodeDecodeError`` for what is not UTF-8.
    """
    table = read_text(said.decode("utf-8"), MANIFEST)
    if table.whole("format") != FORMAT:
        raise table.problem("this format is not known here.", "format")
    version, oldest = table.text("version"), table.text("upgrades_from")
    released, news = table.day("released_on"), table.texts("news", ())
    packages: dict[str, Package] = {}
    for entry in table.tables("files", at_least=1):
        kind, name, size, total = entry.text("kind"), entry.text("name"), entry.whole("size"), entry.text("sha256")
        entry.done()
        if _NAME.fullmatch(name) is None or _SUM.fullmatch(total) is None or not 0 < size <= MOST_PACKAGE:
            raise entry.problem("a name, a size or a sum is not one.")
        if kind in packages:
            raise entry.problem("this kind is there twice.", "kind")
        packages[kind] = Package(name, size, total)
    table.done()
    return version, oldest, released, news, packages
