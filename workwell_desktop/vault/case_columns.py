"""What a list of cases is sorted and filtered by, kept in ``episode`` by triggers, so that no writer can forget it.

The truth stands in other tables: the meetings, the fit notes, the plan, the work, the referral and the person. A change
of one of them changes the column in the same statement. Many thousand rows are written ``without_triggers``, by
somebody who sets the columns itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

from sqlalchemy.orm import Session

_MET = "SELECT max(date(starts_at, 'localtime')) FROM contact WHERE episode_id = episode.id AND state = 'attended'"
_TRIED = "SELECT max(date(tried_at, 'localtime')) FROM contact_attempt WHERE episode_id = episode.id"
_WROTE = "SELECT max(happened_on) FROM note WHERE episode_id = episode.id"
_SPEAKS = "SELECT 1 FROM participant WHERE id = episode.participant_id AND interpreter NOT IN ('', 'none')"
_NEEDS = (
    "SELECT 1 FROM communication_need WHERE participant_id = episode.participant_id AND (code GLOB 'format_*' "
    "OR code IN ('person_bsl', 'person_deafblind', 'person_lipspeaker', 'person_language'))"
)
# A fit note is a person's: it runs on when one spell of support ends and another begins.
_NOTED = (
    "SELECT max(ends_on) FROM fit_note WHERE withdrawn_on IS NULL AND episode_id IN "
    "(SELECT id FROM episode AS spell WHERE spell.participant_id = episode.participant_id)"
)
_VALUES = {
    "work_status": "coalesce((SELECT work_status FROM employment WHERE episode_id = episode.id), '')",
    "area": "coalesce((SELECT area FROM participant WHERE id = episode.participant_id), '')",
    "needs_format": f"(EXISTS ({_SPEAKS}) OR EXISTS ({_NEEDS}))",
    "referred_on": "coalesce((SELECT max(received_on) FROM referral WHERE episode_id = episode.id), opened_on)",
    "fit_note_ends_on": f"({_NOTED})",
    "next_contact_at": "(SELECT min(starts_at) FROM contact WHERE episode_id = episode.id AND state = 'booked')",
    "last_contact_on": f"nullif(max(coalesce(({_MET}), ''), coalesce(({_TRIED}), ''), coalesce(({_WROTE}), '')), '')",
    # who never was in touch is counted from the start, and nobody from before the record came to us
    "quiet_since": "max(coalesce(last_contact_on, opened_on), date(created_at, 'localtime'))",
    "review_on": "(SELECT max(review_on) FROM plan WHERE episode_id = episode.id)",
}

CASE_COLUMNS = frozenset(_VALUES)
"""The columns of ``episode`` that only the triggers write."""


class _Source(NamedTuple):
    """Which columns follow from a table, by which of its own columns, and which episodes its row is about.

    These are the episodes whose ``key`` is ``named``, where ``{row}`` stands for the row that was written.
    """

    table: str
    watched: str
    columns: tuple[str, ...]
    key: str = "id"
    named: str = "{row}.episode_id"
    when: tuple[str, ...] = ("INSERT", "UPDATE", "DELETE")


# A day of contact is one on which they met, somebody tried to reach them, or a note was written about.
_SOURCES = (
    _Source("employment", "work_status, episode_id", ("work_status",)),
    _Source(
        "fit_note", "ends_on, withdrawn_on, episode_id", ("fit_note_ends_on",), "participant_id",
        "(SELECT participant_id FROM episode AS spell WHERE spell.id = {row}.episode_id)",
    ),
    _Source("contact", "state, starts_at, episode_id", ("next_contact_at", "last_contact_on")),
    _Source("contact_attempt", "tried_at, episode_id", ("last_contact_on",)),
    _Source("note", "happened_on, episode_id", ("last_contact_on",)),
    _Source("plan", "review_on, episode_id", ("review_on",)),
    _Source("referral", "received_on, episode_id", ("referred_on",)),
    _Source("participant", "area, interpreter", ("area", "needs_format"), "participant_id", "{row}.id", ("UPDATE",)),
    _Source("communication_need", "code, participant_id", ("needs_format",), "participant_id", "{row}.participant_id"),
    _Source(
        "episode", "participant_id, opened_on, last_contact_on, created_at",
        ("area", "needs_format", "referred_on", "fit_note_ends_on", "quiet_since"),
        "participant_id", "{row}.participant_id", ("INSERT", "UPDATE"),
    ),
)  # fmt: skip


def _trigger(source: _Source, when: str) -> str:
    """Return the statement that makes one trigger. A row that moves changes the episode it leaves, too."""
    sets = ", ".join(f"{column} = {_VALUES[column]}" for column in source.columns)
    changed = " OR ".join(f"{column} IS NOT {_VALUES[column]}" for column in source.columns)
    rows = {"INSERT": ("NEW",), "UPDATE": ("NEW", "OLD"), "DELETE": ("OLD",)}[when]
    episodes = " OR ".join(f"{source.key} = {source.named.format(row=row)}" for row in rows)
    of = f" OF {source.watched}" if when == "UPDATE" else ""
    deed = f"UPDATE episode SET {sets} WHERE ({episodes}) AND ({changed})"  # noqa: S608 - constants of this module
    return f"CREATE TRIGGER {_name(source, when)} AFTER {when}{of} ON {source.table} BEGIN {deed}; END"


def _name(source: _Source, when: str) -> str:
    return f"case_{source.table}_{when.lower()}"


CASE_COLUMNS_DDL = tuple(_trigger(source, when) for source in _SOURCES for when in source.when)


@contextmanager
def without_triggers(session: Session) -> Iterator[None]:
    """Take the triggers away while many rows are written by somebody who sets the columns; then put them back.

    Inside one transaction: whoever reads meanwhile sees the triggers as they were.
    """
    connection = session.connection()
    for source in _SOURCES:
        for when in source.when:
            connection.exec_driver_sql(f"DROP TRIGGER {_name(source, when)}")
    yield
    for statement in CASE_COLUMNS_DDL:
        connection.exec_driver_sql(statement)


def set_between(session: Session, first: int, last: int) -> None:
    """Work the columns out for the episodes with these ids and those between, written without the triggers."""
    sets = ", ".join(f"{column} = {value}" for column, value in _VALUES.items())
    session.connection().exec_driver_sql(f"UPDATE episode SET {sets} WHERE id BETWEEN ? AND ?", (first, last))  # noqa: S608 - constants of this module
