"""Taking a referral: what is typed is kept and shown again the same, or refused with a sentence; never half kept."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from tests.plans import TODAY, still_clock
from workwell_desktop.casework import lists
from workwell_desktop.casework.drafts import NOBODY_YET, keep_draft, load_draft
from workwell_desktop.casework.intake import SCREEN, IntakeEntry, load_intake, save_intake
from workwell_desktop.casework.people import current_episode
from workwell_desktop.clock import Clock
from workwell_desktop.errors import InputProblem
from workwell_desktop.models.audit import AuditEvent
from workwell_desktop.models.episodes import Episode, Referral
from workwell_desktop.models.participants import CommunicationNeed, NameKey, Participant
from workwell_desktop.vault.store import Vault

JO = IntakeEntry(
    source="gp",
    referrer_name="Dr Hana Example",
    received_on="20 November 2037",
    reason="My back hurts.",
    first_name="Joanne",
    known_as="Jo",
    last_name="Example",
    birth_date="14/3/79",
    nhs_number="9990123403",
    mobile="07700900118",
    postcode="sw1a1aa",
    work_status="off_sick",
    employer="Harbour Foods Example",
    hours_per_week="37.5",
    last_worked_on="30 Oct 2037",
)


@pytest.fixture
def clock() -> Clock:
    return still_clock()


def codes(name: str) -> list[str]:
    return [choice.code for choice in lists.choices(name)]


def problems_of(vault: Vault, entry: IntakeEntry) -> dict[str, str]:
    with pytest.raises(InputProblem) as caught:
        save_intake(vault, NOBODY_YET, entry)
    return caught.value.fields


def count(vault: Vault, table: type) -> int:
    with vault.reading() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def test_an_intake_is_shown_again_as_people_say_it(open_vault: Vault) -> None:
    person = save_intake(open_vault, NOBODY_YET, JO)
    kept = load_intake(open_vault, person)
    assert (kept.birth_date, kept.nhs_number, kept.mobile, kept.postcode) == (
        "14 March 1979", "999 012 3403", "07700 900118", "SW1A 1AA",
    )  # fmt: skip
    assert (kept.received_on, kept.last_worked_on, kept.hours_per_week) == (
        "20 November 2037", "30 October 2037", "37.5",
    )  # fmt: skip
    assert (kept.reason, kept.employer, kept.known_as) == ("My back hurts.", "Harbour Foods Example", "Jo")


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=30)
NAME = st.text("abcdefgéłøñšÅ'’- ", min_size=1, max_size=12).filter(lambda name: any(c.isalpha() for c in name))
DAY = st.dates(date(1990, 1, 1), TODAY).map(lambda day: f"{day.day}/{day.month}/{day.year}")
_PLAIN = ("referrer_name", "referrer_organisation", "reason", "known_as", "best_time", "address", "gp_practice",
          "needs_note", "language", "employer", "employer_address", "manager_name", "manager_role", "job_title",
          "conditions_words")  # fmt: skip
_CODED = {
    "source": "referral_source",
    "sex": "sex",
    "gender": "gender",
    "ethnic_group": "ethnic_group",
    "safe_to_message": "safe_to_message",
    "interpreter": "interpreter",
    "contact_way": "contact_way",
    "needs_asked": "needs_asked",
    "work_status": "work_status",
}
_DAYS = ("received_on", "birth_date", "last_worked_on", "needs_checked_on")
_MANY = {"needs": "communication_need", "conditions": "condition"}


def entries() -> st.SearchStrategy[IntakeEntry]:
    parts: dict[str, st.SearchStrategy[Any]] = dict.fromkeys(_PLAIN, WORDS)
    parts |= {name: st.sampled_from(["", *codes(of)]) for name, of in _CODED.items()}
    parts |= {name: st.sets(st.sampled_from(codes(of))).map(tuple) for name, of in _MANY.items()}
    parts |= {name: st.just("") | DAY for name in _DAYS}
    return st.builds(
        IntakeEntry,
        first_name=NAME,
        last_name=NAME,
        hours_per_week=st.just("") | st.floats(0, 168).map(lambda hours: f"{hours:.2f}"),
        **parts,
    )


def in_order(entry: IntakeEntry) -> dict[str, Any]:
    """Return an entry with what has no order in one order."""
    values = {f.name: getattr(entry, f.name) for f in fields(entry)}
    return {name: sorted(value, key=str) if isinstance(value, tuple) else value for name, value in values.items()}


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(entry=entries(), second=entries())
def test_what_is_kept_and_shown_can_be_kept_again_and_is_the_same(
    open_vault: Vault, entry: IntakeEntry, second: IntakeEntry
) -> None:
    person = save_intake(open_vault, NOBODY_YET, entry)
    first = load_intake(open_vault, person)
    for name in (*_PLAIN, *_CODED, "first_name", "last_name"):
        assert getattr(first, name) == getattr(entry, name).strip(), name
    for name in _MANY:
        assert set(getattr(first, name)) == set(getattr(entry, name)), name
    assert save_intake(open_vault, person, first) == person
    assert in_order(load_intake(open_vault, person)) == in_order(first)
    save_intake(open_vault, person, second)  # another intake over it leaves nothing of the first
    after = load_intake(open_vault, person)
    for name in (*_PLAIN, *_CODED, "first_name", "last_name"):
        assert getattr(after, name) == getattr(second, name).strip(), name


def test_a_new_person_gets_a_referral_and_an_episode_of_the_coach(open_vault: Vault) -> None:
    person = save_intake(open_vault, NOBODY_YET, JO)
    with open_vault.reading() as session:
        episode = session.scalars(select(Episode).where(Episode.participant_id == person)).one()
        assert (episode.owner_id, episode.opened_on) == (open_vault.member_id, date(2037, 11, 20))
        assert session.scalars(select(Referral.source)).all() == ["gp"]
        event = session.scalars(select(AuditEvent).order_by(AuditEvent.seq.desc())).first()
        assert event is not None
        assert (event.action, event.entity, event.entity_id) == ("add", "participant", person)


def test_a_corrected_day_of_the_referral_is_the_day_support_began(open_vault: Vault) -> None:
    person = save_intake(open_vault, NOBODY_YET, JO)
    save_intake(open_vault, person, replace(JO, received_on="18 November 2037"))
    with open_vault.reading() as session:
        assert current_episode(session, person).opened_on == date(2037, 11, 18)


@pytest.mark.parametrize(
    ("change", "field", "sentence"),
    [
        ({"last_name": " "}, "last_name", "A last name is needed, so that this person can be found again."),
        ({"birth_date": "31/11/1979"}, "birth_date", "31 November does not exist. November has 30 days."),
        ({"received_on": "tomorrow"}, "received_on", "This day is still to come. Check the date."),
        ({"last_worked_on": "in 2 days"}, "last_worked_on", "This day is still to come. Check the date."),
        ({"mobile": "077009001"}, "mobile", "A mobile number has 11 digits. This one has 9."),
        ({"nhs_number": "9990123404"}, "nhs_number", "This NHS number has a wrong digit. Read it back together."),
        ({"nino": "GB123456A"}, "nino", "No National Insurance number starts with GB. Read it back together."),
        ({"hours_per_week": "some"}, "hours_per_week", "Write the hours as a number, like 30 or 37.5."),
        ({"hours_per_week": "169"}, "hours_per_week", "A week has 168 hours. Check this number."),
        ({"hours_per_week": "nan"}, "hours_per_week", "Write the hours as a number, like 30 or 37.5."),
        ({"hours_per_week": "inf"}, "hours_per_week", "Write the hours as a number, like 30 or 37.5."),
        ({"hours_per_week": "1e2"}, "hours_per_week", "Write the hours as a number, like 30 or 37.5."),
        ({"hours_per_week": "1,000"}, "hours_per_week", "Write the hours as a number, like 30 or 37.5."),
        (
            {"email": "jo@example"},
            "email",
            "An e-mail address looks like jo@example.org: an @, and a full stop after it.",
        ),
        (
            {"needs_checked_on": "tomorrow"},
            "needs_checked_on",
            "This day is still to come. Check the date.",
        ),
        (
            {"needs_checked_on": "yesterday", "needs_review_on": "20 Nov 2037"},
            "needs_review_on",
            "This is before the day somebody asked. Check both dates.",
        ),
    ],
)
def test_what_cannot_be_right_is_said_beside_its_field_and_nothing_is_kept(
    open_vault: Vault, change: dict[str, Any], field: str, sentence: str
) -> None:
    keep_draft(open_vault, SCREEN, NOBODY_YET, {"typed": {"reason": "My words"}})
    assert problems_of(open_vault, replace(JO, **change)) == {field: sentence}
    assert count(open_vault, Participant) == 0
    assert load_draft(open_vault, SCREEN, NOBODY_YET) is not None, "the typed words stay"


def test_somebody_without_any_name_is_asked_for_both(open_vault: Vault) -> None:
    assert set(problems_of(open_vault, IntakeEntry())) == {"first_name", "last_name"}


def test_somebody_with_one_name_only_can_be_kept(open_vault: Vault) -> None:
    person = save_intake(open_vault, NOBODY_YET, IntakeEntry(last_name="Sukarno"))
    assert load_intake(open_vault, person).last_name == "Sukarno"


def test_a_strange_postcode_is_kept_as_typed(open_vault: Vault) -> None:
    person = save_intake(open_vault, NOBODY_YET, replace(JO, postcode="BT99 New"))
    assert load_intake(open_vault, person).postcode == "BT99 New"


def test_saving_takes_the_draft_away_in_the_same_breath(open_vault: Vault) -> None:
    keep_draft(open_vault, SCREEN, NOBODY_YET, {"typed": {}})
    person = save_intake(open_vault, NOBODY_YET, JO)
    assert load_draft(open_vault, SCREEN, NOBODY_YET) is None
    keep_draft(open_vault, SCREEN, person, {"typed": {}})
    save_intake(open_vault, person, JO)
    assert load_draft(open_vault, SCREEN, person) is None


@pytest.mark.parametrize(
    ("typed", "shown"),
    [("30h", "30"), ("30 h", "30"), ("37.5 hrs", "37.5"), ("37,5 hours", "37.5"), ("16 Hours", "16"), ("1 hour", "1")],
)
def test_hours_are_read_as_people_write_them(open_vault: Vault, typed: str, shown: str) -> None:
    person = save_intake(open_vault, NOBODY_YET, replace(JO, hours_per_week=typed))
    assert load_intake(open_vault, person).hours_per_week == shown


def test_a_need_that_stays_keeps_who_made_it_and_when(open_vault: Vault) -> None:
    first, second, third = codes("communication_need")[:3]
    person = save_intake(open_vault, NOBODY_YET, replace(JO, needs=(first, second)))
    with open_vault.reading() as session:
        before = {row.code: row.id for row in session.scalars(select(CommunicationNeed))}
    save_intake(open_vault, person, replace(JO, needs=(second, third)))
    with open_vault.reading() as session:
        after = {row.code: row.id for row in session.scalars(select(CommunicationNeed))}
    assert set(after) == {second, third}
    assert after[second] == before[second]


def test_a_changed_name_leaves_no_key_of_the_old_one(open_vault: Vault) -> None:
    person = save_intake(open_vault, NOBODY_YET, JO)
    save_intake(open_vault, person, replace(JO, first_name="Ada", known_as="", last_name="Other"))
    with open_vault.reading() as session:
        assert set(session.scalars(select(NameKey.name))) == {"ada other", "other ada"}
        assert session.scalar(select(Episode.sort_name)) == "other ada"
