"""Fictional papers, as the pictures of the design show them, and what a reader finds in a PDF."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pypdfium2 as pdfium

from workwell_desktop.casework.letter_kinds import letter_kinds
from workwell_desktop.casework.questionnaire_paper import blank
from workwell_desktop.casework.shift_times import hours_words
from workwell_desktop.documents.assessment import (
    AssessmentPaper,
    PaperAbility,
    PaperObstacle,
    PaperSection,
    PaperTask,
)
from workwell_desktop.documents.easy_read import EasyChange, EasyReadPlan, EasyService
from workwell_desktop.documents.letter import (
    AgreedText,
    Changes,
    Days,
    Group,
    Letter,
    LetterRow,
    Said,
    StageRow,
    Stages,
    agree,
)
from workwell_desktop.documents.plan import NextMeeting, PlanChange, PlanGoal, PlanPaper, PlanService, PlanStep
from workwell_desktop.documents.pocket_card import CardStep, HelpLine, PocketCard
from workwell_desktop.documents.questionnaire import BlankQuestionnaire
from workwell_desktop.documents.safety import SafetyPaper, ToldPerson
from workwell_desktop.documents.sheet import RecoveryPaper
from workwell_desktop.documents.shortlist import ListedService, ShortlistPaper
from workwell_desktop.documents.since_card import CardLine, SincePaper
from workwell_desktop.documents.stages import OwnStages, StagesDay, StagesWeek, WorkStages
from workwell_desktop.documents.story import StoryPaper, StoryPaperPart
from workwell_desktop.forms import Band, questionnaire
from workwell_desktop.forms.readings import Chart, Reading

MADE = date(2026, 11, 24)

PLAN: dict[str, Any] = {
    "service_name": "WorkWell, Elm Street Clinic",
    "title": "My plan to return to work",
    "participant": "Jo Example",
    "coach": "Ruth Example",
    "coach_called": "Ruth",
    "made_on": MADE,
    "number": 2,
    "agreed_on": MADE,
    "goals": (
        PlanGoal("I want to be back on the shop floor without dreading every shift.", date(2027, 1, 4), 6),
        PlanGoal("I want to sleep through most nights.", date(2026, 12, 22), 5),
    ),
    "steps": (
        PlanStep("Walk ten minutes a day, then a bit more", "Me", date(2026, 12, 1)),
        PlanStep("Ring Talking Therapies for a first call", "Me", date(2026, 11, 27)),
        PlanStep("Send the letter once I agree it", "Ruth", date(2026, 11, 26), done=True),
        PlanStep("Say yes or no to the changes at work", "Harbour Foods", date(2026, 12, 3)),
        PlanStep("First physio appointment, 14:15", "Elm Street Physio", date(2026, 11, 30)),
    ),
    "changes": (
        PlanChange(
            "I can stand for about 20 minutes, then I need to sit.", "A stool at the till", date(2027, 2, 26), "Asked"
        ),
        PlanChange("I find 06:00 starts hard at present.", "Start at 09:00", date(2027, 1, 4), "Agreed"),
        PlanChange("I can lift up to 5 kg for now.", "No lifting over 5 kg", None, "Idea"),
    ),
    "services": (
        PlanService(
            "Elm Street Physio",
            "Help with back pain. No cost.",
            ("01632 960 131", "Monday to Friday, 08:30 to 17:00"),
            "Checked 3 November 2026",
        ),
        PlanService(
            "Northfield Talking Therapies",
            "Talking help for low mood and worry. You can refer yourself.",
            ("01632 960 140",),
            "Not checked yet",
        ),
    ),
    "next_meeting": NextMeeting(
        "Tuesday 8 December 2026 at 11:00", "Elm Street Clinic, room 4", "Ruth will text you the day before."
    ),
    "review_on": date(2027, 1, 8),
    "coach_phone": "07700 900118",
    "crisis": ("If you need help straight away for your mind, ring 111 and choose option 2.",),
    "size": "standard",
    "reference": "P-7F3K2-M9Q4T",
}

NOTHING: dict[str, Any] = {
    "goals": (),
    "steps": (),
    "changes": (),
    "services": (),
    "next_meeting": None,
    "review_on": None,
    "agreed_on": None,
    "coach_phone": "",
    "crisis": (),
    "reference": "",
}


def plan(**other: Any) -> PlanPaper:
    """Return the plan of the picture, with some fields changed."""
    return PlanPaper(**(PLAN | other))


def agreed(text: str) -> AgreedText:
    """Return a text as agreed on the day of the letter."""
    return agree(text, MADE)


ROWS = (
    LetterRow(
        agreed("I can stand for about 20 minutes, then I need to sit."),
        agreed("A stool at the till"),
        date(2027, 2, 26),
    ),
    LetterRow(agreed("I find 06:00 starts hard at present."), agreed("Start at 09:00"), date(2027, 1, 4)),
    LetterRow(agreed("I can lift up to 5 kg for now."), agreed("No lifting over 5 kg"), date(2027, 1, 4)),
    LetterRow(None, agreed("A short break each hour"), date(2027, 1, 4)),
    LetterRow(agreed("Loud places tire me."), None, None),
)
OPENING = Said(agreed("I would like to come back to work. These changes would help me do my job well. Could we meet?"))
DAYS = Days(
    agreed("Please reply by Thursday 3 December 2026."),
    agreed("I would like to look at this again with you on Friday 8 January 2027."),
)


def changes(*rows: LetterRow, settled: bool = False) -> Changes:
    """Return changes at work as a part of a letter."""
    return Changes(rows, "What we agreed" if settled else "Changes that would help", settled)


def letter(**other: Any) -> Letter:
    """Return the letter of the picture, with some fields changed."""
    fields: dict[str, Any] = {
        "kind": "support",
        "to": "employer",
        "to_lines": ("Lena Example, Store Manager", "Harbour Foods", "40 Quay Road, Northfield"),
        "from_lines": ("Jo Example", "c/o Elm Street Clinic, Northfield"),
        "written_on": MADE,
        "salutation": "Dear Lena,",
        "heading": "Coming back to work from Monday 7 December 2026",
        "parts": (
            OPENING,
            changes(*ROWS),
            Said(agreed("I would also like to agree how we keep in touch.")),
            DAYS,
        ),
        "closing": "Yours sincerely,",
        "signed": ("Jo Example",),
        "small_print": letter_kinds()["support"].small_print,
        "participant": "Jo Example",
        "participant_called": "Jo",
        "coach": "Ruth Example",
        "coach_phone": "01632 960 120",
        "recipient": "Harbour Foods",
        "agreed_on": MADE,
        "number": 1,
        "reference": "L-7F3K2-M9Q4T",
        "service_name": "Elm Street Clinic",
    }
    return Letter(**(fields | other))


def letter_with_weeks() -> Letter:
    """Return the letter of the picture as it is there: changes beside what is hard, and hours that build up."""
    weeks = (
        ("7 December", "Mon, Wed, Fri, 09:00 to 13:00", "12"),
        ("14 December", "Mon, Tue, Thu, Fri, 09:00 to 13:00", "16"),
        ("21 December", "Mon to Thu, 09:00 to 14:00", "20"),
        ("28 December", "Tue, Wed, Thu, Sat, 09:00 to 15:00", "24"),
        ("4 January", "Mon to Fri, 09:00 to 15:00", "30"),
    )
    stages = Stages("Hours that build up", tuple(StageRow(*(agreed(cell) for cell in week)) for week in weeks))
    opening = Said(agreed("I would like to come back in stages. Could we meet to talk it through?"))
    paid = Said(agreed("I would also like to agree how I am paid in these weeks."))
    return letter(parts=(opening, changes(*ROWS[:3]), stages, paid, DAYS))


def letter_with_abilities() -> Letter:
    """Return the letter with what can be done at work, now or with help, and what is best avoided: two pages."""
    able = Group("What I can do at work now", (agreed("Order stock on the screen"),))
    helped = Group("What I could do at work with help", (agreed("Open the shop. What would help: a second person"),))
    avoid = Group("What is best avoided for now", (agreed("Ladders, until 26 February 2027"),))
    opening, asked, closing, days = letter().parts
    return letter(parts=(opening, asked, able, helped, avoid, closing, days))


def sheet() -> RecoveryPaper:
    """Return a recovery sheet that opens nothing."""
    groups = ("7F3K", "2M9Q", "4T8R", "0Z1X", "C5VB", "6N7H", "J8KP", "QW2E", "RT3Y")
    return RecoveryPaper("WorkWell, Elm Street Clinic", "Ruth Example", "Sheet A", "4F7K", MADE, groups)


def pages_of(pdf: bytes) -> list[str]:
    """Return the text of each page as a PDF reader finds it, lines parted by newlines.

    This reader gives a hyphen that stands at the end of a line as U+FFFE.
    """
    document = pdfium.PdfDocument(pdf)
    try:
        pages = []
        for number in range(len(document)):
            page = document[number]
            text = page.get_textpage()
            pages.append(text.get_text_range().replace("\r\n", "\n").replace("\ufffe", "-"))
            text.close()
            page.close()
        return pages
    finally:
        document.close()


def words_of(pdf: bytes) -> str:
    """Return all text of a PDF with one blank between words."""
    return " ".join(" ".join(pages_of(pdf)).split())


def words_but_code(pdf: bytes) -> str:
    """Return all text of a PDF without its code, which is drawn by lot: any two letters or figures may stand in it."""
    said, codes = re.subn(r"\b[A-Z]-[0-9A-Z]{5}-[0-9A-Z]{5}\b", "", words_of(pdf))
    assert codes, "every page has its code"
    return said


CARD: dict[str, Any] = {
    "name": "Jo",
    "last_met": date(2026, 11, 12),
    "made_on": MADE,
    "lines": (
        CardLine("Steps", "2 kept, 1 not yet: ring Talking Therapies."),
        CardLine("Services", "Elm Street Physio booked for Monday 30 November."),
        CardLine("How sure", "“I will be back in 4 weeks”: 4 of 10, now 6 of 10."),
        CardLine("Fit note", "Ends Sunday 6 December, 12 days from today."),
    ),
    "next_meeting": "Tuesday 8 December 2026 at 11:00, Elm Street Clinic, room 4.",
    "reference": "C-7F3K2-M9Q4T",
}


def since_card(**changes: Any) -> SincePaper:
    return SincePaper(**(CARD | changes))


def blank_phq9(size: Any = "standard") -> BlankQuestionnaire:
    """Return a blank PHQ-9 with a code that nobody has."""
    help_near = ("Samaritans: ring 116 123, day and night.", "In an emergency: ring 999.")
    return blank(
        questionnaire("phq9"), service_name="WorkWell, Elm Street Clinic", code="Q-7F3K2-M", made_on=MADE, size=size,
        crisis=help_near,
    )  # fmt: skip


ASSESSMENT: dict[str, Any] = {
    "service_name": "WorkWell, Elm Street Clinic",
    "participant": "Jo Example",
    "coach": "Ruth Example",
    "made_on": MADE,
    "number": 1,
    "signed_on": MADE,
    "how": "Said so in the meeting",
    "before": (
        PaperSection(
            "Health day to day",
            (
                ("What makes work hard?", "My back locks after half an hour on my feet, and then I cannot bend."),
                ("How many days in a week are bad days?", "3 of 7"),
            ),
        ),
        PaperSection(
            "Mood and sleep",
            (
                ("PHQ-4", "1 + 1 + 1 + 1 = 4 of 12. The published band is “mild”."),
                ("How is your sleep?", "4 of 10"),
            ),
        ),
    ),
    "tasks": (
        PaperTask("Standing at the till", "7 of 10", "2 of 10", "I have a stool and a break each hour"),
        PaperTask("Lifting boxes", "5 of 10", "0 of 10", ""),
    ),
    "obstacles": (
        PaperObstacle("My back hurts when I stand", "Health", "A lot", "Yes"),
        PaperObstacle("The early shift wears me out", "The job", "Quite a bit", ""),
    ),
    "after": (
        PaperSection("What helps", (("What has helped before?", "Short walks."), ("Who helps you?", "My sister."))),
        PaperSection("What you want", (("What do you want to be able to do?", "Be back on the shop floor."),)),
    ),
    "abilities": (
        PaperAbility("now", "Stand for twenty minutes"),
        PaperAbility("with_help", "Serve at the till for a whole shift", help="A stool"),
        PaperAbility("avoid", "Lift more than 5 kg", until=date(2027, 1, 4)),
    ),
    "charts": (
        Chart(
            "PHQ-4",
            "Jo",
            0,
            12,
            (Reading(date(2026, 9, 1), 8.0), Reading(date(2026, 10, 13), 6.0), Reading(MADE, 4.0)),
            (Band(0, 2, "Normal"), Band(3, 5, "Mild"), Band(6, 8, "Moderate"), Band(9, 12, "Severe")),
        ),
    ),
    "held_back": True,
    "reference": "A-7F3K2-M9Q4T",
}


def assessment_paper(**other: Any) -> AssessmentPaper:
    """Return a finished assessment with something of everything, with some fields changed."""
    return AssessmentPaper(**(ASSESSMENT | other))


def safety_paper(**other: Any) -> SafetyPaper:
    """Return a safety record about nobody, with some fields changed."""
    fields: dict[str, Any] = {
        "participant": "Jo Example",
        "coach": "Ruth Example",
        "printed_on": MADE,
        "kind": "Worry that they may harm themselves",
        "noticed_on": date(2026, 11, 23),
        "words": "Jo said that some mornings she does not want to wake up. No plan, and no means at home.",
        "done": "We rang the GP together. Jo has the numbers of the crisis line.",
        "told": (
            ToldPerson(
                "Dr Lee Example", datetime(2026, 11, 23, 14, 5, tzinfo=UTC), "Phone", "They agreed", "Rings tomorrow."
            ),
        ),
        "review_on": date(2026, 11, 30),
        "closed_on": None,
        "close_reason": "",
    }
    return SafetyPaper(**(fields | other))


CHRISTMAS = (date(2026, 12, 25), date(2026, 12, 28), date(2027, 1, 1))
PAY = "Your pay in these weeks depends on your employer’s rules. Ask before you start."


def stages_weeks(count: int = 4, weekdays: int = 5, pause: int = 30) -> tuple[StagesWeek, ...]:
    """Return weeks from Monday 7 December 2026 on whose days grow, with Wednesdays at rest at first."""
    weeks = []
    for number in range(count):
        monday = date(2026, 12, 7) + timedelta(weeks=number)
        days = []
        for weekday in range(weekdays):
            day = monday + timedelta(days=weekday)
            if day in CHRISTMAS:
                days.append(StagesDay(day, holiday=True))
            elif weekday != 2 or number:
                days.append(StagesDay(day, "09:00", f"{13 + min(number, 4)}:15", pause if number else 0))
        minutes = sum(int(day.ends[:2]) * 60 + 15 - 9 * 60 - day.pause for day in days if day.starts)
        weeks.append(StagesWeek(number + 1, monday, tuple(days), hours_words(minutes)))
    return tuple(weeks)


def own_stages(**other: Any) -> OwnStages:
    """Return a person's own calendar of going back in stages, with some fields changed."""
    fields: dict[str, Any] = {
        "participant": "Jo Example",
        "coach": "Ruth Example",
        "coach_called": "Ruth",
        "coach_phone": "01632 960120",
        "made_on": MADE,
        "agreed_on": MADE,
        "weeks": stages_weeks(),
        "reviews": (date(2026, 12, 18), date(2026, 12, 31)),
        "pay": PAY,
        "note": "Bring the cushion.",
        "size": "standard",
        "reference": "S-7F3K2-M9Q4T",
    }
    return OwnStages(**(fields | other))


