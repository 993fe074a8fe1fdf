"""What the relations leave for one figure when all others stand as written."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import ceil, floor
from typing import NamedTuple

from finsam_audit.controls.localisation.model import Mistaken, Number, Relation, Variable
from finsam_audit.controls.localisation.record import Record, within
from finsam_audit.controls.localisation.settle import on_grid
from finsam_audit.controls.localisation.simplex import Column, Row, extremes, solve


class Leeway(NamedTuple):
    """The least and greatest value a figure can have (None: no limit), and the relations that say so.

    ``possible`` is false where the relations leave no value at all; ``low`` and ``high`` are then None. ``relations``
    counts those that contain the figure, ``binding`` names the ones that by themselves leave no more than the whole
    interval: two of them prove the figure twice.
    """

    low: Fraction | None
    high: Fraction | None
    possible: bool
    relations: int
    binding: tuple[str, ...]

    @property
    def determined(self) -> bool:
        """Whether exactly one value is left."""
        return self.possible and self.low is not None and self.low == self.high


def leeway(relations: Sequence[Relation], values: Mapping[str, Variable | Number | None], variable: str) -> Leeway:
    """The interval that the relations leave for a figure, its own written value put aside, on its grid and rounding.

    Missing figures may be anything their own relations allow.

    >>> from finsam_audit.controls.localisation import leeway, relation
    >>> left = leeway([relation("a + b = t"), relation("t <= 900")], {"a": 700, "b": 116, "t": None}, "t")
    >>> int(left.low), int(left.high), left.determined, left.binding
    (816, 816, True, ('a + b = t',))
    """
    record = Record(relations, values)
    if variable not in record.figures:
        raise Mistaken(f"the record has no {variable!r}")
    own = record.relations_of[variable]
    reached, names = _reached(record, variable)
    columns, rows = _system(record, reached, names)
    if any(not row.terms for row in rows) or solve(columns, rows).values is None:
        return Leeway(None, None, False, len(own), ())
    low, high = _written(record, variable, *extremes(columns, rows, 0))
    binding = [relations[index].name for index in own if _alone(record, index, variable) == (low, high)]
    return Leeway(
        None if low is None else record.fraction(low),
        None if high is None else record.fraction(high),
        True,
        len(own),
        tuple(binding) if low is not None or high is not None else (),
    )


def _reached(record: Record, variable: str) -> tuple[list[int], list[str]]:
    """The relations of a figure and those that missing figures tie to them, and the figures that are free in them."""
    names, reached = [variable], []
    for name in names:
        for relation in record.relations_of[name]:
            if relation not in reached:
                reached.append(relation)
                names += [other for other in record.forms[relation][0].missing if other not in names]
    return reached, names


def _system(record: Record, reached: list[int], names: list[str]) -> tuple[list[Column], list[Row]]:
    columns = []
    for name in names:
        figure = record.figures[name]
        grid = figure.grid
        low, high = on_grid(grid, *(None if b is None else Fraction(b) for b in (figure.low, figure.high)))
        unit = grid or 1
        columns.append(Column(None if low is None else low / unit, None if high is None else high / unit, grid is not None))
    rows = []
    for relation in reached:
        form = record.forms[relation][0]
        free = {names.index(n): Fraction(k * (record.figures[n].grid or 1)) for n, k in form.terms.items() if n in names}
        rest = sum(k * (record.figures[n].value or 0) for n, k in form.terms.items() if n not in names)
        if free or not within(rest, form):
            low, high = (None if bound is None else Fraction(bound - rest) for bound in (form.low, form.high))
            rows.append(Row(free, low, high))
    return columns, rows


def _written(record: Record, name: str, low: Fraction | None, high: Fraction | None) -> tuple[Fraction | None, Fraction | None]:
    grid = record.figures[name].grid
    if not grid:
        return low, high
    return None if low is None else Fraction(ceil(low) * grid), None if high is None else Fraction(floor(high) * grid)


def _alone(record: Record, relation: int, name: str) -> tuple[Fraction | None, Fraction | None]:
    form, figure = record.forms[relation][0], record.figures[name]
    if any(other != name for other in form.missing):
        return None, None
    low, high = record.pinned(form, name)
    least, most = on_grid(figure.grid, *(None if b is None else Fraction(b) for b in (figure.low, figure.high)))
    low = least if low is None or (least is not None and least > low) else low
    high = most if high is None or (most is not None and most < high) else high
    return None if low is None else Fraction(low), None if high is None else Fraction(high)
