"""Services listed twice, worked by keys and clicks: look, compare, say not, join, take apart."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from tests.plans import still_clock
from tests.service_lists import a_service, brought_in
from workwell_desktop.casework.service_twins import find_twins, not_twins, twins
from workwell_desktop.casework.services import find_services, service_details
from workwell_desktop.clock import Clock
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.hand import Hand, said
from workwell_desktop.ui.pages.directory_lists_part import DirectoryListsPart
from workwell_desktop.ui.pages.page import make_page
from workwell_desktop.ui.pages.service_twins_page import ServiceTwinsPage
from workwell_desktop.ui.pages.service_twins_part import TwoSides

Show = Callable[[QWidget], Hand]


@pytest.fixture
def clock() -> Clock:
    return still_clock()


@pytest.fixture
def listed(desk: Desk) -> Desk:
    """A desk whose directory has one service in two lists, not looked through yet."""
    brought_in(desk.vault, "one", [a_service("a", "Aston Debt Advice Ltd", email="hello@debt.example")])
    brought_in(desk.vault, "two", [a_service("b", "Aston Debt Advice", web="debt.example", cost="free")], trust=20)
    return desk


@pytest.fixture
def page(listed: Desk, shown: Show) -> ServiceTwinsPage:
    find_twins(listed.vault)
    page = make_page("service_twins", listed)
    assert isinstance(page, ServiceTwinsPage)
    shown(page)
    page.show_now()
    return page


@pytest.fixture
def hand(page: ServiceTwinsPage, shown: Show) -> Hand:
    return shown(page)


def words(hand: Hand) -> str:
    """Return all that can be read."""
    return "\n".join(hand.texts())


def focused(app: QApplication) -> str:
    """Return the name of what has the focus."""
    widget = app.focusWidget()
    return said(widget) if widget is not None else ""


def test_an_empty_list_offers_to_look_and_shows_what_is_found(listed: Desk, shown: Show) -> None:
    page = make_page("service_twins", listed)
    hand = shown(page)
    page.show_now()
    assert "No service seems to be listed twice." in words(hand)
    hand.press("Look through the directory")
    hand.wait_for(lambda: "1 pair to look at." in words(hand), "the pair that was found")


def test_a_pair_stands_side_by_side_and_what_differs_is_marked(page: ServiceTwinsPage, hand: Hand) -> None:
    assert "Same phone, same web site, same postcode. The names differ only in how they are written." in words(hand)
    hand.press("Compare: Aston Debt Advice Ltd and Aston Debt Advice")
    assert {one.accessibleName() for one in page.findChildren(TwoSides)} >= {"Name differs", "Web site differs"}
    assert "The same in both" in words(hand)
    assert "List one" in words(hand)


def test_not_a_duplicate_is_remembered(page: ServiceTwinsPage, hand: Hand, listed: Desk) -> None:
    hand.press("Compare: Aston Debt Advice Ltd and Aston Debt Advice")
    hand.press("Not a duplicate")
    assert "Remembered: these are two services. The pair is not shown again." in words(hand)
    find_twins(listed.vault)
    assert twins(listed.vault).total == 0


def test_two_are_joined_as_chosen_and_taken_apart(page: ServiceTwinsPage, hand: Hand, listed: Desk) -> None:
    hand.press("Compare: Aston Debt Advice Ltd and Aston Debt Advice")
    name = next(one for one in page.findChildren(TwoSides) if one.accessibleName() == "Name differs")
    name.buttons()[1].click()
    hand.press("Join them")
    (row,) = find_services(listed.vault, "").rows
    assert row.name == "Aston Debt Advice"
    assert service_details(listed.vault, row.id).form.web == "debt.example"
    hand.press("Take apart: Aston Debt Advice")
    assert len(find_services(listed.vault, "").rows) == 2


def test_a_pair_that_was_decided_meanwhile_is_said_to_be(page: ServiceTwinsPage, hand: Hand, listed: Desk) -> None:
    hand.press("Compare: Aston Debt Advice Ltd and Aston Debt Advice")
    not_twins(listed.vault, twins(listed.vault).rows[0].id)
    hand.press("Join them")
    assert "This pair has been decided meanwhile. Look at the list again." in words(hand)


def test_the_keyboard_is_enough(page: ServiceTwinsPage, hand: Hand, listed: Desk, qapp: QApplication) -> None:
    page.begin()
    for _ in range(12):
        if focused(qapp).startswith("Compare"):
            break
        hand.key(Qt.Key.Key_Tab)
    hand.key(Qt.Key.Key_Space)
    for _ in range(40):
        if focused(qapp) == "Join them":
            break
        hand.key(Qt.Key.Key_Tab)
    hand.key(Qt.Key.Key_Space)
    assert len(find_services(listed.vault, "").rows) == 1


def test_the_page_that_looks_after_the_directory_leads_here(listed: Desk, shown: Show) -> None:
    part = DirectoryListsPart(listed)
    hand = shown(part)
    part.show_lists(())
    wanted: list[str] = []
    part.page_wanted.connect(wanted.append)
    hand.press("Services listed twice")
    assert wanted == ["service_twins"]
