"""What every table shares: names for its constraints, times in UTC, and who made and changed each row."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, ClassVar

from sqlalchemy import DateTime, Dialect, ForeignKey, MetaData
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeDecorator

# A constraint with a name of its own can be changed by a later migration; SQLite gives none by itself.
NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class UtcDateTime(TypeDecorator[datetime]):
    """A moment in time: aware UTC in Python, UTC without a zone in the database.

    A moment without a zone is refused, because nobody could say later what was meant.
    """

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - fixed by SQLAlchemy
        """Turn an aware moment into UTC for the database. Raises ``ValueError`` for one without a zone."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - fixed by SQLAlchemy
        """Give a stored moment its zone back: UTC."""
        return None if value is None else value.replace(tzinfo=UTC)


class Base(DeclarativeBase):
    """The family of all our tables. ``Mapped[datetime]`` is kept as :class:`UtcDateTime`."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map: ClassVar[dict[Any, Any]] = {datetime: UtcDateTime}


class Kept:
    """What every row carries: its number, and who made and last changed it, when (UTC).

    A vault transaction fills the four stamps by itself, so casework never sets them.
    """

    id: Mapped[int] = mapped_column(primary_key=True, sort_order=-10)
    created_at: Mapped[datetime] = mapped_column(sort_order=90)
    created_by: Mapped[int] = mapped_column(ForeignKey("vault_member.id"), sort_order=91)
    updated_at: Mapped[datetime] = mapped_column(sort_order=92)
    updated_by: Mapped[int] = mapped_column(ForeignKey("vault_member.id"), sort_order=93)
