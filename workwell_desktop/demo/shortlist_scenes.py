"""What Jo carries home from the directory: two services on her shortlist, beside each other, and on paper."""

from __future__ import annotations

from PySide6.QtCore import Qt

from workwell_desktop.demo.people import SERVICES
from workwell_desktop.demo.show import Show


def carry_home(show: Show) -> None:
    """Put the services on Jo's shortlist by key, compare them, and save the paper as ``shortlist.pdf``.

    Begins and ends in the Service directory; the next file that is saved is the paper.
    """
    hand = show.hand
    for words, service in SERVICES:
        hand.write("Search services", words)
        hand.key(Qt.Key.Key_Return)
        hand.wait_for_row(service)
        hand.pick_row(service)
        hand.key(Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    hand.press(f"Print Jo’s shortlist ({len(SERVICES)})")
    hand.wait_for_button("Compare")
    show.picture("shortlist_page.png")
    hand.press("Compare")
    hand.wait_for_button("Back to Jo’s shortlist")
    show.picture("services_compared.png")
    hand.press("Back to Jo’s shortlist")
    hand.press(f"Print Jo’s shortlist ({len(SERVICES)})")
    hand.wait_for_button("Save as")
    hand.press("Save as")
    hand.wait_for((show.out / "shortlist.pdf").exists, "shortlist.pdf")
    show.page_one("shortlist")
    hand.press("Close")
    hand.press("Back to the directory")
    show.say("two services compared, and Jo’s shortlist saved as shortlist.pdf")
