"""The directory from the stick to what came of it: bring a list in, match, refer, write down what came, and refresh."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.directory_lists import pages, service
from tests.journeys.stage import Stage
from tests.plans import say
from tests.vaults import FakeTime, Template
from workwell_desktop.casework.assessment import save_assessment
from workwell_desktop.casework.assessment_content import AssessmentEntry, InTheWay
from workwell_desktop.casework.intake import IntakeEntry, save_intake

PHYSIO = "Elm Street Physio"
MOVED_ON = "Back in Step Example"
NAME = "Services of Exampleton"


@pytest.fixture
def time() -> FakeTime:
    return FakeTime()


@pytest.fixture
def stage(start: Callable[..., Stage], template: Template, tmp_path: Path, time: FakeTime) -> Stage:
    """The program over a vault in which Jo's back gets in the way, and a referral to the physio was agreed."""
    home = tmp_path / "home"
    vault = template.open(template.copy(home / "vaults"), time.clock)
    asked = vault.sheet_groups_to_confirm()
    assert vault.confirm_sheet({number: template.sheet.groups[number - 1] for number in asked})
    entry = IntakeEntry(
        source="gp", received_on="yesterday", reason="Back", first_name="Jo", last_name="Example",
        work_status="off_sick", postcode="M33 7XX",
    )  # fmt: skip
    jo = save_intake(vault, 0, entry)
    say(vault, jo)
    say(vault, jo, recipient="service", name=PHYSIO, aim="refer")
    save_assessment(vault, jo, AssessmentEntry({}, (), (InTheWay("My back goes.", "work", "SIT", "a_lot", "partly"),)))
    vault.close()
    stage = start(home, clock=time.clock)
    stage.let_in(template, time.clock)
    return stage


def physio(**more: Any) -> dict[str, Any]:
    return service("p1", PHYSIO, description="Physiotherapy for backs, necks and joints.", **more)


def bring_in(stage: Stage, path: Path, *alarms: str) -> None:
    """Bring a list in by the page for it, from the Service directory and back; say yes to these alarms."""
    hand = stage.hand
    hand.press("Look after the directory")
    stage.wait_for_button("Choose a file")
    stage.doors.opens.append(path)
    hand.press("Choose a file")
    stage.wait_for_button("See what would change")
    hand.write("Name of the list", NAME)
    hand.press("See what would change")
    stage.wait_for_button("Show these services")
    for alarm in alarms:
        hand.press(alarm)
    hand.press("Show these services")
    stage.wait_for_button(f"Undo this import: {NAME}")
    hand.press("Back to the directory")
    stage.wait_for_button("Add a service")


def test_a_list_is_brought_in_used_and_renewed_and_nothing_of_ours_is_lost(stage: Stage, tmp_path: Path) -> None:
    hand = stage.hand
    hand.pick_row("Jo Example")
    hand.open_tab("Service directory")
    bring_in(stage, pages(tmp_path / "first.json", physio(), service("b1", MOVED_ON)))

    hand.wait_for_row(PHYSIO)
    hand.pick_row(PHYSIO)
    assert stage.says("You said: “My back goes.”")
    hand.press("Write a note")
    hand.write("Note for the next coach", "Ask for Kim at the desk.")
    hand.press("Save the note")
    hand.press("Refer Jo")
    stage.wait_for(lambda: stage.says("The referral is a step in Jo’s plan now."), "the step")

    hand.press("Say how it goes on")
    stage.wait_for_button(f"Say how it stands: {PHYSIO}")
    for word, day in (("Sent", "today"), ("Started", "today")):
        hand.press(f"Say how it stands: {PHYSIO}")
        hand.choose("How it stands", word)
        hand.write("Since which day", day)
        hand.press("Save how it stands")
        stage.wait_for(lambda word=word: stage.says(word), word)  # type: ignore[misc]  # bound now

    hand.open_tab("Service directory")
    renumbered = physio(alert="The lift is being mended.") | {"id": "x9"}
    second = pages(tmp_path / "second.json", renumbered, service("p1", "Harbour Walks Example"))
    bring_in(stage, second, "Yes, this is the right file", "Yes, take them off the list")
    hand.write("Search services", PHYSIO)
    hand.wait_for_row(PHYSIO)
    hand.pick_row(PHYSIO)
    assert stage.says("The lift is being mended.")
    assert stage.says("Ask for Kim at the desk.")
    assert stage.says("Less than a day, from 1 person")
    hand.write("Search services", MOVED_ON)
    stage.wait_for(lambda: stage.says("No service"), "that it is gone")
