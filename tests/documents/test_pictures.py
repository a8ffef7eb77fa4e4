"""The pictures of easy read: each can be read, told from the others and used; hostile drawings are refused."""

from __future__ import annotations

import hashlib
import io
import re
import subprocess
import sys
from contextlib import AbstractContextManager, nullcontext, suppress
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageStat

from tests.tools.picture_sheet import key
from tests.tree import ROOT
from workwell_desktop import paths
from workwell_desktop.casework.readability import hard_words_in, reading
from workwell_desktop.datafiles import DataFileProblem, read_table
from workwell_desktop.documents import pictures
from workwell_desktop.documents.compose import Composer
from workwell_desktop.documents.drawings import (
    COLOURS,
    MOST_CHARACTERS,
    OPENING,
    PictureProblem,
    Shape,
    Stroke,
    read_drawing,
)
from workwell_desktop.documents.fonts import measure
from workwell_desktop.documents.house_style import LARGE, PAGE_HEIGHT, Colour
from workwell_desktop.documents.model import Block, Document, Foot, PictureRow, Role, Run, Text
from workwell_desktop.documents.picture_row import Pictured
from workwell_desktop.documents.pieces import WHOLE, share_out
from workwell_desktop.documents.render import to_pdf

FOLDER = paths.resources() / "pictures"
NAMES = tuple(pictures.entries())
WANTED = 64


def text(words: str) -> Text:
    return Text(Role.PARAGRAPH, (Run(words),))


def grey(name: str, side: int = 100) -> Image.Image:
    """Return a picture as a grey printer prints it."""
    return Image.open(io.BytesIO(pictures.png(pictures.picture(name), side))).convert("L")


def paper(*blocks: Block) -> Document:
    foot = Foot(Text(Role.FOOT, (Run("Made for a test"),)))
    return Document("A test", "en-GB", date(2037, 11, 12), foot, "Page {page} of {pages}", blocks)


def drawing(body: str) -> str:
    return f"{OPENING}\n{body}\n</svg>\n"


@dataclass
class Pen:
    """A pen that keeps what it is asked to draw."""

    shapes: list[Shape] = field(default_factory=list)
    tops: list[float] = field(default_factory=list)
    rules: list[float] = field(default_factory=list)

    def shape(self, lines: list[Stroke], fill: Colour | None, stroke: Colour | None, thickness: float) -> None:
        self.shapes.append(Shape(tuple(lines), fill, stroke, thickness))

    def inside(self, _tag: int | None, *_measures: float) -> AbstractContextManager[None]:
        return nullcontext()

    def line(self, _line: object, _face: object, _x: float, top: float, *_more: object) -> None:
        self.tops.append(top)

    def rule(self, _x: float, top: float, *_measures: object) -> None:
        self.rules.append(top)


def test_there_are_enough_and_every_file_is_listed() -> None:
    assert len(NAMES) >= WANTED
    assert {path.stem for path in FOLDER.glob("*.svg")} == set(NAMES)
    assert {path.suffix for path in FOLDER.iterdir()} == {".svg", ".toml"}


def test_where_they_come_from_and_what_may_be_done_with_them_is_said() -> None:
    data = read_table(FOLDER / "pictures.toml")
    assert data.text("source")
    assert data.text("licence")


@pytest.mark.parametrize("name", NAMES)
def test_a_picture_fills_its_box_without_leaving_it(name: str) -> None:
    shown = grey(name)
    ink = ImageChops.invert(shown)
    left, top, right, foot = ink.getbbox()
    assert max(right - left, foot - top) >= 70, "it is too small to be known at 92 points"
    assert min(right - left, foot - top) >= 40, "it is too thin"
    assert 0.06 <= ImageStat.Stat(shown.point(lambda value: 255 if value < 128 else 0)).mean[0] / 255 <= 0.45
    reach = 0.5  # of a unit: what rounding a curve to points may add
    for shape in pictures.picture(name).shapes:
        edge = shape.thickness / 2 if shape.stroke else 0.0
        for line in shape.lines:
            assert all(edge - reach <= way <= 100 - edge + reach for point in line.points() for way in point)


def test_no_two_pictures_look_alike_in_grey() -> None:
    small = {name: grey(name, 48) for name in NAMES}
    alike = [
        (one, other)
        for place, one in enumerate(NAMES)
        for other in NAMES[place + 1 :]
        if ImageStat.Stat(ImageChops.difference(small[one], small[other])).mean[0] < 12
    ]
    assert alike == []


