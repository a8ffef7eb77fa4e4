"""Reads the Python for Windows that an installer is to hold, and says whether it is python.org's own."""

from __future__ import annotations

import hashlib
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from installers.windows.binary import AMD64, NotABinary, read_binary

HERE = Path(__file__).parent
LEFT_OUT = frozenset({
    "python.exe", "pythonw.exe", "python.cat",  # our launchers load the library themselves
    "_wmi.pyd",  # what Windows says of itself is asked for in other ways, and this one hangs where WMI does
    "_ssl.pyd", "libssl-3.dll",  # the program opens no socket
    "winsound.pyd", "_msi.pyd",
})  # fmt: skip
_LARGEST = 64 * 1024 * 1024  # bytes: python312.dll has 7 million


class RuntimeRefused(Exception):
    """The files given are not a Python that may be built with. The text is for whoever builds."""


@dataclass(frozen=True)
class Runtime:
    """Python's files for Windows by name, which version they are, and whether they are python.org's own archive.

    ``archive`` is the SHA-256 of the archive, empty for a folder.
    """

    version: str
    files: Mapping[str, bytes]
    archive: str
    official: bool

    @property
    def tag(self) -> str:
        """The version as it stands in file names: ``312``."""
        return "".join(self.version.split(".")[:2])

    @property
    def library(self) -> str:
        """The file name of Python's library."""
        return f"python{self.tag}.dll"


def accepted_archives(folder: Path = HERE) -> dict[str, tuple[str, str]]:
    """Return the archives that a release may hold: SHA-256 to version and name."""
    found = {}
    for listed in sorted(folder.glob("runtime-*.sha256")):
        version = listed.stem.removeprefix("runtime-")
        for line in listed.read_text("utf-8").splitlines():
            if line.strip() and not line.startswith("#"):
                digest, name = line.split()
                found[digest] = (version, name)
    return found


def read_runtime(given: Path, accepted: Mapping[str, tuple[str, str]]) -> Runtime:
    """Read a Python for Windows: the archive "embeddable package (64-bit)", or a folder of the same files.

    Only an archive whose sum is in the list is official: a folder could have been changed by anybody. Raises
    ``RuntimeRefused`` where something is missing, or the library is not the version that the list says.
    """
    if given.is_dir():
        files, archive = _from_folder(given), ""
    elif given.is_file():
        files, archive = _from_archive(given), hashlib.sha256(given.read_bytes()).hexdigest()
    else:
        raise RuntimeRefused(f"There is no runtime at {given}.")
    version = _version_of(files)
    said = accepted.get(archive)
    if said and said[0] != version:
        raise RuntimeRefused(f"The list says that {said[1]} holds Python {said[0]}, but its library says {version}.")
    kept = {name: body for name, body in files.items() if name not in LEFT_OUT and not name.endswith("._pth")}
    runtime = Runtime(version, kept, archive, said is not None)
    needed = {runtime.library, "python3.dll", f"python{runtime.tag}.zip", "_ctypes.pyd", "_hashlib.pyd"}
    missing = sorted(needed - kept.keys())
    if missing:
        raise RuntimeRefused(f"The runtime is not whole: {', '.join(missing)} is missing.")
    return runtime


def _from_folder(folder: Path) -> dict[str, bytes]:
    return {_plain(file.name): file.read_bytes() for file in sorted(folder.iterdir()) if file.is_file()}


def _from_archive(given: Path) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(given) as archive:
            inside = [one for one in archive.infolist() if not one.is_dir()]
            if any("/" in one.filename or "\\" in one.filename or one.file_size > _LARGEST for one in inside):
                raise RuntimeRefused(f"{given.name} is not the embeddable package of Python: it holds folders.")
            return {_plain(one.filename): archive.read(one) for one in sorted(inside, key=lambda one: one.filename)}
    except zipfile.BadZipFile:
        raise RuntimeRefused(f"{given.name} is not an archive that can be read.") from None


def _plain(name: str) -> str:
    return name.lower() if name.lower().endswith((".dll", ".pyd", ".zip", ".exe")) else name


def _version_of(files: Mapping[str, bytes]) -> str:
    libraries = [name for name in files if re.fullmatch(r"python3\d+\.dll", name)]
    if len(libraries) != 1:
        raise RuntimeRefused("There is no Python library (python312.dll) in the runtime, or more than one.")
    try:
        library = read_binary(files[libraries[0]])
    except NotABinary:
        raise RuntimeRefused(f"{libraries[0]} is not a library of Windows.") from None
    if library.machine != AMD64:
        raise RuntimeRefused(f"{libraries[0]} is not for 64-bit Windows on x86.")
    first, second, third, _ = library.version()
    # python.org counts a final release as 3.12.10150.1013: the third number is 1000 times the micro version + 150
    return f"{first}.{second}.{third // 1000}"
