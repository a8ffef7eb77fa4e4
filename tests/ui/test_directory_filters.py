"""The filters, the place to count from, and what fits whom, worked by hand and keys in the Service directory tab."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QWidget
from sqlalchemy import delete

from tests.made_services import BACK, LEEDS, made, put
from tests.plans import make_jo, still_clock
from workwell_desktop.casework.assessment import AssessmentEntry, save_assessment
from workwell_desktop.casework.drafts import NOBODY_YET, load_draft
from workwell_desktop.casework.in_the_way import InTheWay
from workwell_desktop.casework.intake import IntakeEntry, save_intake
from workwell_desktop.casework.service_facets import asked_of
from workwell_desktop.casework.service_finding import find_services
from workwell_desktop.casework.services import load_starter, service_details
from workwell_desktop.casework.shortlist import load_shortlist
from workwell_desktop.clock import Clock
from workwell_desktop.directory.record import RecordPlace
from workwell_desktop.models.services import ServiceNeed
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.directory_tab import DirectoryTab
from workwell_desktop.ui.hand import Hand
from workwell_desktop.ui.parts.columns import Page
from workwell_desktop.ui.parts.paged_list import RowFacts
from workwell_desktop.ui.service_details_view import ServiceDetailsView

Show = Callable[[QWidget], Hand]
JO = IntakeEntry(
    source="gp",
    received_on="yesterday",
    reason="I want to stay in my job.",
    first_name="Joanne",
    known_as="Jo",
    last_name="Example",
    birth_date="14 March 1990",
    postcode="M33 7AB",
    employer="Harbour Foods Example",
    employer_address="1 Dock Road\nLeeds LS1 4AP",
)
FAR = replace(BACK, name="Leeds Backs Example", places=(RecordPlace("Hall", *LEEDS),))
NOWHERE = replace(BACK, name="Nowhere Backs Example", places=())
ONLINE = replace(BACK, name="Online Backs Example", modes=("online",), places=())
YOUNG = replace(BACK, name="Young Backs Example", minimum_age=16, maximum_age=25)
EVENING = next(one for one in made(60) if one.times and one.times[0].opens_at and one.times[0].opens_at.hour == 18)


@pytest.fixture
def clock() -> Clock:
    return still_clock()


@pytest.fixture
def jo(desk: Desk) -> int:
    put(desk.vault, BACK, FAR, NOWHERE, ONLINE, YOUNG, replace(EVENING, status="active", minimum_age=None))
    person = save_intake(desk.vault, NOBODY_YET, JO)
    save_assessment(desk.vault, person, AssessmentEntry(obstacles=(InTheWay("My back goes.", "work", "SIT"),)))
    return person


@pytest.fixture
def tab(desk: Desk, jo: int) -> DirectoryTab:
    return DirectoryTab(desk)


@pytest.fixture
def hand(tab: DirectoryTab, jo: int, shown: Show) -> Hand:
    hand = shown(tab)
    tab.resize(1400, 900)
    tab.show_participant(jo)
    return hand


def rows(tab: DirectoryTab) -> list[RowFacts]:
    return [tab.list.rows.facts(row) for row in range(tab.list.rows.rowCount())]


def titles(tab: DirectoryTab) -> list[str]:
    return [row.title for row in rows(tab) if not row.heading]


def heads(tab: DirectoryTab) -> list[str]:
    return [row.title for row in rows(tab) if row.heading]


# -- filters ------------------------------------------------------------------------------------------------


def test_every_filter_that_is_offered_leaves_as_many_as_it_says(tab: DirectoryTab, hand: Hand, desk: Desk) -> None:
    hand.press("Take off Takes people of 47")
    hand.press("More filters")
    for group in [group for group in tab.filters._shown if group.more]:
        hand.press(group.title)
    tried = 0
    for group in tab.filters._shown:
        for facet in group.facets[: group.few]:
            said = tab.filters.count(facet.key)
            hand.press(facet.label)
            assert len(titles(tab)) == said, facet
            hand.press(f"Take off {facet.alone}")
            assert not tab.filters.ticked()
            tried += 1
    assert tried > 15


def test_words_above_the_list_take_filters_off_by_keys(tab: DirectoryTab, hand: Hand, qapp: QApplication) -> None:
    hand.press("Back and joints")
    hand.press("Free")
    before = titles(tab)
    hand.find(QAbstractButton, "Take off Back and joints").setFocus(Qt.FocusReason.TabFocusReason)
    hand.key(Qt.Key.Key_Space)
    assert not hand.sees(QAbstractButton, "Take off Back and joints")
    assert hand.sees(QAbstractButton, "Take off Free")
    assert set(before) <= set(titles(tab))
    focused = qapp.focusWidget()
    assert focused is not None
    assert focused.accessibleName().startswith("Take off ")


def test_one_distance_takes_the_place_of_another(tab: DirectoryTab, hand: Hand) -> None:
    hand.press("Within 5 miles")
    hand.press("More filters")
    hand.press("Distance, 1 ticked")
    hand.press("Within 20 miles")
    assert [key for key in tab.filters.ticked() if key[0] == "miles"] == [("miles", "20")]
    assert not hand.find(QAbstractButton, "Within 5 miles").isChecked()
    assert FAR.name not in titles(tab)
    assert {ONLINE.name, NOWHERE.name} <= set(titles(tab))  # distance says nothing about these


def test_their_age_is_ticked_by_itself_and_can_be_taken_off(tab: DirectoryTab, hand: Hand) -> None:
    assert YOUNG.name not in titles(tab)
    hand.press("Take off Takes people of 47")
    assert YOUNG.name in titles(tab)
    assert not tab.filters.is_ticked(("age", "yes"))


def test_what_was_looked_for_with_one_person_is_gone_with_the_next(tab: DirectoryTab, hand: Hand, desk: Desk) -> None:
    hand.press("Free")
    hand.write("Search services", "back")
    hand.wait_for(lambda: "Why it fits Jo" in hand.texts() or bool(titles(tab)), "what was found")
    other = make_jo(desk.vault)
    tab.show_participant(other)
    assert tab.search.value() == ""
    assert tab.filters.ticked() == ()
    assert not any("My back goes" in row.reason for row in rows(tab))
    assert tab.where.where() is None


def test_coming_back_to_the_same_person_keeps_the_filters(tab: DirectoryTab, hand: Hand, jo: int) -> None:
    hand.press("Free")
    tab.show_participant(jo)
    assert tab.filters.is_ticked(("cost", "free"))


def test_clear_filters_leaves_none(tab: DirectoryTab, hand: Hand) -> None:
    hand.press("Free")
    hand.press("Clear filters")
    assert tab.filters.ticked() == ()
    assert hand.count("Take off") == 0
    assert len(titles(tab)) == 6


# -- where --------------------------------------------------------------------------------------------------


def test_miles_are_counted_from_home_work_or_what_is_typed(tab: DirectoryTab, hand: Hand) -> None:
    def line(name: str) -> str:
        return next(row.third for row in rows(tab) if row.title == name)

    assert line(BACK.name) == "Less than 1 mile · Free · In person"
    hand.choose("Miles are straight lines from", "Work, LS1")
    assert line(FAR.name).startswith("Less than 1 mile")
    assert not line(BACK.name).startswith("Less")
    hand.choose("Miles are straight lines from", "A postcode")
    assert "mile" not in line(BACK.name)
    hand.write("Postcode to count from", "M33 7AB")
    hand.leave()
    assert line(BACK.name).startswith("Less than 1 mile")
    hand.write("Postcode to count from", "BT1 1AA")
    hand.leave()
    assert any("Northern Ireland" in words for words in hand.texts())
    assert "mile" not in line(BACK.name)


def test_the_list_stands_in_groups(tab: DirectoryTab, hand: Hand) -> None:
    hand.press("Clear filters")
    assert heads(tab)[0].startswith("Best for Jo, ")
    tab.show_participant(None)
    assert heads(tab) == []
    hand.choose("Miles are straight lines from", "A postcode")
    hand.write("Postcode to count from", "M33 7AB")
    hand.leave()
    said = [words.rpartition(",")[0] for words in heads(tab)]
    assert said[:3] == ["Near", "From anywhere: by phone, online, national", "Nobody knows where"]


# -- what fits, and what does not ---------------------------------------------------------------------------


def test_matches_stand_first_with_their_reason_and_all_of_it_in_the_details(tab: DirectoryTab, hand: Hand) -> None:
    first = rows(tab)[1]
    assert first.reason.startswith("You said: “My back goes.”")
    hand.pick_row(first.title)
    assert "Why it fits Jo" in hand.texts()
    assert any("You said: “My back goes.”\n" in words and "Last checked" in words for words in hand.texts())


def test_a_shortlist_keeps_what_it_was_suggested_for_and_no_more(
    tab: DirectoryTab, hand: Hand, desk: Desk, jo: int
) -> None:
    tab.list.setFocus()
    hand.key(Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    (kept,) = load_shortlist(desk.vault, jo).rows
    assert kept.why[0] == "You said: “My back goes.”"
    assert len(kept.why) > 1, "and what it helps with"
    assert not any("Last checked" in said or "mile" in said for said in kept.why)


def test_what_is_on_the_shortlist_says_so_in_its_row(tab: DirectoryTab, hand: Hand) -> None:
    before = rows(tab)[1].badge
    hand.press("Put on Jo’s shortlist")
    assert (rows(tab)[1].badge, rows(tab)[1].state) == ("On Jo’s shortlist", "starred")
    hand.press("Take off Jo’s shortlist")
    assert rows(tab)[1].badge == before


def test_the_ways_to_go_scroll_with_the_facts_as_soon_as_text_is_large(
    tab: DirectoryTab, hand: Hand, desk: Desk
) -> None:
    hand.pick_row(rows(tab)[1].title)
    (view,) = (one for one in tab.findChildren(ServiceDetailsView) if one.isVisible())
    (refer,) = (one for one in view.findChildren(QAbstractButton) if one.text() == "Refer Jo")
    (facts,) = view.findChildren(Page)
    for scale, inside in ((100, False), (200, True), (100, False)):
        desk.look.set_scale(scale)
        QApplication.processEvents()
        assert facts.isAncestorOf(refer) is inside


def test_what_was_left_out_says_why_and_can_be_opened(tab: DirectoryTab, hand: Hand) -> None:
    hand.press_first("Why not shown")
    assert "For people from 16 to 25 years." in hand.texts()
    hand.press(YOUNG.name)
    assert "Why it is not suggested to Jo" in hand.texts()


def test_where_nothing_fits_it_is_said_with_what_there_is_instead(
    tab: DirectoryTab, hand: Hand, desk: Desk, jo: int
) -> None:
    load_starter(desk.vault)
    with desk.vault.transaction() as transaction:  # as if the words of no service were about it
        transaction.session.execute(delete(ServiceNeed).where(ServiceNeed.need.startswith("debt")))
    sums = InTheWay("I lie awake doing sums about money.", "home_money")
    save_assessment(desk.vault, jo, AssessmentEntry(obstacles=(sums,)))
    tab.reload()
    assert any(words.startswith("Nothing in your lists fits here for ") for words in hand.texts())
    hand.press("What there is instead")
    hand.press("StepChange Debt Charity")
    assert "StepChange Debt Charity" in hand.texts()


# -- a star and a note --------------------------------------------------------------------------------------


def test_a_star_is_given_and_found(tab: DirectoryTab, hand: Hand, desk: Desk) -> None:
    hand.press("Clear filters")
    hand.pick_row(ONLINE.name)
    hand.press("Add a star")
    assert next(row.third for row in rows(tab) if row.title == ONLINE.name).startswith("With a star")
    (starred,) = find_services(desk.vault, asked_of("", [("starred", "yes")])).rows
    assert starred.name == ONLINE.name
    assert "Take the star off" in [one.text() for one in tab.findChildren(QAbstractButton) if one.isVisible()]
    hand.press("Take the star off")
    assert not service_details(desk.vault, starred.id).starred


def test_a_note_is_kept_while_it_is_typed_and_found_when_it_is_saved(
    tab: DirectoryTab, hand: Hand, desk: Desk, jo: int, shown: Show
) -> None:
    hand.pick_row(ONLINE.name)
    hand.press("Write a note")
    hand.press("Save the note")
    assert "Write something first." in hand.texts()
    hand.write("Note for the next coach", "Ask for the blue door.")
    assert tab.keep()
    assert load_draft(desk.vault, "service", NOBODY_YET) is not None
    again = DirectoryTab(desk)
    other = shown(again)
    again.show_participant(jo)
    assert other.reads("Note for the next coach") == "Ask for the blue door."
    other.press("Save the note")
    assert load_draft(desk.vault, "service", NOBODY_YET) is None
    (noted,) = find_services(desk.vault, asked_of("blue door", [("noted", "yes")])).rows
    assert noted.name == ONLINE.name


# -- a large directory, large text, narrow windows ----------------------------------------------------------


def test_a_large_directory_is_read_beside_the_window(desk: Desk, jo: int, shown: Show) -> None:
    tab = DirectoryTab(desk, large=0)
    hand = shown(tab)
    tab.show_participant(jo)
    assert "Reading the directory …" in hand.texts()
    hand.wait_for(lambda: BACK.name in titles(tab), "the list")
    assert rows(tab)[1].reason
    tab.show_participant(make_jo(desk.vault))
    assert not any(row.reason for row in rows(tab))  # what fits somebody else is not seen meanwhile
    hand.wait_for(lambda: BACK.name in titles(tab), "the list for the next")
    hand.pick_row(ONLINE.name)
    hand.press("Add a star")
    hand.wait_for(lambda: any(row.third.startswith("With a star") for row in rows(tab)), "the star")
    assert tab.list.chosen_key() == next(row.key for row in rows(tab) if row.title == ONLINE.name)


def test_down_leads_from_the_search_into_the_list(tab: DirectoryTab, hand: Hand) -> None:
    hand.write("Search services", "backs")
    hand.wait_for(lambda: not any(row.heading for row in rows(tab)), "what was found, in one list")
    hand.key(Qt.Key.Key_Down)
    assert tab.list.hasFocus()
    before = tab.list.chosen_key()
    hand.key(Qt.Key.Key_Down)
    assert tab.list.chosen_key() not in {"", before}


@pytest.mark.parametrize(("width", "scale"), [(1400, 100), (1118, 125), (800, 100), (1300, 200), (1100, 250)])
def test_nothing_is_wider_than_the_window(tab: DirectoryTab, hand: Hand, desk: Desk, width: int, scale: int) -> None:
    desk.look.set_scale(scale)
    tab.resize(width, 700)
    if hand.count("Filters") and not tab.filters.isVisible():
        hand.press("Filters")
    assert tab.width() == width
    assert tab.filters.isVisible()
    combo = hand.find(QComboBox, "Miles are straight lines from")
    edge = combo.mapTo(tab, combo.rect().bottomRight())
    assert 0 < edge.x() <= width
    assert tab.filters.horizontalScrollBar().maximum() == 0
