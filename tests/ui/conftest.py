"""What every test of the window shares: no screen, and a look on the application."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from workwell_desktop.ui.parts.focus_ring import FocusRing
from workwell_desktop.ui.style.theme import Look

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
