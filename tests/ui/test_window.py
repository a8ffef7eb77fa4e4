"""The window over a real vault: in, out, locked by hand and by nobody being there, and on a full disk."""

from __future__ import annotations

import resource
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QPlainTextEdit, QWidget

from tests.journeys.stage import Stage
from tests.plans import make_jo, write_plan
from tests.vaults import PASSPHRASE, FakeTime, Template
from workwell_desktop.app import make_application, make_window
from workwell_desktop.casework.drafts import keep_draft, load_draft
from workwell_desktop.casework.people import participant
from workwell_desktop.models.plans import Adjustment
from workwell_desktop.paths import Places
from workwell_desktop.settings import load_settings
from workwell_desktop.ui.confirm_sheet import ConfirmSheetView
from workwell_desktop.ui.doors import Doors, ReadyDoors
from workwell_desktop.ui.first_run import FirstRun
from workwell_desktop.ui.fresh_start import NEW_PROCESS
from workwell_desktop.ui.parts.dialog import Deed
from workwell_desktop.ui.unlock import UnlockView
from workwell_desktop.ui.workspace import Workspace
from workwell_desktop.vault.backup import make_backup
from workwell_desktop.vault.store import Vault


class Ending:
    """The application, whose end is only written down."""

    def __init__(self, app: QApplication, ended: list[int]) -> None:
        self._app, self.exit = app, ended.append

    def __getattr__(self, name: str) -> object:
        return getattr(self._app, name)


CONTROL = Qt.KeyboardModifier.ControlModifier
WORDS = "I want to keep my job at the harbour."


@pytest.fixture
def time() -> FakeTime:
    return FakeTime()


@pytest.fixture
def home(template: Template, tmp_path: Path, time: FakeTime) -> Path:
    """A home with a vault in it, where Jo has a plan."""
    folder = template.copy(tmp_path / "home" / "vaults")
    vault = template.open(folder, time.clock)
    write_plan(vault, make_jo(vault))
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
    """The program, unlocked (with the key that is known from the making, which is sooner done)."""
    stage = start(home)
    (folder,) = (home / "vaults").iterdir()
    stage.window._enter(confirmed(template, folder, time))
    return stage


def confirmed(template: Template, folder: Path, time: FakeTime) -> Vault:
    """Open a copy of the template, whose sheet is then said to be at hand."""
    vault = template.open(folder, time.clock)
    asked = vault.sheet_groups_to_confirm()
    assert vault.confirm_sheet({number: template.sheet.groups[number - 1] for number in asked})
    return vault


