"""Releases of two lists go live and are taken back while coaches work: against a plain model of what must be shown."""

from __future__ import annotations

import tempfile
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from unittest import mock

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from tests.directory_world import (
    BRANCHES,
    LISTS,
    MANY,
    Entry,
    World,
    check_tidy,
    failing,
    pointers,
    read_release,
    shown,
    source_of,
    table_counts,
)
from tests.vaults import FakeTime, Template
from workwell_desktop.casework import directory_staging, directory_tidying
from workwell_desktop.casework.directory_live import (
    CannotUndo,
    ImportResult,
    ThrownAway,
    can_undo,
    make_live,
    undo_last,
)
from workwell_desktop.casework.directory_staging import Stopped
from workwell_desktop.casework.directory_tidying import drop_release, tidy_releases
from workwell_desktop.errors import NotKept
from workwell_desktop.vault.store import Vault

WHICH = st.sampled_from(LISTS)
RENUMBERED = ("permuted", "shifted", "reversed", "anew")


def taken_for_a_sister(group: int, key: str, groups: Collection[int], held: Mapping[int, Entry]) -> bool:
    """Say whether a branch that is new to a list has the id of a sister of its name and phone that is not in the file.

    Nobody who reads that file can tell it from the sister who has moved, so a list that means it otherwise is no test.
    """
    sisters = set(range(BRANCHES)) - set(groups)
    return group < BRANCHES and group not in held and any(held[one].key == key for one in sisters if one in held)


