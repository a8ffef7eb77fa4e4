"""Plays a program under ``strace``, cut off from every network, and reads from the trace what it wrote and where."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.tree import ROOT

_CALLS = (
    "openat,open,creat,socket,connect,execve,mmap,memfd_create,"
    "write,writev,pwrite64,pwritev,pwritev2,sendto,sendmsg,copy_file_range,sendfile,splice"
)
_MOST_BYTES = 64 * 1024 * 1024  # of one call: nothing that the program writes at once is as large
_CALL = re.compile(rb"^\d+\s+(\w+)\((.*)$", re.DOTALL)
_FD = re.compile(rb"^(\d+)<((?:\\x[0-9a-f]{2})*|[^>]*)>, ?(.*)$", re.DOTALL)
_HEX = re.compile(rb'"((?:\\x[0-9a-f]{2})*)"')


@dataclass
class Trace:
    """What a traced program did: bytes written, by the name of where they went; files opened to write; sockets."""

    said: str
    written: dict[str, bytearray] = field(default_factory=dict)
    opened: set[Path] = field(default_factory=set)
    sockets: list[str] = field(default_factory=list)
    started: list[str] = field(default_factory=list)
    shared: set[str] = field(default_factory=set)


@dataclass(frozen=True)
class TracedDay:
    """A coach's day with planted words that was played without a network and under a trace.

    ``room`` holds all that was the user's; ``papers`` are the files that the coach chose to save.
    """

    room: Path
    desk: Path
    papers: tuple[Path, ...]
    trace: Trace

    def said(self, name: str) -> str:
        """Return what the program told under a name."""
        return next(line for line in self.trace.said.splitlines() if line.startswith(f"{name}: ")).split(": ", 1)[1]


def way_without_network() -> list[str] | None:
    """Return the words that start a command in a network namespace of its own, or None where that is not allowed."""
    for way in (["unshare", "-n"], ["unshare", "-r", "-n"]):
        if shutil.which("unshare") and works([*way, "true"]):
            return way
    return None


def can_trace() -> bool:
    """Say whether this machine lets us trace our own processes."""
    return shutil.which("strace") is not None and works(["strace", "-qq", "-f", "-e", "trace=execve", "true"])


def works(command: Sequence[str]) -> bool:
    """Say whether a command ends well."""
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def play_traced(room: Path, *command: str) -> Trace:
    """Run a module of ours with its arguments, all its private folders below ``room``, and return what it did.

    ``room`` gets ``home`` (the user's own), ``tmp``, ``run`` and ``trace``. There must be a way without a network.
    """
    for name in ("home", "tmp", "run"):
        (room / name).mkdir(mode=0o700)
    env = {
        **{name: value for name, value in os.environ.items() if not name.startswith(("XDG_", "DBUS_", "PYTEST_"))},
        "HOME": str(room / "home"),
        "TMPDIR": str(room / "tmp"),
        "XDG_RUNTIME_DIR": str(room / "run"),
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONDONTWRITEBYTECODE": "1",  # compiled code is not the user's
    }
    log = room / "trace"
    traced = ["strace", "-f", "-qq", "-y", "-xx", "-s", str(_MOST_BYTES), "--seccomp-bpf"]
    traced += ["-e", f"trace={_CALLS}", "-o", str(log)]
    whole = [*(way_without_network() or ()), *traced, sys.executable, "-m", *command]
    ran = subprocess.run(whole, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    trace = Trace(ran.stdout)
    for call, rest in _calls(log):
        _note(trace, call, rest)
    return trace


def _calls(log: Path) -> Iterator[tuple[str, bytes]]:
    """Yield each call of the trace and the text of its arguments; a call that was interrupted comes in two lines."""
    waiting: dict[bytes, bytes] = {}
    with log.open("rb") as lines:
        for line in lines:
            process = line.split(b" ", 1)[0]
            text = line
            if line.rstrip().endswith(b"<unfinished ...>"):
                waiting[process] = line.rsplit(b" <unfinished ...>", 1)[0]
                continue
            resumed = re.match(rb"^\d+\s+<\.\.\. \w+ resumed>", line)
            if resumed:
                text = waiting.pop(process, b"") + line[resumed.end() :]
            found = _CALL.match(text)
            if found:
                yield found[1].decode(), found[2]


def _note(trace: Trace, call: str, rest: bytes) -> None:
    strings = [unhex(one) for one in _HEX.findall(rest)]
    if call in {"openat", "open", "creat"}:
        to_write = call == "creat" or re.search(rb"O_WRONLY|O_RDWR|O_CREAT", rest)
        if to_write and not re.search(rb"= -1 ", rest[-80:]):
            trace.opened.add(Path(os.fsdecode(strings[0])))
    elif call in {"socket", "connect"}:
        trace.sockets.append(f"{call} {rest[:80].decode('ascii', 'replace')}")
    elif call == "execve":
        trace.started.append(os.fsdecode(strings[0]))
    elif call == "mmap":
        if b"MAP_SHARED" in rest and b"PROT_WRITE" in rest:
            found = re.search(rb"\d+<([^>]*)>", rest)
            trace.shared.add(os.fsdecode(unhex(found[1])) if found else "memory of its own")
    elif (found := _FD.match(rest)) is not None:
        where = os.fsdecode(unhex(found[2]))
        trace.written.setdefault(where, bytearray()).extend(b"".join(strings))


def unhex(text: bytes) -> bytes:
    """Return the bytes of a string as strace writes it with ``-xx``."""
    plain = text.replace(rb"\x", b"")
    return bytes.fromhex(plain.decode("ascii")) if rb"\x" in text else text
