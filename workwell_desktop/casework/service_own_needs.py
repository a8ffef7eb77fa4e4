"""A service's own rules of what helps with what: kept in the vault, checked, changed need by need, put back.

They are data, laid over those that ship. Whoever writes a service's rows asks for them inside the same transaction.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from types import MappingProxyType

from sqlalchemy import select
from sqlalchemy.orm import Session

from workwell_desktop.casework.service_need_rules import LARGEST_KB, Need, NeedRules, needs
from workwell_desktop.casework.service_need_text import own_text, whole_text
from workwell_desktop.datafiles import DataFileProblem, limited_text
from workwell_desktop.models.members import Member
from workwell_desktop.models.services import OwnNeedRules
from workwell_desktop.vault.store import Transaction, Vault

_MEND = "Mend the file and load it again."
_LICENCE = "Own work of this service"


@dataclass(frozen=True)
class OwnNeeds:
    """The rules that hold here. ``changed`` are the ids of needs that are not as they ship.

    ``on`` is the day of the last change and ``by`` the coach whose it was; nothing where nobody changed anything.
    ``problem`` says why what was kept cannot be used any more; then what ships holds.
    """

    rules: NeedRules
    changed: frozenset[str] = frozenset()
    on: date | None = None
    by: str = ""
    problem: str = ""


def own_needs(vault: Vault) -> OwnNeeds:
    """Return the rules that hold in this vault, and who changed them when."""
    with vault.reading() as session:
        row = _row(session)
        if row is None or not row.text:
            return OwnNeeds(needs())
        by = session.scalar(select(Member.name).where(Member.id == row.changed_by)) or ""
        text, on = row.text, row.changed_on
    try:
        rules = needs(text)
    except DataFileProblem as problem:
        return OwnNeeds(needs(), on=on, by=by, problem=problem.sentence)
    shipped = needs().needs
    return OwnNeeds(rules, frozenset(one.id for one in rules.needs.values() if one != shipped.get(one.id)), on, by)


def rules_in(session: Session) -> NeedRules:
    """Return the rules that hold in this vault, inside the caller's transaction.

    What was kept under an older program and cannot be read any more stands in nobody's way: then what ships holds.
    """
    text = session.scalar(select(OwnNeedRules.text).order_by(OwnNeedRules.id).limit(1))
    try:
        return needs(text)
    except DataFileProblem:
        return needs()


def need_rules(vault: Vault) -> NeedRules:
    """Return the rules that hold in this vault."""
    with vault.reading() as session:
        return rules_in(session)


def needs_text(vault: Vault) -> str:
    """Return all rules that hold in this vault as the text of a file."""
    return whole_text(need_rules(vault))


def text_of(path: Path) -> str:
    """Return the text of a service's own file. Raises ``DataFileProblem`` for one that cannot be rules."""
    return limited_text(path, LARGEST_KB, "Choose another file, or save it as plain text (UTF-8).")


def check_text(text: str) -> NeedRules:
    """Read rules from a text. Raises ``DataFileProblem``: file, entry, line, and the reason in plain words."""
    try:
        return needs(text)
    except DataFileProblem as problem:
        raise DataFileProblem(problem.sentence, _MEND) from problem


def keep_text(vault: Vault, text: str) -> NeedRules:
    """Let the rules of this text hold from now on, over those that ship, and return them all.

    Services are scored again afterwards (``service_scoring.score_again``). Raises ``DataFileProblem``, ``NotKept``.
    """
    rules = check_text(text)
    with vault.transaction() as transaction:
        _keep(transaction, text if text.strip() else "", "all")
    return rules


def keep_need(vault: Vault, need: Need) -> NeedRules:
    """Let one need be as it stands here from now on, and return all rules. Raises ``DataFileProblem``, ``NotKept``."""
    with vault.transaction() as transaction:
        return _keep_rules(transaction, with_need(rules_in(transaction.session), need), need.id)


def put_back(vault: Vault, need_id: str = "") -> NeedRules:
    """Put one need back to how it ships, or with no id all rules; return those that hold. Raises ``NotKept``.

    A need that does not ship goes away.
    """
    with vault.transaction() as transaction:
        if not need_id:
            _keep(transaction, "", "all")
            return needs()
        rules, shipped = rules_in(transaction.session), needs().needs.get(need_id)
        others = {name: one for name, one in rules.needs.items() if name != need_id}
        back = with_need(rules, shipped) if shipped else replace(rules, needs=MappingProxyType(others))
        return _keep_rules(transaction, back, need_id)


def with_need(rules: NeedRules, need: Need) -> NeedRules:
    """Return these rules with another need in the place of the one with its id."""
    held: Mapping[str, Need] = {**rules.needs, need.id: need}
    return replace(rules, needs=MappingProxyType(held))


def note_scored(transaction: Transaction) -> None:
    """Remember that services were scored again just now, so that whoever keeps an index of them reads it anew."""
    row = _row(transaction.session) or OwnNeedRules(changed_on=None, changed_by=None)
    row.scored_at = transaction.now
    transaction.session.add(row)
    transaction.session.flush()


def _keep_rules(transaction: Transaction, rules: NeedRules, about: str) -> NeedRules:
    shipped = needs()
    licence = _LICENCE if rules.licence == shipped.licence else rules.licence
    source = "Changed in WorkWell Desktop" if rules.source == shipped.source else rules.source
    text = own_text(rules, shipped, source=source, licence=licence)
    held = check_text(text)  # what is written is what will be read
    _keep(transaction, text, about)
    return held


def _keep(transaction: Transaction, text: str, about: str) -> None:
    session = transaction.session
    row = _row(session) or OwnNeedRules(scored_at=None)
    row.text, row.changed_on, row.changed_by = text, transaction.clock.today(), transaction.member_id
    session.add(row)
    session.flush()
    transaction.record("change" if text else "put_back", "own_need_rules", row.id, {"need": about})


def _row(session: Session) -> OwnNeedRules | None:
    return session.scalar(select(OwnNeedRules).order_by(OwnNeedRules.id).limit(1))
