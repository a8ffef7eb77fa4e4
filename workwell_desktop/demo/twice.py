"""Somebody comes a second time under a name that is written another way: two records become one."""

from __future__ import annotations

from workwell_desktop.demo.people import Person
from workwell_desktop.demo.scenes import take_referral
from workwell_desktop.demo.show import Show
from workwell_desktop.ui.duplicate_notice import POINT

AGAIN = Person(
    first="Thomas",
    last="Exampel",
    source="GP or GP practice",
    referrer="Dr Hana Example",
    organisation="Elm Street Surgery",
    received="yesterday",
    reason="I lost my job in spring. My knee gives way on stairs.",
    born="2 June 1991",
    nhs_number="",
    sex="Male",
    gender="Man",
    ethnic_group="White: Any other White background",
)


def meet_again(show: Show) -> None:
    """Take the referral of somebody who is known already, compare both records, and make one of them."""
    hand = show.hand
    take_referral(show, AGAIN)
    hand.write("Mobile number", "07700 900145")
    hand.wait_for(lambda: any(POINT in label.text() for label in show.labels()), "the notice")
    hand.press("Compare")
    hand.pick("First name", "Tomek")
    hand.pick("Last name", "Example")
    show.picture("duplicates.png")
    hand.press("Make one record of both")
    show.say("Thomas Exampel was Tomek Example: the two records are one, and can be taken apart again")
