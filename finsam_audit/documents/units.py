"""The unit of a table that prints none: told by its page, by the document, by its amounts or by all other tables."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal
from itertools import chain

from finsam_audit.documents.heads import unit_of
from finsam_audit.documents.layout import Line, Page, PrintedTable
from finsam_audit.documents.proof import value_of
from finsam_audit.documents.remainder import named
from finsam_audit.messages import Message, message

_MONEY = ("kr", "tkr", "mnkr")
_USUAL = 3  # tables that tell the same unit make it the usual one
_SAME = 3  # amounts of four digits, not all round, that are another table's in thousands: no chance
_MILLION = Decimal(1_000_000)
_PEOPLE = re.compile(
    r"\b(?:kvinn\w+|m[aä]n|flickor|pojkar|deltag\w+|person(?:er)?|individer|antal|[åa]ldrar|[åa]ldersgrupp\w*)\b", re.IGNORECASE
)
_ACCOUNTS = re.compile(
    r"kostnad|intäkt|bidrag|budget|utfall|belopp|netto|resultat|kronor|\bt?kr\b|avvik|differens", re.IGNORECASE
)
_COUNTED = 10_000  # more of them than that are no people of a federation
_UNIT_SAID = re.compile(
    r"(?:\balla belopp\b|\bbelopp\w* (?:anges|redovisas|presenteras|är)\b|\b(?:anges|redovisas) (?:alla )?belopp\w*).{0,60}?\b"
    r"(?P<unit>tkr|kkr|tsek|ksek|mnkr|mkr|msek|tusental kronor|tusentals kronor|miljoner kronor|kronor|kr|sek)\b",
    re.IGNORECASE,
)


def unit_said(lines: Sequence[Line]) -> str:
    """The unit that a sentence gives for all amounts ("alla belopp anges i tusental kronor"); "" where none does."""
    for line in lines:
        found = _UNIT_SAID.search(line.text)
        if found is not None:
            return unit_of(found["unit"])
    return ""


def with_units(
    tables: Sequence[PrintedTable], pages: Sequence[tuple[Page, Sequence[Line]]], furniture: Sequence[Line]
) -> list[PrintedTable]:
    """The tables, each without a unit of its own with the one that its page, or the head of it, or else the document tells."""
    heads = {line.page: unit for line in furniture if (unit := unit_of(line.text)) in _MONEY}
    by_page = {page.number: unit_said(lines) or heads.get(page.number, "") for page, lines in pages}
    overall = next((unit for unit in by_page.values() if unit), "")
    return [t if t.unit else t._replace(unit=by_page.get(t.page) or overall) for t in tables]


def with_usual_unit(tables: Sequence[PrintedTable]) -> tuple[list[PrintedTable], list[Message]]:
    """The tables, those of accounts without a unit with the one that all others have, and what to say of it."""
    told = [table.unit for table in tables if table.unit in _MONEY]
    without = [table for table in tables if table.kind and not table.unit]
    if len(set(told)) != 1 or len(told) < _USUAL or told[0] == "kr" or not without:
        return list(tables), []
    whole = [t._replace(unit=told[0]) if t.kind and not t.unit else t for t in tables]
    return whole, [message("document.usual-unit", unit=told[0], tables=named(without))]


def with_counts(tables: Sequence[PrintedTable]) -> list[PrintedTable]:
    """The tables, those of people that tell no unit as counts: whole numbers under words for people, and none of accounts."""
    return [table._replace(unit="antal") if _is_of_people(table) else table for table in tables]


def _is_of_people(table: PrintedTable) -> bool:
    words = " ".join((table.title, *table.heads, *(row.label for row in table.rows)))
    if table.unit or table.kind not in ("", "statistik") or not _PEOPLE.search(words) or _ACCOUNTS.search(words):
        return False
    return all(amount < _COUNTED and amount == int(amount) for amount in _amounts(table))


def with_units_of_amounts(tables: Sequence[PrintedTable]) -> tuple[list[PrintedTable], list[Message]]:
    """The tables, those without a unit in the one that the same amounts in other tables tell, in kronor and in thousands."""
    amounts = [frozenset(_amounts(table)) for table in tables]

    def of(*units: str) -> list[frozenset[Decimal]]:
        return [own for own, table in zip(amounts, tables, strict=True) if table.unit in units]

    in_kronor, told_kronor, in_thousands = (
        Counter(chain.from_iterable(of(*units))) for units in (("", "kr"), ("kr",), ("tkr",))
    )
    cut = Counter(chain.from_iterable(map(_thousands, of("", "kr"))))  # how many tables have an amount that is cut to this one

    def unit(own: frozenset[Decimal]) -> str:
        telling, thousands = _telling(own), _thousands(own)
        if _more([a for a in telling if in_thousands[a]], [a for a in telling if told_kronor[a]]):
            return "tkr"
        others = [a for a in telling if cut[a] > (a in thousands)]
        if max(own, default=_MILLION) < _MILLION and _more(others, [a for a in telling if in_kronor[a] > 1]):
            return "tkr"
        coarse = [a for a in _telling(thousands) if in_thousands[a]]
        return "kr" if _more(coarse, [a for a in telling if in_thousands[a]]) else ""

    found = [t if t.unit else t._replace(unit=unit(own)) for own, t in zip(amounts, tables, strict=True)]
    tkr = [new for new, old in zip(found, tables, strict=True) if new.unit == "tkr" != old.unit]
    return found, [message("document.unit-of-amounts", tables=named(tkr))] if tkr else []


def _more(met: Sequence[Decimal], against: Sequence[Decimal]) -> bool:
    """Whether so many amounts meet others that it is no chance, and more than speak against it."""
    return len(met) >= max(_SAME, len(against) + 1)


def _thousands(amounts: frozenset[Decimal]) -> frozenset[Decimal]:
    """Amounts of millions as they are printed in thousands."""
    return frozenset((a / 1000).quantize(Decimal(1), ROUND_HALF_UP) for a in amounts if a >= _MILLION)


def _telling(amounts: frozenset[Decimal]) -> set[Decimal]:
    """The amounts of four digits and more that are not so round that they meet others by chance."""
    return {amount for amount in amounts if amount >= 1000 and amount % 100}


def _amounts(table: PrintedTable) -> Iterator[Decimal]:
    values = (value_of(row, column) for row in table.rows for column in range(len(row.cells)))
    return (abs(value) for value in values if value is not None)
