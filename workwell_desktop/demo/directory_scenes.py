"""The scenes of the service directory: a list comes in, what fits, two services in the plan, and the shortlist."""

from __future__ import annotations

from PySide6.QtCore import Qt

from workwell_desktop.demo.people import SERVICES
from workwell_desktop.demo.show import SHORTLIST, Show
from workwell_desktop.paths import resources

_LIST = "northfield_services.json"
_NAME = "Services around Northfield"
_FROM = "EX4 4"  # homes of made-up people lie nowhere; this is where the made-up services are
_WANTED = ("Elm Street Physio", "Northfield Talking Therapies")


def bring_a_list_in(show: Show) -> None:
    """Bring a list of services in from a file, look at what would change, and show it."""
    hand = show.hand
    hand.open_tab("Service directory")
    hand.press("Look after the directory")
    hand.wait_for_button("Choose a file")
    show.doors.opens.append(resources() / "fictional" / _LIST)
    hand.press("Choose a file")
    hand.wait_for_button("See what would change")
    hand.write("Name of the list", _NAME)
    hand.press("See what would change")
    hand.wait_for_button("Show these services")
    hand.wait_for(lambda: any(words.startswith(_WANTED[0]) for words in hand.texts()), "what is new")
    show.picture("import.png")
    hand.press("Show these services")
    hand.wait_for_button(f"Undo this import: {_NAME}")
    hand.press("Back to the directory")
    hand.wait_for_button("Add a service")
    show.say("a list of services read, looked at, and shown")


def choose_services(show: Show) -> None:
    """See what fits and why, put two services on the shortlist, and two into the plan."""
    hand = show.hand
    hand.open_tab("Service directory")
    hand.choose("Miles are straight lines from", "A postcode")
    hand.write("Postcode to count from", _FROM)
    hand.leave()
    for service in _WANTED:
        hand.wait_for_row(service)
        hand.pick_row(service)
        hand.press("Put on Jo’s shortlist")
        hand.wait_for_button("Take off Jo’s shortlist")
    hand.pick_row(_WANTED[0])
    show.picture("matches.png")
    for words, service in SERVICES:
        hand.write("Search services", words)
        hand.key(Qt.Key.Key_Return)
        hand.wait_for_row(service)
        hand.pick_row(service)
        if service == SERVICES[0][1]:
            show.picture("directory.png")
        hand.press("Give Jo the details only")
    show.say("what fits, and why; two services put into the plan")


def print_the_shortlist(show: Show) -> None:
    """Compare what stands on the shortlist, and save it in the form that Jo needs."""
    hand = show.hand
    hand.press("Print Jo’s shortlist (2)")
    hand.wait_for_button("Compare")
    show.picture("shortlist_page.png")
    hand.press("Compare")
    hand.wait_for_button("Back to Jo’s shortlist")
    show.picture("services_compared.png")
    hand.press("Back to Jo’s shortlist")
    hand.press("Print Jo’s shortlist (2)")
    hand.wait_for_button("Save as")
    hand.press("Save as")
    hand.wait_for((show.out / SHORTLIST).exists, "the saved shortlist")
    show.page_one(SHORTLIST.removesuffix(".pdf"))
    hand.press("Close")
    hand.press("Back to the directory")
    hand.wait_for_button("Add a service")
    show.say("two services compared, and the shortlist saved")
