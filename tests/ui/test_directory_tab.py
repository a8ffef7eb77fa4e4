"""The Service directory tab as a coach uses it: search, filters, one service in full, and into the plan."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QWidget

from tests.plans import make_jo, still_clock
from workwell_desktop.casework.drafts import NOBODY_YET, load_draft
from workwell_desktop.casework.plan_state import load_plan
from workwell_desktop.casework.services import Asked, find_services, load_starter, service_details
from workwell_desktop.clock import Clock
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.directory_tab import DirectoryTab
from workwell_desktop.ui.hand import Hand

Show = Callable[[QWidget], Hand]


@pytest.fixture
def clock() -> Clock:
    return still_clock()


@pytest.fixture
def jo(desk: Desk) -> int:
    load_starter(desk.vault)
    return make_jo(desk.vault)


@pytest.fixture
def tab(desk: Desk, jo: int) -> DirectoryTab:
    return DirectoryTab(desk)


@pytest.fixture
def hand(tab: DirectoryTab, jo: int, shown: Show) -> Hand:
    hand = shown(tab)
    tab.show_participant(jo)
    return hand


def titles(tab: DirectoryTab) -> list[str]:
    return [tab.list.rows.facts(row).title for row in range(tab.list.rows.rowCount())]


def test_typing_finds_and_clearing_brings_all_back(tab: DirectoryTab, hand: Hand) -> None:
    everything = titles(tab)
    hand.write("Search services", "acas")
    hand.wait_for(lambda: titles(tab) != everything, "the found services")
    assert "Acas" in titles(tab)
    assert len(titles(tab)) < len(everything)
    hand.press("Clear filters")
    hand.wait_for(lambda: titles(tab) == everything, "all services")


def test_nothing_found_says_what_to_do(tab: DirectoryTab, hand: Hand) -> None:
    hand.write("Search services", "zzzzqq")
    hand.wait_for(lambda: not titles(tab), "an empty list")
    assert any("No service" in words for words in hand.texts())


def test_a_filter_leaves_only_what_fits(tab: DirectoryTab, hand: Hand, desk: Desk) -> None:
    hand.press("Housing")
    wanted = {row.name for row in find_services(desk.vault, Asked(ticked={"topic": ["housing"]})).rows}
    assert wanted
    assert set(titles(tab)) == wanted


def test_a_service_goes_into_the_plan_once(tab: DirectoryTab, hand: Hand, desk: Desk, jo: int) -> None:
    saved: list[int] = []
    tab.saved.connect(saved.append)
    hand.write("Search services", "samaritans")
    hand.wait_for(lambda: "Samaritans" in titles(tab), "Samaritans")
    hand.pick_row("Samaritans")
    hand.press("Give Jo the details only")
    assert saved == [jo]
    assert [step.what for step in load_plan(desk.vault, jo).steps] == ["Ring Samaritans"]
    assert not hand.count("Give Jo the details only")


def test_checking_today_is_kept_with_who_and_how(tab: DirectoryTab, hand: Hand, desk: Desk) -> None:
    hand.pick_row("Acas")
    hand.press("I checked this today")
    hand.press("Checked by phone")
    (acas,) = (row for row in find_services(desk.vault, Asked("acas")).rows if row.name == "Acas")
    assert acas.checked_state == "good"
    assert "by phone" in service_details(desk.vault, acas.id).checked_by


def test_a_new_service_is_asked_for_its_name_and_then_found(tab: DirectoryTab, hand: Hand) -> None:
    hand.press("Add a service")
    hand.write("Phone", "01632 960199")
    hand.press("Save this service")
    assert any("Give the service a name" in words for words in hand.texts())
    hand.write("Name of the service", "Harbour Walks Example")
    hand.pick("What it helps with", "Company and groups")
    hand.press("Save this service")
    hand.wait_for(lambda: "Harbour Walks Example" in titles(tab), "the new service")


def test_a_half_typed_service_comes_back(tab: DirectoryTab, hand: Hand, desk: Desk, jo: int, shown: Show) -> None:
    hand.press("Add a service")
    hand.write("Name of the service", "Half typed Example")
    assert tab.keep()
    assert load_draft(desk.vault, "service", NOBODY_YET) is not None
    again = DirectoryTab(desk)
    other = shown(again)
    again.show_participant(jo)
    assert other.reads("Name of the service") == "Half typed Example"
    other.press("Leave it as it was")
    assert load_draft(desk.vault, "service", NOBODY_YET) is None
