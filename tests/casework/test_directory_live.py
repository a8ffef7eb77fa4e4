"""Releases of two lists go live and are taken back while coaches work: against a plain model of what must be shown."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path
from unittest import mock

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from tests.directory_world import (
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
from workwell_desktop.casework.directory_live import CannotUndo, ThrownAway, can_undo, make_live, undo_last
from workwell_desktop.casework.directory_staging import Stopped
from workwell_desktop.casework.directory_tidying import drop_release, tidy_releases
from workwell_desktop.errors import NotKept
from workwell_desktop.vault.store import Vault

WHICH = st.sampled_from(LISTS)
RENUMBERED = ("permuted", "shifted", "reversed", "anew")


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
        made = []
        for group, name in zip(groups, names, strict=True):
            self.serial += 1
            old = held.get(group)
            words = old.words if old and group not in changed else f"{key}{group}w{self.serial}"
            named = (old.renamed if old else False) ^ (group in renamed and old is not None and now[group].listed)
            made.append(Entry(group, name, words, named))
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
            release, changes = self.world.staged[key]
            assert changes == {}
            assert self.vault_counts(release) == (0, 0, len(now), 0)

    def vault_counts(self, release: int) -> tuple[int, int, int, int]:
        with self.vault.reading() as session:
            row = session.get_one(directory_staging.DirRelease, release)
            return row.added, row.changed, row.unchanged, row.withdrawn

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
        for key in LISTS:  # what an earlier release changed is forgotten
            del self.world.undoable[key][:-1]

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
        release, changes = self.world.staged[key]
        if fails:
            before = shown(self.vault), table_counts(self.vault), pointers(self.vault)
            with failing(self.vault, 0), pytest.raises(NotKept):
                make_live(self.vault, release)
            assert (shown(self.vault), table_counts(self.vault), pointers(self.vault)) == before
        result = make_live(self.vault, release)
        assert result.added == sum(one is None for one, _after in changes.values())
        assert result.withdrawn == sum(not after.listed for _before, after in changes.values())
        renewed = sum(
            before is not None
            and before.listed
            and after == replace(before, entry=replace(before.entry, key=after.entry.key))
            for before, after in changes.values()
        )
        assert result.added + result.changed + result.withdrawn + renewed == len(changes)
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


def test_a_release_that_only_gave_new_ids_is_taken_back_too(open_vault: Vault) -> None:
    entries = [Entry(group, f"n{group}", f"words{group}") for group in range(6)]
    world = World(open_vault)
    world.read("north", entries, partial=False)
    make_live(open_vault, world.staged["north"][0])
    world.went_live("north")
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
    entries = [Entry(group, f"n{group}", f"words{group}") for group in range(6)]
    world = World(open_vault)
    world.read("north", entries, partial=False)
    make_live(open_vault, world.staged["north"][0])
    world.went_live("north")
    world.read("north", [replace(one, words=f"{one.words}later") for one in entries[:3]], partial=True)
    undo_last(open_vault, source_of(open_vault, "north"))
    world.went_back("north")
    tidy_releases(open_vault)
    check_tidy(open_vault)
    world.holds()
