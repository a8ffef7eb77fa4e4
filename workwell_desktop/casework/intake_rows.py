"""An intake as rows: the same values are written for somebody new and compared with what is kept of somebody known."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from workwell_desktop.casework.episodes import recount
from workwell_desktop.casework.intake_check import Checked
from workwell_desktop.casework.local_rules import rules_in
from workwell_desktop.casework.people import current_episode, participant, sort_name
from workwell_desktop.casework.person_keys import FIELDS, write_keys
from workwell_desktop.casework.programme import used_up_on
from workwell_desktop.casework.working_days import after_working_days
from workwell_desktop.models.employment import Employment
from workwell_desktop.models.episodes import Episode, Referral
from workwell_desktop.models.participants import CommunicationNeed, Condition, Participant
from workwell_desktop.vault.store import Transaction

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
    "lives_in_area",
    "gp_in_area",
    "jobcentre",
    "jobcentre_in_area",
    "right_to_work",
    "needs_note",
    "language",
    "interpreter",
    "contact_way",
    "needs_asked",
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
            "area": values["area"],
            "work_status": entry.work_status.strip(),
            "referred_on": opened,
            "weeks_end_on": used_up_on(opened, limit),
        },
    )
    write_keys(transaction, person, values, new=True)
    transaction.insert(Referral, {"episode_id": episode, **_referral(entry, checked)})
    transaction.insert(Employment, {"episode_id": episode, **_work(entry, checked)})
    transaction.insert_all(CommunicationNeed, [{"participant_id": person, "code": code} for code in entry.needs])
    transaction.insert_all(Condition, [{"participant_id": person, "code": code} for code in entry.conditions])
    return person


def write_changed(transaction: Transaction, person_id: int, entry: IntakeEntry, checked: Checked) -> int:
    """Write what changed in the rows of somebody known, in their present episode; return the person's id.

    A row that stays as it was keeps who wrote it and when.
    """
    session = transaction.session
    person, episode = participant(session, person_id), current_episode(session, person_id)
    values = _person(entry, checked)
    findable = any(getattr(person, name) != values[name] for name in FIELDS)
    _set(person, values)
    _set(episode, {"sort_name": person.sort_name})
    if findable:
        write_keys(transaction, person_id, values)
    referral = session.scalar(select(Referral).where(Referral.episode_id == episode.id))
    referral = referral or Referral(episode_id=episode.id)
    _change_arrival(session, episode, referral, checked.dates["received_on"])
    session.add(_set(referral, _referral(entry, checked)))
    job = session.scalar(select(Employment).where(Employment.episode_id == episode.id))
    session.add(_set(job or Employment(episode_id=episode.id), _work(entry, checked)))
    _replace_codes(session, CommunicationNeed, person_id, entry.needs)
    _replace_codes(session, Condition, person_id, entry.conditions)
    session.flush()
    recount(session, episode)  # the work status says how many weeks there are
    return person_id


def _person(entry: IntakeEntry, checked: Checked) -> Values:
    return {
        **{name: getattr(entry, name).strip() for name in PERSON_TEXT},
        **{name: checked.texts[name] for name in ("nhs_number", "nino", "mobile", "phone", "postcode")},
        **{name: checked.dates[name] for name in ("birth_date", "needs_checked_on", "needs_review_on")},
        "sort_name": sort_name(entry.first_name, entry.last_name, entry.known_as),
    }


def _change_arrival(session: Session, episode: Episode, referral: Referral, day: date | None) -> None:
    """Let what is counted from the arrival follow it: the spell until somebody decided, the answer while it is new."""
    if day is None or day == referral.received_on or referral.decided_on is not None:
        return
    episode.opened_on = day
    if referral.state == "new":
        referral.answer_by = after_working_days(day, rules_in(session).answer_days)


def _referral(entry: IntakeEntry, checked: Checked) -> Values:
    texts = {name: getattr(entry, name).strip() for name in _REFERRAL_TEXT}
    return {**texts, "received_on": checked.dates["received_on"]}


def _work(entry: IntakeEntry, checked: Checked) -> Values:
    texts = {name: getattr(entry, name).strip() for name in WORK_TEXT}
    return {**texts, "hours_per_week": checked.hours, "last_worked_on": checked.dates["last_worked_on"]}


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


Row = Participant | Episode | Referral | Employment


def _set(row: Row, values: Mapping[str, Any]) -> Row:
    for name, value in values.items():
        setattr(row, name, value)
    return row
