"""Settings: the service, crisis contacts, this PC, the passphrase and sheet, this PC's extra key; and About."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from workwell_desktop.build_facts import build_facts
from workwell_desktop.casework import access
from workwell_desktop.casework.drafts import NOBODY_YET, discard_draft, keep_draft, load_draft
from workwell_desktop.casework.service_profile import load_profile, save_profile
from workwell_desktop.casework.training_mark import is_training
from workwell_desktop.errors import WorkwellError
from workwell_desktop.paths import Places
from workwell_desktop.policy import BY_IT, policy_in_force, refuse_backup
from workwell_desktop.settings import IDLE_MINUTES, TEXT_SCALES
from workwell_desktop.ui.about import about_text
from workwell_desktop.ui.crisis_fields import CrisisFields, suggested
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.keeper import Keeper, Words
from workwell_desktop.ui.letter_templates_view import LetterTemplatesView
from workwell_desktop.ui.own_questionnaires import OwnQuestionnaires
from workwell_desktop.ui.parts.buttons import second_button
from workwell_desktop.ui.parts.choices import Check, Radios
from workwell_desktop.ui.parts.columns import Page
from workwell_desktop.ui.parts.combo import Combo
from workwell_desktop.ui.parts.dialog import Deed, Dialog
from workwell_desktop.ui.parts.fields import Field
from workwell_desktop.ui.parts.labels import Label
from workwell_desktop.ui.parts.layouts import STRETCH, flow, reveal, row
from workwell_desktop.ui.parts.line import Line
from workwell_desktop.ui.parts.notice import Notice
from workwell_desktop.ui.parts.tabs import Tabs
from workwell_desktop.ui.parts.text_area import TextArea
from workwell_desktop.ui.rules_view import RulesView
from workwell_desktop.ui.secrets_view import Secrets
from workwell_desktop.ui.style.theme import Look
from workwell_desktop.ui.update_part import UpdatePart
from workwell_desktop.ui.window_keys import open_help

_SAVED_THERE = frozenset({1, 2})  # the tabs of who can join and of letters: what is chosen there is kept there
SCREEN = "settings"  # of the draft that holds what is typed over a lock
_THEMES = (("system", "Like the system"), ("light", "Light"), ("dark", "Dark"), ("contrast", "High contrast"))


def appearance_fields(look: Look) -> tuple[Field, Field]:
    """Return the two fields for colours and text size; they act at once."""
    theme = Field(look, "Colours", Radios(look, _THEMES, across=True), width="full")
    theme.set_value(look.theme)
    theme.edited.connect(lambda: look.set_theme(str(theme.value())))
    scale = Field(look, "Text size", Combo(look, [(str(s), f"{s} %") for s in TEXT_SCALES], empty=""), width="date")
    scale.set_value(str(look.scale))
    scale.edited.connect(lambda: look.set_scale(int(scale.value())))
    return theme, scale


class AppearanceDialog(Dialog):
    """Text size and colours, reached before unlocking."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(look, parent, "Text size and colours")
        for field in appearance_fields(look):
            self.body.addWidget(field)
        self.set_deeds((Deed("close", "Close", safe=True),))


