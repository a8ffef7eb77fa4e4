"""The page where people come in from a spreadsheet: choose a file, match its columns, try it out, bring it in.

Nothing is written before the last step, and what was brought in can be taken back.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from workwell_desktop.casework import dates
from workwell_desktop.casework.spreadsheet import columns, undoing
from workwell_desktop.casework.spreadsheet.checking import StoppedError, Trial, try_out
from workwell_desktop.casework.spreadsheet.columns import Taken
from workwell_desktop.casework.spreadsheet.rejected import save_rejected
from workwell_desktop.casework.spreadsheet.undoing import Import, Undone
from workwell_desktop.casework.spreadsheet.writing import Brought, bring_in
from workwell_desktop.errors import InputProblem, WorkwellError
from workwell_desktop.sheets.reading import Sheet, Source, open_source, read_sheet
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.file_view import LEAVES, LEAVES_WHY
from workwell_desktop.ui.pages.import_columns import ColumnsPart
from workwell_desktop.ui.pages.import_trial import TrialPart
from workwell_desktop.ui.pages.step_page import StepPage
from workwell_desktop.ui.parts import stops
from workwell_desktop.ui.parts.buttons import Button, main_button, quiet_button, second_button
from workwell_desktop.ui.parts.dialog import Deed
from workwell_desktop.ui.parts.empty import Empty
from workwell_desktop.ui.parts.labels import Label
from workwell_desktop.ui.parts.layouts import column, holder
from workwell_desktop.ui.parts.notice import Notice
from workwell_desktop.ui.parts.rows import Col, RowList

KINDS = (("Spreadsheets", "*.csv *.xlsx *.txt *.tsv"), ("All files", "*"))
_HOW = (
    "A list of people as CSV or XLSX, one person a row. First you see what WorkWell understands and what would happen. "
    "Nothing is written before you say so, and it can be taken back."
)
_STEPS = 3


class ImportPage(StepPage):
    """Brings people in from a spreadsheet in three steps, and takes them back."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(
            desk, "Bring people in", stopped=StoppedError, said="Stopped. Nothing was brought in.", parent=parent
        )
        self._source: Source | None = None
        self._sheet: Sheet | None = None
        self._taken: Taken | None = None

    def show_now(self) -> None:
        """Show the first step, unless a file is being looked at."""
        if self._part is None or self._sheet is None:
            self._show_start()

    def begin(self) -> None:
        """Give the focus to where the step in sight begins; at the first, to the button that chooses a file."""
        if self._sheet is None:
            self._choose_button.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            stops.begin(self._part if self._part is not None else self)

    # -- choosing a file ------------------------------------------------------------------------------------

    def _show_start(self, notice: Notice | None = None) -> None:
        self._source = self._sheet = self._taken = None
        look = self._desk.look
        top = column(
            look, Label(look, "Bring people in from a spreadsheet", "page"), Label(look, _HOW, ink="ink2"), gap=4
        )
        back = second_button(look, "Back to today")
        back.clicked.connect(self.left)
        self._choose_button = main_button(look, "Choose a file", "sheet")
        self._choose_button.clicked.connect(self._choose)
        self._put(1, [*([notice] if notice else []), holder(top), self._earlier()], back, self._choose_button)

    def _earlier(self) -> QWidget:
        """Return what was brought in before, each with a way to take it back."""
        look, today = self._desk.look, self._desk.clock.today()
        rows = RowList(look, "Brought in before", [Col("When", 1), Col("What came of it", 3), Col("")])
        rows.set_empty(Empty(look, "Nothing was brought in yet."))
        for one in undoing.imports(self._desk.vault):
            when = f"{dates.short(one.on, today)} at {one.at}"
            rows.add(str(one.id), when, _counts(one), self._take_back_button(one, when))
        return holder(column(look, Label(look, "Brought in before", "section"), rows, gap=8))

    def _take_back_button(self, one: Import, when: str) -> QWidget:
        look = self._desk.look
        if one.undone:
            return Label(look, "Taken back", "small", ink="ink2", wrap=False)
        button = quiet_button(look, "Take it back", "undo")
        button.setAccessibleName(f"Take it back: {when}")
        button.clicked.connect(lambda: self._ask_undo(one.id))
        return button

    def _choose(self) -> None:
        self._desk.doors.open_file(self, "Choose a spreadsheet", KINDS, self._open)

    def _open(self, path: Path) -> None:
        self.run("Reading the file", lambda: open_source(path), self._opened, self._refused)

    def _opened(self, source: Source) -> None:
        self._source = source
        self._read(source.sheets[0])

    def _read(self, name: str) -> None:
        source = self._source
        assert source is not None  # noqa: S101 - a sheet is chosen of a file that was read
        self.run("Reading the sheet", lambda: _guessed(read_sheet(source, name)), self._show_columns, self._refused)

    def _refused(self, problem: WorkwellError) -> None:
        self._show_start(Notice(self._desk.look, "warn", problem.sentence, problem.next_step, announce_it=True))

    # -- matching the columns -------------------------------------------------------------------------------

    def _show_columns(self, read: tuple[Sheet, Taken]) -> None:
        self._sheet, self._taken = read
        self._draw_columns()

    def _draw_columns(self, problem: InputProblem | None = None) -> None:
        source, sheet, taken = self._source, self._sheet, self._taken
        assert source is not None  # noqa: S101 - the columns are those of a file
        assert sheet is not None  # noqa: S101 - as above
        assert taken is not None  # noqa: S101 - as above
        look = self._desk.look
        part = ColumnsPart(self._desk, source.sheets, sheet, taken)
        part.changed.connect(self._mapped)
        part.sheet_wanted.connect(self._read)
        part.heads_wanted.connect(self._take_heads)
        other = second_button(look, "Choose another file")
        other.clicked.connect(lambda: self._show_start())  # noqa: PLW0108 - clicked carries a flag
        go_on = main_button(look, "See what would happen")
        go_on.clicked.connect(self._try)
        self._put(2, [part], other, go_on)
        if problem is not None:
            part.show_problem(problem)
        else:
            part.begin()

    def _take_heads(self, head: int) -> None:
        """Guess the columns afresh, with another first row."""
        if self._sheet is not None:
            self._taken = columns.guess(self._sheet, head)
            self._draw_columns()
            part = self._part.findChild(ColumnsPart) if self._part is not None else None
            if part is not None:
                part.focus_heads()

    def _mapped(self, taken: Taken) -> None:
        self._taken = taken

    # -- trying it out --------------------------------------------------------------------------------------

    def _try(self) -> None:
        vault, sheet, taken = self._desk.vault, self._sheet, self._taken
        assert sheet is not None  # noqa: S101 - its columns are in sight
        assert taken is not None  # noqa: S101 - as above
        progress = self._progress
        self.run(
            "Looking at the rows",
            lambda: try_out(vault, sheet, taken, told=progress.tell, stopped=progress.stopped),
            self._tried,
            self._not_tried,
            stop=True,
        )

    def _not_tried(self, problem: WorkwellError) -> None:
        if isinstance(problem, InputProblem):
            part = self._part
            found = part.findChild(ColumnsPart) if part is not None else None
            if found is not None:
                found.show_problem(problem)
        else:
            self._refused(problem)

    def _tried(self, trial: Trial) -> None:
        look = self._desk.look
        part = TrialPart(self._desk, trial)
        part.save_wanted.connect(lambda: self._save_rejected(trial))
        back = second_button(look, "Back to the columns")
        back.clicked.connect(lambda: self._draw_columns())  # noqa: PLW0108 - clicked carries a flag
        self._put(3, [part], back, *self._bring_buttons(part))
        part.choices_changed.connect(lambda: self.bar.set_buttons(back, *self._bring_buttons(part)))
        self.begin()

    def _bring_buttons(self, part: TrialPart) -> list[Button]:
        """Return the main button, which says how many people come in; none where nobody would."""
        words = part.deed_words()
        if not words:
            return []
        bring = main_button(self._desk.look, words)
        bring.clicked.connect(lambda: self._bring(part))
        return [bring]

    def _save_rejected(self, trial: Trial) -> None:
        sheet, taken, vault = self._sheet, self._taken, self._desk.vault
        assert sheet is not None  # noqa: S101 - the trial is of this sheet
        assert taken is not None  # noqa: S101 - as above

        def write(path: Path) -> None:
            def saved(_nothing: object) -> None:
                self.bar.set_kept(f"Saved as {path.name}. Anyone who can open that folder can read it.")

            self.run("Saving", lambda: save_rejected(vault, path, sheet, taken, trial), saved, self._not_saved)

        def choose(code: str) -> None:
            if code == "save":
                kinds = (("CSV", "*.csv"),)
                self._desk.doors.save_file(self, "Save the rejected rows", "rejected-rows.csv", kinds, write)

        deeds = (Deed("stay", "Keep it here", safe=True), Deed("save", "Save a readable copy", "main"))
        self._desk.doors.ask(self, f"{LEAVES}. Save it all the same?", LEAVES_WHY, deeds, choose)

    def _not_saved(self, problem: WorkwellError) -> None:
        self.bar.set_kept(f"{problem.sentence} {problem.next_step}".strip(), "octagon-alert")

    # -- bringing in and taking back ------------------------------------------------------------------------

    def _bring(self, part: TrialPart) -> None:
        vault, sheet, trial, choices = self._desk.vault, self._sheet, part.trial, part.choices()
        assert sheet is not None  # noqa: S101 - the trial is of this sheet
        progress = self._progress
        self.run(
            "Bringing people in",
            lambda: bring_in(vault, sheet, trial, choices, told=progress.tell, stopped=progress.stopped),
            self._brought,
            self._not_saved,
            stop=True,
        )

    def _brought(self, brought: Brought) -> None:
        self.changed.emit()
        said = f"{_people(brought.new)} came in."
        more = [f"Notes were added to {_people(brought.noted)}." if brought.noted else ""]
        more += [f"{_rows(brought.left)} {'was' if brought.left == 1 else 'were'} left out." if brought.left else ""]
        deeds = [("Take it back", lambda: self._ask_undo(brought.import_id))]
        rest = " ".join(filter(None, [*more, "The file itself still lies on this PC and can be read there."]))
        self._show_start(Notice(self._desk.look, "good", said, rest, deeds=deeds, announce_it=True))

    def _ask_undo(self, import_id: int) -> None:
        def choose(code: str) -> None:
            if code == "undo":
                vault = self._desk.vault
                self.run("Taking it back", lambda: undoing.undo(vault, import_id), self._undone, self._refused)

        deeds = (Deed("stay", "Leave them here", safe=True), Deed("undo", "Take them back", "danger"))
        words = "People whom somebody worked on since then stay. You are told who they are."
        self._desk.doors.ask(self, "Take back everybody who came with this file?", words, deeds, choose)

    def _undone(self, undone: Undone) -> None:
        self.changed.emit()
        names = ", ".join(undone.kept[: undoing.SHOWN])
        more = len(undone.kept) - undoing.SHOWN
        kept = f"Somebody worked on these since, so they stay: {names}{f' and {more} more' if more > 0 else ''}."
        rest = kept if undone.kept else ""
        said = f"{_people(undone.people)} taken back."
        self._show_start(Notice(self._desk.look, "warn" if rest else "good", said, rest, announce_it=True))

    def _put(self, step: int, things: list[QWidget], *buttons: Button) -> None:
        """Show another step, from 1, instead of the one in sight."""
        self.put(f"Step {step} of {_STEPS}", things, *buttons)


def _guessed(sheet: Sheet) -> tuple[Sheet, Taken]:
    return sheet, columns.guess(sheet)


def _people(number: int) -> str:
    return "1 person" if number == 1 else f"{number:,} people"


def _rows(number: int) -> str:
    return "1 row" if number == 1 else f"{number:,} rows"


def _counts(one: Import) -> str:
    parts = [f"{_people(one.new)} new"]
    parts += [f"{one.duplicates:,} likely known"] if one.duplicates else []
    parts += [f"{_rows(one.rejected)} could not be brought in"] if one.rejected else []
    return ", ".join(parts)
