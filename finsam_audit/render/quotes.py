"""Quotations of the report, cut where they are long: from their beginning, or round the number that they are quoted for."""

from __future__ import annotations

import re

from finsam_audit.controls.outcome import shortened
from finsam_audit.page.model import Figure
from finsam_audit.render.shown import as_printed

_OF_QUOTE = 60
LONG_QUOTE = 100
"""A longer quotation in a sentence is cut to ``OF_LONG_QUOTE``."""
OF_LONG_QUOTE = 80
_NUMBER = re.compile(r"\d[\d .,\u00a0]*\d|\d")
_UNIT = r"(?:\s?(?:%|(?:procent|kr|tkr|mnkr|kronor)\b))?"
_PERCENTAGE = re.compile(r"\d+(?:,\d+)?(?=\s?(?:%|procent|[–-]\s?\d+(?:,\d+)?\s?%))")


def quote_of(figure: Figure, most: int = _OF_QUOTE) -> str:
    """A sentence of the text; of a long one its beginning, or what leads up to the number where that stands further on."""
    text, number = as_printed(figure.row), _NUMBER.search(figure.printed)
    found = re.search(rf"(?<![\d,]){re.escape(number[0].strip())}(?!\d){_UNIT}", text) if number else None
    end = found.end() if found else 0
    if len(text) <= most or end <= len(short_quote(text, most)):
        return short_quote(text, most)
    end = next((at for at in range(end, len(text)) if text[at] in " ,;"), len(text))
    begun = text[max(0, end - most) : end].partition(" ")[2]
    return f"… {begun}{' …' if end < len(text) else ''}".removesuffix(". …")


def counted_in(figure: Figure) -> str:
    """What a count of the text is of, where its words say so right after it: "27 deltagare"; else ""."""
    of = re.search(rf"(?<![\d,]){re.escape(figure.printed.strip())} ([a-zåäö]+(?: [a-zåäö]+)?)(?=[,.;:)]|$)", figure.row)
    return f" {of[1]}" if of is not None and figure.unit.quality == "count" else ""


def has_several(quote: str) -> bool:
    """Whether a quotation holds more percentages than one, so that it must be told which is meant."""
    return len(_PERCENTAGE.findall(quote)) > 1


def in_quotes(text: str, language: str) -> str:
    """A text of the report between quotation marks."""
    return f"”{text}”" if language == "sv" else f"“{text}”"


def short_quotes(text: str) -> str:
    """A text whose long quotations are cut."""
    parts = text.replace("“", "”").split("”")
    if len(parts) % 2 == 0:
        return text  # a quotation that holds such a mark itself
    for at in range(1, len(parts), 2):
        if len(parts[at]) > LONG_QUOTE:
            if parts[at].endswith(".") and parts[at + 1].startswith(" "):
                parts[at + 1] = f".{parts[at + 1]}"
            parts[at] = shortened(parts[at], OF_LONG_QUOTE)
    english = "“" in text
    return "".join(part if at == 0 else f"{'“' if english and at % 2 else '”'}{part}" for at, part in enumerate(parts))


def short_quote(text: object, most: int = _OF_QUOTE) -> str:
    """A quotation cut where it is long, without its full stop."""
    return shortened(as_printed(str(text)), most).rstrip(".")
