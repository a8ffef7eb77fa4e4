"""Makes a setup of the program folder with NSIS: the lists of its files, then one run of ``makensis``."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from installers.facts import CannotBuild
from installers.windows.launcher import CONSOLE, WINDOWED, four_numbers

HERE = Path(__file__).parent
KINDS = {"user": "windows-user", "machine": "windows-machine"}  # the setup's mode, and what its program says it is
_MUST_HOLD = (WINDOWED, CONSOLE, "runtime/python3.dll", "lib/workwell_desktop/__main__.py", "licenses/THIRD-PARTY.txt")
_NOT_IN_NAMES = '"$`\\\r\n'


@dataclass(frozen=True)
class Setup:
    """What one setup is made of. ``files``: where each goes (with /) and where it lies now; ``stub``: NSIS's kind."""

    mode: str
    version: str
    files: Mapping[str, Path]
    icon: Path
    side: Path
    licence: Path
    out: Path
    stub: str = "x86-unicode"
    fast: bool = False
    test_only: bool = False
    sign: str = ""


def install_list(files: Mapping[str, Path]) -> str:
    """Return the NSIS lines that put each file in its folder."""
    lines = []
    folder = None
    for name in sorted(files, key=_by_folder):
        if set(name) & set(_NOT_IN_NAMES):
            raise CannotBuild(f"A file's name cannot be written for NSIS: {name!r}.")
        path = PurePosixPath(name)
        if path.parent != folder:
            folder = path.parent
            lines.append(f'SetOutPath "{_inside(folder)}"')
        lines.append(f'File "/oname={path.name}" "{files[name]}"')
    return "\n".join([*lines, ""])


def uninstall_list(files: Mapping[str, Path]) -> str:
    """Return the NSIS lines that delete each file, then each folder that is empty by then, the deepest first."""
    folders = {folder for name in files for folder in PurePosixPath(name).parents} - {PurePosixPath(".")}
    deepest_first = sorted(folders, key=lambda folder: (-len(folder.parts), str(folder)))
    lines = [f'Delete "{_inside(PurePosixPath(name))}"' for name in sorted(files, key=_by_folder)]
    return "\n".join([*lines, *(f'RMDir "{_inside(folder)}"' for folder in deepest_first), ""])


def _by_folder(name: str) -> tuple[str, str]:
    path = PurePosixPath(name)
    return str(path.parent), path.name


def _inside(path: PurePosixPath) -> str:
    return "$INSTDIR" if str(path) == "." else "$INSTDIR\\" + "\\".join(path.parts)


def refuse_half_a_program(files: Mapping[str, Path]) -> None:
    """Raise ``CannotBuild`` unless the whole program is there: a setup of half of it would replace a working one."""
    missing = [name for name in _MUST_HOLD if name not in files]
    missing += [name for name, file in files.items() if not file.is_file()]
    if missing or len(files) < 1000:
        raise CannotBuild(
            f"The program folder is not whole: {len(files)} files, without {', '.join(missing) or 'most'}."
        )


def make_setup(setup: Setup, work: Path) -> None:
    """Write the lists into ``work`` and run ``makensis``. Raises ``CannotBuild``."""
    refuse_half_a_program(setup.files)
    work.mkdir(parents=True, exist_ok=True)
    setup.out.parent.mkdir(parents=True, exist_ok=True)
    (work / "install.nsh").write_text(install_list(setup.files), "utf-8-sig")
    (work / "uninstall.nsh").write_text(uninstall_list(setup.files), "utf-8-sig")
    defined = {
        "MODE": setup.mode,
        "VERSION": setup.version,
        "NUMBERS": ".".join(map(str, four_numbers(setup.version))),
        "LISTS": str(work),
        "OUTFILE": str(setup.out),
        "ICON": str(setup.icon),
        "SIDE": str(setup.side),
        "LICENCE": str(setup.licence),
        "STUB": setup.stub,
        "SIZE_KB": str(sum(file.stat().st_size for file in setup.files.values()) // 1024),
    }
    flags = {"FAST": setup.fast, "TEST_ONLY": setup.test_only}
    words = [f"-D{name}={value}" for name, value in defined.items()] + [f"-D{name}" for name, on in flags.items() if on]
    words += [f"-DSIGN={setup.sign}"] if setup.sign else []
    script = str(HERE / "workwell.nsi")
    if subprocess.run(
        [find_makensis(), "-V2", "-WX", "-NOCD", "-INPUTCHARSET", "UTF8", *words, script], check=False
    ).returncode:
        setup.out.unlink(missing_ok=True)
        raise CannotBuild("NSIS could not make the setup (it says why above).")


def find_makensis() -> str:
    """Return NSIS's compiler. Raises ``CannotBuild`` where there is none."""
    usual = [Path(os.environ[name]) / "NSIS" for name in ("ProgramFiles(x86)", "ProgramFiles") if name in os.environ]
    found = shutil.which("makensis") or shutil.which("makensis", path=os.pathsep.join(map(str, usual)))
    if found is None:
        raise CannotBuild(
            "makensis was not found. On Debian: apt-get install nsis. On Windows: install NSIS 3.08 or later."
        )
    return found
