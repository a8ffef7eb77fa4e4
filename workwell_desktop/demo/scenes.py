"""The scenes of the meeting, one after the other, each played with key and mouse alone."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from workwell_desktop.demo.people import GOALS, REFERRED, STEPS, Person
from workwell_desktop.demo.show import Show

PLAN_PAPERS = {
    "Plan": "plan_standard",
    "Plan in large print": "plan_large",
    "Easy read": "plan_easyread",
    "Pocket card": "plan_pocket",
}
_CONTROL = Qt.KeyboardModifier.ControlModifier


def first_run(show: Show) -> None:
    """Make the vault: who, passphrase, recovery sheet, crisis contacts, first backup."""
    hand = show.hand
    hand.write("Your name", "Ruth Example")
    hand.write("Your service", "Elm Street Clinic")
    hand.write("Your work phone", "01632 960120")
    hand.press("Next: your passphrase")
    show.passphrase = hand.find(QLabel, "Four words for you").text()
    hand.press("Use these words")
    hand.press("Make my vault")
    hand.wait_for_button("Save the sheet")
    shown = hand.find(QLabel, "The letters and numbers of the sheet").text()
    groups = shown.split()
    hand.press("Save the sheet")
    hand.wait_for((show.out / "recovery-sheet.pdf").exists, "the saved sheet")
    for number, group in enumerate(groups, start=1):
        if hand.sees_field(f"Group {number} of the sheet"):
            hand.write(f"Group {number} of the sheet", group)
    hand.press("I have kept the sheet")
    hand.press("We have checked these")
    hand.press("Make the first backup and begin")
    hand.wait_for(lambda: show.window.workspace is not None, "the workspace")
    show.say("vault made, recovery sheet saved and confirmed, first backup proved")


def take_referral(show: Show, person: Person, *, accept: bool = True) -> None:
    """Take one referral in five fields, write down what else is known, and accept it."""
    hand = show.hand
    hand.press("Today")
    hand.press("Someone new")
    fill_referral(show, person)
    hand.press("Save and open")
    if person.known_as:
        hand.press(f"About {person.first}")
        hand.write("Name to be called by", person.known_as)
        hand.write("NHS number", person.nhs_number)
        hand.pick("What is your sex?", person.sex)
        hand.pick("How do you describe your gender?", person.gender)
        hand.choose("What is your ethnic group?", person.ethnic_group)
        hand.press(f"Save and go to How to reach {person.first}")
    if accept:
        accept_referral(show, person)
    show.say(f"referral of {person.first} {person.last} saved")


def accept_referral(show: Show, person: Person) -> None:
    """Accept the referral in the Intake, beside which the service's own rules are answered."""
    show.hand.press(f"Accept {person.known_as or person.first}")


def fill_referral(show: Show, person: Person) -> None:
    """Type the five fields: who, from whom, when, why, and how it stands with work."""
    hand = show.hand
    hand.write("First name", person.first)
    hand.write("Last name", person.last)
    hand.write("Date of birth", person.born)
    hand.choose("Where did it come from?", person.source)
    if person.referrer:
        hand.write("Who sent them?", person.referrer)
    if person.organisation:
        hand.write("Practice, employer or service", person.organisation)
    hand.write("When did it arrive?", person.received)
    hand.write("What does this person want help with?", person.reason)
    hand.pick("What is this person doing now?", person.work)


def answer_referrals(show: Show) -> None:
    """Take the referrals of a morning one after the other, try to reach somebody, and look at the queue."""
    hand = show.hand
    hand.press("Today")
    hand.press("Someone new")
    for person in REFERRED:
        fill_referral(show, person)
        hand.press("Save and take the next one")
    hand.press("Referrals")
    first = f"{REFERRED[0].first} Example"
    hand.wait_for_row(first)
    hand.pick_row(first, of="Referrals")
    for way, outcome, day in (("Phone call", "No answer", "yesterday"), ("Text message", "Sent, no answer yet", "")):
        hand.press("Write down a try")
        hand.pick("How did you try?", way)
        hand.pick("What came of it?", outcome)
        hand.write("Which day", day)
        hand.press("Save this try")
    hand.scroll_up()
    show.picture("triage.png")
    show.say("referrals taken in five fields, tries written down, the queue looked at")


