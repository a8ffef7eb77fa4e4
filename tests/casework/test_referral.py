"""A referral in five fields: what is kept, what is asked for beside the field, and words that are kept as they are."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from tests.plans import TODAY, still_clock
from workwell_desktop.casework.caseload import everyone_else, today_page
from workwell_desktop.casework.drafts import NOBODY_YET, keep_draft, load_draft
from workwell_desktop.casework.episode_closing import CloseEntry, close_episode
from workwell_desktop.casework.finding import find_people
from workwell_desktop.casework.intake import IntakeEntry, load_intake, save_intake
from workwell_desktop.casework.referral import (
    BROKEN,
    SCREEN,
    ReferralEntry,
    WithUsAlready,
    refer_known,
    save_referral,
)
from workwell_desktop.clock import Clock
from workwell_desktop.errors import InputProblem
from workwell_desktop.models.audit import AuditEvent
from workwell_desktop.models.employment import Employment
from workwell_desktop.models.episodes import Episode, Referral
from workwell_desktop.models.participants import Participant
from workwell_desktop.vault.store import Vault

TOMEK = ReferralEntry(
    first_name="Tomek",
    last_name="Example",
    phone="07700 900118",
    birth_date="2/6/91",
    source="gp",
    referrer_name="Dr Hana Example",
    referrer_organisation="Elm Street Surgery",
    reason="I want to keep my job.",
    received_on="last Friday",
    work_status="off_sick",
)


@pytest.fixture
def clock() -> Clock:
    return still_clock()


def rows(vault: Vault, person: int) -> tuple[Participant, Episode, Referral, Employment]:
    with vault.reading() as session:
        episode = session.scalars(select(Episode).where(Episode.participant_id == person)).one()
        of = (Referral, Employment)
        found = [session.scalars(select(table).where(table.episode_id == episode.id)).one() for table in of]
        whole = (session.get_one(Participant, person), episode, *found)
        session.expunge_all()
        return whole  # type: ignore[return-value]  # one of each table


def problems(vault: Vault, entry: ReferralEntry) -> dict[str, str]:
    with pytest.raises(InputProblem) as caught:
        save_referral(vault, entry)
    with vault.reading() as session:
        assert session.scalar(select(func.count(Participant.id))) == 0, "nothing is half kept"
    return caught.value.fields


def test_five_fields_make_a_referral_that_waits_for_its_answer(open_vault: Vault) -> None:
    keep_draft(open_vault, SCREEN, NOBODY_YET, {"typed": {"first_name": "Tomek"}})
    person, episode, referral, job = rows(open_vault, save_referral(open_vault, TOMEK))
    assert (person.mobile, person.phone, person.birth_date) == ("07700900118", "", date(1991, 6, 2))
    assert (episode.state, episode.owner_id, episode.opened_on) == (
        "referred",
        open_vault.member_id,
        date(2037, 11, 20),
    )
    assert (referral.state, referral.received_on, referral.reason) == ("new", date(2037, 11, 20), TOMEK.reason)
    assert referral.answer_by == date(2037, 11, 27), "five working days from the Friday it arrived"
    assert job.work_status == "off_sick"
    assert load_draft(open_vault, SCREEN, NOBODY_YET) is None
    with open_vault.reading() as session:
        events = session.execute(select(AuditEvent.action, AuditEvent.entity).order_by(AuditEvent.seq.desc()).limit(2))
        assert [tuple(event) for event in events] == [("add", "referral"), ("add", "participant")]
    assert [one.name for one in find_people(open_vault, "tomek")] == ["Tomek Example"]


def test_it_is_in_nobodys_caseload_before_it_is_accepted(open_vault: Vault) -> None:
    save_referral(open_vault, TOMEK)
    assert everyone_else(open_vault, None, 10) == ((), None)
    assert [row.name for row in today_page(open_vault).waiting if row.tab >= 0] == []


def test_a_blank_day_of_arrival_is_today_and_a_landline_has_its_own_place(open_vault: Vault) -> None:
    entry = replace(TOMEK, received_on="", phone="01632 960116", birth_date="", work_status="")
    person, _episode, referral, _job = rows(open_vault, save_referral(open_vault, entry))
    assert referral.received_on == TODAY
    assert (person.mobile, person.phone) == ("", "01632960116")


def test_one_name_is_enough(open_vault: Vault) -> None:
    person = save_referral(open_vault, ReferralEntry(last_name="Sukarno", source="self"))
    assert rows(open_vault, person)[0].sort_name == "sukarno"


@pytest.mark.parametrize(
    ("wrong", "field", "sentence"),
    [
        ({"first_name": "", "last_name": " "}, "first_name", "A first name is needed"),
        ({"last_name": ""}, "last_name", "A last name is needed"),
        ({"source": ""}, "source", "Choose who sent them"),
        ({"source": "aliens"}, "source", "Choose one from the list."),
        ({"work_status": "asleep"}, "work_status", "Choose one from the list."),
        ({"phone": "077009001"}, "phone", "A mobile number has 11 digits. This one has 9."),
        ({"nhs_number": "9990123404"}, "nhs_number", "This NHS number has a wrong digit."),
        ({"birth_date": "31/11/79"}, "birth_date", "31 November does not exist. November has 30 days."),
        ({"birth_date": "1 Jan 2038"}, "birth_date", "This birth date is still to come."),
        ({"received_on": "tomorrow"}, "received_on", "This day is still to come. Check the date."),
        ({"received_on": "whenever"}, "received_on", "This date was not understood."),
        ({"reason": "half a \ud83d sign"}, "reason", BROKEN),
        ({"mail": "half a \ud83d sign"}, "mail", BROKEN),
    ],
)
def test_bad_input_gets_a_sentence_beside_its_field(
    open_vault: Vault, wrong: dict[str, str], field: str, sentence: str
) -> None:
    assert problems(open_vault, replace(TOMEK, **wrong))[field].startswith(sentence)


def test_a_postcode_with_a_letter_for_a_number_is_kept_as_it_was_typed(open_vault: Vault) -> None:
    person, *_rest = rows(open_vault, save_referral(open_vault, replace(TOMEK, postcode="SWIA 1AA")))
    assert person.postcode == "SWIA 1AA"


@pytest.mark.parametrize(
    "reason",
    [
        "x" * 50_000,
        "\n" * 2_000 + "at last",
        "👩🏽‍🔧 tired 😔",
        "\u202eשלום\u202c, والسلام",
        "tab\tbell\x07 and null\x00 end",
    ],
    ids=["long", "breaks", "emoji", "right to left", "control"],
)
def test_words_are_kept_as_they_are(open_vault: Vault, reason: str) -> None:
    person = save_referral(open_vault, replace(TOMEK, reason=reason, mail=reason))
    _person, _episode, referral, _job = rows(open_vault, person)
    assert referral.reason == reason.strip()
    assert referral.mail == reason, "the e-mail to the last letter"
    assert load_intake(open_vault, person).reason == reason.strip()


TEXT = st.text(max_size=60)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(first=TEXT, last=TEXT, phone=TEXT, born=TEXT, reason=TEXT, arrived=TEXT)
def test_anything_typed_is_kept_or_told_beside_its_field(
    open_vault: Vault, first: str, last: str, phone: str, born: str, reason: str, arrived: str
) -> None:
    entry = ReferralEntry(first, last, phone, born, "self", "", "", reason, arrived, "in_work")
    told: dict[str, str] = {}
    try:
        person = save_referral(open_vault, entry)
    except InputProblem as problem:
        told = problem.fields
    assert all(name in vars(entry) and sentence for name, sentence in told.items())
    if not told:
        kept, _episode, referral, _job = rows(open_vault, person)
        assert (kept.first_name, kept.last_name, referral.reason) == (first.strip(), last.strip(), reason.strip())


def test_the_intake_goes_on_with_it_and_a_new_day_of_arrival_moves_the_answer(open_vault: Vault) -> None:
    person = save_referral(open_vault, TOMEK)
    entry = load_intake(open_vault, person)
    assert (entry.source, entry.work_status, entry.right_to_work) == ("gp", "off_sick", "")
    filled = replace(
        entry, right_to_work="yes", gp_in_area="no", lives_in_area="not_sure", jobcentre="High Street Example",
        jobcentre_in_area="yes", received_on="yesterday",
    )  # fmt: skip
    save_intake(open_vault, person, filled)
    again = load_intake(open_vault, person)
    assert (again.right_to_work, again.gp_in_area, again.lives_in_area) == ("yes", "no", "not_sure")
    assert (again.jobcentre, again.jobcentre_in_area) == ("High Street Example", "yes")
    _person, episode, referral, _job = rows(open_vault, person)
    assert (episode.state, episode.opened_on) == ("referred", date(2037, 11, 23))
    assert referral.answer_by == date(2037, 11, 30)


# -- somebody we know ---------------------------------------------------------------------------------------


@pytest.fixture
def known(open_vault: Vault) -> int:
    """Tomek, whose support ended in October, with another phone number and no birth date in his record."""
    entry = IntakeEntry(
        first_name="Tomasz", last_name="Example", mobile="07700 900222", received_on="1 June 2037",
        work_status="in_work", employer="Harbour Foods Example",
    )  # fmt: skip
    person = save_intake(open_vault, 0, entry)
    close_episode(open_vault, person, CloseEntry("1 October 2037", "back_at_work"))
    return person


def of_known(vault: Vault, person: int) -> tuple[list[Episode], Referral, Employment]:
    with vault.reading() as session:
        spells = list(session.scalars(select(Episode).where(Episode.participant_id == person).order_by(Episode.id)))
        of = (Referral, Employment)
        found = [session.scalars(select(table).where(table.episode_id == spells[-1].id)).one() for table in of]
        session.expunge_all()
        return spells, *found  # type: ignore[return-value]  # one of each table


def test_somebody_known_gets_a_second_referral_and_no_second_record(open_vault: Vault, known: int) -> None:
    keep_draft(open_vault, SCREEN, NOBODY_YET, {"typed": {"first_name": "Tomek"}})
    assert refer_known(open_vault, known, TOMEK) == known
    spells, referral, job = of_known(open_vault, known)
    assert [spell.state for spell in spells] == ["closed", "referred"]
    assert spells[1].opened_on == date(2037, 11, 20)
    assert (referral.state, referral.source, referral.referrer_name) == ("new", "gp", "Dr Hana Example")
    assert (referral.received_on, referral.answer_by is not None) == (date(2037, 11, 20), True)
    assert (job.work_status, job.employer) == ("off_sick", "Harbour Foods Example"), "what was typed, and what is known"
    assert load_draft(open_vault, SCREEN, NOBODY_YET) is None
    with open_vault.reading() as session:
        assert session.scalar(select(func.count(Participant.id))) == 1


def test_what_the_record_says_otherwise_stays_and_stands_with_the_reason(open_vault: Vault, known: int) -> None:
    """What it does not say yet is filled in, and found by at once."""
    refer_known(open_vault, known, TOMEK)
    entry = load_intake(open_vault, known)
    assert (entry.first_name, entry.mobile, entry.birth_date) == ("Tomasz", "07700 900222", "2 June 1991")
    assert entry.reason == "I want to keep my job.\nMobile number in this referral: 07700 900118."
    assert [one.participant_id for one in find_people(open_vault, "2/6/1991")] == [known]


@pytest.mark.parametrize(("state", "words"), [("open", "has an open case, since"), ("referred", "that waits")])
def test_who_is_with_us_is_not_referred_twice(open_vault: Vault, known: int, state: str, words: str) -> None:
    with open_vault.transaction() as t:
        episode = t.session.scalars(select(Episode)).one()
        episode.state, episode.closed_on = state, None
    with pytest.raises(WithUsAlready, match=words) as told:
        refer_known(open_vault, known, TOMEK)
    assert told.value.next_step.startswith("Open their record")
    with open_vault.reading() as session:
        assert session.scalar(select(func.count(Episode.id))) == 1


def test_a_referral_from_before_the_end_is_asked_about(open_vault: Vault, known: int) -> None:
    with pytest.raises(InputProblem) as told:
        refer_known(open_vault, known, replace(TOMEK, received_on="1 September 2037"))
    assert set(told.value.fields) == {"received_on"}
    assert load_intake(open_vault, known).birth_date == "", "nothing is half kept"
