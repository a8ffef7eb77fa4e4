"""What a file is, by its content; its size in words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workwell_desktop.casework import file_kinds
from workwell_desktop.casework.file_kinds import kind_of, mismatch, size_words, text_of

MAIL = b"From: jo@example.org\r\nTo: sam@example.org\r\nSubject: Hello\r\n\r\nWords"


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.7\n...", "pdf"),
        (b"\n\n%PDF-1.4", "pdf"),
        (b"\x89PNG\r\n\x1a\n\x00", "png"),
        (b"\xff\xd8\xff\xe0JFIF", "jpeg"),
        (MAIL, "mail"),
        (MAIL + b"%PDF-1.7", "mail"),
        (b"Received: by x\n\tlong\nFrom: a\nTo: b\n\nhi", "mail"),
        ("Grüße, مرحبا, 🙂".encode(), "text"),
        ("Grüße".encode("utf-16"), "text"),
        ("“£5”".encode("cp1252"), "text"),
        (b"From: my garden\nThis is a letter.", "text"),
        (b"PK\x03\x04\x00", "other"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00", "other"),
        (b"MZ\x90\x00\x03", "other"),
        (("x" * 65_535 + "🙂").encode(), "text"),
        (b"\x00\x01\x02", "other"),
    ],
)
def test_the_kind_is_by_content(data: bytes, kind: str) -> None:
    assert kind_of(data) == kind


@given(st.binary(max_size=3000))
def test_any_bytes_have_a_kind(data: bytes) -> None:
    assert kind_of(data) in file_kinds.WORDS


@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), min_size=1, max_size=50))
def test_a_text_that_is_cut_is_still_a_text(text: str) -> None:
    data = text.encode()
    for most in range(1, len(data)):
        found = text_of(data, most)
        if data[:3] != b"\xef\xbb\xbf":
            assert found is not None
            assert text.startswith(found)


def test_a_file_that_is_not_what_it_says_is_named() -> None:
    assert mismatch("scan.PDF", "pdf") == ""
    assert mismatch("scan.jpeg", "jpeg") == ""
    assert mismatch("mail.txt", "mail") == ""
    assert mismatch("letter.docx", "other") == ""
    assert mismatch("scan.pdf", "png") == "Its name ends in .pdf, but it is a PNG picture. It is shown as what it is."
    assert mismatch("scan.pdf", "other") == "Its name ends in .pdf, but it is no PDF. It can only be saved out."
    assert mismatch("notes.txt", "jpeg").endswith("it is a JPEG picture. It is shown as what it is.")


def test_sizes_are_said_as_people_say_them() -> None:
    assert [size_words(n) for n in (1, 999, 12_345, 999_999, 3_400_000, 50_000_000, 2_000_000_000)] == [
        "1 KB", "1 KB", "12 KB", "1,000 KB", "3.4 MB", "50.0 MB", "2.0 GB",
    ]  # fmt: skip
