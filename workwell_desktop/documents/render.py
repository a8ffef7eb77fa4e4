"""From the document model to the bytes of a tagged PDF (PDF/UA-1).

Only this module, ``fonts.py`` and ``marks.py`` load the PDF library (ReportLab). It draws lines of words in embedded
TrueType subsets, rules and boxes: nothing else of it is used. Its paragraph language never sees a participant's words,
and what could open files or evaluate expressions is switched off besides. The same document gives the same bytes.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from io import BytesIO
from typing import Any

from reportlab import rl_config
from reportlab.pdfgen.canvas import Canvas

from workwell_desktop.documents import pictures
from workwell_desktop.documents.compose import Composer
from workwell_desktop.documents.drawings import Stroke
from workwell_desktop.documents.easy_words import easy_words
from workwell_desktop.documents.faces import face_files, families
from workwell_desktop.documents.fonts import loaded, measure
from workwell_desktop.documents.house_style import (
    BAR,
    FOOT,
    FOOT_RULE,
    HEAD,
    INK,
    MARGIN,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    PANEL_HEIGHT,
    PANEL_MARGIN,
    PANEL_WIDTH,
    RULE,
    STANDARD,
    THICK,
    THIN,
    TOP,
    WIDTH,
    Colour,
    Face,
    HouseStyle,
)
from workwell_desktop.documents.lines import Line
from workwell_desktop.documents.marks import Marks
from workwell_desktop.documents.model import Document, Foot, Paragraph, Role, Run, Text
from workwell_desktop.documents.pieces import Placed, Words, share_out
from workwell_desktop.documents.tags import tagged
from workwell_desktop.documents.text import clean
from workwell_desktop.documents.wording import PAPERS, sentences
from workwell_desktop.errors import PaperProblem

# Nothing is fetched, no expression is evaluated as a colour, and streams stay binary.
rl_config.trustedHosts = None
rl_config.trustedSchemes = []
rl_config.toColorCanUse = None
rl_config.useA85 = 0

_ON_CAPITAL = re.compile("(?<=[A-Z\u00c0-\u00de\u1eb8\u1ecc\u1eca\u1ee4])([\u0300-\u030f]+)")
_ABOVE = 230  # Unicode's combining class for marks above
_CAPITAL_RISE = 0.17  # of the size: how much higher a capital stands than a small letter

# The panels of a folded card in the order they are read: front, inside left, inside right, back.
# Each is the right or the left half, of the sheet as it lies or turned upside down.
_PANELS = ((True, False), (False, True), (True, True), (False, False))

_LEAST_ROOM = 400.0  # points: with less than this between top and foot, no page could be filled
_CARD_FOOT = 12.0  # points of air above the last words of a card
_FOOT_GAP, _RULE_GAP, _BODY_GAP, _HEAD_GAP = 16.0, 7.0, 12.0, 6.0


def preload() -> None:
    """Read every shipped typeface, sentence and picture now, so that making a paper later opens no file at all."""
    for paper in PAPERS:
        sentences(paper)
    easy_words()
    for family in families():
        _ = family.letters
    for name in face_files():
        loaded(name)
    for name in pictures.entries():
        pictures.picture(name)


def to_pdf(document: Document, style: HouseStyle) -> bytes:
    """Return a document as PDF bytes: A4, embedded fonts, tagged, language and title set, a foot on every page.

    Raises ``PaperProblem`` naming the field when a text cannot be printed or leaves no room for the page.
    """
    document, elements = tagged(document, tables_as_lists=style.tables_as_lists)
    composer = Composer(style, measure)
    parts = composer.parts(document.blocks)
    foot = _Foot.of(document, composer)
    head = composer.words(document.head) if document.head else None
    top = TOP if head is None else HEAD + head.height + _HEAD_GAP
    room = PAGE_HEIGHT - top - foot.height
    if room < _LEAST_ROOM:
        raise PaperProblem("The words at the foot of the page are too long.", "Shorten the name, then try again.")
    pages = share_out(parts, room)

    out = BytesIO()
    canvas = _canvas(out, document, families()[0].face(style.face(Role.PARAGRAPH).weight))
    marks = Marks(canvas, elements)
    pen = _Pen(canvas, marks)
    for number, placed in enumerate(pages, start=1):
        if head is not None:
            with marks.inside("Header"):
                head.draw(pen, MARGIN + WIDTH - max(line.width for line in head.lines), HEAD)
        for offset, part in placed:
            part.draw(pen, MARGIN, top + offset)
        page_label = document.page_words.format(page=number, pages=len(pages))
        foot.draw(pen, marks, composer, page_label, is_last=number == len(pages))
        marks.show_page()
    marks.write(document)
    canvas.save()
    return out.getvalue()


def page_count(document: Document, style: HouseStyle) -> int:
    """Return how many pages a document without a head fills. Raises ``PaperProblem`` for what cannot be printed."""
    composer = Composer(style, measure)
    room = PAGE_HEIGHT - TOP - _Foot.of(document, composer).height
    return len(share_out(composer.parts(document.blocks), room))


def card_panels(document: Document, style: HouseStyle) -> int:
    """Return how many panels of a folded card a document fills: four go on a sheet. Raises as :func:`to_pdf` does."""
    return len(_panels(_foot_last(document, style), Composer(style, measure)))


def to_card_pdf(document: Document, style: HouseStyle, folds: tuple[str, str]) -> bytes:
    """Return a document as the four panels of a sheet that is folded twice to A6; ``folds`` are the words at the folds.

    The first panel is the front, then the two inside, then the back; the upper half is printed upside down. The words
    of the document's foot, if there are some, stand at the end. Raises ``PaperProblem`` as :func:`to_pdf` does.
    """
    document = _foot_last(document, style)
    document, elements = tagged(document, tables_as_lists=style.tables_as_lists)
    composer = Composer(style, measure)
    panels = _panels(document, composer)
    out = BytesIO()
    canvas = _canvas(out, document, families()[0].face(style.face(Role.PARAGRAPH).weight))
    marks = Marks(canvas, elements)
    pen = _Pen(canvas, marks)
    for first in range(0, len(panels), len(_PANELS)):
        pen.folds(composer, folds)
        for (right, upside_down), placed in zip(_PANELS, panels[first:], strict=False):
            with pen.turned(upside_down=upside_down):
                for offset, part in placed:
                    x = PANEL_MARGIN + (PANEL_WIDTH if right else 0.0)
                    part.draw(pen, x, PANEL_HEIGHT + PANEL_MARGIN + offset)
        marks.show_page()
    marks.write(document)
    canvas.save()
    return out.getvalue()


def _foot_last(document: Document, style: HouseStyle) -> Document:
    """Return a document with the words of its foot at the end, where a card has them."""
    if not document.foot.left.words:
        return document
    said_last = Paragraph(document.foot.left, space=_CARD_FOOT / style.air)
    return replace(document, blocks=(*document.blocks, said_last), foot=Foot(document.foot.left))


def _panels(document: Document, composer: Composer) -> list[Placed]:
    parts = composer.parts(document.blocks, PANEL_WIDTH - 2 * PANEL_MARGIN)
    return share_out(parts, PANEL_HEIGHT - 2 * PANEL_MARGIN)


def _canvas(out: BytesIO, document: Document, first_face: str) -> Any:
    """Return a canvas with the document's properties: no name of a person, the day it was made, no clock."""
    loaded(first_face)
    canvas = Canvas(
        out,
        pagesize=(PAGE_WIDTH, PAGE_HEIGHT),
        pageCompression=1,
        invariant=1,
        pdfVersion=(1, 7),
        lang=document.language,
        initialFontName=first_face,
    )
    canvas.setTitle(" ".join(clean(document.title).split()))
    canvas.setAuthor("")
    canvas.setSubject("")
    canvas.setCreator("WorkWell Desktop")
    canvas.setDateFormatter(lambda *_moment: f"D:{document.made_on:%Y%m%d}")
    canvas.setViewerPreference("DisplayDocTitle", "true")
    return canvas


