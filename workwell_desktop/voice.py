"""The one door to this PC's own voice: a process that reads words from standard input, speaks them and ends.

It stands by itself: nothing of ours is imported, no word goes to a file, a log or a command line, and whoever started
it ends it to stop the voice at once. Its exit code is the answer: ``SPOKEN`` or ``NO_VOICE``, whatever went wrong.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import suppress
from typing import Protocol

SPOKEN, NO_VOICE = 0, 3
NO_VOICE_WORDS = "This PC has no voice that can read aloud."
_WORDS_A_MINUTE = 150  # the voices' own 200 is fast for somebody who listens because reading is hard
_DONT_EXIT = 0x8000  # espeakINITIALIZE_DONT_EXIT: without its data files eSpeak would end the process in its own way


class NoVoice(Exception):
    """Nothing on this PC can speak now."""


class Engine(Protocol):
    """What can speak. ``say`` returns when all is spoken; with no words it only looks whether it could."""

    def say(self, words: str) -> None:
        """Speak these words, or raise whatever went wrong."""


def speak(words: str, find: Callable[[], Engine]) -> int:
    """Speak words with the engine that ``find`` finds. Returns ``SPOKEN`` or ``NO_VOICE``."""
    try:
        find().say(words)
    except Exception:  # noqa: BLE001 - no library, no voice, no sound, COM: to the listener all of them are one
        return NO_VOICE
    return SPOKEN


def find_engine() -> Engine:
    """Return this PC's own engine. Raises what the system raises where there is none."""
    return _Windows() if sys.platform == "win32" else _Espeak()


class _Windows:
    """The voices of Windows, through pyttsx3."""

    def __init__(self) -> None:
        import comtypes.client  # noqa: PLC0415 - as below
        import pyttsx3  # noqa: PLC0415 - loaded in this process alone, and only when somebody wants to listen

        comtypes.client.gen_dir = None  # what it works out about the voices is written into no folder of the program
        self._engine = pyttsx3.init("sapi5")
        voices = self._engine.getProperty("voices")
        if not voices:
            raise NoVoice
        with suppress(Exception):  # a voice that does not say its language: the usual one speaks
            english = [one.id for one in voices if str(one.languages[0]).lower().startswith("en")]
            british = [one.id for one in voices if str(one.languages[0]).lower() == "en-gb"]
            self._engine.setProperty("voice", (british + english)[0])
        self._engine.setProperty("rate", _WORDS_A_MINUTE)

    def say(self, words: str) -> None:
        """Speak these words."""

        def failed(**_facts: object) -> None:
            raise SystemExit(NO_VOICE)  # pyttsx3 swallows exceptions, and would wait for an end that never comes

        if words:
            self._engine.connect("error", failed)
            self._engine.say(words)
            self._engine.runAndWait()


class _Espeak:
    """eSpeak, through pyttsx3's binding. Its driver writes what is spoken to a file; the binding alone does not."""

    def __init__(self) -> None:
        from pyttsx3.drivers import _espeak  # noqa: PLC0415 - as above

        self._espeak = _espeak
        if _espeak.Initialize(_espeak.AUDIO_OUTPUT_SYNCH_PLAYBACK, 0, None, _DONT_EXIT) < 0:
            raise NoVoice
        for voice in (b"en-gb", b"en"):
            if _espeak.SetVoiceByName(voice) == _espeak.EE_OK:
                break
        else:
            raise NoVoice
        _espeak.SetParameter(_espeak.RATE, _WORDS_A_MINUTE, 0)

    def say(self, words: str) -> None:
        """Speak these words; a blank shows whether there is a sound device."""
        espeak = self._espeak
        if espeak.Synth(words.encode() or b" ", flags=espeak.CHARS_UTF8 | espeak.ENDPAUSE) != espeak.EE_OK:
            raise NoVoice


def main() -> int:
    """Speak what comes in by standard input."""
    return speak(sys.stdin.buffer.read().decode("utf-8", "replace"), find_engine)


if __name__ == "__main__":
    sys.exit(main())
