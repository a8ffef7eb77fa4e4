"""The screen handed to the participant: one question a page in large letters, big keys, and nothing else to reach.

It begins with a welcome and ends on a thank-you page; then the window locks. No total is known here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from workwell_desktop.casework import hand_over
from workwell_desktop.casework.hand_over import Walk
from workwell_desktop.forms import Answer, Questionnaire
from workwell_desktop.ui.answer_keys import AnswerKeys
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.hand_over_head import HandOverHead
from workwell_desktop.ui.parts.buttons import Button
from workwell_desktop.ui.parts.columns import Page
from workwell_desktop.ui.parts.fields import announce
from workwell_desktop.ui.parts.focus_ring import shows_ring
from workwell_desktop.ui.parts.labels import IconText, Label
from workwell_desktop.ui.parts.layouts import (
    STRETCH,
    Bounded,
    column,
    empty_out,
    holder,
    line,
    reveal,
    row,
    show_in_page,
)
from workwell_desktop.ui.parts.question import QuestionLabel
from workwell_desktop.ui.turn_back import TurnBack

_LEFT_ALONE_MS = 60_000  # the thank-you page locks the window by itself after a minute
_NO_ROOM = "The answers are not saved yet. The disk of this PC may be full. Make some room on it, then try again."
_MEASURE = 900  # pixels at 100 % text: wider, and a line of answers is far from its mark


class HandOver(QWidget):
    """One questionnaire in the hands of the participant.

    ``answered`` carries the answers so far and the id of the question in sight, at each change: whoever handed the
    screen over keeps them. ``done``: nothing more is changed. ``lock_wanted`` follows it. ``back_wanted``: the coach
    turned the screen back early. ``keeps`` keeps what was typed and returns whether it is kept.
    """

    answered = Signal(dict, str)
    done = Signal()
    lock_wanted = Signal()
    back_wanted = Signal()

    def __init__(
        self,
        desk: Desk,
        form: Questionnaire,
        call_name: str,
        coach: str,
        answers: Mapping[str, Answer],
        at: str = "",
        *,
        alone: QTimer | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """Begin with the welcome, or at the question ``at``. ``alone`` is the timer of the thank-you page."""
        super().__init__(parent)
        self._desk, self._call_name, self._coach = desk, call_name, coach
        self.walk = Walk(form, hand_over.starting_answers(answers), at)
        self.keeps: Callable[[], bool] = lambda: True
        self.keys: AnswerKeys | None = None
        self._thanked = self._over = self._keyed = self._by_key = False
        self.voice = desk.doors.voice(self)
        self.alone = alone or QTimer(self)
        self.alone.setSingleShot(True)
        self.alone.setInterval(_LEFT_ALONE_MS)
        self.alone.timeout.connect(self.finish)
        look = desk.look
        self.head = HandOverHead(look, self.voice)
        self.head.read_wanted.connect(self.read_it)
        self.head.stop_wanted.connect(self._turn)
        self._body = Bounded(look, gap=24)
        self._inside = holder(self._body)
        self.page = Page(look, self._inside, STRETCH, name="Questions")
        self.kept = Label(look, "", "small", ink="ink2")
        self.back, self.next = Button(look, "Back", "second", "back"), Button(look, "Next", "main")
        for button, deed in ((self.back, self.go_back), (self.next, self.go_on)):
            button.setProperty("big", "true")
            button.clicked.connect(deed)
        foot = row(look, self.back, self.kept, self.next, gap=16, margins=(32, 12, 32, 12))
        foot.setStretch(1, 1)
        self._ruled = line(look)
        self._whole = whole = column(look, self._ruled, gap=0)
        whole.addWidget(self.page, 1)
        whole.addWidget(line(look))
        whole.addWidget(holder(foot, "sunk"))
        self._pages = QStackedWidget()
        self._pages.addWidget(holder(whole, "surface"))
        self.setLayout(column(look, self._pages, gap=0))
        self._fit()
        look.changed.connect(self._fit)
        self.voice.changed.connect(self._voice_changed)
        self.voice.look()
        self._draw()

    def _fit(self) -> None:
        """Hold lines to a measure; with large letters let the head scroll with the page: the answers need the room."""
        look = self._desk.look
        self._inside.setMaximumWidth(look.px(_MEASURE))
        box = self.page.content if look.large else self._whole
        box.insertWidget(0, self.head)
        reveal(self._ruled, not look.large)

    # -- the pages ------------------------------------------------------------------------------------------

    def _draw(self) -> None:
        """Draw the page where the person is, and lead the focus to what is pressed next."""
        self.voice.stop()
        empty_out(self._body)
        self.keys = None
        look, item = self._desk.look, self.walk.item
        self.head.set_progress(self.walk.progress() if not self._thanked else "")
        self._problem = IconText(look, "octagon-alert", "", ink="bad", role="turned")
        self._said = Label(look, "", "turned", ink="ink2")
        if self._thanked:
            self._thank()
        elif item is None:
            head, rest = self.walk.welcome()
            reader = Label(look, self.walk.who_reads(self._coach), "key")
            self._put("", QuestionLabel(look, head), Label(look, rest, "key"), reader)
        else:
            self.keys = AnswerKeys(look, item, lambda: self._desk.clock.local().date())
            self.keys.set_value(self.walk.answers.get(item.id))
            self.keys.edited.connect(self._edited)
            self.keys.left.connect(self._say_back)
            hint = [Label(look, item.hint, "turned")] if item.hint else []
            reveal(self._problem, False)
            self._put(self.walk.frame(), QuestionLabel(look, item.text), *hint, self.keys, self._problem, self._said)
            self._say_back()
        reveal(self.back, item is not None or self._thanked)
        self.next.set_text("I am finished" if self._thanked else "Next" if item is not None else "Begin")
        self.page.to_top()
        if self.isVisible():
            self._begin()

    def _put(self, frame: str, *things: QWidget) -> None:
        if frame:
            self._body.addWidget(Label(self._desk.look, frame, "turned", ink="ink2"))
        for thing in things:
            self._body.addWidget(thing)

    def _thank(self) -> None:
        look = self._desk.look
        name = f", {self._call_name}" if self._call_name else ""
        thanks = QuestionLabel(look, f"Thank you{name}. Now give the computer back to {self._coach}.")
        lines = [Label(look, one, "key") for one in hand_over.help_now(self._desk.vault, self._coach)]
        self._put("", thanks, holder(column(look, *lines, gap=8)))

    def _begin(self) -> None:
        """Give the focus to the answer or the button that goes on, and have a screen reader say the page."""
        reason = Qt.FocusReason.TabFocusReason if self._by_key else Qt.FocusReason.MouseFocusReason
        target = self.keys.first_focus() if self.keys is not None else self.next
        target.setFocus(reason)
        announce(self.page, hand_over.read_aloud(self.walk, self._coach) if not self._thanked else self._thanks())

    def _thanks(self) -> str:
        return " ".join(one.text() for one in self.page.findChildren(Label) if one.isVisibleTo(self))

    def showEvent(self, event: QShowEvent) -> None:
        """Begin where the person presses first."""
        super().showEvent(event)
        self._begin()

    # -- answering ------------------------------------------------------------------------------------------

    def _edited(self) -> None:
        assert self.keys is not None  # noqa: S101 - only its own signal leads here
        self.walk.put(self.keys.value())
        reveal(self._problem, False)
        self._say_back()
        self._tell()

    def _say_back(self) -> None:
        """Say under the answers what was chosen, or how a day was understood."""
        if self.keys is not None and self.walk.item is not None:
            words = hand_over.said_back(self.walk.item, self.walk.answers.get(self.walk.at))
            self._said.set_text(words or self.keys.understood())

    def _tell(self) -> None:
        self.answered.emit(dict(self.walk.answers), self.walk.at)

    # -- the way --------------------------------------------------------------------------------------------

    def go_on(self) -> None:
        """Go to the next page; an answer that needs another look is asked about first."""
        if self._thanked:
            self.finish()
        elif not self._stopped():
            self._thanked = not self.walk.forward()
            self._moved()

    def go_back(self) -> None:
        """Go to the page before."""
        if self._thanked:
            self._thanked = False
            self.alone.stop()
        elif not self.walk.back():
            self.walk.at = ""
        self._moved()

    def _moved(self) -> None:
        now = QApplication.focusWidget()
        self._by_key = self._keyed or (now is not None and shows_ring(now))
        if self._thanked:
            self.alone.start()
        self._tell()
        self._draw()

    def _stopped(self) -> bool:
        """Say what is wrong with the present answer, if anything is, and stay."""
        problem = self.walk.problem() if self.walk.at else ""
        if problem and self.keys is not None:
            self._problem.set("octagon-alert", problem)
            reveal(self._problem, True)
            target = self.keys.first_focus()
            target.setAccessibleDescription(problem)
            target.setFocus()
            show_in_page(self._problem)
            announce(target, problem)
        return bool(problem)

    def finish(self) -> None:
        """End here, unless an answer needs another look: then go there. What is kept is not changed any more."""
        if self._over:
            return
        if self.walk.first_problem():
            self._thanked = False
            self._moved()
            self._stopped()
            return
        self._over = True
        self.alone.stop()
        self.voice.stop()
        self.done.emit()
        self.lock_wanted.emit()

    # -- reading aloud --------------------------------------------------------------------------------------

    def read_it(self) -> None:
        """Have the page read aloud, or stop that."""
        if self.voice.reading:
            self.voice.stop()
        elif self.voice.available:
            self.voice.read(self._thanks() if self._thanked else hand_over.read_aloud(self.walk, self._coach))

    def _voice_changed(self) -> None:
        had = self.head.read.hasFocus()
        self.head.show_voice()
        if had and self.head.read.isHidden():
            self._begin()

    # -- keeping, and the way back --------------------------------------------------------------------------

    def keep(self) -> bool:
        """Keep what was answered. Return whether all is kept."""
        return self.keeps()

    def say_kept(self, words: str) -> None:
        """Say in the foot how the answers are kept."""
        self.kept.set_text(words)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on, Backspace goes back, R and F2 read aloud; a number answers. Everything else does nothing."""
        if self._pages.currentIndex() == 0:
            self._keyed = True
            self._do_key(event)
            self._keyed = False
        event.accept()  # nothing of what lies behind hears a key

    def _do_key(self, event: QKeyEvent) -> None:
        if event.isAutoRepeat():
            return  # a key that is held down does not run through the questions
        now = QApplication.focusWidget()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if isinstance(now, Button):
                now.click()
            else:
                self.go_on()
        elif event.key() == Qt.Key.Key_Backspace:
            if not self.back.isHidden():
                self.go_back()
        elif event.key() == Qt.Key.Key_F2 or (event.key() == Qt.Key.Key_R and not event.modifiers()):
            self.read_it()
        elif self.keys is not None:
            self.keys.take_key(event)

    def _turn(self) -> None:
        """Ask for the coach's passphrase before anything but the questions is seen again."""
        self.voice.stop()
        self.alone.stop()
        whose = f"{self._call_name}’s answers" if self._call_name else "The answers"
        kept = f"{whose} so far are {'kept' if self.keep() else 'not saved yet'}."
        asking = TurnBack(self._desk, self._coach, kept=kept, stay="Go on with the questions")
        asking.proved.connect(lambda: self._give_back(asking))
        asking.stayed.connect(lambda: self._stay(asking))
        self._pages.addWidget(asking)
        self._pages.setCurrentWidget(asking)
        asking.take_focus()

    def _give_back(self, asking: TurnBack) -> None:
        """Give the screen back once what was answered is kept; until then the questions stay, and it says why."""
        if self.keep():
            self.back_wanted.emit()
        else:
            asking.refuse(_NO_ROOM)

    def _stay(self, asking: QWidget) -> None:
        self._pages.setCurrentIndex(0)
        self._pages.removeWidget(asking)
        asking.deleteLater()
        if self._thanked:
            self.alone.start()
        self._begin()
