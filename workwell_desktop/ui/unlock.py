"""Unlocking: the coach's name, the passphrase, and what to do when it is forgotten or the PC is new."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from workwell_desktop.casework import access
from workwell_desktop.clock import Clock
from workwell_desktop.errors import InputProblem, OlderCopy, TooManyTries, WorkwellError
from workwell_desktop.paths import Places
from workwell_desktop.ui.doors import Doors
from workwell_desktop.ui.entry import EntryPage
from workwell_desktop.ui.parts.buttons import Button, main_button, quiet_button, second_button
from workwell_desktop.ui.parts.combo import Combo
from workwell_desktop.ui.parts.fields import Field
from workwell_desktop.ui.parts.labels import Label
from workwell_desktop.ui.parts.layouts import STRETCH, column, row
from workwell_desktop.ui.parts.line import SecretLine
from workwell_desktop.ui.parts.notice import Notice
from workwell_desktop.ui.style.theme import Look
from workwell_desktop.ui.worker import Worker

_TOP = 160  # a little above the middle of a usual window
SLOW_MS = 300  # after this long the button says what is going on


class UnlockView(QWidget):
    """Asks for the passphrase of one coach of one vault. ``unlocked`` carries the open vault.

    Where ``vaults`` names more than one vault on this PC, another can be chosen: ``vault_wanted`` carries its folder.
    """

    unlocked = Signal(object)
    vault_wanted = Signal(object)
    forgotten = Signal()
    restore_wanted = Signal()
    practise_wanted = Signal()
    appearance_wanted = Signal()

    def __init__(
        self,
        look: Look,
        folder: Path,
        worker: Worker,
        clock: Clock,
        *,
        why_locked: str = "",
        kept: bool = True,
        vaults: Sequence[tuple[Path, str]] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._look, self.folder, self._worker, self._clock = look, folder, worker, clock
        self._coaches: Sequence[access.CoachName] = access.coaches(folder)
        self._wait = 0
        names = [(one.slot_id, one.label) for one in self._coaches]
        self.coach = Field(look, "Coach", Combo(look, names, empty="", roomy=True), width="full")
        self.coach.set_value(names[0][0])
        self.passphrase = Field(
            look,
            "Passphrase",
            SecretLine(look, roomy=True),
            hint="The words you chose, with the spaces between them.",
            width="full",
        )
        self.button = Button(look, "Unlock", "main", roomy=True)
        self.button.clicked.connect(self.try_unlock)
        forgotten = quiet_button(look, "I have forgotten my passphrase")
        forgotten.clicked.connect(self.forgotten)
        restore = quiet_button(look, "Open a backup")
        restore.clicked.connect(self.restore_wanted)
        practise = quiet_button(look, "Practise with made-up people")
        practise.clicked.connect(self.practise_wanted)
        things: list[QWidget] = [Label(look, "Unlock your caseload", "display")]
        if why_locked:
            held = "The last words are not saved yet. Unlock to save them. Leave WorkWell open until then."
            rest = "What you were writing is kept." if kept else held
            things.append(Notice(look, "note" if kept else "warn", why_locked, rest, icon="lock"))
        if len(vaults) > 1 and any(one == folder for one, _ in vaults):  # not one whose key file is only a copy now
            things.append(self._which(vaults))
        things += [self.coach, self.passphrase]
        self.as_it_is = second_button(look, "Open it as it is")
        self.as_it_is.clicked.connect(lambda: self.try_unlock(accept_older=True))
        self.as_it_is.hide()
        page = EntryPage(
            look,
            *things,
            row(look, self.button, forgotten, STRETCH, gap=24),
            row(look, self.as_it_is, restore, practise, STRETCH),
            top=_TOP,
        )
        page.appearance.clicked.connect(self.appearance_wanted)
        self.setLayout(column(look, page, gap=0))
        self.passphrase.control.entered.connect(self.try_unlock)
        self._slow = QTimer(self)
        self._slow.setSingleShot(True)
        self._slow.setInterval(SLOW_MS)
        self._slow.timeout.connect(lambda: self.button.set_text("Unlocking ..."))
        self._second = QTimer(self)
        self._second.setInterval(1000)
        self._second.timeout.connect(self._count_down)

    def _which(self, vaults: Sequence[tuple[Path, str]]) -> Field:
        """Return the field in which one of several vaults on this PC is chosen."""
        folders = {str(folder): folder for folder, _ in vaults}
        options = [(str(folder), words) for folder, words in vaults]
        which = Field(self._look, "Vault", Combo(self._look, options, empty="", roomy=True), width="full")
        which.set_value(str(self.folder))
        which.edited.connect(lambda: self.vault_wanted.emit(folders[str(which.value())]))
        return which

    def showEvent(self, event: QShowEvent) -> None:
        """Put the focus where the coach types first."""
        super().showEvent(event)
        self.passphrase.take_focus()

    def try_unlock(self, *, accept_older: bool = False) -> None:
        """Try the typed passphrase on the worker; the window stays live meanwhile.

        ``accept_older`` opens a vault whose last savings are missing, which is written down in it.
        """
        typed = self.passphrase.value()
        if not typed:
            self.passphrase.set_error("Type your passphrase first.")
            self.passphrase.take_focus()
            return
        if not self.button.isEnabled():
            return
        self.passphrase.clear()
        self.button.setEnabled(False)
        self._slow.start()
        slot, folder, clock = self.coach.value(), self.folder, self._clock
        self._worker.run(
            self, lambda: access.unlock(folder, slot, typed, clock, accept_older=accept_older), self._done, self._failed
        )

    def _done(self, vault: object) -> None:
        self._slow.stop()
        self.passphrase.set_value("")
        self.unlocked.emit(vault)

    def _failed(self, problem: Exception) -> None:
        self._slow.stop()
        self.button.set_text("Unlock")
        self.button.setEnabled(True)
        if not isinstance(problem, WorkwellError):
            raise problem
        self.passphrase.set_error(f"{problem.sentence} {problem.next_step}".strip())
        self.passphrase.take_focus()
        self.as_it_is.setVisible(isinstance(problem, OlderCopy))
        if isinstance(problem, TooManyTries):
            self._wait = problem.seconds
            self.button.setEnabled(False)
            self._count_down()
            self._second.start()

    def _count_down(self) -> None:
        if self._wait <= 0:
            self._second.stop()
            self.button.set_text("Unlock")
            self.button.setEnabled(True)
            return
        self.button.set_text(f"Try again in {access.waiting_words(self._wait)}")
        self._wait -= 1


class ForgottenView(QWidget):
    """Opens the vault with the recovery sheet and sets a new passphrase."""

    unlocked = Signal(object)
    back_wanted = Signal()

    def __init__(
        self, look: Look, folder: Path, worker: Worker, clock: Clock, *, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._folder, self._worker, self._clock = folder, worker, clock
        self.sheet = Field(
            look,
            "The 36 letters and numbers on the sheet",
            SecretLine(look),
            hint="Nine groups of four. Capitals and spaces do not matter.",
            width="full",
        )  # fmt: skip - the words stand together
        self.new = Field(look, "New passphrase", SecretLine(look), hint="At least 12 characters.", width="full")
        self.again = Field(look, "The same again", SecretLine(look), width="full")
        self.button = main_button(look, "Open with the sheet")
        self.button.clicked.connect(self.try_sheet)
        back = quiet_button(look, "Back", "back")
        back.clicked.connect(self.back_wanted)
        page = EntryPage(
            look,
            Label(look, "Use your recovery sheet", "display"),
            Label(
                look,
                "You printed or saved it when you made this vault. It lets you choose a new passphrase.",
                "body",
            ),
            self.sheet,
            self.new,
            self.again,
            row(look, self.button, back, STRETCH),
        )  # fmt: skip - the page as it is read
        self.setLayout(column(look, page, gap=0))

    def try_sheet(self) -> None:
        """Check what is typed, then open the vault on the worker."""
        for field in (self.sheet, self.new, self.again):
            field.clear()
        if not self.sheet.value().strip():
            self.sheet.set_error("Type what stands on the sheet first.")
            self.sheet.take_focus()
            return
        problem = access.passphrase_problem(self.new.value())
        if problem:
            self.new.set_error(problem)
            self.new.take_focus()
            return
        if self.new.value() != self.again.value():
            self.again.set_error("This is not the same. Type the new passphrase again.")
            self.again.take_focus()
            return
        self.button.setEnabled(False)
        self.button.set_text("Opening ...")
        sheet, new, folder, clock = self.sheet.value(), self.new.value(), self._folder, self._clock
        self._worker.run(
            self, lambda: access.unlock_with_sheet(folder, sheet, new, clock), self.unlocked.emit, self._failed
        )

    def _failed(self, problem: Exception) -> None:
        self.button.set_text("Open with the sheet")
        self.button.setEnabled(True)
        if not isinstance(problem, WorkwellError):
            raise problem
        wrong = problem.fields if isinstance(problem, InputProblem) else {}
        field = self.new if "passphrase" in wrong else self.sheet
        field.set_error(" ".join(wrong.values()) or f"{problem.sentence} {problem.next_step}".strip())
        field.take_focus()


class RestoreView(QWidget):
    """Brings a backup into a new folder on this PC, or takes a vault that lies there already.

    ``restored`` carries the vault's folder.
    """

    restored = Signal(object)
    back_wanted = Signal()

    def __init__(
        self,
        look: Look,
        places: Places,
        worker: Worker,
        doors: Doors,
        clock: Clock,
        *,
        why: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._look, self._places, self._worker, self._doors, self._clock = look, places, worker, doors, clock
        self._file: Path | None = None
        self.choose = main_button(look, "Choose a backup file")
        self.choose.clicked.connect(self._choose)
        back = quiet_button(look, "Back", "back")
        back.clicked.connect(self.back_wanted)
        folder = quiet_button(look, "Open a vault’s folder", "folder")
        folder.clicked.connect(lambda: self._doors.choose_folder(self, "Choose a vault’s folder", self._take_folder))
        kind = "warn" if why else "note"
        self._facts = Notice(look, kind, why or "Nothing is replaced.", "The backup opens in a new folder on this PC.")
        page = EntryPage(
            look,
            Label(look, "Open a backup", "display"),
            Label(
                look,
                "Choose the file that ends in .wwbackup. The passphrase or sheet of that day opens it.",
            ),
            self._facts,
            row(look, self.choose, back, STRETCH),
            Label(look, "Was a vault made for you on this PC, or moved to it? Choose the folder that holds it."),
            row(look, folder, STRETCH),
        )  # fmt: skip - the page as it is read
        self.setLayout(column(look, page, gap=0))

    def _take_folder(self, folder: Path) -> None:
        if access.is_vault(folder):
            self.restored.emit(folder)
        else:
            self._facts.set_text("There is no vault in that folder.", "Choose the folder with vault.json in it.")

    def _choose(self) -> None:
        if self._file is None:
            self._doors.open_file(self, "Choose a backup", (("WorkWell backup", "*.wwbackup"),), self._look_at)
        else:
            self._bring_in(self._file)

    def _look_at(self, file: Path) -> None:
        self._run(lambda: access.backup_sentence(file), lambda sentence: self._ready(file, str(sentence)))

    def _ready(self, file: Path, sentence: str) -> None:
        self._file = file
        self._facts.set_text(sentence, "Nothing on this PC is replaced.")
        self.choose.set_text("Open this backup")

    def _bring_in(self, file: Path) -> None:
        self.choose.set_text("Opening ...")
        places, clock = self._places, self._clock
        self._run(lambda: access.restore(file, places, clock), self.restored.emit)

    def _run(self, job: Callable[[], object], done: Callable[[object], None]) -> None:
        self.choose.setEnabled(False)  # a second press would bring the backup in twice

        def ended(result: object) -> None:
            self.choose.setEnabled(True)
            done(result)

        self._worker.run(self, job, ended, self._failed)

    def _failed(self, problem: Exception) -> None:
        self._file = None
        self.choose.setEnabled(True)
        self.choose.set_text("Choose a backup file")
        if not isinstance(problem, WorkwellError):
            raise problem
        self._facts.set_text(problem.sentence, problem.next_step)
