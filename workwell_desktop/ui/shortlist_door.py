"""The way from the service directory to somebody's shortlist: on it, off it, and the button that leads there."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from workwell_desktop.casework.shortlist import TakenOff, on_shortlist, put_back, put_on, take_off
from workwell_desktop.errors import WorkwellError
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.parts.buttons import Button, second_button
from workwell_desktop.ui.parts.layouts import reveal

KEYS = "Ctrl+D"
Why = Callable[[int], Sequence[str]]


class ShortlistDoor(QObject):
    """Puts services on the list of whom the directory is open for, and takes them off.

    ``done`` carries the service and a sentence; ``refused`` a sentence; ``page_wanted`` asks for the page of the list.
    """

    done = Signal(int, str)
    refused = Signal(str)
    page_wanted = Signal(str)

    def __init__(self, desk: Desk, over: QWidget, chosen: Callable[[], str], why: Why) -> None:
        """Listen to the key over a tab. ``chosen`` gives the key of the row, ``why`` the reasons shown at a service."""
        super().__init__(over)
        self._desk, self._why = desk, why
        self._person, self._name = 0, ""
        self._taken: TakenOff | None = None
        self.button: Button = second_button(desk.look, "", "printer")
        self.button.clicked.connect(lambda: self.page_wanted.emit("shortlist"))
        keys = QShortcut(QKeySequence(KEYS), over)
        keys.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        keys.activated.connect(lambda: self.turn(int(chosen() or 0)))
        reveal(self.button, False)

    def show_for(self, participant_id: int | None, call_name: str) -> None:
        """Whose list it is from now on; nobody's where there is none."""
        self._person, self._name = participant_id or 0, call_name
        self.count()

    def count(self) -> None:
        """Say on the button how many services stand on the list; without any there is nothing to print."""
        number = len(self.ids())
        self.button.set_text(f"Print {self._name}’s shortlist ({number})")
        reveal(self.button, bool(number))

    def words(self, service_id: int) -> str:
        """Return what the button at a service says; nothing where the directory is open for nobody."""
        if not self._person:
            return ""
        return f"{'Take off' if service_id in self.ids() else 'Put on'} {self._name}’s shortlist"

    def turn(self, service_id: int) -> None:
        """Put a service on the list, or take it off."""
        if not self._person or not service_id:
            return
        vault = self._desk.vault
        try:
            if service_id in self.ids():
                self._taken = take_off(vault, self._person, service_id)
                said = f"It is off {self._name}’s shortlist. {KEYS} puts it back."
            elif self._taken is not None and self._taken.service_id == service_id:
                put_back(vault, self._person, self._taken)
                said = f"It is on {self._name}’s shortlist again."
            else:
                put_on(vault, self._person, service_id, self._why(service_id))
                said = f"It is on {self._name}’s shortlist."
        except WorkwellError as problem:
            self.refused.emit(f"{problem.sentence} {problem.next_step}")
            return
        self.count()
        self.done.emit(service_id, said)

    def ids(self) -> frozenset[int]:
        """Return the services on the list of whom the directory is open for."""
        return on_shortlist(self._desk.vault, self._person) if self._person else frozenset()
