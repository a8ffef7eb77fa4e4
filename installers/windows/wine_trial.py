"""Tries the Windows setups under Wine, as IT would use them: silently. TEST ONLY, and no proof for Windows itself.

    python -m installers.windows.wine_trial [--older SETUPS] [--newer SETUPS]

Builds a lower version and this one with the trial runtime, then, in a fresh Wine prefix and for each of the two kinds:
install, self-test, a vault with something in it, refused while running, upgrade, refused downgrade, refused other kind,
uninstall; and the vault is found again, and opened. Each step prints one line; the first that fails ends the trial.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from installers.facts import CannotBuild
from installers.windows.assemble import find_python
from installers.windows.build_windows import WORK, names_of
from installers.windows.build_windows import main as build_windows
from installers.windows.trial_runtime import TRIAL_RUNTIME
from installers.windows.trial_runtime import make as make_runtime
from installers.windows.wine_prefix import Prefix, new_prefix, tool
from workwell_desktop import __version__

LOWER = "0.0.9"
WRONG_WINDOWS, NEWER_THERE, RUNNING, OLD_STUCK, OTHER_SCOPE = 10, 11, 12, 13, 14  # workwell.nsi
_PASSPHRASE = "seven fictional lamps under one bridge"  # noqa: S105 - of a vault that lives for this trial
_PATIENCE_S = 180
_OWN_KEY = "Software\\WorkWell"
_ENTRY_KEY = "Software\\Microsoft\\Windows\\CurrentVersion\\Uninstall\\WorkWell"


class Failed(Exception):
    """A step did not do what it has to. The text says what was seen."""


class Trial:
    """One kind of setup (user or machine) in one prefix: what is asked of it, and what must be seen."""

    def __init__(self, prefix: Prefix, mode: str) -> None:
        self.prefix = prefix
        self.mode = mode
        self.hive = "HKCU" if mode == "user" else "HKLM"
        local = prefix.person / "AppData" / "Local"
        self.folder = local / "Programs" / "WorkWell" if mode == "user" else prefix.c / "Program Files" / "WorkWell"
        self.data = local / "WorkWell"
        menu = "Microsoft/Windows/Start Menu/Programs/WorkWell.lnk"
        roaming = prefix.person / "AppData" / "Roaming" if mode == "user" else prefix.c / "ProgramData"
        self.shortcut = roaming / menu
        self.stranger = self.folder / "not-ours.txt"

    def setup(self, version: str, mode: str = "", *more: str) -> list[str]:
        """Return the command of a silent setup."""
        return [str(WORK / names_of(version, test_only=True)[mode or self.mode]), "/S", *more]

    def installed(self, version: str) -> None:
        """The whole program is there, as its manifest says, with its entry for Windows and in the Start menu."""
        listed = (self.folder / "MANIFEST.sha256").read_text("utf-8").splitlines()
        for line in listed:
            digest, name = line.split("  ", 1)
            if hashlib.sha256((self.folder / name).read_bytes()).hexdigest() != digest:
                raise Failed(f"{name} is not what the manifest says.")
        facts = (self.folder / "lib/workwell_desktop/resources/build/build.toml").read_text("utf-8")
        self._see(f'version = "{version}"' in facts and f'kind = "windows-{self.mode}"' in facts, facts)
        self._see(self.value(_ENTRY_KEY, "DisplayVersion") == version, "Windows' own list shows another version")
        self._see("TEST ONLY" in self.value(_ENTRY_KEY, "DisplayName"), "Windows' own list does not say TEST ONLY")
        self._see(self.shortcut.is_file(), f"no {self.shortcut}")

    def value(self, key: str, name: str) -> str:
        """Return one value of the registry, empty where it is not there."""
        said = self.prefix.run(["reg", "query", f"{self.hive}\\{key}", "/v", name, "/reg:64"]).text
        found = [line.split("REG_SZ", 1)[1].strip() for line in said.splitlines() if "REG_SZ" in line]
        return found[0] if found else ""

    def admin(self, *words: str) -> str:
        """Run the installed workwell-admin, the passphrase on its standard input, and return what it said."""
        ran = self.prefix.run([str(self.folder / "workwell-admin.exe"), *words], given=f"{_PASSPHRASE}\n")
        self._see(ran.code == 0, f"workwell-admin {words[0]}: {ran.code} {ran.text[-600:]}")
        return ran.text

    def ends(self, command: list[str], code: int) -> None:
        """Run a setup that must end with this code."""
        ran = self.prefix.run(command)
        self._see(ran.code == code, f"ended with {ran.code}, not {code}. {ran.text[-600:]}")

    @property
    def vault(self) -> str:
        """Where this trial's vault lies, as Windows says it: where a coach's own vaults lie."""
        return f"C:\\users\\{self.prefix.person.name}\\AppData\\Local\\WorkWell\\vaults\\trial"

    def make_a_vault(self) -> None:
        """Make a vault with fictional people in it, and leave a file that is not ours in the program's folder."""
        sheet = f"C:\\users\\{self.prefix.person.name}\\sheet-{self.mode}.txt"
        self.admin("create", "--vault", self.vault, "--coach", "Ada Example", "--sheet", sheet)
        self.admin("demo-data", "--vault", self.vault, "--participants", "2")
        self.stranger.write_text("left here by somebody else\n", "utf-8")

    def vault_is_whole(self) -> None:
        """The installed program opens the vault and finds it whole."""
        said = self.admin("verify", "--vault", self.vault)
        self._see("The database is whole" in said, said)

    def self_test(self) -> None:
        """Run the program's own self-test, where this version has one."""
        if not (self.folder / "lib/workwell_desktop/self_test").is_dir():
            return
        ran = self.prefix.run([str(self.folder / "WorkWell.exe"), "--self-test"])
        self._see(ran.code == 0, f"the self-test ended with {ran.code}: {ran.text[-1500:]}")
        print(ran.text)

    def no_voice_but_no_fault(self) -> None:
        """The word that makes the program the voice is understood: it speaks, or says by its code that it cannot."""
        ran = self.prefix.run([str(self.folder / "WorkWell.exe"), "--read-aloud"])
        self._see(ran.code in {0, 3}, f"the voice ended with {ran.code}: {ran.text[-600:]}")

    @contextmanager
    def open_program(self) -> Iterator[None]:
        """Open the window, and end it afterwards. A program that runs keeps its file from being written."""
        running = self.prefix.start([str(self.folder / "WorkWell.exe")])
        try:
            self.wait(lambda: self._is_loaded("Qt6Widgets.dll"), "the window did not come up")
            self._see(running.poll() is None, "the program ended by itself")
            yield
        finally:
            self.prefix.run(["taskkill", "/F", "/IM", "WorkWell.exe"])
            with suppress(subprocess.TimeoutExpired):
                running.wait(30)

    def _is_loaded(self, library: str) -> bool:
        """Say whether a process of this prefix has a library of the installed program in its memory."""
        wanted = str(self.folder / "lib" / "PySide6" / library)
        for maps in Path("/proc").glob("[0-9]*/maps"):
            with suppress(OSError):
                if wanted in maps.read_text("utf-8", "replace"):
                    return True
        return False

    def refused_while_running(self) -> None:
        """With the window open, setup and uninstaller end with their code and change nothing."""
        with self.open_program():
            self.ends(self.setup(__version__), RUNNING)
            self.ends(self.uninstaller_to_wait_for(), RUNNING)
        self.installed(LOWER)

    def refused_by_an_old_windows(self) -> None:
        """A Windows before 10 is refused."""
        self.prefix.run(["winecfg", "-v", "win7"])
        try:
            self.ends(self.setup(LOWER), WRONG_WINDOWS)
        finally:
            self.prefix.run(["winecfg", "-v", "win10"])
        self._see(not self.folder.exists(), "something was installed")

    def refused_by_a_broken_uninstaller(self) -> None:
        """Where the old version cannot take itself away, the new one leaves it as it is."""
        uninstaller = self.folder / "uninstall.exe"
        whole = uninstaller.read_bytes()
        uninstaller.write_bytes(b"this is no program")
        try:
            self.ends(self.setup(__version__), OLD_STUCK)
        finally:
            uninstaller.write_bytes(whole)
        self.installed(LOWER)

    def upgraded_after_waiting(self) -> None:
        """An update that is started by the program itself waits until the window is gone."""
        with self.open_program():
            waiting = self.prefix.start(self.setup(__version__, "", "/WAIT"))
        self._see(waiting.wait(_PATIENCE_S) == 0, f"the setup ended with {waiting.returncode}")
        self.installed(__version__)
        self._see(self.stranger.is_file(), "a file that is not ours went with the upgrade")

    def uninstalled(self) -> None:
        """The program is gone, and nothing else: the vault, and a file in its folder that is not ours, are there."""
        self.ends([str(self.folder / "uninstall.exe"), "/S"], 0)
        self.wait(lambda: not self.value(_OWN_KEY, "Folder"), "the uninstaller did not end")
        self.wait(lambda: not (self.folder / "uninstall.exe").exists(), "the uninstaller is still there")
        left = sorted(file.relative_to(self.folder).as_posix() for file in self.folder.rglob("*"))
        self._see(left == ["not-ours.txt"], f"left behind: {left[:5]}")
        self._see(not self.shortcut.exists() and not self.value(_ENTRY_KEY, "DisplayName"), "an entry was left")
        vault = self.data / "vaults" / "trial"
        self._see((vault / "vault.json").is_file(), "the vault went with the program")

    def uninstaller_to_wait_for(self) -> list[str]:
        """Return a command whose exit code is the uninstaller's own; by itself it goes on in a copy, and ends with 0.

        ``_?=`` stands without quotation marks, whatever blanks follow, so the line is written into a file for cmd.
        """
        folder = "C:\\" + str(self.folder.relative_to(self.prefix.c)).replace("/", "\\")
        line = f'"{folder}\\uninstall.exe" /S _?={folder}\r\nexit /b %errorlevel%\r\n'
        (self.prefix.c / "uninstall.bat").write_text(line, "ascii", newline="")
        return ["cmd", "/c", "C:\\uninstall.bat"]

    def policy_folder_is_there(self) -> None:
        """The setup for a whole PC makes the folder of IT's policy file, and its uninstaller leaves it."""
        self._see(
            self.mode == "user" or (self.prefix.c / "ProgramData" / "WorkWell").is_dir(), "no folder for the policy"
        )

    def wait(self, until: Callable[[], bool], sorrow: str) -> None:
        """Wait until something is so, for some minutes."""
        last = time.monotonic() + _PATIENCE_S
        while not until():
            if time.monotonic() > last:
                raise Failed(sorrow)
            time.sleep(0.5)

    def _see(self, right: bool, sorrow: str) -> None:
        if not right:
            raise Failed(sorrow)


