"""Every view of the program, one after the other: a new window, page or dialog gets its line here.

``way_in`` and ``inside`` open each view through the window as a coach would, and yield its name and the widget that
holds it: the window, or the dialog that stands over it.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QTabBar, QWidget

from tests.journeys.day import buttons, type_groups
from tests.journeys.stage import Stage, in_sight
from tests.journeys.views_files import bringing_in, files
from tests.journeys.views_lists import service_lists
from tests.vaults import PASSPHRASE
from workwell_desktop.ui.doors import Doors
from workwell_desktop.ui.guide_view import GuideDialog
from workwell_desktop.ui.hand import said
from workwell_desktop.ui.parts.dialog import Deed
from workwell_desktop.ui.parts.rail import Rail

View = tuple[str, QWidget]
_CONTROL = Qt.KeyboardModifier.ControlModifier
SETTINGS = ("Your service", "Who can join", "This PC", "Passphrase and sheet", "About")


def first_run(stage: Stage, sheet: Path) -> Iterator[View]:
    """The guide of the first start, page by page; ``sheet`` is where the stage saves the recovery sheet."""
    hand, window = stage.hand, stage.window
    hand.press("Next: your passphrase")
    yield "first run, who, with an error", window
    hand.write("Your name", "Ruth Example")
    hand.write("Your service", "Elm Street Clinic")
    hand.press("Next: your passphrase")
    hand.write("Passphrase", "short")
    hand.press("Make my vault")
    yield "first run, passphrase, with an error", window
    hand.press("Use these words")
    hand.press("Make my vault")
    stage.wait_for_button("Save the sheet")
    yield "first run, recovery sheet", window
    shown = hand.find(QLabel, "The letters and numbers of the sheet").text()
    hand.press("Save the sheet")
    hand.wait_for(sheet.exists, "the saved sheet")
    type_groups(stage, shown)
    hand.press("I have kept the sheet")
    yield "first run, crisis contacts", window
    hand.press("We have checked these")
    yield "first run, where it lies", window
    hand.press("A short guide first")
    yield "first run, the short guide", in_sight(window, GuideDialog)[0]
    hand.press("Close")
    hand.press("Make the first backup and begin")
    stage.wait_for_workspace()
    yield "today, with nobody", window


def way_in(stage: Stage) -> Iterator[View]:
    """What is seen before a furnished vault is open."""
    hand, window = stage.hand, stage.window
    hand.press("Unlock")
    yield "unlock, with an error", window
    hand.press("Text size and colours")
    yield "text size and colours", dialog(stage)
    hand.press("Close")
    hand.press("I have forgotten my passphrase")
    hand.press("Open with the sheet")
    yield "recovery sheet, with an error", window
    hand.press("Back")
    hand.press("Open a backup")
    yield "open a backup", window
    hand.press("Back")
    hand.press("Practise with made-up people")
    yield "practise", window
    hand.press("Back")
    stage.unlock(PASSPHRASE)


def sheet_at_hand(stage: Stage) -> Iterator[View]:
    """What is asked after unlocking as long as the recovery sheet was not typed back."""
    stage.wait_for_button("Ask me next time")
    yield "is the sheet at hand", stage.window
    stage.hand.press("Ask me next time")
    stage.wait_for_workspace()


def damaged(stage: Stage) -> Iterator[View]:
    """What is said of a vault that cannot be opened."""
    stage.wait_for_button("Choose a backup file")
    yield "a damaged vault", stage.window


def inside(stage: Stage) -> Iterator[View]:
    """What is seen once the furnished vault is open. The screen is turned back at the end."""
    yield from around(stage)
    yield from everybody(stage)
    yield from intake(stage)
    yield from files(stage)
    yield from bringing_in(stage)
    open_person(stage, "Jo Example")
    yield from assessment(stage)
    yield from plan(stage)
    yield from directory(stage)
    yield from letter(stage)
    yield from together(stage)


def everybody(stage: Stage) -> Iterator[View]:
    """The whole caseload: the table, its filters, its columns, and when nobody fits."""
    hand, window = stage.hand, stage.window
    to_page(stage, "Everybody")
    hand.wait_for_row("Tomek Example")
    yield "everybody", window
    hand.press("Filters")
    hand.press("Keep as a new view")
    yield "everybody, filters, with an error", window
    hand.press("Show the list")
    hand.press("Columns and order")
    yield "everybody, columns", window
    hand.press("Show the list")
    hand.write("Look for a person", "zzzz")
    stage.wait_for_button("Show everybody in this view")
    yield "everybody, nobody found", window
    hand.press("Show everybody in this view")
    hand.key(Qt.Key.Key_T, _CONTROL)


def to_page(stage: Stage, word: str) -> None:
    """Go to a page beside the caseload. With large text the column is closed until it is asked for."""
    if not stage.hand.sees(QAbstractButton, word):
        stage.hand.key(Qt.Key.Key_F, _CONTROL)
    stage.hand.press(word)


def around(stage: Stage) -> Iterator[View]:
    """Today, the caseload, the settings, and questions."""
    hand, window = stage.hand, stage.window
    yield "today", window
    hand.key(Qt.Key.Key_B, _CONTROL)
    yield "today, the column turned", window
    hand.key(Qt.Key.Key_B, _CONTROL)
    hand.key(Qt.Key.Key_F, _CONTROL)
    hand.write("Find a person", "Tom")
    hand.wait_for_row("Tomek Example")
    yield "finding a person", window
    hand.write("Find a person", "")
    hand.key(Qt.Key.Key_T, _CONTROL)
    open_settings(stage)
    for page in SETTINGS:
        hand.open_tab(page)
        yield f"settings, {page}", dialog(stage)
    hand.press("Close")
    deeds = (Deed("stay", "Stay here", safe=True), Deed("leave", "Lose the last words", kind="final"))
    words = "This PC could not write to the disk. The last words are not saved yet. Make some room, then try again."
    Doors.ask(stage.doors, window, "Some words are not saved yet. Stay here?", words, deeds, lambda _code: None)
    yield "a question", dialog(stage)
    hand.press("Stay here")


def open_settings(stage: Stage) -> None:
    """Open the settings; with large text the column has to be asked for first."""
    if not stage.workspace.column.isVisible():
        stage.hand.press("Find")
    stage.hand.press("Settings")


def intake(stage: Stage) -> Iterator[View]:
    """A referral of somebody new, the queue, and the sections of Jo's intake, one with errors."""
    hand, window = stage.hand, stage.window
    hand.key(Qt.Key.Key_N, _CONTROL)
    yield "somebody new", window
    hand.press("Save and open")
    yield "somebody new, with errors", window
    hand.write("Paste an e-mail", "Name: Ada Other\nTel: 01632 960116")
    hand.press("Find the details in it")
    hand.wait_for_button("Fill in these 3")
    yield "somebody new, from an e-mail", window
    hand.press("Fill in these 3")
    hand.choose("Where did it come from?", "Employer")
    hand.press("Save and take the next one")
    yield from referrals(stage)
    hand.key(Qt.Key.Key_T, _CONTROL)
    open_person(stage, "Jo Example")
    hand.key(Qt.Key.Key_1, _CONTROL)
    for code in ("who", "about", "contact", "talking", "work", "health", "agreements", "safety"):
        go(stage, code)
        yield f"intake, {code}", window
    yield from record_forms(stage)
    go(stage, "about")
    hand.write("NHS number", "999 012 3404")
    hand.write("Date of birth", "31 February 1980")
    hand.press("Save and go to How to reach Jo")
    yield "intake, with errors", window
    hand.write("NHS number", "999 012 3403")
    hand.write("Date of birth", "14 March 1979")
    hand.press("Save and go to How to reach Jo")


