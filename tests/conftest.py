"""What many tests share: a vault to work in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests.vaults import Template, make_template
from workwell_desktop.clock import Clock
from workwell_desktop.vault.store import Vault

# How long one example takes depends on what else this machine does; a test must not fail for that.
settings.register_profile("workwell", deadline=None)
settings.load_profile("workwell")


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Template:
    """A closed vault, made once. Not to be opened or changed itself: take ``vault_folder``."""
    return make_template(tmp_path_factory.mktemp("template"))


@pytest.fixture
def clock() -> Clock:
    """The clock that ``open_vault`` uses. A test module may put its own in place."""
    return Clock()


@pytest.fixture
def vault_folder(template: Template, tmp_path: Path) -> Path:
    """The folder of a fresh, closed vault that ``PASSPHRASE`` and ``template.sheet`` open."""
    return template.copy(tmp_path / "vaults")


@pytest.fixture
def open_vault(template: Template, vault_folder: Path, clock: Clock) -> Iterator[Vault]:
    """A fresh, open vault, signed in as the only coach."""
    vault = template.open(vault_folder, clock)
    yield vault
    vault.close()
