"""The shipped lists are read strictly, and what is shipped keeps its own rule."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from workwell_desktop.casework.service_topics import topics
from workwell_desktop.datafiles import DataFileProblem
from workwell_desktop.directory.record import FACTS, from_json, to_json
from workwell_desktop.directory.starter import read_starter, read_suggested_contacts
from workwell_desktop.paths import resources

NATIONAL = resources() / "services" / "national.toml"
CRISIS = resources() / "services" / "crisis.toml"

HEAD = """
[list]
key = "example"
name = "Example list"
publisher = "Example publisher"
licence = "MIT"
attribution = "None"
released = 2026-11-21
"""
ENTRY = """
[[services]]
id = "one"
name = "One Example"
organisation = "Example"
summary = "Something plain"
description = "Helps people."
topics = ["housing"]
modes = ["phone"]
access = ["self"]
how_to_refer = "Ring them."
"""
PHONE = (
    'phone = { value = "01632 960100", publisher = "Example", source = "https://example.org/a", '
    'source_date = 2026-11-20, dated = "page" }'
)


def written(folder: Path, text: str) -> Path:
    path = folder / "list.toml"
    path.write_text(text, "utf-8")
    return path


def read(folder: Path, text: str):
    return read_starter(written(folder, text), frozenset(topics()))


def test_an_entry_is_read_with_the_source_of_its_number(tmp_path: Path) -> None:
    record = read(tmp_path, HEAD + ENTRY + PHONE).records[0]
    assert (record.key, record.phone, record.national) == ("one", "01632 960100", True)
    assert record.sources["phone"].address == "https://example.org/a"
    assert record.sources["phone"].day == date(2026, 11, 20)
    assert record.web == ""
    assert "web" not in record.sources


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (HEAD + ENTRY + 'phone = "01632 960100"', "“phone” must be a table"),
        (HEAD + ENTRY + PHONE.replace('source = "https://example.org/a", ', ""), "“source” is missing"),
        (HEAD + ENTRY + PHONE.replace(", source_date = 2026-11-20", ""), "“source_date” is missing"),
        (HEAD + ENTRY + PHONE.replace("https://example.org/a", "a leaflet"), "address of a published page"),
        (HEAD + ENTRY + PHONE.replace("2026-11-20", "2026-11-22"), "later than the list"),
        (HEAD + ENTRY + PHONE.replace('"page"', '"memory"'), "page or read"),
        (HEAD + ENTRY + PHONE.replace('value = "01632 960100"', 'value = ""'), "“value” is empty"),
        (HEAD + ENTRY.replace("Helps people.", "Ring 01632 960100."), "no source of its own"),
        (HEAD + ENTRY.replace("Ring them.", "See www.example.org."), "no source of its own"),
        (HEAD + ENTRY.replace("Ring them.", "Write to a@example.org."), "no source of its own"),
        (HEAD + ENTRY.replace("Something plain", "See example.org"), "no source of its own"),
        (HEAD + ENTRY.replace('["housing"]', '["houses"]'), "“topics” must hold some of"),
        (HEAD + ENTRY.replace('["phone"]', '["pigeon"]'), "“modes” must hold some of"),
        (HEAD + ENTRY + 'cost = "cheap"', "“cost” must be one of"),
        (HEAD + ENTRY + 'fone = "x"', "“fone” is not known here"),
        (HEAD + ENTRY + ENTRY, "stands there twice"),
        (HEAD, "needs at least 1"),
        (ENTRY, "“list” is missing"),
        (HEAD + ENTRY.replace("Helps people.", "a" * 2_001), "too long"),
        ("[list", "cannot be read"),
    ],
)
def test_what_is_not_right_is_refused_with_file_and_reason(tmp_path: Path, text: str, reason: str) -> None:
    with pytest.raises(DataFileProblem) as caught:
        read(tmp_path, text)
    assert reason in caught.value.sentence
    assert "list.toml" in caught.value.sentence


def test_a_missing_or_huge_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataFileProblem, match="missing"):
        read_starter(tmp_path / "none.toml", frozenset())
    with pytest.raises(DataFileProblem, match="too large"):
        read(tmp_path, "#" * 2_000_001)


def test_the_shipped_list_is_large_enough_and_every_topic_has_a_service() -> None:
    starter = read_starter(NATIONAL, frozenset(topics()))
    assert len(starter.records) >= 25
    assert {topic for record in starter.records for topic in record.topics} == set(topics())
    assert len({record.name for record in starter.records}) == len(starter.records)


def test_no_fact_of_the_shipped_list_stands_without_its_page_and_date() -> None:
    facts = 0
    for record in read_starter(NATIONAL, frozenset(topics())).records:
        values = {
            **{name: getattr(record, name, "") for name in FACTS},
            "address": record.places[0].address if record.places else "",
            "postcode": record.places[0].postcode if record.places else "",
            "when": record.times[0].description if record.times else "",
        }
        for name, value in values.items():
            assert bool(value) == (name in record.sources), (record.key, name)
            if value:
                source = record.sources[name]
                assert source.address.startswith("https://")
                assert not value.startswith("http://"), "a page that others can change on its way"
                assert date(2010, 1, 1) <= source.day <= date(2026, 11, 22)
                facts += 1
    assert facts >= 50


def test_numbers_of_the_shipped_lists_could_be_dialled() -> None:
    records = read_starter(NATIONAL, frozenset(topics())).records
    numbers = [record.phone for record in records if record.phone]
    texts = [record.text_number for record in records if record.text_number]
    numbers += [re.sub(r"^[A-Z]+ to ", "", text) for text in texts]  # some ask for a word: "SHOUT to 85258"
    for number in numbers:
        digits = re.sub(r"[^0-9]", "", number)
        assert re.sub(r"[0-9 ]", "", number) == ""
        assert len(digits) <= 6 or (digits.startswith(("01", "02", "03", "08")) and len(digits) in {10, 11}), number


def test_a_record_comes_back_the_same_from_the_vault_form() -> None:
    for record in read_starter(NATIONAL, frozenset(topics())).records:
        assert from_json(to_json(record)) == record


def test_the_crisis_contacts_agree_with_the_list_and_all_have_a_way_to_reach_them() -> None:
    listed = {record.key: record for record in read_starter(NATIONAL, frozenset(topics())).records}
    contacts = read_suggested_contacts(CRISIS)
    assert len(contacts) >= 3
    for contact in contacts:
        assert contact.phone or contact.text_number
        assert contact.phone == listed[contact.key].phone
        assert contact.text_number == listed[contact.key].text_number
        assert contact.sources
