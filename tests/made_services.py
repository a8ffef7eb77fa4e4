"""Made-up services with every fact that filters know, for tests of the directory."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, time, timedelta

from tests.plans import TODAY
from workwell_desktop.casework.service_rows import new_service, write_values
from workwell_desktop.directory.record import ACCESS, COSTS, MODES, Area, RecordPlace, RecordTimes, ServiceRecord
from workwell_desktop.vault.store import Vault

SALE, LEEDS = ("M33 7AB", 53.42, -2.32), ("LS1 4AP", 53.80, -1.55)
BACK = ServiceRecord(
    "back",
    "Back in Step Example",
    organisation="Northfield Example",
    summary="Classes on living with back pain",
    cost="free",
    topics=("back_and_joints",),
    modes=("in_person",),
    access=("self",),
    places=(RecordPlace("Hall", "M33 7AB", SALE[1], SALE[2]),),
    assured_on=TODAY - timedelta(days=20),
)
_AREAS = (Area("Trafford", "E08000009"), Area("Leeds", "E08000035"), Area("Salford", ""))


def put(vault: Vault, *records: ServiceRecord) -> list[int]:
    """Keep records as services of our own and return their ids, in one transaction."""
    with vault.transaction() as transaction:
        found = []
        for record in records:
            service = new_service(transaction, own=True)
            write_values(transaction, service, record)
            found.append(service.id)
        return found


def some(dice: random.Random, codes: Iterable[str], most: int = 2) -> tuple[str, ...]:
    """Return up to ``most`` of some codes, in their order."""
    every = list(codes)
    picked = set(dice.sample(every, dice.randrange(0, most + 1)))
    return tuple(code for code in every if code in picked)


def made(amount: int, seed: int = 7) -> list[ServiceRecord]:
    """Return so many different records; the same seed gives the same ones."""
    dice = random.Random(seed)  # noqa: S311 - for made-up services
    return [_made(dice, number) for number in range(amount)]


def _made(dice: random.Random, number: int) -> ServiceRecord:
    days = ",".join(some(dice, ("MO", "TU", "SA"), 2))
    opens = dice.choice((9, 13, 18))
    place = dice.choice((SALE, LEEDS, None))
    record = replace(
        BACK,
        key=f"made-{number}",
        name=f"Example {number:03}",
        summary="",
        cost=dice.choice(COSTS),
        topics=some(dice, ("housing", "caring", "safety"), 2) or ("housing",),
        modes=some(dice, MODES, 2) or ("in_person",),
        access=some(dice, ACCESS, 2),
        languages=some(dice, ("Polish", "Urdu"), 2),
        only_for=some(dice, ("women", "men"), 1),
        areas=tuple(area for area in _AREAS if dice.random() < 0.3),
        national=dice.random() < 0.15,
        minimum_age=dice.choice((None, 16, 50)),
        maximum_age=dice.choice((None, 25, 65)),
        assured_on=dice.choice((TODAY - timedelta(days=40), date(2019, 5, 1), None)),
        closed_words=dice.choice(("", "", "", "We have closed.")),
        getting_in=dice.choice(("", "There is a lift.")),
        places=(RecordPlace("Hall", place[0], place[1], place[2]),) if place else (),
        times=(RecordTimes("", byday=days, freq="WEEKLY", opens_at=time(opens), closes_at=time(opens + 2)),)
        if days
        else (),
        status=dice.choice(("active", "active", "active", "withdrawn")),
    )
    low, high = record.minimum_age, record.maximum_age
    return replace(record, maximum_age=None) if low and high and low > high else record
