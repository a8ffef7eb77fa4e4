"""Where the lines of somebody's history come from: one question for each kind of record, all of the same shape.

Each gives when it was (``YYYY-MM-DD`` or ``YYYY-MM-DD HH:MM``, this PC's own time), a rank that settles lines of one
moment, the record's id, its title, a second line, how it stands, and whether it is pinned.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    Text,
    and_,
    case,
    cast,
    func,
    literal,
    literal_column,
    or_,
    select,
)
from sqlalchemy.dialects import sqlite

from workwell_desktop.casework import lists
from workwell_desktop.models.agreements import Agreement, Shared
from workwell_desktop.models.assessments import Assessment
from workwell_desktop.models.attachments import Attachment
from workwell_desktop.models.audit import RecordVersion
from workwell_desktop.models.contacts import Contact, Note, SafetyRecord
from workwell_desktop.models.employment import Absence, FitNote, PastJob
from workwell_desktop.models.episodes import ContactAttempt, Episode, EpisodePause, Referral
from workwell_desktop.models.members import Member
from workwell_desktop.models.papers import Paper
from workwell_desktop.models.phased_returns import PhasedReturn
from workwell_desktop.models.plans import Plan

WHO: ColumnElement[Any] = literal_column(":who", Integer)
_ABOUT = 200  # letters of a note that its line shows
_HERE = "localtime"

Question = Select[Any]

KINDS: tuple[tuple[str, str], ...] = (
    ("meeting", "Meetings"),
    ("note", "Notes"),
    ("try", "Tries"),
    ("support", "Referrals and support"),
    ("work", "Work and fit notes"),
    ("agreement", "Agreements"),
    ("paper", "Papers"),
    ("assessment", "Assessment and scores"),
    ("plan", "Plan"),
    ("file", "Files"),
    ("safety", "Safety records"),
)
"""Every line is of exactly one of these."""

RUNNING = "running"
"""How a meeting stands that was begun and is not closed."""

QUIETLY = "safety"
"""The kind that is shown only when it is asked for."""


@cache
def lines_sql(kinds: frozenset[str]) -> str:
    """Return the SQL for all lines of these kinds about one participant (``:who``); it is worked out once."""
    return " UNION ALL ".join(sql for kind, sql in _branches() if kind in kinds)


@cache
def _branches() -> tuple[tuple[str, str], ...]:
    """Return the SQL of each question, by its kind. Put together each time, it would take longer than the answer."""
    named = [(kind, q.add_columns(literal(n).label("rank"), literal(kind).label("kind"))) for n, (kind, q) in _all()]
    dialect = sqlite.dialect()
    return tuple((kind, str(q.compile(dialect=dialect, compile_kwargs={"literal_binds": True}))) for kind, q in named)


def _all() -> Iterator[tuple[int, tuple[str, Question]]]:
    yield from enumerate(
        (
            ("meeting", _meetings()),
            ("note", _notes()),
            ("try", _tries()),
            *(("support", question) for question in _support()),
            *(("work", question) for question in _work()),
            *(("agreement", question) for question in _agreements()),
            ("paper", _papers()),
            ("assessment", _versions("assessment", Assessment.__table__, "Assessment signed")),
            ("plan", _versions("plan", Plan.__table__, "Plan agreed")),
            ("plan", _versions("phased_return", PhasedReturn.__table__, "Going back in stages agreed")),
            ("file", _files()),
            ("safety", _safety()),
        )
    )


def _line(
    when: ColumnElement[Any],
    row_id: Any,
    title: Any,
    second: Any = "",
    state: Any = "",
    *,
    search: Any = "",
    pinned: Any = False,
    extra: Any = 0,
) -> Question:
    return select(
        when.label("at"),
        row_id.label("id"),
        _text(title).label("title"),
        _text(second).label("second"),
        _text(state).label("state"),
        _text(search).label("search"),
        (literal(int(pinned)) if isinstance(pinned, bool) else pinned).label("pinned"),
        (literal(extra) if isinstance(extra, int) else extra).label("extra"),
    )


def _text(value: Any) -> Any:
    return literal(value, Text) if isinstance(value, str) else value


def _moment(column: Any) -> ColumnElement[Any]:
    return func.strftime("%Y-%m-%d %H:%M", column, _HERE)


def _day(column: Any) -> ColumnElement[Any]:
    return cast(column, Text)


def _label(name: str, column: Any, otherwise: str = "") -> ColumnElement[Any]:
    """Return the label of a code, said by the database: it is filtered by what is shown."""
    known = {choice.code: choice.label for choice in lists.choices(name)}
    return case({**known, "": otherwise}, value=column, else_=column)


def _joined(*parts: Any) -> ColumnElement[Any]:
    """Return texts with a comma between those that say something."""
    said: Any = literal("", Text)
    for part in parts:
        said = said + case((_text(part) == "", ""), (said == "", _text(part)), else_=literal(", ", Text) + _text(part))
    return said  # type: ignore[no-any-return]  # a sum of columns is a column


def _mine(column: Any) -> ColumnElement[bool]:
    return column.in_(select(Episode.id).where(Episode.participant_id == WHO))  # type: ignore[no-any-return]  # as above


def _meetings() -> Question:
    title = case((Contact.purpose == "", "Meeting"), else_=Contact.purpose)
    second = _joined(_label("meeting_way", Contact.mode), Contact.place, Contact.state_note)
    running = and_(Contact.state == "attended", Contact.began_at.is_not(None), Contact.closed_at.is_(None))
    state = case((running, RUNNING), else_=Contact.state)
    return _line(_moment(Contact.starts_at), Contact.id, title, second, state).where(_mine(Contact.episode_id))


def _notes() -> Question:
    title = literal("Note: ", Text) + _label("note_kind", Note.kind, "something else")
    title = case((Note.kind == "", "Note"), else_=title)
    second = func.replace(func.substr(Note.words, 1, _ABOUT), "\n", " ")
    return _line(
        _day(Note.happened_on), Note.id, title, second, Note.state, search=Note.words, pinned=Note.pinned
    ).where(Note.participant_id == WHO)


def _tries() -> Question:
    title = literal("Tried to reach", Text) + case(
        (ContactAttempt.way == "", ""),
        else_=literal(": ", Text) + func.lower(_label("contact_way", ContactAttempt.way)),
    )
    second = _joined(_label("try_outcome", ContactAttempt.outcome), ContactAttempt.note)
    day = func.strftime("%Y-%m-%d", ContactAttempt.tried_at, _HERE)
    at = case((ContactAttempt.timed, _moment(ContactAttempt.tried_at)), else_=day)
    return _line(at, ContactAttempt.id, title, second).where(_mine(ContactAttempt.episode_id))


def _support() -> Iterable[Question]:
    theirs = Episode.participant_id == WHO
    came = _joined(_label("referral_source", Referral.source), Referral.referrer_name, Referral.referrer_organisation)
    received = func.coalesce(_day(Referral.received_on), func.strftime("%Y-%m-%d", Referral.created_at, _HERE))
    yield _line(received, Referral.id, "Referral", came, search=Referral.reason).where(_mine(Referral.episode_id))
    said = case({"declined": "Referral declined", "signposted": "Pointed to other help"}, value=Referral.state)
    yield _line(_day(Referral.decided_on), Referral.id, said, Referral.decided_note).where(
        _mine(Referral.episode_id),
        Referral.decided_on.is_not(None),
        Referral.state.concat("").in_(("declined", "signposted")),  # so that nobody else's referrals are looked at
    )
    began = or_(Episode.state.in_(("open", "closed")), Episode.state_before.in_(("open", "closed")))
    coach = select(Member.name).where(Member.id == Episode.owner_id).scalar_subquery()
    with_coach = literal("With ", Text) + coach
    yield _line(_day(Episode.opened_on), Episode.id, "Support began", with_coach).where(theirs, began)
    yield _line(_day(Episode.closed_on), Episode.id, "Support ended", Episode.close_note).where(
        theirs, Episode.closed_on.is_not(None)
    )
    pause = _mine(EpisodePause.episode_id)
    yield _line(_day(EpisodePause.starts_on), EpisodePause.id, "Support paused", EpisodePause.reason).where(pause)
    yield _line(_day(EpisodePause.ends_on), EpisodePause.id, "Support went on").where(
        pause, EpisodePause.ends_on.is_not(None)
    )


def _work() -> Iterable[Question]:
    from_to = literal("From ", Text) + _day(FitNote.starts_on) + " to " + _day(FitNote.ends_on)
    when = func.coalesce(
        _day(FitNote.starts_on), _day(FitNote.issued_on), _day(FitNote.ends_on),
        func.strftime("%Y-%m-%d", FitNote.created_at, _HERE),
    )  # fmt: skip
    title = case((FitNote.withdrawn_on.is_not(None), "Fit note, written down by mistake"), else_="Fit note")
    dated = func.coalesce(from_to, "")
    yield _line(when, FitNote.id, title, _joined(dated, _label("fit_note_advice", FitNote.advice))).where(
        _mine(FitNote.episode_id)
    )
    theirs = Absence.participant_id == WHO
    yield _line(_day(Absence.first_day), Absence.id, "Off work from here", Absence.note).where(theirs)
    yield _line(_day(Absence.last_day), Absence.id, "Last day off work", Absence.note).where(
        theirs, Absence.last_day.is_not(None)
    )
    job = _joined(PastJob.job_title, PastJob.employer)
    theirs = PastJob.participant_id == WHO
    yield _line(_day(PastJob.started_on), PastJob.id, "Job began", job).where(theirs, PastJob.started_on.is_not(None))
    yield _line(_day(PastJob.ended_on), PastJob.id, "Job ended", job, search=PastJob.why_ended).where(
        theirs, PastJob.ended_on.is_not(None)
    )


def _agreements() -> Iterable[Question]:
    when = func.coalesce(_day(Agreement.decided_on), func.strftime("%Y-%m-%d", Agreement.created_at, _HERE))
    known = _label("recipient", Agreement.recipient)
    name = case((Agreement.recipient_name != "", Agreement.recipient_name), else_=known)
    aim = case((Agreement.purpose == "take_part", "To take part"), else_=literal("To share: ", Text) + name)
    title = literal("Agreement: ", Text) + func.lower(_label("agreement_state", Agreement.state))
    yield _line(when, Agreement.id, title, _joined(aim, Agreement.note)).where(Agreement.participant_id == WHO)
    yield _line(_day(Shared.shared_on), Shared.id, "Shared", _joined(Shared.recipient_name, Shared.what)).where(
        Shared.participant_id == WHO
    )


def _papers() -> Question:
    title = case(
        {
            "plan": "Plan printed",
            "easy_read": "Plan printed in easy read",
            "pocket_card": "Pocket card printed",
            "letter": "Letter made",
            "card": "Card made",
            "assessment": "Assessment printed",
            "stages": "Going back in stages printed",
            "story": "Story printed",
        },
        value=Paper.kind,
        else_="Paper",
    )
    to_them = (Paper.kind == "letter") | Paper.agreement_id.is_not(None)
    second = case((to_them, Paper.recipient), else_=Paper.reason)  # its reference is found, and seen when opened
    return _line(_day(Paper.issued_on), Paper.id, title, second, search=Paper.reference).where(
        Paper.participant_id == WHO
    )


def _versions(entity: str, table: Any, title: str) -> Question:
    mine = select(table.c.id).where(table.c.episode_id.in_(select(Episode.id).where(Episode.participant_id == WHO)))
    numbered = case(
        (RecordVersion.number == 1, title),
        else_=literal(f"{title}, version ", Text) + cast(RecordVersion.number, Text),
    )
    second = _joined(_label("plan_agreement", RecordVersion.method), RecordVersion.reason)
    return _line(_day(RecordVersion.signed_on), RecordVersion.id, numbered, second).where(
        RecordVersion.entity == entity, RecordVersion.entity_id.in_(mine)
    )


def _files() -> Question:
    when = func.coalesce(_day(Attachment.dated_on), func.strftime("%Y-%m-%d", Attachment.created_at, _HERE))
    return _line(when, Attachment.id, literal("File: ", Text) + Attachment.name, Attachment.note).where(
        and_(Attachment.participant_id == WHO, Attachment.removed_at.is_(None))
    )


def _safety() -> Question:
    """Say that there is one, and none of its words."""
    return _line(_day(SafetyRecord.noticed_on), SafetyRecord.id, "Safety record").where(
        SafetyRecord.participant_id == WHO
    )
