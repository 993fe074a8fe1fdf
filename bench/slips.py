"""How often a planted slip is found, its figure named and its value restored. A seeded experiment.

Run by hand from the project's folder (``python -m bench.slips``, ``python -m bench.slips 10 misses`` to see what was
missed, ``python -m bench.slips 10 one.yaml two.yaml`` on other reports, ``single`` without two and three slips at once,
``seed=…`` for other slips); the tables go into docs/causes.md. Reports of
``sample_data`` and consistent ones made up by ``tests.whole.consistent`` are read, one to three of their figures are changed as
a hand would change them, and the report is checked again.

A slip is planted only in a figure that no finding speaks of. One that no relation can notice, because it changes less than
rounding allows, is counted apart. What it was meant to be is then sought in ``Result.causes``:

- *one*: only one relation fails, so that nothing can tell the figure from its partners in it;
- *twins*: several fail, but another figure, changed alone, would mend them all and break none;
- *determined*: several fail, and no other figure mends them alone.

*Accused besides* are right figures, with the number of runs that accuse any: see ``Bench._accused_beside``.
"""

from __future__ import annotations

import random
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import NamedTuple

from finsam_audit import check, load_rules
from finsam_audit.causes.equations import System, system_of
from finsam_audit.controls.localisation import Relation, Variable
from finsam_audit.controls.outcome import Cause, Outcome, Result
from finsam_audit.page.model import Figure, Report
from finsam_audit.page.reader import build_report
from finsam_audit.page.source import Source, parse
from tests.whole.consistent import YEARS, Plan, Year, write
from tests.whole.planting import changed

ROOT = Path(__file__).parent.parent
KINDS = ("digit", "transposed", "lost", "sign", "thousand", "interchanged", "other column")
CLASSES = ("one", "twins", "determined")
Values = Mapping[str, Decimal]


class Trial(NamedTuple):
    """Figures that were changed, each with the class its relations put it in, and what came of it."""

    kind: str
    figure: Figure
    to: Decimal
    sort: str
    detected: bool
    named: bool
    first: bool
    corrected: bool
    wrongly: int
    accused: frozenset[str]


def read(path: Path) -> Report:
    data = path.read_bytes()
    source = Source(str(path), data.decode(), data)
    return build_report(source, parse(source))


def made_up(seed: int) -> Report:
    """A consistent report, in kr or tkr."""
    draw = random.Random(seed)
    quarter = draw.randint(500_000, 2_000_000)
    years = []
    for _ in range(YEARS):
        admin = tuple(draw.randint(1_000, 150_000) for _ in range(draw.randint(2, 4)))
        structure = tuple(draw.randint(1_000, 200_000) for _ in range(draw.randint(1, 3)))
        eu, other, interest, fees = (draw.randint(1_000, most) for most in (400_000, 40_000, 9_000, 9_000))
        rest = 4 * quarter + eu + other + interest - fees - draw.randint(-20_000, 20_000) - sum(admin) - sum(structure)
        first = draw.randint(1_000, rest - 1_000)
        two = [tuple(draw.randint(1_000, most) for _ in range(2)) for most in (90_000, 900_000)]
        budget = (draw.randint(100_000, 3_000_000), draw.randint(10_000, 300_000), draw.randint(10_000, 300_000))
        costs = ((first, rest - first), structure, admin)
        pension, fixed = draw.randint(10_000, 400_000), draw.randint(1_000, 60_000)
        rest_of_it = (interest, fees, two[0], two[1], pension, fixed, budget)
        years.append(Year(4 * quarter, eu, other, costs, draw.randint(1, 900), *rest_of_it))  # type: ignore[arg-type]
    plan = Plan(years, draw.randint(150_000, 250_000), draw.randint(1, 4), "tkr" if seed % 2 else "kr", *_coins(draw))
    text = write(plan)
    source = Source(f"made up {seed}", text, text.encode())
    return build_report(source, parse(source))


def _coins(draw: random.Random) -> list[bool]:
    return [draw.random() < 0.5 for _ in range(3)]


