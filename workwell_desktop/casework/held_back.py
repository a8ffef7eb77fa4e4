"""What stays off paper: questions about safety, their answers, and every sum that they could be reckoned from.

An answer that opens a safety record (PHQ-9's last question) stands on no print but the safety record's own, in the
coach's words. What is asked alone together ("Do you feel safe at home?") is not carried home. Of a score with such a
question in it, the total and its band alone are printed: with the other answers, the one could be worked out.
"""

from __future__ import annotations

from collections.abc import Iterable

from workwell_desktop.casework.scoring import Score
from workwell_desktop.forms import Answer, Item, Questionnaire, in_figures, in_words


def off_paper(form: Questionnaire) -> frozenset[str]:
    """Return the ids of the questions that are not carried home, and of those that are asked because of them."""
    return _with_followers(form, (item.id for item in form.items if item.off_paper))


def held_items(form: Questionnaire) -> frozenset[str]:
    """Return the ids of the questions whose answers stay off paper."""
    marked = {item.id for item in form.items if item.off_paper or item.safety_from is not None}
    held = _with_followers(form, marked)
    rule = form.scoring
    if rule is not None and held & set(rule.items):
        held = _with_followers(form, held | set(rule.items))
    return held


def answer_for_paper(form: Questionnaire, item: Item, answer: Answer) -> str:
    """Return an answer in words as it may stand on paper: empty where it is held back."""
    return "" if item.id in held_items(form) else in_words(item, answer)


def score_for_paper(form: Questionnaire, score: Score) -> str:
    """Return a complete score as it may stand on paper: its arithmetic, or its total and band alone."""
    rule = form.scoring
    if rule is None or not held_items(form) & set(rule.items):
        return score.arithmetic
    if score.total is None:
        return ""
    return f"{in_figures(score.total)} of {in_figures(score.of)}." + (
        f" The published band is “{score.band.lower()}”." if score.band else ""
    )


def _with_followers(form: Questionnaire, marked: Iterable[str]) -> frozenset[str]:
    """Return marked questions with those that are only asked because of their answer."""
    held = set(marked)
    for item in form.items:
        if item.show_if is not None and item.show_if.field in held:
            held.add(item.id)
    return frozenset(held)
