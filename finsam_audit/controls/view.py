"""What a check may look at: the accounts, an evaluator, the parameters, and what the footings found."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from finsam_audit.accounts.accounts import Accounts
from finsam_audit.accounts.statement import Statement
from finsam_audit.controls.evaluation import Evaluator
from finsam_audit.controls.quantities import HALF, ZERO, Quantity
from finsam_audit.controls.rules import RuleBook
from finsam_audit.messages import Message, message
from finsam_audit.page.expressions import Expression, parse_expression
from finsam_audit.page.model import Figure, Report

_ALWAYS = date(1900, 1, 1)


class View:
    """One report and one rule book, ready for checks. Checks only read it."""

    def __init__(self, report: Report, book: RuleBook, accounts: Accounts | None = None) -> None:
        self.report = report
        self.book = book
        self.accounts = accounts or Accounts(report, book.lexicon)
        self.parameters: dict[str, Quantity] = {}
        self.origins: dict[str, Message] = {}
        tiers = dict(self._limits())
        self.evaluator = Evaluator(self.accounts, self.parameters, tiers)
        self.claimed = {path for rule in book.rules if rule.check == "footing" for path in rule.texts("of")}
        self._columns: dict[tuple[str, str], list[Figure]] | None = None
        self._parts: dict[str, Decimal] | None = None

    def _limits(self) -> Iterator[tuple[str, tuple[Expression, tuple[tuple[Decimal, Quantity], ...]]]]:
        """Fill in the parameters in force, with where each comes from; those with tiers are given back."""
        for name, parameter in self.book.parameters.items():
            own, found = self.report.limits.get(name), parameter.at(self.report.end)
            if own is not None and parameter.own:
                self.parameters[name] = parameter.exact(own.value)
                line = own.place.source_line
                self.origins[name] = message("limit.own-source" if line else "limit.own", line=line or own.place.line)
            elif found is not None:
                day, steps = found
                self.parameters[name] = parameter.exact(steps[0][1])
                self.origins[name] = message("limit.origin", source=parameter.source, since=_since(day))
                if parameter.tiers:
                    exact = tuple((lowest, parameter.exact(value)) for lowest, value in steps)
                    yield name, (parse_expression(parameter.tiers), exact)

    def statements(self, kinds: tuple[str, ...]) -> list[Statement]:
        """The tables of these kinds, in printed order."""
        return [s for s in self.accounts.statements if s.kind in kinds]

    def neighbours(self, figure: Figure) -> list[Figure]:
        """The other figures of the same table and column."""
        if self._columns is None:
            self._columns = {}
            for statement in self.accounts.statements:
                for _, _, other in statement.figures():
                    self._columns.setdefault((other.table, other.column), []).append(other)
        return [other for other in self._columns.get((figure.table, figure.column), []) if other.id != figure.id]

    def inner_figures(self, figure: Figure) -> list[Figure]:
        """The figures of the rows under a figure's row, in its column."""
        path = (*figure.path, figure.row)
        return [other for other in self.neighbours(figure) if other.path[: len(path)] == path]

    @property
    def parts(self) -> dict[str, Decimal]:
        """For each total that equals the printed sum of its parts, half the steps of those parts, in the base unit."""
        if self._parts is None:
            self._parts = dict(self._exact_totals())
        return self._parts

    def _exact_totals(self) -> Iterator[tuple[str, Decimal]]:
        for statement in self.accounts.statements:
            for footing in statement.footings:
                for column in statement.columns:
                    stated = footing.total.figure(column)
                    parts = [figure for row in footing.terms if (figure := row.figure(column)) is not None]
                    if stated is None or len(parts) < 2:
                        continue
                    printed = sum((part.base * statement.sign(part) for part in parts), ZERO)
                    if printed == stated.base * statement.sign(stated):
                        yield stated.id, sum((part.step * HALF for part in parts), ZERO)

    def planned(self, kind: str) -> list[tuple[date, str]]:
        """The budget and forecast columns of the statements of a kind, as last day and kind of column."""
        if kind not in ("resultaträkning", "balansräkning", "kassaflödesanalys"):
            return []
        columns = [c for s in self.accounts.of_kind(kind) for c in s.columns]
        return [(c.end, c.kind) for c in columns if c.end is not None and c.kind in ("budget", "prognos")]


def _since(day: date) -> Message | str:
    """From which day a value is in force, where that is a day of its own: the rule book's first one is no such day."""
    return message("limit.since", day=day) if day > _ALWAYS else ""
