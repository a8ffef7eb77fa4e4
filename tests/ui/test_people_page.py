"""The whole caseload in the window: a table that is never held whole, filters and views, all of it by keys alone."""

from __future__ import annotations

from array import array
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from tests.plans import still_clock
from workwell_desktop.casework.case_list import CaseRow
from workwell_desktop.casework.case_view import CaseView
from workwell_desktop.casework.fictional import make_fictional_people
from workwell_desktop.casework.fit_notes import FitNoteEntry, save_fit_note
from workwell_desktop.casework.intake import IntakeEntry, save_intake
from workwell_desktop.casework.saved_views import saved_views
from workwell_desktop.clock import Clock
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.hand import Hand
from workwell_desktop.ui.pages.case_model import AT_ONCE, CASE, MOST_HELD, CaseModel
from workwell_desktop.ui.pages.case_table import CaseTable
from workwell_desktop.ui.pages.people_page import PeoplePage
from workwell_desktop.ui.style.theme import Look
from workwell_desktop.ui.workspace import Workspace

Show = Callable[[QWidget], Hand]
PEOPLE = (("Ada", "Zebra", "in_work"), ("Bo", "Young", "off_sick"), ("Cy", "Xavier", "off_sick"), ("Di", "Adams", ""))


@pytest.fixture
def clock() -> Clock:
    return still_clock()


@pytest.fixture
def people(desk: Desk) -> dict[str, int]:
    made = {}
    for weeks, (first, last, status) in enumerate(PEOPLE, start=1):
        entry = IntakeEntry(first_name=first, last_name=last, work_status=status, received_on=f"{weeks} weeks ago")
        made[first] = save_intake(desk.vault, 0, entry)
    return made


def go_to(desk: Desk, shown: Show) -> tuple[Workspace, PeoplePage, Hand]:
    """Open the page as a coach does, and wait until everybody is counted."""
    workspace = Workspace(desk, 2)
    hand = shown(workspace)
    workspace.resize(1440, 900)
    hand.press("Everybody")
    page = workspace.pages["people"]
    assert isinstance(page, PeoplePage)
    settle(desk, hand)
    return workspace, page, hand


def settle(desk: Desk, hand: Hand) -> None:
    """Wait until what was asked for is there."""
    QTest.qWait(0)
    hand.wait_for(lambda: not desk.worker.busy, "the order")
    QTest.qWait(0)


def names(page: PeoplePage) -> list[str]:
    rows = page.table.rows
    cases = [rows.data(rows.index(number, 0), CASE) for number in range(rows.rowCount())]
    return ["gone" if case is None else case.name.split()[0] for case in cases]


def words(view: QWidget) -> list[str]:
    return [one.text() for one in view.findChildren(QLabel) if one.isVisible() and one.text()]


# -- the window onto the rows -------------------------------------------------------------------------------


def many(number: int) -> tuple[CaseModel, list[int]]:
    """Return a model of so many cases, and how many rows each reading asked for."""
    asked: list[int] = []

    def read(ids: array[int]) -> dict[int, CaseRow]:
        asked.append(len(ids))
        return {one: CaseRow(one, one, f"Person {one}", {"name": f"Person {one}"}, "doing") for one in ids}

    model = CaseModel(read)
    model.show(array("q", range(1, number + 1)))
    return model, asked


def test_only_rows_near_those_in_sight_are_held_from_end_to_end() -> None:
    model, asked = many(20_000)
    most = 0
    for number in (*range(0, 20_000, 7), *range(19_999, 0, -13)):
        case = model.case(number)
        assert case is not None
        assert case.episode_id == number + 1
        most = max(most, model.held)
    assert most == MOST_HELD
    assert set(asked) <= {AT_ONCE, 20_000 % AT_ONCE}


def test_rows_in_sight_are_read_once() -> None:
    model, asked = many(500)
    for _ in range(50):
        for number in range(AT_ONCE - 2):
            model.data(model.index(number, 0))
    assert asked == [AT_ONCE]


