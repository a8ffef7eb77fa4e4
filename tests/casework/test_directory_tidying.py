"""Tidying takes what no list shows any more, goes on where it stopped, and leaves what is shown or can come back."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine, UniqueConstraint, event, func, select

from tests.directory_world import check_index, check_tidy, failing, shown, source_of, table_counts
from tests.service_lists import a_service, brought_in, staged
from tests.tools.write_first_migration import all_models
from workwell_desktop.casework import directory_tidying, services
from workwell_desktop.casework.directory_live import can_undo, undo_last
from workwell_desktop.casework.directory_tidying import drop_release, tidy_releases
from workwell_desktop.directory.record import ServiceRecord
from workwell_desktop.errors import NotKept
from workwell_desktop.models.base import Base
from workwell_desktop.models.services import DirRelease, Service, ServiceFace
from workwell_desktop.vault.store import Vault


def release(words: str, count: int = 5) -> list[ServiceRecord]:
    """Return a release of a list in which every service tells of itself with these words."""
    return [
        a_service(str(number), f"Group {number} Example", postcode=f"M{number} 1AA", phone=f"0161 {number:07d}",
                  description=words)
        for number in range(count)
    ]  # fmt: skip


def faces(vault: Vault) -> int:
    with vault.reading() as session:
        return session.scalar(select(func.count()).select_from(ServiceFace)) or 0


@pytest.fixture(autouse=True)
def small_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(directory_tidying, "_BATCH", 2)


def test_only_the_last_import_keeps_what_it_replaced(open_vault: Vault) -> None:
    for words in ("first", "second", "third"):
        brought_in(open_vault, "made", release(words))
    assert faces(open_vault) == 15
    before = shown(open_vault)
    tidy_releases(open_vault)
    assert faces(open_vault) == 10
    assert shown(open_vault) == before
    check_tidy(open_vault)
    undo_last(open_vault, source_of(open_vault, "made"))
    assert {one.words for one in shown(open_vault).values()} == {"second"}
    assert not can_undo(open_vault, source_of(open_vault, "made"))
    tidy_releases(open_vault)
    assert faces(open_vault) == 5
    check_index(open_vault)


@pytest.mark.parametrize("at", range(8))
def test_tidying_that_fails_goes_on_where_it_stopped(open_vault: Vault, at: int) -> None:
    for words in ("first", "second", "third"):
        brought_in(open_vault, "made", release(words))
    undo_last(open_vault, source_of(open_vault, "made"))
    staged(open_vault, "other", release("never shown"))
    drop_release(open_vault, staged(open_vault, "other", release("nor this")))
    before = shown(open_vault)
    with failing(open_vault, at) as counted:
        try:
            tidy_releases(open_vault)
        except NotKept:
            assert counted[0] == at + 1
    assert shown(open_vault) == before
    check_index(open_vault)
    tidy_releases(open_vault)
    assert shown(open_vault) == before
    assert faces(open_vault) == 10  # what is shown, and what the import before it replaced
    check_tidy(open_vault)


def test_what_waits_to_be_shown_is_left(open_vault: Vault) -> None:
    brought_in(open_vault, "made", release("first"))
    waiting = staged(open_vault, "made", release("second"))
    counts = table_counts(open_vault)
    tidy_releases(open_vault)
    assert table_counts(open_vault) == counts
    with open_vault.reading() as session:
        assert session.get_one(DirRelease, waiting).state == "staged"


def test_a_new_service_that_coaches_used_stays_when_its_import_is_taken_back(open_vault: Vault) -> None:
    brought_in(open_vault, "made", release("first"))
    used, starred, unused, noted, overridden = sorted(shown(open_vault))
    services.check_today(open_vault, used, "phone")
    services.add_note(open_vault, noted, "Ask for Kim.")
    form = services.service_details(open_vault, overridden).form
    services.change_service(open_vault, overridden, type(form)(**{**vars(form), "cost": "free"}))
    with open_vault.transaction() as transaction:
        transaction.session.get_one(Service, starred).starred = True
        transaction.record("star", "service", starred)
    undo_last(open_vault, source_of(open_vault, "made"))
    tidy_releases(open_vault)
    assert {number: one.status for number, one in shown(open_vault).items()} == dict.fromkeys(
        (used, starred, noted, overridden), "withdrawn"
    )
    assert unused not in shown(open_vault)
    brought_in(open_vault, "made", release("first"))
    back = shown(open_vault)
    assert len(back) == 5
    assert all(back[number].status == "active" for number in (used, starred, noted, overridden))
    check_index(open_vault)


def test_what_points_at_rows_that_are_tidied_is_found_by_an_index() -> None:
    """A row that goes is looked for in every table that may point at it: without a whole index, in all of it."""
    all_models()
    tidied = {"service", "service_face", "dir_record", "dir_said", "dir_change"}
    missing = set()
    for table in Base.metadata.sorted_tables:
        whole = [index for index in table.indexes if index.dialect_options["sqlite"]["where"] is None]
        leads = {next(iter(index.columns)).name for index in whole} | {next(iter(table.primary_key.columns)).name}
        leads |= {next(iter(one.columns)).name for one in table.constraints if isinstance(one, UniqueConstraint)}
        missing |= {
            f"{table.name}.{key.parent.name}"
            for key in table.foreign_keys
            if key.column.table.name in tidied and key.parent.name not in leads
        }
    assert missing == set()


def test_no_step_of_tidying_goes_through_a_whole_table(open_vault: Vault) -> None:
    asked: list[tuple[str, object]] = []

    def note(_connection: object, _cursor: object, statement: str, values: object, *_more: object) -> None:
        asked.append((statement, values))

    for words in ("first", "second"):
        brought_in(open_vault, "made", release(words))
    waits = staged(open_vault, "more", release("third"))
    event.listen(Engine, "before_cursor_execute", note)
    try:
        drop_release(open_vault, waits)
        tidy_releases(open_vault)
    finally:
        event.remove(Engine, "before_cursor_execute", note)
    steps = [one for one in asked if one[0].startswith(("SELECT", "DELETE", "UPDATE")) and "dir_release" not in one[0]]
    assert any(one[0].startswith("DELETE FROM dir_record") for one in steps)
    with open_vault.reading() as session:
        connection = session.connection()
        for statement, values in steps:
            plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values).all()  # type: ignore[arg-type]  # as it was asked
            whole = [line for *_rest, line in plan if line.startswith(("SCAN dir_", "SCAN service"))]
            assert all("VIRTUAL" in line for line in whole), (
                statement,
                whole,
            )  # the index of words looks rows up itself
