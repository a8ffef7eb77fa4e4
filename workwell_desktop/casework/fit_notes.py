"""Fit notes: each one with its days, advice and who signed it; which days are covered; and what is worth a look.

A coach writes down what a paper says, and never certifies anything. A note written down by mistake is taken back and
stays readable.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Date, and_, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from workwell_desktop.casework import fit_note_rules, lists
from workwell_desktop.casework.dates import Lean, Understood, plain, read_date
from workwell_desktop.casework.drafts import drop_draft
from workwell_desktop.casework.entry_check import read_end, read_near
from workwell_desktop.casework.fit_note_rules import FitNoteFacts, Span, Standing, days_words, span_words
from workwell_desktop.casework.people import call_name, current_episode
from workwell_desktop.casework.tabs import INTAKE
from workwell_desktop.casework.waiting import MOST_TOLD, WaitingRow
from workwell_desktop.errors import InputProblem, WorkwellError
from workwell_desktop.models.employment import FitNote
from workwell_desktop.models.episodes import Episode
from workwell_desktop.models.participants import Participant
from workwell_desktop.vault.store import Transaction, Vault

SCREEN = "fit_notes"
OPTIONS = ("phased_return", "altered_hours", "amended_duties", "workplace_adaptations")
DATES: dict[str, Lean] = {"assessed_on": "past", "starts_on": "past", "ends_on": "future", "issued_on": "past"}
_TEXTS = ("comment", "certifier_name")
_LISTS = {"advice": "fit_note_advice", "assess_again": "assess_again", "certifier_profession": "certifier_profession"}
_STILL_TO_COME = "This day is still to come. Check the date."


@dataclass(frozen=True)
class FitNoteEntry:
    """A fit note as it is typed, in the order of the form. Codes are those of the lists."""

    assessed_on: str = ""
    advice: str = ""
    options: tuple[str, ...] = ()
    comment: str = ""
    starts_on: str = ""
    ends_on: str = ""
    assess_again: str = ""
    issued_on: str = ""
    certifier_name: str = ""
    certifier_profession: str = ""


@dataclass(frozen=True)
class NoteLine:
    """One fit note as it is shown. ``worth`` is what is worth a look; ``entry`` is how it would be typed."""

    id: int
    days: str
    length: str
    advice: str
    helps: str
    comment: str
    signed: str
    again: str
    worth: tuple[str, ...]
    taken_back: str
    entry: FitNoteEntry


@dataclass(frozen=True)
class SpanLine:
    """Some days of the timeline in words; ``covered`` by a note, or a gap."""

    days: str
    length: str
    covered: bool
    advice: str
    first: date
    last: date | None


@dataclass(frozen=True)
class FitNotes:
    """Everything about one person's fit notes, the newest first. ``standing`` says how the days stand today."""

    participant_id: int
    call_name: str
    notes: tuple[NoteLine, ...]
    taken_back: tuple[NoteLine, ...]
    spans: tuple[SpanLine, ...]
    standing: Standing
    standing_line: str
    today: date


def load_fit_notes(vault: Vault, participant_id: int) -> FitNotes:
    """Return every fit note of a participant, from all their spells of support."""
    today = vault.clock.today()
    with vault.reading() as session:
        rows = _rows(session, participant_id)
        name = call_name(session, participant_id)
        kept = [row for row in rows if row.withdrawn_on is None and row.advice != "none"]
        facts = [_facts(row) for row in kept]
        stands = fit_note_rules.standing(facts, today)
        advice = {row.id: lists.label("fit_note_advice", row.advice) for row in kept}
        return FitNotes(
            participant_id=participant_id,
            call_name=name,
            notes=tuple(_line(row, facts, today) for row in rows if row.withdrawn_on is None),
            taken_back=tuple(_line(row, (), today) for row in rows if row.withdrawn_on is not None),
            spans=tuple(_span(one, advice, today) for one in fit_note_rules.timeline(facts)),
            standing=stands,
            standing_line=standing_words(stands, today),
            today=today,
        )


def standing_in(session: Session, participant_id: int, today: date) -> Standing:
    """Return how somebody's fit notes stand today, inside the caller's transaction."""
    rows = _rows(session, participant_id)
    facts = [_facts(row) for row in rows if row.withdrawn_on is None and row.advice != "none"]
    return fit_note_rules.standing(facts, today)


def standing_words(stands: Standing, today: date) -> str:
    """Say how the days stand in one sentence; nothing where there is no note."""
    if stands.kind == "none":
        return ""
    if stands.day is None:
        return "A fit note covers today. It gives no last day."
    away = abs((stands.day - today).days)
    if stands.kind == "ended":
        return f"The fit note ended on {plain(stands.day)}, {days_words(away)} ago."
    if stands.kind == "to_come":
        return f"The next fit note begins on {plain(stands.day)}, in {days_words(away)}."
    ends = "today" if away == 0 else "tomorrow" if away == 1 else f"on {plain(stands.day)}, in {days_words(away)}"
    return f"Fit notes cover today. They end {ends}."


