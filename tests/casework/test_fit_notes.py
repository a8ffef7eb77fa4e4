"""Fit notes in the vault: kept as the paper says, taken back and never deleted, waiting when they come to an end."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event, func, select

from tests.plans import TODAY, make_jo, still_clock
from workwell_desktop.casework import fit_notes
from workwell_desktop.casework.drafts import keep_draft, load_draft
from workwell_desktop.casework.episode_closing import begin_again
from workwell_desktop.casework.fit_notes import (
    FitNoteEntry,
    bring_back,
    load_fit_notes,
    save_fit_note,
    take_back,
    worth_a_look,
)
from workwell_desktop.casework.people import current_episode
from workwell_desktop.clock import Clock
from workwell_desktop.errors import InputProblem, WorkwellError
from workwell_desktop.models.audit import AuditEvent
from workwell_desktop.models.employment import FitNote
from workwell_desktop.vault.store import Vault

NOTE = FitNoteEntry(
    assessed_on="1 Nov 2037",
    advice="may_be_fit",
    options=("phased_return", "amended_duties"),
    comment="Sit when you can",
    starts_on="1 Nov 2037",
    ends_on="20 Dec 2037",
    assess_again="will",
    issued_on="1 Nov 2037",
    certifier_name="Dr Hana Example",
    certifier_profession="doctor",
)


@pytest.fixture
def clock() -> Clock:
    return still_clock()


@pytest.fixture
def jo(open_vault: Vault) -> int:
    return make_jo(open_vault)


def waits(vault: Vault) -> list[tuple[str, str]]:
    with vault.reading() as session:
        return [(row.short, row.badge) for row in fit_notes.waiting(session, vault.member_id, TODAY)]


def test_a_note_is_shown_again_as_it_was_written(open_vault: Vault, jo: int) -> None:
    note = save_fit_note(open_vault, jo, NOTE)
    shown = load_fit_notes(open_vault, jo)
    (line,) = shown.notes
    assert line.entry == replace(
        NOTE, assessed_on="1 November 2037", starts_on="1 November 2037", ends_on="20 December 2037",
        issued_on="1 November 2037",
    )  # fmt: skip
    assert (line.days, line.length) == ("1 November to 20 December", "50 days")
    assert line.signed == "Dr Hana Example, Doctor, assessed 1 November 2037, dated 1 November 2037"
    assert line.worth == ()
    assert shown.standing_line == "Fit notes cover today. They end on 20 December 2037, in 26 days."
    save_fit_note(open_vault, jo, replace(line.entry, ends_on="21 Dec 2037"), note)
    assert load_fit_notes(open_vault, jo).notes[0].days == "1 November to 21 December"
    assert len(load_fit_notes(open_vault, jo).notes) == 1


@pytest.mark.parametrize(
    ("change", "field", "sentence"),
    [
        ({"ends_on": "31 Oct 2037"}, "ends_on", "The fit note ends before it starts. Check both dates."),
        ({"starts_on": "31 Nov"}, "starts_on", "31 November does not exist. November has 30 days."),
        ({"assessed_on": "tomorrow"}, "assessed_on", "This day is still to come. Check the date."),
        ({"issued_on": "in 3 days"}, "issued_on", "This day is still to come. Check the date."),
        ({"certifier_profession": "coach"}, "certifier_profession", "Choose one of these."),
    ],
)
def test_what_cannot_be_is_said_beside_its_field_and_nothing_is_kept(
    open_vault: Vault, jo: int, change: dict[str, str], field: str, sentence: str
) -> None:
    with pytest.raises(InputProblem) as caught:
        save_fit_note(open_vault, jo, replace(NOTE, **change))  # type: ignore[arg-type]  # names of the entry
    assert caught.value.fields == {field: sentence}
    assert load_fit_notes(open_vault, jo).notes == ()


@pytest.mark.parametrize(
    "change",
    [
        {"ends_on": ""},
        {"starts_on": ""},
        {"ends_on": "1 Oct 2039"},  # far longer than three months
        {"options": (), "comment": ""},
        {"advice": ""},
        {"ends_on": "3 Nov 2037"},
    ],
)
def test_what_is_only_worth_a_look_stands_in_nobodys_way(open_vault: Vault, jo: int, change: dict[str, object]) -> None:
    assert save_fit_note(open_vault, jo, replace(NOTE, **change))  # type: ignore[arg-type]  # names of the entry


def test_a_note_about_which_nothing_is_said_is_not_kept(open_vault: Vault, jo: int) -> None:
    with pytest.raises(InputProblem):
        save_fit_note(open_vault, jo, FitNoteEntry())


def test_a_mistake_is_taken_back_never_deleted_and_can_come_back(open_vault: Vault, jo: int) -> None:
    note = save_fit_note(open_vault, jo, NOTE)
    take_back(open_vault, jo, note)
    shown = load_fit_notes(open_vault, jo)
    assert (shown.notes, shown.spans, shown.standing.kind) == ((), (), "none")
    assert shown.taken_back[0].taken_back == "Taken back on 24 November 2037"
    assert shown.taken_back[0].entry.comment == "Sit when you can", "it stays readable"
    with open_vault.reading() as session:
        assert session.scalar(select(func.count()).select_from(FitNote)) == 1
        actions = session.scalars(select(AuditEvent.action).where(AuditEvent.entity == "fit_note")).all()
    assert actions == ["add", "withdraw"]
    bring_back(open_vault, jo, note)
    assert load_fit_notes(open_vault, jo).notes[0].id == note


def test_a_note_of_somebody_else_is_refused(open_vault: Vault, jo: int) -> None:
    other = make_jo(open_vault)
    note = save_fit_note(open_vault, other, NOTE)
    for deed in (take_back, bring_back):
        with pytest.raises(WorkwellError):
            deed(open_vault, jo, note)
    with pytest.raises(WorkwellError):
        save_fit_note(open_vault, jo, NOTE, note)
    assert load_fit_notes(open_vault, other).notes[0].id == note


def test_the_days_between_two_notes_are_a_gap(open_vault: Vault, jo: int) -> None:
    save_fit_note(open_vault, jo, replace(NOTE, starts_on="1 Oct 2037", ends_on="20 Oct 2037"))
    save_fit_note(open_vault, jo, NOTE)
    spans = load_fit_notes(open_vault, jo).spans
    assert [(span.days, span.length, span.covered) for span in spans] == [
        ("1 October to 20 October", "20 days", True),
        ("21 October to 31 October", "11 days", False),
        ("1 November to 20 December", "50 days", True),
    ]
    assert load_fit_notes(open_vault, jo).notes[0].worth == (
        "There is no fit note for 11 days: 21 October to 31 October.",
    )


def test_while_it_is_typed_the_note_itself_is_not_another_one(open_vault: Vault, jo: int) -> None:
    note = save_fit_note(open_vault, jo, NOTE)
    assert worth_a_look(open_vault, jo, note, replace(NOTE, ends_on="21 Dec 2037")) == {}
    assert "overlaps" in worth_a_look(open_vault, jo, 0, NOTE)["starts_on"]
    assert worth_a_look(open_vault, jo, 0, replace(NOTE, starts_on="31 nov", ends_on="rubbish", comment="")) == {}


def test_saving_takes_the_draft_away_in_the_same_breath(open_vault: Vault, jo: int) -> None:
    keep_draft(open_vault, fit_notes.SCREEN, jo, {"kind": "note", "id": 0, "values": {}})
    save_fit_note(open_vault, jo, NOTE)
    assert load_draft(open_vault, fit_notes.SCREEN, jo) is None


@pytest.mark.parametrize(
    ("days", "short", "badge"),
    [
        (0, "Fit note ends today", "Today"),
        (1, "Fit note ends tomorrow", "1 day"),
        (7, "Fit note ends in 7 days", "7 days"),
        (-1, "Fit note ended 1 day ago", "Ended"),
        (-14, "Fit note ended 14 days ago", "Ended"),
        (8, "", ""),
        (-15, "", ""),
    ],
)
def test_a_note_near_its_end_waits(open_vault: Vault, jo: int, days: int, short: str, badge: str) -> None:
    ends = TODAY + timedelta(days=days)
    save_fit_note(open_vault, jo, replace(NOTE, starts_on="1 Oct 2037", ends_on=f"{ends:%d/%m/%Y}"))
    assert waits(open_vault) == ([(short, badge)] if short else [])


def test_only_what_is_not_followed_by_another_note_waits(open_vault: Vault, jo: int) -> None:
    first = save_fit_note(open_vault, jo, replace(NOTE, ends_on="26 Nov 2037"))
    later = save_fit_note(open_vault, jo, replace(NOTE, starts_on="27 Nov 2037", ends_on="20 Dec 2037"))
    assert waits(open_vault) == [], "the next one goes on from there"
    take_back(open_vault, jo, later)
    assert waits(open_vault) == [("Fit note ends in 2 days", "2 days")]
    save_fit_note(open_vault, jo, replace(NOTE, starts_on="5 Dec 2037", ends_on="20 Dec 2037"))
    assert waits(open_vault) == [("Fit note ends in 2 days", "2 days")], "there is a gap before the next one"
    take_back(open_vault, jo, first)
    save_fit_note(open_vault, jo, replace(NOTE, starts_on="1 Oct 2037", ends_on="20 Nov 2037"))
    save_fit_note(open_vault, jo, replace(NOTE, starts_on="23 Nov 2037", ends_on="20 Dec 2037"))
    assert waits(open_vault) == [], "a note covers today"


def test_of_two_that_end_on_one_day_one_waits(open_vault: Vault, jo: int) -> None:
    for _ in range(2):
        save_fit_note(open_vault, jo, replace(NOTE, ends_on="26 Nov 2037"))
    assert waits(open_vault) == [("Fit note ends in 2 days", "2 days")]


def test_a_note_runs_on_when_one_spell_ends_and_another_begins(open_vault: Vault, jo: int) -> None:
    save_fit_note(open_vault, jo, replace(NOTE, ends_on="28 Nov 2037"))
    with open_vault.transaction() as transaction:
        current_episode(transaction.session, jo).state = "closed"
    with open_vault.transaction() as transaction:
        begin_again(transaction, jo, TODAY)
    assert waits(open_vault) == [("Fit note ends in 4 days", "4 days")]
    with open_vault.reading() as session:
        assert current_episode(session, jo).fit_note_ends_on == TODAY + timedelta(days=4)
    save_fit_note(open_vault, jo, replace(NOTE, starts_on="29 Nov 2037", ends_on="20 Dec 2037"))
    assert waits(open_vault) == [], "the next one goes on from there, in the new spell"


def test_what_waits_is_read_from_the_index_of_the_last_days(open_vault: Vault, jo: int) -> None:
    save_fit_note(open_vault, jo, replace(NOTE, ends_on="28 Nov 2037"))
    plans: list[str] = []
    with open_vault.reading() as session:
        connection = session.connection()

        def note(_c: object, _cursor: object, words: str, values: Any, *_more: object) -> None:
            rows = connection.connection.cursor().execute(f"EXPLAIN QUERY PLAN {words}", values).fetchall()
            plans.extend(str(row[3]) for row in rows)

        event.listen(connection.engine, "before_cursor_execute", note)
        try:
            assert list(fit_notes.waiting(session, open_vault.member_id, TODAY))
        finally:
            event.remove(connection.engine, "before_cursor_execute", note)
    assert "ix_fit_note_ends_on" in plans[0]
    assert not [step for step in plans if step.startswith("SCAN") or "TEMP B-TREE" in step], plans
    assert not [step for step in plans if "owner_id" in step], "the few notes come first, not the whole caseload"


def test_whose_support_is_closed_does_not_wait(open_vault: Vault, jo: int) -> None:
    save_fit_note(open_vault, jo, replace(NOTE, ends_on="26 Nov 2037"))
    with open_vault.transaction() as transaction:
        current_episode(transaction.session, jo).state = "closed"
    assert waits(open_vault) == []