def slip(draw: random.Random, kind: str, figure: Figure, partners: list[Figure], across: list[Figure]) -> dict[str, Decimal]:
    """Other values for a figure (and for the one it changes places with); empty where the slip is not possible in it."""
    digits = str(abs(int(figure.value.scaleb(figure.decimals))))
    sign = -1 if figure.value < 0 else 1

    def so(text: str) -> dict[str, Decimal]:
        value = sign * Decimal(int(text)).scaleb(-figure.decimals)
        return {figure.id: value} if value != figure.value else {}

    place = draw.randrange(len(digits))
    if kind == "digit":
        return so(digits[:place] + draw.choice([d for d in "0123456789" if d != digits[place]]) + digits[place + 1 :])
    if kind == "transposed":
        place = min(place, len(digits) - 2)
        return so(digits[:place] + digits[place + 1] + digits[place] + digits[place + 2 :]) if place >= 0 else {}
    if kind == "lost":
        return so(digits[:place] + digits[place + 1 :]) if len(digits) > 1 else {}
    if kind == "sign":
        return {figure.id: -figure.value} if figure.value else {}
    if kind == "thousand":
        if figure.unit.quality != "money" or not figure.value:
            return {}
        less = (figure.value / 1000).quantize(Decimal(1).scaleb(-figure.decimals))
        return {figure.id: less if figure.unit.scale == 1 and abs(figure.value) >= 10_000 else figure.value * 1000}
    others = [f for f in (partners if kind == "interchanged" else across) if f.value != figure.value and f.unit == figure.unit]
    if not others:
        return {}
    other = draw.choice(others)
    return {figure.id: other.value} | ({other.id: figure.value} if kind == "interchanged" else {})


