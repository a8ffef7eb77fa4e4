"""A referral in five fields: who, from whom, why, when, and how it stands with work. The rest can wait.

What is typed arrives as text; it is checked as a whole and kept in one transaction, or not at all. The referral then
waits for an answer; accepting it opens the spell of support (``casework/triage.py``).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from workwell_desktop.casework import identifiers, lists
from workwell_desktop.casework.dates import plain, read_date
from workwell_desktop.casework.drafts import NOBODY_YET, drop_draft
from workwell_desktop.casework.episode_closing import begin_again
from workwell_desktop.casework.intake_check import STILL_TO_COME
from workwell_desktop.casework.local_rules import rules_in
from workwell_desktop.casework.people import current_episode, full_name, participant, sort_name
from workwell_desktop.casework.person_keys import write_keys
from workwell_desktop.casework.referral_mail import MOST_LETTERS, TOO_LONG
from workwell_desktop.casework.working_days import after_working_days
from workwell_desktop.errors import InputProblem, WorkwellError
from workwell_desktop.models.employment import Employment
from workwell_desktop.models.episodes import Episode, Referral
from workwell_desktop.models.participants import Participant
from workwell_desktop.vault.store import Transaction, Vault

SCREEN = "referral"
BROKEN = "This holds a broken sign that cannot be kept. Take it out, or type the words again."
_CHECKS = {
    "phone": identifiers.check_phone,
    "nhs_number": identifiers.check_nhs_number,
    "email": identifiers.check_email,
    "postcode": identifiers.check_postcode,
}


@dataclass(frozen=True)
class ReferralEntry:
    """The five fields as they are typed or chosen, and what a pasted e-mail said besides them.

    ``phone`` and ``birth_date`` are a help to find the person again; one of them is enough. ``received_on`` is typed
    as people say it, and means today when it is left blank. ``mail`` is the e-mail itself, where it shall be kept.
    """

    first_name: str = ""
    last_name: str = ""
    phone: str = ""
    birth_date: str = ""
    source: str = ""
    referrer_name: str = ""
    referrer_organisation: str = ""
    reason: str = ""
    received_on: str = ""
    work_status: str = ""
    nhs_number: str = ""
    email: str = ""
    postcode: str = ""
    gp_practice: str = ""
    mail: str = ""


_WORDS = {
    "birth_date": "Date of birth", "mobile": "Mobile number", "phone": "Phone", "email": "E-mail",
    "nhs_number": "NHS number", "postcode": "Postcode", "gp_practice": "GP practice",
}  # fmt: skip


class WithUsAlready(WorkwellError):
    """Somebody who would be referred again has a case that is open, or a referral that waits for its answer."""


@dataclass(frozen=True)
class _Checked:
    texts: dict[str, str]
    born: date | None
    received: date


def save_referral(vault: Vault, entry: ReferralEntry) -> int:
    """Keep a referral of somebody new, to be answered, and return the participant's id.

    The answer is due after the service's own number of working days from the day it arrived. Raises ``InputProblem``
    naming each field that needs another look; nothing is kept then. Raises ``NotKept``.
    """
    checked = _check(entry, vault.clock.today())
    with vault.transaction() as transaction:
        texts = checked.texts
        under = sort_name(texts["first_name"], texts["last_name"], "")
        person = transaction.insert(Participant, _person(transaction.clock.new_uid(), under, checked))
        episode = transaction.insert(
            Episode,
            {
                "uid": transaction.clock.new_uid(),
                "participant_id": person,
                "sort_name": under,
                "owner_id": transaction.member_id,
                "state": "referred",
                "opened_on": checked.received,
            },
        )
        transaction.session.flush()
        write_keys(transaction, person, new=True)
        transaction.insert(Employment, {"episode_id": episode, "work_status": entry.work_status})
        transaction.record("add", "participant", person, {"screen": SCREEN})
        _add_referral(transaction, episode, checked, entry.mail, texts["reason"])
        return person


def refer_known(vault: Vault, participant_id: int, entry: ReferralEntry) -> int:
    """Keep a referral of somebody we know, to be answered, in place of a second record; return their id.

    What their record does not say yet is filled in; what it says otherwise stays, and stands with the reason of this
    referral. Raises ``InputProblem`` by field; :class:`WithUsAlready` while they have a case or a referral that waits,
    with the words for it; ``NotKept``.
    """
    checked = _check(entry, vault.clock.today())
    with vault.transaction() as transaction:
        session = transaction.session
        person, last = participant(session, participant_id), current_episode(session, participant_id)
        if last.state not in {"closed", "declined"}:
            began = plain(last.opened_on)
            stands = f"an open case, since {began}" if last.state == "open" else f"a referral from {began} that waits"
            raise WithUsAlready(
                f"{full_name(person)} has {stands}.", "Open their record, and write there what this referral says."
            )
        if last.closed_on is not None and checked.received < last.closed_on:
            raise InputProblem({"received_on": f"Support was open until {plain(last.closed_on)}. Check the day."})
        other = _fill_in(person, checked)
        write_keys(transaction, participant_id)
        episode = begin_again(transaction, participant_id, checked.received, state="referred")
        job = session.scalar(select(Employment).where(Employment.episode_id == episode.id))
        job = job or Employment(episode_id=episode.id)
        job.work_status = entry.work_status or job.work_status or ""
        session.add(job)
        _add_referral(
            transaction, episode.id, checked, entry.mail, "\n".join([checked.texts["reason"], *other]).strip()
        )
        return participant_id


def _fill_in(person: Participant, checked: _Checked) -> list[str]:
    """Write what the record of somebody does not say yet, and return in words what it says otherwise."""
    values = _person(person.uid, person.sort_name, checked)
    typed = {name: values[name] for name in _WORDS if values[name]}
    for name, value in typed.items():
        if not getattr(person, name):
            setattr(person, name, value)
    return [
        f"{_WORDS[name]} in this referral: {_shown(name, value)}."
        for name, value in typed.items()
        if getattr(person, name) != value
    ]


def _shown(name: str, value: Any) -> str:
    """Return a value of a record as people read it."""
    if isinstance(value, date):
        return plain(value)
    check = _CHECKS.get("phone" if name == "mobile" else name)
    return check(value).shown if check else str(value)


def _add_referral(transaction: Transaction, episode: int, checked: _Checked, mail: str, reason: str) -> None:
    """Write a referral that waits for its answer, and forget what was typed on the screen."""
    days = rules_in(transaction.session).answer_days
    names = ("source", "referrer_name", "referrer_organisation")
    referral = transaction.insert(
        Referral,
        {
            "episode_id": episode,
            **{name: checked.texts[name] for name in names},
            "reason": reason,
            "mail": mail,
            "received_on": checked.received,
            "state": "new",
            "answer_by": after_working_days(checked.received, days),
        },
    )
    drop_draft(transaction, SCREEN, NOBODY_YET)
    transaction.record("add", "referral", referral)


def _person(uid: str, under: str, checked: _Checked) -> dict[str, Any]:
    """Return the values of the person's row. A mobile number and any other have each a place of their own."""
    texts = checked.texts
    mobile = texts["phone"].startswith("07")
    names = ("first_name", "last_name", "nhs_number", "email", "postcode", "gp_practice")
    return {
        "uid": uid,
        "sort_name": under,
        **{name: texts[name] for name in names},
        "mobile": texts["phone"] if mobile else "",
        "phone": "" if mobile else texts["phone"],
        "birth_date": checked.born,
    }


