"""The words that tell about health, and how a term is found in a text: whole words, word forms, other senses.

The terms stand in ``resources/rules/health_terms.toml``, which says how they are written. Clinicians have not reviewed
them, and they are never complete. Pure: a text goes in, places in it come out.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from itertools import pairwise, product
from pathlib import Path

from workwell_desktop.datafiles import Table, read_table
from workwell_desktop.paths import resources

KINDS = ("condition", "treatment", "instrument")
_GAP, _NUMBER = "~", "#"
_MOST_BETWEEN = 3  # words that a gap may hold
_SHORTEST_JOINED = 7  # letters of two words written as one
_WORD = re.compile(r"[^\W_]+(?:['’ʼ][^\W_]+)*")
_SENTENCE_ENDS = re.compile(r"[.!?;:](?=\s|$)|\n")
_PLAIN = re.compile(r"[a-z0-9]+\*?")
_APOSTROPHES = str.maketrans("", "", "'’ʼ")
_SPOKEN = {"ve": "have", "m": "am", "re": "are", "ll": "will"}  # I've, I'm, they're, I'll


@dataclass(frozen=True)
class Token:
    """One word of a text from ``start`` to ``end``: ``forms`` are how a term may have it, ``raw`` how it is written.

    ``first`` begins a sentence. ``joined`` are its forms together with the next word, where a hyphen stands between.
    """

    start: int
    end: int
    raw: str
    forms: tuple[str, ...]
    first: bool = False
    joined: tuple[str, ...] = ()


@dataclass(frozen=True)
class Piece:
    """One place of a term: what may stand there. ``phrases`` are longer than a word, ``capitals`` written just so."""

    words: frozenset[str] = frozenset()
    beginnings: tuple[str, ...] = ()
    phrases: tuple[tuple[str, ...], ...] = ()
    capitals: str = ""
    special: str = ""

    def takes(self, tokens: Sequence[Token], at: int) -> Iterator[int]:
        """Yield the place behind each way in which this piece can stand at ``at``."""
        if self.special == _GAP:
            yield from range(at, min(at + _MOST_BETWEEN, len(tokens)) + 1)
            return
        if at >= len(tokens):
            return
        token = tokens[at]
        if self.fits(token.forms) or self._is_written_so(token.raw):
            yield at + 1
        if token.joined and self.fits(token.joined):
            yield at + 2
        for phrase in self.phrases:
            end = at + len(phrase)
            if end <= len(tokens) and all(w in t.forms for w, t in zip(phrase, tokens[at:end], strict=True)):
                yield end

    def _is_written_so(self, raw: str) -> bool:
        if self.special == _NUMBER:
            return raw.isdigit()
        return bool(self.capitals) and raw.translate(_APOSTROPHES) in {self.capitals, f"{self.capitals}s"}

    def fits(self, forms: Iterable[str]) -> bool:
        """Say whether one of the forms of a word may stand here."""
        if not self.words.isdisjoint(forms):
            return True
        return bool(self.beginnings) and any(form.startswith(self.beginnings) for form in forms)


@dataclass(frozen=True, eq=False)  # each is itself: comparing them piece by piece would take most of the time
class Term:
    """One way to say something, of this ``family``; ``own`` counts only where the record has the family."""

    pieces: tuple[Piece, ...]
    family: str = ""
    own: bool = False

    @cached_property
    def _second(self) -> Piece | None:
        """The second piece, where it is one plain word that must follow at once: most terms fail there."""
        if len(self.pieces) < 2 or self.pieces[0].phrases:
            return None
        second = self.pieces[1]
        return None if second.phrases or second.capitals or second.special else second

    def can_stand(self, sentence: Sequence[Token], at: int) -> bool:
        """Say, quickly, whether it is worth looking for the whole term at ``at``."""
        if self._second is None or sentence[at].joined:
            return True
        following = sentence[at + 1] if at + 1 < len(sentence) else None
        return following is not None and self._second.fits((*following.forms, *following.joined))


@dataclass(frozen=True)
class Found:
    """A term found in a text, from its word number ``at`` up to the one before ``behind``."""

    at: int
    behind: int
    family: str
    own: bool


@dataclass(frozen=True)
class TermIndex:
    """Terms by what their first word may be, so that a text is gone through once."""

    words: Mapping[str, tuple[Term, ...]]
    beginnings: Mapping[str, tuple[Term, ...]]
    lengths: tuple[int, ...]

    def find(self, tokens: Sequence[Token]) -> Iterator[Found]:
        """Yield every term that stands in these words, within one sentence."""
        may_begin: dict[tuple[str, ...], tuple[Term, ...]] = {}  # by word: the same ones come again and again
        before = 0
        for sentence in _sentences(tokens):
            for at, token in enumerate(sentence):
                word = (*token.forms, *token.joined)
                if word not in may_begin:
                    may_begin[word] = tuple(dict.fromkeys(self._first(token)))
                for term in may_begin[word]:
                    end = max(_ends(term.pieces, sentence, at), default=at) if term.can_stand(sentence, at) else at
                    if end > at:
                        yield Found(before + at, before + end, term.family, term.own)
            before += len(sentence)

    def _first(self, token: Token) -> Iterator[Term]:
        if token.raw.isdigit():
            yield from self.words.get(_NUMBER, ())
        for form in (*token.forms, *token.joined):
            yield from self.words.get(form, ())
            for length in self.lengths:
                if length <= len(form):
                    yield from self.beginnings.get(form[:length], ())


@dataclass(frozen=True)
class Family:
    """A kind of health fact. ``conditions`` are the codes of the list of conditions that stand for it."""

    id: str
    kind: str
    conditions: frozenset[str]


@dataclass(frozen=True)
class HealthTerms:
    """All terms, their families, the phrases in which a word means something else, and what helps with the rest.

    ``endings`` are ends of words that nearly only illnesses and medicines have, with the least number of letters;
    ``not_endings`` are the words that have one and mean something else. ``slips`` are long terms by their first letter.
    """

    families: Mapping[str, Family]
    terms: TermIndex
    other_senses: TermIndex
    endings: tuple[tuple[str, int], ...]
    not_endings: frozenset[str]
    slips: Mapping[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)

    def ends_so(self, word: str) -> bool:
        """Say whether a word ends as nearly only illnesses and medicines do."""
        return (
            word.endswith(tuple(end for end, _ in self.endings))
            and any(len(word) >= least and word.endswith(end) for end, least in self.endings)
            and word not in self.not_endings
        )


def plain(word: str) -> str:
    """Return a word without case, accents and apostrophes."""
    text = unicodedata.normalize("NFKD", word).casefold().translate(_APOSTROPHES)
    return "".join(letter for letter in text if not unicodedata.combining(letter))


def tokens_of(text: str) -> list[Token]:
    """Return the words of a text with their places. A hyphen stands between two words."""
    tokens: list[Token] = []
    known: dict[str, tuple[str, ...]] = {}  # for this text alone: no word is kept after it

    def forms(word: str) -> tuple[str, ...]:
        if word not in known:
            known[word] = _forms(word)
        return known[word]

    last = 0
    matches = list(_WORD.finditer(text))
    for place, match in enumerate(matches):
        first = not tokens or _SENTENCE_ENDS.search(text, last, match.start()) is not None
        last = match.end()
        following = matches[place + 1] if place + 1 < len(matches) else None
        joined: tuple[str, ...] = ()
        if following and text[match.end() : following.start()] in {"-", "‐", "‑", "\u00ad"}:
            joined = forms(match[0] + following[0])
        before, _, spoken = match[0].replace("’", "'").replace("ʼ", "'").rpartition("'")
        if before and spoken.casefold() in _SPOKEN:
            tokens.append(Token(*match.span(), before, forms(before), first))
            said = _SPOKEN[spoken.casefold()]
            tokens.append(Token(*match.span(), said, (said,)))
        else:
            tokens.append(Token(*match.span(), match[0], forms(match[0]), first, joined))
    return tokens


def _forms(word: str) -> tuple[str, ...]:
    """Return how a word may stand in a term: as it is, and without the ending of many or of a possession."""
    said = plain(word)
    forms = [said]
    if said.endswith("s") and len(said) > 2:
        forms.append(said[:-1])
        if said.endswith("es"):
            forms.append(said[:-2])
        if said.endswith("ies"):
            forms.append(said[:-3] + "y")
    return tuple(forms)


def _sentences(tokens: Sequence[Token]) -> Iterator[Sequence[Token]]:
    """Yield the words of each sentence."""
    starts = [at for at, token in enumerate(tokens) if token.first]
    for start, end in pairwise([*starts, len(tokens)]):
        yield tokens[start:end]


def _ends(pieces: Sequence[Piece], tokens: Sequence[Token], at: int) -> Iterator[int]:
    behind = pieces[0].takes(tokens, at)
    if len(pieces) == 1:
        yield from behind
        return
    for place in behind:
        yield from _ends(pieces[1:], tokens, place)


# -- reading the file -----------------------------------------------------------------------------------------------


@cache
def health_terms() -> HealthTerms:
    """Return the terms that are shipped. Raises ``DataFileProblem``."""
    return read_terms(resources() / "rules" / "health_terms.toml")


def read_terms(path: Path) -> HealthTerms:
    """Read the terms. Raises ``DataFileProblem`` naming the file, the entry and the reason."""
    top = read_table(path)
    for key in ("source", "licence", "review"):
        top.text(key)
    parts = _groups(top)
    senses = [term for words in top.texts("other_senses") for term in _terms(top, words, parts, "", own=False)]
    endings = []
    for row in top.tables("endings"):
        endings.append((row.text("ends"), row.whole("least")))
        row.done()
    not_endings = frozenset(top.texts("not_endings"))
    families: dict[str, Family] = {}
    terms: list[Term] = []
    slips: dict[str, dict[str, str]] = {}
    for row in top.tables("families", at_least=1):
        family = Family(row.text("id"), row.text("kind"), frozenset(row.texts("conditions")))
        if family.kind not in KINDS:
            raise row.problem(f"“kind” must be one of {', '.join(KINDS)}.", "kind")
        families[family.id] = family
        for words in row.texts("words"):
            terms += _terms(row, words, parts, family.id, own=False)
            if re.fullmatch(r"[a-z]{6,}\*|[a-z]{7,}", words):
                slips.setdefault(words[0], {}).setdefault(words, family.id)
        for words in row.texts("own"):
            terms += _terms(row, words, parts, family.id, own=True)
        row.done()
    top.done()
    by_letter = {letter: tuple(words.items()) for letter, words in slips.items()}
    return HealthTerms(families, index_of(terms), index_of(senses), tuple(endings), not_endings, by_letter)


def phrase(words: str, family: str) -> Term:
    """Return the term for words as somebody wrote them: each of them, one after the other."""
    return Term(tuple(Piece(frozenset(token.forms)) for token in tokens_of(words)), family)


def index_of(terms: Iterable[Term]) -> TermIndex:
    """Return an index of terms by their first word."""
    words: dict[str, list[Term]] = {}
    beginnings: dict[str, list[Term]] = {}
    for term in terms:
        first = term.pieces[0]
        keys = {*first.words, *(one[0] for one in first.phrases), *filter(None, [first.capitals.casefold()])}
        for key in keys | ({_NUMBER} if first.special == _NUMBER else set()):
            words.setdefault(key, []).append(term)
        for beginning in first.beginnings:
            beginnings.setdefault(beginning, []).append(term)
    lengths = tuple(sorted({len(beginning) for beginning in beginnings}))
    return TermIndex(
        {key: tuple(terms) for key, terms in words.items()},
        {key: tuple(terms) for key, terms in beginnings.items()},
        lengths,
    )


def _groups(top: Table) -> dict[str, Piece]:
    """Return the parts of terms that are known before the first term is read: groups, a gap and a number."""
    table = top.table("groups")
    if table is None:
        raise top.problem("“groups” is missing.")
    groups = {f"{{{name}}}": _one_of(table.texts(name)) for name in table.values}
    return {**groups, _GAP: Piece(special=_GAP), _NUMBER: Piece(special=_NUMBER)}


def _one_of(words: Iterable[str]) -> Piece:
    single, beginnings, phrases = set(), [], []
    for word in words:
        if " " in word:
            phrases.append(tuple(word.split()))
        elif word.endswith("*"):
            beginnings.append(word[:-1])
        else:
            single.add(word)
    return Piece(frozenset(single), tuple(beginnings), tuple(phrases))


def _terms(at: Table, words: str, parts: dict[str, Piece], family: str, *, own: bool) -> Iterator[Term]:
    """Yield the ways in which a term of the file can be said: with and without what may be left out."""
    said = words.split()
    ways = [(_piece(at, part.removeprefix("?"), parts), part.startswith("?")) for part in said]
    if said[0] == _GAP:
        raise at.problem(f"“{words}” must begin with a word.")
    if "?" not in words:
        yield Term(tuple(piece for piece, _ in ways), family, own)
    else:
        for kept in product(*([(True, False) if optional else (True,) for _, optional in ways])):
            yield Term(tuple(piece for (piece, _), keep in zip(ways, kept, strict=True) if keep), family, own)
    if len(said) == 2 and len(words) > _SHORTEST_JOINED and all(map(_PLAIN.fullmatch, said)) and said[0][-1] != "*":
        yield Term((_piece(at, "".join(said), parts),), family, own)


def _piece(at: Table, part: str, parts: dict[str, Piece]) -> Piece:
    """Return one part of a term, as it was read before or anew."""
    if part not in parts:
        if part.startswith("="):
            parts[part] = Piece(capitals=part[1:])
        elif _PLAIN.fullmatch(part):
            parts[part] = _one_of([part])
        elif part.startswith("{"):
            raise at.problem(f"There is no group “{part.strip('{}')}”.")
        else:
            raise at.problem(f"“{part}” is not written as a term is: lower case, no accents, * at the end only.")
    return parts[part]
