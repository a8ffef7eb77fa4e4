"""How well the diagnosis guard finds what a letter would tell about health, and how long a letter takes.

Measured on labelled sentences. ``known.toml`` was there before the guard and may be looked into; ``held_out.toml`` was
written by somebody who had not seen the guard, and nobody who works on the guard reads it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from workwell_desktop.bench.figures import Figure, p95, timed
from workwell_desktop.casework.catalogue import catalogue
from workwell_desktop.casework.diagnosis_guard import Guard, HealthFacts, guard_for, hits_in
from workwell_desktop.casework.health_terms import tokens_of
from workwell_desktop.datafiles import read_table

FOLDER = Path(__file__).parent / "sentences"
KNOWN, HELD_OUT = FOLDER / "known.toml", FOLDER / "held_out.toml"
RECALL, PRECISION = 0.95, 0.8
LETTER_MS = 20.0
LETTER_LINES = 15
NOT_HERE = "There are no held-out sentences here: nothing is said about how the guard does on them."


@dataclass(frozen=True)
class Sentence:
    """One labelled sentence, and whose letter it stands in. ``discloses``: a manager would learn about health."""

    person: str
    text: str
    discloses: bool


@dataclass(frozen=True)
class Sentences:
    """Labelled sentences, and what is known of the people whose letters they stand in."""

    people: Mapping[str, HealthFacts]
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True)
class Counted:
    """How many sentences were marked rightly and wrongly, and how many were missed."""

    right: int
    wrong: int
    missed: int

    @property
    def recall(self) -> float:
        """The share of sentences that tell about health and were marked."""
        return self.right / max(1, self.right + self.missed)

    @property
    def precision(self) -> float:
        """The share of marked sentences that tell about health."""
        return self.right / max(1, self.right + self.wrong)


def measure_guard(rounds: int, told: Callable[[str], None]) -> list[Figure]:
    """Return recall and precision on each file of sentences that is there, and the time for a whole letter."""
    figures = []
    for name, path in (("known", KNOWN), ("held out", HELD_OUT)):
        if not path.exists():
            told(NOT_HERE)
            continue
        counted = count(read_sentences(path))
        for what, share, aim in (("recall", counted.recall, RECALL), ("precision", counted.precision, PRECISION)):
            figures.append(Figure(f"diagnosis guard: {what}, {name}", None, "share", share, None, aim, at_least=True))
    return [*figures, *_times(rounds)]


def read_sentences(path: Path) -> Sentences:
    """Read labelled sentences. Raises ``DataFileProblem`` naming the file, the entry and the reason."""
    top = read_table(path)
    top.text("source")
    top.text("licence")
    people = {}
    for row in top.tables("people", at_least=1):
        people[row.text("id")] = HealthFacts(
            frozenset(row.texts("conditions", ())),
            row.text("conditions_words", ""),
            row.texts("treatments", ()),
            row.texts("instruments", ()),
            row.texts("notes", ()),
        )
        row.done()
    sentences = []
    for row in top.tables("sentences", at_least=1):
        one = Sentence(row.text("person"), row.text("text"), row.flag("discloses"))
        if one.person not in people:
            raise row.problem(f"There is no person “{one.person}”.", "person")
        row.text("why")
        row.done()
        sentences.append(one)
    top.done()
    return Sentences(people, tuple(sentences))


def count(labelled: Sentences) -> Counted:
    """Look through every sentence with what is known of its person, and count."""
    guards = {name: guard_for(facts) for name, facts in labelled.people.items()}
    marked = [(one.discloses, bool(hits_in(one.text, guards[one.person]))) for one in labelled.sentences]
    return Counted(marked.count((True, True)), marked.count((False, True)), marked.count((True, False)))


def _times(rounds: int) -> list[Figure]:
    """Measure a letter of fifteen lines, and what comes once before it: the record of somebody with 460 words of notes.

    Beside both, their words looked up one by one in a plain set.
    """
    lines = [row.employer for row in catalogue().adjustments.values()][:LETTER_LINES]
    people = list(read_sentences(KNOWN).people.values())
    one = replace(people[0], notes=tuple(dict.fromkeys(note for person in people for note in person.notes)))
    words = frozenset(one.condition_words.casefold().split())
    guard = guard_for(one)
    letter(lines, guard)
    taken = [
        (
            timed(letter, lines, guard)[1],
            timed(bare, lines, words)[1],
            timed(guard_for, one)[1],
            timed(bare, one.notes, words)[1],
        )
        for _ in range(rounds)
    ]
    ours, floor, ready, ready_floor = (p95(column) for column in zip(*taken, strict=True))
    return [
        Figure("diagnosis guard: a whole letter, p95", None, "ms", ours, floor, LETTER_MS),
        Figure("diagnosis guard: a record made ready, p95", None, "ms", ready, ready_floor),
    ]


def letter(lines: Sequence[str], guard: Guard) -> int:
    """Look through the lines of a letter; return how many words were marked."""
    return sum(len(hits_in(line, guard)) for line in lines)


def bare(lines: Sequence[str], words: frozenset[str]) -> int:
    """Look for each word of the lines in a set: no word forms, no other senses."""
    return sum(token.raw.casefold() in words for line in lines for token in tokens_of(line))
