#!/usr/bin/env python3
"""Make this checkout ready to work in: system packages, ``.venv`` and the locked Python packages.

    python3 tools/set_up.py run      what the program itself needs
    python3 tools/set_up.py check    what format, lint, types and import contracts need
    python3 tools/set_up.py test     what every test needs
    python3 tools/set_up.py lock     what renews the lock files
    python3 tools/set_up.py installer    what makes and tries the installers
    python3 tools/set_up.py windows      what makes the Windows setups; windows-trial: what tries them too

Nothing but Python's standard library is needed to start. What is there already is not installed
again: a stamp in ``.venv`` remembers which lock files it was made from. The installers have an environment
of their own in ``build/installer-venv``, so that nothing of what tests slips into what is installed.
System packages are installed with apt where there is a right to; elsewhere they are named in one line and
nothing else is touched.
"""

from __future__ import annotations

import contextlib
import ctypes
import hashlib
import importlib.util
import locale
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

OLDEST_PYTHON = (3, 11)


class CannotSetUp(Exception):
    """Set-up has to stop; the text is the one line that the person reads."""


@dataclass(frozen=True)
class SystemPackage:
    """A Debian package, and how to see that what it brings is there: a module, a library or a command."""

    name: str
    kind: str
    brings: str


@dataclass(frozen=True)
class Level:
    """How much to set up: the lock file, the stamps that already say so, the system packages, and into which folder."""

    lock: str
    enough: tuple[str, ...]
    system: tuple[SystemPackage, ...]
    folder: str = ".venv"


VENV = (SystemPackage("python3-venv", "module", "ensurepip"),)
QT = (  # what Qt's offscreen and X11 platforms load at run time and Debian leaves out of a bare system
    SystemPackage("libegl1", "library", "libEGL.so.1"),
    SystemPackage("libgl1", "library", "libGL.so.1"),
    SystemPackage("libxkbcommon0", "library", "libxkbcommon.so.0"),
    SystemPackage("libdbus-1-3", "library", "libdbus-1.so.3"),
    SystemPackage("libfontconfig1", "library", "libfontconfig.so.1"),
    SystemPackage("libglib2.0-0", "library", "libgthread-2.0.so.0"),
    SystemPackage("libxkbcommon-x11-0", "library", "libxkbcommon-x11.so.0"),
    SystemPackage("libxcb-cursor0", "library", "libxcb-cursor.so.0"),
    SystemPackage("libxcb-icccm4", "library", "libxcb-icccm.so.4"),
    SystemPackage("libxcb-keysyms1", "library", "libxcb-keysyms.so.1"),
    SystemPackage("libxcb-shape0", "library", "libxcb-shape.so.0"),
)
TESTS = (
    SystemPackage("xvfb", "command", "Xvfb"),
    SystemPackage("xauth", "command", "xauth"),
    SystemPackage("poppler-utils", "command", "pdftotext"),
    SystemPackage("gnome-keyring", "command", "gnome-keyring-daemon"),
    SystemPackage("dbus", "command", "dbus-run-session"),
    SystemPackage("strace", "command", "strace"),
    SystemPackage("util-linux", "command", "unshare"),
)
INSTALLERS = (  # libraries that an installed program asks the system for: the build looks up whose they are
    SystemPackage("libwayland-client0", "library", "libwayland-client.so.0"),
    SystemPackage("libwayland-cursor0", "library", "libwayland-cursor.so.0"),
    SystemPackage("libcups2", "library", "libcups.so.2"),
    SystemPackage("libx11-xcb1", "library", "libX11-xcb.so.1"),
    SystemPackage("binutils", "command", "strip"),
    SystemPackage("patchelf", "command", "patchelf"),
    SystemPackage("dpkg-dev", "command", "dpkg-shlibdeps"),
    SystemPackage("desktop-file-utils", "command", "desktop-file-validate"),
    SystemPackage("appstream", "command", "appstreamcli"),
    SystemPackage("lintian", "command", "lintian"),
    SystemPackage("debootstrap", "command", "debootstrap"),
    SystemPackage("xvfb", "command", "Xvfb"),
    SystemPackage("xauth", "command", "xauth"),
    SystemPackage("strace", "command", "strace"),
    SystemPackage("util-linux", "command", "unshare"),
)
WINDOWS = (
    SystemPackage("nsis", "command", "makensis"),
    SystemPackage("gcc-mingw-w64-x86-64", "command", "x86_64-w64-mingw32-gcc"),
)
WINE = (
    SystemPackage("wine", "command", "wine"),
    SystemPackage("wine64", "command", "wineserver"),
    SystemPackage("xvfb", "command", "Xvfb"),
)
LEVELS = {
    "run": Level("run", ("run", "test"), VENV + QT),
    "check": Level("test", ("test",), VENV),
    "test": Level("test", ("test",), VENV + QT + TESTS),
    "lock": Level("lock", ("lock",), VENV),
    "installer": Level("installer", ("installer",), VENV + QT + INSTALLERS, "build/installer-venv"),
    "windows": Level("installer", ("installer",), VENV + QT + WINDOWS, "build/installer-venv"),
    "windows-trial": Level("installer", ("installer",), VENV + QT + WINDOWS + WINE, "build/installer-venv"),
}


