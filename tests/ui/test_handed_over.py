"""A questionnaire handed over in the real window: kept, finished, locked, and gone on with where it was."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication

from tests.journeys.stage import Stage
from tests.plans import make_jo
from tests.ui.test_window import confirmed, full_disk
from tests.vaults import PASSPHRASE, FakeTime, Template
from workwell_desktop import forms
from workwell_desktop.casework import hand_over, measures
from workwell_desktop.casework.intake import IntakeEntry, save_intake
from workwell_desktop.casework.measure_state import MeasureEntry, load_measure
from workwell_desktop.forms import RATHER_NOT_SAY
from workwell_desktop.models.contacts import SafetyDue
from workwell_desktop.ui.assessment_tab import AssessmentTab
from workwell_desktop.ui.hand_over import HandOver
from workwell_desktop.ui.hand_over_head import STOP_HERE
from workwell_desktop.ui.help_view import HelpDialog
from workwell_desktop.ui.parts.big_key import BigKey
from workwell_desktop.ui.parts.focus_ring import shows_ring
from workwell_desktop.ui.turned_view import TurnedView

SHELF = forms.read_shelf()
PHQ4 = SHELF.forms["phq4"]
FIRST, SECOND = PHQ4.items[:2]
CONTROL = Qt.KeyboardModifier.ControlModifier
KEY = Qt.Key


@pytest.fixture
def time() -> FakeTime:
    return FakeTime()


@pytest.fixture
def home(template: Template, tmp_path: Path, time: FakeTime) -> Path:
    """A home whose vault holds Jo, and somebody else who must not be seen."""
    vault = template.open(template.copy(tmp_path / "home" / "vaults"), time.clock)
    make_jo(vault)
    save_intake(vault, 0, IntakeEntry(first_name="Dafydd", last_name="Other", source="self"))
    vault.close()
    return tmp_path / "home"


@pytest.fixture
def start(qapp: QApplication, time: FakeTime) -> Iterator[Callable[[Path], Stage]]:
    stages: list[Stage] = []

    def begin(home: Path) -> Stage:
        stages.append(Stage(home, clock=time.clock))
        return stages[-1]

    yield begin
    for stage in stages:
        stage.end()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def stage(start: Callable[[Path], Stage], home: Path, template: Template, time: FakeTime) -> Stage:
    stage = start(home)
    (folder,) = (home / "vaults").iterdir()
    stage.window._enter(confirmed(template, folder, time))
    stage.hand.wait_for_row("Jo Example")
    stage.hand.pick_row("Jo Example")
    stage.workspace.pane.show_tab(1)
    return stage


def jo_of(stage: Stage) -> int:
    assert stage.workspace.pane is not None
    assert stage.workspace.pane.participant_id is not None
    return stage.workspace.pane.participant_id


def begun(stage: Stage) -> int:
    """Begin a PHQ-4 for Jo and hand the screen over."""
    vault, jo = stage.workspace.desk.vault, jo_of(stage)
    measure = measures.begin_measure(vault, jo, PHQ4, way=measures.HAND_OVER)
    stage.workspace.hand_over(jo, measure)
    return measure


def kept(stage: Stage, measure: int) -> MeasureEntry:
    return load_measure(stage.workspace.desk.vault, measure, SHELF)


def view_of(stage: Stage) -> HandOver:
    (view,) = stage.workspace.findChildren(HandOver)
    return view


@pytest.fixture
def unlock(template: Template, time: FakeTime) -> Callable[[Stage], None]:
    def go_in(stage: Stage) -> None:
        stage.wait_for_way_in()
        stage.let_in(template, time.clock)

    return go_in


def test_it_is_finished_and_locked_and_unlocking_leads_back_to_the_person(
    stage: Stage, unlock: Callable[[Stage], None], time: FakeTime
) -> None:
    measure = begun(stage)
    stage.hand.press("Begin")
    for number in range(4):
        stage.hand.press("I’d rather not say" if number == 3 else "Several days")
        stage.hand.press("Next")
    stage.hand.press("I am finished")
    stage.wait_for_way_in()
    clock = f"{time.clock.local():%H:%M}"
    assert stage.says(f"Locked at {clock}, after the questions were answered.")
    assert not any("Jo" in words for words in stage.words()), "the lock names nobody"
    unlock(stage)
    assert stage.workspace.pane is not None
    stage.wait_for(stage.workspace.pane.isVisible, "Jo’s page")
    assert stage.workspace.pane.tabs.current() == 1, "the tab where it was"
    assert not any("Other" in words for words in stage.words()), "Jo may be in the room still"
    line = kept(stage, measure).line
    assert (line.state, line.way, line.on, line.answered) == ("done", "hand_over", time.clock.today(), 4)
    assert kept(stage, measure).answers[PHQ4.items[3].id] == RATHER_NOT_SAY


def test_a_lock_in_the_middle_loses_nothing_and_it_goes_on_at_the_same_question(
    stage: Stage, unlock: Callable[[Stage], None]
) -> None:
    measure = begun(stage)
    stage.hand.press("Begin")
    stage.hand.press("Several days")
    stage.hand.press("Next")
    stage.hand.press("Nearly every day")
    stage.hand.key(KEY.Key_L, CONTROL)
    unlock(stage)
    entry = kept(stage, measure)
    assert (entry.line.state, entry.line.place) == ("open", SECOND.id)
    assert entry.answers == {FIRST.id: "several_days", SECOND.id: "nearly_every_day"}
    stage.workspace.hand_over(jo_of(stage), measure)
    assert stage.says("Question 2 of 4")
    assert [one.text() for one in view_of(stage).keys.keys if one.isChecked()] == ["Nearly every day"]


def test_answers_are_kept_within_two_seconds_and_it_says_so(stage: Stage) -> None:
    measure = begun(stage)
    stage.hand.press("Begin")
    stage.hand.press("Several days")
    stage.wait_for(lambda: stage.says("Your answers are kept."), "the words that say so")
    assert kept(stage, measure).answers == {FIRST.id: "several_days"}


def test_no_key_leads_out_of_it(stage: Stage) -> None:
    begun(stage)
    stage.hand.press("Begin")
    stage.hand.press("Several days")
    for key in (KEY.Key_T, KEY.Key_F, KEY.Key_N, KEY.Key_B, KEY.Key_K, KEY.Key_M, KEY.Key_S, KEY.Key_1, KEY.Key_2):
        stage.hand.key(key, CONTROL)
    for key in (KEY.Key_F9, KEY.Key_F6, KEY.Key_F1, KEY.Key_F7, KEY.Key_Escape, KEY.Key_PageDown):
        stage.hand.key(key)
    for _ in range(12):
        stage.hand.leave()
        focused = QApplication.focusWidget()
        assert focused is None or view_of(stage).isAncestorOf(focused)
    assert stage.says("Question 1 of 4")
    assert not any(name in words for words in stage.words() for name in ("Other", "Example", "Intake"))
    assert stage.window.windowTitle() == "WorkWell"


def test_the_coachs_help_does_not_open_over_what_the_participant_sees(stage: Stage) -> None:
    stage.hand.press("Turn the screen")
    stage.hand.key(KEY.Key_F1)
    assert stage.window.findChildren(HelpDialog) == []
    stage.hand.press("Turn back")
    stage.hand.write("Passphrase", PASSPHRASE)
    stage.hand.press("Turn back")
    stage.wait_for(lambda: stage.workspace.findChildren(TurnedView) == [], "the coach’s side")
    stage.hand.key(KEY.Key_F1)
    (dialog,) = stage.window.findChildren(HelpDialog)
    stage.hand.key(KEY.Key_Escape)
    stage.wait_for(lambda: not shiboken6.isValid(dialog) or not dialog.isVisible(), "the end of the help")
    begun(stage)
    stage.hand.key(KEY.Key_F1)
    assert not any(one.isVisible() for one in stage.window.findChildren(HelpDialog))
    assert stage.says("These are 4 questions.")


def test_an_answer_has_a_ring_only_for_who_uses_keys(stage: Stage) -> None:
    """A ring around the first answer looks like a choice that was made already."""
    begun(stage)
    stage.hand.press("Begin")
    focused = QApplication.focusWidget()
    assert isinstance(focused, BigKey)
    assert not shows_ring(focused)
    stage.hand.key(KEY.Key_Return)
    focused = QApplication.focusWidget()
    assert isinstance(focused, BigKey)
    assert shows_ring(focused)


def test_the_coach_takes_it_back_early_and_nothing_is_locked(stage: Stage) -> None:
    measure = begun(stage)
    stage.hand.press("Begin")
    stage.hand.press("Several days")
    stage.hand.press(STOP_HERE)
    stage.hand.write("Passphrase", PASSPHRASE)
    stage.hand.press("Turn back")
    stage.wait_for(lambda: stage.workspace.findChildren(HandOver) == [], "the coach’s side")
    assert kept(stage, measure).answers == {FIRST.id: "several_days"}
    assert kept(stage, measure).line.state == "open"
    assert hand_over.take_place(stage.workspace.desk.vault) == 0, "the next unlocking begins with Today again"


def test_what_the_coach_copied_cannot_be_pasted_and_read(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    class Copied:
        cleared = False

        def ownsClipboard(self) -> bool:
            return True

        def clear(self) -> None:
            self.cleared = True

    copied = Copied()
    with monkeypatch.context() as patch:
        patch.setattr(QApplication, "clipboard", lambda: copied)
        begun(stage)
    assert copied.cleared


def test_the_coach_begins_it_from_the_assessment_and_hands_it_over_again(
    stage: Stage, unlock: Callable[[Stage], None]
) -> None:
    def to_questionnaires() -> None:
        (tab,) = stage.workspace.findChildren(AssessmentTab)
        tab.open_section("questionnaires")

    to_questionnaires()
    stage.hand.press(f"Begin: {PHQ4.title}")
    stage.hand.press("Hand the screen to Jo")
    stage.hand.press("Begin")
    stage.hand.press("Several days")
    stage.hand.press("Next")
    stage.hand.key(KEY.Key_L, CONTROL)
    unlock(stage)
    to_questionnaires()
    stage.hand.press(f"Go on: {PHQ4.title}")
    assert stage.says("Jo answered 1 of 4 on this screen.")
    stage.hand.press("Hand it over again")
    assert stage.says("Question 2 of 4")


def test_nothing_answered_still_ends_in_a_lock_and_stays_begun(stage: Stage, unlock: Callable[[Stage], None]) -> None:
    measure = begun(stage)
    for _ in range(5):
        stage.hand.key(KEY.Key_Return)
    view_of(stage).alone.timeout.emit()
    unlock(stage)
    assert kept(stage, measure).line.state == "open"


def test_a_full_disk_does_not_keep_it_open_and_loses_no_answer(stage: Stage, unlock: Callable[[Stage], None]) -> None:
    measure = begun(stage)
    for _ in range(4):
        stage.hand.key(KEY.Key_Return)
    with full_disk():
        stage.hand.press("Not at all")
        stage.hand.press("Next")
        stage.hand.press("I am finished")
        stage.wait_for_way_in()
    unlock(stage)
    assert kept(stage, measure).answers == {PHQ4.items[3].id: "not_at_all"}
    assert kept(stage, measure).line.state == "open", "the coach finishes it"


def test_another_questionnaire_than_it_was_begun_with_is_said_and_not_handed_over(stage: Stage) -> None:
    vault, jo = stage.workspace.desk.vault, jo_of(stage)
    measure = measures.begin_measure(vault, jo, replace(PHQ4, version=99), way=measures.HAND_OVER)
    stage.workspace.hand_over(jo, measure)
    assert stage.doors.told[-1][0] == "This questionnaire is another one now."
    assert stage.workspace.findChildren(HandOver) == []


def test_taken_back_on_a_full_disk_the_coach_is_told_why_it_stays(stage: Stage) -> None:
    measure = begun(stage)
    stage.hand.press("Begin")
    with full_disk():
        stage.hand.press("Several days")
        stage.hand.press(STOP_HERE)
        assert stage.says("Jo’s answers so far are not saved yet.")
        stage.hand.write("Passphrase", PASSPHRASE)
        stage.hand.press("Turn back")
        stage.wait_for(lambda: stage.says("The disk of this PC may be full."), "why it stays")
    assert stage.workspace.findChildren(HandOver) != []
    stage.hand.write("Passphrase", PASSPHRASE)
    stage.hand.press("Turn back")
    stage.wait_for(lambda: stage.workspace.findChildren(HandOver) == [], "the coach’s side")
    assert kept(stage, measure).answers == {FIRST.id: "several_days"}


def test_the_keys_for_safety_and_the_main_deed_reach_nothing_behind_it(stage: Stage) -> None:
    begun(stage)
    stage.hand.press("Begin")
    stage.hand.key(KEY.Key_F8)
    with stage.workspace.desk.vault.reading() as session:
        assert session.query(SafetyDue).all() == []
    stage.hand.press(STOP_HERE)
    stage.hand.key(KEY.Key_Return, CONTROL)
    for key in (KEY.Key_F8, KEY.Key_F9, KEY.Key_F2, KEY.Key_Backspace):
        stage.hand.key(key)
    assert stage.says("turns the screen back")
    assert stage.doors.told == []
