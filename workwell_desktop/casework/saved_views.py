"""The ways of looking at the caseload that a coach keeps under a name. Each coach has their own."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import select

from workwell_desktop.casework.case_view import CaseView, as_text, from_text
from workwell_desktop.errors import InputProblem
from workwell_desktop.models.lists import SavedView as Kept
from workwell_desktop.vault.store import Transaction, Vault

LONGEST = 40
MOST = 30
_ENTITY = "saved_view"


class SavedView(NamedTuple):
    """One kept view: its id, its name, and what is looked at."""

    id: int
    name: str
    view: CaseView


def saved_views(vault: Vault) -> tuple[SavedView, ...]:
    """Return the views that this coach keeps, by name."""
    query = select(Kept.id, Kept.name, Kept.content).where(Kept.created_by == vault.member_id).order_by(Kept.name)
    with vault.reading() as session:
        return tuple(SavedView(row.id, row.name, from_text(row.content)) for row in session.execute(query))


def save_view(vault: Vault, name: str, view: CaseView, view_id: int = 0) -> int:
    """Keep a view under a name, or change one of this coach's own (``view_id``); return its id.

    Raises ``InputProblem`` for ``name``: none, too long, or taken; ``NotKept``.
    """
    name = " ".join(name.split())
    with vault.transaction() as transaction:
        _check(transaction, name, view_id)
        content = as_text(view)
        if view_id:
            row = transaction.session.get_one(Kept, view_id)
            row.name, row.content = name, content
        else:
            view_id = transaction.insert(Kept, {"name": name, "content": content})
        transaction.record("change", _ENTITY, view_id)
        return view_id


def remove_view(vault: Vault, view_id: int) -> None:
    """Take a kept view away. The people it showed stay where they are. Raises ``NotKept``."""
    with vault.transaction() as transaction:
        transaction.session.delete(transaction.session.get_one(Kept, view_id))
        transaction.record("remove", _ENTITY, view_id)


def _check(transaction: Transaction, name: str, view_id: int) -> None:
    mine = select(Kept.id, Kept.name).where(Kept.created_by == transaction.member_id)
    others = [row.name.casefold() for row in transaction.session.execute(mine) if row.id != view_id]
    if not name:
        raise InputProblem({"name": "Give this view a name, so that you find it again."})
    if len(name) > LONGEST:
        raise InputProblem({"name": f"A name has up to {LONGEST} letters. This one has {len(name)}."})
    if name.casefold() in others:
        raise InputProblem({"name": "You have a view of that name. Choose another name."})
    if len(others) >= MOST:
        raise InputProblem({"name": f"You keep {MOST} views already. Remove one you no longer use."})
