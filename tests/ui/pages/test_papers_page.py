"""The papers of this week on one page: made with one button, stopped, printed in one go."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QWidget
from pytestqt.qtbot import QtBot

from tests.documents.samples import plan, sheet, words_of
from tests.plans import TODAY, make_jo, say, still_clock, write_plan
from tests.ui.showing import notices
from workwell_desktop.casework import letters, paper_batch, planning
from workwell_desktop.casework.letter_issue import issue_letter
from workwell_desktop.casework.paper_register import load_register
from workwell_desktop.casework.people import current_episode, participant
from workwell_desktop.casework.plan_rows import plan_of
from workwell_desktop.casework.planning import ChangeEntry
from workwell_desktop.clock import Clock
from workwell_desktop.documents.plan import plan_pdf
from workwell_desktop.documents.sheet import sheet_pdf
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.hand import Hand
from workwell_desktop.ui.pages.papers_page import PapersPage
from workwell_desktop.ui.parts.progress import Busy
from workwell_desktop.ui.printing import joined, page_count, page_sizes, page_text

Show = Callable[[QWidget], Hand]
NAMES = ("One", "Two", "Three")


@pytest.fixture
def clock() -> Clock:
    return still_clock()


@pytest.fixture
def page(desk: Desk) -> PapersPage:
    for name in NAMES:
        person = make_jo(desk.vault)
        write_plan(desk.vault, person)
        with desk.vault.transaction() as t:
            participant(t.session, person).last_name = name
            mine = plan_of(t.session, current_episode(t.session, person).id)
            assert mine is not None
            mine.review_on = TODAY + timedelta(days=2)
    return PapersPage(desk)


@pytest.fixture
def hand(page: PapersPage, shown: Show) -> Hand:
    hand = shown(page)
    page.show_now()
    return hand


def test_all_are_made_with_one_button_and_printed_in_one_go(
    page: PapersPage, hand: Hand, qtbot: QtBot, tmp_path: Path
) -> None:
    hand.press("Make all 3 papers")
    assert page.findChild(Busy).isVisible()
    qtbot.waitUntil(lambda: hand.sees(QAbstractButton, "Print all 3 papers"))
    assert "3 of 3 papers are made." in notices(page)
    assert page.findChild(Busy).text() == "Making the papers: 3 of 3"
    hand.press("Print all 3 papers")
    hand.wait_for_button("All were handed over")
    printed = (tmp_path / "printed-1.pdf").read_bytes()
    assert page_count(printed) == 6
    for name in NAMES:
        assert f"Jo {name}." in words_of(printed)


def test_stop_keeps_what_is_made_and_nothing_by_halves(
    page: PapersPage, hand: Hand, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    made_one = paper_batch._make

    def slowly(*about: object) -> object:
        made = made_one(*about)  # type: ignore[arg-type]  # handed on as they are
        page._stop.set()  # somebody presses Stop while the first is made
        return made

    monkeypatch.setattr(paper_batch, "_make", slowly)
    hand.press("Make all 3 papers")
    qtbot.waitUntil(lambda: hand.sees(QAbstractButton, "Print the paper"))
    assert "1 of 3 papers are made. You stopped. 2 were not begun." in notices(page)


def test_the_stop_button_asks_to_stop(page: PapersPage, hand: Hand, desk: Desk) -> None:
    others_first = threading.Event()
    desk.worker.run(page, others_first.wait, lambda _done: None, lambda _problem: None)
    hand.press("Make all 3 papers")
    hand.press("Stop")
    others_first.set()
    hand.wait_for(lambda: any("You stopped." in one for one in notices(page)), "the end")
    assert "0 of 3 papers are made. You stopped. 3 were not begun." in notices(page)
    assert not hand.sees(QAbstractButton, "Print all 3 papers")


def test_who_cannot_have_a_paper_is_named_with_the_reason(
    page: PapersPage, hand: Hand, desk: Desk, qtbot: QtBot
) -> None:
    with desk.vault.transaction() as t:
        participant(t.session, 2).last_name = "Two \N{GRINNING FACE}"
    page.show_now()
    hand.press("Make all 3 papers")
    qtbot.waitUntil(lambda: hand.sees(QAbstractButton, "Print all 2 papers"))
    assert any("Plan: not made." in one and "cannot be printed" in one for one in notices(page))


def test_how_all_of_them_went_is_written_down_in_one_press_and_can_be_taken_back(
    page: PapersPage, hand: Hand, desk: Desk, tmp_path: Path
) -> None:
    hand.press("Make all 3 papers")
    hand.wait_for_button("Print all 3 papers")
    hand.press("Print all 3 papers")
    hand.wait_for_button("All were handed over")
    page.grab().save(str(tmp_path / "printed.png"))
    hand.press("All were handed over")
    page.grab().save(str(tmp_path / "sent.png"))
    sent = [line.sent for person in (1, 2, 3) for line in load_register(desk.vault, person).lines]
    assert [[(one.way, one.on) for one in each] for each in sent] == [[("handed", TODAY)]] * 3
    assert not hand.sees(QAbstractButton, "All were handed over")
    hand.press("Take it back")
    assert [line.sent for person in (1, 2, 3) for line in load_register(desk.vault, person).lines] == [()] * 3
    assert hand.sees(QAbstractButton, "All were posted")


def test_whom_each_is_about_and_where_a_letter_goes_is_seen_before_printing(
    page: PapersPage, hand: Hand, desk: Desk, tmp_path: Path
) -> None:
    planning.save_change(desk.vault, 1, ChangeEntry("Start at nine", "Mornings are slow", "in 3 months"))
    draft = letters.load_letter(desk.vault, 1)
    for line in draft.lines:
        draft = letters.settle(draft, line.key, letters.AGREED)
    issue_letter(desk.vault, draft, agreed_on=TODAY, method="said")
    page.show_now()
    hand.press("Make all 4 papers")
    hand.wait_for_button("Print all 4 papers")
    said = hand.texts()
    assert sum(one == "It is their own." for one in said) == 3
    (goes,) = [one for one in said if one.startswith("It goes to: ")]
    assert "Harbour Foods Example" in goes
    say(desk.vault, 1, "withdrawn", "employer", "Harbour Foods Example", "letter")
    hand.press("Print all 4 papers")
    assert not (tmp_path / "printed-1.pdf").exists()
    assert any("took back the agreement" in one for one in notices(page))
    assert hand.sees(QAbstractButton, "Print all 3 papers")


def test_nobody_is_named_while_somebody_else_may_see_the_screen(page: PapersPage, hand: Hand) -> None:
    def names() -> list[str]:
        return [one for one in hand.texts() if one.startswith("Jo ")]

    assert len(names()) == 3
    page.in_company = lambda: True
    page.company_changed()
    assert names() == []
    assert not hand.sees(QAbstractButton, "Make all 3 papers")
    hand.press("Show them")
    assert len(names()) == 3
    page.in_company = lambda: False
    page.company_changed()
    page.in_company = lambda: True
    page.company_changed()
    assert names() == []


def test_each_paper_begins_on_a_sheet_of_its_own_when_both_sides_are_printed() -> None:
    one_page, two_pages = sheet_pdf(sheet()), plan_pdf(plan())
    assert (page_count(one_page), page_count(two_pages)) == (1, 2)
    whole = joined([one_page, two_pages, one_page])
    assert [bool(page_text(whole, number).strip()) for number in range(page_count(whole))] == [
        *(True, False),
        *(True, True),
        True,
    ]
    assert len(set(page_sizes(whole))) == 1
