"""Texts that somebody could type to make a paper say or do something else, made up anew from a seed."""

from __future__ import annotations

import random

_MARKUP = (
    "<img src='file:///etc/passwd'/>",
    '<img src="http://192.0.2.1/x.png" width=1>',
    '<img src="\\\\192.0.2.1\\share\\x.png">',
    "<a href='javascript:alert(1)'>press</a>",
    "<para><b>bold</b><br/><font color='__import__(\"os\")'>red</font></para>",
    "<onDraw name=x label=y/><evalString code='open(1)'/>",
    "<![CDATA[x]]> <!-- gone? --> <?php echo 1 ?>",
    "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>&e;",
    "&amp; &lt; &#65; &nbsp; & && &x;",
    "{participant} {0.__class__} %s %(name)s ${x} **strong?**",
    "(brackets) \\(escaped\\) \\ \\n \\101 ) ( )) ((",
    "BT /F1 12 Tf (x) Tj ET EMC /Artifact BMC endstream endobj",
    "<</Type /Action /S /JavaScript /JS (app.alert(1))>>",
    "x<y and z>w, a<b>c",
    "../../../etc/passwd C:\\Windows\\win.ini",
)
_UNSEEN = (
    "\u202e", "\u202d", "\u2066", "\u2069", "\u200b", "\u200d", "\ufeff", "\u00ad", "\x00", "\x1b", "\x07", "\x7f",
    "\u034f",
)  # fmt: skip
_ENDS = ("\n", "\r\n", "\u2028", "\x0b", "\t", "\u3000", "  ")
_WORDS = ("tŷ", "Zażółć", "Nguyễn", "Анна", "Ελένη", "Jo", "O’Brien", "e\u0301", "№ 5", "£3.50", "07700 900118", "x")


def hostile_texts(count: int, seed: int) -> list[str]:
    """Return so many texts: markup, controls, marks that turn the order round, very long words, all mixed."""
    dice = random.Random(seed)  # noqa: S311 - texts for a test, no secret
    return [_text(dice) for _ in range(count)]


def _text(dice: random.Random) -> str:
    parts = [dice.choice((_markup, _unseen, _word, _word, _long))(dice) for _ in range(dice.randint(1, 8))]
    return "".join(part + dice.choice(("", " ", " ", dice.choice(_ENDS))) for part in parts)


def _markup(dice: random.Random) -> str:
    return dice.choice(_MARKUP)


def _unseen(dice: random.Random) -> str:
    return f"{dice.choice(_WORDS)}{dice.choice(_UNSEEN)}{dice.choice(_WORDS)}"


def _word(dice: random.Random) -> str:
    return dice.choice(_WORDS)


def _long(dice: random.Random) -> str:
    return dice.choice("WiŵĄжΩ") * dice.randint(50, 600)
