"""Set-up installs once, notices what changed, and says in one line what it cannot do."""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from tests.tree import ROOT


@pytest.fixture(scope="module")
def set_up() -> ModuleType:
    """Give the set-up program as a module."""
    spec = importlib.util.spec_from_file_location("set_up", ROOT / "tools" / "set_up.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["set_up"] = module  # dataclasses look their own module up
    spec.loader.exec_module(module)
    return module


def say_nothing_to_install(project: Path) -> None:
    """Give the project lock files that name nothing, so that setting it up needs no network."""
    for lock in ("run", "test", "lock"):
        (project / "requirements" / f"{lock}.txt").write_text("# nothing\n", "utf-8")


@pytest.fixture(scope="module")
def small_project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a checkout with the real set-up program, in a folder with an awkward name."""
    project = tmp_path_factory.mktemp("projects") / "a checkout, élan"
    for folder in ("tools", "requirements", "workwell_desktop"):
        (project / folder).mkdir(parents=True)
    shutil.copy(ROOT / "tools" / "set_up.py", project / "tools")
    (project / "workwell_desktop" / "__init__.py").write_text("", "utf-8")
    say_nothing_to_install(project)
    return project


@pytest.fixture
def ready_project(small_project: Path) -> Path:
    """Give that checkout with its set-up done."""
    say_nothing_to_install(small_project)
    done = start(small_project, "check")
    assert (done.returncode, done.stderr) == (0, "")
    return small_project


def start(project: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the project's set-up the way that make does."""
    return subprocess.run(
        [sys.executable, str(project / "tools" / "set_up.py"), *arguments], capture_output=True, text=True, check=False
    )


def test_a_second_run_does_nothing(ready_project: Path) -> None:
    again = start(ready_project, "check")
    assert (again.returncode, again.stdout, again.stderr) == (0, "", "")


def test_a_changed_lock_is_installed_into_the_same_environment(ready_project: Path) -> None:
    (ready_project / "requirements" / "test.txt").write_text("# nothing, said anew\n", "utf-8")
    again = start(ready_project, "check")
    assert again.returncode == 0
    assert "installing" in again.stdout
    assert "making .venv" not in again.stdout
    assert start(ready_project, "run").stdout == ""  # what the tests need holds what the program needs


def test_a_broken_environment_is_made_anew(ready_project: Path) -> None:
    (ready_project / ".venv" / "bin" / "python").unlink()
    again = start(ready_project, "check")
    assert again.returncode == 0
    assert "making .venv" in again.stdout


def test_the_environment_runs_the_checkout_from_any_folder(ready_project: Path, tmp_path: Path) -> None:
    where = subprocess.run(
        [ready_project / ".venv" / "bin" / "python", "-c", "import workwell_desktop as w; print(w.__file__)"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert Path(where.stdout.strip()) == ready_project / "workwell_desktop" / "__init__.py"


def test_a_failing_install_leaves_no_stamp(ready_project: Path) -> None:
    lock = ready_project / "requirements" / "test.txt"
    lock.write_text("no-such-package-example\n", "utf-8")  # no hash: pip refuses before it looks anywhere
    refused = start(ready_project, "check")
    assert refused.returncode == 1
    assert refused.stderr.rstrip().splitlines()[-1].startswith("set-up: pip could not install")
    assert not (ready_project / ".venv" / "installed-test").exists()


def test_what_the_tests_need_is_enough_to_run(set_up: ModuleType) -> None:
    assert "test" in set_up.LEVELS["run"].enough
    assert set(set_up.LEVELS["run"].system) < set(set_up.LEVELS["test"].system)


def test_missing_system_packages_are_named_in_one_line(set_up: ModuleType) -> None:
    names = set_up.missing_packages(set_up.LEVELS["test"].system, there=lambda package: package.kind == "library")
    assert names[0] == "python3-venv"
    with pytest.raises(set_up.CannotSetUp) as stopped:
        set_up.install_system_packages(names, right=None)
    line = str(stopped.value)
    assert "\n" not in line
    assert f"apt-get install --no-install-recommends {' '.join(names)}" in line


def test_what_is_there_is_seen_and_what_is_not_is_missed(set_up: ModuleType) -> None:
    package = set_up.SystemPackage
    assert set_up.is_there(package("python3", "module", "json"))
    assert set_up.is_there(package("coreutils", "command", "ls"))
    assert set_up.is_there(package("libc6", "library", "libc.so.6"))
    assert not set_up.is_there(package("none", "module", "no_such_module_here"))
    assert not set_up.is_there(package("none", "command", "no-such-command-here"))
    assert not set_up.is_there(package("none", "library", "libno-such-library.so.9"))


def test_an_unknown_level_says_how_it_is_used(small_project: Path) -> None:
    refused = start(small_project, "everything")
    assert refused.returncode == 2
    assert "run|check|test|lock" in refused.stderr


def test_what_makes_installers_has_an_environment_of_its_own(set_up: ModuleType, tmp_path: Path) -> None:
    """Nothing of what tests may slip into what is installed."""
    assert set_up.LEVELS["installer"].enough == ("installer",)
    assert {set_up.LEVELS[name].folder for name in ("run", "check", "test", "lock")} == {".venv"}
    assert {set_up.LEVELS[name].folder for name in ("windows", "windows-trial")} == {set_up.LEVELS["installer"].folder}
    (tmp_path / "requirements").mkdir()
    say_nothing_to_install(tmp_path)
    set_up.set_up(tmp_path, set_up.Level("lock", ("lock",), (), set_up.LEVELS["installer"].folder))
    assert (tmp_path / "build" / "installer-venv" / "installed-lock").is_file()
    assert not (tmp_path / ".venv").exists()