def book(show: Show, person: Person) -> None:
    """Write down when a fit note ends, and book today's meeting in the person's plan, where there is one."""
    hand = show.hand
    if person.fit_note_ends:
        hand.press("Work")
        hand.pick(f"What is {person.known_as or person.first} doing now?", "Off sick, has a job")
        hand.press("Save and go to Health")
        write_fit_note(show, "3 weeks ago", person.fit_note_ends)
    if person.meets:
        hand.open_tab("Plan")
        hand.pick("What is this plan for?", person.plan)
        set_review(show, "today", *person.meets)
        show.say(f"meeting with {person.first} booked for today")


def write_fit_note(show: Show, starts: str, ends: str) -> None:
    """Write down what a fit note says, on the page that holds them all."""
    hand = show.hand
    hand.press("Fit notes")
    hand.press("Write down a fit note")
    hand.pick("What does the note say?", "Not fit for work")
    hand.write("From", starts)
    hand.write("Until", ends)
    hand.press("Save this fit note")


def set_review(show: Show, day: str, at: str, where: str) -> None:
    """Set the day on which the plan is looked at again, and book its meeting."""
    hand = show.hand
    hand.press_first("Book the review" if hand.count("Book the review") else "Move the review")
    hand.write("Which day", day)
    hand.write("What time", at)
    hand.write("Where", where)
    hand.press("Keep this day")


def begin_the_day(show: Show, people: int) -> None:
    """Prove a backup, look at Today, and start the meeting with Jo: from then on nobody else's name is in sight."""
    hand = show.hand
    hand.key(Qt.Key.Key_B, _CONTROL)
    hand.press("Backup")
    hand.press("People")
    hand.wait_for(
        lambda: any(label.text().endswith(f", {people}\N{NO-BREAK SPACE}people") for label in show.labels()),
        "the backup",
    )
    hand.press("Today")
    show.picture("today.png")
    hand.press("Start meeting with Jo Example")
    hand.write("What would Jo like to talk about today?", "The early shifts")
    hand.press_first("Agenda: ")
    show.say("backup proved, Today read, meeting with Jo started: the column is closed")


def complete_intake(show: Show, person: Person) -> None:
    """Fill in the rest of Jo's intake: contact, work, health; her fit note and agreements; and accept the referral."""
    hand = show.hand
    hand.write("Mobile number", "07700 900118")
    hand.pick("Is it safe to leave a message?", "No")
    hand.write("Address", "7 Quay Terrace\nNorthfield")
    hand.write("Postcode", "ZZ99 3CZ")
    hand.write("GP practice", "Elm Street Surgery")
    hand.press("Save and go to Talking and reading")
    hand.pick("How to reach them", "Text first")
    hand.pick("How does Jo like to be reached?", "Text message")
    hand.pick("Who was asked?", "They were asked themselves")
    hand.write("When were they asked?", "today")
    hand.leave()
    hand.press("Save and go to Work")
    hand.write("Employer", "Harbour Foods")
    hand.write("Job", "Shop assistant")
    hand.write("Usual hours a week", "30")
    hand.write("Who would a letter go to?", "Lena Example")
    hand.write("Their job", "Store Manager")
    hand.write("Employer’s address", "40 Quay Road\nNorthfield")
    hand.write("Last day worked", "31 nov")
    hand.leave()
    hand.scroll_up()
    show.picture("intake.png")
    hand.write("Last day worked", "25 days ago")
    hand.press("Save and go to Health")
    hand.pick("What affects Jo’s work?", "Back or neck")
    hand.pick("What affects Jo’s work?", "Low mood, nerves or anxiety")
    hand.write("In Jo’s words", "Chronic back pain, and I have been low since spring.")
    hand.press("Save and go to Agreements")
    accept_referral(show, person)
    hand.press("Agreements")
    hand.press("Write down whether Jo takes part")
    hand.pick("Does Jo want to take part?", "Said yes")
    hand.write("When did they say so?", "today")
    hand.choose("How did they say so?", "Said so in the meeting")
    hand.press("Write this answer down")
    write_fit_note(show, "25 days ago", "in 12 days")
    hand.press("Agreements")
    hand.press("Go to the assessment")
    show.say("intake complete: contact, work, fit note, health, agreement to take part")


