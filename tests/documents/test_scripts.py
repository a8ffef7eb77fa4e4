"""Names in the letters of many languages are printed as they were typed, and read out and read back so."""

from __future__ import annotations

import shutil
import subprocess
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.documents.samples import plan
from tests.documents.tag_check import faults, heard
from tests.documents.test_text import printed
from tests.documents.test_walls import paper_of
from workwell_desktop.casework.plain_words import paper_problem
from workwell_desktop.documents.house_style import STANDARD
from workwell_desktop.documents.plan import plan_pdf
from workwell_desktop.documents.render import to_pdf
from workwell_desktop.documents.text import clean, unprintable

_PLAIN = "abcdefghijklmnopqrstuvwxyz"
_ACCENTS = "\u0300\u0301\u0303\u0309\u0323"
ALPHABETS = {
    "English": _PLAIN + _PLAIN.upper() + "'’",  # a hyphen at a line's end is taken for a broken word by this reader
    "Welsh": _PLAIN + "âêîôûŵŷÂÊÎÔÛŴŶäëïöüẅÿáéíóúẃý",
    "Polish, Czech, Romanian, Turkish": _PLAIN + "ąćęłńóśźżĄĆĘŁŃÓŚŹŻčďěňřšťůžășțâîğıİşçöüÇÖÜ",
    "Lithuanian, Latvian, Maltese": _PLAIN + "ąčęėįšųūžāēģīķļņŗĀĒĢĪĶĻŅħġżĦĠ",
    "Greek": "αβγδεζηθικλμνξοπρσςτυφχψωΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩάέήίόύώϊϋΐΰΆΈΉΊΌΎΏΪΫ",
    "Cyrillic": "абвгдежзийклмнопрстуфхцчшщъыьэюяАБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯёЁґҐєЄіІїЇўЎђћџљњјЂЋЏЉЊЈѓќѕ",
    "Vietnamese": "abcdeghiklmnopqrstuvxyđĐăâêôơưĂÂÊÔƠƯáàảãạấầẩẫậắằẳẵặéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵẤỆỮ",
    "Yoruba and Igbo": _PLAIN + "ẹọṣẸỌṢịụṅńǹáàéèíìóòúùỊỤ",
}
# Letters typed one after the other with their accents: in Vietnamese as some keyboards send it, and stress in Russian.
APART = {"Vietnamese in parts": ("aăâeêioôơuưy", _ACCENTS), "Russian with its stress": ("аеиоуыэюя", "\u0301")}


def _words(letters: str) -> st.SearchStrategy[str]:
    return st.text(st.sampled_from(letters), min_size=1, max_size=12)


def _in_parts(letters: str, accents: str) -> st.SearchStrategy[str]:
    pair = st.tuples(st.sampled_from(letters), st.sampled_from(["", *accents])).map("".join)
    return st.lists(pair, min_size=1, max_size=8).map("".join)


SCRIPTS = {name: _words(letters) for name, letters in ALPHABETS.items()} | {
    name: _in_parts(*parts) for name, parts in APART.items()
}
_ANY = st.one_of(*SCRIPTS.values())


@pytest.mark.parametrize("script", SCRIPTS)
def test_words_of_every_script_are_printed_and_read_out_as_typed(script: str) -> None:
    @settings(max_examples=12, deadline=None)
    @given(st.lists(st.lists(SCRIPTS[script], min_size=1, max_size=12).map(" ".join), min_size=1, max_size=5))
    def holds(texts: list[str]) -> None:
        typed = clean(" ".join(texts)).split()
        assert printed(texts).split() == typed
        with pikepdf.open(BytesIO(to_pdf(paper_of(texts), STANDARD))) as pdf:
            assert faults(pdf) == []
            assert " ".join(words for kind, words in heard(pdf) if kind not in {"H1", "Lbl"}).split() == typed

    holds()


@settings(max_examples=25, deadline=None)
@given(st.lists(st.lists(_ANY, min_size=1, max_size=8).map(" ".join), min_size=1, max_size=5))
def test_scripts_beside_each_other_are_printed_as_typed(texts: list[str]) -> None:
    assert printed(texts).split() == clean(" ".join(texts)).split()


@pytest.mark.parametrize("script", ALPHABETS)
def test_no_letter_of_a_script_is_refused_while_it_is_typed(script: str) -> None:
    assert unprintable(ALPHABETS[script]) == ()
    assert paper_problem(ALPHABETS[script]) == ""


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext is not on this machine (poppler-utils)")
def test_another_reader_finds_the_same_names(tmp_path: Path) -> None:
    names = ("Nguyễn Thị Ánh", "Анна Їжак", "Ελένη Ώρα", "Zażółć Łoś", "Ŵyn Tŷ", "Ọláwálé Ṣadé")
    file = tmp_path / "plan.pdf"
    file.write_bytes(plan_pdf(plan(participant=", ".join(names))))
    found = subprocess.run(["pdftotext", str(file), "-"], capture_output=True, text=True, check=True).stdout
    assert ", ".join(names) in " ".join(found.split())


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("محمد", "This letter cannot be printed: م Write the word in English letters."),
        ("Jo and 中文", "This letter cannot be printed: 中 Write the word in English letters."),
        ("क्षत्रिय", "This letter cannot be printed: क Write the word in English letters."),
        ("well done 👍", "This sign cannot be printed: 👍 Write it in letters."),
        ("first → then", "This sign cannot be printed: → Write it in letters."),
    ],
)
def test_what_no_paper_can_show_is_named_at_its_field(typed: str, told: str) -> None:
    assert paper_problem(typed) == told
