"""``make installer``: everything that this machine can make, in ``dist/``, with what it takes to check it.

    workwell-desktop_VERSION_amd64.deb      the Debian package
    WorkWell-VERSION-windows-...            the Windows setups and their record, where Python's runtime was given
    workwell-desktop_VERSION_SYSTEM.cdx.json  what is inside, for machines (CycloneDX)
    THIRD-PARTY.txt                         what is inside, with its licences, for people
    build-record.json                       from which commit, with which tools, and how two builds of it compare
    SHA256SUMS                              the sums of all of these

The package is made twice from the same commit. Where the two differ, the record names each file that does.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import platform
import sys
import sysconfig
from collections.abc import Mapping, Sequence
from importlib.metadata import version as version_of
from pathlib import Path
from typing import Any

from installers.facts import ROOT, CannotBuild, commit, commit_time, made_on, read_update_key
from installers.frozen.freeze import FOLDER, freeze, size_mb
from installers.linux.build_deb import WORK, Order, build_deb, sum_of
from installers.notices.parts import NoticeMissing, what_is_inside
from installers.notices.sbom import write_bill
from installers.notices.third_party import write_third_party
from installers.windows import assemble, build_windows
from workwell_desktop import __version__

DIST, AGAIN = ROOT / "dist", ROOT / "build" / "again"
LOCK = ROOT / "requirements" / "run.txt"
RECORD, SUMS, NOTICES = "build-record.json", "SHA256SUMS", "THIRD-PARTY.txt"
_OURS = ("workwell-desktop_*", "WorkWell-*", NOTICES, RECORD, SUMS)


def make(out: Path, runtime: Path | None, key_file: Path | None, *, twice: bool) -> list[Path]:
    """Make everything below ``out`` and return the files, sums last.

    Files of earlier builds are taken away first. Raises ``CannotBuild``, and then leaves nothing of ours there.
    """
    out.mkdir(parents=True, exist_ok=True)
    take_away(out)
    try:
        return _make(out, runtime, key_file, twice=twice)
    except BaseException:
        take_away(out)  # half of a release looks like a whole one
        raise


def _make(out: Path, runtime: Path | None, key_file: Path | None, *, twice: bool) -> list[Path]:
    order = Order(update_key=read_update_key(key_file) if key_file else "")
    say("the frozen folder")
    frozen = freeze()
    say(f"the Debian package, from {size_mb(frozen):.0f} MB")
    deb = build_deb(order, frozen, out)
    before = sums_below(WORK / "debian")
    same: dict[str, Any] = {"built_twice": twice}
    if twice:
        say("both once more, to compare")
        again = build_deb(order, freeze(FOLDER), AGAIN)
        same |= compared({deb.name: sum_of(deb), **before}, {again.name: sum_of(again), **sums_below(WORK / "debian")})
        say("the two builds are the same" if same["same"] else f"{len(same['different'])} files differ: see {RECORD}")
    sites = {"linux": Path(sysconfig.get_path("purelib"))}
    words = ["--out", str(out), *(("--runtime", str(runtime)) if runtime else ())]
    if build_windows.main([*words, *(("--update-key", str(key_file)) if key_file else ())]):
        raise CannotBuild("The Windows setups could not be made.", "Why stands above.")
    if runtime:
        sites["windows"] = build_windows.WORK / "packages"
    say("the licences, the bills of materials, the record and the sums")
    write_papers(sites, out)
    record = out / RECORD
    facts = record_of(same, order.update_key, runtime is not None, files_of(out))
    record.write_text(json.dumps(facts, indent=1) + "\n", "utf-8", newline="\n")
    files = files_of(out)
    (out / SUMS).write_text("".join(f"{sum_of(file)}  {file.name}\n" for file in files), "utf-8", newline="\n")
    return [*files, out / SUMS]


def take_away(out: Path) -> None:
    """Delete what earlier builds left, of any version; files of others stay."""
    for pattern in _OURS:
        for file in out.glob(pattern):
            file.unlink()


def files_of(out: Path) -> list[Path]:
    """Return what was made so far, by name, without the sums."""
    return sorted({file for pattern in _OURS for file in out.glob(pattern)} - {out / SUMS})


def sums_below(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of every file below a folder, by its place there; of a link, where it points."""
    return {
        file.relative_to(folder).as_posix(): f"-> {file.readlink()}" if file.is_symlink() else sum_of(file)
        for file in sorted(folder.rglob("*"))
        if file.is_symlink() or file.is_file()
    }


def compared(first: Mapping[str, str], second: Mapping[str, str]) -> dict[str, Any]:
    """Return whether two builds are the same, how many files were held against each other, and which differ."""
    names = sorted(first.keys() | second.keys())
    different = [name for name in names if first.get(name) != second.get(name)]
    return {"same": not different, "files": len(names), "different": different}


def write_papers(sites: Mapping[str, Path], out: Path) -> None:
    """Write the licences and a bill of materials for each system, from the packages below ``sites``."""
    try:
        inside = {
            system: what_is_inside(LOCK, site, system, left_out=assemble.LEFT_OUT) for system, site in sites.items()
        }
    except NoticeMissing as problem:
        raise CannotBuild(str(problem)) from problem
    every = tuple({part: None for parts in inside.values() for part in parts})
    write_third_party(every, __version__, out)
    for system, parts in inside.items():
        write_bill(parts, __version__, commit(), system, commit_time(), out)


def record_of(same: Mapping[str, Any], update_key: str, windows: bool, files: Sequence[Path]) -> dict[str, Any]:
    """Return the record: what was built, from what, with what. Two builds on one machine give the same record."""
    return {
        "program": {
            "name": "WorkWell Desktop",
            "version": __version__,
            "commit": commit() or "not from a commit",
            "made_on": made_on().isoformat(),
        },
        "update_key": update_key or None,
        "windows": "made; its own record says from which runtime" if windows else "not made: no runtime was given",
        "linux": {
            "python": sys.version.split()[0],
            "python_sha256": _sum_of_python(),
            "pyinstaller": version_of("pyinstaller"),
            "system": _system(),
            "lock": {"file": "requirements/run.txt", "sha256": sum_of(LOCK)},
        },
        "second_build": same,
        "files": {file.name: {"sha256": sum_of(file), "bytes": file.stat().st_size} for file in files},
    }


def _sum_of_python() -> str:
    return hashlib.sha256(Path(sys.executable).resolve().read_bytes()).hexdigest()


def _system() -> str:
    try:
        return platform.freedesktop_os_release()["PRETTY_NAME"]
    except (OSError, KeyError):
        return platform.system()


def say(words: str) -> None:
    """Tell whoever builds what comes next."""
    print(f"installer: {words}", flush=True)


def main(argv: Sequence[str] | None = None) -> int:
    """Make everything, list it, and return 0; or 1 after a sentence that says what is wrong."""
    parser = argparse.ArgumentParser(prog="python -m installers.build", description=__doc__)
    parser.add_argument("--runtime", type=Path, metavar="FILE", help="Python's own archive for Windows, for the setups")
    parser.add_argument("--update-key", type=Path, metavar="FILE", help="the public key that updates are checked with")
    parser.add_argument("--out", type=Path, default=DIST, help="where everything goes")
    parser.add_argument("--once", action="store_true", help="do not make it a second time to compare")
    arguments = parser.parse_args(argv)
    try:
        made = make(arguments.out.absolute(), arguments.runtime, arguments.update_key, twice=not arguments.once)
    except CannotBuild as problem:
        print(f"installer: {problem}", file=sys.stderr)
        return 1
    for file in made:
        print(f"  {file.stat().st_size / 1e6:7.1f} MB  {file.name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
