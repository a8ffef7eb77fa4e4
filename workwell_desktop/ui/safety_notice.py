"""The notice that something about safety is not written down yet, with its two ways; and the button that says so.

Two people may read it: with the participant beside the coach its words are for both, and it never says what it is.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QWidget

from workwell_desktop.casework import dates, safety_due
from workwell_desktop.casework.dates import Understood
from workwell_desktop.casework.safety_due import Due
from workwell_desktop.errors import InputProblem, WorkwellError
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.duplicate_notice import alone
from workwell_desktop.ui.parts.buttons import Button, deed_of_open_fields, does, quiet_button, second_button
from workwell_desktop.ui.parts.date_field import DateField
from workwell_desktop.ui.parts.fields import Field
from workwell_desktop.ui.parts.layouts import NO_LIMIT, STRETCH, column, empty_out, flow, holder, reveal, row
from workwell_desktop.ui.parts.line import Line
from workwell_desktop.ui.parts.notice import Notice
from workwell_desktop.ui.plan.editors import Editor
from workwell_desktop.ui.style.theme import Look

WORDS, SHORT = "Something about safety", "About safety"  # the short ones, where the banner has no room for more
KEY = "F8"
WRITES = "writes_safety"  # the property of a page while it is written down there
WRITE, PUT_OFF = "Write it down", "Put it off"
ALONE = "Write down what was said about safety."
TOGETHER = ("Let us talk about what you said.", "It matters, and there is time for it.")
_LOW = 760  # pixels at 100 % text: in a lower window what is asked takes the place of the page
_LINE = 380  # likewise: with large text in a still lower window there is room for one line
_LEAST = 64
_EDGES = (32, 12, 32, 12)


def safety_button(look: Look, say: Callable[[], object]) -> Button:
    """Return the quiet button that says that something about safety was said or seen."""
    button = quiet_button(look, SHORT, "info")
    button.setAccessibleName(WORDS)
    button.setToolTip(f"{WORDS}, to write down now ({KEY})")
    return does(button, say)


def add_safety_key(page: QWidget, say: Callable[[], object]) -> None:
    """Let the key do what the button does, while this page is in sight: not while the screen is turned."""
    QShortcut(QKeySequence(KEY), page).activated.connect(say)


def say_something(desk: Desk, participant_id: int, page: QWidget) -> bool:
    """Raise that something about safety was said. Return whether it is kept; if not, say so."""
    try:
        desk.pressed[participant_id] = safety_due.raise_disclosure(desk.vault, participant_id)
    except WorkwellError as problem:
        desk.doors.tell(page, problem.sentence, problem.next_step)
        return False
    return True


class SafetyNotice(QWidget):
    """Nothing, or that something is to be written down first.

    ``write_wanted``: it is to be written down now. ``settled``: all of it was put off, and the focus it had is free.
    ``covered`` says whether what it asks takes the place of the page below: where there is no room for both.
    """

    write_wanted = Signal()
    settled = Signal()
    covered = Signal(bool)

    def __init__(self, desk: Desk, in_company: Callable[[], bool] = alone, *, in_page: bool = False) -> None:
        """Say nothing yet. ``in_company`` says whether somebody else sees the screen.

        ``in_page``: it stands in a page that scrolls, and needs not do so itself.
        """
        super().__init__()
        self._desk, self._in_company = desk, in_company
        self._person = 0
        self._due: tuple[Due, ...] = ()
        self._shown: object = None
        self._asking: _PutOff | None = None
        self._aside = False  # it is being written down: with large text nothing stands above that
        self._asks: QWidget | None = None  # what opened the question: the focus goes back there
        self._covers = False
        self._said = column(desk.look, gap=0)
        self._asked = column(desk.look, gap=0, margins=(0, 8, 8, 8))
        inside = holder(self._asked)
        self._scroll: QScrollArea | None = None
        if not in_page:
            self._scroll = QScrollArea()
            self._scroll.setFrameShape(QFrame.Shape.NoFrame)
            self._scroll.setWidgetResizable(True)
            self._scroll.setWidget(inside)
            self._scroll.setAccessibleName(PUT_OFF)
            self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._below: QWidget = self._scroll or inside
        reveal(self._below, False)
        self.setLayout(column(desk.look, self._said, self._below, gap=0, margins=0 if in_page else _EDGES))
        reveal(self, False)
        desk.look.changed.connect(self._fit_later)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._focus_went)

    def show_for(self, participant_id: int) -> None:
        """Look what stands about this participant, and show it."""
        if participant_id != self._person:
            self._close()
            for other in self._desk.pressed.keys() - {participant_id}:
                del self._desk.pressed[other]
        self._person = participant_id
        self.look()

    def look(self) -> None:
        """Look again: something was kept that may have raised or settled it."""
        self._due = safety_due.open_due(self._desk.vault, self._person) if self._person else ()
        if not self._due:
            self._close()
        elif self._asking is not None:
            self._asking.offer(self._mistake()[0])
        self.show_again()

    def show_again(self) -> None:
        """Choose the words anew: somebody may have sat down beside the coach, or left."""
        in_company = self._in_company()
        today = self._desk.clock.today()
        one_line = self._scroll is not None and self._desk.look.large and self._lower_than(_LINE)
        shown = (self._person, self._due, in_company, today, one_line)
        if shown == self._shown:
            return
        self._shown = shown
        empty_out(self._said)
        if self._due:
            words = TOGETHER if in_company else (ALONE, f"It was said {dates.ago(self._due[0].said_on, today)}.")
            self._said.addWidget(self._line(words[0]) if one_line else self._notice(*words))
        self._show_or_not()

    def _show_or_not(self) -> None:
        reveal(self, bool(self._due) and not (self._aside and self._desk.look.large))

    def _focus_went(self, _before: QWidget | None, now: QWidget | None) -> None:
        """Step aside while somebody writes it down, and come back when they leave that form."""
        if now is None:  # another window has it
            return
        around: QWidget | None = now
        while around is not None and not around.property(WRITES):
            around = around.parentWidget()
        if (around is not None) != self._aside:
            self._aside = around is not None
            self._show_or_not()

    def _notice(self, point: str, rest: str) -> Notice:
        deeds = ((WRITE, self.write_wanted.emit), (PUT_OFF, self.ask))
        notice = Notice(self._desk.look, "warn", point, rest, deeds=deeds, announce_it=True)
        self._asks = notice.buttons[-1]
        return notice

    def _line(self, point: str) -> QWidget:
        """Return the two ways alone, where more would leave no room for the page."""
        write, off = second_button(self._desk.look, WRITE, "triangle-alert"), quiet_button(self._desk.look, PUT_OFF)
        for button, deed in ((write, self.write_wanted.emit), (off, self.ask)):
            button.setAccessibleDescription(point)
            does(button, deed)
        self._asks = off
        return holder(row(self._desk.look, write, off, STRETCH))

    def ask(self) -> None:
        """Ask for the reason and the day, in place."""
        if self._asking is None:
            self._asking = asking = _PutOff(self._desk)
            asking.offer(self._mistake()[0])
            asking.kept.connect(self._put_off)
            asking.closed.connect(self._leave)
            asking.mistaken.connect(self._mistaken)
            self._asked.addWidget(asking)
            self._asked.addStretch(1)
            reveal(self._below, True)
            self._fit_later()
        QTimer.singleShot(0, self._asking, self._asking.fields["reason"].take_focus)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give what is asked its whole height where there is room (called by Qt)."""
        super().resizeEvent(event)
        self._fit_later()

    def _fit_later(self) -> None:
        QTimer.singleShot(0, self, self._refit)

    def _refit(self) -> None:
        self.show_again()
        self._show_or_not()
        self._fit()

    def _lower_than(self, height: int) -> bool:
        """Say whether the window is lower than this, in pixels at 100 % text."""
        return self.window().height() < self._desk.look.px(height)

    def _fit(self) -> None:
        if self._scroll is None:
            return
        look = self._desk.look
        covers = self._asking is not None and self._lower_than(_LOW)
        if covers != self._covers:
            self._covers = covers
            self.covered.emit(covers)
        if self._asking is None:
            return
        width = max(1, self._scroll.viewport().width())
        wanted = (
            self._asked.heightForWidth(width) if self._asked.hasHeightForWidth() else self._asked.sizeHint().height()
        )
        least, most = (look.px(_LEAST), NO_LIMIT) if covers else (wanted, wanted)
        if (self._scroll.minimumHeight(), self._scroll.maximumHeight()) != (least, most):
            self._scroll.setMinimumHeight(least)
            self._scroll.setMaximumHeight(most)

    def _close(self) -> None:
        if self._asking is None:
            return
        self._asking = None
        empty_out(self._asked)
        reveal(self._below, False)
        self._below.setMinimumHeight(0)
        self._fit()

    def _leave(self) -> None:
        """Ask no more; it stands as it did."""
        self._close()
        if self._asks is not None:
            self._asks.setFocus()

    def _put_off(self) -> None:
        asking = self._asking
        if asking is not None:
            said = asking.values()
            self._do(lambda: safety_due.defer_all(self._desk.vault, self._person, said["reason"], said["until"]))

    def _mistake(self) -> tuple[str, Callable[[], object]]:
        """Return what can be called a mistake, and its deed: the last press if it is the newest; else an answer.

        What was said before it still stands. An answer has to be put right first.
        """
        said = [one.id for one in self._due if not one.answered]
        if said and said[-1] == self._desk.pressed.get(self._person):
            return safety_due.BY_MISTAKE, partial(safety_due.say_mistake, self._desk.vault, said[-1])
        answered = [one.id for one in self._due if one.answered]
        if answered:
            shelf = self._desk.shelf()
            return safety_due.ANSWERED_BY_MISTAKE, partial(
                safety_due.take_back_answer, self._desk.vault, answered[-1], shelf
            )
        return "", lambda: None

    def _mistaken(self) -> None:
        words, deed = self._mistake()
        if words:
            self._do(deed)

    def _do(self, deed: Callable[[], object]) -> None:
        try:
            deed()
        except InputProblem as problem:
            if self._asking is not None:
                self._asking.show_problem(problem)
                self._fit_later()
            return
        except WorkwellError as problem:
            self._desk.doors.tell(self, problem.sentence, problem.next_step)
            return
        self._close()
        self.look()
        self.settled.emit()


