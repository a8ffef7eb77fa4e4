"""Opening times as people write them are read as a whole, or kept as the words they are."""

from __future__ import annotations

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workwell_desktop.directory.clock_words import DAYS, read_days, read_times
from workwell_desktop.directory.record import RecordTimes

WEEK = "MO,TU,WE,TH,FR"


def spans(text: str) -> list[tuple[str, str, str]]:
    found = read_times(text)
    assert all(one.description == text.strip() for one in found)
    return [(one.byday, _hour(one.opens_at), _hour(one.closes_at)) for one in found]


def _hour(moment: time | None) -> str:
    return f"{moment:%H:%M}" if moment else ""


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("9:00am", [("", "09:00", "")]),
        ("08:30-13:00,14:00-17:30", [("", "08:30", "13:00"), ("", "14:00", "17:30")]),
        ("Weds 12-2pm", [("WE", "12:00", "14:00")]),
        ("Tuesday from 11am", [("TU", "11:00", "")]),
        ("Until 5pm", [("", "", "17:00")]),
        ("Mon-Fri 9-5", [(WEEK, "09:00", "17:00")]),
        ("Mon – Fri: 9.00am – 5.00pm", [(WEEK, "09:00", "17:00")]),
        ("weekdays 8 to 6", [(WEEK, "08:00", "18:00")]),
        ("24 hours", [("", "00:00", "23:59")]),
        ("Open 24/7", [("", "00:00", "23:59")]),
        ("Monday 12noon - 2pm", [("MO", "12:00", "14:00")]),
        ("Wednesday 9:30am - 12noon", [("WE", "09:30", "12:00")]),
        ("Thursdays 10am to midday", [("TH", "10:00", "12:00")]),
        ("Mon, Wed & Fri 10am-12pm and 1pm-3pm", [("MO,WE,FR", "10:00", "12:00"), ("MO,WE,FR", "13:00", "15:00")]),
        ("Mon-Thu: 9am-5pm; Sat: 10-2; Sun: closed", [("MO,TU,WE,TH", "09:00", "17:00"), ("SA", "10:00", "14:00")]),
        ("Mon closed, Tue-Sat 10-4", [("TU,WE,TH,FR,SA", "10:00", "16:00")]),
        (
            "Tues , Wed, Thursday, 11am - 2pm and Friday 11am - 4pm",
            [("TU,WE,TH", "11:00", "14:00"), ("FR", "11:00", "16:00")],
        ),
        ("1st Tuesday of the month 10am-12", [("1TU", "10:00", "12:00")]),
        ("First and third Monday of each month 2-4pm", [("1MO,3MO", "14:00", "16:00")]),
        ("Last Friday of the month, 1pm", [("-1FR", "13:00", "")]),
        ("9-5 Mon-Fri, 10-2 Sat", [(WEEK, "09:00", "17:00"), ("SA", "10:00", "14:00")]),
        ("10am - 12 noon Tuesdays", [("TU", "10:00", "12:00")]),
        ("between 9am and 5pm Monday to Friday", [(WEEK, "09:00", "17:00")]),
        ("Fri-Mon 6-8", [("MO,FR,SA,SU", "18:00", "20:00")]),
        ("Mon & Thur 1-3pm (except bank holidays)", [("MO,TH", "13:00", "15:00")]),
        ("Saturday 10pm-2am", [("SA", "22:00", "02:00")]),
        ("10-1pm", [("", "10:00", "13:00")]),
        ("11-1", [("", "11:00", "13:00")]),
        ("2-4", [("", "14:00", "16:00")]),
        ("02:00-04:00", [("", "02:00", "04:00")]),
        ("12:30-1:30", [("", "12:30", "13:30")]),
        ("9am-5", [("", "09:00", "17:00")]),
        ("9-17", [("", "09:00", "17:00")]),
        ("9am - midnight", [("", "09:00", "00:00")]),
        ("Monday: 9:00-22:00 Tuesday: 7:30 - 20:00", [("MO", "09:00", "22:00"), ("TU", "07:30", "20:00")]),
        ("6:00 to 18:30", [("", "06:00", "18:30")]),
        ("Tue 9.30-13.00 & 1.30-17.00", [("TU", "09:30", "13:00"), ("TU", "13:30", "17:00")]),
        ("Mon-Fri 9-1 2-5", [(WEEK, "09:00", "13:00"), (WEEK, "14:00", "17:00")]),
        ("Between 10am-12pm and 2pm-4pm Mondays", [("MO", "10:00", "12:00"), ("MO", "14:00", "16:00")]),
        ("Mon-Fri 9-5, Wed closed", [("MO,TU,TH,FR", "09:00", "17:00")]),
        ("7:00 am - 6:00 pm, Monday - Friday", [(WEEK, "07:00", "18:00")]),
        ("9:30am-5pm, Mon-Tue; 9:30am-2pm, Fri", [("MO,TU", "09:30", "17:00"), ("FR", "09:30", "14:00")]),
        ("Friday - 10am until 2pm", [("FR", "10:00", "14:00")]),
        ("Mondays – Fridays - 8.30 – 19.00 Sundays 9.00 – 17.30", [(WEEK, "08:30", "19:00"), ("SU", "09:00", "17:30")]),
        ("Mo-Fr 08:00-17:30; We,Sa 13:00-14:00", [(WEEK, "08:00", "17:30"), ("WE,SA", "13:00", "14:00")]),
        ("Monday: 09:30 - 15:30 / -, Friday: - / 17:00 - 19:00", [("MO", "09:30", "15:30"), ("FR", "17:00", "19:00")]),
        ("Mon – Fri 0830-1630", [(WEEK, "08:30", "16:30")]),
        ("Tuesdays 10.00 to 1700 only", [("TU", "10:00", "17:00")]),
        ("Tuesday: 10:00-16.00pm", [("TU", "10:00", "16:00")]),
        ("Monday’s 10.30 - 12.00noon, all welcome", [("MO", "10:30", "12:00")]),
        ("Thursday & Friday mornings 10am-1pm", [("TH,FR", "10:00", "13:00")]),
        ("on a Tuesday afternoon from 1.30-4pm each week", [("TU", "13:30", "16:00")]),
        ("between Monday and Friday 9-5", [(WEEK, "09:00", "17:00")]),
        ("9am and 1pm, Tuesdays", [("TU", "09:00", ""), ("TU", "13:00", "")]),
    ],
)
def test_usual_ways_are_read(text: str, read: list[tuple[str, str, str]]) -> None:
    assert spans(text) == read


