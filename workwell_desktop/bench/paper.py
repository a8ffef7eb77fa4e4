"""What a plan on paper costs, beside the same words set by ReportLab alone."""

from __future__ import annotations

from datetime import date
from io import BytesIO

from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import simpleSplit
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from workwell_desktop.bench.figures import Figure, p95, timed
from workwell_desktop.documents.faces import face_files, families
from workwell_desktop.documents.model import Document, all_texts
from workwell_desktop.documents.plan import (
    NextMeeting,
    PlanChange,
    PlanGoal,
    PlanPaper,
    PlanService,
    PlanStep,
    plan_document,
    plan_pdf,
)

PLAN_MS = 150.0
_MARGIN, _SIZE, _LEADING = 56.0, 14.0, 19.6


def measure_paper(rounds: int) -> list[Figure]:
    """Return the figure of a plan of two pages: three goals, eight steps, six changes at work, three services."""
    paper = full_plan()
    document = plan_document(paper)
    normal, strong = (families()[0].face(weight) for weight in (400, 600))
    for face in {normal, strong}:
        pdfmetrics.registerFont(TTFont(f"Bare-{face}", str(face_files()[face])))
    plan_pdf(paper)
    bare_pdf(document, f"Bare-{normal}", f"Bare-{strong}")
    ours, floor = [], []
    for _ in range(rounds):
        ours.append(timed(plan_pdf, paper)[1])
        floor.append(timed(bare_pdf, document, f"Bare-{normal}", f"Bare-{strong}")[1])
    return [Figure("plan as PDF, p95", None, "ms", p95(ours), p95(floor), PLAN_MS)]


def bare_pdf(document: Document, normal: str, strong: str) -> bytes:
    """Set a paper's words line after line in the same typeface on A4 pages: no tables, no rules."""
    out = BytesIO()
    canvas = Canvas(out, pagesize=A4, pageCompression=1, initialFontName=normal)
    width, height = A4
    at = height - _MARGIN
    for text in all_texts(document):
        face = strong if any(run.strong for run in text.runs) else normal
        for line in simpleSplit(text.words, face, _SIZE, width - 2 * _MARGIN):
            if at < 2 * _MARGIN:
                canvas.showPage()
                at = height - _MARGIN
            canvas.setFont(face, _SIZE)
            canvas.drawString(_MARGIN, at, line)
            at -= _LEADING
    canvas.save()
    return out.getvalue()


def full_plan() -> PlanPaper:
    """Return a plan with a good deal in it, of somebody made up."""
    by = date(2026, 12, 8)
    return PlanPaper(
        service_name="Example WorkWell Service",
        title="My plan to return to work",
        participant="Jo Example",
        coach="Sam Example",
        made_on=date(2026, 11, 21),
        number=2,
        agreed_on=date(2026, 11, 21),
        goals=tuple(
            PlanGoal(words, by, 6)
            for words in (
                "I want to stand at the till without being afraid of my back.",
                "I want to be back at work by the spring, three days at first.",
                "I want to sleep through the night before a working day.",
            )
        ),
        steps=tuple(
            PlanStep(f"{what}, and say next time how it went", who, by, done=place == 0)
            for place, (what, who) in enumerate(
                [("Ring the physiotherapy line", "Me"), ("Walk for ten minutes", "Me"), ("Send the letter", "Sam"),
                 ("Ask work for a talk about hours", "Me"), ("Look at the benefits check", "Sam"),
                 ("Write down good and bad days", "Me"), ("Ask the GP about the tablets", "Me"),
                 ("Try a shorter day", "Me")]
            )
        ),
        changes=tuple(
            PlanChange("I can stand for a short time, then I need to sit.", what, by, "Agreed")
            for what in ("A stool at the till", "Short breaks to move", "A later start", "Lighter boxes",
                         "Someone to step in at busy times", "Two shorter days a week")
        ),
        services=tuple(
            PlanService(name, "Help with pain, sleep and getting back to work.", ("01632 960010",), "Checked today")
            for name in ("Example Physiotherapy", "Example Talking Therapies", "Example Advice")
        ),
        next_meeting=NextMeeting("Tuesday 8 December 2026 at 11:00", "Example Library", ""),
        review_on=by,
        coach_phone="01632 960000",
        crisis=("Example help line: 01632 960001. Day and night.",),
        size="standard",
        reference="P-20261121-0001",
        coach_called="Sam",
    )  # fmt: skip
