"""The kinds of letter: what each is for, who reads it, and its wording. They are data (``resources/letters/kinds``).

A kind is read strictly: a name in braces that nobody can fill, a group of lines that nobody knows, or a line about
health in a letter to an employer is refused with file, entry and reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from types import MappingProxyType

from workwell_desktop.casework import lists
from workwell_desktop.datafiles import Table, read_table
from workwell_desktop.documents.letter import NAMES
from workwell_desktop.paths import resources

SUPPORT = "support"  # the coach's supporting letter to the employer
EMPLOYER, GP, SERVICE = "employer", "gp", "service"
STAGES = frozenset({"stages", "agreed_stages"})  # the groups of lines that are weeks, in columns
READERS = (EMPLOYER, GP, SERVICE)
OFFER, LINES, WRITE, FIXED = "offer", "lines", "write", "fixed"
HEADING = "heading"  # words that stand in a letter without being a line that is agreed
REPLY, AGAIN = "reply", "again"
DAYS = frozenset({REPLY, AGAIN})
SLOTS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "changes": READERS,
        "agreed": READERS,
        "stages": (EMPLOYER,),
        "agreed_stages": (EMPLOYER,),
        "able": READERS,
        "helped": READERS,
        "avoid": READERS,
        "work_steps": (EMPLOYER,),
        "own_steps": (GP, SERVICE),
        "goals": (GP, SERVICE),
        "health": (GP, SERVICE),
        "needs": (GP, SERVICE),
        "reach": (GP, SERVICE),
        "why": (SERVICE,),
    }
)
"""The groups of lines from the record, and who may read them: none about health goes to an employer."""
PLACEHOLDERS: Mapping[str, str] = MappingProxyType(
    {
        "participant": "the name they go by",
        "full_name": "their whole name",
        "recipient": "who the letter goes to",
        "reader": "who opens it, as they are greeted",
        "manager": "the manager’s name",
        "employer": "the employer",
        "job": "their job",
        "hours": "their hours a week",
        "coach": "your name",
        "service": "your service",
        "phone": "your work phone",
        "review_on": "the day of the next review",
        "reply_by": "a day to reply by",
        "met_on": "the day of the last meeting with the reader",
        "born": "their date of birth",
        "nhs_number": "their NHS number",
        "own_phone": "their phone",
    }
)
"""The names that the words of a letter may hold, and what each stands for."""
_IN_HEADINGS = ("participant", "full_name", "recipient", "coach", "service")  # what every letter says anyway
_OF_HEALTH_SERVICES = frozenset({"born", "nhs_number"})  # who somebody is to the NHS is nothing for an employer
_OF_EMPLOYERS = frozenset({"reader"})  # of the others nobody is known by name
NAME = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True)
class PartKind:
    """One part of a kind: an offered or a fixed paragraph, a group of lines, lines to write, or one of ``DAYS``.

    ``words`` are those of the paragraph, ``other`` those where a name in them is not known; of a group the name of its
    lines, of lines to write those of the button.
    """

    code: str
    sort: str
    words: str
    other: str = ""
    heading: str = ""
    about: str = ""


@dataclass(frozen=True)
class LetterKind:
    """One kind of letter. ``to`` is who reads it, ``voice`` who speaks (participant or coach), ``aim`` what is shared.

    ``wants`` are the facts that make it complete (``letter_gaps.py``). Of the parts in ``needed`` one line has to be
    agreed: ``needed_gap`` says before that there is none, ``needed_left`` that none is left. ``base`` is the kind that
    a service's own one was made from.
    """

    code: str
    title: str
    purpose: str
    to: str
    voice: str
    aim: str
    sender: str
    heading: str
    headings: Mapping[str, str]
    salutation: str
    salutation_else: str
    closing: str
    small_print: tuple[str, ...]
    wants: tuple[str, ...]
    needed: tuple[str, ...]
    needed_gap: str
    needed_step: str
    needed_left: str
    parts: tuple[PartKind, ...]
    base: str = ""

    def part(self, code: str) -> PartKind:
        """Return the part with this code. An unknown one is a bug (``KeyError``)."""
        found = next((part for part in self.parts if part.code == code), None)
        if found is None:
            raise KeyError(code)
        return found

    @property
    def to_write(self) -> tuple[PartKind, ...]:
        """Return the parts whose lines are written by hand."""
        return tuple(part for part in self.parts if part.sort == WRITE)


@cache
def letter_kinds() -> Mapping[str, LetterKind]:
    """Return the kinds that ship by code, in the order they are shown. Raises ``DataFileProblem``."""
    folder = resources() / "letters" / "kinds"
    found = {kind.code: kind for kind in (read_kind(read_table(path)) for path in folder.glob("*.toml"))}
    order = ["request", SUPPORT, "summary", "meeting", "confirm", "review", "gp", "referral"]
    return MappingProxyType({code: found[code] for code in [*order, *sorted(set(found) - set(order))]})


def names_in(words: str) -> tuple[str, ...]:
    """Return the names in braces that some words hold, each once."""
    return tuple(dict.fromkeys(NAME.findall(words)))


def allowed_names(to: str, sort: str) -> tuple[str, ...]:
    """Return the names that words of a part may hold in a letter to this reader.

    Nobody agrees to a heading: it holds names of people and services alone, and nothing else of the record.
    """
    if sort == FIXED:
        return NAMES
    if sort == HEADING:
        return _IN_HEADINGS
    other = _OF_HEALTH_SERVICES if to == EMPLOYER else _OF_EMPLOYERS
    return tuple(name for name in PLACEHOLDERS if name not in other)


def name_problem(words: str, to: str, sort: str = OFFER) -> str:
    """Say in a sentence which name in braces is not known, and which there are; nothing when all is well."""
    allowed = allowed_names(to, sort)
    for name in names_in(words):
        if name not in allowed:
            shown = ", ".join(f"{{{one}}}" for one in allowed)
            return f"{{{name}}} is not a name that can be filled in. You can use: {shown}."
    rest = NAME.sub("", words)
    if "{" in rest or "}" in rest:
        return "A name stands between { and }, like {participant}. One of the two is missing here."
    return ""


def all_words(kind: LetterKind) -> Iterator[tuple[str, str, str]]:
    """Give every text of a kind that may hold names: where it stands, the words, and what sort of part that is."""
    yield "heading", kind.heading, HEADING
    for plan_type, words in kind.headings.items():
        yield f"headings.{plan_type}", words, HEADING
    yield "salutation", kind.salutation, OFFER
    yield "salutation_else", kind.salutation_else, FIXED
    yield "closing", kind.closing, FIXED
    for words in kind.small_print:
        yield "small_print", words, FIXED
    for part in kind.parts:
        if part.heading:
            yield f"parts.{part.code}.heading", part.heading, HEADING
        if part.sort not in {LINES, WRITE}:
            yield f"parts.{part.code}", part.words, part.sort
            yield f"parts.{part.code}.else", part.other, part.sort


def read_kind(top: Table) -> LetterKind:
    """Read one kind from its file. Raises ``DataFileProblem`` naming the file, the entry and the reason."""
    for key in ("source", "licence"):
        top.text(key)
    headings = top.table("headings")
    kind = LetterKind(
        code=top.text("code"),
        title=top.text("title"),
        purpose=top.text("purpose"),
        to=_one_of(top, "to", READERS),
        voice=_one_of(top, "voice", ("participant", "coach")),
        aim=top.text("aim"),
        sender=_one_of(top, "sender", ("own", "service")),
        heading=top.text("heading"),
        headings={} if headings is None else {name: headings.text(name) for name in headings.values},
        salutation=top.text("salutation"),
        salutation_else=top.text("salutation_else", ""),
        closing=top.text("closing"),
        small_print=top.texts("small_print"),
        wants=top.texts("wants", ()),
        needed=top.texts("needed"),
        needed_gap=top.text("needed_gap", ""),
        needed_step=top.text("needed_step", ""),
        needed_left=top.text("needed_left"),
        parts=(),
    )
    kind = replace(kind, parts=tuple(_part(entry, kind.to) for entry in top.tables("parts", at_least=2)))
    _check(top, kind)
    top.done()
    return kind


def _part(entry: Table, to: str) -> PartKind:
    code, heading, about = entry.text("code"), entry.text("heading", ""), entry.text("about", "")
    sorts = [sort for sort in (OFFER, LINES, WRITE, FIXED, REPLY, AGAIN) if sort in entry.values]
    if len(sorts) != 1:
        raise entry.problem("it has one of: offer, lines, write, fixed, reply, or again.")
    sort, words = sorts[0], entry.text(sorts[0])
    if sort == LINES and to not in SLOTS.get(words, ()):
        raise entry.problem(f"“{words}” is no group of lines for this reader.", LINES)
    if sort in {LINES, WRITE} and not heading:
        raise entry.problem("a group of lines needs its heading.")
    other = entry.text("else", "") if sort == OFFER else ""
    entry.done()
    return PartKind(code, sort, words, other, heading, about)


def _check(top: Table, kind: LetterKind) -> None:
    """Refuse a part named twice, a needed one that is not there, an aim that is not its reader's, and unknown names."""
    codes = [part.code for part in kind.parts]
    if len(set(codes)) != len(codes):
        raise top.problem("two parts have the same code.")
    for code in kind.needed:
        if code not in codes:
            raise top.problem(f"“needed” names {code}, and there is no such part.", "needed")
    aim = lists.find("sharing_aim", kind.aim)
    if aim is None or kind.to not in aim.suits:
        raise top.problem(f"“{kind.aim}” is no aim of sharing with this reader.", "aim")
    for name in kind.headings:
        if lists.find("plan_type", name) is None:
            raise top.problem(f"“{name}” is no kind of plan.", "headings")
    for where, words, sort in all_words(kind):
        problem = name_problem(words, kind.to, sort)
        if problem:
            raise top.problem(f"{where}: {problem}")


def _one_of(top: Table, key: str, known: tuple[str, ...]) -> str:
    value = top.text(key)
    if value not in known:
        raise top.problem(f"“{key}” must be one of: {', '.join(known)}.", key)
    return value
