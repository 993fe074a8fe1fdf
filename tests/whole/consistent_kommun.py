"""Consistent annual reports of a kommun, built at random: with classes, sections, notes on assets, investments and the group."""

from __future__ import annotations

from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from hypothesis import strategies as st

from tests.whole.consistent import percent, spaced


class Books(NamedTuple):
    """One year of one organisation, in kr; costs and payments out are kept without a sign."""

    fees: int
    rents: int
    costs: int
    premises: int
    depreciation: int
    tax: int
    grants: int
    interest: int
    paid_interest: int
    receivables: tuple[int, int]
    liabilities: tuple[int, int]
    stores: int
    debt: int
    pension: int
    other_provision: int
    purchases: int
    sales: int
    capital: int
    budget: tuple[int, int]
    pledges: tuple[int, int]
    people: int
    saved: int

    @property
    def income(self) -> int:
        return self.fees + self.rents

    @property
    def net_cost(self) -> int:
        return self.income - self.costs - self.depreciation

    @property
    def operating_result(self) -> int:
        return self.net_cost + self.tax + self.grants

    @property
    def financial(self) -> int:
        return self.interest - self.paid_interest

    @property
    def result(self) -> int:
        return self.operating_result + self.financial

    @property
    def provisions(self) -> int:
        return self.pension + self.other_provision


class Chain(NamedTuple):
    """The years of one organisation, latest first, and what it had when the first of them began."""

    years: tuple[Books, ...]
    cost: int
    worn: int
    equity: int

    def acquired(self, index: int) -> int:
        """What the assets held at the end of year ``index`` once cost; a year sells none but new ones."""
        return self.cost + sum(year.purchases - year.sales for year in self.years[index:])

    def depreciated(self, index: int) -> int:
        return self.worn + sum(year.depreciation for year in self.years[index:])

    def fixed(self, index: int) -> int:
        return self.acquired(index) - self.depreciated(index)

    def capital(self, index: int) -> int:
        return self.equity + sum(year.result + year.capital for year in self.years[index:])

    def reserve(self, index: int) -> int:
        """What has been set aside as a reserve of results; it is a part of equity."""
        return sum(year.saved for year in self.years[index:])

    def cash(self, index: int) -> int:
        year = self.years[index]
        owed = self.capital(index) + year.provisions + year.debt + sum(year.liabilities)
        return owed - self.fixed(index) - year.stores - sum(year.receivables)

    def current(self, index: int) -> int:
        year = self.years[index]
        return year.stores + sum(year.receivables) + self.cash(index)

    def total(self, index: int) -> int:
        return self.fixed(index) + self.current(index)


class Kommun(NamedTuple):
    """A report to be written: the kommun, its group, and the unit it prints."""

    own: Chain
    group: Chain
    unit: str
    budgeted: bool


@st.composite
def _books(draw: st.DrawFn) -> Books:
    amount = st.integers(1_000_000, 9_000_000)
    small = st.integers(100_000, 900_000)
    fees, rents, premises, depreciation = draw(amount), draw(amount), draw(small), draw(small)
    costs = 10_000_000 + fees + draw(amount)
    tax, surplus = draw(amount), draw(small)
    grants = costs + depreciation - fees - rents - tax + surplus
    purchases = draw(amount)
    books = Books(
        fees, rents, costs, premises, depreciation, tax, grants, draw(small), draw(small), (draw(small), draw(small)),
        (draw(amount), draw(amount)), draw(small), draw(amount), draw(amount), draw(small), purchases, draw(small), draw(small),
        (draw(amount), draw(amount)), (draw(amount), draw(small)), draw(st.integers(2_000, 90_000)), draw(st.integers(1_000, 9_000)),
    )  # fmt: skip
    room = books.result - books.sales // 9 - (books.tax + books.grants) // 50  # what exceeds two per cent may be set aside
    return books._replace(saved=max(0, min(books.saved, room)))


@st.composite
def _chain(draw: st.DrawFn) -> Chain:
    years = tuple(draw(_books()) for _ in range(3))
    return Chain(years, draw(st.integers(10_000_000, 20_000_000)), draw(st.integers(1_000_000, 5_000_000)), 60_000_000)


