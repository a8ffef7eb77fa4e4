"""The ways from the plan to a page of its own, in the order in which they stand in its head."""

from __future__ import annotations

from workwell_desktop.casework import plan_register, plan_reviewing
from workwell_desktop.ui.plan.register_page import RegisterRoom
from workwell_desktop.ui.plan.reviewing import ReviewRoom
from workwell_desktop.ui.plan.rooms import Way

WAYS: tuple[Way, ...] = (
    Way("review", "Review the plan", "calendar", ReviewRoom, plan_reviewing.SCREEN, "A review of the plan"),
    Way(
        "register", "Changes at work register", "book", RegisterRoom, plan_register.SCREEN, "A line of the register",
    ),
)  # fmt: skip


def way(code: str) -> Way:
    """Return a way by its code. Raises ``StopIteration`` for an unknown one."""
    return next(one for one in WAYS if one.code == code)
