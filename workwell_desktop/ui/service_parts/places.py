"""The places of a service: one under the other, each with its address and how to get in, to add and to take away."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from workwell_desktop.casework.service_typing import PLACE_WORDS, new_place, place_typed
from workwell_desktop.ui.parts.buttons import does, quiet_button, second_button
from workwell_desktop.ui.parts.columns import Fold
from workwell_desktop.ui.parts.fields import Field
from workwell_desktop.ui.parts.labels import Label
from workwell_desktop.ui.parts.layouts import STRETCH, column, holder, put, reveal, row
from workwell_desktop.ui.parts.line import Line
from workwell_desktop.ui.parts.text_area import TextArea
from workwell_desktop.ui.style.theme import Look

_LABELS = {
    "name": "Name of the building", "address": "Address", "postcode": "Postcode",
    "getting_in": "How to get in here",
}  # fmt: skip


class PlaceCard(QWidget):
    """One place. ``taken`` is sent when it was taken away or brought back."""

    edited = Signal()
    left = Signal()

    def __init__(self, look: Look, place: Mapping[str, Any]) -> None:
        super().__init__()
        self._place = place
        self.gone = False
        self._head = Label(look, "", "medium")
        self.fields = {
            "name": Field(look, _LABELS["name"], Line(look), width="name"),
            "address": Field(look, _LABELS["address"], TextArea(look, lines=2)),
            "postcode": Field(look, _LABELS["postcode"], Line(look), width="postcode"),
            "getting_in": Field(look, _LABELS["getting_in"], TextArea(look, lines=2)),
        }
        for name, field in self.fields.items():
            field.set_value(place[name])
            field.edited.connect(self.edited)
        self.fields["postcode"].left.connect(self.left)
        self.away = quiet_button(look, "Take this place away", "trash")
        self.back = quiet_button(look, "Bring it back", "undo")
        self._gone = Label(look, "", ink="ink2")
        does(self.away, lambda: self._take_away(gone=True))
        does(self.back, lambda: self._take_away(gone=False))
        top = Fold(look, self.fields["name"], self.fields["postcode"], most=640)
        inside = column(look, top, self.fields["address"], self.fields["getting_in"], row(look, self.away, STRETCH))
        self._inside = holder(inside)
        self._left = holder(column(look, self._gone, row(look, self.back, STRETCH), gap=4))
        reveal(self._left, False)
        self.setLayout(column(look, self._head, self._inside, self._left, gap=8))

    def words(self) -> dict[str, str]:
        """Return what is typed about it."""
        return {name: self.fields[name].value() for name in PLACE_WORDS}

    def value(self) -> dict[str, Any]:
        """Return the place as JSON."""
        return place_typed(self._place, self.words())

    def is_empty(self) -> bool:
        """Say whether nothing is typed."""
        return not any(self.words().values())

    def call(self, number: int, *, alone: bool) -> None:
        """Name it by its number where there are several."""
        self._head.set_text("" if alone else f"Place {number}")
        reveal(self._head, not alone)
        of = "" if alone else f", place {number}"
        for name, field in self.fields.items():
            if field.label() != _LABELS[name] + of:
                field.set_label(_LABELS[name] + of)
        self.away.setAccessibleName("Take this place away" + of)
        self.back.setAccessibleName("Bring it back" + of)

    def _take_away(self, *, gone: bool) -> None:
        self.gone = gone
        said = self.words()
        where = ", ".join(filter(None, (said["name"], said["address"], said["postcode"]))) or "An empty place"
        self._gone.set_text(f"Taken away when you save: {where}")
        reveal(self._inside, not gone)
        reveal(self._left, gone)
        (self.back if gone else self.away).setFocus()
        self.edited.emit()


class PlacesField(QWidget):
    """All places of a service. ``value()`` is a list of places as JSON; ``edited`` is sent while typing."""

    edited = Signal()
    left = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.cards: list[PlaceCard] = []
        self._box = column(look, gap=20)
        self.more = second_button(look, "Add another place", "plus")
        does(self.more, self._add)
        self.setLayout(column(look, self._box, row(look, self.more, STRETCH), gap=16))
        self.set_value([])

    def value(self) -> list[dict[str, Any]]:
        """Return the places that stay, without those in which nothing is typed."""
        return [card.value() for card in self._there()]

    def set_value(self, places: Sequence[Mapping[str, Any]]) -> None:
        """Show other places; where there is none, one to write in."""
        for card in self.cards:
            self._box.removeWidget(card)
            card.hide()
            card.deleteLater()
        self.cards = []
        for place in places or [new_place()]:
            self._show(place)
        self._name()

    def first_focus(self) -> QWidget:
        """Return the field that takes the focus for all of them."""
        return self.cards[0].fields["name"].focus_target()

    def show_problems(self, problems: dict[str, str]) -> None:
        """Say beside each place what needs another look: "places.0" is the first."""
        self._say(problems, problem=True)

    def show_notes(self, notes: dict[str, str]) -> None:
        """Say what is worth a look and stands in nobody's way."""
        self._say(notes, problem=False)

    def _say(self, said: dict[str, str], *, problem: bool) -> None:
        for card in self.cards:
            field = card.fields["postcode" if not problem or card.words()["postcode"] else "address"]
            sentence = said.get(f"places.{self._there().index(card)}", "") if card in self._there() else ""
            if sentence:
                (field.set_error if problem else field.set_note)(sentence)
            elif problem or not field.error:
                for one in card.fields.values():
                    one.clear()

    def _there(self) -> list[PlaceCard]:
        return [card for card in self.cards if not card.gone and not card.is_empty()]

    def _show(self, place: Mapping[str, Any]) -> PlaceCard:
        card = PlaceCard(self._look, place)
        card.edited.connect(self.edited)
        card.left.connect(self.left)
        self.cards.append(card)
        put(self._box, card)
        return card

    def _add(self) -> None:
        card = self._show(new_place())
        self._name()
        card.fields["name"].take_focus()

    def _name(self) -> None:
        for number, card in enumerate(self.cards, start=1):
            card.call(number, alone=len(self.cards) == 1)
