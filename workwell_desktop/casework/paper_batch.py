"""The papers of a week for one coach: plans to look at again and letters that nobody has yet, made in one go.

A letter is only ever taken out of the vault, as it was agreed and issued; none is made here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from workwell_desktop.casework import dates, papers
from workwell_desktop.casework.mine import mine, name_columns, name_of
from workwell_desktop.casework.plan_paper import issue_plan
from workwell_desktop.casework.today_questions import NOT_PRINTED
from workwell_desktop.errors import NotKept, WorkwellError
from workwell_desktop.models.episodes import Episode
from workwell_desktop.models.papers import Paper, PaperSent
from workwell_desktop.models.participants import Participant
from workwell_desktop.models.plans import Plan
from workwell_desktop.vault.store import Vault

WEEK = timedelta(days=7)


@dataclass(frozen=True)
class DuePaper:
    """One paper that is due: of whom, what it is, and why now. ``paper_id`` is 0 for a plan, which is made anew."""

    person_id: int
    name: str
    what: str
    why: str
    paper_id: int = 0


@dataclass(frozen=True)
class DonePaper:
    """One paper that is ready: what was due, its id, and its bytes as issued."""

    due: DuePaper
    paper_id: int
    pdf: bytes


@dataclass(frozen=True)
class LeftPaper:
    """One paper that could not be made, with the reason and what to do, in sentences."""

    due: DuePaper
    reason: str


@dataclass(frozen=True)
class Batch:
    """What came of it. ``not_begun`` are those that were left when somebody pressed *Stop*."""

    made: tuple[DonePaper, ...] = ()
    left: tuple[LeftPaper, ...] = ()
    not_begun: tuple[DuePaper, ...] = ()


def due_this_week(vault: Vault) -> tuple[DuePaper, ...]:
    """Return the papers of this coach that are due: plans whose review is within a week, letters that nobody has."""
    today = vault.clock.today()
    with vault.reading() as session:
        return (*_plans(session, vault.member_id, today), *_letters(session, vault.member_id, today))


def make_all(
    vault: Vault,
    due: Sequence[DuePaper],
    told: Callable[[int, int], object] = lambda _done, _whole: None,
    stopped: Callable[[], bool] = lambda: False,
) -> Batch:
    """Make these papers one after the other; each is kept whole in the vault before the next is begun.

    ``told`` is called with how many are done, and of how many; ``stopped`` is asked between two papers. One that cannot
    be made is named with its reason, and the others go on. Slow: on the worker. Raises ``NotKept`` when the disk
    refuses, because then none of the others could be kept either.
    """
    made: list[DonePaper] = []
    left: list[LeftPaper] = []
    for number, one in enumerate(due):
        if stopped():
            return Batch(tuple(made), tuple(left), tuple(due[number:]))
        try:
            made.append(_make(vault, one))
        except NotKept:
            raise
        except WorkwellError as problem:
            left.append(LeftPaper(one, f"{problem.sentence} {problem.next_step}".strip()))
        told(number + 1, len(due))
    return Batch(tuple(made), tuple(left))


def check_batch(vault: Vault, made: Sequence[DonePaper]) -> None:
    """Raise ``SharingStopped`` when one of these papers may not leave any more. To be asked before they are printed."""
    for one in made:
        papers.check_release(vault, one.paper_id)


def note_batch_printed(vault: Vault, made: Sequence[DonePaper]) -> None:
    """Write down that these papers went to a printer. Raises ``NotKept``."""
    for one in made:
        papers.note_printed(vault, one.paper_id)


def _make(vault: Vault, due: DuePaper) -> DonePaper:
    paper_id = due.paper_id or issue_plan(vault, due.person_id)
    papers.check_release(vault, paper_id)
    return DonePaper(due, paper_id, papers.paper_bytes(vault, paper_id))


def _plans(session: Session, member_id: int, today: date) -> Iterator[DuePaper]:
    query = (
        select(Plan.review_on, *name_columns())
        .join(Episode, Episode.id == Plan.episode_id)
        .join(Participant, Participant.id == Episode.participant_id)
        .where(Plan.review_on.between(today - WEEK, today + WEEK))
        .order_by(Plan.review_on, Plan.id)
    )
    for row in session.execute(mine(query, member_id)):
        was = "is" if row.review_on >= today else "was"
        yield DuePaper(row.id_1, name_of(row), "Plan", f"The review {was} due on {dates.plain(row.review_on)}.")


def _letters(session: Session, member_id: int, today: date) -> Iterator[DuePaper]:
    gone = exists().where(PaperSent.paper_id == Paper.id)
    query = (
        select(Paper.id.label("paper_id"), Paper.recipient, Paper.issued_on, *name_columns())
        .join(Episode, Episode.id == Paper.episode_id)
        .join(Participant, Participant.id == Episode.participant_id)
        .where(Paper.kind == papers.LETTER, Paper.issued_on >= today - NOT_PRINTED, ~gone)
        .order_by(Paper.issued_on, Paper.id)
    )
    for row in session.execute(mine(query, member_id)):
        why = f"Agreed on {dates.plain(row.issued_on)}. Nobody has it yet, as far as it is written down."
        yield DuePaper(row.id_1, name_of(row), f"Letter to {row.recipient}", why, row.paper_id)
