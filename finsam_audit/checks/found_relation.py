"""Relations that a table shows by its figures, whatever its heads are called: columns that hang together in nearly every row.

Nyttjat % = utbetalt / beviljat, kronor per avslutad = kostnad / avslutade, kvar = beviljat − utbetalt. A relation is taken to
be meant where so many lines keep to it, so tightly, that chance does not explain it, and few do not.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from finsam_audit.accounts.statement import Statement
from finsam_audit.accounts.statistics import words, years
from finsam_audit.checks.candidates import Candidate, Search
from finsam_audit.checks.grid import FEW, HUNDRED, Grid, Line, across, down
from finsam_audit.checks.kind import NO_TABLE, TABLES, Before, Kind, or_else
from finsam_audit.controls.hints import with_hints
from finsam_audit.controls.outcome import Outcome
from finsam_audit.controls.quantities import HALF, Quantity, is_rounded, tolerance
from finsam_audit.controls.relation import Trivial, harmonised, judge
from finsam_audit.controls.rules import Rule
from finsam_audit.controls.view import View
from finsam_audit.page.model import Figure
from finsam_audit.page.units import ONE

FINE = 50
"""A figure of so many of its own steps is printed finely."""
CHANCE = Decimal("0.01")
"""How likely it may be that one of all the relations tried for a column fits by chance."""
_SIGNED = ("driftredovisning", "budgetuppföljning")  # income and costs differ in what a plus means; cross-footing knows
_OVERVIEWS = ("översikt", "bidragsöversikt")  # a column is a year; what stands beside it is another


class Relation(NamedTuple):
    """A candidate held against every line. ``interchanged``: all but two keep to it, and these do as well with one figure of
    each in the other's place; what they come to then.
    """

    candidate: Candidate
    outcomes: tuple[Outcome, ...]
    interchanged: tuple[Outcome, ...]

    @property
    def telling(self) -> list[Outcome]:
        return [outcome for outcome in (*self.outcomes, *self.interchanged) if _holds(outcome) and _tells(outcome)]

    @property
    def held(self) -> int:
        return sum(map(_holds, self.outcomes))

    @property
    def failing(self) -> int:
        """How many lines do not keep to it; one with its decimals cut off does not speak against it."""
        return sum(map(_fails, self.outcomes))


@or_else("found", "reason.no-pattern", NO_TABLE)
def check(rule: Rule, view: View, before: Before) -> Iterator[Outcome]:
    """In the tables named by ``in``: every line keeps to the relations that the other lines show.

    What another rule has said of the same figures is not said again.
    """
    found = [outcome for statement in view.statements(rule.texts("in")) for outcome in outcomes_of(statement)]
    sets, judged = _spoken(before() if found else ())
    for outcome in found:
        stated = outcome.figures[-1].figure
        said = _figures(outcome)
        whole = _fails(outcome) and any(said < other for other in sets)  # with what does not stand on its line
        if said not in sets and not whole and not (stated is not None and stated.id in judged and outcome.unit == "%"):
            yield outcome


def explained(statement: Statement) -> frozenset[str]:
    """The figures, by id, that are quotients or changes by what the other lines of their table show."""
    found = (o for o in outcomes_of(statement, told=False) if _holds(o) and (o.unit == "%" or o.told.key == "quotient"))
    return frozenset(figure.id for o in found for figure in o.stated_figures)


def outcomes_of(statement: Statement, *, told: bool = True) -> Iterator[Outcome]:
    """What the relations of a table come to, along its rows and down its columns.

    ``told``: only those that would be seen if a figure of theirs were wrong.
    """
    for search in _searches(statement):
        for stated in range(len(search.grid.heads)):
            yield from _best(search, stated, statement.name, told)


def _searches(statement: Statement) -> Iterator[Search]:
    rows = [row for row in statement.table.walk() if row.slots]
    if statement.kind not in _OVERVIEWS:
        own = [row for row in rows if statement.role(row) != "share" and not statement.heads.is_average(row.label)]
        yield Search(across(statement, own), sums=statement.kind not in _SIGNED)
    if statement.kind in (*_OVERVIEWS, "statistik"):
        yield Search(down(statement, rows), sums=statement.kind in _OVERVIEWS)


def _best(search: Search, stated: int, table: str, told: bool) -> list[Outcome]:
    """The outcomes of the relation that most lines keep to; a line that keeps to another one as good is not told.

    An item may have two sums of other items: the year is that of its quarters, and the budget with the deviation.
    """
    grid = search.grid
    relations = [relation for c in search.candidates(stated) if (relation := _held_against(grid, c, table))]
    if not relations:
        return []
    tried = search.tried(stated)
    meant = [r for r in relations if _is_meant(r, _simpler(r, tried)) and (grid.ordered or _is_named_or_fine(grid, r))]
    if not meant:
        return []
    said = years(grid.heads[stated])
    best = max(meant, key=lambda r: (r.held, all(years(grid.heads[i]) == said for i in r.candidate.items)))
    chosen = [best, *(r for r in meant if best.candidate.stands_beside(r.candidate))][:2]
    found: list[Outcome] = []
    for relation in chosen:
        search.taken.add(relation.candidate.sum_of)
        if told and not relation.failing and not _is_seen_without_one(relation, _simpler(relation, tried)):
            continue
        rivals = [r for r in relations if r not in chosen or r is relation]
        others = {
            o.figures[-1].figure for r in rivals if r in meant or r.held >= relation.held for o in r.outcomes if _holds(o)
        }
        found += [
            o for o in relation.outcomes if _holds(o) or (_fails(o) and _is_far(o) and o.figures[-1].figure not in others)
        ]
    return found


def _simpler(relation: Relation, tried: Counter[int]) -> int:
    """How many relations as simple as this one were tried."""
    return sum(many for items, many in tried.items() if items <= len(relation.candidate.items))


def _is_named_or_fine(grid: Grid, relation: Relation) -> bool:
    """Whether a quotient over years is surely of the row it is divided by, and not of another that goes up and down with it.

    It is called by a word of that row ("i % av intäkterna"), or printed in so small steps that no other row would fit.
    """
    if relation.candidate.told != "quotient":
        return True
    under = {word[:6] for word in words(grid.heads[relation.candidate.items[-1]]) if len(word) > 4}
    named = under & {word[:6] for word in words(grid.heads[relation.candidate.stated])}
    fine = [o for o in relation.telling if o.stated is not None and _steps(o) * FINE <= abs(o.stated)]
    return bool(named) or len(fine) >= FEW


def _is_far(outcome: Outcome) -> bool:
    """Whether a percentage is more than a step or two away: a whole that is counted a little otherwise is no slip."""
    return outcome.unit != "%" or outcome.difference is None or _steps(outcome) * FEW <= abs(outcome.difference)


def _held_against(grid: Grid, candidate: Candidate, table: str) -> Relation | None:
    """A candidate with its outcomes; None where too few lines keep to it."""
    pairs: list[tuple[Figure, Quantity]] = []
    before: Line | None = None
    printed = sum(line.cells[candidate.stated] is not None for line in grid.lines)
    failing: list[tuple[Line, Line | None]] = []
    for line in grid.lines:
        pair = _pair(candidate, line, before)
        if pair is not None:
            pairs.append(pair)
            failing += [] if _is_near(*pair) else [(line, before)]
            if 3 * len(failing) >= printed and len(failing) > 2:
                return None  # most candidates are left after a look at three lines
        before = line
    interchanged = _mended_by_interchange(candidate, *failing) if len(failing) == 2 else []
    if 3 * len(failing) >= printed and not interchanged:
        return None
    signed = _is_signed([line.cells[item] for line in grid.lines] for item in candidate.items)
    outcomes, mended = (
        [o for stated, computed in held if (o := _judged(stated, computed, candidate, table, signed)) is not None]
        for held in (pairs, interchanged)
    )
    relation = Relation(candidate, tuple(outcomes), tuple(mended))
    return relation if len(relation.telling) >= FEW else None


def _pair(candidate: Candidate, line: Line, before: Line | None) -> tuple[Figure, Quantity] | None:
    """What a line prints, and what it should by a candidate; None where either is missing."""
    stated = line.cells[candidate.stated]
    computed = candidate.compute(line, before) if stated is not None else None
    return (stated, _of_quality(computed, stated)) if stated is not None and computed is not None else None


def _mended_by_interchange(
    candidate: Candidate, one: tuple[Line, Line | None], other: tuple[Line, Line | None]
) -> list[tuple[Figure, Quantity]]:
    """What two lines print, and should, once they have changed places in one item; none where they do not keep to it then."""
    for item in (candidate.stated, *candidate.items):
        cells = one[0].cells[item], other[0].cells[item]
        pairs = [
            _pair(candidate, line._replace(cells=(*line.cells[:item], cell, *line.cells[item + 1 :])), before)
            for (line, before), cell in zip((one, other), reversed(cells), strict=True)
        ]
        mended = [pair for pair in pairs if pair is not None and _is_near(*pair)]
        if len(mended) == len(pairs):
            return mended
    return []


def _of_quality(computed: Quantity, stated: Figure) -> Quantity:
    """A quotient in the unit it is printed in: per cent, or kronor each."""
    if computed.linear:
        return computed
    return harmonised(stated, computed) if stated.unit.quality == "percent" else computed._replace(quality=stated.unit.quality)


def _is_near(stated: Figure, computed: Quantity) -> bool:
    """Whether a figure is what was worked out, or that with its decimals cut off."""
    slack = stated.step if not computed.linear else tolerance(computed.terms) + stated.step * HALF
    return computed.low - slack <= stated.base <= computed.high + slack or is_rounded(stated, computed.value)


def _is_signed(items: Iterable[Sequence[Figure | None]]) -> bool:
    """Whether amounts are printed with the signs they add up with: one item has several of either sign."""
    signs = [Counter(cell.value > 0 for cell in cells if cell is not None and cell.value) for cells in items]
    return any(min(count[True], count[False]) >= FEW for count in signs)


def _judged(stated: Figure, computed: Quantity, candidate: Candidate, table: str, signed: bool) -> Outcome | None:
    args = {"row": stated.row, "table": table, "column": stated.column, **candidate.args}
    try:
        outcome = judge(stated, 1, computed, candidate.told, args)
    except Trivial:
        return None
    if outcome.outcome == "finding" and outcome.unit == "%" and outcome.stated == HUNDRED < (outcome.computed or 0):
        return None  # what is more than reached is told as reached
    if outcome.outcome == "finding" and outcome.kind is None:
        if computed.linear and not signed and _is_turned(stated, computed):
            return None  # a deviation is favourable of income where there is more, of costs where there is less
        if not computed.linear and is_rounded(stated, computed.value):
            outcome = outcome._replace(severity="note", kind="rounding")
        elif computed.linear and stated.unit.quality != "money":
            outcome = outcome._replace(severity="note")  # who is counted twice, or nowhere, makes no sum wrong
    return with_hints(outcome)


def _is_turned(stated: Figure, computed: Quantity) -> bool:
    """Whether a sum would hold if one figure of it had the other sign."""
    gap = abs(stated.base - computed.value)
    amounts = [stated, *(term.figure for term in computed.terms if term.figure is not None)]
    return any(gap == 2 * abs(figure.base) for figure in amounts)


def _holds(outcome: Outcome) -> bool:
    return outcome.outcome == "passed"


def _fails(outcome: Outcome) -> bool:
    return outcome.outcome == "finding" and outcome.kind != "rounding"


def _tells(outcome: Outcome) -> bool:
    """Whether a line could have shown another relation: nothing in it is nil, and it is not the whole of itself."""
    if not all(figure.value for figure in outcome.printed):
        return False
    return not (outcome.unit == "%" and outcome.stated is not None and abs(outcome.stated) == HUNDRED)


def _is_meant(relation: Relation, tried: int) -> bool:
    """Whether so many lines keep to a relation, so tightly, that it is no chance; and few do not."""
    telling = relation.telling
    few_fail = bool(relation.interchanged) or 2 * relation.failing < len(telling)
    return len(telling) >= FEW and few_fail and tried * _chance(telling) < CHANCE


def _is_seen_without_one(relation: Relation, tried: int) -> bool:
    """Whether a relation that all lines keep to is seen without any one of them: else a wrong figure there would not be."""
    telling = relation.telling
    without = [telling[:at] + telling[at + 1 :] for at in range(len(telling))]
    return all(len(lines) >= FEW and tried * _chance(lines) < CHANCE for lines in without)


def _chance(lines: list[Outcome]) -> Decimal:
    """How likely it is that these lines keep to a relation by chance: the first by its size, the others as they vary."""
    values = [outcome.stated or Decimal(0) for outcome in lines]
    spread = max(values) - min(values)
    chance = ONE
    for index, outcome in enumerate(lines):
        room = spread if index else HUNDRED * HALF if outcome.unit == "%" else abs(values[0])
        chance *= min(ONE, _width(outcome) / room) if room else ONE
    return chance


def _width(outcome: Outcome) -> Decimal:
    """How many of the figures that could have been printed would have fitted, in the unit of the one that is."""
    counts = [u.figure.value for u in outcome.figures[:-1] if u.figure is not None and u.figure.unit.quality == "count"]
    if outcome.unit == "%" and any(counts):  # of few persons few shares are possible
        return max(_steps(outcome), HUNDRED / max(map(abs, counts)))
    return _steps(outcome)


def _steps(outcome: Outcome) -> Decimal:
    """The room that rounding leaves a figure: its own step, and what its terms were rounded by."""
    stated = outcome.figures[-1].figure
    assert stated is not None
    step = ONE.scaleb(-stated.decimals)
    if outcome.computed_low is not None and outcome.computed_high is not None:
        return step + outcome.computed_high - outcome.computed_low
    return max(step, 2 * outcome.tolerance) if outcome.tolerance is not None else step


def _spoken(outcomes: Sequence[Outcome]) -> tuple[set[frozenset[str]], set[str]]:
    """The sets of figures that other rules have held together, and the figures that they have judged by others.

    What is no equation says what a figure may be, not what it is.
    """
    spoken = [outcome for outcome in outcomes if outcome.arithmetic]
    sets = {_figures(outcome) for outcome in spoken}
    judged = {
        used.figure.id
        for outcome in spoken
        if len(_figures(outcome)) > 1 and outcome.equation
        for used in outcome.figures
        if used.role == "stated" and used.figure is not None
    }
    return sets, judged


def _figures(outcome: Outcome) -> frozenset[str]:
    return frozenset(figure.id for figure in outcome.printed)


KIND = Kind(
    "found",
    sv="Ett samband som nästan varje rad följer med sina siffror följer alla rader.",
    en="A relation that nearly every row keeps to by its figures, every row keeps to.",
    keys={"in": TABLES},
    last=check,
)
