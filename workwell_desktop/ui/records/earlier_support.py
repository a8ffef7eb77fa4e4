"""One earlier spell of support, read only: its referral, how it ended, and what was signed and agreed then."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from workwell_desktop.casework.episode_history import Earlier, Signed
from workwell_desktop.ui.parts.labels import Label
from workwell_desktop.ui.parts.layouts import column, holder
from workwell_desktop.ui.plan.rows import OpenRow
from workwell_desktop.ui.records.pieces import fact, record_row
from workwell_desktop.ui.style.theme import Look


def earlier_support(look: Look, one: Earlier, *, opened: bool) -> tuple[OpenRow, QWidget | None]:
    """Return the line of an earlier spell, and what is to be read about it once it is ``opened``."""
    seconds = (one.referral, one.closing.reason)
    shown_row = record_row(look, one.title, seconds, deed="Read no more" if opened else "Read this support")
    if not opened:
        return shown_row, None
    inside = column(look, gap=16, margins=(24, 0, 0, 12))
    if one.reason:
        inside.addWidget(fact(look, "What they wanted help with", f"“{one.reason}”"))
    ended = ". ".join(part for part in (one.closing.reason, one.closing.note) if part)
    if ended:
        inside.addWidget(fact(look, "Why it ended", ended))
    stood = "\n".join(one.closing.lines) or "Nothing was written down."
    inside.addWidget(fact(look, "How things stood", stood, one.closing.missing_line))
    for when, lines in one.before:
        inside.addWidget(fact(look, when, lines))
    for signed in one.signed:
        inside.addWidget(_signed(look, signed))
    if not one.signed:
        inside.addWidget(Label(look, "No assessment was signed and no plan was agreed.", "hint"))
    return shown_row, holder(inside)


def _signed(look: Look, signed: Signed) -> QWidget:
    whole = column(look, Label(look, signed.title, "strong"), Label(look, signed.second, "hint"), gap=4)
    for head, lines in signed.parts:
        whole.addSpacing(look.space(4))
        whole.addWidget(fact(look, head, "\n".join(lines)))
    return holder(whole)
