"""E-mails taken apart, also those that no mail program writes."""

from __future__ import annotations

import time
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workwell_desktop.casework import mail_reading
from workwell_desktop.casework.mail_reading import attached_bytes, html_as_words, read_mail
from workwell_desktop.casework.new_files import FileProblem


def mail() -> EmailMessage:
    message = EmailMessage()
    message["From"] = "Zoë Example <zoe@example.org>"
    message["To"] = "sam@example.org"
    message["Subject"] = "Fit note für Jo"
    message["Date"] = "Mon, 23 Nov 2037 10:00:00 +0000"
    message.set_content("Hello,\n\nhere it is.\n")
    return message


def test_heads_words_and_what_is_attached() -> None:
    message = mail()
    message.add_alternative("<p>Not <b>this</b></p>", subtype="html")
    message.add_attachment(b"%PDF-1.7", maintype="application", subtype="pdf", filename="fit/note\u202e.pdf")
    inner = mail()
    message.add_attachment(inner)
    found = read_mail(message.as_bytes())
    assert dict(found.heads) == {
        "From": "Zoë Example <zoe@example.org>",
        "To": "sam@example.org",
        "Subject": "Fit note für Jo",
        "Date": "Mon, 23 Nov 2037 10:00:00 +0000",
    }
    assert (found.words, found.was_html, found.cut) == ("Hello,\n\nhere it is.", False, False)
    assert [(one.name, one.size) for one in found.attached][:1] == [("note.pdf", 8)]
    assert attached_bytes(message.as_bytes(), 0) == ("note.pdf", b"%PDF-1.7")
    name, data = attached_bytes(message.as_bytes(), 1)
    assert name.endswith(".eml")
    assert read_mail(data).words == "Hello,\n\nhere it is."
    with pytest.raises(FileProblem):
        attached_bytes(message.as_bytes(), 2)


def test_a_page_is_read_as_words_and_nothing_is_fetched() -> None:
    page = """<html><head><title>No</title><style>p{}</style><script>alert("no")</script></head>
    <body><h1>Hello&nbsp;Sam</h1><p>One<br>two <img src="https://example.org/seen.gif" alt="x">three</p>
    <ul><li>a &lt;b&gt;</li><li>c</li></ul><noscript>no</noscript></body></html>"""
    message = mail()
    message.set_content(page, subtype="html")
    found = read_mail(message.as_bytes())
    assert found.was_html
    assert [line for line in found.words.split("\n") if line] == ["Hello Sam", "One", "two three", "a <b>", "c"]


def test_other_letters_are_read() -> None:
    head = b"From: a@example.org\r\nSubject: =?utf-8?q?=F0=9F=99=82?=\r\nContent-Type: text/plain; charset="
    assert read_mail(head + b"windows-1252\r\n\r\nZo\xeb").words == "Zoë"
    assert read_mail(head + b"no-such\r\n\r\nZo\xc3\xab").words == "Zoë"
    assert dict(read_mail(head + b"utf-8\r\n\r\nx").heads)["Subject"] == "🙂"


@pytest.mark.parametrize("charset", ["undefined", "idna", "punycode", "hex"])
def test_a_set_of_letters_that_is_none_breaks_nothing(charset: str) -> None:
    head = f"From: a@example.org\r\nContent-Type: text/plain; charset={charset}\r\n\r\n".encode()
    assert read_mail(head + b"xn--9").words == "xn--9"
    assert read_mail(head + b"xn--\xff9").words == "xn--ÿ9"


@pytest.mark.parametrize("charset", ["utf-8", "us-ascii", "iso-8859-1", "no-such"])
def test_letters_that_are_not_what_they_are_said_to_be_are_read_as_they_most_likely_are(charset: str) -> None:
    head = f"From: a@example.org\r\nContent-Type: text/plain; charset={charset}\r\n\r\n".encode()
    assert read_mail(head + "It’s £5 – Zoë".encode("cp1252")).words == "It’s £5 – Zoë"


def test_one_broken_sign_leaves_the_others_as_they_are() -> None:
    head = b"From: a@example.org\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"
    assert read_mail(head + "It’s £5 ".encode() + b"\xff").words == "It’s £5 \ufffd"


