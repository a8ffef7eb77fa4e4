"""Practising: reached from the way in, framed and named as practice all the while, and never taken for real work."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QLabel

from tests.journeys.stage import Stage
from workwell_desktop.casework import training
from workwell_desktop.clock import Clock
from workwell_desktop.settings import load_settings
from workwell_desktop.ui.practice import TITLE, TrainingFrame


@pytest.fixture
def stage(tmp_path: Path, qapp: QApplication) -> object:
    stage = Stage(tmp_path / "home")
    yield stage
    stage.end()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def said(stage: Stage) -> str:
    return " ".join(one.text() for one in stage.window.findChildren(QLabel) if one.isVisible())


def test_it_is_made_framed_named_locked_and_gone_on_with(stage: Stage) -> None:
    hand, window = stage.hand, stage.window
    hand.press("Practise first, with made-up people")
    hand.press("Begin to practise")
    stage.wait_for_workspace()
    assert window.windowTitle() == TITLE
    (frame,) = window.findChildren(TrainingFrame)
    assert frame.isVisible()
    assert "Training: made-up people" in said(stage)
    picture = frame.grab().toImage()
    edge = {picture.pixelColor(x, 3).name() for x in range(0, picture.width(), 3)}
    assert len(edge) > 1, "stripes, not a plain edge"
    window.lock()
    hand.wait_for(lambda: not window.findChildren(TrainingFrame), "the way in")
    assert window.windowTitle() == "WorkWell"
    assert load_settings(stage.places.config).vault_folder == "", "it is never taken for the coach's own"
    hand.wait_for_button("Practise first, with made-up people")
    hand.press("Practise first, with made-up people")
    hand.press("Go on practising")
    stage.wait_for_workspace()
    assert window.findChildren(TrainingFrame)


def test_it_is_left_and_removed(stage: Stage) -> None:
    hand = stage.hand
    hand.press("Practise first, with made-up people")
    hand.press("Back")
    hand.wait_for_button("Practise first, with made-up people")
    training.make_training_vault(stage.places, Clock()).close()
    hand.press("Practise first, with made-up people")
    hand.press("Remove the training vault")
    assert training.training_folder(stage.places) is not None, "nobody said yes"
    stage.doors.choices.append("go")
    hand.press("Remove the training vault")
    hand.wait_for_button("Practise first, with made-up people")
    assert training.training_folder(stage.places) is None
