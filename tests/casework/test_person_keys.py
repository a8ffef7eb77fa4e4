"""What a person is found by: written with them, changed with them, and gone with them."""

from __future__ import annotations

import re

from sqlalchemy import select, text

from tests.tree import ROOT, name_of, python_files
from workwell_desktop.casework.finding import find_people
from workwell_desktop.casework.intake import IntakeEntry, save_intake
from workwell_desktop.casework.person_keys import drop_keys, numbers_of, write_keys
from workwell_desktop.models.participants import NameKey, NameWord, Participant
from workwell_desktop.vault.store import Vault

ADA = IntakeEntry(
    first_name="Ada", known_as="Addie", last_name="O'Hara-Example", birth_date="14 March 1979",
    mobile="07700 900123", postcode="YO99 1AZ", nhs_number="999 012 3403",
)  # fmt: skip


def ids(vault: Vault, typed: str) -> list[int]:
    return [row.participant_id for row in find_people(vault, typed)]


def words(vault: Vault) -> dict[str, int]:
    with vault.reading() as session:
        return {row.word: row.people for row in session.execute(select(NameWord.word, NameWord.people))}


def test_words_are_counted_once_a_person_and_go_with_the_last_one(open_vault: Vault) -> None:
    ada = save_intake(open_vault, 0, ADA)
    save_intake(open_vault, 0, IntakeEntry(first_name="Ada", last_name="Ada"))
    assert words(open_vault) == {"ada": 2, "addie": 1, "ohara": 1, "example": 1}
    with open_vault.transaction() as transaction:
        drop_keys(transaction, ada)
    assert words(open_vault) == {"ada": 1}


def test_whoever_is_dropped_is_found_by_nothing_and_comes_back_with_everything(open_vault: Vault) -> None:
    ada = save_intake(open_vault, 0, ADA)
    by = ("ada", "ohara ad", "900123", "yo991az", "9990123403", "14 March 1979", "adx oh")
    assert [ids(open_vault, typed) for typed in by] == [[ada]] * len(by)
    with open_vault.transaction() as transaction:
        drop_keys(transaction, ada)
        drop_keys(transaction, ada)
    assert [ids(open_vault, typed) for typed in by] == [[]] * len(by)
    with open_vault.transaction() as transaction:
        write_keys(transaction, ada)
        write_keys(transaction, ada)
    assert [ids(open_vault, typed) for typed in by] == [[ada]] * len(by)
    assert words(open_vault) == {"ada": 1, "addie": 1, "ohara": 1, "example": 1}


def test_a_changed_intake_is_found_by_what_it_says_now(open_vault: Vault) -> None:
    ada = save_intake(open_vault, 0, ADA)
    save_intake(open_vault, ada, IntakeEntry(first_name="Ada", last_name="Other", mobile="07700 900999"))
    assert ids(open_vault, "other") == ids(open_vault, "900999") == [ada]
    assert ids(open_vault, "ohara") == ids(open_vault, "900123") == ids(open_vault, "14 March 1979") == []


def test_a_save_that_changes_nothing_writes_no_keys(open_vault: Vault) -> None:
    ada = save_intake(open_vault, 0, ADA)
    with open_vault.transaction() as transaction:
        drop_keys(transaction, ada)
    save_intake(open_vault, ada, ADA)
    with open_vault.reading() as session:
        assert session.scalars(select(NameKey.name)).all() == []


def test_what_is_not_kept_leaves_no_keys_behind(open_vault: Vault) -> None:
    ada = save_intake(open_vault, 0, ADA)
    try:
        with open_vault.transaction() as transaction:
            drop_keys(transaction, ada)
            raise KeyError
    except KeyError:
        pass
    assert ids(open_vault, "900123") == ids(open_vault, "ada") == [ada]


def test_numbers_are_kept_without_blanks_and_marks(open_vault: Vault) -> None:
    ada = save_intake(open_vault, 0, ADA)
    with open_vault.reading() as session:
        row = session.get_one(Participant, ada)
        values = {name: getattr(row, name) for name in ("mobile", "phone", "nhs_number", "postcode")}
        assert numbers_of(values) == "07700900123 9990123403 yo991az"
        shape = "INSERT INTO person_fts(person_fts) VALUES ('integrity-check')"
    with open_vault.transaction() as transaction:  # a fault in the index would be raised
        transaction.session.execute(text(shape))
        transaction.session.execute(text(shape.replace("person_fts", "person_number_fts")))


def test_there_is_one_door_for_keys() -> None:
    """Nobody else touches the tables of keys: two others read or name them, and write nothing."""
    knows = {
        name_of(path)
        for path in python_files("workwell_desktop")
        if re.search(r"\b(NameKey|MatchKey)\b", path.read_text("utf-8")) and "models" not in path.parts
    }
    assert knows == {f"workwell_desktop/casework/{name}.py" for name in ("duplicates", "person_keys", "whole_case")}
    assert "delete(" not in (ROOT / "workwell_desktop/casework/duplicates.py").read_text("utf-8")
