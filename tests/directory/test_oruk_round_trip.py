"""What this program exports as Open Referral UK 3 it reads back as the same services."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from pathlib import Path

import pytest

from tests.directory.json_lists import pieces, records, written
from workwell_desktop.directory.export_oruk import json_page, oruk_service
from workwell_desktop.directory.opening import look
from workwell_desktop.directory.record import Area, RecordPlace, RecordTimes, ServiceRecord, Term

KEY = "0f4c1c34-7a37-4c43-8c5f-0d4a5c1d7a11"
PLACE = "5a2d7e0c-9f0e-4a3c-8c1f-2f6f0a1b2c3d"
ORGANISATION = "7b1d2c3e-4f5a-4b6c-8d7e-9f0a1b2c3d4e"
RECORD = ServiceRecord(
    key=KEY,
    name="Example Service",
    organisation="Example Trust",
    organisation_key=ORGANISATION,
    description="Helps people.",
    phone="0161 496 0100",
    text_number="07700 900123",
    email="help@example.org",
    web="https://example.org",
    minimum_age=18,
    maximum_age=65,
    cost="low",
    cost_note="Two pounds a week",
    assured_on=date(2026, 1, 5),
    updated_on=date(2026, 2, 3),
    modes=("in_person", "phone"),
    access=("self", "drop_in"),
    only_for=("women",),
    places=(RecordPlace("1 Example Road", "M21 9AQ", 53.4, -2.2, PLACE, "Example Hall", "A ramp at the door."),),
    times=(RecordTimes("Mornings", "MO,TU", time(9), time(12), freq="WEEKLY"),),
    wait="About two weeks",
    wait_said_on=date(2026, 3, 4),
    languages=("Urdu",),
    terms=(Term("Advice", "esdServiceType:242"),),
    areas=(Area("Example Borough"),),
    alert="Ring first.",
)


@pytest.mark.parametrize(
    "record",
    [
        RECORD,
        replace(RECORD, cost="free", cost_note="For everyone", status="paused", access=(), only_for=("men",)),
        replace(RECORD, cost="paid", cost_note="", modes=("in_person",), wait="", wait_said_on=None),
        replace(RECORD, cost="", cost_note="Ask us", status="withdrawn", terms=(), times=()),
    ],
    ids=["low cost", "free", "paid", "ask"],
)
def test_an_export_is_read_back(tmp_path: Path, record: ServiceRecord) -> None:
    path = written(tmp_path / "list.json", "".join(json_page([oruk_service(record, {})], [])))
    assert look(path).format == "oruk3"
    (found,) = records(pieces(path))
    how = replace(found, how_to_refer=record.how_to_refer, eligibility=record.eligibility)
    assert how.hinted_only_for == record.only_for  # the standard has no field for it: it goes out as words
    how = replace(how, only_for=record.only_for, hinted_only_for=())
    assert how == replace(record, cost_note=record.cost_note or how.cost_note)