def referrals(stage: Stage) -> Iterator[View]:
    """The queue of referrals, one of them in full, and the fields of each answer."""
    hand, window = stage.hand, stage.window
    stage.workspace.show_page("triage")
    hand.wait_for_row("Ada Other")
    yield "referrals", window
    hand.pick_row("Ada Other", of="Referrals")
    yield "referrals, one of them", window
    for word in ("Write down a try", "Decline or point to other help", "Let it wait"):
        hand.press(word)
        yield f"referrals, {word.lower()}", window
        hand.press("Close")
    hand.press("Decide another way, with a reason")
    yield "referrals, another way", window
    hand.press("Close")


def record_forms(stage: Stage) -> Iterator[View]:
    """The forms on the pages of records behind the intake, and an answer that shows what is out already."""
    hand, window = stage.hand, stage.window
    go(stage, "agreements")
    hand.press("Write down an answer about sharing")
    hand.pick("What did Jo say?", "Said yes")
    hand.press("Write this answer down")
    yield "agreements, an answer with errors", window
    hand.press("Not now")
    hand.press("Throw it away")
    hand.press("New answer about taking part")
    yield "agreements, taking part", window
    hand.press("Not now")
    hand.press("Write down something that was shared")
    yield "agreements, something shared", window
    hand.press("Not now")
    go(stage, "safety")
    hand.press("Write down a worry")
    hand.press("Save this record")
    yield "safety, a worry with errors", window
    hand.pick("What is it about?", "Safe to call, write or visit")
    hand.write("What did you see or hear?", "Letters are opened by somebody else")
    hand.write("Look at this again on", "in 2 weeks")
    hand.press("Save this record")
    yield "safety, an open record", window
    hand.press("Write down who was told")
    hand.pick("Did Jo agree to it?", "No, or not asked")
    yield "safety, who was told", window
    hand.press("Not now")
    hand.press("Throw it away")
    hand.press("Close this record")
    yield "safety, closing", window
    hand.write("Why can this be closed?", "She has a box of her own now")
    hand.key(Qt.Key.Key_Return, _CONTROL)
    yield "safety, a closed record", window


