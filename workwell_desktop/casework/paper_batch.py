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
from workwell_desktop.casework.needs import Undone, cannot_print
from workwell_desktop.casework.paper_register import remove_sent, usual_entry, write_sent
from workwell_desktop.casework.paper_release import Release, release_of
from workwell_desktop.casework.plan_papers import issue_recorded
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
    """One paper that is ready: what was due, its id, its bytes as issued, and what is looked at before it is printed.

    ``release`` says whom it is about and where it goes, ``undone`` what they need and that no printer does by itself.
    """

    due: DuePaper
    paper_id: int
    pdf: bytes
    release: Release
    undone: tuple[Undone, ...] = ()


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


def note_batch_printed(vault: Vault, made: Sequence[DonePaper]) -> None:
    """Write down that these papers went to a printer. Raises ``NotKept``."""
    for one in made:
        papers.note_printed(vault, one.paper_id)


def still_whole(vault: Vault, batch: Batch) -> Batch:
    """Return a batch without the papers that may not go out any more; they are named among those that are left.

    To be asked right before it is printed: an agreement may have been taken back since the papers were made.
    """
    left = [LeftPaper(one.due, why) for one in batch.made if (why := release_of(vault, one.paper_id).stopped)]
    gone = {one.due for one in left}
    made = tuple(one for one in batch.made if one.due not in gone)
    return Batch(made, (*batch.left, *left), batch.not_begun)


def write_batch_sent(vault: Vault, made: Sequence[DonePaper], way: str) -> tuple[int, ...]:
    """Write down that all of these went the same way today, each to whom it is for; return the ids of those lines.

    Raises as ``write_sent``; nothing is written down then.
    """
    lines: list[int] = []
    try:
        # One by one, so that those which came before a failure are known.
        lines.extend(write_sent(vault, one.paper_id, usual_entry(vault, one.paper_id, way)) for one in made)
    except WorkwellError:
        take_back_sent(vault, lines)
        raise
    return tuple(lines)


def take_back_sent(vault: Vault, lines: Sequence[int]) -> None:
    """Take out lines that were written by mistake. Raises ``NotKept``."""
    for line in lines:
        remove_sent(vault, line)


def _make(vault: Vault, due: DuePaper) -> DonePaper:
    paper_id = due.paper_id or issue_recorded(vault, due.person_id)
    papers.check_release(vault, paper_id)
    release = release_of(vault, paper_id)
    return DonePaper(due, paper_id, papers.paper_bytes(vault, paper_id), release, cannot_print(vault, paper_id))


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
