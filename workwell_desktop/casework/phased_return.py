"""Going back to work in stages: what was planned, kept day by day, agreed, and said in plain words.

The days are worked out from the usual week and the settings, and may then be changed by hand. Working them out again
takes such changes away, so it has to be asked for; how it was can be put back.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from workwell_desktop.casework import bank_holidays, dates, lists
from workwell_desktop.casework.drafts import drop_draft, keep_draft, load_draft
from workwell_desktop.casework.entry_check import Check
from workwell_desktop.casework.people import call_name, current_episode
from workwell_desktop.casework.phased_return_checks import NoteFacts, StageFacts, Worry, worries
from workwell_desktop.casework.phased_return_entry import (
    ReadEntry,
    StagesEntry,
    entry_of,
    new_entry,
    proposed_reviews,
    read_entry,
)
from workwell_desktop.casework.phased_return_rows import (
    AGREED,
    DRAFT,
    ENTITY,
    StagesContent,
    content_of,
    stages_row,
    write_content,
    write_day,
)
from workwell_desktop.casework.phased_return_rules import Week, mondays, planned_days, week_line, weeks_of
from workwell_desktop.casework.shift_times import Shift
from workwell_desktop.errors import WorkwellError
from workwell_desktop.models.audit import RecordVersion
from workwell_desktop.models.employment import Employment, FitNote
from workwell_desktop.models.episodes import Episode
from workwell_desktop.models.phased_returns import PhasedReturn
from workwell_desktop.vault.store import Transaction, Vault
from workwell_desktop.vault.versions import add_version

SCREEN = "stages"
_CHANGED = "The weeks were changed after they were agreed."


@dataclass(frozen=True)
class StagesState:
    """Going back in stages as it is shown. ``content`` is nothing before anything was written.

    ``by_hand``: days differ from what the settings give. ``entry`` are the settings as they would be typed.
    """

    participant_id: int
    call_name: str
    employer: str
    content: StagesContent | None
    entry: StagesEntry
    weeks: tuple[Week, ...] = ()
    worries: tuple[Worry, ...] = ()
    holidays: frozenset[date] = frozenset()
    by_hand: bool = False
    agreed_on: date | None = None
    agreed_how: str = ""

    @property
    def agreed(self) -> bool:
        """Whether the weeks are agreed, so that no day changes."""
        return self.agreed_on is not None

    @property
    def status(self) -> str:
        """Say how it stands."""
        return f"Agreed {dates.plain(self.agreed_on)}" if self.agreed_on else "Not agreed yet"


def load_stages(vault: Vault, participant_id: int) -> StagesState:
    """Return the stages of the present episode with everything that is worth a look.

    The bank holidays are worked out with it, which is slow the first time (:func:`bank_holidays.bank_holidays`).
    """
    with vault.reading() as session:
        return _state(session, participant_id)


def weeks_in(session: Session, episode_id: int) -> tuple[Week, ...]:
    """Return the weeks of an episode's stages; none when nothing was planned. Inside the caller's transaction only."""
    row = stages_row(session, episode_id)
    if row is None:
        return ()
    content = content_of(session, row)
    return weeks_of(content.days, mondays(content.pattern, content.settings))


def weeks_planned(vault: Vault, participant_id: int) -> tuple[Week, ...]:
    """Return the weeks of the present episode's stages, without what is worth a look."""
    with vault.reading() as session:
        return weeks_in(session, current_episode(session, participant_id).id)


def stages_lines(session: Session, episode_id: int) -> tuple[str, ...]:
    """Return the stages in plain words, a line for each week; none when nothing was planned.

    ``Week 1, from Monday 4 January: Monday, Wednesday and Friday, 09:00 to 13:00. 12 hours.`` For use inside the
    caller's transaction only. No word about anybody's health stands in them.
    """
    return tuple(week_line(week) for week in weeks_in(session, episode_id))


def save_stages(
    vault: Vault, participant_id: int, entry: StagesEntry, *, throw_away: bool = False
) -> StagesContent | None:
    """Work the days out from the settings and keep both; return what was there before, for :func:`put_back`.

    Raises ``InputProblem`` by field; ``WorkwellError`` when the weeks are agreed, or when days that were changed by
    hand would be lost and nobody said that they may (``throw_away``); ``NotKept``.
    """
    read = read_entry(entry, vault.clock.today())
    days = planned_days(read.pattern, read.settings, _holidays(read))
    reviews = proposed_reviews(read, days) if read.reviews is None else read.reviews
    with vault.transaction() as transaction:
        episode = current_episode(transaction.session, participant_id)
        row = stages_row(transaction.session, episode.id)
        _refuse_agreed(row)
        before = content_of(transaction.session, row) if row is not None else None
        if before is not None and not throw_away and _by_hand(before):
            raise WorkwellError("Some days were changed by hand.", "Say first that they may be worked out again.")
        write_content(
            transaction, row, episode.id, StagesContent(read.settings, read.pattern, days, reviews, read.note)
        )
        drop_draft(transaction, SCREEN, participant_id)
        return before


def put_back(vault: Vault, participant_id: int, content: StagesContent) -> None:
    """Write everything as it was before. Raises ``WorkwellError`` when the weeks are agreed; ``NotKept``."""
    with vault.transaction() as transaction:
        episode = current_episode(transaction.session, participant_id)
        row = stages_row(transaction.session, episode.id)
        _refuse_agreed(row)
        write_content(transaction, row, episode.id, content)


