"""The document of an issued paper as it is kept beside the bytes, and the other files that can be made from it.

What comes back is a document: words with the part they play. It never becomes a letter again, so nothing here can
make a text that was not agreed into one that was.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass
from datetime import date
from functools import cache
from typing import Any

from workwell_desktop.documents import model
from workwell_desktop.documents.model import Document, Role
from workwell_desktop.errors import PaperProblem
from workwell_desktop.forms.parts import Band
from workwell_desktop.forms.readings import Chart, Reading

WORD, WEB = "docx", "html"
_DAMAGED = PaperProblem(
    "The words of this paper cannot be read any more.",
    "Print the paper, or save it as a PDF. Tell whoever looks after this PC.",
)


@dataclass(frozen=True)
class KeptDocument:
    """The document that a paper was made from, and the name of its house style: one of ``flow.STYLES``."""

    document: Document
    style: str


def to_text(kept: KeptDocument) -> str:
    """Return a document as the JSON it is kept as, always in the same order."""
    return json.dumps(_plain(kept), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def from_text(text: str) -> KeptDocument:
    """Return the document that :func:`to_text` wrote. Raises ``PaperProblem`` when the text is not whole."""
    try:
        kept = _built(json.loads(text))
    except (ValueError, TypeError, KeyError) as problem:
        raise _DAMAGED from problem
    if not isinstance(kept, KeptDocument):
        raise _DAMAGED
    return kept


def copy_of(kept: KeptDocument, kind: str) -> bytes:
    """Return a document as another file: ``WORD`` or ``WEB``. Slow the first time: the libraries are loaded then."""
    from workwell_desktop.documents.flow import STYLES  # noqa: PLC0415 - nothing of paper is loaded before

    style = STYLES[kept.style]
    if kind == WORD:
        from workwell_desktop.documents.word import to_word  # noqa: PLC0415 - 170 ms that few copies need

        return to_word(kept.document, style)
    if kind == WEB:
        from workwell_desktop.documents.web import to_web  # noqa: PLC0415 - as above

        return to_web(kept.document, style)
    raise ValueError(kind)


@cache
def _known() -> Mapping[str, Any]:
    """Return every class that can stand in a document, by its name."""
    ours = [one for one in vars(model).values() if isinstance(one, type) and is_dataclass(one)]
    return {one.__name__: one for one in (KeptDocument, Chart, Reading, Band, *ours)}


def _plain(value: Any) -> Any:
    """Return a value as JSON has it. What a class leaves unsaid is left out."""
    if isinstance(value, Role):
        return {"is": "role", "value": value.value}
    if isinstance(value, date):
        return {"is": "date", "value": value.isoformat()}
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if is_dataclass(value):
        said = {one.name: _plain(getattr(value, one.name)) for one in fields(value) if _differs(value, one)}
        return {"is": type(value).__name__} | said
    return value


def _differs(value: Any, field: Any) -> bool:
    return field.default is MISSING or getattr(value, field.name) != field.default


def _built(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(_built(one) for one in value)
    if not isinstance(value, dict):
        return value
    rest = dict(value)
    name = rest.pop("is")
    if name == "role":
        return Role(rest["value"])
    if name == "date":
        return date.fromisoformat(rest["value"])
    return _known()[name](**{key: _built(one) for key, one in rest.items()})
