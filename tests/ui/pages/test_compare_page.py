"""Two records side by side, worked by keys and clicks: choose, merge, take apart again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.plans import still_clock, write_plan
from workwell_desktop.casework.drafts import keep_draft
from workwell_desktop.casework.duplicates import Facts, candidates
from workwell_desktop.casework.intake import SCREEN, IntakeEntry, load_intake, save_intake
from workwell_desktop.casework.merging import merges_of
from workwell_desktop.casework.people import current_episode
from workwell_desktop.clock import Clock
from workwell_desktop.models.participants import Participant
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.doors import ReadyDoors
from workwell_desktop.ui.hand import Hand
from workwell_desktop.ui.hand import said as name_of
from workwell_desktop.ui.pages.compare_page import ComparePage
from workwell_desktop.ui.parts.choices import Segments
from workwell_desktop.ui.workspace import Workspace

Show = Callable[[QWidget], Hand]
FACTS = Facts("Tomek", "Example")


@pytest.fixture
def clock() -> Clock:
    return still_clock()


@pytest.fixture
def pair(desk: Desk) -> tuple[int, int]:
    thomas = IntakeEntry(
        first_name="Thomas", last_name="Exampel", birth_date="2 June 1991", received_on="1 June 2037",
        mobile="07700 900118", email="thomas@example.org", needs=("contact_text",), sex="male",
    )  # fmt: skip
    tomek = IntakeEntry(
        first_name="Tomek", last_name="Example", birth_date="2 June 1991", received_on="1 November 2037",
        mobile="07700 900145", language="Polish",
    )  # fmt: skip
    first = save_intake(desk.vault, 0, thomas)
    write_plan(desk.vault, first)
    return save_intake(desk.vault, 0, tomek), first


@pytest.fixture
def page(desk: Desk, pair: tuple[int, int], shown: Show) -> ComparePage:
    page = ComparePage(desk)
    shown(page)
    page.set_pair(*pair)
    page.show_now()
    return page


@pytest.fixture
def hand(page: ComparePage, qapp: QApplication) -> Hand:
    return Hand(qapp)


def chosen(page: ComparePage) -> dict[str, str]:
    """Return the word that is chosen in each pair, by the pair's name."""
    return {
        one.accessibleName(): next((name_of(b) for b in one.findChildren(QAbstractButton) if b.isChecked()), "")
        for one in page.findChildren(Segments)
    }


def test_both_stand_side_by_side_and_the_better_value_is_offered(page: ComparePage, hand: Hand) -> None:
    texts = hand.texts()
    assert {"Tomek Example", "Thomas Exampel", "With us since 1 November 2037", "In this record: 1 referral"} <= set(
        texts
    )
    assert "Same birth date, and the name sounds alike. Look at both, then decide." in texts
    offered = chosen(page)
    assert offered["E-mail"] == "thomas@example.org"
    assert offered["Language"] == "Polish"
    assert offered["Keep whose record?"] == "Thomas Exampel", "there is a plan behind it"
    assert "Date of birth" not in offered, "the same in both"
    assert {"Date of birth", "2 June 1991"} <= set(texts)
    assert "Gender" not in offered, "known of neither"


def test_what_is_chosen_is_merged_and_the_record_opens(
    page: ComparePage, hand: Hand, desk: Desk, pair: tuple[int, int], qtbot: QtBot
) -> None:
    thomas = pair[1]
    hand.pick("Mobile number", "07700 900145")
    hand.pick("First name", "Thomas")
    hand.pick("Last name", "Exampel")
    with qtbot.waitSignal(page.changed), qtbot.waitSignal(page.opened) as opened:
        hand.press("Make one record of both")
    assert opened.args == [thomas, 0, ""]
    entry = load_intake(desk.vault, thomas)
    assert (entry.first_name, entry.last_name, entry.mobile) == ("Thomas", "Exampel", "07700 900145")
    assert (entry.email, entry.language) == ("thomas@example.org", "Polish")
    assert [line.name for line in merges_of(desk.vault, thomas)] == ["Tomek Example"]


def test_what_goes_over_follows_the_record_that_goes_on(page: ComparePage, hand: Hand) -> None:
    def moves() -> str:
        return next(text for text in hand.texts() if "Nothing is deleted" in text)

    assert moves().startswith("1 referral of Tomek Example.")
    hand.pick("Keep whose record?", "Tomek Example")
    assert moves().startswith("1 referral, 1 plan, 1 need for reading or talking of Thomas Exampel.")
    assert moves().endswith("The support that is not kept is closed today.")


def test_the_heads_tell_two_records_apart(page: ComparePage, hand: Hand, desk: Desk, pair: tuple[int, int]) -> None:
    with desk.vault.transaction() as transaction:
        episode = current_episode(transaction.session, pair[1])
        episode.last_contact_on = date(2037, 10, 5)
        transaction.session.get_one(Participant, pair[1]).created_at = datetime(2037, 6, 1, 9, tzinfo=UTC)
    page.show_now()
    texts = hand.texts()
    assert {"No contact yet", "Last contact 5 October 2037", "Record made on 1 June 2037"} <= set(texts)


def test_the_name_that_is_made_is_said_and_a_third_one_is_warned_of(page: ComparePage, hand: Hand) -> None:
    assert "Tomek Example" in page._called.text()
    hand.pick("First name", "Thomas")
    assert page._called.text() == "Thomas Example. Neither record has this name now: look at the names above."
    hand.pick("Last name", "Exampel")
    assert page._called.text() == "Thomas Exampel"


