"""What is said above the plan: that its paper names no place of help, what was left open, which referral cannot go."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from workwell_desktop.casework.plan_state import PlanState
from workwell_desktop.ui.parts.notice import Notice
from workwell_desktop.ui.plan.rooms import Way
from workwell_desktop.ui.style.theme import Look


def notices(
    look: Look,
    state: PlanState,
    left_open: Sequence[Way],
    go: Callable[[str], object],
    to_agreements: tuple[str, Callable[[], object]],
) -> list[Notice]:
    """Return the notices of a plan; an old version has only what concerns it. ``go`` opens what was left open."""
    found = []
    if not (state.help_named or state.old):
        point = "The paper names no place of help in a crisis."
        found.append(Notice(look, "warn", point, "Write them down in Settings."))
    if not state.old:
        found += [Notice(look, "note", f"{one.left_open} was left open.", deeds=[_go_on(one, go)]) for one in left_open]
    if state.not_agreed:
        found.append(Notice(look, "warn", " ".join(state.not_agreed), deeds=[to_agreements]))
    return found


def _go_on(one: Way, go: Callable[[str], object]) -> tuple[str, Callable[[], object]]:
    return "Go on with it", lambda: go(one.code)
