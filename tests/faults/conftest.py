"""What the faults share: a furnished home, and a program that is taken down whatever happens to a test."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.journeys.conftest import start
from tests.journeys.furnished import furnish
from tests.journeys.stage import Stage
from tests.vaults import FakeTime, Template

__all__ = ["start"]


@pytest.fixture
def time() -> FakeTime:
    """The time of the program, which stands still until a test moves it."""
    return FakeTime()


@pytest.fixture(scope="session")
def furnished(template: Template, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A furnished home, made once. Not to be used itself: take ``home``."""
    room = tmp_path_factory.mktemp("furnished") / "home"
    furnish(template, room, FakeTime().clock)
    return room


@pytest.fixture
def home(furnished: Path, tmp_path: Path) -> Path:
    """A home of its own, with people in its vault."""
    return Path(shutil.copytree(furnished, tmp_path / "home"))


@pytest.fixture
def stage(start: Callable[..., Stage], template: Template, home: Path, time: FakeTime) -> Stage:
    """The program over that home, with the vault open."""
    time.go(minutes=5)  # the home was furnished before
    stage = start(home, clock=time.clock)
    stage.let_in(template, time.clock)
    return stage
