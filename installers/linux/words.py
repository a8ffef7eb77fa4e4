"""The texts of the package that are made rather than kept: control, copyright, changelog, overrides."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path

from installers.notices.parts import Part
from workwell_desktop.datafiles import read_table

NAME = "workwell-desktop"
ARCHITECTURE = "amd64"
NOBODY = "WorkWell Desktop maintainers <maintainers@workwell.invalid>"
RECOMMENDS = "libespeak-ng1"  # reads questions aloud
SUGGESTS = "gnome-keyring | kwalletmanager"  # keeps this PC's extra key
_PACKAGE = Path(__file__).parent / "package"
_UNSETTLED = re.compile(r"(a|b|rc|\.dev)(\d+)$")


@dataclass(frozen=True)
class Override:
    """One thing that lintian says and that stays as it is: its tag, where, and why."""

    tag: str
    context: str
    reason: str


def debian_version(version: str) -> str:
    """Return a version as Debian orders it: 0.2.0rc1 comes before 0.2.0, so it becomes 0.2.0~rc1.

    Raises ``ValueError`` for what is no version.
    """
    written = _UNSETTLED.sub(lambda found: f"~{found[1].lstrip('.')}{found[2]}", version)
    if not re.fullmatch(r"\d+(\.\d+)*(~[a-z]+\d+)?", written):
        raise ValueError(f"no version: {version}")
    return written


def file_name(version: str) -> str:
    """Return the name of the package's file."""
    return f"{NAME}_{debian_version(version)}_{ARCHITECTURE}.deb"


def control(version: str, maintainer: str, depends: str, installed_kb: int) -> str:
    """Return the control file. ``depends`` is what dpkg-shlibdeps found, ``installed_kb`` the size in KiB."""
    return f"""\
Package: {NAME}
Version: {debian_version(version)}
Section: misc
Priority: optional
Architecture: {ARCHITECTURE}
Maintainer: {maintainer}
Installed-Size: {installed_kb}
Depends: {depends}
Recommends: {RECOMMENDS}
Suggests: {SUGGESTS}
Description: one program for work and health coaches, offline and encrypted
 Take a referral, ask what gets in the way, agree a plan, find local help, and
 hand over two papers: the participant's plan and a letter to the employer.
 .
 Everything is kept on one PC in one encrypted file. There is no account and
 no server, and the program never uses the network.
 .
 The package brings Python, Qt and what else the program is tested with.
"""


def changelog(version: str, maintainer: str, made_on: datetime) -> str:
    """Return the changelog as Debian reads it. What changed for people stands in the project's own, beside it."""
    return f"""\
{NAME} ({debian_version(version)}) unstable; urgency=medium

  * What changed is told in CHANGELOG.md.gz beside this file.

 -- {maintainer}  {format_datetime(made_on)}
"""


def copyright_text(parts: Sequence[Part], licence: str) -> str:
    """Return the copyright file: ours in full, and what others made inside by name and licence.

    ``licence`` is the project's own file: a title, the years and names, and the terms.
    """
    title, ours, terms = (each.strip() for each in licence.strip().split("\n\n", 2))
    if not title.startswith("MIT"):
        raise ValueError("the project's licence is another than the copyright file says")
    inside = "\n".join(f"  {_one_line(part)}" for part in parts)
    return f"""\
Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
Upstream-Name: WorkWell Desktop
Comment:
 What others made and what is inside this package, by name, version and
 licence. The texts of all these licences are in THIRD-PARTY.txt.gz beside
 this file. The LGPL, GPL, Apache License and MPL are also in
 /usr/share/common-licenses. Qt lies in files of its own that may be replaced.
 .
{inside}

Files: *
Copyright: {ours.removeprefix("Copyright ").removeprefix("(c) ")}
License: Expat

License: Expat
{_indented(terms)}
"""


def _one_line(part: Part) -> str:
    inside = f" (inside {part.carried_by})" if part.carried_by not in {"", "all", "linux"} else ""
    return f"{part.name} {part.version}".rstrip() + f"{inside}: {part.licence}"


def _indented(text: str) -> str:
    return "\n".join(f" {line}" if line.strip() else " ." for line in text.splitlines())


def overrides() -> tuple[Override, ...]:
    """Return what lintian says and that stays, from ``overrides.toml``. Raises ``DataFileProblem``."""
    table = read_table(_PACKAGE / "overrides.toml")
    found = tuple(
        Override(one.text("tag"), one.text("context", default=""), one.text("reason"))
        for one in table.tables("override", at_least=1)
    )
    table.done()
    return found


def overrides_text(known: Sequence[Override]) -> str:
    """Return the package's file of overrides, each below its reason."""
    return "".join(f"# {one.reason}\n{NAME}: {' '.join((one.tag, one.context)).strip()}\n" for one in known)


def filled(name: str, version: str, made_on: datetime) -> str:
    """Return a file of the package with the version and the day in their places."""
    text = (_PACKAGE / name).read_text("utf-8")
    return text.replace("@VERSION@", version).replace("@DATE@", f"{made_on.astimezone(UTC):%Y-%m-%d}")
