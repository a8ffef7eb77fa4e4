"""Two programs want one vault: the second is told who has it and since when, and gets in once the first is gone."""

from __future__ import annotations

import getpass
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.journeys.stage import Stage
from tests.tree import ROOT
from tests.vaults import PASSPHRASE, FakeTime


@contextmanager
def first_program(home: Path) -> Iterator[subprocess.Popen[str]]:
    """Run a program in a process of its own that has the vault open."""
    command = [sys.executable, "-m", "tests.journeys.play", "hold", str(home)]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdin is not None
        assert child.stdout is not None
        child.stdin.write(f"{PASSPHRASE}\n")
        child.stdin.flush()
        assert child.stdout.readline().strip() == "open"
        yield child
        child.kill()


def test_the_second_names_the_first_and_opens_once_it_was_killed(
    start: Callable[..., Stage], home: Path, time: FakeTime
) -> None:
    with first_program(home) as first:
        stage = start(home, clock=time.clock)
        stage.hand.write("Passphrase", PASSPHRASE)
        stage.hand.press("Unlock")
        who = f"This vault is already open: {getpass.getuser()} on {socket.gethostname()} since "
        stage.wait_for(lambda: stage.says(who), "who has it open")
        assert stage.says("Close it there first. Nothing was changed.")
        assert stage.window.workspace is None
        first.send_signal(signal.SIGKILL)
        first.wait()
    stage.unlock(PASSPHRASE)
    assert stage.says("Jo Example")
