"""A new referral as a coach takes it: five fields by keys alone, an e-mail looked at before it fills, no word lost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QCheckBox, QLabel, QWidget
from pytestqt.qtbot import QtBot

from tests.casework.test_referral_mail import HOSTILE, LETTER
from tests.plans import still_clock
from tests.ui.showing import notices
from workwell_desktop.casework.drafts import NOBODY_YET, keep_draft, load_draft
from workwell_desktop.casework.intake import load_intake
from workwell_desktop.casework.referral import SCREEN
from workwell_desktop.casework.referral_mail import MOST_LETTERS, TOO_LONG
from workwell_desktop.casework.triage import queue_page, referral_card
from workwell_desktop.clock import Clock
from workwell_desktop.errors import NotKept
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.hand import Hand, said
from workwell_desktop.ui.pages.referral_page import ReferralPage
from workwell_desktop.ui.parts.fields import Field
from workwell_desktop.ui.parts.focus_ring import MARGIN
from workwell_desktop.ui.workspace import Workspace

Show = Callable[[QWidget], Hand]


@pytest.fixture
def clock() -> Clock:
    return still_clock()


@pytest.fixture
def page(desk: Desk, shown: Show) -> ReferralPage:
    page = ReferralPage(desk)
    shown(page)
    page.show_now()
    page.begin()
    return page


@pytest.fixture
def hand(page: ReferralPage, qapp: QApplication) -> Hand:
    return Hand(qapp)


def waiting(desk: Desk) -> list[str]:
    return [row.name for row in queue_page(desk.vault, None, 10)[0]]


def fill(hand: Hand) -> None:
    hand.write("First name", "Tomek")
    hand.write("Last name", "Example")
    hand.write("Phone", "07700900118")
    hand.choose("Where did it come from?", "GP or GP practice")
    hand.write("What does this person want help with?", "I want to keep my job.")
    hand.pick("What is this person doing now?", "Off sick, has a job")


def test_five_fields_are_typed_with_keys_alone_and_open_the_intake(
    page: ReferralPage, hand: Hand, desk: Desk, qtbot: QtBot, qapp: QApplication
) -> None:
    """Tab, letters, arrows and Enter: nobody lets go of the keyboard."""

    def typed(words: str) -> None:
        focused = qapp.focusWidget()
        assert focused is not None
        QTest.keyClicks(focused, words)
        hand.leave()

    for words in ("Tomek", "Example", "07700 900118", "2/6/91"):
        typed(words)
    assert said(qapp.focusWidget() or page) == "Where did it come from?"
    hand.key(Qt.Key.Key_Down)
    hand.key(Qt.Key.Key_Down)
    hand.leave()
    for words in ("last friday", "Dr Hana Example", "Elm Street Surgery", "I want to keep my job."):
        typed(words)
    hand.key(Qt.Key.Key_Space)
    with qtbot.waitSignal(page.opened) as opened:
        hand.find(QWidget, "Save and open").setFocus()
        hand.key(Qt.Key.Key_Space)
    person, tab, section = opened.args
    entry = load_intake(desk.vault, person)
    assert (tab, section) == (0, "contact"), "where the Intake goes on"
    assert (entry.first_name, entry.source, entry.received_on) == ("Tomek", "gp", "20 November 2037")
    assert (entry.referrer_name, entry.work_status) == ("Dr Hana Example", "in_work")


def test_the_bar_stops_saying_that_nothing_is_typed_at_the_first_letter(page: ReferralPage, hand: Hand) -> None:
    assert page._bar.kept() == "Nothing typed yet."
    hand.write("First name", "T")
    assert page._bar.kept() != "Nothing typed yet."


def test_saving_and_taking_the_next_one_begins_again(page: ReferralPage, hand: Hand, desk: Desk, qtbot: QtBot) -> None:
    fill(hand)
    with qtbot.waitSignal(page.changed):
        hand.press("Save and take the next one")
    assert waiting(desk) == ["Tomek Example"]
    assert {name: field.value() for name, field in page.fields.items() if field.value()} == {}
    assert page.fields["first_name"].focus_target().hasFocus()
    assert (
        page._bar.kept()
        == "Tomek Example saved at " + f"{desk.clock.local():%H:%M}. The referral waits for your answer."
    )
    assert load_draft(desk.vault, SCREEN, NOBODY_YET) is None


def test_what_is_missing_or_wrong_gets_its_sentence_and_the_words_stay(
    page: ReferralPage, hand: Hand, desk: Desk
) -> None:
    hand.write("Phone", "077009001")
    hand.write("Date of birth", "31/11/79")
    hand.press("Save and open")
    errors = {name: field.error for name, field in page.fields.items() if field.error}
    assert set(errors) == {"first_name", "last_name", "phone", "birth_date", "source"}
    assert errors["phone"] == "A mobile number has 11 digits. This one has 9."
    assert page.fields["first_name"].focus_target().hasFocus(), "the first one"
    assert page.fields["phone"].value() == "077009001"
    assert waiting(desk) == []
    fill(hand)
    hand.write("Date of birth", "")
    hand.press("Save and open")
    assert waiting(desk) == ["Tomek Example"]


def test_words_are_kept_within_two_seconds_and_come_back_with_a_choice(
    page: ReferralPage, hand: Hand, desk: Desk, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(page._keeper.told, timeout=2000):
        hand.write("First name", "Ada")
    page.show_now()
    assert notices(page) == ["You began with Ada on 24 November."]
    hand.press("Go on")
    assert hand.reads("First name") == "Ada"
    assert notices(page) == []
    page.show_now()
    hand.press("Begin with somebody else")
    assert hand.reads("First name") == ""
    assert load_draft(desk.vault, SCREEN, NOBODY_YET) is None


def test_a_date_that_waited_in_a_draft_still_means_the_day_it_meant(desk: Desk, shown: Show) -> None:
    keep_draft(desk.vault, SCREEN, NOBODY_YET, {"typed": {"received_on": "2 weeks ago", "first_name": "Ada"}})
    moment = desk.clock.utc() + timedelta(days=3)
    page = ReferralPage(replace(desk, clock=Clock(utc=lambda: moment)))
    shown(page)
    page.show_now()
    assert page.fields["received_on"].value() == "10 November 2037"


def test_who_sent_them_is_not_asked_of_somebody_who_came_alone(page: ReferralPage, hand: Hand, desk: Desk) -> None:
    fill(hand)
    hand.write("Who sent them?", "Dr Hana Example")
    hand.choose("Where did it come from?", "They came to us themselves")
    assert not hand.sees_field("Who sent them?")
    hand.press("Save and open")
    row = queue_page(desk.vault, None, 1)[0][0]
    assert row.sent_by == "Came to us themselves"
    assert load_intake(desk.vault, row.participant_id).referrer_name == ""


def ticks(page: ReferralPage) -> dict[str, bool]:
    boxes = [one for one in page.mail.findChildren(QCheckBox) if one.isVisible()]
    return {said(one): one.isChecked() for one in boxes}


def test_a_pasted_e_mail_is_looked_at_before_anything_is_filled_in(page: ReferralPage, hand: Hand, desk: Desk) -> None:
    page.mail.field.set_value(LETTER)
    hand.press("Find the details in it")
    assert page.fields["last_name"].value() == "", "nothing before it was looked at"
    found = ticks(page)
    assert found["Use First name: Jo"]
    assert found["Use Last name: Other"]
    assert not found["Use First name: Joanne"], "the second best waits"
    box = hand.find(QCheckBox, "Use Date of birth: 14/3/1979")
    assert "DOB 14/3/1979" in box.accessibleDescription(), "beside the line it stands in"
    hand.press("Use First name: Joanne")
    assert not ticks(page)["Use First name: Jo"], "one of a kind"
    hand.press("Use Postcode: SW1A 1AA")
    hand.press_first("Fill in")
    assert page.fields["first_name"].value() == "Joanne"
    assert page.fields["birth_date"].understood == "14 March 1979, 58 years old"
    assert page.fields["work_status"].value() == "off_sick"
    hand.choose("Where did it come from?", "GP or GP practice")
    hand.press("Save and open")
    entry = load_intake(desk.vault, queue_page(desk.vault, None, 1)[0][0].participant_id)
    assert (entry.nhs_number, entry.postcode, entry.mobile) == ("999 012 3403", "", "07700 900118")


@pytest.mark.parametrize("keep", [True, False])
def test_the_e_mail_itself_is_kept_only_when_the_coach_says_so(
    page: ReferralPage, hand: Hand, desk: Desk, keep: bool
) -> None:
    page.mail._area.insertPlainText("\n  Name: Jo Other\n\n\u202eTel:\u00a0nobody 😔\n")
    if keep:
        hand.press("Keep the e-mail with the referral")
    hand.press("Find the details in it")
    hand.press_first("Fill in")
    hand.choose("Where did it come from?", "Employer")
    hand.press("Save and take the next one")
    card = referral_card(desk.vault, queue_page(desk.vault, None, 1)[0][0].referral_id)
    assert card.mail == ("\n  Name: Jo Other\n\n\u202eTel:\u00a0nobody 😔\n" if keep else "")
    assert page.mail.text() == "", "the next one has its own"


def test_what_an_e_mail_says_besides_and_is_wrong_can_be_left_out(page: ReferralPage, hand: Hand, desk: Desk) -> None:
    page.mail.field.set_value("Name: Jo Other\nNHS number: 999 012 3404")
    hand.press("Find the details in it")
    hand.press_first("Fill in")
    hand.choose("Where did it come from?", "Employer")
    hand.press("Save and open")
    assert any("NHS number: This NHS number has a wrong digit." in one for one in notices(page))
    assert waiting(desk) == []
    hand.press("Leave it out")
    hand.press("Save and open")
    assert waiting(desk) == ["Jo Other"]


def test_too_long_an_e_mail_and_an_empty_one_get_a_sentence(page: ReferralPage, hand: Hand) -> None:
    hand.press("Find the details in it")
    assert page.mail.field.error == "Paste the e-mail here first."
    page.mail.field.set_value("x" * (MOST_LETTERS + 1))
    hand.press("Find the details in it")
    assert page.mail.field.error == TOO_LONG
    page._keeper.touch()
    assert page.keep(), "and the rest is kept all the same"


def test_too_long_an_e_mail_that_shall_be_kept_is_refused_beside_its_box(
    page: ReferralPage, hand: Hand, desk: Desk
) -> None:
    fill(hand)
    whole = "Name: Bo Example " + "x" * MOST_LETTERS
    page.mail._area.insertPlainText(whole)
    hand.press("Keep the e-mail with the referral")
    assert page.keep()
    draft = load_draft(desk.vault, SCREEN, NOBODY_YET)
    assert draft is not None
    assert draft.content["typed"]["mail"] == whole, "kept whole"
    hand.press("Save and take the next one")
    assert page.mail.field.error == TOO_LONG
    assert page.mail.field.value() == whole, "what was pasted stays"
    assert waiting(desk) == []
    hand.press("Keep the e-mail with the referral")
    hand.press("Save and take the next one")
    assert waiting(desk) == ["Tomek Example"]


def test_each_value_stands_with_the_words_it_was_found_in(page: ReferralPage, hand: Hand) -> None:
    page.resize(1000, 800)
    page.mail.field.set_value(LETTER)
    hand.press("Find the details in it")
    QApplication.processEvents()
    labels = [one for one in page.mail.findChildren(QLabel) if one.isVisible()]
    shown = [one.text() for one in labels]
    assert shown.count("First name") == 1, "both of a kind below one head"
    assert shown.index("First name") < shown.index("Jo") < shown.index("Joanne") < shown.index("Last name")
    assert "“Subject: Referral for Jo Other”" in shown
    assert hand.sees(QAbstractButton, "Fill in these 10")
    assert all(one.height() >= one.heightForWidth(one.width()) for one in labels if one.wordWrap()), "none is cut off"
    for box in (one for one in page.mail.findChildren(QCheckBox) if one.isVisible()):
        ring = QRect(box.mapTo(page, QPoint()), box.size()).adjusted(-MARGIN, -MARGIN, MARGIN, MARGIN)
        covered = [one.text() for one in labels if ring.intersects(QRect(one.mapTo(page, QPoint()), one.size()))]
        assert covered == [], "the ring stands off the words"


def test_the_button_says_how_much_it_fills_in(page: ReferralPage, hand: Hand) -> None:
    page.mail.field.set_value("Name: Bo Example")
    hand.press("Find the details in it")
    assert hand.sees(QAbstractButton, "Fill in these 2")
    hand.press("Use First name: Bo")
    assert hand.sees(QAbstractButton, "Fill in this one")
    hand.press("Use Last name: Example")
    hand.press("Leave all of it out")
    assert (hand.reads("First name"), hand.reads("Last name")) == ("", "")


def test_ctrl_enter_in_the_e_mail_saves_nothing(desk: Desk, shown: Show) -> None:
    """It finds the details, then fills them in; from the fields it saves."""
    workspace = Workspace(desk, 0)
    hand = shown(workspace)
    hand.key(Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    page = workspace.pages["referral"]
    assert isinstance(page, ReferralPage)
    hand.write("Paste an e-mail", "Name: Bo Example")
    hand.key(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert ticks(page)["Use First name: Bo"]
    assert not any(one.error for one in page.fields.values())
    hand.key(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert hand.reads("First name") == "Bo"
    assert not any(one.error for one in page.fields.values())
    hand.key(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert page.fields["source"].error, "in the form it is the main deed of the page"


@pytest.mark.parametrize("width", [1078, 700])
def test_fields_beside_each_other_are_equally_wide(page: ReferralPage, width: int) -> None:
    page.resize(width, 768)
    QApplication.processEvents()
    for left, right in (("first_name", "last_name"), ("phone", "birth_date"), ("source", "received_on")):
        assert page.fields[left].y() == page.fields[right].y(), "beside each other"
        assert abs(page.fields[left].width() - page.fields[right].width()) <= 1, (left, right)
    assert abs(page.fields["reason"].width() - page.fields["source"].parentWidget().width()) <= 1


def test_what_was_typed_is_not_written_over_and_filling_in_is_taken_back(
    page: ReferralPage, hand: Hand, desk: Desk
) -> None:
    hand.write("Last name", "Right-Example")
    page.mail.field.set_value("Name: Bo Example\nPostcode: SW1A 1AA")
    hand.press("Find the details in it")
    assert not ticks(page)["Use Last name: Example"]
    box = hand.find(QCheckBox, "Use Last name: Example")
    assert "You typed: “Right-Example”" in box.accessibleDescription()
    assert ticks(page)["Use First name: Bo"]
    hand.press_first("Fill in")
    assert (hand.reads("First name"), hand.reads("Last name")) == ("Bo", "Right-Example")
    assert page._more == {"postcode": "SW1A 1AA"}
    hand.press("Undo filling in")
    assert (hand.reads("First name"), hand.reads("Last name"), page._more) == ("", "Right-Example", {})
    hand.press_first("Fill in")
    hand.write("First name", "Bob")
    hand.press("Undo filling in")
    assert hand.reads("First name") == "Bob", "what was typed since stays"


@pytest.mark.parametrize("number", [1, 2, 9, 10, 13])
def test_a_hostile_e_mail_breaks_nothing(page: ReferralPage, hand: Hand, number: int) -> None:
    page.mail.field.set_value(HOSTILE[number])
    hand.press("Find the details in it")
    if any(ticks(page).values()):
        hand.press_first("Fill in")
    page._keeper.touch()
    assert page.keep()


def test_on_a_full_disk_it_says_so_and_the_words_stay(
    page: ReferralPage, hand: Hand, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(hand)

    def refuse(*_any: object) -> None:
        raise NotKept("This PC could not write to the disk.", "Make some room.")

    monkeypatch.setattr("workwell_desktop.ui.pages.referral_page.save_referral", refuse)
    hand.press("Save and open")
    assert page._bar.kept() == "Not saved yet. Make some room."
    assert hand.reads("First name") == "Tomek"


def test_every_field_has_the_name_of_its_label_and_tab_leaves_it(page: ReferralPage) -> None:
    for one in (field for field in page.findChildren(Field) if field.isVisible()):
        target = one.focus_target()
        assert said(target) or said(one.control), one.label()
        target.setFocus()
        QTest.keyClick(target, Qt.Key.Key_Tab)
        assert not target.hasFocus(), one.label()


def test_ctrl_n_leads_there_from_anywhere_and_saving_opens_the_person(desk: Desk, shown: Show) -> None:
    workspace = Workspace(desk, 2)
    hand = shown(workspace)
    workspace.resize(1440, 900)
    hand.key(Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    fill(hand)
    hand.press("Save and open")
    assert workspace.pane is not None
    assert workspace.pane.tabs.current() == 0
    hand.wait_for_button("Accept Tomek")
    assert hand.sees_field("Mobile number"), "the contact section, where the Intake goes on"


def test_what_was_found_is_scrolled_into_sight(desk: Desk, shown: Show) -> None:
    page = ReferralPage(desk)
    hand = shown(page)
    page.resize(700, 560)
    page.show_now()
    page.mail.field.set_value(LETTER)
    hand.press("Find the details in it")

    def seen() -> bool:
        title = next(one for one in page.mail.findChildren(QLabel) if one.text() == "Is this right?")
        return 0 <= title.mapTo(page, QPoint()).y() < 100

    hand.wait_for(seen, "what was found, near the top")


def test_a_choice_that_is_missing_makes_its_box_no_taller(page: ReferralPage, hand: Hand) -> None:
    source = page.fields["source"].control
    QApplication.processEvents()
    before = source.height()
    hand.press("Save and open")
    QApplication.processEvents()
    assert page.fields["source"].error
    assert source.height() == before, "else what stands below is moved after it was measured, and cut off"