@pytest.mark.parametrize(
    "text",
    [
        "CLOSED", "Closed Mondays, open Tue-Sat 10-4", "One morning per week", "7-9", "from 7", "By appointment",
        "Term time only Mon 9-5", "Mon-Fri", "Daily (except Tues) 10am-2pm", "Mon 9-5, ring first", "Tuesday 25:00",
        "13pm", "0am", "1st of the month", "2nd and 4th week", "9 to", "Mon 99", "Tuesday - 10th", "-", "10/11/2024",
        "Monday 9-5, 6-8, Closed", "9-5, Monday 10-4",
        "2023-24", "Tuesday mornings and Thursday 1-3pm", "Monday evenings 7-9", "Thursday mornings",
        "Tue 7-21:00", "Between 9am and 5pm Mon-Thurs and 9am and 4pm Fri", "Between Monday and Friday 9am and 5pm",
        "Mon 10am - 12pm - 2pm - 4pm", "Tuesdays from 10am to 12 and 1pm", "Tuesday - 10.30am",
        "Sundays - 10.30am and 6pm", "Mon-Fri 1-5pm, Wednesday afternoon closed",
        "2pm 6pm, Mon-Fri", "Tue 10am-12 and 1pm and 3pm", "Every other Monday 10-12", "Monday mornings 2pm-4pm",
        "9:00 of", "Monday of the month 10am", "1st Mon & Tue of the month 10am",
    ],
)  # fmt: skip
def test_what_is_not_understood_stays_as_words(text: str) -> None:
    assert read_times(text, "place 1") == (RecordTimes(text, place="place 1"),)


def test_rules_say_how_often_and_where() -> None:
    assert [one.freq for one in read_times("Mon 9-5; 1st Tue of the month 10-12; ")] == ["WEEKLY", "MONTHLY"]
    assert read_times("9-5")[0].freq == ""
    assert {one.place for one in read_times("Mon 9-5, Tue 9-5", "p")} == {"p"}
    assert read_times("  ") == ()


def test_prose_is_not_searched_for_times() -> None:
    prose = "Monday 9-5, " * 100
    assert read_times(prose) == (RecordTimes(prose.strip()),)


@pytest.mark.parametrize(
    ("text", "days"),
    [("1", "MO"), ("7", "SU"), ("Monday", "MO"), ("th,MO", "MO,TH"), ("Mon-Wed", "MO,TU,WE"), ("8", ""), ("x", ""),
     ("", ""), ("weekends", "SA,SU"), ("Monday 9-5", "")],
)  # fmt: skip
def test_days_are_read_from_names_and_numbers(text: str, days: str) -> None:
    assert read_days(text) == days


@given(
    st.sampled_from(["{0}-{1}", "{0} - {1}", "{0} to {1}", "{0} – {1}"]),
    st.times(min_value=time(0, 0), max_value=time(23, 59)),
    st.times(min_value=time(0, 0), max_value=time(23, 59)),
    st.sampled_from(["%H:%M", "%I:%M%p", "%I.%M %p", "%I:%M %p"]),
)
def test_every_time_comes_back(joined: str, opens: time, closes: time, how: str) -> None:
    opens, closes = opens.replace(second=0, microsecond=0), closes.replace(second=0, microsecond=0)
    text = joined.format(opens.strftime(how), closes.strftime(how))
    (found,) = read_times(f"Monday {text}")
    if how == "%H:%M" and 10 <= opens.hour <= 12 and closes.hour in {10, 11, 12}:
        return  # "11:00-10:30" may be the evening
    assert (found.opens_at, found.closes_at) == (opens, closes)


@given(st.text(alphabet="0123456789:.-–,;&()/ amponthedayclsufriwk", max_size=60) | st.text(max_size=40))
def test_nothing_breaks_the_reader(text: str) -> None:
    found = read_times(text)
    assert bool(found) == bool(text.strip())
    for one in found:
        assert one.description == text.strip()
        assert all(day[-2:] in DAYS for day in one.byday.split(",") if day)
