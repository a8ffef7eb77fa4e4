"""The effective value: the local override, else the most trusted and freshest list, else the next that has one."""

from __future__ import annotations

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workwell_desktop.directory.merge import NO_TEXT, OVERRIDABLE, Listed, merge
from workwell_desktop.directory.record import (
    Area,
    FactSource,
    RecordPlace,
    RecordTimes,
    ServiceRecord,
    from_json,
    to_json,
)

PAGE = FactSource("Example", "https://example.org", date(2026, 1, 2), "page")
OTHER = FactSource("Other Example", "https://example.org/other", date(2025, 1, 2), "read")


def test_the_more_trusted_list_wins_and_the_other_fills_what_it_leaves_out() -> None:
    ours = ServiceRecord("a", "Ours", phone="01632 960001", sources={"phone": PAGE})
    theirs = ServiceRecord(
        "b", "Theirs", phone="01632 960002", web="example.org", topics=("housing",), sources={"web": OTHER}
    )
    merged = merge([Listed(50, theirs), Listed(10, ours)], {})
    assert (merged.values.name, merged.values.phone, merged.values.web) == ("Ours", "01632 960001", "example.org")
    assert merged.values.topics == ("housing",)
    assert merged.values.sources == {"phone": PAGE, "web": OTHER}
    assert merged.overridden == frozenset()


def test_among_equals_the_most_recently_assured_wins() -> None:
    old = ServiceRecord("a", "Old", assured_on=date(2020, 1, 1))
    new = ServiceRecord("b", "New", assured_on=date(2025, 1, 1))
    never = ServiceRecord("c", "Never", assured_on=None)
    merged = merge([Listed(1, never), Listed(1, old), Listed(1, new)], {})
    assert (merged.values.name, merged.values.assured_on) == ("New", date(2025, 1, 1))


def test_a_local_override_wins_and_has_no_page_of_a_list() -> None:
    record = ServiceRecord("a", "A", phone="01632 960001", sources={"phone": PAGE})
    merged = merge([Listed(1, record)], {"phone": "01632 960009", "topics": ["caring"]})
    assert (merged.values.phone, merged.values.topics) == ("01632 960009", ("caring",))
    assert merged.values.sources == {}
    assert merged.overridden == {"phone", "topics"}


def test_an_override_may_say_that_there_is_none() -> None:
    record = ServiceRecord(
        "a", "A", web="example.org", times=(RecordTimes("Mondays"),), places=(RecordPlace("1 Example Road"),)
    )
    merged = merge([Listed(1, record)], {"web": "", "when": "", "address": ""})
    assert (merged.values.web, merged.values.times, merged.values.places) == ("", (), ())


def test_an_address_over_a_list_keeps_its_other_places() -> None:
    record = ServiceRecord(
        "a", "A", places=(RecordPlace("1 Example Road", "ZZ1 1ZZ", 1.0, 2.0), RecordPlace("2 Example Road"))
    )
    places = merge([Listed(1, record)], {"address": "3 Example Road"}).values.places
    assert places == (RecordPlace("3 Example Road", "ZZ1 1ZZ"), RecordPlace("2 Example Road"))


@pytest.mark.parametrize("overrides", [{"national": "yes"}, {"colour": "blue"}])
def test_what_cannot_be_overridden_is_a_bug(overrides: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="unknown fields"):
        merge([Listed(1, ServiceRecord("a", "A"))], overrides)


@pytest.mark.parametrize(
    ("listed", "ours", "shown"),
    [
        ("active", "paused", "paused"), ("active", "withdrawn", "withdrawn"), ("withdrawn", "paused", "withdrawn"),
        ("paused", "active", "paused"),
    ],
)  # fmt: skip
def test_a_service_is_as_closed_as_anybody_says(listed: str, ours: str, shown: str) -> None:
    values = merge([Listed(1, ServiceRecord("a", "A", status=listed))], {"status": ours, "alert": "Full."}).values
    assert (values.status, values.alert) == (shown, "Full.")


def test_nothing_to_merge_is_a_bug() -> None:
    with pytest.raises(ValueError, match="nothing to merge"):
        merge([], {})


