"""Finding services by their words: a full-text index inside the vault.

The index holds no text of its own, only which word stands in which face of a service; the live ones are found. It is
asked for whole words, because a search for "refuge" must not find "refugee"; only the last word may be unfinished, as
somebody is still typing.
Which words mean the same, and what a misspelt word may have been, is decided in casework.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from typing import NamedTuple

from sqlalchemy import text
from sqlalchemy.orm import Session

SERVICE_SEARCH_DDL = (
    """CREATE VIRTUAL TABLE service_fts USING fts5(
  name, words, content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 2', prefix='1 2 3'
)""",
    "CREATE VIRTUAL TABLE service_fts_word USING fts5vocab('service_fts', 'row')",
)

_INDEX = text("INSERT OR REPLACE INTO service_fts(rowid, name, words) VALUES (:id, :name, :words)")
_ALL = text("SELECT group_concat(rowid) FROM service_fts WHERE service_fts MATCH :question")  # one row: many are slow
# A word of the name weighs as much as eight of the description, so that "mind" brings Mind first.
_BEST = text(
    "SELECT rowid FROM service_fts WHERE service_fts MATCH :question ORDER BY bm25(service_fts, 8.0, 1.0), rowid"
)
_WORDS = text("SELECT group_concat(term, char(10)) FROM service_fts_word")
_MOST_RANKED = 3_000  # to weigh more takes longer than somebody waits between two letters


class InParts(NamedTuple):
    """Ids of faces that were found. ``named`` have all the words in their names, and ascend.

    ``others`` are all that were found. They are ``ranked``, best first; or they ascend, and stand behind the named.
    """

    named: Sequence[int]
    others: Sequence[int]
    ranked: bool = False


def index_service(session: Session, face_id: int, *, name: str, words: str) -> None:
    """Make a face findable by the words of its name and by other words, in place of what stood before."""
    index_services(session, [(face_id, name, words)])


def index_services(session: Session, faces: Sequence[tuple[int, str, str]]) -> None:
    """Make many faces findable at once: their ids, names and other words."""
    if faces:
        session.execute(_INDEX, [{"id": face_id, "name": name, "words": words} for face_id, name, words in faces])


def forget_service(session: Session, face_id: int) -> None:
    """Take a face out of the index. Nothing happens when it is not there."""
    session.execute(text("DELETE FROM service_fts WHERE rowid = :id"), {"id": face_id})


def find_faces(session: Session, words: Sequence[Collection[str]]) -> list[int]:
    """Return the ids of faces, live or not, that hold every word: best first, or names first where there are many.

    Each entry of ``words`` is one word with others that would do as well. A word that ends in ``*`` may be
    unfinished. No word asked for finds nothing. What is typed cannot change the meaning of the question.
    """
    found = find_in_parts(session, words)
    return list(found.others) if found.ranked else list(dict.fromkeys([*found.named, *found.others]))


def find_in_parts(session: Session, words: Sequence[Collection[str]], *, names: bool = False) -> InParts:
    """Return what :func:`find_faces` does, in parts: of many thousand only those need an order that are looked at.

    Which are named is only told of those that are not ranked, unless ``names`` asks for it.
    """
    question = _question(words)
    found = _faces(session, question) if question else []
    many = len(found) > _MOST_RANKED
    named = _faces(session, f"name : ({question})") if many or (names and found) else ()
    return InParts(named, found) if many or not found else _ranked(session, question, named)


def find_more(
    session: Session, words: Sequence[Collection[str]], before: Sequence[Collection[str]], found: InParts
) -> InParts:
    """Return what ``words`` find beyond the narrower words of ``before``, which found ``found``; as find_in_parts.

    They stand as they do among all that the words find. Where there is nothing more, nothing is asked twice.
    """
    if not found.others:
        return find_in_parts(session, words)
    question, less = _question(words), _question(before)
    more = _faces(session, f"({question}) NOT ({less})")
    if not more:
        return InParts((), ())
    if len(found.others) + len(more) > _MOST_RANKED:
        return InParts(_faces(session, f"(name : ({question})) NOT ({less})"), more)
    return _ranked(session, question, ())


def _ranked(session: Session, question: str, named: Sequence[int]) -> InParts:
    return InParts(named, list(session.scalars(_BEST, {"question": question})), ranked=True)


def _question(words: Sequence[Collection[str]]) -> str:
    groups = [" OR ".join(_quoted(word) for word in sorted(group)) for group in words if group]
    return " AND ".join(f"({group})" for group in groups)


def _faces(session: Session, question: str) -> list[int]:
    found: str = session.scalar(_ALL, {"question": question}) or ""
    ids: list[int] = json.loads(f"[{found}]")  # twice as quick as to split
    return ids


def service_words(session: Session) -> list[str]:
    """Return every word that the index knows, in lower case and without accents, from A to Z."""
    return sorted(filter(None, (session.scalar(_WORDS) or "").split("\n")))  # one row: many are slow


def _quoted(word: str) -> str:
    """Write a word as a quoted string of the search language, with its star outside the quotes."""
    bare = word.removesuffix("*").replace('"', " ").replace("\x00", " ")
    return f'"{bare}"' + ("*" if word.endswith("*") else "")
