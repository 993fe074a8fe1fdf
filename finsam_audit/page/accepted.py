"""``accepted.yaml``: the findings that a named person has accepted, with a reason, each tied to its amounts.

A list, read whole; ``entry_lines`` is an entry as the program adds it after the last one.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from finsam_audit.messages import InputError, Message, Problem
from finsam_audit.page import keys
from finsam_audit.page.as_typed import quoted
from finsam_audit.page.bounds import PEOPLE
from finsam_audit.page.datafile import DataFile
from finsam_audit.page.heads import date_mistake, read_date
from finsam_audit.page.model import Acceptance, Figure
from finsam_audit.page.printed import Number, Unreadable, read_number
from finsam_audit.page.source import Node, Source, parse, read_source
from finsam_audit.page.units import Unit

AMOUNTS = ("stated", "computed", "limit")
_DECIMALS = 4
"""A quotient has no end; it is typed with so many decimals. Three would read as thousands."""


class Difference(NamedTuple):
    """One accepted finding. What it tells is what it is tied to: figures by name, amounts, or the finding's fingerprint."""

    rule: str
    column: str = ""
    figures: tuple[tuple[str, Number], ...] = ()
    amounts: tuple[tuple[str, Number], ...] = ()
    fingerprint: str = ""
    line: int = 0
    position: int = 0


class Entry(NamedTuple):
    """One entry of the list: who accepted what, and in which report (its file; in all, where there is none)."""

    acceptance: Acceptance
    file: str
    differences: tuple[Difference, ...]


class Accepted(NamedTuple):
    """A list of accepted differences, with its text for whatever there is to say of it."""

    source: Source = Source("", "", b"")
    entries: tuple[Entry, ...] = ()


def read_accepted(path: str, today: date, name: str = "") -> Accepted:
    """Read a list, told of by its ``name`` if it has another than its path.

    ``InputError`` tells all its mistakes at once, each with line and column.
    """
    source = Source(name or path, "", b"")
    try:
        source = read_source(path)._replace(name=name or path)
        return accepted_in(source, today)
    except InputError as error:
        if [problem.message.key for problem in error.problems] == ["file.empty"]:  # all were taken out again
            return Accepted(source)
        raise


def accepted_in(source: Source, today: date) -> Accepted:
    """The list in a text. Raises ``InputError``."""
    file = DataFile(source)
    entries = [entry for node in _items(file, _parsed(source)) if (entry := _entry(file, node, today)) is not None]
    if file.problems:
        raise InputError(file.problems)
    return Accepted(source, tuple(entries))


def _parsed(source: Source) -> Node:
    try:
        return parse(source)
    except InputError as error:  # what fits the rows of a report does not fit a list
        raise InputError([_in_list(problem) for problem in error.problems]) from None


def _in_list(problem: Problem) -> Problem:
    told = problem.message
    return problem._replace(message=Message("rules.duplicate-key", told.args)) if told.key == "yaml.duplicate-key" else problem


def _entry(file: DataFile, node: Node, today: date) -> Entry | None:
    if not file.keys(node, keys.ACCEPTED, keys.ACCEPTED_REQUIRED):
        return None
    texts = {key: file.text(node.get(key)).strip() for key in ("reason", "by", "file")}
    for key in ("reason", "by"):  # nobody accepts anything without a name and a reason
        value = node.get(key)
        if value is not None and not value.is_null and not texts[key]:
            file.wrong(value, "data.missing-key", key=key, where="")
    day, until = _day(file, node.get("date")), _day(file, node.get("until"))
    if day is not None and day > today:  # a day that was mistyped, or put where the last day belongs
        file.wrong(node.get("date"), "accepted.future", date=day)
    if day is not None and until is not None and until < day:
        file.wrong(node.get("until"), "accepted.ends-before", until=until, date=day)
    acceptance = Acceptance(texts["by"], texts["reason"], day or date.min, until)
    return Entry(acceptance, texts["file"], tuple(_difference(file, one) for one in _items(file, node.get("findings"))))


def _items(file: DataFile, node: Node | None) -> Iterator[Node]:
    if node is None or node.is_null:
        return
    if node.kind != "sequence":
        file.wrong(node, "data.not-list")
        return
    file.bound(node, "list", len(node.items), PEOPLE)
    yield from node.values()


