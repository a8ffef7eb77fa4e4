"""Keyrings for tests: one that works, and ones that fail in the ways that real ones do."""

from __future__ import annotations

import threading


class Working:
    """Keeps what it is given, as a keyring does."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        from keyring.errors import PasswordDeleteError

        if self.kept.pop((service, username), None) is None:
            raise PasswordDeleteError("not found")


class Failing(Working):
    """Raises one and the same error at every call."""

    def __init__(self, error: BaseException) -> None:
        super().__init__()
        self.error = error

    def _fail(self, *_: str) -> None:
        raise self.error

    get_password = set_password = delete_password = _fail  # type: ignore[assignment]  # all three do the same


class Forgetful(Working):
    """Says that it kept something, and did not."""

    def set_password(self, *_: str) -> None:
        pass


class Hanging(Working):
    """Waits for a user who never comes, until the test ends."""

    def __init__(self) -> None:
        super().__init__()
        self.end = threading.Event()

    def get_password(self, *_: str) -> str | None:
        self.end.wait()
        return None
