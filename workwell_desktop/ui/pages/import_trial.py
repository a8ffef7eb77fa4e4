"""The step that shows what would happen: who is new, who is likely known, and which rows cannot be read, with why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial
from typing import TypeVar, cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from workwell_desktop.casework import dates
from workwell_desktop.casework.spreadsheet.checking import GoodRow, LikelyRow, RejectedRow, Trial
from workwell_desktop.casework.spreadsheet.writing import Choice
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.parts.buttons import quiet_button, second_button
from workwell_desktop.ui.parts.combo import Combo
from workwell_desktop.ui.parts.labels import Label
from workwell_desktop.ui.parts.layouts import STRETCH, Column, Thing, column, empty_out, holder, row
from workwell_desktop.ui.parts.notice import Notice
from workwell_desktop.ui.parts.rows import Col, RowList, Words

_PAGE = 20
_MOST_REASONS = 4
Row = TypeVar("Row")
_CHOICES: tuple[tuple[str, str], ...] = (
    ("leave", "Leave this row out"),
    ("notes", "Add the notes to the person we know"),
    ("new", "Take as somebody new"),
)


class TrialPart(QWidget):
    """Shows a :class:`Trial` and takes what becomes of each likely known person.

    ``save_wanted`` asks for the file of rejected rows; ``choices_changed`` says that another number comes in.
    """

    save_wanted = Signal()
    choices_changed = Signal()

    def __init__(self, desk: Desk, trial: Trial, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self.trial = desk, trial
        self._choices: dict[int, Choice] = {one.row.number: "leave" for one in trial.duplicates}
        look = desk.look
        whole = column(look, gap=24)
        top = column(
            look, Label(look, "What would happen", "page"), Label(look, self._summary(), "lead", ink="ink2"), gap=4
        )
        whole.addLayout(top)
        if trial.brought_in_on is not None:
            day = dates.short(trial.brought_in_on, desk.clock.today())
            point = f"This very file was brought in on {day}."
            whole.addWidget(
                Notice(look, "warn", point, "Most rows will be likely known. Take the earlier one back first?")
            )
        if trial.duplicates:
            whole.addWidget(self._section("Likely known", trial.duplicates, self._duplicates))
        if trial.rejected and len(trial.rejected) == trial.rows - trial.empty:
            rest = "Look at the reasons. When most rows have the same one, a column went to the wrong place."
            whole.addWidget(Notice(look, "warn", "No row can be brought in like this.", rest))
        if trial.rejected:
            save = second_button(look, "Save these rows as a file")
            save.clicked.connect(self.save_wanted)
            whole.addWidget(
                self._section("Cannot be brought in", trial.rejected, self._rejected, save, said=self._why())
            )
        if trial.new:
            whole.addWidget(self._section("New", trial.new, self._new))
        self.setLayout(whole)

    def choices(self) -> dict[int, Choice]:
        """Return what becomes of each likely known person, by the number of the row."""
        return dict(self._choices)

    def deed_words(self) -> str:
        """Return the words of the main button: how many come in. Empty where nobody would."""
        new = len(self.trial.new) + sum(1 for choice in self._choices.values() if choice == "new")
        notes = sum(1 for choice in self._choices.values() if choice == "notes")
        if new:
            return f"Bring in {'1 person' if new == 1 else f'{new:,} people'}"
        return f"Add notes to {'1 person' if notes == 1 else f'{notes:,} people'}" if notes else ""

    def _summary(self) -> str:
        trial = self.trial
        parts = [f"{len(trial.new):,} new", f"{len(trial.duplicates):,} likely known"]
        parts += [f"{len(trial.rejected):,} cannot be brought in"]
        parts += [f"{trial.empty:,} empty"] if trial.empty else []
        return f"{trial.rows:,} rows: {', '.join(parts)}."

    def _section(
        self,
        title: str,
        rows: Sequence[Row],
        fill: Callable[[Sequence[Row]], RowList],
        *deeds: QWidget,
        said: Column | None = None,
    ) -> QWidget:
        """Return a heading, what is ``said`` of all, and the rows, twenty at a time."""
        look = self._desk.look
        body: Column = column(look, gap=8)
        where = Label(look, "", "small", ink="ink2", wrap=False)
        before, after = quiet_button(look, "Earlier rows"), quiet_button(look, "Later rows")
        before.setAccessibleName(f"Earlier rows: {title}")
        after.setAccessibleName(f"Later rows: {title}")

        def show(start: int) -> None:
            empty_out(body)
            page = rows[start : start + _PAGE]
            body.addWidget(fill(page))
            where.set_text(f"{start + 1:,} to {start + len(page):,} of {len(rows):,}")
            before.setVisible(start > 0)
            after.setVisible(start + _PAGE < len(rows))
            place[0] = start

        place = [0]
        before.clicked.connect(lambda: show(max(0, place[0] - _PAGE)))
        after.clicked.connect(lambda: show(place[0] + _PAGE))
        head = Label(look, f"{title} ({len(rows):,})", "section")
        below: list[Thing] = [said] if said is not None else []
        below += [row(look, *deeds, STRETCH)] if deeds else []
        whole = column(look, head, *below, body, gap=8)
        if len(rows) > _PAGE:
            whole.addLayout(row(look, where, before, after, STRETCH))
        else:
            for unused in (where, before, after):
                unused.setParent(self)
                unused.hide()
        made = holder(whole)
        show(0)
        return made

    def _new(self, page: Sequence[GoodRow]) -> RowList:
        rows = RowList(self._desk.look, "New", [Col(""), Col("Name", 2), Col("What comes with it", 3)])
        for one in page:
            rows.add(str(one.number), f"Row {one.number}", Words(one.name), _with(one))
        return rows

    def _rejected(self, page: Sequence[RejectedRow]) -> RowList:
        rows = RowList(self._desk.look, "Cannot be brought in", [Col(""), Col("Name", 2), Col("Why", 3)])
        for one in page:
            rows.add(str(one.number), f"Row {one.number}", Words(one.name or "No name"), one.reason)
        return rows

    def _why(self) -> Column:
        """Return the reasons with how many rows have each, the most frequent first; of many only the first few."""
        counted = Counter(reason for row in self.trial.rejected for reason in row.reasons).most_common()
        lines = [f"{count:,} {'row' if count == 1 else 'rows'}: {reason}" for reason, count in counted[:_MOST_REASONS]]
        lines += [f"And {len(counted) - _MOST_REASONS:,} other reasons."] if len(counted) > _MOST_REASONS else []
        return column(self._desk.look, *(Label(self._desk.look, one, ink="ink2") for one in lines), gap=2)

    def _duplicates(self, page: Sequence[LikelyRow]) -> RowList:
        look = self._desk.look
        rows = RowList(look, "Likely known", [Col("Name", 2), Col("Who it may be, and what to do", 3)])
        for one in page:
            options = [choice for choice in _CHOICES if choice[0] != "notes" or one.row.read.notes]
            combo = Combo(look, options, name=f"What to do with row {one.row.number}", empty="")
            combo.set_value(self._choices[one.row.number])
            combo.edited.connect(partial(self._choose, one.row.number, combo))
            combo.setMinimumWidth(look.px(160))
            combo.setMaximumWidth(look.width("name"))
            why = f"Row {one.like.row}: {one.like.reason}" if one.like.row else f"Has {one.like.reason}"
            like = column(look, Label(look, f"Looks like {one.like.name}", "medium"), Label(look, why, "hint"), gap=2)
            what = holder(column(look, like, combo, gap=8, margins=(0, 10, 0, 10)))
            rows.add(str(one.row.number), Words(one.row.name, f"Row {one.row.number}. {_with(one.row)}"), what)
        return rows

    def _choose(self, number: int, combo: Combo) -> None:
        self._choices[number] = cast("Choice", combo.value())
        self.choices_changed.emit()


def _with(one: GoodRow) -> str:
    """Say in a few words what comes with a row."""
    born, notes = one.checked.dates["birth_date"], len(one.read.notes)
    parts = [f"born {dates.plain(born)}" if born else "no birth date"]
    parts += ["fit note"] if one.read.note_to or one.read.note_from else []
    parts += ["1 note" if notes == 1 else f"{notes} notes"] if notes else []
    parts += ["closed"] if one.read.closed else []
    said = ", ".join(parts)
    return said[:1].upper() + said[1:]
