"""The import contracts hold, and each of them notices when it is broken."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.tree import PACKAGE, ROOT

LINT = "from importlinter.cli import lint_imports_command as lint; lint()"


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    """Check the contracts of the project that lies in a folder."""
    return subprocess.run(
        [sys.executable, "-c", LINT, "--no-logo", "--no-cache"], cwd=folder, capture_output=True, text=True, check=False
    )


@pytest.fixture(scope="module")
def copied_house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a copy of the package and its contracts that may be spoilt."""
    house = tmp_path_factory.mktemp("house")
    shutil.copytree(PACKAGE, house / "workwell_desktop", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", house)
    return house


def test_imports_point_the_way_that_the_picture_shows() -> None:
    checked = lint(ROOT)
    assert checked.returncode == 0, checked.stdout


@pytest.mark.parametrize(
    ("room", "imported", "contract"),
    [
        ("ui", "sqlalchemy", "What the coach sees knows neither tables, keys nor paper"),
        ("ui", "workwell_desktop.vault", "What the coach sees knows neither tables, keys nor paper"),
        ("casework", "reportlab.pdfgen", "What a coach can do leaves paper, keys and SQLCipher to their rooms"),
        ("casework", "PySide6.QtCore", "Only the ui knows Qt"),
        ("vault", "workwell_desktop.forms", "The locked box knows no forms and no paper"),
        ("vault", "workwell_desktop.casework", "Imports point downwards"),
        ("documents", "workwell_desktop.models", "Paper is made from plain data"),
        ("directory", "sqlalchemy.orm", "Other people's lists are read without our tables"),
        ("places", "sqlalchemy", "Where places are is asked of plain tables alone"),
        ("places", "workwell_desktop.forms", "Imports point downwards"),
        ("places", "workwell_desktop.models", "Imports point downwards"),
        ("models", "keyring", "Only the vault knows SQLCipher, keys and the keyring"),
        ("demo", "workwell_desktop.casework", "The demo plays through the windows alone"),
        ("demo", "workwell_desktop.models", "The demo plays through the windows alone"),
        ("demo", "workwell_desktop.vault", "The demo plays through the windows alone"),
        ("demo", "workwell_desktop.documents", "The demo plays through the windows alone"),
        ("bench", "workwell_desktop.demo", "Imports point downwards"),
        ("app", "workwell_desktop.bench", "Imports point downwards"),
        ("ui", "pyttsx3", "Only the voice knows pyttsx3"),
        ("voice", "workwell_desktop.errors", "The voice knows nothing of ours"),
        ("admin", "PySide6.QtWidgets", "The console program starts without Qt"),
    ],
)
def test_a_broken_contract_is_named(copied_house: Path, room: str, imported: str, contract: str) -> None:
    folder = copied_house / "workwell_desktop" / room
    spoilt = folder / "__init__.py" if folder.is_dir() else folder.with_suffix(".py")
    sound = spoilt.read_bytes()
    spoilt.write_bytes(sound + f"\nimport {imported}\n".encode())
    try:
        checked = lint(copied_house)
    finally:
        spoilt.write_bytes(sound)
    assert checked.returncode != 0
    assert f"{contract} BROKEN" in checked.stdout


def test_a_module_without_a_place_is_named(copied_house: Path) -> None:
    stranger = copied_house / "workwell_desktop" / "helpers.py"
    stranger.write_text('"""A module that nobody gave a place."""\n', "utf-8")
    try:
        checked = lint(copied_house)
    finally:
        stranger.unlink()
    assert checked.returncode != 0
    assert "helpers" in checked.stdout
