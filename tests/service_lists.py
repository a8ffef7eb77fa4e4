"""Small lists of services for tests: bring one in as a release, with records written on the spot."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from workwell_desktop.casework.directory_live import make_live
from workwell_desktop.casework.directory_staging import Reading, stage
from workwell_desktop.directory.reading import Found
from workwell_desktop.directory.record import RecordPlace, ServiceRecord
from workwell_desktop.directory.starter import ListAbout
from workwell_desktop.vault.store import Vault


def a_service(key: str, name: str, **values: object) -> ServiceRecord:
    """Return a record of a made-up service; ``address`` and ``postcode`` become its place."""
    address, postcode = str(values.pop("address", "4 Elm Street")), str(values.pop("postcode", "ZZ1 1ZZ"))
    given = {"phone": "01632 960001", "topics": ("money_and_debt",), **values}
    return ServiceRecord(key=key, name=name, places=(RecordPlace(address, postcode),), **given)  # type: ignore[arg-type]  # fields of a record


def staged(vault: Vault, key: str, records: Sequence[ServiceRecord], *, trust: int = 10) -> int:
    """Stage a release of the list ``key`` and return its id."""
    about = ListAbout(
        key=key, name=f"List {key}", publisher="Example", licence="OGL", attribution="Example", file_name=f"{key}.json",
        sha256=f"{key}{len(records)}", released=date(2026, 1, 5),
    )  # fmt: skip
    pieces = (Found(record, f"{key}.json", row) for row, record in enumerate(records, start=1))
    return stage(vault, about, pieces, Reading("example", trust))


def brought_in(vault: Vault, key: str, records: Sequence[ServiceRecord], *, trust: int = 10) -> int:
    """Bring a release of the list ``key`` in and return its id."""
    release_id = staged(vault, key, records, trust=trust)
    make_live(vault, release_id)
    return release_id
