"""The lock files say the same as pyproject.toml, name every file by its hash, and name no place to fetch from."""

from __future__ import annotations

import re
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.tree import ROOT

LOCKS = ("run", "test", "installer", "lock")


def pins(lock: str) -> dict[str, str]:
    """Return the pinned version of each package in a lock file."""
    text = (ROOT / "requirements" / f"{lock}.txt").read_text("utf-8")
    return dict(re.findall(r"^([\w.-]+)==([^ ;\\]+)", text, re.MULTILINE))


def asked(lock: str) -> list[Requirement]:
    """Return what pyproject.toml asks for, as far as one lock file has to hold it."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    groups = {"run": [], "test": ["dev"], "installer": ["installer"], "lock": ["lock"]}[lock]
    lines = [line for group in groups for line in project["dependency-groups"][group]]
    return [Requirement(line) for line in lines + (project["project"]["dependencies"] if lock != "lock" else [])]


@pytest.mark.parametrize("lock", LOCKS)
def test_the_lock_holds_what_the_project_asks_for(lock: str) -> None:
    held = pins(lock)
    wrong = [
        str(need) for need in asked(lock) if not need.specifier.contains(held.get(canonicalize_name(need.name), "0"))
    ]
    assert wrong == [], "run `make lock`"


def test_tests_run_on_the_very_packages_that_the_program_runs_on() -> None:
    assert pins("run").items() <= pins("test").items()


def test_what_is_frozen_are_the_very_packages_that_were_tested() -> None:
    assert pins("run").items() <= pins("installer").items()


@pytest.mark.parametrize("lock", LOCKS)
def test_every_package_is_named_by_its_hashes(lock: str) -> None:
    text = (ROOT / "requirements" / f"{lock}.txt").read_text("utf-8")
    entries = re.split(r"^(?=[\w.-]+==)", text, flags=re.MULTILINE)[1:]
    assert entries
    assert [entry.split()[0] for entry in entries if not re.search(r"--hash=sha256:[0-9a-f]{64}\b", entry)] == []


@pytest.mark.parametrize("lock", LOCKS)
def test_no_lock_says_where_to_fetch(lock: str) -> None:
    text = (ROOT / "requirements" / f"{lock}.txt").read_text("utf-8")
    assert not re.search(r"://|index-url|find-links|trusted-host|\s@\s", text)


def test_the_qt_that_loses_references_is_not_taken() -> None:
    """PySide6 6.12.0 drops a reference to None with every call that returns it, on Python 3.10 and 3.11."""
    assert pins("run")["pyside6-essentials"] == "6.11.3"
