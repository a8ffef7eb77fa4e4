"""A chart on paper: every figure in its place, inside the page, in each house style."""

from __future__ import annotations

from datetime import date, timedelta

import pypdfium2
import pytest

from workwell_desktop.documents.house_style import PRESETS, WIDTH
from workwell_desktop.documents.model import Document, Figure, Foot, Heading, Paragraph, Role, Run, Text
from workwell_desktop.documents.render import to_pdf
from workwell_desktop.forms.parts import Band
from workwell_desktop.forms.readings import Chart, Reading, sentence

FIRST = date(2037, 11, 12)
BANDS = (Band(0, 4, "None or minimal"), Band(5, 9, "Mild"), Band(10, 14, "Moderate"), Band(15, 27, "Severe"))
VALUES = (18, 17, None, 14, 12, 9)
WEEKLY = tuple(Reading(FIRST + timedelta(weeks=n), value) for n, value in enumerate(VALUES))
CHART = Chart("Mood", "Jo", 0, 27, (*WEEKLY, Reading(FIRST, 20, "coach")), BANDS, 6, "A source")


def paper(chart: Chart) -> Document:
    """Return a paper that holds a chart and the sentence that says it."""
    said = Paragraph(Text(Role.PARAGRAPH, (Run(sentence(chart)),)), keep=True)
    head = Heading(Text(Role.TITLE, (Run("Over time"),)), level=1)
    foot = Foot(Text(Role.FOOT, (Run("Made for a test"),)))
    return Document("Over time", "en-GB", FIRST, foot, "Page {page} of {pages}", (head, said, Figure(chart)))


@pytest.mark.parametrize("style", sorted(PRESETS))
def test_every_figure_and_band_can_be_read(style: str) -> None:
    document = pypdfium2.PdfDocument(to_pdf(paper(CHART), PRESETS[style]))
    words = "\n".join(page.get_textpage().get_text_range().replace("\r", "") for page in document)
    for wanted in ("18", "17", "14", "12", "9", "20", "Mild, 5 to 9", "Severe, 15 to 27", "12 Nov 2037", "17 Dec 2037"):
        assert wanted in words
    assert "Jo scored 18 at the start and 9 now." in words.replace("\n", " ")


@pytest.mark.parametrize("style", sorted(PRESETS))
def test_no_word_leaves_the_page(style: str) -> None:
    from workwell_desktop.documents.compose import Composer
    from workwell_desktop.documents.fonts import measure

    (drawing,) = Composer(PRESETS[style], measure).parts([Figure(CHART)])
    for left, top, words in drawing.labels:  # type: ignore[attr-defined]  # a figure becomes a drawing
        assert left >= -0.01
        assert left + words.lines[0].width <= WIDTH + 0.01, words.lines[0]
        assert -0.01 <= top <= drawing.height


@pytest.mark.parametrize("values", [(), (None,), (5,), tuple(range(28)) * 7])
def test_few_and_many_readings_are_drawn(values: tuple[int | None, ...]) -> None:
    made = Chart("Mood", "Jo", 0, 27, tuple(Reading(FIRST + timedelta(n), v) for n, v in enumerate(values)), BANDS)
    assert to_pdf(paper(made), PRESETS["standard"]).startswith(b"%PDF")
