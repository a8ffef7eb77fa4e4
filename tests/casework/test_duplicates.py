"""Likely people with their reasons: found among the kept ones, few, and never the ones that were settled."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import func, select, update

from tests.plans import TODAY, still_clock
from workwell_desktop.casework.duplicates import Facts, candidates, facts_of, say_not_the_same, typed_facts
from workwell_desktop.casework.intake import IntakeEntry, save_intake
from workwell_desktop.casework.match_score import keys
from workwell_desktop.clock import Clock
from workwell_desktop.models.audit import AuditEvent
from workwell_desktop.models.episodes import Episode
from workwell_desktop.models.participants import MatchKey, NotTheSame, Participant
from workwell_desktop.vault.store import Vault

BORN = date(1991, 6, 2)
THOMAS = IntakeEntry(
    first_name="Thomas", last_name="Exampel", birth_date="2 June 1991", received_on="1 June 2037",
    mobile="07700 900118", postcode="B1 1AA", nhs_number="999 012 3403", nino="AB 12 34 56 C",
)  # fmt: skip


@pytest.fixture
def clock() -> Clock:
    return still_clock()


@pytest.fixture
def thomas(open_vault: Vault) -> int:
    return save_intake(open_vault, 0, THOMAS)


def test_each_reason_finds_the_person_and_is_said(open_vault: Vault, thomas: int) -> None:
    for facts, why in (
        (Facts("Tomek", "Example", birth_date=BORN), "Same birth date, and the name sounds alike."),
        (Facts("Thomas", "Exampel"), "Same name."),
        (Facts("Thomas", "Example", birth_date=date(1991, 2, 6)),
         "Same birth date, with day and month exchanged, and the name sounds alike."),
        (Facts("Thomas", "Exampel", mobile="+447700900118"), "Same name, and same phone number."),
        (Facts("T", "Exampel", "Thomas", postcode="b11aa"), "Same name, and same postcode."),
        (Facts(nhs_number="9990123403"), "Same NHS number."),
        (Facts(nino="AB123456"), "Same NI number."),
    ):  # fmt: skip
        (likely,) = candidates(open_vault, facts)
        assert (likely.participant_id, likely.why) == (thomas, why)
    assert likely.who == "Thomas Exampel, born 2 June 1991, with us since 1 June 2037"


@pytest.mark.parametrize(
    "facts", [Facts(), Facts(last_name="Exampel"), Facts("Thomas"), Facts("Anna", "Exampel"), Facts("Thomas", "Other")]
)
def test_a_surname_alone_or_everybody_named_thomas_is_no_match(open_vault: Vault, thomas: int, facts: Facts) -> None:
    assert candidates(open_vault, facts) == ()


def test_how_it_stands_with_them_is_said_in_words(open_vault: Vault, thomas: int) -> None:
    for state, words in (
        ("closed", "closed June 2037"), ("referred", "referred 1 June 2037"), ("declined", "not taken on, June 2037"),
    ):  # fmt: skip
        with open_vault.transaction() as t:
            t.session.execute(update(Episode).values(state=state, closed_on=date(2037, 6, 30)))
        (likely,) = candidates(open_vault, Facts("Thomas", "Exampel"))
        assert likely.state == words


def test_at_most_five_come_the_likeliest_first(open_vault: Vault) -> None:
    for number in range(7):
        save_intake(open_vault, 0, replace(THOMAS, nino="", nhs_number="", mobile=f"07700 90020{number}"))
    found = candidates(open_vault, Facts("Thomas", "Exampel", birth_date=BORN, mobile="07700900203"))
    assert len(found) == 5
    assert "Same phone number" in found[0].reasons
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)


def test_a_name_that_many_have_says_nothing_by_itself(open_vault: Vault) -> None:
    for number in range(7):
        save_intake(open_vault, 0, IntakeEntry(first_name="Tom", last_name="Smith", birth_date=f"{number + 1}/5/1970"))
    assert candidates(open_vault, Facts("Tom", "Smith")) == ()
    (likely,) = candidates(open_vault, Facts("Tom", "Smith", birth_date=date(1970, 5, 3)))[:1]
    assert likely.born == "3 May 1970"


def test_a_day_that_very_many_share_is_not_read_through(open_vault: Vault, thomas: int) -> None:
    """A birth date that is only a guess (the first of January) is no evidence, and costs no time."""
    with open_vault.transaction() as t:
        t.insert_all(
            Participant,
            [{"uid": f"{n:032}", "sort_name": "x", "birth_date": BORN, "last_name": f"Person{n}"} for n in range(250)],
        )
        people = t.session.scalars(select(Participant.id).where(Participant.id > thomas))
        t.insert_all(MatchKey, [{"kind": "b", "value": BORN.isoformat(), "participant_id": one} for one in people])
    assert candidates(open_vault, Facts("Anna", "Exampel", birth_date=BORN)) == ()
    (likely,) = candidates(open_vault, Facts("Thomas", "Exampel", birth_date=BORN))
    assert likely.participant_id == thomas, "the name with the year still finds him"


def test_a_pair_that_was_said_to_be_two_people_never_comes_back(open_vault: Vault, thomas: int) -> None:
    other = save_intake(open_vault, 0, replace(THOMAS, nhs_number="", nino="", first_name="Tomek"))
    facts = Facts("Tomek", "Exampel", birth_date=BORN)
    assert [one.participant_id for one in candidates(open_vault, facts, without=other)] == [thomas]
    say_not_the_same(open_vault, other, thomas)
    say_not_the_same(open_vault, thomas, other)
    assert candidates(open_vault, facts, without=other) == ()
    assert [one.participant_id for one in candidates(open_vault, facts, without=thomas)] == []
    with open_vault.reading() as session:
        assert session.scalar(select(func.count()).select_from(NotTheSame)) == 1
        pair = session.execute(select(NotTheSame.first_id, NotTheSame.second_id)).one()
        assert tuple(pair) == (thomas, other)
        assert session.scalar(select(func.count()).where(AuditEvent.entity == "not_the_same")) == 1


def test_the_person_themselves_never_comes(open_vault: Vault, thomas: int) -> None:
    assert candidates(open_vault, Facts("Thomas", "Exampel", birth_date=BORN), without=thomas) == ()


def test_keys_are_written_with_the_person_and_follow_every_change(open_vault: Vault, thomas: int) -> None:
    def kept() -> set[tuple[str, str]]:
        with open_vault.reading() as session:
            rows = session.execute(select(MatchKey.kind, MatchKey.value).where(MatchKey.participant_id == thomas))
            assert {tuple(row) for row in rows} == keys(facts_of(session.get_one(Participant, thomas)))
            return {tuple(row) for row in session.execute(select(MatchKey.kind, MatchKey.value))}  # type: ignore[misc]  # two columns

    before = kept()
    save_intake(open_vault, thomas, replace(THOMAS, last_name="Newname", postcode="", birth_date="3 June 1991"))
    after = kept()
    assert ("b", "1991-06-03") in after
    assert ("b", "1991-06-02") in before - after
    assert ("h", "9990123403") in before & after


def test_what_is_typed_and_not_understood_yet_counts_as_unknown() -> None:
    typed = {
        "first_name": " Tomek ", "last_name": "Example", "birth_date": "about 1991", "mobile": "07700 9001",
        "nhs_number": "999", "nino": "qq", "postcode": "b1 1aa", "phone": None, "reason": "other words",
    }  # fmt: skip
    assert typed_facts(typed, TODAY) == Facts("Tomek", "Example", postcode="B1 1AA")
    typed |= {"birth_date": "2/6/91", "mobile": "+44 7700 900118", "nhs_number": "999 012 3403"}
    assert typed_facts(typed, TODAY) == Facts(
        "Tomek", "Example", "", BORN, "B1 1AA", "07700900118", nhs_number="9990123403"
    )
