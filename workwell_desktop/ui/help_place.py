"""Which screen of the program is in sight, by the name that the help knows it by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from workwell_desktop.later import Later

if TYPE_CHECKING:
    from workwell_desktop.ui import workspace
    from workwell_desktop.ui.plan import rooms, stages, ways
    from workwell_desktop.ui.records import page as record_page
    from workwell_desktop.ui.records import shelf
else:  # nothing of this is there before the vault is open
    workspace = Later("workwell_desktop.ui.workspace")
    rooms, ways = Later("workwell_desktop.ui.plan.rooms"), Later("workwell_desktop.ui.plan.ways")
    stages = Later("workwell_desktop.ui.plan.stages")
    record_page, shelf = Later("workwell_desktop.ui.records.page"), Later("workwell_desktop.ui.records.shelf")

TABS = ("intake", "assessment", "plan", "directory")
_WAYS_IN = {"FirstRun": "first_run"}


def screen_in_sight(window: QWidget) -> str:
    """Return the name of the screen that a window shows now, as the files of the help name it."""
    opened = getattr(window, "workspace", window)
    if opened is None:
        views = {type(one).__name__ for one in window.findChildren(QWidget) if one.isVisible()}
        return next((name for view, name in _WAYS_IN.items() if view in views), "way_in")
    return _inside(opened) if isinstance(opened, workspace.Workspace) else ""


def _inside(opened: workspace.Workspace) -> str:
    page = next((code for code, one in opened.pages.items() if one.isVisible()), "")
    if page:
        return f"page.{page}"
    pane = opened.pane
    if pane is None or not pane.isVisible():
        return "today"
    tab = TABS[pane.tabs.current()]
    if tab == "intake":
        records = {type(one).__name__ for one in pane.findChildren(record_page.RecordPage) if one.isVisible()}
        return next((f"record.{one.code}" for one in shelf.RECORDS if one.name in records), tab)
    if tab == "plan":
        shown = [one for one in pane.findChildren(rooms.PlanRoom) if one.isVisible()]
        if any(one.isVisible() for one in pane.findChildren(stages.StagesView)):
            return "room.stages"
        return next((f"room.{way.code}" for way in ways.WAYS for one in shown if type(one) is way.make), tab)
    return tab
