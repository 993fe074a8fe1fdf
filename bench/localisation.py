"""How long it takes to explain a record with mistakes in it, and how that grows with the record.

Run by hand (``python bench/localisation.py``); the results go into docs/causes.md. Not a test: a noisy machine must not
fail a build. The records are made up: tables of rounded figures in three columns (one the difference of the other two),
footed by groups, each grand total tied to a row of a summary table. Mistakes are slips and arbitrary changes, half and half.
"""

import random
import sys
import time

from finsam_audit.localisation import Relation, Variable, locate

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


def main() -> None:
    sizes = [(600, 1), (600, 5), (600, 20), (600, 40), (1_200, 40), (2_500, 20), (5_000, 20), (10_000, 20), (2_500, 80)]
    print("| figures | relations | mistakes | failing | seconds | right | wrong | open | proved |")
    print("|---|---|---|---|---|---|---|---|---|")
    for size, mistakes in sizes if len(sys.argv) < 2 else [(int(sys.argv[1]), int(sys.argv[2]))]:
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


if __name__ == "__main__":
    main()