def test_an_order_that_goes_on_leaves_the_place_where_one_is(look: Look, shown: Show) -> None:
    def read(ids: array[int]) -> dict[int, CaseRow]:
        return {one: CaseRow(one, one, f"Person {one}", {"name": f"Person {one}"}, "doing") for one in ids}

    table = CaseTable(look, "Everybody", read)
    table.show_view(CaseView(columns=("name",)))
    shown(table)
    resets: list[bool] = []
    table.rows.modelReset.connect(lambda: resets.append(True))
    table.show_order(array("q", range(1, 201)))
    QTest.qWait(0)
    table.setCurrentIndex(table.rows.index(150, 0))
    before = table.verticalScrollBar().value()
    assert before > 0
    table.show_order(array("q", range(1, 5_001)))
    assert (table.rows.rowCount(), table.verticalScrollBar().value()) == (5_000, before)
    assert (table.currentIndex().row(), len(resets)) == (150, 1)
    table.show_order(array("q", range(4_000, 100, -1)))
    assert table.rows.id_at(table.currentIndex().row()) == 151, "the chosen one stays chosen in another order"
    table.show_order(array("q", [1, 2]))
    assert not table.currentIndex().isValid()


def test_a_case_that_went_meanwhile_says_so(look: Look, shown: Show) -> None:
    table = CaseTable(look, "Everybody", lambda _ids: {})
    opened: list[int] = []
    table.opened.connect(opened.append)
    shown(table)
    table.show_order(array("q", [7]))
    assert table.rows.data(table.rows.index(0, 0)) == "No longer here"
    table.begin()
    QTest.keyClick(table, Qt.Key.Key_Return)
    assert opened == []


# -- the page -----------------------------------------------------------------------------------------------


def test_everybody_is_one_press_away_counted_and_in_order(desk: Desk, shown: Show, people: dict[str, int]) -> None:
    assert people
    _, page, hand = go_to(desk, shown)
    assert names(page) == ["Di", "Cy", "Bo", "Ada"]
    assert "4 people" in hand.texts()
    heads = [page.table.rows.headerData(place, Qt.Orientation.Horizontal) for place in range(3)]
    assert heads == ["Name", "Week", "Work"], "how a case stands would say the same in every row"


def test_a_head_sorts_and_sorts_the_other_way(desk: Desk, shown: Show, people: dict[str, int]) -> None:
    assert people
    _, page, hand = go_to(desk, shown)
    head = page.table.horizontalHeader()
    place = page.table.rows.columns.index("week")
    for wanted in (["Ada", "Bo", "Cy", "Di"], ["Di", "Cy", "Bo", "Ada"]):
        point = head.rect().center()
        point.setX(head.sectionViewportPosition(place) + 10)
        QTest.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, point)
        settle(desk, hand)
        assert names(page) == wanted


def test_the_table_is_worked_by_keys_alone(desk: Desk, shown: Show, people: dict[str, int], qtbot: QtBot) -> None:
    workspace, page, hand = go_to(desk, shown)
    qtbot.waitUntil(page.table.hasFocus)
    assert page.table.property("reached_by_key")
    for key, row in ((Qt.Key.Key_End, 3), (Qt.Key.Key_Home, 0), (Qt.Key.Key_Down, 1), (Qt.Key.Key_PageDown, 3),
                     (Qt.Key.Key_Up, 2), (Qt.Key.Key_Right, 2), (Qt.Key.Key_A, 2), (Qt.Key.Key_Z, 2)):  # fmt: skip
        hand.key(key)
        assert page.table.currentIndex().row() == row, key
    hand.leave()
    assert not page.table.hasFocus(), "Tab leaves"
    page.table.begin()
    hand.key(Qt.Key.Key_Return)
    pane = workspace.pane
    assert pane is not None
    assert (pane.participant_id, pane.tabs.current()) == (people["Bo"], 2), "at the tab that was last in sight"
    hand.press("Everybody")
    assert page.table.currentIndex().row() == 2, "where one was"


def test_f6_reaches_search_and_table(desk: Desk, shown: Show, people: dict[str, int], qtbot: QtBot) -> None:
    assert people
    _, page, hand = go_to(desk, shown)
    qtbot.waitUntil(page.table.hasFocus)
    seen = set()
    for _ in range(6):
        hand.key(Qt.Key.Key_F6)
        focus = QApplication.focusWidget()
        seen.add(focus.accessibleName() if focus else "")
    assert {"Look for a person", "Everybody"} <= seen


def test_the_search_finds_by_part_of_a_name_or_a_number(desk: Desk, shown: Show, people: dict[str, int]) -> None:
    save_intake(desk.vault, people["Cy"], IntakeEntry(first_name="Cy", last_name="Xavier", mobile="07700 900777"))
    _, page, hand = go_to(desk, shown)
    for typed, found in (("900 777", ["Cy"]), ("yuong", ["Bo"]), ("z ad", ["Ada"])):
        hand.write("Look for a person", typed)
        hand.wait_for(lambda found=found: names(page) == found, typed)  # type: ignore[misc]  # bound in this turn
    hand.write("Look for a person", "zzzz")
    hand.wait_for_button("Show everybody in this view")
    assert "Nobody like that is in this view. Try fewer letters." in hand.texts()
    hand.press("Show everybody in this view")
    hand.wait_for(lambda: len(names(page)) == 4, "everybody")
    hand.wait_for(page.search.hasFocus, "the search")
    hand.key(Qt.Key.Key_Down)
    assert page.table.hasFocus()


