"""Safety records: kept apart, corrected as versions, told with a ground, closed with a reason, looked at on record."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from tests.plans import TODAY, make_jo, still_clock
from workwell_desktop.casework import safety
from workwell_desktop.casework.drafts import keep_draft, load_draft
from workwell_desktop.casework.people import current_episode
from workwell_desktop.casework.safety import SafetyEntry, ToldEntry, load_safety
from workwell_desktop.casework.service_profile import CrisisContact, Profile, save_profile
from workwell_desktop.clock import Clock
from workwell_desktop.errors import InputProblem, WorkwellError
from workwell_desktop.models.audit import AuditEvent, RecordVersion
from workwell_desktop.models.contacts import SafetyRecord
from workwell_desktop.vault.doctor import verify
from workwell_desktop.vault.store import Vault

WORRY = SafetyEntry("from_others", "yesterday", "She said “I am afraid to go home.”", "", "in 3 days")
LEAD = ToldEntry("Hana Example, safeguarding lead", "today", "10:05", "phone", "yes")


@pytest.fixture
def clock() -> Clock:
    return still_clock()


@pytest.fixture
def jo(open_vault: Vault) -> int:
    return make_jo(open_vault)


@pytest.fixture
def record(open_vault: Vault, jo: int) -> int:
    return safety.begin_safety(open_vault, jo, WORRY)


def only(vault: Vault, jo: int) -> safety.SafetyLine:
    (found,) = load_safety(vault, jo).records
    return found


def waiting(vault: Vault) -> list[tuple[str, str]]:
    with vault.reading() as session:
        return [(row.reason, row.kind) for row in safety.waiting(session, vault.member_id, TODAY)]


def test_a_record_is_read_as_it_was_written(open_vault: Vault, jo: int, record: int) -> None:
    found = only(open_vault, jo)
    assert (found.id, found.kind_words, found.open) == (record, "Harm or fear of harm from someone else", True)
    assert (found.noticed_on, found.review_on) == (date(2037, 11, 23), date(2037, 11, 27))
    assert (found.words, found.coach) == (WORRY.words, "Sam Example")


@pytest.mark.parametrize(
    ("change", "field", "sentence"),
    [
        ({"kind": ""}, "kind", "Choose what this is about."),
        ({"noticed_on": ""}, "noticed_on", "Write the day this was noticed."),
        ({"noticed_on": "tomorrow"}, "noticed_on", "This day is still to come. Check the date."),
        ({"words": "  "}, "words", "Write what you saw or heard."),
        ({"review_on": ""}, "review_on", "Write the day on which you look at this again."),
        ({"review_on": "1 Nov 2037"}, "review_on", "This is before the day it was noticed. Check both dates."),
    ],
)
def test_what_is_missing_is_said_beside_its_field(
    open_vault: Vault, jo: int, change: dict[str, Any], field: str, sentence: str
) -> None:
    keep_draft(open_vault, safety.SCREEN, jo, {"about": 0, "values": {}})
    with pytest.raises(InputProblem) as caught:
        safety.begin_safety(open_vault, jo, replace(WORRY, **change))
    assert caught.value.fields == {field: sentence}
    assert load_safety(open_vault, jo).records == ()
    assert load_draft(open_vault, safety.SCREEN, jo) is not None


def test_a_correction_is_a_version_with_its_reason_and_the_first_text_stays(
    open_vault: Vault, jo: int, record: int
) -> None:
    with pytest.raises(InputProblem, match="another look") as caught:
        safety.correct_safety(open_vault, record, replace(WORRY, words="Other words"))
    assert set(caught.value.fields) == {"reason"}
    safety.correct_safety(open_vault, record, replace(WORRY, done="Rang the lead", reason="More was done"))
    found = only(open_vault, jo)
    assert found.done == "Rang the lead"
    assert [(one.number, one.reason, one.content["done"]) for one in found.versions] == [
        (2, "More was done", "Rang the lead"),
        (1, "", ""),
    ]
    assert found.versions[1].content["words"] == WORRY.words


def test_a_text_that_was_changed_behind_our_back_is_found(open_vault: Vault, record: int) -> None:
    def sound() -> bool:
        return next(one.ok for one in verify(open_vault) if one.check == "versions")

    assert sound()
    with open_vault.transaction() as t:
        connection = t.session.connection()
        connection.exec_driver_sql("DROP TRIGGER IF EXISTS record_version_no_update")
        names = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'").scalars().all()
        for name in names:
            if "record_version" in name:
                connection.exec_driver_sql(f"DROP TRIGGER {name}")
        row = t.session.scalars(select(RecordVersion).where(RecordVersion.entity == safety.ENTITY)).one()
        row.content = row.content.replace("afraid", "glad")
    assert not sound()


def test_who_was_told_says_when_how_and_on_what_ground(open_vault: Vault, jo: int, record: int) -> None:
    safety.tell(open_vault, record, LEAD)
    police = replace(LEAD, who="Police, reference 12", agreed="no", reason="serious_crime", told_at="11")
    safety.tell(open_vault, record, police)
    first, second = only(open_vault, jo).told
    assert (first.who, first.way, first.ground, first.coach) == (LEAD.who, "By phone", "They agreed", "Sam Example")
    assert f"{first.at:%d %m %H:%M}" == "24 11 10:05"
    assert second.ground == "To stop or report a serious crime"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"who": ""}, "who"),
        ({"told_on": "tomorrow"}, "told_on"),
        ({"told_at": ""}, "told_at"),
        ({"told_at": "25:00"}, "told_at"),
        ({"told_at": "11:19"}, "told_at"),  # the clock stands at 11:18
        ({"way": ""}, "way"),
        ({"agreed": ""}, "agreed"),
        ({"agreed": "no"}, "reason"),
        ({"agreed": "no", "reason": "because"}, "reason"),
        ({"agreed": "no", "reason": "other"}, "note"),
        ({"told_on": "2 days ago"}, "told_on"),
    ],
)
def test_nobody_is_told_without_a_ground(
    open_vault: Vault, jo: int, record: int, change: dict[str, Any], field: str
) -> None:
    with pytest.raises(InputProblem) as caught:
        safety.tell(open_vault, record, replace(LEAD, **change))
    assert set(caught.value.fields) == {field}
    assert only(open_vault, jo).told == ()


def test_it_is_closed_and_opened_again_with_a_reason(open_vault: Vault, jo: int, record: int) -> None:
    for deed in (safety.close_safety, safety.reopen_safety):
        with pytest.raises(InputProblem):
            deed(open_vault, record, "  ")
    safety.close_safety(open_vault, record, "She moved to her sister")
    found = only(open_vault, jo)
    assert (found.open, found.closed_on, found.close_reason) == (False, TODAY, "She moved to her sister")
    for change in (
        lambda: safety.tell(open_vault, record, LEAD),
        lambda: safety.correct_safety(open_vault, record, replace(WORRY, reason="x")),
        lambda: safety.close_safety(open_vault, record, "Again"),
    ):
        with pytest.raises(WorkwellError, match="closed"):
            change()
    safety.reopen_safety(open_vault, record, "She rang again")
    with pytest.raises(WorkwellError, match="open already"):
        safety.reopen_safety(open_vault, record, "Again")
    found = only(open_vault, jo)
    assert found.open
    assert [one.reason for one in found.versions] == ["She rang again", "She moved to her sister", ""]


def test_a_look_at_a_record_is_written_down(open_vault: Vault, jo: int, record: int) -> None:
    def looks() -> int:
        mine = (AuditEvent.entity == safety.ENTITY, AuditEvent.action == "view", AuditEvent.entity_id == record)
        with open_vault.reading() as session:
            return len(session.scalars(select(AuditEvent.seq).where(*mine)).all())

    before = looks()
    load_safety(open_vault, jo)
    assert looks() == before + 1


def test_help_is_the_services_own_and_says_when_nobody_checked_it(open_vault: Vault, jo: int) -> None:
    state = load_safety(open_vault, jo)
    assert state.checked is None
    assert any("116 123" in one.contact for one in state.crisis), "the suggestions that ship"
    own = CrisisContact("Northfield crisis team", "Ring 01632 960001", "Day and night")
    save_profile(open_vault, Profile(crisis=(own,), crisis_confirmed_on=TODAY))
    state = load_safety(open_vault, jo)
    assert (state.crisis, state.checked) == ((own,), TODAY)


def test_a_review_that_is_due_and_a_record_nobody_was_told_of_wait(open_vault: Vault, jo: int, record: int) -> None:
    assert waiting(open_vault) == [("It is not written down yet who was told.", "warn")]
    safety.tell(open_vault, record, LEAD)
    assert waiting(open_vault) == []
    with open_vault.transaction() as t:
        t.session.get_one(SafetyRecord, record).review_on = TODAY
    assert waiting(open_vault) == [("Something was to be looked at again today.", "warn")]
    with open_vault.transaction() as t:
        t.session.get_one(SafetyRecord, record).review_on = date(2037, 11, 20)
        current_episode(t.session, jo).state = "closed"
    assert waiting(open_vault) == [("Something was to be looked at again 4 days ago.", "bad")], "it does not end"
    with open_vault.transaction() as t:
        current_episode(t.session, jo).state = "declined"
    assert waiting(open_vault) == [("Something was to be looked at again 4 days ago.", "bad")], "declined is no end"
    with open_vault.reading() as session:
        assert list(safety.waiting(session, open_vault.member_id + 1, TODAY)) == [], "somebody else's people"
    safety.close_safety(open_vault, record, "She is safe")
    assert waiting(open_vault) == []
