"""The workspace without its tabs: the column, Today, the banner, and no other name in the room."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from tests.plans import NOW, TODAY, still_clock
from workwell_desktop.casework import access, meeting, today
from workwell_desktop.casework.banner import Banner, Count, Need
from workwell_desktop.casework.drafts import NOBODY_YET, keep_draft
from workwell_desktop.casework.intake import IntakeEntry, save_intake
from workwell_desktop.casework.people import current_episode
from workwell_desktop.casework.service_profile import Profile, save_profile
from workwell_desktop.casework.today import Today, WaitingPerson
from workwell_desktop.casework.today_meetings import MeetingRow
from workwell_desktop.casework.waiting import WaitingRow
from workwell_desktop.clock import Clock
from workwell_desktop.models.contacts import Contact
from workwell_desktop.ui import vault_check
from workwell_desktop.ui.banner_view import BannerView
from workwell_desktop.ui.caseload_column import CaseloadColumn, Strip
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.hand import Hand, said
from workwell_desktop.ui.parts.layouts import column, holder
from workwell_desktop.ui.parts.paged_list import PagedList
from workwell_desktop.ui.style.theme import Look
from workwell_desktop.ui.today_view import TodayView
from workwell_desktop.ui.workspace import Workspace

Show = Callable[[QWidget], Hand]
NBSP = "\N{NO-BREAK SPACE}"
LONG_AGO = IntakeEntry(first_name="Jo", last_name="Example", received_on="1 June 2037")


@pytest.fixture
def clock() -> Clock:
    return still_clock()


def words(view: QWidget) -> list[str]:
    return [one.text().replace(NBSP, " ") for one in view.findChildren(QLabel) if one.isVisible() and one.text()]


def rows(column: CaseloadColumn) -> list[str]:
    model = column.people.model()
    return [str(model.index(n, 0).data(Qt.ItemDataRole.AccessibleTextRole)) for n in range(model.rowCount())]


def someone(desk: Desk, first: str, last: str, **more: str) -> int:
    entry = replace(LONG_AGO, first_name=first, last_name=last, **more)  # type: ignore[arg-type]  # names of the entry
    return save_intake(desk.vault, 0, entry)


def book(desk: Desk, person: int) -> int:
    with desk.vault.transaction() as t:
        contact = Contact(
            episode_id=current_episode(t.session, person).id, starts_at=NOW + timedelta(hours=1), state="booked"
        )
        t.session.add(contact)
        t.session.flush()
        return contact.id


# -- the column ---------------------------------------------------------------------------------------------


def test_everybody_stands_in_one_group_with_one_reason(desk: Desk, shown: Show) -> None:
    met = someone(desk, "Mia", "Meeting", received_on="yesterday")
    book(desk, met)
    someone(desk, "Wim", "Waiting", received_on="yesterday")
    ada = someone(desk, "Ada", "Other")
    with desk.vault.transaction() as t:
        current_episode(t.session, ada).last_contact_on = TODAY
    column = CaseloadColumn(desk)
    shown(column)
    column.reload()
    spoken = [row.replace(NBSP, " ") for row in rows(column)]
    heads = ["Seeing today", "Waiting for you", "Everyone else"]
    assert [row for row in spoken if row in heads] == heads
    for name in ("Mia Meeting", "Wim Waiting", "Ada Other"):
        assert sum(name in row for row in spoken) == 1, name
    assert "With us 25 weeks" in next(row for row in spoken if "Ada Other" in row)
    assert any("Referred yesterday" in row for row in spoken if "Wim" in row)


def test_today_begins_at_the_top_of_the_caseload(desk: Desk, shown: Show) -> None:
    for number in range(30):
        someone(desk, f"P{number}", "Other")
    column = CaseloadColumn(desk)
    hand = shown(column)
    column.reload()
    bar = column.people.verticalScrollBar()
    hand.wait_for(lambda: bar.maximum() > 0, "more than fits")
    bar.setValue(bar.maximum())
    column.show_place("triage")
    assert bar.value() > 0, "where one was, beside another page"
    column.show_place("today")
    assert bar.value() == 0


def test_no_backup_is_no_good_news(desk: Desk, shown: Show) -> None:
    column = CaseloadColumn(desk)
    shown(column)
    column.set_backup("Last backup proved today at 11:00, 4 people")
    proved = column.backup.words.property("ink")
    column.set_backup(access.backup_line(desk.vault))
    assert column.backup.text() == "No backup yet"
    assert (proved, column.backup.words.property("ink")) == ("ink", "warn")


def test_finding_says_so_when_nobody_is_found_and_goes_back(desk: Desk, shown: Show, qtbot: QtBot) -> None:
    someone(desk, "Ada", "Other")
    column = CaseloadColumn(desk)
    hand = shown(column)
    column.reload()
    hand.write("Find a person", "oter")
    hand.wait_for(lambda: rows(column)[0] == "Found", "what was found")
    assert "Ada Other" in rows(column)[1]
    hand.write("Find a person", "zzzz")
    hand.wait_for(lambda: rows(column) == ["Nobody by that name. Try fewer letters."], "nobody")
    QTest.keyClick(column.search, Qt.Key.Key_Escape)
    hand.wait_for(lambda: any("Ada Other" in row for row in rows(column)), "everybody")


def test_the_arrow_leads_from_the_search_to_what_it_finds_however_fast_it_is_pressed(desk: Desk, shown: Show) -> None:
    someone(desk, "Ada", "Other")
    ben = someone(desk, "Ben", "Example")
    column = CaseloadColumn(desk)
    hand = shown(column)
    column.reload()
    opened: list[int] = []
    column.chosen.connect(opened.append)
    hand.write("Find a person", "ben")
    QTest.keyClick(column.search, Qt.Key.Key_Down)  # before the search has waited for another letter
    assert rows(column)[0] == "Found"
    assert column.people.hasFocus()
    QTest.keyClick(column.people, Qt.Key.Key_Return)
    assert opened == [ben]


def test_the_strip_holds_the_present_person_and_no_other_name(desk: Desk, shown: Show) -> None:
    strip = Strip(desk)
    shown(strip)
    strip.show_person("Jo")
    names = {said(b) for b in strip.findChildren(QAbstractButton) if b.isVisible()}
    assert names == {"People", "Find", "Today", "Jo", "Backup", "Lock"}
    strip.show_person("")
    assert not any(said(b) == "Jo" for b in strip.findChildren(QAbstractButton) if b.isVisible())


# -- Today --------------------------------------------------------------------------------------------------


def test_today_says_what_is_to_do_and_each_deed_names_whom_it_is_for(desk: Desk, shown: Show) -> None:
    view = TodayView(desk)
    hand = shown(view)
    met = MeetingRow(1, 11, "10:00", "Mia Meeting", "", "", "attended")
    next_one = MeetingRow(2, 12, "11:00", "Jo Example", "Review, Room 4", "Review", "booked")
    missed = MeetingRow(3, 13, "12:00", "Ada Other", "", "", "did_not_attend")
    thing = WaitingRow(4, "Wim Waiting", "Review was due 1 day ago.", "Review", "Late", "bad", "Look at the plan", 2)
    view.show_today(Today((met, next_one, missed), (WaitingPerson(thing),)))
    hand.wait_for_button("Start meeting with Jo Example")
    said_words = words(view)
    assert f"{TODAY:%A} {TODAY.day} {TODAY:%B}" in said_words
    assert hand.sees(QAbstractButton, "One person to see")
    assert hand.sees(QAbstractButton, "One thing is waiting for you")
    assert not hand.sees(QAbstractButton, "Start meeting with Mia Meeting")
    opened: list[tuple[int, int]] = []
    view.opened.connect(lambda person, tab: opened.append((person, tab)))
    view.meeting_started.connect(lambda person, contact: opened.append((person, contact)))
    hand.press("Look at the plan: Wim Waiting")
    hand.press("Start meeting with Jo Example")
    assert opened == [(4, 2), (2, 12)]


def test_an_empty_day_says_so(desk: Desk, shown: Show) -> None:
    view = TodayView(desk)
    shown(view)
    view.show_today(Today((), ()))
    QTest.qWait(0)
    assert "Nobody to see." in words(view)
    assert "Nothing is waiting for you." in words(view)


# -- the banner ---------------------------------------------------------------------------------------------

FULL = Banner(
    1, "Jo Example", "Jo", "Born 14 March 1979 (58)", "999 012 3403",
    tuple(Need("speech", f"Need {n}", alert=n == 0) for n in range(4)),
    (Count("25 days", "off work"), Count("12 days", "left on fit note"), Count("4 days", "since referred")),
)  # fmt: skip


def test_the_banner_shows_three_needs_and_the_others_when_asked(look: Look, shown: Show) -> None:
    view = BannerView(look)
    hand = shown(view)
    view.show_banner(FULL)
    hand.wait_for_button("and 1 more")
    assert {"Need 0", "Need 1", "Need 2", "25 days", "NHS number 999 012 3403"} <= set(words(view))
    assert "Need 3" not in words(view)
    hand.press("and 1 more")
    hand.wait_for_button("Show fewer")
    assert {f"Need {n}" for n in range(4)} <= set(words(view))
    view.show_banner(replace(FULL, participant_id=2))
    hand.wait_for_button("and 1 more")


def test_with_large_text_the_birth_date_stands_beside_the_name_where_there_is_room(look: Look, shown: Show) -> None:
    look.set_scale(200)
    view = BannerView(look)
    window = holder(column(look, view, gap=0))
    hand = shown(window)
    view.show_banner(FULL)
    hand.wait_for(lambda: FULL.born in words(view), "when they were born")
    window.resize(560, 700)
    hand.wait_for(lambda: FULL.born not in words(view), "no room for it")
    window.resize(1152, 700)
    hand.wait_for(lambda: FULL.born in words(view), "when they were born again")


def test_the_needs_in_the_banner_stand_at_even_distances(look: Look, shown: Show) -> None:
    view = BannerView(look)
    hand = shown(view)
    view.show_banner(FULL)
    hand.wait_for_button("and 1 more")
    labels = {one.text(): one for one in view.findChildren(QLabel)}
    tops = [one.mapTo(view, one.rect().center()).y() for one in (labels[f"Need {n}"] for n in range(3))]
    assert abs((tops[1] - tops[0]) - (tops[2] - tops[1])) <= 1


@pytest.mark.parametrize("scale", [100, 200])
def test_a_line_of_the_banner_that_leads_somewhere_is_a_button(
    look: Look, shown: Show, qtbot: QtBot, scale: int
) -> None:
    look.set_scale(scale)
    view = BannerView(look)
    hand = shown(view)
    needs = (Need("octagon-alert", "Read this first", alert=True, section="safety"), *FULL.needs)
    view.show_banner(replace(FULL, needs=needs))
    with qtbot.waitSignal(view.section_wanted) as caught:
        hand.press("Read this first")
    assert caught.args == ["safety"]


def test_where_room_is_short_numbers_give_way_before_needs_do(look: Look, shown: Show) -> None:
    view = BannerView(look)
    window = holder(column(look, view, gap=0))
    hand = shown(window)
    view.show_banner(FULL)
    hand.wait_for_button("and 1 more")
    assert "4 days" in words(view)
    window.resize(view._needed + 8, 400)
    hand.wait_for(lambda: "4 days" not in words(view), "less")
    assert {"Need 0", "Need 1", "Need 2", "25 days"} <= set(words(view))
    window.resize(1400, 400)
    hand.wait_for(lambda: "4 days" in words(view), "all of it")


def test_at_large_text_the_banner_folds_and_everything_is_behind_more(look: Look, shown: Show) -> None:
    view = BannerView(look)
    hand = shown(view)
    view.show_banner(FULL)
    look.set_scale(200)
    hand.wait_for_button("More")
    assert "Jo Example" in words(view)
    assert "NHS number 999 012 3403" not in words(view)
    hand.press("More")
    hand.wait_for_button("Less")
    spoken = words(view)
    assert "NHS number 999 012 3403" in spoken
    assert "4 days since referred" in spoken
    assert {f"Need {n}" for n in range(4)} <= set(spoken)


# -- all together -------------------------------------------------------------------------------------------


def test_a_meeting_closes_the_column_so_that_no_other_name_is_in_the_room(desk: Desk, shown: Show) -> None:
    jo = someone(desk, "Jo", "Example")
    someone(desk, "Ada", "Other")
    book(desk, jo)
    workspace = Workspace(desk, 0)
    hand = shown(workspace)
    hand.wait_for_button("Start meeting with Jo Example")
    hand.press("Start meeting with Jo Example")
    assert workspace.strip.isVisible()
    assert not workspace.column.isVisible()
    assert not any("Other" in one or "Ada" in one for one in words(workspace))
    assert workspace.pane is not None
    hand.wait_for(lambda: workspace.pane is not None and workspace.pane.clock.running, "the meeting's clock")
    hand.key(Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    assert workspace.column.isVisible(), "Ctrl+B opens it again"


def test_somebody_new_begins_with_five_fields_and_no_name(desk: Desk, shown: Show) -> None:
    workspace = Workspace(desk, 2)
    hand = shown(workspace)
    hand.wait_for_button("Someone new")
    hand.press("Someone new")
    assert workspace.pane is None, "there is nobody to show yet"
    assert "Five things are enough to begin. The rest can wait." in words(workspace)


def test_what_waits_and_is_about_nobody_leads_to_the_settings_or_the_referral(
    desk: Desk, shown: Show, qtbot: QtBot
) -> None:
    keep_draft(desk.vault, "referral", NOBODY_YET, {"typed": {"first_name": "Ada", "reason": "My job"}})
    workspace = Workspace(desk, 2)
    hand = shown(workspace)
    hand.wait_for_button("Open Settings: Help in a crisis")
    assert "Ada" not in rows(workspace.column), "it is nobody in the caseload yet"
    with qtbot.waitSignal(workspace.settings_wanted):
        hand.press("Open Settings: Help in a crisis")
    save_profile(desk.vault, Profile(crisis_confirmed_on=TODAY))
    workspace.read_again()
    assert "The places of help in a crisis are not checked yet." not in words(workspace)
    hand.press("Go on with it: Ada")
    assert hand.reads("First name") == "Ada"


def test_what_is_wrong_with_the_vault_takes_nobody_out_of_a_meeting(
    desk: Desk, shown: Show, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vault_check, "CHECK_AFTER_MS", 0)
    monkeypatch.setattr(access, "check", lambda _vault: ("A page of the vault is damaged.",))
    jo = someone(desk, "Jo", "Example")
    someone(desk, "Ada", "Other")
    meeting.meet_now(desk.vault, jo)
    workspace = Workspace(desk, 0)
    hand = shown(workspace)
    hand.wait_for(lambda: "A page of the vault is damaged." in workspace._warnings, "the check")
    assert workspace.pane is not None
    assert workspace.pane.isVisible()
    assert not any("Ada" in one for one in words(workspace))
    workspace.show_today()
    assert "A page of the vault is damaged." in " ".join(words(workspace))


def test_what_is_wrong_with_the_vault_is_said_on_today_when_it_is_in_sight(
    desk: Desk, shown: Show, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vault_check, "CHECK_AFTER_MS", 0)
    monkeypatch.setattr(access, "check", lambda _vault: ("A page of the vault is damaged.",))
    workspace = Workspace(desk, 0)
    hand = shown(workspace)
    workspace.turn_column()
    hand.wait_for(lambda: "A page of the vault is damaged." in " ".join(words(workspace)), "the sentence")
    assert workspace.strip.isVisible(), "the column that was closed stays closed"


def test_a_page_that_cannot_be_left_says_why(desk: Desk, shown: Show, monkeypatch: pytest.MonkeyPatch) -> None:
    jo, ada = someone(desk, "Jo", "Example"), someone(desk, "Ada", "Other")
    workspace = Workspace(desk, 0)
    hand = shown(workspace)
    workspace.open_person(jo)
    assert workspace.pane is not None
    with monkeypatch.context() as full:
        full.setattr(workspace.pane, "keep", lambda: False)
        for go in (workspace.show_today, lambda: workspace.show_page("people"), lambda: workspace.open_person(ada)):
            go()
            hand.wait_for(lambda: any("so this page stays open" in one for one in words(workspace)), "why")
            assert workspace.pane.participant_id == jo
            assert workspace.pane.isVisible()
    hand.press("Try again")
    assert workspace.pane.participant_id == ada, "the last thing that was asked for"
    assert not any("so this page stays open" in one for one in words(workspace))


# -- the column where there is little room -------------------------------------------------------------------


@pytest.mark.parametrize(("width", "scale", "open_"), [
    (1366, 100, True), (1366, 150, True), (1366, 175, False), (940, 100, False), (760, 100, False), (1180, 125, False),
])  # fmt: skip
def test_the_column_closes_by_itself_where_a_page_would_have_too_little_room(
    desk: Desk, shown: Show, width: int, scale: int, open_: bool
) -> None:
    workspace = Workspace(desk, 0)
    shown(workspace)
    desk.look.set_scale(scale)
    workspace.resize(width, 768)
    assert (workspace.column.isVisible(), workspace.strip.isVisible()) == (open_, not open_)
    assert not workspace._in_company(), "nobody sat down beside the coach"


@pytest.mark.parametrize("ask", ["People", "Find", "Ctrl+B", "Ctrl+F"])
def test_in_a_narrow_window_the_column_opens_when_asked_for_and_goes_again(desk: Desk, shown: Show, ask: str) -> None:
    ada = someone(desk, "Ada", "Other")
    workspace = Workspace(desk, 0)
    hand = shown(workspace)
    workspace.resize(760, 560)
    if ask.startswith("Ctrl"):
        hand.key(Qt.Key.Key_B if ask.endswith("B") else Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    else:
        hand.find(QAbstractButton, ask).setFocus()
        hand.key(Qt.Key.Key_Space)
    assert workspace.column.isVisible()
    if ask in {"People", "Find"}:
        hand.wait_for(lambda: workspace.column.isAncestorOf(QApplication.focusWidget() or workspace), "the focus there")
    workspace.open_person(ada)
    assert workspace.strip.isVisible(), "once somebody is chosen the page has the room"
    workspace.resize(1366, 768)
    assert workspace.column.isVisible()


def test_a_column_that_was_closed_stays_closed_when_the_room_comes(desk: Desk, shown: Show) -> None:
    workspace = Workspace(desk, 0)
    shown(workspace)
    workspace.turn_column()
    workspace.resize(760, 560)
    workspace.resize(1366, 768)
    assert workspace.strip.isVisible()
    assert workspace._in_company()


# -- the numbers of Today ------------------------------------------------------------------------------------


def test_each_number_of_today_opens_the_list_behind_it(desk: Desk, shown: Show, qtbot: QtBot) -> None:
    met = someone(desk, "Mia", "Meeting", received_on="yesterday")
    book(desk, met)
    someone(desk, "Wim", "Waiting", received_on="yesterday")
    workspace = Workspace(desk, 0)
    hand = shown(workspace)
    workspace.resize(1366, 768)
    hand.press_first("One person to see")
    hand.wait_for(lambda: said(QApplication.focusWidget() or workspace).startswith("Start meeting"), "the meeting")
    number = len(today.today_page(desk.vault).people)
    hand.press(f"{['Nothing', 'One', 'Two', 'Three', 'Four', 'Five'][number]} things are waiting for you")
    page = workspace.pages["waiting"]
    assert page.isVisible()
    hand.wait_for_row("Wim Waiting")
    hand.wait_for(page.findChildren(PagedList)[0].hasFocus, "the focus in the list")
