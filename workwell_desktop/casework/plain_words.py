"""Words that will stand on paper: told at the field, while they are typed, when something in them cannot."""

from __future__ import annotations

from workwell_desktop.documents.text import hidden, unprintable


def paper_problem(text: str) -> str:
    """Return what is wrong with a text that is to be printed, as a sentence to show beside its field, or nothing.

    Marks that nobody sees would be taken out at print. Signs, and letters of a script that paper does not have yet,
    cannot be printed at all: both are said here, so that what is typed is what is printed.
    """
    if text.isascii() and text.isprintable():
        return ""
    unseen = hidden(text)
    if unseen:
        return f"There is a hidden mark in this text: {unseen[0]}. Type the text again instead of pasting it."
    signs = unprintable(text)
    if not signs:
        return ""
    if signs[0].isalpha():
        return f"This letter cannot be printed: {signs[0]} Write the word in English letters."
    return f"This sign cannot be printed: {signs[0]} Write it in letters."


def unquoted(text: str) -> str:
    """Return somebody's words without the quotation marks around them: the page and the paper set their own."""
    words = text.strip()
    if len(words) > 1 and words[0] in '“"' and words[-1] in '”"' and not set(words[1:-1]) & set('“”"'):
        return words[1:-1].strip()
    return words
