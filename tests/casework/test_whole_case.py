"""A whole case is every table that holds something about somebody: none is left behind, now and later."""

from __future__ import annotations

from sqlalchemy import func, select

from tests.plans import make_jo
from tests.tools.write_first_migration import all_models
from tests.vaults import Template
from tests.whole_case_rows import fill_case
from tests.whole_vault import differences, everything
from workwell_desktop.casework import removing
from workwell_desktop.casework.bin import put_in_bin, restore
from workwell_desktop.casework.drafts import keep_draft
from workwell_desktop.casework.whole_case import EPISODE, PERSON, case_rows, parts
from workwell_desktop.models.attachments import StoredFile
from workwell_desktop.models.drafts import Draft
from workwell_desktop.models.lists import ImportedRow, SpreadsheetImport
from workwell_desktop.vault.store import Vault

NAMES_SOMEBODY = {"participant_id", "episode_id", "person_id", "entity_id"}
APART = {
    "name_key": "a way to find somebody: written and dropped by person_keys.py",
    "match_key": "a way to meet somebody again: written and dropped by person_keys.py",
    "merge": "both sides as they were; removed with either of the two",
    "not_the_same": "a pair of people; removed with either of the two",
    "draft": "unsaved words: they go into the bin and come back with it, and no merge begins while there are any",
    "imported_row": "what an import made, so that it can be undone; forgotten when the case is removed",
    "audit_event": "only grows, and holds no words",
    "record_version": "only grows; what has one leaves an empty row behind",
}


def test_every_table_about_somebody_is_part_of_a_case_or_stands_apart_for_a_reason() -> None:
    """A new table with a key to a participant, to an episode, or to what belongs to one, fails here until it is."""
    known = {PERSON.name} | {part.table.name for part in parts()}
    about = set()
    for table in all_models().sorted_tables:
        keys = {key.column.table.name for key in table.foreign_keys}
        if keys & known or NAMES_SOMEBODY & set(table.c.keys()):
            about.add(table.name)
    assert about - known == set(APART)
    assert {"episode", "past_job", "note_addendum", "safety_told", "plan_action", "job_task", "attachment"} <= known


def test_a_filled_case_has_a_row_in_every_table(open_vault: Vault) -> None:
    jo = make_jo(open_vault)
    fill_case(open_vault, jo)
    with open_vault.reading() as session:
        rows = case_rows(session, jo)
    assert [name for name, of in rows.items() if not of] == []


def test_a_filled_case_goes_into_the_bin_and_comes_back_whole(open_vault: Vault) -> None:
    jo = make_jo(open_vault)
    fill_case(open_vault, jo)
    keep_draft(open_vault, "intake", jo, {"typed": {"email": "jo@example.org"}})
    before = everything(open_vault)
    put_in_bin(open_vault, jo)
    changed = differences(before, everything(open_vault))
    assert set(changed) == {"participant", "episode", "name_key", "match_key", "name_word"}, "nothing else is touched"
    restore(open_vault, jo)
    assert differences(before, everything(open_vault)) == {}


def test_a_filled_case_that_is_removed_leaves_only_its_numbers(template: Template, open_vault: Vault) -> None:
    """Bytes of files go with the last case that has them; those of somebody else stay."""
    jo, ada = make_jo(open_vault), make_jo(open_vault)
    for person in (jo, ada):
        fill_case(open_vault, person)
    keep_draft(open_vault, "intake", jo, {"typed": {"email": "jo@example.org"}})
    with open_vault.transaction() as t:
        brought = t.insert(SpreadsheetImport, {"sha256": "0" * 64, "new": 1, "duplicates": 0, "rejected": 0})
        t.session.flush()
        t.session.add_all(ImportedRow(import_id=brought, entity=name, entity_id=jo) for name in ("participant", "note"))
    with open_vault.reading() as session:
        kept = case_rows(session, ada)
    put_in_bin(open_vault, jo)
    with open_vault.transaction() as t:
        removing.remove(t, jo)
    with open_vault.reading() as session:
        left = {name: of for name, of in case_rows(session, jo).items() if of}
        assert set(left) == {PERSON.name, EPISODE.name}
        assert case_rows(session, ada) == kept
        assert session.scalars(select(StoredFile.sha256)).all() == [f"{ada:064}"]
        for table in (Draft, ImportedRow):
            assert session.scalar(select(func.count()).select_from(table)) == 0