class _PutOff(Editor):
    """Asks why it is put off and until when; ``mistaken``: nothing was said, it was a mistake."""

    mistaken = Signal()

    def __init__(self, desk: Desk) -> None:
        look = desk.look
        until = DateField(look, "Until when?", self._read, hint="It stands here again on that day.")
        reason = Field(look, "Why is it put off?", Line(look), hint="A few words. Not what was said.")
        self._desk = desk
        keep = deed_of_open_fields(second_button(look, PUT_OFF))
        leave, mistake = second_button(look, "Not now"), quiet_button(look, safety_due.BY_MISTAKE, "undo")
        self._mistake = mistake
        super().__init__(look, {"reason": reason, "until": until}, [reason, until, flow(look, keep, leave, mistake)])
        keep.clicked.connect(self.kept)
        leave.clicked.connect(self.closed)
        mistake.clicked.connect(self.mistaken)
        self.set_values({"until": safety_due.TOMORROW})

    def offer(self, mistake: str) -> None:
        """Offer to call it a mistake in these words, or not where there are none."""
        self._mistake.setText(mistake)
        self._mistake.setAccessibleName(mistake)
        reveal(self._mistake, bool(mistake))

    def _read(self, typed: str) -> Understood:
        return dates.read_date(typed, self._desk.clock.today(), lean="future")
