"""A list of services in easy read: a picture and a short sentence or two for each thing, one idea each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import time

from workwell_desktop.documents.easy_words import EasyWords, easy_words
from workwell_desktop.documents.model import (
    Block,
    Bottom,
    Document,
    Foot,
    Heading,
    NewPage,
    Paragraph,
    PictureRow,
    Role,
    Run,
    Text,
    WritingLines,
)
from workwell_desktop.documents.pictures import row
from workwell_desktop.documents.shortlist import FIELD, ListedService, ShortlistPaper, small_print
from workwell_desktop.documents.wording import easy_time, plain_date, runs, sentences, text

_EMERGENCY = "999"
_SHORT = 36  # letters: a longer address of a web page is no easy read, and breaks over lines
_CLOCK = re.compile(r"\b([01]?\d|2[0-3]):([0-5]\d)\b")
_MOST_HELP = 2  # with the coach and 999 they are four pictures: a page
_WAYS = ("drop_in", "self", "gp", "adviser", "appointment")  # the easiest first
_PICTURES = {
    "nothing": "question",
    "service": "life_ring",
    "phone": "phone",
    "text": "text_message",
    "write": "email",
    "look": "computer_course",
    "ask_coach": "ask_help",
    "where": "place",
    "when": "clock",
    "why": "goal",
}


def shortlist_easy_pdf(paper: ShortlistPaper) -> bytes:
    """Return the list in easy read as PDF bytes. The same paper gives the same bytes.

    Raises ``PaperProblem`` naming the field when a text has letters that cannot be printed; ``DataFileProblem``.
    """
    from workwell_desktop.documents.house_style import EASY_READ  # noqa: PLC0415 - nothing of paper is loaded before
    from workwell_desktop.documents.render import to_pdf  # noqa: PLC0415 - ReportLab is loaded when paper is made

    return to_pdf(shortlist_easy_document(paper), EASY_READ[paper.size])


def shortlist_easy_document(paper: ShortlistPaper) -> Document:
    """Return the list in easy read as a document, in reading order."""
    page = _Page(paper, sentences("shortlist_easy"), easy_words())
    return Document(
        title=page.fixed["title"],
        language=page.fixed["language"],
        made_on=paper.made_on,
        foot=page.foot(),
        page_words=page.fixed["page"],
        blocks=tuple(page.blocks()),
    )


def easy_hours(words: str) -> str:
    """Return opening times with hours as they are said: "9 in the morning" for 09:00."""
    return _CLOCK.sub(lambda found: easy_time(time(int(found[1]), int(found[2]))), words)


@dataclass(frozen=True)
class _Page:
    """Writes one list, part by part. ``fixed`` are the sentences, ``easy`` the easy words of topics and help lines."""

    paper: ShortlistPaper
    fixed: Mapping[str, str]
    easy: EasyWords

    def blocks(self) -> Iterator[Block]:
        """Yield the blocks in reading order: each service begins a page, so that it can be taken by itself."""
        yield from self._opening()
        for number, service in enumerate(self.paper.services, start=1):
            yield NewPage(always=True)
            yield from self._service(number, service)
        if self.paper.services:
            yield NewPage(always=True)
        yield from self._help()
        yield Bottom(tuple(small_print(self.paper, sentences("shortlist"))))

    def foot(self) -> Foot:
        """Return what stands at the bottom of every page."""
        paper = self.paper
        left = runs(
            self.fixed["foot" if paper.name else "plain_foot"],
            name=Run(paper.name, field="the participant’s name"),
            date=plain_date(paper.made_on),
        )
        if paper.reference:
            left += runs(self.fixed["foot_reference"], reference=Run(paper.reference, field="the reference"))
        return Foot(Text(Role.FOOT, left))

    def _opening(self) -> Iterator[Block]:
        paper, fixed = self.paper, self.fixed
        lead: tuple[Run, ...] = ()
        if paper.name:
            lead += runs(fixed["name"], name=Run(paper.name, field="the participant’s name"))
        if paper.coach:
            made = runs(fixed["made"], coach=self._coach)
            lead += (Run(" "), *made) if lead else made
        yield Heading(Text(Role.TITLE, (Run(fixed["title"]),)), level=1)
        yield Paragraph(Text(Role.PARAGRAPH, lead), space=6.0)
        if not paper.services:
            yield self._row(_PICTURES["nothing"], runs(fixed["nothing"]), runs(fixed["nothing_more"]))
        for number, service in enumerate(paper.services, start=1):
            name = (Run(f"{number}. ", strong=True), Run(service.name, strong=True, field=FIELD))
            picture, said = self._what(service)
            yield self._row(picture, name, (Run(said),))

    def _what(self, service: ListedService) -> tuple[str, str]:
        """Return the picture and the words for what a service helps with."""
        line = next((self.easy.topics[one] for one in service.topics if one in self.easy.topics), None)
        return (line.picture, line.words) if line else (_PICTURES["service"], self.fixed["service"])

    def _service(self, number: int, service: ListedService) -> Iterator[Block]:
        """Yield four pictures at most, where it is not their own reason that stands there: they fit on a page."""
        yield Heading(Text(Role.HEADING, (Run(f"{number}. "), Run(service.name, field=FIELD))))
        picture, said = self._what(service)
        way = next((self.fixed[code] for code in _WAYS if code in service.access), "")
        yield self._row(picture, (Run(said, strong=True),), runs(way))
        yield self._reach(service)
        where = (*service.address, *([service.far] if service.far else []))
        if where:
            yield self._facts("where", where)
        times = tuple(map(easy_hours, service.when))
        alone = self.paper.size == "giant"  # several lines would be too high for one picture
        for lines in [(one,) for one in times] if alone else filter(None, [times]):
            yield self._facts("when", lines)
        if service.why and service.own_why:
            yield self._facts("why", (service.why,))
        yield WritingLines(text(Role.PARAGRAPH, self.fixed["notes"]), 1)

    def _reach(self, service: ListedService) -> PictureRow:
        """Return the easiest way to reach a service: to ring, to text, to write, or to look."""
        ways = (
            ("phone", service.phone),
            ("text", service.text_number),
            ("write", service.email),
            ("look", service.web),
        )
        for kind, number in ways:
            if number and (kind in {"phone", "text"} or len(number) <= _SHORT):
                big = Role.BIG if kind in {"phone", "text"} else Role.PARAGRAPH
                texts = [
                    Text(Role.PARAGRAPH, runs(self.fixed[kind])),
                    Text(big, (Run(number, strong=True, field=FIELD),)),
                ]
                break
        else:
            kind, texts = "ask_coach", [text(Role.PARAGRAPH, self.fixed["ask_coach"], coach=self._coach)]
        if service.stale:
            texts.append(text(Role.PARAGRAPH, self.fixed["stale" if service.phone else "stale_ask"]))
        return row(_PICTURES[kind], tuple(texts))

    def _facts(self, name: str, lines: tuple[str, ...]) -> PictureRow:
        return self._row(_PICTURES[name], runs(self.fixed[name]), *((Run(line, field=FIELD),) for line in lines))

    def _help(self) -> Iterator[Block]:
        paper = self.paper
        yield Heading(Text(Role.HEADING, (Run(self.fixed["help"]),)))
        if paper.coach_phone:
            mobile = paper.coach_phone.replace(" ", "").startswith(("07", "+447"))
            said = runs(self.fixed["coach_text" if mobile else "coach"], coach=self._coach)
            yield self._number("phone", said, paper.coach_phone, "the coach’s phone number")
        for line in paper.help_lines[:_MOST_HELP]:
            field = "where to get help"
            picture = self.easy.help_picture(f"{line.name} {line.how}")
            yield self._number(picture, (Run(f"{line.name}.", strong=True, field=field),), line.how, field)
        yield self._number("emergency", runs(self.fixed["danger"]), _EMERGENCY, "999")

    @property
    def _coach(self) -> Run:
        return Run(self.paper.coach, field="the coach’s name")

    def _row(self, picture: str, *lines: tuple[Run, ...]) -> PictureRow:
        return row(picture, tuple(Text(Role.PARAGRAPH, line) for line in lines if line))

    def _number(self, picture: str, said: tuple[Run, ...], number: str, field: str) -> PictureRow:
        return row(picture, (Text(Role.PARAGRAPH, said), Text(Role.BIG, (Run(number, field=field),))))