def _check(entry: ReferralEntry, today: date) -> _Checked:
    problems: dict[str, str] = {}
    texts = {name: str(value).strip() for name, value in vars(entry).items() if name != "mail"}
    for name, value in vars(entry).items():
        if not _can_be_kept(value):
            problems[name] = BROKEN
    if len(entry.mail) > MOST_LETTERS:
        problems["mail"] = TOO_LONG
    for name, look in _CHECKS.items():
        found = look(texts[name])
        texts[name] = found.value
        if found.problem and name != "postcode":  # an unknown postcode is kept: look-ups are older than postcodes
            problems.setdefault(name, found.problem)
    born = read_date(texts["birth_date"], today, lean="birth")
    received = read_date(texts["received_on"], today, lean="past")
    for name, understood in (("birth_date", born), ("received_on", received)):
        if understood.problem:
            problems.setdefault(name, understood.problem)
    if received.when is not None and received.when > today:
        problems.setdefault("received_on", STILL_TO_COME)
    problems = {**_missing(texts), **problems}
    if problems:
        raise InputProblem(problems)
    return _Checked(texts, born.when, received.when or today)


def _missing(texts: dict[str, str]) -> dict[str, str]:
    """Say what of the five fields is missing. Somebody with one name has it written as the last name."""
    missing = {}
    if not texts["last_name"]:
        missing["last_name"] = "A last name is needed."
        if not texts["first_name"]:
            missing["first_name"] = "A first name is needed."
    for name, of in (("source", "referral_source"), ("work_status", "work_status")):
        if texts[name] and lists.find(of, texts[name]) is None:
            missing[name] = "Choose one from the list."
    if not texts["source"]:
        missing["source"] = "Choose who sent them."
    return missing


def _can_be_kept(text: str) -> bool:
    """Say whether a text is whole. A half of a sign, as a broken program may put it on the clipboard, is not."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True
