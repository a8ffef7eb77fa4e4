"""Repair of the text in other people's lists: encodings, HTML, codes, and values that say nothing. Pure.

Nothing is guessed away: what cannot be mended safely stays as it was written.
"""

from __future__ import annotations

import codecs
import html
import re
from collections.abc import Iterable
from dataclasses import dataclass

from workwell_desktop.directory.list_words import list_words

LONGEST_TEXT = 200_000
"""The most letters that one value may have."""

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_HIDDEN = ("script", "style")  # tags whose inside is no text
_BLOCK = re.compile(
    r"</?(?:p|div|br|li|ul|ol|tr|table|h[1-6]|section|article|blockquote|dd|dt|dl)\b[^<>]*>", re.IGNORECASE
)
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,2000}>|<!--[^<>]{0,2000}-->|<![A-Za-z][^<>]{0,500}>")
_PLAIN = re.compile(r"[ !-%'-;=-\[\]-~]*+")  # ASCII without line breaks, &, < and \
_LITERAL_BREAK = re.compile(r"\\r\\n|\\n|\\r|\\t")
_CODES = re.compile(r"#{3}\w{1,20}#{2,3}|\b[A-Z]{2,20}#{3}")
_SPACES = re.compile(r"[^\S\n]+")
_BREAKS = re.compile(r"\n{3,}")
_UNSEEN = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ud800-\udfff\ufeff\ufff9-\uffff]"
)

# A text in UTF-8 that was read as Windows-1252 shows each letter as two or three; bytes that 1252 leaves free
# appear as control characters. Only pairs that give a letter or a mark usual in English and Welsh are turned back.
_SLOPPY = {byte: bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in range(0x80, 0x100)}
_BYTE_OF = {letter: byte for byte, letter in _SLOPPY.items()}
_FOLLOWS = "".join(re.escape(_SLOPPY[byte]) for byte in range(0x80, 0xC0))
_AS_1252 = re.compile(rf"[ÂÃÅ][{_FOLLOWS}]|[âï][{_FOLLOWS}]{{2}}|ð[{_FOLLOWS}]{{3}}")
# The same through the code page of DOS: the first letter is often flattened to a G.
_DOS = dict(zip("ÿÖ£¥ôöóªÉæÆïÄ", "‘’“”–—•…---\u200b\u200b", strict=True))  # the last ones are not seen
_AS_DOS = re.compile(rf"[ΓG]Ç([{''.join(_DOS)}])")


@dataclass(frozen=True)
class Decoded:
    """A text, how its bytes were read ("utf-8", "utf-16", "cp1252"), and whether letters look garbled in it."""

    text: str
    encoding: str
    garbled: bool


def encoding_of(chunks: Iterable[bytes]) -> str:
    """Say how bytes that come in chunks are to be read: "utf-8-sig", "utf-16", "utf-8", or else "cp1252".

    UTF-16 without a mark is "utf-16-le" or "utf-16-be". Holds one chunk at a time. A character that is cut at the very
    end does not make it cp1252.
    """
    decoder = codecs.getincrementaldecoder("utf-8")()
    first = True
    found = "utf-8"
    for chunk in chunks:
        if first and chunk:
            first = False
            found = next((name for mark, name in _MARKS if chunk.startswith(mark)), found)
            if found == "utf-16":
                return found
            if chunk.count(0) > len(chunk) // 4:
                return "utf-16-le" if chunk[1::2].count(0) >= chunk[::2].count(0) else "utf-16-be"
        try:
            decoder.decode(chunk)
        except UnicodeDecodeError:
            return "cp1252"
    return found


def decode(data: bytes) -> Decoded:
    """Read bytes as text: by their mark, else as UTF-8, else as Windows-1252. Never fails."""
    encoding = encoding_of([data])
    text = text_decoder(encoding).decode(data, final=True)
    return Decoded(text, encoding.removesuffix("-sig"), is_garbled(text))


def text_decoder(encoding: str) -> codecs.IncrementalDecoder:
    """Return what decodes bytes in parts, for a name that :func:`encoding_of` gave. It never fails.

    A file that is "cp1252" often is UTF-8 but for a few lines: only the bytes that are no UTF-8 are read as cp1252.
    """
    if encoding == "cp1252":
        return codecs.getincrementaldecoder("utf-8")("workwell-cp1252")
    return codecs.getincrementaldecoder(encoding)("replace")


