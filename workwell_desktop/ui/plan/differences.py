"""What changed since the plan before, a line each: shown below a draft, and below a version that is read again."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from workwell_desktop.casework.plan_differences import GONE, NEW
from workwell_desktop.casework.plan_state import PlanState
from workwell_desktop.ui.parts.labels import IconText, Label
from workwell_desktop.ui.parts.layouts import column, holder
from workwell_desktop.ui.style.theme import Look

_ICONS = {NEW: "plus", GONE: "dash"}


def differences_view(look: Look, state: PlanState) -> QWidget:
    """Return the list of what changed since the version before."""
    body = column(look, Label(look, f"What changed since plan {state.compared_with}", "section"), gap=8)
    for one in state.differences:
        body.addWidget(IconText(look, _ICONS.get(one.sign, "pencil"), f"{one.line}.", ink="ink2", role="small"))
    return holder(body)
