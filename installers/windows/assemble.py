r"""Lays out the program folder: launchers, Python's runtime, the locked packages for Windows, our program, licences.

    WorkWell.exe  workwell-admin.exe  MANIFEST.sha256
    runtime\  Python itself: its library, its standard library in one archive, its extension modules
    lib\      workwell_desktop with its bytecode beside it; the packages as bytecode alone, which halves the files
    licenses\ our licence and everybody else's

Nothing is frozen: Qt's libraries are files of their own, which the LGPL asks for, and IT can read what runs.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from installers.facts import ROOT, CannotBuild, build_toml
from installers.notices.parts import what_is_inside
from installers.notices.third_party import write_third_party
from installers.windows.contents import files_below, read_contents, wanted
from installers.windows.launcher import compile_launchers
from installers.windows.runtime import Runtime

LOCK = ROOT / "requirements" / "run.txt"
BUILD_FACTS = "lib/workwell_desktop/resources/build/build.toml"
MANIFEST = "MANIFEST.sha256"
_NOT_SHIPPED = ("bench", "demo")  # they show and measure the program
LEFT_OUT = ("pypiwin32",)  # an empty package that only asks for pywin32
_TARGET = ("--python-platform", "x86_64-pc-windows-msvc", "--only-binary", ":all:", "--require-hashes", "--no-deps")


@dataclass(frozen=True)
class Facts:
    """What a build says of itself: version, commit, the commit's day and time, and the key of its updates (or none)."""

    version: str
    commit: str
    made_on: date
    made: int
    update_key: str = ""

    def toml(self, kind: str) -> str:
        """Return the file in which the installed program reads this. ``kind`` is windows-user or windows-machine."""
        return build_toml(self.version, self.commit, self.made_on, kind, self.update_key)


def install_packages(version: str, into: Path) -> None:
    """Install the locked packages as Windows with Python ``version`` (``3.12``) would choose them, by their hashes."""
    shutil.rmtree(into, ignore_errors=True)
    command = [*_uv(), "pip", "install", "--quiet", "--python-version", version, *_TARGET, "--link-mode", "copy"]
    if subprocess.run([*command, "--target", str(into), "-r", str(LOCK)], check=False).returncode:
        raise CannotBuild("The locked packages for Windows could not be installed (uv says why above).")


def _uv() -> list[str]:
    beside = shutil.which("uv", path=str(Path(sys.executable).parent)) or shutil.which("uv")
    if beside is None:
        raise CannotBuild("uv was not found. Run: python tools/set_up.py installer")
    return [beside]


def lay_out(
    folder: Path, runtime: Runtime, packages: Path, facts: Facts, icon: Path, work: Path, compiler: Path
) -> None:
    """Lay out the whole program folder anew. ``compiler`` is a Python of the runtime's version, for the bytecode."""
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "runtime").mkdir(parents=True)
    for name, body in runtime.files.items():
        (folder / "runtime" / name).write_bytes(body)
    pth = [f"python{runtime.tag}.zip", ".", "..\\lib", "..\\lib\\win32", "..\\lib\\win32\\lib"]
    (folder / "runtime" / f"python{runtime.tag}._pth").write_bytes("\r\n".join([*pth, ""]).encode())
    lib = folder / "lib"
    for file in wanted(files_below(packages), read_contents()):
        _copy(packages / file, lib / file)
    generated = lib / "comtypes" / "gen" / "__init__.py"  # else comtypes makes it, and an uninstall leaves it behind
    generated.parent.mkdir()
    generated.write_text(
        "# comtypes looks for this package; what it generates stays in memory\n", "utf-8", newline="\n"
    )
    _compile(lib, compiler, "-b")
    for source in lib.rglob("*.py"):
        source.unlink()
    own = lib / "workwell_desktop"
    for file in files_below(ROOT / "workwell_desktop", skip=("__pycache__", *_NOT_SHIPPED, "resources")):
        _copy(ROOT / "workwell_desktop" / file, own / file)
    for file in files_below(ROOT / "resources", skip=("build",)):
        _copy(ROOT / "resources" / file, own / "resources" / file)
    _list_resources(own / "resources")
    _compile(own, compiler)
    compile_launchers(facts.version, runtime.library, icon, work / "launcher", folder)
    write_third_party(what_is_inside(LOCK, packages, "windows", left_out=LEFT_OUT), facts.version, folder / "licenses")
    shutil.copyfile(ROOT / "LICENSE", folder / "licenses" / "LICENSE.txt")


def _list_resources(folder: Path) -> None:
    """Write the list that the installed program's self-test holds its shipped files against."""
    from workwell_desktop.self_test.parts import FILES_LIST, files_list  # noqa: PLC0415 - it loads Qt

    (folder / FILES_LIST).parent.mkdir(exist_ok=True)
    (folder / FILES_LIST).write_text(files_list(folder), "utf-8", newline="\n")


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


def _compile(folder: Path, compiler: Path, *more: str) -> None:
    """Write bytecode that is never checked against its source: the program folder is read-only, and starts faster."""
    # Sets are written down in the order of their hashes, so the seed is fixed; with -I it would not be heard.
    fixed = {**os.environ, "PYTHONHASHSEED": "0"}
    command = [str(compiler), "-P", "-s", "-m", "compileall", "-q", "-f", "-j", "2"]
    command += ["--invalidation-mode", "unchecked-hash", *more, "-s", str(folder), "-p", folder.name, str(folder)]
    if subprocess.run(command, check=False, env=fixed).returncode:
        raise CannotBuild("The program could not be compiled to bytecode (Python says why above).")


def with_facts(folder: Path, facts: Facts, kind: str, work: Path) -> dict[str, Path]:
    """Return every file of one kind of setup: where it goes (forward slashes), and where it lies now.

    What differs between the kinds, their own facts and the manifest, is written into ``work``.
    """
    work.mkdir(parents=True, exist_ok=True)
    files = {name: folder / name for name in files_below(folder)}
    files[BUILD_FACTS] = work / "build.toml"
    files[BUILD_FACTS].write_text(facts.toml(kind), "utf-8", newline="\n")
    manifest = work / MANIFEST
    manifest.write_text(manifest_of(files), "utf-8", newline="\n")
    return dict(sorted({**files, MANIFEST: manifest}.items()))


def manifest_of(files: Mapping[str, Path]) -> str:
    """Return the sums of files as ``sha256sum --check`` reads them."""
    return "".join(f"{hashlib.sha256(files[name].read_bytes()).hexdigest()}  {name}\n" for name in sorted(files))


def find_python(version: str, given: Path | None = None) -> Path:
    """Return a Python of a version (``3.12``) on this machine. Raises ``CannotBuild`` where there is none."""
    home = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    kept = [str(folder / "bin" / "python") for folder in sorted(home.glob(f"{version}.*"), reverse=True)]
    launcher = [["py", f"-{version}"]] if os.name == "nt" else []
    for command in (
        [[str(given)]] if given else [[sys.executable], [f"python{version}"], *launcher, *([one] for one in kept)]
    ):
        ask = "import sys; print('%d.%d' % sys.version_info[:2], sys.executable)"
        try:
            ran = subprocess.run([*command, "-I", "-c", ask], check=False, capture_output=True, text=True)
        except OSError:
            continue
        said = ran.stdout.strip().split(" ", 1)
        if ran.returncode == 0 and said[0] == version:
            return Path(said[1])
    raise CannotBuild(f"A Python {version} is needed on this machine to compile the program for one. Give it by name.")
