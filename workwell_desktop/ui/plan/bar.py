"""The deeds in the bottom bar of the plan: the main one says what happens, and stands last."""

from __future__ import annotations

from typing import NamedTuple

from workwell_desktop.casework.plan_state import PlanState
from workwell_desktop.ui.parts.buttons import Button, main_button, second_button
from workwell_desktop.ui.style.theme import Look

SHORT_WORDS = 175  # per cent: from here on the bar has room for the first sentence only
_LONG_NAME = 20  # letters: a longer name leaves no room for the deed in a button


class Deeds(NamedTuple):
    """The buttons of the bar: the main one, and those that are there in this state."""

    main: Button
    not_yet: Button | None
    print: Button | None

    def in_order(self) -> list[Button]:
        """Return those that are there, the main one last."""
        return [one for one in (self.not_yet, self.print, self.main) if one is not None]


def deeds(look: Look, state: PlanState, *, asking: bool) -> Deeds:
    """Return the deeds of this state; ``asking``: the questions before an agreement or a change stand open."""
    main = main_button(look, main_words(state, asking=asking))
    main.setToolTip(f"{main.accessibleName()} (Ctrl+Enter)")
    if asking:
        return Deeds(main, second_button(look, "Leave it as it is" if state.agreed else "Not yet"), None)
    if state.old:
        return Deeds(main, None, None)
    short = look.scale >= SHORT_WORDS or len(state.call_name) > _LONG_NAME
    press = second_button(look, "Print" if short else f"Print {state.call_name}’s papers", "printer")
    press.setToolTip(f"Print {state.call_name}’s papers (Ctrl+P)")
    return Deeds(main, None, press)


def main_words(state: PlanState, *, asking: bool) -> str:
    """Return what the main button says: what happens when it is pressed."""
    if state.old:
        return "Back to the present plan"
    if state.agreed:
        return "Begin the next draft" if asking else "Change this plan"
    return f"{state.call_name} agrees this plan" if len(state.call_name) <= _LONG_NAME else "Agree this plan"
