"""Compares two scores of the same instrument: how far apart, and whether that is a published reliable change.

It never says better or worse, and where no reliable change is published it says only how far apart the numbers are.
"""

from __future__ import annotations

from dataclasses import dataclass

from workwell_desktop.casework.scoring import Number, Score
from workwell_desktop.forms.readings import in_figures


@dataclass(frozen=True)
class Change:
    """How one number moved. ``by`` is above 0 when it went up, and nothing when the two cannot be compared.

    ``reliable`` is nothing where no reliable change is published. ``source`` says where it was.
    """

    title: str
    then: Number
    now: Number
    by: Number | None
    reliable: bool | None
    sentence: str
    source: str = ""


def changes(then: Score, now: Score) -> tuple[Change, ...]:
    """Return the change of a total, or of each item of an instrument that is never added up.

    What is missing on either side is left out. Two versions of a form are set side by side and not compared, and so are
    scores out of a different number. Scores of two instruments are a bug (``ValueError``).
    """
    if then.form != now.form or (then.version == now.version and then.title != now.title):
        raise ValueError(f"{then.form}, {now.form}")
    if then.total is not None and now.total is not None:
        return (_change(now.title, then.total, now.total, then, now),)
    before = {reading.item: reading.value for reading in then.readings}
    return tuple(
        _change(reading.title, before[reading.item], reading.value, then, now)
        for reading in now.readings
        if reading.item in before
    )


def _change(title: str, old: Number, new: Number, then: Score, now: Score) -> Change:
    shown = f"{in_figures(old)} then, {in_figures(new)} now"
    if then.version != now.version or then.of != now.of:
        said = f"{shown}. They were not asked in the same way both times, so they are not compared."
        return Change(title, old, new, None, None, said)
    by = new - old
    way = "the same" if by == 0 else f"{in_figures(abs(by))} {'higher' if by > 0 else 'lower'}"
    rule = now.change
    if rule is None:
        return Change(title, old, new, by, None, f"{shown}: {way}.")
    reliable = abs(by) >= rule.points
    if reliable:
        said = f"Changed by {rule.points} points or more: a published reliable change."
    else:
        said = f"That is less than {rule.points} points, the published reliable change."
    return Change(title, old, new, by, reliable, f"{shown}: {way}. {said}", rule.source)
