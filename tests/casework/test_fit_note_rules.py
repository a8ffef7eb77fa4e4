"""What is worth a look in a fit note, and which days are covered: both days of a note count."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workwell_desktop.casework.fit_note_rules import (
    FitNoteFacts,
    Standing,
    months_later,
    read_rules,
    rules,
    span_words,
    standing,
    timeline,
    worth_a_look,
)
from workwell_desktop.datafiles import DataFileProblem
from workwell_desktop.paths import resources

TODAY = date(2037, 11, 24)
DAY = timedelta(days=1)


def note(starts: str, ends: str = "", note_id: int = 1, advice: str = "not_fit", helps: bool = False) -> FitNoteFacts:
    last = date.fromisoformat(ends) if ends else None
    return FitNoteFacts(note_id, date.fromisoformat(starts) if starts else None, last, advice, helps)


def test_a_note_ends_at_the_end_of_its_last_day() -> None:
    """24 May to 3 June is eleven days, and 3 June is covered."""
    one = note("2037-05-24", "2037-06-03")
    assert [span.days for span in timeline([one])] == [11]
    assert standing([one], date(2037, 6, 3)) == Standing("covered", date(2037, 6, 3), 1)
    assert standing([one], date(2037, 6, 4)) == Standing("ended", date(2037, 6, 3), 1)
    assert standing([one], date(2037, 5, 23)) == Standing("to_come", date(2037, 5, 24), 1)


def test_notes_that_follow_each_other_count_as_one() -> None:
    notes = [note("2037-11-01", "2037-11-24", 1), note("2037-11-25", "2037-12-10", 2), note("2037-12-15", "", 3)]
    assert standing(notes, TODAY) == Standing("covered", date(2037, 12, 10), 2)
    assert standing(notes, date(2037, 12, 16)) == Standing("covered", None, 3)
    assert standing([], TODAY) == Standing("none")


@pytest.mark.parametrize(
    ("one", "field", "says"),
    [
        (note("2037-12-01", "2038-03-01"), "ends_on", "up to 3 months in the first 6 months"),
        (note("2037-11-20", "2037-11-26"), "ends_on", "No fit note is needed for the first 7 days off."),
        (note("2037-10-01", "2037-11-30"), "ends_on", "This ends in 6 days. Ask what comes next."),
        (note("2037-10-01", "2037-11-24"), "ends_on", "This ends today."),
        (note("2037-10-01"), "ends_on", "No end written."),
        (note("", "2038-01-01"), "starts_on", "Without its first day"),
        (note("2037-10-01", "2037-12-20", advice="may_be_fit"), "advice", "“May be fit” helps most with a tick"),
    ],
)
def test_what_is_worth_a_look_is_said_beside_its_field(one: FitNoteFacts, field: str, says: str) -> None:
    assert says in worth_a_look(one, [], TODAY).get(field, "")


@pytest.mark.parametrize(
    "one",
    [
        note("2037-12-01", "2038-02-28"),  # three months to the day
        note("2037-11-17", "2037-12-24"),
        note("2037-10-01", "2037-12-20", advice="may_be_fit", helps=True),
        note("2037-11-01", "2037-12-02"),  # eight days from now
        note("2037-10-20", "2037-11-10"),  # over already
    ],
)
def test_what_is_as_it_should_be_gets_no_words(one: FitNoteFacts) -> None:
    assert worth_a_look(one, [], TODAY) == {}


def test_after_half_a_year_a_note_may_be_for_any_time() -> None:
    first = note("2037-01-01", "2037-03-31", 1)
    second = note("2037-04-10", "2037-06-30", 3)
    later = note("2037-08-01", "2038-07-31", 2)
    assert "longest" not in str(worth_a_look(later, [first, second], TODAY))
    assert "ends_on" not in worth_a_look(later, [first, second], TODAY)
    assert "up to 3 months" in worth_a_look(later, [], TODAY)["ends_on"], "nobody knows of an earlier one"


@pytest.mark.parametrize(
    ("starts", "ends", "too_long"),
    [
        ("2037-08-31", "2037-11-30", False),
        ("2037-08-31", "2037-12-01", True),
        ("2037-11-30", "2038-02-28", False),
        ("2039-11-30", "2040-02-29", False),
        ("2039-11-30", "2040-03-01", True),
        ("2040-02-29", "2040-05-28", False),
        ("2040-02-29", "2040-05-29", True),
    ],
)
def test_three_months_end_where_the_last_of_them_ends(starts: str, ends: str, too_long: bool) -> None:
    found = worth_a_look(note(starts, ends), [], TODAY)
    assert ("up to 3 months" in found.get("ends_on", "")) is too_long


def test_a_note_of_years_ago_says_nothing_about_the_beginning_of_this_time_off() -> None:
    old = note("2031-03-01", "2031-03-14", 1)
    found = worth_a_look(note("2037-11-01", "2038-04-30", 2), [old], TODAY)
    assert "up to 3 months" in found["ends_on"]
    assert "starts_on" not in found, "a gap of years is no gap to close"
    short = worth_a_look(note("2037-11-20", "2037-11-22", 2), [old], TODAY)
    assert "first 7 days off" in short["ends_on"]


@pytest.mark.parametrize(("more", "known"), [(0, True), (1, False)])
def test_the_first_gap_that_is_too_long_is_where_this_time_off_begins(more: int, known: bool) -> None:
    gap = timedelta(days=rules().apart_days + more)
    first = note("2037-01-01", "2037-02-28", 1)
    starts = date(2037, 2, 28) + gap + DAY
    later = FitNoteFacts(2, starts, starts + timedelta(days=120), "not_fit")
    longer = FitNoteFacts(3, starts + timedelta(days=121), starts + timedelta(days=330), "not_fit")
    assert ("starts_on" in worth_a_look(later, [first], TODAY)) == known
    assert ("up to 3 months" in worth_a_look(longer, [first, later], TODAY).get("ends_on", "")) != known


def test_a_gap_and_an_overlap_name_the_days() -> None:
    before = note("2037-09-01", "2037-09-30", 1)
    gap = worth_a_look(note("2037-10-05", "2037-12-04", 2), [before], TODAY)
    assert gap["starts_on"] == "There is no fit note for 4 days: 1 October to 4 October."
    over = worth_a_look(note("2037-09-30", "2037-12-04", 2), [before], TODAY)
    assert over["starts_on"].startswith("This overlaps the note 1 September to 30 September.")
    assert worth_a_look(note("2037-10-01", "2037-12-04", 2), [before], TODAY) == {}, "the next day is no gap"
    early = FitNoteFacts(3, date(2037, 10, 1), date(2037, 12, 4), "not_fit", False, TODAY, TODAY - DAY)
    assert "dated before the person was assessed" in worth_a_look(early, [], TODAY)["issued_on"]


NOTES = st.lists(
    st.tuples(st.integers(0, 200), st.integers(0, 60)).map(
        lambda pair: (TODAY + timedelta(pair[0] - 100), TODAY + timedelta(pair[0] - 100 + pair[1]))
    ),
    max_size=6,
)


@given(NOTES, st.integers(-120, 180))
def test_every_day_is_covered_or_a_gap_and_never_both(days: list[tuple[date, date]], offset: int) -> None:
    notes = [FitNoteFacts(n + 1, first, last) for n, (first, last) in enumerate(days)]
    spans = timeline(notes)
    day = TODAY + timedelta(offset)
    truly = any(first <= day <= last for first, last in days)
    held = [span for span in spans if span.first <= day <= (span.last or date.max)]
    assert truly == any(span.covered for span in held)
    between = bool(days) and min(first for first, _ in days) <= day <= max(last for _, last in days)
    assert any(not span.covered for span in held) == (between and not truly)
    stands = standing(notes, day)
    assert (stands.kind == "covered") == truly
    if stands.kind == "covered" and stands.day is not None:
        assert not any(first <= stands.day + DAY <= last for first, last in days), "covered to the last day of all"


def test_months_end_where_a_month_ends() -> None:
    assert months_later(date(2037, 11, 30), 3) == date(2038, 2, 28)
    assert months_later(date(2037, 12, 31), 6) == date(2038, 6, 30)
    assert months_later(date(2037, 1, 15), 12) == date(2038, 1, 15)


def test_days_are_said_with_the_year_where_it_is_another() -> None:
    assert span_words(date(2037, 5, 24), date(2037, 6, 3), TODAY) == "24 May to 3 June"
    assert span_words(date(2036, 12, 24), date(2037, 1, 3), TODAY) == "24 December 2036 to 3 January"
    assert span_words(date(2037, 5, 24), None, TODAY) == "from 24 May"
    assert span_words(date(2037, 5, 24), date(2037, 5, 24), TODAY) == "24 May"


def test_the_rules_name_their_sources_and_a_fault_is_named(tmp_path: Path) -> None:
    known = rules()
    assert (known.longest_months, known.first_months, known.self_certified_days) == (3, 6, 7)
    text = (resources() / "rules" / "fit_note.toml").read_text("utf-8")
    bad = tmp_path / "fit_note.toml"
    bad.write_text(text.replace("[gap]", "[gaps]"), "utf-8")
    with pytest.raises(DataFileProblem, match="“gap” is missing"):
        read_rules(bad)
