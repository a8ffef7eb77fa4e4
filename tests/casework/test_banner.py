"""The banner: who this is and how to communicate, the days as they stand, and nothing about health."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.plans import still_clock
from workwell_desktop.casework.banner import Banner, Need, banner
from workwell_desktop.casework.fit_notes import FitNoteEntry, save_fit_note, take_back
from workwell_desktop.casework.intake import IntakeEntry, save_intake
from workwell_desktop.casework.people import current_episode
from workwell_desktop.casework.safety import SafetyEntry, begin_safety, close_safety
from workwell_desktop.clock import Clock
from workwell_desktop.vault.store import Vault

ENTRY = IntakeEntry(
    first_name="Joanne",
    known_as="Jo",
    last_name="Example",
    birth_date="25/11/1979",
    nhs_number="9990123403",
    received_on="20 Nov 2037",
    work_status="off_sick",
    last_worked_on="30 Oct 2037",
    conditions_words="Fibromyalgia",
    conditions=("back_neck",),
)


@pytest.fixture
def clock() -> Clock:
    return still_clock()


def shown(vault: Vault, **more: object) -> Banner:
    return banner(vault, save_intake(vault, 0, replace(ENTRY, **more)))  # type: ignore[arg-type]  # names of the entry


def test_it_says_who_this_is_and_nothing_of_health(open_vault: Vault) -> None:
    facts = shown(open_vault)
    assert (facts.name, facts.call_name) == ("Jo Example", "Jo")
    assert facts.born == "Born 25 November 1979 (57)", "the birthday is tomorrow"
    assert facts.nhs_number == "999 012 3403"
    assert "ibromyalgia" not in str(facts)
    assert "ack" not in str(facts)


@pytest.mark.parametrize(
    ("more", "counts"),
    [
        ({}, ["25 days off work", "8 weeks left with us"]),
        ({"work_status": "in_work"}, ["8 weeks left with us"]),
        ({"last_worked_on": "yesterday", "received_on": "yesterday"}, ["1 day off work", "8 weeks left with us"]),
        ({"last_worked_on": "", "received_on": "13 Oct 2037"}, ["2 weeks left with us"]),
        ({"last_worked_on": "", "received_on": "12 Oct 2037"}, ["2 weeks left with us"]),
        ({"last_worked_on": "", "received_on": "29 Sep 2037"}, ["Week 9 of 8 with us"]),
        ({"last_worked_on": "", "received_on": "13 Oct 2037", "work_status": ""}, ["Week 7 with us"]),
    ],
)
def test_days_are_counted_to_today(open_vault: Vault, more: dict[str, str], counts: list[str]) -> None:
    assert [f"{c.number} {c.about}" for c in shown(open_vault, **more).counts] == counts


@pytest.mark.parametrize(
    ("ends", "count"),
    [("in 12 days", "12 days left on fit note"), ("2 days ago", "2 days since fit note ended")],
)
def test_the_fit_note_counts_until_the_end_of_its_last_day(open_vault: Vault, ends: str, count: str) -> None:
    jo = save_intake(open_vault, 0, ENTRY)
    save_fit_note(open_vault, jo, FitNoteEntry(advice="not_fit", starts_on="30 Oct 2037", ends_on=ends))
    assert [f"{c.number} {c.about}" for c in banner(open_vault, jo).counts][1] == count


def test_a_fit_note_that_was_taken_back_is_not_counted(open_vault: Vault) -> None:
    jo = save_intake(open_vault, 0, ENTRY)
    note = save_fit_note(open_vault, jo, FitNoteEntry(advice="not_fit", starts_on="30 Oct 2037", ends_on="in 9 days"))
    take_back(open_vault, jo, note)
    assert not any("fit note" in count.about for count in banner(open_vault, jo).counts)


def test_a_referral_that_is_not_answered_counts_its_days(open_vault: Vault) -> None:
    jo = save_intake(open_vault, 0, replace(ENTRY, last_worked_on=""))
    with open_vault.transaction() as transaction:
        current_episode(transaction.session, jo).state = "referred"
    assert [f"{c.number} {c.about}" for c in banner(open_vault, jo).counts] == ["4 days since referred"]


def test_an_alert_stands_first_and_needs_follow_in_plain_words(open_vault: Vault) -> None:
    facts = shown(
        open_vault,
        safe_to_message="no",
        language="Polish",
        interpreter="phone",
        best_time="after 3",
        needs=("format_large",),
    )
    assert facts.needs[0].alert
    assert facts.needs[0].words == "Do not leave a message"
    assert not any(need.alert for need in facts.needs[1:])
    words = [need.words for need in facts.needs]
    assert any(one.startswith("Polish interpreter") for one in words)
    assert "Best time to call: after 3" in words
    assert not any("_" in one for one in words), "labels, not codes"


def test_somebody_with_nothing_known_has_a_banner_that_asks_for_their_needs(open_vault: Vault) -> None:
    facts = banner(open_vault, save_intake(open_vault, 0, IntakeEntry(last_name="Sukarno")))
    assert (facts.name, facts.call_name, facts.born, facts.nhs_number) == ("Sukarno", "Sukarno", "", "")
    assert facts.needs == (Need("speech", "Ask about talking and reading", section="talking"),)
    assert [f"{c.number} {c.about}" for c in facts.counts] == ["Week 1 with us"]


def test_somebody_who_was_asked_and_needs_nothing_is_not_asked_again(open_vault: Vault) -> None:
    facts = shown(open_vault, needs_asked="person", needs_checked_on="today", needs_review_on="in 6 months")
    assert facts.needs == ()


@pytest.mark.parametrize(("review", "said"), [("today", True), ("tomorrow", False), ("", False)])
def test_the_needs_are_to_be_checked_again_from_the_day_on(open_vault: Vault, review: str, said: bool) -> None:
    facts = shown(open_vault, needs=("format_large",), needs_checked_on="20 Nov 2037", needs_review_on=review)
    words = [need.words for need in facts.needs]
    assert ("Check the needs again" in words) is said
    assert "Large print, 18 point" in words, "what is known still shows"


def test_language_and_format_come_before_what_helps_and_each_has_an_icon(open_vault: Vault) -> None:
    needs = ("support_quiet", "contact_text", "person_bsl", "format_braille")
    facts = shown(open_vault, needs=needs, language="Polish", needs_checked_on="today", contact_way="letter")
    assert [need.words for need in facts.needs] == [
        "Language: Polish", "Braille", "British Sign Language interpreter", "Text first", "A quiet, calm room",
        "Best reached: letter",
    ]  # fmt: skip
    assert all(need.icon for need in facts.needs)


@pytest.mark.parametrize(
    ("way", "need", "said"),
    [
        ("text", "contact_text", ["Text first"]),
        ("email", "contact_text", ["Text first", "Best reached: e-mail"]),
        ("text", "", ["Best reached: text message"]),
    ],
)
def test_how_to_reach_them_is_said_once(open_vault: Vault, way: str, need: str, said: list[str]) -> None:
    facts = shown(open_vault, contact_way=way, needs=(need,) if need else ("support_quiet",), needs_checked_on="today")
    assert [one.words for one in facts.needs if "uiet" not in one.words] == said


def test_an_open_safety_record_stands_first_and_says_nothing_of_it(open_vault: Vault) -> None:
    jo = save_intake(open_vault, 0, replace(ENTRY, safe_to_message="no"))
    entry = SafetyEntry("from_others", "today", "Afraid to go home", "Rang the lead", "in 3 days")
    record = begin_safety(open_vault, jo, entry)
    first = banner(open_vault, jo).needs[0]
    assert first == Need("octagon-alert", "Read this first", alert=True, section="safety")
    close_safety(open_vault, record, "She moved")
    assert all(need.section != "safety" for need in banner(open_vault, jo).needs)
