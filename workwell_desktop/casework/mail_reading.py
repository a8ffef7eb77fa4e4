"""Takes an e-mail apart to be read: who, when, what, its words, and what is attached. Nothing is ever fetched for it.

The e-mail is a stranger's: parts and words are limited, HTML is read as plain words, pictures on the web stay there.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import errors, message_from_bytes, policy
from email.message import Message
from html.parser import HTMLParser

from workwell_desktop.casework.new_files import FileProblem, tidy_name

MOST_PARTS = 500
MOST_ATTACHED = 100
MOST_WORDS = 1_000_000  # letters
_MOST_HEADER = 2_000
_MOST_LINE = 20_000  # letters of one head; longer ones were made to keep a reader busy
_HEADS = (("From", "From"), ("To", "To"), ("Cc", "Copy to"), ("Date", "Date"), ("Subject", "Subject"))
_APART = frozenset(
    {"p", "div", "br", "tr", "li", "h1", "h2", "h3", "h4", "h5", "h6", "table", "ul", "ol", "blockquote"}
)
_UNSAID = frozenset({"script", "style", "head", "title", "template", "noscript", "object"})
# A mark that begins no tag: the parser would look for its end through all of the page, again and again.
_LOOSE = re.compile(r"<(?![^<>]{1,2000}>)")
_PART_HEAD = re.compile(rb"^content-[a-z-]{1,40}[ \t]*:[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*", re.MULTILINE | re.IGNORECASE)


@dataclass(frozen=True)
class MailPart:
    """Something attached to an e-mail: its number, its name, and how many bytes it has."""

    number: int
    name: str
    size: int


@dataclass(frozen=True)
class Mail:
    """An e-mail as it is shown. ``heads`` are pairs of a word and what stands there.

    ``was_html`` says that the words were taken out of a page, without its pictures and colours; ``cut`` that some
    words at the end are left out.
    """

    heads: tuple[tuple[str, str], ...]
    words: str
    was_html: bool
    cut: bool
    attached: tuple[MailPart, ...]


def read_mail(data: bytes) -> Mail:
    """Take an e-mail apart. Slow for large ones. Raises ``FileProblem`` for one that cannot be read."""
    message = _parsed(data)
    words, was_html = "", False
    attached: list[MailPart] = []
    for part in _leaves(message):
        kind = part.get_content_type()
        if _is_attached(part):
            if len(attached) < MOST_ATTACHED:
                attached.append(MailPart(len(attached), _name_of(part, len(attached)), len(_bytes_of(part))))
        elif kind == "text/plain" and (not words or was_html):
            words, was_html = _text_of(part), False
        elif kind == "text/html" and not words:
            words, was_html = html_as_words(_text_of(part)), True
    return Mail(_heads(message), words[:MOST_WORDS], was_html, len(words) > MOST_WORDS, tuple(attached))


def attached_bytes(data: bytes, number: int) -> tuple[str, bytes]:
    """Return the name and the bytes of something attached. Raises ``FileProblem`` when there is no such part."""
    found = [part for part in _leaves(_parsed(data)) if _is_attached(part)][:MOST_ATTACHED]
    if number >= len(found):
        raise FileProblem("This is not in the e-mail any more.", "Look at the e-mail again.")
    return _name_of(found[number], number), _bytes_of(found[number])


def html_as_words(page: str) -> str:
    """Return the words of a page of HTML, a line for each of its blocks. Nothing of it is run or fetched."""
    reader = _Words()
    with contextlib.suppress(AssertionError):  # what its parser says to marks that are none
        reader.feed(_LOOSE.sub("&lt;", _without_remarks(page[: 2 * MOST_WORDS])))
        reader.close()
    lines = (" ".join(line.split()) for line in "".join(reader.words).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _without_remarks(page: str) -> str:
    """Return a page without its remarks. One that has no end takes the rest with it."""
    kept, at = [], 0
    while (start := page.find("<!--", at)) >= 0:
        kept.append(page[at:start])
        end = page.find("-->", start + 4)
        at = len(page) if end < 0 else end + 3
    return "".join([*kept, page[at:]])


class _Words(HTMLParser):
    """Gathers the words of a page. What is said to the program that shows it is left out."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self._unsaid = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002  (its parent's)
        if tag in _UNSAID:
            self._unsaid += 1
        if tag in _APART:
            self.words.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSAID:
            self._unsaid = max(0, self._unsaid - 1)
        if tag in _APART:
            self.words.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._unsaid:
            self.words.append(data)


def _parsed(data: bytes) -> Message:
    if any(len(found[0]) > _MOST_LINE for found in _PART_HEAD.finditer(data)):
        raise _unreadable()
    try:
        return message_from_bytes(data, policy=policy.default)
    except (RecursionError, errors.MessageError, ValueError, LookupError, IndexError, AttributeError, TypeError):
        raise _unreadable() from None


def _unreadable() -> FileProblem:
    return FileProblem("This e-mail cannot be read here.", "You can still save it as a file.")


def _leaves(message: Message) -> Iterator[Message]:
    """Give the parts that hold something, in their order. An e-mail that is attached counts as one part."""
    waiting, seen = [message], 0
    while waiting and seen < MOST_PARTS:
        part = waiting.pop(0)
        seen += 1
        inside = part.get_payload()
        if part.get_content_maintype() == "multipart" and isinstance(inside, list):
            waiting = [one for one in inside if isinstance(one, Message)][:MOST_PARTS] + waiting
        else:
            yield part


def _is_attached(part: Message) -> bool:
    with contextlib.suppress(Exception):  # a head that breaks its own parser says nothing
        if part.get_content_disposition() == "attachment" or part.get_filename():
            return True
    return part.get_content_type() not in {"text/plain", "text/html"}


def _name_of(part: Message, number: int) -> str:
    name = None
    with contextlib.suppress(Exception):  # as above
        name = part.get_filename()
    ending = {"message/rfc822": ".eml", "application/pdf": ".pdf", "image/png": ".png", "image/jpeg": ".jpg"}
    return tidy_name(str(name or f"attached-{number + 1}{ending.get(part.get_content_type(), '')}"))


def _bytes_of(part: Message) -> bytes:
    inside = part.get_payload()
    if isinstance(inside, list):  # an e-mail inside this one
        return b"".join(one.as_bytes() for one in inside if isinstance(one, Message))
    found = part.get_payload(decode=True)
    return found if isinstance(found, bytes) else b""


def _text_of(part: Message) -> str:
    data = _bytes_of(part)
    charset = "utf-8"
    with contextlib.suppress(Exception):  # as above
        charset = part.get_content_charset() or "utf-8"
    try:
        text = data.decode(charset)
    except (LookupError, UnicodeDecodeError):
        text = data.decode("utf-8", "replace")
    return text.replace("\r\n", "\n").replace("\x00", "").strip()


def _heads(message: Message) -> tuple[tuple[str, str], ...]:
    """Return the heads that people read. A long one is cut, and one that cannot be taken apart is shown as it came."""
    came: dict[str, str] = {}
    for name, value in message.raw_items():
        came.setdefault(name.casefold(), str(value))
    heads = []
    for name, word in _HEADS:
        said = came.get(name.casefold(), "")
        if len(said) <= _MOST_HEADER:
            with contextlib.suppress(Exception):  # the library's own parser of heads meets what no mail program writes
                said = str(message.get(name, ""))
        said = " ".join(said.split())
        if said:
            heads.append((word, said if len(said) <= _MOST_HEADER else f"{said[:_MOST_HEADER]} …"))
    return tuple(heads)
