"""The questionnaires of this PC, read from their files when a page first asks for them: the first window does not."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from workwell_desktop.later import Later

if TYPE_CHECKING:
    from workwell_desktop import forms
else:
    forms = Later("workwell_desktop.forms")


class ShelfReader:
    """Gives the questionnaires that ship and those in a service's folder, kept until they are read again."""

    def __init__(self, folder: Path | None = None) -> None:
        """Read nothing yet."""
        self.folder = folder
        self._read: forms.Shelf | None = None

    def __call__(self) -> forms.Shelf:
        """Return the questionnaires. Raises ``DataFileProblem`` when one that ships is not sound."""
        if self._read is None:
            self._read = forms.read_shelf(self.folder)
        return self._read

    def again(self) -> forms.Shelf:
        """Read the files once more, because somebody mended one, and return the questionnaires."""
        self._read = None
        return self()
