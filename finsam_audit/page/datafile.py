"""One data file as it is read: its text, and every mistake found in it so far."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from finsam_audit.messages import Message, Problem
from finsam_audit.page.expressions import FormulaError, parse_expression
from finsam_audit.page.model import Figure, Place
from finsam_audit.page.printed import Cell, Number
from finsam_audit.page.source import MAX_PROBLEMS, Node, Source
from finsam_audit.page.units import Unit, find_unit

# Where in the source a row or an amount stands: "@474", "@p12", "@p12:474".
SOURCE_PLACE = re.compile(r"\s*@(p\d+(?::\d+)?|\d+)\s*$")


class DataFile:
    """One pass over one file, with the mistakes found so far."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.lines = source.lines
        self.problems: list[Problem] = []
        self.ids: dict[str, int] = {}
        self.named: dict[str, int] = {}
        self.start = date(1, 1, 1)
        self.end = date(1, 12, 31)

    # -- mistakes ---------------------------------------------------------------------------------------------------

    def wrong(self, node: Node | None, key: str, /, shift: int = 0, **args: object) -> None:
        """Note a mistake at a node, ``shift`` characters into it."""
        if len(self.problems) >= MAX_PROBLEMS:
            return
        line, column = (node.line, node.column + shift) if node else (1, 1)
        excerpt = self.lines[line - 1] if 0 < line <= len(self.lines) else ""
        self.problems.append(Problem(self.source.name, line, column, Message(key, args), excerpt))

    def keys(self, node: Node, allowed: Iterable[str], required: Iterable[str] = (), where: str = "") -> bool:
        """Whether ``node`` is a mapping with allowed keys only and all the required ones."""
        if node.kind != "mapping":
            self.wrong(node, "data.not-mapping", where=where)
            return False
        allowed = tuple(allowed)
        names = [key.text for key, _ in node.items if key is not None]
        for key, _ in node.items:
            if key is not None and key.text not in allowed:
                self.unknown(key, key.text, allowed, "data.unknown-key", where=where)
        for name in required:
            value = node.get(name)
            if name not in names:
                self.wrong(node, "data.missing-key", key=name, where=where)
            elif value is not None and value.is_null and name != "rows":
                self.wrong(value, "data.missing-key", key=name, where=where)
        return True

    def unknown(self, node: Node, found: str, allowed: Iterable[str], key: str, where: str = "") -> None:
        """Note a word that is not among those allowed, with the one that was probably meant."""
        allowed = tuple(allowed)
        self.wrong(node, key, found=found, meant=_closest(found, allowed), allowed=", ".join(allowed), where=where)

    def text(self, node: Node | None) -> str:
        """A text without the spaces round it; "" where there is none."""
        if node is None or node.is_null:
            return ""
        if node.kind != "scalar":
            self.wrong(node, "data.not-text")
            return ""
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
        return [(self.text(item), Place(item.line, item.column)) for item in node.values()]

    def unit(self, node: Node | None, default: Unit) -> Unit:
        """The unit that is named."""
        name = self.text(node)
        found = find_unit(name) if name else default
        if found is None and node is not None:
            self.wrong(node, "data.unknown-unit", found=name)
        return found or default

    def entries(self, root: Node, key: str) -> list[Node]:
        """The nodes of the list under a key."""
        node = root.get(key)
        if node is None or node.is_null:
            return []
        if node.kind != "sequence":
            self.wrong(node, "data.not-list")
            return []
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

    def place(self, node: Node, at: Node | None, default: Node) -> Place:
        """Where ``default`` stands, and the place in the source that ``at`` tells."""
        text = self.text(at)
        if at is not None and text and not re.fullmatch(r"@?(p\d+(:\d+)?|\d+)", text):
            self.wrong(at, "data.not-place", found=text)
            text = ""
        return place_of(default, text.lstrip("@"))

    def figure(
        self,
        cell: Cell,
        number: Number,
        unit: Unit,
        place: Place,
        table: str,
        path: tuple[str, ...],
        label: str,
        column: str,
        suffix: str,
        why: str,
    ) -> Figure:
        """A figure with an id of its own, however often its label stands in the table."""
        own = "/".join((table, *path, label, column)) + suffix
        times = self.ids[own] = self.ids.get(own, 0) + 1
        return Figure(
            own if times == 1 else f"{own}#{times}",
            cell.text,
            number.value,
            number.unit or unit,
            number.decimals,
            table,
            path,
            label,
            column,
            place,
            tuple(reading.value for reading in cell.readings),
            cell.misprint,
            cell.doubtful,
            cell.seen,
            why,
        )


def place_of(node: Node, text: str, shift: int = 0) -> Place:
    """Where a node stands, and the line (``474``), page (``p12``) or both (``p12:474``) of the source."""
    page = line = None
    if text.startswith("p"):
        first, _, second = text[1:].partition(":")
        page, line = int(first), int(second) if second else None
    elif text:
        line = int(text)
    return Place(node.line, node.column + shift, page, line)


def _closest(found: str, allowed: tuple[str, ...]) -> str:
    """The allowed word that was probably meant, or "" (the module is loaded only when something is wrong)."""
    from difflib import get_close_matches

    close = get_close_matches(found.lower(), [word.lower() for word in allowed], 1, 0.6)
    return next((word for word in allowed if close and word.lower() == close[0]), "")
