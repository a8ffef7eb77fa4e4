"""An intake as rows: the same values are written for somebody new and compared with what is kept of somebody known."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from workwell_desktop.casework.episodes import recount
from workwell_desktop.casework.intake_check import Checked
from workwell_desktop.casework.local_rules import rules_in
from workwell_desktop.casework.people import current_episode, name_keys, participant, sort_name
from workwell_desktop.casework.programme import used_up_on
from workwell_desktop.models.agreements import Agreement
from workwell_desktop.models.employment import Employment
from workwell_desktop.models.episodes import Episode, Referral
from workwell_desktop.models.participants import CommunicationNeed, Condition, NameKey, Participant
from workwell_desktop.vault.store import Transaction
from workwell_desktop.vault.versions import DECIDED, agreement_detail

if TYPE_CHECKING:
    from workwell_desktop.casework.intake import IntakeEntry

PERSON_TEXT = (
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
WORK_TEXT = ("work_status", "employer", "employer_address", "manager_name", "manager_role", "job_title")
_REFERRAL_TEXT = ("source", "referrer_name", "referrer_organisation", "reason")

Values = dict[str, Any]


def write_new(transaction: Transaction, entry: IntakeEntry, checked: Checked) -> int:
    """Write the rows of somebody new, with an episode owned by the coach who is signed in; return the person's id."""
    values = _person(entry, checked)
    person = transaction.insert(Participant, {"uid": transaction.clock.new_uid(), **values})
    opened = checked.dates["received_on"] or transaction.clock.today()
    limit = rules_in(transaction.session).weeks.get(entry.work_status)
    episode = transaction.insert(
        Episode,
        {
            "uid": transaction.clock.new_uid(),
            "participant_id": person,
            "sort_name": values["sort_name"],
            "owner_id": transaction.member_id,
            "opened_on": opened,
            "weeks_end_on": used_up_on(opened, limit),
        },
    )
    transaction.insert_all(NameKey, _names(person, entry))
    transaction.insert(Referral, {"episode_id": episode, **_referral(entry, checked)})
    transaction.insert(Employment, {"episode_id": episode, **_work(entry, checked)})
    transaction.insert_all(CommunicationNeed, [{"participant_id": person, "code": code} for code in entry.needs])
    transaction.insert_all(Condition, [{"participant_id": person, "code": code} for code in entry.conditions])
    for said in _agreements(entry, checked):
        _add_agreement(transaction, {"participant_id": person, **said})
    return person


def write_changed(transaction: Transaction, person_id: int, entry: IntakeEntry, checked: Checked) -> int:
    """Write what changed in the rows of somebody known, in their present episode; return the person's id.

    A row that stays as it was keeps who wrote it and when.
    """
    session = transaction.session
    person, episode = participant(session, person_id), current_episode(session, person_id)
    _set(person, _person(entry, checked))
    _set(episode, {"sort_name": person.sort_name, "opened_on": checked.dates["received_on"] or episode.opened_on})
    session.execute(delete(NameKey).where(NameKey.participant_id == person_id))
    transaction.insert_all(NameKey, _names(person_id, entry))
    referral = session.scalar(select(Referral).where(Referral.episode_id == episode.id))
    session.add(_set(referral or Referral(episode_id=episode.id), _referral(entry, checked)))
    job = session.scalar(select(Employment).where(Employment.episode_id == episode.id))
    session.add(_set(job or Employment(episode_id=episode.id), _work(entry, checked)))
    _replace_codes(session, CommunicationNeed, person_id, entry.needs)
    _replace_codes(session, Condition, person_id, entry.conditions)
    _add_agreements(transaction, person_id, entry, checked)
    session.flush()
    recount(session, episode)  # the work status says how many weeks there are
    return person_id


