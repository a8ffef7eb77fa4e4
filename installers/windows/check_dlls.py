"""Checks that whatever a library asks for is in the program folder, or is part of Windows itself.

Wine brings libraries of its own that hide a missing one, so a trial there proves nothing about this.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

from installers.windows.binary import read_binary

# Part of Windows 10 from version 1809 on. api-ms-win-*.dll and ext-ms-*.dll are names for parts of it.
OF_WINDOWS = frozenset(
    [
        "advapi32",
        "authz",
        "bcrypt",
        "bcryptprimitives",
        "comctl32",
        "comdlg32",
        "crypt32",
        "d3d11",
        "d3d12",
        "d3d9",
        "dbghelp",
        "dnsapi",
        "dwmapi",
        "dwrite",
        "dxgi",
        "gdi32",
        "icuuc",
        "imm32",
        "iphlpapi",
        "kernel32",
        "mpr",
        "msvcrt",
        "mswsock",
        "ncrypt",
        "netapi32",
        "normaliz",
        "ntdll",
        "ole32",
        "oleaut32",
        "opengl32",
        "powrprof",
        "propsys",
        "psapi",
        "rpcrt4",
        "secur32",
        "setupapi",
        "shcore",
        "shell32",
        "shlwapi",
        "ucrtbase",
        "uiautomationcore",
        "user32",
        "userenv",
        "usp10",
        "uxtheme",
        "version",
        "wininet",
        "winmm",
        "winspool.drv",
        "wldap32",
        "ws2_32",
        "wsock32",
        "wtsapi32",
        "credui",
        "oleacc",
        "urlmon",
    ]
)
_BINARY = (".dll", ".pyd", ".exe")


def missing_imports(binaries: Mapping[str, Path], beside: Iterable[str]) -> list[str]:
    """Return a line for each library that a binary asks for and nobody brings, delayed ones included.

    ``binaries`` are names with forward slashes and where they lie now; ``beside`` are the names that are there.
    """
    there = {name.rsplit("/", 1)[-1].lower() for name in beside}
    return [
        f"{name} asks for {asked}"
        for name, file in sorted(binaries.items())
        for asked in read_binary(file).imports()
        if asked not in there and not _of_windows(asked)
    ]


def binaries_among(files: Mapping[str, Path]) -> dict[str, Path]:
    """Return those of the files that Windows loads as code."""
    return {name: file for name, file in files.items() if name.lower().endswith(_BINARY)}


def _of_windows(name: str) -> bool:
    return name.startswith(("api-ms-win-", "ext-ms-")) or name.removesuffix(".dll") in OF_WINDOWS


def main() -> int:
    """Check a program folder that is named on the command line."""
    folder = Path(sys.argv[1])
    files = {file.relative_to(folder).as_posix(): file for file in folder.rglob("*") if file.is_file()}
    binaries = binaries_among(files)
    problems = missing_imports(binaries, files)
    print("\n".join([*problems, f"{len(binaries)} binaries, {len(problems)} problems"]))
    return bool(problems)


if __name__ == "__main__":
    sys.exit(main())
