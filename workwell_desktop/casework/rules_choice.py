"""Choosing a service's own rules: an example that ships, or a file that the service wrote."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import select

from workwell_desktop.casework.date_readers import plain
from workwell_desktop.casework.episodes import recount_all
from workwell_desktop.casework.local_rules import EXAMPLE, LocalRules, parse_rules, read_rules
from workwell_desktop.datafiles import DataFileProblem, limited_text
from workwell_desktop.models.profile import ServiceProfile
from workwell_desktop.paths import resources
from workwell_desktop.vault.store import Vault

MOST_KB = 64
_MEND = "Mend the file and load it again."


def places() -> tuple[tuple[str, str], ...]:
    """Return the examples that ship as file name and name of the place, the common one first."""
    found = [(path.name, read_rules(path).name) for path in sorted(_folder().glob("*.toml"))]
    return tuple(sorted(found, key=lambda one: (one[0] != EXAMPLE, one[1])))


def place_text(file: str) -> str:
    """Return the text of an example, for a service to begin with."""
    return (_folder() / file).read_text("utf-8")


def rules_text(vault: Vault) -> str:
    """Return the text of the rules that hold in this vault."""
    with vault.reading() as session:
        text = session.scalar(select(ServiceProfile.rules).order_by(ServiceProfile.id).limit(1))
    return text or place_text(EXAMPLE)


def text_of(path: Path) -> str:
    """Return the text of a service's own file. Raises ``DataFileProblem`` for one that cannot be rules."""
    return limited_text(path, MOST_KB, "Choose another file, or save it as plain text (UTF-8).")


def check_rules(text: str) -> LocalRules:
    """Read rules from a text. Raises ``DataFileProblem`` that says in plain words where it is wrong and why."""
    try:
        return parse_rules(text)
    except DataFileProblem as problem:
        raise DataFileProblem(problem.sentence, _MEND) from problem


def keep_rules(vault: Vault, text: str) -> LocalRules:
    """Let these rules hold from now on, and return them. Raises ``DataFileProblem`` and ``NotKept``.

    Rules that begin on a day to come are refused: they would hold today, and say that they do not.

    What was decided by other rules stays as it was: each decision keeps its own. The weeks of those who are with us
    are counted anew.
    """
    rules = check_rules(text)
    if rules.since > vault.clock.today():
        raise DataFileProblem(f"These rules begin on {plain(rules.since)}.", "Load them on that day.")
    with vault.transaction() as transaction:
        session = transaction.session
        row = session.scalar(select(ServiceProfile).order_by(ServiceProfile.id).limit(1)) or ServiceProfile()
        row.rules, row.rules_name, row.rules_since = text, rules.name, rules.since
        session.add(row)
        session.flush()
        recount_all(transaction)
        transaction.record("change", "service_rules", row.id, {"name": rules.name, "since": rules.since})
    return rules


def _folder() -> Path:
    return resources() / "rules" / "places"
