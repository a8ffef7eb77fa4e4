"""Questions and answers to be read: a question at the left, its answer beside it, a thin line between the pairs."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from workwell_desktop.ui.parts.columns import Fold
from workwell_desktop.ui.parts.labels import Label
from workwell_desktop.ui.parts.layouts import column, holder, line
from workwell_desktop.ui.style.theme import Look


def said_pairs(look: Look, pairs: Sequence[tuple[str, str]]) -> QWidget:
    """Return what was asked and what was said; with large text and in a narrow page each answer stands below."""
    box = column(look, gap=8)
    for place, (question, answer) in enumerate(pairs):
        if place:
            box.addWidget(line(look))
        asked, said = Label(look, question, ink="ink2"), Label(look, answer, "medium")
        box.addWidget(Fold(look, asked, said, shares=(1, 1), gap=32, below=2, at=560))
    return holder(box)
