"""The ways from the plan to a page of its own, in the order in which they stand in its head."""

from __future__ import annotations

from workwell_desktop.casework import plan_register, plan_reviewing, service_referrals
from workwell_desktop.ui.plan.referrals_page import ReferralsRoom
from workwell_desktop.ui.plan.register_page import RegisterRoom
from workwell_desktop.ui.plan.reviewing import ReviewRoom
from workwell_desktop.ui.plan.rooms import Way
from workwell_desktop.ui.plan.story_page import StoryRoom

_LINE = "A line about changes at work"
_SENT = "A line about a referral to a service"
WAYS: tuple[Way, ...] = (
    Way("review", "Review the plan", "eye", ReviewRoom, plan_reviewing.SCREEN, "A review of the plan"),
    Way("register", "Changes at work register", "tick-box", RegisterRoom, plan_register.SCREEN, _LINE),
    Way(service_referrals.WAY, "Referrals to services", "paper-plane", ReferralsRoom, service_referrals.SCREEN, _SENT),
    Way("story", "How it went", "book", StoryRoom),
)


def way(code: str) -> Way:
    """Return a way by its code. Raises ``StopIteration`` for an unknown one."""
    return next(one for one in WAYS if one.code == code)
