"""What every screen is handed: the open vault, the clock, the worker, the doors to dialogs, and the look."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from workwell_desktop.clock import Clock
from workwell_desktop.settings import Settings
from workwell_desktop.ui.doors import Doors
from workwell_desktop.ui.shelf_reader import ShelfReader
from workwell_desktop.ui.style.theme import Look
from workwell_desktop.ui.worker import Worker

if TYPE_CHECKING:
    from workwell_desktop.casework.access import Vault


@dataclass(frozen=True)
class Desk:
    """The tools on a coach's desk while the vault is open. ``settings`` gives this PC's present choices.

    ``shelf`` gives the questionnaires that can be used here: those that ship, and the service's own.
    ``memory`` holds how lists were last shown, until the vault is locked; never a word about anybody.
    ``pressed`` holds what the last press about safety raised, by participant: only that can be a mistake.
    """

    vault: Vault
    clock: Clock
    worker: Worker
    doors: Doors
    look: Look
    settings: Callable[[], Settings]
    shelf: ShelfReader = field(default_factory=ShelfReader, compare=False)
    pressed: dict[int, int] = field(default_factory=dict, compare=False)
    memory: dict[str, str] = field(default_factory=dict, compare=False)
