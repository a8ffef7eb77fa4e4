"""What a service can help with, and which of it a participant needs: plain rules over a list of topics."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from types import MappingProxyType

from workwell_desktop.casework.service_need_rules import needs, spaced
from workwell_desktop.datafiles import read_table
from workwell_desktop.paths import resources

_MOST_NEEDS = 6  # more would make every service fit


@dataclass(frozen=True)
class Topic:
    """Something a service can help with. ``codes`` and ``words`` of an assessment point to it."""

    code: str
    label: str
    codes: frozenset[str]
    words: frozenset[str]


@dataclass(frozen=True)
class ServiceNeed:
    """A topic that a participant needs help with, and why, as one line for the coach and the participant."""

    topic: str
    why: str = ""


def read_topics(path: Path) -> Mapping[str, Topic]:
    """Read the topics of a file by code, in its order. Raises ``DataFileProblem`` (file, entry, reason)."""
    top = read_table(path)
    topics: dict[str, Topic] = {}
    for entry in top.tables("topics", at_least=1):
        topic = Topic(
            entry.text("id"), entry.text("label"), frozenset(entry.texts("codes")), frozenset(entry.texts("words"))
        )
        if topic.code in topics:
            raise entry.problem("this id stands there twice.")
        entry.done()
        topics[topic.code] = topic
    top.done()
    return MappingProxyType(topics)


@cache
def topics() -> Mapping[str, Topic]:
    """Return the shipped topics by code, in the order they are shown.

    What leads to a need leads to its first topic too.
    """
    found = dict(read_topics(resources() / "services" / "topics.toml"))
    for need in needs().needs.values():
        topic = found[need.topics[0]]
        found[topic.code] = replace(topic, codes=topic.codes | need.codes, words=topic.words | need.words)
    return MappingProxyType(found)


def topic_labels(codes: Iterable[str]) -> tuple[str, ...]:
    """Return the labels of topic codes in the order they are shown; codes from a newer list are left out."""
    wanted = set(codes)
    return tuple(topic.label for topic in topics().values() if topic.code in wanted)


def needs_from(obstacles: Iterable[tuple[str, str]]) -> tuple[ServiceNeed, ...]:
    """Turn what gets in the way into needs, the most important first, at most six.

    Each obstacle is the participant's words and a difficulty code (either may be empty), the most important first.
    Words count by whole words, so that "backlog" is not a back.
    """
    needs: dict[str, ServiceNeed] = {}
    for words, code in obstacles:
        said = spaced(words)
        for topic in topics().values():
            if topic.code not in needs and (code in topic.codes or any(spaced(word) in said for word in topic.words)):
                needs[topic.code] = ServiceNeed(topic.code, _reason(words, topic))
    return tuple(needs.values())[:_MOST_NEEDS]


def _reason(words: str, topic: Topic) -> str:
    """Quote the person; only where no words were written, name what was chosen."""
    said = " ".join(words.split())
    return f"You said: “{said}”" if said else f"On the list of what gets in the way: {topic.label.lower()}."
