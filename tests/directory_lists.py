"""Small lists of services for tests, written for them: a JSON list, and a table with a title above its heads."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

HEADS = "Service Name,Organisation,What they do,Post Code,Tel. No,Email"
CLUBS = (
    "Harbour Walks Example,Harbour Example,A gentle walking group,M1 1AA,0161 496 0101,walks@example.org",
    "Back in Step Example,Harbour Example,A class on living with back pain,M1 1AB,0161 496 0102,back@example.org",
    "Rest Easy Example,Lantern Example,Short lessons on sleep,M1 1AD,0161 496 0103,rest@example.org",
    "Money Table Example,Lantern Example,Advice on debt and bills,M1 1AE,0161 496 0104,money@example.org",
    "Job Bench Example,Lantern Example,Help with looking for work,M1 1AF,0161 496 0105,jobs@example.org",
)


def table(path: Path, rows: Sequence[str] = CLUBS, *, above: Sequence[str] = ("Clubs of Exampleton", "")) -> Path:
    """Write a CSV list with its heads below a title."""
    path.write_text("\n".join([*above, HEADS, *rows]) + "\n", "utf-8")
    return path


def service(key: str, name: str, **more: Any) -> dict[str, Any]:
    """Return one full service of Open Referral UK 3."""
    return {
        "id": key,
        "name": name,
        "status": "active",
        "description": "A made-up service.",
        "organization": {"id": f"o-{key}", "name": "Harbour Example", "description": "Made up."},
        **more,
    }


def pages(path: Path, *services: dict[str, Any]) -> Path:
    """Write a list as one page of Open Referral UK 3."""
    page = {
        "total_items": len(services),
        "total_pages": 1,
        "page_number": 1,
        "size": len(services),
        "first_page": True,
        "last_page": True,
        "empty": not services,
        "contents": list(services),
    }
    path.write_text(json.dumps(page), "utf-8")
    return path
