"""The letters of one participant: what each kind is for, who reads it, what is missing, and those that were made."""

from __future__ import annotations

from functools import partial
from itertools import groupby

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from workwell_desktop.casework import dates, letter_list
from workwell_desktop.casework.agreements import SECTION as AGREEMENTS
from workwell_desktop.casework.letter_gaps import Gap
from workwell_desktop.casework.letter_list import LetterChoice, LettersState, MadeLetter
from workwell_desktop.casework.tabs import INTAKE, PLAN
from workwell_desktop.errors import WorkwellError
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.pages.page import WorkPage
from workwell_desktop.ui.parts.bottom_bar import BottomBar
from workwell_desktop.ui.parts.buttons import Button, quiet_button, second_button
from workwell_desktop.ui.parts.columns import Page
from workwell_desktop.ui.parts.labels import IconText, Label
from workwell_desktop.ui.parts.layouts import STRETCH, Thing, column, holder, line, row
from workwell_desktop.ui.parts.notice import Notice
from workwell_desktop.ui.preview import Preview


class LettersPage(WorkPage):
    """All letters about one participant. A letter is begun here, and read on the turned screen."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._about = 0
        self._away = False  # while a letter is read on the turned screen
        self._state: LettersState | None = None
        self._bar = BottomBar(desk.look)
        back = second_button(desk.look, "Back to the plan", "back")
        back.clicked.connect(lambda: self.opened.emit(self._about, PLAN, ""))
        self._bar.set_buttons(back)
        self._body = column(desk.look, self._bar, gap=0)
        self._page: Page | None = None
        self._stack = QStackedWidget()
        self._stack.addWidget(holder(self._body))
        self.setLayout(column(desk.look, self._stack, gap=0))
        self._large = desk.look.large
        desk.look.changed.connect(self._refit)

    def aim(self, about: str) -> None:
        """Show the letters of the participant with this id."""
        self._about = int(about or 0)

    def person(self) -> str:
        """Return whom the page is about."""
        return self._state.call_name if self._state is not None else ""

    def show_now(self) -> None:
        """Read what is missing and what was made, and draw it afresh."""
        self._close_preview()
        self._state = letter_list.load_letters(self._desk.vault, self._about)
        self._draw(self._state)

    def showEvent(self, event: QShowEvent) -> None:
        """Read everything again when the screen is turned back: a letter was read, and perhaps made."""
        super().showEvent(event)
        if self._away:
            self._away = False
            self.show_now()
            QTimer.singleShot(0, self, self.begin)

    def _refit(self) -> None:
        if self._large != self._desk.look.large and self._state is not None:
            self._large = self._desk.look.large
            self._draw(self._state)

    # Drawing

    def _draw(self, state: LettersState) -> None:
        look = self._desk.look
        lead = "Choose one and read it together. Nothing leaves before each line is agreed."
        page = Page(look, gap=28, name=f"{state.call_name}’s letters")
        page.add(
            column(
                look, Label(look, f"{state.call_name}’s letters", "page"), Label(look, lead, "lead", ink="ink2"), gap=4
            )
        )
        for _reader, of_one in groupby(state.choices, key=lambda one: (one.to, one.recipient_id)):
            page.add(self._of_reader(tuple(of_one)))
        page.add(self._made(state.made))
        page.add(STRETCH)
        if self._page is not None:
            self._page.hide()
            self._body.removeWidget(self._page)
            self._page.deleteLater()
        self._page = page
        self._body.insertWidget(0, page, 1)

    def _of_reader(self, choices: tuple[LetterChoice, ...]) -> QWidget:
        """Return the letters to one reader; what more than one of them lacks is said once, below the heading."""
        look, first = self._desk.look, choices[0]
        every = dict.fromkeys(gap for one in choices for gap in one.gaps)
        common = [gap for gap in every if len(choices) == 1 or sum(gap in one.gaps for one in choices) > 1]
        box = column(look, Label(look, f"To {first.reader}", "section"), gap=8)
        if first.stopped:
            deeds = [("Go to Agreements", partial(self.opened.emit, self._about, INTAKE, AGREEMENTS))]
            words = "No letter can go there now. Ask again, and write the answer down."
            box.addWidget(Notice(look, "warn", first.stopped, words, deeds=deeds))
        for gap in common:
            box.addWidget(self._gap(gap, first.reader))
        for one in choices:
            box.addWidget(line(look))
            box.addWidget(self._choice(one, tuple(gap for gap in one.gaps if gap not in common)))
        return holder(box)

    def _choice(self, one: LetterChoice, gaps: tuple[Gap, ...]) -> QWidget:
        look = self._desk.look
        words = column(look, Label(look, one.title, "medium"), Label(look, one.purpose, "hint"), gap=2)
        if one.begun:
            words.addWidget(IconText(look, "pencil", "Begun. It goes on where it stopped.", ink="note", role="small"))
        box = column(look, self._beside(words, self._begin_button(one)), gap=6, margins=(0, 6, 0, 6))
        for gap in gaps:
            box.addWidget(self._gap(gap, f"{one.title}, to {one.reader}"))
        return holder(box)

    def _begin_button(self, one: LetterChoice) -> list[Button]:
        """Return the button that turns the screen, where nothing stops the letter."""
        if not one.can_begin:
            return []
        button = second_button(self._desk.look, "Go on reading" if one.begun else "Read it together", "screen-turn")
        button.setAccessibleName(f"{button.text()}: {one.title}, to {one.reader}")
        button.clicked.connect(partial(self._begin, one))
        return [button]

    def _begin(self, one: LetterChoice, _checked: bool = False) -> None:
        self._away = True
        self.letter_wanted.emit(self._about, one.kind, one.recipient_id)

    def _gap(self, gap: Gap, of: str) -> QWidget:
        """Return one thing that is missing ``of`` which letter, with the button that leads to where it is filled in."""
        look = self._desk.look
        icon, ink = ("octagon-alert", "bad") if gap.required else ("info", "note")
        words = IconText(look, icon, f"{gap.sentence} {gap.step}", ink=ink, role="small")
        button = quiet_button(look, gap.deed)
        button.setAccessibleName(f"{gap.deed}. {gap.sentence} {of}")
        button.clicked.connect(lambda: self.opened.emit(self._about, gap.tab, gap.section))
        return self._beside(words, [button])

    def _beside(self, left: Thing, deeds: list[Button]) -> QWidget:
        """Return words with their buttons beside them, or below them where the text is large."""
        look = self._desk.look
        if look.large:
            return holder(column(look, left, row(look, *deeds, STRETCH), gap=6))
        inside = row(look, left, *deeds, gap=16)
        inside.setStretch(0, 1)
        if isinstance(left, IconText):
            inside.setAlignment(left, Qt.AlignmentFlag.AlignVCenter)
        return holder(inside)

    def _made(self, made: tuple[MadeLetter, ...]) -> QWidget:
        look = self._desk.look
        box = column(look, Label(look, "Letters made", "section"), gap=8)
        if not made:
            box.addWidget(Label(look, "None yet. Each letter that is made stays here, as it left.", ink="ink2"))
        for one in made:
            box.addWidget(line(look))
            agreed = f"Agreed {dates.plain(one.agreed_on)}: {one.how.lower()}. " if one.agreed_on else ""
            said = f"To {one.recipient}, {dates.plain(one.made_on)}. {agreed}Version {one.version}."
            words = column(look, Label(look, one.title, "medium"), Label(look, said, "hint"), gap=2)
            if one.stopped:
                words.addWidget(
                    IconText(look, "octagon-alert", f"{one.stopped} It cannot go.", ink="bad", role="small")
                )
            show = quiet_button(look, "Show", "sheet")
            show.setAccessibleName(f"Show: {one.title}, {dates.plain(one.made_on)}")
            show.clicked.connect(partial(self._show_paper, one))
            box.addWidget(self._beside(words, [show]))
        return holder(box)

    # A letter that was made

    def _show_paper(self, one: MadeLetter, _checked: bool = False) -> None:
        try:
            preview = Preview(self._desk, one.paper_id, f"{one.title}, to {one.recipient}")
        except WorkwellError as problem:
            self._desk.doors.tell(self, problem.sentence, problem.next_step)
            return
        preview.closed.connect(self._back_from_paper)
        self._stack.addWidget(preview)
        self._stack.setCurrentWidget(preview)
        preview.setFocus()

    def _back_from_paper(self) -> None:
        self._close_preview()
        self.begin()

    def _close_preview(self) -> None:
        preview = self._stack.widget(1)
        if preview is not None:
            self._stack.setCurrentIndex(0)
            self._stack.removeWidget(preview)
            preview.deleteLater()