@dataclass(frozen=True)
class _Foot:
    """The foot of every page, set once: its left words and what stands above the line. Heights in points."""

    left: Words
    standing: Words | None
    label_width: float

    @classmethod
    def of(cls, document: Document, composer: Composer) -> _Foot:
        foot: Foot = document.foot
        label_width = composer.widest(_label(document.page_words.format(page=88, pages=88)))
        left = composer.words(foot.left, WIDTH - label_width - _FOOT_GAP)
        standing = composer.words(foot.standing) if foot.standing else None
        return cls(left, standing, label_width)

    @property
    def height(self) -> float:
        above = self.standing.height + _RULE_GAP if self.standing else 0.0
        return FOOT + self.left.height + _RULE_GAP + above + _BODY_GAP

    def draw(self, pen: _Pen, marks: Marks, composer: Composer, page_label: str, *, is_last: bool) -> None:
        """Draw the foot with this page's number flush right. What stands above it is read out on the last page."""
        top = PAGE_HEIGHT - FOOT - self.left.height
        if self.standing:
            standing = self.standing if is_last else self.standing.untagged()
            standing.draw(pen, MARGIN, top - 2 * _RULE_GAP - standing.height)
        with marks.inside("Footer"):
            pen.rule(MARGIN, top - _RULE_GAP, WIDTH, FOOT_RULE, INK)
            self.left.draw(pen, MARGIN, top)
            label = composer.words(_label(page_label))
            label.draw(pen, MARGIN + WIDTH - label.lines[0].width, top)


