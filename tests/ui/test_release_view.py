"""The screen turned to the participant: line by line, nothing else in sight, and back only by the coach."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget
from pytestqt.qtbot import QtBot

from tests.plans import make_jo, say
from tests.vaults import PASSPHRASE
from workwell_desktop.casework import planning
from workwell_desktop.casework.drafts import load_draft
from workwell_desktop.casework.intake import load_intake, save_intake
from workwell_desktop.casework.letter_kinds import letter_kinds
from workwell_desktop.casework.letters import SCREEN, load_letter
from workwell_desktop.casework.papers import papers_of
from workwell_desktop.casework.planning import ChangeEntry
from workwell_desktop.documents.wording import sentences
from workwell_desktop.models.papers import Paper
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.hand import Hand, said
from workwell_desktop.ui.parts.fields import Field
from workwell_desktop.ui.parts.marked import MarkedText
from workwell_desktop.ui.parts.notice import Notice
from workwell_desktop.ui.parts.text_area import TextArea
from workwell_desktop.ui.preview import Preview
from workwell_desktop.ui.release_lines import MarkedLine
from workwell_desktop.ui.release_view import ReleaseView

Show = Callable[[QWidget], Hand]


@pytest.fixture
def jo(desk: Desk) -> int:
    jo = make_jo(desk.vault)
    planning.set_plan_type(desk.vault, jo, "return")
    planning.save_change(desk.vault, jo, ChangeEntry("Start at nine", "Mornings are slow", ""))
    return jo


@pytest.fixture
def view(desk: Desk, jo: int) -> ReleaseView:
    return ReleaseView(desk, jo)


@pytest.fixture
def hand(view: ReleaseView, shown: Show) -> Hand:
    return shown(view)


def words(view: QWidget) -> list[str]:
    return [one.text() for one in view.findChildren(QLabel) if one.isVisible()]


def agree_all(hand: Hand) -> None:
    while hand.count("Jo agrees: "):
        hand.press_first("Jo agrees: ")


def test_the_keyboard_goes_on_with_the_next_line(view: ReleaseView, hand: Hand, qapp: object) -> None:
    assert not view.issue.isEnabled()
    assert "0 of 4 lines settled. 4 lines still need your choice." in words(view)
    hand.press_first("Jo agrees: ")
    focused = view.focusWidget()
    assert isinstance(focused, QAbstractButton)
    assert said(focused) == "Jo agrees: Mornings are slow"
    agree_all(hand)
    assert "4 of 4 lines settled. Nothing is in the way." in words(view)
    assert view.issue.hasFocus()


def test_the_next_line_is_scrolled_into_sight(view: ReleaseView, hand: Hand) -> None:
    def next_is_whole() -> bool:
        return view.focusWidget().visibleRegion().boundingRect().height() >= 30

    view.resize(1000, 330)
    hand.press_first("Jo agrees: ")
    for _ in range(2):
        hand.wait_for(next_is_whole, "the next line in sight")
        following = view.focusWidget()
        assert isinstance(following, QAbstractButton)
        following.click()


def test_a_letter_is_issued_and_seen_and_only_the_passphrase_leads_back(
    view: ReleaseView, hand: Hand, desk: Desk, jo: int, qtbot: QtBot
) -> None:
    agree_all(hand)
    hand.press("I agree. Print the letter.")
    hand.press("Make the letter")
    hand.wait_for(lambda: bool(view.findChildren(Preview)), "the letter")
    assert len(papers_of(desk.vault, jo)) == 1
    hand.press("Close")
    back: list[bool] = []
    view.finished.connect(lambda: back.append(True))
    assert "Only Sam turns the screen back" in words(view)
    hand.press("Turn back")
    assert "Type your passphrase first." in words(view)
    hand.write("Passphrase", "not the passphrase")
    hand.press("Turn back")
    hand.wait_for(lambda: any("That is not the passphrase." in one for one in words(view)), "the sentence")
    assert back == []
    hand.write("Passphrase", PASSPHRASE)
    with qtbot.waitSignal(view.finished):
        hand.press("Turn back")


@pytest.mark.parametrize("button", ["Stop for now", "Turn back"])
def test_stopping_keeps_the_choices_and_staying_goes_on(
    view: ReleaseView, hand: Hand, desk: Desk, jo: int, button: str
) -> None:
    hand.press_first("Leave it out: Mornings")
    hand.press(button)
    kept = load_draft(desk.vault, SCREEN, jo)
    assert kept is not None
    assert "left_out" in {line["choice"] for line in kept.content.values()}
    assert "Start at nine" not in words(view), "the letter waits behind the question"
    hand.press("Stay with the letter")
    assert "Start at nine" in words(view)
    assert "Left out" in words(view)


def test_what_cannot_be_printed_is_said_beside_the_line(view: ReleaseView, hand: Hand) -> None:
    hand.press_first("Change: Start at nine")
    (area,) = [one for one in view.findChildren(TextArea) if one.isVisible()]
    area.insertPlainText(" 🙂")
    hand.leave()
    (field,) = [one for one in view.findChildren(Field) if one.isVisible()]
    assert field.error == "This sign cannot be printed: 🙂 Write it in letters."
    hand.press("Jo agrees")
    agree_all(hand)
    assert "This sign cannot be printed: 🙂 Write it in letters." in words(view)
    assert "4 of 4 lines settled. One line cannot be printed as it is. See the sentence below it." in words(view)
    assert not view.issue.isEnabled()


def test_a_day_to_come_is_no_day_of_agreement_and_not_yet_leads_back(
    view: ReleaseView, hand: Hand, desk: Desk, jo: int
) -> None:
    agree_all(hand)
    hand.press("I agree. Print the letter.")
    hand.write("When?", "tomorrow")
    hand.press("Make the letter")
    assert "Write the day this was agreed: today or before." in words(view)
    hand.press("Not yet")
    assert view.issue.isVisible()
    assert papers_of(desk.vault, jo) == ()


def test_without_a_change_it_says_what_comes_first_and_turns_back_at_once(
    desk: Desk, shown: Show, qtbot: QtBot
) -> None:
    view = ReleaseView(desk, make_jo(desk.vault))
    hand = shown(view)
    assert any("There is no change at work to ask for yet." in one for one in words(view))
    with qtbot.waitSignal(view.finished):
        hand.press("Turn back")


def test_a_date_is_only_kept_or_left_out(view: ReleaseView, hand: Hand) -> None:
    hand.press_first("Change: Please reply by")
    assert not [one for one in view.findChildren(TextArea) if one.isVisible()]
    focused = view.focusWidget()
    assert isinstance(focused, QAbstractButton)
    assert said(focused) == "Jo agrees", "the keyboard goes on"
    hand.press("Leave it out")
    assert "1 of 4 lines settled. 3 lines still need your choice." in words(view)


@pytest.fixture
def health(desk: Desk, jo: int) -> None:
    entry = replace(load_intake(desk.vault, jo), conditions=("back_neck",), conditions_words="Fibromyalgia")
    save_intake(desk.vault, jo, entry)


NOTE = "“fibromyalgia” tells Harbour Foods Example about your health."


def rewrite(view: ReleaseView, hand: Hand, beginning: str, text: str) -> Field:
    """Open a line, write other words into it and leave it; return its field."""
    hand.press_first(f"Change: {beginning}")
    hand.write("In your own words", text)
    hand.leave()
    (field,) = [one for one in view.findChildren(Field) if one.isVisible()]
    return field


def marked(view: QWidget) -> list[str]:
    """Return the words that are underlined, as a reader sees them."""
    shown = [QLabel.text(one) for one in view.findChildren(MarkedText) if one.isVisible()]
    return [words for markup in shown for words in re.findall("<u>(.*?)</u>", markup)]


@pytest.fixture
def told_of(desk: Desk, jo: int, shown: Show, health: None) -> tuple[ReleaseView, Hand]:
    """Show a letter in which one line was reworded to tell about health, and agreed in the editor."""
    view = ReleaseView(desk, jo)
    hand = shown(view)
    field = rewrite(view, hand, "Mornings", "My fibromyalgia makes mornings slow")
    assert (field.error, field.understood) == ("", NOTE)
    hand.press("Jo agrees")
    return view, hand


def test_a_word_about_health_is_underlined_and_asks(told_of: tuple[ReleaseView, Hand]) -> None:
    view, hand = told_of
    assert marked(view) == ["fibromyalgia"]
    assert f"{NOTE} You could say: “Mornings are slow”" in words(view)
    focused = view.focusWidget()
    assert isinstance(focused, QAbstractButton)
    assert said(focused) == "Use these words: My fibromyalgia makes mornings slow", "the keyboard is at the question"
    assert focused.accessibleDescription() == NOTE
    (line,) = [one for one in view.findChildren(MarkedLine) if one.isVisible()]
    assert line.accessibleDescription() == NOTE
    while hand.count("Jo agrees: "):
        hand.press_first("Jo agrees: ")
    assert not view.issue.isEnabled()
    assert "3 of 4 lines settled. One line still needs your choice." in words(view)


def test_the_three_answers_stand_in_the_order_of_the_keyboard(told_of: tuple[ReleaseView, Hand], qtbot: QtBot) -> None:
    view, hand = told_of
    seen = []
    for _ in range(3):
        focused = view.focusWidget()
        assert isinstance(focused, QAbstractButton)
        seen.append(said(focused).partition(":")[0])
        if len(seen) < 3:
            qtbot.keyClick(focused, Qt.Key.Key_Tab)
    assert seen == ["Use these words", "Leave it out", "Share it as it is"]
    qtbot.keyClick(focused, Qt.Key.Key_Space)
    hand.wait_for(lambda: f"{NOTE} You chose to share it." in words(view), "the answer")


def test_sharing_it_as_it_is_is_kept_with_the_letter(told_of: tuple[ReleaseView, Hand], desk: Desk, jo: int) -> None:
    view, hand = told_of
    hand.press_first("Share it as it is")
    assert f"{NOTE} You chose to share it." in words(view)
    assert marked(view) == ["fibromyalgia"], "it stays underlined"
    agree_all(hand)
    assert view.issue.isEnabled()
    view.keep()
    kept = {line.text: line.shared for line in load_letter(desk.vault, jo).lines if line.shared}
    assert kept == {"My fibromyalgia makes mornings slow": ("fibromyalgia",)}, "the answer is kept in the draft"
    hand.press("I agree. Print the letter.")
    hand.press("Make the letter")
    hand.wait_for(lambda: bool(view.findChildren(Preview)), "the letter")
    (paper,) = papers_of(desk.vault, jo)
    with desk.vault.reading() as session:
        content = json.loads(session.get_one(Paper, paper.id).content)
    assert content["shared_about_health"] == {"My fibromyalgia makes mornings slow": ["fibromyalgia"]}


def test_other_words_lose_the_answer(told_of: tuple[ReleaseView, Hand]) -> None:
    view, hand = told_of
    hand.press_first("Share it as it is")
    rewrite(view, hand, "My fibromyalgia", "Fibromyalgia slows me")
    hand.press("Jo agrees")
    assert marked(view) == ["Fibromyalgia"]
    assert not view.issue.isEnabled()
    hand.press_first("Leave it out: Fibromyalgia")
    assert marked(view) == []
    agree_all(hand)
    assert view.issue.isEnabled()


def test_words_of_their_own_are_written_in_a_marked_line(told_of: tuple[ReleaseView, Hand]) -> None:
    view, hand = told_of
    hand.press_first("Change: My fibromyalgia")
    hand.write("In your own words", "Early mornings are hard")
    hand.press("Jo agrees")
    assert marked(view) == []
    assert "Early mornings are hard" in words(view)


def test_the_first_words_are_used_instead(told_of: tuple[ReleaseView, Hand]) -> None:
    view, hand = told_of
    hand.press_first("Use these words")
    assert "Mornings are slow" in words(view)
    assert marked(view) == []
    agree_all(hand)
    assert view.issue.isEnabled()


def test_a_line_of_the_plan_is_looked_at_too_and_other_words_are_written(
    desk: Desk, jo: int, shown: Show, health: None
) -> None:
    planning.save_change(desk.vault, jo, ChangeEntry("A start that fits my tablets", "Fibromyalgia slows me", ""))
    view = ReleaseView(desk, jo)
    hand = shown(view)
    assert marked(view) == ["Fibromyalgia", "tablets"]
    hand.press_first("Use other words: Fibromyalgia")
    assert [one for one in view.findChildren(TextArea) if one.isVisible() and one.hasFocus()]


@pytest.mark.usefixtures("health")
def test_what_stays_here_promises_only_what_is_so_whatever_a_line_says(desk: Desk, jo: int, shown: Show) -> None:
    view = ReleaseView(desk, jo)
    hand = shown(view)
    rewrite(view, hand, "Mornings", "My fibromyalgia makes mornings slow")
    said_here = " ".join(words(view))
    assert "The letter holds the lines you agree to and what stands in every letter." in said_here
    assert "None of this is in the letter" not in said_here
    assert "The names of your health conditions" not in said_here


def test_an_empty_line_is_refused_beside_its_field(view: ReleaseView, hand: Hand) -> None:
    field = rewrite(view, hand, "Mornings", "")
    assert field.error == "Write it or leave it out."
    hand.press("Jo agrees")
    (field,) = [one for one in view.findChildren(Field) if one.isVisible()]
    assert field.error == "Write it or leave it out.", "it is not left out by itself"
    assert field.focus_target().hasFocus()
    assert "Left out" not in words(view)
    hand.press("Leave it out")
    assert "Left out" in words(view)


def test_the_first_words_come_back(view: ReleaseView, hand: Hand) -> None:
    hand.press_first("Change: Mornings")
    assert not hand.sees(QAbstractButton, "Use the first words again"), "nothing was changed yet"
    hand.leave()
    hand.press_first("Jo agrees: Start")  # another line, then this one again
    field = rewrite(view, hand, "Mornings", "")
    hand.press("Use the first words again")
    assert (field.value(), field.error) == ("Mornings are slow", "")
    assert field.focus_target().hasFocus()
    assert not hand.sees(QAbstractButton, "Use the first words again")
    hand.press("Jo agrees")
    assert "Mornings are slow" in words(view)


def test_the_sentences_of_every_letter_are_read_before_it_is_made(view: ReleaseView, hand: Hand) -> None:
    """Whatever stands on the paper without being a choice is seen on the screen."""
    advice = "A coach is not a clinician. This letter is advice and is not a fit note."
    assert advice in letter_kinds()["support"].small_print
    assert {sentences("letter")["law"], advice} <= set(words(view))


def test_after_a_no_there_is_no_letter_but_a_way_to_ask_again(desk: Desk, jo: int, shown: Show) -> None:
    say(desk.vault, jo, "withdrawn", "employer", "Harbour Foods Example", "letter")
    view = ReleaseView(desk, jo)
    hand = shown(view)
    (notice,) = [one for one in view.findChildren(Notice) if one.isVisible()]
    assert notice.point.startswith("Jo took back the agreement to share with Harbour Foods Example on ")
    assert notice.rest == "No letter can go there now. Ask again, and write the answer down in Agreements."
    assert hand.count("Jo agrees") == 0
    sent: list[str] = []
    view.finished.connect(lambda: sent.append("turned back"))
    view.section_wanted.connect(sent.append)
    hand.press("Go to Agreements")
    assert sent == ["turned back", "agreements"]


def test_what_the_participant_needs_and_the_letter_is_not_is_said_beside_it(desk: Desk, shown: Show, jo: int) -> None:
    save_intake(desk.vault, jo, replace(load_intake(desk.vault, jo), needs=("format_braille", "format_large")))
    view = ReleaseView(desk, jo)
    hand = shown(view)
    agree_all(hand)
    hand.press("I agree. Print the letter.")
    hand.press("Make the letter")
    hand.wait_for_button("Print")
    (notice,) = [one for one in view.findChildren(Notice) if one.isVisible()]
    reads = "Jo reads: Braille, Large print, 18 point."
    assert notice.point == f"Somebody else reads this, so it has the usual form. {reads}"
    assert notice.rest == "Read it to Jo before it goes."


def test_what_stands_above_the_lines_is_shown_and_words_about_health_in_it_are_told(
    desk: Desk, jo: int, shown: Show
) -> None:
    entry = replace(
        load_intake(desk.vault, jo),
        conditions_words="Depression",
        manager_name="Lena Example",
        manager_role="knows of the depression",
    )
    save_intake(desk.vault, jo, entry)
    view = ReleaseView(desk, jo)
    shown(view)
    seen = words(view)
    assert "To: Lena Example, knows of the depression, Harbour Foods Example" in seen
    assert "Dear Lena," in seen
    assert any("“depression” tells Harbour Foods Example" in one for one in seen)