def near_the_end(show: Show) -> None:
    """Tick what was talked about, and see what is still blank with five minutes to go."""
    hand = show.hand
    hand.press_first("Agenda: ")
    hand.press("Talked about it: their own point")
    hand.press("Talked about it: What helps and what gets in the way")
    show.ahead += timedelta(minutes=40)
    hand.wait_for(lambda: hand.count("Still blank: ") > 0, "what is still blank")
    hand.press("Still blank: A goal")
    show.picture("meeting.png")
    hand.press_first("Agenda: ")
    show.say("the agenda ticked, what is still blank seen five minutes before the end")


def close_the_meeting(show: Show) -> None:
    """Write the note, say how a step went, and close the meeting on one screen."""
    hand = show.hand
    hand.press("Close the meeting")
    hand.write("What you talked about", "We talked about the early shifts.\nJo will tell us how the walks go.")
    hand.pick(STEPS[0][0], "Not yet")
    show.picture("close_out.png")
    hand.press("Save, sign and print" if hand.count("Save, sign and print") else "Save and sign")
    hand.press("Show them")
    hand.wait_for_button("Someone new")
    show.say("note signed, meeting closed, back on Today")


def make_plan(show: Show) -> None:
    """Agree the plan: goal, steps, changes at work, review; then print it."""
    hand = show.hand
    hand.open_tab("Plan")
    for words, weeks, sure in GOALS:
        hand.press("Add a goal")
        hand.write("What you want, in your own words", words)
        hand.write("By when", show.weekday(weeks, "Monday"))
        hand.pick("How sure are you, 0 to 10?", sure)
        hand.press("Save this goal")
    for what, who, by, state in STEPS:
        hand.press("Add a step")
        hand.write("What will be done", what)
        hand.write("Their name, as it stands in the plan", who)
        hand.write("By when", by)
        hand.pick("How it stands", state)
        hand.press("Save this step")
    hand.press_first("Add: ")
    hand.press_first("A stool at the counter")
    hand.write("Until when", show.weekday(14, "Friday"))
    hand.press("Save this change")
    set_review(show, show.weekday(2, "Tuesday"), "11:00", "Elm Street Clinic, room 4")
    hand.scroll_up()
    show.picture("plan.png")
    for colours, name in (("Dark", "plan_dark.png"), ("High contrast", "plan_contrast.png"), ("Light", "")):
        choose_colours(show, colours)
        if name:
            show.picture(name)
    for _ in range(4):
        hand.key(Qt.Key.Key_Plus, _CONTROL)
    hand.scroll_up()
    show.picture("plan_200pct.png")
    hand.key(Qt.Key.Key_0, _CONTROL)
    hand.press("Jo agrees this plan")
    hand.pick("How did Jo agree?", "Said so in the meeting")
    hand.press("Jo agrees this plan")
    show.say("plan agreed")
    print_the_plan(show)


def print_the_plan(show: Show) -> None:
    """Make the plan in all four forms in one go, look at each as it will be printed, and save each."""
    hand = show.hand
    hand.press("Print Jo’s papers")
    hand.press("All 4 in one go")
    hand.press("To look at together")
    show.picture("papers.png")
    hand.press("Make 4 papers")
    hand.wait_for_button("Print all 4")
    for word, name in PLAN_PAPERS.items():
        hand.press(f"Look at it: {word}")
        hand.wait_for_button("Save as")
        if name == "plan_standard":
            show.picture("plan_paper.png")
        hand.press("Save as")
        hand.wait_for((show.out / f"{name}.pdf").exists, f"{name}.pdf")
        show.page_one(name)
        hand.press("Close")
    hand.press("Close")
    show.say("plan saved in four forms: usual size, large print, easy read, pocket card")


