"""A coach's day, step by step, each through the windows alone: keys and mouse on controls in sight."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QPlainTextEdit, QWidget

from tests.journeys.stage import Stage, in_sight
from tests.journeys.story import Story
from workwell_desktop.ui.hand import said
from workwell_desktop.ui.parts.columns import Page
from workwell_desktop.ui.parts.date_field import DateField
from workwell_desktop.ui.parts.line import Number

TASK = "Serve at the till"
GOAL = "I want to be back on the shop floor"
STEP = "Walk ten minutes a day"
SERVICE = "NHS Talking Therapies"
MOOD = (
    ("Feeling nervous, anxious or on edge", "Several days"),
    ("Not being able to stop or control worrying", "More than half the days"),
    ("Little interest or pleasure in doing things", "Several days"),
    ("Feeling down, depressed, or hopeless", "More than half the days"),
)
NHS_NUMBER, MOBILE, POSTCODE, NINO = "999 012 3403", "07700 900118", "ZZ99 3CZ", "QQ 12 34 56 C"


def first_run(stage: Stage, story: Story, sheet: Path) -> tuple[str, str]:
    """Make a vault by the guide of the first start. Return the passphrase and the recovery sheet as it was shown.

    The first of the stage's prepared places, ``sheet``, takes the saved sheet.
    """
    hand = stage.hand
    passphrase = make_vault(stage, story)
    shown = hand.find(QLabel, "The letters and numbers of the sheet").text()
    hand.press("Save the sheet")
    hand.wait_for(sheet.exists, "the saved sheet")
    type_groups(stage, shown)
    hand.press("I have kept the sheet")
    hand.press("We have checked these")
    hand.press("Make the first backup and begin")
    stage.wait_for_workspace()
    return passphrase, shown


def make_vault(stage: Stage, story: Story) -> str:
    """Go through the guide to the recovery sheet. Return the passphrase that was offered and taken."""
    hand = stage.hand
    hand.write("Your name", story.coach)
    hand.write("Your service", story.say("Elm Street Clinic"))
    hand.write("Your work phone", "01632 960120")
    hand.press("Next: your passphrase")
    passphrase = hand.find(QLabel, "Four words for you").text()
    hand.press("Use these words")
    hand.press("Make my vault")
    hand.wait_for_button("Save the sheet")
    return passphrase


def type_groups(stage: Stage, sheet: str) -> None:
    """Type back the two groups of the sheet that are asked for."""
    asked = [said(one) for one in in_sight(stage.window, QLineEdit) if said(one).startswith("Group ")]
    assert len(asked) == 2
    for name in asked:
        stage.hand.write(name, sheet.split()[int(name.split()[1]) - 1])


def take_referral(stage: Stage, story: Story) -> None:
    """Take the referral of somebody new, section by section, to the last one."""
    hand = stage.hand
    hand.press("Someone new")
    hand.write("First name", story.first)
    hand.write("Last name", story.last)
    hand.write("Date of birth", "14/3/79")
    hand.choose("Where did it come from?", "GP or GP practice")
    hand.write("Who sent them?", story.say("Dr Hana Example"))
    hand.write("Practice, employer or service", story.say("Elm Street Surgery"))
    hand.write("When did it arrive?", "last Tuesday")
    hand.write("What does this person want help with?", story.say("My back hurts and my mood is low.", 20))
    hand.pick("What is this person doing now?", "Off sick, has a job")
    hand.press("Save and open")
    hand.press(f"Accept {story.first}")
    hand.press(f"About {story.first}")
    hand.write("Name to be called by", story.called)
    hand.pick("What is your sex?", "Female")
    hand.pick("How do you describe your gender?", "Would rather not say")
    hand.write("NHS number", NHS_NUMBER)
    hand.press(f"Save and go to How to reach {story.first}")
    hand.write("Mobile number", MOBILE)
    hand.pick("Is it safe to leave a message?", "No")
    hand.write("Postcode", POSTCODE)
    sweep(stage, story, leave_out={"E-mail", "Other phone", "Postcode", "Mobile number"})
    hand.press("Save and go to Talking and reading")
    hand.pick("How to reach them", "Text first")
    hand.pick("Who was asked?", "They were asked themselves")
    hand.write("When were they asked?", "today")
    hand.write("Ask again on", "in a year")
    sweep(stage, story)
    hand.press("Save and go to Work")
    hand.write("Employer", story.employer)
    hand.write("Usual hours a week", "30")
    hand.write("Last day worked", "25 days ago")
    hand.write("Who would a letter go to?", story.say("Lena Example", 1))
    sweep(stage, story, leave_out={"Usual hours a week"})
    hand.press("Save and go to Health")
    hand.pick(f"What affects {story.called}’s work?", "Back or neck")
    hand.pick(f"What affects {story.called}’s work?", "Low mood, nerves or anxiety")
    hand.write(f"In {story.called}’s words", story.say("My back, and I have been low since spring.", 16))
    hand.press("Save and go to Agreements")
    hand.press(f"Write down whether {story.called} takes part")
    hand.pick(f"Does {story.called} want to take part?", "Said yes")
    hand.write("When did they say so?", "today")
    hand.choose("How did they say so?", "Said so in the meeting")
    hand.press("Write this answer down")
    hand.press("Fit notes")
    hand.press("Write down a fit note")
    hand.pick("What does the note say?", "Not fit for work")
    hand.write("Comments on the note", story.say("Wait for the hospital."))
    hand.write("From", "25 days ago")
    hand.write("Until", "in 12 days")
    hand.press("Save this fit note")
    hand.press("Agreements")
    hand.press("Go to the assessment")


def assess(stage: Stage, story: Story) -> None:
    """Talk through every section of the assessment and sign it."""
    hand, called = stage.hand, story.called
    hand.write("What makes work hard?", story.say("Standing and lifting.", 16))
    hand.write("What is a bad day like?", story.say("I cannot stand up straight.", 4))
    sweep(stage, story)
    hand.press("Next: Your job’s tasks")
    task = story.say(TASK)
    hand.press("Add a task")
    hand.write("What do you call this task?", task)
    hand.choose("Which of these is it most like?", "Stand for long")
    hand.press("Add this task")
    hand.pick(f"{task}: on a good day", "8")
    hand.pick(f"{task}: on a bad day", "2")
    hand.write(f"{task}: can, if…", story.say("I have a stool"))
    hand.press(f"Add in {called}’s words")
    hand.write(f"What gets in the way, in {called}’s words?", story.say("My back goes if I stand too long.", 4))
    hand.leave()
    hand.pick("How much does it get in the way of work?", "A lot")
    hand.press("Add this")
    hand.press("Next: Hours and people")
    sweep(stage, story)
    hand.press("Next: What you expect")
    hand.write("What do you think will happen with work?", story.say("I will have to leave.", 16))
    hand.pick("How sure are you of doing the work you want in 4 weeks?", "4")
    sweep(stage, story)
    hand.press("Next: Mood and sleep")
    for item, answer in MOOD:
        hand.pick(item, answer)
    sweep(stage, story)
    for section in ("Home and money", "What helps", "What you want", "What you can do"):
        hand.press(f"Next: {section}")
        sweep(stage, story)
    hand.press("Sign this assessment")
    hand.pick(f"How did {called} agree that this is right?", "Said so in the meeting")
    hand.press("Sign it now")
    hand.wait_for_button("Go to the plan")


def choose_service(stage: Stage, story: Story) -> None:
    """Find a service by search and put it into the plan."""
    hand = stage.hand
    hand.open_tab("Service directory")
    hand.write("Search services", "counselling")
    hand.wait_for_row(SERVICE)
    hand.pick_row(SERVICE)
    hand.press(f"Refer {story.called}")
    hand.wait_for(lambda: stage.says(f"The referral is a step in {story.called}’s plan now."), "the step in the plan")


def make_plan(stage: Stage, story: Story) -> None:
    """Write goal, step and review, take a proposed change at work, and agree the plan."""
    hand, called = stage.hand, story.called
    hand.open_tab("Plan")
    hand.pick("What is this plan for?", "To return to work")
    hand.press("Add a goal")
    hand.write("What you want, in your own words", story.say(GOAL, 4))
    hand.write("By when", "in 6 weeks")
    hand.pick("How sure are you, 0 to 10?", "6")
    hand.press("Save this goal")
    hand.press("Add a step")
    hand.write("What will be done", story.say(STEP))
    hand.write("Their name, as it stands in the plan", called)
    hand.write("By when", "in 10 days")
    hand.press("Save this step")
    hand.press_first("Add: ")
    hand.press("Add a change")
    hand.write("What would help", story.say("A start at nine"))
    hand.write("What is hard now", story.say("Mornings are slow"))
    hand.press("Save this change")
    hand.press("Book the review")
    hand.write("Which day", "in 2 weeks")
    hand.write("What time", "11:00")
    hand.write("Where", story.say("Room 4", 1))
    hand.press("Keep this day")
    hand.press(f"{called} agrees this plan")
    hand.pick(f"How did {called} agree?", "Said so in the meeting")
    hand.press(f"{called} agrees this plan")
    hand.wait_for_button("Change this plan")


def print_plan(stage: Stage, story: Story, paper: Path) -> None:
    """Make the plan's paper and save it; the next prepared place is ``paper``."""
    stage.hand.press(f"Print {story.called}’s papers")
    stage.hand.press("Make the paper")
    stage.hand.wait_for_button("Save as")
    stage.hand.press("Save as")
    stage.hand.wait_for(paper.exists, "the saved plan")
    stage.hand.press("Close")


