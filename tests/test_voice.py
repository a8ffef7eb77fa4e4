"""The process that speaks: it says what it is handed, it never raises, and no word of it lies about anywhere."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from workwell_desktop import own_program, voice
from workwell_desktop.voice import NO_VOICE, SPOKEN, Engine, NoVoice, speak

WORDS = "Little interest or pleasure in doing things."


class Heard:
    """An engine that writes down what it was asked to say."""

    def __init__(self) -> None:
        self.said: list[str] = []

    def say(self, words: str) -> None:
        self.said.append(words)


def test_words_are_spoken() -> None:
    heard = Heard()
    assert speak(WORDS, lambda: heard) == SPOKEN
    assert heard.said == [WORDS]


@pytest.mark.parametrize("problem", [NoVoice(), OSError("no sound"), RuntimeError("no eSpeak"), ImportError("gone")])
def test_whatever_goes_wrong_there_is_no_voice(problem: Exception, capfd: pytest.CaptureFixture[str]) -> None:
    class Broken:
        def say(self, _words: str) -> None:
            raise problem

    def nothing() -> Engine:
        raise problem

    assert speak(WORDS, Broken) == NO_VOICE
    assert speak(WORDS, nothing) == NO_VOICE
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("set_up", "code"),
    [
        ("Initialize = lambda *a: -1", NO_VOICE),
        ("SetVoiceByName = lambda name: 2", NO_VOICE),
        ("Synth = lambda words, flags: -1", NO_VOICE),
        ("", SPOKEN),
    ],
)
def test_espeak_says_by_its_codes_that_it_cannot_speak(tmp_path: Path, set_up: str, code: int) -> None:
    """A binding of the same shape stands in for eSpeak: no data files, no English voice, no sound device."""
    drivers = tmp_path / "pyttsx3" / "drivers"
    drivers.mkdir(parents=True)
    (tmp_path / "pyttsx3" / "__init__.py").touch()
    (drivers / "__init__.py").touch()
    (drivers / "_espeak.py").write_text(
        "AUDIO_OUTPUT_SYNCH_PLAYBACK, EE_OK, RATE, CHARS_UTF8, ENDPAUSE = 3, 0, 1, 1, 0x1000\n"
        "Initialize = lambda *a: 22050\nSetVoiceByName = lambda name: 0\nSetParameter = lambda *a: 0\n"
        f"Synth = lambda words, flags: 0 if words == {WORDS.encode()!r} else -1\n{set_up}\n",
        "utf-8",
    )
    ran = subprocess.run(
        [sys.executable, "-c", "import sys; from workwell_desktop import voice; sys.exit(voice.main())"],
        input=WORDS.encode(), env={"PYTHONPATH": f"{tmp_path}:{Path.cwd()}"}, capture_output=True, check=False,
    )  # fmt: skip
    assert (ran.returncode, ran.stdout, ran.stderr) == (code, b"", b"")


def test_this_machine_has_a_voice_or_none_and_never_an_error(tmp_path: Path) -> None:
    """The real way, whatever this machine has: the process ends by one of two codes and leaves nothing behind."""
    ran = subprocess.run(
        own_program.read_aloud(Path(voice.__file__)), input=b"", cwd=tmp_path, capture_output=True, check=False
    )
    assert ran.returncode in {SPOKEN, NO_VOICE}
    assert b"Traceback" not in ran.stderr
    assert list(tmp_path.iterdir()) == []