def is_there(package: SystemPackage) -> bool:
    """Say whether what the package brings can be found on this machine."""
    if package.kind == "module":
        return importlib.util.find_spec(package.brings) is not None
    if package.kind == "command":
        return shutil.which(package.brings) is not None
    try:
        ctypes.CDLL(package.brings)
    except OSError:
        return False
    return True


def missing_packages(
    wanted: Sequence[SystemPackage], there: Callable[[SystemPackage], bool] = is_there
) -> tuple[str, ...]:
    """Return the names of the system packages that are not there. Other systems than Linux bring them along."""
    if not sys.platform.startswith("linux"):
        return ()
    return tuple(package.name for package in wanted if not there(package))


def right_to_install() -> list[str] | None:
    """Return the words to put before ``apt-get`` so that it may install, or None when we may not."""
    if shutil.which("apt-get") is None:
        return None
    if os.geteuid() == 0:
        return ["env", "DEBIAN_FRONTEND=noninteractive"]
    sudo = shutil.which("sudo")
    if sudo and subprocess.run([sudo, "-n", "true"], capture_output=True, check=False).returncode == 0:
        return [sudo, "-n", "env", "DEBIAN_FRONTEND=noninteractive"]
    return None


def install_system_packages(names: Sequence[str], right: list[str] | None) -> None:
    """Install Debian packages. Raises ``CannotSetUp``, naming them in one line, when that cannot be done."""
    wanted = " ".join(names)
    by_hand = f"apt-get install --no-install-recommends {wanted}"
    if right is None:
        raise CannotSetUp(f"System packages are missing, and set-up may not install them. As root: {by_hand}")
    say(f"installing system packages: {wanted}")
    apt = [*right, "apt-get", "-y", "-qq", "-o", "Dpkg::Use-Pty=0", "-o", "DPkg::Lock::Timeout=300"]
    install = [*apt, "install", "--no-install-recommends", *names]
    if not what_stopped([*apt, "--simulate", "install", *names]) and not what_stopped(install):
        return
    say("reading apt's package lists anew, then installing")
    no_lists, no_packages = what_stopped([*apt, "update"]), what_stopped(install)
    if no_packages:
        print(no_lists, no_packages, sep="", file=sys.stderr)
        raise CannotSetUp(f"apt-get could not install the system packages (it says why above). By hand: {by_hand}")


