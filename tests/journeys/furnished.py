"""A home with a vault in it whose people have something to show on every screen."""

from __future__ import annotations

from pathlib import Path

from tests.plans import say, write_plan
from tests.vaults import Template
from workwell_desktop.casework import assessment, fit_notes, plan_review, planning
from workwell_desktop.casework.assessment_content import AssessmentEntry, CanDo, InTheWay, Task
from workwell_desktop.casework.fit_notes import FitNoteEntry
from workwell_desktop.casework.intake import IntakeEntry, save_intake
from workwell_desktop.casework.planning import ChangeEntry
from workwell_desktop.clock import Clock
from workwell_desktop.vault.store import Vault

LONG = "I stand at the till from early in the morning, and by the afternoon my back hurts so much that I have to sit."


def furnish(template: Template, home: Path, clock: Clock) -> None:
    """Put a copy of the template into ``home``: its sheet confirmed, Jo with everything but signatures, Tomek new."""
    vault = template.open(template.copy(home / "vaults"), clock)
    asked = vault.sheet_groups_to_confirm()
    assert vault.confirm_sheet({number: template.sheet.groups[number - 1] for number in asked})
    people(vault)
    vault.close()


def people(vault: Vault) -> None:
    """Keep Jo with intake, assessment, plan and a meeting today, and Tomek with an intake."""
    jo = save_intake(
        vault,
        0,
        IntakeEntry(
            source="gp",
            referrer_name="Dr Hana Example",
            received_on="yesterday",
            reason=LONG,
            first_name="Joanne",
            known_as="Jo",
            last_name="Example",
            birth_date="14 March 1979",
            nhs_number="999 012 3403",
            mobile="07700 900118",
            safe_to_message="no",
            needs=("contact_text", "format_large", "person_bsl"),
            language="Welsh",
            interpreter="phone",
            work_status="off_sick",
            employer="Harbour Foods Example",
            job_title="Shop assistant",
            last_worked_on="25 days ago",
            manager_name="Lena Example",
            conditions=("back_neck", "low_mood_anxiety"),
            contact_way="text",
            needs_asked="person",
            needs_checked_on="today",
            needs_review_on="in a year",
        ),
    )
    say(vault, jo)
    say(vault, jo, "agreed", "employer", "Harbour Foods Example", "talk")
    say(vault, jo, "refused", "jobcentre", "Quay Street Example", "progress")
    fit_notes.save_fit_note(vault, jo, FitNoteEntry(advice="not_fit", starts_on="25 days ago", ends_on="in 12 days"))
    assessment.save_assessment(
        vault,
        jo,
        AssessmentEntry(
            {"makes_work_hard": LONG},
            (Task("Serve at the till, standing", "stand", 8, 2, "I have a stool", "SIT"),),
            (
                InTheWay("My back goes if I stand too long.", "health", "SIT", "a_lot"),
                InTheWay("I panic when the queue builds up.", "work", "PEOPLE", "some"),
            ),
            (
                CanDo("now", LONG),
                CanDo("with_help", "Put out stock", "a trolley, and boxes under 5 kg"),
                CanDo("avoid", "Ladders", until="2038-03-05"),
            ),
        ),
    )
    write_plan(vault, jo)
    planning.save_change(vault, jo, ChangeEntry("A start at half past nine", "Mornings are slow"))
    at = f"{vault.clock.local():%H:%M}"
    plan_review.set_review(vault, jo, plan_review.ReviewEntry("today", at, "Room 4"))
    save_intake(
        vault,
        0,
        IntakeEntry(source="jobcentre", received_on="yesterday", first_name="Tomek", last_name="Example"),
    )
