"""A made-up list of services as Open Referral UK 3, as large as is asked for, to be read, searched and matched.

Its words are spread as in real lists: a few dozen words of the field in many services, thousands of others in few.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

_KINDS = (
    ("Debt Advice", "Free and confidential help with debt, bills and arrears.", "Debt advice"),
    ("Talking Therapies", "Talking therapy for anxiety, low mood and stress.", "Mental health"),
    ("Physiotherapy", "Physiotherapy for backs, necks and joints.", "Physical health"),
    ("Food Bank", "Emergency food for people in need. Please bring a voucher.", "Food"),
    ("Walking Group", "A gentle walk with a leader, and a cup of tea after.", "Activities"),
    ("Job Club", "Help with a CV, with looking for a job and with interviews.", "Employment"),
    ("Carers Group", "A place for carers to talk and to have a break.", "Carers"),
    ("Housing Advice", "Advice on rent, eviction and finding a home.", "Housing"),
    ("Library", "Computers, courses and a quiet place.", "Learning"),
    ("Recovery Service", "Help to drink less or to stop taking drugs.", "Alcohol and drugs"),
    ("Benefits Advice", "Help with Universal Credit and other benefits.", "Benefits"),
    ("Art Group", "Painting together. No experience needed.", "Activities"),
)
_FIRST = (
    "Ash",
    "Barn",
    "Cal",
    "Dun",
    "Elm",
    "Far",
    "Glen",
    "Hart",
    "Ings",
    "Kel",
    "Lang",
    "Mar",
    "Nor",
    "Oak",
    "Pen",
    "Quarr",
    "Ross",
    "Sand",
    "Thorn",
    "Wex",
)
_LAST = (
    "bourne",
    "combe",
    "dale",
    "field",
    "gate",
    "ham",
    "ington",
    "leigh",
    "mere",
    "ness",
    "port",
    "stead",
    "ton",
    "vale",
    "wick",
    "worth",
)
_SYLLABLES = ("ba", "ce", "di", "fo", "gu", "la", "me", "ni", "po", "ru", "sta", "tri", "ven", "wol")
_CENTRES = ((53.48, -2.24, "M"), (52.48, -1.90, "B"), (51.45, -2.58, "BS"), (54.97, -1.61, "NE"), (51.51, -0.12, "SE"))


def write_services(path: Path, amount: int, *, seed: int = 1) -> None:
    """Write a file with so many services as one JSON page. The same seed gives the same services."""
    dice = random.Random(seed)  # noqa: S311 - for made-up services
    with path.open("w", encoding="utf-8") as file:
        file.write(f'{{"total_items": {amount}, "total_pages": 1, "page_number": 1, "contents": [\n')
        for number in range(amount):
            file.write(("," if number else "") + json.dumps(service(dice, number)) + "\n")
        file.write("]}\n")


def service(dice: random.Random, number: int) -> dict[str, Any]:
    """Return one made-up service; ``number`` makes its ids."""
    kind, says, label = dice.choice(_KINDS)
    town = dice.choice(_FIRST) + dice.choice(_LAST)
    latitude, longitude, area = dice.choice(_CENTRES)
    rare = " ".join(_rare(dice) for _ in range(dice.randrange(8, 40)))
    place = f"{number:08x}-0000-4000-8000-00000000000b"
    return {
        "id": f"{number:08x}-0000-4000-8000-00000000000a",
        "name": f"{town} {kind}{f' {number % 90}' if number % 7 == 0 else ''}",
        "description": f"{says} Ask for {town} {rare}.",
        "status": "active",
        "url": f"https://www.{town.lower()}.example",
        "email": f"hello{number}@{town.lower()}.example",
        "assured_date": f"{dice.randrange(2018, 2027)}-0{dice.randrange(1, 10)}-11",
        "organization": {
            "id": f"{number // 2:08x}-0000-4000-8000-00000000000c",
            "name": f"{town} Trust",
            "description": "A local charity.",
        },
        "phones": [{"id": f"{number:08x}-0000-4000-8000-00000000000d", "number": f"01632 96{number % 10_000:04d}"}],
        "schedules": [{"freq": "WEEKLY", "byday": "MO,WE", "opens_at": "09:00", "closes_at": "17:00"}],
        "service_at_locations": [
            {
                "id": place.replace("b", "e"),
                "location": {
                    "id": place,
                    "location_type": "physical",
                    "name": town,
                    "latitude": round(latitude + dice.gauss(0, 0.15), 5),
                    "longitude": round(longitude + dice.gauss(0, 0.2), 5),
                    "addresses": [
                        {
                            "address_1": f"{number % 300 + 1} High Street",
                            "city": town,
                            "state_province": "",
                            "postal_code": _postcode(dice, area),
                            "country": "GB",
                            "address_type": "physical",
                        }
                    ],
                },
            }
        ],
        "attributes": [{"taxonomy_term": {"id": label, "name": label, "code": label, "description": label}}],
    }


def searches(amount: int, *, seed: int = 2) -> Iterator[str]:
    """Give what somebody types, letter by letter, to find services: whole words, beginnings, and slips."""
    dice = random.Random(seed)  # noqa: S311 - for made-up services
    whole = ["debt advice", "physio", "walking group", "anxiety", "food bank", "cv", "carer", "rent", "benefits help"]
    given = 0
    while given < amount:
        words = dice.choice([*whole, dice.choice(_FIRST) + dice.choice(_LAST), "debtadvcie"])
        for end in range(1, len(words) + 1):
            if given < amount:
                given += 1
                yield words[:end]


def _postcode(dice: random.Random, area: str) -> str:
    return f"{area}{dice.randrange(1, 30)} {dice.randrange(1, 9)}A{dice.choice('ABDEF')}"


def _rare(dice: random.Random) -> str:
    return "".join(dice.choice(_SYLLABLES) for _ in range(dice.randrange(2, 5)))