@st.composite
def kommuner(draw: st.DrawFn) -> Kommun:
    """A consistent report of a kommun."""
    return Kommun(draw(_chain()), draw(_chain()), draw(st.sampled_from(["kr", "tkr"])), draw(st.booleans()))


Pick = Callable[[Chain, int], int]


class _Sheet:
    """Lines of a data file; amounts come in kr and are printed in the report's unit."""

    def __init__(self, plan: Kommun) -> None:
        self.plan = plan
        self.lines: list[str] = []

    def printed(self, value: int) -> str:
        if self.plan.unit == "tkr":
            value = int((Decimal(value) / 1000).quantize(Decimal(1), ROUND_HALF_UP))
        return spaced(value)

    def table(self, name: str, heads: list[str]) -> None:
        self.lines += [f"  {name}:", f"    unit: {self.plan.unit}", f"    columns: {' | '.join(heads)}", "    rows:"]

    def row(self, label: str, *values: int, depth: int = 0) -> None:
        self.lines.append(f"{'  ' * (depth + 3)}{label}: {' | '.join(map(self.printed, values))}")

    def head(self, label: str, depth: int = 0) -> None:
        self.lines.append(f"{'  ' * (depth + 3)}{label}:")

    def four(self, label: str, pick: Pick, depth: int = 0) -> None:
        """A row of the kommun and the group, this year and the last."""
        self.row(label, *(pick(chain, index) for chain in (self.plan.own, self.plan.group) for index in (0, 1)), depth=depth)

    def two(self, label: str, pick: Pick, depth: int = 0) -> None:
        self.row(label, *(pick(self.plan.own, index) for index in (0, 1)), depth=depth)


_BY_COMMITTEE = """\
  Befolkning:
    unit: antal
    columns: 2025 | 2024
    rows:
      Inflyttade: 588 | 541
      Utflyttade: 601 | 572
      Flyttnetto: -13 | -31
  Nämnder:
    kind: driftredovisning
    unit: tkr
    columns: Budget 2025 netto
    rows:
      Skolnämnden: -5 100
      Omsorgsnämnden: -4 080
  Skolnämnden per verksamhet:
    kind: budgetuppföljning
    unit: tkr
    columns: Budget 2025 netto
    rows:
      Förskola: -2 000
      Grundskola: -3 100
      Skolnämnden enligt driftredovisningen: -5 100
"""


def write_kommun(plan: Kommun) -> str:
    """The data file of a kommun's report."""
    sheet = _Sheet(plan)
    sheet.lines += ["finsam-audit: 1", "report:", "  entity: Slumpköpings kommun", "  organisation: kommun", "  period: 2025"]
    sheet.lines.append("tables:")
    _result(sheet)
    _balance(sheet)
    _cash_flow(sheet)
    _income_note(sheet)
    _asset_notes(sheet)
    _other_notes(sheet)
    _investments(sheet)
    _overview(sheet)
    _adjusted_result(sheet)
    sheet.lines += _BY_COMMITTEE.splitlines()
    return "\n".join(sheet.lines) + "\n"


def _of(name: str, sign: int = 1) -> Pick:
    def pick(chain: Chain, index: int) -> int:
        value = getattr(chain.years[index], name)
        return sign * (sum(value) if isinstance(value, tuple) else value)

    return pick


def _item(name: str, place: int, sign: int = 1) -> Pick:
    return lambda chain, index: sign * getattr(chain.years[index], name)[place]


def _result(sheet: _Sheet) -> None:
    rows = [
        ("Taxor och avgifter", _of("fees")), ("Hyror och arrenden", _of("rents")), ("Summa intäkter", _of("income")),
        ("Verksamhetens kostnader", _of("costs", -1)), ("varav lokaler", _of("premises", -1)),
        ("Avskrivningar", _of("depreciation", -1)), ("Verksamhetens nettokostnad", _of("net_cost")),
        ("Skatteintäkter", _of("tax")), ("Generella statsbidrag och utjämning", _of("grants")),
        ("Verksamhetens resultat", _of("operating_result")), ("Finansiella intäkter", _of("interest")),
        ("Finansiella kostnader", _of("paid_interest", -1)), ("Finansnetto", _of("financial")),
        ("Resultat efter finansiella poster", _of("result")), ("Årets resultat", _of("result")),
    ]  # fmt: skip
    if sheet.plan.budgeted:
        # the budget is another year's accounts: what matters is that it adds up
        sheet.table("Resultaträkning", ["Utfall 2025", "Utfall 2024", "Budget 2025", "Avvikelse 2025"])
        own, other = sheet.plan.own, sheet.plan.group
        for label, pick in rows:
            sheet.row(label, pick(own, 0), pick(own, 1), pick(other, 2), pick(own, 0) - pick(other, 2))
        return
    sheet.table("Resultaträkning", ["Kommunen 2025", "Kommunen 2024", "Koncernen 2025", "Koncernen 2024"])
    for label, pick in rows:
        sheet.four(label, pick)


