"""Makes the frozen folder: ``python -m installers.frozen.freeze``. Linux only; Windows has a build of its own.

    build/frozen/workwell-desktop/   the program's folder

The same commit gives the same bytes: the time in it is the commit's.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from installers.facts import ROOT, CannotBuild, commit_time
from workwell_desktop.self_test.parts import FILES_LIST, files_list

SPEC = ROOT / "installers" / "frozen" / "workwell.spec"
FOLDER = ROOT / "build" / "frozen" / "workwell-desktop"
RESOURCES = Path("_internal", "resources")
PROGRAM, ADMIN = "workwell-desktop", "workwell-admin"
_LOG = "freeze.log"


def freeze(into: Path = FOLDER) -> Path:
    """Make the folder anew and return it. Raises ``CannotBuild``, with where the tool's own words are."""
    if not sys.platform.startswith("linux"):
        raise CannotBuild("The frozen folder is made on Linux.", "On Windows: installers/windows/build_windows.py")
    work = into.parent / "work"
    shutil.rmtree(into, ignore_errors=True)
    work.mkdir(parents=True, exist_ok=True)
    log = into.parent / _LOG
    command = [sys.executable, "-P", "-m", "PyInstaller", "--clean", "--noconfirm", "--log-level=WARN"]
    command += ["--distpath", str(into.parent), "--workpath", str(work), str(SPEC)]
    calm = {"SOURCE_DATE_EPOCH": str(commit_time()), "PYTHONHASHSEED": "1", "PYTHONDONTWRITEBYTECODE": "1"}
    # What PyInstaller keeps from build to build lies in build/ too.
    calm |= {"PYTHONPATH": str(ROOT), "PYINSTALLER_CONFIG_DIR": str(work / "kept")}
    with log.open("wb") as kept:
        ran = subprocess.run(
            command, cwd=ROOT, env=os.environ | calm, stdin=subprocess.DEVNULL, stdout=kept, stderr=kept, check=False
        )
    if ran.returncode or not (into / PROGRAM).is_file():
        raise CannotBuild("PyInstaller could not make the frozen folder.", f"It says why in {log.relative_to(ROOT)}")
    forget_this_machine(into)
    (into / ADMIN).symlink_to(PROGRAM)
    shipped = into / RESOURCES
    (shipped / FILES_LIST).parent.mkdir()
    (shipped / FILES_LIST).write_text(files_list(shipped), "utf-8")
    return into


def forget_this_machine(folder: Path) -> None:
    """Take out of libraries where this machine keeps its own: whoever could write there could slip one in."""
    for file in sorted(path for path in folder.rglob("*.so*") if path.is_file() and not path.is_symlink()):
        said = _patchelf("--print-rpath", str(file))
        kept = [one for one in said.split(":") if one.startswith("$ORIGIN")]
        if said and said != ":".join(kept):
            _patchelf(*(("--set-rpath", ":".join(kept)) if kept else ("--remove-rpath",)), str(file))


def _patchelf(*words: str) -> str:
    command = shutil.which("patchelf")
    if command is None:
        raise CannotBuild("The command patchelf is needed and is not here.", "On Debian: patchelf.")
    ran = subprocess.run([command, *words], capture_output=True, text=True, check=False)
    if ran.returncode:
        raise CannotBuild("patchelf could not read a library.", ran.stderr.strip())
    return ran.stdout.strip()


def size_mb(folder: Path) -> float:
    """Return how much a folder holds in megabytes, links not counted twice."""
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file() and not file.is_symlink()) / 1e6


def start_ms(folder: Path, times: int = 5) -> int:
    """Return after how many milliseconds the first window is painted, drawn into memory: the best of some starts.

    Raises ``CannotBuild`` where the program does not come so far.
    """
    command = [str(folder / PROGRAM), "--self-test", "--window-only", "--json"]
    found = []
    for _ in range(times):
        ran = subprocess.run(
            command, env=os.environ | {"QT_QPA_PLATFORM": "offscreen"}, capture_output=True, text=True, check=False
        )
        if ran.returncode:
            raise CannotBuild("The frozen program does not start.", (ran.stdout + ran.stderr).strip())
        found.append(json.loads(ran.stdout)["first_window_ms"])
    return int(min(found))


def told(folder: Path) -> str:
    """Return in one line how large the frozen folder is and how soon its window comes."""
    return f"frozen: {size_mb(folder):.1f} MB, first window after {start_ms(folder):,} ms (the best of five starts)"


def main() -> int:
    """Freeze, and say how large the folder is. Returns 0, or 1 after a sentence."""
    try:
        line = told(freeze())
    except CannotBuild as problem:
        print(f"freeze: {problem.sentence} {problem.next_step}", file=sys.stderr)
        return 1
    print(line)
    return 0


if __name__ == "__main__":
    sys.exit(main())
