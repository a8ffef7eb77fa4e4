"""Numbers and addresses as they are typed: the published rules, worked out here a second time."""

from __future__ import annotations

import itertools
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workwell_desktop.casework import identifiers

CHECKS = [
    identifiers.check_nhs_number,
    identifiers.check_nino,
    identifiers.check_postcode,
    identifiers.check_phone,
    identifiers.check_email,
]


def check_digit(nine: str) -> int:
    """Work out the check digit of an NHS number by the Data Dictionary's words; 10 means that there is none."""
    total = sum(int(digit) * weight for digit, weight in zip(nine, range(10, 1, -1), strict=True))
    return (11 - total % 11) % 11


@given(st.integers(320_000_000, 999_999_999))
def test_only_the_right_check_digit_passes(number):
    nine = f"{number:09d}"
    right = check_digit(nine)
    for last in range(10):
        found = identifiers.check_nhs_number(f"{nine}{last}")
        equal = len(set(f"{nine}{last}")) == 1
        assert (not found.problem) == (last == right and not equal)


def test_a_number_of_the_scottish_range_begins_with_a_birth_date():
    for nine, is_date in (("010180001", True), ("320180001", True), ("011480001", False), ("001080001", True)):
        number = f"{nine}{check_digit(nine)}"
        assert (not identifiers.check_nhs_number(number).problem) == is_date, number


@pytest.mark.parametrize("number", ["943 476 5919", "9434765919", "943-476-5919", " 943.476.5919 ", "999 012 3403"])
def test_an_nhs_number_is_kept_as_ten_digits_and_shown_in_three_groups(number):
    found = identifiers.check_nhs_number(number)
    digits = "".join(filter(str.isdigit, number))
    assert (found.value, found.shown) == (digits, f"{digits[:3]} {digits[3:6]} {digits[6:]}")


@pytest.mark.parametrize("around", ["\u202d{}\u202c", "\u2066{}\u2069", "{}\u200b", "\ufeff{}", " \u200e{} "])
def test_signs_nobody_sees_and_other_dashes_change_no_number(around):
    typed = (
        (identifiers.check_nhs_number, "943–476–5919", "9434765919"),
        (identifiers.check_phone, "07700‑900‒123", "07700900123"),
        (identifiers.check_nino, "AB—12 34−56 C", "AB123456C"),
        (identifiers.check_postcode, "M1‐1AA", "M1 1AA"),
        (identifiers.check_email, "jo@example.org", "jo@example.org"),
    )
    for check, words, kept in typed:
        found = check(around.format(words))
        assert (found.value, found.problem, found.note) == (kept, "", "")


@pytest.mark.parametrize("digit", string.digits)
def test_ten_equal_digits_are_refused(digit):
    assert "equal digits" in identifiers.check_nhs_number(digit * 10).problem


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("943 476 5918", "This NHS number has a wrong digit. Read it back together."),
        ("943 476 591", "An NHS number has 10 digits. This one has 9."),
        ("94347659190", "An NHS number has 10 digits. This one has 11."),
        ("943 476 591O", "An NHS number has 10 digits and nothing else."),
    ],
)
def test_a_wrong_nhs_number_is_kept_as_typed_with_the_reason(typed, problem):
    found = identifiers.check_nhs_number(typed)
    assert (found.problem, found.value) == (problem, typed)


def test_no_number_of_999000000_has_a_check_digit():
    """The check digit would be ten: each of the ten numbers is refused (domain: none was ever given out)."""
    assert check_digit("999000000") == 10
    for last in string.digits:
        assert identifiers.check_nhs_number(f"999000000{last}").problem


@pytest.mark.parametrize("letter", "DFIQUV")
def test_letters_that_never_stand_in_front_of_a_national_insurance_number(letter):
    for pair in (f"{letter}A", f"A{letter}"):
        said = f"No National Insurance number starts with {pair}. Read it back together."
        assert identifiers.check_nino(f"{pair}123456C").problem == said


@pytest.mark.parametrize("pair", ["BG", "GB", "KN", "NK", "NT", "TN", "ZZ", "QQ", "AO", "OO", "CR", "FY", "MW", "NC"])
def test_pairs_that_are_never_given_out_the_example_and_administrative_numbers(pair):
    """QQ 12 34 56 C is HMRC's own example, and OO, CR, FY, MW and NC stand for people who have no number yet."""
    for number in (f"{pair}123456C", f"{pair}123456"):
        found = identifiers.check_nino(number)
        assert (found.value, bool(found.problem)) == (number, True)


