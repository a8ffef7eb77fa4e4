"""Reading a list beside what is live: alarms at their thresholds, two lists at once, coaches who save meanwhile."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from tests.directory_world import check_index, shown, source_of, table_counts
from tests.plans import make_jo
from tests.service_lists import a_service, brought_in, staged
from workwell_desktop.casework import directory_tidying, intake, services
from workwell_desktop.casework.directory_live import CannotUndo, ThrownAway, can_undo, make_live, undo_last
from workwell_desktop.casework.directory_report import dry_run
from workwell_desktop.casework.directory_staging import Reading, Stopped, stage
from workwell_desktop.casework.directory_tidying import drop_release, tidy_releases
from workwell_desktop.directory.reading import Alarm, Found, Piece, Refused
from workwell_desktop.directory.record import ServiceRecord
from workwell_desktop.directory.starter import ListAbout
from workwell_desktop.models.services import DirRelease, Service, ServiceLink
from workwell_desktop.vault.store import Vault

ABOUT = ListAbout("made", "Made list", "", "", "", date(2026, 1, 5), "made.json", "0")


def many(count: int, *, words: str = "words") -> list[ServiceRecord]:
    """Return so many services that have nothing in common."""
    return [
        a_service(str(number), f"Group {number} Example", postcode=f"M{number} 1AA", phone=f"0161 {number:07d}",
                  description=f"{words}{number}")
        for number in range(count)
    ]  # fmt: skip


def read(vault: Vault, pieces: list[Piece], *, partial: bool = False) -> int:
    return stage(vault, ABOUT, iter(pieces), Reading("test", 50, partial))


def found(records: list[ServiceRecord]) -> list[Piece]:
    return [Found(one, "made.json", row) for row, one in enumerate(records, start=1)]


def alarms(vault: Vault, release: int) -> list[str]:
    return [one.kind for one in dry_run(vault, release).alarms]


@pytest.mark.parametrize(("given_to_others", "told"), [(2, False), (3, True)])
def test_more_than_one_id_in_twenty_given_to_another_is_an_alarm(
    open_vault: Vault, given_to_others: int, told: bool
) -> None:
    records = many(40)
    make_live(open_vault, read(open_vault, found(records)))
    keys = [str(number) for number in range(40)]
    keys[:given_to_others] = [*keys[1:given_to_others], keys[0]]
    again = [replace(record, key=key) for record, key in zip(records, keys, strict=True)]
    release = read(open_vault, found(again))
    assert alarms(open_vault, release) == (["renumbered"] if told else [])
    plan = dry_run(open_vault, release)
    assert (plan.added, plan.withdrawn, plan.changed, plan.unchanged) == (0, 0, 0, 40)
    make_live(open_vault, release)
    assert dry_run(open_vault, read(open_vault, found(again))).alarms == ()


@pytest.mark.parametrize(("new", "told"), [(4, False), (10, False), (11, True), (20, True)])
def test_new_ids_for_most_services_are_an_alarm(open_vault: Vault, new: int, told: bool) -> None:
    make_live(open_vault, read(open_vault, found(many(20))))
    again = [replace(one, key=f"new{one.key}") if at < new else one for at, one in enumerate(many(20))]
    again[0] = replace(again[0], description="another fact")
    release = read(open_vault, found(again))
    assert alarms(open_vault, release) == (["renumbered"] if told else [])
    plan = dry_run(open_vault, release)
    assert (plan.added, plan.withdrawn, plan.changed, plan.unchanged) == (0, 0, 1, 19)


def test_the_same_facts_under_another_id_stay_two_until_a_coach_joins_them(open_vault: Vault) -> None:
    first, *others = many(3)
    plan = dry_run(open_vault, read(open_vault, found([first, *others, replace(first, key="again")])))
    assert (plan.added, plan.refused) == (4, ())


@pytest.mark.parametrize(("gone", "told"), [(0, False), (4, False), (5, True), (19, True)])
def test_more_than_a_fifth_that_is_gone_is_an_alarm(open_vault: Vault, gone: int, told: bool) -> None:
    make_live(open_vault, read(open_vault, found(many(20))))
    release = read(open_vault, found(many(20)[gone:]))
    assert alarms(open_vault, release) == (["shrunk"] if told else [])
    assert dry_run(open_vault, release).withdrawn == gone
    part = read(open_vault, found(many(20)[gone:]), partial=True)
    assert (alarms(open_vault, part), dry_run(open_vault, part).withdrawn) == ([], 0)


def test_those_that_were_gone_before_do_not_count_as_gone_again(open_vault: Vault) -> None:
    make_live(open_vault, read(open_vault, found(many(10))))
    make_live(open_vault, read(open_vault, found(many(5))))
    release = read(open_vault, found(many(4)))
    assert (alarms(open_vault, release), dry_run(open_vault, release).withdrawn) == ([], 1)


@pytest.mark.parametrize("broken", ["truncated", "empty", "refused"])
def test_of_a_list_that_broke_off_nothing_is_withdrawn(open_vault: Vault, broken: str) -> None:
    make_live(open_vault, read(open_vault, found(many(6))))
    before = shown(open_vault)
    pieces: dict[str, list[Piece]] = {
        "truncated": [*found(many(2)), Alarm("truncated", "It breaks off.")],
        "empty": [],
        "refused": [Refused("made.json", 1, "No name.")],
    }
    release = read(open_vault, pieces[broken])
    make_live(open_vault, release)
    assert shown(open_vault) == before


def test_what_was_read_is_thrown_away_when_the_list_is_read_again(open_vault: Vault) -> None:
    first = read(open_vault, found(many(3)))
    second = read(open_vault, found(many(2)))
    with pytest.raises(ThrownAway):
        make_live(open_vault, first)
    make_live(open_vault, second)
    assert len(shown(open_vault)) == 2
    with pytest.raises(ValueError, match="live"):
        make_live(open_vault, second)
    with pytest.raises(ValueError, match="live"):
        drop_release(open_vault, second)


def test_an_undone_import_takes_what_was_compared_with_it_along(open_vault: Vault) -> None:
    make_live(open_vault, read(open_vault, found(many(2))))
    before = shown(open_vault)
    make_live(open_vault, read(open_vault, found(many(4, words="newer"))))
    waiting = read(open_vault, found(many(4, words="newer")))  # says “unchanged” of services that are about to go
    undo_last(open_vault, source_of(open_vault, "made"))
    with pytest.raises(ThrownAway):
        make_live(open_vault, waiting)
    assert shown(open_vault) == before


def test_an_undo_while_the_list_is_being_read_stops_the_reading(open_vault: Vault) -> None:
    make_live(open_vault, read(open_vault, found(many(2))))

    def pieces() -> Iterator[Piece]:
        yield from found(many(3))
        undo_last(open_vault, source_of(open_vault, "made"))

    with pytest.raises(Stopped):
        stage(open_vault, ABOUT, pieces(), Reading("test", 50))
    tidy_releases(open_vault)
    assert shown(open_vault) == {}
    assert not any(table_counts(open_vault).values())


def test_a_half_tidied_import_cannot_be_taken_back_by_half(open_vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(directory_tidying, "_BATCH", 2)
    source = [make_live(open_vault, read(open_vault, found(many(5, words=words)))) for words in ("a", "b", "c")]
    assert source[-1].changed == 5
    number = source_of(open_vault, "made")
    with open_vault.reading() as session:
        second = session.scalars(select(DirRelease.id).order_by(DirRelease.id)).all()[1]
    assert directory_tidying._forget_before(open_vault, second)  # and then the power fails
    undo_last(open_vault, number)
    before = shown(open_vault)
    assert not can_undo(open_vault, number)
    with pytest.raises(CannotUndo):
        undo_last(open_vault, number)
    assert shown(open_vault) == before
    assert {one.words for one in before.values()} == {f"b{number}" for number in range(5)}


def test_a_renumbered_list_that_is_half_tidied_cannot_be_taken_back_by_half(
    open_vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All it brought is told as unchanged, so the numbers that a coach is told do not say what is left of it."""
    monkeypatch.setattr(directory_tidying, "_BATCH", 2)
    make_live(open_vault, read(open_vault, found(many(5))))
    renumbered = read(open_vault, found([replace(one, key=f"new{one.key}") for one in many(5)]))
    assert make_live(open_vault, renumbered).unchanged == 5
    number = source_of(open_vault, "made")
    assert can_undo(open_vault, number) == renumbered
    make_live(open_vault, read(open_vault, found(many(5, words="newer"))))
    assert directory_tidying._forget_before(open_vault, renumbered)  # and then the power fails
    undo_last(open_vault, number)
    assert not can_undo(open_vault, number)


