"""Finding people by what is typed: every beginning of every name, in either order, and with one slip of a letter."""

from __future__ import annotations

import string
import unicodedata

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from workwell_desktop.casework import case_list, finding
from workwell_desktop.casework.case_view import CaseView
from workwell_desktop.casework.finding import MOST, find_people
from workwell_desktop.casework.intake import IntakeEntry, save_intake
from workwell_desktop.casework.people import fold, name_keys
from workwell_desktop.vault.store import Vault

NAMES = (
    ("Zoë", "Müller-Lüdenscheid", ""),
    ("Sean", "O'Brien", ""),
    ("Łukasz", "Wałęsa", "Lucky"),
    ("María del Carmen", "García Núñez", "Mari"),
    ("Søren", "Kjærgård", ""),
    ("", "Sukarno", ""),
    ("Nguyễn Thị", "Hồng", ""),
    ("D’Arcy", "ap Gwilym", ""),
    ("İpek", "Yıldız", ""),
    ("Anne-Marie", "St. John", "Annie"),
    ("Юлия", "Петрова", ""),
    ("Robert", "Brown", "Bob"),
)
Peopled = dict[int, tuple[str, str, str]]


@pytest.fixture
def people(open_vault: Vault) -> Peopled:
    return {
        save_intake(open_vault, 0, IntakeEntry(first_name=first, last_name=last, known_as=known)): (first, last, known)
        for first, last, known in NAMES
    }


def found(vault: Vault, typed: str) -> list[int]:
    return [row.participant_id for row in find_people(vault, typed)]


def ways(names: tuple[str, str, str]) -> set[str]:
    """Return the ways to say a name: first and last, last and first, and with the name they go by."""
    first, last, known = names
    return {f"{one} {two}".strip() for name in (first, known or first) for one, two in ((name, last), (last, name))}


def test_everybody_is_found_by_every_beginning_of_their_name_in_either_order(
    open_vault: Vault, people: Peopled
) -> None:
    missed = [
        (way, way[:length])
        for person, names in people.items()
        for way in ways(names)
        for length in range(1, len(way) + 1)
        if fold(way[:length]) and person not in found(open_vault, way[:length])
    ]
    assert missed == []


def test_everybody_is_found_by_a_few_letters_of_each_name(open_vault: Vault, people: Peopled) -> None:
    for person, names in people.items():
        for way in ways(names):
            words = fold(way).split()
            assert person in found(open_vault, " ".join(word[:2] for word in reversed(words)))


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("lukasz walesa", "Łukasz"),
        ("SOREN", "Søren"),
        ("kjaergard", "Søren"),
        ("obrien", "Sean"),
        ("o’brien", "Sean"),
        ("o brien", "Sean"),
        ("darcy", "D’Arcy"),
        ("st john", "Anne-Marie"),
        ("nguyen", "Nguyễn Thị"),
        ("yildiz", "İpek"),
        ("петр", "Юлия"),
        ("muller ludenscheid", "Zoë"),
        ("  bob   brown ", "Robert"),
    ],
)
def test_names_are_found_as_an_english_keyboard_types_them(
    open_vault: Vault, people: Peopled, typed: str, name: str
) -> None:
    assert [people[person][0] for person in found(open_vault, typed)] == [name]


@st.composite
def beginnings(draw: st.DrawFn) -> tuple[int, str]:
    """Draw one of the names, and the beginnings of some of its words in any order."""
    number = draw(st.integers(0, len(NAMES) - 1))
    words = fold(draw(st.sampled_from(sorted(ways(NAMES[number]))))).split()
    some = draw(st.permutations(words))[: draw(st.integers(1, len(words)))]
    return number, " ".join(word[: draw(st.integers(1, len(word)))] for word in some)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(drawn=beginnings())
def test_any_order_of_any_beginnings_finds_the_person(
    open_vault: Vault, people: Peopled, drawn: tuple[int, str]
) -> None:
    number, typed = drawn
    assert list(people)[number] in found(open_vault, typed), typed


@pytest.fixture
def numbered(open_vault: Vault) -> int:
    save_intake(
        open_vault, 0, IntakeEntry(first_name="Bo", last_name="Other", mobile="07700 900888", postcode="LS99 2BB")
    )
    return save_intake(
        open_vault,
        0,
        IntakeEntry(
            first_name="Jo", last_name="Example", mobile="07700 900123", phone="01632 960456", postcode="YO99 1AZ",
            nhs_number="999 012 3403", birth_date="14 March 1979",
        ),
    )  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_three_digits_of_a_phone_and_more_find_the_person(
    open_vault: Vault, numbered: int, data: st.DataObject
) -> None:
    whole = data.draw(st.sampled_from(["07700900123", "01632960456", "9990123403"]))
    start = data.draw(st.integers(0, len(whole) - 3))
    part = whole[start : data.draw(st.integers(start + 3, len(whole)))]
    blank = data.draw(st.integers(0, len(part)))
    typed = f"{part[:blank]} {part[blank:]}".strip()
    assert numbered in found(open_vault, typed), typed


