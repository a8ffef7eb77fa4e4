"""What the window says when something went wrong in the program itself: calm, in the page, and never in the way."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget

from workwell_desktop.ui.parts.layouts import column, holder
from workwell_desktop.ui.parts.notice import Notice
from workwell_desktop.ui.style.theme import Look


def bug_notice(look: Look, report: Path | None) -> QWidget:
    """Return the notice. ``report`` is where the report lies, none where it could not be written.

    It goes with its button *Close*. Nothing of what a participant said is in it.
    """
    where = f"A report without names lies in {report}." if report else "The report could not be written."
    notice = Notice(
        look,
        "warn",
        "Something went wrong in WorkWell.",
        f"Your words are kept. {where}",
        deeds=[("Close", lambda: around.deleteLater())],  # noqa: PLW0108 - it is built below
        announce_it=True,
    )
    around = holder(column(look, notice, margins=8), "window")
    return around
