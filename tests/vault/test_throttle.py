"""Guessing is slowed, never punished for good, and no clock trick helps or harms."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.vaults import FakeTime
from workwell_desktop.errors import TooManyTries
from workwell_desktop.vault.throttle import DELAYS_S, NAME, Throttle, in_words

SLOT, OTHER = "a" * 16, "b" * 16


def fail(folder: Path, time: FakeTime, times: int, slot: str = SLOT, run: str = "one") -> None:
    for _ in range(times):
        throttle = Throttle(folder, time.clock, run=run)
        time.go(seconds=throttle.wait(slot))
        throttle.begin(slot)


def test_four_tries_are_free_and_then_the_waits_grow(tmp_path: Path) -> None:
    time = FakeTime()
    waits = []
    for _ in range(12):
        throttle = Throttle(tmp_path, time.clock, run="one")
        waits.append(throttle.wait(SLOT))
        time.go(seconds=waits[-1])
        throttle.begin(SLOT)
    assert waits == [0, 0, 0, 0, 30, 60, 120, 240, 480, 900, 900, 900]
    assert DELAYS_S[-1] == 15 * 60


def test_a_refused_try_does_not_count(tmp_path: Path) -> None:
    time = FakeTime()
    fail(tmp_path, time, 4)
    throttle = Throttle(tmp_path, time.clock, run="one")
    for _ in range(50):
        with pytest.raises(TooManyTries) as caught:
            throttle.begin(SLOT)
        assert caught.value.seconds == 30
    time.go(seconds=29)
    assert throttle.wait(SLOT) == 1
    time.go(seconds=1)
    throttle.begin(SLOT)
    assert throttle.wait(SLOT) == 60


def test_success_starts_anew(tmp_path: Path) -> None:
    time = FakeTime()
    fail(tmp_path, time, 6)
    time.go(minutes=5)
    throttle = Throttle(tmp_path, time.clock, run="one")
    throttle.begin(SLOT)
    throttle.succeeded(SLOT)
    fail(tmp_path, time, 4)
    assert Throttle(tmp_path, time.clock, run="one").wait(SLOT) == 30


def test_each_coach_has_a_count_of_their_own(tmp_path: Path) -> None:
    time = FakeTime()
    fail(tmp_path, time, 4)
    throttle = Throttle(tmp_path, time.clock, run="one")
    assert (throttle.wait(SLOT), throttle.wait(OTHER)) == (30, 0)


def test_never_more_than_ten_in_five_minutes_whoever_signs_in(tmp_path: Path) -> None:
    time = FakeTime()
    for number in range(10):
        Throttle(tmp_path, time.clock, run="one").begin(f"{number % 4:016x}")
        time.go(seconds=1)
    throttle = Throttle(tmp_path, time.clock, run="one")
    assert throttle.wait("9" * 16) == 300 - 10
    time.go(seconds=290)
    throttle.begin("9" * 16)


def test_the_counts_outlive_the_program(tmp_path: Path) -> None:
    time = FakeTime()
    fail(tmp_path, time, 4, run="one")
    time.go(seconds=10)
    assert Throttle(tmp_path, time.clock, run="two").wait(SLOT) == 20


def test_putting_the_wall_clock_forward_does_not_help_within_a_run(tmp_path: Path) -> None:
    time = FakeTime()
    fail(tmp_path, time, 4)
    steady = time.steady
    time.go(days=1)
    time.steady = steady
    assert Throttle(tmp_path, time.clock, run="one").wait(SLOT) == 30


def test_putting_the_wall_clock_back_locks_nobody_out(tmp_path: Path) -> None:
    time = FakeTime()
    fail(tmp_path, time, 10, run="one")
    time.go(days=-730)
    throttle = Throttle(tmp_path, time.clock, run="two")
    assert 0 < throttle.wait(SLOT) <= 900
    time.go(seconds=900)
    assert Throttle(tmp_path, time.clock, run="two").wait(SLOT) == 0


def test_deleting_the_file_starts_anew(tmp_path: Path) -> None:
    time = FakeTime()
    fail(tmp_path, time, 6)
    (tmp_path / NAME).unlink()
    assert Throttle(tmp_path, time.clock, run="one").wait(SLOT) == 0


def test_the_file_holds_no_secret_and_no_name(tmp_path: Path) -> None:
    fail(tmp_path, FakeTime(), 1)
    assert set(json.loads((tmp_path / NAME).read_text())) == {"fails", "last", "recent"}
    assert (tmp_path / NAME).stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    "content",
    [
        b"", b"{", b"[]", b"null", b'{"fails": 3}', b'{"fails": {}, "last": {}, "recent": 5}',
        b'{"fails": {"x": "many"}, "last": {}, "recent": []}', b'{"fails": {}, "last": {"x": [1]}, "recent": []}',
        b'{"fails": {}, "last": {"x": ["a", 1, "r"]}, "recent": []}',
        b'{"fails": {}, "last": {"x": [NaN, 1, "r"]}, "recent": []}', b"[" * 60_000, b" " * 70_000,
    ],
)  # fmt: skip
def test_a_damaged_file_counts_as_none(tmp_path: Path, content: bytes) -> None:
    (tmp_path / NAME).write_bytes(content)
    Throttle(tmp_path, FakeTime().clock, run="one").begin(SLOT)


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(st.booleans(), st.integers(0, 400)), max_size=60))
def test_no_pattern_gets_more_than_ten_tries_into_five_minutes(pattern: list[tuple[bool, int]]) -> None:
    import tempfile

    time, made = FakeTime(), []
    with tempfile.TemporaryDirectory() as folder:
        for number, (same, pause) in enumerate(pattern):
            slot = SLOT if same else f"{number:016x}"
            throttle = Throttle(Path(folder), time.clock, run="one")
            if throttle.wait(slot) == 0:
                throttle.begin(slot)
                made.append(time.steady)
            time.go(seconds=pause % 40)
    for at in made:
        assert sum(at <= other < at + 300 for other in made) <= 10


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(1, "1 second"), (30, "30 seconds"), (60, "1 minute"), (89, "89 seconds"), (120, "2 minutes"), (121, "3 minutes"),
     (900, "15 minutes")],
)  # fmt: skip
def test_the_wait_in_words(seconds: int, words: str) -> None:
    assert in_words(seconds) == words
