"""Choosing a service's own rules: an example that ships, or a file that the service wrote."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import select

from workwell_desktop.casework.date_readers import plain
from workwell_desktop.casework.episodes import recount_all
from workwell_desktop.casework.local_rules import EXAMPLE, LocalRules, parse_rules, read_rules
from workwell_desktop.datafiles import DataFileProblem
from workwell_desktop.models.profile import ServiceProfile
from workwell_desktop.paths import resources
from workwell_desktop.vault.store import Vault

MOST_BYTES = 64 * 1024
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
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as problem:
        raise DataFileProblem("This file cannot be opened.", "Check where it lies, then load it again.") from problem
    if len(data) > MOST_BYTES:
        raise DataFileProblem("This file is larger than 64 KB, so it holds more than rules.", "Choose another file.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        raise DataFileProblem("This file is not a text file.", "Save it as plain text (UTF-8).") from problem


def check_rules(text: str) -> LocalRules:
    """Read rules from a text. Raises ``DataFileProblem`` that says in plain words where it is wrong and why."""
    try:
        return parse_rules(text)
    except DataFileProblem as problem:
        raise DataFileProblem(problem.sentence, _MEND) from problem
    except RecursionError as problem:
        raise DataFileProblem("This file is nested too deeply to be rules.", _MEND) from problem
    except ValueError as problem:  # a number with thousands of digits
        raise DataFileProblem("A number in this file is too long.", _MEND) from problem


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
