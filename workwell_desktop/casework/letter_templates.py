"""A service's own letters: one that ships is the beginning, its words are changed and kept in the vault.

Only words can be changed. Who reads the letter, which groups of lines it may hold, and what it says about itself (that
a coach is not a clinician, and when the participant agreed) stay those of the kind it began with.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial

from sqlalchemy import select
from sqlalchemy.orm import Session

from workwell_desktop.casework.letter_kinds import (
    DAYS,
    FIXED,
    HEADING,
    LINES,
    OFFER,
    REPLY,
    WRITE,
    LetterKind,
    PartKind,
    letter_kinds,
    name_problem,
)
from workwell_desktop.casework.plain_words import paper_problem
from workwell_desktop.errors import InputProblem
from workwell_desktop.models.profile import LetterTemplate
from workwell_desktop.vault.store import Vault

SCREEN = "letter_template"  # of the draft that holds what is typed
LONGEST = {"title": 60, "purpose": 160, "heading": 80, "paragraph": 600}
"""The most letters a text may have, by its sort: a heading stands on one line, a letter wants to be one page."""
ADDED = "added"  # a paragraph of the service's own, before the days
_OWN = "own-"


@dataclass(frozen=True)
class Wording:
    """One text of a letter that can be changed: where it stands, what it is called, its words and its length.

    ``sort`` says which names it may hold (``letter_kinds.name_problem``); ``needed``: it cannot be left empty.
    """

    where: str
    label: str
    words: str
    longest: int
    sort: str = OFFER
    needed: bool = False


@dataclass(frozen=True)
class OwnLetter:
    """One letter of the service's own as it stands in a list. ``put_away``: it is offered no more."""

    id: int
    title: str
    base: str
    words: Mapping[str, str]
    put_away: bool


def find_kind(session: Session, code: str) -> LetterKind:
    """Return the kind with this code, one that ships or the service's own. An unknown one is a bug (``KeyError``).

    For use inside the caller's transaction only.
    """
    if code.startswith(_OWN):
        row = session.get(LetterTemplate, int(code.removeprefix(_OWN)))
        if row is None:
            raise KeyError(code)
        return _kind(_own(row))
    return letter_kinds()[code]


def all_kinds(session: Session) -> tuple[LetterKind, ...]:
    """Return every kind of letter that can be begun: those that ship, then the service's own."""
    own = session.scalars(select(LetterTemplate).where(LetterTemplate.ended_at.is_(None)).order_by(LetterTemplate.id))
    return (*letter_kinds().values(), *(_kind(_own(row)) for row in own))


def own_letters(vault: Vault) -> tuple[OwnLetter, ...]:
    """Return the letters of the service's own, those that were put away last."""
    with vault.reading() as session:
        rows = [_own(row) for row in session.scalars(select(LetterTemplate).order_by(LetterTemplate.id))]
    return tuple(sorted(rows, key=lambda one: one.put_away))


def wordings(base: str, words: Mapping[str, str] | None = None) -> tuple[Wording, ...]:
    """Return every text of a kind that can be changed, as it ships or with ``words`` of the service's own."""
    kind = letter_kinds()[base]
    texts = [
        Wording("title", "What the letter is called", "" if words is None else kind.title, LONGEST["title"], FIXED,
                needed=True),
        Wording("purpose", "What it is for, in one sentence", kind.purpose, LONGEST["purpose"], FIXED, needed=True),
        Wording("heading", "The heading", kind.heading, LONGEST["heading"], HEADING, needed=True),
    ]  # fmt: skip
    for part in kind.parts:
        texts += _of_part(part)
    texts.append(Wording(ADDED, "A paragraph of your own, in every such letter", "", LONGEST["paragraph"], FIXED))
    texts.append(Wording("closing", "The closing", kind.closing, LONGEST["heading"], FIXED, needed=True))
    return tuple(replace(text, words=(words or {}).get(text.where, text.words)) for text in texts)