def test_an_import_that_changed_nothing_can_be_taken_back_and_then_the_one_before(open_vault: Vault) -> None:
    for _ in range(2):
        make_live(open_vault, read(open_vault, found(many(3))))
    number = source_of(open_vault, "made")
    undo_last(open_vault, number)
    assert len(shown(open_vault)) == 3
    undo_last(open_vault, number)
    assert shown(open_vault) == {}


def test_of_tidied_imports_one_that_changed_nothing_is_taken_back_and_none_before_it(open_vault: Vault) -> None:
    for words in ("first", "first", "later"):
        make_live(open_vault, read(open_vault, found(many(3, words=words))))
    tidy_releases(open_vault)
    number = source_of(open_vault, "made")
    for _ in range(2):
        undo_last(open_vault, number)
        assert {one.words for one in shown(open_vault).values()} == {f"first{number}" for number in range(3)}
    assert not can_undo(open_vault, number)


def test_one_list_may_be_taken_back_under_another_that_speaks_of_the_same_service(open_vault: Vault) -> None:
    """Both lists' records hang on one service, as after a joining: whichever goes back first, no face is missing."""
    for order in (("one", "two"), ("two", "one")):
        names = {key: f"{key}{order[0]}" for key in order}
        ids = {}
        for key in order:
            brought_in(open_vault, names[key], [a_service(key, f"{names[key]} Example", description=key)])
            ids[key] = max(shown(open_vault))
        with open_vault.transaction() as transaction:  # as if a coach had said so
            link = services_link(transaction.session, ids[order[1]])
            link.service_id = ids[order[0]]
            transaction.session.get_one(Service, ids[order[1]]).face_id = None
        for key in order:
            brought_in(open_vault, names[key], [a_service(key, f"{names[key]} Example", description=f"{key} anew")])
        for key in order:
            undo_last(open_vault, source_of(open_vault, names[key]))
            tidy_releases(open_vault)
            check_index(open_vault)
        assert shown(open_vault)[ids[order[0]]].words in {"one", "two"}


