"""A service that is written down by hand: kept whole, our own or over a list, whatever the next release says."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from tests.casework.service_forms import FORMS
from tests.plans import still_clock
from tests.service_steps import bring_in, listed_quay, quay_record
from workwell_desktop.casework.service_corrections import WrongEntry, corrections, report, right_again
from workwell_desktop.casework.service_form import ServiceForm
from workwell_desktop.casework.service_forms import add_service, change_service
from workwell_desktop.casework.services import service_details
from workwell_desktop.clock import Clock
from workwell_desktop.directory.record import Area, RecordPlace, RecordTimes
from workwell_desktop.errors import InputProblem
from workwell_desktop.vault.store import Vault

HALL = RecordPlace("1 Quay Street", "M1 1AE", 53.5, -2.2, "hall")
ANNEXE = RecordPlace("The Annexe", "M1 1AF", 53.6, -2.3, "annexe")
ODD = RecordTimes("", "1SA", time(10), time(12, 30), freq="MONTHLY")
FULL = {
    "places": (HALL, ANNEXE), "times": (RecordTimes("Mondays at 7"), ODD), "minimum_age": 18,
    "areas": (Area("Exampleshire", "E08000003"),), "wait": "about 6 weeks", "wait_said_on": date(2037, 5, 1),
    "alert": "Moved upstairs.", "languages": ("Welsh",), "only_for": ("women",),
}  # fmt: skip
# What a vault keeps is not shrunk: that takes minutes and tells no more.
FEW = settings(
    max_examples=12,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@pytest.fixture
def clock() -> Clock:
    return still_clock()


@pytest.fixture
def quay(open_vault: Vault) -> int:
    """A service that a list describes in full."""
    bring_in(open_vault, quay_record(**FULL))
    return listed_quay(open_vault)


def form(vault: Vault, service: int) -> ServiceForm:
    return service_details(vault, service).form


def change(vault: Vault, service: int, **other: Any) -> None:
    change_service(vault, service, replace(form(vault, service), **other))


@given(written=FORMS)
@FEW
def test_our_own_service_is_kept_whole(open_vault: Vault, written: ServiceForm) -> None:
    added = add_service(open_vault, written)
    assert form(open_vault, added) == written
    change(open_vault, added, summary="Changed")
    assert form(open_vault, added) == replace(written, summary="Changed")


@given(written=FORMS)
@FEW
def test_what_is_written_over_a_list_is_kept_whole_through_a_new_release(
    open_vault: Vault, written: ServiceForm
) -> None:
    bring_in(open_vault, quay_record(**FULL))
    quay = listed_quay(open_vault)
    listed = form(open_vault, quay)
    written = replace(written, name=listed.name)
    change_service(open_vault, quay, written)
    assert form(open_vault, quay) == written
    bring_in(open_vault, quay_record(**FULL, description="Another release", organisation="Example Council"))
    theirs = {name: "Another release" for name in ("description",) if written.description == listed.description}
    theirs |= {"organisation": "Example Council"} if written.organisation == listed.organisation else {}
    assert form(open_vault, quay) == replace(written, **theirs)  # type: ignore[arg-type]  # names of texts
    change_service(open_vault, quay, service_details(open_vault, quay).listed or written)
    assert service_details(open_vault, quay).changed_here == frozenset()
    bring_in(open_vault, quay_record(**FULL))


def test_places_and_times_replace_the_list_s_and_go_when_they_are_put_back(open_vault: Vault, quay: int) -> None:
    change(open_vault, quay, places=(ANNEXE,), times=(ODD,), minimum_age=None)
    details = service_details(open_vault, quay)
    assert details.changed_here == {"places", "times", "minimum_age"}
    assert (details.form.places, details.form.times, details.form.minimum_age) == ((ANNEXE,), (ODD,), None)
    assert (details.listed or details.form).places == (HALL, ANNEXE)
    bring_in(open_vault, quay_record(**{**FULL, "places": (RecordPlace("9 New Road", "M1 1AG"),)}))
    assert form(open_vault, quay).places == (ANNEXE,), "no mixture of two addresses"
    typed_again = (RecordPlace("9 New Road", "M1 1AG"),)
    change(open_vault, quay, places=typed_again, times=FULL["times"], minimum_age=18)
    assert service_details(open_vault, quay).changed_here == frozenset()


def test_a_place_typed_as_the_list_has_it_gets_its_position_again(open_vault: Vault, quay: int) -> None:
    change(open_vault, quay, places=(RecordPlace("5 Other Street", "M1 1AE", key="hall"), ANNEXE))
    change(open_vault, quay, places=(RecordPlace("1 Quay Street", "M1 1AE", key="hall"), ANNEXE))
    assert form(open_vault, quay).places == (HALL, ANNEXE)
    assert service_details(open_vault, quay).changed_here == frozenset()


def test_one_address_put_right_lies_over_places_and_goes_with_them(open_vault: Vault, quay: int) -> None:
    change(open_vault, quay, places=(ANNEXE, HALL))
    report(open_vault, quay, WrongEntry("detail", "address", "The New Annexe"))
    places = form(open_vault, quay).places
    assert places == (replace(ANNEXE, address="The New Annexe", latitude=None, longitude=None), HALL)
    right_again(open_vault, corrections(open_vault)[0].id)
    assert form(open_vault, quay).places == (ANNEXE, HALL)
    report(open_vault, quay, WrongEntry("detail", "when", "Tuesdays at noon"))
    assert form(open_vault, quay).when == "Tuesdays at noon"
    change(open_vault, quay, times=(ODD,), places=(HALL, ANNEXE))
    assert form(open_vault, quay).times == (ODD,)
    assert service_details(open_vault, quay).changed_here == {"times"}


def test_the_warning_that_a_coach_wrote_outlives_a_correction(open_vault: Vault, quay: int) -> None:
    change(open_vault, quay, alert="Use the side door.", status="paused")
    assert (service_details(open_vault, quay).status, form(open_vault, quay).alert) == ("paused", "Use the side door.")
    number = report(open_vault, quay, WrongEntry("closed"))
    details = service_details(open_vault, quay)
    assert (details.status, details.form.status) == ("withdrawn", "paused")
    assert "has closed" in details.warning
    change(open_vault, quay, phone="01632 960199")
    assert service_details(open_vault, quay).status == "withdrawn"
    right_again(open_vault, number)
    assert service_details(open_vault, quay).warning == "Use the side door."
    change(open_vault, quay, status="active", alert="Moved upstairs.")
    details = service_details(open_vault, quay)
    assert (details.status, details.changed_here) == ("active", {"phone"})


def test_what_a_list_has_wrong_stands_in_nobody_s_way_until_it_is_touched(open_vault: Vault) -> None:
    bring_in(open_vault, quay_record(email="nobody", minimum_age=60, maximum_age=18, topics=("back_and_joints",)))
    quay = listed_quay(open_vault)
    change(open_vault, quay, phone="01632 960199")
    assert form(open_vault, quay).phone == "01632 960199"
    with pytest.raises(InputProblem) as caught:
        change(open_vault, quay, email="nobody@", maximum_age=19)
    assert set(caught.value.fields) == {"email", "maximum_age"}


def test_details_say_all_of_it_in_plain_words(open_vault: Vault, quay: int) -> None:
    week = RecordTimes("", "MO,TU,WE,TH", time(9), time(17), freq="WEEKLY")
    change(open_vault, quay, times=(week, ODD), sensitive=True, wait_said_on=date(2037, 11, 3), wait="About 3 weeks")
    details = service_details(open_vault, quay)
    shown = {fact.name: fact for fact in details.facts}
    assert shown["when"].shown == "Mon to Thu 09:00 to 17:00\nFirst Saturday of the month, 10:00 to 12:30"
    assert shown["when"].source == "Changed here by Sam Example."
    assert details.who == (
        "Aged 18 and over", "Women only", "For people who live in Exampleshire", "Languages: Welsh"
    )  # fmt: skip
    assert details.wait == "About 3 weeks, said on 3 November"
    assert details.other_places == ("The Annexe, M1 1AF",)
    assert details.secret == "Do not give out the address."
    assert details.warning == "Moved upstairs."


def test_a_postcode_is_kept_as_it_is_written(open_vault: Vault) -> None:
    added = add_service(
        open_vault, ServiceForm(name="Example", topics=("housing",), places=(RecordPlace("1 Road", "m11ae"),))
    )
    assert form(open_vault, added).places == (RecordPlace("1 Road", "M1 1AE"),)
