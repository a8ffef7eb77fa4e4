"""What is typed is what is printed: character for character, after Unicode normalisation."""

from __future__ import annotations

import unicodedata
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.documents.samples import PLAN, pages_of, plan
from workwell_desktop.documents.faces import face_files, families
from workwell_desktop.documents.house_style import STANDARD
from workwell_desktop.documents.model import Document, Foot, Paragraph, Role, Run, Text
from workwell_desktop.documents.plan import PlanGoal, plan_pdf
from workwell_desktop.documents.render import to_pdf
from workwell_desktop.documents.text import clean, hidden, set_text, unprintable
from workwell_desktop.errors import PaperProblem

HOSTILE = (
    "if x<y then z>w",
    "<img src='/etc/passwd'/> and <img src=\"\\\\server\\share\\x.png\" width=1>",
    "<a href='javascript:alert(1)'>press</a> <a href=\"file:///c:/\">me</a>",
    "&amp; &lt; &#65; &nbsp; & && &",
    "<para><b>bold</b><br/><font color='__import__(\"os\")'>red</font></para>",
    "<unknown>tag</closed> </b> <b <i>>",
    "<![CDATA[x]]> <!-- gone? --> <?php echo 1 ?> <!DOCTYPE x>",
    "{participant} {0} {0.__class__} %s %(name)s $name ${x} **strong?** __under__",
    "(brackets) \\(escaped\\) \\ \\n \\101 ) ( )) ((",
    "BT /F1 12 Tf (x) Tj ET endstream endobj",
    "5 < 6 > 4 >= 3 <= 2 <> 1 << 0 >>",
    "price £3.50, ½ off, 20°C, 50% of €10 – or — more…",
    "“Quoted” ‘words’ \"straight\" 'too' `tick`",
    "tŷ dŵr Ŵyn Ŷ â ê î ô û ï",
    "Zażółć gęślą jaźń ĄĆĘŁŃÓŚŹŻ",
    "Ştefan Țăran Çağrı İnci ı ğ Jānis Bērziņš Đorđe Žižka Œuvre",
    "Nguyễn Thị Ánh Đặng Phương Trần Hữu Lượng",
    "Ọláwálé Ẹ́niọlá Adébáyọ̀ Ń Ǹ Chukwuemeka Ị Ụ",
    "Анна Петрова и Ελένη Παπαδοπούλου",
    "e\u0301 a\u030a n\u0303 A\u0308 decomposed letters",
    "https://www.example.org/a/very/long/address?with=query&and=more#end",
    "jo.example+plan@example.org 07700 900118",
    "pre- and post-work, well-known, 9-5, - dash, -- two",
    "line one\nline two\n\nline four",
    "a\tb\tc",
    "Supercalifragilisticexpialidocious" * 5,
    "W" * 300,
)

_FRAGMENTS = st.sampled_from(HOSTILE)
# Every letter that can be printed, but for the joined ones (ﬁ): the reader of these tests takes them apart.
_EVERY_LETTER = frozenset().union(*(f.letters - f.marks for f in families())) - set(range(0xFB00, 0xFB07))
_LETTERS = st.text(st.sampled_from([chr(code) for code in sorted(_EVERY_LETTER)]), max_size=30)
_PAYLOAD = st.lists(st.one_of(_FRAGMENTS, _LETTERS), min_size=1, max_size=4).map(" ".join)


def printed(texts: list[str]) -> str:
    """Return what a PDF reader finds of some paragraphs, without the foot."""
    blocks = tuple(Paragraph(Text(Role.PARAGRAPH, (Run(text, field="a test"),))) for text in texts)
    foot = Foot(Text(Role.FOOT, (Run("ENDOFPAGE"),)))
    document = Document("A test", "en-GB", date(2026, 11, 24), foot, "{page}/{pages}", blocks)
    return " ".join(page.rsplit("ENDOFPAGE", 1)[0] for page in pages_of(to_pdf(document, STANDARD)))


