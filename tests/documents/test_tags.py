"""Every paper can be read out: tagged as PDF/UA-1 asks, in the order of its texts, with nothing left out."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any, get_args

import page as page_validation
import pikepdf
import pytest

from tests.documents.renew_golden import PAPERS
from tests.documents.tag_check import Node, faults, heard, tree_of, walk
from tests.documents.tag_check import pages_of as pages_read
from workwell_desktop.documents import render, tags
from workwell_desktop.documents.compose import table_as_list
from workwell_desktop.documents.house_style import LARGE, STANDARD
from workwell_desktop.documents.model import (
    Block,
    Box,
    Column,
    Document,
    Foot,
    Heading,
    ListItem,
    Paragraph,
    Role,
    Row,
    Run,
    Table,
    Text,
    all_texts,
)
from workwell_desktop.documents.text import clean

KINDS = pytest.mark.parametrize("kind", PAPERS)


@dataclass(frozen=True)
class Made:
    """A paper and the document it was made from. ``as_lists``: its tables are set as lists."""

    pdf: bytes
    document: Document
    as_lists: bool

    def opened(self) -> pikepdf.Pdf:
        return pikepdf.open(BytesIO(self.pdf))


@cache
def made(kind: str) -> Made:
    """Make a paper and keep what went into it."""
    kept: list[tuple[Document, bool]] = []

    def listening(document: Document, *, tables_as_lists: bool) -> Any:
        kept.append((document, tables_as_lists))
        return tags.tagged(document, tables_as_lists=tables_as_lists)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(render, "tagged", listening)
        pdf = PAPERS[kind]()
    ((document, as_lists),) = kept
    return Made(pdf, document, as_lists)


def blocks_of(document: Document, *, as_lists: bool) -> Iterator[Block]:
    """Yield the blocks of a document as they are set, those inside boxes too."""

    def inner(blocks: tuple[Block, ...]) -> Iterator[Block]:
        for block in blocks:
            if isinstance(block, Box):
                yield from inner(block.blocks)
            yield table_as_list(block) if isinstance(block, Table) and as_lists else block

    return inner(document.blocks)


def expected(document: Document, *, as_lists: bool) -> list[str]:
    """Return the words of every text that is to be read out, in the order of the model."""
    texts = [
        text
        for block in blocks_of(document, as_lists=as_lists)
        if not isinstance(block, Box)
        for text in all_texts(block)
    ]
    texts += [document.foot.standing] if document.foot.standing else []
    return " ".join(clean(text.words) for text in texts).split()


def words_heard(pdf: pikepdf.Pdf) -> list[str]:
    """Return all words in reading order, without bullets, the numbers of numbered lists and what pictures hold."""
    pages = pages_read(pdf)

    def words(node: Node, numbered: bool) -> Iterator[str]:
        said = "".join(pages[page].words[mark] for page, mark in node.places)
        if node.kind != "Figure" and not (node.kind == "Lbl" and (numbered or said == "•")):
            yield said
        for kid in node.kids:
            yield from words(kid, node.numbering == "Decimal" or (node.kind == "LI" and numbered))

    return " ".join(words(tree_of(pdf), False)).split()


@KINDS
def test_our_own_check_finds_nothing_wrong(kind: str) -> None:
    with made(kind).opened() as pdf:
        assert faults(pdf) == []


@KINDS
def test_another_program_finds_it_accessible_too(kind: str) -> None:
    report = page_validation.validate_pdf_bytes(made(kind).pdf, profile="ua1")
    assert report.is_compliant, [failure.rule_id for failure in report.failures]


@KINDS
def test_what_is_read_out_is_the_model_word_for_word_in_its_order(kind: str) -> None:
    paper = made(kind)
    with paper.opened() as pdf:
        assert words_heard(pdf) == expected(paper.document, as_lists=paper.as_lists)


@KINDS
def test_what_is_not_read_out_stands_above_or_below_the_page(kind: str) -> None:
    paper = made(kind)
    document = paper.document
    with paper.opened() as pdf:
        pages = pages_read(pdf)
    around = [text for text in (document.head, document.foot.left, document.foot.standing) if text]
    heads = [column.head for block in document.blocks if isinstance(block, Table) for column in block.columns]
    known = set(" ".join(clean(text.words) for text in (*around, *heads)).split())
    known |= set(document.page_words.split()) | {str(number) for number in range(1, len(pages) + 1)}
    for card, name in (("since_card", "since_card"), ("plan_pocket", "pocket_card")):
        if kind.startswith(card):
            known |= set(" ".join(render.sentences(name)[fold] for fold in ("fold_1", "fold_2")).split())
    for page in pages:
        assert set(" ".join(page.aside).split()) <= known


@KINDS
def test_that_something_is_ticked_is_heard(kind: str) -> None:
    paper = made(kind)
    for block in blocks_of(paper.document, as_lists=paper.as_lists):
        for part in (*getattr(block, "rows", ()), *getattr(block, "items", ())):
            if isinstance(part, Row | ListItem) and part.ticked:
                assert "Done" in [text.words for text in all_texts(part)]


@KINDS
def test_marks_and_kept_states_are_opened_and_closed_inside_each_other(kind: str) -> None:
    closes = {"EMC": {"BDC", "BMC"}, "Q": {"q"}, "ET": {"BT"}}
    with made(kind).opened() as pdf:
        for page in pdf.pages:
            still: list[str] = []
            for _operands, operator in pikepdf.parse_content_stream(page):
                name = str(operator)
                if name in {"BDC", "BMC", "q", "BT"}:
                    still.append(name)
                elif name in closes:
                    assert still.pop() in closes[name]
            assert still == []


@KINDS
def test_the_properties_hold_the_title_the_day_and_the_program_alone(kind: str) -> None:
    paper = made(kind)
    title = paper.document.title
    with paper.opened() as pdf:
        said = pdf.Root.Metadata.read_bytes().decode("utf-8")
        info = {str(key)[1:]: str(value) for key, value in pdf.docinfo.items()}
    words = {part.strip() for part in said.replace(">", "<").split("<")[::1]}
    for name in ("Jo Example", "Ruth", "Lena", "Elm Street"):
        assert name not in said.replace(title, "")
    assert {title, paper.document.made_on.isoformat(), "WorkWell Desktop", "en-GB"} <= words
    assert {value for key, value in info.items() if key not in {"CreationDate", "ModDate", "Producer", "Trapped"}} == {
        title,
        "WorkWell Desktop",
        "",
    }


def test_a_title_of_any_letters_stands_in_the_properties_as_it_is_printed() -> None:
    typed = 'Fish & <b>Chips</b>\x07\u202e "Ltd"\n]]> tŷ Анна'
    with opened(replace(paper_of(), title=typed)) as pdf:
        assert faults(pdf) == []
        assert str(pdf.docinfo["/Title"]) == 'Fish & <b>Chips</b> "Ltd" ]]> tŷ Анна'


def test_a_chart_says_its_sentence_and_its_labels_are_apart() -> None:
    paper = made("assessment")
    with paper.opened() as pdf:
        (figure,) = only(pdf, "Figure")
        assert figure.alt == "Jo scored 8 at the start and 4 now. That is 4 lower."
        (labels,) = [words for kind, words in heard(pdf) if kind == "Figure"]
        assert "Normal, 0 to 2 Mild, 3 to 5 Moderate, 6 to 8" in labels


def test_every_kind_of_block_stands_in_one_of_these_papers() -> None:
    seen: set[type] = set()
    for kind in PAPERS:
        paper = made(kind)
        seen |= {type(block) for block in blocks_of(paper.document, as_lists=False)}
    assert seen == set(get_args(Block))


def test_a_block_that_nobody_said_how_to_read_is_refused() -> None:
    class Unknown:
        """A new kind of block."""

    document = Document("A test", "en-GB", date(2026, 11, 24), foot(), "{page}", (Unknown(),))  # type: ignore[arg-type]  # on purpose
    with pytest.raises(AssertionError):
        tags.tagged(document, tables_as_lists=False)


def text(words: str, role: Role = Role.PARAGRAPH) -> Text:
    return Text(role, (Run(words, field="a test"),))


def foot() -> Foot:
    return Foot(text("A foot", Role.FOOT), standing=text("This is yours."))


def paper_of(*blocks: Block) -> Document:
    title = Heading(text("A test", Role.TITLE), level=1)
    return Document("A test", "en-GB", date(2026, 11, 24), foot(), "Page {page} of {pages}", (title, *blocks))


def steps(count: int) -> Table:
    columns = (Column(text("What", Role.TABLE_HEAD)), Column(text("Who", Role.TABLE_HEAD), snug=True))
    cells = ((text(f"Step {n}", Role.TABLE_CELL), text("Me", Role.TABLE_CELL)) for n in range(count))
    return Table(columns, tuple(Row(pair) for pair in cells))


def only(pdf: pikepdf.Pdf, kind: str) -> list[Node]:
    return [node for node in walk(tree_of(pdf)) if node.kind == kind]


def opened(document: Document, style: Any = STANDARD) -> pikepdf.Pdf:
    return pikepdf.open(BytesIO(render.to_pdf(document, style)))


def test_a_paragraph_over_the_end_of_a_page_is_one_element() -> None:
    with opened(paper_of(Paragraph(text("one two three four five six " * 120)))) as pdf:
        (long,) = [node for node in only(pdf, "P") if len(node.places) > 1]
        assert [page for page, _mark in long.places] == [0, 1]
        assert faults(pdf) == []


def test_a_head_that_is_repeated_is_read_once_and_each_row_is_one_row() -> None:
    with opened(paper_of(steps(80))) as pdf:
        assert len(pdf.pages) > 2
        assert [words for kind, words in heard(pdf) if kind == "TH"] == ["What", "Who"]
        assert len(only(pdf, "TR")) == 81
        for page in pages_read(pdf)[1:]:
            assert page.aside[:2] == ["What", "Who"]
        assert faults(pdf) == []


def test_a_row_over_the_end_of_a_page_is_one_row() -> None:
    cell = text("one two three four five six " * 200, Role.TABLE_CELL)
    table = Table(steps(1).columns, (Row((cell, text("Me", Role.TABLE_CELL))),))
    with opened(paper_of(table)) as pdf:
        first, _second = only(pdf, "TD")
        assert len({page for page, _mark in first.places}) > 1
        assert len(only(pdf, "TR")) == 2
        assert faults(pdf) == []


def test_an_empty_cell_keeps_its_place_and_an_empty_text_is_no_element() -> None:
    table = Table(steps(1).columns, (Row((text("A step"), text(""))),))
    with opened(paper_of(table, Paragraph(text("")), Paragraph(text(" ")))) as pdf:
        assert len(only(pdf, "TD")) == 2
        assert [words for kind, words in heard(pdf) if kind == "P"] == ["This is yours."]
        assert faults(pdf) == []


def test_a_table_that_large_print_sets_as_a_list_is_read_as_one() -> None:
    with opened(paper_of(steps(3)), LARGE) as pdf:
        assert only(pdf, "Table") == []
        assert len(only(pdf, "LI")) == 3


def test_what_stands_above_the_foot_is_read_once_on_the_last_page() -> None:
    with opened(paper_of(steps(80))) as pdf:
        last = len(pdf.pages) - 1
        assert heard(pdf)[-1] == ("P", "This is yours.")
        assert [page for node in only(pdf, "P") for page, _mark in node.places] == [last]


def test_lines_of_one_text_are_parted_by_a_blank() -> None:
    with opened(paper_of(Paragraph(text("one\ntwo\n\nthree")))) as pdf:
        assert ("P", "one two three") in heard(pdf)


@pytest.mark.skipif(shutil.which("pdfinfo") is None, reason="pdfinfo is not on this machine (poppler-utils)")
@KINDS
def test_poppler_reads_the_same_words_in_the_same_order(kind: str, tmp_path: Path) -> None:
    paper = made(kind)
    file = tmp_path / "paper.pdf"
    file.write_bytes(paper.pdf)
    done = subprocess.run(["pdfinfo", "-struct-text", str(file)], capture_output=True, text=True, check=True)
    assert done.stderr == ""
    read = [line.strip()[1:-1] for line in done.stdout.splitlines() if line.strip().startswith('"')]
    with paper.opened() as pdf:
        ours = [words for _kind, words in heard(pdf)]
    assert " ".join(read).split() == " ".join(ours).split()
