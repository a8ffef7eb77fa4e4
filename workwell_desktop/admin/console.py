"""What every command needs: the answer it gives, the passphrase, the vault's folder, and the open vault."""

from __future__ import annotations

import argparse
import getpass
import secrets
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from workwell_desktop.casework import access
from workwell_desktop.clock import Clock
from workwell_desktop.errors import NotKept, VaultMissing, WorkwellError
from workwell_desktop.files import make_private_folder, sync_folder
from workwell_desktop.paths import Places
from workwell_desktop.settings import load_settings
from workwell_desktop.vault.store import Vault

_PASSPHRASE_BYTES = 4096  # far longer than any passphrase; what is larger is another file


class WrongUse(WorkwellError):
    """The command was not understood, or asks for something that cannot be."""


@dataclass(frozen=True)
class Answer:
    """What a command found: lines for people, figures for programs, and whether all is well."""

    lines: Sequence[str]
    figures: Mapping[str, object] | Sequence[Mapping[str, object]]
    code: int = 0


def folder_of(arguments: argparse.Namespace) -> Path:
    """Return the vault's folder: the one that was named, or the one last used on this PC. Raises ``VaultMissing``."""
    if arguments.vault:
        return Path(arguments.vault)
    places = Places.for_this_person()
    found = access.last_vault(places, load_settings(places.config).vault_folder)
    if found is None:
        raise VaultMissing("There is no vault in the usual place.", "Name its folder with --vault.")
    return found


@contextmanager
def opened(arguments: argparse.Namespace) -> Iterator[Vault]:
    """Open the vault that was asked for with a coach's passphrase, and close it. Raises as ``access.unlock``."""
    folder = folder_of(arguments)
    coaches = access.coaches(folder)
    wanted = [one for one in coaches if arguments.coach in {None, one.label}]
    if len(wanted) != 1:
        names = ", ".join(one.label for one in coaches)
        raise WrongUse(f"Say with --coach who signs in: {names}.")
    vault = access.unlock(folder, wanted[0].slot_id, passphrase(arguments), Clock())
    try:
        yield vault
    finally:
        vault.close()


def passphrase(arguments: argparse.Namespace, *, twice: bool = False) -> str:
    """Read the passphrase: from the file that was named, from a pipe, or by asking (twice for a new one).

    Only the first line counts, without its end. Raises ``WrongUse`` when there is none.
    """
    named: str | None = arguments.passphrase_file
    if named and named != "-":
        try:
            with Path(named).open("rb") as file:
                return _first_line(file.read(_PASSPHRASE_BYTES))
        except OSError as problem:
            raise WrongUse("The file with the passphrase cannot be read.") from problem
    if not sys.stdin.isatty():
        return _first_line(sys.stdin.buffer.readline(_PASSPHRASE_BYTES))
    try:
        typed = getpass.getpass("Passphrase: ")
        if twice and getpass.getpass("The same again: ") != typed:
            raise WrongUse("The two were not the same.")
    except EOFError:  # Ctrl+D at the prompt
        raise _no_passphrase() from None
    return typed


def _first_line(data: bytes) -> str:
    try:
        line = data.decode("utf-8-sig").splitlines()[:1]
    except UnicodeDecodeError as problem:
        raise WrongUse("The passphrase must be UTF-8 text.") from problem
    if not line or not line[0]:
        raise _no_passphrase()
    return line[0]


def _no_passphrase() -> WrongUse:
    return WrongUse("There is no passphrase.", "Give one with --passphrase-file or through a pipe.")


def in_place(folder: Path, make: Callable[[Path], Path]) -> Path:
    """Let a vault be made in a passing folder beside ``folder``, then give it that very place.

    What makes a vault gives its folder a name of its own and closes the folder around it to others; neither
    should happen to the folder that the caller has chosen to put it in. Raises ``WrongUse`` when there is something
    in ``folder`` already; ``NotKept``.
    """
    target = folder.absolute()
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise WrongUse("The folder for the vault is there already, and not empty.", "Choose a new one.")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        passing = make_private_folder(target.parent / f".workwell-{secrets.token_hex(4)}")
    except OSError as problem:
        raise NotKept("The folder for the vault cannot be made.", "Choose another one.") from problem
    try:
        made = make(passing)
        try:
            if target.exists():
                target.rmdir()
            made.rename(target)
            sync_folder(target.parent)
        except OSError as problem:
            raise NotKept("The vault could not be put into that folder.", "Choose another one.") from problem
    finally:
        shutil.rmtree(passing, ignore_errors=True)
    return target
