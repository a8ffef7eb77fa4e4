"""Spelling in British English, offline: which words the dictionary does not know, and what might be meant.

Words never leave the process. What a coach adds is kept in the vault; nothing is written beside it. Two copies of the
dictionary are in memory while somebody writes: one answers the window at once, one looks for suggestions on the worker.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Protocol, cast

from sqlalchemy import select

from workwell_desktop.casework.people import current_episode
from workwell_desktop.errors import InputProblem
from workwell_desktop.models.contacts import KnownWord
from workwell_desktop.models.employment import Employment
from workwell_desktop.models.episodes import Referral
from workwell_desktop.models.members import Member
from workwell_desktop.models.participants import Participant
from workwell_desktop.paths import resources
from workwell_desktop.vault.store import Vault

MOST_SUGGESTIONS = 5
LONGEST = 60  # letters: nothing longer is a word, and the dictionary takes long over it

# Letters of our own script with apostrophes inside; what touches a digit, an at sign, a slash or a full stop inside is
# a code, an address or a file.
_WORD = re.compile(r"[A-Za-z\u00c0-\u024f]+(?:['’ʼ][A-Za-z\u00c0-\u024f]+)*")
_PART_OF_MORE = re.compile(r"[\w@/\\]|[.:_](?=\S)")
_PLAIN = str.maketrans({"’": "'", "ʼ": "'"})


class Dictionary(Protocol):
    """What we need of Hunspell."""

    def spell(self, word: str) -> bool:
        """Say whether the word is known."""

    def suggest(self, word: str) -> tuple[str, ...]:
        """Return words that are near."""


@dataclass(frozen=True)
class Found:
    """One word in a text: from ``start`` to ``end``, as it stands there."""

    start: int
    end: int
    word: str


def words_in(text: str) -> Iterator[Found]:
    """Yield the words of a text that can be looked up. Addresses, codes, capitals alone and other scripts are not."""
    for match in _WORD.finditer(text):
        start, end = match.span()
        before, behind = text[max(0, start - 1) : start], text[end : end + 2]
        if (before and re.fullmatch(r"[\w@/\\.]", before)) or _PART_OF_MORE.match(behind):
            continue
        word = match[0]
        if len(word) < 2 or len(word) > LONGEST or (word.isupper() and len(word) <= 6):
            continue
        yield Found(start, end, word)


@cache
def field_words() -> frozenset[str]:
    """Return the words of this work that the dictionary lacks, folded (``resources/words/spelling_words.txt``)."""
    lines = (resources() / "words" / "spelling_words.txt").read_text("utf-8").splitlines()
    return frozenset(line.strip().casefold() for line in lines if line.strip() and not line.startswith("#"))


@cache
def load_dictionary(which: str) -> Dictionary:  # noqa: ARG001 - two names, two copies
    """Read the dictionary, some 40 ms, once for the window (``checker``) and once for the worker (``adviser``)."""
    from hunspell import Hunspell  # noqa: PLC0415 - kept out of the start

    return cast("Dictionary", Hunspell("en_GB", hunspell_data_dir=str(resources() / "spelling")))


class Speller:
    """Answers for one vault and one participant: their names, the field's words and known words are never marked."""

    def __init__(self, own: frozenset[str], added: frozenset[str] = frozenset()) -> None:
        """Take the words, folded, that are right whatever the dictionary says; ``added`` by coaches, or their own."""
        self._own = own
        self._added = set(added)
        self._checker: Dictionary | None = None
        self._adviser: Dictionary | None = None
        self._answers: dict[str, bool] = {}

    def load(self) -> None:
        """Read the dictionary that answers the window; on the worker, so that nothing waits for it."""
        if self._checker is None:
            self._checker = load_dictionary("checker")

    @property
    def ready(self) -> bool:
        """Whether words can be looked up at once."""
        return self._checker is not None

    def wrong(self, word: str) -> bool:
        """Say whether a word is to be marked. Nothing is, before the dictionary was read."""
        if self._checker is None:
            return False
        plain = word.translate(_PLAIN)
        folded = plain.casefold()
        if any(one in self._own or one in self._added for one in (folded, folded.removesuffix("'s"))):
            return False
        if plain not in self._answers:
            self._answers[plain] = self._checker.spell(plain)
        return not self._answers[plain]

    def wrong_in(self, text: str) -> tuple[Found, ...]:
        """Return the words of a text that are to be marked."""
        return tuple(found for found in words_in(text) if self.wrong(found.word))

    def suggest(self, word: str) -> tuple[str, ...]:
        """Return at most five words that may be meant, best first. Takes up to 80 ms: for the worker."""
        if self._adviser is None:
            self._adviser = load_dictionary("adviser")
        curly = "’" in word
        found = self._adviser.suggest(word.translate(_PLAIN))
        return tuple(one.replace("'", "’") if curly else one for one in found[:MOST_SUGGESTIONS])

    def know(self, word: str) -> None:
        """Take a word for right from now on."""
        self._added.add(word.translate(_PLAIN).casefold())

    def forget(self, word: str) -> None:
        """No longer take a word for right."""
        self._added.discard(word.translate(_PLAIN).casefold())

    def added(self, word: str) -> bool:
        """Say whether a word is right because a coach added it."""
        return word.translate(_PLAIN).casefold() in self._added


def speller(vault: Vault, participant_id: int) -> Speller:
    """Return a speller for words about one participant. Reads no dictionary yet."""
    with vault.reading() as session:
        known = [word.casefold() for word in session.scalars(select(KnownWord.word))]
        names = list(session.scalars(select(Member.name)))
        person = session.get(Participant, participant_id) if participant_id else None
        if person is not None:
            episode = current_episode(session, participant_id)
            job = session.scalar(select(Employment).where(Employment.episode_id == episode.id))
            referral = session.scalar(select(Referral).where(Referral.episode_id == episode.id).limit(1))
            names += [person.first_name, person.last_name, person.known_as, person.gp_practice, person.jobcentre]
            names += [person.address]
            if job is not None:
                names += [job.employer, job.manager_name]
            if referral is not None:
                names += [referral.referrer_name, referral.referrer_organisation]
    own = {part.translate(_PLAIN).casefold() for name in names for part in _WORD.findall(name)}
    return Speller(frozenset(own | field_words()), frozenset(known))


def add_word(vault: Vault, word: str) -> None:
    """Keep a word that everybody who uses this vault spells so. Raises ``InputProblem`` for word; ``NotKept``."""
    plain = word.strip().translate(_PLAIN)
    if not _WORD.fullmatch(plain) or len(plain) > LONGEST:
        raise InputProblem({"word": "Only a single word can be added."})
    with vault.transaction() as transaction:
        same = transaction.session.scalar(select(KnownWord).where(KnownWord.word == plain.casefold()))
        if same is None:
            row = KnownWord(word=plain.casefold())
            transaction.session.add(row)
            transaction.session.flush()
            transaction.record("add", "known_word", row.id)


def take_back_word(vault: Vault, word: str) -> None:
    """Take a word out again that was added by mistake. One that was never added changes nothing. Raises ``NotKept``."""
    with vault.transaction() as transaction:
        plain = word.strip().translate(_PLAIN).casefold()
        row = transaction.session.scalar(select(KnownWord).where(KnownWord.word == plain))
        if row is not None:
            transaction.session.delete(row)
            transaction.record("remove", "known_word", row.id)


def known_words(vault: Vault) -> tuple[str, ...]:
    """Return the words that were added, in order."""
    with vault.reading() as session:
        return tuple(session.scalars(select(KnownWord.word).order_by(KnownWord.word)))
