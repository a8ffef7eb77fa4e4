"""The figures of the Assessment: opening a long questionnaire, a keystroke while words are kept, and a chart."""

from __future__ import annotations

from workwell_desktop.bench.figures import Figure, p95
from workwell_desktop.bench.long_form import QUESTIONS
from workwell_desktop.bench.people import Caseload
from workwell_desktop.bench.talk import Asker

OPEN_MS, KEY_MS, CHART_MS = 100.0, 16.0, 50.0
READINGS = 200


def measure_assessment(people: Caseload, size: int, asker: Asker, rounds: int) -> list[Figure]:
    """Return the figures for one caseload. A keystroke may take one picture of a screen, sixty a second."""
    with people.copied("assessed") as copy:  # what is begun there is written down
        opened = asker.ask("own_assessment", deed="long_one", home=str(copy.home), times=rounds)["ms"]
        typed = asker.ask("own_assessment", deed="keys", home=str(copy.home), letters=rounds * 12)["ms"]
        drawn = asker.ask("own_assessment", deed="charts", home=str(copy.home), count=READINGS, times=rounds)["ms"]
    bare_open = asker.ask("bare_assessment", deed="long_one", times=rounds)["ms"]
    bare_typed = asker.ask("bare_assessment", deed="keys", letters=rounds * 12)["ms"]
    bare_drawn = asker.ask("bare_assessment", deed="charts", count=READINGS, times=rounds)["ms"]
    opening = f"opening {QUESTIONS} questions: press to painted page, p95"
    key = "the Assessment: a keystroke while words are kept, longest"
    chart = f"chart of {READINGS} readings: built and painted, p95"
    return [
        Figure(opening, size, "ms", p95(opened), p95(bare_open), OPEN_MS),
        Figure(key, size, "ms", max(typed), max(bare_typed), KEY_MS),
        Figure(chart, None, "ms", p95(drawn), p95(bare_drawn), CHART_MS),
    ]
