"""Words in a line to the employer that would tell about somebody's health, by what stands in their own intake.

A help to the eye and no guard: a condition that is not in the intake, or is spelled otherwise, is not noticed. What
is in the letter stays the participant's choice.
"""

from __future__ import annotations

import re

from sqlalchemy import select

from workwell_desktop.casework import lists
from workwell_desktop.casework.people import fold, participant
from workwell_desktop.models.participants import Condition
from workwell_desktop.vault.store import Vault

_SHORTEST = 4  # shorter words are nearly always small talk: "low", "and", "my"
_WORD = re.compile(r"[^\W\d_][\w’'ʼ]*")
_BACK_AGAIN = re.compile(r"\bback (?=(?:to|at|in|on|into|from|by|for|after|again)\b)", re.IGNORECASE)  # not the body
# Words of the list's labels and of plain talk that say nothing about health by themselves.
_NOT_HEALTH = """
    about after again already also always another around because been before being between cannot could days
    difficult difficulties does doing done dont else ever every feel feeling flow from gets getting good half
    hard have help helps hour hours however into just keep kind last less lift lifting like long made make
    makes many mind minutes month months more most much need needs never nine nothing often only other over
    part people please pressure really right same seem since sitting some something sometimes stand standing
    still stop such take takes than that them then there these they thing things this those through time times
    today very walk walking want week weeks well were what when where which while will with without work
    worked working works worse would year years your
"""


def health_words(vault: Vault, participant_id: int) -> frozenset[str]:
    """Return the words, folded, that a participant's ticked conditions and their own words about them hold."""
    with vault.reading() as session:
        codes = session.scalars(select(Condition.code).where(Condition.participant_id == participant_id))
        labels = [lists.label("condition", code) for code in codes if code != "other"]
        said = " ".join([*labels, participant(session, participant_id).conditions_words])
    return frozenset(word for word in map(fold, _WORD.findall(said)) if _tells(word))


def health_note(text: str, words: frozenset[str], employer: str) -> str:
    """Say which words of a line tell the employer about health, as they are written there; nothing when none does."""
    found = {fold(word): word for word in reversed(_WORD.findall(_BACK_AGAIN.sub("", text))) if fold(word) in words}
    if not found:
        return ""
    named = [f"“{word}”" for word in reversed(found.values())]
    listed = named[0] if len(named) == 1 else f"{', '.join(named[:-1])} and {named[-1]}"
    return f"{listed} tell{'s' if len(named) == 1 else ''} {employer} about your health."


def _tells(word: str) -> bool:
    return len(word) >= _SHORTEST and word not in _NOT_HEALTH.split()
