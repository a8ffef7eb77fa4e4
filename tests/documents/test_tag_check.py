"""The check of tags can fail: each of these papers was spoilt on purpose, and the check says how."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pikepdf
import pytest

from tests.documents.samples import assessment_paper
from tests.documents.tag_check import faults
from workwell_desktop.documents.assessment import assessment_pdf

Break = Callable[[pikepdf.Pdf], None]


def element(pdf: pikepdf.Pdf, kind: str) -> Any:
    """Return the first element of a kind as it stands in the file."""

    def look(entry: Any) -> Any:
        for kid in entry.get("/K", ()):
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                if str(kid.S) == f"/{kind}":
                    return kid
                if (found := look(kid)) is not None:
                    return found
        return None

    return look(pdf.Root.StructTreeRoot)


def rename(kind: str, other: str) -> Break:
    def change(pdf: pikepdf.Pdf) -> None:
        element(pdf, kind).S = pikepdf.Name(f"/{other}")

    return change


def without(kind: str, key: str) -> Break:
    def change(pdf: pikepdf.Pdf) -> None:
        del element(pdf, kind)[key]

    return change


def of_root(key: str) -> Break:
    def change(pdf: pikepdf.Pdf) -> None:
        del pdf.Root[key]

    return change


def on_page(old: bytes, new: bytes) -> Break:
    def change(pdf: pikepdf.Pdf) -> None:
        content = pdf.pages[0].Contents
        words = content.read_bytes()
        assert old in words
        content.write(words.replace(old, new, 1))

    return change


def lose_a_parent(pdf: pikepdf.Pdf) -> None:
    parents = pdf.Root.StructTreeRoot.ParentTree.Nums[1]
    del parents[len(parents) - 1]


def swap_parents(pdf: pikepdf.Pdf) -> None:
    parents = pdf.Root.StructTreeRoot.ParentTree.Nums[1]
    first, second = parents[0], parents[1]
    parents[0], parents[1] = second, first


def lose_a_cell(pdf: pikepdf.Pdf) -> None:
    kids = element(pdf, "TBody").K[0].K
    del kids[len(kids) - 1]


def lose_the_letters(pdf: pikepdf.Pdf) -> None:
    for font in pdf.pages[0].Resources.Font.values():
        del font["/ToUnicode"]


def add_a_script(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)"))


def add_an_attachment(pdf: pikepdf.Pdf) -> None:
    pdf.attachments["a.txt"] = b"words"


FAULTS: tuple[tuple[str, Break, str], ...] = (
    ("a stretch that the tree of parents has lost", lose_a_parent, "the parents of page 0 are not its content"),
    ("two parents changed over", swap_parents, "the parent of (0, 0) is another element"),
    ("an element that lost its content", without("H1", "/K"), "is in no element"),
    ("a stretch without its number", on_page(b"<</MCID 2>>", b"<<>>"), "content without a number"),
    ("a number given twice", on_page(b"<</MCID 2>>", b"<</MCID 1>>"), "number 1 twice"),
    ("content outside every mark", on_page(b"/P <</MCID 0>> BDC", b""), "untagged content: Tj"),
    ("a mark that never ends", on_page(b"EMC", b""), "content inside content"),
    ("words too small", on_page(b" 24 Tf", b" 9 Tf"), "too small: 9.0"),
    ("a heading left out", rename("H2", "H3"), "heading 3 after 1"),
    ("two titles", rename("H2", "H1"), "2 headings of level 1"),
    ("no title on the page", rename("H1", "P"), "0 headings of level 1"),
    ("an item outside a list", rename("L", "P"), "LI in P"),
    ("an item without a body", rename("LBody", "P"), "an item without a body"),
    ("a head without scope", without("TH", "/A"), "a head without scope"),
    ("a cell left out", lose_a_cell, "rows of different lengths"),
    ("heads that are none", rename("TH", "TD"), "a table without heads"),
    ("a picture without words", without("Figure", "/Alt"), "a picture without words"),
    ("an element nobody knows", rename("BlockQuote", "Words"), "unknown element Words"),
    ("no language", of_root("/Lang"), "no language"),
    ("no mark", of_root("/MarkInfo"), "not marked as tagged"),
    ("no properties", of_root("/Metadata"), "does not say that it is PDF/UA-1"),
    ("no title in the properties", lambda pdf: pdf.docinfo.__delitem__("/Title"), "no title"),
    ("a title that is not shown", of_root("/ViewerPreferences"), "the title is not shown"),
    ("no tree", of_root("/StructTreeRoot"), "no structure tree"),
    ("letters that cannot be read back", lose_the_letters, "cannot be read back"),
    ("a script", add_a_script, "the file can /JavaScript"),
    ("an attachment", add_an_attachment, "the file has an attachment"),
)


@pytest.mark.parametrize(
    ("change", "told"), [(change, told) for _name, change, told in FAULTS], ids=[f[0] for f in FAULTS]
)
def test_a_fault_would_be_noticed(change: Break, told: str) -> None:
    with pikepdf.open(BytesIO(assessment_pdf(assessment_paper()))) as pdf:
        assert faults(pdf) == []
        change(pdf)
        kept = BytesIO()
        pdf.save(kept)
    with pikepdf.open(kept) as broken:
        assert told in " ".join(faults(broken))
