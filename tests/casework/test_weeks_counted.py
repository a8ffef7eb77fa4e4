"""The day on which the weeks are used up is worked out anew whenever something changed that decides it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from tests.vaults import FakeTime
from workwell_desktop.casework import episodes, rules_choice, triage_deeds
from workwell_desktop.casework.bin import put_in_bin, restore
from workwell_desktop.casework.comparing import FIRST
from workwell_desktop.casework.episode_closing import CloseEntry, close_episode
from workwell_desktop.casework.intake import IntakeEntry, save_intake
from workwell_desktop.casework.local_rules import EXAMPLE
from workwell_desktop.casework.merging import merge, merges_of, unmerge
from workwell_desktop.casework.people import current_episode
from workwell_desktop.casework.referral import ReferralEntry, refer_known, save_referral
from workwell_desktop.casework.triage import join_panel, queue_page
from workwell_desktop.clock import Clock
from workwell_desktop.models.episodes import Episode
from workwell_desktop.vault.store import Vault

ENTRY = ReferralEntry("Tomek", "Example", birth_date="2 June 1991", source="gp", work_status="off_sick")


@pytest.fixture
def time() -> FakeTime:
    return FakeTime()


@pytest.fixture
def clock(time: FakeTime) -> Clock:
    return time.clock


def weeks_end(vault: Vault, person: int) -> date | None:
    """Return the day that is kept, after it was held against counting anew for every spell of support there is."""
    with vault.transaction() as t:
        for episode in t.session.scalars(select(Episode)).all():
            was = episode.weeks_end_on
            episodes.recount(t.session, episode)
            assert episode.weeks_end_on == was, episode.state
        return current_episode(t.session, person).weeks_end_on


def accepted(vault: Vault) -> int:
    person = save_referral(vault, ENTRY)
    (row,), _more = queue_page(vault, None, 10)
    panel = join_panel(vault, person)
    assert panel is not None
    triage_deeds.decide_another_way(vault, row.referral_id, "yes", "An example.")
    triage_deeds.accept(vault, row.referral_id)
    return person


def test_accepting_begins_the_weeks_and_taking_it_back_ends_them(open_vault: Vault) -> None:
    person = accepted(open_vault)
    ends = weeks_end(open_vault, person)
    assert ends is not None
    with open_vault.reading() as session:
        assert current_episode(session, person).opened_on == open_vault.clock.today()
        referral = join_panel(open_vault, person)
    assert referral is None
    triage_deeds.undo(open_vault, 1)
    assert weeks_end(open_vault, person) is None


def test_other_rules_count_everybody_anew(open_vault: Vault, time: FakeTime) -> None:
    person = accepted(open_vault)
    before = weeks_end(open_vault, person)
    assert before is not None
    text = rules_choice.place_text(EXAMPLE)
    limit = rules_choice.check_rules(text).weeks["off_sick"]
    other = text.replace(f"off_sick = {limit}", f"off_sick = {limit + 3}")
    assert other != text
    with open_vault.reading() as session:
        stamp = current_episode(session, person).updated_at
    time.go(minutes=5)
    rules_choice.keep_rules(open_vault, other)
    with open_vault.reading() as session:
        assert current_episode(session, person).updated_at == stamp, "nobody worked on the case"
    assert weeks_end(open_vault, person) == before + timedelta(weeks=3)


def test_who_was_in_the_bin_while_the_rules_changed_comes_back_by_the_new_ones(open_vault: Vault) -> None:
    person = accepted(open_vault)
    before = weeks_end(open_vault, person)
    assert before is not None
    put_in_bin(open_vault, person)
    text = rules_choice.place_text(EXAMPLE)
    limit = rules_choice.check_rules(text).weeks["off_sick"]
    rules_choice.keep_rules(open_vault, text.replace(f"off_sick = {limit}", f"off_sick = {limit + 3}"))
    restore(open_vault, person)
    assert weeks_end(open_vault, person) == before + timedelta(weeks=3)


def test_two_records_of_one_again_are_each_counted(open_vault: Vault) -> None:
    person = accepted(open_vault)
    other = save_intake(
        open_vault, 0, IntakeEntry(first_name="Tomek", last_name="Other", work_status="off_sick", received_on="today")
    )
    merge(open_vault, person, other, {}, FIRST)
    weeks_end(open_vault, person)
    text = rules_choice.place_text(EXAMPLE)
    limit = rules_choice.check_rules(text).weeks["off_sick"]
    rules_choice.keep_rules(open_vault, text.replace(f"off_sick = {limit}", f"off_sick = {limit + 3}"))
    unmerge(open_vault, merges_of(open_vault, person)[0].merge_id)
    assert weeks_end(open_vault, person) is not None
    assert weeks_end(open_vault, other) is not None


def test_who_is_referred_again_has_no_weeks_until_they_are_accepted(open_vault: Vault, time: FakeTime) -> None:
    person = accepted(open_vault)
    time.go(days=1)
    close_episode(open_vault, person, CloseEntry("today", "not_now"))
    assert weeks_end(open_vault, person) is None
    time.go(days=1)
    refer_known(open_vault, person, ENTRY)
    assert weeks_end(open_vault, person) is None
    (row,), _more = queue_page(open_vault, None, 10)
    triage_deeds.decide_another_way(open_vault, row.referral_id, "yes", "An example.")
    triage_deeds.accept(open_vault, row.referral_id)
    assert weeks_end(open_vault, person) is not None