def without_blanks(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_is_printed_as_it_was_typed(text: str) -> None:
    found = printed([text])
    assert without_blanks(found) == without_blanks(unicodedata.normalize("NFC", text))
    if all(len(word) < 40 for word in text.split()):
        assert found.split() == unicodedata.normalize("NFC", text).split()


@settings(max_examples=50, deadline=None)
@given(st.lists(_PAYLOAD, min_size=10, max_size=10))
def test_five_hundred_payloads_are_printed_as_they_were_typed(texts: list[str]) -> None:
    typed = without_blanks(unicodedata.normalize("NFC", " ".join(texts)))
    assert without_blanks(printed(texts)) == typed


def test_the_words_of_a_plan_reach_the_page_beside_markup_of_every_kind() -> None:
    goals = tuple(PlanGoal(text, None, None) for text in HOSTILE)
    found = without_blanks(
        " ".join(pages_of(plan_pdf(plan(goals=goals, title="<b>Plan</b>", participant="<i>Jo</i> &"))))
    )
    assert "<b>Plan</b>" in found
    assert "<i>Jo</i>&.Madewith" in found
    for text in HOSTILE[:13]:
        assert without_blanks(text) in found


@pytest.mark.parametrize(
    ("typed", "shown", "named"),
    [
        ("abc\u202edef", "abcdef", ("right-to-left override",)),
        ("a\u200bb\u200dc\ufeff", "abc", ("space without width", "zero width joiner", "byte order mark")),
        ("\u2066Jo\u2069", "Jo", ("left-to-right isolate", "pop directional isolate")),
        ("bell\x07 null\x00 esc\x1b", "bell null esc", ("control character",)),
        ("soft\u00adhyphen", "softhyphen", ("soft hyphen",)),
        ("a\r\nb\rc\u2028d\x85e", "a\nb\nc\nd\ne", ()),
        ("a\tb\u2003c\u3000d\u00a0e", "a b c d\u00a0e", ()),
        ("e\u200d\u0301", "é", ("zero width joiner",)),
        ("plain", "plain", ()),
    ],
)
def test_marks_that_nobody_sees_are_taken_out_and_named(typed: str, shown: str, named: tuple[str, ...]) -> None:
    assert clean(typed) == shown
    assert hidden(typed) == named


@pytest.mark.parametrize(
    ("typed", "missing"),
    [
        ("well done 👍🏽 Jo", ("👍", "🏽")),
        ("first → then ✓", ("→", "✓")),
        ("محمد", ("م", "ح", "د")),
        ("क्षत्रिय", ("क", "्", "ष", "त", "र", "ि", "य")),
        ("中文", ("中", "文")),
        ("\ud800", ("\ud800",)),
        ("n\u0304", ("\u0304",)),
        ("Zażółć Nguyễn Анна Ελένη ŵŷ", ()),
        ("\u202e", ()),
        ("a\nb", ()),
    ],
)
def test_letters_that_no_typeface_has_are_told_before_printing(typed: str, missing: tuple[str, ...]) -> None:
    assert unprintable(typed) == missing


def test_printing_what_cannot_be_printed_names_the_field_and_not_the_words() -> None:
    with pytest.raises(PaperProblem) as told:
        plan_pdf(plan(goals=(*PLAN["goals"], PlanGoal("secret words 👍", None, None))))
    assert "goal 3" in str(told.value)
    assert "secret" not in str(told.value)
    assert "👍" not in str(told.value)


@pytest.mark.parametrize(
    ("text", "faces"),
    [
        ("Jo Example", ["AtkinsonHyperlegibleNext-Regular"]),
        ("Nguyễn Jo Example", ["Lexend-Regular"]),
        ("Adébáyọ̀ Example", ["NotoSans-Regular"]),
        ("Анна Example", ["NotoSans-Regular"]),
        ("♪ Анна", ["AtkinsonHyperlegibleNext-Regular", "NotoSans-Regular"]),
        ("♪Анна", ["AtkinsonHyperlegibleNext-Regular", "NotoSans-Regular"]),
    ],
)
def test_a_whole_text_is_set_in_the_first_family_that_has_all_its_letters(text: str, faces: list[str]) -> None:
    pieces = set_text(text, "a test")
    assert [piece.face for piece in pieces] == faces
    assert "".join(piece.words for piece in pieces) == unicodedata.normalize("NFC", text)


def test_strong_words_have_a_strong_face_in_every_family() -> None:
    assert [family.face(600) for family in families()] == [
        "AtkinsonHyperlegibleNext-SemiBold",
        "Lexend-SemiBold",
        "NotoSans-SemiBold",
    ]


def test_every_shipped_font_may_be_embedded_and_has_true_outlines() -> None:
    for name, path in face_files().items():
        data = path.read_bytes()
        tables = {
            data[n : n + 4]: int.from_bytes(data[n + 8 : n + 12], "big") for n in range(12, 12 + 16 * data[5], 16)
        }
        assert data[:4] == b"\0\1\0\0", name
        assert b"glyf" in tables, name
        assert b"fvar" not in tables, name
        fs_type = tables[b"OS/2"] + 8
        assert data[fs_type : fs_type + 2] == b"\0\0", name
        assert "SIL Open Font License, Version 1.1" in (path.parent / "OFL.txt").read_text("utf-8"), name