@pytest.mark.parametrize(
    "typed",
    [
        "+44 7700 900123", "+4477009001", "00447700 900123", "447700900123", "+44 (0)7700 900 123", "07700-900-123",
        "(01632) 960456", "77009001", "yo99", "YO99 1", "yo991az", "Yo99 1aZ", "9 1az", "1AZ", "999 012 3403",
        "14/3/79", "14.3.1979", "14 March 1979", "14 mar 79", "14mar1979", "March 14 1979", "1979-03-14",
        "example 900123", "900123 jo", "jo yo99 1az", "exmaple 960",
    ],
)  # fmt: skip
def test_numbers_postcodes_and_birth_dates_are_found_as_people_type_them(
    open_vault: Vault, numbered: int, typed: str
) -> None:
    assert found(open_vault, typed) == [numbered]


@pytest.mark.parametrize("typed", ["07", "+44", "12", "zz9 9zz", "1979", "15 March 1979", "bo 900123", "900124"])
def test_numbers_that_nobody_has_find_nobody(open_vault: Vault, numbered: int, typed: str) -> None:
    assert numbered not in found(open_vault, typed)


def test_nobody_found_says_what_to_do_next() -> None:
    assert [finding.nobody(typed)[:12] for typed in ("zzz", "07", "07999")] == [
        "Nobody by th", "Type three d", "Nobody with ",
    ]  # fmt: skip


def test_a_name_may_hold_a_digit(open_vault: Vault) -> None:
    third = save_intake(open_vault, 0, IntakeEntry(first_name="Sam3", last_name="Example"))
    assert found(open_vault, "sam3") == [third]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(typed=st.text(max_size=30))
def test_whatever_is_typed_is_answered(open_vault: Vault, numbered: int, typed: str) -> None:
    assert numbered
    assert len(find_people(open_vault, typed)) <= 2
    assert len(find_people(open_vault, f'{typed}" OR 1 -- 5*')) <= 2


@st.composite
def slipped(draw: st.DrawFn) -> tuple[int, str, str]:
    """Draw one of the names, and it typed in either order with one slip in a word of four letters or more."""
    number = draw(st.sampled_from([n for n, names in enumerate(NAMES) if names[0] != "Юлия"]))
    words = fold(draw(st.sampled_from(sorted(ways(NAMES[number]))))).split()
    at = draw(st.sampled_from([i for i, word in enumerate(words) if len(word) >= 4] or [-1]))
    if at < 0:
        return number, " ".join(words), ""
    word = words[at]
    place = draw(st.integers(0, len(word) - 1))
    letter = draw(st.sampled_from(string.ascii_lowercase))
    words[at] = draw(
        st.sampled_from(
            [
                word[:place] + word[place + 1 :],
                word[:place] + letter + word[place:],
                word[:place] + letter + word[place + 1 :],
                word[:place] + word[place : place + 2][::-1] + word[place + 2 :],
            ]
        )
    )
    return number, " ".join(words), word


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(drawn=slipped())
def test_one_slip_of_a_letter_in_any_word_still_finds_the_person(
    open_vault: Vault, people: Peopled, drawn: tuple[int, str, str]
) -> None:
    number, typed, _word = drawn
    assert list(people)[number] in found(open_vault, typed), typed


def test_exact_finds_stand_before_near_ones(open_vault: Vault) -> None:
    near = save_intake(open_vault, 0, IntakeEntry(first_name="Marta", last_name="Able"))
    exact = save_intake(open_vault, 0, IntakeEntry(first_name="Maria", last_name="Zebra"))
    assert found(open_vault, "maria") == [exact, near]


@pytest.mark.parametrize("pasted", ["x" * 60_000, "1" * 60_000, "jo " + "y" * 60_000, "lorem 07700 " * 5_000])
def test_whatever_is_pasted_is_answered_at_once(open_vault: Vault, pasted: str) -> None:
    save_intake(open_vault, 0, IntakeEntry(first_name="Jo", last_name="Example"))
    # A word of sixty thousand letters has more slips than memory holds: looked for one by one, this would not end.
    assert find_people(open_vault, pasted) == ()
    assert not any(case_list.case_order(open_vault, CaseView(text=pasted)))


def test_one_person_stands_there_once_and_says_when_they_were_born(open_vault: Vault) -> None:
    save_intake(
        open_vault, 0, IntakeEntry(first_name="Ann", known_as="Annie", last_name="Anderson", birth_date="3 Apr 1976")
    )
    (row,) = find_people(open_vault, "an")
    assert (row.name, row.reason) == ("Annie Anderson", "Born 3 April 1976")


def test_nothing_to_look_for_finds_nobody(open_vault: Vault, people: Peopled) -> None:
    assert people
    for typed in ("", "   ", "'", "%", "_", "-", "%%%", "zzzzzz"):
        assert find_people(open_vault, typed) == ()


def test_never_more_than_asked_for(open_vault: Vault) -> None:
    for number in range(8):
        save_intake(open_vault, 0, IntakeEntry(first_name=f"Sam{number}", last_name="Example"))
    assert len(find_people(open_vault, "sam", 3)) == 3
    assert len(find_people(open_vault, "exam")) == 8 <= MOST


@given(st.text(max_size=40))
def test_folding_twice_changes_nothing_and_accents_do_not_matter(text: str) -> None:
    once = fold(text)
    assert fold(once) == once
    assert fold(unicodedata.normalize("NFD", text)) == once == fold(unicodedata.normalize("NFC", text))


@given(st.lists(st.text("abcdef", min_size=1, max_size=6), min_size=1, max_size=4))
def test_every_name_leads_one_key(names: list[str]) -> None:
    keys = name_keys(" ".join(names[:-1]), names[-1], "")
    assert {key.split()[0] for key in keys} == set(names)
    assert all(sorted(key.split()) == sorted(names) for key in keys)
