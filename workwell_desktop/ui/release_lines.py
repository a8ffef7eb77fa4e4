"""The lines of a letter on the turned screen: one to read and choose about, or one whose words are being changed."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from workwell_desktop.casework.diagnosis_guard import told_sentence
from workwell_desktop.casework.letter_line import AGREED, AS_THEY_ARE, LEFT_OUT, LetterLine
from workwell_desktop.ui.parts.buttons import Button, quiet_button, second_button
from workwell_desktop.ui.parts.drawn import line_width
from workwell_desktop.ui.parts.fields import Field
from workwell_desktop.ui.parts.labels import IconText, Label
from workwell_desktop.ui.parts.layouts import STRETCH, Row, column, flow, reveal, row
from workwell_desktop.ui.parts.marked import MarkedText, Tinted
from workwell_desktop.ui.parts.text_area import TextArea
from workwell_desktop.ui.reading_hints import hint_while_typing
from workwell_desktop.ui.style.theme import Look

_STATES = {AGREED: ("tick-circle", "good"), LEFT_OUT: ("dash", "ink2")}


class ReadLine(QWidget):
    """One line as the employer would read it. ``settled`` carries the choice; ``change_wanted``: other words.

    ``agree`` is the button to agree with, nothing once the line is settled. ``note`` is a sentence worth a look.
    """

    settled = Signal(str)
    change_wanted = Signal()

    def __init__(self, look: Look, one: LetterLine, call_name: str, note: str = "") -> None:
        super().__init__()
        self._look, self._line, self._call_name = look, one, call_name
        self.agree: Button | None = None
        places = [] if one.choice == LEFT_OUT else [(hit.start, hit.end) for hit in one.hits]
        words = MarkedText(look, one.text, places, "turned") if places else Label(look, one.text, "turned")
        if one.choice == LEFT_OUT:
            words.set_ink("ink2")
            font = words.font()
            font.setStrikeOut(True)
            words.setFont(font)
        said = column(look, words, Label(look, one.about, "small", ink="ink2"), gap=4)
        if one.problem:
            said.addWidget(IconText(look, "octagon-alert", one.problem, ink="bad", role="small_strong"))
        elif note and one.choice != LEFT_OUT:
            said.addWidget(IconText(look, "info", note, ink="note", role="small_strong"))
        deeds = self._chosen() if one.choice else self._open()
        if look.large:
            self.setLayout(column(look, said, row(look, STRETCH, deeds), gap=8, margins=(0, 12, 0, 12)))
        else:
            inside = row(look, said, deeds, gap=24, margins=(0, 12, 0, 12))
            inside.setStretchFactor(said, 1)
            self.setLayout(inside)

    def _chosen(self) -> Row:
        look = self._look
        icon, ink = _STATES[self._line.choice]
        agrees = f"{self._call_name} agrees"
        state = IconText(look, icon, agrees if self._line.choice == AGREED else "Left out", ink=ink)
        wide = max(line_width(look.font(), said) for said in (agrees, "Left out"))
        state.setMinimumWidth(wide + look.px(20) + look.space(12))  # so that the icons stand below each other
        deeds = row(look, state, self._change(), gap=24)
        deeds.setAlignment(state, Qt.AlignmentFlag.AlignVCenter)
        return deeds

    def _open(self) -> Row:
        look, text = self._look, self._line.text
        self.agree = second_button(look, f"{self._call_name} agrees", "tick")
        self.agree.setAccessibleName(f"{self._call_name} agrees: {text}")
        self.agree.clicked.connect(lambda: self.settled.emit(AGREED))
        leave = quiet_button(look, "Leave it out")
        leave.setAccessibleName(f"Leave it out: {text}")
        leave.clicked.connect(lambda: self.settled.emit(LEFT_OUT))
        return row(look, self.agree, leave, self._change(), gap=12)

    def _change(self) -> Button:
        change = quiet_button(self._look, "Change")
        change.setAccessibleName(f"Change: {self._line.text}")
        change.clicked.connect(self.change_wanted)
        return change


class MarkedLine(QWidget):
    """One line with words that tell about health, which is answered before anything leaves.

    ``first`` is the button that the keyboard goes on with. ``use_wanted`` carries the words that are offered instead,
    or nothing where they are to be written; ``settled`` the choice to leave it out.
    """

    settled = Signal(str)
    use_wanted = Signal(str)
    share_wanted = Signal()

    def __init__(self, look: Look, one: LetterLine, reader: str, instead: str) -> None:
        """Show a line for ``reader`` to see; ``instead`` are words that it could say, or nothing."""
        super().__init__()
        told = told_sentence(one.unanswered, reader)
        said = f"{told} You could say: “{instead}”" if instead else told
        words = MarkedText(look, one.text, [(hit.start, hit.end) for hit in one.hits], "turned")
        words.setAccessibleDescription(told)
        self.setAccessibleName(one.text)
        self.setAccessibleDescription(told)
        self.first = second_button(look, "Use these words" if instead else "Use other words")
        self.first.clicked.connect(lambda: self.use_wanted.emit(instead))
        leave = second_button(look, "Leave it out")
        leave.clicked.connect(lambda: self.settled.emit(LEFT_OUT))
        share = quiet_button(look, "Share it as it is")
        share.set_ink("ink")
        share.clicked.connect(self.share_wanted)
        buttons = [self.first, leave, share]
        if instead:
            buttons.append(quiet_button(look, "Change"))
            buttons[-1].clicked.connect(lambda: self.use_wanted.emit(""))
        for button in buttons:
            button.setAccessibleName(f"{button.text()}: {one.text}")
            button.setAccessibleDescription(told)
        why = IconText(look, "triangle-alert", said, ink="warn", role="small_strong")
        about = Label(look, one.about, "small", ink="ink2")
        deeds = flow(look, *buttons)
        inside = column(look, words, about, why, deeds, gap=8, margins=(16, 12, 16, 12))
        self.setLayout(column(look, Tinted(look, "warn", inside), gap=0, margins=(0, 8, 0, 8)))


class LineEditor(QWidget):
    """One line whose words or choice are being changed. ``reworded`` carries the words, ``left`` that they stand.

    A date or a week comes from the plan: it is only kept or left out.
    """

    settled = Signal(str)
    reworded = Signal(str)
    left = Signal()

    def __init__(self, look: Look, one: LetterLine, call_name: str, note: str = "") -> None:
        super().__init__()
        self._agree = second_button(look, f"{call_name} agrees", "tick")
        self._agree.clicked.connect(lambda: self.settled.emit(AGREED))
        leave = second_button(look, "Leave it out")
        leave.clicked.connect(lambda: self.settled.emit(LEFT_OUT))
        self._first = quiet_button(look, "Use the first words again", "undo")
        self._first.clicked.connect(lambda: self._use(one.first_words))
        self._first_words = one.first_words
        self._field: Field | None = None
        words: QWidget = Label(look, one.text, "lead")
        if one.kind not in AS_THEY_ARE:
            words = self._field = self._words(look, one)
            self.say(one.problem, note)
        deeds = flow(look, self._agree, leave, self._first)
        self.setLayout(column(look, words, deeds, gap=12, margins=(0, 12, 0, 12)))
        reveal(self._first, one.changed)

    def take_focus(self) -> None:
        """Put the focus into the words, or on the first button where there are none to change."""
        if self._field is None:
            self._agree.setFocus()
        else:
            self._field.take_focus()

    def say(self, problem: str, note: str = "") -> None:
        """Say below the words why they cannot stand in a letter, or what is worth a look, or nothing."""
        if self._field is None:
            return
        if problem or not note:
            self._field.set_error(problem)
        else:
            self._field.set_note(note)

    def _words(self, look: Look, one: LetterLine) -> Field:
        field = Field(look, "In your own words", TextArea(look, lines=2), width="full")
        field.set_value(one.text)
        field.edited.connect(lambda: self._typed(str(field.value())))
        field.left.connect(self.left)
        hint_while_typing(field)
        return field

    def _typed(self, words: str) -> None:
        reveal(self._first, words != self._first_words)
        self.reworded.emit(words)

    def _use(self, words: str) -> None:
        """Put the words back that the line began with."""
        if self._field is not None:
            self._field.take_focus()  # the pressed button goes
            self._field.set_value(words)
            self._typed(words)
            self.left.emit()
