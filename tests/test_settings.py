"""What this PC remembers: nothing about a participant; and no damaged file keeps the program from starting."""

from __future__ import annotations

import json
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from workwell_desktop.errors import NotKept
from workwell_desktop.settings import IDLE_MINUTES, TEXT_SCALES, THEMES, Settings, load_settings, save_settings

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


def test_the_defaults_are_those_of_a_new_pc(tmp_path: Path) -> None:
    assert load_settings(tmp_path / "nothing here") == Settings()
    assert (Settings().theme, Settings().text_scale, Settings().idle_minutes) == ("system", 100, 5)


@given(
    kept=st.builds(
        Settings,
        theme=st.sampled_from(THEMES),
        text_scale=st.sampled_from(TEXT_SCALES),
        idle_minutes=st.sampled_from(IDLE_MINUTES),
        backup_folder=st.text(),
        vault_folder=st.text(),
        last_tab=st.integers(0, 3),
        window_width=st.integers(640, 9000),
        window_height=st.integers(480, 9000),
        window_maximised=st.booleans(),
    )
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None)
def test_what_is_saved_is_read_again(tmp_path: Path, kept: Settings) -> None:
    save_settings(tmp_path, kept)
    assert load_settings(tmp_path) == kept


@given(stored=st.dictionaries(st.sampled_from([f.name for f in fields(Settings)]) | st.text(), JSON))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=80, deadline=None)
def test_odd_values_become_the_default_and_the_others_stay(tmp_path: Path, stored: dict[str, Any]) -> None:
    (tmp_path / "settings.json").write_text(json.dumps(stored), "utf-8")
    read = load_settings(tmp_path)
    assert read.theme in THEMES
    assert read.text_scale in TEXT_SCALES
    assert read.idle_minutes in IDLE_MINUTES
    assert read.last_tab in range(4)
    assert read.window_width >= 640
    assert read.window_height >= 480
    for field in fields(Settings):
        assert type(getattr(read, field.name)) is type(getattr(Settings(), field.name))


@pytest.mark.parametrize(
    "damaged", [b"", b"\xff\xfe", b"{", b"[]", b"null", b"[" * 100_000, b'{"theme": ["dark"]}', b'{"idle_minutes": 0}']
)
def test_a_damaged_file_gives_the_defaults(tmp_path: Path, damaged: bytes) -> None:
    (tmp_path / "settings.json").write_bytes(damaged)
    assert load_settings(tmp_path) == Settings()


def test_a_place_that_cannot_be_written_is_said_plainly(tmp_path: Path) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.write_bytes(b"")
    for config in (in_the_way, in_the_way / "below"):
        with pytest.raises(NotKept):
            save_settings(config, Settings())


def test_there_is_no_place_for_anything_about_a_participant() -> None:
    assert set(asdict(Settings())) == {
        "theme", "text_scale", "idle_minutes", "backup_folder", "vault_folder", "last_tab",
        "window_width", "window_height", "window_maximised",
    }  # fmt: skip
