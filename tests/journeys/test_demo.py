"""The demo, played as ``make demo`` plays it: every picture and paper it promises is there and holds what was said."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pypdfium2
from PySide6.QtGui import QImage

from tests.tree import ROOT
from workwell_desktop.demo.show import LETTERS, PLANS, SHORTLIST

PICTURES = (
    "unlock.png",
    "today.png",
    "intake.png",
    "triage.png",
    "assessment.png",
    "plan.png",
    "directory.png",
    "import.png",
    "matches.png",
    "shortlist_page.png",
    "services_compared.png",
    "letter_release.png",
    "letters.png",
    "history.png",
    "stages.png",
    "phased_return.png",
    "plan_dark.png",
    "plan_200pct.png",
    "duplicates.png",
    "meeting.png",
    "close_out.png",
    "chart.png",
    "chart_change.png",
    "compare.png",
    "turned.png",
    "turned_plan.png",
    "hand_over.png",
    "hand_over_thanks.png",
)
PAPERS = ("questionnaire.pdf", "assessment.pdf", SHORTLIST, *PLANS, "phased_return.pdf", *LETTERS)
GOAL = "I want to be back on the shop floor without dreading every shift."
AGREED = "A stool at the counter or till"
LEFT_OUT = "The most stressful part is too much for now."


def words_of(paper: Path) -> str:
    """Return what stands on a paper, in one line."""
    document = pypdfium2.PdfDocument(paper)
    try:
        return " ".join(" ".join(page.get_textpage().get_text_bounded() for page in document).split())
    finally:
        document.close()


def test_the_demo_leaves_everything_it_promises(tmp_path: Path) -> None:
    """One test, so that the demo is played once however the tests are shared out."""
    out = tmp_path / "left"
    environment = {name: value for name, value in os.environ.items() if name not in {"DISPLAY", "WAYLAND_DISPLAY"}}
    done = subprocess.run(
        [sys.executable, "-m", "workwell_desktop.demo", str(out)],
        check=False, capture_output=True, text=True, cwd=ROOT, timeout=280,
        env={**environment, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
    assert "Traceback" not in done.stderr
    assert "Something went wrong" not in done.stderr
    check_files(out)
    check_pictures(out)
    check_papers(out)
    check_summary(out)


def check_files(out: Path) -> None:
    there = {path.name for path in out.iterdir()}
    assert {*PICTURES, *PAPERS, "summary.txt"} <= there
    assert "stopped-here.png" not in there


def check_pictures(out: Path) -> None:
    """Every picture is a whole window, and no two are the same."""
    seen = {}
    for name in PICTURES:
        picture = QImage(str(out / name))
        assert (picture.width(), picture.height()) == (1440, 900), name
        seen[name] = bytes(picture.constBits())
    assert len(set(seen.values())) == len(PICTURES)


def check_papers(out: Path) -> None:
    said = [words_of(out / name) for name in PAPERS]
    blank, assessment, listed, plan, large, easy, card, stages, letter, request, referral = said
    for name in (SHORTLIST, *PLANS, *LETTERS):
        page = QImage(str(out / name).replace(".pdf", ".png"))
        assert (page.width(), page.height()) == (827, 1170), name
    assert "Little interest or pleasure in doing things" in blank
    assert "Example" not in blank, "a code joins it to a participant, and no name"
    check_assessment(assessment)
    assert "1. Elm Street Physio" in listed
    assert "My notes:" in listed
    assert "999" in listed
    assert "You said" not in listed, "why it was suggested is Jo's own to print"
    for whole in (plan, large, easy):
        assert GOAL in whole
    assert "It helps me to sit on a stool" in easy
    assert "Jo’s card" in card
    assert GOAL not in card
    assert "Example" not in card, "nobody’s last name"
    assert AGREED in plan
    assert AGREED in letter
    assert "Going back in stages For Jo Example." in stages
    assert "Take the stool." in stages
    assert "15:15" in stages, "the first day was made longer and moved"
    assert "This is not a fit note. We agreed these days on" in stages
    assert LEFT_OUT in plan, "it stays in the participant's own plan"
    for released in (letter, request, referral):
        assert LEFT_OUT not in released
    assert GOAL not in letter, "what they want stays in the plan"


def check_assessment(said: str) -> None:
    """Every section has an answer, as it was put right; the scores over time stand behind them."""
    for words in (
        "This is version 2.",
        "I get through a shift and still cook at home.",
        "2 of 7",
        "A start at nine, and two days off in a row.",
        "If nothing changes I will have to leave.",
        "6 of 12. The published band is “moderate”.",
        "The rent is paid.",
        "Serve at the till, standing 8 of 10 2 of 10",
        "“I panic when the queue builds up.”",
        "and Sam at the till.",
        "A stool at the till, and a later start.",
        "Best avoided for now",
        "Jo scored 3 at the start and 7 now.",
        "Jo scored 14 at the start and 7 now.",
    ):
        assert words in said, words
    assert "safe at home" not in said


def check_summary(out: Path) -> None:
    summary = (out / "summary.txt").read_text("utf-8")
    for done in (
        "vault made, recovery sheet saved and confirmed, first backup proved",
        "referral of Joanne Example saved",
        "seven questions answered by keys; the window locked itself and was unlocked",
        "assessment signed",
        "signed as version 2",
        "plan saved in four forms: usual size, large print, easy read, pocket card",
        "going back in stages agreed and saved as phased_return.pdf",
        "saved as letter.pdf",
        "locked with Ctrl+L and unlocked again",
        *PAPERS,
        "home/",
    ):
        assert done in summary
    assert all(name in summary for name in PICTURES)