def _of_part(part: PartKind) -> list[Wording]:
    where, paragraph = f"parts.{part.code}", LONGEST["paragraph"]
    if part.sort in {LINES, WRITE}:
        return [
            Wording(
                f"{where}.heading", f"The heading “{part.heading}”", part.heading, LONGEST["heading"], HEADING,
                needed=True,
            )
        ]  # fmt: skip
    if part.sort in DAYS:
        label = "The date to reply by" if part.sort == REPLY else "When to look again"
        return [Wording(where, label, part.words, paragraph)]
    if part.sort == OFFER:
        label = part.about or "A paragraph"
        other = [Wording(f"{where}.else", f"{label}, when a name is not known", part.other, paragraph)]
        return [Wording(where, label, part.words, paragraph), *(other if part.other else [])]
    return []


def check_words(base: str, words: Mapping[str, str]) -> dict[str, str]:
    """Return one plain sentence for each text that needs another look, by where it stands; nothing when all is well."""
    kind, problems = letter_kinds()[base], {}
    for text in wordings(base):
        said = words.get(text.where, text.words).strip()
        if text.needed and not said:
            problems[text.where] = "This cannot be left empty."
        elif len(said) > text.longest:
            problems[text.where] = f"This is too long: {len(said)} letters. Use at most {text.longest}."
        else:
            problem = name_problem(said, kind.to, text.sort) or paper_problem(said)
            if problem:
                problems[text.where] = problem
    if any(words.get("title", "").strip() == one.title for one in letter_kinds().values()):
        problems["title"] = "There is a letter of this name already. Give yours another one."
    return problems


def save_letter(vault: Vault, base: str, words: Mapping[str, str], letter_id: int = 0) -> int:
    """Keep a letter of the service's own, a new one for id 0, and return its id.

    Raises ``InputProblem`` by where each text stands: a name that cannot be filled in is refused here. ``NotKept``.
    """
    problems = check_words(base, words)
    if problems:
        raise InputProblem(problems)
    with vault.transaction() as transaction:
        session = transaction.session
        row = session.get_one(LetterTemplate, letter_id) if letter_id else LetterTemplate(base=base)
        shipped = {text.where: text.words for text in wordings(base)}
        changed = {where: words[where].strip() for where in shipped if words.get(where, "").strip() != shipped[where]}
        row.title = words["title"].strip()
        row.words = json.dumps({where: said for where, said in changed.items() if where in words}, ensure_ascii=False)
        session.add(row)
        session.flush()
        transaction.record("change" if letter_id else "add", "letter_template", row.id)
        return row.id


def put_away(vault: Vault, letter_id: int, *, back: bool = False) -> None:
    """Offer a letter of the service's own no more, or (``back``) offer it again. Letters made of it stay."""
    with vault.transaction() as transaction:
        row = transaction.session.get_one(LetterTemplate, letter_id)
        row.ended_at = None if back else transaction.now
        transaction.record("change", "letter_template", row.id, {"offered": back})


def kind_from(base: str, words: Mapping[str, str], code: str = "own") -> LetterKind:
    """Return the kind that these words make of the one they began with."""
    kind = letter_kinds()[base]
    said = partial(_said, words)
    parts = [
        replace(
            part,
            words=part.words if part.sort in {LINES, WRITE} else said(f"parts.{part.code}", part.words),
            other=said(f"parts.{part.code}.else", part.other),
            heading=said(f"parts.{part.code}.heading", part.heading),
        )
        for part in kind.parts
    ]
    added = words.get(ADDED, "").strip()
    if added:
        parts.insert(len(parts) - 1, PartKind(ADDED, FIXED, added))
    return replace(
        kind,
        code=code,
        base=base,
        title=said("title", kind.title),
        purpose=said("purpose", kind.purpose),
        heading=said("heading", kind.heading),
        headings={} if "heading" in words and words["heading"].strip() != kind.heading else kind.headings,
        closing=said("closing", kind.closing),
        parts=tuple(part for part in parts if part.words),
    )


def _said(words: Mapping[str, str], where: str, shipped: str) -> str:
    return words.get(where, shipped).strip()


def _own(row: LetterTemplate) -> OwnLetter:
    words: dict[str, str] = {**json.loads(row.words), "title": row.title}
    return OwnLetter(row.id, row.title, row.base, words, row.ended_at is not None)


def _kind(one: OwnLetter) -> LetterKind:
    return kind_from(one.base, one.words, f"{_OWN}{one.id}")
