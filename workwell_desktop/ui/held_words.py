"""Words that could not be kept before a lock, because the disk was full: held in memory until the next unlock."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from workwell_desktop.errors import NotKept, WorkwellError
from workwell_desktop.ui.keeper import Keeper, Words

if TYPE_CHECKING:
    from workwell_desktop.casework.access import Vault


class HeldWords:
    """Holds what was typed and not kept, for one vault. Nothing of it is shown or written anywhere else."""

    def __init__(self) -> None:
        self._words: list[Words] = []
        self._folder: Path | None = None

    def __bool__(self) -> bool:
        """Say whether anything is held."""
        return bool(self._words)

    def take(self, screen: QWidget, folder: Path) -> None:
        """Take over what the keepers below a screen could not keep in the vault of this folder."""
        self._words += [words for keeper in screen.findChildren(Keeper) if (words := keeper.held()) is not None]
        self._folder = folder

    def write(self, vault: Vault) -> bool:
        """Write what is held into its vault, the oldest first. Return whether none waits for room any more.

        Words that are refused, because what they belong to was finished meanwhile, are let go: they keep nobody out.
        """
        if vault.folder != self._folder:
            return True
        while self._words:
            try:
                self._words[0](vault)
            except NotKept:
                return False
            except WorkwellError:
                pass
            del self._words[0]
        return True

    def drop(self) -> None:
        """Forget what is held: the coach said so."""
        self._words = []
