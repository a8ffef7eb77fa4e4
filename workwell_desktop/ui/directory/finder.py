"""Holds the index of the directory while it is true, and has it read beside the window where the directory is large."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from workwell_desktop.casework.service_asking import Asker, suggestions_for
from workwell_desktop.casework.service_finding import Asked, ServicePage, find_services
from workwell_desktop.casework.service_index import Near, ServiceIndex, how_many, near, read_index, still_true
from workwell_desktop.casework.service_matching import Suggestion
from workwell_desktop.casework.service_suggesting import Named, Suggested
from workwell_desktop.casework.where import Where
from workwell_desktop.errors import WorkwellError
from workwell_desktop.places.points import Place
from workwell_desktop.ui.desk import Desk

if TYPE_CHECKING:
    from workwell_desktop.casework.access import Vault

LARGE = 500  # services; reading fewer takes less time than a window may stand still


@dataclass(frozen=True)
class _Known:
    """What was read: the index, how far everything is, and what fits; each for what it was asked for."""

    index: ServiceIndex
    place: Place | None
    distances: Near | None
    asker: Asker | None
    suggested: Suggested | None
    stale: bool = False


def _read(vault: Vault, known: _Known | None, asker: Asker | None, place: Place | None) -> _Known:
    """Read what is not known yet, or not true any more."""
    if known is None or known.stale or not still_true(vault, known.index):
        known = _Known(read_index(vault), None, None, None, None)
    index, distances, suggested = known.index, known.distances, known.suggested
    if place != known.place:
        distances = near(index, place, place.radius_km) if place is not None else None
    if asker != known.asker:
        suggested = suggestions_for(vault, asker, index) if asker is not None and asker.needs else None
    return _Known(index, place, distances, asker, suggested)


class Finder(QObject):
    """Finds services for whoever is shown. ``ready`` says that something was read; ``failed`` carries a sentence."""

    ready = Signal()
    failed = Signal(str)

    def __init__(self, desk: Desk, parent: QObject | None = None, *, large: int = LARGE) -> None:
        """Hold nothing yet; with more than ``large`` services they are read beside the window."""
        super().__init__(parent)
        self._desk, self._large = desk, large
        self._asker: Asker | None = None
        self._where: Where | None = None
        self._known: _Known | None = None
        self._number = self._asked = 0  # of what was read and found last: what comes late is dropped
        self.reading = False

    @property
    def index(self) -> ServiceIndex | None:
        """The index that was read last, or nothing yet."""
        return self._known.index if self._known is not None else None

    @property
    def has_distances(self) -> bool:
        """Whether it is known how far services are."""
        return self._known is not None and self._known.distances is not None

    @property
    def suggested(self) -> tuple[Suggestion, ...]:
        """What fits the participant, the best first."""
        known = self._known
        return known.suggested.matches.suggestions if known is not None and known.suggested is not None else ()

    @property
    def left_out(self) -> tuple[tuple[Named, ...], int]:
        """What does not fit the participant, the nearest misses first, and how many there are in all."""
        known = self._known
        if known is None or known.suggested is None:
            return (), 0
        return known.suggested.excluded, known.suggested.matches.excluded_total

    @property
    def unmet(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """What nothing fits: a sentence and the keys of national services for each."""
        known = self._known
        if known is None or known.suggested is None:
            return ()
        return tuple((one.sentence, one.fallback) for one in known.suggested.matches.unmet)

    def aim(self, asker: Asker | None, where: Where | None) -> None:
        """Look for somebody, with distances from a place; nothing for either is allowed. Reads what has changed."""
        self._asker, self._where = asker, where
        self.refresh()

    def read_again(self) -> None:
        """Read everything again: something was written."""
        if self._known is not None:
            self._known = replace(self._known, stale=True)
        self.refresh()

    def refresh(self) -> None:
        """Read again what is not true any more; ``ready`` follows, at once where there is little to read."""
        self._number += 1
        number, known = self._number, self._known
        vault, asker = self._desk.vault, self._asker
        place = self._where.place if self._where is not None else None
        if how_many(vault) <= self._large:
            self._take(number, _read(vault, known, asker, place))
            return
        self.reading = True
        if known is not None and known.asker != asker:
            self._known = None  # what fits somebody else is never shown
        self._desk.worker.run(
            self,
            lambda: _read(vault, known, asker, place),
            lambda found: self._take(number, found),
            lambda problem: self._refuse(number, problem),
        )

    def _take(self, number: int, found: _Known) -> None:
        if number == self._number:  # else something else has been asked for since
            self._known, self.reading = found, False
            self.ready.emit()

    def _refuse(self, number: int, problem: Exception) -> None:
        if number != self._number:
            return
        self.reading = False
        self._not_found(problem)

    def ask(self, asked: Asked, found: Callable[[ServicePage], object]) -> None:
        """Find the first page and hand it to ``found``; of a large directory beside the window, the newest alone.

        Nothing is found while nothing has been read.
        """
        self._asked += 1
        number, known = self._asked, self._known
        if known is None:
            return
        if len(known.index.ids) <= self._large:
            found(self._page(known, asked, 0))
            return

        def done(page: ServicePage) -> None:
            if number == self._asked and self._known is known:
                found(page)

        self._desk.worker.run(self, lambda: self._page(known, asked, 0), done, self._not_found, quick=True)

    def page(self, asked: Asked, number: int) -> ServicePage | None:
        """Return a later page of what was found, or nothing while nothing has been read."""
        return self._page(self._known, asked, number) if self._known is not None else None

    def _page(self, known: _Known, asked: Asked, number: int) -> ServicePage:
        best = known.suggested.matches.suggestions if known.suggested is not None else ()
        return find_services(
            self._desk.vault, asked, index=known.index, distances=known.distances, suggested=best, page=number
        )

    def _not_found(self, problem: Exception) -> None:
        if not isinstance(problem, WorkwellError):
            raise problem
        self.failed.emit(f"{problem.sentence} {problem.next_step}")

    def reasons(self, service_id: int) -> tuple[str, ...]:
        """Return all that speaks for a service, the participant's own words first; nothing for one not suggested."""
        one = next((one for one in self.suggested if one.id == service_id), None)
        return tuple(filter(None, (one.because, *one.reasons))) if one is not None else ()

    def why(self, service_id: int) -> tuple[str, ...]:
        """Return what a service was suggested for: their words, and what it helps with.

        How far it is, how fresh, and how it went with others is left out: a paper says that anew, or not at all.
        """
        one = next((one for one in self.suggested if one.id == service_id), None)
        return tuple(filter(None, (one.because, *one.reasons[: len(one.needs)]))) if one is not None else ()

    def why_not(self, service_id: int) -> str:
        """Return why a service is not suggested; nothing where no reason is known."""
        return next((one.why for one in self.left_out[0] if one.id == service_id), "")
