"""Duplicates are measured on labelled directories: what is counted, and what is said when a file is not there."""

from __future__ import annotations

from pathlib import Path

import pytest

from workwell_desktop.bench import duplicates
from workwell_desktop.bench.duplicates import (
    KNOWN,
    count,
    many_entries,
    measure_duplicates,
    read_directory,
)
from workwell_desktop.bench.guard import Counted
from workwell_desktop.datafiles import DataFileProblem

ENTRY = '[[services]]\nid = "{}"\nname = "{}"\npostcode = "ZZ1 1ZZ"\nphone = "01632 960001"\n'
DIRECTORY = (
    'source = "Made up"\nlicence = "MIT"\n'
    + ENTRY.format("a", "Aston Choir")
    + ENTRY.format("b", "The Aston Choir")
    + ENTRY.format("c", "Aston Choir Ltd")
    + ENTRY.format("d", "Aston Bowls")
    + '[[pairs]]\na = "b"\nb = "a"\nsame = true\nwhy = "found"\n'
    + '[[pairs]]\na = "a"\nb = "d"\nsame = true\nwhy = "labelled wrongly, to be missed"\n'
    + '[[pairs]]\na = "c"\nb = "d"\nsame = false\nwhy = "another"\n'
)


def test_pairs_are_counted_and_any_pair_without_a_label_is_another_service(tmp_path: Path) -> None:
    path = tmp_path / "made.toml"
    path.write_text(DIRECTORY, "utf-8")
    assert count(read_directory(path)) == Counted(right=1, wrong=2, missed=1)


def test_a_pair_of_an_entry_that_is_not_there_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "made.toml"
    path.write_text(DIRECTORY.replace('a = "c"', 'a = "z"'), "utf-8")
    with pytest.raises(DataFileProblem, match="There is no entry “z”"):
        read_directory(path)


@pytest.mark.parametrize("path", [path for _, path in duplicates.FITTED], ids=lambda path: path.stem)
def test_what_is_known_is_found_well(path: Path) -> None:
    counted = count(read_directory(path))
    assert counted.precision >= duplicates.PRECISION
    assert counted.recall >= duplicates.RECALL


def test_without_a_held_out_directory_nothing_is_said_about_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(duplicates, "HELD_OUT", tmp_path / "none.toml")
    monkeypatch.delenv(duplicates.SHARED, raising=False)
    told: list[str] = []
    figures = measure_duplicates(tmp_path, told.append, many=50)
    assert duplicates.NOT_HERE in told
    told_of = [figure.name.rpartition(", ")[2] for figure in figures[:-1]]
    assert told_of == [name for name, _ in duplicates.FITTED for _ in range(2)]


def test_a_real_directory_is_written_down_to_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(duplicates, "HELD_OUT", tmp_path / "none.toml")
    monkeypatch.setenv(duplicates.SHARED, str(tmp_path))
    page = tmp_path / "directory" / "uk_gm_pack" / "oruk3" / "page1.json"
    page.parent.mkdir(parents=True)
    place = '{"location": {"latitude": 53.1, "longitude": -2.1, "addresses": [{"address_1": "4 Elm Street"}]}}'
    one = (
        f'{{"name": "Aston Choir", "service_at_locations": [{place}], "contacts": [{{"phones": [{{"number": "1"}}]}}]}}'
    )
    page.write_text(f'{{"contents": [{one}, {one}]}}', "utf-8")
    figures = measure_duplicates(tmp_path, lambda _words: None, many=50)
    assert [figure.ours for figure in figures if "real" in figure.name] == [1]
    assert "Aston Choir |  | 4 Elm Street" in (tmp_path / "duplicates.txt").read_text("utf-8")


def test_a_large_directory_has_as_many_entries_as_were_asked_for() -> None:
    entries = many_entries(KNOWN, 700)
    assert [one.id for one in entries] == list(range(700))
    assert entries[0].postcode != entries[296].postcode
