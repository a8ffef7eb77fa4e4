"""The screen turned to the participant: the plan, the letter, or a questionnaire in their hands. Nothing else is seen.

The coach's side lies behind it and comes back by the passphrase alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from workwell_desktop.casework import dates, hand_over
from workwell_desktop.casework.letter_kinds import SUPPORT
from workwell_desktop.errors import WorkwellError
from workwell_desktop.later import Later
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.keeper import Keeper, Words
from workwell_desktop.ui.release_view import ReleaseView
from workwell_desktop.ui.turned_view import TurnedView

if TYPE_CHECKING:
    from workwell_desktop.casework import measure_state, measures
    from workwell_desktop.forms import Answer, Questionnaire
    from workwell_desktop.ui import hand_over as in_their_hands
else:  # loaded when the screen is first handed over
    measure_state = Later("workwell_desktop.casework.measure_state")
    measures = Later("workwell_desktop.casework.measures")
    in_their_hands = Later("workwell_desktop.ui.hand_over")

AFTER_QUESTIONS = ", after the questions were answered"  # what the lock says; it names nobody


class Turning(QStackedWidget):
    """The coach's side, or what the participant sees. ``back`` says that the screen was turned back.

    ``lock_wanted`` carries after what the window is to lock.
    """

    back = Signal()
    lock_wanted = Signal(str)

    def __init__(self, desk: Desk, coachs: QWidget) -> None:
        """Show the coach's side."""
        super().__init__()
        self._desk = desk
        self.view: ReleaseView | TurnedView | in_their_hands.HandOver | None = None
        self.addWidget(coachs)

    def read_together(self, participant_id: int, begin: str) -> None:
        """Turn to the pages that are read together, beginning with one of them."""
        view = TurnedView(self._desk, participant_id, begin)
        view.finished.connect(self._back)
        self._to(view)

    def release_letter(self, participant_id: int, kind: str = "", recipient_id: int = 0) -> ReleaseView:
        """Turn to a letter, line by line: of this kind, else the supporting one; to this service (0 for none)."""
        view = ReleaseView(self._desk, participant_id, kind or SUPPORT, recipient_id)
        view.finished.connect(self._back)
        self._to(view)
        return view

    def hand_over(self, participant_id: int, measure_id: int) -> in_their_hands.HandOver:
        """Hand the screen over for one questionnaire. Raises ``WorkwellError`` when that cannot be done."""
        vault, shelf = self._desk.vault, self._desk.shelf()
        entry = measure_state.load_measure(vault, measure_id, shelf)
        who = measure_state.load_measures(vault, participant_id, shelf)
        if entry.line.outdated:
            raise WorkwellError("This questionnaire is another one now.", "Leave it out, and begin it anew.")
        form = shelf.forms[entry.line.form_id]
        hand_over.remember_place(vault, participant_id)
        clipboard = QApplication.clipboard()
        if clipboard.ownsClipboard():  # what the coach copied here could be pasted into an answer, and read
            clipboard.clear()
        view = in_their_hands.HandOver(self._desk, form, entry.call_name, who.coach, entry.answers, entry.line.place)
        keeping = _Keeping(self._desk, view, form, measure_id)
        day = dates.plain(entry.line.on or self._desk.clock.today())  # a correction keeps the day it was asked
        view.done.connect(lambda: keeping.finish(day))
        view.lock_wanted.connect(lambda: self.lock_wanted.emit(AFTER_QUESTIONS))
        view.back_wanted.connect(self._taken_back)
        self._to(view)
        return view

    def _taken_back(self) -> None:
        """Show the coach's side again: what was answered is kept."""
        hand_over.take_place(self._desk.vault)
        self._back()

    def _to(self, view: ReleaseView | TurnedView | in_their_hands.HandOver) -> None:
        self.view = view
        self.addWidget(view)
        self.setCurrentWidget(view)

    def _back(self) -> None:
        view, self.view = self.view, None
        self.setCurrentIndex(0)
        if view is not None:
            self.removeWidget(view)
            view.deleteLater()
        self.back.emit()


class _Keeping:
    """Keeps the answers of a questionnaire in a participant's hands within two seconds, with the place."""

    def __init__(self, desk: Desk, view: in_their_hands.HandOver, form: Questionnaire, measure_id: int) -> None:
        self._desk, self._view, self._form, self._measure = desk, view, form, measure_id
        self._answers: Mapping[str, Answer] = {}
        self._place = ""
        self.keeper = Keeper(self._words, desk, view, beside=True)
        view.answered.connect(self._answered)
        view.keeps = self.keeper.keep_now
        self.keeper.told.connect(lambda _words: view.say_kept("Your answers are kept."))
        self.keeper.failed.connect(lambda _words: view.say_kept("Your answers are not saved yet."))

    def finish(self, day: str) -> None:
        """Make the answers final; where that cannot be done they stay begun, and the coach looks at them."""
        if self.keeper.keep_now():
            with suppress(WorkwellError):
                measures.finish_measure(self._desk.vault, self._measure, self._form, on=day)

    def _answered(self, answers: dict[str, Answer], place: str) -> None:
        self._answers, self._place = answers, place
        self.keeper.touch()

    def _words(self) -> Words:
        answers, place = dict(self._answers), self._place
        return lambda vault: measures.save_measure(vault, self._measure, self._form, answers, place=place)
