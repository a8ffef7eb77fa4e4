"""Services that may be listed twice: the pairs with the reasons, two side by side, and what was joined before."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from workwell_desktop.casework.service_joining import JoinedRow, join, joined, part
from workwell_desktop.casework.service_twins import (
    Stopped,
    TwinRow,
    TwinsSeen,
    find_twins,
    not_twins,
    twins,
    twins_seen,
)
from workwell_desktop.casework.tabs import DIRECTORY
from workwell_desktop.errors import WorkwellError
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.pages.paged_rows import PagedRows
from workwell_desktop.ui.pages.service_twins_part import ServiceTwinsPart
from workwell_desktop.ui.pages.step_page import StepPage
from workwell_desktop.ui.parts import stops
from workwell_desktop.ui.parts.buttons import Button, main_button, second_button
from workwell_desktop.ui.parts.empty import Empty
from workwell_desktop.ui.parts.labels import Label
from workwell_desktop.ui.parts.layouts import STRETCH, Thing, holder, row
from workwell_desktop.ui.parts.notice import Notice
from workwell_desktop.ui.parts.rows import Col, RowList, Words

_LEAD = "Nothing is joined by itself. Look at both, then decide. Two that are joined can be taken apart again."
_NONE = "No service seems to be listed twice."
_STOPPED = "Stopped. What was found so far is shown."
_MOST_JOINED = 50


class ServiceTwinsPage(StepPage):
    """Lists pairs of services that may be one, shows two side by side, and keeps what the coach says of them."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, "Services listed twice", stopped=Stopped, said=_STOPPED, ends=True, parent=parent)
        self._person = 0
        self._pair: ServiceTwinsPart | None = None

    def aim(self, about: str) -> None:
        """Remember whose Service directory this was opened from: it is gone back to."""
        self._person = int(about or 0)

    def show_now(self) -> None:
        """Show the pairs, unless two are being looked at."""
        if self._pair is None:
            self._show_list()

    def begin(self) -> None:
        """Give the focus to where the step in sight begins."""
        if self._pair is not None:
            self._pair.begin()
        elif self._part is not None:
            stops.begin(self._part)

    def was_stopped(self) -> None:
        """Show what was found until somebody pressed *Stop*."""
        self._show_list()

    # -- the pairs ------------------------------------------------------------------------------------------

    def _show_list(self, notice: Notice | None = None) -> None:
        look, vault = self._desk.look, self._desk.vault
        self._pair = None
        total = twins(vault, 0, 1).total
        things: list[Thing] = [Label(look, "Services that may be listed twice", "page"), Label(look, _LEAD, "lead")]
        if notice is not None:
            things.append(notice)
        if total:
            things.append(PagedRows(look, "Services listed twice", total, self._fetch, self._rows))
        else:
            things.append(Empty(look, _NONE, "Look through the directory", self._look))
        before = joined(vault, 0, _MOST_JOINED)
        if before:
            things += [Label(look, "Joined before", "section"), self._joined(before)]
        back = second_button(look, "Back to the directory", "back")
        back.clicked.connect(lambda: self.opened.emit(self._person, DIRECTORY, ""))
        again = second_button(look, "Look again", "search")
        again.clicked.connect(self._look)
        self.put("", things, back, *([again] if total else []))
        number = f"{total:,} pair{'' if total == 1 else 's'} to look at." if total else ""
        self.bar.set_kept(number, "info")

    def _fetch(self, _owner: QWidget, offset: int, limit: int, take: Callable[[Sequence[TwinRow]], object]) -> None:
        take(twins(self._desk.vault, offset, limit).rows)

    def _rows(self, pairs: Sequence[TwinRow]) -> RowList:
        look = self._desk.look
        rows = RowList(look, "Services that may be listed twice", [Col("Listed twice?", 4), Col("Why", 4), Col("")])
        for one in pairs:
            names = Words(one.first, " · ".join(filter(None, (one.second, one.where))))
            compare = self._row_button("Compare", f"{one.first} and {one.second}", partial(self._open, one.id))
            rows.add(str(one.id), names, Label(look, one.reasons, "small", ink="ink2"), compare)
        return rows

    def _joined(self, before: Sequence[JoinedRow]) -> RowList:
        look = self._desk.look
        rows = RowList(look, "Joined before", [Col("Shown", 4), Col("Went into it", 4), Col("")])
        for one in before:
            rows.add(
                str(one.id), one.name, one.other, self._row_button("Take apart", one.name, partial(self._apart, one))
            )
        return rows

    def _row_button(self, word: str, about: str, deed: Callable[[], object]) -> QWidget:
        button = Button(self._desk.look, word, "compact")
        button.setAccessibleName(f"{word}: {about}")
        button.clicked.connect(lambda: deed())  # noqa: PLW0108 - clicked carries a flag that the deed does not take
        return holder(row(self._desk.look, button, STRETCH))

    def _look(self) -> None:
        """Look the whole directory through, beside the window."""
        vault, stopped = self._desk.vault, self._progress.stopped

        def job() -> int:
            return find_twins(vault, stopped=stopped, ends=True)

        self.run("Looking through the directory", job, self._looked, self._tell, stop=True)

    def _looked(self, _number: int) -> None:
        self._show_list()
        self.begin()

    def _apart(self, one: JoinedRow) -> None:
        if self._kept(partial(part, self._desk.vault, one.id)):
            self._show_list(self._said(f"{one.name} and {one.other} are two services again."))
            self.begin()

    # -- one pair -------------------------------------------------------------------------------------------

    def _open(self, twin_id: int) -> None:
        look = self._desk.look
        seen = twins_seen(self._desk.vault, twin_id)
        self._pair = ServiceTwinsPart(look, seen)
        back = second_button(look, "Back", "back")
        back.clicked.connect(self._back)
        apart = second_button(look, "Not a duplicate")
        apart.clicked.connect(lambda: self._not_one(seen))
        main = main_button(look, "Join them")
        main.clicked.connect(lambda: self._join(seen))
        self.put("", [self._pair], back, apart, main)
        self.bar.set_kept("Nothing is changed yet.", "info")
        self.begin()

    def _back(self) -> None:
        self._show_list()
        self.begin()

    def _not_one(self, seen: TwinsSeen) -> None:
        if self._kept(partial(not_twins, self._desk.vault, seen.id)):
            self._show_list(self._said("Remembered: these are two services. The pair is not shown again."))
            self.begin()

    def _join(self, seen: TwinsSeen) -> None:
        if self._pair is None:
            return
        keep, other, picks = self._pair.chosen()
        if self._kept(partial(join, self._desk.vault, keep, other, picks)):
            self.changed.emit()
            self._show_list(self._said(f"{seen.first.name} and {seen.second.name} are one service now."))
            self.begin()

    def _kept(self, deed: Callable[[], object]) -> bool:
        """Do it; where it cannot be done say why, and stay."""
        try:
            deed()
        except WorkwellError as problem:
            self._tell(problem)
            return False
        return True

    def _said(self, words: str) -> Notice:
        return Notice(self._desk.look, "good", words, announce_it=True)

    def _tell(self, problem: WorkwellError) -> None:
        self.bar.set_kept(f"{problem.sentence} {problem.next_step}".strip(), "octagon-alert")
