"""How hard a text is to read: the Automated Readability Index, and words that participants should not meet.

The index needs no syllables and no word list: letters a word and words a sentence give the school grade at which
a text is easy to read (Smith and Senter, AMRL-TR-66-220, 1967). Grade 6 is about eleven years of age.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

HARD_WORDS = (
    "action item",
    "adherence",
    "barrier",
    "biopsychosocial",
    "cohort",
    "comorbid",
    "engagement",
    "eligibility",
    "facilitate",
    "holistic",
    "implement",
    "intervention",
    "multidisciplinary",
    "onward referral",
    "outcome",
    "pathway",
    "phased return",
    "presenting",
    "self-efficacy",
    "signpost",
    "stakeholder",
    "utilise",
    "you must",
)


@dataclass(frozen=True)
class Reading:
    """What a set of sentences asks of its reader: the index, and the mean and the most words a sentence."""

    index: float
    mean_words: float
    most_words: int


def reading(sentences: Iterable[str]) -> Reading:
    """Measure whole sentences. Digits count as letters; names in braces count as one short word."""
    lengths, letters = [], 0
    for sentence in sentences:
        words = re.findall(r"[^\W_]+(?:['’][^\W_]+)*", re.sub(r"\{[a-z_]+\}", "Jo", sentence))
        lengths.append(len(words))
        letters += sum(len(word) for word in words)
    count = sum(lengths)
    mean = count / len(lengths)
    return Reading(4.71 * letters / count + 0.5 * mean - 21.43, mean, max(lengths))


def sentences_in(text: str) -> list[str]:
    """Return the whole sentences of a text: what ends with a full stop, a question mark or an exclamation mark."""
    return [part.strip() for part in re.findall(r"[^.!?]+[.!?]", text.replace("*", "")) if len(part.split()) > 1]


def hard_words(text: str) -> list[str]:
    """Return the words and phrases of a text that participants should not have to read."""
    return [word for word in HARD_WORDS if word in text.lower()]