def test_taking_a_list_back_leaves_what_another_said_meanwhile(open_vault: Vault) -> None:
    """One list is read, another goes live for the same service, and only then the first: its undo goes back to that."""
    brought_in(open_vault, "best", [a_service("b", "Best Example", description="old")], trust=5)
    (kept,) = shown(open_vault)
    brought_in(open_vault, "other", [a_service("o", "Other Example", description="other")])
    gone = max(shown(open_vault))
    with open_vault.transaction() as transaction:  # as if a coach had said that both are one
        services_link(transaction.session, gone).service_id = kept
        transaction.session.get_one(Service, gone).face_id = None
    waiting = staged(open_vault, "other", [a_service("o", "Other Example", description="other anew")])
    brought_in(open_vault, "best", [a_service("b", "Best Example", description="new")], trust=5)
    make_live(open_vault, waiting)
    assert shown(open_vault)[kept].words == "new"
    undo_last(open_vault, source_of(open_vault, "other"))
    assert shown(open_vault)[kept].words == "new"
    tidy_releases(open_vault)
    undo_last(open_vault, source_of(open_vault, "best"))
    assert shown(open_vault)[kept].words == "old"
    check_index(open_vault)


def services_link(session: Any, service_id: int) -> Any:
    return session.scalars(select(ServiceLink).where(ServiceLink.service_id == service_id)).one()


def test_coaches_go_on_saving_while_a_list_is_read(open_vault: Vault, capsys: pytest.CaptureFixture[str]) -> None:
    jo = make_jo(open_vault)
    kept = services.add_service(
        open_vault, services.ServiceForm(name="Own Example", topics=("money_and_debt",), phone="01632 960999")
    )
    held: list[float] = []
    whole = open_vault.transaction

    @contextmanager
    def watched() -> Iterator[Any]:
        with whole() as transaction:
            began = time.perf_counter()
            yield transaction
        held.append(time.perf_counter() - began)

    open_vault.transaction = watched  # type: ignore[method-assign]  # to look on
    begun, ended = threading.Event(), threading.Event()
    problems: list[BaseException] = []

    def work() -> None:
        def pieces() -> Iterator[Piece]:
            for number, piece in enumerate(found(many(3_000))):
                if number == 150:
                    begun.set()
                yield piece

        try:
            make_live(open_vault, stage(open_vault, ABOUT, pieces(), Reading("test", 50)))
        except BaseException as problem:  # noqa: BLE001 - a thread would swallow it
            problems.append(problem)
        finally:
            begun.set()
            ended.set()

    thread = threading.Thread(target=work)
    thread.start()
    begun.wait(60)
    during = 0
    for number in range(50):
        if number % 2:
            services.add_note(open_vault, kept, f"Note {number}")
        else:
            entry = intake.load_intake(open_vault, jo)
            intake.save_intake(open_vault, jo, replace(entry, reason=f"Reason {number}"))
        during += not ended.is_set()
    thread.join(300)
    del open_vault.transaction
    assert problems == []
    assert not thread.is_alive()
    assert len(shown(open_vault)) == 3_001
    assert len(services.service_details(open_vault, kept).notes) == 25
    assert intake.load_intake(open_vault, jo).reason == "Reason 48"
    with capsys.disabled():
        print(f"\n{during} of 50 saves while the list was read; the longest transaction took {max(held):.3f} s")  # noqa: T201 - told, not asserted
