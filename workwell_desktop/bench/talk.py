"""How a measurement in a process of its own is asked for and answered: one line of JSON each way."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn


@dataclass(frozen=True)
class Asker:
    """Starts children. ``compiled`` is a folder for compiled modules, where this machine keeps none of its own."""

    compiled: Path

    def ask(self, module: str, **wanted: object) -> dict[str, Any]:
        """Run a module of this package, hand it what is wanted, and return its answer. A child that fails is a bug."""
        ran = subprocess.run(  # noqa: S603 - our own modules, named in windows.py
            [sys.executable, "-m", f"workwell_desktop.bench.{module}"],
            input=json.dumps(wanted),
            env=self._environment(),
            capture_output=True,
            text=True,
            check=False,
        )
        if ran.returncode or not ran.stdout:
            raise RuntimeError(f"{module} {wanted.get('deed', '')} failed:\n{ran.stderr}")
        answer: dict[str, Any] = json.loads(ran.stdout.splitlines()[-1])
        return answer

    def start(self, module: str, **wanted: object) -> float:
        """Run a module that answers when it was painted; return the milliseconds since its process was asked for."""
        began = time.monotonic()
        return (float(self.ask(module, **wanted)["at"]) - began) * 1000

    def _environment(self) -> dict[str, str]:
        """Let modules be compiled once, as in any installed program, even where the environment forbids it."""
        environment = dict(os.environ)
        if environment.pop("PYTHONDONTWRITEBYTECODE", None):
            environment.setdefault("PYTHONPYCACHEPREFIX", str(self.compiled))
        return environment


def answer_and_leave(deeds: Mapping[str, Callable[..., object]]) -> NoReturn:
    """Read which deed is wanted, do it, answer, and end the process at once."""
    wanted = json.load(sys.stdin)
    answer = deeds[wanted.pop("deed")](**wanted)
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()
    os._exit(0)  # all is measured; taking the windows down politely would only take time