def in_parts(*parts: bytes, kind: str = "mixed") -> bytes:
    head = f"From: a@example.org\r\nContent-Type: multipart/{kind}; boundary=b\r\n\r\n".encode()
    return head + b"".join(b"--b\r\n" + part + b"\r\n" for part in parts) + b"--b--\r\n"


PLAIN, PAGE = b"Content-Type: text/plain\r\n\r\n", b"Content-Type: text/html\r\n\r\n"
PICTURE = b"Content-Type: image/png; name=a.png\r\n\r\nx"


def test_words_below_a_picture_are_read_too() -> None:
    found = read_mail(in_parts(PLAIN + b"Hello", PICTURE, PLAIN + b"Ring me first."))
    assert (found.words, found.was_html, len(found.attached)) == ("Hello\n\nRing me first.", False, 1)
    assert read_mail(in_parts(PAGE + b"<p>Hello", PICTURE, PAGE + b"<p>Ring me first.")).words == found.words


def test_a_page_is_read_where_the_plain_words_are_empty() -> None:
    for kind in ("mixed", "alternative"):
        for parts in ((PAGE + b"<p>Hello", PLAIN), (PLAIN, PAGE + b"<p>Hello")):
            assert read_mail(in_parts(*parts, kind=kind)).words == "Hello"


def nested(depth: int) -> bytes:
    """Return an e-mail whose parts stand in each other."""
    lines = [b"From: a@example.org", b"Subject: deep"]
    for number in range(depth):
        lines += [f'Content-Type: multipart/mixed; boundary="b{number}"'.encode(), b"", f"--b{number}".encode()]
    return b"\r\n".join([*lines, b"Content-Type: text/plain", b"", b"at the bottom"])


def flat(count: int) -> bytes:
    part = b"--b\r\nContent-Disposition: attachment; filename=x.txt\r\n\r\nx\r\n"
    return (
        b'From: a\r\nSubject: wide\r\nContent-Type: multipart/mixed; boundary="b"\r\n\r\n' + part * count + b"--b--\r\n"
    )


@pytest.mark.parametrize(
    "data",
    [
        nested(10_000),
        flat(10_000),
        b"From: a\r\nContent-Type: " + b"(" * 500_000 + b"\r\n\r\nx",
        b"From: a\r\nContent-Type: text/plain; " + b"a=b; " * 200_000 + b"\r\n\r\nx",
        b"From: " + b"(" * 1_000_000 + b"\r\nTo: " + b"<" * 300_000 + b"\r\n\r\nx",
        b"From: " + b"(" * 1_900 + b"\r\nSubject: " + b"=?utf-8?q?" * 190 + b"\r\n\r\nx",
        b"From: a\r\nTo: b\r\nContent-Type: text/html\r\n\r\n" + b"<div>" * 300_000,
        b"From: a\r\nTo: b\r\nContent-Type: text/html\r\n\r\n" + b"<!" * 300_000,
        b"From: a\r\nTo: b\r\nContent-Type: text/html\r\n\r\n" + b"<a " * 200_000,
        b"From: a\r\nTo: b\r\n\r\n" + b"\r\n" * 2_000_000,
    ],
    ids=["nested", "wide", "brackets", "parameters", "heads", "encoded", "blocks", "marks", "tags", "line breaks"],
)
def test_what_no_mail_program_writes_is_read_or_refused_in_time(data: bytes) -> None:
    started = time.monotonic()
    try:
        found = read_mail(data)
        assert len(found.words) <= mail_reading.MOST_WORDS
        assert len(found.attached) <= mail_reading.MOST_ATTACHED
    except FileProblem as problem:
        assert problem.next_step  # noqa: PT017 - both ends are good ones
    assert time.monotonic() - started < 15


@given(st.binary(max_size=2000))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    for whole in (data, b"From: a\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n" + data):
        try:
            read_mail(whole)
        except FileProblem as problem:
            assert problem.sentence  # noqa: PT017 - both ends are good ones


@given(st.text(max_size=500))
def test_any_page_is_words(page: str) -> None:
    assert "\n\n\n" not in html_as_words(page)
