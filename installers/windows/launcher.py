"""Compiles the two launchers: the program with a window, and workwell-admin for a console."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

HERE = Path(__file__).parent
WINDOWED, CONSOLE = "WorkWell.exe", "workwell-admin.exe"
_MODULES = {WINDOWED: "workwell_desktop", CONSOLE: "workwell_desktop.admin"}
_WORDS = {WINDOWED: "WorkWell Desktop", CONSOLE: "WorkWell Desktop for IT staff"}
_COMPILERS = (("x86_64-w64-mingw32-gcc", "x86_64-w64-mingw32-windres"), ("gcc", "windres"))
_RESOURCE = """\
1 ICON "{icon}"
1 24 "{manifest}"
1 VERSIONINFO
FILEVERSION {numbers}
PRODUCTVERSION {numbers}
FILEOS 0x40004
FILETYPE 0x1
BEGIN
  BLOCK "StringFileInfo"
  BEGIN
    BLOCK "080904B0"
    BEGIN
      VALUE "CompanyName", "WorkWell Desktop contributors"
      VALUE "FileDescription", "{words}"
      VALUE "FileVersion", "{version}"
      VALUE "InternalName", "{stem}"
      VALUE "LegalCopyright", "MIT licence; see the folder licenses"
      VALUE "OriginalFilename", "{name}"
      VALUE "ProductName", "WorkWell Desktop"
      VALUE "ProductVersion", "{version}"
    END
  END
  BLOCK "VarFileInfo"
  BEGIN
    VALUE "Translation", 0x809, 1200
  END
END
"""


class NoCompiler(Exception):
    """Nothing on this machine compiles for Windows."""


def four_numbers(version: str) -> tuple[int, int, int, int]:
    """Return a version as Windows counts it: four numbers of 16 bits. ``1.2.3`` is ``(1, 2, 3, 0)``.

    Raises ``ValueError`` for anything else, such as ``1.2.3rc1``: Windows could not tell it from ``1.2.3``.
    """
    if not re.fullmatch(r"\d+(\.\d+){1,3}", version):
        raise ValueError(f"Windows cannot order the version {version}: it needs two to four plain numbers.")
    numbers = [int(part) for part in version.split(".")]
    if max(numbers) > 0xFFFF:
        raise ValueError(f"A number of the version {version} is above 65535, the highest that Windows knows.")
    first, second, third, fourth = [*numbers, 0, 0][:4]
    return first, second, third, fourth


def resource_script(name: str, version: str, icon: Path) -> str:
    """Return what ``windres`` reads for one launcher: its icon, manifest and version."""
    return _RESOURCE.format(
        icon=icon.as_posix(),
        manifest=(HERE / "launcher.manifest").as_posix(),
        numbers=",".join(map(str, four_numbers(version))),
        words=_WORDS[name],
        version=version,
        stem=Path(name).stem,
        name=name,
    )


def compile_launchers(version: str, python_dll: str, icon: Path, work: Path, into: Path) -> None:
    """Compile both launchers into a folder: the same bytes each time from the same compiler.

    ``python_dll`` is the name of Python's library in the runtime. Raises ``NoCompiler``.
    """
    compiler, resources = _find_compiler()
    work.mkdir(parents=True, exist_ok=True)
    for name, module in _MODULES.items():
        windowed = name == WINDOWED
        script, compiled = work / f"{name}.rc", work / f"{name}.res.o"
        script.write_text(resource_script(name, version, icon), "utf-8")
        _run([resources, "--codepage=65001", str(script), "-O", "coff", "-o", str(compiled)])
        _run([
            compiler, "-municode", "-mwindows" if windowed else "-mconsole", "-O2", "-s", "-Wall", "-Wextra", "-Werror",
            f"-DWINDOWED={int(windowed)}", f'-DMODULE=L"{module}"', f'-DPYTHON_DLL=L"{python_dll}"',
            "-static", "-Wl,--no-insert-timestamp,--dynamicbase,--nxcompat,--high-entropy-va",
            "-o", str(into / name), str(HERE / "launcher.c"), str(compiled), "-lshell32",
        ])  # fmt: skip


def _find_compiler() -> tuple[str, str]:
    for compiler, resources in _COMPILERS:
        here = shutil.which(compiler), shutil.which(resources)
        if here[0] and here[1] and (compiler != "gcc" or os.name == "nt"):
            return here[0], here[1]
    raise NoCompiler(
        "No compiler for Windows was found. On Debian: apt-get install gcc-mingw-w64-x86-64. "
        "On Windows: MinGW-w64 for x86-64 (gcc and windres) on the PATH."
    )


def _run(command: list[str], more: Mapping[str, str] | None = None) -> None:
    subprocess.run(command, check=True, env={**os.environ, **(more or {})})
