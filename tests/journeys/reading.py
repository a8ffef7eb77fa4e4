"""Reads what stands in the windows about a participant: page by page, as a coach would look through it."""

from __future__ import annotations

from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QLineEdit, QPlainTextEdit

from tests.journeys.stage import Stage, in_sight
from workwell_desktop.ui.hand import said
from workwell_desktop.ui.parts.columns import Page
from workwell_desktop.ui.parts.rail import Rail
from workwell_desktop.ui.plan.rows import OpenRow

Pages = dict[str, list[str]]


def everything(stage: Stage, who: str) -> Pages:
    """Open a participant and return what stands on every page of the tabs, by the page's name."""
    stage.hand.pick_row(who)
    read: Pages = {}
    for tab in ("Intake", "Assessment"):
        stage.hand.open_tab(tab)
        (rail,) = in_sight(stage.window, Rail)
        for button in in_sight(rail, QAbstractButton):
            stage.hand.press(said(button), rail)
            read[f"{tab}: {said(button)}"] = page_in_sight(stage)
    stage.hand.open_tab("Plan")
    read["Plan"] = page_in_sight(stage)
    return read


def page_in_sight(stage: Stage) -> list[str]:
    """Return what is written, chosen and said on the page in sight, in the order it was made."""
    read: list[str] = []
    for page in in_sight(stage.window, Page):
        read += [one.text() for one in in_sight(page, QLabel) if one.text()]
        read += [f"{said(one)}: {one.text()}" for one in in_sight(page, QLineEdit)]
        read += [f"{said(one)}: {one.toPlainText()}" for one in in_sight(page, QPlainTextEdit)]
        read += [f"{said(one)}: {one.currentText()}" for one in in_sight(page, QComboBox)]
        read += [f"chosen: {said(one)}" for one in in_sight(page, QAbstractButton) if one.isChecked()]
        read += [said(one) for one in in_sight(page, OpenRow)]
    return read