class SettingsDialog(Dialog):
    """All settings on six short pages. ``changed`` carries this PC's new settings.

    ``update_ready`` carries the command of a checked setup, to be started once WorkWell has saved and closed.

    What is typed is kept over a lock, passphrases excepted; leaving it unsaved by hand is asked about.
    """

    changed = Signal(object)
    profile_changed = Signal()
    update_ready = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(desk.look, parent, "Settings")
        self._desk = desk
        self._settings = desk.settings()
        tabs = self._tabs = Tabs(desk.look, "Settings", folds=True)
        tabs.add("Your service", self._service())
        tabs.add("Who can join", RulesView(desk))
        self._letters = LetterTemplatesView(desk)
        tabs.add("Letters", self._letters)
        tabs.add("This PC", self._pc())
        if not is_training(desk.vault):  # whose passphrase is known to all, and stays
            tabs.add("Passphrase and sheet", Secrets(desk))
        helps = second_button(desk.look, "Help", "info")
        helps.clicked.connect(lambda: open_help(desk.look, self, "settings"))
        about = Label(desk.look, about_text(desk.vault))
        tabs.add("About", Page(desk.look, row(desk.look, helps, STRETCH), about, name="About"))
        self.body.addWidget(tabs)
        self.stays = True
        self.set_deeds((Deed("close", "Close", safe=True), Deed("save", "Save these settings", kind="main")))
        self.chosen.connect(self._chosen)
        tabs.changed.connect(self._offer_saving)
        self._saved = self._typed()
        self._locking = False
        self._asking: Notice | None = None
        self._keeper = Keeper(self._words, desk, self)
        draft = load_draft(desk.vault, SCREEN, NOBODY_YET)
        if draft is not None:
            self._fill(draft.content)
        for field in self._plain().values():
            field.edited.connect(self._keeper.touch)
        self.crisis.edited.connect(self._keeper.touch)
        self.checked.toggled.connect(self._keeper.touch)

    def showEvent(self, event: QShowEvent) -> None:
        """Take the room that four pages of fields need, but never more than the screen has."""
        super().showEvent(event)
        room = self.screen().availableGeometry()
        look = self._desk.look
        self.resize(min(look.px(820), room.width() - 32), min(look.px(820), room.height() - 64))

    # -- pages ----------------------------------------------------------------------------------------------

    def _service(self) -> Page:
        look = self._desk.look
        profile = load_profile(self._desk.vault)
        self.name = Field(look, "Name of your service", Line(look))
        self.letterhead = Field(look, "Letterhead", TextArea(look, lines=3), hint="Address lines for letters.")
        self.role = Field(look, "Your role", Line(look), width="name")
        self.phone = Field(look, "Your work phone", Line(look), width="date")
        self.place = Field(look, "Where you usually meet", Line(look))
        for field, value in zip(
            (self.name, self.letterhead, self.role, self.phone, self.place),
            (profile.name, profile.letterhead, profile.coach_role, profile.coach_phone, profile.meeting_place),
            strict=True,
        ):
            field.set_value(value)
        self.crisis = CrisisFields(look, profile.crisis or None)
        day = profile.crisis_confirmed_on
        checked = f"Checked by your service on {day.day} {day:%B %Y}." if day else "Not checked by your service yet."
        self.crisis_line = Label(look, checked, "small", ink="ink2")
        self.checked = Check(look, "We checked these contacts today")
        return Page(
            look,
            self.name,
            self.letterhead,
            self.role,
            self.phone,
            self.place,
            Label(look, "Help in a crisis", "section"),
            self.crisis_line,
            self.crisis,
            self.checked,
            gap=16,
            name="Your service",
        )  # fmt: skip - the page as it is read

    def _pc(self) -> Page:
        look = self._desk.look
        theme, scale = appearance_fields(look)
        policy = policy_in_force()
        most = policy.idle_minutes or max(IDLE_MINUTES)
        minutes = [(str(m), f"{m} minute{'' if m == 1 else 's'}") for m in range(1, most + 1)]
        hint = "With no typing and no mouse."
        by_it = f"{hint} {BY_IT} At most {most}." if policy.idle_minutes else hint
        self.idle = Field(look, "Lock after", Combo(look, minutes, empty=""), hint=by_it, width="date")
        self.idle.set_value(str(policy.idle(self._settings.idle_minutes)))
        places = policy.backup_folders
        hint = "A stick or a network folder. Leave blank for none."
        if places is not None:
            hint = f"{BY_IT} Only in {' or '.join(map(str, places))}." if places else f"{BY_IT} No second place."
        self.backup = Field(look, "Second place for backups", Line(look), hint=hint)
        self.backup.set_value(self._settings.backup_folder)
        choose = second_button(look, "Choose a folder", "folder")
        choose.clicked.connect(
            lambda: self._desk.doors.choose_folder(
                self, "Second place for backups", lambda folder: self.backup.set_value(str(folder))
            )
        )
        now = second_button(look, "Back up now", "book")
        now.clicked.connect(self._back_up)
        self.backup_line = Label(look, access.backup_line(self._desk.vault), "small", ink="ink2")
        facts = build_facts()
        updates = []
        if facts.update_key:
            updates.append(UpdatePart(self._desk, facts, policy, Places.for_this_person().config / "update"))
            updates[0].ready.connect(self.update_ready)
        return Page(
            look,
            *((Notice(look, "warn", policy.problem),) if policy.problem else ()),
            theme,
            scale,
            self.idle,
            self.backup,
            flow(look, choose, now),
            self.backup_line,
            OwnQuestionnaires(look, self._desk.shelf),
            *updates,
            gap=16,
            name="This PC",
        )  # fmt: skip - the page as it is read

    # -- what is typed ---------------------------------------------------------------------------------------

    def _plain(self) -> dict[str, Field]:
        return {
            "name": self.name,
            "letterhead": self.letterhead,
            "role": self.role,
            "phone": self.phone,
            "place": self.place,
            "idle": self.idle,
            "backup": self.backup,
        }

    def _typed(self) -> dict[str, Any]:
        plain = {name: str(field.value()) for name, field in self._plain().items()}
        return {**plain, "crisis": self.crisis.typed(), "checked": bool(self.checked.value())}

    def _words(self) -> Words:
        typed = self._typed()
        return lambda vault: keep_draft(vault, SCREEN, NOBODY_YET, typed)

    def _fill(self, typed: dict[str, Any]) -> None:
        """Bring back what was typed before the program was locked, and say so."""
        for name, field in self._plain().items():
            field.set_value(typed[name])
        self.crisis.set_typed(typed["crisis"])
        self.checked.set_value(typed["checked"])
        words = "What you typed before the lock is here."
        self.body.insertWidget(0, Notice(self._desk.look, "note", words, "It is not saved yet.", announce_it=True))

    def done(self, result: int) -> None:
        """Keep what is typed of a letter of the service's own: it goes on there when the settings are next opened."""
        self._letters.keep()
        super().done(result)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Go at once, with the words kept, when the program closes this window itself: it is being locked."""
        self._locking = not event.spontaneous()
        super().closeEvent(event)

    def reject(self) -> None:
        """Close when nothing would be lost by it; else ask first, here in the window."""
        if self._locking:
            self._keeper.keep_now()
            super().reject()
        elif self._typed() == self._saved:
            self._leave()
        elif self._asking is None:
            deeds = [("Stay here", self._stay), ("Leave without saving", self._leave)]
            words = "What you changed here is not saved."
            self._asking = Notice(
                self._desk.look, "warn", "Leave without saving?", words, deeds=deeds, announce_it=True
            )
            self.body.insertWidget(0, self._asking)
            self._asking.buttons[0].setFocus()

    def _stay(self) -> None:
        if self._asking is not None:
            self._asking.hide()
            self._asking.deleteLater()
            self._asking = None

    def _leave(self) -> None:
        if self._forget():
            super().reject()

    def _forget(self) -> bool:
        """Drop the draft. Return whether there is none any more."""
        self._keeper.forget()
        try:
            if load_draft(self._desk.vault, SCREEN, NOBODY_YET) is not None:
                discard_draft(self._desk.vault, SCREEN, NOBODY_YET)
        except WorkwellError as problem:
            self._desk.doors.tell(self, problem.sentence, problem.next_step)
            return False
        return True

    def _offer_saving(self, tab: int) -> None:
        """Offer *Save* only where something waits for it: who can join, and a letter, are kept on their own pages."""
        reveal(self.button("save"), tab not in _SAVED_THERE)

    # -- deeds ----------------------------------------------------------------------------------------------

    def _chosen(self, code: str) -> None:
        if code != "save":
            return
        if not self.crisis.complete():
            self._tabs.set_current(0)
            return
        try:
            self._save()
        except WorkwellError as problem:
            self._desk.doors.tell(self, problem.sentence, problem.next_step)
        else:
            if self._forget():
                self.accept()

    def _save(self) -> None:
        vault = self._desk.vault
        second = str(self.backup.value()).strip()
        if second:
            refuse_backup(Path(second))
        before = load_profile(vault)
        crisis = self.crisis.value()
        if not before.crisis and crisis == suggested() and not self.checked.value():
            crisis = ()  # a suggestion stays one until somebody has checked it
        as_before = before.crisis_confirmed_on if crisis == before.crisis else None  # changed ones have to be checked
        profile = replace(
            before,
            name=str(self.name.value()),
            letterhead=str(self.letterhead.value()),
            coach_role=str(self.role.value()),
            coach_phone=str(self.phone.value()),
            meeting_place=str(self.place.value()),
            crisis=crisis,
            crisis_confirmed_on=self._desk.clock.today() if crisis and self.checked.value() else as_before,
        )
        if profile != before:  # a training vault keeps its service, and the rest of the settings can be changed there
            save_profile(vault, profile)
        look = self._desk.look
        self._settings = replace(
            self._desk.settings(),
            theme=look.theme,
            text_scale=look.scale,
            idle_minutes=self._chosen_minutes(),
            backup_folder=second,
        )
        self.changed.emit(self._settings)
        self.profile_changed.emit()

    def _chosen_minutes(self) -> int:
        """Return what the coach chose. Where IT has lowered it and they left it so, their own choice is kept."""
        shown, chosen = int(self.idle.value()), self._settings.idle_minutes
        return chosen if shown == policy_in_force().idle(chosen) else shown

    def _back_up(self) -> None:
        vault, folder = self._desk.vault, str(self.backup.value()).strip()
        self.backup_line.set_text("Making and proving a backup ...")

        def failed(problem: Exception) -> None:
            if not isinstance(problem, WorkwellError):
                raise problem
            self.backup_line.set_text(f"{problem.sentence} {problem.next_step}")

        self._desk.worker.run(
            self,
            lambda: access.back_up(vault, folder),
            lambda _facts: self.backup_line.set_text(access.backup_line(vault)),
            failed,
        )
