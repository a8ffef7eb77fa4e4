"""An assessment as it is shown: the working copy, and each version signed before."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from workwell_desktop.casework import assessment_content, dates, lists
from workwell_desktop.casework.assessment import ENTITY, assessment_of
from workwell_desktop.casework.assessment_content import DRAFT, SIGNED, AssessmentEntry, SectionMark
from workwell_desktop.casework.people import call_name, wants_to_take_part
from workwell_desktop.errors import WorkwellError
from workwell_desktop.models.assessments import Assessment
from workwell_desktop.models.audit import RecordVersion
from workwell_desktop.models.episodes import Episode
from workwell_desktop.vault.store import Vault


@dataclass(frozen=True)
class VersionLine:
    """One signed version: its number, when and how it was signed, and why it was made after the one before."""

    number: int
    signed_on: date
    method: str
    reason: str

    @property
    def line(self) -> str:
        """Say which version this is, and when and how it was signed."""
        how = lists.label("agreement_method", self.method)
        return f"Version {self.number}, signed on {dates.plain(self.signed_on)}. {how}."


@dataclass(frozen=True)
class AssessmentState:
    """An assessment as it is shown. ``number`` counts the versions from 1; ``state`` is ``draft`` or ``signed``.

    ``reason`` says why this version was begun after another one. ``kept_at`` (UTC) is when a word was last kept.
    ``takes_part``: it is written down that they want to.
    """

    participant_id: int
    call_name: str
    state: str
    number: int
    reason: str
    entry: AssessmentEntry
    sections: tuple[SectionMark, ...]
    versions: tuple[VersionLine, ...]
    kept_at: datetime | None
    takes_part: bool = True

    @property
    def signed(self) -> bool:
        """Say whether it is signed, and so only read."""
        return self.state == SIGNED


@dataclass(frozen=True)
class SaidSection:
    """One section of a signed version: the questions of that day and their answers, in words.

    ``on_paper`` are those that may stand on a paper, as they stand there.
    """

    id: str
    title: str
    lines: tuple[tuple[str, str], ...]
    on_paper: tuple[tuple[str, str], ...] = ()

    @property
    def held_back(self) -> bool:
        """Say whether some of it stays off paper."""
        return len(self.on_paper) < len(self.lines)


@dataclass(frozen=True)
class SignedVersion:
    """A signed version as it stood that day, to be read. ``asked`` are the versions of its questionnaires by id."""

    call_name: str
    line: VersionLine
    sections: tuple[SaidSection, ...]
    entry: AssessmentEntry
    asked: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class SignedLine:
    """One signed version of a participant: its assessment, its line, and whether an earlier support holds it."""

    assessment_id: int
    line: VersionLine
    earlier: bool

    @property
    def code(self) -> str:
        """Return what tells it from every other one."""
        return f"{self.assessment_id}.{self.line.number}"

    @property
    def title(self) -> str:
        """Say which version it is: ``Version 1, 3 November 2026``."""
        said = f"Version {self.line.number}, {dates.plain(self.line.signed_on)}"
        return f"{said}, earlier support" if self.earlier else said


def load_assessment(vault: Vault, participant_id: int) -> AssessmentState:
    """Return the assessment of a participant's present episode: an empty draft before anything was said."""
    with vault.reading() as session:
        row = assessment_of(session, participant_id)
        entry = assessment_content.read_entry(session, row) if row else AssessmentEntry()
        versions = _versions(session, row)
        state = row.state if row else DRAFT
        return AssessmentState(
            participant_id=participant_id,
            call_name=call_name(session, participant_id),
            state=state,
            number=len(versions) + (state == DRAFT),
            reason=row.new_version_reason if row else "",
            entry=entry,
            sections=assessment_content.marks(entry),
            versions=versions,
            kept_at=row.updated_at if row else None,
            takes_part=wants_to_take_part(session, participant_id),
        )


def read_version(vault: Vault, participant_id: int, number: int) -> SignedVersion:
    """Return one signed version as it stood that day. Raises ``WorkwellError`` when there is no such version."""
    with vault.reading() as session:
        return _read(session, participant_id, assessment_of(session, participant_id), number)


def signed_lines(vault: Vault, participant_id: int) -> tuple[SignedLine, ...]:
    """Return every signed version of a participant, of each support they had, the oldest first.

    They go by their numbers: the day is typed, and a correction may bear an earlier one.
    """
    with vault.reading() as session:
        present = assessment_of(session, participant_id)
        found = [
            SignedLine(row.id, line, earlier=present is None or row.id != present.id)
            for row in _all(session, participant_id)
            for line in _versions(session, row)
        ]
    return tuple(sorted(found, key=lambda one: (not one.earlier, one.assessment_id, one.line.number)))


def read_signed(vault: Vault, participant_id: int, wanted: SignedLine) -> SignedVersion:
    """Return a version of any support of a participant. Raises ``WorkwellError`` when there is no such version."""
    with vault.reading() as session:
        row = next((row for row in _all(session, participant_id) if row.id == wanted.assessment_id), None)
        return _read(session, participant_id, row, wanted.line.number)


def _all(session: Session, participant_id: int) -> Sequence[Assessment]:
    mine = select(Episode.id).where(Episode.participant_id == participant_id, Episode.state != "binned")
    return session.scalars(select(Assessment).where(Assessment.episode_id.in_(mine)).order_by(Assessment.id)).all()


def _read(session: Session, participant_id: int, row: Assessment | None, number: int) -> SignedVersion:
    versions = {line.number: line for line in _versions(session, row)}
    if row is None or number not in versions:
        raise WorkwellError("There is no such version.", "Choose one from the list.")
    text = session.scalars(
        select(RecordVersion.content).where(
            RecordVersion.entity == ENTITY, RecordVersion.entity_id == row.id, RecordVersion.number == number
        )
    ).one()
    content = json.loads(text)
    sections = tuple(
        SaidSection(
            part["id"],
            part["section"],
            tuple((line[0], line[1]) for line in part["lines"]),
            tuple((line[0], line[2]) for line in part["lines"] if line[2]),
        )
        for part in content["said"]
    )
    entry = assessment_content.entry_of(content)
    asked = content["questionnaires"]
    return SignedVersion(call_name(session, participant_id), versions[number], sections, entry, asked)


def _versions(session: Session, row: Assessment | None) -> tuple[VersionLine, ...]:
    if row is None:
        return ()
    found = session.execute(
        select(RecordVersion.number, RecordVersion.signed_on, RecordVersion.method, RecordVersion.reason)
        .where(RecordVersion.entity == ENTITY, RecordVersion.entity_id == row.id)
        .order_by(RecordVersion.number)
    )
    return tuple(VersionLine(*line) for line in found)
