"""Files about a participant: any bytes come back as they were, each content is kept once, and nothing leaks."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from tests.plans import make_jo, still_clock
from tests.vaults import FakeTime, Template
from workwell_desktop.casework import attachment_bin, attachments, lists, new_files
from workwell_desktop.casework.attachments import FileEntry
from workwell_desktop.casework.fit_notes import FitNoteEntry, save_fit_note
from workwell_desktop.casework.intake import IntakeEntry, save_intake
from workwell_desktop.casework.new_files import FileProblem
from workwell_desktop.clock import Clock
from workwell_desktop.errors import InputProblem
from workwell_desktop.models.attachments import Attachment, StoredFile
from workwell_desktop.models.audit import AuditEvent
from workwell_desktop.vault import backup, doctor, restore
from workwell_desktop.vault.store import Vault

LETTER = FileEntry("letter", "yesterday", "Came by post.")


@pytest.fixture
def clock() -> Clock:
    return still_clock()


def add(vault: Vault, person: int, data: bytes = b"words", name: str = "a.txt", entry: FileEntry = LETTER) -> int:
    return attachments.add_file(vault, person, new_files.new_file(vault, name, data), entry)


def stored(vault: Vault) -> tuple[int, int]:
    """Count the contents and the attachments."""
    with vault.reading() as session:
        counts = [session.scalar(select(func.count()).select_from(table)) or 0 for table in (StoredFile, Attachment)]
    return counts[0], counts[1]


def last_event(vault: Vault) -> tuple[str, str, int]:
    with vault.reading() as session:
        one = session.scalars(select(AuditEvent).order_by(AuditEvent.seq.desc()).limit(1)).one()
        return one.action, one.entity, one.entity_id


@pytest.fixture
def many(template: Template, tmp_path: Path) -> Iterator[Vault]:
    vault = template.open(template.copy(tmp_path / "many"), still_clock())
    make_jo(vault)
    yield vault
    vault.close()


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(min_size=1, max_size=5000), st.text(max_size=300))
@example(b"\x00", "..\\..\\x\x00.txt")
@example(b"%PDF-1.7", "/etc/\u202efdp.exe")
def test_any_bytes_come_back_as_they_were(many: Vault, tmp_path: Path, data: bytes, name: str) -> None:
    made = add(many, 1, data, name)
    assert attachments.look_at(many, made) == data
    row = attachments.file_row(many, made)
    assert row.size == len(data)
    assert 1 <= len(row.name) <= new_files.MOST_NAME
    assert not set(row.name) & set("/\\\x00\u202e\n")
    out = tmp_path / "out.bin"
    attachments.save_out(many, made, out)
    assert out.read_bytes() == data


@pytest.mark.parametrize(
    ("came", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\scans\\fit note.pdf", "fit note.pdf"),
        ("Re: fit note?.pdf", "Re_ fit note_.pdf"),
        ("fit\u202efdp.exe", "fitfdp.exe"),
        ("\u061c\u200bscan\ufeff.pdf", "scan.pdf"),
        ("caf\udce9.txt", "caf.txt"),
        ("..", "file"),
        ("scan.pdf. ", "scan.pdf"),
        ("Siân ŵ 👩\u200d🔬.jpg", "Siân ŵ 👩\u200d🔬.jpg"),
    ],
)
def test_a_name_is_one_that_every_system_can_save(open_vault: Vault, came: str, kept: str) -> None:
    made = add(open_vault, make_jo(open_vault), name=came)
    assert attachments.file_row(open_vault, made).name == kept


def test_one_content_is_kept_once(open_vault: Vault) -> None:
    jo = make_jo(open_vault)
    other = save_intake(open_vault, 0, IntakeEntry(first_name="Al", last_name="Example"))
    first = add(open_vault, jo)
    assert new_files.new_file(open_vault, "same.txt", b"words").known
    second = add(open_vault, other, name="same.txt")
    assert stored(open_vault) == (1, 2)
    assert attachments.look_at(open_vault, first) == attachments.look_at(open_vault, second)
    assert [row.name for row in attachments.files_of(open_vault, other)] == ["same.txt"]


def test_what_is_written_about_a_file(open_vault: Vault) -> None:
    jo = make_jo(open_vault)
    made = add(open_vault, jo)
    (row,) = attachments.files_of(open_vault, jo)
    assert (row.title, row.dated, row.added, row.note) == ("Letter", "23 November", "24 November", "Came by post.")
    assert last_event(open_vault) == ("add", "attachment", made)
    attachments.change_file(open_vault, made, FileEntry("other", "", "Something else."))
    assert attachments.file_entry(open_vault, made) == FileEntry("other", "", "Something else.")
    assert last_event(open_vault) == ("change", "attachment", made)


def test_what_needs_another_look_is_said_and_nothing_is_kept(open_vault: Vault) -> None:
    jo = make_jo(open_vault)
    with pytest.raises(InputProblem) as caught:
        add(open_vault, jo, entry=FileEntry("", "31 nov", fit_note_id=0))
    assert set(caught.value.fields) == {"about", "dated_on"}
    with pytest.raises(InputProblem) as caught:
        add(open_vault, jo, entry=FileEntry("letter", "in 3 days"))
    assert set(caught.value.fields) == {"dated_on"}
    with pytest.raises(InputProblem) as caught:
        add(open_vault, jo, entry=FileEntry("fit_note", fit_note_id=99))
    assert set(caught.value.fields) == {"fit_note"}
    assert stored(open_vault) == (0, 0)


def test_a_scan_belongs_to_its_fit_note(open_vault: Vault) -> None:
    al = save_intake(open_vault, 0, IntakeEntry(first_name="Al", last_name="Example"))
    save_fit_note(open_vault, al, FitNoteEntry(starts_on="1 november", ends_on="30 november", advice="not_fit"))
    ((note, words),) = attachments.fit_note_choices(open_vault, al)
    assert words == "1 November to 30 November"
    made = add(open_vault, al, entry=FileEntry("fit_note", fit_note_id=note))
    assert attachments.file_entry(open_vault, made).fit_note_id == note
    jo = make_jo(open_vault)
    with pytest.raises(InputProblem):
        add(open_vault, jo, entry=FileEntry("fit_note", fit_note_id=note))
    attachments.change_file(open_vault, made, FileEntry("letter", fit_note_id=note))
    assert attachments.file_entry(open_vault, made).fit_note_id == 0


def test_looking_saving_and_printing_are_on_record(open_vault: Vault, tmp_path: Path) -> None:
    made = add(open_vault, make_jo(open_vault))
    attachments.look_at(open_vault, made)
    assert last_event(open_vault) == ("view", "attachment", made)
    attachments.save_out(open_vault, made, tmp_path / "x")
    assert last_event(open_vault) == ("export", "attachment", made)
    attachments.note_printed(open_vault, made)
    assert last_event(open_vault) == ("print", "attachment", made)


def test_a_file_that_is_too_large_or_gone_is_said(
    open_vault: Vault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(new_files, "MOST_BYTES", 1000)
    path = tmp_path / "big.bin"
    path.write_bytes(b"x" * 1001)
    with pytest.raises(FileProblem, match="larger than 1 KB"):
        new_files.read_new(open_vault, path)
    with pytest.raises(FileProblem):
        new_files.new_file(open_vault, "x", b"x" * 1001)
    with pytest.raises(FileProblem, match="nothing"):
        new_files.new_file(open_vault, "x", b"")
    with pytest.raises(FileProblem, match="cannot be read"):
        new_files.read_new(open_vault, tmp_path / "gone")
    path.write_bytes(b"x" * 1000)
    with pytest.raises(FileProblem, match="stopped"):
        new_files.read_new(open_vault, path, stopped=lambda: True)
    assert new_files.read_new(open_vault, path).size == 1000


def test_a_heavy_file_says_so_before_it_hurts(open_vault: Vault) -> None:
    light = new_files.new_file(open_vault, "a", b"x" * new_files.HEAVY_BYTES)
    heavy = new_files.new_file(open_vault, "a", b"x" * (new_files.HEAVY_BYTES + 1))
    assert new_files.weight_words(open_vault, light) == ("", "")
    point, rest = new_files.weight_words(open_vault, heavy)
    assert point == "This file has 5.0 MB."
    assert rest.startswith("The vault has ")
    add(open_vault, make_jo(open_vault), heavy.data)
    assert new_files.weight_words(open_vault, new_files.new_file(open_vault, "a", heavy.data)) == ("", "")


def test_a_removed_file_comes_back_or_goes_after_thirty_days(template: Template, vault_folder: Path) -> None:
    time_ = FakeTime()
    vault = template.open(vault_folder, time_.clock)
    try:
        jo = make_jo(vault)
        first, second = add(vault, jo, b"one"), add(vault, jo, b"two")
        same = add(vault, jo, b"one", "copy.txt")
        attachment_bin.remove_file(vault, first)
        assert [row.id for row in attachments.files_of(vault, jo)] == [same, second]
        ((removed),) = attachment_bin.removed_files(vault, jo)
        assert (removed.id, removed.goes_on - removed.removed_on) == (first, timedelta(days=30))
        attachment_bin.put_back(vault, first)
        assert attachment_bin.removed_files(vault) == ()
        assert len(attachments.files_of(vault, jo)) == 3
        attachment_bin.remove_file(vault, first)
        attachment_bin.remove_file(vault, second)
        time_.go(days=29)
        with vault.transaction() as t:
            assert attachment_bin.empty_removed(t) == 0
        time_.go(days=1, seconds=1)
        with vault.transaction() as t:
            assert attachment_bin.empty_removed(t) == 2
        assert stored(vault) == (1, 1)  # the bytes of the copy stay
        assert attachments.look_at(vault, same) == b"one"
        assert all(finding.ok for finding in doctor.verify(vault))
    finally:
        vault.close()


def test_a_content_that_changed_is_noticed(open_vault: Vault) -> None:
    made = add(open_vault, make_jo(open_vault))
    with open_vault.transaction() as t:
        t.session.scalars(select(StoredFile)).one().content = b"other"
    with pytest.raises(FileProblem, match="not as it was kept"):
        attachments.look_at(open_vault, made)


def test_a_backup_with_a_large_file_is_made_checked_and_restored(
    template: Template, vault_folder: Path, tmp_path: Path
) -> None:
    scan = bytes(range(256)) * 80_000  # 20 MB
    vault = template.open(vault_folder, Clock())
    made = add(vault, make_jo(vault), scan, "scan.bin", FileEntry("other"))
    started = time.monotonic()
    facts = backup.make_backup(vault, tmp_path)
    assert all(finding.ok for finding in doctor.verify(vault))
    assert facts.size > len(scan)
    vault.close()
    folder = restore.restore(facts.path, tmp_path / "back", clock=Clock())
    back = template.open(folder, Clock())
    try:
        assert attachments.look_at(back, made) == scan
    finally:
        back.close()
    assert time.monotonic() - started < 20  # two seconds where nothing else runs


def test_nothing_of_a_file_lies_outside_the_vault(
    template: Template, vault_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Read, kept, looked at, verified, backed up: its words stand in its own file alone, and that is left as it was."""
    room, marker = tmp_path / "room", b"wombat-marmalade-zeppelin"
    room.mkdir()
    monkeypatch.setenv("TMPDIR", str(room))
    monkeypatch.setattr(tempfile, "tempdir", None)
    source = tmp_path / "note.txt"
    source.write_bytes(marker * 100_000)
    before = source.stat()
    vault = template.open(vault_folder, Clock())
    made = attachments.add_file(vault, make_jo(vault), new_files.read_new(vault, source), LETTER)
    assert attachments.look_at(vault, made) == marker * 100_000
    backup.make_backup(vault)
    vault.close()
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert len(files) > 3
    assert [path for path in files if marker in path.read_bytes()] == [source]
    assert list(room.iterdir()) == []
    after = source.stat()
    assert (before.st_mtime_ns, before.st_size, before.st_ino) == (after.st_mtime_ns, after.st_size, after.st_ino)


def test_there_is_a_word_for_every_kind_of_file() -> None:
    assert [one.code for one in lists.choices("attachment_about")] == [
        "fit_note",
        "signed_plan",
        "email",
        "letter",
        "other",
    ]
