"""What happens on a bug: a short report with types and our own file and line, and never a value."""

from __future__ import annotations

import sys
import threading
import traceback
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from workwell_desktop import __version__
from workwell_desktop.errors import NotKept
from workwell_desktop.files import make_private_folder, write_whole

_HERE = Path(__file__).resolve().parent


def report(kind: type[BaseException], trace: TracebackType | None) -> str:
    """Return a report of a bug: the kinds of the errors and where in our own files they passed.

    Neither the message of the error nor any value stands in it: both may hold a participant's words.
    """
    lines = [f"WorkWell Desktop {__version__}", f"Python {sys.version.split()[0]} on {sys.platform}", kind.__name__]
    for frame in traceback.extract_tb(trace):
        try:
            where = Path(frame.filename).resolve().relative_to(_HERE)
        except ValueError:
            continue
        lines.append(f"  {where.as_posix()} line {frame.lineno} in {frame.name}")
    return "\n".join(lines) + "\n"


def catch_bugs(config: Path, tell: Callable[[Path | None], object] = lambda _path: None) -> None:
    """Write a report beside the settings whenever a bug comes up, and say on the console where it lies.

    ``tell`` is handed the path as well, for the window to say it; nothing where no report could be written. It is
    called in the thread of the bug.

    Bugs in threads, and those that Python can raise to nobody, are caught as well: by themselves they would put their
    message on the console, and a desktop writes what stands there to a file.
    """

    def note(kind: type[BaseException], trace: TracebackType | None) -> None:
        text = report(kind, trace)
        path = config / "last-bug.txt"
        try:
            make_private_folder(config)
            write_whole(path, f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC\n{text}".encode())
        except (NotKept, OSError):
            sys.stderr.write(text)
            tell(None)
        else:
            sys.stderr.write(f"Something went wrong in WorkWell. The report holds no names: {path}\n")
            tell(path)

    sys.excepthook = lambda kind, _value, trace: note(kind, trace)
    threading.excepthook = lambda bug: note(bug.exc_type, bug.exc_traceback)
    sys.unraisablehook = lambda bug: note(bug.exc_type, bug.exc_traceback)