def what_stopped(command: Sequence[str]) -> str:
    """Run a command that talks too much to be shown. Returns nothing when it went well, else what it said."""
    ran = subprocess.run(
        command, check=False, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    return ran.stdout.decode("utf-8", "replace") + f"(exit code {ran.returncode})\n" if ran.returncode else ""


def venv_python(home: Path) -> Path:
    """Return where an environment's Python lies, whether it is there or not."""
    return home / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def answers(python: Path, code: str) -> str | None:
    """Return what a line of Python prints in the environment, or None when it does not run."""
    try:
        ran = subprocess.run(
            [str(python), "-I", "-c", code], capture_output=True, text=True, encoding="utf-8", check=False
        )
    except OSError:
        return None
    return ran.stdout.strip() if ran.returncode == 0 else None


def make_environment(home: Path) -> None:
    """Make an environment with pip in it, or mend one that does not run or belongs to another Python version."""
    python = venv_python(home)
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    if answers(python, "import sys; print('%d.%d' % sys.version_info[:2])") != version:
        say(f"making {home.name} with Python {version}")
        run([sys.executable, "-m", "venv", "--clear", str(home)], f"Python could not make {home.name}")
    elif answers(python, "import pip") is None:
        run([str(python), "-m", "ensurepip"], f"pip could not be put into {home.name}")


def lock_file(root: Path, name: str) -> Path:
    """Return where a lock file lies."""
    return root / "requirements" / f"{name}.txt"


def state_of(root: Path, lock: str) -> str:
    """Return what the environment depends on as one digest: Python's version and the lock file's bytes."""
    digest = hashlib.sha256(f"{sys.version_info[:3]} {root.resolve()} ".encode())
    digest.update(lock_file(root, lock).read_bytes())
    return digest.hexdigest()


def stamp_of(home: Path, lock: str) -> Path:
    """Return where the stamp lies that says which state of a lock file is installed."""
    return home / f"installed-{lock}"


def is_installed(root: Path, home: Path, lock: str) -> bool:
    """Say whether the environment was made from this very lock file and still has its Python."""
    try:
        stamped = stamp_of(home, lock).read_text("utf-8")
    except OSError:
        return False
    return stamped == state_of(root, lock) and venv_python(home).exists()


def install_locked(root: Path, home: Path, lock: str) -> None:
    """Install exactly what the lock file names, each file checked against its hash, and put the project on the path."""
    file = lock_file(root, lock)
    count = sum(1 for line in file.read_text("utf-8").splitlines() if "==" in line)
    say(f"installing {count} Python packages from {file.relative_to(root).as_posix()}; the first time takes a minute")
    stamp_of(home, lock).unlink(missing_ok=True)
    pip = [str(venv_python(home)), "-m", "pip", "install", "--quiet", "--no-input", "--disable-pip-version-check"]
    run(
        [*pip, "--require-hashes", "--only-binary=:all:", "-r", str(file)],
        "pip could not install the locked packages (it says why above; without a network it needs a filled cache)",
    )
    packages = answers(venv_python(home), "import sysconfig; print(sysconfig.get_path('purelib'))")
    if not packages:
        raise CannotSetUp(f"The environment in {home.name} does not answer. Remove that folder and start again.")
    # One line in a .pth file, rather than an installed copy: the checkout itself is what runs.
    Path(packages, "workwell_desktop.pth").write_text(f"{root.resolve()}\n", locale.getencoding())
    stamp_of(home, lock).write_text(state_of(root, lock), "utf-8")


def run(command: Sequence[str], sorrow: str) -> None:
    """Run a command that shows its own output. Raises ``CannotSetUp`` with the given sentence when it fails."""
    if subprocess.run(command, check=False, stdin=subprocess.DEVNULL).returncode != 0:
        raise CannotSetUp(f"{sorrow}.")


def say(words: str) -> None:
    """Tell the person what is being done."""
    print(f"set-up: {words}", flush=True)


def set_up(root: Path, level: Level) -> None:
    """Make everything ready for one level. Raises ``CannotSetUp`` when something stands in the way."""
    missing = missing_packages(level.system)
    if missing:
        install_system_packages(missing, right_to_install())
        importlib.invalidate_caches()
        still = missing_packages(level.system)
        if still:
            raise CannotSetUp(f"These system packages were installed but do not answer: {' '.join(still)}.")
    home = root / level.folder
    if any(is_installed(root, home, lock) for lock in level.enough):
        return
    started = time.monotonic()
    make_environment(home)
    install_locked(root, home, level.lock)
    say(f"ready after {time.monotonic() - started:.0f} s")


def main(arguments: Sequence[str]) -> int:
    """Set up the checkout that this file lies in. Returns 0, or 1 after one line that says what is wrong."""
    if sys.version_info < OLDEST_PYTHON:
        print("set-up: Python 3.11 or newer is needed; this is", sys.version.split()[0], file=sys.stderr)
        return 1
    if len(arguments) != 1 or arguments[0] not in LEVELS:
        print(f"usage: set_up.py {'|'.join(LEVELS)}", file=sys.stderr)
        return 2
    with contextlib.suppress(AttributeError):  # a stream that was replaced cannot be told how to write
        sys.stdout.reconfigure(errors="replace")  # type: ignore[union-attr]  # a TextIO need not have it
    try:
        set_up(Path(__file__).resolve().parent.parent, LEVELS[arguments[0]])
    except CannotSetUp as problem:
        print(f"set-up: {problem}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
