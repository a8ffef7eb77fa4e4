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
    received="6 weeks ago",
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

GOALS = (
    ("I want to be back on the shop floor without dreading every shift.", 6, "6"),
    ("I want to sleep through most nights.", 4, "5"),
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

# What Jo says in the assessment, section by section: a question, and what is typed or picked there.
HEALTH = (
    ("What makes work hard?", "Standing and lifting. By the afternoon I can hardly move."),
    ("What is a good day like?", "I get through a shift and still cook at home."),
    ("What is a bad day like?", "I cannot stand up straight and I see nobody."),
    ("How many days in a week are bad days?", "3"),
    ("When did this start to get in the way of work?", "In the last few months"),
    ("Are you having treatment, or waiting for it?", "Waiting for it"),
    ("What are you waiting for?", "Physio at the surgery"),
    ("Since when?", "5 weeks ago"),
    ("Does any medicine make work harder?", "A little"),
    ("What does it do, and when in the day?", "I am slow until about nine in the morning."),
)
TASKS = (
    ("Stand for long", "Serve at the till, standing", "8", "2", "I have a stool, and a swap every 20 minutes"),
    ("Lift and carry", "Lift and put out stock", "6", "2", "boxes are under 5 kg and on a trolley"),
    ("Queues and customers", "Queues and complaints", "9", "4", "someone can step in at busy times"),
    ("Start early", "Start at 06:00", "2", "1", "I start at 09:00 for the first month"),
    ("Drive for work", "Drive 25 minutes to work", "10", "9", ""),
)
OBSTACLES = (
    ("My back goes if I stand too long.", "Work and getting there", "Partly"),
    ("I panic when the queue builds up.", "Work and getting there", "Yes"),
    ("I lie awake doing sums about money.", "Home and money", "Yes"),
)
HOURS = (
    ("Do your hours fit your health now?", "They are at the wrong times"),
    ("Which hours would fit better?", "A start at nine, and two days off in a row."),
    ("How do you get to work?", "By car"),
    ("What makes getting there hard?", "Driving is fine. The bus at five does not run."),
    ("Does your manager know what is hard for you?", "Some of it"),
    ("How much does your manager help?", "6"),
    ("How are things with the people you work with?", "Good. Two of them text me to ask how I am."),
    ("When did you last speak with work?", "last Tuesday"),
    ("Have you and work agreed how to keep in touch?", "Yes"),
    ("What are you paid while you are off?", "Statutory sick pay"),
)
EXPECTS = (
    ("What do you think will happen with work?", "If nothing changes I will have to leave."),
    ("Is there anything you fear work could do to you?", "That lifting makes my back worse for good."),
    ("How sure are you of doing the work you want in 4 weeks?", "4"),
    ("And in 12 weeks?", "7"),
    ("How much does work matter to you now?", "8"),
    ("Work Ability Score, 0 to 10", "7"),
)
MOOD = (
    ("How is your sleep?", "4"),
    ("What keeps you awake, or wakes you?", "My back when I turn, and sums about money."),
    ("What gets you down, and what lifts you?", "Sitting at home gets me down. My nieces lift me."),
    ("Feeling nervous, anxious or on edge", "Several days"),
    ("Not being able to stop or control worrying", "More than half the days"),
    ("Little interest or pleasure in doing things", "Several days"),
    ("Feeling down, depressed, or hopeless", "More than half the days"),
)
HOME = (
    ("Does any of this get in the way?", "Money or debt"),
    ("What would you like to say about it?", "The rent is paid. Sick pay does not reach for much else."),
    ("Do you feel safe at home?", "Yes"),
    ("Does any of this make work hard to find or keep?", "None of these"),
)
HELPS = (
    ("What has helped before?", "Short walks, and sitting for part of the shift."),
    ("What are you good at?", "Customers, and knowing where everything is."),
    ("Who helps you?", "My sister, and Lena, who runs the store."),
    ("What has work already tried?", "A week on the shelves instead of the till."),
)
WANTS = (
    ("What shall we plan for?", "To go back to work"),
    ("What do you want to be able to do?", "Be back on the shop floor without dreading every shift."),
    ("By when?", "in 6 weeks"),
    ("What would help first?", "A stool at the till, and a later start."),
    ("How ready do you feel to start?", "6"),
)
AS_IDEAS_SAY = ("Drive 25 minutes to work", "Serve at the till, standing", "Queues and complaints")
CAN_NOW = "Help customers on the shop floor for two hours, with a break"
WITH_HELP = ("Put out stock", "boxes under 5 kg, and a trolley")
AVOID = ("Lift more than 5 kg", "in 8 weeks")

# The same questions asked before: which, on which day, and what was answered to its questions in turn.
WORK_ABILITY, WORRY = "Work Ability Score", "Worry over 2 weeks (GAD-7)"
SCORES_BEFORE = (
    (WORK_ABILITY, "6 weeks ago", "3"),
    (WORK_ABILITY, "4 weeks ago", "4"),
    (WORK_ABILITY, "2 weeks ago", "6"),
    (WORRY, "6 weeks ago", "3222122"),
    (WORRY, "2 weeks ago", "2221121"),
)
# What Jo answers alone, by the number keys: the first answer, the second ...
ALONE = "2322122"

# What was put right once it was signed: section, question, the answer that is right; and why.
PUT_RIGHT = (
    ("Health day to day", "How many days in a week are bad days?", "2"),
    ("What helps", "Who helps you?", "My sister, Lena, who runs the store, and Sam at the till."),
)
WHY_RIGHT = "Jo counted again, and thought of Sam."
