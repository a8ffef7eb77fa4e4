"""One document, three files: the web page and the Word file say what the paper says, in its order."""

from __future__ import annotations

import sys
from collections import Counter
from datetime import date
from io import BytesIO
from zipfile import ZipFile

import docx
import pytest
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.documents.reading_files import page_of, texts_of_page, texts_of_word
from tests.documents.renew_files import FILES, page_text, word_text
from tests.documents.renew_golden import GOLDEN
from tests.documents.samples import (
    MADE,
    NOTHING,
    SIGNATURE,
    agreed,
    assessment_paper,
    easy_read,
    letter,
    letter_with_abilities,
    own_stages,
    plan,
    shortlist,
    story,
    work_stages,
)
from tests.documents.samples import words_of as words_of_pdf
from tests.documents.test_text import HOSTILE
from workwell_desktop.documents import model, pictures
from workwell_desktop.documents.assessment import assessment_document
from workwell_desktop.documents.easy_read import easy_read_document, easy_read_pdf
from workwell_desktop.documents.flow import STYLES, in_order
from workwell_desktop.documents.house_style import EASY_READ, LARGE, STANDARD
from workwell_desktop.documents.kept import WEB, WORD, KeptDocument, copy_of, from_text, to_text
from workwell_desktop.documents.letter import Said, letter_document, letter_pdf
from workwell_desktop.documents.model import (
    Bottom,
    Box,
    Choice,
    Choices,
    Column,
    Document,
    Foot,
    Grid,
    Heading,
    ListBlock,
    ListItem,
    NewPage,
    Paragraph,
    PictureRow,
    Question,
    Quote,
    Role,
    Row,
    Run,
    Sides,
    Signature,
    Space,
    Table,
    Text,
    WritingLines,
)
from workwell_desktop.documents.plan import PlanGoal, plan_document, plan_pdf
from workwell_desktop.documents.shortlist import shortlist_document, shortlist_pdf
from workwell_desktop.documents.shortlist_easy import shortlist_easy_document, shortlist_easy_pdf
from workwell_desktop.documents.stages import (
    own_stages_document,
    own_stages_pdf,
    own_stages_style,
    work_stages_document,
    work_stages_pdf,
)
from workwell_desktop.documents.story import story_document, story_pdf
from workwell_desktop.documents.web import to_web
from workwell_desktop.documents.word import to_word
from workwell_desktop.errors import PaperProblem

PAPERS = {
    "plan": (plan_document(plan()), "standard"),
    "plan_large": (plan_document(plan(size="large")), "large"),
    "plan_giant": (plan_document(plan(size="giant")), "giant"),
    "plan_spaced": (plan_document(plan(size="spaced")), "spaced"),
    "plan_signed": (plan_document(plan(agreed_how="drawn", signature=SIGNATURE)), "standard"),
    "plan_empty": (plan_document(plan(**NOTHING)), "standard"),
    "letter": (letter_document(letter()), "letter"),
    "letter_abilities": (letter_document(letter_with_abilities()), "letter"),
    "easy_read": (easy_read_document(easy_read()), "easy_read_standard"),
    "easy_read_giant": (easy_read_document(easy_read(size="giant")), "easy_read_giant"),
    "stages": (own_stages_document(own_stages()), own_stages_style(own_stages())),
    "stages_large": (own_stages_document(own_stages(size="large")), own_stages_style(own_stages(size="large"))),
    "stages_work": (work_stages_document(work_stages()), "letter"),
    "story": (story_document(story()), "standard"),
    "shortlist": (shortlist_document(shortlist()), "shortlist_standard"),
    "shortlist_easy": (shortlist_easy_document(shortlist()), "easy_read_standard"),
}
PDFS = {
    "plan": lambda: plan_pdf(plan()),
    "plan_large": lambda: plan_pdf(plan(size="large")),
    "plan_spaced": lambda: plan_pdf(plan(size="spaced")),
    "plan_signed": lambda: plan_pdf(plan(agreed_how="drawn", signature=SIGNATURE)),
    "letter": lambda: letter_pdf(letter()),
    "easy_read": lambda: easy_read_pdf(easy_read()),
    "stages": lambda: own_stages_pdf(own_stages()),
    "stages_large": lambda: own_stages_pdf(own_stages(size="large")),
    "stages_work": lambda: work_stages_pdf(work_stages()),
    "story": lambda: story_pdf(story()),
    "shortlist": lambda: shortlist_pdf(shortlist()),
    "shortlist_easy": lambda: shortlist_easy_pdf(shortlist()),
}
EACH = pytest.mark.parametrize("name", PAPERS)


