"""The rows of going back in stages: read into plain values and written again, inside one transaction."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from workwell_desktop.casework.phased_return_rules import Days, Pattern, Settings
from workwell_desktop.casework.shift_times import Shift
from workwell_desktop.models.phased_returns import PhasedReturn, PhasedReview, PlannedDay, UsualDay
from workwell_desktop.vault.store import Transaction

ENTITY = PhasedReturn.__tablename__
DRAFT, AGREED = "draft", "agreed"
_OF_IT = (UsualDay, PlannedDay, PhasedReview)


@dataclass(frozen=True)
class StagesContent:
    """All that was written: the settings, the usual week, the days as planned, the reviews, and a note."""

    settings: Settings
    pattern: Pattern
    days: Days
    reviews: tuple[date, ...] = ()
    note: str = ""


def stages_row(session: Session, episode_id: int) -> PhasedReturn | None:
    """Return the row of an episode's stages, for use inside the caller's transaction only."""
    return session.scalar(select(PhasedReturn).where(PhasedReturn.episode_id == episode_id))


def content_of(session: Session, row: PhasedReturn) -> StagesContent:
    """Return what a row and those below it hold."""
    usual = session.scalars(select(UsualDay).where(UsualDay.phased_return_id == row.id).order_by(UsualDay.weekday))
    days = session.scalars(
        select(PlannedDay).where(PlannedDay.phased_return_id == row.id).order_by(PlannedDay.worked_on)
    )
    reviews = select(PhasedReview.review_on).where(PhasedReview.phased_return_id == row.id)
    return StagesContent(
        Settings(row.starts_on, row.weeks, row.share, row.method, row.rest_between, row.on_bank_holidays),
        {one.weekday: _shift(one) for one in usual},
        {one.worked_on: _shift(one) for one in days},
        tuple(session.scalars(reviews.order_by(PhasedReview.review_on))),
        row.note,
    )


def write_content(transaction: Transaction, row: PhasedReturn | None, episode_id: int, content: StagesContent) -> int:
    """Write everything anew, into the row or a new one, and return its id."""
    session, settings = transaction.session, content.settings
    values = {
        "starts_on": settings.starts_on,
        "weeks": settings.weeks,
        "share": settings.share,
        "method": settings.method,
        "rest_between": settings.rest_between,
        "on_bank_holidays": settings.on_bank_holidays,
        "note": content.note,
    }
    new = row is None
    if row is None:
        row = PhasedReturn(episode_id=episode_id, state=DRAFT, **values)
        session.add(row)
    for name, value in values.items():
        setattr(row, name, value)
    session.flush()
    for table in _OF_IT:
        session.execute(delete(table).where(table.phased_return_id == row.id))
    session.add_all(
        UsualDay(phased_return_id=row.id, weekday=weekday, **_values(shift))
        for weekday, shift in content.pattern.items()
    )
    session.add_all(_planned(row.id, content.days.items()))
    session.add_all(PhasedReview(phased_return_id=row.id, review_on=day) for day in sorted(set(content.reviews)))
    session.flush()
    transaction.record("add" if new else "change", ENTITY, row.id)
    return row.id


def write_day(transaction: Transaction, row: PhasedReturn, day: date, shift: Shift | None) -> Shift | None:
    """Write one day, or take it out, and return how it was."""
    session = transaction.session
    there = session.scalar(select(PlannedDay).where(PlannedDay.phased_return_id == row.id, PlannedDay.worked_on == day))
    before = _shift(there) if there is not None else None
    if there is not None and shift is None:
        session.delete(there)
    elif there is not None and shift is not None:
        there.starts_at, there.ends_at, there.break_minutes = shift.starts, shift.ends, shift.pause
    elif shift is not None:
        session.add_all(_planned(row.id, [(day, shift)]))
    session.flush()
    transaction.record("change", ENTITY, row.id, {"day": day.isoformat(), "works": shift is not None})
    return before


def _planned(row_id: int, days: Iterable[tuple[date, Shift]]) -> list[PlannedDay]:
    return [PlannedDay(phased_return_id=row_id, worked_on=day, **_values(shift)) for day, shift in days]


def _shift(row: UsualDay | PlannedDay) -> Shift:
    return Shift(row.starts_at, row.ends_at, row.break_minutes)


def _values(shift: Shift) -> dict[str, int]:
    return {"starts_at": shift.starts, "ends_at": shift.ends, "break_minutes": shift.pause}
