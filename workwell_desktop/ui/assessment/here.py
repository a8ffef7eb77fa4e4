"""Where the coach is among somebody's questionnaires: which is asked, and what is half typed beside it."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from workwell_desktop.casework.drafts import discard_draft, keep_draft, load_draft
from workwell_desktop.errors import NotKept

if TYPE_CHECKING:
    from workwell_desktop.casework.access import Vault
    from workwell_desktop.ui.keeper import Words

SCREEN = "measures"


def read_here(vault: Vault, person: int) -> dict[str, Any]:
    """Return where the coach was, or nothing."""
    draft = load_draft(vault, SCREEN, person)
    return draft.content if draft is not None else {}


def keep_here(vault: Vault, person: int, here: Mapping[str, Any]) -> None:
    """Keep where the coach is. A full disk keeps nobody from a page: what is typed there tells by itself."""
    with suppress(NotKept):
        keep_draft(vault, SCREEN, person, here)


def day_typed(vault: Vault, person: int, measure: int) -> str:
    """Return the day that was typed for this one before a lock, or nothing."""
    here = read_here(vault, person)
    return str(here.get("on", "")) if here.get("measure") == measure else ""


def come_here(vault: Vault, person: int, measure: int) -> str:
    """Keep that the coach is at this one now, and return the day that was typed for it before a lock, or nothing."""
    typed = day_typed(vault, person, measure)
    keep_here(vault, person, {"measure": measure, "on": typed})
    return typed


def forget_here(vault: Vault, person: int) -> None:
    """Forget it, where there is room: what is finished or gone is not asked again, whatever stands here."""
    with suppress(NotKept):
        discard_draft(vault, SCREEN, person)


def with_place(save: Words, person: int, here: Mapping[str, Any]) -> Words:
    """Return what writes answers, and then where the coach is."""

    def write(vault: Vault) -> None:
        save(vault)
        keep_draft(vault, SCREEN, person, here)

    return write
