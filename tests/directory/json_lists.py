"""Small lists of services in each JSON shape, written for the tests."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

from workwell_desktop.directory.json_stream import read_json
from workwell_desktop.directory.reading import Alarm, Found, Piece, Refused
from workwell_desktop.directory.record import ServiceRecord

TODAY = date(2026, 11, 27)


def thin(number: int = 1, **more: Any) -> dict[str, Any]:
    return {
        "id": f"service-{number}",
        "name": f"Example Service {number}",
        "description": "Helps people.",
        "status": "active",
        "organization": {"id": "org-1", "name": "Example Trust"},
        **more,
    }


def full(number: int = 1, **more: Any) -> dict[str, Any]:
    return thin(
        number,
        url="www.example.org",
        email="help@example.org",
        minimum_age=18,
        maximum_age="65",
        assured_date="2026-01-05",
        last_modified="2026-02-03T10:30:45.123Z",
        alert="Ring first.",
        fees="Free",
        wait_time="About two weeks",
        schedules=[
            {
                "freq": "WEEKLY",
                "interval": 2,
                "dtstart": "2026-01-05",
                "byday": "TH,FR",
                "opens_at": "10:00:00",
                "closes_at": "18:00Z",
                "description": "Every other week",
            }
        ],
        service_areas=[{"name": "Example Borough", "uri": "http://example.org/E08000003"}],
        service_at_locations=[
            {
                "id": f"at-{number}",
                "location": {
                    "id": f"place-{number}",
                    "location_type": "physical",
                    "name": "Example Hall",
                    "latitude": 53.4,
                    "longitude": "-2.2",
                    "addresses": [{"address_1": "1 Example Road", "city": "Exampleton", "postal_code": "m21 9aq "}],
                    "accessibility": [{"description": "A ramp at the door.", "details": "One step inside."}],
                },
            }
        ],
        languages=[{"name": "Urdu", "code": "ur"}],
        contacts=[{"name": "Ann Example", "phones": [{"number": "0161 496 0100", "type": "voice", "extension": 5}]}],
        attributes=[{"taxonomy_term": {"id": "esdServiceType:242", "name": "Advice"}}],
        cost_options=[],
        **more,
    )


def version_1(number: int = 1, **more: Any) -> dict[str, Any]:
    return {
        "id": f"service-{number}",
        "name": f"Example Service {number}",
        "description": "Helps people.",
        "status": "active",
        "url": "www.example.org",
        "email": "help@example.org",
        "assured_date": "2026-01-05",
        "fees": "Free",
        "wait_time": "About two weeks",
        "attending_type": "venue",
        "attending_access": "referral",
        "organization": {"id": "org-1", "name": "Example Trust"},
        "eligibilitys": [{"minimum_age": "18", "maximum_age": 65}],
        "regular_schedules": [
            {
                "freq": "WEEKLY",
                "interval": "2",
                "dtstart": "2026-01-05",
                "byday": "TH,FR",
                "opens_at": "10:00",
                "closes_at": "18:00",
                "description": "Every other week",
            }
        ],
        "service_areas": [{"service_area": "Example Borough", "uri": "http://example.org/E08000003"}],
        "service_at_locations": [
            {
                "id": f"at-{number}",
                "location": {
                    "id": f"place-{number}",
                    "name": "Example Hall",
                    "latitude": "53.4",
                    "longitude": -2.2,
                    "physical_addresses": [
                        {"address_1": "1 Example Road", "city": "Exampleton", "postal_code": "M21 9AQ"}
                    ],
                    "accessibility_for_disabilities": [
                        {"accessibility": "A ramp at the door.", "details": "One step inside."}
                    ],
                },
            }
        ],
        "languages": [{"language": "Urdu"}],
        "contacts": [{"name": "Ann Example", "phones": [{"number": "0161 496 0100 ext 5"}]}],
        "service_taxonomys": [{"taxonomy": {"id": "esdServiceType:242", "name": "Advice", "vocabulary": "x"}}],
        **more,
    }


def page(*entries: Any, key: str = "contents", **more: Any) -> str:
    return json.dumps({"total_pages": 1, **more, key: list(entries)})


def written(path: Path, text: str | bytes) -> Path:
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def pieces(*files: Path) -> list[Piece]:
    root = files[0].parent if len(files) > 1 else files[0]
    return list(read_json(tuple(files), root, TODAY))


def records(found: list[Piece]) -> list[ServiceRecord]:
    return [one.record for one in found if isinstance(one, Found)]


def others(found: list[Piece]) -> list[Alarm | Refused]:
    return [one for one in found if not isinstance(one, Found)]