@given(
    st.lists(st.tuples(st.integers(0, 3), st.text(max_size=3), st.text(max_size=3)), min_size=1, max_size=5),
    st.dictionaries(st.sampled_from(["phone", "web"]), st.text(max_size=3)),
)
def test_each_value_is_an_override_or_stands_in_a_list(
    rows: list[tuple[int, str, str]], overrides: dict[str, str]
) -> None:
    listed = [Listed(t, ServiceRecord(str(n), "N", phone=p, web=w)) for n, (t, p, w) in enumerate(rows)]
    values = merge(listed, overrides).values
    for name in ("phone", "web"):
        said = [getattr(one.record, name) for one in listed]
        if name in overrides:
            assert getattr(values, name) == overrides[name]
        elif any(said):
            best = min(one.trust for one in listed if getattr(one.record, name))
            assert getattr(values, name) in [getattr(o.record, name) for o in listed if o.trust == best]
        else:
            assert getattr(values, name) == ""


def test_a_full_record_survives_its_json() -> None:
    record = ServiceRecord(
        "a", "Ä", minimum_age=16, assured_on=date(2026, 2, 3), topics=("caring",), sources={"phone": PAGE},
        places=(RecordPlace("1 Example Road", "ZZ1 1ZZ", 51.5, -0.1),),
        times=(RecordTimes("Mondays", "MO", time(9), time(17, 30), date(2026, 1, 1), None),),
    )  # fmt: skip
    assert from_json(to_json(record)) == record


def test_every_overridable_field_can_be_overridden() -> None:
    record = ServiceRecord("a", "A")
    others: dict[str, object] = {
        "places": (RecordPlace("1 Example Road"),), "times": (RecordTimes("Mondays"),), "minimum_age": 16,
        "maximum_age": 0, "areas": (Area("Exampleshire"),), "wait_said_on": date(2026, 1, 2), "said_status": "paused",
        "sensitive": True,
    }  # fmt: skip
    for name in OVERRIDABLE:
        value = others.get(name, ["caring"] if name in NO_TEXT else "x")
        assert merge([Listed(1, record)], {name: value}).values != record


def test_places_and_times_over_a_list_replace_all_that_it_says() -> None:
    record = ServiceRecord(
        "a", "A", places=(RecordPlace("1 Example Road"), RecordPlace("2 Example Road")),
        times=(RecordTimes("Mondays"),),
        sources={"address": PAGE, "postcode": PAGE, "when": PAGE, "phone": PAGE},
    )  # fmt: skip
    ours = (RecordPlace("3 Example Road", "ZZ1 1ZZ", 1.0, 2.0, "hall", "Hall", "A lift."),)
    values = merge([Listed(1, record)], {"places": ours, "times": (RecordTimes("Tuesdays"),)}).values
    assert (values.places, values.times) == (ours, (RecordTimes("Tuesdays"),))
    assert values.sources == {"phone": PAGE}


def test_one_address_over_our_places_keeps_what_is_not_of_the_old_house() -> None:
    place = RecordPlace("1 Example Road", "ZZ1 1ZZ", 1.0, 2.0, "hall", "Hall", "A lift.")
    listed = [Listed(1, ServiceRecord("a", "A"))]
    moved = merge(listed, {"places": (place,), "address": "9 Example Road"}).values.places
    assert moved == (RecordPlace("9 Example Road", "ZZ1 1ZZ", key="hall"),)
    same_house = merge(listed, {"places": (place,), "postcode": "ZZ1 1ZY"}).values.places
    assert same_house == (RecordPlace("1 Example Road", "ZZ1 1ZY", key="hall", name="Hall", getting_in="A lift."),)
    assert merge(listed, {"places": (place,), "address": "1 Example Road"}).values.places == (place,)


def test_what_a_correction_found_stands_above_what_a_coach_wrote() -> None:
    listed = [Listed(1, ServiceRecord("a", "A", alert="Theirs"))]
    ours = merge(listed, {"said_status": "paused", "said_alert": "Ours"}).values
    assert (ours.status, ours.alert) == ("paused", "Ours")
    found = merge(
        listed, {"said_status": "paused", "said_alert": "Ours", "status": "withdrawn", "alert": "Gone"}
    ).values
    assert (found.status, found.alert) == ("withdrawn", "Gone")
    assert merge(listed, {"said_alert": ""}).values.alert == ""


def test_one_list_that_keeps_an_address_secret_is_enough() -> None:
    open_one, secret = ServiceRecord("a", "A"), ServiceRecord("b", "A", sensitive=True)
    assert merge([Listed(1, open_one), Listed(2, secret)], {}).values.sensitive
    assert not merge([Listed(1, open_one)], {}).values.sensitive
