"""Finding a person while something is typed: names, a phone number, a postcode, an NHS number, a day of birth.

Names are found by their first letters, in any order, with one slip; a number by any three signs of it or more.
"""

from __future__ import annotations

import re
import string
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from workwell_desktop.casework import dates
from workwell_desktop.casework.caseload import PersonRow
from workwell_desktop.casework.people import fold
from workwell_desktop.casework.person_keys import bare_number, born_key
from workwell_desktop.vault import name_search
from workwell_desktop.vault.name_search import Found
from workwell_desktop.vault.store import Vault

MOST = 50
ENOUGH = 5  # with fewer exact finds than this, names one slip away are added below them
MOST_LETTERS = 200  # of what is typed that are looked at; a whole e-mail may be pasted by mistake
SHORTEST_FOR_A_SLIP, LONGEST_FOR_A_SLIP = 3, 30  # the slips of a word grow with the square of its length
MOST_WORDS = 40  # of names that one slipped word may have meant, the commonest

_DIGIT = re.compile(r"\d")
_ABROAD = re.compile(r"^(?:\+|00)44")


@dataclass(frozen=True)
class Asked:
    """What is looked for: folded words of names, numbers (each with other ways to write it), and a day of birth."""

    words: tuple[str, ...] = ()
    numbers: tuple[tuple[str, ...], ...] = ()
    born: str = ""

    @property
    def number_question(self) -> str:
        """The question for the index of numbers, or nothing."""
        return name_search.number_question(self.numbers, self.born) if self.numbers or self.born else ""


def find_people(vault: Vault, typed: str, limit: int = MOST) -> tuple[PersonRow, ...]:
    """Return at most ``limit`` people who fit what is typed: names in their order, then near misses.

    Each word is the beginning of one of the person's names; the order does not matter. When few are found, names that
    differ in one letter (one more, one less, another, or two changed round) follow. What holds a digit is looked
    for in phones, NHS numbers and postcodes, and as a birth date where it reads as one.
    """
    typed = typed[:MOST_LETTERS]
    asked = read_typed(typed, vault.clock.today())
    with vault.asking() as connection:
        found = dict.fromkeys(_found(connection, asked, limit))
        if not found and (asked.numbers or asked.born):
            found = dict.fromkeys(_named(connection, fold(typed).split(), limit))  # a name may hold a digit
    return tuple(_row(one) for one in list(found)[:limit])


def nobody(typed: str) -> str:
    """Return the sentence for when nobody was found: what to do next."""
    if not _DIGIT.search(typed):
        return "Nobody by that name. Try fewer letters."
    if len(bare_number(typed)) < name_search.SHORTEST_NUMBER:
        return "Type three digits or more of a number."
    return "Nobody with that number. Try fewer digits."


def ids_question(vault: Vault, typed: str) -> tuple[str, str]:
    """Return the questions for names and for numbers that find everybody who fits, however many they are.

    Near misses are taken only where nobody fits exactly. Both are empty when there is nothing to look for.
    """
    asked = read_typed(typed[:MOST_LETTERS], vault.clock.today())
    names, numbers = name_search.all_words(asked.words), asked.number_question
    if not asked.words:
        return "", numbers
    with vault.asking() as connection:
        if not name_search.people_matching(connection, names, numbers, 1):
            names = _slipped(connection, asked.words) or names
    return names, numbers


def read_typed(typed: str, today: date) -> Asked:
    """Tell names, numbers and a day of birth apart in what is typed."""
    if not _DIGIT.search(typed):
        return Asked(tuple(fold(typed).split()))
    words: list[str] = []
    numbers: list[str] = []
    together = False
    for part in typed.replace("(0)", " ").split():
        if not _DIGIT.search(part):
            words.append(part)
            together = False
        elif together:
            numbers[-1] += part  # 07700 900 123 is one number, YO99 1AZ one postcode
        else:
            numbers.append(part)
            together = True
    understood = dates.read_date(typed, today, lean="birth") if len(typed) > 4 else dates.Understood()
    born = born_key(understood.when) if understood.exact and not understood.problem else ""
    groups = tuple(ways for ways in (_ways(number) for number in numbers) if ways)
    if born and (words or not all(bare_number(number).isdigit() for number in numbers)):
        return Asked(born=born)  # 14 March 1979, 14mar79
    return Asked(tuple(fold(" ".join(words)).split()), groups, born)