def test_no_two_pictures_say_the_same() -> None:
    ideas = [entry.idea.lower() for entry in pictures.entries().values()]
    alts = [entry.alt.lower() for entry in pictures.entries().values()]
    assert len(set(ideas)) == len(ideas)
    assert len(set(alts)) == len(alts)


def test_the_tint_and_the_grey_differ_on_a_grey_printer() -> None:
    seen = sorted(
        round(255 * (0.299 * colour[0] + 0.587 * colour[1] + 0.114 * colour[2]))
        for colour in COLOURS.values()
        if colour
    )
    assert all(after - before >= 25 for before, after in pairwise(seen))


def test_what_stands_beside_a_picture_is_easy_to_read() -> None:
    sentences = [entry.sentence for entry in pictures.entries().values()]
    measured = reading(sentences)
    assert measured.index <= 4
    assert measured.most_words <= 12
    said = " ".join(f"{entry.alt} {entry.idea} {entry.sentence}" for entry in pictures.entries().values()).lower()
    assert hard_words_in(said) == ()
    assert all(re.fullmatch(r"[A-Z].*[.]", sentence) for sentence in sentences)


def test_the_key_of_the_sheet_has_every_picture() -> None:
    lines = key().splitlines()
    assert [line.split("\t")[1] for line in lines] == list(NAMES)


# --- drawing


def test_the_same_picture_gives_the_same_bytes() -> None:
    for name in NAMES[:8]:
        shown = pictures.picture(name)
        assert pictures.png(shown) == pictures.png(shown)
        assert pictures.svg(shown) == pictures.svg(shown)
    blocks = [pictures.row(name, [text("I walk.")]) for name in NAMES[:8]]
    first, second = to_pdf(paper(*blocks), LARGE), to_pdf(paper(*blocks), LARGE)
    assert hashlib.sha256(first).digest() == hashlib.sha256(second).digest()


def test_paper_and_png_show_the_same() -> None:
    for name in ("walk", "letter", "till", "stop_smoking", "night"):
        document = pypdfium2.PdfDocument(to_pdf(paper(pictures.row(name, [text("I walk.")])), LARGE))
        page = document[0].render(scale=5, grayscale=True).to_pil()
        left, top, side = 5 * 56.69, 5 * (51.02 + 15), 5 * 92.0
        on_paper = page.crop((round(left), round(top), round(left + side), round(top + side)))
        difference = ImageChops.difference(on_paper, grey(name, on_paper.width))
        assert ImageStat.Stat(difference).mean[0] < 6, name
        document.close()


def test_a_web_page_gets_the_same_drawing_with_its_name() -> None:
    for name in NAMES:
        made = ElementTree.fromstring(pictures.svg(pictures.picture(name)))  # noqa: S314 - our own words, made here
        assert made.get("aria-label") == pictures.entries()[name].alt
        assert made.get("role") == "img"
        again = read_drawing(drawing("".join(re.findall("<path[^>]*>", pictures.svg(pictures.picture(name))))), name)
        assert len(again) == len(pictures.picture(name).shapes)


def test_what_a_picture_shows_cannot_break_out_of_a_web_page() -> None:
    shown = pictures.Picture("x", 'a "quoted" <b>word</b> & more', "x", pictures.picture("sun").shapes)
    assert ElementTree.fromstring(pictures.svg(shown)).get("aria-label") == shown.alt  # noqa: S314 - made here


def test_a_picture_is_drawn_where_it_is_wanted() -> None:
    pen = Pen()
    pictures.draw(pen, pictures.picture("walk"), 40.0, 200.0, 92.0)  # type: ignore[arg-type]  # it draws shapes alone
    points = [point for shape in pen.shapes for line in shape.lines for point in line.points()]
    assert all(40.0 <= x <= 132.0 and 200.0 <= y <= 292.0 for x, y in points)
    assert len(pen.shapes) == len(pictures.picture("walk").shapes)


# --- in a row of a paper


def composed(*rows: PictureRow) -> list[Pictured]:
    parts = Composer(LARGE, measure).parts(rows)
    return [part for part in parts if isinstance(part, Pictured)]


def test_four_rows_and_a_title_fill_a_page() -> None:
    parts = composed(*(pictures.row(name, [text("I walk."), text("I rest.")]) for name in NAMES[:4]))
    assert sum(part.height for part in parts) <= PAGE_HEIGHT - 51 - 43 - 2 * 60


