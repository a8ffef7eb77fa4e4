"""Taking a referral: who came, from whom, why, and what the coach needs to reach and help them.

What is typed arrives as text, field by field; it is checked as a whole and kept in one transaction, or not at all.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from workwell_desktop.casework import identifiers, intake_check
from workwell_desktop.casework.drafts import NOBODY_YET, drop_draft
from workwell_desktop.casework.people import current_episode, name_keys, participant, sort_name
from workwell_desktop.models.agreements import Agreement
from workwell_desktop.models.employment import Employment, FitNote
from workwell_desktop.models.episodes import Episode, Referral
from workwell_desktop.models.participants import CommunicationNeed, Condition, NameKey, Participant
from workwell_desktop.vault.store import Transaction, Vault

SCREEN = "intake"
RECIPIENTS = ("employer", "gp", "jobcentre", "service", "supporter", "other")


@dataclass(frozen=True)
class Sharing:
    """What a participant said about sharing with one recipient. ``state`` is agreed, refused or withdrawn."""

    recipient: str = ""
    recipient_name: str = ""
    state: str = ""
    decided_on: str = ""
    method: str = ""


@dataclass(frozen=True)
class IntakeEntry:
    """Everything on the Intake tab as it is typed or chosen: text, or codes of ``lists.toml``.

    Dates are typed as people say them (``casework/dates.py``); hours are hours a week.
    """

    source: str = ""
    referrer_name: str = ""
    referrer_organisation: str = ""
    received_on: str = ""
    reason: str = ""
    first_name: str = ""
    last_name: str = ""
    known_as: str = ""
    birth_date: str = ""
    sex: str = ""
    gender: str = ""
    ethnic_group: str = ""
    nhs_number: str = ""
    nino: str = ""
    mobile: str = ""
    phone: str = ""
    email: str = ""
    safe_to_message: str = ""
    best_time: str = ""
    address: str = ""
    postcode: str = ""
    area: str = ""
    gp_practice: str = ""
    needs: tuple[str, ...] = ()
    needs_note: str = ""
    language: str = ""
    interpreter: str = ""
    work_status: str = ""
    employer: str = ""
    employer_address: str = ""
    manager_name: str = ""
    manager_role: str = ""
    job_title: str = ""
    hours_per_week: str = ""
    last_worked_on: str = ""
    fit_note_from: str = ""
    fit_note_to: str = ""
    fit_note_advice: str = ""
    fit_note_options: tuple[str, ...] = ()
    fit_note_comment: str = ""
    conditions: tuple[str, ...] = ()
    conditions_words: str = ""
    take_part: str = ""
    take_part_on: str = ""
    take_part_method: str = ""
    sharing: tuple[Sharing, ...] = ()


_PERSON_TEXT = (
    "first_name",
    "last_name",
    "known_as",
    "sex",
    "gender",
    "ethnic_group",
    "safe_to_message",
    "best_time",
    "address",
    "area",
    "gp_practice",
    "needs_note",
    "language",
    "interpreter",
    "conditions_words",
    "email",
)
_NOTE_OPTIONS = ("phased_return", "altered_hours", "amended_duties", "workplace_adaptations")
_WORK_TEXT = ("work_status", "employer", "employer_address", "manager_name", "manager_role", "job_title")


@dataclass(frozen=True)
class _Before:
    """What is kept of a person already: read once, before anything is changed. Nothing for somebody new."""

    referral: Referral | None = None
    job: Employment | None = None
    note: FitNote | None = None
    needs: Mapping[str, int] = field(default_factory=dict)
    conditions: Mapping[str, int] = field(default_factory=dict)
    agreements: Mapping[tuple[str, str, str], Agreement] = field(default_factory=dict)


def save_intake(vault: Vault, participant_id: int, entry: IntakeEntry) -> int:
    """Keep an intake and return the participant's id. ``participant_id`` 0 means somebody new.

    A new participant gets a referral and an episode owned by the coach who is signed in.
    Raises ``InputProblem`` naming each field that needs another look; nothing is kept then. Raises ``NotKept``.
    """
    checked = intake_check.check(entry, vault.clock.today())
    with vault.transaction() as transaction:
        session = transaction.session
        new = participant_id == NOBODY_YET
        person = _new_person(transaction) if new else participant(session, participant_id)
        _fill_person(person, entry, checked)
        session.add(person)
        session.flush()
        episode = _new_episode(transaction, person, checked) if new else current_episode(session, person.id)
        before = _Before() if new else _before(session, person.id, episode.id)
        episode.sort_name = person.sort_name
        episode.opened_on = checked.dates["received_on"] or episode.opened_on
        _replace_names(session, person, new=new)
        _fill_referral(session, before.referral or Referral(episode_id=episode.id), entry, checked)
        _fill_work(session, before.job or Employment(episode_id=episode.id), entry, checked)
        _fill_fit_note(session, before.note, episode.id, entry, checked)
        _replace_codes(session, CommunicationNeed, person.id, entry.needs, before.needs)
        _replace_codes(session, Condition, person.id, entry.conditions, before.conditions)
        _add_agreements(session, person.id, entry, checked, before.agreements)
        drop_draft(transaction, SCREEN, participant_id)
        session.flush()
        transaction.record("add" if new else "change", "participant", person.id, {"screen": SCREEN})
        return person.id


def load_intake(vault: Vault, participant_id: int) -> IntakeEntry:
    """Return the kept intake of a participant as it would be typed: dates in full, numbers as they are shown."""
    with vault.reading() as session:
        person = participant(session, participant_id)
        episode = current_episode(session, participant_id)
        entry = IntakeEntry(
            **{name: getattr(person, name) for name in _PERSON_TEXT},
            birth_date=_typed(person.birth_date),
            nhs_number=identifiers.check_nhs_number(person.nhs_number).shown,
            nino=identifiers.check_nino(person.nino).shown,
            mobile=identifiers.check_phone(person.mobile).shown,
            phone=identifiers.check_phone(person.phone).shown,
            postcode=person.postcode,
            needs=_codes(session, CommunicationNeed, participant_id),
            conditions=_codes(session, Condition, participant_id),
        )
        entry = _with_referral(session, episode.id, entry)
        entry = _with_work(session, episode.id, entry)
        return _with_agreements(session, participant_id, entry)


def _new_person(transaction: Transaction) -> Participant:
    return Participant(uid=transaction.clock.new_uid())


def _new_episode(transaction: Transaction, person: Participant, checked: intake_check.Checked) -> Episode:
    opened = checked.dates["received_on"] or transaction.clock.today()
    episode = Episode(
        uid=transaction.clock.new_uid(),
        participant_id=person.id,
        sort_name=person.sort_name,
        owner_id=transaction.member_id,
        opened_on=opened,
    )
    transaction.session.add(episode)
    transaction.session.flush()
    return episode


def _fill_person(person: Participant, entry: IntakeEntry, checked: intake_check.Checked) -> None:
    for name in _PERSON_TEXT:
        setattr(person, name, getattr(entry, name).strip())
    for name in ("nhs_number", "nino", "mobile", "phone", "postcode"):
        setattr(person, name, checked.texts[name])
    person.birth_date = checked.dates["birth_date"]
    person.sort_name = sort_name(entry.first_name, entry.last_name, entry.known_as)


def _before(session: Session, person_id: int, episode_id: int) -> _Before:
    return _Before(
        referral=session.scalar(select(Referral).where(Referral.episode_id == episode_id)),
        job=session.scalar(select(Employment).where(Employment.episode_id == episode_id)),
        note=_latest_note(session, episode_id),
        needs=_ids_by_code(session, CommunicationNeed, person_id),
        conditions=_ids_by_code(session, Condition, person_id),
        agreements={
            (row.purpose, row.recipient, row.recipient_name): row
            for row in session.scalars(
                select(Agreement).where(Agreement.participant_id == person_id).order_by(Agreement.id)
            )
        },
    )


def _ids_by_code(session: Session, table: type[CommunicationNeed] | type[Condition], person_id: int) -> dict[str, int]:
    rows = session.execute(select(table.code, table.id).where(table.participant_id == person_id))
    return {row.code: row.id for row in rows}


def _replace_names(session: Session, person: Participant, *, new: bool) -> None:
    if not new:
        session.execute(delete(NameKey).where(NameKey.participant_id == person.id))
    keys = name_keys(person.first_name, person.last_name, person.known_as)
    session.add_all(NameKey(name=key, participant_id=person.id) for key in sorted(keys))


def _fill_referral(session: Session, row: Referral, entry: IntakeEntry, checked: intake_check.Checked) -> None:
    for name in ("source", "referrer_name", "referrer_organisation", "reason"):
        setattr(row, name, getattr(entry, name).strip())
    row.received_on = checked.dates["received_on"]
    session.add(row)


def _fill_work(session: Session, row: Employment, entry: IntakeEntry, checked: intake_check.Checked) -> None:
    for name in _WORK_TEXT:
        setattr(row, name, getattr(entry, name).strip())
    row.hours_per_week = checked.hours
    row.last_worked_on = checked.dates["last_worked_on"]
    session.add(row)


def _fill_fit_note(
    session: Session, latest: FitNote | None, episode_id: int, entry: IntakeEntry, checked: intake_check.Checked
) -> None:
    """Keep the latest fit note. A note that begins on another day is another note; the earlier one stays."""
    starts, ends = checked.dates["fit_note_from"], checked.dates["fit_note_to"]
    comment = entry.fit_note_comment.strip()
    if latest is None and not (starts or ends or entry.fit_note_advice or entry.fit_note_options or comment):
        return
    same = latest is not None and (starts is None or latest.starts_on in {starts, None})
    row = latest if latest is not None and same else FitNote(episode_id=episode_id)
    row.starts_on, row.ends_on, row.advice, row.comment = starts, ends, entry.fit_note_advice, comment
    for option in _NOTE_OPTIONS:
        setattr(row, option, option in entry.fit_note_options)
    session.add(row)


def _latest_note(session: Session, episode_id: int) -> FitNote | None:
    return session.scalar(select(FitNote).where(FitNote.episode_id == episode_id).order_by(FitNote.id.desc()).limit(1))


def _replace_codes(
    session: Session,
    table: type[CommunicationNeed] | type[Condition],
    person_id: int,
    codes: tuple[str, ...],
    stored: Mapping[str, int],
) -> None:
    """Keep exactly these codes; a row that stays keeps who made it and when."""
    gone = [stored[code] for code in stored.keys() - set(codes)]
    if gone:
        session.execute(delete(table).where(table.id.in_(gone)))
    session.add_all(table(participant_id=person_id, code=code) for code in codes if code not in stored)


def _add_agreements(
    session: Session,
    person_id: int,
    entry: IntakeEntry,
    checked: intake_check.Checked,
    latest: Mapping[tuple[str, str, str], Agreement],
) -> None:
    """Keep each decision. A changed decision is a new row: what was agreed before stays readable."""
    wanted = [
        (("take_part", "", ""), entry.take_part, checked.dates["take_part_on"], entry.take_part_method),
        *(
            (("share", s.recipient, s.recipient_name.strip()), s.state, checked.sharing_dates[i], s.method)
            for i, s in enumerate(entry.sharing)
        ),
    ]
    for about, state, decided_on, method in wanted:
        kept = latest.get(about)
        if not state or (kept and (kept.state, kept.decided_on, kept.method) == (state, decided_on, method)):
            continue
        purpose, recipient, name = about
        session.add(
            Agreement(
                participant_id=person_id,
                purpose=purpose,
                recipient=recipient,
                recipient_name=name,
                state=state,
                decided_on=decided_on,
                method=method,
                items="",
            )
        )


def _codes(session: Session, table: type[CommunicationNeed] | type[Condition], person_id: int) -> tuple[str, ...]:
    return tuple(session.scalars(select(table.code).where(table.participant_id == person_id).order_by(table.id)))


def _typed(day: date | None) -> str:
    return "" if day is None else f"{day.day} {day:%B %Y}"


def _with_referral(session: Session, episode_id: int, entry: IntakeEntry) -> IntakeEntry:
    row = session.scalar(select(Referral).where(Referral.episode_id == episode_id))
    if row is None:
        return entry
    return replace(
        entry,
        source=row.source,
        referrer_name=row.referrer_name,
        referrer_organisation=row.referrer_organisation,
        received_on=_typed(row.received_on),
        reason=row.reason,
    )


def _with_work(session: Session, episode_id: int, entry: IntakeEntry) -> IntakeEntry:
    job = session.scalar(select(Employment).where(Employment.episode_id == episode_id))
    if job is not None:
        hours = "" if job.hours_per_week is None else str(job.hours_per_week).removesuffix(".0")
        entry = replace(
            entry,
            **{name: getattr(job, name) for name in _WORK_TEXT},
            hours_per_week=hours,
            last_worked_on=_typed(job.last_worked_on),
        )
    note = _latest_note(session, episode_id)
    if note is not None:
        options = tuple(name for name in _NOTE_OPTIONS if getattr(note, name))
        entry = replace(
            entry,
            fit_note_from=_typed(note.starts_on),
            fit_note_to=_typed(note.ends_on),
            fit_note_advice=note.advice,
            fit_note_options=options,
            fit_note_comment=note.comment,
        )
    return entry


def _with_agreements(session: Session, person_id: int, entry: IntakeEntry) -> IntakeEntry:
    rows = session.scalars(select(Agreement).where(Agreement.participant_id == person_id).order_by(Agreement.id))
    shares: dict[tuple[str, str], Sharing] = {}
    for row in rows:
        if row.purpose == "take_part":
            entry = replace(
                entry, take_part=row.state, take_part_on=_typed(row.decided_on), take_part_method=row.method
            )
        else:
            shares.pop((row.recipient, row.recipient_name), None)  # the latest decision stands last
            shares[row.recipient, row.recipient_name] = Sharing(
                row.recipient, row.recipient_name, row.state, _typed(row.decided_on), row.method
            )
    return replace(entry, sharing=tuple(shares.values()))
