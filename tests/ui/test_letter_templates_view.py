"""Settings, letters: words are changed in place, a bad name is refused beside its field, and the paper is seen."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget

from workwell_desktop.casework.drafts import NOBODY_YET, load_draft
from workwell_desktop.casework.letter_templates import SCREEN, own_letters
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.hand import Hand
from workwell_desktop.ui.letter_templates_view import LetterTemplatesView
from workwell_desktop.ui.parts.fields import Field
from workwell_desktop.ui.parts.notice import Notice
from workwell_desktop.ui.settings_view import SettingsDialog

Show = Callable[[QWidget], Hand]
NAME = "What the letter is called"


@pytest.fixture
def window(shown: Show) -> QWidget:
    window = QWidget()
    shown(window)
    return window


@pytest.fixture
def dialog(desk: Desk, window: QWidget) -> SettingsDialog:
    dialog = SettingsDialog(desk, window)
    dialog.open()
    return dialog


@pytest.fixture
def hand(dialog: SettingsDialog, qapp: QApplication) -> Hand:
    hand = Hand(qapp)
    hand.open_tab("Letters")
    return hand


@pytest.fixture
def view(dialog: SettingsDialog) -> LetterTemplatesView:
    (view,) = dialog.findChildren(LetterTemplatesView)
    return view


def words(view: QWidget) -> list[str]:
    return [one.text() for one in view.findChildren(QLabel) if one.isVisible()]


def begin(hand: Hand, kind: str = "Request for changes at work") -> None:
    hand.choose("Begin with", kind)
    hand.press("Write a letter of your own")


def errors(view: QWidget) -> dict[str, str]:
    return {field.label(): field.error for field in view.findChildren(Field) if field.error}


def test_without_one_it_says_so_and_a_choice_is_needed_to_begin(view: LetterTemplatesView, hand: Hand) -> None:
    assert "There is no letter of your own yet." in words(view)
    hand.press("Write a letter of your own")
    assert errors(view) == {"Begin with": "Choose a letter to begin with."}


def test_a_letter_is_written_and_stands_in_the_list(view: LetterTemplatesView, hand: Hand, desk: Desk) -> None:
    begin(hand)
    hand.write(NAME, "Our first letter")
    hand.write("How the letter begins", "Could we meet, {manager}?")
    hand.press("Save this letter")
    assert "“Our first letter” stands among the letters from now on." in " ".join(words(view))
    (one,) = own_letters(desk.vault)
    assert (one.title, one.words["parts.opening"]) == ("Our first letter", "Could we meet, {manager}?")
    assert load_draft(desk.vault, SCREEN, NOBODY_YET) is None
    hand.press("Change: Our first letter")
    assert hand.reads("How the letter begins") == "Could we meet, {manager}?"


def test_a_name_that_nobody_can_fill_is_refused_beside_its_field(
    view: LetterTemplatesView, hand: Hand, desk: Desk
) -> None:
    begin(hand)
    hand.write(NAME, "Our first letter")
    hand.write("How the letter begins", "Dear {boss}, could we meet?")
    hand.press("Save this letter")
    (sentence,) = errors(view).values()
    assert sentence.startswith("{boss} is not a name that can be filled in. You can use: {participant}, ")
    assert own_letters(desk.vault) == ()
    assert any(one.startswith("Names that are filled in: {participant}, the name they go by; ") for one in words(view))
    hand.press("See it on paper")
    assert not [one for one in view.findChildren(QLabel) if one.property("part") == "sheet"], "nor drawn"


def test_the_paper_is_seen_before_it_is_saved(view: LetterTemplatesView, hand: Hand) -> None:
    begin(hand)
    hand.write(NAME, "Our first letter")
    hand.press("See it on paper")

    def pages() -> list[QLabel]:
        return [one for one in view.findChildren(QLabel) if one.property("part") == "sheet"]

    hand.wait_for(lambda: bool(pages()), "the paper")
    assert pages()[0].accessibleName() == f"Page 1 of {len(pages())} of the letter"
    assert not pages()[0].pixmap().isNull()


def test_what_is_typed_goes_on_when_the_settings_are_opened_again(
    view: LetterTemplatesView, hand: Hand, dialog: SettingsDialog, desk: Desk, window: QWidget
) -> None:
    begin(hand)
    hand.write(NAME, "Half a name")
    assert not hand.sees(QAbstractButton, "Save these settings"), "a letter is saved on its own page"
    dialog.reject()
    again = SettingsDialog(desk, window)
    again.open()
    hand.open_tab("Letters")
    assert hand.reads(NAME) == "Half a name"
    (notice,) = [one for one in again.findChildren(Notice) if one.isVisible()]
    assert notice.point == "What you typed before is here."
    again.reject()


def test_leaving_it_can_be_undone(view: LetterTemplatesView, hand: Hand, desk: Desk) -> None:
    begin(hand)
    hand.write(NAME, "Half a name")
    view.keep()
    hand.press("Leave it")
    assert not hand.sees_field(NAME)
    assert load_draft(desk.vault, SCREEN, NOBODY_YET) is None
    hand.press("Bring it back")
    assert hand.reads(NAME) == "Half a name"


def test_one_is_put_away_and_offered_again(view: LetterTemplatesView, hand: Hand, desk: Desk) -> None:
    begin(hand)
    hand.write(NAME, "Our first letter")
    hand.press("Save this letter")
    hand.press("Put away: Our first letter")
    assert own_letters(desk.vault)[0].put_away
    hand.press("Offer it again")
    assert not own_letters(desk.vault)[0].put_away