def test_filters_are_kept_under_a_name_used_again_changed_and_removed(
    desk: Desk, shown: Show, people: dict[str, int]
) -> None:
    assert people
    workspace, page, hand = go_to(desk, shown)
    hand.press("Filters")
    hand.pick("Work", "Off sick, has a job")
    hand.wait_for(lambda: "2 people fit." in hand.texts(), "the count")
    hand.press("Keep as a new view")
    assert "Give this view a name, so that you find it again." in hand.texts()
    hand.write("Name of this view", "Off sick")
    hand.press("Keep as a new view")
    assert "Kept as “Off sick”." in hand.texts()
    hand.press("Show the list")
    assert names(page) == ["Cy", "Bo"]
    hand.wait_for_button("Filters, 1 on")
    page.views.setFocus()
    hand.choose("View", "My open people")
    settle(desk, hand)
    assert len(names(page)) == 4

    workspace.show_today()
    hand.press("Everybody")
    hand.choose("View", "Off sick")
    settle(desk, hand)
    assert names(page) == ["Cy", "Bo"]

    hand.press("Filters, 1 on")
    hand.pick("Work", "In work")
    hand.wait_for(lambda: "3 people fit." in hand.texts(), "the count")
    hand.write("Name of this view", "Has a job")
    hand.press("Change this view")
    assert [(one.name, one.view.filters.work_statuses) for one in saved_views(desk.vault)] == [
        ("Has a job", ("in_work", "off_sick"))
    ]
    hand.press("Remove this view")
    assert saved_views(desk.vault) == ()
    assert page.views.count() == 1
    hand.press("Take all filters off")
    hand.press("Show the list")
    settle(desk, hand)
    assert len(names(page)) == 4


def test_a_filter_that_fits_nobody_offers_the_way_back(desk: Desk, shown: Show, people: dict[str, int]) -> None:
    assert people
    _, page, hand = go_to(desk, shown)
    hand.press("Filters")
    hand.pick("How the case stands", "Open")
    hand.pick("How the case stands", "Closed")
    hand.wait_for(lambda: "Nobody fits." in hand.texts(), "the count")
    hand.press("Show the list")
    hand.wait_for_button("Show all my open people")
    hand.press("Show all my open people")
    settle(desk, hand)
    assert len(names(page)) == 4


def test_closed_between_is_typed_as_people_say_it(desk: Desk, shown: Show, people: dict[str, int]) -> None:
    assert people
    _, page, hand = go_to(desk, shown)
    hand.press("Filters")
    hand.write("Closed from", "1 nov")
    hand.leave()
    hand.wait_for(lambda: page.view.filters.closed_from is not None, "the day")
    assert str(page.view.filters.closed_from) == "2037-11-01"


def test_columns_and_order_are_chosen_by_words(desk: Desk, shown: Show, people: dict[str, int]) -> None:
    assert people
    _, page, hand = go_to(desk, shown)
    hand.press("Columns and order")
    hand.pick("Columns beside the name", "Case")
    hand.pick("Columns beside the name", "Days since referred")
    hand.pick("Sort by", "Days since referred")
    hand.pick("Order", "Longest first")
    hand.press("Show the list")
    settle(desk, hand)
    assert names(page) == ["Di", "Cy", "Bo", "Ada"]
    assert "referred" in page.table.rows.columns
    assert "state" not in page.view.columns
    hand.press("Columns and order")
    hand.press("Show the usual columns")
    hand.press("Show the list")
    settle(desk, hand)
    assert "state" in page.view.columns


def test_how_a_case_stands_is_a_column_where_it_differs(desk: Desk, shown: Show, people: dict[str, int]) -> None:
    assert people
    _, page, hand = go_to(desk, shown)
    hand.press("Filters")
    assert (page.filters_button.isChecked(), page.columns_button.isChecked()) == (True, False)
    hand.pick("How the case stands", "Closed")
    hand.press("Columns and order")
    assert (page.filters_button.isChecked(), page.columns_button.isChecked()) == (False, True)
    hand.press("Show the list")
    settle(desk, hand)
    assert (page.filters_button.isChecked(), page.columns_button.isChecked()) == (False, False)
    assert "state" in page.table.rows.columns


