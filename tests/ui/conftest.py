"""What every test of the window shares: no screen, and a look on the application."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.plans import make_jo
from workwell_desktop.settings import Settings
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.doors import ReadyDoors
from workwell_desktop.ui.hand import Hand
from workwell_desktop.ui.parts.focus_ring import FocusRing
from workwell_desktop.ui.style.theme import Look
from workwell_desktop.ui.worker import Worker
from workwell_desktop.vault.store import Vault

os.environ["QT_QPA_PLATFORM"] = "offscreen"  # tests never open windows on somebody's screen


@pytest.fixture
def look(qapp: QApplication) -> Iterator[Look]:
    """The light look at 100 %, put on the application afresh."""
    look = Look("light", 100)
    look.apply(qapp)
    yield look
    look.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def ring(qapp: QApplication, look: Look) -> Iterator[FocusRing]:
    """The focus ring, following the application for the length of one test."""
    ring = FocusRing(look, qapp)
    yield ring
    ring.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def desk(open_vault: Vault, look: Look, ring: FocusRing, tmp_path: Path) -> Iterator[Desk]:
    """What a screen is handed: a vault of its own, a worker, and doors that save and print into ``tmp_path``."""
    worker = Worker()
    doors = ReadyDoors(look, saves=[tmp_path / "saved.pdf"], prints_to=tmp_path)
    yield Desk(open_vault, open_vault.clock, worker, doors, look, Settings)
    worker.close()


@pytest.fixture
def shown(qapp: QApplication, qtbot: QtBot) -> Iterator[Callable[[QWidget], Hand]]:
    """Show a widget as the only window there is, and give the hands to work it."""
    windows: list[QWidget] = []

    def show(widget: QWidget) -> Hand:
        widget.resize(1152, 800)
        widget.show()
        widget.activateWindow()
        qtbot.waitExposed(widget)
        windows.append(widget)
        return Hand(qapp)

    yield show
    for window in windows:
        window.close()
        window.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def jo(desk: Desk) -> int:
    """Jo, whose referral was accepted, in the vault of the desk."""
    return make_jo(desk.vault)
