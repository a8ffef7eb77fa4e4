"""Writing down a service by hand, as a coach does it: sections, the week, places, and what the list says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from workwell_desktop.casework.service_form import ServiceForm
from workwell_desktop.directory.record import RecordPlace, RecordTimes
from workwell_desktop.ui.hand import Hand
from workwell_desktop.ui.service_editor import ServiceEditor
from workwell_desktop.ui.style.theme import Look

Show = Callable[[QWidget], Hand]
TODAY = date(2037, 11, 24)
ODD = RecordTimes("", "1SA", time(10), time(12, 30), freq="MONTHLY")
LISTED = ServiceForm(
    name="Quiet Room Example",
    topics=("mood_and_worry",),
    phone="01632 960001",
    places=(RecordPlace("12 Sample Street", "M1 1AE", 53.5, -2.2), RecordPlace("The Annexe", "M1 1AF")),
    times=(RecordTimes("Mornings", "MO,TU", time(9), time(12), freq="WEEKLY"), ODD),
    minimum_age=18,
)


@pytest.fixture
def editor(look: Look) -> ServiceEditor:
    return ServiceEditor(look, LISTED, title="Put it right", today=TODAY, listed=LISTED)


@pytest.fixture
def hand(editor: ServiceEditor, shown: Show) -> Hand:
    return shown(editor)


@pytest.fixture
def saved(editor: ServiceEditor) -> list[ServiceForm]:
    forms: list[ServiceForm] = []
    editor.saved.connect(forms.append)
    return forms


def typed_by_keys(hand: Hand, text: str) -> None:
    for sign in text:
        hand.key(Qt.Key(ord(sign.upper())))


def test_sections_fold_and_say_what_is_in_them(editor: ServiceEditor, hand: Hand) -> None:
    assert not hand.sees_field("Address, place 1")
    assert "12 Sample Street, M1 1AE; The Annexe, M1 1AF; Mon and Tue 09:00 to 12:00" in " ".join(hand.texts())
    hand.press("Where and when")
    assert hand.sees_field("Address, place 1")
    assert hand.find(QWidget, "Where and when").accessibleDescription() == "Open"
    hand.press("Where and when")
    assert not hand.sees_field("Address, place 1")


def test_nothing_changed_saves_what_was_there(hand: Hand, saved: list[ServiceForm]) -> None:
    hand.press("Save this service")
    assert saved == [LISTED]
    assert not hand.count("Put back")


def test_a_week_is_typed_by_keys_alone(editor: ServiceEditor, hand: Hand, saved: list[ServiceForm]) -> None:
    hand.press("Where and when")
    editor.week.days[2].first_focus().setFocus()
    typed_by_keys(hand, "9")
    hand.key(Qt.Key.Key_Tab)
    typed_by_keys(hand, "2PM")
    assert "Mon and Tue 09:00 to 12:00; Wed 09:00 to 14:00" in hand.texts()
    hand.key(Qt.Key.Key_Tab)
    assert hand.focused() == "Another time on Wednesday"
    assert hand.reads("Wednesday, to") == "14:00"
    hand.key(Qt.Key.Key_Space)
    assert hand.focused() == "Wednesday, second time, from"
    typed_by_keys(hand, "15")
    hand.key(Qt.Key.Key_Tab)
    typed_by_keys(hand, "17")
    hand.press("Save this service")
    (form,) = saved
    assert [(one.byday, one.opens_at, one.closes_at) for one in form.times] == [
        ("MO,TU", time(9), time(12)),
        ("WE", time(9), time(14)),
        ("WE", time(15), time(17)),
        ("1SA", time(10), time(12, 30)),
    ]


def test_monday_goes_to_all_weekdays_and_a_day_is_closed(editor: ServiceEditor, hand: Hand) -> None:
    hand.press("Where and when")
    hand.press("Copy to all weekdays")
    assert "Mon to Fri 09:00 to 12:00" in hand.texts()
    hand.press("Closed on Friday")
    assert "Mon to Thu 09:00 to 12:00" in hand.texts()
    assert editor.form().times[-1] == ODD, "what no week can say stays"


def test_a_day_that_needs_another_look_says_so_when_it_is_left(editor: ServiceEditor, hand: Hand) -> None:
    hand.press("Where and when")
    hand.write("Monday, to", "8")
    hand.leave()
    said = "It closes before it opens: 09:00 to 08:00. Check both times."
    assert editor.week.days[0].error == said
    assert said in hand.texts()
    hand.write("Monday, to", "10")
    hand.leave()
    assert editor.week.days[0].error == ""


def test_saving_opens_the_section_of_the_first_problem(
    editor: ServiceEditor, hand: Hand, saved: list[ServiceForm]
) -> None:
    hand.press("Where and when")
    hand.write("Sunday, from", "nine")
    hand.press("Where and when")
    hand.press("Save this service")
    assert saved == []
    assert hand.focused() == "Sunday, from"
    assert "Write both: from when and to when." in hand.texts()
    hand.write("Sunday, from", "")
    hand.press("Who may come")
    hand.write("Oldest age", "old")
    hand.press("Save this service")
    assert (saved, hand.focused()) == ([], "Oldest age")
    hand.write("Oldest age", "65")
    hand.press("Save this service")
    assert saved == [replace(LISTED, maximum_age=65)]


def test_what_the_list_says_stands_beside_a_change_and_can_be_put_back(
    editor: ServiceEditor, hand: Hand, saved: list[ServiceForm]
) -> None:
    hand.write("Phone", "01632 960199")
    assert "The list says: 01632 960001" in hand.texts()
    hand.press("Where and when")
    hand.press("Closed on Monday")
    assert "The list says: Mornings; First Saturday of the month, 10:00 to 12:30" in hand.texts()
    hand.press("Put back: When it is open")
    hand.press("Put back: Phone")
    assert hand.focused() == "Phone"
    assert not hand.count("Put back")
    hand.press("Save this service")
    assert saved == [LISTED]


def test_a_place_is_added_taken_away_and_brought_back(editor: ServiceEditor, hand: Hand) -> None:
    hand.press("Where and when")
    hand.press("Take this place away, place 1")
    assert hand.focused() == "Bring it back, place 1"
    assert editor.form().places == LISTED.places[1:]
    assert "Taken away when you save: 12 Sample Street, M1 1AE" in hand.texts()
    hand.key(Qt.Key.Key_Space)
    assert editor.form().places == LISTED.places
    hand.press("Add another place")
    assert hand.focused() == "Name of the building, place 3"
    assert editor.form().places == LISTED.places, "an empty place is none"
    hand.write("Address, place 3", "The Barn")
    assert editor.form().places == (*LISTED.places, RecordPlace("The Barn"))


def test_an_unknown_postcode_only_warns(editor: ServiceEditor, hand: Hand, saved: list[ServiceForm]) -> None:
    hand.press("Where and when")
    hand.write("Postcode, place 2", "12")
    hand.leave()
    assert editor.places.cards[1].fields["postcode"].understood
    hand.press("Save this service")
    assert saved[0].places[1].postcode == "12"


def test_a_line_that_no_week_can_say_is_taken_away_and_brought_back(editor: ServiceEditor, hand: Hand) -> None:
    hand.press("Where and when")
    said = "First Saturday of the month, 10:00 to 12:30"
    hand.press(f"Take away: {said}")
    assert ODD not in editor.form().times
    hand.press(f"Bring back: {said}")
    assert editor.form() == LISTED


def test_a_draft_comes_back_with_what_was_not_understood(editor: ServiceEditor, look: Look, hand: Hand) -> None:
    hand.press("Who may come")
    hand.write("Oldest age", "old")
    hand.press("Where and when")
    hand.write("Sunday, from", "nine")
    again = ServiceEditor(look, LISTED, title="Go on", today=TODAY, listed=LISTED, typed=editor.typed())
    assert again.typed() == editor.typed()
    assert again.typed()["week"][6] == [["nine", ""]]


def test_a_service_that_its_list_closed_cannot_be_opened_here(look: Look, shown: Show) -> None:
    closed = replace(LISTED, status="paused")
    hand = shown(ServiceEditor(look, closed, title="Put it right", today=TODAY, listed=closed))
    assert not hand.sees(QWidget, "Closed for now")


def test_large_text_needs_no_more_width_than_there_is(editor: ServiceEditor, hand: Hand, look: Look) -> None:
    for name in ("Where and when", "Who may come", "How to refer", "How long people wait"):
        hand.press(name)
    look.set_scale(200)
    assert editor.week.minimumSizeHint().width() < 683  # half of a small screen
    look.set_scale(100)
    assert editor.week.minimumSizeHint().width() < 360
