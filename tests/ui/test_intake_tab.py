"""The Intake tab as a coach uses it: keys and clicks, sentences beside the fields, and no word lost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QWidget
from pytestqt.qtbot import QtBot

from tests.plans import still_clock
from tests.ui.showing import notices
from workwell_desktop.casework.areas import area_choices, areas_on
from workwell_desktop.casework.drafts import load_draft
from workwell_desktop.casework.intake import SCREEN, load_intake, save_intake
from workwell_desktop.clock import Clock
from workwell_desktop.errors import NotKept
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.hand import Hand, said
from workwell_desktop.ui.intake_sections import SECTIONS
from workwell_desktop.ui.intake_tab import IntakeTab
from workwell_desktop.ui.parts.fields import Field
from workwell_desktop.ui.records.shelf import RECORDS

Show = Callable[[QWidget], Hand]
EMAIL = "An e-mail address looks like jo@example.org: an @, and a full stop after it."
SHORT = "A number that starts with 01 has 10 or 11 digits. This one has 5."
NINO = "No National Insurance number starts with QQ. Read it back together."


@pytest.fixture
def clock() -> Clock:
    return still_clock()


@pytest.fixture
def tab(desk: Desk, jo: int, shown: Show) -> IntakeTab:
    tab = IntakeTab(desk)
    shown(tab)
    tab.show_participant(jo)
    return tab


@pytest.fixture
def hand(tab: IntakeTab, qapp: object) -> Hand:
    return Hand(qapp)  # type: ignore[arg-type]  # the application of the tests


def field(tab: IntakeTab, label: str) -> Field:
    (found,) = [one for one in tab._all_fields().values() if one.label() == label]
    return found


@pytest.mark.parametrize(
    ("section", "label", "typed", "error", "understood"),
    [
        ("How to reach Jo", "Mobile number", "077009001", "A mobile number has 11 digits. This one has 9.", ""),
        ("How to reach Jo", "Mobile number", "07700900118", "", "07700 900118"),
        ("How to reach Jo", "Other phone", "01632", SHORT, ""),
        ("How to reach Jo", "Postcode", "SWIA 1AA", "", "Did you mean SW1A 1AA?"),
        ("How to reach Jo", "Postcode", "sw1a1aa", "", "SW1A 1AA"),
        ("How to reach Jo", "E-mail", "jo@", EMAIL, ""),
        ("About Jo", "NHS number", "9990123404", "This NHS number has a wrong digit. Read it back together.", ""),
        ("About Jo", "NHS number", "9990123403", "", "999 012 3403"),
        ("About Jo", "National Insurance number", "qq123456c", NINO, ""),
        ("About Jo", "Date of birth", "31/11/79", "31 November does not exist. November has 30 days.", ""),
        ("About Jo", "Date of birth", "14/3/79", "", "14 March 1979, 58 years old"),
        ("Work", "Usual hours a week", "thirty", "Write the hours as a number, like 30 or 37.5.", ""),
        ("Work", "Usual hours a week", "30", "", ""),
    ],
)  # fmt: skip
def test_a_field_is_looked_at_when_it_is_left_and_not_while_typing(
    tab: IntakeTab, hand: Hand, section: str, label: str, typed: str, error: str, understood: str
) -> None:
    hand.press(section)
    hand.write(label, typed)
    one = field(tab, label)
    assert (one.error, one.understood) == ("", ""), "nothing while typing"
    hand.leave()
    assert (one.error, one.understood) == (error, understood)
    assert one.value() == typed, "what was typed stays"
    said_of = one.focus_target().accessibleDescription()
    assert (error or understood) in said_of
    QTest.keyClicks(one.focus_target(), "1")
    assert one.understood == "", "what we understood is not true of what is typed now"


def test_a_problem_at_saving_leads_to_its_field_and_keeps_the_words(
    tab: IntakeTab, hand: Hand, desk: Desk, jo: int
) -> None:
    hand.press("How to reach Jo")
    hand.write("Mobile number", "077009001")
    hand.press("Health")
    hand.write("In Jo’s words", "My back hurts.")
    hand.press("Save and go to Agreements")
    mobile = field(tab, "Mobile number")
    assert mobile.error == "A mobile number has 11 digits. This one has 9."
    assert mobile.isVisible(), "its section is shown"
    assert mobile.focus_target().hasFocus()
    assert load_intake(desk.vault, jo).conditions_words == "", "nothing is half saved"
    kept = load_draft(desk.vault, SCREEN, jo)
    assert kept is not None
    assert kept.content["typed"]["conditions_words"] == "My back hurts."


def test_saving_keeps_what_we_understood_in_sight(tab: IntakeTab, hand: Hand, desk: Desk, jo: int) -> None:
    hand.press("About Jo")
    hand.write("Date of birth", "14/3/79")
    hand.write("NHS number", "9990123403")
    hand.press("Save and go to How to reach Jo")
    assert field(tab, "Date of birth").understood == "14 March 1979, 58 years old"
    assert field(tab, "NHS number").understood == "999 012 3403"
    assert load_intake(desk.vault, jo).nhs_number == "999 012 3403"
    assert load_draft(desk.vault, SCREEN, jo) is None


def test_words_are_kept_within_two_seconds_and_come_back(
    tab: IntakeTab, hand: Hand, desk: Desk, jo: int, qtbot: QtBot, shown: Show
) -> None:
    hand.press("Health")
    with qtbot.waitSignal(tab._keeper.told, timeout=2000):
        hand.write("In Jo’s words", "Chronic pain")
    tab.hide()
    again = IntakeTab(desk)
    other = shown(again)
    again.show_participant(jo)
    assert field(again, "In Jo’s words").value() == "Chronic pain"
    other.wait_for(field(again, "In Jo’s words").isVisible, "the section where it was left")


def test_the_area_of_an_old_record_shows_and_says_what_came_after(tab: IntakeTab, desk: Desk, jo: int) -> None:
    stand = {key for key, _label in area_choices()}
    ended = next(one for one in areas_on(date(2023, 7, 1)) if one.key not in stand)
    save_intake(desk.vault, jo, replace(load_intake(desk.vault, jo), area=ended.key))
    tab.show_participant(jo)
    area = field(tab, "Area")
    assert area.value() == ended.key
    assert area.control.currentText() == ended.label
    assert area.understood.startswith(f"{ended.label} ended on ")
    save_intake(desk.vault, jo, replace(load_intake(desk.vault, jo), area="a board of a newer program"))
    tab.show_participant(jo)
    assert field(tab, "Area").value() == "a board of a newer program"
    assert area.understood == "", "what ended is not said of another area"


def test_what_is_said_of_an_area_goes_when_another_is_chosen(tab: IntakeTab, desk: Desk, jo: int) -> None:
    stand = [key for key, _label in area_choices()]
    ended = next(one for one in areas_on(date(2023, 7, 1)) if one.key not in stand)
    save_intake(desk.vault, jo, replace(load_intake(desk.vault, jo), area=ended.key))
    tab.show_participant(jo)
    area = field(tab, "Area")
    assert area.understood
    area.control.setCurrentIndex(area.control.findData(stand[0]))
    area.control.edited.emit()
    assert area.understood == ""


def test_needs_stand_under_their_four_headings_and_are_kept(tab: IntakeTab, hand: Hand, desk: Desk, jo: int) -> None:
    hand.press("Talking and reading")
    for heading, need in (
        ("How to reach them", "Text first"),
        ("How to write to them", "Large print, 18 point"),
        ("Who needs to be there", "Lipspeaker"),
        ("What helps when we talk", "Read forms aloud"),
    ):
        hand.pick(heading, need)
    hand.pick("How does Jo like to be reached?", "Text message")
    hand.pick("Who was asked?", "They were asked themselves")
    hand.write("When were they asked?", "yesterday")
    hand.leave()
    assert field(tab, "Ask again on").value() == "23 November 2038", "our proposal: a year later"
    hand.press("Save and go to Work")
    kept = load_intake(desk.vault, jo)
    assert set(kept.needs) == {"contact_text", "format_large", "person_lipspeaker", "support_read_aloud"}
    assert (kept.contact_way, kept.needs_asked) == ("text", "person")
    assert (kept.needs_checked_on, kept.needs_review_on) == ("23 November 2037", "23 November 2038")


def test_a_day_to_ask_again_that_was_typed_is_not_replaced(tab: IntakeTab, hand: Hand) -> None:
    hand.press("Talking and reading")
    hand.write("Ask again on", "in 3 months")
    hand.write("When were they asked?", "yesterday")
    hand.leave()
    assert field(tab, "Ask again on").value() == "in 3 months"


def test_the_last_section_leads_on_to_the_agreements(tab: IntakeTab, hand: Hand) -> None:
    hand.press("Health")
    hand.press("Save and go to Agreements")
    assert tab._rail.current() == "agreements"
    assert "It is not written down yet whether Jo wants to take part." in hand.texts()


def test_shown_again_it_stands_where_it_was_with_what_is_kept_now(
    tab: IntakeTab, hand: Hand, desk: Desk, jo: int
) -> None:
    """As after something was saved on another tab: nothing of before is left, and nobody is sent back to the start."""
    hand.press("How to reach Jo")
    hand.write("Mobile number", "07700900118")
    hand.pick("Is it safe to leave a message?", "No")
    before = field(tab, "Mobile number")
    tab._keeper.forget()
    save_intake(desk.vault, jo, replace(load_intake(desk.vault, jo), phone="01632 960120"))
    tab.reload()
    assert field(tab, "Mobile number") is before, "not drawn anew"
    assert before.isVisible()
    assert (before.value(), before.understood) == ("", "")
    assert field(tab, "Is it safe to leave a message?").value() == ""
    assert field(tab, "Other phone").value() == "01632 960120"


def test_on_a_full_disk_it_says_so_and_the_words_stay(
    tab: IntakeTab, hand: Hand, monkeypatch: pytest.MonkeyPatch
) -> None:
    hand.press("Health")
    hand.write("In Jo’s words", "Chronic pain")

    def refuse(*_any: object) -> None:
        raise NotKept("This PC could not write to the disk.", "Make some room.")

    monkeypatch.setattr("workwell_desktop.ui.intake_tab.keep_draft", refuse)  # the real one stands in test_window.py
    assert not tab.keep()
    assert field(tab, "In Jo’s words").value() == "Chronic pain"
    assert tab._keeper.held() is not None
    monkeypatch.undo()
    assert tab.keep()
    assert tab._keeper.held() is None


def test_every_field_has_the_name_of_its_label_and_tab_leaves_it(tab: IntakeTab, hand: Hand) -> None:
    for code, title, _make in SECTIONS:
        hand.press(title.format(who="Jo"))
        fields = [one for one in tab.findChildren(Field) if one.isVisible()]
        assert fields, code
        for one in fields:
            target = one.focus_target()
            assert said(target) or said(one.control), one.label()
            target.setFocus()
            QTest.keyClick(target, Qt.Key.Key_Tab)
            assert not target.hasFocus(), one.label()
        for combo in tab.findChildren(QComboBox):
            if combo.isVisible():
                assert said(combo)


def test_a_date_that_waited_in_a_draft_still_means_the_day_it_meant(desk: Desk, jo: int, shown: Show) -> None:
    tab = IntakeTab(desk)
    hand = shown(tab)
    tab.show_participant(jo)
    hand.write("When did it arrive?", "2 weeks ago")
    assert tab.keep()
    tab.hide()
    moment = desk.clock.utc() + timedelta(days=3)
    again = IntakeTab(replace(desk, clock=Clock(utc=lambda: moment)))
    shown(again)
    again.show_participant(jo)
    assert field(again, "When did it arrive?").value() == "10 November 2037"
    assert "24 November" in again._bar.kept()


def test_the_focus_goes_to_where_the_next_section_begins(tab: IntakeTab, hand: Hand, qapp: QApplication) -> None:
    hand.press("How to reach Jo")
    hand.find(QAbstractButton, "Save and go to Talking and reading").setFocus()
    hand.key(Qt.Key.Key_Space)
    focused = qapp.focusWidget()
    assert focused is not None
    assert field(tab, "Preferred language").isAncestorOf(focused)


def test_unsaved_words_about_somebody_are_named_and_can_be_left(
    tab: IntakeTab, hand: Hand, desk: Desk, jo: int
) -> None:
    hand.press("Health")
    hand.write("In Jo’s words", "Chronic pain")
    assert tab.keep()
    tab.show_participant(jo)
    hand.wait_for_button("Go back to what is saved")
    assert notices(tab) == ["Some words here are not saved yet."]
    hand.press("Go back to what is saved")
    assert notices(tab) == []
    assert field(tab, "In Jo’s words").value() == ""
    assert field(tab, "In Jo’s words").isVisible(), "the section stays"
    assert load_draft(desk.vault, SCREEN, jo) is None
    hand.write("In Jo’s words", "Chronic pain")
    assert tab.keep()
    tab.show_participant(jo)
    hand.press("Save and go to Agreements")
    assert notices(tab) == [], "now they are saved"


def test_a_draft_that_says_what_is_saved_needs_no_word(tab: IntakeTab, hand: Hand, jo: int) -> None:
    hand.press("Finish later")
    tab.show_participant(jo)
    assert field(tab, "First name").value() == "Joanne"
    assert notices(tab) == []


def test_the_keys_step_through_the_sections(tab: IntakeTab, hand: Hand) -> None:
    order = [section[0] for section in SECTIONS] + [record.code for record in RECORDS]
    hand.write("What does Jo want help with?", "I want to stay.")
    hand.key(Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    assert tab._rail.current() == order[1]
    for _ in order:
        hand.key(Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    assert tab._rail.current() == order[-1]
    hand.key(Qt.Key.Key_PageUp, Qt.KeyboardModifier.ControlModifier)
    assert tab._rail.current() == order[-2]
