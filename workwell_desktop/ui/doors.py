"""The doors out of the window: questions, file choosers, the printer, the voice. Handed in: tests answer beforehand.

doors.save_file(self, "Save the plan", "plan.pdf", (("PDF", "*.pdf"),), self.write_it)
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from workwell_desktop.ui.parts.dialog import Deed, ask, pass_on_lock
from workwell_desktop.ui.style.theme import Look

if TYPE_CHECKING:
    from workwell_desktop.ui.reading_aloud import Voice

Kinds = Sequence[tuple[str, str]]
OnPath = Callable[[Path], object]
PRINT_TITLE = "Print"


def remember_no_folders() -> None:
    """Keep Qt's own choosers from writing down where somebody looked: a folder may bear a participant's name.

    Qt keeps that under its own name in the user's settings. Where they are files they are pointed at nothing; where
    they are a registry, the chooser's notes are taken out again after each choice.
    """
    QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, os.devnull)


def _forget_folders() -> None:
    notes = QSettings(QSettings.Scope.UserScope, "QtProject")
    for note in ("history", "lastVisited", "shortcuts"):
        notes.remove(f"FileDialog/{note}")


class Doors:
    """The real ones: dialogs that open over the window and call back, never ones that stop it."""

    def __init__(self, look: Look) -> None:
        """Draw questions with ``look``."""
        self._look = look

    def tell(self, parent: QWidget, title: str, paragraph: str) -> None:
        """Show a sentence that has to be read."""
        self.ask(parent, title, paragraph, [Deed("read", "Close", safe=True)], lambda _code: None)

    def ask(
        self, parent: QWidget, title: str, paragraph: str, deeds: Sequence[Deed], on_choice: Callable[[str], object]
    ) -> None:
        """Ask a question; ``on_choice`` gets the code of the deed, the safe one's for Esc."""
        ask(self._look, parent, title, paragraph, deeds, on_choice)

    def open_file(self, parent: QWidget, title: str, kinds: Kinds, on_choice: OnPath) -> None:
        """Have a file chosen that is there."""
        dialog = QFileDialog(parent, title, "", _filters(kinds))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        _open(dialog, on_choice)

    def save_file(self, parent: QWidget, title: str, name: str, kinds: Kinds, on_choice: OnPath) -> None:
        """Have a place and a name chosen for a file; an existing one is asked about."""
        dialog = QFileDialog(parent, title, "", _filters(kinds))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(Path(kinds[0][1]).suffix.lstrip(".") if kinds else "")
        dialog.selectFile(name)
        _open(dialog, on_choice)

    def choose_folder(self, parent: QWidget, title: str, on_choice: OnPath) -> None:
        """Have a folder chosen."""
        dialog = QFileDialog(parent, title)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        _open(dialog, on_choice)

    def print_pdf(self, parent: QWidget, pdf: bytes, on_done: Callable[[bool], object]) -> None:
        """Print the pages of a PDF through the system's dialog; ``on_done`` says whether they were sent.

        The dialog has the same title whatever is printed: the system shows titles to everybody who passes by.
        """
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter  # noqa: PLC0415  (kept out of the start)

        from workwell_desktop.ui.printing import print_pages  # noqa: PLC0415  (as above)

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName("WorkWell")  # printers and their servers keep the name of a job: it names nobody
        dialog = QPrintDialog(printer, parent)
        dialog.setWindowTitle(PRINT_TITLE)
        dialog.setOption(QPrintDialog.PrintDialogOption.PrintToFile, False)

        def finished(result: int) -> None:
            dialog.deleteLater()
            accepted = result == QPrintDialog.DialogCode.Accepted
            on_done(accepted and print_pages(pdf, printer))

        dialog.finished.connect(finished)
        pass_on_lock(dialog)
        QDialog.open(dialog)  # the print dialog's own takes a slot by name

    def voice(self, parent: QWidget) -> Voice:
        """Return this PC's own voice, which is silent and ends with ``parent``."""
        from workwell_desktop.ui.reading_aloud import Voice  # noqa: PLC0415  (as above)

        return Voice(parent)


class ReadyDoors(Doors):
    """Doors whose answers were given beforehand: for tests, and for the demo.

    Each list is used up from its start. ``told`` keeps the title and paragraph of what was said; ``asked`` of
    what was asked. A question without a prepared answer takes its safe deed; a chooser without one is left.
    """

    def __init__(
        self,
        look: Look,
        *,
        opens: Sequence[Path] = (),
        saves: Sequence[Path] = (),
        folders: Sequence[Path] = (),
        choices: Sequence[str] = (),
        prints_to: Path | None = None,
    ) -> None:
        """Hold the answers; ``prints_to`` is a folder that takes what is printed, none refuses to print."""
        super().__init__(look)
        self.opens, self.saves, self.folders = list(opens), list(saves), list(folders)
        self.choices = list(choices)
        self.prints_to = prints_to
        self.told: list[tuple[str, str]] = []
        self.asked: list[tuple[str, str]] = []
        self.printed: list[Path] = []

    # ruff: noqa: ARG002  (the real doors need what these do not)

    def tell(self, parent: QWidget, title: str, paragraph: str) -> None:
        """Keep what was said."""
        self.told.append((title, paragraph))

    def ask(
        self, parent: QWidget, title: str, paragraph: str, deeds: Sequence[Deed], on_choice: Callable[[str], object]
    ) -> None:
        """Give the next prepared deed, or the safe one."""
        self.asked.append((title, paragraph))
        safe = next(deed.code for deed in deeds if deed.safe)
        on_choice(self.choices.pop(0) if self.choices else safe)

    def open_file(self, parent: QWidget, title: str, kinds: Kinds, on_choice: OnPath) -> None:
        """Give the next prepared file."""
        _next(self.opens, on_choice)

    def save_file(self, parent: QWidget, title: str, name: str, kinds: Kinds, on_choice: OnPath) -> None:
        """Give the next prepared place."""
        _next(self.saves, on_choice)

    def choose_folder(self, parent: QWidget, title: str, on_choice: OnPath) -> None:
        """Give the next prepared folder."""
        _next(self.folders, on_choice)

    def print_pdf(self, parent: QWidget, pdf: bytes, on_done: Callable[[bool], object]) -> None:
        """Put the bytes into the folder that stands for the printer."""
        if self.prints_to is None:
            on_done(False)
            return
        path = self.prints_to / f"printed-{len(self.printed) + 1}.pdf"
        path.write_bytes(pdf)
        self.printed.append(path)
        on_done(True)

    def voice(self, parent: QWidget) -> Voice:
        """Return no voice."""
        from workwell_desktop.ui.reading_aloud import SilentVoice  # noqa: PLC0415  (as above)

        return SilentVoice(parent)


def _filters(kinds: Kinds) -> str:
    return ";;".join(f"{word} ({pattern})" for word, pattern in kinds)


def _open(dialog: QFileDialog, on_choice: OnPath) -> None:
    """Open a chooser that deletes itself, and hand on what was chosen."""

    def chosen(name: str) -> Any:
        return on_choice(Path(name))

    dialog.fileSelected.connect(chosen)
    dialog.finished.connect(dialog.deleteLater)
    dialog.destroyed.connect(_forget_folders)
    pass_on_lock(dialog)
    dialog.open()


def _next(answers: list[Path], on_choice: OnPath) -> None:
    if answers:
        on_choice(answers.pop(0))
