"""The wheel carries all that it needs: installed elsewhere, it runs from another folder without the checkout."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

import workwell_desktop
from tests.tree import ROOT, project_files


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel, without a network."""
    folder = tmp_path_factory.mktemp("dist")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", folder],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install the wheel with pip into an environment of its own and return that environment's folder of programs.

    The locked dependencies are lent by this environment; the checkout is not.
    """
    home = tmp_path_factory.mktemp("elsewhere") / "installed"
    venv.create(home, with_pip=True)
    programs = home / ("Scripts" if os.name == "nt" else "bin")
    site = Path(sysconfig.get_path("purelib", vars={"base": str(home), "platbase": str(home)}, scheme="venv"))
    (site / "lent.pth").write_text(sysconfig.get_path("purelib") + "\n", "utf-8")
    subprocess.run(
        [programs / "python", "-I", "-m", "pip", "install", "--no-index", "--no-deps", "--quiet", wheel],
        check=True,
        capture_output=True,
    )
    return programs


def shipped() -> dict[str, bytes]:
    """Return every file of resources/ in the checkout by its name."""
    folder = ROOT / "resources"
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in project_files() if folder in path.parents
    }


def outside(programs: Path, folder: Path, *command: str) -> str:
    """Run an installed program from another folder, as a person would who has no checkout."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "COV_", "QT_"))}
    environment |= {"QT_QPA_PLATFORM": "offscreen", "HOME": str(folder), "XDG_RUNTIME_DIR": str(folder)}
    ran = subprocess.run(
        [programs / command[0], *command[1:]], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


def test_the_wheel_holds_code_resources_and_licence_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        held = {name.removeprefix("workwell_desktop/resources/"): archive.read(name) for name in names}
    assert shipped().items() <= held.items()
    assert {"places/sectors.csv", "places/outcodes.csv", "places/districts.csv", "places/about.toml"} <= held.keys()
    assert any(name.endswith("licenses/LICENSE") for name in names)
    assert {name.split("/")[0].split("-")[0] for name in names} == {"workwell_desktop"}
    assert not [name for name in names if "__pycache__" in name or "/tests/" in name]


def test_the_installed_program_reads_its_resources_from_another_folder(installed: Path, tmp_path: Path) -> None:
    look = (
        "import json, sys, workwell_desktop, workwell_desktop.paths as p; r = p.resources();"
        "print(json.dumps([workwell_desktop.__file__, str(r), sys.path,"
        " sorted(f.relative_to(r).as_posix() for f in r.rglob('*') if f.is_file())]))"
    )
    module, resources, path, files = json.loads(outside(installed, tmp_path, "python", "-I", "-c", look))
    home = installed.parent
    assert Path(module).is_relative_to(home)
    assert Path(resources).is_relative_to(home)
    assert str(ROOT) not in path
    assert files == sorted(shipped())


def test_the_installed_console_program_says_its_version(installed: Path, tmp_path: Path) -> None:
    assert workwell_desktop.__version__ in outside(installed, tmp_path, "workwell-admin", "--version")
    assert list(tmp_path.iterdir()) == []  # saying a version writes nothing
