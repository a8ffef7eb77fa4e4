"""The made-up people of the demo, and what they say in the meeting."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Person:
    """A made-up person whose referral is taken. ``meeting`` is a time today, for the plan's next meeting."""

    first: str
    last: str
    source: str
    received: str
    reason: str
    born: str
    nhs_number: str
    known_as: str = ""
    referrer: str = ""
    organisation: str = ""
    sex: str = ""
    gender: str = ""
    ethnic_group: str = ""


JO = Person(
    first="Joanne",
    last="Example",
    known_as="Jo",
    source="GP or GP practice",
    referrer="Dr Hana Example",
    organisation="Elm Street Surgery",
    received="4 days ago",
    reason="My back hurts every day and my mood is low. I am thinking of leaving my job.",
    born="14/3/79",
    nhs_number="999 012 3403",
    sex="Female",
    gender="Woman",
    ethnic_group="White: English, Welsh, Scottish, Northern Irish or British",
)
OTHERS = (
    Person(
        "Dafydd", "Example", "They came to us themselves", "5 weeks ago", "I want to stay in my job.", "2 Jan 1985", ""
    ),
    Person("Tomek", "Example", "Jobcentre Plus", "yesterday", "I lost my job in spring.", "2 June 1991", ""),
    Person("Amara", "Example", "Employer", "2 weeks ago", "I come back in stages.", "9/9/1988", ""),
)


TASKS = (
    ("Stand for long", "Serve at the till, standing", "Can", "Can’t", "I have a stool, and a swap every 20 minutes"),
    ("Lift and carry", "Lift and put out stock", "Can, if", "Can’t", "boxes are under 5 kg and on a trolley"),
    ("Queues and customers", "Queues and complaints", "Can", "Can, if", "someone can step in at busy times"),
    ("Start early", "Start at 06:00", "Can’t", "Can’t", "I start at 09:00 for the first month"),
    ("Drive for work", "Drive 25 minutes to work", "Can", "Can", ""),
)
OBSTACLES = (
    ("My back goes if I stand too long.", "The job"),
    ("I panic when the queue builds up.", "The job"),
    ("I lie awake doing sums about money.", "Money"),
)
MOOD = (
    ("Feeling nervous, anxious or on edge", "Several days"),
    ("Not being able to stop or control worrying", "More than half the days"),
    ("Little interest or pleasure in doing things", "Several days"),
    ("Feeling down, depressed, or hopeless", "More than half the days"),
)
SERVICES = (("physio", "Physiotherapist at the GP practice"), ("counselling", "NHS Talking Therapies"))
STEPS = (
    ("Walk ten minutes a day, then a bit more", "Jo", "in 10 days"),
    ("Send the letter once Jo agrees it", "Ruth", "in 2 days"),
    ("Say yes or no to the changes at work", "Harbour Foods", "in 12 days"),
)
