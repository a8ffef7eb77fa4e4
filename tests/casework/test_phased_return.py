"""Going back in stages in the vault: made, changed by hand, put back, agreed, and said in plain words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from tests.plans import TODAY, make_jo, still_clock
from tests.stages import ENTRY, agree, plan_stages
from workwell_desktop.casework import fit_notes, phased_return
from workwell_desktop.casework.drafts import load_draft
from workwell_desktop.casework.fit_notes import FitNoteEntry
from workwell_desktop.casework.people import current_episode
from workwell_desktop.casework.phased_return import load_stages, stages_lines
from workwell_desktop.casework.phased_return_entry import entry_of
from workwell_desktop.casework.shift_times import Shift
from workwell_desktop.clock import Clock
from workwell_desktop.errors import InputProblem, WorkwellError
from workwell_desktop.models.audit import RecordVersion
from workwell_desktop.models.employment import Employment
from workwell_desktop.models.phased_returns import PhasedReturn
from workwell_desktop.vault.store import Vault

TUESDAY = date(2037, 12, 8)
NINE_TO_ONE = Shift(540, 780)


@pytest.fixture
def clock() -> Clock:
    return still_clock()


@pytest.fixture
def jo(open_vault: Vault) -> int:
    return make_jo(open_vault)


def hours(vault: Vault, person: int) -> list[float]:
    return [week.minutes / 60 for week in load_stages(vault, person).weeks]


def test_weeks_are_kept_day_by_day_without_the_bank_holidays(open_vault: Vault, jo: int) -> None:
    plan_stages(open_vault, jo)
    state = load_stages(open_vault, jo)
    assert state.content is not None
    assert hours(open_vault, jo) == [18.75, 25.0, 25.0, 22.5], "Christmas, Boxing Day’s Monday and New Year are free"
    assert state.content.reviews == (date(2037, 12, 18), date(2037, 12, 31))
    assert not state.by_hand
    assert {worry.rule for worry in state.worries} == {"holiday_off"}
    assert state.status == "Not agreed yet"


def test_the_lines_are_in_plain_words_for_a_letter(open_vault: Vault, jo: int) -> None:
    with open_vault.reading() as session:
        assert stages_lines(session, current_episode(session, jo).id) == ()
    plan_stages(open_vault, jo, weeks="2", share="40", method="days", rest_between=True)
    phased_return.change_day(open_vault, jo, date(2037, 12, 7), NINE_TO_ONE)
    phased_return.change_day(open_vault, jo, date(2037, 12, 10), NINE_TO_ONE)
    second = "Week 2, from Monday 14 December: Monday to Friday, 09:00 to 17:00 with a break of 30 minutes."
    with open_vault.reading() as session:
        assert stages_lines(session, current_episode(session, jo).id) == (
            "Week 1, from Monday 7 December: Monday and Thursday, 09:00 to 13:00. 8 hours.",
            f"{second} 37 hours 30 minutes.",
        )


def test_what_is_shown_again_is_read_as_the_same(open_vault: Vault, jo: int) -> None:
    plan_stages(open_vault, jo, reviews="none", note="Bring the cushion")
    content = load_stages(open_vault, jo).content
    assert content is not None
    phased_return.save_stages(open_vault, jo, entry_of(content))
    assert load_stages(open_vault, jo).content == content


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"usual": ("",) * 7}, "usual_0"),
        ({"usual": ("", "17 to 9 in the morning", "", "", "", "", "")}, "usual_1"),
        ({"starts_on": ""}, "starts_on"),
        ({"starts_on": "31 nov"}, "starts_on"),
        ({"starts_on": "4 jan 2045"}, "starts_on"),
        ({"weeks": "1"}, "weeks"),
        ({"weeks": "27"}, "weeks"),
        ({"weeks": "four"}, "weeks"),
        ({"share": "5"}, "share"),
        ({"share": "101"}, "share"),
        ({"method": "neither"}, "method"),
        ({"reviews": "18 dec, soonish"}, "reviews"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field(open_vault: Vault, jo: int, wrong: dict[str, str], field: str) -> None:
    with pytest.raises(InputProblem) as problem:
        plan_stages(open_vault, jo, **wrong)
    assert list(problem.value.fields) == [field]
    assert load_stages(open_vault, jo).content is None


def test_a_day_is_changed_and_put_back(open_vault: Vault, jo: int) -> None:
    plan_stages(open_vault, jo)
    before = load_stages(open_vault, jo)
    assert before.content is not None
    was = phased_return.change_day(open_vault, jo, TUESDAY, None)
    assert was == before.content.days[TUESDAY]
    assert load_stages(open_vault, jo).by_hand
    assert phased_return.change_day(open_vault, jo, TUESDAY, was) is None
    assert load_stages(open_vault, jo) == before


def test_days_outside_of_the_weeks_are_refused(open_vault: Vault, jo: int) -> None:
    plan_stages(open_vault, jo)
    for day in (date(2037, 12, 6), date(2038, 1, 4)):
        with pytest.raises(WorkwellError, match="not in these weeks"):
            phased_return.change_day(open_vault, jo, day, NINE_TO_ONE)


def test_days_changed_by_hand_are_only_lost_when_somebody_says_so(open_vault: Vault, jo: int) -> None:
    plan_stages(open_vault, jo)
    phased_return.change_day(open_vault, jo, TUESDAY, NINE_TO_ONE)
    kept = load_stages(open_vault, jo)
    with pytest.raises(WorkwellError, match="changed by hand"):
        plan_stages(open_vault, jo, weeks="5")
    assert load_stages(open_vault, jo) == kept
    before = phased_return.save_stages(open_vault, jo, replace(ENTRY, weeks="5"), throw_away=True)
    assert len(load_stages(open_vault, jo).weeks) == 5
    assert before is not None
    phased_return.put_back(open_vault, jo, before)
    assert load_stages(open_vault, jo) == kept


def test_agreed_weeks_do_not_change_and_stay_as_a_version(open_vault: Vault, jo: int) -> None:
    plan_stages(open_vault, jo)
    content = load_stages(open_vault, jo).content
    assert content is not None
    agree(open_vault, jo)
    state = load_stages(open_vault, jo)
    assert (state.agreed_on, state.agreed_how) == (TODAY, "Said so in the meeting")
    for deed in (
        lambda: phased_return.change_day(open_vault, jo, TUESDAY, None),
        lambda: plan_stages(open_vault, jo),
        lambda: phased_return.put_back(open_vault, jo, content),
        lambda: agree(open_vault, jo),
    ):
        with pytest.raises(WorkwellError, match="are agreed"):
            deed()
    phased_return.change_stages(open_vault, jo)
    phased_return.change_day(open_vault, jo, TUESDAY, None)
    agree(open_vault, jo)
    with open_vault.reading() as session:
        versions = session.scalars(
            select(RecordVersion).where(RecordVersion.entity == "phased_return").order_by(RecordVersion.number)
        ).all()
        assert [row.number for row in versions] == [1, 2]
        assert "Monday to Friday, 09:00 to 12:45" in versions[0].content
        assert "Monday and Wednesday to Friday" in versions[1].content
        assert versions[1].reason


def test_an_agreement_needs_its_day_and_its_way(open_vault: Vault, jo: int) -> None:
    plan_stages(open_vault, jo)
    with pytest.raises(InputProblem) as problem:
        phased_return.agree_stages(open_vault, jo, agreed_on="tomorrow", how="")
    assert set(problem.value.fields) == {"agreed_on", "how"}
    with pytest.raises(WorkwellError, match="Nothing is planned"):
        agree(open_vault, make_other(open_vault))


def make_other(vault: Vault) -> int:
    return make_jo(vault)


def test_the_intake_and_the_fit_notes_are_held_against_it(open_vault: Vault, jo: int) -> None:
    plan_stages(open_vault, jo)
    until = FitNoteEntry(advice="not_fit", starts_on="1 nov 2037", ends_on="10 dec 2037")
    note = fit_notes.save_fit_note(open_vault, jo, until)
    with open_vault.transaction() as transaction:
        episode = current_episode(transaction.session, jo)
        transaction.session.scalars(
            select(Employment).where(Employment.episode_id == episode.id)
        ).one().hours_per_week = 30
    found = {worry.rule for worry in load_stages(open_vault, jo).worries}
    assert {"not_fit", "contract"} <= found
    fit_notes.take_back(open_vault, jo, note)
    assert "not_fit" not in {worry.rule for worry in load_stages(open_vault, jo).worries}


def test_what_is_typed_in_the_settings_is_kept_until_it_is_saved(open_vault: Vault, jo: int) -> None:
    phased_return.keep_typed(open_vault, jo, {"usual": ["9-"]})
    assert phased_return.typed_before(open_vault, jo) == {"usual": ["9-"]}
    plan_stages(open_vault, jo)
    assert load_draft(open_vault, phased_return.SCREEN, jo) is None


def test_an_episode_has_one_plan_of_stages(open_vault: Vault, jo: int) -> None:
    plan_stages(open_vault, jo)
    plan_stages(open_vault, jo, weeks="3")
    with open_vault.reading() as session:
        assert len(session.scalars(select(PhasedReturn)).all()) == 1
