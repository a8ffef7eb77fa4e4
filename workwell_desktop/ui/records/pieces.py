"""What pages of records are drawn with: a heading with its deed, and a line that opens when it is pressed."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from workwell_desktop.ui.parts.badge import Badge
from workwell_desktop.ui.parts.buttons import Button, does, quiet_button
from workwell_desktop.ui.parts.columns import Fold
from workwell_desktop.ui.parts.labels import IconText, Label
from workwell_desktop.ui.parts.layouts import STRETCH, Row, column, holder, row
from workwell_desktop.ui.parts.notice import Notice
from workwell_desktop.ui.plan.rows import OpenRow
from workwell_desktop.ui.style.theme import Look

MEASURE = 720  # pixels at 100 % text: lines of words are not longer than this


def heading(look: Look, words: str, button: Button | None = None) -> Row:
    """Return the heading of a section, with the button that adds to it at its right end."""
    title = Label(look, words, "section", wrap=look.large)
    title.setMinimumHeight(look.height("compact"))  # with and without a button, headings side by side are in line
    head = row(look, title, STRETCH)
    if button is not None:
        head.addWidget(button)
    return head


def add_button(look: Look, words: str, on_press: Callable[[], object], icon: str = "plus") -> Button:
    """Return a quiet button with an icon."""
    return does(quiet_button(look, words, icon), on_press)


def record_row(
    look: Look,
    title: str,
    seconds: Sequence[str] = (),
    *,
    deed: str,
    badge: Badge | None = None,
    notes: Sequence[str] = (),
    right: str = "",
) -> OpenRow:
    """Return a line with a title, small lines below, what is worth a look, and a badge; pressing it does ``deed``."""
    head = Label(look, title, "medium")
    words = column(look, head, gap=2)
    for second in seconds:
        if second:
            words.addWidget(Label(look, second, "hint"))
    for note in notes:
        words.addWidget(IconText(look, "info", note, ink="note", role="small"))
    inside = row(look, gap=16, margins=(0, 10, 0, 12))
    inside.addLayout(words, 1)
    if right:
        inside.addWidget(Label(look, right, ink="ink2", wrap=False), 0, Qt.AlignmentFlag.AlignTop)
    if badge is not None:
        inside.addWidget(badge, 0, Qt.AlignmentFlag.AlignTop)
    spoken = ", ".join(part for part in (title, right, *seconds, *notes, badge.word if badge else "") if part)
    return OpenRow(look, spoken, deed, inside, title=head)


def fact(look: Look, label: str, value: str, second: str = "") -> QWidget:
    """Return a fact that is only read: its small head, what it is, and perhaps a line below."""
    whole = column(look, Label(look, label, "small_strong", ink="ink2"), Label(look, value, "medium"), gap=2)
    if second:
        whole.addWidget(Label(look, second, "hint"))
    return holder(whole)


def undo_notice(look: Look, point: str, word: str, deed: Callable[[], object]) -> Notice:
    """Return the notice that says what was done, with the way back."""
    return Notice(look, "note", point, icon="undo", deeds=[(word, deed)], announce_it=True)


def left_notice(
    look: Look, words: str, go_on: Callable[[], object], drop: Callable[[], object], *, new: bool
) -> Notice:
    """Return the notice that offers words again that were left in a form; it is announced when it is ``new``."""
    point = f"You began to write something here: “{words}”. It is kept, not saved yet."
    deeds = [("Go on with it", go_on), ("Throw it away", drop)]
    return Notice(look, "note", point, icon="pencil", deeds=deeds, announce_it=new)


def beside(look: Look, left: QWidget, right: QWidget) -> QWidget:
    """Put two fields that belong together side by side, or one under the other where there is no room."""
    return Fold(look, left, right, most=MEASURE)


def measured(look: Look, widget: QWidget) -> QWidget:
    """Keep a widget no wider than lines of words should be."""
    widget.setMaximumWidth(look.px(MEASURE))
    return widget
