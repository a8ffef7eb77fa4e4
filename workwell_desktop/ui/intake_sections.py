"""The sections of the Intake tab, drawn by hand: who sent them, about them, reaching and talking, work, health.

Each function makes the fields of one section, puts them into ``Fields`` by the names of ``IntakeEntry``, and
returns the page. Where the person's name belongs in a label or a hint stands a place for it, as :class:`Called` has
them; :func:`speak_of` fills it.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from workwell_desktop.casework.areas import area_choices
from workwell_desktop.casework.dates import Understood
from workwell_desktop.casework.lists import choices
from workwell_desktop.casework.needs import CATEGORIES, review_day
from workwell_desktop.ui.called import Called
from workwell_desktop.ui.parts.choices import Checks, Radios, Segments
from workwell_desktop.ui.parts.columns import Columns, Fold, Page
from workwell_desktop.ui.parts.combo import Combo
from workwell_desktop.ui.parts.date_field import DateField
from workwell_desktop.ui.parts.fields import Field
from workwell_desktop.ui.parts.labels import Label
from workwell_desktop.ui.parts.line import Line
from workwell_desktop.ui.parts.rail import Section as RailSection
from workwell_desktop.ui.parts.text_area import TextArea
from workwell_desktop.ui.records.shelf import RECORDS
from workwell_desktop.ui.style.theme import Look

Fields = dict[str, Field]
ReadDate = Callable[[str, str], Understood]
Section = Callable[[Look, Called, Fields, ReadDate], QWidget]

_TWO = 800  # pixels at 100 %: two lists of needs side by side
PAIR = 560  # pixels at 100 %: two dates or two names side by side
DATE_HINT = "Type a date as you would say it: 5 nov, last Tuesday, in 2 weeks."


def options(name: str) -> list[tuple[str, str]]:
    """Return a list of ``lists.toml`` as options for a control: code and label."""
    return [(choice.code, choice.label) for choice in choices(name)]


def grouped(name: str) -> list[tuple[str, str]]:
    """Return a list as options whose words begin with their group, for long lists in one box."""
    return [
        (choice.code, f"{choice.group}: {choice.label}" if choice.group else choice.label) for choice in choices(name)
    ]


def who_sent(look: Look, who: Called, fields: Fields, read: ReadDate) -> QWidget:
    """Make the section that says who sent this person, when and why."""
    fields["source"] = Field(look, "Where did this referral come from?", Radios(look, options("referral_source")))
    fields["referrer_name"] = Field(
        look, "Who sent them?", Line(look), hint="Leave blank if {person} came alone.", width="name"
    )
    fields["referrer_organisation"] = Field(look, "Practice, employer or service", Line(look), width="sentence")
    fields["received_on"] = DateField(look, "When did it arrive?", _lean(read, "received_on"), hint=DATE_HINT)
    fields["reason"] = Field(look, "What does {person} want help with?", TextArea(look), hint="In {own} own words.")
    return _page(
        look,
        who,
        "Who sent {who}",
        fields,
        ("source", "referrer_name", "referrer_organisation", "received_on", "reason"),
    )


def about(look: Look, who: Called, fields: Fields, read: ReadDate) -> QWidget:
    """Make the section with names, birth date, the questions about sex, gender and ethnic group, and numbers."""
    fields["first_name"] = Field(look, "First name", Line(look), width="name")
    fields["last_name"] = Field(
        look, "Last name", Line(look), hint="If there is one name only, write it here.", width="name"
    )
    fields["known_as"] = Field(
        look, "Name to be called by", Line(look), hint="Leave blank if it is the first name.", width="name"
    )
    fields["birth_date"] = DateField(
        look, "Date of birth", _lean(read, "birth_date"), hint="As you would say it: 14 March 1979, or 14/3/79."
    )
    fields["sex"] = Field(look, "What is your sex?", Segments(look, options("sex")))
    fields["gender"] = Field(look, "How do you describe your gender?", Radios(look, options("gender")))
    fields["ethnic_group"] = Field(look, "What is your ethnic group?", Combo(look, grouped("ethnic_group")))
    fields["nhs_number"] = Field(
        look, "NHS number", Line(look), hint="Leave blank if {person} does not have it here.", width="date"
    )
    fields["nino"] = Field(
        look,
        "National Insurance number",
        Line(look),
        hint="Leave blank if {person} would rather not say.",
        width="date",
    )
    page = _page(look, who, "About {who}", fields, ())
    page.add(_pair(look, fields["first_name"], fields["last_name"]))
    page.add(_pair(look, fields["known_as"], fields["birth_date"]))
    for one in ("sex", "gender", "ethnic_group"):
        page.add(fields[one])
    page.add(_pair(look, fields["nhs_number"], fields["nino"]))
    return page


def contact(look: Look, who: Called, fields: Fields, read: ReadDate) -> QWidget:  # noqa: ARG001 - the sections share one form
    """Make the section that says how to reach this person."""
    fields["mobile"] = Field(look, "Mobile number", Line(look), width="date")
    fields["safe_to_message"] = Field(
        look, "Is it safe to leave a message?", Segments(look, options("safe_to_message"))
    )
    fields["phone"] = Field(look, "Other phone", Line(look), width="date")
    fields["best_time"] = Field(look, "Best time to call", Line(look), hint="Leave blank if any time will do.")
    fields["email"] = Field(look, "E-mail", Line(look))
    fields["address"] = Field(look, "Address", TextArea(look, lines=3))
    fields["postcode"] = Field(look, "Postcode", Line(look), width="postcode")
    fields["area"] = Field(
        look, "Area", Combo(look, area_choices()), hint="The integrated care board people here belong to."
    )
    fields["lives_in_area"] = Field(
        look, "Does {person} live in the area of this service?", Segments(look, options("in_area"))
    )
    fields["gp_practice"] = Field(look, "GP practice", Line(look))
    fields["gp_in_area"] = Field(look, "Is the GP practice in the area?", Segments(look, options("in_area")))
    fields["jobcentre"] = Field(look, "Jobcentre", Line(look), hint="Leave blank if {person} does not go to one.")
    fields["jobcentre_in_area"] = Field(look, "Is the Jobcentre in the area?", Segments(look, options("in_area")))
    page = _page(look, who, "How to reach {who}", fields, ())
    page.add(_pair(look, fields["mobile"], fields["safe_to_message"]))
    page.add(_pair(look, fields["phone"], fields["best_time"]))
    for one in ("email", "address"):
        page.add(fields[one])
    page.add(_pair(look, fields["postcode"], fields["area"]))
    for one in ("lives_in_area", "gp_practice", "gp_in_area", "jobcentre", "jobcentre_in_area"):
        page.add(fields[one])
    return page


def talking(look: Look, who: Called, fields: Fields, read: ReadDate) -> QWidget:
    """Make the section with what this person needs to talk, read and be reached: the record of DAPB1605."""
    fields["language"] = Field(
        look, "Preferred language", Line(look), hint="Leave blank if English is fine.", width="name"
    )
    fields["interpreter"] = Field(look, "Is an interpreter needed?", Segments(look, options("interpreter")))
    fields["contact_way"] = Field(
        look, "How does {person} like to be reached?", Radios(look, options("contact_way"), across=True)
    )
    for category in CATEGORIES:
        mine = [one for one in choices("communication_need") if one.category == category]
        boxes = Checks(look, [(one.code, one.label) for one in mine])
        fields[f"needs.{category}"] = Field(look, mine[0].group, boxes, label_role="strong")
    fields["needs_note"] = Field(look, "Anything else that helps when you talk or write", TextArea(look, lines=2))
    fields["needs_asked"] = Field(look, "Who was asked?", Radios(look, options("needs_asked")))
    fields["needs_checked_on"] = DateField(look, "When were they asked?", _lean(read, "needs_checked_on"))
    fields["needs_review_on"] = DateField(
        look, "Ask again on", _lean(read, "needs_review_on"), hint="We propose a year later. You can change it."
    )
    page = _page(look, who, "Talking and reading", fields, ())
    page.add(Label(look, "What is ticked here decides how papers are printed. It shows above every page.", ink="ink2"))
    page.add(fields["language"])
    page.add(fields["interpreter"])
    page.add(fields["contact_way"])
    page.add(_words(look, who, "What does {person} need?", "section"), gap=32)
    page.add(_words(look, who, "Write what {person} needs, not why.", "small", ink="ink2"), gap=4)
    for first, second in zip(CATEGORIES[::2], CATEGORIES[1::2], strict=True):
        page.add(Columns(look, fields[f"needs.{first}"], fields[f"needs.{second}"], shares=(1, 1), at=_TWO), gap=24)
    page.add(fields["needs_note"], gap=24)
    page.add(Label(look, "Who was asked, and when", "section"), gap=32)
    page.add(fields["needs_asked"])
    page.add(_pair(look, fields["needs_checked_on"], fields["needs_review_on"]))
    propose_days(fields)
    return page


def propose_days(fields: Fields) -> None:
    """Offer a year later as the day to ask again, once the day of asking is understood and no other stands there."""
    asked, again = fields["needs_checked_on"], fields["needs_review_on"]

    def propose() -> None:
        when = asked.when() if isinstance(asked, DateField) else None
        if when is not None and not again.value():
            again.set_value(review_day(when))
            again.edited.emit()

    asked.left.connect(propose)


def work(look: Look, who: Called, fields: Fields, read: ReadDate) -> QWidget:
    """Make the section about work as it is now."""
    fields["work_status"] = Field(
        look, "What is {person} doing now?", Radios(look, options("work_status"), across=True)
    )
    fields["right_to_work"] = Field(
        look, "Is {person} allowed to work in the UK?", Segments(look, options("right_to_work"))
    )
    fields["employer"] = Field(look, "Employer", Line(look), hint="Leave blank if {person} would rather not say.")
    fields["job_title"] = Field(look, "Job", Line(look), width="name")
    fields["hours_per_week"] = Field(look, "Usual hours a week", Line(look), width="postcode")
    fields["last_worked_on"] = DateField(
        look, "Last day worked", _lean(read, "last_worked_on"), hint="Leave blank if {person} is at work."
    )
    fields["manager_name"] = Field(
        look, "Who would a letter go to?", Line(look), hint="A name, if there is one.", width="name"
    )
    fields["manager_role"] = Field(look, "Their job", Line(look), hint="Such as store manager.", width="name")
    fields["employer_address"] = Field(look, "Employer’s address", TextArea(look, lines=3))
    page = _page(look, who, "Work", fields, ("work_status", "right_to_work", "employer"))
    page.add(_pair(look, fields["job_title"], fields["hours_per_week"]))
    page.add(fields["last_worked_on"])
    page.add(_pair(look, fields["manager_name"], fields["manager_role"]))
    page.add(fields["employer_address"])
    return page


def health(look: Look, who: Called, fields: Fields, read: ReadDate) -> QWidget:  # noqa: ARG001 - the sections share one form
    """Make the section about the conditions that affect work."""
    fields["conditions"] = Field(look, "What affects {own} work?", Checks(look, options("condition")))
    fields["conditions_words"] = Field(
        look, "In {own} words", TextArea(look), hint="This stays here. It is in no letter unless it is agreed."
    )
    return _page(look, who, "Health", fields, ("conditions", "conditions_words"))


def speak_of(who: Called, fields: Fields) -> None:
    """Put the person's name where it belongs in the labels and hints of these fields, now and for the next person."""
    for field in fields.values():
        for put, words in ((field.set_label, field.label()), (field.set_hint, field.hint())):
            if "{" in words:
                who.says(put, words)


