"""House rules of the tree: the commands, the papers beside the code, and what no file may name."""

from __future__ import annotations

import os
import re
import tomllib

import pytest

import workwell_desktop
from tests.tree import ROOT, name_of, project_files, text_files

PAPERS = (
    "README.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    "SECURITY.md",
    "docs/architecture.md",
    "docs/vault-format.md",
    "docs/it-guide.md",
)
COMMANDS = (
    "demo",
    "test",
    "check",
    "run",
    "bench",
    "lock",
    "wheel",
    "installer",
    "deb",
    "deb-test",
    "windows",
    "windows-trial",
    "clean",
)

# Where packages come from is the machine's own affair. Written in halves, so that this file names none either.
HOSTS = tuple(
    first + second
    for first, second in (
        ("pypi", ".org"),
        ("python", "hosted"),
        ("npmjs", ".org"),
        ("npmjs", ".com"),
        ("deb.", "debian"),
        ("snapshot.", "debian"),
        ("security.", "debian"),
        ("archive.", "ubuntu"),
        ("artifact", "registry"),
        ("pkg", ".dev"),
        ("proxy.go", "lang"),
        ("crates", ".io"),
        ("conda.", "anaconda"),
    )
)
MACHINE_PATHS = re.compile(
    r"(?<![\w.~-])/(?:wo" + r"rk|ro" + r"ot|home/\w+|Users/\w+|opt/py\w*)/|C:\\Users\\\w+", re.ASCII
)


def targets() -> dict[str, str]:
    """Return the Makefile's targets that explain themselves, each with its words."""
    return dict(re.findall(r"^([a-z-]+):.*?## (.+)$", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))


def test_make_explains_every_command() -> None:
    assert set(targets()) == {"help", *COMMANDS}
    assert ".DEFAULT_GOAL := help" in (ROOT / "Makefile").read_text("utf-8")


@pytest.mark.parametrize("paper", PAPERS)
def test_papers_name_only_commands_that_exist(paper: str) -> None:
    text = (ROOT / paper).read_text("utf-8")
    named = set(re.findall(r"(?:^|`)make ([a-z-]+)", text, re.MULTILINE))
    assert named <= set(targets())


def test_readme_names_every_command() -> None:
    named = set(re.findall(r"`make ([a-z-]+)", (ROOT / "README.md").read_text("utf-8")))
    assert set(COMMANDS) <= named


@pytest.mark.parametrize("paper", PAPERS)
def test_papers_point_at_files_that_exist(paper: str) -> None:
    path = ROOT / paper
    links = re.findall(r"\]\((?!https?:|mailto:|#)([^)#]+)", path.read_text("utf-8"))
    assert [link for link in links if not (path.parent / link).exists()] == []


def test_changelog_knows_this_version() -> None:
    headings = re.findall(r"^## \[([^\]]+)\]", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
    assert headings[0] == "Unreleased" or headings[0] == workwell_desktop.__version__
    assert workwell_desktop.__version__ in headings or headings == ["Unreleased"]


def test_the_gate_runs_every_test_and_tries_the_package() -> None:
    gate = ROOT / ".ci" / "run"
    assert re.findall(r"^make (.+) </dev/null$", gate.read_text("utf-8"), re.MULTILINE) == ["test", "deb-test"]
    assert "set -euo pipefail" in gate.read_text("utf-8")
    if os.name == "posix":
        assert os.access(gate, os.X_OK)


def test_no_file_names_where_packages_come_from() -> None:
    named = [
        f"{name_of(path)}: {host}"
        for path in project_files()
        for host in HOSTS
        if host.encode() in path.read_bytes().lower()
    ]
    assert named == []


def test_no_file_names_a_place_on_one_machine() -> None:
    named = [
        f"{name_of(path)}: {found[0]}"
        for path, text in text_files()
        if (found := MACHINE_PATHS.search(text)) is not None
    ]
    assert named == []


def test_nothing_generated_lies_in_the_tree() -> None:
    ignored = (ROOT / ".gitignore").read_text("utf-8").split()
    assert {".venv/", "build/", "dist/", "__pycache__/"} <= set(ignored)
    assert [name_of(path) for path in project_files() if path.suffix in {".pyc", ".whl", ".log"}] == []


def test_the_licence_is_the_one_that_the_project_states() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert project["license"] == "MIT"
    assert (ROOT / "LICENSE").read_text("utf-8").startswith("MIT License")
