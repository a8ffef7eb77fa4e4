"""What can be done with the service in sight: send somebody there, check it, say what is wrong. The tab shows it."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from workwell_desktop.casework.dates import Understood, read_date
from workwell_desktop.casework.drafts import NOBODY_YET, discard_draft, keep_draft, load_draft
from workwell_desktop.casework.service_corrections import SCREEN, WrongEntry, report
from workwell_desktop.casework.service_details import told_why
from workwell_desktop.casework.service_referral_rules import FORMAL, SIGNPOST, SUPPORTED
from workwell_desktop.casework.service_referrals import AskFirst, make
from workwell_desktop.casework.services import ServiceDetails, check_today, service_details
from workwell_desktop.errors import InputProblem, NotKept, WorkwellError
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.keeper import Keeper, Words
from workwell_desktop.ui.parts.dialog import Deed
from workwell_desktop.ui.service_details_view import ServiceDetailsView

_ALL_THE_SAME = "all_the_same"
_PLANNED = {
    FORMAL: "The referral is a step in {name}’s plan now. It goes when {name} has agreed.",
    SUPPORTED: "It is a step in {name}’s plan now: {name} gets in touch, with your help.",
    SIGNPOST: "It is a step in {name}’s plan now.",
}


class ServicePane(QObject):
    """Does what the details ask for. ``done`` carries the service and a sentence, ``planned`` the participant.

    ``refused`` carries a sentence; ``edit_wanted`` asks for every field of a service, ``going_wanted`` for the place
    where referrals are brought up to date. ``told`` carries a sentence about what is being typed.
    """

    done = Signal(int, str)
    planned = Signal(int)
    refused = Signal(str)
    edit_wanted = Signal(object)
    going_wanted = Signal()
    told = Signal(str)
    shortlist_turned = Signal(int)

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._over = desk, parent
        self._person, self._name = 0, ""
        self._view: ServiceDetailsView | None = None
        self._shown = 0
        self.starred = False  # the service in sight
        self._keeper = Keeper(self._words, desk, self)
        self._keeper.told.connect(self.told)
        self._keeper.failed.connect(self.refused)

    def show_for(self, participant_id: int | None, call_name: str) -> None:
        """Whom services are looked for from now on; nobody where there is none."""
        self._person, self._name = participant_id or 0, call_name

    def view(
        self, service_id: int, *, in_plan: bool, reasons: Sequence[str] = (), why_not: str = "", shortlist: str = ""
    ) -> ServiceDetailsView:
        """Return the details of a service, with what was being typed about what is wrong with it.

        ``reasons`` say why it fits the participant, ``why_not`` why it is not suggested; ``shortlist`` are the words of
        the button that puts it on theirs or takes it off, if any.
        """
        self._keeper.keep_now()
        details = told_why(service_details(self._desk.vault, service_id), reasons, self._name, why_not)
        self.starred = details.starred
        view = ServiceDetailsView(
            self._desk.look, details, self._name, in_plan=in_plan, read_day=self._read_ahead, shortlist=shortlist
        )
        for signal, kind in ((view.referred, FORMAL), (view.helped, SUPPORTED), (view.details_given, SIGNPOST)):
            signal.connect(partial(self._take, kind))
        view.shortlist_turned.connect(self.shortlist_turned)
        view.checked.connect(self._checked)
        view.reported.connect(partial(self._report, details))
        view.going_wanted.connect(self.going_wanted)
        view.change_wanted.connect(partial(self.edit_wanted.emit, details))
        view.wrong_edited.connect(self._keeper.touch)
        view.wrong_left.connect(self._forget)
        draft = load_draft(self._desk.vault, SCREEN, NOBODY_YET)
        if draft is not None and draft.content["service"] == service_id:
            view.show_wrong(WrongEntry(**draft.content["typed"]))
        self._view, self._shown = view, service_id
        return view

    def keep(self) -> bool:
        """Keep what is typed as a draft. Return whether all is kept."""
        return self._keeper.keep_now()

    def _words(self) -> Words | None:
        if self._view is None:
            return None
        content = {"service": self._shown, "typed": asdict(self._view.wrong())}
        return lambda vault: keep_draft(vault, SCREEN, NOBODY_YET, content)

    def _forget(self) -> None:
        self._keeper.forget()
        with suppress(NotKept):  # then it is offered again next time
            discard_draft(self._desk.vault, SCREEN, NOBODY_YET)

    def _take(self, kind: str, service_id: int, sure: bool = False) -> None:
        try:
            make(self._desk.vault, self._person, service_id, kind, sure=sure)
        except AskFirst as problem:
            self._ask(problem, partial(self._take, kind, service_id, True))
        except WorkwellError as problem:
            self.refused.emit(f"{problem.sentence} {problem.next_step}")
        else:
            self.done.emit(service_id, _PLANNED[kind].format(name=self._name))
            self.planned.emit(self._person)

    def _ask(self, problem: AskFirst, go_on: partial[None]) -> None:
        deeds = [Deed("leave", "Leave it", safe=True), Deed(_ALL_THE_SAME, "Put it into the plan all the same")]

        def chosen(code: str) -> None:
            if code == _ALL_THE_SAME:
                go_on()

        words = f"{problem.sentence} {problem.next_step}"
        self._desk.doors.ask(self._over, "Put it into the plan?", words, deeds, chosen)

    def _checked(self, service_id: int, method: str) -> None:
        try:
            check_today(self._desk.vault, service_id, method)
        except WorkwellError as problem:
            self.refused.emit(f"{problem.sentence} {problem.next_step}")
            return
        self.done.emit(service_id, "Checked today. Thank you: the next coach can rely on it.")

    def _report(self, details: ServiceDetails, entry: WrongEntry) -> None:
        try:
            report(self._desk.vault, details.id, entry)
        except InputProblem as problem:
            if self._view is not None:
                self._view.show_problems(dict(problem.fields))
            return
        except WorkwellError as problem:
            self.refused.emit(f"{problem.sentence} {problem.next_step}")
            return
        self._forget()
        self.done.emit(details.id, "Saved. It stands in the list of corrections now.")

    def _read_ahead(self, typed: str) -> Understood:
        return read_date(typed, self._desk.clock.today(), lean="future")
