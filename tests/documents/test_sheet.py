"""The recovery sheet: nine groups that can be copied by hand, and what to do with them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.documents.samples import pages_of, sheet
from workwell_desktop.documents.sheet import sheet_pdf


def test_the_groups_are_numbered_and_read_row_by_row() -> None:
    (page,) = pages_of(sheet_pdf(sheet()))
    words = page.split()
    places = [words.index(group) for group in sheet().groups]
    assert places == sorted(places)
    assert [words[place - 1] for place in places] == [str(n) for n in range(1, 10)]


def test_the_sheet_says_what_it_is_how_to_use_it_and_where_to_keep_it() -> None:
    (page,) = pages_of(sheet_pdf(sheet()))
    words = " ".join(page.split())
    for sentence in (
        "Recovery sheet",
        "Sheet A. Made for Ruth Example on Tuesday 24 November 2026.",
        "This sheet opens the vault when the passphrase is lost.",
        "How to use it",
        "Lock it away, far from this PC.",
        "Do not take a photo of it.",
    ):
        assert sentence in words


@pytest.mark.parametrize("groups", [(), ("7F3K",) * 8, ("7F3K",) * 10, ("7F3",) * 9, ("7F3O",) * 9, ("7f3k",) * 9])
def test_groups_that_no_vault_makes_are_not_printed(groups: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="nine groups"):
        replace(sheet(), groups=groups)


def test_the_groups_are_never_shown_by_accident() -> None:
    assert "7F3K" not in repr(sheet())
