"""A participant's list of services: plain data in, PDF bytes out. Whom to ring in large, and room for notes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from workwell_desktop.documents.model import (
    Block,
    Bottom,
    Box,
    Document,
    Foot,
    Heading,
    ListBlock,
    ListItem,
    Paragraph,
    Role,
    Run,
    Size,
    Text,
    WritingLines,
    all_texts,
)
from workwell_desktop.documents.pocket_card import HelpLine
from workwell_desktop.documents.text import clean
from workwell_desktop.documents.wording import full_date, plain_date, runs, sentences, text

FIELD = "a service on the list"
LINES = 2  # to write on, for each service
_LARGE = 36  # letters: a longer address of a web page would fill lines of large letters
_MANY_PAGES = {"large", "giant"}  # what is held together there would leave half pages empty


@dataclass(frozen=True)
class ListedService:
    """One service. ``address`` and ``when`` are a line each; ``far``, ``why``, ``how_in`` and ``cost`` are sentences.

    ``own_why`` says that the participant wanted ``why`` to stand there as it is. ``topics`` and ``access`` are codes,
    for easy read. ``checked`` is a sentence; ``stale`` says that it is a warning.
    """

    name: str
    what: str = ""
    phone: str = ""
    text_number: str = ""
    email: str = ""
    web: str = ""
    address: tuple[str, ...] = ()
    far: str = ""
    when: tuple[str, ...] = ()
    how_in: str = ""
    getting_in: str = ""
    cost: str = ""
    why: str = ""
    own_why: bool = False
    checked: str = ""
    stale: bool = False
    topics: tuple[str, ...] = ()
    access: tuple[str, ...] = ()


@dataclass(frozen=True)
class ShortlistPaper:
    """All that stands on the paper. ``coach`` is a first name; ``name`` what the participant is called.

    ``credits`` are a line for each list that the services are from; ``miles`` says that a distance stands on it.
    """

    service_name: str
    participant: str
    name: str
    coach: str
    made_on: date
    services: tuple[ListedService, ...]
    coach_phone: str
    help_lines: tuple[HelpLine, ...]
    credits: tuple[str, ...]
    miles: bool
    size: Size
    reference: str


def shortlist_pdf(paper: ShortlistPaper) -> bytes:
    """Return the list as PDF bytes: A4, in the size of the paper. The same paper gives the same bytes.

    The standard size stands a little closer where that makes it one page; the letters stay as large.
    Raises ``PaperProblem`` naming the field when a text has letters that cannot be printed.
    """
    from workwell_desktop.documents.house_style import (  # noqa: PLC0415 - nothing of paper is loaded before
        CLOSE_SHORTLIST,
        SHORTLISTS,
    )
    from workwell_desktop.documents.render import page_count, to_pdf  # noqa: PLC0415 - ReportLab is loaded when needed

    document, style = shortlist_document(paper), SHORTLISTS[paper.size]
    if paper.size == "standard" and page_count(document, style) > 1:  # closer, where that makes it one page
        for lines in (LINES, 1):
            close = shortlist_document(paper, lines)
            if page_count(close, CLOSE_SHORTLIST) == 1:
                return to_pdf(close, CLOSE_SHORTLIST)
    return to_pdf(document, style)


def shortlist_document(paper: ShortlistPaper, lines: int = LINES) -> Document:
    """Return the list as a document, in reading order, with so many lines to write on for each service."""
    fixed = sentences("shortlist")
    made = text(
        Role.PARAGRAPH,
        fixed["made"],
        participant=Run(paper.participant, field="the participant's name"),
        coach=Run(paper.coach, field="the coach's name"),
        date=full_date(paper.made_on),
    )
    blocks: list[Block] = [
        Paragraph(Text(Role.LEAD, (Run(paper.service_name, field="the service's name"),)), keep=True),
        Heading(Text(Role.TITLE, (Run(fixed["title"]),)), level=1),
        Paragraph(made),
    ]
    if not paper.services:
        blocks.append(Paragraph(text(Role.PARAGRAPH, fixed["nothing"])))
    for number, service in enumerate(paper.services, start=1):
        blocks += _service(number, service, paper, fixed)
        if lines:
            blocks.append(WritingLines(text(Role.NOTE, fixed["notes"]), lines))
    blocks += _help(paper, fixed)
    blocks.append(Bottom(tuple(small_print(paper, fixed))))
    return Document(
        title=fixed["title"],
        language=fixed["language"],
        made_on=paper.made_on,
        foot=_foot(paper, fixed),
        page_words=fixed["page"],
        blocks=tuple(blocks),
    )


def shortlist_text(paper: ShortlistPaper) -> str:
    """Return the list as plain text, to paste into a message: what stands on paper, without anybody's full name."""
    blocks = shortlist_document(paper, lines=0).blocks
    lines: list[str] = []
    for block in blocks[1:2] + blocks[3:]:
        if isinstance(block, Heading | Box | Bottom) and lines:
            lines.append("")
        lines += [clean(one.words) for one in all_texts(block)]
    return "\n".join([*lines, ""])


