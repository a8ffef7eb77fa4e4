"""Finished questionnaires as charts: one for each measure, or for each question of one that is never added up.

Numbers and words are those of their day. Bands and reliable change come from the questionnaire as it is now, and speak
only of the readings that were asked in that version.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from workwell_desktop.casework.held_back import figures_off_paper
from workwell_desktop.casework.measure_figures import Figures
from workwell_desktop.casework.measure_state import MeasureLine
from workwell_desktop.casework.score_change import changes
from workwell_desktop.casework.scoring import ItemScore as ItemReading
from workwell_desktop.casework.scoring import Score
from workwell_desktop.forms import Band, Questionnaire, ReliableChange
from workwell_desktop.forms.readings import COACH, PERSON, Chart, Reading, in_figures

_CALM = "They do not diagnose anything."
_BANDS = r": \w+ \(\d+-\d+\).*$"  # in figures
# What leads up to the address in a source; from there on it stands in the file alone.
_LOOSE = " :;,("
_LEADS = ("as printed at", "as described at", "; the form", "in the words of", "; the names of the bands as in")


@dataclass(frozen=True)
class Series:
    """One chart, with what changed since the last time in a sentence, or nothing where there was no last time."""

    form_id: str
    chart: Chart
    since: str


@dataclass(frozen=True)
class _Place:
    """What stands on one chart: a form, one of its questions or a score's own name, and the range of its numbers."""

    form_id: str
    part: str
    title: str
    low: float
    high: float


def charts(lines: Sequence[MeasureLine], forms: Mapping[str, Questionnaire], name: str) -> tuple[Chart, ...]:
    """Return a chart for each measure that was finished at least once, in the order in which they were first asked.

    ``lines`` stand in the order of their days. ``name`` is what the participant is called.
    """
    return tuple(one.chart for one in series(lines, forms, name))


def series(lines: Sequence[MeasureLine], forms: Mapping[str, Questionnaire], name: str) -> tuple[Series, ...]:
    """Return the charts of finished questionnaires, each with what changed since the last time."""
    done = [line for line in lines if line.figures is not None and line.on is not None]
    found: dict[_Place, list[Reading]] = {}
    for line in done:
        for place, reading in _readings(line, forms.get(line.form_id)):
            found.setdefault(place, []).append(reading)
    scored = {place: made for place, made in found.items() if any(one.value is not None for one in made)}
    return tuple(
        Series(place.form_id, _chart(place, made, forms.get(place.form_id), name), _since(place, made, done, forms))
        for place, made in scored.items()
    )


def for_participant(lines: Sequence[MeasureLine], forms: Mapping[str, Questionnaire], name: str) -> tuple[Chart, ...]:
    """Return the charts for the screen that is turned to the participant: their own view, no answer about safety.

    A sum in which such a question stands is theirs to see: it says how they are, and not what that one answer was to
    somebody who looks over their shoulder. One that is read by itself is not drawn.
    """
    own = [one for one in lines if one.view == PERSON and _alone(one, forms.get(one.form_id))]
    return charts(own, forms, name)


def _alone(line: MeasureLine, form: Questionnaire | None) -> bool:
    """Say whether the numbers of one filling-in are no answer about safety by themselves."""
    held = form is None or figures_off_paper(form)
    return not (held and line.figures is not None and line.figures.items)


def _readings(line: MeasureLine, form: Questionnaire | None) -> list[tuple[_Place, Reading]]:
    """Return where the numbers of one filling-in stand. A question without an answer stands there without a number."""
    figures = line.figures
    if figures is None or line.on is None:
        return []
    made = Reading(line.on, figures.total, line.view, line.version, figures.band, line.id)
    each = form.scoring.each if form is not None and form.scoring is not None else ()
    if not (figures.items or each):
        if not figures.of:  # a questionnaire that is not scored
            return []
        named = form is not None and form.scoring is not None and form.scoring.entry == "named"
        part = figures.title if named or form is None else ""
        title = figures.title if part or form is None else form.title
        return [(_Place(line.form_id, part, title, figures.low, figures.of), made)]
    titles = {one.item: one.title for one in each}  # as they are called now, so that one question has one chart
    found = [
        (
            _Place(line.form_id, one.item, titles.get(one.item, one.title), 0, one.of),
            replace(made, value=one.value, band=one.band),
        )
        for one in figures.items
    ]
    there = {one.item for one in figures.items}
    found += [
        (_Place(line.form_id, one.item, one.title, 0, form.item(one.item).high), replace(made, value=None))
        for one in each
        if form is not None and one.item not in there
    ]
    return found


def _chart(place: _Place, made: Sequence[Reading], form: Questionnaire | None, name: str) -> Chart:
    rule = form.scoring if form is not None else None
    bands: tuple[Band, ...] = ()
    single, said, points = False, "", 0
    if form is not None and rule is not None:
        each = {one.item: one.bands for one in rule.each}
        single = place.part in each
        if any(one.version == form.version for one in made):
            bands = each.get(place.part, ()) if rule.each else rule.bands
            bands = bands if _fit(bands, place) else ()
            points = rule.change.points if rule.change is not None and not single else 0
            said = f"Bands published in: {_published(rule.source)}. {_CALM}" if bands else rule.no_bands
    low, high = math.floor(place.low), math.ceil(place.high)  # the axis goes by whole numbers
    version = form.version if form is not None else made[-1].version
    title = f"{place.title}, {in_figures(place.low)} to {in_figures(place.high)}"
    held = form is None or figures_off_paper(form)  # of one that is gone nobody knows what it asked
    return Chart(title, name, low, high, tuple(made), bands, points, said, version, single, held)


def _fit(bands: Sequence[Band], place: _Place) -> bool:
    """Say whether bands part exactly the range of a chart."""
    return bool(bands) and bands[0].low <= place.low and bands[-1].high >= place.high


def published(source: str) -> str:
    """Return where something was published without its address, which is for the one who checks it."""
    before = source.split("http", 1)[0].rstrip(_LOOSE)
    for lead in _LEADS:
        before = before.removesuffix(lead).rstrip(_LOOSE)
    return before.removesuffix(".")


def _published(source: str) -> str:
    """Return where bands were published, short: beside a chart they stand in figures already."""
    return re.sub(_BANDS, "", published(source)).strip(" .")


def _since(
    place: _Place, made: Sequence[Reading], done: Sequence[MeasureLine], forms: Mapping[str, Questionnaire]
) -> str:
    """Say how the last number differs from the one before, in the words of ``score_change``."""
    known = [one for one in made if one.view != COACH and one.value is not None]
    if len(known) < 2:
        return ""
    lines = {line.id: line for line in done}
    form = forms.get(place.form_id)
    then, now = (_score(place, lines[one.id], form) for one in known[-2:])
    return next((change.sentence for change in changes(then, now)), "")


def _score(place: _Place, line: MeasureLine, form: Questionnaire | None) -> Score:
    """Return the score of one filling-in, of one question alone where it is read by itself."""
    figures = line.figures or Figures("", None, 0, 0, "", "")
    rule = form.scoring if form is not None and form.version == line.version else None
    change: ReliableChange | None = rule.change if rule is not None else None
    items = tuple(
        ItemReading(one.item, one.title, one.value, one.of, one.band, "")
        for one in figures.items
        if one.item == place.part
    )
    return Score(
        line.form_id, line.version, place.title, figures.total, figures.of, figures.band, "", figures.arithmetic,
        complete=True, missing=0, unusable=0, subscales=(), note="", readings=items, change=change,
    )  # fmt: skip
