"""Help: F1 from every view, by keys alone; it says what the program is for, and names nobody."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from tests.journeys.stage import Stage
from tests.tree import ROOT
from tests.ui.showing import shown as shown_in
from workwell_desktop.casework.help_words import help_for, help_parts, help_screens, short_guide
from workwell_desktop.casework.intended_purpose import intended_purpose
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.guide_view import GuideDialog
from workwell_desktop.ui.hand import Hand
from workwell_desktop.ui.help_place import TABS, screen_in_sight
from workwell_desktop.ui.help_view import HelpDialog
from workwell_desktop.ui.pages.page import PAGES
from workwell_desktop.ui.plan.ways import WAYS
from workwell_desktop.ui.records.shelf import RECORDS
from workwell_desktop.ui.style.theme import Look
from workwell_desktop.ui.window_keys import add_window_keys
from workwell_desktop.ui.workspace import Workspace

Show = Callable[[QWidget], Hand]


def words(dialog: QWidget) -> list[str]:
    return [one.text() for one in dialog.findChildren(QLabel) if one.isVisible() and one.text()]


def test_f1_opens_it_and_esc_closes_it(qtbot: QtBot, look: Look) -> None:
    window = QWidget()
    add_window_keys(window, look)
    shown_in(qtbot, window)
    QTest.keyClick(window, Qt.Key.Key_F1)
    (dialog,) = window.findChildren(HelpDialog)
    qtbot.waitExposed(dialog)
    assert dialog.isVisible()
    assert dialog.windowTitle() == "WorkWell"
    found = words(dialog)
    assert [one for one in found if one in intended_purpose()] == list(intended_purpose())
    for part in help_parts():
        assert part.title in found
        assert set(part.sentences) <= set(found)
        assert {does for _keys, does in part.keys} <= set(found)
    QTest.keyClick(dialog, Qt.Key.Key_F1)
    assert len(window.findChildren(HelpDialog)) == 1
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not any(one.isVisible() for one in window.findChildren(HelpDialog))


def test_the_page_is_read_by_keys_alone(qtbot: QtBot, look: Look) -> None:
    window = shown_in(qtbot, QWidget())
    dialog = HelpDialog(look, window)
    dialog.open()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is dialog.page)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_End)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_PageDown)
    assert dialog.page.verticalScrollBar().value() > 0
    dialog.close()


def test_a_button_in_the_column_opens_it_and_it_names_nobody(desk: Desk, jo: int, shown: Show) -> None:
    workspace = Workspace(desk, 0)
    hand = shown(workspace)
    hand.press("Help")
    (dialog,) = workspace.findChildren(HelpDialog)
    assert not any("Example" in one or "Joanna" in one for one in words(dialog))
    hand.press("Close")


@pytest.mark.parametrize(("scale", "width"), [(100, 1440), (200, 760)])
def test_no_line_is_cut(look: Look, shown: Show, scale: int, width: int) -> None:
    look.set_scale(scale)
    window = QWidget()
    shown(window)
    window.resize(width, 560)
    dialog = HelpDialog(look, window)
    dialog.open()
    QApplication.processEvents()
    assert dialog.page.horizontalScrollBar().maximum() == 0
    dialog.close()


def test_the_keys_are_those_of_the_readme_and_exist(desk: Desk, look: Look, shown: Show) -> None:
    said = {keys for part in help_parts() for keys, _does in part.keys}
    table = (ROOT / "README.md").read_text("utf-8").split("## Keys")[1].split("\n## ")[0]
    named = {cell.strip() for row in table.splitlines()[4:] for cell in row.split("|")[1::2] if cell.strip()}
    assert {one.replace("Ctrl+PgDn, Ctrl+PgUp", "Ctrl+PgDn, PgUp") for one in said} == named
    window = QWidget()
    add_window_keys(window, look)
    workspace = Workspace(desk, 0)
    shown(workspace)
    there = {one.key().toString() for top in (window, workspace) for one in top.findChildren(QShortcut)}
    single = {one for one in said if re.fullmatch(r"(Ctrl\+)?(F\d|[A-Z])", one)} - {
        "Ctrl+D",
        "Ctrl+L",
        "F7",
        "F8",
    }  # of the directory, of window, of areas, of the pages about one person
    assert len(single) > 8
    assert {QKeySequence(one).toString() for one in single} <= there
    workspace.close()


def test_it_opens_before_there_is_a_vault(tmp_path: Path, qapp: QApplication) -> None:
    stage = Stage(tmp_path / "home")
    try:
        stage.hand.key(Qt.Key.Key_F1)
        (dialog,) = stage.window.findChildren(HelpDialog)
        assert dialog.isVisible()
        stage.hand.key(Qt.Key.Key_Escape)
        assert not stage.window.findChildren(HelpDialog)
    finally:
        stage.end()
        qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_every_screen_of_the_program_has_its_help_and_no_help_is_of_a_screen_that_is_gone() -> None:
    screens = {"first_run", "way_in", "today", "settings", "room.stages", *TABS}
    screens |= {f"page.{page.code}" for page in PAGES}
    screens |= {f"record.{record.code}" for record in RECORDS}
    screens |= {f"room.{way.code}" for way in WAYS}
    assert {part.id for part in help_screens()} == screens


@pytest.mark.parametrize("tab", range(4))
def test_f1_begins_with_the_tab_that_is_in_sight(desk: Desk, jo: int, shown: Show, tab: int) -> None:
    workspace = Workspace(desk, 0)
    shown(workspace)
    assert screen_in_sight(workspace) == "today"
    workspace.open_person(jo, tab)
    assert screen_in_sight(workspace) == TABS[tab]
    workspace.close()


@pytest.mark.parametrize("code", [page.code for page in PAGES if page.code not in {"close_out", "compare"}])
def test_f1_begins_with_the_page_beside_the_caseload(desk: Desk, jo: int, shown: Show, code: str) -> None:
    workspace = Workspace(desk, 0)
    shown(workspace)
    workspace.show_page(f"{code}/{jo}")
    assert screen_in_sight(workspace) == f"page.{code}"
    workspace.close()


@pytest.mark.parametrize("code", [record.code for record in RECORDS])
def test_f1_begins_with_the_page_behind_the_intake(desk: Desk, jo: int, shown: Show, code: str) -> None:
    workspace = Workspace(desk, 0)
    shown(workspace)
    workspace.open_person(jo, 0, code)
    assert screen_in_sight(workspace) == f"record.{code}"
    workspace.close()


@pytest.mark.parametrize("code", [way.code for way in WAYS])
def test_f1_begins_with_the_page_behind_the_plan(desk: Desk, jo: int, shown: Show, code: str) -> None:
    workspace = Workspace(desk, 0)
    shown(workspace)
    workspace.open_person(jo, 2)
    assert workspace.pane is not None
    workspace.pane.open_section(code, 2)
    assert screen_in_sight(workspace) == f"room.{code}"
    workspace.close()


def test_the_screen_stands_first_another_can_be_chosen_and_words_are_looked_for(look: Look, shown: Show) -> None:
    window = QWidget()
    shown(window)
    dialog = HelpDialog(look, window, "page.shortlist")
    dialog.open()
    titles = {part.id: part.title for part in help_screens()}
    assert titles["page.shortlist"] in words(dialog)
    assert words(dialog).index(titles["page.shortlist"]) < words(dialog).index(help_parts()[0].title)
    assert titles["record.safety"] not in words(dialog)
    dialog.screen_choice.set_value("record.safety")
    dialog.screen_choice.edited.emit()
    QApplication.processEvents()
    assert titles["record.safety"] in words(dialog)
    dialog.search.setText("STICK backup")
    QApplication.processEvents()
    assert "Keeping it safe" in words(dialog)
    assert titles["record.safety"] not in words(dialog)
    dialog.search.setText("zebra")
    QApplication.processEvents()
    assert any("No part of the help" in one for one in words(dialog))
    assert help_for(("zebra",), "") == ()
    dialog.close()


def test_the_short_guide_is_turned_page_by_page_and_left_from_any(look: Look, shown: Show) -> None:
    window = QWidget()
    hand = shown(window)
    dialog = GuideDialog(look, window)
    dialog.open()
    QApplication.processEvents()
    assert not dialog.button("back").isEnabled()
    for number, page in enumerate(short_guide(), start=1):
        assert f"{number} of {len(short_guide())}" in words(dialog)
        assert set(page.sentences) <= set(words(dialog))
        if number < len(short_guide()):
            hand.press("Next")
            QApplication.processEvents()
    hand.press("Back")
    QApplication.processEvents()
    assert short_guide()[-2].title in words(dialog)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
