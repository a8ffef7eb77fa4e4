"""The whole caseload as a list: in any order, filtered, counted, and read a few rows at a time.

The order of a list is worked out once, as the bare ids of its cases; it stays as it is while somebody reads. The rows
themselves are read where they come into sight. Order and count come from one index (``ix_episode_caseload``), which
holds everything that a list is sorted and filtered by.
"""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, select
from sqlalchemy.orm import Session

from workwell_desktop.casework import dates, finding
from workwell_desktop.casework.areas import area_label, area_labels
from workwell_desktop.casework.case_view import MINE, CaseView, Filters
from workwell_desktop.casework.lists import choices, label, names
from workwell_desktop.models.episodes import Episode
from workwell_desktop.models.members import Member
from workwell_desktop.models.participants import Participant
from workwell_desktop.vault.name_search import ids_matching
from workwell_desktop.vault.store import Vault

FIRST = 200  # rows that are shown before the whole order is known
_AT_ONCE = 5_000

_BADGES = {"open": "doing", "referred": "waiting", "closed": "done", "declined": "left_out"}


@dataclass(frozen=True)
class CaseRow:
    """One case: whose it is, the name, and the words of each column by its code.

    ``badge`` is how the state is drawn; ``late`` names the columns whose day is past.
    """

    episode_id: int
    participant_id: int
    name: str
    words: dict[str, str]
    badge: str
    late: frozenset[str] = frozenset()


def case_order(vault: Vault, view: CaseView, most: int = 0) -> array[int]:
    """Return the ids of all cases that fit, in their order; or only the first ``most``. Slow for very many people."""
    query = _asked(vault, select(Episode.id), view)
    if most:
        query = query.limit(most)
    found = array("q")
    with vault.reading() as session:
        query = _ordered(session, query, view)
        for part in session.connection().execute(query).scalars().partitions(_AT_ONCE):
            found.extend(part)
    return found


def count_cases(vault: Vault, view: CaseView) -> int:
    """Return how many cases fit, counted in the index."""
    with vault.reading() as session:
        query = _asked(vault, select(func.count(Episode.id)), view)
        return int(session.connection().execute(query).scalar_one())


def comes_at_once(view: CaseView) -> bool:
    """Say whether the first rows of this list lie side by side in the index, so that they are read in no time."""
    return view.sort == "name" and not view.down and view.filters.whose == MINE and len(view.filters.states) == 1


def case_rows(vault: Vault, episodes: Sequence[int]) -> dict[int, CaseRow]:
    """Return the rows of these cases by their ids. A case that is gone meanwhile is not among them."""
    query = (
        select(*_COLUMNS)
        .join(Participant, Participant.id == Episode.participant_id)
        .join(Member, Member.id == Episode.owner_id)
        .where(Episode.id.in_(episodes), Episode.state != "binned")
    )
    today = vault.clock.today()
    with vault.reading() as session:
        return {row.id: _row(row, today) for row in session.connection().execute(query)}


def offered(name: str) -> tuple[tuple[str, str], ...]:
    """Return the choices of a list as code and word; none where this service has no such list."""
    return tuple((one.code, one.label) for one in choices(name)) if name in names() else ()


def coaches_here(vault: Vault) -> int:
    """Return how many coaches have cases in this vault."""
    with vault.reading() as session:
        return session.scalar(select(func.count()).select_from(Member)) or 0


_COLUMNS = (
    Episode.id, Episode.participant_id, Episode.state, Episode.opened_on, Episode.closed_on, Episode.plan_type,
    Episode.work_status, Episode.fit_note_ends_on, Episode.next_contact_at, Episode.last_contact_on,
    Episode.review_on, Episode.support_level, Episode.area, Episode.referred_on, Participant.first_name,
    Participant.known_as, Participant.last_name, Member.name.label("coach"),
)  # fmt: skip

_DAYS: dict[str, Any] = {
    "fit_note": Episode.fit_note_ends_on,
    "next_meeting": Episode.next_contact_at,
    "last_contact": Episode.last_contact_on,
    "review": Episode.review_on,
    "week": Episode.opened_on,
    "referred": Episode.referred_on,
}
_BACKWARDS = {"week", "referred"}  # a high number is an early day


def _ordered(session: Session, query: Select[Any], view: CaseView) -> Select[Any]:
    """Put a query in order: by day or by the words that are shown; what is empty last, equal ones by name."""
    if view.sort == "name":
        way = (Episode.sort_name.desc(), Episode.id.desc()) if view.down else (Episode.sort_name, Episode.id)
        return query.order_by(*way)
    key = _DAYS[view.sort] if view.sort in _DAYS else _by_words(session, view.sort)
    down = view.down != (view.sort in _BACKWARDS)
    return query.order_by(key.is_(None), key.desc() if down else key, Episode.sort_name, Episode.id)