def work_stages(**other: Any) -> WorkStages:
    """Return the manager's calendar of going back in stages, with some fields changed."""
    fields: dict[str, Any] = {
        "participant": "Jo Example",
        "employer": "Harbour Foods",
        "coach": "Ruth Example",
        "coach_phone": "01632 960120",
        "service": "WorkWell, Elm Street Clinic",
        "made_on": MADE,
        "agreed_on": MADE,
        "weeks": stages_weeks(),
        "reviews": (date(2026, 12, 18), date(2026, 12, 31)),
        "pay": "Pay in these weeks depends on your own policy. Agree it before the first day.",
        "reference": "S-8G4L3-N0R5V",
    }
    return WorkStages(**(fields | other))


SIGNATURE = (
    (90, 250, 150, 80, 200, 60, 210, 200, 160, 260, 300, 180, 340, 170, 330, 220, 380, 180, 420, 230, 600, 120),
    (700, 200),
)


def story(**other: Any) -> StoryPaper:
    """Return how Jo's plan went, as data."""
    till = StoryPaperPart(
        "Standing at the till",
        (
            "In November this was hard: “Standing at the till”.",
            "Jo asked for this on 26 November: A stool at the till.",
            "Harbour Foods agreed to it on 3 December.",
            "It has been in place since 7 December.",
        ),
    )
    sure = StoryPaperPart("How sure Jo was", ("“I want to sleep.” At first Jo was 4 of 10 sure. Now it is 7.",))
    paper = StoryPaper("WorkWell, Elm Street", "Jo Example", "Ruth Example", date(2026, 12, 8), (till, sure))
    return replace(paper, reference="S-7F3K2-M9Q4T", **other)


