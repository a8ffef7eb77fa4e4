"""The keys that work anywhere while the vault is open: pane by pane, keep what is typed, the main deed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QTabBar, QWidget

from workwell_desktop.ui.caseload_column import CaseloadColumn, Strip
from workwell_desktop.ui.parts import stops
from workwell_desktop.ui.parts.bottom_bar import BottomBar
from workwell_desktop.ui.parts.buttons import press_main
from workwell_desktop.ui.parts.columns import Page
from workwell_desktop.ui.parts.rail import Rail

Deed = Callable[[], object]


def add_keys(workspace: QWidget, keep: Deed, deeds: Mapping[str, Deed]) -> None:
    """Let F6 go from pane to pane, Ctrl+S keep, Ctrl+Enter press the main button, and each other key do its deed."""
    for keys, by in (("F6", 1), ("Shift+F6", -1)):
        QShortcut(QKeySequence(keys), workspace).activated.connect(partial(to_pane, workspace, by))
    QShortcut(QKeySequence("Ctrl+S"), workspace).activated.connect(keep)
    QShortcut(QKeySequence("Ctrl+Return"), workspace).activated.connect(partial(press_main, workspace))
    for keys, deed in deeds.items():
        QShortcut(QKeySequence(keys), workspace).activated.connect(deed)


def to_pane(workspace: QWidget, by: int) -> None:
    """Go to the next or the last part of the window: people, tabs, sections, page, bar."""
    kinds = (CaseloadColumn, Strip, QTabBar, Rail, Page)
    panes: list[QWidget] = [one for kind in kinds for one in workspace.findChildren(kind)]
    panes += [one for one in workspace.findChildren(QWidget) if one.property("pane")]  # what says so of itself
    stops.next_pane([one for one in (*panes, *workspace.findChildren(BottomBar)) if one.isVisible()], by)
