"""What a report's relations say of changed figures: which hold then, which no longer do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from finsam_audit.causes.equations import System
from finsam_audit.controls.localisation import Variable
from finsam_audit.controls.localisation.record import Record
from finsam_audit.page.model import Figure

OF_SOME_LENGTH = 100
"""A printed amount as long as this is not the same as another by chance."""

Values = Mapping[str, Fraction]


class Ground:
    """The relations of one report and its figures as printed."""

    def __init__(self, system: System, variables: Mapping[str, Variable], record: Record | None = None) -> None:
        self.system, self.variables = system, variables
        everything = {**system.relations, **system.inequalities}
        self.number = {index: number for number, index in enumerate(everything)}
        self.record = record or Record(tuple(everything.values()), variables)
        failing = set(self.record.failing())
        self.holding = {index: relation for number, (index, relation) in enumerate(everything.items()) if number not in failing}
        self.by_figure: dict[str, list[int]] = {name: [] for name in variables}
        for index, number in self.number.items():
            for name in self.record.forms[number][0].terms:
                self.by_figure[name].append(index)
        self.rows: dict[object, list[Figure]] = {}
        for figure in system.figures.values():
            self.rows.setdefault((figure.table, figure.path, figure.row), []).append(figure)

    def settled(self, values: Values) -> Ground:
        """The same with some figures as they should be, and held there."""
        held = {name: self.variables[name]._replace(value=value, fixed=True) for name, value in values.items()}
        return Ground(self.system, {**self.variables, **held}, self.record.settled(held))

    def holds_at(self, index: int, values: Values) -> bool:
        """Whether a relation holds with some figures changed; of a percentage the true quotient, not the straight line."""
        share = self.system.shares.get(index)
        if share is None:
            return self.record.holds(self.number[index], values)
        return share.holds(
            {name: values.get(name, Fraction(self.variables[name].value or 0)) for name in share.names}, self.variables
        )

    def is_exact(self, index: int, values: Values) -> bool:
        """Whether a relation that holds does so to the last digit, with some figures changed."""
        relation = self.holding.get(index)
        if relation is None or relation.sense != "=" or index in self.system.shares:
            return False
        at = {name: values.get(name, Fraction(self.variables[name].value or 0)) for name, _ in relation.terms}
        return sum(Fraction(weight) * at[name] for name, weight in relation.terms) == Fraction(relation.constant)

    def touched(self, names: Iterable[str]) -> set[int]:
        """The relations that some figures are in."""
        return {index for name in names for index in self.by_figure.get(name, ())}

    def beside(self, names: Iterable[str]) -> set[int]:
        """The relations that hold and that some figures are in."""
        return {index for index in self.touched(names) if index in self.holding}

    def figures_in(self, relations: Iterable[int]) -> set[str]:
        """The figures that some relations are of."""
        return {name for index in relations for name, _ in self.system.relations[index].terms}

    def tried(self, values: Values, failing: Sequence[int]) -> tuple[list[int], list[int], list[int]]:
        """What changed figures make of the relations they are in: which of the failing ones hold then, which still fail,
        and which of those that hold no longer do."""
        mine = sorted(self.touched(values))
        mended = [index for index in mine if index in failing and self.holds_at(index, values)]
        left = [index for index in mine if index in failing and index not in mended]
        return mended, left, [index for index in mine if index in self.holding and not self.holds_at(index, values)]

    def cancelled_by(self, values: Values, among: Iterable[int]) -> tuple[int, ...]:
        """The relations in which the mistakes that changed figures mend cancel out, so that they hold all the same."""
        return tuple(index for index in sorted(among) if self._cancel_in(index, values))

    def _cancel_in(self, index: int, changed: Values) -> bool:
        """Whether a relation that holds would not, were one of the changed figures as it should be and the others not."""
        relation = self.system.relations.get(index)
        names = [name for name, _ in relation.terms if name in changed] if relation is not None else []
        return len(names) > 1 and all(not self.holds_at(index, {name: changed[name]}) for name in names)

    def near(self, cluster: list[int], rings: int) -> list[int]:
        """The relations that hold within a few steps of those that fail. Repairs seldom reach further."""
        near: dict[int, None] = {}
        names = self.figures_in(cluster)
        for _ in range(rings):
            new = {i: None for name in names for i in self.by_figure[name] if i in self.holding and i not in near}
            near.update(new)
            names = {name for index in new for name, _ in self.holding[index].terms}
        return sorted(near)

    def asked(self, index: int, name: str) -> Fraction | None:
        """What a relation asks of one figure where all others stand as printed."""
        relation = self.system.relations[index]
        weights = dict(relation.terms)
        if name not in weights:
            return None
        rest = sum((Fraction(w) * Fraction(self.variables[n].value or 0) for n, w in relation.terms if n != name), Fraction(0))
        return (Fraction(relation.constant) - rest) / Fraction(weights[name])

    def same_fact(self, name: str, value: Fraction) -> Fraction:
        """The value of the other place, where one fact is printed twice: there rounding explains nothing."""
        for index in self.by_figure[name]:
            relation = self.system.relations.get(index)
            if relation is None or len(relation.terms) != 2 or index in self.holding:
                continue
            (one, first), (two, second) = relation.terms
            other = two if one == name else one
            ours, theirs = self.variables[name], self.variables[other]
            if abs(Fraction(first)) == abs(Fraction(second)) and ours.step == theirs.step and ours.grid == theirs.grid:
                mine = Fraction(first if one == name else second)
                its = Fraction(second if one == name else first) * Fraction(theirs.value or 0)
                return (Fraction(relation.constant) - its) / mine
        return value

    def side_by_side(self, one: str, two: str) -> bool:
        """Whether two figures stand where a hand could have swapped them: in one row or one column of a table."""
        first, second = self.system.figures[one], self.system.figures[two]
        rows = (first.path, first.row) == (second.path, second.row)
        return first.table == second.table and (rows or first.column == second.column)

    def of_other_column(self, figure: Figure, values: Values) -> bool:
        """Whether an amount of some length is printed that belongs to another column of its row, one that keeps it."""
        if abs(figure.value.scaleb(figure.decimals)) < OF_SOME_LENGTH or Fraction(figure.base) == values[figure.id]:
            return False
        return any(
            other.base == figure.base and other.id not in values and other.column != figure.column
            for other in self.rows.get((figure.table, figure.path, figure.row), ())
        )

    def true_slack(self, index: int, cluster: list[int]) -> Fraction | None:
        """How much a failing percentage hides where another failing relation asks for another whole."""
        share = self.system.shares.get(index)
        if share is None or len(share.below) > 1 or index in self.holding:
            return None
        (whole, weight), *_ = share.below
        for other in cluster:
            asked = self.asked(other, whole) if other != index and other not in self.holding else None
            if asked is not None and self.holds_at(index, {whole: asked}):
                value = Fraction(self.variables[share.stated].value or 0) / Fraction(share.factor)
                return share.slack(value, Fraction(weight) * asked, self.variables)
        return None
