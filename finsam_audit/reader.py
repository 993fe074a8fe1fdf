"""A data file to a ``Report``. Collects every mistake before it gives up."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from finsam_audit import structure
from finsam_audit.columns import UnknownUnit, read_columns, read_date, read_period
from finsam_audit.expressions import FormulaError, parse_expression
from finsam_audit.messages import InputError, Message, Problem
from finsam_audit.model import Claim, Column, Figure, Goal, Limit, Person, Place, Report, Row, Slot, Table
from finsam_audit.printed import Cell, Number, Unreadable, read_cell, read_number
from finsam_audit.source import MAX_PROBLEMS, Node, Source, parse, read_source
from finsam_audit.units import KR, PERCENT, Unit, find_unit

_NOTE_REFERENCE = re.compile(r"\s*\(not\s+([^()]+)\)\s*$", re.IGNORECASE)
_SOURCE_PLACE = re.compile(r"\s*@(p\d+(?::\d+)?|\d+)\s*$")
_NOTE_NAME = re.compile(r"not\s+(\d+\w?)\b[.:]?\s*", re.IGNORECASE)
_TARGET = re.compile(r"(>=|<=|>|<|=|≥|≤)?\s*(.+)")


def read_report(path: str | os.PathLike[str], *, stdin: bool = False) -> Report:
    """Read a data file. ``InputError`` tells all its mistakes at once, each with line and column."""
    source = read_source(os.fspath(path), stdin)
    return build_report(source, parse(source))


def build_report(source: Source, root: Node) -> Report:
    """The report in a parsed data file. Raises ``InputError``."""
    reading = _Reading(source)
    report = reading.report(root)
    if reading.problems or report is None:
        raise InputError(reading.problems)
    return report


class _Reading:
    """One pass over one file, with the mistakes found so far."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.lines = source.text.splitlines()
        self.problems: list[Problem] = []
        self.ids: dict[str, int] = {}
        self.named: dict[str, int] = {}
        self.start = date(1, 1, 1)
        self.end = date(1, 12, 31)

    # -- mistakes ---------------------------------------------------------------------------------------------------

    def wrong(self, node: Node | None, key: str, /, shift: int = 0, **args: object) -> None:
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
        allowed = tuple(allowed)
        self.wrong(node, key, found=found, meant=_closest(found, allowed), allowed=", ".join(allowed), where=where)

    def text(self, node: Node | None) -> str:
        if node is None or node.is_null:
            return ""
        if node.kind != "scalar":
            self.wrong(node, "data.not-text")
            return ""
        return node.text.strip()

    def choice(self, node: Node | None, allowed: tuple[str, ...], default: str, where: str) -> str:
        found = self.text(node)
        if not found:
            return default
        if found not in allowed and node is not None:
            self.unknown(node, found, allowed, "data.unknown-value", where=where)
            return default
        return found

    def texts(self, node: Node | None) -> list[tuple[str, Place]]:
        if node is None or node.is_null:
            return []
        if node.kind != "sequence":
            self.wrong(node, "data.not-list")
            return []
        return [(self.text(item), Place(item.line, item.column)) for item in node.values()]

    def unit(self, node: Node | None, default: Unit) -> Unit:
        name = self.text(node)
        found = find_unit(name) if name else default
        if found is None and node is not None:
            self.wrong(node, "data.unknown-unit", found=name)
        return found or default

    # -- the report -------------------------------------------------------------------------------------------------

    def report(self, root: Node) -> Report | None:
        if not self.keys(root, structure.TOP, ("finsam-audit", "report"), ""):
            return None
        version = root.get("finsam-audit")
        if version is not None and self.text(version) != structure.FORMAT_VERSION:
            self.wrong(version, "data.version", found=version.text, expected=structure.FORMAT_VERSION)
        head = root.get("report")
        if head is None or not self.keys(head, structure.REPORT, structure.REPORT_REQUIRED, "report"):
            return None
        self._period(head.get("period"))
        dates, printed = self._dates(head)
        tables = self._tables(root.get("tables"))
        claims = tuple(c for n, node in enumerate(self._list(root, "claims"), 1) if (c := self._claim(node, n)))
        goals = tuple(g for n, node in enumerate(self._list(root, "goals"), 1) if (g := self._goal(node, n)))
        organisation = self.choice(
            head.get("organisation"), structure.ORGANISATIONS, structure.ORGANISATIONS[0], "organisation"
        )
        return Report(
            file=self.source.name,
            data=self.source.data,
            entity=self.text(head.get("entity")),
            organisation=organisation,
            document=self.choice(head.get("document"), structure.DOCUMENTS, "annual report", "document"),
            start=self.start,
            end=self.end,
            tables=tables,
            claims=claims,
            goals=goals,
            organisation_number=self.text(head.get("organisation number")),
            dates=dates,
            dates_printed=printed,
            members=tuple(text for text, _ in self.texts(head.get("members"))),
            people={key: self._people(head.get(key)) for key in structure.REPORT_PEOPLE if head.get(key)},
            contents=tuple(text for text, _ in self.texts(head.get("contents"))),
            statements=tuple(text for text, _ in self.texts(head.get("statements"))),
            audits=self.text(head.get("audits")),
            limits=self._limits(head.get("limits")),
        )

    def _limits(self, node: Node | None) -> dict[str, Limit]:
        """The organisation's own limits: ``equity ceiling: 15 % @p4``."""
        if node is None or node.is_null:
            return {}
        if node.kind != "mapping":
            self.wrong(node, "data.not-mapping", where="limits")
            return {}
        limits = {}
        for key, value in node.items:
            text = self.text(value)
            found = _SOURCE_PLACE.search(text)
            number = self._number(value, text[: found.start()] if found else text, None)
            if key is not None:
                limits[key.text] = Limit(number.value, number.unit, self._at(value, found[1] if found else ""))
        return limits

    def _list(self, root: Node, key: str) -> list[Node]:
        node = root.get(key)
        if node is None or node.is_null:
            return []
        if node.kind != "sequence":
            self.wrong(node, "data.not-list")
            return []
        return list(node.values())

    def _period(self, node: Node | None) -> None:
        if node is None:
            return
        text = self.text(node)
        try:
            period = read_period(text)
        except ValueError:
            days = re.findall(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text)
            reversed_days = len(days) == 2 and days[1] < days[0]
            self.wrong(node, "data.reversed-period" if reversed_days else "data.impossible-date", found=text)
            return
        if period is None:
            self.wrong(node, "data.not-period", found=text)
            return
        self.start, self.end = period

    def _dates(self, head: Node) -> tuple[dict[str, date], dict[str, tuple[str, Place]]]:
        dates: dict[str, date] = {}
        printed: dict[str, tuple[str, Place]] = {}
        for key in structure.REPORT_DATES:
            node = head.get(key)
            text = self.text(node)
            if node is None or not text:
                continue
            try:
                day = read_date(text)
            except ValueError:
                self.wrong(node, "data.impossible-date", found=text)
                continue
            if day is None:
                self.wrong(node, "data.not-date", found=text)
                continue
            dates[key] = day
            printed[key] = text, Place(node.line, node.column)
        return dates, printed

    def _people(self, node: Node | None) -> tuple[Person, ...]:
        people = []
        for text, place in self.texts(node):
            parts = [part.strip() for part in text.split("|")] + ["", ""]
            people.append(Person(parts[0], parts[1], parts[2], place))
        return tuple(people)

    # -- tables -----------------------------------------------------------------------------------------------------

    def _tables(self, node: Node | None) -> tuple[Table, ...]:
        if node is None or node.is_null:
            return ()
        if node.kind != "mapping":
            self.wrong(node, "data.not-mapping", where="tables")
            return ()
        return tuple(t for key, value in node.items if key is not None and (t := self._table(key, value)))

    def _table(self, key: Node, node: Node) -> Table | None:
        name = key.text.strip()
        if not self.keys(node, structure.TABLE, structure.TABLE_REQUIRED, name):
            return None
        kind = self.choice(node.get("kind"), structure.TABLE_KINDS, "", "kind")
        unit = self.unit(node.get("unit"), KR)
        columns = self._columns(node.get("columns"))
        numbered = _NOTE_NAME.match(name)
        note = self.text(node.get("note")) or (numbered[1] if numbered else "")
        place = self._place(node, node.get("at"), key)
        rows = node.get("rows")
        if columns is None or rows is None:
            return None
        if not kind and note:
            kind = "not"
        return Table(name, kind, note, columns, self._rows(rows, name, (), columns, unit), unit, place)

    def _columns(self, node: Node | None) -> tuple[Column, ...] | None:
        if node is None:
            return None
        if node.kind == "sequence":
            heads = [self.text(item) for item in node.values()]
        else:
            heads = [head.strip() for head in self.text(node).split("|")]
        if heads == [""]:
            self.wrong(node, "data.no-columns")
            return None
        twice = next((head for head in heads if head and heads.count(head) > 1), None)
        if twice is not None:
            self.wrong(node, "data.same-heads", found=twice)
            return None
        try:
            return read_columns(heads, self.end)
        except UnknownUnit as problem:
            self.wrong(node, "data.unknown-unit", found=str(problem))
        except ValueError as problem:
            self.wrong(node, "data.impossible-date", found=str(problem))
        return None

    def _rows(self, node: Node, table: str, path: tuple[str, ...], columns: tuple[Column, ...], unit: Unit) -> tuple[Row, ...]:
        if node.is_null:
            return ()
        if node.kind == "scalar":
            self.wrong(node, "data.not-rows", where=table)
            return ()
        pairs: list[tuple[Node, Node]] = []
        if node.kind == "mapping":
            pairs = [(key, value) for key, value in node.items if key is not None]
        else:
            for item in node.values():
                if item.kind != "mapping" or len(item.items) != 1 or item.items[0][0] is None:
                    self.wrong(item, "data.not-one-row")
                    continue
                pairs.append((item.items[0][0], item.items[0][1]))
        return tuple(self._row(key, value, table, path, columns, unit) for key, value in pairs)

    def _row(self, key: Node, node: Node, table: str, path: tuple[str, ...], columns: tuple[Column, ...], unit: Unit) -> Row:
        label = key.text.strip()
        if node.is_null:
            return Row(label, path, place=Place(key.line, key.column))
        under = (*path, label)
        if node.kind == "scalar":
            slots, notes, source_place = self._cells(node, table, path, label, columns, unit, {})
            return Row(label, path, slots, notes=notes, place=self._at(key, source_place))
        written_out = node.kind == "mapping" and (node.get("cells") is not None or node.get("rows") is not None)
        if not written_out:
            return Row(label, path, rows=self._rows(node, table, under, columns, unit), place=Place(key.line, key.column))
        self.keys(node, structure.ROW, (), label)
        row_unit = self.unit(node.get("unit"), unit) if node.get("unit") else unit
        extra = self._figure_notes(node.get("figures"), columns)
        cells, slots, notes, source_place = node.get("cells"), (), (), ""
        if cells is not None:
            override = row_unit if node.get("unit") else None
            slots, notes, source_place = self._cells(cells, table, path, label, columns, unit, extra, override)
        note = self.text(node.get("note"))
        if note:
            notes = tuple(part.strip() for part in re.split(r",|och|&", note) if part.strip())
        rows = node.get("rows")
        sums = node.get("sums")
        return Row(
            label,
            path,
            slots,
            self._rows(rows, table, under, columns, unit) if rows is not None else (),
            notes,
            self.text(node.get("concept")),
            self.choice(node.get("role"), structure.ROLES, "", "role"),
            tuple(text for text, _ in self.texts(sums)) if sums is not None else (),
            self._place(node, node.get("at"), key) if node.get("at") is not None else self._at(key, source_place),
        )

    def _figure_notes(self, node: Node | None, columns: tuple[Column, ...]) -> dict[int, Node]:
        if node is None or not self.keys(node, [c.head for c in columns], (), "figures"):
            return {}
        found: dict[int, Node] = {}
        for key, value in node.items:
            index = next((c.position for c in columns if key is not None and c.head == key.text), None)
            if index is not None and self.keys(value, structure.FIGURE, (), "figures"):
                found[index] = value
        return found

    def _cells(
        self,
        node: Node,
        table: str,
        path: tuple[str, ...],
        label: str,
        columns: tuple[Column, ...],
        unit: Unit,
        extra: dict[int, Node],
        override: Unit | None = None,
    ) -> tuple[tuple[Slot, ...], tuple[str, ...], str]:
        if node.kind != "scalar":
            self.wrong(node, "data.not-cells", where=label)
            return (), (), ""
        text, source_place = node.text, ""
        notes: tuple[str, ...] = ()
        if "@" in text and (found := _SOURCE_PLACE.search(text)):
            text, source_place = text[: found.start()], found[1]
        if text.endswith(")") and (reference := _NOTE_REFERENCE.search(text)):
            notes = tuple(part.strip() for part in re.split(r",|och|&", reference[1]) if part.strip())
            text = text[: reference.start()]
        parts = text.split("|")
        if len(parts) != len(columns):
            heads = " | ".join(column.head for column in columns)
            self.wrong(node, "data.cell-count", row=label, found=len(parts), expected=len(columns), heads=heads)
            return (), notes, source_place
        slots: list[Slot] = []
        labelled = _label_unit(label)
        at = 0 if node.plain else 1
        for column, part in zip(columns, parts, strict=True):
            shift = at + len(part) - len(part.lstrip())
            at += len(part) + 1
            cell_unit = override or column.unit or labelled or unit
            place = self._at(node, source_place, shift)
            slots.append(self._slot(node, part, shift, place, table, path, label, column, cell_unit, extra))
        return tuple(slots), notes, source_place

    def _slot(
        self,
        node: Node,
        part: str,
        shift: int,
        place: Place,
        table: str,
        path: tuple[str, ...],
        label: str,
        column: Column,
        unit: Unit,
        extra: dict[int, Node],
    ) -> Slot:
        try:
            cell = read_cell(part, unit)
        except Unreadable as problem:
            self.wrong(node, problem.reason, shift=shift, found=problem.text, row=label, column=column.head)
            return Slot("unread", part.strip(), place)
        why = ""
        if column.position in extra:
            cell, place, why = self._elaborated(cell, place, extra[column.position], unit)
        if cell.number is None:
            return Slot(cell.state, cell.text, place)
        first = self._figure(cell, cell.number, unit, place, table, path, label, column.head, "", why)
        second = None
        if cell.companion is not None:
            plain = cell._replace(readings=(), misprint=False)
            second = self._figure(plain, cell.companion, unit, place, table, path, label, column.head, "/2", why)
        return Slot("value", cell.text, place, first, second)

    def _elaborated(self, cell: Cell, place: Place, node: Node, unit: Unit) -> tuple[Cell, Place, str]:
        seen, why, others = self.text(node.get("seen")), self.text(node.get("why")), node.get("or")
        readings = list(cell.readings)
        for text, _ in self.texts(others) if others is not None and others.kind == "sequence" else []:
            readings.append(self._number(others, text, unit).value)  # type: ignore[arg-type]
        if others is not None and others.kind == "scalar":
            readings.append(self._number(others, self.text(others), unit).value)  # type: ignore[arg-type]
        numbers = tuple(r if isinstance(r, Number) else Number(r, 0, None) for r in readings)
        cell = cell._replace(seen=seen or cell.seen, doubtful=cell.doubtful or bool(seen or why or others), readings=numbers)
        box = tuple(Decimal(text) for text, _ in self.texts(node.get("box")) if re.fullmatch(r"-?\d+(\.\d+)?", text))
        page, line = self.text(node.get("page")), self.text(node.get("line"))
        return (
            cell,
            Place(
                place.line,
                place.column,
                int(page) if page.isdecimal() else place.page,
                int(line) if line.isdecimal() else place.source_line,
                box or None,
            ),
            why,
        )

    def _number(self, node: Node, text: str, unit: Unit | None) -> Number:
        try:
            return read_number(text, unit)
        except Unreadable as problem:
            self.wrong(node, problem.reason, found=problem.text, row="", column="")
            return Number(Decimal(0), 0, None)

    def _figure(
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

    # -- claims and goals -------------------------------------------------------------------------------------------

    def _claim(self, node: Node, number: int) -> Claim | None:
        if not self.keys(node, structure.CLAIM, structure.CLAIM_REQUIRED, "claims"):
            return None
        name = self._id(node, "claims", number)
        text = self.text(node.get("text"))
        value = node.get("value")
        if value is None:
            return None
        figure = self._loose_figure(value, "claims", name, text, self._place(node, node.get("at"), value))
        if figure is None:
            return None
        equals = node.get("equals")
        self._formula(equals)
        about = self.choice(node.get("about"), ("yes", "no", "true", "false"), "no", "about") in ("yes", "true")
        place = Place(equals.line, equals.column) if equals is not None else Place()
        column = self.text(node.get("column"))
        return Claim(name, text, figure, self.text(equals), column, about, figure.place, place)

    def _goal(self, node: Node, number: int) -> Goal | None:
        if not self.keys(node, structure.GOAL, structure.GOAL_REQUIRED, "goals"):
            return None
        name = self._id(node, "goals", number)
        text = self.text(node.get("goal"))
        place = self._place(node, node.get("at"), node)
        operator = ""
        target: tuple[Figure, ...] = ()
        wanted = node.get("target")
        if wanted is not None and (match := _TARGET.fullmatch(self.text(wanted))):
            operator = {"≥": ">=", "≤": "<=", None: ">="}.get(match[1], match[1] or ">=")
            target = self._target(wanted, match[2], name, text, place)
            if len(target) == 2:
                operator = "between"
        outcomes = []
        outcome = node.get("outcome")
        if outcome is not None:
            for index, part in enumerate(self.text(outcome).split("|")):
                spot = self._place(node, node.get("at"), outcome)
                figure = self._loose_figure(outcome, "goals", f"{name}/outcome{index or ''}", text, spot, part)
                if figure is not None:
                    outcomes.append(figure)
        judgement = self.choice(node.get("judgement"), structure.JUDGEMENTS, "", "judgement")
        self._formula(node.get("equals"))
        equals = self.text(node.get("equals"))
        return Goal(name, text, operator, target, tuple(outcomes), judgement, equals, self.text(node.get("column")), place)

    def _id(self, node: Node, section: str, number: int) -> str:
        own = node.get("id")
        name = self.text(own)
        if own is None or not name:
            return str(number)
        key = f"{section}.{name}"
        if key in self.named:
            self.wrong(own, "data.twice", name=key, line=self.named[key])
        self.named[key] = own.line
        return name

    def _formula(self, node: Node | None) -> None:
        if node is None:
            return
        try:
            parse_expression(self.text(node))
        except FormulaError as error:
            self.wrong(node, error.reason, shift=error.at, found=error.found)

    def _target(self, node: Node, text: str, name: str, goal: str, place: Place) -> tuple[Figure, ...]:
        limits = re.split(r"\s+[–—-]\s+", text)
        unit_of_last = limits[-1]
        found = []
        for index, limit in enumerate(limits):
            unit = None
            if index < len(limits) - 1:
                try:
                    unit = read_number(unit_of_last).unit
                except Unreadable:
                    unit = None
            figure = self._loose_figure(node, "goals", f"{name}/target{index or ''}", goal, place, limit, unit)
            if figure is not None:
                found.append(figure)
        return tuple(found)

    def _loose_figure(
        self, node: Node, table: str, name: str, text: str, place: Place, part: str | None = None, unit: Unit | None = None
    ) -> Figure | None:
        written = self.text(node) if part is None else part
        default = unit or (PERCENT if "%" in written else find_unit("antal") or KR)
        try:
            cell = read_cell(written, default)
        except Unreadable as problem:
            self.wrong(node, problem.reason, found=problem.text, row=text, column="")
            return None
        if cell.number is None:
            self.wrong(node, "data.no-value", found=written.strip())
            return None
        return self._figure(cell, cell.number, default, place, table, (), name, "", "", "")._replace(row=text)

    # -- places -----------------------------------------------------------------------------------------------------

    def _place(self, node: Node, at: Node | None, default: Node) -> Place:
        text = self.text(at)
        if at is not None and text and not re.fullmatch(r"@?(p\d+(:\d+)?|\d+)", text):
            self.wrong(at, "data.not-place", found=text)
            text = ""
        return self._at(default, text.lstrip("@"))

    @staticmethod
    def _at(node: Node, text: str, shift: int = 0) -> Place:
        page = line = None
        if text.startswith("p"):
            first, _, second = text[1:].partition(":")
            page, line = int(first), int(second) if second else None
        elif text:
            line = int(text)
        return Place(node.line, node.column + shift, page, line)


def _label_unit(label: str) -> Unit | None:
    """The unit that a row's own label names: "Verksamhetens intäkter (tkr)", "Antal anställda"."""
    if label.endswith(")") and "(" in label:
        found = find_unit(label[label.rindex("(") + 1 : -1])
        if found is not None:
            return found
    return find_unit("antal") if label.lower().startswith("antal ") else None


def _closest(found: str, allowed: tuple[str, ...]) -> str:
    """The allowed word that was probably meant, or "" (the module is loaded only when something is wrong)."""
    from difflib import get_close_matches

    close = get_close_matches(found.lower(), [word.lower() for word in allowed], 1, 0.6)
    return next((word for word in allowed if close and word.lower() == close[0]), "")
