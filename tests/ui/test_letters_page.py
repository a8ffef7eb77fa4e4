"""The letters of one person: what is missing and where it is filled in, reading one, and those that were made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from tests.plans import make_jo, say, write_plan
from tests.vaults import PASSPHRASE
from workwell_desktop.casework import letters, planning
from workwell_desktop.casework.drafts import keep_draft
from workwell_desktop.casework.intake import load_intake, save_intake
from workwell_desktop.casework.letter_issue import issue_letter
from workwell_desktop.casework.letter_kinds import letter_kinds
from workwell_desktop.casework.letter_line import AGREED
from workwell_desktop.casework.planning import ChangeEntry
from workwell_desktop.casework.tabs import INTAKE, PLAN
from workwell_desktop.casework.waiting import SETTINGS
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.hand import Hand, said
from workwell_desktop.ui.pages.letters_page import LettersPage
from workwell_desktop.ui.pages.page import make_page
from workwell_desktop.ui.parts.notice import Notice
from workwell_desktop.ui.preview import Preview
from workwell_desktop.ui.release_view import ReleaseView
from workwell_desktop.ui.workspace import Workspace

Show = Callable[[QWidget], Hand]


@pytest.fixture
def jo(desk: Desk) -> int:
    jo = make_jo(desk.vault)
    save_intake(desk.vault, jo, replace(load_intake(desk.vault, jo), gp_practice="Elm Street Surgery"))
    write_plan(desk.vault, jo)
    planning.save_change(desk.vault, jo, ChangeEntry("Start at nine", "Mornings are slow", ""))
    return jo


def page_of(desk: Desk, person: int) -> LettersPage:
    page = make_page("letters", desk)
    assert isinstance(page, LettersPage)
    page.aim(str(person))
    page.show_now()
    return page


@pytest.fixture
def page(desk: Desk, jo: int) -> LettersPage:
    return page_of(desk, jo)


@pytest.fixture
def hand(page: LettersPage, shown: Show) -> Hand:
    return shown(page)


def words(view: QWidget) -> list[str]:
    return [one.text() for one in view.findChildren(QLabel) if one.isVisible()]


def issue(desk: Desk, person: int, kind: str = "request") -> int:
    draft = letters.load_letter(desk.vault, person, kind)
    for line in draft.lines:
        draft = letters.settle(draft, line.key, AGREED)
    return issue_letter(desk.vault, draft, agreed_on=desk.clock.today(), method="said")


def test_every_kind_is_there_with_what_it_is_for_and_who_reads_it(page: LettersPage, hand: Hand) -> None:
    seen = words(page)
    for kind in letter_kinds().values():
        assert {kind.title, kind.purpose} <= set(seen)
    assert [one for one in seen if one.startswith("To ")] == [
        "To Harbour Foods Example", "To Elm Street Surgery", "To a service in the plan",
    ]  # fmt: skip
    assert page.person() == "Jo"
    assert "None yet. Each letter that is made stays here, as it left." in seen


def test_what_many_letters_lack_is_said_once(page: LettersPage, hand: Hand) -> None:
    assert words(page).count("Nobody is named who reads it. The letter begins “Hello”.") == 1


@pytest.mark.parametrize(
    ("button", "to"),
    [
        ("Write the manager’s name. Nobody", (INTAKE, "work")),
        ("Book the review. No day", (PLAN, "")),
        ("Open Settings. Your service", (SETTINGS, "")),
        ("Write down the meeting. The day", (INTAKE, "agreements")),
        ("Back to the plan", (PLAN, "")),
    ],
)
def test_each_gap_leads_where_it_is_filled_in(
    page: LettersPage, hand: Hand, jo: int, qtbot: QtBot, button: str, to: tuple[int, str]
) -> None:
    with qtbot.waitSignal(page.opened) as caught:
        hand.press_first(button)
    assert caught.args == [jo, *to]


def test_a_letter_is_read_from_here_and_what_stops_it_has_no_such_button(
    page: LettersPage, hand: Hand, jo: int, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(page.letter_wanted) as caught:
        hand.press("Read it together: Letter to a GP, to Elm Street Surgery")
    assert caught.args == [jo, "gp", 0]
    assert hand.count("Read it together: Referral") == 0
    assert "No service is in the plan yet. Add one from the directory first." in words(page)


def test_a_no_stands_above_the_letters_of_that_reader(desk: Desk, jo: int, shown: Show, qtbot: QtBot) -> None:
    say(desk.vault, jo, "refused", "gp", "Elm Street Surgery")
    page = page_of(desk, jo)
    hand = shown(page)
    (notice,) = page.findChildren(Notice)
    assert notice.point.startswith("Jo said no to sharing with Elm Street Surgery on")
    assert hand.count("Read it together: Letter to a GP") == 0
    assert hand.count("Read it together: Request") == 1
    with qtbot.waitSignal(page.opened) as caught:
        hand.press("Go to Agreements")
    assert caught.args == [jo, INTAKE, "agreements"]


def test_what_was_begun_goes_on(desk: Desk, jo: int, shown: Show) -> None:
    draft = letters.load_letter(desk.vault, jo, "review")
    letters.keep_letter(desk.vault, draft)
    keep_draft(desk.vault, "letter.gp", jo, {})
    hand = shown(page_of(desk, jo))
    assert hand.count("Go on reading: Review letter") == 1
    assert hand.count("Go on reading: Letter to a GP") == 1


def test_a_letter_that_was_made_is_shown_as_it_left(desk: Desk, jo: int, shown: Show) -> None:
    issue(desk, jo)
    page = page_of(desk, jo)
    hand = shown(page)
    (line,) = [one for one in words(page) if "said so in the meeting" in one]
    assert "To Harbour Foods Example" in line
    assert "Version " in line
    hand.press_first("Show: Request for changes at work")
    hand.wait_for(lambda: bool(page.findChildren(Preview)), "the letter")
    hand.press("Close")
    assert "Jo’s letters" in words(page)


def test_a_letter_that_was_taken_back_is_neither_printed_nor_saved(desk: Desk, jo: int, shown: Show) -> None:
    issue(desk, jo)
    say(desk.vault, jo, "withdrawn", "employer", "Harbour Foods Example", "letter")
    page = page_of(desk, jo)
    hand = shown(page)
    assert any(one.endswith("It cannot go.") for one in words(page))
    hand.press_first("Show: Request")
    assert any("This letter cannot go. Read it together again." in one for one in words(page))
    assert hand.count("Print") == hand.count("Save as") == 0


@pytest.mark.parametrize("button", ["Print", "Save as"])
def test_a_letter_that_is_taken_back_while_it_is_seen_is_neither_printed_nor_saved(
    desk: Desk, jo: int, shown: Show, button: str
) -> None:
    issue(desk, jo)
    page = page_of(desk, jo)
    hand = shown(page)
    hand.press_first("Show: Request")
    say(desk.vault, jo, "withdrawn", "employer", "Harbour Foods Example", "letter")
    hand.press(button)
    assert any("This letter cannot go. Read it together again." in one for one in words(page))
    prints_to = desk.doors.prints_to  # type: ignore[attr-defined] # the doors of the tests
    assert list(prints_to.glob("*.pdf")) == []


def test_somebody_of_whom_nothing_is_known_has_a_way_to_begin(desk: Desk, shown: Show, qtbot: QtBot) -> None:
    person = make_jo(desk.vault)
    save_intake(desk.vault, person, replace(load_intake(desk.vault, person), employer=""))
    page = page_of(desk, person)
    hand = shown(page)
    assert hand.count("Read it together") == 0
    with qtbot.waitSignal(page.opened) as caught:
        hand.press_first("Write the employer")
    assert caught.args == [person, INTAKE, "work"]


@pytest.mark.parametrize("scale", [100, 200])
def test_every_button_is_named_reached_by_key_and_nothing_is_cut(
    desk: Desk, jo: int, shown: Show, qapp: QApplication, scale: int
) -> None:
    issue(desk, jo)
    desk.look.set_scale(scale)
    desk.look.apply(qapp)
    page = page_of(desk, jo)
    hand = shown(page)
    page.begin()
    names = [said(one) for one in page.findChildren(QAbstractButton) if one.isVisible()]
    assert all(names)
    assert len(set(names)) == len(names), "each says which letter or which gap it is about"
    assert page._page is not None
    assert page._page.horizontalScrollBar().maximum() == 0
    assert hand.count("Read it together: ") == 7


def test_the_workspace_leads_from_the_plan_to_a_letter_and_back(desk: Desk, jo: int, shown: Show) -> None:
    workspace = Workspace(desk, PLAN)
    hand = shown(workspace)
    workspace.open_person(jo, PLAN)
    hand.press("All letters")
    hand.press("Read it together: Note of a meeting, to Harbour Foods Example")
    view = workspace.turning.view
    assert isinstance(view, ReleaseView)
    assert "Thank you for meeting me." in words(view)
    hand.press("Add something you talked about")
    hand.write("In your own words", "The stool came up.")
    hand.press("Jo agrees")
    hand.press("Stop for now")
    hand.write("Passphrase", PASSPHRASE)
    hand.press("Turn back")
    hand.wait_for(lambda: workspace.turning.view is None, "the coach's side")
    assert hand.count("Go on reading: Note of a meeting") == 1, "what was chosen is kept"