def steps_of(trial: Trial) -> Iterator[tuple[str, Callable[[], None]]]:
    """Give the steps in their order, each with its words."""
    other = "machine" if trial.mode == "user" else "user"
    yield "is refused on Windows 7", trial.refused_by_an_old_windows
    yield "installs silently", lambda: trial.ends(trial.setup(LOWER), 0)
    yield "all of it is there", lambda: trial.installed(LOWER)
    yield "keeps a folder for IT's policy", trial.policy_folder_is_there
    yield "passes its self-test", trial.self_test
    yield "understands the word for reading aloud", trial.no_voice_but_no_fault
    yield "makes a vault with people in it", trial.make_a_vault
    yield "is refused while the window is open", trial.refused_while_running
    yield "is refused where the old one cannot go", trial.refused_by_a_broken_uninstaller
    yield "waits for the window, then upgrades", trial.upgraded_after_waiting
    yield "opens the vault of the lower version", trial.vault_is_whole
    yield "installs the same version again", lambda: trial.ends(trial.setup(__version__), 0)
    yield "refuses to go back", lambda: trial.ends(trial.setup(LOWER), NEWER_THERE)
    yield "is refused beside the other kind", lambda: trial.ends(trial.setup(__version__, other), OTHER_SCOPE)
    yield "passes its self-test after all that", trial.self_test
    yield "uninstalls and keeps the data", trial.uninstalled
    yield "leaves the folder for IT's policy", trial.policy_folder_is_there


