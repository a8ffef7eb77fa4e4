"""What is said after a questionnaire was left out: which one, and the way to take it up again."""

from __future__ import annotations

from collections.abc import Callable

from workwell_desktop.casework.measure_state import MeasureLine
from workwell_desktop.ui.parts.notice import Notice
from workwell_desktop.ui.style.theme import Look


def left_out(look: Look, line: MeasureLine | None, take_up: Callable[[int], object]) -> Notice | None:
    """Say that it was left out; nothing of a correction, which went back to what was finished."""
    if line is None or line.number:
        return None
    paper = f"Its code was {line.code}." if line.code else ""
    undo = [("Take it up again", lambda: take_up(line.id))]
    return Notice(look, "note", f"{line.title} was left out.", paper, deeds=undo)
