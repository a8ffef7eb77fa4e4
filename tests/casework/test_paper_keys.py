"""What is keyed from a filled-in paper, where the line of one key alone decides it."""

from __future__ import annotations

from datetime import date

from workwell_desktop.casework.paper_keys import read_keyed
from workwell_desktop.forms import Item

THURSDAY = date(2026, 11, 26)


def test_a_day_lies_on_the_side_of_today_that_the_question_names() -> None:
    asked = Item("back_on", "When will you be back?", "date", lean="future")
    assert read_keyed(asked, "2 dec", THURSDAY).answer == "2026-12-02"
    assert read_keyed(Item("left_on", "When did you leave?", "date"), "2 dec", THURSDAY).answer == "2025-12-02"
