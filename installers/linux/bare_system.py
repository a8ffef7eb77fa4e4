"""A bare Debian in a folder, for trials: made by debootstrap, entered by chroot, and gone when the trial ends."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from installers.facts import CannotBuild

SUITE = "bookworm"
_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
_LENT = (  # what says on this PC where packages come from and whom to trust; it goes into the trial's folder alone
    "etc/resolv.conf", "etc/apt/apt.conf.d", "etc/apt/auth.conf.d", "etc/ssl/certs",
    "usr/local/share/ca-certificates",
)  # fmt: skip
_WAYS_OUT = re.compile(r"^(https?|no)_proxy$", re.IGNORECASE)


@dataclass(frozen=True)
class Ran:
    """How a command ended: its exit code, and what it said."""

    code: int
    said: str


@dataclass(frozen=True)
class BareSystem:
    """A Debian below ``root``. Commands run in it as root, or as somebody with a home folder of their own."""

    root: Path

    def run(
        self, *command: str, person: str = "", typed: str = "", screen: str = "", before: Sequence[str] = ()
    ) -> Ran:
        """Run a command inside and return how it ended; both its outputs are gathered.

        ``typed`` is its standard input, ``screen`` an X display, ``before`` a command of this PC that it is run by.
        """
        ran = subprocess.run(
            [*before, *self._inside(person), *command], input=typed, env=self._told(person, screen),
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace", check=False,
        )  # fmt: skip
        return Ran(ran.returncode, ran.stdout)

    def start(self, *command: str, person: str, screen: str) -> subprocess.Popen[bytes]:
        """Start a command inside and do not wait for it."""
        return subprocess.Popen(
            [*self._inside(person), *command], env=self._told(person, screen), stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip

    def home(self, person: str) -> Path:
        """Return a person's home folder, as seen from outside."""
        return self.root / "home" / person

    def _inside(self, person: str) -> list[str]:
        return ["chroot", *([f"--userspec={person}:{person}"] if person else []), str(self.root)]

    @staticmethod
    def _told(person: str, screen: str) -> Mapping[str, str]:
        told = {name: value for name, value in os.environ.items() if _WAYS_OUT.match(name)} if not person else {}
        told |= {"PATH": _PATH, "LC_ALL": "C.UTF-8", "HOME": f"/home/{person}" if person else "/root"}
        return told | ({"DISPLAY": screen} if screen else {"DEBIAN_FRONTEND": "noninteractive"})


def mirror_of(sources: Sequence[str]) -> str:
    """Return where this PC gets Debian from, out of the texts of its apt sources; empty where they name none.

    One that names the suite we want is taken before others.
    """
    named: list[tuple[str, str]] = []
    for text in sources:
        for part in re.split(r"\n\s*\n", text):
            uri, suites = (re.search(rf"^{key}: *(.+)$", part, re.MULTILINE) for key in ("URIs", "Suites"))
            if uri and suites:
                named.append((uri[1].split()[0], suites[1]))
        named += re.findall(r"^deb +(?:\[[^\]]*\] +)?(\S+) +(\S+)", text, re.MULTILINE)
    fitting = [uri for uri, suites in named if SUITE in suites.split()]
    return fitting[0] if fitting else ""


def make_base(base: Path) -> None:
    """Make a bare Debian in a folder, if it is not there yet. Raises ``CannotBuild``."""
    if (base / "etc" / "debian_version").is_file():
        return
    apt = Path("/etc/apt")
    files = [apt / "sources.list", *sorted(apt.glob("sources.list.d/*"))]
    mirror = mirror_of([file.read_text("utf-8", "replace") for file in files if file.is_file()])
    remove(base)
    half = base.with_name(f"{base.name}.half")
    remove(half)
    half.parent.mkdir(parents=True, exist_ok=True)
    log = base.with_name("debootstrap.log")
    with log.open("wb") as told:
        command = ["debootstrap", "--variant=minbase", SUITE, str(half), *([mirror] if mirror else [])]
        ran = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=told, stderr=told, check=False)
    if ran.returncode:
        raise CannotBuild("debootstrap could not make a bare Debian.", f"It says why in {log}")
    half.rename(base)


@contextmanager
def fresh(base: Path, root: Path) -> Iterator[BareSystem]:
    """Give a fresh copy of a bare Debian, with what it needs to run programs; it is removed at the end."""
    remove(root)
    subprocess.run(["cp", "-a", "--reflink=auto", str(base), str(root)], check=True)
    for place in _LENT:
        _lend(place, root)
    mounts: list[tuple[tuple[str, ...], Path]] = [
        (("--bind", str(root)), root),  # a folder that is no mount cannot say what it lies on
        (("-t", "proc", "proc"), root / "proc"),
        (("-t", "tmpfs", "tmpfs"), root / "dev" / "shm"),
    ]
    try:
        for what, where in mounts:
            where.mkdir(exist_ok=True)
            subprocess.run(["mount", *what, str(where)], check=True)
        yield BareSystem(root)
    finally:
        for _, where in reversed(mounts):
            subprocess.run(["umount", "-l", str(where)], check=False, capture_output=True)
        remove(root)


def remove(folder: Path) -> None:
    """Remove a folder, but nothing that is mounted in it."""
    subprocess.run(["rm", "-rf", "--one-file-system", str(folder)], check=True)


def _lend(place: str, root: Path) -> None:
    here, there = Path("/", place), root / place
    if not here.exists():
        return
    there.parent.mkdir(parents=True, exist_ok=True)
    if here.is_dir():
        shutil.copytree(here, there, dirs_exist_ok=True, ignore_dangling_symlinks=True)
    else:
        there.unlink(missing_ok=True)
        shutil.copyfile(here, there)
