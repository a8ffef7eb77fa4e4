"""What stays off paper: questions about safety, their answers, and every sum that they could be reckoned from.

An answer that opens a safety record (PHQ-9's last question) stands on no print but the safety record's own, in the
coach's words. What is asked alone together ("Do you feel safe at home?") is not carried home. Of a score with such a
question in it, the band alone is printed: eight of PHQ-9's questions come to 24 at most, so that a total of 25 says
what the ninth was. Nor is there a chart of such a score on paper: it is drawn from its totals.
"""

from __future__ import annotations

from collections.abc import Iterable

from workwell_desktop.casework.scoring import Score
from workwell_desktop.forms import Answer, Item, Questionnaire, Scoring, in_words


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
    """Return a complete score as it may stand on paper: its arithmetic; its band alone; or nothing."""
    rule = form.scoring
    if rule is None or not held_items(form) & set(rule.items):
        return score.arithmetic
    return f"The published band is “{score.band.lower()}”." if score.band and not _bands_tell(form, rule) else ""


def figures_off_paper(form: Questionnaire) -> bool:
    """Say whether the numbers of a form stay off paper, because an answer could be worked out from them.

    Of a score from elsewhere nobody knows what it asked: it may be a PHQ-9 of the surgery.
    """
    rule = form.scoring
    return rule is not None and (rule.entry == "named" or bool(held_items(form) & set(rule.items)))


def _bands_tell(form: Questionnaire, rule: Scoring) -> bool:
    """Say whether a band tells an answer that is held back: whether that was its lowest one, or was not.

    Where one band does, none is printed: a line that is missing only there would tell as much.
    """
    calm, told = {0}, set[int]()  # totals with every held back answer at its lowest, and with one above that
    for item in map(form.item, rule.items):
        values = _values(item)
        held = item.off_paper or item.safety_from is not None
        low = {min(values)} if held else values
        told = {total + value for total in told for value in values} | {
            total + value for total in calm for value in values - low
        }
        calm = {total + value for total in calm for value in low}
    totals = [set(range(band.low, band.high + 1)) for band in rule.bands]
    return any(not (band & calm and band & told) for band in totals)


def _values(item: Item) -> set[int]:
    """Return every number that an item can count for."""
    if item.options:
        return {option.value for option in item.options if option.value is not None} or {0}
    return set(range(item.low, item.high + 1))


def _with_followers(form: Questionnaire, marked: Iterable[str]) -> frozenset[str]:
    """Return marked questions with those that are only asked because of their answer."""
    held = set(marked)
    for item in form.items:
        if item.show_if is not None and item.show_if.field in held:
            held.add(item.id)
    return frozenset(held)
