"""Fictional people are what an intake would have kept, are plainly nobody, and are spread as real ones are."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from random import Random
from typing import Any

import pytest
from nhs_number import is_valid
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from workwell_desktop import forms
from workwell_desktop.casework import (
    assessment_content,
    assessment_state,
    caseload,
    finding,
    identifiers,
    intake,
    lists,
    plan_state,
    today,
)
from workwell_desktop.casework.areas import area
from workwell_desktop.casework.episodes import recount_all
from workwell_desktop.casework.fictional import BATCH, MOST_SIGNED, fictional_words, make_fictional_people
from workwell_desktop.casework.fictional.pad import NUMBERED, nhs_numbers
from workwell_desktop.casework.fictional.words import read_words
from workwell_desktop.casework.people import fold
from workwell_desktop.datafiles import DataFileProblem
from workwell_desktop.errors import WorkwellError
from workwell_desktop.models.assessments import Assessment
from workwell_desktop.models.audit import AuditEvent
from workwell_desktop.models.base import Base
from workwell_desktop.models.contacts import Contact
from workwell_desktop.models.employment import Employment
from workwell_desktop.models.episodes import Episode, Referral
from workwell_desktop.models.participants import MatchKey, NameKey, Participant
from workwell_desktop.paths import resources
from workwell_desktop.vault import doctor
from workwell_desktop.vault.store import Vault

MANY = 300
_STAMPS = {"created_at", "created_by", "updated_at", "updated_by"}


@pytest.fixture
def peopled(open_vault: Vault) -> Vault:
    """A vault with some hundred fictional people in it."""
    make_fictional_people(open_vault, MANY)
    return open_vault


def table_rows(session: Session, table: type[Base]) -> list[dict[str, Any]]:
    """Return every row of a table as plain values, without who made and changed it."""
    return [
        {name: value for name, value in row._mapping.items() if name not in _STAMPS}
        for row in session.execute(select(*table.__table__.columns))
    ]


def test_what_is_made_in_bulk_is_what_an_intake_keeps(peopled: Vault) -> None:
    """Every tenth person is read as an intake and saved again: not a single value changes."""
    with peopled.reading() as session:
        before = {table: table_rows(session, table) for table in (*NUMBERED, NameKey, MatchKey)}
    for person in range(1, MANY, 10):
        assert intake.save_intake(peopled, person, intake.load_intake(peopled, person)) == person
    with peopled.reading() as session:
        after = {table: table_rows(session, table) for table in (*NUMBERED, NameKey, MatchKey)}
    assert after == before


def test_the_vault_is_sound_and_each_batch_is_one_event(open_vault: Vault) -> None:
    told: list[int] = []
    made = make_fictional_people(open_vault, 30, told=told.append)
    assert (made.participants, told) == (30, [30])
    assert [finding.check for finding in doctor.verify(open_vault) if not finding.ok] == []
    with open_vault.reading() as session:
        batches = select(func.count()).where(AuditEvent.action == "add", AuditEvent.entity == "participant")
        assert session.scalar(batches) == 1
        counted = sum(
            session.scalar(select(func.count()).select_from(table)) or 0 for table in (*NUMBERED, NameKey, MatchKey)
        )
    assert made.rows == counted
    assert BATCH >= 1000


def test_nobody_has_a_number_that_could_be_somebodys(peopled: Vault) -> None:
    with peopled.reading() as session:
        people = session.scalars(select(Participant)).all()
    numbers = [person.nhs_number for person in people]
    assert len(set(numbers)) == MANY
    assert all(number.startswith("999") and is_valid(number) for number in numbers)
    assert all(person.mobile.startswith("07700900") for person in people)
    assert all(person.phone.startswith("01632960") for person in people if person.phone)
    assert all(person.email.endswith("@example.org") for person in people if person.email)
    assert all("Example" in person.address and not person.nino for person in people)
    assert all(person.postcode.split()[0].endswith("99") for person in people)
    assert all(not identifiers.check_postcode(person.postcode).note for person in people)


def test_people_are_spread_over_status_source_and_area(peopled: Vault) -> None:
    with peopled.reading() as session:
        statuses = Counter(session.scalars(select(Employment.work_status)))
        sources = Counter(session.scalars(select(Referral.source)))
        areas = set(session.scalars(select(Participant.area)))
    assert set(statuses) == {choice.code for choice in lists.choices("work_status")}
    assert set(sources) == {choice.code for choice in lists.choices("referral_source")}
    assert 0.4 < statuses["out_of_work"] / MANY < 0.66  # 53 in a hundred
    assert len(areas) > 20
    assert all(area(code) is not None for code in areas)


def test_every_related_table_has_rows_that_the_screens_can_show(peopled: Vault) -> None:
    with peopled.reading() as session:
        empty = [
            table.__tablename__ for table in NUMBERED if not session.scalar(select(func.count()).select_from(table))
        ]
        signed = session.scalar(select(func.count()).where(Assessment.state == assessment_content.SIGNED)) or 0
        assessed = session.scalars(
            select(Episode.participant_id).join(Assessment, Assessment.episode_id == Episode.id).limit(40)
        ).all()
    assert empty == []
    assert 0 < signed <= MOST_SIGNED
    for person in assessed:
        assert assessment_content.problems(assessment_state.load_assessment(peopled, person).entry) == {}
        assert plan_state.load_plan(peopled, person).call_name


def test_everybody_has_ten_rows_or_more_and_most_have_many(peopled: Vault) -> None:
    """Rows of every table that names the person or their episode; what they are found by is counted too."""
    number = Counter[int]()
    with peopled.reading() as session:
        of_episode = {row.id: row.participant_id for row in session.execute(select(Episode.id, Episode.participant_id))}
        for table in (*NUMBERED[1:], NameKey, MatchKey):
            columns = table.__table__.c
            if "participant_id" in columns:
                number.update(session.scalars(select(columns.participant_id)))
            elif "episode_id" in columns:
                number.update(of_episode[row] for row in session.scalars(select(columns.episode_id)))
    assert len(number) == MANY
    assert min(number.values()) >= 10
    assert sum(number.values()) / MANY > 20


def test_a_caseload_has_open_and_closed_cases_as_it_would(peopled: Vault) -> None:
    with peopled.reading() as session:
        states = Counter(session.scalars(select(Episode.state)))
        closed = session.execute(select(Episode.close_reason, Episode.closed_on).where(Episode.state == "closed")).all()
        met = session.scalars(select(Contact).where(Contact.state == "attended")).all()
        began = session.execute(
            select(Episode.started_on, func.min(Contact.starts_at))
            .join(Contact, Contact.episode_id == Episode.id)
            .where(Contact.state == "attended")
            .group_by(Episode.id)
        ).all()
        running_out = session.scalar(select(func.count()).where(Episode.weeks_end_on.is_not(None))) or 0
    assert 0.7 < states["open"] / MANY < 0.9
    assert states["closed"] > MANY / 10
    assert all(row.close_reason and row.closed_on for row in closed)
    assert all(one.closed_at is not None for one in met)
    assert all(row.started_on == row[1].astimezone().date() for row in began)
    assert running_out > MANY / 10


def test_today_has_meetings_and_people_who_wait(peopled: Vault) -> None:
    day = today.today_page(peopled)
    assert 1 <= len(day.meetings) <= 8
    assert day.waiting
    page, more = caseload.everyone_else(peopled, None, 60)
    assert len(page) == 60
    assert more is not None


def test_people_are_found_by_the_first_letters_of_either_name(peopled: Vault) -> None:
    with peopled.reading() as session:
        person = session.scalars(select(Participant).where(Participant.id == 7)).one()
    typed = f"{fold(person.last_name)[:4]} {fold(person.first_name)[:3]}"
    assert 7 in {found.participant_id for found in finding.find_people(peopled, typed)}


def test_a_second_helping_brings_other_people_and_other_numbers(open_vault: Vault) -> None:
    for _ in range(2):
        make_fictional_people(open_vault, 20)
    with open_vault.reading() as session:
        numbers = session.scalars(select(Participant.nhs_number)).all()
        names = session.scalars(select(Participant.sort_name).order_by(Participant.id)).all()
        meetings = today.today_page(open_vault).meetings
    assert len(set(numbers)) == 40
    assert names[:20] != names[20:]
    assert len(meetings) <= 8


def test_equal_vaults_get_equal_people(template: Any, tmp_path: Any, clock: Any) -> None:
    made = []
    for place in ("one", "two"):
        vault = template.open(template.copy(tmp_path / place), clock)
        make_fictional_people(vault, 25)
        with vault.reading() as session:
            made.append(
                [
                    {name: value for name, value in row.items() if name != "uid"}
                    for table in (*NUMBERED, NameKey, MatchKey)
                    for row in table_rows(session, table)
                ]
            )
        vault.close()
    assert made[0] == made[1]


@pytest.mark.parametrize("number", [0, -1, 10**7])
def test_an_impossible_number_is_refused(open_vault: Vault, number: int) -> None:
    with pytest.raises(WorkwellError, match="number of people"):
        make_fictional_people(open_vault, number)


def test_numbers_in_use_are_left_out_and_all_are_there_in_the_end() -> None:
    first = next(nhs_numbers(5, set()))
    assert next(nhs_numbers(5, {first})) != first


def test_common_names_come_up_as_often_as_they_do_in_england() -> None:
    """The commonest last name is about one in a hundred; first letters are spread over the alphabet."""
    words, chance = fictional_words(), Random(1)  # noqa: S311 - made-up people are no secret
    lasts = Counter(
        start + end
        for start, end in zip(words.last_starts.some(chance, 20_000), words.last_ends.some(chance, 20_000), strict=True)
    )
    assert 0.003 < lasts.most_common(1)[0][1] / 20_000 < 0.02
    assert len(lasts) > 1500
    letters = Counter(name[0] for name in lasts.elements())
    assert max(letters.values()) / 20_000 < 0.16
    assert len(letters) >= 18
    assert len(words.common_names(30)) == 30


def test_people_of_one_birthday_are_not_too_young_or_too_old(peopled: Vault) -> None:
    with peopled.reading() as session:
        rows = session.execute(
            select(Participant.birth_date, Episode.opened_on).join(Episode, Episode.participant_id == Participant.id)
        ).all()
    ages = [(row.opened_on - row.birth_date) / timedelta(days=365.25) for row in rows]
    assert 16 <= min(ages) <= max(ages) <= 66
    assert sum(age >= 35 for age in ages) / len(ages) > 0.55  # the pilots: 68 in a hundred


def test_a_misspelt_share_is_named(tmp_path: Any) -> None:
    text = (resources() / "fictional" / "people.toml").read_text("utf-8")
    spoilt = tmp_path / "people.toml"
    spoilt.write_text(text.replace("off_sick = ", "off_sik = "), "utf-8")
    with pytest.raises(DataFileProblem, match="off_sik"):
        read_words(spoilt)


def test_answers_are_those_of_the_shipped_questionnaires() -> None:
    known = {item.id for form in assessment_content.questionnaires() for item in form.items}
    assert {"makes_work_hard", "was_total", "phq4_down"} <= known
    assert forms.questionnaire("phq4").items


def test_the_weeks_of_support_end_when_the_rules_say_so(peopled: Vault) -> None:
    """Also of a spell that is paused after its weeks were used up: nothing that counts anew finds another day."""
    with peopled.transaction() as transaction:
        before = {one.id: one.weeks_end_on for one in transaction.session.scalars(select(Episode))}
        recount_all(transaction)
        assert before == {one.id: one.weeks_end_on for one in transaction.session.scalars(select(Episode))}
