"""Hundreds of spoilt files through the whole door: looked at, read, and shown or thrown away, never by half."""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import func, select

from tests.directory.hsds_lists import VERSION_3, as_zip
from tests.directory.json_lists import full, page, thin, version_1
from tests.directory.test_table_mutations import HEADS, ROW, as_csv, spoilt, spoilt_part
from tests.directory_world import check_index, pointers, shown, table_counts
from tests.spreadsheets import workbook
from workwell_desktop.casework.directory_import import ListWords, look, read_list
from workwell_desktop.casework.directory_live import make_live
from workwell_desktop.casework.directory_report import dry_run
from workwell_desktop.casework.directory_tidying import drop_release, tidy_releases
from workwell_desktop.errors import WorkwellError
from workwell_desktop.models.services import DirRecord, DirRelease, DirSource
from workwell_desktop.vault.store import Vault

PAGE = page(full(1), thin(2), full(3)).encode()
VERSION_1 = json.dumps([version_1(1), version_1(2)], ensure_ascii=False).encode()
LINES = "\n".join(json.dumps(one) for one in (full(1), version_1(2), thin(3))).encode()
Spoil = Callable[[bytes, random.Random], bytes]


def read_or_refused(vault: Vault, path: Path) -> tuple[int, str]:
    """Read a file as the list; return its release, or the sentence that says why not."""
    try:
        return read_list(vault, look(vault, path), words=ListWords("Made"), partial=False), ""
    except WorkwellError as problem:
        return 0, problem.sentence


@pytest.mark.parametrize(
    ("name", "whole", "spoil", "times"),
    [
        ("page.json", PAGE, spoilt, 90),
        ("one.json", VERSION_1, spoilt, 80),
        ("lines.ndjson", LINES, spoilt, 70),
        ("table.csv", as_csv(), spoilt, 90),
        ("wide.csv", as_csv().decode().encode("utf-16"), spoilt, 40),
        ("book.xlsx", workbook({"A": [["Title"], HEADS, ROW], "B": [HEADS, ROW]}), spoilt_part, 50),
        ("tables.zip", as_zip(VERSION_3), spoilt_part, 50),
        ("torn.zip", as_zip(VERSION_3), spoilt, 40),
        ("pages.zip", as_zip({"a.json": PAGE.decode(), "b.json": page(full(4))}), spoilt_part, 50),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_spoilt_file_comes_in_as_a_whole_or_not_at_all(
    open_vault: Vault, tmp_path: Path, name: str, whole: bytes, spoil: Spoil, times: int
) -> None:
    chance = random.Random(20_261_127)  # noqa: S311 - the same spoilt files every time
    path, ends = tmp_path / name, Counter[str]()
    path.write_bytes(whole)
    make_live(open_vault, read_list(open_vault, look(open_vault, path), words=ListWords("Made"), partial=False))
    assert shown(open_vault)
    for number in range(times):
        path.write_bytes(spoil(whole, chance))
        before = shown(open_vault), pointers(open_vault)
        release, refused = read_or_refused(open_vault, path)
        if refused:
            assert refused.endswith(".")
            assert (shown(open_vault), pointers(open_vault)) == before
            ends["refused"] += 1
            continue
        plan = dry_run(open_vault, release)
        assert plan.state == "staged"
        if number % 2:
            drop_release(open_vault, release)
            assert (shown(open_vault), pointers(open_vault)) == before
            ends["thrown away"] += 1
            continue
        make_live(open_vault, release)
        assert len(shown(open_vault)) == len(before[0]) + plan.added
        with open_vault.reading() as session:
            listed = session.scalar(select(func.count()).select_from(DirRecord).where(DirRecord.status == "listed"))
            states = set(session.scalars(select(DirRelease.state)))
        if not any(one.kind == "truncated" for one in plan.alarms) and plan.added + plan.changed + plan.unchanged:
            assert listed == plan.added + plan.changed + plan.unchanged
        assert states <= {"live", "dropped"}
        ends["shown"] += 1
    tidy_releases(open_vault)
    check_index(open_vault)
    assert ends["refused"] if name == "torn.zip" else ends["shown"] and ends["thrown away"]
    with open_vault.reading() as session:
        assert session.scalar(select(func.count()).select_from(DirSource)) == 1
    assert table_counts(open_vault)["dir_said"] >= len(shown(open_vault))


def test_a_folder_that_holds_the_zip_alone_comes_in_as_the_zip_does(open_vault: Vault, tmp_path: Path) -> None:
    for name, data in (("tables", as_zip(VERSION_3)), ("pages", as_zip({"a.json": PAGE.decode()}))):
        folder = tmp_path / name
        folder.mkdir()
        (folder / "list.zip").write_bytes(data)
        release = read_list(open_vault, look(open_vault, folder), words=ListWords(name), partial=False)
        assert dry_run(open_vault, release).added == 3
    (tmp_path / "loose").mkdir()
    for name, data in (("services.csv", VERSION_3["services.csv"].encode()), ("notes.xlsx", b"PK")):
        (tmp_path / "loose" / name).write_bytes(data)
    release = read_list(open_vault, look(open_vault, tmp_path / "loose"), words=ListWords("loose"), partial=False)
    assert dry_run(open_vault, release).added == 2