def _day(file: DataFile, node: Node | None) -> date | None:
    text = file.text(node)
    if node is None or not text:
        return None
    try:
        day = read_date(text)
    except ValueError as problem:
        file.wrong(node, date_mistake(problem), found=text)
        return None
    if day is None:
        file.wrong(node, "data.not-date", found=text)
    return day


def _difference(file: DataFile, node: Node) -> Difference:
    if not file.keys(node, keys.DIFFERENCE, keys.DIFFERENCE_REQUIRED):
        return Difference("")
    figures = []
    for item in _items(file, node.get("figures")):
        if item.kind == "mapping" and len(item.items) == 1:
            name, value = item.items[0]
            figures.append((_folded(name.text if name is not None else ""), _amount(file, value)))
        else:
            file.wrong(item, "accepted.not-figure")
    typed = [(key, one) for key in AMOUNTS if (one := node.get(key)) is not None]
    amounts = [(key, _amount(file, one)) for key, one in typed]
    fingerprint = file.text(node.get("fingerprint"))
    if not (node.get("figures") or fingerprint or len(amounts) > 1):
        file.wrong(node, "accepted.not-tied")
    rule, column = file.text(node.get("rule")), file.text(node.get("column"))
    at = node.get("rule") or node
    return Difference(rule, column, tuple(figures), tuple(amounts), fingerprint, at.line, at.column)


def _amount(file: DataFile, node: Node) -> Number:
    """An amount as the report prints it; nought, and a mistake told, where it is none."""
    text = file.text(node)
    try:
        return read_number(text, None)
    except Unreadable as problem:
        blank = problem.reason == "number.no-digits"  # what a cell may be instead, an amount of this list may not
        file.wrong(node, "accepted.not-amount" if blank else problem.reason, found=problem.text, row="", column="")
        return Number(Decimal(0), 0, None)


# -- names and amounts, as they stand in the list ------------------------------------------------------------------------


def name_of(figure: Figure) -> str:
    """What a list calls a figure: table, headings, row and column."""
    return _folded(" / ".join(part for part in (figure.table, *figure.path, figure.row, figure.column) if part))


def _folded(text: str) -> str:
    return " ".join(text.split())


def is_amount(number: Number, value: Decimal, unit: Unit | None) -> bool:
    """Whether an amount of the list is this value, which is in ``unit``."""
    if number.unit is None or unit is None:
        return number.value == _short(value)
    return number.unit.quality == unit.quality and number.value * number.unit.scale == _short(value) * unit.scale


def _short(value: Decimal) -> Decimal:
    exponent = value.as_tuple().exponent
    if isinstance(exponent, int) and exponent >= -_DECIMALS:
        return value
    return value.quantize(Decimal(1).scaleb(-_DECIMALS), ROUND_HALF_UP)


def amount_text(value: Decimal, unit: Unit | None) -> str:
    """An amount as it is typed in a list."""
    exponent = _short(value).as_tuple().exponent
    decimals = max(0, -exponent) if isinstance(exponent, int) else 0
    text = f"{_short(value):,.{_DECIMALS if decimals == 3 else decimals}f}".replace(",", " ").replace(".", ",")
    return f"{text} {unit.name}" if unit is not None and unit.quality != "count" else text


# -- an entry is added ---------------------------------------------------------------------------------------------------


def with_entry(text: str, lines: Iterable[str]) -> str:
    """The text of a list with an entry after the last one; what stands there already is left as it is."""
    newline = "\r\n" if "\r\n" in text else "\n"
    indent = _indent(text)
    before = text + ("" if not text or text.endswith("\n") else newline)
    return before + "".join(f"{indent}{line}{newline}" for line in lines)


def _indent(text: str) -> str:
    """How far in the entries of a list stand."""
    first = re.search(r"(?m)^( *)-(?: |$)", text)
    return first[1] if first is not None else ""


def entry_lines(acceptance: Acceptance, file: str, findings: Iterable[Iterable[str]]) -> Iterator[str]:
    """An entry as it is typed. ``findings`` are the lines of each."""
    yield f"- reason: {quoted(acceptance.reason)}"
    yield f"  by: {quoted(acceptance.by)}"
    yield f"  date: {acceptance.day}"
    if acceptance.until is not None:
        yield f"  until: {acceptance.until}"
    yield f"  file: {quoted(os.path.basename(file))}"
    yield "  findings:"
    for lines in findings:
        for number, line in enumerate(lines):
            yield f"  {'  ' if number else '- '}{line}"
