"""Formulas to quantities: which figures a name stands for in one column, and what they come to."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from finsam_audit.accounts.accounts import Accounts
from finsam_audit.accounts.look_up import alike, class_rows, companion, first_with, may_belong
from finsam_audit.accounts.operating import row_sides
from finsam_audit.accounts.statement import Statement
from finsam_audit.accounts.words.lexicon import Concept, is_closed, may_stand_in
from finsam_audit.controls.context import SAME, Context, Missing, Selector, read_selector
from finsam_audit.controls.quantities import Quantity, blank, constant, product, quantity, ratio, total, without
from finsam_audit.controls.run_up import elsewhere, is_loose, run_up
from finsam_audit.messages import message
from finsam_audit.page.expressions import Expression, Literal, Name, Operation, parse_expression
from finsam_audit.page.model import Column, Figure, Row

HUNDREDTH = Decimal("0.01")
# The first table of such a kind shows the whole; others are of a part, as a committee or the water works, and stand in for
# no row that it lacks.
_WHOLE = ("resultaträkning", "driftredovisning")


_OTHERS = ("others",)

LARGEST = Decimal(10) ** 24
"""No product or quotient of a report's figures comes near it; beyond, the digits of an amount would no longer be exact."""


class Evaluator:
    """Evaluates formulas over one report. Holds no state but what it looked up before."""

    def __init__(
        self,
        accounts: Accounts,
        parameters: Mapping[str, Quantity],
        tiers: Mapping[str, tuple[Expression, tuple[tuple[Decimal, Quantity], ...]]] | None = None,
    ) -> None:
        self.accounts = accounts
        self.parameters = parameters
        self.tiers = tiers or {}
        self.claims = {claim.id: claim.figure for claim in accounts.report.claims}
        self.goals = {goal.id: goal.outcomes for goal in accounts.report.goals}
        self._shares: dict[tuple[str, str], Concept] = {}
        for concept in accounts.lexicon.concepts():
            if concept.share:
                self._shares.setdefault((concept.table, concept.share), concept)
        self._notes: dict[str, list[Statement]] = {}
        self._known: dict[tuple[object, ...], Quantity | Missing] = {}

    def evaluate(self, expression: Expression, context: Context) -> Quantity:
        """The quantity of an expression. Raises ``Missing``."""
        if isinstance(expression, Literal):
            unit = expression.unit
            value = expression.value * unit.scale if unit else expression.value
            return constant(value, unit.quality if unit else None)
        if isinstance(expression, Name):
            return self.name(expression, context)
        return self._operation(expression, context)

    def _operation(self, operation: Operation, context: Context) -> Quantity:
        left = self.evaluate(operation.left, context)
        if operation.operator == "+" and isinstance(operation.right, Name) and operation.right.path == _OTHERS:
            return self._by_place(left, context)
        right = self.evaluate(operation.right, context)
        if operation.operator in ("+", "-"):
            if left.quality and right.quality and left.quality != right.quality:
                raise Missing(message("formula.mixed", left=left.quality, right=right.quality), unread=True)
            return left + right if operation.operator == "+" else left - right
        if operation.operator == "*":
            if left.quality == "percent" and right.quality != "percent":
                left = left.times(HUNDREDTH)._replace(quality=None)
            elif right.quality == "percent":
                right = right.times(HUNDREDTH)._replace(quality=None)
            result = product(left, right)
            return _held(result._replace(quality=left.quality or right.quality))
        if right.quality == "percent":
            right = right.times(HUNDREDTH)._replace(quality=None)
        divided = ratio(left, right)
        if divided is None:
            raise Missing(message("missing.divisor"))
        quality = left.quality if right.quality != left.quality and (right.quality in (None, "count")) else None
        return _held(divided._replace(quality=quality))

    # -- names ------------------------------------------------------------------------------------------------------

    def name(self, name: Name, context: Context) -> Quantity:
        """The quantity behind a name. Raises ``Missing`` unless the name is optional and its row is not printed."""
        if name.path == _OTHERS:
            return self._by_place(constant(Decimal(0)), context)
        in_place = context.stated is not None
        key = name.path, name.column, context.on, context.end, context.as_printed, context.kind, context.whose, in_place
        found = self._known.get(key)
        if found is None:
            try:
                found = self._name(name, context)
            except Missing as missing:
                found = missing
            self._known[key] = found
        if isinstance(found, Quantity):
            return found
        if name.optional and found.not_printed:
            return constant(Decimal(0))
        raise found

    def _name(self, name: Name, context: Context) -> Quantity:
        path = name.path
        if path[0] == "parameter":
            if path[1] not in self.parameters:
                raise Missing(message("reason.no-parameter", day=context.end))
            return self._tier(path[1], context)
        if path[0] == "claims":
            if path[1] not in self.claims:
                raise Missing(message("missing.claim", name=path[1]))
            return quantity(self.claims[path[1]])
        if path[0] == "goals":
            outcomes = self.goals.get(path[1], ())
            if len(outcomes) != 1:
                raise Missing(message("missing.claim", name=path[1]))
            return quantity(outcomes[0])
        lexicon = self.accounts.lexicon
        kind, rest = (context.on, path) if len(path) == 1 else (path[0], path[1:])
        if kind in lexicon.kinds and len(rest) == 1:
            described = lexicon.kinds[kind]
            owner = self._shares.get((kind, rest[0]))
            if owner is not None and not any(rest[0] in s.rows for s in self.accounts.of_kind(kind)):
                return quantity(self.share_figure(owner, self._column_end(name.column, context)))
            if rest[0] in described.concepts:
                return self._concept(described.concepts[rest[0]], name.column, context)
        return self._row(path, name.column, context)

    def _tier(self, name: str, context: Context) -> Quantity:
        """The value of a parameter; where it has tiers, the highest that its amount reaches."""
        if name not in self.tiers:
            return self.parameters[name]
        formula, steps = self.tiers[name]
        amount = self.evaluate(formula, context).value
        return next((value for lowest, value in reversed(steps) if lowest <= amount), steps[0][1])

    def _column_end(self, column: str, context: Context) -> date:
        selector = read_selector(column) if column else SAME
        return self._end(selector or SAME, context)

    def _end(self, selector: Selector, context: Context) -> date:
        if selector.end is not None:
            return selector.end
        if selector.year is not None:
            report = self.accounts.report
            if report.end.year == selector.year and selector.kind not in ("budget", "prognos"):
                return report.end
            return date(selector.year, 12, 31)
        return self.accounts.report.previous(context.end) if selector.previous else context.end

    def _concept(self, concept: Concept, column: str, context: Context) -> Quantity:
        selector = read_selector(column) if column else SAME
        if selector is None:
            raise Missing(message("missing.column", concept=concept.path, column=column))
        if context.kind and (selector.previous or concept.table != context.on):
            raise Missing(message("missing.period", table=concept.table, period=context.kind))
        end = self._end(selector, context)
        statements = self.accounts.of_kind(concept.table)
        if concept.table == "not" and statements:
            statements = self._notes_with(concept)
        for path in concept.also if not statements else ():
            try:
                return self.name(Name(tuple(path.split(".")), column, optional=False, at=0), context)
            except Missing:
                continue
        if not statements and self.accounts.of_kind("not") and concept.table == "not":
            raise Missing(message("missing.row", table="Noter", concept=concept.name))
        if not statements:
            raise Missing(message("missing.table", table=concept.table, concept=concept.name))
        problem: Missing | None = None
        for statement in statements:
            try:
                return self._in_statement(statement, concept, end, selector, context)
            except Missing as missing:
                if problem is None or (missing.unread, missing.not_printed) > (problem.unread, problem.not_printed):
                    problem = missing
                if missing.not_printed and (concept.table in _WHOLE or is_closed(concept, statement.name)):
                    break
        assert problem is not None
        raise problem

    def _notes_with(self, concept: Concept) -> list[Statement]:
        """The notes that print a concept, or whose name says that they might."""
        if concept.name not in self._notes:
            notes = self.accounts.of_kind("not")
            self._notes[concept.name] = [
                s
                for s in notes
                if concept.name in s.rows
                or (concept.within and may_stand_in(concept, s.name))
                or any(part.split(".")[-1].strip("? ") in s.rows for part in concept.derive.split("+"))
            ]
        return self._notes[concept.name]

    def _in_statement(
        self, statement: Statement, concept: Concept, end: date, selector: Selector, context: Context
    ) -> Quantity:
        column = statement.column_at(end, selector.kind or context.kind, selector.side, selector.whose or context.whose)
        if column is None:
            wanted = ", ".join(part for part in (f"{selector.kind} {end}".strip(), selector.side) if part)
            raise Missing(message("missing.period", table=statement.name, period=wanted))
        rows = statement.rows.get(concept.name, ())
        if concept.groups and not self._has_groups(statement, concept):
            raise Missing(message("missing.row", table=statement.name, concept=concept.name))
        if concept.name in statement.ambiguous:
            if context.stated is not None and not concept.role:
                return constant(Decimal(0))  # each counts where it stands
            raise Missing(message("missing.ambiguous", table=statement.name, concept=concept.name, count=len(rows)), True)
        if rows:
            if not concept.many:
                rows = rows[:1]
            elif concept.belongs:
                self._all_of(statement, concept, exactly=False)
            found = [self._cell(statement, row, column, context) for row in rows]
            if any(term.figure is not None for part in found for term in part.terms) or not concept.derive:
                return total(found)
        if concept.derive:
            return self._derived(statement, concept, column, context._replace(on=concept.table, end=end))
        raise Missing(message("missing.row", table=statement.name, concept=concept.name))

    def _all_of(self, statement: Statement, concept: Concept, exactly: bool) -> None:
        """Raise ``Missing`` where a row of an unknown name may be a part of a sum that the balance sheet does not print."""
        row = may_belong(self.accounts, statement, concept.belongs, exactly)
        if row is not None:
            raise Missing(message("missing.left-out", table=statement.name, concept=concept.name, row=row.label), True)

    def _has_groups(self, statement: Statement, concept: Concept) -> bool:
        """Whether a table shows all that a total is of: it has the groups, and no last total of anything else."""
        known = {found.name for row in statement.table.walk() if (found := statement.concept(row)) is not None}
        if not set(concept.groups) <= known:
            return False
        ends = statement.rows.get(concept.name) or statement.ends
        sides = row_sides(statement)
        return all(sides[row.number] == concept.sign for row in ends)

    def _cell(self, statement: Statement, row: Row, column: Column, context: Context) -> Quantity:
        slot = row.cell(column)
        if slot is None:
            raise Missing(message("missing.row", table=statement.name, concept=row.label))
        if slot.state in ("unread", "sic"):
            raise Missing(message("missing.unread", table=statement.name, row=row.label, column=column.head), True)
        if slot.figure is None:
            return blank(row.label)
        return quantity(slot.figure, Decimal(1 if context.as_printed else statement.sign(slot.figure)))

    def _derived(self, statement: Statement, concept: Concept, column: Column, context: Context) -> Quantity:
        if concept.derive == "class":
            rows = class_rows(self.accounts, statement, concept.belongs)
            if not rows:
                raise Missing(message("missing.row", table=statement.name, concept=concept.name))
            self._all_of(statement, concept, exactly=True)
            result = total(self._cell(statement, row, column, context) for row in rows)
        elif concept.derive == "group totals":
            rows = list(statement.ends) if statement.footings else []
            if not rows:
                raise Missing(message("missing.row", table=statement.name, concept=concept.name))
            result = total(self._cell(statement, row, column, context) for row in rows)
        else:
            if is_closed(concept, statement.name) and any(map(statement.is_unknown, statement.table.walk())):
                raise Missing(message("missing.row", table=statement.name, concept=concept.name))
            result = self.evaluate(parse_expression(concept.derive), context)
        if not any(term.figure is not None for term in result.terms):
            raise Missing(message("missing.row", table=statement.name, concept=concept.name))
        terms = tuple(t._replace(derived=t.derived or concept.name) for t in result.terms if t.figure is not None)
        return result._replace(terms=terms)

    def _by_place(self, named: Quantity, context: Context) -> Quantity:
        """What a formula names, and ``others``: where a row stands in a statement that runs decides what it is a term of.

        With the stated row count all rows back to the last result, or those under it, whatever their labels say; a row
        that the formula names but that stands elsewhere counts there. A total within a statement, as of the financial
        items, has none besides those named where no result stands above to begin with.
        """
        stated = context.stated
        statement = next((s for s in self.accounts.of_kind(context.on) if stated in s.table.walk()), None) if stated else None
        column = statement.column_at(context.end, context.kind, whose=context.whose) if statement is not None else None
        if stated is None or statement is None or column is None:
            return named
        rows = {figure.id: row for row in statement.table.walk() if (figure := row.figure(column)) is not None}
        taken = {row.number: row for term in named.terms if term.figure and (row := rows.get(term.figure.id)) is not None}
        concept = statement.concept(stated)
        if concept is not None and concept.role == "result":
            left = elsewhere(stated, taken.values(), statement)
            named = without(named, {figure for figure, row in rows.items() if row.number in left})
        counted = {statement.concept_name(row) for row in taken.values()} - statement.ambiguous - {""}
        once = [row for row in run_up(statement, stated, self.accounts.lexicon) if row.number not in taken]
        once = [
            row
            for row in once
            if is_loose(row, statement) or (row.figure(column) and statement.concept_name(row) not in counted)
        ]
        return named + total(self._cell(statement, row, column, context) for row in once)

    def share_figure(self, owner: Concept, end: date) -> Figure:
        """The percentage printed with a row: in the same cell, or on a share row under or after it. Raises ``Missing``."""
        for statement in self.accounts.of_kind(owner.table):
            column = statement.column_at(end)
            for row in statement.rows.get(owner.name, ()):
                if column is None:
                    continue
                found = companion(statement, row, column)
                if found is not None:
                    return found
        raise Missing(message("missing.row", table=owner.table, concept=owner.share))

    def _row(self, path: tuple[str, ...], column: str, context: Context) -> Quantity:
        statements = self.accounts.named(path[0])
        if not statements:
            kinds = self.accounts.of_kind(path[0])
            statements = kinds if len(kinds) == 1 else []
        if not statements:
            raise Missing(message("missing.table", table=path[0], concept=".".join(path[1:])))
        statement, found = first_with(statements, path[1:])
        if len(found) != 1:
            key = "missing.ambiguous" if found else "missing.row"
            raise Missing(message(key, table=statement.name, concept=".".join(path[1:]), count=len(found)))
        chosen = self._named_column(statement, column, context)
        slot = found[0].cell(chosen)
        if slot is not None and slot.state == "blank":
            raise Missing(message("missing.blank", table=statement.name, row=found[0].label, column=chosen.head))
        return self._cell(statement, found[0], chosen, context)

    def _named_column(self, statement: Statement, column: str, context: Context) -> Column:
        if column:
            by_head = alike(statement.columns, lambda c: c.head, column)
            if len(by_head) == 1:
                return by_head[0]
        selector = read_selector(column) if column else SAME
        if selector is not None:
            found = statement.column_at(self._end(selector, context), selector.kind, selector.side)
            if found is not None:
                return found
            if not column and len(statement.columns) == 1:
                return statement.columns[0]
        raise Missing(message("missing.column", concept=statement.name, column=column or str(context.end)))


def _held(computed: Quantity) -> Quantity:
    """A product or quotient that can be held exactly. Raises ``Missing``."""
    if max(abs(computed.low), abs(computed.high)) >= LARGEST:
        raise Missing(message("missing.too-large"))
    return computed
