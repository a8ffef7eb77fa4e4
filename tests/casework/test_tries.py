"""Tries to reach somebody: written down as they were, and a sign that we were in touch."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.plans import NOW, TODAY, make_jo, still_clock
from workwell_desktop.casework.history import history_page
from workwell_desktop.casework.tries import TryEntry, record_try
from workwell_desktop.clock import Clock
from workwell_desktop.errors import InputProblem
from workwell_desktop.models.episodes import ContactAttempt, Episode, Referral
from workwell_desktop.vault.store import Vault


@pytest.fixture
def clock() -> Clock:
    return still_clock()


@pytest.fixture
def jo(open_vault: Vault) -> int:
    return make_jo(open_vault)


def test_a_try_just_now_needs_only_two_answers(open_vault: Vault, jo: int) -> None:
    number = record_try(open_vault, jo, TryEntry(way="phone", outcome="no_answer", note=" Rang out "))
    with open_vault.reading() as session:
        row = session.get_one(ContactAttempt, number)
        assert (row.tried_at, row.way, row.outcome, row.note) == (NOW, "phone", "no_answer", "Rang out")
        assert session.get_one(Episode, 1).last_contact_on == TODAY


def test_a_try_of_an_earlier_day_without_a_time_has_no_hour(open_vault: Vault, jo: int) -> None:
    number = record_try(open_vault, jo, TryEntry("yesterday", way="phone", outcome="no_answer"))
    with open_vault.reading() as session:
        row = session.get_one(ContactAttempt, number)
        assert (row.tried_at.astimezone().date(), row.timed) == (TODAY - timedelta(days=1), False)
    (line,) = (one for one in history_page(open_vault, jo, kinds=["try"]))
    assert "12:00" not in f"{line}"
    now = record_try(open_vault, jo, TryEntry(way="phone", outcome="no_answer"))
    with open_vault.reading() as session:
        assert session.get_one(ContactAttempt, now).timed


def test_a_try_about_a_referral_stands_with_its_spell_of_support(open_vault: Vault, jo: int) -> None:
    with open_vault.transaction() as t:
        first = t.session.get_one(Episode, 1)
        t.session.add(
            Episode(
                participant_id=jo,
                owner_id=first.owner_id,
                opened_on=TODAY,
                uid="a" * 32,
                sort_name="example jo",
                state="referred",
            )
        )
        t.session.flush()
        t.session.add(Referral(episode_id=2, received_on=TODAY))
        t.session.flush()
        referral = t.session.scalars(select(Referral.id).where(Referral.episode_id == 2)).one()
    entry = TryEntry(way="phone", outcome="no_answer")
    numbers = (record_try(open_vault, jo, entry), record_try(open_vault, jo, entry, referral))
    with open_vault.reading() as session:
        assert [session.get_one(ContactAttempt, number).episode_id for number in numbers] == [1, 2]


@pytest.mark.parametrize(
    ("entry", "field", "sentence"),
    [
        (TryEntry(way="phone", outcome=""), "outcome", "Choose what came of it."),
        (TryEntry(way="pigeon", outcome="spoke"), "way", "Choose how you tried."),
        (TryEntry("tomorrow", "9", "phone", "spoke"), "on", "This is still to come. Write down what has been."),
        (TryEntry("today", "23:59", "phone", "spoke"), "at", "This is still to come. Write down what has been."),
        (TryEntry("31 nov", "9", "phone", "spoke"), "on", "31 November does not exist. November has 30 days."),
        (TryEntry("today", "25", "phone", "spoke"), "at", "A day has 24 hours of 60 minutes. Check the time."),
    ],
)
def test_what_needs_another_look_is_said_beside_its_field(
    open_vault: Vault, jo: int, entry: TryEntry, field: str, sentence: str
) -> None:
    with pytest.raises(InputProblem) as caught:
        record_try(open_vault, jo, entry)
    assert caught.value.fields == {field: sentence}
    with open_vault.reading() as session:
        assert session.query(ContactAttempt).count() == 0
