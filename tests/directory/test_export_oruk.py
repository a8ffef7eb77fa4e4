"""Services as Open Referral UK 3: valid, the same each time, and without what may not leave."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker

from tests.directory.records import RECORDS, RICH, SECRETS, kept_secret
from tests.tree import ROOT
from workwell_desktop.directory.credit import Credit, credits_text
from workwell_desktop.directory.export_oruk import OTHER_TERMS, TOPICS, oruk_page, oruk_service
from workwell_desktop.directory.json_stream import read_json
from workwell_desktop.directory.reading import ORGANISATION, Found
from workwell_desktop.directory.record import ServiceRecord

LABELS = {"mood_and_worry": "Mood and worry", "caring": "Caring for somebody"}
CREDIT = Credit("Helplines", "Example Council", "OGL v3.0", "Contains public sector information.")
SHAPE = Path(__file__).with_name("oruk_3_service.json")
SHARED = Path(os.environ.get("WORKWELL_SHARED_DATA", ROOT.parent / "shared" / "data")) / "directory"

_CHECKER = FormatChecker()
_CHECKER.checks("uri")(lambda text: bool(re.fullmatch(r"https?://[\w.-]+\.[^\s\"<>\\^`{|}\[\]#]+(#[^\s#]*)?", text)))
_CHECKER.checks("date-time", ValueError)(lambda text: bool(datetime.fromisoformat(text)))
_VALIDATOR = Draft202012Validator(json.loads(SHAPE.read_text("utf-8")), format_checker=_CHECKER)


def page(*records: ServiceRecord) -> dict[str, Any]:
    said = json.loads("".join(oruk_page(records, [CREDIT], LABELS)))
    assert isinstance(said, dict)
    return said


def faults(service: Mapping[str, Any]) -> list[str]:
    """Return what is wrong with a service: by the schema, and what the schema only says of tables (days, times)."""
    found = [f"{fault.json_path}: {fault.message}" for fault in _VALIDATOR.iter_errors(service)]
    for path, value in leaves(service):
        if value is None or (value == "" and path[-1] not in {"address_1", "city", "state_province", "postal_code"}):
            found.append(f"{path}: empty")
        if path[-1] in {"assured_date", "valid_from", "valid_to", "dtstart", "until"}:
            date.fromisoformat(value)
        if path[-1] in {"opens_at", "closes_at"}:
            time.fromisoformat(value)
            assert re.fullmatch(r"\d\d:\d\d", value)
    return found


def leaves(value: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    if isinstance(value, dict):
        for name, inside in value.items():
            yield from leaves(inside, (*path, name))
    elif isinstance(value, list):
        assert value, path  # an empty list is left out
        for inside in value:
            yield from leaves(inside, path)
    else:
        yield path, value


@given(RECORDS)
def test_every_service_is_valid_whatever_a_list_says(record: ServiceRecord) -> None:
    made = json.loads("".join(oruk_page([record], [], LABELS)))["contents"]
    if record.key.startswith(ORGANISATION):
        assert made == []
    else:
        assert faults(made[0]) == []


@given(RECORDS)
def test_two_exports_of_a_service_agree_and_ids_stand_once(record: ServiceRecord) -> None:
    made = oruk_service(record, LABELS)
    assert made == oruk_service(record, dict(LABELS))
    for name in ("schedules", "service_areas", "service_at_locations", "languages", "attributes", "cost_options"):
        ids = [one["id"] for one in made.get(name, [])]
        assert len(ids) == len(set(ids))


def test_a_rich_service_says_everything_in_its_place() -> None:
    made = page(replace(RICH, contact_public=True))["contents"][0]
    assert faults(made) == []
    assert made["status"] == "temporarily closed"
    assert made["url"] == "https://quiet.example.org/groups%20and%20more"
    assert (made["minimum_age"], made["maximum_age"]) == (0, 99)
    assert made["description"].startswith("Talking in small groups.\n\nGroups for")
    assert made["last_modified"] == "2026-03-01T00:00:00.000Z"
    assert made["wait_time"] == "about 6 weeks (said on 1 February 2026)"
    (contact,) = made["contacts"]
    assert contact["name"] == "Ann Example"
    assert [(one["number"], one["type"]) for one in contact["phones"]] == [
        ("01632 960001", "voice"),
        ("01632 960002", "voice"),
        ("07700 900123", "text"),
    ]
    week, month, fortnight, words = made["schedules"]
    assert (week["byday"], week["opens_at"], week["closes_at"]) == ("MO,TU,WE,TH,FR", "09:00", "17:00")
    hall, annexe = made["service_at_locations"]
    assert month["service_at_location_id"] == annexe["id"]
    assert (month["freq"], month["until"]) == ("MONTHLY", "2027-01-01")
    assert (fortnight["interval"], fortnight["dtstart"]) == (2, "2026-01-04")
    assert words.keys() == {"id", "service_id", "description"}
    (address,) = hall["location"]["addresses"]
    assert (address["address_1"], address["city"], address["postal_code"]) == (
        "2nd floor, 12 Sample Street",
        "Exampleton",
        "ZZ1 1AA",
    )
    assert hall["location"]["accessibility"][0]["description"] == "A lift.\n\nStep-free from the car park."
    assert made["cost_options"][0]["amount"] == 0
    assert [one["name"] for one in made["service_areas"]] == ["National", "Exampleshire", "E08000009"]
    terms = [(one["taxonomy_term"]["taxonomy"], one["taxonomy_term"]["name"]) for one in made["attributes"]]
    assert terms[:4] == [
        ("esdServiceType", "Mental health"),
        (OTHER_TERMS, "Groups"),
        (TOPICS, "Mood and worry"),
        (TOPICS, "Caring for somebody"),
    ]
    registers = made["organization"]["organization_identifiers"]
    assert [(one["identifier_type"], one["identifier"]) for one in registers] == [
        ("GB-CHC", "1234567"),
        ("Register number", "77"),
    ]


def test_a_page_counts_its_services_and_carries_its_credits() -> None:
    made = page(RICH, replace(RICH, key="b"), replace(RICH, key=f"{ORGANISATION}c"))
    contents = made.pop("contents")
    assert made == {
        "total_items": 2,
        "total_pages": 1,
        "page_number": 1,
        "size": 2,
        "first_page": True,
        "last_page": True,
        "empty": False,
        "workwell_credits": ["Helplines, by Example Council. OGL v3.0. Contains public sector information."],
    }
    assert len({one["id"] for one in contents}) == 2
    assert contents[0]["organization"]["id"] == contents[1]["organization"]["id"]
    nothing = json.loads("".join(oruk_page([], [], LABELS)))
    assert (nothing["contents"], nothing["total_items"], nothing["empty"]) == ([], 0, True)
    assert "Contains public sector information." in credits_text([CREDIT, CREDIT], date(2026, 1, 2))


def test_a_page_is_written_while_the_services_are_read() -> None:
    taken = []

    def records() -> Iterator[ServiceRecord]:
        for number in range(3):
            taken.append(number)
            yield replace(RICH, key=str(number))

    pieces = oruk_page(records(), [], LABELS)
    next(pieces)
    next(pieces)
    assert taken == [0]


def read_back(path: Path, *records: ServiceRecord) -> list[ServiceRecord]:
    path.write_text("".join(oruk_page(records, [CREDIT], LABELS)), "utf-8")
    pieces = list(read_json((path,), path, date(2026, 11, 27)))
    assert all(isinstance(piece, Found) for piece in pieces)
    return [piece.record for piece in pieces if isinstance(piece, Found)]


def test_another_coach_reads_it_back(tmp_path: Path) -> None:
    written = replace(RICH, phone="01632 960001", updated_on=RICH.wait_said_on, modes=("in_person", "phone"))
    public = replace(written, key="b", contact_public=True, only_for=("men",), cost="", cost_note="Ask.")
    shown, named = read_back(tmp_path / "services.json", written, public)
    for name in (
        "name", "organisation", "status", "phone", "text_number", "email", "how_to_refer", "minimum_age",
        "maximum_age", "cost", "national", "assured_on", "updated_on", "modes", "access", "alert", "wait",
        "wait_said_on", "languages", "organisation_ids",
    ):  # fmt: skip
        assert getattr(shown, name) == getattr(written, name), name
    assert [replace(one, place="") for one in shown.times] == [replace(one, place="") for one in written.times]
    assert [one.place for one in shown.times] == ["", shown.places[1].key, "", ""]
    assert [(one.address, one.postcode, one.name) for one in shown.places] == [
        (one.address, one.postcode, one.name) for one in written.places
    ]
    assert (shown.contact_name, named.contact_name, named.contact_public) == ("", "Ann Example", True)
    # The standard has no field for it: it goes out as words, and words only warn.
    assert shown.hinted_only_for == written.only_for
    assert (named.hinted_only_for, named.cost_note) == (("men",), "Ask.")
    assert {term.code for term in shown.terms} >= {"esdServiceType:242", "workwell:caring"}


def test_a_secret_stays_one_for_the_next_coach(tmp_path: Path) -> None:
    (record,) = read_back(tmp_path / "services.json", replace(RICH, sensitive=True))
    assert (record.sensitive, record.places) == (True, ())


def test_reading_and_writing_again_adds_nothing(tmp_path: Path) -> None:
    first = read_back(tmp_path / "first.json", RICH, replace(RICH, key="b", cost="paid", contact_public=True))
    second = read_back(tmp_path / "second.json", *first)
    third = read_back(tmp_path / "third.json", *second)
    assert third == second


@pytest.mark.parametrize(
    ("said", "address"),
    [
        ("example.org", "https://example.org"),
        ("http://example.org/a b?c=%zz&d=%20#e f#g", "http://example.org/a%20b?c=%25zz&d=%20#e%20f%23g"),
        ("mailto:a@example.org", "https://mailto:a@example.org"),
        ("ftp://example.org", None),
        ("see the notice board", None),
        ("http://[::1", None),
    ],
)
def test_a_web_address_is_one_that_opens(said: str, address: str | None) -> None:
    assert oruk_service(ServiceRecord("k", "A", web=said), {}).get("url") == address


@pytest.mark.parametrize("key", ["4DF5E0D8-7B0B-4C5E-9D43-3FD0B0A4F3F1", "4df5e0d87b0b4c5e9d433fd0b0a4f3f1"])
def test_an_id_that_is_a_uuid_is_kept(key: str) -> None:
    assert oruk_service(ServiceRecord(key, "A"), {})["id"] == "4df5e0d8-7b0b-4c5e-9d43-3fd0b0a4f3f1"


def test_the_ids_of_today_are_those_of_every_version() -> None:
    made = oruk_service(ServiceRecord("outpost-17", "A"), {})
    assert (made["id"], made["organization"]["name"]) == ("a95698e4-46d6-5cb1-ae0a-e90f2eda24ee", "A")


def test_a_service_that_says_nothing_is_short() -> None:
    made = oruk_service(ServiceRecord("k", ""), {})
    assert made.keys() == {"id", "name", "organization_id", "organization", "status"}
    assert made["name"] == made["organization"]["name"] == made["organization"]["description"] == "Name not given"


@given(RECORDS, st.booleans())
def test_no_secret_address_and_no_private_name_leaves(record: ServiceRecord, public: bool) -> None:
    made = "".join(oruk_page([kept_secret(record, public=public)], [], LABELS)).casefold()
    assert not [words for words in (*SECRETS, "service_at_location") if words in made]
    assert ("quux" in made) == public or record.key.startswith(ORGANISATION)


@pytest.mark.parametrize("key", ["", "p"])
def test_the_schema_that_is_published_says_the_same(key: str) -> None:
    published = SHARED / "schema" / "oruk-3.0" / "service.json"
    if not published.is_file():
        pytest.skip("the published schema is not on this machine")
    schema = json.loads(published.read_text("utf-8"))
    service = replace(RICH, contact_public=bool(key))
    assert list(Draft202012Validator(schema, format_checker=_CHECKER).iter_errors(oruk_service(service, LABELS))) == []
    ours = json.loads(SHAPE.read_text("utf-8"))
    ours.pop("$comment")
    assert _bare(schema) == ours


def _bare(schema: Mapping[str, Any]) -> dict[str, Any]:
    """Return the facts of a schema alone, as they stand in our file."""
    kept = {
        name: schema[name] for name in ("type", "format", "enum", "required", "datapackage_type") if schema.get(name)
    }
    if "properties" in schema:
        kept["properties"] = {name: _bare(inside) for name, inside in schema["properties"].items()}
    if "items" in schema:
        kept["items"] = _bare(schema["items"])
    return kept
