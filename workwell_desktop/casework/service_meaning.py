"""What words mean that were looked for: by the rules of what helps with what, "refuge" is no place for wild animals.

Pure. The rules say in which phrases a word means something else, and which words speak against a service.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from workwell_desktop.casework.service_need_rules import NeedRules
from workwell_desktop.casework.service_phrases import forms, tokens_of
from workwell_desktop.casework.service_terms import terms_in


def meant(words: Sequence[str], rules: NeedRules, also: Collection[str] = ()) -> tuple[frozenset[str], frozenset[str]]:
    """Return the ids of the needs that the words which were looked for are terms of, and what sets a service aside.

    The second are phrases of a service's words: in them a word that was looked for means something else, or they
    speak against the service. They say nothing of a service that fits one of the needs all the same. ``also`` are
    words that mean the same as those that were looked for.
    """
    found = terms_in(" ".join(words), rules)
    said = {form for word in words for form in forms(word)}
    aside: set[str] = set()
    for need, terms in found.items():
        rule = rules.needs[need]
        of_terms = {form for term in (*terms, *also) for word in tokens_of(term) for form in forms(word)}
        else_meant = (text for text in rule.not_meant if not of_terms.isdisjoint(_forms(text)))
        aside.update(text for text in (*else_meant, *rule.against) if not _forms(text) <= said)
    return frozenset(found), frozenset(aside)


def needs_named(words: Sequence[str], rules: NeedRules) -> tuple[str, ...]:
    """Return the ids of the needs that all of these words together are a term of: "stop smoking", "food parcel"."""
    return tuple(
        need
        for need, terms in terms_in(" ".join(words), rules).items()
        if any(all(not set(forms(word)).isdisjoint(_forms(term)) for word in words) for term in terms)
    )


def _forms(text: str) -> set[str]:
    return {form for word in text.split() for form in forms(word)}
