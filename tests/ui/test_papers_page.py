"""Choosing the papers of a plan: the recorded need stands first and chosen, another form asks why."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget

from tests.plans import make_jo, still_clock, write_plan
from tests.ui.showing import notices
from workwell_desktop.casework import planning
from workwell_desktop.casework.drafts import load_draft
from workwell_desktop.casework.intake import load_intake, save_intake
from workwell_desktop.casework.papers import papers_of
from workwell_desktop.casework.planning import StepEntry
from workwell_desktop.clock import Clock
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.doors import ReadyDoors
from workwell_desktop.ui.hand import Hand
from workwell_desktop.ui.parts.columns import Page
from workwell_desktop.ui.plan.papers_page import SCREEN, PapersPage
from workwell_desktop.ui.plan_tab import PlanTab
from workwell_desktop.ui.preview import Preview
from workwell_desktop.ui.style.theme import Look

Show = Callable[[QWidget], Hand]
WHICH = "Which papers?"
WHY = "Why does Jo get another form?"


@pytest.fixture
def clock() -> Clock:
    return still_clock()


def begin(desk: Desk, shown: Show, needs: tuple[str, ...] = ()) -> tuple[PlanTab, Hand, int]:
    """Show the plan of somebody with these needs, and the forms of their plan."""
    jo = make_jo(desk.vault, needs)
    write_plan(desk.vault, jo)
    tab = PlanTab(desk)
    tab.show_participant(jo)
    hand = shown(tab)
    hand.press_first("Print")
    hand.wait_for_button("Make the paper")
    return tab, hand, jo


def chosen(tab: PlanTab) -> list[str]:
    (page,) = tab.findChildren(PapersPage)
    return [
        one.accessibleName().split(".")[0]
        for one in page.findChildren(QAbstractButton)
        if one.isCheckable() and one.isChecked()
    ]


def names(tab: PlanTab) -> list[str]:
    (page,) = tab.findChildren(PapersPage)
    return [one.accessibleName() for one in page.findChildren(QAbstractButton) if one.isCheckable()]


@pytest.mark.parametrize(
    ("needs", "first"),
    [
        ((), "Plan"),
        (("format_giant",), "Plan in giant print"),
        (("format_spaced",), "Plan, dyslexia-friendly"),
        (("format_easy_read", "format_large"), "Easy read"),
    ],
)
def test_the_recorded_form_stands_first_and_is_chosen(
    desk: Desk, shown: Show, needs: tuple[str, ...], first: str
) -> None:
    tab, hand, jo = begin(desk, shown, needs)
    assert names(tab)[0].startswith(first)
    assert [one.startswith(first) for one in chosen(tab)] == [True]
    assert not hand.sees_field(WHY)
    hand.key(Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier)
    hand.press("Make the paper")
    hand.wait_for(lambda: bool(tab.findChildren(Preview)), "the paper")
    (line,) = papers_of(desk.vault, jo)
    assert (line.kind, line.reason) == ("easy_read" if first == "Easy read" else "plan", "")
    hand.press("Close")
    assert hand.sees(QAbstractButton, "Print Jo’s papers")


def test_another_form_asks_why_and_the_reason_is_shown_with_the_paper(desk: Desk, shown: Show) -> None:
    tab, hand, jo = begin(desk, shown, ("format_large",))
    hand.pick(WHICH, "Plan in large print")
    hand.pick(WHICH, "Easy read")
    assert hand.sees_field(WHY)
    hand.press("Make the paper")
    hand.wait_for(lambda: any("Say why Jo gets another form" in one for one in hand.texts()), "the sentence")
    assert papers_of(desk.vault, jo) == ()
    hand.write(WHY, "Her sister reads it with her.")
    hand.press("Make the paper")
    hand.wait_for(lambda: bool(tab.findChildren(Preview)), "the paper")
    assert any("Another form than the one recorded: Her sister reads it with her." in one for one in hand.texts())
    assert [(line.kind, line.reason) for line in papers_of(desk.vault, jo)] == [
        ("easy_read", "Her sister reads it with her.")
    ]
    assert load_draft(desk.vault, SCREEN, jo) is None


def test_all_four_are_made_looked_at_and_printed_in_one_go(desk: Desk, shown: Show) -> None:
    tab, hand, jo = begin(desk, shown, ("format_easy_read",))
    hand.press("All 4 in one go")
    hand.press("To look at together")
    hand.press("Make 4 papers")
    hand.wait_for_button("Print all 4")
    assert {line.kind for line in papers_of(desk.vault, jo)} == {"plan", "easy_read", "pocket_card"}
    hand.press("Look at it: Pocket card")
    hand.wait_for_button("Save as")
    assert any(one.endswith(": Pocket card") for one in hand.texts())
    hand.press("Close")
    hand.press("Print all 4")
    doors = desk.doors
    assert isinstance(doors, ReadyDoors)
    (printed,) = doors.printed
    document = pdfium.PdfDocument(printed.read_bytes())
    assert len(document) > 8
    document.close()
    assert any("All 4 printed." in one for one in hand.texts())
    hand.press("Close")
    assert hand.sees(QAbstractButton, "Print Jo’s papers")
    assert not tab.findChildren(PapersPage) or not tab.findChildren(PapersPage)[0].isVisible()


def test_what_is_typed_is_kept_and_comes_back_and_closing_forgets_it(desk: Desk, shown: Show) -> None:
    tab, hand, jo = begin(desk, shown, ("format_large",))
    hand.pick(WHICH, "Plan")
    hand.write(WHY, "The printer has no large paper")
    assert tab.keep()
    tab.show_participant(None)
    tab.show_participant(jo)
    hand.press("Print Jo’s papers")
    assert hand.reads(WHY) == "The printer has no large paper"
    hand.key(Qt.Key.Key_Escape)
    assert load_draft(desk.vault, SCREEN, jo) is None
    hand.press("Print Jo’s papers")
    assert not hand.sees_field(WHY)


def test_nothing_chosen_is_said_beside_the_field(desk: Desk, shown: Show) -> None:
    _tab, hand, jo = begin(desk, shown)
    hand.pick(WHICH, "Plan")
    hand.press("Make the paper")
    hand.wait_for(lambda: "Choose at least one." in hand.texts(), "the sentence")
    assert papers_of(desk.vault, jo) == ()


def test_yellow_paper_and_what_stays_off_the_card_are_told_before_printing(desk: Desk, shown: Show) -> None:
    jo = make_jo(desk.vault, ("format_yellow",))
    save_intake(desk.vault, jo, replace(load_intake(desk.vault, jo), conditions_words="Fibromyalgia"))
    planning.save_step(desk.vault, jo, StepEntry("Ring the fibromyalgia group", "Jo"))
    tab = PlanTab(desk)
    tab.show_participant(jo)
    hand = shown(tab)
    hand.press("Print Jo’s papers")
    said = " ".join(notices(tab))
    assert "Print this on yellow paper." in said
    assert "Not on the pocket card: “Ring the fibromyalgia group”." in said


@pytest.mark.parametrize("scale", [100, 200])
def test_it_is_worked_by_keys_and_fits_at_two_hundred_per_cent(
    desk: Desk, shown: Show, look: Look, scale: int, tmp_path: Path
) -> None:
    look.set_scale(scale)
    tab, hand, _jo = begin(desk, shown, ("format_easy_read", "format_yellow"))
    tab.resize(764, 560)
    hand.pick(WHICH, "Pocket card")
    hand.pick(WHICH, "Plan")
    QApplication.processEvents()
    (page,) = tab.findChildren(PapersPage)
    (scrolled,) = page.findChildren(Page)
    assert scrolled.widget().minimumSizeHint().width() <= scrolled.viewport().width()
    assert (tab.width(), tab.height()) == (764, 560)
    first = next(one for one in page.findChildren(QAbstractButton) if one.isCheckable())
    first.setFocus(Qt.FocusReason.TabFocusReason)
    seen = []
    for _ in range(14):
        focused = QApplication.focusWidget()
        assert focused is not None
        seen.append(focused.accessibleName().split(".")[0])
        QTest.keyClick(focused, Qt.Key.Key_Tab)
    assert {"All 4 in one go", WHY, "To look at together", "Close", "Make 3 papers"} <= set(seen)
    labels = [one for one in page.findChildren(QLabel) if one.isVisible() and one.text()]
    assert all(one.width() <= page.width() for one in labels)
    tab.grab().save(str(tmp_path / "papers.png"))
