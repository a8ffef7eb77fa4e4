"""Services for the tests of what leaves the directory: one that holds everything, and generated ones."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

from hypothesis import strategies as st

from workwell_desktop.directory.record import (
    ACCESS,
    MODES,
    ONLY_FOR,
    STATUSES,
    Area,
    RecordPlace,
    RecordTimes,
    ServiceRecord,
    Term,
)

RICH = ServiceRecord(
    key="outpost-17",
    name="Quiet Room",
    organisation="Example Wellbeing",
    summary="Talking in small groups.",
    description="Groups for people with low mood. Ring Ann Example first.",
    status="paused",
    phone="01632 960001 or 01632 960002",
    text_number="07700 900123",
    email="hello@quiet.example.org",
    web="quiet.example.org/groups and more",
    how_to_refer="Ring, or ask your GP.",
    getting_in="Step-free from the car park.",
    eligibility="Adults who live in Exampleshire.",
    minimum_age=0,
    maximum_age=99,
    cost="free",
    cost_note="Tea is 50p.",
    national=True,
    assured_on=date(2026, 3, 2),
    topics=("mood_and_worry", "caring"),
    modes=("in_person", "phone"),
    access=("self", "gp"),
    places=(
        RecordPlace("2nd floor, 12 Sample Street, Exampleton", "ZZ1 1AA", 53.5, -2.2, "hall", "Sample Hall", "A lift."),
        RecordPlace("The Annexe", "ZZ1 1AB", key="annexe", name="Annexe"),
    ),
    times=(
        RecordTimes("Weekdays", "MO,TU,WE,TH,FR", time(9), time(17), freq="WEEKLY"),
        RecordTimes("", "1SA", time(10), time(12, 30), freq="MONTHLY", place="annexe", until=date(2027, 1, 1)),
        RecordTimes("Every other Sunday", "SU", time(14), freq="WEEKLY", interval=2, starts=date(2026, 1, 4)),
        RecordTimes("Ring before you come"),
    ),
    organisation_ids=("GB-CHC-1234567", "77"),
    alert="Moved upstairs for now.",
    wait="about 6 weeks",
    wait_said_on=date(2026, 2, 1),
    languages=("Welsh", "BSL"),
    only_for=("women",),
    terms=(Term("Mental health", "esdServiceType:242"), Term("Groups")),
    areas=(Area("Exampleshire", "E08000003"), Area("", "E08000009")),
    updated_on=date(2026, 3, 1),
    contact_name="Ann Example",
)
"""Holds a value in every field, and a contact who is not public."""

_LETTERS = st.text(max_size=30) | st.sampled_from(["=1+1", "+44 1632 960001", "@x", "-5", "\tx", "\ud800", "x\x00y"])
_DAYS = st.none() | st.dates(date(1970, 1, 1), date(2100, 1, 1))
_CLOCKS = st.none() | st.times().map(lambda when: when.replace(second=0, microsecond=0))
_DEGREES = st.none() | st.floats()
PLACES = st.builds(
    RecordPlace, _LETTERS, _LETTERS, _DEGREES, _DEGREES, st.text(max_size=5) | st.uuids().map(str), _LETTERS, _LETTERS
)
TIMES = st.builds(
    RecordTimes,
    _LETTERS,
    st.sampled_from(["", "MO", "TH,FR", "1SA,-1FR", "3", "XX", "mo, tu"]),
    _CLOCKS,
    _CLOCKS,
    _DAYS,
    _DAYS,
    st.sampled_from(["", "WEEKLY", "MONTHLY", "YEARLY"]),
    st.integers(-1, 60),
    st.sampled_from(["", "2,-1", "0", "x", "31"]),
    _DAYS,
    _DAYS,
    st.text(max_size=5),
)


def _several(one: st.SearchStrategy[str]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(one, max_size=3).map(tuple)


RECORDS = st.builds(
    ServiceRecord,
    key=st.text(max_size=12) | st.uuids().map(str) | st.uuids().map(lambda uid: uid.hex),
    name=_LETTERS,
    organisation=_LETTERS,
    summary=_LETTERS,
    description=_LETTERS,
    status=st.sampled_from(STATUSES),
    phone=_LETTERS,
    text_number=_LETTERS,
    email=_LETTERS | st.emails(),
    web=_LETTERS
    | st.sampled_from(["example.org", "https://example.org/a b?c=%zz#d#e", "ftp://x.y", "http://[::1", "a.b."]),
    how_to_refer=_LETTERS,
    getting_in=_LETTERS,
    eligibility=_LETTERS,
    minimum_age=st.none() | st.integers(0, 120),
    maximum_age=st.none() | st.integers(0, 120),
    cost=st.sampled_from(["free", "low", "paid", ""]),
    cost_note=_LETTERS,
    national=st.booleans(),
    assured_on=_DAYS,
    topics=_several(st.sampled_from(["housing", "caring", "unheard_of"])),
    modes=_several(st.sampled_from(MODES)),
    access=_several(st.sampled_from(ACCESS)),
    only_for=_several(st.sampled_from(ONLY_FOR)),
    places=st.lists(PLACES, max_size=3).map(tuple),
    times=st.lists(TIMES, max_size=3).map(tuple),
    organisation_key=st.text(max_size=5),
    organisation_ids=_several(_LETTERS),
    alert=_LETTERS,
    wait=_LETTERS,
    wait_said_on=_DAYS,
    languages=_several(_LETTERS),
    terms=st.lists(st.builds(Term, _LETTERS, st.text(max_size=6) | st.just("a:1")), max_size=3).map(tuple),
    areas=st.lists(st.builds(Area, _LETTERS, st.text(max_size=6)), max_size=3).map(tuple),
    updated_on=_DAYS,
)
"""Services with any text in any field; nobody's name and no secret address."""

SECRETS = ("hidden lane", "safe house", "xylotown", "xy99zz", "xy9 9zz", "53.123")
"""What is secret of :func:`kept_secret`, in lower case."""


def kept_secret(record: ServiceRecord, *, public: bool) -> ServiceRecord:
    """Return a service that has a secret address, also in its sentences, and a contact Zebedee Q. Quux."""
    sentence = "Come to Safe House, 99 Hidden Lane, Xylotown (XY9 9ZZ) and ask for Zebedee Q. Quux."
    house = RecordPlace("Safe House, 99 Hidden Lane\nXylotown", "xy99zz", 53.123456, -2.2, "p", "Safe House", sentence)
    return replace(
        record,
        name="Refuge, 99 Hidden Lane",
        summary=sentence,
        description=f"At {sentence}",
        getting_in=sentence,
        how_to_refer=sentence,
        eligibility=sentence,
        cost_note=sentence,
        wait=sentence,
        alert="zebedee quux, zebedee.quux@example.org",
        phone="01632 960001 (Zebedee Quux)",
        email="z.quux@example.org",
        web="example.org/zebedee-q-quux",
        places=(house, *record.places),
        times=(*record.times, RecordTimes(sentence, place="p")),
        terms=(*record.terms, Term(sentence)),
        areas=(*record.areas, Area(sentence)),
        contact_name="Zebedee Q. Quux",
        contact_public=public,
        sensitive=True,
    )