def _balance(sheet: _Sheet) -> None:
    days = ["2025-12-31", "2024-12-31"]
    sheet.table("Balansräkning", [f"{who} {day}" for who in ("Kommunen", "Koncernen") for day in days])
    sheet.head("Tillgångar")
    sheet.head("Anläggningstillgångar", 1)
    sheet.four("Maskiner och inventarier", Chain.fixed, 2)
    sheet.four("Summa anläggningstillgångar", Chain.fixed, 2)
    sheet.head("Omsättningstillgångar", 1)
    sheet.four("Förråd", _of("stores"), 2)
    sheet.head("Fordringar", 2)
    sheet.four("Kundfordringar", _item("receivables", 0), 3)
    sheet.four("Skattefordringar", _item("receivables", 1), 3)
    sheet.four("Summa fordringar", _of("receivables"), 3)
    sheet.four("Kassa och bank", Chain.cash, 2)
    sheet.four("Summa omsättningstillgångar", Chain.current, 2)
    sheet.four("Summa tillgångar", Chain.total, 1)
    sheet.head("Eget kapital, avsättningar och skulder")
    sheet.head("Eget kapital", 1)
    sheet.four("Årets resultat", _of("result"), 2)
    sheet.four("Övrigt eget kapital", lambda c, n: c.capital(n) - c.years[n].result, 2)
    sheet.four("Summa eget kapital", Chain.capital, 2)
    sheet.four("Varav resultatreserv", Chain.reserve, 2)
    sheet.head("Avsättningar", 1)
    sheet.four("Avsättningar för pensioner", _of("pension"), 2)
    sheet.four("Andra avsättningar", _of("other_provision"), 2)
    sheet.four("Summa avsättningar", _of("provisions"), 2)
    sheet.head("Skulder", 1)
    sheet.four("Långfristiga skulder", _of("debt"), 2)
    sheet.head("Kortfristiga skulder", 2)
    sheet.four("Leverantörsskulder", _item("liabilities", 0), 3)
    sheet.four("Upplupna kostnader", _item("liabilities", 1), 3)
    sheet.four("Summa kortfristiga skulder", _of("liabilities"), 3)
    sheet.four("Summa skulder", lambda c, n: c.years[n].debt + sum(c.years[n].liabilities), 2)
    sheet.four("Summa eget kapital, avsättningar och skulder", Chain.total, 1)
    sheet.four("Ansvarsförbindelser", _of("pledges"))
    sheet.four("Varav pensionsförpliktelser", _item("pledges", 0))
    sheet.four("Varav borgensåtaganden", _item("pledges", 1))


