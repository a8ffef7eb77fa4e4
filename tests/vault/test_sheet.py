"""The recovery sheet: copied by hand, read kindly, and every slip of the pen noticed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workwell_desktop.errors import InputProblem
from workwell_desktop.vault.sheet import ALPHABET, RecoverySheet, make_sheet, read_sheet, slips


def test_a_sheet_is_nine_groups_of_four() -> None:
    sheet = make_sheet()
    assert [len(group) for group in sheet.groups] == [4] * 9
    assert sheet.text == "-".join(sheet.groups)
    assert set("".join(sheet.groups)) <= set(ALPHABET)
    assert len(sheet.secret) * 8 == 160


def test_two_sheets_differ() -> None:
    assert make_sheet().secret != make_sheet().secret


def test_the_secret_is_not_in_the_repr() -> None:
    sheet = make_sheet()
    assert "secret" not in repr(sheet)


@given(st.binary(min_size=20, max_size=20))
def test_what_is_printed_is_read_back(secret: bytes) -> None:
    assert read_sheet(RecoverySheet(secret).text).secret == secret


def test_it_is_read_kindly() -> None:
    sheet = RecoverySheet(bytes.fromhex("0123456789abcdef0123456789abcdef01234567"))
    text = sheet.text.replace("0", "O").replace("1", "l").lower()
    assert read_sheet(f"  {text.replace('-', ' – ')}\n").secret == sheet.secret
    assert read_sheet("".join(sheet.groups)).secret == sheet.secret


def test_every_single_wrong_character_and_every_swap_of_neighbours_is_noticed() -> None:
    sheet = make_sheet()
    right = "".join(sheet.groups)
    tried = 0
    for wrong in slips(right):
        tried += 1
        with pytest.raises(InputProblem, match="another look"):
            read_sheet(wrong)
    assert tried >= 36 * 31


def test_a_sheet_whose_check_misses_a_slip_is_not_handed_out() -> None:
    """About one sheet in 900 has a slip that its check bits miss. Making a sheet must pass such a one by."""
    weak, good = (1222).to_bytes(20, "big"), bytes.fromhex("0123456789abcdef0123456789abcdef01234567")
    assert any(reads(slip) for slip in slips("".join(RecoverySheet(weak).groups)))
    answers = iter([weak, good])
    assert make_sheet(lambda _: next(answers)).secret == good


def reads(text: str) -> bool:
    try:
        read_sheet(text)
    except InputProblem:
        return False
    return True


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "The sheet has 36 letters and digits. This has 0."),
        ("AAAA-BBBB", "The sheet has 36 letters and digits. This has 8."),
        ("U" * 36, "The sheet has only digits and capital letters, without U. Look at it again."),
        ("ÅÄÖ§", "The sheet has only digits and capital letters, without U. Look at it again."),
        ("0" * 36, "A letter or digit is not right. Go through the nine groups one by one."),
    ],
)
def test_what_is_wrong_is_said(typed: str, sentence: str) -> None:
    with pytest.raises(InputProblem) as caught:
        read_sheet(typed)
    assert caught.value.fields == {"sheet": sentence}
