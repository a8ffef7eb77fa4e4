"""Where things stand in a TOML file: every value of every file that ships has its line."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tree import ROOT, name_of
from workwell_desktop.toml_lines import Place, lines_of

FILES = sorted((ROOT / "resources").rglob("*.toml"))


def places(value: Any, at: Place = ()) -> Iterator[Place]:
    """Yield the place of every value below this one."""
    entries = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, below in entries:
        yield (*at, key)
        yield from places(below, (*at, key))


def at(data: Any, place: Place) -> Any:
    for key in place:
        data = data[key]
    return data


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_every_value_of_a_shipped_file_has_the_line_it_stands_on(path):
    text = path.read_text("utf-8")
    data, lines, written = tomllib.loads(text), lines_of(text), text.split("\n")
    for place in places(data):
        value = at(data, place)
        if isinstance(value, (dict, list)) and place not in lines:
            continue  # a list of tables is no one place: each of its tables is
        line = written[lines[place] - 1]
        if isinstance(value, str) and value and "\n" not in value and "\\" not in line and '"""' not in line:
            assert value in line, place


def test_each_way_of_writing_has_its_line():
    text = """# a comment with [brackets] and "quotes"
a = 1
b.c = 'x # no comment'
"d e" = [1,
  2, # and a comment ]
  { f = "}", g = [ "]" ] },
]
long = \"\"\"
one = 1
\"\"\"
after = true

[[many]]
id = "first"

[[many.below]]
k = 1979-05-27
[[many.below]]
k = 2
[[many]]
[many.in]
z = 0
"""
    lines = lines_of(text)
    wanted = {
        ("a",): 2, ("b", "c"): 3, ("d e",): 4, ("d e", 1): 5, ("d e", 2, "f"): 6, ("d e", 2, "g", 0): 6, ("long",): 8,
        ("after",): 11, ("many", 0): 13, ("many", 0, "id"): 14, ("many", 0, "below", 0, "k"): 17,
        ("many", 0, "below", 1): 18, ("many", 0, "below", 1, "k"): 19, ("many", 1): 20, ("many", 1, "in", "z"): 22,
    }  # fmt: skip
    assert {place: lines.get(place) for place in wanted} == wanted


@given(st.text(alphabet="ab=[]{}\",\n# .'\\1", max_size=60))
def test_no_text_that_is_toml_breaks_it(text):
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return
    found = lines_of(text)
    assert all(1 <= line <= text.count("\n") + 1 for line in found.values())
    assert all(place in found for place in places(data) if not isinstance(at(data, place), (dict, list)))
