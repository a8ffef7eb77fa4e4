"""The one window: either the way in, or the workspace. Locking deletes the workspace and closes the vault."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QPaintEvent, QShortcut
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget, QWidget

from workwell_desktop.casework import access
from workwell_desktop.clock import Clock
from workwell_desktop.errors import WorkwellError
from workwell_desktop.later import Later
from workwell_desktop.paths import Places
from workwell_desktop.settings import Settings, save_settings
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.doors import Doors
from workwell_desktop.ui.fresh_start import NEW_PROCESS, FreshStart
from workwell_desktop.ui.held_words import HeldWords
from workwell_desktop.ui.idle import IdleWatch, ask_to_stay
from workwell_desktop.ui.keeper import Keeper
from workwell_desktop.ui.parts.dialog import LOCK_KEY, Deed
from workwell_desktop.ui.shelf_reader import ShelfReader
from workwell_desktop.ui.style.theme import Look
from workwell_desktop.ui.unkept import ask_about_unkept
from workwell_desktop.ui.unlock import ForgottenView, RestoreView, UnlockView, load_what_follows
from workwell_desktop.ui.window_keys import add_window_keys
from workwell_desktop.ui.worker import Worker

if TYPE_CHECKING:
    from workwell_desktop.casework import training_mark
    from workwell_desktop.ui import (
        bug_notice,
        confirm_sheet,
        first_run,
        practice,
        settings_view,
        system_lock,
        update_part,
    )
    from workwell_desktop.ui import workspace as workspaces
else:  # what stands behind the first window is loaded while the coach types
    bug_notice = Later("workwell_desktop.ui.bug_notice")
    confirm_sheet = Later("workwell_desktop.ui.confirm_sheet")
    first_run = Later("workwell_desktop.ui.first_run")
    practice = Later("workwell_desktop.ui.practice")
    settings_view = Later("workwell_desktop.ui.settings_view")
    system_lock = Later("workwell_desktop.ui.system_lock")
    training_mark = Later("workwell_desktop.casework.training_mark")
    update_part = Later("workwell_desktop.ui.update_part")
    workspaces = Later("workwell_desktop.ui.workspace")

LEAST_WIDTH, LEAST_HEIGHT = 760, 560


class Window(QMainWindow):
    """The main window. ``opened`` says that a vault is open and the workspace stands; ``locked`` that it is gone.

    ``bug_met`` may be sent from any thread, with the path of a bug's report or nothing: the window then says so.
    """

    opened = Signal()
    locked = Signal()
    bug_met = Signal(object)

    def __init__(
        self,
        app: QApplication,
        look: Look,
        places: Places,
        settings: Settings,
        worker: Worker,
        doors: Doors,
        clock: Clock,
        idle: Callable[[int], int],
    ) -> None:
        super().__init__()
        self._app, self._look, self._places, self._settings = app, look, places, settings
        self._worker, self._doors, self._clock = worker, doors, clock
        self._vault: access.Vault | None = None
        self.workspace: workspaces.Workspace | None = None
        self._shelf = ShelfReader(places.questionnaires)
        self._chosen: Path | None = None  # a vault that was asked for and not opened yet
        self._system: system_lock.SystemLock | None = None
        self._missed = False  # the vault last used here is gone, and that was said
        self._held = HeldWords()
        self._shutting = self._practising = False
        self._update: list[str] | None = None  # a checked setup that is started once everything is closed
        self.setWindowTitle("WorkWell")
        self.setMinimumSize(LEAST_WIDTH, LEAST_HEIGHT)
        room = self.screen().availableGeometry()  # a window larger than the screen hides its main button
        self.resize(min(settings.window_width, room.width()), min(settings.window_height, room.height()))
        self._stack = QStackedWidget()
        self.setCentralWidget(self._stack)
        self._minutes: Callable[[], int] = lambda: idle(self._settings.idle_minutes)  # at most what IT allows
        self._idle = IdleWatch(app, clock.monotonic, self._minutes, self)
        self._idle.soon.connect(lambda: ask_to_stay(doors, self, self.lock, self._idle.note_activity))
        self._idle.idle.connect(self._lock_for_idling)
        self._fresh = FreshStart(clock.monotonic, self)
        self._fresh.due.connect(self._start_again)
        add_window_keys(self, look)
        lock = QShortcut(QKeySequence("Ctrl+L"), self)
        lock.setObjectName(LOCK_KEY)
        lock.activated.connect(self.lock)
        look.changed.connect(self._remember_look)
        self.bug_met.connect(self._tell_of_bug, Qt.ConnectionType.QueuedConnection)  # not in the midst of the bug
        self._painted = QTimer(self)
        self._painted.setSingleShot(True)
        self._painted.timeout.connect(self._load_the_rest)
        self._all_there = False
        self.show_way_in()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Once the first window is painted, load what stands behind it."""
        super().paintEvent(event)
        if not self._all_there:
            self._all_there = True
            self._painted.start(0)

    def show_way_in(self, why_locked: str = "") -> None:
        """Show unlocking for the vault last used on this PC, or the guide of the first start."""
        folder = self._chosen or access.last_vault(self._places, self._settings.vault_folder)
        if folder is None:
            if self._settings.vault_folder and not self._missed:
                self._miss_vault()
            else:
                self._first_run()
            return
        try:
            kept = not self._held
            here = access.vaults_here(self._places, folder)
            view = UnlockView(
                self._look, folder, self._worker, self._clock, why_locked=why_locked, kept=kept, vaults=here
            )
        except WorkwellError as problem:
            self._chosen = None
            self._restore(f"{problem.sentence} {problem.next_step}".strip())
            return
        view.unlocked.connect(self._enter)
        view.vault_wanted.connect(self._choose_vault)
        view.forgotten.connect(lambda: self._forgotten(folder))
        view.restore_wanted.connect(self._restore)
        view.practise_wanted.connect(self._practise)
        view.appearance_wanted.connect(self._appearance)
        self._show(view)

    def _first_run(self) -> None:
        first = first_run.FirstRun(self._look, self._places, self._worker, self._doors, self._clock)
        first.made.connect(self._watch_over)
        first.ready.connect(self._enter)
        first.restore_wanted.connect(self._restore)
        first.practise_wanted.connect(self._practise)
        first.appearance_wanted.connect(self._appearance)
        self._show(first)

    def _practise(self) -> None:
        view = practice.PracticeView(self._look, self._places, self._worker, self._clock, self._doors)
        view.made.connect(self._enter)
        view.back_wanted.connect(self.show_way_in)
        self._show(view)
        view.take_focus()

    def _miss_vault(self) -> None:
        """Say that the vault last used here is gone: nobody should take that for a first start."""
        why = "There is no vault here any more. Put its folder back and start WorkWell again, or open a backup."
        self._missed = True  # going back from there leads to the first start
        self._restore(why)

    def _load_the_rest(self) -> None:
        self._worker.run(self, load_what_follows, lambda _nothing: None, self._tell)

    def _forgotten(self, folder: Path) -> None:
        view = ForgottenView(self._look, folder, self._worker, self._clock)
        view.unlocked.connect(self._enter)
        view.back_wanted.connect(self.show_way_in)
        self._show(view)

    def _restore(self, why: str = "") -> None:
        view = RestoreView(self._look, self._places, self._worker, self._doors, self._clock, why=why)
        view.restored.connect(self._choose_vault)
        view.back_wanted.connect(self.show_way_in)
        self._show(view)

    def _choose_vault(self, folder: Path) -> None:
        """Ask for the passphrase of this vault. It is remembered once it was opened: the one before is not lost."""
        self._chosen = folder
        self.show_way_in()

    def _appearance(self) -> None:
        settings_view.AppearanceDialog(self._look, self).open()

    def _enter(self, vault: access.Vault) -> None:
        """Ask for the recovery sheet when it was never shown to be at hand, then go in."""
        self._watch_over(vault)
        if vault.sheet_confirmed:
            self._go_in(vault)
            return
        view = confirm_sheet.ConfirmSheetView(self._look, vault, self._worker, self._doors)
        view.done.connect(lambda: self._go_in(vault))
        self._show(view)

    def _watch_over(self, vault: access.Vault) -> None:
        """From now on this vault is open: it is locked by hand, with the PC, by nobody being there, and by closing."""
        self._vault = vault
        self._fresh.stop()
        if self._system is None:
            self._system = system_lock.SystemLock(self)
            self._system.locking.connect(self._lock_with_the_pc)
        self._idle.start()

    def _go_in(self, vault: access.Vault) -> None:
        """Build the workspace over the open vault, once what was held over a lock is written."""
        if self._vault is not vault:
            return  # it was locked again meanwhile
        if not self._held.write(vault):
            self._ask_about_unkept("Try again", lambda: self._go_in(vault), lambda: self._go_in(vault))
            return
        self._chosen = None
        self._practising = training_mark.is_training(vault)
        if not self._practising:
            self._remember(vault_folder=str(vault.folder))
        look, settings = self._look, lambda: self._settings
        desk = Desk(vault, self._clock, self._worker, self._doors, look, settings, shelf=self._shelf)
        workspace = workspaces.Workspace(desk, self._settings.last_tab)
        workspace.lock_wanted.connect(self.lock)
        workspace.settings_wanted.connect(self._open_settings)
        workspace.backup_wanted.connect(self._back_up_now)
        workspace.tab_changed.connect(lambda tab: self._remember(last_tab=tab))
        self.workspace = workspace
        self._show(practice.TrainingFrame(look, workspace) if self._practising else workspace)
        self.setWindowTitle(practice.TITLE if self._practising else "WorkWell")
        self.opened.emit()

    def lock(self, after: str = "") -> None:
        """Lock now: by hand, or after what ``after`` names."""
        self._lock(f"Locked at {self._clock.local():%H:%M}{after}.")

    def _lock_for_idling(self) -> None:
        minutes = self._minutes()
        long = f"{minutes} minute{'' if minutes == 1 else 's'}"
        self._lock(f"Locked at {self._clock.local():%H:%M} after {long} with no typing.")

    def _lock_with_the_pc(self) -> None:
        self._lock(f"Locked at {self._clock.local():%H:%M}, as this PC was.")

    def _lock(self, why: str) -> None:
        """Keep every word, back up, drop the workspace and the key, and show the way in.

        Words for which the disk has no room are held in memory until the next unlock: nothing may stay in sight.
        """
        if self._vault is None:
            return
        settings = [keeper.keep_now() for keeper in self.findChildren(Keeper)]  # of the settings, if they stand open
        if self.workspace is not None and not (self.workspace.keep() and all(settings)):
            self._held.take(self, self._vault.folder)
        self._leave(lambda: self.show_way_in(why))
        self._fresh.begin()

    def _start_again(self) -> None:
        """End this process for a new one, half an hour after the lock; never while words wait to be saved."""
        if self._vault is None and not self._held and not self._shutting and self._app.activeModalWidget() is None:
            self._remember_size()
            self._app.exit(NEW_PROCESS)

    def _leave(self, then: Callable[[], object], *, for_good: bool = False) -> None:
        """Delete the workspace at once; a backup is made and the vault closed on the worker, then go on.

        ``for_good`` says that the program ends: then whatever changed is backed up.
        """
        vault, self._vault = self._vault, None
        assert vault is not None  # noqa: S101 - asked by the callers
        self._idle.stop()
        for dialog in self._app.topLevelWidgets():
            if dialog is not self and dialog.isVisible():
                dialog.close()
        clipboard = self._app.clipboard()
        if clipboard.ownsClipboard():  # what was copied here; other programs' words stay
            clipboard.clear()
        self._show(QWidget())
        self.workspace = None
        folder = "" if self._practising else self._settings.backup_folder
        self._practising = False
        self.setWindowTitle("WorkWell")

        def close() -> None:
            access.close(vault, folder, leaving=for_good)

        def done(_nothing: object) -> None:
            self._shutting = False
            self.locked.emit()
            then()

        def failed(problem: Exception) -> None:
            if not isinstance(problem, WorkwellError):
                done(None)
                raise problem
            read = [Deed("read", "Go on", safe=True)]  # said before the window closes, or nobody reads it
            self._doors.ask(self, problem.sentence, problem.next_step, read, done)

        self._shutting = True
        self._worker.run(self, close, done, failed)

    def _ask_about_unkept(self, safe: str, stay: Callable[[], object], go_on: Callable[[], object]) -> None:
        ask_about_unkept(self._doors, self, self._held, safe, stay, go_on)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Close after every word is kept and the vault is shut; ask first when something could not be kept."""
        if self._vault is not None:
            event.ignore()
            if self.workspace is None or self.workspace.keep():
                self._leave(self.close, for_good=True)
            else:
                self._ask_about_unkept("Stay here", self._stay, lambda: self._leave(self.close, for_good=True))
            return
        if self._held or self._shutting:
            event.ignore()
            if not self._shutting:  # else the window closes by itself, or a question is open
                self._ask_about_unkept("Stay here", self._stay, self.close)
            return
        self._remember_size()
        update, self._update = self._update, None
        sorrow = update_part.start_setup(update) if update is not None else ""
        if sorrow:
            event.ignore()
            self.show_way_in(sorrow)
        else:
            super().closeEvent(event)

    def _remember_size(self) -> None:
        size = self.normalGeometry().size() if self.isMaximized() else self.size()
        self._remember(
            window_width=max(size.width(), LEAST_WIDTH),
            window_height=max(size.height(), LEAST_HEIGHT),
            window_maximised=self.isMaximized(),
        )

    def _open_settings(self) -> None:
        if self.workspace is not None:
            dialog = settings_view.SettingsDialog(self.workspace.desk, self)
            dialog.changed.connect(self._take_settings)
            dialog.profile_changed.connect(self._profile_changed)
            dialog.update_ready.connect(self._close_for)
            dialog.open()

    def _close_for(self, update: list[str]) -> None:
        self._update = update
        self.close()

    def _stay(self) -> None:
        self._update = None

    def _take_settings(self, settings: Settings) -> None:
        self._settings = settings
        self._save_settings()

    def _profile_changed(self) -> None:
        if self.workspace is not None:
            self.workspace.read_again()

    def _back_up_now(self) -> None:
        vault, folder = self._vault, "" if self._practising else self._settings.backup_folder
        if vault is not None and self.workspace is not None:
            read_again, job = lambda _facts: self._profile_changed(), lambda: access.back_up(vault, folder)
            self._worker.run(self.workspace, job, read_again, self._tell)

    def _tell_of_bug(self, report: Path | None) -> None:
        """Say above the page that something went wrong: once, however many bugs follow before it is closed."""
        if self.menuWidget() is None:
            self.setMenuWidget(bug_notice.bug_notice(self._look, report))

    def _tell(self, problem: Exception) -> None:
        if not isinstance(problem, WorkwellError):
            raise problem
        self._doors.tell(self, problem.sentence, problem.next_step)

    def _remember_look(self) -> None:
        if (self._look.theme, self._look.scale) != (self._settings.theme, self._settings.text_scale):
            self._remember(theme=self._look.theme, text_scale=self._look.scale)

    def _remember(self, **changes: object) -> None:
        self._settings = replace(self._settings, **changes)  # type: ignore[arg-type]  # names of Settings, given above
        self._save_settings()

    def _save_settings(self) -> None:
        try:
            save_settings(self._places.config, self._settings)
        except WorkwellError:
            return  # a size that is not remembered is no reason to trouble anybody

    def _show(self, view: QWidget) -> None:
        before = self._stack.currentWidget()
        self._stack.addWidget(view)
        self._stack.setCurrentWidget(view)
        if before is not None:
            self._stack.removeWidget(before)
            before.deleteLater()
