"""How long it takes to explain a record with mistakes in it, and how that grows with the record.

Run by hand (``python -m bench.localisation``, with ``causes`` for the second table alone); the results go into
docs/causes.md and docs/performance.md. Not a test: a noisy machine must not fail a build. The records are made up: tables
of rounded figures in three columns (one the difference of the other two), footed by groups, each grand total tied to a row
of a summary table. Mistakes are slips and arbitrary changes, half and half.

The first table measures ``locate``, the search alone. The second measures ``causes_of``: all that is done with the outcomes
of a check, where every group also prints its share of the whole and the ties are warnings.
"""

from __future__ import annotations

import random
import sys
import time
from decimal import Decimal

from finsam_audit.causes.causes import causes_of
from finsam_audit.controls.localisation import Relation, Variable, locate
from finsam_audit.controls.outcome import Outcome, Used
from finsam_audit.messages import message
from finsam_audit.page.model import Figure, Place
from finsam_audit.page.units import KR, PERCENT

COLUMNS = ("outcome", "budget", "deviation")


def report(figures: int, seed: int) -> tuple[list[Relation], dict[str, int]]:
    """Relations and true figures (whole tkr, rounded one by one from kr) of about the size asked for."""
    draw = random.Random(seed)
    exact: dict[str, int] = {}
    relations: list[Relation] = []
    tables = max(1, figures // 75)

    def add(name: str, terms: list[str], column: str) -> None:
        exact[f"{name}.{column}"] = sum(exact[f"{term}.{column}"] for term in terms)
        relations.append(Relation(f"{name}.{column}", (*((f"{t}.{column}", 1) for t in terms), (f"{name}.{column}", -1))))

    for table in range(tables):
        groups = []
        for group in range(4):
            rows = [f"t{table}.g{group}.r{row}" for row in range(draw.randint(3, 6))]
            for row in rows:
                exact[f"{row}.outcome"] = draw.randint(10_000, 90_000_000)
                exact[f"{row}.budget"] = exact[f"{row}.outcome"] + draw.randint(-5_000_000, 5_000_000)
                exact[f"{row}.deviation"] = exact[f"{row}.outcome"] - exact[f"{row}.budget"]
            for column in COLUMNS:
                add(f"t{table}.g{group}", rows, column)
            groups.append(f"t{table}.g{group}")
            relations += [
                Relation(
                    f"{row}.across", tuple((f"{row}.{column}", sign) for column, sign in zip(COLUMNS, (1, -1, -1), strict=True))
                )
                for row in [*rows, f"t{table}.g{group}"]
            ]
        for column in COLUMNS:
            add(f"t{table}", groups, column)
            exact[f"summary.t{table}.{column}"] = exact[f"t{table}.{column}"]
            relations.append(
                Relation(f"tie.t{table}.{column}", ((f"summary.t{table}.{column}", 1), (f"t{table}.{column}", -1)))
            )
    for column in COLUMNS:
        add("summary", [f"summary.t{table}" for table in range(tables)], column)
    return relations, {name: round(value / 1000) for name, value in exact.items()}


def spoil(values: dict[str, int], mistakes: int, seed: int) -> dict[str, int]:
    """The figures with mistakes in them: what was meant, by the figure that is now wrong."""
    draw = random.Random(seed)
    meant = {}
    for number, name in enumerate(draw.sample([n for n, v in values.items() if abs(v) > 999], mistakes)):
        value = values[name]
        meant[name] = value
        while abs(values[name] - value) < 20:
            digits = str(abs(value))
            place = draw.randrange(len(digits) - 1)
            swapped = digits[:place] + digits[place + 1] + digits[place] + digits[place + 2 :]
            wrong = int(swapped) if number % 2 else draw.randint(1000, 99_999)
            values[name] = wrong if value > 0 else -wrong
            if values[name] == value:
                values[name] = -value
    return meant


def outcomes(relations: list[Relation], values: dict[str, int]) -> list[Outcome]:
    """The same record as a check leaves it: one outcome a relation, and the percentage of every row and group."""
    figures = {name: _figure(name, Decimal(value), number) for number, (name, value) in enumerate(values.items())}
    found = [_equation(relation, figures) for relation in relations]
    wholes = [name for name in figures if name.startswith("t") and name.count(".") == 1 and name.endswith(".outcome")]
    for whole in wholes:
        table = whole.removesuffix("outcome")
        for name in [n for n in figures if n.startswith(table + "g") and n.endswith(".outcome")]:
            found.append(_share(figures[name], figures[whole], len(figures) + len(found)))
    return found


def _figure(name: str, value: Decimal, line: int, percent: bool = False) -> Figure:
    row, _, column = name.rpartition(".")
    return Figure(name, str(value), value, PERCENT if percent else KR, 0, row.partition(".")[0], (), row, column, Place(line))


def _equation(relation: Relation, figures: dict[str, Figure]) -> Outcome:
    *terms, (stated, weight) = relation.terms
    sign = -1 if weight == 1 else 1
    used = [Used(figures[name], "term", Decimal(sign * int(weight))) for name, weight in terms]
    computed = sum((one.figure.value * one.weight for one in used if one.figure), Decimal(0))
    amount = figures[stated].value
    holds = abs(amount - computed) * 2 <= len(relation.terms)
    severity = None if holds else "warning" if relation.name.startswith("tie") else "error"
    return Outcome(
        "passed" if holds else "finding",
        message("footing"),
        severity=severity,
        stated=amount,
        computed=computed,
        difference=amount - computed,
        unit="kr",
        figures=(*used, Used(figures[stated], "stated", Decimal(-1))),
        arithmetic=True,
    )


def _share(part: Figure, whole: Figure, line: int) -> Outcome:
    """A percentage of what was meant cannot be known here: it is printed as the figures now give it."""
    computed = part.value * 100 / whole.value
    stated = _figure(f"{part.id}.share", Decimal(round(computed)), line, percent=True)
    used = (Used(part, "term", Decimal(1)), Used(whole, "divisor", Decimal(1)), Used(stated, "stated", Decimal(-1)))
    return Outcome(
        "passed",
        message("share"),
        stated=stated.value,
        computed=computed,
        computed_low=computed,
        computed_high=computed,
        difference=stated.value - computed,
        unit="%",
        figures=used,
        arithmetic=True,
    )


def search_alone(sizes: list[tuple[int, int]]) -> None:
    print("| figures | relations | mistakes | failing | seconds | right | wrong | open | proved |")
    print("|---|---|---|---|---|---|---|---|---|")
    for size, mistakes in sizes:
        for seed in range(3):
            relations, values = report(size, seed)
            meant = spoil(values, mistakes, seed)
            record = {name: Variable(value, step=1) for name, value in values.items()}
            start = time.perf_counter()
            found = locate(relations, record)
            took = time.perf_counter() - start
            certain = {c.variable: c for fault in found.faults for c in fault.certain.changes}
            right = sum(n in certain and (certain[n].low or 0) <= v <= (certain[n].high or 0) for n, v in meant.items())
            still = sum(not fault.unique for fault in found.faults)
            numbers = (len(values), len(relations), mistakes, len(found.failing), f"{took:.2f}")
            print(
                "| " + str(numbers[0]),
                *numbers[1:],
                right,
                len(certain) - right,
                still,
                "yes |" if found.proved else "no |",
                sep=" | ",
            )


def the_whole(sizes: list[tuple[int, int]]) -> None:
    print("\n| figures | relations | mistakes | findings | seconds | per 600 figures | right | wrong |")
    print("|---|---|---|---|---|---|---|---|")
    for size, mistakes in sizes:
        for seed in range(3):
            relations, values = report(size, seed)
            before = outcomes(relations, values)
            meant = spoil(values, mistakes, seed)
            ended = outcomes(relations, values)
            for index, outcome in enumerate(before[len(relations) :], len(relations)):
                ended[index] = _as_printed(outcome, ended[index])
            figures = len({used.figure.id for outcome in ended for used in outcome.figures if used.figure})
            findings = sum(outcome.outcome == "finding" for outcome in ended)
            start = time.perf_counter()
            causes = causes_of(ended, {})
            took = time.perf_counter() - start
            corrected = {figure.id: value for cause in causes for figure, value in cause.corrections}
            right = sum(name in corrected and abs(corrected[name] - value) <= 3 for name, value in meant.items())
            wrong = sum(name not in meant for name in corrected)
            row = (figures, len(ended), mistakes, findings, f"{took:.2f}", f"{took * 600 / figures:.2f}", right, wrong)
            print("|", " | ".join(map(str, row)), "|")


def _as_printed(before: Outcome, after: Outcome) -> Outcome:
    """A share of the spoiled record, with the percentage that was printed when it was right."""
    assert before.stated is not None
    assert after.computed is not None
    difference = before.stated - after.computed
    part, whole = (used.figure for used in after.figures[:2])
    assert part is not None
    assert whole is not None
    slack = Decimal("0.5") + (abs(after.computed) + 100) / abs(whole.value) / 2
    ending = {"outcome": "passed"} if abs(difference) <= slack else {"outcome": "finding", "severity": "error"}
    figures = (*after.figures[:2], before.figures[2])
    return after._replace(stated=before.stated, difference=difference, figures=figures, **ending)


SIZES = [(600, 1), (600, 5), (600, 20), (600, 40), (1_200, 40), (2_500, 20), (5_000, 20), (10_000, 20), (2_500, 80)]


def main() -> None:
    given = [int(argument) for argument in sys.argv[1:] if argument.isdigit()]
    sizes = [(given[0], given[1])] if given else SIZES
    if "causes" not in sys.argv:
        search_alone(sizes)
    the_whole([(size * 3 // 4, mistakes) for size, mistakes in sizes])


if __name__ == "__main__":
    main()
