"""What a person is found by and met again by: names, numbers, sounds. One place writes it and takes it away.

Whoever writes a person's name, birth date or numbers calls ``write_keys`` in the same transaction; whoever puts
somebody in the bin, merges them into another, or takes them away calls ``drop_keys``.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from operator import itemgetter
from typing import Any

from sqlalchemy import delete, select

from workwell_desktop.casework import match_score
from workwell_desktop.casework.duplicates import facts_of
from workwell_desktop.casework.people import fold, name_keys, participant
from workwell_desktop.models.participants import MatchKey, Merge, NameKey, Participant
from workwell_desktop.vault import name_search
from workwell_desktop.vault.store import Transaction

FIELDS = (
    "first_name", "last_name", "known_as", "birth_date", "nhs_number", "nino", "mobile", "phone", "postcode",
)  # fmt: skip
"""The columns of ``participant`` that somebody is found by."""

Values = Mapping[str, Any]


def write_keys(
    transaction: Transaction, participant_id: int, values: Values | None = None, *, new: bool = False
) -> None:
    """Make a person findable by what stands in their row, in place of what they were found by before.

    Names and numbers of records that were made one with theirs find them in the search too: a letter may still bear the
    old name. Likely duplicates go by what stands in their row alone.
    ``values`` are the columns of ``FIELDS`` where the caller has them at hand; ``new`` says that there were no keys.
    """
    if values is None:
        transaction.session.flush()
        row = participant(transaction.session, participant_id)
        values = {name: getattr(row, name) for name in FIELDS}
    former: Sequence[Values] = ()
    if not new:
        drop_keys(transaction, participant_id)
        former = _former(transaction, participant_id)
    _write(transaction, [(participant_id, values)], former)


def drop_keys(transaction: Transaction, participant_id: int) -> None:
    """Take away everything a person is found by. Nothing happens when there is nothing."""
    session = transaction.session
    mine = NameKey.participant_id == participant_id
    names = session.connection().execute(select(NameKey.name).where(mine)).scalars().all()
    if names:
        session.connection().execute(delete(NameKey).where(mine))
        name_search.count_words(session, [(word, -1) for word in sorted({w for name in names for w in name.split()})])
    name_search.forget_person(session, participant_id)
    session.connection().execute(delete(MatchKey).where(MatchKey.participant_id == participant_id))


def write_new_keys(transaction: Transaction, people: Sequence[tuple[int, Values]]) -> int:
    """Make many new people findable at once; return how many turns of names were written."""
    return _write(transaction, people)


def _former(transaction: Transaction, participant_id: int) -> list[Values]:
    """Return what stood in the records that were made one: those that went, and the kept ones before they changed."""
    connection, found, kept = transaction.session.connection(), list[Values](), [participant_id]
    columns = [Participant.id, *(getattr(Participant, name) for name in FIELDS)]
    while kept:
        merges = select(Merge.before).where(Merge.kept_id.in_(kept), Merge.undone_at.is_(None))
        for (before,) in connection.execute(merges):
            found += json.loads(before)["before"]["kept"][Participant.__tablename__]
        rows = connection.execute(select(*columns).where(Participant.merged_into.in_(kept))).mappings()
        merged: list[Values] = [dict(row) for row in rows]
        found += merged
        kept = [row["id"] for row in merged]
    return found


def _write(transaction: Transaction, people: Sequence[tuple[int, Values]], former: Sequence[Values] = ()) -> int:
    """Write the keys of new people, or those of one person with what stood in the ``former`` records."""
    keys, indexed, words, met = [], [], Counter[str](), []
    for person, values in people:
        names = sorted(set().union(*(_names_of(one) for one in (values, *former))))
        shown = f"{values['known_as'].strip() or values['first_name'].strip()} {values['last_name'].strip()}".strip()
        mine = sorted({word for name in names for word in name.split()})
        words.update(mine)
        row = {"participant_id": person, "shown": shown, "birth_date": values["birth_date"]}
        keys += [{"name": name, **row} for name in names]
        met += [
            {"kind": kind, "value": value, "participant_id": person}
            for kind, value in match_score.keys(facts_of(values))
        ]
        numbers = " ".join(filter(None, map(numbers_of, (values, *former))))
        indexed.append((person, " ".join(mine), numbers, born_key(values["birth_date"])))
    keys.sort(key=itemgetter("name"))  # kept in the order of names: neighbours share a page
    transaction.insert_all(NameKey, keys)
    name_search.count_words(transaction.session, sorted(words.items()))
    name_search.index_people(transaction.session, indexed)
    met.sort(key=itemgetter("kind", "value"))
    transaction.insert_all(MatchKey, met)
    return len(keys) + len(met)


def _names_of(values: Values) -> set[str]:
    return name_keys(*(values[name].strip() for name in ("first_name", "last_name", "known_as")))


def numbers_of(values: Values) -> str:
    """Return a person's phones, NHS number and postcode as they are searched: letters and digits only."""
    found = (bare_number(values[name]) for name in ("mobile", "phone", "nhs_number", "postcode"))
    return " ".join(number for number in found if number)


def bare_number(text: str) -> str:
    """Return a number or a postcode without blanks, marks and case."""
    return re.sub(r"[^a-z0-9]", "", fold(text))


def born_key(day: date | None) -> str:
    """Return a day as eight digits, or nothing."""
    return "" if day is None else f"{day:%Y%m%d}"
