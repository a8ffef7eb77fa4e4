"""The register of papers as a coach uses it: what went to whom, the paper itself, and never somebody else's."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from tests.plans import make_jo, say, still_clock, write_plan
from tests.ui.showing import notices
from workwell_desktop.casework import letters, planning
from workwell_desktop.casework.drafts import load_draft
from workwell_desktop.casework.letter_issue import issue_letter
from workwell_desktop.casework.paper_register import SCREEN, SentEntry, load_register, write_sent
from workwell_desktop.casework.plan_paper import issue_plan
from workwell_desktop.casework.planning import ChangeEntry
from workwell_desktop.clock import Clock
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.hand import Hand
from workwell_desktop.ui.plan.rows import OpenRow
from workwell_desktop.ui.preview import Preview
from workwell_desktop.ui.records.papers_page import PapersPage

Show = Callable[[QWidget], Hand]


@pytest.fixture
def clock() -> Clock:
    return still_clock()


@pytest.fixture
def plan(desk: Desk, jo: int) -> int:
    write_plan(desk.vault, jo)
    return issue_plan(desk.vault, jo)


@pytest.fixture
def page(desk: Desk) -> PapersPage:
    return PapersPage(desk)


@pytest.fixture
def hand(page: PapersPage, shown: Show, jo: int, plan: int) -> Hand:
    hand = shown(page)
    page.show_participant(jo)
    QApplication.processEvents()
    return hand


def papers_in_sight(page: QWidget) -> list[str]:
    return [one.accessibleName() for one in page.findChildren(OpenRow) if one.isVisible()]


def test_what_went_to_whom_is_listed_and_written_down(page: PapersPage, hand: Hand, desk: Desk, jo: int) -> None:
    assert [one.partition(", Made")[0] for one in papers_in_sight(page)] == ["Plan 1"]
    assert "Nobody has it yet, as far as it is written down." in hand.texts()
    hand.press("Write down how it was sent")
    hand.pick("How did it go?", "Posted")
    hand.press("Write this down")
    assert "Posted: Jo Example, 24 November 2037." in hand.texts()
    assert len(load_register(desk.vault, jo).lines[0].sent) == 1
    hand.press("Take this out")
    assert load_register(desk.vault, jo).lines[0].sent == ()
    hand.press("Put it back")
    assert load_register(desk.vault, jo).lines[0].sent[0].how == "Posted"


def test_words_that_are_left_are_kept_and_offered_again(page: PapersPage, hand: Hand, desk: Desk, jo: int) -> None:
    hand.press("Write down how it was sent")
    hand.write("Anything to add", "She asked for two")
    assert page.keep()
    draft = load_draft(desk.vault, SCREEN, jo)
    assert draft is not None
    again = PapersPage(desk)
    again.show_participant(jo)
    assert again.editor is not None
    assert again.editor.values()["note"] == "She asked for two"


def test_enter_opens_the_paper_and_esc_leads_back_to_it(page: PapersPage, hand: Hand, plan: int) -> None:
    (line,) = [one for one in page.findChildren(OpenRow) if one.isVisible()]
    line.setFocus()
    QTest.keyClick(line, Qt.Key.Key_Return)
    (preview,) = page.findChildren(Preview)
    assert preview.isVisible()
    assert papers_in_sight(page) == []
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    QApplication.processEvents()
    assert len(papers_in_sight(page)) == 1
    assert QApplication.focusWidget() in page.findChildren(OpenRow)


def test_a_paper_that_is_open_closes_when_somebody_else_is_shown(
    page: PapersPage, hand: Hand, desk: Desk, plan: int
) -> None:
    other = make_jo(desk.vault)
    page.open_part(str(plan))
    assert [one.isVisible() for one in page.findChildren(Preview)] == [True]
    page.show_participant(other)
    assert not any(one.isVisible() for one in page.findChildren(Preview))
    assert any("No paper was made for Jo yet." in one for one in hand.texts())


def test_a_letter_that_was_stopped_says_so_and_opens_without_a_way_out(
    page: PapersPage, hand: Hand, desk: Desk, jo: int, tmp_path: Path
) -> None:
    planning.save_change(desk.vault, jo, ChangeEntry("Start at nine", "Mornings are slow", "in 3 months"))
    draft = letters.load_letter(desk.vault, jo)
    for line in draft.lines:
        draft = letters.settle(draft, line.key, letters.AGREED)
    letter = issue_letter(desk.vault, draft, agreed_on=desk.clock.today(), method="said")
    write_sent(desk.vault, letter, SentEntry("posted", "Harbour Foods Example", "today"))
    say(desk.vault, jo, "withdrawn", "employer", "Harbour Foods Example", "letter")
    page.show_participant(jo)
    (stopped,) = [one for one in papers_in_sight(page) if one.startswith("Letter 1")]
    assert "took back the agreement to share with Harbour Foods Example" in stopped
    page.open_part(str(letter))
    assert any("took back the agreement" in one for one in notices(page))
    assert list(tmp_path.glob("printed*")) == []
