"""An e-mailed referral: what is found in it, where it stands, and that no text breaks the reading."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workwell_desktop.casework import lists
from workwell_desktop.casework.mail_words import LABELS
from workwell_desktop.casework.referral import ReferralEntry
from workwell_desktop.casework.referral_mail import MOST_LETTERS, NOTHING, TOO_LONG, Found, read_mail, split_name

LETTER = """From: Dr Hana Example <hana@elmstreet.example>
Sent: Monday, 23 November 2037 10:12
To: workwell@northfield.example
Subject: Referral for Jo Other

Dear all,

Please see Mrs Joanne Other, DOB 14/3/1979, NHS 999 012 3403. She is signed off with back pain and
would like to be back at the till before Christmas.

Her mobile is 07700 900118 and she lives in SW1A 1AA.

Kind regards
Hana
"""
FORM = """Name: OTHER, Joanne
D.O.B.: 14 March 1979
NHS number: 999 012 3403
Tel:
07700 900118
GP: Elm Street Surgery
Referred by: Lee Example
Organisation: Northfield Jobcentre
Employment status: out of work since May
Reason for referral: low mood,
and no job to go back to

Thank you
"""


def firsts(text: str) -> dict[str, str]:
    return {one.field: one.value for one in read_mail(text).found if one.first}


def test_a_letter_in_free_words_fills_what_it_can() -> None:
    assert firsts(LETTER) == {
        "first_name": "Jo",
        "last_name": "Other",
        "birth_date": "14/3/1979",
        "nhs_number": "999 012 3403",
        "phone": "07700 900118",
        "postcode": "SW1A 1AA",
        "referrer_name": "Dr Hana Example",
        "received_on": "23 November 2037",
        "work_status": "off_sick",
        "reason": (
            "Please see Mrs Joanne Other, DOB 14/3/1979, NHS 999 012 3403. She is signed off with back pain and\n"
            "would like to be back at the till before Christmas."
        ),
    }
    other = next(one for one in read_mail(LETTER).found if one.value == "Joanne")
    assert not other.first, "a second name is offered too"
    assert other.line.startswith("Please see Mrs Joanne Other")


def test_labelled_lines_are_read_with_the_value_below_and_the_lines_that_follow() -> None:
    assert firsts(FORM) == {
        "first_name": "Joanne",
        "last_name": "OTHER",
        "birth_date": "14 March 1979",
        "nhs_number": "999 012 3403",
        "phone": "07700 900118",
        "gp_practice": "Elm Street Surgery",
        "referrer_name": "Lee Example",
        "referrer_organisation": "Northfield Jobcentre",
        "source": "jobcentre",
        "work_status": "out_of_work",
        "reason": "low mood,\nand no job to go back to",
    }


def test_what_is_written_now_comes_before_what_is_quoted() -> None:
    found = read_mail("Name: Ada Other\n\n> Name: Bill Example\n> Tel: 01632 960116\n").found
    assert [(one.value, one.quoted, one.first) for one in found if one.field == "first_name"] == [
        ("Ada", False, True),
        ("Bill", True, False),
    ]
    assert firsts("> Name: Bill Example")["first_name"] == "Bill", "an older e-mail is better than none"


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Jo Example", ("Jo", "Example")),
        ("Mrs Jo Anne Example", ("Jo Anne", "Example")),
        ("EXAMPLE, Jo", ("Jo", "EXAMPLE")),
        ("Sukarno", ("", "Sukarno")),
        ("", ("", "")),
    ],
)
def test_a_name_is_taken_apart(name: str, parts: tuple[str, str]) -> None:
    assert split_name(name) == parts


def test_a_number_that_is_wrong_is_not_found_without_a_label_but_shown_with_one() -> None:
    assert "nhs_number" not in firsts("Her number is 999 012 3404.")
    assert firsts("NHS number: 999 012 3404")["nhs_number"] == "999 012 3404", "the coach sees and mends it"


def test_too_long_a_text_and_one_with_nothing_in_it_get_a_sentence() -> None:
    assert read_mail("x" * (MOST_LETTERS + 1)).problem == TOO_LONG
    assert read_mail("x").problem == NOTHING
    assert read_mail(" \n").problem == ""


HOSTILE = (
    "\r\n" * 25_000, "\n" * 49_000 + "Name: Jo Example", ">" * 50_000, "a" * 50_000, "Name:" * 10_000, "0 " * 25_000,
    "(0" * 25_000, "re: A " * 8_000, "Name: \u202eelpmaxE oJ\u202c", "Name:\x00\x07\x1b[2J", "Name: 👩🏽‍🔧 😔" * 2_000,
    "DOB " * 12_000, "a@" * 25_000, "Reason: a\n" * 5_000, "\t" * 50_000, "1-" * 25_000, "Refer Aa Bb Cc Dd " * 2_700,
)  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_is_read_in_no_time_and_never_breaks_it(text: str) -> None:
    check(text)  # a reader that goes back and forth in it would not come to an end


def test_marks_and_signs_are_kept() -> None:
    assert firsts("Name: \u202eelpmaxE oJ\u202c")["last_name"] == "oJ\u202c"
    assert firsts("Reason: tired 😔\x07 of it")["reason"] == "tired 😔\x07 of it"
    assert firsts("\n" * 40_000 + "Name: Jo Example")["last_name"] == "Example"


def check(text: str) -> None:
    """Each value is a piece of the text as it stands, or a code of the lists; each line too."""
    entry = vars(ReferralEntry())
    reading = read_mail(text)
    codes = {"source": "referral_source", "work_status": "work_status"}
    for one in reading.found:
        assert one.field in entry
        assert one.value
        if one.field in codes:
            assert lists.find(codes[one.field], one.value) is not None
        else:
            assert one.value in text
        assert one.line in text
    assert_first_is_one(reading.found)


def assert_first_is_one(found: tuple[Found, ...]) -> None:
    fields = [one.field for one in found if one.first]
    assert len(fields) == len(set(fields))
    assert set(fields) == {one.field for one in found}


PIECES = st.one_of(
    st.sampled_from(sorted(LABELS)).map(lambda label: f"{label}: "),
    st.sampled_from(
        ["\n", "\r\n", "\u2028", "> ", "07700 900118", "14/3/79", "999 012 3403", "Jo Example", "😔", "\u202e"]
    ),
    st.text(max_size=20),
)


@given(st.lists(PIECES, max_size=40).map("".join))
def test_whatever_is_pasted_the_values_are_pieces_of_it(text: str) -> None:
    check(text)
