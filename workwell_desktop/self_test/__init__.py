"""``workwell-desktop --self-test``: the installed program tries itself, in a private folder that it removes again.

Nothing of the person who runs it is read or written: no settings, no usual folders, no printer, no network.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from workwell_desktop import __version__
from workwell_desktop.own_program import SELF_TEST
from workwell_desktop.self_test.place import age_ms, program_folder, size_of
from workwell_desktop.self_test.steps import Report, Step, run_steps

_OWN_FOLDERS = {"XDG_CACHE_HOME": "cache", "XDG_CONFIG_HOME": "config", "XDG_DATA_HOME": "data"}


def main(argv: Sequence[str] | None = None) -> int:
    """Try the program and say step by step how it went. Returns 0 when all is well, else 1."""
    arguments = _arguments(argv)
    write = sys.stdout.write if sys.stdout is not None else _to_nobody  # a window program of Windows has no console
    tell = _to_nobody if arguments.json else lambda line: write(f"{line}\n")
    report = self_test(tell, whole=not arguments.window_only)
    folder = program_folder()
    figures = {"version": __version__, "folder": str(folder), "bytes": size_of(folder), **report.figures()}
    text = json.dumps(figures, indent=1) if arguments.json else "\n".join(_summary(figures))
    write(f"{text}\n")
    if arguments.out is not None:
        arguments.out.write_text(f"{json.dumps(figures, indent=1)}\n", "utf-8")
    return 0 if report.good else 1


def self_test(tell: Callable[[str], object], steps: Sequence[Step] | None = None, *, whole: bool = True) -> Report:
    """Run the steps in a private folder, tell one line for each, and return the report. The folder is gone then.

    Without ``steps`` they are those of the program, or its first window alone where it is not the ``whole``.
    """
    with private_folder() as home, _calm_screen():
        report = run_steps(_steps(whole) if steps is None else steps, home, tell)
    gone = Step("everything is removed again", lambda _trial: _gone(home))
    return report.joined(run_steps((gone,), home, tell))


def _steps(whole: bool) -> Iterator[Step]:
    """Give the steps one by one: what the later ones need is loaded when the first window is painted."""
    from workwell_desktop.self_test.screen import window_step  # noqa: PLC0415 - it has the first turn

    yield window_step(age_ms)
    if whole:
        yield from _others()


def _others() -> Iterator[Step]:
    from workwell_desktop.self_test.job import job_steps  # noqa: PLC0415 - as above
    from workwell_desktop.self_test.parts import part_steps  # noqa: PLC0415 - as above

    yield from part_steps()
    yield from job_steps()


def _gone(home: Path) -> str:
    if home.exists():
        raise FileExistsError("the private folder is still there")
    return ""


@contextmanager
def private_folder() -> Iterator[Path]:
    """Give a folder that only this person can read, also for what libraries keep; remove it whatever happens."""
    with tempfile.TemporaryDirectory(prefix="workwell-self-test-", ignore_cleanup_errors=True) as made:
        home = Path(made)
        before = {name: os.environ.get(name) for name in _OWN_FOLDERS}
        os.environ.update({name: str(home / folder) for name, folder in _OWN_FOLDERS.items()})
        try:
            yield home
        finally:
            _put_back(before)


@contextmanager
def _calm_screen() -> Iterator[None]:
    """Have Qt draw into memory where there is no screen; without one it would end the program."""
    names = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    if not sys.platform.startswith("linux") or any(os.environ.get(name) for name in names):
        yield
        return
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    try:
        yield
    finally:
        del os.environ["QT_QPA_PLATFORM"]


def _put_back(before: dict[str, str | None]) -> None:
    for name, value in before.items():
        if value is None:
            del os.environ[name]
        else:
            os.environ[name] = value


def _summary(figures: dict[str, Any]) -> list[str]:
    began = figures["first_window_ms"]
    return [
        f"The program’s folder: {figures['bytes'] / 1e6:.1f} MB, {figures['folder']}",
        "The first window did not come." if began is None else f"From start to the first window: {began:,} ms",
        f"WorkWell Desktop {figures['version']} works on this PC."
        if figures["ok"]
        else f"WorkWell Desktop {figures['version']} has a fault on this PC: {'; '.join(figures['failed'])}.",
    ]


def _to_nobody(_words: str) -> int:
    return 0


def _arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="workwell-desktop", description="Try the program in a private folder.")
    parser.add_argument(SELF_TEST, action="store_true", help="try the program, say how each part did, and end")
    parser.add_argument("--window-only", action="store_true", help="show the first window and no more: for its time")
    parser.add_argument("--json", action="store_true", help="answer in JSON")
    parser.add_argument("--out", type=Path, metavar="FILE", help="write the answer as JSON into this file too")
    return parser.parse_args(argv)
