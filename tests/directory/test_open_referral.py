"""A service in the JSON of Open Referral becomes our record, whichever version its list is in."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from typing import Any

import pytest

from tests.directory.json_lists import TODAY, full, thin, version_1
from workwell_desktop.directory.open_referral import read_organisation, read_service
from workwell_desktop.directory.record import Area, RecordPlace, RecordTimes, ServiceRecord, Term


def read(entry: dict[str, Any]) -> ServiceRecord:
    return read_service(entry, "key", TODAY)


def test_a_full_service_is_read_wholly() -> None:
    assert read(full()) == ServiceRecord(
        key="key",
        name="Example Service 1",
        organisation="Example Trust",
        description="Helps people.",
        phone="0161 496 0100 ext 5",
        email="help@example.org",
        web="www.example.org",
        minimum_age=18,
        maximum_age=65,
        cost="free",
        cost_note="Free",
        assured_on=date(2026, 1, 5),
        modes=("in_person",),
        places=(
            RecordPlace(
                "1 Example Road, Exampleton", "M21 9AQ", 53.4, -2.2, "place-1", "Example Hall",
                "A ramp at the door.\nOne step inside.",
            ),
        ),
        times=(
            RecordTimes(
                "Every other week", "TH,FR", time(10), time(18), freq="WEEKLY", interval=2, starts=date(2026, 1, 5)
            ),
        ),
        organisation_key="org-1",
        alert="Ring first.",
        wait="About two weeks",
        wait_said_on=date(2026, 2, 3),
        languages=("Urdu",),
        terms=(Term("Advice", "esdServiceType:242"),),
        areas=(Area("Example Borough", "E08000003"),),
        updated_on=date(2026, 2, 3),
        contact_name="Ann Example",
    )  # fmt: skip


def test_version_1_gives_the_same_but_for_what_only_one_of_them_holds() -> None:
    newer = replace(read(full()), updated_on=None, wait_said_on=None, alert="")
    assert read(version_1()) == replace(newer, access=("adviser",))


@pytest.mark.parametrize(
    ("status", "ours"),
    [
        ("active", "active"),
        ("temporarily closed", "paused"),
        ("Inactive", "withdrawn"),
        ("defunct", "withdrawn"),
        ("", "active"),
        (None, "active"),
        ("something else", "active"),
        (7, "active"),
    ],
)
def test_a_status_is_one_of_ours(status: object, ours: str) -> None:
    assert read(thin(status=status)).status == ours


@pytest.mark.parametrize(
    ("entry", "cost", "note"),
    [
        ({"fees": "This service is free of charge."}, "free", "This service is free of charge."),
        ({"fees": "Free parking, £5 entry"}, "", "Free parking, £5 entry"),
        ({"cost_options": [{"amount": 0, "option": "Everyone"}]}, "free", "Everyone: free"),
        ({"cost_options": [{"amount": "2.50", "amount_description": "a week"}]}, "paid", "£2.50 a week"),
        ({"cost_options": [{"amount": 0}, {"amount": 3, "currency": "EUR"}]}, "paid", "free\n€3"),
        ({"cost_options": [{"option": "Free"}]}, "free", "Free"),
        ({"cost_options": [{"option": "Ask us"}]}, "", "Ask us"),
        ({"cost_options": [{"amount": 9, "valid_to": "2020-01-01"}, {"amount": 0}]}, "free", "free"),
        ({"cost_options": [7, None, []]}, "", ""),
        ({}, "", ""),
    ],
)
def test_free_only_where_it_is_plainly_said(entry: dict[str, Any], cost: str, note: str) -> None:
    record = read(thin(**entry))
    assert (record.cost, record.cost_note) == (cost, note)


@pytest.mark.parametrize("where", ["service", "contact", "at", "location", "location contact", "organisation"])
def test_a_phone_is_found_wherever_it_hangs(where: str) -> None:
    phones = {"phones": [{"number": "fax 0161 496 0999", "type": "fax"}, {"number": '"0161 496 0100"'}]}
    contact = {"contacts": [phones]}
    entry = thin(**phones) if where == "service" else thin(**contact) if where == "contact" else thin()
    if where == "organisation":
        entry["organization"] = {"id": "org-1", "name": "Example Trust", **phones}
    location = phones if where == "location" else contact if where == "location contact" else {}
    entry["service_at_locations"] = [{**(phones if where == "at" else {}), "location": {"id": "p", **location}}]
    assert read(entry).phone == "0161 496 0100"


def test_a_text_number_and_an_address_among_the_phones() -> None:
    record = read(thin(phones=[{"number": "07700 900123", "type": "text"}, {"number": "a@example.org 01632 960100"}]))
    assert (record.text_number, record.phone, record.email) == ("07700 900123", "01632 960100", "a@example.org")


def test_ways_of_attending_and_ways_in() -> None:
    record = read(
        version_1(
            attending_type=["Phone", "home visit"], attending_access="drop-in, appointment", service_at_locations=[]
        )
    )
    assert record.modes == ("phone", "home_visit")
    assert record.access == ("drop_in", "appointment")
    said = read(
        thin(application_process="You can self-refer, or ask your GP.", schedules=[{"attending_type": "online"}])
    )
    assert said.access == ("self", "gp")
    assert said.modes == ("online",)


@pytest.mark.parametrize(
    ("one", "read_as"),
    [
        ({"weekday": "Monday", "opens_at": "9:00am"}, RecordTimes("", "MO", time(9), freq="WEEKLY")),
        ({"weekday": 7}, RecordTimes("", "SU", freq="WEEKLY")),
        ({"freq": "MONTHLY", "byday": "1SA,-1FR"}, RecordTimes("", "1SA,-1FR", freq="MONTHLY")),
        ({"freq": "monthly", "bymonthday": "2,-1"}, RecordTimes("", freq="MONTHLY", bymonthday="2,-1")),
        ({"freq": "DAILY"}, RecordTimes("", "MO,TU,WE,TH,FR,SA,SU", freq="WEEKLY")),
        ({"freq": "WEEKLY", "byday": "soon", "description": "Ask"}, RecordTimes("Ask", freq="WEEKLY")),
        ({"freq": ["x"], "interval": -3, "byday": {}, "notes": "By hand"}, RecordTimes("By hand")),
        ({"until": "2026-12-24"}, RecordTimes("", until=date(2026, 12, 24))),
        ({"valid_to": "2027-01-01"}, RecordTimes("", valid_to=date(2027, 1, 1))),
    ],
)  # fmt: skip
def test_opening_times_are_read_as_far_as_they_go(one: dict[str, Any], read_as: RecordTimes) -> None:
    assert read(thin(schedules=[one, one])).times == (read_as,)


def test_times_that_a_service_and_its_place_both_say_stand_once() -> None:
    monday = {"schedules": [{"byday": "MO"}]}
    entry = thin(**monday, service_at_locations=[{**monday, "location": {"id": "p", **monday}}])
    assert read(entry).times == (RecordTimes("", "MO", freq="WEEKLY"),)


def test_times_of_a_place_name_the_place() -> None:
    entry = thin(service_at_locations=[{"location": {"id": "p", "name": "Hall", "schedules": [{"byday": "MO"}]}}])
    assert [one.place for one in read(entry).times] == ["p"]


@pytest.mark.parametrize(
    ("latitude", "longitude", "kept"),
    [
        (53.4, -2.2, (53.4, -2.2)),
        (-2.2, 53.4, (53.4, -2.2)),
        (0, 0, (None, None)),
        (100, 101, (None, None)),
        ("north", -2, (None, None)),
        (53.4, None, (None, None)),
        (True, False, (None, None)),
    ],
)
def test_a_position_that_cannot_be_is_left_out(
    latitude: object, longitude: object, kept: tuple[object, object]
) -> None:
    place = {"id": "p", "latitude": latitude, "longitude": longitude, "addresses": [{"address_1": "1 Example Road"}]}
    found = read(thin(service_at_locations=[{"location": place}])).places[0]
    assert (found.latitude, found.longitude) == kept


def test_a_postcode_is_taken_from_the_address_and_the_place_stands_once() -> None:
    place = {"id": "p", "addresses": [{"address_1": "1 Example Road, M21 9AQ"}]}
    record = read(thin(service_at_locations=[{"location": place}], locations=[place]))
    assert [one.postcode for one in record.places] == ["M21 9AQ"]


@pytest.mark.parametrize("area", ["England", "UK", "Nationwide"])
def test_a_national_service(area: str) -> None:
    assert read(thin(service_areas=[{"name": area}])).national
    assert not read(thin(service_areas=[{"name": f"{area} Road"}])).national


@pytest.mark.parametrize(
    "entry",
    [
        {"name": "Example Women’s Refuge"},
        {"attributes": [{"taxonomy_term": {"name": "Refuges"}}]},
        {"contacts": [{"name": "x", "sensitive_data": True}]},
        {"description": "The address is confidential."},
        {"confidential": "yes"},
    ],
)
def test_a_refuge_or_what_is_marked_so_is_sensitive(entry: dict[str, Any]) -> None:
    assert read(thin(**entry)).sensitive
    assert not read(thin(description="Helps refugees to find a home.")).sensitive


def test_what_only_a_sentence_says_is_kept_apart() -> None:
    record = read(thin(description="For people aged 16 and over. Women only. We are temporarily closed."))
    assert (record.minimum_age, record.hinted_minimum_age) == (None, 16)
    assert (record.only_for, record.hinted_only_for) == ((), ("women",))
    assert (record.status, record.closed_words) == ("active", "We are temporarily closed.")
    assert read(full(eligibility_description="Over 50s")).hinted_minimum_age is None


def test_eligibility_of_version_1() -> None:
    record = read(version_1(eligibilitys=[{"eligibility": "female", "minimum_age": 60, "maximum_age": 20}]))
    assert (record.only_for, record.eligibility, record.minimum_age) == (("women",), "female", None)


def test_days_that_cannot_be_are_unknown() -> None:
    record = read(thin(assured_date="2031-01-01", last_modified="1970-01-01T00:00:00Z"))
    assert (record.assured_on, record.updated_on) == (None, None)


def test_numbers_of_registers() -> None:
    numbers = [
        {"identifier_scheme": "GB-COH", "identifier": "1234567"},
        {"identifier_type": "Charity number", "identifier": "765 4321"},
        {"identifier_scheme": "GB-CHC", "identifier": "GB-CHC-999"},
        {"identifier": ""},
        None,
    ]
    organisation = {"id": "o", "name": "Example Trust", "organization_identifiers": numbers}
    assert read(thin(organization=organisation)).organisation_ids == ("GB-COH-1234567", "GB-CHC-7654321", "GB-CHC-999")


def test_free_places_of_hsds_3_1() -> None:
    capacity = [{"available": 3, "unit": {"name": "beds"}}]
    assert read(thin(service_capacity=capacity)).wait == "3 beds free"


def test_an_organisation_without_a_service_can_be_found() -> None:
    record = read_organisation({"id": "o", "name": "Example Trust", "website": "example.org"}, "o", TODAY)
    assert (record.key, record.name, record.organisation_key, record.web) == (
        "organisation/o", "Example Trust", "o", "example.org",
    )  # fmt: skip


@pytest.mark.parametrize(
    "junk", [None, True, 0, -1.5, "", "text", [], [[]], [None], {}, {"id": {}}, [{"id": []}], [7, "x"]]
)
@pytest.mark.parametrize("entry", [full(), version_1()], ids=["newer", "version 1"])
def test_whatever_stands_anywhere_the_rest_is_read(entry: dict[str, Any], junk: object) -> None:
    for key in entry:
        record = read({**entry, key: junk})
        if key != "name":
            assert record.name == "Example Service 1"
        if key != "description":
            assert record.description == "Helps people."


def test_outpost() -> None:
    record = read(
        {
            "id": 7,
            "name": "Example Service",
            "temporarily_closed": True,
            "needs_referral": False,
            "organisation": {"id": 3, "name": "Example Trust"},
            "contacts": [{"name": "Ann Example", "phone": "0161 496 0100", "email": "ann@example.org"}],
            "locations": [
                {"id": 5, "latitude": 53.4, "longitude": -2.2, "address_1": "1 Example Road", "postal_code": "M21 9AQ",
                 "accessibilities": [{"name": "Lift"}]}
            ],
            "regular_schedules": [{"weekday": "Tuesday", "opens_at": "09:00", "closes_at": "17:00"}],
            "taxonomies": [{"id": 1, "name": "Advice"}],
            "cost_options": [{"option": "Drink", "amount": "1.5"}],
            "min_age": 5,
            "max_age": 11,
        }
    )  # fmt: skip
    assert (record.status, record.access, record.organisation, record.organisation_key) == (
        "paused", ("self",), "Example Trust", "3",
    )  # fmt: skip
    assert (record.phone, record.email, record.minimum_age, record.maximum_age) == (
        "0161 496 0100", "ann@example.org", 5, 11,
    )  # fmt: skip
    assert record.places == (RecordPlace("1 Example Road", "M21 9AQ", 53.4, -2.2, "5", "", "Lift"),)
    assert record.times == (RecordTimes("", "TU", time(9), time(17), freq="WEEKLY"),)
    assert (record.terms, record.cost_note) == ((Term("Advice"),), "Drink: £1.50")


def test_texts_where_lists_should_stand_are_read() -> None:
    record = read(full(1) | {"phones": "0161 496 0123", "contacts": [], "languages": "Urdu, Polish; Welsh"})
    assert (record.phone, record.languages) == ("0161 496 0123", ("Urdu", "Polish", "Welsh"))
