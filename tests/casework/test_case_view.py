"""Ways of looking at the caseload: kept and read back the same, by each coach for themselves."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workwell_desktop.casework import saved_views
from workwell_desktop.casework.case_view import BY_CODE, COLUMNS, CaseView, Filters, as_text, from_text
from workwell_desktop.casework.saved_views import remove_view, save_view
from workwell_desktop.errors import InputProblem
from workwell_desktop.vault.store import Vault

LATE = CaseView(
    filters=Filters(review_overdue=True, closed_from=date(2037, 1, 5)), text="ada", sort="review", down=True
)
CODES = st.lists(st.sampled_from([column.code for column in COLUMNS]), unique=True).map(tuple)

VIEWS = st.builds(
    CaseView,
    filters=st.builds(
        Filters,
        states=st.lists(st.sampled_from(["open", "closed", "referred"]), unique=True).map(tuple),
        plan_types=st.lists(st.sampled_from(["thrive", "seek"]), unique=True).map(tuple),
        area=st.sampled_from(["", "QYG"]),
        fit_note_within=st.sampled_from([0, 7]),
        needs_format=st.booleans(),
        closed_to=st.none() | st.dates(),
    ),
    sort=st.sampled_from(list(BY_CODE)),
    down=st.booleans(),
)


@given(view=VIEWS, columns=CODES)
def test_a_view_is_read_back_as_it_was_kept(view: CaseView, columns: tuple[str, ...]) -> None:
    view = view.with_columns(columns)
    assert from_text(as_text(view)) == view
    assert "name" in view.columns


def test_what_was_typed_is_never_kept() -> None:
    assert "ada" not in as_text(LATE)
    assert from_text(as_text(LATE)) == replace(LATE, text="")


def test_what_a_newer_program_added_is_left_out() -> None:
    kept = json.loads(as_text(LATE))
    kept["filters"]["mood"] = "good"
    kept |= {"sort": "mood", "columns": ["mood", "week"]}
    read = from_text(json.dumps(kept))
    assert (read.sort, read.columns, read.filters) == ("name", ("name", "week"), LATE.filters)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        '{"columns": null, "filters": null, "sort": ["name"]}',
        '{"filters": {"closed_from": "soon", "states": "open", "fit_note_within": "7", "area": 3}}',
    ],
)
def test_a_view_that_cannot_be_read_is_the_usual_one(text: str) -> None:
    assert from_text(text) == CaseView()


def test_filters_say_how_many_of_them_are_on() -> None:
    assert Filters().count() == 0
    assert LATE.filters.count() == 2
    assert Filters(states=()).count() == 1


def test_views_are_kept_changed_and_removed(open_vault: Vault) -> None:
    late = save_view(open_vault, "  Late   reviews ", LATE)
    all_of_them = save_view(open_vault, "All", CaseView(filters=Filters(states=())))
    names = [(one.id, one.name) for one in saved_views.saved_views(open_vault)]
    assert names == [(all_of_them, "All"), (late, "Late reviews")]
    assert save_view(open_vault, "Late", replace(LATE, down=False), late) == late
    kept = {one.id: one for one in saved_views.saved_views(open_vault)}
    assert (kept[late].name, kept[late].view.down) == ("Late", False)
    remove_view(open_vault, all_of_them)
    assert [one.id for one in saved_views.saved_views(open_vault)] == [late]


@pytest.mark.parametrize("name", ["", "   ", "x" * 41, "LATE"])
def test_a_name_that_helps_nobody_is_refused(open_vault: Vault, name: str) -> None:
    save_view(open_vault, "Late", LATE)
    with pytest.raises(InputProblem) as refused:
        save_view(open_vault, name, CaseView())
    assert set(refused.value.fields) == {"name"}
    assert len(saved_views.saved_views(open_vault)) == 1


def test_there_is_an_end_to_views(open_vault: Vault) -> None:
    for number in range(saved_views.MOST):
        save_view(open_vault, f"View {number}", CaseView())
    with pytest.raises(InputProblem, match="another look"):
        save_view(open_vault, "One more", CaseView())
