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
    """Holds what was typed and not kept, each for its own vault. Nothing of it is shown or written anywhere else."""

    def __init__(self) -> None:
        self._words: list[tuple[Path, Words]] = []

    def __bool__(self) -> bool:
        """Say whether anything is held."""
        return bool(self._words)

    def take(self, screen: QWidget, folder: Path) -> None:
        """Take over what the keepers below a screen could not keep in the vault of this folder."""
        held = [keeper.held() for keeper in screen.findChildren(Keeper)]
        self._words += [(folder, words) for words in held if words is not None]

    def write(self, vault: Vault) -> bool:
        """Write what is held into its vault, the oldest first. Return whether none waits for room any more.

        Words that are refused, because what they belong to was finished meanwhile, are let go: they keep nobody out.
        """
        for one in [one for one in self._words if one[0] == vault.folder]:
            try:
                one[1](vault)
            except NotKept:
                return False
            except WorkwellError:
                pass
            self._words.remove(one)
        return True

    def drop(self) -> None:
        """Forget what is held: the coach said so."""
        self._words = []