def _cash_flow(sheet: _Sheet) -> None:
    def change(pick: Pick, sign: int) -> Pick:
        return lambda c, n: sign * (pick(c, n) - pick(c, n + 1))

    def adjustment(chain: Chain, n: int) -> int:
        return chain.years[n].depreciation + change(_of("provisions"), 1)(chain, n)

    def means(chain: Chain, n: int) -> int:
        return chain.years[n].result + adjustment(chain, n)

    receivables, stores = change(_of("receivables"), -1), change(_of("stores"), -1)
    liabilities, loans = change(_of("liabilities"), 1), change(_of("debt"), 1)
    sheet.table("Kassaflödesanalys", [f"{who} {year}" for who in ("Kommunen", "Koncernen") for year in (2025, 2024)])
    sheet.four("Resultat efter finansiella poster" if sheet.plan.budgeted else "Årets resultat", _of("result"))
    sheet.four("Justering för ej likviditetspåverkande poster", adjustment)
    sheet.four("Medel från verksamheten före förändring av rörelsekapital", means)
    sheet.four("Ökning/minskning kortfristiga fordringar", receivables)
    sheet.four("Ökning/minskning förråd", stores)
    sheet.four("Ökning/minskning kortfristiga skulder", liabilities)
    sheet.four(
        "Kassaflöde från den löpande verksamheten",
        lambda c, n: means(c, n) + receivables(c, n) + stores(c, n) + liabilities(c, n),
    )
    sheet.four("Investering i materiella anläggningstillgångar", _of("purchases", -1))
    sheet.four("Försäljning av materiella anläggningstillgångar", _of("sales"))
    sheet.four("Kassaflöde från investeringsverksamheten", lambda c, n: c.years[n].sales - c.years[n].purchases)
    sheet.four("Nyupptagna lån", loans)
    sheet.four("Kapitaltillskott", _of("capital"))
    sheet.four("Kassaflöde från finansieringsverksamheten", lambda c, n: loans(c, n) + c.years[n].capital)
    sheet.four("Årets kassaflöde", lambda c, n: c.cash(n) - c.cash(n + 1))
    sheet.four("Likvida medel vid årets början", lambda c, n: c.cash(n + 1))
    sheet.four("Likvida medel vid årets slut", Chain.cash)


def _income_note(sheet: _Sheet) -> None:
    sheet.table("Not 3. Verksamhetens intäkter", ["2025", "2024"])
    gain: Pick = lambda c, n: c.years[n].sales // 9  # noqa: E731
    sheet.two("Taxor och avgifter", _of("fees"))
    sheet.two("Hyror och arrenden", lambda c, n: c.years[n].rents - gain(c, n))
    sheet.two("Realisationsvinster", gain)
    sheet.two("Summa", _of("income"))


def _asset_notes(sheet: _Sheet) -> None:
    sheet.table("Not 4. Maskiner och inventarier", ["2025-12-31", "2024-12-31"])
    sheet.two("Ingående anskaffningsvärde", lambda c, n: c.acquired(n + 1))
    sheet.two("Årets inköp", _of("purchases"))
    sheet.two("Försäljningar och utrangeringar", _of("sales", -1))
    sheet.two("Utgående anskaffningsvärde", Chain.acquired)
    sheet.two("Ingående avskrivningar", lambda c, n: -c.depreciated(n + 1))
    sheet.two("Årets avskrivningar", _of("depreciation", -1))
    sheet.two("Utgående avskrivningar", lambda c, n: -c.depreciated(n))
    sheet.two("Utgående redovisat värde", Chain.fixed)


