"""What needs another look in a service that a coach wrote: one plain sentence for each field. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from workwell_desktop.casework.identifiers import check_email, check_postcode
from workwell_desktop.casework.service_form import LONG_FIELDS, ServiceForm, tidy
from workwell_desktop.casework.service_times import DAYS, day_problem, parts_of
from workwell_desktop.places.points import why_unknown

_LONGEST_LINE = 200
_LONGEST_TEXT = 2_000
_OLDEST = 120
_MOST = 40  # places, areas or languages: more is a slip of the hand


def check_service(form: ServiceForm) -> dict[str, str]:
    """Return one plain sentence for each field that needs another look; nothing when all is well.

    The field of a day of the week is "week.0" for Monday and so on, that of a place "places.0".
    """
    form = tidy(form)
    problems: dict[str, str] = {}
    if not form.name:
        problems["name"] = "Give the service a name, so that it can be found."
    if not form.topics:
        problems["topics"] = "Choose at least one topic, so that the service can be found."
    if form.phone and not any(sign.isdigit() for sign in form.phone):
        problems["phone"] = "A phone number has digits. Write other ways to get in touch under “How to refer”."
    if form.web and (" " in form.web or "." not in form.web):
        problems["web"] = "A web address has a dot and no spaces, like www.example.org."
    email = check_email(form.email)
    if email.problem:
        problems["email"] = email.problem
    return problems | _lengths(form) | _ages(form) | _days(form) | _places(form)


def worth_a_look(form: ServiceForm, today: date) -> dict[str, str]:
    """Return sentences that stand in nobody's way: an unknown postcode, a wait that nobody dated or long ago."""
    form = tidy(form)
    notes = {}
    for number, place in enumerate(form.places):
        said = check_postcode(place.postcode)
        note = said.note or (why_unknown(place.postcode) if place.postcode else "")
        if note:
            notes[f"places.{number}"] = note
    if form.wait and form.wait_said_on is None:
        notes["wait_said_on"] = "Write the day it was said, so that others know how old it is."
    elif form.wait_said_on is not None and form.wait_said_on > today:
        notes["wait_said_on"] = "This day is still to come. Check the date."
    return notes


def of_field(problem: str) -> str:
    """Return the field of the form that a problem is about: "times" for a day of the week."""
    name = problem.partition(".")[0]
    return "times" if name in {"week", "words"} else name


def _lengths(form: ServiceForm) -> dict[str, str]:
    texts: Mapping[str, str] = {name: value for name, value in vars(form).items() if isinstance(value, str)}
    problems = {}
    for name, value in texts.items():
        most = _LONGEST_TEXT if name in LONG_FIELDS else _LONGEST_LINE
        if len(value) > most:
            problems[name] = f"This is too long. Use at most {most} letters."
    if any(len(one.description) > _LONGEST_TEXT for one in form.times):
        problems["words"] = f"This is too long. Use at most {_LONGEST_TEXT} letters."
    lists = {"languages": form.languages, "areas": tuple(area.name for area in form.areas)}
    for name, said in lists.items():
        if len(said) > _MOST or any(len(one) > _LONGEST_LINE for one in said):
            problems[name] = f"This is too long. Write at most {_MOST}, one a line."
    return problems


def _ages(form: ServiceForm) -> dict[str, str]:
    problems = {}
    for name in ("minimum_age", "maximum_age"):
        years = getattr(form, name)
        if years is not None and not 0 <= years <= _OLDEST:
            problems[name] = f"An age is a number of years from 0 to {_OLDEST}."
    if not problems and None not in (form.minimum_age, form.maximum_age) and form.minimum_age > form.maximum_age:  # type: ignore[operator]  # both are there
        problems["maximum_age"] = "The oldest age is below the youngest. Check both."
    return problems


def _days(form: ServiceForm) -> dict[str, str]:
    week = parts_of(form.times).week
    return {f"week.{day}": said for day in range(len(DAYS)) if (said := day_problem(week.days[day]))}


def _places(form: ServiceForm) -> dict[str, str]:
    problems = {}
    for number, place in enumerate(form.places):
        if not (place.address or place.postcode or place.name):
            problems[f"places.{number}"] = "Write where this place is, or take it away."
        elif max(len(place.address), len(place.getting_in)) > _LONGEST_TEXT or len(place.name) > _LONGEST_LINE:
            problems[f"places.{number}"] = f"This is too long. Use at most {_LONGEST_TEXT} letters."
        elif problem := check_postcode(place.postcode).problem:
            problems[f"places.{number}"] = problem
    if len(form.places) > _MOST:
        problems["places"] = f"At most {_MOST} places can be written down here."
    return problems
