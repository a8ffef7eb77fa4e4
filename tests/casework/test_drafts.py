"""Typed words: kept as they stand, per screen and participant, and gone with what saves them."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.vaults import FakeTime
from workwell_desktop.casework.drafts import NOBODY_YET, discard_draft, drop_draft, keep_draft, load_draft, put_draft
from workwell_desktop.clock import Clock
from workwell_desktop.vault.store import Vault

TYPED = st.dictionaries(
    st.text(max_size=8),
    st.recursive(
        st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(max_size=20),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
        max_leaves=6,
    ),
    max_size=4,
)


@pytest.fixture
def time() -> FakeTime:
    return FakeTime()


@pytest.fixture
def clock(time: FakeTime) -> Clock:
    return time.clock


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(first=TYPED, second=TYPED)
def test_the_last_words_kept_are_the_ones_that_come_back(
    open_vault: Vault, first: dict[str, Any], second: dict[str, Any]
) -> None:
    keep_draft(open_vault, "intake", 1, first)
    keep_draft(open_vault, "intake", 1, second)
    kept = load_draft(open_vault, "intake", 1)
    assert kept is not None
    assert kept.content == second


def test_each_screen_and_each_person_has_words_of_their_own(open_vault: Vault) -> None:
    places = [("intake", NOBODY_YET), ("intake", 1), ("plan", 1), ("plan", 2)]
    for number, (screen, person) in enumerate(places):
        keep_draft(open_vault, screen, person, {"n": number})
    discard_draft(open_vault, "plan", 1)
    kept = [load_draft(open_vault, screen, person) for screen, person in places]
    assert [one.content["n"] if one else None for one in kept] == [0, 1, None, 3]
    discard_draft(open_vault, "plan", 1)


def test_they_say_when_they_were_last_kept(open_vault: Vault, time: FakeTime) -> None:
    keep_draft(open_vault, "intake", 1, {})
    time.go(minutes=3)
    when = keep_draft(open_vault, "intake", 1, {"a": "b"})
    kept = load_draft(open_vault, "intake", 1)
    assert kept is not None
    assert kept.kept_at == when == time.now


def test_they_go_only_together_with_what_saves_them(open_vault: Vault) -> None:
    keep_draft(open_vault, "intake", 1, {"typed": "words"})

    def save_and_fail() -> None:
        with open_vault.transaction() as transaction:
            drop_draft(transaction, "intake", 1)
            put_draft(transaction, "plan", 1, {"other": "words"})
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        save_and_fail()
    assert load_draft(open_vault, "intake", 1) is not None
    assert load_draft(open_vault, "plan", 1) is None