def release_letter(stage: Stage, story: Story, paper: Path, passphrase: str) -> str:
    """Read the letter line by line: leave one out, change one, agree the rest; issue, save, turn the screen back.

    Returns the line that was left out.
    """
    hand, called = stage.hand, story.called
    hand.press(f"Letter to {story.employer}")
    begins = f"{called} agrees: "
    open_lines = [words for words in buttons(stage) if words.startswith(begins)]
    assert len(open_lines) >= 4
    left_out = next(words.removeprefix(begins) for words in open_lines if "Mornings are slow" in words)
    changed = next(words.removeprefix(begins) for words in open_lines if "A start at nine" in words)
    hand.press(f"Leave it out: {left_out}")
    hand.press(f"Change: {changed}")
    hand.write("In your own words", story.say("I would like to start at half past nine"))
    hand.press(f"{called} agrees")
    for words in open_lines:
        if words.removeprefix(begins) not in {left_out, changed}:
            hand.press(words)
    hand.press("I agree. Print the letter.")
    hand.press("Make the letter")
    hand.wait_for_button("Save as")
    hand.press("Save as")
    hand.wait_for(paper.exists, "the saved letter")
    hand.press("Close")
    hand.write("Passphrase", passphrase)
    hand.press("Turn back")
    hand.wait_for_button(f"Letter to {story.employer}")
    return left_out