def worth_a_look(vault: Vault, participant_id: int, note_id: int, entry: FitNoteEntry) -> dict[str, str]:
    """Return what is worth a look in a note as it is typed, by field. Dates that cannot be read count as not typed."""
    today = vault.clock.today()
    typed = {name: understood.when for name, understood in _read(entry, today).items()}
    note = FitNoteFacts(id=note_id, advice=entry.advice, helps=bool(entry.options or entry.comment.strip()), **typed)
    with vault.reading() as session:
        others = [_facts(row) for row in _rows(session, participant_id) if row.withdrawn_on is None]
    return fit_note_rules.worth_a_look(note, [one for one in others if one.id != note_id], today)


def save_fit_note(vault: Vault, participant_id: int, entry: FitNoteEntry, note_id: int = 0) -> int:
    """Keep a fit note (``note_id`` 0 is a new one) and return its id.

    Raises ``InputProblem`` for a date that cannot be, an end before the start, and a note about which nothing is said;
    ``WorkwellError`` when the note is not this person's; ``NotKept``.
    """
    values = _checked(entry, vault.clock.today())
    with vault.transaction() as transaction:
        if note_id:
            row = _own(transaction, participant_id, note_id)
        else:
            row = FitNote(episode_id=current_episode(transaction.session, participant_id).id)
            transaction.session.add(row)
        for name, value in values.items():
            setattr(row, name, value)
        transaction.session.flush()
        drop_draft(transaction, SCREEN, participant_id)
        transaction.record("change" if note_id else "add", "fit_note", row.id)
        return row.id


def take_back(vault: Vault, participant_id: int, note_id: int) -> None:
    """Take back a note that was written down by mistake. It stays readable and counts no more.

    Raises ``WorkwellError`` when the note is not this person's; ``NotKept``.
    """
    with vault.transaction() as transaction:
        _own(transaction, participant_id, note_id).withdrawn_on = transaction.clock.today()
        drop_draft(transaction, SCREEN, participant_id)
        transaction.record("withdraw", "fit_note", note_id)


def bring_back(vault: Vault, participant_id: int, note_id: int) -> None:
    """Let a note that was taken back count again. Raises as :func:`take_back` does."""
    with vault.transaction() as transaction:
        _own(transaction, participant_id, note_id).withdrawn_on = None
        transaction.record("restore", "fit_note", note_id)


def waiting(session: Session, member_id: int, today: date) -> Iterator[WaitingRow]:
    """Give at most a hundred fit notes that end within a week, or ended up to two weeks ago with nothing after them.

    The soonest first, straight from the index of the days they end. A note is a person's: one from an earlier spell of
    support waits with the open one. For use inside the caller's transaction only.
    """
    known = fit_note_rules.rules()
    later, written, then = aliased(FitNote), aliased(Episode), aliased(Episode)
    goes_on = or_(
        later.starts_on.is_(None),
        later.starts_on <= func.date(FitNote.ends_on, "+1 day", type_=Date),
        later.starts_on <= today,
    )
    longer = or_(
        later.ends_on > FitNote.ends_on,
        and_(later.ends_on.is_(None), later.starts_on.is_not(None)),
        and_(later.ends_on == FitNote.ends_on, later.id > FitNote.id),
    )
    query = (
        select(FitNote.ends_on, Participant.id, Participant.first_name, Participant.known_as, Participant.last_name)
        .join(written, written.id == FitNote.episode_id)
        .join(Participant, Participant.id == written.participant_id)
        .join(Episode, Episode.participant_id == written.participant_id)
        .where(FitNote.ends_on.between(today - timedelta(known.past_days), today + timedelta(known.remind_days)))
        .where(FitNote.withdrawn_on.is_(None), FitNote.advice != "none")
        # "+ 0" keeps the database from walking the whole caseload by its index: the few notes come first
        .where(Episode.owner_id + 0 == member_id, Episode.state + "" == "open")
        .where(
            ~exists().where(
                then.participant_id == written.participant_id,
                later.episode_id == then.id,
                later.id != FitNote.id,
                later.withdrawn_on.is_(None),
                later.advice != "none",
                longer,
                goes_on,
            )
        )
        .order_by(FitNote.ends_on)
        .limit(MOST_TOLD)
    )
    for row in session.execute(query):
        name = f"{row.known_as or row.first_name} {row.last_name}".strip()
        yield _waiting_row(row.id, name, (row.ends_on - today).days)


def _waiting_row(person: int, name: str, days: int) -> WaitingRow:
    when = "today" if days == 0 else "tomorrow" if days == 1 else f"in {days} days"
    short = f"Fit note ends {when}" if days >= 0 else f"Fit note ended {days_words(-days)} ago"
    return WaitingRow(
        participant_id=person,
        name=name,
        reason=f"{short}. Ask what comes next.",
        short=short,
        badge="Today" if days == 0 else days_words(days) if days > 0 else "Ended",
        kind="warn",
        deed="Look at the fit note",
        tab=INTAKE,
        section=SCREEN,
    )


