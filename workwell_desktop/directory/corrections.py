"""What coaches found wrong in a list of services, as files that go back to its owner: a CSV list, and ORUK 3 JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal

from workwell_desktop.directory.credit import Credit
from workwell_desktop.directory.export_oruk import json_page, oruk_service
from workwell_desktop.directory.merge import NO_TEXT, OVERRIDABLE, Listed, merge
from workwell_desktop.directory.oruk_parts import mail
from workwell_desktop.directory.plain_csv import csv_rows
from workwell_desktop.directory.record import COSTS, RecordPlace, ServiceRecord
from workwell_desktop.directory.shareable import NOT_GIVEN_OUT, withheld

CorrectionKind = Literal["wrong", "closed", "paused", "new", "other"]

HEADS = (
    "Service ID", "Service", "What is wrong", "Field", "The list says", "It should say", "Not taking referrals until",
    "Reason", "Said by", "Date",
)  # fmt: skip

_KIND_WORDS: Mapping[CorrectionKind, str] = {
    "wrong": "Details are wrong",
    "closed": "Closed",
    "paused": "Not taking referrals",
    "new": "Not in the list",
    "other": "Something else",
}
_SECRET_FIELDS = ("address", "postcode", "getting_in")


@dataclass(frozen=True)
class Correction:
    """One thing that a list says wrong of one service.

    ``key`` is the list's own name for the service, ``name`` what it calls it. ``field`` is one of
    :data:`merge.OVERRIDABLE` where ``kind`` is "wrong", ``listed`` what the list says there and ``ours`` what is
    right; of "other" only ``reason`` says what it is. ``until``: no referrals before this day, where it is known.
    ``said_by`` and ``email`` of who said so leave this PC only when ``may_name``.
    """

    key: str
    name: str
    kind: CorrectionKind
    day: date
    field: str = ""
    listed: str = ""
    ours: str = ""
    reason: str = ""
    until: date | None = None
    said_by: str = ""
    email: str = ""
    may_name: bool = False


@dataclass(frozen=True)
class Corrected:
    """A service as its list describes it (a new one as we do), and what is to be corrected in it."""

    record: ServiceRecord
    said: tuple[Correction, ...]


def corrections_csv(corrected: Iterable[Corrected]) -> Iterator[bytes]:
    """Write corrections as CSV, a row for each, the heads first.

    What may not leave this PC is taken out of every cell.
    """

    def rows() -> Iterator[tuple[str, ...]]:
        yield HEADS
        for one in corrected:
            yield from _rows(one)

    return csv_rows(rows())


def corrections_oruk(
    corrected: Iterable[Corrected], credits_due: Sequence[Credit], topic_labels: Mapping[str, str]
) -> Iterator[str]:
    """Write the corrected services as one page of Open Referral UK 3.

    ``assured_date`` is the day of the last correction. The list's own key stands under ``workwell_original_id``, for an
    id in the standard is a UUID and the list's may be none; each correction under ``workwell_corrections``.
    """
    return json_page((_service(one, topic_labels) for one in corrected if one.said), credits_due)


def corrected_record(record: ServiceRecord, said: Sequence[Correction]) -> ServiceRecord:
    """Return a service as it should be: the later correction wins, and what is no text is left as it is.

    Raises ``ValueError`` for a field that cannot be corrected: a bug.
    """
    ordered = sorted(said, key=lambda one: one.day)
    wrong = {one.field: one.ours for one in ordered if one.kind == "wrong"}
    unknown = wrong.keys() - set(OVERRIDABLE)
    if unknown:
        raise ValueError(min(unknown))
    values = {field: text for field, text in wrong.items() if field not in NO_TEXT}
    if values.get("cost", "") not in COSTS:
        values["cost_note"] = values.pop("cost")
    made = merge([Listed(0, record)], values).values
    for one in ordered:
        made = _with_state(made, one)
    return replace(made, assured_on=ordered[-1].day) if ordered else made


def _with_state(record: ServiceRecord, one: Correction) -> ServiceRecord:
    if one.kind == "closed":
        return replace(record, status="withdrawn", alert=f"Closed. We were told on {_day(one.day)}.")
    if one.kind == "paused":
        until = f" until {_day(one.until)}" if one.until else ""
        return replace(record, status="paused", alert=f"Not taking referrals{until}. We were told on {_day(one.day)}.")
    return record


def _service(one: Corrected, topic_labels: Mapping[str, str]) -> dict[str, Any]:
    record = corrected_record(one.record, one.said)
    if record.sensitive:  # every address that was ever said, so that none stays in a sentence
        record = replace(record, places=_every_place(one))
    made = oruk_service(record, topic_labels)
    last = max(one.said, key=lambda correction: correction.day)
    if last.may_name and mail(last.email):
        made["assurer_email"] = mail(last.email)
    if any(said.kind != "new" for said in one.said):  # the list has no key for a service that is not in it
        made["workwell_original_id"] = one.record.key
    made["workwell_corrections"] = [
        {head: cell for head, cell in zip(HEADS[2:], row[2:], strict=True) if cell} for row in _rows(one)
    ]
    return made


def _every_place(one: Corrected) -> tuple[RecordPlace, ...]:
    texts = [text for said in one.said if said.field in _SECRET_FIELDS for text in (said.listed, said.ours) if text]
    return (*one.record.places, *map(RecordPlace, texts))


def _rows(one: Corrected) -> Iterator[tuple[str, ...]]:
    hide = withheld(replace(one.record, places=_every_place(one)))
    for said in one.said:
        secret = one.record.sensitive and said.field in _SECRET_FIELDS
        listed, ours = (NOT_GIVEN_OUT if text and secret else hide(text) for text in (said.listed, said.ours))
        yield (
            said.key,
            hide(said.name),
            _KIND_WORDS[said.kind],
            said.field.replace("_", " "),
            listed,
            ours,
            said.until.isoformat() if said.until else "",
            hide(said.reason),
            said.said_by if said.may_name else "",
            said.day.isoformat(),
        )


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
