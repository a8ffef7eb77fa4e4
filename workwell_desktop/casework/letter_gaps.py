"""What a letter needs and this participant's record does not hold: each gap with where it is filled in.

A required gap stops the letter; any other is told before it is printed, with what the letter says without it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from workwell_desktop.casework.letter_facts import Facts
from workwell_desktop.casework.letter_kinds import EMPLOYER, GP, LetterKind
from workwell_desktop.casework.letter_line import NOW, LetterLine
from workwell_desktop.casework.tabs import DIRECTORY, INTAKE, PLAN
from workwell_desktop.casework.waiting import SETTINGS


@dataclass(frozen=True)
class Gap:
    """One thing that is not known. ``step`` says what to do, ``deed`` is the button that leads to ``tab``, ``section``.

    ``tab`` is 0 to 3, or ``SETTINGS``. ``required``: there is no letter without it.
    """

    code: str
    sentence: str
    step: str
    deed: str
    tab: int
    section: str = ""
    required: bool = False


_WORK, _ABOUT, _REACH = (INTAKE, "work"), (INTAKE, "about"), (INTAKE, "contact")
_WANTED: Mapping[str, tuple[str, str, str, tuple[int, str]]] = MappingProxyType(
    {
        "manager": ("Nobody is named who reads it.", "The letter begins “Hello”.", "Write the manager’s name", _WORK),
        "address": ("The employer’s address is not known.", "It cannot go by post.", "Write the address", _WORK),
        "job": ("Their job is not written down.", "The letter does not name it.", "Write their job", _WORK),
        "review_on": (
            "No day is set to look at the plan again.", "The letter names no such day.", "Set the review", (PLAN, ""),
        ),
        "met_on": (
            "The day you met is not written down.", "The letter thanks them without a day.",
            "Write down the meeting", (INTAKE, "agreements"),
        ),
        "service": (
            "Your service has no name yet.", "The letter does not say where it comes from.", "Open Settings",
            (SETTINGS, ""),
        ),
        "phone": (
            "Your work phone is not written down.", "They cannot ring you.", "Open Settings", (SETTINGS, ""),
        ),
        "born": (
            "Their date of birth is not known.", "The reader may not know who it is about.", "Write it", _ABOUT,
        ),
        "nhs_number": (
            "Their NHS number is not known.", "The reader may take longer to find them.", "Write it", _ABOUT,
        ),
        "own_phone": (
            "No phone of theirs is written down.", "The service may not reach them.", "Write it", _REACH,
        ),
        "reader_address": (
            "The directory has no address for this service.", "It cannot go by post.", "Open the directory",
            (DIRECTORY, ""),
        ),
    }
)  # fmt: skip
"""By what a kind wants: what is missing, what the letter does without it, the button, and where it is filled in."""
_NOBODY: Mapping[str, tuple[str, str, str, tuple[int, str]]] = MappingProxyType(
    {
        EMPLOYER: (
            "There is no employer to write to yet.", "Write the employer's name in Intake first.",
            "Write the employer", _WORK,
        ),
        GP: (
            "The GP practice is not known yet.", "Write it in Intake first.", "Write the GP practice", _REACH,
        ),
        "service": (
            "No service is in the plan yet.", "Add one from the directory first.", "Open the directory",
            (DIRECTORY, ""),
        ),
    }
)  # fmt: skip


def gaps_of(kind: LetterKind, facts: Facts, lines: Sequence[LetterLine]) -> tuple[Gap, ...]:
    """Return what is missing for a letter of this kind, what stops it first."""
    found = []
    if not facts.recipient:
        found.append(_gap("recipient", _NOBODY[kind.to], required=True))
    elif _nothing_to_say(kind, lines):
        found.append(_gap("lines", (kind.needed_gap, kind.needed_step, "Go to the plan", (PLAN, "")), required=True))
    if facts.recipient:
        found += [_gap(name, _WANTED[name]) for name in kind.wants if not facts.values.get(name)]
    return tuple(found)


def _nothing_to_say(kind: LetterKind, lines: Sequence[LetterLine]) -> bool:
    """Say whether none of the parts of which one line is needed has any; one to be written here can still get some."""
    return bool(kind.needed_gap) and not any(line.part in kind.needed and line.kind != NOW for line in lines)


def _gap(code: str, words: tuple[str, str, str, tuple[int, str]], *, required: bool = False) -> Gap:
    sentence, step, deed, (tab, section) = words
    return Gap(code, sentence, step, deed, tab, section, required)


WANTS = frozenset(_WANTED)
"""What a kind can want: its file names these codes (``wants``)."""
