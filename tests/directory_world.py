"""A small made-up world for tests of lists: who is who whatever the lists' ids do, and a plain model of it.

The model knows nothing of faces, versions or pointers: it says what each list's group is to be shown as.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from sqlalchemy import func, select, text

from tests.plans import make_jo, write_plan
from workwell_desktop.casework import services
from workwell_desktop.casework.directory_live import ImportResult
from workwell_desktop.casework.directory_report import dry_run
from workwell_desktop.casework.directory_staging import Reading, stage
from workwell_desktop.directory.reading import Found
from workwell_desktop.directory.record import RecordPlace, ServiceRecord
from workwell_desktop.directory.starter import ListAbout
from workwell_desktop.errors import NotKept
from workwell_desktop.models.base import Base
from workwell_desktop.models.plans import PlanAction
from workwell_desktop.models.services import (
    DirChange,
    DirRecord,
    DirSaid,
    DirSource,
    Service,
    ServiceFace,
    ServiceLocation,
    ServiceNote,
    ServiceOverride,
)
from workwell_desktop.vault.store import Vault

LISTS = ("north", "south")
MANY = 9
BRANCHES = 3  # groups 0 to 2 are branches of one name
Who = tuple[str, int]  # a list, and the number of a group in it: the two lists never agree who is who


@dataclass(frozen=True)
class Entry:
    """How one release of a list tells of a group: under which id, with which words, under a new name or not."""

    group: int
    key: str
    words: str
    renamed: bool = False

    @property
    def name(self) -> str:
        plain = "Kitchen Example" if self.group < BRANCHES else f"Group {'abcdefghi'[self.group]} Example"
        return f"{plain} Anew" if self.renamed and self.group >= BRANCHES else plain

    @property
    def postcode(self) -> str:
        return f"M{self.group + 1} 1AA"

    @property
    def phone(self) -> str:
        return "0300 300 3030" if self.group < BRANCHES else f"0161 496 {self.group:04d}"

    def record(self) -> ServiceRecord:
        return ServiceRecord(
            self.key, self.name, phone=self.phone, description=self.words, topics=("money_and_debt",),
            places=(RecordPlace("4 Elm Street", self.postcode),),
        )  # fmt: skip


@dataclass(frozen=True)
class Seen:
    """What is shown of a service."""

    name: str
    postcode: str
    phone: str
    words: str
    status: str
    starred: bool
    checked: bool


@dataclass
class Stands:
    """What a list says of one of its groups: its last entry, and whether it is still in the list."""

    entry: Entry
    listed: bool


@dataclass
class Coach:
    """What coaches here have on one service."""

    notes: list[str] = field(default_factory=list)
    phone: str = ""
    checked: bool = False
    starred: bool = False
    steps: int = 0

    @property
    def anything(self) -> bool:
        return bool(self.notes or self.phone or self.checked or self.starred or self.steps)


def read_release(
    vault: Vault, key: str, entries: list[Entry], *, partial: bool = False, stopped: Any = lambda: False
) -> int:
    """Stage these entries as a release of a list."""
    about = ListAbout(
        key=key, name=f"The {key} list", publisher="Example", licence="OGL", attribution="Example",
        file_name=f"{key}.json", sha256=repr(entries), released=date(2026, 1, 5),
    )  # fmt: skip
    pieces = (Found(entry.record(), f"{key}.json", row) for row, entry in enumerate(entries, start=1))
    return stage(vault, about, pieces, Reading("example", LISTS.index(key), partial), stopped=stopped)


def source_of(vault: Vault, key: str) -> int:
    """Return the id of a list, 0 when nothing of it was ever read."""
    with vault.reading() as session:
        return session.scalar(select(DirSource.id).where(DirSource.key == key)) or 0


def shown(vault: Vault) -> dict[int, Seen]:
    """Return what is shown of every service, by its id, from the faces that are live."""
    with vault.reading() as session:
        rows = session.execute(
            select(Service, ServiceFace, ServiceLocation.postcode)
            .join(ServiceFace, ServiceFace.id == Service.face_id)
            .outerjoin(ServiceLocation, ServiceLocation.face_id == ServiceFace.id)
        )
        return {
            row.Service.id: Seen(
                row.ServiceFace.name, row.postcode, row.ServiceFace.phone, row.ServiceFace.description,
                row.ServiceFace.status, row.Service.starred, row.Service.checked_on is not None,
            )
            for row in rows
        }  # fmt: skip


def table_counts(vault: Vault) -> dict[str, int]:
    """Return how many rows every table of the directory has, but for the names of lists and files that were read."""
    with vault.reading() as session:
        counted = {
            name: session.scalar(select(func.count()).select_from(table)) or 0
            for name, table in Base.metadata.tables.items()
            if name.startswith(("dir_", "service")) and name not in {"dir_source", "dir_release"}
        }
        counted["service_fts"] = session.scalar(text("SELECT count(*) FROM service_fts")) or 0
        return counted


def pointers(vault: Vault) -> tuple[list[tuple[int, int | None, bool]], list[tuple[int, int | None, str]]]:
    """Return to which faces services point, and to which words records do."""
    with vault.reading() as session:
        faces = session.execute(select(Service.id, Service.face_id, Service.starred).order_by(Service.id)).all()
        said = session.execute(select(DirRecord.id, DirRecord.said_id, DirRecord.status).order_by(DirRecord.id)).all()
    return [(row[0], row[1], row[2]) for row in faces], [(row[0], row[1], row[2]) for row in said]


def check_index(vault: Vault) -> None:
    """See that exactly the faces that exist can be found by their words, and that each pointer has its goal."""
    with vault.reading() as session:
        faces = set(session.scalars(select(ServiceFace.id)))
        assert set(session.scalars(text("SELECT rowid FROM service_fts"))) == faces
        said = set(session.scalars(select(DirSaid.id)))
        assert set(session.scalars(select(Service.face_id).where(Service.face_id.is_not(None)))) <= faces
        assert set(session.scalars(select(DirRecord.said_id).where(DirRecord.said_id.is_not(None)))) <= said


def check_tidy(vault: Vault) -> None:
    """See that nothing is kept that is neither shown nor needed to take an import back or to make one live."""
    with vault.reading() as session:
        faces = set(session.scalars(select(ServiceFace.id)))
        said = set(session.scalars(select(DirSaid.id)))
        needed = set(session.scalars(select(Service.face_id)))
        spoken = set(session.scalars(select(DirRecord.said_id)))
        for row in session.scalars(select(DirChange)):
            needed |= {row.face_before, row.face_after}
            spoken |= {row.said_before, row.said_after}
        assert faces <= needed
        assert said <= spoken


@contextmanager
def failing(vault: Vault, at: int) -> Iterator[list[int]]:
    """Let the transaction number ``at`` (from 0) fail when it is to be kept; gives a list that counts them."""
    whole, counted = vault.transaction, [0]

    @contextmanager
    def faulty() -> Iterator[Any]:
        number = counted[0]
        counted[0] += 1
        with whole() as transaction:
            yield transaction
            if number == at:
                transaction.session.flush()
                raise NotKept("The disk is full.", "Free some space.")

    vault.transaction = faulty  # type: ignore[method-assign]  # for this test alone
    try:
        yield counted
    finally:
        del vault.transaction


class World:
    """A vault with two lists and a coach, and the model of what it has to show."""

    def __init__(self, vault: Vault) -> None:
        """Begin with an empty directory and one participant who has a plan."""
        self.vault = vault
        self.step = write_plan(vault, make_jo(vault))[1]
        self.lists: dict[str, dict[int, Stands]] = {key: {} for key in LISTS}
        self.coach: dict[Who, Coach] = {}
        self.own: dict[int, Seen] = {}
        self.ids: dict[Who, int] = {}
        self.undoable: dict[str, list[dict[int, tuple[Stands | None, Stands]]]] = {key: [] for key in LISTS}
        self.staged: dict[str, tuple[int, dict[int, tuple[Stands | None, Stands]]]] = {}
        self.told: dict[str, ImportResult] = {}
        self.said = 0

    # -- releases

    def plan(self, key: str, entries: list[Entry], *, partial: bool) -> dict[int, tuple[Stands | None, Stands]]:
        """Return what a release does by the plain rules: each group before and after."""
        now = self.lists[key]
        changes: dict[int, tuple[Stands | None, Stands]] = {}
        for entry in entries:
            before = now.get(entry.group)
            if before is None or not before.listed or before.entry != entry:
                changes[entry.group] = (before, Stands(entry, True))
        if not partial:
            there = {entry.group for entry in entries}
            for group, before in now.items():
                if before.listed and group not in there:
                    changes[group] = (before, replace(before, listed=False))
        return changes

    def numbers(self, entries: list[Entry], changes: dict[int, tuple[Stands | None, Stands]]) -> ImportResult:
        """Return what a coach is told of a release: ids are no fact of a service, so new ones alone change nothing."""
        added = sum(before is None for before, _after in changes.values())
        withdrawn = sum(not after.listed for _before, after in changes.values())
        changed = sum(
            before is not None
            and after.listed
            and not (before.listed and replace(before.entry, key=after.entry.key) == after.entry)
            for before, after in changes.values()
        )
        return ImportResult(added, changed, len(entries) - added - changed, withdrawn)

    def read(self, key: str, entries: list[Entry], *, partial: bool) -> None:
        """Stage a release; nothing that is shown changes."""
        before = shown(self.vault)
        self.staged.pop(key, None)
        release = read_release(self.vault, key, entries, partial=partial)
        changes = self.plan(key, entries, partial=partial)
        self.staged[key], self.told[key] = (release, changes), self.numbers(entries, changes)
        trial = dry_run(self.vault, release)
        assert ImportResult(trial.added, trial.changed, trial.unchanged, trial.withdrawn) == self.told[key]
        assert shown(self.vault) == before
        for entry in entries:
            found = services.find_services(self.vault, services.Asked(entry.words, withdrawn=True), page_size=500).rows
            assert {row.id for row in found} <= set(before)

    def went_live(self, key: str) -> None:
        """Note that the staged release of a list is live."""
        _release, changes = self.staged.pop(key)
        for group, (_before, after) in changes.items():
            self.lists[key][group] = after
        self.undoable[key].append(changes)
        self._find_ids()

    def went_back(self, key: str) -> None:
        """Note that the last release of a list was taken back."""
        self.staged.pop(key, None)
        for group, (before, after) in self.undoable[key].pop().items():
            who = key, group
            if before is not None:
                self.lists[key][group] = before
            elif self.coach.get(who, Coach()).anything:
                self.lists[key][group] = replace(after, listed=False)
            else:
                del self.lists[key][group]
                self.coach.pop(who, None)
                self.ids.pop(who, None)

    def _find_ids(self) -> None:
        """Learn which service of ours stands for a group that has just come in."""
        known = set(self.ids.values()) | set(self.own)
        fresh = {number: seen for number, seen in shown(self.vault).items() if number not in known}
        for key in LISTS:
            for group, stands in self.lists[key].items():
                if (key, group) in self.ids:
                    continue
                mine = [
                    number
                    for number, seen in fresh.items()
                    if (seen.words, seen.postcode) == (stands.entry.words, stands.entry.postcode)
                ]
                assert len(mine) == 1, "a group that is new is shown once"
                self.ids[key, group] = mine[0]
                del fresh[mine[0]]
        assert not fresh

    # -- coaches

    def of(self, who: Who) -> Coach:
        """Return what coaches have on a group's service."""
        return self.coach.setdefault(who, Coach())

    def note(self, who: Who) -> None:
        """Let a coach note something that nobody else has written."""
        self.said += 1
        words = f"zebra{self.said}quux"
        services.add_note(self.vault, self.ids[who], words)
        self.of(who).notes.append(words)

    def override(self, who: Who) -> None:
        """Let a coach put a phone number over the list's."""
        self.said += 1
        phone = f"01632 96{self.said:04d}"
        form = services.service_details(self.vault, self.ids[who]).form
        services.change_service(self.vault, self.ids[who], replace(form, phone=phone))
        self.of(who).phone = phone

    def check(self, who: Who) -> None:
        """Let a coach make sure of a service."""
        services.check_today(self.vault, self.ids[who], "phone")
        self.of(who).checked = True

    def star(self, who: Who) -> None:
        """Let a coach star a service."""
        with self.vault.transaction() as transaction:
            transaction.session.get_one(Service, self.ids[who]).starred = True
            transaction.record("star", "service", self.ids[who])
        self.of(who).starred = True

    def into_plan(self, who: Who) -> None:
        """Let a coach put a service into a plan."""
        with self.vault.transaction() as transaction:
            like = transaction.session.get_one(PlanAction, self.step)
            transaction.session.add(
                PlanAction(plan_id=like.plan_id, position=99, what="Go there", service_id=self.ids[who])
            )
        self.of(who).steps += 1

    def add_own(self) -> None:
        """Let a coach add a service."""
        self.said += 1
        form = services.ServiceForm(
            name=f"Own {self.said} Example", topics=("money_and_debt",), phone="01632 960999",
            description=f"own{self.said}words", places=(RecordPlace("", "M1 1AE"),),
        )  # fmt: skip
        number = services.add_service(self.vault, form)
        self.own[number] = Seen(
            form.name, form.places[0].postcode, form.phone, form.description, "active", False, False
        )

    # -- what has to hold

    def expected(self) -> dict[int, Seen]:
        """Return what has to be shown."""
        made = dict(self.own)
        for key in LISTS:
            for group, stands in self.lists[key].items():
                coach, entry = self.coach.get((key, group), Coach()), stands.entry
                made[self.ids[key, group]] = Seen(
                    entry.name, entry.postcode, coach.phone or entry.phone, entry.words,
                    "active" if stands.listed else "withdrawn", coach.starred, coach.checked,
                )  # fmt: skip
        return made

    def holds(self) -> None:
        """See that what is shown, found and kept is what the model says."""
        vault = self.vault
        assert shown(vault) == self.expected()
        check_index(vault)
        with vault.reading() as session:
            notes = Counter((row.service_id, row.text) for row in session.scalars(select(ServiceNote)))
            live = session.scalars(select(ServiceOverride).where(ServiceOverride.ended_at.is_(None)))
            overrides = Counter((row.service_id, row.field) for row in live)
            steps = Counter(session.scalars(select(PlanAction.service_id).where(PlanAction.service_id.is_not(None))))
        assert notes == Counter((self.ids[who], one) for who, coach in self.coach.items() for one in coach.notes)
        assert overrides == Counter((self.ids[who], "phone") for who, coach in self.coach.items() if coach.phone)
        assert steps == Counter({self.ids[who]: coach.steps for who, coach in self.coach.items() if coach.steps})
        for who, coach in self.coach.items():
            for words in coach.notes:
                found = services.find_services(vault, services.Asked(words, withdrawn=True)).rows
                assert [row.id for row in found] == [self.ids[who]]
