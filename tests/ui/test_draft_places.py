"""Every draft has a name and a place: from Today the coach comes back to it, whatever it is about."""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from PySide6.QtWidgets import QWidget

import workwell_desktop
from tests.plans import make_jo, still_clock, write_plan
from workwell_desktop.casework import appointments, attachments, draft_places, meeting, new_files, notes
from workwell_desktop.casework.attachments import FileEntry
from workwell_desktop.casework.drafts import keep_draft
from workwell_desktop.casework.notes import NoteEntry
from workwell_desktop.casework.today import waiting_of
from workwell_desktop.casework.waiting import PAGE
from workwell_desktop.clock import Clock
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.hand import Hand
from workwell_desktop.ui.records.form_page import FormPage
from workwell_desktop.ui.records.shelf import RECORDS, RecordShelf
from workwell_desktop.ui.workspace import Workspace

Show = Callable[[QWidget], Hand]
ROOT = Path(str(workwell_desktop.__file__)).parent
ABOUT_NOBODY = {
    "settings",
    "needs",
    "service",
    "referral",
    "letter_template",
    "service_wrong",
}  # kept for nobody in the caseload: no line of Today by a name
NUMBERED = ("file", "meeting", "note")
OF_A_REFERRAL = {"triage_try", "triage_no", "triage_wait", "can_join"}
FORM: dict[str, Any] = {"open": None, "forms": []}
TRIAGE: dict[str, Any] = {"values": {}}
NOTE = {"contact_id": 0, "copied": "", "kind": "", "on": "24 November 2037", "reason": "", "words": "w"}
MEETING = {
    "outcome": "", "days": {"booked": ["in 2 weeks", ""], "moved": ["", ""]}, "minutes": "45", "mode": "", "place": "",
    "purpose": "w", "by": "", "why": "",
}  # fmt: skip
CONTENT: dict[str, dict[str, Any]] = {
    "intake": {"typed": {"reason": "w"}, "section": "work"},
    "assessment": {"section": "health", "pages": {}},
    "measures": {"measure": 0},
    "plan": {"kind": "goal", "id": 0, "values": {"words": "w"}},
    "letter": {},
    "stages": {"usual": [""] * 7, "starts_on": "", "weeks": "4", "share": "50", "method": "hours"},
    "plan_register": {"line": 0, "typed": {"note": "w"}},
    "service_referrals": {"line": 0, "typed": {"note": "w"}},
    "plan_review": {"typed": {"note": "w"}},
    "plan_papers": {"codes": ["standard"], "reason": "w"},
    "close_out": {"contact": 0, "typed": {"note": "w"}},
    **dict.fromkeys(("triage_try", "triage_no", "triage_wait", "triage_again"), TRIAGE),
    "can_join": {"reason": "w"},
    **dict.fromkeys(("support", "jobs", "fit_notes", "agreements", "papers", "safety"), FORM),
    "try": {"on": "", "at": "", "way": "", "outcome": "", "note": "w"},
    "note": NOTE,
    "meeting": MEETING,
    "file": {"name": "", "values": {}},
}
"""What a draft of each screen holds, at its least; those with a number by what stands before it."""


@pytest.fixture
def clock() -> Clock:
    return still_clock()


def modules() -> Iterator[ModuleType]:
    for room in ("ui", "casework"):
        for found in pkgutil.walk_packages([str(ROOT / room)], f"workwell_desktop.{room}."):
            if "gallery" not in found.name:
                yield importlib.import_module(found.name)


def screens() -> set[str]:
    """Return the names of all drafts: named as constants, given by functions, or held by the pages of records."""
    names: set[str] = set()
    for module in modules():
        for name, value in vars(module).items():
            if re.fullmatch(r"_?([A-Z]+_)*SCREEN", name) and isinstance(value, str):
                names.add(value)
            elif name == "SLOTS":
                names.update(one for one in value.values() if isinstance(one, str))  # letters have slots of their own
            elif name == "screen" and inspect.isfunction(value):
                names.add(value(0).partition(".")[0])
            elif inspect.isclass(value) and issubclass(value, FormPage):
                names.add(value.drafts)
    return names - {""}


def test_every_screen_is_known_here_and_has_a_place() -> None:
    assert screens() - ABOUT_NOBODY == set(CONTENT)
    for screen in CONTENT:
        words, tab, section = draft_places.place_of(f"{screen}.7" if screen in NUMBERED else screen)
        assert words != "Something you wrote" or screen.startswith("safety"), screen
        assert tab in {PAGE, 0, 1, 2}
        if tab == 0 and section:
            assert section.partition(".")[0] in {one.code for one in RECORDS}


def test_no_draft_is_kept_under_a_name_that_is_written_on_the_spot() -> None:
    loose = []
    for path in sorted(ROOT.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] in {"keep_draft", "put_draft"}:
                loose += [f"{path.name}:{node.lineno}"] if isinstance(node.args[1], ast.Constant) else []
    assert loose == []


def numbered(desk: Desk, jo: int) -> dict[str, int]:
    new = new_files.new_file(desk.vault, "plan.txt", b"A plan")
    return {
        "note": notes.save_note(desk.vault, jo, NoteEntry("Begun", "today")),
        "meeting": appointments.book(desk.vault, jo, appointments.MeetingEntry("tomorrow", "11")),
        "file": attachments.add_file(desk.vault, jo, new, FileEntry("other")),
    }


CASES = [(screen, True) for screen in sorted(CONTENT)] + [(screen, False) for screen in (*NUMBERED, "close_out")]


@pytest.mark.parametrize(("screen", "new"), CASES)
def test_each_is_opened_from_today(desk: Desk, shown: Show, screen: str, new: bool) -> None:
    jo = make_jo(desk.vault)
    write_plan(desk.vault, jo)
    content = CONTENT[screen]
    kept = screen
    if screen in NUMBERED:
        kept = f"{screen}.{0 if new else numbered(desk, jo)[screen]}"
    elif screen == "close_out" and not new:
        content = {"contact": meeting.meet_now(desk.vault, jo).contact_id, "typed": {"note": "w"}}
    keep_draft(desk.vault, kept, jo, content)
    workspace = Workspace(desk, 0)
    shown(workspace)
    found = waiting_of(desk.vault, "drafts", 60)
    assert len(found) == (0 if screen in OF_A_REFERRAL else 1)
    tab, section = (found[0].tab, found[0].section) if found else draft_places.place_of(kept)[1:]
    workspace._open_place(jo, tab, section)
    desk.worker.wait(20)
    assert not workspace.today.isVisible()
    assert workspace.keep()


def test_a_place_that_nobody_knows_is_the_first_page_of_records(desk: Desk, shown: Show) -> None:
    jo = make_jo(desk.vault)
    shelf = RecordShelf(desk)
    shown(shelf)
    assert shelf.show_record("gone.7", jo) == RECORDS[0].code
    workspace = Workspace(desk, 0)
    shown(workspace)
    workspace.open_person(jo, 0, "gone.7")
    assert workspace.pane is not None
    assert workspace.pane.intake._rail.current() == RECORDS[0].code
