"""The notice that somebody may be known already: it comes while a name, a birth date or a number is typed.

notice = DuplicateNotice(desk)
notice.look_for(facts)  # as often as something is typed; it looks when the typing rests
notice.compare_wanted.connect(show_both)
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from workwell_desktop.casework.duplicates import Facts, Likely, candidates, say_not_the_same, typed_facts
from workwell_desktop.errors import WorkwellError
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.parts.buttons import Button, second_button
from workwell_desktop.ui.parts.columns import Page
from workwell_desktop.ui.parts.fields import Field
from workwell_desktop.ui.parts.labels import IconText, Label
from workwell_desktop.ui.parts.layouts import STRETCH, column, empty_out, holder, reveal, row
from workwell_desktop.ui.parts.notice import Notice
from workwell_desktop.ui.style.theme import Look

LOOK_AFTER_MS = 250  # after the last letter; one look takes a few milliseconds
MOST_AT_ONCE = 2  # two can be weighed; the others are counted, and come when these are settled
POINT = "Is this someone you already know?"
AGAIN = "This is the same person: refer them again"
SEE_ABOVE = "This may be someone you already know. See the top of this page."
IN_COMPANY = ("This may be someone you already know.", "Look when you are alone.")
LOOKED_AT = frozenset(
    ["first_name", "last_name", "known_as", "birth_date", "postcode", "mobile", "phone", "nhs_number", "nino"]
)
"""The fields of an intake that say who somebody is."""


def alone() -> bool:
    """Say that nobody else looks at the screen."""
    return False


class DuplicateNotice(QWidget):
    """Names likely people with the reason for each; with the participant beside the coach it names nobody.

    ``compare_wanted`` and ``again_wanted`` carry the other participant's id. ``settled`` says that a pair was said to
    be two people, and its notice is gone with the focus it had; ``told`` that what is said changed.
    """

    compare_wanted = Signal(int)
    again_wanted = Signal(int)
    settled = Signal()
    told = Signal()

    def __init__(self, desk: Desk, in_company: Callable[[], bool] = alone, *, refers: bool = False) -> None:
        """Show nothing yet. ``in_company`` says whether somebody else sees the screen.

        ``refers`` says that a referral is typed, so that who is known can be referred again.
        """
        super().__init__()
        self._refers = refers
        self._desk, self._in_company = desk, in_company
        self._facts, self._person = Facts(), 0
        self._typed: Callable[[], Mapping[str, Any]] = dict
        self._whose: Callable[[], int] = int
        self._not_these: set[int] = set()
        self.likely: tuple[Likely, ...] = ()
        self._shown: object = None
        self._box = column(desk.look, gap=8)
        self.setLayout(self._box)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(LOOK_AFTER_MS)
        self._rest.timeout.connect(self.look_now)
        reveal(self, False)

    def follow(self, typed: Callable[[], Mapping[str, Any]], person: Callable[[], int]) -> None:
        """Look at a form: ``typed`` gives what stands in it, by the names of an intake, and ``person`` whose it is."""
        self._typed, self._whose = typed, person

    def watch(self, fields: Mapping[str, Field]) -> None:
        """Look whenever one of these fields that says who somebody is was edited."""
        for name in fields.keys() & LOOKED_AT:
            fields[name].edited.connect(self.look)

    def look(self) -> None:
        """Look for people like the one in the form when the typing rests."""
        self.look_for(self.facts(), self._whose())

    def look_again(self) -> None:
        """Look once more though nothing was typed: two records may have been compared, or made one, meanwhile."""
        self._facts = Facts()
        self.look()

    def facts(self) -> Facts:
        """Return what is typed so far about who this is."""
        return typed_facts(self._typed(), self._desk.clock.today())

    def look_for(self, facts: Facts, participant_id: int = 0) -> None:
        """Look for people like this when the typing rests. ``participant_id`` is who the facts are about, if kept."""
        if participant_id != self._person:
            self._not_these = set()
        elif facts == self._facts:
            return
        self._facts, self._person = facts, participant_id
        self._rest.start()

    def look_now(self) -> None:
        """Look at once, and show what is found."""
        self._rest.stop()
        try:
            found = candidates(self._desk.vault, self._facts, self._person)
        except WorkwellError:  # what cannot be read is said where it is saved
            found = ()
        self.likely = tuple(one for one in found if one.participant_id not in self._not_these)
        self.show_again()

    def show_again(self) -> None:
        """Show what was found anew: somebody may have sat down beside the coach, or left."""
        in_company = self._in_company()
        people = (self._desk.look.large, *((one.participant_id, one.who, one.reasons) for one in self.likely))
        shown: object = bool(self.likely) if in_company else people
        if shown == self._shown and type(shown) is type(self._shown):
            return
        self._shown = shown
        empty_out(self._box)
        look = self._desk.look
        if in_company and self.likely:
            self._box.addWidget(Notice(look, "warn", *IN_COMPANY, announce_it=True))
        elif self.likely:
            most = 1 if look.large else MOST_AT_ONCE
            for number, one in enumerate(self.likely[:most]):
                self._box.addWidget(self._notice(one, first=number == 0))
                if self._refers:
                    self._box.addLayout(row(look, self._again(one), STRETCH, margins=(20, 0, 0, 4)))
            more = len(self.likely) - most
            if more > 0:
                who = "One more person looks" if more == 1 else f"{more} more people look"
                self._box.addWidget(Label(look, f"{who} alike too. Settle these first.", "small", ink="ink2"))
        reveal(self, bool(self.likely))
        self.told.emit()

    def set_edges(self, margins: int | tuple[int, int, int, int]) -> None:
        """Keep this much room around the notices, in pixels at 100 % text."""
        self._box.set_spaces(8, margins)

    def forget(self) -> None:
        """Look for nobody any more."""
        self._rest.stop()
        self._facts, self._person, self._not_these, self.likely = Facts(), 0, set(), ()
        self.show_again()

    def kept_as(self, participant_id: int) -> None:
        """Keep what was said about somebody new, now that they have a record. What cannot be kept is asked again."""
        if self._person == 0:
            with suppress(WorkwellError):
                for other in sorted(self._not_these):
                    say_not_the_same(self._desk.vault, participant_id, other)
            self._person, self._not_these = participant_id, set()

    def _notice(self, one: Likely, *, first: bool) -> Notice:
        deeds = (
            ("Compare", lambda: self.compare_wanted.emit(one.participant_id)),
            ("Not the same person", lambda: self._settle(one.participant_id)),
        )
        point, rest = (POINT, f"{one.who}. {one.why}") if first else (f"{one.who}.", one.why)
        notice = Notice(self._desk.look, "warn", point, rest, deeds=deeds, announce_it=first)
        for button in notice.buttons:
            button.setAccessibleDescription(one.name)
        return notice

    def _again(self, one: Likely) -> Button:
        button = second_button(self._desk.look, AGAIN)
        button.setAccessibleDescription(one.name)
        button.clicked.connect(lambda: self.again_wanted.emit(one.participant_id))
        return button

    def _settle(self, other: int) -> None:
        """Keep that these are two people; somebody new has no record yet, so it is kept with theirs."""
        if self._person:
            try:
                say_not_the_same(self._desk.vault, self._person, other)
            except WorkwellError as problem:
                self._desk.doors.tell(self, problem.sentence, problem.next_step)
                return
        self._not_these.add(other)
        self.likely = tuple(one for one in self.likely if one.participant_id != other)
        self.show_again()
        self.settled.emit()


class NoticeAbove(QWidget):
    """Pages with the notice above them; with large text it stands in the page, and one line above says that it does."""

    def __init__(self, look: Look, notice: DuplicateNotice, pages: QStackedWidget) -> None:
        """Hold both."""
        super().__init__()
        self._look, self._notice, self._pages = look, notice, pages
        self._followed: list[Page] = []
        self._pointer = holder(
            column(look, IconText(look, "triangle-alert", SEE_ABOVE, ink="warn"), margins=(32, 8, 32, 8))
        )
        self._box = column(look, self._pointer, gap=0)
        self._box.addWidget(pages, 1)
        self.setLayout(self._box)
        pages.currentChanged.connect(self._place)
        look.changed.connect(self._place)
        notice.told.connect(self._point)
        self._place()

    def _point(self) -> None:
        """Say that there is a notice while it is scrolled out of sight, as when somebody types further down."""
        page = self._pages.currentWidget()
        inside = isinstance(page, Page) and page.isAncestorOf(self._notice)
        away = isinstance(page, Page) and page.verticalScrollBar().value() > self._notice.height() // 2
        reveal(self._pointer, inside and away and bool(self._notice.likely))

    def _place(self) -> None:
        page = self._pages.currentWidget()
        if self._look.large and isinstance(page, Page):
            self._notice.set_edges(0)
            page.content.insertWidget(0, self._notice)
            if page not in self._followed:
                self._followed.append(page)
                page.verticalScrollBar().valueChanged.connect(self._point)
        else:
            self._notice.set_edges((32, 20, 32, 0))
            self._box.insertWidget(0, self._notice)
        self._notice.show_again()
        self._point()