def _other_notes(sheet: _Sheet) -> None:
    sheet.table("Not 5. Eget kapital", ["2025-12-31", "2024-12-31"])
    sheet.two("Ingående eget kapital", lambda c, n: c.capital(n + 1))
    sheet.two("Kapitaltillskott", _of("capital"))
    sheet.two("Årets resultat", _of("result"))
    sheet.two("Utgående eget kapital", Chain.capital)
    sheet.table("Not 6. Kortfristiga skulder", ["2025-12-31", "2024-12-31"])
    sheet.two("Leverantörsskulder", _item("liabilities", 0))
    sheet.two("Upplupna löner och semester", lambda c, n: c.years[n].liabilities[1] - c.years[n].liabilities[1] // 9)
    sheet.two("Övriga upplupna kostnader", lambda c, n: c.years[n].liabilities[1] // 9)
    sheet.two("Summa", _of("liabilities"))
    year, last = sheet.plan.own.years[:2]
    sheet.table("Not 7. Avsättningar", ["Ingående balans", "Årets avsättning", "Ianspråktaget", "Utgående balans"])
    for label, before, now in (
        ("Pensioner", last.pension, year.pension),
        ("Andra avsättningar", last.other_provision, year.other_provision),
        ("Summa avsättningar", last.provisions, year.provisions),
    ):
        sheet.row(label, before, now, -before, now)  # all that was set aside is used, and set aside anew


def _investments(sheet: _Sheet) -> None:
    """Two projects that together are the year's purchases."""
    year = sheet.plan.own.years[0]
    received = (year.premises, year.depreciation)
    spent = year.purchases + sum(received)
    projects = [
        ("Förskola", spent // 3, received[0], year.budget[0]),
        ("Gator", spent - spent // 3, received[1], year.budget[1]),
    ]
    sheet.table(
        "Investeringsredovisning",
        ["Utfall 2025 Utgift", "Utfall 2025 Inkomst", "Utfall 2025 Netto", "Budget 2025 Netto", "Avvikelse 2025"],
    )
    for label, out, into, budget in projects:
        sheet.row(label, -out, into, into - out, -budget, into - out + budget)
    budget = sum(year.budget)
    sheet.row("Summa investeringar", -spent, sum(received), -year.purchases, -budget, budget - year.purchases)


def _overview(sheet: _Sheet) -> None:
    own = sheet.plan.own
    three = range(3)
    sheet.table("Flerårsöversikt", ["2025", "2024", "2023"])

    def years(label: str, pick: Pick) -> None:
        sheet.row(label, *(pick(own, n) for n in three))

    def shares(label: str, part: Pick, whole: Pick, decimals: int = 1) -> None:
        sheet.lines.append(f"      {label}: {' | '.join(percent(part(own, n), whole(own, n), decimals) for n in three)}")

    taxes: Pick = lambda c, n: c.years[n].tax + c.years[n].grants  # noqa: E731
    pledged: Pick = lambda c, n: c.capital(n) - c.years[n].pledges[0]  # noqa: E731
    years("Verksamhetens intäkter", _of("income"))
    years("Verksamhetens kostnader", _of("costs", -1))
    years("Avskrivningar", _of("depreciation", -1))
    years("Verksamhetens nettokostnad", _of("net_cost"))
    years("Skatteintäkter och generella statsbidrag", taxes)
    years("Verksamhetens resultat", _of("operating_result"))
    years("Finansnetto", _of("financial"))
    years("Årets resultat", _of("result"))
    sheet.row("Årets resultat koncernen", *(sheet.plan.group.years[n].result for n in three))
    shares("Nettokostnadsandel", _of("net_cost", -1), taxes)
    shares("Årets resultat i förhållande till skatter och statsbidrag", _of("result"), taxes)
    years("Eget kapital", Chain.capital)
    shares("Resultat i procent av eget kapital", _of("result"), Chain.capital)
    years("Balansomslutning", Chain.total)
    years("Likvida medel", Chain.cash)
    years("Långfristiga skulder", _of("debt"))
    shares("Soliditet", Chain.capital, Chain.total)
    shares("Soliditet inkl. pensionsförpliktelser", pledged, Chain.total)
    shares("Kassalikviditet", lambda c, n: c.current(n) - c.years[n].stores, lambda c, n: sum(c.years[n].liabilities), 0)
    people = [year.people for year in own.years]
    debts = [_in_unit(year.debt, sheet.plan.unit) for year in own.years]
    each = [(debt / count).quantize(Decimal(1), ROUND_HALF_UP) for debt, count in zip(debts, people, strict=True)]
    sheet.lines.append(f"      Antal invånare: {' | '.join(spaced(count) + ' antal' for count in people)}")
    sheet.lines.append(f"      Långfristiga skulder, kr per invånare: {' | '.join(spaced(int(kr)) + ' kr' for kr in each)}")


def _in_unit(value: int, unit: str) -> Decimal:
    """The amount in kr that a reader of the report finds: of a report in tkr, a whole thousand."""
    return (Decimal(value) / 1000).quantize(Decimal(1), ROUND_HALF_UP) * 1000 if unit == "tkr" else Decimal(value)


def _adjusted_result(sheet: _Sheet) -> None:
    year = sheet.plan.own.years[0]
    sheet.table("Balanskravsutredning", ["2025"])
    sheet.row("Årets resultat enligt resultaträkningen", year.result)
    sheet.row("Samtliga realisationsvinster", -(year.sales // 9))
    sheet.row("Årets resultat efter balanskravsjusteringar", year.result - (year.sales // 9))
    sheet.row("Medel till resultatreserv", -year.saved)
    balance = year.result - (year.sales // 9) - year.saved
    sheet.row("Balanskravsresultat", balance)
    sheet.row("Ingående underskott att återställa", -9_000_000)
    sheet.row("Återstår att återställa", balance - 9_000_000)