def _rows(session: Session, participant_id: int) -> list[FitNote]:
    """Return every note of a person, the one that ends last first."""
    query = (
        select(FitNote)
        .join(Episode, Episode.id == FitNote.episode_id)
        .where(Episode.participant_id == participant_id)
        .order_by(func.coalesce(FitNote.ends_on, FitNote.starts_on).desc(), FitNote.id.desc())
    )
    return list(session.scalars(query))


def _own(transaction: Transaction, participant_id: int, note_id: int) -> FitNote:
    row = transaction.session.get(FitNote, note_id)
    if row is None or transaction.session.get_one(Episode, row.episode_id).participant_id != participant_id:
        raise WorkwellError("This fit note is not here any more.", "Look at the list again.")
    return row


def _facts(row: FitNote) -> FitNoteFacts:
    helps = bool(row.comment or any(getattr(row, name) for name in OPTIONS))
    return FitNoteFacts(row.id, row.starts_on, row.ends_on, row.advice, helps, row.assessed_on, row.issued_on)


def _read(entry: FitNoteEntry, today: date) -> dict[str, Understood]:
    starts = read_near(entry.starts_on, today)
    return {
        "assessed_on": read_date(entry.assessed_on, today, lean="past"),
        "starts_on": starts,
        "ends_on": read_end(entry.ends_on, today, starts.when),
        "issued_on": read_date(entry.issued_on, today, lean="past"),
    }


def _checked(entry: FitNoteEntry, today: date) -> dict[str, Any]:
    problems: dict[str, str] = {}
    days: dict[str, date | None] = {}
    for name, understood in _read(entry, today).items():
        days[name] = understood.when
        if understood.problem:
            problems[name] = understood.problem
        elif name in {"assessed_on", "issued_on"} and understood.when is not None and understood.when > today:
            problems[name] = _STILL_TO_COME
    starts, ends = days["starts_on"], days["ends_on"]
    if starts and ends and ends < starts:
        problems["ends_on"] = fit_note_rules.ENDS_FIRST
    if entry == FitNoteEntry():
        problems["advice"] = "Choose what the note says, or write its days."
    for name, of in _LISTS.items():
        code = getattr(entry, name)
        if code and lists.find(of, code) is None:
            problems[name] = "Choose one of these."
    if problems:
        raise InputProblem(problems)
    return {
        **days,
        **{name: getattr(entry, name) for name in _LISTS},
        **{name: getattr(entry, name).strip() for name in _TEXTS},
        **{name: name in entry.options for name in OPTIONS},
    }


def _line(row: FitNote, others: list[FitNoteFacts] | tuple[()], today: date) -> NoteLine:
    facts = _facts(row)
    worth = fit_note_rules.worth_a_look(facts, [one for one in others if one.id != row.id], today) if others else {}
    ticked = [lists.label("fit_note_option", name) for name in OPTIONS if getattr(row, name)]
    profession = lists.label("certifier_profession", row.certifier_profession)
    signed = [", ".join(part for part in (row.certifier_name, profession) if part)]
    signed += [f"assessed {plain(row.assessed_on)}"] if row.assessed_on else []
    signed += [f"dated {plain(row.issued_on)}"] if row.issued_on else []
    days = span_words(row.starts_on, row.ends_on, today) if row.starts_on else _until(row.ends_on)
    length = (row.ends_on - row.starts_on).days + 1 if row.starts_on and row.ends_on else 0
    return NoteLine(
        id=row.id,
        days=days[:1].upper() + days[1:],
        length=days_words(length) if length > 0 else "",
        advice=lists.label("fit_note_advice", row.advice) or "No advice written down",
        helps=", ".join(ticked),
        comment=row.comment,
        signed=", ".join(part for part in signed if part),
        again=lists.label("assess_again", row.assess_again),
        worth=tuple(worth.values()),
        taken_back=f"Taken back on {plain(row.withdrawn_on)}" if row.withdrawn_on else "",
        entry=_entry(row),
    )


def _until(ends: date | None) -> str:
    return f"Until {plain(ends)}, first day not written down" if ends else "No days written down"


def _entry(row: FitNote) -> FitNoteEntry:
    days = {name: _typed(getattr(row, name)) for name in DATES}
    rest = {name: getattr(row, name) for name in (*_TEXTS, *_LISTS)}
    return FitNoteEntry(**days, **rest, options=tuple(name for name in OPTIONS if getattr(row, name)))


def _typed(day: date | None) -> str:
    return plain(day) if day else ""


def _span(span: Span, advice: dict[int, str], today: date) -> SpanLine:
    days = span_words(span.first, span.last, today)
    return SpanLine(
        days=days[:1].upper() + days[1:],
        length=days_words(span.days) if span.days is not None else "No last day",
        covered=span.covered,
        advice=advice.get(span.note_id, "No fit note"),
        first=span.first,
        last=span.last,
    )
