"""Builds the Windows setups: one command, the same on a Windows build machine and on Linux.

    python installers/windows/build_windows.py --runtime python-3.12.10-embed-amd64.zip

Two setups go to dist/, for one person and for a whole PC, and a record of what they were built from. The runtime has
to be an archive of python.org's that stands in a list beside this file. ``--test-only`` takes any other one: then the
setups go to build/windows/ and say TEST-ONLY in their names.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import platform
import re
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from installers.artwork import DRAWING, NoDrawing
from installers.facts import ROOT, CannotBuild, commit, commit_time, made_on, read_update_key
from installers.windows.assemble import Facts, find_python, install_packages, lay_out, with_facts
from installers.windows.check_dlls import binaries_among, missing_imports
from installers.windows.contents import ContentsChanged
from installers.windows.icon import write_ico, write_side
from installers.windows.launcher import NoCompiler, four_numbers
from installers.windows.nsis import KINDS, Setup, find_makensis, make_setup
from installers.windows.runtime import Runtime, RuntimeRefused, accepted_archives, read_runtime
from workwell_desktop import __version__

WORK = ROOT / "build" / "windows"
NO_RUNTIME = (
    "No Windows setup was made: it needs Python's own archive for Windows (--runtime python-3.12.10-embed-amd64.zip, "
    "from python.org). Nothing for Windows is left in {out}."
)


def names_of(version: str, *, test_only: bool) -> dict[str, str]:
    """Return the file names: of the setup for each mode, and of the record."""
    mark = "-TEST-ONLY" if test_only else ""
    names = {mode: f"WorkWell-{version}-windows-{mode}{mark}-setup.exe" for mode in KINDS}
    return {**names, "record": f"WorkWell-{version}-windows{mark}-build.json"}


def take_away_old(out: Path) -> None:
    """Delete every Windows setup and record of earlier builds from a folder, of any version."""
    for pattern in ("WorkWell-*-windows-*-setup.exe", "WorkWell-*-windows*-build.json"):
        for file in out.glob(pattern):
            file.unlink()


def facts_of(version: str, update_key: str) -> Facts:
    """Return what the build says of itself, by the commit that is checked out. Its time is that of the build too."""
    return Facts(version, commit() or "unknown", made_on(), commit_time(), update_key)


def build(arguments: argparse.Namespace) -> dict[str, Path]:
    """Build both setups and the record. Returns where they lie. Raises ``CannotBuild`` and what the parts raise."""
    test_only = bool(arguments.test_only)
    version = arguments.version or __version__
    four_numbers(version)
    runtime = read_runtime(arguments.runtime, accepted_archives())
    if not runtime.official and not test_only:
        raise CannotBuild(
            "This runtime is not one of python.org's archives that a release may hold (runtime-*.sha256). "
            "To try with it: --test-only."
        )
    if version != __version__ and not test_only:
        raise CannotBuild("Another version than the program's own is for trials: --test-only.")
    find_makensis()
    compiler = find_python(".".join(runtime.version.split(".")[:2]), arguments.compile_with)
    facts = facts_of(version, read_update_key(arguments.update_key) if arguments.update_key else "")
    out: Path = WORK if test_only else arguments.out
    names = names_of(version, test_only=test_only)

    WORK.mkdir(parents=True, exist_ok=True)
    _say("the icon")
    icon = WORK / "workwell.ico"
    side = WORK / "side.bmp"
    write_ico(arguments.icon, icon)
    write_side(arguments.icon, side)
    _say("the locked packages for Windows")
    install_packages(".".join(runtime.version.split(".")[:2]), WORK / "packages")
    _say("the program folder")
    folder = WORK / "program"
    lay_out(folder, runtime, WORK / "packages", facts, icon, WORK, compiler)
    _sign(arguments.sign, [folder / "WorkWell.exe", folder / "workwell-admin.exe"])
    licence = _licence_page(folder)
    made = {}
    inside = {}
    for mode, kind in KINDS.items():
        files = with_facts(folder, facts, kind, WORK / mode)
        problems = missing_imports(binaries_among(files), files)
        if problems:
            raise CannotBuild("A library is missing:\n" + "\n".join(problems))
        _say(f"the setup for a {mode}, of {len(files)} files")
        made[mode] = out / names[mode]
        inside[mode] = hashlib.sha256((WORK / mode / "MANIFEST.sha256").read_bytes()).hexdigest()
        stub = arguments.stub
        make_setup(
            Setup(
                mode, version, files, icon, side, licence, made[mode], stub, arguments.fast, test_only, arguments.sign
            ),
            WORK / mode,
        )
    made["record"] = out / names["record"]
    made["record"].write_text(_record(runtime, facts, made, inside, compiler, arguments), "utf-8", newline="\n")
    return made


def _licence_page(folder: Path) -> Path:
    """Write what the setup shows: our licence, and where everybody else's stand."""
    page = WORK / "licence.txt"
    own = (folder / "licenses" / "LICENSE.txt").read_text("utf-8").strip()
    words = f"{own}\n\nOther people's work inside, with its licences, is named in licenses\\THIRD-PARTY.txt.\n"
    page.write_text(words, "utf-8-sig", newline="\r\n")
    return page


