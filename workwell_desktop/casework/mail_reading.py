"""Takes an e-mail apart to be read: who, when, what, its words, and what is attached. Nothing is ever fetched for it.

The e-mail is a stranger's: parts and words are limited, HTML is read as plain words, pictures on the web stay there.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
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
_LATIN = frozenset({"iso-8859-1", "latin-1", "latin1", "us-ascii", "ascii"})
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


@dataclass(frozen=True)
class _Said:
    """Words that say the same thing twice: as plain text, and as pages of HTML. Either may be missing."""

    plain: list[str] = field(default_factory=list)
    pages: list[str] = field(default_factory=list)


def read_mail(data: bytes) -> Mail:
    """Take an e-mail apart. Slow for large ones. Raises ``FileProblem`` for one that cannot be read."""
    message = _parsed(data)
    said: dict[int, _Said] = {}
    attached: list[MailPart] = []
    for part, choice in _leaves(message):
        if _is_attached(part):
            if len(attached) < MOST_ATTACHED:
                attached.append(MailPart(len(attached), _name_of(part, len(attached)), len(_bytes_of(part))))
        else:
            one = said.setdefault(choice, _Said())
            (one.pages if part.get_content_type() == "text/html" else one.plain).append(_text_of(part))
    words, was_html = _all_said(said.values())
    return Mail(_heads(message), words[:MOST_WORDS], was_html, len(words) > MOST_WORDS, tuple(attached))


def attached_bytes(data: bytes, number: int) -> tuple[str, bytes]:
    """Return the name and the bytes of something attached. Raises ``FileProblem`` when there is no such part."""
    found = [part for part, _choice in _leaves(_parsed(data)) if _is_attached(part)][:MOST_ATTACHED]
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


def _leaves(message: Message) -> Iterator[tuple[Message, int]]:
    """Give the parts that hold something, in their order. An e-mail that is attached counts as one part.

    The number beside a part is the same for those of which one is to be read, and another one for any other.
    """
    waiting, seen = [(message, 0)], 0
    while waiting and seen < MOST_PARTS:
        part, choice = waiting.pop(0)
        seen += 1
        if part.get_content_maintype() == "multipart" and part.is_multipart():
            if part.get_content_subtype() == "alternative":
                choice = choice or seen
            inside = [one for one in part.get_payload() if isinstance(one, Message)]
            waiting = [(one, choice) for one in inside[:MOST_PARTS]] + waiting
        else:
            yield part, choice or seen


def _all_said(said: Iterable[_Said]) -> tuple[str, bool]:
    """Return all the words one after another, and whether some were taken out of a page.

    A mail program puts what stands below a picture into a part of its own, so the first one is not all there is.
    """
    words: list[str] = []
    was_html = False
    for one in said:
        plain = "\n\n".join(text for text in one.plain if text)
        page = "" if plain else "\n\n".join(filter(None, map(html_as_words, one.pages)))
        words += filter(None, [plain or page])
        was_html = was_html or bool(page)
        if sum(map(len, words)) > MOST_WORDS:
            break
    return "\n\n".join(words), was_html


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
    if part.is_multipart():  # an e-mail inside this one
        return b"".join(one.as_bytes() for one in part.get_payload() if isinstance(one, Message))
    found = part.get_payload(decode=True)
    return found if isinstance(found, bytes) else b""


def _text_of(part: Message) -> str:
    charset = ""
    with contextlib.suppress(Exception):  # as above
        charset = part.get_content_charset() or ""
    return _decoded(_bytes_of(part), charset).replace("\r\n", "\n").replace("\x00", "").strip()


def _decoded(data: bytes, charset: str) -> str:
    """Return the letters of a text, as its part says they are written; where that is not so, as they most likely are.

    What calls itself Latin 1 comes from Windows, which has more letters. A text that is UTF-8 but for a broken sign
    keeps the rest.
    """
    for name in ("cp1252" if charset in _LATIN else charset, charset, "utf-8"):
        with contextlib.suppress(LookupError, UnicodeError):  # no such set of letters, or none of them are in it
            return data.decode(name)
    text = data.decode("utf-8", "replace")
    if all(letter.isascii() or letter == "\ufffd" for letter in text):
        return data.decode("cp1252", "replace")
    return text


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
