"""Ability to work, in functional words: what the job's tasks hint at, and what becomes a change at work.

Nothing is written down by itself. The participant and the coach take what is right and word it freely.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from workwell_desktop.casework.assessment_content import AVOID, CAN_NOW, WITH_HELP, CanDo, Task, entry_of
from workwell_desktop.casework.catalogue import catalogue
from workwell_desktop.casework.proposals import Proposal, as_help, own_key, suggest_difficulties
from workwell_desktop.models.assessments import Assessment
from workwell_desktop.models.audit import RecordVersion

_CAN, _CANNOT = "can", "cannot"


def offers(tasks: Iterable[Task]) -> tuple[CanDo, ...]:
    """Return what the job's tasks hint at, a line for each task that hints at something, none twice.

    A task that can be done on a bad day too can be done now; one with words after "can, if" could be done with that
    help; one that cannot be done even on a good day is best avoided for now.
    """
    found, word_for = [], catalogue().word_for
    for task in tasks:
        words, help_ = task.task.strip(), as_help(task.can_if)
        if not words:
            continue
        good, bad = word_for(task.good_day), word_for(task.bad_day)
        if bad == _CAN and good in (_CAN, ""):
            found.append(CanDo(CAN_NOW, words))
        elif help_:
            found.append(CanDo(WITH_HELP, words, help_))
        elif good == _CANNOT:
            found.append(CanDo(AVOID, words))
    return tuple(dict.fromkeys(found))


def still_offered(found: Sequence[CanDo], lines: Iterable[CanDo]) -> tuple[CanDo, ...]:
    """Return the offers whose words stand in no line yet, in whichever list."""
    there = {_folded(one.words) for one in lines}
    return tuple(one for one in found if _folded(one.words) not in there)


def change_for(one: CanDo) -> Proposal | None:
    """Return the change at work that a line asks for, or nothing: what can be done now asks for none.

    Its key is a checksum of its words, as that of the participant's other own ideas: the same words are one change.
    """
    words, help_ = one.words.strip(), as_help(one.help)
    if one.kind == WITH_HELP and help_:
        key, helps, reason = own_key(help_), help_[0].upper() + help_[1:], f"“{words}”: you could, with this"
    elif one.kind == AVOID and words:
        key, helps, reason = own_key(f"{AVOID} {words}"), f"Avoid for now: {words}", "You said it is best avoided"
    else:
        return None
    difficulty = next(iter(suggest_difficulties(words)), "")
    now = catalogue().difficulties[difficulty].now if difficulty else ""
    return Proposal(
        key, difficulty, now, helps, helps, "temporary" if one.until_on else "lasting", "none", False, "", reason,
        None, own=True, until=one.until_on,
    )  # fmt: skip


def changes_for(lines: Iterable[CanDo], taken: Collection[str]) -> tuple[Proposal, ...]:
    """Return the changes at work that lines ask for, without those in ``taken`` (keys); none twice."""
    found = {change.key: change for change in map(change_for, lines) if change is not None}
    return tuple(change for key, change in found.items() if key not in taken)


def signed_lines(session: Session, episode_id: int) -> tuple[CanDo, ...]:
    """Return the lines of the episode's assessment as they were last signed; none where nothing was signed.

    For use inside the caller's transaction only.
    """
    content = session.scalar(
        select(RecordVersion.content)
        .join(Assessment, Assessment.id == RecordVersion.entity_id)
        .where(RecordVersion.entity == "assessment", Assessment.episode_id == episode_id)
        .order_by(RecordVersion.number.desc())
        .limit(1)
    )
    return () if content is None else tuple(dict.fromkeys(entry_of(json.loads(content)).abilities))


def _folded(words: str) -> str:
    return " ".join(words.casefold().split())
