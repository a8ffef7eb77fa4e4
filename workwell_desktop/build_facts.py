"""What this build says of itself: version, commit, how it was installed, and whose signature its updates carry.

An installer writes ``resources/build/build.toml``. A checkout has none: then the kind is ``source``, without a key.
"""

from __future__ import annotations

import argparse
import base64
import binascii
import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from workwell_desktop import __version__
from workwell_desktop.datafiles import DataFileProblem, read_table
from workwell_desktop.paths import resources

FILE = Path("build", "build.toml")
KINDS = {
    "source": "from a checkout or a wheel",
    "deb": "as a Debian package",
    "windows-user": "for one person, on Windows",
    "windows-machine": "for everybody on this PC, on Windows",
}
KEY_BYTES = 32  # of an Ed25519 public key


@dataclass(frozen=True)
class BuildFacts:
    """Version, commit (may be empty), the commit's day, the kind of installation, and the key of updates, if any."""

    version: str = __version__
    commit: str = ""
    made_on: date | None = None
    kind: str = "source"
    update_key: bytes = b""


def build_facts(folder: Path | None = None) -> BuildFacts:
    """Read the facts of this build below a folder of resources. Raises ``DataFileProblem`` for a file that is wrong."""
    file = (folder or resources()) / FILE
    if not file.is_file():
        return BuildFacts()
    top = read_table(file)
    facts = BuildFacts(
        top.text("version"),
        top.text("commit", ""),
        top.day("made_on"),
        top.text("kind"),
        _key(top.text("update_key", "")),
    )
    top.done()
    if facts.kind not in KINDS:
        raise top.problem("this kind is not known.", "kind")
    if len(facts.update_key) not in (0, KEY_BYTES):
        raise top.problem("this is not an Ed25519 key in base64.", "update_key")
    return facts


def how_built(facts: BuildFacts) -> str:
    """Return the sentence that says how this WorkWell was installed and from which commit; empty for a checkout."""
    if facts.made_on is None:
        return ""
    day = f"{facts.made_on.day} {facts.made_on:%B %Y}"
    return f"Installed {KINDS[facts.kind]}; made from commit {facts.commit[:12]} of {day}."


def version_told(program: str, folder: Path | None = None) -> str:
    """Return what a program answers to ``--version``: its name and version, and in a build how that was made."""
    try:
        facts = build_facts(folder)
    except DataFileProblem as problem:
        return f"{program} {__version__}\n{problem}"
    return "\n".join(filter(None, (f"{program} {facts.version}", how_built(facts))))


class TellVersion(argparse.Action):
    """The ``--version`` of a command line. The facts are read only when somebody asks."""

    def __call__(self, parser: argparse.ArgumentParser, *_others: object) -> None:
        """Say it and end."""
        sys.stdout.write(f"{version_told(str(self.const))}\n")
        parser.exit()


def _key(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except binascii.Error:
        return b"?"