def assessment(stage: Stage) -> Iterator[View]:
    """The sections of the assessment, its forms, signing, and reading what was signed."""
    hand, window = stage.hand, stage.window
    hand.key(Qt.Key.Key_2, _CONTROL)
    sections = ("health_day_to_day", "hours_and_people", "what_you_expect", "mood_and_sleep", "home_and_money")
    for code in (*sections, "what_helps", "can_do", "job_tasks"):
        go(stage, code)
        yield f"assessment, {code}", window
    hand.press("Add a task")
    yield "assessment, a new task", window
    hand.press("Leave it out")
    hand.press("Add in Jo’s words")
    yield "assessment, a new obstacle", window
    hand.press("Leave it out")
    go(stage, "can_do")
    hand.press("Add what is best avoided")
    yield "assessment, a new line of what can be done", window
    hand.press("Leave it out")
    hand.press("Sign this assessment")
    yield "assessment, signing", window
    hand.pick("How did Jo agree that this is right?", "Said so in the meeting")
    hand.press("Sign it now")
    stage.wait_for_button("Go to the plan")
    go(stage, "job_tasks")
    yield "assessment, signed", window
    hand.press("Make a new version")
    yield "assessment, why a new version", window
    hand.press("Leave it as it is")


def plan(stage: Stage) -> Iterator[View]:
    """The plan with each of its fields open, agreed, changed, read, and as paper."""
    hand, window = stage.hand, stage.window
    hand.key(Qt.Key.Key_3, _CONTROL)
    yield "plan", window
    for word in ("Add a goal", "Add a step", "Add a change", "Move the review"):
        hand.press(word)
        yield f"plan, {word.lower()}", window
        hand.press("Close")
    hand.press("Jo agrees this plan")
    yield "plan, agreeing", window
    hand.pick("How did Jo agree?", "Said so in the meeting")
    hand.press("Jo agrees this plan")
    stage.wait_for_button("Change this plan")
    yield "plan, agreed", window
    hand.press("Change this plan")
    yield "plan, why it changes", window
    hand.write("Why does the plan change?", "More hours")
    hand.press("Begin the next draft")
    hand.press_first("Plan 1, agreed ")
    yield "plan, read as it was", window
    hand.press("Back to the present plan")
    hand.press_first("Print")
    stage.wait_for_button("Make the paper")
    yield "plan, which papers", window
    hand.press("Make the paper")
    stage.wait_for_button("Save as")
    yield "plan, its paper", window
    hand.press("Close")


def directory(stage: Stage) -> Iterator[View]:
    """The list of services, one in full, how it was checked, and the editor."""
    hand, window = stage.hand, stage.window
    hand.key(Qt.Key.Key_4, _CONTROL)
    yield "directory", window
    yield from directory_filters(stage)
    hand.write("Search services", "counselling")
    hand.wait_for_row("NHS Talking Therapies")
    hand.pick_row("NHS Talking Therapies")
    hand.press("Write a note")
    yield "directory, a note", window
    hand.press("Leave it")
    hand.press("I checked this today")
    yield "directory, how it was checked", window
    hand.press("Something here is wrong")
    hand.pick("What is wrong?", "A detail is wrong")
    yield "directory, what is wrong", window
    hand.press("Change the whole entry")
    yield "directory, the editor", window
    hand.press("Leave it as it was")
    yield from service_lists(stage)