def said(words: str, role: Role = Role.PARAGRAPH) -> Text:
    return Text(role, (Run(words, field="a test"),))


def document_of(*blocks: model.Block) -> Document:
    return Document("A paper", "en-GB", MADE, Foot(said("The foot", Role.FOOT)), "Page {page} of {pages}", blocks)


def said_foot(document: Document) -> list[str]:
    standing = document.foot.standing.words if document.foot.standing else ""
    return f"{document.foot.left.words} {standing}".split()


_WORDS = st.one_of(
    st.sampled_from(HOSTILE),
    st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\ufffe\uffff"), max_size=25),
).map(said)
_CELLS = st.lists(_WORDS, min_size=2, max_size=2).map(tuple)
_ROWS = st.builds(Row, _CELLS, st.sampled_from([None, True, False]))
_SIMPLE = st.one_of(
    st.builds(Heading, _WORDS, st.sampled_from([1, 2, 3])),
    st.builds(Paragraph, _WORDS, st.booleans()),
    st.builds(Quote, _WORDS, st.one_of(st.none(), _WORDS)),
    st.builds(
        ListBlock,
        st.lists(
            st.builds(
                ListItem, st.lists(_WORDS, min_size=1, max_size=3).map(tuple), st.sampled_from([None, True, False])
            ),
            max_size=3,
        ).map(tuple),
        st.booleans(),
    ),
    st.builds(lambda heads, rows: Table(tuple(map(Column, heads)), tuple(rows)), _CELLS, st.lists(_ROWS, max_size=3)),
    st.builds(Sides, _CELLS, _CELLS),
    st.builds(Grid, _CELLS),
    st.builds(Question, _WORDS, _WORDS),
    st.builds(Choices, st.lists(st.builds(Choice, _WORDS, _WORDS), max_size=3).map(tuple)),
    st.builds(lambda across, ends: Choices((), across, ends), _CELLS, _CELLS),
    st.builds(WritingLines, _WORDS, st.integers(1, 3)),
    st.builds(Bottom, _CELLS),
    st.builds(lambda texts: pictures.row("talk", texts), st.lists(_WORDS, max_size=3)),
    st.just(Signature(SIGNATURE, 320)),
    st.just(Space(10.0)),
    st.just(NewPage()),
)
_BLOCKS = st.lists(st.one_of(_SIMPLE, st.lists(_SIMPLE, max_size=3).map(lambda blocks: Box(tuple(blocks)))), max_size=6)


