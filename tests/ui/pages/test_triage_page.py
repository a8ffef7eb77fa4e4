"""The queue of referrals as a coach works it: choose, try, answer, take back; by keys, in large text, after a lock."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from tests.casework.test_triage import RULES, episode, refer
from tests.plans import still_clock
from tests.ui.showing import field, notices
from workwell_desktop.casework import triage_deeds
from workwell_desktop.casework.drafts import load_draft
from workwell_desktop.casework.rules_choice import keep_rules
from workwell_desktop.casework.triage import referral_card
from workwell_desktop.casework.tries import TryEntry, record_try
from workwell_desktop.casework.waiting import PAGE
from workwell_desktop.clock import Clock
from workwell_desktop.errors import NotKept
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.hand import Hand, said
from workwell_desktop.ui.pages.triage_editors import SLOTS
from workwell_desktop.ui.pages.triage_page import TriagePage
from workwell_desktop.ui.parts.fields import Field
from workwell_desktop.ui.workspace import Workspace

Show = Callable[[QWidget], Hand]


@pytest.fixture
def clock() -> Clock:
    return still_clock()


@pytest.fixture
def tomek(desk: Desk) -> int:
    return refer(desk.vault, arrived="friday")


@pytest.fixture
def late(desk: Desk, tomek: int) -> int:
    return refer(desk.vault, "Late", "12 days ago")


@pytest.fixture
def page(desk: Desk, late: int, shown: Show) -> TriagePage:
    page = TriagePage(desk)
    shown(page)
    page.show_now()
    page.begin()
    return page


@pytest.fixture
def hand(page: TriagePage, qapp: QApplication) -> Hand:
    return Hand(qapp)


def words(page: QWidget) -> list[str]:
    QApplication.processEvents()  # what is new on a page is shown when nobody waits
    return [one.text() for one in page.findChildren(QLabel) if one.isVisible() and one.text()]


def test_the_most_urgent_is_in_sight_and_the_arrows_show_the_next(
    page: TriagePage, hand: Hand, tomek: int, late: int
) -> None:
    assert "Two wait for an answer. One is late." in words(page)
    assert page.card.card is not None
    assert page.card.card.referral_id == late
    assert "Answer was due on Thursday, 3 working days late." in words(page)
    hand.key(Qt.Key.Key_Down)
    assert page.card.card.referral_id == tomek
    seen = words(page)
    for fact in ("Tomek Example", "Answer by Friday, 3 working days left.", "Off sick, has a job", "Can Tomek join?"):
        assert fact in seen
    assert "“My job”" in seen


def test_accepting_leaves_the_queue_and_can_be_taken_back(
    page: TriagePage, hand: Hand, desk: Desk, late: int, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(page.changed):
        hand.press("Accept Late")
    assert episode(desk.vault, late)[0] == "open"
    assert "One waits for an answer." in words(page)
    assert any(one.startswith("Accepted by ") for one in words(page))
    hand.press("Undo")
    assert episode(desk.vault, late)[0] == "referred"
    assert "Two wait for an answer. One is late." in words(page)
    hand.press("Accept Late")
    hand.press("Next referral")
    assert page.card.card is not None
    assert page.card.card.name == "Tomek Example"


def test_a_no_needs_its_reason_and_signposting_where_to(page: TriagePage, hand: Hand, desk: Desk, late: int) -> None:
    hand.press("Decline or point to other help")
    hand.press("Save this answer")
    assert field(page, "Why?").error == "Choose the reason, so that it can be told."
    assert not hand.sees_field("Where can they go?")
    hand.pick("What is the answer?", "Point to other help")
    hand.write("Where can they go?", "Connect to Work")
    hand.pick("Why?", "Another service fits better")
    hand.write("Anything to remember", "Rang them to say so")
    hand.press("Save this answer")
    card = referral_card(desk.vault, late)
    assert (card.state, card.decision_note) == ("signposted", "Rang them to say so")
    assert "Pointed to Connect to Work" in card.decision
    hand.press("Next referral")
    hand.press("Decline or point to other help")
    hand.pick("Why?", "They do not want to take part")
    hand.press("Save this answer")
    hand.press("Next referral")
    assert "No referral waits for an answer." in words(page)


def test_waiting_until_a_day(page: TriagePage, hand: Hand, desk: Desk, late: int) -> None:
    hand.press("Let it wait")
    hand.write("Until which day?", "yesterday")
    hand.press("Save this day")
    assert field(page, "Until which day?").error == "This day has passed. Choose one that is still to come."
    hand.write("Until which day?", "in 9 days")
    hand.pick("Why does it wait?", "They asked us to ring later")
    hand.press("Save this day")
    assert referral_card(desk.vault, late).clock.sentence == ("Waits until 3 December. Answer was due on Thursday")
    hand.press("Undo the waiting")
    assert referral_card(desk.vault, late).state == "new"


def test_tries_are_written_down_and_then_closing_is_proposed(
    page: TriagePage, hand: Hand, desk: Desk, late: int, qapp: QApplication
) -> None:
    hand.press("Write down a try")
    hand.press("Save this try")
    assert field(page, "How did you try?").error == "Choose how you tried."
    for number in range(3):
        if number:
            hand.press("Write down a try")
        hand.pick("How did you try?", "Phone call")
        hand.pick("What came of it?", "No answer")
        hand.press("Save this try")
        hand.wait_for(lambda: said(qapp.focusWidget() or page) == "Write down a try", "the focus where the work is")
    assert notices(page) == ["Tried 3 times, and nobody answered. Is it time to close this referral?"]
    assert referral_card(desk.vault, late).state == "new", "never by itself"
    hand.press("Decline: not reached")
    hand.press("Save this answer")
    assert "They could not be reached." in referral_card(desk.vault, late).decision


def test_rules_that_say_no_ask_for_another_way(page: TriagePage, hand: Hand, desk: Desk) -> None:
    keep_rules(desk.vault, RULES)
    refer(desk.vault, "Young", "20 days ago", born="1/1/2030")
    page._go_on()
    assert "7 years old; these rules say 16 or over." in words(page)
    assert "These are the rules of Northfield from 1 April 2026." in words(page)
    hand.press("Accept Young")
    assert notices(page) == [
        "By these rules the answer is no. Decide another way, with a reason, or decline the referral."
    ]
    hand.press("Decide another way")
    hand.press("Save this answer")
    assert field(page, "Your answer").error == "Choose yes or no."
    hand.pick("Your answer", "Can join")
    hand.press("Save this answer")
    assert field(page, "Why?").error == "Write the reason in a few words, so that it can be shown later."
    hand.write("Why?", "The birth date is a slip of the pen.")
    hand.press("Save this answer")
    assert "“The birth date is a slip of the pen.”" in words(page)
    hand.press("Accept Young")
    assert any(one.startswith("Accepted by ") for one in words(page))


def test_go_by_the_rules_again(page: TriagePage, hand: Hand, desk: Desk, late: int, qapp: QApplication) -> None:
    hand.press("Decide another way, with a reason")
    hand.pick("Your answer", "Cannot join")
    hand.write("Why?", "Moved away")
    hand.press("Save this answer")
    assert not referral_card(desk.vault, late).panel.may_join
    hand.wait_for(lambda: said(qapp.focusWidget() or page) == "Go by the rules again", "the focus in the panel")
    hand.key(Qt.Key.Key_Space)
    assert referral_card(desk.vault, late).panel.decided == ""


def test_a_rule_that_was_not_asked_leads_to_its_field(page: TriagePage, hand: Hand, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.opened) as opened:
        hand.press_first("Ask now: A health condition")
    assert opened.args[1:] == [0, "field:conditions"]


def test_half_an_answer_is_kept_and_comes_back(
    page: TriagePage, hand: Hand, desk: Desk, late: int, qtbot: QtBot
) -> None:
    hand.press("Decline or point to other help")
    with qtbot.waitSignal(page.card._keeper.told, timeout=2000):
        hand.write("Anything to remember", "Rang twice")
    hand.pick_row("Tomek Example")
    assert not hand.sees_field("Anything to remember")
    hand.pick_row("Late Example")
    assert hand.reads("Anything to remember") == "Rang twice"
    hand.press("Close")
    assert page.card.card is not None
    assert load_draft(desk.vault, SLOTS["no"], page.card.card.participant_id) is None


def test_a_reason_for_another_way_is_kept_too(page: TriagePage, hand: Hand) -> None:
    hand.press("Decide another way, with a reason")
    hand.write("Why?", "Because")
    assert page.keep()
    hand.pick_row("Tomek Example")
    assert not hand.sees_field("Why?")
    hand.pick_row("Late Example")
    assert hand.reads("Why?") == "Because"


def test_answered_elsewhere_and_a_full_disk_are_said(
    page: TriagePage, hand: Hand, desk: Desk, late: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    triage_deeds.decline(desk.vault, late, "full")
    hand.press("Accept Late")
    assert notices(page) == ["This referral has its answer already. Look at the list again."]

    def refuse(*_any: object) -> None:
        raise NotKept("This PC could not write to the disk.", "Make some room.")

    monkeypatch.setattr("workwell_desktop.casework.triage_deeds.accept", refuse)
    hand.pick_row("Tomek Example")
    hand.press("Accept Tomek")
    assert notices(page) == ["This PC could not write to the disk. Make some room."]


def test_with_large_text_one_side_at_a_time(page: TriagePage, hand: Hand, desk: Desk) -> None:
    desk.look.set_scale(200)
    assert not hand.sees(QWidget, "Referral")
    hand.pick_row("Tomek Example")
    hand.wait_for_button("All referrals")
    assert "Can Tomek join?" in words(page)
    hand.press("All referrals")
    hand.wait_for_row("Late Example")
    desk.look.set_scale(100)
    assert hand.sees(QWidget, "Accept Tomek")


def test_a_long_queue_is_read_page_by_page(desk: Desk, shown: Show, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("workwell_desktop.ui.pages.triage_page.PAGE", 4)
    for number in range(9):
        refer(desk.vault, f"Person{number}")
    page = TriagePage(desk)
    page.show_now()
    assert page.queue.rows.rowCount() == 4
    page.queue.rows.fetchMore()
    page.queue.rows.fetchMore()
    page.queue.rows.fetchMore()
    assert page.queue.rows.rowCount() == 9
    page.deleteLater()


def test_nobody_waiting_is_one_sentence_and_one_deed(desk: Desk, shown: Show, qtbot: QtBot) -> None:
    page = TriagePage(desk)
    hand = shown(page)
    page.show_now()
    assert words(page) == ["No referral waits for an answer."]
    with qtbot.waitSignal(page.page_wanted) as wanted:
        hand.press("Someone new")
    assert wanted.args == ["referral"]


def test_every_field_of_every_deed_has_its_name_and_tab_leaves_it(page: TriagePage, hand: Hand) -> None:
    for doing in ("Write down a try", "Decline or point to other help", "Let it wait"):
        hand.press(doing)
        for one in (found for found in page.findChildren(Field) if found.isVisible()):
            target = one.focus_target()
            assert said(target) or said(one.control), one.label()
            target.setFocus()
            QTest.keyClick(target, Qt.Key.Key_Tab)
            assert not target.hasFocus(), one.label()


def test_the_page_is_reached_from_the_column_and_opens_the_intake_at_a_field(
    desk: Desk, shown: Show, late: int, qapp: QApplication
) -> None:
    workspace = Workspace(desk, 2)
    hand = shown(workspace)
    workspace.resize(1440, 900)
    hand.press("Referrals")
    hand.wait_for_row("Late Example")
    hand.press_first("Ask now: A health condition")
    assert workspace.pane is not None
    hand.wait_for(lambda: hand.count("Accept Late") == 1, "the panel beside the Intake")
    focused = qapp.focusWidget()
    assert focused is not None
    hand.press("Accept Late")
    assert hand.count("Accept Late") == 0
    assert episode(desk.vault, late)[0] == "open"
    hand.wait_for_row("Late Example")


def test_what_waits_opens_the_queue_at_its_own_referral(desk: Desk, shown: Show, late: int, tomek: int) -> None:
    workspace = Workspace(desk, 2)
    shown(workspace)
    workspace._open_place(referral_card(desk.vault, tomek).participant_id, PAGE, "triage")
    page = workspace.pages["triage"]
    assert isinstance(page, TriagePage)
    assert page.card.card is not None
    assert page.card.card.referral_id == tomek, "not the most urgent one"


def test_tries_of_before_are_shown(page: TriagePage, hand: Hand, desk: Desk, tomek: int) -> None:
    person = referral_card(desk.vault, tomek).participant_id
    record_try(desk.vault, person, TryEntry("yesterday", "9:15", "phone", "message", "Voicemail"), tomek)
    hand.pick_row("Tomek Example")
    seen = words(page)
    assert {"Phone call: left a message", "Yesterday at 09:15", "Voicemail", "1 of 3"} <= set(seen)


def test_nobody_reads_of_signposting(page: TriagePage, hand: Hand, desk: Desk, late: int) -> None:
    """It is a word of the trade; the same plain one stands on the button, above the fields and in the lists."""
    hand.press("Decline or point to other help")
    assert "Decline or point to other help" in words(page)
    triage_deeds.signpost(desk.vault, late, "Connect to Work", "other_service")
    page.show_now()
    page._turn()
    hand.pick("Which referrals", "Decided lately")
    shown = [*words(page), *(said(one) for one in page.findChildren(QWidget) if one.isVisible())]
    model = page.queue.model()
    rows = [str(model.index(n, 0).data(Qt.ItemDataRole.AccessibleTextRole)) for n in range(model.rowCount())]
    assert any("Other help" in row for row in rows)
    assert not [one for one in (*shown, *rows) if "signpost" in one.casefold()]


def test_what_a_fact_is_called_stands_at_its_first_line(page: TriagePage) -> None:
    for words_of in ("From", "Arrived"):
        label = next(one for one in page.findChildren(QLabel) if one.isVisible() and one.text() == words_of)
        assert label.alignment() & Qt.AlignmentFlag.AlignTop
