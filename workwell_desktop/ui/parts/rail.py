"""The sections of a tab, each with how far it is. Jump freely.

rail = Rail(look, "Intake", [Section("who", "Who sent Tomek", "done"), Section("health", "Health")])
rail.chosen.connect(show_section)
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QBoxLayout, QButtonGroup, QFrame, QScrollArea, QSizePolicy, QWidget

from workwell_desktop.ui.parts.combo import Combo
from workwell_desktop.ui.parts.fields import Field
from workwell_desktop.ui.parts.labels import Label
from workwell_desktop.ui.parts.layouts import STRETCH, column, holder, line, reveal, row
from workwell_desktop.ui.parts.nav import NavButton
from workwell_desktop.ui.style.theme import Look

ICONS = {"done": "tick-circle", "part": "half", "none": "empty-circle"}
WORDS = {"done": "Done", "part": "Part done", "none": "Not begun"}
HERE = "pencil"
_APART = 16  # pixels above the head of a further group
_WIDTH = 224  # pixels at 100 % text
_TIGHT = 640  # pixels at 100 % text: narrower, and the page beside the list is too narrow to read
_LOW = 420  # pixels at 100 % text: in a lower window the box above the page stands without its label


class Section(NamedTuple):
    """One section: its code, words, and state (done, part, none). One that is never done has an icon instead.

    ``head`` stands above the first of a group that is set apart from those before it.
    """

    code: str
    word: str
    state: str = "none"
    icon: str = ""
    head: str = ""


class BesideRail(QWidget):
    """A rail and its page: side by side, or the rail above the page with large text and in a narrow window."""

    def __init__(self, look: Look, rail: Rail, page: QWidget) -> None:
        """Hold both, the page with all the room that the rail leaves."""
        super().__init__()
        self._rail = rail
        self._box = row(look, rail, gap=0)
        self._box.addWidget(page, 1)
        self.setLayout(self._box)
        rail.turned.connect(self._turn)
        self._turn()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the rail above the page when it would leave too little beside it."""
        super().resizeEvent(event)
        self._rail.fit_into(self.width(), self.height())

    def _turn(self) -> None:
        way = QBoxLayout.Direction.TopToBottom if self._rail.above else QBoxLayout.Direction.LeftToRight
        self._box.setDirection(way)


def step_by_keys(tab: QWidget, rail: Callable[[], Rail]) -> None:
    """Let Ctrl+PgDn and Ctrl+PgUp go to the next and the last section from anywhere in a tab."""

    def step(by: int) -> None:
        rail().step(by)

    for keys, by in (("Ctrl+PgDown", 1), ("Ctrl+PgUp", -1)):
        shortcut = QShortcut(QKeySequence(keys), tab)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(partial(step, by))


