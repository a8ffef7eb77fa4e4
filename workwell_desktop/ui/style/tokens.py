"""Reads the look's data: colours of each theme, type roles, radii, heights and widths.

tokens = load_tokens()
tokens.themes["light"]["accent"]  # a colour as text
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from workwell_desktop.paths import resources

THEMES = ("light", "dark", "contrast")
SYSTEM_CONTRAST = "system_contrast"


@dataclass(frozen=True)
class TypeRole:
    """A type role: points at 100 % text and the usual weight (400 to 700)."""

    pt: float
    weight: int


@dataclass(frozen=True)
class Tokens:
    """Everything in ``tokens.toml``: colours by theme and token, roles by name, pixels at 100 % text."""

    themes: Mapping[str, Mapping[str, str]]
    system_contrast: Mapping[str, str]
    family: str
    fallbacks: tuple[str, ...]
    roles: Mapping[str, TypeRole]
    radius: Mapping[str, int]
    height: Mapping[str, int]
    width: Mapping[str, int]


def load_tokens(path: Path | None = None) -> Tokens:
    """Read ``resources/style/tokens.toml`` or a file of its form. Raises ``KeyError`` when a part is missing."""
    with (path or resources() / "style" / "tokens.toml").open("rb") as file:
        data: dict[str, Any] = tomllib.load(file)
    kinds = data["type"]
    return Tokens(
        themes={name: data[name] for name in THEMES},
        system_contrast=data[SYSTEM_CONTRAST],
        family=kinds["family"],
        fallbacks=tuple(kinds["fallbacks"]),
        roles={name: TypeRole(float(role["pt"]), int(role["weight"])) for name, role in kinds["roles"].items()},
        radius=data["radius"],
        height=data["height"],
        width=data["width"],
    )
