"""Which column of a stranger's spreadsheet is what: guessed from heads and cells, corrected by hand, remembered."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.spreadsheets import workbook
from workwell_desktop.datafiles import DataFileProblem
from workwell_desktop.directory.columns import (
    LIST_LIMITS,
    NO_HEADS,
    SheetMapping,
    fingerprint,
    from_json,
    guess,
    guess_sheets,
    preview,
    titles,
)
from workwell_desktop.directory.columns_known import columns_known, folded, read_columns_known
from workwell_desktop.sheets.limits import SheetProblem
from workwell_desktop.sheets.reading import Source, source_of


def as_source(rows: Sequence[Sequence[str]]) -> Source:
    out = io.StringIO(newline="")
    csv.writer(out).writerows(rows)
    return source_of(out.getvalue().encode(), LIST_LIMITS)


def guessed(*rows: Sequence[str]) -> dict[str, str]:
    made = guess("", rows)
    return {head or str(column): code for column, (head, code) in enumerate(zip(made.heads, made.fields, strict=True))}


@pytest.mark.parametrize(
    ("head", "code"),
    [
        ("Service Name", "name"), ("NAME", "name"), ("name_of_service", "name"), ("Charity name", "name"),
        ("What they do", "description"), ("Where", "address"), ("AddressLine1", "address"), ("Address 2", "address"),
        ("Post Code", "postcode"), ("PostCode", "postcode"), ("post-code", "postcode"), ("Tel. No", "phone"),
        ("Telephone (daytime)", "phone"), ("E-mail", "email"), ("Web", "web"), ("Website address", "web"),
        ("Contact", "contact"), ("Contact Name", "contact_name"), ("Opening times", "times"), ("Days & times", "times"),
        ("Referral method", "how_to_refer"), ("How to refer", "how_to_refer"), ("Who is it for?", "eligibility"),
        ("Age range", "ages"), ("Min. age", "minimum_age"), ("Cost (£)", "cost"), ("Type of support", "terms"),
        ("lat", "latitude"), ("Longitude", "longitude"), ("Last checked", "checked"), ("Date updated", "updated"),
        ("Status", "status"), ("Languages spoken", "languages"), ("Borough", "area"), ("Area code", "area_code"),
        ("Waiting time", "wait"), ("ID", "id"), ("Registered charity number", "charity_number"), ("Town/City", "town"),
        ("Provider", "organisation"), ("Wheelchair access", "getting_in"),
        ("Who it’s for", "eligibility"), ("Telephone2", "phone"),
        ("Where is it held?", "address"), ("County", "county"), ("Shoe size", ""),
        ("date_of_registration", ""),
    ],
)  # fmt: skip
def test_heads_are_known_however_they_are_written(head: str, code: str) -> None:
    """Each stands beside a name, without any rows that could say more."""
    beside = "Group" if code != "name" else "Shoes"
    assert guessed((beside, head))[head] == code


def test_cells_have_a_say() -> None:
    rows = [("Name", "Tel", "Post", "Web"), *[("A", "not known at all", "Front desk", "long words")] * 6]
    assert guessed(*rows) == {"Name": "name", "Tel": "", "Post": "", "Web": ""}
    more = [("Group", "A", "B", "C"), *[("Bo's Café", "M1 1AA", "0161 496 0000", "www.example.org")] * 6]
    assert guessed(*more) == {"Group": "name", "A": "postcode", "B": "phone", "C": "web"}


def test_one_name_is_enough_and_address_lines_go_together() -> None:
    made = guess("", [("Name", "Title", "Address 1", "Address 2", "Town", "Phone", "Mobile")])
    assert made.fields == ("name", "", "address", "address", "town", "phone", "phone")
    assert made.columns_of("address") == (2, 3)


def test_heads_are_found_below_titles_and_remarks() -> None:
    rows = [
        ("Directory of groups – last updated 20/07/2018", "", ""),
        ("", "", ""),
        ("Please ring before you go", "", ""),
        ("Service Name", "Post Code", "Tel. No"),
        ("Library of Things", "M1 1AA", "0161 496 0000"),
    ]
    made = guess("", rows)
    assert (made.head, made.listed_on) == (3, date(2018, 7, 20))
    assert made.fields == ("name", "postcode", "phone")


def test_a_list_without_heads_is_read_by_its_cells() -> None:
    rows = [("Bo's Café", "M1 1AA", "bo@example.org"), ("Ada's Group", "M1 2AB", "ada@example.org")]
    made = guess("", rows)
    assert (made.head, made.fields) == (NO_HEADS, ("name", "postcode", "email"))


def test_heads_that_nobody_knows_are_still_heads() -> None:
    made = guess("", [("Alpha", "Beta"), ("Bo's Café", "M1 1AA"), ("Ada's Group", "M1 2AB")])
    assert (made.head, made.fields) == (0, ("name", "postcode"))


def test_a_head_row_given_by_hand_is_taken() -> None:
    made = guess("", [("Name", "Phone"), ("Group", "Post code"), ("Bo's", "M1 1AA")], head=1)
    assert made.fields == ("name", "postcode")


def test_months_first_are_noticed() -> None:
    head = ("Name", "Last updated")
    assert guess("", [head, ("A", "7/19/2018"), ("B", "1/2/2018")]).month_first
    assert not guess("", [head, ("A", "19/7/2018"), ("B", "7/19/2018")]).month_first


def test_every_sheet_has_its_own_mapping_and_empty_ones_have_none() -> None:
    source = source_of(
        workbook({"Food": [["Name", "Postcode"], ["A", "M1 1AA"]], "Empty": [], "Jobs": [["Tel", "Group"], ["1", "B"]]})
    )
    first, second = guess_sheets(source)
    assert (first.sheet, first.fields) == ("Food", ("name", "postcode"))
    assert (second.sheet, second.fields) == ("Jobs", ("phone", "name"))
    assert first.fingerprint != second.fingerprint
    with pytest.raises(SheetProblem, match="nothing"):
        guess_sheets(source_of(workbook({"Empty": []})))


def test_the_preview_shows_twenty_rows_as_wide_as_the_heads() -> None:
    source = as_source([["A list"], ["Name", "Postcode"], *[["x", "y", ""]] * 30, ["z"]])
    made = guess_sheets(source)[0]
    shown = preview(source, made)
    assert shown.heads == ("Name", "Postcode")
    assert len(shown.rows) == 20
    assert set(shown.rows) == {("x", "y")}


def test_a_mapping_is_corrected_by_hand() -> None:
    made = guess("", [("Name", "Notes", "Tel", "Where")])
    changed = made.with_field(1, "name").with_field(2, "").with_field(3, "phone")
    assert changed.fields == ("", "name", "", "phone")
    assert changed.with_field(0, "phone").fields == ("phone", "name", "", "phone")
    assert changed.usable
    assert not changed.with_field(1, "").usable
    for column, code in ((9, "name"), (0, "no such field")):
        with pytest.raises(ValueError, match=str(column)):
            made.with_field(column, code)


def test_a_mapping_is_kept_as_json() -> None:
    made = guess("Food", [("list of 1 May 2024", ""), ("Name", "Last checked"), ("A", "7/19/2018")])
    assert made.listed_on == date(2024, 5, 1)
    assert from_json(made.to_json()) == made
    assert from_json(made.to_json().replace('"checked"', '"of a later version"')).fields == ("name", "")
    for broken in (
        "",
        "{}",
        "[]",
        "null",
        '{"fields": 1}',
        made.to_json().replace('"name"', '"name", "id"'),
        "[" * 99_999,
    ):
        with pytest.raises(SheetProblem, match="remembered"):
            from_json(broken)


def test_a_fingerprint_is_that_of_the_heads_alone() -> None:
    assert fingerprint(("Post Code", "Tel. No")) == fingerprint(("post code", "TEL NO"))
    assert fingerprint(("Post Code", "Tel. No")) != fingerprint(("Tel. No", "Post Code"))
    assert fingerprint(("a b",)) != fingerprint(("a", "b"))


def test_every_field_can_be_offered() -> None:
    assert list(titles()) == [one.code for one in columns_known().fields]
    assert all(titles().values())


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (('looks = "phone"', 'looks = "smell"'), "looks"),
        (('code = "town"', 'code = "name"'), "same code"),
        (('gp = ["', 'gp = ["(", "'), "pattern"),
        (("[words]", "[wards]"), "words"),
        (('title = "Phone"', ""), "title"),
    ],
)
def test_a_data_file_that_is_not_sound_is_named(tmp_path: Path, change: tuple[str, str], reason: str) -> None:
    shipped = (Path(__file__).parents[2] / "resources" / "directory" / "columns.toml").read_text("utf-8")
    assert change[0] in shipped
    (tmp_path / "columns.toml").write_text(shipped.replace(*change, 1), "utf-8")
    with pytest.raises(DataFileProblem, match=reason):
        read_columns_known(tmp_path / "columns.toml")


@given(st.lists(st.lists(st.text(max_size=12), max_size=6), max_size=12))
def test_any_rows_give_a_mapping(rows: list[list[str]]) -> None:
    made = guess("", rows)
    assert len(made.heads) == len(made.fields)
    assert made.head < max(len(rows), 1)
    assert from_json(made.to_json()) == made
    assert isinstance(made, SheetMapping)


@given(st.text(max_size=30))
def test_folding_twice_changes_nothing(head: str) -> None:
    assert folded(folded(head)) == folded(head)


def test_a_head_that_could_be_misread_as_a_postcode_is_a_head() -> None:
    (mapping,) = guess_sheets(source_of(b"Name,Tel,Mobile\nA,0161 496 0001,07700 900001\n", LIST_LIMITS), LIST_LIMITS)
    assert (mapping.head, mapping.fields) == (0, ("name", "phone", "phone"))


def fields_of(*heads: str) -> tuple[str, ...]:
    cells = ["M1 1AA" if "ostcode" in head else "0161 496 0001" if head == "Phone" else "words" for head in heads]
    rows = [",".join(heads), *(",".join(cells) for _ in range(5))]
    (mapping,) = guess_sheets(source_of("\n".join(rows).encode(), LIST_LIMITS), LIST_LIMITS)
    return mapping.fields


@pytest.mark.parametrize("head", ["Group / Activity", "Project & Activity", "Group or club", "Scheme/Centre"])
def test_a_head_of_two_names_for_one_thing_is_that_thing(head: str) -> None:
    assert fields_of("Organisation", head, "Phone") == ("organisation", "name", "phone")


@pytest.mark.parametrize(
    ("heads", "kept"),
    [
        (("Address", "Registered address"), ("address", "")),
        (("Head office address", "Address line 1", "Address line 2"), ("", "address", "address")),
        (("Service address", "Correspondence address"), ("address", "")),
        (("Venue address", "Locality"), ("address", "address")),
        (("Postal address 1", "Postal address 2"), ("address", "address")),
        (("MailingAddress1", "MailingAddress2", "PhysicalAddress1"), ("", "", "address")),
        (("Mailing address",), ("address",)),
    ],
)
def test_two_addresses_are_not_made_one(heads: tuple[str, ...], kept: tuple[str, ...]) -> None:
    assert fields_of("Service", *heads, "Postcode") == ("name", *kept, "postcode")


def test_the_postcode_and_the_town_of_the_place_come_before_those_for_post() -> None:
    heads = ("Service", "Mailing city", "Mailing postcode", "Physical city", "Physical postcode")
    assert fields_of(*heads) == ("name", "", "", "town", "postcode")
    assert fields_of("Service", "Mailing city", "Mailing postcode") == ("name", "town", "postcode")


@pytest.mark.parametrize(
    ("head", "cells"),
    [
        ("Same phone number as organisation?", ("Yes", "No", "Yes", "Yes")),
        ("Use the same address", ("No", "No", "Yes", "No")),
        ("Is this service open?", ("Yes", "Yes", "Yes", "No")),
        ("Services", ("135836", "132741", "108216", "129441")),
        ("Parent organisation ID", ("o1", "o1", "o2", "o2")),
        ("State", ("CA", "CA", "NY", "CA")),
    ],
)
def test_a_head_is_not_believed_over_cells_that_say_something_else(head: str, cells: Sequence[str]) -> None:
    assert guessed(("Name", head), *((f"Club {number}", cell) for number, cell in enumerate(cells)))[head] == ""


@pytest.mark.parametrize(
    ("head", "cells", "code"),
    [
        ("Monday", ("x", "x", "", "x"), "times"),
        ("Wheelchair access", ("Yes", "No", "Yes", "Yes"), "getting_in"),
        ("Phone 1 number", ("01204 496 001", "01204 496 002", "", ""), "phone"),
        ("Status", ("Open", "Closed", "Waiting list", "Open"), "status"),
        ("Status", (*("Fully open",) * 7, "Closed"), "status"),
        ("Tel/Fax", ("01204 496 001", "01204 496 002", "", ""), "phone"),
        ("Tel & Fax No", ("01204 496 001", "01204 496 002", "", ""), "phone"),
        ("Service ID", ("s1", "s1", "s2", "s2"), "id"),
        ("Free", ("Donations",), "is_free"),
        ("Phone toll free", ("0800 123 4567", "", "", ""), "phone"),
        ("Organisation ID", ("1", "2", "3", "4"), "id"),
    ],
)
def test_a_head_is_believed_where_its_cells_may_be_so(head: str, cells: Sequence[str], code: str) -> None:
    assert guessed(("Name", head), *((f"Club {number}", cell) for number, cell in enumerate(cells)))[head] == code


def test_another_name_is_no_name_where_there_is_the_name_itself() -> None:
    assert fields_of("Organisation name", "Alternate name", "Phone") == ("organisation", "", "phone")
    assert fields_of("Agency name", "Programme name", "Site name") == ("organisation", "name", "")
    assert fields_of("Organisation name", "Parent name", "Phone") == ("organisation", "", "phone")


def test_a_fax_is_no_phone() -> None:
    rows = [("Name", "Fax", "Contact fax no", "Facsimile"), *[("A", *("01204 496 001",) * 3)] * 4]
    assert guessed(*rows) == {"Name": "name", "Fax": "", "Contact fax no": "", "Facsimile": ""}
