"""The fit notes page as a coach uses it: what a paper says, what is worth a look, and a mistake taken back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtWidgets import QAbstractButton, QWidget

from tests.plans import still_clock
from tests.ui.showing import field
from workwell_desktop.casework.drafts import load_draft
from workwell_desktop.casework.fit_notes import SCREEN, FitNoteEntry, load_fit_notes, save_fit_note
from workwell_desktop.clock import Clock
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.hand import Hand
from workwell_desktop.ui.parts.fields import Field
from workwell_desktop.ui.records.covered_days import CoveredDays
from workwell_desktop.ui.records.fit_notes_page import FitNotesPage
from workwell_desktop.ui.workspace import Workspace

Show = Callable[[QWidget], Hand]
NOTE = FitNoteEntry(advice="not_fit", starts_on="1 Nov 2037", ends_on="20 Dec 2037")


@pytest.fixture
def clock() -> Clock:
    return still_clock()


@pytest.fixture
def page(desk: Desk, jo: int, shown: Show) -> FitNotesPage:
    page = FitNotesPage(desk)
    shown(page)
    page.show_participant(jo)
    return page


@pytest.fixture
def hand(page: FitNotesPage, qapp: Any) -> Hand:
    return Hand(qapp)


def test_an_empty_page_says_what_will_be_here_and_offers_one_deed(hand: Hand) -> None:
    assert "No fit note yet. For the first 7 days off, Jo needs none." in hand.texts()
    assert hand.sees(QAbstractButton, "Write down a fit note")


def test_a_note_is_written_down_in_the_order_of_the_form(hand: Hand, desk: Desk, jo: int) -> None:
    hand.press("Write down a fit note")
    hand.write("Assessed on", "last Monday")
    hand.pick("What does the note say?", "May be fit for work, with advice")
    hand.pick("What is ticked on the note?", "Altered hours")
    hand.write("Comments on the note", "Start later")
    hand.write("From", "1 nov")
    hand.write("Until", "20 dec")
    hand.pick("When the note ends, who signed it", "Will need to assess again")
    hand.write("Date of the note", "yesterday")
    hand.write("Who signed it", "Lee Example")
    hand.choose("Their profession", "Physiotherapist")
    hand.press("Save this fit note")
    (note,) = load_fit_notes(desk.vault, jo).notes
    assert note.entry == FitNoteEntry(
        "23 November 2037", "may_be_fit", ("altered_hours",), "Start later", "1 November 2037", "20 December 2037",
        "will", "23 November 2037", "Lee Example", "physiotherapist",
    )  # fmt: skip
    assert "Fit notes cover today. They end on 20 December 2037, in 26 days." in hand.texts()
    assert "1 November to 20 December, 50 days" in hand.texts()


def test_the_four_ticks_are_asked_for_only_where_they_can_be(hand: Hand, page: FitNotesPage) -> None:
    hand.press("Write down a fit note")
    hand.pick("What does the note say?", "Not fit for work")
    assert not hand.sees(QAbstractButton, "Altered hours")
    hand.pick("What does the note say?", "May be fit for work, with advice")
    assert hand.sees(QAbstractButton, "Altered hours")
    assert "helps most with a tick or a comment" in field(page, "What does the note say?").understood
    hand.pick("What is ticked on the note?", "Altered hours")
    hand.leave()
    assert field(page, "What does the note say?").understood == ""


def test_an_end_before_the_start_is_refused_beside_its_field_and_the_words_stay(
    hand: Hand, page: FitNotesPage, desk: Desk, jo: int
) -> None:
    hand.press("Write down a fit note")
    hand.pick("What does the note say?", "Not fit for work")
    hand.write("From", "20 nov")
    hand.write("Until", "10 November 2037")
    hand.press("Save this fit note")
    until = field(page, "Until")
    assert until.error == "The fit note ends before it starts. Check both dates."
    assert until.focus_target().hasFocus()
    assert hand.reads("Until") == "10 November 2037"
    assert load_fit_notes(desk.vault, jo).notes == ()
    assert load_draft(desk.vault, SCREEN, jo) is not None, "what was typed is kept"


def test_an_impossible_day_is_said_when_the_field_is_left(hand: Hand, page: FitNotesPage) -> None:
    hand.press("Write down a fit note")
    hand.write("From", "31 nov")
    assert field(page, "From").error == ""
    hand.leave()
    assert field(page, "From").error == "31 November does not exist. November has 30 days."


def test_a_long_note_is_worth_a_look_and_is_kept(hand: Hand, page: FitNotesPage, desk: Desk, jo: int) -> None:
    hand.press("Write down a fit note")
    hand.pick("What does the note say?", "Not fit for work")
    hand.write("From", "20 nov")
    hand.write("Until", "in 4 months")
    hand.leave()
    said = field(page, "Until")
    assert said.error == ""
    assert said.understood.startswith("24 March 2038, a Wednesday. A fit note can be for up to 3 months")
    hand.press("Save this fit note")
    assert len(load_fit_notes(desk.vault, jo).notes) == 1
    assert any("up to 3 months" in words for words in hand.texts()), "it stays beside the note"


def test_a_mistake_is_taken_back_with_a_way_back(hand: Hand, page: FitNotesPage, desk: Desk, jo: int) -> None:
    save_fit_note(desk.vault, jo, NOTE)
    page.show_participant(jo)
    hand.press_first("1 November to 20 December")
    hand.press("This was a mistake: take it back")
    assert load_fit_notes(desk.vault, jo).notes == ()
    assert "Taken back on 24 November 2037" in hand.texts()
    hand.press("Bring it back")
    assert len(load_fit_notes(desk.vault, jo).notes) == 1
    assert "Taken back on 24 November 2037" not in hand.texts()


def test_the_days_covered_are_drawn_and_said_in_words(hand: Hand, page: FitNotesPage, desk: Desk, jo: int) -> None:
    save_fit_note(desk.vault, jo, NOTE)
    save_fit_note(desk.vault, jo, FitNoteEntry(advice="not_fit", starts_on="1 Oct 2037", ends_on="20 Oct 2037"))
    page.show_participant(jo)
    texts = hand.texts()
    assert {"21 October to 31 October", "11 days"} <= set(texts)
    (strip,) = page.findChildren(CoveredDays)
    assert "21 October to 31 October: No fit note" in strip.accessibleName()
    assert not strip.grab().isNull()


def test_an_expiry_stands_in_the_banner_and_waits_with_a_way_to_its_page(desk: Desk, jo: int, shown: Show) -> None:
    save_fit_note(desk.vault, jo, FitNoteEntry(advice="not_fit", starts_on="1 Nov 2037", ends_on="27 Nov 2037"))
    workspace = Workspace(desk, 0)
    hand = shown(workspace)
    workspace.show_today()
    hand.press("Look at the fit note: Jo Example")
    assert "left on fit note" in hand.texts()
    assert "Fit notes cover today. They end on 27 November 2037, in 3 days." in hand.texts()


def test_what_is_typed_stays_when_the_text_grows(hand: Hand, page: FitNotesPage, desk: Desk) -> None:
    hand.press("Write down a fit note")
    field(page, "Comments on the note").control.insertPlainText("😀 مرحبا <b>no & markup</b>")
    desk.look.set_scale(200)
    assert hand.reads("Comments on the note") == "😀 مرحبا <b>no & markup</b>"
    for one in page.findChildren(Field):
        assert not one.isVisible() or one.width() <= page.width()
