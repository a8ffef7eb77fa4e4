"""Tries the Debian package in a bare Debian 12 without Python: ``python -m installers.linux.deb_trial``.

Installs an earlier version, makes a vault as an ordinary person, tries the program on a screen, has it check a signed
update, upgrades it from there with the vault in place, tries it again without a network, removes it, purges it, and
finds the vault each time.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from installers.facts import ROOT, CannotBuild, made_on, read_update_key
from installers.frozen.freeze import FOLDER, PROGRAM
from installers.linux import words
from installers.linux.bare_system import BareSystem, Ran, fresh, make_base
from installers.linux.build_deb import DIST, Order, build_deb
from installers.updates import sign_update
from workwell_desktop import __version__

PLACE = ROOT / "build" / "deb-trial"
EARLIER = "0.0.9"  # comes before the present one, whatever that is
PERSON, COACH, PEOPLE = "coach", "Sam Example", 40
_PASSPHRASE = "orbit candle velvet maple"  # of a vault that lives as long as the trial  # noqa: S105
_NEEDED = ("debootstrap", "chroot", "unshare", "strace", "Xvfb", "lintian", "desktop-file-validate", "appstreamcli")
_MOUNTS = "WORKWELL_TRIAL_MOUNTS"
_PATIENCE_S = 60
LENT = "mnt"  # where the packages lie in the bare system
STICK = "mnt/stick"  # where the signed update lies in it


class Failed(Exception):
    """The package did not do what it should. The text says what, with what was said by the command."""


def main() -> int:
    """Try the package and say in one line each what was tried. Returns 0, or 1 after a sentence."""
    began = time.monotonic()
    try:
        _refuse_where_it_cannot_be()
        if _MOUNTS not in os.environ:  # in a place of its own for mounts, so that none stays behind whatever happens
            again = [
                "unshare",
                "--mount",
                "--propagation",
                "private",
                sys.executable,
                "-m",
                "installers.linux.deb_trial",
            ]
            os.environ[_MOUNTS] = "own"
            os.execvp(again[0], again)  # noqa: S606 - this program again, no shell
        present = DIST / words.file_name(__version__)
        if not present.is_file():
            raise CannotBuild(f"{present.name} is not in dist/.", "Make it first: make deb")
        try_package(present)
    except (CannotBuild, Failed, OSError) as problem:
        print(f"deb trial: {problem}", file=sys.stderr)
        return 1
    _say(f"all is well, after {time.monotonic() - began:.0f} s")
    return 0


def try_package(present: Path) -> None:
    """Try a package from its papers to its purge. Raises ``Failed`` or ``CannotBuild``."""
    look_at(present)
    _say(f"packing the same program once more as {EARLIER}")
    keys = PLACE / "keys"
    shutil.rmtree(keys, ignore_errors=True)
    public = sign_update.new_key(keys, _PASSPHRASE.encode())  # a throwaway one
    order = Order(version=EARLIER, update_key=read_update_key(public), quick=True)
    earlier = build_deb(order, FOLDER, PLACE / "packages")
    base = PLACE / "base"
    if not base.exists():
        _say("making a bare Debian 12 with debootstrap")
    make_base(base)
    with fresh(base, PLACE / "system") as system, screen() as shown:
        shutil.copy(earlier, system.root / LENT)
        stick, key = system.root / STICK, keys / sign_update.PRIVATE
        sign_update.sign(key, _PASSPHRASE.encode(), __version__, EARLIER, ["A trial."], made_on(), [present], stick)
        live_with(system, shown, earlier.name, present.name)


def look_at(package: Path) -> None:
    """Have the package's papers looked at by the tools that Debian has for it."""
    kept = PLACE / "looked-at"
    shutil.rmtree(kept, ignore_errors=True)
    kept.mkdir(parents=True)
    share = kept / "usr" / "share"
    _expect(_here("dpkg-deb", "-x", str(package), str(kept)), "unpacking the package")
    ran = _expect(_here("lintian", "--allow-root", "--fail-on=error,warning", str(package)), "lintian")
    if ran.said.strip():
        raise Failed(f"lintian says more than is answered by an override:\n{ran.said}")
    entry = share / "applications" / f"{words.NAME}.desktop"
    _expect(_here("desktop-file-validate", str(entry)), "looking at the desktop entry")
    _expect(_here("appstreamcli", "validate", "--no-net", *map(str, share.glob("metainfo/*"))), "the AppStream data")
    _say("good: lintian finds nothing but what an override answers; desktop entry and AppStream data are sound")
    shutil.rmtree(kept)


def _here(*command: str) -> Ran:
    ran = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    return Ran(ran.returncode, ran.stdout)


