"""What is said about a service in plain words: who may come, how long people wait, when and where it is. Pure."""

from __future__ import annotations

from datetime import date

from workwell_desktop.casework.dates import short
from workwell_desktop.casework.service_form import ServiceForm, place_line
from workwell_desktop.directory.hours import hours_lines
from workwell_desktop.directory.record import RecordPlace

ONLY_FOR_LABELS = {"women": "Women", "men": "Men"}
NOT_GIVEN_OUT = "Do not give out the address."


def ages_words(minimum: int | None, maximum: int | None) -> str:
    """Say from which to which age people may come: "Aged 18 to 65", "Aged 16 and over"; nothing for any age."""
    if minimum and maximum is not None:
        return f"Aged {minimum} to {maximum}" if minimum != maximum else f"Aged {minimum}"
    if minimum:
        return f"Aged {minimum} and over"
    return f"Aged {maximum} and under" if maximum is not None else ""


def who_lines(form: ServiceForm) -> tuple[str, ...]:
    """Say who may come, a line for each thing: the words, ages, only whom, from where, and in which languages."""
    only = " and ".join(label for code, label in ONLY_FOR_LABELS.items() if code in form.only_for)
    areas = ", ".join(area.name or area.code for area in form.areas)
    return tuple(
        filter(
            None,
            [
                form.eligibility,
                ages_words(form.minimum_age, form.maximum_age),
                f"{only} only" if only else "",
                f"For people who live in {areas}" if areas else "",
                f"Languages: {', '.join(form.languages)}" if form.languages else "",
            ],
        )
    )


def wait_line(form: ServiceForm, today: date) -> str:
    """Say how long people wait, and when that was said: "About 3 weeks, said on 3 November"."""
    wait = form.wait[:1].upper() + form.wait[1:]
    if not wait or form.wait_said_on is None:
        return wait
    return f"{wait.rstrip('.')}, said on {short(form.wait_said_on, today)}"


def hours_of(form: ServiceForm, today: date) -> tuple[str, ...]:
    """Say when it is open, a line for each group of days, with the name of the place where there are several."""
    names = {one.key: one.name or one.address for one in form.places if one.key} if len(form.places) > 1 else {}
    return hours_lines(form.times, today, names)


def getting_in_of(form: ServiceForm) -> str:
    """Say how people get in: what holds wherever it is, and for its first place."""
    return "\n".join(dict.fromkeys(filter(None, [form.getting_in, *(one.getting_in for one in form.places[:1])])))


def place_lines(places: tuple[RecordPlace, ...]) -> tuple[str, ...]:
    """Say where it is, a line for each place, with how to get in there."""
    return tuple(". ".join(filter(None, [place_line(one), one.getting_in])) for one in places)