def _service(number: int, service: ListedService, paper: ShortlistPaper, fixed: Mapping[str, str]) -> Iterator[Block]:
    """Yield the parts of one service, held together: nobody turns the page between a name and its number."""
    held = paper.size not in _MANY_PAGES
    yield Heading(Text(Role.HEADING, (Run(f"{number}. "), Run(service.name, field=FIELD))))
    if service.what:
        yield _said((Run(service.what, field=FIELD),))
    for reach in _reach(service, paper, fixed):
        yield Paragraph(reach, keep=True, space=2.0)
    labelled = (
        ("where", _where(service)),
        ("when", "\n".join(service.when)),
        ("how_in", " ".join(filter(None, (service.how_in, service.cost)))),
        ("getting_in", service.getting_in),
        ("why", service.why),
    )
    for label, words in labelled:
        if words:
            yield replace(_said(runs(fixed[label], words=Run(words, field=FIELD))), keep=held)
    if service.checked:
        checked = Run(service.checked, field=FIELD)
        yield Paragraph(
            Text(Role.NOTE, runs(fixed["stale"], words=checked) if service.stale else (checked,)), keep=True, space=2.0
        )


def _where(service: ListedService) -> str:
    """Return where it is, and how far that is, in as few lines as they need."""
    lines = "\n".join(service.address)
    return f"{lines.rstrip('.')}. {service.far}" if lines and service.far else lines or service.far


def _said(words: tuple[Run, ...]) -> Paragraph:
    return Paragraph(Text(Role.PARAGRAPH, words), keep=True, space=1.0)


def _reach(service: ListedService, paper: ShortlistPaper, fixed: Mapping[str, str]) -> Iterator[Text]:
    """Yield the ways to get in touch; the number to ring, or else the first other way, is the largest on the page."""
    if service.phone:
        yield Text(Role.BIG, (Run(service.phone, field=FIELD),))
    others: list[tuple[Run, ...]] = []
    if service.text_number:
        others.append(runs(fixed["text_to"], number=Run(service.text_number, field=FIELD)))
    if service.email:
        others.append(runs(fixed["mail"], address=Run(service.email, field=FIELD)))
    if service.web:
        others.append(runs(fixed["web"], address=Run(service.web, field=FIELD)))
    for number, words in enumerate(others):
        large = not service.phone and not number and sum(len(run.words) for run in words) <= _LARGE
        yield Text(Role.BIG if large else Role.PARAGRAPH, words)
    if not (service.phone or service.text_number or service.email or service.web):
        yield text(Role.PARAGRAPH, fixed["nothing_known"], coach=Run(paper.coach, field="the coach's name"))


def _help(paper: ShortlistPaper, fixed: Mapping[str, str]) -> Iterator[Block]:
    """Yield whom to ring when it cannot wait (999 always), and the coach for questions."""
    items = [ListItem((Text(Role.LIST_ITEM, tuple(_named(line))),)) for line in paper.help_lines]
    items.append(ListItem((text(Role.LIST_ITEM, fixed["danger"]),)))
    lead = Paragraph(text(Role.PARAGRAPH, fixed["harder"]), keep=True, space=10.0)
    numbers = ListBlock(tuple(items), together=True)
    yield from (lead, numbers) if paper.size in _MANY_PAGES else (Box((lead, numbers)),)
    if paper.coach_phone:
        mobile = paper.coach_phone.replace(" ", "").startswith(("07", "+447"))
        ring = runs(
            fixed["coach"],
            ring=fixed["ring_or_text" if mobile else "ring"],
            coach=Run(paper.coach, field="the coach's name"),
            phone=Run(paper.coach_phone, strong=True, field="the coach's phone number"),
        )
        yield Paragraph(Text(Role.PARAGRAPH, ring), space=8.0)


def _named(line: HelpLine) -> Iterator[Run]:
    field = "where to get help"
    yield Run(f"{line.name}: ", field=field)
    yield Run(line.how, strong=True, field=field)
    if line.when:
        yield Run(f", {line.when[0].lower()}{line.when[1:]}", field=field)


def small_print(paper: ShortlistPaper, fixed: Mapping[str, str]) -> Iterator[Text]:
    """Yield what distances are, and from which lists the services are, in one small text; nothing for neither."""
    said: tuple[Run, ...] = (Run(fixed["miles"]),) if paper.miles else ()
    if paper.credits:
        lists = Run(" ".join(paper.credits), field="the lists that services are from")
        said += ((Run(" "),) if said else ()) + runs(fixed["from"], lists=lists)
    if said:
        yield Text(Role.SMALL_PRINT, said)


def _foot(paper: ShortlistPaper, fixed: Mapping[str, str]) -> Foot:
    who = Run(paper.participant, field="the participant's name")
    left = runs(fixed["foot"], participant=who, date=plain_date(paper.made_on))
    if paper.reference:
        left += runs(fixed["foot_reference"], reference=Run(paper.reference, field="the reference"))
    return Foot(Text(Role.FOOT, left), standing=text(Role.NOTE, fixed["yours"]))
