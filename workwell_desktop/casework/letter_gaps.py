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

    ``tab`` is 0 to 3, or ``SETTINGS``. ``required``: there is no letter without it. ``named`` is what is missing in a
    few words.
    """

    code: str
    sentence: str
    step: str
    deed: str
    tab: int
    section: str = ""
    required: bool = False
    named: str = ""


_WORK, _ABOUT, _REACH = (INTAKE, "work"), (INTAKE, "about"), (INTAKE, "contact")
_SETTINGS, _DIRECTORY, _PLAN = (SETTINGS, ""), (DIRECTORY, ""), (PLAN, "")
_WANTED: Mapping[str, tuple[str, str, str, tuple[int, str], str]] = MappingProxyType(
    {
        "manager": (
            "Nobody is named who reads it.", "The letter begins “Hello”.", "Write the manager’s name", _WORK,
            "the manager’s name",
        ),
        "address": (
            "The employer’s address is not known.", "It cannot go by post.", "Write the address", _WORK,
            "the employer’s address",
        ),
        "job": (
            "Their job is not written down.", "The letter does not name it.", "Write their job", _WORK, "the job",
        ),
        "review_on": (
            "No day is set to look at the plan again.", "The letter names no such day.", "Book the review", _PLAN,
            "a day to look again",
        ),
        "met_on": (
            "The day you met is not written down.", "The letter thanks them without a day.",
            "Write down the meeting", (INTAKE, "agreements"), "the day of the meeting",
        ),
        "service": (
            "Your service has no name yet.", "The letter does not say where it comes from.", "Open Settings",
            _SETTINGS, "the name of the service",
        ),
        "phone": (
            "Your work phone is not written down.", "They cannot ring you.", "Open Settings", _SETTINGS,
            "the coach’s phone",
        ),
        "born": (
            "Their date of birth is not known.", "The reader may not know who it is about.", "Write it", _ABOUT,
            "the date of birth",
        ),
        "nhs_number": (
            "Their NHS number is not known.", "The reader may take longer to find them.", "Write it", _ABOUT,
            "the NHS number",
        ),
        "own_phone": (
            "No phone of theirs is written down.", "The service may not reach them.", "Write it", _REACH,
            "a phone number",
        ),
        "reader_address": (
            "The directory has no address for this service.", "It cannot go by post.", "Open the directory",
            _DIRECTORY, "the service’s address",
        ),
    }
)  # fmt: skip
"""By what a kind wants: what is missing, what the letter does without it, the button, where it is filled in, a name."""
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
            _DIRECTORY,
        ),
    }
)  # fmt: skip


def gaps_of(kind: LetterKind, facts: Facts, lines: Sequence[LetterLine]) -> tuple[Gap, ...]:
    """Return what is missing for a letter of this kind, what stops it first."""
    found = []
    if not facts.recipient:
        found.append(_gap("recipient", _NOBODY[kind.to], required=True))
    elif _nothing_to_say(kind, lines):
        found.append(_gap("lines", (kind.needed_gap, kind.needed_step, "Go to the plan", _PLAN), required=True))
    if facts.recipient:
        found += [_wanted(name) for name in kind.wants if not facts.values.get(name)]
    return tuple(found)


def _nothing_to_say(kind: LetterKind, lines: Sequence[LetterLine]) -> bool:
    """Say whether none of the parts of which one line is needed has any; one to be written here can still get some."""
    return bool(kind.needed_gap) and not any(line.part in kind.needed and line.kind != NOW for line in lines)


def _gap(code: str, words: tuple[str, str, str, tuple[int, str]], *, required: bool = False) -> Gap:
    sentence, step, deed, (tab, section) = words
    return Gap(code, sentence, step, deed, tab, section, required)


def _wanted(code: str) -> Gap:
    *words, where, named = _WANTED[code]
    sentence, step, deed = words
    return Gap(code, sentence, step, deed, *where, named=named)


def not_known(gaps: Sequence[Gap]) -> str:
    """Say in one sentence what is not known and so not in the letter; nothing when all is."""
    named = [gap.named for gap in gaps if gap.named]
    return f"Not known, so not in the letter: {', '.join(named)}." if named else ""


WANTS = frozenset(_WANTED)
"""What a kind can want: its file names these codes (``wants``)."""
