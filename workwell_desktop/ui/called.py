"""How a form speaks of the person it is about, and of the next one: the form stays, and its words follow.

who = Called("Jo")
who.says(label.set_text, "In {own} own words.")
who.rename("Dafydd")  # the label says: In Dafydd’s own words.
"""

from __future__ import annotations

from collections.abc import Callable

Put = Callable[[str], object]


class Called:
    """The name a person goes by, in the sentences of a form; plain words stand for them while there is none.

    In a sentence ``{person}`` is who does something, ``{who}`` who something is done to, ``{own}`` whose it is.
    """

    def __init__(self, name: str = "") -> None:
        """Begin with this name."""
        self.name = name
        self._said: list[tuple[Put, str]] = []

    def words(self, sentence: str) -> str:
        """Return a sentence with the name in it."""
        own = f"{self.name}’s" if self.name else "their"
        return sentence.format(person=self.name or "this person", who=self.name or "them", own=own)

    def says(self, put: Put, sentence: str) -> None:
        """Hand a sentence to ``put``, and again whenever the name is another one."""
        put(self.words(sentence))
        if "{" in sentence:
            self._said.append((put, sentence))

    def rename(self, name: str) -> None:
        """Say everything again with this name, if it is another one."""
        if name != self.name:
            self.name = name
            for put, sentence in self._said:
                put(self.words(sentence))
