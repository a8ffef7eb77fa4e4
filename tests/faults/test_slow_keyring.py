"""A keyring that does not answer holds nothing up but its own line in the settings."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtWidgets import QLabel

from tests.journeys.stage import Stage, in_sight
from workwell_desktop.vault import device


def test_the_settings_open_while_the_keyring_is_silent(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    answer = threading.Event()

    class Silent:
        def get_password(self, *_about: str) -> str | None:
            answer.wait()
            return None

    monkeypatch.setattr(device, "system_backend", Silent)
    stage.hand.press("Settings")
    stage.hand.open_tab("Passphrase and sheet")

    def words() -> list[str]:
        dialog = stage.app.activeModalWidget()
        assert dialog is not None
        return [one.text() for one in in_sight(dialog, QLabel)]

    assert "Asking this PC’s keyring …" in words()
    stage.hand.write("Passphrase now", "the window is alive")
    assert "Asking this PC’s keyring …" in words()
    answer.set()
    stage.wait_for(lambda: any("extra key is off" in one for one in words()), "what the keyring says")
    stage.hand.press("Close")
