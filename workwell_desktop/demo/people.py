"""The made-up people of the demo, and what they say in the meeting."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Person:
    """A made-up person whose referral is taken. ``meets`` is the time and place of a meeting today."""

    first: str
    last: str
    source: str
    received: str
    reason: str
    born: str
    nhs_number: str
    work: str = "In work"
    known_as: str = ""
    referrer: str = ""
    organisation: str = ""
    sex: str = ""
    gender: str = ""
    ethnic_group: str = ""
    plan: str = ""
    meets: tuple[str, str] | None = None
    fit_note_ends: str = ""


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
    work="Off sick, has a job",
    sex="Female",
    gender="Woman",
    ethnic_group="White: English, Welsh, Scottish, Northern Irish or British",
    plan="To return to work",
    meets=("11:00", "Elm Street Clinic, room 4"),
)
OTHERS = (
    Person(
        "Dafydd",
        "Example",
        "They came to us themselves",
        "5 weeks ago",
        "I want to stay in my job.",
        "2 Jan 1985",
        "",
        plan="To do well at work",
        meets=("09:30", "by phone"),
    ),
    Person(
        "Tomek", "Example", "Jobcentre Plus", "yesterday", "I lost my job in spring.", "2 June 1991", "", "Out of work"
    ),
    Person(
        "Amara",
        "Example",
        "Employer",
        "2 weeks ago",
        "I come back in stages.",
        "9/9/1988",
        "",
        fit_note_ends="in 3 days",
    ),
    Person("Cerys", "Example", "They came to us themselves", "9 weeks ago", "I want to keep my job.", "30.11.1970", ""),
    Person(
        "Femi",
        "Example",
        "GP or GP practice",
        "11 weeks ago",
        "I want to find work I can do.",
        "1 May 1996",
        "",
        "Out of work",
    ),
)
REFERRED = (
    Person(
        "Bill",
        "Example",
        "GP or GP practice",
        "5 days ago",
        "I drive a van and my back gives way. I want to keep my job.",
        "2 June 1971",
        "",
        "Off sick, has a job",
        referrer="Dr Hana Example",
        organisation="Elm Street Surgery",
    ),
    Person(
        "Sunita",
        "Example",
        "Community service",
        "11 days ago",
        "I cannot sleep, and I come late every day.",
        "3/8/1990",
        "",
        organisation="Northfield Carers",
    ),
    Person(
        "Grace",
        "Example",
        "Employer",
        "yesterday",
        "Migraines since the new shift pattern.",
        "17 May 1983",
        "",
        organisation="Harbour Foods",
    ),
)


TASKS = (
    ("Stand for long", "Serve at the till, standing", "8", "2", "I have a stool, and a swap every 20 minutes"),
    ("Lift and carry", "Lift and put out stock", "6", "2", "boxes are under 5 kg and on a trolley"),
    ("Queues and customers", "Queues and complaints", "9", "4", "someone can step in at busy times"),
    ("Start early", "Start at 06:00", "2", "1", "I start at 09:00 for the first month"),
    ("Drive for work", "Drive 25 minutes to work", "10", "9", ""),
)
GOALS = (
    ("I want to be back on the shop floor without dreading every shift.", 6, "6"),
    ("I want to sleep through most nights.", 4, "5"),
)
OBSTACLES = (
    ("My back goes if I stand too long.", "Work and getting there", "Partly"),
    ("I panic when the queue builds up.", "Work and getting there", "Yes"),
    ("I lie awake doing sums about money.", "Home and money", "Yes"),
)
MOOD = (
    ("Feeling nervous, anxious or on edge", "Several days"),
    ("Not being able to stop or control worrying", "More than half the days"),
    ("Little interest or pleasure in doing things", "Several days"),
    ("Feeling down, depressed, or hopeless", "More than half the days"),
)
SERVICES = (("back pain", "Physiotherapist at the GP practice"), ("counselling", "NHS Talking Therapies"))
STEPS = (
    ("Walk ten minutes a day, then a bit more", "Jo", "in 10 days", "Doing"),
    ("Send the letter once it is agreed", "Ruth", "in 2 days", "To do"),
    ("Say yes or no to the changes at work", "Harbour Foods", "in 11 days", "To do"),
)

# How Jo was reached, and what came of it: day, time, how, what came of it, a few words.
TRIES = (
    ("34 days ago", "10:20", "Phone call", "No answer", "Rang out"),
    ("33 days ago", "16:10", "Phone call", "We spoke", "Likes to be rung after 16:00"),
)

# Meetings before today: what for, day, time, what became of it, and why.
PAST_MEETINGS = (
    ("First meeting", "27 days ago", "11:00", "Met", ""),
    ("Plan meeting", "12 days ago", "11:00", "Met", ""),
    ("Short call", "7 days ago", "09:30", "Did not come", "The bus did not run"),
)

# Notes about them: what about, day, words.
NOTES = (
    ("A meeting", "27 days ago", "Jo wants to stay in her job. Standing at the till is hardest; mornings are better."),
    ("A meeting", "12 days ago", "Jo rang the physio herself. Her manager is open to a stool at the till."),
    ("A call or message", "yesterday", "Rang the surgery: the next fit note can be collected on Monday."),
)
