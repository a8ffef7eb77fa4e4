"""The cost of a guess: never below the floor, about a second on this PC."""

from __future__ import annotations

import pytest

from workwell_desktop.vault.kdf import FLOOR, MIB, Cost, calibrate, physical_memory


def calibrated(seconds_for_three: float, memory_gib: float) -> Cost:
    """Calibrate on a PC that needs so long for three passes and has so much memory."""
    moments = iter([100.0, 100.0 + seconds_for_three])
    tried: list[Cost] = []

    def trial(_passphrase: str, _salt: bytes, cost: Cost) -> bytes:
        tried.append(cost)
        return b""

    cost = calibrate(timer=lambda: next(moments), memory=lambda: int(memory_gib * 1024**3), trial=trial)
    assert (tried[0].m, tried[0].t) == (cost.m, 3)
    return cost


@pytest.mark.parametrize(
    ("seconds", "memory", "expected"),
    [
        (0.6, 8, Cost(128 * MIB, 4, 4)),
        (0.53, 16, Cost(128 * MIB, 5, 4)),
        (0.1, 16, Cost(128 * MIB, 10, 4)),  # a fast PC: as many passes as any WorkWell accepts
        (3.0, 8, Cost(128 * MIB, 3, 4)),  # a slow PC waits longer and is not made weaker
        (0.5, 3.9, Cost(64 * MIB, 5, 4)),
        (2.0, 3.9, FLOOR),
        (0.0, 8, Cost(128 * MIB, 10, 4)),  # a clock too coarse to see it
    ],
)
def test_the_cost_fits_the_pc(seconds: float, memory: float, expected: Cost) -> None:
    assert calibrated(seconds, memory) == expected


def test_on_this_very_pc_it_takes_at_most_a_breath() -> None:
    cost = calibrate()
    assert cost.m in {64 * MIB, 128 * MIB}
    assert 3 <= cost.t <= 10


def test_this_pc_says_how_much_memory_it_has() -> None:
    assert physical_memory() > 512 * 1024**2


@pytest.mark.parametrize("bad", [(64 * MIB - 1, 3, 4), (64 * MIB, 2, 4), (64 * MIB, 3, 0), (257 * MIB, 3, 4),
                                 (64 * MIB, 11, 4), (64 * MIB, 3, 9)])  # fmt: skip
def test_nothing_below_the_floor_or_above_the_ceiling(bad: tuple[int, int, int]) -> None:
    with pytest.raises(ValueError, match="out of bounds"):
        Cost(*bad)
