"""A Windows to try in: a fresh Wine prefix, and how a program is run in it.

Wine 8 lacks three functions that our libraries ask of Windows 10. Small stand-ins go into the prefix, never into the
program: icuuc.dll (Qt asks for converters and does without), bcryptprimitives.dll (random bytes, passed on to the real
source in advapi32) and api-ms-win-shcore-scaling-l1-1-1.dll (the size of a screen's points).
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from installers.facts import CannotBuild
from installers.windows.trial_runtime import compile_library

_ICU = [
    "ucnv_open",
    "ucnv_close",
    "UCNV_FROM_U_CALLBACK_SUBSTITUTE",
    "UCNV_TO_U_CALLBACK_SUBSTITUTE",
    "ucnv_reset",
    "ucnv_getMaxCharSize",
    "ucnv_getName",
    "ucnv_getToUCallBack",
    "ucnv_getFromUCallBack",
    "ucnv_setToUCallBack",
    "ucnv_setFromUCallBack",
    "ucnv_cbToUWriteUChars",
    "ucnv_toUnicode",
    "ucnv_cbFromUWriteUChars",
    "ucnv_toUCountPending",
    "ucnv_fromUCountPending",
    "ucnv_getStandardName",
    "ucnv_getAvailableName",
    "ucnv_countAvailable",
    "ucnv_fromUnicode",
]
_STUBS = {
    "icuuc": "".join(f"__declspec(dllexport) void *{name}(void) {{ return 0; }}\n" for name in _ICU),
    "bcryptprimitives": (
        "__declspec(dllimport) unsigned char __stdcall SystemFunction036(void *, unsigned long);\n"
        "__declspec(dllexport) int __stdcall ProcessPrng(unsigned char *to, unsigned long long size)\n"
        "{ return SystemFunction036(to, (unsigned long)size); }\n"
    ),
    "api-ms-win-shcore-scaling-l1-1-1": (
        "__declspec(dllexport) long __stdcall GetDpiForMonitor(void *screen, int kind, unsigned *x, unsigned *y)\n"
        "{ (void)screen; (void)kind; *x = *y = 96; return 0; }\n"
    ),
}
# Nothing of the desktop's menus, of .NET or of a browser; a crash ends instead of waiting for a debugger; and the
# libraries of Microsoft's compiler have to be the program's own, since Wine's would hide a missing one.
_OVERRIDES = (
    "winemenubuilder.exe=d;mscoree=d;mshtml=d;winedbg.exe=d;"
    "vcruntime140,vcruntime140_1,msvcp140,msvcp140_1,msvcp140_2,concrt140=n;" + ";".join(f"{name}=n" for name in _STUBS)
)
USER_HOME = "drive_c/users"


@dataclass(frozen=True)
class Ran:
    """How a program ended: its exit code (as Wine hands it on, modulo 256) and what it printed."""

    code: int
    text: str


@dataclass(frozen=True)
class Prefix:
    """One Wine prefix. ``more`` is added to the environment of what runs in it."""

    folder: Path
    more: Mapping[str, str] = field(default_factory=dict)

    @property
    def c(self) -> Path:
        """Where its drive C: lies."""
        return self.folder / "drive_c"

    @property
    def person(self) -> Path:
        """The folder of the person who uses it."""
        return next(one for one in (self.c / "users").iterdir() if one.name != "Public")

    def environment(self) -> dict[str, str]:
        """Return the environment for whatever runs in it."""
        return {
            **os.environ,
            "WINEPREFIX": str(self.folder),
            "WINEARCH": "win64",
            "WINEDEBUG": "-all",
            "WINEDLLOVERRIDES": _OVERRIDES,
            "LC_ALL": "C.UTF-8",
            **self.more,
        }

    def run(self, words: Sequence[str], minutes: float = 10, given: str = "") -> Ran:
        """Run a Windows program with words. Its output goes through a pipe: Python under Wine starts on no file."""
        ran = subprocess.run(
            [tool("wine"), *words], env=self.environment(), input=given, capture_output=True, check=False,
            encoding="utf-8", errors="replace", timeout=minutes * 60,
        )  # fmt: skip
        text = "\n".join(line for line in (ran.stdout + ran.stderr).splitlines() if "wine32" not in line)
        return Ran(ran.returncode, text.strip())

    def start(self, words: Sequence[str]) -> subprocess.Popen[bytes]:
        """Start a Windows program and go on."""
        nothing = subprocess.DEVNULL
        return subprocess.Popen(
            [tool("wine"), *words], env=self.environment(), stdin=nothing, stdout=nothing, stderr=nothing
        )

    def end(self) -> None:
        """End whatever still runs in this prefix, and Wine's own processes of it."""
        subprocess.run([tool("wineserver"), "-k"], env=self.environment(), check=False, capture_output=True)
        subprocess.run([tool("wineserver"), "-w"], env=self.environment(), check=False, capture_output=True, timeout=60)


def tool(name: str) -> str:
    """Return the whole path of a program of this machine. Raises ``CannotBuild`` where it is not there."""
    found = shutil.which(name)
    if found is None:
        raise CannotBuild(f"{name} was not found. For a trial: python3 tools/set_up.py windows-trial")
    return found


def new_prefix(folder: Path, more: Mapping[str, str] | None = None) -> Prefix:
    """Make a fresh prefix that says it is Windows 10, with the stand-ins in it."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.parent.mkdir(parents=True, exist_ok=True)
    prefix = Prefix(folder, dict(more or {}))
    prefix.run(["wineboot", "-u"])
    prefix.run(["winecfg", "-v", "win10"])
    for name, code in _STUBS.items():
        source = folder / f"{name}.c"
        source.write_text(code, "ascii")
        compile_library(source, prefix.c / "windows" / "system32" / f"{name}.dll", ["-ladvapi32"])
    return prefix