def test_a_national_insurance_number_without_its_last_letter_passes():
    assert identifiers.check_nino("AB 12 34 56").problem == ""


def test_every_pair_of_letters_of_a_national_insurance_number():
    never = {"BG", "GB", "KN", "NK", "NT", "TN", "ZZ", "OO", "CR", "FY", "MW", "NC"}
    for first, second in itertools.product(string.ascii_uppercase, repeat=2):
        allowed = first not in "DFIQUV" and second not in "DFIOQUV" and first + second not in never
        assert (not identifiers.check_nino(f"{first}{second}123456A").problem) == allowed


@pytest.mark.parametrize("last", string.ascii_uppercase)
def test_a_national_insurance_number_ends_in_a_to_d(last):
    said = f"A National Insurance number ends in A, B, C or D. This one ends in {last}."
    assert identifiers.check_nino(f"AB123456{last}").problem == ("" if last in "ABCD" else said)


@pytest.mark.parametrize(
    ("typed", "value", "shown"),
    [
        ("ab 12 34 56 c", "AB123456C", "AB 12 34 56 C"),
        ("AB123456", "AB123456", "AB 12 34 56"),
        ("ab-12-34-56-c", "AB123456C", "AB 12 34 56 C"),
    ],
)
def test_a_national_insurance_number_is_shown_in_pairs(typed, value, shown):
    found = identifiers.check_nino(typed)
    assert (found.value, found.shown, found.problem) == (value, shown, "")


@pytest.mark.parametrize("typed", ["AB12345", "AB1234567", "A1234567C", "12345678", "AB12345OC", "ÀB123456C"])
def test_the_shape_of_a_national_insurance_number_is_explained(typed):
    assert "two letters, six digits" in identifiers.check_nino(typed).problem


@pytest.mark.parametrize(
    ("typed", "tidy"),
    [
        ("sw1a1aa", "SW1A 1AA"),
        (" m1  1ae ", "M1 1AE"),
        ("b33-8th", "B33 8TH"),
        ("CR0 2YR", "CR0 2YR"),
        ("ec1a 1bb", "EC1A 1BB"),
        ("w1a 0ax", "W1A 0AX"),
        ("dn55 1pt", "DN55 1PT"),
        ("gir 0aa", "GIR 0AA"),
        ("bfpo 801", "BFPO 801"),
        ("je2 3xp", "JE2 3XP"),
    ],
)
def test_a_postcode_is_tidied(typed, tidy):
    found = identifiers.check_postcode(typed)
    assert (found.value, found.shown, found.problem, found.note) == (tidy, tidy, "", "")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("S01 1AA", "SO1 1AA"),
        ("0X1 4AA", "OX1 4AA"),
        ("1P1 1AA", "IP1 1AA"),
        ("N1O 1AA", "N10 1AA"),
        ("M1 IAE", "M1 1AE"),
        ("MI IAE", "M1 1AE"),
        ("L1 OAA", "L1 0AA"),
    ],
)
def test_letters_and_digits_that_look_alike_are_suggested_not_changed(typed, meant):
    found = identifiers.check_postcode(typed)
    assert (found.value, found.suggestion, found.problem) == (typed, meant, "")
    assert found.note == f"Did you mean {meant}?"


@pytest.mark.parametrize("typed", ["ZZ1 1ZZ", "Bristol", "L1 1AI", "10115", "O" * 4000])
def test_a_strange_postcode_is_kept_with_a_note(typed):
    found = identifiers.check_postcode(typed)
    assert (found.value, found.problem, found.suggestion) == (typed, "", "")
    assert found.note


