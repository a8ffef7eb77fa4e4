"""How a name sounds, roughly: a short key that names share which people mix up when they write them down.

It only decides who is looked at more closely; how alike two names are is measured by a library. It is made for the
names one meets in Britain, Welsh ones too: Catherine and Kathryn, Sean and Shaun, Dafydd and David, Reid and Reade
have one key. Like the old Soundex it drops vowels, but it keeps no first letter as it is written (Knight, Night).
"""

from __future__ import annotations

import re
from functools import lru_cache

from workwell_desktop.casework.people import fold

LONGEST = 6  # sounds; what comes behind them tells names apart that nobody mixes up

# In this order. What stands at the beginning of a word first, then groups of letters, then single ones.
_BEGINNINGS = ((r"^(?:kn|gn|pn)", "n"), (r"^wr", "r"), (r"^wh", "w"), (r"^rh", "r"), (r"^x", "s"), (r"^mc", "mac"))
_GROUPS = (
    (r"sch", "s"), (r"tch", "k"), (r"dg(?=[eiy])", "j"), (r"^g(?=[eiy])", "j"), (r"ph", "f"), (r"gh", ""),
    (r"ck", "k"), (r"th", "t"), (r"sh", "s"), (r"ch", "k"), (r"dd", "d"), (r"mps", "ms"), (r"mpt", "mt"),
    (r"c(?=[eiy])", "s"), (r"[cq]", "k"), (r"x", "ks"), (r"z", "s"), (r"v", "f"),
)  # fmt: skip
_RULES = tuple((re.compile(find), put) for find, put in (*_BEGINNINGS, *_GROUPS))
_FIRST_VOWEL = re.compile(r"^[aeiouy]+")
_QUIET = re.compile(r"(?<=.)[aeiouyhw]")
_DOUBLE = re.compile(r"(.)\1+")


@lru_cache(maxsize=65_536)
def sound(word: str) -> str:
    """Return how one word of a name sounds: at most six letters, empty for a word without any."""
    heard = fold(word).replace(" ", "")
    for find, put in _RULES:
        heard = find.sub(put, heard)
    heard = _DOUBLE.sub(r"\1", heard)  # before the vowels go: the two m of Mohammed are one, those of Mimi are not
    return _QUIET.sub("", _FIRST_VOWEL.sub("a", heard))[:LONGEST]
