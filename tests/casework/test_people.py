"""Names as people wish to be called, ages, and the spell of support somebody is in."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workwell_desktop.casework.intake import IntakeEntry, save_intake
from workwell_desktop.casework.people import (
    age_on,
    call_name,
    coach_first_name,
    coach_name,
    current_episode,
    fold,
    full_name,
    participant,
    sort_name,
)
from workwell_desktop.clock import Clock
from workwell_desktop.models.episodes import Episode
from workwell_desktop.vault.store import Vault


@pytest.mark.parametrize(
    ("first", "known", "last", "called", "full"),
    [
        ("Joanne", "Jo", "Example", "Jo", "Jo Example"),
        ("Joanne", "", "Example", "Joanne", "Joanne Example"),
        ("", "", "Sukarno", "Sukarno", "Sukarno"),
        ("", "Jo", "Example", "Jo", "Jo Example"),
    ],
)
def test_people_are_called_as_they_wish(
    open_vault: Vault, first: str, known: str, last: str, called: str, full: str
) -> None:
    person = save_intake(open_vault, 0, IntakeEntry(first_name=first, known_as=known, last_name=last))
    with open_vault.reading() as session:
        assert call_name(session, person) == called
        assert full_name(participant(session, person)) == full


def test_the_present_spell_of_support_is_the_latest(open_vault: Vault) -> None:
    person = save_intake(open_vault, 0, IntakeEntry(first_name="Jo", last_name="Example"))
    with open_vault.transaction() as transaction:
        first = current_episode(transaction.session, person)
        first.closed_on = date(2026, 1, 1)
        second = Episode(
            uid=Clock().new_uid(), participant_id=person, owner_id=first.owner_id, sort_name="x",
            opened_on=date(2026, 6, 1),
        )  # fmt: skip
        transaction.session.add(second)
        transaction.session.flush()
        assert current_episode(transaction.session, person) is second
        assert coach_name(transaction.session, second) == open_vault.coach
        assert coach_first_name(transaction.session, second) == open_vault.coach.split(maxsplit=1)[0]


@given(st.dates(date(1900, 1, 1), date(2030, 1, 1)), st.integers(0, 120))
def test_somebody_is_a_year_older_on_the_birthday_and_not_before(born: date, years: int) -> None:
    def birthday(year: int) -> date:
        try:
            return born.replace(year=year)
        except ValueError:  # the 29th of February
            return date(year, 3, 1)

    day = birthday(born.year + years)
    assert age_on(born, day) == years
    assert age_on(born, date.fromordinal(day.toordinal() - 1)) == years - 1


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("O’Brien", "obrien"),
        ("Müller-Lüdenscheid", "muller ludenscheid"),
        ("Łukasz Wałęsa", "lukasz walesa"),
        ("Kjærgård  Søren", "kjaergard soren"),
        ("ŞİRİN", "sirin"),
        ("Strauß", "strauss"),
        ("St. John", "st john"),
        ("Nguyễn", "nguyen"),
        ("ＷＩＤＥ", "wide"),
        ("Ðorđe Þór", "dorde thor"),
    ],
)
def test_names_fold_to_what_an_english_keyboard_types(typed: str, folded: str) -> None:
    assert fold(typed) == folded


def test_people_stand_under_their_last_name_and_then_the_one_they_go_by() -> None:
    assert sort_name("Joanne", "O'Brien", "Jo") == "obrien jo"
    assert sort_name("Joanne", "Example", "") == "example joanne"