def test_nobody_at_all_offers_to_begin(desk: Desk, shown: Show) -> None:
    workspace, _, hand = go_to(desk, shown)
    assert "Nobody is with you yet. People stand here once their referral is accepted." in hand.texts()
    hand.press("Someone new", workspace.pages["people"])
    assert workspace.pages["referral"].isVisible()


def test_somebody_saved_meanwhile_stands_there_when_one_comes_back(
    desk: Desk, shown: Show, people: dict[str, int]
) -> None:
    assert people
    workspace, page, hand = go_to(desk, shown)
    workspace.show_today()
    save_intake(desk.vault, 0, IntakeEntry(first_name="Ed", last_name="Middle"))
    hand.press("Everybody")
    settle(desk, hand)
    assert names(page) == ["Di", "Ed", "Cy", "Bo", "Ada"]


def test_large_text_makes_two_lines_of_a_row(desk: Desk, shown: Show, people: dict[str, int]) -> None:
    assert people
    _, page, hand = go_to(desk, shown)
    small = page.table.rowHeight(0)
    assert 44 <= small <= 48
    desk.look.set_scale(200)
    hand.wait_for(lambda: page.table.rows.columnCount() == 1, "one column")
    assert page.table.rowHeight(0) > 2 * small
    assert page.table.horizontalScrollBar().maximum() == 0
    assert not page.table.horizontalHeader().isVisible()
    desk.look.set_scale(100)
    assert page.table.rows.columnCount() == len(page.view.shown_columns())


def test_without_room_for_its_columns_a_row_is_two_lines_and_never_goes_sideways(
    desk: Desk, shown: Show, people: dict[str, int]
) -> None:
    assert people
    workspace, page, hand = go_to(desk, shown)
    workspace.resize(1024, 700)
    hand.wait_for(lambda: page.table.rows.columnCount() == 1, "one column")
    assert page.table.horizontalScrollBar().maximum() == 0
    workspace.resize(1440, 900)
    hand.wait_for(lambda: page.table.rows.columnCount() > 1, "the columns")
    assert page.table.horizontalHeader().length() <= page.table.viewport().width()


def test_a_day_that_is_past_is_said_in_words(desk: Desk, shown: Show) -> None:
    jo = save_intake(desk.vault, 0, IntakeEntry(first_name="Jo", last_name="Example"))
    save_fit_note(desk.vault, jo, FitNoteEntry(advice="not_fit", starts_on="3 weeks ago", ends_on="yesterday"))
    _, page, _ = go_to(desk, shown)
    spoken = page.table.rows.data(page.table.rows.index(0, 0), Qt.ItemDataRole.AccessibleTextRole)
    assert "Fit note ends 23 Nov, which is past" in spoken


def test_a_screen_reader_hears_the_whole_row(desk: Desk, shown: Show, people: dict[str, int]) -> None:
    assert people
    _, page, _ = go_to(desk, shown)
    spoken = page.table.rows.data(page.table.rows.index(1, 0), Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Cy Xavier, Week 4, Off sick, has a job"
    spoken = page.table.rows.data(page.table.rows.index(0, 0), Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Di Adams, Week 5, Work not asked yet"
    assert page.table.rows.data(page.table.rows.index(0, 2)) == "Not asked yet", "a blank would read as a no"
    face = QAccessible.queryAccessibleInterface(page.table)
    assert face.text(QAccessible.Text.Name) == "Everybody"


def test_the_bin_and_a_spreadsheet_are_one_press_away(desk: Desk, shown: Show, people: dict[str, int]) -> None:
    workspace, _page, hand = go_to(desk, shown)
    for word, code in (("Bring in a spreadsheet", "import"), ("Bin", "bin")):
        hand.press(word)
        assert workspace.pages[code].isVisible(), word
        hand.press("Everybody")


def test_some_hundred_people_come_page_by_page_to_the_end(desk: Desk, shown: Show) -> None:
    make_fictional_people(desk.vault, 600)
    _, page, hand = go_to(desk, shown)
    total = page.table.rows.rowCount()
    assert total > 400
    page.table.begin()
    hand.key(Qt.Key.Key_End)
    assert page.table.currentIndex().row() == total - 1
    assert page.table.rows.case(total - 1) is not None
    bar = page.table.verticalScrollBar()
    for value in range(0, bar.maximum() + 1, 9):
        bar.setValue(value)
        page.table.grab()
        assert page.table.rows.held <= MOST_HELD