class Life(RuleBasedStateMachine):
    """Anything that lists and coaches do, in any order."""

    template: Template

    def __init__(self) -> None:
        super().__init__()
        self._folder = tempfile.TemporaryDirectory()
        self.time = FakeTime()
        folder = self.template.copy(Path(self._folder.name))
        self.vault = self.template.open(folder, self.time.clock)
        self._small = (
            mock.patch.object(directory_staging, "_BATCH", 2),
            mock.patch.object(directory_tidying, "_BATCH", 3),
        )
        for one in self._small:
            one.start()
        self.world = World(self.vault)
        self.serial = 0

    def teardown(self) -> None:
        for one in self._small:
            one.stop()
        self.vault.close()
        self._folder.cleanup()

    def entries(self, data: st.DataObject, key: str) -> list[Entry]:
        """Make up the next release of a list: who is in it, under which ids, with which words."""
        now = self.world.lists[key]
        groups = sorted(data.draw(st.sets(st.integers(0, MANY - 1), min_size=1)))
        held = {group: stands.entry for group, stands in now.items()}
        ids = {group: held[group].key if group in held else f"{key}{group}{self.serial}" for group in groups}
        how = data.draw(st.sampled_from(("kept", "kept", *RENUMBERED)))
        names = list(ids.values())
        if how == "permuted":
            names = data.draw(st.permutations(names))
        elif how == "shifted":
            names = [*names[1:], names[0]]
        elif how == "reversed":  # ids of groups that are gone come up again
            names = [one.key for one in held.values()][::-1][: len(groups)]
            names += [f"{key}{number}r{self.serial}" for number in range(len(groups) - len(names))]
        elif how == "anew":
            names = [f"{key}{number}n{self.serial}" for number in range(len(groups))]
        changed = data.draw(st.sets(st.sampled_from(groups)))
        renamed = data.draw(st.sets(st.sampled_from(groups), max_size=2)) if how == "kept" else set()
        renamed -= set(range(BRANCHES))  # branches keep the name that they share
        made = []
        for group, name in zip(groups, names, strict=True):
            self.serial += 1
            own = f"{key}{group}s{self.serial}" if taken_for_a_sister(group, name, groups, held) else name
            old = held.get(group)
            words = old.words if old and group not in changed else f"{key}{group}w{self.serial}"
            named = (old.renamed if old else False) ^ (group in renamed and old is not None and now[group].listed)
            made.append(Entry(group, own, words, named))
        return data.draw(st.permutations(made))

    @rule(data=st.data(), key=WHICH, partial=st.booleans())
    def read(self, data: st.DataObject, key: str, partial: bool) -> None:
        self.time.go(seconds=1)
        self.world.read(key, self.entries(data, key), partial=partial)

    @rule(key=WHICH, partial=st.booleans())
    def read_the_same_again(self, key: str, partial: bool) -> None:
        self.time.go(seconds=1)
        now = [stands.entry for stands in self.world.lists[key].values() if stands.listed]
        if now:
            self.world.read(key, now, partial=partial)
            assert self.world.staged[key][1] == {}
            assert self.world.told[key] == ImportResult(unchanged=len(now))

    @rule(data=st.data(), key=WHICH, after=st.integers(0, 8))
    def read_and_stop(self, data: st.DataObject, key: str, after: int) -> None:
        self.world.staged.pop(key, None)
        self._tidy()
        self._drop_waiting(key)
        before = shown(self.vault), table_counts(self.vault), pointers(self.vault)
        asked = [0]

        def stopped() -> bool:
            asked[0] += 1
            return asked[0] > after

        try:
            release = read_release(self.vault, key, self.entries(data, key), stopped=stopped)
        except Stopped:
            pass
        else:
            drop_release(self.vault, release)
        assert (shown(self.vault), table_counts(self.vault), pointers(self.vault)) == before

    @rule(data=st.data(), key=WHICH, at=st.integers(0, 9))
    def read_and_fail(self, data: st.DataObject, key: str, at: int) -> None:
        self.world.staged.pop(key, None)
        self._tidy()  # what an earlier reading left waiting is not to be taken for this one's
        self._drop_waiting(key)
        before = shown(self.vault), table_counts(self.vault), pointers(self.vault)
        try:
            with failing(self.vault, at):
                release = read_release(self.vault, key, self.entries(data, key))
        except NotKept:
            pass
        else:
            drop_release(self.vault, release)
        self._tidy()
        after = shown(self.vault), table_counts(self.vault), pointers(self.vault)
        assert (after[0], after[2]) == (before[0], before[2])
        assert all(after[1][name] <= count for name, count in before[1].items())

    def _tidy(self) -> None:
        tidy_releases(self.vault)
        for releases in self.world.undoable.values():  # what an earlier one changed is forgotten, with all before it
            changed = [place for place, changes in enumerate(releases[:-1], start=1) if changes]
            del releases[: max(changed, default=0)]

    def _drop_waiting(self, key: str) -> None:
        source = source_of(self.vault, key)
        with self.vault.reading() as session:
            release = directory_staging.DirRelease
            left = session.scalars(
                directory_staging.select(release.id).where(release.source_id == source, release.state == "staged")
            ).all()
        for one in left:
            drop_release(self.vault, one)

    @precondition(lambda self: self.world.staged)
    @rule(data=st.data(), fails=st.booleans())
    def go_live(self, data: st.DataObject, fails: bool) -> None:
        self.time.go(seconds=1)
        key = data.draw(st.sampled_from(sorted(self.world.staged)))
        release, _changes = self.world.staged[key]
        if fails:
            before = shown(self.vault), table_counts(self.vault), pointers(self.vault)
            with failing(self.vault, 0), pytest.raises(NotKept):
                make_live(self.vault, release)
            assert (shown(self.vault), table_counts(self.vault), pointers(self.vault)) == before
        assert make_live(self.vault, release) == self.world.told[key]
        self.world.went_live(key)

    @rule(key=WHICH, fails=st.booleans())
    def undo(self, key: str, fails: bool) -> None:
        self.time.go(seconds=1)
        source = source_of(self.vault, key)
        if not self.world.undoable[key]:
            assert not can_undo(self.vault, source)
            with pytest.raises(CannotUndo):
                undo_last(self.vault, source)
            return
        assert can_undo(self.vault, source)
        waiting = self.world.staged.get(key)
        if fails:
            before = shown(self.vault), table_counts(self.vault), pointers(self.vault)
            with failing(self.vault, 0), pytest.raises(NotKept):
                undo_last(self.vault, source)
            assert (shown(self.vault), table_counts(self.vault), pointers(self.vault)) == before
        undo_last(self.vault, source)
        self.world.went_back(key)
        if waiting:
            with pytest.raises(ThrownAway):
                make_live(self.vault, waiting[0])

    @rule(fails_at=st.none() | st.integers(0, 5))
    def tidy(self, fails_at: int | None) -> None:
        try:
            with failing(self.vault, -1 if fails_at is None else fails_at):
                tidy_releases(self.vault)
        except NotKept:
            self.world.holds()
        self._tidy()
        check_tidy(self.vault)

    @precondition(lambda self: self.world.ids)
    @rule(data=st.data(), deed=st.sampled_from(("note", "override", "check", "star", "into_plan")))
    def work(self, data: st.DataObject, deed: str) -> None:
        self.time.go(seconds=1)
        getattr(self.world, deed)(data.draw(st.sampled_from(sorted(self.world.ids))))

    @rule(hours=st.sampled_from((-30, -1, 1)))
    def put_the_clock(self, hours: int) -> None:
        self.time.now += timedelta(hours=hours)

    @rule()
    def add_own(self) -> None:
        self.world.add_own()

    @invariant()
    def holds(self) -> None:
        self.world.holds()


