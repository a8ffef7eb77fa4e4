"""Somebody's shortlist as a coach uses it: put on, put in order by keys, compared, printed and copied."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

from tests.casework.test_shortlist import WHY, service
from tests.documents.samples import words_of
from tests.plans import make_jo, still_clock
from tests.ui.showing import notices
from workwell_desktop.casework.plan_state import load_plan
from workwell_desktop.casework.services import load_starter
from workwell_desktop.casework.shortlist import load_shortlist, put_on
from workwell_desktop.clock import Clock
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.directory_tab import DirectoryTab
from workwell_desktop.ui.hand import Hand
from workwell_desktop.ui.pages.page import make_page
from workwell_desktop.ui.pages.shortlist_page import ShortlistPage
from workwell_desktop.ui.parts.columns import Page
from workwell_desktop.ui.preview import Preview
from workwell_desktop.ui.style.theme import Look

Show = Callable[[QWidget], Hand]
NAMES = ["Northfield Money Advice", "Harbour Walks", "Old Helpline"]


@pytest.fixture
def clock() -> Clock:
    return still_clock()


@pytest.fixture
def jo(desk: Desk) -> int:
    jo = make_jo(desk.vault)
    facts: list[dict[str, object]] = [
        {"phone": "01632 960150", "cost": "free", "access": ("self",), "topics": ("money_and_debt",)},
        {"text_number": "07700 900140", "cost": "free", "access": ("drop_in",)},
        {"phone": "01632 960160", "assured_on": date(2036, 9, 20), "modes": ("phone",)},
    ]
    for name, known in zip(NAMES, facts, strict=True):
        put_on(desk.vault, jo, service(desk.vault, name, **known), WHY)
    return jo


@pytest.fixture
def page(desk: Desk, jo: int) -> ShortlistPage:
    page = make_page("shortlist", desk)
    assert isinstance(page, ShortlistPage)
    page.aim(str(jo))
    page.show_now()
    return page


@pytest.fixture
def hand(page: ShortlistPage, shown: Show) -> Hand:
    hand = shown(page)
    page.begin()
    return hand


def order(desk: Desk, jo: int) -> list[str]:
    return [row.facts.name for row in load_shortlist(desk.vault, jo).rows]


def focus_on(hand: Hand, name: str) -> None:
    hand.wait_for(lambda: hand.focused() == name, f"the focus on {name}")


def listed(page: ShortlistPage, name: str) -> QWidget:
    return next(row for row in page._rows.values() if any(name in one.text() for one in row.findChildren(QLabel)))


def test_it_names_one_person_and_marks_what_was_not_checked(page: ShortlistPage, hand: Hand) -> None:
    assert page.person() == "Jo"
    said = hand.texts()
    assert [f"{n}. {name}" for n, name in enumerate(NAMES, 1) if f"{n}. {name}" in said] == [
        "1. Northfield Money Advice", "2. Harbour Walks", "3. Old Helpline",
    ]  # fmt: skip
    focus_on(hand, "Print Jo’s shortlist (3)")


def test_the_order_is_changed_by_keys_alone(page: ShortlistPage, hand: Hand, desk: Desk, jo: int) -> None:
    page._rows[load_shortlist(desk.vault, jo).rows[2].id].compare.setFocus(Qt.FocusReason.TabFocusReason)
    hand.key(Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert order(desk, jo) == [NAMES[0], NAMES[2], NAMES[1]]
    focus_on(hand, "Move up")
    hand.key(Qt.Key.Key_Space)
    assert order(desk, jo) == [NAMES[2], NAMES[0], NAMES[1]]
    focus_on(hand, "Move down")
    hand.key(Qt.Key.Key_Space)
    assert order(desk, jo) == [NAMES[0], NAMES[2], NAMES[1]]


def test_what_was_taken_off_is_put_back_from_the_notice(page: ShortlistPage, hand: Hand, desk: Desk, jo: int) -> None:
    hand.press("Take off", within=listed(page, NAMES[1]))
    assert order(desk, jo) == [NAMES[0], NAMES[2]]
    assert "Harbour Walks is off the list." in notices(page)
    focus_on(hand, "Put it back")
    hand.key(Qt.Key.Key_Space)
    assert order(desk, jo) == NAMES


def test_why_is_printed_only_where_it_is_ticked(page: ShortlistPage, hand: Hand, desk: Desk, tmp_path: Path) -> None:
    hand.press("Print why it was suggested", within=listed(page, NAMES[0]))
    hand.press("Print Jo’s shortlist (3)")
    hand.wait_for(lambda: page.findChild(Preview) is not None, "the paper")
    hand.press("Print")
    said = words_of((tmp_path / "printed-1.pdf").read_bytes())
    assert said.count("my back hurts all night") == 1
    assert "Not checked for 14 months: ring first." in said
    hand.key(Qt.Key.Key_Escape)
    hand.wait_for_button("Print Jo’s shortlist (3)")


def test_another_form_asks_for_a_reason(page: ShortlistPage, hand: Hand) -> None:
    hand.press("Another form of paper")
    hand.choose("Which form?", "Easy read, with pictures")
    hand.press("Print Jo’s shortlist (3)")
    hand.wait_for(lambda: any("Say why Jo gets another form" in one for one in hand.texts()), "what is missing")
    hand.write("Why does Jo get another form?", "To look at together")
    hand.press("Print Jo’s shortlist (3)")
    hand.wait_for(lambda: page.findChild(Preview) is not None, "the paper")
    assert any("To look at together" in one for one in hand.texts())


@pytest.mark.parametrize("scale", [100, 200])
def test_services_stand_beside_each_other_with_what_differs(
    page: ShortlistPage, hand: Hand, look: Look, scale: int
) -> None:
    look.set_scale(scale)
    hand.press("Compare")
    said = hand.texts()
    assert {*NAMES, "Cost", "It is free.", "Nobody has said", "Differs"} <= set(said)
    focus_on(hand, "Back to Jo’s shortlist")
    side = page.findChild(Page).horizontalScrollBar()
    assert side.maximum() == 0
    hand.key(Qt.Key.Key_Escape)
    focus_on(hand, "Print Jo’s shortlist (3)")


def test_one_alone_cannot_be_compared(page: ShortlistPage, hand: Hand) -> None:
    for name in NAMES[:2]:
        hand.press("Compare this one", within=listed(page, name))
    hand.press("Compare")
    assert any("Two to four services" in one for one in hand.texts())


def test_it_is_copied_as_text_and_put_into_the_plan(page: ShortlistPage, hand: Hand, desk: Desk, jo: int) -> None:
    hand.press("Copy as text")
    assert "1. Northfield Money Advice\n01632 960150" in QGuiApplication.clipboard().text()
    hand.press("Put all into the plan")
    assert [step.what for step in load_plan(desk.vault, jo).steps] == [
        "Ring Northfield Money Advice", "Harbour Walks: get in touch", "Ring Old Helpline",
    ]  # fmt: skip


def test_an_empty_list_leads_to_the_directory(desk: Desk, shown: Show) -> None:
    page = make_page("shortlist", desk)
    page.aim(str(make_jo(desk.vault)))
    page.show_now()
    hand = shown(page)
    led: list[tuple[int, int, str]] = []
    page.opened.connect(lambda *to: led.append(to))
    assert not hand.sees(QAbstractButton, "Put all into the plan")
    hand.press("Go to the directory")
    assert len(led) == 1


def test_a_service_goes_on_the_list_from_the_directory_by_key_and_by_button(desk: Desk, shown: Show) -> None:
    load_starter(desk.vault)
    jo = make_jo(desk.vault)
    tab = DirectoryTab(desk)
    hand = shown(tab)
    tab.show_participant(jo)
    pages: list[str] = []
    tab.page_wanted.connect(pages.append)
    assert hand.count("Print Jo’s shortlist") == 0
    tab.list.setFocus()
    hand.key(Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    first = tab.list.rows.facts(0).title
    assert order(desk, jo) == [first]
    hand.wait_for_button("Take off Jo’s shortlist")
    hand.press("Take off Jo’s shortlist")
    assert order(desk, jo) == []
    hand.press("Put on Jo’s shortlist")
    assert order(desk, jo) == [first]
    hand.press("Print Jo’s shortlist (1)")
    assert pages == ["shortlist"]