def _label(words: str) -> Text:
    return Text(Role.FOOT, (Run(words),))


def _put(text: Any, words: str, size: float) -> None:
    """Put words on a line; an accent that follows a capital letter is raised to stand above it."""
    for part in _ON_CAPITAL.split(words):
        raised = part and unicodedata.combining(part[0]) == _ABOVE
        if raised:
            text.setRise(_CAPITAL_RISE * size)
        if part:
            text.textOut(part)
        if raised:
            text.setRise(0)


class _Pen:
    """Draws on a ReportLab canvas, counting down from the top of the page. All but words and pictures is decoration."""

    def __init__(self, canvas: Any, marks: Marks) -> None:
        self._canvas = canvas
        self._marks = marks
        self._upside_down = False

    @contextmanager
    def inside(self, tag: int | None, x: float, top: float, width: float, height: float) -> Iterator[None]:
        """Let all that is drawn meanwhile be one picture, which is the element ``tag``; the measures are its place."""
        left, foot, right, head = x, PAGE_HEIGHT - top - height, x + width, PAGE_HEIGHT - top
        if self._upside_down:
            left, foot, right, head = PAGE_WIDTH - right, PAGE_HEIGHT - head, PAGE_WIDTH - left, PAGE_HEIGHT - foot
        with self._marks.inside("" if tag is None else tag, (left, foot, right, head)):
            yield

    def line(self, line: Line, face: Face, x: float, top: float) -> None:
        """Draw one line; a soft end gets the blank that it stands for, so that readers do not join words."""
        if not line.pieces:
            return
        self._marks.at(line.tag)
        first = loaded(line.pieces[0].face)
        ascent, descent = first.ascent / 1000 * face.size, -first.descent / 1000 * face.size
        baseline = top + (face.leading - ascent - descent) / 2 + ascent
        text = self._canvas.beginText(x, PAGE_HEIGHT - baseline)
        text.setFillColorRGB(*face.colour)
        for number, (name, words) in enumerate(line.pieces, start=1):
            text.setFont(name, face.size)
            _put(text, f"{words} " if line.soft and number == len(line.pieces) else words, face.size)
        self._canvas.drawText(text)

    def rule(self, x: float, top: float, width: float, thickness: float, colour: Colour) -> None:
        """Draw a level line."""
        self._stroke(thickness, colour)
        self._canvas.line(x, PAGE_HEIGHT - top, x + width, PAGE_HEIGHT - top)

    def bar(self, x: float, top: float, width: float, height: float, colour: Colour) -> None:
        """Draw a filled upright bar."""
        self._marks.at(None)
        self._canvas.setFillColorRGB(*colour)
        self._canvas.rect(x, PAGE_HEIGHT - top - height, width, height, stroke=0, fill=1)

    def frame(self, x: float, top: float, width: float, height: float, thickness: float) -> None:
        """Draw a frame with round corners."""
        self._stroke(thickness, INK)
        self._canvas.roundRect(x, PAGE_HEIGHT - top - height, width, height, 3.5, stroke=1, fill=0)

    def tick_box(self, x: float, top: float, size: float, *, ticked: bool) -> None:
        """Draw a box to tick; a ticked one has a tick that stands out in grey print too."""
        self._stroke(THICK, INK)
        foot = PAGE_HEIGHT - top - size
        self._canvas.rect(x + THICK / 2, foot, size - THICK, size - THICK, stroke=1, fill=0)
        if ticked:
            self._stroke(size * 0.14, INK)
            path = self._canvas.beginPath()
            path.moveTo(x + size * 0.2, foot + size * 0.48)
            path.lineTo(x + size * 0.42, foot + size * 0.22)
            path.lineTo(x + size * 0.8, foot + size * 0.76)
            self._canvas.drawPath(path, stroke=1, fill=0)

    def stroke(
        self, points: Sequence[tuple[float, float]], thickness: float, colour: Colour, dash: Sequence[float]
    ) -> None:
        """Draw a line through points, broken where there is a dash."""
        self._stroke(thickness, colour)
        self._canvas.setDash(*([list(dash)] if dash else [[]]))
        path = self._canvas.beginPath()
        path.moveTo(points[0][0], PAGE_HEIGHT - points[0][1])
        for x, top in points[1:]:
            path.lineTo(x, PAGE_HEIGHT - top)
        self._canvas.drawPath(path, stroke=1, fill=0)
        self._canvas.setDash([])

    def dot(self, x: float, top: float, size: float, *, is_round: bool) -> None:
        """Draw a hollow dot, or a square one, around a point."""
        self._stroke(size / 4, BAR if is_round else INK)
        self._canvas.setFillColorRGB(1, 1, 1)
        if is_round:
            self._canvas.circle(x, PAGE_HEIGHT - top, size / 2, stroke=1, fill=1)
        else:
            self._canvas.rect(x - size / 2, PAGE_HEIGHT - top - size / 2, size, size, stroke=1, fill=1)

    def shape(self, lines: Sequence[Stroke], fill: Colour | None, stroke: Colour | None, thickness: float) -> None:
        """Fill the lines, draw round them with a round pen of some thickness, or both."""
        self._marks.at(None)
        self._canvas.saveState()
        self._canvas.setLineCap(1)
        self._canvas.setLineJoin(1)
        self._stroke(thickness, stroke or INK)
        self._canvas.setFillColorRGB(*(fill or INK))
        path = self._canvas.beginPath()
        for line in lines:
            path.moveTo(line.start[0], PAGE_HEIGHT - line.start[1])
            for step in line.steps:
                points = [way for x, top in step for way in (x, PAGE_HEIGHT - top)]
                (path.lineTo if len(step) == 1 else path.curveTo)(*points)
            if line.closed:
                path.close()
        self._canvas.drawPath(path, stroke=int(stroke is not None), fill=int(fill is not None))
        self._canvas.restoreState()

    @contextmanager
    def turned(self, *, upside_down: bool) -> Iterator[None]:
        """Draw on the page as it is, or on the page turned upside down."""
        self._marks.end()
        self._canvas.saveState()
        self._upside_down = upside_down
        if upside_down:
            self._canvas.translate(PAGE_WIDTH, PAGE_HEIGHT)
            self._canvas.rotate(180)
        yield
        self._marks.end()
        self._upside_down = False
        self._canvas.restoreState()

    def folds(self, composer: Composer, words: tuple[str, str]) -> None:
        """Draw where the sheet is folded, and the order, in the smallest size that is allowed."""
        self._marks.at(None)
        self._canvas.saveState()
        self._stroke(THIN, RULE)
        self._canvas.setDash(1, 3)
        self._canvas.line(0, PANEL_HEIGHT, PAGE_WIDTH, PANEL_HEIGHT)
        self._canvas.line(PANEL_WIDTH, 0, PANEL_WIDTH, PAGE_HEIGHT)
        self._canvas.restoreState()
        small = Composer(STANDARD, composer.measure)
        for said, x, top in ((words[0], PANEL_MARGIN, PANEL_HEIGHT), (words[1], PANEL_WIDTH, PANEL_HEIGHT * 0.22)):
            label = small.words(_label(said))
            wide, high = label.lines[0].width, label.height
            left = x if x == PANEL_MARGIN else x - wide / 2
            self._marks.at(None)
            self._canvas.setFillColorRGB(1, 1, 1)
            self._canvas.rect(left - 5, PAGE_HEIGHT - top - high / 2, wide + 10, high, stroke=0, fill=1)
            label.draw(self, left, top - high / 2)

    def _stroke(self, thickness: float, colour: Colour) -> None:
        self._marks.at(None)
        self._canvas.setLineWidth(thickness)
        self._canvas.setStrokeColorRGB(*colour)
