"""Settings: a service's own questionnaires, which files are used, and which are not, with file, line and reason."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from workwell_desktop.errors import WorkwellError
from workwell_desktop.forms import Shelf
from workwell_desktop.ui.parts.buttons import second_button
from workwell_desktop.ui.parts.fields import announce
from workwell_desktop.ui.parts.labels import IconText, Label
from workwell_desktop.ui.parts.layouts import STRETCH, column, empty_out, row
from workwell_desktop.ui.shelf_reader import ShelfReader
from workwell_desktop.ui.style.theme import Look

_HOW = (
    "Each questionnaire is a text file in this folder. Its name ends in .toml. Put files there, then read them again: "
    "nothing has to be installed. A file with a mistake is left out, and the others are used."
)


class OwnQuestionnaires(QWidget):
    """The folder, what was read from it, and a button to read it again."""

    def __init__(self, look: Look, shelf: ShelfReader) -> None:
        """Show what stands in the folder now."""
        super().__init__()
        self._look, self._shelf = look, shelf
        self._found = column(look, gap=8)
        self.again = second_button(look, "Read the questionnaires again", "book")
        self.again.clicked.connect(self._read_again)
        folder = Label(look, f"Folder: {shelf.folder}" if shelf.folder else "No folder is set up on this PC.", "small")
        head = Label(look, "Questionnaires of your own", "section")
        self.setLayout(
            column(look, head, Label(look, _HOW), folder, self._found, row(look, self.again, STRETCH), gap=12)
        )
        self._read(shelf)

    def _read_again(self) -> None:
        announce(self.again, self._read(self._shelf.again))

    def _read(self, read: Callable[[], Shelf]) -> str:
        """Show what was read, and return it in one sentence."""
        empty_out(self._found)
        try:
            found = read()
        except WorkwellError as problem:  # one that ships is broken
            words = f"{problem.sentence} {problem.next_step}"
            self._found.addWidget(IconText(self._look, "triangle-alert", words, ink="warn"))
            return words
        for name in found.own:
            form = found.forms[name]
            words = f"{form.title}, version {form.version} ({name}.toml). Used."
            self._found.addWidget(IconText(self._look, "tick-circle", words, ink="good"))
        for refused in found.refused:
            self._found.addWidget(IconText(self._look, "triangle-alert", f"Not used. {refused.sentence}", ink="warn"))
        said = _in_words(len(found.own), len(found.refused))
        self._found.addWidget(Label(self._look, said, "small", ink="ink2"))
        return said


def _in_words(used: int, refused: int) -> str:
    if not used and not refused:
        return "There is no file in the folder. The questionnaires that come with WorkWell are used."
    said = f"{used} used, {refused} not used."
    return said if not refused else f"{said} Mend what is named above, save the file, and read them again."
