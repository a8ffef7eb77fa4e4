"""A letter about nobody: what a kind of letter looks like when it is filled, to be seen before it is ever used."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from types import MappingProxyType

from workwell_desktop.casework.letter_facts import Facts
from workwell_desktop.casework.letter_issue import LetterFacts, agreed_letter
from workwell_desktop.casework.letter_kinds import DAYS, EMPLOYER, GP, OFFER, STAGES, LetterKind, PartKind
from workwell_desktop.casework.letter_line import AGREED, HELPS, NOW, LetterLine
from workwell_desktop.casework.letter_slots import OF_HEALTH
from workwell_desktop.casework.service_profile import Profile
from workwell_desktop.documents.letter import Letter, letter_pdf

_PROFILE = Profile(name="Elm Street Clinic", letterhead="2 Elm Street, Northfield", coach_phone="01632 960 120")
_MADE = date(2026, 11, 24)
_READERS = {
    EMPLOYER: ("Harbour Foods", ("Lena Example, Store Manager", "Harbour Foods", "40 Quay Road, Northfield")),
    GP: ("Northfield Surgery", ("Northfield Surgery",)),
    "service": ("Elm Street Physio", ("Elm Street Physio", "8 Elm Street, Northfield")),
}
_VALUES = {
    "participant": "Jo", "full_name": "Jo Example", "reader": "Lena", "manager": "Lena Example",
    "employer": "Harbour Foods", "job": "shop assistant", "hours": "30", "coach": "Ruth Example",
    "service": "Elm Street Clinic", "phone": "01632 960 120", "review_on": "Friday 8 January 2027",
    "reply_by": "Friday 4 December 2026", "met_on": "Monday 23 November 2026", "born": "14 March 1979",
    "nhs_number": "999 000 0018", "own_phone": "07700 900118",
}  # fmt: skip
_LINES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "able": ("Order stock on the screen", "Serve at the till for 20 minutes"),
        "helped": ("Open the shop. What would help: a second person",),
        "avoid": ("Ladders, until 26 February 2027",),
        "work_steps": ("Order the stool, by 30 November 2026",),
        "own_steps": ("Walk ten minutes a day", "First meeting with the physio, by 30 November 2026"),
        "goals": ("I want to be back on the shop floor without dreading every shift.",),
        "health": ("Back or neck pain", "My back locks when I stand for long."),
        "needs": ("More time, and one thing at a time",),
        "reach": ("Phone: 07700 900118. Please leave no message", "Best time: after 10:00"),
        "why": ("My back hurts when I stand",),
        "discussed": ("I told you that standing is hard for me.", "You said that a stool can be at the till."),
        "starts": ("The stool: Monday 7 December 2026", "The 09:00 start: Monday 7 December 2026"),
        "works": ("The stool helps me stay at the till.",),
        "still": ("The last hour of a shift is still hard.",),
        "questions": ("Is it safe for Jo to lift more than 5 kg?", "When will you see Jo again?"),
        "reasons": ("Jo would like to stand for longer without pain.",),
    }
)
_Rows = tuple[tuple[str, str, date | None], ...]
_CHANGES: _Rows = (
    ("I can stand for about 20 minutes, then I need to sit.", "A stool at the till", date(2027, 2, 26)),
    ("I find 06:00 starts hard at present.", "Start at 09:00", date(2027, 1, 4)),
    ("I can lift up to 5 kg for now.", "No lifting over 5 kg", None),
)
_WEEKS = (
    ("Monday 7 December", "Monday, Wednesday and Friday, 09:00 to 13:00", "12 hours"),
    ("Monday 14 December", "Monday, Tuesday and Thursday, 09:00 to 14:00", "15 hours"),
)


def sample_pdf(kind: LetterKind) -> bytes:
    """Return a letter of this kind about nobody as PDF bytes. Raises ``PaperProblem`` as ``letter_pdf``."""
    return letter_pdf(sample_letter(kind))


def sample_letter(kind: LetterKind, *, stages: bool = False) -> Letter:
    """Return a letter of this kind about nobody, with something in every part; with weeks where ``stages``."""
    recipient, to_lines = _READERS[kind.to]
    own = ("Jo Example",) if kind.voice == "participant" else ()
    of_service = (f"c/o {_PROFILE.name}" if own else _PROFILE.name, *_PROFILE.letterhead.splitlines())
    facts = Facts(
        participant_id=0,
        episode_id=0,
        plan_type="thrive",
        call_name="Jo",
        full_name="Jo Example",
        recipient=recipient,
        to_lines=to_lines,
        from_lines=(*own, *(of_service if kind.sender == "service" else ())),
        values={**_VALUES, "recipient": recipient},
        days={},
    )
    known = LetterFacts(facts, _MADE, "Ruth Example", _PROFILE, 1, "L-7F3K2-M9Q4T")
    settled = any(part.words == "agreed" for part in kind.parts)
    open_ones = _CHANGES[2:] if settled else _CHANGES
    lines = [
        replace(line, key=f"{part.code}-{n}", part=part.code, choice=AGREED, of_health=part.words in OF_HEALTH)
        for part in kind.parts
        for n, line in enumerate(_of_part(part, facts, open_ones=open_ones, stages=stages))
    ]
    return agreed_letter(known, kind, lines, _MADE)


def _of_part(part: PartKind, facts: Facts, *, open_ones: _Rows, stages: bool) -> Iterator[LetterLine]:
    if part.sort == OFFER:
        yield LetterLine("", part.code, facts.fill(part.words, part.other))
    elif part.sort in DAYS:
        yield LetterLine("", part.sort, facts.fill(part.words))
    elif part.words in {"changes", "agreed"}:
        some = _CHANGES[:2] if part.words == "agreed" else open_ones
        for n, (now, helps, until) in enumerate(some):
            yield LetterLine("", NOW, now, adjustment_id=n)
            yield LetterLine("", HELPS, helps, until=until, adjustment_id=n)
    elif part.words in STAGES:
        yield from (LetterLine("", "stages", ", ".join(week), cells=week) for week in _WEEKS if stages)
    else:
        name = part.words if part.words in _LINES else part.code
        yield from (LetterLine("", part.code, words) for words in _LINES.get(name, ()))