def live_with(system: BareSystem, shown: str, earlier: str, present: str) -> None:
    """Go through the life of the package on one PC, with one person's vault beside it."""
    _expect(system.run("apt-get", "-qq", "update"), "reading apt's lists")
    _install(system, earlier)
    _no_python(system)
    _say(f"good: {earlier} and what it declares are installed; the system holds no Python")
    _expect(system.run("useradd", "--create-home", PERSON), "making an ordinary person")
    make_vault(system)
    self_test(system, shown, "on a screen, as an ordinary person")
    before = people(system)
    check_update(system, present)
    with opened_program(system, shown):
        said = _install(system, present, STICK)
    if "is open on this PC" not in said:
        raise Failed(f"the upgrade did not say that the program is open:\n{said}")
    _say("good: upgraded in place, and said that the program was open")
    check_vault(system, before)
    without_network(system, shown)
    kept = fingerprint(system.home(PERSON))
    _expect(system.run("apt-get", "-qq", "-y", "remove", words.NAME), "removing the package")
    if (system.root / "usr" / "lib" / words.NAME).exists():
        raise Failed("something of the program stayed behind")
    _same(system, kept, "removing")
    said = _expect(system.run("apt-get", "-qq", "-y", "purge", words.NAME), "purging the package").said
    if ".local/share/workwell" not in said:
        raise Failed(f"purging did not say where the vaults lie:\n{said}")
    _same(system, kept, "purging")


def make_vault(system: BareSystem) -> None:
    """Make a vault with fictional people in it, as an ordinary person, from the console."""
    made = ("workwell-admin", "create", "--coach", COACH, "--sheet", f"/home/{PERSON}/sheet.txt")
    _expect(system.run(*made, person=PERSON, typed=f"{_PASSPHRASE}\n"), "making a vault")
    filled = ("workwell-admin", "demo-data", "--participants", str(PEOPLE))
    _expect(system.run(*filled, person=PERSON, typed=f"{_PASSPHRASE}\n"), "putting people into it")
    _say(f"good: a vault with {PEOPLE} fictional people, made by an ordinary person")


def check_update(system: BareSystem, present: str) -> None:
    """Have the installed program check the signed update, and refuse it with one byte of its package changed."""
    asked = ("workwell-admin", "check-update", f"/{STICK}", "--json")
    said = json.loads(_expect(system.run(*asked, person=PERSON), "checking the signed update").said)
    if (said["version"], said["file"]) != (__version__, present):
        raise Failed(f"another update was found than the one that lies there: {said}")
    package = system.root / STICK / present
    with package.open("r+b") as file:
        file.seek(-1, os.SEEK_END)
        last = file.read(1)
        file.seek(-1, os.SEEK_END)
        file.write(bytes([last[0] ^ 1]))
    refused = system.run(*asked, person=PERSON)
    with package.open("r+b") as file:
        file.seek(-1, os.SEEK_END)
        file.write(last)
    if refused.code == 0:
        raise Failed(f"an update with another package was not refused:\n{refused.said}")
    _say(f"good: the installed program finds the signed update to {__version__}, and refuses it with one bit turned")


def people(system: BareSystem) -> int:
    """Return how many people the person's vault holds, read with its passphrase."""
    ran = system.run(
        "workwell-admin", "info", "--json", "--passphrase-file", "-", person=PERSON, typed=f"{_PASSPHRASE}\n"
    )
    found = json.loads(_expect(ran, "opening the vault").said)["rows"]["participant"]
    if not isinstance(found, int) or found < PEOPLE:
        raise Failed(f"the vault holds {found} people")
    return found


def check_vault(system: BareSystem, before: int) -> None:
    """Have the vault checked through by the new version, and find the same people in it."""
    _expect(system.run("workwell-admin", "verify", person=PERSON, typed=f"{_PASSPHRASE}\n"), "checking the vault")
    if people(system) != before:
        raise Failed("the vault does not hold the people that it held before the upgrade")
    _say(f"good: the new version opens the vault, finds all {before} people, and every page is sound")


def self_test(system: BareSystem, shown: str, how: str, before: tuple[str, ...] = ()) -> None:
    """Run the installed program's own trial, and say its size and how soon its window came."""
    ran = system.run(PROGRAM, "--self-test", "--json", person=PERSON, screen=shown, before=before)
    said = json.loads(_expect(ran, f"the self-test, {how}").said)
    steps = [step["said"] for step in said["steps"] if "window" in step["name"]]
    if not any("xcb" in one for one in steps):
        raise Failed(f"the window was not on the screen: {steps}")
    figures = f"{said['bytes'] / 1e6:.0f} MB, first window after {said['first_window_ms']:,} ms"
    _say(f"good: the self-test, {how} ({len(said['steps'])} steps, {figures})")


