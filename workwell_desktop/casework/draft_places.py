"""Where a draft goes on, and what it is called on the start page: in plain words, and never what it says."""

from __future__ import annotations

from workwell_desktop.casework.tabs import ASSESSMENT, INTAKE, PLAN
from workwell_desktop.casework.waiting import PAGE

OF_AN_ANSWER = ("triage_try", "triage_no", "triage_wait", "can_join")  # about a referral that has no answer yet
BYTES_OF_A_FILE = "file_bytes"  # no words: the file that is being added itself, beside the draft about it
_UNNAMED = "Something you wrote"  # for what another person who reads the screen is not to know by its name
_PLACES = {
    "intake": ("The intake", INTAKE, ""),
    "assessment": ("The assessment", ASSESSMENT, ""),
    "measures": ("Some questions", ASSESSMENT, "questionnaires"),
    "plan": ("A line of the plan", PLAN, ""),
    "stages": ("The weeks of going back to work", PLAN, ""),
    "plan_register": ("A line about changes at work", PLAN, ""),
    "service_referrals": ("A line about a referral to a service", PLAN, ""),
    "plan_review": ("A review of the plan", PLAN, ""),
    "letter": ("The letter to the employer", PLAN, ""),
    "plan_papers": ("Which papers to print", PLAN, ""),
    "close_out": ("The close-out of the meeting", PAGE, "close_out"),
    "triage_try": ("A try to reach them", PAGE, "triage"),
    "triage_no": ("The answer to a referral", PAGE, "triage"),
    "triage_wait": ("The answer to a referral", PAGE, "triage"),
    "triage_again": ("A new referral", PAGE, "triage"),
    "can_join": ("The reason for an answer", PAGE, "triage"),
    "try": ("A try to reach them", INTAKE, "history.try"),
    "support": ("A line about the support", INTAKE, "support"),
    "jobs": ("A job or time off", INTAKE, "jobs"),
    "fit_notes": ("A fit note", INTAKE, "fit_notes"),
    "agreements": ("An agreement", INTAKE, "agreements"),
    "papers": ("How a paper was sent", INTAKE, "papers"),
    "safety": (_UNNAMED, INTAKE, "safety"),
}
"""By the screen of the draft: what it is called, and the tab (or page) and section where it goes on."""
_NUMBERED = {
    "note": ("A note", INTAKE, "history.note."),
    "meeting": ("A meeting", INTAKE, "history.meeting."),
    "file": ("A file", INTAKE, "files."),
}
"""By the first part of a screen whose second part is a number, which goes behind the section."""


def place_of(screen: str) -> tuple[str, int, str]:
    """Return what a draft of this screen is called, and the tab and section where it goes on.

    A note, a meeting and a file have screens of their own, with their number; a letter has one with its kind. Of a
    screen that nobody named here, the Intake opens.
    """
    kind, _dot, number = screen.partition(".")
    if kind == "letter" and number:
        return "A letter", PAGE, "letters"
    if kind in _NUMBERED:
        words, tab, section = _NUMBERED[kind]
        return words, tab, f"{section}{number or 0}"
    return _PLACES.get(screen, (_UNNAMED, INTAKE, ""))