@given(st.lists(st.integers(0, 60), min_size=1, max_size=12), st.integers(500, 700))
def test_a_row_is_never_parted_and_no_word_is_lost(lengths: list[int], room: int) -> None:
    rows = [pictures.row("walk", [text("some words " * n), text("I rest.")]) for n in lengths]
    parts = composed(*rows)
    pages = share_out(parts, room)
    for placed in pages:
        assert all(offset + part.height <= room + 0.1 for offset, part in placed)
    whole = [part for part in parts if part.height <= WHOLE]
    shared = [part for placed in pages for _offset, part in placed if isinstance(part, Pictured)]
    assert all(any(part is other for other in shared) for part in whole)
    lines = sum(len(words.lines) for part in parts for words in part.words)
    assert sum(len(words.lines) for part in shared for words in part.words) == lines


def test_words_stand_beside_the_picture_in_the_middle_of_its_height() -> None:
    (part,) = composed(pictures.row("walk", [text("I walk."), text("I rest.")]))
    pen = Pen()
    part.draw(pen, 0.0, 100.0)  # type: ignore[arg-type]  # it draws what a row needs
    drawn = [y for shape in pen.shapes for line in shape.lines for _x, y in line.points()]
    middle = (min(pen.tops) + max(pen.tops) + LARGE.face(Role.PARAGRAPH).leading) / 2
    assert abs(middle - (100.0 + part.height / 2)) < 0.1
    assert min(drawn) >= 100.0
    assert max(drawn) <= 100.0 + part.height
    assert pen.rules == [100.0 + part.height]


def test_the_block_says_what_its_picture_shows() -> None:
    block = pictures.row("walk", [text("I walk.")])
    assert block.alt == pictures.entries()["walk"].alt


def test_the_words_of_a_row_can_be_read_from_the_paper() -> None:
    document = pypdfium2.PdfDocument(to_pdf(paper(pictures.row("walk", [text("I walk.")])), LARGE))
    assert "I walk." in document[0].get_textpage().get_text_range()
    document.close()


ALONE = """
import sys
from workwell_desktop.documents import pictures
from workwell_desktop.documents.house_style import LARGE
from workwell_desktop.documents.render import preload, to_pdf
from tests.documents.test_pictures import paper, text
preload()
seen = []
watching = False
sys.addaudithook(lambda event, args: seen.append(str(args[:1])) if watching and event == "open" else None)
watching = True
made = to_pdf(paper(*(pictures.row(name, [text("I walk.")]) for name in pictures.entries())), LARGE)
watching = False
print(made[:4], seen)
"""