def choose_colours(show: Show, colours: str) -> None:
    """Choose a theme in the settings, as a coach would in a meeting: the column with other names closes again."""
    hand = show.hand
    hand.press("People")
    hand.press("Settings")
    hand.open_tab("This PC")
    hand.pick("Colours", colours)
    hand.press("Close")
    hand.key(Qt.Key.Key_B, _CONTROL)


def release_letter(show: Show) -> None:
    """Read the letter to the employer line by line with Jo, leave one line out, and issue it."""
    hand = show.hand
    hand.key(Qt.Key.Key_F9)
    show.picture("turned_plan.png")
    hand.press("Turn back")
    hand.write("Passphrase", show.passphrase)
    hand.press("Turn back")
    hand.wait_for_button("Letter to Harbour Foods")
    hand.press("Letter to Harbour Foods")
    hand.press_first("Leave it out: The most stressful")
    while hand.count("Jo agrees: ") > 1:
        hand.press_first("Jo agrees: ")
    hand.scroll_up()
    show.picture("letter_release.png")
    hand.press_first("Jo agrees: ")
    hand.press("I agree. Print the letter.")
    hand.press("Make the letter")
    hand.wait_for_button("Save as")
    hand.press("Save as")
    hand.wait_for((show.out / "letter.pdf").exists, "letter.pdf")
    hand.press("Close")
    hand.write("Passphrase", show.passphrase)
    hand.press("Turn back")
    hand.wait_for_button("Letter to Harbour Foods")
    show.page_one("letter")
    show.say("letter to Harbour Foods released line by line and saved as letter.pdf")


def write_more_letters(show: Show) -> None:
    """Show all letters there are about Jo, and make two more: Jo's own request, and a referral to a service."""
    hand = show.hand
    hand.press("All letters")
    hand.wait_for_button("Back to the plan")
    show.picture("letters.png")
    _read_together(show, "Read it together: Request for changes at work", "letter_request")
    _read_together(show, "Read it together: Referral to a service", "letter_referral")
    hand.scroll_up()
    hand.press("Back to the plan")
    hand.wait_for_button("All letters")
    show.say("two more letters released and saved as letter_request.pdf and letter_referral.pdf")


def _read_together(show: Show, button: str, name: str) -> None:
    """Read one letter on the turned screen, agree to every line that may go, and save it."""
    hand = show.hand
    hand.press_first(button)
    hand.wait_for_button("Turn back")
    if hand.count("Leave it out: The most stressful"):
        hand.press_first("Leave it out: The most stressful")
    while hand.count("Jo agrees: "):
        hand.press_first("Jo agrees: ")
    hand.press("I agree. Print the letter.")
    hand.press("Make the letter")
    hand.wait_for_button("Save as")
    hand.press("Save as")
    hand.wait_for((show.out / f"{name}.pdf").exists, f"{name}.pdf")
    show.page_one(name)
    hand.press("Close")
    hand.write("Passphrase", show.passphrase)
    hand.press("Turn back")
    hand.wait_for_button("Back to the plan")


def lock_and_unlock(show: Show) -> None:
    """Lock with Ctrl+L, unlock with the passphrase, and look at Today with other people in it."""
    hand = show.hand
    hand.key(Qt.Key.Key_L, _CONTROL)
    hand.wait_for_button("Unlock")
    hand.write("Passphrase", "a few words")
    show.picture("unlock.png")
    hand.write("Passphrase", show.passphrase)
    hand.press("Unlock")
    hand.wait_for(lambda: show.window.workspace is not None, "the workspace")
    show.say("locked with Ctrl+L and unlocked again")
