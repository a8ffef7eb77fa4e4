"""The chart as it is seen and heard: lines, bands, the table in its place, large text and every theme."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.ui.showing import count_colour, shown
from workwell_desktop.forms.parts import Band
from workwell_desktop.forms.readings import Chart, Reading, sentence
from workwell_desktop.ui.parts.chart import ChartPicture, ChartView
from workwell_desktop.ui.parts.labels import Label
from workwell_desktop.ui.style.theme import Look

FIRST = date(2037, 11, 12)
LAST = FIRST + timedelta(40)
BANDS = (Band(0, 4, "None or minimal"), Band(5, 9, "Mild"), Band(10, 27, "Moderate or more"))
CHART = Chart(
    "Mood, 0 to 27", "Jo", 0, 27,
    (Reading(FIRST, 18), Reading(FIRST, 20, "coach"), Reading(FIRST + timedelta(14), 16), Reading(LAST, 9)),
    BANDS, 6, "Bands from a source.",
)  # fmt: skip


def texts(view: ChartView) -> list[str]:
    return [one.text() for one in view.findChildren(Label) if one.isVisible()]


def test_it_says_in_a_sentence_what_it_draws(qtbot: QtBot, look: Look) -> None:
    view = ChartView(look, CHART)
    shown(qtbot, view, 900, 500)
    assert sentence(CHART) in texts(view)
    assert view.picture.accessibleName() == sentence(CHART)
    assert count_colour(view.picture, look.colour("accent")) > 100, "the line is drawn"
    assert count_colour(view.picture, look.colour("note_tint")) > 1000, "what may be chance is shaded"


def test_the_line_follows_the_numbers(qtbot: QtBot, look: Look) -> None:
    picture = ChartPicture(look, Chart("Mood", "Jo", 0, 10, (Reading(FIRST, 0), Reading(FIRST + timedelta(9), 10))))
    shown(qtbot, picture, 700, 300)
    inside = picture.inside().toRect()
    image = picture.grab().toImage()

    def ink(x: int, y: int) -> bool:
        near = [QColor(image.pixel(x + dx, y + dy)) for dx in range(-8, 9) for dy in range(-8, 9)]
        return look.colour("accent").rgb() in {one.rgb() for one in near}

    edge = look.px(24)
    assert ink(inside.left() + edge, inside.bottom())
    assert ink(inside.right() - edge, inside.top())
    assert ink(inside.center().x(), inside.center().y())
    assert not ink(inside.left() + edge, inside.top())
    assert not ink(inside.right() - edge, inside.bottom())


def test_the_table_takes_the_place_of_the_picture_and_holds_the_same_figures(qtbot: QtBot, look: Look) -> None:
    view = ChartView(look, CHART)
    shown(qtbot, view, 900, 600)
    QTest.keyClick(view.turner, Qt.Key.Key_Space)
    assert not view.picture.isVisible()
    there = texts(view)
    for cell in ("12 Nov 2037", "18", "Moderate or more", "12 Nov 2037 (coach’s view)", "20", "9", "Mild"):
        assert cell in there
    assert view.turner.accessibleName() == "Show as a picture: Mood, 0 to 27"
    QTest.keyClick(view.turner, Qt.Key.Key_Space)
    assert view.picture.isVisible()


@pytest.mark.parametrize("scale", [100, 150, 200, 250])
def test_days_never_run_into_one_another(qtbot: QtBot, look: Look, scale: int) -> None:
    look.set_scale(scale)
    many = Chart("Mood", "Jo", 0, 27, tuple(Reading(FIRST + timedelta(n), n % 28) for n in range(200)), BANDS)
    picture = ChartPicture(look, many)
    shown(qtbot, picture, 1200, 700)
    days = picture._days(picture.inside())
    assert len(days) >= 2
    assert all(left + wide < after[0] for (left, wide, _), after in pairwise(days))
    assert days[-1][0] + days[-1][1] <= picture.width()


@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
def test_nothing_in_it_speaks_by_red_or_green(qtbot: QtBot, look: Look, theme: str) -> None:
    look.set_theme(theme)
    picture = ChartPicture(look, CHART)
    shown(qtbot, picture, 900, 300)
    assert not any(count_colour(picture, look.colour(token)) for token in ("bad", "good"))


@pytest.mark.parametrize("values", [(), (None,), (5,), (None, 5, None)])
def test_few_readings_are_drawn_too(qtbot: QtBot, look: Look, values: tuple[int | None, ...]) -> None:
    made = tuple(Reading(FIRST + timedelta(n), value) for n, value in enumerate(values))
    view = ChartView(look, Chart("Mood", "Jo", 0, 27, made, BANDS))
    shown(qtbot, view, 900, 500)
    assert sentence(Chart("Mood", "Jo", 0, 27, made, BANDS)) in texts(view)
