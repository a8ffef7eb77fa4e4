"""The side of the turned screen that says what stays in the room when a letter goes."""

from __future__ import annotations

from PySide6.QtCore import Qt

from workwell_desktop.casework.letters import LetterDraft
from workwell_desktop.ui.parts.labels import Label, Picture
from workwell_desktop.ui.parts.layouts import Column, column, line, row
from workwell_desktop.ui.parts.notice import Notice
from workwell_desktop.ui.style.theme import Look


def stays_column(look: Look, draft: LetterDraft) -> Column:
    """Return what stays here and why, an earlier no, and that one may still change one's mind."""
    box = column(
        look,
        Label(look, "What stays here", "page"),
        Label(
            look,
            "Your record stays here. The letter holds the lines you agree to and what stands in every letter. "
            "It does not say that anything was left out.",
            "lead",
            ink="ink2",
        ),
        gap=12,
    )
    box.addSpacing(look.space(12))
    for thing in draft.stays:
        words = column(look, Label(look, thing.what, "medium"), Label(look, thing.why, "small", ink="ink2"), gap=4)
        lock = Picture(look, "lock", "ink2")
        locked = row(look, lock, gap=12)
        locked.addLayout(words, 1)
        locked.setAlignment(lock, Qt.AlignmentFlag.AlignTop)
        box.addLayout(locked)
        box.addWidget(line(look))
    if draft.last_no is not None:
        said = f"{draft.last_no.day} {draft.last_no:%B %Y}"
        point = f"On {said} you did not want to share with {draft.reader}."
        box.addWidget(Notice(look, "warn", point, "You said yes after that. You can still say no."))
    mind = "You can change your mind at any time."
    box.addWidget(Notice(look, "note", mind, "We cannot call back a letter that has been sent."))
    box.addStretch(1)
    return box