def _ways(number: str) -> tuple[str, ...]:
    """Return how a number that is typed may be written in the index: +44 stands for the 0 in front."""
    bare = bare_number(number)
    abroad = _ABROAD.match(re.sub(r"[^\d+]", "", number)) if bare.isdigit() else None
    if abroad:
        ways: tuple[str, ...] = ("0" + re.sub(r"^(?:00)?44", "", bare),)
    elif bare.isdigit() and bare.startswith("44"):
        ways = (bare, "0" + bare[2:])
    else:
        ways = (bare,)
    return tuple(way for way in ways if len(way) >= name_search.SHORTEST_NUMBER)


def _found(connection: Any, asked: Asked, limit: int) -> list[Found]:
    numbers = asked.number_question
    if not numbers:
        return _named(connection, asked.words, limit)
    names = name_search.all_words(asked.words)
    found = name_search.people_matching(connection, names, numbers, limit)
    if not found and asked.words and (names := _slipped(connection, asked.words)):
        found = name_search.people_matching(connection, names, numbers, limit)
    return sorted(found, key=_by_name)


def _named(connection: Any, words: Sequence[str], limit: int) -> list[Found]:
    """Return people by their names alone: those whose name goes on as typed, those who have every word, near misses.

    A person may stand there more than once, under several turns of the name.
    """
    if not words:
        return []
    found = name_search.names_beginning(connection, " ".join(words), 2 * limit)
    if len(words) > 1 and len(set(found)) < limit:
        found += sorted(name_search.people_matching(connection, name_search.all_words(words), "", limit), key=_by_name)
    if len(set(found)) < ENOUGH:
        found += _near(connection, words, limit)
    return found


def _near(connection: Any, words: Sequence[str], limit: int) -> list[Found]:
    """Return people who have every word but one, and for that one a word one slip away."""
    if len(words) == 1:
        return name_search.names_having(connection, _meant(connection, words[0]), 2 * limit)
    question = _slipped(connection, words)
    return sorted(name_search.people_matching(connection, question, "", limit), key=_by_name) if question else []


def _slipped(connection: Any, words: Sequence[str]) -> str:
    """Write the question for people who have every word but one, and for that one a word one slip away.

    Where no name has a word as it is typed, that is the one with the slip; two of them are one too many.
    """
    known = [bool(name_search.words_beginning(connection, [word], 1)) for word in words]
    if known.count(False) > 1:
        return ""
    questions = []
    for place, word in enumerate(words):
        meant = _meant(connection, word) if known[place] == all(known) else []
        if meant:
            others = [other for at, other in enumerate(words) if at != place]
            questions.append(" AND ".join(filter(None, [name_search.any_word(meant), name_search.all_words(others)])))
    return " OR ".join(f"({question})" for question in questions)


def _meant(connection: Any, word: str) -> list[str]:
    """Return the words of names that a word with one slip may have meant, the commonest first."""
    if not SHORTEST_FOR_A_SLIP <= len(word) <= LONGEST_FOR_A_SLIP:
        return []
    return [meant for meant, _ in name_search.words_beginning(connection, _shortest(_slips(word)), MOST_WORDS)]


def _by_name(found: Found) -> tuple[str, int]:
    return found.shown.casefold(), found.id


def _row(found: Found) -> PersonRow:
    born = date.fromisoformat(found.born) if found.born else None
    return PersonRow(found.id, found.shown, "" if born is None else f"Born {dates.plain(born)}")


def _slips(word: str) -> set[str]:
    """Return every word one slip away: a letter left out, changed, put in, or two neighbours changed round."""
    cuts = [(word[:i], word[i:]) for i in range(len(word) + 1)]
    letters = string.ascii_lowercase
    made = {a + b[1:] for a, b in cuts if b}
    made |= {a + b[1] + b[0] + b[2:] for a, b in cuts if len(b) > 1}
    made |= {a + c + b[1:] for a, b in cuts if b for c in letters}
    made |= {a + c + b for a, b in cuts for c in letters}
    return {one for one in made if len(one) >= SHORTEST_FOR_A_SLIP} - {word}


def _shortest(starts: Iterable[str]) -> Iterator[str]:
    """Leave out beginnings that a shorter one covers already."""
    last = None
    for start in sorted(starts):
        if last is None or not start.startswith(last):
            last = start
            yield start
