"""The page where lists of services come in: choose, say what it is, look at what would change, show it or not.

Coaches go on working meanwhile: what is read stands beside what is shown until somebody says so.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from workwell_desktop.casework import directory_import, directory_report
from workwell_desktop.casework.directory_export import export_directory
from workwell_desktop.casework.directory_import import ListWords, Offered, Stopped
from workwell_desktop.casework.directory_lists import lists
from workwell_desktop.casework.directory_live import ImportResult, make_live, undo_last
from workwell_desktop.casework.directory_report import Change, ChangeKind, DryRun
from workwell_desktop.casework.directory_tidying import drop_release, tidy_releases
from workwell_desktop.casework.service_corrections import to_send
from workwell_desktop.casework.service_twins import find_twins
from workwell_desktop.errors import InputProblem, WorkwellError
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.pages.directory_columns_part import DirectoryColumnsPart
from workwell_desktop.ui.pages.directory_lists_part import DirectoryListsPart
from workwell_desktop.ui.pages.directory_offer_part import OfferPart
from workwell_desktop.ui.pages.directory_trial_part import DirectoryTrialPart
from workwell_desktop.ui.pages.paged_rows import Fetch
from workwell_desktop.ui.pages.step_page import StepPage
from workwell_desktop.ui.parts import stops
from workwell_desktop.ui.parts.buttons import main_button, second_button
from workwell_desktop.ui.parts.dialog import Deed
from workwell_desktop.ui.parts.labels import Label
from workwell_desktop.ui.parts.layouts import column
from workwell_desktop.ui.parts.notice import Notice
from workwell_desktop.ui.scoring_beside import ScoringBeside

KINDS = (("Lists of services", "*.json *.ndjson *.jsonl *.csv *.tsv *.xlsx *.zip"), ("All files", "*"))
_DIRECTORY = 3  # the tab
_STOPPED = "Stopped. Nothing of the list was kept."


class DirectoryImportPage(StepPage):
    """Shows the lists of services, and brings one in step by step."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, "Lists of services", stopped=Stopped, said=_STOPPED, ends=True, parent=parent)
        self._person = 0
        self._offered: Offered | None = None
        self._words, self._partial = ListWords(""), False
        self._release = 0
        self._scoring = ScoringBeside(desk, self)
        self._progress.shares = True  # of bytes, which nobody counts

    def aim(self, about: str) -> None:
        """Remember whose Service directory this was opened from: it is gone back to."""
        self._person = int(about or 0)

    def show_now(self) -> None:
        """Show the lists, unless one is being brought in."""
        if self._part is None or (self._offered is None and not self._release and not self._working):
            self._read_lists()

    def begin(self) -> None:
        """Give the focus to where the step in sight begins."""
        part = self._part
        if part is None:
            return
        columns = part.findChild(DirectoryColumnsPart)
        if columns is not None:
            columns.begin()
        elif self._offered is None and not self._release:
            self._choose_button.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            stops.begin(part)

    # -- the lists, and choosing a file ---------------------------------------------------------------------

    def _read_lists(self, notice: Notice | None = None) -> None:
        self._offered, self._release = None, 0
        look, vault = self._desk.look, self._desk.vault
        part = DirectoryListsPart(self._desk)
        part.undo_wanted.connect(lambda one: self._ask_undo(one.id, one.name))
        part.look_wanted.connect(lambda one: self._try(one.staged))
        part.throw_wanted.connect(lambda one: self._throw(one.staged))
        part.page_wanted.connect(self.page_wanted)
        part.save_wanted.connect(self._save_directory)
        back = second_button(look, "Back to the directory" if self._person else "Back to today")
        back.clicked.connect(self._back)
        folder = second_button(look, "Choose a folder", "folder")
        folder.clicked.connect(lambda: self._desk.doors.choose_folder(self, "Choose the folder of a list", self._look))
        self._choose_button = main_button(look, "Choose a file", "sheet")
        self._choose_button.clicked.connect(self._choose)
        self.put("", [*([notice] if notice else []), part], back, folder, self._choose_button)
        self._desk.worker.run(
            part, lambda: (lists(vault), to_send(vault)), lambda found: part.show_lists(*found), self._raise, quick=True
        )

    def _save_directory(self) -> None:
        vault = self._desk.vault

        def write(path: Path) -> None:
            form = "csv" if path.suffix.lower() == ".csv" else "oruk3"
            job = partial(export_directory, vault, path, form)
            self.run(
                "Saving",
                job,
                lambda count: self.bar.set_kept(f"{count:,} services are in {path.name}."),
                self._not_saved,
            )

        kinds = (("Open Referral UK", "*.json"), ("CSV", "*.csv"))
        self._desk.doors.save_file(self, "Save the directory", "services.json", kinds, write)

    def _back(self) -> None:
        if self._person:
            self.opened.emit(self._person, _DIRECTORY, "")
        else:
            self.left.emit()

    def _choose(self) -> None:
        self._desk.doors.open_file(self, "Choose a list of services", KINDS, self._look)

    def _look(self, path: Path) -> None:
        vault, told = self._desk.vault, self._progress.tell
        self.run(
            "Looking at it",
            lambda: directory_import.look(vault, path, told),
            self._offer,
            self._refused,
        )

    def _refused(self, problem: WorkwellError) -> None:
        self._read_lists(Notice(self._desk.look, "warn", problem.sentence, problem.next_step, announce_it=True))

    # -- what it is -----------------------------------------------------------------------------------------

    def _offer(self, offered: Offered) -> None:
        self._offered, self._words, self._partial = offered, offered.words, False
        self._draw_offer()

    def _draw_offer(self, problem: InputProblem | None = None) -> None:
        offered = self._offered
        assert offered is not None  # noqa: S101 - a file was looked at
        look = self._desk.look
        part = OfferPart(self._desk, offered, self._words)
        part.set_partial(self._partial)
        other = second_button(look, "Choose another")
        other.clicked.connect(lambda: self._read_lists())  # noqa: PLW0108 - clicked carries a flag
        go_on = main_button(look, "Next: its columns" if offered.sheets else "See what would change")
        go_on.clicked.connect(lambda: self._named(part))
        self.put(self._step(1), [part], other, go_on)
        if problem is not None:
            part.show_problem(problem)
        else:
            self.begin()

    def _step(self, number: int) -> str:
        """Return which step this is; only tables have columns to say something about."""
        table = self._offered is None or bool(self._offered.sheets)
        return f"Step {number} of 3" if table else f"Step {min(number, 2)} of 2"

    def _named(self, part: OfferPart) -> None:
        words = part.words()
        if words is None or self._offered is None:
            return
        self._words, self._partial = words, part.partial()
        if self._offered.sheets:
            self._draw_columns()
        else:
            self._read()

    # -- its columns ----------------------------------------------------------------------------------------

    def _draw_columns(self) -> None:
        offered = self._offered
        assert offered is not None  # noqa: S101 - a table was looked at
        look = self._desk.look
        part = DirectoryColumnsPart(self._desk, offered)
        part.changed.connect(lambda: self._mapped(part))
        back = second_button(look, "Back")
        back.clicked.connect(lambda: self._draw_offer())  # noqa: PLW0108 - clicked carries a flag
        go_on = main_button(look, "See what would change")
        go_on.clicked.connect(lambda: self._read() if part.offered().usable else part.say_nameless())
        self.put(self._step(2), [part], back, go_on)
        part.begin()

    def _mapped(self, part: DirectoryColumnsPart) -> None:
        self._offered = part.offered()

    # -- reading it, and what would change ------------------------------------------------------------------

    def _read(self) -> None:
        vault, offered, words, whole = self._desk.vault, self._offered, self._words, not self._partial
        assert offered is not None  # noqa: S101 - a file was looked at
        progress = self._progress

        def job() -> int:
            return directory_import.read_list(
                vault, offered, words=words, partial=not whole, told=progress.tell, stopped=progress.stopped
            )

        self._release = 0  # what was read before goes away
        look = self._desk.look
        said = "Everybody can go on working meanwhile. Nothing of it is shown to anybody yet."
        top = column(look, Label(look, f"Reading {words.name}", "page"), Label(look, said, ink="ink2"), gap=4)
        stop = second_button(look, "Stop")
        stop.clicked.connect(progress.stop)
        self.put(self._step(3), [top], stop)
        stop.setFocus(Qt.FocusReason.OtherFocusReason)
        self.run(f"Reading {words.name}", job, self._try, self._not_read)

    def was_stopped(self) -> None:
        """Go back to where the reading began, and throw away what was read; what had waited in the list waits on."""
        if self._offered is None:
            self._read_lists()
            return
        vault, waits, self._release = self._desk.vault, self._release, 0
        if waits:
            self._desk.worker.run(self, lambda: drop_release(vault, waits), lambda _none: None, self._raise)
        if self._offered.sheets:
            self._draw_columns()
        else:
            self._draw_offer()

    def _not_read(self, problem: WorkwellError) -> None:
        if isinstance(problem, InputProblem):
            self._draw_offer(problem)
        else:
            self._refused(problem)

    def _try(self, release_id: int) -> None:
        vault, progress = self._desk.vault, self._progress
        self._release = release_id
        if self._offered is not None and progress.stopped():  # pressed while the last of it was read
            self.was_stopped()
            self.bar.set_kept(_STOPPED, "info")
            return
        self.run(
            "Looking for what may be listed twice",
            lambda: directory_report.dry_run(vault, release_id, progress.tell, progress.stopped),
            self._tried,
            self._refused,
            stop=self._offered is None,  # else it stands on the page
        )

    def _tried(self, trial: DryRun) -> None:
        look, offered = self._desk.look, self._offered
        kinds: tuple[ChangeKind, ...] = ("new", "changed", "withdrawn", "twice")
        fetch = {kind: self._fetch(kind, trial) for kind in kinds}
        part = DirectoryTrialPart(self._desk, trial, fetch, again=offered is not None)
        part.save_wanted.connect(self._save_refused)
        part.part_wanted.connect(self._read_as_part)
        away = second_button(look, "Throw away", "trash")
        away.clicked.connect(lambda: self._throw(trial.release_id))
        back = second_button(look, "Back to the columns")
        back.clicked.connect(lambda: self._draw_columns())  # noqa: PLW0108 - clicked carries a flag
        backs = [back] if offered is not None and offered.sheets else []
        show = main_button(look, "Show these services")
        show.clicked.connect(lambda: self._show(part))
        self.put(self._step(3), [part], away, *backs, show)
        self.begin()

    def _fetch(self, kind: ChangeKind, trial: DryRun) -> Fetch[Change]:
        vault = self._desk.vault

        def fetch(owner: QWidget, offset: int, limit: int, take: Callable[[Sequence[Change]], object]) -> None:
            self._desk.worker.run(
                owner,
                lambda: directory_report.changes(vault, trial.release_id, kind, offset, limit, trial.alike),
                take,
                self._raise,
                quick=True,
            )

        return fetch

    def _read_as_part(self) -> None:
        self._partial = True
        self._read()

    def _save_refused(self) -> None:
        vault, release_id = self._desk.vault, self._release

        def write(path: Path) -> None:
            job = partial(directory_report.save_refused, vault, release_id, path)
            self.run("Saving", job, lambda _none: self.bar.set_kept(f"Saved as {path.name}."), self._not_saved)

        kinds = (("CSV", "*.csv"),)
        self._desk.doors.save_file(self, "Save the rejected rows", "rejected-services.csv", kinds, write)

    def _not_saved(self, problem: WorkwellError) -> None:
        self.bar.set_kept(f"{problem.sentence} {problem.next_step}".strip(), "octagon-alert")

    # -- showing it, throwing it away, undoing it -----------------------------------------------------------

    def _show(self, part: DirectoryTrialPart) -> None:
        if part.unsettled():
            self.bar.set_kept("Say yes to the notice first, or throw the list away.", "triangle-alert", "warn")
            return
        vault, trial = self._desk.vault, part.trial
        self.run("Showing", lambda: make_live(vault, trial.release_id), partial(self._live, trial), self._not_saved)

    def _live(self, trial: DryRun, result: ImportResult) -> None:
        self.changed.emit()
        parts = [(result.added, "new"), (result.changed, "changed"), (result.withdrawn, "taken off the list")]
        said = ", ".join(f"{number:,} {word}" for number, word in parts if number) or "nothing had changed"
        deeds = [("Undo this import", partial(self._ask_undo, trial.source_id, trial.name))]
        point = f"{trial.name} is in the directory now."
        self._read_lists(
            Notice(self._desk.look, "good", point, f"{said[:1].upper()}{said[1:]}.", deeds=deeds, announce_it=True)
        )
        self._tidy()

    def _throw(self, release_id: int) -> None:
        vault = self._desk.vault

        def thrown(_none: None) -> None:
            self._read_lists(
                Notice(self._desk.look, "note", "The list was thrown away. Nothing changed.", announce_it=True)
            )

        self.run("Throwing it away", lambda: drop_release(vault, release_id), thrown, self._not_saved)

    def _ask_undo(self, source_id: int, name: str) -> None:
        def choose(code: str) -> None:
            if code == "undo":
                vault = self._desk.vault
                done = partial(self._undone, name)
                self.run("Undoing", lambda: undo_last(vault, source_id), done, self._refused)

        deeds = (Deed("stay", "Leave it as it is", safe=True), Deed("undo", "Undo this import", "danger"))
        words = "The list stands again as it was before its last file. What coaches wrote since stays."
        self._desk.doors.ask(self, f"Undo the last import of {name}?", words, deeds, choose)

    def _undone(self, name: str, _none: None) -> None:
        self.changed.emit()
        self._read_lists(Notice(self._desk.look, "good", f"The last import of {name} was undone.", announce_it=True))
        self._tidy()

    def _tidy(self) -> None:
        """Take away what no list shows any more, and look for services that are listed twice, when there is time."""
        vault, stopped = self._desk.vault, self._progress.stopped
        self._desk.worker.run(self, lambda: tidy_releases(vault), lambda _none: None, self._raise)
        self._scoring.start()  # services that were staged, or come back, may stand by older rules
        self._desk.worker.run(self, lambda: find_twins(vault, stopped=stopped), lambda _none: None, self._raise)

    def _raise(self, problem: Exception) -> None:
        if isinstance(problem, WorkwellError):
            self._not_saved(problem)
        else:
            raise problem
