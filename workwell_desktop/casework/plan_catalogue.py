"""Looking through the catalogue of changes at work: by what is hard and by words, each row with all that is known."""

from __future__ import annotations

from dataclasses import dataclass

from workwell_desktop.casework.catalogue import AdjustmentIdea, Catalogue, catalogue
from workwell_desktop.casework.people import current_episode
from workwell_desktop.casework.plan_content import change_facts
from workwell_desktop.casework.plan_ideas import keys_in
from workwell_desktop.casework.plan_rows import plan_of
from workwell_desktop.casework.planning import ChangeEntry, add_adjustment
from workwell_desktop.vault.store import Vault


@dataclass(frozen=True)
class CatalogueRow:
    """One row as it is shown: what would help, how the employer reads it, what it is for, and what is known about it.

    ``caution`` is "Check before use" for a row that nobody has checked; ``taken`` is one that is in the plan.
    """

    key: str
    helps: str
    employer: str
    difficulty: str
    facts: tuple[str, ...]
    source: str
    caution: str
    taken: bool


def difficulties(rules: Catalogue | None = None) -> tuple[tuple[str, str], ...]:
    """Return the kinds of difficulty as code and label, in their order."""
    return tuple((one.code, one.label) for one in (rules or catalogue()).difficulties.values())


def taken_keys(vault: Vault, participant_id: int) -> frozenset[str]:
    """Return the keys of the rows that are in the present plan."""
    with vault.reading() as session:
        plan = plan_of(session, current_episode(session, participant_id).id)
        return frozenset(keys_in(session, plan) if plan is not None else ())


def search(
    words: str = "", difficulty: str = "", *, taken: frozenset[str] = frozenset(), rules: Catalogue | None = None
) -> tuple[CatalogueRow, ...]:
    """Return the rows of a difficulty (all where none is named) that have every word by its beginning, in order."""
    found = rules or catalogue()
    wanted = words.casefold().split()
    return tuple(
        _row(one, found, taken)
        for one in found.adjustments.values()
        if (not difficulty or one.difficulty == difficulty) and _has(one, found, wanted)
    )


def add_from_catalogue(vault: Vault, participant_id: int, key: str, about: int = 0) -> int:
    """Put a row of the catalogue into the plan and return the id of the change; one that is there is not added twice.

    ``about`` is the number of the obstacle that it answers, or 0. Raises ``KeyError`` for an unknown row,
    ``WorkwellError`` when the plan is agreed; ``NotKept``.
    """
    row = catalogue().adjustments[key]
    entry = ChangeEntry(
        helps=row.plain,
        now=row.now,
        lasting=row.lasting,
        cost=row.cost,
        access_to_work=row.access_to_work,
        about=str(about or ""),
        difficulty=row.difficulty,
        catalogue_key=row.key,
    )
    return add_adjustment(vault, participant_id, entry)


def _has(row: AdjustmentIdea, rules: Catalogue, wanted: list[str]) -> bool:
    label = rules.difficulties[row.difficulty].label
    there = f"{row.plain} {row.employer} {row.now} {label}".casefold().replace("-", " ").split()
    return all(any(word.strip("“”\"'(),.").startswith(begin) for word in there) for begin in wanted)


def _row(row: AdjustmentIdea, rules: Catalogue, taken: frozenset[str]) -> CatalogueRow:
    return CatalogueRow(
        key=row.key,
        helps=row.plain,
        employer=row.employer,
        difficulty=rules.difficulties[row.difficulty].label,
        facts=change_facts(row.lasting, row.cost, access_to_work=row.access_to_work),
        source="; ".join(row.sources),
        caution=row.caution,
        taken=row.key in taken,
    )
