"""Consistent annual reports, built at random: every figure follows from a few drawn amounts."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from hypothesis import strategies as st

GROUPS = ("Individinriktade insatser", "Strukturövergripande insatser", "Administration")
LAST = 2025
YEARS = 5


class Year(NamedTuple):
    """The drawn amounts of one year, in kr."""

    contributions: int
    eu: int
    other: int
    costs: tuple[tuple[int, ...], ...]
    depreciation: int
    interest: int
    fees: int
    receivables: tuple[int, int]
    liabilities: tuple[int, int]
    pension: int
    fixed: int
    budget: tuple[int, int, int]

    @property
    def income(self) -> int:
        return self.contributions + self.eu + self.other

    @property
    def group_costs(self) -> tuple[int, ...]:
        return tuple(sum(rows) for rows in self.costs)

    @property
    def total_costs(self) -> int:
        return sum(self.group_costs)

    @property
    def result(self) -> int:
        return self.income - self.total_costs + self.interest - self.fees

    @property
    def payroll_tax(self) -> int:
        return int((Decimal(self.pension) * Decimal("0.2426")).quantize(Decimal(1), ROUND_HALF_UP))

    @property
    def provision(self) -> int:
        return self.pension + self.payroll_tax


@dataclass
class Plan:
    """A report to be written: the years, latest first, opening equity, and how it is set out.

    ``coarse`` are tables printed in tkr beside others in kr; they leave out rows that round to nothing.
    """

    years: list[Year]
    opening_equity: int
    municipalities: int
    unit: str = "kr"
    costs_positive: bool = False
    magnitudes: bool = False
    printed_subtotals: bool = True
    changed: dict[tuple[str, str, int], int] = field(default_factory=dict)
    reverse_rows: bool = False
    swap_columns: bool = False
    relabel: str = ""
    coarse: frozenset[str] = frozenset()

    def equity(self, index: int) -> int:
        """Equity at the end of year ``index`` (0 is the latest)."""
        return self.opening_equity + sum(year.result for year in self.years[index:])

    def cash(self, index: int) -> int:
        year = self.years[index]
        return self.equity(index) + year.provision + sum(year.liabilities) - sum(year.receivables) - year.fixed


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    """A consistent report, its unit and its signs drawn at random; nothing in it passes a limit of policy."""
    quarter = draw(st.integers(500_000, 2_000_000))
    count = draw(st.integers(1, 4))
    years = []
    for _ in range(YEARS):
        admin_rows = draw(st.lists(st.integers(1_000, 150_000), min_size=2, max_size=4, unique=True))
        structure = draw(st.lists(st.integers(1_000, 200_000), min_size=1, max_size=3, unique=True))
        eu, other = draw(st.integers(1_000, 400_000)), draw(st.integers(1_000, 40_000))
        interest, fees = draw(st.integers(0, 9_000)), draw(st.integers(0, 9_000))
        wanted = draw(st.integers(-20_000, 20_000))
        rest = 4 * quarter + eu + other + interest - fees - wanted - sum(admin_rows) - sum(structure)
        first = draw(st.integers(1, (rest - 1) // 2))
        years.append(
            Year(
                4 * quarter,
                eu,
                other,
                ((first, rest - first), tuple(structure), tuple(admin_rows)),
                draw(st.integers(1, 900)),
                interest,
                fees,
                (draw(st.integers(1_000, 90_000)), draw(st.integers(1_000, 90_000))),
                (draw(st.integers(1_000, 900_000)), draw(st.integers(1_000, 900_000))),
                draw(st.integers(10_000, 400_000)),
                draw(st.integers(1_000, 60_000)),
                (
                    draw(st.integers(100_000, 3_000_000)),
                    draw(st.integers(10_000, 300_000)),
                    draw(st.integers(10_000, 300_000)),
                ),
            )
        )
    return Plan(
        years,
        draw(st.integers(150_000, 250_000)),
        count,
        draw(st.sampled_from(["kr", "tkr"])),
        draw(st.booleans()),
        draw(st.booleans()),
        draw(st.booleans()),
    )


def spaced(value: int) -> str:
    """An amount as reports print it."""
    return f"{value:,}".replace(",", " ")


class _Writer:
    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.lines: list[str] = []
        self.table, self.unit = "", plan.unit

    def cell(self, row: str, column: int, value: int | None) -> str:
        if value is None:
            return "_"
        if self.unit == "tkr":
            value = int((Decimal(value) / 1000).quantize(Decimal(1), ROUND_HALF_UP))
        return spaced(value + self.plan.changed.get((self.table, row, column), 0))

    def start(self, name: str, columns: list[str], unit: str = "") -> None:
        self.table = name
        self.unit = "tkr" if name in self.plan.coarse else self.plan.unit
        heads = columns[::-1] if self.plan.swap_columns else columns
        self.lines.append(f"  {name}:")
        self.lines.append(f"    unit: {unit or self.plan.relabel or self.unit}")
        self.lines.append(f"    columns: {' | '.join(heads)}")
        self.lines.append("    rows:")

    def cells(self, label: str, values: list[int | None], extra: list[str] | None = None) -> str:
        cells = [self.cell(label, index, value) for index, value in enumerate(values)]
        if extra:
            cells = [f"{cell} ({more})" for cell, more in zip(cells, extra, strict=True)]
        return " | ".join(cells[::-1] if self.plan.swap_columns else cells)

    def row(self, depth: int, label: str, values: list[int | None], after: str = "") -> None:
        self.lines.append(f"{'  ' * (depth + 3)}{label}: {self.cells(label, values)}{after}")

    def head(self, depth: int, label: str) -> None:
        self.lines.append(f"{'  ' * (depth + 3)}{label}:")

    def details(self, depth: int, rows: list[tuple[str, list[int | None]]]) -> None:
        printed = [row for row in rows if self.table not in self.plan.coarse or any(abs(value or 0) >= 500 for value in row[1])]
        for label, values in printed[::-1] if self.plan.reverse_rows else printed:
            self.row(depth, label, values)


def percent(part: int, whole: int, decimals: int) -> str:
    share = (Decimal(100) * part / whole).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    return f"{share} %".replace(".", ",")


def write(plan: Plan) -> str:
    """The data file of a plan."""
    w = _Writer(plan)
    two = plan.years[:2]
    sign = 1 if plan.costs_positive else -1
    flow, stock = ["2025", "2024"], ["2025-12-31", "2024-12-31"]

    def pair(pick: object) -> list[int | None]:
        assert callable(pick)
        return [pick(year) for year in two]

    w.lines += ["finsam-audit: 1", "report:", "  entity: Slumpförbundet", "  period: 2025", "  decided: 2026-03-01", "tables:"]
    w.start("Resultaträkning", flow)
    w.row(0, "Verksamhetens intäkter", pair(lambda y: y.income), " (not 2)")
    w.row(0, "Verksamhetens kostnader", pair(lambda y: sign * (y.total_costs - y.depreciation)), " (not 3)")
    w.row(0, "Avskrivningar", pair(lambda y: sign * y.depreciation), " (not 3)")
    w.row(0, "Verksamhetens resultat", pair(lambda y: y.income - y.total_costs))
    w.row(0, "Finansiella intäkter", pair(lambda y: y.interest))
    w.row(0, "Finansiella kostnader", pair(lambda y: sign * y.fees))
    w.row(0, "Resultat efter finansiella poster", pair(lambda y: y.result))
    w.row(0, "Årets resultat", pair(lambda y: y.result))

    w.start("Balansräkning", stock)
    w.head(0, "Tillgångar")
    w.row(1, "Anläggningstillgångar", pair(lambda y: y.fixed))
    w.head(1, "Omsättningstillgångar")
    rows: list[tuple[str, list[int | None]]] = [
        ("Fordringar", pair(lambda y: sum(y.receivables))),
        ("Kassa och bank", [plan.cash(0), plan.cash(1)]),
    ]
    w.details(2, rows)
    w.row(2, "Summa omsättningstillgångar", [sum(y.receivables) + plan.cash(i) for i, y in enumerate(two)])
    total: list[int | None] = [sum(y.receivables) + plan.cash(i) + y.fixed for i, y in enumerate(two)]
    w.row(1, "Summa tillgångar", total)
    w.head(0, "Eget kapital, avsättningar och skulder")
    w.head(1, "Eget kapital")
    w.details(2, [("Årets resultat", pair(lambda y: y.result)), ("Övrigt eget kapital", [plan.equity(1), plan.equity(2)])])
    if plan.printed_subtotals:
        w.row(2, "Summa eget kapital", [plan.equity(0), plan.equity(1)])
    w.row(1, "Avsättningar för pensioner", pair(lambda y: y.provision))
    w.row(1, "Kortfristiga skulder", pair(lambda y: sum(y.liabilities)))
    w.row(1, "Summa eget kapital, avsättningar och skulder", total)

    w.start("Kassaflödesanalys", flow)
    following = plan.years[1:3]
    moves = []
    for index, (year, last) in enumerate(zip(two, following, strict=True)):
        adjustment = year.depreciation + year.provision - last.provision
        receivables = sum(last.receivables) - sum(year.receivables)
        liabilities = sum(year.liabilities) - sum(last.liabilities)
        operations = year.result + adjustment + receivables + liabilities
        investment = last.fixed - year.fixed - year.depreciation
        moves.append((year.result, adjustment, year.result + adjustment, receivables, liabilities, receivables + liabilities,
                      operations, investment, operations + investment, plan.cash(index + 1), plan.cash(index)))  # fmt: skip
    labels = ("Årets resultat", "Justering för ej likviditetspåverkande poster",
              "Medel från verksamheten före förändring av rörelsekapital", "Ökning/minskning kortfristiga fordringar",
              "Ökning/minskning kortfristiga skulder", "Summa förändring av rörelsekapital",
              "Kassaflöde från den löpande verksamheten",
              "Investering i inventarier", "Årets kassaflöde", "Likvida medel vid årets början",
              "Likvida medel vid årets slut")  # fmt: skip
    for index, label in enumerate(labels):
        w.row(0, label, [moves[0][index], moves[1][index]])

    _notes(w, plan, two, flow, stock)
    _overviews(w, plan)
    _activities(w, plan)
    _operating(w, plan)
    w.start("Balanskravsresultat", ["2025"])
    w.row(0, "Årets resultat enligt resultaträkningen", [plan.years[0].result])
    w.row(0, "Samtliga realisationsvinster", [0])
    w.row(0, "Balanskravsresultat", [plan.years[0].result])
    return "\n".join(w.lines) + "\n"


def _notes(w: _Writer, plan: Plan, two: list[Year], flow: list[str], stock: list[str]) -> None:
    def pair(pick: object) -> list[int | None]:
        assert callable(pick)
        return [pick(year) for year in two]

    w.start("Not 2. Verksamhetens intäkter", flow)
    municipal = [f"Driftbidrag från Ort{n} kommun" for n in range(plan.municipalities)]
    split: list[list[int | None]] = [_split(year.contributions // 4, plan.municipalities) for year in two]
    rows: list[tuple[str, list[int | None]]] = [
        ("Driftbidrag från staten", pair(lambda y: y.contributions // 2)),
        ("Driftbidrag från Region Exempel", pair(lambda y: y.contributions // 4)),
        *[(label, [split[0][n], split[1][n]]) for n, label in enumerate(municipal)],
        ("EU-medel", pair(lambda y: y.eu)),
        ("Övriga intäkter", pair(lambda y: y.other)),
    ]
    w.details(0, rows)
    w.row(0, "Summa", pair(lambda y: y.income))
    w.start("Not 3. Verksamhetens kostnader", flow)
    w.details(0, [(group, pair(lambda y, n=n: y.group_costs[n])) for n, group in enumerate(GROUPS)])
    w.row(0, "Summa", pair(lambda y: y.total_costs))
    w.start("Not 4. Fordringar", stock)
    w.details(0, [("Kundfordringar", pair(lambda y: y.receivables[0])), ("Moms", pair(lambda y: y.receivables[1]))])
    w.row(0, "Summa", pair(lambda y: sum(y.receivables)))
    w.start("Not 5. Avsatt till pensioner", stock)
    w.row(0, "Avsättning pensioner", pair(lambda y: y.pension))
    w.row(0, "Avsättning löneskatt", pair(lambda y: y.payroll_tax))
    w.row(0, "Summa", pair(lambda y: y.provision))
    w.start("Not 6. Kortfristiga skulder", stock)
    w.details(0, [("Leverantörsskulder", pair(lambda y: -y.liabilities[0])), ("Upplupna", pair(lambda y: -y.liabilities[1]))])
    w.row(0, "Summa", pair(lambda y: -sum(y.liabilities)))


def _split(amount: int, parts: int) -> list[int | None]:
    share = amount // parts
    return [*[share] * (parts - 1), amount - share * (parts - 1)]


def _overviews(w: _Writer, plan: Plan) -> None:
    heads = [str(LAST - n) for n in range(YEARS)]
    years = plan.years
    w.start("Översikt över verksamhetens utveckling", heads)
    w.row(0, "Verksamhetens intäkter", [y.income for y in years])
    w.row(0, "Verksamhetens kostnader", [-y.total_costs for y in years])
    w.row(0, "Årets resultat", [y.result for y in years])
    w.row(0, "Omsättningstillgångar", [sum(y.receivables) + plan.cash(n) for n, y in enumerate(years[:YEARS])])
    w.row(0, "Kortfristiga skulder", [sum(y.liabilities) for y in years])
    w.start("Översikt över medlemsbidragets utveckling och användning", heads)
    w.row(0, "Medlemsbidrag", [y.contributions for y in years])
    w.row(0, "Kostnad verksamhet", [y.total_costs for y in years])
    w.row(0, "Årets resultat", [y.result for y in years])
    label = "Utgående eget kapital (Andel av medlemsbidraget %)"
    shares = [percent(plan.equity(n), y.contributions, 1) for n, y in enumerate(years)]
    w.lines.append(f"      {label}: {w.cells(label, [plan.equity(n) for n in range(YEARS)], shares)}")
    w.row(0, "Andra projektmedel", [y.eu for y in years])


def _activities(w: _Writer, plan: Plan) -> None:
    two = plan.years[:2]
    w.start("Finansierad verksamhet", ["2025", "2024"])
    for n, group in enumerate(GROUPS):
        shares = [percent(y.group_costs[n], y.total_costs, 0) for y in two]
        w.lines.append(f"      {group}:")
        w.lines.append(f"        cells: {w.cells(group, [y.group_costs[n] for y in two], shares)}")
        w.lines.append("        rows:")
        most = max(len(y.costs[n]) for y in two)
        rows: list[tuple[str, list[int | None]]] = [
            (f"Insats {n}{m}", [y.costs[n][m] if m < len(y.costs[n]) else None for y in two]) for m in range(most)
        ]
        w.details(2, rows)
    w.row(0, "Totala kostnader", [y.total_costs for y in two])


def _operating(w: _Writer, plan: Plan) -> None:
    year, last = plan.years[:2]
    sign = 1 if plan.magnitudes else -1
    w.start(
        "Driftredovisning",
        ["Utfall 2025 Intäkt", "Utfall 2025 Kostnad", "Utfall 2025 Netto", "Budget 2025 Netto", "Avvikelse 2025",
         "Utfall 2024 Netto"],
    )  # fmt: skip

    def income(label: str, actual: int, budget: int, before: int) -> tuple[str, list[int | None]]:
        return label, [actual, None, actual, budget, actual - budget, before]

    def cost(label: str, actual: int, budget: int, before: int) -> tuple[str, list[int | None]]:
        return label, [None, sign * actual, sign * actual, sign * budget, budget - actual, sign * before]

    rows: list[tuple[str, list[int | None]]] = [
        income("Medlemsbidrag", year.contributions, year.contributions, last.contributions),
        income("Övriga intäkter", year.eu + year.other, 0, last.eu + last.other),
        income("Ränteintäkter", year.interest, 0, last.interest),
        *(cost(g, year.group_costs[n], year.budget[n], last.group_costs[n]) for n, g in enumerate(GROUPS)),
        cost("Räntekostnader", year.fees, 0, last.fees),
    ]
    w.details(0, rows)
    budgeted = year.contributions - sum(year.budget)
    w.row(0, "Resultat", [year.income + year.interest, sign * (year.total_costs + year.fees), year.result, budgeted,
                          year.result - budgeted, last.result])  # fmt: skip
