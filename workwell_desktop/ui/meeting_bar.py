"""The agenda of a meeting, above the page of every tab: a line that opens, and near the end what is still blank.

While it is folded its line stands beside the tabs, where there is room for it, and takes nothing from the page.

Both read it. It counts what was talked about, never what was not; it is never red and never counts down.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QScrollArea, QWidget

from workwell_desktop.casework import meeting, meeting_blank
from workwell_desktop.casework.agenda import ADDED, OWN, TYPING, Point, own_question
from workwell_desktop.casework.meeting import Running
from workwell_desktop.casework.meeting_blank import Blank
from workwell_desktop.ui.agenda_rows import AgendaRow, OwnRow
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.keeper import Keeper, Words
from workwell_desktop.ui.meeting_head import MeetingHead
from workwell_desktop.ui.parts.buttons import quiet_button, second_button
from workwell_desktop.ui.parts.labels import Label
from workwell_desktop.ui.parts.layouts import NO_LIMIT, STRETCH, column, empty_out, flow, holder, line, reveal, row
from workwell_desktop.ui.parts.line import Line
from workwell_desktop.ui.parts.stops import keep_place
from workwell_desktop.ui.unkept import unkept_notice

MOST_BLANK = 4
_SHARE = 0.4  # of the window's height: the page below stays in sight
_LEAST = 64  # pixels at 100 % text
_EDGE = 32  # as the page below
_LOW, _BOTH = (
    420,
    580,
)  # pixels at 100 % text: with large text a lower window has room for one line, or for the list alone


class MeetingBar(QWidget):
    """Shows the agenda of the meeting under way; hidden without one.

    ``place_wanted`` carries a tab (0 to 3, or ``PAGE``) and a section; ``close_wanted``: the meeting is to be closed.
    ``covered`` says whether the open list takes the place of the page: with large text in a low window.
    """

    place_wanted = Signal(int, str)
    close_wanted = Signal()
    covered = Signal(bool)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        look = desk.look
        self._running: Running | None = None
        self._points: list[Point] = []
        self._open = False
        self._covers = self._was_low = False
        self._beside = False  # whether the line that opens stands beside the tabs
        self._changing = False  # whether points can be moved and taken out
        self._all_blank = False
        self._blanks: tuple[Blank, ...] = ()
        self._blank_in_list: list[QWidget] = []
        self._adding = ""  # what is being typed to add
        self._keeper = Keeper(self._words, desk, self)
        self._keeper.told.connect(lambda _words: self._say_unkept(""))
        self._keeper.failed.connect(self._say_unkept)
        self.head = MeetingHead(look)
        self.head.turned.connect(self._turn)
        self.head.close_wanted.connect(self.close_wanted)
        self.clock_place = row(look, gap=12)  # with large text the clock stands here: no room is left beside the tabs
        self._head_place = row(look, gap=0)
        self._list = column(look, gap=0, margins=(_EDGE, 6, _EDGE, 0))  # the ring of a field has room inside
        self._inside = holder(self._list, "sunk")
        self._scroll = QScrollArea()
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidgetResizable(True)
        self._scroll.setProperty("ground", "sunk")
        self._scroll.setWidget(self._inside)
        self._scroll.setAccessibleName("Agenda")
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        reveal(self._scroll, False)
        self._blank_box = column(look, gap=4)
        self._blank = holder(self._blank_box)
        reveal(self._blank, False)
        self._unkept = column(look, gap=0)
        self._told = holder(self._unkept)
        reveal(self._told, False)  # an empty line would still take its gap
        self._clock_line = holder(self.clock_place)
        above = column(look, self._clock_line, holder(self._head_place), gap=4, margins=(_EDGE, 4, _EDGE, 0))
        below = column(look, self._blank, self._told, gap=4, margins=(_EDGE, 0, _EDGE, 6))
        whole = column(look, above, self._scroll, below, gap=0)
        self.setLayout(column(look, holder(whole, "sunk"), line(look), gap=0))
        self._large = look.large
        self.head.turn(large=look.large)
        self.head.put_into(self._head_place)
        look.changed.connect(self._refit)
        self.head.hide()
        self.hide()

    def show_meeting(self, running: Running | None) -> None:
        """Show the agenda of this meeting, folded when it is another one than before; nothing hides it."""
        if running is None or self._running is None or running.contact_id != self._running.contact_id:
            self._open, self._changing, self._all_blank, self._blanks = False, False, False, ()
        self._running = running
        agenda = running.agenda if running is not None else ()
        self._points = [point for point in agenda if point.key != TYPING]
        self._adding = next((point.words for point in agenda if point.key == TYPING), "")
        reveal(self.head, running is not None)
        self._show_strip()
        if running is not None:
            self._draw()

    def stand(self, corner: QBoxLayout | None) -> None:
        """Put the line that opens into ``corner``, beside the tabs, or back above the list."""
        self._beside = corner is not None
        self.head.put_into(self._head_place if corner is None else corner)
        self._show_strip()
        self._say()

    def fold(self) -> None:
        """Fold the list where it stands in place of the page: another page was asked for."""
        if self._covers:
            self._open = False
            self._draw()

    def open_agenda(self) -> None:
        """Open the list, with the focus in what the participant wants to talk about: a meeting begins with it."""
        self._open = True
        self._draw()
        if self._running is not None:
            QTimer.singleShot(0, self._own, self._own.take_focus)  # once it is shown

    def show_blank(self) -> None:
        """Read what is still blank and show it: the meeting is near its end."""
        if self._running is not None:
            self._blanks = meeting_blank.what_is_blank(self._desk.vault, self._running.participant_id)
            self._draw_blank()

    def read_again(self) -> None:
        """Read what is still blank once more, if it is shown: something was saved."""
        if self._blanks:
            self.show_blank()

    def keep(self) -> bool:
        """Keep the agenda as it stands. Return whether it is kept."""
        return self._keeper.keep_now()

    def line_words(self) -> str:
        """Return what the folded line says."""
        said = [point for point in self._points if point.words]
        done = sum(1 for point in said if point.done)
        if self._beside and not self._low():
            return self._short_words()
        if self._low():  # one line, whatever happens
            return f"Still blank: {len(self._blanks)}" if self._blanks else f"Agenda: {done} of {len(said)}"
        if self._desk.look.large and self._blanks:
            return f"Agenda: {done} of {len(said)}. Still blank: {len(self._blanks)}"
        return f"Agenda: {done} of {len(said)} talked about" if said else "Agenda: nothing on it yet"

    def width_beside(self) -> int:
        """Return the width in pixels that the line asks for beside the tabs."""
        low = self._low()
        return self.head.width_saying(self.line_words() if low else self._short_words(), low=low)

    @property
    def in_one_line(self) -> bool:
        """Whether so little room is left below the tabs that the clock is shown with the open agenda only."""
        return self._low()

    def _short_words(self) -> str:
        said = [point for point in self._points if point.words]
        return f"Agenda: {sum(1 for point in said if point.done)} of {len(said)}" if said else "Agenda: nothing yet"

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the list no more than its share of the window."""
        super().resizeEvent(event)
        self._fit()

    # Drawing

    def _refit(self) -> None:
        """Lay it out anew when the text became large, or is not any more."""
        if self._large != self._desk.look.large:
            self._large = self._desk.look.large
            self.head.turn(large=self._large)
            self._draw()
        self._fit()

    def _turn(self) -> None:
        self._open = not self._open
        self._changing = False
        self._draw()

    def _show_strip(self) -> None:
        """Show the strip below the tabs while there is something in it."""
        blank = bool(self._blanks) and not self._desk.look.large
        wanted = not self._beside or self._open or blank or not self._told.isHidden()
        reveal(self, self._running is not None and wanted)

    def _draw(self) -> None:
        """Draw the list afresh, with the focus where it was."""
        keep_place(self)
        running = self._running
        if running is None:
            return
        empty_out(self._list)
        self._blank_in_list = []
        reveal(self._scroll, self._open)
        if self._open:
            own = next((point for point in self._points if point.key == OWN), Point(OWN, ""))
            self._own = OwnRow(self._desk.look, own_question(running.call_name), own)
            self._own.edited.connect(self._own_edited)
            self._list.addWidget(self._own)
            others = [point for point in self._points if point.key != OWN]
            for number, point in enumerate(others):
                self._list.addWidget(self._row(point, first=number == 0, last=number == len(others) - 1))
            self._list.addLayout(self._adder(change=bool(others)))
        self._draw_blank()

    def _row(self, point: Point, *, first: bool, last: bool) -> AgendaRow:
        made = AgendaRow(self._desk.look, point, first=first, last=last, changing=self._changing)
        made.ticked.connect(lambda done: self._put(point, replace(point, done=done)))
        made.moved.connect(partial(self._move, point))
        made.removed.connect(partial(self._put, point, None))
        made.place_wanted.connect(partial(self.place_wanted.emit, point.tab, point.section))
        return made

    def _adder(self, *, change: bool) -> QBoxLayout:
        look = self._desk.look
        words = Line(look, name="Add something to talk about")
        words.set_value(self._adding)
        add = second_button(look, "Add")
        add.setAccessibleName("Add this to the agenda")

        def typed() -> None:
            self._adding = words.value()
            self._changed(draw=False)

        def added() -> None:
            if words.value().strip():
                self._points.append(Point(ADDED, words.value().strip()))
                self._adding = ""
                self._changed(draw=True)

        words.edited.connect(typed)
        add.clicked.connect(added)
        words.returnPressed.connect(added)
        made = row(look, gap=12, margins=(0, 4, 0, 4))
        if not look.large:
            made.addWidget(Label(look, "Add something", "small_strong", wrap=False))
        made.addWidget(words, 1)
        made.addWidget(add)
        if not change:
            return made
        changer = quiet_button(look, "Done" if self._changing else "Change the agenda")
        changer.setAccessibleName("Change the agenda")
        changer.setToolTip("Move points, or take one out. Alt with the up or down arrow moves a point, too.")
        changer.clicked.connect(self._turn_changing)
        if look.large:
            return column(look, made, row(look, changer, STRETCH), gap=0)
        made.addWidget(changer)
        return made

    def _turn_changing(self) -> None:
        self._changing = not self._changing
        self._draw()

    def _draw_blank(self) -> None:
        """Show what is still blank below the agenda; with large text inside its list, which opens."""
        look = self._desk.look
        empty_out(self._blank_box)
        box = self._list if look.large else self._blank_box
        while look.large and self._blank_in_list:
            gone = self._blank_in_list.pop()
            gone.setParent(None)
            gone.deleteLater()
        reveal(self._blank, bool(self._blanks) and not look.large)
        self._say()
        self._show_strip()
        QTimer.singleShot(0, self, self._fit)  # what is new in the list is not shown yet and has no height
        if not self._blanks or (look.large and not self._open):
            self._fit()
            return
        shown = self._blanks if self._all_blank else self._blanks[:MOST_BLANK]
        things: list[QWidget] = [Label(look, "Still blank", "small_strong", wrap=False)]
        for blank in shown:
            button = quiet_button(look, blank.words)
            button.setAccessibleName(f"Still blank: {blank.words}")
            button.clicked.connect(partial(self.place_wanted.emit, blank.tab, blank.section))
            things.append(button)
        rest = len(self._blanks) - len(shown)
        if rest:
            more = quiet_button(look, f"and {rest} more", "chevron-down")
            more.clicked.connect(self._show_all_blank)
            things.append(more)
        made = holder(flow(look, *things, gap=16))
        box.addWidget(made)
        if look.large:
            self._blank_in_list.append(made)
        self._fit()

    def _show_all_blank(self) -> None:
        self._all_blank = True
        self._draw_blank()

    def _say(self) -> None:
        self.head.say(self.line_words(), opened=self._open, low=self._low(), beside=self._beside)

    def _fit(self) -> None:
        """Give the list its whole height, but no more than its share; in a low window all there is below the tabs."""
        look = self._desk.look
        low = self._low()
        covers = self._running is not None and self._open and self._lower_than(_BOTH)
        if low != self._was_low:
            self._was_low = low
            self._say()
        reveal(self._clock_line, look.large and (self._open or not low))
        if covers != self._covers:
            self._covers = covers
            self.covered.emit(covers)
        if not self._open:
            return
        width = max(1, self._scroll.viewport().width())
        wanted = self._list.heightForWidth(width) if self._list.hasHeightForWidth() else self._list.sizeHint().height()
        most = max(look.px(_LEAST), int(self.window().height() * _SHARE))
        least = look.px(_LEAST) if covers else min(wanted, most)
        largest = NO_LIMIT if covers else least
        if (self._scroll.minimumHeight(), self._scroll.maximumHeight()) != (least, largest):
            self._scroll.setMinimumHeight(least)
            self._scroll.setMaximumHeight(largest)

    def _low(self) -> bool:
        """Say whether there is room for one line only beside the page."""
        return self._lower_than(_LOW)

    def _lower_than(self, height: int) -> bool:
        """Say whether the text is large and the window lower than this, in pixels at 100 % text."""
        return self._desk.look.large and self.window().height() < self._desk.look.px(height)

    # Changing the agenda

    def _own_edited(self) -> None:
        """Take what the participant wants to talk about: it stands first."""
        others = [point for point in self._points if point.key != OWN]
        self._points = [Point(OWN, self._own.words(), self._own.done()), *others]
        self._changed(draw=False)
        self._fit()

    def _put(self, point: Point, instead: Point | None) -> None:
        at = self._points.index(point)
        self._points[at : at + 1] = [instead] if instead is not None else []
        self._changed(draw=True)

    def _move(self, point: Point, by: int) -> None:
        at = self._points.index(point)
        self._points.insert(at + by, self._points.pop(at))
        self._changed(draw=True)

    def _changed(self, *, draw: bool) -> None:
        if self._running is not None:
            self._running = replace(self._running, agenda=self._agenda())
        self._keeper.touch()
        if draw:
            self._draw()
        else:
            self._say()

    def _agenda(self) -> tuple[Point, ...]:
        """Return the agenda as it is kept: its points, and what is being typed to add."""
        typing = (Point(TYPING, self._adding),) if self._adding.strip() else ()
        return (*self._points, *typing)

    def _say_unkept(self, sentence: str) -> None:
        """Say in place that the agenda could not be kept, and what to do; nothing takes that away again."""
        empty_out(self._unkept)
        reveal(self._told, bool(sentence))
        if sentence:
            self._unkept.addWidget(unkept_notice(self._desk.look, "The agenda is not saved yet.", sentence))
        self._show_strip()

    def _words(self) -> Words | None:
        running, points = self._running, self._agenda()
        if running is None:
            return None
        return lambda vault: meeting.keep_agenda(vault, running.contact_id, points)
