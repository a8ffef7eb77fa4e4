"""The figure of needs and services: what counts as right, and what is said where the list is not there."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from workwell_desktop.bench import matching
from workwell_desktop.bench.matching import (
    LABELS,
    NOT_HERE,
    Counted,
    Judged,
    count,
    made_up,
    measure_matching,
    read_labels,
    read_pack,
)
from workwell_desktop.casework.service_need_rules import needs
from workwell_desktop.datafiles import DataFileProblem
from workwell_desktop.directory.record import ServiceRecord


def test_every_need_is_judged_once_and_nothing_is_right_and_a_trap() -> None:
    judged = read_labels(LABELS)
    assert [one.need for one in judged] == list(needs().needs)
    assert all(one.right.isdisjoint(one.traps) and bool(one.right) is not one.none for one in judged)


def test_a_need_counts_with_a_right_service_or_with_rightly_none() -> None:
    records = [ServiceRecord("d", "Debt advice"), ServiceRecord("f", "Food bank"), ServiceRecord("p", "Food club")]
    judged = [
        Judged("debt_money", frozenset({"d"}), frozenset(), none=False),
        Judged("food", frozenset({"x"}), frozenset({"p", "d"}), none=False),
        Judged("caring", frozenset(), frozenset(), none=True),
        Judged("housing", frozenset({"h"}), frozenset(), none=False),
    ]
    assert count(judged, records) == Counted(4, 2, ("food", "housing"), 1)
    assert count([Judged("food", frozenset(), frozenset(), none=True)], records).missed == ("food",)


def test_where_the_list_is_not_there_it_is_said_and_the_times_are_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WORKWELL_SHARED_DATA", str(tmp_path))
    monkeypatch.setattr(matching, "SOME", 30)
    monkeypatch.setattr(matching, "MANY", 60)
    told: list[str] = []
    figures = measure_matching(2, told.append)
    assert told == [NOT_HERE]
    assert [figure.unit for figure in figures] == ["ms", "ms"]
    folder = tmp_path / "directory" / "uk_gm_pack" / "oruk3"
    folder.mkdir(parents=True)
    page = {"contents": [{"id": "d", "name": "Debt advice", "status": "active"}], "total_items": 1}
    (folder / "services_page_1.json").write_text(json.dumps(page), "utf-8")
    assert [one.name for one in read_pack(folder)] == ["Debt advice"]
    assert measure_matching(2, told.append)[0].ours == 0
    assert "No right service among the first 5 for food." in told


def test_made_up_services_fit_the_need_they_were_made_for() -> None:
    records = made_up(30)
    assert len({one.key for one in records}) == 30
    assert made_up(30) == records
    assert len(matching.rows_for("debt_money", records, 300)) >= 20


@pytest.mark.parametrize(
    ("change", "reason"), [(("right_total = 1", "right_total = 2"), "is not 1"), (('"food"', '"fod"'), "is no need")]
)
def test_wrong_labels_are_refused(tmp_path: Path, change: tuple[str, str], reason: str) -> None:
    entry = 'source = "x"\n[[needs]]\nid = "food"\nnone = false\nright_total = 1\nright = ["a"]\nright_more = []\n'
    path = tmp_path / "labels.toml"
    path.write_text((entry + 'conditional = []\ntraps = []\nnote = "x"\n').replace(*change), "utf-8")
    with pytest.raises(DataFileProblem, match=reason):
        read_labels(path)
