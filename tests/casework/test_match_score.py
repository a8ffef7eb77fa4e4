"""Weights and words: what makes two records likely to be one person, and what does not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workwell_desktop.casework.match_score import ENOUGH, Facts, compare, exchanged, keys

BORN = date(1991, 6, 2)
TOM = Facts("Tomek", "Example", "", BORN, "EX9 1AB", "07700900118", "", "9990472157", "AB123456C")
NAMED = Facts("Tomek", "Example")

names = st.sampled_from(["Tomek", "Thomas", "Jo", "Example", "Exampel", "Mac Example", "Zoë", ""])
days = st.none() | st.dates(date(1950, 1, 1), date(2005, 12, 31))
people = st.builds(
    Facts,
    names,
    names,
    names,
    days,
    st.sampled_from(["", "EX9 1AB", "EX9 1AC"]),
    st.sampled_from(["", "07700900118", "+48221234567"]),
    st.just(""),
    st.sampled_from(["", "9990472157", "9990123403"]),
    st.sampled_from(["", "AB123456C", "AB123456"]),
)


@pytest.mark.parametrize(
    ("other", "reasons"),
    [
        (Facts("Thomas", "Exampel", birth_date=BORN), ("Same birth date", "The name sounds alike")),
        (Facts("Tomek", "Example", birth_date=BORN), ("Same birth date", "Same name")),
        (Facts("Example", "Tomek", birth_date=BORN), ("Same birth date", "The names are exchanged")),
        (Facts("Bob", "Example", birth_date=BORN), ("Same birth date", "Same last name")),
        (
            Facts("Tomek", "Example", birth_date=date(1991, 2, 6)),
            ("Same birth date, with day and month exchanged", "Same name"),
        ),
        (Facts("Tomek", "Example", birth_date=date(1991, 6, 3)), ("Nearly the same birth date", "Same name")),
        (Facts("Tomek", "Example", postcode="ex91ab"), ("Same name", "Same postcode")),
        (Facts("Tomek", "Example", mobile="+447700900118"), ("Same name", "Same phone number")),
        (Facts("Kasia", "Other", nhs_number="9990472157"), ("Same NHS number",)),
        (Facts("Tomasz", "Other", nino="AB123456"), ("Same NI number",)),
        (
            Facts("Tomek", "Newname", birth_date=BORN, mobile="07700900118"),
            ("Same birth date", "Same first name", "Same phone number"),
        ),
        (
            Facts("Tomek", "Example-Smith", birth_date=BORN),
            ("Same birth date", "The name sounds alike"),
        ),
    ],
)  # fmt: skip
def test_they_may_be_one_person(other: Facts, reasons: tuple[str, ...]) -> None:
    score = compare(TOM, other)
    assert score.points >= ENOUGH
    assert score.reasons == reasons


@pytest.mark.parametrize(
    "other",
    [
        Facts("Anna", "Example"),
        Facts("Tomek", "Else"),
        Facts(last_name="Example"),
        Facts(first_name="Tomek"),
        Facts("Tomek", "Example"),
        Facts("Tomek", "Example", birth_date=date(1970, 1, 20)),
        Facts("Anna", "Example", postcode="EX9 1AB", mobile="07700900118"),
        Facts("Anna", "Other", birth_date=BORN),
        Facts("Anna", "Other", mobile="07700900118", postcode="EX9 1AB"),
    ],
    ids=[
        "last name alone", "first name alone", "only a last name", "only a first name", "a common name",
        "another birth date", "one household", "born on one day", "one phone",
    ],
)  # fmt: skip
def test_that_is_no_match(other: Facts) -> None:
    assert compare(TOM, other).points < ENOUGH


def test_a_rare_name_is_enough_until_the_birth_date_says_otherwise() -> None:
    same = Facts("Tomek", "Example")
    assert compare(NAMED, same).points < ENOUGH <= compare(NAMED, same, rare=True).points
    assert compare(NAMED, Facts("Thomek", "Exampel"), rare=True).points >= ENOUGH
    born = replace(same, birth_date=BORN)
    assert compare(born, replace(born, birth_date=date(1960, 1, 20)), rare=True).points < ENOUGH
    assert compare(Facts(last_name="Example"), same, rare=True).points < ENOUGH, "one name is not a rare name"


def test_a_name_to_be_called_by_counts_as_a_first_name() -> None:
    assert compare(Facts("Joanne", "Example", "Jo"), Facts("Jo", "Example"), rare=True).reasons == ("Same name",)


@given(people, people)
def test_it_makes_no_difference_who_stands_first(one: Facts, other: Facts) -> None:
    assert compare(one, other) == compare(other, one)


@given(people, people)
def test_who_has_more_in_common_than_a_name_shares_a_key(one: Facts, other: Facts) -> None:
    """Blocking loses nobody with a birth date, a number or a phone in common."""
    strong = {"Same birth date", "Same NHS number", "Same NI number", "Same phone number"}
    if set(compare(one, other).reasons) & strong:
        assert keys(one) & keys(other)


def test_a_day_is_exchanged_only_where_it_can_be() -> None:
    assert exchanged(date(1991, 6, 2)) == date(1991, 2, 6)
    assert exchanged(date(1991, 6, 6)) is None
    assert exchanged(date(1991, 6, 13)) is None