def directory_filters(stage: Stage) -> Iterator[View]:
    """All filters, what is ticked above the list, another place to count from, and what does not fit and why."""
    hand, window = stage.hand, stage.window
    if hand.count("Filters"):  # where not all sides have room
        hand.press("Filters")
    hand.choose("Miles are straight lines from", "A postcode")
    hand.write("Postcode to count from", "M33 7AB")
    hand.leave()
    hand.press_first("More filters")
    hand.press_first("Cost")
    hand.press_first("Distance")
    yield "directory, all filters", window
    hand.press("Within 10 miles")
    hand.wait_for_button("Take off Within 10 miles")
    if hand.count("Services"):
        hand.press("Services")
    yield "directory, what is ticked", window
    if hand.count("Why not shown"):
        hand.press_first("Why not shown")
        yield "directory, why not shown", window
    if not hand.count("Clear filters"):  # with large text it stands above the filters
        hand.press("Filters")
    hand.press("Clear filters")


def letter(stage: Stage) -> Iterator[View]:
    """The letter read with the participant, a line changed, how they agreed, the paper, and turning back."""
    hand, window = stage.hand, stage.window
    hand.key(Qt.Key.Key_3, _CONTROL)
    hand.press("Letter to Harbour Foods Example")
    yield "letter", window
    hand.press_first("Change: ")
    yield "letter, a line changed", window
    hand.press("Jo agrees")
    while hand.count("Jo agrees: "):
        hand.press_first("Jo agrees: ")
    if hand.count("Share it as it is"):
        yield "letter, words about health", window
        while hand.count("Share it as it is"):
            hand.press_first("Share it as it is")
    hand.press("I agree. Print the letter.")
    yield "letter, how it was agreed", window
    hand.press("Make the letter")
    stage.wait_for_button("Save as")
    yield "letter, its paper", window
    hand.press("Close")
    yield "letter, turning back", window
    hand.write("Passphrase", PASSPHRASE)
    hand.press("Turn back")
    stage.wait_for_button("Letter to Harbour Foods Example")


def together(stage: Stage) -> Iterator[View]:
    """A meeting under way, and the screen turned to the participant."""
    hand, window = stage.hand, stage.window
    hand.key(Qt.Key.Key_T, _CONTROL)
    hand.press_first("More about ")
    yield "today, what can be said of a meeting", window
    hand.press_first("Less about ")
    hand.press(next(words for words in buttons(stage) if words.endswith("waiting for you")))
    yield "everything that waits", window
    hand.press("Back to Today")
    hand.press("Start meeting with Jo Example")
    yield "a meeting with its agenda", window
    hand.press("Close the meeting")
    hand.write("Which day", "31 nov")
    hand.leave()
    yield "the close-out, with an error", window
    hand.press("Later" if hand.sees(QAbstractButton, "Later") else "Leave it for later")
    yield "today, with a meeting under way", window
    hand.press("Go back to it")
    yield "a meeting with its agenda folded", window
    if hand.sees(QAbstractButton, "More"):
        hand.press("More")
        yield "the banner with all it has", window
    hand.key(Qt.Key.Key_F9)
    stage.wait_for_button("Turn back")
    yield "the turned screen", window
    hand.press("Turn back")
    hand.write("Passphrase", PASSPHRASE)
    hand.press("Turn back")
    stage.wait_for(lambda: bool(in_sight(window, QTabBar)), "the tabs again")


def open_person(stage: Stage, name: str) -> None:
    """Find a person by name and open them."""
    hand = stage.hand
    hand.key(Qt.Key.Key_F, _CONTROL)
    hand.write("Find a person", name)
    hand.wait_for_row(name)
    hand.pick_row(name)
    if hand.sees_field("Find a person"):  # with large text the column is gone again
        hand.write("Find a person", "")


def go(stage: Stage, code: str) -> None:
    """Go to a section by the rail, whichever form it has."""
    (rail,) = in_sight(stage.window, Rail)
    word = rail.button(code).accessibleName()
    if rail.above:
        (box,) = in_sight(rail, QComboBox)
        stage.hand.choose(said(box), word)
    else:
        stage.hand.press(word, rail)


def dialog(stage: Stage) -> QWidget:
    """Return the dialog that stands over the window."""
    found = stage.app.activeModalWidget()
    assert found is not None
    return found
