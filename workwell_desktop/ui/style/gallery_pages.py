"""The pages of the gallery: every part, as a screen would use it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from workwell_desktop.ui.parts.answers import Answers
from workwell_desktop.ui.parts.badge import STATES, Badge
from workwell_desktop.ui.parts.bottom_bar import BottomBar
from workwell_desktop.ui.parts.buttons import (
    Button,
    danger_button,
    final_button,
    main_button,
    quiet_button,
    second_button,
)
from workwell_desktop.ui.parts.choices import Check, Checks, Radios, Segments
from workwell_desktop.ui.parts.columns import Columns, Page
from workwell_desktop.ui.parts.combo import Combo
from workwell_desktop.ui.parts.confidence import Confidence
from workwell_desktop.ui.parts.date_field import DateField
from workwell_desktop.ui.parts.empty import Empty
from workwell_desktop.ui.parts.fields import Field
from workwell_desktop.ui.parts.labels import ROLES, IconText, Label, Quote
from workwell_desktop.ui.parts.layouts import STRETCH, column, flow, holder, row
from workwell_desktop.ui.parts.line import Line, Number, SearchLine, SecretLine
from workwell_desktop.ui.parts.nav import NavButton
from workwell_desktop.ui.parts.notice import Notice
from workwell_desktop.ui.parts.paged_list import PagedList, PersonList, RowFacts
from workwell_desktop.ui.parts.progress import Busy
from workwell_desktop.ui.parts.rail import Rail, Section
from workwell_desktop.ui.parts.rows import Col, RowList, Words
from workwell_desktop.ui.parts.scale import Scale
from workwell_desktop.ui.parts.slide import Slide
from workwell_desktop.ui.parts.tabs import Tabs
from workwell_desktop.ui.parts.text_area import TextArea
from workwell_desktop.ui.style.icons import Icons
from workwell_desktop.ui.style.theme import Look

YES_NO = [("yes", "Yes"), ("no", "No"), ("ask", "Ask first")]
CAN = (*["Can’t"] * 3, *["Can, if"] * 5, *["Can"] * 3)


@dataclass(frozen=True)
class Read:
    """A date as the gallery understands it."""

    when: date | None
    sentence: str = ""
    problem: str = ""


def read_date(text: str) -> Read:
    """Understand the two dates that the gallery types."""
    if text == "5 nov":
        return Read(date(2026, 11, 5), "5 November 2026, 19 days ago")
    return Read(None, problem="31 November does not exist. November has 30 days.")


def form_page(look: Look) -> QWidget:
    """Return the fields and the choices, one of them with an error."""
    mobile = Field(look, "Mobile number", Line(look), width="date", alt="m")
    mobile.set_value("07700 9001")
    mobile.set_error("A mobile number has 11 digits. This one has 9.", announce_it=False)
    safe = Field(look, "Is it safe to leave a message?", Segments(look, YES_NO), width="full")
    safe.set_value("yes")
    best = Field(look, "Best time to call", Line(look))
    best.set_value("After 16:00, not Fridays")
    doing = Field(
        look,
        "What is Tomek doing now?",
        Radios(look, [("in", "In work"), ("off", "Off sick, has a job"), ("out", "Out of work")], across=True),
        answers=Answers(look),
    )
    doing.set_value("off")
    last = DateField(look, "Last day worked", read_date)
    last.set_value("5 nov")
    ends = DateField(look, "Fit note ends", read_date)
    ends.set_value("31 nov")
    reason = Field(look, "Why Tomek came", TextArea(look), hint="In Tomek’s own words.")
    reason.set_value("I want to drive again without my back seizing up by dinner time.")
    group = Field(look, "Ethnic group", Combo(look, [("a", "Any other group")], empty="Choose a group"), width="name")
    sure = Field(look, "How sure are you, 0 to 10?", Scale(look, "Not sure at all", "Very sure"), width="full")
    sure.set_value(6)
    needs = Field(
        look, "What helps Tomek", Checks(look, [("p", "Large print"), ("i", "An interpreter"), ("t", "Text messages")])
    )
    needs.set_value(["i"])
    left = holder(
        column(
            look,
            Label(look, "How to reach Tomek", "page"),
            row(look, mobile, safe, gap=24),
            best,
            Label(look, "Work and fit note", "section"),
            doing,
            row(look, last, ends, gap=24),
            reason,
            STRETCH,
        )
    )
    hours = Field(look, "Hours a week", Number(look, unit="hours"), width="name")
    hours.set_value("37.5")
    secret = Field(look, "Passphrase", SecretLine(look), hint="The words you chose, with the spaces between them.")
    secret.set_value("one two three")
    agreed = Check(look, "Tomek agrees to take part", "It is his choice. He can stop at any time.")
    agreed.set_value(True)
    right = holder(column(look, sure, group, needs, hours, secret, agreed, STRETCH))
    rail = Rail(
        look,
        "Intake",
        [
            Section("who", "Who sent Tomek", "done"),
            Section("about", "About Tomek", "done"),
            Section("contact", "Contact"),
            Section("work", "Work and fit note", "part"),
            Section("health", "Health"),
        ],
    )
    rail.set_current("contact")
    notice = Notice(
        look,
        "warn",
        "Is this someone you already know?",
        "Thomas Exampel, born 2 June 1991, closed June 2025. Same birth date, and the name sounds alike.",
        deeds=[("Compare", nothing), ("Not the same person", nothing)],
    )
    page = Page(look, notice, Columns(look, left, right, shares=(1, 1)), name="Contact")
    bar = BottomBar(look)
    bar.set_kept("Kept at 14:06. Nothing is lost if you lock or close.")
    bar.set_buttons(second_button(look, "Finish later"), main_button(look, "Save and go to Health"))
    beside = QHBoxLayout() if not look.large else QVBoxLayout()
    beside.setSpacing(0)
    beside.addWidget(rail)
    beside.addWidget(page, 1)
    tabs = Tabs(look, "Tomek Example")
    box = column(look, gap=0)
    box.addLayout(beside, 1)
    box.addWidget(bar)
    for word in ("Intake", "Assessment", "Plan", "Service directory"):
        tabs.add(word, holder(box) if word == "Intake" else QWidget())
    tabs.corner.addWidget(Label(look, "Meeting: 18 of 45 minutes", "hint", wrap=False))
    mobile.setProperty("gallery_focus", True)
    return tabs


def plan_page(look: Look) -> QWidget:
    """Return lists, badges, notices and quotes, beside a caseload."""
    steps = RowList(look, "Steps", [Col("Step", 3), Col("Who"), Col("By"), Col("How it stands")])
    for key, step, who, by, word, state in (
        ("1", "Walk ten minutes a day, then a bit more", "Jo", "1 December", "Doing", "doing"),
        ("2", "Ring Talking Therapies for a first call", "Jo", "27 November", "To do", "todo"),
        ("3", "Say yes or no to the changes at work", "Harbour Foods", "3 December", "Waiting", "waiting"),
        ("4", "First physio appointment, 14:15", "Elm Street Physio", "30 November", "Booked", "booked"),
    ):
        steps.add(key, Words(step), who, by, Badge(look, word, state))
    changes = RowList(look, "Changes at work")
    changes.add(
        "1", Words("A stool at the till", "Standing is hard after 20 minutes"), Badge(look, "In the letter", "letter")
    )
    changes.add("2", Words("Start at 09:00, until 4 January", "Lena said yes by phone"), Badge(look, "Agreed", "done"))
    changes.add("3", Words("Tasks away from the tills, 12 to 2", "Queues bring on panic"), Badge(look, "Idea", "idea"))
    changes.add("4", Words("Northfield Money Advice", "Money worries"), Button(look, "Add to plan", "compact"))
    letters = RowList(look, "Letters")
    letters.set_empty(
        Empty(look, "No letters yet. A letter is only made when Jo asks for one.", "Prepare a letter", nothing)
    )
    left = holder(
        column(
            look,
            Label(look, "What I want", "section"),
            Quote(
                look,
                "I want to be back on the shop floor without dreading every shift.",
                "By Monday 4 January  ·  How sure I am: 6 of 10",
                beside=Confidence(look, 6),
            ),
            Quote(look, "I want to sleep through most nights.", "By Tuesday 22 December"),
            row(look, Label(look, "Steps", "section"), STRETCH, quiet_button(look, "Add a step", "plus")),
            steps,
            letters,
            STRETCH,
            gap=12,
        )
    )
    right = holder(
        column(
            look,
            row(look, Label(look, "Changes at work", "section"), STRETCH, quiet_button(look, "Add a change", "plus")),
            changes,
            Notice(
                look, "note", "You can change your mind at any time. We cannot call back a letter that has been sent."
            ),
            Notice(look, "bad", "The backup could not be read back.", "Your work is safe here. Try another USB stick."),
            Notice(look, "good", "The backup was read back.", "34 people."),
            STRETCH,
        )
    )
    head = flow(
        look,
        Label(look, "Jo’s plan to return to work", "page", wrap=False),
        Badge(look, "Draft 2, not agreed yet", "draft", tint=False),
    )
    page = Page(look, head, Columns(look, left, right), name="Plan")
    bar = BottomBar(look)
    bar.set_kept("Kept at 11:18. Nothing is lost if you lock or close.")
    bar.set_buttons(second_button(look, "Print Jo’s papers", "printer"), main_button(look, "Jo agrees this plan"))
    box = column(look, gap=0)
    box.addWidget(page, 1)
    box.addWidget(bar)
    whole = row(look, gap=0)
    whole.addWidget(strip(look) if look.large else caseload(look))
    whole.addWidget(_upright())
    whole.addLayout(box, 1)
    return holder(whole, "surface")


def caseload(look: Look) -> QWidget:
    """Return the column at the left: search, today, people."""
    people = PersonList(look, "People")
    people.show_rows(
        [
            RowFacts("h1", "Seeing today", heading=True),
            RowFacts("1", "Dafydd Example", "Review, by phone", lead="09:30"),
            RowFacts("2", "Jo Example", "Plan meeting, here", lead="11:00"),
            RowFacts("h2", "Waiting for you", heading=True),
            RowFacts("3", "Amara Example", "Fit note ends in 3 days"),
            RowFacts("4", "Bill Example", "No contact for 16 days"),
        ]
    )
    people.choose("2")
    today = NavButton(look, "Today", "calendar", right="6 waiting")
    find = Field(look, "Find a person", SearchLine(look, "Find a person", keys="Ctrl+F"), label_role="small_strong")
    top = column(
        look,
        row(look, Label(look, "WorkWell", "section", ink="accent"), STRETCH, quiet_button(look, "Lock", "lock")),
        find,
        gap=16,
        margins=(16, 12, 16, 8),
    )
    side = column(look, top, today, people, gap=0)
    foot = row(
        look,
        IconText(look, "tick-circle", "Last backup proved today at 08:40, 34 people", ink="ink2", role="small"),
        margins=16,
    )
    side.addLayout(foot)
    widget = holder(side, "side")
    widget.setFixedWidth(look.px(288))
    return widget


def strip(look: Look) -> QWidget:
    """Return the closed column: icons with their words below."""
    jo = NavButton(look, "Jo", "person", under=True)
    jo.setChecked(True)
    people, find, lock = (
        NavButton(look, word, icon, under=True)
        for word, icon in (("People", "people"), ("Find", "search"), ("Lock", "lock"))
    )
    return holder(column(look, people, find, jo, STRETCH, lock, gap=0, margins=(0, 8, 0, 8)), "side")


def kit_page(look: Look) -> QWidget:
    """Return roles of type, buttons, badges, icons, services and the strip."""
    words = column(look, *(Label(look, f"{role}: Tomek’s first meeting", role) for role in ROLES), gap=4)
    buttons = flow(
        look,
        main_button(look, "Jo agrees this plan"),
        second_button(look, "Print Jo’s papers", "printer"),
        quiet_button(look, "Add a step", "plus"),
        danger_button(look, "Leave this out"),
        final_button(look, "Erase for ever", "trash"),
        Button(look, "Compare", "compact"),
        Answers(look),
    )
    off = main_button(look, "I agree. Print the letter.")
    off.setEnabled(False)
    buttons.addWidget(off)
    badges = flow(look, *(Badge(look, state.replace("_", " ").capitalize(), state) for state in STATES), gap=8)
    icons = flow(look, *(IconText(look, name, name, role="small") for name in Icons().names()), gap=12)
    services = PagedList(look, "Services", lines=4)
    services.show_rows(
        [
            RowFacts(
                "1",
                "Elm Street Physio",
                "Physiotherapy for backs, necks and joints",
                "0.8 miles · Free · In person",
                "Back pain is the first thing in Jo’s plan.",
                badge="Checked 3 November",
                state="done",
            ),
            RowFacts(
                "2",
                "Back in Step",
                "Six-week class on living with back pain",
                "3.1 miles · Free · In person",
                "Back pain. Runs at 18:00.",
                badge="Not checked for 14 months",
                state="waiting",
            ),
        ]
    )
    services.choose("1")
    services.setMinimumHeight(look.px(260))
    tasks = RowList(look, "Tasks", [Col("Task", 1), Col("On a good day"), Col("On a bad day")])
    for number, task in enumerate(("Serve at the till, standing", "Lift and put out stock")):
        good, bad = (
            Slide(look, "Can’t", "Can", name=f"{task}, on a good day", words=CAN),
            Slide(look, "Can’t", "Can", name=f"{task}, on a bad day", words=CAN),
        )
        good.set_value(6 if number else 10)
        bad.set_value(None if number else 2)
        tasks.add(task, Words(task), good, bad)
    busy = Busy(look, after_ms=0)
    busy.start("Making the backup", nothing)
    busy.step(12, 214)
    busy.show()
    left = holder(column(look, words, buttons, badges, STRETCH))
    right = holder(column(look, busy, services, tasks, icons, STRETCH))
    whole = row(look, gap=0)
    whole.addWidget(strip(look))
    whole.addWidget(Page(look, Columns(look, left, right), name="Kit"), 1)
    return holder(whole, "surface")


def _upright() -> QFrame:
    upright = QFrame()
    upright.setProperty("part", "upright")
    return upright


def nothing(_code: str = "") -> None:
    """Answer the gallery's buttons: nothing happens behind a picture."""


PAGES: dict[str, Callable[[Look], QWidget]] = {"form": form_page, "plan": plan_page, "kit": kit_page}
