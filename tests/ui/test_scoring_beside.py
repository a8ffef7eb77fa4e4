"""Scoring again beside the window: step by step, stopped and gone on with, and taken up again by itself."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from tests.service_lists import a_service, brought_in
from workwell_desktop.casework import service_scoring
from workwell_desktop.casework.service_need_rules import NeedTerm, needs
from workwell_desktop.casework.service_own_needs import keep_need
from workwell_desktop.casework.service_scoring import due
from workwell_desktop.errors import NotKept
from workwell_desktop.ui import scoring_beside
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.directory_tab import DirectoryTab
from workwell_desktop.ui.scoring_beside import ScoringBeside


@pytest.fixture
def stale(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A desk whose three services were scored by other rules; each is a step of its own."""
    monkeypatch.setattr(service_scoring, "_BATCH", 1)
    monkeypatch.setattr(scoring_beside, "STEP", 1)
    brought_in(desk.vault, "one", [a_service(key, f"Pillow Club {key}") for key in "abc"])
    food = needs().needs["food"]
    keep_need(desk.vault, replace(food, terms=(*food.terms, NeedTerm("pillow club", 3.0))))
    return desk


def test_it_tells_each_step_and_that_all_is_done(stale: Desk, qtbot: QtBot) -> None:
    owner = QObject()
    scoring = ScoringBeside(stale, owner)
    told: list[tuple[int, int]] = []
    scoring.told.connect(lambda done, whole: told.append((done, whole)))
    with qtbot.waitSignal(scoring.ended) as ended:
        scoring.start()
        scoring.start()  # while it runs nothing more happens
    assert ended.args == [True]
    assert told == [(1, 3), (2, 3), (3, 3)]
    assert not scoring.running


def test_it_stops_after_a_step_and_goes_on_later(stale: Desk, qtbot: QtBot) -> None:
    owner = QObject()
    scoring = ScoringBeside(stale, owner)
    scoring.told.connect(scoring.stop)
    with qtbot.waitSignal(scoring.ended) as ended:
        scoring.start()
    assert ended.args == [False]
    assert due(stale.vault) == 2
    scoring.told.disconnect(scoring.stop)
    with qtbot.waitSignal(scoring.ended) as ended:
        scoring.start()
    assert ended.args == [True]
    assert due(stale.vault) == 0


def test_what_cannot_be_kept_is_said(stale: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_arguments: object, **_named: object) -> int:
        raise NotKept("There is no room.", "Make room.")

    monkeypatch.setattr(scoring_beside, "score_again", full)
    owner = QObject()
    scoring = ScoringBeside(stale, owner)
    with qtbot.waitSignal(scoring.failed) as failed:
        scoring.start()
    assert failed.args == ["There is no room. Make room."]
    assert not scoring.running


def test_the_directory_takes_it_up_again_by_itself(stale: Desk, qtbot: QtBot) -> None:
    tab = DirectoryTab(stale)
    qtbot.addWidget(tab)
    qtbot.waitUntil(lambda: due(stale.vault) == 0)