def said_before(session: Session, person_id: int) -> frozenset[str]:
    """Return what somebody answered at an intake: ``take_part``, and the codes of the recipients they spoke about.

    A yes to the lines of one letter was not said here, and an intake that was open meanwhile need not know of it.
    """
    mine = (Agreement.participant_id == person_id, Agreement.items == "")
    asked = select(Agreement.purpose, Agreement.recipient).where(*mine).distinct()
    return frozenset(row.recipient or row.purpose for row in session.execute(asked))


def _person(entry: IntakeEntry, checked: Checked) -> Values:
    return {
        **{name: getattr(entry, name).strip() for name in PERSON_TEXT},
        **{name: checked.texts[name] for name in ("nhs_number", "nino", "mobile", "phone", "postcode")},
        "birth_date": checked.dates["birth_date"],
        "sort_name": sort_name(entry.first_name, entry.last_name, entry.known_as),
    }


def _names(person_id: int, entry: IntakeEntry) -> list[Values]:
    keys = name_keys(entry.first_name.strip(), entry.last_name.strip(), entry.known_as.strip())
    return [{"name": key, "participant_id": person_id} for key in sorted(keys)]


def _referral(entry: IntakeEntry, checked: Checked) -> Values:
    texts = {name: getattr(entry, name).strip() for name in _REFERRAL_TEXT}
    return {**texts, "received_on": checked.dates["received_on"]}


def _work(entry: IntakeEntry, checked: Checked) -> Values:
    texts = {name: getattr(entry, name).strip() for name in WORK_TEXT}
    return {**texts, "hours_per_week": checked.hours, "last_worked_on": checked.dates["last_worked_on"]}


def _agreements(entry: IntakeEntry, checked: Checked) -> list[Values]:
    """Return each decision that was made: to take part first, then with whom what may be shared."""
    said = [("take_part", "", "", entry.take_part, checked.dates["take_part_on"], entry.take_part_method)]
    said += [
        ("share", one.recipient, one.recipient_name.strip(), one.state, day, one.method)
        for one, day in zip(entry.sharing, checked.sharing_dates, strict=True)
    ]
    names = ("purpose", "recipient", "recipient_name", "state", "decided_on", "method")
    return [{**dict(zip(names, one, strict=True)), "items": ""} for one in said if one[3]]


def _replace_codes(
    session: Session, table: type[CommunicationNeed] | type[Condition], person_id: int, codes: tuple[str, ...]
) -> None:
    """Keep exactly these codes; a row that stays keeps who made it and when."""
    question = select(table.code, table.id).where(table.participant_id == person_id)
    stored = {row.code: row.id for row in session.execute(question)}
    gone = [stored[code] for code in stored.keys() - set(codes)]
    if gone:
        session.execute(delete(table).where(table.id.in_(gone)))
    session.add_all(table(participant_id=person_id, code=code) for code in codes if code not in stored)


def _add_agreements(transaction: Transaction, person_id: int, entry: IntakeEntry, checked: Checked) -> None:
    """Keep each decision. A changed decision is a new row: what was agreed before stays readable.

    It is held against the newest decision about that kind of recipient, whatever its name: one that comes back to an
    earlier answer is a change too. A yes to the lines of one letter counts for that letter alone.
    """
    mine = (Agreement.participant_id == person_id, Agreement.items == "")
    stored = select(Agreement).where(*mine).order_by(Agreement.id)
    latest = {(row.purpose, row.recipient): row for row in transaction.session.scalars(stored)}
    for said in _agreements(entry, checked):
        kept = latest.get((said["purpose"], said["recipient"]))
        names = ("recipient_name", "state", "decided_on", "method")
        if kept is None or any(getattr(kept, name) != said[name] for name in names):
            _add_agreement(transaction, {"participant_id": person_id, **said})


def _add_agreement(transaction: Transaction, values: Values) -> None:
    """Keep a decision together with the event that seals it."""
    row = transaction.insert(Agreement, values)
    transaction.record(*DECIDED, row, agreement_detail(values))


Row = Participant | Episode | Referral | Employment


def _set(row: Row, values: Mapping[str, Any]) -> Row:
    for name, value in values.items():
        setattr(row, name, value)
    return row