class Rail(QFrame):
    """A list of sections at the left of the page; with large text or in a narrow window, one box above the page.

    ``above`` says which it is; put it into a ``BesideRail`` and the page follows.
    """

    chosen = Signal(str)
    turned = Signal()

    def __init__(self, look: Look, title: str, sections: Sequence[Section]) -> None:
        """Show the sections; the first is where you are."""
        super().__init__()
        self._look = look
        self._sections = {section.code: section for section in sections}
        self._current = sections[0].code
        self.setProperty("ground", "sunk")
        self.setAccessibleName(title)
        self._tight, self._writes = False, True
        self._group = QButtonGroup(self)
        self._buttons: dict[str, NavButton] = {}
        for number, section in enumerate(sections):
            button = NavButton(look, section.word, section.icon or ICONS[section.state], rounded=True)
            button.setProperty("section", section.code)
            self._group.addButton(button, number)
            self._buttons[section.code] = button
        rows = holder(column(look, *self._groups(title), STRETCH, gap=0, margins=(20, 24, 12, 16)), "sunk")
        self._list = _Rows(look, rows, title)
        self._box = Combo(look, [(s.code, s.word) for s in sections], empty="")
        self._short = Field(look, "", self._box, width="full")
        self._above = holder(column(look, self._short, margins=(32, 12, 32, 12)))
        self._edge = line(look, "upright")
        whole = row(look, gap=0)
        whole.addWidget(self._list, 1)
        whole.addWidget(self._above, 1)
        whole.addWidget(self._edge)
        self._foot = line(look)
        self.setLayout(column(look, whole, self._foot, gap=0))
        self._group.buttonClicked.connect(self._clicked)
        self._box.edited.connect(self._picked)
        look.changed.connect(self._fit)
        self._tell()
        self._fit()

    def _groups(self, title: str) -> list[QWidget]:
        """Return the buttons in their order, with the title above them and a head above each further group."""
        found: list[QWidget] = []
        for section in self._sections.values():
            word = section.head if found else title
            if word:
                head = Label(self._look, word, "small_strong", ink="ink2")
                head.setContentsMargins(12, _APART if found else 0, 0, 8 if not found else 4)
                found.append(head)
            found.append(self._buttons[section.code])
        return found

    @property
    def above(self) -> bool:
        """Whether it now stands above the page."""
        return self._look.large or self._tight

    def tall(self) -> int:
        """Return the height in pixels that the whole list needs."""
        return self._list.rows.heightForWidth(self._look.px(_WIDTH))

    def fit_into(self, width: int, height: int) -> None:
        """Stand beside a page of this size together (pixels): lower where it is low, above it where it is narrow."""
        for low in (False, True):
            for button in self._buttons.values():
                button.set_low(low)
            if height >= self.tall():
                break
        self._short.reveal_label(not self._look.large or self.window().height() >= self._look.px(_LOW))
        tight = width < self._look.px(_TIGHT)
        if self._tight != tight:
            self._tight = tight
            self._fit()

    def current(self) -> str:
        """Return the code of the section where you are."""
        return self._current

    def set_current(self, code: str) -> None:
        """Show that you are in a section. Nothing is sent. Raises ``KeyError`` for an unknown one."""
        self._buttons[code].setChecked(True)
        self._current = code
        self._tell()

    def set_writes(self, writes: bool) -> None:
        """Say whether the section where you are is written in, or only read."""
        if self._writes != writes:
            self._writes = writes
            self._tell()

    def state(self, code: str) -> str:
        """Return how far a section is: done, part or none."""
        return self._sections[code].state

    def set_state(self, code: str, state: str) -> None:
        """Show how far a section is. Raises ``KeyError`` for an unknown section or state."""
        ICONS[state]
        if self._sections[code].state != state:
            self._sections[code] = self._sections[code]._replace(state=state)
            self._tell()

    def set_words(self, words: Mapping[str, str]) -> None:
        """Call sections by other words, by their codes. Raises ``KeyError`` for an unknown one."""
        for code, word in words.items():
            if self._sections[code].word != word:
                self._sections[code] = self._sections[code]._replace(word=word)
                self._buttons[code].set_word(word)
        self._box.set_options([(one.code, one.word) for one in self._sections.values()])

    def step(self, by: int) -> None:
        """Go to a later (1) or earlier (-1) section, as Ctrl+PgDn and Ctrl+PgUp do; stays at the ends."""
        codes = list(self._sections)
        place = min(max(codes.index(self._current) + by, 0), len(codes) - 1)
        self._go(codes[place])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Home and End go to the ends; the arrows are Qt's own for a group of buttons."""
        codes = list(self._sections)
        if event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._go(codes[0] if event.key() == Qt.Key.Key_Home else codes[-1])
            self._buttons[self._current].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            super().keyPressEvent(event)

    def button(self, code: str) -> NavButton:
        """Return the button of a section."""
        return self._buttons[code]

    def _clicked(self, button: QWidget) -> None:
        self._go(str(button.property("section")))

    def _picked(self) -> None:
        self._go(self._box.value())

    def _go(self, code: str) -> None:
        if code != self._current:
            self.set_current(code)
            self.chosen.emit(code)

    def _tell(self) -> None:
        for code, button in self._buttons.items():
            here, section = code == self._current, self._sections[code]
            state, icon = section.state, section.icon
            button.setChecked(here)
            button.set_icon(icon or (HERE if here and self._writes else ICONS[state]))
            button.setAccessibleDescription("You are here" if here else "" if icon else WORDS[state])
        self._list.follow(self._buttons[self._current])
        self._box.set_value(self._current)
        place = list(self._sections).index(self._current) + 1
        self._short.set_label(f"Section {place} of {len(self._sections)}")

    def _fit(self) -> None:
        above = self.above
        reveal(self._list, not above)
        reveal(self._edge, not above)
        reveal(self._above, above)
        reveal(self._foot, above)
        tall = QSizePolicy.Policy.Fixed if above else QSizePolicy.Policy.Preferred
        self.setSizePolicy(QSizePolicy.Policy.Preferred, tall)
        self.setMinimumWidth(0 if above else self._look.px(_WIDTH))
        self.setMaximumWidth(16_777_215 if above else self._look.px(_WIDTH))
        self.turned.emit()


class _Rows(QScrollArea):
    """The rows of a rail: where the window is too low for all of them they scroll, and where you are stays in sight."""

    def __init__(self, look: Look, rows: QWidget, title: str) -> None:
        super().__init__()
        self._look = look
        self.rows = rows
        self._here: QWidget | None = None
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setProperty("ground", "sunk")
        self.setAccessibleName(title)
        self.setWidget(rows)

    def follow(self, row_: QWidget) -> None:
        """Keep this row in sight, with a little of its neighbours, also when the room changes."""
        self._here = row_
        self.ensureWidgetVisible(row_, 0, self._look.space(24))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep where you are in sight (called by Qt)."""
        super().resizeEvent(event)
        if self._here is not None:
            self.ensureWidgetVisible(self._here, 0, self._look.space(24))
