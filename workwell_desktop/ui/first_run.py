"""The first start: who you are, a passphrase, the recovery sheet, whom people ring, and the first backup."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from workwell_desktop.casework import access
from workwell_desktop.casework.service_profile import Profile, save_profile
from workwell_desktop.clock import Clock
from workwell_desktop.errors import InputProblem, WorkwellError
from workwell_desktop.paths import Places
from workwell_desktop.ui.crisis_fields import CrisisFields
from workwell_desktop.ui.doors import Doors
from workwell_desktop.ui.entry import EntryPage
from workwell_desktop.ui.parts.buttons import Button, main_button, quiet_button, second_button
from workwell_desktop.ui.parts.fields import Field
from workwell_desktop.ui.parts.labels import Label
from workwell_desktop.ui.parts.layouts import STRETCH, column, row
from workwell_desktop.ui.parts.line import Line, SecretLine
from workwell_desktop.ui.parts.notice import Notice
from workwell_desktop.ui.sheet_copy import SheetCopy
from workwell_desktop.ui.style.theme import Look
from workwell_desktop.ui.worker import Worker

STEPS = 5


class FirstRun(QWidget):
    """Guides a coach to a new vault in five short pages. ``made`` and, at the end, ``ready`` carry the open vault.

    Whoever takes ``made`` has to close the vault when the guide is left before its end.
    """

    made = Signal(object)
    ready = Signal(object)
    restore_wanted = Signal()
    practise_wanted = Signal()
    appearance_wanted = Signal()

    def __init__(
        self,
        look: Look,
        places: Places,
        worker: Worker,
        doors: Doors,
        clock: Clock,
        *,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._look, self._places, self._worker, self._doors, self._clock = look, places, worker, doors, clock
        self._vault: access.Vault | None = None
        self._name = ""
        self._profile = Profile()
        self._sheet: access.RecoverySheet | None = None
        self._stack = QStackedWidget()
        self.setLayout(column(look, self._stack, gap=0))
        self._show(self._who())

    # -- 1: who you are -------------------------------------------------------------------------------------

    def _who(self) -> QWidget:
        look = self._look
        self.name = Field(look, "Your name", Line(look), hint="As people you help know you.", width="full")
        self.service = Field(
            look, "Your service", Line(look), hint="As it stands on letters, such as Elm Street Clinic.", width="full"
        )
        self.phone = Field(
            look,
            "Your work phone",
            Line(look),
            hint="It stands on plans and letters. You can add it later.",
            width="full",
        )
        on = main_button(look, "Next: your passphrase")
        on.clicked.connect(self._who_done)
        restore = quiet_button(look, "I have a backup")
        restore.clicked.connect(self.restore_wanted)
        practise = quiet_button(look, "Practise first, with made-up people")
        practise.clicked.connect(self.practise_wanted)
        welcome = "Everything you write is kept on this PC, in one locked vault. No network is needed."
        return self._step(
            1,
            "Welcome to WorkWell",
            Label(look, welcome),
            self.name,
            self.service,
            self.phone,
            row(look, on, restore, STRETCH),
            row(look, practise, STRETCH),
        )  # fmt: skip - the page as it is read

    def _who_done(self) -> None:
        for field, missing in (
            (self.name, "Your name is needed: it stands on plans and letters."),
            (self.service, "The name of your service is needed: it stands on plans and letters."),
        ):
            field.clear()
            if not str(field.value()).strip():
                field.set_error(missing)
                field.take_focus()
                return
        problem = access.name_problem(str(self.name.value()))
        if problem:
            self.name.set_error(problem)
            self.name.take_focus()
            return
        self._name = str(self.name.value()).strip()
        self._profile = Profile(name=str(self.service.value()).strip(), coach_phone=str(self.phone.value()).strip())
        self._show(self._passphrase())

    # -- 2: the passphrase ----------------------------------------------------------------------------------

    def _passphrase(self) -> QWidget:
        look = self._look
        self.offer = Label(look, access.suggest_passphrase(), "section")
        self.offer.setAccessibleName("Four words for you")
        use = second_button(look, "Use these words")
        use.clicked.connect(self._use_offer)
        others = quiet_button(look, "Offer four others")
        others.clicked.connect(lambda: self.offer.set_text(access.suggest_passphrase()))
        self.secret = Field(
            look, "Passphrase", SecretLine(look), hint="At least 12 characters. You may paste it.", width="full"
        )
        self.secret.edited.connect(self._judge)
        self.again = Field(look, "The same again", SecretLine(look), width="full")
        self.make = main_button(look, "Make my vault")
        self.make.clicked.connect(self._make_vault)
        back = quiet_button(look, "Back", "back")
        back.clicked.connect(lambda: self._show(self._who_again()))
        explain = "Four words are easy to remember and hard to guess. Write them down until you know them by heart."
        return self._step(
            2,
            "Choose a passphrase",
            Label(look, explain),
            self.offer,
            row(look, use, others, STRETCH),
            self.secret,
            self.again,
            row(look, self.make, back, STRETCH),
        )  # fmt: skip - as it is read

    def _who_again(self) -> QWidget:
        page = self._who()
        self.name.set_value(self._name)
        self.service.set_value(self._profile.name)
        self.phone.set_value(self._profile.coach_phone)
        return page

    def _use_offer(self) -> None:
        words = self.offer.text()
        self.secret.set_value(words)
        self.again.set_value(words)
        self._judge()

    def _judge(self) -> None:
        """Say how strong the typed words are, without refusing while somebody types."""
        self.secret.clear()
        typed = self.secret.value()
        if typed and not access.passphrase_problem(typed):
            self.secret.set_understood(access.passphrase_strength(typed))

    def _make_vault(self) -> None:
        self.secret.clear()
        self.again.clear()
        problem = access.passphrase_problem(self.secret.value())
        if problem:
            self.secret.set_error(problem)
            self.secret.take_focus()
            return
        if self.secret.value() != self.again.value():
            self.again.set_error("This is not the same. Type your passphrase again.")
            self.again.take_focus()
            return
        self.make.setEnabled(False)
        self.make.set_text("Making your vault ...")
        places, name, words, clock = self._places, self._name, self.secret.value(), self._clock
        self._worker.run(self, lambda: access.create(places, name, words, clock), self._made, self._make_failed)

    def _make_failed(self, problem: Exception) -> None:
        self.make.setEnabled(True)
        self.make.set_text("Make my vault")
        if not isinstance(problem, WorkwellError):
            raise problem
        wrong = " ".join(problem.fields.values()) if isinstance(problem, InputProblem) else ""
        self.secret.set_error(wrong or f"{problem.sentence} {problem.next_step}".strip())

    def _made(self, made: tuple[access.Vault, access.RecoverySheet]) -> None:
        self._vault, self._sheet = made
        self.made.emit(self._vault)
        save_profile(self._vault, self._profile)
        self.secret.set_value("")
        self.again.set_value("")
        self._show(self._recovery())

    # -- 3: the recovery sheet ------------------------------------------------------------------------------

    def _recovery(self) -> QWidget:
        sheet = self._sheet
        assert sheet is not None  # noqa: S101 - the page before made it
        assert self._vault is not None  # noqa: S101 - as above
        copy = SheetCopy(self._look, self._vault, sheet, self._worker, self._doors)
        copy.kept.connect(self._sheet_kept)
        why = (
            "If you forget your passphrase, only this sheet opens your vault. Nobody else can. "
            "Keep it away from this PC."
        )
        return self._step(3, "Your recovery sheet", Label(self._look, why), copy)

    def _sheet_kept(self) -> None:
        self._sheet = None
        self._show(self._crisis())

    # -- 4: crisis contacts ---------------------------------------------------------------------------------

    def _crisis(self) -> QWidget:
        look = self._look
        self.crisis = CrisisFields(look)
        on = main_button(look, "We have checked these")
        on.clicked.connect(self._crisis_done)
        later = quiet_button(look, "Check them later")
        later.clicked.connect(lambda: self._show(self._where()))
        why = (
            "These stand on each plan that is printed. Check each one for your area before you say that they are right."
        )
        return self._step(
            4, "Help in a crisis", Label(look, why), self.crisis, row(look, on, later, STRETCH), width=760
        )

    def _crisis_done(self) -> None:
        assert self._vault is not None  # noqa: S101 - made two pages before
        if not self.crisis.complete():
            return
        save_profile(
            self._vault,
            replace(self._profile, crisis=self.crisis.value(), crisis_confirmed_on=self._clock.today()),
        )
        self._show(self._where())

    # -- 5: where it lies, and the first backup ---------------------------------------------------------------

    def _where(self) -> QWidget:
        look = self._look
        assert self._vault is not None  # noqa: S101 - made three pages before
        place = Notice(look, "note", "Your vault lies on this PC.", str(self._vault.folder), icon="folder")
        self.first_backup: Button = main_button(look, "Make the first backup and begin")
        self.first_backup.clicked.connect(self._back_up)
        guide = quiet_button(look, "A short guide first", "book")
        guide.clicked.connect(self._open_guide)
        words = (
            "A backup is made when you lock or close, at most one every half hour. Put a copy on a stick now and then: "
            "if this PC is lost, the stick and your passphrase bring back all that is on it."
        )
        return self._step(
            5, "Where your work is kept", place, Label(look, words), row(look, self.first_backup, guide, STRETCH)
        )

    def _open_guide(self) -> None:
        from workwell_desktop.ui.guide_view import GuideDialog  # noqa: PLC0415 - most people go on without it

        GuideDialog(self._look, self).open()

    def _back_up(self) -> None:
        vault = self._vault
        assert vault is not None  # noqa: S101 - made three pages before
        self.first_backup.setEnabled(False)
        self.first_backup.set_text("Making and proving a backup ...")
        self._worker.run(self, lambda: access.back_up(vault, ""), lambda _facts: self._finish(), self._backup_failed)

    def _backup_failed(self, problem: Exception) -> None:
        self.first_backup.setEnabled(True)
        self.first_backup.set_text("Make the first backup and begin")
        if not isinstance(problem, WorkwellError):
            raise problem
        self._doors.tell(self, problem.sentence, problem.next_step)

    def _finish(self) -> None:
        vault, self._vault = self._vault, None
        self.ready.emit(vault)

    # -- the frame ------------------------------------------------------------------------------------------

    def _step(self, number: int, title: str, *things: object, width: int = 480) -> QWidget:
        look = self._look
        page = EntryPage(look, Label(look, f"Step {number} of {STEPS}", "small", ink="ink2"),
                         Label(look, title, "display"), *things, width=width)  # type: ignore[arg-type]  # widgets and layouts  # fmt: skip
        page.appearance.clicked.connect(self.appearance_wanted)
        return page

    def _show(self, page: QWidget) -> None:
        before = self._stack.currentWidget()
        self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)
        if before is not None:
            self._stack.removeWidget(before)
            before.deleteLater()
