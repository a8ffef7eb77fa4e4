"""A service's own rules: every place that ships, and every mistake in a file told in plain words."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from tests.casework.test_eligibility import HEAD
from workwell_desktop.casework.join_rules import KINDS
from workwell_desktop.casework.local_rules import EXAMPLE, local_rules, shipped_rules
from workwell_desktop.casework.rules_choice import (
    MOST_KB,
    check_rules,
    keep_rules,
    place_text,
    places,
    rules_text,
    text_of,
)
from workwell_desktop.datafiles import DataFileProblem
from workwell_desktop.models.audit import AuditEvent
from workwell_desktop.models.profile import ServiceProfile
from workwell_desktop.vault.store import Vault

RULE = '[[can_join]]\nkind = "age_at_least"\nwords = "16 or over"\nyears = 16\n'


def test_the_places_that_publish_rules_ship_and_say_that_they_are_to_be_checked() -> None:
    names = [name for _file, name in places()]
    assert names[0] == "Example Place"
    assert {
        "North Central London",
        "Lancashire and South Cumbria",
        "Blackburn with Darwen",
        "Greater Manchester",
        "Manchester city",
        "Wigan",
        "Birmingham and Solihull",
        "Black Country",
        "Surrey",
        "South Yorkshire",
    } <= set(names)
    for file, _name in places():
        rules = shipped_rules(file)
        assert rules.source
        assert not rules.verified, "nobody at the service has checked it"
        assert rules.since <= date(2026, 11, 26)


def test_what_a_place_publishes_stands_in_its_file() -> None:
    north = shipped_rules("north_central_london.toml")
    assert (north.weeks["in_work"], north.weeks["out_of_work"]) == (8, 16)
    assert shipped_rules("surrey.toml").weeks == {}, "not limited in time"
    cumbria = next(
        r for r in shipped_rules("lancashire_south_cumbria.toml").can_join if r.kind == "out_of_work_less_than"
    )
    assert cumbria.values == {"months": 6}


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ('"age_at_least"', '"shoe_size"', "“shoe_size” is no kind of rule. Use one of:"),
        ("years = 16", "", "“years” is missing."),
        ("years = 16", 'years = "sixteen"', "“years” must be a whole number."),
        ("years = 16", "years = 500", "“years” must be a whole number from 0 to 120."),
        ("years = 16", "years = 16\nyear = 3", "“year” is not known here."),
        ("16 or over", "", "“words” is empty."),
        ("16 or over", "x" * 201, "“words” must be one line of at most 200 letters."),
        ('kind = "age_at_least"', 'kind = "work_status_in"\nstatuses = ["asleep"]', "“asleep” is no work status."),
        ('kind = "age_at_least"', 'kind = "work_status_in"\nstatuses = []', "“statuses” needs at least 1."),
        ('kind = "age_at_least"', 'kind = "out_of_work_less_than"', "one of “weeks” and “months” is needed."),
        (
            'kind = "age_at_least"',
            'kind = "out_of_work_less_than"\nweeks = 1\nmonths = 1',
            "one of “weeks” and “months” is needed.",
        ),
        ('kind = "age_at_least"', 'kind = "out_of_work_less_than"\nweeks = 0', "“weeks” must be a whole number from 1"),
        (
            'kind = "age_at_least"',
            'kind = "in_area"\nareas = ["Q99"]',
            "“Q99” is no care board that this program",
        ),
        ('kind = "age_at_least"', 'kind = "in_area"\npostcodes = ["bb1"]', "“bb1” is not the first half of a postcode"),
        ('kind = "age_at_least"', 'kind = "in_area"\nany_of = ["works"]', "“works” is not known here."),
        ("tries = 3", "tries = 0", "“tries” must be a whole number from 1 to 20."),
        ("working_days = 5", "working_days = -1", "“working_days” must be a whole number from 1 to 60."),
        ("weeks = {}", "weeks = { resting = 3 }", "“resting” is no work status."),
        ("weeks = {}", "weeks = { in_work = 9999 }", "“in_work” must be a whole number from 1 to 260."),
        ("since = 2026-04-01", "since = 2026-04-01T10:00:00", "“since” must be a date such as 2026-11-21."),
        (RULE, "", "“can_join” needs at least 1."),
    ],
)
def test_a_mistake_is_told_in_words(old: str, new: str, reason: str) -> None:
    text = HEAD + RULE
    assert old in text
    with pytest.raises(DataFileProblem) as caught:
        check_rules(text.replace(old, new))
    assert reason in caught.value.sentence
    assert caught.value.next_step == "Mend the file and load it again."
    assert "the top." not in caught.value.sentence


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("name = ", "The file with your rules cannot be read:"),
        ("a = " + "[" * 5000, "The file with your rules cannot be read: it is nested too deeply."),
        ("a = " + "9" * 5000, "The file with your rules cannot be read: a number in it is too long."),
        ("", "“answers” and “programme” are both needed."),
    ],
)
def test_a_file_that_is_hostile_is_told_in_words(text: str, sentence: str) -> None:
    with pytest.raises(DataFileProblem) as caught:
        check_rules(text)
    assert sentence in caught.value.sentence


@given(st.text(max_size=200))
def test_no_text_breaks_the_reader(text: str) -> None:
    with pytest.raises(DataFileProblem):
        check_rules(text)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"\xff\xfe\x00", "The file rules.toml is not plain text (UTF-8)."),
        (b"#" * (MOST_KB * 1024 + 1), "The file rules.toml is larger than 64 KB, so it is something else."),
        (None, "The file rules.toml cannot be opened."),
    ],
)
def test_a_file_that_cannot_be_rules_is_told_in_words(tmp_path: Path, data: bytes | None, sentence: str) -> None:
    file = tmp_path / "rules.toml"
    if data is not None:
        file.write_bytes(data)
    with pytest.raises(DataFileProblem) as caught:
        text_of(file)
    assert caught.value.sentence == sentence


def test_chosen_rules_hold_and_are_written_down(open_vault: Vault, tmp_path: Path) -> None:
    assert local_rules(open_vault) == shipped_rules(EXAMPLE)
    assert rules_text(open_vault) == place_text(EXAMPLE)
    file = tmp_path / "ours.toml"
    file.write_text(HEAD + RULE, "utf-8-sig")  # as Notepad writes it
    keep_rules(open_vault, text_of(file))
    assert local_rules(open_vault).name == "Northfield"
    assert rules_text(open_vault) == HEAD + RULE
    with open_vault.reading() as session:
        row = session.scalars(select(ServiceProfile)).one()
        assert (row.rules_name, row.rules_since) == ("Northfield", date(2026, 4, 1))
        assert (
            session.scalars(select(AuditEvent.entity).order_by(AuditEvent.seq.desc()).limit(1)).one() == "service_rules"
        )
    with pytest.raises(DataFileProblem):
        keep_rules(open_vault, "name = 3")
    with pytest.raises(DataFileProblem, match="These rules begin on 1 January 2190"):
        keep_rules(open_vault, (HEAD + RULE).replace("2026-04-01", "2190-01-01").replace("Northfield", "Later"))
    assert local_rules(open_vault).name == "Northfield", "what held before holds on"


def test_every_kind_is_used_by_a_place_that_ships() -> None:
    used = {rule.kind for file, _name in places() for rule in shipped_rules(file).can_join}
    assert used == set(KINDS)