def back_up_now(stage: Stage) -> None:
    """Make a backup from the settings."""
    hand = stage.hand
    hand.press("Settings")
    hand.open_tab("This PC")
    hand.press("Back up now")
    hand.wait_for(lambda: any("Last backup proved" in words for words in dialog_words(stage)), "the backup")
    hand.press("Close")


def write_on(stage: Stage, story: Story) -> str:
    """Write in the Intake without saving, as when somebody comes to the door. Return what is typed."""
    hand = stage.hand
    hand.open_tab("Intake")
    hand.press("Health")
    words = f"{story.say('I sleep badly, and')} {story.rest()}".strip()
    hand.write(f"In {story.called}’s words", words)
    return words


def lock(stage: Stage) -> None:
    """Lock by the keys, and wait for the way in."""
    stage.hand.key(Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    stage.wait_for_way_in()


def newest_backup(home: Path) -> Path:
    """Return the newest backup below a home, as it would lie on a stick."""
    return max(home.rglob("*.wwbackup"), key=lambda file: file.stat().st_mtime_ns)


def bring_back(stage: Stage, sheet: str, new_passphrase: str) -> None:
    """On a new PC, open the backup that the stage's chooser gives, with the recovery sheet."""
    hand = stage.hand
    hand.press("I have a backup")
    hand.press("Choose a backup file")
    stage.wait_for_button("Open this backup")
    assert stage.says("with 1 person in it")
    hand.press("Open this backup")
    stage.wait_for_way_in()
    hand.press("I have forgotten my passphrase")
    hand.write("The 36 letters and numbers on the sheet", sheet)
    hand.write("New passphrase", new_passphrase)
    hand.write("The same again", new_passphrase)
    hand.press("Open with the sheet")
    stage.wait_for_workspace()


def dialog_words(stage: Stage) -> list[str]:
    """Return the words of the dialog that stands over the window."""
    dialog = stage.app.activeModalWidget()
    return [one.text() for one in in_sight(dialog, QLabel)] if dialog is not None else []


def sweep(stage: Stage, story: Story, leave_out: Iterable[str] = ()) -> None:
    """Plant words in every field for free text that is in sight and still empty. A plain story leaves them empty."""
    if not story.plants:
        return
    for control in free_text(stage.window):
        name = said(control)
        if name not in set(leave_out):
            stage.hand.write(name, story.plant(name))


def free_text(window: QWidget) -> list[QWidget]:
    """Return the empty fields for words on the page in sight: no dates, numbers or searches."""
    found: list[QWidget] = []
    for page in in_sight(window, Page):
        special = {one.control for one in in_sight(page, DateField)} | {one.line for one in in_sight(page, Number)}
        for control in [*in_sight(page, QLineEdit), *in_sight(page, QPlainTextEdit)]:
            empty = not (control.text() if isinstance(control, QLineEdit) else control.toPlainText())
            if empty and control not in special and said(control):
                found.append(control)
    return found


def buttons(stage: Stage) -> list[str]:
    """Return the names of the buttons in sight."""
    return [said(one) for one in in_sight(stage.window, QAbstractButton)]