def test_a_paper_with_every_picture_opens_no_file() -> None:
    environment = {"PYTHONPATH": str(ROOT), "PYTHONHASHSEED": "7"}
    done = subprocess.run(
        [sys.executable, "-c", ALONE], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "b'%PDF' []"


# --- hostile and broken drawings

GOOD = '<circle cx="50" cy="50" r="20"/>'
HOSTILE = {
    "a script": "<script>alert(1)</script>",
    "a link": '<a href="file:///etc/passwd"><circle cx="50" cy="50" r="9"/></a>',
    "an address": '<image href="http://192.0.2.1/x.png" x="1" y="1" width="9" height="9"/>',
    "a use": '<use href="#a"/>',
    "a style": "<style>@import url(http://192.0.2.1)</style>",
    "a handler": '<circle cx="50" cy="50" r="9" onload="x()"/>',
    "a group": f"<g>{GOOD}</g>",
    "deep nesting": "<g>" * 2000 + GOOD + "</g>" * 2000,
    "an entity": '<!DOCTYPE svg [<!ENTITY a "b">]>' + GOOD,
    "a comment": f"<!-- a -->{GOOD}",
    "an instruction": f'<?xml-stylesheet href="x"?>{GOOD}',
    "a reference": '<circle cx="&#53;0" cy="50" r="9"/>',
    "text": "<text>words</text>",
    "loose words": f"words {GOOD}",
    "a huge number": '<circle cx="50" cy="50" r="1e9"/>',
    "a long number": f'<circle cx="50" cy="{"9" * 400}" r="9"/>',
    "not a number": '<circle cx="nan" cy="50" r="9"/>',
    "no radius": '<circle cx="50" cy="50"/>',
    "a radius of nothing": '<circle cx="50" cy="50" r="0"/>',
    "a shape outside": '<circle cx="95" cy="50" r="9"/>',
    "a curve outside": '<path d="M50 50 C150 50 150 60 50 60"/>',
    "a line over the edge": '<line x1="0.5" y1="10" x2="50" y2="10"/>',
    "an attribute twice": '<circle cx="50" cx="50" cy="50" r="9"/>',
    "a colour of its own": '<circle cx="50" cy="50" r="9" fill="red"/>',
    "a colour from elsewhere": '<circle cx="50" cy="50" r="9" fill="url(#a)"/>',
    "nothing to see": '<circle cx="50" cy="50" r="9" fill="none" stroke="none"/>',
    "a hair line": '<circle cx="50" cy="50" r="9" stroke-width="0.1"/>',
    "a turned shape": '<circle cx="50" cy="50" r="9" transform="rotate(5)"/>',
    "half a point": '<polyline points="10 10 20"/>',
    "no point": '<polyline points=""/>',
    "a path from nowhere": '<path d="L10 10"/>',
    "a path of arcs": '<path d="M10 10 A5 5 0 0 1 20 20"/>',
    "a path that goes by steps": '<path d="M10 10 l5 5"/>',
    "half a curve": '<path d="M10 10 C5 5 6 6"/>',
    "a path of two filled lines": '<path d="M10 10 L20 20 L10 20 Z M40 40 L50 50 L40 50 Z" fill="#000"/>',
    "an endless path": f'<path d="M10 10{" L20 20" * 500}"/>',
    "too many shapes": GOOD * 200,
    "too many letters": f'<polyline points="{"10 10 " * 700}"/>' * 20,
    "nothing": "",
}


@pytest.mark.parametrize("what", HOSTILE)
def test_a_hostile_or_broken_drawing_is_refused_by_its_file(what: str) -> None:
    read_drawing(drawing(GOOD), "good.svg")
    with pytest.raises(PictureProblem, match=r"bad\.svg"):
        read_drawing(drawing(HOSTILE[what]), "bad.svg")


@pytest.mark.parametrize(
    "begin", ["<svg>", OPENING.replace("0 0 100 100", "0 0 10 10"), "<?xml version='1.0'?>" + OPENING]
)
def test_another_first_tag_is_refused(begin: str) -> None:
    with pytest.raises(PictureProblem):
        read_drawing(f"{begin}{GOOD}</svg>", "bad.svg")


@given(st.text(st.sampled_from('<>"=/ MLCQZ0159.,-#&;svgpathd\n'), max_size=200))
def test_any_text_is_read_or_refused(body: str) -> None:
    for made in (body, drawing(body), drawing(f'<path d="{body}"/>')):
        with suppress(PictureProblem):
            assert read_drawing(made, "bad.svg")


def test_a_picture_that_is_not_there_is_named() -> None:
    with pytest.raises(PictureProblem, match="no_such_one"):
        pictures.picture("no_such_one")
    with pytest.raises(PictureProblem):
        pictures.picture("../fonts/fonts")


@pytest.mark.parametrize("fault", ["missing", "too long", "not text"])
def test_a_file_that_cannot_be_read_is_named(fault: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "pictures"
    folder.mkdir()
    row = '[[picture]]\nname = "sun"\nalt = "The sun"\nidea = "Sun"\nsentence = "It is sunny."\n'
    (folder / "pictures.toml").write_text(f'source = "x"\nlicence = "MIT"\n{row}', "utf-8")
    if fault == "too long":
        (folder / "sun.svg").write_text(" " * 2 * MOST_CHARACTERS, "utf-8")
    if fault == "not text":
        (folder / "sun.svg").write_bytes(b"\xff\xfe\xff")
    monkeypatch.setattr(paths, "resources", lambda: tmp_path)
    pictures.entries.cache_clear()
    pictures.picture.cache_clear()
    try:
        with pytest.raises(PictureProblem, match=r"sun\.svg"):
            pictures.picture("sun")
    finally:
        pictures.entries.cache_clear()
        pictures.picture.cache_clear()


@pytest.mark.parametrize(
    "rows",
    [
        '[[picture]]\nname = "Sun"\nalt = "x"\nidea = "x"\nsentence = "x"\n',
        '[[picture]]\nname = "../sun"\nalt = "x"\nidea = "x"\nsentence = "x"\n',
        '[[picture]]\nname = "sun"\nalt = ""\nidea = "x"\nsentence = "x"\n',
        '[[picture]]\nname = "sun"\nalt = "x"\nidea = "x"\nsentence = "x"\ncolour = "red"\n',
        '[[picture]]\nname = "sun"\nalt = "x"\nidea = "x"\nsentence = "x"\n' * 2,
        "",
    ],
)
def test_a_list_with_a_fault_is_refused(rows: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "pictures").mkdir()
    (tmp_path / "pictures" / "pictures.toml").write_text(f'source = "x"\nlicence = "MIT"\n{rows}', "utf-8")
    monkeypatch.setattr(paths, "resources", lambda: tmp_path)
    pictures.entries.cache_clear()
    try:
        with pytest.raises(DataFileProblem, match=r"pictures\.toml"):
            pictures.entries()
    finally:
        pictures.entries.cache_clear()
