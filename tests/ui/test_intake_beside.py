"""What the Intake says of a referral that is not decided: what is missing, whether they can join, and Accept."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from tests.casework.test_referral import TOMEK
from tests.casework.test_triage import RULES
from tests.plans import make_jo, still_clock
from workwell_desktop.casework.people import current_episode
from workwell_desktop.casework.referral import save_referral
from workwell_desktop.casework.rules_choice import keep_rules, place_text
from workwell_desktop.clock import Clock
from workwell_desktop.errors import NotKept
from workwell_desktop.ui import join_panel
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.hand import Hand, said
from workwell_desktop.ui.intake_tab import IntakeTab

Show = Callable[[QWidget], Hand]


@pytest.fixture
def clock() -> Clock:
    return still_clock()


@pytest.fixture
def tomek(desk: Desk) -> int:
    keep_rules(desk.vault, place_text("greater_manchester.toml"))
    return save_referral(desk.vault, TOMEK)


@pytest.fixture
def tab(desk: Desk, tomek: int, shown: Show) -> IntakeTab:
    tab = IntakeTab(desk)
    shown(tab)
    tab.show_participant(tomek)
    return tab


@pytest.fixture
def hand(tab: IntakeTab, qapp: QApplication) -> Hand:
    return Hand(qapp)


def words(tab: QWidget) -> list[str]:
    QApplication.processEvents()
    return [one.text() for one in tab.findChildren(QLabel) if one.isVisible() and one.text()]


def missing(tab: IntakeTab) -> list[str]:
    QApplication.processEvents()
    names = [said(one) for one in tab.findChildren(QAbstractButton) if one.isVisible()]
    return [name.removeprefix("Still missing: ") for name in names if name.startswith("Still missing: ")]


def test_what_is_missing_is_said_and_leads_to_its_field(tab: IntakeTab, hand: Hand, qapp: QApplication) -> None:
    assert missing(tab) == ["Safe to leave a message", "Area", "Allowed to work", "Health", "Taking part"]
    hand.press("Still missing: Allowed to work")
    focused = qapp.focusWidget()
    assert focused is not None
    hand.pick("Is Tomek allowed to work in the UK?", "Yes")
    assert "Allowed to work" not in missing(tab)


def test_the_rules_are_answered_beside_the_form_and_again_after_saving(
    tab: IntakeTab, hand: Hand, qapp: QApplication
) -> None:
    seen = words(tab)
    assert {"Can Tomek join?", "16 or over", "Tomek is 46", "Not asked yet", "Check before use."} <= set(seen)
    hand.press("Ask now: Lives in Greater Manchester, or has a GP or Jobcentre there")
    hand.pick("Is the GP practice in the area?", "Yes")
    hand.press("Save and go to Talking and reading")
    assert "GP practice is in the area" in words(tab)
    assert hand.count("Ask now: Lives in") == 0


def test_accepting_here_opens_the_spell_and_puts_the_panel_away(
    tab: IntakeTab, hand: Hand, desk: Desk, tomek: int, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(tab.saved) as saved:
        hand.press("Accept Tomek")
    assert saved.args == [tomek]
    assert "Can Tomek join?" not in words(tab)
    with desk.vault.reading() as session:
        assert current_episode(session, tomek).state == "open"


def test_a_no_of_the_rules_is_said_here_too(tab: IntakeTab, hand: Hand, desk: Desk, tomek: int) -> None:
    keep_rules(desk.vault, RULES.replace("years = 16", "years = 60"))
    tab.show_participant(tomek)
    hand.press("Accept Tomek")
    assert any("By these rules the answer is no." in one for one in words(tab))
    hand.press("Decide another way, with a reason")
    hand.pick("Your answer", "Can join")
    hand.write("Why?", "Agreed with the manager")
    hand.press("Save this answer")
    hand.press("Accept Tomek")
    assert "Can Tomek join?" not in words(tab)


def test_without_room_the_panel_takes_the_place_of_the_form(tab: IntakeTab, hand: Hand, desk: Desk) -> None:
    desk.look.set_scale(200)
    assert hand.count("Accept Tomek") == 0
    hand.press("Can Tomek join?")
    assert hand.count("Accept Tomek") == 1
    assert not hand.sees_field("Who sent them?")
    hand.press("Back to the form")
    assert hand.sees_field("Who sent them?")


def test_nothing_stands_beside_somebody_who_was_accepted(desk: Desk, shown: Show) -> None:
    jo = make_jo(desk.vault)
    tab = IntakeTab(desk)
    shown(tab)
    tab.show_participant(jo)
    assert "Can Jo join?" not in words(tab)
    assert missing(tab) == ["Date of birth", "Safe to leave a message", "Health", "Taking part"]


def test_a_new_name_is_in_the_words_of_the_form_after_saving(tab: IntakeTab, hand: Hand) -> None:
    hand.press("About Tomek")
    hand.write("Name to be called by", "Tom")
    hand.press("Save and go to How to reach Tomek")
    assert "How to reach Tom" in words(tab)


def test_a_reason_that_cannot_be_kept_says_so_until_it_is(
    tab: IntakeTab, hand: Hand, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_about: object) -> None:
        raise NotKept("This PC could not write to the disk.", "Make some room.")

    hand.press("Decide another way, with a reason")
    with monkeypatch.context() as full:
        full.setattr(join_panel, "keep_draft", refuse)
        hand.write("Why?", "The practice asked for it")
        assert not tab.keep()
        assert any("is not saved yet" in one for one in words(tab))
    assert tab.keep()
    assert not any("is not saved yet" in one for one in words(tab))
    assert hand.reads("Why?") == "The practice asked for it"
