"""The register of changes at work: every change of state leaves one event, and what was found is kept."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from tests.plans import TODAY, make_jo, still_clock
from workwell_desktop.casework import lists, planning
from workwell_desktop.casework.dates import plain
from workwell_desktop.casework.plan_agreement import agree_plan
from workwell_desktop.casework.plan_catalogue import add_from_catalogue, difficulties, search, taken_keys
from workwell_desktop.casework.plan_register import LookEntry, StandEntry, load_register, look_at, move_on
from workwell_desktop.casework.plan_state import load_plan
from workwell_desktop.casework.planning import ChangeEntry
from workwell_desktop.casework.today import today_page
from workwell_desktop.clock import Clock
from workwell_desktop.errors import InputProblem, WorkwellError
from workwell_desktop.models.plans import Adjustment, AdjustmentEvent
from workwell_desktop.vault.store import Vault

STATES = [choice.code for choice in lists.choices("adjustment_state")]


@pytest.fixture
def clock() -> Clock:
    return still_clock()


@pytest.fixture
def jo(open_vault: Vault) -> int:
    return make_jo(open_vault)


@pytest.fixture
def stool(open_vault: Vault, jo: int) -> int:
    return planning.save_change(open_vault, jo, ChangeEntry("A stool", "Standing is hard"))


def told(vault: Vault, person: int) -> list[str]:
    """Return what the register says happened to the one change."""
    (line,) = load_register(vault, person).lines
    return [f"{event.line}: {event.words}" if event.words else event.line for event in line.events]


def events(vault: Vault) -> int:
    with vault.reading() as session:
        return session.scalar(select(func.count()).select_from(AdjustmentEvent)) or 0


def test_the_way_of_a_change_is_told_with_days_people_and_words(open_vault: Vault, jo: int, stool: int) -> None:
    move_on(open_vault, jo, stool, StandEntry("asked", "3 nov", "Jo"))
    move_on(open_vault, jo, stool, StandEntry("agreed", "10 nov", "Lena", "by phone"))
    move_on(open_vault, jo, stool, StandEntry("in_place", "20 nov"))
    assert told(open_vault, jo) == [
        "Idea, 24 November", "Asked by Jo, 3 November", "Agreed by Lena, 10 November: by phone",
        "In place, 20 November",
    ]  # fmt: skip
    (line,) = load_register(open_vault, jo).lines
    assert (line.review_line, line.open) == ("Look at it again on 20 May 2038", True)
    look_at(open_vault, jo, stool, LookEntry("today", "Still good.", "in 3 months"))
    assert told(open_vault, jo)[-1] == "Looked at again, 24 November: Still good."
    move_on(open_vault, jo, stool, StandEntry("ended", "today", words="A new chair is there"))
    (line,) = load_register(open_vault, jo).lines
    assert (line.open, line.review_on, line.change.note) == (False, None, "A new chair is there")


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(way=st.lists(st.sampled_from(STATES), max_size=8), agreed=st.booleans())
def test_each_change_of_state_leaves_one_event_on_whichever_way_it_comes(
    open_vault: Vault, way: list[str], agreed: bool
) -> None:
    jo = make_jo(open_vault)
    change = planning.save_change(open_vault, jo, ChangeEntry("A stool", note="said so"))
    if agreed:
        agree_plan(open_vault, jo, agreed_on="today", how="said")
    now, expected = "idea", ["idea"]
    for place, state in enumerate(way):
        if place % 2 or agreed:
            move_on(open_vault, jo, change, StandEntry(state, words="said so"))
        else:
            planning.save_change(open_vault, jo, ChangeEntry("A stool", state=state, note="said so"), change)
        expected += [state] if state != now else []
        now = state
    with open_vault.reading() as session:
        kept = session.scalars(
            select(AdjustmentEvent.state).where(AdjustmentEvent.adjustment_id == change).order_by(AdjustmentEvent.id)
        ).all()
        row = session.get_one(Adjustment, change)
        assert list(kept) == expected
        assert (row.state, row.review_on is not None) == (now, now == "in_place")


def test_something_new_that_was_said_is_kept_though_the_state_is_the_same(
    open_vault: Vault, jo: int, stool: int
) -> None:
    move_on(open_vault, jo, stool, StandEntry("asked", "3 nov", words="By letter"))
    before = events(open_vault)
    move_on(open_vault, jo, stool, StandEntry("asked", "today", words="By letter"))
    assert events(open_vault) == before, "nothing new was said"
    move_on(open_vault, jo, stool, StandEntry("asked", "today", "Jo", "Asked once more"))
    assert told(open_vault, jo)[-1] == "Asked by Jo, 24 November: Asked once more"


@pytest.mark.parametrize(
    ("entry", "fields"),
    [
        (StandEntry("refused"), {"words"}),
        (StandEntry("ended", words=" "), {"words"}),
        (StandEntry("gone"), {"state"}),
        (StandEntry("agreed", "in 2 days"), {"on"}),
        (StandEntry("agreed", "", who="\N{GRINNING FACE}"), {"on", "who"}),
    ],
)
def test_what_cannot_be_kept_says_why_and_leaves_no_event(
    open_vault: Vault, jo: int, stool: int, entry: StandEntry, fields: set[str]
) -> None:
    with pytest.raises(InputProblem) as caught:
        move_on(open_vault, jo, stool, entry)
    assert set(caught.value.fields) == fields
    assert told(open_vault, jo) == ["Idea, 24 November"]


def test_only_what_is_in_place_is_looked_at_again(open_vault: Vault, jo: int, stool: int) -> None:
    with pytest.raises(WorkwellError, match="not in place"):
        look_at(open_vault, jo, stool, LookEntry(found="Good"))
    move_on(open_vault, jo, stool, StandEntry("in_place"))
    with pytest.raises(InputProblem) as caught:
        look_at(open_vault, jo, stool, LookEntry("today", " ", "today"))
    assert set(caught.value.fields) == {"found", "next_on"}


def test_a_change_that_is_removed_and_put_back_brings_its_history(open_vault: Vault, jo: int, stool: int) -> None:
    move_on(open_vault, jo, stool, StandEntry("refused", "3 nov", "Lena", "No room"))
    before = told(open_vault, jo)
    removed = planning.remove(open_vault, jo, "change", stool)
    assert (events(open_vault), load_register(open_vault, jo).lines) == (0, ())
    planning.put_back(open_vault, jo, removed)
    assert told(open_vault, jo) == before


def test_today_says_when_to_look_at_a_change_again(open_vault: Vault, jo: int, stool: int) -> None:
    long_ago = plain(TODAY - timedelta(days=200))
    move_on(open_vault, jo, stool, StandEntry("in_place", long_ago))
    (line,) = load_register(open_vault, jo).lines
    assert line.review_on == TODAY, "nobody was told before, so nobody is late"
    waiting = {kind.code: kind.number for kind in today_page(open_vault).kinds}
    assert waiting["changes"] == 1
    look_at(open_vault, jo, stool, LookEntry(found="Good"))
    assert "changes" not in {kind.code for kind in today_page(open_vault).kinds}


def test_the_catalogue_is_found_by_words_and_by_what_is_hard() -> None:
    every = search()
    assert len(every) > 100
    stools = search("stool")
    assert stools
    assert all("stool" in f"{one.helps} {one.employer}".casefold() for one in stools)
    assert {one.difficulty for one in search(difficulty="ANX")} == {dict(difficulties())["ANX"]}
    assert search("stool", "HEAR") == ()
    assert search("zzz") == ()
    unchecked = [one for one in every if one.caution]
    assert unchecked
    assert {one.caution for one in unchecked} == {"Check before use"}
    assert all(one.source for one in every if not one.caution), "what is checked names its source"


def test_a_row_of_the_catalogue_goes_into_the_plan_once_and_tells_its_source(open_vault: Vault, jo: int) -> None:
    assert taken_keys(open_vault, jo) == frozenset()
    first = add_from_catalogue(open_vault, jo, "sit_stool")
    assert add_from_catalogue(open_vault, jo, "sit_stool") == first
    assert taken_keys(open_vault, jo) == {"sit_stool"}
    (line,) = load_register(open_vault, jo).lines
    assert line.source.startswith("hse.gov.uk/")
    assert line.difficulty == "Sitting, standing, posture"
    assert (line.caution, line.change.difficulty, load_plan(open_vault, jo).changes[0].cost) == ("", "SIT", "low")
    agree_plan(open_vault, jo, agreed_on="today", how="said")
    with pytest.raises(WorkwellError, match="agreed"):
        add_from_catalogue(open_vault, jo, "sit_breaks")