def without_network(system: BareSystem, shown: str) -> None:
    """Run the self-test where there is no network, and look at each socket that it asks for."""
    log = PLACE / "sockets.txt"
    watched = ("unshare", "--net", "strace", "-f", "-qq", "-e", "trace=%net", "-e", "signal=none", "-o", str(log))
    self_test(system, shown, "without a network, each socket watched", watched)
    calls = log.read_text("utf-8", "replace")
    if "AF_UNIX" not in calls:
        raise Failed("no socket was seen at all, not even the screen's: the watch does not work")
    lines = internet_calls(calls)
    if lines:
        raise Failed("it asked for the internet:\n" + "\n".join(lines[:5]))
    _say("good: no internet socket was asked for")
    log.unlink()


def internet_calls(calls: str) -> list[str]:
    """Return the lines of a trace that ask for a socket of the internet, or use one."""
    return [line for line in calls.splitlines() if "AF_INET" in line]  # AF_INET6 begins the same


def fingerprint(home: Path) -> dict[str, str]:
    """Return what a person's folders of the program hold: each file with its rights, its owner and its sum."""
    found = {}
    for folder in (home / ".local" / "share" / "workwell", home / ".config" / "workwell"):
        for file in sorted(folder.rglob("*")):
            facts = file.lstat()
            content = hashlib.sha256(file.read_bytes()).hexdigest() if file.is_file() else ""
            found[str(file.relative_to(home))] = f"{facts.st_mode:o} {facts.st_uid} {content}"
    return found


@contextmanager
def screen() -> Iterator[str]:
    """Give a screen that nobody sees, and end it."""
    reading, writing = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-ac", "-nolisten", "tcp", "-screen", "0", "1280x1024x24"],
        pass_fds=(writing,), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    os.close(writing)
    try:
        with os.fdopen(reading) as told:
            number = told.readline().strip()
        if not number:
            raise CannotBuild("Xvfb could not make a screen.")
        lent = PLACE / "system" / "tmp" / ".X11-unix"
        lent.mkdir(mode=0o1777)
        subprocess.run(["mount", "--bind", "/tmp/.X11-unix", str(lent)], check=True)  # noqa: S108 - X's own place
        try:
            yield f":{number}"
        finally:
            subprocess.run(["umount", "-l", str(lent)], check=False)
    finally:
        server.terminate()
        server.wait()


@contextmanager
def opened_program(system: BareSystem, shown: str) -> Iterator[None]:
    """Have the program open, as a person would during an upgrade, and close it."""
    window = system.start(PROGRAM, person=PERSON, screen=shown)
    try:
        _wait_for(lambda: _runs(window.pid), "the program did not open")
        yield
    finally:
        window.terminate()
        window.wait()


def _runs(pid: int) -> bool:
    return Path(f"/proc/{pid}/exe").resolve().name == PROGRAM


def _wait_for(what: Callable[[], bool], sorrow: str) -> None:
    end = time.monotonic() + _PATIENCE_S
    while not what():
        if time.monotonic() > end:
            raise Failed(sorrow)
        time.sleep(0.1)


def _install(system: BareSystem, package: str, folder: str = LENT) -> str:
    said = _expect(
        system.run("apt-get", "-qq", "-y", "install", "--no-install-recommends", f"/{folder}/{package}"),
        f"installing {package}",
    ).said
    version = package.split("_")[1]
    asked = _expect(system.run("dpkg-query", "-W", "-f", "${Status} ${Version}", words.NAME), "asking dpkg").said
    if asked != f"install ok installed {version}":
        raise Failed(f"dpkg says: {asked}")
    return said


def _no_python(system: BareSystem) -> None:
    found = [one.name for one in (system.root / "usr" / "bin").glob("python*")]
    if found:
        raise Failed(f"the system has a Python of its own, so nothing would be shown: {found}")


def _same(system: BareSystem, kept: dict[str, str], deed: str) -> None:
    found = fingerprint(system.home(PERSON))
    if found != kept or not any(name.endswith("vault.json") for name in found):
        raise Failed(f"{deed} the package changed what the person had")
    _say(f"good: after {deed} the vault is there, byte for byte ({len(found)} files and folders)")


def _expect(ran: Ran, what: str) -> Ran:
    if ran.code:
        raise Failed(f"{what} ended with {ran.code}:\n{ran.said}")
    return ran


def _refuse_where_it_cannot_be() -> None:
    if not sys.platform.startswith("linux") or os.geteuid() != 0:
        raise CannotBuild("The trial makes a system of its own in a folder, which only root may.", "Run it as root.")
    missing = [one for one in _NEEDED if shutil.which(one) is None]
    if missing:
        raise CannotBuild(f"These commands are needed and are not here: {', '.join(missing)}.")


def _say(line: str) -> None:
    print(f"deb trial: {line}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