@contextmanager
def full_disk() -> Iterator[None]:
    """Let this process write no file at all, as when the disk is full."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def at(stage: Stage) -> QWidget | None:
    return stage.window._stack.currentWidget()


def open_jo(stage: Stage) -> None:
    stage.hand.wait_for_row("Jo Example")
    stage.hand.pick_row("Jo Example")


def type_reason(stage: Stage, words: str = WORDS) -> None:
    stage.hand.open_tab("Intake")
    stage.hand.press("Who sent Jo")
    stage.hand.write("What does Jo want help with?", words)


def lock(stage: Stage) -> None:
    stage.hand.key(Qt.Key.Key_L, CONTROL)
    stage.wait_for_way_in()


def test_a_pc_without_a_vault_is_guided_and_one_with_is_asked(
    start: Callable[[Path], Stage], home: Path, tmp_path: Path
) -> None:
    new = start(tmp_path / "new")
    assert isinstance(at(new), FirstRun)
    new.end()
    stage = start(home)
    assert isinstance(at(stage), UnlockView)
    focused = stage.app.focusWidget()
    assert isinstance(focused, QLineEdit)
    assert focused.accessibleName() == "Passphrase", "one can type at once"
    stage.hand.write("Passphrase", "not the passphrase")
    stage.hand.press("Unlock")
    stage.hand.wait_for(lambda: stage.says("That is not the passphrase."), "the sentence")
    assert stage.typed("Passphrase") == "not the passphrase", "what was typed stays"


def test_a_window_is_no_larger_than_its_screen_and_its_chosen_size_is_kept(
    qapp: QApplication, home: Path, time: FakeTime
) -> None:
    places = Places.under(home)
    app, look = make_application(places)
    window = make_window(app, look, places, time.clock, ReadyDoors(look))
    room = window.screen().availableGeometry()
    assert window.width() <= room.width()
    assert window.height() <= room.height()
    window.resize(790, 600)
    window.showMaximized()
    QApplication.processEvents()
    window.close()
    kept = load_settings(places.config)
    assert (kept.window_width, kept.window_height, kept.window_maximised) == (790, 600, True)
    look.deleteLater()
    window.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_a_backup_opened_here_does_not_hide_the_vault_before_it(
    start: Callable[[Path], Stage], home: Path, template: Template, tmp_path: Path, time: FakeTime
) -> None:
    (folder,) = (home / "vaults").iterdir()
    vault = template.open(folder, time.clock)
    backup = make_backup(vault).path
    vault.close()
    stage = start(home)
    stage.unlock_template()
    lock(stage)
    stage.doors.opens = [backup]
    stage.hand.press("Open a backup")
    stage.hand.press("Choose a backup file")
    stage.hand.wait_for_button("Open this backup")
    stage.hand.press("Open this backup")
    stage.hand.wait_for_button("Unlock")
    view = at(stage)
    assert isinstance(view, UnlockView)
    assert view.folder != folder
    assert load_settings(stage.places.config).vault_folder == str(folder), "it is not remembered before it was opened"
    which = stage.hand.find(QComboBox, "Vault")
    assert which.count() == 2
    stage.hand.choose("Vault", next(which.itemText(at) for at in range(2) if which.itemData(at) == str(folder)))
    view = at(stage)
    assert isinstance(view, UnlockView)
    assert view.folder == folder
    stage.unlock_template()
    assert stage.workspace


def test_locking_keeps_words_of_the_last_second_and_shows_nobody(stage: Stage) -> None:
    open_jo(stage)
    type_reason(stage)
    lock(stage)
    assert stage.says("What you were writing is kept.")
    assert not stage.says("Jo")
    assert stage.window.workspace is None
    assert not any(one.isVisible() for one in stage.window.findChildren(Workspace))
    assert stage.window.windowTitle() == "WorkWell"
    stage.unlock(PASSPHRASE)
    open_jo(stage)
    assert stage.typed("What does Jo want help with?") == WORDS


def test_what_was_said_about_safety_stands_there_again_after_a_lock(stage: Stage) -> None:
    open_jo(stage)
    stage.hand.key(Qt.Key.Key_F8)
    stage.hand.wait_for(lambda: stage.hand.sees_field("What did you see or hear?"), "the form")
    stage.hand.write("What did you see or hear?", "Jo is afraid")
    lock(stage)
    assert not stage.says("Put it off")
    stage.unlock(PASSPHRASE)
    open_jo(stage)
    stage.hand.wait_for_button("Put it off")
    stage.hand.press("Write it down")
    assert stage.hand.reads("What did you see or hear?") == "Jo is afraid"


def test_half_an_hour_after_the_lock_the_process_is_ended_for_a_new_one(
    stage: Stage, time: FakeTime, monkeypatch: pytest.MonkeyPatch
) -> None:
    ended: list[int] = []
    monkeypatch.setattr(stage.window, "_app", Ending(stage.app, ended))
    time.go(minutes=40)
    stage.window._fresh.look()
    assert ended == [], "not while somebody is in"
    lock(stage)
    time.go(minutes=29)
    stage.window._fresh.look()
    assert ended == []
    time.go(minutes=2)
    stage.window._fresh.look()
    assert ended == [NEW_PROCESS]


def test_the_keys_lock_while_the_settings_stand_open(stage: Stage) -> None:
    stage.hand.press("Settings")
    stage.hand.open_tab("This PC")
    stage.hand.key(Qt.Key.Key_L, CONTROL)
    stage.wait_for_way_in()
    assert stage.app.activeModalWidget() is None
    stage.unlock(PASSPHRASE)


def test_what_was_typed_in_the_settings_comes_back_after_a_lock(stage: Stage) -> None:
    stage.hand.press("Settings")
    stage.hand.write("Your role", "Coach at the harbour")
    stage.hand.write("When 1", "at night")
    stage.hand.key(Qt.Key.Key_L, CONTROL)
    stage.wait_for_way_in()
    stage.unlock(PASSPHRASE)
    stage.hand.press("Settings")
    said = " ".join(stage.hand.texts())
    assert "What you typed before the lock is here." in said
    assert "It is not saved yet." in said
    assert stage.hand.reads("Your role") == "Coach at the harbour"
    assert stage.hand.reads("When 1") == "at night"
    stage.hand.press("Close")
    stage.hand.press("Stay here")
    assert stage.hand.reads("Your role") == "Coach at the harbour"
    stage.hand.press("Close")
    assert any("Leave without saving?" in words for words in stage.hand.texts())
    stage.hand.press("Leave without saving")
    assert stage.app.activeModalWidget() is None
    stage.hand.press("Settings")
    assert stage.hand.reads("Your role") != "Coach at the harbour"
    stage.hand.write("Your role", "Coach")
    stage.hand.press("Save these settings")
    stage.hand.press("Settings")
    assert stage.hand.reads("Your role") == "Coach"
    stage.hand.press("Close")
    assert stage.app.activeModalWidget() is None, "nothing was changed: nothing is asked"


@pytest.mark.parametrize("which", ["question", "text size", "file chooser", "over the settings"])
def test_the_keys_lock_over_every_dialog(stage: Stage, which: str) -> None:
    doors, window = Doors(stage.look), stage.window
    deeds = [Deed("stay", "Stay here", safe=True), Deed("lock", "Lock now")]
    if which == "question":
        doors.ask(window, "Lock in 60 seconds?", "Nobody has typed.", deeds, lambda _code: None)
    elif which == "text size":
        window._appearance()
    elif which == "file chooser":
        doors.save_file(window, "Save", "paper.pdf", (("PDF", "*.pdf"),), lambda _path: None)
    else:
        stage.hand.press("Settings")
        doors.tell(stage.app.activeModalWidget(), "It could not be saved.", "Try again.")
    stage.wait_for(lambda: stage.app.activeModalWidget() is not None, "the dialog")
    stage.hand.key(Qt.Key.Key_L, CONTROL)
    stage.wait_for_way_in()
    assert stage.app.activeModalWidget() is None


def test_locking_keeps_the_words_of_the_turned_screen(stage: Stage, time: FakeTime) -> None:
    open_jo(stage)
    with stage.window._vault.transaction() as t:  # type: ignore[union-attr]  # it is open
        for row in t.session.query(Adjustment):
            row.state = "idea"
    stage.workspace.release_letter(1)
    stage.hand.press_first("Change: A stool at the till")
    stage.hand.write("In your own words", "A high stool at the till")
    lock(stage)
    stage.unlock(PASSPHRASE)
    kept = load_draft(stage.window._vault, "letter", 1)  # type: ignore[arg-type]  # it is open
    assert kept is not None
    assert "A high stool at the till" in {line["text"] for line in kept.content.values()}


def test_the_turned_screen_answers_no_key_that_brings_another_name_up(stage: Stage) -> None:
    open_jo(stage)
    stage.workspace.release_letter(1)
    for key in (Qt.Key.Key_T, Qt.Key.Key_N, Qt.Key.Key_B, Qt.Key.Key_K, Qt.Key.Key_1, Qt.Key.Key_F):
        stage.hand.key(key, CONTROL)
    assert stage.workspace.pane is not None
    assert stage.workspace.pane.participant_id == 1
    assert stage.workspace.turning.currentIndex() == 1


def test_nobody_there_is_warned_and_then_locked_out_of_sight(stage: Stage, time: FakeTime) -> None:
    open_jo(stage)
    type_reason(stage)
    time.go(minutes=4, seconds=1)
    stage.window._idle.look()
    assert stage.doors.asked == [("Lock in 60 seconds?", "Nobody has typed for a while. What you are writing is kept.")]
    time.go(minutes=4, seconds=1)
    stage.window._idle.look()
    assert stage.window.workspace is not None, "to stay counts from now again"
    time.go(minutes=5)
    stage.window._idle.look()
    stage.wait_for_way_in()
    assert stage.says("after 5 minutes with no typing.")


def test_the_question_for_the_sheet_is_locked_by_idling_too(
    start: Callable[[Path], Stage], template: Template, tmp_path: Path, time: FakeTime
) -> None:
    template.copy(tmp_path / "home" / "vaults")
    stage = start(tmp_path / "home")
    stage.hand.write("Passphrase", PASSPHRASE)
    stage.hand.press("Unlock")
    stage.hand.wait_for(lambda: isinstance(at(stage), ConfirmSheetView), "the question for the sheet")
    time.go(minutes=6)
    stage.window._idle.look()
    stage.wait_for_way_in()


def test_on_a_full_disk_an_idle_lock_holds_the_words_and_shows_nothing(stage: Stage, time: FakeTime) -> None:
    open_jo(stage)
    type_reason(stage)
    with full_disk():
        time.go(minutes=6)
        stage.window._idle.look()
        stage.wait_for_way_in()
        assert not stage.says("Jo")
        assert stage.says("The last words are not saved yet. Unlock to save them. Leave WorkWell open until then.")
        stage.window.close()
        assert stage.window.isVisible(), "it asks before words are lost, and stays"
        assert stage.doors.asked[-1][0] == "Some words are not saved yet. Stay here?"
    stage.unlock(PASSPHRASE)
    open_jo(stage)
    assert stage.typed("What does Jo want help with?") == WORDS
    lock(stage)
    assert stage.says("What you were writing is kept.")


def test_on_a_full_disk_closing_asks_and_the_words_stay(stage: Stage) -> None:
    open_jo(stage)
    type_reason(stage)
    with full_disk():
        stage.window.close()
        assert stage.window.isVisible()
        assert stage.doors.asked[-1][0] == "Some words are not saved yet. Stay here?"
        assert stage.says("Not saved yet.")
    assert stage.typed("What does Jo want help with?") == WORDS
    assert stage.workspace.keep()


def test_on_a_full_disk_nobody_is_opened_unrecorded_and_it_is_no_bug(stage: Stage) -> None:
    with full_disk():
        open_jo(stage)
    assert stage.doors.told, "the reason is said"
    assert stage.workspace.column.people.chosen_key() == ""
    open_jo(stage)
    assert stage.workspace.column.people.chosen_key() == "1"


def test_a_second_press_on_the_cross_does_not_cut_the_closing_short(stage: Stage) -> None:
    open_jo(stage)
    type_reason(stage)
    stage.window.close()
    stage.window.close()
    assert stage.window.isVisible(), "the vault is still being shut"
    stage.hand.wait_for(lambda: not stage.window.isVisible(), "the window to close")


def test_closing_backs_up_what_was_typed_since_the_last_backup(
    stage: Stage, home: Path, template: Template, time: FakeTime
) -> None:
    (folder,) = (home / "vaults").iterdir()
    lock(stage)
    assert len(list(home.rglob("*.wwbackup"))) == 1
    time.go(minutes=5)
    vault = template.open(folder, time.clock)
    keep_draft(vault, "intake", 0, {"typed": {"reason": WORDS}})
    stage.window._enter(vault)
    lock(stage)
    assert len(list(home.rglob("*.wwbackup"))) == 1, "a lock waits for half an hour"
    stage.window._enter(template.open(folder, time.clock))
    stage.window.close()
    stage.hand.wait_for(lambda: not stage.window.isVisible(), "the window to close")
    assert len(list(home.rglob("*.wwbackup"))) == 2


def test_size_and_last_tab_are_remembered_and_nothing_of_anybody(stage: Stage, home: Path) -> None:
    open_jo(stage)
    stage.hand.open_tab("Plan")
    stage.window.resize(1200, 800)
    stage.close()
    kept = load_settings(home / "config")
    assert (kept.window_width, kept.window_height, kept.last_tab) == (1200, 800, 2)
    written = (home / "config" / "settings.json").read_text("utf-8")
    assert "Jo" not in written
    assert "Example" not in written


def test_every_control_of_the_way_in_has_a_name(start: Callable[[Path], Stage], home: Path) -> None:
    stage = start(home)
    for kind in (QLineEdit, QPlainTextEdit):
        for control in stage.window.findChildren(kind):
            assert not control.isVisible() or control.accessibleName()
    assert any(label.text() == "Unlock your caseload" for label in stage.window.findChildren(QLabel))


def test_an_unlocked_vault_is_the_participants_one(stage: Stage) -> None:
    vault = stage.window._vault
    assert vault is not None
    with vault.reading() as session:
        assert participant(session, 1).first_name == "Joanne"