def change_day(vault: Vault, participant_id: int, day: date, shift: Shift | None) -> Shift | None:
    """Keep other hours for one day, or none (a rest day), and return those it had.

    Raises ``WorkwellError`` when the weeks are agreed, or the day lies outside of them; ``NotKept``.
    """
    with vault.transaction() as transaction:
        row = _own(transaction, participant_id)
        _refuse_agreed(row)
        content = content_of(transaction.session, row)
        if not any(0 <= (day - monday).days < 7 for monday in mondays(content.pattern, content.settings)):
            raise WorkwellError("This day is not in these weeks.", "Change the number of weeks in the settings.")
        return write_day(transaction, row, day, shift)


def agree_stages(vault: Vault, participant_id: int, *, agreed_on: str, how: str) -> None:
    """Keep the weeks as agreed: as a version that never changes. ``agreed_on`` as typed, ``how`` a code of the list.

    Raises ``InputProblem`` for agreed_on and how; ``WorkwellError`` when they are agreed already; ``NotKept``.
    """
    day = read_agreed(vault.clock.today(), agreed_on, how)
    with vault.transaction() as transaction:
        row = _own(transaction, participant_id)
        _refuse_agreed(row)
        content = content_of(transaction.session, row)
        if not content.days:
            raise WorkwellError("No work is planned in these weeks.", "Add a day first.")
        row.state, row.agreed_on, row.agreed_how = AGREED, day, how
        lines = [week_line(week) for week in weeks_of(content.days, mondays(content.pattern, content.settings))]
        kept = {"lines": lines, "reviews": list(content.reviews), "note": content.note}
        mine = (RecordVersion.entity == ENTITY, RecordVersion.entity_id == row.id)
        again = transaction.session.scalar(select(RecordVersion.id).where(*mine).limit(1)) is not None
        add_version(transaction, ENTITY, row.id, kept, reason=_CHANGED if again else "", method=how, signed_on=day)
        transaction.record("agree", ENTITY, row.id, {"on": day.isoformat(), "how": how})


def read_agreed(today: date, agreed_on: str, how: str) -> date:
    """Read when and how something was agreed. Raises ``InputProblem`` for agreed_on and how."""
    check = Check(today)
    day = check.past(agreed_on, "agreed_on", "Type the day this was agreed.")
    if lists.find("agreement_method", how) is None:
        check.problems["how"] = "Choose how this was agreed."
    check.done()
    return day or today  # a missing day is a problem, and raised above


def change_stages(vault: Vault, participant_id: int) -> None:
    """Make agreed weeks a draft again; what was agreed stays as a version. Raises ``WorkwellError``; ``NotKept``."""
    with vault.transaction() as transaction:
        row = _own(transaction, participant_id)
        row.state, row.agreed_on, row.agreed_how = DRAFT, None, ""
        transaction.record("change", ENTITY, row.id, {"state": DRAFT})


def keep_typed(vault: Vault, participant_id: int, typed: dict[str, object]) -> None:
    """Keep the settings that are being typed, as they stand. Raises ``NotKept``."""
    keep_draft(vault, SCREEN, participant_id, typed)


def typed_before(vault: Vault, participant_id: int) -> dict[str, object] | None:
    """Return the settings that were being typed and are not saved yet, or nothing."""
    kept = load_draft(vault, SCREEN, participant_id)
    return None if kept is None else kept.content


def _state(session: Session, participant_id: int) -> StagesState:
    episode = current_episode(session, participant_id)
    job = session.scalar(select(Employment).where(Employment.episode_id == episode.id))
    name, employer = call_name(session, participant_id), job.employer if job is not None else ""
    row = stages_row(session, episode.id)
    if row is None:
        return StagesState(participant_id, name, employer, None, new_entry())
    content = content_of(session, row)
    starts = mondays(content.pattern, content.settings)
    facts = StageFacts(
        name,
        content.settings,
        content.pattern,
        content.days,
        starts,
        content.reviews,
        tuple(_notes(session, participant_id)),
        bank_holidays.between(starts[0], starts[-1] + timedelta(days=6)),
        job.hours_per_week if job is not None else None,
        episode.weeks_end_on,
    )
    return StagesState(
        participant_id,
        name,
        employer,
        content,
        entry_of(content),
        weeks_of(content.days, starts),
        worries(facts),
        facts.holidays,
        _by_hand(content),
        row.agreed_on if row.state == AGREED else None,
        lists.label("agreement_method", row.agreed_how),
    )


def _notes(session: Session, participant_id: int) -> Iterator[NoteFacts]:
    query = select(FitNote).join(Episode, Episode.id == FitNote.episode_id)
    query = query.where(Episode.participant_id == participant_id, FitNote.withdrawn_on.is_(None))
    for row in session.scalars(query.order_by(FitNote.id)):
        if row.starts_on is not None or row.ends_on is not None:
            yield NoteFacts(row.starts_on, row.ends_on, row.advice, row.phased_return or row.altered_hours)


def _by_hand(content: StagesContent) -> bool:
    """Say whether the days are others than those that the settings give."""
    read = ReadEntry(content.settings, dict(content.pattern), (), "")
    return dict(content.days) != planned_days(content.pattern, content.settings, _holidays(read))


def _holidays(read: ReadEntry) -> frozenset[date]:
    starts = mondays(read.pattern, read.settings)
    return bank_holidays.between(starts[0], starts[-1] + timedelta(days=6))


def _own(transaction: Transaction, participant_id: int) -> PhasedReturn:
    row = stages_row(transaction.session, current_episode(transaction.session, participant_id).id)
    if row is None:
        raise WorkwellError("Nothing is planned yet.", "Make the weeks first.")
    return row


def _refuse_agreed(row: PhasedReturn | None) -> None:
    if row is not None and row.state == AGREED:
        raise WorkwellError("These weeks are agreed.", "Choose “Change the weeks” first.")
