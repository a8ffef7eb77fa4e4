"""Made-up readings, for tests: questionnaires that were filled in a week apart."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from workwell_desktop import forms
from workwell_desktop.casework.measure_figures import Figures, ItemFigure
from workwell_desktop.casework.measure_state import MeasureLine

FIRST = date(2037, 9, 1)


def line(
    number: int, form: str, total: float | None, *, week: int = 0, version: int = 1, title: str = "",
    of: float | None = None, view: str = "person", state: str = "done", finished: bool = True,
) -> MeasureLine:  # fmt: skip
    """Return one filling-in of a questionnaire that is added up, ``week`` weeks after the first day."""
    rule = forms.questionnaire(form).scoring if form in forms.questionnaire_names() else None
    high = of if of is not None else rule.high if rule is not None else 10
    name = title or (rule.title if rule is not None else form)
    band = f"Band of {total}" if total is not None else ""
    figures = Figures(name, total, 0, high, band, f"{total} of {high}.")
    return _made(number, form, version, figures if finished else None, week, view, state)


def of_items(number: int, *, week: int = 0, version: int = 1, view: str = "person", **values: int) -> MeasureLine:
    """Return one filling-in of ONS4, which is read question by question."""
    rule = forms.questionnaire("ons4").scoring
    assert rule is not None
    items = tuple(
        ItemFigure(part.item, part.title, values[part.item], 10, f"Band of {values[part.item]}")
        for part in rule.each
        if part.item in values
    )
    return _made(number, "ons4", version, Figures(rule.title, None, 0, 0, "", "", items), week, view, "done")


def _made(
    number: int, form: str, version: int, figures: Figures | None, week: int, view: str, state: str
) -> MeasureLine:
    values: dict[str, Any] = {
        "id": number,
        "form_id": form,
        "version": version,
        "title": figures.title if figures else form,
        "on": FIRST + timedelta(weeks=week) if figures else None,
        "view": view,
        "way": "together",
        "state": state,
        "figures": figures,
        "answered": 1,
        "asked": 1,
        "number": 1,
        "reason": "",
        "code": "",
        "begun_at": datetime(2037, 9, 1, tzinfo=UTC),
        "outdated": False,
    }
    return MeasureLine(**values)
