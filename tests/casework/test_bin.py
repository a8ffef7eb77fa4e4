"""The bin: out of sight everywhere, back exactly as it was, and removed only by hand."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, func, select

from tests.plans import make_jo, say, write_plan
from tests.vaults import FakeTime, Template
from tests.whole_case_rows import fill_case
from tests.whole_vault import differences, everything
from workwell_desktop.casework import caseload, finding, plan_agreement
from workwell_desktop.casework.bin import in_bin, put_in_bin, remove_for_good, restore, what_stays
from workwell_desktop.casework.comparing import COUNTED, FIRST
from workwell_desktop.casework.drafts import keep_draft
from workwell_desktop.casework.duplicates import Facts, candidates
from workwell_desktop.casework.fictional import make_fictional_people
from workwell_desktop.casework.intake import IntakeEntry, save_intake
from workwell_desktop.casework.merging import merge
from workwell_desktop.casework.people import current_episode
from workwell_desktop.casework.whole_case import case_rows, count_cases
from workwell_desktop.clock import Clock
from workwell_desktop.errors import InputProblem, WorkwellError
from workwell_desktop.models.attachments import Attachment, StoredFile
from workwell_desktop.models.audit import AuditEvent, RecordVersion
from workwell_desktop.models.base import Base
from workwell_desktop.models.contacts import Contact, Note
from workwell_desktop.models.episodes import Episode
from workwell_desktop.models.papers import Paper
from workwell_desktop.models.participants import Merge, Participant
from workwell_desktop.vault import doctor
from workwell_desktop.vault.store import Vault
from workwell_desktop.vault.versions import ISSUED, paper_detail

MANY = 20


@pytest.fixture
def time() -> FakeTime:
    return FakeTime()


@pytest.fixture
def clock(time: FakeTime) -> Clock:
    return time.clock


@pytest.fixture(scope="module")
def peopled(template: Template, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Vault]:
    """A vault of fictional people that every example leaves as it was."""
    place: Path = tmp_path_factory.mktemp("bin")
    vault = template.open(template.copy(place), FakeTime().clock)
    make_fictional_people(vault, MANY)
    for person in range(1, MANY, 2):
        fill_case(vault, person)
    yield vault
    vault.close()


@pytest.fixture
def jo(open_vault: Vault) -> int:
    """Jo with a plan that was agreed, an agreement, a note, a meeting, a paper and a file."""
    jo = make_jo(open_vault)
    say(open_vault, jo, "agreed", "gp", "Dr Example", "plan")
    write_plan(open_vault, jo)
    plan_agreement.agree_plan(open_vault, jo, agreed_on="today", how="said")
    with open_vault.transaction() as t:
        spell = current_episode(t.session, jo).id
        day = t.clock.today()
        t.insert(Contact, {"episode_id": spell, "starts_at": t.now, "purpose": "Secret talk"})
        t.insert(Note, {"participant_id": jo, "episode_id": spell, "happened_on": day, "words": "Secret words"})
        paper = t.insert(
            Paper,
            {"participant_id": jo, "episode_id": spell, "uid": "9" * 32, "kind": "plan", "number": 1}
            | {"reference": "P-1", "issued_on": day, "content": "{}", "pdf": b"%PDF", "sha256": PDF_SUM},
        )
        t.record(*ISSUED, paper, paper_detail("plan", "P-1", PDF_SUM))
        file = t.insert(StoredFile, {"sha256": "1" * 64, "size": 3, "kind": "text", "content": b"abc"})
        t.insert(Attachment, {"participant_id": jo, "episode_id": spell, "file_id": file, "name": "Secret.txt"})
    keep_draft(open_vault, "intake", jo, {"typed": {"email": "secret@example.org"}})
    return jo


PDF_SUM = "315d429b7714cedb6ad04ac31240145257692630457f3c88253c5beceac76027"


def broken(vault: Vault) -> list[str]:
    return [found.check for found in doctor.verify(vault) if not found.ok]


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sets(st.integers(1, MANY), min_size=1, max_size=4))
def test_into_the_bin_and_back_changes_nothing(peopled: Vault, people: set[int]) -> None:
    before = everything(peopled)
    for person in people:
        put_in_bin(peopled, person)
    assert {row.participant_id for row in in_bin(peopled)} == people
    for person in people:
        restore(peopled, person)
    assert differences(before, everything(peopled)) == {}
    assert in_bin(peopled) == ()


def test_who_is_in_the_bin_is_found_nowhere(open_vault: Vault, jo: int) -> None:
    assert put_in_bin(open_vault, jo) == "Jo Example"
    assert finding.find_people(open_vault, "jo example") == ()
    assert candidates(open_vault, Facts("Joanne", "Example")) == ()
    day = caseload.today_page(open_vault)
    assert all(row.participant_id != jo for row in (*day.meetings, *day.waiting))
    assert caseload.everyone_else(open_vault, None, 10) == ((), None)
    with open_vault.reading() as session:
        episode = session.scalars(select(Episode)).one()
        assert (episode.state, episode.state_before) == ("binned", "open")
    (row,) = in_bin(open_vault)
    assert (row.name, row.days_left) == ("Jo Example", 30)
    assert row.holds.startswith("1 referral, 1 meeting, 1 note, 1 plan, 1 paper, 1 agreement, 1 file")


def test_restored_means_found_again_with_every_state(open_vault: Vault, jo: int, time: FakeTime) -> None:
    before = everything(open_vault)
    put_in_bin(open_vault, jo)
    time.go(days=29)
    assert [row.days_left for row in in_bin(open_vault)] == [1]
    time.go(days=400)
    (row,) = in_bin(open_vault)
    assert row.days_left == 0, "nothing vanishes by itself"
    assert restore(open_vault, jo) == "Jo Example"
    assert differences(before, everything(open_vault)) == {}
    assert [row.participant_id for row in finding.find_people(open_vault, "jo")] == [jo]
    assert broken(open_vault) == []


def test_what_a_case_holds_is_counted_table_by_table(peopled: Vault) -> None:
    """The few questions of a whole list count what reading each case would."""
    with peopled.reading() as session:
        counts = count_cases(session, range(1, MANY + 1), COUNTED)
        for person in range(1, MANY + 1):
            rows = case_rows(session, person)
            assert counts[person] == {name: len(rows[name]) for name in COUNTED if rows[name]}
    assert any(len(of) > 6 for of in counts.values())


def test_it_is_put_in_once_and_restored_once(open_vault: Vault, jo: int) -> None:
    with pytest.raises(WorkwellError, match="not in the bin"):
        restore(open_vault, jo)
    put_in_bin(open_vault, jo)
    with pytest.raises(WorkwellError, match="not in the caseload"):
        put_in_bin(open_vault, jo)
    with pytest.raises(WorkwellError, match="in the bin"):
        merge(open_vault, jo, save_intake(open_vault, 0, IntakeEntry(first_name="J", last_name="E")), {}, FIRST)


def test_removing_asks_for_the_name_and_for_thirty_days(open_vault: Vault, jo: int, time: FakeTime) -> None:
    put_in_bin(open_vault, jo)
    before = everything(open_vault)
    with pytest.raises(WorkwellError, match="30 days"):
        remove_for_good(open_vault, jo, "Example")
    time.go(days=30)
    for wrong in ("", " ", "Exampel", "Jo"):
        with pytest.raises(InputProblem) as problem:
            remove_for_good(open_vault, jo, wrong)
        assert set(problem.value.fields) == {"typed"}
    assert differences(before, everything(open_vault)) == {}
    remove_for_good(open_vault, jo, " EXAMPLE ")
    assert in_bin(open_vault) == ()
    with pytest.raises(WorkwellError, match="not in the bin"):
        restore(open_vault, jo)


def test_what_is_removed_is_gone_and_the_vault_is_sound(open_vault: Vault, jo: int, time: FakeTime) -> None:
    """No word of the case stays in any table but the sealed versions, and another case is untouched."""
    other = save_intake(open_vault, 0, IntakeEntry(first_name="Ada", last_name="Other", reason="Stays here."))
    with open_vault.reading() as session:
        events = session.scalar(select(func.count()).select_from(AuditEvent)) or 0
    put_in_bin(open_vault, jo)
    time.go(days=31)
    remove_for_good(open_vault, jo, "Example")
    assert broken(open_vault) == []
    rows = everything(open_vault)
    words = str({name: of for name, of in rows.items() if name != "record_version"})
    for gone in (
        "Joanne",
        "Example WorkWell",
        "Harbour",
        "Secret",
        "secret@",
        "stool",
        "Walk ten",
        "Dr Example",
        "P-1",
    ):
        assert gone not in words, gone
    for table in ("paper", "agreement", "note", "contact", "attachment", "stored_file", "draft", "plan_goal"):
        assert rows[table] == [], table
    assert [row["reason"] for row in rows["referral"]] == ["Stays here."]
    shell = next(row for row in rows["participant"] if row["id"] == jo)
    kept = {name: value for name, value in shell.items() if value not in ("", None)}
    assert set(kept) == {"id", "uid", "binned_at", "removed_at"}
    assert [row.participant_id for row in finding.find_people(open_vault, "ada")] == [other]
    with open_vault.reading() as session:
        assert (session.scalar(select(func.count()).select_from(AuditEvent)) or 0) > events
        assert session.scalar(select(func.count()).select_from(RecordVersion)) == 1


def test_a_new_record_never_gets_the_number_or_the_versions_of_a_removed_one(
    open_vault: Vault, jo: int, time: FakeTime
) -> None:
    put_in_bin(open_vault, jo)
    time.go(days=31)
    remove_for_good(open_vault, jo, "Example")
    ada = make_jo(open_vault)
    assert ada > jo
    write_plan(open_vault, ada)
    plan_agreement.agree_plan(open_vault, ada, agreed_on="today", how="said")
    with open_vault.reading() as session:
        numbers = session.execute(select(RecordVersion.entity_id, RecordVersion.number)).all()
    assert len({row.entity_id for row in numbers}) == 2
    assert {row.number for row in numbers} == {1}
    assert broken(open_vault) == []


def test_who_was_merged_into_the_removed_one_goes_too_with_the_snapshots(
    open_vault: Vault, jo: int, time: FakeTime
) -> None:
    with open_vault.transaction() as t:
        t.session.execute(delete(Base.metadata.tables["draft"]))
    second = save_intake(open_vault, 0, IntakeEntry(first_name="Joey", last_name="Exampel", received_on="today"))
    third = save_intake(open_vault, 0, IntakeEntry(first_name="Jojo", last_name="Exampel", received_on="today"))
    merge(open_vault, second, third, {}, FIRST)
    merge(open_vault, jo, second, {}, FIRST)
    put_in_bin(open_vault, jo)
    time.go(days=31)
    remove_for_good(open_vault, jo, "Example")
    with open_vault.reading() as session:
        people = session.scalars(select(Participant)).all()
        assert {row.id for row in people} == {jo, second, third}
        assert all(not row.first_name and row.removed_at for row in people)
        assert session.scalar(select(func.count()).select_from(Merge)) == 0
    assert broken(open_vault) == []


def test_what_stays_is_said_before(open_vault: Vault, jo: int) -> None:
    put_in_bin(open_vault, jo)
    said = what_stays(open_vault, jo)
    assert said[0].startswith("The list of who did what")
    assert said[1].startswith("One version of what was signed or agreed stays sealed")
    assert said[-1].startswith("Backups from before")
    other = save_intake(open_vault, 0, IntakeEntry(first_name="Ada", last_name="Other"))
    put_in_bin(open_vault, other)
    assert len(what_stays(open_vault, other)) == 2
