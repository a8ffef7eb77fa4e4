"""What stands at the top of a page: which signed version this is, what was handed over, what could not be done."""

from __future__ import annotations

from collections.abc import Callable

from workwell_desktop.casework.assessment_state import VersionLine
from workwell_desktop.casework.measure_state import MeasureEntry, MeasureLine
from workwell_desktop.errors import InputProblem, WorkwellError
from workwell_desktop.ui.parts.notice import Notice
from workwell_desktop.ui.style.theme import Look


def version_notice(look: Look, line: VersionLine, deed: tuple[str, Callable[[], object]], *, present: bool) -> Notice:
    """Say which version is read and why it was made, with the one deed it offers."""
    why = f"Why: {line.reason}" if line.reason else ""
    return Notice(look, "good" if present else "note", line.line, why, deeds=[deed])


def handed_over_notice(look: Look, entry: MeasureEntry, again: Callable[[], object]) -> Notice:
    """Say how far somebody came alone, with the way to hand the screen over again."""
    said = f"{entry.call_name} answered {entry.line.answered} of {entry.line.asked} on this screen."
    return Notice(look, "note", said, "It goes on at the same question.", deeds=[("Hand it over again", again)])


def left_out(look: Look, line: MeasureLine | None, take_up: Callable[[int], object]) -> Notice | None:
    """Say that one was left out, and how to undo it; nothing of a correction, which went back to what was finished."""
    if line is None or line.number:
        return None
    paper = f"Its code was {line.code}." if line.code else ""
    return Notice(
        look, "note", f"{line.title} was left out.", paper, deeds=[("Take it up again", lambda: take_up(line.id))]
    )


def outdated_notice(look: Look) -> Notice:
    """Say that an older version of a questionnaire stays as it is."""
    words = ("The questions have changed since.", "This stays as it is. Ask the new questions instead.")
    return Notice(look, "note", *words, announce_it=True)


def problem_notice(look: Look, problem: WorkwellError, to_plan: Callable[[], object]) -> Notice:
    """Say what could not be done, with the way to the plan."""
    sentence, next_step = problem.sentence, problem.next_step
    if isinstance(problem, InputProblem):  # about the idea itself: there is no field here to stand beside
        sentence, next_step = next(iter(problem.fields.values())), "Mend the words here first."
    return Notice(look, "warn", sentence, next_step, deeds=[("Go to the plan", to_plan)], announce_it=True)
