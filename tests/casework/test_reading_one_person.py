"""What is read about one participant is found by their own keys: nothing that everybody has is walked."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Engine

from workwell_desktop.casework import banner, close_out, history, intake, since_last, today, triage
from workwell_desktop.casework.fictional import make_fictional_people
from workwell_desktop.vault.store import Vault

PERSON = 7
ABOUT_ONE: dict[str, Callable[[Vault], object]] = {
    "banner": lambda vault: banner.banner(vault, PERSON),
    "intake": lambda vault: intake.load_intake(vault, PERSON),
    "join panel": lambda vault: triage.join_panel(vault, PERSON),
    "history": lambda vault: history.history_page(vault, PERSON),
    "pinned": lambda vault: history.pinned_lines(vault, PERSON),
    "since": lambda vault: since_last.since_last(vault, PERSON),
    "to close": lambda vault: close_out.to_close(vault, PERSON),
}
EVERYBODYS = (
    "ix_contact_state_starts_at",
    "ix_referral_state_answer_by",
    "ix_episode_caseload",
    "ix_contact_starts_at",
)
"""Indexes that lead to what everybody has: of use for a day or a queue, never for one person."""


def steps_of(vault: Vault, deed: Callable[[Vault], object]) -> list[tuple[str, str]]:
    """Return each step the database takes for a deed, with the question it belongs to."""
    asked: list[tuple[str, str]] = []

    def note(connection: Any, _cursor: object, words: str, values: Any, *_more: object) -> None:
        if words.startswith("SELECT"):
            bare = connection.connection.driver_connection
            asked.extend((row[3], words) for row in bare.execute(f"EXPLAIN QUERY PLAN {words}", values).fetchall())

    event.listen(Engine, "before_cursor_execute", note)
    try:
        deed(vault)
    finally:
        event.remove(Engine, "before_cursor_execute", note)
    return asked


@pytest.mark.parametrize("name", ABOUT_ONE)
def test_what_is_read_about_one_person_is_found_by_their_keys(open_vault: Vault, name: str) -> None:
    make_fictional_people(open_vault, 20)
    steps = steps_of(open_vault, ABOUT_ONE[name])
    assert steps
    walked = [step for step in steps if any(index in step[0] for index in EVERYBODYS)]
    assert walked == [], name


def test_no_room_of_today_walks_the_caseload_for_each_row(open_vault: Vault) -> None:
    """A case is asked for beneath a row by the person's own key; the caseload as a whole is walked at most once."""
    make_fictional_people(open_vault, 20)
    steps = steps_of(open_vault, today.today_page)
    beneath = [step for before, step in pairwise(steps) if "CORRELATED" in before[0]]
    assert beneath
    whole = ("ix_episode_caseload", "ix_contact_state_starts_at (state=?)")
    assert [step for step in beneath if any(index in step[0] for index in whole)] == []