class Bench:
    """One report, checked once as it is."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.before = check(report, BOOK)
        self.system: System = system_of(self.before.outcomes)
        self.variables = self.system.variables()
        self.holding: dict[int, Relation] = {}
        seen: set[object] = set()
        for index, relation in self.system.relations.items():
            names = frozenset(name for name, _ in relation.terms)
            if _holds(relation, self.variables, {}) and names not in seen:
                seen.add(names)  # the same figures twice are one relation
                self.holding[index] = relation
        self.of: dict[str, list[Relation]] = {}
        for relation in self.holding.values():
            for name, _ in relation.terms:
                self.of.setdefault(name, []).append(relation)
        accused = {
            u.figure.id for o in self.before.outcomes if o.outcome == "finding" for u in o.figures if u.figure is not None
        }
        self.figures = [figure for figure in report.figures() if figure.id in self.of and figure.id not in accused]
        self.unreached = sum(figure.id not in self.of for figure in report.figures())
        self.accused = len(accused & self.of.keys())

    def beside(self, figure: Figure) -> list[Figure]:
        """The figures next to one in its column."""
        rows = [f for f in self.figures if (f.table, f.column) == (figure.table, figure.column)]
        place = rows.index(figure)
        return [f for f in rows[max(place - 1, 0) : place + 2] if f is not figure]

    def across(self, figure: Figure) -> list[Figure]:
        return [
            f for f in self.figures if (f.table, f.path, f.row) == (figure.table, figure.path, figure.row) and f is not figure
        ]

    def plant(self, draw: random.Random, kind: str, figure: Figure) -> dict[str, Decimal]:
        return slip(draw, kind, figure, self.beside(figure), self.across(figure))

    def failing(self, values: Values, name: str) -> list[Relation]:
        """The relations of one figure that other values make fail."""
        at = self._base(values)
        return [relation for relation in self.of[name] if not _holds(relation, self.variables, at)]

    def sort(self, values: Values, name: str) -> str:
        """What the relations can tell of a figure with another value."""
        failing = self.failing(values, name)
        if len(failing) < 2:
            return CLASSES[0] if failing else ""
        others = set.intersection(*({n for n, _ in relation.terms} for relation in failing)) - {name}
        at = self._base(values)
        return CLASSES[1] if any(self._mends(other, at) for other in others) else CLASSES[2]

    def _base(self, values: Values) -> dict[str, Fraction]:
        return {name: Fraction(value * self.system.figures[name].unit.scale) for name, value in values.items()}

    def _mends(self, name: str, at: Mapping[str, Fraction]) -> bool:
        """Whether another value of one figure lets all its relations hold."""
        low: Fraction | None = None
        high: Fraction | None = None
        for relation in self.of[name]:
            weight = Fraction(dict(relation.terms)[name])
            rest, slack = _residual(relation, self.variables, {**at, name: Fraction(0)})
            one, two = sorted(((-rest - slack) / weight, (-rest + slack) / weight))
            low, high = one if low is None else max(low, one), two if high is None else min(high, two)
        return low is None or high is None or low <= high

    def trials(self, draw: random.Random, planted: list[tuple[str, Figure, dict[str, Decimal]]]) -> list[Trial]:
        values = {name: value for _, _, one in planted for name, value in one.items()}
        after = check(changed(self.report, values), BOOK)
        meant = {f.id: f.value for f in self.report.figures()}
        wrongly = len(_corrected(after) - _corrected(self.before) - values.keys())
        accused = self._accused_beside(after, values)
        found = []
        for kind, figure, one in planted:
            own = [
                i
                for i, o in enumerate(after.outcomes)
                if o.outcome == "finding" and o.arithmetic and any(u.figure and u.figure.id == figure.id for u in o.figures)
            ]
            causes = [cause for cause in after.causes if set(own) & set(cause.outcomes)]
            first = causes[:1]
            corrected = all(any(_restores(c, name, meant[name]) for c in causes) for name in one)
            found.append(
                Trial(
                    kind,
                    figure,
                    one[figure.id],
                    self.sort(values, figure.id) if len(planted) > 1 else self.sort(one, figure.id),
                    bool(own),
                    any(_names(cause, figure.id) for cause in causes),
                    any(_names(cause, figure.id) for cause in first),
                    corrected,
                    wrongly,
                    accused,
                )
            )
        return found

    def _accused_beside(self, after: Result, values: Values) -> frozenset[str]:
        """Right figures that a slip in others has accused.

        They are the stated figure of an error that was none before and has none of the changed figures in it, or are to be
        changed with high confidence.
        """
        known = {(o.rule, o.column, _stated(o)) for o in self.before.findings if o.severity == "error"}
        errors = [
            _stated(o)
            for o in after.findings
            if o.severity == "error"
            and (o.rule, o.column, _stated(o)) not in known
            and not any(u.figure is not None and u.figure.id in values for u in o.figures)
        ]
        return frozenset().union(*errors, _sure(after) - _sure(self.before)) - values.keys()


def _stated(outcome: Outcome) -> frozenset[str]:
    return frozenset(used.figure.id for used in outcome.figures if used.figure is not None and used.role == "stated")


def _sure(result: Result) -> set[str]:
    return {figure.id for cause in result.causes if cause.confidence == "high" for figure, _ in cause.corrections}


def _corrected(result: Result) -> set[str]:
    return {figure.id for cause in result.causes for figure, _ in cause.corrections}


def _names(cause: Cause, name: str) -> bool:
    first = cause.alternatives[0] if cause.alternatives else ()
    return any(figure.id == name for figure, _ in (*cause.corrections, *first))


def _restores(cause: Cause, name: str, value: Decimal) -> bool:
    return any(figure.id == name and to == value for figure, to in cause.corrections)


def _residual(relation: Relation, variables: Mapping[str, Variable], at: Mapping[str, Fraction]) -> tuple[Fraction, Fraction]:
    total, slack = -Fraction(relation.constant), Fraction(0)
    for name, weight in relation.terms:
        variable = variables[name]
        total += Fraction(weight) * at.get(name, Fraction(variable.value or 0))
        slack += abs(Fraction(weight)) * Fraction(variable.step) / 2
    return total, slack


def _holds(relation: Relation, variables: Mapping[str, Variable], at: Mapping[str, Fraction]) -> bool:
    total, slack = _residual(relation, variables, at)
    return abs(total) <= slack


def reports(made: int, others: list[str]) -> Iterator[tuple[str, Report]]:
    """The reports to plant in: those named, else the samples and some made up."""
    if others:
        yield from ((Path(path).stem, read(Path(path))) for path in others)
        return
    for path in sorted((ROOT / "sample_data").glob("*.yaml")):
        report = read(path)
        if not report.audits:
            yield path.stem, report
    for seed in range(made):
        yield "made up, tkr" if seed % 2 else "made up, kr", made_up(seed)


def share(trials: Iterable[Trial], what: str) -> str:
    found = [getattr(trial, what) for trial in trials]
    return f"{100 * sum(found) / len(found):.1f} %" if found else "–"


def table(head: str, rows: Mapping[str, list[Trial]]) -> None:
    heads = ("planted", "detected", "two relations", "named first", "corrected", "determined", "named first", "corrected")
    print(f"\n| {' | '.join((head, *heads, 'accused besides'))} |")
    print("|---|---|---|---|---|---|---|---|---|---|")
    for name, trials in rows.items():
        two = [trial for trial in trials if trial.sort in CLASSES[1:]]
        sure = [trial for trial in trials if trial.sort == CLASSES[2]]
        cells = [len(trials), share(trials, "detected"), len(two), share(two, "first"), share(two, "corrected")]
        cells += [len(sure), share(sure, "first"), share(sure, "corrected")]
        runs = [trial.accused for trial in trials if trial.accused]
        cells.append(f"{sum(map(len, runs))} in {len(runs)}" if runs else "0")
        print("|", " | ".join([name, *map(str, cells)]), "|")


def main() -> None:
    each = int(sys.argv[1]) if len(sys.argv) > 1 else 8
    tell = "misses" in sys.argv
    seed = "".join(f" {argument[5:]}" for argument in sys.argv if argument.startswith("seed="))
    sizes = () if "single" in sys.argv else (2, 3)
    single: list[tuple[str, Trial]] = []
    several: dict[int, list[Trial]] = {size: [] for size in sizes}
    left_out: Counter[str] = Counter()
    others = [argument for argument in sys.argv if argument.endswith(".yaml")]
    for number, (name, report) in enumerate(reports(6, others)):
        draw = random.Random(f"{number} {name}{seed}")
        bench = Bench(report)
        left_out["in no relation"] += bench.unreached
        left_out["in a finding already"] += bench.accused
        many: list[tuple[str, Figure, dict[str, Decimal]]] = []
        for kind in KINDS:
            planted = 0
            for _ in range(each * 10):
                if planted == each or not bench.figures:
                    break
                figure = draw.choice(bench.figures)
                values = bench.plant(draw, kind, figure)
                if not values:
                    left_out["not possible in the figure"] += 1
                elif not bench.failing(values, figure.id):
                    left_out["within rounding"] += 1
                else:
                    planted += 1
                    many.append((kind, figure, values))
                    (trial,) = bench.trials(draw, [(kind, figure, values)])
                    single.append((name, trial))
                    if tell and (
                        not trial.detected
                        or (trial.sort != CLASSES[0] and not (trial.first and trial.corrected))
                        or trial.wrongly
                        or trial.accused
                    ):
                        f = trial.figure
                        said = (
                            "undetected"
                            if not trial.detected
                            else "not named"
                            if not trial.first
                            else "not corrected"
                            if not trial.corrected
                            else "ANOTHER CORRECTED"
                        )
                        where = f"{f.table} / {f.row} / {f.column}"
                        print(f"{name}: {said} ({trial.sort}) {kind}: {where}: {f.value} → {trial.to} [{f.id}]")
                        if trial.accused:
                            print("  accused besides:", *sorted(trial.accused), sep="\n    ")
        for size in several:
            for _ in range(each):
                if len(many) > size:
                    chosen = draw.sample(many, size)
                    if len({n for _, _, values in chosen for n in values}) == sum(len(values) for _, _, values in chosen):
                        several[size] += bench.trials(draw, chosen)
    table("slip", {kind: [t for _, t in single if t.kind == kind] for kind in KINDS})
    names = dict.fromkeys(name for name, _ in single)
    table("report", {name: [t for other, t in single if other == name] for name in names})
    table("slips at once", {"1": [t for _, t in single], **{str(size): trials for size, trials in several.items()}})
    table("relations", {sort: [t for _, t in single if t.sort == sort] for sort in CLASSES})
    print("\nleft out:", dict(left_out), "wrong corrections:", sum(t.wrongly for _, t in single))


BOOK = load_rules()

if __name__ == "__main__":
    main()
