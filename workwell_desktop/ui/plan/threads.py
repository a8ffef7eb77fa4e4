"""One thing that gets in the way, with what is done about it below, and the ways to plan more."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from workwell_desktop.casework.plan_threads import NOTHING_YET, Thread
from workwell_desktop.ui.parts.buttons import does, quiet_button
from workwell_desktop.ui.parts.labels import IconText, Label
from workwell_desktop.ui.parts.layouts import column, flow, holder
from workwell_desktop.ui.style.theme import Look

_ADD = (("step", "Add a step"), ("change", "Add a change"))


def thread_view(look: Look, thread: Thread, wanted: Callable[[str, int], object] | None) -> QWidget:
    """Return one thread; ``wanted`` is called with step or change and the obstacle's number, or is nothing."""
    inside = column(look, Label(look, thread.words, "medium"), gap=4, margins=(0, 10, 0, 10))
    for words in thread.lines:
        inside.addWidget(IconText(look, "chevron-right", words, ink="ink2", role="small"))
    if not thread.answered:
        inside.addWidget(IconText(look, "empty-circle", NOTHING_YET, ink="ink", role="small_strong"))
    if wanted is not None:
        buttons = []
        for kind, words in _ADD:
            button = quiet_button(look, words, "plus")
            button.setAccessibleName(f"{words} about: {thread.words}")
            buttons.append(does(button, partial(wanted, kind, thread.obstacle_id)))
        inside.put(flow(look, *buttons, gap=4))
    return holder(inside)
