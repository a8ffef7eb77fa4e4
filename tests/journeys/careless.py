"""A program that does what ours must not: asks for a network, starts a program, and leaves words in a file it removes.

It shows that the trace would see each of these.
"""

from __future__ import annotations

import os
import socket
import subprocess
import tempfile
from pathlib import Path

from tests.journeys.story import planted_words

if __name__ == "__main__":
    for family, address in ((socket.AF_INET, "192.0.2.1"), (socket.AF_INET6, "2001:db8::1")):  # RFC 5737, RFC 3849
        with socket.socket(family, socket.SOCK_STREAM) as one:
            try:
                one.connect((address, 443))
            except OSError:
                print("unreachable", flush=True)  # noqa: T201 - the test that started this process reads it
    subprocess.run(["true"], check=True)
    handle, name = tempfile.mkstemp()
    os.write(handle, " ".join(planted_words(3)).encode("utf-16-le"))
    os.close(handle)
    Path(name).unlink()
