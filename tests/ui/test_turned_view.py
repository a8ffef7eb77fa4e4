"""The screen turned to the participant with F9: their plan, nobody else, and back only by the coach."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from tests.plans import make_jo, write_plan
from tests.vaults import PASSPHRASE
from workwell_desktop.casework import plan_review, planning
from workwell_desktop.casework.intake import IntakeEntry, save_intake
from workwell_desktop.casework.plan_review import ReviewEntry
from workwell_desktop.casework.planning import StepEntry
from workwell_desktop.ui.banner_view import BannerView
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.hand import Hand
from workwell_desktop.ui.turned_view import TurnedView
from workwell_desktop.ui.workspace import Workspace


@pytest.fixture
def jo(desk: Desk) -> int:
    jo = make_jo(desk.vault)
    write_plan(desk.vault, jo)
    planning.save_step(desk.vault, jo, StepEntry("Not for now", "Jo", state="stopped"))
    plan_review.set_review(desk.vault, jo, ReviewEntry("in 2 weeks", "11", "Elm Street, room 4"))
    save_intake(desk.vault, 0, IntakeEntry(first_name="Dafydd", last_name="Other", source="self"))
    return jo


@pytest.fixture
def workspace(desk: Desk, jo: int) -> Iterator[Workspace]:
    workspace = Workspace(desk, 2)
    yield workspace
    desk.worker.wait()


@pytest.fixture
def hand(workspace: Workspace, shown: Callable[[QWidget], Hand], jo: int) -> Hand:
    hand = shown(workspace)
    workspace.open_person(jo)
    return hand


def in_sight(window: QWidget) -> list[str]:
    """Return every word that can be seen, of labels and of buttons, and the names of lists."""
    labels = [one.text() for one in window.findChildren(QLabel) if one.isVisible()]
    return labels + [one.text() for one in window.findChildren(QAbstractButton) if one.isVisible()]


def test_f9_shows_the_plan_alone(workspace: Workspace, hand: Hand) -> None:
    hand.key(Qt.Key.Key_F9)
    words = in_sight(workspace)
    for here in ("Jo’s plan to return to work", "Walk ten minutes a day", "Turn back"):
        assert here in words
    assert any(one.startswith("A stool at the till") for one in words)
    assert any("at 11:00, Elm Street, room 4." in one for one in words)
    assert "Not for now" not in words
    assert not any("Other" in one for one in words)
    assert not workspace.column.isVisible()
    assert [one for one in words if one == "Intake"] == []


def test_nothing_but_the_passphrase_leads_back(workspace: Workspace, hand: Hand, qtbot: QtBot) -> None:
    hand.press("Turn the screen")
    (view,) = workspace.findChildren(TurnedView)
    for key in (Qt.Key.Key_T, Qt.Key.Key_F, Qt.Key.Key_N, Qt.Key.Key_B, Qt.Key.Key_1):
        hand.key(key, Qt.KeyboardModifier.ControlModifier)
    hand.key(Qt.Key.Key_F9)
    hand.key(Qt.Key.Key_Escape)
    assert view.isVisible()
    hand.press("Turn back")
    assert "Walk ten minutes a day" not in in_sight(workspace)
    hand.press("Stay with the plan")
    assert "Walk ten minutes a day" in in_sight(workspace)
    hand.press("Turn back")
    hand.write("Passphrase", PASSPHRASE)
    with qtbot.waitSignal(view.finished):
        hand.press("Turn back")
    assert workspace.column.isVisible()


def test_there_is_nothing_to_turn_on_the_start_page(workspace: Workspace, hand: Hand) -> None:
    workspace.show_today()
    hand.key(Qt.Key.Key_F9)
    assert workspace.findChildren(TurnedView) == []


def test_the_banner_folds_where_it_does_not_fit(workspace: Workspace, hand: Hand) -> None:
    assert workspace.pane is not None
    assert hand.sees(QAbstractButton, "Turn the screen")
    assert not hand.sees(QAbstractButton, "More")
    workspace.resize(800, 700)
    QApplication.processEvents()
    assert hand.sees(QAbstractButton, "More")
    (banner,) = workspace.findChildren(BannerView)
    inside = banner.findChild(QWidget, "banner")
    assert inside is not None
    assert inside.minimumSizeHint().width() <= banner.width()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    workspace.resize(1300, 700)
    QApplication.processEvents()
    assert not hand.sees(QAbstractButton, "More")
