"""How the program starts itself: by Python in a checkout, by its own file once it is installed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from workwell_desktop import own_program, voice
from workwell_desktop.voice import NO_VOICE, SPOKEN

SCRIPT = Path(voice.__file__)
ROOT = Path(__file__).parents[1]


def test_in_a_checkout_python_is_given_the_words_it_had() -> None:
    assert not own_program.is_installed_program()
    assert own_program.again() == (sys.executable, *sys.orig_argv[1:])


def test_no_word_to_speak_stands_in_the_command_that_others_can_list() -> None:
    assert own_program.read_aloud(SCRIPT) == (sys.executable, "-P", str(SCRIPT))


@pytest.mark.parametrize("how", ["frozen", "launched"])
def test_an_installed_program_is_started_by_its_own_file(monkeypatch: pytest.MonkeyPatch, how: str) -> None:
    if how == "frozen":
        monkeypatch.setattr(sys, "frozen", True, raising=False)
    else:
        monkeypatch.setitem(sys._xoptions, "workwell", True)
    monkeypatch.setattr(sys, "executable", "WorkWell.exe")
    monkeypatch.setattr(sys, "argv", ["WorkWell.exe", "--home", "here"])
    assert own_program.again() == ("WorkWell.exe", "--home", "here")
    assert own_program.read_aloud(SCRIPT) == ("WorkWell.exe", "--read-aloud")


def test_the_one_word_makes_the_program_the_voice_and_opens_no_window() -> None:
    ran = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "workwell_desktop", own_program.READ_ALOUD],
        input=b"", cwd=ROOT, capture_output=True, check=False,
    )  # fmt: skip
    assert ran.returncode in {SPOKEN, NO_VOICE}
    assert b"workwell_desktop.voice" in ran.stderr
    assert b"PySide6" not in ran.stderr
    assert b"workwell_desktop.app" not in ran.stderr