def _words(look: Look, who: Called, words: str, role: str, *, ink: str = "") -> Label:
    label = Label(look, "", role, ink=ink)
    who.says(label.set_text, words)
    return label


def _pair(look: Look, left: Field, right: Field) -> QWidget:
    """Put two fields that belong together side by side, as wide together as one sentence."""
    return Fold(look, left, right, most=PAIR)


def _page(look: Look, who: Called, title: str, fields: Fields, names: tuple[str, ...]) -> Page:
    page = Page(look, _words(look, who, title, "page"), gap=16)
    who.says(page.setAccessibleName, title)
    for name in names:
        page.add(fields[name])
    return page


def _lean(read: ReadDate, name: str) -> Callable[[str], Understood]:
    return lambda typed: read(typed, name)


SECTIONS: tuple[tuple[str, str, Section], ...] = (
    ("who", "Who sent {who}", who_sent),
    ("about", "About {who}", about),
    ("contact", "How to reach {who}", contact),
    ("talking", "Talking and reading", talking),
    ("work", "Work", work),
    ("health", "Health", health),
)


def rail_sections(who: Called) -> list[RailSection]:
    """Return the sections of the form and the pages of records behind it, in the words of the rail."""
    return [
        *(RailSection(code, who.words(title)) for code, title, _make in SECTIONS),
        *(RailSection(record.code, who.words(record.title), icon=record.icon) for record in RECORDS),
    ]
