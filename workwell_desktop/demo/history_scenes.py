"""The scene of the history: tries, meetings and notes of the last weeks, written down as a coach would."""

from __future__ import annotations

from workwell_desktop.demo.people import NOTES, PAST_MEETINGS, TRIES
from workwell_desktop.demo.show import Show
from workwell_desktop.ui.hand import Hand


def met_before(show: Show) -> None:
    """Write down the meetings that went before today, so that Today can say what changed since."""
    hand = show.hand
    hand.open_tab("Intake")
    hand.press("Notes and history")
    for purpose, day, at, outcome, why in PAST_MEETINGS:
        _meeting(hand, purpose, day, at, outcome, why)
    show.say("earlier meetings written down")


def look_back(show: Show) -> None:
    """Write down the tries and notes of the last weeks, pin a note, and look at all of it in one line of time."""
    hand = show.hand
    hand.pick_row("11:00, Jo Example")
    hand.open_tab("Intake")
    hand.press("Notes and history")
    for day, at, how, outcome, words in TRIES:
        hand.press("Write down a try")
        hand.pick("How you tried", how)
        hand.pick("What came of it", outcome)
        hand.write("Which day", day)
        hand.write("What time", at)
        hand.write("Anything to remember", words)
        hand.press("Save this try")
    for about, day, words in NOTES:
        hand.press("Write a note")
        hand.pick("What is this note about?", about)
        hand.write("Which day", day)
        hand.write("Note", words)
        hand.press("Sign this note")
    hand.pick_row(f"Note: {NOTES[1][0]}, {NOTES[1][2]}")
    hand.press("Pin to the top")
    hand.press("Back to the history")
    hand.choose("Show", "Meetings")
    hand.choose("Show", "Everything")
    hand.scroll_up()
    show.picture("history.png")
    show.say("tries and notes written down; the whole history read in one line of time")


def _meeting(hand: Hand, purpose: str, day: str, at: str, outcome: str, why: str) -> None:
    hand.press("Book a meeting")
    hand.write("Which day", day)
    hand.write("What time", at)
    hand.write("Where", "Room 4")
    hand.write("What it is for", purpose)
    hand.press("Book this meeting")
    hand.pick_row(purpose)
    hand.pick("What became of it?", outcome)
    if why:
        hand.write("Why", why)
    hand.press("Save this")
