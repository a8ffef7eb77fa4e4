"""The catalogue of changes at work: found by words and by what is hard, and put into the plan with one press."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from workwell_desktop.casework import plan_catalogue
from workwell_desktop.casework.plan_catalogue import CatalogueRow
from workwell_desktop.errors import WorkwellError
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.parts.badge import Badge
from workwell_desktop.ui.parts.buttons import Button, does
from workwell_desktop.ui.parts.columns import Fold, Page
from workwell_desktop.ui.parts.combo import Combo
from workwell_desktop.ui.parts.fields import Field
from workwell_desktop.ui.parts.labels import IconText, Label
from workwell_desktop.ui.parts.layouts import STRETCH, column, empty_out, holder, line, row
from workwell_desktop.ui.parts.line import SearchLine
from workwell_desktop.ui.parts.notice import Notice

FIRST = 20  # rows shown at once; "Show more" brings the next
_MEASURE = 800
_WORDS = "Words, such as stool or later start"
_TITLE = "Changes that can help"


class CataloguePage(Page):
    """Shows the rows that fit. ``added`` says that one was put into the plan, ``told`` what the bar should say."""

    added = Signal()
    told = Signal(str)

    def __init__(self, desk: Desk, person: int, words: str = "", difficulty: str = "") -> None:
        """Show what fits ``words`` and ``difficulty`` (a code, or nothing for all)."""
        super().__init__(desk.look, gap=20, name=_TITLE)
        self._desk, self._person, self._shown = desk, person, FIRST
        look = desk.look
        self._taken = plan_catalogue.taken_keys(desk.vault, person)
        self._words = Field(look, "Find a change at work", SearchLine(look, _WORDS), hint=_WORDS, width="name")
        kinds = Combo(look, list(plan_catalogue.difficulties()), empty="Anything")
        self._kind = Field(look, "What is hard", kinds, width="name")
        self._words.set_value(words)
        self._kind.set_value(difficulty)
        for field in (self._words, self._kind):
            field.edited.connect(self._search)
        self._list = column(look, gap=0)
        whole = holder(self._list)
        whole.setMaximumWidth(look.px(_MEASURE))
        self.add(Label(look, _TITLE, "page"))
        self.add(Fold(look, self._words, self._kind, most=_MEASURE))
        self.add(whole)
        self.add(STRETCH)
        self._draw()

    def words(self) -> str:
        """Return the words that are looked for."""
        return str(self._words.value())

    def difficulty(self) -> str:
        """Return the code of what is hard, or nothing."""
        return str(self._kind.value())

    def take_focus(self) -> None:
        """Give the focus to the words."""
        self._words.take_focus()

    def _search(self) -> None:
        self._shown = FIRST
        self._draw()

    def _draw(self) -> None:
        look = self._look
        rows = plan_catalogue.search(self.words(), self.difficulty(), taken=self._taken)
        empty_out(self._list)
        number = "1 change" if len(rows) == 1 else f"{len(rows)} changes"
        self._list.addWidget(Label(look, f"{number} found." if rows else "Nothing found. Try another word.", "hint"))
        for one in rows[: self._shown]:
            self._list.addWidget(self._row(one))
            self._list.addWidget(line(look))
        if len(rows) > self._shown:
            more = does(Button(look, f"Show {len(rows) - self._shown} more"), self._more)
            self._list.addLayout(row(look, more, STRETCH))

    def _more(self) -> None:
        self._shown += 10 * FIRST
        self._draw()

    def _row(self, one: CatalogueRow) -> QWidget:
        look = self._look
        words = column(look, Label(look, one.helps, "medium"), gap=2)
        words.addWidget(Label(look, f"In a letter: {one.employer}", "hint"))
        words.addWidget(Label(look, " · ".join((one.difficulty, *one.facts)), "hint"))
        if one.source:
            words.addWidget(Label(look, f"Where the idea comes from: {one.source}", "hint"))
        if one.caution:
            words.addWidget(IconText(look, "triangle-alert", f"{one.caution}.", ink="warn", role="small_strong"))
        if one.taken:
            end: QWidget = Badge(look, "In the plan", "done")
        else:
            end = does(Button(look, "Add", "compact"), lambda: self._add(one))
            end.setAccessibleName(f"Add: {one.helps}")
        if look.large:
            return holder(column(look, words, row(look, end, STRETCH), gap=8, margins=(0, 10, 0, 10)))
        inside = row(look, gap=12, margins=(0, 10, 0, 10))
        inside.addLayout(words, 1)
        inside.addWidget(end, 0, Qt.AlignmentFlag.AlignTop)
        return holder(inside)

    def _add(self, one: CatalogueRow) -> None:
        try:
            plan_catalogue.add_from_catalogue(self._desk.vault, self._person, one.key)
        except WorkwellError as problem:
            self.say(Notice(self._look, "bad", problem.sentence, problem.next_step, announce_it=True))
            return
        self._taken |= {one.key}
        self._draw()
        self.told.emit(f"In the plan as an idea: {one.helps}.")
        self.added.emit()
