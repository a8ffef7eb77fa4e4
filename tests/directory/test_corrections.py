"""What goes back to the owner of a list: a CSV of corrections, and the services as they should be."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.directory.records import RECORDS, RICH
from tests.directory.test_export_oruk import LABELS, faults
from workwell_desktop.directory.corrections import (
    HEADS,
    Corrected,
    Correction,
    corrected_record,
    corrections_csv,
    corrections_oruk,
)
from workwell_desktop.directory.merge import OVERRIDABLE
from workwell_desktop.directory.record import ServiceRecord

SENTENCES = sorted(set(OVERRIDABLE) - {"name", "organisation"})  # a service may be called after a person
DAY, LATER = date(2026, 11, 3), date(2026, 11, 9)
OPEN = replace(RICH, status="active", alert="")


def wrong(field: str, listed: str, ours: str, **more: Any) -> Correction:
    return Correction("outpost-17", "Quiet Room", "wrong", DAY, field, listed, ours, **more)


def of_kind(kind: Any, day: date = DAY, **more: Any) -> Correction:
    return Correction("outpost-17", "Quiet Room", kind, day, **more)


def written(one: Corrected) -> dict[str, Any]:
    page = json.loads("".join(corrections_oruk([one], [], LABELS)))
    (service,) = page["contents"]
    assert isinstance(service, dict)
    return service


def rows(*corrected: Corrected) -> list[list[str]]:
    text = b"".join(corrections_csv(corrected)).decode("utf-8-sig")
    heads, *found = csv.reader(io.StringIO(text, newline=""), strict=True)
    assert tuple(heads) == HEADS
    return found


def test_a_correction_is_a_row_that_says_what_is_wrong_and_why() -> None:
    phone = wrong("phone", "01632 960001", "+44 1632 960009", reason="=Rang them", said_by="B. Example")
    paused = of_kind("paused", until=date(2027, 1, 4), said_by="B. Example", may_name=True)
    assert rows(Corrected(OPEN, (phone, paused))) == [
        ["outpost-17", "Quiet Room", "Details are wrong", "phone", "01632 960001", "'+44 1632 960009", "",
         "'=Rang them", "", "2026-11-03"],
        ["outpost-17", "Quiet Room", "Not taking referrals", "", "", "", "2027-01-04", "", "B. Example", "2026-11-03"],
    ]  # fmt: skip


def test_the_corrected_service_says_what_is_right_from_the_day_it_was_said() -> None:
    said = (
        wrong("phone", "01632 960001", "01632 960009"),
        wrong("postcode", "ZZ1 1AA", "ZZ1 1AC"),
        wrong("when", "", "Mondays at noon"),
        wrong("cost", "free", "2 pounds"),
        wrong("topics", "", "housing"),
        of_kind("paused", LATER, until=date(2027, 1, 4), email="b@example.org", may_name=True),
    )
    made = written(Corrected(OPEN, said))
    assert faults({name: value for name, value in made.items() if not name.startswith("workwell_")}) == []
    assert made["contacts"][0]["phones"][0]["number"] == "01632 960009"
    assert made["service_at_locations"][0]["location"]["addresses"][0]["postal_code"] == "ZZ1 1AC"
    assert [one["description"] for one in made["schedules"]] == ["Mondays at noon"]
    assert made["cost_options"][0]["amount_description"] == "2 pounds"
    assert made["status"] == "temporarily closed"
    assert made["alert"] == "Not taking referrals until 4 January 2027. We were told on 9 November 2026."
    assert (made["assured_date"], made["assurer_email"]) == ("2026-11-09", "b@example.org")
    assert made["workwell_original_id"] == "outpost-17"
    assert len(made["workwell_corrections"]) == 6


@pytest.mark.parametrize(
    ("kind", "status", "alert"),
    [
        ("closed", "inactive", "Closed. We were told on 3 November 2026."),
        ("paused", "temporarily closed", "Not taking referrals. We were told on 3 November 2026."),
        ("new", "active", None),
    ],
)
def test_each_kind_changes_what_it_is_about(kind: str, status: str, alert: str | None) -> None:
    made = written(Corrected(OPEN, (of_kind(kind),)))
    assert (made["status"], made.get("alert"), made["assured_date"]) == (status, alert, "2026-11-03")
    assert ("workwell_original_id" in made) == (kind != "new")


def test_nobody_is_named_who_may_not_be() -> None:
    one = Corrected(OPEN, (of_kind("closed", said_by="B. Example", email="b@example.org"),))
    assert "assurer_email" not in written(one)
    assert "B. Example" not in json.dumps(written(one))


def test_a_field_that_cannot_be_corrected_is_a_bug() -> None:
    with pytest.raises(ValueError, match="status"):
        corrected_record(OPEN, [wrong("status", "", "active")])


def test_the_later_correction_wins() -> None:
    first, last = wrong("phone", "", "1"), replace(wrong("phone", "", "2"), day=LATER)
    assert corrected_record(OPEN, [last, first]).phone == "2"
    assert corrected_record(OPEN, []) == OPEN


@given(RECORDS, st.sampled_from(SENTENCES), st.booleans())
def test_no_secret_leaves_with_a_correction(record: ServiceRecord, field: str, sensitive: bool) -> None:
    sentence = "Moved from 99 Hidden Lane to 7 Covert Close, said Zebedee Quux, z.quux@example.org"
    secret = replace(record, description=sentence, contact_name="Zebedee Quux", sensitive=sensitive)
    one = Corrected(
        secret,
        (
            wrong("address", "99 Hidden Lane", "7 Covert Close", reason=sentence),
            wrong(field, sentence, sentence) if field != "address" else of_kind("closed", reason=sentence),
            wrong("email", "", "z.quux@example.org"),
        ),
    )
    made = json.dumps(written(one)).casefold() + str(rows(one)).casefold()
    assert "quux" not in made
    assert ("hidden lane" in made or "covert close" in made) != sensitive