def run_trial(prefix: Prefix, mode: str) -> None:
    """Go through the steps for one kind of setup. Raises ``Failed``."""
    trial = Trial(prefix, mode)
    for words, step in steps_of(trial):
        started = time.monotonic()
        try:
            step()
        except Failed as problem:
            raise Failed(f"{mode}: {words}: {problem}") from problem
        print(f"wine-trial: {mode}: {words} ({time.monotonic() - started:.0f} s)", flush=True)
    trial.stranger.unlink()
    shutil.rmtree(trial.data)


@contextmanager
def a_screen() -> Iterator[dict[str, str]]:
    """Start a screen that nobody sees, and end it afterwards. Gives what the environment has to say."""
    reading, writing = os.pipe()
    command = [tool("Xvfb"), "-displayfd", str(writing), "-screen", "0", "1366x768x24", "-nolisten", "tcp"]
    screen = subprocess.Popen(command, pass_fds=[writing], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    os.close(writing)
    try:
        with os.fdopen(reading) as said:
            yield {"DISPLAY": f":{said.readline().strip()}"}
    finally:
        screen.terminate()
        screen.wait(10)


def build_both(icon: Path | None) -> None:
    """Build the trial runtime where it is not there, then the lower version and this one. Raises ``CannotBuild``."""
    if not (TRIAL_RUNTIME / "python312.zip").is_file():
        make_runtime(TRIAL_RUNTIME, find_python("3.12"))
    words = ["--runtime", str(TRIAL_RUNTIME), "--test-only", "--fast", "--stub", "amd64-unicode"]
    words += ["--icon", str(icon)] if icon else []
    for version in (LOWER, __version__):
        if build_windows([*words, "--version", version]):
            raise CannotBuild(f"The setups of version {version} could not be built.")


def main() -> int:
    """Build, try both kinds, and say how it went. Returns 0, or 1 after a line that says which step failed."""
    parser = argparse.ArgumentParser(prog="wine_trial", description="Try the Windows setups under Wine. TEST ONLY.")
    parser.add_argument("--built", action="store_true", help="take the setups that are there, and build none")
    parser.add_argument("--icon", type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    try:
        for name in ("wine", "wineserver", "Xvfb"):
            tool(name)
        if not arguments.built:
            build_both(arguments.icon)
        with tempfile.TemporaryDirectory() as name, a_screen() as screen:
            prefix = new_prefix(Path(name) / "wine", screen)
            try:
                for mode in ("user", "machine"):
                    run_trial(prefix, mode)
            finally:
                prefix.end()
    except (Failed, CannotBuild) as problem:
        print(f"wine-trial: FAILED: {problem}", file=sys.stderr)
        return 1
    print("wine-trial: all of it went well, under Wine. It says nothing about Windows itself.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