def test_long_words_and_lines_are_shown_by_their_beginning_and_kept_whole(desk: Desk, shown: Show) -> None:
    long = "I cannot sit. \U0001f600 " * 4000
    first = save_intake(desk.vault, 0, IntakeEntry(first_name="Jo", last_name="Example", conditions_words=long))
    second = save_intake(
        desk.vault, 0, IntakeEntry(first_name="Jo", last_name="Example", address="1 Elm Street\n\nNorthfield")
    )
    page = ComparePage(desk)
    hand = shown(page)
    page.set_pair(first, second)
    page.show_now()
    offered = chosen(page)
    assert offered["Address"] == "1 Elm Street, Northfield"
    assert len(offered["Health, in their words"]) < 300
    hand.press("Make one record of both")
    assert load_intake(desk.vault, first).conditions_words == long.strip()
    assert load_intake(desk.vault, first).address == "1 Elm Street\n\nNorthfield"


def test_not_the_same_person_goes_back_and_never_asks_again(
    page: ComparePage, hand: Hand, desk: Desk, pair: tuple[int, int], qtbot: QtBot
) -> None:
    with qtbot.waitSignal(page.opened) as opened:
        hand.press("Not the same person")
    assert opened.args == [pair[0], 0, ""]
    assert candidates(desk.vault, FACTS, without=pair[0]) == ()
    assert merges_of(desk.vault, pair[1]) == ()


def test_unsaved_words_stop_a_merge_and_are_named(
    page: ComparePage, hand: Hand, desk: Desk, pair: tuple[int, int]
) -> None:
    keep_draft(desk.vault, SCREEN, pair[1], {"typed": {"email": "half"}})
    hand.press("Make one record of both")
    assert isinstance(desk.doors, ReadyDoors)
    assert desk.doors.told[0][0] == "Some words about this person are not saved yet."
    assert merges_of(desk.vault, pair[1]) == ()


def test_somebody_who_is_typed_is_only_shown(desk: Desk, pair: tuple[int, int], shown: Show, qtbot: QtBot) -> None:
    page = ComparePage(desk)
    hand = shown(page)
    page.set_pair(0, pair[0], Facts("Tomek", "Exampel", mobile="07700900145"))
    page.show_now()
    texts = hand.texts()
    assert {"Tomek Exampel", "Being written now, not saved yet", "Not known"} <= set(texts)
    assert page.findChildren(Segments) == []
    assert not hand.sees(QAbstractButton, "Make one record of both")
    with qtbot.waitSignal(page.opened) as opened:
        hand.press("Open the record of Tomek Example")
    assert opened.args == [pair[0], 0, ""]


def test_from_the_notice_to_one_record_and_back_to_two(desk: Desk, pair: tuple[int, int], shown: Show) -> None:
    """The whole way in the real workspace: notice, compare, merge, and taken apart again with a plain question."""
    tomek, thomas = pair
    workspace = Workspace(desk, 0)
    hand = shown(workspace)
    workspace.open_person(tomek, 0)
    assert workspace.pane is not None
    workspace.pane.intake.likely.look_now()
    hand.press("Compare")
    hand.press("Make one record of both")
    assert workspace.pane.participant_id == thomas
    workspace.pane.intake.open_section("about")
    assert isinstance(desk.doors, ReadyDoors)
    desk.doors.choices = ["apart"]
    hand.press("Take the two records apart again")
    assert desk.doors.asked[0][0] == "Take the two records apart again?"
    assert merges_of(desk.vault, thomas) == ()
    assert load_intake(desk.vault, tomek).first_name == "Tomek"
    assert load_intake(desk.vault, thomas).first_name == "Thomas"


def test_a_meeting_or_a_closed_column_hides_other_names(desk: Desk, pair: tuple[int, int], shown: Show) -> None:
    workspace = Workspace(desk, 0)
    hand = shown(workspace)
    workspace.open_person(pair[0], 0)
    assert workspace.pane is not None
    workspace.pane.intake.likely.look_now()
    assert any("Thomas Exampel" in text for text in hand.texts())
    workspace.turn_column()
    assert not any("Exampel" in text for text in hand.texts())
    workspace.turn_column()
    assert any("Thomas Exampel" in text for text in hand.texts())
    workspace.pane.clock.start(desk.vault.clock.utc())
    workspace.pane.company_changed()
    assert not any("Exampel" in text for text in hand.texts())


def test_a_very_long_value_leaves_the_columns_in_line(desk: Desk, pair: tuple[int, int], shown: Show) -> None:
    long = "thomas.with.a.very.long.address.of.many.letters@department.example.org"
    save_intake(desk.vault, pair[1], replace(load_intake(desk.vault, pair[1]), email=long))
    page = ComparePage(desk)
    hand = shown(page)
    page.set_pair(*pair)
    page.show_now()
    assert chosen(page)["E-mail"] == long, "a screen reader says it in one piece"
    for width in (760, 1100):
        page.resize(width, 700)
        hand.texts()
        begins = {
            button.mapTo(page, button.rect().topLeft()).x()
            for one in page.findChildren(Segments)
            for button in one.findChildren(QAbstractButton)[1:]
        }
        assert len(begins) == 1, f"at {width} pixels"
