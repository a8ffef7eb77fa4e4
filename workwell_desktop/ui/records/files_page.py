"""The page of files about a participant: the list, adding one, and looking at one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QMimeData, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QImage, QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QWidget

from workwell_desktop.casework import attachment_bin, attachments, dates, file_drafts, new_files
from workwell_desktop.casework.attachment_bin import RemovedFile
from workwell_desktop.casework.attachments import FileRow
from workwell_desktop.casework.banner import call_name_of
from workwell_desktop.casework.file_kinds import WORDS, size_words
from workwell_desktop.casework.new_files import NewFile
from workwell_desktop.errors import NotKept, WorkwellError
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.file_view import FileView, ask_and_save
from workwell_desktop.ui.parts import stops
from workwell_desktop.ui.parts.bottom_bar import BottomBar
from workwell_desktop.ui.parts.buttons import Button, main_button, quiet_button, second_button
from workwell_desktop.ui.parts.columns import Page
from workwell_desktop.ui.parts.empty import Empty
from workwell_desktop.ui.parts.labels import Label
from workwell_desktop.ui.parts.layouts import column, flow, holder
from workwell_desktop.ui.parts.notice import Notice
from workwell_desktop.ui.parts.progress import Busy
from workwell_desktop.ui.parts.rows import Col, RowList
from workwell_desktop.ui.records.file_form import FileForm
from workwell_desktop.ui.records.page import RecordPage

KINDS = (
    ("All files", "*"),
    ("Scans and pictures", "*.pdf *.png *.jpg *.jpeg"),
    ("E-mails and plain text", "*.eml *.txt"),
)
_HOW = "Drop a file here, paste a picture, or choose one. It is kept in the vault, encrypted with everything else."
_EMPTY = "No files yet. A scan of a fit note or a signed plan can be kept here."


class FilesPage(RecordPage):
    """Shows the files of a participant; adds, changes, opens, saves out, removes and puts back."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._person = 0
        self._stopped = False
        self._rows: RowList | None = None
        self._busy = Busy(desk.look)
        self._stack = QStackedWidget()
        self.setLayout(column(desk.look, self._busy, self._stack, gap=0))
        self.setAcceptDrops(True)
        QShortcut(QKeySequence.StandardKey.Paste, self).activated.connect(self.paste)

    def show_participant(self, participant_id: int) -> None:
        """Show the files of this participant; a file that was being added or changed is gone on with."""
        if participant_id == self._person and isinstance(self._stack.currentWidget(), FileForm):
            return
        self.keep()
        self._person = participant_id
        self._show_list()
        self._go_on()

    def keep(self) -> bool:
        """Keep what is typed about a file. Return whether all is kept."""
        now = self._stack.currentWidget()
        return not isinstance(now, FileForm) or now.keep()

    def open_part(self, part: str) -> None:
        """Go on with a file that was being added (``0``) or changed (its number): it is in sight already."""

    def _go_on(self) -> None:
        """Go on with the file that was being added or changed when this page was last left."""
        begun = file_drafts.begun(self._desk.vault, self._person)
        if file_drafts.NEW in begun:
            vault, person = self._desk.vault, self._person
            self._look_at(lambda: file_drafts.held(vault, person), again=True)
        elif begun:
            changed = [one for one in attachments.files_of(self._desk.vault, self._person) if one.id in begun]
            if changed:
                self._put_form(FileForm(self._desk, self._person, row_=changed[0]))

    def begin(self) -> None:
        """Give the focus to where the part in sight begins."""
        now = self._stack.currentWidget()
        if isinstance(now, FileView):
            now.setFocus()
        else:
            stops.begin(now if now is not None else self)

    # -- the list -------------------------------------------------------------------------------------------

    def _show_list(self, notice: Notice | None = None, at: int = 0) -> None:
        """Show the list with what was just done; somebody who was here goes on at the file with the number ``at``."""
        look, was_here = self._desk.look, stops.is_inside(self)
        who = call_name_of(self._desk.vault, self._person)
        top = column(look, Label(look, f"{who}’s files", "page"), Label(look, _HOW, ink="ink2"), gap=4)
        page = Page(look, *([notice] if notice else []), holder(top), self._list(), *self._bin(), name="Files")
        bar = BottomBar(look)
        paste = second_button(look, "Paste a picture")
        paste.setToolTip("Paste a picture (Ctrl+V)")
        paste.clicked.connect(self.paste)
        add = main_button(look, "Add a file", "plus")
        add.clicked.connect(self._choose)
        bar.set_buttons(paste, add)
        bar.set_kept("Everything here is saved.")
        whole = column(look, page, bar, gap=0)
        whole.setStretch(0, 1)
        self._put(holder(whole))
        if was_here:
            self._go_on_at(at, notice, add)

    def _go_on_at(self, at: int, notice: Notice | None, add: QWidget) -> None:
        """Give the focus to a file's own row, else to what the notice offers, else to the button that adds one."""
        keys = self._rows.keys() if self._rows is not None else []
        row_ = self._rows.cells(str(at))[0] if self._rows is not None and str(at) in keys else None
        button = row_.findChild(Button) if row_ is not None else None
        there = button or (notice.buttons[0] if notice is not None and notice.buttons else add)
        there.setFocus(Qt.FocusReason.TabFocusReason)

    def _list(self) -> RowList:
        look = self._desk.look
        rows = RowList(look, "Files", [Col("File", 3), Col("What it is", 1), Col("Dated")])
        rows.set_empty(Empty(look, _EMPTY))
        for one in attachments.files_of(self._desk.vault, self._person):
            facts = [f"{WORDS[one.kind]}, {size_words(one.size)}", f"added {one.added}"]
            second = ", ".join(facts) + (f". {one.note}" if one.note else "")
            rows.add(str(one.id), self._row(one, second), one.title, one.dated or "No date")
        self._rows = rows
        return rows

    def _row(self, one: FileRow, second: str) -> QWidget:
        """Return the name of a file, the facts about it, and what can be done with it below."""
        look = self._desk.look
        deeds: list[tuple[str, Callable[[], object]]] = [
            ("Open", partial(self._open, one)) if one.shown else ("Save as a file", partial(self._save_out, one)),
            ("Change", partial(self._change, one)),
            ("Remove", partial(self._remove, one)),
        ]
        buttons = []
        for word, deed in deeds:
            button = quiet_button(look, word)
            button.setAccessibleName(f"{word}: {one.name}")
            button.clicked.connect(partial(_without_flag, deed))
            buttons.append(button)
        name = column(look, Label(look, one.name, "medium"), Label(look, second, "hint"), gap=2)
        return holder(column(look, name, flow(look, *buttons, gap=8), gap=4, margins=(0, 10, 0, 4)))

    def _bin(self) -> list[QWidget]:
        """Return what was removed in the last 30 days, each with a way back; nothing when there is nothing."""
        look, removed = self._desk.look, attachment_bin.removed_files(self._desk.vault, self._person)
        if not removed:
            return []
        rows = RowList(look, "Removed files", [Col("File", 3), Col("Removed", 1), Col("")])
        today = self._desk.clock.today()
        for one in removed:
            back = quiet_button(look, "Put it back", "undo")
            back.setAccessibleName(f"Put it back: {one.name}")
            back.clicked.connect(partial(_without_flag, partial(self._put_back, one)))
            until = f"{dates.short(one.removed_on, today)}, kept until {dates.short(one.goes_on, today)}"
            rows.add(str(one.id), one.name, until, back)
        return [holder(column(look, Label(look, "Removed files", "section"), rows, gap=8))]

    def _remove(self, one: FileRow) -> None:
        if self._done(lambda: attachment_bin.remove_file(self._desk.vault, one.id)):
            goes = dates.short(self._desk.clock.today() + attachment_bin.KEPT_FOR, self._desk.clock.today())
            said = f"{one.name} was removed."
            back = [("Put it back", partial(self._put_back, one))]
            why = f"It can be put back until {goes}."
            self._show_list(Notice(self._desk.look, "note", said, why, deeds=back, announce_it=True))

    def _put_back(self, one: FileRow | RemovedFile) -> None:
        if self._done(lambda: attachment_bin.put_back(self._desk.vault, one.id)):
            self._show_list(Notice(self._desk.look, "good", f"{one.name} is back.", announce_it=True), one.id)

    def _done(self, deed: Callable[[], object]) -> bool:
        """Do something that writes; say what is wrong where it could not be kept."""
        try:
            deed()
        except WorkwellError as problem:
            self._tell(problem)
            return False
        self.saved.emit(self._person)
        return True

    def _let_go(self) -> None:
        """Forget the words about a file that was too large to be held."""
        if self._done(lambda: file_drafts.forget(self._desk.vault, self._person)):
            self._show_list()

    def _tell(self, problem: Exception, deeds: Sequence[tuple[str, Callable[[], object]]] = ()) -> None:
        self._busy.finish()
        if not isinstance(problem, WorkwellError):
            raise problem
        notice = Notice(self._desk.look, "warn", problem.sentence, problem.next_step, deeds=deeds, announce_it=True)
        self._show_list(notice)

    # -- looking and saving out -----------------------------------------------------------------------------

    def _open(self, one: FileRow) -> None:
        view = FileView(self._desk, one)
        view.closed.connect(partial(self._show_list, None, one.id))
        view.keep_wanted.connect(self._keep_part)
        self._put(view)
        view.setFocus()

    def _save_out(self, one: FileRow) -> None:
        ask_and_save(self._desk, self, one, partial(self._saved_out, one.id))

    def _saved_out(self, file_id: int, words: str, icon: str) -> None:
        kind = "good" if icon == "tick-circle" else "warn"
        self._show_list(Notice(self._desk.look, kind, words, announce_it=True), file_id)

    def _keep_part(self, name: str, data: bytes) -> None:
        self._look_at(lambda: new_files.new_file(self._desk.vault, name, data))

    # -- adding ---------------------------------------------------------------------------------------------

    def _choose(self) -> None:
        self._desk.doors.open_file(self, "Add a file", KINDS, self._take)

    def _take(self, path: Path) -> None:
        """Read a file beside the window, then ask what it is."""
        self._stopped = False
        self._busy.start("Reading the file", self._stop)
        vault = self._desk.vault
        self._look_at(lambda: new_files.read_new(vault, path, lambda: self._stopped))

    def _look_at(self, job: Callable[[], NewFile], *, again: bool = False) -> None:
        """Do the slow part of taking a file beside the window, and hold it until it is kept or let go.

        ``again``: it is held already. Its outcome waits for the next time where somebody else is shown by then.
        """
        person, vault = self._person, self._desk.vault

        def look() -> NewFile:
            new = job()
            if not again:
                with suppress(NotKept):  # the form says so once something is typed, and tries again
                    file_drafts.hold(vault, person, new)
            return new

        def offer(new: NewFile) -> None:
            self._busy.finish()
            if person == self._person and not isinstance(self._stack.currentWidget(), FileForm):
                self._put_form(FileForm(self._desk, person, new=new), begin=not again)

        def failed(problem: Exception) -> None:
            self._busy.finish()
            if person != self._person:
                return
            deeds = [("Do not keep it", self._let_go)] if again else []
            self._tell(problem, deeds)

        self._desk.worker.run(self, look, offer, failed)

    def _stop(self) -> None:
        self._stopped = True

    def _change(self, one: FileRow) -> None:
        self._put_form(FileForm(self._desk, self._person, row_=one), begin=True)

    def _put_form(self, form: FileForm, *, begin: bool = False) -> None:
        form.left.connect(partial(self._show_list, None, form.number))
        form.kept.connect(self._kept)
        self._put(form)
        if begin:
            form.begin()

    def _kept(self, words: str, file_id: int) -> None:
        self.saved.emit(self._person)
        self._show_list(Notice(self._desk.look, "good", words, announce_it=True), file_id)

    def paste(self) -> None:
        """Take a picture or a file from the clipboard, while the list is in sight."""
        if isinstance(self._stack.currentWidget(), FileForm | FileView):
            return
        self._take_mime(QGuiApplication.clipboard().mimeData())

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take a file or a picture that is dragged over the list."""
        busy = isinstance(self._stack.currentWidget(), FileForm | FileView)
        if not busy and (_paths(event.mimeData()) or event.mimeData().hasImage()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take what was dropped."""
        event.acceptProposedAction()
        self._take_mime(event.mimeData())

    def _take_mime(self, mime: QMimeData) -> None:
        paths = _paths(mime)
        if len(paths) > 1:
            self._say("Add one file at a time.", "So each gets its own word for what it is.")
        elif paths:
            self._take(paths[0])
        elif mime.hasImage() and isinstance(picture := mime.imageData(), QImage):
            vault = self._desk.vault
            self._look_at(lambda: new_files.new_file(vault, "Pasted picture.png", _as_png(picture)))
        else:
            self._say("There is no picture to paste.", "Copy a picture or a file first, then paste it here.")

    def _say(self, point: str, rest: str) -> None:
        self._show_list(Notice(self._desk.look, "note", point, rest, announce_it=True))

    def _put(self, part: QWidget) -> None:
        """Show another part instead of the one in sight."""
        old = self._stack.currentWidget()
        self._stack.addWidget(part)
        self._stack.setCurrentWidget(part)
        if old is not None:
            self._stack.removeWidget(old)
            old.deleteLater()


def _paths(mime: QMimeData) -> list[Path]:
    return [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]


def _as_png(picture: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(buffer, "PNG")  # type: ignore[call-overload]  # the name of a format is text
    return bytes(buffer.data().data())


def _without_flag(deed: Callable[[], object], _checked: bool = False) -> None:
    deed()
