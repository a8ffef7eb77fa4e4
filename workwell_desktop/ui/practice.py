"""Practising with made-up people: the page that leads there, and the striped frame around everything there is."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPolygon
from PySide6.QtWidgets import QWidget

from workwell_desktop.casework import access, training
from workwell_desktop.casework.training_mark import MARK
from workwell_desktop.clock import Clock
from workwell_desktop.errors import WorkwellError
from workwell_desktop.paths import Places
from workwell_desktop.ui.doors import Doors
from workwell_desktop.ui.entry import EntryPage
from workwell_desktop.ui.parts.buttons import Button, danger_button, main_button, quiet_button, second_button
from workwell_desktop.ui.parts.dialog import Deed
from workwell_desktop.ui.parts.labels import Label
from workwell_desktop.ui.parts.layouts import STRETCH, column, flow, row
from workwell_desktop.ui.parts.notice import Notice
from workwell_desktop.ui.style.theme import Look
from workwell_desktop.ui.worker import Worker

TITLE = "WorkWell: training"
_EDGE, _STRIPE = 8, 14  # pixels at 100 % text
_WHY = (
    "Forty people who are made up, to try everything with. Every paper about them says so on each page and bears a "
    "made-up service, and a spreadsheet of real people cannot be brought in. Your own vault is not touched."
)


class PracticeView(QWidget):
    """Makes or opens the training vault. ``made`` carries it open; ``back_wanted`` leads back to the way in."""

    made = Signal(object)
    back_wanted = Signal()

    def __init__(self, look: Look, places: Places, worker: Worker, clock: Clock, doors: Doors) -> None:
        """Show what practising is, and how to begin, go on, begin afresh, or take it away."""
        super().__init__()
        self._look, self._places, self._worker, self._clock, self._doors = look, places, worker, clock, doors
        self._said = Label(look, "", "small", ink="ink2")
        there = training.training_folder(places) is not None
        begin = main_button(look, "Go on practising" if there else "Begin to practise")
        begin.clicked.connect(
            lambda: self._run(lambda: training.open_training_vault(places, clock), "Getting ready ...")
        )
        back = quiet_button(look, "Back")
        back.clicked.connect(self.back_wanted)
        self._buttons: list[Button] = [begin, back]
        more: list[QWidget] = []
        if there:
            afresh = second_button(look, "Begin afresh")
            afresh.clicked.connect(lambda: self._sure("Begin afresh?", "Make it anew", self._afresh))
            remove = danger_button(look, "Remove the training vault")
            remove.clicked.connect(lambda: self._sure("Remove the training vault?", "Remove it", self._remove))
            more = [afresh, remove]
            self._buttons += [afresh, remove]
        page = EntryPage(
            look,
            Label(look, "Practise with made-up people", "display"),
            Label(look, _WHY),
            row(look, begin, back, STRETCH),
            *([flow(look, *more)] if more else []),
            self._said,
        )
        page.appearance.hide()
        self.setLayout(column(look, page, gap=0))
        self._begin = begin

    def take_focus(self) -> None:
        """Put the focus on the button that begins."""
        self._begin.setFocus(Qt.FocusReason.OtherFocusReason)

    def _run(self, job: Callable[[], access.Vault], words: str) -> None:
        for button in self._buttons:  # going back would leave a vault open that nobody holds
            button.setEnabled(False)
        self._said.set_text(words)
        self._worker.run(self, job, self.made.emit, self._failed)

    def _failed(self, problem: Exception) -> None:
        for button in self._buttons:
            button.setEnabled(True)
        if not isinstance(problem, WorkwellError):
            self._said.set_text("")
            raise problem
        self._said.set_text(f"{problem.sentence} {problem.next_step}")

    def _sure(self, question: str, deed: str, then: Callable[[], None]) -> None:
        """Ask before what was practised goes."""
        deeds = (Deed("keep", "Keep it", safe=True), Deed("go", deed, kind="final"))
        words = "What you practised there goes for good. Your own vault is not touched."
        self._doors.ask(self, question, words, deeds, lambda code: then() if code == "go" else None)

    def _afresh(self) -> None:
        self._run(lambda: training.make_training_vault(self._places, self._clock), "Making people up ...")

    def _remove(self) -> None:
        try:
            training.remove_training_vault(self._places, self._clock)
        except WorkwellError as problem:
            self._failed(problem)
        else:
            self.back_wanted.emit()


class TrainingFrame(QWidget):
    """Stripes around the whole of what is shown, and the words that say why, always in sight."""

    def __init__(self, look: Look, inside: QWidget) -> None:
        """Put the frame around ``inside``."""
        super().__init__()
        self._look = look
        words = f"{MARK}. Papers from here are not real."
        edge = look.px(_EDGE)
        self.setLayout(column(look, Notice(look, "warn", words), inside, gap=0, margins=(edge, edge, edge, edge)))
        look.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the stripes; what is inside covers all but the edge."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), self._look.colour("warn_tint"))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._look.colour("warn"))
        for stripe in _stripes(self.rect(), self._look.px(_STRIPE)):
            painter.drawPolygon(stripe)
        edge = self._look.px(_EDGE)
        painter.fillRect(self.rect().adjusted(edge, edge, -edge, -edge), self._look.colour("surface"))


def _stripes(room: QRect, wide: int) -> list[QPolygon]:
    """Return slanting stripes over a room, each as wide as the gap to the next."""
    tall = room.height()
    return [
        QPolygon([QPoint(left, tall), QPoint(left + wide, tall), QPoint(left + wide + tall, 0), QPoint(left + tall, 0)])
        for left in range(-tall, room.width(), 2 * wide)
    ]
