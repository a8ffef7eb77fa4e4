"""What a coach feels in the Assessment, in a process of its own: a long questionnaire, a keystroke, a chart."""

from __future__ import annotations

import time
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton

from workwell_desktop.bench.child import Program
from workwell_desktop.bench.long_form import TITLE, long_form
from workwell_desktop.bench.talk import answer_and_leave
from workwell_desktop.bench.watch import linger, painted
from workwell_desktop.later import Later
from workwell_desktop.paths import Places

if TYPE_CHECKING:
    from workwell_desktop.forms import parts, readings
    from workwell_desktop.ui import hand
    from workwell_desktop.ui.assessment import fill_page
    from workwell_desktop.ui.parts import chart, text_area
else:
    parts = Later("workwell_desktop.forms.parts")
    readings = Later("workwell_desktop.forms.readings")
    hand = Later("workwell_desktop.ui.hand")
    fill_page = Later("workwell_desktop.ui.assessment.fill_page")
    chart = Later("workwell_desktop.ui.parts.chart")
    text_area = Later("workwell_desktop.ui.parts.text_area")

_SETTLED_S = 0.4
_LETTERS = "by the afternoon i can hardly stand and lifting hurts "


def long_one(home: str, times: int) -> dict[str, list[float]]:
    """Open the same long questionnaire again and again; return the milliseconds from the press to the painted page."""
    folder = Places.under(Path(home)).questionnaires
    folder.mkdir(parents=True, exist_ok=True)
    name, text = long_form()
    (folder / name).write_text(text, "utf-8")
    program, hands = _at_the_assessment(home)
    hands.press("Questionnaires")
    hands.press(f"Begin: {TITLE}")
    hands.press("Ask it together")
    found = []
    for _ in range(times):
        hands.press("Back to all questionnaires")
        linger(_SETTLED_S)
        button = hands.find(QAbstractButton, f"Go on: {TITLE}")
        began = time.monotonic()
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        page = next(one for one in program.window.findChildren(fill_page.FillPage) if one.isVisible())
        inside = page.widget() or page
        found.append((painted(inside, first=inside.update) - began) * 1000)
        linger(_SETTLED_S)
    hands.press("Back to all questionnaires")
    program.close()
    return {"ms": found}


def keys(home: str, letters: int) -> dict[str, list[float]]:
    """Type into the Assessment for some seconds; return the milliseconds that each key took, while words are kept."""
    program, hands = _at_the_assessment(home)
    if hands.count("Make a new version"):  # theirs was signed
        hands.press("Make a new version")
        hands.write("Why does this change?", "It is measured")
        hands.press_first("Begin version")
    field = hands.find(text_area.TextArea, "What makes work hard?")
    field.setFocus()
    found = []
    for place in range(letters):
        began = time.perf_counter()
        QTest.keyClicks(field, _LETTERS[place % len(_LETTERS)])
        found.append((time.perf_counter() - began) * 1000)
        linger(0.03)  # a quick typist; words are kept meanwhile
    program.close()
    return {"ms": found}


def charts(home: str, count: int, times: int) -> dict[str, list[float]]:
    """Build and paint a chart of ``count`` readings, again and again; return the milliseconds each time."""
    program = Program(Path(home))
    bands = (parts.Band(0, 4, "None-minimal"), parts.Band(5, 9, "Mild"), parts.Band(10, 27, "Moderate or more"))
    first = date(2026, 1, 5)
    taken = tuple(readings.Reading(first + timedelta(days=3 * n), float((n * 7) % 28)) for n in range(count))
    drawn = readings.Chart("PHQ-9", "Jo", 0, 27, taken, bands, 6, "Measured")
    found = []
    for _ in range(times):
        began = time.perf_counter()
        view = chart.ChartView(program.look, drawn)
        view.resize(900, 420)
        view.grab()
        found.append((time.perf_counter() - began) * 1000)
        view.deleteLater()
    program.close()
    return {"ms": found}


def _at_the_assessment(home: str) -> tuple[Program, hand.Hand]:
    """Unlock, open the first person of the list, and show their Assessment."""
    program = Program(Path(home))
    program.unlock()
    program.open_row(program.with_history(1)[0])
    hands = hand.Hand(program.app)
    hands.open_tab("Assessment")
    linger(_SETTLED_S)
    return program, hands


if __name__ == "__main__":
    answer_and_leave({"long_one": long_one, "keys": keys, "charts": charts})
