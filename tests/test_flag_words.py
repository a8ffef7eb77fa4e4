"""The words of the colour flags are never shown or printed: obstacles are to be acted on, they are no labels."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.tree import PACKAGE, ROOT
from workwell_desktop.casework.assessment_ideas import difficulty_for
from workwell_desktop.casework.service_topics import needs_from

COLOUR = re.compile(r"\b(red|yellow|blue|black|orange|pink)[\s_-]*flag", re.IGNORECASE)
LABEL = re.compile(r"\b(flag|flags|flagged)\b", re.IGNORECASE)
RESOURCES = sorted(
    path
    for path in (ROOT / "resources").rglob("*")
    if path.suffix in {".toml", ".txt"} and "spelling" not in path.parts
)
SHOWING = sorted(path for room in ("ui", "documents", "casework", "forms") for path in (PACKAGE / room).rglob("*.py"))


def texts(value: Any) -> Iterator[str]:
    """Give every text in the values of a data file."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from texts(part)
    elif isinstance(value, list):
        for part in value:
            yield from texts(part)


def shown(source: str) -> Iterator[str]:
    """Give every text in a module that may be shown: all but its docstrings."""
    tree = ast.parse(source)
    told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}  # nothing else is a text alone
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            yield node.value


def wrong(said: Iterator[str]) -> list[str]:
    return [text for text in said if COLOUR.search(text) or LABEL.search(text)]


@pytest.mark.parametrize("path", RESOURCES, ids=lambda path: path.name)
def test_no_resource_names_a_flag(path: Path) -> None:
    text = path.read_text("utf-8")
    if path.suffix == ".toml":
        assert wrong(texts(tomllib.loads(text))) == []
    assert not COLOUR.search(text)  # comments and lists of single words too


def test_no_screen_paper_or_rule_names_a_flag() -> None:
    assert len(SHOWING) > 100
    found = {path.name: said for path in SHOWING if (said := wrong(shown(path.read_text("utf-8"))))}
    assert found == {}


@pytest.mark.parametrize("said", ["Yellow flag", "a red-flag", "PINK FLAGS", "flags"])
def test_the_search_finds_what_it_looks_for(said: str) -> None:
    assert wrong(texts({"choices": [{"label": said}]}))
    assert wrong(shown(f"'''A docstring.'''\nx = f'{said} {{y}}'\n"))
    assert not wrong(shown(f"'''{said} in a docstring.'''\n"))


def test_a_flag_word_that_a_coach_types_leads_to_nothing() -> None:
    for colour in ("red", "yellow", "blue", "black", "orange", "pink"):
        assert difficulty_for(f"{colour} flag") == ""
        assert needs_from([(f"{colour} flags", "")]) == ()