def _by_words(session: Session, code: str) -> ColumnElement[Any]:
    """Return what sorts a column of codes by the words they are shown with. A code without words stands last."""
    column: Any = {
        "state": Episode.state, "plan_type": Episode.plan_type, "work_status": Episode.work_status,
        "support_level": Episode.support_level, "area": Episode.area, "coach": Episode.owner_id,
    }[code]  # fmt: skip
    words: Mapping[Any, str]
    if code == "coach":
        words = {row.id: row.name for row in session.execute(select(Member.id, Member.name))}
    elif code == "area":
        words = area_labels()
    else:
        words = dict(offered(_LISTS.get(code, code)))
    places = {one: place for place, one in enumerate(sorted(words, key=lambda one: words[one].casefold()))}
    return case(places, value=column, else_=None) if places else func.nullif(column, "")


_LISTS = {"state": "case_state"}


def _asked(vault: Vault, query: Select[Any], view: CaseView) -> Select[Any]:
    """Leave only the cases that fit the filters and what is typed."""
    wanted = view.filters
    query = query.where(Episode.state.in_(wanted.states)) if wanted.states else query.where(Episode.state != "binned")
    if wanted.whose == MINE:
        query = query.where(Episode.owner_id == vault.member_id)
    for column, codes in (
        (Episode.plan_type, wanted.plan_types),
        (Episode.work_status, wanted.work_statuses),
        (Episode.support_level, wanted.support_levels),
    ):
        if codes:
            query = query.where(column.in_(codes))
    if wanted.area:
        query = query.where(Episode.area == wanted.area)
    query = query.where(*_days(wanted, vault.clock.today()))
    if view.text.strip():
        question = finding.ids_question(vault, view.text)
        if not any(question):
            return query.where(Episode.id < 0)  # something is typed, and nobody can fit it
        query = query.where(Episode.participant_id.in_(ids_matching(*question)))
    return query


def _days(wanted: Filters, today: date) -> list[ColumnElement[bool]]:
    asked: list[ColumnElement[bool]] = []
    if wanted.fit_note_within:
        asked.append(Episode.fit_note_ends_on.between(today, today + timedelta(days=wanted.fit_note_within)))
    if wanted.quiet_for:
        last = func.coalesce(Episode.last_contact_on, Episode.opened_on)
        asked.append(last < (today - timedelta(days=wanted.quiet_for)).isoformat())
    if wanted.review_overdue:
        asked.append(Episode.review_on < today)
    if wanted.needs_format:
        asked.append(Episode.needs_format.is_(True))
    if wanted.closed_from:
        asked.append(Episode.closed_on >= wanted.closed_from)
    if wanted.closed_to:
        asked.append(Episode.closed_on <= wanted.closed_to)
    return asked


def _row(row: Any, today: date) -> CaseRow:
    ends, review = row.fit_note_ends_on, row.review_on
    meeting = None if row.next_contact_at is None else row.next_contact_at.astimezone()
    weeks = ((row.closed_on or today) - row.opened_on).days // 7 + 1
    words = {
        "name": f"{row.known_as or row.first_name} {row.last_name}".strip(),
        "state": label("case_state", row.state),
        "week": "" if row.state in {"referred", "declined"} else f"{max(weeks, 1)}",
        "plan_type": label("plan_type", row.plan_type),
        "work_status": label("work_status", row.work_status),
        "fit_note": _day(ends, today),
        "next_meeting": "" if meeting is None else _meeting(meeting, today),
        "last_contact": _day(row.last_contact_on, today),
        "review": _day(review, today),
        "support_level": label("support_level", row.support_level) if offered("support_level") else row.support_level,
        "area": area_label(row.area) if row.area else "",
        "referred": "" if row.referred_on is None else f"{(today - row.referred_on).days}",
        "coach": row.coach,
    }
    open_now = row.state == "open"
    past = {
        "fit_note": ends is not None and ends < today,
        "review": review is not None and review < today,
        "next_meeting": meeting is not None and meeting.date() < today,
    }
    late = frozenset(code for code, is_past in past.items() if is_past and open_now)
    badge = _BADGES.get(row.state, "idea")
    return CaseRow(row.id, row.participant_id, words["name"], words, badge, late)


def _day(day: date | None, today: date) -> str:
    if day is None:
        return ""
    words = dates.short(day, today).split()
    return " ".join([words[0], words[1][:3], *words[2:]])


def _meeting(at: datetime, today: date) -> str:
    day = "Today" if at.date() == today else _day(at.date(), today)
    return f"{day}, {at:%H:%M}"