def test_lists_and_coaches_in_any_order(template: Template) -> None:
    Life.template = template
    run_state_machine_as_test(
        Life,
        settings=settings(
            max_examples=8,
            stateful_step_count=15,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


def with_a_list(vault: Vault) -> tuple[World, list[Entry]]:
    """Return a world in which six groups of one list are live."""
    entries = [Entry(group, f"n{group}", f"words{group}") for group in range(6)]
    world = World(vault)
    world.read("north", entries, partial=False)
    make_live(vault, world.staged["north"][0])
    world.went_live("north")
    return world, entries


def test_a_release_that_only_gave_new_ids_is_taken_back_too(open_vault: Vault) -> None:
    world, entries = with_a_list(open_vault)
    before = pointers(open_vault)
    world.read("north", [replace(one, key=f"x{one.group}") for one in entries], partial=False)
    result = make_live(open_vault, world.staged["north"][0])
    assert (result.added, result.changed, result.unchanged, result.withdrawn) == (0, 0, 6, 0)
    world.went_live("north")
    assert pointers(open_vault) != before
    assert can_undo(open_vault, source_of(open_vault, "north"))
    undo_last(open_vault, source_of(open_vault, "north"))
    assert pointers(open_vault) == before
    world.went_back("north")
    world.holds()


def test_a_release_that_waited_for_one_that_is_taken_back_is_tidied_away_with_it(open_vault: Vault) -> None:
    world, entries = with_a_list(open_vault)
    world.read("north", [replace(one, words=f"{one.words}later") for one in entries[:3]], partial=True)
    undo_last(open_vault, source_of(open_vault, "north"))
    world.went_back("north")
    tidy_releases(open_vault)
    check_tidy(open_vault)
    world.holds()


@pytest.mark.parametrize("going", ["live", "back"])
def test_what_a_coach_changed_after_the_clock_was_put_back_is_shown(
    template: Template, vault_folder: Path, going: str
) -> None:
    """A list was read, or shown, at a time that the PC's clock has not reached again."""
    time = FakeTime()
    vault = template.open(vault_folder, time.clock)
    try:
        world = World(vault)
        for words in ("words", "other words"):
            if world.staged:
                make_live(vault, world.staged["north"][0])
                world.went_live("north")
            world.read("north", [Entry(5, "id", words)], partial=False)
        release = world.staged["north"][0]
        if going == "back":
            make_live(vault, release)
            world.went_live("north")
        time.now -= timedelta(hours=1)
        world.override(("north", 5))
        world.note(("north", 5))
        if going == "live":
            make_live(vault, release)
            world.went_live("north")
        else:
            undo_last(vault, source_of(vault, "north"))
            world.went_back("north")
        world.holds()
    finally:
        vault.close()


def test_a_branch_under_the_id_of_its_sister_is_new_beside_her_and_in_her_place_the_sister_who_moved(
    open_vault: Vault,
) -> None:
    """Name and phone are theirs alike: only what else is in the file says who is who."""
    first, second = Entry(0, "id", "words"), Entry(1, "id", "other words")
    make_live(open_vault, read_release(open_vault, "north", [first]))
    beside = make_live(open_vault, read_release(open_vault, "north", [replace(first, key="new"), second]))
    assert beside == ImportResult(added=1, unchanged=1)
    make_live(open_vault, read_release(open_vault, "south", [first]))
    before = shown(open_vault)
    instead = make_live(open_vault, read_release(open_vault, "south", [second], partial=True))
    assert instead == ImportResult(changed=1)
    assert shown(open_vault).keys() == before.keys()