def _as_1252(problem: UnicodeError) -> tuple[str, int]:
    if not isinstance(problem, UnicodeDecodeError):
        raise problem
    return problem.object[problem.start : problem.end].decode("cp1252", "replace"), problem.end


codecs.register_error("workwell-cp1252", _as_1252)


def is_garbled(text: str) -> bool:
    """Say whether letters of a text were once read in the wrong encoding, as in "donâ€™t"."""
    return not text.isascii() and bool(_AS_1252.search(text) or _AS_DOS.search(text))


def ungarble(text: str) -> str:
    """Turn letters back that were once (or twice) read in the wrong encoding; the rest stays as it is."""
    for _ in range(2):
        if text.isascii():
            return text
        mended = _AS_DOS.sub(lambda found: _DOS[found[1]], _AS_1252.sub(_turned_back, text))
        if mended == text:
            return text
        text = mended
    return text


def _turned_back(found: re.Match[str]) -> str:
    try:
        letter = bytes(_BYTE_OF[one] for one in found[0]).decode("utf-8")
    except UnicodeDecodeError:
        return found[0]
    return letter


def plain_text(value: str) -> str:
    """Return the text of a value that may be HTML: tags gone, entities undone (twice at most), paragraphs kept.

    The result is never again read as HTML: "&lt;b&gt;" becomes the letters "<b>".
    """
    text = value
    if "&" in text:
        text = html.unescape(text)
    if "<" in text:
        text = _TAG.sub("", _BLOCK.sub("\n", _without_hidden(text)))
    if "&" in text:
        text = html.unescape(text)
    return text


def _without_hidden(text: str) -> str:
    """Cut out scripts and styles with what is in them; one that does not end goes on to the end."""
    low = text.lower() if len(text.lower()) == len(text) else text
    for name in _HIDDEN:
        parts, at = [], 0
        while (start := low.find(f"<{name}", at)) >= 0:
            parts.append(text[at:start])
            end = low.find(f"</{name}", start)
            at = len(text) if end < 0 else end
        text = "".join([*parts, text[at:]])
        low = text.lower() if len(text.lower()) == len(text) else text
    return text


def paragraphs(value: object) -> str:
    r"""Return a value as clean text that may have several lines; empty when it says nothing.

    Takes texts and numbers; a truth value, a list or anything else is nothing. Mends what :func:`plain_text` and
    :func:`ungarble` mend, turns written-out "\n" into line breaks, and drops codes such as "###MON###" and
    characters that nobody sees.
    """
    if isinstance(value, str):
        text = value
    elif isinstance(value, int | float) and not isinstance(value, bool):
        text = _number(value)
    else:
        return ""
    if _PLAIN.fullmatch(text) and "###" not in text:  # most values: nothing to mend
        text = text.strip() if "  " not in text else " ".join(text.split())
        return "" if is_nothing(text) else text
    if not text.isascii():
        text = ungarble(text).replace("\u2028", "\n").replace("\u2029", "\n").replace("\x85", "\n")
    if "<" in text or "&" in text:
        text = plain_text(text)
    if "\\" in text:
        text = _LITERAL_BREAK.sub("\n", text)
    if "###" in text:
        text = _CODES.sub(" ", text)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = _SPACES.sub(" ", _UNSEEN.sub("", text))
    if "\n" in text:
        text = _BREAKS.sub("\n\n", "\n".join(line.strip() for line in text.split("\n")))
    text = text.strip()
    return "" if is_nothing(text) else text


def one_line(value: object) -> str:
    """Return a value as clean text in one line; empty when it says nothing. See :func:`paragraphs`."""
    text = paragraphs(value)
    return " ".join(text.split()) if "\n" in text else text


def is_nothing(text: str) -> bool:
    """Say whether a value only says that there is none: "N/A", "Not known", "test tel" and the like."""
    return not text.strip(" .?-–—") or (len(text) < 24 and compared(text).rstrip(" .") in list_words().nothing)


def compared(text: str) -> str:
    """Return a text as it is compared with words: lower case, straight quotes, single spaces."""
    return " ".join(text.casefold().replace("’", "'").replace("‘", "'").split())


def _number(value: float) -> str:
    """Write a number as a list would: a whole one without a point. What is no number is nothing."""
    if isinstance(value, int):
        return str(value) if abs(value) < 10**30 else ""
    if value != value or value in (float("inf"), float("-inf")):  # noqa: PLR0124 - not a number is unequal to itself
        return ""
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
