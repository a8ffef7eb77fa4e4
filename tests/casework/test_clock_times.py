"""Times of the day as people type them."""

from __future__ import annotations

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workwell_desktop.casework.clock_times import read_time


@pytest.mark.parametrize(
    ("typed", "when"),
    [
        ("11", time(11)),
        ("11:30", time(11, 30)),
        ("11.30", time(11, 30)),
        ("2.15 pm", time(14, 15)),
        ("2", time(14)),
        ("6:45", time(18, 45)),
        ("06:45", time(6, 45)),
        ("7", time(7)),
        ("1400", time(14)),
        ("14h05", time(14, 5)),
        ("12 am", time(0)),
        ("12pm", time(12)),
        ("9 a.m.", time(9)),
        ("11 o’clock", time(11)),
        ("Noon", time(12)),
        (" 9 ", time(9)),
    ],
)
def test_a_time_is_read_as_it_is_said(typed: str, when: time) -> None:
    understood = read_time(typed)
    assert (understood.when, understood.problem) == (when, "")
    assert understood.sentence == f"{when:%H:%M}"


def test_nothing_typed_is_no_problem() -> None:
    assert read_time("  ") == read_time("")
    assert not read_time("").problem


@pytest.mark.parametrize("typed", ["24:00", "9:61", "14 pm", "0 am", "soon", "11:3", "99", "11:30:00", "٣"])
def test_what_is_no_time_is_said_in_a_sentence(typed: str) -> None:
    understood = read_time(typed)
    assert understood.when is None
    assert understood.problem.endswith(".")


@given(st.times())
def test_every_time_we_show_is_read_back(when: time) -> None:
    shown = f"{when:%H:%M}"
    assert read_time(shown).sentence == shown


@given(st.text(max_size=12))
def test_no_typing_breaks_it(typed: str) -> None:
    understood = read_time(typed)
    assert not (understood.when and understood.problem)