HELP = (
    HelpLine("NHS 111 (choose the mental health option)", "111", "24 hours a day, every day"),
    HelpLine("Samaritans", "116 123", "24 hours a day, every day"),
    HelpLine("Shout", "Text SHOUT to 85258"),
)


def easy_read(**other: Any) -> EasyReadPlan:
    """Return the plan of the picture in easy read, with some fields changed."""
    fields: dict[str, Any] = {
        "name": "Jo",
        "coach": "Ruth",
        "coach_phone": "07700 900118",
        "made_on": MADE,
        "agreed_on": MADE,
        "plan_type": "return",
        "goals": PLAN["goals"],
        "steps": PLAN["steps"],
        "changes": (
            EasyChange("", "sit_stool", "asked", date(2027, 2, 26)),
            EasyChange("Start at 09:00", "", "agreed", date(2027, 1, 4)),
            EasyChange("", "lift_share", "idea"),
        ),
        "services": (
            EasyService("Elm Street Physio", ("back_and_joints",), "01632 960 131"),
            EasyService("Northfield Talking Therapies", ("mood_and_worry",), "01632 960 140"),
        ),
        "meets_at": datetime(2026, 12, 8, 11, 0),  # noqa: DTZ001 - this PC's own time, as it is printed
        "place": "Elm Street Clinic, room 4",
        "meeting_way": "here",
        "review_on": date(2027, 1, 8),
        "help_lines": HELP,
        "size": "standard",
        "reference": "E-7F3K2-M9Q4T",
    }
    return EasyReadPlan(**(fields | other))


