"""Real lists, where they are present: beside the project, or where WORKWELL_SHARED_DATA says."""

from __future__ import annotations

import os
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from tests.directory.json_lists import TODAY
from tests.tree import ROOT
from workwell_desktop.directory.json_stream import read_json
from workwell_desktop.directory.opening import look
from workwell_desktop.directory.reading import Alarm, Found, Refused
from workwell_desktop.directory.record import ServiceRecord, Term

SHARED = Path(os.environ.get("WORKWELL_SHARED_DATA", ROOT.parent / "shared" / "data")) / "directory"
pytestmark = pytest.mark.skipif(not SHARED.is_dir(), reason="the shared lists are not here")
SAMPLES = sorted(path.relative_to(SHARED).as_posix() for path in (SHARED / "samples").rglob("*.json"))


@cache
def whole(name: str) -> dict[str, ServiceRecord]:
    offer = look(SHARED / name)
    found = list(read_json(offer.files, offer.root, TODAY))
    assert [one for one in found if not isinstance(one, Found)] == []
    return {one.record.key: one.record for one in found if isinstance(one, Found)}


@pytest.mark.parametrize("name", ["oruk3", "oruk1"])
def test_the_pack_is_read_wholly(name: str) -> None:
    records = whole(f"uk_gm_pack/{name}")
    assert look(SHARED / "uk_gm_pack" / name).format == name
    assert len(records) == 520
    assert len({one.organisation_key for one in records.values()}) == 304
    assert len({place.key for one in records.values() for place in one.places}) == 449


def test_both_versions_give_the_same_services_but_for_what_one_of_them_lacks() -> None:
    def bare(one: ServiceRecord) -> ServiceRecord:
        labels = tuple(Term(term.label) for term in one.terms)
        return replace(one, terms=labels, updated_on=None, modes=(), alert="", closed_words="")

    newer, older = whole("uk_gm_pack/oruk3"), whole("uk_gm_pack/oruk1")
    assert {key: bare(one) for key, one in newer.items()} == {key: bare(one) for key, one in older.items()}


def test_street_support() -> None:
    records = whole("uk_manchester_streetsupport/by_category_support.json")
    assert len(records) == 51
    assert all(one.places and one.organisation for one in records.values())


@pytest.mark.parametrize("name", SAMPLES)
def test_every_sample_reads_or_is_refused_with_file_row_and_reason(name: str) -> None:
    offer = look(SHARED / name)
    for one in read_json(offer.files, offer.root, TODAY):
        if isinstance(one, Refused):
            assert (one.where, one.row > 0, one.reason.endswith(".")) == (Path(name).name, True, True)
        elif isinstance(one, Alarm):
            assert one.sentence.endswith(".")
        else:
            assert one.record.name
