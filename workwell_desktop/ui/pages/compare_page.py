"""Two records side by side: the same person or not, field by field, and one record made of both."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSizePolicy, QWidget

from workwell_desktop.casework.comparing import FIRST, SECOND, Comparison, FieldPair, Side, compare_people
from workwell_desktop.casework.drafts import NOBODY_YET
from workwell_desktop.casework.duplicates import Facts, say_not_the_same
from workwell_desktop.casework.merging import merge
from workwell_desktop.casework.tabs import INTAKE
from workwell_desktop.errors import WorkwellError
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.pages.page import WorkPage
from workwell_desktop.ui.parts.bottom_bar import BottomBar
from workwell_desktop.ui.parts.buttons import main_button, second_button
from workwell_desktop.ui.parts.choices import Segments
from workwell_desktop.ui.parts.columns import Page
from workwell_desktop.ui.parts.labels import IconText, Label
from workwell_desktop.ui.parts.layouts import column, holder, line, row
from workwell_desktop.ui.parts.together import Together

UNKNOWN = "Not known"
_LONGEST = 240  # letters of a value; who wants more opens the record
_NAMES = ("first_name", "last_name", "known_as")
_LABEL = 208  # pixels at 100 % text: the words before each pair


class ComparePage(WorkPage):
    """Shows two records; each value that differs is chosen, and one press makes one record of both.

    With somebody who is not kept yet there is nothing to merge: the page shows both, and leads to the known one.
    """

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._first = self._second = NOBODY_YET
        self._typed: Facts | None = None
        self._seen: Comparison | None = None
        self._chosen: dict[str, Segments] = {}
        self._kept: Segments | None = None
        self._spell: Segments | None = None
        self._moves, self._called = Label(desk.look, ""), Label(desk.look, "")
        self._page: Page | None = None
        self._bar = BottomBar(desk.look)
        self._box = column(desk.look, gap=0)
        whole = column(desk.look, self._box, self._bar, gap=0)
        whole.setStretch(0, 1)
        self.setLayout(whole)

    def set_pair(self, first: int, second: int, typed: Facts | None = None) -> None:
        """Say which two to show next. ``first`` is 0 for somebody who is being typed, with what was typed so far."""
        self._first, self._second = first, second
        self._typed = (typed or Facts()) if first == NOBODY_YET else None

    def show_now(self) -> None:
        """Read and show both records."""
        self._seen = compare_people(self._desk.vault, self._first, self._second, self._typed)
        self._draw(self._seen)

    def _draw(self, seen: Comparison) -> None:
        look = self._desk.look
        if self._page is not None:
            self._page.setParent(None)
            self._page.deleteLater()
        self._chosen = {}
        self._kept = self._spell = None
        page = Page(look, gap=12, name="Compare two records")
        page.add(Label(look, "Is this one person?", "page"))
        if seen.why:
            page.add(IconText(look, "info", f"{seen.why} Look at both, then decide.", ink="ink2"))
        page.add(self._beside("", self._head(seen.first), self._head(seen.second)), gap=24)
        page.add(line(look, "head_line"))
        for pair in seen.fields:
            if not pair.same:
                page.add(self._pair(pair))
        same = [pair for pair in seen.fields if pair.same]
        if same:
            page.add(Label(look, "The same in both", "section"), gap=32)
            for pair in same:
                page.add(self._beside(pair.label, Label(look, _short(pair.first))))
        if self._typed is None:
            self._add_choices(page, seen)
        self._page = page
        self._box.addWidget(page)
        self._draw_bar(seen)

    def _head(self, side: Side) -> QWidget:
        look = self._desk.look
        words = column(look, Label(look, side.name, "section"), Label(look, side.since, "small", ink="ink2"), gap=4)
        for fact in (side.last, side.made, _listed(side)):
            if fact:
                words.addWidget(Label(look, fact, "small", ink="ink2"))
        return holder(words)

    def _pair(self, pair: FieldPair) -> QWidget:
        """Show one field of both: to choose from, or to see only where there is nothing to merge."""
        look = self._desk.look
        if self._typed is not None:
            return self._beside(pair.label, Label(look, _short(pair.first)), Label(look, _short(pair.second)))
        choice = Segments(look, [(FIRST, _short(pair.first)), (SECOND, _short(pair.second))], name=pair.label)
        choice.set_value(pair.offered)
        choice.edited.connect(self._say_name)
        self._chosen[pair.name] = choice
        return self._beside(pair.label, choice)

    def _beside(self, label: str, *things: QWidget) -> QWidget:
        """Put the words of a row before its things, or above them when the text is large."""
        look = self._desk.look
        words = Label(look, label, "medium")
        pair = row(look, gap=16)
        for thing in things:
            if not isinstance(thing, Segments):
                thing.setSizePolicy(QSizePolicy.Policy.Expanding, thing.sizePolicy().verticalPolicy())
            pair.addWidget(thing, 1, Qt.AlignmentFlag.AlignTop)
        if look.large:
            return holder(column(look, *([words] if label else []), pair, gap=4))
        words.setFixedWidth(look.px(_LABEL))
        whole = row(look, words, gap=24)
        if not isinstance(things[0], Segments):
            whole.setAlignment(words, Qt.AlignmentFlag.AlignTop)
        whole.addLayout(pair, 1)
        return holder(whole)

    def _add_choices(self, page: Page, seen: Comparison) -> None:
        """Ask whose record is kept, and whose support where both have one; say what moves, and the name it makes."""
        look = self._desk.look
        page.add(Label(look, "What becomes of the two records", "section"), gap=32)
        names = _names(seen)
        self._kept = Segments(look, names, name="Keep whose record?")
        self._kept.set_value(seen.kept)
        self._kept.edited.connect(self._say_moves)
        page.add(self._beside("Keep whose record?", self._kept))
        if seen.two_spells:
            spells = [
                (code, f"{name}: {side.since[0].lower()}{side.since[1:]}")
                for (code, name), side in zip(names, (seen.first, seen.second), strict=True)
            ]
            self._spell = Segments(look, spells, name="Keep whose support?")
            self._spell.set_value(seen.kept)
            page.add(self._beside("Keep whose support?", self._spell))
        self._moves = Label(look, "", ink="ink2")
        page.add(self._beside("What moves", self._moves))
        self._called = Label(look, "")
        page.add(self._beside("The record will be called", self._called))
        self._say_moves()
        self._say_name()

    def _say_moves(self) -> None:
        if self._kept is None or self._seen is None:
            return
        other = self._seen.first if self._kept.value() == SECOND else self._seen.second
        what = ", ".join(other.behind)
        support = " The support that is not kept is closed today." if self._spell is not None else ""
        self._moves.set_text(f"{what} of {other.name}. Nothing is deleted.{support}")

    def _say_name(self) -> None:
        """Say the name that the choices make: names chosen apart can make one that neither record has."""
        if self._seen is None or self._kept is None:
            return
        parts = {pair.name: self._taken(pair) for pair in self._seen.fields if pair.name in _NAMES}
        called = parts.get("known_as") or parts.get("first_name", "")
        name = " ".join(part for part in (called, parts.get("last_name", "")) if part)
        new = name not in {self._seen.first.name, self._seen.second.name}
        self._called.set_text(f"{name}. Neither record has this name now: look at the names above." if new else name)
        self._called.set_ink("warn" if new else "ink")

    def _taken(self, pair: FieldPair) -> str:
        choice = self._chosen.get(pair.name)
        return pair.second if choice is not None and choice.value() == SECOND else pair.first

    def _draw_bar(self, seen: Comparison) -> None:
        look = self._desk.look
        back = second_button(look, "Back")
        back.clicked.connect(self._back)
        if self._typed is not None:
            self._bar.set_kept("What you typed is kept.")
            main = main_button(look, f"Open the record of {seen.second.name}")
            main.clicked.connect(lambda: self.opened.emit(self._second, INTAKE, ""))
            self._bar.set_buttons(back, main)
            return
        self._bar.set_kept("Nothing is changed yet. One record of both can be taken apart again.", "info")
        apart = second_button(look, "Not the same person")
        apart.clicked.connect(self._not_the_same)
        main = main_button(look, "Make one record of both")
        main.clicked.connect(self._merge)
        self._bar.set_buttons(back, apart, main)

    def begin(self) -> None:
        """Give the focus to the first choice."""
        first: Together | None = next(iter(self._chosen.values()), None)
        if first is None:
            super().begin()
        else:
            first.first_focus().setFocus()

    def _back(self) -> None:
        """Go back to the record, or to the referral that is being typed."""
        if self._first == NOBODY_YET:
            self.page_wanted.emit("referral")
        else:
            self.opened.emit(self._first, INTAKE, "")

    def _not_the_same(self) -> None:
        try:
            say_not_the_same(self._desk.vault, self._first, self._second)
        except WorkwellError as problem:
            self._tell(problem)
            return
        self._back()

    def _merge(self) -> None:
        if self._kept is None:
            return
        chosen = {name: choice.value() for name, choice in self._chosen.items()}
        spell = self._spell.value() if self._spell is not None else ""
        try:
            kept = merge(self._desk.vault, self._first, self._second, chosen, self._kept.value(), spell)
        except WorkwellError as problem:
            self._tell(problem)
            return
        self.changed.emit()
        self.opened.emit(kept, INTAKE, "")

    def _tell(self, problem: WorkwellError) -> None:
        self._desk.doors.tell(self, problem.sentence, problem.next_step)


def _listed(side: Side) -> str:
    """Return how much there is of a record as one line."""
    return f"In this record: {', '.join(side.behind)}" if side.behind else ""


def _short(value: str) -> str:
    """Return a value as it fits beside the other one; of a very long one its beginning."""
    return f"{value[:_LONGEST].rstrip()} ..." if len(value) > _LONGEST else value or UNKNOWN


def _names(seen: Comparison) -> list[tuple[str, str]]:
    """Return both names as choices; two equal names are told apart by how it stands with them."""
    if seen.first.name != seen.second.name:
        return [(FIRST, seen.first.name), (SECOND, seen.second.name)]
    return [
        (code, f"{side.name}, on the {place}")
        for code, side, place in ((FIRST, seen.first, "left"), (SECOND, seen.second, "right"))
    ]