def pocket_card(**other: Any) -> PocketCard:
    """Return the card of the picture, with some fields changed."""
    fields: dict[str, Any] = {
        "name": "Jo",
        "coach": "Ruth",
        "coach_phone": "07700 900118",
        "made_on": MADE,
        "meets_at": datetime(2026, 12, 8, 11, 0),  # noqa: DTZ001 - as above
        "place": "Elm Street Clinic, room 4",
        "steps": (
            CardStep("Ring Talking Therapies for a first call", date(2026, 11, 27)),
            CardStep("Walk ten minutes a day, then a bit more", date(2026, 12, 1)),
            CardStep("Say yes or no to the changes", date(2026, 12, 3), "Harbour Foods"),
        ),
        "help_lines": HELP,
        "size": "large",
        "reference": "P-7F3K2-M9Q4T",
    }
    return PocketCard(**(fields | other))


LISTED = (
    ListedService(
        name="Northfield Money Advice",
        what="Free help with debt, bills and benefits.",
        phone="01632 960 150",
        address=("12 Elm Street, Northfield, NF4 2AB",),
        when=("Monday to Thursday 09:00 to 17:30", "Friday 09:00 to 13:00"),
        how_in="You can get in touch yourself.",
        getting_in="Level entrance, lift, parking.",
        cost="It is free.",
        far="About 1½ miles from home.",
        why="Helps with money and debt.",
        checked="Checked 3 November 2026.",
        topics=("money_and_debt",),
        access=("self",),
    ),
    ListedService(
        name="Harbour Walks",
        what="Gentle walking group with a leader.",
        text_number="07700 900140",
        address=("Harbour Café, Quay Road, Northfield, NF1 1QA",),
        when=("Tuesday 10:30 to 12:00",),
        how_in="You can drop in.",
        cost="It is free.",
        far="Less than 1 mile from home.",
        why="Helps you to meet people.",
        checked="Not checked for 14 months: ask first.",
        stale=True,
        topics=("isolation",),
        access=("drop_in",),
    ),
)


def shortlist(**other: Any) -> ShortlistPaper:
    """Return a list of two services, with some fields changed."""
    fields: dict[str, Any] = {
        "service_name": "WorkWell, Elm Street Clinic",
        "participant": "Jo Example",
        "name": "Jo",
        "coach": "Ruth",
        "made_on": MADE,
        "services": LISTED,
        "coach_phone": "07700 900118",
        "help_lines": HELP,
        "credits": ("Northfield Community Directory, by Northfield Council. Open Government Licence v3.0.",),
        "miles": True,
        "size": "standard",
        "reference": "S-7F3K2-M9Q4T",
    }
    return ShortlistPaper(**(fields | other))
