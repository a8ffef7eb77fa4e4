"""A service's own rules: who can join, how soon a referral is answered, how long support lasts.

They are data: the file that the service chose stands in the vault; without one the example that ships is used.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from workwell_desktop.casework import lists
from workwell_desktop.casework.join_rules import JoinRule, read_join_rule
from workwell_desktop.datafiles import Table, read_table, read_text
from workwell_desktop.models.profile import ServiceProfile
from workwell_desktop.paths import resources
from workwell_desktop.vault.store import Vault

EXAMPLE = "example.toml"
# Where a service says nothing about reviews: as its example has it, which names the source.
REVIEW_WEEKS, CHANGE_MONTHS = 4, 6


@dataclass(frozen=True)
class LocalRules:
    """The rules of one place. ``weeks`` holds the limit for each work status that has one.

    ``answer_days`` are working days until a referral is answered, ``tries`` how often somebody is tried before the
    referral is closed, ``quiet_days`` after how many days without contact a case has gone quiet. ``review_weeks`` says
    how often a plan is looked at again, ``change_months`` how often a change at work that is in place. Rules that are
    not ``verified`` are shown with "Check before use".
    """

    name: str
    since: date
    source: str
    licence: str
    verified: bool
    answer_days: int
    tries: int
    quiet_days: int
    weeks: Mapping[str, int]
    can_join: tuple[JoinRule, ...]
    review_weeks: int = REVIEW_WEEKS
    change_months: int = CHANGE_MONTHS


def local_rules(vault: Vault) -> LocalRules:
    """Return the rules that hold in this vault."""
    with vault.reading() as session:
        return rules_in(session)


def rules_in(session: Session) -> LocalRules:
    """Return the rules that hold in this vault, inside the caller's transaction."""
    text = session.scalar(select(ServiceProfile.rules).order_by(ServiceProfile.id).limit(1))
    return parse_rules(text) if text else shipped_rules(EXAMPLE)


def has_own_rules(session: Session) -> bool:
    """Say whether this service chose rules, or the example that ships is still used; for the caller's transaction."""
    return bool(session.scalar(select(ServiceProfile.rules).order_by(ServiceProfile.id).limit(1)))


@cache
def parse_rules(text: str) -> LocalRules:
    """Read rules from the text of a file. Raises ``DataFileProblem`` naming the entry and the reason."""
    return _rules(read_text(text, "with your rules"))


@cache
def shipped_rules(name: str) -> LocalRules:
    """Return the rules of a shipped file (``resources/rules/places``). Raises ``DataFileProblem``."""
    return read_rules(resources() / "rules" / "places" / name)


def read_rules(path: Path) -> LocalRules:
    """Read the rules of one place. Raises ``DataFileProblem`` naming the file, the entry and the reason."""
    return _rules(read_table(path))


def _rules(top: Table) -> LocalRules:
    answers, programme = top.table("answers"), top.table("programme")
    if answers is None or programme is None:
        raise top.problem("“answers” and “programme” are both needed.")
    weeks = programme.table("weeks")
    if weeks is None:
        raise programme.problem("“weeks” is missing.")
    statuses = {choice.code for choice in lists.choices("work_status")}
    for status in weeks.values:
        if status not in statuses:
            raise weeks.problem(f"“{status}” is no work status. Use one of: {', '.join(sorted(statuses))}.")
    reviews = top.table("reviews")
    found = LocalRules(
        name=top.text("name"),
        since=_day(top, "since"),
        source=top.text("source"),
        licence=top.text("licence"),
        verified=top.flag("verified"),
        answer_days=_between(answers, "working_days", 60),
        tries=_between(answers, "tries", 20),
        quiet_days=_between(answers, "quiet_days", 366),
        weeks={status: _between(weeks, status, 260) for status in weeks.values},
        can_join=tuple(read_join_rule(entry) for entry in top.tables("can_join", at_least=1)),
        review_weeks=_between(reviews, "plan_weeks", 26) if reviews else REVIEW_WEEKS,
        change_months=_between(reviews, "change_months", 12) if reviews else CHANGE_MONTHS,
    )
    if reviews is not None:
        reviews.text("source", "")
        reviews.done()
    programme.text("source", "")
    for table in (weeks, programme, answers, top):
        table.done()
    return found


def _between(table: Table, key: str, most: int) -> int:
    """Return a whole number from 1 to ``most``."""
    found = table.whole(key)
    if not 1 <= found <= most:
        raise table.problem(f"“{key}” must be a whole number from 1 to {most}.")
    return found


def _day(table: Table, key: str) -> date:
    found = table.day(key)
    if isinstance(found, datetime):  # which is a date, but one with a time
        raise table.problem(f"“{key}” must be a date such as 2026-11-21.")
    return found
