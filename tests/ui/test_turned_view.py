"""The screen turned to the participant with F9: their plan, nobody else, and back only by the coach."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from tests.plans import make_jo, write_plan
from tests.stages import plan_stages
from tests.vaults import PASSPHRASE
from workwell_desktop import forms
from workwell_desktop.casework import plan_review, planning
from workwell_desktop.casework.assessment import save_assessment
from workwell_desktop.casework.assessment_content import AssessmentEntry, InTheWay
from workwell_desktop.casework.intake import IntakeEntry, save_intake
from workwell_desktop.casework.measures import begin_measure, finish_measure, save_measure
from workwell_desktop.casework.plan_review import ReviewEntry
from workwell_desktop.casework.planning import StepEntry
from workwell_desktop.casework.tabs import ASSESSMENT
from workwell_desktop.ui.banner_view import BannerView
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.hand import Hand
from workwell_desktop.ui.parts.chart import ChartPicture
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


def test_f9_shows_how_they_go_back_in_stages(workspace: Workspace, hand: Hand, desk: Desk, jo: int) -> None:
    plan_stages(desk.vault, jo, starts_on="next monday", weeks="2")
    hand.key(Qt.Key.Key_F9)
    words = in_sight(workspace)
    assert "Going back in stages" in words
    assert [one.partition(",")[0] for one in words if one.startswith("Week ")] == ["Week 1", "Week 2"]


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


@pytest.fixture
def assessed(desk: Desk, jo: int) -> int:
    """Jo, whose assessment is written: an obstacle, an answer, and a score of hers and of the coach twice."""
    entry = AssessmentEntry(
        {"makes_work_hard": "An answer of mine"}, obstacles=(InTheWay("My back goes", "work", "SIT"),)
    )
    save_assessment(desk.vault, jo, entry)
    form = forms.questionnaire("work_ability_score")
    for view, value, day in (("person", 3, "3 weeks ago"), ("coach", 9, "2 weeks ago"), ("person", 6, "yesterday")):
        measure = begin_measure(desk.vault, jo, form, view=view)
        save_measure(desk.vault, measure, form, {"was_total": value})
        finish_measure(desk.vault, measure, form, on=day)
    return jo


def test_beside_the_assessment_f9_shows_what_gets_in_the_way_and_what_helps(
    workspace: Workspace, assessed: int, hand: Hand
) -> None:
    assert workspace.pane is not None
    workspace.pane.show_tab(ASSESSMENT)
    hand.key(Qt.Key.Key_F9)
    words = in_sight(workspace)
    for here in ("What I can do", "What gets in the way", "“My back goes”", "Turn back", "My plan", "How it went"):
        assert here in words
    assert any(one in words for one in ("This could help:", "In my plan:"))
    assert not any("An answer of mine" in one or "Other" in one or "Example" in one for one in words)


def test_what_helps_stands_close_to_what_it_helps_with(workspace: Workspace, assessed: int, hand: Hand) -> None:
    assert workspace.pane is not None
    workspace.pane.show_tab(ASSESSMENT)
    hand.key(Qt.Key.Key_F9)

    def at(words: tuple[str, ...]) -> QLabel:
        return next(one for one in workspace.findChildren(QLabel) if one.isVisible() and one.text() in words)

    quote, lead = at(("“My back goes”",)), at(("This could help:", "In my plan:"))
    below = lead.mapTo(workspace, lead.rect().topLeft()).y() - quote.mapTo(workspace, quote.rect().bottomLeft()).y()
    assert below < 16


def test_turned_pages_are_stepped_through_by_keys(workspace: Workspace, assessed: int, hand: Hand) -> None:
    assert workspace.pane is not None
    workspace.pane.show_tab(ASSESSMENT)
    hand.key(Qt.Key.Key_F9)
    hand.press("How it went")
    words = in_sight(workspace)
    (picture,) = [one for one in workspace.findChildren(ChartPicture) if one.isVisible()]
    assert picture.accessibleName() == "Jo scored 3 at the start and 6 now. That is 3 higher."
    hand.press("Show as a table: Work Ability Score, 0 to 10")
    words = in_sight(workspace)
    assert {"3", "6"} <= set(words)
    assert not any("coach" in one or one == "9" for one in words), "no view of the coach's"
    hand.press("Turn back")
    assert "How it went" not in in_sight(workspace)
    hand.press("Stay with this page")
    hand.press("My plan")
    words = in_sight(workspace)
    assert "Walk ten minutes a day" in words
    assert "Jo’s plan to return to work" in words


def test_the_plan_stands_alone_while_nothing_was_assessed(workspace: Workspace, hand: Hand) -> None:
    hand.key(Qt.Key.Key_F9)
    assert not {"My plan", "What I can do", "How it went"} & set(in_sight(workspace))


def test_an_empty_assessment_is_turned_to_all_the_same(workspace: Workspace, hand: Hand) -> None:
    assert workspace.pane is not None
    workspace.pane.show_tab(ASSESSMENT)
    hand.key(Qt.Key.Key_F9)
    words = in_sight(workspace)
    assert "Nothing here yet." in words
    assert {"My plan", "What I can do"} <= set(words)


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