def _sign(command: str, files: Sequence[Path]) -> None:
    for file in files if command else ():
        subprocess.run(f'{command} "{file}"', check=True, shell=True)  # noqa: S602 - whoever builds names the command


def _record(
    runtime: Runtime,
    facts: Facts,
    made: dict[str, Path],
    inside: dict[str, str],
    compiler: Path,
    given: argparse.Namespace,
) -> str:
    record = {
        "program": {
            "name": "WorkWell Desktop",
            "version": facts.version,
            "commit": facts.commit,
            "made_on": facts.made_on.isoformat(),
        },
        "test_only": bool(given.test_only),
        "runtime": {
            "version": runtime.version,
            "official": runtime.official,
            "archive_sha256": runtime.archive or "a folder, not an archive",
            "files": {name: hashlib.sha256(body).hexdigest() for name, body in sorted(runtime.files.items())},
        },
        "packages": {"lock": "requirements/run.txt", "sha256": _sum(ROOT / "requirements" / "run.txt")},
        "update_key": facts.update_key or None,
        "signed": bool(given.sign),
        "built_with": {
            "makensis": _version_line([find_makensis(), "-VERSION"]),
            "nsis_target": given.stub,
            "bytecode_by": _version_line([str(compiler), "--version"]),
            "system": platform.platform(),
        },
        "manifests": inside,
        "setups": {made[mode].name: {"sha256": _sum(made[mode]), "bytes": made[mode].stat().st_size} for mode in KINDS},
    }
    return json.dumps(record, indent=1) + "\n"


def _sum(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def _version_line(command: Sequence[str]) -> str:
    said = subprocess.run(command, check=False, capture_output=True, text=True)
    return re.sub(r"\s+", " ", said.stdout + said.stderr).strip()


def _say(words: str) -> None:
    print(f"windows: {words}", flush=True)


def _arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="build_windows", description="Build WorkWell's setups for Windows.")
    parser.add_argument(
        "--runtime", type=Path, help="python.org's archive 'embeddable package (64-bit)', or a folder of it"
    )
    parser.add_argument("--update-key", type=Path, metavar="FILE", help="the public key that updates are checked with")
    parser.add_argument("--out", type=Path, default=ROOT / "dist", help="where a release goes")
    parser.add_argument("--test-only", action="store_true", help="take any runtime; the setups are marked TEST-ONLY")
    parser.add_argument("--version", help="build as another version, to try upgrades with; only with --test-only")
    parser.add_argument("--compile-with", type=Path, metavar="PYTHON", help="a Python of the runtime's version")
    parser.add_argument("--icon", type=Path, default=DRAWING, help=argparse.SUPPRESS)
    parser.add_argument("--stub", default="x86-unicode", help="NSIS's target; amd64-unicode where Wine has no 32 bits")
    parser.add_argument("--fast", action="store_true", help="pack less: for trials")
    parser.add_argument(
        "--sign", metavar="COMMAND", default="", help="sign launchers, setups and uninstallers: COMMAND FILE is run"
    )
    return parser.parse_args(argv)


def main(argv: Sequence[str] | None = None) -> int:
    """Build and say what was made. Returns 0, or 1 after one line that says what is wrong."""
    arguments = _arguments(argv)
    if not arguments.test_only:
        take_away_old(arguments.out)
    if arguments.runtime is None:
        print(NO_RUNTIME.format(out=f"{arguments.out.name}/"))
        return 0
    started = time.monotonic()
    try:
        made = build(arguments)
    except (CannotBuild, RuntimeRefused, ContentsChanged, NoCompiler, NoDrawing, ValueError) as problem:
        print(f"windows: {problem}", file=sys.stderr)
        return 1
    for file in made.values():
        print(f"{_sum(file)}  {file} ({file.stat().st_size / 1e6:.1f} MB)")
    _say(f"done after {time.monotonic() - started:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
