"""Makes the key that updates are signed with, and signs an update.

    python -m installers.updates.sign_update new-key FOLDER
    python -m installers.updates.sign_update sign --key FOLDER/update-key.pem --version 1.1.0 --from 1.0.0
        --news "What is new, in one line" --into STICK workwell-desktop_1.1.0_amd64.deb WorkWell-...-setup.exe

The private key lies in a file under a passphrase, which is read from the keyboard or from ``--passphrase-file``. The
public one, ``update-key.pub``, is what the builds take as ``UPDATE_KEY``. Whoever loses the private key can sign no
more updates for programs that are installed already: keep two copies, away from any network.
"""

from __future__ import annotations

import argparse
import base64
import getpass
import hashlib
import os
import shutil
import sys
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from workwell_desktop.build_facts import KINDS
from workwell_desktop.datafiles import DataFileProblem
from workwell_desktop.updates.manifest import FORMAT, MANIFEST, SIGNATURE, UpdateRefused, numbers, read_manifest

PRIVATE, PUBLIC = "update-key.pem", "update-key.pub"


class CannotSign(Exception):
    """The text is the one line that whoever signs reads."""


def new_key(folder: Path, passphrase: bytes) -> Path:
    """Write a new key pair into a folder and return the file of the public one. Never writes over a key."""
    if not passphrase:
        raise CannotSign("The private key needs a passphrase.")
    key = Ed25519PrivateKey.generate()
    folder.mkdir(parents=True, exist_ok=True)
    packed = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.BestAvailableEncryption(passphrase),
    )
    try:
        handle = os.open(folder / PRIVATE, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as problem:
        raise CannotSign(f"There is a key in {folder} already. It was left as it is.") from problem
    with os.fdopen(handle, "wb") as file:
        file.write(packed)
    raw = key.public_key().public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)
    public = folder / PUBLIC
    public.write_text(base64.b64encode(raw).decode() + "\n", "ascii", newline="\n")
    return public


def sign(
    key_file: Path, passphrase: bytes, version: str, oldest: str, news: Sequence[str], released: date,
    packages: Sequence[Path], into: Path,
) -> Path:  # fmt: skip
    """Copy packages into a folder, write the manifest beside them with its signature, and return the manifest.

    The manifest is read as the program will read it before it is signed. Raises ``CannotSign``.
    """
    said = _manifest(version, oldest, news, released, packages)
    key = _private_key(key_file, passphrase)
    into.mkdir(parents=True, exist_ok=True)
    for package in packages:
        if package.resolve().parent != into.resolve():
            shutil.copyfile(package, into / package.name)
    (into / MANIFEST).write_bytes(said)
    (into / SIGNATURE).write_bytes(base64.b64encode(key.sign(said)) + b"\n")
    return into / MANIFEST


def _manifest(version: str, oldest: str, news: Sequence[str], released: date, packages: Sequence[Path]) -> bytes:
    for one in (version, oldest):
        try:
            numbers(one)
        except UpdateRefused as problem:
            raise CannotSign(f"{one} is no version such as 1.2.3.") from problem
    if numbers(oldest) >= numbers(version):
        raise CannotSign(f"{version} cannot follow on {oldest}: it is not newer.")
    lines = [f"format = {FORMAT}", f'version = "{version}"', f'upgrades_from = "{oldest}"', f"released_on = {released}"]
    lines.append(f"news = [{', '.join(_quoted(one) for one in news)}]")
    for package in packages:
        body = package.read_bytes()
        lines += [
            "",
            "[[files]]",
            f'kind = "{kind_of(package)}"',
            f'name = "{package.name}"',
            f"size = {len(body)}",
            f'sha256 = "{hashlib.sha256(body).hexdigest()}"',
        ]
    said = ("\n".join(lines) + "\n").encode("utf-8")
    try:
        read_manifest(said)
    except DataFileProblem as problem:
        raise CannotSign(f"No program would take this. {problem.sentence}") from problem
    return said


def _private_key(file: Path, passphrase: bytes) -> Ed25519PrivateKey:
    try:
        key = serialization.load_pem_private_key(file.read_bytes(), passphrase)
    except TypeError as problem:
        raise CannotSign(f"{file.name} lies there without a passphrase. Make a new key.") from problem
    if not isinstance(key, Ed25519PrivateKey):
        raise CannotSign(f"{file.name} is not an Ed25519 key.")
    return key


def kind_of(package: Path) -> str:
    """Return which kind of installation a package is for, by its name. Raises ``CannotSign``."""
    name = package.name
    kinds = {"deb": name.endswith(".deb")}
    kinds |= {kind: f"-{kind}-" in name and name.endswith(".exe") for kind in KINDS if kind.startswith("windows")}
    found = [kind for kind, right in kinds.items() if right]
    if len(found) != 1:
        raise CannotSign(f"{name} is no package that an update can hold.")
    return found[0]


def _quoted(text: str) -> str:
    if any(ord(sign) < 32 for sign in text):
        raise CannotSign("What is new is one line of plain words.")
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def main(argv: Sequence[str] | None = None) -> int:
    """Make a key or sign. Returns 0, or 1 after one line that says what is wrong."""
    arguments = _parser().parse_args(argv)
    try:
        passphrase = _passphrase(arguments)
        if arguments.deed == "new-key":
            made = new_key(arguments.folder, passphrase)
            print(f"The public key is {made}; the private one lies beside it. Keep that away from any network.")
        else:
            today = datetime.now(UTC).date()
            made = sign(
                arguments.key, passphrase, arguments.version, arguments.oldest, arguments.news, today,
                arguments.packages, arguments.into,
            )  # fmt: skip
            print(f"Signed: {made}")
    except (CannotSign, OSError, ValueError) as problem:
        print(f"sign_update: {problem}", file=sys.stderr)
        return 1
    return 0


def _passphrase(arguments: argparse.Namespace) -> bytes:
    if arguments.passphrase_file:
        return bytes(arguments.passphrase_file.read_bytes().split(b"\n")[0].strip())
    return getpass.getpass("Passphrase of the private key: ").encode("utf-8")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m installers.updates.sign_update", description=__doc__)
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--passphrase-file", type=Path, metavar="FILE", help="its first line is the passphrase")
    deeds = parser.add_subparsers(dest="deed", required=True)
    new = deeds.add_parser("new-key", parents=[common])
    new.add_argument("folder", type=Path)
    signing = deeds.add_parser("sign", parents=[common])
    signing.add_argument("--key", type=Path, required=True)
    signing.add_argument("--version", required=True)
    signing.add_argument("--from", dest="oldest", required=True, help="the oldest version that it can follow on")
    signing.add_argument("--news", action="append", default=[], help="what is new; may be said more than once")
    signing.add_argument("--into", type=Path, required=True, help="the folder or the stick")
    signing.add_argument("packages", type=Path, nargs="+")
    return parser


if __name__ == "__main__":
    sys.exit(main())
