"""Two records side by side that may be one person: field by field, which value to keep, and what else there is.

One of the two may be somebody who is still being typed and not kept yet; then there is nothing to merge, only to see.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy.orm import Session

from workwell_desktop.casework import identifiers, lists, match_score
from workwell_desktop.casework.areas import area_label
from workwell_desktop.casework.date_readers import plain
from workwell_desktop.casework.duplicates import Facts, facts_of, reasons_line, state_words
from workwell_desktop.casework.people import current_episode, full_name, participant
from workwell_desktop.casework.whole_case import Row, Rows, case_rows, count_rows
from workwell_desktop.models.participants import Participant
from workwell_desktop.vault.store import Vault

FIRST, SECOND = "first", "second"
RUNNING = ("open", "referred")

FIELDS: Mapping[str, str] = {
    "first_name": "First name",
    "last_name": "Last name",
    "known_as": "Name to be called by",
    "birth_date": "Date of birth",
    "sex": "Sex",
    "gender": "Gender",
    "ethnic_group": "Ethnic group",
    "nhs_number": "NHS number",
    "nino": "National Insurance number",
    "right_to_work": "Allowed to work in the UK",
    "mobile": "Mobile number",
    "phone": "Other phone",
    "email": "E-mail",
    "contact_way": "How to reach them",
    "safe_to_message": "Safe to leave a message",
    "best_time": "Best time to call",
    "address": "Address",
    "postcode": "Postcode",
    "area": "Area",
    "lives_in_area": "Lives in the area",
    "gp_practice": "GP practice",
    "gp_in_area": "GP in the area",
    "jobcentre": "Jobcentre",
    "jobcentre_in_area": "Jobcentre in the area",
    "language": "Language",
    "interpreter": "Interpreter",
    "needs_note": "What helps to talk or write",
    "needs_asked": "Who was asked about needs",
    "needs_checked_on": "Needs looked at",
    "needs_review_on": "Needs to look at again",
    "conditions_words": "Health, in their words",
}
"""Every field of a person that can be chosen when two are merged, with its words."""

COUNTED: Mapping[str, tuple[str, str]] = {
    "episode": ("1 referral", "{} referrals"),
    "contact": ("meeting", "meetings"),
    "note": ("note", "notes"),
    "plan": ("plan", "plans"),
    "assessment": ("assessment", "assessments"),
    "paper": ("paper", "papers"),
    "agreement": ("agreement", "agreements"),
    "fit_note": ("fit note", "fit notes"),
    "attachment": ("file", "files"),
    "safety_record": ("safety record", "safety records"),
    "past_job": ("past job", "past jobs"),
    "absence": ("time off work", "times off work"),
    "shared": ("thing that was shared", "things that were shared"),
    "communication_need": ("need for reading or talking", "needs for reading or talking"),
    "condition": ("health condition", "health conditions"),
}
"""What is counted of a case, by the table it stands in: the word for one, and for more, behind their number."""

_OF_THEIR_NAME = (
    *("sex", "gender", "ethnic_group", "right_to_work", "safe_to_message"),
    *("interpreter", "contact_way", "needs_asked"),
)
_IN_AREA = ("lives_in_area", "gp_in_area", "jobcentre_in_area")
_LISTS = {name: name for name in _OF_THEIR_NAME} | dict.fromkeys(_IN_AREA, "in_area")
_READ = {
    "nhs_number": identifiers.check_nhs_number, "nino": identifiers.check_nino,
    "mobile": identifiers.check_phone, "phone": identifiers.check_phone,
}  # fmt: skip


@dataclass(frozen=True)
class FieldPair:
    """One field of both records as it is shown, and which of the two is offered: the fuller one, else the newer."""

    name: str
    label: str
    first: str
    second: str
    offered: str

    @property
    def same(self) -> bool:
        """Say whether both records hold the same."""
        return self.first == self.second


@dataclass(frozen=True)
class Side:
    """One of the two records: whose, since when, and how much there is, in words. Id 0 is somebody not kept yet.

    ``last`` says when they were last in touch with us, and ``made`` when the record was made.
    """

    participant_id: int
    name: str
    since: str
    behind: tuple[str, ...]
    running: bool
    last: str = ""
    made: str = ""


@dataclass(frozen=True)
class Comparison:
    """Two records side by side. ``kept`` is offered to go on: the one with more behind it, else the earlier.

    ``two_spells`` says that both have a spell of support that is running, so that one has to be chosen.
    """

    first: Side
    second: Side
    fields: tuple[FieldPair, ...]
    kept: str
    why: str
    two_spells: bool


def compare_people(vault: Vault, first: int, second: int, typed: Facts | None = None) -> Comparison:
    """Return two records side by side. With ``typed`` the first is somebody who is not kept yet (id 0)."""
    with vault.reading() as session:
        right = case_rows(session, second)
        left = case_rows(session, first) if typed is None else _typed_rows(typed)
        a, b = left[Participant.__tablename__][0], right[Participant.__tablename__][0]
        score = match_score.compare(facts_of(a), facts_of(b), rare=True)
        sides = (_side(session, first, left, typed), _side(session, second, right, None))
        pairs = (_pair(name, label, a, b) for name, label in FIELDS.items())
        return Comparison(
            first=sides[0],
            second=sides[1],
            fields=tuple(pair for pair in pairs if pair.first or pair.second),
            kept=SECOND if typed is not None or _more(right, second) > _more(left, first) else FIRST,
            why=reasons_line(score.reasons) if score.reasons else "",
            two_spells=all(side.running for side in sides),
        )


def behind(counts: Mapping[str, int]) -> tuple[str, ...]:
    """Say in words what a case holds, from its rows by table: 2 referrals, 3 notes, 1 paper."""
    counted = ((name, counts.get(name, 0), words) for name, words in COUNTED.items())
    return tuple(
        words[number != 1].format(number) if name == "episode" else f"{number} {words[number != 1]}"
        for name, number, words in counted
        if number
    )


def offered(name: str, first: Row, second: Row) -> str:
    """Say which of two values is the better one to keep: one that is there, the fuller one, else the newer."""
    left, right = first[name], second[name]
    if not left or not right:
        return FIRST if left or not right else SECOND
    words = (str(left).casefold(), str(right).casefold())
    if words[0] != words[1] and (words[0] in words[1] or words[1] in words[0]):
        return FIRST if len(words[0]) > len(words[1]) else SECOND
    return FIRST if first["updated_at"] >= second["updated_at"] else SECOND


def shown(name: str, value: Any) -> str:
    """Return a value of a person as it is read: dates in full, numbers in groups, choices by label, lines as one."""
    if not value:
        return ""
    if isinstance(value, date):
        return plain(value)
    if name in _READ:
        return _READ[name](value).shown
    if name == "area":
        return area_label(value)
    if name in _LISTS:
        return lists.label(_LISTS[name], value)
    return ", ".join(line.strip() for line in str(value).splitlines() if line.strip())


def _more(rows: Rows, person_id: int) -> tuple[int, int]:
    """Return how much there is of a record; of two with as much the earlier one counts more."""
    return count_rows(rows), -person_id


def _pair(name: str, label: str, first: Row, second: Row) -> FieldPair:
    return FieldPair(name, label, shown(name, first[name]), shown(name, second[name]), offered(name, first, second))


def _side(session: Session, person_id: int, rows: Rows, typed: Facts | None) -> Side:
    if typed is not None:
        name = " ".join(part for part in (typed.known_as or typed.first_name, typed.last_name) if part)
        return Side(0, name or "Somebody new", "Being written now, not saved yet", (), running=False)
    row = participant(session, person_id)
    state = state_words(current_episode(session, person_id))
    running = any(spell["state"] in RUNNING for spell in rows["episode"])
    last = max((day for spell in rows["episode"] if (day := spell["last_contact_on"])), default=None)
    return Side(
        person_id,
        full_name(row),
        state[:1].upper() + state[1:],
        behind({name: len(of) for name, of in rows.items()}),
        running=running,
        last=f"Last contact {plain(last)}" if last else "No contact yet",
        made=f"Record made on {plain(row.created_at.astimezone().date())}",
    )


def _typed_rows(typed: Facts) -> Rows:
    empty: Row = {name: None if name.endswith(("_date", "_on")) else "" for name in FIELDS}
    empty["updated_at"] = datetime.max.replace(tzinfo=UTC)  # nothing is newer than what is being typed
    return {Participant.__tablename__: [empty | {k: v for k, v in vars(typed).items() if v}]}