def visible(texts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(text for text in texts if text.strip("\n "))


@settings(max_examples=50, deadline=None)
@given(_BLOCKS, st.sampled_from([STANDARD, LARGE]))
def test_each_file_says_the_same_in_the_same_order(blocks: list[model.Block], style: model.HouseStyle) -> None:
    document = document_of(*blocks)
    expected = visible(in_order(document, style))
    assert texts_of_page(to_web(document, style)) == expected
    assert visible(texts_of_word(to_word(document, style))) == expected


@EACH
def test_the_papers_that_ship_say_the_same_everywhere(name: str) -> None:
    document, style = PAPERS[name]
    expected = in_order(document, STYLES[style])
    assert texts_of_page(to_web(document, STYLES[style])) == expected
    assert texts_of_word(to_word(document, STYLES[style])) == expected


@pytest.mark.parametrize("name", PDFS)
def test_the_paper_itself_has_the_same_words_and_no_others(name: str) -> None:
    document, style = PAPERS[name]
    on_paper = Counter(words_of_pdf(PDFS[name]()).split())
    in_file = Counter(" ".join(in_order(document, STYLES[style])).split())
    every_page = set(said_foot(document)) | {"Page", "of", "•", *"123456789"}
    assert in_file - on_paper == Counter()
    assert set(on_paper - in_file) <= every_page


@pytest.mark.parametrize("name", FILES)
def test_the_files_read_as_expected(name: str) -> None:
    assert page_text(name) == (GOLDEN / f"{name}.html").read_text("utf-8")
    assert word_text(name) == (GOLDEN / f"{name}.docx.txt").read_text("utf-8")


def test_hostile_words_stand_in_the_plan_as_they_were_typed() -> None:
    goals = tuple(PlanGoal(words, None, None) for words in HOSTILE)
    document = plan_document(plan(goals=goals))
    html, file = to_web(document, STANDARD), to_word(document, STANDARD)
    assert texts_of_page(html) == texts_of_word(file) == in_order(document, STANDARD)
    page = page_of(html)
    assert not {tag for tag, _ in page.tags} & {
        "img",
        "script",
        "a",
        "link",
        "iframe",
        "object",
        "svg",
        "font",
        "unknown",
    }


def test_no_file_is_opened_and_nothing_is_fetched_for_500_hostile_texts() -> None:
    to_word(PAPERS["plan"][0], STANDARD)  # its own template and libraries are loaded once
    blocks = [Paragraph(said(f"{n} {HOSTILE[n % len(HOSTILE)]}")) for n in range(500)]
    opened: list[str] = []
    listening = [True]

    def heard(event: str, args: tuple[object, ...]) -> None:
        if listening and (event.startswith("socket") or (event == "open" and not str(args[0]).endswith(".docx"))):
            opened.append(f"{event} {args[0]}")

    sys.addaudithook(heard)
    document = document_of(*blocks)
    html, file = to_web(document, STANDARD), to_word(document, STANDARD)
    listening.clear()
    assert texts_of_page(html) == texts_of_word(file)
    assert [one for one in opened if "docx" not in one] == []


def test_letters_that_no_file_can_hold_are_refused_by_the_name_of_their_field() -> None:
    document = document_of(Paragraph(said("half a letter \ud83d")))
    for write in (to_web, to_word):
        with pytest.raises(PaperProblem, match="a test"):
            write(document, STANDARD)


def test_marks_that_nobody_sees_do_not_reach_a_file() -> None:
    document = document_of(Paragraph(said("a\x00b\x1b[31m\u202ec\u200bd\x85e")))
    assert in_order(document, STANDARD)[0] == "ab[31mcd\ne"
    assert texts_of_page(to_web(document, STANDARD)) == texts_of_word(to_word(document, STANDARD))


@EACH
def test_the_web_page_can_be_read_by_everybody(name: str) -> None:
    document, style = PAPERS[name]
    html = to_web(document, STYLES[style])
    page = page_of(html)
    tags = [tag for tag, _ in page.tags]
    (whole,) = [attributes for tag, attributes in page.tags if tag == "html"]
    assert whole["lang"] == "en-GB"
    assert html.startswith(b"<!DOCTYPE html>")
    assert tags.count("title") == tags.count("main") == tags.count("h1") == tags.count("footer") == 1
    assert all(attributes.get("scope") == "col" for tag, attributes in page.tags if tag == "th")
    assert not {"script", "img", "link", "iframe", "style-src"} & set(tags)
    assert not [value for _, each in page.tags for name, value in each.items() if name in {"src", "href", "style"}]
    text = html.decode("utf-8")
    assert "url(" not in text
    assert "@import" not in text
    assert "@media print" in text
    assert f"<title>{document.title}</title>" in text


def test_ticks_stand_in_both_files() -> None:
    document, _ = PAPERS["plan"]
    expected = [row.ticked for block in document.blocks if isinstance(block, Table) for row in block.rows]
    expected = [one for one in expected if one is not None]
    assert set(expected) == {True, False}
    assert page_of(to_web(document, STANDARD)).ticks == expected
    body = docx.Document(BytesIO(to_word(document, STANDARD))).element.body
    boxes = [one for one in body.iter() if str(one.tag).endswith("}checked")]
    assert [next(iter(one.attrib.values())) == "1" for one in boxes] == expected


@pytest.mark.parametrize("name", ["easy_read", "easy_read_giant"])
def test_each_picture_says_what_it_shows_in_both_files(name: str) -> None:
    document, style = PAPERS[name]
    shown = [block.alt for block in document.blocks if isinstance(block, PictureRow)]
    assert len(shown) > 5
    page = page_of(to_web(document, STYLES[style]))
    drawings = [attributes for tag, attributes in page.tags if tag == "svg"]
    assert [(one["role"], one["aria-label"]) for one in drawings] == [("img", alt) for alt in shown]
    body = docx.Document(BytesIO(to_word(document, STYLES[style]))).element.body
    about = list(body.iter(qn("wp:docPr")))
    assert [one.get("descr") for one in about] == shown
    assert len({one.get("id") for one in about}) == len(shown)
    assert [one for one in body.iter() if str(one.tag).endswith("}decorative")] == []


def test_a_signature_is_passed_over_by_screen_readers_and_its_words_stand_before_it() -> None:
    document, _ = PAPERS["plan_signed"]
    html = to_web(document, STANDARD).decode("utf-8")
    before, drawn = html.split("<svg")
    assert before.endswith("My signature:</p>\n")
    assert "aria-hidden=" in drawn.split(">")[0]
    made = docx.Document(BytesIO(to_word(document, STANDARD)))
    (about,) = made.element.body.iter(qn("wp:docPr"))
    (passed_over,) = (one for one in about.iter() if str(one.tag).endswith("}decorative"))
    assert passed_over.get("val") == "1"
    (place,) = (n for n, one in enumerate(made.paragraphs) if one._p.find(f".//{qn('w:drawing')}") is not None)
    assert made.paragraphs[place - 1].text == "My signature:"


def test_numbers_to_ring_stand_out_in_both_files() -> None:
    document, style = PAPERS["easy_read"]
    numbers = [text.words for text in model.all_texts(document) if text.role is Role.BIG]
    assert "116 123" in numbers
    html = to_web(document, STYLES[style]).decode("utf-8")
    assert html.count('<p class="big">') == len(numbers)
    assert "\n.big { font-size: 1.444rem;" in html
    made = docx.Document(BytesIO(to_word(document, STYLES[style])))
    cells = [paragraph for table in made.tables for cell in table.rows[0].cells for paragraph in cell.paragraphs]
    assert [one.text for one in cells if one.style.font.size.pt == EASY_READ["standard"].face(Role.BIG).size] == numbers


def test_a_picture_without_words_leaves_no_empty_line() -> None:
    document = document_of(pictures.row("talk", (said(""), said("Words"), said(" "))))
    assert to_web(document, STANDARD).decode("utf-8").count("<p>") == 2  # the words, and the foot
    (table,) = docx.Document(BytesIO(to_word(document, STANDARD))).tables
    assert [paragraph.text for paragraph in table.rows[0].cells[1].paragraphs] == ["Words"]


def test_every_kind_of_block_and_every_role_is_written_in_both_files() -> None:
    roles = [Paragraph(said(f"as {role}", role)) for role in Role]
    document = document_of(*roles)
    assert texts_of_page(to_web(document, STANDARD)) == texts_of_word(to_word(document, STANDARD))


@EACH
def test_the_word_file_has_real_headings_lists_and_table_heads(name: str) -> None:
    document, style = PAPERS[name]
    made = docx.Document(BytesIO(to_word(document, STYLES[style])))
    styles = [paragraph.style.name for paragraph in made.paragraphs]
    assert styles.count("Heading 1") == 1
    headings = [block for block in document.blocks if isinstance(block, Heading) and block.level == 2]
    inside = [one for block in document.blocks if isinstance(block, Box) for one in block.blocks]
    assert styles.count("Heading 2") == len(headings) + sum(isinstance(one, Heading) for one in inside)
    with_heads = [table for table in made.tables if table._tbl.find(f".//{qn('w:tblHeader')}") is not None]
    tables = [block for block in document.blocks if isinstance(block, Table)]
    assert len(with_heads) == (0 if STYLES[style].tables_as_lists else len(tables))
    assert made.styles["Normal"].font.size.pt == STYLES[style].face(Role.PARAGRAPH).size
    language = made.styles.element.find(f".//{qn('w:lang')}")
    assert language.get(qn("w:val")) == "en-GB"


@EACH
def test_the_word_file_names_nobody_and_no_moment(name: str) -> None:
    document, style = PAPERS[name]
    file = to_word(document, STYLES[style])
    assert file == to_word(document, STYLES[style])
    about = docx.Document(BytesIO(file)).core_properties
    assert (about.author, about.last_modified_by, about.comments) == ("", "", "")
    assert about.title == document.title
    assert about.created.date() == about.modified.date() == document.made_on
    with ZipFile(BytesIO(file)) as parts:
        assert {entry.date_time for entry in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert not [name for name in parts.namelist() if "thumbnail" in name]


def test_letters_that_are_read_from_the_right_say_so() -> None:
    document = document_of(Paragraph(said("שלום and مرحبا")), Paragraph(said("Hello")))
    html = to_web(document, STANDARD).decode("utf-8")
    assert html.count('dir="auto"') == 1
    made = docx.Document(BytesIO(to_word(document, STANDARD)))
    assert [paragraph._p.find(f".//{qn('w:bidi')}") is not None for paragraph in made.paragraphs] == [True, False]


@EACH
def test_what_is_kept_comes_back_as_it_was(name: str) -> None:
    document, style = PAPERS[name]
    kept = KeptDocument(document, style)
    text = to_text(kept)
    assert from_text(text) == kept
    assert to_text(from_text(text)) == text
    assert copy_of(kept, WORD) == to_word(document, STYLES[style])
    assert copy_of(kept, WEB) == to_web(document, STYLES[style])


@settings(max_examples=60, deadline=None)
@given(_BLOCKS)
def test_any_document_comes_back_as_it_was(blocks: list[model.Block]) -> None:
    kept = KeptDocument(document_of(*blocks), "standard")
    assert from_text(to_text(kept)) == kept


def test_charts_come_back_and_their_numbers_stand_in_both_files() -> None:
    document = assessment_document(assessment_paper())
    assert from_text(to_text(KeptDocument(document, "standard"))).document == document
    assert texts_of_page(to_web(document, STANDARD))
    charts = [block.chart for block in document.blocks if isinstance(block, model.Figure)]
    assert charts
    html, word = to_web(document, STANDARD), "\n".join(texts_of_word(to_word(document, STANDARD)))
    for chart in charts:
        for reading in chart.readings:
            if reading.value is not None:
                assert f">{reading.value:g}<" in html.decode("utf-8")
                assert f"{reading.value:g}" in word


@pytest.mark.parametrize(
    "text", ["", "{}", "[]", '{"is":"Nothing"}', '{"is":"Run","words":"x"}', '{"is":"KeptDocument"}', "3"]
)
def test_what_is_not_whole_is_refused_in_a_sentence(text: str) -> None:
    with pytest.raises(PaperProblem, match="cannot be read"):
        from_text(text)


def test_nothing_that_was_agreed_can_be_made_from_what_is_kept() -> None:
    document = letter_document(letter(parts=(Said(agreed("These words were agreed.")),)))
    assert "Agreed" not in to_text(KeptDocument(document, "letter"))
    with pytest.raises(PaperProblem):
        from_text('{"is":"AgreedText","text":"never said","agreed_on":{"is":"date","value":"2026-11-24"}}')
    assert date(2026, 11, 24) == MADE
