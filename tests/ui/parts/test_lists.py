"""Lists: rows that load as one scrolls, the caseload's keys, and small tables made by hand."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QModelIndex, QRect, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLabel
from pytestqt.qtbot import QtBot

from tests.ui.showing import count_colour, shown
from workwell_desktop.ui.parts.badge import Badge
from workwell_desktop.ui.parts.buttons import Button
from workwell_desktop.ui.parts.empty import Empty
from workwell_desktop.ui.parts.layouts import column, holder
from workwell_desktop.ui.parts.paged_list import PagedList, PersonList, RowFacts, Rows
from workwell_desktop.ui.parts.rows import Col, RowList, Words
from workwell_desktop.ui.style.theme import Look

PAGE = 50


def person(number: int) -> RowFacts:
    return RowFacts(str(number), f"Person {number} Example", "Week 5 of 8")


class Source:
    """Gives people a page at a time, and counts how often it was asked."""

    def __init__(self, whole: int) -> None:
        self.whole, self.asked = whole, []

    def more(self, offset: int) -> list[RowFacts]:
        self.asked.append(offset)
        return [person(number) for number in range(offset, min(offset + PAGE, self.whole))]


def test_the_model_keeps_qts_rules_while_it_loads_and_changes(qapp: QApplication) -> None:
    rows, source = Rows(), Source(130)
    tester = QAbstractItemModelTester(rows, QAbstractItemModelTester.FailureReportingMode.Fatal)
    tester.setUseFetchMore(False)  # it would fetch in the middle of a reset
    rows.show([RowFacts("h", "Everyone else", heading=True), *source.more(0)], lambda offset: source.more(offset - 1))
    while rows.canFetchMore():
        rows.fetchMore()
    assert rows.rowCount() == 131
    assert source.asked == [0, 50, 100, 130]
    rows.show([person(1)])
    assert rows.rowCount() == 1
    assert not rows.canFetchMore()
    rows.show([])
    assert tester.model() is rows


def test_a_head_cannot_be_chosen_and_a_row_is_said_whole(qapp: QApplication) -> None:
    rows = Rows()
    rows.show(
        [
            RowFacts("h", "Seeing today", heading=True),
            RowFacts("1", "Jo Example", "Plan meeting, here", lead="11:00", badge="Late", state="late"),
        ]
    )
    assert not rows.flags(rows.index(0)) & Qt.ItemFlag.ItemIsSelectable
    assert rows.flags(rows.index(1)) & Qt.ItemFlag.ItemIsSelectable
    assert rows.data(rows.index(1), Qt.ItemDataRole.AccessibleTextRole) == "11:00, Jo Example, Plan meeting, here, Late"
    assert rows.data(QModelIndex()) is None
    assert (rows.number_of("1"), rows.number_of("h"), rows.number_of("9")) == (1, -1, -1)


def test_a_long_list_is_loaded_only_as_far_as_one_scrolls(qtbot: QtBot, look: Look) -> None:
    people, source = PersonList(look, "Everyone else"), Source(10_000)
    shown(qtbot, people, 288, 600)
    people.show_rows(source.more(0), source.more)
    QApplication.processEvents()
    assert people.rows.rowCount() <= 3 * PAGE
    people.verticalScrollBar().setValue(people.verticalScrollBar().maximum())
    qtbot.waitUntil(lambda: len(source.asked) >= 2)
    assert people.rows.rowCount() <= 6 * PAGE


def listed(qtbot: QtBot, look: Look) -> PersonList:
    people = PersonList(look, "People")
    shown(qtbot, people, 288, 500)
    people.show_rows(
        [
            RowFacts("h1", "Seeing today", heading=True),
            RowFacts("1", "Dafydd Example", "Review, by phone", lead="09:30"),
            RowFacts("h2", "Waiting for you", heading=True),
            RowFacts("2", "Amara Example", "Fit note ends in 3 days", badge="3 days", state="waiting"),
        ]
    )
    return people


def test_the_caseload_is_walked_and_opened_by_keys(qtbot: QtBot, look: Look) -> None:
    people = listed(qtbot, look)
    chosen: list[str] = []
    opened: list[str] = []
    people.chosen.connect(chosen.append)
    people.opened.connect(opened.append)
    people.clearFocus()
    people.setFocus(Qt.FocusReason.TabFocusReason)
    assert people.currentIndex().row() == 1  # the first that can be chosen, and nothing is sent
    assert (chosen, opened) == ([], [])
    QTest.keyClick(people, Qt.Key.Key_Down)
    assert people.chosen_key() == "2"
    QTest.keyClick(people, Qt.Key.Key_Return)
    QTest.keyClicks(people, "d")  # typing is not a jump
    assert people.chosen_key() == "2"
    assert (chosen, opened) == (["2"], ["2"])


def test_a_click_opens_a_row_and_not_a_head(qtbot: QtBot, look: Look) -> None:
    people = listed(qtbot, look)
    opened: list[str] = []
    people.opened.connect(opened.append)
    for number in (0, 3):
        middle = people.visualRect(people.rows.index(number)).center()
        QTest.mouseClick(people.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    assert opened == ["2"]


def test_choosing_from_outside_says_nothing_and_survives_new_rows(qtbot: QtBot, look: Look) -> None:
    people = listed(qtbot, look)
    chosen: list[str] = []
    people.chosen.connect(chosen.append)
    assert people.choose("2")
    assert people.chosen_key() == "2"
    people.show_rows([person(7), RowFacts("2", "Amara Example"), person(8)])
    assert people.chosen_key() == "2"
    people.show_rows([person(7)])
    assert people.chosen_key() == ""
    assert not people.choose("2")
    assert chosen == []


@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
def test_the_chosen_row_has_its_bar_and_the_ring_lies_inside(qtbot: QtBot, look: Look, theme: str) -> None:
    look.set_theme(theme)
    people = listed(qtbot, look)
    people.choose("2")
    row = people.visualRect(people.rows.index(3))
    bar = QRect(row.x(), row.y(), 3, row.height())
    assert count_colour(people.viewport(), look.colour("accent"), bar) == 3 * row.height()
    assert not count_colour(people.viewport(), look.colour("focus"), row)
    people.clearFocus()
    people.setFocus(Qt.FocusReason.TabFocusReason)
    assert count_colour(people.viewport(), look.colour("focus"), row) > 2 * (row.width() + row.height())


def test_rows_grow_with_the_text_and_heads_are_lower(qtbot: QtBot, look: Look) -> None:
    people = listed(qtbot, look)
    assert people.visualRect(people.rows.index(1)).height() >= 52
    before = people.visualRect(people.rows.index(1)).height()
    look.set_scale(200)
    QApplication.processEvents()
    assert people.visualRect(people.rows.index(1)).height() > 1.6 * before
    assert people.visualRect(people.rows.index(0)).height() < people.visualRect(people.rows.index(1)).height()


def test_a_tall_list_shows_four_lines(qtbot: QtBot, look: Look) -> None:
    services = PagedList(look, "Services", lines=4)
    shown(qtbot, services, 800, 400)
    services.show_rows([RowFacts("1", "Elm Street Physio", "Physiotherapy", "Free", "First thing in the plan.")])
    row = services.visualRect(services.rows.index(0))
    assert row.height() >= 96
    assert count_colour(services.viewport(), look.colour("good"), row) > 5  # the tick before the reason
    assert services.selectionMode() == QAbstractItemView.SelectionMode.SingleSelection


def table(look: Look) -> RowList:
    steps = RowList(look, "Steps", [Col("Step", 1), Col("Who"), Col("Hours", right=True), Col("How it stands")])
    steps.add("1", Words("Walk ten minutes a day"), "Jo", "12", Badge(look, "Doing", "doing"))
    steps.add("2", Words("Ring Talking Therapies", "By Friday"), "Ruth", "9", Badge(look, "To do", "todo"))
    return steps


def test_a_table_holds_its_rows_in_columns(qtbot: QtBot, look: Look) -> None:
    steps = table(look)
    shown(qtbot, holder(column(look, steps)), 900)
    assert steps.keys() == ["1", "2"]
    first, second = steps.cells("1"), steps.cells("2")
    assert [a.x() for a in first[:2]] == [b.x() for b in second[:2]]
    assert [a.y() for a in first if isinstance(a, QLabel)] == [first[0].y()] * 3
    with pytest.raises(KeyError):
        steps.cells("9")


def test_with_large_text_a_row_takes_two_lines_and_goes_back(qtbot: QtBot, look: Look) -> None:
    steps = table(look)
    window = shown(qtbot, holder(column(look, steps)), 900)
    look.set_scale(200)
    QApplication.processEvents()
    step, who, _, badge = steps.cells("1")
    where = [cell.mapTo(window, cell.rect().topLeft()) for cell in (step, who, badge)]
    assert where[1].y() > where[0].y()
    assert where[2].y() < where[1].y()
    assert all(cell.isVisible() for cell in steps.cells("1"))
    assert not any(label.isVisible() for label in steps.findChildren(QLabel) if label.text() == "Who")
    look.set_scale(100)
    QApplication.processEvents()
    assert steps.cells("1")[1].y() == steps.cells("1")[0].y()
    assert any(label.isVisible() for label in steps.findChildren(QLabel) if label.text() == "Who")


def test_an_empty_list_says_what_will_be_here(qtbot: QtBot, look: Look) -> None:
    begun: list[int] = []
    steps = RowList(look, "Steps", [Col("Step", 1), Col("Who")])
    empty = Empty(look, "No steps yet. Ask Jo what would help first.", "Add a step", lambda: begun.append(1))
    steps.set_empty(empty)
    shown(qtbot, steps)
    assert empty.isVisible()
    assert empty.button is not None
    QTest.mouseClick(empty.button, Qt.MouseButton.LeftButton)
    assert begun == [1]
    steps.add("1", "Walk", "Jo")
    assert not empty.isVisible()
    assert steps.count() == 1
    steps.clear()
    assert empty.isVisible()
    assert (steps.count(), steps.keys()) == (0, [])


def test_many_rows_are_added_quickly_enough_to_draw_a_plan(qtbot: QtBot, look: Look) -> None:
    steps = RowList(look, "Steps")
    qtbot.addWidget(steps)
    arranged: list[int] = []
    whole = steps._arrange
    steps._arrange = lambda: (arranged.append(1), whole())  # type: ignore[method-assign]  # watched for this test only
    for number in range(60):
        steps.add(str(number), Words(f"Step {number}"), Button(look, "Change", "compact"))
    assert len(arranged) == 1


def test_rows_of_many_cells_take_two_lines_where_there_is_little_room(qtbot: QtBot, look: Look) -> None:
    steps = table(look)
    steps.add("1", Words("Walk ten minutes a day"), "Jo", "2", "Doing")
    shown(qtbot, steps, 700, 300)
    first, second, *_rest = steps.cells("1")
    assert first.y() == second.y() or second.mapTo(steps, second.rect().center()).y() < first.geometry().bottom()
    steps.resize(400, 300)
    QApplication.processEvents()
    first, second, *_rest = steps.cells("1")
    assert second.mapTo(steps, second.rect().topLeft()).y() >= first.geometry().bottom()
