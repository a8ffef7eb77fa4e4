"""An assessment from its first question to the comparison of two, by keyboard alone and with the door knocked at."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from tests.documents.samples import words_of
from tests.journeys.keyboard import ALT, CONTROL, Keyboard
from tests.journeys.stage import Stage, in_sight
from tests.plans import say
from tests.tree import ROOT
from tests.vaults import PASSPHRASE, FakeTime, Template
from workwell_desktop import forms
from workwell_desktop.casework.assessment import save_assessment
from workwell_desktop.casework.assessment_content import AssessmentEntry, CanDo, InTheWay, Task
from workwell_desktop.casework.measures import begin_measure, finish_measure, save_measure
from workwell_desktop.casework.referral import ReferralEntry, save_referral
from workwell_desktop.casework.safety_due import defer_all
from workwell_desktop.casework.triage_deeds import accept
from workwell_desktop.clock import Clock
from workwell_desktop.ui.parts.chart import ChartPicture
from workwell_desktop.vault.store import Vault

Begin = Callable[..., Stage]


@pytest.fixture
def time() -> FakeTime:
    return FakeTime()


@pytest.fixture
def begin(start: Callable[..., Stage], template: Template, tmp_path: Path, time: FakeTime) -> Begin:
    """Start the program over a vault in which the referral of Jo Example is accepted, and what is done to it before."""

    def begin(*before: Callable[[Vault, int], object]) -> Stage:
        home = tmp_path / "home"
        vault = template.open(template.copy(home / "vaults"), time.clock)
        asked = vault.sheet_groups_to_confirm()
        assert vault.confirm_sheet({number: template.sheet.groups[number - 1] for number in asked})
        sent = ReferralEntry("Jo", "Example", "07700 900118", source="gp", reason="Back", work_status="off_sick")
        jo = accept(vault, save_referral(vault, sent))
        for deed in (say, *before):
            deed(vault, jo)
        vault.close()
        stage = start(home, clock=time.clock)
        stage.doors.prints_to = tmp_path
        stage.let_in(template, time.clock)
        return stage

    return begin


def talk_it_through(vault: Vault, jo: int) -> None:
    """Keep an assessment with something on every page but the one that is corrected later."""
    answers = {
        "makes_work_hard": "Standing and lifting.",
        "was_total": 4,
        **dict.fromkeys(("phq4_nervous", "phq4_interest"), "several_days"),
        **dict.fromkeys(("phq4_worry", "phq4_down"), "more_than_half"),
        "home_hard": ("money",),
        "who_helps": "My sister.",
        "plan_for": "return",
    }
    obstacles = (
        InTheWay(BACK, "health", "", "a_lot", "partly"),
        InTheWay(QUEUE, "work", "", "some", "yes"),
    )
    abilities = (CanDo("now", "Stand for 20 minutes"), CanDo("with_help", "Put out stock", "a trolley"))
    tasks = (Task("Serve at the till", "stand", 8, 2, "I have a stool"),)
    save_assessment(vault, jo, AssessmentEntry(answers, tasks, obstacles, abilities))


def answer_phq9(vault: Vault, jo: int) -> None:
    """Keep a finished PHQ-9 with an answer about safety, which is put off with a reason."""
    form = forms.questionnaire("phq9")
    answers = {item.id: "several_days" for item in form.items if item.id != "phq9_difficulty"}
    measure = begin_measure(vault, jo, form)
    save_measure(vault, measure, form, answers)
    defer_all(vault, jo, "Jo rings the GP this afternoon.")
    finish_measure(vault, measure, form, on="today")


def open_assessment(stage: Stage, keys: Keyboard) -> None:
    keys.key(Qt.Key.Key_F, CONTROL)
    keys.type("Jo")
    stage.hand.wait_for_row("Jo Example")
    keys.key(Qt.Key.Key_Down)
    keys.key(Qt.Key.Key_Return)
    keys.key(Qt.Key.Key_2, CONTROL)
    stage.wait_for(lambda: stage.says("Health day to day"), "the assessment")


def lock(stage: Stage, keys: Keyboard) -> None:
    keys.key(Qt.Key.Key_L, CONTROL)
    stage.wait_for_way_in()
    assert not any("Jo" in words for words in stage.words())


def unlock(stage: Stage, keys: Keyboard) -> None:
    assert keys.at == "Passphrase"
    keys.type(PASSPHRASE)
    keys.key(Qt.Key.Key_Return)
    stage.wait_for_workspace()


def in_order(stage: Stage, *words: str) -> bool:
    """Say whether these words stand in the window, one below the other."""
    found = [next(place for place, one in enumerate(stage.words()) if word in one) for word in words]
    return found == sorted(found)


MOOD = {
    "Feeling nervous, anxious or on edge": "Several days",
    "Not being able to stop or control worrying": "More than half the days",
    "Little interest or pleasure in doing things": "Several days",
    "Feeling down, depressed, or hopeless": "More than half the days",
}
BETTER = dict.fromkeys(MOOD, "Several days")
BACK, QUEUE, FEAR = "My back goes if I stand too long.", "I panic when the queue builds up.", "I fear that work will"
PHQ9 = (
    "Little interest or pleasure in doing things",
    "Feeling down, depressed, or hopeless",
    "Trouble falling or staying asleep, or sleeping too much",
    "Feeling tired or having little energy",
    "Poor appetite or overeating",
    "Feeling bad about yourself — or that you are a failure or have let yourself or your family down",
    "Trouble concentrating on things, such as reading the newspaper or watching television",
    (
        "Moving or speaking so slowly that other people could have noticed? Or the opposite — being so fidgety or "
        "restless that you have been moving around a lot more than usual"
    ),
    "Thoughts that you would be better off dead or of hurting yourself in some way",
)
SAFETY_ANSWER = PHQ9[-1]
DIFFICULT = (
    "If you checked off any problems, how difficult have these problems made it for you to do your work, take care of "
    "things at home, or get along with other people?"
)
SAID = "Jo said: some days I think it would be easier not to be here."
TOLD = "Sam rang the GP with Jo."


def test_by_keyboard_alone(begin: Begin) -> None:
    """Nine sections, two knocks at the door, nine questions about mood, and four that Jo answers alone."""
    stage = begin()
    keys = Keyboard(stage)
    open_assessment(stage, keys)

    # Health, in their own words.
    keys.write("What makes work hard?", "Standing and lifting.")
    keys.write("What is a good day like?", "I walk the dog and cook.")
    keys.write("What is a bad day like?", "I cannot stand up straight.")
    keys.pick("How many days in a week are bad days?", "3")
    keys.pick("When did this start to get in the way of work?", "In the last few months")
    keys.pick("Are you having treatment, or waiting for it?", "Waiting for it")
    keys.write("What are you waiting for?", "Physiotherapy")
    keys.pick("Does any medicine make work harder?", "No")
    keys.main("Next: Your job’s tasks")

    # The job's tasks, from can't to can, if.
    keys.press("Add a task")
    keys.type("Serve at the till")
    keys.choose("Which of these is it most like?", "Stand for long")
    keys.press("Add this task")
    keys.pick("Serve at the till: on a good day", "8")
    keys.pick("Serve at the till: on a bad day", "2")
    keys.write("Serve at the till: can, if…", "I have a stool")

    # What gets in the way, and the order of it.
    keys.press("Add in Jo’s words")
    keys.type(BACK)
    keys.choose("What is it about?", "Health")
    keys.pick("How much does it get in the way of work?", "A lot")
    keys.pick("Can this change?", "Partly")
    keys.press("Add this")
    keys.press("Add in Jo’s words")
    keys.type(QUEUE)
    keys.choose("What is it about?", "Work and getting there")
    keys.pick("How much does it get in the way of work?", "Quite a bit")
    keys.pick("Can this change?", "Yes")
    keys.press("Add this")
    assert keys.at == f"“{QUEUE}”, place 2 of 2"
    keys.key(Qt.Key.Key_Up, ALT)
    assert keys.at == f"“{QUEUE}”, place 1 of 2"
    assert in_order(stage, QUEUE, BACK)
    assert stage.says("Gets in the way a lot")

    # Somebody knocks in the middle of a word.
    keys.press("Add in Jo’s words")
    keys.type(FEAR)
    lock(stage, keys)
    unlock(stage, keys)
    assert stage.says("The assessment was left open"), stage.words()
    keys.press("Go on with it: Jo Example")
    stage.wait_for(lambda: stage.says("Your job’s tasks"), "the same page")
    assert keys.at == "What gets in the way, in Jo’s words?"
    assert stage.typed("What gets in the way, in Jo’s words?") == FEAR
    assert in_order(stage, QUEUE, BACK)
    assert stage.typed("Serve at the till: can, if…") == "I have a stool"
    keys.key(Qt.Key.Key_End, CONTROL)
    keys.type(" make it worse.")
    keys.choose("What is it about?", "What I think will happen")
    keys.pick("How much does it get in the way of work?", "A little")
    keys.pick("Can this change?", "Not sure yet")
    keys.press("Add this")
    assert in_order(stage, QUEUE, BACK, f"{FEAR} make it worse.")
    keys.main("Next: Hours and people")

    keys.pick("Do your hours fit your health now?", "There are too many")
    keys.write("Which hours would fit better?", "Four days")
    keys.pick("How do you get to work?", "On foot", "By bus or train")
    keys.pick("How much does your manager help?", "6")
    keys.write("When did you last speak with work?", "last Monday")
    keys.main("Next: What you expect")
    keys.write("What do you think will happen with work?", "I will have to leave.")
    keys.pick("How sure are you of doing the work you want in 4 weeks?", "4")
    keys.pick("And in 12 weeks?", "6")
    keys.write("Work Ability Score, 0 to 10", "4")
    stage.wait_for(lambda: stage.says("Work Ability Score: 4"), "the score")
    keys.main("Next: Mood and sleep")
    for question, answer in MOOD.items():
        keys.pick(question, answer)
    assert stage.says("PHQ-4: 1 + 2 + 1 + 2 = 6 of 12"), stage.words()
    keys.pick("How is your sleep?", "3")
    keys.main("Next: Home and money")
    keys.pick("Does any of this get in the way?", "Money or debt", "Looking after somebody")
    keys.pick("Do you feel safe at home?", "Yes")
    keys.main("Next: What helps")
    keys.write("What has helped before?", "Short walks in the break.")
    keys.write("What are you good at?", "I know every regular by name.")
    keys.write("Who helps you?", "My sister.")
    keys.main("Next: What you want")
    keys.pick("What shall we plan for?", "To go back to work")
    keys.write("What do you want to be able to do?", "Work four days at the till.")
    keys.write("By when?", "in 6 weeks")
    keys.pick("How ready do you feel to start?", "7")
    keys.main("Next: What you can do")
    keys.press("Add what Jo can do now")
    keys.type("Stand for 20 minutes")
    keys.press("Add this")
    keys.press("Add what Jo could do with help")
    keys.type("Put out stock")
    keys.write("With what?", "a trolley")
    keys.press("Add this")
    keys.press("Add what is best avoided")
    keys.type("Ladders")
    keys.write("Until when?", "in 3 months")
    keys.press("Add this")
    assert in_order(stage, "Stand for 20 minutes", "Put out stock", "Ladders")

    # Mood again, with nine questions, and another knock.
    keys.section("Questionnaires")
    keys.press("Begin: Mood over 2 weeks (PHQ-9)")
    keys.press("Ask it together")
    for question in PHQ9[:4]:
        keys.pick(question, "Several days")
    lock(stage, keys)
    unlock(stage, keys)
    keys.press("Go on with it: Jo Example")
    stage.wait_for(lambda: keys.group == PHQ9[3], "the same question")
    assert keys.at == "Several days"
    assert stage.says("PHQ-9: 4 of 9 answered"), stage.words()

    # One answer is about safety: it is written down before anything is signed.
    for question in PHQ9[4:8]:
        keys.pick(question, "Not at all")
    keys.pick(SAFETY_ANSWER, "Several days")
    stage.wait_for(lambda: stage.says("Write down what was said about safety."), "the notice")
    keys.section("What you can do")
    keys.main("Sign this assessment")
    keys.pick("How did Jo agree that this is right?", "Said so in the meeting")
    keys.main("Sign it now")
    assert stage.says("Something was said about safety that is not written down yet."), stage.words()
    keys.press("Write it down")
    keys.write("What did you see or hear?", SAID)
    keys.write("What was done?", TOLD)
    keys.write("Look at this again on", "tomorrow")
    keys.press("Save this record")
    stage.wait_for(lambda: stage.says(SAID), "the record")
    assert not stage.says("Write down what was said about safety.")
    keys.key(Qt.Key.Key_2, CONTROL)
    keys.section("Questionnaires")
    keys.press("Go on: Mood over 2 weeks (PHQ-9)")
    keys.pick(DIFFICULT, "Somewhat difficult")
    keys.main("These answers are right")
    stage.wait_for(lambda: stage.says("PHQ-9: 1 + 1"), "the score")

    # Jo answers four questions alone; the window is locked at the end.
    keys.press("Back to all questionnaires")
    keys.press("Begin: Well-being (ONS4)")
    keys.press("Hand the screen to Jo")
    stage.wait_for(lambda: stage.says("These are 4 questions."), "the welcome")
    assert not any("Example" in words for words in stage.words())
    keys.key(Qt.Key.Key_Return)
    for number, figure in enumerate("6755", start=1):
        assert stage.says(f"Question {number} of 4")
        keys.type(figure)
        assert stage.says(f"Your answer: {figure}")
        keys.key(Qt.Key.Key_Return)
    assert stage.says("Thank you, Jo. Now give the computer back to Sam.")
    keys.key(Qt.Key.Key_Return)
    stage.wait_for_way_in()
    assert stage.says("after the questions were answered"), stage.words()
    unlock(stage, keys)
    stage.wait_for(lambda: stage.says("Filled in before"), "the questionnaires again")
    assert stage.hand.count("Read: Well-being (ONS4)") == 1
    assert stage.hand.count("Read: Mood over 2 weeks (PHQ-9)") == 1


def test_signed_corrected_and_compared(begin: Begin, time: FakeTime) -> None:
    """What was talked through is signed, put right, talked through again two weeks later, compared and printed."""
    stage = begin(talk_it_through, answer_phq9)
    keys = Keyboard(stage)
    open_assessment(stage, keys)
    keys.section("What you can do")
    keys.main("Sign this assessment")
    keys.pick("How did Jo agree that this is right?", "Said so in the meeting")
    keys.main("Sign it now")
    stage.wait_for(lambda: stage.says("Version 1, signed on"), "the signed version")
    assert stage.says("1 + 2 + 1 + 2 = 6 of 12")

    # Something was missed: version 2, with the reason.
    keys.press("Make a new version")
    keys.type("Jo asked to add the buses.")
    keys.main("Begin version 2")
    stage.wait_for(lambda: stage.says("Why: Jo asked to add the buses."), "version 2")
    keys.section("Hours and people")
    keys.write("What makes getting there hard?", "The early bus does not run.")
    keys.section("What you can do")
    keys.main("Sign this assessment")
    keys.pick("How did Jo agree that this is right?", "By phone")
    keys.main("Sign it now")
    stage.wait_for(lambda: stage.says("By phone. Why: Jo asked to add the buses."), "version 2")
    keys.press("Compare with version 1")
    assert stage.says("1 of 16 answers is different.")
    assert in_order(stage, "What makes getting there hard?", "Not in this version", "The early bus does not run.")
    assert not stage.says("Standing and lifting."), "the same in both"
    keys.main("Back to the assessment")

    # Two weeks later they talk it through again.
    lock(stage, keys)
    time.go(days=14)
    unlock(stage, keys)
    open_assessment(stage, keys)
    stage.wait_for(lambda: stage.says("Write down what was said about safety."), "what was put off stands again")
    keys.press("Put it off")
    stage.wait_for(lambda: keys.at == "Why is it put off?", "the reason")
    keys.type("Jo has seen the GP.")
    keys.main("Put it off")
    stage.wait_for(lambda: not stage.says("Write down what was said about safety."), "it is put off")
    keys.press("Make a new version")
    keys.type("Two weeks have passed.")
    keys.pick("What is the new version for?", "To talk it through again")
    keys.main("Begin version 3")
    keys.section("Mood and sleep")
    for question, answer in BETTER.items():
        keys.pick(question, answer)
    keys.section("What you can do")
    keys.main("Sign this assessment")
    keys.pick("How did Jo agree that this is right?", "Said so in the meeting")
    keys.main("Sign it now")
    keys.section("Scores over time")
    (drawn,) = (one.accessibleName() for one in in_sight(stage.window, ChartPicture) if "start" in one.accessibleName())
    assert drawn == "Jo scored 6 at the start and 4 now. That is 2 lower."
    assert in_order(stage, "Mood and worry (PHQ-4), 0 to 12", "8 Dec", "Moderate")
    keys.press_first("Open: Mood and worry (PHQ-4), 0 to 12, ")
    stage.wait_for(lambda: stage.says("PHQ-4: 1 + 1 + 1 + 1 = 4 of 12"), "the answers of that day")

    # The screen is turned: what Jo can do and how it went, and nobody else.
    keys.key(Qt.Key.Key_F9)
    stage.wait_for(lambda: stage.says("I can do this now"), "the turned screen")
    assert in_order(stage, "I could do this with help", "Put out stock. What would help: a trolley.", f"“{BACK}”")
    keys.pick("What we look at", "How it went")
    assert stage.says("Jo scored 6 at the start and 4 now. That is 2 lower.")
    assert not any("Example" in words for words in (*stage.words(), stage.window.windowTitle()))
    assert not stage.says(SAFETY_ANSWER)
    keys.press("Turn back")
    assert stage.says("Only Sam turns the screen back")
    keys.type(PASSPHRASE)
    keys.key(Qt.Key.Key_Return)
    stage.wait_for(lambda: stage.says("Talk it through"), "the coach’s side")

    # The paper: what was talked through, and no answer about safety.
    keys.section("Health day to day")
    keys.press("Print this assessment")
    stage.wait_for_button("Print")
    keys.main("Print")
    paper = words_of(stage.doors.printed[0].read_bytes())
    assert "The early bus does not run." in paper
    assert not any(words in paper for words in (SAFETY_ANSWER, "hurting", "GP"))
    keys.key(Qt.Key.Key_Escape)
    stage.wait_for_button("Print this assessment")


def test_nine_questions_survive_the_end_of_the_process(
    begin: Begin, start: Callable[..., Stage], time: FakeTime, tmp_path: Path
) -> None:
    """The power goes between two answers: what was said two seconds ago is there, at the same question."""
    time.now = Clock().utc()  # the other process reads the clock of this PC
    begin().close()
    command = [sys.executable, "-m", "tests.journeys.play", "answer", str(tmp_path / "home")]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdin is not None
        assert child.stdout is not None
        child.stdin.write(f"{PASSPHRASE}\n")
        child.stdin.flush()
        told = child.stdout.readline().strip()
        child.send_signal(signal.SIGKILL)
    assert told == "two seconds have passed"
    stage = start(tmp_path / "home")
    keys = Keyboard(stage)
    unlock(stage, keys)
    keys.press("Go on with it: Jo Example")
    stage.wait_for(lambda: keys.group == PHQ9[3], "the same question")
    assert keys.at == "Several days"
    assert stage.says("PHQ-9: 4 of 9 answered")
    for question in PHQ9[4:]:
        keys.pick(question, "Not at all")
    keys.main("These answers are right")
    stage.wait_for(lambda: stage.says("PHQ-9: 1 + 1 + 1 + 1 + 0 + 0 + 0 + 0 + 0 = 4 of 27"), "the score")
