"""The unit of a table that prints none: told by its page, by the document, by its amounts or by all other tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal

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

    def unit(index: int) -> str:
        others = [i for i in range(len(tables)) if i != index]
        in_kronor = frozenset[Decimal]().union(*(amounts[i] for i in others if tables[i].unit in ("", "kr")))
        in_thousands = frozenset[Decimal]().union(*(amounts[i] for i in others if tables[i].unit == "tkr"))
        told = frozenset[Decimal]().union(*(amounts[i] for i in others if tables[i].unit == "kr"))
        again = len(_telling(amounts[index] & in_thousands)) >= max(_SAME, len(_telling(amounts[index] & told)) + 1)
        if again or _is_thousands_of(amounts[index], in_kronor):
            return "tkr"
        return "kr" if _is_thousands_of(in_thousands, amounts[index]) else ""

    units = [table.unit or unit(index) for index, table in enumerate(tables)]
    found = [table._replace(unit=unit) for table, unit in zip(tables, units, strict=True)]
    coarse = [new for new, old in zip(found, tables, strict=True) if new.unit == "tkr" != old.unit]
    return found, [message("document.unit-of-amounts", tables=named(coarse))] if coarse else []


def _is_thousands_of(coarse: frozenset[Decimal], fine: frozenset[Decimal]) -> bool:
    """Whether amounts are others in thousands: more of them than are the same as printed, and so many that it is no chance."""
    if max(coarse, default=_MILLION) >= _MILLION:
        return False
    telling = _telling(coarse)
    thousands = {(amount / 1000).quantize(Decimal(1), ROUND_HALF_UP) for amount in fine if amount >= _MILLION}
    return len(telling & thousands) >= max(_SAME, len(telling & fine) + 1)


def _telling(amounts: frozenset[Decimal]) -> set[Decimal]:
    """The amounts of four digits and more that are not so round that they meet others by chance."""
    return {amount for amount in amounts if amount >= 1000 and amount % 100}


def _amounts(table: PrintedTable) -> Iterator[Decimal]:
    values = (value_of(row, column) for row in table.rows for column in range(len(row.cells)))
    return (abs(value) for value in values if value is not None)
