"""The scenes of the assessment: asked before, answered alone, talked through, signed, put right, printed and turned."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from workwell_desktop.demo import people
from workwell_desktop.demo.show import Show
from workwell_desktop.ui.hand import Hand

_HOW_OFTEN = ("Not at all", "Several days", "More than half the days", "Nearly every day")
_QUESTIONS = {
    people.WORK_ABILITY: ("Work Ability Score, 0 to 10",),
    people.WORRY: (
        "Feeling nervous, anxious or on edge",
        "Not being able to stop or control worrying",
        "Worrying too much about different things",
        "Trouble relaxing",
        "Being so restless that it is hard to sit still",
        "Becoming easily annoyed or irritable",
        "Feeling afraid as if something awful might happen",
    ),
}
_ON_PAPER = "Mood over 2 weeks (PHQ-9)"


def asked_before(show: Show) -> None:
    """Write down what was asked on earlier days, each with its day."""
    hand = show.hand
    hand.open_tab("Assessment")
    hand.press("Questionnaires")
    for title, day, answers in people.SCORES_BEFORE:
        hand.press(f"Begin: {title}")
        hand.press("Ask it together")
        said = answers if title == people.WORK_ABILITY else [_HOW_OFTEN[int(one)] for one in answers]
        _answer(hand, zip(_QUESTIONS[title], said, strict=True))
        hand.write("When was this asked?", day)
        hand.press("These answers are right")
        hand.press("Back to all questionnaires")
    show.say("earlier answers to questionnaires written down, each with its day")


def print_a_blank(show: Show) -> None:
    """Print a questionnaire to fill in by hand; the code on it joins it to Jo."""
    hand = show.hand
    hand.press(f"Begin: {_ON_PAPER}")
    hand.press("Print it to fill in by hand")
    hand.wait_for(lambda: hand.count("Type it in: ") == 1, "the paper in the list")
    show.keep_print("questionnaire.pdf")
    show.say("a blank questionnaire printed as questionnaire.pdf, with a code and no name")


def hand_it_over(show: Show) -> None:
    """Hand Jo the screen for a questionnaire, answered by keys alone; then the window is locked, and unlocked again."""
    hand = show.hand
    hand.press(f"Begin: {people.WORRY}")
    hand.press("Hand the screen to Jo")
    hand.wait_for_button("Begin")
    hand.key(Qt.Key.Key_Return)
    for number, answer in enumerate(people.ALONE, start=1):
        hand.key(Qt.Key(Qt.Key.Key_0 + int(answer)))
        if number == 2:
            show.picture("hand_over.png")
        hand.key(Qt.Key.Key_Return)
    hand.wait_for_button("I am finished")
    show.picture("hand_over_thanks.png")
    hand.key(Qt.Key.Key_Return)
    hand.wait_for_button("Unlock")
    hand.write("Passphrase", show.passphrase)
    hand.press("Unlock")
    hand.wait_for(lambda: show.window.workspace is not None, "the workspace")
    show.say("screen handed over, seven questions answered by keys; the window locked itself and was unlocked")


def talk_it_through(show: Show) -> None:
    """Do the joint assessment, all nine sections, and sign it."""
    hand = show.hand
    hand.open_tab("Assessment")
    hand.press("Health day to day")
    _answer(hand, people.HEALTH)
    hand.press("Next: Your job’s tasks")
    _tasks_and_what_gets_in_the_way(hand)
    for section, answers in (
        ("Hours and people", people.HOURS),
        ("What you expect", people.EXPECTS),
        ("Mood and sleep", people.MOOD),
        ("Home and money", people.HOME),
        ("What helps", people.HELPS),
        ("What you want", people.WANTS),
    ):
        hand.press(f"Next: {section}")
        _answer(hand, answers)
        if answers is people.MOOD:
            show.picture("mood.png")
    # The page again once everything was said: what helps stands beside what gets in the way.
    hand.press("Your job’s tasks")
    hand.scroll_up()
    show.picture("assessment.png")
    hand.press("What you want")
    hand.press("Next: What you can do")
    _what_jo_can_do(hand)
    _sign(hand)
    show.say("assessment signed")


def put_right(show: Show) -> None:
    """Correct what was signed: a second version with its reason, and both side by side."""
    hand = show.hand
    hand.press("Make a new version")
    hand.write("Why does this change?", people.WHY_RIGHT)
    hand.press("Begin version 2")
    for section, question, answer in people.PUT_RIGHT:
        hand.press(section)
        _answer(hand, [(question, answer)])
    hand.press("What you can do")
    _sign(hand)
    hand.press("Compare with version 1")
    hand.scroll_up()
    show.picture("compare.png")
    hand.press("Back to the assessment")
    show.say("assessment corrected with a reason, signed as version 2, both compared")


def print_it(show: Show) -> None:
    """Save the signed assessment as a PDF."""
    hand = show.hand
    hand.press("Print this assessment")
    hand.wait_for_button("Save as")
    hand.press("Save as")
    hand.wait_for((show.out / "assessment.pdf").exists, "assessment.pdf")
    hand.press("Close")
    show.say("signed assessment saved as assessment.pdf")


def look_over_time(show: Show) -> None:
    """Look at the scores over time, then turn the screen so that Jo reads what Jo can do."""
    hand = show.hand
    hand.press("Scores over time")
    hand.scroll_up()
    show.picture("chart.png")
    hand.scroll_to("Jo scored 14 at the start")
    show.picture("chart_change.png")
    hand.press("What you can do")
    hand.key(Qt.Key.Key_F9)
    hand.pick("What we look at", "What I can do")
    show.picture("turned.png")
    hand.press("Turn back")
    hand.write("Passphrase", show.passphrase)
    hand.press("Turn back")
    hand.wait_for_button("Go to the plan")
    show.say("scores over time looked at, screen turned to Jo and back by the passphrase")


def _answer(hand: Hand, answers: Iterable[tuple[str, str]]) -> None:
    for question, answer in answers:
        hand.wait_for(partial(hand.sees, QWidget, question), question)  # a long page is made bit by bit
        if hand.sees_field(question):
            hand.write(question, answer)
        else:
            hand.pick(question, answer)


def _tasks_and_what_gets_in_the_way(hand: Hand) -> None:
    for kind, task, good, bad, condition in people.TASKS:
        hand.press("Add a task")
        hand.write("What do you call this task?", task)
        hand.choose("Which of these is it most like?", kind)
        hand.press("Add this task")
        hand.pick(f"{task}: on a good day", good)
        hand.pick(f"{task}: on a bad day", bad)
        hand.write(f"{task}: can, if…", condition)
    for words, about, can_change in people.OBSTACLES:
        hand.press("Add in Jo’s words")
        hand.write("What gets in the way, in Jo’s words?", words)
        hand.leave()
        hand.choose("What is it about?", about)
        hand.pick("How much does it get in the way of work?", "A lot")
        hand.pick("Can this change?", can_change)
        hand.press("Add this")
    hand.wait_for(lambda: hand.count("Add to plan") == len(people.OBSTACLES), "what could help")
    for _ in range(2):
        hand.press_first("Add to plan")
        hand.wait_for(lambda: hand.count("Add to plan") < len(people.OBSTACLES), "the change in the plan")


def _what_jo_can_do(hand: Hand) -> None:
    for words in people.AS_IDEAS_SAY:
        hand.press(f"Use this: {words}")
    hand.press("Add what Jo can do now")
    hand.write("What can Jo do now?", people.CAN_NOW)
    hand.press("Add this")
    words, with_what = people.WITH_HELP
    hand.press("Add what Jo could do with help")
    hand.write("What could Jo do with help?", words)
    hand.write("With what?", with_what)
    hand.press("Add this")
    words, until = people.AVOID
    hand.press("Add what is best avoided")
    hand.write("What is best avoided for now?", words)
    hand.write("Until when?", until)
    hand.leave()
    hand.press("Add this")


def _sign(hand: Hand) -> None:
    hand.press("Sign this assessment")
    hand.pick("How did Jo agree that this is right?", "Said so in the meeting")
    hand.press("Sign it now")
    hand.wait_for_button("Go to the plan")
