"""What is asked just above the bottom bar before a plan is agreed, and before an agreed one is changed."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame

from workwell_desktop.casework import lists
from workwell_desktop.casework.plan_agreement import DRAWN
from workwell_desktop.ui.parts.choices import Radios
from workwell_desktop.ui.parts.columns import Fold
from workwell_desktop.ui.parts.date_field import DateField
from workwell_desktop.ui.parts.fields import Field
from workwell_desktop.ui.parts.layouts import column, line, reveal
from workwell_desktop.ui.parts.line import Line
from workwell_desktop.ui.parts.notice import Notice
from workwell_desktop.ui.parts.signature_pad import SignaturePad
from workwell_desktop.ui.plan.editors import Editor, ReadDay
from workwell_desktop.ui.style.theme import Look


def agree_panel(look: Look, name: str, read_past: ReadDay, *above: Notice) -> Editor:
    """Return the questions of an agreement, how and on which day, and the box to sign in, with ``above`` over them."""
    options = [(choice.code, choice.label) for choice in lists.choices("plan_agreement")]
    how = Field(look, f"How did {name} agree?", Radios(look, options, across=True), width="full")
    on = DateField(look, "On which day", read_past, hint="")
    pad = Field(look, f"{name} signs here", SignaturePad(look), hint="With the mouse, a pen or a finger.", width="full")

    def show_pad() -> None:
        reveal(pad, how.value() == DRAWN)

    how.edited.connect(show_pad)
    panel = Editor(
        look, {"how": how, "signature": pad, "agreed_on": on}, [*above, how, Fold(look, pad, on, shares=(2, 1))]
    )
    panel.shown_anew.connect(show_pad)
    show_pad()
    return panel


def change_panel(look: Look) -> Editor:
    """Return the one question before an agreed plan is changed: why."""
    hint = "The plan that was agreed stays as it was."
    why = Field(look, "Why does the plan change?", Line(look), hint=hint, width="sentence")
    return Editor(look, {"reason": why}, [why])


def docked(look: Look, panel: Editor) -> QFrame:
    """Return a panel with its line above, to stand between the page and the bottom bar."""
    frame = QFrame()
    frame.setProperty("ground", "sunk")
    frame.setLayout(column(look, line(look), panel, gap=0, margins=0))
    panel.setContentsMargins(look.space(16), 0, look.space(16), 0)
    return frame
