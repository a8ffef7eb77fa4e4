"""How likely two entries of the directory are one service, and why, in plain words. Pure; it only ever suggests."""

from __future__ import annotations

from dataclasses import dataclass

from workwell_desktop.directory.alike_evidence import Evidence, alone, elsewhere, evidence_of, weighed
from workwell_desktop.directory.alike_facts import Entry, Facts, facts_of
from workwell_desktop.directory.alike_ground import Ground
from workwell_desktop.directory.alike_names import for_others, marked_apart, written
from workwell_desktop.directory.alike_rules import AlikeRules, alike_rules

# What speaks against, in the order in which it is told.
_AGAINST = {
    "ruled_out": "One says that it is not what the other is.",
    "bodies_apart": "They are of different organisations.",
    "one_hand": "One list has both, with the same contacts under two names.",
    "series": "The names are of a series: only one word tells which it is.",
    "line_other": "One is a phone line and the other a place.",
    "wide_other": "One is for the whole country and the other a place.",
    "whole_busy": "One is nowhere, and others are reached in the same way.",
    "whole_part": "One is a body and the other a part of it.",
    "page_part": "One has a web page of its own.",
    "grown_other": "One is for the young and the other for adults.",
    "time_other": "They are at different times of day.",
    "day_other": "They are on different days.",
    "far": "They are in different places.",
    "town_other": "They are in different towns.",
    "address_other": "They are in different places.",
    "house_other": "They are in different places.",
    "topic_other": "They are about different things.",
    "kind_other": "They are different kinds of service.",
    "subject_other": "They are about different things.",
    "body_other": "They are of different organisations.",
    "page_other": "Each has a web page of its own.",
    "phone_other": "Each has a phone of its own.",
}


@dataclass(frozen=True)
class Likeness:
    """How alike two entries are: ``score`` from 0 to 1, ``veto`` why not at all (else empty), and why, in sentences."""

    score: float
    veto: str
    reasons: tuple[str, ...]


def likeness(first: Entry, second: Entry, ground: Ground | None = None) -> Likeness:
    """Hold two entries against each other; the same whichever comes first."""
    rules = alike_rules()
    return likeness_of(facts_of(first, rules), facts_of(second, rules), ground or Ground(), rules)


def likeness_of(first: Facts, second: Facts, ground: Ground, rules: AlikeRules) -> Likeness:
    """Hold two entries that were made ready against each other; the same whichever comes first."""
    if second.order < first.order:
        first, second = second, first
    veto = marked_apart(first, second) or for_others(first, second)
    if veto:
        return Likeness(0.0, veto, ())
    evidence = evidence_of(first, second, ground, rules)
    veto = _apart(evidence)
    if veto:
        return Likeness(0.0, veto, ())
    score = weighed(evidence.said, rules)
    if score < rules.suggest_from:
        return Likeness(0.0, _why_not(first, second, evidence, rules), ())
    return Likeness(round(score, 4), "", _reasons(first, second, evidence))


def surely_two(first: Facts, second: Facts, ground: Ground, rules: AlikeRules) -> bool:
    """Say whether enough is known of two entries to tell that they are two services; the same whichever comes first."""
    if second.order < first.order:
        first, second = second, first
    if marked_apart(first, second) or for_others(first, second):
        return True
    evidence = evidence_of(first, second, ground, rules)
    if elsewhere(evidence.said):
        return True
    return not alone(evidence.said) and weighed(evidence.said, rules) < rules.two_below


def _apart(evidence: Evidence) -> str:
    """Say what no likeness outweighs: another place, or nothing at all in common but a name."""
    if elsewhere(evidence.said):
        return _AGAINST["far"]
    return "Neither place nor phone nor e-mail is the same." if alone(evidence.said) else ""


def _why_not(first: Facts, second: Facts, evidence: Evidence, rules: AlikeRules) -> str:
    """Say what speaks most against one service, else that too little speaks for it."""
    if evidence.whom:
        return f"Only one of them is for “{written(evidence.whom, first, second)}”."
    if evidence.only_first and evidence.only_second:
        left, right = (written(words, first, second) for words in (evidence.only_first, evidence.only_second))
        return f"Each name has words of its own: “{left}” and “{right}”."
    against = [(rules.evidence[name] * evidence.said[name], name) for name in _AGAINST if name in evidence.said]
    worst = min(against, default=(0.0, ""))
    return _AGAINST[worst[1]] if worst[0] < 0 else "Too little is the same."


# -- in words ---------------------------------------------------------------------------------------------------


def _reasons(first: Facts, second: Facts, evidence: Evidence) -> tuple[str, ...]:
    head = f"Same {', same '.join(evidence.same)}." if evidence.same else ""
    differ = (*evidence.only_first, *evidence.only_second)
    if first.entry.name.casefold() == second.entry.name.casefold():
        told = "The names are the same."
    elif not differ:
        told = "The names differ only in how they are written."
    else:
        told = f"The names differ by “{written(differ, first, second)}”."
    return tuple(filter(None, (head, told)))