@pytest.mark.parametrize(
    ("typed", "value", "shown"),
    [
        ("07700 900123", "07700900123", "07700 900123"),
        ("(07700) 900-123", "07700900123", "07700 900123"),
        ("+44 7700 900123", "07700900123", "07700 900123"),
        ("+44 (0)7700 900123", "07700900123", "07700 900123"),
        ("0044 7700 900123", "07700900123", "07700 900123"),
        ("01632 960123", "01632960123", "01632 960123"),
        ("020 7946 0123", "02079460123", "020 7946 0123"),
        ("0113 496 0123", "01134960123", "0113 496 0123"),
        ("0161 496 0123", "01614960123", "0161 496 0123"),
        ("0300 1234567", "03001234567", "0300 123 4567"),
        ("01632 96012", "0163296012", "01632 96012"),
        ("+48 22 123 45 67", "+48221234567", "+48 22 123 45 67"),
        ("0048 22 123 45 67", "+48221234567", "+48 22 123 45 67"),
        ("+1 202 555 0123", "+12025550123", "+1 202-555-0123"),
        ("+39 06 1234 5678", "+390612345678", "+39 06 1234 5678"),
        ("0800 1111", "08001111", "0800 1111"),
        ("0800 111111", "0800111111", "0800 111111"),
    ],
)
def test_a_phone_number_is_kept_as_digits_and_shown_as_it_is_read_out(typed, value, shown):
    found = identifiers.check_phone(typed)
    assert (found.value, found.shown, found.problem) == (value, shown, "")


def test_numbers_that_ofcom_keeps_for_films_and_trials_pass():
    """They are possible and belong to nobody, so a check that asks for valid ones would refuse them."""
    for typed in ("07700 900000", "07700 900999", "01632 960000", "020 7946 0999", "0306 999 0123", "08081 570123"):
        assert identifiers.check_phone(typed).problem == "", typed


def test_a_number_from_abroad_keeps_a_zero_that_belongs_to_it_and_one_that_was_put_in():
    assert identifiers.check_phone("+39 06 1234 5678").value == "+390612345678"
    odd = identifiers.check_phone("+33 01 23 45 67 89")
    assert (odd.value, odd.shown, odd.problem) == ("+330123456789", "+330123456789", ""), "kept as it was typed"


def test_a_missing_zero_is_put_in_front_and_said():
    found = identifiers.check_phone("7700900123")
    assert (found.value, found.note) == ("07700900123", "The 0 in front was missing. It was put there.")


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("07700 9001", "A mobile number has 11 digits. This one has 9."),
        ("07700 900 1234", "A mobile number has 11 digits. This one has 12."),
        ("020 7946 012", "A phone number has 11 digits. This one has 10."),
        ("01632 9601", "A number that starts with 01 has 10 or 11 digits. This one has 9."),
        ("960123", "A UK phone number starts with 0 or with +44. One from abroad starts with +."),
        ("0800 11111", "A number that starts with 08 has 10 or 11 digits. This one has 9."),
        ("0845", "A number that starts with 08 has 10 or 11 digits. This one has 4."),
        ("0", "A phone number has 11 digits. This one has 1."),
        ("+48 22", "This number is too short for one that starts with +48. Read it back together."),
        ("+48 22 123 45 67 89 01", "This number is too long for one that starts with +48. Read it back together."),
        ("+999 123 456 789", "No country has numbers that start with +999. Check the first digits."),
        ("+", "A phone number has digits only. Write anything else beside it, in the notes."),
        ("07700 900123 (work)", "A phone number has digits only. Write anything else beside it, in the notes."),
    ],
)
def test_a_wrong_phone_number_is_kept_as_typed_with_the_reason(typed, problem):
    found = identifiers.check_phone(typed)
    assert (found.problem, found.value) == (problem, typed)


@pytest.mark.parametrize("typed", ["jo@example.org", "jo.example+work@mail.example.co.uk", "ŵyn@example.wales"])
def test_an_address_that_could_be_right_passes(typed):
    assert identifiers.check_email(typed) == identifiers.Checked(typed, typed)


@pytest.mark.parametrize(
    "typed", ["jo", "jo@", "@example.org", "jo@example", "jo@@example.org", "a b@c.org", "j@e..org"]
)
def test_an_address_that_cannot_be_right_is_explained(typed):
    found = identifiers.check_email(typed)
    assert found.value == typed
    assert found.problem == "An e-mail address looks like jo@example.org: an @, and a full stop after it."


@pytest.mark.parametrize("check", CHECKS)
@pytest.mark.parametrize("typed", ["", " ", "\t\n"])
def test_nothing_typed_is_fine(check, typed):
    assert check(typed) == identifiers.Checked()


@given(st.sampled_from(CHECKS), st.text(max_size=30) | st.from_regex(r"[0-9A-Za-z+@. -]{0,16}", fullmatch=True))
def test_checking_again_what_was_kept_changes_nothing(check, typed):
    first = check(typed)
    assert check(first.value).value == first.value
    assert check(first.shown).value == first.value
