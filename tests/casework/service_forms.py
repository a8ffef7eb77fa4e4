"""Services as coaches may write them, for the tests: generated forms, and one that a list describes in full."""

from __future__ import annotations

from datetime import date, time

from hypothesis import strategies as st

from workwell_desktop.casework.service_form import ServiceForm, tidy
from workwell_desktop.casework.service_topics import topics
from workwell_desktop.directory.record import ACCESS, COSTS, MODES, ONLY_FOR, Area, RecordPlace, RecordTimes
from workwell_desktop.directory.week_grid import WeekGrid, grid_times

WORDS = st.text(st.sampled_from("aé b1’,.\n"), max_size=12).map(str.strip)
LINE = WORDS.map(lambda text: " ".join(text.split()))
PLACES = st.builds(
    RecordPlace,
    address=WORDS,
    postcode=st.sampled_from(["", "M1 1AE", "ZZ9 9ZZ"]),
    latitude=st.sampled_from([None, 53.5]),
    longitude=st.sampled_from([None, -2.25]),
    key=st.sampled_from(["", "hall"]),
    name=LINE,
    getting_in=WORDS,
).filter(lambda place: bool(place.address or place.name or place.postcode))
HOURS = st.integers(0, 11).flatmap(lambda opens: st.tuples(st.just(time(opens)), st.just(time(opens + 12, 30))))
WEEKS = st.lists(HOURS.map(lambda span: (span,)) | st.just(()), min_size=7, max_size=7).map(
    lambda days: WeekGrid(tuple(days))
)
ODD = st.sampled_from(
    [
        RecordTimes("", "1SA", time(10), time(12, 30), freq="MONTHLY"),
        RecordTimes("Term time", "MO,TU", time(9), time(15), until=date(2038, 7, 1), freq="WEEKLY"),
        RecordTimes("A riddle", "TH,FR", time(9), None, freq="WEEKLY", bymonthday="2,3"),
        RecordTimes("At the hall", "WE", time(9), time(10), freq="WEEKLY", place="hall"),
        RecordTimes("Mon and Tue, not on bank holidays", "MO,TU", time(23, 40), time(23, 50), freq="WEEKLY"),
        RecordTimes("Ring before you come"),
    ]
)
TIMES = st.builds(lambda week, odd: (*grid_times(week), *odd), WEEKS, st.lists(ODD, max_size=3, unique=True))
FORMS = st.builds(
    ServiceForm,
    name=LINE.map(lambda name: f"Example {name}"),
    summary=LINE,
    description=WORDS,
    phone=st.sampled_from(["", "01632 960114"]),
    getting_in=WORDS,
    eligibility=WORDS,
    how_to_refer=WORDS,
    cost=st.sampled_from(COSTS),
    topics=st.lists(st.sampled_from(sorted(topics())), min_size=1, max_size=3).map(tuple),
    modes=st.lists(st.sampled_from(MODES)).map(tuple),
    access=st.lists(st.sampled_from(ACCESS)).map(tuple),
    places=st.lists(PLACES, max_size=3).map(tuple),
    times=TIMES,
    minimum_age=st.none() | st.integers(0, 50),
    maximum_age=st.none() | st.integers(50, 120),
    only_for=st.lists(st.sampled_from(ONLY_FOR)).map(tuple),
    languages=st.lists(LINE, max_size=3).map(tuple),
    areas=st.lists(
        st.builds(Area, st.sampled_from(["Exampleshire", "Sampleton"]), st.sampled_from(["", "E08000003"])), max_size=2
    ).map(tuple),
    wait=LINE,
    wait_said_on=st.none() | st.dates(date(2020, 1, 1), date(2037, 11, 1)),
    alert=WORDS,
    status=st.sampled_from(["active", "paused"]),
    sensitive=st.booleans(),
).map(tidy)
