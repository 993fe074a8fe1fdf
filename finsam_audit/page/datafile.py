"""One data file as it is read: its text, and every mistake found in it so far."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from finsam_audit.messages import InputError, Message, Problem
from finsam_audit.page import keys
from finsam_audit.page.bounds import LABEL, PEOPLE, PLACE_DIGITS, PROBLEMS, TEXT
from finsam_audit.page.expressions import FormulaError, parse_expression
from finsam_audit.page.model import Figure, Place
from finsam_audit.page.near_names import near_name
from finsam_audit.page.printed import Cell, Number
from finsam_audit.page.source import Node, Source
from finsam_audit.page.units import Unit, find_unit
from finsam_audit.patterns import pattern_of

# Where in the source a row or an amount stands: "474", "p12", "p12:474"; after an "@" where it ends a row.
_PLACE = pattern_of(rf"p?[0-9]{{1,{PLACE_DIGITS}}}|p[0-9]{{1,{PLACE_DIGITS}}}:[0-9]{{1,{PLACE_DIGITS}}}")


class Whose(NamedTuple):
    """What a figure belongs to: its table, the labels above it and its own; ``id`` is all of them."""

    table: str
    path: tuple[str, ...]
    label: str
    id: str

    @classmethod
    def of(cls, table: str, path: tuple[str, ...], label: str) -> Whose:
        return cls(table, path, label, "/".join((table, *path, label)))


class DataFile:
    """One pass over one file, with the mistakes found so far."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.lines = source.lines
        self.problems: list[Problem] = []
        self.ids: dict[str, int] = {}
        self.named: dict[str, int] = {}
        self.rows = 0
        self.cells = 0
        self.start = date(1, 1, 1)
        self.end = date(1, 12, 31)

    # -- mistakes ---------------------------------------------------------------------------------------------------

    def wrong(self, node: Node | None, key: str, /, shift: int = 0, **args: object) -> None:
        """Note a mistake at a node, ``shift`` characters into it."""
        if len(self.problems) < PROBLEMS:
            self.problems.append(self._problem(node, Message(key, args), shift))

    def _problem(self, node: Node | None, told: Message, shift: int = 0) -> Problem:
        line, column = (node.line, node.column + shift) if node else (1, 1)
        return self.source.problem(line, column, told)

    def bound(self, node: Node, what: str, count: int, limit: int) -> None:
        """Hold a count against its bound. Raises ``InputError`` with the one sentence that names it."""
        if count > limit:
            raise InputError([self._problem(node, Message(f"bound.{what}", {"limit": f"{limit:,}".replace(",", " ")}))])

    def label(self, node: Node) -> str:
        """The text of a key: the name of a table, the label of a row."""
        self.bound(node, "label", len(node.text), LABEL)
        return node.text.strip()

    def keys(self, node: Node, allowed: Iterable[str], required: Iterable[str] = (), where: str = "") -> bool:
        """Whether ``node`` is a mapping with allowed keys only and all the required ones."""
        if node.kind != "mapping":
            self.wrong(node, "data.not-mapping", where=where)
            return False
        allowed = tuple(allowed)
        names = [key.text for key, _ in node.items if key is not None]
        meant: set[str] = set()
        for key, _ in node.items:
            if key is not None and key.text not in allowed:
                meant.add(self.unknown(key, key.text, allowed, "data.unknown-key", where=where))
        for name in required:
            value = node.get(name)
            if name in meant:  # one slip, told once
                continue
            if name not in names:
                self.wrong(node, "data.missing-key", key=name, where=where)
            elif value is not None and value.is_null and name != "rows":
                self.wrong(value, "data.missing-key", key=name, where=where)
        return True

    def unknown(self, node: Node, found: str, allowed: Iterable[str], key: str, where: str = "") -> str:
        """Note a word that is not among those allowed, with the one that was probably meant, which is given back."""
        if len(self.problems) >= PROBLEMS:  # what was meant takes time to find
            return ""
        allowed = tuple(allowed)
        meant = _closest(found, allowed)
        self.wrong(node, key, found=found, meant=meant, allowed=", ".join(allowed), where=where)
        return meant

    def text(self, node: Node | None) -> str:
        """A text without the spaces round it; "" where there is none."""
        if node is None or node.is_null:
            return ""
        if node.kind != "scalar":
            self.wrong(node, "data.not-text")
            return ""
        self.bound(node, "text", len(node.text), TEXT)
        return node.text.strip()

    def choice(self, node: Node | None, allowed: tuple[str, ...], default: str, where: str) -> str:
        """One of a closed list of words."""
        found = self.text(node)
        if not found:
            return default
        if found not in allowed and node is not None:
            self.unknown(node, found, allowed, "data.unknown-value", where=where)
            return default
        return found

    def texts(self, node: Node | None) -> list[tuple[str, Place]]:
        """A list of texts, each with its place."""
        if node is None or node.is_null:
            return []
        if node.kind != "sequence":
            self.wrong(node, "data.not-list")
            return []
        self.bound(node, "list", len(node.items), PEOPLE)
        return [self.placed(item) for item in node.values()]

    def placed(self, node: Node) -> tuple[str, Place]:
        """A text and where it stands, in the data file and, where its end says so (``… har uppnåtts. @356``), in the source."""
        text, place = self.text(node), ""
        if " @" in text:
            text, place = self.split_place(node, text)
        return text, place_of(node, place)

    def unit(self, node: Node | None, default: Unit) -> Unit:
        """The unit that is named."""
        name = self.text(node)
        found = find_unit(name) if name else default
        if found is None and node is not None:
            self.wrong(node, "data.unknown-unit", found=name)
        return found or default

    def entries(self, root: Node, key: str, limit: int) -> list[Node]:
        """The nodes of the list under a key, of which there may be so many."""
        node = root.get(key)
        if node is None or node.is_null:
            return []
        if node.kind != "sequence":
            self.wrong(node, "data.not-list")
            return []
        self.bound(node, key, len(node.items), limit)
        return list(node.values())

    # -- names, formulas, places and figures -------------------------------------------------------------------------

    def name(self, node: Node, section: str, number: int) -> str:
        """The name that an entry of a section gives itself, else its number; a name given twice is a mistake."""
        own = node.get("id")
        name = self.text(own)
        if own is None or not name:
            return str(number)
        key = f"{section}.{name}"
        if key in self.named:
            self.wrong(own, "data.twice", name=key, line=self.named[key])
        self.named[key] = own.line
        return name

    def formula(self, node: Node | None) -> None:
        """Note what is wrong with a formula, if anything."""
        if node is None:
            return
        try:
            parse_expression(self.text(node))
        except FormulaError as error:
            self.wrong(node, error.reason, shift=error.at, found=error.found)

    def source_place(self, at: Node | None) -> str:
        """The place in the source that ``at`` tells, as ``place_of`` reads it; "" where it tells none."""
        text = self.text(at).removeprefix("@")
        if at is not None and text and not _PLACE.fullmatch(text):
            self.wrong(at, "data.not-place", found=text)
            return ""
        return text

    def place(self, at: Node | None, default: Node) -> Place:
        """Where ``default`` stands, and the place in the source that ``at`` tells."""
        return place_of(default, self.source_place(at))

    def count(self, node: Node | None, default: int | None) -> int | None:
        """The number of a page or a line."""
        text = self.text(node)
        if not re.fullmatch(rf"[0-9]{{1,{PLACE_DIGITS}}}", text):
            if node is not None and text.isdecimal():
                self.wrong(node, "data.not-place", found=text)
            return default
        return int(text)

    def split_place(self, node: Node, text: str) -> tuple[str, str]:
        """A text and the place in the source at its end: "1 425 219 @p12" is "1 425 219" and "p12"."""
        before, _, place = text.rpartition("@")
        place = place.strip()
        if _PLACE.fullmatch(place):
            return before.rstrip(), place
        if len(place) > PLACE_DIGITS and place[1:].replace(":", "").isdecimal():
            self.wrong(node, "data.not-place", found=place)
            return before.rstrip(), ""
        return text, ""

    def figure(
        self, cell: Cell, number: Number, unit: Unit, place: Place, whose: Whose, column: str, why: str = "", suffix: str = ""
    ) -> Figure:
        """A figure with an id of its own, however often its label stands in the table."""
        own = f"{whose.id}/{column}{suffix}"
        times = self.ids[own] = self.ids.get(own, 0) + 1
        return Figure(
            own if times == 1 else f"{own}#{times}",
            cell.text,
            number.value,
            number.unit or unit,
            number.decimals,
            whose.table,
            whose.path,
            whose.label,
            column,
            place,
            tuple([reading.value for reading in cell.readings]),
            cell.misprint,
            cell.doubtful,
            cell.seen,
            why,
        )


def place_of(node: Node, text: str) -> Place:
    """Where a node stands, and the line (``474``), page (``p12``) or both (``p12:474``) of the source."""
    if not text:
        return Place(node.line, node.column)
    if not text.startswith("p"):
        return Place(node.line, node.column, None, int(text))
    page, _, line = text[1:].partition(":")
    return Place(node.line, node.column, int(page), int(line) if line else None)


def _closest(found: str, allowed: tuple[str, ...]) -> str:
    """The allowed word that was probably meant, in English too where it is Swedish, or ""."""
    swedish = next((word for word in keys.SWEDISH.get(found.strip().lower(), ()) if word in allowed), "")
    if swedish:
        return swedish
    return near_name(found, allowed)
