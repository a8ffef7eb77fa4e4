"""The text of other people's lists is mended where that is safe, and otherwise left as it was."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workwell_desktop.datafiles import DataFileProblem
from workwell_desktop.directory.list_words import read_list_words
from workwell_desktop.directory.text import (
    Decoded,
    decode,
    encoding_of,
    is_garbled,
    is_nothing,
    one_line,
    paragraphs,
    plain_text,
    ungarble,
)


@pytest.mark.parametrize(
    ("data", "encoding", "text"),
    [
        ("\ufeffCafé".encode(), "utf-8", "Café"),
        ("Café".encode(), "utf-8", "Café"),
        ("Café ’".encode("cp1252"), "cp1252", "Café ’"),
        ("Café".encode("utf-16"), "utf-16", "Café"),
        ("Café 😀 ".encode() + "’".encode("cp1252"), "cp1252", "Café 😀 ’"),
        (b"\x81\x9d", "cp1252", "\ufffd\ufffd"),
        (b"", "utf-8", ""),
    ],
)
def test_bytes_are_read_as_what_they_are(data: bytes, encoding: str, text: str) -> None:
    found = decode(data)
    assert (found.encoding, found.text) == (encoding, text)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark_is_seen(encoding: str) -> None:
    assert decode('{"name": "Café"}'.encode(encoding)) == Decoded('{"name": "Café"}', encoding, garbled=False)


def test_a_letter_that_lies_across_two_chunks_is_still_utf_8() -> None:
    data = "x’x".encode()
    assert encoding_of([data[:2], data[2:]]) == "utf-8"
    assert encoding_of([data[:2], data[3:]]) == "cp1252"


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("AttorneyGÇÖs", "Attorney’s"),
        ("donâ€™t", "don’t"),
        ("â€œyesâ€\x9d", "“yes”"),
        ("Â£5 cafÃ©", "£5 café"),
        ("ΓÇô", "–"),
        ("EnglishGÇæspeaking", "English-speaking"),
        ("BaptiGÇïstHealth", "Bapti\u200bstHealth"),
        ("Å´ysg", "Ŵysg"),
        ("cafÃƒÂ©", "café"),
    ],
)
def test_letters_read_in_the_wrong_encoding_are_turned_back(written: str, meant: str) -> None:
    assert is_garbled(written)
    assert ungarble(written) == meant


@pytest.mark.parametrize("text", ["CAFÉ…", "à la carte", "naïve", "£5", "Ångström", "Łódź", "“quoted”", "âge"])
def test_what_is_right_stays(text: str) -> None:
    assert not is_garbled(text)
    assert ungarble(text) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("<p>Hello<br/>there</p><script>x < y</script>z", "Hello\nthere\nz"),
        ("&#39;", "'"),
        ("Tea &amp;amp; toast", "Tea & toast"),
        ("&amp;amp;amp;", "&amp;"),
        ("&amp;lt;b&amp;gt;", "<b>"),
        ("fewer than 5 < 10 > 3", "fewer than 5 < 10 > 3"),
        ("one\\ntwo", "one\ntwo"),
        ("\xa0 a\xa0b \r\n c", "a b\nc"),
        ("near ###MON### here", "near here"),
        ("here.\\n\\n###MON##", "here."),
        ("Monroe County. MON###", "Monroe County."),
        ("item ### of 3", "item ### of 3"),
        ("a\n\n\n\n\nb", "a\n\nb"),
        ("a\x00b\u202ec\u200b", "abc"),
        ("<style>p {", ""),
        (7, "7"),
        (7.0, "7"),
        (7.5, "7.5"),
        (True, ""),
        (None, ""),
        (float("nan"), ""),
        (float("inf"), ""),
        (["a"], ""),
        ({"a": 1}, ""),
    ],
)
def test_a_value_becomes_clean_text(value: object, text: str) -> None:
    assert paragraphs(value) == text


@pytest.mark.parametrize(
    "value", ["", "N/A", "n/a.", "Not  known", "test tel", "NULL", "Not relevant", "-", "None", ".", "--"]
)
def test_words_that_say_nothing_are_nothing(value: str) -> None:
    assert is_nothing(value)
    assert one_line(value) == ""


@pytest.mark.parametrize("value", ["Not known to many", "Nationwide", "0", "test your hearing"])
def test_words_that_say_something_stay(value: str) -> None:
    assert one_line(value) == value


@given(st.text(alphabet=st.characters(), max_size=300))
@settings(max_examples=300, deadline=None)
def test_any_text_can_be_cleaned_and_stays_clean(text: str) -> None:
    clean = one_line(text)
    assert "\n" not in clean
    assert clean == clean.strip()
    assert "\x00" not in clean


@pytest.mark.parametrize("unit", ["<", "<!--", "<script", "&lt;", "<a ", "</", "<!d", "&#", "###a", "\\n", "Ã", "â"])
def test_a_hostile_text_is_cleaned_without_end(unit: str) -> None:
    assert len(plain_text(unit * 20_000)) <= 20_000 * len(unit)
    assert isinstance(paragraphs(unit * 20_000), str)


def test_a_pattern_that_cannot_be_used_is_named(tmp_path: Path) -> None:
    path = tmp_path / "directory.toml"
    head = 'source = "x"\nlicence = "x"\nnothing = []\nnational = []\npostcode_areas = "M"\n'
    path.write_text(head + 'closed = ["("]\nwomen_only = []\nmen_only = []\n', "utf-8")
    with pytest.raises(DataFileProblem, match="closed"):
        read_list_words(path)
