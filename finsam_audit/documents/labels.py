"""Labels on several lines: which of them are one."""

from __future__ import annotations

import re
from collections.abc import Sequence

from finsam_audit.documents.layout import Piece

_LINKS = (
    "och", "eller", "samt", "av", "från", "för", "med", "till", "i", "på", "vid", "om", "inkl", "exkl", "ej", "&", "per", "enl",
    "enligt", "mot", "efter", "före", "under", "över", "inom", "utan", "ur", "hos", "o",
)  # fmt: skip
_LINK = "|".join(re.escape(word) for word in _LINKS)
_OPEN_END = re.compile(rf"(?:\b(?:{_LINK})|[,/–-])\s*$", re.IGNORECASE)
_OPEN_START = re.compile(rf"^(?:(?:{_LINK}|{_LINK.upper()})\b|[)/,])")
_OWN = re.compile(r"^(?:varav|därav|summa|totalt|[-–•*])", re.IGNORECASE)
_NUMBERED = re.compile(r"^(?:[IVX]{1,4}|[A-ZÅÄÖ])[.)] \w")
_SMALL = re.compile(r"^[a-zåäöé]")


def goes_on(upper: Piece, lower: Piece, widest: float, small: bool) -> bool:
    """Whether the label ``lower`` is the next line of ``upper``.

    ``widest`` is how far labels reach in the table; ``small`` tells that its labels begin with small letters anyway.
    """
    slack = 0.2 if upper.words[0].doubt else 0.1  # how large recognised words are is seen by their letters
    if upper.bold != lower.bold or abs(upper.size - lower.size) > slack * upper.size or _OWN.match(lower.text):
        return False
    text = upper.text.rstrip()
    if text.endswith(":"):
        return False
    if text.count("(") > text.count(")"):
        return True
    if _OPEN_END.search(text) and text not in ("-", "–"):
        return True
    first = lower.words[0]
    fits = upper.right + 0.28 * upper.size + (first.right - first.left) < widest - 0.1 * upper.size
    if _OPEN_START.match(lower.text) and not small:
        return True
    if small:
        return not fits and bool(_OPEN_START.match(lower.text))
    return bool(_SMALL.match(lower.text))


def is_numbered(text: str) -> bool:
    """Whether a label has a letter or a Roman number of its own, so that it begins a row ("A. Eget kapital", "II. Skulder")."""
    return _NUMBERED.match(text) is not None


def is_torn(upper: str, lower: str) -> bool:
    """Whether a label that a page or a remark parted goes on: ``upper`` has no end, or ``lower`` no beginning."""
    open_end = _OPEN_END.search(upper) is not None or upper.count("(") > upper.count(")")
    return not _OWN.match(lower) and (open_end or _OPEN_START.match(lower) is not None or _SMALL.match(lower) is not None)


def joined(parts: Sequence[str]) -> str:
    """The lines of a label as one text."""
    text = ""
    for part in parts:
        if text.endswith("-") and not text.endswith(" -"):
            text += part if not re.match(r"(?:och|eller|samt)\b", part) else f" {part}"
        else:
            text = f"{text} {part}" if text else part
    return " ".join(text.split(" ")).strip()
